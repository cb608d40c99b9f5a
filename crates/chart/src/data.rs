//! What is drawn: columns picked out of a table, ordered, split by colour.

use std::collections::HashMap;

use spec::{ChartKind, ChartSort, ChartSpec};
use table::text::{format_number, format_small};
use table::{Column, Dtype, Table, Value};

use crate::bins::Bins;
use crate::digits::{Digits, minus};
use crate::order::{Order, order_of};
use crate::scale::{Scale, date_label};
use crate::ticks::{are_years, decimals_of, is_drawable};

/// Most series that patterns and markers can tell apart.
pub const MAX_SERIES: usize = 8;
/// Most categories of a bar chart: more cannot be read at any size.
pub const MAX_CATEGORIES: usize = 500;

/// A part of the spec.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChartPart {
    /// `kind`
    Kind,
    /// `x`
    X,
    /// `y`
    Y,
    /// `color`
    Color,
}

/// Why there is no chart.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ChartError {
    /// A part that this kind needs is not picked yet.
    #[error("{0:?} is not picked")]
    NotPicked(ChartPart),
    /// The picked column is not in the table.
    #[error("{part:?}: no column `{column}`")]
    UnknownColumn {
        /// Where it was picked.
        part: ChartPart,
        /// Its name.
        column: String,
    },
    /// The column must hold numbers (or, for the x of a scatter plot, dates).
    #[error("{part:?}: `{column}` holds no numbers")]
    NotANumber {
        /// Where it was picked.
        part: ChartPart,
        /// Its name.
        column: String,
    },
    /// The table has no rows.
    #[error("the table has no rows")]
    NoRows,
    /// No row has all values that a mark needs.
    #[error("all rows miss `{column}`")]
    AllMissing {
        /// The column without values.
        column: String,
    },
    /// Several rows would stand at one place.
    #[error("`{column}` repeats `{value}`")]
    Repeated {
        /// The x column.
        column: String,
        /// The first value that repeats.
        value: String,
        /// Whether a colour column is picked already.
        colored: bool,
    },
    /// More colours than can be told apart.
    #[error("`{column}` would give {count} colours")]
    TooManySeries {
        /// The colour column.
        column: String,
        /// How many values it has.
        count: usize,
    },
    /// More bars than can be read.
    #[error("`{column}` would give {count} bars")]
    TooManyCategories {
        /// The x column.
        column: String,
        /// How many values it has.
        count: usize,
    },
    /// The backend refused.
    #[error("drawing failed: {0}")]
    Backend(String),
}

/// A chart ready to be drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct ChartData {
    /// Title; may be empty.
    pub title: String,
    /// Name of the x column.
    pub x: String,
    /// Name of the y column; empty for a histogram.
    pub y: String,
    /// Name of the colour column; empty for none.
    pub color: String,
    /// Name of the column that names the points of a scatter plot; empty where there is none.
    pub names: String,
    /// Unit of y (of x in a histogram); may be empty.
    pub unit: String,
    /// Unit of x where it is a scale of numbers. [`prepare`] leaves it empty: it is the table's, and not picked.
    pub x_unit: String,
    /// The learner's own town, which is marked where it stands. [`prepare`] leaves it empty.
    pub own: String,
    /// How values of y (edges of a histogram) are written.
    pub digits: Digits,
    /// How values of x are written where they are numbers.
    pub x_digits: Digits,
    /// Whether the colour picked is the column of the places, so that it changes nothing.
    pub color_is_x: bool,
    /// Rows that are left out because a value is missing or no finite number.
    pub missing: usize,
    /// The marks.
    pub plot: Plot,
}

impl ChartData {
    /// Whether the learner's own town is one of the places or points: a series of its name is told apart by its line.
    pub(crate) fn has_own(&self) -> bool {
        let named = |names: &[String]| names.contains(&self.own);
        !self.own.is_empty()
            && match &self.plot {
                Plot::Bars(bars) => named(&bars.categories),
                Plot::Lines(lines) => matches!(&lines.scale, Scale::Text(names) if named(names)),
                Plot::Points(points) => points.series.iter().any(|series| named(&series.names)),
                Plot::Bins(_) => false,
            }
    }

