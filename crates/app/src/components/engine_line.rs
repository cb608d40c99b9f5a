//! Where the engine is: one line that goes when it is ready, or what keeps it away.

use yew::prelude::*;

use crate::browser;
use crate::components::trouble::Trouble;
use crate::hooks::{use_engine, use_locale};
use crate::state::engine::{EngineState, LoadFailure, Stage};

/// A thin line of progress. Not announced: whoever reads is not to be interrupted by megabytes.
#[component]
pub(crate) fn EngineLine() -> Html {
    let words = use_locale();
    let EngineState::Loading(stage) = use_engine().state else {
        return html! {};
    };
    let (text, share) = match stage {
        Stage::Fetch { loaded, total } => {
            let args = [
                ("loaded", megabytes(loaded).into()),
                ("total", megabytes(total).into()),
            ];
            (
                words.t_with("engine-fetch", &args),
                (total > 0).then(|| (loaded as f64 / total as f64).min(1.0)),
            )
        }
        Stage::Start => (words.t("engine-start"), None),
        Stage::Tables => (words.t("engine-tables"), None),
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
    let (id, detail) = match failure {
        LoadFailure::Network(detail) => ("engine-no-network", detail.clone()),
        LoadFailure::Browser(detail) => ("engine-old-browser", detail.clone()),
        LoadFailure::Broken(detail) => ("engine-broken", detail.clone()),
        LoadFailure::Table { name, detail } => ("engine-no-table", format!("{name}: {detail}")),
        LoadFailure::Version => ("engine-version", String::new()),
    };
    let (action, onaction) = if *failure == LoadFailure::Version {
        (words.t("reload"), Callback::from(|()| browser::reload()))
    } else {
        let engine = engine.clone();
        (words.t("retry"), Callback::from(move |()| engine.retry()))
    };
    html! { <div class="engine-trouble"><Trouble message={words.t(id)} {detail} {action} {onaction} /></div> }
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
