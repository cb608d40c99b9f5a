//! The chart's own numbers as a table, for people who do not see the drawing.

use table::{Column, Table, Values};

use crate::bins::Bins;
use crate::data::{ChartData, Plot};
use crate::digits::Digits;
use crate::scale::Scale;
use crate::stats::BoxOf;
use crate::style::DrawnWords;

/// What is drawn, in the order in which it is drawn: a row a category, position, point or bin.
pub fn data_table(data: &ChartData, words: &DrawnWords) -> Table {
    let text = |values: Vec<String>| Values::Text(values.into_iter().map(Some).collect());
    let mut columns: Vec<(String, Values)> = Vec::new();
    match &data.plot {
        Plot::Bars(bars) => {
            columns.push((data.x.clone(), text(bars.categories.clone())));
            for (at, series) in bars.series.iter().enumerate() {
                columns.push((
                    heading(data, at, &series.name),
                    Values::Float(series.values.clone()),
                ));
            }
        }
        Plot::Lines(lines) => {
            let mut positions: Vec<f64> = lines
                .series
                .iter()
                .flat_map(|line| line.points.iter().map(|(x, _)| *x))
                .collect();
            positions.sort_by(f64::total_cmp);
            positions.dedup();
            columns.push((
                data.x.clone(),
                text(positions.iter().map(|at| lines.scale.label(*at)).collect()),
            ));
            for (at, line) in lines.series.iter().enumerate() {
                let value_at = |at: &f64| {
                    line.points
                        .iter()
                        .find(|(x, _)| x == at)
                        .and_then(|(_, y)| *y)
                };
                columns.push((
                    heading(data, at, &line.name),
                    Values::Float(positions.iter().map(value_at).collect()),
                ));
            }
        }
        Plot::Points(points) => {
            let all = || {
                points
                    .series
                    .iter()
                    .flat_map(|series| series.points.iter().map(|point| (&series.name, *point)))
            };
            if !data.facet.is_empty() {
                let panels = points.series.iter().enumerate().flat_map(|(at, series)| {
                    let panel = data.panel_of(at);
                    series.points.iter().map(|_| panel.to_owned())
                });
                columns.push((data.facet.clone(), text(panels.collect())));
            }
            let xs = match points.scale {
                Scale::Number { year: false, .. } => {
                    Values::Float(all().map(|(_, (x, _))| Some(x)).collect())
                }
                _ => text(all().map(|(_, (x, _))| points.scale.label(x)).collect()),
            };
            let names = || points.series.iter().flat_map(|series| &series.names);
            if names().any(|name| !name.is_empty()) {
                columns.push((data.names.clone(), text(names().cloned().collect())));
            }
            columns.push((x_name(data), xs));
            columns.push((
                with_unit(&data.y, &data.unit),
                Values::Float(all().map(|(_, (_, y))| Some(y)).collect()),
            ));
            if !data.color.is_empty() {
                columns.push((
                    data.color.clone(),
                    text(all().map(|(name, _)| name.clone()).collect()),
                ));
            }
        }
        Plot::Bins(bins) => {
            let edges = || bins.iter().take(1).flat_map(Bins::iter);
            columns.push((
                words.from.clone(),
                Values::Float(edges().map(|(from, ..)| Some(from)).collect()),
            ));
            columns.push((
                words.to.clone(),
                Values::Float(edges().map(|(_, to, _)| Some(to)).collect()),
            ));
            for (at, bins) in bins.iter().enumerate() {
                let counts = bins.counts.iter().map(|count| i64::try_from(*count).ok());
                columns.push((
                    in_panel(data.panel_of(at), &words.count),
                    Values::Int(counts.collect()),
                ));
            }
        }
        Plot::Boxes(boxes) => {
            let mut rows: Vec<(&str, &str, &BoxOf)> = Vec::new();
            for (at, series) in boxes.series.iter().enumerate() {
                for (name, of) in boxes.categories.iter().zip(series) {
                    rows.extend(of.as_ref().map(|of| (data.panel_of(at), name.as_str(), of)));
                }
            }
            if !data.facet.is_empty() {
                let panels = rows.iter().map(|(panel, ..)| (*panel).to_owned());
                columns.push((data.facet.clone(), text(panels.collect())));
            }
            if !data.x.is_empty() {
                let names = rows.iter().map(|(_, name, _)| (*name).to_owned());
                columns.push((data.x.clone(), text(names.collect())));
            }
            let counts = rows.iter().map(|(.., of)| i64::try_from(of.count).ok());
            columns.push((words.count.clone(), Values::Int(counts.collect())));
            let parts: [fn(&BoxOf) -> f64; 5] = [
                |of| of.low,
                |of| of.q1,
                |of| of.median,
                |of| of.q3,
                |of| of.high,
            ];
            for (name, part) in words.box_parts.iter().zip(parts) {
                let values = rows.iter().map(|(.., of)| Some(part(of)));
                columns.push((with_unit(name, &data.unit), Values::Float(values.collect())));
            }
            let outliers = rows.iter().map(|(.., of)| {
                let each = of.outliers.iter().map(|(value, name)| {
                    let value = data.digits.write(*value);
                    if name.is_empty() {
                        value
                    } else {
                        format!("{name} {value}")
                    }
                });
                each.collect::<Vec<_>>().join("、")
            });
            columns.push((words.outliers.clone(), text(outliers.collect())));
        }
        Plot::Heat(heat) => {
            columns.push((data.y.clone(), text(heat.rows.clone())));
            for (at, name) in heat.columns.iter().enumerate() {
                let values = heat.values.iter().map(|row| row.get(at).copied().flatten());
                columns.push((with_unit(name, &data.unit), Values::Float(values.collect())));
            }
        }
        Plot::Map(map) => {
            let names = map.map.places.iter().map(|place| place.name.clone());
            columns.push((data.x.clone(), text(names.collect())));
            for (at, values) in map.series.iter().enumerate() {
                columns.push((heading(data, at, ""), Values::Float(values.clone())));
            }
        }
    }
    // The same column picked twice (x and y) or a colour named like x: a table cannot repeat a name.
    let mut unique: Vec<Column> = Vec::new();
    for (name, values) in columns {
        let mut name = name;
        while unique.iter().any(|column| column.name == name) {
            name.push('′');
        }
        unique.push(Column::new(name, values));
    }
    Table::new(unique).unwrap_or_default()
}

/// How the numbers of a column of [`data_table`] are written.
pub fn digits_of(data: &ChartData, column: &str) -> Digits {
    if column == x_name(data) {
        data.x_digits
    } else {
        data.digits
    }
}

fn heading(data: &ChartData, at: usize, series: &str) -> String {
    let name = in_panel(data.panel_of(at), series);
    with_unit(if name.is_empty() { &data.y } else { &name }, &data.unit)
}

/// What one of several small charts shows: «2020 男».
pub(crate) fn in_panel(panel: &str, name: &str) -> String {
    if panel.is_empty() || name.is_empty() {
        format!("{panel}{name}")
    } else {
        format!("{panel} {name}")
    }
}

/// The name of x with its unit: «高齢化率（%）».
pub(crate) fn x_name(data: &ChartData) -> String {
    with_unit(&data.x, data.shown_x_unit())
}

/// «人口（人）».
pub(crate) fn with_unit(name: &str, unit: &str) -> String {
    if unit.is_empty() {
        name.to_owned()
    } else {
        format!("{name}（{unit}）")
    }
}
