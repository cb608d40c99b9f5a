//! The note on an exercise or on the text of a lesson; see [`notes`].

use std::rc::Rc;

use spec::{Answer, Exercise, Module};
use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

use crate::hooks::{use_exercise, use_locale};
use crate::state::notes::{self, MAX_NOTE};

/// Properties of [`NoteField`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct NoteFieldProps {
    /// The lesson.
    pub(super) module: Rc<Module>,
    /// The exercise; `None`: the text.
    pub(super) exercise: Option<Rc<Exercise>>,
}

/// A field for it, and what another window or file had there.
#[component]
pub(super) fn NoteField(props: &NoteFieldProps) -> Html {
    let words = use_locale();
    let NoteFieldProps { module, exercise } = props;
    let asked = notes::asked(module, exercise.as_deref());
    let id = asked.exercise.0.clone();
    let handle = use_exercise(&module.id, asked);
    let text = notes::text(&handle.work);
    let oninput = {
        let handle = handle.clone();
        Callback::from(move |event: InputEvent| {
            let field: HtmlTextAreaElement = event.target_unchecked_into();
            handle.set_draft(Answer::Essay(notes::cut(&field.value())));
        })
    };
    let left = MAX_NOTE.saturating_sub(text.chars().count());
    // A page that died finds the note by this id.
    let (field, about) = (format!("{id}-essay"), format!("{id}-about"));
    let label = match exercise {
        Some(_) => "note-exercise",
        None => "note-text",
    };
    html! {
        <div class="note">
            <label for={field.clone()}>{ words.t(label) }</label>
            <textarea id={field} rows="4" maxlength={MAX_NOTE.to_string()} value={text.to_owned()} disabled={!handle.loaded} aria-describedby={about.clone()} {oninput} />
            <p class="field-note" id={about}>{ words.t_with("note-about", &[("most", MAX_NOTE.into()), ("left", left.into())]) }</p>
            { for notes::others(&handle.work).into_iter().map(|other| {
                let (handle, answer) = (handle.clone(), Answer::Essay(other.to_owned()));
                let take = Callback::from(move |_: MouseEvent| handle.take(answer.clone()));
                html! {
                    <div class="note-other">
                        <p class="field-note">{ words.t("note-other") }</p>
                        <p class="kept-lines">{ other }</p>
                        <button type="button" class="button-quiet" onclick={take}>{ words.t("bench-shelf-take") }</button>
                    </div>
                }
            }) }
        </div>
    }
}
