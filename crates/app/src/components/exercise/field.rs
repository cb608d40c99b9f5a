//! Labelled fields of the benches: text, pick list, check boxes.
//!
//! A text field keeps its own text while it is being typed in, so that normalising (`２０` → `20`) and input methods
//! do not fight over it; everything typed still goes out at once.

use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use crate::browser;

/// Properties of [`TextField`].
#[derive(Clone, PartialEq, Properties)]
pub(crate) struct TextFieldProps {
    /// Element id, unique in the page.
    pub(crate) id: AttrValue,
    /// Label.
    pub(crate) label: AttrValue,
    /// Whether the label is for screen readers only.
    #[prop_or_default]
    pub(crate) quiet: bool,
    /// What stands there.
    pub(crate) value: AttrValue,
    /// At every keystroke.
    pub(crate) on_input: Callback<String>,
    /// On Enter.
    #[prop_or_default]
    pub(crate) on_enter: Callback<()>,
    /// Shown while it is empty.
    #[prop_or_default]
    pub(crate) placeholder: AttrValue,
    /// Values to pick from.
    #[prop_or_default]
    pub(crate) offered: Vec<String>,
    /// `numeric`, `decimal` or `text`.
    #[prop_or(AttrValue::Static("text"))]
    pub(crate) input_mode: AttrValue,
    /// Id of the sentence that says what is wrong; empty when nothing is.
    #[prop_or_default]
    pub(crate) error: AttrValue,
    /// Whether it is drawn wide.
    #[prop_or_default]
    pub(crate) wide: bool,
    /// Whether it is in a monospaced face, without spelling help.
    #[prop_or_default]
    pub(crate) code: bool,
}

/// A text field.
#[component]
pub(crate) fn TextField(props: &TextFieldProps) -> Html {
    let typing = use_state(|| None::<String>);
    let oninput = {
        let (typing, on_input) = (typing.clone(), props.on_input.clone());
        Callback::from(move |event: InputEvent| {
            let text = event.target_unchecked_into::<HtmlInputElement>().value();
            typing.set(Some(text.clone()));
            on_input.emit(text);
        })
    };
    let onblur = {
        let typing = typing.clone();
        Callback::from(move |_: FocusEvent| typing.set(None))
    };
    let onkeydown = {
        let on_enter = props.on_enter.clone();
        Callback::from(move |event: KeyboardEvent| {
            if browser::key_of(&event) == "Enter" {
                event.prevent_default();
                on_enter.emit(());
            }
        })
    };
    let value = (*typing)
        .clone()
        .map_or_else(|| props.value.clone(), AttrValue::from);
    let list = format!("{}-list", props.id);
    let has_list = !props.offered.is_empty();
    html! {
        <span class={classes!("field", props.wide.then_some("field-wide"))}>
            <label for={props.id.clone()} class={classes!(props.quiet.then_some("visually-hidden"))}>{ &props.label }</label>
            <input type="text" id={props.id.clone()} class={classes!(props.code.then_some("field-code"))} {value}
                {oninput} {onblur} {onkeydown}
                placeholder={props.placeholder.clone()} inputmode={props.input_mode.clone()}
                autocomplete="off" autocapitalize="off" spellcheck={props.code.then_some("false")}
                list={has_list.then(|| list.clone())}
                aria-invalid={(!props.error.is_empty()).then_some("true")}
                aria-describedby={(!props.error.is_empty()).then(|| props.error.clone())} />
            if has_list {
                <datalist id={list}>
                    { for props.offered.iter().map(|value| html! { <option value={value.clone()} /> }) }
                </datalist>
            }
        </span>
    }
}

/// A choice of a pick list: its value and its words.
pub(crate) type Choice = (String, String);

