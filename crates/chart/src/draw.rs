//! Drawing: layout of title, legend, axes and marks on whatever backend there is.

mod boxes;
mod heat;
mod map;
mod marks;
mod surface;

use plotters::drawing::IntoDrawingArea;
use plotters::prelude::DrawingBackend;
use plotters::style::text_anchor::{HPos, VPos};

use crate::bins::Bins;
use spec::ChartStack;

use crate::data::{Bars, Boxes, ChartData, ChartError, Lines, Plot, Points, Series, ends};
use crate::mark::{Mark, Rect};
use crate::measure::{ems, shorten, shorten_all, wrap};
use crate::scale::Scale;
use crate::style::{DrawnWords, Rgb, Style};
use crate::tabulate::{with_unit, x_name};
use crate::ticks::{Ticks, are_years, date_ticks, decimals_of, inner_ticks, label, number_ticks};

use self::surface::Surface;

/// Smallest labels in CSS pixels.
const SMALLEST: f64 = 11.0;
/// Lying bars: height of a line in em of its label, with room and where there are many.
const LINE: f64 = 1.45;
const TIGHT_LINE: f64 = 1.125;
/// Below this, names and values stand at every second bar or more.
const LEAST_LINE: f64 = 1.02;
/// How much smaller labels may be before the chart grows instead.
const TIGHT_TEXT: f64 = 0.8;
/// Height in em up to which lying bars stand with room.
const ROOMY: f64 = 31.0;

/// Height in CSS pixels at which a chart of this width reads well. Lying bars need a line each: about thirty of them fit
/// the height of other charts with smaller labels, more make the chart higher.
pub fn preferred_height(data: &ChartData, width: f64, text_size: f64) -> f64 {
    if data.panel_count() > 1 {
        let (columns, rows) = grid(data.panel_count(), width / text_size);
        let words = DrawnWords::default();
        let around = around_lying(data, width / text_size, "", &words) - LYING_TOP - LYING_BOTTOM;
        let panel = match &data.plot {
            Plot::Map(map) => map::height(&map.map, width / text_size / columns as f64),
            Plot::Bars(bars) if lie(bars, width / text_size / columns as f64) => {
                LYING_TOP + LYING_BOTTOM + TIGHT_LINE * lines(bars)
            }
            _ => PANEL_HEIGHT,
        };
        let each = (panel + PANEL_TITLE).clamp(PANEL_HEIGHT, 2.5 * PANEL_HEIGHT);
        return text_size * (around + each * rows as f64).min(150.0);
    }
    match &data.plot {
        Plot::Map(map) => {
            let ems = width / text_size;
            let head = around_lying(data, ems, "", &DrawnWords::default());
            text_size * (map::height(&map.map, ems) + head)
        }
        Plot::Heat(heat) => {
            let wanted = heat.rows.len() as f64 * 1.8 + 9.0;
            (text_size * wanted).clamp(text_size * 14.0, text_size * 80.0)
        }
        Plot::Boxes(boxes) if boxes_lie(boxes, width / text_size) => {
            let wanted = boxes.categories.len() as f64 * 2.2 + 7.0;
            (text_size * wanted).clamp(text_size * 14.0, text_size * 80.0)
        }
        Plot::Bars(bars) if lie(bars, width / text_size) => {
            let height = |line: f64, text: f64| {
                text * (around_lying(data, width / text, "", &DrawnWords::default())
                    + line * lines(bars))
            };
            let tight = height(TIGHT_LINE, text_size * TIGHT_TEXT).max(text_size * ROOMY);
            let wanted = height(LINE, text_size).min(tight);
            wanted.clamp(text_size * 12.0, text_size * 100.0)
        }
        _ => (width * 0.56).clamp(text_size * 20.0, text_size * 28.0),
    }
}

/// Lines that lying bars need, one each or somewhat less than one for each of several colours.
fn lines(bars: &Bars) -> f64 {
    let each = if bars.one_bar_each() || bars.stack != ChartStack::None {
        1.0
    } else {
        (0.35 + 0.52 * bars.colors as f64).max(1.0)
    };
    each * bars.categories.len() as f64
}

/// Height in em of what stands above and below lying bars.
fn around_lying(data: &ChartData, width_in_ems: f64, footer: &str, words: &DrawnWords) -> f64 {
    let room = width_in_ems - 2.0 * MARGIN;
    let title = wrap(&data.title, room / 1.2, 2).len() as f64 * 1.6;
    let title = if title > 0.0 { title + 0.3 } else { 0.0 };
    let entries: f64 = entries(data, words)
        .iter()
        .map(|entry| entry.width() + 0.4)
        .sum();
    let legend = if entries > 0.0 {
        (entries / room).ceil() * 1.5 + 0.5
    } else {
        0.0
    };
    let footer = wrap(footer, room / 0.86, 3).len() as f64 * 1.2;
    let footer = if footer > 0.0 { footer + 0.4 } else { 0.0 };
    2.0 * MARGIN + title + legend + footer + LYING_TOP + LYING_BOTTOM
}

/// The size of labels at which lying bars have a line each in this height, as far as they can be read.
fn fitted(data: &ChartData, bars: &Bars, style: &Style, (width, height): (f64, f64)) -> f64 {
    let fits = |text: f64| {
        let around = around_lying(data, width / text, &style.footer, &style.words);
        height / (around + TIGHT_LINE * lines(bars))
    };
    // Smaller labels need fewer lines for the title: the second look is near enough.
    let least = style.text_size.min(SMALLEST);
    let first = fits(style.text_size).clamp(least, style.text_size);
    fits(first).clamp(least, style.text_size)
}

