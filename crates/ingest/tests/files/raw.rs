//! The publishers' own files (`AMA_SEEDS_RAW` names their folder): each becomes a right table with what is proposed, or with the
//! choices that stand here. They are no part of the project, so the test says so and ends where the variable is not set.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]
#![expect(clippy::print_stdout, reason = "says why a test has nothing to read")]

use std::path::{Path, PathBuf};

use ingest::Book;
use spec::ingest::{Choice, LayoutChange, Reading};

fn folder() -> Option<PathBuf> {
    let folder = std::env::var_os("AMA_SEEDS_RAW").map(PathBuf::from);
    if folder.is_none() {
        println!("note: AMA_SEEDS_RAW is not set: the publishers' files are not read");
    }
    folder
}

/// A file, what is chosen for it, and what must come of it.
struct Case {
    file: &'static str,
    choice: Choice,
    /// The rows that name columns, the rows and the columns of the table.
    header: (u32, u32),
    rows: u64,
    columns: usize,
    /// A row by its cells up to a figure that the publisher states, from the left.
    row: &'static str,
}

fn case(
    file: &'static str,
    header: (u32, u32),
    rows: u64,
    columns: usize,
    row: &'static str,
) -> Case {
    Case {
        file,
        choice: Choice::default(),
        header,
        rows,
        columns,
        row,
    }
}

fn cases() -> Vec<Case> {
    let list = |list: &str| Choice {
        list: Some(list.to_owned()),
        ..Choice::default()
    };
    vec![
        case(
            "FITS-M-List.csv",
            (2, 2),
            1741,
            5,
            "242012,三重県,津市,,都市Ⅳ－３",
        ),
        case(
            "SSDSE-A-2022.csv",
            (1, 3),
            1741,
            127,
            "R24201,三重県,津市,274537,",
        ),
        case(
            "SSDSE-A-2023.csv",
            (1, 3),
            1741,
            128,
            "R24201,三重県,津市,274537,",
        ),
        case(
            "SSDSE-A-2024.csv",
            (1, 3),
            1741,
            128,
            "R24201,三重県,津市,274537,",
        ),
        case(
            "SSDSE-A-2026.csv",
            (1, 3),
            1741,
            128,
            "R24201,三重県,津市,274537,",
        ),
        case(
            "SSDSE-B-2025.csv",
            (1, 2),
            564,
            112,
            "2020,R24000,三重県,1770254,864475,",
        ),
        case(
            "SSDSE-C-2025.csv",
            (1, 2),
            48,
            229,
            "R24201,三重県,津市,2.90,990453,",
        ),
        case(
            "SSDSE-F-2023.csv",
            (1, 2),
            611,
            46,
            "R24201,三重県,津市,01月,5.7,",
        ),
        // A prefecture's rows stand among the towns', with no town: one step leaves them out.
        case(
            "jukikihon_2016.csv",
            (2, 4),
            2278,
            25,
            "242012,三重県,津市,137300,145731,283031,123350,",
        ),
        case(
            "jukikihon_2017.csv",
            (2, 4),
            2278,
            25,
            "242012,三重県,津市,",
        ),
        case(
            "jukikihon_2018.csv",
            (2, 4),
            2278,
            25,
            "242012,三重県,津市,",
        ),
        case(
            "jukikihon_2019.csv",
            (2, 4),
            2277,
            25,
            "242012,三重県,津市,",
        ),
        case(
            "jukikihon_2020.csv",
            (2, 4),
            2277,
            25,
            "242012,三重県,津市,135293,142812,278105,126665,",
        ),
        case(
            "jukikihon_2022.csv",
            (2, 6),
            2277,
            4,
            "242012,三重県,津市,274065",
        ),
        case(
            "soumu-zaisei/H26.xls",
            (2, 2),
            1741,
            8,
            "011002,北海道,札幌市,0.7,94,5.9,72.1,100.4",
        ),
        case(
            "soumu-zaisei/H27.xls",
            (2, 2),
            1741,
            8,
            "011002,北海道,札幌市,0.72,",
        ),
        case(
            "soumu-zaisei/H28.xlsx",
            (2, 2),
            1741,
            8,
            "011002,北海道,札幌市,0.73,",
        ),
        case(
            "soumu-zaisei/H29.xlsx",
            (2, 2),
            1741,
            8,
            "011002,北海道,札幌市,0.73,",
        ),
        case(
            "soumu-zaisei/H30.xlsx",
            (2, 2),
            1741,
            8,
            "011002,北海道,札幌市,0.73,",
        ),
        case(
            "soumu-zaisei/R1.xlsx",
            (2, 2),
            1741,
            8,
            "011002,北海道,札幌市,0.73,",
        ),
        case(
            "soumu-zaisei/R2.xlsx",
            (2, 2),
            1741,
            8,
            "011002,北海道,札幌市,0.74,",
        ),
        case(
            "soumu-zaisei/R3.xlsx",
            (2, 2),
            1741,
            8,
            "473821,沖縄県,与那国町,0.15,86.5,7.1,,84.5",
        ),
        // The list of emergency sites is larger; the shelters are one choice away.
        case(
            "gsi_hinanjo_mie24.json",
            (1, 1),
            3786,
            9,
            "北勢町阿下喜66-3,43,E2421400021201,",
        ),
        Case {
            choice: list("s"),
            ..case(
                "gsi_hinanjo_mie24.json",
                (1, 1),
                1678,
                10,
                "員弁町笠田新田111,,E2421400028111,",
            )
        },
        case(
            "eki_joko_mie_2011-2024.ndjson",
            (1, 1),
            232,
            25,
            "8f9964df4a4c,006143,006143,近鉄四日市,",
        ),
        case(
            "N03-21_24_210101.topojson",
            (1, 1),
            29,
            7,
            "\"[[0,1,2,3,4,5,6]]\",Polygon,三重県,,,津市,24201",
        ),
        case(
            "traffic_accidents_monthly.tsv",
            (1, 1),
            7845,
            7,
            "2025,9,中部,三重,200,4,228",
        ),
        case(
            "syukujitsu_asof20201118.csv",
            (1, 1),
            958,
            2,
            "1955-01-01,元日",
        ),
        case(
            "syukujitsu_asof20201127.csv",
            (1, 1),
            959,
            2,
            "1955-01-01,元日",
        ),
        case(
            "syukujitsu_asof20240717.csv",
            (1, 1),
            1032,
            2,
            "2025-11-24,休日",
        ),
        // No row names the columns: they are called 列1 and so on, and a step gives them names.
        case(
            "utf_ken_all_mie.csv",
            (0, 0),
            2481,
            15,
            "24201,514,5140017,ミエケン,ツシ,アイオイチョウ,三重県,津市,相生町,",
        ),
        case(
            "jisx0402_2020.csv",
            (1, 1),
            1788,
            5,
            "242012,三重県,津市,ﾐｴｹﾝ,ﾂｼ",
        ),
        case(
            "localgovjp-utf8.csv",
            (1, 1),
            1916,
            10,
            "24,三重県,24201,津市,つし,34.71861111,136.5055556,",
        ),
        case(
            "merged_towns_mie.csv",
            (1, 1),
            46,
            5,
            "三重県,久居市,津市,2006-01-01,",
        ),
        case(
            "jma_tsu_daily_2022H1.csv",
            (1, 1),
            181,
            4,
            "2022-01-01,3.0,雪時々曇一時みぞれ,津",
        ),
    ]
}

