//! Every typed thing has words in both languages, and the words of the design are met to the letter.

use locale::{Arg, Lang, Locale, Told};
use spec::author::{
    AuthorFault, AuthorFinding, AuthorRemark, ExerciseReport, MutantFate, MutantReport, TestReport,
    WrongReport,
};
use spec::failure::{Absence, CheckFault, Misread};
use spec::ingest::{AuditPlace, Rule};
use spec::step::{Aggregate, JoinKind, SortKey};
use spec::verdict::{MarkFault, Note, NumberCause, Right, RowCause, Sample, Signature};
use spec::{Failure, FailureKind, Feedback, Finding, MutantChange, Step, Verdict};
use table::csv::Fault;
use table::number::Unread;
use table::{Dtype, Value};

fn both() -> [Locale; 2] {
    [Locale::new(Lang::Ja), Locale::new(Lang::En)]
}

/// Words are there, no id shows through, no parameter is left open, and English has no Japanese full stop.
fn sound(locale: &Locale, words: &str, of: &dyn std::fmt::Debug) {
    assert!(
        !words.trim().is_empty(),
        "{:?}: {of:?} has no words",
        locale.lang()
    );
    for sign in [
        "{",
        "}",
        "finding-",
        "failure-",
        "check-",
        "right-",
        "note-",
        "step-",
        "part-",
        "verdict-",
        "aggregate-",
    ] {
        assert!(
            !words.contains(sign),
            "{:?}: `{sign}` shows in {words:?} of {of:?}",
            locale.lang()
        );
    }
    let foreign = [
        "Utf8",
        "Int64",
        "Float64",
        "String",
        "null",
        "NaN",
        "DataFrame",
    ];
    assert!(
        !foreign.iter().any(|word| words.contains(word)),
        "{words:?}"
    );
    match locale.lang() {
        Lang::Ja => assert!(words.ends_with(['。', '？']), "{words:?}"),
        Lang::En => {
            assert!(!words.contains('。'), "{words:?}");
            assert!(words.ends_with(['.', '?']), "{words:?}");
        }
    }
}

fn sound_told(locale: &Locale, told: &Told, of: &dyn std::fmt::Debug) {
    sound(locale, &told.text, of);
    let next = told
        .next
        .as_ref()
        .unwrap_or_else(|| panic!("{:?}: {of:?} has no next action", locale.lang()));
    sound(locale, next, of);
}

fn name(text: &str) -> String {
    text.to_owned()
}

fn csv_faults() -> Vec<Fault> {
    let faults = vec![
        Fault::NotUtf8 { line: 3 },
        Fault::Nul { line: 3 },
        Fault::Empty,
        Fault::NoTitle { column: 2 },
        Fault::TitleTwice {
            name: name("人口")
        },
        Fault::TitlesAlike {
            name: name("人口1"),
            other: name("人口１"),
        },
        Fault::Separator { sign: '\t' },
        Fault::Unclosed { line: 3 },
        Fault::AfterQuote { line: 3, opened: 3 },
        Fault::AfterQuote { line: 4, opened: 3 },
        Fault::Uneven {
            line: 3,
            want: 2,
            found: 1,
        },
        Fault::EmptyRow { line: 3 },
    ];
    // As below.
    for fault in &faults {
        match fault {
            Fault::NotUtf8 { .. }
            | Fault::Nul { .. }
            | Fault::Empty
            | Fault::NoTitle { .. }
            | Fault::TitleTwice { .. }
            | Fault::TitlesAlike { .. }
            | Fault::Separator { .. }
            | Fault::Unclosed { .. }
            | Fault::AfterQuote { .. }
            | Fault::Uneven { .. }
            | Fault::EmptyRow { .. } => {}
        }
    }
    faults
}

fn absences() -> Vec<FailureKind> {
    let (step, verb) = (1, name("select"));
    let all = vec![
        Absence::Dropped {
            step,
            verb: verb.clone(),
        },
        Absence::Dropped {
            step,
            verb: name("group_by"),
        },
        Absence::Renamed {
            step,
            to: name("総人口"),
        },
        Absence::Later { step, verb },
        Absence::Off { step },
        Absence::Broken { step },
        Absence::SameStep,
        Absence::OtherTable {
            table: name("国勢調査"),
        },
        Absence::Nowhere,
    ];
    for why in &all {
        match why {
            Absence::Dropped { .. }
            | Absence::Renamed { .. }
            | Absence::Later { .. }
            | Absence::Off { .. }
            | Absence::Broken { .. }
            | Absence::SameStep
            | Absence::OtherTable { .. }
            | Absence::Nowhere => {}
        }
    }
    let absent = |why| FailureKind::AbsentColumn {
        name: name("人口"),
        why,
    };
    all.into_iter().map(absent).collect()
}

fn wrong_values() -> impl Iterator<Item = FailureKind> {
    let all = [
        (Dtype::Int, "令和2年", Some("2020")),
        (Dtype::Float, "2020", Some("2020")),
        (Dtype::Int, "多い", None),
        (Dtype::Date, "2020", None),
        (Dtype::Text, "24201", Some("'24201'")),
    ];
    all.into_iter()
        .map(|(wanted, value, meant)| FailureKind::WrongValue {
            column: name("年"),
            wanted,
            value: name(value),
            meant: meant.map(name),
        })
}

