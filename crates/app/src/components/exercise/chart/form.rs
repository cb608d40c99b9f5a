//! The picks: kind, columns, order, title, unit.

use std::rc::Rc;

use spec::{ChartFit, ChartKind, ChartSort, ChartSpec, ChartStack};
use table::Table;
use yew::prelude::*;

use super::words::field;
use crate::components::exercise::field::{Choice, PickField, TextField};
use crate::hooks::{Words, use_locale};

/// Properties of [`ChartForm`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct ChartFormProps {
    /// Prefix of element ids, unique in the page.
    pub(super) id: AttrValue,
    /// What is picked so far.
    pub(super) spec: ChartSpec,
    /// The table whose columns are offered, once it is there.
    pub(super) table: Option<Rc<Table>>,
    /// At every change.
    pub(super) on_change: Callback<ChartSpec>,
}

/// The picks. Those that a kind does not use are not shown; what was picked for them stays.
#[component]
pub(super) fn ChartForm(props: &ChartFormProps) -> Html {
    let words = use_locale();
    let ChartFormProps {
        id,
        spec,
        table,
        on_change,
    } = props;
    let edit = |change: fn(&mut ChartSpec, String)| {
        let (spec, on_change) = (spec.clone(), on_change.clone());
        Callback::from(move |value: String| {
            let mut spec = spec.clone();
            change(&mut spec, value);
            on_change.emit(spec);
        })
    };
    // The words of the grader's findings: a part has one name.
    let label = |part: &str| capitalised(&words.t(&format!("part-{part}")));
    let columns: Vec<Choice> = table
        .iter()
        .flat_map(|table| table.columns())
        .map(|column| (column.name.clone(), column.name.clone()))
        .collect();
    let sorts: Vec<Choice> = ChartSort::ALL
        .iter()
        .map(|sort| {
            (
                sort.slug().to_owned(),
                words.t(&format!("part-value-{}", sort.slug())),
            )
        })
        .collect();
    let stacks: Vec<Choice> = ChartStack::ALL
        .iter()
        .map(|stack| value_of("stack", stack.slug(), &words))
        .collect();
    let fits: Vec<Choice> = ChartFit::ALL
        .iter()
        .map(|fit| value_of("fit", fit.slug(), &words))
        .collect();
    let has = |part: fn(ChartKind) -> bool| spec.kind.is_some_and(part);
    // Before a kind is picked, the fields that most of them have.
    let (has_y, has_color) = spec
        .kind
        .map_or((true, true), |kind| (kind.has_y(), kind.has_color()));
    let kinds = ChartKind::ALL.iter().map(|kind| {
        let kind = *kind;
        let onchange = {
            let (spec, on_change) = (spec.clone(), on_change.clone());
            Callback::from(move |_: Event| on_change.emit(ChartSpec { kind: Some(kind), ..spec.clone() }))
        };
        html! {
            <label class="chart-kind" key={kind.slug()}>
                <input type="radio" name={format!("{id}-kind")} value={kind.slug()} checked={spec.kind == Some(kind)} {onchange} />
                { icon(kind) }
                <span>{ words.t(&format!("part-value-{}", kind.slug())) }</span>
            </label>
        }
    });
    html! {
        <div class="chart-form">
            <fieldset class="chart-kinds">
                <legend>{ label("kind") }</legend>
                { for kinds }
            </fieldset>
            <div class="chart-fields">
                <PickField id={format!("{id}-x")} label={field("x", spec.kind, &words)}
                    value={spec.x.clone()} choices={columns.clone()} placeholder={words.t(if has(|kind| !kind.needs_x()) { "part-value-no-color" } else { "chart-pick" })}
                    on_pick={edit(|spec, value| spec.x = value)} />
                if has_y {
                    <PickField id={format!("{id}-y")} label={field("y", spec.kind, &words)}
                        value={spec.y.clone()} choices={columns.clone()} placeholder={words.t("chart-pick")}
                        on_pick={edit(|spec, value| spec.y = value)} />
                }
                if has_color {
                    <PickField id={format!("{id}-color")} label={if has(ChartKind::needs_color) { words.t("chart-shade") } else { label("color") }}
                        value={spec.color.clone()} choices={columns.clone()}
                        placeholder={words.t(if has(ChartKind::needs_color) { "chart-pick" } else { "part-value-no-color" })}
                        on_pick={edit(|spec, value| spec.color = value)} />
                }
                if spec.kind.is_some_and(ChartKind::has_sort) {
                    <PickField id={format!("{id}-sort")} label={label("sort")}
                        value={spec.sort.slug()} choices={sorts}
                        on_pick={edit(|spec, value| {
                            spec.sort = ChartSort::ALL.into_iter().find(|sort| sort.slug() == value).unwrap_or_default();
                        })} />
                }
                if has(ChartKind::has_stack) && !spec.color.is_empty() {
                    <PickField id={format!("{id}-stack")} label={label("stack")}
                        value={spec.stack.slug()} choices={stacks}
                        on_pick={edit(|spec, value| {
                            spec.stack = ChartStack::ALL.into_iter().find(|stack| stack.slug() == value).unwrap_or_default();
                        })} />
                }
                if has(ChartKind::has_fit) {
                    <PickField id={format!("{id}-fit")} label={label("fit")}
                        value={spec.fit.slug()} choices={fits}
                        on_pick={edit(|spec, value| {
                            spec.fit = ChartFit::ALL.into_iter().find(|fit| fit.slug() == value).unwrap_or_default();
                        })} />
                }
                if has(ChartKind::has_facet) {
                    <PickField id={format!("{id}-facet")} label={label("facet")}
                        value={spec.facet.clone()} choices={columns} placeholder={words.t("part-value-no-color")}
                        on_pick={edit(|spec, value| spec.facet = value)} />
                }
                <TextField id={format!("{id}-title")} label={label("title")} value={spec.title.clone()} wide={true}
                    on_input={edit(|spec, value| spec.title = value)} />
                <TextField id={format!("{id}-unit")} label={label("unit")} value={spec.unit.clone()}
                    placeholder={words.t("chart-unit-example")} on_input={edit(|spec, value| spec.unit = value)} />
            </div>
        </div>
    }
}

