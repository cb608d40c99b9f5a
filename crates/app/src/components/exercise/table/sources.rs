//! The tables of the lesson: columns, units, meanings, and where they come from.

use std::rc::Rc;

use locale::dtype;
use spec::Module;
use yew::prelude::*;

use crate::hooks::use_locale;

/// Properties of [`Sources`].
#[derive(Clone, PartialEq, Properties)]
pub(crate) struct SourcesProps {
    /// Element id, unique in the page.
    pub(crate) id: AttrValue,
    /// The lesson.
    pub(crate) module: Rc<Module>,
    /// Columns that are lit; opens the list when there are any.
    pub(crate) lit: Rc<Vec<String>>,
    /// Wishes to see a table.
    pub(crate) on_look: Callback<String>,
}

/// The tables of the lesson, folded away.
#[component]
pub(crate) fn Sources(props: &SourcesProps) -> Html {
    let words = use_locale();
    let SourcesProps {
        id,
        module,
        lit,
        on_look,
    } = props;
    let names: Vec<&str> = module
        .data
        .iter()
        .map(|source| source.name.as_str())
        .collect();
    let is_lit = !lit.is_empty();
    html! {
        <details class="sources" id={id.clone()} open={is_lit}>
            <summary>{ words.t_with("bench-sources", &[("names", names.join(&words.t("list-separator")).into())]) }</summary>
            { for module.data.iter().map(|source| {
                let look = { let name = source.name.clone(); on_look.reform(move |_: MouseEvent| name.clone()) };
                html! {
                    <section class="source" key={source.name.clone()}>
                        <div class="source-head">
                            <h3>{ &source.name }<span class="result-count">{ words.t_with("bench-size", &[("rows", source.rows.into()), ("columns", source.columns.len().into())]) }</span></h3>
                            <button type="button" class="button-quiet" onclick={look}>{ words.t("bench-look") }</button>
                        </div>
                        <div class="source-box" tabindex="0" role="group" aria-label={words.t_with("bench-source-columns", &[("table", (&source.name).into())])}>
                            <table class="source-columns">
                                <thead><tr>
                                    <th scope="col">{ words.t("bench-column") }</th>
                                    <th scope="col">{ words.t("bench-column-unit") }</th>
                                    <th scope="col">{ words.t("bench-column-type") }</th>
                                    <th scope="col">{ words.t("bench-column-meaning") }</th>
                                </tr></thead>
                                <tbody>
                                    { for source.columns.iter().map(|info| html! {
                                        <tr key={info.name.clone()} class={classes!(lit.contains(&info.name).then_some("lit"))}>
                                            <th scope="row">{ &info.name }</th>
                                            <td>{ if info.unit.is_empty() { "－" } else { info.unit.as_str() } }</td>
                                            <td>{ dtype(&words, info.dtype) }</td>
                                            <td>{ &info.meaning }</td>
                                        </tr>
                                    }) }
                                </tbody>
                            </table>
                        </div>
                        if !source.note.is_empty() { <p class="source-note">{ &source.note }</p> }
                        if !source.attribution.is_empty() { <p class="source-line">{ &source.attribution }</p> }
                    </section>
                }
            }) }
        </details>
    }
}