fn failures() -> Vec<FailureKind> {
    let near = || vec![name("人口"), name("人口総数")];
    let mismatch = |column: &str, found: Option<Dtype>, wanted: Option<Dtype>, chars: &[char]| {
        FailureKind::TypeMismatch {
            column: name(column),
            found,
            wanted,
            chars: chars.to_vec(),
        }
    };
    let mut kinds = vec![
        FailureKind::UnknownColumn {
            name: name("人工"),
            near: near(),
        },
        FailureKind::UnknownColumn {
            name: name("人工"),
            near: Vec::new(),
        },
        FailureKind::UnknownColumn {
            name: name("人口"),
            near: vec![name("人口 ")],
        },
        FailureKind::AmbiguousColumn {
            name: name("名前"),
            tables: vec![name("町"), name("市")],
        },
        FailureKind::AliasTooEarly {
            name: name("率"),
            clause: name("WHERE"),
        },
        FailureKind::UnknownTable {
            name: name("人口表"),
            near: near(),
        },
        FailureKind::UnknownTable {
            name: name("人口表"),
            near: Vec::new(),
        },
        FailureKind::UnknownFunction {
            name: name("summ"),
            near: near(),
        },
        FailureKind::UnknownFunction {
            name: name("summ"),
            near: Vec::new(),
        },
        FailureKind::ArgumentCount {
            function: name("ROUND"),
            least: 1,
            most: Some(2),
            found: 0,
        },
        FailureKind::BadArgument {
            function: name("LAG"),
            position: 2,
        },
        FailureKind::BadArgument {
            function: name("REGEXP_LIKE"),
            position: 2,
        },
        FailureKind::Syntax {
            at: name("FORM"),
            line: 0,
            column: 0,
        },
        FailureKind::Syntax {
            at: name("FORM"),
            line: 3,
            column: 5,
        },
        FailureKind::Syntax {
            at: String::new(),
            line: 0,
            column: 0,
        },
        mismatch("世帯数", Some(Dtype::Text), Some(Dtype::Int), &[',']),
        mismatch("世帯数", Some(Dtype::Text), Some(Dtype::Int), &[]),
        mismatch("年月", Some(Dtype::Text), Some(Dtype::Date), &[]),
        mismatch("世帯数", None, None, &[]),
        mismatch("", Some(Dtype::Text), None, &[]),
        FailureKind::Unreadable {
            column: name("人口"),
            wanted: Dtype::Float,
            count: 2,
            samples: vec![name("－"), name("…")],
        },
        FailureKind::Unreadable {
            column: name("人口"),
            wanted: Dtype::Date,
            count: 1,
            samples: Vec::new(),
        },
        FailureKind::MixedUnits {
            column: name("金額"),
            samples: vec![(name("5千円"), 1), (name("3000"), 12)],
        },
        FailureKind::DuplicateColumn {
            name: name("人口")
        },
        FailureKind::SchemaMismatch {
            left: near(),
            right: Vec::new(),
        },
        FailureKind::SchemaMismatch {
            left: Vec::new(),
            right: near(),
        },
        FailureKind::SchemaMismatch {
            left: near(),
            right: near(),
        },
        FailureKind::SchemaMismatch {
            left: Vec::new(),
            right: Vec::new(),
        },
        FailureKind::NotAggregated {
            column: name("市町名"),
        },
        FailureKind::NotAggregated {
            column: String::new(),
        },
        FailureKind::AggregateInWhere {
            what: name("SUM(人口)"),
        },
        FailureKind::NestedAggregate {
            what: name("SUM(人口)"),
        },
        FailureKind::ManyRows {
            what: name("(SELECT 人口 FROM 人口)"),
        },
        FailureKind::OneColumn {
            what: name("(SELECT 市町, 人口 FROM 人口)"),
            columns: 2,
        },
        FailureKind::ColumnCount { left: 1, right: 2 },
        FailureKind::UnionTypes {
            column: name("年"),
            left: Some(Dtype::Int),
            right: Some(Dtype::Text),
        },
        FailureKind::UnionTypes {
            column: name("年"),
            left: None,
            right: Some(Dtype::Text),
        },
        FailureKind::Correlated {
            what: name("市.コード"),
        },
        FailureKind::Incomplete {
            field: name("predicate"),
        },
        FailureKind::Incomplete { field: name("?") },
        FailureKind::Empty,
        FailureKind::NoSource,
        FailureKind::TooLarge {
            rows: 1_000_000_000,
            limit: 5_000_000,
        },
        FailureKind::TooLarge {
            rows: 0,
            limit: 5_000_000,
        },
        FailureKind::TooDeep,
        FailureKind::NoSuchRow { row: 12, rows: 3 },
        FailureKind::OutOfRange { what: name("*") },
        FailureKind::Unquoted {
            name: name("世帯（数）"),
        },
        FailureKind::Clause {
            what: name("FETCH"),
            instead: Some(name("LIMIT")),
        },
        FailureKind::Clause {
            what: name("FOR UPDATE"),
            instead: None,
        },
        FailureKind::Unsupported { what: name("DROP") },
        FailureKind::Engine,
        FailureKind::OutOfStep,
        FailureKind::NoFrom,
        FailureKind::TextAsName {
            name: name("北勢"),
            quoted: false,
        },
        FailureKind::TextAsName {
            name: name("北勢"),
            quoted: true,
        },
        FailureKind::StepInstead {
            function: name("SUMIF"),
            verbs: vec![name("filter"), name("group_by")],
            sql: name("WHERE"),
        },
        FailureKind::RepeatedPeriod {
            column: name("年"),
            value: name("2020"),
            count: 29,
        },
        FailureKind::UnknownColumn {
            name: name("B2"),
            near: Vec::new(),
        },
        FailureKind::ArgumentCount {
            function: name("SUM"),
            least: 1,
            most: Some(1),
            found: 2,
        },
    ];
    let misread = misread()
        .into_iter()
        .map(|why| FailureKind::Misread { why, line: 1 });
    kinds.extend(misread);
    let faults = [
        CheckFault::UnknownColumn {
            name: name("人工"),
            near: near(),
        },
        CheckFault::UnknownColumn {
            name: name("人工"),
            near: Vec::new(),
        },
        CheckFault::KeyNotUnique {
            key: vec![name("地域")],
        },
        CheckFault::Repeated {
            name: name("地域")
        },
        CheckFault::NotInOrder {
            column: name("人口"),
        },
        CheckFault::Tolerance,
        CheckFault::NoColumns,
        CheckFault::NoRightAnswer,
    ];
    kinds.push(FailureKind::NoNumbers {
        column: name("市町名"),
    });
    kinds.extend(absences());
    kinds.extend(wrong_values());
    let broken = csv_faults().into_iter().map(|fault| FailureKind::BadFile {
        table: name("人口"),
        fault,
    });
    // A new variant must be added above: this match does not compile without it.
    for kind in &kinds {
        match kind {
            FailureKind::UnknownColumn { .. }
            | FailureKind::AbsentColumn { .. }
            | FailureKind::NoNumbers { .. }
            | FailureKind::WrongValue { .. }
            | FailureKind::AmbiguousColumn { .. }
            | FailureKind::AliasTooEarly { .. }
            | FailureKind::UnknownTable { .. }
            | FailureKind::UnknownFunction { .. }
            | FailureKind::ArgumentCount { .. }
            | FailureKind::BadArgument { .. }
            | FailureKind::Syntax { .. }
            | FailureKind::TypeMismatch { .. }
            | FailureKind::Unreadable { .. }
            | FailureKind::MixedUnits { .. }
            | FailureKind::DuplicateColumn { .. }
            | FailureKind::SchemaMismatch { .. }
            | FailureKind::NotAggregated { .. }
            | FailureKind::AggregateInWhere { .. }
            | FailureKind::NestedAggregate { .. }
            | FailureKind::ManyRows { .. }
            | FailureKind::OneColumn { .. }
            | FailureKind::ColumnCount { .. }
            | FailureKind::UnionTypes { .. }
            | FailureKind::Correlated { .. }
            | FailureKind::Incomplete { .. }
            | FailureKind::Empty
            | FailureKind::NoSource
            | FailureKind::TooLarge { .. }
            | FailureKind::TooDeep
            | FailureKind::NoSuchRow { .. }
            | FailureKind::OutOfRange { .. }
            | FailureKind::Unquoted { .. }
            | FailureKind::BadFile { .. }
            | FailureKind::Clause { .. }
            | FailureKind::Unsupported { .. }
            | FailureKind::Engine
            | FailureKind::OutOfStep
            | FailureKind::BadCheck { .. }
            | FailureKind::Misread { .. }
            | FailureKind::NoFrom
            | FailureKind::TextAsName { .. }
            | FailureKind::StepInstead { .. }
            | FailureKind::RepeatedPeriod { .. } => {}
        }
    }
    kinds
        .into_iter()
        .chain(broken)
        .chain(
            faults
                .into_iter()
                .map(|fault| FailureKind::BadCheck { fault }),
        )
        .collect()
}