    /// Unit of x where it is a scale of numbers and its name does not say it already («年（年）»); else empty.
    pub fn shown_x_unit(&self) -> &str {
        let is_scale = match &self.plot {
            Plot::Lines(Lines { scale, .. }) | Plot::Points(Points { scale, .. }) => {
                matches!(scale, Scale::Number { year: false, .. })
            }
            Plot::Bars(_) | Plot::Bins(_) => false,
        };
        if is_scale && !self.x.ends_with(&self.x_unit) {
            &self.x_unit
        } else {
            ""
        }
    }

    /// Whether a name is that of the learner's own town.
    pub fn is_own(&self, name: &str) -> bool {
        !name.is_empty() && name == self.own
    }
}

/// The marks of a chart.
#[derive(Clone, Debug, PartialEq)]
pub enum Plot {
    /// Bars.
    Bars(Bars),
    /// Lines.
    Lines(Lines),
    /// Points.
    Points(Points),
    /// Bins of a histogram.
    Bins(Bins),
}

impl Plot {
    /// Kind of chart.
    pub fn kind(&self) -> ChartKind {
        match self {
            Self::Bars(_) => ChartKind::Bar,
            Self::Lines(_) => ChartKind::Line,
            Self::Points(_) => ChartKind::Scatter,
            Self::Bins(_) => ChartKind::Histogram,
        }
    }
}

/// Bars over categories.
#[derive(Clone, Debug, PartialEq)]
pub struct Bars {
    /// Categories in order.
    pub categories: Vec<String>,
    /// Whether categories are numbers or dates, whose order would be lost lying down.
    pub ordinal: bool,
    /// One without a colour column, else one a colour.
    pub series: Vec<Series>,
}

impl Bars {
    /// Whether each category has at most one bar, so that colour marks groups of categories.
    pub fn one_bar_each(&self) -> bool {
        (0..self.categories.len()).all(|at| {
            self.series
                .iter()
                .filter(|series| series.values.get(at).copied().flatten().is_some())
                .count()
                <= 1
        })
    }
}

/// Values over the categories; `None` where there is none.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// Value of the colour column; empty without one.
    pub name: String,
    /// One value a category.
    pub values: Vec<Option<f64>>,
}

/// Lines.
#[derive(Clone, Debug, PartialEq)]
pub struct Lines {
    /// Meaning of x.
    pub scale: Scale,
    /// What follows what on x.
    pub order: Order,
    /// One without a colour column, else one a colour.
    pub series: Vec<Line>,
}

/// One line: x ascending, gaps where y is `None`.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Value of the colour column; empty without one.
    pub name: String,
    /// Points from left to right.
    pub points: Vec<(f64, Option<f64>)>,
}

/// Points of a scatter plot.
#[derive(Clone, Debug, PartialEq)]
pub struct Points {
    /// Meaning of x.
    pub scale: Scale,
    /// One without a colour column, else one a colour.
    pub series: Vec<PointSeries>,
}

/// Points of one colour.
#[derive(Clone, Debug, PartialEq)]
pub struct PointSeries {
    /// Value of the colour column; empty without one.
    pub name: String,
    /// x and y, in table order.
    pub points: Vec<(f64, f64)>,
    /// The name of each point; empty where the table has no column of names.
    pub names: Vec<String>,
}

