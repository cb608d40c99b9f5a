//! A learner's work: what is saved in the browser and what the work file holds.
//!
//! [`Work::parse`] reads a file of this or an older version, [`Work::to_json`] writes one, [`Work::merge`] puts two
//! together without losing the better answer (another tab, another computer, a file from last week).

use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::chart::ChartSpec;
use crate::{Answer, ExerciseId, ModuleId};

/// Version of the work file that this build writes.
pub const WORK_FORMAT: u32 = 1;

/// What [`Work::kind`] always is.
pub const WORK_KIND: &str = "ama-work";

/// Most drafts that are kept aside for one exercise.
pub const MAX_SHELVED: usize = 5;

/// All work of one learner: the work file (`.json`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Work {
    /// Always [`WORK_KIND`].
    pub kind: String,
    /// Version of this format.
    pub format: u32,
    /// When it was written, milliseconds since 1970 in UTC.
    pub saved_at: u64,
    /// Settings that travel with the work.
    pub settings: WorkSettings,
    /// Work by module.
    pub modules: BTreeMap<ModuleId, ModuleWork>,
}

/// Settings that travel with the work.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct WorkSettings {
    /// The learner's own town; empty until picked.
    pub town: String,
    /// When it was picked, milliseconds since 1970.
    pub updated: u64,
}

/// Work in one module.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ModuleWork {
    /// Version of the module that the work belongs to.
    pub version: u32,
    /// Where the learner was: id of the exercise last touched, empty at the start.
    pub place: String,
    /// When it was last touched, milliseconds since 1970.
    pub updated: u64,
    /// Work by exercise.
    pub exercises: BTreeMap<ExerciseId, ExerciseWork>,
}

/// Work on one exercise.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ExerciseWork {
    /// What stands there now, finished or not; `None` when untouched or started afresh.
    pub draft: Option<Answer>,
    /// The answer that was found right, if any; it stays when the draft changes.
    pub best: Option<Answer>,
    /// Graded attempts.
    pub attempts: u32,
    /// Hints opened.
    pub hints: u32,
    /// Whether the worked solution was opened.
    pub solution_seen: bool,
    /// Whether it was solved once.
    pub solved: bool,
    /// A different draft of the same exercise that came from another tab or file, kept to be picked up.
    pub shelved: Vec<Answer>,
    /// When it was last touched, milliseconds since 1970.
    pub updated: u64,
    /// Raised by «最初からやり直す»: work with a higher number replaces work with a lower one.
    pub generation: u32,
}

/// Why a text is no work file that this build can read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WorkError {
    /// Not JSON at all (another kind of file, or cut off).
    #[error("not readable as JSON at line {line}, column {column}")]
    NotJson {
        /// Line at which reading stopped, from 1.
        line: u32,
        /// Column at which reading stopped, from 1.
        column: u32,
    },
    /// JSON, but no work file.
    #[error("not a work file")]
    NotWork,
    /// Written by a newer build.
    #[error("work file of format {found}, this build reads up to {WORK_FORMAT}")]
    Newer {
        /// Version of the file.
        found: u32,
    },
    /// A work file with something in it that cannot be.
    #[error("damaged work file: {detail}")]
    Damaged {
        /// Where and what, in the reader's own words, for «詳細».
        detail: String,
    },
}

impl Work {
    /// Reads a work file; older formats are brought up to this one.
    ///
    /// # Errors
    /// [`WorkError`] when it is none, is newer or is damaged. Nothing is read by halves.
    pub fn parse(json: &str) -> Result<Self, WorkError> {
        let json = json.strip_prefix('\u{feff}').unwrap_or(json);
        // Only the head, and never a `serde_json::Value`: another way to read everything would make the page larger.
        let head: Head = serde_json::from_str(json).map_err(|error| {
            if error.is_data() {
                WorkError::NotWork
            } else {
                WorkError::NotJson {
                    line: u32::try_from(error.line()).unwrap_or(u32::MAX),
                    column: u32::try_from(error.column()).unwrap_or(u32::MAX),
                }
            }
        })?;
        if head.kind != WORK_KIND {
            return Err(WorkError::NotWork);
        }
        if head.format > u64::from(WORK_FORMAT) {
            return Err(WorkError::Newer {
                found: u32::try_from(head.format).unwrap_or(u32::MAX),
            });
        }
        let json = migrated(json, head.format)?;
        let mut work: Self = serde_json::from_str(&json).map_err(|error| WorkError::Damaged {
            detail: error.to_string(),
        })?;
        work.format = WORK_FORMAT;
        Ok(work)
    }