fn misread() -> Vec<Misread> {
    let all = vec![
        Misread::Keyword {
            found: name("SELEC"),
            want: name("SELECT"),
        },
        Misread::NoQuery { at: name("人口") },
        Misread::NothingBehind { what: name("=") },
        Misread::NothingBetween {
            left: name("人口"),
            right: name("世帯"),
        },
        Misread::Unclosed { mark: name("(") },
        Misread::Unopened { mark: name(")") },
        Misread::Cells { at: name("A1:A5") },
    ];
    for why in &all {
        match why {
            Misread::Keyword { .. }
            | Misread::NoQuery { .. }
            | Misread::NothingBehind { .. }
            | Misread::NothingBetween { .. }
            | Misread::Unclosed { .. }
            | Misread::Unopened { .. }
            | Misread::Cells { .. } => {}
        }
    }
    all
}

fn causes() -> Vec<RowCause> {
    let causes = vec![
        RowCause::FanOut { times: 3 },
        RowCause::TotalRow {
            label: name("三重県計"),
        },
        RowCause::TotalRow {
            label: String::new(),
        },
        RowCause::NoteRow {
            text: name("※速報値"),
        },
        RowCause::NullGroupDropped,
        RowCause::NullGroupKept,
        RowCause::NotFiltered { extra: 145 },
        RowCause::FilteredTooMuch { missing: 1 },
        RowCause::Duplicates { extra: 2 },
        RowCause::Boundary,
        RowCause::JoinKind,
    ];
    for cause in &causes {
        match cause {
            RowCause::FanOut { .. }
            | RowCause::TotalRow { .. }
            | RowCause::NoteRow { .. }
            | RowCause::NullGroupDropped
            | RowCause::NullGroupKept
            | RowCause::NotFiltered { .. }
            | RowCause::FilteredTooMuch { .. }
            | RowCause::Duplicates { .. }
            | RowCause::Boundary
            | RowCause::JoinKind => {}
        }
    }
    causes
}

