//! How much the browser's memory holds.

use spec::{Failure, FailureKind};

/// Most rows that anything may give.
const MOST_ROWS: u64 = 20_000_000;
/// Most cells that anything may give.
const MOST_CELLS: u64 = 300_000_000;

/// Refuses a table that the memory does not hold.
///
/// # Errors
/// [`FailureKind::TooLarge`].
pub(crate) fn small_enough(rows: u64, width: usize) -> Result<(), Failure> {
    let limit = MOST_ROWS.min(MOST_CELLS / (width.max(1) as u64));
    if rows > limit {
        return Err(Failure::of(FailureKind::TooLarge { rows, limit }));
    }
    Ok(())
}
