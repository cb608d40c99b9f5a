//! What is read, and what is refused with which reason.

use super::*;
use crate::dice::Dice;

fn told(text: &str, asked: &str) -> String {
    match read(text, asked) {
        Ok(reading) => format!(
            "{}{}",
            if reading.about { "about " } else { "" },
            reading.value
        ),
        Err(Unread::Unit { found }) => format!("Unit {found}"),
        Err(why) => format!("{why:?}"),
    }
}

#[track_caller]
fn check(asked: &str, cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        assert_eq!(told(text, asked), *expected, "{text} in {asked:?}");
    }
}

#[test]
fn digits_and_commas() {
    check(
        "人",
        &[
            ("278105", "278105"),
            ("278,105", "278105"),
            ("２７８，１０５", "278105"),
            ("278105 人", "278105"),
            ("２７８１０５\u{3000}人", "278105"),
            ("278 105", "278105"),
            ("278 105人", "278105"),
            ("278105.", "278105"),
            ("278105.0", "278105"),
            ("278,105人。", "278105"),
            ("278105人です", "278105"),
            ("278105名", "278105"),
            ("278105にん", "278105"),
            ("278105件", "278105"),
            ("0278105", "278105"),
            ("+278105", "278105"),
            (" 7 ", "7"),
            ("-0", "0"),
            ("1,234.5", "1234.5"),
            ("12,345,678.25", "12345678.25"),
            ("278,10,5", "Commas"),
            ("27,8105", "Commas"),
            ("2781,05", "Commas"),
            ("1,234.5,6", "Commas"),
            ("1,234,56", "Commas"),
            ("1,234,56.7", "Commas"),
            ("1,23", "Commas"),
            ("0,2987", "Commas"),
            ("0,298", "Commas"),
            ("5,人", "Commas"),
            (",5", "Commas"),
            ("1 2", "Several"),
            ("27 8105", "Several"),
            ("1,234 567", "Several"),
            ("1.2.3", "Several"),
            ("278、105", "Several"),
            ("278。105", "Several"),
            ("278’105", "Several"),
            ("100人から200人", "Several"),
            ("10~20人", "Several"),
            ("答えは278105", "NoNumber"),
            ("=278105", "NoNumber"),
            ("津市274537", "NoNumber"),
            ("津市", "NoNumber"),
            ("", "NoNumber"),
            ("-", "NoNumber"),
            ("－", "NoNumber"),
            ("ー", "NoNumber"),
            ("…", "NoNumber"),
            (".", "NoNumber"),
            ("***", "NoNumber"),
            ("R24201", "NoNumber"),
            ("2.78105e5", "Unit e5"),
            ("12a", "Unit a"),
            ("278105-", "Unit -"),
            ("278105ほげ", "Unit ほげ"),
        ],
    );
    assert_eq!(read(&"9".repeat(400), ""), Err(Unread::NoNumber));
}

#[test]
fn scales() {
    check(
        "人",
        &[
            ("27万8105", "278105"),
            ("27万4537人", "274537"),
            ("27万8,105人", "278105"),
            ("２７万８１０５人", "278105"),
            ("27.8105万", "278105"),
            ("27.8105万人", "278105"),
            ("27 万 8105 人", "278105"),
            ("２７万８千１０５", "278105"),
            ("27万8千105人", "278105"),
            ("5千人", "5000"),
            ("1千5百人", "1500"),
            ("二十七万八千百五", "278105"),
            ("二七八一〇五人", "278105"),
            ("三千五百人", "3500"),
            ("千五百人", "1500"),
            ("百五", "105"),
            ("一人", "1"),
            ("27万81050", "Several"),
            ("27.5万8千", "Several"),
            ("5百3千", "Several"),
            ("5万3万", "Several"),
            ("三", "NoNumber"),
            ("一", "NoNumber"),
            ("〇", "NoNumber"),
            ("万", "NoNumber"),
            ("百人", "100"),
            ("千人", "NoNumber"),
            ("約百人", "about 100"),
            ("百人以上", "Bound"),
            ("百", "NoNumber"),
            ("十人", "10"),
            ("百万", "NoNumber"),
            ("万人", "NoNumber"),
            ("千葉", "NoNumber"),
            ("四日市市", "NoNumber"),
        ],
    );
    check(
        "円",
        &[
            ("1億2000万円", "120000000"),
            ("3百億円", "30000000000"),
            ("5兆円", "5000000000000"),
            ("5千円", "5000"),
            ("5000千円", "5000000"),
            ("12百万円", "12000000"),
            ("5千万円", "50000000"),
            ("¥1,000", "1000"),
            ("￥1,000", "1000"),
            ("¥1,000円", "1000"),
            ("百万円", "NoNumber"),
            ("千円", "NoNumber"),
            ("10000000000000001", "10000000000000000"),
            ("10,000,000,000,000,001", "10000000000000000"),
        ],
    );
    check(
        "千円",
        &[
            ("12345678", "12345678"),
            ("12,345,678千円", "12345678"),
            ("123億4567万8千円", "12345678"),
            ("12345678000円", "12345678"),
            ("123.45678億円", "12345678"),
            ("12345.678百万円", "12345678"),
            ("123億4567.8万円", "12345678"),
            ("5千円", "5"),
            ("5", "5"),
            ("5000円", "5"),
            // 5 or 5,000?
            ("5千", "Scale"),
            ("1万2345", "Scale"),
        ],
    );
}

