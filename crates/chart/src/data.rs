//! What is drawn: columns picked out of a table, ordered, split by colour.

use std::collections::HashMap;

use spec::maps::{Maps, PlaceMap};
use spec::{ChartFit, ChartKind, ChartSort, ChartSpec, ChartStack};
use table::text::{format_number, format_small};
use table::{Column, Dtype, Table, Value};

use crate::bins::Bins;
use crate::digits::{Digits, minus};
use crate::order::{Order, order_of};
use crate::places::{Places, find_places};
use crate::scale::{Scale, date_label};
use crate::stats::{BoxOf, Class, Fit, NoFit, classes, fit};
use crate::ticks::{are_years, decimals_of, is_drawable};

/// Most series that patterns and markers can tell apart.
pub const MAX_SERIES: usize = 8;
/// Most categories of a bar chart: more cannot be read at any size.
pub const MAX_CATEGORIES: usize = 500;

/// Most categories along one side of a heat map, and of a box plot.
pub const MAX_SIDE: usize = 60;
/// Most small charts.
pub const MAX_PANELS: usize = 12;
/// Classes of a map.
const CLASSES: usize = 5;

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
    /// `facet`
    Facet,
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
    /// More small charts than can be looked at together.
    #[error("`{column}` would give {count} small charts")]
    TooManyPanels {
        /// The column that splits.
        column: String,
        /// How many values it has.
        count: usize,
    },
    /// Numbers below zero cannot stand on each other.
    #[error("`{column}` has numbers below zero")]
    Negative {
        /// The column of values.
        column: String,
    },
    /// Several rows are meant for one cell of a heat map.
    #[error("several rows for `{x}` and `{y}`")]
    RepeatedCell {
        /// Value of x.
        x: String,
        /// Value of y.
        y: String,
    },
    /// Several rows are about one place of a map.
    #[error("several rows for `{place}`")]
    RepeatedPlace {
        /// Its name.
        place: String,
    },
    /// The outlines are not here yet.
    #[error("the map is not here")]
    NoMap,
    /// No value names a place of a map.
    #[error("`{column}` names no place: `{value}`")]
    NoPlaces {
        /// The column.
        column: String,
        /// Its first value.
        value: String,
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
    /// Name of the column that splits into small charts; empty for none.
    pub facet: String,
    /// Names of the small charts, in order; empty where there is one chart. All have the same scales, and as many series of the
    /// plot each, one chart after the other.
    pub panels: Vec<String>,
    /// Unit of y (of x in a histogram); may be empty.
    pub unit: String,
    /// Unit of the values as the table has it. [`prepare`] leaves it empty: it is not picked.
    pub table_unit: String,
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
                Plot::Boxes(boxes) => named(&boxes.categories),
                Plot::Heat(heat) => named(&heat.rows) || named(&heat.columns),
                Plot::Map(map) => map.map.places.iter().any(|place| self.is_own(&place.name)),
                Plot::Bins(_) => false,
            }
    }

    /// Unit of x where it is a scale of numbers and its name does not say it already («年（年）»); else empty.
    pub fn shown_x_unit(&self) -> &str {
        let is_scale = match &self.plot {
            Plot::Lines(Lines { scale, .. }) | Plot::Points(Points { scale, .. }) => {
                matches!(scale, Scale::Number { year: false, .. })
            }
            Plot::Bars(_) | Plot::Bins(_) | Plot::Boxes(_) | Plot::Heat(_) | Plot::Map(_) => false,
        };
        if is_scale && !self.x.ends_with(&self.x_unit) {
            &self.x_unit
        } else {
            ""
        }
    }

    /// How many small charts there are; 1 where there is one chart.
    pub fn panel_count(&self) -> usize {
        self.panels.len().max(1)
    }

    /// The series of the plot that one of the small charts shows.
    pub(crate) fn series_of(&self, panel: usize) -> std::ops::Range<usize> {
        let each = self.plot.series_count() / self.panel_count();
        panel * each..(panel + 1) * each
    }

    /// The small chart that shows a series of the plot; empty where there is one chart.
    pub(crate) fn panel_of(&self, series: usize) -> &str {
        let each = (self.plot.series_count() / self.panel_count()).max(1);
        self.panels.get(series / each).map_or("", String::as_str)
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
    /// Bins of a histogram, one a small chart.
    Bins(Vec<Bins>),
    /// Boxes.
    Boxes(Boxes),
    /// Cells of a heat map.
    Heat(Heat),
    /// Places of a map.
    Map(Choropleth),
}

