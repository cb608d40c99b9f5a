//! Publishers' files to tables as modules have them: bytes in, a look at what is there, repairs that whoever brings the file
//! chooses from, and a tidy table with its description.
//!
//! Excel workbooks of both formats, OpenDocument sheets, JSON, and text in any encoding and with any separator that Japanese
//! offices use. Nothing is changed that is not told with an example, what may mean two things stays as it is, and what cannot
//! be read safely is refused with the reason and what to do. It writes nothing itself. Start at [`Book::open`] and
//! [`Book::look`].
//!
//! For the workbench, [`Book::read`] gives the same with everything that was chosen ([`spec::ingest::Recipe`]), by which
//! [`Book::replay`] reads another year's file; text of millions of rows is read there too, its values as they are.
//! [`profile()`] and [`guard()`] look at a table, [`Book::audit`] at a file as its publisher laid it out, and [`export()`] makes a
//! file of a table again.
//!
//! # Invariants
//!
//! - May use `spec` and `table`; pure: bytes and choices in, a look or a table out. Same file and choices, same bytes.
//! - Values are changed by repairs alone. Each has an id that never changes, says what it does with an example, and can be
//!   switched; what may mean two things stays as it is unless somebody chooses.
//! - A file is data that anybody may have made: it is unpacked within limits, its panicking readers are caught, formulas are
//!   never computed.
//! - The table that it gives is CSV as `table::csv` reads it.
//! - Words about persons ([`guard()`]) never hold a cell's value.

mod audit;
mod column;
mod description;
mod excel;
mod export;
mod grid;
mod guard;
mod json;
mod large;
mod letters;
mod plan;
mod profile;
mod refusal;
mod replay;
mod shape;
mod tally;
mod text;

use std::borrow::Cow;

use spec::diagnostic::Bilingual;
use spec::ingest::{
    Choice, Description, Look, Quote, RawRow, RawSheet, Reading, Recipe, Repair, RowRole,
    Separator, Sheet,
};

use crate::excel::Office;
use crate::grid::Grid;
use crate::plan::{Limits, Plan};
use crate::refusal::words;

pub use crate::description::{read as read_description, write as write_description};
pub use crate::export::export;
pub use crate::guard::guard;
pub use crate::profile::profile;
pub use crate::text::{Coding, decode};

/// Most bytes of a workbook or of JSON, and of any file that is to become a module's table.
pub const BYTES: usize = 32 << 20;
/// Most rows of a table, as `course` has it.
pub const ROWS: usize = 500_000;
/// Most columns of a table, as `course` has it.
pub const COLUMNS: usize = 500;
/// Most cells with something in them that are laid out and looked at one by one.
pub const CELLS: usize = 4_000_000;
/// Most rows of a text that is read as it is, for the workbench.
pub const LARGE_ROWS: usize = 5_000_000;

/// Endings of files that are looked at.
pub const ENDINGS: [&str; 11] = [
    "xlsx", "xlsm", "xls", "ods", "csv", "tsv", "txt", "json", "ndjson", "jsonl", "geojson",
];
/// The same as they are told, without the rarer ones.
pub(crate) const SHOWN_ENDINGS: &str = ".xlsx .xls .ods .csv .txt .tsv .json";

/// What a module's table may be.
const OF_MODULES: Limits = Limits {
    rows: ROWS,
    bytes: 16 << 20,
};
/// What is laid out may be a table of the workbench.
const OF_BENCH: Limits = Limits {
    rows: ROWS + 1_000,
    bytes: spec::ingest::MOST_BYTES as usize,
};

/// A file that was read.
#[derive(Debug)]
pub struct Book {
    name: String,
    content: Content,
    sheets: Vec<Sheet>,
    /// As they are found; for another choice of encoding, separator, quote or list they are laid out anew.
    grids: Vec<Result<Grid, Bilingual>>,
    notes: Vec<Vec<Bilingual>>,
}

/// What kind of file it is, with its bytes.
#[derive(Debug)]
enum Content {
    Workbook {
        office: Office,
        bytes: Vec<u8>,
    },
    Text {
        bytes: Vec<u8>,
        found: Coding,
        separator: Separator,
        /// Too large to be laid out.
        is_large: bool,
    },
    Json(json::Document),
}

