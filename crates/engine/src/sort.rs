//! Ordering rows: stable, missing values where they are asked for, and only as much work as the rows wanted need.
//!
//! The engine's own sort + limit is not stable and slow with several keys, so [`first_rows`] takes its place:
//! it keeps a few candidates and compares every row with the worst of them once.

use std::cmp::Ordering;

use polars::prelude::{
    Column, DataFrame, DataType, IdxCa, PlSmallStr, PolarsResult, SortMultipleOptions,
};

/// How to order by one column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Direction {
    /// Largest first.
    pub(crate) descending: bool,
    /// Missing values at the end.
    pub(crate) nulls_last: bool,
}

/// All rows in order; equal rows stay as they were.
pub(crate) fn all_rows(frame: &DataFrame, by: &[(String, Direction)]) -> PolarsResult<DataFrame> {
    let names: Vec<PlSmallStr> = by.iter().map(|(name, _)| name.as_str().into()).collect();
    let options = SortMultipleOptions::default()
        .with_order_descending_multi(by.iter().map(|(_, direction)| direction.descending))
        .with_nulls_last_multi(by.iter().map(|(_, direction)| direction.nulls_last))
        .with_maintain_order(true);
    frame.sort(names, options)
}

/// The first `wanted` rows of the frame in the order of these key columns; `None` when sorting everything is as good.
pub(crate) fn first_rows(
    frame: &DataFrame,
    keys: &[(Column, Direction)],
    wanted: usize,
) -> PolarsResult<Option<DataFrame>> {
    let height = frame.height();
    if wanted >= height / 4 && height > 64 || u32::try_from(height).is_err() {
        return Ok(None);
    }
    let wanted = wanted.min(height);
    if wanted == 0 {
        return Ok(Some(frame.slice(0, 0)));
    }
    let mut ranks = Vec::with_capacity(keys.len());
    for (column, direction) in keys {
        match Ranks::of(column, *direction)? {
            Some(rank) => ranks.push(rank),
            None => return Ok(None),
        }
    }
    let compare = |a: &u32, b: &u32| {
        ranks
            .iter()
            .map(|rank| rank.compare(*a as usize, *b as usize))
            .find(|ordering| *ordering != Ordering::Equal)
            .unwrap_or_else(|| a.cmp(b))
    };
    let capacity = (wanted * 2).max(wanted + 1024);
    let mut candidates: Vec<u32> = Vec::with_capacity(capacity);
    let mut worst: Option<u32> = None;
    for row in 0..height as u32 {
        if worst.is_some_and(|worst| compare(&row, &worst) != Ordering::Less) {
            continue;
        }
        candidates.push(row);
        if candidates.len() == capacity {
            let (_, last, _) = candidates.select_nth_unstable_by(wanted - 1, compare);
            worst = Some(*last);
            candidates.truncate(wanted);
        }
    }
    candidates.sort_unstable_by(compare);
    candidates.truncate(wanted);
    frame
        .take(&IdxCa::from_vec(PlSmallStr::EMPTY, candidates))
        .map(Some)
}

