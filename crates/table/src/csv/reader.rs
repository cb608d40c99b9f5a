//! Bytes to records, one after another.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::Fault;
use crate::sheet::letters;
use crate::text::{composed, normalise};

/// A column's name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Title {
    /// The name that the column has.
    pub name: String,
    /// The name as it stands in the file, where that is another one.
    pub written: Option<String>,
}

/// Reads a table row by row. Cloning it is cheap but for the names: a clone reads on from the same place.
#[derive(Clone, Debug)]
pub struct Reader<'a> {
    titles: Vec<Title>,
    cursor: Cursor<'a>,
    /// The line that the last row begins in.
    line: u64,
    /// Whether no row is one of names, see [`Reader::raw`].
    is_raw: bool,
}

/// A row of a file that is no table yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// The line that it begins in.
    pub line: u64,
    /// Its cells.
    pub cells: Vec<String>,
}

/// Every row of a text whose cells are parted by `separator`, however many cells each has; empty lines are rows without
/// cells. By the same rules as a table's, for whoever has to find the table in a publisher's file first.
///
/// # Errors
/// When a quotation mark is not closed, or text stands behind one that closes a cell.
pub fn records(text: &str, separator: u8) -> Result<Vec<Record>, Fault> {
    let mut rows = Rows::new(text, separator);
    let mut found = Vec::new();
    let mut cells = Vec::new();
    while let Some(line) = rows.next(&mut cells)? {
        let cells = cells.drain(..).map(Cow::into_owned).collect();
        found.push(Record { line, cells });
    }
    Ok(found)
}

/// The rows of a text one after another, as [`records`] has them, for files of which not every cell is to be kept.
#[derive(Clone, Debug)]
pub struct Rows<'a> {
    cursor: Cursor<'a>,
}

impl<'a> Rows<'a> {
    /// Begins at the front.
    pub fn new(text: &'a str, separator: u8) -> Self {
        Self {
            cursor: Cursor::new(text, separator),
        }
    }

    /// Puts the cells of the next row in the place of what is in `cells`, and gives the line that it begins in; `None` at
    /// the end.
    ///
    /// # Errors
    /// As [`records`].
    pub fn next(&mut self, cells: &mut Vec<Cow<'a, str>>) -> Result<Option<u64>, Fault> {
        cells.clear();
        if self.cursor.rest.is_empty() {
            return Ok(None);
        }
        let line = self.cursor.at;
        loop {
            let (cell, end) = self.cursor.cell()?;
            cells.push(cell);
            if end == End::Row {
                break;
            }
        }
        if let [only] = cells.as_slice()
            && only.is_empty()
        {
            cells.clear();
        }
        Ok(Some(line))
    }
}

/// Where reading stands in a text.
#[derive(Clone, Debug)]
struct Cursor<'a> {
    /// What is not read yet. Line ends at the end of the file are cut off: they begin no row.
    rest: &'a str,
    /// The line that `rest` begins in.
    at: u64,
    /// What stands between cells: an ASCII sign.
    separator: u8,
}

/// What stands behind a cell.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    Cell,
    Row,
}

/// A column's name without blanks around it, and with letters in one piece (`テ` and `゛` are `デ`): nobody sees the
/// difference, and nobody could type such a name.
pub fn title(written: &str) -> String {
    composed(written.trim())
}

impl<'a> Reader<'a> {
    /// Reads the names of the columns.
    ///
    /// # Errors
    /// When the bytes are no text, or there are no names or equal ones.
    pub fn new(bytes: &'a [u8]) -> Result<Self, Fault> {
        let reader = Self::start(bytes)?;
        reader.check_titles()?;
        Ok(reader)
    }

    /// The same, for whoever first wants to know how many names there are: [`Reader::check_titles`] is to be asked, too.
    ///
    /// # Errors
    /// When the bytes are no text, or the first row is none.
    pub fn start(bytes: &'a [u8]) -> Result<Self, Fault> {
        let mut reader = Self {
            titles: Vec::new(),
            cursor: Cursor::new(decoded(bytes)?, b','),
            line: 1,
            is_raw: false,
        };
        reader.cursor.skip_blank_lines();
        loop {
            let (cell, end) = reader.cursor.cell()?;
            let name = title(&cell);
            let written = (name != *cell).then(|| cell.into_owned());
            reader.titles.push(Title { name, written });
            if end == End::Row {
                break;
            }
        }
        Ok(reader)
    }

