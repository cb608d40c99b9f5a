//! A learner's work: what is saved in the browser and what the work file holds.
//!
//! [`Work::parse`] reads a file of this or an older version, [`Work::to_json`] writes one, [`Work::merge`] puts two
//! together without losing the better answer (another tab, another computer, a file from last week).

mod journal;

use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use self::journal::MAX_SECONDS;
pub use self::journal::{MAX_TRIES, Try};
use crate::json::{FromNode as _, Node, by_fields};
use crate::{Answer, Asks, Exercise, ExerciseId, Module, ModuleId, StepEntry, TableAnswer};

/// Version of the work file that this build writes.
pub const WORK_FORMAT: u32 = 5;

/// What [`Work::kind`] always is.
pub const WORK_KIND: &str = "ama-work";

/// Most drafts that are kept aside for one question: the newest.
pub const MAX_SHELVED: usize = 8;

/// Largest work file that is read, in bytes: some twenty times what a year of learning makes.
pub const MAX_WORK_BYTES: usize = 8 << 20;

/// Most modules of a work file.
pub const MAX_WORK_MODULES: usize = 500;

/// What is counted (attempts, hints) is taken from a work file up to this.
const MAX_COUNT: u32 = 9_999;

/// Most characters of a name that a learner goes by.
pub const MAX_NAME: usize = 40;

/// Characters of [`WorkSettings::learner`]: 65 bits, so that no two learners get the same.
pub const LEARNER_LEN: usize = 13;

/// What they are: base 32 without the letters that are taken for digits (`i`, `l`, `o`) and without `u`.
const LEARNER_SIGNS: &str = "0123456789abcdefghjkmnpqrstvwxyz";

/// Whether a text has the form of [`WorkSettings::learner`].
pub fn is_learner(text: &str) -> bool {
    text.len() == LEARNER_LEN && text.chars().all(|sign| LEARNER_SIGNS.contains(sign))
}

/// Drafts of one window that come so close after each other, in milliseconds, were typed on the way to the last of them.
const ON_THE_WAY_MS: u64 = 10_000;

/// All work of one learner: the work file (`.json`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
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
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct WorkSettings {
    /// The learner's own town; empty until picked.
    pub town: String,
    /// When any of these was picked, milliseconds since 1970.
    pub updated: u64,
    /// By which reports of one learner belong together: random, says nothing about her, and is made with the first report
    /// ([`is_learner`]); empty until then. Once there, it stays.
    pub learner: String,
    /// The name that she goes by in reports, [`MAX_NAME`] characters at most; empty until picked.
    pub who: String,
    /// The group that she names in reports, likewise.
    pub group: String,
}

/// Work in one module.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
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
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ExerciseWork {
    /// What stands there now, finished or not; `None` when untouched or started afresh.
    pub draft: Option<Answer>,
    /// Steps that are tried out beside a question, to work its answer out. Nobody grades them.
    pub scratch: Vec<StepEntry>,
    /// The answer that was found right, if any; it stays when the draft changes.
    pub best: Option<Answer>,
    /// Graded attempts since the start.
    pub attempts: u32,
    /// Hints opened since the start.
    pub hints: u32,
    /// Seconds in which the learner was at it; a pause of more than a minute is none of them. It stays when she starts afresh.
    pub seconds: u32,
    /// Its journal, by time ([`ExerciseWork::note_try`]). It stays when she starts afresh: what was tried was tried.
    pub tries: Vec<Try>,
    /// Whether the worked solution was ever opened. It stays when she starts afresh.
    pub solution_seen: bool,
    /// Whether it was solved since the start.
    pub solved: bool,
    /// Whether it was ever solved before the worked solution was opened. It stays when she starts afresh.
    pub unaided: bool,
    /// Whether it was passed over to catch up with a class; never of one that is solved.
    pub skipped: bool,
    /// Other drafts of the same exercise, from another tab or file, kept to be picked up; newest first.
    pub shelf: Vec<Shelved>,
    /// When it was last touched, milliseconds since 1970.
    pub updated: u64,
    /// Raised by «最初からやり直す»: work with a higher number replaces work with a lower one.
    pub generation: u32,
    /// Which question all this was an answer to.
    pub question: Question,
    /// Work on other questions that had the same ids (another edition, another course), latest first. It waits there
    /// until its question is opened again.
    pub others: Vec<ExerciseWork>,
    /// Format 1: the shelf without its times.
    #[serde(skip_serializing)]
    pub shelved: Vec<Answer>,
}

