//! One cell of a query's result, for questions and figures.

use engine::Engine;
use spec::{Failure, FailureKind, Program};
use table::{Table, Value};

/// Most rows of a query that answers a question.
const ROWS: u64 = 50_000;

/// The result of a query.
///
/// # Errors
/// Whatever keeps it from running.
fn table(engine: &Engine, sql: &str) -> Result<Table, Failure> {
    engine
        .evaluate(&Program::Sql(sql.to_owned()))
        .result?
        .table(ROWS)
}

/// The one cell of a query.
///
/// # Errors
/// Whatever keeps it from running; [`FailureKind::BadCheck`] when there is no first cell.
pub fn value(engine: &Engine, sql: &str) -> Result<Value, Failure> {
    let table = table(engine, sql)?;
    table
        .columns()
        .first()
        .and_then(|column| column.get(0))
        .ok_or_else(no_answer)
}

/// The number in the one cell of a query.
///
/// # Errors
/// As [`value`]; also when the cell is no number.
pub fn number(engine: &Engine, sql: &str) -> Result<f64, Failure> {
    value(engine, sql)?.as_f64().ok_or_else(no_answer)
}

/// The first column of a query as texts.
///
/// # Errors
/// As `table`.
pub fn texts(engine: &Engine, sql: &str) -> Result<Vec<String>, Failure> {
    let table = table(engine, sql)?;
    Ok(table
        .columns()
        .first()
        .map(|column| column.iter().filter_map(|value| text(&value)).collect())
        .unwrap_or_default())
}

/// A cell as people would type it; `None` for a missing one.
pub fn text(value: &Value) -> Option<String> {
    Some(match value {
        Value::Null => return None,
        Value::Int(number) => number.to_string(),
        Value::Float(number) => number.to_string(),
        Value::Text(text) => text.clone(),
        Value::Bool(yes) => yes.to_string(),
        Value::Date(days) => table::text::iso_date(*days),
    })
}

fn no_answer() -> Failure {
    Failure::of(FailureKind::BadCheck {
        fault: spec::failure::CheckFault::NoRightAnswer,
    })
}
