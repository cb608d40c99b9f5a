//! An address that leads nowhere.

use yew::prelude::*;

use crate::hooks::{use_arrival, use_locale, use_title};
use crate::route::Route;

/// Properties of [`Unknown`].
#[derive(Clone, PartialEq, Properties)]
pub(crate) struct UnknownProps {
    /// The address.
    pub(crate) address: String,
}

/// Says so and leads home.
#[component]
pub(crate) fn Unknown(props: &UnknownProps) -> Html {
    let words = use_locale();
    use_title(&words.t("unknown-title"));
    use_arrival();
    html! {
        <div class="page page-narrow">
            <h1 tabindex="-1">{ words.t("unknown-title") }</h1>
            <p>{ words.t_with("unknown-text", &[("address", (&props.address).into())]) }</p>
            <p><a class="button" href={Route::Home.href()}>{ words.t("to-home") }</a></p>
        </div>
    }
}
