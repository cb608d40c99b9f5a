//! Text files: which encoding, which separator, which rows.

use encoding_rs::{EUC_JP, Encoding, ISO_2022_JP, SHIFT_JIS, UTF_16BE, UTF_16LE};
use spec::diagnostic::Bilingual;
use table::csv::{Fault, Record, records};

use crate::grid::{Cell, Grid};
use crate::refusal::{limit, words};
use crate::{CELLS, COLUMNS, ROWS};

/// An encoding that text was found in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Coding {
    /// UTF-8, with a byte-order mark or without.
    Utf8,
    /// UTF-16 of either order: «Unicode» in old editors, and what Excel calls «Unicode テキスト».
    Utf16,
    /// Windows' own for Japanese, which calls it Shift_JIS or «ANSI».
    Cp932,
    /// That of older Unix systems.
    EucJp,
    /// That of old mail.
    Iso2022Jp,
}

impl Coding {
    /// As it is called.
    pub fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Utf16 => "UTF-16",
            Self::Cp932 => "Shift_JIS (CP932)",
            Self::EucJp => "EUC-JP",
            Self::Iso2022Jp => "ISO-2022-JP",
        }
    }
}

/// Text from bytes and the encoding that they are in; `None` where they fit none without a fault.
pub fn decode(bytes: &[u8]) -> Option<(String, Coding)> {
    let strict = |encoding: &'static Encoding, bytes: &[u8]| {
        let (text, wrong) = encoding.decode_without_bom_handling(bytes);
        (!wrong).then(|| text.into_owned())
    };
    if let Some(rest) = bytes.strip_prefix(b"\xef\xbb\xbf") {
        let text = std::str::from_utf8(rest).ok()?;
        return Some((text.to_owned(), Coding::Utf8));
    }
    for (mark, encoding) in [(&b"\xff\xfe"[..], UTF_16LE), (&b"\xfe\xff"[..], UTF_16BE)] {
        if let Some(rest) = bytes.strip_prefix(mark) {
            return strict(encoding, rest).map(|text| (text, Coding::Utf16));
        }
    }
    if let Some(encoding) = unmarked_utf16(bytes) {
        return strict(encoding, bytes).map(|text| (text, Coding::Utf16));
    }
    if bytes.windows(2).any(|pair| pair == b"\x1b$")
        && let Some(text) = strict(ISO_2022_JP, bytes)
    {
        return Some((text, Coding::Iso2022Jp));
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Some((text.to_owned(), Coding::Utf8));
    }
    // The WHATWG label Shift_JIS is CP932: it has ①, ～ and the rest of Windows' additions.
    match (strict(SHIFT_JIS, bytes), strict(EUC_JP, bytes)) {
        // Bytes of one often fit the other too: then half-width kana are what nobody wrote.
        (Some(sjis), Some(euc)) => {
            let (half, kana) = (half_width_kana(&sjis), half_width_kana(&euc));
            // Nothing but half-width kana is what old programs write; EUC-JP would have other characters in it.
            let has_others = sjis.chars().filter(|c| !c.is_ascii()).count() > half;
            Some(
                if has_others && half > kana && half * 4 > euc.chars().count() {
                    (euc, Coding::EucJp)
                } else {
                    (sjis, Coding::Cp932)
                },
            )
        }
        (Some(text), None) => Some((text, Coding::Cp932)),
        (None, Some(text)) => Some((text, Coding::EucJp)),
        (None, None) => None,
    }
}

fn half_width_kana(text: &str) -> usize {
    text.chars()
        .filter(|c| ('\u{ff61}'..='\u{ff9f}').contains(c))
        .count()
}

/// UTF-16 without a mark: every other byte of its line ends, blanks and digits is zero.
fn unmarked_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
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
        Some(UTF_16LE)
    } else if even >= many && odd * 10 < even {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// What may stand between cells.
const SEPARATORS: [u8; 3] = [b',', b'\t', b';'];

/// The sign that parts the cells of most lines into equally many.
pub(crate) fn separator(text: &str) -> u8 {
    let head: String = text.split_inclusive(['\n', '\r']).take(400).collect();
    let score = |separator: u8| {
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
    let mut found = (b',', 0);
    for separator in SEPARATORS {
        let lines = score(separator);
        if lines > found.1 {
            found = (separator, lines);
        }
    }
    found.0
}

/// The rows of a text.
pub(crate) fn grid(text: &str, separator: u8) -> Result<Grid, Bilingual> {
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
    let rows = rows.map_err(|fault| refused(&fault))?;
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

fn refused(fault: &Fault) -> Bilingual {
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
                check(&utf16(text, little, mark), Coding::Utf16, text);
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
        assert_eq!(separator("a,b\n1,2\n"), b',');
        assert_eq!(separator("a\tb\n1,5\t2\n"), b'\t');
        assert_eq!(separator("a;b\n1,5;2\n"), b';');
        assert_eq!(separator("表 1\n\na;b;c\n1;2;3\n4;5;6\n"), b';');
        assert_eq!(separator("a\n1\n"), b',');
        assert_eq!(separator(""), b',');
    }
}
