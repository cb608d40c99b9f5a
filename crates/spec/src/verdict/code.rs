//! What a wrong answer showed, in short codes: what a learner's journal keeps, and what reports and learning systems are told.
//!
//! A code holds no value and nothing that a learner or an author wrote. Its sentence stands in `locale` (`code.ftl`). A code
//! that [`CODES`] does not list is one all the same: a mistake far down an author's list, a finding of a later version.
//! Start at [`Feedback::codes`].

use table::number::Unread;

use super::{Feedback, Finding, MarkFault, NumberCause, RowCause, Signature, Verdict};
use crate::{Failure, FailureKind};

/// Most codes of one answer.
pub const MAX_CODES: usize = 3;

/// Longest code, in bytes.
const MAX_CODE_BYTES: usize = 40;

/// The codes by number. Packed states hold the number, so the list only grows, and only at its end.
pub const CODES: [&str; 156] = [
    // The author's anticipated mistake at that place of the list, and a wrongly picked option, from 0.
    "say/0",
    "say/1",
    "say/2",
    "say/3",
    "say/4",
    "say/5",
    "say/6",
    "say/7",
    "option/0",
    "option/1",
    "option/2",
    "option/3",
    "option/4",
    "option/5",
    "option/6",
    "option/7",
    "unchanged",
    "empty",
    "missing-column",
    "extra-column",
    "column-is-text",
    "column-type",
    "row-count",
    "row-count/fan-out",
    "row-count/total-row",
    "row-count/note-row",
    "row-count/null-group-dropped",
    "row-count/not-filtered",
    "row-count/filtered-too-much",
    "row-count/duplicates",
    "row-count/null-group-kept",
    "row-count/boundary",
    "row-count/join-kind",
    "keys",
    "keys/fan-out",
    "keys/total-row",
    "keys/note-row",
    "keys/null-group-dropped",
    "keys/not-filtered",
    "keys/filtered-too-much",
    "keys/duplicates",
    "keys/null-group-kept",
    "keys/boundary",
    "keys/join-kind",
    "values",
    "values/factor",
    "values/offset",
    "values/sign",
    "values/rounded",
    "values/shifted",
    "values/swapped",
    "values/missing-values",
    "values/zero-for-missing",
    "values/aggregate",
    "values/boundary",
    "values/join-kind",
    "values/spelling",
    "values/share-for-amount",
    "values/amount-for-share",
    "values/not-rounded",
    "order",
    "order/reversed",
    "chart-missing/kind",
    "chart-missing/x",
    "chart-missing/y",
    "chart-missing/title",
    "chart-missing/unit",
    "chart-part/kind",
    "chart-part/x",
    "chart-part/y",
    "chart-part/color",
    "chart-part/sort",
    "chart-part/title",
    "chart-part/unit",
    "choice/wrong",
    "choice/missed",
    "number",
    "number/factor",
    "number/sign",
    "number/rounded",
    "not-a-number/no-number",
    "not-a-number/commas",
    "not-a-number/several",
    "not-a-number/sign",
    "not-a-number/bound",
    "not-a-number/scale",
    "not-a-number/unit",
    "text",
    "text/close",
    "change/dropped",
    "change/sort-flipped",
    "change/and-or",
    "change/boundary",
    "change/join-kind",
    "change/aggregate",
    "change/group-columns",
    "change/filter-value",
    "change/unit",
    "change/rounding",
    "change/row-limit",
    "change/fill-value",
    "not-run/unknown-column",
    "not-run/ambiguous-column",
    "not-run/alias-too-early",
    "not-run/unknown-table",
    "not-run/unknown-function",
    "not-run/argument-count",
    "not-run/bad-argument",
    "not-run/syntax",
    "not-run/unquoted",
    "not-run/type-mismatch",
    "not-run/unreadable",
    "not-run/out-of-range",
    "not-run/mixed-units",
    "not-run/duplicate-column",
    "not-run/schema-mismatch",
    "not-run/not-aggregated",
    "not-run/aggregate-in-where",
    "not-run/nested-aggregate",
    "not-run/many-rows",
    "not-run/one-column",
    "not-run/column-count",
    "not-run/union-types",
    "not-run/correlated",
    "not-run/incomplete",
    "not-run/empty",
    "not-run/no-source",
    "not-run/too-large",
    "not-run/too-deep",
    "not-run/bad-file",
    "not-run/clause",
    "not-run/unsupported",
    "not-run/engine",
    "not-run/out-of-step",
    "not-run/bad-check",
    "column-order",
    "number/turned-round",
    "number/cut-off",
    "number/rounded-early",
    "number/other-column",
    "number/other-table",
    "not-run/absent-column",
    "not-run/no-numbers",
    "not-run/wrong-value",
    "chart-missing/color",
    "chart-part/stack",
    "chart-part/fit",
    "chart-part/facet",
    "not-run/no-such-row",
    "audit/other-rule",
    "audit/wide",
    "audit/elsewhere",
    "audit/no-fault",
    "audit/missed",
    "audit/few",
    "not-run/repeated-period",
];