/// Picks the columns out of the table.
///
/// # Errors
/// [`ChartError`]: what is still to be picked, or why the picked columns make no chart.
pub fn prepare(spec: &ChartSpec, table: &Table) -> Result<ChartData, ChartError> {
    let kind = spec.kind.ok_or(ChartError::NotPicked(ChartPart::Kind))?;
    let x = picked(table, &spec.x, ChartPart::X)?;
    let y = if kind.has_y() {
        Some(picked(table, &spec.y, ChartPart::Y)?)
    } else {
        None
    };
    if let Some(y) = y
        && !y.dtype().is_number()
    {
        return Err(no_number(ChartPart::Y, y));
    }
    let numeric_x = match kind {
        ChartKind::Histogram => x.dtype().is_number(),
        ChartKind::Scatter => x.dtype().is_number() || x.dtype() == Dtype::Date,
        ChartKind::Bar | ChartKind::Line => true,
    };
    if !numeric_x {
        return Err(no_number(ChartPart::X, x));
    }
    // Colour by the places themselves says nothing that their names do not, and lines of one point each are no lines.
    let color_is_x = matches!(kind, ChartKind::Bar | ChartKind::Line) && spec.color == spec.x;
    let color = if spec.color.is_empty() || !kind.has_color() || color_is_x {
        None
    } else {
        Some(picked(table, &spec.color, ChartPart::Color)?)
    };
    if table.height() == 0 {
        return Err(ChartError::NoRows);
    }
    let groups = Groups::of(color, table.height())?;
    let is_scatter = kind == ChartKind::Scatter;
    let name_labels = is_scatter.then(|| names_of(table, color)).flatten();
    let (plot, missing) = match (kind, y) {
        (ChartKind::Histogram, _) | (_, None) => histogram(x)?,
        (ChartKind::Bar, Some(y)) => bars(x, y, &groups, spec.sort)?,
        (ChartKind::Line, Some(y)) => lines(x, y, &groups)?,
        (ChartKind::Scatter, Some(y)) => {
            let names = name_labels.as_ref().map(|(_, labels)| labels.as_slice());
            scatter(x, y, names.unwrap_or_default(), &groups)?
        }
    };
    let (digits, x_digits) = match &plot {
        // Edges are multiples of the width.
        Plot::Bins(bins) => {
            let edges = Digits::fixed(decimals_of(bins.width()));
            (edges, edges)
        }
        _ => (digits(y), digits(Some(x))),
    };
    Ok(ChartData {
        title: spec.title.trim().to_owned(),
        x: x.name.clone(),
        y: y.map(|y| y.name.clone()).unwrap_or_default(),
        color: color.map(|color| color.name.clone()).unwrap_or_default(),
        names: name_labels.map(|(name, _)| name).unwrap_or_default(),
        unit: spec.unit.trim().to_owned(),
        x_unit: String::new(),
        own: String::new(),
        digits,
        x_digits,
        color_is_x,
        missing,
        plot,
    })
}

fn digits(column: Option<&Column>) -> Digits {
    let numbers = column.filter(|column| column.dtype() == Dtype::Float);
    numbers.map_or_else(Digits::default, |column| {
        let numbers = numbers_of(column);
        Digits::of(numbers.iter().flatten().copied())
    })
}

/// What the rows of a table are called: name and cells of its first column of text that is neither the colour nor
/// made of codes.
fn names_of(table: &Table, color: Option<&Column>) -> Option<(String, Vec<Option<String>>)> {
    let is_code = |name: &String| name.bytes().all(|byte| byte.is_ascii_digit());
    let texts = table.columns().iter().filter(|column| {
        column.dtype() == Dtype::Text && color.is_none_or(|color| color.name != column.name)
    });
    texts
        .map(|column| (column.name.clone(), labels(column)))
        .find(|(_, names)| names.iter().flatten().any(|name| !is_code(name)))
}

fn picked<'a>(table: &'a Table, name: &str, part: ChartPart) -> Result<&'a Column, ChartError> {
    if name.is_empty() {
        return Err(ChartError::NotPicked(part));
    }
    table.column(name).ok_or_else(|| ChartError::UnknownColumn {
        part,
        column: name.to_owned(),
    })
}

/// Why a column cannot be drawn that is of no number's type; where nothing stands in it, it has no type of its own.
fn no_number(part: ChartPart, column: &Column) -> ChartError {
    let column_name = column.name.clone();
    if !column.is_empty() && column.iter().all(|value| value == Value::Null) {
        ChartError::AllMissing {
            column: column_name,
        }
    } else {
        ChartError::NotANumber {
            part,
            column: column_name,
        }
    }
}

/// Which colour each row has. Rows without a value of the colour column have none and are left out.
struct Groups {
    names: Vec<String>,
    of_row: Vec<Option<usize>>,
    colored: bool,
}

impl Groups {
    fn of(color: Option<&Column>, height: usize) -> Result<Self, ChartError> {
        let Some(column) = color else {
            return Ok(Self {
                names: vec![String::new()],
                of_row: vec![Some(0); height],
                colored: false,
            });
        };
        let labels = labels(column);
        let (names, of_row) = index(&labels);
        if names.len() > MAX_SERIES {
            return Err(ChartError::TooManySeries {
                column: column.name.clone(),
                count: names.len(),
            });
        }
        if names.is_empty() {
            return Err(ChartError::AllMissing {
                column: column.name.clone(),
            });
        }
        Ok(Self {
            names,
            of_row,
            colored: true,
        })
    }

    fn of_row(&self, row: usize) -> Option<usize> {
        self.of_row.get(row).copied().flatten()
    }
}

