//! Daily mean temperature of Tsu, kept as the file has it: 0.0 where there is no value is what the lesson is about.

use anyhow::{Context, Result, ensure};

use crate::raw::{Raw, at};
use crate::tidy::Tidy;
use crate::value;

pub(super) fn run(raw: &Raw) -> Result<Tidy> {
    let mut table = Tidy::new(&["日付", "月", "平均気温", "天気概況"]);
    let rows = raw.rows("jma_tsu_daily_2022H1.csv", b',')?;
    let (header, rows) = rows.split_first().context("no rows")?;
    ensure!(
        header == &["年月日", "平均気温", "天気概況（昼）", "都市"],
        "another header: {header:?}"
    );
    let mut last = None;
    for row in rows {
        let date = value::date(at(row, 0))?;
        ensure!(last < Some(date), "{date} is out of order");
        last = Some(date);
        ensure!(at(row, 3) == "津", "{date} is of `{}`", at(row, 3));
        let degrees = value::float(at(row, 1))?.with_context(|| format!("{date} is empty"))?;
        table.push(vec![
            date.to_string(),
            date.month.to_string(),
            format!("{degrees:.1}"),
            at(row, 2).to_owned(),
        ])?;
    }
    Ok(table)
}