/// A draft that was put aside.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Shelved {
    /// The draft.
    pub answer: Answer,
    /// When it was last worked on, milliseconds since 1970; 0 when that is not known.
    pub at: u64,
}

/// A question that work belongs to, with the words to name it by.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Question {
    /// Title of its module.
    pub module: String,
    /// Heading of the exercise.
    pub title: String,
    /// Version of its module; 0 when that is not known.
    pub version: u32,
    /// What it asks; not known in work of format 1.
    pub asks: Asks,
}

by_fields! {
    Work { kind, format, saved_at, settings, modules; }
    WorkSettings { ; town, updated, learner, who, group }
    ModuleWork { ; version, place, updated, exercises }
    ExerciseWork {
        ;
        draft, scratch, best, attempts, hints, seconds, tries, solution_seen, solved, unaided, skipped, shelf, updated, generation,
        question, others, shelved
    }
    Shelved { answer, at; }
    Question { ; module, title, version, asks }
}

impl Question {
    /// The question of that exercise.
    pub fn of(module: &Module, exercise: &Exercise) -> Self {
        Self {
            module: module.title.clone(),
            title: exercise.title.clone(),
            version: module.version,
            asks: exercise.asks,
        }
    }

    /// Whether work on it counts for `now`. `keep` is the author's word that answers to the versions before stay valid.
    ///
    /// Where it is not known what one of them asks, the version alone tells.
    pub fn counts_for(&self, now: &Self, keep: bool) -> bool {
        if !now.asks.is_known() {
            return true;
        }
        let is_older = self.version > 0 && self.version < now.version;
        (!is_older || keep) && (!self.asks.is_known() || self.asks.is_like(now.asks, is_older))
    }

    /// Any fixed order.
    fn rank(&self) -> (u64, u64, u32, &str, &str) {
        let Asks { answer, words } = self.asks;
        (answer, words, self.version, &self.module, &self.title)
    }
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
    /// Larger, longer or deeper than any work can be.
    #[error("more than a work file can hold")]
    TooMuch,
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
        if json.len() > MAX_WORK_BYTES {
            return Err(WorkError::TooMuch);
        }
        let head = Head::read(json).map_err(|error| {
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
        let node: Node = serde_json::from_str(&json).map_err(|error| {
            let detail = error.to_string();
            // serde_json has no kind for it; it stops long before the stack is full.
            if detail.starts_with("recursion limit exceeded") {
                WorkError::TooMuch
            } else {
                WorkError::Damaged { detail }
            }
        })?;
        let mut work = Self::from_node(&node).ok_or_else(|| WorkError::Damaged {
            detail: damage(&node),
        })?;
        work.upgrade();
        work.settings.bound();
        if work.modules.len() > MAX_WORK_MODULES {
            return Err(WorkError::TooMuch);
        }
        for module in work.modules.values_mut() {
            for exercise in module.exercises.values_mut() {
                if exercise.is_too_much() {
                    return Err(WorkError::TooMuch);
                }
                exercise.bound();
                // In the order in which merging leaves it, whatever the file's was.
                *exercise = exercise.clone().merged(std::mem::take(exercise));
            }
        }
        Ok(work)
    }

    /// Brings what was read in an older format up to this one: the question that work belonged to is known by the
    /// module's version only, and drafts on the shelf have no time.
    pub fn upgrade(&mut self) {
        self.format = WORK_FORMAT;
        for module in self.modules.values_mut() {
            for exercise in module.exercises.values_mut() {
                if exercise.question == Question::default() {
                    exercise.question.version = module.version;
                }
                for answer in std::mem::take(&mut exercise.shelved) {
                    exercise.put_aside(Shelved { answer, at: 0 });
                }
            }
        }
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
    /// the later one stays and the other is shelved. Answers to different questions stay apart. Merging twice changes
    /// nothing more, and it makes no difference which of two is merged into which.
    pub fn merge(&mut self, other: Self) {
        self.kind = WORK_KIND.to_owned();
        self.format = WORK_FORMAT;
        self.saved_at = self.saved_at.max(other.saved_at);
        self.settings.merge(other.settings);
        for (id, module) in other.modules {
            match self.modules.remove(&id) {
                Some(mine) => self.modules.insert(id, mine.merged(module)),
                None => self.modules.insert(id, module),
            };
        }
    }
}

/// Where a value is missing or of another kind in what is no [`Work`].
fn damage(node: &Node) -> String {
    let Some(Node::Map(modules)) = node.get("modules") else {
        return "modules".to_owned();
    };
    let is_whole = |module: &Node| ModuleWork::from_node(module).is_some();
    let Some((id, module)) = modules.iter().find(|(_, module)| !is_whole(module)) else {
        return "kind, format, saved_at, settings".to_owned();
    };
    let exercises = match module.get("exercises") {
        Some(Node::Map(exercises)) => exercises.as_slice(),
        _ => &[],
    };
    let is_whole = |exercise: &Node| ExerciseWork::from_node(exercise).is_some();
    let broken = exercises.iter().find(|(_, exercise)| !is_whole(exercise));
    broken.map_or_else(
        || format!("modules, {id}"),
        |(exercise, _)| format!("modules, {id}, exercises, {exercise}"),
    )
}

/// What a work file of any format is recognised by.
#[derive(Deserialize)]
struct Head {
    /// There is none in a record.
    #[serde(default)]
    kind: String,
    format: u64,
}

impl Head {
    /// Only that, and never a `serde_json::Value`: another way to read everything would make the page larger.
    fn read(json: &str) -> serde_json::Result<Self> {
        serde_json::from_str(json)
    }
}

/// The format of a work file or of a record of the browser's store; `None` for what is neither.
pub fn format_of(json: &str) -> Option<u64> {
    Head::read(json).ok().map(|head| head.format)
}

/// The JSON of an older format brought up to [`WORK_FORMAT`], one version at a time. Format 1 is the oldest.
fn migrated(json: &str, format: u64) -> Result<Cow<'_, str>, WorkError> {
    match format {
        // Later formats only added fields: what is not there is as if nothing was done, but for what `Work::upgrade` fills.
        1..=5 => Ok(Cow::Borrowed(json)),
        _ => Err(WorkError::NotWork),
    }
}

impl WorkSettings {
    /// Takes in others: those picked later, all of them; whoever has made a report keeps being the same learner.
    fn merge(&mut self, other: Self) {
        let learner = self.learner.clone().max(other.learner.clone());
        if self.rank() < other.rank() {
            *self = other;
        }
        self.learner = learner;
    }

