//! A table on its way to a seed: a header and rows of texts, written as plain CSV.

use anyhow::{Result, ensure};

/// A tidy table: every row is as long as the header; an empty cell is «no value».
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tidy {
    /// Column names.
    pub header: Vec<String>,
    /// Rows in the order in which they are written.
    pub rows: Vec<Vec<String>>,
}

impl Tidy {
    /// An empty table.
    pub fn new(header: &[&str]) -> Self {
        Self {
            header: header.iter().map(|name| (*name).to_owned()).collect(),
            rows: Vec::new(),
        }
    }

    /// Adds a row.
    ///
    /// # Errors
    /// When it is not as long as the header.
    pub fn push(&mut self, row: Vec<String>) -> Result<()> {
        ensure!(
            row.len() == self.header.len(),
            "a row of {} cells for {} columns: {row:?}",
            row.len(),
            self.header.len()
        );
        self.rows.push(row);
        Ok(())
    }

    /// The table as CSV: UTF-8, no BOM, LF, one header row.
    ///
    /// # Errors
    /// When writing to memory fails, which it does not.
    pub fn to_csv(&self) -> Result<String> {
        let mut writer = csv::WriterBuilder::new()
            .terminator(csv::Terminator::Any(b'\n'))
            .from_writer(Vec::new());
        writer.write_record(&self.header)?;
        for row in &self.rows {
            writer.write_record(row)?;
        }
        Ok(String::from_utf8(writer.into_inner()?)?)
    }
}

/// A number, or nothing, as a cell.
pub fn cell<T: ToString>(value: Option<T>) -> String {
    value.map_or_else(String::new, |value| value.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn csv_is_plain() {
        let mut table = Tidy::new(&["市町名", "備考"]);
        table.push(vec!["津市".into(), cell::<i64>(None)]).unwrap();
        table
            .push(vec!["四日市市".into(), "a,\"b\"".into()])
            .unwrap();
        assert!(table.push(vec!["x".into()]).is_err());
        assert_eq!(
            table.to_csv().unwrap(),
            "市町名,備考\n津市,\n四日市市,\"a,\"\"b\"\"\"\n"
        );
    }
}
