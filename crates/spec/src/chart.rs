//! What a chart shows.

use serde::{Deserialize, Serialize};

use crate::json::{FromNode, Node, by_fields};

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

by_fields! {
    ChartSpec { ; kind, x, y, color, sort, title, unit }
}

impl FromNode for ChartKind {
    fn from_node(node: &Node) -> Option<Self> {
        node.word(&Self::ALL, Self::slug)
    }
}

impl FromNode for ChartSort {
    fn from_node(node: &Node) -> Option<Self> {
        node.word(&Self::ALL, Self::slug)
    }
}

/// The kinds of chart in menu order: word in files and message ids, and which parts of a [`ChartSpec`] they use besides
/// `x`, `title` and `unit`.
macro_rules! chart_kinds {
    ($($(#[$doc:meta])* $name:ident = $slug:literal [$($part:ident)*],)*) => {
        /// Kind of chart.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum ChartKind {
            $($(#[$doc])* $name,)*
        }

        impl ChartKind {
            /// All kinds in menu order.
            pub const ALL: [Self; [$($slug),*].len()] = [$(Self::$name),*];

            /// The word in files and message ids.
            pub fn slug(self) -> &'static str {
                match self {
                    $(Self::$name => $slug,)*
                }
            }

            fn parts(self) -> &'static [Uses] {
                match self {
                    $(Self::$name => &[$(Uses::$part),*],)*
                }
            }
        }
    };
}

/// What a kind of chart uses.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Uses {
    Y,
    Color,
    Sort,
}

chart_kinds! {
    /// 棒グラフ
    Bar = "bar" [Y Color Sort],
    /// 折れ線グラフ
    Line = "line" [Y Color],
    /// 散布図
    Scatter = "scatter" [Y Color],
    /// ヒストグラム
    Histogram = "histogram" [],
}

impl ChartKind {
    /// Whether it draws the values of a second column; otherwise it counts those of the first.
    pub fn has_y(self) -> bool {
        self.parts().contains(&Uses::Y)
    }

    /// Whether a column can split it into colours.
    pub fn has_color(self) -> bool {
        self.parts().contains(&Uses::Color)
    }

    /// Whether its categories can be put in order.
    pub fn has_sort(self) -> bool {
        self.parts().contains(&Uses::Sort)
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
