//! Columns: which of the answer's stands for which asked-for one, and whether it holds the right kind of thing.

use std::borrow::Cow;

use spec::Finding;
use spec::exercise::TableCheck;
use spec::verdict::Note;
use table::compare::{Cell, Tolerance};
use table::text::{nearest, normalise, parse_date, parse_number};
use table::{Column, Dtype, Table, Values};

use super::tolerance::Tolerances;

/// At most so many characters that stand in the way are named.
const MAX_CHARS: usize = 8;

/// An asked-for column and the answer's column that stands for it.
pub(super) struct Pair<'a> {
    /// Of the reference.
    pub(super) want: &'a Column,
    /// Of the answer; `None` where there is none that can be compared. Text that had to be numbers or days
    /// is read as such here.
    pub(super) got: Option<Cow<'a, Column>>,
    /// Whether `got` was read from text, so that cells that could not be read say nothing.
    pub(super) read: bool,
    /// How far its cells may be apart.
    pub(super) tolerance: Tolerance,
}

/// All asked-for columns, in the reference's order.
pub(super) struct Columns<'a> {
    pub(super) pairs: Vec<Pair<'a>>,
    pub(super) findings: Vec<Finding>,
    /// That the columns stand in another order, where the check demands one.
    pub(super) order: Option<Finding>,
    pub(super) notes: Vec<Note>,
}

/// The columns that the check asks for; without its key no row could be found.
fn wanted<'a>(check: &TableCheck, reference: &'a Table) -> Vec<&'a Column> {
    let is_wanted = |column: &&Column| {
        check.columns.is_empty()
            || check.columns.contains(&column.name)
            || check.key.contains(&column.name)
    };
    reference.columns().iter().filter(is_wanted).collect()
}

impl<'a> Columns<'a> {
    /// Matches columns by name, then by the name's NFKC form; renamed ones by their values, then by a near name.
    pub(super) fn matched(
        check: &TableCheck,
        reference: &'a Table,
        answer: &'a Table,
        tolerances: &Tolerances,
    ) -> Self {
        let wanted = wanted(check, reference);
        let mut free: Vec<&Column> = answer.columns().iter().collect();
        let mut notes = Vec::new();
        let mut stands: Vec<Option<&Column>> = wanted
            .iter()
            .map(|want| take(&mut free, |got| got.name == want.name))
            .collect();
        for (want, slot) in wanted.iter().zip(&mut stands) {
            if slot.is_none() {
                let name = normalise(&want.name);
                *slot = take(&mut free, |got| normalise(&got.name) == name);
                if let Some(got) = slot {
                    notes.push(Note::NameWidth {
                        got: got.name.clone(),
                        want: want.name.clone(),
                    });
                }
            }
        }
        let mut findings = Vec::new();
        // A column of the right values under another name is surer than a similar name: look for those first.
        let mut renamed: Vec<Option<&Column>> = wanted
            .iter()
            .zip(&stands)
            .map(|(want, slot)| match slot {
                Some(_) => None,
                None => take(&mut free, |got| {
                    same_content(got, want, &tolerances.column(&want.name))
                }),
            })
            .collect();
        for ((want, slot), other) in wanted.iter().zip(&mut stands).zip(&mut renamed) {
            if slot.is_some() {
                continue;
            }
            if other.is_none() {
                let near = nearest(&want.name, free.iter().map(|column| column.name.as_str()));
                *other = near
                    .first()
                    .and_then(|name| take(&mut free, |got| got.name == *name));
            }
            findings.push(Finding::MissingColumn {
                want: want.name.clone(),
                near: other.map(|column| column.name.clone()),
            });
            *slot = *other;
        }
        fold_missing(&mut findings);
        if !check.extra_columns {
            // What the solution has as well is welcome, asked for or not.
            let strange = free
                .iter()
                .filter(|column| reference.column(&column.name).is_none());
            let mut got: Vec<String> = strange.map(|column| column.name.clone()).collect();
            findings.extend(match got.len() {
                0 => None,
                1 => got.pop().map(|got| Finding::ExtraColumn { got }),
                _ => Some(Finding::ExtraColumns { got }),
            });
        }
        let order = check
            .column_order
            .then(|| out_of_order(answer, &stands))
            .flatten();
        let mut pairs = Vec::with_capacity(wanted.len());
        for (want, got) in wanted.into_iter().zip(stands) {
            let tolerance = tolerances.column(&want.name);
            let Some(got) = got else {
                pairs.push(Pair {
                    want,
                    got: None,
                    read: false,
                    tolerance,
                });
                continue;
            };
            let (pair, finding) = typed(want, got, tolerance);
            pairs.push(pair);
            findings.extend(finding);
        }
        Self {
            pairs,
            findings,
            order,
            notes,
        }
    }
}

/// One finding for all missing columns that nothing stands for.
fn fold_missing(findings: &mut Vec<Finding>) {
    let lost = |finding: &Finding| match finding {
        Finding::MissingColumn { want, near: None } => Some(want.clone()),
        _ => None,
    };
    let want: Vec<String> = findings.iter().filter_map(lost).collect();
    if want.len() > 1 {
        findings.retain(|finding| lost(finding).is_none());
        findings.push(Finding::MissingColumns { want });
    }
}