#[test]
fn signs_of_negative_numbers() {
    for text in [
        "-5349",
        "－5349",
        "ー5349",
        "ｰ5349",
        "―5349",
        "−5349",
        "▲5349",
        "△5349",
        "▲ 5,349",
        "マイナス5349",
        "-5,349人",
        "(5349)",
        "（5,349）",
        "(5,349人)",
        "（5,349）人",
        "-5349人減",
        "▲5349人の減",
        "- 5349",
        "‐5349",
        "‑5349",
        "─5349",
        "－５３４９",
        "ﾏｲﾅｽ5349",
    ] {
        assert_eq!(told(text, "人"), "-5349", "{text}");
    }
    check(
        "人",
        &[
            ("5349人減", "Sign"),
            ("5349減", "Sign"),
            ("5349人減少", "Sign"),
            ("-5349人増", "Sign"),
            ("5349人増", "5349"),
            ("--5349", "Sign"),
            ("-▲5349", "Sign"),
            ("(-5349)", "Sign"),
            ("(5349", "NoNumber"),
            ("⊖5349", "NoNumber"),
            ("±5", "NoNumber"),
        ],
    );
}

#[test]
fn approximations_and_limits() {
    check(
        "人",
        &[
            ("約28万", "about 280000"),
            ("約 28万人", "about 280000"),
            ("およそ300", "about 300"),
            ("300人程度", "about 300"),
            ("28万人弱", "about 280000"),
            ("100人以上", "Bound"),
            ("100人未満", "Bound"),
            ("100～", "Bound"),
        ],
    );
}

#[test]
fn percent() {
    check(
        "",
        &[
            ("0.2987", "0.2987"),
            (".2987", "0.2987"),
            ("-.5", "-0.5"),
            ("０．２９８７", "0.2987"),
            ("29.87%", "0.2987"),
            ("29.87％", "0.2987"),
            ("29.87パーセント", "0.2987"),
            ("29.87ﾊﾟｰｾﾝﾄ", "0.2987"),
            ("29.87㌫", "0.2987"),
            ("3割", "0.3"),
            ("0.2987倍", "0.2987"),
            ("2割9分8厘7毛", "Several"),
            ("2.5ポイント", "2.5"),
        ],
    );
    check(
        "%",
        &[
            ("29.87", "29.87"),
            ("29.87%", "29.87"),
            ("0.2987", "0.2987"),
            ("29.87パーセント", "29.87"),
            ("29.87ポイント", "29.87"),
            ("２９．８７％", "29.87"),
            ("3割", "30"),
            ("29.87人", "Unit 人"),
        ],
    );
}

