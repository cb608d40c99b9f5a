//! The form for what stands beside a table: where it comes from and what its columns mean.

use std::rc::Rc;

use protocol::reading::{Answer, Ask};
use spec::ingest::Description;
use spec::module::ColumnInfo;
use table::Dtype;
use wasm_bindgen_futures::spawn_local;
use web_sys::{HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement};
use yew::prelude::*;

use crate::components::intake::reading;
use crate::hooks::use_locale;

/// Properties of [`Fields`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct FieldsProps {
    /// What stands there now.
    pub(super) value: Rc<Description>,
    /// Takes what was changed.
    pub(super) on_change: Callback<Description>,
}

const TYPES: [(Dtype, &str); 5] = [
    (Dtype::Text, "text"),
    (Dtype::Int, "int"),
    (Dtype::Float, "float"),
    (Dtype::Date, "date"),
    (Dtype::Bool, "bool"),
];

type Edit = dyn Fn(&mut Description, String);
type TextOf = fn(&mut Description) -> &mut String;

/// Lines of text, in the form's order.
const LINES: [(&str, TextOf); 6] = [
    ("title", |of| &mut of.title),
    ("publisher", |of| &mut of.publisher),
    ("year", |of| &mut of.year),
    ("url", |of| &mut of.url),
    ("licence", |of| &mut of.licence),
    ("attribution", |of| &mut of.attribution),
];

/// The fields.
#[component]
pub(super) fn Fields(props: &FieldsProps) -> Html {
    let words = use_locale();
    let change = |edit: Rc<Edit>| {
        let props = props.clone();
        move |text: String| {
            let mut value = (*props.value).clone();
            edit(&mut value, text);
            props.on_change.emit(value);
        }
    };
    let line = |(name, text_of): &(&str, TextOf)| {
        let text_of = *text_of;
        let value = text_of(&mut (*props.value).clone()).clone();
        let set = change(Rc::new(move |of, text| *text_of(of) = text));
        let onchange = Callback::from(move |event: Event| {
            set(event.target_unchecked_into::<HtmlInputElement>().value());
        });
        html! {
            <label><span>{ words.t(&format!("describe-{name}")) }</span><input type="text" {value} {onchange} /></label>
        }
    };
    let note = {
        let set = change(Rc::new(|of, text| of.note = text));
        Callback::from(move |event: Event| {
            set(event.target_unchecked_into::<HtmlTextAreaElement>().value());
        })
    };
    let column = |(at, column): (usize, &ColumnInfo)| {
        let label = |id: &str| format!("{} {}", column.name, words.t(id));
        let meaning = {
            let set = change(Rc::new(move |of: &mut Description, text| {
                if let Some(column) = of.columns.get_mut(at) {
                    column.meaning = text;
                }
            }));
            Callback::from(move |event: Event| {
                set(event.target_unchecked_into::<HtmlInputElement>().value());
            })
        };
        let unit = {
            let set = change(Rc::new(move |of: &mut Description, text| {
                if let Some(column) = of.columns.get_mut(at) {
                    column.unit = text;
                }
            }));
            Callback::from(move |event: Event| {
                set(event.target_unchecked_into::<HtmlInputElement>().value());
            })
        };
        let dtype = {
            let set = change(Rc::new(move |of: &mut Description, word: String| {
                let found = TYPES.iter().find(|(_, name)| *name == word);
                if let (Some(column), Some((dtype, _))) = (of.columns.get_mut(at), found) {
                    column.dtype = *dtype;
                }
            }));
            Callback::from(move |event: Event| {
                set(event.target_unchecked_into::<HtmlSelectElement>().value());
            })
        };
        html! {
            <tr key={column.name.clone()}>
                <th scope="row" lang="ja">{ &column.name }</th>
                <td><input type="text" aria-label={label("describe-meaning")} value={column.meaning.clone()} onchange={meaning} /></td>
                <td><input type="text" class="describe-unit" aria-label={label("describe-unit")} value={column.unit.clone()} onchange={unit} /></td>
                <td>
                    <select aria-label={label("describe-type")} onchange={dtype}>
                        { for TYPES.iter().map(|(dtype, name)| html! {
                            <option value={*name} selected={*dtype == column.dtype}>{ words.t(&format!("describe-{name}")) }</option>
                        }) }
                    </select>
                </td>
            </tr>
        }
    };
    html! {
        <div class="describe">
            <div class="describe-lines">{ for LINES.iter().map(line) }</div>
            <label><span>{ words.t("describe-note") }</span><textarea rows="2" value={props.value.note.clone()} onchange={note} /></label>
            if !props.value.columns.is_empty() {
                <div class="intake-scroll" tabindex="0" role="group" aria-label={words.t("describe-columns")}>
                    <table>
                        <thead><tr>
                            { for ["column", "meaning", "unit", "type"].map(|id| html! { <th scope="col">{ words.t(&format!("describe-{id}")) }</th> }) }
                        </tr></thead>
                        <tbody>{ for props.value.columns.iter().enumerate().map(column) }</tbody>
                    </table>
                </div>
            }
        </div>
    }
}

