//! What a page that died has left, and work that must not be drawn again.
//!
//! When the page's wasm stops, `web/boot/page.js` writes what it was told and the store does not have yet under keys that begin
//! with `rescue/`, and beside it, under keys with a dot, what was being drawn and typed. The next start takes it up
//! ([`take_up`]). The work that was being drawn is put aside under a key that nothing draws (`aside/…`), until the
//! learner wants it back. Knows nothing of browsers.

use spec::work::{ExerciseWork, Shelved, Work};
use spec::{Answer, ExerciseId, ModuleId};

use crate::route::Route;
use crate::storage::{Key, Records, Unread, records_of, work_of};

/// Begins the keys that `web/boot/page.js` writes.
const RESCUE: &str = "rescue/";
/// Begins the keys of work that was put aside.
pub(crate) const ASIDE: &str = "aside/";

/// Begins the keys of what an earlier opening has left, until the learner takes or leaves it.
pub(crate) const EARLIER: &str = "earlier/";

/// Work that is not drawn.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Aside {
    /// Its record.
    pub(crate) key: String,
    /// Title of the module.
    pub(crate) module: String,
    /// Heading of the exercise.
    pub(crate) title: String,
}

/// What a start begins with.
#[derive(Debug, PartialEq)]
pub(crate) struct TakenUp {
    /// The work.
    pub(crate) work: Work,
    /// Other records that change with it; an empty one goes.
    pub(crate) changed: Records,
    /// Records that could not be read.
    pub(crate) unread: Vec<(String, Unread)>,
}

/// Puts together what the store holds and what a page that died has left.
pub(crate) fn take_up(records: &Records) -> TakenUp {
    let (mut work, unread) = work_of(records);
    let (mut changed, mut rescued, mut earlier) = (Records::new(), Records::new(), Records::new());
    for (key, text) in records {
        if let Some(set_apart) = key.strip_prefix(EARLIER) {
            changed.insert(key.clone(), String::new());
            earlier.insert(set_apart.to_owned(), text.clone());
        }
        if let Some(told) = key.strip_prefix(RESCUE) {
            changed.insert(key.clone(), String::new());
            rescued.insert(told.to_owned(), text.clone());
            // Put aside, and not written yet.
            if told.starts_with(ASIDE) {
                changed.insert(told.to_owned(), text.clone());
            }
        }
    }
    if !earlier.is_empty() {
        work.merge(work_of(&earlier).0);
    }
    let left = |what: &str| rescued.get(what).map_or("", String::as_str);
    let mut doubtful = Vec::new();
    if !rescued.is_empty() {
        work.merge(work_of(&rescued).0);
        if let Some(module) = Route::parse(left(".hash")).work() {
            let field = left(".field");
            type_in(&mut work, &module, field, left(".text"), left(".at"));
            let all = !left(".all").is_empty();
            let mut drawn: Option<&ExerciseId> = None;
            for id in work
                .modules
                .get(&module)
                .iter()
                .flat_map(|it| it.exercises.keys())
            {
                if all {
                    doubtful.push((module.clone(), id.clone()));
                } else if is_of(left(".drawing"), id)
                    && drawn.is_none_or(|drawn| drawn.0.len() < id.0.len())
                {
                    drawn = Some(id);
                }
            }
            doubtful.extend(drawn.map(|id| (module, id.clone())));
        }
    }
    for (id, module) in &work.modules {
        for (exercise, done) in &module.exercises {
            if done.is_too_much() {
                doubtful.push((id.clone(), exercise.clone()));
            }
        }
    }
    for (module, exercise) in doubtful {
        let key = Key::Exercise(module.clone(), exercise.clone()).text();
        let place = format!("{ASIDE}{key}");
        let before = changed.get(&place).or_else(|| records.get(&place));
        let before = before.and_then(|text| back(&place, text));
        if let Some(kept) = put_aside(&mut work, module, exercise, before) {
            changed.extend(records_of(&kept).remove(&key).map(|record| (place, record)));
        }
    }
    TakenUp {
        work,
        changed,
        unread,
    }
}

