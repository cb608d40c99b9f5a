//! The end of a lesson: what she can do now, one thing for Monday, the way on, her record to print, her work file. Notes for
//! whoever teaches it are behind a switch, which nobody opens by chance.

mod record;

use std::rc::Rc;

use spec::Module;
use yew::prelude::*;

use self::record::RecordButton;
use crate::components::confirm::ConfirmButton;
use crate::components::pearls::{self, Pearl};
use crate::components::prose::Prose;
use crate::components::work_file::WorkFile;
use crate::courses::Courses;
use crate::hooks::{Words, use_locale};
use crate::local;
use crate::pages::home::next::{WayOn, minutes_left, way_on};
use crate::route::Route;
use crate::state::progress::{Action, use_progress};

/// Properties of [`TheEnd`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct TheEndProps {
    /// The lesson.
    pub(super) module: Rc<Module>,
    /// Its exercises, and which of them are done.
    pub(super) pearls: Vec<Pearl>,
}

/// What comes after the last exercise.
#[component]
pub(super) fn TheEnd(props: &TheEndProps) -> Html {
    let words = use_locale();
    let progress = use_progress();
    let courses = use_context::<Courses>();
    let TheEndProps { module, pearls } = props;
    let done: Vec<bool> = pearls.iter().map(|pearl| pearl.done).collect();
    let open = done.iter().filter(|done| !**done).count();
    let list = courses.as_ref().and_then(Courses::list);
    let way = list
        .as_ref()
        .and_then(|list| way_on(list, &progress.work, &module.id));
    let minutes = way
        .as_ref()
        .map_or(0, |way| minutes_left(way.module, &progress.work));
    let restart = {
        let (dispatch, module) = (progress.dispatch.clone(), Rc::clone(module));
        Callback::from(move |()| {
            dispatch.emit(Action::RestartModule {
                module: module.id.clone(),
                asked: super::asked(&module),
            })
        })
    };
    html! {
        <section class="the-end" aria-labelledby="the-end">
            <h2 id="the-end">{ words.t(if open == 0 { "end-done" } else { "end-open" }) }</h2>
            <p class="end-pearls">
                { pearls::pearls(&done, &words) }
                if open > 0 {
                    <span>{ words.t_with("end-left", &[("open", open.into())]) }</span>
                }
            </p>
            if !module.objectives.is_empty() {
                <h3>{ words.t(if open == 0 { "end-can" } else { "end-will" }) }</h3>
                <ul class="end-list" lang="ja">{ for module.objectives.iter().map(|objective| html! { <li>{ objective }</li> }) }</ul>
            }
            if !module.at_work.is_empty() {
                <div class="at-work">
                    <h3>{ words.t("at-work") }</h3>
                    <Prose module={Rc::clone(module)} blocks={module.at_work.clone()} />
                </div>
            }
            <nav class="end-ways" aria-labelledby="end-ways">
                <h3 id="end-ways">{ words.t("home-next") }</h3>
                if open == 0 && list.is_some() && way.is_none() {
                    <p>{ words.t("end-all-done") }</p>
                }
                <ul>
                    if let Some((at, pearl)) = pearls.iter().enumerate().find(|(_, pearl)| !pearl.done) {
                        <li><a class="button button-large" href={back_to(module, pearl)}>{ words.t_with("end-back", &[("number", (at + 1).into()), ("title", (&pearl.title).into())]) }</a></li>
                    }
                    if let Some(way) = &way {
                        // One button stands out: what is left here comes first.
                        <li>{ way_link(way, minutes, if open == 0 { "button button-large" } else { "button-quiet" }, &words) }</li>
                    }
                    <li><a class="button-quiet" href={Route::Home.href()}>{ words.t("end-map") }</a></li>
                </ul>
            </nav>
            <div class="end-record">
                <p>{ words.t("record-text") }</p>
                <RecordButton module={Rc::clone(module)} />
            </div>
            <WorkFile />
            <div class="end-rest">
                <ConfirmButton label={words.t("restart-module")} question={words.t("restart-module-question")} yes={words.t("restart-yes")} onconfirm={restart} />
                if !module.instructor_notes.is_empty() {
                    <InstructorNotes module={Rc::clone(module)} />
                }
            </div>
        </section>
    }
}

fn back_to(module: &Module, pearl: &Pearl) -> String {
    let route = Route::Lesson {
        module: module.id.clone(),
        exercise: Some(pearl.exercise.clone()),
    };
    route.href()
}

fn way_link(way: &WayOn<'_>, minutes: u32, class: &'static str, words: &Words) -> Html {
    let mut args = vec![
        ("title", (&way.module.title).into()),
        ("minutes", minutes.into()),
    ];
    let id = match way.track {
        None => "end-next",
        Some(track) => {
            args.push(("track", words.pick(&track.title).into()));
            "end-next-track"
        }
    };
    html! { <a {class} href={Route::lesson(&way.module.id).href()}>{ words.t_with(id, &args) }</a> }
}

/// Under which this tab remembers that its user teaches.
const TEACHES: &str = "ama-teaches";

#[derive(Clone, PartialEq, Properties)]
struct InstructorNotesProps {
    module: Rc<Module>,
}

/// Where learners stumble and how to nudge them: only for whoever asks for it, and then in every lesson as long as the tab is
/// open.
#[component]
fn InstructorNotes(props: &InstructorNotesProps) -> Html {
    let words = use_locale();
    let shown = use_state_eq(|| local::is_on(TEACHES));
    let onclick = {
        let shown = shown.clone();
        Callback::from(move |_: MouseEvent| {
            local::switch(TEACHES, !*shown);
            shown.set(!*shown);
        })
    };
    let label = if *shown {
        "instructor-hide"
    } else {
        "instructor-show"
    };
    html! {
        <>
            <button type="button" class="button-quiet" aria-expanded={shown.to_string()} {onclick}>{ words.t(label) }</button>
            if *shown {
                <section class="instructor" aria-labelledby="instructor-notes">
                    <h3 id="instructor-notes">{ words.t("instructor-notes") }</h3>
                    <Prose module={Rc::clone(&props.module)} blocks={props.module.instructor_notes.clone()} />
                </section>
            }
        </>
    }
}
