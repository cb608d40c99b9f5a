//! The place in a lesson: kept while she scrolls, found again tomorrow.
//!
//! The exercise on the screen goes into the work (and so into the work file); the exact line stays with this browser.

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
use crate::hooks::use_root;
use crate::ids;
use crate::local;
use crate::root::Root;
use crate::state::attention;
use crate::state::progress::{Action, use_progress};

/// Scrolling must rest so long before the place is noted.
const REST_MS: u32 = 250;
/// The lesson may grow so long after it is drawn: its tables come with the engine.
const GROWTH_MS: u32 = 20_000;

/// A line on the screen: pixels from the top of a group to the top of the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Line {
    group: usize,
    offset: i32,
}

/// Id of a group's element.
pub(super) fn group_id(group: usize) -> String {
    format!("group-{group}")
}

/// Goes to the place that the address or the last visit names, and keeps it from then on.
#[hook]
pub(super) fn use_place(module: &ModuleId, named: Option<&ExerciseId>) {
    let progress = use_progress();
    let root = use_root();
    let found = use_mut_ref(|| None::<Option<ExerciseId>>);
    let hold = use_mut_ref(|| None::<Hold>);
    {
        let module = module.clone();
        let place = progress
            .work
            .modules
            .get(&module)
            .map(|module| module.place.clone())
            .unwrap_or_default();
        let (found, hold, root) = (Rc::clone(&found), Rc::clone(&hold), root.clone());
        use_effect_with((named.cloned(), progress.loaded), move |(named, loaded)| {
            if !loaded || found.borrow().as_ref() == Some(named) {
                return;
            }
            let first = found.borrow().is_none();
            *found.borrow_mut() = Some(named.clone());
            let target = target(
                named.as_ref(),
                first.then(|| saved_line(&module)).flatten(),
                &place,
            );
            let (hold, root) = (Rc::downgrade(&hold), root.clone());
            // After this drawing, when what is there has its height.
            Timeout::new(0, move || {
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
    use_effect_with((module, progress.loaded), move |(module, loaded)| {
        let listeners = loaded
            .then(|| follow(root, module.clone(), dispatch, Rc::clone(&hold)))
            .flatten();
        move || {
            drop(listeners);
            hold.borrow_mut().take();
        }
    });
}

#[derive(Debug, PartialEq)]
enum Target {
    Exercise(ExerciseId),
    Line(Line),
    Top,
}

/// The address comes first, then the exact line, then the exercise that another browser noted.
fn target(named: Option<&ExerciseId>, line: Option<Line>, place: &str) -> Target {
    match (named, line) {
        (Some(exercise), _) => Target::Exercise(exercise.clone()),
        (None, Some(line)) => Target::Line(line),
        (None, None) if place.is_empty() => Target::Top,
        (None, None) => Target::Exercise(place.into()),
    }
}

fn go(root: &Root, target: &Target) {
    match target {
        Target::Exercise(id) => root.jump_to(&ids::exercise_heading(id)),
        Target::Line(line) => go_to(root, *line),
        Target::Top => root.scroll_to(0.0),
    }
}

/// Goes there again without another word to a screen reader.
fn stay(root: &Root, target: &Target) {
    match target {
        Target::Exercise(id) => {
            if let Some(heading) = root.by_id(&ids::exercise_heading(id)) {
                heading.scroll_into_view();
            }
        }
        Target::Line(line) => go_to(root, *line),
        Target::Top => {}
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
        if target == Target::Top {
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

/// Notes the place whenever the learner's scrolling rests; that she scrolls, and whether she sees the page, tells how long she
/// is at an exercise.
fn follow(
    root: Root,
    module: ModuleId,
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
        if hold.borrow().as_ref().is_some_and(|hold| !hold.moved.get()) {
            return;
        }
        let (root, module, dispatch) = (root.clone(), module.clone(), dispatch.clone());
        // Replacing the timeout cancels the one before.
        *rest.borrow_mut() = Some(Timeout::new(REST_MS, move || {
            note(&root, &module, &dispatch)
        }));
    });
    Some([seen, scrolled])
}

fn note(root: &Root, module: &ModuleId, dispatch: &Callback<Action>) {
    let tops: Vec<f64> = (0..).map_while(|group| top_of(root, group)).collect();
    let Some(line) = line_at(&tops) else {
        // Above the first group: the start of the lesson.
        local::forget(&key(module));
        return;
    };
    // Where that is refused, the exercise alone is kept.
    local::put(&key(module), &line);
    let height = browser::window()
        .and_then(|window| window.inner_height().ok())
        .and_then(|height| height.as_f64())
        .unwrap_or(0.0);
    if let Some(exercise) = exercise_on_screen(root, height) {
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
    })
}

fn go_to(root: &Root, line: Line) {
    if let Some(top) = top_of(root, line.group) {
        root.scroll_by(top + f64::from(line.offset));
    }
}

fn top_of(root: &Root, group: usize) -> Option<f64> {
    let group = root.by_id(&group_id(group))?;
    Some(group.get_bounding_client_rect().top())
}

/// The last exercise whose heading has come above the middle of the window.
fn exercise_on_screen(root: &Root, height: f64) -> Option<ExerciseId> {
    let mut found = None;
    for section in root.query_all(".exercise") {
        // The section itself has no box (`display: contents`); its task has.
        let task = section.query_selector(".exercise-task").ok().flatten();
        let task = task.as_ref().unwrap_or(&section);
        if task.get_bounding_client_rect().top() > height / 2.0 {
            break;
        }
        found = Some(section.id().as_str().into());
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_comes_before_the_last_visit() {
        let line = Line {
            group: 1,
            offset: 5,
        };
        assert_eq!(
            target(Some(&"ex2".into()), Some(line), "ex1"),
            Target::Exercise("ex2".into())
        );
        assert_eq!(target(None, Some(line), "ex1"), Target::Line(line));
        assert_eq!(target(None, None, "ex1"), Target::Exercise("ex1".into()));
        assert_eq!(target(None, None, ""), Target::Top);
    }

    #[test]
    fn a_line_belongs_to_the_group_at_the_top() {
        assert_eq!(line_at(&[10.0, 500.0]), None);
        assert_eq!(
            line_at(&[-10.0, 500.0]),
            Some(Line {
                group: 0,
                offset: 10
            })
        );
        assert_eq!(
            line_at(&[-900.0, -30.5, 400.0]),
            Some(Line {
                group: 1,
                offset: 31
            })
        );
        assert_eq!(line_at(&[]), None);
    }
}