/// Whether the chart's bars lie on their sides at this width in CSS pixels: the caller should say so, because what
/// was picked for «across» then stands at the left.
pub fn lies_down(data: &ChartData, width: f64, text_size: f64) -> bool {
    let ems = width / text_size;
    let ems = ems / grid(data.panel_count(), ems).0 as f64;
    match &data.plot {
        Plot::Bars(bars) => lie(bars, ems),
        Plot::Boxes(boxes) => boxes_lie(boxes, ems),
        _ => false,
    }
}

/// Least width of a small chart, in em.
const PANEL_WIDTH: f64 = 17.0;
/// Height of a small chart, in em.
const PANEL_HEIGHT: f64 = 14.0;
/// Height of its name, in em.
const PANEL_TITLE: f64 = 1.6;

/// Columns and rows in which so many small charts stand.
fn grid(count: usize, width_in_ems: f64) -> (usize, usize) {
    let fit = (width_in_ems / PANEL_WIDTH).floor().max(1.0) as usize;
    let columns = fit.min(count).max(1);
    let rows = count.div_ceil(columns);
    // As many in each row as the rows need: 4 stand as 2 and 2, not as 3 and 1.
    (count.div_ceil(rows.max(1)).max(1), rows)
}

/// Whether bars lie: their names do not fit side by side under upright ones.
fn lie(bars: &Bars, width_in_ems: f64) -> bool {
    !bars.ordinal && is_narrow(&bars.categories, width_in_ems)
}

/// Whether boxes lie.
fn boxes_lie(boxes: &Boxes, width_in_ems: f64) -> bool {
    !boxes.ordinal && is_narrow(&boxes.categories, width_in_ems)
}

fn is_narrow(names: &[String], width_in_ems: f64) -> bool {
    let slot = (width_in_ems - 7.0).max(1.0) / names.len().max(1) as f64;
    names.iter().any(|name| ems(name) + 0.5 > slot)
}

/// A chart as it was drawn.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Drawn {
    /// Its marks, in the order in which the arrow keys come to them.
    pub marks: Vec<Mark>,
    /// Whether its value axis does not start at 0.
    pub is_cut: bool,
}

/// Draws the chart over the whole backend.
///
/// # Errors
/// [`ChartError::Backend`] when the backend refuses.
pub fn draw<DB: DrawingBackend>(
    data: &ChartData,
    style: &Style,
    backend: DB,
) -> Result<Drawn, ChartError> {
    let area = backend.into_drawing_area();
    let (width, height) = area.dim_in_pixel();
    let (shapes, drawn) = lay_out(data, style, (f64::from(width), f64::from(height)));
    surface::paint(&shapes, &style.font, &area)
        .map_err(|error| ChartError::Backend(error.to_string()))?;
    Ok(drawn)
}

/// What is put where on so many backend pixels.
fn lay_out(data: &ChartData, style: &Style, pixels: (f64, f64)) -> (Vec<surface::Shape>, Drawn) {
    let size = (pixels.0 / style.scale, pixels.1 / style.scale);
    let lying = lies_down(data, size.0, style.text_size);
    let text_size = match &data.plot {
        Plot::Bars(bars) if lying && data.panel_count() == 1 => fitted(data, bars, style, size),
        _ => style.text_size,
    };
    let style = &Style {
        text_size,
        ..style.clone()
    };
    let mut surface = Surface::new(style, pixels);
    surface.clear(style.palette.background);
    let frame = head_and_foot(&mut surface, data, style);
    let mut is_cut = false;
    for (panel, frame) in panels(&mut surface, data, frame).into_iter().enumerate() {
        let of = Panel {
            number: panel,
            frame,
        };
        match &data.plot {
            Plot::Bars(bars) if lying => lying_bars(&mut surface, data, bars, of),
            Plot::Bars(bars) => upright_bars(&mut surface, data, bars, of),
            Plot::Lines(lines) => is_cut |= line_chart(&mut surface, data, lines, of),
            Plot::Points(points) => scatter(&mut surface, data, points, of),
            Plot::Bins(bins) => histogram(&mut surface, data, bins, of),
            Plot::Boxes(boxes) => is_cut |= boxes::draw(&mut surface, data, boxes, of, lying),
            Plot::Heat(heat) => heat::draw(&mut surface, data, heat, frame),
            Plot::Map(map) => map::draw(&mut surface, data, map, of),
        }
    }
    let (shapes, mut marks) = surface.finish();
    if matches!(data.plot, Plot::Points(_)) {
        // From left to right within each chart, whatever the table's order.
        let each = data.series_of(0).len().max(1);
        marks.sort_by(|a, b| {
            let panel = |mark: &Mark| mark.series / each;
            let across = a.rect.left.total_cmp(&b.rect.left);
            panel(a).cmp(&panel(b)).then(across)
        });
    }
    (shapes, Drawn { marks, is_cut })
}

/// One of the small charts and where it stands; the whole chart where there is one.
#[derive(Clone, Copy)]
struct Panel {
    number: usize,
    frame: Rect,
}

impl Panel {
    /// The series that it shows, each with its number in the plot and its colour.
    fn series<'a, T>(
        self,
        data: &ChartData,
        all: &'a [T],
    ) -> impl Iterator<Item = (usize, usize, &'a T)> + use<'a, T> {
        let range = data.series_of(self.number);
        let own = all.get(range.clone()).unwrap_or_default();
        range
            .zip(own)
            .enumerate()
            .map(|(color, (at, series))| (at, color, series))
    }
}

