//! SQL: queries over the tables, and the expressions of steps.
//!
//! Text becomes a tree ([`read`]); names and types become known ([`bind`], [`scope`]); what a query does is done clause
//! by clause, in SQL's own order, on frames whose columns have inner names ([`select`]). Each kind of work has its place:
//! which functions there are ([`functions`]), expressions of one row ([`cells`], [`calls`]), names of spreadsheets
//! ([`excel`]), joins ([`from`]), groups ([`group`]), windows ([`window`]), queries in queries ([`nested`]). Every field of the parser's
//! types is looked at, so nothing that is written is left out without a word. Start reading at [`query`].

mod bind;
mod calls;
mod cells;
mod excel;
mod from;
mod functions;
mod group;
mod nested;
mod query;
mod read;
mod scope;
mod select;
mod set;
mod step;
mod stopped;
mod tree;
mod window;

use std::cell::Cell;

use polars::prelude::{DataFrame, PlSmallStr};
use spec::{Failure, FailureKind};

pub(crate) use calls::fiscal_year;
pub use functions::asks_for_day;
pub(crate) use functions::{function_names, is_aggregate_name, known_elsewhere};
pub(crate) use group::groups;
pub(crate) use read::expression;
pub(crate) use step::{aggregated, crossed, derived, fill, kept};

use crate::Tables;
use scope::{Outer, Rows, WordSet};

/// Rows of tables that the queries inside of a query may read in all before it is refused.
const MOST_READ: u64 = 200_000_000;

/// What a whole run has in common.
pub(crate) struct Context<'a> {
    tables: &'a Tables,
    /// Days since 1970-01-01.
    today: i32,
    /// Columns of which the text speaks.
    words: WordSet,
    names: Cell<u32>,
    missing_in: Cell<bool>,
    read: Cell<u64>,
}

impl<'a> Context<'a> {
    fn new(tables: &'a Tables, today: i32, words: WordSet) -> Self {
        Self {
            tables,
            today,
            words,
            names: Cell::new(0),
            missing_in: Cell::new(false),
            read: Cell::new(0),
        }
    }

    /// An inner name that nothing else has.
    fn inner(&self) -> PlSmallStr {
        let next = self.names.get();
        self.names.set(next + 1);
        // A character that nobody types.
        PlSmallStr::from_string(format!("\u{1}{next}"))
    }

    /// Remembers that a missing value stood behind `NOT IN`.
    fn remark_missing_in(&self) {
        self.missing_in.set(true);
    }

    /// Counts rows that are read.
    fn read(&self, rows: usize) -> bool {
        let all = self.read.get().saturating_add(rows as u64);
        self.read.set(all);
        all <= MOST_READ
    }
}

/// What a query sees of the queries outside.
#[derive(Clone, Copy, Default)]
struct Env<'a> {
    parts: Option<&'a NamedQuery<'a>>,
    outer: Option<&'a Outer<'a>>,
}

/// A named part of a query (`WITH`), and those before it.
struct NamedQuery<'a> {
    name: &'a str,
    rows: Rows,
    before: Option<&'a NamedQuery<'a>>,
}

/// The result of a query, and what is to be remarked.
pub(crate) struct Answer {
    pub(crate) frame: DataFrame,
    /// A missing value stood behind `NOT IN`, so that nothing could be found not to be among the values.
    pub(crate) missing_in: bool,
}

/// Runs one query over the tables.
///
/// # Errors
/// Every way in which a query can be wrong, as a typed failure.
pub(crate) fn run(sql: &str, tables: &Tables, today: i32) -> Result<Answer, Failure> {
    let names: Vec<&str> = tables
        .iter()
        .flat_map(|(table, frame)| {
            let columns = frame.schema().iter_names().map(PlSmallStr::as_str);
            columns.chain([table])
        })
        .collect();
    let (tree, words) = read::query(sql, &names)?;
    let context = Context::new(tables, today, words);
    let rows = query::run(&context, Env::default(), &tree)?;
    Ok(Answer {
        frame: named(rows)?,
        missing_in: context.missing_in.get(),
    })
}

/// Rows under the names that people see.
fn named(rows: Rows) -> Result<DataFrame, Failure> {
    let Rows { names, mut frame } = rows;
    let mut seen: Vec<&String> = Vec::new();
    for name in &names {
        if seen.contains(&name) {
            return Err(Failure::of(FailureKind::DuplicateColumn {
                name: name.clone(),
            }));
        }
        seen.push(name);
    }
    frame
        .set_column_names(names.iter().map(String::as_str))
        .map_err(crate::convert::engine)?;
    crate::convert::tidy(frame)
}
