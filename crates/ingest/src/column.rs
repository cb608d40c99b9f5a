//! What the cells of a column are, and which of them are the same value written for people.
//!
//! What may mean two things stays as it is and is told: `01/04/2023`, `1e5`, percent beside plain numbers. What is a number
//! only by its digits (codes, telephone numbers) stays text.

use spec::diagnostic::Bilingual;
use table::csv;
use table::number::{self, Reading};
use table::text::{era_year, iso_date, normalise, parse_date};

use crate::grid::{Cell, Kind, says_no_value, tidy};
use crate::refusal::words;

/// What one cell is.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Class {
    Blank,
    /// As a machine writes numbers.
    Plain,
    /// `1e5`: a number or a code.
    Exponent,
    /// Digits behind a zero.
    Code,
    Missing,
    Error,
    /// A number written for people.
    Written {
        value: String,
        reading: Reading,
        is_percent: bool,
        is_bracket: bool,
    },
    /// A day and whether it is written as ISO does.
    Day(i32, bool),
    /// A year of an era.
    Year(i32),
    Moment,
    /// `4/1/2023`, `5.4.1`: which part is which is not said.
    Ambiguous,
    Text,
}

/// Something that can be put right in a column.
pub(crate) struct Fix {
    /// Its kind, part of its id.
    pub(crate) kind: &'static str,
    pub(crate) words: Bilingual,
    pub(crate) is_on: bool,
    /// New texts of some cells, by their rows.
    pub(crate) cells: Vec<(usize, String)>,
    /// The unit that goes from the cells to the description.
    pub(crate) unit: String,
    /// Whether the column is text whatever it looks like.
    pub(crate) is_text: bool,
}

impl Fix {
    fn new(kind: &'static str, words: Bilingual, is_on: bool) -> Self {
        Self {
            kind,
            words,
            is_on,
            cells: Vec::new(),
            unit: String::new(),
            is_text: false,
        }
    }
}

/// What a column holds.
#[derive(Default)]
pub(crate) struct Findings {
    pub(crate) fixes: Vec<Fix>,
    pub(crate) notes: Vec<Bilingual>,
    /// Counts of what its cells are, for people.
    pub(crate) summary: Bilingual,
}

pub(crate) fn class(cell: &Cell) -> Class {
    let text = tidy(&cell.text);
    match cell.kind {
        Kind::Blank => return Class::Blank,
        Kind::Number => return Class::Plain,
        Kind::Error => return Class::Error,
        Kind::Bool => return Class::Text,
        Kind::Date => {
            return match csv::date(text) {
                Some(day) => Class::Day(day, true),
                None => Class::Moment,
            };
        }
        Kind::Text => {}
    }
    if text.is_empty() {
        return Class::Blank;
    }
    if says_no_value(text) {
        return Class::Missing;
    }
    if text.starts_with('#')
        && [
            "#N/A", "#DIV/0!", "#REF!", "#VALUE!", "#NAME?", "#NULL!", "#NUM!",
        ]
        .contains(&text)
    {
        return Class::Error;
    }
    let digits = text.trim_start_matches(['-', '+']);
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if digits.len() > 1 && digits.starts_with('0') && is_digits(digits) {
        return Class::Code;
    }
    if csv::int(text).is_some() {
        return Class::Plain;
    }
    if csv::float(text).is_some() {
        return if text.contains(['e', 'E']) {
            Class::Exponent
        } else {
            Class::Plain
        };
    }
    if let Some(day) = csv::date(text) {
        return Class::Day(day, true);
    }
    let folded = normalise(text);
    if is_ambiguous(&folded) {
        return Class::Ambiguous;
    }
    if !is_digits(&folded)
        && let Some(day) = parse_date(text)
    {
        return Class::Day(day, false);
    }
    if let Some(year) = era(&folded) {
        return Class::Year(year);
    }
    // Full-width digits behind a zero, and digits in full width without any other sign, are codes as often as numbers.
    if is_digits(&folded) && folded.len() > 1 && folded.starts_with('0') {
        return Class::Code;
    }
    match number::read(text, "") {
        Ok(reading) if reading.value.abs() < 9e15 && !folded.contains(['e', 'E']) => {
            Class::Written {
                value: reading.value.to_string(),
                is_percent: folded.ends_with(['%', '割']) || folded.ends_with("パーセント"),
                is_bracket: folded.starts_with('('),
                reading,
            }
        }
        _ => Class::Text,
    }
}

