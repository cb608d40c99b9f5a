//! Puts data into a module: bytes in, nothing read from anywhere.

use std::collections::BTreeMap;

use spec::module::ColumnInfo;
use spec::prose::DataView;
use spec::{Block, DataSource, Module};
use table::{Column, Dtype, Table, Value, Values};

use crate::bytes::utf8;
use crate::limits::{self, Limit};
use crate::problem::{CsvFault, Problem};

/// A file found for a table of a module.
#[derive(Clone, Debug, Default)]
pub struct TableFile {
    /// The file: CSV in UTF-8 with one header row; an empty cell is missing.
    pub bytes: Vec<u8>,
    /// Where the page will fetch it, relative to the site.
    pub url: String,
    /// 出典.
    pub attribution: String,
    /// 利用条件.
    pub licence: String,
    /// A warning that must be shown with it; may be empty.
    pub note: String,
    /// What its columns mean; empty: types are taken from the cells.
    pub columns: Vec<ColumnInfo>,
}

/// Where a problem with the data shows up in the module.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// The table's entry in the front matter, by position.
    Source(usize),
    /// A data view, by position in the module.
    View(usize),
}

/// Fills in what [`crate::attach()`] promises; problems come with their place.
pub(crate) fn attach(
    module: &mut Module,
    resolve: &mut dyn FnMut(&DataSource) -> Option<TableFile>,
) -> Vec<(Place, Problem)> {
    let mut problems = Vec::new();
    let mut tables = BTreeMap::new();
    for (position, source) in module.data.iter_mut().enumerate() {
        let place = Place::Source(position);
        // What the parser refused has no name left to look for.
        if source.seed.is_empty() && source.file.is_empty() {
            continue;
        }
        let Some(file) = resolve(source) else {
            let from = if source.seed.is_empty() {
                &source.file
            } else {
                &source.seed
            };
            problems.push((
                place,
                Problem::SourceNotFound {
                    name: source.name.clone(),
                    source: from.clone(),
                },
            ));
            continue;
        };
        match read_csv(&source.name, &file.bytes, &file.columns) {
            Ok((table, found)) => {
                problems.extend(found.into_iter().map(|problem| (place, problem)));
                source.rows = table.height() as u64;
                source.columns = describe(&table, &file.columns);
                tables.insert(source.name.clone(), table);
            }
            Err(problem) => problems.push((place, problem)),
        }
        source.url = file.url;
        source.attribution = file.attribution;
        source.licence = file.licence;
        source.note = file.note;
    }
    let mut position = 0;
    module.each_block_mut(&mut |block| {
        let Block::Data(view) = block else { return };
        let place = Place::View(position);
        position += 1;
        // A table that is unknown or could not be read was reported above.
        if let Some(table) = tables.get(&view.table) {
            let rows = rows_of(view, table, &mut |problem| problems.push((place, problem)));
            view.rows = Some(rows);
        }
    });
    problems
}

/// The rows that a view shows.
fn rows_of(view: &DataView, table: &Table, report: &mut dyn FnMut(Problem)) -> Table {
    let known: Vec<&str> = table
        .columns()
        .iter()
        .map(|column| column.name.as_str())
        .collect();
    let mut column = |name: &str| {
        let found = table.column(name);
        if found.is_none() {
            let near = table::text::nearest(name, known.iter().copied());
            report(Problem::UnknownColumn {
                table: view.table.clone(),
                column: name.to_owned(),
                near,
            });
        }
        found
    };
    let conditions: Vec<(&Column, &Value)> = view
        .equals
        .iter()
        .filter_map(|(name, value)| Some((column(name)?, value)))
        .collect();
    let shown: Vec<Column> = if view.columns.is_empty() {
        table.columns().to_vec()
    } else {
        view.columns
            .iter()
            .filter_map(|name| column(name).cloned())
            .collect()
    };
    let rows: Vec<usize> = (0..table.height())
        .filter(|row| {
            conditions
                .iter()
                .all(|(column, want)| column.get(*row).is_some_and(|cell| is_same(&cell, want)))
        })
        .take(view.limit.map_or(usize::MAX, |limit| limit as usize))
        .collect();
    if rows.is_empty() {
        report(Problem::NoRows);
    }
    // Only a column named twice keeps columns from being a table; the first one is enough.
    let mut unique: Vec<Column> = Vec::new();
    for column in shown {
        if !unique.iter().any(|other| other.name == column.name) {
            unique.push(column);
        }
    }
    Table::new(unique).unwrap_or_default().take(&rows)
}

fn is_same(cell: &Value, want: &Value) -> bool {
    match (cell.as_f64(), want.as_f64()) {
        (Some(cell), Some(want)) => cell == want,
        _ => match (cell, want) {
            (Value::Date(day), Value::Text(text)) => table::text::parse_date(text) == Some(*day),
            _ => cell == want,
        },
    }
}

