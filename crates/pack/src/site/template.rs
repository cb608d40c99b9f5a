//! Templates with places: `{{name}}` is filled, `{{#site}} … {{/site}}` stands in one edition only.
//!
//! What is filled in is not looked at again: a script may hold anything.

use std::collections::BTreeSet;

/// Which edition a template is filled for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edition {
    /// A folder on a server.
    Site,
    /// One HTML file.
    File,
}

impl Edition {
    fn of_name(name: &str) -> Option<Self> {
        match name {
            "site" => Some(Self::Site),
            "file" => Some(Self::File),
            _ => None,
        }
    }
}

/// What is wrong with a template.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TemplateError {
    /// It lacks a place for something.
    #[error("the template has no {{{{{0}}}}}")]
    Missing(String),
    /// It has a place that nothing fills.
    #[error("the template asks for `{0}`, which nothing fills")]
    Unknown(String),
    /// Parts of it are not closed, or stand in one another.
    #[error("the part `{0}` of the template does not end where it should")]
    Unclosed(String),
}

/// The template with all places filled.
///
/// # Errors
///
/// When it has a place too few or too many.
pub fn fill(
    template: &str,
    edition: Edition,
    values: &[(&str, &str)],
) -> Result<String, TemplateError> {
    let mut out = String::with_capacity(template.len());
    let mut used = BTreeSet::new();
    let mut open: Option<(&str, Edition)> = None;
    let mut rest = template;
    while let Some((before, after)) = rest.split_once("{{") {
        let Some((name, after)) = place(after) else {
            // Two braces of a script.
            push(&mut out, before, open, edition);
            push(&mut out, "{{", open, edition);
            rest = after;
            continue;
        };
        let unclosed = |name: &str| TemplateError::Unclosed(name.to_owned());
        let unknown = || TemplateError::Unknown(name.to_owned());
        // A mark takes its whole line with it.
        let line = before.trim_end_matches(' ');
        if let Some(part) = name.strip_prefix('#') {
            push(&mut out, line, open, edition);
            if open.is_some() {
                return Err(unclosed(part));
            }
            open = Some((part, Edition::of_name(part).ok_or_else(unknown)?));
        } else if let Some(part) = name.strip_prefix('/') {
            push(&mut out, line, open, edition);
            if open.is_none_or(|(opened, _)| opened != part) {
                return Err(unclosed(part));
            }
            open = None;
        } else {
            push(&mut out, before, open, edition);
            let value = values.iter().find(|(known, _)| *known == name);
            match value {
                Some((known, value)) => {
                    if push(&mut out, value, open, edition) {
                        used.insert(*known);
                    }
                }
                // Another edition's place is filled there.
                None if open.is_some_and(|(_, of)| of != edition) => {}
                None => return Err(unknown()),
            }
        }
        rest = after;
    }
    push(&mut out, rest, open, edition);
    if let Some((part, _)) = open {
        return Err(TemplateError::Unclosed(part.to_owned()));
    }
    match values.iter().find(|(name, _)| !used.contains(name)) {
        Some((name, _)) => Err(TemplateError::Missing((*name).to_owned())),
        None => Ok(out),
    }
}

/// Whether the text stands in this edition; then it is added.
fn push(out: &mut String, text: &str, open: Option<(&str, Edition)>, edition: Edition) -> bool {
    let stands = open.is_none_or(|(_, of)| of == edition);
    if stands {
        out.push_str(text);
    }
    stands
}

/// The name of a place and what follows it, where that is one. The line's end after a mark of a part goes with it.
fn place(after: &str) -> Option<(&str, &str)> {
    let (name, rest) = after.split_once("}}")?;
    let plain = |c: char| c.is_ascii_alphanumeric() || "_-./#".contains(c);
    if name.is_empty() || name.len() > 60 || !name.chars().all(plain) {
        return None;
    }
    let is_mark = name.starts_with(['#', '/']);
    let rest = if is_mark {
        rest.strip_prefix('\n').unwrap_or(rest)
    } else {
        rest
    };
    Some((name, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOTH: &str =
        "<p>{{a}}\n  {{#site}}\nS {{b}}\n  {{/site}}\n{{#file}}\nF {{c}}\n{{/file}}\n";

    #[test]
    fn each_edition_has_its_parts() {
        let site = fill(BOTH, Edition::Site, &[("a", "{{a}}"), ("b", "2")]).unwrap();
        assert_eq!(site, "<p>{{a}}\nS 2\n");
        let file = fill(BOTH, Edition::File, &[("a", "1"), ("c", "3")]).unwrap();
        assert_eq!(file, "<p>1\nF 3\n");
    }

    #[test]
    fn a_place_too_few_or_too_many_is_refused() {
        let missing = |name: &str| Err(TemplateError::Missing(name.to_owned()));
        assert_eq!(fill("x", Edition::Site, &[("a", "1")]), missing("a"));
        // Filled in the other edition only.
        let values = [("a", "1"), ("b", "2"), ("c", "3")];
        assert_eq!(fill(BOTH, Edition::Site, &values), missing("c"));
        let unknown = TemplateError::Unknown("what".to_owned());
        assert_eq!(fill("{{what}}", Edition::Site, &[]), Err(unknown));
        for broken in [
            "{{#site}}",
            "{{/site}}",
            "{{#site}}{{#file}}",
            "{{#site}}{{/file}}",
        ] {
            assert!(
                matches!(
                    fill(broken, Edition::Site, &[]),
                    Err(TemplateError::Unclosed(_))
                ),
                "{broken}"
            );
        }
        assert!(fill("{{#both}}{{/both}}", Edition::Site, &[]).is_err());
    }

    #[test]
    fn braces_of_scripts_are_no_places() {
        let script = "if(a){{b;c}} x={{}} {{a b}} ``}}";
        assert_eq!(fill(script, Edition::Site, &[]).as_deref(), Ok(script));
    }
}
