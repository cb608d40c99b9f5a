//! What a chart shows, and what is still to be picked, in sentences.

use chart::{
    ChartData, ChartError, ChartPart, Description, Direction, Fact, MAX_SERIES, Mark, Plot,
    Strength, minus,
};
use locale::{Arg, Lang, Locale};
use spec::ChartKind;

/// The name of a field of columns, «x» or «y»: bars may lie down, so theirs is not called by its direction.
pub(super) fn field(part: &str, kind: Option<ChartKind>, words: &Locale) -> String {
    let is_bar = kind.is_none_or(|kind| kind == ChartKind::Bar);
    words.text(match (part, is_bar) {
        ("x", true) => "chart-item",
        ("x", false) => "chart-across",
        (_, true) => "chart-number",
        (_, false) => "chart-up",
    })
}

/// What a mark says: name, value and unit.
pub(super) fn tip(data: &ChartData, mark: &Mark, words: &Locale) -> String {
    let Some(reading) = data.read(mark) else {
        return String::new();
    };
    let unit = |value: &str, unit: &str| with_unit(value, unit, words);
    let mut name = named(&reading.name, &data.x, &data.own, words);
    if !reading.series.is_empty() {
        let series = named(&reading.series, "", &data.own, words);
        name = if name.is_empty() {
            series
        } else {
            words.text_with(
                "chart-tip-series",
                &[("name", name.into()), ("series", series.into())],
            )
        };
    }
    let value = match &data.plot {
        Plot::Bars(_) | Plot::Lines(_) => unit(&reading.value, &data.unit),
        Plot::Points(_) => words.text_with(
            "chart-tip-point",
            &[
                ("x", (&data.x).into()),
                ("across", unit(&reading.from, data.shown_x_unit()).into()),
                ("y", (&data.y).into()),
                ("up", unit(&reading.value, &data.unit).into()),
            ],
        ),
        Plot::Bins(_) => {
            name = words.text_with(
                "chart-said-bin",
                &[
                    ("from", unit(&reading.from, &data.unit).into()),
                    ("to", unit(&reading.to, &data.unit).into()),
                ],
            );
            words.text_with("chart-tip-count", &[("count", reading.value.into())])
        }
    };
    if name.is_empty() {
        return value;
    }
    words.text_with(
        "chart-tip",
        &[("name", name.into()), ("value", value.into())],
    )
}

/// What to pick next.
pub(super) fn next(error: &ChartError, kind: Option<ChartKind>, words: &Locale) -> String {
    let (x, y) = (field("x", kind, words), field("y", kind, words));
    match error {
        ChartError::NotPicked(ChartPart::Kind) => words.text("chart-next-kind"),
        ChartError::NotPicked(ChartPart::X) if kind.is_some_and(|kind| !kind.has_y()) => {
            words.text_with("chart-next-x-histogram", &[("field", x.into())])
        }
        ChartError::NotPicked(ChartPart::X) => {
            words.text_with("chart-next-x", &[("field", x.into())])
        }
        ChartError::NotPicked(ChartPart::Y | ChartPart::Color) => {
            words.text_with("chart-next-y", &[("field", y.into())])
        }
        ChartError::UnknownColumn { column, .. } => {
            words.text_with("chart-next-unknown-column", &[("column", column.into())])
        }
        ChartError::NotANumber {
            part: ChartPart::Y,
            column,
        } => words.text_with(
            "chart-next-number-y",
            &[("column", column.into()), ("field", y.into())],
        ),
        ChartError::NotANumber { column, .. } => words.text_with(
            "chart-next-number-x",
            &[("column", column.into()), ("field", x.into())],
        ),
        ChartError::NoRows => words.text("chart-next-no-rows"),
        ChartError::AllMissing { column } => {
            words.text_with("chart-next-all-missing", &[("column", column.into())])
        }
        ChartError::Repeated {
            column,
            value,
            colored,
        } => {
            let id = if *colored {
                "chart-next-repeated-colored"
            } else {
                "chart-next-repeated"
            };
            words.text_with(
                id,
                &[
                    ("column", column.into()),
                    ("value", value.into()),
                    ("field", x.into()),
                ],
            )
        }
        ChartError::TooManySeries { column, count } => words.text_with(
            "chart-next-too-many-colors",
            &[
                ("column", column.into()),
                ("count", (*count).into()),
                ("max", MAX_SERIES.into()),
            ],
        ),
        ChartError::TooManyCategories { column, count } => words.text_with(
            "chart-next-too-many-bars",
            &[
                ("column", column.into()),
                ("count", (*count).into()),
                ("field", x.into()),
            ],
        ),
        ChartError::Backend(_) => words.text("chart-next-failed"),
    }
}

