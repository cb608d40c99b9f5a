//! One lesson: a module, the town it is worked on for, its tables, and what its answers are compared with.
//!
//! Each lesson has an engine of its own. What one of them computes or forgets is then nobody else's matter, tables of the
//! same name do not meet, and a lesson is let go of by dropping it. An engine without tables is a few empty lists.

use engine::{Csv, Engine, Outcome, Run};
use protocol::{
    JoinMatches, LessonRequest, Page, Reply, Response, RunNote, RunReport, StepOutcome, StepReport,
    Window, replied,
};
use spec::town::Texts;
use spec::{ExerciseId, ExerciseKind, Failure, Module, Program};

use crate::exercise::{self, References};
use crate::{out_of_step, today};

/// Most rows of the table that a chart draws.
const CHART_ROWS: u64 = 10_000;

/// A module being worked on.
pub struct Lesson {
    engine: Engine,
    module: Module,
    town: String,
    references: References,
    /// The day that `references` and the engine are of.
    day: i32,
}

impl Default for Lesson {
    fn default() -> Self {
        let mut engine = Engine::default();
        engine.set_today(today::TODAY);
        Self {
            engine,
            module: Module::default(),
            town: String::new(),
            references: References::default(),
            day: today::TODAY,
        }
    }
}

impl Lesson {
    /// The module, with the town in the place of `{町}`.
    pub fn module(&self) -> &Module {
        &self.module
    }

    /// The tables, to compute more of them than a learner asks for.
    pub fn engine(&self) -> &Engine {
        &self.engine
    }

    /// Has it be that day, in days since 1970-01-01: what was computed on another one is forgotten. Without, it is
    /// [`today::TODAY`].
    pub fn set_today(&mut self, day: i32) {
        if self.day != day {
            self.day = day;
            self.engine.set_today(day);
            self.references = References::default();
        }
    }

    /// Answers one request. Bytes of files come and go beside the messages.
    pub fn handle(
        &mut self,
        request: LessonRequest,
        attachment: Option<Vec<u8>>,
    ) -> (Reply, Option<Vec<u8>>) {
        replied(self.answer(request, attachment))
    }

    fn answer(
        &mut self,
        request: LessonRequest,
        attachment: Option<Vec<u8>>,
    ) -> Result<(Response, Option<Vec<u8>>), Failure> {
        let response = match request {
            LessonRequest::Open { module, town } => {
                self.engine.clear();
                self.references = References::default();
                self.module = module.with_town(&town);
                self.town = town;
                Response::Opened
            }
            LessonRequest::AddTable { name } => {
                let bytes = attachment.ok_or_else(out_of_step)?;
                let mut sources = self.module.data.iter();
                let source = sources.find(|source| source.name == name);
                let added = if source.is_some_and(|source| source.raw.is_some()) {
                    self.engine.add_raw(&name, &bytes)?
                } else {
                    let columns = source.map(|source| source.columns.as_slice());
                    self.engine
                        .add_csv(&name, &bytes, columns.unwrap_or_default())?
                };
                self.references = References::default();
                Response::Added {
                    rows: added.rows(),
                    schema: added.schema(),
                }
            }
            LessonRequest::Run { program, window } => {
                let run = self.engine.run(&program.with_town(&self.town));
                Response::Ran(report(run, window)?)
            }
            LessonRequest::Rows {
                program,
                after,
                window,
            } => {
                let program = program.with_town(&self.town);
                let frame = match after {
                    Some(position) => self.engine.after(&program, position as usize)?,
                    None => self.engine.run(&program).result?,
                };
                Response::Rows(page(&frame, window)?)
            }
            LessonRequest::Grade {
                exercise,
                answer,
                attempt,
            } => {
                let exercise = find(&self.module, &exercise)?;
                let answer = answer.with_town(&self.town);
                let verdict = exercise::grade(
                    exercise,
                    &answer,
                    attempt,
                    &mut self.engine,
                    &mut self.references,
                )?;
                Response::Graded(verdict.coded())
            }
            LessonRequest::ChartData { exercise } => {
                let ExerciseKind::Chart(chart) = &find(&self.module, &exercise)?.kind else {
                    return Err(out_of_step());
                };
                let program = Program::of_steps(chart.steps.iter().cloned());
                let frame = self.engine.evaluate(&program).result?;
                Response::ChartData(frame.table(CHART_ROWS)?)
            }
            LessonRequest::ToSql { steps } => {
                let steps = steps.with_town(&self.town);
                Response::Sql(self.engine.to_sql(&steps)?)
            }
            LessonRequest::ToCsv { program, for_sheet } => {
                let program = program.with_town(&self.town);
                let result = self.engine.run(&program).result?;
                let Csv { bytes, guarded } = result.csv(for_sheet)?;
                return Ok((Response::Csv { guarded }, Some(bytes)));
            }
        };
        Ok((response, None))
    }
}

fn find<'a>(module: &'a Module, id: &ExerciseId) -> Result<&'a spec::Exercise, Failure> {
    module.exercise(id).ok_or_else(out_of_step)
}

fn page(frame: &engine::Frame, window: Window) -> Result<Page, Failure> {
    let offset = window.offset.min(frame.rows());
    Ok(Page {
        table: frame.window(offset, window.len.min(Window::MAX))?,
        offset,
        total: frame.rows(),
    })
}

fn report(run: Run, window: Window) -> Result<RunReport, Failure> {
    let steps = run
        .steps
        .into_iter()
        .map(|step| StepReport {
            outcome: match step.outcome {
                Outcome::Done => StepOutcome::Done,
                Outcome::Off => StepOutcome::Off,
                Outcome::Failed(failure) => StepOutcome::Failed(failure),
            },
            rows: step.rows,
            schema: step.schema,
            changed: step.changed,
            note: step.note,
            matches: step.matches.map(|matches| JoinMatches {
                left: matches.left,
                left_rows: matches.left_rows,
                right: matches.right,
                right_rows: matches.right_rows,
                most: matches.most,
            }),
        })
        .collect();
    Ok(match run.result {
        Ok(frame) => RunReport {
            steps,
            result: Some(page(&frame, window)?),
            failure: None,
            notes: frame
                .not_finite()
                .into_iter()
                .map(|note| RunNote::NotFinite {
                    column: note.column,
                    count: note.count,
                })
                .chain(frame.missing_in().then_some(RunNote::MissingIn))
                .collect(),
        },
        Err(failure) => RunReport {
            steps,
            result: None,
            failure: Some(failure),
            notes: Vec::new(),
        },
    })
}
