//! Excel workbooks of both formats. Nothing is inflated or laid out before it is known how much it is.
//!
//! calamine reads them; around it stands what it leaves to others: limits, days in Excel's own Japanese formats (27 to 36 and
//! 50 to 58, which it takes for plain numbers), formulas that were never computed, and workbooks so broken that it gives up.
//! OpenDocument sheets stand in [`ods`], what a look at values does not see in [`mod@facts`].

mod facts;
mod ods;

use std::io::{Cursor, Read as _, Write as _};
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{
    Data, DataRef, Dimensions, ExcelDateTime, ExcelDateTimeType, Reader as _, SheetVisible, Xls,
    Xlsx,
};
use spec::diagnostic::Bilingual;
use spec::ingest::{AuditPlace, Sheet};
use table::text::{days_from_civil, iso_date};
use zip::ZipArchive;
use zip::write::SimpleFileOptions;

use crate::grid::{Cell, Grid, Kind, Region};
use crate::refusal::{limit, words};
use crate::{CELLS, COLUMNS, ROWS, SHOWN_ENDINGS};

/// Most bytes of a workbook after inflating.
const INFLATED: u64 = 300 << 20;
/// Most times that a part may be as large as it is packed; real sheets come to 30.
const RATIO: u64 = 1_000;
/// Parts so small that their ratio says nothing.
const SMALL: u64 = 4 << 20;
/// Most parts of a workbook.
const PARTS: usize = 5_000;
/// Most sheets.
const SHEETS: usize = 200;
/// Most merged regions.
const REGIONS: usize = 20_000;

/// A workbook's sheets.
#[derive(Debug)]
pub(crate) struct Workbook {
    pub(crate) sheets: Vec<Sheet>,
    pub(crate) grids: Vec<Result<Grid, Bilingual>>,
    /// What is to be said of a sheet.
    pub(crate) notes: Vec<Vec<Bilingual>>,
}

pub(crate) use self::facts::{Facts, facts};

/// What a file is by its first bytes, where that is no text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Office {
    Xlsx,
    Xls,
    Ods,
}

/// Whether bytes are a workbook.
///
/// # Errors
/// When they are something else of the same family.
pub(crate) fn sniff(bytes: &[u8]) -> Result<Option<Office>, Bilingual> {
    if bytes.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        let has = |name: &str| {
            let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
            bytes.windows(wide.len()).any(|window| window == wide)
        };
        if has("EncryptedPackage") {
            return Err(locked());
        }
        if has("WordDocument") || has("PowerPoint Document") {
            return Err(other(
                "Word か PowerPoint のファイル",
                "a Word or PowerPoint file",
            ));
        }
        return Ok(Some(Office::Xls));
    }
    if !bytes.starts_with(b"PK\x03\x04") && !bytes.starts_with(b"PK\x05\x06") {
        return Ok(None);
    }
    let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| broken("zip"))?;
    let has = |name: &str| zip.index_for_name(name).is_some();
    if has("xl/workbook.bin") {
        return Err(resave(
            "Excel バイナリ ブック（.xlsb）",
            "an Excel binary workbook (.xlsb)",
        ));
    }
    if has("xl/workbook.xml") {
        return Ok(Some(Office::Xlsx));
    }
    if has("content.xml") && has("mimetype") {
        return Ok(Some(Office::Ods));
    }
    if has("word/document.xml") || has("ppt/presentation.xml") {
        return Err(other(
            "Word か PowerPoint のファイル",
            "a Word or PowerPoint file",
        ));
    }
    Err(other("zip ファイル", "a zip file"))
}

fn locked() -> Bilingual {
    words(
        "パスワードがかかっているファイルです。Excel で開き、「ファイル」→「情報」→「ブックの保護」でパスワードを外して保存してから、もう一度選んでください。",
        "the workbook is protected with a password; take the password off in Excel, save it and choose it again",
    )
}

fn resave(ja: &str, en: &str) -> Bilingual {
    words(
        format!(
            "{ja}は読めません。Excel などで開き、「名前を付けて保存」で「Excel ブック（.xlsx）」にしてから、もう一度選んでください。"
        ),
        format!("{en} is not read; save it as an Excel workbook (.xlsx) and choose that"),
    )
}

