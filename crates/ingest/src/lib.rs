//! Publishers' files to tables as modules have them: bytes in, a look at what is there, repairs that whoever brings the file
//! chooses from, and a tidy table with its description.
//!
//! Excel workbooks of both formats and text in any encoding and with any separator that Japanese offices use. Nothing is
//! changed that is not told with an example, what may mean two things stays as it is, and what cannot be read safely is
//! refused with the reason and what to do. It writes nothing itself. Start at [`Book::open`] and [`Book::look`].
//!
//! # Invariants
//!
//! - May use `spec` and `table`; pure: bytes and choices in, a look or a table out. Same file and choices, same bytes.
//! - Values are changed by repairs alone. Each has an id that never changes, says what it does with an example, and can be
//!   switched; what may mean two things stays as it is unless somebody chooses.
//! - A file is data that anybody may have made: it is unpacked within limits, its panicking readers are caught, formulas are
//!   never computed.
//! - The table that it gives is CSV as `table::csv` reads it.

mod column;
mod description;
mod excel;
mod grid;
mod plan;
mod refusal;
mod shape;
mod text;

use spec::diagnostic::Bilingual;
use spec::ingest::{Choice, Description, Look, Repair, Sheet};

use crate::grid::Grid;
use crate::refusal::words;

pub use crate::description::{read as read_description, write as write_description};
pub use crate::text::{Coding, decode};

/// Most bytes of a file.
pub const BYTES: usize = 32 << 20;
/// Most rows of a table, as `course` has it.
pub const ROWS: usize = 500_000;
/// Most columns of a table, as `course` has it.
pub const COLUMNS: usize = 500;
/// Most cells with something in them.
pub const CELLS: usize = 4_000_000;

/// Endings of files that are looked at.
pub const ENDINGS: [&str; 6] = ["xlsx", "xlsm", "xls", "csv", "tsv", "txt"];

/// A file that was read.
#[derive(Debug)]
pub struct Book {
    name: String,
    kind: Bilingual,
    sheets: Vec<Sheet>,
    grids: Vec<Result<Grid, Bilingual>>,
    notes: Vec<Vec<Bilingual>>,
    /// The bytes, where they could be a table as they are.
    plain: Option<Vec<u8>>,
}

/// A table with its description.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tidy {
    /// The table's file.
    pub csv: Vec<u8>,
    /// What is known of it so far.
    pub description: Description,
}

impl Book {
    /// Reads a file. `name` is what it is called; what it is, its bytes say.
    ///
    /// # Errors
    /// Why it is not read, and what to do.
    pub fn open(name: &str, bytes: &[u8]) -> Result<Self, Bilingual> {
        if bytes.len() > BYTES {
            let (found, most) = (bytes.len() >> 20, BYTES >> 20);
            return Err(words(
                format!(
                    "ファイルが大きすぎます（{found} MB）。読めるのは {most} MB までです。使うところだけを別のファイルに写してから、もう一度選んでください。"
                ),
                format!(
                    "the file is too large: {found} MB, and at most {most} are read; copy what is needed to a file of its own"
                ),
            ));
        }
        if let Some(office) = excel::sniff(bytes)? {
            let kind = match office {
                excel::Office::Xlsx => words("Excel ブック（.xlsx）", "Excel workbook (.xlsx)"),
                excel::Office::Xls => words(
                    "Excel 97-2003 ブック（.xls）",
                    "Excel 97-2003 workbook (.xls)",
                ),
            };
            let book = excel::read(&office, bytes)?;
            return Ok(Self {
                name: name.to_owned(),
                kind,
                sheets: book.sheets,
                grids: book.grids,
                notes: book.notes,
                plain: None,
            });
        }
        Self::text(name, bytes)
    }

