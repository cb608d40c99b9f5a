//! Every finding has its code, and no code ever changes its number.

use table::csv::Fault;
use table::number::Unread;
use table::{Dtype, Value};

use super::*;
use crate::failure::{Absence, CheckFault, Misread};
use crate::ingest::{AuditPlace, Rule};
use crate::step::JoinKind;
use crate::verdict::OptionFeedback;
use crate::{ChartSpec, MutantChange};

/// The list as it was first published: packed states hold these numbers. What is added stands behind, and never here.
const BEGINNING: &str = "say/0 say/1 say/2 say/3 say/4 say/5 say/6 say/7 \
option/0 option/1 option/2 option/3 option/4 option/5 option/6 option/7 \
unchanged empty missing-column extra-column column-is-text column-type \
row-count row-count/fan-out row-count/total-row row-count/note-row row-count/null-group-dropped row-count/not-filtered \
row-count/filtered-too-much row-count/duplicates row-count/null-group-kept row-count/boundary row-count/join-kind \
keys keys/fan-out keys/total-row keys/note-row keys/null-group-dropped keys/not-filtered \
keys/filtered-too-much keys/duplicates keys/null-group-kept keys/boundary keys/join-kind \
values values/factor values/offset values/sign values/rounded values/shifted values/swapped values/missing-values \
values/zero-for-missing values/aggregate values/boundary values/join-kind values/spelling values/share-for-amount \
values/amount-for-share values/not-rounded \
order order/reversed \
chart-missing/kind chart-missing/x chart-missing/y chart-missing/title chart-missing/unit \
chart-part/kind chart-part/x chart-part/y chart-part/color chart-part/sort chart-part/title chart-part/unit \
choice/wrong choice/missed number number/factor number/sign number/rounded \
not-a-number/no-number not-a-number/commas not-a-number/several not-a-number/sign not-a-number/bound not-a-number/scale \
not-a-number/unit text text/close \
change/dropped change/sort-flipped change/and-or change/boundary change/join-kind change/aggregate change/group-columns \
change/filter-value change/unit change/rounding change/row-limit change/fill-value \
not-run/unknown-column not-run/ambiguous-column not-run/alias-too-early not-run/unknown-table not-run/unknown-function \
not-run/argument-count not-run/bad-argument not-run/syntax not-run/unquoted not-run/type-mismatch not-run/unreadable \
not-run/out-of-range not-run/mixed-units not-run/duplicate-column not-run/schema-mismatch not-run/not-aggregated \
not-run/aggregate-in-where not-run/nested-aggregate not-run/many-rows not-run/one-column not-run/column-count \
not-run/union-types not-run/correlated not-run/incomplete not-run/empty not-run/no-source not-run/too-large \
not-run/too-deep not-run/bad-file not-run/clause not-run/unsupported not-run/engine not-run/out-of-step not-run/bad-check";

#[test]
fn numbers_never_change() {
    let beginning: Vec<&str> = BEGINNING.split(' ').collect();
    assert!(CODES.starts_with(&beginning));
    // A number is one byte, and one of them says that a text follows.
    assert!(CODES.len() < 255);
    for (at, code) in CODES.iter().enumerate() {
        assert!(is_code(code), "{code}");
        assert!(!CODES[..at].contains(code), "{code} stands twice");
    }
}

#[test]
fn nobodys_words_are_a_code() {
    for text in [
        "",
        "津市",
        "Watanabe",
        "a b",
        "3.5",
        "values/factor\n",
        "<b>",
    ] {
        assert!(!is_code(text), "{text}");
    }
    assert!(is_code(&"a".repeat(40)) && !is_code(&"a".repeat(41)));
}

/// One of each, told by patterns that leave none out: a new variant does not compile until it stands here.
macro_rules! each {
    ($type:ty: $($pattern:pat => $sample:expr),+ $(,)?) => {{
        let _ = |it: &$type| match it { $($pattern => ()),+ };
        vec![$($sample),+]
    }};
}

fn text() -> String {
    "渡辺 12,345".to_owned()
}

