//! A publisher's file comes in: what it looks like, what is put right, what it says of itself; then a table of it, or not.
//! Nothing is put into the module before the author says so.

use std::rc::Rc;

use protocol::reading::{Answer, Ask};
use spec::ingest::{Choice, Description, Look, Repair, Sheet};
use wasm_bindgen_futures::spawn_local;
use web_sys::{HtmlElement, HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use super::describe::Fields;
use super::reading::{self, Trouble};
use crate::hooks::use_locale;

/// Endings of files that are looked at first.
const ENDINGS: [&str; 9] = [
    ".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".tab",
];

/// Whether a file is one with a table, by its name.
pub(super) fn is_table(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    ENDINGS.iter().any(|ending| name.ends_with(ending))
}

/// A file on its way into a module.
#[derive(Clone, PartialEq)]
pub(super) struct Incoming {
    pub(super) name: String,
    pub(super) bytes: Rc<Vec<u8>>,
}

/// What comes of it.
#[derive(Clone, PartialEq)]
pub(super) struct Taken {
    /// What the table is called.
    pub(super) name: String,
    /// Its file.
    pub(super) csv: Vec<u8>,
    /// What is said of it; `None` where the file goes in as it is.
    pub(super) description: Option<String>,
}

/// A first look, to see whether there is anything to say.
pub(super) async fn look(file: &Incoming) -> Result<Look, Trouble> {
    open(file).await?;
    seen(&Choice::default()).await.map(|(look, ..)| look)
}

async fn open(file: &Incoming) -> Result<(), Trouble> {
    let name = file.name.clone();
    match reading::ask(&Ask::Open { name }, Some(&file.bytes)).await? {
        (Answer::Opened, _) => Ok(()),
        _ => Err(Trouble::Broken),
    }
}

type Seen = (Look, Description, Vec<u8>);

async fn seen(choice: &Choice) -> Result<Seen, Trouble> {
    let choice = choice.clone();
    match reading::ask(&Ask::Look { choice }, None).await? {
        (Answer::Looked { look, description }, csv) => {
            Ok((*look, *description, csv.unwrap_or_default()))
        }
        _ => Err(Trouble::Broken),
    }
}

/// What was typed stays when the file is looked at in another way.
fn kept(new: Description, typed: &Description) -> Description {
    let or = |typed: &String, new: String| if typed.is_empty() { new } else { typed.clone() };
    let columns = new.columns.into_iter().map(|mut column| {
        if let Some(known) = typed.columns.iter().find(|known| known.name == column.name) {
            column.meaning.clone_from(&known.meaning);
            column.unit = or(&known.unit, column.unit);
        }
        column
    });
    Description {
        columns: columns.collect(),
        title: or(&typed.title, new.title),
        publisher: typed.publisher.clone(),
        year: typed.year.clone(),
        url: typed.url.clone(),
        licence: typed.licence.clone(),
        attribution: typed.attribution.clone(),
        note: or(&typed.note, new.note),
    }
}

/// A name that a table may have, from a file's.
fn stem(file: &str) -> String {
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let clean: String = stem
        .chars()
        .map(|c| {
            if c.is_control() || c.is_whitespace() || "\\/:*?\"<>|%#.".contains(c) {
                '-'
            } else {
                c
            }
        })
        .collect();
    let clean = clean.trim_matches('-');
    if clean.is_empty() {
        "data".to_owned()
    } else {
        clean.to_owned()
    }
}

/// Properties of [`Intake`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct IntakeProps {
    /// The file.
    pub(super) file: Incoming,
    /// Takes the table; `None`: it is to be left.
    pub(super) on_done: Callback<Option<Taken>>,
}

