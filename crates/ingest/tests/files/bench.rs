//! What the workbench asks for: every choice, the recipe of a reading and its replay, raw rows, audits.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use std::io::{Cursor, Write as _};

use ingest::Book;
use rust_xlsxwriter::{Color, Format, Formula, Image, Workbook};
use spec::ingest::{
    AuditPlace, AuditReport, Choice, Encoding, LayoutChange, Quote, Reading, Recipe, RowRole, Rule,
    RuleState, Separator,
};
use zip::write::SimpleFileOptions;

/// A table as ministries lay it out: a title, names over three rows, 和暦, commas, subtotals and a note. All of it is invented.
const PUBLISHED: &str = "令和5年度　図書館の利用（市町別）,,,,\n\
    ,,利用者,,\n\
    圏域,市町,令和5年度,,\n\
    ,,一般（人）,児童（人）,調査日\n\
    北勢,あおば市,\"12,345\",\"1,234\",令和5年4月1日\n\
    北勢,みどり町,△12,－,R5.4.2\n\
    小計,,\"12,333\",\"1,234\",\n\
    南勢,はまべ市,\"2,000\",300,令和元年5月1日\n\
    合計,,\"14,333\",\"1,534\",\n\
    ※ 休館日を除く。,,,,\n";

const TIDY: &str = "圏域,市町,利用者_令和5年度_一般,利用者_令和5年度_児童,利用者_令和5年度_調査日\n\
    北勢,あおば市,12345,1234,2023-04-01\n\
    北勢,みどり町,-12,,2023-04-02\n\
    南勢,はまべ市,2000,300,2019-05-01\n";

fn read(name: &str, bytes: &[u8], choice: &Choice) -> (Reading, Option<String>) {
    let book = Book::open_large(name, bytes.to_vec()).unwrap();
    let (reading, csv) = book.read(choice).unwrap();
    assert_eq!(csv.is_none(), reading.look.blocked.is_some());
    (reading, csv.map(|csv| String::from_utf8(csv).unwrap()))
}

fn table(name: &str, bytes: &[u8], choice: &Choice) -> String {
    let (reading, csv) = read(name, bytes, choice);
    csv.unwrap_or_else(|| panic!("{:?}", reading.look.blocked))
}

fn encoded(text: &str, encoding: Encoding) -> Vec<u8> {
    let with = |encoding: &'static encoding_rs::Encoding| {
        let (bytes, _, wrong) = encoding.encode(text);
        assert!(!wrong, "{text}");
        bytes.into_owned()
    };
    match encoding {
        Encoding::Utf8 => text.as_bytes().to_vec(),
        Encoding::Utf16Le => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        Encoding::Utf16Be => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        Encoding::Cp932 => with(encoding_rs::SHIFT_JIS),
        Encoding::EucJp => with(encoding_rs::EUC_JP),
        Encoding::Iso2022Jp => with(encoding_rs::ISO_2022_JP),
    }
}

#[test]
fn a_published_table_is_read_in_every_encoding() {
    for encoding in Encoding::ALL {
        let bytes = encoded(PUBLISHED, encoding);
        let (reading, csv) = read("利用.csv", &bytes, &Choice::default());
        assert_eq!(csv.as_deref(), Some(TIDY), "{encoding:?}");
        assert_eq!(reading.recipe.choice.encoding, Some(encoding));
        assert_eq!(reading.recipe.choice.header, Some((2, 4)));
        // All others stand beside, and only what fits has no fault.
        let first = &reading.encodings[0];
        assert_eq!((first.encoding, first.faults), (encoding, 0));
        assert!(first.lines[0].starts_with("令和5年度"), "{first:?}");
        assert_eq!(reading.encodings.len(), Encoding::ALL.len());
        assert_eq!(reading.description.note, "※ 休館日を除く。");
        assert_eq!(reading.description.columns[2].unit, "人");
    }
    let marked: Vec<u8> = [&b"\xff\xfe"[..], &encoded(PUBLISHED, Encoding::Utf16Le)].concat();
    assert_eq!(table("a.txt", &marked, &Choice::default()), TIDY);
    let marked: Vec<u8> = [&b"\xef\xbb\xbf"[..], PUBLISHED.as_bytes()].concat();
    assert_eq!(table("a.csv", &marked, &Choice::default()), TIDY);
    // What Windows added to Shift_JIS.
    let more = "名,数\n㈱①髙～,1\n﨑Ⅲ㎡,2\n";
    assert_eq!(
        table("a.csv", &encoded(more, Encoding::Cp932), &Choice::default()),
        more
    );
}

