//! Why something did not run: typed, to be put into words elsewhere.

use serde::{Deserialize, Serialize};
use table::{Dtype, csv};

/// A failure with the engine's own words for «詳細».
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    /// What is wrong.
    pub kind: FailureKind,
    /// Raw engine text; may be empty; shown only under «詳細».
    pub detail: String,
}

impl Failure {
    /// A failure without raw text.
    pub fn of(kind: FailureKind) -> Self {
        Self {
            kind,
            detail: String::new(),
        }
    }
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum FailureKind {
    /// No such column.
    UnknownColumn {
        /// As written.
        name: String,
        /// Similar names, nearest first.
        near: Vec<String>,
    },
    /// A column that is not there at this place, and it is known why.
    AbsentColumn {
        /// As written.
        name: String,
        /// Where it is instead.
        why: Absence,
    },
    /// A name without a table that more than one table of the query has.
    AmbiguousColumn {
        /// As written.
        name: String,
        /// The tables that have it, by the names that they bear in the query.
        tables: Vec<String>,
    },
    /// A name that `AS` gives in SELECT, used where SQL does not know it yet.
    AliasTooEarly {
        /// The name.
        name: String,
        /// Where it is used: `WHERE`, `SELECT`, `JOIN … ON`.
        clause: String,
    },
    /// No such table.
    UnknownTable {
        /// As written.
        name: String,
        /// Similar names, nearest first.
        near: Vec<String>,
    },
    /// No such function.
    UnknownFunction {
        /// As written.
        name: String,
        /// Similar names, nearest first.
        near: Vec<String>,
    },
    /// A function with too few or too many arguments.
    ArgumentCount {
        /// The function.
        function: String,
        /// Fewest arguments.
        least: u64,
        /// Most arguments; `None` where there may be any number.
        most: Option<u64>,
        /// How many are written.
        found: u64,
    },
    /// An argument of a function that is not what the function needs there (a column where a number has to stand).
    BadArgument {
        /// The function.
        function: String,
        /// Which argument, from 1.
        position: u64,
    },
    /// Not readable as SQL.
    Syntax {
        /// Text at which reading stopped; empty at the end.
        at: String,
        /// Line in the query or expression, from 1; 0 when not known.
        line: u32,
        /// Column in characters, from 1; 0 when not known.
        column: u32,
    },
    /// A name that is read as something else without quotation marks (`1人当たり`, `世帯（数）`).
    Unquoted {
        /// As written.
        name: String,
    },
    /// An operation needs another type.
    TypeMismatch {
        /// Column, where known.
        column: String,
        /// Type found.
        found: Option<Dtype>,
        /// Type needed.
        wanted: Option<Dtype>,
        /// Characters that keep a text column from being a number (`,` `円` `▲`).
        chars: Vec<char>,
    },
    /// A text column without numbers in it where numbers are needed (`市町名 / 人口`).
    NoNumbers {
        /// Column.
        column: String,
    },
    /// A value that is not of the type of the column that it is compared with (`年 = '令和2年'`).
    WrongValue {
        /// The column; empty where there is none.
        column: String,
        /// The column's type.
        wanted: Dtype,
        /// The value as written.
        value: String,
        /// What to write instead, where it is known (`2020`).
        meant: Option<String>,
    },
    /// Text that cannot be read as the wanted type.
    Unreadable {
        /// Column.
        column: String,
        /// Wanted type.
        wanted: Dtype,
        /// How many cells.
        count: u64,
        /// Some of them.
        samples: Vec<String>,
    },
    /// A result that no longer fits: a whole number of more than 64 bits, a day outside of the years 1 to 9999.
    OutOfRange {
        /// The operation or function.
        what: String,
    },
    /// Some numbers of a text column have a scale, percent sign or unit that others lack or have otherwise.
    MixedUnits {
        /// Column.
        column: String,
        /// A cell of each way of writing, and how many cells are written so.
        samples: Vec<(String, u64)>,
    },
    /// The name occurs twice.
    DuplicateColumn {
        /// The name.
        name: String,
    },
    /// Tables to put underneath one another have different columns.
    SchemaMismatch {
        /// Columns only in the table so far.
        left: Vec<String>,
        /// Columns only in the other table.
        right: Vec<String>,
    },
    /// Columns named in a group's result that are neither keys nor aggregated.
    NotAggregated {
        /// The column; empty when not known.
        column: String,
    },
    /// An aggregate in WHERE, which looks at single rows.
    AggregateInWhere {
        /// The aggregate as written.
        what: String,
    },
    /// An aggregate inside another one, or in GROUP BY.
    NestedAggregate {
        /// The inner aggregate as written.
        what: String,
    },
    /// A query for one value gave several rows.
    ManyRows {
        /// The query as written.
        what: String,
    },
    /// A query for one value, or for the values of IN, has several columns.
    OneColumn {
        /// The query as written.
        what: String,
        /// How many columns it has.
        columns: u64,
    },
    /// Queries put together (UNION, INTERSECT, EXCEPT) have different numbers of columns.
    ColumnCount {
        /// Columns of the first query.
        left: u64,
        /// Columns of the other.
        right: u64,
    },
    /// Queries put together have a column of different types.
    UnionTypes {
        /// The column's name in the first query.
        column: String,
        /// Its type there, where known.
        left: Option<Dtype>,
        /// Its type in the other query, where known.
        right: Option<Dtype>,
    },
    /// A query in brackets that looks at the row outside in a way that is not offered.
    Correlated {
        /// What looks outside, as written.
        what: String,
    },
    /// A field of the step is not filled in.
    Incomplete {
        /// Field name as in [`crate::Step::missing`].
        field: String,
    },
    /// There is no step or SQL yet.
    Empty,
    /// The first step must be `from`.
    NoSource,
    /// The result would be too large for the browser.
    TooLarge {
        /// Rows that it would have.
        rows: u64,
        /// Rows that are allowed.
        limit: u64,
    },
    /// Brackets, conditions or queries stand too deep inside one another to be read.
    TooDeep,
    /// A file cannot be read as a table.
    BadFile {
        /// Table name.
        table: String,
        /// What is wrong, and in which line.
        fault: csv::Fault,
    },
    /// A part of a query that is understood and not offered.
    Clause {
        /// The part: `QUALIFY`, `FETCH`, `FOR UPDATE`.
        what: String,
        /// SQL that does the same here (`LIMIT`), where there is some.
        instead: Option<String>,
    },
    /// SQL that is understood but not offered (DROP, CREATE, several statements …).
    Unsupported {
        /// What it is.
        what: String,
    },
    /// Anything else from the engine.
    Engine,
    /// No such module, exercise or table on this side: the page and the engine disagree.
    OutOfStep,
    /// The author's check contradicts the author's solution.
    BadCheck {
        /// How.
        fault: CheckFault,
    },
    /// Not readable as SQL, for a reason that can be named.
    Misread {
        /// Why.
        why: Misread,
        /// Line in the query or expression, from 1.
        line: u32,
    },
    /// A query with names of columns in it that reads no table.
    NoFrom,
    /// A name that no column has, where a text may have been meant: `圏域 = "北勢"`, `圏域 = 北勢`.
    TextAsName {
        /// The name.
        name: String,
        /// Whether it stands in the quotation marks of names.
        quoted: bool,
    },
    /// A function of spreadsheets for which there are steps here.
    StepInstead {
        /// The function, in capitals.
        function: String,
        /// The verbs of the steps, in their order.
        verbs: Vec<String>,
        /// What does the same in SQL: `JOIN`.
        sql: String,
    },
    /// A row is asked for that the table does not have.
    NoSuchRow {
        /// Which, from 1.
        row: u64,
        /// How many there are.
        rows: u64,
    },
    /// Several rows of a group have the same period, so that nobody knows which one is meant.
    RepeatedPeriod {
        /// Column of the period.
        column: String,
        /// A period that is there more than once.
        value: String,
        /// How often.
        count: u64,
    },
}

/// What a step that ran has to say of cells or rows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum StepNote {
    /// Cells could not be read and became missing: [`FailureKind::Unreadable`].
    Unreadable(Failure),
    /// Cells are no codes of the form that they were said to have, and became missing.
    NoCode {
        /// Column.
        column: String,
        /// How many cells.
        count: u64,
        /// Some of them.
        samples: Vec<String>,
    },
    /// Rows of totals were left out.
    Dropped {
        /// Column that tells them.
        column: String,
        /// How many rows.
        count: u64,
        /// Some of its cells.
        samples: Vec<String>,
    },
    /// No row has the periods that it needs before it.
    NoPeriod {
        /// Column of the period.
        column: String,
    },
}

