//! National holidays since 1955, from the newest of the three dated editions.

use anyhow::{Context, Result, ensure};

use crate::raw::{Raw, at};
use crate::tidy::Tidy;
use crate::value::{self, Date};

/// The newest edition at hand.
pub(super) const EDITION: &str = "syukujitsu_asof20240717.csv";

pub(super) fn run(raw: &Raw) -> Result<Tidy> {
    let mut table = Tidy::new(&["日付", "年", "月", "曜日", "名称"]);
    for (date, name) in read(raw, EDITION)? {
        table.push(vec![
            date.to_string(),
            date.year.to_string(),
            date.month.to_string(),
            date.weekday().to_owned(),
            name,
        ])?;
    }
    Ok(table)
}

/// The holidays of an edition, in the order of days.
pub(super) fn read(raw: &Raw, edition: &str) -> Result<Vec<(Date, String)>> {
    let rows = raw.rows(edition, b',')?;
    let (header, rows) = rows.split_first().context("no rows")?;
    ensure!(
        at(header, 0) == "国民の祝日・休日月日",
        "another header: {header:?}"
    );
    let mut days: Vec<(Date, String)> = Vec::new();
    for row in rows {
        let date = value::date(at(row, 0))?;
        let last = days.last().map(|(last, _)| *last);
        ensure!(last < Some(date), "{date} is out of order");
        days.push((date, at(row, 1).to_owned()));
    }
    Ok(days)
}