/// Where each of the small charts stands, with its name above.
fn panels(surface: &mut Surface<'_>, data: &ChartData, frame: Rect) -> Vec<Rect> {
    if data.panels.is_empty() {
        return vec![frame];
    }
    let (columns, rows) = grid(data.panels.len(), frame.width() / surface.em(1.0));
    let (width, height) = (
        frame.width() / columns as f64,
        frame.height() / rows.max(1) as f64,
    );
    let gap = surface.em(0.5);
    let names: Vec<&str> = data.panels.iter().map(String::as_str).collect();
    let names = shorten_all(&names, (width - gap) / surface.em(1.0));
    let mut frames = Vec::new();
    for (at, name) in names.iter().enumerate() {
        let left = frame.left + width * (at % columns) as f64;
        let top = frame.top + height * (at / columns) as f64;
        surface.heading(name, left, top + surface.em(0.7));
        frames.push(Rect {
            left,
            top: top + surface.em(PANEL_TITLE),
            right: left + width - gap,
            bottom: top + height - gap,
        });
    }
    frames
}

/// Room at the edges of the picture, in em.
const MARGIN: f64 = 0.6;
/// Names of the axes above lying bars and labels under them, in em.
const LYING_TOP: f64 = 1.5;
const LYING_BOTTOM: f64 = 1.6;

/// Title, legend and source line; gives what is left between them.
fn head_and_foot(surface: &mut Surface<'_>, data: &ChartData, style: &Style) -> Rect {
    let (width, height) = surface.size();
    let margin = surface.em(MARGIN);
    let mut frame = Rect {
        left: margin,
        top: margin,
        right: width - margin,
        bottom: height - margin,
    };
    let room = frame.width() / surface.em(1.2);
    for line in wrap(&data.title, room, 2) {
        surface.title(
            &line,
            (frame.left + frame.right) / 2.0,
            frame.top + surface.em(0.7),
        );
        frame.top += surface.em(1.6);
    }
    if !data.title.is_empty() {
        frame.top += surface.em(0.3);
    }
    legend(surface, data, &mut frame);
    let tiles = match &data.plot {
        Plot::Map(map) if !map.map.to_scale => &style.words.tiles,
        _ => "",
    };
    for text in [&*style.footer, tiles]
        .into_iter()
        .filter(|it| !it.is_empty())
    {
        let lines = wrap(text, frame.width() / surface.em(0.86), 3);
        for line in lines.iter().rev() {
            surface.small(line, frame.left, frame.bottom - surface.em(0.5));
            frame.bottom -= surface.em(1.2);
        }
        frame.bottom -= surface.em(0.4);
    }
    frame
}

/// A line of the legend.
struct Entry {
    name: String,
    /// Number of its series; `None` for the learner's own town among the places.
    series: Option<usize>,
    is_own: bool,
    /// What it is filled with where that is no series.
    fill: Option<Fill>,
}

/// What a cell or an area is filled with.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Fill {
    /// So much of the way from the background to the first colour, 0 … 1.
    Shade(f64),
    /// Lines: there is no value.
    Hatched,
}

impl Entry {
    fn of_fill(name: String, fill: Fill) -> Self {
        Self {
            name,
            series: None,
            is_own: false,
            fill: Some(fill),
        }
    }
}

impl Entry {
    /// Swatch, name and room behind them, in em.
    fn width(&self) -> f64 {
        ems(&self.name) + 2.6
    }
}

/// One a colour, and one for the learner's own town.
fn entries(data: &ChartData, words: &DrawnWords) -> Vec<Entry> {
    let names: Vec<&str> = match &data.plot {
        _ if data.color.is_empty() => Vec::new(),
        Plot::Bars(bars) => bars
            .series
            .iter()
            .map(|series| series.name.as_str())
            .collect(),
        Plot::Lines(lines) => lines.series.iter().map(|line| line.name.as_str()).collect(),
        Plot::Points(points) => points
            .series
            .iter()
            .map(|series| series.name.as_str())
            .collect(),
        Plot::Bins(_) | Plot::Boxes(_) | Plot::Heat(_) | Plot::Map(_) => Vec::new(),
    };
    let names = names.get(data.series_of(0)).unwrap_or_default();
    let named = |short: String, is_own: bool| {
        if is_own {
            with_unit(&short, &words.own)
        } else {
            short
        }
    };
    let mut entries: Vec<Entry> = shorten_all(names, 12.0)
        .into_iter()
        .zip(names)
        .enumerate()
        .map(|(at, (short, name))| Entry {
            name: named(short, data.is_own(name)),
            series: Some(at),
            is_own: data.is_own(name),
            fill: None,
        })
        .collect();
    match &data.plot {
        Plot::Map(map) => entries.extend(map::entries(data, map, words)),
        Plot::Heat(heat) => entries.extend(heat::entries(data, heat, words)),
        _ => {}
    }
    if data.has_own() {
        entries.push(Entry {
            name: named(shorten(&data.own, 12.0), true),
            series: None,
            is_own: true,
            fill: None,
        });
    }
    entries
}

