//! What to do next, what is left of it, and how far down the road of a track somebody is.

use spec::ModuleId;
use spec::catalogue::{Catalogue, ExerciseEntry, ModuleEntry, TrackEntry};
use spec::work::{Question, Work};

use crate::courses::entry;
use crate::state::progress::{Asked, done_list};

/// What to do next.
#[derive(Debug, PartialEq)]
pub(crate) struct NextUp<'a> {
    pub(crate) module: &'a ModuleEntry,
    pub(crate) kind: NextKind,
    pub(crate) minutes_left: u32,
    /// Where to go on in a lesson that was begun: the exercise with its number, counted from 1.
    pub(crate) exercise: Option<(usize, &'a ExerciseEntry)>,
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
    let finished = |module: &ModuleEntry| is_finished(module, work);
    let all = || catalogue.tracks.iter().flat_map(|track| &track.modules);
    let latest = all()
        .filter_map(|module| Some((touched(module, work)?, module)))
        .max_by_key(|(at, _)| *at)
        .map(|(_, module)| module);
    let up = |module, kind| {
        let begun = kind == NextKind::Continue;
        Some(NextUp {
            module,
            kind,
            minutes_left: minutes_left(module, work),
            exercise: begun.then(|| resume_at(module, work)).flatten(),
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
    let kind = match (touched(next, work), latest) {
        (Some(_), _) => NextKind::Continue,
        (None, Some(_)) => NextKind::Following,
        (None, None) => NextKind::Start,
    };
    up(next, kind)
}

/// When something was last done in a module, milliseconds since 1970. A lesson only looked at counts as well: its place was noted.
fn touched(module: &ModuleEntry, work: &Work) -> Option<u64> {
    let module = work.modules.get(&module.id)?;
    let exercises = module.exercises.values().map(|exercise| exercise.updated);
    let looked = if module.place.is_empty() {
        0
    } else {
        module.updated
    };
    Some(exercises.max().unwrap_or(0).max(looked)).filter(|at| *at > 0)
}

/// The exercise to go on with, and its number: the one she was at if it is open, else the next open one after it, else the
/// first that is open.
fn resume_at<'a>(module: &'a ModuleEntry, work: &Work) -> Option<(usize, &'a ExerciseEntry)> {
    let place = work.modules.get(&module.id).map(|it| it.place.as_str());
    let mut ids = module.exercises.iter().map(|it| it.id.as_str());
    let here = ids.position(|id| Some(id) == place).unwrap_or(0);
    let done = done_of(module, work);
    let at = (here..done.len())
        .chain(0..here)
        .find(|at| done.get(*at) == Some(&false))?;
    Some((at + 1, module.exercises.get(at)?))
}

/// Where to go from the end of a lesson.
#[derive(Debug, PartialEq)]
pub(crate) struct WayOn<'a> {
    /// The lesson that comes next.
    pub(crate) module: &'a ModuleEntry,
    /// Its track, where that is another one.
    pub(crate) track: Option<&'a TrackEntry>,
}

/// The lesson after that one: the next unfinished one of its track, then what was left out there, then the first of another
/// track whose required modules are done. `None` when nothing else is left.
pub(crate) fn way_on<'a>(
    catalogue: &'a Catalogue,
    work: &Work,
    id: &ModuleId,
) -> Option<WayOn<'a>> {
    let is_open = |module: &&ModuleEntry| module.id != *id && !is_finished(module, work);
    let place = |track: &TrackEntry| track.modules.iter().position(|it| it.id == *id);
    let mine = |track: &'a TrackEntry| {
        let at = place(track)?;
        let after = track.modules.iter().skip(at + 1);
        after.chain(track.modules.iter().take(at)).find(is_open)
    };
    if let Some(module) = catalogue.tracks.iter().find_map(mine) {
        return Some(WayOn {
            module,
            track: None,
        });
    }
    let at = catalogue.tracks.iter().position(|it| place(it).is_some());
    let at = at.map_or(0, |at| at + 1);
    let after = catalogue.tracks.iter().skip(at);
    let mut others = after.chain(catalogue.tracks.iter().take(at));
    others.find_map(|track| {
        let ready = |it: &&ModuleEntry| is_open(it) && still_before(it, catalogue, work).is_empty();
        let module = track.modules.iter().find(ready)?;
        Some(WayOn {
            module,
            track: Some(track),
        })
    })
}

/// What a lesson is on the road of its track.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stop {
    /// All of it is done.
    Done,
    /// She is here: begun, and touched later than any other that is not finished.
    Here,
    /// Begun and left.
    Begun,
    /// The one to begin next.
    Next,
    /// Further on.
    Later,
}

