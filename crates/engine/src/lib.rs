//! Loads files, runs steps and SQL, gives plain tables; the only crate that names polars.
//!
//! An [`Engine`] holds named tables. [`Engine::run`] takes a [`Program`] and tells what came of every step; the frames
//! of the last run are kept, so that editing the last step computes only that one. Nothing here knows of modules,
//! exercises or messages, and nothing is put into words: what goes wrong is a [`Failure`].
//!
//! # Invariants
//!
//! - May use `spec` and `table`; polars stays inside, and no type of it is handed out.
//! - Pure: no file, no clock (the day is told by [`Engine::set_today`]), no thread. Same input, same output, natively and in
//!   wasm: groups, distinct rows and joins keep the order of first appearance, sorting is stable with missing values last, and
//!   every other order is an explicit sort.
//! - What is not positively known to be answered right is refused by name; no part of a query is left out without a word.
//! - A number that does not fit is a failure, never another number. What would run too long or grow too large has a limit.

#[cfg(test)]
#[path = "../../../tests/fixtures/dice.rs"]
mod dice;

mod absent;
mod convert;
mod csv;
mod expr;
mod failure;
mod meant;
mod memory;
mod numbers;
mod pairs;
mod sort;
mod sql;
mod step;
mod to_sql;
mod write;

use polars::prelude::{Column, DataFrame, DataType};
use spec::module::ColumnInfo;
use spec::{Failure, FailureKind, Program, Step, StepEntry, StepNote};
use table::{Field, Table};

use crate::sort::{Direction, all_rows, first_rows};

pub use self::sql::asks_for_day;
pub use self::write::Csv;

/// Named tables and the frames of the last run.
#[derive(Default)]
pub struct Engine {
    tables: Tables,
    last: Option<Last>,
    /// As told by [`Engine::set_today`].
    today: i32,
}

/// The tables in the order in which they were added.
#[derive(Default)]
pub(crate) struct Tables(Vec<(String, DataFrame)>);

impl Tables {
    fn get(&self, name: &str) -> Option<&DataFrame> {
        self.0
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, frame)| frame)
    }

    fn iter(&self) -> impl Iterator<Item = (&str, &DataFrame)> {
        self.0.iter().map(|(name, frame)| (name.as_str(), frame))
    }

    fn names(&self) -> Vec<String> {
        self.0.iter().map(|(name, _)| name.clone()).collect()
    }
}

/// The program that ran last, with its frames.
struct Last {
    program: Program,
    stages: Vec<StepFrame>,
    /// Of a query.
    result: Option<Result<Frame, Failure>>,
}

/// What came of one step.
#[derive(Clone, Debug, PartialEq)]
pub struct StepRun {
    /// How it went.
    pub outcome: Outcome,
    /// Rows after it.
    pub rows: u64,
    /// Columns after it.
    pub schema: Vec<Field>,
    /// Columns that it added or changed.
    pub changed: Vec<String>,
    /// What it has to say of cells or rows.
    pub note: Option<StepNote>,
    /// Of a join by keys: how the rows of the two tables belong together.
    pub matches: Option<Matches>,
}

/// How the rows of two tables belong together by their keys. A row with a missing key has no partner.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Matches {
    /// Rows before the step that have a partner.
    pub left: u64,
    /// Rows before the step.
    pub left_rows: u64,
    /// Rows of the joined table that have a partner.
    pub right: u64,
    /// Rows of the joined table.
    pub right_rows: u64,
    /// Most partners of one row before the step.
    pub most: u64,
}

/// How a step went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It ran.
    Done,
    /// It is switched off.
    Off,
    /// It did not run; later steps go on without it.
    Failed(Failure),
}

/// A column with cells that are no finite number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotFinite {
    /// The column.
    pub column: String,
    /// How many cells.
    pub count: u64,
}

/// What came of a program.
#[derive(Debug)]
pub struct Run {
    /// One for each step; empty for SQL.
    pub steps: Vec<StepRun>,
    /// The result, or why there is none at all.
    pub result: Result<Frame, Failure>,
}

/// A result inside the engine: cheap to clone, copied out window by window.
#[derive(Clone, Debug)]
pub struct Frame {
    frame: DataFrame,
    missing_in: bool,
}

impl Frame {
    fn of(frame: DataFrame) -> Self {
        Self {
            frame,
            missing_in: false,
        }
    }

    /// Whether a missing value stood behind a `NOT IN`, which then is true for no row.
    pub fn missing_in(&self) -> bool {
        self.missing_in
    }

    /// Number of rows.
    pub fn rows(&self) -> u64 {
        self.frame.height() as u64
    }

    /// Names and types of the columns.
    pub fn schema(&self) -> Vec<Field> {
        convert::fields(self.frame.schema())
    }

