//! The folder of publishers' files: bytes, text whatever its encoding, rows of cells.

use std::path::PathBuf;

use anyhow::{Context, Result, anyhow, bail};

/// A folder with the publishers' files under their own names.
#[derive(Debug, Clone)]
pub struct Raw {
    dir: PathBuf,
}

impl Raw {
    /// Files are looked for in `dir`.
    pub fn new(dir: impl Into<PathBuf>) -> Self {
        Self { dir: dir.into() }
    }

    /// The file's bytes.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn bytes(&self, name: &str) -> Result<Vec<u8>> {
        let path = self.dir.join(name);
        std::fs::read(&path).with_context(|| format!("cannot read `{}`", path.display()))
    }

    /// The file's text: UTF-8 (with or without BOM) or CP932.
    ///
    /// # Errors
    /// When it cannot be read or is neither.
    pub fn text(&self, name: &str) -> Result<String> {
        decode(&self.bytes(name)?).with_context(|| format!("`{name}`"))
    }

    /// The rows of a delimited file, header rows included, short rows left short.
    ///
    /// # Errors
    /// When it cannot be read or is not delimited text.
    pub fn rows(&self, name: &str, delimiter: u8) -> Result<Vec<Vec<String>>> {
        delimited(&self.text(name)?, delimiter).with_context(|| format!("`{name}`"))
    }

    /// The rows of the first sheet of an Excel file of either format, blank cells as empty texts.
    ///
    /// # Errors
    /// When it cannot be read or has no sheet.
    pub fn sheet(&self, name: &str) -> Result<Vec<Vec<String>>> {
        let told = |reason: spec::diagnostic::Bilingual| anyhow!("`{name}`: {}", reason.en);
        let book = ingest::Book::open(name, &self.bytes(name)?).map_err(told)?;
        book.cells(0).map_err(told)
    }
}

/// Text from bytes in UTF-8 (with or without BOM) or CP932.
///
/// # Errors
/// When the bytes are neither.
pub fn decode(bytes: &[u8]) -> Result<String> {
    use ingest::Coding::{Cp932, Utf8};
    match ingest::decode(bytes) {
        Some((text, Utf8 | Cp932)) => Ok(text),
        _ => bail!("neither UTF-8 nor CP932"),
    }
}

/// Rows of cells from delimited text; rows with nothing in them are left out.
///
/// # Errors
/// When a quote is not closed or the like.
pub fn delimited(text: &str, delimiter: u8) -> Result<Vec<Vec<String>>> {
    let records = table::csv::records(text, delimiter).map_err(|fault| anyhow!("{fault:?}"))?;
    let rows = records.into_iter().map(|record| record.cells);
    Ok(rows.filter(|cells| !cells.is_empty()).collect())
}

/// The cell, or the empty text past the row's end.
pub fn at(row: &[String], index: usize) -> &str {
    row.get(index).map_or("", |cell| cell.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings() {
        assert_eq!(decode("\u{feff}津市".as_bytes()).unwrap(), "津市");
        assert_eq!(decode("津市".as_bytes()).unwrap(), "津市");
        let (bytes, _, _) = encoding_rs::SHIFT_JIS.encode("津市～①髙");
        assert_eq!(decode(&bytes).unwrap(), "津市～①髙");
        assert!(decode(b"\x92\xc3\xff\xff\x80").is_err());
    }

    #[test]
    fn rows_keep_quoted_commas_and_short_rows() {
        let rows = delimited("a,\"1,234\",\r\nb\r\n", b',').unwrap();
        assert_eq!(rows, vec![vec!["a", "1,234", ""], vec!["b"]]);
        assert_eq!(at(&rows[1], 2), "");
    }
}
