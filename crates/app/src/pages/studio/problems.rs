//! The list of problems: what, what to do, and a way to the place.

use std::rc::Rc;

use spec::{Diagnostic, Severity};
use yew::prelude::*;

use super::writer::SHOWN;
use crate::hooks::use_locale;

/// Properties of [`Problems`].
#[derive(Clone, Properties)]
pub(super) struct ProblemsProps {
    /// The problems.
    pub(super) problems: Rc<Vec<Diagnostic>>,
    /// Shows a line and column.
    pub(super) on_show: Callback<(u32, u32)>,
}

impl PartialEq for ProblemsProps {
    fn eq(&self, other: &Self) -> bool {
        self.problems == other.problems && self.on_show == other.on_show
    }
}

/// All errors before the first notice: what keeps a module from being handed out is not to be looked for.
fn errors_first(problems: &[Diagnostic]) -> impl Iterator<Item = &Diagnostic> {
    let of = |severity| problems.iter().filter(move |one| one.severity == severity);
    of(Severity::Error).chain(of(Severity::Warning))
}

/// The list.
#[component]
pub(super) fn Problems(props: &ProblemsProps) -> Html {
    let words = use_locale();
    let count = |severity| {
        props
            .problems
            .iter()
            .filter(|problem| problem.severity == severity)
            .count()
    };
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    let line = |problem: &Diagnostic| {
        let (id, class) = match problem.severity {
            Severity::Error => ("studio-error", "problem problem-error"),
            Severity::Warning => ("studio-warning", "problem problem-warning"),
        };
        let place = (problem.span.line, problem.span.column);
        let onclick = props.on_show.reform(move |_: MouseEvent| place);
        let here = problem.file == "module.md";
        html! {
            <li {class}>
                <span class="problem-kind">{ words.t(id) }</span>
                if here {
                    <button type="button" class="problem-line" {onclick}>{ words.t_with("studio-line", &[("line", problem.span.line.into())]) }</button>
                } else {
                    <code>{ &problem.file }</code>
                }
                <span>{ words.pick(&problem.message) }</span>
                if let Some(hint) = &problem.hint {
                    <span class="problem-hint">{ words.pick(hint) }</span>
                }
            </li>
        }
    };
    html! {
        <section class="problems" aria-labelledby="problems">
            <h2 id="problems"><span role="status">
                if errors + warnings == 0 {
                    { words.t("studio-no-problems") }
                } else {
                    { words.t_with("studio-problems", &[("errors", errors.into()), ("warnings", warnings.into())]) }
                }
            </span></h2>
            <ul>{ for errors_first(&props.problems).take(SHOWN).map(line) }</ul>
        </section>
    }
}
