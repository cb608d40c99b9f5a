//! A query as a tree of text, so that it can be written for either engine and made smaller.
//!
//! The tree knows nothing of SQL but what may be left out ([`Tree::May`], items of a [`Tree::List`]) and what may stand
//! in the place of what it is part of ([`Tree::Whole`]). Whether something smaller is still a query is for the engines to
//! say: what they refuse is no difference.

/// Which engine a query is written for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// Ours.
    Ama,
    /// DuckDB.
    Duck,
}

/// Words in which the engines differ on purpose; `$1`, `$2` stand for what is inside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Differs {
    /// For ours.
    pub ama: &'static str,
    /// What means the same to DuckDB.
    pub duck: &'static str,
}

/// What can stand in each other's place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// A value or condition.
    Value,
    /// A query.
    Query,
}

/// A piece of a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tree {
    /// Text.
    Text(String),
    /// One after another.
    Row(Vec<Tree>),
    /// May be left out.
    May(Box<Tree>),
    /// Any of them may be left out as long as so many stay.
    List {
        /// What stands between.
        between: &'static str,
        /// How many have to stay.
        least: usize,
        /// The items.
        items: Vec<Tree>,
    },
    /// Left out only together with all others of that number.
    Tied(u32, Box<Tree>),
    /// A part of it of the same sort may stand in its place.
    Whole(Part, Box<Tree>),
    /// Written differently for either engine.
    Differs(Differs, Vec<Tree>),
}

impl From<&str> for Tree {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Tree {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

/// `row!["a", b, format!("c")]`
#[macro_export]
macro_rules! row {
    ($($item:expr),* $(,)?) => {
        $crate::tree::Tree::Row(vec![$($crate::tree::Tree::from($item)),*])
    };
}

impl Tree {
    /// Nothing.
    pub fn none() -> Self {
        Self::Text(String::new())
    }

    /// A value that a value inside it may replace.
    pub fn value(inside: impl Into<Self>) -> Self {
        Self::Whole(Part::Value, Box::new(inside.into()))
    }

    /// A query that a query inside it may replace.
    pub fn query(inside: impl Into<Self>) -> Self {
        Self::Whole(Part::Query, Box::new(inside.into()))
    }

    /// Something that may be left out.
    pub fn may(inside: impl Into<Self>) -> Self {
        Self::May(Box::new(inside.into()))
    }

    /// Items between commas, of which one has to stay.
    pub fn list(items: Vec<Self>) -> Self {
        Self::List {
            between: ", ",
            least: 1,
            items,
        }
    }

    /// The text for an engine.
    pub fn text(&self, dialect: Dialect) -> String {
        let mut text = String::new();
        self.write(dialect, &mut text);
        text
    }

    fn write(&self, dialect: Dialect, out: &mut String) {
        match self {
            Self::Text(text) => out.push_str(text),
            Self::Row(items) => items.iter().for_each(|item| item.write(dialect, out)),
            Self::May(item) | Self::Tied(_, item) | Self::Whole(_, item) => {
                item.write(dialect, out);
            }
            Self::List { between, items, .. } => {
                for (position, item) in items.iter().enumerate() {
                    if position > 0 {
                        out.push_str(between);
                    }
                    item.write(dialect, out);
                }
            }
            Self::Differs(differs, items) => {
                let mut words = match dialect {
                    Dialect::Ama => differs.ama,
                    Dialect::Duck => differs.duck,
                };
                while let Some((before, after)) = words.split_once('$') {
                    out.push_str(before);
                    let digit = after.chars().next().and_then(|c| c.to_digit(10));
                    if let Some(item) = digit.and_then(|n| items.get(n as usize - 1)) {
                        item.write(dialect, out);
                    }
                    words = after.get(1..).unwrap_or_default();
                }
                out.push_str(words);
            }
        }
    }

    /// Every tree that is one change smaller, the largest changes first.
    pub fn smaller(&self) -> Vec<Self> {
        let mut ties = Vec::new();
        self.ties(&mut ties);
        ties.sort_unstable();
        ties.dedup();
        let mut trees: Vec<Self> = ties.into_iter().map(|tie| self.without(tie)).collect();
        trees.extend(self.changes());
        trees.retain(|tree| tree != self);
        trees
    }

    fn ties(&self, found: &mut Vec<u32>) {
        if let Self::Tied(tie, _) = self {
            found.push(*tie);
        }
        for part in self.parts() {
            part.ties(found);
        }
    }