#[test]
fn everything_that_was_found_can_be_chosen_otherwise() {
    let text = encoded("名,値\nｱｲ,1\nｳｴ,2\n", Encoding::Cp932);
    let choice = |change: fn(&mut Choice)| {
        let mut choice = Choice::default();
        change(&mut choice);
        choice
    };
    // An encoding in which there are faults is refused, and the others can still be chosen.
    let book = Book::open_large("a.csv", text).unwrap();
    let (reading, csv) = book
        .read(&choice(|choice| choice.encoding = Some(Encoding::Utf8)))
        .unwrap();
    assert!(csv.is_none());
    assert!(reading.look.blocked.unwrap().ja.contains("UTF-8"));
    assert_eq!(reading.encodings.len(), 6);

    let bars = "a|b,c\n1|2,3\n".as_bytes();
    assert_eq!(
        table(
            "a.csv",
            bars,
            &choice(|choice| choice.separator = Some(Separator::Pipe))
        ),
        "a,\"b,c\"\n1,\"2,3\"\n"
    );
    let single = "名,値\n'a,b',1\n".as_bytes();
    assert_eq!(
        table(
            "a.csv",
            single,
            &choice(|choice| choice.quote = Some(Quote::Single))
        ),
        "名,値\n\"a,b\",1\n"
    );
    // A quote that means nothing: refused as found, read where it is said.
    let inches = "名,径\n管,5\"\n\"管,6\n".as_bytes();
    let (reading, csv) = read("a.csv", inches, &Choice::default());
    assert!(csv.is_none());
    assert!(reading.look.blocked.unwrap().ja.contains("3 行目で始まる"));
    assert_eq!(
        table(
            "a.csv",
            inches,
            &choice(|choice| choice.quote = Some(Quote::None))
        ),
        "名,径\n管,\"5\"\"\"\n\"\"\"管\",6\n"
    );

    let long = "表1\n市町,人口,世帯\n津市,1,2\n桑名市,3,4\n注記がつづく\n別の表,x,y\n".as_bytes();
    let chosen = Choice {
        skip: Some(1),
        last: Some(4),
        columns: Some((1, 2)),
        ..Choice::default()
    };
    assert_eq!(
        table("a.csv", long, &chosen),
        "市町,人口\n津市,1\n桑名市,3\n"
    );
    let none = choice(|choice| choice.header = Some((0, 0)));
    assert_eq!(
        table("a.csv", "津市,1\n桑名市,3\n".as_bytes(), &none),
        "列1,列2\n津市,1\n桑名市,3\n"
    );
    // Rows of totals may stay.
    let with_totals = choice(|choice| choice.switched = vec!["totals".to_owned()]);
    let csv = table("利用.csv", PUBLISHED.as_bytes(), &with_totals);
    assert!(
        csv.contains("小計,,12333,1234,\n") && csv.contains("合計,,14333"),
        "{csv}"
    );
}

#[test]
fn rows_of_other_lengths_are_refused_until_somebody_says_so() {
    let ragged = "名,a,b\nx,1,2\ny,3\nz,4,5\n".as_bytes();
    let (reading, csv) = read("a.csv", ragged, &Choice::default());
    assert!(csv.is_none());
    let words = reading.look.blocked.unwrap();
    assert!(words.ja.contains("3 行目は 2 個"), "{}", words.ja);
    assert!(words.en.contains("row 3 has 2"), "{}", words.en);
    let padded = Choice {
        switched: vec!["uneven".to_owned()],
        ..Choice::default()
    };
    assert_eq!(
        table("a.csv", ragged, &padded),
        "名,a,b\nx,1,2\ny,3,\nz,4,5\n"
    );
    // A comma of a number that stands in no quotes.
    let (reading, csv) = read(
        "a.csv",
        "名,a,b\nx,1,200,2\ny,3,4\nz,4,5\n".as_bytes(),
        &Choice::default(),
    );
    assert!(csv.is_none());
    assert!(reading.look.blocked.unwrap().ja.contains("2 行目は 4 個"));
    // Commas behind the last value do no harm, nor do notes without any.
    assert_eq!(
        table(
            "a.csv",
            "名,a\nx,1,\ny,3,\n※ 注\n".as_bytes(),
            &Choice::default()
        ),
        "名,a\nx,1\ny,3\n"
    );
}