    /// By time, and in any fixed order where times are the same.
    fn rank(&self) -> (u64, &str, &str, &str) {
        (self.updated, &self.town, &self.who, &self.group)
    }

    /// Brings what a file says down to what can be.
    fn bound(&mut self) {
        if !is_learner(&self.learner) {
            self.learner.clear();
        }
        for name in [&mut self.who, &mut self.group] {
            let signs = name.chars().filter(|sign| !sign.is_control());
            *name = signs.take(MAX_NAME).collect();
        }
    }
}

impl ModuleWork {
    /// Both put together. Each exercise's work carries the version that it belongs to.
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
    /// The same with what belongs to the question `now` on top and everything else among [`ExerciseWork::others`]:
    /// what a lesson shows and goes on with. Nothing of another question is in what is on top.
    #[must_use]
    pub fn turned_to(self, now: &Question, keep: bool) -> Self {
        let mut top: Option<Self> = None;
        let mut others = Vec::new();
        for entry in self.entries() {
            if entry.question.counts_for(now, keep) {
                top = Some(match top {
                    Some(top) => top.joined(entry),
                    None => entry,
                });
            } else {
                insert(&mut others, entry);
            }
        }
        let mut top = top.unwrap_or_default();
        let version = top.question.version.max(now.version);
        top.question = Question {
            version,
            ..now.clone()
        };
        top.others = others;
        top
    }

    /// All questions' work by itself.
    pub fn entries(self) -> Vec<Self> {
        let (mut all, mut rest) = (Vec::new(), vec![self]);
        while let Some(mut entry) = rest.pop() {
            rest.append(&mut entry.others);
            all.push(entry);
        }
        all
    }

    /// Whether that is so of any work here on that question; see [`Question::counts_for`].
    pub fn any_for(&self, now: &Question, keep: bool, is_so: impl Fn(&Self) -> bool) -> bool {
        let mut all = std::iter::once(self).chain(&self.others);
        all.any(|work| is_so(work) && work.question.counts_for(now, keep))
    }

