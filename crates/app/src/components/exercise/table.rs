//! The bench of a `table` exercise: a list of steps in words, or SQL, and the table that comes of it.

mod add_menu;
pub(crate) mod aggregate;
pub(crate) mod bench;
mod edits;
mod fields;
mod formula;
pub(crate) mod head;
pub(crate) mod list;
mod own_table;
mod predicate;
mod record;
mod reports;
mod run;
mod run_line;
pub(crate) mod say;
pub(crate) mod sources;
mod sql;
mod sql_bench;
mod sql_editor;
mod step_line;
pub(crate) mod steps_sql;
pub(crate) mod units;
mod values;
mod way;

use std::rc::Rc;

use spec::author::template::TABLE_TASK;
use spec::exercise::TableExercise;
use spec::{Answer, Mode, TableAnswer};
use yew::prelude::*;

use self::bench::TableBench;
pub(super) use self::record::record;
pub(super) use self::way::way;
use super::card::{Blank, Card};
use super::checklist::doubted;
use super::record::Offer;
use super::template::{About, hints};
use crate::hooks::Words;

/// Whether an answer to another question means the same here.
pub(super) const TRAVELS: bool = true;

/// What the recorder offers.
pub(super) const OFFER: Offer = Offer::BLOCKS;

/// Steps or SQL, and the table that comes of them.
pub(super) fn bench(exercise: &TableExercise, answer: &TableAnswer, card: &Card<'_>) -> Html {
    bench_with(exercise, answer, card, Answer::Table)
}

/// The same for each kind of exercise in which a table is made; `of` is its answer.
pub(super) fn bench_with(
    exercise: &TableExercise,
    answer: &TableAnswer,
    card: &Card<'_>,
    of: fn(TableAnswer) -> Answer,
) -> Html {
    html! {
        <TableBench id={card.id.clone()} module={Rc::clone(card.module)} exercise={exercise.clone()} answer={answer.clone()} lit={Rc::clone(card.lit)} jump={card.jump} settled={card.settled} doubted={card.feedback.map(doubted).unwrap_or_default()} on_check={card.on_check.clone()}
            on_change={card.on_change.reform(move |(answer, field)| (of(answer), field))} />
    }
}

/// The first step that has to be filled in, or everything.
pub(super) fn blank(_: &TableExercise, answer: &TableAnswer) -> Option<Blank> {
    match answer.mode {
        Mode::Steps if !answer.steps.is_empty() => {
            let (at, field) = list::first_missing(&answer.steps)?;
            Some(Blank {
                step: Some(at),
                field: field.to_owned(),
            })
        }
        Mode::Steps => Some(Blank::default()),
        Mode::Sql => answer.sql.trim().is_empty().then(Blank::default),
    }
}

/// What is still to be done.
pub(super) fn blank_words(answer: &TableAnswer, blank: &Blank, words: &Words) -> String {
    if answer.mode == Mode::Sql {
        return words.t("bench-incomplete-sql");
    }
    let entry = blank.step.and_then(|at| Some((at, answer.steps.get(at)?)));
    match entry {
        Some((at, entry)) => words.t_with(
            "bench-incomplete-step",
            &[
                ("number", (at + 1).into()),
                ("verb", say::verb(words, entry.step.verb()).into()),
                (
                    "what",
                    words
                        .t(&say::missing_id(entry.step.verb(), &blank.field))
                        .into(),
                ),
            ],
        ),
        None => words.t("bench-incomplete-steps"),
    }
}

/// An answer in short.
pub(super) fn summary(answer: &TableAnswer, _: Option<&TableExercise>, words: &Words) -> Html {
    match answer.mode {
        Mode::Steps => html! {
            <ol>{ for answer.steps.iter().map(|entry| html! { <li>{ format!("{} {}", say::verb(words, entry.step.verb()), say::detail(words, &entry.step)) }</li> }) }</ol>
        },
        Mode::Sql => html! { <pre class="sql"><code>{ &answer.sql }</code></pre> },
    }
}

/// What the Studio's menu puts in.
pub(super) fn template(about: &About<'_>) -> String {
    format!(
        "{}「{}」{TABLE_TASK}\n\n```steps starter\nfrom {}\n```\n\n{}\n",
        about.head("表を作る"),
        about.table,
        about.in_steps(),
        hints(),
    )
}
