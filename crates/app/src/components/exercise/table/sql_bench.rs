//! The SQL way of a `table` exercise: an editor and a button that runs it.

use std::rc::Rc;

use spec::Module;
use yew::prelude::*;

use super::sql_editor::SqlEditor;
use crate::browser;
use crate::hooks::use_locale;

/// Properties of [`SqlBench`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct SqlBenchProps {
    /// Prefix of element ids, unique in the page.
    pub(super) id: AttrValue,
    /// The lesson, for completion.
    pub(super) module: Rc<Module>,
    /// What stands there.
    pub(super) sql: String,
    /// At every keystroke.
    pub(super) on_change: Callback<String>,
    /// Runs it.
    pub(super) on_run: Callback<String>,
}

/// Editor and run button. Ctrl+Enter runs too.
#[component]
pub(super) fn SqlBench(props: &SqlBenchProps) -> Html {
    let words = use_locale();
    let SqlBenchProps {
        id,
        module,
        sql,
        on_change,
        on_run,
    } = props;
    let run = {
        let (sql, on_run) = (sql.clone(), on_run.clone());
        Callback::from(move |()| {
            if !sql.trim().is_empty() {
                on_run.emit(sql.clone());
            }
        })
    };
    let onkeydown = {
        let run = run.clone();
        Callback::from(move |event: KeyboardEvent| {
            if browser::key_of(&event) == "Enter" && (event.ctrl_key() || event.meta_key()) {
                event.prevent_default();
                event.stop_propagation();
                run.emit(());
            }
        })
    };
    html! {
        <div class="sql-bench">
            <div class="sql-keys" {onkeydown}>
                <SqlEditor id={id.clone()} module={module.clone()} value={sql.clone()} on_change={on_change.clone()} />
            </div>
            <p class="row-buttons">
                <button type="button" class="button-secondary" onclick={run.reform(|_: MouseEvent| ())} disabled={sql.trim().is_empty()}>{ words.t("bench-run-sql") }</button>
                <span class="field-note">{ words.t("bench-run-keys") }</span>
            </p>
        </div>
    }
}
