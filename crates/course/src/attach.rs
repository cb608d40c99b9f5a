//! Puts data into a module: bytes in, nothing read from anywhere.

use std::collections::BTreeMap;

use spec::module::{ColumnInfo, Published};
use spec::prose::DataView;
use spec::{Block, DataSource, Module};
use table::{Column, Table, Value};

use crate::csv;
use crate::csv::file::CsvFile;
use crate::problem::{self, Problem};

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
    /// Where it is taken as it was published, without a header row: what it looked like.
    pub raw: Option<Published>,
    /// What was found lies outside the module's folder (a link leads there), and was not read.
    pub is_outside: bool,
}

impl TableFile {
    /// A file that nothing more is known of.
    pub fn of(bytes: Vec<u8>) -> Self {
        Self {
            bytes,
            ..Self::default()
        }
    }

    /// One that a link leads to, out of the module's folder: nothing of it is handed on.
    pub fn outside() -> Self {
        Self {
            is_outside: true,
            ..Self::default()
        }
    }
}

/// Where a problem with the data shows up in the module.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DataPlace {
    /// The table's entry in the front matter, by position.
    Source(usize),
    /// A data view, by position in the module.
    View(usize),
}

/// Fills in what [`crate::attach()`] promises; problems come with their place.
pub(crate) fn attach(
    module: &mut Module,
    resolve: &mut dyn FnMut(&DataSource) -> Option<TableFile>,
) -> Vec<(DataPlace, Problem)> {
    let mut problems = Vec::new();
    let mut tables = BTreeMap::new();
    for (position, source) in module.data.iter_mut().enumerate() {
        let place = DataPlace::Source(position);
        // What the parser refused has no name left to look for.
        if source.seed.is_empty() && source.file.is_empty() {
            continue;
        }
        let Some(file) = resolve(source) else {
            let CsvFile { table, file } = CsvFile::of(source);
            let problem = problem::data::source_not_found(&table, &file);
            problems.push((place, problem));
            continue;
        };
        if file.is_outside {
            let path = source.file.clone();
            problems.push((place, problem::front_matter::leads_outside(&path)));
            continue;
        }
        match CsvFile::of(source).read(&file.bytes, &file.columns, file.raw.is_some()) {
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
        source.raw = file.raw;
    }
    let mut position = 0;
    module.each_block_mut(&mut |block| {
        let Block::Data(view) = block else { return };
        let place = DataPlace::View(position);
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
            report(problem::data::unknown_column(&view.table, name, &near));
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
        report(problem::data::no_rows());
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

/// What the columns mean, in the order of the file.
fn describe(table: &Table, infos: &[ColumnInfo]) -> Vec<ColumnInfo> {
    let describe = |column: &Column| {
        let known = csv::info(infos, &column.name).cloned();
        ColumnInfo {
            name: column.name.clone(),
            ..known.unwrap_or_else(|| ColumnInfo {
                name: String::new(),
                meaning: String::new(),
                unit: String::new(),
                dtype: column.dtype(),
            })
        }
    };
    table.columns().iter().map(describe).collect()
}