    /// «最初からやり直す»: as before anything was answered, but for the journal; says whether that is a change.
    pub fn start_afresh(&mut self) -> bool {
        // A new field does not compile before somebody has decided whether it stays.
        let Self {
            draft,
            scratch,
            best,
            attempts,
            hints,
            solved,
            skipped,
            shelf,
            generation,
            seconds: _,
            tries: _,
            solution_seen: _,
            unaided: _,
            updated: _,
            question: _,
            others: _,
            shelved: _,
        } = self;
        let has_work = draft.is_some()
            || !scratch.is_empty()
            || best.is_some()
            || *attempts > 0
            || *hints > 0
            || *solved
            || *skipped
            || !shelf.is_empty();
        if has_work {
            (*draft, *best) = (None, None);
            (*attempts, *hints) = (0, 0);
            (*solved, *skipped) = (false, false);
            scratch.clear();
            shelf.clear();
            *generation = generation.saturating_add(1);
        }
        has_work
    }

    /// Whether nothing was done.
    pub fn is_untouched(&self) -> bool {
        *self
            == Self {
                updated: self.updated,
                question: self.question.clone(),
                ..Self::default()
            }
    }

    /// Steps beside a question in the form in which they are put aside: as the table that they make.
    pub fn scratch_aside(steps: Vec<StepEntry>) -> Answer {
        Answer::Table(TableAnswer {
            steps,
            ..TableAnswer::default()
        })
    }

    /// Puts a draft aside, unless it is blank, stands in the editor anyway or was typed on the way to what does. The
    /// newest stay.
    pub fn put_aside(&mut self, mut aside: Shelved) {
        let scratch = Self::scratch_aside(self.scratch.clone());
        let mut here = self.draft.iter().chain([&scratch]);
        let stands =
            here.any(|here| aside.answer == *here || is_on_the_way(&aside, here, self.updated));
        if aside.answer.is_blank() || stands {
            return;
        }
        let leads_on = |it: &Shelved| is_on_the_way(&aside, &it.answer, it.at);
        if self.shelf.iter().any(leads_on) {
            return;
        }
        self.shelf
            .retain(|it| !is_on_the_way(it, &aside.answer, aside.at));
        if let Some(at) = self.shelf.iter().position(|it| it.answer == aside.answer) {
            aside.at = aside.at.max(self.shelf.remove(at).at);
        }
        let is_newer = |it: &Shelved| {
            aside.at.cmp(&it.at).is_gt()
                || aside.at == it.at && text_of(&aside.answer) > text_of(&it.answer)
        };
        let place = self.shelf.iter().position(is_newer);
        self.shelf.insert(place.unwrap_or(self.shelf.len()), aside);
        self.shelf.truncate(MAX_SHELVED);
    }

    /// Both put together, question by question. Work of format 1 joins the latest of its version.
    fn merged(self, other: Self) -> Self {
        let (mut all, mut bare) = (Vec::new(), Vec::new());
        for entry in self.entries().into_iter().chain(other.entries()) {
            let is_known = entry.question.asks.is_known();
            let list: &mut Vec<Self> = if is_known { &mut all } else { &mut bare };
            let same = list.iter().position(|it| it.question == entry.question);
            let entry = match same {
                Some(at) => list.remove(at).joined(entry),
                None => entry,
            };
            insert(list, entry);
        }
        for entry in bare {
            let mine = all.iter().position(|it| {
                it.question.asks.is_known()
                    && [0, it.question.version].contains(&entry.question.version)
            });
            let entry = match mine {
                Some(at) => {
                    let known = all.remove(at);
                    let question = known.question.clone();
                    Self {
                        question,
                        ..known.joined(entry)
                    }
                }
                None => entry,
            };
            insert(&mut all, entry);
        }
        let mut rest = all.into_iter();
        let mut top = rest.next().unwrap_or_default();
        top.others = rest.filter(|entry| !entry.is_untouched()).collect();
        top
    }

    /// Both put together while somebody types here: the draft stays what it is, and what would take its place is put aside.
    #[must_use]
    pub fn merged_beside(self, other: Self) -> Self {
        let (draft, scratch) = (self.draft.clone(), self.scratch.clone());
        let (generation, question) = (self.generation, self.question.clone());
        let mut merged = self.merged(other);
        if (merged.generation, &merged.question) != (generation, &question) {
            return merged;
        }
        let has_draft = draft.is_some() && merged.draft != draft;
        let has_scratch = !scratch.is_empty() && merged.scratch != scratch;
        let mut moved = Vec::new();
        if has_draft {
            moved.extend(std::mem::replace(&mut merged.draft, draft));
        }
        if has_scratch {
            let steps = std::mem::replace(&mut merged.scratch, scratch);
            moved.push(Self::scratch_aside(steps));
        }
        if has_draft || has_scratch {
            let at = merged.updated;
            for answer in moved {
                merged.put_aside(Shelved { answer, at });
            }
            let drafts = std::mem::take(&mut merged.shelf);
            drafts.into_iter().for_each(|it| merged.put_aside(it));
        }
        merged
    }