/// Properties of [`Describe`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct DescribeProps {
    /// The table's file.
    pub(super) path: String,
    /// The description as it is; empty where there is none.
    pub(super) text: String,
    /// The columns as the module knows them.
    pub(super) columns: Vec<ColumnInfo>,
    /// Takes the new description; `None`: nothing is to be changed.
    pub(super) on_done: Callback<Option<String>>,
}

/// The description of a table that the module has.
#[component]
pub(super) fn Describe(props: &DescribeProps) -> Html {
    let words = use_locale();
    let value = use_state(|| None::<Rc<Description>>);
    let trouble = use_state_eq(String::new);
    {
        let (value, trouble, words, props) = (
            value.setter(),
            trouble.setter(),
            words.clone(),
            props.clone(),
        );
        use_effect_with((), move |()| {
            spawn_local(async move {
                let text = props.text.clone();
                match reading::ask(&Ask::Describe { text }, None).await {
                    Ok((Answer::Described { description }, _)) => {
                        let mut description = *description;
                        for column in &props.columns {
                            let known = |info: &ColumnInfo| info.name == column.name;
                            if !description.columns.iter().any(known) {
                                description.columns.push(column.clone());
                            }
                        }
                        value.set(Some(Rc::new(description)));
                    }
                    Ok(_) => trouble.set(words.t("intake-broken")),
                    Err(error) => trouble.set(error.message(&words)),
                }
            });
        });
    }
    let on_change = {
        let value = value.setter();
        Callback::from(move |next| value.set(Some(Rc::new(next))))
    };
    let close = props.on_done.reform(|_: MouseEvent| None);
    let save = {
        let (value, trouble, words, props) = (
            value.clone(),
            trouble.setter(),
            words.clone(),
            props.clone(),
        );
        Callback::from(move |_: MouseEvent| {
            let Some(description) = (*value).clone() else {
                return;
            };
            let (trouble, words, props) = (trouble.clone(), words.clone(), props.clone());
            spawn_local(async move {
                let ask = Ask::Write {
                    description: Box::new((*description).clone()),
                    before: props.text.clone(),
                };
                match reading::ask(&ask, None).await {
                    Ok((Answer::Written { text }, _)) => props.on_done.emit(Some(text)),
                    Ok(_) => trouble.set(words.t("intake-broken")),
                    Err(error) => trouble.set(error.message(&words)),
                }
            });
        })
    };
    html! {
        <section class="intake" aria-label={words.t("describe-title-of")}>
            <h2 tabindex="-1">{ words.t("describe-title-of") }{ " " }<code>{ &props.path }</code></h2>
            <p role="status">{ &*trouble }</p>
            if let Some(value) = &*value {
                <Fields value={Rc::clone(value)} {on_change} />
            }
            <div class="dialog-buttons">
                <button type="button" class="button-quiet" onclick={close}>{ words.t("cancel") }</button>
                <button type="button" class="button" onclick={save} disabled={value.is_none()}>{ words.t("describe-save") }</button>
            </div>
        </section>
    }
}
