//! One exercise, as a workspace: the task with its tools, the table or picture that comes of them, and a foot with what can
//! be done and what came of it. In a lesson it has the window to itself (`.screen`) and nothing scrolls but its three boxes.
//!
//! The card owns what all kinds share: checking, undo, hints, the verdict, the worked solution. Each kind is a file
//! beside this one that shows an answer and says how it changed, and what an author can write down of it; `kinds.rs` chooses
//! between them.

mod behind;
mod card;
mod check;
mod checklist;
mod computed;
mod draft;
mod field;
mod foot;
mod hints;
mod kinds;
pub(crate) mod record;
mod result_table;
mod shelf;
mod solution;
mod tables;
pub(crate) mod template;
mod undo;
mod verdict;
mod way_link;
mod words;
pub(crate) mod workbench;

use std::rc::Rc;

use spec::work::ExerciseWork;
use spec::{Answer, Exercise, Module, Verdict};
use yew::prelude::*;

use self::card::Card;
use self::check::use_check;
use self::checklist::checklist;
use self::draft::use_draft;
use self::foot::Foot;
use self::hints::hints;
use self::kinds::bench;
pub(crate) use self::kinds::{offer, record, template};
use self::shelf::{is_scratch, shelf};
pub(crate) use self::way_link::WayLink;
use crate::browser;
use crate::components::prose::Prose;
use crate::hooks::{Words, use_drawing, use_exercise, use_locale};
use crate::ids;
use crate::state::progress::Asked;

macro_rules! files {
    ($($stem:ident $Kind:ident $types:tt,)*) => {
        $(mod $stem;)*
    };
}

spec::for_each_kind!(files);

/// Properties of [`ExerciseCard`].
#[derive(Clone, PartialEq, Properties)]
pub(crate) struct ExerciseCardProps {
    /// The lesson.
    pub(crate) module: Rc<Module>,
    /// The exercise.
    pub(crate) exercise: Rc<Exercise>,
    /// Its place among the lesson's exercises, from 1.
    pub(crate) number: usize,
    /// Where the way leads from here.
    #[prop_or_default]
    pub(crate) next: Option<WayLink>,
}

