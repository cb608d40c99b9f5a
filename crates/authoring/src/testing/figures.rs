//! Figures in prose: each is what its query gives, to the decimals printed.

use session::cell;
use spec::author::AuthorFault;
use spec::town::PLACE;
use spec::{Inline, Module};
use table::number::{Reading, ten_to};
use table::{Value, text};

use super::tester::Tester;

/// All figures of a module: as printed, and their queries.
pub(super) fn figures(module: &mut Module) -> Vec<(String, String)> {
    let mut found = Vec::new();
    module.each_inline_mut(&mut |inline| {
        if let Inline::Figure { text, sql } = inline {
            found.push((text.clone(), sql.clone()));
        }
    });
    found
}

/// Towns for which a figure must be the same as for [`TOWN`](super::tester::TOWN): large, small, and far from it.
const OTHERS: [&str; 3] = ["四日市市", "朝日町", "南伊勢町"];

/// Tries a figure: as printed, and its query; `of_town` is the query before a town was put in.
pub(super) fn figure(tester: &mut Tester, (printed, sql): &(String, String), of_town: &str) {
    if engine::asks_for_day(sql) {
        // Right on one day and wrong on the next, and nobody would see it.
        return tester.find(AuthorFault::FigureOfToday {
            text: printed.clone(),
            sql: sql.clone(),
        });
    }
    match cell::value(tester.lesson.engine(), sql) {
        Ok(value) if is_printed(&value, printed) => {
            // A text has one figure for all readers.
            let differs = |town: &&&str| -> bool {
                let other = cell::value(tester.lesson.engine(), &of_town.replace(PLACE, town));
                !other.is_ok_and(|value| is_printed(&value, printed))
            };
            let mut others = OTHERS.iter().filter(|_| of_town.contains(PLACE));
            if let Some(town) = others.find(differs) {
                tester.find(AuthorFault::FigureOfTown {
                    text: printed.clone(),
                    sql: sql.clone(),
                    town: (*town).to_owned(),
                });
            }
        }
        Ok(value) => tester.find(AuthorFault::FigureDiffers {
            text: printed.clone(),
            sql: sql.clone(),
            got: cell::text(&value).unwrap_or_default(),
        }),
        Err(failure) => {
            tester.find(AuthorFault::FigureFails {
                text: printed.clone(),
                sql: sql.clone(),
                failure,
            });
        }
    }
}

/// Whether a figure is printed as its query gives it: numbers to the decimals printed, anything else as text.
fn is_printed(value: &Value, printed: &str) -> bool {
    let Some(number) = value.as_f64() else {
        return cell::text(value)
            .is_some_and(|got| text::normalise(&got) == text::normalise(printed));
    };
    let digits = text::normalise(printed);
    // «29.8%» is printed where a query gives percent.
    let unit = if digits.ends_with('%') { "%" } else { "" };
    let Ok(Reading { value: typed, .. }) = table::number::read(printed, unit) else {
        return false;
    };
    let decimals = digits.split_once('.').map_or(0, |(_, rest)| {
        rest.chars().take_while(char::is_ascii_digit).count()
    });
    let unit = ten_to(i32::try_from(decimals).unwrap_or(0));
    (number - typed).abs() <= 0.5 / unit + 1e-9 * number.abs().max(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_compared_to_the_decimals_printed() {
        let check = |value: Value, printed: &str, expected: bool| {
            assert_eq!(is_printed(&value, printed), expected, "{printed}")
        };
        check(Value::Int(274_537), "274,537", true);
        check(Value::Int(274_537), "274,538", false);
        check(Value::Float(38.249), "38.2", true);
        check(Value::Float(38.251), "38.2%", false);
        check(Value::Float(0.5), "1", true);
        check(Value::Text("津市".into()), "津市", true);
        check(Value::Null, "0", false);
    }
}
