//! Workbooks with the traps of published ones.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use ingest::Book;
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook, Worksheet};
use spec::ingest::Choice;

use super::{look, tidied};

fn saved(mut book: Workbook) -> Vec<u8> {
    book.save_to_buffer().unwrap()
}

/// A published table: title, unit, names over two rows, merged cells, text, numbers and days, a total and a note.
fn published(sheet: &mut Worksheet) {
    let plain = Format::new();
    sheet.write(0, 0, "第1表　図書館の利用").unwrap();
    sheet.write(0, 4, "（単位：人）").unwrap();
    sheet.merge_range(2, 0, 3, 0, "地域", &plain).unwrap();
    sheet.merge_range(2, 1, 3, 1, "館名", &plain).unwrap();
    sheet.merge_range(2, 2, 2, 3, "利用者", &plain).unwrap();
    sheet.merge_range(2, 4, 3, 4, "開館日", &plain).unwrap();
    sheet.write(3, 2, "一般").unwrap();
    sheet.write(3, 3, "児童").unwrap();
    sheet.merge_range(4, 0, 5, 0, "北勢", &plain).unwrap();
    // 31 is how Excel in Japanese shows a day: yyyy"年"m"月"d"日".
    let day = Format::new().set_num_format_index(31);
    for (row, name, people, children, date) in [
        (4, "中央館", 48.0, 12.0, (1998, 4, 1)),
        (5, "東館", 31.5, 7.0, (2001, 10, 15)),
        (7, "南館", 20.0, 9.0, (2015, 7, 20)),
    ] {
        sheet.write(row, 1, name).unwrap();
        sheet.write(row, 2, people).unwrap();
        sheet.write(row, 3, children).unwrap();
        let date = ExcelDateTime::from_ymd(date.0, date.1, date.2).unwrap();
        sheet.write_with_format(row, 4, &date, &day).unwrap();
    }
    sheet.write(7, 0, "南勢").unwrap();
    sheet.write(8, 0, "合計").unwrap();
    sheet
        .write_formula(8, 2, Formula::new("=SUM(C5:C8)").set_result("99.5"))
        .unwrap();
    sheet
        .write_formula(8, 3, Formula::new("=SUM(D5:D8)").set_result("28"))
        .unwrap();
    sheet.write(10, 0, "資料：架空の図書館").unwrap();
}

#[test]
fn a_published_sheet_becomes_a_table() {
    let mut book = Workbook::new();
    book.add_worksheet().set_name("表紙").unwrap();
    published(book.add_worksheet().set_name("利用").unwrap());
    book.add_worksheet()
        .set_name("作業")
        .unwrap()
        .set_hidden(true);
    let bytes = saved(book);
    let (csv, ids) = tidied("図書館.xlsx", &bytes);
    assert_eq!(
        csv,
        "地域,館名,利用者_一般,利用者_児童,開館日\n北勢,中央館,48,12,1998-04-01\n北勢,東館,31.5,7,2001-10-15\n南勢,南館,20,9,2015-07-20\n"
    );
    assert_eq!(
        ids,
        ["above", "names", "merged", "blank-rows", "notes", "totals"]
    );
    let (look, tidy) = look("図書館.xlsx", &bytes, &[]);
    let sheets: Vec<(&str, bool)> = look
        .sheets
        .iter()
        .map(|sheet| (sheet.name.as_str(), sheet.is_hidden))
        .collect();
    assert_eq!(sheets, [("表紙", false), ("利用", false), ("作業", true)]);
    assert_eq!((look.sheet, look.header), (1, (3, 4)));
    assert!(
        look.notes
            .iter()
            .any(|note| note.ja.contains("式のセルが 2 個")),
        "{:?}",
        look.notes
    );
    assert_eq!(tidy.description.note, "資料：架空の図書館");
}

#[test]
fn codes_that_were_entered_as_text_stay_text() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (at, (code, count)) in [("24201", 1), ("24202", 2)].iter().enumerate() {
        let row = u32::try_from(at).unwrap() + 1;
        sheet.write(row, 0, *code).unwrap();
        sheet.write(row, 1, *count).unwrap();
    }
    sheet.write(0, 0, "団体").unwrap();
    sheet.write(0, 1, "数").unwrap();
    let (_, tidy) = look("a.xlsx", &saved(book), &[]);
    let types: Vec<table::Dtype> = tidy
        .description
        .columns
        .iter()
        .map(|column| column.dtype)
        .collect();
    assert_eq!(types, [table::Dtype::Text, table::Dtype::Int]);
}

#[test]
fn formulas_without_results_are_refused_with_their_place() {
    let refused = |results: [&str; 2], words: &str| {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        for (at, name) in ["a", "b"].iter().enumerate() {
            sheet.write(0, u16::try_from(at).unwrap(), *name).unwrap();
        }
        for (at, result) in results.iter().enumerate() {
            let row = u32::try_from(at).unwrap() + 1;
            sheet.write(row, 0, 1).unwrap();
            sheet
                .write_formula(row, 1, Formula::new("=A2*2").set_result(*result))
                .unwrap();
        }
        let book = Book::open("a.xlsx", &saved(book)).unwrap();
        let told = book.look(&Choice::default());
        if words.is_empty() {
            told.unwrap();
        } else {
            let reason = told.unwrap_err();
            assert!(reason.ja.contains(words), "{}", reason.ja);
        }
    };
    refused(["2", "0"], "");
    refused(["0", "0"], "すべて 0");
}

#[test]
fn a_workbook_may_have_only_one_good_sheet() {
    let mut book = Workbook::new();
    book.add_worksheet().set_name("空").unwrap();
    let sheet = book.add_worksheet().set_name("表").unwrap();
    sheet.write(0, 0, "市町").unwrap();
    sheet.write(1, 0, "津市").unwrap();
    let bytes = saved(book);
    let book = Book::open("a.xlsx", &bytes).unwrap();
    assert_eq!(book.look(&Choice::default()).unwrap().sheet, 1);
    let empty = Choice {
        sheet: Some(0),
        ..Choice::default()
    };
    let blocked = book.look(&empty).unwrap().blocked.unwrap();
    assert!(
        blocked.ja.contains("値のある行がありません"),
        "{}",
        blocked.ja
    );
    assert_eq!(book.tidy(&empty).unwrap_err(), blocked);
}
