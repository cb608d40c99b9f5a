//! Parts of pages.

pub(crate) mod confirm;
pub(crate) mod data_table;
pub(crate) mod editor_script;
pub(crate) mod engine_line;
pub(crate) mod exercise;
pub(crate) mod footer;
pub(crate) mod glossary;
pub(crate) mod header;
pub(crate) mod intake;
pub(crate) mod offline;
pub(crate) mod pearls;
pub(crate) mod prose;
pub(crate) mod save_line;
pub(crate) mod studio_lead;
pub(crate) mod town_picker;
pub(crate) mod trouble;
pub(crate) mod work_file;
