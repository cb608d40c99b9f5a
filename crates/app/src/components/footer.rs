//! The bottom of every screen.

use yew::prelude::*;

use crate::components::offline::OfflineLine;
use crate::hooks::use_locale;
use crate::route::Route;

/// What is true of every screen.
#[component]
pub(crate) fn Footer() -> Html {
    let words = use_locale();
    html! {
        <footer class="footer">
            <p class="footer-promise">{ words.t("footer-promise") }</p>
            <OfflineLine />
            <p><a href={Route::Studio(None).href()}>{ words.t("studio-title") }</a></p>
            <p class="footer-small">{ words.t("footer-sources") }</p>
        </footer>
    }
}
