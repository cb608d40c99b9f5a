//! `clean`: make a table of a file as it was published, on the bench of a `table` exercise.

use spec::Answer;
use spec::TableAnswer;
use spec::exercise::TableExercise;
use yew::prelude::*;

use super::card::Card;
use super::table::bench_with;
pub(super) use super::table::{OFFER, TRAVELS, blank, blank_words, record, summary, way};
use super::template::{About, hints};

/// Steps or SQL, and the table that comes of them.
pub(super) fn bench(exercise: &TableExercise, answer: &TableAnswer, card: &Card<'_>) -> Html {
    bench_with(exercise, answer, card, Answer::Clean)
}

/// What the Studio's menu puts in.
pub(super) fn template(about: &About<'_>) -> String {
    format!(
        "{}「{}」は公表されたままの表です。1行が1件の表に直してください。\n\n```steps starter\nfrom {}\n```\n\n{}\n",
        about.head("表を直す"),
        about.table,
        about.in_steps(),
        hints(),
    )
}