/// A value of a part that has words of its own.
fn value_of(part: &str, slug: &str, words: &Words) -> Choice {
    (
        slug.to_owned(),
        words.t(&format!("part-value-{part}-{slug}")),
    )
}

/// A label begins with a capital where its script has them.
fn capitalised(text: &str) -> String {
    let mut rest = text.chars();
    rest.next().map_or_else(String::new, |first| {
        std::iter::once(first.to_ascii_uppercase())
            .chain(rest)
            .collect()
    })
}

/// A small picture of a kind; the word beside it says the same.
fn icon(kind: ChartKind) -> Html {
    let marks = match kind {
        ChartKind::Bar => {
            html! { <path d="M4 20V11h4v9zM10 20V5h4v15zM16 20v-6h4v6z" fill="currentColor" /> }
        }
        ChartKind::Line => html! {
            <path d="M3 17l6-6 4 3 8-9" fill="none" stroke="currentColor" stroke-width="2.5" stroke-linecap="round" stroke-linejoin="round" />
        },
        ChartKind::Scatter => html! {
            <g fill="currentColor">
                <circle cx="6" cy="17" r="2" /><circle cx="9" cy="11" r="2" /><circle cx="14" cy="13" r="2" />
                <circle cx="15" cy="7" r="2" /><circle cx="20" cy="5" r="2" />
            </g>
        },
        ChartKind::Histogram => {
            html! { <path d="M3 20v-5h4.5v5zM7.5 20V9H12v11zM12 20V5h4.5v15zM16.5 20v-8H21v8z" fill="currentColor" stroke="var(--chart-icon-gap, #fff)" stroke-width="0.6" /> }
        }
        ChartKind::Box => html! {
            <g fill="none" stroke="currentColor" stroke-width="2">
                <path d="M7 3v4M7 15v6M17 4v6M17 17v3" /><rect x="4" y="7" width="6" height="8" /><rect x="14" y="10" width="6" height="7" />
                <path d="M4 11h6M14 13h6" />
            </g>
        },
        ChartKind::Heat => html! {
            <g fill="currentColor">
                <path d="M4 4h5v5H4zM15 10h5v5h-5zM10 16h5v4h-5z" /><path opacity="0.55" d="M10 4h5v5h-5zM4 10h5v5H4zM15 16h5v4h-5z" />
                <path opacity="0.25" d="M15 4h5v5h-5zM10 10h5v5h-5zM4 16h5v4H4z" />
            </g>
        },
        ChartKind::Map => html! {
            <g fill="currentColor"><path d="M5 4l6 2 1 6-5 3-4-4z" /><path opacity="0.5" d="M12 6l7-2 2 7-8 1zM8 16l5-3 6 1-3 7-6-1z" /></g>
        },
    };
    html! { <svg class="chart-icon" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" focusable="false">{ marks }</svg> }
}
