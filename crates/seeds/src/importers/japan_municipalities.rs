//! Main figures of every municipality of the country, with its peer group: what 29 municipalities are too few for.

use std::collections::BTreeMap;

use anyhow::{Context, Result, ensure};

use super::mie_census::EDITION;
use crate::place::with_check_digit;
use crate::raw::{Raw, at};
use crate::ssdse::Municipal;
use crate::tidy::{Tidy, cell};
use crate::value;

/// Our name, the item, its survey year, and what the value is divided by: areas come in hectares and are shown in km².
const COLUMNS: [(&str, &str, i32, f64); 26] = [
    ("人口", "A1101", 2020, 1.0),
    ("年少人口", "A1301", 2020, 1.0),
    ("生産年齢人口", "A1302", 2020, 1.0),
    ("高齢者人口", "A1303", 2020, 1.0),
    ("外国人人口", "A1700", 2020, 1.0),
    ("出生数", "A4101", 2023, 1.0),
    ("死亡数", "A4200", 2023, 1.0),
    ("離婚件数", "A9201", 2023, 1.0),
    ("総面積", "B1101", 2024, 100.0),
    ("可住地面積", "B1103", 2024, 100.0),
    ("一般世帯数", "A710101", 2020, 1.0),
    ("単独世帯数", "A810105", 2020, 1.0),
    ("就業者数", "F1102", 2020, 1.0),
    ("第1次産業就業者数", "F2201", 2020, 1.0),
    ("第2次産業就業者数", "F2211", 2020, 1.0),
    ("第3次産業就業者数", "F2221", 2020, 1.0),
    ("完全失業者数", "F1107", 2020, 1.0),
    ("従業者数", "C2208", 2021, 1.0),
    ("宿泊飲食従業者数", "C220847", 2021, 1.0),
    ("飲食店数", "H6131", 2021, 1.0),
    ("小売店数", "H6130", 2021, 1.0),
    ("医師数", "I6100", 2022, 1.0),
    ("一般行政職員数", "D1202", 2024, 1.0),
    ("地方税", "D320101", 2022, 1.0),
    ("歳出決算総額", "D3203", 2022, 1.0),
    ("教育費", "D320310", 2022, 1.0),
];

pub(super) fn run(raw: &Raw) -> Result<Tidy> {
    let mut header = vec!["市区町村コード", "都道府県名", "市区町村名", "類似団体区分"];
    header.extend(COLUMNS.iter().map(|(name, ..)| *name));
    let mut table = Tidy::new(&header);
    let edition = Municipal::read(raw, EDITION)?;
    for (name, item, year, _) in COLUMNS {
        ensure!(
            edition.year(item)? == year,
            "`{name}` is not of {year} in this edition"
        );
    }
    let items: Vec<&str> = COLUMNS.iter().map(|(_, item, ..)| *item).collect();
    let peers = raw.rows("FITS-M-List.csv", b',')?;
    let mut peers: BTreeMap<&str, &[String]> = peers
        .iter()
        .skip_while(|row| at(row, 0) != "団体コード")
        .skip(1)
        .map(|row| (at(row, 0), row.as_slice()))
        .collect();
    for municipality in edition.nationwide(&items)? {
        let peer = peers
            .remove(with_check_digit(&municipality.code).as_str())
            .with_context(|| format!("no peer group of {}", municipality.name))?;
        ensure!(
            at(peer, 1) == municipality.prefecture
                && folded(at(peer, 2)) == folded(&municipality.name),
            "code {} is `{}` in the list of peer groups",
            municipality.code,
            at(peer, 2)
        );
        let mut row = vec![
            municipality.code,
            municipality.prefecture,
            municipality.name,
            value::half_width(at(peer, 4)),
        ];
        for (value, (name, .., divisor)) in municipality.values.iter().zip(COLUMNS) {
            let value = value.with_context(|| format!("a place without `{name}`"))?;
            row.push(cell(Some(value / divisor)));
        }
        table.push(row)?;
    }
    ensure!(peers.is_empty(), "peer groups of unknown places");
    Ok(table)
}

/// The two publishers write one town of 高知県 with two forms of the same character.
fn folded(name: &str) -> String {
    name.replace('檮', "梼")
}
