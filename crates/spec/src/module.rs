//! A module: one lesson with its exercises and data.

use serde::{Deserialize, Serialize};
use table::Dtype;

use crate::prose::{Term, plain_text};
use crate::{Area, Block, Exercise, ModuleId, TrackId};

/// One lesson.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Module {
    /// Version of the module format; 1 today.
    pub format: u32,
    /// Stable id.
    pub id: ModuleId,
    /// Raised by the author when answers change.
    pub version: u32,
    /// Whether learners' work of the version before stays valid.
    pub keep: bool,
    /// Track it belongs to; one that no track file names is a track of its own.
    pub track: TrackId,
    /// Title.
    pub title: String,
    /// Minutes it takes.
    pub minutes: Minutes,
    /// For whom.
    pub audience: Vec<String>,
    /// Modules to do before.
    pub requires: Vec<ModuleId>,
    /// Measures of the prefecture's plan that it serves.
    pub plan: Vec<u32>,
    /// What the learner can do afterwards.
    pub objectives: Vec<String>,
    /// Tables it works on.
    pub data: Vec<DataSource>,
    /// Its glossary.
    pub terms: Vec<Term>,
    /// Prose and exercises in order.
    pub sections: Vec<Section>,
    /// «職場で使うには»: one thing for Monday; shown at the end.
    pub at_work: Vec<Block>,
    /// Notes for the instructor; not shown to learners unless they open them.
    pub instructor_notes: Vec<Block>,
}

/// A part of a lesson.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Section {
    /// Prose between exercises.
    Prose(Vec<Block>),
    /// An exercise.
    Exercise(Box<Exercise>),
}

/// Estimated minutes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Minutes {
    /// For reading.
    pub read: u32,
    /// For the exercises.
    pub practice: u32,
}

/// A table of the module and where it comes from.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct DataSource {
    /// Name in steps and SQL.
    pub name: String,
    /// Id of a dataset under `seeds/`; empty when the module brings its own file.
    pub seed: String,
    /// The module's own file, relative to it; empty for a seed.
    pub file: String,
    /// Where the page fetches it, relative to the site; put in when the module is built.
    pub url: String,
    /// Number of rows; put in when the module is built.
    pub rows: u64,
    /// 出典: the line to show under the table; put in when the module is built.
    pub attribution: String,
    /// 利用条件: the terms on which it may be used, as the publisher names them; put in when the module is built.
    pub licence: String,
    /// Warning that must be shown with it (避難の判断に使わないこと); may be empty.
    pub note: String,
    /// Meaning and unit of each column; put in when the module is built.
    pub columns: Vec<ColumnInfo>,
    /// Where it is taken as it was published (`table::csv::Reader::raw`): what its file looked like; put in when the module is
    /// built.
    pub raw: Option<Published>,
}

/// What a published sheet showed beside the texts of its cells.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Published {
    /// Name of the sheet; empty for a file that has none.
    pub sheet: String,
    /// Cells that were one.
    pub merged: Vec<Area>,
    /// Cells in a colour.
    pub coloured: Vec<Area>,
    /// Cells in bold letters.
    pub bold: Vec<Area>,
}

/// What a column means.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnInfo {
    /// Column name.
    pub name: String,
    /// What it says, one line.
    pub meaning: String,
    /// Unit (人, 世帯, %); empty when there is none.
    pub unit: String,
    /// Type.
    pub dtype: Dtype,
}

/// A path without `.csv` at its end, in small or capital letters; `None` for anything but a CSV file.
pub fn csv_stem(path: &str) -> Option<&str> {
    let (stem, ending) = path.split_at_checked(path.len().checked_sub(".csv".len())?)?;
    ending.eq_ignore_ascii_case(".csv").then_some(stem)
}

impl DataSource {
    /// Where the description of the module's own file stands, in the words of `dataset.toml`: beside it.
    pub fn description(&self) -> String {
        let stem = csv_stem(&self.file).unwrap_or(&self.file);
        format!("{stem}.toml")
    }
}

impl Module {
    /// Its first paragraph, without marks; empty when there is none.
    pub fn lead(&self) -> String {
        let prose = self.sections.iter().filter_map(|section| match section {
            Section::Prose(blocks) => Some(blocks),
            Section::Exercise(_) => None,
        });
        let mut paragraphs = prose.flatten().filter_map(|block| match block {
            Block::Paragraph(words) => Some(plain_text(words)),
            _ => None,
        });
        paragraphs.next().unwrap_or_default()
    }

    /// The exercises in order.
    pub fn exercises(&self) -> impl Iterator<Item = &Exercise> {
        self.sections.iter().filter_map(|section| match section {
            Section::Exercise(exercise) => Some(exercise.as_ref()),
            Section::Prose(_) => None,
        })
    }

    /// The exercise of that id.
    pub fn exercise(&self, id: &crate::ExerciseId) -> Option<&Exercise> {
        self.exercises().find(|exercise| exercise.id == *id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_csv_file_is_one_in_capital_letters_too() {
        assert_eq!(csv_stem("data/人口.csv"), Some("data/人口"));
        assert_eq!(csv_stem("data/X.CSV"), Some("data/X"));
        for path in ["data/x.tsv", "csv", "あcsv", "あ", ""] {
            assert_eq!(csv_stem(path), None, "{path}");
        }
        let source = DataSource {
            file: "data/X.Csv".into(),
            ..DataSource::default()
        };
        assert_eq!(source.description(), "data/X.toml");
    }
}
