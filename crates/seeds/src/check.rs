//! Whether a table is what its `dataset.toml` says: used on what an importer produced and on what is committed.

use std::collections::BTreeSet;

use table::csv::{Fault, Reader, Title};

use crate::dataset::{Dataset, Dtype};
use crate::raw::at;
use crate::value;

/// Everything that is wrong with the table, one sentence each; empty when nothing is.
pub fn problems(dataset: &Dataset, csv: &str) -> Vec<String> {
    let mut found = Vec::new();
    if csv.starts_with('\u{feff}') {
        found.push("begins with a BOM".to_owned());
    }
    if csv.contains('\r') {
        found.push("has carriage returns".to_owned());
    }
    if !csv.ends_with('\n') {
        found.push("does not end with a line feed".to_owned());
    }
    if !dataset.attribution.contains("加工して作成") {
        found.push("the attribution does not say 加工して作成".to_owned());
    }
    if !dataset.url.starts_with("https://") {
        found.push("the source has no https URL".to_owned());
    }
    for column in &dataset.columns {
        if !is_plain_identifier(&column.name) {
            found.push(format!("`{}` needs quotes in SQL", column.name));
        }
        if column.meaning.trim().is_empty() {
            found.push(format!("`{}` has no meaning", column.name));
        }
        let is_number = matches!(column.dtype, Dtype::Int | Dtype::Float);
        if is_number && column.unit.as_deref().is_none_or(str::is_empty) {
            found.push(format!("`{}` is a number without a unit", column.name));
        }
    }
    let (header, rows) = match read(csv) {
        Ok(read) => read,
        Err(fault) => {
            found.push(format!("is not CSV: {fault:?}"));
            return found;
        }
    };
    let declared: Vec<&str> = dataset
        .columns
        .iter()
        .map(|column| column.name.as_str())
        .collect();
    if header
        .iter()
        .map(String::as_str)
        .ne(declared.iter().copied())
    {
        found.push(format!(
            "the header is {header:?}, dataset.toml declares {declared:?}"
        ));
        return found;
    }
    if rows.is_empty() {
        found.push("has no rows".to_owned());
    }
    let key: Vec<Option<usize>> = dataset
        .key
        .iter()
        .map(|name| header.iter().position(|h| h == name))
        .collect();
    if key.is_empty() || key.contains(&None) {
        found.push(format!(
            "the key {:?} is not among the columns",
            dataset.key
        ));
    }
    let mut keys = BTreeSet::new();
    for (line, row) in &rows {
        for (column, cell) in dataset.columns.iter().zip(row) {
            if cell.trim() != cell {
                found.push(format!(
                    "row {line}, `{}`: `{cell}` has blanks at its ends",
                    column.name
                ));
            } else if !cell.is_empty() && !holds(column.dtype, cell) {
                found.push(format!(
                    "row {line}, `{}`: `{cell}` is not {:?}",
                    column.name, column.dtype
                ));
            }
        }
        let own: Vec<&str> = key.iter().flatten().map(|index| at(row, *index)).collect();
        if own.iter().any(|cell| cell.is_empty()) {
            found.push(format!("row {line} has no {:?}", dataset.key));
        }
        if !keys.insert(own.join("\u{1f}")) {
            found.push(format!("row {line} repeats the key {own:?}"));
        }
    }
    found
}

/// A row's line in the file, and its cells.
type Row = (u64, Vec<String>);

/// Names as they are written, and rows with their lines: what modules read, by the reader that they have.
fn read(csv: &str) -> Result<(Vec<String>, Vec<Row>), Fault> {
    let mut reader = Reader::new(csv.as_bytes())?;
    let written = |title: &Title| title.written.clone().unwrap_or_else(|| title.name.clone());
    let header = reader.titles().iter().map(written).collect();
    let mut rows = Vec::new();
    loop {
        let mut row = Vec::new();
        if !reader.row(|_, cell| row.push(cell.to_owned()))? {
            return Ok((header, rows));
        }
        rows.push((reader.line(), row));
    }
}

