//! An author's own tests ([`test()`]): the solution is right, the starter is not, each anticipated mistake gets its own message,
//! and every figure in the prose is what its query gives. The same code grades learners in the browser.

mod mutants;

use std::collections::BTreeMap;

use protocol::{LessonRequest, Response};
use session::{Lesson, cell, refer};
use spec::author::{
    AuthorFault, AuthorFinding, AuthorRemark, ExerciseReport, MutantReport, TestReport, WrongReport,
};
use spec::exercise::TableExercise;
use spec::prose::plain_text;
use spec::town::{PLACE, Texts};
use spec::{
    Answer, ChartSpec, Exercise, ExerciseId, ExerciseKind, Failure, FailureKind, Inline, Module,
    Program, Step, Verdict,
};
use table::number::{Reading, ten_to};
use table::{Value, text};

/// The town that figures and tests are computed for.
pub const TOWN: &str = "津市";

/// Runs all tests of a module. `tables` holds the CSV files by table name; `clock` gives milliseconds from any start.
pub fn test(
    module: &Module,
    tables: &BTreeMap<String, Vec<u8>>,
    clock: &dyn Fn() -> f64,
) -> TestReport {
    run(module, tables, Some(clock))
}

/// What is not as its author meant it, without a look at the mutants, which take the most time.
pub fn check_module(module: &Module, tables: &BTreeMap<String, Vec<u8>>) -> Vec<AuthorFinding> {
    run(module, tables, None).findings
}

fn run(
    module: &Module,
    tables: &BTreeMap<String, Vec<u8>>,
    clock: Option<&dyn Fn() -> f64>,
) -> TestReport {
    let mut module = module.clone().with_town(TOWN);
    let figures = figures(&mut module);
    let module = &module;
    let mut tester = Tester {
        lesson: Lesson::default(),
        findings: Vec::new(),
        exercise: None,
        wrongs: Vec::new(),
    };
    tester.open(module, tables);
    for figure in figures {
        tester.figure(&figure);
    }
    let mut exercises = Vec::new();
    for exercise in module.exercises() {
        let start = clock.map(|clock| clock());
        let before = tester.findings.len();
        tester.exercise = Some(exercise.id.clone());
        tester.exercise(exercise);
        let (remarks, mutants) = match (clock, &exercise.kind) {
            (Some(_), ExerciseKind::Table(table)) => tester.looked_through(table),
            _ => (Vec::new(), Vec::new()),
        };
        let faults = tester.findings.get(before..).unwrap_or_default();
        let fine = |is: &dyn Fn(&AuthorFault) -> bool| !faults.iter().any(|found| is(&found.fault));
        let kind = exercise.kind.kind();
        exercises.push(ExerciseReport {
            id: exercise.id.clone(),
            title: exercise.title.clone(),
            kind: kind.slug().to_owned(),
            solution: kind.is_graded().then(|| fine(&is_of_solution)),
            starter: kind.is_made().then(|| fine(&is_of_starter)),
            wrongs: std::mem::take(&mut tester.wrongs),
            remarks,
            hints: u32::try_from(exercise.hints.len()).unwrap_or(u32::MAX),
            millis: match (start, clock) {
                (Some(start), Some(clock)) => clock() - start,
                _ => 0.0,
            },
            mutants,
        });
    }
    TestReport {
        exercises,
        findings: tester.findings,
    }
}

fn is_of_solution(fault: &AuthorFault) -> bool {
    matches!(
        fault,
        AuthorFault::SolutionFails { .. }
            | AuthorFault::SolutionNotCorrect { .. }
            | AuthorFault::SqlDiffers { .. }
            | AuthorFault::QueryFails { .. }
    )
}

fn is_of_starter(fault: &AuthorFault) -> bool {
    matches!(
        fault,
        AuthorFault::StarterPasses | AuthorFault::StarterFails { .. }
    )
}

struct Tester {
    lesson: Lesson,
    findings: Vec<AuthorFinding>,
    exercise: Option<ExerciseId>,
    /// Of the exercise.
    wrongs: Vec<WrongReport>,
}

