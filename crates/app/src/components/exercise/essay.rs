//! `essay`: write freely; kept in the work file, never graded.

use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

use crate::hooks::Words;

/// A field for free writing. `id` is the prefix of element ids, unique in the page; `on_input` is called at every keystroke.
pub(crate) fn essay_bench(
    id: &AttrValue,
    text: &str,
    on_input: &Callback<String>,
    words: &Words,
) -> Html {
    let oninput = on_input
        .reform(|event: InputEvent| event.target_unchecked_into::<HtmlTextAreaElement>().value());
    let note = format!("{id}-essay-note");
    html! {
        <div class="question">
            <label for={format!("{id}-essay")}>{ words.t("question-essay") }</label>
            <textarea id={format!("{id}-essay")} class="essay" rows="8" value={text.to_owned()} {oninput} aria-describedby={note.clone()} />
            <p class="field-note" id={note}>{ words.t_with("question-essay-note", &[("letters", text.chars().filter(|c| !c.is_whitespace()).count().into())]) }</p>
        </div>
    }
}
