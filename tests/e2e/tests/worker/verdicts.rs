//! Every module: its solutions pass, its starters do not, each wrong answer gets its own words, in both places alike.

use authoring::script::Native;
use e2e::{Bench, Parcel, Stage};
use protocol::{LessonRequest, Request, Response, Window};
use session::script::LESSON;
use spec::exercise::{AuditMark, Spot};
use spec::ingest::Rule;
use spec::town::PLACE;
use spec::{Answer, Exercise, ExerciseKind, Module, Program, StepEntry, Verdict};

use crate::Both;

/// The reader's own town.
const TOWN: &str = "津市";

/// An answer and what has to come of it.
struct Case {
    name: String,
    answer: Answer,
    expected: Expected,
}

enum Expected {
    Right,
    /// Not right, whatever is said.
    Wrong,
    /// Not right, with these words of the author.
    Said(String),
}

pub(crate) fn verdicts(stage: &Stage) -> String {
    let browser = stage.browser();
    let mut both = Both::new(stage, Bench::start(stage, &browser));
    let (mut modules, mut answers) = (0, 0);
    for id in stage.site.modules() {
        let module = stage.site.module(&id);
        let open = LessonRequest::Open {
            module: Box::new(module.clone()),
            town: TOWN.into(),
        };
        let mut requests = vec![asked(open)];
        requests.extend(module.data.iter().map(|data| {
            let add = LessonRequest::AddTable {
                name: data.name.clone(),
            };
            let (request, _) = asked(add);
            (request, Parcel::File(data.url.clone()))
        }));
        for reply in both.ask_all(&stage.site, id.as_str(), &requests) {
            assert!(
                matches!(reply, Ok(Response::Opened | Response::Added { .. })),
                "{id}: {reply:?}"
            );
        }
        for exercise in module.exercises() {
            answers += grade(&mut both, stage, &module, exercise);
            if let ExerciseKind::Chart(_) = exercise.kind {
                let data = LessonRequest::ChartData {
                    exercise: exercise.id.clone(),
                };
                both.ask_all(
                    &stage.site,
                    &format!("{id} {}", exercise.id),
                    &[asked(data)],
                );
            }
            if let Some(table) = exercise.kind.table() {
                let program = table.solution.clone();
                let run = LessonRequest::Run {
                    program: program.clone(),
                    window: Window {
                        offset: 0,
                        len: 100,
                    },
                };
                let csv = LessonRequest::ToCsv {
                    program: program.clone(),
                    for_sheet: false,
                };
                let mut requests = vec![asked(run), asked(csv)];
                if let Program::Steps(entries) = program {
                    let steps = entries.into_iter().map(|entry| entry.step).collect();
                    requests.push(asked(LessonRequest::ToSql { steps }));
                }
                both.ask_all(&stage.site, &format!("{id} {}", exercise.id), &requests);
            }
        }
        modules += 1;
    }
    assert!(modules >= 6, "all modules are there");
    format!(
        "{answers} answers in {modules} modules: right, wrong and each mistake by its name; {} replies the same bytes as natively",
        both.compared
    )
}

/// A request to the one lesson.
fn asked(request: LessonRequest) -> (Request, Parcel) {
    (Request::Lesson(LESSON, request), Parcel::None)
}

/// Grades every answer that the author foresaw, at three attempts; gives how many answers there were.
fn grade(both: &mut Both, stage: &Stage, module: &Module, exercise: &Exercise) -> usize {
    let cases = cases(exercise, &mut both.here);
    let requests: Vec<_> = cases
        .iter()
        .flat_map(|case| {
            (1..=3).map(|attempt| {
                asked(LessonRequest::Grade {
                    exercise: exercise.id.clone(),
                    answer: case.answer.clone(),
                    attempt,
                })
            })
        })
        .collect();
    let place = format!("{} {}", module.id, exercise.id);
    let replies = both.ask_all(&stage.site, &place, &requests);
    for (case, replies) in cases.iter().zip(replies.chunks(3)) {
        for reply in replies {
            let Ok(Response::Graded(verdict)) = reply else {
                panic!("{place}, {}: {reply:?}", case.name)
            };
            let fits = match (&case.expected, verdict) {
                (Expected::Right, Verdict::Correct { .. }) => true,
                (Expected::Wrong, Verdict::NotYet(_) | Verdict::Incomplete { .. }) => true,
                (Expected::Said(words), Verdict::NotYet(feedback)) => {
                    feedback.say.as_ref() == Some(&words.replace(PLACE, TOWN))
                }
                _ => false,
            };
            assert!(fits, "{place}, {}: {verdict:?}", case.name);
        }
    }
    cases.len()
}

fn table(exercise: &Exercise, program: &Program) -> Answer {
    exercise.kind.table_answer(program.clone().into())
}

/// A mark in the first of the places that count.
fn mark(rule: Rule, at: &[Spot]) -> AuditMark {
    let spot = at.first().copied().unwrap_or(Spot::Sheet);
    AuditMark {
        rule,
        place: spot.place(),
    }
}