fn failures() -> Vec<FailureKind> {
    let (near, names) = (vec![text()], vec![text()]);
    let (samples, left, right) = (vec![text()], vec![text()], vec![text()]);
    each!(FailureKind:
        FailureKind::UnknownColumn { .. } => FailureKind::UnknownColumn { name: text(), near: near.clone() },
        FailureKind::AbsentColumn { .. } => FailureKind::AbsentColumn { name: text(), why: Absence::Nowhere },
        FailureKind::AmbiguousColumn { .. } => FailureKind::AmbiguousColumn { name: text(), tables: names },
        FailureKind::AliasTooEarly { .. } => FailureKind::AliasTooEarly { name: text(), clause: text() },
        FailureKind::UnknownTable { .. } => FailureKind::UnknownTable { name: text(), near: near.clone() },
        FailureKind::UnknownFunction { .. } => FailureKind::UnknownFunction { name: text(), near },
        FailureKind::ArgumentCount { .. } => FailureKind::ArgumentCount { function: text(), least: 1, most: None, found: 0 },
        FailureKind::BadArgument { .. } => FailureKind::BadArgument { function: text(), position: 1 },
        FailureKind::Syntax { .. } => FailureKind::Syntax { at: text(), line: 1, column: 1 },
        FailureKind::Unquoted { .. } => FailureKind::Unquoted { name: text() },
        FailureKind::TypeMismatch { .. } => FailureKind::TypeMismatch { column: text(), found: None, wanted: None, chars: vec![] },
        FailureKind::NoNumbers { .. } => FailureKind::NoNumbers { column: text() },
        FailureKind::WrongValue { .. } => FailureKind::WrongValue { column: text(), wanted: Dtype::Int, value: text(), meant: None },
        FailureKind::Unreadable { .. } => FailureKind::Unreadable { column: text(), wanted: Dtype::Int, count: 1, samples },
        FailureKind::OutOfRange { .. } => FailureKind::OutOfRange { what: text() },
        FailureKind::MixedUnits { .. } => FailureKind::MixedUnits { column: text(), samples: vec![] },
        FailureKind::DuplicateColumn { .. } => FailureKind::DuplicateColumn { name: text() },
        FailureKind::SchemaMismatch { .. } => FailureKind::SchemaMismatch { left, right },
        FailureKind::NotAggregated { .. } => FailureKind::NotAggregated { column: text() },
        FailureKind::AggregateInWhere { .. } => FailureKind::AggregateInWhere { what: text() },
        FailureKind::NestedAggregate { .. } => FailureKind::NestedAggregate { what: text() },
        FailureKind::ManyRows { .. } => FailureKind::ManyRows { what: text() },
        FailureKind::OneColumn { .. } => FailureKind::OneColumn { what: text(), columns: 2 },
        FailureKind::ColumnCount { .. } => FailureKind::ColumnCount { left: 1, right: 2 },
        FailureKind::UnionTypes { .. } => FailureKind::UnionTypes { column: text(), left: None, right: None },
        FailureKind::Correlated { .. } => FailureKind::Correlated { what: text() },
        FailureKind::Incomplete { .. } => FailureKind::Incomplete { field: text() },
        FailureKind::Empty => FailureKind::Empty,
        FailureKind::NoSource => FailureKind::NoSource,
        FailureKind::TooLarge { .. } => FailureKind::TooLarge { rows: 2, limit: 1 },
        FailureKind::TooDeep => FailureKind::TooDeep,
        FailureKind::BadFile { .. } => FailureKind::BadFile { table: text(), fault: Fault::Empty },
        FailureKind::Clause { .. } => FailureKind::Clause { what: text(), instead: None },
        FailureKind::Unsupported { .. } => FailureKind::Unsupported { what: text() },
        FailureKind::Engine => FailureKind::Engine,
        FailureKind::OutOfStep => FailureKind::OutOfStep,
        FailureKind::BadCheck { .. } => FailureKind::BadCheck { fault: CheckFault::Tolerance },
        FailureKind::Misread { .. } => FailureKind::Misread { why: Misread::NoQuery { at: text() }, line: 1 },
        FailureKind::NoFrom => FailureKind::NoFrom,
        FailureKind::TextAsName { .. } => FailureKind::TextAsName { name: text(), quoted: true },
        FailureKind::NoSuchRow { .. } => FailureKind::NoSuchRow { row: 9, rows: 3 },
        FailureKind::StepInstead { .. } => FailureKind::StepInstead { function: text(), verbs: vec![text()], sql: text() },
        FailureKind::RepeatedPeriod { .. } => FailureKind::RepeatedPeriod { column: text(), value: text(), count: 2 },
    )
}