fn signatures() -> Vec<Signature> {
    let mut signatures = vec![
        Signature::Factor(0.001),
        Signature::Factor(100.0),
        Signature::Factor(2.0),
        Signature::Offset(1.0),
        Signature::Offset(-0.5),
        Signature::Sign,
        Signature::Rounded { decimals: 0 },
        Signature::Rounded { decimals: 1 },
        Signature::Rounded { decimals: 2 },
        Signature::Shifted(-1),
        Signature::Shifted(1),
        Signature::Swapped { with: name("女") },
        Signature::MissingValues,
        Signature::ZeroForMissing,
        Signature::Boundary,
        Signature::JoinKind,
        Signature::Spelling,
        Signature::ShareForAmount { percent: true },
        Signature::ShareForAmount { percent: false },
        Signature::AmountForShare,
        Signature::NotRounded { decimals: 0 },
        Signature::NotRounded { decimals: 1 },
    ];
    let aggregates = Aggregate::ALL.map(|agg| Signature::Aggregate {
        got: name(agg.slug()),
        want: name("sum"),
    });
    signatures.extend(aggregates);
    for signature in &signatures {
        match signature {
            Signature::Factor(_)
            | Signature::Offset(_)
            | Signature::Sign
            | Signature::Rounded { .. }
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
            | Signature::NotRounded { .. } => {}
        }
    }
    signatures
}

fn values(signature: Option<Signature>, bad: u64, sample: Option<Sample>) -> Finding {
    Finding::Values {
        column: name("人口"),
        bad,
        of: 29,
        signature,
        sample,
    }
}

fn findings() -> Vec<Finding> {
    let failure = Failure::of(FailureKind::NoSource);
    let key = || vec![Value::Text(name("津市")), Value::Int(2020)];
    let sample = |cells: bool| Sample {
        key: key(),
        cells: cells.then_some((Value::Int(1), Value::Int(2))),
    };
    let keys = |missing: u64, extra: u64, repeated: u64, cause: Option<RowCause>, sample: bool| {
        Finding::Keys {
            key: vec![name("市町名"), name("年")],
            missing,
            extra,
            repeated,
            cause,
            sample: sample.then(key),
        }
    };
    let mut findings = vec![
        Finding::NotRun(failure.clone()),
        Finding::BrokenStep { step: 1, failure },
        Finding::Unchanged,
        Finding::Empty { want: 1 },
        Finding::MissingColumn {
            want: name("人口"),
            near: None,
        },
        Finding::MissingColumn {
            want: name("人口"),
            near: Some(name("人工")),
        },
        Finding::MissingColumn {
            want: name("人口"),
            near: Some(name("人口\u{200b}")),
        },
        Finding::MissingColumns {
            want: vec![name("人口"), name("面積")],
        },
        Finding::ExtraColumn { got: name("男") },
        Finding::ExtraColumns {
            got: vec![name("男"), name("女")],
        },
        Finding::ExtraColumns {
            got: vec![name("男"), name("女"), name("世帯数"), name("面積")],
        },
        Finding::ColumnOrder {
            got: vec![name("人口"), name("市町名")],
        },
        Finding::ColumnIsText {
            column: name("世帯数"),
            want: Dtype::Int,
            chars: vec![',', '１', '　'],
        },
        Finding::ColumnIsText {
            column: name("世帯数"),
            want: Dtype::Float,
            chars: Vec::new(),
        },
        Finding::ColumnIsText {
            column: name("年月"),
            want: Dtype::Date,
            chars: vec!['年'],
        },
        Finding::ColumnIsText {
            column: name("年月"),
            want: Dtype::Date,
            chars: Vec::new(),
        },
        Finding::ColumnType {
            column: name("市町コード"),
            got: Dtype::Int,
            want: Dtype::Text,
        },
        Finding::ColumnType {
            column: name("人口"),
            got: Dtype::Text,
            want: Dtype::Int,
        },
        Finding::ColumnType {
            column: name("年月"),
            got: Dtype::Bool,
            want: Dtype::Date,
        },
        Finding::RowCount {
            got: 1,
            want: 29,
            cause: None,
        },
        keys(2, 1, 0, None, false),
        keys(2, 0, 0, None, true),
        keys(0, 1, 0, None, true),
        keys(0, 0, 2, None, true),
        keys(1, 1, 0, None, true),
        values(None, 29, None),
        values(None, 1, Some(sample(false))),
        values(None, 2, Some(sample(true))),
        values(
            None,
            2,
            Some(Sample {
                key: Vec::new(),
                cells: Some((Value::Null, Value::Float(0.5))),
            }),
        ),
        Finding::Order {
            by: vec![
                SortKey {
                    column: name("人口"),
                    descending: true,
                },
                SortKey {
                    column: name("年"),
                    descending: false,
                },
            ],
            at: 3,
            reversed: false,
        },
        Finding::Order {
            by: vec![SortKey {
                column: name("人口"),
                descending: true,
            }],
            at: 1,
            reversed: true,
        },
        Finding::Order {
            by: Vec::new(),
            at: 3,
            reversed: false,
        },
        Finding::Order {
            by: Vec::new(),
            at: 1,
            reversed: true,
        },
        Finding::OtherOption,
        Finding::Choice {
            wrong: 1,
            missed: 1,
        },
        Finding::Choice {
            wrong: 0,
            missed: 2,
        },
        Finding::Number {
            signature: None,
            larger: None,
        },
        Finding::Number {
            signature: None,
            larger: Some(true),
        },
        Finding::Number {
            signature: None,
            larger: Some(false),
        },
        Finding::Text {
            got: name("四日市"),
            close: true,
        },
        Finding::Text {
            got: name("桑名市"),
            close: false,
        },
    ];
    for part in ["kind", "x", "y", "color", "sort", "title", "unit"] {
        findings.push(Finding::ChartMissing { part: name(part) });
        for (got, want) in [
            ("", None),
            ("line", Some(name("bar"))),
            ("none", Some(name("descending"))),
            ("none", Some(String::new())),
        ] {
            findings.push(Finding::ChartPart {
                part: name(part),
                got: name(got),
                want,
            });
        }
    }
    for cause in causes() {
        findings.push(Finding::RowCount {
            got: 30,
            want: 29,
            cause: Some(cause.clone()),
        });
        findings.push(keys(1, 1, 0, Some(cause), true));
    }
    for signature in signatures() {
        findings.push(values(Some(signature.clone()), 29, None));
        findings.push(values(Some(signature.clone()), 1, Some(sample(true))));
        findings.push(Finding::Number {
            signature: Some(signature),
            larger: None,
        });
    }
    let sheet = 0;
    let places = [
        AuditPlace::Sheet { sheet },
        AuditPlace::Row { sheet, row: 3 },
        AuditPlace::Column { sheet, column: 2 },
        AuditPlace::Cell {
            sheet,
            row: 3,
            column: 2,
        },
    ];
    let whys = [
        MarkFault::OtherRule,
        MarkFault::Wide,
        MarkFault::Elsewhere,
        MarkFault::NoFault,
    ];
    let rule = Rule::NotMerged;
    for why in whys {
        findings.extend(places.map(|place| Finding::AuditMark { rule, place, why }));
    }
    for (least, rule) in [(None, None), (None, Some((rule, 1))), (Some(3), None)] {
        findings.push(Finding::AuditMissed {
            missing: 2,
            least,
            rule,
        });
    }
    findings.extend(changes().into_iter().map(Finding::Change));
    findings.extend(number_causes().into_iter().map(Finding::NumberFrom));
    findings.extend(unread().map(|why| Finding::NotANumber {
        got: name("たくさん"),
        why,
    }));
    for finding in &findings {
        match finding {
            Finding::NotRun(_)
            | Finding::BrokenStep { .. }
            | Finding::Unchanged
            | Finding::Empty { .. }
            | Finding::MissingColumn { .. }
            | Finding::MissingColumns { .. }
            | Finding::ExtraColumn { .. }
            | Finding::ExtraColumns { .. }
            | Finding::ColumnOrder { .. }
            | Finding::OtherOption
            | Finding::NumberFrom(_)
            | Finding::ColumnIsText { .. }
            | Finding::ColumnType { .. }
            | Finding::RowCount { .. }
            | Finding::Keys { .. }
            | Finding::Values { .. }
            | Finding::Order { .. }
            | Finding::Change(_)
            | Finding::ChartMissing { .. }
            | Finding::ChartPart { .. }
            | Finding::Choice { .. }
            | Finding::Number { .. }
            | Finding::NotANumber { .. }
            | Finding::AuditMark { .. }
            | Finding::AuditMissed { .. }
            | Finding::Text { .. } => {}
        }
    }
    findings
}

