//! Cells that are selected in a table: which ones, what they come to, and as text for a spreadsheet.

use std::ops::Range;

use locale::{is_label, value_in};
use spec::module::ColumnInfo;
use table::sheet;

use super::rows::Rows;
use crate::hooks::Words;

/// Most rows that are selected at once: what they come to is worked out here, and all of them have to be here for it.
pub(super) const MOST_ROWS: u64 = 1_000;

/// A cell by its row and column, from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cell {
    pub(super) row: u64,
    pub(super) column: usize,
}

/// Rows and columns of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Reach {
    pub(super) rows: u64,
    pub(super) columns: usize,
}

/// Selected cells: from the one where it began to the one that was reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Area {
    pub(super) from: Cell,
    pub(super) to: Cell,
}

impl Area {
    /// One cell.
    pub(super) fn one(cell: Cell) -> Self {
        Self {
            from: cell,
            to: cell,
        }
    }

    /// The same beginning with another end; no more than [`MOST_ROWS`].
    pub(super) fn reaching(self, to: Cell) -> Self {
        let from = self.from;
        let low = from.row.saturating_sub(MOST_ROWS - 1);
        let row = to.row.clamp(low, from.row + MOST_ROWS - 1);
        let to = Cell { row, ..to };
        Self { from, to }
    }

    /// Its rows.
    pub(super) fn rows(&self) -> Range<u64> {
        let (a, b) = (self.from.row, self.to.row);
        a.min(b)..a.max(b) + 1
    }

    /// How many rows.
    pub(super) fn height(&self) -> u64 {
        self.from.row.abs_diff(self.to.row) + 1
    }

    /// Its columns.
    pub(super) fn columns(&self) -> Range<usize> {
        let (a, b) = (self.from.column, self.to.column);
        a.min(b)..a.max(b) + 1
    }

    /// Whether a cell is among them.
    pub(super) fn contains(&self, cell: Cell) -> bool {
        self.rows().contains(&cell.row) && self.columns().contains(&cell.column)
    }
}

/// What an arrow key selects: with Shift from where it began, or at `first` where nothing is selected; without, the next cell.
/// `None` for other keys, and for arrows alone while nothing is selected: they scroll.
pub(super) fn keyed(
    begun: Option<Area>,
    key: &str,
    is_shift: bool,
    first: Cell,
    reach: Reach,
) -> Option<Area> {
    let (down, right): (i64, isize) = match key {
        "ArrowUp" => (-1, 0),
        "ArrowDown" => (1, 0),
        "ArrowLeft" => (0, -1),
        "ArrowRight" => (0, 1),
        _ => return None,
    };
    let last = Cell {
        row: reach.rows.checked_sub(1)?,
        column: reach.columns.checked_sub(1)?,
    };
    let Some(begun) = begun else {
        let row = first.row.min(last.row);
        return is_shift.then_some(Area::one(Cell { row, ..first }));
    };
    let to = Cell {
        row: begun.to.row.saturating_add_signed(down).min(last.row),
        column: begun
            .to
            .column
            .saturating_add_signed(right)
            .min(last.column),
    };
    Some(if is_shift {
        begun.reaching(to)
    } else {
        Area::one(to)
    })
}

/// Selected cells with all of their rows.
pub(super) struct Held {
    pub(super) area: Area,
    pub(super) rows: Rows,
}

/// The same cells of the same rows.
impl PartialEq for Held {
    fn eq(&self, other: &Self) -> bool {
        self.area == other.area && self.rows.revision == other.rows.revision
    }
}

/// What selected cells come to.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Tally {
    /// Cells, whatever is in them.
    pub(super) cells: u64,
    /// Cells with a number that is an amount.
    pub(super) numbers: u64,
    /// The sum of these.
    pub(super) sum: f64,
    /// The unit that all of them have; `None` where they have different ones, and no sum says anything.
    pub(super) unit: Option<String>,
}

impl Held {
    /// What the cells come to. Years and codes are numbers that nobody adds up.
    pub(super) fn tally(&self, infos: &[ColumnInfo]) -> Tally {
        let mut tally = Tally {
            cells: self.area.height() * self.area.columns().len() as u64,
            numbers: 0,
            sum: 0.0,
            unit: None,
        };
        let mut units: Vec<&str> = Vec::new();
        for column in self.area.columns() {
            let Some(field) = self.rows.schema.get(column) else {
                continue;
            };
            if !field.dtype.is_number() || is_label(&field.name) {
                continue;
            }
            let before = tally.numbers;
            for row in self.area.rows() {
                let cell = self.rows.cell(row, column).and_then(|cell| cell.as_f64());
                if let Some(number) = cell.filter(|number| number.is_finite()) {
                    tally.numbers += 1;
                    tally.sum += number;
                }
            }
            let unit = unit_of(&field.name, infos);
            if tally.numbers > before && !units.contains(&unit) {
                units.push(unit);
            }
        }
        if let [unit] = units.as_slice() {
            tally.unit = Some((*unit).to_owned());
        }
        tally
    }

    /// The cells for the clipboard, and how many texts were guarded.
    pub(super) fn text(&self) -> (String, u64) {
        let (mut text, mut guarded) = (String::new(), 0);
        for row in self.area.rows() {
            let cells = self
                .area
                .columns()
                .map(|column| self.rows.cell(row, column));
            let mut cells = cells.map(|cell| sheet::cell(cell, &mut guarded));
            sheet::line(&mut text, '\t', &mut cells);
        }
        // Where the last row ends, the text does: it may go into a field.
        text.truncate(text.trim_end_matches(['\r', '\n']).len());
        (text, guarded)
    }

