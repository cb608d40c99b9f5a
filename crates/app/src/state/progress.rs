//! The learner's work: one pure reducer over [`spec::work::Work`]. Saving is somebody else's job (`crate::saving`).

use std::rc::Rc;

use spec::work::{ExerciseWork, ModuleWork, WORK_FORMAT, Work, WorkSettings};
use spec::{Answer, ExerciseId, ModuleId};
use yew::prelude::*;

/// The learner's work as the page holds it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Progress {
    /// All of it.
    pub(crate) work: Rc<Work>,
    /// Whether what this browser had saved is in it.
    pub(crate) loaded: bool,
}

impl Default for Progress {
    fn default() -> Self {
        Self {
            work: Rc::new(empty_work()),
            loaded: false,
        }
    }
}

/// Work with nothing in it.
pub(crate) fn empty_work() -> Work {
    Work {
        kind: "ama-work".into(),
        format: WORK_FORMAT,
        ..Work::default()
    }
}

/// What can happen to the work.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Action {
    /// Something on one exercise.
    Exercise {
        /// The module.
        module: ModuleId,
        /// The exercise.
        exercise: ExerciseId,
        /// What.
        change: Change,
    },
    /// A lesson was opened: work of an older version is carried over or set aside.
    OpenModule {
        /// The module.
        module: ModuleId,
        /// Its version now.
        version: u32,
        /// Whether work of the version before stays valid.
        keep: bool,
    },
    /// The learner is at this exercise (an empty id: at the start).
    Place {
        /// The module.
        module: ModuleId,
        /// The exercise.
        exercise: ExerciseId,
    },
    /// «最初からやり直す» for a whole module.
    RestartModule {
        /// The module.
        module: ModuleId,
    },
    /// The learner's own town.
    PickTown {
        /// Its name.
        town: String,
    },
    /// Work from another tab joins in; nothing better is lost.
    Merge(Work),
    /// Work from a file joins in, also into exercises that were started afresh since.
    Import(Work),
    /// These parts are exactly so in the store and nothing here differs from what was read before.
    Adopt(Work),
    /// What this browser had saved was read (or could not be).
    Loaded(Option<Work>),
}

/// What can happen on one exercise.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Change {
    /// The editor's content changed.
    Draft(Answer),
    /// An answer was graded.
    Graded {
        /// The answer.
        answer: Answer,
        /// Whether it was right.
        correct: bool,
    },
    /// One hint more was opened.
    HintOpened,
    /// The worked solution was opened.
    SolutionSeen,
    /// A shelved answer becomes the draft.
    TakeShelved(usize),
    /// From the start.
    Restart,
}

/// An action and when it happened; the reducer itself asks no clock.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Dated {
    /// What happened.
    pub(crate) action: Action,
    /// When, milliseconds since 1970.
    pub(crate) now: u64,
}

impl Reducible for Progress {
    type Action = Dated;

    fn reduce(self: Rc<Self>, Dated { action, now }: Dated) -> Rc<Self> {
        let mut next = (*self).clone();
        next.apply(action, now);
        // Nothing changed: nobody needs to draw or save anything.
        if next == *self { self } else { Rc::new(next) }
    }
}

impl Progress {
    fn apply(&mut self, action: Action, now: u64) {
        let work = Rc::make_mut(&mut self.work);
        match action {
            Action::Exercise {
                module,
                exercise,
                change,
            } => {
                let module = work.modules.entry(module).or_default();
                change_exercise(
                    module.exercises.entry(exercise.clone()).or_default(),
                    change,
                    now,
                );
                if module.place != exercise.0 {
                    module.place = exercise.0;
                    module.updated = now;
                }
            }
            Action::OpenModule {
                module,
                version,
                keep,
            } => open_module(work.modules.entry(module).or_default(), version, keep, now),
            Action::Place { module, exercise } => {
                let module = work.modules.entry(module).or_default();
                if module.place != exercise.0 {
                    module.place = exercise.0;
                    module.updated = now;
                }
            }
            Action::RestartModule { module } => {
                if let Some(module) = work.modules.get_mut(&module) {
                    for exercise in module.exercises.values_mut() {
                        change_exercise(exercise, Change::Restart, now);
                    }
                    module.place = String::new();
                    module.updated = now;
                }
            }
            Action::PickTown { town } => work.settings = WorkSettings { town, updated: now },
            Action::Merge(other) => work.merge(other),
            Action::Import(other) => import(work, other),
            Action::Adopt(other) => adopt(work, other),
            Action::Loaded(saved) => {
                if let Some(saved) = saved {
                    work.merge(saved);
                }
                self.loaded = true;
            }
        }
    }
}

