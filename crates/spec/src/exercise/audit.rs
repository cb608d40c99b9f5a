//! `audit`: mark on a sheet, as it was published, what keeps machines from reading it, and which rule each place breaks.

use serde::{Deserialize, Serialize};

use super::{OfKind, ProseMut};
use crate::asks::Digest;
use crate::diagnostic::Bilingual;
use crate::ingest::{AuditPlace, Rule};
use crate::json::{FromNode, Node, by_fields};
use crate::town::{Texts, Visit};
use crate::{Area, Program};

/// Rows of the sheet that are shown, and in which places can be marked.
pub const SHOWN_ROWS: u32 = 100;

/// Columns that are.
pub const SHOWN_COLUMNS: u32 = 40;

/// Most marks of an answer.
const MOST_MARKS: usize = 500;

/// Mark what breaks rules.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct AuditExercise {
    /// The table that is looked at.
    pub table: String,
    /// The rules that are offered.
    pub rules: Vec<RuleWords>,
    /// How many faults are enough; all of them unless told.
    pub least: Option<u32>,
    /// What is to be found.
    pub faults: Vec<AuditFault>,
    /// Anticipated mistakes.
    pub wrong: Vec<AuditWrong>,
}

/// A rule with what it asks. The words travel with the exercise, so that the page need not hold those of all rules.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleWords {
    /// The rule.
    pub rule: Rule,
    /// What it asks.
    pub words: Bilingual,
}

impl RuleWords {
    /// The rule with its words.
    pub fn of(rule: Rule) -> Self {
        Self {
            rule,
            words: rule.words(),
        }
    }
}

/// A place that breaks a rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditFault {
    /// The rule.
    pub rule: Rule,
    /// Where: a mark inside of any of them counts.
    pub at: Vec<Spot>,
}

/// An anticipated mistake: a mark on what is no fault.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditWrong {
    /// What to tell the learner.
    pub say: String,
    /// The rule of the mark; any unless told.
    pub rule: Option<Rule>,
    /// Where the mark is: inside of any of them; anywhere where there is none.
    pub at: Vec<Spot>,
}

/// Where something is, as an author says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Spot {
    /// The sheet as such, no place on it.
    Sheet,
    /// Cells of it.
    Cells(Area),
}

impl Spot {
    /// What the sheet is called.
    const SHEET: &str = "sheet";

    /// The spot of that name (`sheet`, `B3`, `A1:C4`, `3:3`, `B:B`); `None` where it is none.
    pub fn of(name: &str) -> Option<Self> {
        if name == Self::SHEET {
            return Some(Self::Sheet);
        }
        Area::of(name).map(Self::Cells)
    }

    /// Its name; [`Spot::of`] reads it back.
    pub fn name(self) -> String {
        match self {
            Self::Sheet => Self::SHEET.to_owned(),
            Self::Cells(area) => area.name(),
        }
    }

    /// A place in it, as one marks it.
    pub fn place(self) -> AuditPlace {
        let sheet = 0;
        match self {
            Self::Sheet => AuditPlace::Sheet { sheet },
            Self::Cells(area) if area.right == Area::END => AuditPlace::Row {
                sheet,
                row: area.top,
            },
            Self::Cells(area) if area.bottom == Area::END => AuditPlace::Column {
                sheet,
                column: area.left,
            },
            Self::Cells(area) => AuditPlace::Cell {
                sheet,
                row: area.top,
                column: area.left,
            },
        }
    }
}

/// A mark: a place, and the rule that it is said to break.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditMark {
    /// The rule.
    pub rule: Rule,
    /// The place, on the one sheet that there is (number 0).
    pub place: AuditPlace,
}

by_fields! {
    AuditMark { rule, place; }
}

impl FromNode for Rule {
    fn from_node(node: &Node) -> Option<Self> {
        node.word(&Self::ALL, Self::id)
    }
}

