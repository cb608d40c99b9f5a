//! Something went wrong: what, what to do, and the browser's words under «詳細».

use yew::prelude::*;

use crate::browser;
use crate::hooks::{Words, use_locale};
use crate::shell::{self, FetchError, Missed};

/// Properties of [`Trouble`].
#[derive(Clone, PartialEq, Properties)]
pub(crate) struct TroubleProps {
    /// What is wrong and what to do, in the learner's words.
    pub(crate) message: AttrValue,
    /// The browser's words; empty for none.
    #[prop_or_default]
    pub(crate) detail: AttrValue,
    /// Words on the button; empty for no button.
    #[prop_or_default]
    pub(crate) action: AttrValue,
    /// What the button does.
    #[prop_or_default]
    pub(crate) onaction: Callback<()>,
}

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
    html! { <Trouble {message} detail={error.detail.clone()} {action} {onaction} /> }
}

/// A message that is announced, with one next action.
#[component]
pub(crate) fn Trouble(props: &TroubleProps) -> Html {
    let words = use_locale();
    let onclick = props.onaction.reform(|_: MouseEvent| ());
    html! {
        <div class="trouble" role="alert">
            <p>{ &props.message }</p>
            if !props.action.is_empty() {
                <button type="button" class="button" {onclick}>{ &props.action }</button>
            }
            if !props.detail.is_empty() {
                <details class="trouble-detail">
                    <summary>{ words.t("detail") }</summary>
                    <code>{ &props.detail }</code>
                </details>
            }
        </div>
    }
}
