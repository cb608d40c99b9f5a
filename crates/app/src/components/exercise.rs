//! One exercise, as a workspace: the task with its tools, the table or picture that comes of them, and a foot with what can
//! be done and what came of it. In a lesson it has the window to itself (`.screen`) and nothing scrolls but its three boxes.
//!
//! The card owns what all kinds share: checking, undo, hints, the verdict, the worked solution. Each kind is a file
//! beside this one that shows an answer and says how it changed, and what an author can write down of it. The macro below
//! chooses between them, by a match and not by a table of functions: what only the Studio calls must not be reached
//! by the rooms (`xtask/src/build/split.rs`).

mod behind;
mod checklist;
mod field;
mod hints;
pub(crate) mod record;
mod result_table;
mod shelf;
mod solution;
mod tables;
pub(crate) mod template;
mod undo;
mod verdict;
mod words;

use std::rc::Rc;

use gloo::timers::callback::Timeout;
use protocol::{LessonRequest, Response};
use spec::exercise::Kind;
use spec::{Answer, Exercise, ExerciseKind, Feedback, Matched, Module, Verdict};
use yew::prelude::*;

use self::checklist::checklist;
use self::hints::hints;
use self::record::{Offer, Recorded};
use self::shelf::shelf;
use self::solution::Solution;
use self::tables::Tables;
use self::template::About;
use self::undo::History;
use self::verdict::{Checked, VerdictCard};
use crate::browser;
use crate::components::confirm::ConfirmButton;
use crate::components::prose::Prose;
use crate::hooks::{Words, use_drawing, use_engine, use_exercise, use_locale};
use crate::ids;
use crate::state::engine::EngineError;
use crate::state::progress::Asked;

macro_rules! kinds {
    ($($stem:ident $Kind:ident $types:tt,)*) => {
        $(mod $stem;)*

        /// What the learner works with.
        fn bench(pair: Matched<'_>, card: &Card<'_>) -> Html {
            match pair {
                $(Matched::$Kind(exercise, answer) => $stem::bench(exercise, answer, card),)*
            }
        }

        /// What has to be filled in before anybody is asked about the answer.
        fn blank(pair: Matched<'_>) -> Option<Blank> {
            match pair {
                $(Matched::$Kind(exercise, answer) => $stem::blank(exercise, answer),)*
            }
        }

        /// What has to be filled in, in words.
        fn blank_words(answer: &Answer, blank: &Blank, words: &Words) -> String {
            match answer {
                $(Answer::$Kind(answer) => $stem::blank_words(answer, blank, words),)*
            }
        }

        /// An answer in short. It may be to another question, of another kind even.
        fn summary(answer: &Answer, kind: &ExerciseKind, is_own: bool, words: &Words) -> Html {
            match answer {
                $(Answer::$Kind(answer) => {
                    let own = match kind {
                        ExerciseKind::$Kind(exercise) if is_own => Some(exercise),
                        _ => None,
                    };
                    $stem::summary(answer, own, words)
                })*
            }
        }

        /// Whether an answer to another question of its kind means the same in this one.
        fn travels(answer: &Answer) -> bool {
            match answer {
                $(Answer::$Kind(_) => $stem::TRAVELS,)*
            }
        }

        /// The author's way, beside the learner's where it is made of steps.
        fn way(pair: Matched<'_>, words: &Words) -> Html {
            match pair {
                $(Matched::$Kind(exercise, answer) => $stem::way(exercise, answer, words),)*
            }
        }

        /// What the Studio's recorder offers below a bench.
        pub(crate) fn offer(kind: Kind) -> Offer {
            match kind {
                $(Kind::$Kind => $stem::OFFER,)*
            }
        }

        /// What an answer is in the text of a module; `None` where there is nothing to write down.
        pub(crate) fn record(pair: Matched<'_>) -> Option<Recorded<'_>> {
            match pair {
                $(Matched::$Kind(exercise, answer) => $stem::record(exercise, answer),)*
            }
        }

        /// The text of a new exercise.
        pub(crate) fn template(kind: Kind, about: &About<'_>) -> String {
            match kind {
                $(Kind::$Kind => $stem::template(about),)*
            }
        }
    };
}

spec::for_each_kind!(kinds);

/// Attempts after which the worked solution is offered.
const ATTEMPTS: u32 = 3;

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

/// A link to what comes next.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct WayLink {
    /// The address.
    pub(crate) href: String,
    /// What it says.
    pub(crate) label: String,
    /// Before it is followed.
    pub(crate) onfollow: Callback<MouseEvent>,
}

