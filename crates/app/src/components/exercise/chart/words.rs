//! What a chart shows, and what is still to be picked, in sentences.

use chart::{
    ChartData, ChartError, ChartPart, Description, Direction, Fact, Fit, MAX_PANELS, MAX_SERIES,
    Mark, Measure, NoFit, Plot, Strength, Warning, counts, minus,
};
use locale::{Arg, Lang, Locale};
use spec::ChartKind;
use table::text::format_number;

/// The name of a field of columns, «x» or «y»: bars may lie down, so theirs is not called by its direction.
pub(super) fn field(part: &str, kind: Option<ChartKind>, words: &Locale) -> String {
    let kind = kind.unwrap_or(ChartKind::Bar);
    words.text(match (part, kind) {
        ("x", ChartKind::Bar | ChartKind::Box) => "chart-item",
        ("x", ChartKind::Map) => "chart-place",
        ("x", _) => "chart-across",
        (_, ChartKind::Bar | ChartKind::Box | ChartKind::Map) => "chart-number",
        (_, _) => "chart-up",
    })
}

/// What a reader should be told about a chart.
pub(super) fn caution(warning: &Warning, words: &Locale) -> String {
    match warning {
        Warning::ManyCategories { count } => {
            words.text_with("chart-warn-many", &[("count", (*count).into())])
        }
        Warning::NoUnit => words.text("chart-warn-unit"),
        Warning::Totals { unit } => words.text_with("chart-warn-totals", &[("unit", unit.into())]),
    }
}

