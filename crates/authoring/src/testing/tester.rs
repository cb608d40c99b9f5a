//! What all kinds are tried with: a lesson as a learner opens it, and what was found.

use std::collections::BTreeMap;

use protocol::{LessonRequest, Response};
use session::Lesson;
use spec::author::{AuthorFault, AuthorFinding, AuthorRemark, MutantReport, WrongReport};
use spec::{Answer, Exercise, ExerciseId, Failure, Module, Program, Verdict};

/// The town that figures and tests are computed for.
pub const TOWN: &str = "津市";

/// What is tried of an exercise: implemented by the exercise of each kind, in its own file.
pub(super) trait Trials {
    /// Tries the solution, what stands there at the start, and the anticipated mistakes.
    fn try_out(&self, exercise: &Exercise, tester: &mut Tester);

    /// What should be known of the exercise, and what becomes of changes of its solution: of a solution that is a program.
    fn look_through(&self, _: &Tester) -> (Vec<AuthorRemark>, Vec<MutantReport>) {
        (Vec::new(), Vec::new())
    }
}

/// A lesson that is being tried.
#[derive(Default)]
pub(super) struct Tester {
    pub(super) lesson: Lesson,
    pub(super) findings: Vec<AuthorFinding>,
    /// The exercise that is being tried; none while the figures are.
    pub(super) exercise: Option<ExerciseId>,
    /// How the anticipated mistakes of the exercise fared.
    pub(super) wrongs: Vec<WrongReport>,
}

impl Tester {
    /// Notes an anticipated mistake: it is told what it should be where nothing was found since.
    pub(super) fn wronged(&mut self, say: &str, findings_before: usize) {
        self.wrongs.push(WrongReport {
            say: say.to_owned(),
            told: self.findings.len() == findings_before,
        });
    }

    /// Notes what is not as its author meant it.
    pub(super) fn find(&mut self, fault: AuthorFault) {
        self.findings.push(AuthorFinding {
            exercise: self.exercise.clone(),
            fault,
        });
    }

    /// Opens the module as a learner does, with its tables by their names.
    pub(super) fn open(&mut self, module: &Module, tables: &BTreeMap<String, Vec<u8>>) {
        let open = LessonRequest::Open {
            module: Box::new(module.clone()),
            town: TOWN.to_owned(),
        };
        // Opening cannot fail.
        let _ = self.lesson.handle(open, None);
        for source in &module.data {
            let Some(bytes) = tables.get(&source.name) else {
                self.find(AuthorFault::TableMissing {
                    table: source.name.clone(),
                });
                continue;
            };
            let (reply, _) = self.lesson.handle(
                LessonRequest::AddTable {
                    name: source.name.clone(),
                },
                Some(bytes.clone()),
            );
            match reply {
                Ok(Response::Added { schema, .. }) => {
                    for info in &source.columns {
                        if !schema
                            .iter()
                            .any(|field| field.name == info.name && field.dtype == info.dtype)
                        {
                            self.find(AuthorFault::ColumnDiffers {
                                column: format!("{}.{}", source.name, info.name),
                            });
                        }
                    }
                }
                Ok(_) => {}
                Err(failure) => self.find(AuthorFault::TableUnreadable {
                    table: source.name.clone(),
                    failure,
                }),
            }
        }
    }

    /// Grades an answer as a first try.
    pub(super) fn grade(&mut self, exercise: &Exercise, answer: Answer) -> Verdict {
        let request = LessonRequest::Grade {
            exercise: exercise.id.clone(),
            answer,
            attempt: 1,
        };
        match self.lesson.handle(request, None).0 {
            Ok(Response::Graded(verdict)) => verdict,
            Ok(_) => Verdict::Incomplete {
                field: String::new(),
            },
            Err(reason) => Verdict::CannotGrade { reason },
        }
    }

    /// Tries what has to be right.
    pub(super) fn solution(&mut self, exercise: &Exercise, answer: Answer) {
        match self.grade(exercise, answer) {
            Verdict::Correct { .. } => {}
            Verdict::CannotGrade { reason } => {
                self.find(AuthorFault::SolutionFails { failure: reason })
            }
            verdict => self.find(AuthorFault::SolutionNotCorrect {
                verdict: Box::new(verdict),
            }),
        }
    }

    /// Tries an anticipated mistake, which has to be told `say`.
    pub(super) fn wrong(&mut self, exercise: &Exercise, say: &str, answer: Answer) {
        let before = self.findings.len();
        let wanted = say.to_owned();
        match self.grade(exercise, answer) {
            Verdict::Correct { .. } => self.find(AuthorFault::WrongPasses { say: wanted }),
            Verdict::NotYet(feedback) if feedback.say.as_ref() == Some(&wanted) => {}
            Verdict::NotYet(feedback) => self.find(AuthorFault::WrongSaysOther {
                say: wanted,
                got: feedback.say,
            }),
            Verdict::Incomplete { .. } | Verdict::CannotGrade { .. } => {
                self.find(AuthorFault::WrongSaysOther {
                    say: wanted,
                    got: None,
                });
            }
        }
        self.wronged(say, before);
    }

    /// Notes an anticipated mistake that does not run.
    pub(super) fn wrong_fails(&mut self, say: &str, failure: Failure) {
        let before = self.findings.len();
        self.find(AuthorFault::WrongFails {
            say: say.to_owned(),
            failure,
        });
        self.wronged(say, before);
    }

    /// Runs a program as a learner would; a broken step is a failure.
    pub(super) fn run(&mut self, program: &Program) -> Result<(), Failure> {
        let window = protocol::Window { offset: 0, len: 1 };
        match self
            .lesson
            .handle(
                LessonRequest::Run {
                    program: program.clone(),
                    window,
                },
                None,
            )
            .0
        {
            Ok(Response::Ran(report)) => {
                let broken = report
                    .steps
                    .into_iter()
                    .find_map(|step| match step.outcome {
                        protocol::StepOutcome::Failed(failure) => Some(failure),
                        _ => None,
                    });
                broken.or(report.failure).map_or(Ok(()), Err)
            }
            Ok(_) => Ok(()),
            Err(failure) => Err(failure),
        }
    }
}
