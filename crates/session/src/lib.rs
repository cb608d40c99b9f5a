//! A module being worked on: requests in, replies out; no browser in it.
//!
//! [`Session::handle`] is all of it. A session holds nothing that `Open` and `AddTable` cannot rebuild, so that the
//! page may stop the worker at any moment. [`author`] runs an author's own tests with the same code, natively;
//! [`script`] holds request sequences whose replies must be the same bytes natively and in the browser.

pub mod author;
mod cell;
mod cut;
mod desk;
mod grading;
pub mod handing;
mod mutate;
mod representers;
pub mod script;
mod today;

use course::track::Known;
use engine::{Csv, Engine, Outcome, Run};
use protocol::{
    Page, Reply, Request, Response, RunNote, RunReport, StepOutcome, StepReport, Window,
};
use spec::town::Texts;
use spec::{ExerciseId, ExerciseKind, Failure, FailureKind, Module, Program};

pub use crate::representers::{represented, representers};

use crate::desk::Desk;
use crate::grading::References;

/// Most rows of the table that a chart draws.
const CHART_ROWS: u64 = 10_000;

/// One learner at one module.
pub struct Session {
    build: String,
    engine: Engine,
    module: Module,
    town: String,
    references: References,
    desk: Desk,
    clock: Box<dyn Fn() -> f64>,
    today: Box<dyn Fn() -> i32>,
    /// The day that `references` and the engine are of.
    day: i32,
}

impl Session {
    /// A session with no module yet. `build` is the id of the sources that it is made from.
    pub fn new(build: impl Into<String>) -> Self {
        Self {
            build: build.into(),
            engine: Engine::default(),
            module: Module::default(),
            town: String::new(),
            references: References::default(),
            desk: Desk::default(),
            clock: Box::new(|| 0.0),
            today: Box::new(|| author::TODAY),
            // Not a day yet: the first request sets it.
            day: i32::MIN,
        }
    }

    /// The same with a clock in milliseconds, for the times in a report of tests.
    #[must_use]
    pub fn with_clock(self, clock: impl Fn() -> f64 + 'static) -> Self {
        Self {
            clock: Box::new(clock),
            ..self
        }
    }

    /// The same with the learner's day, in days since 1970-01-01. It is asked for at each request, since a page may stay open
    /// overnight; without, it is [`author::TODAY`].
    #[must_use]
    pub fn with_today(self, today: impl Fn() -> i32 + 'static) -> Self {
        Self {
            today: Box::new(today),
            ..self
        }
    }

    /// Id of the sources that this is made from.
    pub fn build(&self) -> &str {
        &self.build
    }

    /// Answers one request. Bytes of files come and go beside the messages.
    pub fn handle(
        &mut self,
        request: Request,
        attachment: Option<Vec<u8>>,
    ) -> (Reply, Option<Vec<u8>>) {
        let today = (self.today)();
        if self.day != today {
            self.day = today;
            self.engine.set_today(today);
            self.references = References::default();
        }
        match request {
            Request::ToCsv { program } => match self.csv(&program) {
                Ok(Csv { bytes, guarded }) => (Ok(Response::Csv { guarded }), Some(bytes)),
                Err(failure) => (Err(failure), None),
            },
            Request::Zip { files } => {
                let bytes = attachment.unwrap_or_default();
                match desk::zip(&files, &bytes) {
                    Some((response, zip)) => (Ok(response), zip),
                    None => (Err(out_of_step()), None),
                }
            }
            Request::Pack {
                order,
                own,
                material,
            } => {
                let bytes = attachment.unwrap_or_default();
                match desk::pack(&order, &own, &material, bytes, &self.build) {
                    Some((response, files)) => (Ok(response), files),
                    None => (Err(out_of_step()), None),
                }
            }
            Request::Unzip => {
                let (response, files) = desk::unzip(&attachment.unwrap_or_default());
                (Ok(response), files)
            }
            request => (self.answer(request, attachment), None),
        }
    }