/// Sets what an earlier opening has left apart from what is done now: that work, and the records that change for it.
pub(crate) fn set_apart(taken: TakenUp, stored: &Records) -> (Work, Records) {
    let TakenUp {
        mut work,
        mut changed,
        unread,
    } = taken;
    for module in work.modules.values_mut() {
        for exercise in module.exercises.values_mut() {
            // No other window has the same; what is done now must not go for what was begun anew then.
            exercise.generation = 0;
        }
    }
    for (key, text) in records_of(&work) {
        changed.insert(format!("{EARLIER}{key}"), text);
    }
    let is_unread = |key: &String| unread.iter().any(|(unread, _)| unread == key);
    for key in stored.keys() {
        if Key::parse(key).is_some() && !is_unread(key) {
            changed.insert(key.clone(), String::new());
        }
    }
    (work, changed)
}

/// Whether an element belongs to that exercise: their ids begin with its own.
fn is_of(element: &str, exercise: &ExerciseId) -> bool {
    let rest = element.strip_prefix(exercise.0.as_str());
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
}

/// Brings in what stood in the field that had the focus: it may be newer than all that the page told of.
fn type_in(work: &mut Work, module: &ModuleId, field: &str, text: &str, at: &str) {
    let Some((exercise, name)) = field.rsplit_once('-') else {
        return;
    };
    let id = ExerciseId::from(exercise);
    let old = work.modules.get(module);
    let mut done = old
        .and_then(|it| it.exercises.get(&id))
        .cloned()
        .unwrap_or_default();
    let Some(answer) = Answer::typed_into(name, text, done.draft.as_ref()) else {
        return;
    };
    if text.is_empty() || done.draft.as_ref() == Some(&answer) {
        return;
    }
    let before = done.updated;
    done.updated = at.parse().unwrap_or(before);
    if let Some(answer) = done.draft.replace(answer) {
        done.put_aside(Shelved { answer, at: before });
    }
    let module = work.modules.entry(module.clone()).or_default();
    module.exercises.insert(id, done);
}

/// Takes an exercise's work out; gives it with what was put aside of it before. That it was solved stays.
fn put_aside(
    work: &mut Work,
    module: ModuleId,
    exercise: ExerciseId,
    before: Option<Work>,
) -> Option<Work> {
    let whole = work
        .modules
        .get_mut(&module)?
        .exercises
        .get_mut(&exercise)?;
    let afresh = ExerciseWork {
        attempts: whole.attempts,
        hints: whole.hints,
        seconds: whole.seconds,
        tries: whole.tries.clone(),
        solution_seen: whole.solution_seen,
        solved: whole.solved,
        unaided: whole.unaided,
        skipped: whole.skipped,
        question: whole.question.clone(),
        // What is put back comes after it; else another window brings it back, by its generation.
        generation: whole.generation.saturating_add(1),
        ..ExerciseWork::default()
    };
    let whole = std::mem::replace(whole, afresh);
    let mut kept = Work::default();
    let exercises = &mut kept.modules.entry(module).or_default().exercises;
    exercises.insert(exercise, whole);
    if let Some(before) = before {
        kept.merge(before);
    }
    Some(kept)
}

/// The work that was put aside, by name.
pub(crate) fn asides(records: &Records) -> Vec<Aside> {
    let mut asides = Vec::new();
    for (key, text) in records {
        for (id, module) in back(key, text).iter().flat_map(|work| &work.modules) {
            for (exercise, done) in &module.exercises {
                let named =
                    |title: &String, id: &String| if title.is_empty() { id } else { title }.clone();
                asides.push(Aside {
                    key: key.clone(),
                    module: named(&done.question.module, &id.0),
                    title: named(&done.question.title, &exercise.0),
                });
            }
        }
    }
    asides
}