/// Work of an older version of the module: kept where the author says so; else answers go to the shelf and the
/// exercises start afresh, because the right answers may be others now.
fn open_module(work: &mut ModuleWork, version: u32, keep: bool, now: u64) {
    if work.version >= version {
        return;
    }
    if work.version > 0 && !keep {
        for exercise in work.exercises.values_mut() {
            let old: Vec<Answer> = exercise
                .draft
                .take()
                .into_iter()
                .chain(exercise.best.take())
                .collect();
            let shelved = std::mem::take(&mut exercise.shelved);
            change_exercise(exercise, Change::Restart, now);
            exercise.shelved = shelved;
            old.into_iter().for_each(|answer| shelve(exercise, answer));
        }
    }
    work.version = version;
    work.updated = now;
}

/// Whether an exercise of that kind counts as done. An essay is never graded: something written is enough, and nothing
/// less.
pub(crate) fn is_done(kind: &str, work: &ExerciseWork) -> bool {
    let written = |answer: &Option<Answer>| matches!(answer, Some(Answer::Essay(text)) if !text.trim().is_empty());
    match kind {
        "essay" => written(&work.draft) || (work.solved && written(&work.best)),
        _ => work.solved,
    }
}

/// The kinds and states of a module's exercises: done or not, in order.
pub(crate) fn done_list<'a>(
    work: &Work,
    module: &ModuleId,
    exercises: impl IntoIterator<Item = (&'a ExerciseId, &'a str)>,
) -> Vec<bool> {
    let module = work.modules.get(module);
    let done = |id, kind| {
        module
            .and_then(|module| module.exercises.get(id))
            .is_some_and(|work| is_done(kind, work))
    };
    exercises
        .into_iter()
        .map(|(id, kind)| done(id, kind))
        .collect()
}

fn change_exercise(work: &mut ExerciseWork, change: Change, now: u64) {
    match change {
        Change::Draft(answer) => {
            if work.draft.as_ref() == Some(&answer) {
                return;
            }
            work.draft = Some(answer);
        }
        Change::Graded { answer, correct } => {
            work.attempts = work.attempts.saturating_add(1);
            if correct {
                work.solved = true;
                work.best = Some(answer.clone());
            }
            // What was typed while the answer was checked is newer.
            work.draft.get_or_insert(answer);
        }
        Change::HintOpened => work.hints = work.hints.saturating_add(1),
        Change::SolutionSeen => {
            if work.solution_seen {
                return;
            }
            work.solution_seen = true;
        }
        Change::TakeShelved(position) => {
            if position >= work.shelved.len() {
                return;
            }
            let taken = work.shelved.remove(position);
            if let Some(draft) = work.draft.replace(taken) {
                shelve(work, draft);
            }
        }
        Change::Restart => {
            if *work
                == (ExerciseWork {
                    updated: work.updated,
                    generation: work.generation,
                    ..ExerciseWork::default()
                })
            {
                return;
            }
            *work = ExerciseWork {
                generation: work.generation.saturating_add(1),
                ..ExerciseWork::default()
            };
        }
    }
    work.updated = now;
}

/// Puts an answer on the shelf, once.
fn shelve(work: &mut ExerciseWork, answer: Answer) {
    if work.draft.as_ref() != Some(&answer) && !work.shelved.contains(&answer) {
        work.shelved.push(answer);
    }
}

/// Joins a file's work in. «最初からやり直す» makes older work give way, but whoever opens a file wants what is in it:
/// both sides get the same generation, so that nothing of either is dropped.
fn import(work: &mut Work, mut file: Work) {
    for (id, module) in &mut file.modules {
        let Some(mine) = work.modules.get_mut(id) else {
            continue;
        };
        for (id, theirs) in &mut module.exercises {
            if let Some(mine) = mine.exercises.get_mut(id) {
                let generation = mine.generation.max(theirs.generation);
                (mine.generation, theirs.generation) = (generation, generation);
                // An exercise just started afresh was touched last, and yet there is nothing in it to keep.
                if mine.draft.is_none() && mine.best.is_none() {
                    mine.updated = 0;
                }
            }
        }
    }
    work.merge(file);
}

/// Takes the given parts as they are.
fn adopt(work: &mut Work, other: Work) {
    if other.settings != WorkSettings::default() {
        work.settings = other.settings;
    }
    for (id, module) in other.modules {
        let mine = work.modules.entry(id).or_default();
        let ModuleWork {
            version,
            place,
            updated,
            exercises,
        } = module;
        // A part that carries exercises only says nothing about the module itself.
        if updated > 0 || version > 0 {
            (mine.version, mine.place, mine.updated) = (version, place, updated);
        }
        mine.exercises.extend(exercises);
    }
}

