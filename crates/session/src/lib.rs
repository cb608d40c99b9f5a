//! Lessons being worked on: requests in, replies out; no browser in it, and nothing of how modules are written.
//!
//! [`Session::handle`] finds the lesson that a request names, [`Lesson::handle`] is all the rest. A session holds nothing
//! that `Open` and `AddTable` cannot rebuild, so that the page may stop the worker at any moment. [`script`] holds request
//! sequences whose replies must be the same bytes natively and in the browser.
//!
//! What grading knows of an exercise's solution is open to whoever tests or ships modules (`authoring`), so that authors
//! are told what learners will be told: [`refer`] runs the author's side of an exercise, [`tried`] its solution with one
//! thing changed, [`cell`] the queries behind numbers, texts and figures.
//!
//! # Invariants
//!
//! - May use `protocol`, `engine`, `grade`, `spec` and `table`. Pure but for the day, which is asked of the caller at each
//!   request: no browser, no file; the same requests give the same bytes natively and in wasm.
//! - Every request is answered, one that cannot be followed with a [`Failure`].
//! - A lesson sees its own tables only. All of it can be rebuilt from `Open` and `AddTable`.
//! - What is computed for everybody (figures, representers) is computed for [`today::TODAY`] and one town.

pub mod cell;
mod cut;
mod exercise;
mod lesson;
mod mutate;
mod representers;
pub mod script;
pub mod today;

use std::collections::BTreeMap;

use protocol::{LessonId, LessonRequest, Reply};
use spec::{Failure, FailureKind};

pub use crate::cut::Ties;
pub use crate::exercise::table::{Reference, refer};
pub use crate::lesson::Lesson;
pub use crate::mutate::Mutant;
pub use crate::representers::{Tried, distinct, tried};

/// The lessons of one page.
pub struct Session {
    lessons: BTreeMap<LessonId, Lesson>,
    today: Box<dyn Fn() -> i32>,
}

impl Default for Session {
    fn default() -> Self {
        Self {
            lessons: BTreeMap::new(),
            today: Box::new(|| today::TODAY),
        }
    }
}

impl Session {
    /// The same with the learner's day, in days since 1970-01-01. It is asked for at each request, since a page may stay open
    /// overnight; without, it is [`today::TODAY`].
    #[must_use]
    pub fn with_today(self, today: impl Fn() -> i32 + 'static) -> Self {
        Self {
            today: Box::new(today),
            ..self
        }
    }

    /// Answers one request to that lesson; `Open` begins it. Bytes of files come and go beside the messages.
    pub fn handle(
        &mut self,
        id: LessonId,
        request: LessonRequest,
        attachment: Option<Vec<u8>>,
    ) -> (Reply, Option<Vec<u8>>) {
        if matches!(request, LessonRequest::Open { .. }) {
            self.lessons.entry(id).or_default();
        }
        let Some(lesson) = self.lessons.get_mut(&id) else {
            return (Err(out_of_step()), None);
        };
        lesson.set_today((self.today)());
        lesson.handle(request, attachment)
    }
}

fn out_of_step() -> Failure {
    Failure::of(FailureKind::OutOfStep)
}
