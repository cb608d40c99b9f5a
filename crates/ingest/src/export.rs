//! A table that leaves: CSV that Excel opens, CSV for programs that read nothing but CP932, and a workbook.

mod xlsx;

use std::collections::BTreeMap;

use encoding_rs::SHIFT_JIS;
use spec::diagnostic::Bilingual;
use spec::ingest::{Export, Exported, Unwritable};
use table::csv::{Fault, Rows};
use table::sheet;

use crate::refusal::words;
use crate::text;

/// Most cells that are named of a character.
const PLACES: usize = 20;

/// Characters that CP932 has under another number, and what everybody writes there for them. Among them are those that an
/// encoder would take without a word and that come back as something else (`¥` as `\`).
const TWINS: [(char, char); 22] = [
    ('\u{301c}', '\u{ff5e}'), // 〜 ～
    ('\u{2016}', '\u{2225}'), // ‖ ∥
    ('\u{2212}', '\u{ff0d}'), // − －
    ('\u{2014}', '\u{2015}'), // — ―
    ('\u{2013}', '\u{ff0d}'), // – －
    ('\u{2011}', '\u{2010}'), // a hyphen that does not break
    ('\u{a5}', '\u{ffe5}'),   // ¥ ￥
    ('\u{203e}', '\u{ffe3}'), // ‾ ￣
    ('\u{a2}', '\u{ffe0}'),   // ¢ ￠
    ('\u{a3}', '\u{ffe1}'),   // £ ￡
    ('\u{ac}', '\u{ffe2}'),   // ¬ ￢
    ('\u{a6}', '\u{ffe4}'),   // ¦ ￤
    ('\u{b7}', '\u{30fb}'),   // · ・
    ('\u{2022}', '\u{30fb}'), // • ・
    ('\u{a0}', ' '),
    ('\u{2003}', '\u{3000}'),
    ('\u{2002}', ' '),
    ('\u{20b9f}', '叱'), // 𠮟
    ('\u{525d}', '剥'),  // 剝
    ('\u{9830}', '頬'),  // 頰
    ('\u{5861}', '填'),  // 塡
    ('\u{7e6b}', '繋'),  // 繫
];
/// What stands for a character that there is not.
const MISSING: char = '〓';

/// Makes a file of a table (CSV in UTF-8, one row of names).
///
/// # Errors
/// When it is no table, or larger than what it is to become.
pub fn export(csv: &[u8], export: &Export) -> Result<(Exported, Vec<u8>), Bilingual> {
    match export {
        Export::CsvUtf8 => {
            let mut exported = Exported::default();
            let text = written(csv, &mut exported, &mut None)?;
            let mut bytes = b"\xef\xbb\xbf".to_vec();
            bytes.extend_from_slice(text.as_bytes());
            Ok((exported, bytes))
        }
        Export::CsvCp932 => {
            let mut exported = Exported::default();
            let mut losses = Some(BTreeMap::new());
            let text = written(csv, &mut exported, &mut losses)?;
            exported.unwritable = losses.unwrap_or_default().into_values().collect();
            exported
                .unwritable
                .sort_by_key(|loss| std::cmp::Reverse(loss.count));
            let (bytes, _, is_missing) = SHIFT_JIS.encode(&text);
            if is_missing {
                // Each character was looked at; nothing is written that could be wrong.
                return Err(words(
                    "CP932 で書けない文字が残っています。UTF-8 で保存してください。",
                    "there are characters left that CP932 does not have; save it as UTF-8",
                ));
            }
            Ok((exported, bytes.into_owned()))
        }
        Export::Xlsx {
            title,
            columns,
            sources,
            steps,
        } => {
            let table = plain(csv)?;
            let bytes = xlsx::workbook(table, title, columns, sources, steps)?;
            Ok((Exported::default(), bytes))
        }
    }
}

