//! `text`: give a short text.

use table::text::normalise;
use yew::prelude::*;

use super::field::TextField;
use crate::hooks::Words;

/// A field for a short text. `id` is the prefix of element ids, unique in the page; `on_input` is called at every keystroke.
pub(crate) fn text_bench(
    id: &AttrValue,
    text: &str,
    on_input: &Callback<String>,
    on_enter: &Callback<()>,
    words: &Words,
) -> Html {
    let normal = normalise(text);
    html! {
        <div class="question">
            <TextField id={format!("{id}-text")} label={words.t("question-text")} value={text.to_owned()} on_input={on_input.clone()} on_enter={on_enter.clone()} wide={true} />
            if !text.is_empty() && normal != text {
                <p class="field-note">{ words.t_with("question-read-as", &[("number", normal.into())]) }</p>
            }
        </div>
    }
}
