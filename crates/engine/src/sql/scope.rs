//! Which column a name means.
//!
//! Every column of every table has an inner name of its own, so tables never get in each other's way. A bare name is
//! looked for in all tables of the query; in two of them it is ambiguous, unless `USING` made one of both. What is not
//! found here is looked for in the query outside.

use std::cell::RefCell;
use std::collections::HashMap;

use polars::prelude::{DataFrame, PlSmallStr};
use spec::{Failure, FailureKind};
use table::Value;

use super::tree::{Column, Node};
use crate::failure::{unknown_column, unknown_table};

/// A table in FROM.
#[derive(Clone, Debug, Default)]
pub(super) struct Source {
    /// By which its columns are called; empty for a subquery without a name.
    pub(super) name: String,
    pub(super) columns: Vec<Column>,
}

/// A column that `USING` made of columns of several tables.
#[derive(Clone, Debug)]
pub(super) struct Merged {
    pub(super) column: Column,
    /// The columns that it stands for.
    pub(super) of: Vec<PlSmallStr>,
}

/// What the names in a query may mean.
#[derive(Clone, Debug, Default)]
pub(super) struct Scope {
    pub(super) sources: Vec<Source>,
    pub(super) merged: Vec<Merged>,
}

/// The query outside of a query, with its present row.
pub(super) struct Outer<'a> {
    pub(super) scope: &'a Scope,
    /// Values of its columns by inner name; columns that are not there are missing.
    pub(super) row: &'a HashMap<PlSmallStr, Value>,
    /// The columns that were looked at.
    pub(super) used: &'a RefCell<Vec<Column>>,
    /// Whether there is no row: only what it looks at is to become known.
    pub(super) probing: bool,
    pub(super) parent: Option<&'a Outer<'a>>,
}

/// What a name turned out to be.
enum Found {
    No,
    One(Column),
    Several(Vec<String>),
}

impl Scope {
    pub(super) fn of(source: Source) -> Self {
        Self {
            sources: vec![source],
            merged: Vec::new(),
        }
    }

