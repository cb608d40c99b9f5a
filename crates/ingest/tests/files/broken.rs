//! Files that must be refused, in words, at once, and without taking the reader along: other kinds of files, cut and changed
//! ones, and such as become a thousand times as large as they are.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use std::io::{Cursor, Write as _};
use std::time::{Duration, Instant};

use ingest::Book;
use rust_xlsxwriter::Workbook;
use spec::ingest::{Choice, Export};
use zip::write::SimpleFileOptions;

use crate::dice::Dice;

/// No file may keep anybody longer, on a slow machine with a debug build.
const PATIENCE: Duration = Duration::from_secs(60);

/// Opens and looks at every sheet: an answer or words.
fn survives(name: &str, bytes: &[u8]) -> Result<(), String> {
    let start = Instant::now();
    let outcome = Book::open(name, bytes).and_then(|book| {
        for sheet in 0..book.sheets().len().min(3) {
            let choice = Choice {
                sheet: u32::try_from(sheet).ok(),
                ..Choice::default()
            };
            // A sheet may be refused; the words count.
            if let Err(reason) = book.look(&choice) {
                assert!(!reason.ja.is_empty() && !reason.en.is_empty());
            }
            everything(&book, &choice);
        }
        let look = book.look(&Choice::default())?;
        look.blocked.map_or(Ok(()), Err)
    });
    assert!(start.elapsed() < PATIENCE, "{name}: {:?}", start.elapsed());
    outcome.map_err(|reason| {
        assert!(!reason.en.is_empty());
        reason.ja
    })
}

/// All that the workbench asks about a file: an answer or words.
fn everything(book: &Book, choice: &Choice) {
    let told = |reason: spec::diagnostic::Bilingual| {
        assert!(!reason.ja.is_empty() && !reason.en.is_empty());
    };
    match book.read(choice) {
        Ok((reading, Some(csv))) => {
            ingest::profile(&csv).map_or_else(told, drop);
            ingest::guard(&csv).map_or_else(told, drop);
            for export in [Export::CsvUtf8, Export::CsvCp932] {
                ingest::export(&csv, &export).map_or_else(told, drop);
            }
            book.replay(&reading.recipe).map_or_else(told, drop);
        }
        Ok((reading, None)) => assert!(reading.look.blocked.is_some()),
        Err(reason) => told(reason),
    }
    book.audit(choice).map_or_else(told, drop);
    book.raw(choice, 1, 50).map_or_else(told, drop);
}

fn refused(name: &str, bytes: &[u8], words: &str) {
    let reason = survives(name, bytes).unwrap_err();
    assert!(reason.contains(words), "{name}: {reason}");
}

fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn small_workbook() -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for row in 0..30_u32 {
        sheet.write(row, 0, format!("市町{row}")).unwrap();
        sheet.write(row, 1, f64::from(row) * 1.5).unwrap();
    }
    book.save_to_buffer().unwrap()
}

#[test]
fn other_kinds_are_called_what_they_are() {
    refused("a.xlsb", &zipped(&[("xl/workbook.bin", b"x")]), "xlsb");
    refused(
        "a.ods",
        &zipped(&[("mimetype", b"x"), ("content.xml", b"x")]),
        "ods",
    );
    refused("a.docx", &zipped(&[("word/document.xml", b"x")]), "Word");
    refused("a.zip", &zipped(&[("a.csv", b"a,b")]), "zip ファイル");
    refused(
        "a.xls",
        b"<html><table><tr><td>1</td></tr></table></html>",
        "Web ページ",
    );
    refused("a.csv", b"%PDF-1.7\n1 0 obj", "PDF");
    refused("a.csv", &[0, 1, 2, 3, 4, 5, 6, 7].repeat(20), "");
    let mut locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    locked.extend([0; 600]);
    locked.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    refused("a.xlsx", &locked, "パスワード");
    refused(
        "a.csv",
        "市町,人口\n津市,\"1\n".as_bytes(),
        "2 行目で始まる",
    );
    refused("a.csv", b"\x92\xc3\xff\xff\x80", "文字コード");
    refused("a.csv", &vec![b'a'; ingest::BYTES + 1], "大きすぎます");
    refused("a.csv", b"", "0 バイト");
    refused("a.csv", b"\n\n  \n", "値のある行がありません");
    let noise: Vec<u8> = (0..4_000_u32)
        .map(|at| (at.wrapping_mul(2_654_435_761) >> 13) as u8)
        .collect();
    refused("a.csv", &noise, "");
    refused("a.json", b"[{\"a\":1},\n{\"a\"", "2 行目");
    refused("a.json", b"[1,2,3]", "並び");
    refused(
        "a.ods",
        &zipped(&[
            ("mimetype", b"x"),
            ("META-INF/manifest.xml", b"<manifest:encryption-data/>"),
            ("content.xml", b"x"),
        ]),
        "パスワード",
    );
    refused("a.xlsx", &small_workbook()[..600], "こわれているか");
}

/// Sheets of OpenDocument that say of themselves that they are larger than anything.
#[test]
fn repeated_cells_are_laid_out_within_limits() {
    let cell =
        "<table:table-cell office:value-type=\"string\"><text:p>x</text:p></table:table-cell>";
    let many = cell.replace(
        "<table:table-cell",
        "<table:table-cell table:number-columns-repeated=\"4000000000\"",
    );
    for row in [
        format!("<table:table-row>{many}</table:table-row>"),
        format!(
            "<table:table-row table:number-rows-repeated=\"4000000000\">{cell}</table:table-row>"
        ),
        format!(
            "<table:table-row><table:table-cell table:number-columns-repeated=\"16383\"/>{cell}</table:table-row>"
        ),
        format!(
            "<table:table-row table:number-rows-repeated=\"1048575\"/><table:table-row>{cell}</table:table-row>"
        ),
    ] {
        let bytes = super::bench::ods(&format!(
            "<table:table table:name=\"a\">{row}</table:table>"
        ));
        refused("a.ods", &bytes, "大きすぎます");
    }
}