#[test]
fn raw_rows_say_what_they_are_taken_for() {
    let book = Book::open_large("利用.csv", PUBLISHED.as_bytes().to_vec()).unwrap();
    let sheet = book.raw(&Choice::default(), 1, 100).unwrap();
    let roles: Vec<RowRole> = sheet.lines.iter().map(|row| row.role).collect();
    use RowRole::{Above, Body, Header, Note, Outside, Total};
    assert_eq!(
        roles,
        [
            Above, Header, Header, Header, Body, Body, Total, Body, Total, Note
        ]
    );
    assert_eq!((sheet.rows, sheet.columns), (10, 5));
    assert_eq!(sheet.lines[4].cells[2], "12,345");
    let chosen = Choice {
        skip: Some(3),
        last: Some(5),
        ..Choice::default()
    };
    let sheet = book.raw(&chosen, 3, 3).unwrap();
    let rows: Vec<(u32, RowRole)> = sheet.lines.iter().map(|row| (row.line, row.role)).collect();
    assert_eq!(rows, [(3, Outside), (4, Header), (5, Body)]);
}

#[test]
fn a_recipe_reads_the_next_file_and_says_what_moved() {
    let chosen = Choice {
        switched: vec!["totals".to_owned()],
        ..Choice::default()
    };
    let (reading, csv) = read("R5.csv", &encoded(PUBLISHED, Encoding::Cp932), &chosen);
    let recipe = reading.recipe;
    assert!(recipe.off.contains(&"totals".to_owned()) && recipe.on.contains(&"notes".to_owned()));
    // The step as text and back.
    let recipe = Recipe::from_text(&recipe.to_text()).unwrap();
    // The same file: the same table, and nothing to say.
    let again = |bytes: Vec<u8>| {
        let book = Book::open_large("R6.csv", bytes).unwrap();
        let replay = book.replay(&recipe).unwrap();
        let (_, csv) = book.read(&replay.choice).unwrap();
        let changes: Vec<LayoutChange> = replay
            .differences
            .iter()
            .map(|difference| difference.change.clone())
            .collect();
        (changes, csv.map(|csv| String::from_utf8(csv).unwrap()))
    };
    assert_eq!(
        again(encoded(PUBLISHED, Encoding::Cp932)),
        (vec![], csv.clone())
    );
    // In UTF-8, two rows further down.
    let moved = format!("（案）,,,,\n,,,,\n{PUBLISHED}");
    assert_eq!(
        again(moved.into_bytes()),
        (
            vec![
                LayoutChange::Encoding {
                    from: Encoding::Cp932,
                    to: Encoding::Utf8
                },
                LayoutChange::HeaderMoved {
                    from: (2, 4),
                    to: (4, 6)
                },
            ],
            csv
        )
    );
    // A column is gone, one has another name and one is new.
    let plain = |text: &str| text.as_bytes().to_vec();
    let (reading, _) = read(
        "R5.csv",
        &plain("市町,人口,世帯数,面積\n津市,1,2,3\n"),
        &Choice::default(),
    );
    let book =
        Book::open_large("R6.csv", plain("市町,世帯数,人口（人）,職員\n津市,1,2,3\n")).unwrap();
    let replay = book.replay(&reading.recipe).unwrap();
    assert!(!replay.is_complete());
    let of = |change: LayoutChange| {
        replay
            .differences
            .iter()
            .any(|found| found.change == change)
    };
    assert!(
        of(LayoutChange::ColumnMissing {
            name: "面積".to_owned()
        }),
        "{replay:?}"
    );
    assert!(of(LayoutChange::ColumnNew {
        name: "職員".to_owned()
    }));
    assert!(of(LayoutChange::Reordered));
}

