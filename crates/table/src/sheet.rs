//! Cells as a spreadsheet takes them, from a file (CSV) or from the clipboard (separated by tabs). Numbers stand there in full
//! and without commas, days as `2020-04-01`, nothing for what is missing; no text becomes a formula (see [`guarded`]).

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

#[cfg(test)]
mod tests {
    use super::*;

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