    /// Reads a file as it was published: no row is one of names, columns are called as in a spreadsheet (A, B, …), lines
    /// with nothing in them are rows, and rows with fewer cells than others have missing ones at their end.
    ///
    /// # Errors
    /// When the bytes are no text or have no cell, and when a row is none.
    pub fn raw(bytes: &'a [u8]) -> Result<Self, Fault> {
        let cursor = Cursor::new(decoded(bytes)?, b',');
        let (mut ahead, mut width, mut here) = (cursor.clone(), 0, 0);
        while !ahead.rest.is_empty() {
            here += 1;
            if ahead.cell()?.1 == End::Row {
                width = width.max(here);
                here = 0;
            }
        }
        if width == 0 {
            return Err(Fault::Empty);
        }
        let titles = (1..=width).map(|column| Title {
            name: letters(column),
            written: None,
        });
        Ok(Self {
            titles: titles.collect(),
            cursor,
            line: 1,
            is_raw: true,
        })
    }

    /// The columns' names from left to right.
    pub fn titles(&self) -> &[Title] {
        &self.titles
    }

    /// The position of the column of that name; one from elsewhere (a description) is tidied as those in the file are.
    pub fn position(&self, name: &str) -> Option<usize> {
        let name = title(name);
        self.titles.iter().position(|title| title.name == name)
    }

    /// How many bytes are not read yet.
    pub fn left(&self) -> usize {
        self.cursor.rest.len()
    }

    /// The line that the row read last begins in.
    pub fn line(&self) -> u64 {
        self.line
    }

    /// Reads a row and hands out its cells, each with its column's position; missing ones are empty. `false` when there
    /// is no row any more.
    ///
    /// # Errors
    /// When the row is none; some of its cells may have been handed out.
    pub fn row(&mut self, mut take: impl FnMut(usize, &str)) -> Result<bool, Fault> {
        let want = self.titles.len();
        if want > 1 && !self.is_raw {
            // In a table of one column, a line with nothing in it is a row with a missing cell.
            self.cursor.skip_blank_lines();
        }
        if self.cursor.rest.is_empty() {
            return Ok(false);
        }
        self.line = self.cursor.at;
        let mut found = 0;
        let mut is_empty = true;
        loop {
            let (cell, end) = self.cursor.cell()?;
            is_empty = is_empty && cell.is_empty();
            if found < want {
                take(found, &cell);
            }
            found += 1;
            if end == End::Row {
                break;
            }
        }
        if self.is_raw {
            (found..want).for_each(|at| take(at, ""));
            return Ok(true);
        }
        let line = self.line;
        if is_empty && found > 1 {
            return Err(Fault::EmptyRow { line });
        }
        if found != want {
            return Err(Fault::Uneven {
                line,
                want: want as u64,
                found: found as u64,
            });
        }
        Ok(true)
    }

    /// Whether every column has a name of its own.
    ///
    /// # Errors
    /// What is wrong with the names.
    pub fn check_titles(&self) -> Result<(), Fault> {
        let names = || self.titles.iter().map(|title| title.name.as_str());
        if names().all(str::is_empty) {
            return Err(Fault::Empty);
        }
        if let Some(at) = names().position(str::is_empty) {
            return Err(Fault::NoTitle {
                column: at as u64 + 1,
            });
        }
        if let [only] = self.titles.as_slice() {
            // The first row tells a separator from a sign in a name.
            let first = self
                .cursor
                .rest
                .split(['\r', '\n'])
                .find(|line| !line.is_empty());
            let separates = |sign: &char| {
                only.name.contains(*sign) && first.is_none_or(|line| line.contains(*sign))
            };
            if let Some(sign) = ['\t', ';', '，'].into_iter().find(separates) {
                return Err(Fault::Separator { sign });
            }
        }
        let mut seen: BTreeMap<String, &str> = BTreeMap::new();
        for name in names() {
            let mut folded = normalise(name);
            folded.retain(|c| !c.is_whitespace());
            match seen.insert(folded, name) {
                None => {}
                Some(first) if first == name => {
                    return Err(Fault::TitleTwice {
                        name: name.to_owned(),
                    });
                }
                Some(first) => {
                    return Err(Fault::TitlesAlike {
                        name: first.to_owned(),
                        other: name.to_owned(),
                    });
                }
            }
        }
        Ok(())
    }
}

