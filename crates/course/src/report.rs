//! Collects problems, each at a stretch of bytes of the file, and turns stretches into lines and columns.

use std::collections::BTreeSet;
use std::ops::Range;

use spec::diagnostic::Bilingual;
use spec::{Diagnostic, Span};

use crate::code::Code;
use crate::limits::{Limit, PROBLEMS};
use crate::problem::Problem;

/// Where these are, something was read as plain text that was meant as more, or the other way round.
const UNREAD: [Code; 3] = [
    Code::LookAlike,
    Code::FenceUnclosed,
    Code::FrontMatterUnclosed,
];

/// What is then missing, or seems to stand at the wrong place.
const OF_UNREAD: [Code; 14] = [
    Code::TitleMissing,
    Code::TextBeforeTitle,
    Code::KindMissing,
    Code::NoExercise,
    Code::SectionMissing,
    Code::TaskMissing,
    Code::SolutionMissing,
    Code::CheckMissing,
    Code::FewHints,
    Code::OptionsMissing,
    Code::OptionWithoutFeedback,
    Code::BlockOutside,
    Code::UnusedData,
    Code::UnusedTerm,
];

/// What is also said of a line that is no TOML.
const OF_TOML: [Code; 7] = [
    Code::BadId,
    Code::BadValue,
    Code::EmptyValue,
    Code::DataPath,
    Code::DataNotCsv,
    Code::UnknownKey,
    Code::WrongType,
];

/// Problems of one file.
pub(crate) struct Diagnostics<'a> {
    file: &'a str,
    text: &'a str,
    line_starts: Vec<usize>,
    diagnostics: Vec<Diagnostic>,
    is_full: bool,
}

impl<'a> Diagnostics<'a> {
    pub(crate) fn new(file: &'a str, text: &'a str) -> Self {
        let line_starts = std::iter::once(0)
            .chain(text.match_indices('\n').map(|(at, _)| at + 1))
            .collect();
        Self {
            file,
            text,
            line_starts,
            diagnostics: Vec::new(),
            is_full: false,
        }
    }

    /// Notes a problem at a stretch of bytes of the file.
    pub(crate) fn add(&mut self, at: Range<usize>, problem: Problem) {
        if self.diagnostics.len() >= PROBLEMS {
            self.is_full = true;
            return;
        }
        self.push(at, problem);
    }

    fn push(&mut self, at: Range<usize>, problem: Problem) {
        let span = self.span(&at);
        self.diagnostics.push(Diagnostic {
            code: problem.code.as_str().to_owned(),
            severity: problem.code.severity(),
            file: self.file.to_owned(),
            span,
            message: bilingual(problem.message),
            hint: problem.hint.map(bilingual),
        });
    }

    /// How many problems were noted so far.
    pub(crate) fn len(&self) -> usize {
        self.diagnostics.len()
    }

    /// Leaves out what only follows from another problem: nobody wants ten messages about one missing sign.
    fn drop_consequences(&mut self) {
        let lines = |codes: &[Code]| -> BTreeSet<u32> {
            let of = |diagnostic: &&Diagnostic| {
                codes.iter().any(|code| code.as_str() == diagnostic.code)
            };
            let found = self.diagnostics.iter().filter(of);
            found.map(|diagnostic| diagnostic.span.line).collect()
        };
        let unread = lines(&UNREAD);
        let unreadable = lines(&[Code::TomlSyntax]);
        let turned = lines(&[Code::TitleDirection]);
        self.diagnostics.retain(|diagnostic| {
            let is = |code: &Code| code.as_str() == diagnostic.code;
            let line = diagnostic.span.line;
            let follows = !unread.is_empty()
                && (OF_UNREAD.iter().any(is) || (unread.contains(&line) && !UNREAD.iter().any(is)));
            let is_key = OF_TOML.iter().any(is) && unreadable.contains(&line);
            let is_told = is(&Code::HiddenCharacter) && turned.contains(&line);
            !follows && !is_key && !is_told
        });
    }

