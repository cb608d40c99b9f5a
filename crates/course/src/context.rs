//! What the readers of one module share: the report, the names of the tables and where they are used.

use std::collections::BTreeSet;
use std::ops::Range;

use spec::Step;
use spec::prose::Term;
use spec::step::text::{StepErrorKind, parse_steps};

use crate::fragment::Fragment;
use crate::limits::{self, Limit};
use crate::problem::{self, Problem};
use crate::report::Diagnostics;

/// What the readers of one module share.
pub(crate) struct Context<'a> {
    pub(crate) report: Diagnostics<'a>,
    /// Names of the module's tables with their places; `None` when the front matter could not be read.
    pub(crate) tables: Option<Vec<String>>,
    /// Tables that steps and data blocks name.
    used: BTreeSet<String>,
    /// All SQL of the module: a table named in it counts as used.
    sql: Vec<String>,
    /// Places of the data views in the order of the file, for problems found when the data are put in.
    pub(crate) views: Vec<Range<usize>>,
    /// The glossary; `None` when the front matter could not be read.
    pub(crate) terms: Option<Vec<Term>>,
    /// Words of the glossary that occur.
    pub(crate) used_terms: BTreeSet<String>,
    /// Files of the pictures with their places.
    pub(crate) images: Vec<(String, Range<usize>)>,
}

/// Whether steps may have fields that are not filled in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Filled {
    /// All must be.
    Fully,
    /// They may stay open (starters).
    Partly,
}

impl<'a> Context<'a> {
    pub(crate) fn new(report: Diagnostics<'a>) -> Self {
        Self {
            report,
            tables: None,
            used: BTreeSet::new(),
            sql: Vec::new(),
            views: Vec::new(),
            terms: None,
            used_terms: BTreeSet::new(),
            images: Vec::new(),
        }
    }

    pub(crate) fn add(&mut self, at: Range<usize>, problem: Problem) {
        self.report.add(at, problem);
    }

    /// Notes the use of a table; reports it when there is none of that name.
    pub(crate) fn use_table(&mut self, name: &str, at: Range<usize>) {
        self.used.insert(name.to_owned());
        if let Some(known) = &self.tables
            && !known.iter().any(|table| table == name)
        {
            let near = table::text::nearest(name, known.iter().map(String::as_str));
            let problem = problem::data::unknown_table(name, &near, known);
            self.report.add(at, problem);
        }
    }

    /// The word of the glossary that a text names; reports it when there is none.
    pub(crate) fn term(&mut self, name: &str, at: Range<usize>) -> Option<Term> {
        let terms = self.terms.as_ref()?;
        let found = terms.iter().find(|term| term.name == name).cloned();
        if found.is_some() {
            self.used_terms.insert(name.to_owned());
        } else {
            let known: Vec<String> = terms.iter().map(|term| term.name.clone()).collect();
            let near = table::text::nearest(name, known.iter().map(String::as_str));
            let problem = problem::prose::unknown_term(name, &near, &known);
            self.report.add(at, problem);
        }
        found
    }

    /// Notes SQL; reports it when it is blank.
    pub(crate) fn use_sql(&mut self, sql: &str, at: Range<usize>) -> String {
        if sql.trim().is_empty() {
            self.add(at, problem::steps::empty_program());
        }
        self.sql.push(sql.to_owned());
        sql.trim().to_owned()
    }

    /// Notes a text that may name tables, of which nothing more is known.
    pub(crate) fn mention(&mut self, text: &str) {
        self.sql.push(text.to_owned());
    }

    /// Whether anything names the table.
    pub(crate) fn is_used(&self, name: &str) -> bool {
        self.used.contains(name) || self.sql.iter().any(|sql| sql.contains(name))
    }

    /// Steps of a block; every problem is reported at its place.
    pub(crate) fn steps(&mut self, fragment: &Fragment, filled: Filled) -> Vec<Step> {
        let found = fragment.text.lines().count();
        if found > limits::STEP_LINES {
            let limit = Limit::StepLines { found };
            self.add(fragment.range.clone(), limit.problem());
            return Vec::new();
        }
        let (steps, errors) = parse_steps(&fragment.text);
        let readable = errors
            .iter()
            .all(|error| matches!(error.kind, StepErrorKind::Missing { .. }));
        for error in errors {
            if filled == Filled::Partly && matches!(error.kind, StepErrorKind::Missing { .. }) {
                continue;
            }
            let at = fragment.file_range_at(error.line, error.column, error.len);
            self.add(at, problem::steps::step(&error.kind));
        }
        // The page reads what stands in a step by itself.
        if let Some(deep) = steps.iter().position(Step::is_too_deep) {
            let at = place_of_verb(fragment, deep);
            self.add(at, Limit::StepDepth.problem());
            return Vec::new();
        }
        if steps.is_empty() && readable && filled == Filled::Fully {
            self.add(fragment.range.clone(), problem::steps::empty_program());
        }
        for (position, step) in steps.iter().enumerate() {
            let is_from = matches!(step, Step::From { .. });
            if is_from != (position == 0) && readable {
                let at = place_of_verb(fragment, position);
                let first = position == 0;
                self.add(at, problem::steps::from_first(first));
            }
            if let Step::From { table } | Step::Union { table } | Step::Join { table, .. } = step
                && !table.trim().is_empty()
            {
                let at = place_of_table(fragment, step.verb(), table);
                self.use_table(table, at);
            }
        }
        steps
    }
}

/// Lines that hold steps, with their places in the text.
fn step_lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut start = 0;
    text.split_inclusive('\n').filter_map(move |line| {
        let at = start;
        start += line.len();
        let trimmed = line.trim();
        (!trimmed.is_empty() && !trimmed.starts_with('#'))
            .then(|| (at + line.len() - line.trim_start().len(), trimmed))
    })
}

fn place_of_verb(fragment: &Fragment, position: usize) -> Range<usize> {
    step_lines(&fragment.text)
        .nth(position)
        .map_or(fragment.range.clone(), |(at, line)| {
            let verb = line.split_whitespace().next().unwrap_or(line);
            fragment.file_range(&(at..at + verb.len()))
        })
}

/// The table's name on the first line of that verb that has it.
fn place_of_table(fragment: &Fragment, verb: &str, table: &str) -> Range<usize> {
    step_lines(&fragment.text)
        .filter(|(_, line)| line.starts_with(verb))
        .find_map(|(at, line)| {
            let found = line.get(verb.len()..)?.find(table)?;
            let start = at + verb.len() + found;
            Some(fragment.file_range(&(start..start + table.len())))
        })
        .unwrap_or(fragment.range.clone())
}