/// One exercise.
///
/// The stylesheet lays out the children by class: `exercise-task` above `bench-tools` on the left, `bench-pane` on the right,
/// `exercise-foot` below both (all under one another on narrow screens). `exercise-bench` has no box of its own.
#[component]
pub(crate) fn ExerciseCard(props: &ExerciseCardProps) -> Html {
    let ExerciseCardProps {
        module,
        exercise,
        next,
        ..
    } = props;
    use_drawing(&exercise.id.0);
    let words = use_locale();
    let handle = use_exercise(&module.id, Asked::by(module, exercise));
    let work = &handle.work;
    let lit = use_state(|| Rc::new(Vec::<String>::new()));
    let jump = use_state(|| None::<(usize, u32)>);
    // What she said about seeing the verdict; else it is seen while it is about what stands there.
    let unfolded = use_state_eq(|| None::<bool>);
    let is_task_open = use_state_eq(|| false);
    let on_jump = {
        let jump = jump.clone();
        Callback::from(move |step: usize| {
            jump.set(Some((step, jump.map_or(0, |(_, wish)| wish + 1))))
        })
    };
    let on_begin = {
        let unfolded = unfolded.setter();
        Callback::from(move |()| unfolded.set(None))
    };
    let draft = use_draft(&handle, exercise);
    let check = use_check(&handle, exercise, &draft, on_begin, &on_jump);
    {
        let lit = lit.setter();
        use_effect_with(work.generation, move |_| lit.set(Rc::new(Vec::new())));
    }
    let answer = &draft.answer;
    let id = AttrValue::from(exercise.id.0.clone());
    let heading = ids::exercise_heading(&exercise.id);
    let on_light = {
        let (lit, module, answer) = (lit.clone(), module.clone(), answer.clone());
        Callback::from(move |column: String| {
            lit.set(Rc::new(behind::columns_behind(&column, &module, &answer)))
        })
    };
    let on_hint = {
        let (handle, is_task_open) = (handle.clone(), is_task_open.clone());
        Callback::from(move |_: MouseEvent| {
            is_task_open.set(true);
            handle.open_hint();
        })
    };
    let on_take = {
        let (handle, exercise) = (handle.clone(), exercise.clone());
        Callback::from(move |answer: Answer| match answer {
            Answer::Table(table) if is_scratch(&exercise.kind, &Answer::Table(table.clone())) => {
                handle.take_scratch(table.steps);
            }
            answer => handle.take(answer),
        })
    };
    let on_task = {
        let is_task_open = is_task_open.clone();
        Callback::from(move |_: MouseEvent| is_task_open.set(!*is_task_open))
    };
    let current = check.checked.as_ref().filter(|it| it.answer == **answer);
    let card = Card {
        module,
        exercise,
        id: &id,
        on_change: &draft.on_change,
        scratch: &work.scratch,
        on_scratch: &draft.on_scratch,
        on_check: &check.on_check,
        feedback: current.and_then(|checked| match &checked.verdict {
            Verdict::NotYet(feedback) => Some(feedback),
            _ => None,
        }),
        lit: &lit,
        jump: *jump,
        settled: check.settled,
        words: &words,
    };
    let foot = Foot {
        module,
        exercise,
        id: &id,
        handle: &handle,
        draft: &draft,
        check: &check,
        is_current: current.is_some(),
        unfolded: &unfolded,
        next: next.as_ref(),
        on_hint,
        on_light,
        on_jump,
        words: &words,
    };
    html! {
        <section ref={handle.place.clone()} class={classes!("exercise", format!("exercise-{}", exercise.kind.slug()))} id={id.clone()} aria-labelledby={heading.clone()} onkeydown={undo_keys(&draft.on_undo, &draft.on_redo)}>
            <div class={classes!("exercise-task", is_task_open.then_some("exercise-task-open"))} id={format!("{id}-task")}>
                { task(props, heading, work, current.map(|checked| &checked.verdict), &words) }
                { shelf(work, &exercise.kind, &on_take, &words) }
            </div>
            <button type="button" class="task-toggle" aria-expanded={is_task_open.to_string()} aria-controls={format!("{id}-task")} onclick={on_task}>
                { words.t(if *is_task_open { "bench-task-less" } else { "bench-task-more" }) }
            </button>
            <div class="exercise-bench">
                { match exercise.kind.with(answer) { Some(pair) => bench(pair, &card), None => html! {} } }
            </div>
            { foot.draw() }
        </section>
    }
}

/// What is to be done, what of it is right already, and hints.
fn task(
    props: &ExerciseCardProps,
    heading: String,
    work: &ExerciseWork,
    verdict: Option<&Verdict>,
    words: &Words,
) -> Html {
    let ExerciseCardProps {
        module,
        exercise,
        number,
        ..
    } = props;
    html! {
        <>
            <h2 id={heading} tabindex="-1">
                <span class="exercise-count">{ words.t_with("bench-exercise", &[("number", (*number).into())]) }</span>
                { " " }<span lang="ja">{ &exercise.title }</span>
                if work.solved {
                    <span class="exercise-done"><span class="pearl pearl-done" aria-hidden="true"></span>{ words.t("bench-solved") }</span>
                }
            </h2>
            <Prose module={module.clone()} blocks={exercise.task.clone()} />
            if let Some(verdict) = verdict {
                { checklist(verdict, words) }
            }
            { hints(&format!("{}-hints", exercise.id), module, &exercise.hints, work.hints as usize, words) }
        </>
    }
}

/// Undo and redo by keys, but for fields that have an undo of their own.
fn undo_keys(undo: &Callback<()>, redo: &Callback<()>) -> Callback<KeyboardEvent> {
    let (undo, redo) = (undo.clone(), redo.clone());
    Callback::from(move |event: KeyboardEvent| {
        if !(event.ctrl_key() || event.meta_key()) || is_typing(&event) {
            return;
        }
        let step = match (browser::key_of(&event).as_str(), event.shift_key()) {
            ("z", false) => &undo,
            ("y", _) | ("z" | "Z", true) => &redo,
            _ => return,
        };
        event.prevent_default();
        step.emit(());
    })
}

/// Whether the key goes into a field that has an undo of its own.
fn is_typing(event: &KeyboardEvent) -> bool {
    event
        .target_dyn_into::<web_sys::Element>()
        .is_some_and(|element| {
            element.has_attribute("contenteditable")
                || element.tag_name() == "TEXTAREA"
                || (element.tag_name() == "INPUT"
                    && element.get_attribute("type").as_deref() == Some("text"))
        })
}
