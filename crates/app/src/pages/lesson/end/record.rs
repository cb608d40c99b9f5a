//! 受講記録: what a learner did in a lesson, on one sheet to print and hand in. Everything on it comes from her work; only her
//! name is typed, and it proves neither who she is nor what she understood.

use std::rc::Rc;

use spec::Module;
use spec::score::{is_done, standing};
use spec::work::{MAX_NAME, Work};
use wasm_bindgen::JsValue;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::browser;
use crate::hooks::{Words, use_dialog, use_locale};
use crate::state::notes;
use crate::state::progress::{Action, Asked, use_progress};

/// What a record says of a lesson.
#[derive(Clone, Debug, Default, PartialEq)]
struct Record {
    /// Its exercises in order.
    lines: Vec<Line>,
    /// Exercises that are done.
    done: usize,
    /// When an answer was first looked at, and when last, milliseconds since 1970; `None` before that.
    span: Option<(u64, u64)>,
    /// Minutes in which she was at its exercises, rounded; one where it was less.
    minutes: u32,
}

/// An exercise in a record.
#[derive(Clone, Debug, Default, PartialEq)]
struct Line {
    /// Its heading.
    title: String,
    /// Whether it is done.
    done: bool,
    /// When it was, milliseconds since 1970, where that is known.
    at: Option<u64>,
}

/// What that work says of that lesson. What was tried before somebody began anew was tried all the same.
fn record(module: &Module, work: &Work) -> Record {
    let mine = work.modules.get(&module.id);
    let mut record = Record {
        done: standing(module, work, Default::default()).done,
        ..Record::default()
    };
    let mut seconds: u32 = 0;
    let mut times = Vec::new();
    for exercise in module.exercises() {
        let asked = Asked::by(module, exercise);
        let saved = mine.and_then(|it| it.exercises.get(&exercise.id));
        let saved = asked.work(saved.cloned().unwrap_or_default());
        let done = is_done(exercise.kind.slug(), &saved);
        seconds = seconds.saturating_add(saved.seconds);
        let first_right = saved.tries.iter().find(|it| it.correct).map(|it| it.at);
        // An essay has no tries, and neither has work of the first formats.
        let at = first_right.or(Some(saved.updated)).filter(|at| *at > 0);
        let at = at.filter(|_| done);
        times.extend(saved.tries.iter().map(|it| it.at).chain(at));
        record.lines.push(Line {
            title: exercise.title.clone(),
            done,
            at,
        });
    }
    record.span = times.iter().min().copied().zip(times.iter().max().copied());
    record.minutes = match seconds {
        0 => 0,
        _ => (seconds.saturating_add(30) / 60).max(1),
    };
    record
}

/// Properties of [`RecordButton`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct RecordButtonProps {
    /// The lesson.
    pub(super) module: Rc<Module>,
}

/// Opens the record above the page, from where it is printed.
#[component]
pub(super) fn RecordButton(props: &RecordButtonProps) -> Html {
    let words = use_locale();
    let progress = use_progress();
    let dialog = use_dialog();
    let oninput = progress.dispatch.reform(|event: InputEvent| {
        let input: HtmlInputElement = event.target_unchecked_into();
        Action::Name { who: input.value() }
    });
    let print = Callback::from(|_: MouseEvent| browser::print());
    let module = &props.module;
    let record = record(module, &progress.work);
    let notes = notes::of_lesson(module, &progress.work);
    // Each time she prints she says so anew: they are hers.
    let with_notes = use_state_eq(|| false);
    let on_notes = {
        let with_notes = with_notes.clone();
        Callback::from(move |_: Event| with_notes.set(!*with_notes))
    };
    html! {
        <>
            <button type="button" class="button-quiet" onclick={dialog.open}>{ words.t("record-print") }</button>
            <dialog ref={dialog.node} class="dialog record" aria-labelledby="record">
                <h2 id="record">{ words.t("record-title") }</h2>
                <p class="record-name">
                    <label for="record-name">{ words.t("record-name") }</label>
                    <input id="record-name" type="text" autocomplete="name" maxlength={MAX_NAME.to_string()} value={progress.work.settings.who.clone()} {oninput} />
                </p>
                { sheet(module, &record, &words) }
                if !notes.is_empty() {
                    <label class="check record-about"><input type="checkbox" checked={*with_notes} onchange={on_notes} /><span>{ words.t_with("record-notes", &[("notes", notes.len().into())]) }</span></label>
                    if *with_notes {
                        { noted(&notes, &words) }
                    }
                }
                <p>{ words.t("record-no-proof") }</p>
                <p class="record-about">{ words.t("record-name-note") }</p>
                <div class="dialog-buttons">
                    <button type="button" class="button-quiet" onclick={dialog.close}>{ words.t("record-close") }</button>
                    <button type="button" class="button" onclick={print}>{ words.t("record-print-now") }</button>
                </div>
            </dialog>
        </>
    }
}

