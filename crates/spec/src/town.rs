//! The learner's own town: put in the place of `{町}` in everything that an author wrote, and in nothing else.
//!
//! One visitor ([`Texts`]) for page and engine alike, so that what is shown and what is run name the same town. It
//! leaves out what the site finds things by (ids, files, addresses). [`Inline::Town`] stays as it is: the page shows it
//! in its own way. Every type is taken apart field by field, so that a new text cannot be forgotten; those of each kind of
//! exercise in the kind's own file.

use crate::catalogue::{Catalogue, ModuleEntry};
use crate::module::Section;
use crate::prose::{DataView, Image, Term};
use crate::step::{SortKey, StepText};
use crate::{Block, ChartSpec, Exercise, Inline, Module, Program, Step, StepEntry};

/// What stands for the learner's own town in texts, steps and SQL.
pub const PLACE: &str = "{町}";

/// How a name is put into a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Words and names: as it is.
    Words,
    /// SQL or a part of it: a quotation mark must not end a text early.
    Sql,
}

/// What is called for each text.
pub type Visit<'a> = dyn FnMut(&mut String, Kind) + 'a;

/// Something with texts in which the learner's town may be named.
pub trait Texts {
    /// Calls `visit` for each of them.
    fn each_text(&mut self, visit: &mut Visit<'_>);

    /// The same with the learner's town in it.
    #[must_use]
    fn with_town(mut self, town: &str) -> Self
    where
        Self: Sized,
    {
        self.each_text(&mut |text, kind| fill(text, kind, town));
        self
    }

    /// Whether `{町}` stands in any of them.
    fn has_place(&mut self) -> bool {
        let mut found = false;
        self.each_text(&mut |text, _| found |= text.contains(PLACE));
        found
    }
}

fn fill(text: &mut String, kind: Kind, town: &str) {
    if text.contains(PLACE) {
        let safe = (kind == Kind::Sql).then(|| town.replace('\'', "''"));
        *text = text.replace(PLACE, safe.as_deref().unwrap_or(town));
    }
}

/// Calls `visit` for texts that are words or names.
pub(crate) fn words<'a>(texts: impl IntoIterator<Item = &'a mut String>, visit: &mut Visit<'_>) {
    for text in texts {
        visit(text, Kind::Words);
    }
}

impl<T: Texts> Texts for Vec<T> {
    fn each_text(&mut self, visit: &mut Visit<'_>) {
        for one in self {
            one.each_text(visit);
        }
    }
}

impl Texts for String {
    fn each_text(&mut self, visit: &mut Visit<'_>) {
        visit(self, Kind::Words);
    }
}

impl Texts for Catalogue {
    fn each_text(&mut self, visit: &mut Visit<'_>) {
        let modules = self.tracks.iter_mut().flat_map(|track| &mut track.modules);
        for ModuleEntry {
            id: _,
            version: _,
            keep: _,
            title,
            minutes: _,
            audience: _,
            requires: _,
            plan: _,
            objectives,
            lead,
            exercises,
            url: _,
        } in modules
        {
            title.each_text(visit);
            objectives.each_text(visit);
            lead.each_text(visit);
            words(
                exercises.iter_mut().map(|exercise| &mut exercise.title),
                visit,
            );
        }
    }
}

impl Texts for Module {
    fn each_text(&mut self, visit: &mut Visit<'_>) {
        let Self {
            format: _,
            id: _,
            version: _,
            keep: _,
            track: _,
            title,
            minutes: _,
            audience: _,
            requires: _,
            plan: _,
            objectives,
            // Tables are the same for everybody.
            data: _,
            terms,
            sections,
            at_work,
            instructor_notes,
        } = self;
        title.each_text(visit);
        objectives.each_text(visit);
        terms.each_text(visit);
        for section in sections {
            match section {
                Section::Prose(blocks) => blocks.each_text(visit),
                Section::Exercise(exercise) => exercise.each_text(visit),
            }
        }
        at_work.each_text(visit);
        instructor_notes.each_text(visit);
    }
}

