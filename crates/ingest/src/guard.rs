//! What in a table may be about persons. Nothing here repeats a cell: words name columns and counts.

use std::borrow::Cow;

use spec::diagnostic::Bilingual;
use spec::ingest::{Personal, PrivacyFinding, PrivacyReport};
use table::text::normalise;

use crate::refusal::words;
use crate::tally::{self, Tally};

/// Looks at a table (CSV in UTF-8, one row of names, of any size) for what may be about persons.
///
/// # Errors
/// When it is no table.
pub fn guard(csv: &[u8]) -> Result<PrivacyReport, Bilingual> {
    let mut findings = Vec::new();
    tally::each(csv, |tally| findings.extend(column(&tally)))?;
    findings.sort_by_key(|finding| finding.personal);
    Ok(PrivacyReport { findings })
}

/// Words in names of columns, with what they say of a column's cells.
const NAMES: [(Personal, &[&str]); 7] = [
    (Personal::MyNumber, &["個人番号", "マイナンバー"]),
    (
        Personal::Name,
        &[
            "氏名",
            "姓名",
            "名前",
            "フリガナ",
            "ふりがな",
            "世帯主",
            "保護者",
            "申請者",
            "届出人",
            "担当者",
            "代表者",
        ],
    ),
    (
        Personal::Address,
        &["住所", "居所", "現住", "本籍", "番地", "方書"],
    ),
    (
        Personal::Phone,
        &["電話", "携帯", "tel", "fax", "ファックス", "phone"],
    ),
    (Personal::Mail, &["メール", "mail", "eメール"]),
    (Personal::Birth, &["生年月日", "誕生日", "birth"]),
    (
        Personal::PersonId,
        &[
            "宛名番号",
            "宛名コード",
            "被保険者",
            "住民票コード",
            "基礎年金番号",
            "口座番号",
            "免許証番号",
            "個人コード",
            "職員番号",
        ],
    ),
];

/// Words that say of such a name that it is about something else.
const OTHERS: [&str; 6] = ["施設", "市町", "会社", "法人", "都道府県", "地域"];

fn by_name(name: &str) -> Option<Personal> {
    let mut folded = normalise(name).to_lowercase();
    folded.retain(|c| !c.is_whitespace());
    if folded == "姓" || folded == "名" || folded == "氏" {
        return Some(Personal::Name);
    }
    if OTHERS.iter().any(|other| folded.contains(other)) {
        return None;
    }
    NAMES
        .iter()
        .find(|(_, words)| words.iter().any(|word| folded.contains(word)))
        .map(|(personal, _)| *personal)
}

/// What a column looks like; several things where its cells do.
fn column(tally: &Tally<'_>) -> Vec<PrivacyFinding> {
    let filled = tally.filled();
    let named = by_name(&tally.name);
    let count = |is: fn(&str) -> bool| -> u64 {
        let those = tally.entries.iter();
        those
            .filter(|entry| is(&entry.text))
            .map(|entry| entry.count)
            .sum()
    };
    let mut found: Vec<(Personal, u64)> = Vec::new();
    // One of eleven numbers of 12 digits has the right last one by chance: most of them must.
    let (twelve, checked) = (count(has_twelve), count(has_my_number));
    if checked > 0 && (checked * 2 > twelve || named == Some(Personal::MyNumber)) {
        found.push((Personal::MyNumber, checked));
    }
    let mut often = |personal: Personal, cells: u64, share: u64| {
        if cells > 0 && (cells * 100 >= filled * share || named == Some(personal)) {
            found.push((personal, cells));
        }
    };
    often(Personal::Name, count(is_name), 60);
    often(Personal::Address, count(has_house), 20);
    often(Personal::Phone, count(has_phone), 20);
    often(Personal::Mail, count(has_mail), 1);
    if let Some(personal) = named
        && !found.iter().any(|(known, _)| *known == personal)
        && filled > 0
    {
        found.push((personal, 0));
    }
    found
        .into_iter()
        .map(|(personal, cells)| PrivacyFinding {
            column: tally.name.clone(),
            personal,
            cells,
            filled,
            by_name: named == Some(personal),
            words: said(&tally.name, personal, cells),
            step: step(personal).to_owned(),
        })
        .collect()
}

