//! The learner's work: one pure reducer over [`spec::work::Work`]. Saving is somebody else's job (`crate::saving`).

use std::rc::Rc;

use spec::score::is_done;
use spec::work::{
    ExerciseWork, MAX_NAME, ModuleWork, Question, Shelved, Try, WORK_FORMAT, Work, WorkSettings,
};
use spec::{Answer, Exercise, ExerciseId, Module, ModuleId, StepEntry};
use yew::prelude::*;

use super::notes;

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

/// The question that is on the screen, which alone says what of the saved work belongs here.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Asked {
    /// Its exercise.
    pub(crate) exercise: ExerciseId,
    /// The question.
    pub(crate) question: Question,
    /// Whether work of the version before stays valid.
    pub(crate) keep: bool,
}

impl Asked {
    /// What that exercise asks.
    pub(crate) fn by(module: &Module, exercise: &Exercise) -> Self {
        Self {
            exercise: exercise.id.clone(),
            question: Question::of(module, exercise),
            keep: module.keep,
        }
    }

    /// The work that belongs to it, the rest of what the id has behind it.
    pub(crate) fn work(&self, work: ExerciseWork) -> ExerciseWork {
        work.turned_to(&self.question, self.keep)
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
        asked: Asked,
        /// What.
        change: Change,
        /// Seconds that were spent on it and are not in the work yet.
        seconds: u32,
    },
    /// A lesson was opened: work on other questions, or of an older version, makes room.
    OpenModule {
        /// The module.
        module: ModuleId,
        /// Its version now.
        version: u32,
        /// Its exercises.
        asked: Vec<Asked>,
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
        /// Its exercises.
        asked: Vec<Asked>,
    },
    /// The learner's own town.
    PickTown {
        /// Its name.
        town: String,
    },
    /// The name that the learner goes by.
    Name {
        /// As she typed it.
        who: String,
    },
    /// Work from another tab joins in; nothing better is lost.
    Merge(Work),
    /// The same while somebody types here: these drafts stay what they are, and the others are put aside.
    MergeBeside(Work),
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
    /// The steps beside a question changed.
    Scratch(Vec<StepEntry>),
    /// An answer was graded.
    Graded {
        /// The answer.
        answer: Answer,
        /// Whether it was right.
        correct: bool,
        /// Seconds spent on it since the try before.
        seconds: u32,
        /// Codes of what was seen in a wrong one.
        found: Vec<String>,
    },
    /// One hint more was opened.
    HintOpened,
    /// The worked solution was opened.
    SolutionSeen,
    /// An answer that was put aside becomes the draft.
    Take(Answer),
    /// Steps that were put aside become those beside the question.
    TakeScratch(Vec<StepEntry>),
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
                asked,
                change,
                seconds,
            } => {
                let module = work.modules.entry(module).or_default();
                let exercise = module.exercises.entry(asked.exercise.clone()).or_default();
                *exercise = asked.work(std::mem::take(exercise));
                change_exercise(exercise, change, now, seconds);
                // Who writes a note is at its exercise.
                if let Some(place) = notes::place(&asked.exercise)
                    && module.place != place
                {
                    module.place = place.to_owned();
                    module.updated = now;
                }
            }
            Action::OpenModule {
                module,
                version,
                asked,
            } => open_module(work.modules.entry(module).or_default(), version, &asked),
            Action::Place { module, exercise } => {
                let module = work.modules.entry(module).or_default();
                if module.place != exercise.0 {
                    module.place = exercise.0;
                    module.updated = now;
                }
            }
            Action::RestartModule { module, asked } => {
                if let Some(module) = work.modules.get_mut(&module) {
                    for asked in asked {
                        if let Some(exercise) = module.exercises.get_mut(&asked.exercise) {
                            *exercise = asked.work(std::mem::take(exercise));
                            change_exercise(exercise, Change::Restart, now, 0);
                        }
                    }
                    module.place = String::new();
                    module.updated = now;
                }
            }
            Action::PickTown { town } => {
                work.settings.town = town;
                work.settings.updated = now;
            }
            Action::Name { who } => {
                work.settings.who = who.chars().take(MAX_NAME).collect();
                work.settings.updated = now;
            }
            Action::Merge(other) => work.merge(other),
            Action::MergeBeside(other) => beside(work, other),
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

