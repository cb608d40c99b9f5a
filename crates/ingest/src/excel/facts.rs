//! What stands in a workbook beside its values: formulas, hidden rows, pictures, colours. Only an audit wants to know.

use std::collections::BTreeMap;
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{Reader as _, Xls};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use spec::diagnostic::Bilingual;
use zip::ZipArchive;

use super::{INFLATED, Office, broken, ods, part};

/// What is in a sheet beside its values. Rows and columns from 1.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Facts {
    /// Cells with formulas.
    pub(crate) formulas: Vec<(u32, u32)>,
    /// Rows that are not shown.
    pub(crate) hidden_rows: Vec<u32>,
    /// Columns that are not shown.
    pub(crate) hidden_columns: Vec<u32>,
    /// Cells on which pictures, charts and text boxes begin.
    pub(crate) pictures: Vec<(u32, u32)>,
    /// Cells with a colour or in bold.
    pub(crate) marked: Vec<(u32, u32)>,
    /// Whether the format was looked through for each of them.
    pub(crate) knows_formulas: bool,
    pub(crate) knows_hidden: bool,
    pub(crate) knows_pictures: bool,
    pub(crate) knows_marked: bool,
}

/// The facts of each sheet, by its name.
///
/// # Errors
/// When the workbook is broken.
pub(crate) fn facts(office: Office, bytes: &[u8]) -> Result<BTreeMap<String, Facts>, Bilingual> {
    // As in reading.
    catch_unwind(AssertUnwindSafe(|| match office {
        Office::Xlsx => xlsx(bytes),
        Office::Xls => xls(bytes),
        Office::Ods => {
            let (book, facts) = ods::read(bytes)?;
            let names = book.sheets.into_iter().map(|sheet| sheet.name);
            Ok(names.zip(facts).collect())
        }
    }))
    .unwrap_or_else(|_| Err(broken("stopped")))
}

fn xls(bytes: &[u8]) -> Result<BTreeMap<String, Facts>, Bilingual> {
    let mut book: Xls<_> =
        Xls::new(Cursor::new(bytes)).map_err(|error| broken(&error.to_string()))?;
    let mut found = BTreeMap::new();
    for name in book.sheet_names() {
        let mut facts = Facts::default();
        if let Ok(range) = book.worksheet_formula(&name) {
            facts.knows_formulas = true;
            let (top, left) = range.start().unwrap_or_default();
            for (row, column, formula) in range.used_cells() {
                if !formula.is_empty() {
                    let at = |from: u32, at: usize| {
                        from.saturating_add(u32::try_from(at).unwrap_or(u32::MAX))
                            .saturating_add(1)
                    };
                    facts.formulas.push((at(top, row), at(left, column)));
                }
            }
        }
        found.insert(name, facts);
    }
    Ok(found)
}

type Zip<'a> = ZipArchive<Cursor<&'a [u8]>>;

/// A part by its name; empty where there is none.
fn named(zip: &mut Zip<'_>, name: &str, left: &mut u64) -> Result<Vec<u8>, Bilingual> {
    match zip.by_name(name) {
        Ok(file) => part(file, left),
        Err(_) => Ok(Vec::new()),
    }
}

/// An element's attribute. Parts of workbooks are UTF-8.
pub(super) fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = element.try_get_attribute(name).ok()??;
    let text = std::str::from_utf8(&found.value).ok()?;
    Some(quick_xml::escape::unescape(text).ok()?.into_owned())
}

fn number(element: &BytesStart<'_>, name: &str) -> Option<u32> {
    attribute(element, name)?.parse().ok()
}

fn says(element: &BytesStart<'_>, name: &str) -> bool {
    matches!(attribute(element, name).as_deref(), Some("1" | "true"))
}

