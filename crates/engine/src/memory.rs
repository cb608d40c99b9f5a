//! How much the browser's memory holds: joins are measured before they run.

use polars::prelude::{DataFrame, DataType, Expr, IntoLazy, JoinType, PolarsResult, col, len};
use spec::{Failure, FailureKind};

/// Most rows that anything may give.
pub(crate) const MOST_ROWS: u64 = 20_000_000;
/// Most cells that anything may give: what the browser's memory holds.
const MOST_CELLS: u64 = 300_000_000;

/// Refuses what the memory does not hold.
///
/// # Errors
/// [`FailureKind::TooLarge`].
pub(crate) fn small_enough(rows: u64, width: usize) -> Result<(), Failure> {
    let limit = limit_rows(width);
    if rows > limit {
        return Err(Failure::of(FailureKind::TooLarge { rows, limit }));
    }
    Ok(())
}

/// Most rows for a table of so many columns.
pub(crate) fn limit_rows(width: usize) -> u64 {
    MOST_ROWS.min(MOST_CELLS / (width.max(1) as u64))
}

/// How many rows a join gives; `width` is how many columns they will have.
///
/// # Errors
/// [`FailureKind::TooLarge`] when they are more than the browser bears.
pub(crate) fn measure(
    left: &DataFrame,
    right: &DataFrame,
    left_on: &[Expr],
    right_on: &[Expr],
    how: &JoinType,
    width: usize,
) -> Result<u64, Failure> {
    let limit = limit_rows(width);
    let (left_rows, right_rows) = (left.height() as u64, right.height() as u64);
    let rows = match how {
        JoinType::Semi | JoinType::Anti => return Ok(left_rows),
        JoinType::Cross => left_rows.saturating_mul(right_rows),
        _ if left_rows.saturating_mul(right_rows) <= limit => {
            return Ok(left_rows.saturating_mul(right_rows));
        }
        _ => match matches(left, right, left_on, right_on, limit) {
            // The real join says better what is wrong with its keys.
            Err(_) => return Ok(0),
            Ok(pairs) => match how {
                JoinType::Left => pairs.saturating_add(left_rows),
                JoinType::Right => pairs.saturating_add(right_rows),
                JoinType::Full => pairs.saturating_add(left_rows).saturating_add(right_rows),
                _ => pairs,
            },
        },
    };
    if rows > limit {
        Err(Failure::of(FailureKind::TooLarge { rows, limit }))
    } else {
        Ok(rows)
    }
}

/// How many pairs of rows have equal keys: exactly, or an upper bound within the limit.
fn matches(
    left: &DataFrame,
    right: &DataFrame,
    left_on: &[Expr],
    right_on: &[Expr],
    limit: u64,
) -> PolarsResult<u64> {
    let (small, small_on, large, large_on) = if left.height() < right.height() {
        (left, left_on, right, right_on)
    } else {
        (right, right_on, left, left_on)
    };
    let counts = |frame: &DataFrame, on: &[Expr], count: &str| -> PolarsResult<DataFrame> {
        let keys: Vec<Expr> = on
            .iter()
            .enumerate()
            .map(|(position, key)| key.clone().alias(format!("k{position}")))
            .collect();
        frame
            .clone()
            .lazy()
            .group_by(keys)
            .agg([len().cast(DataType::Int64).alias(count)])
            .collect()
    };
    let small_counts = counts(small, small_on, "n")?;
    let most = small_counts
        .column("n")?
        .as_materialized_series()
        .max::<i64>()?
        .unwrap_or(0);
    let bound = (large.height() as u64).saturating_mul(u64::try_from(most).unwrap_or(0));
    if bound <= limit {
        return Ok(bound);
    }
    let large_counts = counts(large, large_on, "m")?;
    let keys: Vec<Expr> = (0..small_on.len())
        .map(|position| col(format!("k{position}")))
        .collect();
    let product = small_counts
        .lazy()
        .join(
            large_counts.lazy(),
            keys.clone(),
            keys,
            polars::prelude::JoinArgs::new(JoinType::Inner),
        )
        .select([
            (col("n").cast(DataType::Float64) * col("m").cast(DataType::Float64))
                .sum()
                .alias("pairs"),
        ])
        .collect()?;
    let pairs = product
        .column("pairs")?
        .as_materialized_series()
        .f64()?
        .get(0)
        .unwrap_or(0.0);
    Ok(pairs as u64)
}