/// Whether three numbers could be a day in more than one order, or of more than one century or era.
fn is_ambiguous(folded: &str) -> bool {
    let parts: Vec<&str> = folded.split(['/', '.', '-']).collect();
    let [a, b, c] = parts.as_slice() else {
        return false;
    };
    let number = |part: &str| part.parse::<u32>().ok().filter(|_| part.len() <= 4);
    let (Some(a), Some(b), Some(c)) = (number(a), number(b), number(c)) else {
        return false;
    };
    let day = |number: u32| (1..=31).contains(&number);
    // 4/1/2023, 23/4/1, 5.4.1.
    day(a) && day(b) && (day(c) || (32..=99).contains(&c) || (1900..=2100).contains(&c))
        || (1..=99).contains(&a) && (1..=12).contains(&b) && day(c)
}

/// The year of 平成28年, 令和元年度, H28, R3年度.
fn era(folded: &str) -> Option<i32> {
    let bare = folded.strip_suffix('度').unwrap_or(folded);
    let bare = bare.strip_suffix('年').unwrap_or(bare);
    let at = bare.find(|c: char| c.is_ascii_digit() || c == '元')?;
    let (name, number) = bare.split_at(at);
    let number = match number {
        "元" => 1,
        digits => digits.parse().ok().filter(|year| (1..=64).contains(year))?,
    };
    let is_short = name.len() == 1;
    // R5 alone is a code as often as a year: only with 年 behind it.
    if is_short && bare == folded {
        return None;
    }
    let year = era_year(tidy(name), number)?;
    let last = match name.chars().next() {
        Some('平' | 'H') => 2019,
        Some('昭' | 'S') => 1989,
        Some('大' | 'T') => 1926,
        Some('明' | 'M') => 1912,
        _ => 2100,
    };
    (year <= last).then_some(year)
}

/// Ends of names of columns whose digits count nothing.
const CODES: [&str; 11] = [
    "コード",
    "番号",
    "電話",
    "TEL",
    "ＴＥＬ",
    "FAX",
    "ＦＡＸ",
    "No.",
    "№",
    "code",
    "Code",
];

pub(crate) fn is_code_name(name: &str) -> bool {
    // What stands in brackets says how long the code is, or whose.
    let name = name.split(['（', '(']).next().unwrap_or(name).trim();
    CODES.iter().any(|word| name.ends_with(word))
        || name.eq_ignore_ascii_case("id")
        || name.ends_with("ID")
}