    /// Rows `offset .. offset + len`, cut to the result.
    ///
    /// # Errors
    /// [`FailureKind::Engine`] when the engine breaks its own rules.
    pub fn window(&self, offset: u64, len: u64) -> Result<Table, Failure> {
        let size = |n: u64| usize::try_from(n).unwrap_or(usize::MAX);
        convert::window(&self.frame, size(offset), size(len))
    }

    /// The whole result.
    ///
    /// # Errors
    /// [`FailureKind::TooLarge`] when it has more than `limit` rows.
    pub fn table(&self, limit: u64) -> Result<Table, Failure> {
        if self.rows() > limit {
            return Err(Failure::of(FailureKind::TooLarge {
                rows: self.rows(),
                limit,
            }));
        }
        self.window(0, limit)
    }

    /// The whole result as CSV (UTF-8, CRLF): for a spreadsheet with a byte-order mark and no text that is a formula to it, for
    /// others as it is.
    ///
    /// # Errors
    /// As [`Frame::window`].
    pub fn csv(&self, for_sheet: bool) -> Result<Csv, Failure> {
        write::csv(&self.frame, for_sheet)
    }

    /// Columns with cells that are no finite number, as division by zero leaves them.
    pub fn not_finite(&self) -> Vec<NotFinite> {
        self.frame
            .get_columns()
            .iter()
            .filter_map(|column| {
                let cells = column.f64().ok()?;
                let count = cells
                    .iter()
                    .flatten()
                    .filter(|cell| !cell.is_finite())
                    .count() as u64;
                (count > 0).then(|| NotFinite {
                    column: column.name().to_string(),
                    count,
                })
            })
            .collect()
    }
}

/// A step's outcome with its frame.
#[derive(Clone, Debug)]
struct StepFrame {
    report: StepRun,
    rows: Rows,
}

/// A frame, or how to come by it.
#[derive(Clone, Debug)]
enum Rows {
    /// Nothing yet: no `from` has run.
    None,
    Frame(DataFrame),
    /// Sorted when somebody looks: a `head` behind it needs only the first rows.
    Sorted(DataFrame, Vec<(String, Direction)>),
}

impl Rows {
    fn frame(&self) -> Result<Option<DataFrame>, Failure> {
        match self {
            Self::None => Ok(None),
            Self::Frame(frame) => Ok(Some(frame.clone())),
            Self::Sorted(frame, by) => all_rows(frame, by).map(Some).map_err(convert::engine),
        }
    }

    /// Replaces a sort that is still to do by its result.
    fn settle(&mut self) -> Result<Option<DataFrame>, Failure> {
        let frame = self.frame()?;
        if let Some(frame) = &frame {
            *self = Self::Frame(frame.clone());
        }
        Ok(frame)
    }

    fn shape(&self) -> (u64, Vec<Field>) {
        match self {
            Self::None => (0, Vec::new()),
            Self::Frame(frame) | Self::Sorted(frame, _) => {
                (frame.height() as u64, convert::fields(frame.schema()))
            }
        }
    }
}

impl Engine {
    /// Forgets all tables.
    pub fn clear(&mut self) {
        *self = Self {
            today: self.today,
            ..Self::default()
        };
    }

    /// Says which day it is, in days since 1970-01-01: what `CURRENT_DATE` is. What was remembered of another day is
    /// forgotten.
    pub fn set_today(&mut self, days: i32) {
        if self.today != days {
            self.today = days;
            self.last = None;
        }
    }

    /// Loads a CSV file as a table, in the place of one of the same name. `columns` say the types that are known.
    ///
    /// # Errors
    /// [`FailureKind::BadFile`].
    pub fn add_csv(
        &mut self,
        name: &str,
        bytes: &[u8],
        columns: &[ColumnInfo],
    ) -> Result<Frame, Failure> {
        let frame = csv::read(name, bytes, columns)?;
        Ok(self.add(name, frame))
    }

    /// Loads a CSV file as it was published, without a row of names: columns A, B, … of text.
    ///
    /// # Errors
    /// [`FailureKind::BadFile`].
    pub fn add_raw(&mut self, name: &str, bytes: &[u8]) -> Result<Frame, Failure> {
        let frame = csv::read_raw(name, bytes)?;
        Ok(self.add(name, frame))
    }

    /// Adds a plain table, in the place of one of the same name.
    ///
    /// # Errors
    /// [`FailureKind::Engine`] when the engine breaks its own rules.
    pub fn add_table(&mut self, name: &str, table: &Table) -> Result<Frame, Failure> {
        let frame = convert::frame(table)?;
        Ok(self.add(name, frame))
    }