/// What a mark says: name, value and unit.
pub(super) fn tip(data: &ChartData, mark: &Mark, words: &Locale) -> String {
    let Some(reading) = data.read(mark) else {
        return String::new();
    };
    let unit = |value: &str, unit: &str| with_unit(value, unit, words);
    // Rows of a heat map are values of y, its columns of x.
    let (name_column, series_column) = match &data.plot {
        Plot::Heat(_) => (&*data.y, &*data.x),
        _ => (&*data.x, ""),
    };
    let mut name = named(&reading.name, name_column, &data.own, words);
    if !reading.series.is_empty() {
        let series = named(&reading.series, series_column, &data.own, words);
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
        Plot::Bars(bars) if !reading.amount.is_empty() => words.text_with(
            "chart-tip-share",
            &[
                ("share", unit(&reading.value, &data.unit).into()),
                ("amount", unit(&reading.amount, &bars.amount_unit).into()),
            ],
        ),
        Plot::Heat(_) | Plot::Map(_) if reading.value.is_empty() => words.text("chart-blank"),
        Plot::Bars(_) | Plot::Lines(_) | Plot::Heat(_) | Plot::Map(_) => {
            unit(&reading.value, &data.unit)
        }
        Plot::Boxes(_) => match &reading.box_of {
            Some((count, [low, q1, median, q3, high])) => words.text_with(
                "chart-tip-box",
                &[
                    ("median", unit(median, &data.unit).into()),
                    ("q1", unit(q1, &data.unit).into()),
                    ("q3", unit(q3, &data.unit).into()),
                    ("low", unit(low, &data.unit).into()),
                    ("high", unit(high, &data.unit).into()),
                    ("count", (*count).into()),
                ],
            ),
            None => words.text_with(
                "chart-tip-outlier",
                &[("value", unit(&reading.value, &data.unit).into())],
            ),
        },
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
    if !reading.panel.is_empty() {
        let panel = named(&reading.panel, &data.facet, &data.own, words);
        name = if name.is_empty() {
            panel
        } else {
            let parts = [("panel", panel.into()), ("name", name.into())];
            words.text_with("chart-tip-panel", &parts)
        };
    }
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
        ChartError::NotPicked(ChartPart::Y) if kind == Some(ChartKind::Heat) => {
            words.text_with("chart-next-x", &[("field", y.into())])
        }
        ChartError::NotPicked(ChartPart::Y | ChartPart::Facet) => {
            words.text_with("chart-next-y", &[("field", y.into())])
        }
        ChartError::NotPicked(ChartPart::Color) => {
            let field = words.text("chart-shade");
            words.text_with("chart-next-y", &[("field", field.into())])
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
        ChartError::NotANumber {
            part: ChartPart::Color,
            column,
        } => words.text_with(
            "chart-next-number-color",
            &[
                ("column", column.into()),
                ("field", words.text("chart-shade").into()),
            ],
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
        ChartError::TooManyCategories { column, count } if kind != Some(ChartKind::Bar) => words
            .text_with(
                "chart-next-too-many-values",
                &[("column", column.into()), ("count", (*count).into())],
            ),
        ChartError::TooManyCategories { column, count } => words.text_with(
            "chart-next-too-many-bars",
            &[
                ("column", column.into()),
                ("count", (*count).into()),
                ("field", x.into()),
            ],
        ),
        ChartError::TooManyPanels { column, count } => words.text_with(
            "chart-next-too-many-panels",
            &[
                ("column", column.into()),
                ("count", (*count).into()),
                ("max", MAX_PANELS.into()),
            ],
        ),
        ChartError::Negative { column } => {
            words.text_with("chart-next-negative", &[("column", column.into())])
        }
        ChartError::RepeatedCell { x, y } => words.text_with(
            "chart-next-repeated-cell",
            &[("x", x.into()), ("y", y.into())],
        ),
        ChartError::RepeatedPlace { place } => {
            words.text_with("chart-next-repeated-place", &[("place", place.into())])
        }
        ChartError::NoMap => words.text("chart-map-waiting"),
        ChartError::NoPlaces { column, value } => words.text_with(
            "chart-next-no-places",
            &[("column", column.into()), ("value", value.into())],
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
        Fact::By(measure) => {
            return words.text(match measure {
                Measure::Totals => "chart-said-totals",
                Measure::Shares => "chart-said-shares",
                Measure::Medians => "chart-said-medians",
            });
        }
        Fact::Box(of) => {
            return words.text_with(
                "chart-said-box",
                &[
                    ("median", value(of.median).into()),
                    ("q1", value(of.q1).into()),
                    ("q3", value(of.q3).into()),
                    ("count", of.count.into()),
                ],
            );
        }
        Fact::Outliers { count, names } if names.is_empty() => {
            return words.text_with("chart-said-outliers", &[("count", (*count).into())]);
        }
        Fact::Outliers { count, names } => {
            return words.text_with(
                "chart-said-outliers-named",
                &[
                    ("count", (*count).into()),
                    ("names", list(names, words).into()),
                ],
            );
        }
        Fact::Classes { count } => {
            return words.text_with("chart-said-classes", &[("count", (*count).into())]);
        }
        Fact::Unknown { names } => {
            return words.text_with(
                "chart-said-unknown",
                &[("names", list(names, words).into())],
            );
        }
        Fact::Blank { names } => {
            return words.text_with(
                "chart-said-blank",
                &[
                    ("count", names.len().into()),
                    ("names", list(names, words).into()),
                ],
            );
        }
        Fact::Line { series, fit } => (series, line(fit, description, words)),
        Fact::Correlation {
            series,
            r,
            strength,
        } => {
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
            (series, words.text_with("chart-said-correlation", &args))
        }
        Fact::Modal {
            series,
            bins,
            count,
        } => {
            let bin = |(from, to): &(f64, f64)| {
                words.text_with(
                    "chart-said-bin",
                    &[("from", value(*from).into()), ("to", value(*to).into())],
                )
            };
            let bins = list(&bins.iter().map(bin).collect::<Vec<_>>(), words);
            let said = words.text_with(
                "chart-said-modal",
                &[("bins", bins.into()), ("count", (*count).into())],
            );
            (series, said)
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

/// The equation of a line with its r and n, or why there is none.
fn line(fit: &Result<Fit, NoFit>, description: &Description, words: &Locale) -> String {
    let fit = match fit {
        Ok(fit) => fit,
        Err(why) => {
            return words.text(match why {
                NoFit::TooFew => "chart-said-line-few",
                NoFit::SameX => "chart-said-line-same",
                NoFit::Dates => "chart-said-line-dates",
                NoFit::TooLarge => "chart-said-line-large",
            });
        }
    };
    let r = match fit.r {
        Some(r) => correlation(r),
        None => words.text("chart-said-line-no-r"),
    };
    let (slope, intercept) = fit.decimals();
    let written = |number: f64, decimals| minus(format_number(number, decimals));
    words.text_with(
        "chart-said-line",
        &[
            ("x", (&description.x).into()),
            ("y", (&description.y).into()),
            ("slope", written(fit.slope, slope).into()),
            ("sign", if fit.intercept < 0.0 { "−" } else { "+" }.into()),
            ("intercept", written(fit.intercept.abs(), intercept).into()),
            ("r", r.into()),
            ("count", fit.count.into()),
        ],
    )
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
    if counts(unit) { "count" } else { "size" }
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
                ..Mark::default()
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
    fn lines_boxes_and_shares_are_told_with_all_their_numbers() {
        let said = |spec: &ChartSpec, lang: Lang| {
            let data = prepare(spec, &table()).unwrap();
            sentences(&describe(&data), &Locale::new(lang))
        };
        let line = ChartSpec {
            kind: Some(ChartKind::Scatter),
            x: "年".into(),
            y: "率".into(),
            fit: spec::ChartFit::Line,
            ..ChartSpec::default()
        };
        let told = said(&line, Lang::Ja);
        assert!(
            told.contains("率 = 2.4425 × 年 − 4,897.32です（相関係数 r = 0.83、点の数 n = 4。"),
            "{told}"
        );
        let few = ChartSpec {
            y: "濃度".into(),
            ..line
        };
        assert!(said(&few, Lang::En).contains("fewer than 3 points"));
        let boxes = ChartSpec {
            kind: Some(ChartKind::Box),
            y: "率".into(),
            unit: "%".into(),
            ..ChartSpec::default()
        };
        assert_eq!(
            said(&boxes, Lang::Ja),
            "中央値は 34.800 %で、真ん中の半分は 28.562 %から 40.325 %の間にあります（4 件）。"
        );
        let mark = Mark::default();
        let words = Locale::new(Lang::Ja);
        assert_eq!(
            tip(&prepare(&boxes, &table()).unwrap(), &mark, &words),
            "中央値 34.800 %、真ん中の半分は 28.562 %から 40.325 %、ひげは 25.750 %から 41.000 %（4 件）"
        );
        let shares = ChartSpec {
            kind: Some(ChartKind::Bar),
            x: "年".into(),
            y: "人口".into(),
            color: "市町".into(),
            unit: "人".into(),
            stack: spec::ChartStack::Share,
            ..ChartSpec::default()
        };
        assert_eq!(
            tip(&prepare(&shares, &table()).unwrap(), &mark, &words),
            "2016年（津市）：100.0 %（274,537 人）"
        );
    }

    #[test]
    fn every_caution_has_words() {
        for lang in [Lang::Ja, Lang::En] {
            let words = Locale::new(lang);
            for warning in [
                Warning::ManyCategories { count: 31 },
                Warning::NoUnit,
                Warning::Totals { unit: "人".into() },
            ] {
                let said = caution(&warning, &words);
                assert!(!said.starts_with("chart-") && !said.contains('{'), "{said}");
            }
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
                ChartError::NotPicked(ChartPart::Color),
                ChartError::NotANumber {
                    part: ChartPart::Color,
                    column: "町".into(),
                },
                ChartError::TooManyPanels {
                    column: "町".into(),
                    count: 29,
                },
                ChartError::Negative {
                    column: "町".into(),
                },
                ChartError::RepeatedCell {
                    x: "2020".into(),
                    y: "津".into(),
                },
                ChartError::RepeatedPlace {
                    place: "津".into()
                },
                ChartError::NoMap,
                ChartError::NoPlaces {
                    column: "町".into(),
                    value: "赤".into(),
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
