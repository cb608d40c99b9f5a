//! With the publishers' files at hand (`AMA_SEEDS_RAW` names their folder): running the importers again gives the committed
//! tables byte for byte, and nothing of the files themselves is committed.
//!
//! The files are not part of the project, so each test says so and ends where the variable is not set.

#![expect(clippy::print_stdout, reason = "says why a test has nothing to read")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use seeds::importers::IMPORTERS;
use seeds::listing;
use seeds::raw::{Raw, decode};
use seeds::ssdse::{MUNICIPAL_EDITIONS, Municipal};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../seeds")
}

fn raw_folder() -> Option<PathBuf> {
    let folder = std::env::var_os("AMA_SEEDS_RAW").map(PathBuf::from);
    if folder.is_none() {
        println!("note: AMA_SEEDS_RAW is not set: the publishers' files are not read");
    }
    folder
}

#[test]
fn importers_give_the_committed_tables_again() {
    let Some(folder_of_files) = raw_folder() else {
        return;
    };
    let raw = Raw::new(folder_of_files);
    let committed = listing::datasets(&folder()).unwrap();
    let mut wrong = Vec::new();
    for (importer, (dataset, csv)) in IMPORTERS.iter().zip(committed) {
        assert_eq!(importer.id, dataset.id);
        for file in &dataset.retrieved_from {
            if raw.bytes(file).is_err() && raw.bytes(&format!("../{file}")).is_err() {
                wrong.push(format!("{}: there is no file `{file}`", importer.id));
            }
        }
        match (importer.run)(&raw).and_then(|table| table.to_csv()) {
            Ok(again) if again == csv => {}
            Ok(again) => {
                let line = again.lines().zip(csv.lines()).position(|(a, b)| a != b);
                wrong.push(format!(
                    "{}: differs from line {:?}",
                    importer.id,
                    line.map(|index| index + 1)
                ));
            }
            Err(error) => wrong.push(format!("{}: {error:#}", importer.id)),
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn two_publishers_agree_on_the_finance_indicators() {
    let Some(folder_of_files) = raw_folder() else {
        return;
    };
    let text = std::fs::read_to_string(folder().join("mie-finance/mie-finance.csv")).unwrap();
    let rows = seeds::raw::delimited(&text, b',').unwrap();
    let raw = Raw::new(folder_of_files);
    let mut compared = 0;
    for edition in MUNICIPAL_EDITIONS {
        let data = Municipal::read(&raw, edition).unwrap();
        // 経常収支比率 and 実質公債費比率 of SSDSE against columns 5 and 6 of ours, which come from the Excel files.
        for (item, column) in [("D2203", 5), ("D2211", 6)] {
            let year = data.year(item).unwrap().to_string();
            for (municipality, values) in data.values(&[item]).unwrap() {
                let Some(row) = rows
                    .iter()
                    .find(|row| row[0] == municipality.code && row[3] == year)
                else {
                    continue;
                };
                assert_eq!(
                    row[column].parse::<f64>().ok(),
                    values[0],
                    "{} {year} {item}",
                    municipality.name
                );
                compared += 1;
            }
        }
    }
    assert!(compared >= 29 * 2 * 2, "{compared}");
}

#[test]
fn no_line_of_a_publishers_file_is_committed() {
    let Some(folder_of_files) = raw_folder() else {
        return;
    };
    let mut published: BTreeSet<String> = BTreeSet::new();
    let mut open = vec![folder_of_files];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let entry = entry.unwrap();
            if entry.file_type().unwrap().is_dir() {
                open.push(entry.path());
            } else if let Ok(text) = decode(&std::fs::read(entry.path()).unwrap()) {
                published.extend(
                    text.lines()
                        .map(str::trim)
                        .filter(|line| line.len() >= 24)
                        .map(str::to_owned),
                );
            }
        }
    }
    assert!(
        published.len() > 10_000,
        "only {} lines read",
        published.len()
    );
    for (dataset, csv) in listing::datasets(&folder()).unwrap() {
        for line in csv.lines() {
            assert!(!published.contains(line.trim()), "{}: {line}", dataset.id);
        }
    }
}

/// The traps of the files as their publishers wrote them, read here without our importers.
#[test]
fn the_files_have_the_traps_that_lessons_are_about() {
    let Some(folder_of_files) = raw_folder() else {
        return;
    };
    let raw = Raw::new(folder_of_files);
    let days = raw.rows("jma_tsu_daily_2022H1.csv", b',').unwrap();
    let unfilled: Vec<&str> = days
        .iter()
        .filter(|row| row[1] == "0.0" || row[2].is_empty())
        .map(|row| row[0].as_str())
        .collect();
    assert_eq!((days.len(), unfilled.len()), (182, 25));
    assert_eq!(
        (unfilled.first(), unfilled.last()),
        (Some(&"2022/6/6"), Some(&"2022/6/30"))
    );

    let codes = raw.rows("utf_ken_all_mie.csv", b',').unwrap();
    let shared: Vec<(&str, &str)> = codes
        .iter()
        .filter(|row| row[2] == "5100000")
        .map(|row| (row[7].as_str(), row[8].as_str()))
        .collect();
    let unlisted = "以下に掲載がない場合";
    assert_eq!(
        shared,
        ["四日市市", "三重郡朝日町", "三重郡川越町"].map(|town| (town, unlisted))
    );

    let edition = |name: &str| -> BTreeSet<String> {
        let rows = raw.rows(name, b',').unwrap();
        rows.into_iter()
            .map(|row| row[0].clone())
            .filter(|day| day.starts_with("2021/"))
            .collect()
    };
    let old = edition("syukujitsu_asof20201118.csv");
    let new = edition("syukujitsu_asof20201127.csv");
    assert_eq!(old.difference(&new).count(), 3);
    assert_eq!(new.difference(&old).count(), 4);

    // 37 rows of Mie: the prefecture, 29 municipalities, and 7 subtotals by 郡 that a naive sum counts again.
    let register = raw.rows("jukikihon_2020.csv", b',').unwrap();
    let mie: Vec<&Vec<String>> = register
        .iter()
        .filter(|row| row.iter().take(3).any(|cell| cell.trim() == "三重県"))
        .collect();
    assert_eq!(mie.len(), 37);

    let list: serde_json::Value =
        serde_json::from_str(&raw.text("gsi_hinanjo_mie24.json").unwrap()).unwrap();
    let marked = |part: &str| {
        let places = list[part].as_array().unwrap();
        places.iter().filter(|place| place["s"] == 1).count()
    };
    assert_eq!((marked("s"), marked("e")), (1_210, 1_507));
}