#[test]
fn units() {
    check(
        "円",
        &[("5kg", "Unit kg"), ("5人", "Unit 人"), ("5%", "Unit %")],
    );
    check(
        "人",
        &[("5円", "Unit 円"), ("¥5", "Unit 円"), ("¥5人", "Unit 人")],
    );
    check("個", &[("5kg", "Unit kg"), ("5こ", "Unit こ")]);
    check(
        "時間",
        &[
            ("1.5", "1.5"),
            ("1.5時間", "1.5"),
            ("1時間30分", "Several"),
            ("90分", "Unit 分"),
            ("1:30", "Several"),
            ("1.5h", "Unit h"),
            ("1.5 hours", "Unit hours"),
        ],
    );
    check(
        "km²",
        &[
            ("711.18", "711.18"),
            ("711.18km2", "711.18"),
            ("711.18km²", "711.18"),
            ("711.18㎢", "711.18"),
            ("711.18平方キロメートル", "711.18"),
            ("711.18平方キロ", "711.18"),
            ("711.18 km^2", "711.18"),
            ("711.18ha", "Unit ha"),
        ],
    );
    check(
        "つ",
        &[
            ("3", "3"),
            ("3つ", "3"),
            ("３個", "3"),
            ("三つ", "3"),
            ("3市町", "3"),
            ("③", "3"),
            ("⑫", "12"),
            ("Ⅲ", "NoNumber"),
            ("⑴", "NoNumber"),
        ],
    );
    check(
        "人/世帯",
        &[
            ("3.5人/世帯", "3.5"),
            ("3.5人", "3.5"),
            ("3.5円", "Unit 円"),
        ],
    );
    check("千円/人", &[("500円", "0.5"), ("5千円/人", "5")]);
    check(
        "",
        &[
            ("2020年", "2020"),
            ("274,537 人", "274537"),
            ("12か所", "12"),
            ("12ヶ所", "12"),
            // Names, codes, days and times are no numbers.
            ("八町", "NoNumber"),
            ("三重", "NoNumber"),
            ("059-229-3111", "Several"),
            ("2020-04-01", "Several"),
            ("10:30", "Several"),
            ("5kg/m2", "Unit kg/m2"),
        ],
    );
}

#[test]
fn decimals_are_read_as_the_standard_library_reads_them() {
    let mut dice = Dice(20);
    let mut texts: Vec<String> = [
        "0",
        "0.1",
        "0.3",
        "007",
        "9007199254740993",
        "9999999999999999999",
        "0.0000000001",
        "0.000000000000000000001",
    ]
    .map(str::to_owned)
    .into();
    for _ in 0..20_000 {
        let digits = 1 + dice.roll(19);
        let mut text: String = (0..digits)
            .map(|_| char::from(b'0' + dice.roll(10) as u8))
            .collect();
        if dice.roll(4) > 0 {
            text.insert(1 + dice.roll(digits), '.');
        }
        texts.push(text);
    }
    for text in texts {
        assert_eq!(parse_number(&text), text.parse().ok(), "{text}");
    }
    // Longer ones: right but for the last bit.
    for text in [
        "0.000001234567890123456789",
        "123456789012345678901234567890",
        "0.1234567890123456789012345",
    ] {
        let (got, expected) = (parse_number(text).unwrap(), text.parse::<f64>().unwrap());
        assert!((got / expected - 1.0).abs() < 1e-15, "{text}");
    }
}

#[test]
fn columns_whose_cells_do_not_go_together() {
    let mixed = |cells: &[&str]| {
        let mut notation = Notation::default();
        for cell in cells {
            if let Ok(reading) = read(cell, "") {
                notation.add(cell, &reading);
            }
        }
        let told: Vec<String> = notation
            .mixed()
            .into_iter()
            .map(|(sample, count)| format!("{sample} {count}"))
            .collect();
        told.join(", ")
    };
    assert_eq!(mixed(&["5千円", "3000", "4000", "－"]), "5千円 1, 3000 2");
    assert_eq!(mixed(&["29.87%", "0.3"]), "29.87% 1, 0.3 1");
    assert_eq!(mixed(&["28万", "3500"]), "28万 1, 3500 1");
    assert_eq!(mixed(&["5円", "5人", "6人"]), "5円 1, 5人 2");
    assert_eq!(mixed(&["90分", "1.5時間"]), "90分 1, 1.5時間 1");
    assert_eq!(mixed(&["30%", "3割"]), "30% 1, 3割 1");
    // Each cell says what it is.
    assert_eq!(mixed(&["5千円", "3000円", "2百万円"]), "");
    assert_eq!(mixed(&["27万4537人", "274,537", "12"]), "");
    assert_eq!(mixed(&["1,200円", "▲300", "¥5"]), "");
    assert_eq!(mixed(&["30%", "29.5％", "0"]), "");
    assert_eq!(mixed(&["3か所", "4ヶ所"]), "");
    assert_eq!(mixed(&["28万人", "3,500人"]), "");
    assert_eq!(mixed(&[]), "");
}

#[test]
fn tens_and_hundreds_are_numbers_before_the_unit_asked_for_only() {
    check("", &[("百人", "NoNumber"), ("千円", "NoNumber")]);
    check("千円", &[("千円", "NoNumber"), ("一千円", "1")]);
    check(
        "円",
        &[("百円", "100"), ("千円", "NoNumber"), ("百%", "NoNumber")],
    );
}