/// A swatch and a name each; a line breaks where the next one does not fit.
fn legend(surface: &mut Surface<'_>, data: &ChartData, frame: &mut Rect) {
    let entries = entries(data, surface.words());
    if entries.is_empty() {
        return;
    }
    let mut x = frame.left;
    let mut y = frame.top + surface.em(0.7);
    let caption = match &data.plot {
        Plot::Map(_) => &data.y,
        _ => &data.color,
    };
    if !caption.is_empty() {
        let unit = if matches!(data.plot, Plot::Map(_) | Plot::Heat(_)) {
            &data.unit
        } else {
            ""
        };
        let caption = format!("{}:", with_unit(&shorten(caption, 10.0), unit));
        surface.text(&caption, x, y, HPos::Left, VPos::Center, false);
        x += surface.em(ems(&caption) + 0.6);
    }
    for entry in entries {
        let wide = surface.em(entry.width());
        if x + wide > frame.right && x > frame.left {
            x = frame.left;
            y += surface.em(1.5);
        }
        let swatch = Rect {
            left: x,
            top: y - surface.em(0.5),
            right: x + surface.em(1.4),
            bottom: y + surface.em(0.5),
        };
        let middle = (swatch.left + swatch.right) / 2.0;
        match (&data.plot, entry.series) {
            _ if entry.fill.is_some() => fill(surface, swatch, entry.fill),
            (Plot::Map(_) | Plot::Heat(_) | Plot::Boxes(_), _) => marks::frame(surface, swatch),
            (Plot::Bars(_), series) => {
                own_or_bar(surface, data, swatch, series, entry.is_own);
            }
            (Plot::Lines(_), Some(at)) => {
                let width = line_width(entry.is_own);
                let ends = [(swatch.left, y), (swatch.right, y)];
                surface.polyline(&ends, surface.series_color(at), width);
                marks::marker(surface, middle, y, at);
            }
            (_, Some(at)) => marks::marker(surface, middle, y, at),
            (_, None) => {
                if data.color.is_empty() {
                    marks::marker(surface, middle, y, 0);
                }
                marks::ring(surface, middle, y);
            }
        }
        surface.text(
            &entry.name,
            swatch.right + surface.em(0.4),
            y,
            HPos::Left,
            VPos::Center,
            false,
        );
        x += wide + surface.em(0.4);
    }
    frame.top = y + surface.em(1.2);
}

/// A bar; that of the learner's own town has a frame, and a pattern of its own where bars have one colour.
fn own_or_bar(
    surface: &mut Surface<'_>,
    data: &ChartData,
    rect: Rect,
    series: Option<usize>,
    is_own: bool,
) {
    match series {
        _ if is_own && data.color.is_empty() => marks::bar(surface, rect, marks::OWN),
        Some(series) => marks::bar(surface, rect, series),
        None => {}
    }
    if is_own {
        marks::frame(surface, rect);
    }
}

/// A rectangle that is filled as a cell or an area is.
fn fill(surface: &mut Surface<'_>, rect: Rect, fill: Option<Fill>) {
    match fill {
        Some(Fill::Shade(share)) => surface.fill(rect, shade(surface, share)),
        Some(Fill::Hatched) => {
            surface.fill(rect, surface.palette().background);
            let corners = [
                (rect.left, rect.top),
                (rect.right, rect.top),
                (rect.right, rect.bottom),
                (rect.left, rect.bottom),
            ];
            marks::hatch(surface, &[corners.to_vec()]);
        }
        None => {}
    }
    surface.outline(rect, surface.palette().muted, 1.0);
}

/// A colour so far on the way from the background to the first colour.
fn shade(surface: &Surface<'_>, share: f64) -> Rgb {
    let least = 0.12;
    let palette = surface.palette();
    palette
        .background
        .mix(surface.series_color(0), least + (1.0 - least) * share)
}

/// The line of the learner's own town is wider than others.
fn line_width(is_own: bool) -> f64 {
    if is_own { 4.0 } else { 2.0 }
}

/// Position of a value between two ends.
fn at(value: f64, low: f64, high: f64, from: f64, to: f64) -> f64 {
    from + (value - low) / (high - low) * (to - from)
}

fn widest(ticks: &Ticks) -> f64 {
    ticks
        .marks
        .iter()
        .map(|(_, label)| ems(label))
        .fold(0.0, f64::max)
}

/// Ticks of a value axis that begins at zero (bars, counts).
fn from_zero(values: impl Iterator<Item = f64>, room: f64, whole: bool) -> Ticks {
    let (min, max) = values.fold((0.0_f64, 0.0_f64), |(min, max), value| {
        (min.min(value), max.max(value))
    });
    number_ticks(
        min,
        if min == max { 1.0 } else { max },
        room.clamp(2.0, 8.0) as usize,
        whole,
        false,
    )
}

/// Horizontal grid lines with labels at the left and the axis name above; gives the plot's own rectangle.
fn value_axis(surface: &mut Surface<'_>, name: &str, ticks: &Ticks, frame: Rect) -> Rect {
    let mut plot = frame;
    if !name.is_empty() {
        let room = frame.width() / surface.em(1.0);
        surface.text(
            &shorten(name, room),
            frame.left,
            plot.top + surface.em(0.6),
            HPos::Left,
            VPos::Center,
            false,
        );
        plot.top += surface.em(2.0);
    }
    plot.left += surface.em(widest(ticks) + 0.5);
    plot.right -= surface.em(0.8);
    plot.bottom = plot.bottom.max(plot.top + 1.0);
    for (value, label) in &ticks.marks {
        let y = at(*value, ticks.low, ticks.high, plot.bottom, plot.top);
        surface.rule((plot.left, y), (plot.right, y), surface.palette().grid, 1.0);
        surface.text(
            label,
            plot.left - surface.em(0.4),
            y,
            HPos::Right,
            VPos::Center,
            true,
        );
    }
    plot
}

