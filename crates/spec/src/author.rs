//! What an author's own tests found: the report of `ama test` and of the Studio's «テスト実行».
//!
//! Typed, to be put into words elsewhere. Mistakes in the file itself are [`crate::Diagnostic`]s.

pub mod template;

use serde::{Deserialize, Serialize};

use crate::module::Minutes;
use crate::{ExerciseId, Failure, MutantChange, Verdict};

/// A change of a module's front matter that a form makes in its text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum FrontChange {
    /// The title, in the front matter and in the heading.
    Title(String),
    /// The id.
    Id(String),
    /// The track's id.
    Track(String),
    /// The version.
    Version(u32),
    /// Minutes for reading and practice.
    Minutes(Minutes),
    /// For whom it is.
    Audience(Vec<String>),
    /// What learners will be able to do, a line each.
    Objectives(Vec<String>),
    /// Take out the tables of a file that is not there any more, where the lesson does not use them.
    DropFile(String),
}

/// Something that is not as its author meant it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AuthorFinding {
    /// Exercise, where it is in one.
    pub exercise: Option<ExerciseId>,
    /// What.
    pub fault: AuthorFault,
}

/// What is not as its author meant it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AuthorFault {
    /// No file was given for a table.
    TableMissing {
        /// Its name.
        table: String,
    },
    /// A table's file cannot be read.
    TableUnreadable {
        /// Its name.
        table: String,
        /// Why.
        failure: Failure,
    },
    /// A column is not what the dataset's description says.
    ColumnDiffers {
        /// Table and column.
        column: String,
    },
    /// The solution does not run.
    SolutionFails {
        /// Why.
        failure: Failure,
    },
    /// The solution is not found right.
    SolutionNotCorrect {
        /// What it is found instead.
        verdict: Box<Verdict>,
    },
    /// What stands there at the start is found right.
    StarterPasses,
    /// What stands there at the start does not run.
    StarterFails {
        /// Why.
        failure: Failure,
    },
    /// An anticipated mistake does not run.
    WrongFails {
        /// Its message.
        say: String,
        /// Why.
        failure: Failure,
    },
    /// An anticipated mistake is found right.
    WrongPasses {
        /// Its message.
        say: String,
    },
    /// An anticipated mistake does not get its own message.
    WrongSaysOther {
        /// Its message.
        say: String,
        /// What is said instead.
        got: Option<String>,
    },
    /// The query of a question does not run or gives nothing to compare with.
    QueryFails {
        /// The query.
        sql: String,
        /// Why.
        failure: Failure,
    },
    /// The query behind a figure does not run.
    FigureFails {
        /// As printed.
        text: String,
        /// The query.
        sql: String,
        /// Why.
        failure: Failure,
    },
    /// The query behind a figure asks for today's date, so that the figure is wrong on another day.
    FigureOfToday {
        /// As printed.
        text: String,
        /// The query.
        sql: String,
    },
    /// A figure of a text is another one for another town of the reader's.
    FigureOfTown {
        /// The figure as printed.
        text: String,
        /// Its query, for the town that figures are computed for.
        sql: String,
        /// A town of which it is not true.
        town: String,
    },
    /// A figure is not what its query gives.
    FigureDiffers {
        /// As printed.
        text: String,
        /// The query.
        sql: String,
        /// What it gives.
        got: String,
    },
    /// Steps of a solution do not run as SQL or give another table.
    SqlDiffers {
        /// The SQL.
        sql: String,
    },
}

/// Something that its author should know of, though it is not wrong.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AuthorRemark {
    /// Rows tie where the solution cuts its result off, so that several results are right.
    TiesAtCut {
        /// Rows that are kept.
        kept: u64,
        /// Rows that tie at the cut, kept or not.
        tied: u64,
        /// Whether an answer with any of them is found right; else what follows depends on the rows that are kept, and
        /// only the solution's are.
        free: bool,
    },
    /// A tolerance of the check takes answers that do not round where the solution does.
    RoundingHidden {
        /// The column.
        column: String,
        /// To how many decimals the solution rounds it.
        decimals: i32,
    },
}

/// All that an author's tests say about a module.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct TestReport {
    /// One for each exercise, in the order of the module.
    pub exercises: Vec<ExerciseReport>,
    /// What is not as it was meant, in the order of the module; tables and figures first.
    pub findings: Vec<AuthorFinding>,
}

impl TestReport {
    /// Whether everything is as the author meant it. Mutants that nothing tells from the solution do not count: often
    /// they are right in their own way.
    pub fn passed(&self) -> bool {
        self.findings.is_empty()
    }
}

/// What the tests say about one exercise. `Some(true)` is «as the author meant it», `None` «this kind has none».
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ExerciseReport {
    /// Its id.
    pub id: ExerciseId,
    /// Its heading.
    pub title: String,
    /// Its kind, as [`crate::ExerciseKind::slug`].
    pub kind: String,
    /// Whether the solution is found right.
    pub solution: Option<bool>,
    /// Whether the starter is found not yet right.
    pub starter: Option<bool>,
    /// Anticipated mistakes.
    pub wrongs: Vec<WrongReport>,
    /// What is not wrong but should be known.
    pub remarks: Vec<AuthorRemark>,
    /// Number of hints.
    pub hints: u32,
    /// Time that all of it took, mutants included.
    pub millis: f64,
    /// The solution with one thing changed, and what became of it.
    pub mutants: Vec<MutantReport>,
}

impl ExerciseReport {
    /// Whether solution, starter and anticipated mistakes are as the author meant them.
    pub fn passed(&self) -> bool {
        self.solution != Some(false)
            && self.starter != Some(false)
            && self.wrongs.iter().all(|wrong| wrong.told)
    }

    /// Mutants that the check cannot tell from the solution.
    pub fn unseen(&self) -> impl Iterator<Item = &MutantReport> {
        self.mutants
            .iter()
            .filter(|mutant| mutant.fate == MutantFate::SameAsSolution)
    }
}

/// What became of an anticipated mistake.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WrongReport {
    /// Its message.
    pub say: String,
    /// Whether a learner who makes it gets that message.
    pub told: bool,
}

/// What became of the solution with one thing changed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MutantReport {
    /// What was changed.
    pub change: MutantChange,
    /// The changed answer in the text form of module files.
    pub text: String,
    /// What became of it.
    pub fate: MutantFate,
}

/// What becomes of a learner who changed that.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MutantFate {
    /// Is told just that.
    Told,
    /// Is found right: the check cannot tell it from the solution.
    SameAsSolution,
    /// Is told that other change, which gives the same result.
    SameAs(MutantChange),
    /// Is told the author's own words.
    SaidByWrong(String),
    /// Is told that it does not run.
    Fails,
}