impl<'a> Cursor<'a> {
    fn new(text: &'a str, separator: u8) -> Self {
        Self {
            rest: text.trim_end_matches(['\r', '\n']),
            at: 1,
            separator,
        }
    }

    fn skip_blank_lines(&mut self) {
        loop {
            let end = line_end(self.rest.as_bytes());
            if end == 0 {
                return;
            }
            self.at += 1;
            self.rest = self.rest.get(end..).unwrap_or_default();
        }
    }

    /// Reads one cell and what stands behind it.
    fn cell(&mut self) -> Result<(Cow<'a, str>, End), Fault> {
        if let Some(rest) = self.rest.strip_prefix('"') {
            return self.quoted(rest);
        }
        let separator = self.separator;
        let at = self
            .rest
            .bytes()
            .position(|byte| byte == separator || matches!(byte, b'\n' | b'\r' | 0))
            .unwrap_or(self.rest.len());
        let (cell, rest) = self.rest.split_at(at);
        let end = self.end(rest, self.at)?;
        Ok((Cow::Borrowed(cell), end))
    }

    /// The same behind a `"`.
    fn quoted(&mut self, mut rest: &'a str) -> Result<(Cow<'a, str>, End), Fault> {
        let opened = self.at;
        let mut cell = Cow::Borrowed("");
        loop {
            let at = rest.bytes().position(|byte| matches!(byte, b'"' | 0));
            let Some(at) = at else {
                return Err(Fault::Unclosed { line: opened });
            };
            let (part, behind) = rest.split_at(at);
            self.at += line_ends(part);
            let Some(behind) = behind.strip_prefix('"') else {
                return Err(Fault::Nul { line: self.at });
            };
            if let Some(behind) = behind.strip_prefix('"') {
                let cell = cell.to_mut();
                cell.push_str(part);
                cell.push('"');
                rest = behind;
                continue;
            }
            if cell.is_empty() {
                cell = Cow::Borrowed(part);
            } else {
                cell.to_mut().push_str(part);
            }
            let end = self.end(behind, opened)?;
            return Ok((cell, end));
        }
    }

    /// Goes on behind a cell.
    fn end(&mut self, rest: &'a str, opened: u64) -> Result<End, Fault> {
        let line = self.at;
        let (end, skip) = match rest.as_bytes() {
            [] => (End::Row, 0),
            [sign, ..] if *sign == self.separator => (End::Cell, 1),
            [0, ..] => return Err(Fault::Nul { line }),
            bytes => match line_end(bytes) {
                0 => return Err(Fault::AfterQuote { line, opened }),
                skip => {
                    self.at += 1;
                    (End::Row, skip)
                }
            },
        };
        self.rest = rest.get(skip..).unwrap_or_default();
        Ok(end)
    }
}

/// The text that the bytes are, without a byte-order mark.
fn decoded(bytes: &[u8]) -> Result<&str, Fault> {
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let good = bytes.get(..error.valid_up_to()).unwrap_or_default();
        // It was just found to be text.
        let good = std::str::from_utf8(good).unwrap_or_default();
        Fault::NotUtf8 {
            line: 1 + line_ends(good),
        }
    })?;
    Ok(text.strip_prefix('\u{feff}').unwrap_or(text))
}

/// How many bytes at the beginning are the end of a line. `\r\r\n` is one: it is what a program makes of `\r\n` that takes
/// each `\n` for the end of a line and writes `\r\n` in its place.
fn line_end(bytes: &[u8]) -> usize {
    match bytes {
        [b'\r', b'\r', b'\n', ..] => 3,
        [b'\r', b'\n', ..] => 2,
        [b'\r' | b'\n', ..] => 1,
        _ => 0,
    }
}

/// How many lines end in a text.
fn line_ends(text: &str) -> u64 {
    let mut rest = text.as_bytes();
    let mut lines = 0;
    while let Some(at) = rest.iter().position(|byte| matches!(byte, b'\r' | b'\n')) {
        let behind = rest.get(at..).unwrap_or_default();
        rest = behind.get(line_end(behind)..).unwrap_or_default();
        lines += 1;
    }
    lines
}

#[cfg(test)]
mod tests;
