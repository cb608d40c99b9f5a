//! Tracks, modules, and the one button that points at the right lesson.

use spec::catalogue::{Catalogue, ModuleEntry, TrackEntry};
use spec::work::Work;
use yew::prelude::*;

use crate::browser;
use crate::components::pearls::Pearls;
use crate::components::save_line::SaveTrouble;
use crate::components::trouble::Trouble;
use crate::components::work_file::WorkFile;
use crate::courses::{Courses, Fetched};
use crate::hooks::{Words, use_arrival, use_locale, use_title};
use crate::route::Route;
use crate::state::progress::{done_list, use_progress};

/// The first screen.
#[component]
pub(crate) fn Home() -> Html {
    let words = use_locale();
    let progress = use_progress();
    let courses = use_context::<Courses>();
    use_title("");
    use_arrival();
    // Coming from the end of a lesson, the window is far down.
    use_effect_with((), |()| browser::scroll_to(0.0));
    let content = match courses.as_ref().map(|courses| &courses.catalogue) {
        Some(Fetched::Here(catalogue)) => {
            let catalogue = &catalogue.0;
            html! {
                <>
                    { next_up(catalogue, &progress.work).map(|next| invitation(&next, &words)).unwrap_or_default() }
                    <div class="tracks">
                        { for catalogue.tracks.iter().map(|track| track_card(track, &progress.work, &words)) }
                    </div>
                </>
            }
        }
        Some(Fetched::Failed(detail)) => {
            let retry = courses
                .as_ref()
                .map(|courses| courses.retry.clone())
                .unwrap_or_default();
            html! { <Trouble message={words.t("courses-failed")} detail={detail.clone()} action={words.t("retry")} onaction={retry} /> }
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
            <SaveTrouble />
            { content }
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

fn track_card(entry: &TrackEntry, work: &Work, words: &Words) -> Html {
    let slug = entry.track.slug();
    let heading = format!("track-{slug}");
    let minutes: u32 = entry.modules.iter().map(minutes_of).sum();
    let done: Vec<bool> = entry
        .modules
        .iter()
        .flat_map(|module| done_of(module, work))
        .collect();
    html! {
        <section class="track" aria-labelledby={heading.clone()}>
            <h2 id={heading}>{ words.t(&format!("track-{slug}")) }</h2>
            <p class="track-about">{ words.t(&format!("track-{slug}-about")) }</p>
            <p class="track-facts">
                <span>{ words.t_with("minutes", &[("minutes", minutes.into())]) }</span>
                <Pearls {done} />
            </p>
            <ol class="modules">
                { for entry.modules.iter().map(|module| module_line(module, work, words)) }
            </ol>
        </section>
    }
}

fn module_line(module: &ModuleEntry, work: &Work, words: &Words) -> Html {
    let done = done_of(module, work);
    html! {
        <li key={module.id.0.clone()} class="module">
            <a href={Route::lesson(&module.id).href()} lang="ja">{ &module.title }</a>
            <span class="module-facts">
                <span>{ words.t_with("minutes", &[("minutes", minutes_of(module).into())]) }</span>
                <Pearls {done} />
            </span>
        </li>
    }
}

fn minutes_of(module: &ModuleEntry) -> u32 {
    module.minutes.read.saturating_add(module.minutes.practice)
}

fn done_of(module: &ModuleEntry, work: &Work) -> Vec<bool> {
    done_list(
        work,
        &module.id,
        module
            .exercises
            .iter()
            .map(|exercise| (&exercise.id, exercise.kind.as_str())),
    )
}

/// What to do next.
#[derive(Debug, PartialEq)]
struct NextUp<'a> {
    module: &'a ModuleEntry,
    kind: NextKind,
    minutes_left: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum NextKind {
    /// Nothing was done yet.
    Start,
    /// This lesson was begun.
    Continue,
    /// Others were done; this one was not begun.
    Following,
}

/// The lesson to go on with: the one touched last if it is not finished; else the first unfinished one of its track,
/// then of any track, whose required modules are done. `None` when all is done.
fn next_up<'a>(catalogue: &'a Catalogue, work: &Work) -> Option<NextUp<'a>> {
    let touched = |module: &ModuleEntry| {
        let module = work.modules.get(&module.id)?;
        let exercises = module
            .exercises
            .values()
            .map(|exercise| exercise.updated)
            .max()
            .unwrap_or(0);
        // A lesson only looked at counts as well: its place was noted.
        Some(exercises.max(if module.place.is_empty() {
            0
        } else {
            module.updated
        }))
        .filter(|at| *at > 0)
    };
    let finished = |module: &ModuleEntry| done_of(module, work).iter().all(|done| *done);
    let all = || catalogue.tracks.iter().flat_map(|track| &track.modules);
    let latest = all()
        .filter_map(|module| Some((touched(module)?, module)))
        .max_by_key(|(at, _)| *at)
        .map(|(_, module)| module);
    let up = |module, kind| {
        Some(NextUp {
            module,
            kind,
            minutes_left: minutes_left(module, work),
        })
    };
    if let Some(module) = latest.filter(|module| !finished(module)) {
        return up(module, NextKind::Continue);
    }
    let ready = |module: &&ModuleEntry| {
        let missing = module
            .requires
            .iter()
            .filter_map(|id| all().find(|other| other.id == *id))
            .any(|other| !finished(other));
        !finished(module) && !missing
    };
    let own_track = latest.and_then(|latest| {
        catalogue
            .tracks
            .iter()
            .find(|track| track.modules.iter().any(|module| module.id == latest.id))
    });
    let next = own_track
        .and_then(|track| track.modules.iter().find(ready))
        .or_else(|| all().find(ready))?;
    let kind = match (touched(next), latest) {
        (Some(_), _) => NextKind::Continue,
        (None, Some(_)) => NextKind::Following,
        (None, None) => NextKind::Start,
    };
    up(next, kind)
}

/// Minutes left: all of them before the first exercise is done, then the share of the exercises that are open.
fn minutes_left(module: &ModuleEntry, work: &Work) -> u32 {
    let done = done_of(module, work);
    let open = done.iter().filter(|done| !**done).count();
    if open == done.len() {
        return minutes_of(module);
    }
    let share = open as f64 / done.len() as f64;
    (f64::from(minutes_of(module)) * share).ceil() as u32
}

#[cfg(test)]
mod tests {
    use spec::Track;
    use spec::catalogue::ExerciseEntry;
    use spec::module::Minutes;
    use spec::work::ExerciseWork;

    use super::*;
    use crate::state::progress::empty_work;

    fn module(id: &str, requires: &[&str]) -> ModuleEntry {
        let exercise = |id: &str| ExerciseEntry {
            id: id.into(),
            title: id.into(),
            kind: "table".into(),
        };
        ModuleEntry {
            id: id.into(),
            version: 1,
            title: id.into(),
            minutes: Minutes {
                read: 10,
                practice: 15,
            },
            audience: vec![],
            requires: requires.iter().map(|id| (*id).into()).collect(),
            plan: vec![],
            objectives: vec![],
            exercises: vec![exercise("ex1"), exercise("ex2")],
            url: String::new(),
        }
    }

    fn catalogue() -> Catalogue {
        Catalogue {
            format: 1,
            tracks: vec![
                TrackEntry {
                    track: Track::SmartTalent,
                    modules: vec![module("s1", &[])],
                },
                TrackEntry {
                    track: Track::DataScience,
                    modules: vec![module("d1", &[]), module("d2", &["d1"])],
                },
            ],
            towns: vec![],
        }
    }

    fn did(work: &mut Work, id: &str, exercise: &str, solved: bool, updated: u64) {
        let module = work.modules.entry(id.into()).or_default();
        module.exercises.insert(
            exercise.into(),
            ExerciseWork {
                solved,
                updated,
                ..ExerciseWork::default()
            },
        );
    }

    fn check(work: &Work, expected: Option<(&str, NextKind, u32)>) {
        let catalogue = catalogue();
        let next = next_up(&catalogue, work);
        assert_eq!(
            next.map(|next| (next.module.id.0.as_str(), next.kind, next.minutes_left)),
            expected
        );
    }

    #[test]
    fn the_button_points_at_the_right_lesson() {
        let mut work = empty_work();
        check(&work, Some(("s1", NextKind::Start, 25)));
        did(&mut work, "d1", "ex1", true, 5);
        check(&work, Some(("d1", NextKind::Continue, 13)));
        did(&mut work, "d1", "ex2", true, 6);
        check(&work, Some(("d2", NextKind::Following, 25)));
        did(&mut work, "d2", "ex1", true, 7);
        did(&mut work, "d2", "ex2", true, 8);
        check(&work, Some(("s1", NextKind::Following, 25)));
        did(&mut work, "s1", "ex1", true, 9);
        did(&mut work, "s1", "ex2", true, 10);
        check(&work, None);
    }

    #[test]
    fn the_lesson_touched_last_wins() {
        let mut work = empty_work();
        did(&mut work, "s1", "ex1", false, 3);
        did(&mut work, "d1", "ex1", false, 4);
        check(&work, Some(("d1", NextKind::Continue, 25)));
        did(&mut work, "s1", "ex1", true, 9);
        check(&work, Some(("s1", NextKind::Continue, 13)));
    }
}
