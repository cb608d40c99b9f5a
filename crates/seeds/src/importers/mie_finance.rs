//! 主要財政指標 of each fiscal year: real Excel files of both formats, a title row, columns found by their heading.

use anyhow::{Context, Result, anyhow, ensure};

use crate::place::{self, MUNICIPALITIES};
use crate::raw::{Raw, at};
use crate::tidy::{Tidy, cell};
use crate::value;

/// File and fiscal year.
const FILES: [(&str, i32); 8] = [
    ("H26.xls", 2014),
    ("H27.xls", 2015),
    ("H28.xlsx", 2016),
    ("H29.xlsx", 2017),
    ("H30.xlsx", 2018),
    ("R1.xlsx", 2019),
    ("R2.xlsx", 2020),
    ("R3.xlsx", 2021),
];

const INDICATORS: [&str; 5] = [
    "財政力指数",
    "経常収支比率",
    "実質公債費比率",
    "将来負担比率",
    "ラスパイレス指数",
];

pub(super) fn run(raw: &Raw) -> Result<Tidy> {
    let mut header = vec!["市町コード", "市町名", "地域", "年度"];
    header.extend(INDICATORS);
    let mut table = Tidy::new(&header);
    for (file, year) in FILES {
        let rows = raw.sheet(&format!("soumu-zaisei/{file}"))?;
        one_year(&rows, year, &mut table).with_context(|| format!("`{file}`"))?;
    }
    Ok(table)
}

fn one_year(rows: &[Vec<String>], year: i32, table: &mut Tidy) -> Result<()> {
    // Headings carry line breaks, blanks and, in some years, a unit in brackets.
    let squeeze = |text: &str| {
        text.chars()
            .filter(|c| !c.is_whitespace())
            .collect::<String>()
    };
    let heading = rows
        .iter()
        .find(|row| {
            row.iter()
                .any(|text| squeeze(text).starts_with(INDICATORS[0]))
        })
        .ok_or_else(|| anyhow!("no heading row"))?;
    let columns: Vec<usize> = INDICATORS
        .iter()
        .map(|name| {
            heading
                .iter()
                .position(|text| squeeze(text).starts_with(name))
                .with_context(|| format!("no `{name}`"))
        })
        .collect::<Result<_>>()?;
    let prefecture = heading
        .iter()
        .position(|text| squeeze(text) == "都道府県名")
        .context("no prefecture column")?;
    let name = heading
        .iter()
        .position(|text| squeeze(text).starts_with("団体名"))
        .context("no name column")?;
    for municipality in &MUNICIPALITIES {
        let mut found = rows.iter().filter(|row| {
            at(row, prefecture) == "三重県"
                && place::find(at(row, name)).is_some_and(|m| m.code == municipality.code)
        });
        let row = found
            .next()
            .with_context(|| format!("no row of {}", municipality.name))?;
        ensure!(found.next().is_none(), "two rows of {}", municipality.name);
        let mut cells = municipality.cells();
        cells.push(year.to_string());
        for column in &columns {
            cells.push(cell(value::float(at(row, *column))?));
        }
        table.push(cells)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_may_move_and_no_value_is_empty() {
        let mut rows = vec![
            vec!["題名".to_owned()],
            [
                "団体コード",
                "都道府県名",
                "団体名",
                "ラスパイレス\n指数",
                "将来負担比率 （％）",
                "財政力指数",
                "経常収支比率",
                "実質公債費比率",
            ]
            .map(str::to_owned)
            .to_vec(),
        ];
        for m in &MUNICIPALITIES {
            rows.push(
                [m.code, "三重県", m.name, "100.3", "－", "0.74", "94", "7.2"]
                    .map(str::to_owned)
                    .to_vec(),
            );
        }
        rows.push(
            ["", "三重県", "県平均", "99", "1", "1", "1", "1"]
                .map(str::to_owned)
                .to_vec(),
        );
        let mut table = Tidy::new(&["a", "b", "c", "d", "e", "f", "g", "h", "i"]);
        one_year(&rows, 2016, &mut table).unwrap();
        assert_eq!(table.rows.len(), 29);
        assert_eq!(
            table.rows[0][3..],
            ["2016", "0.74", "94", "7.2", "", "100.3"].map(str::to_owned)
        );
        rows.push(rows[2].clone());
        assert!(one_year(&rows, 2016, &mut table).is_err());
    }
}