    fn add(&mut self, name: &str, frame: DataFrame) -> Frame {
        self.last = None;
        match self.tables.0.iter_mut().find(|(known, _)| known == name) {
            Some((_, old)) => *old = frame.clone(),
            None => self.tables.0.push((name.to_owned(), frame.clone())),
        }
        Frame::of(frame)
    }

    /// A table as it was loaded.
    pub fn table(&self, name: &str) -> Option<Frame> {
        self.tables.get(name).cloned().map(Frame::of)
    }

    /// Names of the tables in the order in which they were added.
    pub fn table_names(&self) -> Vec<String> {
        self.tables.names()
    }

    /// Runs a program and remembers its frames.
    pub fn run(&mut self, program: &Program) -> Run {
        match program {
            Program::Steps(entries) => {
                let mut stages = match self.last.take() {
                    Some(Last {
                        program: Program::Steps(old),
                        mut stages,
                        ..
                    }) => {
                        let same = entries
                            .iter()
                            .zip(&old)
                            .take_while(|(new, old)| new == old)
                            .count();
                        stages.truncate(same);
                        stages
                    }
                    _ => Vec::new(),
                };
                let result = advance(entries, &mut stages, &self.tables, self.today);
                let steps = reports(entries, &stages, &self.tables);
                self.last = Some(Last {
                    program: program.clone(),
                    stages,
                    result: None,
                });
                Run {
                    steps,
                    result: result.map(Frame::of),
                }
            }
            Program::Sql(sql) => {
                let known = match self.last.take() {
                    Some(Last {
                        program: Program::Sql(old),
                        result: Some(result),
                        ..
                    }) if old == *sql => Some(result),
                    _ => None,
                };
                let result = known.unwrap_or_else(|| answer(sql, &self.tables, self.today));
                self.last = Some(Last {
                    program: program.clone(),
                    stages: Vec::new(),
                    result: Some(result.clone()),
                });
                Run {
                    steps: Vec::new(),
                    result,
                }
            }
        }
    }

    /// Runs a program and remembers nothing.
    pub fn evaluate(&self, program: &Program) -> Run {
        match program {
            Program::Steps(entries) => {
                let mut stages = Vec::new();
                let result = advance(entries, &mut stages, &self.tables, self.today);
                Run {
                    steps: reports(entries, &stages, &self.tables),
                    result: result.map(Frame::of),
                }
            }
            Program::Sql(sql) => Run {
                steps: Vec::new(),
                result: answer(sql, &self.tables, self.today),
            },
        }
    }

    /// Steps as one SQL query that gives the same table; steps that do not run are left out.
    ///
    /// # Errors
    /// Why nothing can be run: no source, no step.
    pub fn to_sql(&mut self, steps: &[Step]) -> Result<String, Failure> {
        let program = Program::of_steps(steps.iter().cloned());
        self.run(&program).result?;
        let stages = self
            .last
            .as_mut()
            .map(|last| last.stages.as_mut_slice())
            .unwrap_or_default();
        let mut done = Vec::with_capacity(stages.len());
        for (position, (stage, step)) in stages.iter_mut().zip(steps).enumerate() {
            if stage.report.outcome == Outcome::Done {
                let frame = match &stage.rows {
                    // Only names and types are looked at; the order does not matter.
                    Rows::Sorted(frame, _) | Rows::Frame(frame) => frame.clone(),
                    Rows::None => continue,
                };
                done.push((position + 1, step, frame));
            }
        }
        to_sql::query(&done, &self.tables)
    }

    /// The table after a step of a program; runs what has not run.
    ///
    /// # Errors
    /// [`FailureKind::OutOfStep`] when there is no such step, [`FailureKind::NoSource`] when nothing is read before it,
    /// and whatever keeps the program from running.
    pub fn after(&mut self, program: &Program, position: usize) -> Result<Frame, Failure> {
        self.run(program).result?;
        let stage = self
            .last
            .as_mut()
            .and_then(|last| last.stages.get_mut(position));
        let stage = stage.ok_or_else(|| Failure::of(FailureKind::OutOfStep))?;
        stage
            .rows
            .settle()?
            .map(Frame::of)
            .ok_or_else(|| Failure::of(FailureKind::NoSource))
    }
}

/// What is told of each step. Why a column is not there depends on steps that may come later, so it is found out
/// anew each time.
fn reports(entries: &[StepEntry], stages: &[StepFrame], tables: &Tables) -> Vec<StepRun> {
    stages
        .iter()
        .enumerate()
        .map(|(position, stage)| {
            let mut report = stage.report.clone();
            if let Some(failure) = absent::traced(position, entries, stages, tables) {
                report.outcome = Outcome::Failed(failure);
            }
            report
        })
        .collect()
}