/// Reads CSV; cells that do not fit become missing and are reported, the first of each column.
fn read_csv(
    name: &str,
    bytes: &[u8],
    infos: &[ColumnInfo],
) -> Result<(Table, Vec<Problem>), Problem> {
    let unreadable = |fault: CsvFault| Problem::CsvUnreadable {
        name: name.to_owned(),
        fault,
    };
    let table = || name.to_owned();
    if bytes.len() > limits::DATA_BYTES {
        let (table, found) = (table(), bytes.len());
        return Err(Problem::Limit(Limit::DataBytes { table, found }));
    }
    if let Err((foreign, _)) = utf8(bytes) {
        return Err(unreadable(CsvFault::NotUtf8(foreign)));
    }
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    let mut reader = csv::ReaderBuilder::new().from_reader(bytes);
    let header = reader
        .headers()
        .map_err(|error| unreadable(csv_fault(&error)))?
        .clone();
    if header.iter().all(|title| title.trim().is_empty()) {
        return Err(unreadable(CsvFault::Empty));
    }
    if header.len() > limits::DATA_COLUMNS {
        let (table, found) = (table(), header.len());
        return Err(Problem::Limit(Limit::DataColumns { table, found }));
    }
    if let Some(at) = header.iter().position(|title| title.trim().is_empty()) {
        return Err(unreadable(CsvFault::NoTitle { column: at + 1 }));
    }
    let mut cells: Vec<Vec<Option<String>>> = vec![Vec::new(); header.len()];
    for (row, record) in reader.records().enumerate() {
        if row >= limits::DATA_ROWS {
            return Err(Problem::Limit(Limit::DataRows { table: table() }));
        }
        let record = record.map_err(|error| unreadable(csv_fault(&error)))?;
        for (column, cell) in cells.iter_mut().zip(record.iter()) {
            column.push((!cell.is_empty()).then(|| cell.to_owned()));
        }
    }
    let mut problems = Vec::new();
    let mut columns = Vec::new();
    for (title, cells) in header.iter().zip(cells) {
        let info = infos.iter().find(|info| info.name == title);
        let dtype = info.map_or_else(|| infer(&cells), |info| info.dtype);
        let (values, misfit) = typed(&cells, dtype);
        if let Some(row) = misfit {
            let cell = cells.get(row).cloned().flatten().unwrap_or_default();
            // Rows count from 1 and the header is the first one.
            problems.push(Problem::BadCell {
                table: name.to_owned(),
                row: row + 2,
                column: title.to_owned(),
                cell,
            });
        }
        columns.push(Column::new(title, values));
    }
    for info in infos {
        if !header.iter().any(|title| title == info.name) {
            let near = table::text::nearest(&info.name, header.iter());
            problems.push(Problem::DescribedColumn {
                table: name.to_owned(),
                column: info.name.clone(),
                near,
            });
        }
    }
    let table = Table::new(columns).map_err(|error| match error {
        table::ShapeError::Length { column } => unreadable(CsvFault::Other(column)),
        table::ShapeError::Duplicate { column } => unreadable(CsvFault::TitleTwice(column)),
    })?;
    Ok((table, problems))
}

fn csv_fault(error: &csv::Error) -> CsvFault {
    match error.kind() {
        csv::ErrorKind::UnequalLengths {
            pos,
            expected_len,
            len,
        } => CsvFault::Uneven {
            line: pos.as_ref().map_or(0, csv::Position::line),
            want: *expected_len,
            found: *len,
        },
        _ => CsvFault::Other(error.to_string()),
    }
}

/// What the columns mean, in the order of the file.
fn describe(table: &Table, infos: &[ColumnInfo]) -> Vec<ColumnInfo> {
    let describe = |column: &Column| {
        infos
            .iter()
            .find(|info| info.name == column.name)
            .cloned()
            .unwrap_or_else(|| ColumnInfo {
                name: column.name.clone(),
                meaning: String::new(),
                unit: String::new(),
                dtype: column.dtype(),
            })
    };
    table.columns().iter().map(describe).collect()
}

/// The narrowest type that holds all cells. Digits with a leading zero are codes, not numbers.
fn infer(cells: &[Option<String>]) -> Dtype {
    let is_code = |cell: &str| cell.len() > 1 && cell.starts_with('0') && !cell.starts_with("0.");
    let fits = |dtype| typed(cells, dtype).1.is_none();
    if cells.iter().flatten().next().is_none() || cells.iter().flatten().any(|cell| is_code(cell)) {
        return Dtype::Text;
    }
    [Dtype::Int, Dtype::Float, Dtype::Bool, Dtype::Date]
        .into_iter()
        .find(|dtype| fits(*dtype))
        .unwrap_or(Dtype::Text)
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
            let (values, misfit) = read(cells, |cell| cell.parse().ok());
            (Values::Int(values), misfit)
        }
        Dtype::Float => {
            let (values, misfit) = read(cells, |cell| {
                cell.parse().ok().filter(|number: &f64| number.is_finite())
            });
            (Values::Float(values), misfit)
        }
        Dtype::Bool => {
            let (values, misfit) = read(cells, |cell| cell.parse().ok());
            (Values::Bool(values), misfit)
        }
        Dtype::Date => {
            let is_date = |cell: &str| cell.contains('-');
            let (values, misfit) = read(cells, |cell| {
                table::text::parse_date(cell).filter(|_| is_date(cell))
            });
            (Values::Date(values), misfit)
        }
        Dtype::Text => (Values::Text(cells.to_vec()), None),
    }
}
