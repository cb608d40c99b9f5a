//! A track as a road: its modules in order, which are done, where she is and what comes next, and for whom it is.

use spec::catalogue::{Catalogue, ModuleEntry, TrackEntry};
use spec::work::Work;
use yew::prelude::*;

use super::next::{Stop, done_of, is_finished, minutes_left, minutes_of, road, still_before};
use crate::components::pearls::pearls;
use crate::hooks::Words;
use crate::library::PLACE;
use crate::route::Route;

/// One track; `added` when it is not the site's own.
pub(crate) fn track_card(
    track: &TrackEntry,
    added: bool,
    catalogue: &Catalogue,
    work: &Work,
    words: &Words,
) -> Html {
    let heading = format!("track-{}", track.id);
    let title = words.pick(&track.title);
    let summary = words.pick(&track.summary);
    let done: Vec<bool> = track
        .modules
        .iter()
        .flat_map(|module| done_of(module, work))
        .collect();
    let stops = road(track, catalogue, work);
    html! {
        <section class="track" aria-labelledby={heading.clone()} key={track.id.0.clone()}>
            <div class="track-head">
                <h2 id={heading} lang={lang_of(&title)}>{ &title }{ mark(added, words) }</h2>
                <p class="track-about" lang={lang_of(&summary)}>{ &summary }</p>
                <p class="track-facts">
                    <span>{ time_left(&track.modules, work, words) }</span>
                    { pearls(&done, words) }
                </p>
                { more(track, &title, catalogue, words) }
            </div>
            <ol class="road">
                { for track.modules.iter().zip(stops).map(|(module, stop)| module_stop(module, stop, catalogue, work, words)) }
            </ol>
        </section>
    }
}

/// «追加» behind what came from a zip, so that nobody takes it for the site's own.
pub(crate) fn mark(added: bool, words: &Words) -> Html {
    if !added {
        return html! {};
    }
    html! { <span class="added-mark">{ words.t("added-mark") }</span> }
}

/// The language of what an author wrote: Japanese where it is not plainly something else.
fn lang_of(text: &str) -> Option<&'static str> {
    (!text.is_ascii()).then_some("ja")
}

/// One module on the road.
fn module_stop(
    module: &ModuleEntry,
    stop: Stop,
    catalogue: &Catalogue,
    work: &Work,
    words: &Words,
) -> Html {
    let done = done_of(module, work);
    let before: Vec<&str> = if stop == Stop::Done {
        Vec::new()
    } else {
        still_before(module, catalogue, work)
            .iter()
            .map(|required| required.title.as_str())
            .collect()
    };
    let (slug, state) = match stop {
        // The time that is left says so already.
        Stop::Done => ("stop-done", None),
        Stop::Here => ("stop-here", Some("home-stop-here")),
        Stop::Begun => ("stop-begun", Some("home-stop-begun")),
        Stop::Next => ("stop-next", Some("home-stop-next")),
        Stop::Later => ("stop-later", None),
    };
    html! {
        <li key={module.id.0.clone()} class={classes!("stop", slug)} aria-current={(stop == Stop::Here).then_some("step")}>
            <a href={Route::lesson(&module.id).href()} lang={lang_of(&module.title)}>{ &module.title }</a>
            { mark(module.url.starts_with(PLACE), words) }
            <span class="module-facts">
                if let Some(state) = state {
                    <b class="stop-state">{ words.t(state) }</b>
                }
                <span>{ time_left(std::slice::from_ref(module), work, words) }</span>
                { pearls(&done, words) }
                // Advice, never a lock: whoever knows that part already goes straight on.
                if !before.is_empty() {
                    <span class="module-before">{ words.t_with("home-before", &[("titles", before.join("、").into())]) }</span>
                }
            </span>
        </li>
    }
}

