//! Which place of a map a cell means: by name or by the municipality code in any of its forms.

use spec::maps::{Maps, PlaceMap};
use table::text::normalise;
use table::{Column, Value};

/// What a column's cells mean on a map.
pub(crate) struct Places<'a> {
    /// The map that knows most of them.
    pub(crate) map: &'a PlaceMap,
    /// The place of each row.
    pub(crate) of_row: Vec<Option<usize>>,
    /// What names no place of it, each once.
    pub(crate) unknown: Vec<String>,
}

/// The map that knows most cells of a column; `None` where none knows any.
pub(crate) fn find_places<'a>(column: &Column, maps: &'a Maps) -> Option<Places<'a>> {
    let keys: Vec<String> = column.iter().map(key_of).collect();
    // 1 to 12 are months as often as they are prefectures: bare numbers are these only where the column says so.
    let name = normalise(&column.name).to_ascii_lowercase();
    let says_so = ["コード", "番号", "都道府県", "code"]
        .iter()
        .any(|word| name.contains(word));
    let are_bare = column.dtype().is_number() && !says_so;
    let mut best: Option<Places<'a>> = None;
    let mut most = 0;
    for map in &maps.maps {
        let has_short_codes = map.places.iter().any(|place| place.code.len() == 2);
        if are_bare && has_short_codes {
            continue;
        }
        let of_row: Vec<Option<usize>> = keys.iter().map(|key| place_of(map, key)).collect();
        let known = of_row.iter().flatten().count();
        if known > most {
            most = known;
            best = Some(Places {
                map,
                of_row,
                unknown: Vec::new(),
            });
        }
    }
    let mut best = best?;
    for (key, place) in keys.iter().zip(&best.of_row) {
        if place.is_none() && !key.is_empty() && !best.unknown.contains(key) {
            best.unknown.push(key.clone());
        }
    }
    Some(best)
}

/// A cell as a name or as digits; empty where it is missing.
fn key_of(value: Value) -> String {
    match value {
        Value::Text(text) => normalise(&text),
        Value::Int(number) => number.to_string(),
        Value::Float(number) if number.fract() == 0.0 && number.abs() < 1e6 => {
            format!("{number:.0}")
        }
        Value::Null | Value::Float(_) | Value::Bool(_) | Value::Date(_) => String::new(),
    }
}

fn place_of(map: &PlaceMap, key: &str) -> Option<usize> {
    let bare = key.strip_prefix('R').unwrap_or(key);
    let is_code = !bare.is_empty() && bare.bytes().all(|byte| byte.is_ascii_digit());
    let mut places = map.places.iter();
    if is_code {
        return places.position(|place| means(bare, &place.code));
    }
    let name = key.strip_prefix(map.within.as_str()).unwrap_or(key).trim();
    let without_county = name.split_once('郡').map_or("", |(_, town)| town.trim());
    places.position(|place| {
        let full = place.name.as_str();
        let is_prefecture = place.code.len() == 2;
        full == name
            || full == without_county
            || is_prefecture && full.strip_suffix(['都', '府', '県']) == Some(name)
    })
}

/// Whether digits are a code: as it is, with its check digit, of a prefecture with the zeros that stand for its towns, and each of
/// them without zeros before it.
fn means(digits: &str, code: &str) -> bool {
    let is_it = |text: &str| text == digits || text.trim_start_matches('0') == digits;
    if is_it(code) {
        return true;
    }
    let five = if code.len() == 2 {
        format!("{code}000")
    } else {
        code.to_owned()
    };
    is_it(&five) || is_it(&format!("{five}{}", check_digit(&five)))
}

/// The sixth digit of a municipality code: weights 6 to 2, from 11 (総務省「全国地方公共団体コード」).
fn check_digit(five: &str) -> u32 {
    let digits = five.chars().filter_map(|digit| digit.to_digit(10));
    let sum: u32 = digits
        .zip([6, 5, 4, 3, 2])
        .map(|(digit, weight)| digit * weight)
        .sum();
    (11 - sum % 11) % 10
}

#[cfg(test)]
pub(crate) mod tests {
    use spec::maps::Place;
    use table::Values;

    use super::*;

    fn square(code: &str, name: &str, at: i32) -> Place {
        let (left, right) = (at * 10, at * 10 + 10);
        Place {
            code: code.into(),
            name: name.into(),
            rings: vec![vec![(left, 0), (right, 0), (right, 10), (left, 10)]],
        }
    }

    /// A map of a few towns and one of a few prefectures.
    pub(crate) fn maps() -> Maps {
        let towns = [
            ("24201", "津市"),
            ("24202", "四日市市"),
            ("24303", "木曽岬町"),
            ("24461", "玉城町"),
        ];
        let prefectures = [
            ("01", "北海道"),
            ("13", "東京都"),
            ("24", "三重県"),
            ("26", "京都府"),
        ];
        let map = |within: &str, to_scale: bool, places: &[(&str, &str)]| PlaceMap {
            within: within.into(),
            attribution: if to_scale {
                "出典".into()
            } else {
                String::new()
            },
            to_scale,
            places: (0..)
                .zip(places)
                .map(|(at, (code, name))| square(code, name, at))
                .collect(),
        };
        Maps {
            maps: vec![map("三重県", true, &towns), map("", false, &prefectures)],
        }
    }

    fn check(values: Values, expected: &[&str], unknown: &[&str]) {
        let maps = maps();
        let found = find_places(&Column::new("コード", values), &maps).unwrap();
        let places = found.of_row.iter().map(|at| {
            let place = at.and_then(|at| found.map.places.get(at));
            place.map_or("", |place| &place.name)
        });
        assert_eq!(places.collect::<Vec<_>>(), expected);
        assert_eq!(found.unknown, unknown);
    }

    fn text(values: &[&str]) -> Values {
        Values::Text(
            values
                .iter()
                .map(|value| (!value.is_empty()).then(|| (*value).to_owned()))
                .collect(),
        )
    }

    #[test]
    fn one_place_under_all_its_spellings() {
        check(
            text(&[
                "津市",
                "三重県津市",
                " 津市　",
                "24201",
                "242012",
                "R24201",
                "２４２０１",
            ]),
            &["津市"; 7],
            &[],
        );
        check(
            text(&["桑名郡木曽岬町", "三重県桑名郡木曽岬町", "木曽岬町"]),
            &["木曽岬町"; 3],
            &[],
        );
        check(
            Values::Int(vec![Some(24_201), Some(242_012), None]),
            &["津市", "津市", ""],
            &[],
        );
        check(
            text(&[
                "東京",
                "京都府",
                "京都",
                "北海道",
                "13",
                "130001",
                "01000",
                "1000",
            ]),
            &[
                "東京都",
                "京都府",
                "京都府",
                "北海道",
                "東京都",
                "東京都",
                "北海道",
                "北海道",
            ],
            &[],
        );
        check(
            Values::Int(vec![Some(1), Some(13), Some(10_006)]),
            &["北海道", "東京都", "北海道"],
            &[],
        );
    }

    #[test]
    fn what_is_no_place_is_named_once() {
        check(
            text(&["津市", "県計", "県計", "", "242013", "郡山市"]),
            &["津市", "", "", "", "", ""],
            &["県計", "242013", "郡山市"],
        );
        let nowhere = Column::new("色", text(&["赤", "青"]));
        assert!(find_places(&nowhere, &maps()).is_none());
        let months = |name: &str| Column::new(name, Values::Int(vec![Some(1), Some(13)]));
        assert!(find_places(&months("月"), &maps()).is_none());
        assert!(find_places(&months("都道府県コード"), &maps()).is_some());
    }
}
