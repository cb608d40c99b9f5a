//! The shapes of a drawing in floating-point pixels, with sizes in em of the label text, and how they are put on a backend.
//!
//! Layout makes a list of shapes; [`paint`] alone knows the backend. The layout is thus compiled once, however many backends
//! there are, and is free of their refusals.

use plotters::coord::Shift;
use plotters::drawing::{DrawingArea, DrawingAreaErrorKind};
use plotters::element::{Circle, PathElement, Polygon, Rectangle};
use plotters::prelude::DrawingBackend;
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color, FontDesc, FontFamily, FontStyle, RGBColor, ShapeStyle, TextStyle};

use super::SMALLEST;
use crate::mark::{Mark, Rect};
use crate::style::{DrawnWords, Palette, Rgb, Style};

/// A place in backend pixels.
type Pixel = (i32, i32);

/// Something to put on a backend.
pub(super) enum Shape {
    /// A rectangle; its line is so wide, or it is filled.
    Rect([Pixel; 2], Rgb, Option<u32>),
    /// Straight lines from point to point, so wide.
    Path(Vec<Pixel>, Rgb, u32),
    /// A filled outline.
    Polygon(Vec<Pixel>, Rgb),
    /// Centre and radius; its line is so wide, or it is filled.
    Circle(Pixel, i32, Rgb, Option<u32>),
    /// Words.
    Text(Words),
}

/// Words of a drawing.
pub(super) struct Words {
    text: String,
    at: Pixel,
    anchor: Pos,
    color: Rgb,
    /// In backend pixels.
    size: f64,
    bold: bool,
}

pub(super) struct Surface<'a> {
    style: &'a Style,
    size: (f64, f64),
    shapes: Vec<Shape>,
    marks: Vec<Mark>,
}

fn rgb(Rgb(r, g, b): Rgb) -> RGBColor {
    RGBColor(r, g, b)
}

fn pixel((x, y): (f64, f64)) -> Pixel {
    (x.round() as i32, y.round() as i32)
}

fn line(color: Rgb, width: Option<u32>) -> ShapeStyle {
    match width {
        Some(width) => rgb(color).stroke_width(width),
        None => rgb(color).filled(),
    }
}

/// Puts shapes on a backend, in their order.
pub(super) fn paint<DB: DrawingBackend>(
    shapes: &[Shape],
    font: &str,
    area: &DrawingArea<DB, Shift>,
) -> Result<(), DrawingAreaErrorKind<DB::ErrorType>> {
    for shape in shapes {
        match shape {
            Shape::Rect(corners, color, width) => {
                area.draw(&Rectangle::new(*corners, line(*color, *width)))?;
            }
            Shape::Path(points, color, width) => {
                area.draw(&PathElement::new(
                    points.clone(),
                    line(*color, Some(*width)),
                ))?;
            }
            Shape::Polygon(points, color) => {
                area.draw(&Polygon::new(points.clone(), rgb(*color).filled()))?;
            }
            Shape::Circle(center, radius, color, width) => {
                area.draw(&Circle::new(*center, *radius, line(*color, *width)))?;
            }
            Shape::Text(words) => {
                let weight = if words.bold {
                    FontStyle::Bold
                } else {
                    FontStyle::Normal
                };
                let font = FontDesc::new(FontFamily::Name(font), words.size, weight);
                let color = rgb(words.color);
                let style = TextStyle::from(font).pos(words.anchor).color(&color);
                area.draw_text(&words.text, &style, words.at)?;
            }
        }
    }
    area.present()
}

impl<'a> Surface<'a> {
    /// Of so many backend pixels.
    pub(super) fn new(style: &'a Style, size: (f64, f64)) -> Self {
        Self {
            style,
            size,
            shapes: Vec::new(),
            marks: Vec::new(),
        }
    }

    pub(super) fn finish(self) -> (Vec<Shape>, Vec<Mark>) {
        (self.shapes, self.marks)
    }

    /// Notes where a mark stands and where a pointer means it.
    pub(super) fn mark(&mut self, series: usize, at: usize, rect: Rect, reach: Rect) {
        self.mark_part((series, at, 0), rect, reach);
    }

    /// The same of a part of a mark.
    pub(super) fn mark_part(
        &mut self,
        (series, at, part): (usize, usize, usize),
        rect: Rect,
        reach: Rect,
    ) {
        let (rect, reach) = (self.css(rect), self.css(reach));
        self.marks.push(Mark {
            series,
            at,
            part,
            rect,
            reach,
            outline: Vec::new(),
        });
    }

    /// Notes a mark of any form.
    pub(super) fn mark_outline(&mut self, series: usize, at: usize, rings: &[Vec<(f64, f64)>]) {
        let scale = self.style.scale;
        let outline: Vec<Vec<(f64, f64)>> = rings
            .iter()
            .map(|ring| ring.iter().map(|(x, y)| (x / scale, y / scale)).collect())
            .collect();
        let mut rect = Rect {
            left: f64::INFINITY,
            top: f64::INFINITY,
            right: f64::NEG_INFINITY,
            bottom: f64::NEG_INFINITY,
        };
        for (x, y) in outline.iter().flatten() {
            rect.left = rect.left.min(*x);
            rect.right = rect.right.max(*x);
            rect.top = rect.top.min(*y);
            rect.bottom = rect.bottom.max(*y);
        }
        self.marks.push(Mark {
            series,
            at,
            part: 0,
            rect,
            reach: rect,
            outline,
        });
    }