#[test]
fn json_is_a_table_with_the_list_that_is_chosen() {
    let json = r#"{"作成":"2024","避難所":[{"名":"a","緯度":34.5},{"名":"b","緯度":null}],"職員":[{"課":"x"}]}"#;
    let (reading, csv) = read("a.json", json.as_bytes(), &Choice::default());
    assert_eq!(csv.unwrap(), "名,緯度\na,34.5\nb,\n");
    assert_eq!(reading.recipe.choice.list.as_deref(), Some("避難所"));
    let other = Choice {
        list: Some("職員".to_owned()),
        ..Choice::default()
    };
    let (reading, csv) = read("a.json", json.as_bytes(), &other);
    assert_eq!(csv.unwrap(), "課\nx\n");
    assert_eq!(reading.lists[0].path, "職員");
    let lines = "{\"駅\":\"津\",\"人\":[1,2]}\n{\"駅\":\"桑名\",\"人\":[3,4]}\n";
    assert_eq!(
        table("a.ndjson", lines.as_bytes(), &Choice::default()),
        "駅,人_1,人_2\n津,1,2\n桑名,3,4\n"
    );
    let missing = Choice {
        list: Some("町".to_owned()),
        ..Choice::default()
    };
    let book = Book::open("a.json", json.as_bytes()).unwrap();
    let (reading, csv) = book.read(&missing).unwrap();
    assert!(csv.is_none() && reading.look.blocked.unwrap().ja.contains("「町」"));
    let (changes, list) = {
        let mut recipe = reading.recipe;
        recipe.choice.list = Some("町".to_owned());
        let replay = book.replay(&recipe).unwrap();
        (replay.differences, replay.choice.list)
    };
    assert_eq!(list, None);
    assert!(matches!(&changes[0].change, LayoutChange::ListMissing { path } if path == "町"));
}

