//! A text inside the file (a fenced block, a TOML string) that knows where each of its parts stands in the file.

use std::ops::Range;

/// A text and the places of its parts.
#[derive(Clone, Debug, Default)]
pub(crate) struct Fragment {
    /// The text, as it is read.
    pub(crate) text: String,
    /// Where it begins in the text, and where that stands in the file; ascending.
    pieces: Vec<(usize, usize)>,
    /// All of it in the file, fences and quotes included.
    pub(crate) range: Range<usize>,
}

impl Fragment {
    /// A fragment without text.
    pub(crate) fn empty(range: Range<usize>) -> Self {
        Self {
            text: String::new(),
            pieces: Vec::new(),
            range,
        }
    }

    /// A stretch of the file as it is.
    pub(crate) fn verbatim(text: &str, start: usize) -> Self {
        Self {
            text: text.to_owned(),
            pieces: vec![(0, start)],
            range: start..start + text.len(),
        }
    }

    /// Puts a stretch of text behind what is there.
    pub(crate) fn push(&mut self, text: &str, file_start: usize) {
        self.pieces.push((self.text.len(), file_start));
        self.text.push_str(text);
    }

    /// Leaves out what stands behind so many bytes.
    pub(crate) fn truncate(&mut self, len: usize) {
        self.text.truncate(len);
    }

    /// Where a stretch of the text stands in the file.
    pub(crate) fn file_range(&self, at: &Range<usize>) -> Range<usize> {
        let place = |offset: usize| {
            let piece = self
                .pieces
                .partition_point(|(start, _)| *start <= offset)
                .checked_sub(1)?;
            self.pieces
                .get(piece)
                .map(|(start, file)| file + (offset - start))
        };
        match (place(at.start), place(at.end)) {
            (Some(start), Some(end)) => start..end.max(start),
            _ => self.range.clone(),
        }
    }

    /// Where a place given as line, column and length (in characters, from 1) stands in the file.
    pub(crate) fn file_range_at(&self, line: u32, column: u32, len: u32) -> Range<usize> {
        let mut start = 0;
        for _ in 1..line {
            let rest = self.text.get(start..).unwrap_or_default();
            start += rest.find('\n').map_or(rest.len(), |at| at + 1);
        }
        let rest = self.text.get(start..).unwrap_or_default();
        let bytes = |characters: u32| {
            rest.char_indices()
                .nth(characters as usize)
                .map_or(rest.len(), |(at, _)| at)
        };
        let before = column.saturating_sub(1);
        self.file_range(&(start + bytes(before)..start + bytes(before.saturating_add(len))))
    }

    /// The inside of a TOML string of this fragment: `at` is its stretch with quotes, `value` what it stands for.
    pub(crate) fn toml_string(&self, at: &Range<usize>, value: &str) -> Self {
        let raw = self.text.get(at.clone()).unwrap_or_default();
        let mut inner = Self::empty(self.file_range(at));
        let delimiter = ["\"\"\"", "'''", "\"", "'"]
            .into_iter()
            .find(|d| raw.starts_with(d))
            .unwrap_or("");
        let mut raw_at = delimiter.len();
        if delimiter.len() == 3 {
            let rest = raw.get(3..).unwrap_or_default();
            raw_at += if rest.starts_with("\r\n") {
                2
            } else {
                usize::from(rest.starts_with('\n'))
            };
        }
        let escapes = delimiter.starts_with('"');
        for c in value.chars() {
            let mut rest = raw.get(raw_at..).unwrap_or_default();
            // A backslash at a line's end swallows the white space behind it.
            while escapes
                && let Some(after) = rest.strip_prefix('\\')
                && after.starts_with([' ', '\t', '\r', '\n'])
            {
                rest = after.trim_start();
            }
            raw_at = raw.len() - rest.len();
            let consumed = match rest
                .strip_prefix('\\')
                .filter(|_| escapes)
                .and_then(|rest| rest.chars().next())
            {
                Some('x') => 4,
                Some('u') => 6,
                Some('U') => 10,
                Some(_) => 2,
                None if rest.starts_with("\r\n") && c == '\n' => 2,
                None => rest.chars().next().map_or(0, char::len_utf8),
            };
            let file = self
                .file_range(&(at.start + raw_at..at.start + raw_at))
                .start;
            inner.push(c.encode_utf8(&mut [0; 4]), file);
            raw_at += consumed;
        }
        let end = self
            .file_range(&(at.start + raw_at..at.start + raw_at))
            .start;
        inner.pieces.push((inner.text.len(), end));
        inner
    }
}
