//! `clean`: as a table.

pub(super) use super::table::grade;
