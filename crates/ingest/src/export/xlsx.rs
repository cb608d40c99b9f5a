//! A workbook of a table: its sheet, and one that says where it comes from and what was done.
//!
//! Written by hand, because the library for it (rust_xlsxwriter, which tests use) brings charts, drawings and formulas along
//! that cannot be left out: 243 KB after brotli, half as much as all that reads files. What stands here is the smallest workbook that the standard knows (ECMA-376, part 1): texts stand in their cells,
//! there are two sheets and a handful of formats, and no formula is ever written.

use std::io::{Cursor, Write as _};

use spec::diagnostic::Bilingual;
use spec::module::ColumnInfo;
use table::Dtype;
use table::csv::{self, Rows};
use table::text::{civil_from_days, days_from_civil};
use zip::write::SimpleFileOptions;

use crate::refusal::{limit, words};
use crate::{shape, text};

/// Most rows and columns of a sheet in Excel, and letters of a cell.
const ROWS: usize = 1_048_576;
const COLUMNS: usize = 16_384;
const LETTERS: usize = 32_767;
/// Most decimals that a format shows.
const DECIMALS: usize = 6;
/// Excel counts no days before 1 March 1900 as others do.
const FIRST_DAY: (i32, u32, u32) = (1900, 3, 1);

/// Formats of cells, by their place in the list of them ([`styles`]).
const PLAIN: usize = 0;
const HEAD: usize = 1;
const DAY: usize = 2;
const WHOLE: usize = 3;
const YEAR: usize = 4;
/// With so many decimals more.
const FRACTION: usize = 4;

/// The name of the sheet with the sources.
const SOURCES: &str = "出典";

/// A column on its way.
struct Column {
    dtype: Dtype,
    /// The name with the unit behind it.
    head: String,
    style: usize,
    /// How wide it is, in digits.
    wide: usize,
}

/// Makes a workbook.
///
/// # Errors
/// When the table is none, or larger than a sheet.
pub(super) fn workbook(
    table: &str,
    title: &str,
    infos: &[ColumnInfo],
    sources: &[String],
    steps: &[String],
) -> Result<Vec<u8>, Bilingual> {
    let fault = |fault| text::refused(&fault);
    let mut rows = Rows::new(table, b',');
    let mut cells = Vec::new();
    rows.next(&mut cells).map_err(fault)?;
    let names: Vec<String> = cells.iter().map(|cell| cell.trim().to_owned()).collect();
    limit(names.len(), COLUMNS, "列", "columns")?;
    let columns = columns(&names, infos, rows.clone())?;
    let mut sheet = begin(&columns);
    for (at, column) in columns.iter().enumerate() {
        put_text(&mut sheet, (1, at), &column.head, HEAD)?;
    }
    sheet.push_str("</row>");
    let mut row = 1;
    while rows.next(&mut cells).map_err(fault)?.is_some() {
        if cells.is_empty() && names.len() > 1 {
            continue;
        }
        row += 1;
        limit(row, ROWS, "行", "rows")?;
        sheet.push_str(&format!("<row r=\"{row}\">"));
        for (at, (column, cell)) in columns.iter().zip(&cells).enumerate() {
            put(&mut sheet, (row, at), column, cell)?;
        }
        sheet.push_str("</row>");
    }
    sheet.push_str("</sheetData>");
    if !names.is_empty() {
        let last = place(row, names.len() - 1);
        sheet.push_str(&format!("<autoFilter ref=\"A1:{last}\"/>"));
    }
    sheet.push_str("</worksheet>");
    let name = sheet_name(title);
    packed(&[
        ("[Content_Types].xml", CONTENT_TYPES),
        ("_rels/.rels", RELATIONS),
        ("xl/workbook.xml", &book(&name)),
        ("xl/_rels/workbook.xml.rels", BOOK_RELATIONS),
        ("xl/styles.xml", &styles()),
        ("xl/worksheets/sheet1.xml", &sheet),
        ("xl/worksheets/sheet2.xml", &papers(sources, steps)?),
    ])
}

