//! `table`: make a table with steps or SQL.

use serde::{Deserialize, Serialize};

use crate::answer::Program;
use crate::mutant::Representer;
use crate::step::{SortKey, Step};

/// Make a table.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct TableExercise {
    /// Ways in which it may be answered.
    pub mode: TableMode,
    /// Steps that stand there at the start.
    pub starter: Vec<Step>,
    /// SQL that stands there at the start; empty for none.
    pub starter_sql: String,
    /// The author's solution.
    pub solution: Program,
    /// How the result is compared.
    pub check: TableCheck,
    /// Wrong results whose cause is known; put in when the module is built, and worked out when needed where there
    /// are none.
    pub representers: Vec<Representer>,
}

/// Which editors are offered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TableMode {
    /// Steps first, SQL one click away.
    #[default]
    Both,
    /// Steps only.
    Steps,
    /// SQL only.
    Sql,
}

/// How a result table is compared with the solution's.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TableCheck {
    /// Columns that identify a row; empty: the smallest unique set of the reference.
    pub key: Vec<String>,
    /// Columns that must be there; empty: all of the reference.
    pub columns: Vec<String>,
    /// Whether further columns are welcome.
    pub extra_columns: bool,
    /// Order that rows must have, ties free; empty: any.
    pub order: Vec<SortKey>,
    /// Absolute tolerance of floats; 1e-9 unless told.
    pub abs_tol: f64,
    /// Relative tolerance of floats; 1e-6 unless told.
    pub rel_tol: f64,
    /// Whether outer white space in texts is ignored.
    pub trim: bool,
    /// Rules on the way; they never turn right into wrong.
    pub rules: Rules,
    /// Anticipated mistakes.
    pub wrong: Vec<TableWrong>,
}

impl Default for TableCheck {
    fn default() -> Self {
        Self {
            key: Vec::new(),
            columns: Vec::new(),
            extra_columns: false,
            order: Vec::new(),
            abs_tol: 1e-9,
            rel_tol: 1e-6,
            trim: false,
            rules: Rules::default(),
            wrong: Vec::new(),
        }
    }
}

/// Rules on the way to a result.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Rules {
    /// Verbs that a step answer should use.
    pub must_use: Vec<String>,
    /// A step answer should have at most so many steps.
    pub max_steps: Option<u32>,
}

/// An anticipated mistake.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TableWrong {
    /// What to tell the learner.
    pub say: String,
    /// The mistaken answer; a result equal to its result gets `say`.
    pub answer: Program,
}