fn causes() -> Vec<RowCause> {
    each!(RowCause:
        RowCause::FanOut { .. } => RowCause::FanOut { times: 3 },
        RowCause::TotalRow { .. } => RowCause::TotalRow { label: text() },
        RowCause::NoteRow { .. } => RowCause::NoteRow { text: text() },
        RowCause::NullGroupDropped => RowCause::NullGroupDropped,
        RowCause::NotFiltered { .. } => RowCause::NotFiltered { extra: 3 },
        RowCause::FilteredTooMuch { .. } => RowCause::FilteredTooMuch { missing: 3 },
        RowCause::Duplicates { .. } => RowCause::Duplicates { extra: 3 },
        RowCause::NullGroupKept => RowCause::NullGroupKept,
        RowCause::Boundary => RowCause::Boundary,
        RowCause::JoinKind => RowCause::JoinKind,
    )
}

fn number_causes() -> Vec<NumberCause> {
    let decimals = |cut| NumberCause::Decimals {
        got: 0,
        cut,
        want: Some(1),
    };
    let mut causes = each!(NumberCause:
        NumberCause::TurnedRound => NumberCause::TurnedRound,
        NumberCause::Decimals { .. } => decimals(false),
        NumberCause::RoundedEarly => NumberCause::RoundedEarly,
        NumberCause::OtherColumn { .. } => NumberCause::OtherColumn { column: text() },
        NumberCause::OtherTable { .. } => NumberCause::OtherTable { table: text(), column: text(), want: text() },
    );
    causes.push(decimals(true));
    causes
}

fn signatures() -> Vec<Signature> {
    each!(Signature:
        Signature::Factor(_) => Signature::Factor(0.001),
        Signature::Offset(_) => Signature::Offset(5.0),
        Signature::Sign => Signature::Sign,
        Signature::Rounded { .. } => Signature::Rounded { decimals: 1 },
        Signature::Shifted(_) => Signature::Shifted(-1),
        Signature::Swapped { .. } => Signature::Swapped { with: text() },
        Signature::MissingValues => Signature::MissingValues,
        Signature::ZeroForMissing => Signature::ZeroForMissing,
        Signature::Aggregate { .. } => Signature::Aggregate { got: text(), want: text() },
        Signature::Boundary => Signature::Boundary,
        Signature::JoinKind => Signature::JoinKind,
        Signature::Spelling => Signature::Spelling,
        Signature::ShareForAmount { .. } => Signature::ShareForAmount { percent: true },
        Signature::AmountForShare => Signature::AmountForShare,
        Signature::NotRounded { .. } => Signature::NotRounded { decimals: 1 },
    )
}

fn unread() -> Vec<Unread> {
    each!(Unread:
        Unread::NoNumber => Unread::NoNumber,
        Unread::Commas => Unread::Commas,
        Unread::Several => Unread::Several,
        Unread::Sign => Unread::Sign,
        Unread::Bound => Unread::Bound,
        Unread::Scale => Unread::Scale,
        Unread::Unit { .. } => Unread::Unit { found: text() },
    )
}

