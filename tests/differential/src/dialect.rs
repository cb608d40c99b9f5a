//! Where our SQL and DuckDB's differ on purpose. Every row is a decision; nothing that differs is skipped.
//!
//! What needs no row, because both do the same: missing values come last in both orders and both directions; `/` of whole
//! numbers is a float, and a division by zero is infinite or no number; SUM of nothing is missing; ROUND is half away from
//! zero; the median of two is their mean; date − date is a number of days; text is ordered by code point.
//!
//! What the comparison decides: whole numbers and floats are one kind of number, and a time at midnight is a day
//! (`crate::compare`, `duck.py`); names of columns are compared where the query gives them (`crate::query`).

use crate::tree::Differs;

/// A number with decimals is a float here, and a DECIMAL in DuckDB, where `0.1 + 0.2 = 0.3`.
pub const DECIMALS: Differs = Differs {
    ama: "$1",
    duck: "$1e0",
};

/// The rest of a division has the sign of the divisor, as MOD in spreadsheets; in DuckDB that of the dividend.
pub const REST: Differs = Differs {
    ama: "$1 % $2",
    duck: "((($1 % $2) + $2) % $2)",
};

/// A float becomes a whole number as by ROUND, half away from zero; DuckDB rounds half to even.
pub const WHOLE: Differs = Differs {
    ama: "CAST($1 AS INTEGER)",
    duck: "CAST(ROUND($1) AS BIGINT)",
};

/// A day and a month is a day; in DuckDB it is a time, and the difference of times an interval.
pub const LATER: Differs = Differs {
    ama: "$1 + INTERVAL '$2'",
    duck: "CAST($1 + INTERVAL '$2' AS DATE)",
};

/// The same for the first day of a month, quarter or year.
pub const FIRST_DAY: Differs = Differs {
    ama: "DATE_TRUNC('$1', $2)",
    duck: "CAST(DATE_TRUNC('$1', $2) AS DATE)",
};

/// Where a column does not vary there is no correlation: it is missing, as in the standard; in DuckDB it is no number.
pub const CORRELATION: Differs = Differs {
    ama: "CORR($1, $2)",
    duck: "NULLIF(CORR($1, $2), CAST('NaN' AS DOUBLE))",
};

/// Words of the SQL that is made from steps: DuckDB names these joins without a side.
pub const EXPORTED: [(&str, &str); 2] = [
    ("LEFT SEMI JOIN", "SEMI JOIN"),
    ("LEFT ANTI JOIN", "ANTI JOIN"),
];