/// The look at one file.
#[component]
pub(super) fn Intake(props: &IntakeProps) -> Html {
    let words = use_locale();
    let choice = use_state_eq(Choice::default);
    let found = use_state(|| None::<Rc<Seen>>);
    let about = use_state(|| Rc::new(Description::default()));
    let name = use_state_eq(|| stem(&props.file.name));
    let trouble = use_state_eq(|| None::<Trouble>);
    let busy = use_state_eq(|| true);
    let heading = use_node_ref();
    {
        let (found, about_now, about, trouble, busy) = (
            found.setter(),
            Rc::clone(&about),
            about.setter(),
            trouble.setter(),
            busy.setter(),
        );
        let (file, heading) = (props.file.clone(), heading.clone());
        use_effect_with((*choice).clone(), move |choice| {
            let choice = choice.clone();
            busy.set(true);
            spawn_local(async move {
                // The worker may have ended over another file meanwhile.
                let is_first = choice == Choice::default();
                let seen = match open(&file).await {
                    Ok(()) => seen(&choice).await,
                    Err(error) => Err(error),
                };
                match seen {
                    Ok(seen) => {
                        about.set(Rc::new(kept(seen.1.clone(), &about_now)));
                        found.set(Some(Rc::new(seen)));
                        trouble.set(None);
                    }
                    Err(error) => trouble.set(Some(error)),
                }
                busy.set(false);
                if is_first && let Some(heading) = heading.cast::<HtmlElement>() {
                    // Nothing is lost where it cannot be focused.
                    let _ = heading.focus();
                }
            });
        });
    }
    let choose = |edit: Rc<dyn Fn(&mut Choice)>| {
        let (choice, now) = (choice.setter(), (*choice).clone());
        move || {
            let mut next = now.clone();
            edit(&mut next);
            choice.set(next);
        }
    };
    let on_sheet = {
        let setter = choice.setter();
        Callback::from(move |event: Event| {
            let select: HtmlSelectElement = event.target_unchecked_into();
            setter.set(Choice {
                sheet: select.value().parse().ok(),
                ..Choice::default()
            });
        })
    };
    let on_about = {
        let about = about.setter();
        Callback::from(move |next| about.set(Rc::new(next)))
    };
    let on_name = {
        let name = name.setter();
        Callback::from(move |event: Event| {
            let input: HtmlInputElement = event.target_unchecked_into();
            // The ending is no part of it.
            name.set(stem(&format!("{}.csv", input.value())));
        })
    };
    let close = props.on_done.reform(|_: MouseEvent| None);
    let as_it_is = {
        let (name, bytes) = ((*name).clone(), Rc::clone(&props.file.bytes));
        props.on_done.reform(move |_: MouseEvent| {
            Some(Taken {
                name: name.clone(),
                csv: (*bytes).clone(),
                description: None,
            })
        })
    };
    let put = {
        let (found, about, name, trouble, busy, on_done) = (
            (*found).clone(),
            Rc::clone(&about),
            (*name).clone(),
            trouble.setter(),
            busy.setter(),
            props.on_done.clone(),
        );
        Callback::from(move |_: MouseEvent| {
            let Some(found) = found.clone() else { return };
            let (about, name, trouble, busy, on_done) = (
                Rc::clone(&about),
                name.clone(),
                trouble.clone(),
                busy.clone(),
                on_done.clone(),
            );
            busy.set(true);
            spawn_local(async move {
                let ask = Ask::Write {
                    description: Box::new((*about).clone()),
                    before: String::new(),
                };
                match reading::ask(&ask, None).await {
                    Ok((Answer::Written { text }, _)) => on_done.emit(Some(Taken {
                        name,
                        csv: found.2.clone(),
                        description: Some(text),
                    })),
                    Ok(_) => trouble.set(Some(Trouble::Broken)),
                    Err(error) => trouble.set(Some(error)),
                }
                busy.set(false);
            });
        })
    };
    let repair = |repair: &Repair| {
        let id = repair.id.clone();
        let switch = choose(Rc::new(move |choice: &mut Choice| {
            match choice.switched.iter().position(|switched| *switched == id) {
                Some(at) => drop(choice.switched.remove(at)),
                None => choice.switched.push(id.clone()),
            }
        }));
        let onchange = Callback::from(move |_: Event| switch());
        let count = words.t_with("intake-count", &[("count", repair.count.into())]);
        html! {
            <li key={repair.id.clone()}>
                <label>
                    <input type="checkbox" checked={repair.is_on} disabled={*busy} {onchange} />
                    <span>{ words.pick(&repair.words) }{ " " }{ count }</span>
                </label>
                { for repair.examples.iter().map(|(before, after)| html! {
                    <span class="intake-example" lang="ja">
                        <del>{ if before.is_empty() { words.t("intake-blank") } else { before.clone() } }</del>
                        { " → " }
                        <ins>{ if after.is_empty() { words.t("intake-gone") } else { after.clone() } }</ins>
                    </span>
                }) }
            </li>
        }
    };
    let sheet = |(at, sheet): (usize, &Sheet), now: u32| {
        let args = [
            ("name", (&sheet.name).into()),
            ("rows", sheet.rows.into()),
            ("columns", sheet.columns.into()),
        ];
        html! { <option value={at.to_string()} selected={at == now as usize}>{ words.t_with("intake-sheet-of", &args) }</option> }
    };
    let header = |look: &Look| {
        let (first, last) = look.header;
        let field = |value: u32, label: &str, edit: fn(&mut (u32, u32), u32)| {
            let (choice, now) = (choice.setter(), (*choice).clone());
            let onchange = Callback::from(move |event: Event| {
                let input: HtmlInputElement = event.target_unchecked_into();
                if let Ok(line) = input.value().parse::<u32>() {
                    let mut header = (first.max(1), last.max(1));
                    edit(&mut header, line.max(1));
                    choice.set(Choice {
                        header: Some(header),
                        ..now.clone()
                    });
                }
            });
            html! { <input type="number" min="1" aria-label={words.t(label)} value={value.to_string()} disabled={*busy} {onchange} /> }
        };
        html! {
            <p class="intake-header">
                <span>{ words.t("intake-header") }</span>
                { field(first, "intake-header-first", |header, line| { header.0 = line; header.1 = header.1.max(line); }) }
                <span>{ "–" }</span>
                { field(last, "intake-header-last", |header, line| { header.1 = line; header.0 = header.0.min(line); }) }
            </p>
        }
    };
    let shown = |look: &Look| {
        let sheet_now = look.sheets.get(look.sheet as usize);
        let size = sheet_now.map(|sheet| {
            let args = [
                ("rows", sheet.rows.into()),
                ("columns", sheet.columns.into()),
            ];
            words.t_with("intake-size", &args)
        });
        html! {
            <>
                <p>{ words.pick(&look.kind) }{ size.unwrap_or_default() }</p>
                if look.sheets.len() > 1 {
                    <label class="intake-line"><span>{ words.t("intake-sheet") }</span>
                        <select onchange={on_sheet.clone()} disabled={*busy}>{ for look.sheets.iter().enumerate().map(|each| sheet(each, look.sheet)) }</select>
                    </label>
                }
                { header(look) }
                if !look.notes.is_empty() {
                    <ul class="intake-notes">{ for look.notes.iter().map(|note| html! { <li>{ words.pick(note) }</li> }) }</ul>
                }
                if !look.repairs.is_empty() {
                    <h3>{ words.t("intake-repairs") }</h3>
                    <ul class="intake-repairs">{ for look.repairs.iter().map(repair) }</ul>
                }
                <h3>{ words.t_with("intake-result", &[("rows", look.rows.into()), ("columns", look.columns.len().into())]) }</h3>
                <div class="intake-scroll" tabindex="0" role="group" aria-label={words.t("intake-table")}>
                    <table lang="ja">
                        <thead>
                            <tr>{ for look.columns.iter().map(|column| html! { <th scope="col">{ &column.name }<small>{ words.pick(&column.words) }</small></th> }) }</tr>
                        </thead>
                        <tbody>{ for look.sample.iter().map(|row| html! { <tr>{ for row.iter().map(|cell| html! { <td>{ cell }</td> }) }</tr> }) }</tbody>
                    </table>
                </div>
            </>
        }
    };
    let title = words.t_with("intake-title", &[("name", (&props.file.name).into())]);
    let look = (*found).as_ref().map(|found| &found.0);
    let blocked = look.and_then(|look| look.blocked.as_ref());
    html! {
        <section class="intake" aria-label={title.clone()} aria-busy={busy.to_string()}>
            <h2 tabindex="-1" ref={heading}>{ title }</h2>
            <div role="status">
                if *busy && look.is_none() { <p>{ words.t("intake-reading") }</p> }
                if let Some(trouble) = &*trouble { <p class="notice">{ trouble.message(&words) }</p> }
                if let Some(reason) = blocked { <p class="notice">{ words.pick(reason) }</p> }
            </div>
            if let Some(look) = look {
                { shown(look) }
                <h3>{ words.t("intake-about") }</h3>
                <label class="intake-line"><span>{ words.t("intake-name") }</span><input type="text" value={(*name).clone()} onchange={on_name} /></label>
                <Fields value={Rc::clone(&about)} on_change={on_about} />
            }
            <div class="dialog-buttons">
                <button type="button" class="button-quiet" onclick={close}>{ words.t("intake-leave") }</button>
                if look.is_some_and(|look| look.is_table) {
                    <button type="button" class="button-quiet" onclick={as_it_is}>{ words.t("intake-as-it-is") }</button>
                }
                if look.is_some() {
                    <button type="button" class="button" onclick={put} disabled={*busy || blocked.is_some() || trouble.is_some()}>{ words.t("intake-put") }</button>
                }
            </div>
        </section>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use spec::module::ColumnInfo;

    #[test]
    fn tables_have_names_that_files_may_have() {
        assert_eq!(stem("人口 (令和5年).xlsx"), "人口-(令和5年)");
        assert_eq!(stem("a.b.csv"), "a-b");
        assert_eq!(stem(".csv"), "data");
        assert!(
            is_table("A.XLSX") && is_table("b.tsv") && !is_table("a.png") && !is_table("a.toml")
        );
    }

    #[test]
    fn what_was_typed_stays() {
        let column = |name: &str, meaning: &str, unit: &str| ColumnInfo {
            name: name.to_owned(),
            meaning: meaning.to_owned(),
            unit: unit.to_owned(),
            dtype: table::Dtype::Int,
        };
        let typed = Description {
            title: "題".to_owned(),
            publisher: "県".to_owned(),
            columns: vec![column("人口", "人の数", "")],
            ..Description::default()
        };
        let new = Description {
            title: "file".to_owned(),
            note: "注".to_owned(),
            columns: vec![column("人口", "", "人"), column("世帯", "", "")],
            ..Description::default()
        };
        let kept = kept(new, &typed);
        assert_eq!(
            (
                kept.title.as_str(),
                kept.publisher.as_str(),
                kept.note.as_str()
            ),
            ("題", "県", "注")
        );
        assert_eq!(
            kept.columns,
            [column("人口", "人の数", "人"), column("世帯", "", "")]
        );
    }
}
