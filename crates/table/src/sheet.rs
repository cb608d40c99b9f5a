//! Cells as a spreadsheet takes them, from a file (CSV) or from the clipboard (separated by tabs). Numbers stand there in full
//! and without commas, days as `2020-04-01`, nothing for what is missing; no text becomes a formula (see [`guarded`]).
//! And what columns are called: by letters ([`letters`]), and below a header of several rows ([`header_names`]).

use crate::{Value, number, text};

/// A cell as it is written, and one more in `count` where a text had to be guarded; nothing for `None`.
pub fn cell(value: Option<Value>, count: &mut u64) -> String {
    match value {
        None | Some(Value::Null) => String::new(),
        Some(Value::Int(number)) => number.to_string(),
        Some(Value::Float(number)) => number.to_string(),
        Some(Value::Text(text)) => guarded(text, count),
        Some(Value::Bool(yes)) => yes.to_string(),
        Some(Value::Date(days)) => text::iso_date(days),
    }
}

/// A text, with a `'` before it where a spreadsheet would take it for a formula and compute it: somebody else's table
/// could reach out of the file with one. Numbers (-5, +3%) and signs that stand alone (-, －) mean what they say.
pub fn guarded(text: String, count: &mut u64) -> String {
    const BEGINNINGS: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];
    let is_sign = |c: char| matches!(c, '+' | '-' | '＋' | '－' | ' ' | '\u{3000}');
    if !text.starts_with(BEGINNINGS) || text.chars().all(is_sign) || number::read(&text, "").is_ok()
    {
        return text;
    }
    *count += 1;
    format!("'{text}")
}

/// Writes a line: a cell with the separator, a quotation mark or a line end in it stands in quotation marks.
pub fn line(out: &mut String, separator: char, cells: &mut dyn Iterator<Item = String>) {
    for (position, cell) in cells.enumerate() {
        if position > 0 {
            out.push(separator);
        }
        if cell.contains([separator, '"', '\n', '\r']) {
            out.push('"');
            out.push_str(&cell.replace('"', "\"\""));
            out.push('"');
        } else {
            out.push_str(&cell);
        }
    }
    out.push_str("\r\n");
}

/// A column's letters, counted from 1: 28 is `AB`; nothing for 0.
pub fn letters(column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = column;
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'A' + u8::try_from(rest % 26).unwrap_or(0)));
        rest /= 26;
    }
    letters.iter().rev().collect()
}

/// The column with such letters, from 1.
pub fn column(letters: &str) -> Option<u32> {
    if letters.is_empty() {
        return None;
    }
    letters.bytes().try_fold(0_u32, |sum, byte| {
        byte.is_ascii_uppercase()
            .then(|| sum.checked_mul(26)?.checked_add(u32::from(byte - b'A') + 1))?
    })
}

/// The names of the columns below a header of several rows. `rows` are its rows from top to bottom, all as wide as the table.
///
/// A name that stands over several columns is written over the first of them only: an upper row's blank takes the name on its
/// left, as far as the rows above go on and something stands below. The parts of a name are joined with `_`, blanks and line
/// ends in them are taken out between letters of Japanese; a column without a name keeps the one in `before`. Names that occur
/// twice are told apart by a number behind them.
pub fn header_names(rows: &[Vec<String>], before: &[String]) -> Vec<String> {
    let mut parts: Vec<Vec<String>> = vec![Vec::new(); before.len()];
    // Where a group of the rows above begins.
    let mut begins = vec![false; before.len()];
    for (at, row) in rows.iter().enumerate() {
        let below = rows.get(at + 1..).unwrap_or_default();
        let cell = |row: &Vec<String>, column: usize| {
            tidy_name(row.get(column).map(String::as_str).unwrap_or_default())
        };
        let mut left = String::new();
        for column in 0..before.len() {
            let own = cell(row, column);
            let goes_on = below.iter().any(|row| !cell(row, column).is_empty())
                && !begins.get(column).is_some_and(|begins| *begins);
            if !own.is_empty() {
                if let Some(begins) = begins.get_mut(column) {
                    *begins = true;
                }
                left.clone_from(&own);
            } else if !goes_on {
                left.clear();
            }
            let name = if below.is_empty() { own } else { left.clone() };
            if let Some(parts) = parts.get_mut(column)
                && !name.is_empty()
                && parts.last() != Some(&name)
            {
                parts.push(name);
            }
        }
    }
    let mut names: Vec<String> = Vec::with_capacity(before.len());
    for (parts, before) in parts.iter().zip(before) {
        let name = if parts.is_empty() {
            before.clone()
        } else {
            parts.join("_")
        };
        let mut own = name.clone();
        let mut count = 1;
        while names.contains(&own) {
            count += 1;
            own = format!("{name}_{count}");
        }
        names.push(own);
    }
    names
}

