//! `essay`: write freely; kept in the work file, never graded.

use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

use crate::hooks::use_locale;

/// Properties of [`EssayBench`].
#[derive(Clone, PartialEq, Properties)]
pub(crate) struct EssayBenchProps {
    /// Prefix of element ids, unique in the page.
    pub(crate) id: AttrValue,
    /// As typed.
    pub(crate) text: String,
    /// At every keystroke.
    pub(crate) on_input: Callback<String>,
}

/// A field for free writing.
#[component]
pub(crate) fn EssayBench(props: &EssayBenchProps) -> Html {
    let words = use_locale();
    let EssayBenchProps { id, text, on_input } = props;
    let oninput = on_input
        .reform(|event: InputEvent| event.target_unchecked_into::<HtmlTextAreaElement>().value());
    let note = format!("{id}-essay-note");
    html! {
        <div class="question">
            <label for={format!("{id}-essay")}>{ words.t("question-essay") }</label>
            <textarea id={format!("{id}-essay")} class="essay" rows="8" value={text.clone()} {oninput} aria-describedby={note.clone()} />
            <p class="field-note" id={note}>{ words.t_with("question-essay-note", &[("letters", text.chars().filter(|c| !c.is_whitespace()).count().into())]) }</p>
        </div>
    }
}
