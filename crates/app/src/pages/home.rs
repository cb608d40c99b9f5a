//! Tracks, modules, and the one button that points at the right lesson.

pub(super) mod added;
mod handed;
pub(crate) mod next;
mod search;
pub(super) mod track;

use yew::prelude::*;

use self::added::added_line;
use self::handed::HandedOut;
use self::next::{NextKind, NextUp, next_up};
use self::search::Search;
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
        Some(Fetched::Here(shared)) => {
            let catalogue = &shared.0;
            let modules = catalogue.tracks.iter().map(|track| track.modules.len());
            let own_tracks = courses
                .as_ref()
                .map(|courses| courses.own_tracks.as_slice());
            let own_tracks = own_tracks.unwrap_or_default();
            html! {
                <>
                    { next_up(catalogue, &progress.work).map(|next| invitation(&next, &words)).unwrap_or_default() }
                    // A handful is seen at a glance.
                    if modules.sum::<usize>() > 5 {
                        <Search catalogue={shared.clone()} />
                    }
                    <div class="tracks">
                        { for catalogue.tracks.iter().map(|track| track_card(track, own_tracks.contains(&track.id), catalogue, &progress.work, &words)) }
                    </div>
                    { courses.as_ref().map(|courses| added_line(courses, &words)).unwrap_or_default() }
                    <p class="home-free"><a href={Route::Free.href()}>{ words.t("free-title") }</a>{ " " }<a href={Route::Free.href()}>{ words.t("file-open") }</a>{ " " }<span>{ words.t("free-lead") }</span></p>
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

/// «つづきから», which leads to the exercise that it names, or «はじめる».
fn invitation(next: &NextUp<'_>, words: &Words) -> Html {
    let button = match next.kind {
        NextKind::Continue => "continue-button",
        NextKind::Start | NextKind::Following => "start-button",
    };
    let route = Route::Lesson {
        module: next.module.id.clone(),
        exercise: next.exercise.map(|(_, exercise)| exercise.id.clone()),
    };
    html! {
        <section class="invitation" aria-label={words.t("home-next")}>
            <p>{ invited(next, words) }</p>
            <a class="button button-large" href={route.href()}>{ words.t(button) }</a>
        </section>
    }
}

/// «つづきから: グループごとに集計する ― 練習 3「…」（あと 12 分）».
fn invited(next: &NextUp<'_>, words: &Words) -> String {
    let mut args = vec![
        ("title", (&next.module.title).into()),
        ("minutes", next.minutes_left.into()),
    ];
    let id = match (next.kind, next.exercise) {
        (NextKind::Continue, Some((number, exercise))) => {
            args.push(("number", number.into()));
            args.push(("exercise", (&exercise.title).into()));
            "home-continue"
        }
        (NextKind::Following, _) => "home-following",
        // What is begun and not finished has an open exercise.
        (NextKind::Start | NextKind::Continue, _) => "home-start",
    };
    words.t_with(id, &args)
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use locale::{Lang, Locale};

    use super::next::tests::{did, module};
    use super::*;
    use crate::state::progress::empty_work;

    #[test]
    fn the_line_says_which_exercise_comes_next() {
        let catalogue = spec::catalogue::Catalogue {
            tracks: vec![spec::catalogue::TrackEntry {
                id: "t".into(),
                title: Default::default(),
                summary: Default::default(),
                audience: vec![],
                modules: vec![module("集計", &[]), module("結合", &[])],
            }],
            ..Default::default()
        };
        let said = |work: &spec::work::Work, lang| {
            let next = next_up(&catalogue, work).unwrap();
            invited(&next, &Words(Rc::new(Locale::new(lang))))
        };
        let mut work = empty_work();
        assert_eq!(said(&work, Lang::Ja), "最初の講座: 集計（25 分）");
        did(&mut work, "集計", "ex1", true, 1);
        assert_eq!(
            said(&work, Lang::Ja),
            "つづきから: 集計 ― 練習 2「ex2」（あと 13 分）"
        );
        assert_eq!(
            said(&work, Lang::En),
            "Where you left off: 集計 – exercise 2, “ex2” (13 min left)"
        );
        did(&mut work, "集計", "ex2", true, 2);
        assert_eq!(said(&work, Lang::Ja), "つぎの講座: 結合（25 分）");
    }
}
