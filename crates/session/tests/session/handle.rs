//! What a page relies on.

use protocol::{Request, Response, Window};
use session::Session;
use session::script::all;
use spec::{FailureKind, Program, Step, Verdict};

/// A session with the scripts' module and tables.
fn session() -> Session {
    let mut session = Session::new("test");
    let script = all()
        .into_iter()
        .find(|script| script.name == "steps")
        .unwrap();
    for (request, attachment) in script.calls.into_iter().take(4) {
        session.handle(request, attachment).0.unwrap();
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
        let request = Request::Rows {
            program: people(),
            after: None,
            window: Window { offset, len },
        };
        match session.handle(request, None).0.unwrap() {
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
            Request::AddTable {
                name: "人口".into(),
            },
            Some(csv.into_bytes()),
        )
        .0
        .unwrap();
    let request = Request::Run {
        program: people(),
        window: Window {
            offset: 0,
            len: 9999,
        },
    };
    let Response::Ran(report) = session.handle(request, None).0.unwrap() else {
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
            Request::Open {
                module: Box::default(),
                town: String::new(),
            },
            None,
        )
        .0
        .unwrap();
    let request = Request::Run {
        program: people(),
        window: Window { offset: 0, len: 1 },
    };
    let Response::Ran(report) = session.handle(request, None).0.unwrap() else {
        panic!()
    };
    assert!(matches!(
        report.failure.unwrap().kind,
        FailureKind::UnknownTable { .. }
    ));
}

#[test]
fn the_cause_of_a_wrong_answer_is_told() {
    let script = all()
        .into_iter()
        .find(|script| script.name == "grading")
        .unwrap();
    let mut session = Session::new("test");
    let verdicts: Vec<Verdict> = script
        .calls
        .into_iter()
        .filter_map(
            |(request, attachment)| match session.handle(request, attachment).0 {
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
fn a_solution_that_does_not_run_is_never_the_learners_fault() {
    let mut session = session();
    // The table is not what the author had.
    session
        .handle(
            Request::AddTable {
                name: "人口".into(),
            },
            Some(b"x\n1\n".to_vec()),
        )
        .0
        .unwrap();
    let script = all()
        .into_iter()
        .find(|script| script.name == "grading")
        .unwrap();
    let grade = script
        .calls
        .into_iter()
        .find(|(request, _)| matches!(request, Request::Grade { .. }))
        .unwrap()
        .0;
    let Response::Graded(verdict) = session.handle(grade, None).0.unwrap() else {
        panic!()
    };
    assert!(
        matches!(verdict, Verdict::CannotGrade { .. }),
        "{verdict:?}"
    );
}