/// Digits of runs that stand alone, blanks and dashes between groups of them left out.
fn runs(text: &str) -> Vec<String> {
    let text = normalise(text);
    let mut found = Vec::new();
    let mut run = String::new();
    let mut is_open = false;
    for c in text.chars() {
        match c {
            '0'..='9' => {
                run.push(c);
                is_open = true;
            }
            '-' | ' ' | '‐' | '−' if is_open => is_open = false,
            _ => {
                found.push(std::mem::take(&mut run));
                is_open = false;
            }
        }
    }
    found.push(run);
    found.retain(|run| !run.is_empty());
    found
}

fn has_twelve(text: &str) -> bool {
    runs(text).iter().any(|run| run.len() == 12)
}

fn has_my_number(text: &str) -> bool {
    runs(text).iter().any(|run| is_my_number(run))
}

/// Whether 12 digits are a My Number. Source of the check digit: 行政手続における特定の個人を識別するための番号の利用等に関する
/// 法律の規定による通知カード及び個人番号カード並びに情報提供ネットワークシステムによる特定個人情報の提供等に関する省令 第5条.
/// Corporate numbers have 13 digits and are no persons'.
fn is_my_number(digits: &str) -> bool {
    let digits: Vec<u32> = digits.chars().filter_map(|c| c.to_digit(10)).collect();
    let Some((check, rest)) = digits.split_last() else {
        return false;
    };
    if rest.len() != 11 || rest.iter().all(|digit| Some(digit) == rest.first()) {
        return false;
    }
    let sum: u32 = rest
        .iter()
        .rev()
        .zip(1..)
        .map(|(digit, n)| digit * if n <= 6 { n + 1 } else { n - 5 })
        .sum();
    let left = sum % 11;
    *check == if left <= 1 { 0 } else { 11 - left }
}

/// A telephone number: ten or eleven digits from 0 on in two or three groups, or a mobile's in one.
fn has_phone(text: &str) -> bool {
    let text = normalise(text);
    let text = text.trim_start_matches(|c: char| !c.is_ascii_digit() && c != '(' && c != '+');
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let groups = text
        .split(|c: char| !c.is_ascii_digit())
        .filter(|group| !group.is_empty())
        .count();
    let is_made = text
        .chars()
        .all(|c| c.is_ascii_digit() || "-()‐− +".contains(c));
    let is_long = matches!(digits.len(), 10 | 11) && digits.starts_with('0');
    let is_mobile = digits.len() == 11
        && ["070", "080", "090"]
            .iter()
            .any(|start| digits.starts_with(start));
    is_made && is_long && (groups > 1 || is_mobile)
}

fn has_mail(text: &str) -> bool {
    let text: Cow<'_, str> = Cow::Owned(normalise(text));
    text.split(|c: char| c.is_whitespace() || "<>,;、".contains(c))
        .any(|word| {
            let Some((user, host)) = word.split_once('@') else {
                return false;
            };
            !user.is_empty()
                && host.contains('.')
                && !host.starts_with('.')
                && !host.ends_with('.')
                && host
                    .chars()
                    .all(|c| c.is_ascii_alphanumeric() || "-.".contains(c))
        })
}

/// Two short words of kanji or kana with a blank between them, of which neither is a place.
fn is_name(text: &str) -> bool {
    const PLACES: [char; 12] = [
        '市', '区', '町', '村', '県', '郡', '府', '都', '道', '局', '課', '校',
    ];
    let is_letter = |c: char| matches!(c, '\u{4e00}'..='\u{9fff}' | '々' | '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fc}' | '\u{ff66}'..='\u{ff9f}');
    let parts: Vec<&str> = text.split_whitespace().collect();
    let [first, last] = parts.as_slice() else {
        return false;
    };
    [first, last].iter().all(|part| {
        let count = part.chars().count();
        let is_kana = part
            .chars()
            .all(|c| !matches!(c, '\u{4e00}'..='\u{9fff}' | '々'));
        (1..=if is_kana { 8 } else { 4 }).contains(&count)
            && part.chars().all(is_letter)
            && !part.ends_with(PLACES)
    })
}

