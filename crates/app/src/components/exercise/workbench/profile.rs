//! «列のようす»: each column of the table at a glance, what is suspicious in it, and the step that would mend it.

use std::rc::Rc;

use protocol::reading::{Answer, Ask};
use protocol::{LessonRequest, Response};
use spec::ingest::{Bin, Choice, ColumnProfile, Numbers, Profile, Suspicion};
use spec::step::{CastTo, Part};
use spec::{Program, Step};
use table::Value;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::components::exercise::result_table::refusal;
use crate::components::intake::reading::{self, Trouble};
use crate::hooks::{Words, use_engine, use_locale};
use crate::state::engine::EngineError;

/// Values and examples that are shown of a column.
const SHOWN: usize = 5;

/// Properties of [`Columns`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct ColumnsProps {
    /// What makes the table.
    pub(super) program: Rc<Program>,
    /// Takes a step that mends something; `None` where there are no steps.
    pub(super) on_step: Option<Callback<Step>>,
}

/// What is known of the columns.
#[derive(Clone)]
enum Profiled {
    Waiting,
    Here(Rc<Profile>),
    NoTable(EngineError),
    NotRead(Trouble),
}

async fn profile(csv: &[u8]) -> Profiled {
    let ask = Ask::Profile {
        choice: Choice::default(),
    };
    match reading::ask(&ask, Some(csv)).await {
        Ok((Answer::Profiled { profile }, _)) => Profiled::Here(Rc::from(profile)),
        Ok(_) => Profiled::NotRead(Trouble::Broken),
        Err(trouble) => Profiled::NotRead(trouble),
    }
}

/// The columns of a table.
#[component]
pub(super) fn Columns(props: &ColumnsProps) -> Html {
    let words = use_locale();
    let engine = use_engine();
    let profiled = use_state(|| Profiled::Waiting);
    let turn = use_mut_ref(|| 0_u32);
    {
        let profiled = profiled.setter();
        use_effect_with(props.program.clone(), move |program| {
            let mine = turn.borrow().wrapping_add(1);
            *turn.borrow_mut() = mine;
            profiled.set(Profiled::Waiting);
            let answer = engine.request(LessonRequest::ToCsv {
                program: (**program).clone(),
                for_sheet: false,
            });
            spawn_local(async move {
                let found = match answer.await {
                    Ok((Response::Csv { .. }, Some(csv))) => profile(&csv).await,
                    Ok(_) => Profiled::NotRead(Trouble::Broken),
                    Err(error) => Profiled::NoTable(error),
                };
                if *turn.borrow() == mine {
                    profiled.set(found);
                }
            });
        });
    }
    match &*profiled {
        Profiled::Waiting => {
            html! { <p class="workbench-first" role="status">{ words.t("profile-coming") }</p> }
        }
        Profiled::NoTable(error) => {
            html! { <p class="workbench-first" role="status">{ refusal(&words, error) }</p> }
        }
        Profiled::NotRead(trouble) => {
            html! { <p class="workbench-first" role="status">{ trouble.message(&words) }</p> }
        }
        Profiled::Here(profile) => all(profile, props, &words),
    }
}

fn all(profile: &Profile, props: &ColumnsProps, words: &Words) -> Html {
    let size = [
        ("rows", profile.rows.into()),
        ("columns", profile.columns.len().into()),
    ];
    html! {
        <div class="profile workbench-whole" tabindex="0" role="group" aria-label={words.t("free-view-columns")}>
            <p role="status">
                { words.t_with("bench-size", &size) }
                if profile.repeated > 0 {
                    { " " }{ words.t_with("profile-repeated", &[("count", profile.repeated.into())]) }
                    if let Some(on_step) = &props.on_step {
                        { " " }{ mend(Step::Unique { columns: Vec::new() }, None, on_step, words) }
                    }
                }
            </p>
            <ul class="profile-columns">
                { for profile.columns.iter().map(|column| one(column, profile.rows, props, words)) }
            </ul>
        </div>
    }
}

/// A number as the page writes numbers.
fn number(number: f64, column: &str, words: &Words) -> String {
    let whole = number as i64;
    let value = if whole as f64 == number {
        Value::Int(whole)
    } else {
        Value::Float(number)
    };
    locale::value_in(words, column, &value)
}

fn one(column: &ColumnProfile, rows: u64, props: &ColumnsProps, words: &Words) -> Html {
    let ColumnProfile { name, .. } = column;
    let counts = [
        ("blank", column.blank.into()),
        ("filled", rows.saturating_sub(column.blank).into()),
        ("distinct", column.distinct.into()),
    ];
    html! {
        <li key={name.clone()} class="profile-column">
            <h2 lang="ja">{ name }<small>{ locale::dtype(words, column.dtype) }</small></h2>
            <p>{ words.t_with("profile-counts", &counts) }</p>
            { column.numbers.as_ref().map(|numbers| figures(numbers, name, words)).unwrap_or_default() }
            if let Some((first, last)) = &column.dates {
                <p>{ words.t_with("profile-dates", &[("first", first.into()), ("last", last.into())]) }</p>
            }
            { bars(&column.histogram, name, words) }
            if !column.top.is_empty() {
                <p>{ words.t("profile-top") }</p>
                <ol class="profile-top" lang="ja">
                    { for column.top.iter().take(SHOWN).map(|(value, count)| html! {
                        <li><span>{ value }</span>{ " " }<span>{ words.t_with("profile-times", &[("count", (*count).into())]) }</span></li>
                    }) }
                </ol>
            }
            if !column.suspicions.is_empty() {
                <ul class="profile-suspicions">
                    { for column.suspicions.iter().map(|it| suspicion(it, name, props, words)) }
                </ul>
            }
        </li>
    }
}