/// Hands out each element as it opens.
fn each(xml: &[u8], mut take: impl FnMut(&[u8], &BytesStart<'_>)) -> Result<(), Bilingual> {
    let mut reader = Reader::from_reader(xml);
    loop {
        let event = reader
            .read_event()
            .map_err(|error| broken(&error.to_string()))?;
        match event {
            Event::Start(element) | Event::Empty(element) => {
                take(element.local_name().as_ref(), &element);
            }
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

/// A part's own list of parts: what id stands for which path.
fn relations(
    zip: &mut Zip<'_>,
    of: &str,
    left: &mut u64,
) -> Result<BTreeMap<String, String>, Bilingual> {
    let (folder, file) = of.rsplit_once('/').unwrap_or(("", of));
    let xml = named(zip, &format!("{folder}/_rels/{file}.rels"), left)?;
    let mut found = BTreeMap::new();
    each(&xml, |name, element| {
        if name == b"Relationship"
            && let Some((id, target)) = attribute(element, "Id").zip(attribute(element, "Target"))
        {
            found.insert(id, resolved(folder, &target));
        }
    })?;
    Ok(found)
}

/// A path seen from a folder: `../drawings/drawing1.xml`.
fn resolved(folder: &str, target: &str) -> String {
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in target.split('/') {
        if part == ".." {
            parts.pop();
        } else {
            parts.push(part);
        }
    }
    parts.join("/")
}

fn xlsx(bytes: &[u8]) -> Result<BTreeMap<String, Facts>, Bilingual> {
    let mut zip =
        ZipArchive::new(Cursor::new(bytes)).map_err(|error| broken(&error.to_string()))?;
    let mut left = INFLATED;
    let styles = named(&mut zip, "xl/styles.xml", &mut left)?;
    let marked = marked_styles(&styles)?;
    let paths = relations(&mut zip, "xl/workbook.xml", &mut left)?;
    let workbook = named(&mut zip, "xl/workbook.xml", &mut left)?;
    let mut sheets = Vec::new();
    each(&workbook, |name, element| {
        if name == b"sheet"
            && let Some((name, id)) = attribute(element, "name").zip(attribute(element, "r:id"))
            && let Some(path) = paths.get(&id)
        {
            sheets.push((name, path.clone()));
        }
    })?;
    let mut found = BTreeMap::new();
    for (name, path) in sheets {
        let xml = named(&mut zip, &path, &mut left)?;
        let mut facts = Facts {
            knows_formulas: true,
            knows_hidden: true,
            knows_pictures: true,
            knows_marked: true,
            ..Facts::default()
        };
        let drawings = sheet(&xml, &marked, &mut facts)?;
        if !drawings.is_empty() {
            let parts = relations(&mut zip, &path, &mut left)?;
            for id in drawings {
                if let Some(path) = parts.get(&id) {
                    let xml = named(&mut zip, path, &mut left)?;
                    facts.pictures.extend(anchors(&xml)?);
                }
            }
        }
        facts.pictures.sort_unstable();
        found.insert(name, facts);
    }
    Ok(found)
}

/// A cell's row and column, from 1: `B3`.
fn place(name: &str) -> Option<(u32, u32)> {
    match spec::ingest::AuditPlace::of(0, name)? {
        spec::ingest::AuditPlace::Cell { row, column, .. } => Some((row, column)),
        _ => None,
    }
}

/// Looks through a sheet; gives the ids of its drawings.
fn sheet(xml: &[u8], marked: &[bool], facts: &mut Facts) -> Result<Vec<String>, Bilingual> {
    /// Most columns of a sheet in Excel.
    const COLUMNS: u32 = 16_384;
    let mut drawings = Vec::new();
    let mut cell = None;
    each(xml, |name, element| match name {
        b"col" if says(element, "hidden") => {
            if let Some((min, max)) = number(element, "min").zip(number(element, "max")) {
                facts.hidden_columns.extend(min..=max.min(COLUMNS));
            }
        }
        b"row" if says(element, "hidden") => facts.hidden_rows.extend(number(element, "r")),
        b"c" => {
            cell = attribute(element, "r").and_then(|name| place(&name));
            let style = number(element, "s").unwrap_or(0) as usize;
            if marked.get(style).copied().unwrap_or(false) {
                facts.marked.extend(cell);
            }
        }
        b"f" => facts.formulas.extend(cell),
        b"drawing" => drawings.extend(attribute(element, "r:id")),
        _ => {}
    })?;
    Ok(drawings)
}

/// Where the things of a drawing begin.
fn anchors(xml: &[u8]) -> Result<Vec<(u32, u32)>, Bilingual> {
    let mut reader = Reader::from_reader(xml);
    let mut found = Vec::new();
    let (mut is_from, mut at): (bool, (u32, u32)) = (false, (0, 0));
    let mut inside = Vec::new();
    loop {
        let event = reader
            .read_event()
            .map_err(|error| broken(&error.to_string()))?;
        match event {
            Event::Start(element) => {
                inside = element.local_name().as_ref().to_vec();
                if inside == b"from" {
                    is_from = true;
                }
                if inside == b"absoluteAnchor" {
                    found.push((1, 1));
                }
            }
            Event::Text(text) if is_from => {
                let number: Option<u32> = text
                    .unescape()
                    .ok()
                    .and_then(|text| text.trim().parse().ok());
                if let Some(number) = number {
                    match inside.as_slice() {
                        b"row" => at.0 = number.saturating_add(1),
                        b"col" => at.1 = number.saturating_add(1),
                        _ => {}
                    }
                }
            }
            Event::End(element) if element.local_name().as_ref() == b"from" => {
                is_from = false;
                found.push(at);
            }
            Event::Eof => return Ok(found),
            _ => {}
        }
    }
}

/// For each style of cells whether it has a colour or is bold.
fn marked_styles(xml: &[u8]) -> Result<Vec<bool>, Bilingual> {
    #[derive(Clone, Copy, PartialEq)]
    enum Part {
        Other,
        Font,
        Fill,
        Cells,
    }
    let (mut fonts, mut fills, mut styles) = (Vec::new(), Vec::new(), Vec::new());
    let mut within = Part::Other;
    let is_plain = |element: &BytesStart<'_>, theme: &str, rgb: &str| {
        let of = |name: &str| attribute(element, name);
        of("auto").is_some()
            || of("indexed").is_some_and(|index| index == "64" || index == "65")
            || of("theme").is_some_and(|found| found == theme) && of("tint").is_none()
            || of("rgb").is_some_and(|found| found.ends_with(rgb))
    };
    each(xml, |name, element| match name {
        b"fonts" | b"dxfs" => within = Part::Other,
        b"fills" | b"borders" | b"cellStyleXfs" | b"cellStyles" => within = Part::Other,
        b"cellXfs" => within = Part::Cells,
        b"font" => {
            within = Part::Font;
            fonts.push(false);
        }
        b"fill" => {
            within = Part::Fill;
            fills.push(false);
        }
        b"b" if within == Part::Font => {
            let is_off = matches!(attribute(element, "val").as_deref(), Some("0" | "false"));
            if let Some(last) = fonts.last_mut() {
                *last = *last || !is_off;
            }
        }
        b"color" if within == Part::Font => {
            if let Some(last) = fonts.last_mut() {
                *last = *last || !is_plain(element, "1", "000000");
            }
        }
        b"fgColor" if within == Part::Fill => {
            if let Some(last) = fills.last_mut() {
                *last = *last || !is_plain(element, "0", "FFFFFF");
            }
        }
        b"xf" if within == Part::Cells => {
            let of = |list: &[bool], name: &str| {
                let at = number(element, name).unwrap_or(0) as usize;
                list.get(at).copied().unwrap_or(false)
            };
            styles.push(of(&fonts, "fontId") || of(&fills, "fillId"));
        }
        _ => {}
    })?;
    Ok(styles)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_seen_from_their_folder() {
        assert_eq!(
            resolved("xl/worksheets", "../drawings/a.xml"),
            "xl/drawings/a.xml"
        );
        assert_eq!(
            resolved("xl", "worksheets/sheet1.xml"),
            "xl/worksheets/sheet1.xml"
        );
        assert_eq!(
            resolved("xl", "/xl/worksheets/sheet1.xml"),
            "xl/worksheets/sheet1.xml"
        );
    }

    #[test]
    fn colours_and_bold_are_seen_and_black_is_none() {
        let xml = br#"<styleSheet><fonts><font><sz val="11"/><color theme="1"/></font><font><b/></font><font><color rgb="FFFF0000"/></font></fonts>
            <fills><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFFFFF00"/></patternFill></fill></fills>
            <cellStyleXfs><xf fontId="1"/></cellStyleXfs>
            <cellXfs><xf fontId="0" fillId="0"/><xf fontId="1" fillId="0"/><xf fontId="2" fillId="0"/><xf fontId="0" fillId="1"/></cellXfs></styleSheet>"#;
        assert_eq!(marked_styles(xml).unwrap(), [false, true, true, true]);
    }
}