fn other(ja: &str, en: &str) -> Bilingual {
    words(
        format!("{ja}のようです。表のファイル（{SHOWN_ENDINGS}）を選んでください。"),
        format!("this seems to be {en}; choose a file with a table ({SHOWN_ENDINGS})"),
    )
}

fn broken(detail: &str) -> Bilingual {
    words(
        format!(
            "Excel のファイルとして読めません。こわれているか、途中までしかないようです。Excel で開けるかを確かめ、保存し直してから、もう一度選んでください。（{detail}）"
        ),
        format!(
            "the workbook cannot be read; it seems to be damaged or cut short. Open it in Excel, save it again and choose that ({detail})"
        ),
    )
}

/// Reads a workbook.
///
/// # Errors
/// Why it is not read.
pub(crate) fn read(office: Office, bytes: &[u8]) -> Result<Workbook, Bilingual> {
    // What is broken enough makes the library stop where it should refuse; in the browser the worker ends then.
    catch_unwind(AssertUnwindSafe(|| match office {
        Office::Xlsx => xlsx(bytes),
        Office::Xls => xls(bytes),
        Office::Ods => ods::read(bytes).map(|(book, _)| book),
    }))
    .unwrap_or_else(|_| Err(broken("stopped")))
}

/// A part of a workbook, inflated, as long as it is no bomb; `left` is how much may still come.
fn part<R: std::io::Read>(
    file: zip::read::ZipFile<'_, R>,
    left: &mut u64,
) -> Result<Vec<u8>, Bilingual> {
    let packed = file.compressed_size();
    let most = (*left).min(packed.saturating_mul(RATIO).max(SMALL));
    let mut text = Vec::new();
    file.take(most + 1)
        .read_to_end(&mut text)
        .map_err(|error| broken(&error.to_string()))?;
    if text.len() as u64 > most {
        return Err(words(
            "開くと大きくなりすぎるファイルなので、読みません。使うところだけを新しいブックに写して保存してから、もう一度選んでください。",
            "the workbook becomes too large when it is unpacked and is not read; copy what is needed to a new workbook",
        ));
    }
    *left -= text.len() as u64;
    Ok(text)
}

/// The same workbook with nothing packed, as far as it is needed, and with Japanese formats of days called what they are.
fn inflated(bytes: &[u8]) -> Result<Vec<u8>, Bilingual> {
    let fault = |error: &dyn std::fmt::Display| broken(&error.to_string());
    let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(|error| fault(&error))?;
    limit(zip.len(), PARTS, "個のファイル", "parts")?;
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    let mut left = INFLATED;
    for at in 0..zip.len() {
        let file = zip.by_index(at).map_err(|error| fault(&error))?;
        let name = file.name().to_owned();
        let is_needed = name.ends_with(".xml") || name.ends_with(".rels");
        if !is_needed || name.contains("/drawings/") || name.contains("/media/") {
            continue;
        }
        let mut text = part(file, &mut left)?;
        if name == "xl/styles.xml" {
            text = with_japanese_days(&text);
        }
        out.start_file(&name, options)
            .and_then(|()| Ok(out.write_all(&text)?))
            .map_err(|error| fault(&error))?;
    }
    let out = out.finish().map_err(|error| fault(&error))?;
    Ok(out.into_inner())
}

/// Excel in Japanese gives days the numbers 27 to 36 and 50 to 58, which the standard names and calamine does not know: they
/// become 14. 32 and 33 and two more are times of day, which are moments all the same.
fn with_japanese_days(styles: &[u8]) -> Vec<u8> {
    let Ok(text) = std::str::from_utf8(styles) else {
        return styles.to_vec();
    };
    let mut out = text.to_owned();
    for id in (27..=36).chain(50..=58) {
        for quote in ['"', '\''] {
            let written = format!("numFmtId={quote}{id}{quote}");
            // One with a format of its own in the file means that.
            let own = format!("<numFmt {written}");
            if out.contains(&written) && !out.contains(&own) {
                out = out.replace(&written, &format!("numFmtId={quote}14{quote}"));
            }
        }
    }
    out.into_bytes()
}