/// An address down to the house: 栄町1丁目891, 大字垂水2927-1, 中央町２番地37.
fn has_house(text: &str) -> bool {
    let text = normalise(text);
    let chars: Vec<char> = text.chars().collect();
    let digit = |at: usize| chars.get(at).is_some_and(char::is_ascii_digit);
    let is_kanji = |at: Option<usize>| {
        at.and_then(|at| chars.get(at))
            .is_some_and(|c| matches!(c, '\u{4e00}'..='\u{9fff}' | '々' | '\u{3041}'..='\u{30ff}'))
    };
    let has_number = |at: usize| {
        if !digit(at) || digit(at.wrapping_sub(1)) || !is_kanji(at.checked_sub(1)) {
            return false;
        }
        let end = (at..).find(|at| !digit(*at)).unwrap_or(at);
        let rest: String = chars.iter().skip(end).take(2).collect();
        rest.starts_with("丁目")
            || rest.starts_with("番")
            || rest.starts_with(['-', '‐', '−', 'の', 'ノ']) && digit(end + 1)
            || rest.starts_with("号")
            || rest.is_empty() && end - at >= 2
    };
    let has_place = text.contains(['市', '区', '町', '村', '郡', '大', '字']);
    has_place && (0..chars.len()).any(has_number)
}

fn step(personal: Personal) -> &'static str {
    match personal {
        Personal::Address => "extract",
        Personal::Birth => "bins",
        _ => "select",
    }
}

