//! How saving goes: «保存済み 14:32», or what to do when it does not.

use wasm_bindgen::JsValue;
use yew::prelude::*;

use crate::hooks::use_locale;
use crate::saving::{SavePhase, SaveState};

/// One quiet line.
#[component]
pub(crate) fn SaveLine() -> Html {
    let words = use_locale();
    let state = use_context::<SaveState>().unwrap_or_default();
    let text = match (&state.phase, state.at) {
        (SavePhase::Reading, _) => words.t("save-reading"),
        (SavePhase::Saving, None) => words.t("save-saving"),
        // No flicker at every key: while writing, the time of the last save stays.
        (SavePhase::Saving | SavePhase::Saved, Some(at)) => {
            words.t_with("save-saved", &[("time", clock(at).into())])
        }
        (SavePhase::Saved, None) => words.t("save-kept"),
        (SavePhase::Failed { .. }, _) => words.t("save-failed-short"),
    };
    // In a store that forgets, «saved» would be a lie.
    let text = if state.fleeting {
        words.t("save-fleeting-short")
    } else {
        text
    };
    html! { <span class="save-line">{ text }</span> }
}

/// What the learner must know about saving; nothing when all is well.
#[component]
pub(crate) fn SaveTrouble() -> Html {
    let words = use_locale();
    let state = use_context::<SaveState>().unwrap_or_default();
    let mut messages = Vec::new();
    if let SavePhase::Failed { full, detail } = &state.phase {
        messages.push((
            words.t(if *full { "save-full" } else { "save-failed" }),
            detail.clone(),
        ));
    }
    if state.fleeting {
        messages.push((words.t("save-fleeting"), String::new()));
    }
    if state.newer {
        messages.push((words.t("save-newer"), String::new()));
    }
    if state.damaged {
        messages.push((words.t("save-damaged"), String::new()));
    }
    if messages.is_empty() {
        return html! {};
    }
    html! {
        <div class="save-trouble" role="status">
            { for messages.into_iter().map(|(message, detail)| html! {
                <div class="notice">
                    <p>{ message }</p>
                    if !detail.is_empty() {
                        <details><summary>{ words.t("detail") }</summary><code>{ detail }</code></details>
                    }
                </div>
            }) }
        </div>
    }
}

/// Hours and minutes on the learner's clock.
pub(crate) fn clock(at: u64) -> String {
    let date = js_sys::Date::new(&JsValue::from_f64(at as f64));
    format!("{}:{:02}", date.get_hours(), date.get_minutes())
}
