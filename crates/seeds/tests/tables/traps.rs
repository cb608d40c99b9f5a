//! Where a naive reading of the tables goes wrong. Modules are built on these, so they must still be there when the tables are
//! made anew: each is a property that a lesson states, on the committed tables.

use std::collections::{BTreeMap, BTreeSet};

use crate::table::Table;

/// The cell as a number; `None` where it is empty.
fn number(text: &str) -> Option<f64> {
    (!text.is_empty()).then(|| text.parse().unwrap())
}

/// Sums by town of one column over all rows of a table.
fn by_town(table: &Table, column: &str) -> BTreeMap<String, f64> {
    let mut sums = BTreeMap::new();
    for (town, value) in table.texts("市町名").into_iter().zip(table.numbers(column)) {
        *sums.entry(town.to_owned()).or_default() += value;
    }
    sums
}

/// One to the largest, and so on.
fn rank(values: &BTreeMap<String, f64>, town: &str) -> usize {
    let own = values[town];
    1 + values.values().filter(|value| **value > own).count()
}

fn rounded(value: f64, digits: i32) -> f64 {
    let scale = table::number::ten_to(digits);
    (value * scale).round() / scale
}

#[test]
fn people_of_unknown_age_change_ranks() {
    let census = Table::read("mie-census");
    let all = by_town(&census, "人口");
    let old = by_town(&census, "高齢者人口");
    let mut known = by_town(&census, "年少人口");
    for column in ["生産年齢人口", "高齢者人口"] {
        for (town, people) in by_town(&census, column) {
            *known.get_mut(&town).unwrap() += people;
        }
    }
    let unknown = |town: &str| rounded((all[town] - known[town]) / all[town] * 100.0, 1);
    assert_eq!(unknown("鈴鹿市"), 8.2);
    assert_eq!(unknown("亀山市"), 8.8);
    let share = |of: &BTreeMap<String, f64>| -> BTreeMap<String, f64> {
        let shares = old
            .iter()
            .map(|(town, people)| (town.clone(), people / of[town]));
        shares.collect()
    };
    assert_eq!(rank(&share(&all), "亀山市"), 26);
    assert_eq!(rank(&share(&known), "亀山市"), 22);
    let prefecture = |of: &BTreeMap<String, f64>| {
        rounded(
            old.values().sum::<f64>() / of.values().sum::<f64>() * 100.0,
            1,
        )
    };
    assert_eq!((prefecture(&all), prefecture(&known)), (29.5, 30.2));
}

#[test]
fn working_age_dips_in_the_year_of_the_census_only() {
    let mie = Table::read("prefectures").filter(&[("都道府県名", "三重県")]);
    let of = |year: &str| {
        let people = mie.one(&[("年", year)], "生産年齢人口");
        rounded(people.parse::<f64>().unwrap() / 1000.0, 0)
    };
    assert_eq!(
        [of("2019"), of("2020"), of("2021")],
        [1034.0, 997.0, 1016.0]
    );
}

#[test]
fn moves_from_abroad_flatter_the_balance() {
    let vital = Table::read("mie-vital");
    let gain = |columns: [&str; 2]| -> BTreeSet<String> {
        let (come, gone) = (by_town(&vital, columns[0]), by_town(&vital, columns[1]));
        let gaining = come
            .into_iter()
            .filter(|(town, people)| *people > gone[town]);
        gaining.map(|(town, _)| town).collect()
    };
    let all: BTreeSet<String> = by_town(&vital, "社会増減数")
        .into_iter()
        .filter(|(_, balance)| *balance > 0.0)
        .map(|(town, _)| town)
        .collect();
    let inside = gain(["国内転入者数", "国内転出者数"]);
    assert_eq!((all.len(), inside.len()), (9, 6));
    assert_eq!(all.intersection(&inside).count(), 5);
    assert_eq!(vital.sum("その他減"), 12_431);
}