/// Distinct labels in order of first appearance, and the position of each row's label among them.
fn index(labels: &[Option<String>]) -> (Vec<String>, Vec<Option<usize>>) {
    let mut names: Vec<String> = Vec::new();
    let mut positions: HashMap<&str, usize> = HashMap::new();
    let mut of_row = Vec::with_capacity(labels.len());
    for label in labels {
        of_row.push(label.as_deref().map(|label| {
            *positions.entry(label).or_insert_with(|| {
                names.push(label.to_owned());
                names.len() - 1
            })
        }));
    }
    (names, of_row)
}

/// Cells as labels; `None` where missing.
fn labels(column: &Column) -> Vec<Option<String>> {
    let numbers: Vec<f64> = column.iter().filter_map(|value| value.as_f64()).collect();
    let year = are_years(numbers.iter());
    column
        .iter()
        .map(|value| match value {
            Value::Null => None,
            Value::Float(number) if !number.is_finite() => None,
            Value::Int(number) if year => Some(number.to_string()),
            Value::Float(number) if year => Some(format!("{number:.0}")),
            Value::Int(number) => Some(minus(format_number(number as f64, 0))),
            Value::Float(number) => Some(minus(format_small(number, 6))),
            Value::Text(text) => Some(text),
            Value::Bool(value) => Some(value.to_string()),
            Value::Date(days) => Some(date_label(days)),
        })
        .collect()
}

/// Numbers that can be drawn (days for dates); `None` elsewhere.
fn numbers_of(column: &Column) -> Vec<Option<f64>> {
    column
        .iter()
        .map(|value| match value {
            Value::Date(days) => Some(f64::from(days)),
            other => other.as_f64().filter(|number| is_drawable(*number)),
        })
        .collect()
}

fn scale_of(x: &Column, xs: &[Option<f64>]) -> Scale {
    if x.dtype() == Dtype::Date {
        return Scale::Date;
    }
    let present = || xs.iter().flatten();
    Scale::Number {
        whole: present().all(|value| value.fract() == 0.0),
        year: are_years(present()),
    }
}

fn histogram(x: &Column) -> Result<(Plot, usize), ChartError> {
    let present: Vec<f64> = numbers_of(x).into_iter().flatten().collect();
    let bins = Bins::of(&present).ok_or_else(|| ChartError::AllMissing {
        column: x.name.clone(),
    })?;
    Ok((Plot::Bins(bins), x.len() - present.len()))
}

fn bars(
    x: &Column,
    y: &Column,
    groups: &Groups,
    sort: ChartSort,
) -> Result<(Plot, usize), ChartError> {
    let (names, of_row) = index(&labels(x));
    if names.is_empty() {
        return Err(ChartError::AllMissing {
            column: x.name.clone(),
        });
    }
    if names.len() > MAX_CATEGORIES {
        return Err(ChartError::TooManyCategories {
            column: x.name.clone(),
            count: names.len(),
        });
    }
    let mut series: Vec<Series> = groups
        .names
        .iter()
        .map(|name| Series {
            name: name.clone(),
            values: vec![None; names.len()],
        })
        .collect();
    let mut taken = vec![vec![false; names.len()]; series.len()];
    let mut missing = 0;
    for (row, value) in numbers_of(y).into_iter().enumerate() {
        let (Some(category), Some(group)) =
            (of_row.get(row).copied().flatten(), groups.of_row(row))
        else {
            missing += 1;
            continue;
        };
        if value.is_none() {
            missing += 1;
        }
        let (Some(slot), Some(taken)) = (
            series
                .get_mut(group)
                .and_then(|series| series.values.get_mut(category)),
            taken
                .get_mut(group)
                .and_then(|taken| taken.get_mut(category)),
        ) else {
            continue;
        };
        if *taken {
            let value = names.get(category).cloned().unwrap_or_default();
            return Err(ChartError::Repeated {
                column: x.name.clone(),
                value,
                colored: groups.colored,
            });
        }
        *taken = true;
        *slot = value;
    }
    if series
        .iter()
        .all(|series| series.values.iter().all(Option::is_none))
    {
        return Err(ChartError::AllMissing {
            column: y.name.clone(),
        });
    }

    // Numbers and dates that stand on an axis keep their own order; the learner's order wins.
    let mut order: Vec<usize> = (0..names.len()).collect();
    if sort != ChartSort::None {
        let total = |at: usize| {
            let present: Vec<f64> = series
                .iter()
                .filter_map(|series| series.values.get(at).copied().flatten())
                .collect();
            (!present.is_empty()).then(|| present.iter().sum::<f64>())
        };
        order.sort_by(|a, b| match (total(*a), total(*b)) {
            (Some(a), Some(b)) if sort == ChartSort::Ascending => a.total_cmp(&b),
            (Some(a), Some(b)) => b.total_cmp(&a),
            // Missing ones come last in either order.
            (a, b) => b.is_some().cmp(&a.is_some()),
        });
    }
    let pick = |at: &usize| names.get(*at).cloned().unwrap_or_default();
    let categories = order.iter().map(pick).collect();
    for series in &mut series {
        series.values = order
            .iter()
            .map(|at| series.values.get(*at).copied().flatten())
            .collect();
    }
    let ordinal = x.dtype() != Dtype::Text && sort == ChartSort::None;
    Ok((
        Plot::Bars(Bars {
            categories,
            ordinal,
            series,
        }),
        missing,
    ))
}