/// Runs a query.
fn answer(sql: &str, tables: &Tables, today: i32) -> Result<Frame, Failure> {
    let answer = sql::run(sql, tables, today)?;
    Ok(Frame {
        frame: answer.frame,
        missing_in: answer.missing_in,
    })
}

/// Runs the steps that have no stage yet; gives the last frame.
fn advance(
    entries: &[StepEntry],
    stages: &mut Vec<StepFrame>,
    tables: &Tables,
    today: i32,
) -> Result<DataFrame, Failure> {
    if entries.iter().all(|entry| !entry.enabled) {
        // Switched-off steps are still reported.
        stages.clear();
        let rows = Rows::None;
        stages.extend(entries.iter().map(|_| stage(Outcome::Off, rows.clone())));
        return Err(Failure::of(FailureKind::Empty));
    }
    // A sort that was last and is not any more may have been left to do, or done; both are fine.
    for position in stages.len()..entries.len() {
        let Some(entry) = entries.get(position) else {
            break;
        };
        let before = match position.checked_sub(1) {
            Some(previous) => match stages.get_mut(previous) {
                Some(previous) => previous,
                None => break,
            },
            None => &mut stage(Outcome::Off, Rows::None),
        };
        let next = entries
            .iter()
            .skip(position + 1)
            .find(|entry| entry.enabled)
            .map(|entry| &entry.step);
        let made = one(entry, &mut before.rows, next, tables, today);
        stages.push(made);
    }
    let failed = stages.iter().find_map(|stage| match &stage.report.outcome {
        Outcome::Failed(failure) => Some(failure.clone()),
        _ => None,
    });
    match stages.last_mut() {
        Some(stage) => match stage.rows.settle()? {
            Some(frame) => Ok(frame),
            None => Err(failed.unwrap_or_else(|| Failure::of(FailureKind::NoSource))),
        },
        None => Err(Failure::of(FailureKind::Empty)),
    }
}

/// A stage of which nothing is told but its rows.
fn stage(outcome: Outcome, rows: Rows) -> StepFrame {
    let (count, schema) = rows.shape();
    StepFrame {
        report: StepRun {
            outcome,
            rows: count,
            schema,
            changed: Vec::new(),
            note: None,
            matches: None,
        },
        rows,
    }
}

fn one(
    entry: &StepEntry,
    before: &mut Rows,
    next: Option<&Step>,
    tables: &Tables,
    today: i32,
) -> StepFrame {
    if !entry.enabled {
        return stage(Outcome::Off, before.clone());
    }
    match try_one(&entry.step, before, next, tables, today) {
        Ok(done) => done,
        Err(failure) => stage(Outcome::Failed(failure), before.clone()),
    }
}

fn try_one(
    step: &Step,
    before: &mut Rows,
    next: Option<&Step>,
    tables: &Tables,
    today: i32,
) -> Result<StepFrame, Failure> {
    if let Step::From { table } = step {
        if let Some(field) = step.missing() {
            return Err(Failure::of(FailureKind::Incomplete {
                field: field.to_owned(),
            }));
        }
        let source = step::source(table, tables)?.clone();
        return Ok(stage(Outcome::Done, Rows::Frame(source)));
    }
    if let (Step::Head { n }, Rows::Sorted(frame, by)) = (step, &*before) {
        let keys: Result<Vec<(Column, Direction)>, _> = by
            .iter()
            .map(|(name, direction)| Ok((frame.column(name)?.clone(), *direction)))
            .collect();
        let wanted = usize::try_from(*n).unwrap_or(usize::MAX);
        let first = keys.and_then(|keys| first_rows(frame, &keys, wanted));
        if let Some(first) = first.map_err(convert::engine)? {
            return Ok(stage(Outcome::Done, Rows::Frame(first)));
        }
    }
    if let (Step::Sort { by }, Some(Step::Head { .. }), Rows::Frame(frame)) = (step, next, &*before)
    {
        let known = by.iter().all(|key| {
            frame
                .schema()
                .get(&key.column)
                .is_some_and(|dtype| *dtype != DataType::Null)
        });
        if step.missing().is_none() && known {
            let by = by
                .iter()
                .map(|key| {
                    (
                        key.column.clone(),
                        Direction {
                            descending: key.descending,
                            nulls_last: true,
                        },
                    )
                })
                .collect();
            return Ok(stage(Outcome::Done, Rows::Sorted(frame.clone(), by)));
        }
    }
    let Some(frame) = before.settle()? else {
        return Err(Failure::of(FailureKind::NoSource));
    };
    let made = step::apply(step, &frame, tables, today)?;
    let mut done = stage(Outcome::Done, Rows::Frame(made.frame));
    done.report.changed = made.changed;
    done.report.note = made.note;
    done.report.matches = made.matches;
    Ok(done)
}
