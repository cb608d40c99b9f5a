//! A result as one number: equal for results that the check does not tell apart, the same natively and in wasm.
//!
//! Column names count in their NFKC form and in any order; rows in any order, unless the order alone parts the
//! result from the solution's; numbers as far as the check's tolerance goes. Two numbers on the two sides of a
//! rounding may miss each other: a cause is then not seen, never a wrong one told.

use spec::exercise::TableCheck;
use table::compare::{Cell, Tolerance};
use table::text::normalise;
use table::{Column, Table};
use xxhash_rust::xxh3::xxh3_64;

use super::tolerance::Tolerances;

/// Digits of numbers where the check gives no relative tolerance: beyond them is the noise of addition.
const DIGITS: usize = 12;
/// Widest relative tolerance at which whole numbers still count to the last digit.
const EXACT_UP_TO: f64 = 1e-6;

/// The number of a result beside the solution's. With other data the solution's result is another one, and so is this.
///
/// `rounds` is as in [`super::Case::rounds`].
pub fn fingerprint(check: &TableCheck, rounds: &[i32], reference: &Table, answer: &Table) -> u64 {
    let tolerance = Tolerances::of(check, rounds, reference);
    let wanted = rows(check, reference, reference, &tolerance);
    let given = rows(check, reference, answer, &tolerance);
    let mut bytes = wanted.to_le_bytes().to_vec();
    bytes.extend(given.to_le_bytes());
    if given == wanted && !check.order.is_empty() {
        bytes.extend(order(check, answer, &tolerance).to_le_bytes());
    }
    xxh3_64(&bytes)
}

/// All rows in any order.
fn rows(check: &TableCheck, reference: &Table, table: &Table, tolerances: &Tolerances) -> u64 {
    let is_wanted = |name: &str| {
        check.columns.is_empty()
            || check.columns.iter().any(|wanted| wanted == name)
            || check.key.iter().any(|key| key == name)
    };
    let known = |name: &String| {
        reference
            .columns()
            .iter()
            .find(|column| normalise(&column.name) == *name)
    };
    let mut columns: Vec<(String, &Column, Tolerance)> = table
        .columns()
        .iter()
        .map(|column| {
            let name = normalise(&column.name);
            let tolerance =
                known(&name).map_or(tolerances.base, |known| tolerances.column(&known.name));
            (name, column, tolerance)
        })
        // As in grading: what the solution has as well is welcome, and where extra columns are, so is anything.
        .filter(|(name, ..)| match known(name) {
            Some(column) => is_wanted(&column.name),
            None => !check.extra_columns,
        })
        .collect();
    columns.sort_by(|(a, ..), (b, ..)| a.cmp(b));
    let mut hashes: Vec<u64> = (0..table.height())
        .map(|row| {
            let mut bytes = Vec::new();
            for (_, column, tolerance) in &columns {
                write(column.cell(row), tolerance, &mut bytes);
            }
            xxh3_64(&bytes)
        })
        .collect();
    hashes.sort_unstable();
    let mut bytes = Vec::with_capacity(hashes.len() * 8);
    for (name, ..) in &columns {
        bytes.extend((name.len() as u64).to_le_bytes());
        bytes.extend(name.as_bytes());
    }
    for hash in hashes {
        bytes.extend(hash.to_le_bytes());
    }
    xxh3_64(&bytes)
}

/// The cells that rows are ordered by, from top to bottom: rows that tie may change places.
fn order(check: &TableCheck, table: &Table, tolerances: &Tolerances) -> u64 {
    let columns: Vec<(&Column, Tolerance)> = check
        .order
        .iter()
        .filter_map(|key| {
            let name = normalise(&key.column);
            let column = table
                .columns()
                .iter()
                .find(|column| normalise(&column.name) == name)?;
            Some((column, tolerances.column(&key.column)))
        })
        .collect();
    let mut bytes = Vec::new();
    for row in 0..table.height() {
        for (column, tolerance) in &columns {
            write(column.cell(row), tolerance, &mut bytes);
        }
    }
    xxh3_64(&bytes)
}