fn lines(x: &Column, y: &Column, groups: &Groups) -> Result<(Plot, usize), ChartError> {
    let (scale, xs) = if x.dtype().is_number() || x.dtype() == Dtype::Date {
        let xs = numbers_of(x);
        (scale_of(x, &xs), xs)
    } else {
        let (names, of_row) = index(&labels(x));
        (
            Scale::Text(names),
            of_row
                .into_iter()
                .map(|at| at.map(|at| at as f64))
                .collect(),
        )
    };
    let mut series: Vec<Line> = groups
        .names
        .iter()
        .map(|name| Line {
            name: name.clone(),
            points: Vec::new(),
        })
        .collect();
    let mut missing = 0;
    let mut drawn = 0;
    for (row, value) in numbers_of(y).into_iter().enumerate() {
        let (Some(at), Some(line)) = (
            xs.get(row).copied().flatten(),
            groups.of_row(row).and_then(|group| series.get_mut(group)),
        ) else {
            missing += 1;
            continue;
        };
        if value.is_some() {
            drawn += 1
        } else {
            missing += 1
        }
        line.points.push((at, value));
    }
    if drawn == 0 {
        return Err(none_drawn(x, y, &xs));
    }
    for line in &mut series {
        line.points.sort_by(|a, b| a.0.total_cmp(&b.0));
        if let Some((pair, _)) = line
            .points
            .iter()
            .zip(line.points.iter().skip(1))
            .find(|(a, b)| a.0 == b.0)
        {
            return Err(ChartError::Repeated {
                column: x.name.clone(),
                value: scale.label(pair.0),
                colored: groups.colored,
            });
        }
    }
    let order = order_of(x, &scale);
    let lines = Lines {
        scale,
        order,
        series,
    };
    Ok((Plot::Lines(lines), missing))
}

/// Why no row has both values.
fn none_drawn(x: &Column, y: &Column, xs: &[Option<f64>]) -> ChartError {
    let column = if xs.iter().all(Option::is_none) { x } else { y };
    ChartError::AllMissing {
        column: column.name.clone(),
    }
}

fn scatter(
    x: &Column,
    y: &Column,
    names: &[Option<String>],
    groups: &Groups,
) -> Result<(Plot, usize), ChartError> {
    let xs = numbers_of(x);
    let mut series: Vec<PointSeries> = groups
        .names
        .iter()
        .map(|name| PointSeries {
            name: name.clone(),
            points: Vec::new(),
            names: Vec::new(),
        })
        .collect();
    let mut missing = 0;
    for (row, value) in numbers_of(y).into_iter().enumerate() {
        let series = groups.of_row(row).and_then(|group| series.get_mut(group));
        match (xs.get(row).copied().flatten(), value, series) {
            (Some(at), Some(value), Some(series)) => {
                series.points.push((at, value));
                let name = names.get(row).cloned().flatten();
                series.names.push(name.unwrap_or_default());
            }
            _ => missing += 1,
        }
    }
    if series.iter().all(|series| series.points.is_empty()) {
        return Err(none_drawn(x, y, &xs));
    }
    Ok((
        Plot::Points(Points {
            scale: scale_of(x, &xs),
            series,
        }),
        missing,
    ))
}