/// A sheet with what was found about it.
struct Laid<'a> {
    grid: Cow<'a, Grid>,
    sheet: usize,
    /// The rows of names, where the file says so itself.
    header: Option<(u32, u32)>,
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
    /// Reads a file that is to become a module's table. `name` is what it is called; what it is, its bytes say.
    ///
    /// # Errors
    /// Why it is not read, and what to do.
    pub fn open(name: &str, bytes: &[u8]) -> Result<Self, Bilingual> {
        small(bytes.len(), BYTES)?;
        Self::open_large(name, bytes.to_vec())
    }

    /// Reads a file of any size up to [`spec::ingest::MOST_BYTES`], for the workbench: text may be larger than what is laid out,
    /// see [`Book::read`].
    ///
    /// # Errors
    /// Why it is not read, and what to do.
    pub fn open_large(name: &str, bytes: Vec<u8>) -> Result<Self, Bilingual> {
        if bytes.is_empty() {
            return Err(words(
                "ファイルが空です（0 バイト）。書き出しやダウンロードが途中で終わっていないかを確かめて、もう一度選んでください。",
                "the file is empty (0 bytes); see whether it was exported or downloaded to its end, and choose it again",
            ));
        }
        if let Some(office) = excel::sniff(&bytes)? {
            small(bytes.len(), BYTES)?;
            let book = excel::read(office, &bytes)?;
            return Ok(Self {
                name: name.to_owned(),
                content: Content::Workbook { office, bytes },
                sheets: book.sheets,
                grids: book.grids,
                notes: book.notes,
            });
        }
        small(
            bytes.len(),
            usize::try_from(spec::ingest::MOST_BYTES).unwrap_or(usize::MAX),
        )?;
        Self::text(name, bytes)
    }

    fn text(name: &str, bytes: Vec<u8>) -> Result<Self, Bilingual> {
        /// Characters that are looked at for what kind of text it is.
        const SEEN: usize = 1 << 20;
        let foreign = |ja: &str, en: &str| {
            Err(words(
                format!("{ja}のようです。表のファイル（{SHOWN_ENDINGS}）を選んでください。"),
                format!("this seems to be {en}; choose a file with a table ({SHOWN_ENDINGS})"),
            ))
        };
        if bytes.starts_with(b"%PDF") {
            return foreign("PDF", "a PDF");
        }
        let found = text::detect(&bytes);
        let Some((text, coding)) =
            found.and_then(|coding| Some((text::decode_as(&bytes, coding)?, coding)))
        else {
            return Err(words(
                "どの文字コードで書かれているか分かりません（UTF-8、Shift_JIS、UTF-16、EUC-JP、ISO-2022-JP のどれとしても読めないところがあります）。Excel などで開き、「CSV UTF-8（コンマ区切り）」で保存し直してから、もう一度選んでください。",
                "the encoding is unknown: some bytes are no characters in UTF-8, Shift_JIS, UTF-16, EUC-JP or ISO-2022-JP. Save the file again as `CSV UTF-8` and choose that",
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
        let (mut length, mut controls, mut nuls) = (0_usize, 0_usize, 0_usize);
        for c in text.chars().take(SEEN) {
            length += 1;
            nuls += usize::from(c == '\0');
            let is_usual = matches!(c, '\n' | '\r' | '\t' | '\0' | '\x0c' | '\x1a');
            controls += usize::from(c.is_control() && !is_usual);
        }
        if controls * 50 > length || nuls * 10 > length {
            return foreign("文字ではないデータ", "no text");
        }
        let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
        let is_called = ["json", "ndjson", "jsonl", "geojson", "topojson"]
            .iter()
            .any(|known| ending.eq_ignore_ascii_case(known));
        if is_called || json::may_be(&text) && bytes.len() <= BYTES {
            small(bytes.len(), BYTES)?;
            if let Some(document) = json::read(&text, is_called)? {
                return Ok(Self::json(name, document));
            }
        }
        let separator = text::separator(&text);
        let (rows, cells) = text::size(&text, separator);
        let is_large = rows > ROWS + 1_000 || cells > CELLS || bytes.len() > BYTES;
        let grid = if is_large {
            // What is laid out is limited for memory; which limit is met first does not matter.
            Err(too_much(rows, cells))
        } else {
            text::grid(&text, separator, Quote::Double)
        };
        let size = |size: usize| u32::try_from(size).unwrap_or(u32::MAX);
        let (height, width) = match &grid {
            Ok(grid) => (size(grid.rows.len()), size(grid.width())),
            Err(_) => (size(rows), size(cells / rows.max(1))),
        };
        drop(text);
        Ok(Self {
            name: name.to_owned(),
            content: Content::Text {
                bytes,
                found: coding,
                separator,
                is_large,
            },
            sheets: vec![Sheet {
                name: String::new(),
                rows: height,
                columns: width,
                is_hidden: false,
            }],
            grids: vec![grid],
            notes: vec![Vec::new()],
        })
    }

    fn json(name: &str, document: json::Document) -> Self {
        let path = document
            .lists
            .first()
            .map_or_else(String::new, |list| list.path.clone());
        let grid = document.grid(&path).map(|(grid, _)| grid);
        let size = |size: usize| u32::try_from(size).unwrap_or(u32::MAX);
        let (rows, columns) = match &grid {
            Ok(grid) => (size(grid.rows.len()), size(grid.width())),
            Err(_) => (0, 0),
        };
        let mut notes = Vec::new();
        if document.is_cut {
            notes.push(words(
                "17 桁以上の数があります。JSON の数は 15 桁ほどまでしか正しく伝わらないので、下の桁が元とちがうかもしれません。番号なら、元のプログラムで文字として書き出してください。",
                "there are numbers of 17 digits or more; JSON carries about 15, so the last ones may differ. Have codes exported as text",
            ));
        }
        Self {
            name: name.to_owned(),
            sheets: vec![Sheet {
                name: String::new(),
                rows,
                columns,
                is_hidden: false,
            }],
            grids: vec![grid],
            notes: vec![notes],
            content: Content::Json(document),
        }
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
        Ok(self.plan(choice, OF_MODULES)?.look)
    }

    /// The table that comes of it.
    ///
    /// # Errors
    /// Why there is none.
    pub fn tidy(&self, choice: &Choice) -> Result<Tidy, Bilingual> {
        let plan = self.plan(choice, OF_MODULES)?;
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
        let plan = self.plan(choice, OF_MODULES)?;
        Ok((plan.look, plan.tidy))
    }

    /// The file as a table of the workbench, with everything that was chosen or found. Where [`Look::blocked`] says why there is
    /// no table, the other choices are there all the same, and no CSV.
    ///
    /// # Errors
    /// When the choice names a sheet, list or encoding that is not there.
    pub fn read(&self, choice: &Choice) -> Result<(Reading, Option<Vec<u8>>), Bilingual> {
        let found = self.found(choice);
        let (mut look, tidy) = match self.plan_or_large(choice) {
            Ok((look, tidy)) => (look, tidy),
            Err(reason) => {
                // Another encoding, separator, quote or sheet may be chosen still.
                let look = Look {
                    kind: self.kind(choice),
                    sheets: self.sheets.clone(),
                    sheet: found.sheet.unwrap_or(0),
                    blocked: Some(reason),
                    ..Look::default()
                };
                (look, Tidy::default())
            }
        };
        let csv = look.blocked.is_none().then_some(tidy.csv);
        let repairs = |is_on: bool| {
            let those = look.repairs.iter().filter(|repair| repair.is_on == is_on);
            those.map(|repair| repair.id.clone()).collect()
        };
        let is_known = look.rows > 0 || look.header != (0, 0);
        let recipe = Recipe {
            file: self.name.clone(),
            sheet: self
                .sheets
                .get(look.sheet as usize)
                .map_or_else(String::new, |sheet| sheet.name.clone()),
            choice: Choice {
                header: if is_known {
                    Some(look.header)
                } else {
                    choice.header
                },
                switched: Vec::new(),
                ..found
            },
            on: repairs(true),
            off: repairs(false),
            columns: look
                .columns
                .iter()
                .map(|column| column.name.clone())
                .collect(),
        };
        let (encodings, lists) = match &self.content {
            Content::Text { bytes, .. } => {
                let first = recipe.choice.encoding.unwrap_or(Coding::Utf8);
                (text::looks(bytes, first), Vec::new())
            }
            Content::Json(document) => {
                let mut lists = document.lists.clone();
                lists.sort_by_key(|list| recipe.choice.list.as_ref() != Some(&list.path));
                (Vec::new(), lists)
            }
            Content::Workbook { .. } => (Vec::new(), Vec::new()),
        };
        // What a module may be is no matter here.
        look.is_tidy = look.is_tidy && look.blocked.is_none();
        let reading = Reading {
            look,
            description: tidy.description,
            recipe,
            encodings,
            lists,
            is_large: self.is_large(),
        };
        Ok((reading, csv))
    }

    /// Rows as they stand in the file, `count` of them from row `from` on, with what they are taken for.
    ///
    /// # Errors
    /// Why the sheet is not read.
    pub fn raw(&self, choice: &Choice, from: u64, count: usize) -> Result<RawSheet, Bilingual> {
        /// Most columns and letters of a cell that are shown.
        const WIDE: usize = 200;
        const ROWS_AT_ONCE: usize = 500;
        let count = count.min(ROWS_AT_ONCE);
        let shown = |text: &str| text.chars().take(WIDE).collect::<String>();
        let size = |size: usize| u32::try_from(size).unwrap_or(u32::MAX);
        if let Content::Text { .. } = &self.content
            && self.is_large()
        {
            return self.with_text(choice, |text, separator, quote| {
                large::raw(text, separator, quote, from, count)
            })?;
        }
        // The whole sheet is shown, whatever is looked at of it.
        let laid = self.laid(choice)?;
        let grid = laid.grid.as_ref();
        let plan = self.plan(choice, OF_BENCH)?;
        let (top, bottom) = bounds(choice);
        let first_row = grid
            .lines
            .iter()
            .position(|line| *line >= top)
            .unwrap_or(grid.rows.len());
        let start = grid
            .lines
            .iter()
            .position(|line| u64::from(*line) >= from)
            .unwrap_or(grid.rows.len());
        let end = grid.rows.len().min(start.saturating_add(count));
        let lines = (start..end)
            .map(|row| {
                let line = grid.line(row);
                let role = if line < top || line > bottom {
                    RowRole::Outside
                } else {
                    let role = plan.roles.get(&row.saturating_sub(first_row));
                    role.copied().unwrap_or(RowRole::Body)
                };
                let cells = grid.rows.get(row).map_or(&[][..], Vec::as_slice);
                RawRow {
                    line,
                    role,
                    cells: cells
                        .iter()
                        .take(WIDE)
                        .map(|cell| shown(&cell.text))
                        .collect(),
                }
            })
            .collect();
        let merged = grid
            .merged
            .iter()
            .filter(|region| region.bottom >= start && region.top < end)
            .take(1_000)
            .map(|region| {
                (
                    size(region.top + 1),
                    size(region.left + 1),
                    size(region.bottom + 1),
                    size(region.right + 1),
                )
            })
            .collect();
        Ok(RawSheet {
            rows: grid.rows.len() as u64,
            columns: size(grid.width()),
            lines,
            merged,
        })
    }

    /// Whether a machine could read the file as it was laid out.
    ///
    /// # Errors
    /// Why it cannot be looked at.
    pub fn audit(&self, choice: &Choice) -> Result<spec::ingest::AuditReport, Bilingual> {
        audit::audit(self, choice)
    }

    /// How this file is to be read so that it is read as another one was.
    ///
    /// # Errors
    /// Why no sheet of it is read.
    pub fn replay(&self, recipe: &Recipe) -> Result<spec::ingest::Replay, Bilingual> {
        replay::replay(self, recipe)
    }

    fn is_large(&self) -> bool {
        matches!(self.content, Content::Text { is_large: true, .. })
    }

    /// What is found where nothing was chosen, but for header and repairs.
    fn found(&self, choice: &Choice) -> Choice {
        let mut choice = choice.clone();
        choice.sheet = u32::try_from(self.sheet(&choice)).ok();
        match &self.content {
            Content::Text {
                found, separator, ..
            } => {
                choice.encoding = choice.encoding.or(Some(*found));
                choice.separator = choice.separator.or(Some(*separator));
                choice.quote = choice.quote.or(Some(Quote::Double));
            }
            Content::Json(document) => {
                let first = || document.lists.first().map(|list| list.path.clone());
                choice.list = choice.list.take().or_else(first);
            }
            Content::Workbook { .. } => {}
        }
        choice
    }

    fn sheet(&self, choice: &Choice) -> usize {
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
        choice.sheet.map_or_else(proposed, |sheet| sheet as usize)
    }

    fn grid(&self, sheet: usize) -> Result<&Grid, Bilingual> {
        match self.grids.get(sheet) {
            Some(Ok(grid)) => Ok(grid),
            Some(Err(reason)) => Err(reason.clone()),
            None => Err(words("そのシートはありません。", "there is no such sheet")),
        }
    }

    /// Hands out the text of the file, decoded as chosen.
    fn with_text<T>(
        &self,
        choice: &Choice,
        take: impl FnOnce(&str, Separator, Quote) -> T,
    ) -> Result<T, Bilingual> {
        let Content::Text {
            bytes,
            found,
            separator,
            ..
        } = &self.content
        else {
            return Err(words("文字のファイルではありません。", "this is no text"));
        };
        let coding = choice.encoding.unwrap_or(*found);
        let text = text::decode_as(bytes, coding).ok_or_else(|| {
            let name = coding.name();
            words(
                format!("{name} では読めない文字があります。別の文字コードを選んでください。"),
                format!("some bytes are no characters in {name}; choose another encoding"),
            )
        })?;
        let separator = choice.separator.unwrap_or(*separator);
        Ok(take(
            &text,
            separator,
            choice.quote.unwrap_or(Quote::Double),
        ))
    }

    /// The sheet that was chosen, whole.
    fn laid(&self, choice: &Choice) -> Result<Laid<'_>, Bilingual> {
        let sheet = self.sheet(choice);
        let as_found = || {
            self.grid(sheet).map(|grid| Laid {
                grid: Cow::Borrowed(grid),
                sheet,
                header: None,
            })
        };
        match &self.content {
            Content::Workbook { .. } => as_found(),
            Content::Text {
                found, separator, ..
            } => {
                let is_found = choice.encoding.is_none_or(|coding| coding == *found)
                    && choice.separator.is_none_or(|sign| sign == *separator)
                    && choice.quote.is_none_or(|quote| quote == Quote::Double);
                if is_found || sheet > 0 || self.is_large() {
                    return as_found();
                }
                let grid = self.with_text(choice, text::grid)??;
                Ok(Laid {
                    grid: Cow::Owned(grid),
                    sheet,
                    header: None,
                })
            }
            Content::Json(document) => {
                let first = document.lists.first().map(|list| list.path.as_str());
                let path = choice.list.as_deref().or(first).unwrap_or_default();
                if sheet > 0 {
                    return as_found();
                }
                let (grid, has_names) = document.grid(path)?;
                Ok(Laid {
                    grid: Cow::Owned(grid),
                    sheet,
                    header: has_names.then_some((1, 1)),
                })
            }
        }
    }

    fn kind(&self, choice: &Choice) -> Bilingual {
        match &self.content {
            Content::Workbook { office, .. } => match office {
                Office::Xlsx => words("Excel ブック（.xlsx）", "Excel workbook (.xlsx)"),
                Office::Xls => words(
                    "Excel 97-2003 ブック（.xls）",
                    "Excel 97-2003 workbook (.xls)",
                ),
                Office::Ods => words("OpenDocument の表（.ods）", "OpenDocument sheets (.ods)"),
            },
            Content::Text {
                found, separator, ..
            } => {
                let (sign_ja, sign_en) = match choice.separator.unwrap_or(*separator) {
                    Separator::Comma => ("コンマ区切り", "commas"),
                    Separator::Tab => ("タブ区切り", "tabs"),
                    Separator::Semicolon => ("「;」区切り", "semicolons"),
                    Separator::Pipe => ("「|」区切り", "bars"),
                    Separator::Space => ("空白区切り", "blanks"),
                };
                let name = choice.encoding.unwrap_or(*found).name();
                words(
                    format!("文字のファイル（{name}、{sign_ja}）"),
                    format!("text ({name}, separated by {sign_en})"),
                )
            }
            Content::Json(document) if document.is_lines => words(
                "NDJSON（1 行に 1 件の JSON）",
                "NDJSON (one JSON value a line)",
            ),
            Content::Json(_) => words("JSON", "JSON"),
        }
    }

    /// The file's bytes, where they are a table as they are.
    fn plain(&self, choice: &Choice) -> Option<&[u8]> {
        let Content::Text {
            bytes,
            found,
            separator,
            ..
        } = &self.content
        else {
            return None;
        };
        let is_plain = choice.encoding.unwrap_or(*found) == Coding::Utf8
            && choice.separator.unwrap_or(*separator) == Separator::Comma
            && choice.quote.unwrap_or(Quote::Double) == Quote::Double
            && bounds(choice) == (1, u32::MAX)
            && choice.columns.is_none();
        is_plain.then_some(bytes)
    }

    fn plan_or_large(&self, choice: &Choice) -> Result<(Look, Tidy), Bilingual> {
        if !self.is_large() {
            let plan = self.plan(choice, OF_BENCH)?;
            return Ok((plan.look, plan.tidy));
        }
        let (mut look, mut tidy) = self.with_text(choice, |text, separator, quote| {
            large::read(text, separator, quote, choice)
        })??;
        self.about(choice, 0, &mut look, &mut tidy.description);
        Ok((look, tidy))
    }

    fn plan(&self, choice: &Choice, limits: Limits) -> Result<Plan, Bilingual> {
        let laid = self.laid(choice)?;
        let mut chosen = Cow::Borrowed(choice);
        if choice.header.is_none() && laid.header.is_some() {
            chosen.to_mut().header = laid.header;
        }
        let rows = bounds(choice);
        let mut plan = if rows == (1, u32::MAX) && choice.columns.is_none() {
            plan::plan(&laid.grid, &chosen, limits)
        } else {
            let cut = laid.grid.cut(rows, choice.columns.unwrap_or((1, u32::MAX)));
            plan::plan(&cut, &chosen, limits)
        };
        self.about(
            choice,
            laid.sheet,
            &mut plan.look,
            &mut plan.tidy.description,
        );
        if let Some(bytes) = self.plain(choice) {
            plan.look.is_table = plan::is_table(bytes);
            // What only the description says is no matter of the file.
            let is_on = |repair: &Repair| {
                repair.is_on && !repair.id.starts_with("code:") && !repair.id.starts_with("unit:")
            };
            plan.look.is_tidy = plan.look.is_table
                && !plan.look.repairs.iter().any(is_on)
                && plan.look.notes.is_empty();
        }
        Ok(plan)
    }

    /// What is to be said of the file around its table.
    fn about(&self, choice: &Choice, sheet: usize, look: &mut Look, description: &mut Description) {
        look.kind = self.kind(choice);
        look.sheets = self.sheets.clone();
        look.sheet = u32::try_from(sheet).unwrap_or(0);
        let said = self.notes.get(sheet).cloned().unwrap_or_default();
        look.notes.splice(0..0, said);
        let hidden = self.sheets.iter().filter(|sheet| sheet.is_hidden).count();
        if hidden > 0 {
            look.notes.push(words(
                format!("隠れているシートが {hidden} 枚あります。"),
                format!("{hidden} sheets are hidden"),
            ));
        }
        if description.title.is_empty() {
            let stem = self
                .name
                .rsplit_once('.')
                .map_or(self.name.as_str(), |(stem, _)| stem);
            stem.clone_into(&mut description.title);
        }
    }
}

/// The first and the last row that are looked at.
fn bounds(choice: &Choice) -> (u32, u32) {
    (
        choice.skip.unwrap_or(0).saturating_add(1),
        choice.last.unwrap_or(u32::MAX),
    )
}

/// Refuses files over a size.
fn small(found: usize, most: usize) -> Result<(), Bilingual> {
    if found <= most {
        return Ok(());
    }
    let (found, most) = (found >> 20, most >> 20);
    Err(words(
        format!(
            "ファイルが大きすぎます（{found} MB）。読めるのは {most} MB までです。使うところだけを別のファイルに写してから、もう一度選んでください。"
        ),
        format!(
            "the file is too large: {found} MB, and at most {most} are read; copy what is needed to a file of its own"
        ),
    ))
}

/// Why a text is not laid out.
fn too_much(rows: usize, cells: usize) -> Bilingual {
    words(
        format!(
            "大きすぎます。およそ {rows} 行、{cells} セルありますが、読めるのは {ROWS} 行、{CELLS} セルまでです。使うところだけを別のファイルに写してから、もう一度選んでください。"
        ),
        format!(
            "the file is too large: about {rows} rows and {cells} cells, and at most {ROWS} and {CELLS} are read; copy what is needed to a file of its own"
        ),
    )
}
