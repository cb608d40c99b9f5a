//! The learner's own tables in the free room, as they are kept: from which file each came and how that was read. The tables
//! themselves are no part of it. And the file of steps, by which the same is done elsewhere or with another year's file.

use serde::{Deserialize, Serialize};
use table::Dtype;

use crate::TableAnswer;
use crate::ingest::Recipe;
use crate::json::{FromNode, Node, by_fields};
use crate::module::ColumnInfo;

/// Version of both formats.
pub const DESK_FORMAT: u32 = 1;
/// What a file of steps says it is.
const STEPS_KIND: &str = "ama-steps";
/// Most bytes of either: what people make has a few thousand.
pub const MAX_DESK_BYTES: usize = 1 << 20;

/// The learner's own tables, in the order in which they were opened.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Desk {
    /// [`DESK_FORMAT`] when it was written.
    pub format: u32,
    /// The tables.
    pub tables: Vec<OwnTable>,
}

/// A table of one's own.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnTable {
    /// Its name in steps and SQL.
    pub name: String,
    /// How its file was read; [`Recipe::file`] is empty where it was pasted.
    pub recipe: Recipe,
    /// Columns that were left out before it was put on the desk.
    pub dropped: Vec<String>,
    /// Its columns, without those.
    pub columns: Vec<ColumnInfo>,
    /// How many rows it had.
    pub rows: u64,
    /// Whether this browser keeps the table itself, too.
    pub kept: bool,
}

/// Steps to take along, with how the tables in them were read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct StepsFile {
    /// `ama-steps`.
    kind: String,
    /// [`DESK_FORMAT`] when it was written.
    format: u32,
    /// The learner's own tables that the steps read.
    pub tables: Vec<OwnTable>,
    /// Steps or SQL.
    pub answer: TableAnswer,
}

/// Why something is not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeskError {
    /// It is something else.
    Other,
    /// It was written by a later version of ama.
    Newer,
}

by_fields! {
    Desk { tables; format }
    OwnTable { name, recipe; dropped, columns, rows, kept }
}

impl FromNode for ColumnInfo {
    fn from_node(node: &Node) -> Option<Self> {
        const TYPES: [(&str, Dtype); 5] = [
            ("int", Dtype::Int),
            ("float", Dtype::Float),
            ("text", Dtype::Text),
            ("bool", Dtype::Bool),
            ("date", Dtype::Date),
        ];
        let dtype: String = node.field("dtype")?;
        Some(Self {
            name: node.field("name")?,
            meaning: node.field_or_default("meaning")?,
            unit: node.field_or_default("unit")?,
            dtype: TYPES.iter().find(|(word, _)| *word == dtype)?.1,
        })
    }
}

/// The JSON of something with a version, if it is none that came later.
fn node(json: &str) -> Result<Node, DeskError> {
    let json = json.strip_prefix('\u{feff}').unwrap_or(json);
    if json.len() > MAX_DESK_BYTES {
        return Err(DeskError::Other);
    }
    let node: Node = serde_json::from_str(json).map_err(|_| DeskError::Other)?;
    let format: u64 = node.field("format").ok_or(DeskError::Other)?;
    if format > u64::from(DESK_FORMAT) {
        return Err(DeskError::Newer);
    }
    Ok(node)
}

impl Desk {
    /// Reads what [`Desk::to_json`] wrote, now or earlier.
    ///
    /// # Errors
    /// What is kept in its place and must not be overwritten.
    pub fn parse(json: &str) -> Result<Self, DeskError> {
        Self::from_node(&node(json)?).ok_or(DeskError::Other)
    }

    /// As JSON.
    pub fn to_json(tables: &[OwnTable]) -> String {
        let desk = Self {
            format: DESK_FORMAT,
            tables: tables.to_vec(),
        };
        // Text, numbers and lists always make JSON.
        serde_json::to_string_pretty(&desk).unwrap_or_default()
    }
}

impl StepsFile {
    /// Steps to take along. Nothing of what is kept only here goes with them.
    pub fn new(tables: Vec<OwnTable>, answer: TableAnswer) -> Self {
        let tables = tables.into_iter().map(|table| OwnTable {
            kept: false,
            ..table
        });
        Self {
            kind: STEPS_KIND.to_owned(),
            format: DESK_FORMAT,
            tables: tables.collect(),
            answer,
        }
    }

    /// Reads a file of steps.
    ///
    /// # Errors
    /// It is none, or one of a later version.
    pub fn parse(json: &str) -> Result<Self, DeskError> {
        let node = node(json)?;
        let read = |node: &Node| {
            let kind: String = node.field("kind")?;
            if kind != STEPS_KIND {
                return None;
            }
            let answer: TableAnswer = node.field("answer")?;
            let is_too_much = crate::Answer::Table(answer.clone()).is_too_much();
            (!is_too_much).then_some(Self::new(node.field("tables")?, answer))
        };
        read(&node).ok_or(DeskError::Other)
    }

    /// The file, one value a line.
    pub fn to_json(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Step, StepEntry};

    fn table() -> OwnTable {
        let column = |name: &str, dtype| ColumnInfo {
            name: name.to_owned(),
            meaning: String::new(),
            unit: "人".to_owned(),
            dtype,
        };
        OwnTable {
            name: "人口".to_owned(),
            recipe: Recipe {
                file: "R5.xlsx".to_owned(),
                columns: vec!["市町".to_owned(), "氏名".to_owned()],
                ..Recipe::default()
            },
            dropped: vec!["氏名".to_owned()],
            columns: vec![
                column("市町", Dtype::Text),
                column("人口", Dtype::Int),
                column("率", Dtype::Float),
                column("日", Dtype::Date),
                column("有無", Dtype::Bool),
            ],
            rows: 29,
            kept: true,
        }
    }

    #[test]
    fn what_is_written_is_read() {
        let read = Desk::parse(&Desk::to_json(&[table()])).unwrap();
        assert_eq!(read.tables, [table()]);
        let steps = StepEntry::on(Step::From {
            table: "人口".to_owned(),
        });
        let answer = TableAnswer {
            steps: vec![steps],
            ..TableAnswer::default()
        };
        let file = StepsFile::new(vec![table()], answer.clone());
        let read = StepsFile::parse(&file.to_json()).unwrap();
        assert_eq!(read.answer, answer);
        // Whether this browser keeps the table is nobody else's.
        assert!(!read.tables[0].kept && read.tables[0].recipe == table().recipe);
    }

    #[test]
    fn what_is_missing_has_a_default_and_later_versions_are_left_alone() {
        let json = r#"{"format":1,"tables":[{"name":"a","recipe":{"choice":{}}}]}"#;
        let desk = Desk::parse(json).unwrap();
        assert_eq!(desk.tables[0].name, "a");
        assert_eq!(
            Desk::parse(r#"{"format":2,"tables":"otherwise"}"#),
            Err(DeskError::Newer)
        );
        for other in [
            "",
            "{}",
            "[1]",
            r#"{"format":1}"#,
            r#"{"format":1,"tables":[{}]}"#,
        ] {
            assert_eq!(Desk::parse(other), Err(DeskError::Other), "{other}");
        }
        let work = r#"{"kind":"ama-work","format":1,"tables":[],"answer":{}}"#;
        assert_eq!(StepsFile::parse(work), Err(DeskError::Other));
        assert_eq!(
            Desk::parse(&" ".repeat(MAX_DESK_BYTES + 1)),
            Err(DeskError::Other)
        );
    }
}
