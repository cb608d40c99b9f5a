//! The journal of an exercise: its tries, from which reports and learning systems are told what happened.
//!
//! A journal is a set of tries, told apart by their time. [`ExerciseWork::note_try`] is the one way into it and keeps it in
//! order and short. Whatever the order in which the same tries come in, the same journal comes of it.

use serde::Serialize;

use super::ExerciseWork;
use crate::json::by_fields;
use crate::verdict::{MAX_CODES, is_code};

/// Most tries that are kept of an exercise: the first, the first right one, and the latest.
pub const MAX_TRIES: usize = 12;

/// Seconds are taken from a work file up to this: a year of working days.
pub(super) const MAX_SECONDS: u32 = 9_999_999;

/// One graded answer.
// The order is that of time. Of two with the same time the greater is kept, so a right one comes after a wrong one.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Try {
    /// When it was graded, milliseconds since 1970.
    pub at: u64,
    /// Whether it was right.
    pub correct: bool,
    /// Active seconds that went into it: since the try before, or since the lesson was opened.
    pub seconds: u32,
    /// What was seen in a wrong one, as [`crate::Feedback::codes`]; codes that this build does not know stay.
    pub found: Vec<String>,
}

by_fields! {
    Try { ; at, correct, seconds, found }
}

impl ExerciseWork {
    /// Notes a try. The first one stays, the first right one, and the latest.
    pub fn note_try(&mut self, new: Try) {
        let tries = &mut self.tries;
        let place = tries.iter().position(|it| it.at >= new.at);
        let place = place.unwrap_or(tries.len());
        match tries.get_mut(place) {
            Some(same) if same.at == new.at => {
                if *same < new {
                    *same = new;
                }
            }
            _ => tries.insert(place, new),
        }
        // As many of the latest, be the first and the right one among them or not: else it would matter in which order
        // two journals are cut and joined.
        let late = tries.len().saturating_sub(MAX_TRIES - 2);
        let right = tries.iter().position(|it| it.correct);
        let mut at = 0;
        tries.retain(|_| {
            let is_kept = at == 0 || at >= late || Some(at) == right;
            at += 1;
            is_kept
        });
    }

    /// Joins another journal in. What happened stays, however often somebody starts afresh.
    pub(super) fn join_journal(&mut self, tries: Vec<Try>) {
        // What was read from a file is in any order and of any length.
        let mine = std::mem::take(&mut self.tries);
        for it in mine.into_iter().chain(tries) {
            self.note_try(it);
        }
    }
}

impl Try {
    /// Brings what a file says down to what can be.
    pub(super) fn bound(&mut self) {
        self.seconds = self.seconds.min(MAX_SECONDS);
        self.found.retain(|code| is_code(code));
        self.found.truncate(MAX_CODES);
    }
}