/// What each column is written as, from its cells.
fn columns(
    names: &[String],
    infos: &[ColumnInfo],
    mut rows: Rows<'_>,
) -> Result<Vec<Column>, Bilingual> {
    let width = |text: &str| text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum();
    let mut columns: Vec<Column> = names
        .iter()
        .map(|name| {
            let info = infos.iter().find(|info| info.name == *name);
            let unit = info.map_or("", |info| info.unit.trim());
            let is_said = name.ends_with(unit) || shape::unit(name).is_some();
            let head = if is_said {
                name.clone()
            } else {
                format!("{name}（{unit}）")
            };
            let wide = width(&head);
            Column {
                dtype: info.map_or(Dtype::Text, |info| info.dtype),
                head,
                style: PLAIN,
                wide,
            }
        })
        .collect();
    let mut decimals = vec![0; names.len()];
    let mut cells = Vec::new();
    while rows
        .next(&mut cells)
        .map_err(|fault| text::refused(&fault))?
        .is_some()
    {
        for ((column, decimals), cell) in columns.iter_mut().zip(&mut decimals).zip(&cells) {
            column.wide = column.wide.max(width(cell));
            let behind = cell.split_once('.').map_or(0, |(_, digits)| digits.len());
            *decimals = behind.max(*decimals);
        }
    }
    for ((column, name), decimals) in columns.iter_mut().zip(names).zip(decimals) {
        let is_year = name.ends_with('年') || name.ends_with("年度");
        column.style = match column.dtype {
            Dtype::Date => DAY,
            Dtype::Int if is_year => YEAR,
            Dtype::Int => WHOLE,
            Dtype::Float => FRACTION + decimals.clamp(1, DECIMALS),
            _ => PLAIN,
        };
    }
    Ok(columns)
}

fn begin(columns: &[Column]) -> String {
    const LEAST: usize = 6;
    const MOST: usize = 50;
    let mut sheet = format!(
        "{HEAD_OF_SHEET}<sheetViews><sheetView workbookViewId=\"0\" tabSelected=\"1\"><pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews>"
    );
    if !columns.is_empty() {
        sheet.push_str("<cols>");
        for (at, column) in columns.iter().enumerate() {
            let (at, wide) = (at + 1, column.wide.clamp(LEAST, MOST) + 2);
            sheet.push_str(&format!(
                "<col min=\"{at}\" max=\"{at}\" width=\"{wide}\" customWidth=\"1\"/>"
            ));
        }
        sheet.push_str("</cols>");
    }
    sheet.push_str("<sheetData><row r=\"1\">");
    sheet
}

/// Writes a cell as what its column is; what does not fit stays the text that it is.
fn put(
    sheet: &mut String,
    at: (usize, usize),
    column: &Column,
    cell: &str,
) -> Result<(), Bilingual> {
    if cell.is_empty() {
        return Ok(());
    }
    let style = column.style;
    let is_kept = |value: f64| value.abs() < 9_007_199_254_740_992.0;
    let number = match column.dtype {
        Dtype::Int => csv::int(cell)
            .map(|value| value as f64)
            .filter(|value| is_kept(*value)),
        Dtype::Float => csv::float(cell),
        Dtype::Date => csv::date(cell).and_then(serial),
        Dtype::Bool | Dtype::Text => None,
    };
    let place = place(at.0, at.1);
    if let Some(number) = number {
        sheet.push_str(&format!(
            "<c r=\"{place}\" s=\"{style}\"><v>{number}</v></c>"
        ));
        return Ok(());
    }
    if let Some(yes) = csv::bool(cell).filter(|_| column.dtype == Dtype::Bool) {
        let yes = u8::from(yes);
        sheet.push_str(&format!("<c r=\"{place}\" t=\"b\"><v>{yes}</v></c>"));
        return Ok(());
    }
    put_text(sheet, at, cell, PLAIN)
}

/// A day as Excel counts it: 1 March 1900 is 61.
fn serial(day: i32) -> Option<f64> {
    let first = days_from_civil(FIRST_DAY.0, FIRST_DAY.1, FIRST_DAY.2)?;
    // Four digits are all that the format has.
    (day >= first && civil_from_days(day).0 <= 9999).then(|| f64::from(day - first + 61))
}

