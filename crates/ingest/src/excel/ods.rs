//! OpenDocument sheets (.ods), by quick-xml alone. calamine has a reader of its own, which lays out repeated rows and cells
//! before anybody can say how many they are, knows no merged cells and stops over rows that are shorter than others.

use std::collections::BTreeSet;
use std::io::Cursor;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use spec::diagnostic::Bilingual;
use zip::ZipArchive;

use super::{Builder, Facts, INFLATED, SHEETS, Workbook, locked, part, sheet, uncomputed};
use crate::grid::{Cell, Grid, Kind};
use crate::refusal::{limit, words};

fn broken(detail: &dyn std::fmt::Display) -> Bilingual {
    words(
        format!(
            "LibreOffice などの表（.ods）として読めません。こわれているか、途中までしかないようです。開けるかを確かめ、保存し直してから、もう一度選んでください。（{detail}）"
        ),
        format!(
            "this OpenDocument file (.ods) cannot be read; it seems to be damaged or cut short. Save it again and choose that ({detail})"
        ),
    )
}

/// Reads a workbook, with what a look at values does not see.
pub(super) fn read(bytes: &[u8]) -> Result<(Workbook, Vec<Facts>), Bilingual> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(|error| broken(&error))?;
    let mut left = INFLATED;
    if let Ok(file) = zip.by_name("META-INF/manifest.xml") {
        let manifest = part(file, &mut left)?;
        let mark = b"encryption-data";
        if manifest.windows(mark.len()).any(|window| window == mark) {
            return Err(locked());
        }
    }
    let content = zip.by_name("content.xml").map_err(|error| broken(&error))?;
    let content = part(content, &mut left)?;
    let mut found = Content::default();
    found.read(&content)?;
    if found.book.sheets.is_empty() {
        return Err(broken(&"no sheet"));
    }
    Ok((found.book, found.facts))
}

struct Content {
    book: Workbook,
    facts: Vec<Facts>,
    /// Styles of tables that are not shown.
    unseen: BTreeSet<String>,
}

impl Default for Content {
    fn default() -> Self {
        Self {
            book: Workbook {
                sheets: Vec::new(),
                grids: Vec::new(),
                notes: Vec::new(),
            },
            facts: Vec::new(),
            unseen: BTreeSet::new(),
        }
    }
}

/// An element's attribute; empty where it has none.
fn attribute(element: &BytesStart<'_>, name: &str) -> String {
    super::facts::attribute(element, name).unwrap_or_default()
}

/// How many times something stands there; once where nothing is said.
fn times(element: &BytesStart<'_>, name: &str) -> usize {
    attribute(element, name).parse().unwrap_or(1).max(1)
}

fn is_hidden(element: &BytesStart<'_>) -> bool {
    matches!(
        attribute(element, "table:visibility").as_str(),
        "collapse" | "filter"
    )
}

/// A cell on its way, with how often it stands there.
#[derive(Clone, Debug, Default)]
struct Found {
    cell: Option<Cell>,
    times: usize,
    wide: usize,
    high: usize,
    has_formula: bool,
}

impl Content {
    fn read(&mut self, content: &[u8]) -> Result<(), Bilingual> {
        let mut reader = Reader::from_reader(content);
        reader.config_mut().expand_empty_elements = true;
        let mut style = String::new();
        loop {
            match reader.read_event().map_err(|error| broken(&error))? {
                Event::Start(element) => match element.name().as_ref() {
                    b"style:style" => style = attribute(&element, "style:name"),
                    b"style:table-properties"
                        if attribute(&element, "table:display") == "false" =>
                    {
                        self.unseen.insert(std::mem::take(&mut style));
                    }
                    b"table:table" => {
                        let name = attribute(&element, "table:name");
                        let is_hidden = self
                            .unseen
                            .contains(&attribute(&element, "table:style-name"));
                        limit(self.book.sheets.len() + 1, SHEETS, "枚のシート", "sheets")?;
                        let mut facts = Facts::default();
                        let grid = table(&mut reader, &name, &mut facts);
                        if grid.is_err() {
                            // What follows it is found behind its end.
                            skip(&mut reader)?;
                        }
                        self.book
                            .sheets
                            .push(sheet(name, is_hidden, grid.as_ref().ok()));
                        self.book.grids.push(grid);
                        self.book.notes.push(Vec::new());
                        self.facts.push(facts);
                    }
                    _ => {}
                },
                Event::Eof => return Ok(()),
                _ => {}
            }
        }
    }
}

