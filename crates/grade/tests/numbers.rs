//! A typed number is graded as the one reader reads it: any number in any way of writing, and anything else.

#![expect(clippy::unwrap_used, reason = "tests may unwrap")]

use grade::number::Known;
use spec::exercise::NumberExercise;
use spec::{Finding, Verdict};
use table::number::{Unread, read};

/// Numbers that look random and are the same at every run (Knuth's MMIX generator).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }

    fn pick<'a>(&mut self, all: &[&'a str]) -> &'a str {
        all[self.roll(all.len() as u64) as usize]
    }
}

fn verdict(typed: &str, unit: &str, right: f64) -> Verdict {
    let exercise = NumberExercise {
        unit: unit.to_owned(),
        ..NumberExercise::default()
    };
    grade::number::grade(&exercise, right, &[], &Known::default(), typed, 1)
}

/// The number itself, with commas, with 万 and 千, in kanji.
fn digits(dice: &mut Dice, number: u64) -> String {
    match dice.roll(5) {
        0 => number.to_string(),
        1 => table::text::format_number(number as f64, 0),
        2 => table::text::format_number(number as f64, 0).replace(',', " "),
        3 => {
            let (thousands, rest) = (number / 1000, number % 1000);
            match (number / 10_000, number % 10_000) {
                (0, _) if thousands == 0 => rest.to_string(),
                (0, _) if rest == 0 => format!("{thousands}千"),
                (0, _) => format!("{thousands}千{rest}"),
                (upper, 0) => format!("{upper}万"),
                (upper, lower) => format!("{upper}万{lower}"),
            }
        }
        _ if number < 10 => number.to_string(),
        _ => in_kanji(number),
    }
}

/// 278105 as 二十七万八千百五.
fn in_kanji(number: u64) -> String {
    let mut text = String::new();
    let groups = [(100_000_000, "億"), (10_000, "万"), (1, "")];
    for (size, name) in groups {
        let mut group = number / size % 10_000;
        if group == 0 {
            continue;
        }
        for (size, name) in [(1000, "千"), (100, "百"), (10, "十"), (1, "")] {
            let digit = group / size;
            group %= size;
            if digit > 1 || digit == 1 && size == 1 {
                text.push(
                    "一二三四五六七八九"
                        .chars()
                        .nth(digit as usize - 1)
                        .unwrap(),
                );
            }
            if digit > 0 {
                text.push_str(name);
            }
        }
        text.push_str(name);
    }
    text
}

fn full_width(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '!'..='~' => char::from_u32(u32::from(c) + 0xfee0).unwrap(),
            ' ' => '\u{3000}',
            other => other,
        })
        .collect()
}

#[test]
fn a_number_reads_back_as_itself_in_whatever_way_it_is_written() {
    let mut dice = Dice(7);
    for _ in 0..20_000 {
        let size = [10, 1000, 100_000, 1_000_000_000][dice.roll(4) as usize];
        let number = dice.roll(size);
        let negative = number > 0 && dice.roll(3) == 0;
        let mut text = digits(&mut dice, number);
        // A scale that is not followed by a unit, or a lone kanji, is what it is only with its unit.
        text.push_str(dice.pick(&["人", "人", " 人", "名", "人です", "件"]));
        if negative {
            text = match dice.roll(3) {
                0 => format!("({text})").replace("です)", ")です"),
                _ => {
                    let signs = ["-", "−", "ー", "―", "‐", "▲", "△ ", "マイナス", "ﾏｲﾅｽ"];
                    format!("{}{text}", dice.pick(&signs))
                }
            };
        }
        if dice.roll(3) == 0 {
            text = full_width(&text);
        }
        let right = number as f64 * if negative { -1.0 } else { 1.0 };
        let reading = read(&text, "人").unwrap_or_else(|why| panic!("{text} {number}: {why:?}"));
        assert_eq!(reading.value, right, "{text}");
        assert_eq!(
            read(&text, "").map(|reading| reading.value),
            Ok(right),
            "{text}"
        );
        assert!(verdict(&text, "人", right).is_correct(), "{text}");
        assert!(!verdict(&text, "人", right + 1.0).is_correct(), "{text}");
    }
}