fn figures(numbers: &Numbers, column: &str, words: &Words) -> Html {
    let line = |id: &str, value: f64| {
        html! { <><dt>{ words.t(id) }</dt><dd>{ number(value, column, words) }</dd></> }
    };
    html! {
        <dl class="profile-figures">
            { line("profile-min", numbers.min) }
            { line("profile-q1", numbers.q1) }
            { line("profile-median", numbers.median) }
            { line("profile-q3", numbers.q3) }
            { line("profile-max", numbers.max) }
            { line("profile-mean", numbers.mean) }
        </dl>
    }
}

/// How often values lie where, and the same in words for whoever does not see it.
fn bars(bins: &[Bin], column: &str, words: &Words) -> Html {
    let most = bins.iter().map(|bin| bin.count).max().unwrap_or_default();
    if most == 0 {
        return html! {};
    }
    let said = bins.iter().filter(|bin| bin.count == most).take(1);
    let said = said.map(|bin| {
        let args = [
            ("from", number(bin.from, column, words).into()),
            ("to", number(bin.to, column, words).into()),
            ("count", bin.count.into()),
        ];
        words.t_with("profile-most", &args)
    });
    let label: String = said.collect();
    html! {
        <svg class="head-bars" viewBox={format!("0 0 {} 10", bins.len())} preserveAspectRatio="none" role="img" aria-label={label}>
            { for bins.iter().enumerate().map(|(at, bin)| {
                let height = bin.count as f64 * 10.0 / most as f64;
                html! { <rect x={(at as f64 + 0.05).to_string()} y={(10.0 - height).to_string()} width="0.9" height={height.to_string()} /> }
            }) }
        </svg>
    }
}

fn suspicion(found: &Suspicion, column: &str, props: &ColumnsProps, words: &Words) -> Html {
    let examples = found.examples.iter().take(SHOWN).map(|(row, text)| {
        words.t_with(
            "profile-example",
            &[("row", (*row).into()), ("text", text.into())],
        )
    });
    let examples: Vec<String> = examples.collect();
    let step = mending(&found.step, column);
    let button = props.on_step.as_ref().zip(step);
    html! {
        <li>
            <p>{ words.pick(&found.words) }</p>
            if !examples.is_empty() { <p class="intake-example" lang="ja">{ examples.join("、") }</p> }
            { button.map(|(on_step, step)| mend(step, Some(column), on_step, words)).unwrap_or_default() }
        </li>
    }
}

/// A button that adds a step.
fn mend(step: Step, column: Option<&str>, on_step: &Callback<Step>, words: &Words) -> Html {
    let verb = words.t(&format!("step-{}-label", step.verb()));
    let label = match column {
        Some(column) => words.t_with(
            "profile-mend",
            &[("verb", verb.into()), ("column", column.into())],
        ),
        None => words.t_with("profile-mend-all", &[("verb", verb.into())]),
    };
    let onclick = on_step.reform(move |_: MouseEvent| step.clone());
    html! { <button type="button" class="button-quiet" {onclick}>{ label }</button> }
}

/// The step of that verb for a column, as far as it can be filled in; `None` where there is no such step, or it is about reading.
fn mending(verb: &str, column: &str) -> Option<Step> {
    let cast = |to| Step::Cast {
        columns: vec![column.to_owned()],
        to,
    };
    match verb {
        // A number or a day is read in one place, whatever asks for it.
        "cast" | "parse_number" => return Some(cast(CastTo::Number)),
        "parse_date" => return Some(cast(CastTo::Date)),
        _ => {}
    }
    let mut step = Step::empty(verb)?;
    match step.parts().into_iter().next() {
        Some((_, Part::Columns(columns))) => *columns = vec![column.to_owned()],
        Some((_, Part::Column(one))) => column.clone_into(one),
        _ => {}
    }
    Some(step)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_that_mends_is_about_its_column() {
        let cast = |to| {
            Some(Step::Cast {
                columns: vec!["人口".to_owned()],
                to,
            })
        };
        assert_eq!(mending("parse_number", "人口"), cast(CastTo::Number));
        assert_eq!(mending("parse_date", "人口"), cast(CastTo::Date));
        let normalise = Step::Normalise {
            columns: vec!["人口".to_owned()],
        };
        assert_eq!(mending("normalise", "人口"), Some(normalise));
        assert!(
            matches!(mending("drop_totals", "人口"), Some(Step::DropTotals { column, .. }) if column == "人口")
        );
        assert_eq!(mending("read", "人口"), None);
        assert_eq!(mending("", "人口"), None);
        assert_eq!(mending("filter", "人口"), Step::empty("filter"));
    }
}
