//! The place in a lesson: kept while she reads and works, found again tomorrow.
//!
//! The exercise that is open, or whose text is read, goes into the work (and so into the work file); the exact line of the text
//! stays with this browser.

use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use serde::{Deserialize, Serialize};
use spec::{ExerciseId, ModuleId};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{ResizeObserver, ScrollRestoration};
use yew::prelude::*;

use crate::browser;
use crate::hooks::{focus_heading, use_root};
use crate::ids;
use crate::local;
use crate::root::Root;
use crate::route::Route;
use crate::state::attention;
use crate::state::progress::{Action, use_progress};

/// Scrolling must rest so long before the place is noted.
const REST_MS: u32 = 250;
/// The lesson may grow so long after it is drawn: its tables come with the engine.
const GROWTH_MS: u32 = 20_000;

/// A line on the screen: pixels from the top of a group to the top of the window.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Line {
    group: usize,
    offset: i32,
    /// The exercise that was open instead of the text; empty: none.
    #[serde(default)]
    exercise: String,
}

/// Notes that the text is to be opened where this group begins.
pub(super) fn turn_to(module: &ModuleId, group: usize) {
    let line = Line {
        group,
        ..Line::default()
    };
    // Where that is refused, the text opens at its top.
    local::put(&key(module), &line);
}

/// Id of a group's element.
pub(super) fn group_id(group: usize) -> String {
    format!("group-{group}")
}

/// Goes to the place that the address or the last visit names, and keeps it from then on. `exercises` are those of the groups
/// of the text, in order.
#[hook]
pub(super) fn use_place(
    module: &ModuleId,
    named: Option<&ExerciseId>,
    exercises: Rc<Vec<Option<ExerciseId>>>,
) {
    let progress = use_progress();
    let root = use_root();
    let found = use_mut_ref(|| None::<Option<ExerciseId>>);
    let hold = use_mut_ref(|| None::<Hold>);
    {
        let (module, dispatch) = (module.clone(), progress.dispatch.clone());
        let place = progress
            .work
            .modules
            .get(&module)
            .map(|module| module.place.clone())
            .unwrap_or_default();
        let (found, hold, root, exercises) = (
            Rc::clone(&found),
            Rc::clone(&hold),
            root.clone(),
            Rc::clone(&exercises),
        );
        use_effect_with((named.cloned(), progress.loaded), move |(named, loaded)| {
            if !loaded || found.borrow().as_ref() == Some(named) {
                return;
            }
            let is_first = found.replace(Some(named.clone())).is_none();
            let line = saved_line(&module);
            let target = target(named.as_ref(), is_first, line, &place, &exercises);
            if let Target::Exercise(id) = &target {
                if named.is_none() {
                    let exercise = Some(id.clone());
                    root.replace(&Route::Lesson { module, exercise });
                    return;
                }
                note_exercise(&module, id, &dispatch);
            }
            let (hold, root) = (Rc::downgrade(&hold), root.clone());
            // After this drawing, when what is there has its height.
            Timeout::new(0, move || {
                if !is_first && !matches!(target, Target::Exercise(_)) {
                    focus_heading(&root);
                }
                go(&root, &target);
                // The lesson may have been left meanwhile.
                if let Some(hold) = hold.upgrade() {
                    let held = Hold::start(root, target, &hold);
                    *hold.borrow_mut() = held;
                }
            })
            .forget();
        });
    }
    let (module, dispatch) = (module.clone(), progress.dispatch.clone());
    let is_text = named.is_none();
    use_effect_with(
        (module, progress.loaded, is_text),
        move |(module, loaded, is_text)| {
            let listeners = loaded
                .then(|| {
                    let text = is_text.then_some(exercises);
                    follow(root, module.clone(), text, dispatch, Rc::clone(&hold))
                })
                .flatten();
            move || {
                drop(listeners);
                hold.borrow_mut().take();
            }
        },
    );
}

#[derive(Debug, PartialEq)]
enum Target {
    Exercise(ExerciseId),
    Line(Line),
    Top,
}

