//! Every durable or sent format of ama as types: module, exercise, step, check, chart, answer, verdict, author report,
//! diagnostic, catalogue and work file.
//!
//! Types only, with the pure functions that belong to them (text form of steps, merging of work files, scores).
//! Nothing here runs a step, grades an answer or puts a finding into words.
//!
//! # Invariants
//!
//! - Pure, and may use `table` alone: the page and the engine's worker both hold all of it.
//! - What is saved carries a version and older versions are read for ever; what travels changes only with `protocol::VERSION`.
//! - New variants come last, so that bytes written before mean what they meant. Ids are authored, never made from a place or an
//!   address.
//! - What follows from a kind, verb or chart comes from its one row (`for_each_kind!`, `verbs!`, `chart_kinds!`), and what an
//!   author wrote is visited in one place ([`prose`], [`town::Texts`]).

pub mod answer;
pub mod area;
pub mod asks;
pub mod author;
pub mod catalogue;
pub mod chart;
pub mod desk;
pub mod diagnostic;
pub mod exercise;
pub mod failure;
pub mod hash;
pub mod id;
pub mod ingest;
pub mod json;
pub mod maps;
pub mod module;
pub mod mutant;
pub mod prose;
pub mod score;
pub mod seed;
pub mod site;
pub mod sql;
pub mod step;
pub mod toml;
pub mod town;
pub mod track;
pub mod verdict;
pub mod work;

#[cfg(test)]
#[path = "../../../tests/fixtures/dice.rs"]
mod dice;

pub use answer::{Program, StepEntry};
pub use area::Area;
pub use asks::Asks;
pub use chart::{ChartFit, ChartKind, ChartSort, ChartSpec, ChartStack};
pub use diagnostic::{Diagnostic, Severity, Span};
pub use exercise::{Answer, Exercise, ExerciseKind, Matched, Mode, TableAnswer};
pub use failure::{Failure, FailureKind, StepNote};
pub use id::{ExerciseId, ModuleId, TrackId};
pub use module::{DataSource, Module};
pub use mutant::{MutantChange, Representer};
pub use prose::{Block, Inline};
pub use step::Step;
pub use verdict::{Feedback, Finding, Verdict};