impl WayLink {
    /// The link.
    pub(crate) fn link(&self, class: &'static str) -> Html {
        html! { <a {class} href={self.href.clone()} title={self.label.clone()} onclick={self.onfollow.clone()}>{ &self.label }</a> }
    }
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
        number,
        next,
    } = props;
    use_drawing(&exercise.id.0);
    let words = use_locale();
    let engine = use_engine();
    let handle = use_exercise(&module.id, Asked::by(module, exercise));
    let work = handle.work.clone();
    let history = use_mut_ref(History::default);
    let checked = use_state(|| None::<Rc<Checked>>);
    let checking = use_state(|| Checking::No);
    let trouble = use_state(|| None::<EngineError>);
    let lit = use_state(|| Rc::new(Vec::<String>::new()));
    let jump = use_state(|| None::<(usize, u32)>);
    // How often an answer was given to the grader: each time the answer's own table is shown.
    let settled = use_state_eq(|| 0_u32);
    // What she said about seeing the verdict; else it is seen while it is about what stands there.
    let unfolded = use_state_eq(|| None::<bool>);
    let is_task_open = use_state_eq(|| false);
    let id = AttrValue::from(exercise.id.0.clone());
    let is_graded = exercise.kind.kind().is_graded();
    // A stop of the check is told apart from an answer that comes late.
    let turn = use_mut_ref(|| 0_u32);
    // Number of the request that checks.
    let asked = use_mut_ref(|| 0_u32);

    // A draft of another kind is left over from an older version of the lesson: it stays saved, but cannot be shown.
    let answer = use_memo(
        (work.draft.clone(), exercise.clone()),
        |(draft, exercise)| {
            draft
                .clone()
                .filter(|draft| exercise.kind.with(draft).is_some())
                .unwrap_or_else(|| exercise.kind.start())
        },
    );

    // Drawing yields to events: what is asked next may come before what was typed is drawn.
    let latest = use_mut_ref(|| (*answer).clone());
    {
        let latest = latest.clone();
        let begun = ((*answer).clone(), work.generation);
        use_memo(begun, move |(answer, _)| {
            latest.borrow_mut().clone_from(answer)
        });
    }

    let change = {
        let (handle, history, latest) = (handle.clone(), history.clone(), latest.clone());
        Callback::from(move |(next, field): (Answer, String)| {
            if next != *latest.borrow() {
                let before = latest.replace(next.clone());
                history
                    .borrow_mut()
                    .changed(before, &field, browser::now() as f64);
                handle.set_draft(next);
            }
        })
    };
    let back = |step: fn(&mut History, Answer) -> Option<Answer>| {
        let (handle, history, latest) = (handle.clone(), history.clone(), latest.clone());
        Callback::from(move |()| {
            let now = latest.borrow().clone();
            if let Some(other) = step(&mut history.borrow_mut(), now) {
                latest.borrow_mut().clone_from(&other);
                handle.set_draft(other);
            }
        })
    };
    let (undo, redo) = (back(History::undo), back(History::redo));
    let check = {
        let (engine, handle, latest, exercise) = (
            engine.clone(),
            handle.clone(),
            latest.clone(),
            exercise.clone(),
        );
        let (checked, checking, trouble, jump, turn, asked) = (
            checked.clone(),
            checking.clone(),
            trouble.clone(),
            jump.clone(),
            turn.clone(),
            asked.clone(),
        );
        let (settled, unfolded) = (settled.clone(), unfolded.setter());
        Callback::from(move |()| {
            if *checking != Checking::No {
                return;
            }
            trouble.set(None);
            unfolded.set(None);
            let answer = latest.borrow().clone();
            let attempt = handle.work.attempts.saturating_add(1);
            let done = {
                let (handle, checked, answer) = (handle.clone(), checked.setter(), answer.clone());
                move |verdict: Verdict, step: Option<usize>| {
                    handle.graded(answer.clone(), &verdict);
                    checked.set(Some(Rc::new(Checked {
                        answer: answer.clone(),
                        verdict,
                        attempt,
                        step,
                    })));
                }
            };
            if let Some(Blank { step, field }) = exercise.kind.with(&answer).and_then(blank) {
                if let Some(step) = step {
                    jump.set(Some((step, jump.map_or(0, |(_, wish)| wish + 1))));
                }
                return done(Verdict::Incomplete { field }, step);
            }
            settled.set(*settled + 1);
            // Something is written: nobody grades it.
            if !is_graded {
                return done(Verdict::Correct { notes: Vec::new() }, None);
            }
            let mine = {
                let mut turn = turn.borrow_mut();
                *turn += 1;
                *turn
            };
            checking.set(Checking::Yes);
            let slow = {
                let (checking, turn) = (checking.setter(), turn.clone());
                Timeout::new(400, move || {
                    if *turn.borrow() == mine {
                        checking.set(Checking::Slow);
                    }
                })
            };
            let (id, reply) = engine.ask(LessonRequest::Grade {
                exercise: exercise.id.clone(),
                answer,
                attempt,
            });
            *asked.borrow_mut() = id;
            let (checking, trouble, turn) = (checking.setter(), trouble.setter(), turn.clone());
            wasm_bindgen_futures::spawn_local(async move {
                let reply = reply.await;
                slow.cancel();
                if *turn.borrow() != mine {
                    return;
                }
                *turn.borrow_mut() += 1;
                checking.set(Checking::No);
                match reply {
                    Ok((Response::Graded(verdict), _)) => done(verdict, None),
                    Ok(_) => {}
                    Err(EngineError::Failed(failure)) => {
                        done(Verdict::CannotGrade { reason: failure }, None)
                    }
                    Err(error) => trouble.set(Some(error)),
                }
            });
        })
    };
    let stop = {
        let engine = engine.clone();
        Callback::from(move |_: MouseEvent| engine.stop(*asked.borrow()))
    };
    let restart = {
        let handle = handle.clone();
        Callback::from(move |()| handle.restart())
    };
    {
        // From the start, be it this exercise or the whole lesson, here or in another tab. A verdict that is still on its
        // way is about an answer that is gone.
        let (history, checked, checking, turn, lit, trouble) = (
            history.clone(),
            checked.setter(),
            checking.setter(),
            turn.clone(),
            lit.setter(),
            trouble.setter(),
        );
        use_effect_with(work.generation, move |_| {
            *history.borrow_mut() = History::default();
            *turn.borrow_mut() += 1;
            checked.set(None);
            checking.set(Checking::No);
            trouble.set(None);
            lit.set(Rc::new(Vec::new()));
        });
    }
    let on_light = {
        let (lit, module, answer) = (lit.clone(), module.clone(), answer.clone());
        Callback::from(move |column: String| {
            lit.set(Rc::new(behind::columns_behind(&column, &module, &answer)))
        })
    };
    let on_jump = {
        let jump = jump.clone();
        Callback::from(move |step: usize| {
            jump.set(Some((step, jump.map_or(0, |(_, wish)| wish + 1))))
        })
    };
    let onkeydown = {
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
    };

    let feedback = checked.as_ref().and_then(|checked| match &checked.verdict {
        Verdict::NotYet(feedback) if checked.answer == *answer => Some(feedback.clone()),
        _ => None,
    });
    let heading = ids::exercise_heading(&exercise.id);
    let hints_used = work.hints as usize >= exercise.hints.len() && !exercise.hints.is_empty();
    let offers_solution = is_graded && (work.solved || work.attempts >= ATTEMPTS || hints_used);
    let on_hint = {
        let (handle, is_task_open) = (handle.clone(), is_task_open.clone());
        Callback::from(move |_: MouseEvent| {
            is_task_open.set(true);
            handle.open_hint();
        })
    };
    let on_take = {
        let handle = handle.clone();
        Callback::from(move |answer| handle.take(answer))
    };
    let on_task = {
        let is_task_open = is_task_open.clone();
        Callback::from(move |_: MouseEvent| is_task_open.set(!*is_task_open))
    };
    let card = Card {
        module,
        exercise,
        id: &id,
        on_change: &change,
        on_check: &check,
        feedback: feedback.as_ref(),
        lit: &lit,
        jump: *jump,
        settled: *settled,
        words: &words,
    };
    let hints_open = work.hints as usize;
    let is_current = checked.as_ref().is_some_and(|it| it.answer == *answer);
    let is_busy = (*checking != Checking::No).then_some("true");
    let came = match &*checked {
        Some(checked) => Some(html! {
            <VerdictCard module={module.clone()} exercise={exercise.clone()} checked={checked.clone()} {is_current} next={next.clone()}
                hints_left={exercise.hints.len().saturating_sub(hints_open)} {on_light} {on_jump} />
        }),
        None if work.solved => Some(html! {
            <div class="verdict verdict-right">
                <p class="verdict-title">{ words.t("bench-solved-before") }</p>
                <Prose module={module.clone()} blocks={exercise.explanation.clone()} />
                if let Some(next) = next { <p>{ next.link("button") }</p> }
            </div>
        }),
        None => None,
    };
    let folded = match &*checked {
        Some(_) => "bench-unfold",
        None if work.solved => "bench-unfold-solved",
        None => "bench-worked-solution",
    };
    let solution = offers_solution.then(|| html! {
        <Solution id={format!("{id}-solution")} module={module.clone()} exercise={exercise.clone()} answer={answer.clone()} is_solved={work.solved}
            on_open={ let handle = handle.clone(); Callback::from(move |()| handle.see_solution()) } />
    });
    let is_unfolded = unfolded.unwrap_or(is_current);
    let fold = |to: bool| {
        let unfolded = unfolded.setter();
        Callback::from(move |_: MouseEvent| unfolded.set(Some(to)))
    };
    html! {
        <section ref={handle.place.clone()} class={classes!("exercise", format!("exercise-{}", exercise.kind.slug()))} id={id.clone()} aria-labelledby={heading.clone()} {onkeydown}>
            <div class={classes!("exercise-task", is_task_open.then_some("exercise-task-open"))} id={format!("{id}-task")}>
                <h2 id={heading} tabindex="-1">
                    <span class="exercise-count">{ words.t_with("bench-exercise", &[("number", (*number).into())]) }</span>
                    { " " }<span lang="ja">{ &exercise.title }</span>
                    if work.solved {
                        <span class="exercise-done"><span class="pearl pearl-done" aria-hidden="true"></span>{ words.t("bench-solved") }</span>
                    }
                </h2>
                <Prose module={module.clone()} blocks={exercise.task.clone()} />
                if let Some(checked) = checked.as_ref().filter(|_| is_current) {
                    { checklist(&checked.verdict, &words) }
                }
                { hints(&format!("{id}-hints"), module, &exercise.hints, hints_open, &words) }
                { shelf(&work, &exercise.kind, &on_take, &words) }
            </div>
            <button type="button" class="task-toggle" aria-expanded={is_task_open.to_string()} aria-controls={format!("{id}-task")} onclick={on_task}>
                { words.t(if *is_task_open { "bench-task-less" } else { "bench-task-more" }) }
            </button>
            <div class="exercise-bench">
                { match exercise.kind.with(&answer) { Some(pair) => bench(pair, &card), None => html! {} } }
            </div>
            <div class="exercise-foot">
                <div class="bench-buttons">
                    <button type="button" class="button" aria-disabled={is_busy} onclick={check.reform(|_: MouseEvent| ())}>
                        { words.t(if !is_graded { "question-essay-done" } else if *checking == Checking::No { "bench-check" } else { "bench-checking" }) }
                    </button>
                    if *checking == Checking::Slow {
                        <button type="button" class="button-quiet" onclick={stop}>{ words.t("bench-stop") }</button>
                    }
                    <button type="button" class="button-quiet" disabled={!history.borrow().can_undo()} onclick={undo.reform(|_: MouseEvent| ())}>{ words.t("bench-undo") }</button>
                    if history.borrow().can_redo() {
                        <button type="button" class="button-quiet" onclick={redo.reform(|_: MouseEvent| ())}>{ words.t("bench-redo") }</button>
                    }
                    if hints_open < exercise.hints.len() {
                        <button type="button" class="button-quiet button-hint" onclick={on_hint}>{ hints::numbered(hints_open + 1, exercise.hints.len(), &words) }</button>
                    }
                    <ConfirmButton label={words.t("bench-restart")} question={words.t("bench-restart-question")} yes={words.t("bench-restart-yes")} onconfirm={restart} />
                </div>
                <div class="verdict-region" role="status" aria-live="polite">
                    if let Some(error) = &*trouble {
                        <p class="verdict-trouble">{ error.message(&words) }</p>
                    } else if (came.is_some() || solution.is_some()) && is_unfolded {
                        <div class="verdict-over">
                            { came }
                            { solution }
                            <button type="button" class="button-quiet verdict-fold" onclick={fold(false)}>{ words.t("bench-fold") }</button>
                        </div>
                    } else if came.is_some() || solution.is_some() {
                        <button type="button" class="button-quiet verdict-unfold" onclick={fold(true)}>{ words.t(folded) }</button>
                        if checked.is_some() && !is_current {
                            <span class="verdict-old">{ words.t("bench-verdict-old") }</span>
                        }
                    }
                </div>
            </div>
        </section>
    }
}

