//! Text files: which encoding, which separator, which rows.

use std::borrow::Cow;

use encoding_rs::{EUC_JP, ISO_2022_JP, SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE};
use spec::diagnostic::Bilingual;
use spec::ingest::{EncodingLook, Quote, Separator};
use table::csv::{Fault, Record, records};

use crate::grid::{Cell, Grid};
use crate::refusal::{limit, words};
use crate::{CELLS, COLUMNS, ROWS};

/// An encoding that text was found in.
pub use spec::ingest::Encoding as Coding;

/// How WHATWG, and so every browser, calls it: Shift_JIS there is CP932, with ①, ～ and the rest of Windows' additions.
pub(crate) fn of(coding: Coding) -> &'static encoding_rs::Encoding {
    match coding {
        Coding::Utf8 => UTF_8,
        Coding::Utf16Le => UTF_16LE,
        Coding::Utf16Be => UTF_16BE,
        Coding::Cp932 => SHIFT_JIS,
        Coding::EucJp => EUC_JP,
        Coding::Iso2022Jp => ISO_2022_JP,
    }
}

/// Text from bytes and the encoding that they are in; `None` where they fit none without a fault.
pub fn decode(bytes: &[u8]) -> Option<(String, Coding)> {
    let coding = detect(bytes)?;
    Some((decode_as(bytes, coding)?.into_owned(), coding))
}

/// Text from bytes in an encoding, without its byte-order mark; `None` where some of them are no characters in it.
pub(crate) fn decode_as(bytes: &[u8], coding: Coding) -> Option<Cow<'_, str>> {
    let bytes = bytes.strip_prefix(mark(coding)).unwrap_or(bytes);
    if coding == Coding::Utf8 {
        return std::str::from_utf8(bytes).ok().map(Cow::Borrowed);
    }
    of(coding).decode_without_bom_handling_and_without_replacement(bytes)
}

/// The byte-order mark; empty where there is none.
fn mark(coding: Coding) -> &'static [u8] {
    match coding {
        Coding::Utf8 => b"\xef\xbb\xbf",
        Coding::Utf16Le => b"\xff\xfe",
        Coding::Utf16Be => b"\xfe\xff",
        _ => b"",
    }
}

/// The encoding of a text; `None` where its bytes fit none without a fault.
pub(crate) fn detect(bytes: &[u8]) -> Option<Coding> {
    let fits = |coding: Coding| decode_as(bytes, coding).is_some();
    for coding in [Coding::Utf8, Coding::Utf16Le, Coding::Utf16Be] {
        if bytes.starts_with(mark(coding)) {
            return fits(coding).then_some(coding);
        }
    }
    if let Some(coding) = unmarked_utf16(bytes) {
        return fits(coding).then_some(coding);
    }
    let escapes = |pair: &[u8]| matches!(pair, b"\x1b$" | b"\x1b(");
    if bytes.windows(2).any(escapes) && fits(Coding::Iso2022Jp) {
        return Some(Coding::Iso2022Jp);
    }
    if fits(Coding::Utf8) {
        return Some(Coding::Utf8);
    }
    match (
        decode_as(bytes, Coding::Cp932),
        decode_as(bytes, Coding::EucJp),
    ) {
        // Bytes of one often fit the other too.
        (Some(sjis), Some(euc)) => {
            // Nothing but half-width kana is what old programs write, unless the other one is kana throughout.
            let is_half = |c: char| c.is_ascii() || ('\u{ff61}'..='\u{ff9f}').contains(&c);
            let is_kana = |c: char| c.is_ascii() || ('\u{3041}'..='\u{30fe}').contains(&c);
            let is_sjis = if sjis.chars().all(is_half) {
                !euc.chars().all(is_kana)
            } else {
                usual(&sjis) >= usual(&euc)
            };
            Some(if is_sjis {
                Coding::Cp932
            } else {
                Coding::EucJp
            })
        }
        (Some(_), None) => Some(Coding::Cp932),
        (None, Some(_)) => Some(Coding::EucJp),
        (None, None) => None,
    }
}

/// How much a text looks like Japanese that somebody wrote: kana and kanji of the first level count for it, half-width kana
/// and kanji that hardly anybody uses against it. They are told apart by their rows in JIS X 0208.
fn usual(text: &str) -> i64 {
    const SEEN: usize = 20_000;
    let sample: String = text.chars().filter(|c| !c.is_ascii()).take(SEEN).collect();
    let (bytes, _, _) = SHIFT_JIS.encode(&sample);
    let mut score = 0;
    let mut bytes = bytes.iter();
    while let Some(lead) = bytes.next() {
        score += match lead {
            0xa1..=0xdf => -2,
            0x82 | 0x83 => 2,
            0x88..=0x97 => 1,
            0x81 => 0,
            // Rare kanji, and what Shift_JIS does not have at all (written as `&#…;`).
            _ => -1,
        };
        let is_wide = matches!(lead, 0x81..=0x9f | 0xe0..=0xfc);
        if is_wide {
            bytes.next();
        }
    }
    score
}