/// What was put aside under that key, as work.
pub(crate) fn back(key: &str, text: &str) -> Option<Work> {
    let key = key.strip_prefix(ASIDE)?;
    let mut alone = Records::new();
    alone.insert(key.to_owned(), text.to_owned());
    Some(work_of(&alone).0)
}

/// The exercise of a work that was touched last.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct LastTouched {
    /// When, milliseconds since 1970.
    pub(crate) at: u64,
    pub(crate) module: ModuleId,
    pub(crate) exercise: ExerciseId,
}

/// Which exercise was touched last; none where nobody did one.
pub(crate) fn last_touched(work: &Work) -> Option<LastTouched> {
    let mut last = None::<LastTouched>;
    for (module, done) in &work.modules {
        for (exercise, done) in &done.exercises {
            if done.updated > last.as_ref().map_or(0, |last| last.at) {
                last = Some(LastTouched {
                    at: done.updated,
                    module: module.clone(),
                    exercise: exercise.clone(),
                });
            }
        }
    }
    last
}

#[cfg(test)]
mod tests {
    use spec::step::Step;
    use spec::work::{ModuleWork, Question};
    use spec::{StepEntry, TableAnswer};

    use super::*;
    use crate::state::progress::empty_work;

    fn done(draft: Answer, updated: u64) -> ExerciseWork {
        ExerciseWork {
            draft: Some(draft),
            updated,
            solved: true,
            question: Question {
                module: "人口を読む".into(),
                title: "多い順に".into(),
                version: 1,
                ..Question::default()
            },
            ..ExerciseWork::default()
        }
    }

    fn work(exercises: &[(&str, ExerciseWork)]) -> Work {
        let exercises = exercises.iter().cloned();
        let module = ModuleWork {
            version: 1,
            updated: 1,
            exercises: exercises.map(|(id, work)| (id.into(), work)).collect(),
            ..ModuleWork::default()
        };
        let mut work = empty_work();
        work.modules.insert("m".into(), module);
        work
    }

    fn text(text: &str) -> Answer {
        Answer::Text(text.into())
    }

    /// As `web/boot/page.js` writes it.
    fn rescue(records: &mut Records, marks: &[(&str, &str)], told: &Records) {
        let marks = marks.iter().map(|(key, text)| (*key, *text));
        let told = told.iter().map(|(key, text)| (key.as_str(), text.as_str()));
        for (key, text) in marks.chain(told) {
            records.insert(format!("{RESCUE}{key}"), text.to_owned());
        }
    }

    fn exercise(taken: &TakenUp, id: &str) -> ExerciseWork {
        taken.work.modules[&"m".into()].exercises[&id.into()].clone()
    }

    #[test]
    fn without_an_accident_nothing_changes() {
        let work = work(&[("ex1", done(text("津市"), 5))]);
        let taken = take_up(&records_of(&work));
        assert_eq!(
            (taken.work, taken.changed, taken.unread),
            (work, Records::new(), vec![])
        );
    }

    #[test]
    fn what_the_store_did_not_have_yet_comes_back() {
        let stored = work(&[("ex1", done(text("津"), 5))]);
        let typed = work(&[
            ("ex1", done(text("津市"), 6)),
            ("ex2", done(text("伊勢市"), 7)),
        ]);
        let mut records = records_of(&stored);
        rescue(&mut records, &[(".hash", "#/m/m")], &records_of(&typed));
        let taken = take_up(&records);
        assert_eq!(exercise(&taken, "ex1").draft, Some(text("津市")));
        assert_eq!(exercise(&taken, "ex1").shelf, []);
        assert_eq!(exercise(&taken, "ex2").draft, Some(text("伊勢市")));
        // What was left goes in the same transaction.
        let left = records.keys().filter(|key| key.starts_with(RESCUE));
        let gone = left.map(|key| (key.clone(), String::new())).collect();
        assert_eq!(taken.changed, gone);
    }

