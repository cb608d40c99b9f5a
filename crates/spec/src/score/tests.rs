//! Tests of counting.

use super::*;
use crate::exercise::{ChoiceExercise, EssayExercise, NumberExercise};
use crate::module::Section;
use crate::work::{ModuleWork, Try};
use crate::{Asks, Exercise, ExerciseKind};

/// A module with these exercises: id, points, and whether it is graded.
fn module(exercises: &[(&str, u32, bool)]) -> Module {
    let section = |(id, points, graded): &(&str, u32, bool)| {
        let kind = if *graded {
            ExerciseKind::Number(NumberExercise::default())
        } else {
            ExerciseKind::Essay(EssayExercise::default())
        };
        Section::Exercise(Box::new(Exercise {
            id: (*id).into(),
            title: (*id).into(),
            points: *points,
            task: vec![],
            hints: vec![],
            explanation: vec![],
            kind,
            asks: Asks {
                answer: 1,
                words: 1,
            },
        }))
    };
    Module {
        id: "m".into(),
        version: 1,
        sections: exercises.iter().map(section).collect(),
        ..Module::default()
    }
}

/// Work on that module's exercises, in order; a missing one is untouched.
fn work(module: &Module, done: &[Option<ExerciseWork>]) -> Work {
    let mut of_module = ModuleWork::default();
    for (exercise, done) in module.exercises().zip(done) {
        if let Some(done) = done {
            let question = Question::of(module, exercise);
            let done = ExerciseWork {
                question,
                ..done.clone()
            };
            of_module.exercises.insert(exercise.id.clone(), done);
        }
    }
    Work {
        modules: [(module.id.clone(), of_module)].into(),
        ..Work::default()
    }
}

fn wrong() -> Option<ExerciseWork> {
    Some(ExerciseWork {
        attempts: 1,
        tries: vec![Try {
            at: 1,
            ..Try::default()
        }],
        ..ExerciseWork::default()
    })
}

fn solved(unaided: bool) -> Option<ExerciseWork> {
    Some(ExerciseWork {
        solved: true,
        unaided,
        ..wrong().unwrap_or_default()
    })
}

fn essay(text: &str) -> Option<ExerciseWork> {
    Some(ExerciseWork {
        draft: Some(Answer::Essay(text.into())),
        ..ExerciseWork::default()
    })
}

/// Points of one, raw of both rules, done of all.
#[track_caller]
fn check(
    exercises: &[(&str, u32, bool)],
    done: &[Option<ExerciseWork>],
    (points, of): (u64, u64),
    raws: [Option<u64>; 2],
    complete: bool,
) {
    let module = module(exercises);
    let work = work(&module, done);
    let by_solved = standing(&module, &work, Rule::Solved);
    let by_unaided = standing(&module, &work, Rule::Unaided);
    assert_eq!((by_solved.points, by_solved.of), (points, of));
    assert_eq!([by_solved.raw, by_unaided.raw], raws);
    assert_eq!(by_solved.complete, complete);
    assert_eq!(by_solved.total, exercises.len());
    // Who helped is no matter of what is done.
    assert_eq!(
        (by_unaided.done, by_unaided.of, by_unaided.complete),
        (by_solved.done, by_solved.of, by_solved.complete)
    );
}

#[test]
fn points_of_what_is_solved() {
    let three = [("a", 10, true), ("b", 10, true), ("c", 10, true)];
    // Nothing was tried: no score, not a score of nothing.
    check(&three, &[], (0, 30), [None, None], false);
    let begun = Some(ExerciseWork {
        draft: Some(Answer::Number("1".into())),
        hints: 2,
        solution_seen: true,
        ..ExerciseWork::default()
    });
    check(&three, &[begun], (0, 30), [None, None], false);
    check(&three, &[wrong()], (0, 30), [Some(0), Some(0)], false);
    // A third and two thirds, rounded half up.
    let one = [solved(true)];
    check(&three, &one, (10, 30), [Some(33), Some(33)], false);
    let two = [solved(true), solved(false)];
    check(&three, &two, (20, 30), [Some(67), Some(33)], false);
    let all = [solved(true), solved(false), solved(true)];
    check(&three, &all, (30, 30), [Some(100), Some(67)], true);
    let half = [("a", 1, true), ("b", 199, true)];
    check(&half, &one, (1, 200), [Some(1), Some(1)], false);
    let less = [("a", 1, true), ("b", 200, true)];
    check(&less, &one, (1, 201), [Some(0), Some(0)], false);
    let weighted = [("a", 30, true), ("b", 10, true)];
    check(&weighted, &one, (30, 40), [Some(75), Some(75)], false);
    let most = [("a", u32::MAX, true), ("b", u32::MAX, true)];
    let (one_of, both) = (u64::from(u32::MAX), 2 * u64::from(u32::MAX));
    check(&most, &one, (one_of, both), [Some(50), Some(50)], false);
}

