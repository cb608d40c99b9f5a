//! What a page relies on.

use protocol::{LessonId, LessonRequest, Request, Response, Window};
use session::Session;
use session::script::{LESSON, all};
use spec::exercise::TableWrong;
use spec::module::Section;
use spec::verdict::NumberCause;
use spec::{Answer, ExerciseKind, FailureKind, Finding, MutantChange, Program, Step, Verdict};

/// What a script asks of its lesson.
fn calls(name: &str) -> Vec<(LessonRequest, Option<Vec<u8>>)> {
    let script = all().into_iter().find(|script| script.name == name);
    let calls = script.unwrap().calls.into_iter();
    calls
        .map(|(request, attachment)| match request {
            Request::Lesson(LESSON, request) => (request, attachment),
            other => panic!("{other:?}"),
        })
        .collect()
}

/// A session with the scripts' module and tables.
fn session() -> Session {
    let mut session = Session::default();
    for (request, attachment) in calls("steps").into_iter().take(4) {
        session.handle(LESSON, request, attachment).0.unwrap();
    }
    session
}

fn people() -> Program {
    Program::of_steps([Step::From {
        table: "人口".into(),
    }])
}

#[test]
fn windows_are_cut_and_bounded() {
    let mut session = session();
    let mut page = |offset, len| {
        let request = LessonRequest::Rows {
            program: people(),
            after: None,
            window: Window { offset, len },
        };
        match session.handle(LESSON, request, None).0.unwrap() {
            Response::Rows(page) => (page.table.height(), page.offset, page.total),
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(page(0, 3), (3, 0, 8));
    assert_eq!(page(6, u64::MAX), (2, 6, 8));
    assert_eq!(page(u64::MAX, u64::MAX), (0, 8, 8));
    let mut csv = String::from("番号\n");
    (0..2000).for_each(|row| csv.push_str(&format!("{row}\n")));
    session
        .handle(
            LESSON,
            LessonRequest::AddTable {
                name: "人口".into(),
            },
            Some(csv.into_bytes()),
        )
        .0
        .unwrap();
    let request = LessonRequest::Run {
        program: people(),
        window: Window {
            offset: 0,
            len: 9999,
        },
    };
    let Response::Ran(report) = session.handle(LESSON, request, None).0.unwrap() else {
        panic!()
    };
    let page = report.result.unwrap();
    assert_eq!(
        (page.table.height() as u64, page.total),
        (Window::MAX, 2000)
    );
}

#[test]
fn opening_forgets_everything() {
    let mut session = session();
    session
        .handle(
            LESSON,
            LessonRequest::Open {
                module: Box::default(),
                town: String::new(),
            },
            None,
        )
        .0
        .unwrap();
    let request = LessonRequest::Run {
        program: people(),
        window: Window { offset: 0, len: 1 },
    };
    let Response::Ran(report) = session.handle(LESSON, request, None).0.unwrap() else {
        panic!()
    };
    assert!(matches!(
        report.failure.unwrap().kind,
        FailureKind::UnknownTable { .. }
    ));
}

#[test]
fn lessons_do_not_meet() {
    let (mut session, other) = (session(), LessonId(9));
    let rows = |session: &mut Session, id| {
        let request = LessonRequest::Rows {
            program: people(),
            after: None,
            window: Window { offset: 0, len: 1 },
        };
        match session.handle(id, request, None).0 {
            Ok(Response::Rows(page)) => Ok(page.total),
            Ok(response) => panic!("{response:?}"),
            Err(failure) => Err(failure.kind),
        }
    };
    // One that was not opened has nothing, and adding a table does not open it.
    let add = LessonRequest::AddTable {
        name: "人口".into(),
    };
    let csv = Some(b"x\n1\n2\n".to_vec());
    let (reply, _) = session.handle(other, add.clone(), csv.clone());
    assert_eq!(reply.unwrap_err().kind, FailureKind::OutOfStep);
    assert_eq!(rows(&mut session, other), Err(FailureKind::OutOfStep));

    let open = LessonRequest::Open {
        module: Box::default(),
        town: String::new(),
    };
    session.handle(other, open, None).0.unwrap();
    session.handle(other, add, csv).0.unwrap();
    assert_eq!(rows(&mut session, other), Ok(2));
    assert_eq!(rows(&mut session, LESSON), Ok(8));
}

#[test]
fn the_cause_of_a_wrong_answer_is_told() {
    let mut session = Session::default();
    let verdicts: Vec<Verdict> = calls("grading")
        .into_iter()
        .filter_map(
            |(request, attachment)| match session.handle(LESSON, request, attachment).0 {
                Ok(Response::Graded(verdict)) => Some(verdict),
                _ => None,
            },
        )
        .collect();
    assert!(verdicts[0].is_correct(), "{:?}", verdicts[0]);
    let Verdict::NotYet(feedback) = &verdicts[1] else {
        panic!("{:?}", verdicts[1])
    };
    assert_eq!(feedback.say.as_deref(), Some("津市の年を絞っていません。"));
    assert!(
        matches!(verdicts[6], Verdict::NotYet(_)),
        "{:?}",
        verdicts[6]
    );
    assert!(
        matches!(verdicts[7], Verdict::Incomplete { .. }),
        "{:?}",
        verdicts[7]
    );
    let solved = verdicts
        .iter()
        .filter(|verdict| verdict.is_correct())
        .count();
    assert_eq!(solved, 6, "{verdicts:#?}");
}

#[test]
fn codes_come_with_the_verdict_and_mistakes_keep_their_places() {
    let mut session = Session::default();
    let mut found = Vec::new();
    for (mut request, attachment) in calls("grading") {
        if let LessonRequest::Open { module, .. } = &mut request {
            for section in &mut module.sections {
                if let Section::Exercise(exercise) = section
                    && let ExerciseKind::Table(table) = &mut exercise.kind
                {
                    // The author's first mistake does not run with these data.
                    let broken = TableWrong {
                        say: "?".into(),
                        answer: Program::Sql("SELECT いない FROM 人口".into()),
                    };
                    table.check.wrong.insert(0, broken);
                }
            }
        }
        if let Ok(Response::Graded(Verdict::NotYet(feedback))) =
            session.handle(LESSON, request, attachment).0
        {
            assert_eq!(feedback.found, feedback.codes());
            found.push(feedback.found);
        }
    }
    assert_eq!(found[0], ["say/1", "values"]);
    assert!(found.contains(&vec!["values/factor".to_owned()]));
}

#[test]
fn a_wrong_number_is_looked_up() {
    let mut session = session();
    let mut told = |typed: &str| {
        let request = LessonRequest::Grade {
            exercise: "number".into(),
            answer: Answer::Number(typed.into()),
            attempt: 1,
        };
        match session.handle(LESSON, request, None).0.unwrap() {
            Response::Graded(Verdict::NotYet(feedback)) => {
                (feedback.say, feedback.findings, feedback.found)
            }
            other => panic!("{other:?}"),
        }
    };
    let of_town = MutantChange::FilterValue {
        column: "市町".into(),
        got: "四日市市".into(),
    };
    let expected = (
        None,
        vec![Finding::Change(of_town)],
        vec!["change/filter-value".to_owned()],
    );
    assert_eq!(told("305,424"), expected);
    // What was found is kept, and the same again.
    assert_eq!(told("305,424"), expected);
    let households = NumberCause::OtherColumn {
        column: "世帯".into(),
    };
    assert_eq!(told("118,476").1, [Finding::NumberFrom(households)]);
    // The author's own words come first.
    let (say, findings, _) = told("279,886");
    assert_eq!(say.as_deref(), Some("2015年の人口です。"));
    assert_eq!(
        findings,
        [Finding::Number {
            signature: None,
            larger: None
        }]
    );
}

#[test]
fn a_solution_that_does_not_run_is_never_the_learners_fault() {
    let mut session = session();
    // The table is not what the author had.
    session
        .handle(
            LESSON,
            LessonRequest::AddTable {
                name: "人口".into(),
            },
            Some(b"x\n1\n".to_vec()),
        )
        .0
        .unwrap();
    let grade = calls("grading")
        .into_iter()
        .find(|(request, _)| matches!(request, LessonRequest::Grade { .. }))
        .unwrap()
        .0;
    let Response::Graded(verdict) = session.handle(LESSON, grade, None).0.unwrap() else {
        panic!()
    };
    assert!(
        matches!(verdict, Verdict::CannotGrade { .. }),
        "{verdict:?}"
    );
}
