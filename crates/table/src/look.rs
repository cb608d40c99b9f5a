//! What the eye does not see in a name or in SQL: blanks, width, kana in two characters, full-width signs.
//!
//! It tells what is there and changes nothing. The same with and without the feature `nfkc`, because the page says it too.

/// Something in which two names differ though they look the same, or nearly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Difference {
    /// The name begins with a blank.
    BlankBefore,
    /// The name ends with a blank.
    BlankAfter,
    /// Blanks stand elsewhere, or what was written has them.
    Blank,
    /// `゛` and `゜` are characters of their own in one of them (names made on a Mac).
    Marks,
    /// One of them has full-width letters, digits or signs.
    Width,
}

/// A way of making two spellings the same.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fold {
    Blanks,
    Marks,
    Width,
}

/// All differences between what was written and a name that looks like it; none when they are equal or look different.
pub fn differences(written: &str, name: &str) -> Vec<Difference> {
    let same_without = |left_out: Option<Fold>| {
        let fold = |text: &str| folded(text, |fold| Some(fold) != left_out);
        fold(written) == fold(name)
    };
    if written == name || !same_without(None) {
        return Vec::new();
    }
    let blanks = match (written.starts_with(is_blank), written.ends_with(is_blank)) {
        (false, _) if name.starts_with(is_blank) => Difference::BlankBefore,
        (_, false) if name.ends_with(is_blank) => Difference::BlankAfter,
        _ => Difference::Blank,
    };
    [
        (Fold::Blanks, blanks),
        (Fold::Marks, Difference::Marks),
        (Fold::Width, Difference::Width),
    ]
    .into_iter()
    .filter(|(fold, _)| !same_without(Some(*fold)))
    .map(|(_, difference)| difference)
    .collect()
}

fn folded(text: &str, does: impl Fn(Fold) -> bool) -> String {
    let mut folded = String::new();
    for c in text.chars() {
        if is_blank(c) {
            if !does(Fold::Blanks) {
                folded.push(c);
            }
        } else if let Some(whole) = does(Fold::Marks)
            .then(|| folded.chars().next_back())
            .flatten()
            .and_then(|base| with_mark(base, c))
        {
            folded.pop();
            folded.push(whole);
        } else {
            folded.push(if does(Fold::Width) { narrow(c) } else { c });
        }
    }
    folded
}

/// White space, and characters without any width.
fn is_blank(c: char) -> bool {
    c.is_whitespace() || is_unseen(c)
}

/// Characters that leave no trace on the screen.
fn is_unseen(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}'
    )
}

/// A kana with a combining `゛` or `゜`, as the one character that it is.
fn with_mark(base: char, mark: char) -> Option<char> {
    let step = match mark {
        '\u{3099}' => 1,
        '\u{309a}' => 2,
        _ => return None,
    };
    match base {
        'う' => Some('ゔ'),
        'ウ' => Some('ヴ'),
        'ぁ'..='ヿ' => char::from_u32(u32::from(base) + step),
        _ => None,
    }
}

/// The half-width form of a full-width letter, digit or sign; the full-width forms stand in ASCII order.
pub fn narrow(c: char) -> char {
    match c {
        '！'..='～' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        other => other,
    }
}

/// What a text of SQL begins with, where that looks like SQL and is not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Strange {
    /// Full-width characters: a run of letters and digits, or one sign.
    Wide {
        /// As written.
        found: String,
        /// What belongs there.
        want: String,
    },
    /// A quotation mark that is none in SQL.
    Quote(char),
    /// A full-width blank.
    WideBlank,
    /// A character that leaves no trace on the screen.
    Unseen,
    /// A name that SQL cannot tell from a number or a word: `１人当たり`.
    Name(String),
}