    fn answer(&mut self, request: Request, attachment: Option<Vec<u8>>) -> Reply {
        match request {
            Request::Open { module, town } => {
                self.engine.clear();
                self.references = References::default();
                self.module = module.with_town(&town);
                self.town = town;
                Ok(Response::Opened)
            }
            Request::AddTable { name } => {
                let bytes = attachment.ok_or_else(out_of_step)?;
                let columns = self
                    .module
                    .data
                    .iter()
                    .find(|source| source.name == name)
                    .map(|source| source.columns.as_slice());
                let added = self
                    .engine
                    .add_csv(&name, &bytes, columns.unwrap_or_default())?;
                self.references = References::default();
                Ok(Response::Added {
                    rows: added.rows(),
                    schema: added.schema(),
                })
            }
            Request::Run { program, window } => {
                let run = self.engine.run(&program.with_town(&self.town));
                Ok(Response::Ran(report(run, window)?))
            }
            Request::Rows {
                program,
                after,
                window,
            } => {
                let program = program.with_town(&self.town);
                let frame = match after {
                    Some(position) => self.engine.after(&program, position as usize)?,
                    None => self.engine.run(&program).result?,
                };
                Ok(Response::Rows(page(&frame, window)?))
            }
            Request::Grade {
                exercise,
                answer,
                attempt,
            } => {
                let exercise = find(&self.module, &exercise)?;
                let answer = answer.with_town(&self.town);
                grading::grade(
                    exercise,
                    &answer,
                    attempt,
                    &mut self.engine,
                    &mut self.references,
                )
                .map(Response::Graded)
            }
            Request::ChartData { exercise } => {
                let ExerciseKind::Chart(chart) = &find(&self.module, &exercise)?.kind else {
                    return Err(out_of_step());
                };
                let program = Program::of_steps(chart.steps.iter().cloned());
                self.engine
                    .evaluate(&program)
                    .result?
                    .table(CHART_ROWS)
                    .map(Response::ChartData)
            }
            Request::ToSql { steps } => {
                let steps = steps.with_town(&self.town);
                self.engine.to_sql(&steps).map(Response::Sql)
            }
            Request::PutSeed { seed } => {
                self.desk
                    .put_seed(*seed, attachment.ok_or_else(out_of_step)?);
                Ok(Response::Put)
            }
            Request::PutFiles { files } => self
                .desk
                .put_files(&files, &attachment.unwrap_or_default())
                .map(|()| Response::Put)
                .ok_or_else(out_of_step),
            Request::Check { file, text, base } => Ok(self.desk.check(&file, &text, &base)),
            Request::Amend { text, changes } => Ok(Response::Amended {
                text: course::amend(&text, &changes),
            }),
            Request::ToSource { module } => Ok(Response::Source {
                text: course::to_markdown(&module),
                descriptions: course::descriptions(&module),
            }),
            Request::Track { file, text } => {
                let (track, diagnostics) = course::track::parse(&file, &text);
                Ok(Response::Track {
                    track: Box::new(track),
                    diagnostics,
                })
            }
            Request::Gather {
                files,
                tracks,
                modules,
            } => {
                let known = Known { tracks, modules };
                desk::gather(&files, &attachment.unwrap_or_default(), &known)
                    .ok_or_else(out_of_step)
            }
            Request::Test { timed } => {
                let report = if timed {
                    self.desk.test(&*self.clock)
                } else {
                    self.desk.test(&|| 0.0)
                };
                Ok(Response::Tested(Box::new(report)))
            }
            // Answered by `handle`, which knows where the bytes go.
            Request::ToCsv { .. } | Request::Zip { .. } | Request::Unzip | Request::Pack { .. } => {
                Err(out_of_step())
            }
        }
    }

    fn csv(&mut self, program: &Program) -> Result<Csv, Failure> {
        self.engine
            .run(&program.clone().with_town(&self.town))
            .result?
            .csv()
    }
}

fn find<'a>(module: &'a Module, id: &ExerciseId) -> Result<&'a spec::Exercise, Failure> {
    module.exercise(id).ok_or_else(out_of_step)
}

fn out_of_step() -> Failure {
    Failure::of(FailureKind::OutOfStep)
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
            unreadable: step.unreadable,
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