/// Looks at the cells of a column.
pub(crate) fn look(name: &str, cells: &[Cell]) -> Findings {
    let classes: Vec<Class> = cells.iter().map(class).collect();
    let count = |is: fn(&Class) -> bool| classes.iter().filter(|class| is(class)).count();
    let blank = count(|class| *class == Class::Blank);
    let plain = count(|class| *class == Class::Plain);
    let missing = count(|class| *class == Class::Missing);
    let errors = count(|class| *class == Class::Error);
    let written = count(|class| matches!(class, Class::Written { .. }));
    let days = count(|class| matches!(class, Class::Day(..)));
    let years = count(|class| matches!(class, Class::Year(_)));
    let codes = count(|class| *class == Class::Code);
    let exponents = count(|class| *class == Class::Exponent);
    let ambiguous = count(|class| *class == Class::Ambiguous);
    let all = cells.len() - blank;
    let others = all - plain - missing - errors - written - days - years - codes;
    let mut found = Findings {
        summary: summary(&[
            (plain, "数", "numbers"),
            (
                written,
                "しるしや単位のある数",
                "numbers with signs or units",
            ),
            (days, "日付", "days"),
            (years, "和暦の年", "years of an era"),
            (codes, "0 で始まる番号", "codes"),
            (missing, "値がないしるし", "signs for no value"),
            (errors, "式のエラー", "errors"),
            (others, "文字", "texts"),
            (blank, "空", "blank"),
        ]),
        ..Findings::default()
    };
    let pick = |take: &dyn Fn(&Class) -> Option<String>| -> Vec<(usize, String)> {
        classes
            .iter()
            .enumerate()
            .filter_map(|(at, class)| Some((at, take(class)?)))
            .collect()
    };
    let mut fix = |kind, text: Bilingual, is_on, cells: Vec<(usize, String)>| {
        let mut fix = Fix::new(kind, text, is_on);
        fix.cells = cells;
        found.fixes.push(fix);
    };
    if errors > 0 {
        fix(
            "errors",
            words(
                format!("「{name}」の式のエラー（#N/A など）を空にします"),
                format!("`{name}`: errors of formulas (#N/A and the like) become blank"),
            ),
            true,
            pick(&|class| (*class == Class::Error).then(String::new)),
        );
    }
    let values = all - missing - errors;
    let blanks = |fix: &mut dyn FnMut(&'static str, Bilingual, bool, Vec<(usize, String)>)| {
        if missing > 0 {
            fix(
                "missing",
                words(
                    format!("「{name}」の、値がないしるし（- や … など）を空にします"),
                    format!("`{name}`: signs for no value (- or …) become blank"),
                ),
                true,
                pick(&|class| (*class == Class::Missing).then(String::new)),
            );
        }
    };
    if values == 0 {
        return found;
    }
    if codes > 0 || plain == values && is_code_name(name) {
        // Only digits throughout, or text anyway.
        let mut code = Fix::new(
            "code",
            words(
                format!("「{name}」は番号なので、数にせず文字として読みます"),
                format!("`{name}` holds codes and is read as text, not as numbers"),
            ),
            true,
        );
        code.is_text = true;
        code.cells = pick(&|class| (*class == Class::Plain).then(String::new));
        if codes > 0 {
            // The leading zeros say so themselves; nothing is to be decided.
            code.cells.clear();
        }
        found.fixes.push(code);
        return found;
    }
    if plain + written == values {
        blanks(&mut fix);
        numbers(name, cells, &classes, &mut found);
        return found;
    }
    if days == values {
        blanks(&mut fix);
        let cells = pick(&|class| match class {
            Class::Day(day, false) => Some(iso_date(*day)),
            _ => None,
        });
        if !cells.is_empty() {
            fix(
                "days",
                words(
                    format!(
                        "「{name}」の日付（2023/4/1、令和5年4月1日など）を 2023-04-01 の形に直します"
                    ),
                    format!("`{name}`: days (2023/4/1, 令和5年4月1日) are written as 2023-04-01"),
                ),
                true,
                cells,
            );
        }
        return found;
    }
    if years == values {
        blanks(&mut fix);
        fix(
            "years",
            words(
                format!("「{name}」の和暦の年を西暦の数に直します"),
                format!("`{name}`: years of an era become years of the Western calendar"),
            ),
            true,
            pick(&|class| match class {
                Class::Year(year) => Some(year.to_string()),
                _ => None,
            }),
        );
        return found;
    }
    mixed(name, cells, &classes, values, &mut found);
    if ambiguous * 2 >= values {
        found.notes.push(words(
            format!("「{name}」には、年・月・日の順や元号が分からない日付が {ambiguous} 個あります（例：{}）。文字のまま読みます。", first(cells, &classes, &Class::Ambiguous)),
            format!("`{name}` has {ambiguous} dates that do not say which part is the year, such as {}; they stay text", first(cells, &classes, &Class::Ambiguous)),
        ));
    }
    if exponents > 0 {
        found.fixes.push(exponents_stay(name, cells, &classes));
    }
    found
}

/// Numbers throughout: written in one way they become plain ones, else it is asked; or days as Excel counts them.
fn numbers(name: &str, cells: &[Cell], classes: &[Class], found: &mut Findings) {
    let mut readings: Vec<&Reading> = Vec::new();
    let (mut percents, mut brackets) = (0, 0);
    for class in classes {
        if let Class::Written {
            reading,
            is_percent,
            is_bracket,
            ..
        } = class
        {
            readings.push(reading);
            percents += usize::from(*is_percent);
            brackets += usize::from(*is_bracket);
        }
    }
    let mut units: Vec<&str> = readings
        .iter()
        .map(|reading| reading.unit)
        .filter(|unit| !unit.is_empty())
        .collect();
    units.sort_unstable();
    units.dedup();
    let written = readings.len();
    let plain = classes
        .iter()
        .filter(|class| **class == Class::Plain)
        .count();
    let is_mixed = units.len() > 1 || percents > 0 && percents < written + plain;
    let is_about = readings.iter().any(|reading| reading.about);
    if written > 0 {
        let doubt = if is_mixed {
            found.notes.push(words(
                format!("「{name}」には、ちがう書き方の数が混ざっています（% や単位の付いた数と、付かない数など）。どちらの意味かを確かめてから、直すかどうかを選んでください。"),
                format!("`{name}` mixes numbers written in two ways, such as with and without % or a unit; see what they mean before you have them changed"),
            ));
            true
        } else if is_about || brackets > 0 {
            found.notes.push(words(
                format!("「{name}」には「約」の付いた数か、かっこに入った数（負の数か、再掲か）があります。意味を確かめてから、直すかどうかを選んでください。"),
                format!("`{name}` has approximations, or numbers in brackets, which may be negative or counted elsewhere too; see what they mean before you have them changed"),
            ));
            true
        } else {
            false
        };
        let mut numbers = Fix::new(
            "numbers",
            words(
                format!("「{name}」の、桁区切りや記号・単位のある数を、数だけに直します"),
                format!("`{name}`: numbers with commas, signs or units become plain numbers"),
            ),
            !doubt,
        );
        numbers.cells = classes
            .iter()
            .enumerate()
            .filter_map(|(at, class)| match class {
                Class::Written { value, .. } => Some((at, value.clone())),
                _ => None,
            })
            .collect();
        if let [only] = units.as_slice()
            && percents == 0
        {
            numbers.unit = (*only).to_owned();
        }
        found.fixes.push(numbers);
    } else if is_serial(name, cells) {
        let mut serial = Fix::new(
            "serial",
            words(
                format!("「{name}」の数を、Excel の日付の番号として日付に直します"),
                format!("`{name}`: numbers become days, as Excel counts them"),
            ),
            false,
        );
        serial.cells = cells
            .iter()
            .enumerate()
            .filter_map(|(at, cell)| {
                let days: i32 = tidy(&cell.text).parse().ok()?;
                Some((at, iso_date(days - 25_569)))
            })
            .collect();
        found.notes.push(words(
            format!("「{name}」の数は、Excel の日付の番号かもしれません。"),
            format!("the numbers of `{name}` may be days as Excel counts them"),
        ));
        found.fixes.push(serial);
    }
}