    fn text(name: &str, bytes: &[u8]) -> Result<Self, Bilingual> {
        let foreign = |ja: &str, en: &str| {
            Err(words(
                format!(
                    "{ja}のようです。表のファイル（.xlsx .xls .csv .txt .tsv）を選んでください。"
                ),
                format!(
                    "this seems to be {en}; choose a file with a table (.xlsx .xls .csv .txt .tsv)"
                ),
            ))
        };
        if bytes.starts_with(b"%PDF") {
            return foreign("PDF", "a PDF");
        }
        let Some((text, coding)) = decode(bytes) else {
            return Err(words(
                "どの文字コードで書かれているか分かりません（UTF-8、Shift_JIS、UTF-16、EUC-JP のどれとしても読めないところがあります）。Excel などで開き、「CSV UTF-8（コンマ区切り）」で保存し直してから、もう一度選んでください。",
                "the encoding is unknown: some bytes are no characters in UTF-8, Shift_JIS, UTF-16 or EUC-JP. Save the file again as `CSV UTF-8` and choose that",
            ));
        };
        let head: String = text
            .trim_start()
            .chars()
            .take(200)
            .collect::<String>()
            .to_ascii_lowercase();
        if ["<!doctype", "<html", "<table", "<?xml"]
            .iter()
            .any(|start| head.starts_with(start))
        {
            return Err(words(
                "Web ページ（HTML か XML）を Excel の名前で保存したファイルのようです。Excel で開き、「名前を付けて保存」で「Excel ブック（.xlsx）」にしてから、もう一度選んでください。",
                "this seems to be a web page (HTML or XML) under another name; open it in Excel, save it as an Excel workbook (.xlsx) and choose that",
            ));
        }
        let controls = text
            .chars()
            .filter(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\0'))
            .count();
        let nuls = text.chars().filter(|c| *c == '\0').count();
        let length = text.chars().count();
        if controls * 50 > length || nuls * 10 > length {
            return foreign("文字ではないデータ", "no text");
        }
        let separator = text::separator(&text);
        let (sign_ja, sign_en) = match separator {
            b'\t' => ("タブ区切り", "tabs"),
            b';' => ("「;」区切り", "semicolons"),
            _ => ("コンマ区切り", "commas"),
        };
        let coding_name = coding.name();
        let grid = text::grid(&text, separator)?;
        let size = |size: usize| u32::try_from(size).unwrap_or(u32::MAX);
        let is_plain = coding == Coding::Utf8 && separator == b',';
        Ok(Self {
            name: name.to_owned(),
            kind: words(
                format!("文字のファイル（{coding_name}、{sign_ja}）"),
                format!("text ({coding_name}, separated by {sign_en})"),
            ),
            sheets: vec![Sheet {
                name: String::new(),
                rows: size(grid.rows.len()),
                columns: size(grid.width()),
                is_hidden: false,
            }],
            grids: vec![Ok(grid)],
            notes: vec![Vec::new()],
            plain: is_plain.then(|| bytes.to_vec()),
        })
    }

    /// What the file is called.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its sheets.
    pub fn sheets(&self) -> &[Sheet] {
        &self.sheets
    }

    /// The texts of a sheet's cells, row by row, for whoever knows the file already.
    ///
    /// # Errors
    /// Why the sheet is not read.
    pub fn cells(&self, sheet: usize) -> Result<Vec<Vec<String>>, Bilingual> {
        let grid = self.grid(sheet)?;
        let row = |row: &Vec<grid::Cell>| row.iter().map(|cell| cell.text.clone()).collect();
        Ok(grid.rows.iter().map(row).collect())
    }

    /// What is there and what can be done, with what was chosen so far.
    ///
    /// # Errors
    /// Why the sheet is not read.
    pub fn look(&self, choice: &Choice) -> Result<Look, Bilingual> {
        Ok(self.plan(choice)?.look)
    }

    /// The table that comes of it.
    ///
    /// # Errors
    /// Why there is none.
    pub fn tidy(&self, choice: &Choice) -> Result<Tidy, Bilingual> {
        let plan = self.plan(choice)?;
        match plan.look.blocked {
            Some(reason) => Err(reason),
            None => Ok(plan.tidy),
        }
    }

    /// Both at once.
    ///
    /// # Errors
    /// Why the sheet is not read.
    pub fn look_and_tidy(&self, choice: &Choice) -> Result<(Look, Tidy), Bilingual> {
        let plan = self.plan(choice)?;
        Ok((plan.look, plan.tidy))
    }

    fn grid(&self, sheet: usize) -> Result<&Grid, Bilingual> {
        match self.grids.get(sheet) {
            Some(Ok(grid)) => Ok(grid),
            Some(Err(reason)) => Err(reason.clone()),
            None => Err(words("そのシートはありません。", "there is no such sheet")),
        }
    }

    fn plan(&self, choice: &Choice) -> Result<plan::Plan, Bilingual> {
        let holds = |sheet: &Sheet| sheet.rows > 0;
        let proposed = || {
            let visible = self
                .sheets
                .iter()
                .position(|sheet| holds(sheet) && !sheet.is_hidden);
            visible
                .or_else(|| self.sheets.iter().position(holds))
                .unwrap_or(0)
        };
        let sheet = choice.sheet.map_or_else(proposed, |sheet| sheet as usize);
        let grid = self.grid(sheet)?;
        let mut plan = plan::plan(grid, choice);
        plan.look.kind = self.kind.clone();
        plan.look.sheets = self.sheets.clone();
        plan.look.sheet = u32::try_from(sheet).unwrap_or(0);
        let said = self.notes.get(sheet).cloned().unwrap_or_default();
        plan.look.notes.splice(0..0, said);
        let hidden = self.sheets.iter().filter(|sheet| sheet.is_hidden).count();
        if hidden > 0 {
            plan.look.notes.push(words(
                format!("隠れているシートが {hidden} 枚あります。"),
                format!("{hidden} sheets are hidden"),
            ));
        }
        if let Some(bytes) = &self.plain {
            plan.look.is_table = plan::is_table(bytes);
            // What only the description says is no matter of the file.
            let is_on = |repair: &Repair| {
                repair.is_on && !repair.id.starts_with("code:") && !repair.id.starts_with("unit:")
            };
            plan.look.is_tidy = plan.look.is_table
                && !plan.look.repairs.iter().any(is_on)
                && plan.look.notes.is_empty();
        }
        if plan.tidy.description.title.is_empty() {
            let stem = self
                .name
                .rsplit_once('.')
                .map_or(self.name.as_str(), |(stem, _)| stem);
            stem.clone_into(&mut plan.tidy.description.title);
        }
        Ok(plan)
    }
}
