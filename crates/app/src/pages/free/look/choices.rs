//! What was found in a file, each with what can be chosen in its place.

use spec::ingest::{Choice, EncodingLook, ListLook, Quote, Reading, Separator};
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use crate::components::intake::Shown;
use crate::hooks::Words;

/// What it is drawn from.
pub(super) struct Choices<'a> {
    /// What the Studio shows, too.
    pub(super) shown: Shown<'a>,
    /// The file as it is read now.
    pub(super) reading: &'a Reading,
}

/// A number of a row or column that may be left open.
struct Bound {
    id: &'static str,
    value: Option<u32>,
    edit: fn(&mut Choice, Option<u32>),
}

impl Choices<'_> {
    /// All of it.
    pub(super) fn view(&self) -> Html {
        let Self { shown, reading } = self;
        html! {
            <>
                { shown.kind() }
                if reading.is_large { <p>{ shown.words.t("file-large") }</p> }
                { self.encodings() }
                { self.separators() }
                { shown.sheets() }
                { self.lists() }
                { self.header() }
                { self.bounds() }
                { shown.notes() }
                { shown.repairs() }
            </>
        }
    }

    /// A list of which one is chosen by its position.
    fn select(
        &self,
        label: &str,
        options: Vec<(String, bool)>,
        choose: impl Fn(Choice, usize) -> Choice + 'static,
    ) -> Html {
        let now = self.shown.choice.clone();
        let onchange = self.shown.on_choice.reform(move |event: Event| {
            let select: HtmlSelectElement = event.target_unchecked_into();
            choose(now.clone(), select.value().parse().unwrap_or_default())
        });
        let options = options
            .into_iter()
            .enumerate()
            .map(|(at, (text, selected))| {
                html! { <option value={at.to_string()} {selected}>{ text }</option> }
            });
        html! {
            <label class="intake-line"><span>{ self.shown.words.t(label) }</span>
                <select {onchange} disabled={self.shown.busy}>{ for options }</select>
            </label>
        }
    }

    /// How the text looks in each encoding; only those in which the whole can be read may be chosen.
    fn encodings(&self) -> Html {
        let words = self.shown.words;
        let looks = &self.reading.encodings;
        let Some(now) = looks.first() else {
            return html! {};
        };
        let one = |look: &EncodingLook| {
            let (encoding, choice) = (look.encoding, self.shown.choice.clone());
            let onchange = self.shown.on_choice.reform(move |_: Event| Choice {
                encoding: Some(encoding),
                ..choice.clone()
            });
            let faults = (look.faults > 0)
                .then(|| words.t_with("file-encoding-faults", &[("count", look.faults.into())]));
            html! {
                <li>
                    <label class="intake-line">
                        <input type="radio" name="file-encoding" checked={look.encoding == now.encoding} disabled={self.shown.busy || look.faults > 0} {onchange} />
                        <span>{ look.encoding.name() }{ " " }{ faults.unwrap_or_default() }</span>
                    </label>
                    <pre class="file-lines" lang="ja">{ look.lines.get(..3).unwrap_or(&look.lines).join("\n") }</pre>
                </li>
            }
        };
        html! {
            <details class="file-encodings">
                <summary>{ words.t_with("file-encoding", &[("name", now.encoding.name().into())]) }</summary>
                <p class="field-note">{ words.t("file-encoding-about") }</p>
                <ul>{ for looks.iter().map(one) }</ul>
            </details>
        }
    }

    /// What stands between and around cells of a text.
    fn separators(&self) -> Html {
        let (words, choice) = (self.shown.words, self.shown.choice);
        if self.reading.encodings.is_empty() || !self.reading.lists.is_empty() {
            return html! {};
        }
        let separators = Separator::ALL.map(|it| {
            let text = words.t(&format!("file-separator-{}", it.slug()));
            (text, choice.separator == Some(it))
        });
        let quotes = Quote::ALL.map(|it| {
            let text = words.t(&format!("file-quote-{}", it.slug()));
            (text, choice.quote == Some(it))
        });
        html! {
            <>
                { self.select("file-separator", separators.into(), |choice, at| Choice {
                    separator: Separator::ALL.get(at).copied(),
                    ..choice
                }) }
                { self.select("file-quote", quotes.into(), |choice, at| Choice {
                    quote: Quote::ALL.get(at).copied(),
                    ..choice
                }) }
            </>
        }
    }

    /// The lists in a JSON file of which one is the table; nothing where there is one.
    fn lists(&self) -> Html {
        let words = self.shown.words;
        let lists = &self.reading.lists;
        if lists.len() < 2 {
            return html! {};
        }
        let option = |(at, list): (usize, &ListLook)| {
            let path = if list.path.is_empty() {
                words.t("file-list-whole")
            } else {
                list.path.clone()
            };
            let args = [
                ("path", path.into()),
                ("rows", list.rows.into()),
                ("names", list.names.join("、").into()),
            ];
            (words.t_with("file-list-of", &args), at == 0)
        };
        let paths: Vec<String> = lists.iter().map(|list| list.path.clone()).collect();
        let options = lists.iter().enumerate().map(option).collect();
        self.select("file-list", options, move |_, at| Choice {
            list: paths.get(at).cloned(),
            ..Choice::default()
        })
    }

    /// The rows that name columns, or that none does.
    fn header(&self) -> Html {
        if !self.reading.lists.is_empty() {
            return html! {};
        }
        let has_none = self.shown.look.header == (0, 0);
        let now = self.shown.choice.clone();
        let onchange = self.shown.on_choice.reform(move |_: Event| Choice {
            header: if has_none { Some((1, 1)) } else { Some((0, 0)) },
            ..now.clone()
        });
        html! {
            <div class="file-header">
                if !has_none { { self.shown.header() } }
                <label class="intake-line">
                    <input type="checkbox" checked={has_none} disabled={self.shown.busy} {onchange} />
                    <span>{ self.shown.words.t("file-no-header") }</span>
                </label>
            </div>
        }
    }

    /// Rows and columns that are not looked at.
    fn bounds(&self) -> Html {
        let choice = self.shown.choice;
        if !self.reading.lists.is_empty() {
            return html! {};
        }
        let (first, last) = choice.columns.unzip();
        let bounds = [
            Bound {
                id: "file-skip",
                value: choice.skip.filter(|rows| *rows > 0),
                edit: |choice, value| choice.skip = Some(value.unwrap_or_default()),
            },
            Bound {
                id: "file-last",
                value: choice.last,
                edit: |choice, value| choice.last = value,
            },
            Bound {
                id: "file-first-column",
                value: first,
                edit: |choice, value| {
                    let last = choice.columns.map_or(u32::MAX, |(_, last)| last);
                    let first = value.unwrap_or(1).max(1);
                    choice.columns = Some((first, last.max(first)));
                },
            },
            Bound {
                id: "file-last-column",
                value: last.filter(|last| *last < u32::MAX),
                edit: |choice, value| {
                    let first = choice.columns.map_or(1, |(first, _)| first);
                    choice.columns = Some((first, value.unwrap_or(u32::MAX).max(first)));
                },
            },
        ];
        html! {
            <details class="file-bounds">
                <summary>{ self.shown.words.t("file-bounds") }</summary>
                { for bounds.into_iter().map(|bound| self.bound(bound)) }
            </details>
        }
    }

    fn bound(&self, bound: Bound) -> Html {
        let Bound { id, value, edit } = bound;
        let now = self.shown.choice.clone();
        let onchange = self.shown.on_choice.reform(move |event: Event| {
            let input: HtmlInputElement = event.target_unchecked_into();
            let mut next = now.clone();
            edit(&mut next, input.value().parse().ok());
            next
        });
        html! {
            <label class="intake-line"><span>{ self.label(id) }</span>
                <input type="number" min="0" value={value.map(|it| it.to_string()).unwrap_or_default()} disabled={self.shown.busy} {onchange} />
            </label>
        }
    }

    fn label(&self, id: &str) -> String {
        let words: &Words = self.shown.words;
        words.t(id)
    }
}
