//! The recorder: what the author did in the exercise's own bench becomes the solution, what stands there at the start,
//! or an anticipated mistake, written into the file.

use std::rc::Rc;

use spec::answer::Mode;
use spec::step::text::{write_name, write_program};
use spec::{Answer, ChartSpec, Exercise, ExerciseKind, ModuleId, Step, TableAnswer};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::text::{self, Edit, quoted};
use crate::hooks::{use_exercise, use_locale};

/// What an answer is to become.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Part {
    /// The solution, and a check where there is none.
    Solution,
    /// What stands there at the start.
    Starter,
    /// An anticipated mistake and what is said about it.
    Wrong(String),
}

/// Something to write down.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Take {
    /// The exercise as it was read last.
    pub(super) exercise: Rc<Exercise>,
    /// What was done.
    pub(super) answer: Answer,
    /// What it becomes.
    pub(super) part: Part,
}

/// A change of a text, if it has to be changed.
type Change<'a> = Box<dyn Fn(&str) -> Option<Edit> + 'a>;

/// The changes of the text, one after another: each is for the text after the one before.
pub(super) fn edits(take: &Take) -> Vec<Change<'_>> {
    let id = &take.exercise.id.0;
    let written = written(&take.answer);
    let block = move |role: &'static str| {
        let written = written.clone();
        move |text: &str| {
            let (word, body) = written.as_ref()?;
            text::put_block(text, id, &format!("{word} {role}"), body)
        }
    };
    let check = move |text: &str| match text::check(text, id) {
        Some(_) => None,
        None => text::put_block(text, id, "check", &first_check(&take.answer)),
    };
    let wrong = move |text: &str| {
        let Part::Wrong(say) = &take.part else {
            return None;
        };
        let mut body = text::check(text, id).unwrap_or_default();
        if !body.is_empty() && !body.ends_with('\n') {
            body.push('\n');
        }
        body.push_str(&mistake(say, take)?);
        text::put_block(text, id, "check", &body)
    };
    match take.part {
        Part::Solution => vec![Box::new(block("solution")), Box::new(check)],
        Part::Starter => vec![Box::new(block("starter"))],
        Part::Wrong(_) => vec![Box::new(wrong)],
    }
}

/// An answer as a block of the file: the word behind the fence and the text.
fn written(answer: &Answer) -> Option<(&'static str, String)> {
    match answer {
        Answer::Table(TableAnswer {
            mode: Mode::Sql,
            sql,
            ..
        }) => Some(("sql", sql.clone())),
        Answer::Table(answer) => Some(("steps", write_program(&answer.steps))),
        Answer::Chart(chart) => Some(("chart", chart_lines(chart, None))),
        Answer::Choice(_) | Answer::Number(_) | Answer::Text(_) | Answer::Essay(_) => None,
    }
}

/// A chart as TOML; with another one: only what differs from it.
fn chart_lines(chart: &ChartSpec, other: Option<&ChartSpec>) -> String {
    let kind = |chart: &ChartSpec| {
        chart
            .kind
            .map(|kind| kind.slug())
            .unwrap_or_default()
            .to_owned()
    };
    let parts = |chart: &ChartSpec| {
        let mut parts = vec![
            ("kind", kind(chart)),
            ("x", chart.x.clone()),
            ("y", chart.y.clone()),
            ("color", chart.color.clone()),
            ("sort", chart.sort.slug().to_owned()),
        ];
        // A mistake in the title is found by the words that it needs.
        if other.is_none() {
            parts.push(("title", chart.title.clone()));
        }
        parts.push(("unit", chart.unit.clone()));
        parts
    };
    let right = other.map(parts);
    parts(chart)
        .into_iter()
        .enumerate()
        .filter(|(at, (_, value))| match &right {
            Some(right) => right.get(*at).is_some_and(|(_, other)| other != value),
            None => !value.is_empty() && value != "none",
        })
        .map(|(_, (key, value))| format!("{key} = {}\n", quoted(&value)))
        .collect()
}