fn number_causes() -> Vec<NumberCause> {
    let mut all = vec![
        NumberCause::TurnedRound,
        NumberCause::RoundedEarly,
        NumberCause::OtherColumn {
            column: name("男")
        },
        NumberCause::OtherTable {
            table: name("国勢調査"),
            column: name("人口"),
            want: name("人口"),
        },
    ];
    for cut in [false, true] {
        for want in [None, Some(0), Some(1), Some(2)] {
            all.extend([0, 1, 2].map(|got| NumberCause::Decimals { got, cut, want }));
        }
    }
    for cause in &all {
        match cause {
            NumberCause::TurnedRound
            | NumberCause::Decimals { .. }
            | NumberCause::RoundedEarly
            | NumberCause::OtherColumn { .. }
            | NumberCause::OtherTable { .. } => {}
        }
    }
    all
}

/// Each reason why a text is no number.
fn unread() -> impl Iterator<Item = Unread> {
    let all = [
        Unread::NoNumber,
        Unread::Commas,
        Unread::Several,
        Unread::Sign,
        Unread::Bound,
        Unread::Scale,
        Unread::Unit { found: name("kg") },
    ];
    // A new reason must be added above: this match does not compile without it.
    for why in &all {
        match why {
            Unread::NoNumber
            | Unread::Commas
            | Unread::Several
            | Unread::Sign
            | Unread::Bound
            | Unread::Scale
            | Unread::Unit { .. } => {}
        }
    }
    all.into_iter()
}