/// A letter or kanji first, then letters, kanji and digits: what SQL takes without quotes.
fn is_plain_identifier(name: &str) -> bool {
    let mut chars = name.chars();
    chars.next().is_some_and(char::is_alphabetic)
        && chars.all(|c| c.is_alphanumeric() || c == '_' || c == 'ー')
}

/// Whether the cell is written exactly as values of that kind are written in our tables.
fn holds(dtype: Dtype, cell: &str) -> bool {
    match dtype {
        Dtype::Text => true,
        Dtype::Int => cell
            .parse::<i64>()
            .is_ok_and(|value| value.to_string() == cell),
        Dtype::Float => cell
            .parse::<f64>()
            .is_ok_and(|value| value.is_finite() && !cell.contains(['e', 'E', '+'])),
        Dtype::Bool => matches!(cell, "true" | "false"),
        Dtype::Date => value::date(cell).is_ok_and(|date| date.to_string() == cell),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dataset() -> Dataset {
        Dataset::parse(
            "id='x'\ntitle='t'\nfile='x.csv'\npublisher='p'\nsource_title='s'\nyear='2020'\nurl='https://example.jp/'\n\
             licence='l'\nattribution='p「s」を加工して作成'\nchanged='c'\nretrieved_from=[]\nkey=['コード','日']\n\
             [[column]]\nname='コード'\nmeaning='m'\ndtype='text'\n\
             [[column]]\nname='日'\nmeaning='m'\ndtype='date'\n\
             [[column]]\nname='値'\nmeaning='m'\nunit='人'\ndtype='int'\n",
        )
        .unwrap()
    }

    #[test]
    fn a_good_table_has_no_problems() {
        assert_eq!(
            problems(&dataset(), "コード,日,値\n1,2020-01-01,5\n1,2020-01-02,\n"),
            Vec::<String>::new()
        );
    }

    #[test]
    fn each_fault_is_named() {
        let check = |csv: &str, part: &str| {
            let found = problems(&dataset(), csv);
            assert!(
                found.iter().any(|problem| problem.contains(part)),
                "{csv:?}: {found:?}"
            );
        };
        check("\u{feff}コード,日,値\n1,2020-01-01,5\n", "BOM");
        check("コード,日,値\r\n1,2020-01-01,5\r\n", "carriage");
        check("コード,日,値\n1,2020-01-01,5", "line feed");
        check("コード,値,日\n", "header");
        check("コード,日,値\n", "no rows");
        check("コード,日,値\n1,2020-01-01,5\n1,2020-01-01,6\n", "repeats");
        check("コード,日,値\n1,,5\n", "has no");
        check("コード,日,値\n1,2020/1/1,5\n", "not Date");
        check("コード,日,値\n1,2020-01-01,1.5\n", "not Int");
        check("コード,日,値\n1,2020-01-01,\"1,500\"\n", "not Int");
        check("コード,日,値\n1,2020-01-01, 5\n", "blanks");
        check("コード,日,値\n1,2020-01-01\n", "Uneven");
    }

    #[test]
    fn a_poor_description_is_a_problem_too() {
        let check = |change: &dyn Fn(&mut Dataset), part: &str| {
            let mut dataset = dataset();
            change(&mut dataset);
            let found = problems(&dataset, "コード,日,値\n1,2020-01-01,5\n");
            assert!(
                found.iter().any(|problem| problem.contains(part)),
                "{part}: {found:?}"
            );
        };
        check(&|d| d.columns[2].unit = None, "without a unit");
        check(&|d| d.columns[2].name = "人口（人）".into(), "needs quotes");
        check(&|d| d.columns[2].name = "15歳未満".into(), "needs quotes");
        check(&|d| d.columns[0].meaning = " ".into(), "no meaning");
        check(&|d| d.attribution = "p".into(), "加工して作成");
        check(&|d| d.key = vec!["年".into()], "key");
        check(&|d| d.url = String::new(), "https");
    }
}