/// That the answer's columns do not follow one another as those that they stand for.
fn out_of_order(answer: &Table, stands: &[Option<&Column>]) -> Option<Finding> {
    let places: Vec<usize> = stands
        .iter()
        .flatten()
        .filter_map(|got| {
            let mut columns = answer.columns().iter();
            columns.position(|column| column.name == got.name)
        })
        .collect();
    (!places.is_sorted()).then(|| Finding::ColumnOrder {
        got: answer
            .columns()
            .iter()
            .map(|column| column.name.clone())
            .collect(),
    })
}

/// Takes the first column for which `is_it` holds out of the list.
fn take<'a>(free: &mut Vec<&'a Column>, is_it: impl Fn(&Column) -> bool) -> Option<&'a Column> {
    let at = free.iter().position(|column| is_it(column))?;
    Some(free.remove(at))
}

/// Whether two columns hold the same cells in any order.
fn same_content(got: &Column, want: &Column, tolerance: &Tolerance) -> bool {
    let comparable =
        got.dtype() == want.dtype() || (got.dtype().is_number() && want.dtype().is_number());
    if !comparable || got.len() != want.len() || want.is_empty() || want.null_count() == want.len()
    {
        return false;
    }
    let sorted = |column: &Column| {
        let mut rows: Vec<usize> = (0..column.len()).collect();
        rows.sort_by(|a, b| {
            column
                .cell(*a)
                .to_value()
                .total_cmp(&column.cell(*b).to_value())
        });
        rows
    };
    sorted(got)
        .into_iter()
        .zip(sorted(want))
        .all(|(a, b)| tolerance.same(got.cell(a), want.cell(b)))
}

/// The pair with the answer's cells in the reference's type, and what is wrong with their type.
fn typed<'a>(
    want: &'a Column,
    got: &'a Column,
    tolerance: Tolerance,
) -> (Pair<'a>, Option<Finding>) {
    let (wanted, found) = (want.dtype(), got.dtype());
    let as_it_is = |read| Pair {
        want,
        got: Some(Cow::Borrowed(got)),
        read,
        tolerance,
    };
    let alike = wanted == found || (wanted.is_number() && found.is_number());
    // A column of nothing but missing cells has no type to speak of.
    if alike || got.null_count() == got.len() || want.null_count() == want.len() {
        return (as_it_is(false), None);
    }
    if found == Dtype::Text
        && (wanted.is_number() || wanted == Dtype::Date)
        && let Some((column, chars)) = read(got, wanted)
    {
        let finding = Finding::ColumnIsText {
            column: want.name.clone(),
            want: wanted,
            chars,
        };
        return (
            Pair {
                want,
                got: Some(Cow::Owned(column)),
                read: true,
                tolerance,
            },
            Some(finding),
        );
    }
    let finding = Finding::ColumnType {
        column: want.name.clone(),
        got: found,
        want: wanted,
    };
    (
        Pair {
            want,
            got: None,
            read: false,
            tolerance,
        },
        Some(finding),
    )
}

/// Reads text as numbers or days: the column and the characters in the way; `None` when most cells are
/// something else.
fn read(text: &Column, wanted: Dtype) -> Option<(Column, Vec<char>)> {
    let Values::Text(cells) = &text.values else {
        return None;
    };
    let filled = cells.iter().flatten().count();
    let readable = cells
        .iter()
        .flatten()
        .filter(|cell| looks_like(cell, wanted))
        .count();
    if readable * 2 < filled {
        return None;
    }
    let mut chars = Vec::new();
    for c in cells.iter().flatten().flat_map(|cell| cell.chars()) {
        let belongs = c.is_ascii_digit()
            || if wanted == Dtype::Date {
                matches!(c, '-' | '/')
            } else {
                matches!(c, '.' | '-')
            };
        if !belongs && !chars.contains(&c) && chars.len() < MAX_CHARS {
            chars.push(c);
        }
    }
    let values = if wanted == Dtype::Date {
        Values::Date(
            cells
                .iter()
                .map(|cell| cell.as_deref().and_then(parse_date))
                .collect(),
        )
    } else {
        Values::Float(
            cells
                .iter()
                .map(|cell| cell.as_deref().and_then(parse_number))
                .collect(),
        )
    };
    Some((Column::new(text.name.clone(), values), chars))
}

/// Whether a text is meant as a number or day, readable or not (約1,200, 2020年).
fn looks_like(text: &str, wanted: Dtype) -> bool {
    if wanted == Dtype::Date {
        return parse_date(text).is_some();
    }
    let text = normalise(text);
    parse_number(&text).is_some()
        || text.chars().filter(char::is_ascii_digit).count() * 2 > text.chars().count()
}

impl Pair<'_> {
    /// The answer's cell and the asked-for one, where both can be compared.
    pub(super) fn cells(&self, got: usize, want: usize) -> Option<(Cell<'_>, Cell<'_>)> {
        let column = self.got.as_deref()?;
        let (found, wanted) = (column.cell(got), self.want.cell(want));
        (!(self.read && found.is_null())).then_some((found, wanted))
    }

    /// Whether the answer's cell counts as the asked-for one; `None` where they cannot be compared.
    pub(super) fn agrees(&self, got: usize, want: usize) -> Option<bool> {
        let (found, wanted) = self.cells(got, want)?;
        Some(self.tolerance.same(found, wanted))
    }
}