fn changes() -> Vec<MutantChange> {
    let some = |text: &str| Some(name(text));
    let mut changes = vec![
        MutantChange::SortFlipped {
            column: name("人口"),
        },
        MutantChange::JoinKind {
            table: name("面積"),
            got: JoinKind::Inner,
        },
        MutantChange::RowLimit {
            verb: name("head"),
            got: 1,
        },
        MutantChange::RowLimit {
            verb: name("tail"),
            got: 5,
        },
    ];
    for verb in Step::VERBS.into_iter().filter(|verb| *verb != "from") {
        changes.push(MutantChange::Dropped {
            verb: name(verb),
            columns: vec![name("年"), name("地域")],
        });
    }
    for verb in ["filter", "group_by", "select", "unique", "head"] {
        changes.push(MutantChange::Dropped {
            verb: name(verb),
            columns: Vec::new(),
        });
    }
    for and in [true, false] {
        changes.push(MutantChange::AndOr {
            and,
            columns: vec![name("年"), name("人口")],
        });
    }
    for column in ["人口", ""] {
        changes.push(MutantChange::Boundary {
            column: name(column),
        });
        changes.push(MutantChange::Aggregate {
            column: name(column),
            got: name("mean"),
            want: name("sum"),
        });
        for got in [None, Some(100)] {
            changes.push(MutantChange::Unit {
                column: name(column),
                got,
            });
        }
    }
    for column in ["人口", ""] {
        for got in [None, Some(0), Some(1), Some(2), Some(-3)] {
            changes.push(MutantChange::Rounding {
                column: name(column),
                got,
            });
        }
    }
    for (missing, extra) in [
        (some("年"), None),
        (None, some("地域")),
        (some("年"), some("地域")),
    ] {
        changes.push(MutantChange::GroupColumns { missing, extra });
    }
    for got in ["2015", "北勢", ""] {
        changes.push(MutantChange::FilterValue {
            column: name("年"),
            got: name(got),
        });
        changes.push(MutantChange::FillValue {
            columns: vec![name("面積")],
            got: name(got),
        });
    }
    for change in &changes {
        match change {
            MutantChange::Dropped { .. }
            | MutantChange::SortFlipped { .. }
            | MutantChange::AndOr { .. }
            | MutantChange::Boundary { .. }
            | MutantChange::JoinKind { .. }
            | MutantChange::Aggregate { .. }
            | MutantChange::GroupColumns { .. }
            | MutantChange::FilterValue { .. }
            | MutantChange::Unit { .. }
            | MutantChange::Rounding { .. }
            | MutantChange::RowLimit { .. }
            | MutantChange::FillValue { .. } => {}
        }
    }
    changes
}

/// A phrase, no sentence: sound but for the full stop.
fn sound_phrase(locale: &Locale, words: &str, of: &dyn std::fmt::Debug) {
    assert!(!words.contains("author-"), "{words:?} of {of:?}");
    assert!(!words.ends_with(['。', '.']), "{words:?} of {of:?}");
    let stop = match locale.lang() {
        Lang::Ja => "。",
        Lang::En => ".",
    };
    sound(locale, &format!("{words}{stop}"), of);
}

#[test]
fn every_author_fault_has_words_and_a_next_action() {
    let failure = || {
        Failure::of(FailureKind::UnknownColumn {
            name: name("人工"),
            near: vec![name("人口")],
        })
    };
    let faults = [
        AuthorFault::TableMissing {
            table: name("人口"),
        },
        AuthorFault::TableUnreadable {
            table: name("人口"),
            failure: Failure::of(FailureKind::BadFile {
                table: name("人口"),
                fault: Fault::Unclosed { line: 3 },
            }),
        },
        AuthorFault::ColumnDiffers {
            column: name("人口.年"),
        },
        AuthorFault::SolutionFails { failure: failure() },
        AuthorFault::SolutionNotCorrect {
            verdict: Box::new(Verdict::NotYet(Feedback {
                findings: vec![Finding::Empty { want: 3 }],
                ..Feedback::default()
            })),
        },
        AuthorFault::StarterPasses,
        AuthorFault::StarterFails { failure: failure() },
        AuthorFault::WrongFails {
            say: name("年です。"),
            failure: failure(),
        },
        AuthorFault::WrongPasses {
            say: name("年です。"),
        },
        AuthorFault::WrongSaysOther {
            say: name("年です。"),
            got: None,
        },
        AuthorFault::WrongSaysOther {
            say: name("年です。"),
            got: Some(name("月です。")),
        },
        AuthorFault::QueryFails {
            sql: name("SELECT 人工"),
            failure: failure(),
        },
        AuthorFault::FigureFails {
            text: name("12"),
            sql: name("SELECT 人工"),
            failure: failure(),
        },
        AuthorFault::FigureOfToday {
            text: name("12"),
            sql: name("SELECT DAY(CURRENT_DATE)"),
        },
        AuthorFault::FigureOfTown {
            text: "274,537".into(),
            sql: "SELECT 人口 FROM 国勢調査 WHERE 市町名 = '津市'".into(),
            town: "朝日町".into(),
        },
        AuthorFault::FigureDiffers {
            text: name("12"),
            sql: name("SELECT 13"),
            got: name("13"),
        },
        AuthorFault::SqlDiffers {
            sql: name("SELECT 1"),
        },
    ];
    // The author's own words stand in them, in Japanese, so English is looked at for ids alone.
    for locale in both() {
        for fault in &faults {
            let told = locale::author::fault(&locale, fault);
            assert!(!told.text.contains("author-"), "{told:?}");
            assert!(
                told.next.as_ref().is_some_and(|next| !next.is_empty()),
                "{told:?}"
            );
            if locale.lang() == Lang::Ja {
                sound_told(&locale, &told, fault);
            }
            let finding = AuthorFinding {
                exercise: None,
                fault: fault.clone(),
            };
            assert_eq!(locale::author::finding(&locale, &finding), told);
        }
    }
}

#[test]
fn every_remark_has_words_and_a_next_action() {
    let mut remarks = Vec::new();
    for (kept, tied) in [(1, 2), (3, 10)] {
        for free in [true, false] {
            remarks.push(AuthorRemark::TiesAtCut { kept, tied, free });
        }
    }
    for decimals in [-3, 0, 1, 2] {
        remarks.push(AuthorRemark::RoundingHidden {
            column: name("人口"),
            decimals,
        });
    }
    for locale in both() {
        for remark in &remarks {
            match remark {
                AuthorRemark::TiesAtCut { .. } | AuthorRemark::RoundingHidden { .. } => {}
            }
            let told = locale::author::remark(&locale, remark);
            assert!(told.next.is_some(), "{told:?}");
            sound_told(&locale, &told, remark);
        }
    }
}

