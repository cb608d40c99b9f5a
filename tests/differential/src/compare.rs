//! Whether two results are the same table.
//!
//! Rows are compared as a bag: SQL promises no order. Where ORDER BY makes it total, the rows are compared one by one; where
//! it does not, only the columns that it names are. Whole numbers and floats are one kind of number, as are all
//! ways of writing a day.

use std::cmp::Ordering;

use table::Value;

use crate::duck::{Cell, Rows};

/// How far floats may be apart, relative to their size: the order of additions is nobody's promise.
const NEAR: f64 = 1e-9;

/// What a query says about the order of its rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Order {
    /// Nothing.
    Any,
    /// These columns of the result come in one order only.
    By(Vec<usize>),
    /// There is one order.
    Total,
}

/// What is different.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Difference {
    /// The names of the columns.
    Names,
    /// The rows, in whatever order.
    Rows,
    /// Only the order of the rows.
    Order,
}

/// The first difference between two results; the names are compared where `names` says so.
pub fn compare(ama: &Rows, duck: &Rows, order: &Order, names: bool) -> Option<Difference> {
    if ama.names.len() != duck.names.len() || (names && ama.names != duck.names) {
        return Some(Difference::Names);
    }
    if !same_bag(&ama.rows, &duck.rows) {
        return Some(Difference::Rows);
    }
    let in_order = match order {
        Order::Any => true,
        Order::Total => same_rows(&ama.rows, &duck.rows),
        Order::By(columns) => same_rows(&only(&ama.rows, columns), &only(&duck.rows, columns)),
    };
    (!in_order).then_some(Difference::Order)
}

fn only(rows: &[Vec<Cell>], columns: &[usize]) -> Vec<Vec<Cell>> {
    rows.iter()
        .map(|row| {
            let cells = columns.iter();
            cells
                .filter_map(|column| row.get(*column).cloned())
                .collect()
        })
        .collect()
}

fn same_rows(a: &[Vec<Cell>], b: &[Vec<Cell>]) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same_row(a, b))
}

fn same_row(a: &[Cell], b: &[Cell]) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b))
}

fn same_bag(a: &[Vec<Cell>], b: &[Vec<Cell>]) -> bool {
    if a.len() != b.len() {
        return false;
    }
    if same_rows(a, b) {
        return true;
    }
    let sorted = |rows: &[Vec<Cell>]| {
        let mut rows = rows.to_vec();
        rows.sort_by(|a, b| by_row(a, b));
        rows
    };
    let (a, b) = (sorted(a), sorted(b));
    if same_rows(&a, &b) {
        return true;
    }
    // Floats that are nearly the same may have been sorted in another way: every row then looks for a partner.
    let mut free: Vec<&Vec<Cell>> = b.iter().collect();
    a.len() <= 500
        && a.iter()
            .all(|row| match free.iter().position(|b| same_row(row, b)) {
                Some(partner) => {
                    free.remove(partner);
                    true
                }
                None => false,
            })
}

fn by_row(a: &[Cell], b: &[Cell]) -> Ordering {
    a.iter()
        .zip(b)
        .map(|(a, b)| match (a, b) {
            (Cell::Plain(a), Cell::Plain(b)) => a.total_cmp(b),
            (Cell::Other(a), Cell::Other(b)) => a.cmp(b),
            (Cell::Plain(_), Cell::Other(_)) => Ordering::Less,
            (Cell::Other(_), Cell::Plain(_)) => Ordering::Greater,
        })
        .find(|ordering| ordering.is_ne())
        .unwrap_or(Ordering::Equal)
}

fn same(a: &Cell, b: &Cell) -> bool {
    match (a, b) {
        (Cell::Plain(Value::Int(a)), Cell::Plain(Value::Int(b))) => a == b,
        (Cell::Plain(a), Cell::Plain(b)) => match (a.as_f64(), b.as_f64()) {
            (Some(a), Some(b)) => near(a, b),
            _ => a == b,
        },
        _ => a == b,
    }
}

fn near(a: f64, b: f64) -> bool {
    a == b || (a.is_nan() && b.is_nan()) || (a - b).abs() <= NEAR * a.abs().max(b.abs()).max(1.0)
}

/// Rows as people read them, the first ones.
pub fn shown(rows: &Rows) -> String {
    let cell = |cell: &Cell| match cell {
        Cell::Plain(Value::Null) => "—".to_owned(),
        Cell::Plain(Value::Int(number)) => number.to_string(),
        Cell::Plain(Value::Float(number)) => format!("{number:?}"),
        Cell::Plain(Value::Text(text)) => format!("'{text}'"),
        Cell::Plain(Value::Bool(is)) => is.to_string(),
        Cell::Plain(Value::Date(day)) => table::text::iso_date(*day),
        Cell::Other(text) => format!("<{text}>"),
    };
    let mut lines = vec![rows.names.join("|")];
    lines.extend(
        rows.rows
            .iter()
            .take(20)
            .map(|row| row.iter().map(cell).collect::<Vec<_>>().join("|")),
    );
    if rows.rows.len() > 20 {
        lines.push(format!("… {} rows", rows.rows.len()));
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(cells: &[&[Value]]) -> Rows {
        Rows {
            names: (0..cells.first().map_or(0, |row| row.len()))
                .map(|n| format!("c{n}"))
                .collect(),
            rows: cells
                .iter()
                .map(|row| row.iter().cloned().map(Cell::Plain).collect())
                .collect(),
        }
    }

    fn int(n: i64) -> Value {
        Value::Int(n)
    }

    #[test]
    fn rows_are_a_bag_unless_they_are_ordered() {
        let a = rows(&[&[int(1), int(5)], &[int(2), int(6)], &[int(2), int(7)]]);
        let b = rows(&[&[int(1), int(5)], &[int(2), int(7)], &[int(2), int(6)]]);
        assert_eq!(compare(&a, &b, &Order::Any, true), None);
        assert_eq!(compare(&a, &b, &Order::By(vec![0]), true), None);
        assert_eq!(
            compare(&a, &b, &Order::By(vec![1]), true),
            Some(Difference::Order)
        );
        assert_eq!(
            compare(&a, &b, &Order::Total, true),
            Some(Difference::Order)
        );
    }

    #[test]
    fn how_often_a_row_comes_matters() {
        let a = rows(&[&[int(1)], &[int(1)], &[int(2)]]);
        let b = rows(&[&[int(1)], &[int(2)], &[int(2)]]);
        assert_eq!(compare(&a, &b, &Order::Any, true), Some(Difference::Rows));
    }

    #[test]
    fn floats_are_near_and_missing_is_no_number() {
        let float = |n: f64| rows(&[&[Value::Float(n)]]);
        let same = |a: &Rows, b: &Rows| compare(a, b, &Order::Any, true).is_none();
        assert!(same(&float(0.1 + 0.2), &float(0.3)));
        assert!(same(&float(2.0), &rows(&[&[int(2)]])));
        assert!(same(&float(f64::NAN), &float(f64::NAN)));
        assert!(!same(&float(1.0), &float(1.000_001)));
        assert!(!same(&float(0.0), &rows(&[&[Value::Null]])));
        assert!(!same(
            &rows(&[&[Value::Text("1".into())]]),
            &rows(&[&[int(1)]])
        ));
        assert!(!same(&rows(&[&[Value::Bool(true)]]), &rows(&[&[int(1)]])));
    }
}
