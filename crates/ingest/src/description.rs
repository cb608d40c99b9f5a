//! The `.toml` beside a table: read for a form, and written again with what the form does not know left in it.

use spec::diagnostic::Bilingual;
use spec::ingest::Description;
use spec::module::ColumnInfo;
use table::Dtype;
use toml::{Table, Value};

use crate::refusal::words;

/// Reads a description; what is missing is empty.
///
/// # Errors
/// When the text is no TOML.
pub fn read(text: &str) -> Result<Description, Bilingual> {
    let table: Table = text.parse().map_err(|error: toml::de::Error| {
        let line = error.span().map_or(1, |span| {
            1 + text.get(..span.start).unwrap_or_default().matches('\n').count()
        });
        words(
            format!("この説明（.toml）は {line} 行目が TOML として読めません。ファイルを直してから、もう一度開いてください。"),
            format!("line {line} of this description (.toml) is no TOML; put it right and open it again"),
        )
    })?;
    let key = |name: &str| string(table.get(name));
    let columns = table.get("column").and_then(Value::as_array);
    Ok(Description {
        title: key("title"),
        publisher: key("publisher"),
        year: key("year"),
        url: key("url"),
        licence: key("licence"),
        attribution: key("attribution"),
        note: key("note"),
        columns: columns
            .into_iter()
            .flatten()
            .filter_map(Value::as_table)
            .map(|column| ColumnInfo {
                name: string(column.get("name")),
                meaning: string(column.get("meaning")),
                unit: string(column.get("unit")),
                dtype: dtype(&string(column.get("dtype"))),
            })
            .collect(),
    })
}

fn string(value: Option<&Value>) -> String {
    match value {
        Some(Value::String(text)) => text.clone(),
        // `year = 2023` means what it says.
        Some(Value::Integer(number)) => number.to_string(),
        _ => String::new(),
    }
}

fn dtype(word: &str) -> Dtype {
    match word {
        "int" => Dtype::Int,
        "float" => Dtype::Float,
        "bool" => Dtype::Bool,
        "date" => Dtype::Date,
        _ => Dtype::Text,
    }
}

fn word(dtype: Dtype) -> &'static str {
    match dtype {
        Dtype::Int => "int",
        Dtype::Float => "float",
        Dtype::Bool => "bool",
        Dtype::Date => "date",
        Dtype::Text => "text",
    }
}

/// The description as a file. Keys of `before` that are not among these are written again.
pub fn write(description: &Description, before: &str) -> String {
    let old: Table = before.parse().unwrap_or_default();
    let fields = [
        ("title", &description.title),
        ("publisher", &description.publisher),
        ("year", &description.year),
        ("url", &description.url),
        ("licence", &description.licence),
        ("attribution", &description.attribution),
        ("note", &description.note),
    ];
    let mut out = String::new();
    for (name, text) in fields {
        line(&mut out, name, &Value::String(text.clone()));
    }
    let (mut values, mut tables) = (Table::new(), Table::new());
    for (name, value) in &old {
        if name == "column" || fields.iter().any(|(known, _)| known == name) {
            continue;
        }
        let is_table = value.is_table()
            || value
                .as_array()
                .is_some_and(|list| list.iter().any(Value::is_table));
        let into = if is_table { &mut tables } else { &mut values };
        into.insert(name.clone(), value.clone());
    }
    out.push_str(&values.to_string());
    let old_columns = old.get("column").and_then(Value::as_array);
    for column in &description.columns {
        out.push_str("\n[[column]]\n");
        line(&mut out, "name", &Value::String(column.name.clone()));
        line(&mut out, "meaning", &Value::String(column.meaning.clone()));
        if !column.unit.is_empty() {
            line(&mut out, "unit", &Value::String(column.unit.clone()));
        }
        line(
            &mut out,
            "dtype",
            &Value::String(word(column.dtype).to_owned()),
        );
        let same = |old: &&Table| string(old.get("name")) == column.name;
        let found = old_columns
            .into_iter()
            .flatten()
            .filter_map(Value::as_table)
            .find(same);
        for (name, value) in found.into_iter().flatten() {
            if !["name", "meaning", "unit", "dtype"].contains(&name.as_str()) {
                line(&mut out, name, value);
            }
        }
    }
    if !tables.is_empty() {
        out.push('\n');
        out.push_str(&tables.to_string());
    }
    out
}

fn line(out: &mut String, name: &str, value: &Value) {
    let mut table = Table::new();
    table.insert(name.to_owned(), value.clone());
    out.push_str(&table.to_string());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_form_does_not_know_stays() {
        let text = "title = \"人口\"\nyear = 2023\nkey = [\"市町\"]\n\n[[column]]\nname = \"人口\"\nmeaning = \"人の数\"\nunit = \"人\"\ndtype = \"int\"\nmore = 1\n\n[extra]\na = 1\n";
        let mut description = read(text).unwrap();
        assert_eq!(description.year, "2023");
        assert_eq!(description.columns[0].unit, "人");
        description.publisher = "三重県 \"統計\"\n課".to_owned();
        let written = write(&description, text);
        let again: Table = written.parse().unwrap();
        assert_eq!(again["key"], text.parse::<Table>().unwrap()["key"]);
        assert_eq!(again["extra"]["a"].as_integer(), Some(1));
        assert_eq!(again["column"][0]["more"].as_integer(), Some(1));
        assert_eq!(read(&written).unwrap(), description);
        assert!(read("a = 1\nb ! c\n").unwrap_err().ja.contains("2 行目"));
    }
}