impl Plot {
    /// Kind of chart.
    pub fn kind(&self) -> ChartKind {
        match self {
            Self::Bars(_) => ChartKind::Bar,
            Self::Lines(_) => ChartKind::Line,
            Self::Points(_) => ChartKind::Scatter,
            Self::Bins(_) => ChartKind::Histogram,
            Self::Boxes(_) => ChartKind::Box,
            Self::Heat(_) => ChartKind::Heat,
            Self::Map(_) => ChartKind::Map,
        }
    }

    fn series_count(&self) -> usize {
        match self {
            Self::Bars(bars) => bars.series.len(),
            Self::Lines(lines) => lines.series.len(),
            Self::Points(points) => points.series.len(),
            Self::Bins(bins) => bins.len(),
            Self::Boxes(boxes) => boxes.series.len(),
            Self::Heat(_) => 1,
            Self::Map(map) => map.series.len(),
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
    /// How many colours there are: so many series stand together.
    pub colors: usize,
    /// How the bars of a category stand together.
    pub stack: ChartStack,
    /// One without a colour column, else one a colour.
    pub series: Vec<Series>,
    /// What shares are shares of; as the values of the series, and empty where these are no shares.
    pub amounts: Vec<Series>,
    /// Unit of the amounts; may be empty.
    pub amount_unit: String,
    /// How amounts are written.
    pub amount_digits: Digits,
}

impl Bars {
    /// Whether each category has at most one bar, so that colour marks groups of categories.
    pub fn one_bar_each(&self) -> bool {
        self.series.chunks(self.colors.max(1)).all(|together| {
            (0..self.categories.len()).all(|at| {
                let values = together.iter().filter_map(|series| series.value(at));
                values.count() <= 1
            })
        })
    }

    /// How high what stands on each other is, for each of several charts: one value a category.
    pub(crate) fn totals(&self) -> Vec<Vec<Option<f64>>> {
        let total = |together: &[Series], at: usize| {
            let values: Vec<f64> = together
                .iter()
                .filter_map(|series| series.value(at))
                .collect();
            (!values.is_empty()).then(|| values.iter().sum::<f64>())
        };
        self.series
            .chunks(self.colors.max(1))
            .map(|together| {
                (0..self.categories.len())
                    .map(|at| total(together, at))
                    .collect()
            })
            .collect()
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

impl Series {
    /// Its value of a category.
    pub fn value(&self, at: usize) -> Option<f64> {
        self.values.get(at).copied().flatten()
    }
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
    /// The line through all points of each of the charts, or why there is none; empty where none is asked for.
    pub fits: Vec<Result<Fit, NoFit>>,
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

/// Boxes over categories.
#[derive(Clone, Debug, PartialEq)]
pub struct Boxes {
    /// Categories in order; one without a name where no column splits.
    pub categories: Vec<String>,
    /// Whether categories are numbers or dates, whose order would be lost lying down.
    pub ordinal: bool,
    /// For each of the charts, a box a category; `None` where it has no value.
    pub series: Vec<Vec<Option<BoxOf>>>,
}

/// Cells over two columns of categories.
#[derive(Clone, Debug, PartialEq)]
pub struct Heat {
    /// Categories across.
    pub columns: Vec<String>,
    /// Categories down.
    pub rows: Vec<String>,
    /// A list a row with a value a column; `None` where there is none.
    pub values: Vec<Vec<Option<f64>>>,
    /// Smallest and largest value.
    pub ends: (f64, f64),
}

/// Places in the colours of their classes.
#[derive(Clone, Debug, PartialEq)]
pub struct Choropleth {
    /// The places and their outlines.
    pub map: PlaceMap,
    /// For each of the charts, a value a place; `None` where there is none.
    pub series: Vec<Vec<Option<f64>>>,
    /// Classes of about equally many values, from the smallest.
    pub classes: Vec<Class>,
    /// What names no place of the map, each once.
    pub unknown: Vec<String>,
}

impl Choropleth {
    /// The class of a value.
    pub(crate) fn class_of(&self, value: f64) -> usize {
        let mut classes = self.classes.iter();
        classes.position(|class| value <= class.to).unwrap_or(0)
    }
}

/// Picks the columns out of the table. Maps are not drawn: [`prepare_with`] has their outlines.
///
/// # Errors
/// [`ChartError`]: what is still to be picked, or why the picked columns make no chart.
pub fn prepare(spec: &ChartSpec, table: &Table) -> Result<ChartData, ChartError> {
    prepare_with(spec, table, None)
}

/// Picks the columns out of the table, with the outlines that a map needs.
///
/// # Errors
/// [`ChartError`]: what is still to be picked, or why the picked columns make no chart.
pub fn prepare_with(
    spec: &ChartSpec,
    table: &Table,
    maps: Option<&Maps>,
) -> Result<ChartData, ChartError> {
    let kind = spec.kind.ok_or(ChartError::NotPicked(ChartPart::Kind))?;
    let x = if kind.needs_x() || !spec.x.is_empty() {
        Some(picked(table, &spec.x, ChartPart::X)?)
    } else {
        None
    };
    let y = if kind.has_y() {
        Some(picked(table, &spec.y, ChartPart::Y)?)
    } else {
        None
    };
    if let Some(y) = y
        && kind != ChartKind::Heat
        && !y.dtype().is_number()
    {
        return Err(no_number(ChartPart::Y, y));
    }
    let is_scale = |x: &Column| match kind {
        ChartKind::Histogram => x.dtype().is_number(),
        ChartKind::Scatter => x.dtype().is_number() || x.dtype() == Dtype::Date,
        ChartKind::Bar | ChartKind::Line | ChartKind::Box | ChartKind::Heat | ChartKind::Map => {
            true
        }
    };
    if let Some(x) = x.filter(|x| !is_scale(x)) {
        return Err(no_number(ChartPart::X, x));
    }
    // Colour by the places themselves says nothing that their names do not, and lines of one point each are no lines.
    let color_is_x = matches!(kind, ChartKind::Bar | ChartKind::Line) && spec.color == spec.x;
    let has_color = kind.needs_color() || (!spec.color.is_empty() && kind.has_color());
    let color = if !has_color || color_is_x {
        None
    } else {
        Some(picked(table, &spec.color, ChartPart::Color)?)
    };
    if let Some(color) = color
        && kind.needs_color()
        && !color.dtype().is_number()
    {
        return Err(no_number(ChartPart::Color, color));
    }
    let facet = if spec.facet.is_empty() || !kind.has_facet() {
        None
    } else {
        Some(picked(table, &spec.facet, ChartPart::Facet)?)
    };
    if table.height() == 0 {
        return Err(ChartError::NoRows);
    }
    let splits = color.filter(|_| !kind.needs_color());
    let groups = Groups::of(splits, facet, table.height())?;
    let has_names = matches!(kind, ChartKind::Scatter | ChartKind::Box);
    let name_labels = has_names
        .then(|| names_of(table, [color, facet, x.filter(|_| kind == ChartKind::Box)]))
        .flatten();
    let names = name_labels.as_ref().map(|(_, labels)| labels.as_slice());
    let names = names.unwrap_or_default();
    let (plot, missing) = match (kind, x, y) {
        (ChartKind::Box, x, Some(y)) => boxes(x, y, names, &groups, spec.sort)?,
        (_, None, _) => return Err(ChartError::NotPicked(ChartPart::X)),
        (ChartKind::Histogram, Some(x), _) => histogram(x, &groups)?,
        (_, _, None) => return Err(ChartError::NotPicked(ChartPart::Y)),
        (ChartKind::Bar, Some(x), Some(y)) => bars(x, y, &groups, spec)?,
        (ChartKind::Line, Some(x), Some(y)) => lines(x, y, &groups)?,
        (ChartKind::Scatter, Some(x), Some(y)) => scatter(x, y, names, &groups, spec.fit)?,
        (ChartKind::Heat, Some(x), Some(y)) => match color {
            Some(color) => heat(x, y, color)?,
            None => return Err(ChartError::NotPicked(ChartPart::Color)),
        },
        (ChartKind::Map, Some(x), Some(y)) => {
            choropleth(x, y, &groups, maps.ok_or(ChartError::NoMap)?)?
        }
    };
    let (digits, x_digits) = match &plot {
        // Edges are multiples of the width.
        Plot::Bins(bins) => {
            let width = bins.first().map_or(1.0, Bins::width);
            let edges = Digits::fixed(decimals_of(width));
            (edges, edges)
        }
        Plot::Bars(bars) if !bars.amounts.is_empty() => (Digits::fixed(1), digits(x)),
        Plot::Heat(_) => (digits(color), digits(x)),
        // Quartiles may lie between two values.
        Plot::Boxes(boxes) => {
            let boxes = boxes.series.iter().flatten().flatten();
            let values = boxes.flat_map(|it| [it.low, it.q1, it.median, it.q3, it.high]);
            let between = Digits::of(values.collect::<Vec<f64>>().into_iter());
            (between.max(digits(y)), digits(x))
        }
        _ => (digits(y), digits(x)),
    };
    let is_share = matches!(&plot, Plot::Bars(bars) if !bars.amounts.is_empty());
    let name = |column: Option<&Column>| column.map(|it| it.name.clone()).unwrap_or_default();
    Ok(ChartData {
        title: spec.title.trim().to_owned(),
        x: name(x),
        y: name(y),
        color: name(color),
        names: name_labels.map(|(name, _)| name).unwrap_or_default(),
        facet: name(facet),
        panels: groups.panels,
        unit: if is_share {
            "%".to_owned()
        } else {
            spec.unit.trim().to_owned()
        },
        table_unit: String::new(),
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

/// What the rows of a table are called: name and cells of its first column of text that splits nothing and is not made of codes.
fn names_of(table: &Table, taken: [Option<&Column>; 3]) -> Option<(String, Vec<Option<String>>)> {
    let is_code = |name: &String| name.bytes().all(|byte| byte.is_ascii_digit());
    let is_taken = |column: &Column| taken.iter().flatten().any(|it| it.name == column.name);
    let texts = table
        .columns()
        .iter()
        .filter(|column| column.dtype() == Dtype::Text && !is_taken(column));
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

/// Which series each row belongs to: those of the first small chart come first, one a colour. Rows without a value of one of the
/// columns that split belong to none and are left out.
struct Groups {
    /// Colours, again for each of the charts.
    names: Vec<String>,
    /// Names of the small charts; empty where there is one chart.
    panels: Vec<String>,
    /// How many colours there are.
    colors: usize,
    of_row: Vec<Option<usize>>,
    colored: bool,
}

impl Groups {
    fn of(
        color: Option<&Column>,
        facet: Option<&Column>,
        height: usize,
    ) -> Result<Self, ChartError> {
        let (colors, color_of) = split(color, height)?;
        let (panels, panel_of) = split(facet, height)?;
        if let Some(column) = color
            && colors.len() > MAX_SERIES
        {
            return Err(ChartError::TooManySeries {
                column: column.name.clone(),
                count: colors.len(),
            });
        }
        if let Some(column) = facet
            && panels.len() > MAX_PANELS
        {
            return Err(ChartError::TooManyPanels {
                column: column.name.clone(),
                count: panels.len(),
            });
        }
        let places = panel_of.into_iter().zip(color_of);
        Ok(Self {
            names: panels.iter().flat_map(|_| colors.clone()).collect(),
            of_row: places
                .map(|(panel, color)| Some(panel? * colors.len() + color?))
                .collect(),
            colors: colors.len(),
            panels: if facet.is_some() { panels } else { Vec::new() },
            colored: color.is_some(),
        })
    }

    /// How many small charts there are; 1 where there is one chart.
    fn panel_count(&self) -> usize {
        self.panels.len().max(1)
    }

    fn of_row(&self, row: usize) -> Option<usize> {
        self.of_row.get(row).copied().flatten()
    }
}

/// The values of a column that splits, and the place of each row's among them; without a column, one without a name.
fn split(
    column: Option<&Column>,
    height: usize,
) -> Result<(Vec<String>, Vec<Option<usize>>), ChartError> {
    let Some(column) = column else {
        return Ok((vec![String::new()], vec![Some(0); height]));
    };
    let (names, of_row) = index(&labels(column));
    if names.is_empty() {
        return Err(ChartError::AllMissing {
            column: column.name.clone(),
        });
    }
    Ok((names, of_row))
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

fn histogram(x: &Column, groups: &Groups) -> Result<(Plot, usize), ChartError> {
    let mut each: Vec<Vec<f64>> = vec![Vec::new(); groups.panel_count()];
    for (row, value) in numbers_of(x).into_iter().enumerate() {
        let slot = groups.of_row(row).and_then(|panel| each.get_mut(panel));
        if let (Some(value), Some(slot)) = (value, slot) {
            slot.push(value);
        }
    }
    let present = each.concat();
    let all = Bins::of(&present).ok_or_else(|| all_missing(x))?;
    let bins = each.iter().map(|values| all.again(values)).collect();
    Ok((Plot::Bins(bins), x.len() - present.len()))
}

fn all_missing(column: &Column) -> ChartError {
    ChartError::AllMissing {
        column: column.name.clone(),
    }
}

/// The categories of a column and the place of each row's among them.
fn categories(
    column: &Column,
    most: usize,
) -> Result<(Vec<String>, Vec<Option<usize>>), ChartError> {
    let (names, of_row) = index(&labels(column));
    if names.is_empty() {
        return Err(all_missing(column));
    }
    if names.len() > most {
        return Err(ChartError::TooManyCategories {
            column: column.name.clone(),
            count: names.len(),
        });
    }
    Ok((names, of_row))
}

fn bars(
    x: &Column,
    y: &Column,
    groups: &Groups,
    spec: &ChartSpec,
) -> Result<(Plot, usize), ChartError> {
    let sort = spec.sort;
    // One bar stands on nothing.
    let stack = if groups.colored {
        spec.stack
    } else {
        ChartStack::None
    };
    let (names, of_row) = categories(x, MAX_CATEGORIES)?;
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
    let has_negative = |series: &Series| series.values.iter().flatten().any(|value| *value < 0.0);
    if stack != ChartStack::None && series.iter().any(has_negative) {
        return Err(ChartError::Negative {
            column: y.name.clone(),
        });
    }
    let mut amounts = Vec::new();
    if stack == ChartStack::Share {
        amounts = series.clone();
        missing += to_shares(&mut series, &taken, groups.colors);
    }
    if series
        .iter()
        .all(|series| series.values.iter().all(Option::is_none))
    {
        return Err(all_missing(y));
    }

    // Numbers and dates that stand on an axis keep their own order; the learner's order wins.
    let mut order: Vec<usize> = (0..names.len()).collect();
    if sort != ChartSort::None {
        // Shares are the same in all: those of the first colour count.
        let every = if stack == ChartStack::Share {
            groups.colors.max(1)
        } else {
            1
        };
        let total = |at: usize| {
            let present: Vec<f64> = series
                .iter()
                .step_by(every)
                .filter_map(|series| series.value(at))
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
    for series in series.iter_mut().chain(&mut amounts) {
        series.values = order.iter().map(|at| series.value(*at)).collect();
    }
    let ordinal = x.dtype() != Dtype::Text && sort == ChartSort::None;
    Ok((
        Plot::Bars(Bars {
            categories,
            ordinal,
            colors: groups.colors,
            stack,
            series,
            amounts,
            amount_unit: spec.unit.trim().to_owned(),
            amount_digits: digits(Some(y)),
        }),
        missing,
    ))
}

/// Makes percent of the sum of what stands together of values. Where a row has no value, nobody knows the sum, and where the sum
/// is 0 there are no shares: nothing is drawn there. Gives how many values were left out for it.
fn to_shares(series: &mut [Series], taken: &[Vec<bool>], colors: usize) -> usize {
    let mut left_out = 0;
    let colors = colors.max(1);
    for (together, taken) in series.chunks_mut(colors).zip(taken.chunks(colors)) {
        let count = together.first().map_or(0, |series| series.values.len());
        for at in 0..count {
            let values = || together.iter().map(|series| series.value(at));
            let rows = taken.iter().map(|taken| taken.get(at) == Some(&true));
            let is_unknown = values()
                .zip(rows)
                .any(|(value, row)| row && value.is_none());
            let (sum, present) = (values().flatten().sum::<f64>(), values().flatten().count());
            let is_sum = !is_unknown && sum > 0.0 && is_drawable(sum);
            if !is_sum {
                left_out += present;
            }
            for slot in together.iter_mut().filter_map(|it| it.values.get_mut(at)) {
                *slot = slot.filter(|_| is_sum).map(|value| value / sum * 100.0);
            }
        }
    }
    left_out
}

fn boxes(
    x: Option<&Column>,
    y: &Column,
    row_names: &[Option<String>],
    groups: &Groups,
    sort: ChartSort,
) -> Result<(Plot, usize), ChartError> {
    let (names, of_row) = match x {
        Some(x) => categories(x, MAX_SIDE)?,
        None => (vec![String::new()], vec![Some(0); y.len()]),
    };
    let mut values: Vec<Vec<Vec<(f64, String)>>> =
        vec![vec![Vec::new(); names.len()]; groups.panel_count()];
    let mut missing = 0;
    for (row, value) in numbers_of(y).into_iter().enumerate() {
        let place = of_row.get(row).copied().flatten().zip(groups.of_row(row));
        let slot = place.and_then(|(at, panel)| values.get_mut(panel)?.get_mut(at));
        match (value, slot) {
            (Some(value), Some(slot)) => {
                let name = row_names.get(row).cloned().flatten();
                slot.push((value, name.unwrap_or_default()));
            }
            _ => missing += 1,
        }
    }
    let series: Vec<Vec<Option<BoxOf>>> = values
        .into_iter()
        .map(|values| values.into_iter().map(BoxOf::of).collect())
        .collect();
    if series.iter().flatten().all(Option::is_none) {
        return Err(all_missing(y));
    }
    let mut order: Vec<usize> = (0..names.len()).collect();
    if sort != ChartSort::None {
        // By the median of the first chart that has one.
        let median = |at: usize| {
            let mut boxes = series.iter().filter_map(|boxes| boxes.get(at)?.as_ref());
            boxes.next().map(|it| it.median)
        };
        order.sort_by(|a, b| match (median(*a), median(*b)) {
            (Some(a), Some(b)) if sort == ChartSort::Ascending => a.total_cmp(&b),
            (Some(a), Some(b)) => b.total_cmp(&a),
            (a, b) => b.is_some().cmp(&a.is_some()),
        });
    }
    let in_order = |boxes: &Vec<Option<BoxOf>>| {
        let picked = order.iter().map(|at| boxes.get(*at).cloned().flatten());
        picked.collect()
    };
    let is_text = x.is_none_or(|x| x.dtype() == Dtype::Text);
    Ok((
        Plot::Boxes(Boxes {
            categories: order
                .iter()
                .filter_map(|at| names.get(*at).cloned())
                .collect(),
            ordinal: !is_text && sort == ChartSort::None,
            series: series.iter().map(in_order).collect(),
        }),
        missing,
    ))
}

fn heat(x: &Column, y: &Column, color: &Column) -> Result<(Plot, usize), ChartError> {
    let (columns, column_of) = categories(x, MAX_SIDE)?;
    let (rows, row_of) = categories(y, MAX_SIDE)?;
    let mut values = vec![vec![None; columns.len()]; rows.len()];
    let mut taken = vec![false; columns.len() * rows.len()];
    let mut missing = 0;
    for (row, value) in numbers_of(color).into_iter().enumerate() {
        let at = column_of.get(row).copied().flatten();
        let Some((across, down)) = at.zip(row_of.get(row).copied().flatten()) else {
            missing += 1;
            continue;
        };
        if value.is_none() {
            missing += 1;
        }
        if let Some(taken) = taken.get_mut(down * columns.len() + across) {
            if *taken {
                return Err(ChartError::RepeatedCell {
                    x: columns.get(across).cloned().unwrap_or_default(),
                    y: rows.get(down).cloned().unwrap_or_default(),
                });
            }
            *taken = true;
        }
        if let Some(slot) = values.get_mut(down).and_then(|row| row.get_mut(across)) {
            *slot = value;
        }
    }
    let ends = ends(values.iter().flatten().flatten().copied());
    if ends.0 > ends.1 {
        return Err(all_missing(color));
    }
    Ok((
        Plot::Heat(Heat {
            columns,
            rows,
            values,
            ends,
        }),
        missing,
    ))
}

/// The smallest and the largest value; of none, the first is larger.
pub(crate) fn ends(values: impl Iterator<Item = f64>) -> (f64, f64) {
    values.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| {
        (low.min(value), high.max(value))
    })
}

fn choropleth(
    x: &Column,
    y: &Column,
    groups: &Groups,
    maps: &Maps,
) -> Result<(Plot, usize), ChartError> {
    let Places {
        map,
        of_row,
        unknown,
    } = find_places(x, maps).ok_or_else(|| {
        let mut present = labels(x).into_iter().flatten();
        match present.next() {
            Some(value) => ChartError::NoPlaces {
                column: x.name.clone(),
                value,
            },
            None => all_missing(x),
        }
    })?;
    let mut series = vec![vec![None; map.places.len()]; groups.panel_count()];
    let mut taken = vec![vec![false; map.places.len()]; groups.panel_count()];
    let mut missing = 0;
    for (row, value) in numbers_of(y).into_iter().enumerate() {
        let Some(place) = of_row.get(row).copied().flatten() else {
            continue;
        };
        let Some(panel) = groups.of_row(row) else {
            missing += 1;
            continue;
        };
        if value.is_none() {
            missing += 1;
        }
        let slot = taken.get_mut(panel).and_then(|taken| taken.get_mut(place));
        if slot.is_some_and(|taken| std::mem::replace(taken, true)) {
            let place = map.places.get(place).map(|place| place.name.clone());
            return Err(ChartError::RepeatedPlace {
                place: place.unwrap_or_default(),
            });
        }
        let slot = series
            .get_mut(panel)
            .and_then(|values| values.get_mut(place));
        if let Some(slot) = slot {
            *slot = value;
        }
    }
    let present: Vec<f64> = series.iter().flatten().flatten().copied().collect();
    if present.is_empty() {
        return Err(all_missing(y));
    }
    Ok((
        Plot::Map(Choropleth {
            classes: classes(&present, CLASSES),
            map: map.clone(),
            series,
            unknown,
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
    fitted: ChartFit,
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
    let scale = scale_of(x, &xs);
    let line = |together: &[PointSeries]| {
        let points: Vec<(f64, f64)> = together
            .iter()
            .flat_map(|series| series.points.iter().copied())
            .collect();
        if scale == Scale::Date {
            Err(NoFit::Dates)
        } else {
            fit(&points)
        }
    };
    let fits = match fitted {
        ChartFit::Line => series.chunks(groups.colors.max(1)).map(line).collect(),
        ChartFit::None => Vec::new(),
    };
    Ok((
        Plot::Points(Points {
            scale,
            series,
            fits,
        }),
        missing,
    ))
}