fn put_text(
    sheet: &mut String,
    (row, column): (usize, usize),
    cell: &str,
    style: usize,
) -> Result<(), Bilingual> {
    let place = place(row, column);
    let count = cell.encode_utf16().count();
    if count > LETTERS {
        return Err(words(
            format!(
                "セル {place} の文字が {count} 字あり、Excel のセル（{LETTERS} 字まで）に入りません。CSV で保存してください。"
            ),
            format!(
                "cell {place} has {count} letters, and a cell of Excel holds {LETTERS}; save it as CSV"
            ),
        ));
    }
    sheet.push_str(&format!(
        "<c r=\"{place}\" s=\"{style}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">"
    ));
    escape(sheet, cell);
    sheet.push_str("</t></is></c>");
    Ok(())
}

/// Writes a text as XML. What XML cannot hold is written as Excel writes it (`_x0007_`), and a text that looks so is not taken for it.
fn escape(out: &mut String, text: &str) {
    let bytes = text.as_bytes();
    for (at, c) in text.char_indices() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '_' if is_escape(bytes.get(at..).unwrap_or_default()) => out.push_str("_x005F_"),
            '\n' | '\t' => out.push(c),
            c if c.is_ascii_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => {
                out.push_str(&format!("_x{:04X}_", u32::from(c)));
            }
            c => out.push(c),
        }
    }
}

/// Whether a text begins with `_x0041_`.
fn is_escape(bytes: &[u8]) -> bool {
    match bytes {
        [b'_', b'x', a, b, c, d, b'_', ..] => {
            [a, b, c, d].iter().all(|byte| byte.is_ascii_hexdigit())
        }
        _ => false,
    }
}

/// A cell's name: row from 1, column from 0.
fn place(row: usize, column: usize) -> String {
    crate::excel::place(row.saturating_sub(1), column)
}

/// The sheet of sources.
fn papers(sources: &[String], steps: &[String]) -> Result<String, Bilingual> {
    let mut sheet = format!(
        "{HEAD_OF_SHEET}<sheetViews><sheetView workbookViewId=\"0\"/></sheetViews><cols><col min=\"1\" max=\"1\" width=\"100\" customWidth=\"1\"/></cols><sheetData>"
    );
    let mut row = 0;
    let mut line = |text: &str, style: usize| {
        row += 1;
        if text.is_empty() {
            return Ok(());
        }
        sheet.push_str(&format!("<row r=\"{row}\">"));
        put_text(&mut sheet, (row, 0), text, style)?;
        sheet.push_str("</row>");
        Ok(())
    };
    line(SOURCES, HEAD)?;
    for source in sources {
        line(source, PLAIN)?;
    }
    if !steps.is_empty() {
        line("", PLAIN)?;
        line("手順", HEAD)?;
        for (at, step) in steps.iter().enumerate() {
            line(&format!("{}. {step}", at + 1), PLAIN)?;
        }
    }
    sheet.push_str("</sheetData></worksheet>");
    Ok(sheet)
}

/// A sheet's name as Excel allows it: at most 31 letters, and none of a few signs.
fn sheet_name(title: &str) -> String {
    const LONGEST: usize = 31;
    let mut name = String::new();
    let mut count = 0;
    for c in title.chars() {
        count += c.len_utf16();
        if count > LONGEST {
            break;
        }
        name.push(match c {
            '[' | ']' | ':' | '*' | '?' | '/' | '\\' => ' ',
            c if c.is_control() => ' ',
            c => c,
        });
    }
    let name = name.trim().trim_matches('\'').trim();
    if name.is_empty() || name == SOURCES || name.eq_ignore_ascii_case("history") {
        "表".to_owned()
    } else {
        name.to_owned()
    }
}

const HEAD_OF_SHEET: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">";
const CONTENT_TYPES: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/><Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/><Override PartName=\"/xl/worksheets/sheet2.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/><Override PartName=\"/xl/styles.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml\"/></Types>";
const RELATIONS: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>";
const BOOK_RELATIONS: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet2.xml\"/><Relationship Id=\"rId3\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles\" Target=\"styles.xml\"/></Relationships>";