    /// Everything noted, in the order of the file.
    pub(crate) fn finish(mut self) -> Vec<Diagnostic> {
        self.drop_consequences();
        self.diagnostics
            .sort_by_key(|diagnostic| (diagnostic.span.line, diagnostic.span.column));
        if self.is_full {
            let end = self.text.len();
            self.push(end..end, Limit::Problems.problem());
        }
        self.diagnostics
    }

    /// The last place of a word within a stretch; all of the stretch where it is written otherwise.
    pub(crate) fn within(&self, at: &Range<usize>, word: &str) -> Range<usize> {
        let found = self.slice(at).rfind(word).filter(|_| !word.is_empty());
        found.map_or(at.clone(), |found| {
            at.start + found..at.start + found + word.len()
        })
    }

    /// The first place of a text in the file; its beginning where the text is written otherwise.
    pub(crate) fn place_of(&self, text: &str) -> Range<usize> {
        let found = self.text.find(text);
        found.map_or(0..0, |start| start..start + text.len())
    }

    /// A stretch of the file.
    pub(crate) fn slice(&self, at: &Range<usize>) -> &'a str {
        self.text.get(at.clone()).unwrap_or_default()
    }

    /// What stands from there to the end of its line.
    pub(crate) fn rest_of_line(&self, start: usize) -> &'a str {
        let rest = self.text.get(start..).unwrap_or_default();
        rest.lines().next().unwrap_or_default()
    }

    /// Line and column of a stretch; what runs over several lines is marked on its first one.
    fn span(&self, at: &Range<usize>) -> Span {
        let start = at.start.min(self.text.len());
        let line = self
            .line_starts
            .partition_point(|line_start| *line_start <= start);
        let line_start = self
            .line_starts
            .get(line.saturating_sub(1))
            .copied()
            .unwrap_or(0);
        let characters = |from: usize, to: usize| {
            let stretch = self.text.get(from..to).unwrap_or_default();
            u32::try_from(stretch.chars().count()).unwrap_or(u32::MAX)
        };
        let rest = self
            .text
            .get(start..at.end.clamp(start, self.text.len()))
            .unwrap_or_default();
        let first_line = rest.split(['\n', '\r']).next().unwrap_or_default();
        // The byte-order mark is no character of the first line.
        let mark = u32::from(line == 1 && self.text.starts_with('\u{feff}') && start > 0);
        Span {
            line: u32::try_from(line).unwrap_or(u32::MAX).max(1),
            column: characters(line_start, start) + 1 - mark,
            len: characters(start, start + first_line.len()),
        }
    }
}

fn bilingual((ja, en): (String, String)) -> Bilingual {
    let (ja, en) = (shortened(ja), shortened(en));
    Bilingual { ja, en }
}

/// A message about a name as long as a page keeps its beginning and its end.
fn shortened(message: String) -> String {
    const KEPT: usize = 150;
    let count = message.chars().count();
    if count <= 2 * KEPT {
        return message;
    }
    let head: String = message.chars().take(KEPT).collect();
    let tail: String = message.chars().skip(count - KEPT).collect();
    format!("{head} … {tail}")
}

/// Diagnostics as a compiler prints them, one after another, in Japanese.
pub fn to_text(diagnostics: &[Diagnostic]) -> String {
    let mut text = String::new();
    for Diagnostic {
        code,
        severity,
        file,
        span,
        message,
        hint,
    } in diagnostics
    {
        let severity = match severity {
            spec::Severity::Error => "error",
            spec::Severity::Warning => "warning",
        };
        text.push_str(&format!(
            "{file}:{}:{}: {severity}[{code}] {}\n",
            span.line, span.column, message.ja
        ));
        if let Some(hint) = hint {
            text.push_str(&format!("  hint: {}\n", hint.ja));
        }
    }
    text
}
