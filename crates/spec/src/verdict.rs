//! The outcome of grading: typed findings, to be put into words elsewhere.

mod code;

use serde::{Deserialize, Serialize};
use table::number::Unread;
use table::{Dtype, Value};

pub use self::code::{CODES, MAX_CODES, is_code};
use crate::failure::Failure;
use crate::ingest::{AuditPlace, Rule};
use crate::step::SortKey;
use crate::{Block, MutantChange};

/// Outcome of grading one answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Verdict {
    /// Right; notes never take that back.
    Correct {
        /// Soft remarks (full-width names, rules on the way).
        notes: Vec<Note>,
    },
    /// Not yet right.
    NotYet(Feedback),
    /// There is nothing to grade yet.
    Incomplete {
        /// What has to be filled in, as in [`crate::Step::missing`]; empty: everything.
        field: String,
    },
    /// The author's check does not work; never the learner's fault.
    CannotGrade {
        /// Why, for the author.
        reason: Failure,
    },
}

impl Verdict {
    /// Whether the answer counts as right.
    pub fn is_correct(&self) -> bool {
        matches!(self, Self::Correct { .. })
    }
}

/// What is right and what is not, most useful first.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Feedback {
    /// What is right already (said first).
    pub right: Vec<Right>,
    /// What the author foresaw; shown before the findings.
    pub say: Option<String>,
    /// Which of the author's anticipated mistakes that was, from 0 in the author's order.
    pub wrong: Option<u32>,
    /// Feedback of the picked options of a `choice`.
    pub options: Vec<OptionFeedback>,
    /// What is wrong; the page shows the first one, the rest under «ほかに».
    pub findings: Vec<Finding>,
    /// All this in short ([`Feedback::codes`]), for the learner's journal. Empty until it leaves the engine's side, so that the
    /// page need not carry the codes' names.
    pub found: Vec<String>,
}

/// Feedback of one option.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OptionFeedback {
    /// Position of the option.
    pub option: u32,
    /// Whether this pick (or leaving it) was right.
    pub right: bool,
    /// The author's words.
    pub feedback: Vec<Block>,
}

/// Something that is right already.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Right {
    /// Columns are as asked.
    Columns,
    /// Number of rows is as asked.
    Rows(u64),
    /// The values of these columns are right.
    Values(Vec<String>),
    /// All values are right (only order is not).
    AllValues,
    /// That part of the chart is right (`kind`, `x`, `y` …).
    ChartPart(String),
    /// So many faults of a sheet are found.
    Faults(u32),
}

/// A soft remark on a right answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Note {
    /// A column name matched only after NFKC and trimming.
    NameWidth {
        /// As the learner wrote it.
        got: String,
        /// As asked.
        want: String,
    },
    /// A rule on the way: that verb should have been used.
    MustUse {
        /// The verb.
        verb: String,
    },
    /// A rule on the way: fewer steps would do.
    TooManySteps {
        /// Steps used.
        got: u32,
        /// Steps that are enough.
        max: u32,
    },
    /// So many marks show a fault that another mark shows.
    MarkedTwice {
        /// How many.
        marks: u32,
    },
}