    fn without(&self, tie: u32) -> Self {
        match self {
            Self::List {
                between,
                least,
                items,
            } => {
                let kept: Vec<Self> = items
                    .iter()
                    .filter(|item| !matches!(item, Self::Tied(this, _) if *this == tie))
                    .map(|item| item.without(tie))
                    .collect();
                Self::List {
                    between,
                    least: *least,
                    items: kept,
                }
            }
            _ => self.with_parts(self.parts().iter().map(|part| part.without(tie)).collect()),
        }
    }

    fn parts(&self) -> Vec<&Self> {
        match self {
            Self::Text(_) => Vec::new(),
            Self::Row(items) | Self::List { items, .. } | Self::Differs(_, items) => {
                items.iter().collect()
            }
            Self::May(item) | Self::Tied(_, item) | Self::Whole(_, item) => vec![item],
        }
    }

    fn with_parts(&self, mut parts: Vec<Self>) -> Self {
        let mut one = || Box::new(parts.pop().unwrap_or_else(Self::none));
        match self {
            Self::Text(text) => Self::Text(text.clone()),
            Self::May(_) => Self::May(one()),
            Self::Tied(tie, _) => Self::Tied(*tie, one()),
            Self::Whole(part, _) => Self::Whole(*part, one()),
            Self::Row(_) => Self::Row(parts),
            Self::Differs(differs, _) => Self::Differs(*differs, parts),
            Self::List { between, least, .. } => Self::List {
                between,
                least: *least,
                items: parts,
            },
        }
    }

    fn changes(&self) -> Vec<Self> {
        let mut trees = Vec::new();
        match self {
            Self::May(_) => trees.push(Self::none()),
            Self::List {
                between,
                least,
                items,
            } if items.len() > *least => {
                for left_out in 0..items.len() {
                    let mut items = items.clone();
                    items.remove(left_out);
                    trees.push(Self::List {
                        between,
                        least: *least,
                        items,
                    });
                }
            }
            Self::Whole(part, item) => {
                let mut inside = Vec::new();
                item.nearest(*part, &mut inside);
                trees.extend(inside);
            }
            _ => {}
        }
        let parts = self.parts();
        for (position, part) in parts.iter().enumerate() {
            for changed in part.changes() {
                let mut parts: Vec<Self> = parts.iter().map(|part| (*part).clone()).collect();
                parts[position] = changed;
                trees.push(self.with_parts(parts));
            }
        }
        trees
    }

    fn nearest(&self, wanted: Part, found: &mut Vec<Self>) {
        match self {
            Self::Whole(part, _) if *part == wanted => found.push(self.clone()),
            _ => {
                for part in self.parts() {
                    part.nearest(wanted, found);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Dialect, Differs, Tree};

    const REST: Differs = Differs {
        ama: "$1 % $2",
        duck: "(($1 % $2) + $2) % $2",
    };

    fn texts(trees: &[Tree]) -> Vec<String> {
        trees.iter().map(|tree| tree.text(Dialect::Ama)).collect()
    }

    #[test]
    fn each_engine_gets_its_own_words() {
        let tree = Tree::Differs(REST, vec!["a".into(), "2".into()]);
        assert_eq!(tree.text(Dialect::Ama), "a % 2");
        assert_eq!(tree.text(Dialect::Duck), "((a % 2) + 2) % 2");
    }

    #[test]
    fn what_may_go_goes_once() {
        let tree = row![
            "SELECT ",
            Tree::list(vec!["a".into(), "b".into()]),
            Tree::may(" LIMIT 1")
        ];
        assert_eq!(
            texts(&tree.smaller()),
            ["SELECT b LIMIT 1", "SELECT a LIMIT 1", "SELECT a, b"]
        );
    }

    #[test]
    fn a_part_takes_the_place_of_the_whole() {
        let inner = Tree::value(row!["(", Tree::value("a"), " + ", Tree::value("1"), ")"]);
        let tree = row!["SELECT ", Tree::value(row!["-", inner])];
        assert_eq!(
            texts(&tree.smaller()),
            ["SELECT (a + 1)", "SELECT -a", "SELECT -1"]
        );
    }

    #[test]
    fn what_is_tied_goes_together() {
        let tied = |text: &str| Tree::Tied(7, Box::new(text.into()));
        let tree = row![
            "SELECT ",
            Tree::list(vec![tied("k"), "n".into()]),
            " GROUP BY ",
            Tree::list(vec![tied("k"), "j".into()])
        ];
        assert_eq!(texts(&tree.smaller())[0], "SELECT n GROUP BY j");
    }
}