#[test]
fn a_fraction_reads_back_as_itself_and_as_percent() {
    let mut dice = Dice(8);
    for _ in 0..20_000 {
        let (whole, fraction) = (dice.roll(1000), dice.roll(10_000));
        let text = format!("{whole}.{fraction:04}");
        let right: f64 = text.parse().unwrap();
        assert_eq!(read(&text, "").unwrap().value, right, "{text}");
        assert_eq!(
            read(&full_width(&text), "%").unwrap().value,
            right,
            "{text}"
        );
        // Moving the point is exact: the nearest number, not the nearest one divided.
        let ratio: f64 = format!("{right:.4}e-2").parse().unwrap();
        for sign in ["%", "％", "パーセント", " %", "ﾊﾟｰｾﾝﾄ"] {
            let text = format!("{text}{sign}");
            assert_eq!(read(&text, "%").unwrap().value, right, "{text}");
            assert_eq!(read(&text, "").unwrap().value, ratio, "{text}");
            assert!(verdict(&text, "%", right).is_correct(), "{text}");
            assert!(verdict(&text, "", ratio).is_correct(), "{text}");
        }
    }
}

#[test]
fn whatever_is_typed_is_graded_as_it_is_read() {
    let pieces = [
        "1", "20", "345", "6789", "０", "７", ",", "，", ".", "．", "-", "▲", "ー", "(", ")", " ",
        "約", "万", "千", "億", "百万", "円", "人", "%", "割", "kg", "件", "減", "以上", "三",
        "十", "津市", "です", "e5", ":", "/", "¥",
    ];
    let mut dice = Dice(9);
    let (mut numbers, mut refused) = (0, 0);
    for _ in 0..50_000 {
        let text: String = (0..1 + dice.roll(6)).map(|_| dice.pick(&pieces)).collect();
        let unit = dice.pick(&["", "人", "円", "千円", "%", "km2"]);
        match read(&text, unit) {
            Ok(reading) => {
                numbers += 1;
                assert!(reading.value.is_finite());
                assert!(
                    verdict(&text, unit, reading.value).is_correct(),
                    "{text} in {unit}"
                );
            }
            Err(why) => {
                refused += 1;
                let told = match verdict(&text, unit, 1.0) {
                    Verdict::NotYet(feedback) => feedback.findings,
                    Verdict::Incomplete { .. } if text.trim().is_empty() => continue,
                    other => panic!("{text}: {other:?}"),
                };
                let got = text.trim().to_owned();
                assert_eq!(told, [Finding::NotANumber { got, why }]);
            }
        }
    }
    assert!(numbers > 1000 && refused > 1000, "{numbers} {refused}");
}

#[test]
fn typed_answers_of_a_class() {
    let right = |typed: &str, unit: &str, right: f64| {
        assert!(
            verdict(typed, unit, right).is_correct(),
            "{typed} in {unit}"
        );
    };
    let refused = |typed: &str, unit: &str, why: Unread| {
        let told = match verdict(typed, unit, 1.0) {
            Verdict::NotYet(feedback) => feedback.findings,
            other => panic!("{typed}: {other:?}"),
        };
        let got = typed.to_owned();
        assert_eq!(told, [Finding::NotANumber { got, why }]);
    };
    for typed in [
        "27万8千105人",
        "二十七万八千百五",
        "278,105人。",
        "２７万８千１０５",
    ] {
        right(typed, "人", 278_105.0);
    }
    for typed in ["ー5349", "―5349", "マイナス5349", "▲5,349", "-5349人減"] {
        right(typed, "人", -5349.0);
    }
    right(".2987", "", 0.2987);
    right("29.87パーセント", "%", 29.87);
    right("29.87ポイント", "%", 29.87);
    right("29.87パーセント", "", 0.2987);
    right("123億4567万8千円", "千円", 12_345_678.0);
    right("5千人", "人", 5000.0);
    right("約28万", "人", 280_000.0);
    refused("5349人減", "人", Unread::Sign);
    refused("1,234.5,6", "人", Unread::Commas);
    refused("0,2987", "", Unread::Commas);
    refused(
        "90分",
        "時間",
        Unread::Unit {
            found: "分".into()
        },
    );
    refused("5kg", "円", Unread::Unit { found: "kg".into() });
    refused("1時間30分", "時間", Unread::Several);
    refused("5千", "千円", Unread::Scale);
}
