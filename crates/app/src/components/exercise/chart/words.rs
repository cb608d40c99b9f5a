//! What a chart shows, and what is still to be picked, in sentences.

use chart::{ChartError, Description, Direction, Fact, MAX_SERIES, Part, Strength};
use locale::{Arg, Lang, Locale};
use spec::ChartKind;
use table::text::{format_number, format_small};

/// What to pick next.
pub(super) fn next(error: &ChartError, kind: Option<ChartKind>, words: &Locale) -> String {
    match error {
        ChartError::NotPicked(Part::Kind) => words.text("chart-next-kind"),
        ChartError::NotPicked(Part::X) if kind.is_some_and(|kind| !kind.has_y()) => {
            words.text("chart-next-x-histogram")
        }
        ChartError::NotPicked(Part::X) => words.text("chart-next-x"),
        ChartError::NotPicked(Part::Y | Part::Color) => words.text("chart-next-y"),
        ChartError::UnknownColumn { column, .. } => {
            words.text_with("chart-next-unknown-column", &[("column", column.into())])
        }
        ChartError::NotANumber {
            part: Part::Y,
            column,
        } => words.text_with("chart-next-number-y", &[("column", column.into())]),
        ChartError::NotANumber { column, .. } => {
            words.text_with("chart-next-number-x", &[("column", column.into())])
        }
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
            words.text_with(id, &[("column", column.into()), ("value", value.into())])
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
            &[("column", column.into()), ("count", (*count).into())],
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
    let value = |number: f64| value_with_unit(number, &description.unit, words);
    let (series, said) = match fact {
        Fact::Largest {
            series,
            names,
            value: most,
        } => {
            let names = &names
                .iter()
                .map(|name| position(name, description, words))
                .collect::<Vec<_>>();
            let said = match smallest {
                Some((least, small)) => words.text_with(
                    "chart-said-extremes",
                    &[
                        ("how", how(&description.unit).into()),
                        ("most", list(names, words).into()),
                        ("largest", value(*most).into()),
                        (
                            "least",
                            list(
                                &least
                                    .iter()
                                    .map(|name| position(name, description, words))
                                    .collect::<Vec<_>>(),
                                words,
                            )
                            .into(),
                        ),
                        ("smallest", value(small).into()),
                    ],
                ),
                None => words.text_with(
                    "chart-said-only",
                    &[
                        ("most", list(names, words).into()),
                        ("largest", value(*most).into()),
                    ],
                ),
            };
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
            let direction = match direction {
                Direction::Up => "up",
                Direction::Down => "down",
                Direction::Level => "level",
            };
            let args: [(&str, Arg<'_>); 6] = [
                ("direction", direction.into()),
                ("from", position(from, description, words).into()),
                ("first", value(*first).into()),
                ("to", position(to, description, words).into()),
                ("last", value(*last).into()),
                (
                    "change",
                    change_with_unit(change(*first, *last), &description.unit, words).into(),
                ),
            ];
            (series, words.text_with("chart-said-trend", &args))
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
                ("r", format_number(*r, 2).into()),
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

/// «2016年»: a bare number of a column of years needs its word in Japanese.
fn position(label: &str, description: &Description, words: &Locale) -> String {
    let year = matches!(description.x.as_str(), "年" | "年度")
        && label.bytes().all(|byte| byte.is_ascii_digit());
    if words.lang() == Lang::Ja && year {
        format!("{label}{}", description.x)
    } else {
        label.to_owned()
    }
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
fn change_with_unit(number: f64, unit: &str, words: &Locale) -> String {
    if matches!(unit, "%" | "％") {
        return words.text_with(
            "chart-said-points",
            &[("value", format_small(number, 3).into())],
        );
    }
    value_with_unit(number, unit, words)
}

fn value_with_unit(number: f64, unit: &str, words: &Locale) -> String {
    let value = format_small(number, 3);
    if unit.is_empty() {
        return value;
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
            "志摩市 is the largest, 41 %; 四日市市 is the smallest, 25.75 %.",
        );
        check(
            Lang::Ja,
            ChartKind::Line,
            "年",
            "率",
            "%",
            "2016年の 29.5 %から2022年の 41 %へ、11.5 ポイント増えています。2022年が最も大きく 41 %、2018年が最も小さく 25.75 %です。",
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
    fn what_to_pick_next() {
        for lang in [Lang::Ja, Lang::En] {
            let words = Locale::new(lang);
            let errors = [
                ChartError::NotPicked(Part::Kind),
                ChartError::NotPicked(Part::X),
                ChartError::NotPicked(Part::Y),
                ChartError::UnknownColumn {
                    part: Part::X,
                    column: "町".into(),
                },
                ChartError::NotANumber {
                    part: Part::X,
                    column: "町".into(),
                },
                ChartError::NotANumber {
                    part: Part::Y,
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