/// Values like 1e5 are codes.
fn exponents_stay(name: &str, cells: &[Cell], classes: &[Class]) -> Fix {
    let mut text = Fix::new(
        "code",
        words(
            format!(
                "「{name}」の {} のような値は、番号として文字のまま読みます",
                first(cells, classes, &Class::Exponent)
            ),
            format!(
                "`{name}`: values such as {} are codes and stay text",
                first(cells, classes, &Class::Exponent)
            ),
        ),
        true,
    );
    text.is_text = true;
    text.cells = classes
        .iter()
        .enumerate()
        .filter(|(_, class)| **class == Class::Exponent)
        .map(|(at, _)| (at, String::new()))
        .collect();
    text
}

/// What is neither one thing nor the other: told, and the odd ones blanked when that is asked for.
fn mixed(name: &str, cells: &[Cell], classes: &[Class], values: usize, found: &mut Findings) {
    let numeric = |class: &Class| matches!(class, Class::Plain | Class::Written { .. });
    let daily = |class: &Class| matches!(class, Class::Day(..));
    let share = |is: &dyn Fn(&Class) -> bool| {
        classes.iter().filter(|class| is(class)).count() * 10 >= values * 8
    };
    let (is_numeric, is_daily) = (share(&numeric), share(&daily));
    if !is_numeric && !is_daily {
        return;
    }
    let fits = |class: &Class| {
        if is_numeric {
            numeric(class)
        } else {
            daily(class)
        }
    };
    let is_odd = |class: &Class| !fits(class) && *class != Class::Blank;
    let odd: Vec<&str> = cells
        .iter()
        .zip(classes)
        .filter(|(_, class)| is_odd(class) && !matches!(class, Class::Missing | Class::Error))
        .map(|(cell, _)| tidy(&cell.text))
        .take(3)
        .collect();
    let shown = odd.join("」「");
    let (kind_ja, kind_en) = if is_numeric {
        ("数", "numbers")
    } else {
        ("日付", "days")
    };
    found.notes.push(words(
        format!("「{name}」はほとんどが{kind_ja}ですが、「{shown}」などがあるので、列全体を文字として読みます。"),
        format!("`{name}` is mostly {kind_en}, but because of values such as `{}` all of it is read as text", odd.join("`, `")),
    ));
    let mut fix = Fix::new(
        "misfits",
        words(
            format!(
                "「{name}」の、{kind_ja}として読めない値（「{shown}」など）を空にし、{kind_ja}の列にします"
            ),
            format!(
                "`{name}`: what is not among {kind_en} becomes blank, and the column holds {kind_en}"
            ),
        ),
        false,
    );
    fix.cells = classes
        .iter()
        .enumerate()
        .filter_map(|(at, class)| match class {
            Class::Written { value, .. } => Some((at, value.clone())),
            Class::Day(day, false) => Some((at, iso_date(*day))),
            class if is_odd(class) => Some((at, String::new())),
            _ => None,
        })
        .collect();
    found.fixes.push(fix);
}

fn first(cells: &[Cell], classes: &[Class], wanted: &Class) -> String {
    cells
        .iter()
        .zip(classes)
        .find(|(_, class)| *class == wanted)
        .map(|(cell, _)| tidy(&cell.text).to_owned())
        .unwrap_or_default()
}