/// A cell in bytes. Lengths are written with a fixed width: `usize` is not the same everywhere.
fn write(cell: Cell<'_>, tolerance: &Tolerance, bytes: &mut Vec<u8>) {
    match cell {
        Cell::Null => bytes.push(0),
        Cell::Int(value) => {
            let text = if tolerance.abs < 0.5 && tolerance.rel <= EXACT_UP_TO {
                value.to_string()
            } else {
                number(value as f64, tolerance)
            };
            write_text(1, &text, bytes);
        }
        Cell::Float(value) => write_text(1, &number(value, tolerance), bytes),
        Cell::Text(value) => {
            write_text(2, if tolerance.trim { value.trim() } else { value }, bytes);
        }
        Cell::Bool(value) => bytes.extend([3, u8::from(value)]),
        Cell::Date(value) => {
            bytes.push(4);
            bytes.extend(value.to_le_bytes());
        }
    }
}

fn write_text(kind: u8, text: &str, bytes: &mut Vec<u8>) {
    bytes.push(kind);
    bytes.extend((text.len() as u64).to_le_bytes());
    bytes.extend(text.as_bytes());
}

/// A number as far as the tolerance goes. Rounding goes through decimal text: logarithms and powers are not the same
/// to the last bit everywhere.
fn number(value: f64, tolerance: &Tolerance) -> String {
    if value.is_nan() {
        return "nan".to_owned();
    }
    if value.is_infinite() {
        return if value > 0.0 { "inf" } else { "-inf" }.to_owned();
    }
    let clean = rounded(value, DIGITS);
    let whole = clean.fract() == 0.0 && clean.abs() < 9e15;
    if whole && tolerance.abs < 0.5 && tolerance.rel <= EXACT_UP_TO {
        return (clean as i64).to_string();
    }
    let is_rounded = tolerance.most.is_finite() && tolerance.rel <= EXACT_UP_TO;
    let value = match (places(tolerance.rel), is_rounded) {
        // To the place that still counts, however many digits stand before it.
        (Some(_), true) => to_places(clean, tolerance.most),
        (Some(digits), false) => rounded(clean, digits.clamp(1, DIGITS)),
        (None, _) => clean,
    };
    let value = to_places(value, tolerance.abs);
    // No minus before nothing.
    let value = if value == 0.0 { 0.0 } else { value };
    format!("{value:e}")
}

/// Rounds to the decimal places that a tolerance leaves.
fn to_places(value: f64, tolerance: f64) -> f64 {
    match places(tolerance) {
        Some(decimals) => format!("{value:.decimals$}").parse().unwrap_or(value),
        None => value,
    }
}

fn rounded(value: f64, digits: usize) -> f64 {
    let decimals = digits.saturating_sub(1);
    format!("{value:.decimals$e}").parse().unwrap_or(value)
}

/// How many decimal places a tolerance leaves: 6 for 1e-6, 0 for 0.5 and more; `None` for no tolerance at all.
fn places(tolerance: f64) -> Option<usize> {
    if tolerance <= 0.0 {
        return None;
    }
    const STEPS: [f64; 12] = [
        0.5, 0.05, 0.005, 5e-4, 5e-5, 5e-6, 5e-7, 5e-8, 5e-9, 5e-10, 5e-11, 5e-12,
    ];
    Some(
        STEPS
            .iter()
            .position(|step| tolerance >= *step)
            .unwrap_or(STEPS.len()),
    )
}

#[cfg(test)]
mod tests {
    use spec::step::SortKey;
    use table::Values;

    use super::*;

    fn text(name: &str, cells: &[&str]) -> Column {
        Column::new(
            name,
            Values::Text(cells.iter().map(|cell| Some((*cell).to_owned())).collect()),
        )
    }

    fn float(name: &str, cells: &[f64]) -> Column {
        Column::new(
            name,
            Values::Float(cells.iter().map(|cell| Some(*cell)).collect()),
        )
    }

    fn int(name: &str, cells: &[i64]) -> Column {
        Column::new(
            name,
            Values::Int(cells.iter().map(|cell| Some(*cell)).collect()),
        )
    }

    fn table(columns: Vec<Column>) -> Table {
        Table::new(columns).unwrap()
    }

    fn reference() -> Table {
        table(vec![text("町", &["a", "b"]), int("計", &[1, 2])])
    }

    fn same(check: &TableCheck, one: &Table, other: &Table) -> bool {
        fingerprint(check, &[], &reference(), one) == fingerprint(check, &[], &reference(), other)
    }

    #[test]
    fn the_number_is_the_same_everywhere() {
        // Read from a run: it must never change, or built modules would lose their representers.
        let check = TableCheck::default();
        let answer = table(vec![
            text("町", &["a", "b"]),
            float("計", &[0.1 + 0.2, 1e300]),
        ]);
        assert_eq!(
            fingerprint(&check, &[], &reference(), &answer),
            11_787_192_401_832_870_254
        );
    }