    fn css(&self, rect: Rect) -> Rect {
        Rect {
            left: rect.left / self.style.scale,
            top: rect.top / self.style.scale,
            right: rect.right / self.style.scale,
            bottom: rect.bottom / self.style.scale,
        }
    }

    pub(super) fn palette(&self) -> &'a Palette {
        &self.style.palette
    }

    pub(super) fn words(&self) -> &'a DrawnWords {
        &self.style.words
    }

    pub(super) fn series_color(&self, at: usize) -> Rgb {
        let colors = &self.style.palette.series;
        colors
            .get(at % colors.len().max(1))
            .copied()
            .unwrap_or(self.style.palette.text)
    }

    pub(super) fn size(&self) -> (f64, f64) {
        self.size
    }

    pub(super) fn em(&self, ems: f64) -> f64 {
        ems * self.style.text_size * self.style.scale
    }

    fn stroke(&self, width: f64) -> u32 {
        (width * self.style.scale).round().max(1.0) as u32
    }

    /// The whole of it in one colour.
    pub(super) fn clear(&mut self, color: Rgb) {
        let corners = [(0, 0), pixel(self.size)];
        self.shapes.push(Shape::Rect(corners, color, None));
    }

    fn rect(&mut self, rect: Rect, color: Rgb, width: Option<u32>) {
        let corners = [
            pixel((rect.left, rect.top)),
            pixel((rect.right, rect.bottom)),
        ];
        self.shapes.push(Shape::Rect(corners, color, width));
    }

    pub(super) fn fill(&mut self, rect: Rect, color: Rgb) {
        self.rect(rect, color, None);
    }

    pub(super) fn outline(&mut self, rect: Rect, color: Rgb, width: f64) {
        self.rect(rect, color, Some(self.stroke(width)));
    }

    /// A straight line.
    pub(super) fn rule(&mut self, from: (f64, f64), to: (f64, f64), color: Rgb, width: f64) {
        self.polyline(&[from, to], color, width);
    }

    pub(super) fn polyline(&mut self, points: &[(f64, f64)], color: Rgb, width: f64) {
        let points: Vec<Pixel> = points.iter().copied().map(pixel).collect();
        self.shapes
            .push(Shape::Path(points, color, self.stroke(width)));
    }

    pub(super) fn polygon(&mut self, points: &[(f64, f64)], color: Rgb) {
        let points: Vec<Pixel> = points.iter().copied().map(pixel).collect();
        self.shapes.push(Shape::Polygon(points, color));
    }

    pub(super) fn circle(&mut self, center: (f64, f64), radius: f64, color: Rgb, filled: bool) {
        let width = (!filled).then(|| self.stroke(1.5));
        let radius = radius.round().max(1.0) as i32;
        self.shapes
            .push(Shape::Circle(pixel(center), radius, color, width));
    }

    /// The title: bold, a fifth larger, centred.
    pub(super) fn title(&mut self, text: &str, x: f64, y: f64) {
        let color = self.palette().text;
        self.write(text, (x, y), (HPos::Center, VPos::Center), color, 1.2, true);
    }

    /// The name of one of several charts: bold, at the left.
    pub(super) fn heading(&mut self, text: &str, x: f64, y: f64) {
        let color = self.palette().text;
        self.write(text, (x, y), (HPos::Left, VPos::Center), color, 1.0, true);
    }

    /// A small line starting at the left.
    pub(super) fn small(&mut self, text: &str, x: f64, y: f64) {
        let color = self.palette().muted;
        self.write(text, (x, y), (HPos::Left, VPos::Center), color, 0.86, false);
    }

    /// Words in the middle of something, in a colour that is seen on it.
    pub(super) fn middle(&mut self, text: &str, at: (f64, f64), color: Rgb, size: f64) {
        self.write(text, at, (HPos::Center, VPos::Center), color, size, false);
    }

    /// The size of the smallest labels that can be read, in em.
    pub(super) fn least(&self) -> f64 {
        (SMALLEST / self.style.text_size).min(1.0)
    }

    pub(super) fn text(
        &mut self,
        text: &str,
        x: f64,
        y: f64,
        horizontal: HPos,
        vertical: VPos,
        muted: bool,
    ) {
        let color = if muted {
            self.palette().muted
        } else {
            self.palette().text
        };
        self.write(text, (x, y), (horizontal, vertical), color, 1.0, false);
    }

    fn write(
        &mut self,
        text: &str,
        at: (f64, f64),
        anchor: (HPos, VPos),
        color: Rgb,
        size: f64,
        bold: bool,
    ) {
        self.shapes.push(Shape::Text(Words {
            text: text.to_owned(),
            at: pixel(at),
            anchor: Pos::new(anchor.0, anchor.1),
            color,
            size: self.em(size),
            bold,
        }));
    }
}
