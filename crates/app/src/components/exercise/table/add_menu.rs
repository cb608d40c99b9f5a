//! «＋ 手順を追加»: what one may want to do, in words, each with an example.

use std::rc::Rc;

use spec::{Module, Step, TableAnswer};
use web_sys::HtmlElement;
use yew::prelude::*;

use super::say;
use crate::browser;
use crate::hooks::use_locale;

/// The verbs that are used every day, in the order of the menu.
const DAILY: [&str; 5] = ["filter", "sort", "group_by", "with_columns", "select"];

/// Properties of [`AddMenu`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct AddMenuProps {
    pub(super) id: AttrValue,
    pub(super) at: usize,
    pub(super) module: Rc<Module>,
    pub(super) answer: TableAnswer,
    pub(super) on_add: Callback<(usize, Step)>,
    pub(super) on_close: Callback<()>,
}

/// «＋ 手順を追加»: what one may want to do, in words, each with an example.
#[component]
pub(super) fn AddMenu(props: &AddMenuProps) -> Html {
    let words = use_locale();
    let AddMenuProps {
        id,
        at,
        module,
        answer,
        on_add,
        on_close,
    } = props;
    let node = use_node_ref();
    {
        let node = node.clone();
        use_effect_with((), move |()| {
            if let Some(element) = node.cast::<HtmlElement>() {
                let _ = element.focus();
            }
        });
    }
    let has_source = matches!(
        answer.steps.first().map(|entry| &entry.step),
        Some(Step::From { .. })
    );
    // The source comes first, wherever it was asked for.
    let at = if has_source { *at } else { 0 };
    let onkeydown = {
        let on_close = on_close.clone();
        Callback::from(
            move |event: KeyboardEvent| match browser::key_of(&event).as_str() {
                "Escape" => on_close.emit(()),
                "ArrowDown" => browser::step_focus(&event, ".add-menu", 1),
                "ArrowUp" => browser::step_focus(&event, ".add-menu", -1),
                _ => {}
            },
        )
    };
    let item = |first: bool, key: String, title: String, note: String, step: Step| {
        let onclick = on_add.reform(move |_: MouseEvent| (at, step.clone()));
        html! {
            <li {key}>
                <button type="button" class="menu-item" ref={if first { node.clone() } else { NodeRef::default() }} {onclick}>
                    <strong>{ title }</strong><span>{ note }</span>
                </button>
            </li>
        }
    };
    let verb = |place: usize, verb: &'static str| {
        let step = Step::empty(verb)?;
        let (title, note) = (say::verb(&words, verb), say::example(&words, verb));
        Some(item(place == 0, verb.to_owned(), title, note, step))
    };
    let rest = || {
        let rest = Step::VERBS
            .iter()
            .filter(|it| **it != "from" && !DAILY.contains(it));
        html! {
            <details class="menu-rest">
                <summary>{ words.t("bench-add-rest") }</summary>
                <ul>{ for rest.filter_map(|it| verb(1, it)) }</ul>
            </details>
        }
    };
    let items: Html = if has_source {
        DAILY
            .iter()
            .enumerate()
            .filter_map(|(place, it)| verb(place, it))
            .collect()
    } else {
        module
            .data
            .iter()
            .enumerate()
            .map(|(place, source)| {
                let title = words.t_with("bench-read-table", &[("table", (&source.name).into())]);
                let note = words.t_with(
                    "bench-size",
                    &[
                        ("rows", source.rows.into()),
                        ("columns", source.columns.len().into()),
                    ],
                );
                item(
                    place == 0,
                    source.name.clone(),
                    title,
                    note,
                    Step::From {
                        table: source.name.clone(),
                    },
                )
            })
            .collect()
    };
    html! {
        <section class="add-menu" id={id.clone()} aria-label={words.t("bench-add-title")} {onkeydown}>
            <div class="add-head">
                <h3>{ words.t(if has_source { "bench-add-title" } else { "bench-add-source" }) }</h3>
                <button type="button" class="button-quiet" onclick={on_close.reform(|_: MouseEvent| ())}>{ words.t("bench-close") }</button>
            </div>
            <ul>{ items }</ul>
            if has_source { { rest() } }
        </section>
    }
}