/// Whether a text has the form of a code, in which nobody's words can stand.
pub fn is_code(text: &str) -> bool {
    let is_sign = |byte: u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'/');
    !text.is_empty() && text.len() <= MAX_CODE_BYTES && text.bytes().all(is_sign)
}

impl Verdict {
    /// The same with the codes of its feedback put in: what leaves the engine's side.
    #[must_use]
    pub fn coded(mut self) -> Self {
        if let Self::NotYet(feedback) = &mut self {
            feedback.found = feedback.codes();
        }
        self
    }
}

impl Feedback {
    /// What it says in codes, [`MAX_CODES`] at most: the author's anticipated mistake, wrongly picked options, then the first
    /// finding.
    pub fn codes(&self) -> Vec<String> {
        let mut codes: Vec<String> = self.wrong.iter().map(|n| format!("say/{n}")).collect();
        // Where nothing is picked wrongly, what is told of options is what was missed.
        let picked_wrongly = |it: &Finding| {
            matches!(
                it,
                Finding::Choice { wrong: 1.., .. } | Finding::OtherOption
            )
        };
        if self.findings.iter().any(picked_wrongly) {
            let wrong = self.options.iter().filter(|option| !option.right);
            // The finding needs its place.
            let wrong = wrong.take(MAX_CODES - 1);
            codes.extend(wrong.map(|option| format!("option/{}", option.option)));
        }
        codes.extend(self.findings.first().map(of_finding));
        codes.truncate(MAX_CODES);
        codes
    }
}

/// A part of a family, or the family where nothing more is known.
fn within(family: &str, part: Option<&str>) -> String {
    match part {
        Some(part) => format!("{family}/{part}"),
        None => family.to_owned(),
    }
}

fn of_finding(finding: &Finding) -> String {
    let cause = |cause: &Option<RowCause>| cause.as_ref().map(of_cause);
    match finding {
        // In a step or as a whole: the exercise shows which of them it was.
        Finding::NotRun(failure) | Finding::BrokenStep { failure, .. } => {
            within("not-run", Some(of_failure(failure)))
        }
        Finding::Unchanged => within("unchanged", None),
        Finding::Empty { .. } => within("empty", None),
        Finding::MissingColumn { .. } | Finding::MissingColumns { .. } => {
            within("missing-column", None)
        }
        Finding::ExtraColumn { .. } | Finding::ExtraColumns { .. } => within("extra-column", None),
        Finding::ColumnOrder { .. } => within("column-order", None),
        Finding::ColumnIsText { .. } => within("column-is-text", None),
        Finding::ColumnType { .. } => within("column-type", None),
        Finding::RowCount { cause: why, .. } => within("row-count", cause(why)),
        Finding::Keys { cause: why, .. } => within("keys", cause(why)),
        Finding::Values { signature, .. } => within("values", signature.as_ref().map(of_signature)),
        Finding::Order { reversed, .. } => within("order", reversed.then_some("reversed")),
        Finding::ChartMissing { part } => within("chart-missing", Some(part.as_str())),
        Finding::ChartPart { part, .. } => within("chart-part", Some(part.as_str())),
        Finding::Choice { wrong: 0, .. } => within("choice", Some("missed")),
        Finding::Choice { .. } | Finding::OtherOption => within("choice", Some("wrong")),
        Finding::NumberFrom(cause) => within("number", Some(of_number(cause))),
        Finding::Number { signature, .. } => within(
            "number",
            signature.as_ref().and_then(|signature| match signature {
                Signature::Factor(_) | Signature::Sign | Signature::Rounded { .. } => {
                    Some(of_signature(signature))
                }
                // One number has neither rows nor columns.
                Signature::Offset(_)
                | Signature::Shifted(_)
                | Signature::Swapped { .. }
                | Signature::MissingValues
                | Signature::ZeroForMissing
                | Signature::Aggregate { .. }
                | Signature::Boundary
                | Signature::JoinKind
                | Signature::Spelling
                | Signature::ShareForAmount { .. }
                | Signature::AmountForShare
                | Signature::NotRounded { .. } => None,
            }),
        ),
        Finding::NotANumber { why, .. } => within("not-a-number", Some(of_unread(why))),
        Finding::Text { close, .. } => within("text", close.then_some("close")),
        Finding::Change(change) => within("change", Some(change.slug())),
        Finding::AuditMark { why, .. } => within("audit", Some(of_mark(*why))),
        Finding::AuditMissed { least: None, .. } => within("audit", Some("missed")),
        Finding::AuditMissed { .. } => within("audit", Some("few")),
    }
}

fn of_mark(why: MarkFault) -> &'static str {
    match why {
        MarkFault::OtherRule => "other-rule",
        MarkFault::Wide => "wide",
        MarkFault::Elsewhere => "elsewhere",
        MarkFault::NoFault => "no-fault",
    }
}

