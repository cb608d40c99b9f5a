//! `table`: make a table with steps or SQL.

use serde::{Deserialize, Serialize};

use super::{OfKind, ProseMut};
use crate::answer::{Program, StepEntry};
use crate::asks::Digest;
use crate::json::{FromNode, Node, by_fields};
use crate::mutant::Representer;
use crate::step::limits::MAX_STEPS;
use crate::step::text::write_steps;
use crate::step::{SortKey, Step};
use crate::town::{self, Texts, Visit};

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
    /// Whether the columns must stand in the solution's order.
    pub column_order: bool,
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
            column_order: false,
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

/// Both ways of a table answer are kept; `mode` says which one counts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableAnswer {
    /// The way that counts.
    pub mode: Mode,
    /// The steps.
    pub steps: Vec<StepEntry>,
    /// The SQL.
    pub sql: String,
}

impl TableAnswer {
    /// The program that counts.
    pub fn program(&self) -> Program {
        match self.mode {
            Mode::Steps => Program::Steps(self.steps.clone()),
            Mode::Sql => Program::Sql(self.sql.clone()),
        }
    }
}

/// The answer that this program is, with nothing kept of the other way.
impl From<Program> for TableAnswer {
    fn from(program: Program) -> Self {
        let (mode, steps, sql) = match program {
            Program::Steps(steps) => (Mode::Steps, steps, String::new()),
            Program::Sql(sql) => (Mode::Sql, Vec::new(), sql),
        };
        Self { mode, steps, sql }
    }
}

by_fields! {
    TableAnswer { mode, steps, sql; }
}

impl FromNode for Mode {
    fn from_node(node: &Node) -> Option<Self> {
        node.word(&[Self::Steps, Self::Sql], |mode| match mode {
            Self::Steps => "steps",
            Self::Sql => "sql",
        })
    }
}

/// Way of answering a `table` exercise.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// With the step editor.
    #[default]
    Steps,
    /// With SQL.
    Sql,
}

impl OfKind for TableExercise {
    type Answer = TableAnswer;

    const IS_GRADED: bool = true;
    const IS_MADE: bool = true;

    fn start(&self) -> TableAnswer {
        TableAnswer {
            mode: match self.mode {
                TableMode::Sql => Mode::Sql,
                TableMode::Both | TableMode::Steps => Mode::Steps,
            },
            steps: self.starter.iter().cloned().map(StepEntry::on).collect(),
            sql: self.starter_sql.clone(),
        }
    }

    fn is_blank(answer: &TableAnswer) -> bool {
        answer.steps.is_empty() && answer.sql.trim().is_empty()
    }

    fn typed(answer: &TableAnswer) -> Option<&str> {
        match answer.mode {
            Mode::Steps => None,
            Mode::Sql => Some(&answer.sql),
        }
    }

    fn typed_into(field: &str, text: &str, answer: Option<&TableAnswer>) -> Option<TableAnswer> {
        let answer = answer.filter(|_| field == "editor")?;
        Some(TableAnswer {
            sql: text.to_owned(),
            mode: Mode::Sql,
            ..answer.clone()
        })
    }

    fn is_too_much(answer: &TableAnswer) -> bool {
        answer.steps.len() > MAX_STEPS || answer.steps.iter().any(|entry| entry.step.is_too_deep())
    }

    fn each_text_of(answer: &mut TableAnswer, visit: &mut Visit<'_>) {
        answer.each_text(visit);
    }

    fn asks(&self, digest: &mut Digest) {
        digest.program(&self.solution);
        self.check.columns.iter().for_each(|name| digest.part(name));
        if !self.check.order.is_empty() {
            let by = self.check.order.clone();
            digest.part(&write_steps(&[Step::Sort { by }]));
        }
    }

    fn prose_mut(&mut self) -> ProseMut<'_> {
        ProseMut::default()
    }

    fn programs(&self) -> Vec<(&'static str, Program)> {
        let mut programs = vec![("solution", self.solution.clone())];
        let wrong = self.check.wrong.iter();
        programs.extend(wrong.map(|wrong| ("wrong", wrong.answer.clone())));
        programs
    }
}

impl Texts for TableExercise {
    fn each_text(&mut self, visit: &mut Visit<'_>) {
        let Self {
            mode: _,
            starter,
            starter_sql,
            solution,
            check,
            // Worked out from results; exercises on the own town have none.
            representers: _,
        } = self;
        starter.each_text(visit);
        visit(starter_sql, town::Kind::Sql);
        solution.each_text(visit);
        check.each_text(visit);
    }
}

impl Texts for TableCheck {
    fn each_text(&mut self, visit: &mut Visit<'_>) {
        let Self {
            key,
            columns,
            extra_columns: _,
            column_order: _,
            order,
            abs_tol: _,
            rel_tol: _,
            trim: _,
            rules: Rules {
                must_use: _,
                max_steps: _,
            },
            wrong,
        } = self;
        key.each_text(visit);
        columns.each_text(visit);
        order.each_text(visit);
        for TableWrong { say, answer } in wrong {
            say.each_text(visit);
            answer.each_text(visit);
        }
    }
}

impl Texts for TableAnswer {
    fn each_text(&mut self, visit: &mut Visit<'_>) {
        let Self {
            mode: _,
            steps,
            sql,
        } = self;
        steps.each_text(visit);
        visit(sql, town::Kind::Sql);
    }
}
