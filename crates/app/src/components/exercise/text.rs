//! `text`: give a short text.

use table::text::normalise;
use yew::prelude::*;

use super::field::TextField;
use crate::hooks::use_locale;

/// Properties of [`TextBench`].
#[derive(Clone, PartialEq, Properties)]
pub(crate) struct TextBenchProps {
    /// Prefix of element ids, unique in the page.
    pub(crate) id: AttrValue,
    /// As typed.
    pub(crate) text: String,
    /// At every keystroke.
    pub(crate) on_input: Callback<String>,
    /// On Enter.
    pub(crate) on_enter: Callback<()>,
}

/// A field for a short text.
#[component]
pub(crate) fn TextBench(props: &TextBenchProps) -> Html {
    let words = use_locale();
    let TextBenchProps {
        id,
        text,
        on_input,
        on_enter,
    } = props;
    let normal = normalise(text);
    html! {
        <div class="question">
            <TextField id={format!("{id}-text")} label={words.t("question-text")} value={text.clone()} on_input={on_input.clone()} on_enter={on_enter.clone()} wide={true} />
            if !text.is_empty() && normal != *text {
                <p class="field-note">{ words.t_with("question-read-as", &[("number", normal.into())]) }</p>
            }
        </div>
    }
}
