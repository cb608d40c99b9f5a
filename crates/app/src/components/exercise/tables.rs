//! The tables of a lesson beside an exercise: tabs, each table as it is, and what its columns mean.

use std::rc::Rc;

use spec::{Module, Program, Step};
use yew::prelude::*;

use super::result_table::ResultTable;
use super::table::head::Heads;
use super::table::sources::Sources;
use super::table::units::known_columns;
use crate::hooks::{Words, use_locale};
use crate::ids;

/// What stands in the pane.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Look {
    /// What comes of the learner's own steps.
    Own,
    /// A table of the lesson.
    Source(String),
    /// What the columns mean.
    Columns,
}

/// Tabs above a pane. `own` is what the learner's own table is called there, where there is one.
pub(crate) fn tabs(
    own: Option<String>,
    module: &Module,
    look: &Look,
    on_look: &Callback<Look>,
    words: &Words,
) -> Html {
    let tab = |to: Look, label: String| {
        let (is_here, on_look) = (*look == to, on_look.clone());
        let onclick = Callback::from(move |_: MouseEvent| on_look.emit(to.clone()));
        html! { <button type="button" class="tab" aria-pressed={is_here.to_string()} {onclick}>{ label }</button> }
    };
    html! {
        <div class="tabs" role="group" aria-label={words.t("bench-tabs")}>
            { for own.map(|label| tab(Look::Own, label)) }
            { for module.data.iter().map(|source| {
                let label = words.t_with("bench-source-label", &[("table", (&source.name).into())]);
                tab(Look::Source(source.name.clone()), label)
            }) }
            { tab(Look::Columns, words.t("bench-columns")) }
        </div>
    }
}

/// A table of the lesson as it is; `heads` is what its headers offer, `on_answer` takes what is shown in a cell as the answer.
pub(crate) fn source_table(
    id: &str,
    module: &Rc<Module>,
    name: &str,
    lit: &Rc<Vec<String>>,
    (heads, on_answer): (Option<Heads>, Option<Callback<String>>),
    words: &Words,
) -> Html {
    let program = Rc::new(Program::of_steps([Step::From {
        table: name.to_owned(),
    }]));
    let label = words.t_with("bench-source-label", &[("table", name.into())]);
    let of = module.data.iter().filter(|source| source.name == name);
    let columns = known_columns(of);
    html! { <ResultTable key={name.to_owned()} id={format!("{id}-table")} {label} {program} {columns} lit={lit.clone()} {heads} file={name.to_owned()} {on_answer} /> }
}

/// Properties of [`Tables`].
#[derive(Clone, PartialEq, Properties)]
pub(crate) struct TablesProps {
    /// Prefix of element ids, unique in the page.
    pub(crate) id: AttrValue,
    /// The lesson.
    pub(crate) module: Rc<Module>,
}

/// The tables of the lesson beside a question; nothing where it has none.
#[component]
pub(crate) fn Tables(props: &TablesProps) -> Html {
    let words = use_locale();
    let TablesProps { id, module } = props;
    let first = module.data.first().map(|source| source.name.clone());
    let look = use_state_eq(|| Look::Source(first.unwrap_or_default()));
    if module.data.is_empty() {
        return html! {};
    }
    let on_look = {
        let look = look.clone();
        Callback::from(move |next| look.set(next))
    };
    let none = Rc::new(Vec::new());
    html! {
        <div class="bench-pane">
            { tabs(None, module, &look, &on_look, &words) }
            { match &*look {
                Look::Source(name) => source_table(id, module, name, &none, (None, None), &words),
                Look::Own | Look::Columns => html! { <Sources id={ids::sources(id)} module={module.clone()} lit={none} /> },
            } }
        </div>
    }
}