#[test]
fn every_change_and_fate_has_words_for_authors() {
    for locale in both() {
        for change in changes() {
            let words = locale::author::change(&locale, &change);
            sound_phrase(&locale, &words, &change);
            let fates = [
                MutantFate::Told,
                MutantFate::SameAsSolution,
                MutantFate::SameAs(change),
                MutantFate::SaidByWrong(name("2015.")),
                MutantFate::Fails,
            ];
            for fate in fates {
                sound(&locale, &locale::author::fate(&locale, &fate), &fate);
            }
        }
    }
}

#[test]
fn reports_have_words() {
    let mut exercise = ExerciseReport {
        solution: Some(true),
        wrongs: vec![WrongReport {
            say: name("2015."),
            told: true,
        }],
        hints: 2,
        ..ExerciseReport::default()
    };
    for locale in both() {
        let told = locale::author::exercise(&locale, &exercise);
        sound(&locale, &told, &exercise);
        assert!(told.contains('1') && told.contains('2'), "{told}");
        assert_eq!(locale::author::unseen(&locale, &exercise), None);
    }
    exercise.solution = Some(false);
    exercise.mutants.push(MutantReport {
        change: MutantChange::RowLimit {
            verb: name("head"),
            got: 2,
        },
        text: name("head 2"),
        fate: MutantFate::SameAsSolution,
    });
    let mut report = TestReport {
        exercises: vec![exercise.clone()],
        findings: Vec::new(),
    };
    for locale in both() {
        sound(
            &locale,
            &locale::author::exercise(&locale, &exercise),
            &exercise,
        );
        let unseen = locale::author::unseen(&locale, &exercise).unwrap();
        sound_told(&locale, &unseen, &exercise);
        for told in [true, false] {
            let wrong = WrongReport {
                say: name("2015."),
                told,
            };
            sound(&locale, &locale::author::wrong(&locale, &wrong), &wrong);
        }
        let passed = locale::author::report(&locale, &report);
        sound(&locale, &passed, &report);
        report.findings.push(AuthorFinding {
            exercise: None,
            fault: AuthorFault::StarterPasses,
        });
        let failed = locale::author::report(&locale, &report);
        sound(&locale, &failed, &report);
        assert_ne!(passed, failed);
        report.findings.clear();
    }
}

#[test]
fn every_failure_has_words_and_a_next_action() {
    for locale in both() {
        for kind in failures() {
            sound_told(
                &locale,
                &locale::failure(&locale, &Failure::of(kind.clone())),
                &kind,
            );
        }
    }
}

#[test]
fn every_finding_has_words_and_a_next_action() {
    for locale in both() {
        for finding in findings() {
            sound_told(&locale, &locale::finding(&locale, &finding), &finding);
        }
    }
}

#[test]
fn every_right_and_note_and_verdict_has_words() {
    let rights = [
        vec![Right::Columns],
        vec![Right::Rows(1)],
        vec![Right::Columns, Right::Rows(29)],
        vec![
            Right::Columns,
            Right::Rows(29),
            Right::Values(vec![name("男"), name("女")]),
        ],
        vec![Right::Columns, Right::Rows(29), Right::AllValues],
        vec![Right::ChartPart(name("kind")), Right::ChartPart(name("x"))],
        vec![Right::Faults(3)],
    ];
    let notes = [
        Note::NameWidth {
            got: name("人口（総数）"),
            want: name("人口(総数)"),
        },
        Note::MustUse {
            verb: name("group_by"),
        },
        Note::TooManySteps { got: 5, max: 1 },
        Note::MarkedTwice { marks: 1 },
    ];
    for locale in both() {
        for right in &rights {
            sound(&locale, &locale::right(&locale, right), right);
        }
        assert_eq!(locale::right(&locale, &[]), "");
        for note in &notes {
            sound(&locale, &locale::note(&locale, note), note);
        }
        let verdicts = [
            Verdict::Correct {
                notes: notes.to_vec(),
            },
            Verdict::NotYet(Feedback {
                findings: findings(),
                ..Feedback::default()
            }),
            Verdict::NotYet(Feedback::default()),
            Verdict::Incomplete {
                field: String::new(),
            },
            Verdict::Incomplete {
                field: name("predicate"),
            },
            Verdict::CannotGrade {
                reason: Failure::of(FailureKind::BadCheck {
                    fault: CheckFault::Tolerance,
                }),
            },
        ];
        for verdict in &verdicts {
            sound(&locale, &locale::verdict(&locale, verdict).text, verdict);
        }
    }
}

#[test]
fn every_step_has_a_label_an_example_and_words() {
    for locale in both() {
        for verb in Step::VERBS {
            for part in ["label", "example"] {
                let id = format!("step-{}-{part}", verb.replace('_', "-"));
                assert!(locale.has(&id), "{id}");
            }
            let words = locale::step(&locale, &Step::empty(verb).unwrap());
            assert!(
                !words.is_empty() && !words.contains("step-") && !words.contains('{'),
                "{words}"
            );
        }
        for field in [
            "table",
            "columns",
            "pairs",
            "predicate",
            "keys",
            "aggs",
            "by",
            "on",
            "values",
            "name",
            "value",
            "kind",
            "column",
            "within",
            "how",
            "periods",
            "unit",
            "words",
            "separator",
            "names",
            "from",
            "to",
            "width",
            "edges",
        ] {
            assert!(locale::step_field(&locale, field).is_some(), "{field}");
        }
    }
}