    /// Work on one question put together; a higher generation replaces a lower one, but for the journal.
    fn joined(self, other: Self) -> Self {
        // Equal times are ordered by content, so that both directions choose the same.
        let rank = |work: &Self| {
            (
                work.generation,
                work.updated,
                work.draft.as_ref().map(text_of),
                work.best.as_ref().map(text_of),
                text_of(&Self::scratch_aside(work.scratch.clone())),
            )
        };
        let (mut winner, loser) = if rank(&self) < rank(&other) {
            (other, self)
        } else {
            (self, other)
        };
        winner.join_journal(loser.tries);
        winner.seconds = winner.seconds.max(loser.seconds);
        winner.solution_seen |= loser.solution_seen;
        winner.unaided |= loser.unaided;
        if winner.generation != loser.generation {
            return winner;
        }
        winner.attempts = winner.attempts.max(loser.attempts);
        winner.hints = winner.hints.max(loser.hints);
        winner.solved |= loser.solved;
        // Whoever went on with it anywhere has not passed it over.
        winner.skipped &= loser.skipped && !winner.solved;
        winner.best = winner.best.or(loser.best);
        // What was on the way to the draft is no draft of its own, though it was put aside meanwhile.
        for aside in std::mem::take(&mut winner.shelf) {
            winner.put_aside(aside);
        }
        let at = loser.updated;
        let scratch = Self::scratch_aside(loser.scratch);
        let drafts = loser.draft.into_iter().chain([scratch]);
        let drafts = drafts.map(|answer| Shelved { answer, at });
        for aside in drafts.chain(loser.shelf) {
            winner.put_aside(aside);
        }
        winner
    }

    /// Whether an answer in it has more steps, or formulas in them that are nested deeper, than anybody makes.
    pub fn is_too_much(&self) -> bool {
        let shelf = self.shelf.iter().map(|aside| &aside.answer);
        let scratch = Self::scratch_aside(self.scratch.clone());
        let mut answers = self.draft.iter().chain(&self.best).chain(shelf);
        scratch.is_too_much()
            || answers.any(Answer::is_too_much)
            || self.others.iter().any(Self::is_too_much)
    }

    /// Brings what is counted down to what can be.
    fn bound(&mut self) {
        self.attempts = self.attempts.min(MAX_COUNT);
        self.hints = self.hints.min(MAX_COUNT);
        self.seconds = self.seconds.min(MAX_SECONDS);
        self.tries.iter_mut().for_each(Try::bound);
        self.skipped &= !self.solved;
        self.others.iter_mut().for_each(Self::bound);
    }
}

/// Puts work on one question among that on others: latest first, and in a fixed order where times are the same.
fn insert(all: &mut Vec<ExerciseWork>, entry: ExerciseWork) {
    let is_later = |it: &ExerciseWork| {
        (entry.updated, entry.question.rank()) > (it.updated, it.question.rank())
    };
    let place = all.iter().position(is_later);
    all.insert(place.unwrap_or(all.len()), entry);
}

/// An answer as text: any fixed order of answers will do.
fn text_of(answer: &Answer) -> String {
    // As in `to_json`: writing JSON in two ways would make the page larger.
    serde_json::to_string_pretty(answer).unwrap_or_default()
}

/// Whether somebody passed a draft while typing `to`, last touched `at`: a text that goes on where this one ends, or the same
/// with something put in, moments apart.
fn is_on_the_way(draft: &Shelved, to: &Answer, at: u64) -> bool {
    if let (Some(short), Some(long)) = (draft.answer.typed(), to.typed())
        && std::mem::discriminant(&draft.answer) == std::mem::discriminant(to)
        && long.len() > short.len()
        && long.starts_with(short)
    {
        return true;
    }
    if draft.at.abs_diff(at) > ON_THE_WAY_MS {
        return false;
    }
    let (short, long) = (text_of(&draft.answer), text_of(to));
    let same = |(a, b): &(u8, u8)| a == b;
    let begin = short.bytes().zip(long.bytes()).take_while(same).count();
    let end = short.bytes().rev().zip(long.bytes().rev());
    short.len() < long.len() && begin + end.take_while(same).count() >= short.len()
}

#[cfg(test)]
mod tests;