fn book(name: &str) -> String {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><bookViews><workbookView/></bookViews><sheets><sheet name=\"",
    );
    escape(&mut out, name);
    out.push_str("\" sheetId=\"1\" r:id=\"rId1\"/><sheet name=\"");
    out.push_str(SOURCES);
    out.push_str("\" sheetId=\"2\" r:id=\"rId2\"/></sheets></workbook>");
    out
}

/// The formats, in the order of their numbers above.
fn styles() -> String {
    /// Own formats are numbered from here.
    const OWN: usize = 164;
    let mut formats = String::from("<numFmt numFmtId=\"164\" formatCode=\"yyyy\\-mm\\-dd\"/>");
    // 3 is `#,##0` and 1 is `0` in every workbook.
    let mut cells = String::from(
        "<xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/><xf numFmtId=\"0\" fontId=\"1\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyFont=\"1\"/><xf numFmtId=\"164\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/><xf numFmtId=\"3\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/><xf numFmtId=\"1\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/>",
    );
    for decimals in 1..=DECIMALS {
        let (id, zeros) = (OWN + decimals, "0".repeat(decimals));
        formats.push_str(&format!(
            "<numFmt numFmtId=\"{id}\" formatCode=\"#,##0.{zeros}\"/>"
        ));
        cells.push_str(&format!(
            "<xf numFmtId=\"{id}\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/>"
        ));
    }
    let (many, all) = (DECIMALS + 1, FRACTION + DECIMALS + 1);
    let font = "<sz val=\"11\"/><name val=\"Yu Gothic\"/><family val=\"3\"/><charset val=\"128\"/>";
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><numFmts count=\"{many}\">{formats}</numFmts><fonts count=\"2\"><font>{font}</font><font><b/>{font}</font></fonts><fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill></fills><borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs><cellXfs count=\"{all}\">{cells}</cellXfs><cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles></styleSheet>"
    )
}

