//! A chart's spec and a table to a drawing on any plotters backend, and to the facts that describe it.
//!
//! Three steps, each pure: [`prepare`] turns what was picked and the table into [`ChartData`] or says what is
//! still to be picked; [`draw()`] puts that on a backend in a given [`Style`] and tells where its [`Mark`]s stand;
//! [`describe()`] and [`data_table`] give the same chart to people who do not see it, [`warnings`] what may mislead in it. Nothing here groups the rows of
//! the table: a chart of repeated categories is refused with a typed reason, because drawing it anyway would hide the mistake. Shares of what stands on each
//! other, quartiles, lines and classes are the chart's own (`stats`).
//! Nothing here is a sentence either: wording is the caller's, from the catalogue.
//!
//! plotters gives the backends and their shapes. Layout and ticks are ours: plotters measures text by the byte
//! where it has no fonts, which pushes Japanese labels over each other.
//!
//! # Invariants
//!
//! - May use `spec` and `table`; pure: same spec and table, same marks. No browser, no font, no colour but those of the [`Style`].
//! - What is drawn, described and tabulated comes of the same [`ChartData`], so that they never say different things.

mod bins;
mod data;
mod describe;
mod digits;
mod draw;
mod mark;
mod measure;
mod order;
mod places;
mod scale;
mod stats;
mod style;
mod tabulate;
mod ticks;
mod warn;

pub use bins::Bins;
pub use data::{
    Bars, Boxes, ChartData, ChartError, ChartPart, Choropleth, Heat, Line, Lines, MAX_CATEGORIES,
    MAX_PANELS, MAX_SERIES, MAX_SIDE, Plot, PointSeries, Points, Series, prepare, prepare_with,
};
pub use describe::{Description, Direction, Fact, Measure, Strength, describe};
pub use digits::{Digits, minus};
pub use draw::{Drawn, draw, lies_down, preferred_height};
pub use mark::{Mark, Reading, Rect, mark_at};
pub use order::Order;
pub use scale::Scale;
pub use stats::{BoxOf, Class, Fit, NoFit};
pub use style::{DrawnWords, Palette, Rgb, Style};
pub use tabulate::{data_table, digits_of};
pub use warn::{Warning, counts, warnings};

#[cfg(test)]
mod tests;