/// A check for a first solution: the columns that its rows are told apart by, and its order.
fn first_check(answer: &Answer) -> String {
    match answer {
        Answer::Table(TableAnswer {
            mode: Mode::Steps,
            steps,
            ..
        }) => {
            let mut check = String::new();
            let steps = || {
                steps
                    .iter()
                    .filter(|entry| entry.enabled)
                    .map(|entry| &entry.step)
            };
            let list = |names: Vec<String>| names.join(", ");
            let mut keys = steps().filter_map(|step| match step {
                Step::GroupBy { keys, .. } => Some(keys),
                _ => None,
            });
            if let Some(keys) = keys.next_back().filter(|keys| !keys.is_empty()) {
                let keys = keys.iter().map(|key| quoted(key)).collect();
                check.push_str(&format!("key = [{}]\n", list(keys)));
            }
            // Only a sort that nothing behind it undoes.
            let last = steps().rfind(|step| {
                !matches!(
                    step,
                    Step::Select { .. } | Step::Head { .. } | Step::Tail { .. }
                )
            });
            if let Some(Step::Sort { by }) = last {
                let by = by
                    .iter()
                    .map(|key| {
                        let name = write_name(&key.column);
                        quoted(&if key.descending {
                            format!("{name} desc")
                        } else {
                            name
                        })
                    })
                    .collect();
                check.push_str(&format!("order = [{}]\n", list(by)));
            }
            check
        }
        Answer::Chart(chart) => {
            let mut check = String::new();
            if let Some(kind) = chart.kind {
                check.push_str(&format!("kind = {}\n", quoted(kind.slug())));
            }
            for (key, value) in [("x", &chart.x), ("y", &chart.y)] {
                if !value.is_empty() {
                    check.push_str(&format!("{key} = {}\n", quoted(value)));
                }
            }
            check
        }
        _ => String::new(),
    }
}

/// An anticipated mistake as the check names it.
fn mistake(say: &str, take: &Take) -> Option<String> {
    let say = quoted(say);
    match (&take.answer, &take.exercise.kind) {
        (Answer::Chart(chart), ExerciseKind::Chart(exercise)) => Some(format!(
            "[[wrong]]\nsay = {say}\n{}",
            chart_lines(chart, Some(&exercise.solution))
        )),
        (answer, _) => {
            let (word, body) = written(answer)?;
            // Between ''' nothing is an escape; three of them in a row would end it.
            let body = body.trim_end_matches('\n');
            let value = if body.contains("'''") {
                quoted(body)
            } else {
                format!("'''\n{body}\n'''")
            };
            Some(format!("[[wrong]]\nsay = {say}\n{word} = {value}\n"))
        }
    }
}

/// Properties of [`Recorder`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct RecorderProps {
    /// The module.
    pub(super) module: ModuleId,
    /// The exercise.
    pub(super) exercise: Rc<Exercise>,
    /// Writes it down.
    pub(super) on_take: Callback<Take>,
}