/// Goes on to the end of a table.
fn skip(reader: &mut Reader<&[u8]>) -> Result<(), Bilingual> {
    loop {
        match reader.read_event().map_err(|error| broken(&error))? {
            Event::End(element) if element.name().as_ref() == b"table:table" => return Ok(()),
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

fn size(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// The cells of a table up to its end.
fn table(reader: &mut Reader<&[u8]>, name: &str, facts: &mut Facts) -> Result<Grid, Bilingual> {
    /// Most hidden rows and columns that are told one by one.
    const TOLD: usize = 2_000;
    let mut builder = Builder::default();
    let mut regions = Vec::new();
    let (mut row, mut column) = (0_usize, 0_usize);
    facts.knows_hidden = true;
    facts.knows_pictures = true;
    facts.knows_formulas = true;
    loop {
        match reader.read_event().map_err(|error| broken(&error))? {
            Event::Start(element) => match element.name().as_ref() {
                b"table:table-column" => {
                    let count = times(&element, "table:number-columns-repeated");
                    if is_hidden(&element) {
                        let hidden =
                            (column.saturating_add(1)..=column.saturating_add(count)).map(size);
                        facts.hidden_columns.extend(hidden.take(TOLD));
                    }
                    column = column.saturating_add(count);
                }
                b"table:table-row" => {
                    let count = times(&element, "table:number-rows-repeated");
                    if is_hidden(&element) {
                        let hidden = (row.saturating_add(1)..=row.saturating_add(count)).map(size);
                        facts.hidden_rows.extend(hidden.take(TOLD));
                    }
                    let cells = cells(reader, row, facts)?;
                    let holds = cells.iter().any(|found| found.cell.is_some());
                    if holds {
                        for at in row..row.saturating_add(count) {
                            lay(&mut builder, &mut regions, name, at, &cells, facts)?;
                        }
                    }
                    row = row.saturating_add(count);
                }
                b"draw:frame" | b"draw:custom-shape" => facts.pictures.push((1, 1)),
                _ => {}
            },
            Event::End(element) if element.name().as_ref() == b"table:table" => break,
            Event::Eof => return Err(broken(&"table")),
            _ => {}
        }
    }
    builder.finish(&regions)
}

/// Puts a row's cells where they belong.
fn lay(
    builder: &mut Builder,
    regions: &mut Vec<calamine::Dimensions>,
    name: &str,
    row: usize,
    cells: &[Found],
    facts: &mut Facts,
) -> Result<(), Bilingual> {
    let mut column = 0_usize;
    for found in cells {
        if found.cell.is_none() && !found.has_formula {
            column = column.saturating_add(found.times);
            continue;
        }
        for at in column..column.saturating_add(found.times) {
            if found.has_formula {
                if found.cell.is_none() {
                    return Err(uncomputed(name, row, at));
                }
                facts
                    .formulas
                    .push((size(row.saturating_add(1)), size(at.saturating_add(1))));
            }
            builder.put(row, at, found.cell.clone())?;
            if found.wide > 1 || found.high > 1 {
                let end = (
                    size(row.saturating_add(found.high - 1)),
                    size(at.saturating_add(found.wide - 1)),
                );
                regions.push(calamine::Dimensions::new((size(row), size(at)), end));
            }
        }
        column = column.saturating_add(found.times);
    }
    Ok(())
}

/// The cells of a row up to its end.
fn cells(
    reader: &mut Reader<&[u8]>,
    row: usize,
    facts: &mut Facts,
) -> Result<Vec<Found>, Bilingual> {
    let mut found = Vec::new();
    let mut column = 0_usize;
    loop {
        match reader.read_event().map_err(|error| broken(&error))? {
            Event::Start(element) => {
                let is_cell = element.name().as_ref() == b"table:table-cell";
                if is_cell || element.name().as_ref() == b"table:covered-table-cell" {
                    let element = element.into_owned();
                    let mut pictures = 0;
                    let text = text(reader, element.name().as_ref(), &mut pictures)?;
                    for _ in 0..pictures {
                        facts
                            .pictures
                            .push((size(row.saturating_add(1)), size(column.saturating_add(1))));
                    }
                    let cell = if is_cell { value(&element, text) } else { None };
                    let times = times(&element, "table:number-columns-repeated");
                    column = column.saturating_add(times);
                    found.push(Found {
                        cell,
                        times,
                        wide: self::times(&element, "table:number-columns-spanned"),
                        high: self::times(&element, "table:number-rows-spanned"),
                        has_formula: is_cell && !attribute(&element, "table:formula").is_empty(),
                    });
                }
            }
            Event::End(element) if element.name().as_ref() == b"table:table-row" => {
                return Ok(found);
            }
            Event::Eof => return Err(broken(&"row")),
            _ => {}
        }
    }
}

/// The text in a cell up to its end, a line a paragraph; remarks are none of it.
fn text(
    reader: &mut Reader<&[u8]>,
    cell: &[u8],
    pictures: &mut usize,
) -> Result<String, Bilingual> {
    let mut out = String::new();
    let (mut paragraphs, mut aside) = (0, 0);
    loop {
        match reader.read_event().map_err(|error| broken(&error))? {
            Event::Start(element) => match element.name().as_ref() {
                b"office:annotation" => aside += 1,
                b"draw:frame" | b"draw:custom-shape" => {
                    aside += 1;
                    *pictures += 1;
                }
                b"text:p" if aside == 0 => {
                    if paragraphs > 0 {
                        out.push('\n');
                    }
                    paragraphs += 1;
                }
                b"text:s" if aside == 0 => {
                    let count = times(&element, "text:c").min(1_000);
                    out.extend(std::iter::repeat_n(' ', count));
                }
                b"text:tab" if aside == 0 => out.push('\t'),
                b"text:line-break" if aside == 0 => out.push('\n'),
                _ => {}
            },
            Event::Text(text) if aside == 0 && paragraphs > 0 => {
                out.push_str(&text.unescape().map_err(|error| broken(&error))?);
            }
            Event::CData(text) if aside == 0 && paragraphs > 0 => {
                out.push_str(&String::from_utf8_lossy(&text));
            }
            Event::End(element) => match element.name().as_ref() {
                b"office:annotation" | b"draw:frame" | b"draw:custom-shape" => aside -= 1,
                name if name == cell && aside == 0 => return Ok(out),
                _ => {}
            },
            Event::Eof => return Err(broken(&"cell")),
            _ => {}
        }
    }
}

/// What a cell holds; `None` where it holds nothing.
fn value(element: &BytesStart<'_>, text: String) -> Option<Cell> {
    let of = |text: String, kind: Kind| Some(Cell { text, kind });
    if attribute(element, "calcext:value-type") == "error" {
        return of(text, Kind::Error);
    }
    match attribute(element, "office:value-type").as_str() {
        "float" | "percentage" | "currency" => {
            match attribute(element, "office:value").parse::<f64>() {
                Ok(number) => of(number.to_string(), Kind::Number),
                Err(_) => Some(Cell::text(text)),
            }
        }
        "date" => {
            let date = attribute(element, "office:date-value");
            let day = date.strip_suffix("T00:00:00").unwrap_or(&date);
            of(day.replace('T', " "), Kind::Date)
        }
        "boolean" => of(attribute(element, "office:boolean-value"), Kind::Bool),
        // A time has the text that everybody sees.
        "time" => Some(Cell::text(text)),
        _ => {
            let own = attribute(element, "office:string-value");
            let text = if own.is_empty() { text } else { own };
            (!text.is_empty()).then(|| Cell::text(text))
        }
    }
}