/// The road of a track: what each of its modules is, in order.
pub(crate) fn road(track: &TrackEntry, catalogue: &Catalogue, work: &Work) -> Vec<Stop> {
    let open = || {
        let modules = track.modules.iter().enumerate();
        modules.filter(|(_, module)| !is_finished(module, work))
    };
    let here = open()
        .filter_map(|(at, module)| Some((touched(module, work)?, at)))
        .max()
        .map(|(_, at)| at);
    let fresh = || open().filter(|(_, module)| touched(module, work).is_none());
    let is_ready = |module: &ModuleEntry| {
        let mut before = still_before(module, catalogue, work).into_iter();
        // What she is at is as good as done: it is the one behind that comes next.
        before.all(|it| here.and_then(|at| track.modules.get(at)) == Some(it))
    };
    let next = fresh()
        .find(|(_, module)| is_ready(module))
        .or_else(|| fresh().next())
        .map(|(at, _)| at);
    let modules = track.modules.iter().enumerate();
    modules
        .map(|(at, module)| {
            if is_finished(module, work) {
                Stop::Done
            } else if here == Some(at) {
                Stop::Here
            } else if touched(module, work).is_some() {
                Stop::Begun
            } else if next == Some(at) {
                Stop::Next
            } else {
                Stop::Later
            }
        })
        .collect()
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
            lead: String::new(),
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
    fn one_goes_on_at_the_exercise_she_was_at() {
        let catalogue = catalogue();
        let at = |work: &Work| {
            let next = next_up(&catalogue, work)?;
            let (number, exercise) = next.exercise?;
            Some((next.module.id.0.clone(), number, exercise.id.0.clone()))
        };
        let place = |work: &mut Work, place: &str| {
            let module = work.modules.entry("s1".into()).or_default();
            (module.place, module.updated) = (place.into(), 50);
        };
        let is = |number: usize, exercise: &str| Some(("s1".into(), number, exercise.into()));
        let mut work = empty_work();
        // Nothing was begun: there is a lesson, and no exercise to go on at.
        assert_eq!(at(&work), None);
        place(&mut work, "ex2");
        assert_eq!(at(&work), is(2, "ex2"));
        // Done: on to the one that was left out, round from the end.
        did(&mut work, "s1", "ex2", true, 3);
        assert_eq!(at(&work), is(1, "ex1"));
        // A place that is in the lesson no more.
        place(&mut work, "ex9");
        assert_eq!(at(&work), is(1, "ex1"));
        did(&mut work, "s1", "ex1", true, 4);
        assert_eq!(at(&work), None);
    }

    #[test]
    fn there_is_a_way_on_from_every_lesson_until_all_is_done() {
        let catalogue = catalogue();
        let on = |id: &str, work: &Work| {
            way_on(&catalogue, work, &id.into()).map(|way| {
                let track = way.track.map(|track| track.id.0.clone());
                (way.module.id.0.clone(), track)
            })
        };
        let to = |id: &str, track: Option<&str>| Some((id.into(), track.map(str::to_owned)));
        let finish = |work: &mut Work, id: &str| {
            did(work, id, "ex1", true, 1);
            did(work, id, "ex2", true, 1);
        };
        let mut work = empty_work();
        assert_eq!(on("d1", &work), to("d2", None));
        // The only one of its track, and a lesson that no track has.
        assert_eq!(on("s1", &work), to("d1", Some("data-science")));
        assert_eq!(on("x", &work), to("s1", Some("smart-talent")));
        // What was left out comes before another track; one that needs another is not proposed.
        assert_eq!(on("d2", &work), to("d1", None));
        finish(&mut work, "d1");
        assert_eq!(on("s1", &work), to("d2", Some("data-science")));
        assert_eq!(on("d2", &work), to("s1", Some("smart-talent")));
        finish(&mut work, "d2");
        assert_eq!(on("d1", &work), to("s1", Some("smart-talent")));
        assert_eq!(on("s1", &work), None);
    }

    #[test]
    fn a_lesson_in_two_tracks_leads_on_in_either() {
        let mut catalogue = catalogue();
        let again = catalogue.tracks[0].modules[0].clone();
        catalogue.tracks.push(TrackEntry {
            id: "more".into(),
            title: Default::default(),
            summary: Default::default(),
            audience: vec![],
            modules: vec![again, module("m1", &[])],
        });
        let work = empty_work();
        let way = way_on(&catalogue, &work, &"s1".into()).unwrap();
        assert_eq!((way.module.id.as_str(), way.track), ("m1", None));
    }

    #[test]
    fn the_road_says_where_she_is() {
        let mut catalogue = catalogue();
        let track = &mut catalogue.tracks[1];
        track
            .modules
            .extend([module("d3", &["d2"]), module("d4", &[])]);
        let road = |work: &Work| road(&catalogue.tracks[1], &catalogue, work);
        let mut work = empty_work();
        use Stop::{Begun, Done, Here, Later, Next};
        assert_eq!(road(&work), [Next, Later, Later, Later]);
        did(&mut work, "d1", "ex1", true, 1);
        assert_eq!(road(&work), [Here, Next, Later, Later]);
        did(&mut work, "d1", "ex2", true, 2);
        assert_eq!(road(&work), [Done, Next, Later, Later]);
        // Whoever goes straight to another one is there.
        did(&mut work, "d3", "ex1", false, 3);
        assert_eq!(road(&work), [Done, Next, Here, Later]);
        did(&mut work, "d2", "ex1", false, 4);
        assert_eq!(road(&work), [Done, Here, Begun, Next]);
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