    #[test]
    fn order_of_rows_and_columns_and_width_of_names_do_not_count() {
        let check = TableCheck::default();
        let one = table(vec![text("町", &["a", "b"]), int("ｋｅｉ", &[3, 4])]);
        let other = table(vec![float("kei", &[4.0, 3.0]), text("町", &["b", "a"])]);
        assert!(same(&check, &one, &other));
        let crossed = table(vec![float("kei", &[4.0, 3.0]), text("町", &["a", "b"])]);
        assert!(!same(&check, &one, &crossed));
    }

    #[test]
    fn numbers_count_up_to_the_tolerance() {
        let check = |rel: f64, abs: f64, one: f64, other: f64, expected: bool| {
            let check = TableCheck {
                rel_tol: rel,
                abs_tol: abs,
                ..TableCheck::default()
            };
            let make = |value| table(vec![text("町", &["a"]), float("計", &[value])]);
            assert_eq!(
                same(&check, &make(one), &make(other)),
                expected,
                "{one} and {other} with {rel} and {abs}"
            );
        };
        check(1e-6, 1e-9, 0.1 + 0.2, 0.3, true);
        check(1e-6, 1e-9, 38.24, 38.25, false);
        check(1e-6, 1e-9, 1_800_001.0, 1_800_000.0, false);
        check(1e-6, 0.05, 38.21, 38.22, true);
        check(0.0, 0.0, 0.1 + 0.2, 0.3, true);
        check(0.01, 0.0, 1000.0, 1001.0, true);
        check(1e-6, 1e-9, 0.0, -0.0, true);
    }

    #[test]
    fn a_rounding_counts_however_large_the_numbers_are() {
        let check = TableCheck::default();
        let make = |value| table(vec![text("町", &["a"]), float("計", &[value])]);
        let reference = make(93_295.3);
        let hash = |rounds: &[i32], value| fingerprint(&check, rounds, &reference, &make(value));
        for other in [93_295.333_333, 93_295.33, 93_295.0] {
            assert_ne!(hash(&[1], other), hash(&[1], 93_295.3), "{other}");
        }
        assert_ne!(hash(&[1], 93_295.333_333), hash(&[1], 93_295.33));
        assert_eq!(hash(&[1], 93_295.3 + 1e-10), hash(&[1], 93_295.3));
        // Where the solution does not round, a millionth is noise.
        assert_eq!(hash(&[], 93_295.333_333), hash(&[], 93_295.33));
    }

    #[test]
    fn missing_zero_and_empty_are_three() {
        let check = TableCheck::default();
        let cells = [
            Values::Text(vec![None]),
            Values::Text(vec![Some(String::new())]),
            Values::Int(vec![Some(0)]),
        ];
        let found: std::collections::BTreeSet<u64> = cells
            .into_iter()
            .map(|values| {
                let answer = table(vec![Column::new("計", values)]);
                fingerprint(&check, &[], &reference(), &answer)
            })
            .collect();
        assert_eq!(found.len(), 3);
    }

    #[test]
    fn order_counts_where_it_is_the_only_difference() {
        let ordered = TableCheck {
            order: vec![SortKey {
                column: "計".into(),
                descending: false,
            }],
            ..TableCheck::default()
        };
        let turned = table(vec![text("町", &["b", "a"]), int("計", &[2, 1])]);
        assert!(!same(&ordered, &reference(), &turned));
        assert!(same(&TableCheck::default(), &reference(), &turned));
        let other = table(vec![text("町", &["a", "b"]), int("計", &[3, 4])]);
        let other_turned = table(vec![text("町", &["b", "a"]), int("計", &[4, 3])]);
        assert!(same(&ordered, &other, &other_turned));
    }

    #[test]
    fn columns_that_do_not_count_are_left_out() {
        let more = table(vec![
            text("町", &["a", "b"]),
            int("計", &[5, 6]),
            int("別", &[7, 8]),
        ]);
        let less = table(vec![text("町", &["a", "b"]), int("計", &[5, 6])]);
        let check = TableCheck::default();
        assert!(!same(&check, &more, &less));
        let open = TableCheck {
            extra_columns: true,
            ..TableCheck::default()
        };
        assert!(same(&open, &more, &less));
        let only_town = TableCheck {
            columns: vec!["町".into()],
            ..TableCheck::default()
        };
        assert!(same(&only_town, &less, &reference()));
    }
}