fn said(name: &str, personal: Personal, cells: u64) -> Bilingual {
    let (ja, en, todo_ja, todo_en) = match personal {
        Personal::MyNumber => (
            "マイナンバー",
            "My Numbers",
            "法律で決められた仕事のほかには使えません。この列を除いてください。",
            "they may be used for what the law names only; leave the column out",
        ),
        Personal::Name => (
            "人の名前",
            "names of persons",
            "集計に要らなければ、この列を除いてください。",
            "leave the column out unless it is needed",
        ),
        Personal::Address => (
            "番地までの住所",
            "addresses with house numbers",
            "人の住所なら、町名までにするか、この列を除いてください。",
            "if people live there, cut them to the town or leave the column out",
        ),
        Personal::Phone => (
            "電話番号",
            "telephone numbers",
            "人の番号なら、この列を除いてください。",
            "if they are persons', leave the column out",
        ),
        Personal::Mail => (
            "メールアドレス",
            "mail addresses",
            "人のものなら、この列を除いてください。",
            "if they are persons', leave the column out",
        ),
        Personal::Birth => (
            "生年月日",
            "days of birth",
            "年や年代までにするか、この列を除いてください。",
            "cut them to years or age groups, or leave the column out",
        ),
        Personal::PersonId => (
            "人を表す番号",
            "numbers that stand for persons",
            "集計に要らなければ、この列を除いてください。",
            "leave the column out unless it is needed",
        ),
    };
    if cells == 0 {
        words(
            format!("「{name}」は、列の名前から見て{ja}の列のようです。{todo_ja}"),
            format!("by its name `{name}` seems to hold {en}; {todo_en}"),
        )
    } else {
        words(
            format!("「{name}」の {cells} 個は{ja}のようです。{todo_ja}"),
            format!("{cells} cells of `{name}` seem to be {en}; {todo_en}"),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(name: &str, cells: &[&str]) -> Vec<(Personal, u64, bool)> {
        let mut csv = format!("{name},数\n");
        for cell in cells {
            csv.push_str(&format!("\"{cell}\",1\n"));
        }
        let report = guard(csv.as_bytes()).unwrap();
        for finding in &report.findings {
            for cell in cells.iter().filter(|cell| cell.chars().count() > 2) {
                assert!(!finding.words.ja.contains(cell), "{finding:?}");
                assert!(!finding.words.en.contains(cell), "{finding:?}");
            }
            assert!(!finding.words.ja.is_empty() && !finding.words.en.is_empty());
        }
        let of = |finding: &PrivacyFinding| (finding.personal, finding.cells, finding.by_name);
        report.findings.iter().map(of).collect()
    }

    /// With its check digit, computed as the ordinance says.
    fn my_number(eleven: &str) -> String {
        let check = (0..10).find(|check| is_my_number(&format!("{eleven}{check}")));
        format!("{eleven}{}", check.unwrap())
    }

    #[test]
    fn my_numbers_are_known_by_their_last_digit() {
        // 11 digits 12345678901: 1×2+0×3+9×4+8×5+7×6+6×7+5×2+4×3+3×4+2×5+1×6 = 212, 212 mod 11 = 3, 11 - 3 = 8.
        assert!(is_my_number("123456789018"));
        assert_eq!(
            (0..10)
                .filter(|check| is_my_number(&format!("12345678901{check}")))
                .count(),
            1
        );
        assert!(
            !is_my_number("1234567890123"),
            "13 digits are a corporation's"
        );
        assert!(!is_my_number("000000000000"));
        let (a, b) = (my_number("98765432109"), my_number("11223344556"));
        assert_eq!(found("番号", &[&a, &b]), [(Personal::MyNumber, 2, false)]);
        let spaced = format!("{} {} {}", &a[..4], &a[4..8], &a[8..]);
        assert_eq!(
            found("備考", &["なし", &spaced]),
            [(Personal::MyNumber, 1, false)]
        );
        assert_eq!(
            found("番号", &["１２３４５６７８９０１８"]),
            [(Personal::MyNumber, 1, false)]
        );
        // Numbers of 12 digits of which some fit by chance.
        let many: Vec<String> = (0..40)
            .map(|at| format!("{:012}", 100_000_000_000_u64 + at * 7919))
            .collect();
        let many: Vec<&str> = many.iter().map(String::as_str).collect();
        assert_eq!(found("管理番号", &many), []);
        assert_eq!(found("法人番号", &["1234567890123", "7000012050002"]), []);
        assert_eq!(found("個人番号", &["1"]), [(Personal::MyNumber, 0, true)]);
    }

    #[test]
    fn each_kind_is_known_by_cells_or_names() {
        assert_eq!(
            found("a", &["山田 太郎", "鈴木　花子", "佐々木 一"]),
            [(Personal::Name, 3, false)]
        );
        assert_eq!(
            found("a", &["ヤマダ タロウ", "スズキ ハナコ"]),
            [(Personal::Name, 2, false)]
        );
        assert_eq!(found("氏名", &["山田太郎"]), [(Personal::Name, 0, true)]);
        assert_eq!(
            found("a", &["059-224-2111", "090-1234-5678", "(0598)53-4312"]),
            [(Personal::Phone, 3, false)]
        );
        assert_eq!(found("a", &["09012345678"]), [(Personal::Phone, 1, false)]);
        assert_eq!(
            found("連絡先", &["なし", "taro@example.jp"]),
            [(Personal::Mail, 1, false)]
        );
        assert_eq!(
            found("生年月日", &["1980-01-02"]),
            [(Personal::Birth, 0, true)]
        );
        assert_eq!(found("宛名番号", &["123"]), [(Personal::PersonId, 0, true)]);
        assert_eq!(
            found(
                "a",
                &[
                    "津市栄町1丁目891",
                    "津市大字垂水2927-1",
                    "桑名市中央町２番地37"
                ]
            ),
            [(Personal::Address, 3, false)]
        );
    }

    #[test]
    fn what_is_about_places_and_things_is_left_alone() {
        for (name, cells) in [
            ("市町名", &["津市", "桑名市"][..]),
            ("市区", &["札幌市 中央区", "札幌市 北区"]),
            ("郵便番号", &["514-8570", "514-0001"]),
            ("人口", &["274537", "138613"]),
            ("日付", &["2023-04-01", "2023-04-02"]),
            ("施設名", &["図書館", "市民会館"]),
            ("団体コード", &["242012", "242021"]),
            ("緯度", &["34.718", "35.062"]),
            ("URL", &["https://www.example.jp/a"]),
            ("町名", &["栄町1丁目", "中央町２丁目"]),
        ] {
            let found = found(name, cells);
            if name == "町名" {
                // 丁目 alone may be a house's; the words say what to look at.
                assert!(
                    found
                        .iter()
                        .all(|(personal, ..)| *personal == Personal::Address)
                );
            } else {
                assert_eq!(found, [], "{name}");
            }
        }
    }
}
