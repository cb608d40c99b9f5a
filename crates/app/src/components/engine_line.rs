//! Where the engine is: one line that goes when it is ready, or what keeps it away.

use yew::prelude::*;

use crate::browser;
use crate::components::trouble::{fetch_trouble, trouble};
use crate::hooks::{use_engine, use_locale};
use crate::state::engine::{EngineState, LoadFailure, Waiting};

/// A thin line of progress. Not announced: whoever reads is not to be interrupted by megabytes.
#[component]
pub(crate) fn EngineLine() -> Html {
    let words = use_locale();
    let EngineState::Loading(stage) = use_engine().state else {
        return html! {};
    };
    let (text, share) = match stage {
        Waiting::Fetch { loaded, total } => {
            let args = [
                ("loaded", megabytes(loaded).into()),
                ("total", megabytes(total).into()),
            ];
            (
                words.t_with("engine-fetch", &args),
                (total > 0).then(|| (loaded as f64 / total as f64).min(1.0)),
            )
        }
        Waiting::Start => (words.t("engine-start"), None),
        Waiting::Tables => (words.t("engine-tables"), None),
    };
    html! {
        <div class="engine-line">
            <progress aria-label={words.t("engine-progress")} value={share.map(|share| share.to_string())} max="1" />
            <p>{ text }</p>
        </div>
    }
}

/// What keeps the engine away, and a button. It stays in sight: every exercise needs the engine.
#[component]
pub(crate) fn EngineTrouble() -> Html {
    let words = use_locale();
    let engine = use_engine();
    let EngineState::Failed(failure) = &engine.state else {
        return html! {};
    };
    let retry = {
        let engine = engine.clone();
        Callback::from(move |()| engine.retry())
    };
    let say = |id, detail: &str, action, onaction: &Callback<()>| {
        trouble(&words.t(id), detail, &words.t(action), onaction, &words)
    };
    let trouble = match failure {
        LoadFailure::Fetch(error) => fetch_trouble("engine-no-file", error, &retry, &words),
        LoadFailure::Table(error) => fetch_trouble("engine-no-table", error, &retry, &words),
        LoadFailure::Browser(detail) => say("engine-old-browser", detail, "retry", &retry),
        LoadFailure::Broken(detail) => say("engine-broken", detail, "retry", &retry),
        LoadFailure::Version => {
            let reload = Callback::from(|()| browser::reload());
            say("engine-version", "", "reload", &reload)
        }
    };
    html! { <div class="engine-trouble">{ trouble }</div> }
}

/// `2.1` for 2,100,000 bytes.
pub(crate) fn megabytes(bytes: u64) -> String {
    format!("{:.1}", bytes as f64 / 1e6)
}

#[cfg(test)]
mod tests {
    #[test]
    fn megabytes_have_one_decimal() {
        assert_eq!(super::megabytes(3_312_000), "3.3");
        assert_eq!(super::megabytes(0), "0.0");
    }
}
