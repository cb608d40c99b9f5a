//! Tests of reading, writing and merging work.

use super::*;
use crate::dice::Dice;
use crate::step::Step;
use crate::step::limits::MAX_STEPS;
use crate::{ChartSpec, StepEntry, TableAnswer};

/// Work files of each format, the oldest first. They are never changed: they stand for what learners have.
const FILES: [&str; 5] = [
    include_str!("../../../../tests/fixtures/work/v1.json"),
    include_str!("../../../../tests/fixtures/work/v2.json"),
    include_str!("../../../../tests/fixtures/work/v3.json"),
    include_str!("../../../../tests/fixtures/work/v4.json"),
    include_str!("../../../../tests/fixtures/work/v5.json"),
];

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

fn aside(answer: &str, at: u64) -> Shelved {
    Shelved {
        answer: text(answer),
        at,
    }
}

fn question(module: &str, asks: u64) -> Question {
    Question {
        module: module.into(),
        title: "一つ目".into(),
        version: 1,
        asks: Asks {
            answer: asks,
            // Other words altogether for another answer.
            words: if asks.is_multiple_of(2) { 0 } else { u64::MAX },
        },
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
    let both = check(exercise(1, "松阪"), exercise(2, "津市"));
    assert_eq!(both.draft, Some(text("津市")));
    assert_eq!(both.shelf, [aside("松阪", 1)]);
    assert_eq!(both.updated, 2);
}

#[test]
fn steps_beside_a_question_are_kept_like_drafts() {
    let steps = |n: u64| vec![StepEntry::on(Step::Head { n })];
    let with = |updated: u64, draft: &str, scratch: Vec<StepEntry>| ExerciseWork {
        scratch,
        ..exercise(updated, draft)
    };
    let shelved = |n: u64, at: u64| Shelved {
        answer: ExerciseWork::scratch_aside(steps(n)),
        at,
    };
    // The later ones stay, the others are put aside; equal ones and none at all are not.
    let both = check(with(1, "津市", steps(3)), with(60_000, "津市", steps(5)));
    assert_eq!(both.scratch, steps(5));
    assert_eq!(both.shelf, [shelved(3, 1)]);
    assert_eq!(
        check(with(1, "津市", steps(3)), with(2, "津市", steps(3))).shelf,
        []
    );
    assert_eq!(
        check(with(1, "津市", Vec::new()), with(2, "津市", steps(3))).shelf,
        []
    );
    // At the same time: any of the two, the same in both directions.
    let both = check(with(1, "津市", steps(3)), with(1, "津市", steps(5)));
    assert_eq!((both.scratch.len(), both.shelf.len()), (1, 1));
    // While somebody works here, what is here stays.
    let beside = with(1, "津市", steps(3)).merged_beside(with(60_000, "松阪", steps(5)));
    assert_eq!(
        (&beside.draft, &beside.scratch),
        (&Some(text("津市")), &steps(3))
    );
    let aside: Vec<&Answer> = beside.shelf.iter().map(|it| &it.answer).collect();
    assert!(aside.contains(&&text("松阪")) && aside.contains(&&shelved(5, 0).answer));
    let beside = exercise(1, "津市").merged_beside(with(60_000, "津市", steps(5)));
    assert_eq!((beside.scratch, beside.shelf), (steps(5), Vec::new()));
    // From the start: nothing of them.
    let mut afresh = ExerciseWork {
        scratch: steps(3),
        ..ExerciseWork::default()
    };
    assert!(!afresh.is_untouched() && afresh.start_afresh());
    assert_eq!((afresh.scratch.len(), afresh.generation), (0, 1));
    assert!(!afresh.start_afresh());
}

#[test]
fn equal_and_blank_drafts_are_not_shelved() {
    assert_eq!(check(exercise(1, "津市"), exercise(2, "津市")).shelf, []);
    assert_eq!(check(exercise(1, " "), exercise(2, "津市")).shelf, []);
    let fresh = ExerciseWork {
        draft: None,
        updated: 3,
        ..ExerciseWork::default()
    };
    assert_eq!(
        check(fresh.clone(), exercise(2, "津市")).shelf,
        [aside("津市", 2)]
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
        assert_eq!(check(blank, exercise(2, "津市")).shelf, []);
    }
}

#[test]
fn what_was_typed_on_the_way_is_not_shelved() {
    // Another window saw the beginning of what goes on here, however long ago.
    let day = 86_400_000;
    let both = check(exercise(1, "津"), exercise(day, "津市"));
    assert_eq!((both.draft, both.shelf), (Some(text("津市")), vec![]));
    // The other way round too: the later draft is another one, the two states of the earlier are one.
    let mine = ExerciseWork {
        shelf: vec![aside("四日", 3)],
        ..exercise(5, "津市")
    };
    let both = check(mine, exercise(4, "四日市市"));
    assert_eq!(both.shelf, [aside("四日市市", 4)]);
    // Something put in between, moments apart; later it is a draft of its own.
    let put_in = |at| check(exercise(1, "人口は多い"), exercise(at, "人口はとても多い")).shelf;
    assert_eq!(put_in(3_000), []);
    assert_eq!(put_in(day), [aside("人口は多い", 1)]);
    // Numbers are no beginnings of each other.
    let number = |text: &str, updated| ExerciseWork {
        draft: Some(Answer::Number(text.into())),
        ..exercise(updated, "")
    };
    assert_eq!(check(number("1", 1), number("21", day)).shelf.len(), 1);
    // Nor are an essay and a short text.
    let essay = ExerciseWork {
        draft: Some(Answer::Essay("津".into())),
        ..exercise(1, "")
    };
    assert_eq!(check(essay, exercise(day, "津市")).shelf.len(), 1);
}

/// Two windows type at once: each state of either comes to the store and is merged with what stands there.
#[test]
fn typing_at_once_leaves_both_texts_and_nothing_between() {
    let (mine, theirs) = ("伊勢の海は広い".repeat(20), "四日市の港は深い".repeat(20));
    let state = |text: &str, letters: usize, at: u64| {
        let typed: String = text.chars().take(letters).collect();
        ExerciseWork {
            draft: Some(Answer::Essay(typed)),
            ..exercise(at, "")
        }
    };
    let mut stored = ExerciseWork::default();
    for letters in 1..=140 {
        let at = 30 * letters as u64;
        stored = stored.merged(state(&mine, letters, at));
        stored = stored.merged(state(&theirs, letters, at + 7));
    }
    let essay = |text: &str| Answer::Essay(text.chars().take(140).collect());
    assert_eq!(stored.draft, Some(essay(&theirs)));
    let shelf: Vec<&Answer> = stored.shelf.iter().map(|it| &it.answer).collect();
    assert_eq!(shelf, [&essay(&mine)]);
}

#[test]
fn a_field_that_is_typed_in_keeps_its_text() {
    let later = exercise(9, "別の窓");
    let here = exercise(5, "ここで打っている").merged_beside(later.clone());
    assert_eq!(here.draft, Some(text("ここで打っている")));
    assert_eq!(here.shelf, [aside("別の窓", 9)]);
    assert_eq!(here.clone().merged_beside(later.clone()), here);
    // Nothing was typed yet: the other's text comes.
    let empty = ExerciseWork::default().merged_beside(later.clone());
    assert_eq!(empty.draft, later.draft);
    // Started afresh elsewhere, and meant so.
    let afresh = ExerciseWork {
        generation: 1,
        ..ExerciseWork::default()
    };
    assert_eq!(here.merged_beside(afresh).draft, None);
}

/// What is read from a file that was changed at random is within limits, and can be written, merged and read again.
#[test]
fn files_changed_at_random_do_no_harm() {
    let seed: u64 = std::env::var("AMA_FUZZ_SEED").map_or(7, |seed| seed.parse().unwrap());
    let tries = std::env::var("AMA_FUZZ_TRIES").map_or(4_000, |tries| tries.parse().unwrap());
    let mut dice = Dice(seed);
    let good = Work::parse(FILES[2]).unwrap();
    let pieces = [
        "\"others\":[{}],",
        "{\"at\":1,\"correct\":true,\"found\":[\"text\",\"津市\"]},",
        "\"skipped\":true,",
        "[[[[[[[[",
        "((((((((((((((((((((((((((((((((",
        "18446744073709551616",
        "-1",
        "1e999",
        "null",
        "\\u0000",
        "\"__proto__\"",
        "\"constructor\"",
        "{\"head\":{\"n\":1}}",
        "\u{202e}",
        "}",
        "{",
        "\"",
        ",",
        "[]",
        "true",
    ];
    let mut read = 0;
    for turn in 0..tries {
        let mut bytes = FILES[turn % FILES.len()].as_bytes().to_vec();
        for _ in 0..1 + dice.roll(3) {
            let at = dice.roll(bytes.len());
            let end = (at + dice.roll(40)).min(bytes.len());
            match dice.roll(4) {
                0 => drop(bytes.drain(at..end)),
                1 => {
                    let again = bytes[at..end].repeat(1 + dice.roll(300));
                    bytes.splice(at..at, again);
                }
                2 => {
                    let piece = pieces[dice.roll(pieces.len())].repeat(1 + dice.roll(40));
                    bytes.splice(at..at, piece.into_bytes());
                }
                _ => bytes[at] = b'0' + dice.roll(10) as u8,
            }
        }
        let text = String::from_utf8_lossy(&bytes);
        let Ok(work) = Work::parse(&text) else {
            continue;
        };
        read += 1;
        assert!(work.modules.len() <= MAX_WORK_MODULES);
        for exercise in work.modules.values().flat_map(|m| m.exercises.values()) {
            assert!(!exercise.is_too_much() && exercise.attempts <= MAX_COUNT);
            assert!(exercise.seconds <= MAX_SECONDS && exercise.tries.len() <= MAX_TRIES);
            for code in exercise.tries.iter().flat_map(|it| &it.found) {
                assert!(crate::verdict::is_code(code), "{code}");
            }
        }
        let json = work.to_json();
        assert_eq!(Work::parse(&json).as_ref(), Ok(&work), "{json}");
        let both = merged(&good, &work);
        assert_eq!(
            merged(&both, &work),
            both,
            "merging again changes something: {json}"
        );
    }
    assert!(
        read > tries / 20,
        "too few are read for this to show anything: {read}"
    );
}

#[test]
fn drafts_of_the_same_time_are_both_kept() {
    let both = check(exercise(2, "a"), exercise(2, "b"));
    assert_eq!(
        (both.draft, both.shelf),
        (Some(text("b")), vec![aside("a", 2)])
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
fn the_newest_drafts_stay_whoever_shelved_them() {
    let shelf = |times: &[u64]| {
        let drafts = times.iter().map(|at| aside(&format!("at {at}"), *at));
        drafts.collect::<Vec<_>>()
    };
    // The one touched last has the older drafts on its shelf.
    let a = ExerciseWork {
        shelf: shelf(&[60, 50, 40, 30, 20]),
        ..exercise(70, "old")
    };
    let b = ExerciseWork {
        shelf: shelf(&[45, 35, 25, 15, 5]),
        ..exercise(90, "new")
    };
    let both = check(a, b);
    let times: Vec<u64> = both.shelf.iter().map(|aside| aside.at).collect();
    assert_eq!(times, [70, 60, 50, 45, 40, 35, 30, 25]);
    assert_eq!(times.len(), MAX_SHELVED);
    assert_eq!(both.shelf[0], aside("old", 70));
}

#[test]
fn a_full_shelf_drops_its_oldest_for_a_new_draft() {
    let mut work = exercise(1, "now");
    for at in 0..20 {
        work.put_aside(aside(&at.to_string(), at));
    }
    let times: Vec<u64> = work.shelf.iter().map(|aside| aside.at).collect();
    assert_eq!(times, [19, 18, 17, 16, 15, 14, 13, 12]);
    // Once is enough, and its time is the last one.
    work.put_aside(aside("15", 30));
    assert_eq!(work.shelf[0], aside("15", 30));
    assert_eq!(work.shelf.len(), MAX_SHELVED);
}

#[test]
fn a_draft_shelved_before_is_not_shelved_twice() {
    let mine = ExerciseWork {
        shelf: vec![aside("c", 4), aside("b", 3)],
        ..exercise(5, "a")
    };
    assert_eq!(
        check(mine, exercise(1, "b")).shelf,
        [aside("c", 4), aside("b", 3)]
    );
}

#[test]
fn work_on_another_question_waits_until_it_is_asked_again() {
    let (old, new) = (question("試し", 2), question("別の教材", 3));
    let mine = ExerciseWork {
        best: Some(text("津市")),
        solved: true,
        attempts: 2,
        question: old.clone(),
        ..exercise(7, "津市")
    };
    let turned = mine.clone().turned_to(&new, false);
    assert_eq!(
        (&turned.draft, turned.solved, turned.attempts),
        (&None, false, 0)
    );
    assert_eq!(turned.question, new);
    assert_eq!(turned.others, std::slice::from_ref(&mine));
    // Something is done on the new one; nothing of it is in the old one, which comes back whole.
    let begun = ExerciseWork {
        draft: Some(text("四日市市")),
        updated: 9,
        ..turned
    };
    let back = begun.clone().turned_to(&old, false);
    assert_eq!(back.draft, Some(text("津市")));
    assert!(back.solved);
    assert_eq!(back.others[0].draft, Some(text("四日市市")));
    assert_eq!(back.clone().turned_to(&new, false), begun);
    // And it is in the work file.
    let file = work(begun);
    assert_eq!(Work::parse(&file.to_json()), Ok(file));
}

#[test]
fn work_of_format_1_joins_the_question_of_its_version() {
    let known = ExerciseWork {
        attempts: 1,
        question: question("試し", 2),
        ..exercise(9, "77")
    };
    let old = |version, updated| ExerciseWork {
        attempts: 2,
        question: Question {
            version,
            ..Question::default()
        },
        ..exercise(updated, "78")
    };
    for old in [old(1, 5), old(0, 5)] {
        let both = check(known.clone(), old);
        assert_eq!((both.attempts, both.others.len()), (2, 0));
        assert_eq!(both.question, known.question);
        assert_eq!(both.shelf, [aside("78", 5)]);
    }
    let both = check(known.clone(), old(1, 20));
    assert_eq!(
        (both.draft, both.question),
        (Some(text("78")), known.question.clone())
    );
    // Of another edition: beside it.
    assert_eq!(check(known, old(3, 5)).others.len(), 1);
}

#[test]
fn a_reworded_question_keeps_its_work() {
    let before = question("試し", 2);
    let mut after = before.clone();
    after.title = "ひとつ目".into();
    after.asks.words ^= 0b1011;
    let mine = ExerciseWork {
        solved: true,
        question: before,
        ..exercise(7, "津市")
    };
    let turned = mine.turned_to(&after, false);
    assert!(turned.solved && turned.others.is_empty());
    assert_eq!(turned.question, after);
}

#[test]
fn versions_set_work_aside_unless_the_author_keeps_it() {
    let now = Question {
        version: 2,
        ..question("試し", 2)
    };
    let of = |version, asks| {
        let question = Question {
            version,
            asks,
            ..now.clone()
        };
        (
            question.counts_for(&now, false),
            question.counts_for(&now, true),
        )
    };
    let another = question("試し", 3).asks;
    let same_words = Asks {
        answer: 5,
        ..now.asks
    };
    assert_eq!(of(1, now.asks), (false, true));
    assert_eq!(of(1, same_words), (false, true), "the author promised");
    assert_eq!(of(1, another), (false, false), "another module altogether");
    assert_eq!(of(2, now.asks), (true, true));
    assert_eq!(of(2, same_words), (false, false));
    assert_eq!(
        of(3, now.asks),
        (true, true),
        "an older edition opened again"
    );
    // Work of format 1 knows its version only.
    assert_eq!(of(1, Asks::default()), (false, true));
    assert_eq!(of(2, Asks::default()), (true, true));
    assert_eq!(of(0, Asks::default()), (true, true));
}

#[test]
fn two_sites_share_a_record_and_neither_takes_from_the_other() {
    let on = |asks, draft: &str, updated| ExerciseWork {
        solved: true,
        best: Some(text(draft)),
        question: question("site", asks),
        ..exercise(updated, draft)
    };
    let (a, b) = (on(2, "津市", 5), on(3, "伊勢市", 6));
    let both = check(a.clone(), b.clone());
    assert_eq!(both.shelf, []);
    for mine in [&a, &b] {
        let turned = both.clone().turned_to(&mine.question, false);
        assert_eq!(turned.best, mine.best);
        assert_eq!(turned.others.len(), 1);
    }
    // Started afresh on one site: the other's stays.
    let afresh = ExerciseWork {
        generation: 1,
        updated: 9,
        question: a.question.clone(),
        ..ExerciseWork::default()
    };
    let after = check(both, afresh);
    assert!(!after.clone().turned_to(&a.question, false).solved);
    assert!(after.turned_to(&b.question, false).solved);
}

#[test]
fn modules_places_and_settings() {
    let mut a = work(exercise(1, "a"));
    a.settings = WorkSettings {
        town: "津市".into(),
        updated: 7,
        ..WorkSettings::default()
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
                    let mut shelf = both.shelf.iter();
                    assert!(
                        both.draft.as_ref() == Some(draft)
                            || shelf.any(|aside| aside.answer == *draft)
                    );
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
        question: question("試し", 2),
        ..exercise(3, "津市")
    };
    let mut whole = work(ExerciseWork {
        shelf: vec![Shelved {
            answer: Answer::Table(table),
            at: 2,
        }],
        ..exercise
    });
    whole.settings = WorkSettings {
        town: "津市".into(),
        updated: 1,
        ..WorkSettings::default()
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
    let work = Work::parse(FILES[0]).unwrap();
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
    let number = Answer::Number("278105".into());
    assert_eq!(
        module.exercises["ex4"].shelf,
        [Shelved {
            answer: number,
            at: 0
        }]
    );
    // What it was an answer to is known by the version.
    for exercise in module.exercises.values() {
        assert_eq!(exercise.question.version, module.version);
        assert!(!exercise.question.asks.is_known());
    }
    assert_eq!(Work::parse(&work.to_json()), Ok(work));
}

#[test]
fn format_2_is_read() {
    let work = Work::parse(FILES[1]).unwrap();
    let first = &work.modules["ds1-03-group"].exercises["ex1"];
    assert_eq!(first.question.title, "地域ごとの人口");
    assert_eq!(first.shelf.len(), 1);
    assert_eq!(first.others[0].question.module, "別の教材");
    // Nothing is made up of what happened before there was a journal.
    for exercise in work.modules["ds1-03-group"].exercises.values() {
        assert_eq!((exercise.seconds, exercise.tries.len()), (0, 0));
        assert!(!exercise.unaided && !exercise.skipped);
    }
    assert_eq!(work.settings.learner, "");
}

#[test]
fn format_3_is_read() {
    let work = Work::parse(FILES[2]).unwrap();
    let exercises = &work.modules["ds1-03-group"].exercises;
    let first = &exercises["ex1"];
    assert_eq!((first.seconds, first.unaided), (312, true));
    assert_eq!(first.tries[0].found, ["say/0", "row-count/not-filtered"]);
    assert!(first.tries[2].correct);
    assert!(exercises["ex4"].skipped);
    assert!(is_learner(&work.settings.learner));
    assert_eq!(work.settings.who, "さざえ27");
    assert!(exercises.values().all(|it| it.scratch.is_empty()));
}

#[test]
fn format_4_is_read() {
    let work = Work::parse(FILES[3]).unwrap();
    let scratch = &work.modules["ds1-03-group"].exercises["ex4"].scratch;
    let verbs: Vec<_> = scratch.iter().map(|it| it.step.verb()).collect();
    assert_eq!((verbs, scratch[1].enabled), (vec!["from", "sort"], false));
}

#[test]
fn format_5_is_read_and_written() {
    let json = FILES[4];
    let work = Work::parse(json).unwrap();
    // As long as 5 is the present format, the file is also what we would write.
    assert_eq!(work.to_json().trim(), json.trim());
}

/// Every file of an older format is read, written in the present one and read again, and all that stood in it is there.
#[test]
fn nothing_is_lost_on_the_way_to_the_present_format() {
    for (at, json) in FILES.into_iter().enumerate() {
        let work = Work::parse(json).unwrap();
        let written = work.to_json();
        assert_eq!(Work::parse(&written).as_ref(), Ok(&work));
        assert_eq!(work.format, WORK_FORMAT);
        let (mut old, new) = (value(json), value(&written));
        assert_eq!(old["format"], serde_json::json!(at + 1));
        old["format"] = WORK_FORMAT.into();
        assert_eq!(new["format"], old["format"]);
        lost(&old, &new, "");
        // Twice is once, and whoever has both has no more than either.
        assert_eq!(merged(&work, &work), work);
    }
}

fn value(json: &str) -> serde_json::Value {
    serde_json::from_str(json).unwrap()
}

/// Fails where something of `old` is not in `new`.
#[track_caller]
fn lost(old: &serde_json::Value, new: &serde_json::Value, place: &str) {
    use serde_json::Value;
    match (old, new) {
        (Value::Object(old), Value::Object(new)) => {
            for (key, old) in old {
                let place = format!("{place}/{key}");
                match new.get(key) {
                    Some(new) => lost(old, new, &place),
                    // Format 1 had no times for what was put aside.
                    None if key == "shelved" => {
                        let kept = new["shelf"].as_array().unwrap();
                        let kept: Vec<&Value> = kept.iter().map(|it| &it["answer"]).collect();
                        let put_aside = old.as_array().unwrap();
                        assert_eq!(kept, put_aside.iter().collect::<Vec<_>>(), "{place}");
                    }
                    None => panic!("{place} is lost"),
                }
            }
        }
        (Value::Array(old), Value::Array(new)) => {
            assert_eq!(old.len(), new.len(), "{place}");
            for (at, (old, new)) in old.iter().zip(new).enumerate() {
                lost(old, new, &format!("{place}/{at}"));
            }
        }
        _ => assert_eq!(old, new, "{place}"),
    }
}

fn tried(at: u64, correct: bool) -> Try {
    Try {
        at,
        correct,
        ..Try::default()
    }
}

fn journal(tries: impl IntoIterator<Item = Try>) -> ExerciseWork {
    let mut work = ExerciseWork::default();
    tries.into_iter().for_each(|it| work.note_try(it));
    work
}

#[track_caller]
fn times(work: &ExerciseWork, expected: &[u64]) {
    let times: Vec<u64> = work.tries.iter().map(|it| it.at).collect();
    assert_eq!(times, expected);
}

#[test]
fn the_first_the_right_and_the_latest_tries_stay() {
    let all = |right: u64| journal((1..=30).map(|at| tried(at, at == right || at == 29)));
    let latest: Vec<u64> = (21..=30).collect();
    let with = |more: &[u64]| [more, &latest].concat();
    times(&all(5), &with(&[1, 5]));
    // Never more than that, wherever the right one stands.
    times(&all(1), &with(&[1]));
    times(&all(25), &with(&[1]));
    times(
        &journal((1..=12).map(|at| tried(at, false))),
        &[&[1][..], &(3..=12).collect::<Vec<_>>()].concat(),
    );
    times(
        &journal((1..=11).map(|at| tried(at, false))),
        &(1..=11).collect::<Vec<_>>(),
    );
    assert_eq!(with(&[1, 5]).len(), MAX_TRIES);
    // In whatever order they come: a clock was put back.
    times(
        &journal([9, 3, 7, 3].map(|at| tried(at, false))),
        &[3, 7, 9],
    );
    // Of two at one time, the right one.
    let both = journal([tried(3, true), tried(3, false)]);
    assert_eq!(both.tries, [tried(3, true)]);
}

#[test]
fn journals_are_joined() {
    let mine = ExerciseWork {
        seconds: 90,
        unaided: true,
        attempts: 2,
        ..journal([tried(1, false), tried(5, true)])
    };
    let theirs = ExerciseWork {
        seconds: 40,
        attempts: 1,
        updated: 9,
        ..journal([tried(3, false), tried(5, true)])
    };
    let both = check(mine, theirs);
    times(&both, &[1, 3, 5]);
    // Nobody knows how much of the time was the same, nor how many of the attempts.
    assert_eq!((both.seconds, both.attempts, both.unaided), (90, 2, true));
}

#[test]
fn passed_over_is_what_nobody_went_on_with() {
    let skipped = |updated| ExerciseWork {
        skipped: true,
        updated,
        ..ExerciseWork::default()
    };
    assert!(check(skipped(1), skipped(2)).skipped);
    assert!(!check(skipped(1), exercise(2, "津市")).skipped);
    assert!(!check(skipped(2), exercise(1, "津市")).skipped);
    // Nor where a file says that it is solved as well.
    let solved = ExerciseWork {
        solved: true,
        ..skipped(1)
    };
    let read = Work::parse(&work(solved).to_json()).unwrap();
    assert!(!read.modules["m"].exercises["ex1"].skipped);
}

#[test]
fn the_journal_stays_when_somebody_starts_afresh() {
    let other = ExerciseWork {
        question: question("別の教材", 3),
        ..exercise(1, "別")
    };
    let mut mine = ExerciseWork {
        best: Some(text("津市")),
        attempts: 3,
        hints: 1,
        seconds: 70,
        solution_seen: true,
        solved: true,
        unaided: true,
        shelf: vec![aside("松阪", 1)],
        question: question("試し", 2),
        others: vec![other.clone()],
        ..exercise(5, "津市")
    };
    mine.note_try(tried(4, true));
    let before = mine.clone();
    assert!(mine.start_afresh());
    let expected = ExerciseWork {
        tries: vec![tried(4, true)],
        seconds: 70,
        solution_seen: true,
        unaided: true,
        updated: 5,
        generation: 1,
        question: question("試し", 2),
        others: vec![other],
        ..ExerciseWork::default()
    };
    assert_eq!(mine, expected);
    // Nothing is there to clear.
    assert!(!mine.start_afresh());
    assert_eq!(mine, expected);
    // What another window tried meanwhile joins the journal, and its answers do not come back.
    let mut there = before;
    there.note_try(tried(6, false));
    there.seconds = 95;
    let both = check(there, mine);
    times(&both, &[4, 6]);
    assert_eq!((both.draft, both.solved, both.attempts), (None, false, 0));
    assert_eq!((both.generation, both.seconds), (1, 95));
}

#[test]
fn whoever_reported_stays_the_same_learner() {
    let settings = |learner: &str, who: &str, updated| WorkSettings {
        town: "津市".into(),
        updated,
        learner: learner.into(),
        who: who.into(),
        group: String::new(),
    };
    let both = |a: &WorkSettings, b: &WorkSettings| {
        let mut both = a.clone();
        both.merge(b.clone());
        both
    };
    let (mine, later) = (
        settings("k7q2m4c9xw3tz", "さざえ27", 3),
        settings("", "あわび4", 8),
    );
    let expected = settings("k7q2m4c9xw3tz", "あわび4", 8);
    assert_eq!(both(&mine, &later), expected);
    assert_eq!(both(&later, &mine), expected);
    assert_eq!(both(&expected, &mine), expected);
}

#[test]
fn what_a_file_says_of_a_learner_is_brought_down_to_what_can_be() {
    let read = |settings: WorkSettings| {
        let file = Work {
            settings,
            ..work(exercise(1, "a"))
        };
        Work::parse(&file.to_json()).unwrap().settings
    };
    let named = read(WorkSettings {
        learner: "K7Q2M4C9XW3TZ".into(),
        who: format!("さざえ\n\u{1b}[31m{}", "2".repeat(500)),
        group: "1班".into(),
        ..WorkSettings::default()
    });
    assert_eq!(named.learner, "");
    assert_eq!(named.who, format!("さざえ[31m{}", "2".repeat(MAX_NAME - 7)));
    assert_eq!(named.group, "1班");
    for (text, is_so) in [
        ("k7q2m4c9xw3tz", true),
        ("k7q2m4c9xw3t", false),
        ("k7q2m4c9xw3tzz", false),
        ("k7q2m4c9xw3ti", false),
        ("k7q2m4c9xw3t-", false),
        ("あああああ", false),
        ("", false),
    ] {
        assert_eq!(is_learner(text), is_so, "{text}");
    }
}

#[test]
fn a_journal_from_a_file_is_short_and_in_order_and_holds_nobodys_words() {
    let found = [
        "津市 渡辺",
        "keys/fan-out",
        "new/in-2031",
        "",
        "option/1",
        "text",
    ];
    let crowd = (0..5_000).rev().map(|at| Try {
        at,
        correct: at == 700,
        seconds: u32::MAX,
        found: found.map(str::to_owned).into(),
    });
    let given = ExerciseWork {
        tries: crowd.collect(),
        seconds: u32::MAX,
        ..ExerciseWork::default()
    };
    let read = Work::parse(&work(given).to_json()).unwrap();
    let read = &read.modules["m"].exercises["ex1"];
    let latest: Vec<u64> = (4_990..5_000).collect();
    times(read, &[&[0, 700][..], &latest].concat());
    // A code that this build does not know is one all the same.
    assert_eq!(
        read.tries[0].found,
        ["keys/fan-out", "new/in-2031", "option/1"]
    );
    assert_eq!(
        (read.seconds, read.tries[0].seconds),
        (MAX_SECONDS, MAX_SECONDS)
    );
}

/// Random work of one learner on one question: whatever the order and however often states of it meet, the same comes of it.
#[test]
fn random_journals_merge_in_any_order() {
    let mut dice = Dice(11);
    let random = |dice: &mut Dice| {
        let tries = (0..dice.roll(25)).map(|_| Try {
            // Some meet at one time.
            at: dice.roll(40) as u64,
            correct: dice.roll(5) == 0,
            seconds: dice.roll(3) as u32,
            found: [vec![], vec!["text".to_owned()]][dice.roll(2)].clone(),
        });
        let journal = journal(tries.collect::<Vec<_>>());
        let solved = dice.roll(3) == 0;
        ExerciseWork {
            attempts: dice.roll(4) as u32,
            hints: dice.roll(3) as u32,
            seconds: dice.roll(500) as u32,
            solution_seen: dice.roll(2) == 0,
            solved,
            unaided: dice.roll(2) == 0,
            skipped: !solved && dice.roll(2) == 0,
            updated: dice.roll(5) as u64,
            generation: dice.roll(3) as u32,
            ..journal
        }
    };
    let join = |a: &ExerciseWork, b: &ExerciseWork| a.clone().merged(b.clone());
    for _ in 0..3_000 {
        let [a, b, c] = [(); 3].map(|()| random(&mut dice));
        let both = join(&a, &b);
        assert_eq!(both, join(&b, &a));
        assert_eq!(join(&a, &a), a);
        assert_eq!(join(&both, &b), both);
        assert_eq!(join(&both, &c), join(&a, &join(&b, &c)));
        assert!(both.tries.len() <= MAX_TRIES);
        assert!(!both.skipped || !both.solved);
        // The journal of both is that of all their tries.
        let all = [a.tries, b.tries].concat();
        assert_eq!(both.tries, journal(all).tries);
    }
}

#[test]
fn what_is_larger_than_work_can_be_is_refused() {
    let whole = |draft: &str| {
        format!(
            r#"{{"kind":"ama-work","format":3,"saved_at":0,"settings":{{}},"modules":{{"m":{{"exercises":{{"ex1":{draft}}}}}}}}}"#
        )
    };
    let step = |inside: &str| {
        format!(
            r#"{{"draft":{{"table":{{"mode":"steps","steps":[{{"step":{inside},"enabled":true}}],"sql":""}}}}}}"#
        )
    };
    let nested = |open: &str, close: &str, times: usize| {
        format!("{}{{}}{}", open.repeat(times), close.repeat(times))
    };
    // On a stack as small as the page's.
    let reader = std::thread::Builder::new().stack_size(1 << 20);
    let read = reader.spawn(move || {
        for json in [
            whole(&step(&nested("[", "]", 100_000))),
            whole(&step(&nested(r#"{"a":"#, "}", 100_000))),
            whole(&nested(r#"{"others":["#, "]}", 100_000)),
            whole(&nested("[", "]", 100_000)),
        ] {
            let error = Work::parse(&json).unwrap_err();
            assert!(
                matches!(error, WorkError::TooMuch | WorkError::Damaged { .. }),
                "{error}"
            );
        }
        // As deep as the reader goes.
        assert_eq!(
            Work::parse(&whole(&step(&nested("[", "]", 200)))),
            Err(WorkError::TooMuch)
        );
        assert_eq!(
            Work::parse(&whole(&nested(r#"{"others":["#, "]}", 200))),
            Err(WorkError::TooMuch)
        );
        let deep = Work::parse(&whole(&nested(r#"{"others":["#, "]}", 55)));
        let mut deep = deep.unwrap();
        let copy = deep.clone();
        deep.merge(copy);
    });
    read.unwrap().join().unwrap();

    let steps = |count| {
        let steps = vec![StepEntry::on(Step::Head { n: 1 }); count];
        let table = TableAnswer {
            steps,
            ..TableAnswer::default()
        };
        let exercise = ExerciseWork {
            draft: Some(Answer::Table(table)),
            ..ExerciseWork::default()
        };
        Work::parse(&work(exercise).to_json()).map(|_| ())
    };
    assert_eq!(steps(MAX_STEPS), Ok(()));
    assert_eq!(steps(MAX_STEPS + 1), Err(WorkError::TooMuch));
    assert_eq!(steps(5_000), Err(WorkError::TooMuch));
    // Wherever in the work the answer stands.
    let bracketed = |times: usize| {
        let predicate = format!("{}年 = 2020{}", "(".repeat(times), ")".repeat(times));
        Answer::Table(TableAnswer {
            steps: vec![StepEntry::on(Step::Filter { predicate })],
            ..TableAnswer::default()
        })
    };
    let places: [fn(Answer) -> ExerciseWork; 5] = [
        |answer| ExerciseWork {
            scratch: match answer {
                Answer::Table(table) => table.steps,
                _ => Vec::new(),
            },
            ..ExerciseWork::default()
        },
        |answer| ExerciseWork {
            draft: Some(answer),
            ..ExerciseWork::default()
        },
        |answer| ExerciseWork {
            best: Some(answer),
            ..ExerciseWork::default()
        },
        |answer| ExerciseWork {
            shelf: vec![Shelved { answer, at: 1 }],
            ..ExerciseWork::default()
        },
        |answer| ExerciseWork {
            others: vec![ExerciseWork {
                best: Some(answer),
                ..ExerciseWork::default()
            }],
            ..ExerciseWork::default()
        },
    ];
    for place in places {
        let read = |times| Work::parse(&work(place(bracketed(times))).to_json()).map(|_| ());
        assert_eq!(read(100), Ok(()));
        assert_eq!(read(5_000), Err(WorkError::TooMuch));
    }
    let modules = |count: usize| {
        let mut work = work(exercise(1, "a"));
        for at in 1..count {
            let id = format!("m-{at}");
            work.modules
                .insert(id.as_str().into(), ModuleWork::default());
        }
        Work::parse(&work.to_json()).map(|work| work.modules.len())
    };
    assert_eq!(modules(MAX_WORK_MODULES), Ok(MAX_WORK_MODULES));
    assert_eq!(modules(MAX_WORK_MODULES + 1), Err(WorkError::TooMuch));
    // What is counted wrongly does no harm.
    let counted = ExerciseWork {
        attempts: u32::MAX,
        hints: u32::MAX,
        ..ExerciseWork::default()
    };
    let read = Work::parse(&work(counted).to_json()).unwrap();
    let read = &read.modules.values().next().unwrap().exercises;
    let read = read.values().next().unwrap();
    assert_eq!((read.attempts, read.hints), (9_999, 9_999));
    assert_eq!(
        Work::parse(&" ".repeat(MAX_WORK_BYTES + 1)),
        Err(WorkError::TooMuch)
    );
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
        "{\"kind\": \"ama-work\", \"format\": 6}",
        "work file of format 6, this build reads up to 5",
    );
    check(
        "{\"kind\": \"ama-work\", \"format\": 99999999999}",
        "work file of format 4294967295, this build reads up to 5",
    );
    check(
        "{\"kind\": \"ama-work\", \"format\": 1, \"saved_at\": 0, \"settings\": {}, \"modules\": []}",
        "damaged work file: modules",
    );
    check(
        "{\"kind\": \"ama-work\", \"format\": 1, \"saved_at\": -1, \"settings\": {}, \"modules\": {}}",
        "damaged work file: kind, format, saved_at, settings",
    );
    check(
        "{\"kind\": \"ama-work\", \"format\": 1, \"saved_at\": 0, \"settings\": {}, \"modules\": {\"m1\": {\"exercises\": {\"ex1\": {}, \"ex2\": {\"draft\": {\"number\": 5}}}}}}",
        "damaged work file: modules, m1, exercises, ex2",
    );
}
