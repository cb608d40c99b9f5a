//! The folder of publishers' files: bytes, text whatever its encoding, rows of cells.

use std::path::PathBuf;

use anyhow::{Context, Result, anyhow, bail};
use calamine::{Data, Reader};

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
        let cursor = std::io::Cursor::new(self.bytes(name)?);
        let mut book =
            calamine::open_workbook_auto_from_rs(cursor).with_context(|| format!("`{name}`"))?;
        let range = book
            .worksheet_range_at(0)
            .ok_or_else(|| anyhow!("`{name}` has no sheet"))??;
        Ok(range
            .rows()
            .map(|row| row.iter().map(cell).collect())
            .collect())
    }
}

fn cell(data: &Data) -> String {
    match data {
        Data::Empty => String::new(),
        // The shortest text that reads back as the same number: 8.6999999999999993 in the file is 8.7.
        Data::Float(value) => value.to_string(),
        other => other.to_string(),
    }
}

/// Text from bytes in UTF-8 (with or without BOM) or CP932.
///
/// # Errors
/// When the bytes are neither.
pub fn decode(bytes: &[u8]) -> Result<String> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(text.to_owned());
    }
    // The WHATWG label Shift_JIS is CP932: it has ①, ～ and the rest of Windows' additions.
    let (text, _, wrong) = encoding_rs::SHIFT_JIS.decode(bytes);
    if wrong {
        bail!("neither UTF-8 nor CP932");
    }
    Ok(text.into_owned())
}

/// Rows of cells from delimited text.
///
/// # Errors
/// When a quote is not closed or the like.
pub fn delimited(text: &str, delimiter: u8) -> Result<Vec<Vec<String>>> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(text.as_bytes());
    reader
        .records()
        .map(|record| Ok(record?.iter().map(str::to_owned).collect()))
        .collect()
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
