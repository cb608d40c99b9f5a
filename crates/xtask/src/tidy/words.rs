//! Words that nobody should find in the repository.

use super::{File, Problem};

/// In two parts, so that this list does not find itself.
const WORDS: [(&str, &str); 8] = [
    ("FIX", "ME"),
    ("XX", "X:"),
    ("lorem ", "ipsum"),
    ("to", "do!("),
    ("unimple", "mented!("),
    ("dbg", "!("),
    ("/tm", "p/"),
    ("console", ".log("),
];

pub(super) fn forbidden(files: &[File]) -> Vec<Problem> {
    let mut problems = Vec::new();
    for file in files.iter().filter(|file| !is_generated(&file.path)) {
        for (n, line) in file.text.lines().enumerate() {
            let word = WORDS
                .iter()
                .map(|(a, b)| [*a, *b].concat())
                .find(|word| line.contains(word));
            if let Some(word) = word.or_else(|| open_task(line)) {
                problems.push(Problem::new(
                    format!("{}:{}", file.path, n + 1),
                    format!("`{word}` does not belong here"),
                ));
            }
        }
    }
    problems
}

/// A task without a number is lost.
fn open_task(line: &str) -> Option<String> {
    let word = ["TO", "DO"].concat();
    line.match_indices(&word)
        .any(|(start, _)| {
            let before = line.get(..start).and_then(|text| text.chars().next_back());
            let after = line.get(start + word.len()..).unwrap_or_default();
            !before.is_some_and(char::is_alphanumeric)
                && !after.starts_with("(#")
                && !after.starts_with(char::is_alphanumeric)
        })
        .then_some(word)
}

fn is_generated(path: &str) -> bool {
    path.ends_with("package-lock.json") || path.ends_with("Cargo.lock") || path.ends_with(".csv")
}

#[cfg(test)]
mod tests {
    use super::super::check;
    use super::forbidden;

    #[test]
    fn words_are_found_where_people_read() {
        let task = ["TO", "DO"].concat();
        check(forbidden, "a.rs", &format!("// {task}(#12): later"), &[]);
        check(
            forbidden,
            "a.rs",
            &format!("// {task}: later"),
            &[&format!("a.rs:1: `{task}` does not belong here")],
        );
        let mark = ["FIX", "ME"].concat();
        check(
            forbidden,
            "a.md",
            &format!("\n{mark}"),
            &[&format!("a.md:2: `{mark}` does not belong here")],
        );
        check(forbidden, "Cargo.lock", &mark, &[]);
        check(forbidden, "a.rs", "a workflow on the frameworks", &[]);
    }
}
