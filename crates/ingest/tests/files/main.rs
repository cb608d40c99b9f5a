//! Files as town halls have them, each from its bytes to the table that a module reads; and files that no one should read.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

mod bench;
mod broken;
#[path = "../../../../tests/fixtures/dice.rs"]
mod dice;
mod guide;
mod large;
mod raw;
mod workbook;

use ingest::{Book, Tidy};
use spec::ingest::{Choice, Look};

/// What a file looks like with some repairs switched, and the table that comes of it.
fn look(name: &str, bytes: &[u8], switched: &[&str]) -> (Look, Tidy) {
    let choice = Choice {
        switched: switched.iter().map(|id| (*id).to_owned()).collect(),
        ..Choice::default()
    };
    Book::open(name, bytes)
        .unwrap()
        .look_and_tidy(&choice)
        .unwrap()
}

/// The table, and the ids of the repairs that were made.
fn tidied(name: &str, bytes: &[u8]) -> (String, Vec<String>) {
    let (look, tidy) = look(name, bytes, &[]);
    assert_eq!(look.blocked, None, "{look:?}");
    let on = look.repairs.iter().filter(|repair| repair.is_on);
    let ids = on.map(|repair| repair.id.clone()).collect();
    for repair in &look.repairs {
        assert!(!repair.examples.is_empty(), "nothing is silent: {repair:?}");
        assert!(!repair.words.ja.is_empty() && !repair.words.en.is_empty());
    }
    // What is written is what a module reads, with the types that the description says.
    let description = ingest::write_description(&tidy.description, "");
    let (file, problems) = course::describe(tidy.csv.clone(), "a.toml", &description);
    assert_eq!(problems, [], "{description}");
    assert_eq!(file.columns.len(), tidy.description.columns.len());
    (String::from_utf8(tidy.csv).unwrap(), ids)
}

fn cp932(text: &str) -> Vec<u8> {
    let (bytes, _, wrong) = encoding_rs::SHIFT_JIS.encode(text);
    assert!(!wrong);
    bytes.into_owned()
}

#[test]
fn a_csv_of_excel_with_all_that_offices_put_around_a_table() {
    let text = "令和5年 市町別人口\r\n\r\n市町コード,市町名,\"人口（人）\",増減,調査日,備考\r\n\
        24201,津　市,\"274,537\",△1.2,2023/4/1,\r\n24202,四日市市 ,\"305,424\",0.3,令和5年4月1日,※\r\n\
        ,,,,,\r\n24203,伊勢市,－,▲0.9,2023-04-01,\r\n合　計,,\"579,961\",,,\r\n※ 住民基本台帳による。,,,,,\r\n";
    let (csv, ids) = tidied("人口.csv", &cp932(text));
    assert_eq!(
        csv,
        "市町コード,市町名,人口,増減,調査日,備考\n24201,津　市,274537,-1.2,2023-04-01,\n24202,四日市市,305424,0.3,2023-04-01,※\n24203,伊勢市,,-0.9,2023-04-01,\n"
    );
    assert_eq!(
        ids,
        [
            "above",
            "unit:names",
            "blank-rows",
            "notes",
            "totals",
            "blanks",
            "code:市町コード",
            "missing:人口",
            "numbers:人口",
            "numbers:増減",
            "days:調査日",
        ]
    );
    let (look, tidy) = look("人口.csv", &cp932(text), &[]);
    assert!(look.kind.ja.contains("Shift_JIS"), "{}", look.kind.ja);
    assert_eq!(look.header, (3, 3));
    let description = tidy.description;
    assert_eq!(description.title, "令和5年 市町別人口");
    assert_eq!(description.note, "※ 住民基本台帳による。");
    let columns: Vec<(&str, &str, table::Dtype)> = description
        .columns
        .iter()
        .map(|column| (column.name.as_str(), column.unit.as_str(), column.dtype))
        .collect();
    assert_eq!(columns[0], ("市町コード", "", table::Dtype::Text));
    assert_eq!(columns[2], ("人口", "人", table::Dtype::Int));
    assert_eq!(columns[4], ("調査日", "", table::Dtype::Date));
}

