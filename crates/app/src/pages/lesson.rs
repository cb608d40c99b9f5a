//! A lesson: its text, and its exercises, one a screen. The text is one page with the way into each exercise at its place; an
//! exercise has the window to itself. What was opened once stays in the page, so that undo and verdict are there again.

mod end;
mod line;
mod menu;
mod place;

use std::rc::Rc;

use locale::Lang;
use spec::module::Section;
use spec::town::Texts;
use spec::work::Work;
use spec::{Exercise, ExerciseId, Module, ModuleId};
use yew::prelude::*;

use self::end::TheEnd;
use self::line::{LessonLine, lesson_line};
use self::place::use_place;
use crate::components::engine_line::{EngineLine, EngineTrouble};
use crate::components::exercise::{ExerciseCard, WayLink};
use crate::components::pearls::Pearl;
use crate::components::prose::Prose;
use crate::components::save_line::SaveTrouble;
use crate::components::trouble::{fetch_trouble, trouble};
use crate::courses::added::Fault;
use crate::courses::{Courses, entry, track_of, use_lesson};
use crate::fetched::{Fetched, Shared};
use crate::hooks::{Words, use_arrival, use_engine, use_locale, use_root, use_settings, use_title};
use crate::ids::HEADER_SLOT;
use crate::library::PLACE;
use crate::pages::home::added;
use crate::pages::home::track::mark;
use crate::pages::unknown::Unknown;
use crate::route::Route;
use crate::state::progress::{Action, Asked, done_list, use_progress};

/// Properties of [`Lesson`].
#[derive(Clone, PartialEq, Properties)]
pub(crate) struct LessonProps {
    /// The module.
    pub(crate) id: ModuleId,
    /// The exercise that the address names.
    pub(crate) exercise: Option<ExerciseId>,
}

/// Fetches a lesson and shows it.
#[component]
pub(crate) fn Lesson(props: &LessonProps) -> Html {
    let words = use_locale();
    let courses = use_context::<Courses>();
    let list = courses.as_ref().and_then(Courses::list);
    let known = list.as_ref().and_then(|list| entry(list, &props.id));
    let url = known.map(|entry| entry.url.clone()).unwrap_or_default();
    let (lesson, retry) = use_lesson(&url);
    use_title(&known.map(|entry| entry.title.clone()).unwrap_or_default());

    if let Some(Courses {
        catalogue: Fetched::Failed(error),
        retry,
        ..
    }) = &courses
    {
        return html! {
            <div class="page">
                { fetch_trouble("courses-failed", error, retry, &words) }
            </div>
        };
    }
    // It may be one that was added.
    let complete = courses.as_ref().is_some_and(|courses| courses.complete);
    if list.is_some() && known.is_none() && complete {
        return html! { <Unknown address={Route::lesson(&props.id).href()} /> };
    }
    match lesson {
        Ok(Fetched::Waiting) => html! { <div class="page waiting" aria-busy="true" /> },
        Ok(Fetched::Failed(error)) => html! {
            <div class="page">
                { fetch_trouble("lesson-failed", &error, &retry, &words) }
            </div>
        },
        Err(fault) => {
            let message = match &fault {
                Fault::Mistakes { .. } => words.t("lesson-mistake"),
                _ => words.t("lesson-unusable"),
            };
            let (text, why) = added::said(&fault, &words);
            let detail = [text.as_str(), why].join(" ");
            let detail = detail.trim_end();
            html! {
                <div class="page">
                    { trouble(&message, detail, &words.t("retry"), &retry, &words) }
                </div>
            }
        }
        Ok(Fetched::Here(module)) => {
            html! { <Opened module={module.0} exercise={props.exercise.clone()} /> }
        }
    }
}

#[derive(Clone, PartialEq, Properties)]
struct OpenedProps {
    module: Rc<Module>,
    exercise: Option<ExerciseId>,
}