/// UTF-16 without a mark: every other byte of its line ends, blanks and digits is zero.
fn unmarked_utf16(bytes: &[u8]) -> Option<Coding> {
    let head = bytes.get(..4096.min(bytes.len()) & !1).unwrap_or_default();
    let zeros = |at: usize| {
        let found = head.iter().skip(at).step_by(2).filter(|byte| **byte == 0);
        found.count() * 5
    };
    let (even, odd) = (zeros(0), zeros(1));
    let many = head.len() / 2;
    if many == 0 {
        None
    } else if odd >= many && even * 10 < odd {
        Some(Coding::Utf16Le)
    } else if even >= many && odd * 10 < even {
        Some(Coding::Utf16Be)
    } else {
        None
    }
}

/// How the first lines of a text look in each encoding, `first` before the others.
pub(crate) fn looks(bytes: &[u8], first: Coding) -> Vec<EncodingLook> {
    const HEAD: usize = 64 << 10;
    const LINES: usize = 5;
    const WIDE: usize = 100;
    let others = Coding::ALL.into_iter().filter(|coding| *coding != first);
    std::iter::once(first)
        .chain(others)
        .map(|coding| {
            let all = bytes.strip_prefix(mark(coding)).unwrap_or(bytes);
            let head = all.get(..HEAD.min(all.len())).unwrap_or_default();
            let mut decoder = of(coding).new_decoder_without_bom_handling();
            let mut text = String::new();
            if let Some(most) = decoder.max_utf8_buffer_length(head.len()) {
                text.reserve(most);
            }
            // A character that is cut where the head ends is no fault.
            let _ = decoder.decode_to_string(head, &mut text, head.len() == all.len());
            // The characters of a file may be such themselves: three of them are not what we count.
            let faults = text.chars().filter(|c| *c == '\u{fffd}').count() as u64;
            let lines = text
                .split(['\n', '\r'])
                .filter(|line| !line.is_empty())
                .take(LINES)
                .map(|line| {
                    let shown: String = line.chars().take(WIDE).collect();
                    shown.replace(|c: char| c.is_control() && c != '\t', "\u{fffd}")
                })
                .collect();
            EncodingLook {
                encoding: coding,
                lines,
                faults,
            }
        })
        .collect()
}

/// What may stand between cells, when nobody says.
const FOUND: [Separator; 4] = [
    Separator::Comma,
    Separator::Tab,
    Separator::Semicolon,
    Separator::Pipe,
];

/// The sign that parts the cells of most lines into equally many.
pub(crate) fn separator(text: &str) -> Separator {
    let head: String = text.split_inclusive(['\n', '\r']).take(400).collect();
    let score = |separator: Separator| {
        let separator = separator.byte();
        let rows = records(&head, separator)
            .or_else(|_| records(&head.replace('"', ""), separator))
            .unwrap_or_default();
        let mut widths: Vec<usize> = rows.iter().map(|row| row.cells.len()).collect();
        widths.retain(|width| *width > 1);
        widths.sort_unstable();
        let mut best = 0;
        for run in widths.chunk_by(|a, b| a == b) {
            best = best.max(run.len());
        }
        best
    };
    // The first of equal ones: a comma.
    let mut found = (Separator::Comma, 0);
    for separator in FOUND {
        let lines = score(separator);
        if lines > found.1 {
            found = (separator, lines);
        }
    }
    found.0
}

/// A sign that no text has, in the place of one that means something to the reader of CSV.
const STAND_IN: char = '\u{fdd0}';

/// A text in which `"` is what stands around cells and nothing else, whatever does so in the file; `undo` gives a cell's own.
pub(crate) fn with_double_quotes(text: &str, quote: Quote) -> Cow<'_, str> {
    match quote {
        Quote::Double => Cow::Borrowed(text),
        Quote::None if text.contains('"') => Cow::Owned(text.replace('"', "\u{fdd0}")),
        Quote::None => Cow::Borrowed(text),
        Quote::Single => Cow::Owned(text.chars().map(swap).collect()),
    }
}

fn swap(c: char) -> char {
    match c {
        '"' => '\'',
        '\'' => '"',
        c => c,
    }
}

