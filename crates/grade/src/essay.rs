//! `essay`: whatever is written is kept; nobody grades it.

use spec::Verdict;

use crate::correct;

/// Takes anything but nothing at all.
pub fn grade(typed: &str) -> Verdict {
    if typed.trim().is_empty() {
        return Verdict::Incomplete {
            field: String::new(),
        };
    }
    correct()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn something_must_be_written() {
        assert!(grade("窓口の数を月ごとに見る").is_correct());
        assert_eq!(
            grade(" 　\n"),
            Verdict::Incomplete {
                field: String::new()
            }
        );
    }
}