/// A lesson that is here.
#[component]
fn Opened(props: &OpenedProps) -> Html {
    let words = use_locale();
    let progress = use_progress();
    let engine = use_engine();
    let root = use_root();
    let town = use_settings().town;
    let written = Shared(Rc::clone(&props.module));
    let module = &use_memo((written.clone(), town.clone()), |(module, town)| {
        (*module.0).clone().with_town(town)
    });
    let groups = use_memo(Shared(Rc::clone(module)), |module| groups(&module.0));
    let ids = use_memo(Shared(Rc::clone(module)), |module| ids_of(&module.0));
    let named = props
        .exercise
        .as_ref()
        .filter(|id| ids.iter().flatten().any(|other| other == *id));
    let opened = use_mut_ref(OpenedPlaces::default);
    opened.borrow_mut().open(named);
    use_arrival();
    use_place(&module.id, named, ids);
    {
        // The engine comes while she reads; another town means other answers.
        let engine = engine.clone();
        use_effect_with((written, town), move |(module, town)| {
            engine.open(Rc::clone(&module.0), town)
        });
    }
    {
        let dispatch = progress.dispatch.clone();
        let opened = Action::OpenModule {
            module: module.id.clone(),
            version: module.version,
            asked: asked(module),
        };
        // Only when saved work is here: else work of an older version would look like none.
        use_effect_with((module.id.clone(), progress.loaded), move |(_, loaded)| {
            if *loaded {
                dispatch.emit(opened);
            }
        });
    }

    let pearls = pearls(module, &progress.work);
    let here = groups.iter().position(|group| group.is(named));
    let line = LessonLine {
        module,
        pearls: &pearls,
        here: named,
        back: line::to_text(&module.id, here.unwrap_or_default(), words.t("lesson-text")),
        on: next_place(module, &groups, &pearls, here, &words),
        words: &words,
    };
    let line = lesson_line(&line);
    let line = match root.by_id(HEADER_SLOT) {
        Some(slot) => create_portal(line, slot),
        None => line,
    };
    let opened = opened.borrow();
    html! {
        <article class={classes!("lesson", named.is_some().then_some("lesson-screen"))}>
            { line }
            <div class="lesson-engine"><EngineLine /></div>
            <SaveTrouble />
            <EngineTrouble />
            if opened.text {
                <div class="lesson-text" hidden={named.is_some()} key="text">
                    if let Some(unknown) = props.exercise.as_ref().filter(|_| named.is_none()) {
                        <p class="notice" role="status">{ words.t_with("lesson-no-exercise", &[("exercise", (&unknown.0).into())]) }</p>
                    }
                    <LessonHead module={Rc::clone(module)} />
                    { for groups.iter().enumerate().map(|(at, group)| group_html(at, group, module, &pearls, &words)) }
                    <div id={place::group_id(groups.len())}>
                        <TheEnd module={Rc::clone(module)} pearls={pearls.clone()} />
                    </div>
                </div>
            }
            { for groups.iter().enumerate().filter_map(|(at, group)| {
                let (number, exercise) = group.exercise.as_ref()?;
                opened.exercises.contains(&exercise.id).then(|| {
                    let next = next_place(module, &groups, &pearls, Some(at), &words);
                    html! {
                        <div class="screen" hidden={named != Some(&exercise.id)} key={exercise.id.0.clone()}>
                            <ExerciseCard module={Rc::clone(module)} exercise={Rc::clone(exercise)} number={*number} {next} />
                        </div>
                    }
                })
            }) }
        </article>
    }
}

/// What was opened so far in this visit: it stays in the page.
#[derive(Default)]
struct OpenedPlaces {
    text: bool,
    exercises: Vec<ExerciseId>,
}

impl OpenedPlaces {
    /// Opens an exercise, or the text.
    fn open(&mut self, exercise: Option<&ExerciseId>) {
        match exercise {
            Some(exercise) if !self.exercises.contains(exercise) => {
                self.exercises.push(exercise.clone());
            }
            Some(_) => {}
            None => self.text = true,
        }
    }
}

/// A part of the text, and the way into its exercise.
fn group_html(
    at: usize,
    group: &Group,
    module: &Rc<Module>,
    pearls: &[Pearl],
    words: &Words,
) -> Html {
    html! {
        <div class="group" id={place::group_id(at)} key={at}>
            if !group.prose.is_empty() {
                <Prose module={Rc::clone(module)} blocks={group.prose.clone()} />
            }
            if let Some((number, exercise)) = &group.exercise {
                { line::into_exercise(module, *number, exercise, pearls.get(number - 1).is_some_and(|pearl| pearl.done), words) }
            }
        </div>
    }
}

/// Where the way leads from a group's exercise, or from the text: what comes next, in the order of the lesson.
fn next_place(
    module: &Module,
    groups: &[Group],
    pearls: &[Pearl],
    here: Option<usize>,
    words: &Words,
) -> WayLink {
    let exercise = |number: usize, exercise: &Exercise| {
        let title = [
            ("number", number.into()),
            ("title", (&exercise.title).into()),
        ];
        line::to_exercise(&module.id, &exercise.id, words.t_with("lesson-on", &title))
    };
    let Some(here) = here else {
        // From the text to what is not done yet.
        let mut all = groups.iter().filter_map(|group| group.exercise.as_ref());
        let open = all.find(|(number, _)| pearls.get(number - 1).is_some_and(|it| !it.done));
        return match open {
            Some((number, it)) => exercise(*number, it),
            None => line::to_text(&module.id, groups.len(), words.t("lesson-on-end")),
        };
    };
    match groups.get(here + 1) {
        Some(Group {
            prose,
            exercise: Some((number, it)),
        }) if prose.is_empty() => exercise(*number, it),
        Some(_) => line::to_text(&module.id, here + 1, words.t("lesson-on-text")),
        None => line::to_text(&module.id, here + 1, words.t("lesson-on-end")),
    }
}

#[derive(Clone, PartialEq, Properties)]
struct LessonHeadProps {
    module: Rc<Module>,
}