/// The first cell of a query, as a learner would type it.
fn cell(here: &mut Native, sql: &str) -> String {
    let (run, _) = asked(LessonRequest::Run {
        program: Program::Sql(sql.to_owned()),
        window: Window { offset: 0, len: 1 },
    });
    let (reply, _) = here.handle(run, None);
    let Ok(Response::Ran(report)) = &reply else {
        panic!("{sql}: {reply:?}")
    };
    let page = report
        .result
        .as_ref()
        .unwrap_or_else(|| panic!("{sql}: {:?}", report.failure));
    match page.table.columns()[0].get(0).unwrap() {
        table::Value::Int(number) => number.to_string(),
        table::Value::Float(number) => number.to_string(),
        table::Value::Text(text) => text,
        other => panic!("{sql}: {other:?}"),
    }
}

fn cases(exercise: &Exercise, here: &mut Native) -> Vec<Case> {
    let case = |name: &str, answer: Answer, expected: Expected| Case {
        name: name.to_owned(),
        answer,
        expected,
    };
    match &exercise.kind {
        ExerciseKind::Table(kind) | ExerciseKind::Clean(kind) => {
            let starter = Program::Steps(kind.starter.iter().cloned().map(StepEntry::on).collect());
            let mut cases = vec![
                case("solution", table(exercise, &kind.solution), Expected::Right),
                case("starter", table(exercise, &starter), Expected::Wrong),
            ];
            cases.extend(kind.check.wrong.iter().map(|wrong| {
                case(
                    "wrong",
                    table(exercise, &wrong.answer),
                    Expected::Said(wrong.say.clone()),
                )
            }));
            cases
        }
        ExerciseKind::Chart(kind) => {
            let mut cases = vec![
                case(
                    "solution",
                    Answer::Chart(kind.solution.clone()),
                    Expected::Right,
                ),
                case(
                    "starter",
                    Answer::Chart(kind.starter.clone()),
                    Expected::Wrong,
                ),
            ];
            cases.extend(kind.check.wrong.iter().map(|wrong| {
                // The mistake alone: everything else as the author has it.
                let mut spec = kind.solution.clone();
                spec.kind = wrong.kind.or(spec.kind);
                spec.sort = wrong.sort.unwrap_or(spec.sort);
                for (field, value) in [
                    (&mut spec.x, &wrong.x),
                    (&mut spec.y, &wrong.y),
                    (&mut spec.color, &wrong.color),
                    (&mut spec.unit, &wrong.unit),
                ] {
                    if let Some(value) = value {
                        field.clone_from(value);
                    }
                }
                case(
                    "wrong",
                    Answer::Chart(spec),
                    Expected::Said(wrong.say.clone()),
                )
            }));
            cases
        }
        ExerciseKind::Choice(kind) => {
            let right = kind
                .options
                .iter()
                .zip(0..)
                .filter(|(option, _)| option.correct)
                .map(|(_, at)| at)
                .collect();
            let mut cases = vec![
                case("solution", Answer::Choice(right), Expected::Right),
                case("starter", Answer::Choice(vec![]), Expected::Wrong),
            ];
            let wrong = kind
                .options
                .iter()
                .zip(0..)
                .filter(|(option, _)| !option.correct);
            cases
                .extend(wrong.map(|(_, at)| {
                    case("wrong option", Answer::Choice(vec![at]), Expected::Wrong)
                }));
            cases
        }
        ExerciseKind::Number(kind) => {
            let mut cases = vec![
                case("starter", Answer::Number(String::new()), Expected::Wrong),
                case(
                    "solution",
                    Answer::Number(cell(here, &kind.sql)),
                    Expected::Right,
                ),
            ];
            cases.extend(kind.wrong.iter().map(|wrong| {
                case(
                    "wrong",
                    Answer::Number(cell(here, &wrong.sql)),
                    Expected::Said(wrong.say.clone()),
                )
            }));
            cases
        }
        ExerciseKind::Text(kind) => {
            let mut cases = vec![case(
                "starter",
                Answer::Text(String::new()),
                Expected::Wrong,
            )];
            if !kind.sql.is_empty() {
                cases.push(case(
                    "solution",
                    Answer::Text(cell(here, &kind.sql)),
                    Expected::Right,
                ));
            }
            cases.extend(
                kind.accept
                    .iter()
                    .map(|text| case("solution", Answer::Text(text.clone()), Expected::Right)),
            );
            cases.extend(kind.wrong.iter().map(|wrong| {
                case(
                    "wrong",
                    Answer::Text(wrong.text.clone()),
                    Expected::Said(wrong.say.clone()),
                )
            }));
            cases
        }
        ExerciseKind::Essay(_) => Vec::new(),
        ExerciseKind::Audit(kind) => {
            let faults = kind.faults.iter();
            let right = faults.map(|fault| mark(fault.rule, &fault.at)).collect();
            let mut cases = vec![
                case("solution", Answer::Audit(right), Expected::Right),
                case("starter", Answer::Audit(Vec::new()), Expected::Wrong),
            ];
            cases.extend(kind.wrong.iter().filter_map(|wrong| {
                Some(case(
                    "wrong",
                    Answer::Audit(vec![mark(wrong.rule?, &wrong.at)]),
                    Expected::Said(wrong.say.clone()),
                ))
            }));
            cases
        }
    }
}