fn xlsx(bytes: &[u8]) -> Result<Workbook, Bilingual> {
    let bytes = inflated(bytes)?;
    let mut book: Xlsx<_> =
        Xlsx::new(Cursor::new(bytes.as_slice())).map_err(|error| match error {
            calamine::XlsxError::Password => locked(),
            error => broken(&error.to_string()),
        })?;
    let names = visible(book.sheets_metadata())?;
    let (mut sheets, mut grids, mut notes) = (Vec::new(), Vec::new(), Vec::new());
    for (name, is_hidden) in names {
        let mut said = Vec::new();
        let grid = xlsx_sheet(&mut book, &name, &mut said);
        sheets.push(sheet(name, is_hidden, grid.as_ref().ok()));
        grids.push(grid);
        notes.push(said);
    }
    Ok(Workbook {
        sheets,
        grids,
        notes,
    })
}

fn visible(metadata: &[calamine::Sheet]) -> Result<Vec<(String, bool)>, Bilingual> {
    let sheets: Vec<(String, bool)> = metadata
        .iter()
        .filter(|sheet| sheet.typ == calamine::SheetType::WorkSheet)
        .map(|sheet| (sheet.name.clone(), sheet.visible != SheetVisible::Visible))
        .collect();
    limit(sheets.len(), SHEETS, "枚のシート", "sheets")?;
    if sheets.is_empty() {
        return Err(broken("no sheet"));
    }
    Ok(sheets)
}

fn sheet(name: String, is_hidden: bool, grid: Option<&Grid>) -> Sheet {
    let size = |size: usize| u32::try_from(size).unwrap_or(u32::MAX);
    Sheet {
        name,
        rows: grid.map_or(0, |grid| size(grid.rows.len())),
        columns: grid.map_or(0, |grid| size(grid.width())),
        is_hidden,
    }
}

type XlsxBook<'a> = Xlsx<Cursor<&'a [u8]>>;

fn xlsx_sheet(
    book: &mut XlsxBook<'_>,
    name: &str,
    notes: &mut Vec<Bilingual>,
) -> Result<Grid, Bilingual> {
    let fault = |error: calamine::XlsxError| broken(&error.to_string());
    let mut builder = Builder::default();
    {
        let mut cells = book.worksheet_cells_reader(name).map_err(fault)?;
        while let Some(cell) = cells.next_cell().map_err(fault)? {
            let (row, column) = cell.get_position();
            builder.put(row as usize, column as usize, of_xlsx(cell.get_value()))?;
        }
    }
    let mut formulas = (0_usize, 0_usize);
    {
        let mut cells = book.worksheet_cells_reader(name).map_err(fault)?;
        while let Some(cell) = cells.next_formula().map_err(fault)? {
            if cell.get_value().is_empty() {
                continue;
            }
            let (row, column) = cell.get_position();
            let value = builder.grid.cell(row as usize, column as usize);
            if !builder.has(row as usize, column as usize) {
                return Err(uncomputed(name, row as usize, column as usize));
            }
            formulas.0 += 1;
            formulas.1 += usize::from(value.is_some_and(|cell| cell.text == "0"));
        }
    }
    if formulas.0 > 1 && formulas.0 == formulas.1 {
        return Err(words(
            format!(
                "シート「{name}」の式 {} 個の結果がすべて 0 で保存されています。計算されないまま保存されたファイルのようです。Excel で開き、上書き保存してから、もう一度選んでください。",
                formulas.0
            ),
            format!(
                "all {} formulas of the sheet `{name}` have the stored result 0, as if they had never been computed; open the workbook in Excel, save it and choose it again",
                formulas.0
            ),
        ));
    }
    if formulas.0 > 0 {
        notes.push(words(
            format!(
                "式のセルが {} 個あります。最後に保存されたときの結果を読みました。",
                formulas.0
            ),
            format!(
                "{} cells are formulas; their results as last stored are read",
                formulas.0
            ),
        ));
    }
    let regions = match book.worksheet_merge_cells(name) {
        Some(regions) => regions.map_err(fault)?,
        None => Vec::new(),
    };
    builder.finish(&regions)
}

fn uncomputed(name: &str, row: usize, column: usize) -> Bilingual {
    let place = place(row, column);
    words(
        format!(
            "シート「{name}」のセル {place} の式は、結果が保存されていません（Excel 以外のプログラムが書いたファイルのようです）。Excel で開き、上書き保存してから、もう一度選んでください。"
        ),
        format!(
            "the formula in cell {place} of the sheet `{name}` has no stored result; open the workbook in Excel, save it and choose it again"
        ),
    )
}