#[test]
fn moves_of_towns_do_not_add_up_to_those_of_the_prefecture() {
    let towns = Table::read("mie-vital-japanese").filter(&[("年", "2020")]);
    let own = [("都道府県名", "三重県"), ("年", "2020")];
    let prefectures = Table::read("prefectures");
    let inside = ["転入者数", "転出者数"]
        .map(|column| towns.sum(column) - prefectures.one(&own, column).parse::<i64>().unwrap());
    assert_eq!(inside, [22_126, 22_126]);
}

#[test]
fn an_empty_cell_means_no_burden_and_0_no_value() {
    let finance = Table::read("mie-finance").filter(&[("年度", "2020")]);
    let burden = finance.numbers("将来負担比率");
    let sum: f64 = burden.iter().sum();
    assert_eq!(rounded(sum / burden.len() as f64, 1), 49.6);
    assert_eq!(rounded(sum / finance.rows.len() as f64, 1), 27.4);

    let days = Table::read("tsu-temperature");
    let zero = days.filter(&[("平均気温", "0.0")]);
    assert_eq!(zero.rows.len(), 25);
    assert!(
        zero.texts("天気概況")
            .iter()
            .all(|weather| weather.is_empty())
    );
    assert_eq!(zero.texts("日付").first(), Some(&"2022-06-06"));
    assert_eq!(zero.texts("日付").last(), Some(&"2022-06-30"));
    assert_eq!(days.filter(&[("天気概況", "")]).rows.len(), 25);
    let mean = |values: &[f64]| rounded(values.iter().sum::<f64>() / values.len() as f64, 1);
    let june = days.filter(&[("月", "6")]).numbers("平均気温");
    assert_eq!(mean(&june), 3.7);
    let measured: Vec<f64> = june.into_iter().filter(|value| *value != 0.0).collect();
    assert_eq!((mean(&measured), measured.len()), (22.0, 5));
    let usual = Table::read("tsu-climate").one(&[("月", "6")], "平均気温");
    assert_eq!(usual, "22.7");
}

#[test]
fn stations_come_jump_and_stand_still() {
    let stations = Table::read("mie-stations");
    let mut series: BTreeMap<&str, BTreeMap<&str, Option<f64>>> = BTreeMap::new();
    let mut about: BTreeMap<&str, (&str, &str)> = BTreeMap::new();
    let (codes, years) = (stations.texts("駅コード"), stations.texts("年"));
    let (names, companies) = (stations.texts("駅名"), stations.texts("事業者"));
    for (row, text) in stations.texts("乗降客数").into_iter().enumerate() {
        let years = years[row];
        series
            .entry(codes[row])
            .or_default()
            .insert(years, number(text));
        about.insert(codes[row], (names[row], companies[row]));
    }
    let in_year =
        |year: &str| -> Vec<f64> { series.values().filter_map(|values| values[year]).collect() };
    let counted = |year: &str| {
        (
            in_year(year).len(),
            in_year(year).iter().sum::<f64>() as i64,
        )
    };
    assert_eq!(counted("2018"), (151, 398_269));
    assert_eq!(counted("2019"), (230, 447_573));
    let come: Vec<&str> = series
        .iter()
        .filter(|(_, values)| values["2018"].is_none() && values["2019"].is_some())
        .map(|(code, _)| about[code].1)
        .collect();
    assert_eq!(
        come.iter()
            .filter(|company| **company == "東海旅客鉄道")
            .count(),
        70
    );

    let always: Vec<_> = series
        .values()
        .filter(|values| values.values().all(Option::is_some))
        .collect();
    let of_always =
        |year: &str| always.iter().filter_map(|values| values[year]).sum::<f64>() as i64;
    assert_eq!(always.len(), 149);
    assert_eq!((of_always("2018"), of_always("2019")), (395_673, 394_011));

    let carried = series
        .values()
        .filter(|values| {
            values["2012"].is_some()
                && values["2012"] == values["2013"]
                && values["2013"] == values["2014"]
        })
        .count();
    assert_eq!((in_year("2012").len(), carried), (158, 110));
    for company in ["伊賀鉄道", "養老鉄道"] {
        let own = series
            .iter()
            .filter(|(code, values)| about[*code].1 == company && values["2019"].is_some());
        let lost: f64 = own
            .map(|(_, values)| {
                values["2019"].unwrap_or_default() - values["2020"].unwrap_or_default()
            })
            .sum();
        assert_eq!(lost, 0.0, "{company}");
    }
    let lost = |values: &BTreeMap<&str, Option<f64>>| match (values["2019"], values["2020"]) {
        (Some(before), Some(after)) => before - after,
        _ => 0.0,
    };
    let (most, values) = series
        .iter()
        .max_by(|a, b| lost(a.1).total_cmp(&lost(b.1)))
        .unwrap();
    assert_eq!(about[most], ("桑名", "近畿日本鉄道"));
    assert_eq!(
        (values["2019"], values["2020"]),
        (Some(32_272.0), Some(17_943.0))
    );
    for name in ["桑名", "近鉄富田", "津", "伊勢市"] {
        let (_, values) = series
            .iter()
            .find(|(code, _)| about[*code] == (name, "近畿日本鉄道"))
            .unwrap();
        let [before, jump, after] = ["2014", "2015", "2016"].map(|year| values[year].unwrap());
        assert!(jump > 1.15 * before && after < 1.1 * before, "{name}");
    }
}

