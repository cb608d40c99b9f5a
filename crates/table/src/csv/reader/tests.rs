//! Files that people really hand over, and random ones against another reader.

use super::*;
use crate::dice::Dice;

/// Names, rows with their lines, or the fault.
type Read = (Vec<String>, Vec<(u64, Vec<String>)>);

fn read(bytes: &[u8]) -> Result<Read, Fault> {
    let mut reader = Reader::new(bytes)?;
    let names = reader.titles().iter().map(|title| title.name.clone());
    let names: Vec<String> = names.collect();
    let mut rows = Vec::new();
    loop {
        let mut row = Vec::new();
        if !reader.row(|at, cell| {
            assert_eq!(at, row.len());
            row.push(cell.to_owned());
        })? {
            return Ok((names, rows));
        }
        rows.push((reader.line(), row));
    }
}

/// A table as lines of cells between `|`.
fn shown(text: &str) -> String {
    match read(text.as_bytes()) {
        Ok((names, rows)) => {
            let rows = rows
                .iter()
                .map(|(line, row)| format!("{line}:{}", row.join("|")));
            std::iter::once(names.join("|"))
                .chain(rows)
                .collect::<Vec<_>>()
                .join(" ")
        }
        Err(fault) => panic!("{text:?}: {fault:?}"),
    }
}

fn fault(text: &str) -> Fault {
    read(text.as_bytes()).expect_err(text)
}

#[test]
fn a_file_as_published_is_a_grid() {
    let read = |text: &str| {
        let mut reader = Reader::raw(text.as_bytes())?;
        let names = reader.titles().iter().map(|title| title.name.clone());
        let mut rows = vec![names.collect::<Vec<_>>().join("|")];
        loop {
            let mut row = Vec::new();
            if !reader.row(|_, cell| row.push(cell.to_owned()))? {
                return Ok(rows.join(" "));
            }
            rows.push(format!("{}:{}", reader.line(), row.join("|")));
        }
    };
    assert_eq!(
        read("\u{feff}人口一覧\r\n\r\n町,\"人口,計\",\r\n,,\r\n津\r\n"),
        Ok("A|B|C 1:人口一覧|| 2:|| 3:町|人口,計| 4:|| 5:津||".into())
    );
    assert_eq!(read("\n\na\n"), Ok("A 1: 2: 3:a".into()));
    for (text, fault) in [
        ("", Fault::Empty),
        ("a\n\"b\n", Fault::Unclosed { line: 2 }),
        ("a,\"b\"c\n", Fault::AfterQuote { line: 1, opened: 1 }),
    ] {
        assert_eq!(read(text), Err(fault));
    }
}

#[test]
fn every_kind_of_line_end_is_read() {
    for end in ["\n", "\r\n", "\r", "\r\r\n"] {
        let text = ["町,人口", "津,1", "四日市,2", ""].join(end);
        assert_eq!(shown(&text), "町|人口 2:津|1 3:四日市|2", "{end:?}");
        assert_eq!(shown(text.trim_end()), "町|人口 2:津|1 3:四日市|2");
        // Blank lines are no rows of a table with several columns, but they are lines.
        let text = ["", "町,人口", "", "津,1", "", ""].join(end);
        assert_eq!(shown(&text), "町|人口 4:津|1", "{end:?}");
    }
    // Inside quotes they are a part of the cell.
    assert_eq!(
        shown("番号,メモ\r\n1,\"一行目\r\n二行目\"\r\n2,b\r\n"),
        "番号|メモ 2:1|一行目\r\n二行目 4:2|b"
    );
}

#[test]
fn a_blank_line_of_one_column_is_a_missing_cell_except_at_the_end() {
    assert_eq!(shown("町\n津\n\n四日市\n"), "町 2:津 3: 4:四日市");
    assert_eq!(shown("町\n津\n\n\n"), "町 2:津");
    assert_eq!(shown("町\n津\n\"\"\n"), "町 2:津 3:");
    assert_eq!(shown("町\n"), "町");
}

#[test]
fn quotes_mean_something_at_the_beginning_of_a_cell_only() {
    assert_eq!(
        shown("町,管\n津,5\"管\n津,\"5\"\"管\""),
        "町|管 2:津|5\"管 3:津|5\"管"
    );
    assert_eq!(shown("a,b\n\"\",\"\"\"\"\n"), "a|b 2:|\"");
    assert_eq!(shown("a,b\n\"x,y\n\",z\"\"\n"), "a|b 2:x,y\n|z\"\"");
    assert_eq!(
        shown("\"町\",\"人口 (人)\",\"増減\"\"率\"\"\"\n津,1,2\n"),
        "町|人口 (人)|増減\"率\" 2:津|1|2"
    );
    assert_eq!(
        fault("町,メモ\n津,\"あ\n四日市,い\n"),
        Fault::Unclosed { line: 2 }
    );
    assert_eq!(fault("\"町,メモ\n津,あ\n"), Fault::Unclosed { line: 1 });
    assert_eq!(
        fault("町,メモ\n津,\"あ\"い\n"),
        Fault::AfterQuote { line: 2, opened: 2 }
    );
    // One that is missing turns all that follow inside out.
    assert_eq!(
        fault("町,メモ\n津,\"あ\n四日市,\"い\"\n"),
        Fault::AfterQuote { line: 3, opened: 2 }
    );
}