/// Properties of [`PickField`].
#[derive(Clone, PartialEq, Properties)]
pub(crate) struct PickFieldProps {
    /// Element id, unique in the page.
    pub(crate) id: AttrValue,
    /// Label.
    pub(crate) label: AttrValue,
    /// Whether the label is for screen readers only.
    #[prop_or_default]
    pub(crate) quiet: bool,
    /// What is picked; a value that is not offered is shown all the same.
    pub(crate) value: AttrValue,
    /// What is offered.
    pub(crate) choices: Vec<Choice>,
    /// When something was picked.
    pub(crate) on_pick: Callback<String>,
    /// Words of «not picked yet»; empty when something is always picked.
    #[prop_or_default]
    pub(crate) placeholder: AttrValue,
    /// Id of the sentence that says what is wrong; empty when nothing is.
    #[prop_or_default]
    pub(crate) error: AttrValue,
}

/// A pick list.
#[component]
pub(crate) fn PickField(props: &PickFieldProps) -> Html {
    let onchange = {
        let on_pick = props.on_pick.clone();
        Callback::from(move |event: Event| {
            on_pick.emit(event.target_unchecked_into::<HtmlSelectElement>().value())
        })
    };
    let foreign = !props.value.is_empty()
        && !props
            .choices
            .iter()
            .any(|(value, _)| *value == *props.value);
    html! {
        <span class="field">
            <label for={props.id.clone()} class={classes!(props.quiet.then_some("visually-hidden"))}>{ &props.label }</label>
            <select id={props.id.clone()} {onchange}
                aria-invalid={(!props.error.is_empty()).then_some("true")}
                aria-describedby={(!props.error.is_empty()).then(|| props.error.clone())}>
                if !props.placeholder.is_empty() || props.value.is_empty() {
                    <option value="" selected={props.value.is_empty()}>{ &props.placeholder }</option>
                }
                if foreign {
                    <option value={props.value.clone()} selected={true}>{ &props.value }</option>
                }
                { for props.choices.iter().map(|(value, words)| html! {
                    <option key={value.clone()} value={value.clone()} selected={*value == *props.value}>{ words }</option>
                }) }
            </select>
        </span>
    }
}

/// Properties of [`ChecksField`].
#[derive(Clone, PartialEq, Properties)]
pub(crate) struct ChecksFieldProps {
    /// Prefix of element ids, unique in the page.
    pub(crate) id: AttrValue,
    /// Words above the boxes.
    pub(crate) legend: AttrValue,
    /// What is offered.
    pub(crate) choices: Vec<Choice>,
    /// What is picked, in the order of picking.
    pub(crate) picked: Vec<String>,
    /// When a box was ticked or cleared: what is picked then.
    pub(crate) on_pick: Callback<Vec<String>>,
    /// Id of the sentence that says what is wrong; empty when nothing is.
    #[prop_or_default]
    pub(crate) error: AttrValue,
}

/// A group of check boxes. Picked values that are not offered any more stay visible, so that they can be taken away.
#[component]
pub(crate) fn ChecksField(props: &ChecksFieldProps) -> Html {
    let foreign = props
        .picked
        .iter()
        .filter(|picked| {
            !picked.is_empty() && !props.choices.iter().any(|(value, _)| value == *picked)
        })
        .map(|picked| (picked.clone(), picked.clone()));
    let choices: Vec<Choice> = props.choices.iter().cloned().chain(foreign).collect();
    html! {
        <fieldset class="checks" id={props.id.clone()} aria-describedby={(!props.error.is_empty()).then(|| props.error.clone())}>
            <legend>{ &props.legend }</legend>
            <div class="checks-boxes">
            { for choices.into_iter().enumerate().map(|(at, (value, words))| {
                let checked = props.picked.contains(&value);
                let onchange = {
                    let (value, picked, on_pick) = (value.clone(), props.picked.clone(), props.on_pick.clone());
                    Callback::from(move |_: Event| {
                        let mut next: Vec<String> = picked.iter().filter(|other| **other != value).cloned().collect();
                        if next.len() == picked.len() {
                            next.push(value.clone());
                        }
                        on_pick.emit(next);
                    })
                };
                let id = format!("{}-{at}", props.id);
                html! {
                    <label class="check" key={value} for={id.clone()}>
                        <input type="checkbox" {id} {checked} {onchange} />
                        <span>{ words }</span>
                    </label>
                }
            }) }
            </div>
        </fieldset>
    }
}
