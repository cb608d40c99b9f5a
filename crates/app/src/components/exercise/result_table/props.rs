//! What a table is drawn from.

use std::rc::Rc;

use protocol::Page;
use spec::Program;
use spec::module::ColumnInfo;
use yew::prelude::*;

use crate::components::exercise::table::head::Heads;

/// Properties of [`ResultTable`](super::ResultTable).
#[derive(Clone, PartialEq, Properties)]
pub(crate) struct ResultTableProps {
    /// Prefix of element ids, unique in the page.
    pub(crate) id: AttrValue,
    /// What the table is called.
    pub(crate) label: AttrValue,
    /// What makes the table.
    pub(crate) program: Rc<Program>,
    /// Step after which to look; `None`: the result.
    #[prop_or_default]
    pub(crate) after: Option<u32>,
    /// The first rows, where they are known already.
    #[prop_or_default]
    pub(crate) first: Option<Rc<Page>>,
    /// Another number when the same program gave something else (other tables, another town).
    #[prop_or_default]
    pub(crate) stamp: u64,
    /// Columns that the last step added or changed.
    #[prop_or_default]
    pub(crate) changed: Vec<String>,
    /// Columns that a check found wrong.
    #[prop_or_default]
    pub(crate) doubted: Vec<String>,
    /// Columns that are to be seen, however far right they are; the first of them counts.
    #[prop_or_default]
    pub(crate) show: Vec<String>,
    /// Units and meanings.
    #[prop_or_default]
    pub(crate) columns: Rc<Vec<ColumnInfo>>,
    /// Columns whose headers are lit.
    #[prop_or_default]
    pub(crate) lit: Rc<Vec<String>>,
    /// What its headers offer.
    #[prop_or_default]
    pub(crate) heads: Option<Heads>,
    /// Rows before the last step, to say what changed.
    #[prop_or_default]
    pub(crate) rows_before: Option<u64>,
    /// File name of the CSV, without ending.
    #[prop_or_default]
    pub(crate) file: AttrValue,
    /// Takes what is shown in a cell as the answer to the question that the table stands beside; `None` where no answer is
    /// written.
    #[prop_or_default]
    pub(crate) on_answer: Option<Callback<String>>,
}
