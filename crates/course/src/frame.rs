//! Diagnostics for people and for machines: beside the line they are about, as JSON, as annotations of a forge.
//!
//! Only texts are made here; which form is wanted and whether a terminal has colours is the caller's to know. What
//! stands in a line of an author's file is untrusted: control characters are shown, never sent to the terminal.

use std::borrow::Cow;
use std::fmt::Write;

use annotate_snippets::{AnnotationKind, Level, Origin, Renderer, Snippet};
use spec::diagnostic::Bilingual;
use spec::{Diagnostic, Severity};
use unicode_width::UnicodeWidthChar;

/// A language of the messages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// Japanese, the first language.
    #[default]
    Ja,
    /// English.
    En,
}

/// How diagnostics are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// Language of messages and hints.
    pub language: Language,
    /// Whether ANSI colours are put in; everything can be read without them.
    pub color: bool,
    /// Columns of the terminal; longer lines are cut around the place. A full-width character takes two.
    pub width: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            language: Language::Ja,
            color: false,
            width: 100,
        }
    }
}

/// How many errors and warnings there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Errors.
    pub errors: usize,
    /// Warnings.
    pub warnings: usize,
}

impl Count {
    /// Counts diagnostics.
    pub fn of(diagnostics: &[Diagnostic]) -> Self {
        let errors = diagnostics
            .iter()
            .filter(|diagnostic| diagnostic.severity == Severity::Error)
            .count();
        Self {
            errors,
            warnings: diagnostics.len() - errors,
        }
    }

    /// The line below everything: 「誤り 2、注意 1」.
    pub fn summary(self, language: Language) -> String {
        let Self { errors, warnings } = self;
        match (language, errors, warnings) {
            (Language::Ja, 0, 0) => "誤りも注意もありません".to_owned(),
            (Language::Ja, ..) => format!("誤り {errors}、注意 {warnings}"),
            (Language::En, 0, 0) => "no errors, no warnings".to_owned(),
            (Language::En, ..) => {
                let plural = |count: usize, word: &str| {
                    format!("{count} {word}{}", if count == 1 { "" } else { "s" })
                };
                let (errors, warnings) = (plural(errors, "error"), plural(warnings, "warning"));
                format!("{errors}, {warnings}")
            }
        }
    }
}

impl std::ops::Add for Count {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            errors: self.errors + other.errors,
            warnings: self.warnings + other.warnings,
        }
    }
}

impl Language {
    /// The text in this language.
    pub fn pick(self, text: &Bilingual) -> &str {
        match self {
            Self::Ja => &text.ja,
            Self::En => &text.en,
        }
    }
}

/// Diagnostics of one file as a compiler prints them, a blank line between two; empty when there are none.
/// `text` is the file that was read.
pub fn text(diagnostics: &[Diagnostic], text: &str, options: &Options) -> String {
    let lines = Lines::new(text);
    let renderer = if options.color {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    let renderer = renderer.term_width(options.width.max(NARROWEST));
    let mut shown = String::new();
    for diagnostic in diagnostics {
        if !shown.is_empty() {
            shown.push('\n');
        }
        shown.push_str(&one(diagnostic, &lines, &renderer, options));
        shown.push('\n');
    }
    shown
}

/// Narrower terminals break lines themselves.
const NARROWEST: usize = 40;

fn one(
    diagnostic: &Diagnostic,
    lines: &Lines<'_>,
    renderer: &Renderer,
    options: &Options,
) -> String {
    let language = options.language;
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let message = spoken(language.pick(&diagnostic.message));
    let group = level.primary_title(message).id(diagnostic.code.as_str());
    let span = diagnostic.span;
    let line = &*disarmed(lines.get(span.line));
    // Names come out of archives that anybody may have made.
    let file = diagnostic.file.replace(char::is_control, "\u{fffd}");
    let group = if line.trim().is_empty() && span.len == 0 {
        // Nothing to show, only a place.
        group.element(
            Origin::path(file)
                .line(span.line as usize)
                .char_column(span.column as usize),
        )
    } else {
        let start = bytes_of(line, span.column.saturating_sub(1));
        let rest = line.get(start..).unwrap_or_default();
        // What is too long for a line is marked at its beginning: cut in the middle it would tell nothing.
        let room = options.width.max(NARROWEST).saturating_sub(MARGIN);
        let end = start + bytes_of(rest, span.len).min(bytes_that_fit(rest, room));
        group.element(
            Snippet::source(line)
                .path(file)
                .line_start(span.line as usize)
                .annotation(AnnotationKind::Primary.span(start..end)),
        )
    };
    let group = match &diagnostic.hint {
        Some(hint) => {
            let hint = spoken(language.pick(hint));
            group.element(Level::HELP.with_name("hint").message(hint))
        }
        None => group,
    };
    renderer.render(&[group])
}

/// annotate-snippets shows ASCII's control characters; those of Latin-1, which steer some terminals, are shown here.
fn disarmed(text: &str) -> Cow<'_, str> {
    let is_control = |c: char| ('\u{80}'..='\u{9f}').contains(&c);
    if text.contains(is_control) {
        text.replace(is_control, "\u{fffd}").into()
    } else {
        text.into()
    }
}

