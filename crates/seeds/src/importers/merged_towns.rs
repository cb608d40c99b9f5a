//! Former towns and what they became; the publisher's 和暦 dates as dates.

use anyhow::{Context, Result, ensure};

use crate::place;
use crate::raw::{Raw, at};
use crate::tidy::Tidy;
use crate::value;

pub(super) fn run(raw: &Raw) -> Result<Tidy> {
    let mut table = Tidy::new(&["旧郡名", "旧市町村名", "市町コード", "市町名", "変更日"]);
    let rows = raw.rows("merged_towns_mie.csv", b',')?;
    let (header, rows) = rows.split_first().context("no rows")?;
    ensure!(
        at(header, 1) == "変更前" && at(header, 3) == "変更日",
        "another header: {header:?}"
    );
    let mut found = Vec::new();
    for row in rows {
        let now = place::find(at(row, 2)).with_context(|| format!("unknown `{}`", at(row, 2)))?;
        let (district, name) = match at(row, 1).split_once('郡') {
            Some((district, name)) => (format!("{district}郡"), name),
            None => (String::new(), at(row, 1)),
        };
        found.push((
            value::date(at(row, 3))?,
            now.code,
            district,
            name.to_owned(),
            now.name,
        ));
    }
    found.sort();
    for (date, code, district, name, now) in found {
        table.push(vec![
            district,
            name,
            code.to_owned(),
            now.to_owned(),
            date.to_string(),
        ])?;
    }
    Ok(table)
}
