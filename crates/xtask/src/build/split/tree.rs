//! The parts that the page's wasm is cut into, as a tree. Each lies on one other, down to the page, which is loaded first;
//! a part is loaded together with all below it and may use those alone.

use anyhow::{Context, Result, ensure};

/// Parts by name, each with the name of the part that it lies on. The page comes first and lies on none, and every other
/// part comes after the one that it lies on.
pub(crate) type Parts = [(&'static str, Option<&'static str>)];

/// One of the parts: its position in their list, so that whatever lies below another comes before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Part(usize);

/// The page itself.
pub(super) const PAGE: Part = Part(0);

/// The parts and how they lie.
pub(super) struct Tree {
    names: Vec<&'static str>,
    /// What each lies on; the page on itself.
    on: Vec<Part>,
}

impl Tree {
    /// Reads the list.
    ///
    /// # Errors
    /// Where a part lies on one that does not come before it, or a name is there twice.
    pub(super) fn new(parts: &Parts) -> Result<Self> {
        let mut tree = Self {
            names: Vec::new(),
            on: Vec::new(),
        };
        for (name, on) in parts {
            ensure!(tree.named(name).is_none(), "two parts are called `{name}`");
            let on = match on {
                None => {
                    ensure!(tree.names.is_empty(), "`{name}` lies on no part");
                    PAGE
                }
                Some(on) => tree.named(on).with_context(|| {
                    format!("`{name}` lies on `{on}`, which does not come before it")
                })?,
            };
            tree.names.push(name);
            tree.on.push(on);
        }
        ensure!(!tree.names.is_empty(), "there is no part");
        Ok(tree)
    }

    /// All parts, whatever lies below another before it.
    pub(super) fn parts(&self) -> impl DoubleEndedIterator<Item = Part> + use<> {
        (0..self.names.len()).map(Part)
    }

    /// The part of that name.
    pub(super) fn named(&self, name: &str) -> Option<Part> {
        let at = self.names.iter().position(|known| *known == name)?;
        Some(Part(at))
    }

    /// Its name.
    pub(super) fn name(&self, part: Part) -> &'static str {
        self.names.get(part.0).copied().unwrap_or_default()
    }

    /// Whether one lies on the other, directly or not; each lies on itself.
    pub(super) fn lies_on(&self, part: Part, other: Part) -> bool {
        let mut at = part;
        // What it lies on comes before it.
        while at > other {
            at = self.below(at);
        }
        at == other
    }

    /// The nearest part that both lie on.
    pub(super) fn common(&self, one: Part, other: Part) -> Part {
        let mut at = one;
        while !self.lies_on(other, at) {
            at = self.below(at);
        }
        at
    }

    fn below(&self, part: Part) -> Part {
        self.on.get(part.0).copied().unwrap_or(PAGE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn branches_meet_in_the_nearest_part_below_both() {
        let tree = Tree::new(&[
            ("page", None),
            ("lms", Some("page")),
            ("rooms", Some("page")),
            ("studio", Some("rooms")),
            ("class", Some("rooms")),
        ])
        .unwrap();
        let part = |name| tree.named(name).unwrap();
        for (one, other, common) in [
            ("page", "page", "page"),
            ("studio", "page", "page"),
            ("studio", "rooms", "rooms"),
            ("studio", "class", "rooms"),
            ("lms", "class", "page"),
            ("lms", "rooms", "page"),
        ] {
            assert_eq!(
                tree.common(part(one), part(other)),
                part(common),
                "{one}, {other}"
            );
            assert_eq!(
                tree.common(part(other), part(one)),
                part(common),
                "{other}, {one}"
            );
        }
        assert!(tree.lies_on(part("class"), PAGE) && tree.lies_on(part("class"), part("class")));
        assert!(!tree.lies_on(part("class"), part("studio")));
        assert!(!tree.lies_on(part("rooms"), part("studio")));
        assert!(!tree.lies_on(part("rooms"), part("lms")));
    }

    #[test]
    fn a_list_that_is_no_tree_is_refused() {
        for (parts, why) in [
            (vec![], "there is no part"),
            (
                vec![("rooms", Some("page")), ("page", None)],
                "`rooms` lies on `page`",
            ),
            (
                vec![("page", None), ("rooms", None)],
                "`rooms` lies on no part",
            ),
            (
                vec![("page", None), ("page", Some("page"))],
                "two parts are called `page`",
            ),
        ] {
            let said = Tree::new(&parts).map(|_| ()).unwrap_err().to_string();
            assert!(said.contains(why), "{said}");
        }
    }
}
