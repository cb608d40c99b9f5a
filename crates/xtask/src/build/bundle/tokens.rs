//! The design system's tokens, only those in use: the whole list is several times our own stylesheet.

use std::collections::{BTreeMap, BTreeSet};

/// A `:root` rule with the tokens that `users` name, and the tokens that those name in turn.
pub(crate) fn used(tokens_css: &str, users: &str) -> String {
    let all = declarations(tokens_css);
    let mut wanted: Vec<&str> = names(users).collect();
    let mut taken = BTreeSet::new();
    while let Some(name) = wanted.pop() {
        if let Some((&name, value)) = all.get_key_value(name)
            && taken.insert(name)
        {
            wanted.extend(names(value));
        }
    }
    let lines: Vec<String> = taken
        .iter()
        .filter_map(|name| all.get(name).map(|value| format!("  {name}: {value};\n")))
        .collect();
    format!(":root {{\n{}}}\n", lines.concat())
}

fn declarations(css: &str) -> BTreeMap<&str, &str> {
    css.split([';', '{', '}'])
        .filter_map(|part| {
            let part = part.rsplit_once("*/").map_or(part, |(_, rest)| rest).trim();
            let (name, value) = part.split_once(':')?;
            name.starts_with("--").then(|| (name.trim(), value.trim()))
        })
        .collect()
}

/// Every `--name` in a text, wherever it stands: too many are harmless.
fn names(text: &str) -> impl Iterator<Item = &str> {
    text.match_indices("--").filter_map(|(start, _)| {
        let rest = text.get(start..)?;
        let end = rest
            .find(|c: char| !(c.is_ascii_alphanumeric() || c == '-' || c == '_'))
            .unwrap_or(rest.len());
        rest.get(..end).filter(|name| name.len() > 2)
    })
}

#[cfg(test)]
mod tests {
    const TOKENS: &str = "/** generated; do not edit */\n:root {\n  --blue: #00f;\n  --key: var(--blue);\n  --unused: 1px;\n  --font: 'A B', sans-serif;\n}";

    fn check(users: &str, expected: &str) {
        assert_eq!(super::used(TOKENS, users), expected);
    }

    #[test]
    fn what_is_named_comes_with_what_it_names() {
        check(
            "a { color: var(--key) }",
            ":root {\n  --blue: #00f;\n  --key: var(--blue);\n}\n",
        );
        check(
            "let font = token(\"--font\");",
            ":root {\n  --font: 'A B', sans-serif;\n}\n",
        );
    }

    #[test]
    fn nothing_named_gives_nothing() {
        check("a { color: red } /* --- */ x--; --own: 1", ":root {\n}\n");
    }
}
