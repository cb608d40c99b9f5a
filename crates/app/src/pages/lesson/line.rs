//! Where she is in a lesson, in the top line of the page: back, pearls, saving, the way on. Always in view.

use std::rc::Rc;

use spec::{Exercise, ExerciseId, Module, ModuleId};
use yew::prelude::*;

use super::menu::LessonMenu;
use super::place::turn_to;
use crate::components::exercise::WayLink;
use crate::components::pearls::{self, Pearl};
use crate::components::save_line::SaveLine;
use crate::hooks::Words;
use crate::route::Route;

/// What the line tells.
pub(super) struct LessonLine<'a> {
    /// The lesson.
    pub(super) module: &'a Rc<Module>,
    /// Its exercises.
    pub(super) pearls: &'a [Pearl],
    /// The exercise that is open; `None`: the text.
    pub(super) here: Option<&'a ExerciseId>,
    /// From an exercise to its text.
    pub(super) back: WayLink,
    /// What comes next.
    pub(super) on: WayLink,
    /// The words of the page.
    pub(super) words: &'a Words,
}

/// The line.
pub(super) fn lesson_line(line: &LessonLine<'_>) -> Html {
    let LessonLine {
        module,
        pearls,
        here,
        back,
        on,
        words,
    } = line;
    let at = here.and_then(|here| pearls.iter().position(|pearl| pearl.exercise == *here));
    let count = at.map(|at| {
        let counted = [("number", (at + 1).into()), ("count", pearls.len().into())];
        words.t_with("lesson-count", &counted)
    });
    html! {
        <div class="lesson-line">
            <a class="lesson-home" href={Route::Home.href()}>{ words.t("to-home") }</a>
            if here.is_some() {
                { back.link("lesson-back") }
                // The text with its heading is out of sight.
                <h1 class="lesson-name" lang="ja">{ &module.title }</h1>
            } else {
                <span class="lesson-name" lang="ja">{ &module.title }</span>
            }
            <div class="lesson-pearls">
                { pearls::pearl_row(&module.id, pearls, *here, words) }
                <span class="lesson-count">{ count }</span>
            </div>
            <SaveLine />
            <LessonMenu module={Rc::clone(module)} here={here.cloned()} />
            { on.link("lesson-on") }
        </div>
    }
}

/// The way to the text, where a group of it begins.
pub(super) fn to_text(module: &ModuleId, group: usize, label: String) -> WayLink {
    let (href, module) = (Route::lesson(module).href(), module.clone());
    WayLink {
        href,
        label,
        onfollow: Callback::from(move |_: MouseEvent| turn_to(&module, group)),
    }
}

/// The way to an exercise.
pub(super) fn to_exercise(module: &ModuleId, exercise: &ExerciseId, label: String) -> WayLink {
    let route = Route::Lesson {
        module: module.clone(),
        exercise: Some(exercise.clone()),
    };
    WayLink {
        href: route.href(),
        label,
        onfollow: Callback::noop(),
    }
}

/// The way into an exercise, where it stands in the text.
pub(super) fn into_exercise(
    module: &Module,
    number: usize,
    exercise: &Rc<Exercise>,
    is_done: bool,
    words: &Words,
) -> Html {
    let route = Route::Lesson {
        module: module.id.clone(),
        exercise: Some(exercise.id.clone()),
    };
    html! {
        <a class="exercise-link" href={route.href()}>
            <span class={classes!("pearl", is_done.then_some("pearl-done"))} aria-hidden="true"></span>
            <span class="exercise-count">{ words.t_with("bench-exercise", &[("number", number.into())]) }</span>
            <span class="exercise-name" lang="ja">{ &exercise.title }</span>
            <span class="exercise-go">{ words.t(if is_done { "lesson-again" } else { "lesson-go" }) }</span>
        </a>
    }
}
