//! Tests of reading, writing and merging work.

use super::*;
use crate::answer::{StepEntry, TableAnswer};
use crate::step::Step;

fn text(answer: &str) -> Answer {
    Answer::Text(answer.into())
}

fn exercise(updated: u64, draft: &str) -> ExerciseWork {
    ExerciseWork {
        draft: Some(text(draft)),
        updated,
        ..ExerciseWork::default()
    }
}

fn work(exercise: ExerciseWork) -> Work {
    let module = ModuleWork {
        version: 1,
        place: "ex1".into(),
        updated: exercise.updated,
        exercises: BTreeMap::from([("ex1".into(), exercise)]),
    };
    Work {
        kind: WORK_KIND.into(),
        format: WORK_FORMAT,
        saved_at: 5,
        settings: WorkSettings::default(),
        modules: BTreeMap::from([("m".into(), module)]),
    }
}

fn merged(a: &Work, b: &Work) -> Work {
    let mut both = a.clone();
    both.merge(b.clone());
    both
}

/// Merges both ways and twice; gives what came of the exercise.
#[track_caller]
fn check(a: ExerciseWork, b: ExerciseWork) -> ExerciseWork {
    let (a, b) = (work(a), work(b));
    let both = merged(&a, &b);
    assert_eq!(both, merged(&b, &a), "the direction makes a difference");
    assert_eq!(both, merged(&both, &a), "merging again changes something");
    assert_eq!(both, merged(&both, &b), "merging again changes something");
    assert_eq!(both, merged(&a, &both), "merging again changes something");
    both.modules["m"].exercises["ex1"].clone()
}