    /// All names, for suggestions.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.sources
            .iter()
            .flat_map(|source| &source.columns)
            .map(|column| column.name.as_str())
    }

    fn bare(&self, name: &str) -> Found {
        let mut found: Vec<(&str, &Column)> = self
            .merged
            .iter()
            .filter(|merged| merged.column.name == name)
            .map(|merged| ("USING", &merged.column))
            .collect();
        let hidden = |column: &Column| {
            self.merged
                .iter()
                .any(|merged| merged.of.contains(&column.inner))
        };
        found.extend(self.sources.iter().flat_map(|source| {
            source
                .columns
                .iter()
                .filter(|column| column.name == name && !hidden(column))
                .map(|column| (source.name.as_str(), column))
        }));
        match found.as_slice() {
            [] => Found::No,
            [(_, column)] => Found::One((*column).clone()),
            several => Found::Several(
                several
                    .iter()
                    .map(|(table, _)| (*table).to_owned())
                    .collect(),
            ),
        }
    }

    fn qualified(&self, table: &str, name: &str) -> Option<Found> {
        let mut named = self.sources.iter().filter(|source| source.name == table);
        let source = named.next()?;
        let mut columns = source.columns.iter().filter(|column| column.name == name);
        Some(match (columns.next(), columns.next()) {
            (None, _) => Found::No,
            (Some(column), None) => Found::One(column.clone()),
            (Some(_), Some(_)) => Found::Several(vec![table.to_owned(); 2]),
        })
    }

    /// The columns that `*` stands for: merged ones once, at the place of the first.
    pub(super) fn everything(&self) -> Vec<(String, Column)> {
        let mut all = Vec::new();
        let mut done: Vec<&PlSmallStr> = Vec::new();
        for source in &self.sources {
            for column in &source.columns {
                let merged = self
                    .merged
                    .iter()
                    .find(|merged| merged.of.contains(&column.inner));
                match merged {
                    Some(merged) if done.contains(&&merged.column.inner) => {}
                    Some(merged) => {
                        done.push(&merged.column.inner);
                        all.push((source.name.clone(), merged.column.clone()));
                    }
                    None => all.push((source.name.clone(), column.clone())),
                }
            }
        }
        all
    }

    /// The columns that `table.*` stands for.
    ///
    /// # Errors
    /// [`FailureKind::UnknownTable`].
    pub(super) fn all_of(&self, table: &str) -> Result<Vec<(String, Column)>, Failure> {
        let source = self.sources.iter().find(|source| source.name == table);
        let source = source.ok_or_else(|| self.no_table(table))?;
        Ok(source
            .columns
            .iter()
            .map(|column| (source.name.clone(), column.clone()))
            .collect())
    }

    fn no_table(&self, table: &str) -> Failure {
        unknown_table(
            table,
            self.sources.iter().map(|source| source.name.as_str()),
        )
    }

    /// Looks a bare name up here alone.
    ///
    /// # Errors
    /// [`FailureKind::AmbiguousColumn`].
    pub(super) fn find(&self, name: &str) -> Result<Option<Column>, Failure> {
        match self.bare(name) {
            Found::No => Ok(None),
            Found::One(column) => Ok(Some(column)),
            Found::Several(tables) => Err(ambiguous(name, tables)),
        }
    }

    /// Looks a bare name up, here and outside.
    ///
    /// # Errors
    /// [`FailureKind::AmbiguousColumn`] and [`FailureKind::UnknownColumn`].
    pub(super) fn name(&self, name: &str, outer: Option<&Outer<'_>>) -> Result<Node, Failure> {
        if let Some(column) = self.find(name)? {
            return Ok(Node::Column(column));
        }
        let mut outside = outer;
        while let Some(outer) = outside {
            if let Some(column) = outer.scope.find(name)? {
                return Ok(outer.look(column));
            }
            outside = outer.parent;
        }
        if self.sources.is_empty() && outer.is_none() {
            return Err(Failure::of(FailureKind::NoFrom));
        }
        Err(unknown_column(name, self.names()))
    }

    /// Looks a qualified name up, here and outside.
    ///
    /// # Errors
    /// As [`Scope::name`], and [`FailureKind::UnknownTable`].
    pub(super) fn column(
        &self,
        table: &str,
        name: &str,
        outer: Option<&Outer<'_>>,
    ) -> Result<Node, Failure> {
        let of = |scope: &Scope| -> Result<Option<Column>, Failure> {
            match scope.qualified(table, name) {
                None => Ok(None),
                Some(Found::One(column)) => Ok(Some(column)),
                Some(Found::Several(tables)) => Err(ambiguous(name, tables)),
                Some(Found::No) => Err(unknown_column(
                    name,
                    scope
                        .sources
                        .iter()
                        .filter(|source| source.name == table)
                        .flat_map(|source| &source.columns)
                        .map(|column| column.name.as_str()),
                )),
            }
        };
        if let Some(column) = of(self)? {
            return Ok(Node::Column(column));
        }
        let mut outside = outer;
        while let Some(outer) = outside {
            if let Some(column) = of(outer.scope)? {
                return Ok(outer.look(column));
            }
            outside = outer.parent;
        }
        Err(self.no_table(table))
    }
}

impl Outer<'_> {
    /// The column's value in the present row.
    fn look(&self, column: Column) -> Node {
        let value = self.row.get(&column.inner).cloned().unwrap_or(Value::Null);
        let dtype = column.dtype;
        let mut used = self.used.borrow_mut();
        if !used.contains(&column) {
            used.push(column);
        }
        Node::Value(value, Some(dtype))
    }
}

fn ambiguous(name: &str, tables: Vec<String>) -> Failure {
    Failure::of(FailureKind::AmbiguousColumn {
        name: name.to_owned(),
        tables,
    })
}

/// Rows with the names by which a query outside knows their columns; a name may stand twice.
#[derive(Clone, Debug)]
pub(super) struct Rows {
    pub(super) names: Vec<String>,
    /// Its columns have inner names.
    pub(super) frame: DataFrame,
}

/// Words that stand in a text, to leave out columns that it does not speak of.
#[derive(Default)]
pub(super) struct WordSet(Option<std::collections::HashSet<String>>);

impl WordSet {
    pub(super) fn of(words: impl Iterator<Item = String>) -> Self {
        Self(Some(words.collect()))
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.0.as_ref().is_none_or(|words| words.contains(name))
    }
}
