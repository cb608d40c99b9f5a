//! «別の表をつなぐ»: which table, which rows stay, which columns must be equal.

use spec::Step;
use spec::step::{JoinKey, JoinKind};
use table::Field;
use yew::prelude::*;

use super::shared::{
    Change, StepFieldsProps, add_button, column_choices, plain_choices, remove_button,
};
use crate::components::exercise::field::{Choice, PickField};
use crate::hooks::{Words, use_locale};

/// Properties of [`JoinFields`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct JoinFieldsProps {
    pub(super) fields: StepFieldsProps,
    pub(super) how: JoinKind,
    pub(super) table: String,
    pub(super) on: Vec<JoinKey>,
}

/// Fields of a `join` step.
#[component]
pub(super) fn JoinFields(props: &JoinFieldsProps) -> Html {
    let words = use_locale();
    let JoinFieldsProps {
        fields,
        how,
        table,
        on,
    } = props;
    let how = *how;
    let on_table = {
        let (fields, on) = (fields.clone(), on.clone());
        Callback::from(move |table: String| {
            let there = fields
                .module
                .data
                .iter()
                .find(|source| source.name == table);
            let shared = fields.columns.iter().find(|here| {
                there.is_some_and(|there| there.columns.iter().any(|info| info.name == here.name))
            });
            // The first column of the same name is the likely key, unless something was picked already.
            let untouched = on
                .iter()
                .all(|key| key.left.is_empty() || key.left == key.right);
            let on = match shared {
                Some(shared) if untouched => vec![JoinKey {
                    left: shared.name.clone(),
                    right: shared.name.clone(),
                }],
                _ => on.clone(),
            };
            fields
                .on_edit
                .emit((Step::Join { how, table, on }, String::new()));
        })
    };
    let on_how = {
        let (table, on) = (table.clone(), on.clone());
        fields.on_edit.reform(move |slug: String| {
            let how = JoinKind::ALL
                .into_iter()
                .find(|how| how.slug() == slug)
                .unwrap_or_default();
            let on = if how == JoinKind::Cross {
                Vec::new()
            } else if on.is_empty() {
                vec![JoinKey::default()]
            } else {
                on.clone()
            };
            (
                Step::Join {
                    how,
                    table: table.clone(),
                    on,
                },
                String::new(),
            )
        })
    };
    let kinds: Vec<Choice> = JoinKind::ALL
        .iter()
        .map(|how| {
            (
                how.slug().to_owned(),
                words.t(&format!("bench-join-{}", how.slug())),
            )
        })
        .collect();
    html! {
        <>
            <PickField id={fields.id("table")} label={words.t("bench-field-join-table")} value={table.clone()} placeholder={words.t("bench-pick-table")}
                choices={plain_choices(fields.module.data.iter().map(|source| source.name.as_str()))} on_pick={on_table} error={fields.error("table")} />
            <PickField id={fields.id("how")} label={words.t("bench-field-join-how")} value={how.slug()} choices={kinds} on_pick={on_how} />
            if how != JoinKind::Cross {
                { keys(&words, props) }
            }
        </>
    }
}

/// Which columns must be equal.
fn keys(words: &Words, props: &JoinFieldsProps) -> Html {
    let JoinFieldsProps {
        fields,
        how,
        table,
        on,
    } = props;
    let how = *how;
    let source = fields
        .module
        .data
        .iter()
        .find(|source| source.name == *table);
    let columns = source.into_iter().flat_map(|source| &source.columns);
    let there: Vec<Field> = columns
        .map(|info| Field {
            name: info.name.clone(),
            dtype: info.dtype,
        })
        .collect();
    let edit = |change: Change<Vec<JoinKey>>| {
        let (table, on) = (table.clone(), on.clone());
        fields.on_edit.reform(move |picked: String| {
            let mut on = on.clone();
            change(&mut on, picked);
            (
                Step::Join {
                    how,
                    table: table.clone(),
                    on,
                },
                String::new(),
            )
        })
    };
    let shared: Vec<String> = fields
        .columns
        .iter()
        .filter(|here| {
            there.iter().any(|there| there.name == here.name)
                && !on.iter().any(|key| key.left == here.name)
        })
        .map(|here| here.name.clone())
        .collect();
    html! {
        <>
            <ol class="rows">
                { for on.iter().enumerate().map(|(at, key)| {
                    let error = |name: &str| if name.is_empty() { fields.error("on") } else { AttrValue::default() };
                    html! {
                        <li class="row-fields" key={at}>
                            <PickField id={fields.id(&format!("left-{at}"))} label={words.t("bench-field-join-left")} value={key.left.clone()} placeholder={words.t("bench-pick-column")}
                                choices={column_choices(words, &fields.columns)} error={error(&key.left)}
                                on_pick={edit(Box::new(move |on, column| if let Some(key) = on.get_mut(at) { key.left = column; }))} />
                            <span class="equals" aria-hidden="true">{ "＝" }</span>
                            <PickField id={fields.id(&format!("right-{at}"))} label={words.t_with("bench-field-join-right", &[("table", table.into())])} value={key.right.clone()}
                                placeholder={words.t("bench-pick-column")} choices={column_choices(words, &there)} error={error(&key.right)}
                                on_pick={edit(Box::new(move |on, column| if let Some(key) = on.get_mut(at) { key.right = column; }))} />
                            if on.len() > 1 {
                                { remove_button(words, edit(Box::new(move |on, _| { on.remove(at); })), &key.left) }
                            }
                        </li>
                    }
                }) }
            </ol>
            if !shared.is_empty() {
                <p class="field-note">
                    { words.t("bench-join-shared") }
                    { for shared.into_iter().map(|name| {
                        let key = JoinKey { left: name.clone(), right: name.clone() };
                        let onclick = edit(Box::new(move |on, _| {
                            on.retain(|key| !key.left.is_empty() || !key.right.is_empty());
                            on.push(key.clone());
                        })).reform(|_: MouseEvent| String::new());
                        html! { <button type="button" class="button-quiet" {onclick}>{ format!("＋ {name}") }</button> }
                    }) }
                </p>
            }
            { add_button(words, "bench-add-key", edit(Box::new(|on, _| on.push(JoinKey::default())))) }
        </>
    }
}
