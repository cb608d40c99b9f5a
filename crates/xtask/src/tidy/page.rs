//! The page makes no request to another origin, and its policy would stop one.

use super::{File, Problem};

/// Names of XML vocabularies, which nobody fetches.
const VOCABULARIES: [&str; 2] = ["http://www.w3.org/2000/svg", "http://www.w3.org/1999/xhtml"];

/// What the policy in index.html must say, word for word.
const POLICY: [&str; 6] = [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "connect-src 'self'",
    "style-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
];

pub(super) fn foreign(files: &[File]) -> Vec<Problem> {
    let mut problems = Vec::new();
    for file in files.iter().filter(|file| is_page(&file.path)) {
        for (n, line) in file.text.lines().enumerate() {
            if let Some(address) = address(line) {
                let what = format!("`{address}`: the page has nothing to do with other hosts");
                problems.push(Problem::new(format!("{}:{}", file.path, n + 1), what));
            }
        }
        if file.path == "web/index.html" {
            problems.extend(policy(file));
        }
    }
    problems
}

/// What is shipped; lists of packages are not.
fn is_page(path: &str) -> bool {
    let shipped = [".html", ".js", ".css", ".svg", ".webmanifest"]
        .iter()
        .any(|suffix| path.ends_with(suffix));
    let code = ["crates/app/src/", "crates/worker/src/"]
        .iter()
        .any(|prefix| path.starts_with(prefix));
    (path.starts_with("web/") && shipped) || code
}

fn address(line: &str) -> Option<&str> {
    let trimmed = line.trim_start();
    if ["//", "/*", "*"]
        .iter()
        .any(|comment| trimmed.starts_with(comment))
    {
        return None;
    }
    ["http://", "https://", "\"//", "url(//"]
        .iter()
        .find_map(|scheme| {
            line.match_indices(scheme).find_map(|(start, _)| {
                let rest = line.get(start..)?;
                let end = rest.find([' ', '\'', ')', '<', '>']).unwrap_or(rest.len());
                let address = rest.get(..end)?.trim_end_matches(['"', ';', ',']);
                (!VOCABULARIES.contains(&address.split('"').next().unwrap_or(address)))
                    .then_some(address)
            })
        })
}

fn policy(file: &File) -> Vec<Problem> {
    let found = file
        .text
        .lines()
        .find(|line| line.contains("Content-Security-Policy"))
        .unwrap_or_default();
    let mut problems: Vec<Problem> = POLICY
        .iter()
        .filter(|part| {
            !found.contains(&format!("{part};")) && !found.contains(&format!("{part}\""))
        })
        .map(|part| Problem::new(&file.path, format!("the policy does not say `{part}`")))
        .collect();
    for word in ["'unsafe-inline'", "'unsafe-eval'", "https:", "*"] {
        if found.contains(word) {
            problems.push(Problem::new(
                &file.path,
                format!("the policy says `{word}`"),
            ));
        }
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::super::check;
    use super::*;

    #[test]
    fn addresses_of_others_are_told() {
        check(
            foreign,
            "web/icon.svg",
            "<svg xmlns=\"http://www.w3.org/2000/svg\">",
            &[],
        );
        check(
            foreign,
            "crates/app/src/a.rs",
            "// see https://example.com/",
            &[],
        );
        check(
            foreign,
            "web/package-lock.json",
            "\"https://registry.example/\"",
            &[],
        );
        check(
            foreign,
            "crates/course/src/a.rs",
            "\"https://example.com/\"",
            &[],
        );
        check(
            foreign,
            "crates/app/src/a.rs",
            "fetch(\"https://example.com/a.js\")",
            &[
                "crates/app/src/a.rs:1: `https://example.com/a.js`: the page has nothing to do with other hosts",
            ],
        );
        check(
            foreign,
            "web/style/a.css",
            "a { src: url(//cdn.example/f.woff) }",
            &[
                "web/style/a.css:1: `url(//cdn.example/f.woff`: the page has nothing to do with other hosts",
            ],
        );
    }

    #[test]
    fn a_weaker_policy_is_told() {
        let real = include_str!("../../../../web/index.html");
        check(foreign, "web/index.html", real, &[]);
        check(
            foreign,
            "web/index.html",
            &real.replace("connect-src 'self'", "connect-src *"),
            &[
                "web/index.html: the policy does not say `connect-src 'self'`",
                "web/index.html: the policy says `*`",
            ],
        );
        check(
            foreign,
            "web/index.html",
            &real.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'"),
            &[
                "web/index.html: the policy does not say `style-src 'self'`",
                "web/index.html: the policy says `'unsafe-inline'`",
            ],
        );
    }
}