fn of_number(cause: &NumberCause) -> &'static str {
    match cause {
        NumberCause::TurnedRound => "turned-round",
        NumberCause::Decimals { cut: true, .. } => "cut-off",
        NumberCause::Decimals { cut: false, .. } => "rounded",
        NumberCause::RoundedEarly => "rounded-early",
        NumberCause::OtherColumn { .. } => "other-column",
        NumberCause::OtherTable { .. } => "other-table",
    }
}

fn of_cause(cause: &RowCause) -> &'static str {
    match cause {
        RowCause::FanOut { .. } => "fan-out",
        RowCause::TotalRow { .. } => "total-row",
        RowCause::NoteRow { .. } => "note-row",
        RowCause::NullGroupDropped => "null-group-dropped",
        RowCause::NotFiltered { .. } => "not-filtered",
        RowCause::FilteredTooMuch { .. } => "filtered-too-much",
        RowCause::Duplicates { .. } => "duplicates",
        RowCause::NullGroupKept => "null-group-kept",
        RowCause::Boundary => "boundary",
        RowCause::JoinKind => "join-kind",
    }
}

fn of_signature(signature: &Signature) -> &'static str {
    match signature {
        Signature::Factor(_) => "factor",
        Signature::Offset(_) => "offset",
        Signature::Sign => "sign",
        Signature::Rounded { .. } => "rounded",
        Signature::Shifted(_) => "shifted",
        Signature::Swapped { .. } => "swapped",
        Signature::MissingValues => "missing-values",
        Signature::ZeroForMissing => "zero-for-missing",
        Signature::Aggregate { .. } => "aggregate",
        Signature::Boundary => "boundary",
        Signature::JoinKind => "join-kind",
        Signature::Spelling => "spelling",
        Signature::ShareForAmount { .. } => "share-for-amount",
        Signature::AmountForShare => "amount-for-share",
        Signature::NotRounded { .. } => "not-rounded",
    }
}

fn of_unread(why: &Unread) -> &'static str {
    match why {
        Unread::NoNumber => "no-number",
        Unread::Commas => "commas",
        Unread::Several => "several",
        Unread::Sign => "sign",
        Unread::Bound => "bound",
        Unread::Scale => "scale",
        Unread::Unit { .. } => "unit",
    }
}

fn of_failure(failure: &Failure) -> &'static str {
    match failure.kind {
        FailureKind::UnknownColumn { .. } | FailureKind::TextAsName { .. } => "unknown-column",
        FailureKind::AbsentColumn { .. } => "absent-column",
        FailureKind::AmbiguousColumn { .. } => "ambiguous-column",
        FailureKind::AliasTooEarly { .. } => "alias-too-early",
        FailureKind::UnknownTable { .. } => "unknown-table",
        FailureKind::UnknownFunction { .. } | FailureKind::StepInstead { .. } => "unknown-function",
        FailureKind::ArgumentCount { .. } => "argument-count",
        FailureKind::BadArgument { .. } => "bad-argument",
        FailureKind::Syntax { .. } | FailureKind::Misread { .. } => "syntax",
        FailureKind::Unquoted { .. } => "unquoted",
        FailureKind::TypeMismatch { .. } => "type-mismatch",
        FailureKind::NoNumbers { .. } => "no-numbers",
        FailureKind::WrongValue { .. } => "wrong-value",
        FailureKind::Unreadable { .. } => "unreadable",
        FailureKind::OutOfRange { .. } => "out-of-range",
        FailureKind::MixedUnits { .. } => "mixed-units",
        FailureKind::DuplicateColumn { .. } => "duplicate-column",
        FailureKind::SchemaMismatch { .. } => "schema-mismatch",
        FailureKind::NotAggregated { .. } => "not-aggregated",
        FailureKind::AggregateInWhere { .. } => "aggregate-in-where",
        FailureKind::NestedAggregate { .. } => "nested-aggregate",
        FailureKind::ManyRows { .. } => "many-rows",
        FailureKind::OneColumn { .. } => "one-column",
        FailureKind::ColumnCount { .. } => "column-count",
        FailureKind::UnionTypes { .. } => "union-types",
        FailureKind::Correlated { .. } => "correlated",
        FailureKind::Incomplete { .. } => "incomplete",
        FailureKind::Empty => "empty",
        FailureKind::NoSource | FailureKind::NoFrom => "no-source",
        FailureKind::TooLarge { .. } => "too-large",
        FailureKind::TooDeep => "too-deep",
        FailureKind::BadFile { .. } => "bad-file",
        FailureKind::Clause { .. } => "clause",
        FailureKind::Unsupported { .. } => "unsupported",
        FailureKind::Engine => "engine",
        FailureKind::OutOfStep => "out-of-step",
        FailureKind::BadCheck { .. } => "bad-check",
        FailureKind::NoSuchRow { .. } => "no-such-row",
        FailureKind::RepeatedPeriod { .. } => "repeated-period",
    }
}

#[cfg(test)]
mod tests;
