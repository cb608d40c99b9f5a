//! The dark colours stand once in `web/style`, and twice in what is shipped: for who has chosen them, and for who follows a
//! system that is dark. (CSS has `light-dark()` for that, which browsers in offices do not know yet.)

use anyhow::{Context, Result};

/// How the dark colours begin in the source.
const CHOSEN: &str = ":root[data-theme=\"dark\"] {";

/// The stylesheet with the dark colours for `auto` right behind the chosen ones.
///
/// # Errors
/// There are no dark colours, or there are several lists of them.
pub(crate) fn with_auto(css: &str) -> Result<String> {
    let (before, rest) = css
        .split_once(CHOSEN)
        .context("web/style has no dark colours: `:root[data-theme=\"dark\"] {` is missing")?;
    anyhow::ensure!(
        !rest.contains(CHOSEN) && !css.contains("[data-theme=\"auto\"]"),
        "web/style has the dark colours more than once: they stand in `{CHOSEN} … }}` alone"
    );
    let (colours, after) = rest
        .split_once("\n}")
        .context("the dark colours in web/style have no end")?;
    Ok(format!(
        "{before}{CHOSEN}{colours}\n}}\n\n\
         @media (prefers-color-scheme: dark) {{\n:root[data-theme=\"auto\"] {{{colours}\n}}\n}}{after}"
    ))
}

#[cfg(test)]
mod tests {
    use super::with_auto;

    #[test]
    fn the_dark_colours_are_written_twice() {
        let css = ":root {\n  --a: 1;\n}\n\n:root[data-theme=\"dark\"] {\n  --a: 2;\n}\n\n.b { --a: 3; }\n";
        let both = ":root {\n  --a: 1;\n}\n\n:root[data-theme=\"dark\"] {\n  --a: 2;\n}\n\n\
                    @media (prefers-color-scheme: dark) {\n:root[data-theme=\"auto\"] {\n  --a: 2;\n}\n}\n\n.b { --a: 3; }\n";
        assert_eq!(with_auto(css).unwrap(), both);
    }

    #[test]
    fn none_and_two_are_refused() {
        let dark = ":root[data-theme=\"dark\"] {\n  --a: 2;\n}\n";
        let auto = ":root[data-theme=\"auto\"] {\n  --a: 2;\n}\n";
        assert!(with_auto(":root {\n}\n").is_err());
        assert!(with_auto(&format!("{dark}{dark}")).is_err());
        assert!(with_auto(&format!("{dark}{auto}")).is_err());
        assert!(with_auto(":root[data-theme=\"dark\"] { --a: 2; }").is_err());
        assert!(with_auto(dark).is_ok());
    }
}
