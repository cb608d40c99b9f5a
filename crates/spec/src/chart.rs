//! What a chart shows.

use serde::{Deserialize, Serialize};

use crate::json::{FromNode, Node, by_fields};

/// A chart as picked by a learner or author; empty strings are «not picked yet».
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChartSpec {
    /// Kind; `None` until picked.
    #[serde(default)]
    pub kind: Option<ChartKind>,
    /// Column on the x axis (bar, box: the categories; histogram: the values; map: the places, by code or name).
    #[serde(default)]
    pub x: String,
    /// Column on the y axis (heat map: its categories; map: the values); unused by a histogram.
    #[serde(default)]
    pub y: String,
    /// Column that splits into colours (heat map: the values that become colours); empty for none.
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
    /// How the bars of one category stand together.
    #[serde(default)]
    pub stack: ChartStack,
    /// What is fitted to the points.
    #[serde(default)]
    pub fit: ChartFit,
    /// Column that splits into small charts of their own, side by side; empty for none.
    #[serde(default)]
    pub facet: String,
}

by_fields! {
    ChartSpec { ; kind, x, y, color, sort, title, unit, stack, fit, facet }
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

impl FromNode for ChartStack {
    fn from_node(node: &Node) -> Option<Self> {
        node.word(&Self::ALL, Self::slug)
    }
}

impl FromNode for ChartFit {
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
    Stack,
    Fit,
    Facet,
    /// `x` may be left out.
    FreeX,
    /// `color` holds the values and may not be left out.
    ColorValues,
}

chart_kinds! {
    /// 棒グラフ
    Bar = "bar" [Y Color Sort Stack Facet],
    /// 折れ線グラフ
    Line = "line" [Y Color Facet],
    /// 散布図
    Scatter = "scatter" [Y Color Fit Facet],
    /// ヒストグラム
    Histogram = "histogram" [Facet],
    /// 箱ひげ図
    Box = "box" [Y Sort Facet FreeX],
    /// ヒートマップ
    Heat = "heat" [Y Color ColorValues],
    /// 地図（階級で塗り分け）
    Map = "map" [Y Facet],
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

    /// Whether marks of several colours can stand on each other.
    pub fn has_stack(self) -> bool {
        self.parts().contains(&Uses::Stack)
    }

    /// Whether something can be fitted to its points.
    pub fn has_fit(self) -> bool {
        self.parts().contains(&Uses::Fit)
    }

    /// Whether a column can split it into small charts.
    pub fn has_facet(self) -> bool {
        self.parts().contains(&Uses::Facet)
    }

    /// Whether it cannot be drawn without a column on `x`.
    pub fn needs_x(self) -> bool {
        !self.parts().contains(&Uses::FreeX)
    }

    /// Whether it cannot be drawn without a column for colour, which holds numbers then.
    pub fn needs_color(self) -> bool {
        self.parts().contains(&Uses::ColorValues)
    }
}

/// How the bars of one category stand together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChartStack {
    /// Side by side.
    #[default]
    None,
    /// On each other, as high as their sum.
    Stacked,
    /// On each other as shares of their sum, all as high as 100 %.
    Share,
}

impl ChartStack {
    /// All ways in menu order.
    pub const ALL: [Self; 3] = [Self::None, Self::Stacked, Self::Share];

    /// The word in files and message ids.
    pub fn slug(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Stacked => "stacked",
            Self::Share => "share",
        }
    }
}

/// What is fitted to the points of a chart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChartFit {
    /// Nothing.
    #[default]
    None,
    /// The straight line of least squares of y on x.
    Line,
}

impl ChartFit {
    /// All of them in menu order.
    pub const ALL: [Self; 2] = [Self::None, Self::Line];

    /// The word in files and message ids.
    pub fn slug(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Line => "line",
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