/// Room under the plot for tick labels and the axis name.
fn below(surface: &Surface<'_>, frame: Rect, name: &str) -> Rect {
    Rect {
        bottom: frame.bottom - surface.em(if name.is_empty() { 1.7 } else { 3.2 }),
        ..frame
    }
}

/// How many value marks fit.
fn value_room(surface: &Surface<'_>, frame: &Rect) -> f64 {
    frame.height() / surface.em(3.0)
}

/// Labels under the plot, as many as fit without touching; a mark goes with each label.
fn labels_below(surface: &mut Surface<'_>, marks: &[(f64, String)], plot: &Rect, name: &str) {
    let y = plot.bottom + surface.em(0.5);
    let mut free = f64::NEG_INFINITY;
    let limit = (plot.width() / surface.em(1.0) / 2.0).max(3.0);
    for (x, label) in thinned(surface, marks, limit) {
        let half = surface.em(ems(&label) / 2.0);
        // The outermost labels stay inside the picture.
        let center = x.clamp(half.min(plot.right), (surface.size().0 - half).max(half));
        if center - half < free {
            continue;
        }
        free = center + half + surface.em(0.5);
        surface.rule(
            (x, plot.bottom),
            (x, plot.bottom + surface.em(0.25)),
            surface.palette().muted,
            1.0,
        );
        surface.text(&label, center, y, HPos::Center, VPos::Top, true);
    }
    if !name.is_empty() {
        let room = plot.width() / surface.em(1.0);
        surface.text(
            &shorten(name, room),
            (plot.left + plot.right) / 2.0,
            plot.bottom + surface.em(2.5),
            HPos::Center,
            VPos::Center,
            false,
        );
    }
}

/// Every k-th mark, with the smallest k at which neighbours do not touch, so that what stays is evenly spaced.
fn thinned(surface: &Surface<'_>, marks: &[(f64, String)], limit: f64) -> Vec<(f64, String)> {
    let labels: Vec<&str> = marks.iter().map(|(_, label)| label.as_str()).collect();
    let marks: Vec<(f64, String)> = marks
        .iter()
        .map(|(x, _)| *x)
        .zip(shorten_all(&labels, limit))
        .collect();
    for every in 1..=marks.len().max(1) {
        let kept: Vec<(f64, String)> = marks.iter().step_by(every).cloned().collect();
        let touch = kept
            .iter()
            .zip(kept.iter().skip(1))
            .any(|((left, a), (right, b))| {
                right - left < surface.em((ems(a) + ems(b)) / 2.0 + 0.6)
            });
        if !touch {
            return kept;
        }
    }
    marks.into_iter().take(1).collect()
}

/// What the value axis of bars has to reach.
fn reached(bars: &Bars) -> Vec<f64> {
    match bars.stack {
        ChartStack::None => {
            let values = bars.series.iter().flat_map(|series| series.values.iter());
            values.flatten().copied().collect()
        }
        ChartStack::Stacked => bars.totals().into_iter().flatten().flatten().collect(),
        ChartStack::Share => vec![100.0],
    }
}

/// What the value axis of bars is called.
fn value_name(data: &ChartData, bars: &Bars, words: &DrawnWords) -> String {
    if bars.amounts.is_empty() {
        with_unit(&data.y, &data.unit)
    } else {
        with_unit(&format!("{}{}", data.y, words.share), &data.unit)
    }
}

/// A bar of a series: its category, where it begins and ends.
struct Bar {
    category: usize,
    from: f64,
    to: f64,
}

/// The bars of a series, which stand on those of the series before in `heights`.
fn bars_of(series: &Series, stack: ChartStack, heights: &mut [f64]) -> Vec<Bar> {
    let mut bars = Vec::new();
    for (category, value) in series.values.iter().enumerate() {
        let Some(value) = value else { continue };
        let mut from = 0.0;
        if stack != ChartStack::None
            && let Some(height) = heights.get_mut(category)
        {
            from = *height;
            *height += value;
        }
        bars.push(Bar {
            category,
            from,
            to: from + value,
        });
    }
    bars
}

/// Bars of one category: offset and width within its slot (0 … 1).
fn lane(series: usize, of: usize, single: bool) -> (f64, f64) {
    if single {
        return (0.14, 0.72);
    }
    let width = 0.84 / of.max(1) as f64;
    (0.08 + width * series as f64, width * 0.92)
}

/// The part of its slot in which a pointer means a bar: all of it where it stands alone.
fn reach_of(series: usize, of: usize, single: bool) -> (f64, f64) {
    if single {
        return (0.0, 1.0);
    }
    let share = 1.0 / of.max(1) as f64;
    (share * series as f64, share * (series + 1) as f64)
}

