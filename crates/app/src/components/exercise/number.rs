//! `number`: give a number, written as people write it.

use table::text::{format_number, normalise, parse_number};
use yew::prelude::*;

use super::field::TextField;
use crate::hooks::Words;

/// A field for a number; what it is read as stands under it where that is not plain. `id` is the prefix of element ids, unique
/// in the page; `unit` stands behind the field and may be empty; `on_input` is called at every keystroke.
pub(crate) fn number_bench(
    id: &AttrValue,
    unit: &str,
    text: &str,
    on_input: &Callback<String>,
    on_enter: &Callback<()>,
    words: &Words,
) -> Html {
    let note_id = format!("{id}-number-note");
    let reading = read(text);
    let is_wrong = reading == Reading::Unreadable;
    html! {
        <div class="question">
            <div class="question-line">
                <TextField id={format!("{id}-number")} label={words.t("question-number")} value={text.to_owned()} on_input={on_input.clone()} on_enter={on_enter.clone()}
                    input_mode="decimal" error={if is_wrong { AttrValue::from(note_id.clone()) } else { AttrValue::default() }} />
                if !unit.is_empty() { <span class="question-unit">{ unit }</span> }
            </div>
            <p class="field-note" id={note_id}>
                { match reading {
                    Reading::Plain => String::new(),
                    Reading::As(number) => words.t_with("question-read-as", &[("number", number.into())]),
                    Reading::Unreadable => words.t("question-not-a-number"),
                } }
            </p>
        </div>
    }
}

/// How a typed number is understood.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Reading {
    /// As it stands, or nothing is there.
    Plain,
    /// As this number.
    As(String),
    /// Not at all.
    Unreadable,
}

fn read(text: &str) -> Reading {
    if text.trim().is_empty() {
        return Reading::Plain;
    }
    match parse_number(text) {
        None => Reading::Unreadable,
        Some(value) => {
            let shown = format_number(value, 9);
            let plain = shown.replace(',', "");
            if text.trim() == shown
                || text.trim() == plain
                || normalise(text) == text.trim() && text.trim() == plain
            {
                Reading::Plain
            } else {
                Reading::As(shown)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_as_people_write_them() {
        let check = |text: &str, expected: Reading| assert_eq!(read(text), expected, "{text}");
        check("", Reading::Plain);
        check("1234", Reading::Plain);
        check("1,234", Reading::Plain);
        check("１，２３４", Reading::As("1,234".into()));
        check("▲３．５", Reading::As("-3.5".into()));
        check("1,234人", Reading::As("1,234".into()));
        check("たくさん", Reading::Unreadable);
        check("1,23", Reading::Unreadable);
    }
}