#[test]
fn an_essay_counts_for_completion_only() {
    let both = [("a", 10, true), ("b", 10, false)];
    let a = solved(true);
    check(
        &both,
        std::slice::from_ref(&a),
        (10, 10),
        [Some(100); 2],
        false,
    );
    check(
        &both,
        &[a.clone(), essay(" ")],
        (10, 10),
        [Some(100); 2],
        false,
    );
    check(&both, &[a, essay("考え")], (10, 10), [Some(100); 2], true);
    let alone = [("b", 10, false)];
    check(&alone, &[None], (0, 0), [None, None], false);
    check(&alone, &[essay("考え")], (0, 0), [None, None], true);
    // Nothing to give points for, and nothing to do at all.
    let worthless = [("a", 0, true)];
    check(&worthless, &[solved(true)], (0, 0), [None, None], true);
    check(&[], &[], (0, 0), [None, None], true);
}

#[test]
fn what_was_passed_over_is_not_done() {
    let both = [("a", 10, true), ("b", 10, true)];
    let skipped = Some(ExerciseWork {
        skipped: true,
        solution_seen: true,
        ..ExerciseWork::default()
    });
    let done = [skipped.clone(), solved(true)];
    check(&both, &done, (10, 20), [Some(50), Some(50)], false);
    check(&both, &[skipped], (0, 20), [None, None], false);
}

#[test]
fn a_record_without_a_journal_was_tried() {
    // As formats 1 and 2 had it.
    let old = |attempts, solved| {
        Some(ExerciseWork {
            attempts,
            solved,
            ..ExerciseWork::default()
        })
    };
    let one = [("a", 10, true)];
    check(&one, &[old(2, false)], (0, 10), [Some(0), Some(0)], false);
    check(&one, &[old(2, true)], (10, 10), [Some(100), Some(0)], true);
    // Started afresh: what was tried was tried, and nothing is solved now.
    let mut afresh = solved(true).unwrap();
    assert!(afresh.start_afresh());
    check(&one, &[Some(afresh)], (0, 10), [Some(0), Some(0)], false);
}

#[test]
fn work_on_another_question_does_not_count() {
    let module = module(&[("a", 10, true)]);
    let mut work = work(&module, &[solved(true)]);
    let record = |work: &mut Work, asks: Asks| {
        let module = work.modules.get_mut("m").unwrap();
        module.exercises.get_mut("a").unwrap().question.asks = asks;
    };
    let other = Asks {
        answer: 9,
        words: !0,
    };
    record(&mut work, other);
    let now = standing(&module, &work, Rule::Solved);
    assert_eq!((now.done, now.points, now.raw), (0, 0, None));
    // Behind the present question's work, the other way round.
    let mine = work.modules.get_mut("m").unwrap();
    let there = mine.exercises.remove("a").unwrap();
    let here = ExerciseWork {
        question: Question::of(&module, module.exercises().next().unwrap()),
        others: vec![there],
        ..ExerciseWork::default()
    };
    mine.exercises.insert("a".into(), here);
    assert_eq!(standing(&module, &work, Rule::Solved).done, 0);
    let mine = work.modules.get_mut("m").unwrap();
    let record = mine.exercises.get_mut("a").unwrap();
    record.others[0].question = record.question.clone();
    assert_eq!(standing(&module, &work, Rule::Solved).raw, Some(100));
}

#[test]
fn an_essay_is_done_when_something_is_written() {
    let essay = |text: &str| essay(text).unwrap();
    let kind = Kind::Essay.slug();
    assert!(is_done(kind, &essay("考えたこと")));
    assert!(!is_done(kind, &essay(" ")));
    // Pages before this one took an empty field for an answer.
    let empty = ExerciseWork {
        solved: true,
        best: Some(Answer::Essay(String::new())),
        ..essay("")
    };
    assert!(!is_done(kind, &empty));
    let emptied = ExerciseWork {
        solved: true,
        best: Some(Answer::Essay("考えたこと".into())),
        ..essay("")
    };
    assert!(is_done(kind, &emptied));
    let choice = ExerciseKind::Choice(ChoiceExercise::default());
    assert!(!is_done(choice.slug(), &essay("考えたこと")));
}