#[test]
fn every_repair_can_be_switched_off() {
    let text = "表1\n\n市町,人口\n津市,\"4,134\"\n合計,\"4,134\"\n".as_bytes();
    let (look_off, tidy) = look("a.csv", text, &["numbers:人口", "totals"]);
    assert_eq!(
        String::from_utf8(tidy.csv).unwrap(),
        "市町,人口\n津市,\"4,134\"\n合計,\"4,134\"\n"
    );
    assert!(
        look_off
            .repairs
            .iter()
            .any(|repair| repair.id == "totals" && !repair.is_on)
    );
    // Without the title's repair the first row is the one of names.
    let (off, _) = look("a.csv", text, &["above"]);
    assert_eq!(off.header, (1, 1));
}

#[test]
fn other_encodings_and_separators_are_read() {
    let want = "市町,人口\n津市,274537\n桑名市,138613\n";
    let text = "市町\t人口\r\n津市\t274,537\r\n桑名市\t138,613\r\n";
    let utf16: Vec<u8> = format!("\u{feff}{text}")
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    assert_eq!(tidied("a.txt", &utf16).0, want);
    assert_eq!(tidied("a.tsv", text.as_bytes()).0, want);
    assert_eq!(tidied("a.csv", text.replace('\t', ";").as_bytes()).0, want);
    assert_eq!(
        tidied(
            "a.csv",
            "市町,人口\r津市,274537\r桑名市,138613\r".as_bytes()
        )
        .0,
        want
    );
    assert_eq!(
        tidied(
            "a.csv",
            "市町,人口\n津\0市,274537\n桑名市,138613\n".as_bytes()
        )
        .0,
        want
    );
    // What is fine already is not touched.
    let (fine, _) = look("a.csv", want.as_bytes(), &[]);
    assert!(fine.is_table && fine.is_tidy);
    let (messy, _) = look("a.csv", "市町,人口\n津市,\"4,134\"\n".as_bytes(), &[]);
    assert!(messy.is_table && !messy.is_tidy);
}

#[test]
fn what_may_be_wrong_is_never_put_in_silently() {
    let (look_mixed, tidy) = look(
        "a.csv",
        "市町,割合\n津市,12.3%\n桑名市,0.5\n".as_bytes(),
        &[],
    );
    assert_eq!(look_mixed.notes.len(), 1);
    assert!(String::from_utf8(tidy.csv).unwrap().contains("12.3%"));
    let text =
        "コード,電話,品番,日\n01,059-224-2111,1e5,01/02/2023\n02,059-224-2112,2e5,02/03/2023\n";
    let (_, tidy) = look("a.csv", text.as_bytes(), &[]);
    assert_eq!(String::from_utf8(tidy.csv).unwrap(), text);
    assert!(
        tidy.description
            .columns
            .iter()
            .all(|column| column.dtype == table::Dtype::Text)
    );
}

#[test]
fn rows_of_names_can_be_chosen() {
    let text = "a,b\n市町,人口\n津市,1\n桑名市,2\n";
    let book = Book::open("a.csv", text.as_bytes()).unwrap();
    let choice = Choice {
        header: Some((2, 2)),
        ..Choice::default()
    };
    let tidy = book.tidy(&choice).unwrap();
    assert_eq!(
        String::from_utf8(tidy.csv).unwrap(),
        "市町,人口\n津市,1\n桑名市,2\n"
    );
    // Beyond the file there is nothing to name columns.
    let choice = Choice {
        header: Some((99, 99)),
        ..Choice::default()
    };
    assert!(book.look(&choice).is_ok());
    assert!(
        book.look(&Choice {
            sheet: Some(7),
            ..Choice::default()
        })
        .is_err()
    );
}
