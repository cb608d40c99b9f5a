//! The committed tables: what their `dataset.toml` says, complete, and true to totals known from other places.

#![expect(
    clippy::unwrap_used,
    reason = "a test stops at the first thing that is not there"
)]

mod table;
mod traps;

use std::collections::{BTreeMap, BTreeSet};

use seeds::check;
use seeds::dataset::Dataset;
use seeds::importers::IMPORTERS;
use seeds::listing;
use seeds::place::MUNICIPALITIES;

use self::table::{Table, folder};

#[test]
fn every_table_is_what_its_description_says() {
    let mut wrong = Vec::new();
    for (dataset, csv) in listing::datasets(&folder()).unwrap() {
        wrong.extend(
            check::problems(&dataset, &csv)
                .into_iter()
                .map(|problem| format!("{}: {problem}", dataset.id)),
        );
        if dataset.file != format!("{}.csv", dataset.id) {
            wrong.push(format!(
                "{}: the file is called {}",
                dataset.id, dataset.file
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn folders_and_importers_are_the_same_list() {
    let mut folders: Vec<String> = Vec::new();
    for entry in std::fs::read_dir(folder()).unwrap() {
        let entry = entry.unwrap();
        if !entry.file_type().unwrap().is_dir() {
            continue;
        }
        let name = entry.file_name().into_string().unwrap();
        let text = std::fs::read_to_string(entry.path().join("dataset.toml")).unwrap();
        assert_eq!(Dataset::parse(&text).unwrap().id, name);
        let mut files: Vec<_> = std::fs::read_dir(entry.path())
            .unwrap()
            .map(|f| f.unwrap().file_name().into_string().unwrap())
            .collect();
        files.sort();
        let mut expected = vec!["dataset.toml".to_owned(), format!("{name}.csv")];
        expected.sort();
        // Nothing else, above all no publisher's file, may lie beside a table.
        assert_eq!(files, expected);
        folders.push(name);
    }
    folders.sort();
    let mut ids: Vec<String> = IMPORTERS
        .iter()
        .map(|importer| importer.id.to_owned())
        .collect();
    ids.sort();
    assert_eq!(folders, ids);
}

#[test]
fn municipal_tables_hold_all_29_under_one_spelling() {
    for importer in IMPORTERS {
        let table = Table::read(importer.id);
        let partial = [
            "merged-towns",
            "mie-shelters",
            "mie-refuges",
            "mie-postcodes",
        ];
        if !table.header.iter().any(|name| name == "市町コード") {
            continue;
        }
        let area = table.header.iter().position(|name| name == "地域");
        for (row, (code, name)) in table
            .rows
            .iter()
            .zip(table.texts("市町コード").iter().zip(table.texts("市町名")))
        {
            let known = MUNICIPALITIES
                .iter()
                .find(|m| m.code == *code)
                .unwrap_or_else(|| panic!("{}: {code}", importer.id));
            assert_eq!(known.name, name, "{}", importer.id);
            if let Some(area) = area {
                assert_eq!(row[area], known.area, "{}", importer.id);
            }
        }
        if partial.contains(&importer.id) {
            continue;
        }
        // Each period holds each municipality, and none oftener than another but for outlines.
        let period = ["年", "年度"]
            .into_iter()
            .find(|name| table.header.iter().any(|h| h == name));
        let mut periods: BTreeMap<String, BTreeMap<String, usize>> = BTreeMap::new();
        for (index, code) in table.texts("市町コード").into_iter().enumerate() {
            let key = period.map_or(String::new(), |name| table.texts(name)[index].to_owned());
            *periods
                .entry(key)
                .or_default()
                .entry(code.to_owned())
                .or_default() += 1;
        }
        for (key, counts) in periods {
            assert_eq!(counts.len(), 29, "{} {key}", importer.id);
            let same = counts
                .values()
                .all(|count| Some(count) == counts.values().next());
            assert!(
                same || importer.id == "mie-boundaries",
                "{} {key}: {counts:?}",
                importer.id
            );
        }
    }
}

#[test]
fn the_two_populations_stay_apart() {
    let tsu = ("市町名", "津市");
    let register = Table::read("mie-population");
    assert_eq!(register.one(&[tsu, ("年", "2020")], "人口"), "278105");
    assert_eq!(register.one(&[tsu, ("年", "2022")], "人口"), "274065");
    // The prefecture's own rows of the register: sums that counted 郡 as well would be far above.
    for (year, total) in [
        ("2016", 1_850_028),
        ("2017", 1_841_753),
        ("2020", 1_813_859),
        ("2022", 1_784_968),
    ] {
        assert_eq!(
            register.filter(&[("年", year)]).sum("人口"),
            total,
            "{year}"
        );
    }
    let mut years = register.texts("年");
    years.dedup();
    assert_eq!(years, ["2016", "2017", "2018", "2019", "2020", "2022"]);

    let census = Table::read("mie-census");
    assert_eq!(census.one(&[tsu], "人口"), "274537");
    assert_eq!(census.sum("人口"), 1_770_254);
    // The prefecture's own figure of the same census, from the series by prefecture.
    let nights = Table::read("tourism-nights");
    assert_eq!(
        nights.one(&[("都道府県名", "三重県"), ("年", "2020")], "人口"),
        "1770254"
    );
    let ages = Table::read("mie-population-age");
    assert_eq!(ages.sum("人口"), 1_770_254);
    assert_eq!(
        ages.filter(&[("年齢区分", "65歳以上")]).sum("人口"),
        census.sum("高齢者人口")
    );
}

#[test]
fn population_and_events_tell_one_story() {
    let population = Table::read("mie-population");
    let vital = Table::read("mie-vital");
    let mut compared = 0;
    for municipality in MUNICIPALITIES {
        for year in 2016..2020 {
            let at = |year: i32| -> i64 {
                population
                    .one(
                        &[("市町コード", municipality.code), ("年", &year.to_string())],
                        "人口",
                    )
                    .parse()
                    .unwrap()
            };
            let change: i64 = vital
                .one(
                    &[("市町コード", municipality.code), ("年", &year.to_string())],
                    "増減数",
                )
                .parse()
                .unwrap();
            // Events from 1 January to 31 December lead from one 1 January to the next.
            assert_eq!(
                at(year) + change,
                at(year + 1),
                "{} {year}",
                municipality.name
            );
            compared += 1;
        }
    }
    assert_eq!(compared, 29 * 4);
}

#[test]
fn households_and_workers_are_possible() {
    let census = Table::read("mie-census");
    let households = Table::read("mie-households");
    assert_eq!(census.texts("一般世帯数"), households.texts("一般世帯数"));
    let at_most = |table: &Table, part: &str, whole: &str| {
        for ((part, whole), name) in table
            .numbers(part)
            .iter()
            .zip(table.numbers(whole))
            .zip(table.texts("市町名"))
        {
            assert!(*part <= whole, "{name}: {part} of {whole}");
        }
    };
    for (part, whole) in [
        ("可住地面積", "総面積"),
        ("後期高齢者人口", "高齢者人口"),
        ("就業者数", "人口"),
        ("一般世帯数", "世帯数"),
    ] {
        at_most(&census, part, whole);
    }
    for (part, whole) in [
        ("単独世帯数", "一般世帯数"),
        ("核家族世帯数", "一般世帯数"),
        ("高齢単身世帯数", "単独世帯数"),
    ] {
        at_most(&households, part, whole);
    }
    // km², not ha: the prefecture has a little under 5,800.
    let area: f64 = census.numbers("総面積").iter().sum();
    assert!((5_700.0..5_800.0).contains(&area), "{area}");
}

#[test]
fn outlines_have_the_published_areas_and_hold_the_town_halls() {
    let outlines = Table::read("mie-boundaries");
    let census = Table::read("mie-census");
    let codes = Table::read("municipality-codes");
    for municipality in MUNICIPALITIES {
        let own = outlines.filter(&[("市町コード", municipality.code)]);
        let mut rings: BTreeMap<String, Vec<(f64, f64)>> = BTreeMap::new();
        let positions = own.numbers("経度").into_iter().zip(own.numbers("緯度"));
        for (ring, position) in own.texts("輪").into_iter().zip(positions) {
            rings.entry(ring.to_owned()).or_default().push(position);
        }
        let mut area = 0.0;
        let mut holds_hall = false;
        let hall = |column: &str| -> f64 {
            codes
                .one(&[("市町コード", municipality.code)], column)
                .parse()
                .unwrap()
        };
        let (x, y) = (hall("経度"), hall("緯度"));
        for ring in rings.values() {
            assert_eq!(ring.first(), ring.last(), "{}", municipality.name);
            assert!(ring.len() >= 4, "{}", municipality.name);
            let mut inside = false;
            let mut twice = 0.0;
            for pair in ring.windows(2) {
                let ((x1, y1), (x2, y2)) = (pair[0], pair[1]);
                twice += x1 * y2 - x2 * y1;
                if (y1 > y) != (y2 > y) && x < (x2 - x1) * (y - y1) / (y2 - y1) + x1 {
                    inside = !inside;
                }
            }
            // A degree of latitude is 110.9 km here, one of longitude that times the cosine of the latitude.
            #[expect(
                clippy::disallowed_methods,
                reason = "compared with a published area, to a hundredth"
            )]
            let shrunk = y.to_radians().cos();
            area += twice.abs() / 2.0 * 110.9 * 110.9 * 1.003 * shrunk;
            holds_hall |= inside;
        }
        let published: f64 = census
            .one(&[("市町コード", municipality.code)], "総面積")
            .parse()
            .unwrap();
        assert!(
            (area / published - 1.0).abs() < 0.08,
            "{}: {area:.1} km², published {published}",
            municipality.name
        );
        assert!(
            holds_hall,
            "the town hall of {} lies outside",
            municipality.name
        );
    }
}

#[test]
fn points_lie_in_mie() {
    for (id, slack) in [
        ("mie-shelters", 0.0),
        ("mie-refuges", 0.0),
        ("mie-stations", 0.0),
        ("municipality-codes", 0.0),
    ] {
        let table = Table::read(id);
        for (longitude, latitude) in table.numbers("経度").into_iter().zip(table.numbers("緯度"))
        {
            assert!(
                (135.85 - slack..136.99 + slack).contains(&longitude),
                "{id}: {longitude}"
            );
            assert!(
                (33.72 - slack..35.26 + slack).contains(&latitude),
                "{id}: {latitude}"
            );
        }
    }
}

#[test]
fn shelters_warn_against_real_use() {
    for id in ["mie-shelters", "mie-refuges"] {
        let text = std::fs::read_to_string(folder().join(id).join("dataset.toml")).unwrap();
        let note = Dataset::parse(&text).unwrap().note.unwrap_or_default();
        assert!(note.contains("避難の判断に使わないこと"), "{id}");
    }
    let table = Table::read("mie-shelters");
    // Inland towns cannot have sites for tsunami: the bits are in the publisher's order.
    for inland in ["いなべ市", "名張市", "伊賀市", "菰野町", "東員町"] {
        let own = table.filter(&[("市町名", inland)]);
        assert!(!own.rows.is_empty());
        assert!(
            own.texts("津波").iter().all(|cell| *cell == "false"),
            "{inland}"
        );
        assert!(own.texts("洪水").contains(&"true"), "{inland}");
    }
}

#[test]
fn accidents_and_holidays_are_complete() {
    let accidents = Table::read("traffic-accidents-monthly");
    let mie = accidents.filter(&[("都道府県名", "三重県")]);
    assert_eq!(mie.rows.len(), 131);
    assert_eq!(accidents.rows.len(), 131 * 7);
    assert_eq!(mie.filter(&[("年", "2022")]).sum("発生件数"), 2_917);
    assert!(!mie.texts("年月").contains(&"2014-12-01"));
    let holidays = Table::read("holidays");
    // The Olympic year: the holidays moved after the first list had been published.
    assert_eq!(holidays.one(&[("日付", "2021-07-22")], "名称"), "海の日");
    assert_eq!(holidays.one(&[("日付", "2021-08-09")], "曜日"), "月");
    assert!(holidays.filter(&[("日付", "2021-07-19")]).rows.is_empty());
}

#[test]
fn finance_says_no_burden_by_an_empty_cell_and_only_there() {
    let table = Table::read("mie-finance");
    for column in [
        "財政力指数",
        "経常収支比率",
        "実質公債費比率",
        "ラスパイレス指数",
    ] {
        assert_eq!(table.numbers(column).len(), 232, "{column}");
    }
    let burden = table.numbers("将来負担比率");
    assert!(burden.len() < 232 && burden.iter().all(|value| *value > 0.0));
    assert!(
        table
            .numbers("財政力指数")
            .iter()
            .all(|value| (0.1..2.0).contains(value))
    );
    assert!(
        table
            .numbers("ラスパイレス指数")
            .iter()
            .all(|value| (80.0..110.0).contains(value))
    );
}

#[test]
fn the_plan_has_33_measures() {
    let table = Table::read("mie-plan");
    let numbers: Vec<String> = (1..=33).map(|n: i32| n.to_string()).collect();
    assert_eq!(
        table.texts("番号"),
        numbers.iter().map(String::as_str).collect::<Vec<_>>()
    );
    for row in 0..33 {
        let some = ["基本方針1", "基本方針2", "基本方針3"]
            .iter()
            .any(|policy| table.texts(policy)[row] == "true");
        assert!(some, "measure {} serves no policy", row + 1);
    }
}

#[test]
fn the_whole_country_adds_up() {
    let japan = Table::read("japan-municipalities");
    assert_eq!(japan.rows.len(), 1_741);
    let prefectures: BTreeSet<&str> = japan.texts("都道府県名").into_iter().collect();
    assert_eq!(prefectures.len(), 47);
    // The published totals of the census of 2020, and of the survey of doctors of 2022.
    assert_eq!(japan.sum("人口"), 126_146_099);
    assert_eq!(japan.sum("医師数"), 343_275);
    let by_prefecture = Table::read("prefectures").filter(&[("年", "2020")]);
    for column in ["人口", "年少人口", "生産年齢人口", "高齢者人口"] {
        for prefecture in &prefectures {
            let own = ("都道府県名", *prefecture);
            assert_eq!(
                japan.filter(&[own]).sum(column).to_string(),
                by_prefecture.one(&[own], column),
                "{prefecture} {column}"
            );
        }
    }
    // One kind of place under one name in every table that has it.
    let mie = japan.filter(&[("都道府県名", "三重県")]);
    let census = Table::read("mie-census");
    for column in [
        "人口",
        "生産年齢人口",
        "外国人人口",
        "総面積",
        "可住地面積",
        "完全失業者数",
    ] {
        assert_eq!(mie.texts(column), census.texts(column), "{column}");
    }
    assert_eq!(
        mie.texts("類似団体区分"),
        Table::read("municipality-codes").texts("類似団体区分")
    );
    // A town that everybody had to leave: nothing may be divided by its population.
    let empty = japan.filter(&[("人口", "0")]);
    assert_eq!(empty.texts("都道府県名"), ["福島県"]);
}

#[test]
fn spending_is_ranked_within_47_cities() {
    let food = Table::read("household-food");
    let items: BTreeSet<&str> = food.texts("品目").into_iter().collect();
    assert_eq!(food.rows.len(), 47 * items.len());
    let rank = |item: &str| food.one(&[("市", "津市"), ("品目", item)], "順位");
    assert_eq!(rank("酒類"), "47");
    assert_eq!(rank("小麦粉"), "2");
    assert_eq!(rank("えび"), "4");
    for item in items {
        let own = food.filter(&[("品目", item)]);
        let spent = own.numbers("金額");
        for (rank, own) in own.numbers("順位").iter().zip(&spent) {
            let more = spent.iter().filter(|other| *other > own).count();
            assert_eq!(*rank, more as f64 + 1.0, "{item}");
        }
    }
    // A group is no less than what is listed of it.
    let tsu = food.filter(&[("市", "津市")]);
    for group in tsu.texts("分類").into_iter().collect::<BTreeSet<_>>() {
        let total: i64 = tsu.one(&[("品目", group)], "金額").parse().unwrap();
        assert!(
            tsu.filter(&[("分類", group)]).sum("金額") <= 2 * total,
            "{group}"
        );
    }
}

#[test]
fn every_postal_code_is_of_mie() {
    let codes = Table::read("mie-postcodes");
    assert_eq!(codes.rows.len(), 2_481);
    let different: BTreeSet<&str> = codes.texts("郵便番号").into_iter().collect();
    assert_eq!(different.len(), 2_457);
    let towns: BTreeSet<&str> = codes.texts("市町コード").into_iter().collect();
    assert_eq!(towns.len(), 29);
    assert!(different.iter().all(|code| code.len() == 7));
}

#[test]
fn the_calendar_knows_when_a_town_hall_is_open() {
    let calendar = Table::read("calendar");
    assert_eq!(calendar.rows.len(), 366 + 365);
    let open = |day: &str| calendar.one(&[("日付", day)], "開庁日");
    assert_eq!(open("2024-02-29"), "true");
    assert_eq!(open("2025-12-26"), "true");
    for closed in [
        "2024-01-03",
        "2024-08-12",
        "2025-12-27",
        "2025-12-29",
        "2025-12-31",
    ] {
        assert_eq!(open(closed), "false", "{closed}");
    }
    let new_year = [("日付", "2025-03-31"), ("年度", "2024")];
    assert_eq!(calendar.filter(&new_year).rows.len(), 1);
    let listed = Table::read("holidays").filter(&[("年", "2024")]);
    let names = calendar.filter(&[("年", "2024")]);
    let named: Vec<&str> = names
        .texts("祝日名")
        .into_iter()
        .filter(|name| !name.is_empty())
        .collect();
    assert_eq!(named, listed.texts("名称"));
}

#[test]
fn everything_together_stays_small() {
    let bytes: usize = listing::datasets(&folder())
        .unwrap()
        .iter()
        .map(|(_, csv)| csv.len())
        .sum();
    // What a lesson fetches are its own tables; a browser that keeps the whole site for work without a network has them all.
    assert!(bytes < 2_000_000, "{bytes} bytes");
}

#[test]
fn the_readme_lists_what_is_there() {
    let readme = std::fs::read_to_string(folder().join("README.md")).unwrap();
    let list = listing::markdown(&folder()).unwrap();
    assert!(
        readme.contains(&list),
        "seeds/README.md is out of date\nhint: cargo run -p seeds -- --list\n{list}"
    );
}
