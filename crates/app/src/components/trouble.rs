//! Something went wrong: what, what to do, and the browser's words under «詳細».

use yew::prelude::*;

use crate::browser;
use crate::hooks::Words;
use crate::shell::{self, FetchError, Missed};

/// That something did not come, as the message `what` says it of this thing: why, and what to do about it.
pub(crate) fn fetch_trouble(
    what: &str,
    error: &FetchError,
    retry: &Callback<()>,
    words: &Words,
) -> Html {
    let why = words.t(shell::current().why(error.missed));
    let message = words.t_with(what, &[("why", why.into())]);
    let (action, onaction) = if error.missed == Missed::Replaced {
        (words.t("reload"), Callback::from(|()| browser::reload()))
    } else {
        (words.t("retry"), retry.clone())
    };
    trouble(&message, &error.detail, &action, &onaction, words)
}

/// A message that is announced, with one next action: what is wrong and what to do in the learner's words, the browser's
/// words (empty for none), the words on the button and what it does.
pub(crate) fn trouble(
    message: &str,
    detail: &str,
    action: &str,
    onaction: &Callback<()>,
    words: &Words,
) -> Html {
    html! {
        <div class="trouble" role="alert">
            <p>{ message }</p>
            <button type="button" class="button" onclick={onaction.reform(|_: MouseEvent| ())}>{ action }</button>
            { self::detail(detail, words) }
        </div>
    }
}

/// The browser's own words, folded away; nothing where there are none.
pub(crate) fn detail(text: &str, words: &Words) -> Html {
    if text.is_empty() {
        return html! {};
    }
    html! {
        <details class="trouble-detail"><summary>{ words.t("detail") }</summary><code>{ text }</code></details>
    }
}