/// Title, minutes and what one will be able to do.
#[component]
fn LessonHead(props: &LessonHeadProps) -> Html {
    let words = use_locale();
    let module = &props.module;
    let list = use_context::<Courses>().and_then(|courses| courses.list());
    let track = list
        .as_ref()
        .and_then(|list| track_of(list, &module.id).map(|track| words.pick(&track.title)));
    let is_added = list
        .and_then(|list| entry(&list, &module.id).map(|entry| entry.url.starts_with(PLACE)))
        .unwrap_or_default();
    let minutes = [
        ("read", module.minutes.read.into()),
        ("practice", module.minutes.practice.into()),
    ];
    html! {
        <header class="lesson-head">
            <p class="lesson-track">
                <a href={Route::Home.href()}>{ words.t("to-home") }</a>
                <span>{ track }{ mark(is_added, &words) }</span>
            </p>
            <h1 tabindex="-1" lang="ja">{ &module.title }</h1>
            <p class="lesson-minutes">{ words.t_with("lesson-minutes", &minutes) }</p>
            if words.lang() == Lang::En && !module.title.is_ascii() {
                <p class="lesson-minutes">{ words.t("home-course-language") }</p>
            }
            if !module.objectives.is_empty() {
                <section class="objectives" aria-labelledby="objectives">
                    <h2 id="objectives">{ words.t("objectives") }</h2>
                    <ul lang="ja">{ for module.objectives.iter().map(|objective| html! { <li>{ objective }</li> }) }</ul>
                </section>
            }
        </header>
    }
}

/// Prose and the exercise that follows it.
struct Group {
    prose: Vec<spec::Block>,
    exercise: Option<(usize, Rc<Exercise>)>,
}

impl Group {
    /// Whether this is the group of that exercise.
    fn is(&self, id: Option<&ExerciseId>) -> bool {
        let exercise = self.exercise.as_ref();
        exercise.is_some_and(|(_, exercise)| Some(&exercise.id) == id)
    }
}

/// The exercises of a lesson's groups, in order.
fn ids_of(module: &Module) -> Vec<Option<ExerciseId>> {
    let groups = groups(module);
    let exercises = groups.into_iter().map(|group| group.exercise);
    exercises
        .map(|exercise| exercise.map(|(_, exercise)| exercise.id.clone()))
        .collect()
}

fn groups(module: &Module) -> Vec<Group> {
    let mut groups = Vec::new();
    let mut prose = Vec::new();
    let mut number = 0;
    for section in &module.sections {
        match section {
            Section::Prose(blocks) => prose.extend(blocks.iter().cloned()),
            Section::Exercise(exercise) => {
                number += 1;
                let exercise = Some((number, Rc::new((**exercise).clone())));
                groups.push(Group {
                    prose: std::mem::take(&mut prose),
                    exercise,
                });
            }
        }
    }
    if !prose.is_empty() {
        groups.push(Group {
            prose,
            exercise: None,
        });
    }
    groups
}

/// What its exercises ask.
fn asked(module: &Module) -> Vec<Asked> {
    let exercises = module.exercises();
    exercises.map(|it| Asked::by(module, it)).collect()
}

fn pearls(module: &Module, work: &Work) -> Vec<Pearl> {
    let done = done_list(
        work,
        &module.id,
        module
            .exercises()
            .map(|exercise| (exercise.kind.slug(), Asked::by(module, exercise))),
    );
    let exercises = module.exercises().zip(done);
    exercises
        .map(|(exercise, done)| Pearl {
            exercise: exercise.id.clone(),
            title: exercise.title.clone(),
            done,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use spec::exercise::EssayExercise;
    use spec::{Block, ExerciseKind, Inline};

    use super::*;

    #[test]
    fn prose_stands_with_the_exercise_that_follows_it() {
        let prose =
            |text: &str| Section::Prose(vec![Block::Paragraph(vec![Inline::Text(text.into())])]);
        let exercise = |id: &str| {
            Section::Exercise(Box::new(Exercise {
                id: id.into(),
                title: id.into(),
                points: 10,
                task: vec![],
                hints: vec![],
                explanation: vec![],
                kind: ExerciseKind::Essay(EssayExercise {}),
                asks: spec::Asks::default(),
            }))
        };
        let module = Module {
            sections: vec![
                prose("a"),
                prose("b"),
                exercise("ex1"),
                exercise("ex2"),
                prose("c"),
            ],
            ..Module::default()
        };
        let shape: Vec<_> = groups(&module)
            .iter()
            .map(|group| {
                (
                    group.prose.len(),
                    group
                        .exercise
                        .as_ref()
                        .map(|(number, exercise)| (*number, exercise.id.0.clone())),
                )
            })
            .collect();
        assert_eq!(
            shape,
            [
                (2, Some((1, "ex1".into()))),
                (0, Some((2, "ex2".into()))),
                (1, None)
            ]
        );
    }
}