fn upright_bars(surface: &mut Surface<'_>, data: &ChartData, bars: &Bars, panel: Panel) {
    let values = reached(bars);
    let frame = below(surface, panel.frame, &data.x);
    let ticks = from_zero(values.iter().copied(), value_room(surface, &frame), false);
    let name = value_name(data, bars, surface.words());
    let plot = value_axis(surface, &name, &ticks, frame);
    let slot = plot.width() / bars.categories.len().max(1) as f64;
    let is_stacked = bars.stack != ChartStack::None;
    let single = is_stacked || bars.one_bar_each();
    let zero = at(0.0, ticks.low, ticks.high, plot.bottom, plot.top);
    let written = values
        .iter()
        .map(|value| ems(&data.digits.write(*value)))
        .fold(0.0, f64::max);
    let write = single && !is_stacked && surface.em(written + 0.4) <= slot;
    let mut heights = vec![0.0; bars.categories.len()];
    for (number, color, series) in panel.series(data, &bars.series) {
        let (offset, width) = lane(color, bars.colors, single);
        for Bar { category, from, to } in bars_of(series, bars.stack, &mut heights) {
            let left = plot.left + slot * (category as f64 + offset);
            let start = at(from, ticks.low, ticks.high, plot.bottom, plot.top);
            let end = at(to, ticks.low, ticks.high, plot.bottom, plot.top);
            let rect = Rect {
                left,
                right: left + slot * width,
                top: end.min(start),
                bottom: end.max(start),
            };
            let is_own = bars
                .categories
                .get(category)
                .is_some_and(|name| data.is_own(name));
            own_or_bar(surface, data, rect, Some(color), is_own);
            let reach = reach_of(color, bars.colors, single);
            let left_of = plot.left + slot * (category as f64 + reach.0);
            let right_of = plot.left + slot * (category as f64 + reach.1);
            let reach = Rect {
                left: left_of,
                right: right_of,
                ..if is_stacked { rect } else { plot }
            };
            surface.mark(number, category, rect, reach);
            if write {
                let (y, anchor) = if to < 0.0 {
                    (end + surface.em(0.2), VPos::Top)
                } else {
                    (end - surface.em(0.2), VPos::Bottom)
                };
                surface.text(
                    &data.digits.write(to),
                    left + slot * width / 2.0,
                    y,
                    HPos::Center,
                    anchor,
                    false,
                );
            }
        }
    }
    surface.rule(
        (plot.left, zero),
        (plot.right, zero),
        surface.palette().text,
        1.5,
    );
    let centers: Vec<(f64, String)> = bars
        .categories
        .iter()
        .enumerate()
        .map(|(i, name)| (plot.left + slot * (i as f64 + 0.5), name.clone()))
        .collect();
    labels_below(surface, &centers, &plot, &data.x);
}

fn lying_bars(surface: &mut Surface<'_>, data: &ChartData, bars: &Bars, panel: Panel) {
    let frame = panel.frame;
    let values = reached(bars);
    let mut plot = frame;
    // Names stand at the left, at most a third of the width; above them that of their column, beside it that of the values.
    let limit = (frame.width() / surface.em(1.0) / 3.0).max(3.0);
    let names: Vec<&str> = bars.categories.iter().map(String::as_str).collect();
    let names = shorten_all(&names, limit);
    let x = shorten(&data.x, limit);
    let names_end = names.iter().map(|name| ems(name)).fold(ems(&x), f64::max);
    let names_end = frame.left + surface.em(names_end);
    plot.left = names_end + surface.em(0.5);
    let value_name = shorten(
        &value_name(data, bars, surface.words()),
        (frame.right - plot.left) / surface.em(1.0),
    );
    let y = plot.top + surface.em(0.6);
    surface.text(&x, names_end, y, HPos::Right, VPos::Center, false);
    surface.text(&value_name, plot.left, y, HPos::Left, VPos::Center, false);
    plot.top += surface.em(LYING_TOP);
    plot.bottom -= surface.em(LYING_BOTTOM);
    plot.right -= surface.em(1.0);

    let is_stacked = bars.stack != ChartStack::None;
    let single = is_stacked || bars.one_bar_each();
    let slot = plot.height() / names.len().max(1) as f64;
    let written = values
        .iter()
        .map(|value| ems(&data.digits.write(*value)))
        .fold(0.0, f64::max);
    let write = !is_stacked
        && single
        && slot >= surface.em(LEAST_LINE)
        && plot.width() > surface.em(written + 8.0);
    if write {
        plot.right -= surface.em(written);
    }
    let negative = values.iter().any(|value| *value < 0.0);
    if write && negative {
        plot.left += surface.em(written);
    }
    let longest = from_zero(values.iter().copied(), 5.0, false);
    let room = plot.width() / surface.em(widest(&longest) + 1.5);
    let ticks = from_zero(values.iter().copied(), room.min(8.0), false);
    let zero = at(0.0, ticks.low, ticks.high, plot.left, plot.right);
    let value_marks: Vec<(f64, String)> = ticks
        .marks
        .iter()
        .map(|(value, label)| {
            (
                at(*value, ticks.low, ticks.high, plot.left, plot.right),
                label.clone(),
            )
        })
        .collect();
    for (x, _) in &value_marks {
        surface.rule(
            (*x, plot.top),
            (*x, plot.bottom),
            surface.palette().grid,
            1.0,
        );
    }
    // Where a line each does not fit, every k-th name stands, as under upright bars.
    let every = (surface.em(LEAST_LINE) / slot).ceil().max(1.0) as usize;
    for (i, name) in names.iter().enumerate().step_by(every) {
        let y = plot.top + slot * (i as f64 + 0.5);
        surface.text(name, names_end, y, HPos::Right, VPos::Center, false);
    }
    let mut heights = vec![0.0; bars.categories.len()];
    for (number, color, series) in panel.series(data, &bars.series) {
        let (offset, width) = lane(color, bars.colors, single);
        for Bar { category, from, to } in bars_of(series, bars.stack, &mut heights) {
            let top = plot.top + slot * (category as f64 + offset);
            let start = at(from, ticks.low, ticks.high, plot.left, plot.right);
            let end = at(to, ticks.low, ticks.high, plot.left, plot.right);
            let rect = Rect {
                left: end.min(start),
                right: end.max(start),
                top,
                bottom: top + slot * width,
            };
            let is_own = bars
                .categories
                .get(category)
                .is_some_and(|name| data.is_own(name));
            own_or_bar(surface, data, rect, Some(color), is_own);
            let reach = reach_of(color, bars.colors, single);
            let top_of = plot.top + slot * (category as f64 + reach.0);
            let bottom_of = plot.top + slot * (category as f64 + reach.1);
            let reach = Rect {
                top: top_of,
                bottom: bottom_of,
                ..if is_stacked { rect } else { frame }
            };
            surface.mark(number, category, rect, reach);
            if write {
                let middle = top + slot * width / 2.0;
                let (x, anchor) = if to < 0.0 {
                    (end - surface.em(0.3), HPos::Right)
                } else {
                    (end + surface.em(0.3), HPos::Left)
                };
                surface.text(
                    &data.digits.write(to),
                    x,
                    middle,
                    anchor,
                    VPos::Center,
                    false,
                );
            }
        }
    }
    surface.rule(
        (zero, plot.top),
        (zero, plot.bottom),
        surface.palette().text,
        1.5,
    );
    labels_below(surface, &value_marks, &plot, "");
}

