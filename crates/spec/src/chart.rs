//! What a chart shows.

use serde::{Deserialize, Serialize};

/// A chart as picked by a learner or author; empty strings are «not picked yet».
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChartSpec {
    /// Kind; `None` until picked.
    #[serde(default)]
    pub kind: Option<ChartKind>,
    /// Column on the x axis (bar: the categories; histogram: the values).
    #[serde(default)]
    pub x: String,
    /// Column on the y axis; unused by a histogram.
    #[serde(default)]
    pub y: String,
    /// Column that splits into colours; empty for none.
    #[serde(default)]
    pub color: String,
    /// Order of categories.
    #[serde(default)]
    pub sort: ChartSort,
    /// Title.
    #[serde(default)]
    pub title: String,
    /// Unit written at the y axis (x axis of a histogram).
    #[serde(default)]
    pub unit: String,
}

/// Kind of chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChartKind {
    /// 棒グラフ
    Bar,
    /// 折れ線グラフ
    Line,
    /// 散布図
    Scatter,
    /// ヒストグラム
    Histogram,
}

impl ChartKind {
    /// All kinds in menu order.
    pub const ALL: [Self; 4] = [Self::Bar, Self::Line, Self::Scatter, Self::Histogram];

    /// The word in files and message ids.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Bar => "bar",
            Self::Line => "line",
            Self::Scatter => "scatter",
            Self::Histogram => "histogram",
        }
    }
}

/// Order of the categories of a chart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChartSort {
    /// As in the table.
    #[default]
    None,
    /// By the y value, smallest first.
    Ascending,
    /// By the y value, largest first.
    Descending,
}

impl ChartSort {
    /// All orders in menu order.
    pub const ALL: [Self; 3] = [Self::None, Self::Descending, Self::Ascending];

    /// The word in files and message ids.
    pub fn slug(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Ascending => "ascending",
            Self::Descending => "descending",
        }
    }
}
