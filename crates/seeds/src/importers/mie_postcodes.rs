//! Postal codes of Mie. Names of places stay as published: 「以下に掲載がない場合」, brackets, full-width digits.

use anyhow::{Context, Result, ensure};

use crate::place;
use crate::raw::{Raw, at};
use crate::tidy::Tidy;

pub(super) fn run(raw: &Raw) -> Result<Tidy> {
    let mut table = Tidy::new(&["郵便番号", "市町コード", "市町名", "町域", "町域カナ"]);
    for row in raw.rows("utf_ken_all_mie.csv", b',')? {
        let municipality =
            place::find(at(&row, 0)).with_context(|| format!("unknown `{}`", at(&row, 0)))?;
        let (code, name) = (at(&row, 2), at(&row, 7));
        ensure!(
            name == municipality.full_name(),
            "code {} is `{name}`",
            municipality.code
        );
        ensure!(
            code.len() == 7 && code.bytes().all(|digit| digit.is_ascii_digit()),
            "`{code}` is no postal code"
        );
        table.push(vec![
            code.to_owned(),
            municipality.code.to_owned(),
            municipality.name.to_owned(),
            at(&row, 8).to_owned(),
            at(&row, 5).to_owned(),
        ])?;
    }
    Ok(table)
}
