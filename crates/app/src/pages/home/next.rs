//! What to do next, and what is left of it.

use spec::catalogue::{Catalogue, ExerciseEntry, ModuleEntry};
use spec::work::{Question, Work};

use crate::courses::entry;
use crate::state::progress::{Asked, done_list};

/// What to do next.
#[derive(Debug, PartialEq)]
pub(crate) struct NextUp<'a> {
    pub(crate) module: &'a ModuleEntry,
    pub(crate) kind: NextKind,
    pub(crate) minutes_left: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NextKind {
    /// Nothing was done yet.
    Start,
    /// This lesson was begun.
    Continue,
    /// Others were done; this one was not begun.
    Following,
}

/// The lesson to go on with: the one touched last if it is not finished; else the first unfinished one of its track,
/// then of any track, whose required modules are done. `None` when all is done.
pub(crate) fn next_up<'a>(catalogue: &'a Catalogue, work: &Work) -> Option<NextUp<'a>> {
    let touched = |module: &ModuleEntry| {
        let module = work.modules.get(&module.id)?;
        let exercises = module
            .exercises
            .values()
            .map(|exercise| exercise.updated)
            .max()
            .unwrap_or(0);
        // A lesson only looked at counts as well: its place was noted.
        Some(exercises.max(if module.place.is_empty() {
            0
        } else {
            module.updated
        }))
        .filter(|at| *at > 0)
    };
    let finished = |module: &ModuleEntry| is_finished(module, work);
    let all = || catalogue.tracks.iter().flat_map(|track| &track.modules);
    let latest = all()
        .filter_map(|module| Some((touched(module)?, module)))
        .max_by_key(|(at, _)| *at)
        .map(|(_, module)| module);
    let up = |module, kind| {
        Some(NextUp {
            module,
            kind,
            minutes_left: minutes_left(module, work),
        })
    };
    if let Some(module) = latest.filter(|module| !finished(module)) {
        return up(module, NextKind::Continue);
    }
    let ready = |module: &&ModuleEntry| {
        !finished(module) && still_before(module, catalogue, work).is_empty()
    };
    let own_track = latest.and_then(|latest| {
        catalogue
            .tracks
            .iter()
            .find(|track| track.modules.iter().any(|module| module.id == latest.id))
    });
    let next = own_track
        .and_then(|track| track.modules.iter().find(ready))
        .or_else(|| all().find(ready))?;
    let kind = match (touched(next), latest) {
        (Some(_), _) => NextKind::Continue,
        (None, Some(_)) => NextKind::Following,
        (None, None) => NextKind::Start,
    };
    up(next, kind)
}

/// Whether all its exercises are done.
pub(crate) fn is_finished(module: &ModuleEntry, work: &Work) -> bool {
    done_of(module, work).iter().all(|done| *done)
}

/// The modules to do before this one that are there and not finished.
pub(crate) fn still_before<'a>(
    module: &ModuleEntry,
    catalogue: &'a Catalogue,
    work: &Work,
) -> Vec<&'a ModuleEntry> {
    module
        .requires
        .iter()
        .filter_map(|id| entry(catalogue, id))
        .filter(|required| !is_finished(required, work))
        .collect()
}

/// Minutes left: all of them before the first exercise is done, then the share of the exercises that are open.
pub(crate) fn minutes_left(module: &ModuleEntry, work: &Work) -> u32 {
    let done = done_of(module, work);
    let open = done.iter().filter(|done| !**done).count();
    if open == done.len() {
        return minutes_of(module);
    }
    let share = open as f64 / done.len() as f64;
    (f64::from(minutes_of(module)) * share).ceil() as u32
}

/// Minutes of a module, reading and practice.
pub(crate) fn minutes_of(module: &ModuleEntry) -> u32 {
    module.minutes.read.saturating_add(module.minutes.practice)
}

/// Which of its exercises are done, in order.
pub(crate) fn done_of(module: &ModuleEntry, work: &Work) -> Vec<bool> {
    done_list(
        work,
        &module.id,
        module
            .exercises
            .iter()
            .map(|exercise| (exercise.kind.as_str(), asked(module, exercise))),
    )
}

