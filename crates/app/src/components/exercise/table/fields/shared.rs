//! What the fields of all steps share.

use std::rc::Rc;

use locale::dtype;
use spec::{Module, Step, StepEntry};
use table::{Dtype, Field};
use yew::prelude::*;

use crate::components::exercise::field::{ChecksField, Choice};
use crate::hooks::Words;

/// A changed step, and the text field that changed it (empty for anything else).
pub(super) type Edit = Callback<(Step, String)>;

/// What a field does to a part of a step with what was typed or picked in it.
pub(super) type Change<T> = Box<dyn Fn(&mut T, String)>;

/// Properties of [`StepFields`](super::StepFields).
#[derive(Clone, PartialEq, Properties)]
pub(crate) struct StepFieldsProps {
    /// Prefix of element ids, unique in the page.
    pub(crate) id: AttrValue,
    /// The step.
    pub(crate) step: Step,
    /// Columns that it finds.
    pub(crate) columns: Rc<Vec<Field>>,
    /// The lesson, for its tables.
    pub(crate) module: Rc<Module>,
    /// The steps before it.
    pub(crate) before: Rc<Vec<StepEntry>>,
    /// When a field changed.
    pub(crate) on_edit: Edit,
    /// Field that is to be filled in next, with the id of the sentence that says so.
    pub(crate) missing: Option<(&'static str, AttrValue)>,
}

impl StepFieldsProps {
    pub(super) fn error(&self, field: &str) -> AttrValue {
        self.missing
            .as_ref()
            .filter(|(missing, _)| *missing == field)
            .map(|(_, id)| id.clone())
            .unwrap_or_default()
    }

    pub(super) fn id(&self, part: &str) -> AttrValue {
        format!("{}-{part}", self.id).into()
    }
}

/// Columns to pick from, with their types in words.
pub(super) fn column_choices(words: &Words, columns: &[Field]) -> Vec<Choice> {
    columns
        .iter()
        .map(|field| (field.name.clone(), with_type(words, field)))
        .collect()
}

fn with_type(words: &Words, field: &Field) -> String {
    words.t_with(
        "bench-column-option",
        &[
            ("column", (&field.name).into()),
            ("type", dtype(words, field.dtype).into()),
        ],
    )
}

/// Names to pick from as they are.
pub(super) fn plain_choices<'a>(names: impl IntoIterator<Item = &'a str>) -> Vec<Choice> {
    names
        .into_iter()
        .map(|name| (name.to_owned(), name.to_owned()))
        .collect()
}

/// The type of a column.
pub(super) fn dtype_of(columns: &[Field], name: &str) -> Option<Dtype> {
    columns
        .iter()
        .find(|field| field.name == name)
        .map(|field| field.dtype)
}

/// Check boxes of columns.
pub(super) fn checks(
    words: &Words,
    props: &StepFieldsProps,
    field: &str,
    legend: &str,
    choices: Vec<Choice>,
    picked: &[String],
    step: impl Fn(Vec<String>) -> Step + 'static,
) -> Html {
    html! {
        <ChecksField id={props.id(field)} legend={words.t(legend)} {choices} picked={picked.to_vec()} error={props.error(field)}
            on_pick={props.on_edit.reform(move |columns| (step(columns), String::new()))} />
    }
}

/// «＋ …»
pub(super) fn add_button(words: &Words, label: &str, on_add: Callback<String>) -> Html {
    let onclick = on_add.reform(|_: MouseEvent| String::new());
    html! { <button type="button" class="button-quiet" {onclick}>{ words.t(label) }</button> }
}

/// «取り除く», named after what it takes away.
pub(super) fn remove_button(words: &Words, on_remove: Callback<String>, name: &str) -> Html {
    let onclick = on_remove.reform(|_: MouseEvent| String::new());
    html! {
        <button type="button" class="button-quiet" {onclick} aria-label={words.t_with("bench-remove-named", &[("name", name.into())])}>
            { words.t("bench-remove") }
        </button>
    }
}