/// The address comes first, then the exact place in this browser, then the exercise that another browser noted. Who comes from
/// an exercise of the same lesson wants its text.
fn target(
    named: Option<&ExerciseId>,
    is_first: bool,
    line: Option<Line>,
    place: &str,
    known: &[Option<ExerciseId>],
) -> Target {
    let known = |id: &str| {
        let mut known = known.iter().flatten();
        known.find(|other| other.0 == id).cloned()
    };
    match (named, line) {
        (Some(exercise), _) => Target::Exercise(exercise.clone()),
        (None, Some(line)) => match known(&line.exercise) {
            Some(exercise) if is_first => Target::Exercise(exercise),
            _ => Target::Line(line),
        },
        (None, None) => match known(place) {
            Some(exercise) if is_first => Target::Exercise(exercise),
            _ => Target::Top,
        },
    }
}

/// Notes that an exercise is open. The line of the text stays.
fn note_exercise(module: &ModuleId, exercise: &ExerciseId, dispatch: &Callback<Action>) {
    let line = Line {
        exercise: exercise.0.clone(),
        ..saved_line(module).unwrap_or_default()
    };
    local::put(&key(module), &line);
    dispatch.emit(Action::Place {
        module: module.clone(),
        exercise: exercise.clone(),
    });
}

fn go(root: &Root, target: &Target) {
    match target {
        Target::Exercise(id) => root.jump_to(&ids::exercise_heading(id)),
        Target::Line(line) => go_to(root, line),
        Target::Top => root.scroll_to(0.0),
    }
}

/// Goes there again without another word to a screen reader.
fn stay(root: &Root, target: &Target) {
    match target {
        Target::Line(line) => go_to(root, line),
        Target::Exercise(_) | Target::Top => {}
    }
}

/// Keeps the window at its place while the lesson grows, until the learner moves.
struct Hold {
    moved: Rc<Cell<bool>>,
    observer: ResizeObserver,
    _resized: Closure<dyn FnMut()>,
    _moves: Vec<EventListener>,
    _end: Timeout,
}

impl Hold {
    fn start(root: Root, target: Target, slot: &Rc<RefCell<Option<Self>>>) -> Option<Self> {
        if !matches!(target, Target::Line(_)) {
            return None;
        }
        let window = browser::window()?;
        // The browser would scroll to where the page was before it grew. An extra where it is refused.
        if let Ok(history) = window.history() {
            let _ = history.set_scroll_restoration(ScrollRestoration::Manual);
        }
        let body = root.body()?;
        let moved = Rc::new(Cell::new(false));
        let resized = {
            let moved = Rc::clone(&moved);
            Closure::<dyn FnMut()>::new(move || {
                if !moved.get() {
                    stay(&root, &target);
                }
            })
        };
        let observer = ResizeObserver::new(resized.as_ref().unchecked_ref()).ok()?;
        observer.observe(&body);
        let release = {
            let (slot, moved) = (Rc::downgrade(slot), Rc::clone(&moved));
            move || {
                moved.set(true);
                let slot = slot.clone();
                // Not dropped at once: whoever calls is a part of it.
                Timeout::new(0, move || {
                    drop(slot.upgrade().map(|slot| slot.borrow_mut().take()))
                })
                .forget();
            }
        };
        let moves = ["wheel", "touchmove", "keydown", "pointerdown"].map(|kind| {
            let release = release.clone();
            EventListener::new(&window, kind, move |_| release())
        });
        Some(Self {
            moved,
            observer,
            _resized: resized,
            _moves: moves.into(),
            _end: Timeout::new(GROWTH_MS, release),
        })
    }
}