fn changes() -> Vec<MutantChange> {
    let columns = vec![text()];
    each!(MutantChange:
        MutantChange::Dropped { .. } => MutantChange::Dropped { verb: text(), columns: columns.clone() },
        MutantChange::SortFlipped { .. } => MutantChange::SortFlipped { column: text() },
        MutantChange::AndOr { .. } => MutantChange::AndOr { and: true, columns: columns.clone() },
        MutantChange::Boundary { .. } => MutantChange::Boundary { column: text() },
        MutantChange::JoinKind { .. } => MutantChange::JoinKind { table: text(), got: JoinKind::Inner },
        MutantChange::Aggregate { .. } => MutantChange::Aggregate { column: text(), got: text(), want: text() },
        MutantChange::GroupColumns { .. } => MutantChange::GroupColumns { missing: None, extra: Some(text()) },
        MutantChange::FilterValue { .. } => MutantChange::FilterValue { column: text(), got: text() },
        MutantChange::Unit { .. } => MutantChange::Unit { column: text(), got: None },
        MutantChange::Rounding { .. } => MutantChange::Rounding { column: text(), got: None },
        MutantChange::RowLimit { .. } => MutantChange::RowLimit { verb: text(), got: 3 },
        MutantChange::FillValue { .. } => MutantChange::FillValue { columns, got: text() },
    )
}

fn marks() -> [MarkFault; 4] {
    let all = each!(MarkFault:
        MarkFault::OtherRule => MarkFault::OtherRule,
        MarkFault::Wide => MarkFault::Wide,
        MarkFault::Elsewhere => MarkFault::Elsewhere,
        MarkFault::NoFault => MarkFault::NoFault,
    );
    all.try_into().unwrap()
}

/// The parts of a chart by the names that findings give them; of these, what has to be picked.
fn parts() -> ([&'static str; 10], [&'static str; 6]) {
    // A new field does not compile until its name stands below.
    let ChartSpec {
        kind: _,
        x: _,
        y: _,
        color: _,
        sort: _,
        title: _,
        unit: _,
        stack: _,
        fit: _,
        facet: _,
    } = ChartSpec::default();
    (
        [
            "kind", "x", "y", "color", "sort", "title", "unit", "stack", "fit", "facet",
        ],
        ["kind", "x", "y", "color", "title", "unit"],
    )
}

/// Each finding with each of what it may hold.
fn findings() -> Vec<Finding> {
    let failure = || failures().into_iter().map(Failure::of);
    let with_none = |causes: Vec<RowCause>| causes.into_iter().map(Some).chain([None]);
    let signature = || signatures().into_iter().map(Some).chain([None]);
    let (all_parts, needed) = parts();
    let each = each!(Finding:
        Finding::NotRun(_) => failure().map(Finding::NotRun).collect::<Vec<_>>(),
        Finding::BrokenStep { .. } => failure().map(|failure| Finding::BrokenStep { step: 2, failure }).collect(),
        Finding::Unchanged => vec![Finding::Unchanged],
        Finding::Empty { .. } => vec![Finding::Empty { want: 3 }],
        Finding::MissingColumn { .. } => vec![Finding::MissingColumn { want: text(), near: Some(text()) }],
        Finding::MissingColumns { .. } => vec![Finding::MissingColumns { want: vec![text(), text()] }],
        Finding::ExtraColumn { .. } => vec![Finding::ExtraColumn { got: text() }],
        Finding::ExtraColumns { .. } => vec![Finding::ExtraColumns { got: vec![text(), text()] }],
        Finding::ColumnOrder { .. } => vec![Finding::ColumnOrder { got: vec![text()] }],
        Finding::ColumnIsText { .. } => vec![Finding::ColumnIsText { column: text(), want: Dtype::Int, chars: vec!['円'] }],
        Finding::ColumnType { .. } => vec![Finding::ColumnType { column: text(), got: Dtype::Int, want: Dtype::Text }],
        Finding::RowCount { .. } => with_none(causes()).map(|cause| Finding::RowCount { got: 1, want: 2, cause }).collect(),
        Finding::Keys { .. } => with_none(causes()).map(|cause| Finding::Keys {
            key: vec![text()], missing: 1, extra: 0, repeated: 0, cause, sample: Some(vec![Value::Text(text())]),
        }).collect(),
        Finding::Values { .. } => signature().map(|signature| Finding::Values {
            column: text(), bad: 1, of: 2, signature, sample: None,
        }).collect(),
        Finding::Order { .. } => [false, true].map(|reversed| Finding::Order { by: vec![], at: 1, reversed }).into(),
        Finding::ChartMissing { .. } => needed.map(|part| Finding::ChartMissing { part: part.into() }).into(),
        Finding::ChartPart { .. } => all_parts.map(|part| Finding::ChartPart { part: part.into(), got: text(), want: None }).into(),
        Finding::Choice { .. } => [0, 1].map(|wrong| Finding::Choice { wrong, missed: 1 }).into(),
        Finding::OtherOption => vec![Finding::OtherOption],
        Finding::NumberFrom(_) => number_causes().into_iter().map(Finding::NumberFrom).collect(),
        Finding::Number { .. } => signature().map(|signature| Finding::Number { signature, larger: Some(true) }).collect(),
        Finding::NotANumber { .. } => unread().into_iter().map(|why| Finding::NotANumber { got: text(), why }).collect(),
        Finding::AuditMark { .. } => marks().map(|why| Finding::AuditMark {
            rule: Rule::NotMerged, place: AuditPlace::Row { sheet: 0, row: 3 }, why,
        }).into(),
        Finding::AuditMissed { .. } => [None, Some(3)].map(|least| Finding::AuditMissed {
            missing: 1, least, rule: Some((Rule::NotMerged, 1)),
        }).into(),
        Finding::Text { .. } => [false, true].map(|close| Finding::Text { got: text(), close }).into(),
        Finding::Change(_) => changes().into_iter().map(Finding::Change).collect(),
    );
    each.into_iter().flatten().collect()
}

