//! `number`: give a number, written as people write it.

use locale::unread;
use spec::Answer;
use spec::exercise::NumberExercise;
use table::number::Unread;
use table::text::format_number;
use yew::prelude::*;

use super::card::{Blank, Card, kept_lines};
use super::computed::Computed;
use super::field::TextField;
use super::record::{Offer, Recorded, Solution, Solves};
use super::template::{About, hints, sql_name};
use super::words::sentence;
use crate::hooks::Words;

/// Whether an answer to another question means the same here.
pub(super) const TRAVELS: bool = true;

/// What the recorder offers. The right number is computed: one that was typed is wrong when the data change.
pub(super) const OFFER: Offer = Offer {
    solution: Solves::Never,
    starter: false,
    wrong: true,
    has_note: true,
};

/// A field for a number; what it is read as stands under it where that is not plain.
pub(super) fn bench(exercise: &NumberExercise, text: &str, card: &Card<'_>) -> Html {
    let Card {
        id,
        on_check,
        words,
        ..
    } = *card;
    let unit = exercise.unit.as_str();
    let note_id = format!("{id}-number-note");
    let reading = read(text, unit);
    let is_wrong = matches!(reading, Reading::Not(_));
    let question = html! {
        <div class="question">
            <div class="question-line">
                <TextField id={format!("{id}-number")} label={words.t("question-number")} value={text.to_owned()} on_input={card.typed(Answer::Number)} on_enter={on_check.clone()}
                    input_mode="decimal" error={if is_wrong { AttrValue::from(note_id.clone()) } else { AttrValue::default() }} />
                if !unit.is_empty() { <span class="question-unit">{ unit }</span> }
            </div>
            <p class="field-note" id={note_id}>
                { match reading {
                    Reading::Plain => String::new(),
                    Reading::As(id, number) => words.t_with(id, &[("number", number.into())]),
                    Reading::Not(why) => sentence(words, unread(words, text, &why)),
                } }
            </p>
        </div>
    };
    card.question(question, Some(Answer::Number))
}

/// Everything is blank, or nothing.
pub(super) fn blank(_: &NumberExercise, text: &str) -> Option<Blank> {
    text.trim().is_empty().then(Blank::default)
}

/// What is still to be done.
pub(super) fn blank_words(_: &str, _: &Blank, words: &Words) -> String {
    words.t("question-incomplete-number")
}

/// An answer in short.
pub(super) fn summary(text: &str, _: Option<&NumberExercise>, _: &Words) -> Html {
    kept_lines(text)
}

/// The number and how it is computed.
pub(super) fn way(exercise: &NumberExercise, _: &str, _: &Words) -> Html {
    html! { <Computed sql={exercise.sql.clone()} unit={exercise.unit.clone()} /> }
}

/// A mistake, as it will be graded.
pub(super) fn record(exercise: &NumberExercise, text: &str) -> Option<Recorded<'static>> {
    let reading = table::number::read(text, &exercise.unit).ok()?;
    let number = format_number(reading.value, 9).replace(',', "");
    Some(Recorded {
        block: None,
        solution: Solution::Nothing,
        mistake: Some(format!("sql = \"SELECT {number}\"\n")),
    })
}

/// What the Studio's menu puts in.
pub(super) fn template(about: &About<'_>) -> String {
    let About { table, number, .. } = about;
    let (sql_table, column) = (sql_name(table), sql_name(number));
    format!(
        "{}「{table}」の「{number}」でいちばん大きい値はいくつですか。\n\n```check\nsql = 'SELECT MAX({column}) FROM {sql_table}'\n[[wrong]]\nsay = \"いちばん小さい値です。\"\nsql = 'SELECT MIN({column}) FROM {sql_table}'\n[[wrong]]\nsay = \"行の数です。\"\nsql = 'SELECT COUNT(*) FROM {sql_table}'\n```\n\n{}\n",
        about.head("数を答える"),
        hints(),
    )
}

/// How a typed number is understood.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Reading {
    /// As it stands, or nothing is there.
    Plain,
    /// To be told by that message with this number.
    As(&'static str, String),
    /// Not at all.
    Not(Unread),
}

/// As it will be graded.
fn read(text: &str, unit: &str) -> Reading {
    let text = text.trim();
    if text.is_empty() {
        return Reading::Plain;
    }
    match table::number::read(text, unit) {
        Err(why) => Reading::Not(why),
        Ok(number) => {
            let shown = format_number(number.value, 9);
            let typed = text.strip_suffix(unit).unwrap_or(text).trim_end();
            if typed == shown || typed == shown.replace(',', "") {
                return Reading::Plain;
            }
            let id = if number.about {
                "question-read-about"
            } else {
                "question-read-as"
            };
            Reading::As(id, shown + unit)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_as_people_write_them() {
        let check = |text: &str, unit: &str, expected: &str| {
            let told = match read(text, unit) {
                Reading::Plain => String::new(),
                Reading::As("question-read-about", number) => format!("about {number}"),
                Reading::As(_, number) => number,
                Reading::Not(why) => format!("{why:?}"),
            };
            assert_eq!(told, expected, "{text} in {unit:?}");
        };
        check("", "人", "");
        check("1234", "人", "");
        check("1,234", "人", "");
        check("1,234人", "人", "");
        check("１，２３４", "人", "1,234人");
        check("▲３．５", "", "-3.5");
        check("ー5349", "人", "-5,349人");
        check("1,234名", "人", "1,234人");
        check("27万4537人", "人", "274,537人");
        check("約28万", "人", "about 280,000人");
        check("1億2000万円", "千円", "120,000千円");
        check("29.87パーセント", "%", "29.87%");
        check("29.87%", "%", "");
        check("29.87%", "", "0.2987");
        check("たくさん", "人", "NoNumber");
        check("1,23", "人", "Commas");
        check("5kg", "円", "Unit { found: \"kg\" }");
    }

    /// What stands beside the field is what the one reader gives, whatever is typed.
    #[test]
    fn what_is_shown_is_what_is_graded() {
        let pieces = [
            "1", "20", "345", "6789", ",", ".", "-", "▲", "ー", "約", "万", "千", "億", "円", "人",
            "%", "割", "(", ")", " ", "減", "三", "十",
        ];
        let mut seed = 1_u64;
        let mut roll = |sides: usize| {
            seed = seed
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            (seed >> 33) as usize % sides
        };
        let (mut shown, mut refused) = (0, 0);
        for _ in 0..20_000 {
            let text: String = (0..1 + roll(4))
                .map(|_| pieces[roll(pieces.len())])
                .collect();
            let unit = ["", "人", "円", "千円", "%"][roll(5)];
            match (read(&text, unit), table::number::read(&text, unit)) {
                (Reading::Plain, Ok(number)) => {
                    let plain = format_number(number.value, 9).replace(',', "");
                    assert_eq!(
                        text.trim()
                            .replace(',', "")
                            .trim_end_matches(unit)
                            .trim_end(),
                        plain
                    );
                }
                (Reading::Plain, Err(_)) => assert_eq!(text.trim(), ""),
                (Reading::As(_, told), Ok(number)) => {
                    shown += 1;
                    assert_eq!(told, format_number(number.value, 9) + unit);
                }
                (Reading::Not(told), Err(why)) => {
                    refused += 1;
                    assert_eq!(told, why);
                }
                (told, read) => panic!("{text}: {told:?}, {read:?}"),
            }
        }
        assert!(shown > 500 && refused > 500, "{shown} {refused}");
    }
}