#[test]
fn names_are_tidied_and_told_apart() {
    let names = |text: &str| -> Vec<(String, Option<String>)> {
        let reader = Reader::new(text.as_bytes()).unwrap();
        let titles = reader.titles().iter().cloned();
        titles.map(|title| (title.name, title.written)).collect()
    };
    assert_eq!(
        names("\u{feff}テ\u{3099}ータ,人口 ,\u{3000}率(%),１人当たり,\u{fa11}\u{fa10}\n"),
        [
            ("データ".into(), Some("テ\u{3099}ータ".into())),
            ("人口".into(), Some("人口 ".into())),
            ("率(%)".into(), Some("\u{3000}率(%)".into())),
            ("１人当たり".into(), None),
            ("\u{fa11}\u{fa10}".into(), None),
        ]
    );
    let reader = Reader::new("データ,人口\n".as_bytes()).unwrap();
    assert_eq!(reader.position(" テ\u{3099}ータ"), Some(0));
    assert_eq!(reader.position("でーた"), None);

    assert_eq!(fault(""), Fault::Empty);
    assert_eq!(fault("\u{feff}\r\n\r\n"), Fault::Empty);
    assert_eq!(fault(" ,\n1,2\n"), Fault::Empty);
    assert_eq!(fault("町,,人口\n津,1,2\n"), Fault::NoTitle { column: 2 });
    let twice = |name: &str| Fault::TitleTwice { name: name.into() };
    assert_eq!(fault("a,人口,人口\n1,2,3\n"), twice("人口"));
    assert_eq!(fault("人口,人口 \n1,2\n"), twice("人口"));
    assert_eq!(fault("\"人口\",人口\n1,2\n"), twice("人口"));
    let alike = |name: &str, other: &str| Fault::TitlesAlike {
        name: name.into(),
        other: other.into(),
    };
    assert_eq!(fault("人口1,人口１\n1,2\n"), alike("人口1", "人口１"));
    assert_eq!(fault("人 口,人口\n1,2\n"), alike("人 口", "人口"));
}

#[test]
fn another_separator_is_told() {
    for sign in ['\t', ';', '，'] {
        let text = format!("町{sign}人口\n津{sign}\"1,234\"\n");
        assert_eq!(fault(&text), Fault::Separator { sign });
        assert_eq!(fault(&format!("町{sign}人口\n")), Fault::Separator { sign });
    }
    assert_eq!(shown("町;村\n津\n"), "町;村 2:津");
    assert_eq!(shown("町;村,人口\n津,1;2\n"), "町;村|人口 2:津|1;2");
}

#[test]
fn rows_that_are_none_are_told_with_their_line() {
    let uneven = |line, want, found| Fault::Uneven { line, want, found };
    assert_eq!(fault("a,b\n1,2\n3\n"), uneven(3, 2, 1));
    assert_eq!(fault("町,人口\n津,1,\n四日市,2,\n"), uneven(2, 2, 3));
    assert_eq!(fault("a,b\n\"1\n\",2\n3,4,5\n"), uneven(4, 2, 3));
    assert_eq!(fault("町の人口\n町,人口\n津,1\n"), uneven(2, 1, 2));
    assert_eq!(fault("a,b\n1,2\n,\n"), Fault::EmptyRow { line: 3 });
    assert_eq!(fault("a,b\n1,2\n,,,\n"), Fault::EmptyRow { line: 3 });
    assert_eq!(fault("a,b\n\"\",\n1,2\n"), Fault::EmptyRow { line: 2 });
    // Spaces are characters.
    assert_eq!(shown("a,b\n ,\n"), "a|b 2: |");
}

