//! National holidays since 1955, from the newest of the three dated editions.

use anyhow::{Context, Result, ensure};

use crate::raw::{Raw, at};
use crate::tidy::Tidy;
use crate::value;

pub(super) fn run(raw: &Raw) -> Result<Tidy> {
    let mut table = Tidy::new(&["日付", "年", "月", "曜日", "名称"]);
    let rows = raw.rows("syukujitsu_asof20240717.csv", b',')?;
    let (header, rows) = rows.split_first().context("no rows")?;
    ensure!(
        at(header, 0) == "国民の祝日・休日月日",
        "another header: {header:?}"
    );
    let mut last = None;
    for row in rows {
        let date = value::date(at(row, 0))?;
        ensure!(last < Some(date), "{date} is out of order");
        last = Some(date);
        table.push(vec![
            date.to_string(),
            date.year.to_string(),
            date.month.to_string(),
            date.weekday().to_owned(),
            at(row, 1).to_owned(),
        ])?;
    }
    Ok(table)
}