impl FromNode for AuditPlace {
    fn from_node(node: &Node) -> Option<Self> {
        if let Node::Text(word) = node {
            return (word == "file").then_some(Self::File);
        }
        let (place, fields) = node.variant()?;
        let sheet = fields.field("sheet")?;
        Some(match place {
            "sheet" => Self::Sheet { sheet },
            "row" => Self::Row {
                sheet,
                row: fields.field("row")?,
            },
            "column" => Self::Column {
                sheet,
                column: fields.field("column")?,
            },
            "cell" => Self::Cell {
                sheet,
                row: fields.field("row")?,
                column: fields.field("column")?,
            },
            _ => return None,
        })
    }
}

impl OfKind for AuditExercise {
    type Answer = Vec<AuditMark>;

    const IS_GRADED: bool = true;
    const IS_MADE: bool = false;

    fn start(&self) -> Vec<AuditMark> {
        Vec::new()
    }

    fn is_blank(marks: &Vec<AuditMark>) -> bool {
        marks.is_empty()
    }

    fn typed(_: &Vec<AuditMark>) -> Option<&str> {
        None
    }

    fn typed_into(_: &str, _: &str, _: Option<&Vec<AuditMark>>) -> Option<Vec<AuditMark>> {
        None
    }

    fn is_too_much(marks: &Vec<AuditMark>) -> bool {
        marks.len() > MOST_MARKS
    }

    fn each_text_of(_: &mut Vec<AuditMark>, _: &mut Visit<'_>) {}

    fn asks(&self, digest: &mut Digest) {
        digest.part(&self.table);
        for fault in &self.faults {
            digest.part(fault.rule.id());
            fault.at.iter().for_each(|spot| digest.part(&spot.name()));
        }
        if let Some(least) = self.least {
            digest.part(&least.to_string());
        }
    }

    fn prose_mut(&mut self) -> ProseMut<'_> {
        ProseMut::default()
    }

    fn programs(&self) -> Vec<(&'static str, Program)> {
        Vec::new()
    }
}

impl Texts for AuditExercise {
    fn each_text(&mut self, visit: &mut Visit<'_>) {
        let Self {
            // A sheet is the same for everybody.
            table: _,
            rules: _,
            least: _,
            faults: _,
            wrong,
        } = self;
        for AuditWrong {
            say,
            rule: _,
            at: _,
        } in wrong
        {
            say.each_text(visit);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Answer;

    #[test]
    fn marks_are_read_as_what_serde_derives_reads_them() {
        let sheet = 0;
        let places = [
            AuditPlace::File,
            AuditPlace::Sheet { sheet },
            AuditPlace::Row { sheet, row: 3 },
            AuditPlace::Column { sheet, column: 2 },
            AuditPlace::Cell {
                sheet,
                row: 3,
                column: 2,
            },
        ];
        let mark = |place| AuditMark {
            rule: Rule::NotMerged,
            place,
        };
        let answer = Answer::Audit(places.map(mark).to_vec());
        let json = serde_json::to_string(&answer).unwrap();
        assert!(
            json.starts_with(r#"{"audit":[{"rule":"L1-12","place":"file"}"#),
            "{json}"
        );
        let node: Node = serde_json::from_str(&json).unwrap();
        assert_eq!(Answer::from_node(&node), Some(answer));
        for wrong in [
            r#"{"rule":"L9-99","place":"file"}"#,
            r#"{"rule":"L1-12","place":{"cell":{"sheet":0,"row":1}}}"#,
            r#"{"rule":"L1-12","place":{"page":{"sheet":0}}}"#,
            r#"{"rule":"L1-12"}"#,
        ] {
            let node: Node = serde_json::from_str(wrong).unwrap();
            assert_eq!(AuditMark::from_node(&node), None, "{wrong}");
        }
    }

    #[test]
    fn spots_have_places() {
        for (name, place) in [
            ("sheet", ""),
            ("3:5", "3:3"),
            ("B:B", "B:B"),
            ("C2:D9", "C2"),
        ] {
            let spot = Spot::of(name).unwrap();
            assert_eq!(
                (spot.name().as_str(), spot.place().name().as_str()),
                (name, place)
            );
        }
        assert_eq!(Spot::of("Sheet"), None);
    }
}