#[test]
fn what_is_no_text_is_told_with_its_line() {
    let not = |bytes: &[u8]| read(bytes).expect_err("bytes");
    assert_eq!(not(&[0x83, 0x65, 0x2c, 0x0a]), Fault::NotUtf8 { line: 1 });
    assert_eq!(
        not(b"a,b\r\n1,2\r\n\x92\xc3,3\r\n"),
        Fault::NotUtf8 { line: 3 }
    );
    assert_eq!(not(b"a,b\n1,\x002\n"), Fault::Nul { line: 2 });
    assert_eq!(not(b"a,b\n1,\"\n\x00\"\n"), Fault::Nul { line: 3 });
    assert_eq!(not(b"a,b\n1,\"2\"\x00\n"), Fault::Nul { line: 2 });
    assert_eq!(not(b"a\x00,\x00b\x00\n\x00"), Fault::Nul { line: 1 });
}

impl Dice {
    fn text(&mut self, signs: &[&str], most: usize) -> String {
        (0..self.roll(most + 1))
            .map(|_| signs[self.roll(signs.len())])
            .collect()
    }
}

#[test]
fn what_is_written_is_read() {
    const SIGNS: [&str; 9] = ["a", "あ", "\u{3099}", ",", "\"", "\n", "\r\n", "\r", " "];
    let mut dice = Dice(0x5eed);
    for _ in 0..5_000 {
        let width = 1 + dice.roll(4);
        let end = ["\n", "\r\n", "\r"][dice.roll(3)];
        let mut rows: Vec<Vec<String>> = vec![(0..width).map(|at| format!("列{at}")).collect()];
        for _ in 0..dice.roll(6) {
            rows.push((0..width).map(|_| dice.text(&SIGNS, 4)).collect());
        }
        rows.retain(|row| width == 1 || row.iter().any(|cell| !cell.is_empty()));
        let mut text = String::new();
        for row in &rows {
            let cells: Vec<String> = row
                .iter()
                .map(|cell| {
                    let needs = cell.starts_with('"') || cell.contains([',', '\n', '\r']);
                    // A lonely empty cell at the end would be no row.
                    if needs || (width == 1 && cell.is_empty()) || dice.roll(3) == 0 {
                        format!("\"{}\"", cell.replace('"', "\"\""))
                    } else {
                        cell.clone()
                    }
                })
                .collect();
            text.push_str(&cells.join(","));
            text.push_str(end);
        }
        if dice.roll(2) == 0 {
            text.truncate(text.len() - end.len());
        }
        let (names, got) =
            read(text.as_bytes()).unwrap_or_else(|fault| panic!("{text:?}: {fault:?}"));
        let got: Vec<Vec<String>> = std::iter::once(names)
            .chain(got.into_iter().map(|(_, row)| row))
            .collect();
        assert_eq!(got, rows, "{text:?}");
        assert_eq!(elsewhere(&text).unwrap(), rows, "{text:?}");
    }
}

/// Any text at all: what is read is what another reader reads, in the line where it stands.
#[test]
fn whatever_is_read_is_read_the_same_elsewhere() {
    const SIGNS: [&str; 10] = ["a", "b", "1", ",", ",", "\"", "\n", "\n", "\r\n", "\r"];
    let mut dice = Dice(0xca5e);
    let (mut good, mut bad) = (0, 0);
    for _ in 0..40_000 {
        let text = dice.text(&SIGNS, 14);
        let Ok((_, rows)) = read(text.as_bytes()) else {
            bad += 1;
            continue;
        };
        let reader = Reader::new(text.as_bytes()).unwrap();
        let names: Vec<String> = (reader.titles().iter().cloned())
            .map(|title| title.written.unwrap_or(title.name))
            .collect();
        good += 1;
        let lines: Vec<&str> = lines(&text);
        for (line, row) in &rows {
            let start = lines[usize::try_from(*line).unwrap() - 1];
            assert!(
                start.starts_with('"') || start.starts_with(&row[0]),
                "{text:?}: {row:?} in line {line}"
            );
        }
        let is_one = names.len() == 1;
        let got: Vec<Vec<String>> = std::iter::once(names)
            .chain(rows.into_iter().map(|(_, row)| row))
            // The other reader has no rows of nothing.
            .filter(|row| !is_one || !row[0].is_empty())
            .collect();
        let mut other = elsewhere(&text).unwrap_or_else(|error| panic!("{text:?}: {error}"));
        other.retain(|row| !is_one || !row[0].is_empty());
        assert_eq!(got, other, "{text:?}");
    }
    assert!(good > 3_000 && bad > 3_000, "{good} good, {bad} bad");
}

fn lines(text: &str) -> Vec<&str> {
    let mut lines = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(['\r', '\n']) {
        let (line, behind) = rest.split_at(at);
        lines.push(line);
        rest = &behind[line_end(behind.as_bytes())..];
    }
    lines.push(rest);
    lines
}

fn elsewhere(text: &str) -> Result<Vec<Vec<String>>, csv::Error> {
    csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(text.as_bytes())
        .records()
        .map(|record| Ok(record?.iter().map(str::to_owned).collect()))
        .collect()
}