#[test]
fn the_first_and_the_last_year_of_accidents_are_not_whole() {
    let mie = Table::read("traffic-accidents-monthly").filter(&[("都道府県名", "三重県")]);
    let months = |year: &str| mie.filter(&[("年", year)]).rows.len();
    assert_eq!((months("2014"), months("2025")), (2, 9));
    assert_eq!(mie.filter(&[("年", "2014")]).sum("発生件数"), 1_336);
    for year in 2015..=2024 {
        assert_eq!(months(&year.to_string()), 12, "{year}");
    }
}

#[test]
fn lists_of_shelters_disagree_about_themselves() {
    let refuges = Table::read("mie-refuges");
    let sites = Table::read("mie-shelters");
    assert_eq!((refuges.rows.len(), sites.rows.len()), (1_678, 3_786));
    let in_tamaki = |table: &Table| table.filter(&[("市町名", "玉城町")]).rows.len();
    assert_eq!((in_tamaki(&sites), in_tamaki(&refuges)), (1, 8));
    assert_eq!(
        refuges.filter(&[("緊急避難場所兼用", "true")]).rows.len(),
        1_210
    );
    assert_eq!(
        sites.filter(&[("指定避難所兼用", "true")]).rows.len(),
        1_507
    );

    let names = |table: &Table| -> Vec<(String, String)> {
        let towns = table.texts("市町名").into_iter().map(str::to_owned);
        towns
            .zip(table.texts("施設名").into_iter().map(str::to_owned))
            .collect()
    };
    let mut sites_of: BTreeMap<(String, String), usize> = BTreeMap::new();
    for name in names(&sites) {
        *sites_of.entry(name).or_default() += 1;
    }
    let twice: Vec<usize> = sites_of
        .values()
        .copied()
        .filter(|count| *count > 1)
        .collect();
    assert_eq!((twice.len(), twice.iter().sum::<usize>()), (14, 31));
    let matched: Vec<usize> = names(&refuges)
        .iter()
        .filter_map(|name| sites_of.get(name).copied())
        .collect();
    assert_eq!((matched.len(), matched.iter().sum::<usize>()), (989, 992));
}

