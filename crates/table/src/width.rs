//! One character for what Japanese keyboards and fonts have several of: full and half width, kana with loose voicing marks,
//! ㈱, ㎡, Ⅳ, ①. It gives what NFKC gives for these and leaves all else as it is, without the tables of NFKC: kanji that have a
//! second place in Unicode (塚 at U+FA10, ⼈ of PDF files), accents, and other rare signs are not its work. Start at [`fold`].

/// Half-width kana and their punctuation from U+FF61 in full width.
const HALF_WIDTH: &str = "。「」、・ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン\u{3099}\u{309a}";
/// What stands in the brackets of U+3220 and later, as in ㈱.
const IN_BRACKETS: &str =
    "一二三四五六七八九十月火水木金土日株有社名特財祝労代呼学監企資協祭休自至";
/// What stands in the circles of U+3280 and later, as in ㊞.
const IN_CIRCLES: &str = "一二三四五六七八九十月火水木金土日株有社名特財祝労秘男女適優印注項休写正上中下左右医宗学監企資協夜";
/// Full-width signs from U+FFE0; the fourth becomes two characters and is not looked up here.
const SIGNS: &str = "¢£¬¯¦¥₩";
/// Roman numerals from U+2160, and from U+2170 in small letters.
const ROMAN: &str = "I II III IV V VI VII VIII IX X XI XII";
/// One character and what it stands for, parted by blanks.
const SQUARED: &str = "²2 ³3 ¹1 ‥.. …... ℃°C №No ℡TEL ㋿令和 ㌃アール ㌍カロリー ㌔キロ ㌘グラム ㌢センチ ㌣セント ㌦ドル ㌧トン \
㌫パーセント ㌶ヘクタール ㌻ページ ㍉ミリ ㍊ミリバール ㍍メートル ㍑リットル ㍗ワット ㍻平成 ㍼昭和 ㍽大正 ㍾明治 ㎎mg ㎏kg ㎜mm ㎝cm ㎞km \
㎟mm2 ㎠cm2 ㎡m2 ㎢km2 ㎣mm3 ㎤cm3 ㎥m3 ㎦km3 ㏄cc ㏊ha ㏍KK";

/// The text with each such character written in the one way.
pub(crate) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars() {
        let code = u32::from(c);
        let nth = |list: &str, first: u32| list.chars().nth((code - first) as usize).unwrap_or(c);
        match c {
            '\0'..='~' => folded.push(c),
            // The full-width forms stand in ASCII order.
            '\u{ff01}'..='\u{ff5e}' => folded.push(char::from_u32(code - 0xfee0).unwrap_or(c)),
            '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => {
                folded.push(' ');
            }
            '\u{2011}' => folded.push('\u{2010}'),
            '\u{ff61}'..='\u{ff9f}' => push_kana(&mut folded, nth(HALF_WIDTH, 0xff61)),
            '\u{3099}' | '\u{309a}' => push_kana(&mut folded, c),
            '\u{309b}' | '\u{309c}' => {
                folded.push(' ');
                folded.push(char::from_u32(code - 2).unwrap_or(c));
            }
            '\u{ffe3}' => folded.push_str(" \u{304}"),
            '\u{ffe0}'..='\u{ffe6}' => folded.push(nth(SIGNS, 0xffe0)),
            '①'..='⑳' => folded.push_str(&(code - 0x245f).to_string()),
            'Ⅰ'..='Ⅻ' => folded.push_str(
                ROMAN
                    .split(' ')
                    .nth((code - 0x2160) as usize)
                    .unwrap_or_default(),
            ),
            'ⅰ'..='ⅻ' => folded.push_str(
                &ROMAN
                    .split(' ')
                    .nth((code - 0x2170) as usize)
                    .unwrap_or_default()
                    .to_ascii_lowercase(),
            ),
            '\u{3220}'..='\u{3243}' => {
                folded.push('(');
                folded.push(nth(IN_BRACKETS, 0x3220));
                folded.push(')');
            }
            '\u{3280}'..='\u{32b0}' => folded.push(nth(IN_CIRCLES, 0x3280)),
            '\u{b2}'..='\u{b9}' | '\u{2025}'..='\u{2121}' | '\u{32ff}'..='\u{33cd}' => {
                match SQUARED.split(' ').find_map(|entry| entry.strip_prefix(c)) {
                    Some(meant) => folded.push_str(meant),
                    None => folded.push(c),
                }
            }
            _ => folded.push(c),
        }
    }
    folded
}

/// Puts a kana or a voicing mark behind the text; the mark becomes one with a kana that can bear it.
fn push_kana(text: &mut String, c: char) {
    let voiced = match c {
        '\u{3099}' => text.chars().next_back().and_then(|kana| voiced(kana, 1)),
        '\u{309a}' => text.chars().next_back().and_then(|kana| voiced(kana, 2)),
        _ => None,
    };
    if voiced.is_some() {
        text.pop();
    }
    text.push(voiced.unwrap_or(c));
}

