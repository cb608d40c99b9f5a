//! The tables that every site has (`seeds.json`), so that a module can be written where only the site is.

use serde::{Deserialize, Serialize};

use crate::module::ColumnInfo;

/// All tables of a site.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SeedList {
    /// Version of this format; 1 today.
    pub format: u32,
    /// The tables, in the order of their ids.
    pub seeds: Vec<SeedEntry>,
}

/// A table that modules name by its id (`seed = "mie-population"`).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SeedEntry {
    /// Id of the dataset under `seeds/`.
    pub id: String,
    /// What it is about.
    pub title: String,
    /// Address of the CSV, relative to the site.
    pub url: String,
    /// Number of rows.
    pub rows: u64,
    /// 出典.
    pub attribution: String,
    /// 利用条件: the terms on which it may be used.
    #[serde(default)]
    pub licence: String,
    /// A warning that must be shown with it; may be empty.
    pub note: String,
    /// What its columns mean.
    pub columns: Vec<ColumnInfo>,
}
