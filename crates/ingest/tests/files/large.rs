//! Text of more rows than is laid out: read as it is, profiled, and refused where it is no table. `AMA_LARGE_ROWS` makes it larger
//! (2,000,000 rows are about 90 MB); times and peak memory are printed.

use std::time::Instant;

use ingest::Book;
use spec::ingest::{Choice, Encoding, Separator};

/// Just over what is laid out.
fn rows() -> usize {
    let asked = std::env::var("AMA_LARGE_ROWS").ok();
    asked
        .and_then(|rows| rows.parse().ok())
        .unwrap_or(ingest::ROWS + 2_000)
}

fn written(rows: usize, separator: char) -> String {
    let mut text = ["団体コード", "市町", "日", "人数", "率"].join(&separator.to_string());
    text.push('\n');
    for row in 0..rows {
        let (code, town, day) = (24_201 + row % 29, row % 29, row % 28 + 1);
        text.push_str(&format!(
            "{code}{separator}三重県第{town:02}町{separator}2023-04-{day:02}{separator}{}{separator}{}.{:02}\n",
            row * 7 % 100_000,
            row % 97,
            row % 100
        ));
    }
    text
}

/// The most memory that this process ever had, where the system says so.
fn peak() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.unwrap_or("unknown").trim().to_owned()
}

#[test]
fn millions_of_rows_are_read_as_they_are() {
    let rows = rows();
    let text = written(rows, ',');
    let size = text.len();
    println!("{rows} rows, {} MB; before reading: {}", size >> 20, peak());
    let start = Instant::now();
    let book = Book::open_large("大.csv", text.into_bytes()).unwrap();
    println!("opened after {:?}, peak {}", start.elapsed(), peak());
    let (reading, csv) = book.read(&Choice::default()).unwrap();
    println!("read after {:?}, peak {}", start.elapsed(), peak());
    assert!(reading.is_large);
    assert_eq!(reading.look.rows, rows as u64);
    assert_eq!(reading.look.header, (1, 1));
    let csv = csv.unwrap();
    assert_eq!(csv.len(), size, "nothing was changed");
    let types: Vec<table::Dtype> = reading
        .description
        .columns
        .iter()
        .map(|column| column.dtype)
        .collect();
    use table::Dtype::{Date, Float, Int, Text};
    assert_eq!(types, [Int, Text, Date, Int, Float]);
    let sheet = book.raw(&Choice::default(), rows as u64, 3).unwrap();
    assert_eq!(sheet.lines.len(), 2);
    // A module's table it is not.
    assert!(
        book.look(&Choice::default())
            .unwrap_err()
            .ja
            .contains("大きすぎます")
    );
    assert!(book.audit(&Choice::default()).is_err());
    drop(book);
    let profile = ingest::profile(&csv).unwrap();
    println!("profiled after {:?}, peak {}", start.elapsed(), peak());
    assert_eq!(profile.rows, rows as u64);
    assert_eq!(profile.columns[1].distinct, 29);
    assert_eq!(profile.columns[3].numbers.unwrap().count, rows as u64);
    assert_eq!(ingest::guard(&csv).unwrap().findings, []);
}

#[test]
fn large_text_is_read_in_any_encoding_with_rows_and_columns_chosen() {
    let rows = ingest::ROWS + 1_500;
    let text = format!("表1\n{}\n※ 注\n", written(rows, '\t'));
    let (bytes, _, wrong) = encoding_rs::SHIFT_JIS.encode(&text);
    assert!(!wrong);
    let book = Book::open_large("大.tsv", bytes.into_owned()).unwrap();
    let choice = Choice {
        columns: Some((1, 2)),
        last: Some(5),
        ..Choice::default()
    };
    let (reading, csv) = book.read(&choice).unwrap();
    assert_eq!(reading.recipe.choice.encoding, Some(Encoding::Cp932));
    assert_eq!(reading.recipe.choice.separator, Some(Separator::Tab));
    assert_eq!(
        String::from_utf8(csv.unwrap()).unwrap(),
        "団体コード,市町\n24201,三重県第00町\n24202,三重県第01町\n24203,三重県第02町\n"
    );
    let replay = book.replay(&reading.recipe).unwrap();
    assert_eq!(replay.differences, []);
    let (reading, csv) = book.read(&Choice::default()).unwrap();
    assert_eq!(reading.look.blocked, None);
    assert_eq!(
        (reading.look.header, reading.look.rows),
        ((2, 2), rows as u64)
    );
    assert_eq!(reading.description.note, "※ 注");
    assert!(csv.unwrap().ends_with("\n".as_bytes()));
}

#[test]
fn what_is_wrong_deep_in_a_large_text_is_told_with_its_line() {
    let rows = 1_000_001;
    let told = |line: usize, wrong: &str| {
        let mut text = String::from("a,b\n");
        for at in 2..rows {
            text.push_str(if at == line { wrong } else { "1,2\n" });
        }
        let book = Book::open_large("大.csv", text.into_bytes()).unwrap();
        let (reading, csv) = book.read(&Choice::default()).unwrap();
        assert!(csv.is_none());
        reading.look.blocked.unwrap().ja
    };
    let unclosed = told(1_000_000, "1,\"2\n");
    assert!(unclosed.contains("1000000 行目で始まる"), "{unclosed}");
    let ragged = told(900_000, "1,2,3\n");
    assert!(ragged.contains("900000 行目は 3 個"), "{ragged}");
    let short = told(900_000, "1\n");
    assert!(short.contains("900000 行目は 1 個"), "{short}");
    let nul = told(900_000, "1,\0\n");
    assert!(nul.contains("900000 行目"), "{nul}");
}
