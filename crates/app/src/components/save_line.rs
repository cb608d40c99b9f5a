//! How saving goes: «保存済み 14:32», or what to do when it does not.

use locale::Arg;
use wasm_bindgen::JsValue;
use yew::prelude::*;

use crate::browser::clock;
use crate::components::trouble;
use crate::hooks::{use_locale, use_root, use_work_file};
use crate::host::{self, Kept};
use crate::route::Route;
use crate::saving::{Choice, LastTouched, SavePhase, SaveState, Saving};

/// One quiet line; with a button where only a work file keeps what was done.
#[component]
pub(crate) fn SaveLine() -> Html {
    let words = use_locale();
    let state = use_context::<Saving>().unwrap_or_default().state;
    let file = use_work_file();
    let (id, args) = said(&state, host::current().kept());
    let by_file = state.fleeting || matches!(state.phase, SavePhase::Failed { .. });
    let class = classes!(
        "save-line",
        (by_file && state.at_risk > 0).then_some("save-line-open")
    );
    html! {
        <span {class}>
            <span>{ words.t_with(id, &args) }</span>
            if by_file {
                <button type="button" class="button-quiet" onclick={file.save}>{ words.t("save-to-file") }</button>
                <span role="status">{ file.outcome }</span>
            }
        </span>
    }
}

/// Which message, and what is put into it.
fn said(state: &SaveState, kept: Kept) -> (&'static str, Vec<(&'static str, Arg<'static>)>) {
    let time = |at| ("time", clock(at).into());
    match (&state.phase, state.at) {
        (SavePhase::Reading, _) => ("save-reading", vec![]),
        _ if state.at_risk > 0 => (
            "save-at-risk",
            vec![("exercises", (state.at_risk as u64).into())],
        ),
        // In a store that forgets, «saved» would be a lie.
        _ if state.fleeting => match state.filed {
            Some(at) => ("save-filed", vec![time(at)]),
            None => match kept {
                Kept::Browser => ("save-fleeting-short", vec![]),
                Kept::File => ("save-by-file", vec![]),
            },
        },
        (SavePhase::Saving, None) => ("save-saving", vec![]),
        // No flicker at every key: while writing, the time of the last save stays.
        (SavePhase::Saving | SavePhase::Saved, Some(at)) => ("save-saved", vec![time(at)]),
        (SavePhase::Saved, None) => ("save-kept", vec![]),
        (SavePhase::Failed { .. }, _) => ("save-failed-short", vec![]),
    }
}

/// What the learner must know about saving; nothing when all is well.
#[component]
pub(crate) fn SaveTrouble() -> Html {
    let (words, root) = (use_locale(), use_root());
    let Saving {
        state, on_choice, ..
    } = use_context::<Saving>().unwrap_or_default();
    let mut messages = Vec::new();
    if let SavePhase::Failed { full, detail } = &state.phase {
        messages.push((
            words.t(if *full { "save-full" } else { "save-failed" }),
            detail.clone(),
        ));
    }
    // Where it is so by design, the line says it.
    if state.fleeting && host::current().kept() == Kept::Browser {
        messages.push((words.t("save-fleeting"), state.refused));
    }
    if state.newer {
        messages.push((words.t("save-newer"), String::new()));
    }
    if state.damaged {
        messages.push((words.t("save-damaged"), String::new()));
    }
    if messages.is_empty() && state.asides.is_empty() && state.earlier.is_none() {
        return html! {};
    }
    let button = |id: &str, choice: Choice| {
        let onclick = on_choice.reform(move |_: MouseEvent| choice.clone());
        html! { <button type="button" class="button-quiet" {onclick}>{ words.t(id) }</button> }
    };
    html! {
        <div class="save-trouble" role="status">
            if let Some(LastTouched { at, module, exercise }) = state.earlier {
                <div class="notice">
                    <p>{ words.t_with("save-earlier", &[("time", when(at).into())]) }</p>
                    <p class="work-buttons">
                        <button type="button" class="button-quiet" onclick={on_choice.reform(move |_: MouseEvent| {
                            // Going on is going to where it was left.
                            root.go(&Route::Lesson { module: module.clone(), exercise: Some(exercise.clone()) });
                            Choice::TakeEarlier
                        })}>{ words.t("save-earlier-take") }</button>
                        { button("save-earlier-leave", Choice::LeaveEarlier) }
                    </p>
                </div>
            }
            { for state.asides.iter().map(|aside| html! {
                <div class="notice">
                    <p>{ words.t_with("save-aside", &[("module", (&aside.module).into()), ("title", (&aside.title).into())]) }</p>
                    <p class="work-buttons">
                        { button("save-to-file", Choice::Export(aside.key.clone())) }
                        { button("save-aside-back", Choice::Restore(aside.key.clone())) }
                    </p>
                </div>
            }) }
            { for messages.into_iter().map(|(message, detail)| html! {
                <div class="notice">
                    <p>{ message }</p>
                    { trouble::detail(&detail, &words) }
                </div>
            }) }
        </div>
    }
}

/// The same, with the day where it is not today.
fn when(at: u64) -> String {
    let (day, now) = (
        js_sys::Date::new(&JsValue::from_f64(at as f64)),
        js_sys::Date::new_0(),
    );
    let time = clock(at);
    if day.to_date_string() == now.to_date_string() {
        time
    } else {
        format!("{}/{} {time}", day.get_month() + 1, day.get_date())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(state: SaveState, kept: Kept) -> &'static str {
        said(&state, kept).0
    }

    #[test]
    fn a_store_that_forgets_never_says_saved() {
        let fleeting = |phase, at_risk| SaveState {
            phase,
            at_risk,
            fleeting: true,
            ..SaveState::default()
        };
        assert_eq!(
            id(fleeting(SavePhase::Reading, 0), Kept::Browser),
            "save-reading"
        );
        assert_eq!(
            id(fleeting(SavePhase::Saved, 0), Kept::Browser),
            "save-fleeting-short"
        );
        assert_eq!(
            id(fleeting(SavePhase::Saved, 0), Kept::File),
            "save-by-file"
        );
        for kept in [Kept::Browser, Kept::File] {
            assert_eq!(id(fleeting(SavePhase::Saved, 3), kept), "save-at-risk");
        }
    }

    #[test]
    fn what_is_lost_counts_more_than_the_last_success() {
        let failed = SaveState {
            phase: SavePhase::Failed {
                full: true,
                detail: String::new(),
            },
            at: Some(1),
            ..SaveState::default()
        };
        assert_eq!(id(failed.clone(), Kept::Browser), "save-failed-short");
        let at_risk = SaveState {
            at_risk: 1,
            ..failed
        };
        assert_eq!(id(at_risk, Kept::Browser), "save-at-risk");
        assert_eq!(
            id(
                SaveState {
                    phase: SavePhase::Saved,
                    ..SaveState::default()
                },
                Kept::Browser
            ),
            "save-kept"
        );
    }
}