/// Why a text cannot be read as SQL.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Misread {
    /// A word of SQL is misspelt.
    Keyword {
        /// As written.
        found: String,
        /// The word that is like it.
        want: String,
    },
    /// A query begins with SELECT, and this does not.
    NoQuery {
        /// What it begins with.
        at: String,
    },
    /// Nothing stands behind a sign or word that needs a value or name there.
    NothingBehind {
        /// The sign or word.
        what: String,
    },
    /// Nothing stands between two names or values.
    NothingBetween {
        /// The first.
        left: String,
        /// The second.
        right: String,
    },
    /// A bracket or quotation mark that is not closed.
    Unclosed {
        /// The bracket or mark.
        mark: String,
    },
    /// A closing bracket without an opening one.
    Unopened {
        /// The bracket.
        mark: String,
    },
    /// Addresses of cells, as in a spreadsheet (`A1:A5`).
    Cells {
        /// As written.
        at: String,
    },
}

/// Where a column is that is not where it is looked for. Steps count from 0.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Absence {
    /// A step before left it out.
    Dropped {
        /// Position of that step.
        step: u32,
        /// Its verb.
        verb: String,
    },
    /// A step before gave it another name.
    Renamed {
        /// Position of that step.
        step: u32,
        /// The name that it has now.
        to: String,
    },
    /// A step after this one makes it.
    Later {
        /// Position of that step.
        step: u32,
        /// Its verb.
        verb: String,
    },
    /// The step that would make it is switched off.
    Off {
        /// Position of that step.
        step: u32,
    },
    /// The step that would make it does not run.
    Broken {
        /// Position of that step.
        step: u32,
    },
    /// The step itself makes it, so it is not there yet.
    SameStep,
    /// Another table has it.
    OtherTable {
        /// That table.
        table: String,
    },
    /// No step makes it, and nothing has a name like it.
    Nowhere,
}

/// What is wrong with an author's check.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum CheckFault {
    /// It names a column that the solution's result does not have.
    UnknownColumn {
        /// As written.
        name: String,
        /// Similar names, nearest first.
        near: Vec<String>,
    },
    /// The declared key does not identify a row of the solution's result.
    KeyNotUnique {
        /// The declared key.
        key: Vec<String>,
    },
    /// A column is declared twice.
    Repeated {
        /// Its name.
        name: String,
    },
    /// The solution's result is not in the declared order.
    NotInOrder {
        /// First sort column of the declared order.
        column: String,
    },
    /// A tolerance is negative or no number.
    Tolerance,
    /// The solution's result has no columns.
    NoColumns,
    /// There is no right answer (no right option, no accepted text, no finite number).
    NoRightAnswer,
}