/// Words that quote the file: no control character of it is passed on, and a tab is a space.
fn spoken(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\t' | '\n' | '\r' => ' ',
            c if c.is_control() => '\u{fffd}',
            c => c,
        })
        .collect()
}

/// Columns that the number of the line and the signs of a cut take, with some of what stands before the place.
const MARGIN: usize = 24;

/// Bytes of the longest beginning of a text that takes no more than so many columns.
fn bytes_that_fit(text: &str, columns: usize) -> usize {
    let mut taken = 0;
    text.char_indices()
        .find(|(_, c)| {
            taken += c.width().unwrap_or(1);
            taken > columns
        })
        .map_or(text.len(), |(at, _)| at)
}

/// Bytes of the first characters of a text.
fn bytes_of(text: &str, characters: u32) -> usize {
    text.char_indices()
        .nth(characters as usize)
        .map_or(text.len(), |(at, _)| at)
}

/// Lines of a file, found once.
struct Lines<'t>(Vec<&'t str>);

impl<'t> Lines<'t> {
    fn new(text: &'t str) -> Self {
        // The byte-order mark is no character of the first line.
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let end = |line: &'t str| line.strip_suffix('\r').unwrap_or(line);
        Self(text.split('\n').map(end).collect())
    }

    /// A line by its number, from 1; empty behind the last one.
    fn get(&self, number: u32) -> &'t str {
        let position = (number as usize).checked_sub(1);
        position
            .and_then(|position| self.0.get(position))
            .copied()
            .unwrap_or_default()
    }
}

/// Diagnostics as JSON: a list of objects in both languages.
///
/// # Errors
///
/// None in practice: diagnostics hold texts and numbers only.
pub fn json(diagnostics: &[Diagnostic]) -> Result<String, serde_json::Error> {
    serde_json::to_string_pretty(diagnostics)
}

/// Diagnostics as GitHub's workflow commands, which become annotations in a pull request.
pub fn github(diagnostics: &[Diagnostic], language: Language) -> String {
    let mut shown = String::new();
    for diagnostic in diagnostics {
        let command = match diagnostic.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        let span = diagnostic.span;
        let mut message = language.pick(&diagnostic.message).to_owned();
        if let Some(hint) = &diagnostic.hint {
            message.push_str("\nhint: ");
            message.push_str(language.pick(hint));
        }
        // Columns of an annotation count from 1 and the last one is part of it.
        let last = span.column + span.len.saturating_sub(1);
        let (file, title) = (property(&diagnostic.file), property(&diagnostic.code));
        // Writing to a string cannot fail.
        let _ = writeln!(
            shown,
            "::{command} file={file},line={line},endLine={line},col={column},endColumn={last},title={title}::{message}",
            line = span.line,
            column = span.column,
            message = data(&message),
        );
    }
    shown
}

/// Text behind `::`.
fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// Text of a property, where `:` and `,` mean something too.
fn property(text: &str) -> Cow<'_, str> {
    data(text).replace(':', "%3A").replace(',', "%2C").into()
}

#[cfg(test)]
mod tests;