fn read(folder: &Path, file: &str, choice: &Choice) -> (Reading, String) {
    let bytes = std::fs::read(folder.join(file)).unwrap();
    let book =
        Book::open_large(file, bytes).unwrap_or_else(|reason| panic!("{file}: {}", reason.ja));
    let (reading, csv) = book.read(choice).unwrap();
    let csv = csv.unwrap_or_else(|| panic!("{file}: {:?}", reading.look.blocked));
    (reading, String::from_utf8(csv).unwrap())
}

#[test]
fn every_published_file_becomes_a_table() {
    let Some(folder) = folder() else {
        return;
    };
    let cases = cases();
    for case in &cases {
        let file = case.file;
        let (reading, csv) = read(&folder, file, &case.choice);
        let look = &reading.look;
        assert_eq!(look.header, case.header, "{file}");
        assert_eq!(look.rows, case.rows, "{file}");
        assert_eq!(look.columns.len(), case.columns, "{file}");
        assert!(
            csv.lines().any(|line| line.starts_with(case.row)),
            "{file}: {}",
            case.row
        );
        // It is a table as the engine reads it, all of it.
        let mut rows = table::csv::Reader::new(csv.as_bytes()).unwrap();
        let mut count = 0;
        while rows.row(|_, _| {}).unwrap() {
            count += 1;
        }
        assert_eq!(count, case.rows, "{file}");
    }
    // None was forgotten.
    let mut there: Vec<String> = Vec::new();
    for place in ["", "soumu-zaisei/"] {
        for entry in std::fs::read_dir(folder.join(place)).unwrap() {
            let entry = entry.unwrap();
            if entry.file_type().unwrap().is_file() {
                there.push(format!("{place}{}", entry.file_name().to_string_lossy()));
            }
        }
    }
    for file in there {
        assert!(
            cases.iter().any(|case| case.file == file),
            "{file} is not tried"
        );
    }
}

/// The choices of one year read the next one, and what moved is told.
#[test]
fn the_next_years_file_is_read_as_the_last() {
    let Some(folder) = folder() else {
        return;
    };
    let replay = |from: &str, to: &str| {
        let (reading, _) = read(&folder, from, &Choice::default());
        let bytes = std::fs::read(folder.join(to)).unwrap();
        let book = Book::open_large(to, bytes).unwrap();
        let replay = book.replay(&reading.recipe).unwrap();
        let (again, csv) = book.read(&replay.choice).unwrap();
        assert!(csv.is_some(), "{to}");
        (replay, again)
    };
    let (same, _) = replay("soumu-zaisei/R2.xlsx", "soumu-zaisei/R3.xlsx");
    assert!(same.is_complete(), "{:?}", same.differences);
    // An edition in which items were renamed.
    let (renamed, again) = replay("SSDSE-A-2023.csv", "SSDSE-A-2024.csv");
    assert!(!renamed.is_complete());
    assert_eq!(again.look.header, (1, 3));
    let is_of_column = |change: &LayoutChange| {
        matches!(
            change,
            LayoutChange::ColumnMissing { .. }
                | LayoutChange::ColumnRenamed { .. }
                | LayoutChange::ColumnNew { .. }
        )
    };
    assert!(
        renamed
            .differences
            .iter()
            .any(|difference| is_of_column(&difference.change))
    );
    // Another encoding, five rows of names and no longer three.
    let (other, again) = replay("jukikihon_2020.csv", "jukikihon_2022.csv");
    assert_eq!(
        again.recipe.choice.encoding,
        Some(spec::ingest::Encoding::Cp932)
    );
    assert!(
        other
            .differences
            .iter()
            .any(|difference| matches!(difference.change, LayoutChange::Encoding { .. }))
    );
    for difference in &other.differences {
        assert!(!difference.words.ja.is_empty() && !difference.words.en.is_empty());
    }
}
