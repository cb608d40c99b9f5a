//! `clean`: graded as a [`table`](crate::table).

pub use crate::table::grade;