    #[test]
    fn the_field_that_had_the_focus_comes_back() {
        let stored = work(&[
            ("ex1", done(text("津"), 5)),
            ("ex-2", done(text("四日市"), 5)),
        ]);
        let field = |field: &str, text: &str| {
            let mut records = records_of(&stored);
            let marks = [
                (".at", "8"),
                (".hash", "#/m/m/ex1"),
                (".field", field),
                (".text", text),
            ];
            rescue(&mut records, &marks, &Records::new());
            take_up(&records)
        };
        let typed = exercise(&field("ex1-text", "津市"), "ex1");
        assert_eq!((typed.draft, typed.updated), (Some(text("津市")), 8));
        let first = exercise(&field("ex3-number", "12"), "ex3");
        assert_eq!(first.draft, Some(Answer::Number("12".into())));
        // Of two texts the later stands there, and the other is not lost.
        let other = exercise(&field("ex-2-text", "鈴鹿"), "ex-2");
        assert_eq!(other.draft, Some(text("鈴鹿")));
        assert_eq!(other.shelf[0].answer, text("四日市"));
        for (id, words) in [
            ("ex1-step-0-predicate", "年"),
            ("ex1-text", "津"),
            ("ex1-text", ""),
            ("", "x"),
            ("undefined-editor", "x"),
        ] {
            assert_eq!(field(id, words).work, stored, "{id}");
        }
    }

    #[test]
    fn work_that_was_being_drawn_is_put_aside_with_its_name() {
        let stored = work(&[
            ("ex1", done(text("津市"), 5)),
            ("ex1-b", done(text("鳥羽市"), 5)),
            ("ex2", done(text("尾鷲市"), 5)),
        ]);
        let mut records = records_of(&stored);
        let marks = [(".hash", "#/m/m"), (".drawing", "ex1-b-step-3")];
        rescue(&mut records, &marks, &Records::new());
        let taken = take_up(&records);
        assert_eq!(exercise(&taken, "ex1").draft, Some(text("津市")));
        assert_eq!(exercise(&taken, "ex2").draft, Some(text("尾鷲市")));
        let afresh = exercise(&taken, "ex1-b");
        assert_eq!(
            (afresh.draft, afresh.solved, afresh.generation),
            (None, true, 1)
        );
        // Another window with the same work does not bring it back.
        let mut merged = taken.work.clone();
        merged.merge(stored.clone());
        assert_eq!(
            merged.modules[&"m".into()].exercises[&"ex1-b".into()].draft,
            None
        );
        let named = asides(&taken.changed);
        assert_eq!(named.len(), 1);
        assert_eq!(
            (named[0].module.as_str(), named[0].title.as_str()),
            ("人口を読む", "多い順に")
        );
        // Nothing of it is lost, be it that the page stops again before anything was saved.
        let mut again = records_of(&stored);
        let mut untold = records_of(&taken.work);
        untold.extend(taken.changed.clone());
        untold.retain(|_, text| !text.is_empty());
        rescue(&mut again, &[(".hash", "#/")], &untold);
        let taken_again = take_up(&again);
        assert_eq!(asides(&taken_again.changed), named);
        assert_eq!(exercise(&taken_again, "ex1-b").draft, None);
        let whole = back(&named[0].key, &taken.changed[&named[0].key]).unwrap();
        assert_eq!(
            whole.modules[&"m".into()].exercises[&"ex1-b".into()],
            stored.modules[&"m".into()].exercises[&"ex1-b".into()]
        );
    }