    /// The work file, one value a line, so that people can read and compare it.
    pub fn to_json(&self) -> String {
        let work = Self {
            kind: WORK_KIND.to_owned(),
            format: WORK_FORMAT,
            ..self.clone()
        };
        // Text, numbers and lists under text keys always make JSON.
        serde_json::to_string_pretty(&work).unwrap_or_default()
    }

    /// Takes in the work of another tab, computer or file. No right answer and nothing typed is lost: of two drafts
    /// the later one stays and the other is shelved. Merging twice changes nothing more, and (up to the oldest
    /// shelved drafts beyond [`MAX_SHELVED`]) it makes no difference which of two is merged into which.
    pub fn merge(&mut self, other: Self) {
        self.kind = WORK_KIND.to_owned();
        self.format = WORK_FORMAT;
        self.saved_at = self.saved_at.max(other.saved_at);
        let later = |settings: &WorkSettings| (settings.updated, settings.town.clone());
        if later(&other.settings) > later(&self.settings) {
            self.settings = other.settings;
        }
        for (id, module) in other.modules {
            match self.modules.remove(&id) {
                Some(mine) => self.modules.insert(id, mine.merged(module)),
                None => self.modules.insert(id, module),
            };
        }
    }
}

/// What every work file of any format begins to be recognised by.
#[derive(Deserialize)]
struct Head {
    kind: String,
    format: u64,
}

/// The JSON of an older format brought up to [`WORK_FORMAT`], one version at a time. Format 1 is the oldest.
fn migrated(json: &str, format: u64) -> Result<Cow<'_, str>, WorkError> {
    match format {
        1 => Ok(Cow::Borrowed(json)),
        _ => Err(WorkError::NotWork),
    }
}

impl ModuleWork {
    /// Both put together. A page that drops work of an older module version raises `generation` for that, so
    /// versions are no reason here to lose an answer.
    fn merged(self, other: Self) -> Self {
        let order = (self.updated, &self.place).cmp(&(other.updated, &other.place));
        let (mut winner, loser) = if order == Ordering::Less {
            (other, self)
        } else {
            (self, other)
        };
        winner.version = winner.version.max(loser.version);
        for (id, exercise) in loser.exercises {
            match winner.exercises.remove(&id) {
                Some(mine) => winner.exercises.insert(id, mine.merged(exercise)),
                None => winner.exercises.insert(id, exercise),
            };
        }
        winner
    }
}

impl ExerciseWork {
    /// Both put together; a higher generation replaces a lower one whole.
    fn merged(self, other: Self) -> Self {
        // Equal times are ordered by content, so that both directions choose the same.
        let rank = |work: &Self| {
            (
                work.generation,
                work.updated,
                text_of(&work.draft),
                text_of(&work.best),
            )
        };
        let (mut winner, loser) = if rank(&self) < rank(&other) {
            (other, self)
        } else {
            (self, other)
        };
        if winner.generation != loser.generation {
            return winner;
        }
        winner.attempts = winner.attempts.max(loser.attempts);
        winner.hints = winner.hints.max(loser.hints);
        winner.solution_seen |= loser.solution_seen;
        winner.solved |= loser.solved;
        winner.best = winner.best.or(loser.best);
        let aside = loser.draft.filter(|draft| !is_blank(draft));
        let mut shelved = std::mem::take(&mut winner.shelved);
        if let Some(draft) = aside
            && winner.draft.as_ref() != Some(&draft)
            && !shelved.contains(&draft)
        {
            shelved.insert(0, draft);
        }
        for draft in loser.shelved {
            if winner.draft.as_ref() != Some(&draft) && !shelved.contains(&draft) {
                shelved.push(draft);
            }
        }
        shelved.truncate(MAX_SHELVED);
        winner.shelved = shelved;
        winner
    }
}

/// An answer as text: any fixed order of answers will do.
fn text_of(answer: &Option<Answer>) -> String {
    answer
        .as_ref()
        // As in `to_json`: writing JSON in two ways would make the page larger.
        .map(|answer| serde_json::to_string_pretty(answer).unwrap_or_default())
        .unwrap_or_default()
}

/// Whether there is nothing in it that would be missed.
fn is_blank(answer: &Answer) -> bool {
    match answer {
        Answer::Table(table) => table.steps.is_empty() && table.sql.trim().is_empty(),
        Answer::Chart(chart) => *chart == ChartSpec::default(),
        Answer::Choice(picked) => picked.is_empty(),
        Answer::Number(text) | Answer::Text(text) | Answer::Essay(text) => text.trim().is_empty(),
    }
}

#[cfg(test)]
mod tests;
