//! A check and the learner's result to a verdict with its cause.
//!
//! One module a kind of exercise, each with one function `grade`. A verdict is exact; only where it is not
//! «correct» is the cause looked for. Findings are typed: their wording stands in `locale`. Nothing here runs
//! steps, reads files or knows the time; a fault of the author's check gives [`spec::Verdict::CannotGrade`],
//! never a wrong answer. Start reading at [`table::grade`].
//!
//! # Invariants
//!
//! - May use `spec` and `table`; pure: it runs no step, reads no file, knows no time. Same check and result, same verdict.
//! - «Correct» is decided first and exactly (up to the author's tolerances); looking for causes never changes it.
//! - A fault of the author's check is [`spec::Verdict::CannotGrade`], never a wrong answer of the learner's.
//! - Findings are typed; their wording stands in `locale`. A chart is graded by its spec, never by pixels.

use spec::failure::CheckFault;
use spec::{Failure, FailureKind, Feedback, Finding, Verdict};

macro_rules! kinds {
    ($($stem:ident $Kind:ident $types:tt,)*) => {
        $(pub mod $stem;)*
    };
}

spec::for_each_kind!(kinds);

/// The verdict on a check that does not work.
fn cannot_grade(fault: CheckFault) -> Verdict {
    Verdict::CannotGrade {
        reason: Failure::of(FailureKind::BadCheck { fault }),
    }
}

/// A verdict of one finding.
fn not_yet(finding: Finding) -> Verdict {
    Verdict::NotYet(Feedback {
        findings: vec![finding],
        ..Feedback::default()
    })
}

/// The first anticipated mistake that fits: its place in the author's list, and what to say.
fn foreseen<T>(wrongs: &[(String, T)], fits: impl Fn(&T) -> bool) -> (Option<u32>, Option<String>) {
    let found = (0_u32..).zip(wrongs).find(|(_, (_, wrong))| fits(wrong));
    found.map(|(at, (say, _))| (at, say.clone())).unzip()
}

/// Right, with nothing to remark.
fn correct() -> Verdict {
    Verdict::Correct { notes: Vec::new() }
}