/// Cells of a key column in a form in which smaller comes first. The first part puts missing values in their place.
pub(crate) enum Ranks<'a> {
    Number(Vec<(bool, u64)>),
    Text(Vec<(bool, &'a str)>, bool),
}

impl<'a> Ranks<'a> {
    pub(crate) fn of(column: &'a Column, direction: Direction) -> PolarsResult<Option<Self>> {
        let flip = |code: u64| if direction.descending { !code } else { code };
        let whole = |value: i64| flip((value as u64) ^ (1 << 63));
        let number = |value: Option<u64>| match value {
            Some(code) => (!direction.nulls_last, code),
            None => (direction.nulls_last, 0),
        };
        let series = column.as_materialized_series();
        Ok(Some(match series.dtype() {
            DataType::Int64 => Self::Number(
                series
                    .i64()?
                    .iter()
                    .map(|value| number(value.map(whole)))
                    .collect(),
            ),
            DataType::Date => Self::Number(
                series
                    .date()?
                    .physical()
                    .iter()
                    .map(|value| number(value.map(|value| whole(i64::from(value)))))
                    .collect(),
            ),
            DataType::Boolean => Self::Number(
                series
                    .bool()?
                    .iter()
                    .map(|value| number(value.map(|value| whole(i64::from(value)))))
                    .collect(),
            ),
            DataType::Float64 => Self::Number(
                series
                    .f64()?
                    .iter()
                    .map(|value| number(value.map(|value| flip(float_code(value)))))
                    .collect(),
            ),
            DataType::String => Self::Text(
                series
                    .str()?
                    .iter()
                    .map(|cell| match cell {
                        Some(cell) => (!direction.nulls_last, cell),
                        None => (direction.nulls_last, ""),
                    })
                    .collect(),
                direction.descending,
            ),
            _ => return Ok(None),
        }))
    }

    pub(crate) fn compare(&self, a: usize, b: usize) -> Ordering {
        match self {
            Self::Number(codes) => codes.get(a).cmp(&codes.get(b)),
            Self::Text(cells, descending) => match (cells.get(a), cells.get(b)) {
                (Some((null_a, a)), Some((null_b, b))) => null_a
                    .cmp(null_b)
                    .then_with(|| if *descending { b.cmp(a) } else { a.cmp(b) }),
                _ => Ordering::Equal,
            },
        }
    }
}

/// Bits of a float in an order-keeping form: -0 equals 0, NaN is larger than everything.
fn float_code(value: f64) -> u64 {
    let value = if value.is_nan() {
        f64::NAN
    } else {
        value + 0.0
    };
    let bits = value.to_bits();
    if bits >> 63 == 1 {
        !bits
    } else {
        bits | (1 << 63)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::convert::{frame, window};
    use crate::dice::Dice;
    use table::{Table, Values};

    #[test]
    fn the_first_rows_are_those_of_the_full_sort() {
        let mut dice = Dice(7);
        let height = 5000;
        let table = Table::new(vec![
            table::Column::new(
                "整数",
                Values::Int(
                    (0..height)
                        .map(|_| (dice.roll(9) > 0).then(|| dice.roll(20) as i64 - 10))
                        .collect(),
                ),
            ),
            table::Column::new(
                "小数",
                Values::Float(
                    (0..height)
                        .map(|_| match dice.roll(12) {
                            0 => None,
                            1 => Some(f64::NAN),
                            2 => Some(-0.0),
                            _ => Some(dice.roll(7) as f64 / 2.0 - 1.0),
                        })
                        .collect(),
                ),
            ),
            table::Column::new(
                "文字",
                Values::Text(
                    (0..height)
                        .map(|_| (dice.roll(9) > 0).then(|| format!("町{}", dice.roll(30))))
                        .collect(),
                ),
            ),
            table::Column::new("番号", Values::Int((0..height).map(Some).collect())),
        ])
        .unwrap();
        let data = frame(&table).unwrap();
        for keys in [
            vec!["整数"],
            vec!["文字", "小数"],
            vec!["小数", "整数", "文字"],
        ] {
            for mask in 0..4_u8 {
                let by: Vec<(String, Direction)> = keys
                    .iter()
                    .enumerate()
                    .map(|(position, name)| {
                        let descending = (mask >> (position % 2)) & 1 == 1;
                        (
                            (*name).to_owned(),
                            Direction {
                                descending,
                                nulls_last: mask != 2,
                            },
                        )
                    })
                    .collect();
                let columns: Vec<(Column, Direction)> = by
                    .iter()
                    .map(|(name, direction)| (data.column(name).unwrap().clone(), *direction))
                    .collect();
                let full = all_rows(&data, &by).unwrap();
                for wanted in [0, 1, 7, 100, 1000] {
                    let first = first_rows(&data, &columns, wanted).unwrap().unwrap();
                    let (got, want) = (
                        window(&first, 0, wanted).unwrap(),
                        window(&full, 0, wanted).unwrap(),
                    );
                    assert_eq!(got.column("番号"), want.column("番号"), "{by:?} {wanted}");
                }
                assert!(first_rows(&data, &columns, 4000).unwrap().is_none());
            }
        }
    }
}