/// A cell of [`with_double_quotes`] as it stands in the file.
pub(crate) fn undo(cell: &str, quote: Quote) -> Cow<'_, str> {
    match quote {
        Quote::Double => Cow::Borrowed(cell),
        Quote::None if cell.contains(STAND_IN) => Cow::Owned(cell.replace(STAND_IN, "\"")),
        Quote::None => Cow::Borrowed(cell),
        Quote::Single => Cow::Owned(cell.chars().map(swap).collect()),
    }
}

/// How many rows and cells there are at most, without laying them out.
pub(crate) fn size(text: &str, separator: Separator) -> (usize, usize) {
    let separator = separator.byte();
    let (mut feeds, mut returns, mut cells) = (0_usize, 0_usize, 0_usize);
    for byte in text.bytes() {
        feeds += usize::from(byte == b'\n');
        returns += usize::from(byte == b'\r');
        cells += usize::from(byte == separator);
    }
    let rows = feeds.max(returns) + 1;
    (rows, rows + cells)
}

/// The rows of a text.
pub(crate) fn grid(text: &str, separator: Separator, quote: Quote) -> Result<Grid, Bilingual> {
    let separator = separator.byte();
    let text = with_double_quotes(text, quote);
    let text = text.as_ref();
    let rows = records(text, separator).or_else(|fault| match fault {
        // NUL is shown as a fault of its cell and can be taken out.
        Fault::Nul { .. } => records(&text.replace('\0', "\u{fffe}"), separator).map(|rows| {
            let back = |cell: String| cell.replace('\u{fffe}', "\0");
            rows.into_iter()
                .map(|row| Record {
                    line: row.line,
                    cells: row.cells.into_iter().map(back).collect(),
                })
                .collect()
        }),
        fault => Err(fault),
    });
    let mut rows = rows.map_err(|fault| refused(&fault))?;
    if quote != Quote::Double {
        for cell in rows.iter_mut().flat_map(|row| &mut row.cells) {
            if let Cow::Owned(own) = undo(cell, quote) {
                *cell = own;
            }
        }
    }
    let cells: usize = rows.iter().map(|row| row.cells.len()).sum();
    let width = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    limit(rows.len(), ROWS + 1_000, "行", "rows")?;
    limit(width, COLUMNS, "列", "columns")?;
    limit(cells, CELLS, "セル", "cells")?;
    Ok(Grid {
        lines: rows
            .iter()
            .map(|row| u32::try_from(row.line).unwrap_or(u32::MAX))
            .collect(),
        rows: rows
            .into_iter()
            .map(|row| row.cells.into_iter().map(Cell::text).collect())
            .collect(),
        merged: Vec::new(),
        has_kinds: false,
    })
}

