//! What came of the cases, counted.

use std::collections::BTreeMap;

use spec::{Failure, FailureKind};

/// What came of a case.
#[derive(Clone, Debug, PartialEq)]
pub enum Came {
    /// Both gave the same.
    Same,
    /// Ours refused what DuckDB answers.
    Refused(Failure),
    /// DuckDB refused, whatever ours said.
    NotDuck(String),
    /// They differ.
    Different(String),
}

/// Shares of refused cases are worth a verdict from so many on.
const ENOUGH: usize = 100;

/// How much of what courses teach may be refused, in percent.
pub const CEILING: f64 = 5.0;

#[derive(Clone, Copy, Debug, Default)]
struct Count {
    same: usize,
    refused: usize,
    not_duck: usize,
    different: usize,
}

/// The counts.
#[derive(Debug, Default)]
pub struct Tally {
    by_theme: BTreeMap<&'static str, Count>,
    /// By kind of failure: how many in words that courses teach, how many beyond, and an example.
    refused: BTreeMap<String, (usize, usize, String)>,
    not_duck: BTreeMap<String, (usize, String)>,
    /// Cases within what courses teach: answered by DuckDB, and refused by ours.
    taught: (usize, usize),
    /// The same beyond.
    beyond: (usize, usize),
    /// How many differ.
    pub different: usize,
    /// All cases.
    pub all: usize,
}

impl Tally {
    /// Counts a case.
    pub fn add(&mut self, theme: &'static str, beyond: bool, text: &str, came: &Came) {
        self.all += 1;
        let count = self.by_theme.entry(theme).or_default();
        let answered = if beyond {
            &mut self.beyond
        } else {
            &mut self.taught
        };
        answered.0 += usize::from(!matches!(came, Came::NotDuck(_)));
        match came {
            Came::Same => count.same += 1,
            Came::Refused(failure) => {
                count.refused += 1;
                answered.1 += 1;
                let kind = self.refused.entry(kind(failure)).or_default();
                if beyond {
                    kind.1 += 1;
                } else {
                    kind.0 += 1;
                }
                if kind.2.is_empty() || text.len() < kind.2.len() {
                    kind.2 = text.to_owned();
                }
            }
            Came::NotDuck(error) => {
                count.not_duck += 1;
                let first = error.lines().next().unwrap_or_default();
                let short: String = first.chars().take(70).collect();
                let kind = self.not_duck.entry(short).or_default();
                kind.0 += 1;
                if kind.1.is_empty() || text.len() < kind.1.len() {
                    kind.1 = text.to_owned();
                }
            }
            Came::Different(_) => {
                count.different += 1;
                self.different += 1;
            }
        }
    }

    /// Whether DuckDB refuses so much that hardly anything is compared: then the questions are at fault.
    pub fn asks_in_vain(&self) -> bool {
        let not_duck: usize = self.by_theme.values().map(|count| count.not_duck).sum();
        not_duck * 50 > self.all
    }

    /// Whether too much of what courses teach was refused.
    pub fn refuses_too_much(&self) -> bool {
        let (answered, refused) = self.taught;
        answered >= ENOUGH && share(refused, answered) > CEILING
    }

    /// The counts for people.
    pub fn summary(&self, examples: bool) -> String {
        let mut text = String::from("            same  refused  different  not in DuckDB\n");
        for (theme, count) in &self.by_theme {
            text.push_str(&format!(
                "  {theme:<8} {:>5}  {:>7}  {:>9}  {:>13}\n",
                count.same, count.refused, count.different, count.not_duck
            ));
        }
        let mut kinds: Vec<_> = self.refused.iter().collect();
        kinds.sort_by_key(|(_, (taught, beyond, _))| std::cmp::Reverse((*taught, *beyond)));
        for (kind, (taught, beyond, example)) in kinds {
            text.push_str(&format!("  refused {taught:>4} +{beyond:<4} {kind}\n"));
            if examples {
                text.push_str(&format!("                     {}\n", one_line(example)));
            }
        }
        if examples {
            let mut errors: Vec<_> = self.not_duck.iter().collect();
            errors.sort_by_key(|(_, (count, _))| std::cmp::Reverse(*count));
            for (error, (count, example)) in errors.into_iter().take(15) {
                text.push_str(&format!("  not in DuckDB {count:>4} {error}\n"));
                text.push_str(&format!("                     {}\n", one_line(example)));
            }
        }
        for (what, (answered, refused)) in [
            ("in words that courses teach", self.taught),
            ("beyond", self.beyond),
        ] {
            text.push_str(&format!(
                "  refused {what}: {refused} of {answered} ({:.1} %)\n",
                share(refused, answered)
            ));
        }
        text.push_str(&format!("  different: {} of {}", self.different, self.all));
        text
    }
}

fn share(part: usize, whole: usize) -> f64 {
    part as f64 * 100.0 / whole.max(1) as f64
}

fn one_line(text: &str) -> String {
    let line: Vec<&str> = text.split_whitespace().collect();
    line.join(" ").chars().take(300).collect()
}

/// The kind of a failure in a few words.
fn kind(failure: &Failure) -> String {
    match &failure.kind {
        FailureKind::Unsupported { what } => {
            let short: String = what.chars().take(40).collect();
            format!("Unsupported {short}")
        }
        FailureKind::UnknownFunction { name, .. } => {
            format!("UnknownFunction {}", name.to_uppercase())
        }
        FailureKind::Syntax { at, .. } => format!("Syntax at {at}"),
        FailureKind::Engine => {
            let short: String = failure.detail.chars().take(60).collect();
            format!("Engine {}", one_line(&short))
        }
        other => {
            let text = format!("{other:?}");
            let end = text.find([' ', '{']).unwrap_or(text.len());
            text[..end].to_owned()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn questions_that_nobody_answers_are_told() {
        let mut tally = Tally::default();
        for _ in 0..98 {
            tally.add("plain", false, "SELECT 1", &Came::Same);
        }
        let not_duck = Came::NotDuck("syntax error".into());
        tally.add("plain", false, "SELECT", &not_duck);
        assert!(!tally.asks_in_vain());
        tally.add("plain", false, "SELECT", &not_duck);
        tally.add("plain", false, "SELECT", &not_duck);
        assert!(tally.asks_in_vain());
    }

    #[test]
    fn only_what_is_taught_has_a_ceiling() {
        let refused = Came::Refused(Failure::of(FailureKind::Engine));
        let mut tally = Tally::default();
        for _ in 0..95 {
            tally.add("join", false, "SELECT 1", &Came::Same);
            tally.add("join", true, "SELECT 1", &refused);
            tally.add("join", false, "SELECT 1", &Came::NotDuck("no".into()));
        }
        for _ in 0..5 {
            tally.add("join", false, "SELECT 1", &refused);
        }
        assert!(!tally.refuses_too_much(), "{}", tally.summary(true));
        tally.add("join", false, "SELECT 1", &refused);
        assert!(tally.refuses_too_much(), "{}", tally.summary(true));
    }
}
