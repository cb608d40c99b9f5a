//! «メモ・ことば», in the top line of a lesson: what one wants by the way at any place of it. The note on what is open, a word
//! looked up, the address of the exercise.

mod copy_link;
mod note;

use std::rc::Rc;

use spec::{ExerciseId, Module};
use web_sys::{Element, Node};
use yew::prelude::*;

use self::copy_link::CopyLink;
use self::note::NoteField;
use crate::browser;
use crate::components::glossary::GlossarySearch;
use crate::hooks::use_locale;

/// Properties of [`LessonMenu`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct LessonMenuProps {
    /// The lesson.
    pub(super) module: Rc<Module>,
    /// The exercise that is open; `None`: the text.
    pub(super) here: Option<ExerciseId>,
}

/// A button, and the box that it opens. Escape, a second press, going elsewhere or following a link closes it.
#[component]
pub(super) fn LessonMenu(props: &LessonMenuProps) -> Html {
    let words = use_locale();
    let LessonMenuProps { module, here } = props;
    let is_open = use_state_eq(|| false);
    let (whole, button) = (use_node_ref(), use_node_ref());
    let exercise = here.as_ref().and_then(|id| module.exercise(id));
    {
        let is_open = is_open.setter();
        use_effect_with(here.clone(), move |_| is_open.set(false));
    }
    let onclick = {
        let is_open = is_open.clone();
        Callback::from(move |_: MouseEvent| is_open.set(!*is_open))
    };
    let onkeydown = {
        let (is_open, button) = (is_open.clone(), button.clone());
        Callback::from(move |event: KeyboardEvent| {
            if browser::key_of(&event) == "Escape" && *is_open {
                event.stop_propagation();
                is_open.set(false);
                if let Some(button) = button.cast::<Element>() {
                    browser::focus(button);
                }
            }
        })
    };
    let onfocusout = {
        let (is_open, whole) = (is_open.setter(), whole.clone());
        Callback::from(move |event: FocusEvent| {
            let to = event.related_target();
            let to = to.and_then(|to| wasm_bindgen::JsCast::dyn_into::<Node>(to).ok());
            // Whoever presses beside a field moves the focus nowhere.
            let leaves = to.is_some_and(|to| {
                let whole = whole.cast::<Node>();
                whole.is_some_and(|whole| !whole.contains(Some(&to)))
            });
            if leaves {
                is_open.set(false);
            }
        })
    };
    // A link to the lesson that is open leads nowhere else: the box must go all the same.
    let onfollow = {
        let is_open = is_open.setter();
        Callback::from(move |event: MouseEvent| {
            let target = event.target_dyn_into::<Element>();
            if target.is_some_and(|it| it.closest("a").ok().flatten().is_some()) {
                is_open.set(false);
            }
        })
    };
    html! {
        <div class="lesson-menu" ref={whole} {onkeydown} {onfocusout}>
            <button type="button" class="setting-button" ref={button} aria-expanded={is_open.to_string()} aria-controls="lesson-menu" {onclick}>{ words.t("menu-open") }</button>
            <section class="lesson-menu-box" id="lesson-menu" aria-label={words.t("menu-open")} hidden={!*is_open} onclick={onfollow}>
                if *is_open {
                    <NoteField module={Rc::clone(module)} exercise={exercise.cloned().map(Rc::new)} />
                    if let Some(exercise) = exercise {
                        <CopyLink module={module.id.clone()} exercise={exercise.id.clone()} />
                    }
                    <GlossarySearch />
                }
            </section>
        </div>
    }
}