/// Whether numbers could be days as Excel counts them: from 1982 to 2064, in a column that is called so.
fn is_serial(name: &str, cells: &[Cell]) -> bool {
    let is_named = name.ends_with('日') || name.contains("日付") || name.contains("年月日");
    is_named
        && cells.iter().filter(|cell| !cell.is_blank()).all(|cell| {
            tidy(&cell.text)
                .parse()
                .is_ok_and(|days: i32| (30_000..60_000).contains(&days))
        })
}

fn summary(counts: &[(usize, &str, &str)]) -> Bilingual {
    let listed = |words: &dyn Fn(&(usize, &str, &str)) -> String, between: &str| {
        let parts: Vec<String> = counts
            .iter()
            .filter(|(count, ..)| *count > 0)
            .map(words)
            .collect();
        parts.join(between)
    };
    words(
        listed(&|(count, ja, _)| format!("{ja} {count}"), "・"),
        listed(&|(count, _, en)| format!("{count} {en}"), ", "),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(texts: &[&str]) -> Vec<Cell> {
        texts.iter().map(|text| Cell::text(*text)).collect()
    }

    fn check(name: &str, texts: &[&str], expected: &[(&str, bool, &[&str])]) {
        let found = look(name, &cells(texts));
        let got: Vec<(&str, bool, Vec<&str>)> = found
            .fixes
            .iter()
            .map(|fix| {
                (
                    fix.kind,
                    fix.is_on,
                    fix.cells.iter().map(|(_, text)| text.as_str()).collect(),
                )
            })
            .collect();
        let expected: Vec<(&str, bool, Vec<&str>)> = expected
            .iter()
            .map(|(kind, on, cells)| (*kind, *on, cells.to_vec()))
            .collect();
        assert_eq!(got, expected, "{texts:?}");
    }

    #[test]
    fn what_has_one_meaning_is_put_right() {
        check(
            "人口",
            &["4,134", "１２３", "△5", "7"],
            &[("numbers", true, &["4134", "123", "-5"])],
        );
        check(
            "額",
            &["¥1,200", "300円"],
            &[("numbers", true, &["1200", "300"])],
        );
        check(
            "率",
            &["12.3%", "４％"],
            &[("numbers", true, &["0.123", "0.04"])],
        );
        check("人口", &["1", "－", "…"], &[("missing", true, &["", ""])]);
        check(
            "日",
            &["2023/4/1", "令和5年4月2日", "R5.4.3", "2023-04-04"],
            &[("days", true, &["2023-04-01", "2023-04-02", "2023-04-03"])],
        );
        check(
            "年度",
            &["平成30年度", "令和元年度", "R2年度"],
            &[("years", true, &["2018", "2019", "2020"])],
        );
        check("人口", &["1", "#N/A"], &[("errors", true, &[""])]);
        check("人口", &["1", "2.5", ""], &[]);
    }

    #[test]
    fn what_may_mean_two_things_stays() {
        check("率", &["12.3%", "0.5"], &[("numbers", false, &["0.123"])]);
        check(
            "額",
            &["5千円", "3人"],
            &[("numbers", false, &["5000", "3"])],
        );
        check("人口", &["約28万", "3"], &[("numbers", false, &["280000"])]);
        check("増減", &["(5)", "3"], &[("numbers", false, &["-5"])]);
        check("日", &["01/04/2023", "5.4.1"], &[]);
        assert_eq!(
            look("日", &cells(&["01/04/2023", "12/5/23"])).notes.len(),
            1
        );
        check("日", &["平成40年4月1日"], &[]);
        check("期", &["R5", "R6"], &[]);
    }

    #[test]
    fn digits_that_count_nothing_stay_text() {
        check("市町", &["01", "24"], &[("code", true, &[])]);
        check(
            "団体コード",
            &["24201", "24202"],
            &[("code", true, &["", ""])],
        );
        check("電話", &["059-224-2111", "0598-53-4312"], &[]);
        check("郵便", &["514-8570"], &[]);
        check("事業所数（郵便業）", &["1", "2"], &[]);
        check(
            "市区町村コード（5桁）",
            &["24201"],
            &[("code", true, &[""])],
        );
        check("品番", &["1e5", "2e3"], &[("code", true, &["", ""])]);
        check("住所", &["津市栄町1丁目", "八町"], &[]);
    }

    #[test]
    fn what_is_mostly_numbers_is_told() {
        check(
            "人数",
            &["1", "2", "3", "4,000", "不明"],
            &[("misfits", false, &["4000", ""])],
        );
        assert_eq!(
            look("人数", &cells(&["1", "2", "3", "4", "不明"]))
                .notes
                .len(),
            1
        );
    }
}