/// The work and how to change it.
#[derive(Clone, PartialEq)]
pub(crate) struct ProgressContext {
    /// All of it.
    pub(crate) work: Rc<Work>,
    /// Whether what this browser had saved is in it.
    pub(crate) loaded: bool,
    /// Changes it.
    pub(crate) dispatch: Callback<Action>,
}

impl Default for ProgressContext {
    fn default() -> Self {
        Self {
            work: Rc::new(empty_work()),
            loaded: false,
            dispatch: Callback::noop(),
        }
    }
}

/// The learner's work.
#[hook]
pub(crate) fn use_progress() -> ProgressContext {
    use_context::<ProgressContext>().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(answer: &str) -> Answer {
        Answer::Text(answer.into())
    }

    fn run(actions: impl IntoIterator<Item = Action>) -> Progress {
        let mut state = Rc::new(Progress::default());
        for (at, action) in actions.into_iter().enumerate() {
            state = state.reduce(Dated {
                action,
                now: at as u64 + 1,
            });
        }
        (*state).clone()
    }

    fn on(exercise: &str, change: Change) -> Action {
        Action::Exercise {
            module: "m".into(),
            exercise: exercise.into(),
            change,
        }
    }

    fn done(state: &Progress, exercise: &str) -> ExerciseWork {
        state.work.modules[&"m".into()].exercises[&exercise.into()].clone()
    }

    #[test]
    fn a_draft_is_kept_and_moves_the_place() {
        let state = run([
            on("ex1", Change::Draft(text("津"))),
            on("ex2", Change::Draft(text("市"))),
        ]);
        assert_eq!(
            done(&state, "ex1"),
            ExerciseWork {
                draft: Some(text("津")),
                updated: 1,
                ..ExerciseWork::default()
            }
        );
        assert_eq!(state.work.modules[&"m".into()].place, "ex2");
    }

    #[test]
    fn the_same_draft_again_changes_nothing() {
        let state = Rc::new(run([on("ex1", Change::Draft(text("津")))]));
        let again = Rc::clone(&state).reduce(Dated {
            action: on("ex1", Change::Draft(text("津"))),
            now: 9,
        });
        assert!(Rc::ptr_eq(&state, &again));
    }

    #[test]
    fn the_best_answer_stays_when_the_draft_changes() {
        let graded = |answer: &str, correct: bool| {
            let answer = text(answer);
            [
                on("ex1", Change::Draft(answer.clone())),
                on("ex1", Change::Graded { answer, correct }),
            ]
        };
        let state = run([
            graded("no", false),
            graded("yes", true),
            graded("other", false),
        ]
        .into_iter()
        .flatten()
        .chain([
            on("ex1", Change::HintOpened),
            on("ex1", Change::SolutionSeen),
        ]));
        let expected = ExerciseWork {
            draft: Some(text("other")),
            best: Some(text("yes")),
            attempts: 3,
            hints: 1,
            solution_seen: true,
            solved: true,
            updated: 8,
            ..ExerciseWork::default()
        };
        assert_eq!(done(&state, "ex1"), expected);
    }

    #[test]
    fn what_is_typed_while_an_answer_is_checked_stays() {
        let graded = Change::Graded {
            answer: text("12"),
            correct: true,
        };
        let state = run([
            on("ex1", Change::Draft(text("12"))),
            on("ex1", Change::Draft(text("123"))),
            on("ex1", graded.clone()),
        ]);
        assert_eq!(done(&state, "ex1").draft, Some(text("123")));
        assert_eq!(done(&state, "ex1").best, Some(text("12")));
        // An answer that stood there from the start is kept as it was checked.
        let state = run([on("ex1", graded)]);
        assert_eq!(done(&state, "ex1").draft, Some(text("12")));
    }

    #[test]
    fn restarting_raises_the_generation_once() {
        let graded = || {
            on(
                "ex1",
                Change::Graded {
                    answer: text("a"),
                    correct: true,
                },
            )
        };
        let state = run([
            graded(),
            on("ex1", Change::Restart),
            on("ex1", Change::Restart),
        ]);
        assert_eq!(
            done(&state, "ex1"),
            ExerciseWork {
                generation: 1,
                updated: 2,
                ..ExerciseWork::default()
            }
        );
        let state = run([graded(), Action::RestartModule { module: "m".into() }]);
        assert_eq!(done(&state, "ex1").generation, 1);
        assert_eq!(state.work.modules[&"m".into()].place, "");
    }

    #[test]
    fn a_shelved_answer_and_the_draft_change_places() {
        let mut state = run([on("ex1", Change::Draft(text("mine")))]);
        let module = Rc::make_mut(&mut state.work)
            .modules
            .get_mut(&"m".into())
            .unwrap();
        module.exercises.get_mut(&"ex1".into()).unwrap().shelved = vec![text("theirs")];
        let state = Rc::new(state).reduce(Dated {
            action: on("ex1", Change::TakeShelved(0)),
            now: 8,
        });
        assert_eq!(
            (done(&state, "ex1").draft, done(&state, "ex1").shelved),
            (Some(text("theirs")), vec![text("mine")])
        );
        let same = Rc::clone(&state).reduce(Dated {
            action: on("ex1", Change::TakeShelved(5)),
            now: 9,
        });
        assert_eq!(done(&same, "ex1").draft, Some(text("theirs")));
    }

    #[test]
    fn a_newer_module_keeps_work_or_sets_it_aside() {
        let open = |version, keep| Action::OpenModule {
            module: "m".into(),
            version,
            keep,
        };
        let solve = || {
            on(
                "ex1",
                Change::Graded {
                    answer: text("a"),
                    correct: true,
                },
            )
        };
        let kept = run([open(1, false), solve(), open(2, true)]);
        assert!(done(&kept, "ex1").solved);
        let aside = run([open(1, false), solve(), open(2, false)]);
        assert_eq!(
            done(&aside, "ex1"),
            ExerciseWork {
                shelved: vec![text("a")],
                generation: 1,
                updated: 3,
                ..ExerciseWork::default()
            }
        );
        assert_eq!(aside.work.modules[&"m".into()].version, 2);
        let older = run([open(2, false), solve(), open(1, false)]);
        assert!(done(&older, "ex1").solved);
    }

    #[test]
    fn adopting_takes_parts_as_they_are() {
        let state = run([
            on("ex1", Change::Draft(text("a"))),
            Action::PickTown {
                town: "津市".into(),
            },
        ]);
        let mut theirs = empty_work();
        let exercises = [(
            "ex2".into(),
            ExerciseWork {
                attempts: 2,
                ..ExerciseWork::default()
            },
        )]
        .into();
        theirs.modules.insert(
            "m".into(),
            ModuleWork {
                exercises,
                ..ModuleWork::default()
            },
        );
        let state = Rc::new(state).reduce(Dated {
            action: Action::Adopt(theirs),
            now: 9,
        });
        assert_eq!(done(&state, "ex2").attempts, 2);
        assert_eq!(done(&state, "ex1").draft, Some(text("a")));
        assert_eq!(state.work.modules[&"m".into()].place, "ex1");
        assert_eq!(state.work.settings.town, "津市");
    }

    #[test]
    fn a_file_comes_back_after_a_fresh_start() {
        let solve = || {
            on(
                "ex1",
                Change::Graded {
                    answer: text("a"),
                    correct: true,
                },
            )
        };
        let file = (*run([solve()]).work).clone();
        let state = run([
            solve(),
            on("ex1", Change::Restart),
            Action::Import(file.clone()),
        ]);
        let expected = ExerciseWork {
            draft: Some(text("a")),
            best: Some(text("a")),
            attempts: 1,
            solved: true,
            updated: 1,
            generation: 1,
            ..ExerciseWork::default()
        };
        assert_eq!(done(&state, "ex1"), expected);
        let state = run([
            solve(),
            on("ex1", Change::Restart),
            on("ex1", Change::Draft(text("b"))),
            Action::Import(file),
        ]);
        let both = done(&state, "ex1");
        assert_eq!(
            (both.draft, both.best, both.shelved),
            (Some(text("b")), Some(text("a")), vec![text("a")])
        );
    }

    #[test]
    fn an_essay_is_done_when_something_is_written() {
        let essay = |text: &str| ExerciseWork {
            draft: Some(Answer::Essay(text.into())),
            ..ExerciseWork::default()
        };
        assert!(is_done("essay", &essay("考えたこと")));
        assert!(!is_done("essay", &essay(" ")));
        // Pages before this one took an empty field for an answer.
        let empty = ExerciseWork {
            solved: true,
            best: Some(Answer::Essay(String::new())),
            ..essay("")
        };
        assert!(!is_done("essay", &empty));
        let emptied = ExerciseWork {
            solved: true,
            best: Some(Answer::Essay("考えたこと".into())),
            ..essay("")
        };
        assert!(is_done("essay", &emptied));
        assert!(!is_done("table", &essay("考えたこと")));
    }
}
