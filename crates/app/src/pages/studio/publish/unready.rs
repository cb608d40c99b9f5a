//! What somebody should know before a module is handed out: what its tests found, and where a template's words stand still.

use std::rc::Rc;

use yew::prelude::*;

use crate::hooks::{Words, use_locale};
use crate::library::publish::Unready;

/// Properties of [`UnreadyView`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct UnreadyViewProps {
    /// The modules.
    pub(super) modules: Rc<Vec<Unready>>,
}

/// The list.
#[component]
pub(super) fn UnreadyView(props: &UnreadyViewProps) -> Html {
    let words = use_locale();
    html! {
        <div class="notice hand-unready">
            <p>{ words.t("hand-unready") }</p>
            { for props.modules.iter().map(|module| one(&words, module)) }
        </div>
    }
}

fn one(words: &Words, module: &Unready) -> Html {
    let title = |id: &spec::ExerciseId| {
        let exercises = &module.report.exercises;
        let found = exercises.iter().find(|exercise| exercise.id == *id);
        found.map_or_else(|| id.to_string(), |exercise| exercise.title.clone())
    };
    html! {
        <>
            <h3 lang="ja">{ &module.title }</h3>
            <ul>
                { for module.report.findings.iter().map(|finding| html! {
                    <li>
                        if let Some(id) = &finding.exercise { <strong lang="ja">{ title(id) }</strong>{ " " } }
                        { locale::author::finding(words, finding).text }
                    </li>
                }) }
                { for module.left.iter().map(|left| html! {
                    <li>{ words.t_with("hand-left", &[("line", left.line.into()), ("words", left.words.into())]) }</li>
                }) }
            </ul>
        </>
    }
}