/// What an exercise asks, as far as the list of courses knows.
fn asked(module: &ModuleEntry, exercise: &ExerciseEntry) -> Asked {
    Asked {
        exercise: exercise.id.clone(),
        question: Question {
            version: module.version,
            asks: exercise.asks,
            ..Question::default()
        },
        keep: module.keep,
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use spec::catalogue::TrackEntry;
    use spec::module::Minutes;
    use spec::work::ExerciseWork;

    use super::*;
    use crate::state::progress::empty_work;

    /// A module of 25 minutes with two exercises.
    pub(crate) fn module(id: &str, requires: &[&str]) -> ModuleEntry {
        let exercise = |id: &str| ExerciseEntry {
            id: id.into(),
            title: id.into(),
            kind: "table".into(),
            asks: spec::Asks::default(),
        };
        ModuleEntry {
            id: id.into(),
            version: 1,
            keep: false,
            title: id.into(),
            minutes: Minutes {
                read: 10,
                practice: 15,
            },
            audience: vec![],
            requires: requires.iter().map(|id| (*id).into()).collect(),
            plan: vec![],
            objectives: vec![],
            exercises: vec![exercise("ex1"), exercise("ex2")],
            url: String::new(),
        }
    }

    fn catalogue() -> Catalogue {
        let track = |id: &str, modules| TrackEntry {
            id: id.into(),
            title: Default::default(),
            summary: Default::default(),
            audience: vec![],
            modules,
        };
        Catalogue {
            tracks: vec![
                track("smart-talent", vec![module("s1", &[])]),
                track(
                    "data-science",
                    vec![module("d1", &[]), module("d2", &["d1", "gone"])],
                ),
            ],
            ..Catalogue::default()
        }
    }

    /// Something was done on an exercise.
    pub(crate) fn did(work: &mut Work, id: &str, exercise: &str, solved: bool, updated: u64) {
        let module = work.modules.entry(id.into()).or_default();
        module.exercises.insert(
            exercise.into(),
            ExerciseWork {
                solved,
                updated,
                ..ExerciseWork::default()
            },
        );
    }

    fn check(work: &Work, expected: Option<(&str, NextKind, u32)>) {
        let catalogue = catalogue();
        let next = next_up(&catalogue, work);
        assert_eq!(
            next.map(|next| (next.module.id.0.as_str(), next.kind, next.minutes_left)),
            expected
        );
    }

    #[test]
    fn the_button_points_at_the_right_lesson() {
        let mut work = empty_work();
        check(&work, Some(("s1", NextKind::Start, 25)));
        did(&mut work, "d1", "ex1", true, 5);
        check(&work, Some(("d1", NextKind::Continue, 13)));
        did(&mut work, "d1", "ex2", true, 6);
        check(&work, Some(("d2", NextKind::Following, 25)));
        did(&mut work, "d2", "ex1", true, 7);
        did(&mut work, "d2", "ex2", true, 8);
        check(&work, Some(("s1", NextKind::Following, 25)));
        did(&mut work, "s1", "ex1", true, 9);
        did(&mut work, "s1", "ex2", true, 10);
        check(&work, None);
    }

    #[test]
    fn the_lesson_touched_last_wins() {
        let mut work = empty_work();
        did(&mut work, "s1", "ex1", false, 3);
        did(&mut work, "d1", "ex1", false, 4);
        check(&work, Some(("d1", NextKind::Continue, 25)));
        did(&mut work, "s1", "ex1", true, 9);
        check(&work, Some(("s1", NextKind::Continue, 13)));
    }

    #[test]
    fn what_comes_before_is_said_until_it_is_done() {
        let catalogue = catalogue();
        let before = |id: &str, work: &Work| -> Vec<String> {
            let module = entry(&catalogue, &id.into()).unwrap();
            still_before(module, &catalogue, work)
                .iter()
                .map(|required| required.title.clone())
                .collect()
        };
        let mut work = empty_work();
        assert_eq!(before("d2", &work), ["d1"]);
        assert!(before("d1", &work).is_empty());
        did(&mut work, "d1", "ex1", true, 1);
        assert_eq!(before("d2", &work), ["d1"]);
        did(&mut work, "d1", "ex2", true, 2);
        assert!(before("d2", &work).is_empty());
    }
}