/// An OpenDocument file with a table of that content.
pub(crate) fn ods(table: &str) -> Vec<u8> {
    let content = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><office:document-content xmlns:office=\"o\" xmlns:table=\"t\" xmlns:text=\"x\" xmlns:style=\"s\" xmlns:draw=\"d\"><office:automatic-styles><style:style style:name=\"ta2\"><style:table-properties table:display=\"false\"/></style:style></office:automatic-styles><office:body><office:spreadsheet>{table}</office:spreadsheet></office:body></office:document-content>"
    );
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in [
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", "<manifest/>"),
        ("content.xml", content.as_str()),
    ] {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn open_document_sheets_are_read() {
    let text = |text: &str| {
        format!(
            "<table:table-cell office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>"
        )
    };
    let number = |number: &str| {
        format!(
            "<table:table-cell office:value-type=\"float\" office:value=\"{number}\"><text:p>{number}人</text:p></table:table-cell>"
        )
    };
    let names = format!(
        "<table:table-row>{}{}{}{}</table:table-row>",
        text("圏域"),
        text("市町"),
        text("人口"),
        text("日")
    );
    let day = "<table:table-cell office:value-type=\"date\" office:date-value=\"2023-04-01\"><text:p>令和5年4月1日</text:p></table:table-cell>";
    let first = format!(
        "<table:table-row><table:table-cell table:number-rows-spanned=\"2\" office:value-type=\"string\"><text:p>北&amp;勢</text:p><office:annotation><text:p>メモ</text:p></office:annotation></table:table-cell>{}{}{day}</table:table-row>",
        text("津市"),
        number("274537")
    );
    let second = format!(
        "<table:table-row table:visibility=\"collapse\"><table:covered-table-cell/>{}{}</table:table-row>",
        text("桑名市"),
        number("1.5")
    );
    let third = format!(
        "<table:table-row table:number-rows-repeated=\"2\">{}{}<table:table-cell table:formula=\"of:=1+1\" office:value-type=\"float\" office:value=\"2\"><text:p>2</text:p></table:table-cell></table:table-row>",
        text("南勢"),
        text("鳥羽市")
    );
    let end = "<table:table-row table:number-rows-repeated=\"1048000\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>";
    let bytes = ods(&format!(
        "<table:table table:name=\"隠し\" table:style-name=\"ta2\"><table:table-row>{}</table:table-row></table:table><table:table table:name=\"人口\">{names}{first}{second}{third}{end}</table:table>",
        text("x")
    ));
    let (reading, csv) = read("a.ods", &bytes, &Choice::default());
    assert_eq!(
        csv.unwrap(),
        "圏域,市町,人口,日\n北&勢,津市,274537,2023-04-01\n北&勢,桑名市,1.5,\n南勢,鳥羽市,2,\n南勢,鳥羽市,2,\n"
    );
    assert_eq!(reading.recipe.sheet, "人口");
    let report = Book::open("a.ods", &bytes)
        .unwrap()
        .audit(&Choice::default())
        .unwrap();
    let sheet = 1;
    assert_eq!(
        places(&report, Rule::NotMerged),
        [AuditPlace::Cell {
            sheet,
            row: 2,
            column: 1
        }]
    );
    assert_eq!(
        places(&report, Rule::NotHidden),
        [
            AuditPlace::Sheet { sheet: 0 },
            AuditPlace::Row { sheet, row: 3 }
        ]
    );
    assert_eq!(
        places(&report, Rule::NoFormulas),
        [
            AuditPlace::Cell {
                sheet,
                row: 4,
                column: 3
            },
            AuditPlace::Cell {
                sheet,
                row: 5,
                column: 3
            }
        ]
    );
    assert_eq!(state(&report, Rule::NoColour), RuleState::Unseen);
}

fn places(report: &AuditReport, rule: Rule) -> Vec<AuditPlace> {
    let those = report
        .findings
        .iter()
        .filter(|finding| finding.rule == rule);
    those.map(|finding| finding.place).collect()
}

fn named(report: &AuditReport, rule: Rule) -> Vec<String> {
    places(report, rule)
        .iter()
        .map(|place| place.name())
        .collect()
}

fn state(report: &AuditReport, rule: Rule) -> RuleState {
    report
        .rules
        .iter()
        .find(|check| check.rule == rule)
        .unwrap()
        .state
}

fn audited(name: &str, bytes: &[u8]) -> AuditReport {
    let report = Book::open(name, bytes)
        .unwrap()
        .audit(&Choice::default())
        .unwrap();
    let ids: Vec<Rule> = report.rules.iter().map(|check| check.rule).collect();
    assert_eq!(ids, Rule::ALL);
    for check in &report.rules {
        assert!(!check.words.ja.is_empty() && !check.words.en.is_empty());
        let is_told = !check.why.ja.is_empty();
        assert_eq!(
            is_told,
            matches!(check.state, RuleState::OfOthers | RuleState::Unseen),
            "{check:?}"
        );
        let found = report
            .findings
            .iter()
            .filter(|finding| finding.rule == check.rule)
            .count();
        match check.state {
            RuleState::Broken { places } => assert!(found as u64 == places.min(200) && found > 0),
            _ => assert_eq!(found, 0),
        }
    }
    for finding in &report.findings {
        assert!(!finding.words.ja.is_empty() && !finding.words.en.is_empty());
    }
    report
}

#[test]
fn a_published_table_is_audited_cell_by_cell() {
    let report = audited("利用.csv", PUBLISHED.as_bytes());
    assert_eq!(named(&report, Rule::FirstRow), ["2:2"]);
    assert_eq!(named(&report, Rule::NothingBeside), ["1:1", "10:10"]);
    assert_eq!(named(&report, Rule::OneName), ["2:2"]);
    assert_eq!(named(&report, Rule::PlainNumbers), ["C5", "D5", "C6", "C8"]);
    assert_eq!(named(&report, Rule::SignsDefined), ["D:D"]);
    assert_eq!(named(&report, Rule::TimeAxis), ["E:E", "C3"]);
    assert_eq!(named(&report, Rule::NoPadding), Vec::<String>::new());
    assert_eq!(state(&report, Rule::Units), RuleState::Kept);
    assert_eq!(state(&report, Rule::NotMerged), RuleState::OfOthers);
    assert_eq!(state(&report, Rule::SameLayout), RuleState::Unseen);
    // The same bytes in another encoding: the same places.
    let other = audited("利用.csv", &encoded(PUBLISHED, Encoding::Cp932));
    assert_eq!(other, report);
    let fine = audited(
        "a.csv",
        "市町,人口（人）,調査日\n津市,1,2023-04-01\n桑名市,2,2023-04-01\n".as_bytes(),
    );
    assert_eq!(fine.findings, []);
}

#[test]
fn each_rule_that_a_text_can_break_is_seen_at_its_place() {
    let check = |rule: Rule, text: &str, want: &[&str]| {
        let report = audited("a.csv", text.as_bytes());
        assert_eq!(named(&report, rule), want, "{} {text}", rule.id());
    };
    check(
        Rule::NotCut,
        "市町,人口（人）\n津市,1\n,\n桑名市,2\n",
        &["3:3"],
    );
    check(
        Rule::OneTable,
        "市町,人口（人）\n津市,1\n桑名市,2\n,\n施設,件数\n図書館,3\n公園,4\n",
        &["5:5"],
    );
    check(
        Rule::NotCut,
        "市町,,人口（人）\n津市,,1\n桑名市,,2\n",
        &["B:B"],
    );
    check(
        Rule::Named,
        "市町,人口（人）,\n津市,1,x\n桑名市,2,y\n",
        &["C:C"],
    );
    check(
        Rule::NoPadding,
        "市町,人口（人）\n津　市,1\n\"桑名市 \",2\n",
        &["A2", "A3"],
    );
    check(
        Rule::OneValue,
        "市町,利用（人）\n津市,1234（56）\n桑名市,2000（70）\n",
        &["B2", "B3"],
    );
    check(
        Rule::Characters,
        "名,数（人）\n髙橋,1\n㈱津,2\n高橋,3\n",
        &["A2", "A3"],
    );
    check(
        Rule::BlankOrZero,
        "市町,人口（人）\n津市,1\n桑名市,\n鳥羽市,0\n",
        &["B:B"],
    );
    check(Rule::OneLine, "名,数（人）\n\"a\nb\",1\nc,2\n", &["A2"]);
    check(Rule::Quoted, "名,数（人）\nx,1,200\ny,3\nz,4\n", &["2:2"]);
    check(
        Rule::NoDitto,
        "圏域,市町,数（人）\n北勢,a,1\n〃,b,2\n南勢,c,3\n",
        &["A3"],
    );
    check(
        Rule::NoDitto,
        "圏域,市町,数（人）\n北勢,a,1\n,b,2\n,c,3\n南勢,d,4\n,e,5\n",
        &["A3", "A4", "A6"],
    );
    check(
        Rule::OneName,
        "市町,人口,人口\n津市,1,2\n桑名市,3,4\n",
        &["C:C"],
    );
    check(
        Rule::OneSpelling,
        "市町,数（人）\n津市,1\n津市,2\n津 市,3\n",
        &["A4"],
    );
    check(
        Rule::OtherApart,
        "理由,数（件）\n転勤,1\nその他（家の都合）,2\n",
        &["A3"],
    );
    check(Rule::FirstRow, "津市,1\n桑名市,2\n", &["1:1"]);
    check(Rule::Units, "市町,人口\n津市,1\n桑名市,2\n", &["B:B"]);
    check(
        Rule::LongForm,
        "市町,2020年,2021年,2022年\n津市,1,2,3\n桑名市,4,5,6\n",
        &["B:B"],
    );
    check(Rule::Areas, "都道府県,数（人）\n三重,1\n愛知,2\n", &["A:A"]);
    check(Rule::Areas, "都道府県,数（人）\n三重県,1\n愛知県,2\n", &[]);
}

#[test]
fn what_only_workbooks_have_is_seen_at_its_place() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let plain = Format::new();
    for (column, name) in ["市町", "人口（人）", "世帯（世帯）", "備考"]
        .iter()
        .enumerate()
    {
        sheet.write(0, column as u16, *name).unwrap();
    }
    for row in 1..6_u32 {
        sheet.write(row, 0, format!("町{row}")).unwrap();
        sheet.write(row, 1, row * 10).unwrap();
        sheet.write(row, 3, "x").unwrap();
    }
    sheet.merge_range(2, 3, 3, 3, "y", &plain).unwrap();
    for row in 1..6_u32 {
        let formula = Formula::new(format!("=B{}/2", row + 1)).set_result(format!("{}", row * 5));
        sheet.write_formula(row, 2, formula).unwrap();
    }
    let red = Format::new().set_background_color(Color::Red);
    sheet.write_with_format(4, 1, 40, &red).unwrap();
    let bold = Format::new().set_bold();
    sheet.write_with_format(1, 0, "町1", &bold).unwrap();
    sheet.set_row_hidden(5).unwrap();
    sheet.set_column_hidden(3).unwrap();
    // The smallest picture that there is.
    let gif = b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff!\xf9\x04\x00\x00\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;";
    sheet
        .insert_image(7, 5, &Image::new_from_buffer(gif).unwrap())
        .unwrap();
    let report = audited("a.xlsx", &book.save_to_buffer().unwrap());
    assert_eq!(named(&report, Rule::NotMerged), ["D3"]);
    assert_eq!(
        named(&report, Rule::NoFormulas),
        ["C2", "C3", "C4", "C5", "C6"]
    );
    assert_eq!(named(&report, Rule::NoColour), ["A2", "B5"]);
    assert_eq!(named(&report, Rule::NotHidden), ["6:6", "D:D"]);
    assert_eq!(named(&report, Rule::NoPictures), ["F8"]);
    assert_eq!(state(&report, Rule::OneLine), RuleState::OfOthers);
    assert_eq!(state(&report, Rule::Format), RuleState::Kept);
}
