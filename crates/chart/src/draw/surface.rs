//! A plotters drawing area in floating-point pixels, with sizes in em of the label text.
//!
//! The first refusal of the backend is kept and later calls do nothing, so that layout code stays free of `?`.

use plotters::coord::Shift;
use plotters::drawing::DrawingArea;
use plotters::element::{Circle, PathElement, Polygon, Rectangle};
use plotters::prelude::DrawingBackend;
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color, FontDesc, FontFamily, FontStyle, RGBColor, ShapeStyle, TextStyle};

use crate::data::ChartError;
use crate::mark::{Mark, Rect};
use crate::style::{DrawnWords, Palette, Rgb, Style};

pub(super) struct Surface<'a, DB: DrawingBackend> {
    area: &'a DrawingArea<DB, Shift>,
    style: &'a Style,
    refused: Option<ChartError>,
    marks: Vec<Mark>,
}

fn rgb(Rgb(r, g, b): Rgb) -> RGBColor {
    RGBColor(r, g, b)
}

fn pixel((x, y): (f64, f64)) -> (i32, i32) {
    (x.round() as i32, y.round() as i32)
}

impl<'a, DB: DrawingBackend> Surface<'a, DB> {
    pub(super) fn new(area: &'a DrawingArea<DB, Shift>, style: &'a Style) -> Self {
        Self {
            area,
            style,
            refused: None,
            marks: Vec::new(),
        }
    }

    pub(super) fn finish(self) -> Result<Vec<Mark>, ChartError> {
        self.refused.map_or(Ok(self.marks), Err)
    }

    /// Notes where a mark stands and where a pointer means it.
    pub(super) fn mark(&mut self, series: usize, at: usize, rect: Rect, reach: Rect) {
        let css = |rect: Rect| Rect {
            left: rect.left / self.style.scale,
            top: rect.top / self.style.scale,
            right: rect.right / self.style.scale,
            bottom: rect.bottom / self.style.scale,
        };
        self.marks.push(Mark {
            series,
            at,
            rect: css(rect),
            reach: css(reach),
        });
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
        let (width, height) = self.area.dim_in_pixel();
        (f64::from(width), f64::from(height))
    }

    pub(super) fn em(&self, ems: f64) -> f64 {
        ems * self.style.text_size * self.style.scale
    }

    fn stroke(&self, width: f64) -> u32 {
        (width * self.style.scale).round().max(1.0) as u32
    }

    fn keep<E: std::fmt::Display>(&mut self, result: Result<(), E>) {
        if let Err(error) = result
            && self.refused.is_none()
        {
            self.refused = Some(ChartError::Backend(error.to_string()));
        }
    }

    pub(super) fn clear(&mut self, color: Rgb) {
        let result = self.area.fill(&rgb(color));
        self.keep(result);
    }

    pub(super) fn fill(&mut self, rect: Rect, color: Rgb) {
        let corners = [
            pixel((rect.left, rect.top)),
            pixel((rect.right, rect.bottom)),
        ];
        let result = self
            .area
            .draw(&Rectangle::new(corners, rgb(color).filled()));
        self.keep(result);
    }

    pub(super) fn outline(&mut self, rect: Rect, color: Rgb, width: f64) {
        let corners = [
            pixel((rect.left, rect.top)),
            pixel((rect.right, rect.bottom)),
        ];
        let style: ShapeStyle = rgb(color).stroke_width(self.stroke(width));
        let result = self.area.draw(&Rectangle::new(corners, style));
        self.keep(result);
    }

    /// A straight line.
    pub(super) fn rule(&mut self, from: (f64, f64), to: (f64, f64), color: Rgb, width: f64) {
        self.polyline(&[from, to], color, width);
    }

    pub(super) fn polyline(&mut self, points: &[(f64, f64)], color: Rgb, width: f64) {
        let style: ShapeStyle = rgb(color).stroke_width(self.stroke(width));
        let points: Vec<(i32, i32)> = points.iter().copied().map(pixel).collect();
        let result = self.area.draw(&PathElement::new(points, style));
        self.keep(result);
    }

    pub(super) fn polygon(&mut self, points: &[(f64, f64)], color: Rgb) {
        let points: Vec<(i32, i32)> = points.iter().copied().map(pixel).collect();
        let result = self.area.draw(&Polygon::new(points, rgb(color).filled()));
        self.keep(result);
    }

    pub(super) fn circle(&mut self, center: (f64, f64), radius: f64, color: Rgb, filled: bool) {
        let style: ShapeStyle = if filled {
            rgb(color).filled()
        } else {
            rgb(color).stroke_width(self.stroke(1.5))
        };
        let result = self.area.draw(&Circle::new(
            pixel(center),
            radius.round().max(1.0) as i32,
            style,
        ));
        self.keep(result);
    }

    /// The title: bold, a fifth larger, centred.
    pub(super) fn title(&mut self, text: &str, x: f64, y: f64) {
        self.write(
            text,
            (x, y),
            (HPos::Center, VPos::Center),
            self.palette().text,
            1.2,
            FontStyle::Bold,
        );
    }

    /// A small line starting at the left.
    pub(super) fn small(&mut self, text: &str, x: f64, y: f64) {
        self.write(
            text,
            (x, y),
            (HPos::Left, VPos::Center),
            self.palette().muted,
            0.86,
            FontStyle::Normal,
        );
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
        self.write(
            text,
            (x, y),
            (horizontal, vertical),
            color,
            1.0,
            FontStyle::Normal,
        );
    }

    fn write(
        &mut self,
        text: &str,
        at: (f64, f64),
        anchor: (HPos, VPos),
        color: Rgb,
        size: f64,
        weight: FontStyle,
    ) {
        let family = FontFamily::Name(&self.style.font);
        let font = FontDesc::new(family, self.em(size), weight);
        let color = rgb(color);
        let style = TextStyle::from(font)
            .pos(Pos::new(anchor.0, anchor.1))
            .color(&color);
        let result = self.area.draw_text(text, &style, pixel(at));
        self.keep(result);
    }
}
