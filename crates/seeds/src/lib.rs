//! Importers from the publishers' files to our own tidy tables.
//!
//! Each importer reads the files exactly as their publisher wrote them (encodings, header rows, subtotals and all)
//! and returns one [`tidy::Tidy`] table. What the table is, where it comes from and what was changed is declared by hand in
//! `seeds/<id>/dataset.toml`, which [`dataset::Dataset`] reads; the importer's columns must match it.
//!
//! Nothing here guesses: an unknown header, a value that is not a number, a sum that does not equal the publisher's own
//! total are errors, because a course states these figures as facts.
//!
//! Start at [`importers::IMPORTERS`], then [`raw::Raw`].
//!
//! # Invariants
//!
//! - May use `ingest`, `spec` and `table`; nothing that is shipped uses it.
//! - The same publisher's files give the same bytes: no date, no order of a disk. The publishers' own files are never kept.
//! - Every table has its description, written by hand, with source, licence and what was changed.

pub mod check;
pub mod dataset;
pub mod importers;
pub mod juki;
pub mod listing;
pub mod place;
pub mod raw;
pub mod ssdse;
pub mod tidy;
pub mod value;