/// The parts in one file, which is the same whenever it is made.
fn packed(parts: &[(&str, &str)]) -> Result<Vec<u8>, Bilingual> {
    let fault = |error: zip::result::ZipError| {
        words(
            format!("Excel ブックを作れませんでした（{error}）。CSV で保存してください。"),
            format!("the workbook could not be made ({error}); save it as CSV"),
        )
    };
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().last_modified_time(zip::DateTime::default());
    for (name, content) in parts {
        zip.start_file(*name, options)
            .and_then(|()| Ok(zip.write_all(content.as_bytes())?))
            .map_err(fault)?;
    }
    let out = zip.finish().map_err(fault)?;
    Ok(out.into_inner())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Book;
    use calamine::{Data, Reader as _, Xlsx};
    use spec::ingest::{Choice, Export};

    fn info(name: &str, unit: &str, dtype: Dtype) -> ColumnInfo {
        ColumnInfo {
            name: name.to_owned(),
            meaning: String::new(),
            unit: unit.to_owned(),
            dtype,
        }
    }

    fn made(csv: &str, columns: Vec<ColumnInfo>) -> Vec<u8> {
        let export = Export::Xlsx {
            title: "人口/市町".to_owned(),
            columns,
            sources: vec![
                "総務省「住民基本台帳に基づく人口」".to_owned(),
                "加工して作成".to_owned(),
            ],
            steps: vec![
                "from 人口".to_owned(),
                "filter 年 = 2020 AND 人口 > 1 & 2".to_owned(),
            ],
        };
        super::super::export(csv.as_bytes(), &export).unwrap().1
    }

    #[test]
    fn a_workbook_is_read_as_the_table_that_it_was() {
        let csv = "団体コード,市町,年,人口,率,調査日,済,備考\n\
            01234,津市,2020,274537,0.125,2020-04-01,true,\"=1+1 & <b> \"\"a\"\"\"\n\
            24202,\"桑名\n市\",2021,,3.5,1868-01-25,false, x_x0041_\n";
        let columns = vec![
            info("団体コード", "", Dtype::Text),
            info("市町", "", Dtype::Text),
            info("年", "年", Dtype::Int),
            info("人口", "人", Dtype::Int),
            info("率", "%", Dtype::Float),
            info("調査日", "", Dtype::Date),
            info("済", "", Dtype::Bool),
        ];
        let bytes = made(csv, columns.clone());
        assert_eq!(bytes, made(csv, columns), "the same at any time");
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(&bytes)).unwrap();
        assert_eq!(book.sheet_names(), ["人口 市町", "出典"]);
        let range = book.worksheet_range("人口 市町").unwrap();
        let cell = |row: u32, column: u32| range.get_value((row, column)).cloned().unwrap();
        let text = |text: &str| Data::String(text.to_owned());
        let heads: Vec<String> = (0..8).map(|column| cell(0, column).to_string()).collect();
        assert_eq!(
            heads,
            [
                "団体コード",
                "市町",
                "年",
                "人口（人）",
                "率（%）",
                "調査日",
                "済",
                "備考"
            ]
        );
        assert_eq!(cell(1, 0), text("01234"));
        assert_eq!(cell(1, 2), Data::Float(2020.0));
        assert_eq!(cell(1, 3), Data::Float(274_537.0));
        assert_eq!(cell(1, 4), Data::Float(0.125));
        assert!(matches!(&cell(1, 5), Data::DateTime(day) if day.as_f64() == 43_922.0));
        assert_eq!(cell(1, 6), Data::Bool(true));
        assert_eq!(cell(1, 7), text("=1+1 & <b> \"a\""));
        assert_eq!(cell(2, 1), text("桑名\n市"));
        assert_eq!(cell(2, 3), Data::Empty);
        // Before Excel's first day, a day is the text that it is.
        assert_eq!(cell(2, 5), text("1868-01-25"));
        let formulas = book.worksheet_formula("人口 市町").unwrap();
        assert!(
            formulas
                .used_cells()
                .all(|(_, _, formula)| formula.is_empty())
        );
        let range = book.worksheet_range("出典").unwrap();
        let lines: Vec<String> = range.rows().map(|row| row[0].to_string()).collect();
        assert_eq!(
            lines,
            [
                "出典",
                "総務省「住民基本台帳に基づく人口」",
                "加工して作成",
                "",
                "手順",
                "1. from 人口",
                "2. filter 年 = 2020 AND 人口 > 1 & 2"
            ]
        );
        // And by ourselves, without a repair but for units in names.
        let (_, csv_again) = Book::open("a.xlsx", &bytes)
            .unwrap()
            .read(&Choice::default())
            .unwrap();
        let again = String::from_utf8(csv_again.unwrap()).unwrap();
        assert!(
            again.contains("01234,津市,2020,274537,0.125,2020-04-01,true,"),
            "{again}"
        );
    }

    #[test]
    fn names_of_sheets_are_allowed_ones() {
        assert_eq!(sheet_name("人口"), "人口");
        assert_eq!(sheet_name("a[b]:c*?/\\"), "a b  c");
        assert_eq!(sheet_name(""), "表");
        assert_eq!(sheet_name("出典"), "表");
        assert_eq!(sheet_name(&"あ".repeat(40)).chars().count(), 31);
    }

    #[test]
    fn what_no_sheet_holds_is_refused() {
        let long = format!("a\n{}\n", "あ".repeat(LETTERS + 1));
        let export = Export::Xlsx {
            title: String::new(),
            columns: Vec::new(),
            sources: Vec::new(),
            steps: Vec::new(),
        };
        let told = super::super::export(long.as_bytes(), &export).unwrap_err();
        assert!(told.ja.contains("A2"), "{}", told.ja);
        let wide = vec!["a"; COLUMNS + 1].join(",");
        assert!(super::super::export(wide.as_bytes(), &export).is_err());
        // Control characters do not break the file.
        let bytes = made("a\nx\u{7}y\n", Vec::new());
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(&bytes)).unwrap();
        assert!(book.worksheet_range("人口 市町").is_ok());
    }
}
