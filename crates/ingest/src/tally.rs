//! The different values of each column of a table, with how often and where they stand: all that a profile needs, and so much
//! smaller than the table that millions of rows fit.

use std::borrow::Cow;
use std::collections::HashMap;

use spec::diagnostic::Bilingual;
use table::csv::{Fault, Rows, title};

use crate::refusal::words;
use crate::text;

/// Cells that are counted at one go through the table.
const AT_ONCE: usize = 4_000_000;

/// A value of a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Entry<'a> {
    /// As it is written.
    pub(crate) text: Cow<'a, str>,
    /// How many cells hold it.
    pub(crate) count: u64,
    /// The first row with it, from 1.
    pub(crate) first: u64,
    /// The next one, where there is one.
    pub(crate) second: Option<u64>,
}

/// A column's values.
#[derive(Debug)]
pub(crate) struct Tally<'a> {
    pub(crate) name: String,
    /// In the order in which they first stand there; blank ones are not among them.
    pub(crate) entries: Vec<Entry<'a>>,
    /// Cells with nothing in them.
    pub(crate) blank: u64,
    /// How many blank cells have one with a value somewhere above, in a row that holds something else.
    pub(crate) below: u64,
    /// The first of those.
    pub(crate) first_below: Option<u64>,
    /// Cells of the table's column.
    pub(crate) rows: u64,
}

impl Tally<'_> {
    /// How many cells hold something.
    pub(crate) fn filled(&self) -> u64 {
        self.rows - self.blank
    }
}

fn unread(fault: &Fault) -> Bilingual {
    match fault {
        Fault::NotUtf8 { line } => words(
            format!("表の {line} 行目が文字として読めません。"),
            format!("line {line} of the table is no text"),
        ),
        fault => text::refused(fault),
    }
}

/// Goes through a table (CSV in UTF-8, one row of names) and hands out its columns, in their order.
///
/// # Errors
/// When it is no table.
pub(crate) fn each(csv: &[u8], mut take: impl FnMut(Tally<'_>)) -> Result<u64, Bilingual> {
    let text = std::str::from_utf8(csv).map_err(|_| unread(&Fault::NotUtf8 { line: 1 }))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut rows = Rows::new(text, b',');
    let mut cells = Vec::new();
    rows.next(&mut cells).map_err(|fault| unread(&fault))?;
    let names: Vec<String> = cells.iter().map(|cell| title(cell)).collect();
    // How many rows there are decides how many columns are counted together.
    let mut height = 0_u64;
    let mut counter = rows.clone();
    while counter
        .next(&mut cells)
        .map_err(|fault| unread(&fault))?
        .is_some()
    {
        height += u64::from(is_row(&cells, names.len()));
    }
    let together = (AT_ONCE / usize::try_from(height.max(1)).unwrap_or(usize::MAX)).max(1);
    let positions: Vec<usize> = (0..names.len()).collect();
    for group in positions.chunks(together) {
        let mut counts: Vec<Count<'_>> = group.iter().map(|_| Count::default()).collect();
        let mut rows = rows.clone();
        let mut cells = Vec::new();
        let mut row = 0_u64;
        while rows
            .next(&mut cells)
            .map_err(|fault| unread(&fault))?
            .is_some()
        {
            if !is_row(&cells, names.len()) {
                continue;
            }
            row += 1;
            let filled = cells.iter().filter(|cell| !cell.is_empty()).count();
            for (count, at) in counts.iter_mut().zip(group) {
                let cell = cells.get_mut(*at).map(std::mem::take).unwrap_or_default();
                count.add(cell, row, filled);
            }
        }
        for (count, at) in counts.into_iter().zip(group) {
            take(Tally {
                name: names.get(*at).cloned().unwrap_or_default(),
                entries: count.entries,
                blank: count.blank,
                below: count.below,
                first_below: count.first_below,
                rows: row,
            });
        }
    }
    Ok(height)
}

/// Whether a line is a row: in a table of one column, an empty line is one with a blank cell.
pub(crate) fn is_row(cells: &[Cow<'_, str>], width: usize) -> bool {
    !cells.is_empty() || width == 1
}

#[derive(Default)]
struct Count<'a> {
    places: HashMap<Cow<'a, str>, usize>,
    entries: Vec<Entry<'a>>,
    blank: u64,
    below: u64,
    first_below: Option<u64>,
}

impl<'a> Count<'a> {
    fn add(&mut self, cell: Cow<'a, str>, row: u64, filled: usize) {
        if cell.is_empty() {
            self.blank += 1;
            if !self.entries.is_empty() && filled > 0 {
                self.below += 1;
                self.first_below.get_or_insert(row);
            }
            return;
        }
        if let Some(entry) = self
            .places
            .get(&cell)
            .and_then(|at| self.entries.get_mut(*at))
        {
            entry.count += 1;
            entry.second.get_or_insert(row);
            return;
        }
        self.places.insert(cell.clone(), self.entries.len());
        self.entries.push(Entry {
            text: cell,
            count: 1,
            first: row,
            second: None,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_counted_with_their_rows() {
        let mut found = Vec::new();
        let rows = each("a,b\nx,1\n,2\nx,\"1\"\n".as_bytes(), |tally| {
            let entries: Vec<(String, u64, u64, Option<u64>)> = tally
                .entries
                .iter()
                .map(|entry| {
                    (
                        entry.text.to_string(),
                        entry.count,
                        entry.first,
                        entry.second,
                    )
                })
                .collect();
            found.push((tally.name.clone(), entries, tally.blank, tally.below));
        })
        .unwrap();
        assert_eq!(rows, 3);
        assert_eq!(
            found,
            [
                ("a".to_owned(), vec![("x".to_owned(), 2, 1, Some(3))], 1, 1),
                (
                    "b".to_owned(),
                    vec![
                        ("1".to_owned(), 2, 1, Some(3)),
                        ("2".to_owned(), 1, 2, None)
                    ],
                    0,
                    0
                ),
            ]
        );
        assert!(each(b"a\n\"1\n", |_| {}).is_err());
        assert!(each(b"\xff", |_| {}).is_err());
    }
}
