//! DuckDB in a process of its own, asked line by line.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use serde_json::{Value as Json, json};
use table::{Dtype, Table, Value};

/// A cell of DuckDB's.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// One that we have too.
    Plain(Value),
    /// Something else (a time, an interval), as DuckDB writes it.
    Other(String),
}

/// A result with its rows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rows {
    /// Column names.
    pub names: Vec<String>,
    /// The rows from top to bottom.
    pub rows: Vec<Vec<Cell>>,
}

impl Rows {
    /// A table of ours.
    pub fn of(table: &Table) -> Self {
        let names = table
            .columns()
            .iter()
            .map(|column| column.name.clone())
            .collect();
        let rows = (0..table.height())
            .map(|row| {
                let cells = table.columns().iter();
                cells
                    .map(|column| Cell::Plain(column.get(row).unwrap_or(Value::Null)))
                    .collect()
            })
            .collect();
        Self { names, rows }
    }
}

/// The process.
pub struct Duck {
    child: Child,
    ask: ChildStdin,
    answers: BufReader<ChildStdout>,
    /// DuckDB's version.
    pub version: String,
}

impl Duck {
    /// Starts it with a Python that has DuckDB.
    pub fn start(python: &Path) -> Self {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("duck.py");
        let mut child = Command::new(python)
            .arg(script)
            .env("PYTHONIOENCODING", "utf-8")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("Python starts");
        let ask = child.stdin.take().expect("its input is ours");
        let answers = BufReader::new(child.stdout.take().expect("its output is ours"));
        let mut duck = Self {
            child,
            ask,
            answers,
            version: String::new(),
        };
        let hello = duck.read();
        duck.version = hello["version"].as_str().unwrap_or_default().to_owned();
        duck
    }

    fn read(&mut self) -> Json {
        let mut line = String::new();
        self.answers.read_line(&mut line).expect("DuckDB answers");
        serde_json::from_str(&line).unwrap_or_else(|_| panic!("DuckDB's process ended: {line:?}"))
    }

    fn send(&mut self, asked: &Json) -> Json {
        writeln!(self.ask, "{asked}").expect("DuckDB listens");
        self.ask.flush().expect("DuckDB listens");
        self.read()
    }

    /// Forgets all tables and takes these.
    pub fn load<'a>(&mut self, tables: impl IntoIterator<Item = (&'a str, &'a Table)>) {
        let setup: Vec<String> = tables
            .into_iter()
            .flat_map(|(name, table)| statements(name, table))
            .collect();
        let said = self.send(&json!({ "setup": setup }));
        assert!(said.get("error").is_none(), "{said}\n{setup:#?}");
    }

    /// Runs a query.
    ///
    /// # Errors
    /// DuckDB's own words.
    pub fn run(&mut self, sql: &str) -> Result<Rows, String> {
        let said = self.send(&json!({ "sql": sql }));
        if let Some(error) = said.get("error") {
            return Err(error.as_str().unwrap_or_default().to_owned());
        }
        let list = |json: &Json| json.as_array().cloned().unwrap_or_default();
        let names = list(&said["names"]).iter().map(text).collect();
        let rows = list(&said["rows"])
            .iter()
            .map(|row| list(row).iter().map(cell).collect())
            .collect();
        Ok(Rows { names, rows })
    }
}

impl Drop for Duck {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn text(json: &Json) -> String {
    json.as_str().unwrap_or_default().to_owned()
}

fn cell(json: &Json) -> Cell {
    Cell::Plain(match json {
        Json::Null => Value::Null,
        Json::Bool(is) => Value::Bool(*is),
        Json::Number(number) => match number.as_i64() {
            Some(whole) => Value::Int(whole),
            None => Value::Float(number.as_f64().unwrap_or(f64::NAN)),
        },
        Json::String(text) => Value::Text(text.clone()),
        other => {
            if let Some(day) = other["d"].as_i64() {
                Value::Date(i32::try_from(day).unwrap_or(i32::MAX))
            } else if let Some(float) = other["f"].as_str() {
                Value::Float(float.parse().unwrap_or(f64::NAN))
            } else {
                return Cell::Other(text(&other["o"]));
            }
        }
    })
}

/// A name as SQL reads it whatever it is.
pub fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// The statements that make a table.
fn statements(name: &str, table: &Table) -> Vec<String> {
    let columns: Vec<String> = table
        .columns()
        .iter()
        .map(|column| {
            let dtype = match column.dtype() {
                Dtype::Int => "BIGINT",
                Dtype::Float => "DOUBLE",
                Dtype::Text => "VARCHAR",
                Dtype::Bool => "BOOLEAN",
                Dtype::Date => "DATE",
            };
            format!("{} {dtype}", quoted(&column.name))
        })
        .collect();
    let mut all = vec![format!(
        "CREATE TABLE {} ({})",
        quoted(name),
        columns.join(", ")
    )];
    let rows: Vec<String> = (0..table.height())
        .map(|row| {
            let cells: Vec<String> = table
                .columns()
                .iter()
                .map(|column| literal(&column.get(row).unwrap_or(Value::Null)))
                .collect();
            format!("({})", cells.join(", "))
        })
        .collect();
    all.extend(
        rows.chunks(500)
            .map(|rows| format!("INSERT INTO {} VALUES {}", quoted(name), rows.join(", "))),
    );
    all
}

fn literal(value: &Value) -> String {
    match value {
        Value::Null => "NULL".to_owned(),
        Value::Int(number) => number.to_string(),
        Value::Float(number) => format!("'{number:e}'::DOUBLE"),
        Value::Text(text) => format!("'{}'", text.replace('\'', "''")),
        Value::Bool(is) => is.to_string(),
        Value::Date(day) => format!("DATE '{}'", table::text::iso_date(*day)),
    }
}