#[test]
fn a_postal_code_does_not_decide_a_place() {
    let codes = Table::read("mie-postcodes");
    let mut rows: BTreeMap<&str, usize> = BTreeMap::new();
    for code in codes.texts("郵便番号") {
        *rows.entry(code).or_default() += 1;
    }
    assert_eq!(rows.values().filter(|count| **count > 1).count(), 17);
    let shared = codes.filter(&[("郵便番号", "5100000")]);
    assert_eq!(shared.texts("市町名"), ["四日市市", "朝日町", "川越町"]);
    let namesakes = codes.filter(&[("町域", "朝日町")]);
    assert_eq!(
        namesakes.texts("市町名"),
        ["四日市市", "松阪市", "名張市", "尾鷲市"]
    );
}

#[test]
fn editions_move_holidays_and_a_year_is_no_fiscal_year() {
    let editions = Table::read("holiday-editions");
    assert_eq!(editions.rows.len(), 69);
    let days = |edition: &str| -> BTreeSet<String> {
        let own = editions.filter(&[("版", edition)]);
        own.texts("日付").into_iter().map(str::to_owned).collect()
    };
    let (old, new) = (days("2020-11-18"), days("2020-11-27"));
    let gone: Vec<&String> = old.difference(&new).collect();
    assert_eq!(gone, ["2021-07-19", "2021-08-11", "2021-10-11"]);
    let come: Vec<&String> = new.difference(&old).collect();
    assert_eq!(
        come,
        ["2021-07-22", "2021-07-23", "2021-08-08", "2021-08-09"]
    );

    let calendar = Table::read("calendar");
    let holidays = calendar.filter(&[("年", "2024")]);
    let named = holidays.rows.len() - holidays.filter(&[("祝日名", "")]).rows.len();
    let weekend: usize = ["土", "日"]
        .into_iter()
        .map(|day| {
            let days = holidays.filter(&[("曜日", day)]);
            days.rows.len() - days.filter(&[("祝日名", "")]).rows.len()
        })
        .sum();
    assert_eq!((named, named - weekend), (21, 14));
    let ends = [
        "01-31", "02-28", "03-31", "04-30", "05-31", "06-30", "07-31", "08-31", "09-30", "10-31",
        "11-30", "12-31",
    ];
    let closed: Vec<&str> = ends
        .into_iter()
        .filter(|end| calendar.one(&[("日付", &format!("2025-{end}"))], "開庁日") == "false")
        .collect();
    assert_eq!(closed, ["05-31", "08-31", "11-30", "12-31"]);

    let merged = Table::read("merged-towns");
    let mut by_year: BTreeMap<i32, usize> = BTreeMap::new();
    let mut by_fiscal_year: BTreeMap<i32, usize> = BTreeMap::new();
    for day in merged.texts("変更日") {
        let (year, month): (i32, i32) = (day[..4].parse().unwrap(), day[5..7].parse().unwrap());
        *by_year.entry(year).or_default() += 1;
        *by_fiscal_year
            .entry(year - i32::from(month < 4))
            .or_default() += 1;
    }
    assert_eq!(by_year.into_values().collect::<Vec<_>>(), [4, 13, 17, 12]);
    assert_eq!(
        by_fiscal_year.into_values().collect::<Vec<_>>(),
        [4, 22, 20]
    );
}

#[test]
fn rates_of_small_towns_swing() {
    let vital = Table::read("mie-vital");
    let births = |year: &str| by_town(&vital.filter(&[("年", year)]), "出生数");
    let change = |year: &str, before: &str| -> BTreeMap<String, f64> {
        let earlier = births(before);
        let changes = births(year).into_iter().map(|(town, born)| {
            let change = born / earlier[&town] - 1.0;
            (town, change)
        });
        changes.collect()
    };
    let (up, down) = (change("2016", "2015"), change("2017", "2016"));
    assert_eq!((rank(&up, "鳥羽市"), rounded(up["鳥羽市"], 2)), (2, 0.34));
    assert_eq!(
        (rank(&down, "鳥羽市"), rounded(down["鳥羽市"], 2)),
        (29, -0.35)
    );
}