#[test]
fn bombs_are_refused() {
    // 400 MB of blanks in a few hundred KB.
    let blanks = vec![b' '; 40 << 20];
    let parts: Vec<(String, &[u8])> = (0..10)
        .map(|at| (format!("xl/worksheets/sheet{at}.xml"), blanks.as_slice()))
        .collect();
    let mut files: Vec<(&str, &[u8])> = vec![("xl/workbook.xml", b"<workbook/>")];
    files.extend(parts.iter().map(|(name, bytes)| (name.as_str(), *bytes)));
    refused("a.xlsx", &zipped(&files), "大きくなりすぎる");
    // One cell far away is no reason to lay out all before it.
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write(0, 0, 1).unwrap();
    sheet.write(1_048_575, 16_383, 1).unwrap();
    refused("a.xlsx", &book.save_to_buffer().unwrap(), "大きすぎます");
    let wide = vec!["a"; 16_384].join(",");
    refused(
        "a.csv",
        format!("{wide}\n{wide}\n").as_bytes(),
        "16384 列ありますが",
    );
    let mut book = Workbook::new();
    book.add_worksheet().write(0, 16_383, 1).unwrap();
    refused(
        "a.xlsx",
        &book.save_to_buffer().unwrap(),
        "16384 列ありますが",
    );
    refused(
        "a.csv",
        "1\n".repeat(ingest::ROWS + 2_000).as_bytes(),
        "大きすぎます",
    );
}

#[test]
fn cut_and_changed_files_are_refused_or_read() {
    std::panic::set_hook(Box::new(|info| {
        // The library's own faults over broken workbooks are caught where they arise.
        let is_ours = info
            .location()
            .is_some_and(|place| !place.file().contains("calamine"));
        if is_ours {
            eprintln!("{info}");
        }
    }));
    let mut dice = Dice(0x2545_f491_4f6c_dd1d);
    let workbook = small_workbook();
    let text = "令和5年,,\n市町,人口,日\n津市,\"4,134\",2023/4/1\n合計,\"4,134\",\n".as_bytes();
    let sjis = super::cp932(std::str::from_utf8(text).unwrap());
    // Any of them may be read; none may stop us.
    let open = super::bench::ods(
        "<table:table table:name=\"a\"><table:table-row><table:table-cell office:value-type=\"string\"><text:p>市町</text:p></table:table-cell></table:table-row><table:table-row><table:table-cell office:value-type=\"float\" office:value=\"1\"/></table:table-row></table:table>",
    );
    let json = "[{\"市\":\"津\",\"数\":[1,2]},{\"市\":null,\"数\":[3,4]}]".as_bytes();
    let lines = "{\"市\":\"津\"}\n{\"市\":\"桑名\"}\n".as_bytes();
    let wide: Vec<u8> = std::str::from_utf8(text)
        .unwrap()
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let sources: [(&str, &[u8]); 8] = [
        ("a.xlsx", &workbook),
        ("a.csv", text),
        ("b.csv", &sjis),
        ("a.ods", &open),
        ("a.json", json),
        ("a.ndjson", lines),
        ("c.txt", &wide),
        ("d.csv", b"\x1b$B;TD.\x1b(B,1\n"),
    ];
    for at in 0..800 {
        let (name, source) = sources[at % sources.len()];
        let mut bytes = source.to_vec();
        if at % 2 == 0 {
            bytes.truncate(dice.roll(bytes.len()));
        }
        for _ in 0..dice.roll(6) {
            let place = dice.roll(bytes.len());
            if let Some(byte) = bytes.get_mut(place) {
                *byte = dice.roll(256) as u8;
            }
        }
        let _ = survives(name, &bytes);
        let noise: Vec<u8> = (0..dice.roll(300)).map(|_| dice.roll(256) as u8).collect();
        let _ = survives("c.csv", &noise);
        let mut old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
        old.extend(&noise);
        let _ = survives("d.xls", &old);
    }
    // Inside of a workbook, where checksums keep nothing out.
    let sheet = |cells: &str| {
        let sheet = format!(
            "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>{cells}</sheetData></worksheet>"
        );
        zipped(&[
            ("[Content_Types].xml", b"<Types/>"),
            ("xl/workbook.xml", b"<workbook xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets><sheet name=\"a\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"),
            ("xl/_rels/workbook.xml.rels", b"<Relationships><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"),
            ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
        ])
    };
    let fine = "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>市町</t></is></c></row><row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>津市</t></is></c></row>";
    assert_eq!(survives("a.xlsx", &sheet(fine)), Ok(()));
    for (cells, words) in [
        (
            "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>7</v></c></row>",
            "Excel のファイルとして読めません",
        ),
        (
            "<row r=\"1\"><c r=\"A1\"><f>1+1</f></c></row>",
            "セル A1 の式",
        ),
        ("<row r=\"1\"><c r=\"ZZZZZZZZ1\"><v>1</v></c></row>", ""),
        (
            "<row r=\"99999999999\"><c r=\"A99999999999\"><v>1</v></c></row>",
            "",
        ),
        (
            "<row r=\"1\"><c r=\"A1\"><v>1",
            "Excel のファイルとして読めません",
        ),
    ] {
        let told = survives("a.xlsx", &sheet(cells)).unwrap_err();
        assert!(told.contains(words), "{cells}: {told}");
    }
}
