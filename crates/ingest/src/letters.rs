//! Characters and spellings that make two values of one, or none that others can read.

use std::collections::BTreeMap;

use encoding_rs::SHIFT_JIS;
use table::text::{lower, normalise};

/// Pairs of characters that are one to those who write them. Width, blanks and case are folded besides.
const VARIANTS: [(char, char); 8] = [
    ('髙', '高'),
    ('﨑', '崎'),
    ('ヶ', 'ケ'),
    ('ｹ', 'ケ'),
    ('ヵ', 'カ'),
    ('之', 'の'),
    ('ノ', 'の'),
    ('濵', '浜'),
];

/// A text in which different spellings of one value are equal: width, blanks, case, dashes and a few variants of kanji.
pub(crate) fn spelling(text: &str) -> String {
    let folded = lower(&normalise(text));
    folded
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| match c {
            '‐' | '‑' | '–' | '—' | '―' | '−' | '─' => '-',
            c => VARIANTS
                .iter()
                .find_map(|(from, to)| (*from == c).then_some(*to))
                .unwrap_or(c),
        })
        .collect()
}

/// Spellings of one value: for each that is not the most frequent of its group the one that is.
pub(crate) fn minorities<'a>(
    values: impl Iterator<Item = (&'a str, u64)>,
) -> BTreeMap<&'a str, &'a str> {
    let mut groups: BTreeMap<String, Vec<(&str, u64)>> = BTreeMap::new();
    for (text, count) in values {
        groups
            .entry(spelling(text))
            .or_default()
            .push((text, count));
    }
    let mut found = BTreeMap::new();
    for group in groups.into_values().filter(|group| group.len() > 1) {
        // The first of equally frequent ones.
        let most = group.iter().map(|(_, count)| *count).max().unwrap_or(0);
        let Some((usual, _)) = group.iter().find(|(_, count)| *count == most) else {
            continue;
        };
        for (text, _) in &group {
            if text != usual {
                found.insert(*text, *usual);
            }
        }
    }
    found
}

/// Whether blanks or line breaks are in a text for looks: around it, twice in a row, or between all of its letters (合　計).
pub(crate) fn is_padded(text: &str) -> bool {
    let inner = text.trim();
    if inner.len() != text.len() || inner.contains(['\n', '\r']) {
        return true;
    }
    let blank = |c: char| c.is_whitespace();
    if inner
        .chars()
        .zip(inner.chars().skip(1))
        .any(|(a, b)| blank(a) && blank(b))
    {
        return true;
    }
    let mut parts = inner.split(blank).peekable();
    let is_apart = |part: &str| {
        let mut chars = part.chars();
        chars.next().is_some_and(|c| !c.is_ascii()) && chars.next().is_none()
    };
    inner.contains(blank) && parts.peek().is_some() && parts.all(is_apart)
}

/// The first character of a text that only some machines have: NEC's and IBM's additions to Shift_JIS (①, ㈱, 髙), half-width
/// kana, characters of somebody's own (外字), and such as nobody sees.
pub(crate) fn dependent(text: &str) -> Option<char> {
    text.chars().find(|c| {
        let c = *c;
        if c.is_ascii() {
            return is_unseen(c);
        }
        if is_unseen(c) || is_half_kana(c) {
            return true;
        }
        let mut bytes = [0; 4];
        let (encoded, _, is_missing) = SHIFT_JIS.encode(c.encode_utf8(&mut bytes));
        !is_missing && matches!(encoded.first(), Some(0x87 | 0xed | 0xee | 0xfa..=0xfc))
    })
}

/// Whether nobody else sees a character: control characters, private ones, and what is left of one that could not be read.
pub(crate) fn is_unseen(c: char) -> bool {
    c.is_control() && !matches!(c, '\n' | '\r' | '\t')
        || matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{fffd}' | '\u{200b}'..='\u{200f}' | '\u{feff}')
}

pub(crate) fn is_half_kana(c: char) -> bool {
    ('\u{ff61}'..='\u{ff9f}').contains(&c)
}

/// Letters and digits in full width.
pub(crate) fn is_wide(c: char) -> bool {
    matches!(c, '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ')
}

/// Kana as everybody writes them.
pub(crate) fn is_full_kana(c: char) -> bool {
    ('\u{30a1}'..='\u{30fa}').contains(&c)
}

/// The first letters of a text.
pub(crate) fn shown(text: &str) -> String {
    const WIDE: usize = 60;
    match text.char_indices().nth(WIDE) {
        Some((at, _)) => format!("{}…", text.get(..at).unwrap_or_default()),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_meet() {
        for (a, b) in [
            ("髙橋", "高橋"),
            ("ｱﾊﾟｰﾄ", "アパート"),
            ("１丁目", "1丁目"),
            ("桑名 市", "桑名市"),
            ("ABC", "abc"),
            ("関ヶ原", "関ケ原"),
            ("1‐2", "1-2"),
        ] {
            assert_eq!(spelling(a), spelling(b), "{a}");
        }
        assert_ne!(
            spelling("渡辺"),
            spelling("渡邉"),
            "names of persons stay apart"
        );
        let found = minorities([("津市", 5), ("津 市", 1), ("桑名市", 2)].into_iter());
        assert_eq!(found.into_iter().collect::<Vec<_>>(), [("津 市", "津市")]);
    }

    #[test]
    fn padding_is_told_from_blanks_between_words() {
        for padded in ["合　計", "津 市", " 津市", "津市　", "北　　勢", "男\n女"] {
            assert!(is_padded(padded), "{padded}");
        }
        for fine in ["札幌市 中央区", "津市", "New York", "a b", ""] {
            assert!(!is_padded(fine), "{fine}");
        }
    }

    #[test]
    fn characters_of_some_machines() {
        for text in [
            "①", "㈱津", "髙橋", "Ⅲ", "ﾂｼ", "\u{e000}", "a\u{7}", "℡", "㎡",
        ] {
            assert!(dependent(text).is_some(), "{text}");
        }
        for text in ["津市", "〜～－", "△▲※", "a\nb", "𠮷", "１Ａ", "℃"] {
            assert_eq!(dependent(text), None, "{text}");
        }
    }
}