/// A cell's name as Excel shows it: `B3`.
pub(crate) fn place(row: usize, column: usize) -> String {
    let size = |at: usize| u32::try_from(at.saturating_add(1)).unwrap_or(u32::MAX);
    AuditPlace::Cell {
        sheet: 0,
        row: size(row),
        column: size(column),
    }
    .name()
}

fn xls(bytes: &[u8]) -> Result<Workbook, Bilingual> {
    let mut book: Xls<_> = Xls::new(Cursor::new(bytes)).map_err(|error| match error {
        calamine::XlsError::Password => locked(),
        error => broken(&error.to_string()),
    })?;
    let names = visible(book.sheets_metadata())?;
    let (mut sheets, mut grids, mut notes) = (Vec::new(), Vec::new(), Vec::new());
    for (name, is_hidden) in names {
        let grid = xls_sheet(&mut book, &name);
        sheets.push(sheet(name, is_hidden, grid.as_ref().ok()));
        grids.push(grid);
        notes.push(Vec::new());
    }
    Ok(Workbook {
        sheets,
        grids,
        notes,
    })
}

fn xls_sheet(book: &mut Xls<Cursor<&[u8]>>, name: &str) -> Result<Grid, Bilingual> {
    let range = book
        .worksheet_range(name)
        .map_err(|error| broken(&error.to_string()))?;
    let (top, left) = range.start().unwrap_or_default();
    let mut builder = Builder::default();
    for (row, column, data) in range.used_cells() {
        builder.put(row + top as usize, column + left as usize, of_xls(data))?;
    }
    let regions = book.worksheet_merge_cells(name).unwrap_or_default();
    builder.finish(&regions)
}

/// Lays cells out as they come.
#[derive(Default)]
struct Builder {
    grid: Grid,
    count: usize,
    /// Cells with a result that is the empty text.
    empty: std::collections::BTreeSet<(usize, usize)>,
}

impl Builder {
    fn put(&mut self, row: usize, column: usize, cell: Option<Cell>) -> Result<(), Bilingual> {
        let Some(cell) = cell else {
            return Ok(());
        };
        if cell.kind == Kind::Blank {
            if self.empty.len() < CELLS {
                self.empty.insert((row, column));
            }
            return Ok(());
        }
        self.count += 1;
        limit(self.count, CELLS, "セル", "cells")?;
        limit(row.saturating_add(1), ROWS + 1_000, "行", "rows")?;
        limit(column.saturating_add(1), COLUMNS, "列", "columns")?;
        if self.grid.rows.len() <= row {
            self.grid.rows.resize_with(row + 1, Vec::new);
        }
        if let Some(cells) = self.grid.rows.get_mut(row) {
            if cells.len() <= column {
                cells.resize_with(column + 1, Cell::default);
            }
            if let Some(place) = cells.get_mut(column) {
                *place = cell;
            }
        }
        Ok(())
    }

    fn has(&self, row: usize, column: usize) -> bool {
        self.empty.contains(&(row, column))
            || self
                .grid
                .cell(row, column)
                .is_some_and(|cell| cell.kind != Kind::Blank)
    }

    fn finish(mut self, regions: &[Dimensions]) -> Result<Grid, Bilingual> {
        limit(regions.len(), REGIONS, "個の結合", "merged regions")?;
        let mut cells = 0_usize;
        for region in regions {
            let of = Region {
                top: region.start.0 as usize,
                left: region.start.1 as usize,
                bottom: region.end.0 as usize,
                right: region.end.1 as usize,
            };
            // Nothing is there that it could fill.
            if of.top >= self.grid.rows.len() || of.bottom < of.top || of.right < of.left {
                continue;
            }
            cells = cells
                .saturating_add((of.bottom - of.top + 1).saturating_mul(of.right - of.left + 1));
            self.grid.merged.push(of);
        }
        limit(cells, 4 * CELLS, "個の結合されたセル", "merged cells")?;
        self.grid.lines = (1..).take(self.grid.rows.len()).collect();
        self.grid.has_kinds = true;
        Ok(self.grid)
    }
}

