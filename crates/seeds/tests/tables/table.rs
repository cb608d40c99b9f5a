//! A committed table, by names of columns.

use std::path::{Path, PathBuf};

use seeds::raw::delimited;

/// The folder of all seeds.
pub(crate) fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../seeds")
}

/// A committed table with access by column name.
pub(crate) struct Table {
    pub(crate) header: Vec<String>,
    pub(crate) rows: Vec<Vec<String>>,
}

impl Table {
    pub(crate) fn read(id: &str) -> Self {
        let text = std::fs::read_to_string(folder().join(id).join(format!("{id}.csv"))).unwrap();
        let mut rows = delimited(&text, b',').unwrap();
        let header = rows.remove(0);
        Self { header, rows }
    }

    pub(crate) fn index(&self, column: &str) -> usize {
        self.header
            .iter()
            .position(|name| name == column)
            .unwrap_or_else(|| panic!("no column {column}"))
    }

    /// Rows in which each of these columns has that text.
    pub(crate) fn filter(&self, conditions: &[(&str, &str)]) -> Self {
        let holds = |row: &Vec<String>| {
            conditions
                .iter()
                .all(|(column, text)| row[self.index(column)] == *text)
        };
        Self {
            header: self.header.clone(),
            rows: self.rows.iter().filter(|row| holds(row)).cloned().collect(),
        }
    }

    pub(crate) fn texts(&self, column: &str) -> Vec<&str> {
        let index = self.index(column);
        self.rows.iter().map(|row| row[index].as_str()).collect()
    }

    pub(crate) fn numbers(&self, column: &str) -> Vec<f64> {
        self.texts(column)
            .into_iter()
            .filter(|text| !text.is_empty())
            .map(|text| text.parse().unwrap())
            .collect()
    }

    pub(crate) fn sum(&self, column: &str) -> i64 {
        self.numbers(column).into_iter().sum::<f64>() as i64
    }

    pub(crate) fn one(&self, conditions: &[(&str, &str)], column: &str) -> String {
        let found = self.filter(conditions);
        assert_eq!(found.rows.len(), 1, "{conditions:?}");
        found.texts(column)[0].to_owned()
    }
}