/// Whether an answer is being graded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Checking {
    No,
    Yes,
    Slow,
}

/// What a bench has beside its exercise and its answer.
struct Card<'a> {
    /// The lesson.
    module: &'a Rc<Module>,
    /// The exercise with what all kinds have.
    exercise: &'a Rc<Exercise>,
    /// Prefix of element ids, unique in the page.
    id: &'a AttrValue,
    /// Takes what the answer becomes at every change, with the name of the text field that is typed in; empty for a change of
    /// its own.
    on_change: &'a Callback<(Answer, String)>,
    /// Wishes to check.
    on_check: &'a Callback<()>,
    /// What the last check found; `None` when the answer changed since.
    feedback: Option<&'a Feedback>,
    /// Columns whose headers are lit.
    lit: &'a Rc<Vec<String>>,
    /// A step to open, and a number that is another one at each wish.
    jump: Option<(usize, u32)>,
    /// Another number whenever an answer was checked.
    settled: u32,
    /// The words of the page.
    words: &'a Words,
}

impl Card<'_> {
    /// The tables of the lesson, beside a question.
    fn tables(&self) -> Html {
        html! { <Tables id={self.id.clone()} module={Rc::clone(self.module)} /> }
    }

    /// Takes what is typed into the one field of an answer that is a text.
    fn typed(&self, answer: fn(String) -> Answer) -> Callback<String> {
        self.on_change
            .reform(move |text: String| (answer(text), "answer".to_owned()))
    }
}