    /// What is shown in the cell, where there is one, and something in it.
    pub(super) fn shown(&self, words: &Words) -> Option<String> {
        let cell = (self.area.from == self.area.to).then_some(self.area.from)?;
        let field = self.rows.schema.get(cell.column)?;
        let value = self.rows.cell(cell.row, cell.column)?;
        // The answer is what stands there for the learner, rounded as it is: the grader's rule for rounding is about that.
        (!value.is_null()).then(|| value_in(words, &field.name, &value))
    }
}

/// The unit of the column of that name; empty where none is known.
pub(super) fn unit_of<'a>(name: &str, infos: &'a [ColumnInfo]) -> &'a str {
    let info = infos.iter().find(|info| info.name == name);
    info.map_or("", |info| info.unit.as_str())
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use protocol::Page;
    use spec::Program;
    use table::{Column, Dtype, Table, Values};

    use super::*;

    fn cell(row: u64, column: usize) -> Cell {
        Cell { row, column }
    }

    fn held(from: Cell, to: Cell) -> Held {
        let texts = [Some("津市"), Some("=1+1"), None].map(|it| it.map(str::to_owned));
        let table = Table::new(vec![
            Column::new("市町名", Values::Text(texts.to_vec())),
            Column::new("年", Values::Int(vec![Some(2015), Some(2020), Some(2020)])),
            Column::new("人口", Values::Int(vec![Some(1_000), None, Some(500)])),
            Column::new("率", Values::Float(vec![Some(0.5), Some(f64::NAN), None])),
        ]);
        let page = Page {
            table: table.unwrap(),
            offset: 0,
            total: 3,
        };
        Held {
            area: Area { from, to },
            rows: Rows::of_page((Rc::new(Program::default()), None), &page),
        }
    }

    fn infos() -> Vec<ColumnInfo> {
        [("人口", "人"), ("率", "%")]
            .map(|(name, unit)| ColumnInfo {
                name: name.into(),
                meaning: String::new(),
                unit: unit.into(),
                dtype: Dtype::Float,
            })
            .to_vec()
    }

    #[test]
    fn cells_are_added_up_where_that_says_something() {
        let check = |from, to, expected: (u64, u64, f64, Option<&str>)| {
            let Tally {
                cells,
                numbers,
                sum,
                unit,
            } = held(from, to).tally(&infos());
            assert_eq!((cells, numbers, sum, unit.as_deref()), expected);
        };
        check(cell(0, 2), cell(2, 2), (3, 2, 1_500.0, Some("人")));
        // From the other corner, and with names and years among them.
        check(cell(2, 2), cell(0, 0), (9, 2, 1_500.0, Some("人")));
        check(cell(0, 1), cell(2, 1), (3, 0, 0.0, None));
        // People and percent make no sum; nor is a cell without a number one.
        check(cell(0, 2), cell(0, 3), (2, 2, 1_000.5, None));
        check(cell(1, 2), cell(1, 3), (2, 0, 0.0, None));
    }

    #[test]
    fn cells_become_lines_with_tabs() {
        assert_eq!(
            held(cell(0, 0), cell(2, 2)).text(),
            (
                "津市\t2015\t1000\r\n'=1+1\t2020\t\r\n\t2020\t500".to_owned(),
                1
            )
        );
        assert_eq!(held(cell(0, 2), cell(0, 2)).text().0, "1000");
    }

    #[test]
    fn what_is_shown_is_the_answer() {
        let words = Words(Rc::new(locale::Locale::new(locale::Lang::Ja)));
        let shown = |at| held(at, at).shown(&words);
        assert_eq!(shown(cell(0, 2)).as_deref(), Some("1,000"));
        assert_eq!(shown(cell(0, 1)).as_deref(), Some("2015"));
        assert_eq!(shown(cell(0, 0)).as_deref(), Some("津市"));
        assert_eq!(shown(cell(1, 2)), None, "nothing is there");
        assert_eq!(held(cell(0, 0), cell(0, 1)).shown(&words), None);
    }

    #[test]
    fn arrows_select_with_shift_and_move_what_is_selected() {
        let reach = Reach {
            rows: 3,
            columns: 2,
        };
        let go = |begun, key, is_shift| keyed(begun, key, is_shift, cell(9, 0), reach);
        assert_eq!(go(None, "ArrowDown", false), None, "it scrolls");
        let first = go(None, "ArrowDown", true);
        assert_eq!(first, Some(Area::one(cell(2, 0))));
        let grown = go(first, "ArrowUp", true);
        let grown = go(grown, "ArrowRight", true);
        assert_eq!(
            grown,
            Some(Area {
                from: cell(2, 0),
                to: cell(1, 1)
            })
        );
        assert_eq!(go(grown, "ArrowRight", true), grown, "at the edge");
        assert_eq!(go(grown, "ArrowUp", false), Some(Area::one(cell(0, 1))));
        assert_eq!(go(grown, "PageDown", true), None);
        let none = Reach {
            rows: 0,
            columns: 0,
        };
        assert_eq!(keyed(None, "ArrowDown", true, cell(0, 0), none), None);
    }

    #[test]
    fn no_more_rows_than_can_be_worked_out_are_selected() {
        let area = Area::one(cell(5_000, 1)).reaching(cell(0, 0));
        assert_eq!((area.height(), area.rows()), (MOST_ROWS, 4_001..5_001));
        let area = Area::one(cell(5, 1)).reaching(cell(9_999, 0));
        assert_eq!((area.height(), area.columns()), (MOST_ROWS, 0..2));
        assert!(area.contains(cell(1_004, 0)) && !area.contains(cell(1_005, 0)));
    }
}
