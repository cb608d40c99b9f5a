//! `chart`: choose how to draw a chart; graded on its spec, not on pixels.

use serde::{Deserialize, Serialize};

use crate::chart::{ChartKind, ChartSort, ChartSpec};
use crate::step::Step;

/// Choose how to draw a chart.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ChartExercise {
    /// Steps that prepare the table to draw.
    pub steps: Vec<Step>,
    /// What stands there at the start.
    pub starter: ChartSpec,
    /// The author's solution.
    pub solution: ChartSpec,
    /// What is checked.
    pub check: ChartCheck,
}

/// What is checked of a chart; an empty or missing part is free.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ChartCheck {
    /// Kinds that suit the question.
    pub kind: Vec<ChartKind>,
    /// Columns allowed on the x axis.
    pub x: Vec<String>,
    /// Columns allowed on the y axis.
    pub y: Vec<String>,
    /// Columns allowed for colour; `""` stands for none.
    pub color: Vec<String>,
    /// Orders that suit.
    pub sort: Vec<ChartSort>,
    /// Whether a title must be there.
    pub title: bool,
    /// Words of which the title must contain one each group (`[["人口"], ["2020", "令和2"]]`).
    pub title_words: Vec<Vec<String>>,
    /// Units that are right; empty: free.
    pub unit: Vec<String>,
    /// Anticipated mistakes.
    pub wrong: Vec<ChartWrong>,
}

/// An anticipated mistake: the parts of the spec that are given must all be so.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ChartWrong {
    /// What to tell the learner.
    pub say: String,
    /// Kind.
    pub kind: Option<ChartKind>,
    /// Column on x.
    pub x: Option<String>,
    /// Column on y.
    pub y: Option<String>,
    /// Column for colour; `""` for none.
    pub color: Option<String>,
    /// Order.
    pub sort: Option<ChartSort>,
    /// Unit.
    pub unit: Option<String>,
}