fn codes(findings: Vec<Finding>) -> Vec<String> {
    let feedback = Feedback {
        findings,
        ..Feedback::default()
    };
    feedback.codes()
}

#[test]
fn every_finding_has_a_code_in_the_list_and_every_code_a_finding() {
    let mut met: Vec<String> = Vec::new();
    for finding in findings() {
        let code = codes(vec![finding.clone()]);
        let [code] = code.as_slice() else {
            panic!("{finding:?}: {code:?}")
        };
        assert!(CODES.contains(&code.as_str()), "{finding:?}: {code}");
        met.push(code.clone());
    }
    for code in CODES {
        let is_counted = code.starts_with("say/") || code.starts_with("option/");
        assert!(is_counted || met.iter().any(|it| it == code), "{code}");
    }
}

#[test]
fn what_the_author_foresaw_comes_first() {
    let feedback = Feedback {
        wrong: Some(1),
        say: Some(text()),
        findings: vec![
            Finding::Values {
                column: text(),
                bad: 1,
                of: 2,
                signature: Some(Signature::Factor(0.001)),
                sample: None,
            },
            Finding::Unchanged,
        ],
        ..Feedback::default()
    };
    assert_eq!(feedback.codes(), ["say/1", "values/factor"]);
    let verdict = Verdict::NotYet(feedback).coded();
    let Verdict::NotYet(feedback) = &verdict else {
        panic!("{verdict:?}")
    };
    assert_eq!(feedback.found, feedback.codes());
    assert_eq!(verdict.clone().coded(), verdict);
    assert_eq!(Feedback::default().codes(), [""; 0]);
    let far = Feedback {
        wrong: Some(300),
        ..Feedback::default()
    };
    assert_eq!(far.codes(), ["say/300"]);
}

#[test]
fn wrongly_picked_options_are_told_and_missed_ones_are_not() {
    let told = |options: &[(u32, bool)], wrong, missed| {
        let option = |(option, right): &(u32, bool)| OptionFeedback {
            option: *option,
            right: *right,
            feedback: vec![],
        };
        let feedback = Feedback {
            options: options.iter().map(option).collect(),
            findings: vec![Finding::Choice { wrong, missed }],
            ..Feedback::default()
        };
        feedback.codes()
    };
    let picked = [(0, true), (2, false)];
    assert_eq!(told(&picked, 1, 0), ["option/2", "choice/wrong"]);
    // Nothing wrong is picked: what is told of the second option is that it is right.
    let missed = [(0, true), (1, false)];
    assert_eq!(told(&missed, 0, 1), ["choice/missed"]);
    let many = [(1, false), (2, false), (3, false)];
    assert_eq!(told(&many, 3, 0), ["option/1", "option/2", "choice/wrong"]);
}