/// A name without line ends, and without blanks for looks: those at its ends, and those beside a letter that is not ASCII.
fn tidy_name(written: &str) -> String {
    let mut name = String::new();
    let mut blank = false;
    for c in written.chars() {
        if c.is_whitespace() {
            blank = true;
            continue;
        }
        let joins = name.chars().next_back().is_none_or(|last| !last.is_ascii()) || !c.is_ascii();
        if blank && !joins {
            name.push(' ');
        }
        blank = false;
        name.push(c);
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_letters() {
        for (at, name) in [
            (1, "A"),
            (26, "Z"),
            (27, "AA"),
            (703, "AAA"),
            (16_384, "XFD"),
        ] {
            assert_eq!(letters(at), name);
            assert_eq!(column(name), Some(at));
        }
        assert_eq!(letters(0), "");
        for wrong in ["", "a", "A1", "ZZZZZZZZ"] {
            assert_eq!(column(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn headers_of_several_rows_are_joined() {
        let names = |rows: &[&str]| {
            let rows: Vec<Vec<String>> = rows
                .iter()
                .map(|row| row.split(',').map(str::to_owned).collect())
                .collect();
            let before: Vec<String> = (1..=rows[0].len() as u32).map(letters).collect();
            header_names(&rows, &before).join(" ")
        };
        assert_eq!(names(&["市町,人口,世帯"]), "市町 人口 世帯");
        // A name over three columns, and one that only the upper row has.
        assert_eq!(
            names(&["市町,人口,,,世帯", ",男,女,計,"]),
            "市町 人口_男 人口_女 人口_計 世帯"
        );
        // A group ends where the row above begins another one.
        assert_eq!(
            names(&["番号,令和２年,,令和３年,", ",人口,,人口,世帯", ",男,女,男,"]),
            "番号 令和２年_人口_男 令和２年_人口_女 令和３年_人口_男 令和３年_世帯"
        );
        // Without a name and with the same one.
        assert_eq!(names(&["名,,名,名"]), "名 B 名_2 名_3");
        assert_eq!(
            names(&["図 書　館,Total area,人口\n（人）"]),
            "図書館 Total area 人口（人）"
        );
    }

    #[test]
    fn lines_for_the_clipboard() {
        let mut count = 0;
        let mut out = String::new();
        let texts = ["津市", "a\tb", "5\"", "一\n二", "a,b", ""];
        let cells = texts.map(|text| Some(Value::Text(text.into())));
        let mut cells = cells.into_iter().map(|value| cell(value, &mut count));
        line(&mut out, '\t', &mut cells);
        assert_eq!(out, "津市\t\"a\tb\"\t\"5\"\"\"\t\"一\n二\"\ta,b\t\r\n");
        assert_eq!(count, 0);
    }

    #[test]
    fn cells_are_written_in_full_and_compute_nothing() {
        let mut count = 0;
        let mut written = |value| cell(Some(value), &mut count);
        assert_eq!(written(Value::Int(-1_234_567)), "-1234567");
        assert_eq!(written(Value::Float(0.1)), "0.1");
        assert_eq!(written(Value::Null), "");
        assert_eq!(written(Value::Bool(true)), "true");
        assert_eq!(written(Value::Date(18353)), "2020-04-01");
        assert_eq!(written(Value::Text("-5".into())), "-5");
        assert_eq!(written(Value::Text("=1+1".into())), "'=1+1");
        assert_eq!(written(Value::Text("\t=1".into())), "'\t=1");
        assert_eq!(count, 2);
        assert_eq!(cell(None, &mut count), "");
    }
}