impl Tester {
    /// What should be known of an exercise, and what becomes of changes of its solution.
    fn looked_through(&self, exercise: &TableExercise) -> (Vec<AuthorRemark>, Vec<MutantReport>) {
        let reference = refer(exercise, self.lesson.engine());
        let ties = reference.ties.as_ref().map(|ties| AuthorRemark::TiesAtCut {
            kept: ties.kept as u64,
            tied: ties.tied as u64,
            free: ties.cut.is_some(),
        });
        let hidden = match &reference.solution {
            Ok(solution) => grade::table::hidden(&exercise.check, &reference.rounds, solution),
            Err(_) => Vec::new(),
        };
        let hidden = hidden
            .into_iter()
            .map(|(column, decimals)| AuthorRemark::RoundingHidden { column, decimals });
        (
            ties.into_iter().chain(hidden).collect(),
            mutants::reports(exercise, &reference, self.lesson.engine()),
        )
    }

    /// Notes an anticipated mistake: it is told what it should be where nothing was found since.
    fn wronged(&mut self, say: &str, findings_before: usize) {
        self.wrongs.push(WrongReport {
            say: say.to_owned(),
            told: self.findings.len() == findings_before,
        });
    }

    fn find(&mut self, fault: AuthorFault) {
        self.findings.push(AuthorFinding {
            exercise: self.exercise.clone(),
            fault,
        });
    }