/// «25 分» before anything is done, «あと 12 分» on the way, «終わりました» at the end.
fn time_left(modules: &[ModuleEntry], work: &Work, words: &Words) -> String {
    let all: u32 = modules.iter().map(minutes_of).sum();
    let (id, minutes) = match left(modules, work) {
        0 if all > 0 => return words.t("home-finished"),
        left if left < all => ("home-minutes-left", left),
        _ => ("minutes", all),
    };
    words.t_with(id, &[("minutes", minutes.into())])
}

/// Minutes left of all of them; nothing of those that are finished.
fn left(modules: &[ModuleEntry], work: &Work) -> u32 {
    modules
        .iter()
        .filter(|module| !is_finished(module, work))
        .map(|module| minutes_left(module, work))
        .sum()
}

/// For whom, and which measures of the plan: for whoever chooses courses for others, so not in the way.
fn more(track: &TrackEntry, title: &str, catalogue: &Catalogue, words: &Words) -> Html {
    let audience = track
        .audience
        .iter()
        .map(|group| match group.as_str() {
            "municipal" => words.t("audience-municipal"),
            "sme" => words.t("audience-sme"),
            other => other.to_owned(),
        })
        .map(|group| html! { <li>{ group }</li> });
    let plan = measures(track, catalogue)
        .into_iter()
        .map(|measure| html! { <li lang="ja">{ measure }</li> });
    html! {
        <details class="track-more">
            <summary>
                { words.t("home-more") }
                <span class="visually-hidden">{ format!(" — {title}") }</span>
            </summary>
            <dl>
                <dt>{ words.t("home-audience") }</dt>
                <dd><ul>{ for audience }</ul></dd>
                if plan.len() > 0 {
                    <dt>{ words.t("home-plan") }</dt>
                    <dd><ul>{ for plan }</ul></dd>
                }
            </dl>
        </details>
    }
}

/// «15 スマート人材の育成»: number and name of each measure that the track serves.
fn measures(track: &TrackEntry, catalogue: &Catalogue) -> Vec<String> {
    track
        .plan()
        .into_iter()
        .map(|number| {
            let known = catalogue
                .measures
                .iter()
                .find(|measure| measure.number == number);
            known.map_or(number.to_string(), |measure| {
                format!("{number} {}", measure.name)
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use locale::{Lang, Locale};
    use spec::catalogue::Measure;

    use super::*;
    use crate::pages::home::next::tests::{did, module};
    use crate::state::progress::empty_work;

    fn said(modules: &[ModuleEntry], work: &Work) -> String {
        time_left(modules, work, &Words(Rc::new(Locale::new(Lang::Ja))))
    }

    #[test]
    fn the_time_that_is_left() {
        let modules = [module("a", &[]), module("b", &["a"])];
        let mut work = empty_work();
        assert_eq!(said(&modules, &work), "50 分");
        did(&mut work, "a", "ex1", true, 1);
        assert_eq!(said(&modules, &work), "あと 38 分");
        did(&mut work, "a", "ex2", true, 2);
        assert_eq!(said(&modules, &work), "あと 25 分");
        assert_eq!(said(&modules[..1], &work), "終わりました");
        did(&mut work, "b", "ex1", true, 3);
        did(&mut work, "b", "ex2", true, 4);
        assert_eq!(said(&modules, &work), "終わりました");
    }

    #[test]
    fn measures_have_their_names() {
        let mut served = module("a", &[]);
        served.plan = vec![18, 15, 40];
        let track = TrackEntry {
            id: "t".into(),
            title: Default::default(),
            summary: Default::default(),
            audience: vec![],
            modules: vec![served],
        };
        let measure = |number, name: &str| Measure {
            number,
            name: name.into(),
        };
        let catalogue = Catalogue {
            measures: vec![measure(15, "人材"), measure(18, "企業")],
            ..Catalogue::default()
        };
        assert_eq!(measures(&track, &catalogue), ["15 人材", "18 企業", "40"]);
    }
}