/// Work that belongs to the questions of the lesson is marked as theirs, so that no other text with the same ids takes
/// it over later.
fn open_module(work: &mut ModuleWork, version: u32, asked: &[Asked]) {
    for asked in asked {
        if let Some(exercise) = work.exercises.get_mut(&asked.exercise) {
            let turned = asked.work(exercise.clone());
            // Where nothing belongs here, nothing needs to be written.
            if !turned.is_untouched() {
                *exercise = turned;
            }
        }
    }
    // When it was touched is when its place was noted: whoever only opens it must not lose the place that another copy has.
    work.version = work.version.max(version);
}

/// Which exercises of a module are done, in order: what `spec::score::standing` counts, one by one, and of modules too of which
/// only the list of courses is here, which has no points.
pub(crate) fn done_list<'a>(
    work: &Work,
    module: &ModuleId,
    exercises: impl IntoIterator<Item = (&'a str, Asked)>,
) -> Vec<bool> {
    let module = work.modules.get(module);
    let done = |kind: &str, asked: &Asked| {
        let work = module?.exercises.get(&asked.exercise)?;
        Some(work.any_for(&asked.question, asked.keep, |work| is_done(kind, work)))
    };
    exercises
        .into_iter()
        .map(|(kind, asked)| done(kind, &asked).unwrap_or_default())
        .collect()
}

/// Nothing is written because seconds passed: they come in where something else changed.
fn change_exercise(work: &mut ExerciseWork, change: Change, now: u64, seconds: u32) {
    match change {
        Change::Draft(answer) => {
            if work.draft.as_ref() == Some(&answer) {
                return;
            }
            work.draft = Some(answer);
            // Whoever goes on with it has not passed it over.
            work.skipped = false;
        }
        Change::Scratch(steps) => {
            if work.scratch == steps {
                return;
            }
            work.scratch = steps;
            work.skipped = false;
        }
        Change::Graded {
            answer,
            correct,
            seconds,
            found,
        } => {
            work.attempts = work.attempts.saturating_add(1);
            work.skipped = false;
            // Nobody grades an essay.
            if answer.kind().is_graded() {
                work.unaided |= correct && !work.solution_seen;
                work.note_try(Try {
                    at: now,
                    correct,
                    seconds,
                    found,
                });
            }
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
        Change::Take(answer) => {
            work.shelf.retain(|aside| aside.answer != answer);
            let at = work.updated;
            if let Some(answer) = work.draft.replace(answer) {
                work.put_aside(Shelved { answer, at });
            }
        }
        Change::TakeScratch(steps) => {
            let taken = ExerciseWork::scratch_aside(steps.clone());
            work.shelf.retain(|aside| aside.answer != taken);
            let before = std::mem::replace(&mut work.scratch, steps);
            let at = work.updated;
            work.put_aside(Shelved {
                answer: ExerciseWork::scratch_aside(before),
                at,
            });
        }
        Change::Restart => {
            if !work.start_afresh() {
                return;
            }
        }
    }
    work.seconds = work.seconds.saturating_add(seconds);
    work.updated = now;
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
                let all = |work: &ExerciseWork| {
                    let others = work.others.iter().map(|other| other.generation).max();
                    others.unwrap_or_default().max(work.generation)
                };
                let generation = all(mine).max(all(theirs));
                level(mine, generation);
                level(theirs, generation);
                // An exercise just started afresh was touched last, and yet there is nothing in it to keep.
                if mine.draft.is_none() && mine.scratch.is_empty() && mine.best.is_none() {
                    mine.updated = 0;
                }
            }
        }
    }
    work.merge(file);
}

fn level(work: &mut ExerciseWork, generation: u32) {
    work.generation = generation;
    for other in &mut work.others {
        other.generation = generation;
    }
}

impl Action {
    /// The exercise that somebody typed in here.
    pub(crate) fn typed(&self) -> Option<(ModuleId, ExerciseId)> {
        match self {
            Self::Exercise {
                module,
                asked,
                change: Change::Draft(_) | Change::Scratch(_),
                ..
            } => Some((module.clone(), asked.exercise.clone())),
            _ => None,
        }
    }
}