impl std::borrow::Borrow<str> for ModuleId {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl std::borrow::Borrow<str> for ExerciseId {
    fn borrow(&self) -> &str {
        &self.0
    }
}

#[test]
fn the_later_draft_stays_and_the_other_is_shelved() {
    let both = check(exercise(1, "津"), exercise(2, "津市"));
    assert_eq!(both.draft, Some(text("津市")));
    assert_eq!(both.shelved, [text("津")]);
    assert_eq!(both.updated, 2);
}

#[test]
fn equal_and_blank_drafts_are_not_shelved() {
    assert_eq!(check(exercise(1, "津市"), exercise(2, "津市")).shelved, []);
    assert_eq!(check(exercise(1, " "), exercise(2, "津市")).shelved, []);
    let fresh = ExerciseWork {
        draft: None,
        updated: 3,
        ..ExerciseWork::default()
    };
    assert_eq!(
        check(fresh.clone(), exercise(2, "津市")).shelved,
        [text("津市")]
    );
    assert_eq!(
        check(
            fresh,
            ExerciseWork {
                updated: 9,
                ..ExerciseWork::default()
            }
        )
        .draft,
        None
    );
    for blank in [
        Answer::Table(TableAnswer::default()),
        Answer::Chart(ChartSpec::default()),
        Answer::Choice(Vec::new()),
        Answer::Number(String::new()),
        Answer::Essay("　".into()),
    ] {
        let blank = ExerciseWork {
            draft: Some(blank),
            updated: 1,
            ..ExerciseWork::default()
        };
        assert_eq!(check(blank, exercise(2, "津市")).shelved, []);
    }
}

#[test]
fn drafts_of_the_same_time_are_both_kept() {
    let both = check(exercise(2, "a"), exercise(2, "b"));
    assert_eq!(
        (both.draft, both.shelved),
        (Some(text("b")), vec![text("a")])
    );
}

#[test]
fn the_better_answer_is_never_lost() {
    let solved = ExerciseWork {
        best: Some(text("四日市市")),
        solved: true,
        attempts: 2,
        hints: 0,
        solution_seen: false,
        ..exercise(1, "四日市市")
    };
    let later = ExerciseWork {
        attempts: 1,
        hints: 2,
        solution_seen: true,
        ..exercise(9, "四")
    };
    let both = check(solved, later);
    assert_eq!(both.best, Some(text("四日市市")));
    assert!(both.solved && both.solution_seen);
    assert_eq!((both.attempts, both.hints), (2, 2));
    assert_eq!(both.draft, Some(text("四")));
}

#[test]
fn starting_afresh_replaces_what_was_before() {
    let old = ExerciseWork {
        solved: true,
        best: Some(text("x")),
        attempts: 7,
        ..exercise(100, "x")
    };
    let fresh = ExerciseWork {
        generation: 1,
        updated: 50,
        ..ExerciseWork::default()
    };
    assert_eq!(check(old, fresh.clone()), fresh);
}

#[test]
fn at_most_five_drafts_are_shelved_newest_first() {
    let shelf = |from: u32, to: u32| (from..to).map(|n| text(&n.to_string())).collect::<Vec<_>>();
    let a = ExerciseWork {
        shelved: shelf(0, 4),
        ..exercise(1, "old")
    };
    let b = ExerciseWork {
        shelved: shelf(2, 6),
        ..exercise(2, "new")
    };
    let both = check(a, b);
    assert_eq!(
        both.shelved,
        [text("old"), text("2"), text("3"), text("4"), text("5")]
    );
}

#[test]
fn a_draft_shelved_before_keeps_its_place() {
    let mine = ExerciseWork {
        shelved: vec![text("c"), text("b")],
        ..exercise(5, "a")
    };
    assert_eq!(
        check(mine, exercise(1, "b")).shelved,
        [text("c"), text("b")]
    );
}

#[test]
fn modules_places_and_settings() {
    let mut a = work(exercise(1, "a"));
    a.settings = WorkSettings {
        town: "津市".into(),
        updated: 7,
    };
    let mut b = work(exercise(2, "b"));
    b.saved_at = 9;
    b.modules.get_mut("m").unwrap().place = "ex2".into();
    b.modules.get_mut("m").unwrap().version = 2;
    b.modules.insert("other".into(), ModuleWork::default());
    b.modules
        .get_mut("m")
        .unwrap()
        .exercises
        .insert("ex2".into(), exercise(2, "only here"));
    let both = merged(&a, &b);
    assert_eq!(both, merged(&b, &a));
    assert_eq!(both.settings.town, "津市");
    assert_eq!(both.saved_at, 9);
    assert_eq!(both.modules.len(), 2);
    let module = &both.modules["m"];
    assert_eq!(
        (module.place.as_str(), module.version, module.updated),
        ("ex2", 2, 2)
    );
    assert_eq!(module.exercises["ex2"], exercise(2, "only here"));
}

#[test]
fn many_merges_agree_whatever_their_order() {
    // Every pair of these meets; nothing overflows the shelf, so order must not matter.
    let mut states = Vec::new();
    for updated in 0..3 {
        for draft in [None, Some(text("a")), Some(text("b"))] {
            for generation in 0..2 {
                for best in [None, Some(text("a"))] {
                    let (attempts, hints) = (updated as u32, 2 - updated as u32);
                    let solved = best.is_some();
                    let draft = draft.clone();
                    states.push(ExerciseWork {
                        draft,
                        best,
                        attempts,
                        hints,
                        solved,
                        updated,
                        generation,
                        ..ExerciseWork::default()
                    });
                }
            }
        }
    }
    for a in &states {
        for b in &states {
            let both = check(a.clone(), b.clone());
            if a.generation == b.generation {
                assert_eq!(both.solved, a.solved || b.solved);
                // Nothing typed is lost.
                for draft in [&a.draft, &b.draft].into_iter().flatten() {
                    assert!(both.draft.as_ref() == Some(draft) || both.shelved.contains(draft));
                }
            }
        }
    }
}

#[test]
fn what_is_written_is_read() {
    let table = TableAnswer {
        steps: vec![StepEntry {
            step: Step::Head { n: 5 },
            enabled: false,
        }],
        sql: "SELECT 1".into(),
        ..TableAnswer::default()
    };
    let exercise = ExerciseWork {
        best: Some(Answer::Choice(vec![0, 2])),
        ..exercise(3, "津市")
    };
    let mut whole = work(ExerciseWork {
        shelved: vec![Answer::Table(table)],
        ..exercise
    });
    whole.settings = WorkSettings {
        town: "津市".into(),
        updated: 1,
    };
    assert_eq!(Work::parse(&whole.to_json()), Ok(whole.clone()));
    assert_eq!(
        Work::parse(&format!("\u{feff}{}", whole.to_json())),
        Ok(whole)
    );
    // Work that nobody stamped is stamped when it is written.
    assert_eq!(
        Work::parse(&Work::default().to_json()).map(|work| work.kind),
        Ok(WORK_KIND.into())
    );
}

#[test]
fn format_1_is_read() {
    let json = include_str!("../../../../tests/fixtures/work/v1.json");
    let work = Work::parse(json).unwrap();
    assert_eq!(work.settings.town, "四日市市");
    let module = &work.modules["ds1-03-group"];
    assert_eq!(module.place, "ex2");
    let first = &module.exercises["ex1"];
    assert!(first.solved);
    assert!(
        matches!(&first.draft, Some(Answer::Table(table)) if table.steps.len() == 3 && !table.steps[1].enabled)
    );
    assert!(
        matches!(&module.exercises["ex2"].draft, Some(Answer::Chart(chart)) if chart.kind == Some(crate::ChartKind::Bar))
    );
    assert_eq!(module.exercises["ex3"].draft, Some(Answer::Choice(vec![1])));
    assert_eq!(
        module.exercises["ex4"].shelved,
        [Answer::Number("278105".into())]
    );
    // As long as 1 is the present format, the file is also what we would write.
    assert_eq!(work.to_json().trim(), json.trim());
}

#[test]
fn files_that_are_none() {
    let check = |json: &str, expected: &str| {
        let error = Work::parse(json)
            .map(|_| "read")
            .map_err(|error| error.to_string());
        assert_eq!(error, Err(expected.to_owned()), "{json}");
    };
    check("", "not readable as JSON at line 1, column 0");
    check(
        "市町名,人口\n津市,1",
        "not readable as JSON at line 1, column 1",
    );
    check(
        "{\"kind\": \"ama-work\", \"form",
        "not readable as JSON at line 1, column 26",
    );
    check("[]", "not a work file");
    check("{}", "not a work file");
    check("{\"kind\": \"other\", \"format\": 1}", "not a work file");
    check("{\"kind\": \"ama-work\"}", "not a work file");
    check("{\"kind\": \"ama-work\", \"format\": 0}", "not a work file");
    check(
        "{\"kind\": \"ama-work\", \"format\": 2}",
        "work file of format 2, this build reads up to 1",
    );
    check(
        "{\"kind\": \"ama-work\", \"format\": 99999999999}",
        "work file of format 4294967295, this build reads up to 1",
    );
    check(
        "{\"kind\": \"ama-work\", \"format\": 1, \"saved_at\": 0, \"settings\": {}, \"modules\": []}",
        "damaged work file: invalid type: sequence, expected a map at line 1 column 76",
    );
    check(
        "{\"kind\": \"ama-work\", \"format\": 1, \"saved_at\": -1, \"settings\": {}, \"modules\": {}}",
        "damaged work file: invalid value: integer `-1`, expected u64 at line 1 column 48",
    );
}
