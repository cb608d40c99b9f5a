//! How the list of one's own modules begins. It stands there while the Studio is on its way.

use yew::prelude::*;

use crate::hooks::use_locale;
use crate::route::Route;

/// Properties of [`StudioLead`].
#[derive(Clone, PartialEq, Properties)]
pub(crate) struct StudioLeadProps {
    /// Whether what is written here outlives the page.
    pub(crate) lasts: bool,
}

/// The way back, the heading, and what this is.
#[component]
pub(crate) fn StudioLead(props: &StudioLeadProps) -> Html {
    let words = use_locale();
    let kept = props.lasts.then(|| words.t("studio-kept"));
    html! {
        <>
            <p><a href={Route::Home.href()}>{ words.t("to-home") }</a></p>
            <h1 tabindex="-1">{ words.t("studio-title") }</h1>
            <p class="lead">{ words.t("studio-lead") }{ kept }</p>
        </>
    }
}
