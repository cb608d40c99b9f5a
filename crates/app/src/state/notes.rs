//! Notes («メモ»): what a learner writes for herself beside an exercise or a lesson's text. Never graded, never asked for.
//!
//! A note is kept as a draft is, in a record of its own: saving, the work file, two windows and a page that died need no second
//! way for it. The record's id begins with [`MARK`], which no id of a course may.

use spec::work::{ExerciseWork, Question, Work};
use spec::{Answer, Exercise, ExerciseId, Module};

use super::progress::Asked;

/// Begins ids of work that belongs to no question of a lesson.
pub(crate) const MARK: char = '~';

/// Most characters of a note.
pub(crate) const MAX_NOTE: usize = 2_000;

/// What a note belongs to: an exercise, or the text of the lesson. «最初からやり直す» leaves it, and so does a new version.
pub(crate) fn asked(module: &Module, exercise: Option<&Exercise>) -> Asked {
    let (id, question) = match exercise {
        Some(exercise) => (exercise.id.as_str(), Question::of(module, exercise)),
        None => (
            "",
            Question {
                module: module.title.clone(),
                version: module.version,
                ..Question::default()
            },
        ),
    };
    Asked {
        exercise: ExerciseId(format!("{MARK}{id}")),
        question,
        keep: true,
    }
}

/// The exercise at which somebody is who works on that record; `None` where it is no exercise.
pub(crate) fn place(record: &ExerciseId) -> Option<&str> {
    let place = record.0.strip_prefix(MARK).unwrap_or(&record.0);
    (!place.is_empty()).then_some(place)
}

/// The note in a record; empty where there is none.
pub(crate) fn text(work: &ExerciseWork) -> &str {
    match &work.draft {
        Some(Answer::Essay(text)) => text,
        _ => "",
    }
}

/// The other notes that a record holds: of another window or file, or beside a question that stood there before.
pub(crate) fn others(work: &ExerciseWork) -> Vec<&str> {
    let shelf = work.shelf.iter().map(|aside| &aside.answer);
    let drafts = work.others.iter().filter_map(|other| other.draft.as_ref());
    let texts = shelf.chain(drafts).filter_map(|answer| match answer {
        Answer::Essay(text) if !text.trim().is_empty() => Some(text.as_str()),
        _ => None,
    });
    texts.filter(|it| *it != text(work)).collect()
}

/// What was typed, as far as it is kept.
pub(crate) fn cut(typed: &str) -> String {
    typed.chars().take(MAX_NOTE).collect()
}

/// The notes of a lesson with what each stands beside: `None` for the text, else the exercise's number, from 1, and heading.
pub(crate) fn of_lesson(module: &Module, work: &Work) -> Vec<(Option<(usize, String)>, String)> {
    let Some(mine) = work.modules.get(&module.id) else {
        return Vec::new();
    };
    let numbered = module.exercises().enumerate();
    let exercises = numbered.map(|(at, it)| (Some((at + 1, it.title.clone())), Some(it)));
    let places = std::iter::once((None, None)).chain(exercises);
    let notes = places.filter_map(|(place, exercise)| {
        let asked = asked(module, exercise);
        let work = asked.work(mine.exercises.get(&asked.exercise)?.clone());
        let note = text(&work).trim();
        (!note.is_empty()).then(|| (place, note.to_owned()))
    });
    notes.collect()
}

#[cfg(test)]
mod tests {
    use spec::exercise::EssayExercise;
    use spec::module::Section;
    use spec::work::{ModuleWork, Shelved};
    use spec::{Asks, ExerciseKind};

    use super::*;
    use crate::state::progress::empty_work;

    fn exercise(id: &str, answer: u64) -> Exercise {
        Exercise {
            id: id.into(),
            title: format!("題 {id}"),
            points: 10,
            task: vec![],
            hints: vec![],
            explanation: vec![],
            kind: ExerciseKind::Essay(EssayExercise {}),
            asks: Asks { answer, words: 1 },
        }
    }

    fn lesson(version: u32) -> Module {
        let sections = ["ex1", "text"].map(|id| Section::Exercise(Box::new(exercise(id, 7))));
        Module {
            id: "m".into(),
            version,
            sections: sections.into(),
            ..Module::default()
        }
    }

    fn note(text: &str) -> ExerciseWork {
        ExerciseWork {
            draft: Some(Answer::Essay(text.into())),
            ..ExerciseWork::default()
        }
    }

    #[test]
    fn no_two_notes_and_no_exercise_share_a_record() {
        let module = lesson(1);
        let ids = |exercise| asked(&module, exercise).exercise.0;
        let all: Vec<String> = module.exercises().map(|it| ids(Some(it))).collect();
        assert_eq!(all, ["~ex1", "~text"]);
        assert_eq!(ids(None), "~");
        assert_eq!(place(&"~ex1".into()), Some("ex1"));
        assert_eq!(place(&"ex1".into()), Some("ex1"));
        assert_eq!(place(&"~".into()), None);
    }

    #[test]
    fn notes_stay_with_a_new_version_of_the_lesson() {
        let mut work = empty_work();
        let (old, new) = (lesson(1), lesson(2));
        let of = asked(&old, old.exercises().next());
        let mut kept = note("見出しの年に注意");
        kept.question = of.question.clone();
        let exercises = [(of.exercise, kept), ("~".into(), note("全体"))].into();
        let module = ModuleWork {
            exercises,
            ..ModuleWork::default()
        };
        work.modules.insert("m".into(), module);
        let expected = [
            (None, "全体".to_owned()),
            (
                Some((1, "題 ex1".to_owned())),
                "見出しの年に注意".to_owned(),
            ),
        ];
        assert_eq!(of_lesson(&new, &work), expected);
    }

    #[test]
    fn what_another_window_wrote_is_there_too() {
        let mut mine = note("こちら");
        let answer = Answer::Essay("あちら".into());
        mine.shelf.push(Shelved { answer, at: 1 });
        mine.others.push(note("前の練習のとき"));
        mine.others.push(note("  "));
        mine.others.push(note("こちら"));
        assert_eq!(
            (text(&mine), others(&mine)),
            ("こちら", vec!["あちら", "前の練習のとき"])
        );
    }

    #[test]
    fn a_note_is_cut_by_letters_not_by_bytes() {
        let long = "海".repeat(MAX_NOTE + 5);
        assert_eq!(cut(&long).chars().count(), MAX_NOTE);
        assert_eq!(cut("短い\n"), "短い\n");
    }
}
