//! What a file looks like, and what can be chosen about it.

use spec::ingest::{Choice, Look, Repair, Sheet};
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use crate::hooks::Words;

/// What it is drawn from.
pub(crate) struct Shown<'a> {
    pub(crate) words: &'a Words,
    pub(crate) look: &'a Look,
    /// What is chosen.
    pub(crate) choice: &'a Choice,
    /// Takes what is chosen then.
    pub(crate) on_choice: &'a Callback<Choice>,
    /// Whether the file is being read.
    pub(crate) busy: bool,
}

impl Shown<'_> {
    /// All of it, with the first rows of the table.
    pub(crate) fn view(&self) -> Html {
        html! {
            <>
                { self.kind() }
                { self.sheets() }
                { self.header() }
                { self.notes() }
                { self.repairs() }
                { self.result() }
            </>
        }
    }

    /// Which kind of file it is, and how large.
    pub(crate) fn kind(&self) -> Html {
        let Self { words, look, .. } = self;
        let sheet_now = look.sheets.get(look.sheet as usize);
        let size = sheet_now.map(|sheet| {
            let args = [
                ("rows", sheet.rows.into()),
                ("columns", sheet.columns.into()),
            ];
            words.t_with("intake-size", &args)
        });
        html! { <p>{ words.pick(&look.kind) }{ size.unwrap_or_default() }</p> }
    }

    /// What is there and stays as it is.
    pub(crate) fn notes(&self) -> Html {
        let Self { words, look, .. } = self;
        if look.notes.is_empty() {
            return html! {};
        }
        html! { <ul class="intake-notes">{ for look.notes.iter().map(|note| html! { <li>{ words.pick(note) }</li> }) }</ul> }
    }

    /// What can be put right, each with its switch.
    pub(crate) fn repairs(&self) -> Html {
        let Self { words, look, .. } = self;
        if look.repairs.is_empty() {
            return html! {};
        }
        html! {
            <>
                <h3>{ words.t("intake-repairs") }</h3>
                <ul class="intake-repairs">{ for look.repairs.iter().map(|repair| self.repair(repair)) }</ul>
            </>
        }
    }

    /// The table that comes of it: its size and its first rows.
    pub(crate) fn result(&self) -> Html {
        let Self { words, look, .. } = self;
        html! {
            <>
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
    }

    /// The sheets of a workbook, of which one is read; nothing where there is one.
    pub(crate) fn sheets(&self) -> Html {
        let Self { words, look, .. } = self;
        if look.sheets.len() < 2 {
            return html! {};
        }
        let onchange = self.on_choice.reform(|event: Event| {
            let select: HtmlSelectElement = event.target_unchecked_into();
            Choice {
                sheet: select.value().parse().ok(),
                ..Choice::default()
            }
        });
        let option = |(at, sheet): (usize, &Sheet)| {
            let args = [
                ("name", (&sheet.name).into()),
                ("rows", sheet.rows.into()),
                ("columns", sheet.columns.into()),
            ];
            html! { <option value={at.to_string()} selected={at == look.sheet as usize}>{ words.t_with("intake-sheet-of", &args) }</option> }
        };
        html! {
            <label class="intake-line"><span>{ words.t("intake-sheet") }</span>
                <select {onchange} disabled={self.busy}>{ for look.sheets.iter().enumerate().map(option) }</select>
            </label>
        }
    }

    /// The lines that the header takes.
    pub(crate) fn header(&self) -> Html {
        let words = self.words;
        let (first, last) = self.look.header;
        html! {
            <p class="intake-header">
                <span>{ words.t("intake-header") }</span>
                { self.header_line(first, "intake-header-first", |header, line| { header.0 = line; header.1 = header.1.max(line); }) }
                <span>{ "–" }</span>
                { self.header_line(last, "intake-header-last", |header, line| { header.1 = line; header.0 = header.0.min(line); }) }
            </p>
        }
    }

    fn header_line(&self, value: u32, label: &str, edit: fn(&mut (u32, u32), u32)) -> Html {
        let (first, last) = self.look.header;
        let (on_choice, now) = (self.on_choice.clone(), self.choice.clone());
        let onchange = Callback::from(move |event: Event| {
            let input: HtmlInputElement = event.target_unchecked_into();
            if let Ok(line) = input.value().parse::<u32>() {
                let mut header = (first.max(1), last.max(1));
                edit(&mut header, line.max(1));
                on_choice.emit(Choice {
                    header: Some(header),
                    ..now.clone()
                });
            }
        });
        html! { <input type="number" min="1" aria-label={self.words.t(label)} value={value.to_string()} disabled={self.busy} {onchange} /> }
    }

    /// A repair with its switch, and cells before and after it.
    fn repair(&self, repair: &Repair) -> Html {
        let words = self.words;
        let onchange = {
            let (on_choice, now, id) = (
                self.on_choice.clone(),
                self.choice.clone(),
                repair.id.clone(),
            );
            Callback::from(move |_: Event| {
                let mut next = now.clone();
                match next.switched.iter().position(|switched| *switched == id) {
                    Some(at) => drop(next.switched.remove(at)),
                    None => next.switched.push(id.clone()),
                }
                on_choice.emit(next);
            })
        };
        let count = words.t_with("intake-count", &[("count", repair.count.into())]);
        html! {
            <li key={repair.id.clone()}>
                <label>
                    <input type="checkbox" checked={repair.is_on} disabled={self.busy} {onchange} />
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
    }
}