fn sheet(module: &Module, record: &Record, words: &Words) -> Html {
    let row = |id: &str, value: Html| html! { <><dt>{ words.t(id) }</dt><dd>{ value }</dd></> };
    let all = record.lines.len();
    let done = [("done", record.done.into()), ("all", all.into())];
    let minutes = [("minutes", record.minutes.into())];
    let span = record.span.map(|(first, last)| {
        let (first, last) = (day(first, words), day(last, words));
        if first == last {
            first
        } else {
            words.t_with(
                "record-span",
                &[("first", first.into()), ("last", last.into())],
            )
        }
    });
    html! {
        <>
            <dl>
                { row("record-module", html! { <span lang="ja">{ &module.title }</span> }) }
                { row("record-days", span.unwrap_or_else(|| words.t("record-none")).into()) }
                { row("record-done", words.t_with("pearls-label", &done).into()) }
                { row("record-minutes", words.t_with("record-about-minutes", &minutes).into()) }
                { row("record-printed", day(browser::now(), words).into()) }
            </dl>
            <table class="record-table">
                <thead>
                    <tr><th scope="col">{ words.t("record-exercise") }</th><th scope="col">{ words.t("record-when") }</th></tr>
                </thead>
                <tbody>
                    { for record.lines.iter().enumerate().map(|(at, line)| html! {
                        <tr>
                            <td><span lang="ja">{ format!("{} {}", at + 1, line.title) }</span></td>
                            <td>{ line_day(line, words) }</td>
                        </tr>
                    }) }
                </tbody>
            </table>
        </>
    }
}

/// Her notes, each below what it stands beside.
fn noted(notes: &[(Option<(usize, String)>, String)], words: &Words) -> Html {
    html! {
        <section class="record-notes" aria-label={words.t("note-title")}>
            <h3>{ words.t("note-title") }</h3>
            { for notes.iter().map(|(place, note)| html! {
                <>
                    <h4>{ match place {
                        Some((number, title)) => format!("{number} {title}"),
                        None => words.t("lesson-text"),
                    } }</h4>
                    <p class="kept-lines">{ note }</p>
                </>
            }) }
        </section>
    }
}

fn line_day(line: &Line, words: &Words) -> String {
    match line.at {
        Some(at) => day(at, words),
        None => words.t(if line.done {
            "bench-solved"
        } else {
            "record-open"
        }),
    }
}

/// A day on the learner's calendar.
fn day(at: u64, words: &Words) -> String {
    let date = js_sys::Date::new(&JsValue::from_f64(at as f64));
    // As texts: a year has no comma.
    let [year, month, day] = [date.get_full_year(), date.get_month() + 1, date.get_date()];
    words.t_with(
        "record-day",
        &[
            ("year", year.to_string().into()),
            ("month", month.to_string().into()),
            ("day", day.to_string().into()),
        ],
    )
}

#[cfg(test)]
mod tests {
    use spec::exercise::EssayExercise;
    use spec::module::Section;
    use spec::work::{ExerciseWork, Try};
    use spec::{Answer, Exercise, ExerciseKind};

    use super::*;
    use crate::state::progress::empty_work;

    /// A lesson of two questions and an essay.
    fn lesson() -> Module {
        let exercise = |id: &str, kind| {
            Section::Exercise(Box::new(Exercise {
                id: id.into(),
                title: format!("題 {id}"),
                points: 10,
                task: vec![],
                hints: vec![],
                explanation: vec![],
                kind,
                asks: spec::Asks::default(),
            }))
        };
        let text = || ExerciseKind::Text(spec::exercise::TextExercise::default());
        Module {
            id: "m".into(),
            sections: vec![
                exercise("ex1", text()),
                exercise("ex2", text()),
                exercise("ex3", ExerciseKind::Essay(EssayExercise {})),
            ],
            ..Module::default()
        }
    }

    fn tried(at: u64, correct: bool) -> Try {
        Try {
            at,
            correct,
            ..Try::default()
        }
    }

    #[test]
    fn nothing_done_is_an_empty_record() {
        let record = record(&lesson(), &empty_work());
        assert_eq!((record.done, record.span, record.minutes), (0, None, 0));
        let open = record
            .lines
            .iter()
            .all(|line| !line.done && line.at.is_none());
        assert!(open && record.lines.len() == 3);
    }

    #[test]
    fn the_record_is_made_from_the_journal() {
        let mut work = empty_work();
        let module = work.modules.entry("m".into()).or_default();
        let solved = ExerciseWork {
            solved: true,
            seconds: 100,
            tries: vec![tried(10, false), tried(20, true), tried(90, true)],
            updated: 95,
            ..ExerciseWork::default()
        };
        // Begun anew since: no longer done, and yet tried.
        let anew = ExerciseWork {
            seconds: 15,
            tries: vec![tried(5, true)],
            updated: 200,
            ..ExerciseWork::default()
        };
        let written = ExerciseWork {
            draft: Some(Answer::Essay("一文".into())),
            updated: 120,
            ..ExerciseWork::default()
        };
        let exercises = &mut module.exercises;
        exercises.insert("ex1".into(), solved);
        exercises.insert("ex2".into(), anew);
        exercises.insert("ex3".into(), written);
        let record = record(&lesson(), &work);
        let line = |id: &str, at: Option<u64>| Line {
            title: format!("題 {id}"),
            done: at.is_some(),
            at,
        };
        assert_eq!(
            record.lines,
            [
                line("ex1", Some(20)),
                line("ex2", None),
                line("ex3", Some(120))
            ]
        );
        assert_eq!(record.done, 2);
        assert_eq!(record.span, Some((5, 120)));
        assert_eq!(record.minutes, 2);
    }

    #[test]
    fn a_few_seconds_are_a_minute() {
        let mut work = empty_work();
        let module = work.modules.entry("m".into()).or_default();
        let seconds = |seconds| ExerciseWork {
            seconds,
            ..ExerciseWork::default()
        };
        module.exercises.insert("ex1".into(), seconds(9));
        assert_eq!(record(&lesson(), &work).minutes, 1);
    }
}