/// The buttons under an exercise's bench.
#[component]
pub(super) fn Recorder(props: &RecorderProps) -> Html {
    let words = use_locale();
    let say = use_node_ref();
    let handle = use_exercise(&props.module, &props.exercise.id);
    if !matches!(
        props.exercise.kind,
        ExerciseKind::Table(_) | ExerciseKind::Chart(_)
    ) {
        return html! {};
    }
    let draft = handle.work.draft.clone();
    let take = |part: fn(String) -> Part| {
        let (props, draft, say) = (props.clone(), draft.clone(), say.clone());
        Callback::from(move |_: MouseEvent| {
            let field = say.cast::<HtmlInputElement>();
            let said = field
                .as_ref()
                .map(HtmlInputElement::value)
                .unwrap_or_default();
            let part = part(said.trim().to_owned());
            match (&part, &field) {
                // Without words it would say nothing.
                (Part::Wrong(said), Some(field)) if said.is_empty() => {
                    // A field that cannot take the focus leaves it where it is.
                    let _ = field.focus();
                    return;
                }
                (Part::Wrong(_), Some(field)) => field.set_value(""),
                _ => {}
            }
            if let Some(answer) = draft.clone() {
                props.on_take.emit(Take {
                    exercise: Rc::clone(&props.exercise),
                    answer,
                    part,
                });
            }
        })
    };
    let disabled = draft.is_none();
    let field = format!("say-{}", props.exercise.id);
    html! {
        <div class="recorder" role="group" aria-label={words.t("studio-record")}>
            <p class="recorder-title">{ words.t(if disabled { "studio-record-first" } else { "studio-record-text" }) }</p>
            <div class="recorder-buttons">
                <button type="button" class="button" {disabled} onclick={take(|_| Part::Solution)}>{ words.t("studio-record-solution") }</button>
                <button type="button" class="button-quiet" {disabled} onclick={take(|_| Part::Starter)}>{ words.t("studio-record-starter") }</button>
            </div>
            <div class="recorder-buttons">
                <label for={field.clone()}>{ words.t("studio-record-say") }</label>
                <input ref={say.clone()} id={field} type="text" autocomplete="off" {disabled} />
                <button type="button" class="button-quiet" {disabled} onclick={take(Part::Wrong)}>{ words.t("studio-record-wrong") }</button>
            </div>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use spec::StepEntry;
    use spec::exercise::TableExercise;
    use spec::step::SortKey;

    use super::*;

    fn exercise(kind: ExerciseKind) -> Rc<Exercise> {
        Rc::new(Exercise {
            id: "ex1".into(),
            title: "並べる".into(),
            points: 10,
            task: vec![],
            hints: vec![],
            explanation: vec![],
            kind,
        })
    }

    fn taken(text: &str, take: &Take) -> String {
        edits(take).iter().fold(text.to_owned(), |text, edit| {
            edit(&text).map_or(text.clone(), |edit| edit.applied(&text))
        })
    }

    #[test]
    fn a_solution_brings_its_check_and_mistakes_join_it() {
        let steps = |descending| {
            Answer::Table(TableAnswer {
                steps: vec![
                    StepEntry::on(Step::From {
                        table: "人口".into(),
                    }),
                    StepEntry::on(Step::Sort {
                        by: vec![SortKey {
                            column: "人口".into(),
                            descending,
                        }],
                    }),
                ],
                ..TableAnswer::default()
            })
        };
        let take = |answer, part| Take {
            exercise: exercise(ExerciseKind::Table(TableExercise::default())),
            answer,
            part,
        };
        let text = "## 並べる {#ex1 .table}\n多い順に。\n";
        let text = taken(text, &take(steps(true), Part::Solution));
        let wrong = Part::Wrong("少ない順です。".into());
        let text = taken(&text, &take(steps(false), wrong));
        assert_eq!(
            text,
            "## 並べる {#ex1 .table}\n多い順に。\n\n```steps solution\nfrom 人口\nsort 人口 desc\n```\n\
             ```check\norder = [\"人口 desc\"]\n[[wrong]]\nsay = \"少ない順です。\"\nsteps = '''\nfrom 人口\nsort 人口\n'''\n```\n"
        );
        // Recorded again: the check stays.
        let again = taken(&text, &take(steps(true), Part::Solution));
        assert_eq!(again, text);
    }

    #[test]
    fn a_charts_mistake_is_what_differs() {
        let right = ChartSpec {
            kind: Some(spec::ChartKind::Bar),
            x: "市町".into(),
            y: "人口".into(),
            title: "人口".into(),
            ..ChartSpec::default()
        };
        let exercise = exercise(ExerciseKind::Chart(spec::exercise::ChartExercise {
            solution: right.clone(),
            ..Default::default()
        }));
        let line = ChartSpec {
            kind: Some(spec::ChartKind::Line),
            title: "別の題".into(),
            ..right.clone()
        };
        let take = Take {
            exercise,
            answer: Answer::Chart(line),
            part: Part::Wrong("線では".into()),
        };
        assert_eq!(
            mistake("線では", &take).as_deref(),
            Some("[[wrong]]\nsay = \"線では\"\nkind = \"line\"\n")
        );
        assert_eq!(
            chart_lines(&right, None),
            "kind = \"bar\"\nx = \"市町\"\ny = \"人口\"\ntitle = \"人口\"\n"
        );
        assert_eq!(
            first_check(&Answer::Chart(right)),
            "kind = \"bar\"\nx = \"市町\"\ny = \"人口\"\n"
        );
    }
}