/// One thing that is wrong. How much it tells grows with the number of attempts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Finding {
    /// The answer did not run.
    NotRun(Failure),
    /// A step of the answer is broken; later ones ran without it.
    BrokenStep {
        /// Position in the list, from 0.
        step: u32,
        /// Why.
        failure: Failure,
    },
    /// The result is the input as it was.
    Unchanged,
    /// The result has no rows.
    Empty {
        /// Rows asked for.
        want: u64,
    },
    /// A column is missing.
    MissingColumn {
        /// Asked for.
        want: String,
        /// A column of the result that may be meant.
        near: Option<String>,
    },
    /// Several columns are missing, and nothing may be meant for one of them.
    MissingColumns {
        /// Asked for.
        want: Vec<String>,
    },
    /// A column that was not asked for.
    ExtraColumn {
        /// Its name.
        got: String,
    },
    /// Several columns that were not asked for.
    ExtraColumns {
        /// Their names.
        got: Vec<String>,
    },
    /// The columns are there, in another order than asked for.
    ColumnOrder {
        /// The order in which they stand.
        got: Vec<String>,
    },
    /// A column that must hold numbers or days holds text.
    ColumnIsText {
        /// Its name.
        column: String,
        /// What it should hold.
        want: Dtype,
        /// Characters that stand in the way.
        chars: Vec<char>,
    },
    /// A column has another type.
    ColumnType {
        /// Its name.
        column: String,
        /// Found.
        got: Dtype,
        /// Asked for.
        want: Dtype,
    },
    /// The number of rows is wrong.
    RowCount {
        /// Found.
        got: u64,
        /// Asked for.
        want: u64,
        /// Why, where known.
        cause: Option<RowCause>,
    },
    /// Rows are missing or not asked for, by key.
    Keys {
        /// Columns that identify a row; empty where only whole rows do.
        key: Vec<String>,
        /// How many asked-for keys are missing.
        missing: u64,
        /// How many keys were not asked for.
        extra: u64,
        /// How many keys stand more than once.
        repeated: u64,
        /// Why, where known.
        cause: Option<RowCause>,
        /// From the second attempt: one of them; an extra key where there is one, else a missing one, else a
        /// repeated one.
        sample: Option<Vec<Value>>,
    },
    /// Values of a column are wrong.
    Values {
        /// The column.
        column: String,
        /// How many rows.
        bad: u64,
        /// Of how many.
        of: u64,
        /// What they have in common, where known.
        signature: Option<Signature>,
        /// From the second attempt: the key of one wrong row.
        sample: Option<Sample>,
    },
    /// Rows are right, their order is not.
    Order {
        /// From the third attempt: the asked-for order; empty before.
        by: Vec<SortKey>,
        /// First row that is out of order, from 1.
        at: u64,
        /// Whether the order is exactly the reverse.
        reversed: bool,
    },
    /// A part of the chart is not picked yet.
    ChartMissing {
        /// `kind`, `x`, `y`, `title`, `unit`.
        part: String,
    },
    /// A part of the chart does not suit the question.
    ChartPart {
        /// `kind`, `x`, `y`, `color`, `sort`, `title`, `unit`.
        part: String,
        /// As picked.
        got: String,
        /// From the third attempt: what would suit.
        want: Option<String>,
    },
    /// A picked option is wrong or a right one is missing.
    Choice {
        /// Wrongly picked.
        wrong: u32,
        /// Right ones not picked.
        missed: u32,
    },
    /// The one option that was picked of a question with one right option is not that.
    OtherOption,
    /// A number is wrong and it is known where it comes from.
    NumberFrom(NumberCause),
    /// A number is wrong.
    Number {
        /// What it has in common with the right one.
        signature: Option<Signature>,
        /// From the second attempt: whether the right one is larger.
        larger: Option<bool>,
    },
    /// What was typed is no number.
    NotANumber {
        /// As typed.
        got: String,
        /// Why not.
        why: Unread,
    },
    /// A text is wrong.
    Text {
        /// As typed.
        got: String,
        /// Whether a right answer is only a letter or two away.
        close: bool,
    },
    /// The result is what the solution gives with one thing changed; stands before what follows from it.
    Change(MutantChange),
    /// A mark on a sheet shows no fault.
    AuditMark {
        /// The rule that the place is said to break.
        rule: Rule,
        /// The place.
        place: AuditPlace,
        /// What is wrong with it.
        why: MarkFault,
    },
    /// Faults of a sheet are not marked yet.
    AuditMissed {
        /// How many more are to be found.
        missing: u32,
        /// How many are enough, where not all have to be.
        least: Option<u32>,
        /// From the second attempt, where all have to be: a rule that is broken elsewhere too, and how often.
        rule: Option<(Rule, u32)>,
    },
}