    fn open(&mut self, module: &Module, tables: &BTreeMap<String, Vec<u8>>) {
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

    fn grade(&mut self, exercise: &Exercise, answer: Answer) -> Verdict {
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

    fn solution(&mut self, exercise: &Exercise, answer: Answer) {
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

    fn wrong(&mut self, exercise: &Exercise, say: &str, answer: Answer) {
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

    fn wrong_fails(&mut self, say: &str, failure: Failure) {
        let before = self.findings.len();
        self.find(AuthorFault::WrongFails {
            say: say.to_owned(),
            failure,
        });
        self.wronged(say, before);
    }

    /// Runs a program as a learner would; a broken step is a failure.
    fn run(&mut self, program: &Program) -> Result<(), Failure> {
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

    fn exercise(&mut self, exercise: &Exercise) {
        match &exercise.kind {
            ExerciseKind::Table(table) => {
                if let Err(failure) = self.run(&table.solution) {
                    self.find(AuthorFault::SolutionFails { failure });
                    return;
                }
                self.solution(exercise, answer_of(&table.solution));
                self.as_sql(exercise, &table.solution);
                for starter in [
                    Program::of_steps(table.starter.iter().cloned()),
                    Program::Sql(table.starter_sql.clone()),
                ] {
                    match self.run(&starter) {
                        // What is left open is for the learner to fill in.
                        Err(Failure {
                            kind: FailureKind::Empty | FailureKind::Incomplete { .. },
                            ..
                        }) => {}
                        Err(failure) => self.find(AuthorFault::StarterFails { failure }),
                        Ok(()) if self.grade(exercise, answer_of(&starter)).is_correct() => {
                            self.find(AuthorFault::StarterPasses);
                        }
                        Ok(()) => {}
                    }
                }
                for wrong in &table.check.wrong {
                    match self.run(&wrong.answer) {
                        Ok(()) => self.wrong(exercise, &wrong.say, answer_of(&wrong.answer)),
                        Err(failure) => self.wrong_fails(&wrong.say, failure),
                    }
                }
            }
            ExerciseKind::Chart(chart) => {
                if let Err(failure) = self.run(&Program::of_steps(chart.steps.iter().cloned())) {
                    self.find(AuthorFault::SolutionFails { failure });
                }
                if let (Err(failure), _) = self.lesson.handle(
                    LessonRequest::ChartData {
                        exercise: exercise.id.clone(),
                    },
                    None,
                ) {
                    self.find(AuthorFault::SolutionFails { failure });
                }
                self.solution(exercise, Answer::Chart(chart.solution.clone()));
                if self
                    .grade(exercise, Answer::Chart(chart.starter.clone()))
                    .is_correct()
                {
                    self.find(AuthorFault::StarterPasses);
                }
                for wrong in &chart.check.wrong {
                    let part = |part: &Option<String>, right: &str| {
                        part.clone().unwrap_or_else(|| right.to_owned())
                    };
                    let mistaken = ChartSpec {
                        kind: wrong.kind.or(chart.solution.kind),
                        x: part(&wrong.x, &chart.solution.x),
                        y: part(&wrong.y, &chart.solution.y),
                        color: part(&wrong.color, &chart.solution.color),
                        sort: wrong.sort.unwrap_or(chart.solution.sort),
                        title: chart.solution.title.clone(),
                        unit: part(&wrong.unit, &chart.solution.unit),
                    };
                    self.wrong(exercise, &wrong.say, Answer::Chart(mistaken));
                }
            }
            ExerciseKind::Choice(choice) => {
                let right: Vec<u32> = (0_u32..)
                    .zip(&choice.options)
                    .filter(|(_, option)| option.correct)
                    .map(|(at, _)| at)
                    .collect();
                self.solution(exercise, Answer::Choice(right));
                for (at, option) in (0_u32..).zip(&choice.options) {
                    if option.correct {
                        continue;
                    }
                    let before = self.findings.len();
                    let say = plain_text(&option.text).replace(PLACE, TOWN);
                    if self.grade(exercise, Answer::Choice(vec![at])).is_correct() {
                        self.find(AuthorFault::WrongPasses { say: say.clone() });
                    }
                    self.wronged(&say, before);
                }
            }
            ExerciseKind::Number(number) => {
                match self.number(&number.sql) {
                    Ok(right) => self.solution(
                        exercise,
                        Answer::Number(plain(right, number.abs_tol, number.rel_tol)),
                    ),
                    Err(failure) => self.find(AuthorFault::QueryFails {
                        sql: number.sql.clone(),
                        failure,
                    }),
                }
                for wrong in &number.wrong {
                    match self.number(&wrong.sql) {
                        Ok(value) => {
                            self.wrong(exercise, &wrong.say, Answer::Number(value.to_string()))
                        }
                        Err(failure) => self.wrong_fails(&wrong.say, failure),
                    }
                }
            }
            ExerciseKind::Text(text) => {
                let mut right = text.accept.clone();
                if !text.sql.trim().is_empty() {
                    match cell::texts(self.lesson.engine(), &text.sql) {
                        Ok(found) => right.extend(found),
                        Err(failure) => self.find(AuthorFault::QueryFails {
                            sql: text.sql.clone(),
                            failure,
                        }),
                    }
                }
                for accepted in right {
                    self.solution(exercise, Answer::Text(accepted));
                }
                for wrong in &text.wrong {
                    self.wrong(exercise, &wrong.say, Answer::Text(wrong.text.clone()));
                }
            }
            ExerciseKind::Essay(_) => {}
        }
    }

    /// The solution as SQL, as the page shows it, is right too.
    fn as_sql(&mut self, exercise: &Exercise, solution: &Program) {
        let Program::Steps(entries) = solution else {
            return;
        };
        let steps: Vec<Step> = entries
            .iter()
            .filter(|entry| entry.enabled)
            .map(|entry| entry.step.clone())
            .collect();
        match self.lesson.handle(LessonRequest::ToSql { steps }, None).0 {
            Ok(Response::Sql(sql)) => {
                if !self
                    .grade(exercise, answer_of(&Program::Sql(sql.clone())))
                    .is_correct()
                {
                    self.find(AuthorFault::SqlDiffers { sql });
                }
            }
            Ok(_) => {}
            Err(failure) => self.find(AuthorFault::SolutionFails { failure }),
        }
    }

    fn number(&self, sql: &str) -> Result<f64, Failure> {
        cell::number(self.lesson.engine(), sql)
    }

    fn figure(&mut self, (printed, sql): &(String, String)) {
        if engine::asks_for_day(sql) {
            // Right on one day and wrong on the next, and nobody would see it.
            return self.find(AuthorFault::FigureOfToday {
                text: printed.clone(),
                sql: sql.clone(),
            });
        }
        match cell::value(self.lesson.engine(), sql) {
            Ok(value) if is_printed(&value, printed) => {}
            Ok(value) => self.find(AuthorFault::FigureDiffers {
                text: printed.clone(),
                sql: sql.clone(),
                got: cell::text(&value).unwrap_or_default(),
            }),
            Err(failure) => {
                self.find(AuthorFault::FigureFails {
                    text: printed.clone(),
                    sql: sql.clone(),
                    failure,
                });
            }
        }
    }
}

fn answer_of(program: &Program) -> Answer {
    Answer::Table(program.clone().into())
}

/// A number as a learner would type it: no more decimals than the tolerance asks for.
fn plain(number: f64, abs_tol: f64, rel_tol: f64) -> String {
    let tolerance = abs_tol.max(rel_tol * number.abs());
    (0..=12_usize)
        .map(|decimals| format!("{number:.decimals$}"))
        .find(|typed| {
            typed
                .parse::<f64>()
                .is_ok_and(|typed| (typed - number).abs() <= tolerance)
        })
        .unwrap_or_else(|| number.to_string())
}

/// Whether a figure is printed as its query gives it: numbers to the decimals printed, anything else as text.
fn is_printed(value: &Value, printed: &str) -> bool {
    let Some(number) = value.as_f64() else {
        return cell::text(value)
            .is_some_and(|got| text::normalise(&got) == text::normalise(printed));
    };
    let digits = text::normalise(printed);
    // «29.8%» is printed where a query gives percent.
    let unit = if digits.ends_with('%') { "%" } else { "" };
    let Ok(Reading { value: typed, .. }) = table::number::read(printed, unit) else {
        return false;
    };
    let decimals = digits.split_once('.').map_or(0, |(_, rest)| {
        rest.chars().take_while(char::is_ascii_digit).count()
    });
    let unit = ten_to(i32::try_from(decimals).unwrap_or(0));
    (number - typed).abs() <= 0.5 / unit + 1e-9 * number.abs().max(1.0)
}

/// All figures of a module: as printed, and their queries.
fn figures(module: &mut Module) -> Vec<(String, String)> {
    let mut found = Vec::new();
    module.each_inline_mut(&mut |inline| {
        if let Inline::Figure { text, sql } = inline {
            found.push((text.clone(), sql.clone()));
        }
    });
    found
}

#[cfg(test)]
mod tests {
    use spec::Block;
    use spec::module::Section;

    use super::*;

    #[test]
    fn figures_are_compared_to_the_decimals_printed() {
        let check = |value: Value, printed: &str, expected: bool| {
            assert_eq!(is_printed(&value, printed), expected, "{printed}")
        };
        check(Value::Int(274_537), "274,537", true);
        check(Value::Int(274_537), "274,538", false);
        check(Value::Float(38.249), "38.2", true);
        check(Value::Float(38.251), "38.2%", false);
        check(Value::Float(0.5), "1", true);
        check(Value::Text("津市".into()), "津市", true);
        check(Value::Null, "0", false);
    }

    #[test]
    fn a_figure_of_todays_date_is_told() {
        for sql in ["SELECT YEAR(Current_Date)", "SELECT YEAR(TODAY())"] {
            let figure = Inline::Figure {
                text: "2025".into(),
                sql: sql.into(),
            };
            let module = Module {
                sections: vec![Section::Prose(vec![Block::Paragraph(vec![figure])])],
                ..Module::default()
            };
            let found = check_module(&module, &BTreeMap::new());
            let fault = AuthorFault::FigureOfToday {
                text: "2025".into(),
                sql: sql.into(),
            };
            assert_eq!(
                found,
                [AuthorFinding {
                    exercise: None,
                    fault
                }]
            );
        }
    }

    #[test]
    fn numbers_are_typed_as_the_tolerance_allows() {
        assert_eq!(plain(38.25, 0.1, 0.0), "38.2");
        assert_eq!(plain(274_537.0, 0.0, 0.0), "274537");
        assert_eq!(plain(1.0 / 3.0, 1e-3, 0.0), "0.333");
    }
}