fn plain(csv: &[u8]) -> Result<&str, Bilingual> {
    let table = std::str::from_utf8(csv).map_err(|_| text::refused(&Fault::Nul { line: 1 }))?;
    Ok(table.strip_prefix('\u{feff}').unwrap_or(table))
}

type Losses = Option<BTreeMap<char, Unwritable>>;

/// The table as a spreadsheet takes it; with `losses`, without characters that CP932 does not have.
fn written(csv: &[u8], exported: &mut Exported, losses: &mut Losses) -> Result<String, Bilingual> {
    let table = plain(csv)?;
    let mut rows = Rows::new(table, b',');
    let mut cells = Vec::new();
    let mut names: Vec<String> = Vec::new();
    let mut known: BTreeMap<char, Option<char>> = BTreeMap::new();
    let mut out = String::with_capacity(csv.len() + csv.len() / 16);
    let mut row = 0_u64;
    let mut width = None;
    while rows
        .next(&mut cells)
        .map_err(|fault| text::refused(&fault))?
        .is_some()
    {
        if width.is_none() {
            names = cells.iter().map(|cell| cell.to_string()).collect();
        }
        // An empty line is a row with a blank cell where there is one column, and none elsewhere.
        if cells.is_empty() && *width.get_or_insert(cells.len()) > 1 {
            continue;
        }
        width.get_or_insert(cells.len());
        let mut line = cells.iter().enumerate().map(|(at, cell)| {
            let cell = sheet::guarded(cell.to_string(), &mut exported.guarded);
            match losses {
                Some(losses) => {
                    let name = names.get(at).map_or("", String::as_str);
                    writable(cell, (row, name), &mut known, losses)
                }
                None => cell,
            }
        });
        sheet::line(&mut out, ',', &mut line);
        row += 1;
    }
    Ok(out)
}

/// A cell with what is written in the place of characters that CP932 does not have.
fn writable(
    cell: String,
    place: (u64, &str),
    known: &mut BTreeMap<char, Option<char>>,
    losses: &mut BTreeMap<char, Unwritable>,
) -> String {
    if cell.is_ascii() {
        return cell;
    }
    let mut is_same = true;
    let mut out = String::with_capacity(cell.len());
    for c in cell.chars() {
        let instead = if c.is_ascii() {
            None
        } else {
            *known.entry(c).or_insert_with(|| instead(c))
        };
        let Some(other) = instead else {
            out.push(c);
            continue;
        };
        is_same = false;
        out.push(other);
        let loss = losses.entry(c).or_insert_with(|| Unwritable {
            character: c.to_string(),
            instead: other.to_string(),
            count: 0,
            places: Vec::new(),
        });
        loss.count += 1;
        let place = (place.0, place.1.to_owned());
        if loss.places.len() < PLACES && loss.places.last() != Some(&place) {
            loss.places.push(place);
        }
    }
    if is_same { cell } else { out }
}

