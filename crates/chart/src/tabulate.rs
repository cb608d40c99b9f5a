//! The chart's own numbers as a table, for people who do not see the drawing.

use table::{Column, Table, Values};

use crate::data::{ChartData, Plot};
use crate::digits::Digits;
use crate::scale::Scale;
use crate::style::DrawnWords;

/// What is drawn, in the order in which it is drawn: a row a category, position, point or bin.
pub fn data_table(data: &ChartData, words: &DrawnWords) -> Table {
    let text = |values: Vec<String>| Values::Text(values.into_iter().map(Some).collect());
    let mut columns: Vec<(String, Values)> = Vec::new();
    match &data.plot {
        Plot::Bars(bars) => {
            columns.push((data.x.clone(), text(bars.categories.clone())));
            for series in &bars.series {
                columns.push((
                    heading(data, &series.name),
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
            for line in &lines.series {
                let value_at = |at: &f64| {
                    line.points
                        .iter()
                        .find(|(x, _)| x == at)
                        .and_then(|(_, y)| *y)
                };
                columns.push((
                    heading(data, &line.name),
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
            columns.push((
                words.from.clone(),
                Values::Float(bins.iter().map(|(from, ..)| Some(from)).collect()),
            ));
            columns.push((
                words.to.clone(),
                Values::Float(bins.iter().map(|(_, to, _)| Some(to)).collect()),
            ));
            columns.push((
                words.count.clone(),
                Values::Int(
                    bins.iter()
                        .map(|(.., count)| i64::try_from(count).ok())
                        .collect(),
                ),
            ));
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

fn heading(data: &ChartData, series: &str) -> String {
    with_unit(if series.is_empty() { &data.y } else { series }, &data.unit)
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