    #[test]
    fn what_stops_the_page_again_is_put_aside_once_more() {
        let stored = work(&[("ex1", done(text("津市"), 5))]);
        let marks = [(".hash", "#/m/m"), (".drawing", "ex1")];
        let mut records = records_of(&stored);
        rescue(&mut records, &marks, &Records::new());
        let first = take_up(&records);
        let key = &asides(&first.changed)[0].key;
        // It was put back on the screen, then another text; the store has not got that far.
        let mut again = records_of(&first.work);
        again.insert(key.clone(), first.changed[key].clone());
        let mut returned = done(text("四日市市"), 9);
        returned.generation = 1;
        rescue(&mut again, &marks, &records_of(&work(&[("ex1", returned)])));
        let second = take_up(&again);
        let kept = asides(&second.changed);
        assert_eq!(kept.iter().map(|it| &it.key).collect::<Vec<_>>(), [key]);
        assert_eq!(exercise(&second, "ex1").draft, None);
    }

    #[test]
    fn a_whole_lesson_is_put_aside_when_the_learner_wants_it_so() {
        let stored = work(&[
            ("ex1", done(text("津市"), 5)),
            ("ex2", done(text("尾鷲市"), 5)),
        ]);
        let taken = |marks: &[(&str, &str)]| {
            let mut records = records_of(&stored);
            rescue(&mut records, marks, &Records::new());
            take_up(&records)
        };
        let all = taken(&[(".hash", "#/m/m/ex2"), (".all", "1")]);
        assert_eq!(asides(&all.changed).len(), 2);
        assert_eq!(exercise(&all, "ex1").draft, None);
        // A trap that no drawing caused puts nothing aside.
        assert_eq!(taken(&[(".hash", "#/m/m/ex2")]).work, stored);
    }

    #[test]
    fn what_an_earlier_opening_left_is_not_mixed_with_what_is_done_now() {
        let first = work(&[("ex1", done(text("津市"), 5))]);
        let mut stored = records_of(&first);
        rescue(
            &mut stored,
            &[(".hash", "#/m/m"), (".drawing", "ex1")],
            &records_of(&first),
        );
        let write = |stored: &mut Records, changed: Records| {
            stored.extend(changed);
            stored.retain(|_, text| !text.is_empty());
        };
        let (_, changed) = set_apart(take_up(&stored), &stored);
        write(&mut stored, changed);
        assert!(stored.keys().all(|key| Key::parse(key).is_none()));
        assert_eq!(asides(&stored).len(), 1);
        // Another is done, nobody has taken or left the first, and the page is gone again.
        let second = work(&[("ex1", done(text("鳥羽市"), 9))]);
        write(&mut stored, records_of(&second));
        let again = take_up(&stored);
        assert_eq!(exercise(&again, "ex1").draft, Some(text("鳥羽市")));
        assert_eq!(asides(&stored).len(), 1);
        let (offered, changed) = set_apart(again, &stored);
        write(&mut stored, changed);
        assert_eq!(take_up(&stored).work, offered);
        // Taken: nothing of it is left beside the work.
        let taken = take_up(&stored);
        write(&mut stored, records_of(&taken.work));
        write(&mut stored, taken.changed);
        assert!(stored.keys().all(|key| !key.starts_with(EARLIER)));
    }

    #[test]
    fn what_is_over_a_limit_is_put_aside_before_it_is_drawn() {
        let predicate = format!("{}年 = 2020{}", "(".repeat(5_000), ")".repeat(5_000));
        let deep = |predicate: String| {
            Answer::Table(TableAnswer {
                steps: vec![StepEntry::on(Step::Filter { predicate })],
                ..TableAnswer::default()
            })
        };
        let long = Answer::Table(TableAnswer {
            steps: vec![StepEntry::on(Step::Head { n: 1 }); 5_000],
            ..TableAnswer::default()
        });
        let stored = work(&[
            ("ex1", done(deep(predicate), 5)),
            ("ex2", done(long, 5)),
            ("ex3", done(deep("(年 = 2020)".into()), 5)),
        ]);
        let taken = take_up(&records_of(&stored));
        assert_eq!(asides(&taken.changed).len(), 2);
        assert_eq!(exercise(&taken, "ex1").draft, None);
        assert!(exercise(&taken, "ex3").draft.is_some());
    }
}
