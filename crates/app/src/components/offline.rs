//! «オフライン準備完了 ✔»: what the footer says about the site's being kept in this browser, and on the first screen that a
//! newer version is there.

use yew::prelude::*;

use crate::components::confirm::ConfirmButton;
use crate::components::engine_line::megabytes;
use crate::hooks::{use_locale, use_offline};
use crate::shell::Keeping;

/// One calm line, with what one can do about it. Nothing where the browser keeps no sites.
#[component]
pub(crate) fn OfflineLine() -> Html {
    let words = use_locale();
    let offline = use_offline();
    let Some(pwa) = offline.pwa else {
        return html! {};
    };
    let begin = {
        let pwa = pwa.clone();
        Callback::from(move |_: MouseEvent| pwa.begin())
    };
    let again = |label: &str| html! { <button type="button" class="button-quiet" onclick={begin.clone()}>{ words.t(label) }</button> };
    let trouble = |id: &str, detail: &str| {
        html! {
            <>
                { words.t(id) }
                if !detail.is_empty() {
                    <details><summary>{ words.t("detail") }</summary><code>{ detail.to_owned() }</code></details>
                }
            </>
        }
    };
    // Announced are outcomes. Whoever reads is not to be interrupted by megabytes.
    let (moving, settled, button) = match &offline.state.keeping {
        Keeping::Unknown => return html! {},
        Keeping::Off => (html! {}, html! {}, again("offline-begin")),
        Keeping::Storing { stored, total } => {
            let args = [
                ("stored", megabytes(*stored).into()),
                ("total", megabytes(*total).into()),
            ];
            let text = if *total == 0 {
                words.t("offline-starting")
            } else {
                words.t_with("offline-storing", &args)
            };
            (html! { text }, html! {}, html! {})
        }
        Keeping::Ready { total } => {
            let all = megabytes(*total);
            let args = [("stored", (&all).into()), ("total", (&all).into())];
            let remove = {
                let pwa = pwa.clone();
                Callback::from(move |()| pwa.remove())
            };
            let button = html! {
                <ConfirmButton label={words.t("offline-remove")} question={words.t("offline-remove-question")} yes={words.t("offline-remove-yes")} onconfirm={remove} />
            };
            (
                html! {},
                html! { words.t_with("offline-ready", &args) },
                button,
            )
        }
        Keeping::Full { detail } => (html! {}, trouble("offline-full", detail), again("retry")),
        Keeping::Stopped { detail } => {
            (html! {}, trouble("offline-stopped", detail), again("retry"))
        }
        Keeping::Host { detail } => (html! {}, trouble("offline-host", detail), again("retry")),
        Keeping::Refused { detail } => (html! {}, trouble("offline-refused", detail), html! {}),
        Keeping::Removed => (
            html! {},
            html! { words.t("offline-removed") },
            again("offline-again"),
        ),
    };
    html! {
        <div class="offline-line">
            <p>{ moving }</p>
            <div role="status">{ settled }</div>
            { button }
        </div>
    }
}

/// «新しい版があります». Only between lessons: nobody's page changes while she works.
#[component]
pub(crate) fn NewerVersion() -> Html {
    let words = use_locale();
    let offline = use_offline();
    let switch = {
        let pwa = offline.pwa.clone();
        Callback::from(move |_: MouseEvent| {
            if let Some(pwa) = &pwa {
                pwa.switch();
            }
        })
    };
    html! {
        // Announced when it comes, so it stands there when it is empty too.
        <div role="status">
            if offline.state.is_newer_there {
                <section class="newer" aria-label={words.t("newer-title")}>
                    <p><strong>{ words.t("newer-title") }</strong>{ " " }{ words.t("newer-text") }</p>
                    <button type="button" class="button-quiet" onclick={switch}>{ words.t("newer-switch") }</button>
                </section>
            }
        </div>
    }
}