impl Drop for Hold {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

fn key(module: &ModuleId) -> String {
    format!("ama-line-{module}")
}

fn saved_line(module: &ModuleId) -> Option<Line> {
    local::get(&key(module))
}

/// Notes the place in the text whenever the learner's scrolling rests; that she scrolls, and whether she sees the page, tells
/// how long she is at an exercise.
fn follow(
    root: Root,
    module: ModuleId,
    text: Option<Rc<Vec<Option<ExerciseId>>>>,
    dispatch: Callback<Action>,
    hold: Rc<RefCell<Option<Hold>>>,
) -> Option<[EventListener; 2]> {
    let window = browser::window()?;
    let rest = RefCell::new(None::<Timeout>);
    let seen = EventListener::new(&window, "visibilitychange", |_| {
        attention::turn_away(browser::now());
    });
    let scrolled = EventListener::new(&window, "scroll", move |_| {
        attention::sign(None, browser::now());
        let is_held = hold.borrow().as_ref().is_some_and(|hold| !hold.moved.get());
        let Some(exercises) = text.as_ref().filter(|_| !is_held) else {
            return;
        };
        let (root, module, dispatch) = (root.clone(), module.clone(), dispatch.clone());
        let exercises = Rc::clone(exercises);
        // Replacing the timeout cancels the one before.
        *rest.borrow_mut() = Some(Timeout::new(REST_MS, move || {
            note(&root, &module, &exercises, &dispatch)
        }));
    });
    Some([seen, scrolled])
}

fn note(
    root: &Root,
    module: &ModuleId,
    exercises: &[Option<ExerciseId>],
    dispatch: &Callback<Action>,
) {
    // Turned to an exercise meanwhile: the text has no height.
    let is_text = matches!(root.route(), Route::Lesson { exercise: None, .. });
    if !is_text {
        return;
    }
    let tops: Vec<f64> = (0..).map_while(|group| top_of(root, group)).collect();
    let Some(line) = line_at(&tops) else {
        // Above the first group: the start of the lesson.
        local::forget(&key(module));
        return;
    };
    // Where that is refused, the exercise alone is kept.
    local::put(&key(module), &line);
    if let Some(exercise) = exercises.get(line.group).cloned().flatten() {
        dispatch.emit(Action::Place {
            module: module.clone(),
            exercise,
        });
    }
}

/// The last group that begins at or above the window's top, and how far down it the top is.
fn line_at(tops: &[f64]) -> Option<Line> {
    let (group, top) = tops
        .iter()
        .enumerate()
        .take_while(|(_, top)| **top <= 0.0)
        .last()?;
    Some(Line {
        group,
        offset: (-top).round() as i32,
        exercise: String::new(),
    })
}

fn go_to(root: &Root, line: &Line) {
    if let Some(top) = top_of(root, line.group) {
        root.scroll_by(top + f64::from(line.offset));
    }
}

fn top_of(root: &Root, group: usize) -> Option<f64> {
    let group = root.by_id(&group_id(group))?;
    Some(group.get_bounding_client_rect().top())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_comes_before_the_last_visit() {
        let line = |exercise: &str| Line {
            group: 1,
            offset: 5,
            exercise: exercise.to_owned(),
        };
        let known = [Some(ExerciseId::from("ex1")), None, Some("ex2".into())];
        let at = |named: Option<&str>, is_first, line, place| {
            let named = named.map(ExerciseId::from);
            target(named.as_ref(), is_first, line, place, &known)
        };
        let exercise = |id: &str| Target::Exercise(id.into());
        assert_eq!(
            at(Some("ex2"), true, Some(line("")), "ex1"),
            exercise("ex2")
        );
        assert_eq!(
            at(None, true, Some(line("")), "ex1"),
            Target::Line(line(""))
        );
        assert_eq!(at(None, true, Some(line("ex2")), "ex1"), exercise("ex2"));
        assert_eq!(at(None, true, None, "ex1"), exercise("ex1"));
        assert_eq!(at(None, true, None, ""), Target::Top);
        // An exercise that this version of the lesson no longer has.
        assert_eq!(at(None, true, None, "ex9"), Target::Top);
        let gone = Target::Line(line("ex9"));
        assert_eq!(at(None, true, Some(line("ex9")), "ex1"), gone);
        // From an exercise to the text.
        let text = Target::Line(line("ex2"));
        assert_eq!(at(None, false, Some(line("ex2")), "ex2"), text);
        assert_eq!(at(None, false, None, "ex2"), Target::Top);
    }

    #[test]
    fn a_line_belongs_to_the_group_at_the_top() {
        assert_eq!(line_at(&[10.0, 500.0]), None);
        assert_eq!(
            line_at(&[-10.0, 500.0]),
            Some(Line {
                group: 0,
                offset: 10,
                ..Line::default()
            })
        );
        assert_eq!(
            line_at(&[-900.0, -30.5, 400.0]),
            Some(Line {
                group: 1,
                offset: 31,
                ..Line::default()
            })
        );
        assert_eq!(line_at(&[]), None);
    }
}