/// What of an answer is still to be filled in.
#[derive(Clone, Debug, Default, PartialEq)]
struct Blank {
    /// The step, if it is in one.
    step: Option<usize>,
    /// The field; empty: everything.
    field: String,
}

/// A text as it was typed.
fn kept_lines(text: &str) -> Html {
    html! { <p class="kept-lines">{ text }</p> }
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

#[cfg(test)]
mod tests {
    use spec::exercise::{ChoiceExercise, EssayExercise, NumberExercise, TableExercise};
    use spec::{Step, StepEntry, TableAnswer};

    use super::*;

    #[test]
    fn blanks_are_found_before_anything_is_graded() {
        let found = |kind: ExerciseKind, answer: Answer| {
            let blank = blank(kind.with(&answer).unwrap());
            blank.map(|Blank { step, field }| (step, field))
        };
        let steps = |steps: &[Step]| {
            let answer = TableAnswer {
                steps: steps.iter().cloned().map(StepEntry::on).collect(),
                ..TableAnswer::default()
            };
            let exercise = TableExercise::default();
            found(ExerciseKind::Table(exercise), Answer::Table(answer))
        };
        let from = Step::From {
            table: "人口".into(),
        };
        let all = Some((None, String::new()));
        assert_eq!(steps(&[]), all);
        let filter = Step::Filter {
            predicate: "年 = ".into(),
        };
        assert_eq!(
            steps(&[from.clone(), filter]),
            Some((Some(1), "predicate".into()))
        );
        assert_eq!(steps(&[from]), None);
        let number = ExerciseKind::Number(NumberExercise::default());
        assert_eq!(found(number, Answer::Number(" ".into())), all);
        // An essay without a word is not done either.
        let essay = ExerciseKind::Essay(EssayExercise {});
        assert_eq!(found(essay, Answer::Essay("　\n".into())), all);
        let choice = ExerciseKind::Choice(ChoiceExercise::default());
        assert_eq!(found(choice, Answer::Choice(vec![0])), None);
    }
}