/// The facts of a chart in sentences, one after the other.
pub(super) fn sentences(description: &Description, words: &Locale) -> String {
    let mut said: Vec<String> = Vec::new();
    let mut facts = description.facts.iter().peekable();
    while let Some(fact) = facts.next() {
        let smallest = match facts.peek() {
            Some(Fact::Smallest { names, value, .. }) if matches!(fact, Fact::Largest { .. }) => {
                Some((names, *value))
            }
            _ => None,
        };
        if smallest.is_some() {
            facts.next();
        }
        said.push(sentence(fact, smallest, description, words));
    }
    if said.is_empty() {
        said.push(words.text_with(
            "chart-said-few-points",
            &[("count", description.count.into())],
        ));
    }
    if description.missing > 0 {
        said.push(words.text_with(
            "chart-said-missing",
            &[("count", description.missing.into())],
        ));
    }
    said.join(if words.lang() == Lang::En { " " } else { "" })
}

fn sentence(
    fact: &Fact,
    smallest: Option<(&Vec<String>, f64)>,
    description: &Description,
    words: &Locale,
) -> String {
    let value = |number: f64| value_with_unit(number, description, words);
    let (series, said) = match fact {
        Fact::Largest {
            series,
            names,
            value: most,
        } => {
            let said = extremes(names, *most, smallest, description, words);
            (series, said)
        }
        // Smallest always follows a largest, and is said with it.
        Fact::Smallest {
            series,
            names,
            value: least,
        } => (
            series,
            words.text_with(
                "chart-said-only",
                &[
                    ("most", list(names, words).into()),
                    ("largest", value(*least).into()),
                ],
            ),
        ),
        Fact::AllEqual { series, value: all } => (
            series,
            words.text_with("chart-said-all-equal", &[("value", value(*all).into())]),
        ),
        Fact::Trend {
            series,
            from,
            first,
            to,
            last,
            direction,
        } => {
            let said = trend((from, *first), (to, *last), *direction, description, words);
            (series, said)
        }
        Fact::NoOrder => {
            return words.text_with("chart-said-no-order", &[("x", (&description.x).into())]);
        }
        Fact::Rank { rank, of } => {
            return words.text_with(
                "chart-said-rank",
                &[
                    (
                        "name",
                        position(&description.own, description, words).into(),
                    ),
                    ("how", how(&description.unit).into()),
                    ("rank", (*rank).into()),
                    ("of", (*of).into()),
                    ("towns", towns(&description.x).into()),
                ],
            );
        }
        Fact::Correlation { r, strength } => {
            let strength = match strength {
                Strength::Strong => "strong",
                Strength::Medium => "medium",
                Strength::Weak => "weak",
                Strength::None => "none",
            };
            let args: [(&str, Arg<'_>); 5] = [
                ("strength", strength.into()),
                (
                    "sign",
                    if *r < 0.0 { "negative" } else { "positive" }.into(),
                ),
                ("x", (&description.x).into()),
                ("y", (&description.y).into()),
                ("r", correlation(*r).into()),
            ];
            return words.text_with("chart-said-correlation", &args);
        }
        Fact::Modal { bins, count } => {
            let bin = |(from, to): &(f64, f64)| {
                words.text_with(
                    "chart-said-bin",
                    &[("from", value(*from).into()), ("to", value(*to).into())],
                )
            };
            let bins = list(&bins.iter().map(bin).collect::<Vec<_>>(), words);
            return words.text_with(
                "chart-said-modal",
                &[("bins", bins.into()), ("count", (*count).into())],
            );
        }
        Fact::Spread { from, to } => {
            return words.text_with(
                "chart-said-spread",
                &[("from", value(*from).into()), ("to", value(*to).into())],
            );
        }
    };
    if series.is_empty() {
        said
    } else {
        words.text_with(
            "chart-said-series",
            &[("series", series.into()), ("sentence", said.into())],
        )
    }
}

/// The largest value, and the smallest where there is another.
fn extremes(
    most: &[String],
    largest: f64,
    smallest: Option<(&Vec<String>, f64)>,
    description: &Description,
    words: &Locale,
) -> String {
    let value = |number: f64| value_with_unit(number, description, words);
    let listed = |names: &[String]| {
        let names = names.iter().map(|name| position(name, description, words));
        list(&names.collect::<Vec<_>>(), words)
    };
    match smallest {
        Some((least, small)) => words.text_with(
            "chart-said-extremes",
            &[
                ("how", how(&description.unit).into()),
                ("most", listed(most).into()),
                ("largest", value(largest).into()),
                ("least", listed(least).into()),
                ("smallest", value(small).into()),
            ],
        ),
        None => words.text_with(
            "chart-said-only",
            &[
                ("most", listed(most).into()),
                ("largest", value(largest).into()),
            ],
        ),
    }
}

/// From where to where the values went.
fn trend(
    (from, first): (&str, f64),
    (to, last): (&str, f64),
    direction: Direction,
    description: &Description,
    words: &Locale,
) -> String {
    let value = |number: f64| value_with_unit(number, description, words);
    let direction = match direction {
        Direction::Up => "up",
        Direction::Down => "down",
        Direction::Level => "level",
    };
    let args: [(&str, Arg<'_>); 6] = [
        ("direction", direction.into()),
        ("from", position(from, description, words).into()),
        ("first", value(first).into()),
        ("to", position(to, description, words).into()),
        ("last", value(last).into()),
        (
            "change",
            change_with_unit(change(first, last), description, words).into(),
        ),
    ];
    words.text_with("chart-said-trend", &args)
}

/// Up to three names; more are counted.
fn list(names: &[String], words: &Locale) -> String {
    let shown = names
        .iter()
        .take(3)
        .cloned()
        .collect::<Vec<_>>()
        .join(&words.text("chart-said-and"));
    if names.len() <= 3 {
        return shown;
    }
    words.text_with(
        "chart-said-and-more",
        &[("names", shown.into()), ("count", names.len().into())],
    )
}

/// A place as people call it: «2016年», «四日市市（自分の町）».
fn position(label: &str, description: &Description, words: &Locale) -> String {
    named(label, &description.x, &description.own, words)
}

/// A place of a column: a bare number of a column of years needs its word in Japanese, the own town its mark.
fn named(label: &str, column: &str, own: &str, words: &Locale) -> String {
    if !own.is_empty() && label == own {
        return words.text_with(
            "chart-own",
            &[
                ("name", label.into()),
                ("own", words.text("chart-own-town").into()),
            ],
        );
    }
    let year = matches!(column, "年" | "年度")
        && !label.is_empty()
        && label.bytes().all(|byte| byte.is_ascii_digit());
    if words.lang() == Lang::Ja && year {
        format!("{label}{column}")
    } else {
        label.to_owned()
    }
}

/// What the towns of a column are called together; rows were found to be towns before.
fn towns(column: &str) -> &str {
    match column.trim_end_matches('名') {
        towns @ ("市町" | "市町村" | "市区町村" | "自治体") => towns,
        _ => "市町村",
    }
}

/// A correlation with two digits, whatever they are: «−0.90».
fn correlation(r: f64) -> String {
    // Adding nothing takes the sign from zero.
    let rounded = (r * 100.0).round() / 100.0 + 0.0;
    minus(format!("{rounded:.2}"))
}

/// How far two values are apart; what is left over in the last digits of a calculation is nothing.
fn change(first: f64, last: f64) -> f64 {
    let change = (last - first).abs();
    if change < first.abs().max(last.abs()) * 1e-12 {
        0.0
    } else {
        change
    }
}

/// A difference of percentages is in points.
fn change_with_unit(number: f64, description: &Description, words: &Locale) -> String {
    if matches!(description.unit.as_str(), "%" | "％") {
        let value = description.digits.write(number);
        return words.text_with("chart-said-points", &[("value", value.into())]);
    }
    value_with_unit(number, description, words)
}

fn value_with_unit(number: f64, description: &Description, words: &Locale) -> String {
    with_unit(&description.digits.write(number), &description.unit, words)
}

fn with_unit(value: &str, unit: &str, words: &Locale) -> String {
    if unit.is_empty() {
        return value.to_owned();
    }
    words.text_with(
        "chart-said-value",
        &[("value", value.into()), ("unit", unit.into())],
    )
}

/// Things that are counted are «多い», measures are «大きい».
fn how(unit: &str) -> &'static str {
    const COUNTED: [&str; 24] = [
        "人",
        "世帯",
        "件",
        "戸",
        "台",
        "所",
        "か所",
        "箇所",
        "ヶ所",
        "事業所",
        "社",
        "円",
        "千円",
        "万円",
        "百万円",
        "億円",
        "回",
        "泊",
        "人泊",
        "校",
        "駅",
        "票",
        "時間",
        "分",
    ];
    if COUNTED.contains(&unit) {
        "count"
    } else {
        "size"
    }
}

#[cfg(test)]
mod tests {
    use chart::{describe, prepare};
    use spec::ChartSpec;
    use table::{Column, Table, Values};

    use super::*;

    fn table() -> Table {
        let text = |values: &[&str]| {
            Values::Text(
                values
                    .iter()
                    .map(|value| Some((*value).to_owned()))
                    .collect(),
            )
        };
        Table::new(vec![
            Column::new("市町", text(&["津市", "四日市市", "鳥羽市", "志摩市"])),
            Column::new(
                "人口",
                Values::Int(vec![Some(274_537), Some(305_424), None, Some(46_057)]),
            ),
            Column::new(
                "率",
                Values::Float(vec![Some(29.5), Some(25.75), Some(40.1), Some(41.0)]),
            ),
            Column::new(
                "濃度",
                Values::Float(vec![Some(0.000_012), Some(0.000_013), None, None]),
            ),
            Column::new(
                "年",
                Values::Int(vec![Some(2016), Some(2018), Some(2020), Some(2022)]),
            ),
        ])
        .unwrap()
    }

    fn check(lang: Lang, kind: ChartKind, x: &str, y: &str, unit: &str, expected: &str) {
        let spec = ChartSpec {
            kind: Some(kind),
            x: x.into(),
            y: y.into(),
            unit: unit.into(),
            ..ChartSpec::default()
        };
        let words = Locale::new(lang);
        assert_eq!(
            sentences(&describe(&prepare(&spec, &table()).unwrap()), &words),
            expected
        );
    }

    #[test]
    fn charts_in_words() {
        check(
            Lang::Ja,
            ChartKind::Bar,
            "市町",
            "人口",
            "人",
            "四日市市が最も多く 305,424 人、志摩市が最も少なく 46,057 人です。値のない 1 行は描いていません。",
        );
        check(
            Lang::Ja,
            ChartKind::Bar,
            "市町",
            "濃度",
            "",
            "四日市市が最も大きく 0.000013、津市が最も小さく 0.000012です。値のない 2 行は描いていません。",
        );
        check(
            Lang::Ja,
            ChartKind::Line,
            "年",
            "濃度",
            "",
            "2016年の 0.000012から2018年の 0.000013へ、0.000001増えています。値のない 2 行は描いていません。",
        );
        check(
            Lang::En,
            ChartKind::Bar,
            "市町",
            "率",
            "%",
            "志摩市 is the largest, 41.00 %; 四日市市 is the smallest, 25.75 %.",
        );
        check(
            Lang::Ja,
            ChartKind::Line,
            "年",
            "率",
            "%",
            "2016年の 29.50 %から2022年の 41.00 %へ、11.50 ポイント増えています。2022年が最も大きく 41.00 %、2018年が最も小さく 25.75 %です。",
        );
        check(
            Lang::Ja,
            ChartKind::Scatter,
            "年",
            "率",
            "",
            "「年」が大きいほど「率」は大きいという強い傾向があります（相関係数 0.83）。",
        );
        check(
            Lang::Ja,
            ChartKind::Histogram,
            "率",
            "",
            "%",
            "25 %以上 30 %未満、40 %以上 45 %未満が最も多く、2 件です。全体は 25 %以上 45 %未満に収まっています。",
        );
    }

    #[test]
    fn a_line_over_names_says_why_it_tells_nothing() {
        check(
            Lang::Ja,
            ChartKind::Line,
            "市町",
            "率",
            "%",
            "「市町」には順番がないので、線で結んでも増減は読み取れません。棒グラフで比べましょう。志摩市が最も大きく 41.00 %、四日市市が最も小さく 25.75 %です。",
        );
        check(
            Lang::En,
            ChartKind::Line,
            "市町",
            "率",
            "%",
            "“市町” has no order, so a line between its values tells of no rise or fall. Compare them in a bar chart. 志摩市 is the largest, 41.00 %; 四日市市 is the smallest, 25.75 %.",
        );
    }

    fn own(kind: ChartKind, x: &str, y: &str, unit: &str) -> ChartData {
        let spec = ChartSpec {
            kind: Some(kind),
            x: x.into(),
            y: y.into(),
            unit: unit.into(),
            ..ChartSpec::default()
        };
        let mut data = prepare(&spec, &table()).unwrap();
        data.own = "津市".into();
        data.x_unit = "人".into();
        data
    }

    #[test]
    fn the_own_town_is_called_so_with_its_place() {
        let said = |lang: Lang| {
            let data = own(ChartKind::Bar, "市町", "率", "%");
            sentences(&describe(&data), &Locale::new(lang))
        };
        assert_eq!(
            said(Lang::Ja),
            "志摩市が最も大きく 41.00 %、四日市市が最も小さく 25.75 %です。津市（自分の町）は、この 4 市町の中で大きいほうから 3 番目です。"
        );
        assert_eq!(
            said(Lang::En),
            "志摩市 is the largest, 41.00 %; 四日市市 is the smallest, 25.75 %. 津市 (my town) is number 3 of these 4 towns, counted from the largest."
        );
    }

    #[test]
    fn tips_tell_name_value_and_unit() {
        let told = |kind: ChartKind, x: &str, y: &str, unit: &str, at: usize| {
            let data = own(kind, x, y, unit);
            let nowhere = chart::Rect {
                left: 0.0,
                top: 0.0,
                right: 0.0,
                bottom: 0.0,
            };
            let mark = Mark {
                series: 0,
                at,
                rect: nowhere,
                reach: nowhere,
            };
            tip(&data, &mark, &Locale::new(Lang::Ja))
        };
        for ((kind, x, y, unit, at), expected) in [
            (
                (ChartKind::Bar, "市町", "人口", "人", 1),
                "四日市市：305,424 人",
            ),
            (
                (ChartKind::Bar, "市町", "人口", "人", 0),
                "津市（自分の町）：274,537 人",
            ),
            ((ChartKind::Line, "年", "率", "%", 1), "2018年：25.75 %"),
            (
                (ChartKind::Scatter, "人口", "率", "%", 1),
                "四日市市：人口 305,424 人、率 25.75 %",
            ),
            (
                (ChartKind::Histogram, "率", "", "%", 0),
                "25 %以上 30 %未満：2 件",
            ),
            // Nothing was drawn there.
            ((ChartKind::Bar, "市町", "人口", "人", 2), ""),
        ] {
            assert_eq!(told(kind, x, y, unit, at), expected);
        }
    }

    #[test]
    fn a_correlation_has_two_digits() {
        for (r, expected) in [
            (-0.9, "−0.90"),
            (1.0, "1.00"),
            (-0.001, "0.00"),
            (0.829, "0.83"),
        ] {
            assert_eq!(correlation(r), expected);
        }
    }

    #[test]
    fn bars_are_not_called_by_their_direction() {
        let words = Locale::new(Lang::Ja);
        let name = |part, kind| field(part, kind, &words);
        assert_eq!(name("x", Some(ChartKind::Bar)), "項目");
        assert_eq!(name("y", None), "数");
        assert_eq!(name("x", Some(ChartKind::Scatter)), "横");
        assert_eq!(name("y", Some(ChartKind::Line)), "たて");
    }

    #[test]
    fn what_to_pick_next() {
        for lang in [Lang::Ja, Lang::En] {
            let words = Locale::new(lang);
            let errors = [
                ChartError::NotPicked(ChartPart::Kind),
                ChartError::NotPicked(ChartPart::X),
                ChartError::NotPicked(ChartPart::Y),
                ChartError::UnknownColumn {
                    part: ChartPart::X,
                    column: "町".into(),
                },
                ChartError::NotANumber {
                    part: ChartPart::X,
                    column: "町".into(),
                },
                ChartError::NotANumber {
                    part: ChartPart::Y,
                    column: "町".into(),
                },
                ChartError::NoRows,
                ChartError::AllMissing {
                    column: "町".into(),
                },
                ChartError::Repeated {
                    column: "町".into(),
                    value: "津".into(),
                    colored: false,
                },
                ChartError::Repeated {
                    column: "町".into(),
                    value: "津".into(),
                    colored: true,
                },
                ChartError::TooManySeries {
                    column: "町".into(),
                    count: 29,
                },
                ChartError::TooManyCategories {
                    column: "町".into(),
                    count: 1741,
                },
                ChartError::Backend("x".into()),
            ];
            let mut said: Vec<String> = errors
                .iter()
                .map(|error| next(error, Some(ChartKind::Bar), &words))
                .collect();
            assert!(
                said.iter()
                    .all(|text| !text.starts_with("chart-") && !text.contains('{')),
                "{said:?}"
            );
            said.sort();
            said.dedup();
            assert_eq!(said.len(), errors.len(), "each cause has words of its own");
        }
    }
}