#[test]
fn mixed_units_are_told_with_samples_and_a_way_out() {
    let mixed = Failure::of(FailureKind::MixedUnits {
        column: name("金額"),
        samples: vec![(name("5千円"), 1), (name("3000"), 12)],
    });
    let told = both().map(|locale| {
        let Told { text, next } = locale::failure(&locale, &mixed);
        format!("{text} → {}", next.unwrap())
    });
    assert_eq!(
        told,
        [
            "「金額」の値は単位が混ざっています（「5千円」などが 1 件、「3000」などが 12 件）。 → このまま計算すると大きさをまちがえます。先に「行を絞る」で書き方が同じ行だけにするか、すべての値に単位を付けてください。",
            "The values of “金額” have different units (1 like “5千円”, 12 like “3000”). → Calculating with them would give wrong sizes. First filter to the rows that are written alike, or write the unit behind every value.",
        ]
    );
}

/// The examples of «How it speaks», to the letter.
#[test]
fn the_wording_of_the_design() {
    let ja = Locale::new(Lang::Ja);
    let told = locale::failure(
        &ja,
        &Failure::of(FailureKind::UnknownColumn {
            name: name("人工"),
            near: vec![name("人口")],
        }),
    );
    assert_eq!(
        told.text,
        "「人工」という列はありません。「人口」のことですか？"
    );
    let told = locale::failure(
        &ja,
        &Failure::of(FailureKind::TypeMismatch {
            column: name("世帯数"),
            found: Some(Dtype::Text),
            wanted: Some(Dtype::Int),
            chars: vec![','],
        }),
    );
    assert_eq!(
        told.text,
        "「世帯数」は文字として読み込まれています。「,」が入っているためです。"
    );
    assert_eq!(
        told.next.as_deref(),
        Some("「数に直す」を使うと計算できます。")
    );
    let partly = Feedback {
        right: vec![Right::Columns, Right::Rows(5)],
        findings: vec![Finding::Values {
            column: name("人口合計"),
            bad: 2,
            of: 5,
            signature: None,
            sample: None,
        }],
        ..Feedback::default()
    };
    assert_eq!(
        locale::verdict(&ja, &Verdict::NotYet(partly)).text,
        "行数と列は合っています。「人口合計」の 5 件中 2 件がちがいます。"
    );
    assert_eq!(
        locale::right(&ja, &[Right::Rows(29)]),
        "行数は29で合っています。"
    );
    let told = locale::finding(&ja, &values(Some(Signature::Factor(0.001)), 29, None));
    assert_eq!(told.text, "「人口」がすべて正解の1/1,000です。");
    assert_eq!(told.next.as_deref(), Some("元の表の単位を見てみましょう。"));
}

#[test]
fn the_line_above_says_how_it_stands_and_praises_nobody() {
    let [ja, en] = both();
    let feedback = |finding| Feedback {
        findings: vec![finding],
        ..Feedback::default()
    };
    let number = feedback(Finding::Number {
        signature: None,
        larger: None,
    });
    assert_eq!(
        locale::headline(&ja, &number, 17),
        "まだ合っていません（17 回目）"
    );
    assert_eq!(locale::headline(&en, &number, 17), "Not right yet (try 17)");
    let untouched = feedback(Finding::Unchanged);
    assert_eq!(
        locale::headline(&ja, &untouched, 1),
        "まだ何も変わっていません（1 回目）"
    );
    assert_eq!(
        locale::headline(&en, &untouched, 1),
        "Nothing has changed yet (try 1)"
    );
}

#[test]
fn values_are_shown_as_people_write_them() {
    let [ja, en] = both();
    let check = |value: &Value, in_ja: &str, in_en: &str| {
        assert_eq!(locale::value(&ja, value), in_ja);
        assert_eq!(locale::value(&en, value), in_en);
    };
    check(&Value::Int(274_537), "274,537", "274,537");
    check(&Value::Int(-1200), "-1,200", "-1,200");
    check(
        &Value::Int(i64::MIN),
        "-9,223,372,036,854,775,808",
        "-9,223,372,036,854,775,808",
    );
    check(&Value::Float(1234.5678), "1,234.568", "1,234.568");
    check(&Value::Float(0.000_123_46), "0.0001235", "0.0001235");
    check(
        &Value::Float(f64::NAN),
        "計算できません（0 ÷ 0 など）",
        "not computable (such as 0 ÷ 0)",
    );
    check(
        &Value::Float(f64::NEG_INFINITY),
        "計算できません（0 で割りました）",
        "not computable (divided by 0)",
    );
    check(&Value::Null, "—（欠測）", "— (missing)");
    check(&Value::Text(String::new()), "（空の文字）", "(empty text)");
    check(&Value::Bool(true), "はい", "yes");
    check(&Value::Date(18_353), "2020年4月1日", "1 April 2020");
    assert_eq!(locale::value_in(&ja, "年", &Value::Int(2020)), "2020");
    assert_eq!(locale::value_in(&ja, "年度", &Value::Float(2020.0)), "2020");
    assert_eq!(locale::value_in(&ja, "人口", &Value::Int(2020)), "2,020");
}

#[test]
fn english_counts_in_singular_and_plural() {
    let en = Locale::new(Lang::En);
    let rows = |n: u64| en.text_with("right-rows", &[("rows", Arg::from(n))]);
    assert_eq!(rows(1), "There is 1 row, as asked.");
    assert_eq!(rows(1000), "There are 1,000 rows, as asked.");
}
