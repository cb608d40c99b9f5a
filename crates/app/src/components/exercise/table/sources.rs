//! The tables of the lesson: columns, units, meanings, and where they come from.

use std::rc::Rc;

use locale::dtype;
use spec::Module;
use web_sys::{Element, ScrollIntoViewOptions, ScrollLogicalPosition};
use yew::prelude::*;

use crate::hooks::use_locale;

/// Properties of [`Sources`].
#[derive(Clone, PartialEq, Properties)]
pub(crate) struct SourcesProps {
    /// Element id, unique in the page.
    pub(crate) id: AttrValue,
    /// The lesson.
    pub(crate) module: Rc<Module>,
    /// Columns that are lit; the first of them is brought into view.
    pub(crate) lit: Rc<Vec<String>>,
}

/// The tables of the lesson with what their columns mean.
#[component]
pub(crate) fn Sources(props: &SourcesProps) -> Html {
    let words = use_locale();
    let SourcesProps { id, module, lit } = props;
    let node = use_node_ref();
    {
        let node = node.clone();
        use_effect_with(lit.clone(), move |_| {
            let list = node.cast::<Element>();
            if let Some(line) = list.and_then(|list| list.query_selector("tr.lit").ok().flatten()) {
                let options = ScrollIntoViewOptions::new();
                options.set_block(ScrollLogicalPosition::Nearest);
                line.scroll_into_view_with_scroll_into_view_options(&options);
            }
        });
    }
    html! {
        <div class="sources" id={id.clone()} ref={node} tabindex="0" role="group" aria-label={words.t("bench-columns")}>
            { for module.data.iter().map(|source| {
                html! {
                    <section class="source" key={source.name.clone()}>
                        <div class="source-head">
                            <h3>{ &source.name }<span class="result-count">{ words.t_with("bench-size", &[("rows", source.rows.into()), ("columns", source.columns.len().into())]) }</span></h3>
                        </div>
                        <div class="source-box">
                            <table class="source-columns" aria-label={words.t_with("bench-source-columns", &[("table", (&source.name).into())])}>
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
        </div>
    }
}
