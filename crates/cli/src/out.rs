//! The terminal: what is printed, in which colours, and how far long work is.

use std::io::{self, IsTerminal as _, Write as _};

use anyhow::Result;
use unicode_width::UnicodeWidthStr as _;

use crate::args::Color;
use crate::words::{Language, say};

/// Where words go.
#[derive(Clone, Debug)]
pub(crate) struct Terminal {
    /// Language of everything that is said.
    pub(crate) lang: Language,
    /// Whether what goes to stdout has colours.
    pub(crate) color: bool,
    /// Columns.
    pub(crate) width: usize,
    /// Whether somebody watches stderr.
    is_watched: bool,
}

/// Columns of a terminal that does not tell.
const WIDTH: usize = 100;

impl Terminal {
    pub(crate) fn new(lang: Language, color: Color) -> Self {
        let color = match color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none(),
        };
        let width = std::env::var("COLUMNS")
            .ok()
            .and_then(|columns| columns.parse().ok())
            .unwrap_or(WIDTH);
        Self {
            lang,
            color,
            width,
            is_watched: io::stderr().is_terminal(),
        }
    }

    /// Writes to stdout.
    pub(crate) fn print(&self, text: &str) -> Result<()> {
        let mut out = io::stdout().lock();
        out.write_all(text.as_bytes())?;
        out.flush()?;
        Ok(())
    }

    /// Writes a line to stdout.
    pub(crate) fn line(&self, text: &str) -> Result<()> {
        self.print(&format!("{text}\n"))
    }

    /// A remark on stderr, so that stdout can be passed on.
    pub(crate) fn note(&self, text: &str) {
        remark(text);
    }

    /// Why the command could not be carried out.
    pub(crate) fn complain(&self, error: &anyhow::Error) {
        let error = format!("{error:#}");
        self.note(&say!(self.lang, "エラー: {error}", "error: {error}"));
    }

    /// How far long work is; only where somebody watches.
    pub(crate) fn progress(&self, done: usize, all: usize, what: &str) {
        if self.is_watched && all > 1 {
            let mut err = io::stderr().lock();
            // The line is written over by the next one.
            let _ = write!(err, "\r\x1b[K[{}/{all}] {what}", done + 1);
            let _ = err.flush();
        }
    }

    /// Takes the progress line away.
    pub(crate) fn progress_done(&self) {
        if self.is_watched {
            let _ = write!(io::stderr(), "\r\x1b[K");
        }
    }

    /// Text in a colour, where there are colours.
    pub(crate) fn paint(&self, code: &str, text: &str) -> String {
        if self.color {
            format!("\x1b[{code}m{text}\x1b[0m")
        } else {
            text.to_owned()
        }
    }
}

/// A remark on stderr before there is a terminal to speak of.
pub(crate) fn remark(text: &str) {
    // Nobody there: nothing is lost.
    let _ = writeln!(io::stderr(), "{text}");
}

/// Whether whoever read the output has gone.
pub(crate) fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        cause
            .downcast_ref::<io::Error>()
            .is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
    })
}

/// Text filled up with blanks to so many columns; a full-width character takes two.
pub(crate) fn padded(text: &str, width: usize) -> String {
    let blanks = width.saturating_sub(text.width());
    format!("{text}{}", " ".repeat(blanks))
}

/// The beginning of a text that takes no more than so many columns.
pub(crate) fn cut(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut short = String::new();
    for c in text.chars() {
        let next = format!("{short}{c}");
        if next.width() + 1 > width {
            break;
        }
        short = next;
    }
    format!("{short}…")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_width_characters_take_two_columns() {
        assert_eq!(padded("人口", 6), "人口  ");
        assert_eq!(cut("地域ごとに合計する", 9), "地域ごと…");
        assert_eq!(cut("ex1", 9), "ex1");
    }
}
