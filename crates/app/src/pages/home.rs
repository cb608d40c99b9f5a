//! Tracks, modules, and the one button that points at the right lesson.

pub(super) mod added;
mod handed;
mod next;
pub(super) mod track;

use yew::prelude::*;

use self::added::added_line;
use self::handed::HandedOut;
use self::next::{NextKind, NextUp, next_up};
use self::track::track_card;
use crate::components::offline::NewerVersion;
use crate::components::save_line::SaveTrouble;
use crate::components::trouble::fetch_trouble;
use crate::components::work_file::{WorkAtHand, WorkFile};
use crate::courses::Courses;
use crate::fetched::Fetched;
use crate::hooks::{Words, use_arrival, use_locale, use_root, use_title};
use crate::route::Route;
use crate::state::progress::use_progress;

/// The first screen.
#[component]
pub(crate) fn Home() -> Html {
    let words = use_locale();
    let progress = use_progress();
    let courses = use_context::<Courses>();
    use_title("");
    use_arrival();
    let root = use_root();
    // Coming from the end of a lesson, the window is far down.
    use_effect_with((), move |()| root.scroll_to(0.0));
    let content = match courses.as_ref().map(|courses| &courses.catalogue) {
        Some(Fetched::Here(catalogue)) => {
            let catalogue = &catalogue.0;
            let own_tracks = courses
                .as_ref()
                .map(|courses| courses.own_tracks.as_slice());
            let own_tracks = own_tracks.unwrap_or_default();
            html! {
                <>
                    { next_up(catalogue, &progress.work).map(|next| invitation(&next, &words)).unwrap_or_default() }
                    <div class="tracks">
                        { for catalogue.tracks.iter().map(|track| track_card(track, own_tracks.contains(&track.id), catalogue, &progress.work, &words)) }
                    </div>
                    { courses.as_ref().map(|courses| added_line(courses, &words)).unwrap_or_default() }
                </>
            }
        }
        Some(Fetched::Failed(error)) => {
            let retry = courses
                .as_ref()
                .map(|courses| courses.retry.clone())
                .unwrap_or_default();
            fetch_trouble("courses-failed", error, &retry, &words)
        }
        // A moment; a word would only flicker.
        Some(Fetched::Waiting) | None => html! { <div class="waiting" aria-busy="true" /> },
    };
    html! {
        <div class="page home">
            <div class="home-head">
                <h1 tabindex="-1"><span lang="ja">{ "ama" }</span>{ " — " }{ words.t("tagline") }</h1>
                <p class="lead">{ words.t("home-lead") }</p>
            </div>
            <NewerVersion />
            <WorkAtHand />
            <SaveTrouble />
            { content }
            <HandedOut />
            <WorkFile />
        </div>
    }
}

/// «つづきから» or «はじめる».
fn invitation(next: &NextUp<'_>, words: &Words) -> Html {
    let args = [
        ("title", (&next.module.title).into()),
        ("minutes", next.minutes_left.into()),
    ];
    let (said, button) = match next.kind {
        NextKind::Start => (words.t_with("home-start", &args), words.t("start-button")),
        NextKind::Continue => (
            words.t_with("home-continue", &args),
            words.t("continue-button"),
        ),
        NextKind::Following => (
            words.t_with("home-following", &args),
            words.t("start-button"),
        ),
    };
    html! {
        <section class="invitation" aria-label={words.t("home-next")}>
            <p>{ said }</p>
            <a class="button button-large" href={Route::lesson(&next.module.id).href()}>{ button }</a>
        </section>
    }
}
