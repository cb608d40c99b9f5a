//! `chart`: choose how to draw a chart; graded on its spec, not on pixels.

use serde::{Deserialize, Serialize};

use super::{OfKind, ProseMut};
use crate::Program;
use crate::asks::Digest;
use crate::chart::{ChartFit, ChartKind, ChartSort, ChartSpec, ChartStack};
use crate::step::Step;
use crate::step::text::write_steps;
use crate::town::{Texts, Visit, words};

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
    /// Ways of stacking that suit.
    pub stack: Vec<ChartStack>,
    /// Fits that suit.
    pub fit: Vec<ChartFit>,
    /// Columns allowed for small charts; `""` stands for none.
    pub facet: Vec<String>,
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
    /// Way of stacking.
    pub stack: Option<ChartStack>,
    /// Fit.
    pub fit: Option<ChartFit>,
    /// Column for small charts; `""` for none.
    pub facet: Option<String>,
}

impl OfKind for ChartExercise {
    type Answer = ChartSpec;

    const IS_GRADED: bool = true;
    const IS_MADE: bool = true;

    fn start(&self) -> ChartSpec {
        self.starter.clone()
    }

    fn is_blank(answer: &ChartSpec) -> bool {
        *answer == ChartSpec::default()
    }

    fn typed(_: &ChartSpec) -> Option<&str> {
        None
    }

    fn typed_into(_: &str, _: &str, _: Option<&ChartSpec>) -> Option<ChartSpec> {
        None
    }

    fn is_too_much(_: &ChartSpec) -> bool {
        false
    }

    fn each_text_of(answer: &mut ChartSpec, visit: &mut Visit<'_>) {
        answer.each_text(visit);
    }

    fn asks(&self, digest: &mut Digest) {
        digest.part(&write_steps(&self.steps));
        let right = &self.solution;
        digest.part(right.kind.map_or("", |kind| kind.slug()));
        for part in [&right.x, &right.y, &right.color, &right.unit] {
            digest.part(part);
        }
        digest.part(right.sort.slug());
        // Questions that ask for none of these are the questions that they were before there were any.
        if right.stack != ChartStack::None {
            digest.part(right.stack.slug());
        }
        if right.fit != ChartFit::None {
            digest.part(right.fit.slug());
        }
        if !right.facet.is_empty() {
            digest.part("facet");
            digest.part(&right.facet);
        }
    }

    fn prose_mut(&mut self) -> ProseMut<'_> {
        ProseMut::default()
    }

    fn programs(&self) -> Vec<(&'static str, Program)> {
        vec![("steps", Program::of_steps(self.steps.iter().cloned()))]
    }
}

impl Texts for ChartExercise {
    fn each_text(&mut self, visit: &mut Visit<'_>) {
        let Self {
            steps,
            starter,
            solution,
            check:
                ChartCheck {
                    kind: _,
                    x,
                    y,
                    color,
                    sort: _,
                    title: _,
                    title_words,
                    unit,
                    stack: _,
                    fit: _,
                    facet,
                    wrong,
                },
        } = self;
        steps.each_text(visit);
        starter.each_text(visit);
        solution.each_text(visit);
        for texts in [x, y, color, unit, facet] {
            texts.each_text(visit);
        }
        title_words.each_text(visit);
        for ChartWrong {
            say,
            kind: _,
            x,
            y,
            color,
            sort: _,
            unit,
            stack: _,
            fit: _,
            facet,
        } in wrong
        {
            say.each_text(visit);
            words([x, y, color, unit, facet].into_iter().flatten(), visit);
        }
    }
}
