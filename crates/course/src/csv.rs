//! A table's file to a table, by the one reading that the engine has too, and what is wrong with it in words.

pub(crate) mod file;

use spec::module::ColumnInfo;
use table::csv::{self, Fault, Guess, Reader};
use table::text;
use table::{Column, Dtype, Table, Values};

use self::file::{CsvFile, Unseen};
use crate::encoding::utf8;
use crate::limits::{self, Limit};
use crate::problem::{self, Problem};

impl CsvFile {
    /// Reads it, or takes it as it was published; cells that do not fit become missing and are reported, the first of each
    /// column.
    #[expect(clippy::result_large_err, reason = "once a file")]
    pub(crate) fn read(
        &self,
        bytes: &[u8],
        infos: &[ColumnInfo],
        is_raw: bool,
    ) -> Result<(Table, Vec<Problem>), Problem> {
        let table = || self.table.clone();
        if bytes.len() > limits::DATA_BYTES {
            let (table, found) = (table(), bytes.len());
            return Err(Limit::DataBytes { table, found }.problem());
        }
        let unreadable = |fault: Fault| {
            // What a file seems to be instead is a matter of all of its bytes.
            let foreign = utf8(bytes).err().map(|(foreign, _)| foreign);
            problem::data::csv_unreadable(self, &fault, foreign)
        };
        let reader = if is_raw {
            Reader::raw(bytes)
        } else {
            Reader::start(bytes)
        };
        let mut reader = reader.map_err(unreadable)?;
        let titles = reader.titles().to_vec();
        if titles.len() > limits::DATA_COLUMNS {
            let (table, found) = (table(), titles.len());
            return Err(Limit::DataColumns { table, found }.problem());
        }
        if !is_raw {
            reader.check_titles().map_err(unreadable)?;
        }
        let mut problems = Vec::new();
        for title in &titles {
            let Some(written) = &title.written else {
                continue;
            };
            let mut tidied = |unseen| {
                problems.push(problem::data::title_tidied(self, &title.name, unseen));
            };
            if written.trim() != written {
                tidied(Unseen::Blanks);
            }
            if written.trim() != title.name {
                tidied(Unseen::Marks);
            }
        }
        let mut cells: Vec<Vec<Option<String>>> = vec![Vec::new(); titles.len()];
        let mut lines = Vec::new();
        let mut strange = None;
        loop {
            let (mut first, mut filled) = (String::new(), 0);
            let is_row = reader.row(|at, cell| {
                if !cell.is_empty() {
                    filled += 1;
                    if filled == 1 {
                        cell.clone_into(&mut first);
                    }
                }
                if let Some(column) = cells.get_mut(at) {
                    column.push((!cell.is_empty()).then(|| cell.to_owned()));
                }
            });
            if !is_row.map_err(unreadable)? {
                break;
            }
            if lines.len() >= limits::DATA_ROWS {
                return Err(Limit::DataRows { table: table() }.problem());
            }
            lines.push(reader.line());
            let is_total = filled > 1 && text::names_total(&first);
            let is_note = filled == 1 && titles.len() > 1 && text::begins_note(&first);
            // In a file as it was published, learners are to find these.
            if !is_raw && (is_total || is_note) {
                strange.get_or_insert((reader.line(), first));
            }
        }
        if let Some((line, cell)) = strange {
            problems.push(problem::data::csv_no_row(self, line, &cell));
        }
        let mut columns = Vec::new();
        for (title, cells) in titles.iter().zip(cells) {
            let info = info(infos, &title.name);
            let dtype = match info {
                _ if is_raw => Dtype::Text,
                Some(info) => info.dtype,
                None => infer(&cells),
            };
            let (values, misfit) = typed(&cells, dtype);
            if let Some(row) = misfit {
                let line = lines.get(row).copied().unwrap_or_default();
                let cell = cells.get(row).and_then(Option::as_deref);
                let cell = cell.unwrap_or_default();
                let told = problem::data::bad_cell(&self.table, line, &title.name, cell);
                problems.push(told);
            }
            columns.push(Column::new(&title.name, values));
        }
        for info in infos {
            if reader.position(&info.name).is_none() {
                let known = titles.iter().map(|title| title.name.as_str());
                let near = table::text::nearest(&info.name, known);
                let told = problem::data::described_column(&self.table, &info.name, &near);
                problems.push(told);
            }
        }
        // The reader has refused names that occur twice and rows of another length.
        Ok((Table::new(columns).unwrap_or_default(), problems))
    }
}

/// What the description says of a column.
pub(crate) fn info<'a>(infos: &'a [ColumnInfo], column: &str) -> Option<&'a ColumnInfo> {
    infos.iter().find(|info| csv::title(&info.name) == column)
}

/// The narrowest type that holds all cells.
fn infer(cells: &[Option<String>]) -> Dtype {
    let mut guess = Guess::default();
    cells.iter().flatten().for_each(|cell| guess.add(cell));
    guess.dtype()
}

/// Cells of a type and the first row that does not fit it.
fn typed(cells: &[Option<String>], dtype: Dtype) -> (Values, Option<usize>) {
    fn read<T>(
        cells: &[Option<String>],
        parse: impl Fn(&str) -> Option<T>,
    ) -> (Vec<Option<T>>, Option<usize>) {
        let values: Vec<Option<T>> = cells
            .iter()
            .map(|cell| cell.as_deref().and_then(&parse))
            .collect();
        let misfit = cells
            .iter()
            .zip(&values)
            .position(|(cell, value)| cell.is_some() && value.is_none());
        (values, misfit)
    }
    match dtype {
        Dtype::Int => {
            let (values, misfit) = read(cells, csv::int);
            (Values::Int(values), misfit)
        }
        Dtype::Float => {
            let (values, misfit) = read(cells, csv::float);
            (Values::Float(values), misfit)
        }
        Dtype::Bool => {
            let (values, misfit) = read(cells, csv::bool);
            (Values::Bool(values), misfit)
        }
        Dtype::Date => {
            let (values, misfit) = read(cells, csv::date);
            (Values::Date(values), misfit)
        }
        Dtype::Text => (Values::Text(cells.to_vec()), None),
    }
}