/// What is wrong with a mark on a sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum MarkFault {
    /// The place breaks another of the offered rules.
    OtherRule,
    /// What breaks the rule is only a part of the place.
    Wide,
    /// The rule is broken, but at another place.
    Elsewhere,
    /// Neither is the rule broken anywhere nor the place at fault.
    NoFault,
}

/// Why the number of rows is wrong.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum RowCause {
    /// A join found several partners: keys stand `times` times.
    FanOut {
        /// How often a key stands at most.
        times: u64,
    },
    /// A total row is among the data.
    TotalRow {
        /// Text of its label.
        label: String,
    },
    /// A header or note row is among the data.
    NoteRow {
        /// Its first text.
        text: String,
    },
    /// The group of missing values is not there.
    NullGroupDropped,
    /// Rows that a condition should have removed are still there.
    NotFiltered {
        /// How many.
        extra: u64,
    },
    /// Too much was removed.
    FilteredTooMuch {
        /// How many are missing.
        missing: u64,
    },
    /// Rows that look the same stand several times.
    Duplicates {
        /// How many too many.
        extra: u64,
    },
    /// The group of missing values should not be there.
    NullGroupKept,
    /// A condition's boundary is in or out (`>` for `>=`).
    Boundary,
    /// An inner join for a left one or the reverse.
    JoinKind,
}

/// Where a wrong number comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum NumberCause {
    /// The difference the other way round.
    TurnedRound,
    /// Right but for its decimals.
    Decimals {
        /// To how many it is given.
        got: u8,
        /// Whether the others were cut off, which is not what rounding gives.
        cut: bool,
        /// To how many it is asked for, where the question rounds.
        want: Option<u8>,
    },
    /// A number on the way was rounded.
    RoundedEarly,
    /// What another column has there.
    OtherColumn {
        /// That column.
        column: String,
    },
    /// What another table has there, in a column of the same name.
    OtherTable {
        /// That table.
        table: String,
        /// The column.
        column: String,
        /// The table that is asked for.
        want: String,
    },
}

/// What wrong values have in common.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Signature {
    /// The learner's value is the right one times this factor (0.001, 100, 1000 …).
    Factor(f64),
    /// The learner's value is the right one plus this.
    Offset(f64),
    /// The sign is turned.
    Sign,
    /// Right but for rounding to so many decimals.
    Rounded {
        /// Decimals that the learner kept.
        decimals: u8,
    },
    /// Each row has the value of the row before (`-1`) or after (`1`).
    Shifted(i8),
    /// The values belong to that other column.
    Swapped {
        /// The column they belong to.
        with: String,
    },
    /// Missing where a value was asked for.
    MissingValues,
    /// 0 where missing was asked for.
    ZeroForMissing,
    /// The values of another aggregate (`mean`, `sum`, `count` …).
    Aggregate {
        /// Verb-like word as in [`crate::step::Aggregate::slug`].
        got: String,
        /// Asked for.
        want: String,
    },
    /// A condition's boundary is in or out (`>` for `>=`).
    Boundary,
    /// An inner join for a left one or the reverse.
    JoinKind,
    /// Only spaces or width of characters differ.
    Spelling,
    /// A part of the total (0 to 1, or 0 to 100 with `percent`) where the amount was asked for.
    ShareForAmount {
        /// Whether in per cent.
        percent: bool,
    },
    /// The amount where a part of the total was asked for.
    AmountForShare,
    /// More decimals than asked for.
    NotRounded {
        /// Decimals asked for.
        decimals: u8,
    },
}

/// One wrong row.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Sample {
    /// Values of the key columns.
    pub key: Vec<Value>,
    /// From the third attempt: the learner's value and the right one.
    pub cells: Option<(Value, Value)>,
}
