//! The engine beside DuckDB: random queries and steps, and all queries of the courses, have to give the same tables.
//!
//! What the engine refuses is no difference, but it is counted and has a ceiling. A difference is made as small as it goes
//! and shown with its tables. Start reading at [`run::run`]; what is asked at random is made by [`query::Maker`] and
//! [`steps`], and what may differ on purpose stands in [`dialect`].
#![expect(
    clippy::expect_used,
    reason = "a test that cannot go on fails with the place where it stood"
)]
#![expect(
    clippy::missing_panics_doc,
    reason = "everything here panics when DuckDB's process is gone: that is a test's verdict"
)]
#![expect(clippy::print_stdout, reason = "what was found is for people to read")]

pub mod compare;
pub mod courses;
pub mod dialect;
pub mod duck;
pub mod query;
pub mod random;
pub mod run;
pub mod shrink;
pub mod steps;
pub mod tally;
pub mod tree;
pub mod world;