/// What is strange at the beginning of a text of SQL; `None` where the first character is nothing out of the way.
pub fn strange(text: &str) -> Option<Strange> {
    let first = text.chars().next()?;
    let is_word = |c: char| narrow(c) != c && narrow(c).is_ascii_alphanumeric() || c == '＿';
    let sign = |want: &str| {
        Some(Strange::Wide {
            found: first.to_string(),
            want: want.to_owned(),
        })
    };
    match first {
        '\u{3000}' => Some(Strange::WideBlank),
        '‘' | '’' | '“' | '”' | '＇' | '＂' | '｀' | '´' => Some(Strange::Quote(first)),
        '、' => sign(","),
        '−' => sign("-"),
        '×' => sign("*"),
        '÷' => sign("/"),
        '≧' | '≥' => sign(">="),
        '≦' | '≤' => sign("<="),
        '≠' => sign("<>"),
        c if is_unseen(c) => Some(Strange::Unseen),
        c if is_word(c) => {
            let word: String = text
                .chars()
                .take_while(|c| c.is_alphanumeric() || is_word(*c))
                .collect();
            if word.chars().all(is_word) {
                let want = word.chars().map(narrow).collect();
                Some(Strange::Wide { found: word, want })
            } else {
                Some(Strange::Name(word))
            }
        }
        c => {
            let narrow = narrow(c);
            (narrow != c).then(|| Strange::Wide {
                found: c.to_string(),
                want: narrow.to_string(),
            })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_the_same_is_told_apart() {
        use Difference::{Blank, BlankAfter, BlankBefore, Marks, Width};
        let check = |written: &str, name: &str, expected: &[Difference]| {
            assert_eq!(differences(written, name), expected, "{written:?} {name:?}");
        };
        check("人口", "人口", &[]);
        check("人口", "世帯", &[]);
        check("name", "Name", &[]);
        check("人口", "人口 ", &[BlankAfter]);
        check("人口", "人口\u{3000}", &[BlankAfter]);
        check("人口", "人口\u{200b}", &[BlankAfter]);
        check("人口", " 人口", &[BlankBefore]);
        check("人口 ", "人口", &[Blank]);
        check("人 口", "人\u{3000}口", &[Blank]);
        check("人口", "人 口", &[Blank]);
        check("データ", "テ\u{3099}ータ", &[Marks]);
        check("テ\u{3099}ータ", "データ", &[Marks]);
        check("ヴぱ", "ウ\u{3099}は\u{309a}", &[Marks]);
        check("人口1", "人口１", &[Width]);
        check("人口(計)", "人口（計） ", &[BlankAfter, Width]);
        check("データ1", " テ\u{3099}ータ１", &[BlankBefore, Marks, Width]);
    }

    #[test]
    fn every_voiced_kana_is_composed() {
        let whole =
            "がぎぐげござじずぜぞだぢづでどばびぶべぼゔガギグゲゴザジズゼゾダヂヅデドバビブベボヴ";
        let plain =
            "かきくけこさしすせそたちつてとはひふへほうカキクケコサシスセソタチツテトハヒフヘホウ";
        for (whole, base) in whole.chars().zip(plain.chars()) {
            assert_eq!(with_mark(base, '\u{3099}'), Some(whole));
        }
        for (whole, base) in "ぱぴぷぺぽパピプペポ"
            .chars()
            .zip("はひふへほハヒフヘホ".chars())
        {
            assert_eq!(with_mark(base, '\u{309a}'), Some(whole));
        }
        assert_eq!(with_mark('人', '\u{3099}'), None);
    }

    #[test]
    fn signs_of_a_japanese_keyboard_are_strange() {
        let wide = |text: &str, found: &str, want: &str| {
            let expected = Strange::Wide {
                found: found.to_owned(),
                want: want.to_owned(),
            };
            assert_eq!(strange(text), Some(expected), "{text}");
        };
        wide("，人口", "，", ",");
        wide("、人口", "、", ",");
        wide("（*）", "（", "(");
        wide("）", "）", ")");
        wide("＝ 2020", "＝", "=");
        wide("；", "；", ";");
        wide("＊", "＊", "*");
        wide("．人口", "．", ".");
        wide("－1", "－", "-");
        wide("≧ 3", "≧", ">=");
        wide("ＳＥＬＥＣＴ 市町", "ＳＥＬＥＣＴ", "SELECT");
        wide("２０２０", "２０２０", "2020");
        wide(
            "ＲＯＷ＿ＮＵＭＢＥＲ（）",
            "ＲＯＷ＿ＮＵＭＢＥＲ",
            "ROW_NUMBER",
        );
        assert_eq!(strange("’津市’"), Some(Strange::Quote('’')));
        assert_eq!(strange("“津市”"), Some(Strange::Quote('“')));
        assert_eq!(strange("\u{3000}人口"), Some(Strange::WideBlank));
        assert_eq!(strange("\u{200b}人口"), Some(Strange::Unseen));
        let name = Strange::Name("１人当たり".to_owned());
        assert_eq!(strange("１人当たり, 人口"), Some(name));
        for plain in ["", "人口", "FORM", "'津市'", "=", ";"] {
            assert_eq!(strange(plain), None, "{plain}");
        }
    }
}