/// Marks of an x axis within the plot.
fn x_ticks(surface: &Surface<'_>, scale: &Scale, xs: &[f64], width: f64, inner: bool) -> Ticks {
    let (min, max) = xs
        .iter()
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(min, max), x| {
            (min.min(*x), max.max(*x))
        });
    let room = (width / surface.em(6.0)).clamp(2.0, 12.0) as usize;
    match scale {
        Scale::Date => date_ticks(min, max, room),
        Scale::Number { whole, year } if inner => inner_ticks(min, max, room, *whole, *year),
        Scale::Number { whole, year } => number_ticks(min, max, room, *whole, *year),
        Scale::Text(names) => {
            let last = names.len().saturating_sub(1) as f64;
            let marks = names
                .iter()
                .enumerate()
                .map(|(i, name)| (i as f64, name.clone()))
                .collect();
            Ticks {
                low: -0.5,
                high: last + 0.5,
                marks,
            }
        }
    }
}

/// The line below the marks of a line chart or of points, and what stands there: `across` from `left` to the right edge.
fn x_axis(
    surface: &mut Surface<'_>,
    ticks: &Ticks,
    across: &Ticks,
    (left, plot): (f64, &Rect),
    name: &str,
) {
    base_line(surface, ticks, plot);
    let marks = across.marks.iter();
    let below: Vec<(f64, String)> = marks
        .map(|(x, label)| {
            let x = at(*x, across.low, across.high, left, plot.right);
            (x, label.clone())
        })
        .collect();
    labels_below(surface, &below, plot, name);
}

fn line_chart(surface: &mut Surface<'_>, data: &ChartData, lines: &Lines, panel: Panel) -> bool {
    let values: Vec<f64> = lines
        .series
        .iter()
        .flat_map(|line| line.points.iter().filter_map(|(_, y)| *y))
        .collect();
    let xs: Vec<f64> = lines
        .series
        .iter()
        .flat_map(|line| line.points.iter().map(|(x, _)| *x))
        .collect();
    let name = x_name(data);
    let frame = below(surface, panel.frame, &name);
    let (min, max) = ends(values.iter().copied());
    // A line may start above zero, but when zero is near, showing it costs nothing and misleads nobody.
    let low = if min >= 0.0 && min <= max * 0.4 {
        0.0
    } else {
        min
    };
    let high = if max <= 0.0 && max >= min * 0.4 {
        0.0
    } else {
        max
    };
    let ticks = number_ticks(
        low,
        high,
        value_room(surface, &frame).clamp(2.0, 8.0) as usize,
        false,
        false,
    );
    // Where the axis does not reach zero, it is broken on the side where zero would be.
    let (broken_below, broken_above) = (ticks.low > 0.0, ticks.high < 0.0);
    let gap = surface.em(if broken_below { 1.6 } else { 0.0 });
    let mut value_name = with_unit(&data.y, &data.unit);
    if broken_above {
        value_name = format!("{value_name} {}", surface.words().broken);
    }
    let above_gap = Rect {
        bottom: frame.bottom - gap,
        ..frame
    };
    let values = value_axis(surface, &value_name, &ticks, above_gap);
    let plot = Rect {
        bottom: values.bottom + gap,
        ..values
    };
    if broken_below {
        marks::axis_break(surface, plot.left, values.bottom, plot.bottom);
        let word = &surface.words().broken;
        let left = plot.left + surface.em(0.9);
        surface.text(
            &shorten(word, (plot.right - left) / surface.em(1.0)),
            left,
            plot.bottom - gap / 2.0,
            HPos::Left,
            VPos::Center,
            true,
        );
    } else if broken_above {
        marks::axis_break(surface, plot.left, plot.top - surface.em(0.9), plot.top);
    }
    let across = x_ticks(surface, &lines.scale, &xs, plot.width(), true);
    let left = plot.left + surface.em(0.5);
    let place = |x: f64, y: f64| {
        (
            at(x, across.low, across.high, left, plot.right),
            at(y, ticks.low, ticks.high, values.bottom, plot.top),
        )
    };
    let own_place = match &lines.scale {
        Scale::Text(names) => names.iter().position(|name| data.is_own(name)),
        _ => None,
    };
    for (number, series, line) in panel.series(data, &lines.series) {
        let color = surface.series_color(series);
        for run in line.points.split(|(_, y)| y.is_none()) {
            let path: Vec<(f64, f64)> = run
                .iter()
                .filter_map(|(x, y)| Some(place(*x, (*y)?)))
                .collect();
            if path.len() > 1 {
                surface.polyline(&path, color, line_width(data.is_own(&line.name)));
            }
            // Markers on hundreds of points would be a caterpillar; alone or few, they show where values are.
            let every = (path.len() / 40).max(1);
            for (x, y) in path.iter().step_by(every) {
                marks::marker(surface, *x, *y, series);
            }
        }
        for (place_of, (x, y)) in line.points.iter().enumerate() {
            let Some(y) = y else { continue };
            let center = place(*x, *y);
            if own_place.is_some_and(|own| own as f64 == *x) {
                marks::ring(surface, center.0, center.1);
            }
            marks::point(surface, number, place_of, center);
        }
    }
    x_axis(surface, &ticks, &across, (left, &plot), &name);
    broken_below || broken_above
}