/// The kana with dakuten (1) or handakuten (2).
fn voiced(kana: char, mark: u32) -> Option<char> {
    let code = u32::from(kana);
    let further = match kana {
        'は' | 'ひ' | 'ふ' | 'へ' | 'ほ' | 'ハ' | 'ヒ' | 'フ' | 'ヘ' | 'ホ' => mark,
        _ if mark == 2 => return None,
        // Each stands before its voiced form; っ stands between ぢ and つ.
        'か'..='ち' | 'カ'..='チ' if code % 2 == 1 => 1,
        'つ' | 'て' | 'と' | 'ツ' | 'テ' | 'ト' | 'ゝ' | 'ヽ' => 1,
        'う' | 'ウ' => 0x4e,
        'ワ'..='ヲ' => 8,
        _ => return None,
    };
    char::from_u32(code + further)
}

#[cfg(all(test, feature = "nfkc"))]
mod tests {
    use unicode_normalization::UnicodeNormalization;

    use super::*;

    fn nfkc(text: &str) -> String {
        text.nfkc().collect()
    }

    /// All characters of the Basic Multilingual Plane.
    fn plane() -> impl Iterator<Item = char> {
        (0..=0xffff).filter_map(char::from_u32)
    }

    #[test]
    fn no_character_is_folded_in_another_way_than_by_nfkc() {
        for c in plane() {
            let (text, folded) = (c.to_string(), fold(&c.to_string()));
            assert!(
                folded == text || folded == nfkc(&text),
                "{c} U+{:04X}: {folded}",
                u32::from(c)
            );
        }
    }

    #[test]
    fn what_offices_type_is_folded_as_by_nfkc() {
        let blocks = [
            '\0'..='\u{a7}',
            '\u{2000}'..='\u{2015}',
            '\u{2460}'..='\u{2473}',
            '\u{2160}'..='\u{216b}',
            '\u{2170}'..='\u{217b}',
            // Punctuation, kana.
            '\u{3000}'..='\u{3035}',
            '\u{3041}'..='\u{309e}',
            '\u{30a0}'..='\u{30fe}',
            '\u{3220}'..='\u{3243}',
            '\u{3280}'..='\u{32b0}',
            // Kanji.
            '\u{3400}'..='\u{9fff}',
            '\u{ff01}'..='\u{ff5e}',
            '\u{ff61}'..='\u{ff9f}',
            '\u{ffe0}'..='\u{ffe6}',
        ];
        for c in blocks.into_iter().flatten() {
            assert_eq!(
                fold(&c.to_string()),
                nfkc(&c.to_string()),
                "{c} U+{:04X}",
                u32::from(c)
            );
        }
        // The special characters of Windows-31J (its row 13 and the signs that have other forms).
        let special = "㍉㌔㌢㍍㌘㌧㌃㌶㍑㍗㌍㌦㌣㌫㍊㌻㎜㎝㎞㎎㎏㏄㎡㍻〝〟№㏍℡㊤㊥㊦㊧㊨㈱㈲㈹㍾㍽㍼㋿…‥℃㎢㎥㎠㏊²³";
        for c in special.chars() {
            assert_eq!(fold(&c.to_string()), nfkc(&c.to_string()), "{c}");
        }
        for text in [
            "㈱ｱﾏ ﾂｼﾞﾑｼｮ",
            "ﾊﾟｰｾﾝﾄ",
            "Ｓｔｕｄｉｏ　２",
            "か\u{3099}は\u{309a}",
            "㌔\u{3099}㍗\u{3099}",
        ] {
            assert_eq!(fold(text), nfkc(text), "{text}");
        }
    }

    #[test]
    fn voicing_marks_join_as_by_nfkc() {
        let kana = ('\u{3041}'..='\u{30ff}')
            .chain('\u{ff61}'..='\u{ff9f}')
            .chain("A1山、".chars());
        for kana in kana.filter(|kana| !"ゟヿ".contains(*kana)) {
            for mark in ["\u{3099}", "\u{309a}", "ﾞ", "ﾟ", "\u{3099}\u{309a}", "ﾞﾞ"] {
                let text = format!("{kana}{mark}ハ");
                assert_eq!(fold(&text), nfkc(&text), "{}", text.escape_unicode());
            }
        }
    }

    #[test]
    fn what_is_left_as_it_is() {
        // The page does without these tables; what is graded is folded in full on the engine's side.
        for (text, full) in [
            ("\u{fa10}", "塚"),
            ("⼈⼝", "人口"),
            ("e\u{301}", "é"),
            ("ﬁ", "fi"),
            ("½", "1⁄2"),
            ("㋐", "ア"),
            ("⑴", "(1)"),
            ("㍿", "株式会社"),
        ] {
            assert_eq!((fold(text).as_str(), nfkc(text).as_str()), (text, full));
        }
    }
}