fn of_xlsx(data: &DataRef<'_>) -> Option<Cell> {
    match data {
        DataRef::SharedString(text) => Some(Cell::text(*text)),
        DataRef::Empty => None,
        data => of_xls(&data.clone().into()),
    }
}

/// `None` where there is nothing at all, a blank where there is an empty text.
fn of_xls(data: &Data) -> Option<Cell> {
    let cell = |text: String, kind: Kind| Some(Cell { text, kind });
    match data {
        Data::Empty => None,
        Data::String(text) => Some(Cell::text(text.clone())),
        // The shortest text that reads back as the same number: 8.6999999999999993 in the file is 8.7.
        Data::Float(value) => cell(value.to_string(), Kind::Number),
        Data::Int(value) => cell(value.to_string(), Kind::Number),
        Data::Bool(value) => cell(value.to_string(), Kind::Bool),
        Data::Error(error) => cell(error.to_string(), Kind::Error),
        Data::DateTime(moment) => {
            let (text, kind) = written(moment);
            cell(text, kind)
        }
        Data::DateTimeIso(text) => {
            let day = text.strip_suffix("T00:00:00").unwrap_or(text);
            cell(day.to_owned(), Kind::Date)
        }
        Data::DurationIso(text) => cell(text.clone(), Kind::Text),
    }
}

/// Days between Excel's first day in both of its calendars.
const DAYS_FROM_1904: f64 = 1462.0;

/// A day as ISO writes it, with the time of day where there is one; a length of time in hours.
fn written(moment: &ExcelDateTime) -> (String, Kind) {
    let value = moment.as_f64();
    let is = |kind, is_1904| *moment == ExcelDateTime::new(value, kind, is_1904);
    if is(ExcelDateTimeType::TimeDelta, false) || is(ExcelDateTimeType::TimeDelta, true) {
        let seconds = (value * 86_400.0).round() as i64;
        let (hours, rest) = (seconds / 3600, seconds.unsigned_abs() % 3600);
        return (
            format!("{hours}:{:02}:{:02}", rest / 60, rest % 60),
            Kind::Text,
        );
    }
    let value = if is(ExcelDateTimeType::DateTime, true) {
        value + DAYS_FROM_1904
    } else {
        value
    };
    let seconds = (value * 86_400.0).round();
    let day = (seconds / 86_400.0).floor();
    let of_day = (seconds - day * 86_400.0) as i64;
    let time = if of_day % 60 == 0 {
        format!("{:02}:{:02}", of_day / 3600, of_day / 60 % 60)
    } else {
        format!(
            "{:02}:{:02}:{:02}",
            of_day / 3600,
            of_day / 60 % 60,
            of_day % 60
        )
    };
    let epoch = days_from_civil(1899, 12, 30).unwrap_or(0);
    // A time without a day, and what no calendar has.
    if day < 1.0 {
        return (time, Kind::Text);
    }
    if !(1.0..2_958_466.0).contains(&day) {
        return (value.to_string(), Kind::Number);
    }
    // Excel counts a 29 February 1900 that never was.
    let shift = if day < 60.0 { 1 } else { 0 };
    let date = iso_date(epoch + day as i32 + shift);
    if of_day == 0 {
        (date, Kind::Date)
    } else {
        (format!("{date} {time}"), Kind::Date)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_those_that_excel_shows() {
        let check = |value: f64, is_1904: bool, want: &str| {
            let moment = ExcelDateTime::new(value, ExcelDateTimeType::DateTime, is_1904);
            assert_eq!(written(&moment).0, want, "{value}");
        };
        check(45017.0, false, "2023-04-01");
        check(43555.0, true, "2023-04-01");
        check(45017.5, false, "2023-04-01 12:00");
        check(1.0, false, "1900-01-01");
        check(59.0, false, "1900-02-28");
        check(61.0, false, "1900-03-01");
        check(0.75, false, "18:00");
        let length = ExcelDateTime::new(1.5, ExcelDateTimeType::TimeDelta, false);
        assert_eq!(written(&length).0, "36:00:00");
    }

    #[test]
    fn cells_are_named_as_excel_does() {
        assert_eq!(place(2, 1), "B3");
        assert_eq!(place(0, 26), "AA1");
        assert_eq!(place(0, 701), "ZZ1");
    }
}
