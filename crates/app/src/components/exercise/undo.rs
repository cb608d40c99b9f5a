//! Undo of an exercise: the states before each change, newest last.

use spec::{Answer, StepEntry};

/// What stands in an exercise.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Stand {
    /// The answer.
    pub(crate) answer: Answer,
    /// The steps beside a question.
    pub(crate) scratch: Vec<StepEntry>,
}

/// States to go back and forth to.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct History {
    past: Vec<Stand>,
    future: Vec<Stand>,
    /// Field and time of the last change, to make one change of a word typed in one go.
    last: Option<(String, f64)>,
}

/// States that are kept.
const LIMIT: usize = 200;
/// Keystrokes in one field that follow each other within so many milliseconds are one change.
const PAUSE: f64 = 900.0;

impl History {
    /// Notes that `before` is about to change. `field` names the text field that is typed in; empty for anything that
    /// is a change of its own. `now` in milliseconds.
    pub(crate) fn changed(&mut self, before: Stand, field: &str, now: f64) {
        let same = self
            .last
            .as_ref()
            .is_some_and(|(last, at)| !field.is_empty() && last == field && now - at < PAUSE);
        self.last = Some((field.to_owned(), now));
        self.future.clear();
        if same || self.past.last() == Some(&before) {
            return;
        }
        self.past.push(before);
        if self.past.len() > LIMIT {
            self.past.remove(0);
        }
    }

    /// The state before the last change; `present` can be come back to with [`History::redo`].
    pub(crate) fn undo(&mut self, present: Stand) -> Option<Stand> {
        let before = self.past.pop()?;
        self.future.push(present);
        self.last = None;
        Some(before)
    }

    /// The state that was undone last.
    pub(crate) fn redo(&mut self, present: Stand) -> Option<Stand> {
        let after = self.future.pop()?;
        self.past.push(present);
        self.last = None;
        Some(after)
    }

    /// Whether there is something to undo.
    pub(crate) fn can_undo(&self) -> bool {
        !self.past.is_empty()
    }

    /// Whether there is something to redo.
    pub(crate) fn can_redo(&self) -> bool {
        !self.future.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Stand {
        Stand {
            answer: Answer::Text(text.into()),
            scratch: Vec::new(),
        }
    }

    #[test]
    fn steps_beside_a_question_come_back_too() {
        let with = |n: u64| Stand {
            scratch: vec![StepEntry::on(spec::Step::Head { n })],
            ..text("a")
        };
        let mut history = History::default();
        history.changed(text("a"), "", 0.0);
        history.changed(with(1), "", 1.0);
        assert_eq!(history.undo(with(2)), Some(with(1)));
        assert_eq!(history.undo(with(1)), Some(text("a")));
        assert_eq!(history.redo(text("a")), Some(with(1)));
    }

    #[test]
    fn back_and_forth() {
        let mut history = History::default();
        history.changed(text(""), "", 0.0);
        history.changed(text("a"), "", 1.0);
        assert_eq!(history.undo(text("ab")), Some(text("a")));
        assert_eq!(history.undo(text("a")), Some(text("")));
        assert_eq!(history.undo(text("")), None);
        assert_eq!(history.redo(text("")), Some(text("a")));
        assert_eq!(history.redo(text("a")), Some(text("ab")));
        assert!(!history.can_redo() && history.can_undo());
    }

    #[test]
    fn a_new_change_forgets_what_was_undone() {
        let mut history = History::default();
        history.changed(text(""), "", 0.0);
        history.undo(text("a"));
        history.changed(text(""), "", 1.0);
        assert!(!history.can_redo());
    }

    #[test]
    fn a_word_typed_in_one_go_is_one_change() {
        let mut history = History::default();
        history.changed(text(""), "name", 0.0);
        history.changed(text("a"), "name", 300.0);
        history.changed(text("ab"), "name", 700.0);
        history.changed(text("abc"), "name", 5_000.0);
        history.changed(text("abcd"), "other", 5_100.0);
        assert_eq!(history.undo(text("abcde")), Some(text("abcd")));
        assert_eq!(history.undo(text("abcd")), Some(text("abc")));
        assert_eq!(history.undo(text("abc")), Some(text("")));
    }

    #[test]
    fn at_least_fifty_changes_are_kept() {
        let mut history = History::default();
        for number in 0..1000 {
            history.changed(text(&number.to_string()), "", f64::from(number));
        }
        let mut present = text("1000");
        let mut steps = 0;
        while let Some(before) = history.undo(present) {
            present = before;
            steps += 1;
        }
        assert_eq!(steps, LIMIT);
    }
}