pub(crate) fn refused(fault: &Fault) -> Bilingual {
    let line = fault.line();
    match fault {
        Fault::Unclosed { .. } => words(
            format!(
                "{line} 行目で始まる「\"」が閉じられていないので、どこまでが一つの値か分かりません。メモ帳などで開き、値の終わりに「\"」を足してから、もう一度選んでください。"
            ),
            format!(
                "the `\"` that opens in line {line} is never closed; add one at the end of the value and choose the file again"
            ),
        ),
        Fault::Nul { .. } => words(
            format!(
                "{line} 行目に、見えない文字（NUL）があります。文字ではないデータが混ざっているようです。元のプログラムで保存し直してから、もう一度選んでください。"
            ),
            format!(
                "line {line} has an unseen character (NUL), as if something other than text were in the file; save it again where it came from and choose that"
            ),
        ),
        _ => words(
            format!(
                "{line} 行目に、「\"」で囲んだ値のあとに続く文字があり、値の切れ目が分かりません。値の中の「\"」を「\"\"」に直してから、もう一度選んでください。"
            ),
            format!(
                "line {line} has text behind a `\"` that closes a value; write `\"\"` for a `\"` inside of one and choose the file again"
            ),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utf16(text: &str, little: bool, mark: bool) -> Vec<u8> {
        let text = format!("{}{text}", if mark { "\u{feff}" } else { "" });
        text.encode_utf16()
            .flat_map(|unit| {
                if little {
                    unit.to_le_bytes()
                } else {
                    unit.to_be_bytes()
                }
            })
            .collect()
    }

    #[test]
    fn each_encoding_is_found() {
        let text = "市町,人口\r\n津市,274537\r\n桑名市,138613\r\n～①髙\r\n";
        let check = |bytes: &[u8], coding: Coding, want: &str| {
            let (found, of) = decode(bytes).unwrap();
            assert_eq!((found.as_str(), of), (want, coding));
        };
        check(text.as_bytes(), Coding::Utf8, text);
        check(format!("\u{feff}{text}").as_bytes(), Coding::Utf8, text);
        check(&SHIFT_JIS.encode(text).0, Coding::Cp932, text);
        let plain = "市町,人口\n津市,1\n尾鷲市,2\n";
        check(&EUC_JP.encode(plain).0, Coding::EucJp, plain);
        check(&ISO_2022_JP.encode(plain).0, Coding::Iso2022Jp, plain);
        for little in [true, false] {
            for mark in [true, false] {
                let coding = if little {
                    Coding::Utf16Le
                } else {
                    Coding::Utf16Be
                };
                check(&utf16(text, little, mark), coding, text);
            }
        }
        check("ｱｲｳ,1".as_bytes(), Coding::Utf8, "ｱｲｳ,1");
        check(
            &SHIFT_JIS.encode("ﾂｼ,1\nｸﾜﾅｼ,2\n").0,
            Coding::Cp932,
            "ﾂｼ,1\nｸﾜﾅｼ,2\n",
        );
        assert_eq!(decode(b"\x92\xc3\xff\xff\x80"), None);
    }

    #[test]
    fn each_separator_is_found() {
        use Separator::{Comma, Pipe, Semicolon, Tab};
        assert_eq!(separator("a,b\n1,2\n"), Comma);
        assert_eq!(separator("a\tb\n1,5\t2\n"), Tab);
        assert_eq!(separator("a;b\n1,5;2\n"), Semicolon);
        assert_eq!(separator("a|b\n1,5|2\n"), Pipe);
        assert_eq!(separator("表 1\n\na;b;c\n1;2;3\n4;5;6\n"), Semicolon);
        assert_eq!(separator("a\n1\n"), Comma);
        assert_eq!(separator(""), Comma);
    }

    #[test]
    fn quotes_of_all_kinds_are_read() {
        let cells = |text: &str, quote: Quote| -> Vec<Vec<String>> {
            let grid = grid(text, Separator::Comma, quote).unwrap();
            let row = |row: &Vec<Cell>| row.iter().map(|cell| cell.text.clone()).collect();
            grid.rows.iter().map(row).collect()
        };
        assert_eq!(cells("\"a,b\",'c'", Quote::Double), [["a,b", "'c'"]]);
        assert_eq!(
            cells("'a,b','say \"c\" ''d'''", Quote::Single),
            [["a,b", "say \"c\" 'd'"]]
        );
        assert_eq!(cells("5\" 管,\"a", Quote::None), [["5\" 管", "\"a"]]);
    }

    /// A maintained detector for web pages. It knows nothing of UTF-16 and brings the tables of sixty encodings, so it only
    /// stands beside.
    #[test]
    fn encodings_are_told_apart_as_by_others() {
        let texts = [
            "市町,人口\n津市,274537\n四日市市,305424\n",
            "氏名,住所\n山田太郎,津市栄町1丁目\n鈴木花子,桑名市中央町\n",
            "年度,歳入,歳出\n令和5年度,1000,900\n",
            "ひらがなだけ\nあいうえお\n",
            "カタカナ\nアイウエオ\n",
            "髙橋,﨑山\n濵田,①\n",
            "施設名,備考\n図書館,※速報値です。\n",
        ];
        for text in texts {
            for (coding, encoding) in [(Coding::Cp932, SHIFT_JIS), (Coding::EucJp, EUC_JP)] {
                let (bytes, _, wrong) = encoding.encode(text);
                assert!(!wrong, "{text}");
                assert_eq!(detect(&bytes), Some(coding), "{text}");
                let mut other =
                    chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Allow);
                other.feed(&bytes, true);
                let guess = other.guess(Some(b"jp"), chardetng::Utf8Detection::Deny);
                // It is made for pages: a few letters are too few for it.
                if text.chars().count() > 20 {
                    assert_eq!(guess, encoding, "{text}");
                }
            }
        }
    }

    #[test]
    fn other_encodings_are_shown_with_their_faults() {
        let (bytes, _, _) = SHIFT_JIS.encode("市町,人口\n津市,1\n");
        let looks = looks(&bytes, Coding::Cp932);
        assert_eq!(looks.len(), Coding::ALL.len());
        assert_eq!(looks[0].encoding, Coding::Cp932);
        assert_eq!(looks[0].lines, ["市町,人口", "津市,1"]);
        assert_eq!(looks[0].faults, 0);
        let utf8 = looks.iter().find(|look| look.encoding == Coding::Utf8);
        assert!(utf8.unwrap().faults > 0);
    }
}