impl Texts for Exercise {
    fn each_text(&mut self, visit: &mut Visit<'_>) {
        let Self {
            id: _,
            title,
            points: _,
            asks: _,
            task,
            hints,
            explanation,
            kind,
        } = self;
        title.each_text(visit);
        task.each_text(visit);
        hints.each_text(visit);
        explanation.each_text(visit);
        kind.each_text(visit);
    }
}

impl Texts for ChartSpec {
    fn each_text(&mut self, visit: &mut Visit<'_>) {
        let Self {
            kind: _,
            x,
            y,
            color,
            sort: _,
            title,
            unit,
            stack: _,
            fit: _,
            facet,
        } = self;
        words([x, y, color, title, unit, facet], visit);
    }
}

impl Texts for Program {
    fn each_text(&mut self, visit: &mut Visit<'_>) {
        match self {
            Self::Steps(steps) => steps.each_text(visit),
            Self::Sql(sql) => visit(sql, Kind::Sql),
        }
    }
}

impl Texts for StepEntry {
    fn each_text(&mut self, visit: &mut Visit<'_>) {
        let Self { step, enabled: _ } = self;
        step.each_text(visit);
    }
}

impl Texts for Step {
    fn each_text(&mut self, visit: &mut Visit<'_>) {
        self.change_texts(&mut |means, text| visit(text, kind(means)));
    }
}

fn kind(means: StepText) -> Kind {
    match means {
        StepText::Sql => Kind::Sql,
        StepText::Table
        | StepText::Column
        | StepText::OtherColumn
        | StepText::NewColumn
        | StepText::Words => Kind::Words,
    }
}

impl Texts for SortKey {
    fn each_text(&mut self, visit: &mut Visit<'_>) {
        let Self {
            column,
            descending: _,
        } = self;
        column.each_text(visit);
    }
}

impl Texts for Block {
    fn each_text(&mut self, visit: &mut Visit<'_>) {
        match self {
            Self::Heading {
                level: _,
                id: _,
                text,
            }
            | Self::Paragraph(text) => text.each_text(visit),
            Self::List { start: _, items } => items.each_text(visit),
            Self::Quote(blocks) | Self::Alert { kind: _, blocks } => blocks.each_text(visit),
            Self::Code { language: _, text } => text.each_text(visit),
            Self::Table { header, rows } => {
                header.each_text(visit);
                rows.each_text(visit);
            }
            // Its rows are fixed when the course is built.
            Self::Data(DataView {
                table: _,
                columns: _,
                equals: _,
                limit: _,
                caption,
                rows: _,
            }) => caption.each_text(visit),
            Self::Rule => {}
            Self::Optional {
                id: _,
                title,
                blocks,
            } => {
                title.each_text(visit);
                blocks.each_text(visit);
            }
        }
    }
}

impl Texts for Inline {
    fn each_text(&mut self, visit: &mut Visit<'_>) {
        match self {
            Self::Text(text) | Self::Code(text) => text.each_text(visit),
            Self::Emphasis(inner) | Self::Strong(inner) => inner.each_text(visit),
            Self::Link { href: _, text } => text.each_text(visit),
            Self::Figure { text, sql } => {
                text.each_text(visit);
                visit(sql, Kind::Sql);
            }
            Self::Town | Self::Break => {}
            Self::Ruby { base, reading } => words([base, reading], visit),
            Self::Term { text, term } => {
                text.each_text(visit);
                term.each_text(visit);
            }
            Self::Image(Image {
                alt,
                caption,
                file: _,
                url: _,
                width: _,
                height: _,
            }) => words([alt, caption], visit),
        }
    }
}

impl Texts for Term {
    fn each_text(&mut self, visit: &mut Visit<'_>) {
        let Self {
            name,
            reading,
            meaning,
        } = self;
        words([name, reading, meaning], visit);
    }
}

#[cfg(test)]
mod tests;