/// What is written for a character; `None` where it is there itself.
fn instead(c: char) -> Option<char> {
    let twin = TWINS.iter().find(|(from, _)| *from == c);
    if let Some((_, to)) = twin {
        return Some(*to);
    }
    let mut buffer = [0; 4];
    let (bytes, _, is_missing) = SHIFT_JIS.encode(c.encode_utf8(&mut buffer));
    if is_missing {
        return Some(MISSING);
    }
    // What comes back as another character is no better than missing.
    let (back, _) = SHIFT_JIS.decode_without_bom_handling(&bytes);
    let back = back.chars().next();
    if back == Some(c) {
        None
    } else {
        back.or(Some(MISSING))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cp932(csv: &str) -> (Exported, String) {
        let (exported, bytes) = export(csv.as_bytes(), &Export::CsvCp932).unwrap();
        let (text, wrong) = SHIFT_JIS.decode_without_bom_handling(&bytes);
        assert!(!wrong);
        (exported, text.into_owned())
    }

    /// Every character that the code page has, decoded from its bytes.
    fn all() -> Vec<(Vec<u8>, char)> {
        let mut found = Vec::new();
        let mut add = |bytes: &[u8]| {
            let (text, wrong) = SHIFT_JIS.decode_without_bom_handling(bytes);
            let mut chars = text.chars();
            if let (false, Some(c), None) = (wrong, chars.next(), chars.next()) {
                found.push((bytes.to_vec(), c));
            }
        };
        for byte in 0x20..=0xdf_u8 {
            add(&[byte]);
        }
        for lead in (0x81..=0x9f_u8).chain(0xe0..=0xfc) {
            for trail in 0x40..=0xfc_u8 {
                add(&[lead, trail]);
            }
        }
        found
    }

    #[test]
    fn all_characters_of_the_code_page_come_back() {
        let all = all();
        // 7,070 doubles of NEC's and IBM's rows and 1,880 places for characters of one's own included.
        assert!(all.len() > 9_000, "{}", all.len());
        let mut changed = Vec::new();
        for (bytes, c) in &all {
            if matches!(c, '"' | ',' | '\n' | '\r' | '\u{7f}'..='\u{9f}') {
                continue;
            }
            let own = matches!(c, '\u{e000}'..='\u{f8ff}');
            let (exported, text) = cp932(&format!("名\n津{c}\n"));
            if own {
                // Places for characters of one's own (外字): another machine has others there.
                continue;
            }
            if !exported.unwritable.is_empty() || text != format!("名\r\n津{c}\r\n") {
                changed.push((bytes.clone(), *c));
            }
        }
        assert_eq!(changed, []);
        // And read in again, in one piece.
        let table: String = all
            .iter()
            .filter(|(_, c)| !matches!(c, '"' | ',' | ' '..='~' | '\u{7f}'..='\u{9f}' | '\u{e000}'..='\u{f8ff}'))
            .map(|(_, c)| *c)
            .collect();
        let (bytes, _, wrong) = SHIFT_JIS.encode(&table);
        assert!(!wrong);
        assert_eq!(text::detect(&bytes), Some(text::Coding::Cp932));
        assert_eq!(text::decode_as(&bytes, text::Coding::Cp932).unwrap(), table);
    }

    #[test]
    fn what_cannot_be_written_is_named_with_its_place() {
        let (exported, text) = cp932("名,値〜\n森鷗外,¥5\n𠮟る,😀\n森鷗外,1\n");
        assert_eq!(text, "名,値～\r\n森〓外,￥5\r\n叱る,〓\r\n森〓外,1\r\n");
        let of = |c: &str| {
            let found = exported.unwritable.iter().find(|loss| loss.character == c);
            found.cloned().unwrap()
        };
        assert_eq!(exported.unwritable.len(), 5);
        assert_eq!(of("鷗").count, 2);
        assert_eq!(of("鷗").instead, "〓");
        assert_eq!(
            of("鷗").places,
            [(1, "名".to_owned()), (3, "名".to_owned())]
        );
        assert_eq!(of("〜").places, [(0, "値〜".to_owned())]);
        assert_eq!(of("〜").instead, "～");
        assert_eq!(of("¥").instead, "￥");
        assert_eq!(of("𠮟").instead, "叱");
        let (exported, _) = cp932("名\n㈱①髙～\n");
        assert_eq!(exported.unwritable, []);
    }

    #[test]
    fn excel_opens_it_and_computes_nothing() {
        let (exported, bytes) =
            export("a,b\n=1+1,-5\n\"x,y\",－\n".as_bytes(), &Export::CsvUtf8).unwrap();
        assert_eq!(exported.guarded, 1);
        assert_eq!(
            String::from_utf8(bytes).unwrap(),
            "\u{feff}a,b\r\n'=1+1,-5\r\n\"x,y\",－\r\n"
        );
        assert!(export(b"a\n\"b\n", &Export::CsvUtf8).is_err());
    }
}
