//! The 33 measures of the prefecture's plan in our own short words.

use anyhow::{Context, Result, ensure};

use crate::raw::{Raw, at};
use crate::tidy::Tidy;
use crate::value;

pub(super) fn run(raw: &Raw) -> Result<Tidy> {
    let mut table = Tidy::new(&[
        "番号",
        "個別取組",
        "主体",
        "基本方針1",
        "基本方針2",
        "基本方針3",
        "取組",
        "予定",
    ]);
    let rows = raw
        .rows("plan-measures.csv", b',')
        .or_else(|_| raw.rows("../plan-measures.csv", b','))?;
    let (header, rows) = rows.split_first().context("no rows")?;
    ensure!(
        header.iter().map(String::as_str).eq([
            "番号",
            "個別取組",
            "主体",
            "基本方針",
            "取組",
            "予定"
        ]),
        "another header: {header:?}"
    );
    for (row, number) in rows.iter().zip(1..) {
        ensure!(
            value::int(at(row, 0))? == Some(number),
            "measure {number} is missing"
        );
        // Several policies in one cell become a column each.
        let policies: Vec<&str> = at(row, 3).split(';').map(str::trim).collect();
        ensure!(
            policies.iter().all(|p| matches!(*p, "1" | "2" | "3")),
            "unknown policy in {policies:?}"
        );
        let mut cells = vec![
            number.to_string(),
            at(row, 1).to_owned(),
            at(row, 2).to_owned(),
        ];
        cells.extend(
            ["1", "2", "3"]
                .iter()
                .map(|policy| policies.contains(policy).to_string()),
        );
        cells.extend([at(row, 4).to_owned(), at(row, 5).to_owned()]);
        table.push(cells)?;
    }
    Ok(table)
}