fn scatter(surface: &mut Surface<'_>, data: &ChartData, points: &Points, panel: Panel) {
    let all = || {
        points
            .series
            .iter()
            .flat_map(|series| series.points.iter().copied())
    };
    let xs: Vec<f64> = all().map(|(x, _)| x).collect();
    // A steep line may leave the points.
    let lines = || points.fits.iter().flatten();
    let fitted = lines().flat_map(|line| [line.at(line.ends.0), line.at(line.ends.1)]);
    let (min, max) = ends(all().map(|(_, y)| y).chain(fitted));
    let name = x_name(data);
    let frame = below(surface, panel.frame, &name);
    let ticks = number_ticks(
        min,
        max,
        value_room(surface, &frame).clamp(2.0, 8.0) as usize,
        false,
        false,
    );
    let plot = value_axis(surface, &with_unit(&data.y, &data.unit), &ticks, frame);
    let across = x_ticks(surface, &points.scale, &xs, plot.width(), false);
    let left = plot.left;
    let place = |x: f64, y: f64| {
        (
            at(x, across.low, across.high, left, plot.right),
            at(y, ticks.low, ticks.high, plot.bottom, plot.top),
        )
    };
    for (x, _) in &across.marks {
        let x = place(*x, 0.0).0;
        surface.rule((x, plot.top), (x, plot.bottom), surface.palette().grid, 1.0);
    }
    if let Some(Ok(line)) = points.fits.get(panel.number) {
        let (from, to) = line.ends;
        let ends = [place(from, line.at(from)), place(to, line.at(to))];
        surface.polyline(&ends, surface.palette().text, 2.0);
    }
    for (number, color, series) in panel.series(data, &points.series) {
        for (place_of, (x, y)) in series.points.iter().enumerate() {
            let center = place(*x, *y);
            marks::marker(surface, center.0, center.1, color);
            let name = series.names.get(place_of);
            if name.is_some_and(|name| data.is_own(name)) {
                marks::ring(surface, center.0, center.1);
            }
            marks::point(surface, number, place_of, center);
        }
    }
    x_axis(surface, &ticks, &across, (left, &plot), &name);
}

fn histogram(surface: &mut Surface<'_>, data: &ChartData, each: &[Bins], panel: Panel) {
    let Some(bins) = each.get(panel.number) else {
        return;
    };
    let name = with_unit(&data.x, &data.unit);
    let frame = below(surface, panel.frame, &name);
    let counts = each.iter().flat_map(|bins| &bins.counts);
    let ticks = from_zero(
        counts.map(|count| *count as f64),
        value_room(surface, &frame),
        true,
    );
    let count_name = surface.words().count.clone();
    let plot = value_axis(surface, &count_name, &ticks, frame);
    let (low, high) = (
        bins.edges.first().copied().unwrap_or(0.0),
        bins.edges.last().copied().unwrap_or(1.0),
    );
    let place = |x: f64| at(x, low, high, plot.left, plot.right);
    let color = surface.series_color(0);
    for (bin, (from, to, count)) in bins.iter().enumerate() {
        let top = at(count as f64, ticks.low, ticks.high, plot.bottom, plot.top);
        let rect = Rect {
            left: place(from),
            right: place(to),
            top,
            bottom: plot.bottom,
        };
        if count > 0 {
            surface.fill(rect, color);
            surface.outline(rect, surface.palette().background, 1.0);
        }
        let reach = Rect {
            left: rect.left,
            right: rect.right,
            ..plot
        };
        surface.mark(panel.number, bin, rect, reach);
    }
    surface.rule(
        (plot.left, plot.bottom),
        (plot.right, plot.bottom),
        surface.palette().text,
        1.5,
    );
    let (decimals, year) = (decimals_of(bins.width()), are_years(bins.edges.iter()));
    let edges: Vec<(f64, String)> = bins
        .edges
        .iter()
        .map(|edge| (place(*edge), label(*edge, decimals, year)))
        .collect();
    labels_below(surface, &edges, &plot, &name);
}

/// The line at zero where it is in sight, and the plot's lower edge.
fn base_line(surface: &mut Surface<'_>, ticks: &Ticks, plot: &Rect) {
    surface.rule(
        (plot.left, plot.bottom),
        (plot.right, plot.bottom),
        surface.palette().muted,
        1.0,
    );
    if ticks.low < 0.0 && ticks.high > 0.0 {
        let zero = at(0.0, ticks.low, ticks.high, plot.bottom, plot.top);
        let color: Rgb = surface.palette().text;
        surface.rule((plot.left, zero), (plot.right, zero), color, 1.5);
    }
}
