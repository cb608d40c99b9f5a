//! The solution with one thing changed, as learners change it: what was changed, and results by which that is seen.
//!
//! Types only: `session` makes the mutants, `grade` compares, `locale` has the words.

use serde::{Deserialize, Serialize};

use crate::step::JoinKind;

/// What differs from the solution. It holds what the learner did, never what would be right instead, but for words
/// that the task itself uses (an aggregate's name).
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MutantChange {
    /// A step (or its clause in SQL) is missing.
    Dropped {
        /// Its verb, as [`crate::Step::verb`].
        verb: String,
        /// Columns it is about, in their order; may be empty.
        columns: Vec<String>,
    },
    /// A sort goes the other way.
    SortFlipped {
        /// By that column.
        column: String,
    },
    /// AND stands for OR or the reverse.
    AndOr {
        /// Whether the learner joined the conditions with AND.
        and: bool,
        /// Columns in the two conditions.
        columns: Vec<String>,
    },
    /// A boundary is in or out (`>` for `>=`) or off by one.
    Boundary {
        /// The column compared; empty where it is no single one.
        column: String,
    },
    /// An inner join for a left one or the reverse.
    JoinKind {
        /// The other table.
        table: String,
        /// As the learner joined.
        got: JoinKind,
    },
    /// Another aggregate.
    Aggregate {
        /// The column of the result; empty where it has no name.
        column: String,
        /// As the learner combined, as [`crate::step::Aggregate::slug`].
        got: String,
        /// Asked for.
        want: String,
    },
    /// Grouped by other columns.
    GroupColumns {
        /// A column that is missing among them.
        missing: Option<String>,
        /// A column that should not be among them.
        extra: Option<String>,
    },
    /// Filtered by another value of the same column.
    FilterValue {
        /// The column.
        column: String,
        /// The learner's value, as it stands in SQL without quotation marks.
        got: String,
    },
    /// A division or multiplication by a unit is missing or by another unit.
    Unit {
        /// The column of the result; empty where it has no name.
        column: String,
        /// What the learner divided or multiplied by; `None` where not at all.
        got: Option<u64>,
    },
    /// A rounding is missing or to other digits.
    Rounding {
        /// The column of the result; empty where it has no name.
        column: String,
        /// To how many decimals the learner rounded, negative before the point; `None` where not at all.
        got: Option<i32>,
    },
    /// Another number of first or last rows.
    RowLimit {
        /// `head` or `tail`.
        verb: String,
        /// As many as the learner kept.
        got: u64,
    },
    /// Missing values are filled with something else.
    FillValue {
        /// Columns that are filled.
        columns: Vec<String>,
        /// With what the learner filled them, as in SQL.
        got: String,
    },
}

impl MutantChange {
    /// The word in message ids and reports.
    pub fn slug(&self) -> &'static str {
        match self {
            Self::Dropped { .. } => "dropped",
            Self::SortFlipped { .. } => "sort-flipped",
            Self::AndOr { .. } => "and-or",
            Self::Boundary { .. } => "boundary",
            Self::JoinKind { .. } => "join-kind",
            Self::Aggregate { .. } => "aggregate",
            Self::GroupColumns { .. } => "group-columns",
            Self::FilterValue { .. } => "filter-value",
            Self::Unit { .. } => "unit",
            Self::Rounding { .. } => "rounding",
            Self::RowLimit { .. } => "row-limit",
            Self::FillValue { .. } => "fill-value",
        }
    }
}

/// A wrong result that tells by itself what was done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Representer {
    /// Hash of the canonical result beside the solution's: the same natively and in wasm.
    pub hash: u64,
    /// What gives that result.
    pub change: MutantChange,
}