/// Joins work on exercises in without touching what is typed there.
fn beside(work: &mut Work, other: Work) {
    for (id, module) in other.modules {
        let mine = &mut work.modules.entry(id).or_default().exercises;
        for (id, theirs) in module.exercises {
            let here = mine.remove(&id).unwrap_or_default();
            mine.insert(id, here.merged_beside(theirs));
        }
    }
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
    use spec::Asks;

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
            asked: Asked {
                exercise: exercise.into(),
                ..Asked::default()
            },
            change,
            seconds: 0,
        }
    }

    fn graded(answer: &str, correct: bool) -> Change {
        Change::Graded {
            answer: text(answer),
            correct,
            seconds: 0,
            found: Vec::new(),
        }
    }

    fn tried(at: u64, correct: bool) -> Try {
        Try {
            at,
            correct,
            ..Try::default()
        }
    }

    #[test]
    fn steps_beside_a_question_are_work_like_its_draft() {
        let steps = |n: u64| vec![StepEntry::on(spec::Step::Head { n })];
        let state = run([
            on("ex1", Change::Draft(text("12"))),
            on("ex1", Change::Scratch(steps(1))),
            on("ex1", Change::Scratch(steps(2))),
        ]);
        let now = done(&state, "ex1");
        assert_eq!((now.draft, now.scratch), (Some(text("12")), steps(2)));
        // What is taken from the shelf stands beside the question, and what stood there is on the shelf.
        let state = run([
            on("ex1", Change::Scratch(steps(1))),
            on("ex1", Change::TakeScratch(steps(7))),
        ]);
        let now = done(&state, "ex1");
        assert_eq!((now.draft, now.scratch), (None, steps(7)));
        assert_eq!(now.shelf[0].answer, ExerciseWork::scratch_aside(steps(1)));
        let typed = on("ex1", Change::Scratch(Vec::new())).typed();
        assert_eq!(typed, Some(("m".into(), "ex1".into())));
        let state = run([
            on("ex1", Change::Scratch(steps(1))),
            on("ex1", Change::Restart),
        ]);
        assert!(done(&state, "ex1").scratch.is_empty());
    }

    /// A question about which nothing but this is known.
    fn asked(exercise: &str, answer: u64, version: u32) -> Asked {
        let asks = Asks {
            answer,
            words: if answer.is_multiple_of(2) {
                0
            } else {
                u64::MAX
            },
        };
        Asked {
            exercise: exercise.into(),
            question: Question {
                module: format!("教材 {answer}"),
                title: exercise.into(),
                version,
                asks,
            },
            keep: false,
        }
    }

    fn solved(asked: &Asked, answer: &str) -> Action {
        Action::Exercise {
            module: "m".into(),
            asked: asked.clone(),
            change: graded(answer, true),
            seconds: 0,
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
    fn a_note_is_kept_at_its_exercise_and_outlives_a_new_start() {
        let note = |text: &str| Change::Draft(Answer::Essay(text.into()));
        let restart = Action::RestartModule {
            module: "m".into(),
            asked: vec![asked("ex1", 1, 1)],
        };
        let state = run([
            on("ex2", Change::Draft(text("津"))),
            on("~ex1", note("あとで")),
            on("~", note("全体")),
        ]);
        assert_eq!(state.work.modules[&"m".into()].place, "ex1");
        let mut state = Rc::new(state);
        state = state.reduce(Dated {
            action: restart,
            now: 9,
        });
        let note = |id: &str| done(&state, id).draft;
        assert_eq!(note("~ex1"), Some(Answer::Essay("あとで".into())));
        assert_eq!(note("~"), Some(Answer::Essay("全体".into())));
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
        let checked = |answer: &str, correct: bool| {
            [
                on("ex1", Change::Draft(text(answer))),
                on("ex1", graded(answer, correct)),
            ]
        };
        let state = run([
            checked("no", false),
            checked("yes", true),
            checked("other", false),
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
            tries: vec![tried(2, false), tried(4, true), tried(6, false)],
            solution_seen: true,
            solved: true,
            unaided: true,
            updated: 8,
            ..ExerciseWork::default()
        };
        assert_eq!(done(&state, "ex1"), expected);
    }

    #[test]
    fn what_is_typed_while_an_answer_is_checked_stays() {
        let state = run([
            on("ex1", Change::Draft(text("12"))),
            on("ex1", Change::Draft(text("123"))),
            on("ex1", graded("12", true)),
        ]);
        assert_eq!(done(&state, "ex1").draft, Some(text("123")));
        assert_eq!(done(&state, "ex1").best, Some(text("12")));
        // An answer that stood there from the start is kept as it was checked.
        let state = run([on("ex1", graded("12", true))]);
        assert_eq!(done(&state, "ex1").draft, Some(text("12")));
    }

    #[test]
    fn restarting_raises_the_generation_once() {
        let solve = || on("ex1", graded("a", true));
        let state = run([
            solve(),
            on("ex1", Change::Restart),
            on("ex1", Change::Restart),
        ]);
        assert_eq!(
            done(&state, "ex1"),
            ExerciseWork {
                // What was tried was tried.
                tries: vec![tried(1, true)],
                unaided: true,
                generation: 1,
                updated: 2,
                ..ExerciseWork::default()
            }
        );
        let state = run([
            solve(),
            Action::RestartModule {
                module: "m".into(),
                asked: vec![Asked {
                    exercise: "ex1".into(),
                    ..Asked::default()
                }],
            },
        ]);
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
        let shelf = [("theirs", 7), ("third", 3)].map(|(draft, at)| Shelved {
            answer: text(draft),
            at,
        });
        module.exercises.get_mut(&"ex1".into()).unwrap().shelf = shelf.into();
        let state = Rc::new(state).reduce(Dated {
            action: on("ex1", Change::Take(text("theirs"))),
            now: 8,
        });
        let shelf: Vec<(Answer, u64)> = done(&state, "ex1")
            .shelf
            .into_iter()
            .map(|aside| (aside.answer, aside.at))
            .collect();
        assert_eq!(done(&state, "ex1").draft, Some(text("theirs")));
        assert_eq!(shelf, [(text("third"), 3), (text("mine"), 1)]);
    }

    #[test]
    fn a_newer_module_keeps_work_or_sets_it_aside() {
        let open = |version, keep| {
            let asked = Asked {
                keep,
                ..asked("ex1", 2, version)
            };
            Action::OpenModule {
                module: "m".into(),
                version,
                asked: vec![asked],
            }
        };
        let shown = |state: &Progress, version, keep| {
            let asked = Asked {
                keep,
                ..asked("ex1", 2, version)
            };
            asked.work(done(state, "ex1"))
        };
        let solve = || solved(&asked("ex1", 2, 1), "a");
        let kept = run([open(1, false), solve(), open(2, true)]);
        assert!(done(&kept, "ex1").solved);
        assert_eq!(done(&kept, "ex1").question.version, 2);
        let aside = run([open(1, false), solve(), open(2, false)]);
        let now = shown(&aside, 2, false);
        assert!(now.draft.is_none() && now.best.is_none() && !now.solved);
        assert_eq!(now.others[0].best, Some(text("a")));
        assert_eq!(aside.work.modules[&"m".into()].version, 2);
        // The old edition is opened once more.
        assert!(shown(&aside, 1, false).solved);
    }

    #[test]
    fn another_text_under_the_same_id_takes_nothing_over() {
        let (here, there) = (asked("ex1", 2, 1), asked("ex1", 3, 1));
        let open = |asked: &Asked| Action::OpenModule {
            module: "m".into(),
            version: 1,
            asked: vec![asked.clone()],
        };
        let is_done = |state: &Progress, asked: &Asked| {
            done_list(&state.work, &"m".into(), [("text", asked.clone())])
        };
        // Solved on one site; the other one is opened, begun and started afresh.
        let state = run([open(&here), solved(&here, "津市"), open(&there)]);
        assert_eq!(is_done(&state, &here), [true]);
        assert_eq!(is_done(&state, &there), [false]);
        assert_eq!(there.work(done(&state, "ex1")).draft, None);
        let state = run([
            open(&here),
            solved(&here, "津市"),
            open(&there),
            solved(&there, "伊勢市"),
            Action::RestartModule {
                module: "m".into(),
                asked: vec![there.clone()],
            },
        ]);
        assert_eq!(is_done(&state, &there), [false]);
        assert_eq!(is_done(&state, &here), [true]);
        let back = here.work(done(&state, "ex1"));
        assert_eq!(back.draft, Some(text("津市")));
        // Nothing of the other question is offered as a draft of this one.
        assert_eq!(back.shelf, []);
    }

    #[test]
    fn work_of_format_1_belongs_to_the_first_that_is_opened() {
        let mut old = empty_work();
        let exercise = ExerciseWork {
            solved: true,
            ..ExerciseWork::default()
        };
        let module = ModuleWork {
            version: 1,
            exercises: [("ex1".into(), exercise)].into(),
            ..ModuleWork::default()
        };
        old.modules.insert("m".into(), module);
        old.upgrade();
        let (first, second) = (asked("ex1", 2, 1), asked("ex1", 3, 1));
        let state = run([
            Action::Loaded(Some(old)),
            Action::OpenModule {
                module: "m".into(),
                version: 1,
                asked: vec![first.clone()],
            },
        ]);
        assert!(first.work(done(&state, "ex1")).solved);
        assert!(!second.work(done(&state, "ex1")).solved);
    }

    #[test]
    fn a_lesson_that_was_only_opened_takes_no_place_away() {
        let before = run([Action::Place {
            module: "m".into(),
            exercise: "ex8".into(),
        }]);
        let state = run([
            Action::OpenModule {
                module: "m".into(),
                version: 1,
                asked: Vec::new(),
            },
            Action::Merge((*before.work).clone()),
        ]);
        let module = &state.work.modules[&"m".into()];
        assert_eq!((module.place.as_str(), module.version), ("ex8", 1));
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
        let solve = || on("ex1", graded("a", true));
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
            tries: vec![tried(1, true)],
            solved: true,
            unaided: true,
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
        let shelf: Vec<Answer> = both.shelf.into_iter().map(|it| it.answer).collect();
        assert_eq!(
            (both.draft, both.best, shelf),
            (Some(text("b")), Some(text("a")), vec![text("a")])
        );
    }

    #[test]
    fn each_graded_answer_goes_into_the_journal() {
        let change = |change, seconds| Action::Exercise {
            module: "m".into(),
            asked: Asked {
                exercise: "ex1".into(),
                ..Asked::default()
            },
            change,
            seconds,
        };
        let wrong = Change::Graded {
            answer: text("no"),
            correct: false,
            seconds: 40,
            found: vec!["text/close".into()],
        };
        let state = run([
            change(Change::Draft(text("no")), 30),
            // The same again is no change, and none is made of the time.
            change(Change::Draft(text("no")), 7),
            change(wrong, 10),
            change(graded("yes", true), 2),
        ]);
        let now = done(&state, "ex1");
        assert_eq!((now.seconds, now.attempts, now.unaided), (42, 2, true));
        let wrong = Try {
            seconds: 40,
            found: vec!["text/close".into()],
            ..tried(3, false)
        };
        assert_eq!(now.tries, [wrong, tried(4, true)]);
    }

    #[test]
    fn solved_after_a_look_at_the_solution_is_not_unaided() {
        let seen = || on("ex1", Change::SolutionSeen);
        let solve = || on("ex1", graded("a", true));
        let unaided = |actions: Vec<Action>| done(&run(actions), "ex1").unaided;
        assert!(!unaided(vec![seen(), solve()]));
        assert!(unaided(vec![solve(), seen(), solve()]));
        // Nor is it after a fresh start, which makes nobody forget.
        let restart = || on("ex1", Change::Restart);
        assert!(!unaided(vec![seen(), solve(), restart(), solve()]));
        assert!(!unaided(vec![on("ex1", graded("b", false))]));
    }

    #[test]
    fn an_essay_has_no_tries() {
        let essay = Change::Graded {
            answer: Answer::Essay("考えたこと".into()),
            correct: true,
            seconds: 9,
            found: Vec::new(),
        };
        let now = done(&run([on("ex1", essay)]), "ex1");
        assert!(now.solved && !now.unaided && now.tries.is_empty());
    }

    #[test]
    fn whoever_goes_on_has_not_passed_it_over() {
        let skipped = || {
            let mut work = empty_work();
            let exercise = ExerciseWork {
                skipped: true,
                ..ExerciseWork::default()
            };
            let module = work.modules.entry("m".into()).or_default();
            module.exercises.insert("ex1".into(), exercise);
            Action::Loaded(Some(work))
        };
        let is_skipped = |change| done(&run([skipped(), on("ex1", change)]), "ex1").skipped;
        assert!(is_skipped(Change::SolutionSeen));
        assert!(!is_skipped(Change::Draft(text("津"))));
        assert!(!is_skipped(graded("津", false)));
    }

    #[test]
    fn another_town_leaves_the_learner_who_she_is() {
        let mut work = empty_work();
        work.settings.learner = "k7q2m4c9xw3tz".into();
        let state = run([
            Action::Loaded(Some(work)),
            Action::PickTown {
                town: "津市".into(),
            },
        ]);
        let settings = &state.work.settings;
        assert_eq!((settings.town.as_str(), settings.updated), ("津市", 2));
        assert_eq!(settings.learner, "k7q2m4c9xw3tz");
    }
}
