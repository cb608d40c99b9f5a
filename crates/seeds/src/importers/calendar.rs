//! The days of 2024 and 2025, and which of them a town hall is open on. All but the holidays' names is computed.

use std::collections::BTreeMap;

use anyhow::{Result, ensure};

use super::holidays;
use crate::raw::Raw;
use crate::tidy::Tidy;
use crate::value::Date;

const YEARS: [i32; 2] = [2024, 2025];

pub(super) fn run(raw: &Raw) -> Result<Tidy> {
    let mut table = Tidy::new(&["日付", "年", "月", "日", "曜日", "年度", "祝日名", "開庁日"]);
    let holidays: BTreeMap<Date, String> = holidays::read(raw, holidays::EDITION)?
        .into_iter()
        .collect();
    for year in YEARS {
        ensure!(
            holidays.keys().any(|day| day.year == year),
            "the edition does not have {year}"
        );
        let days = (1..=12).flat_map(|month| (1..=31).map(move |day| (month, day)));
        for date in days.filter_map(|(month, day)| Date::new(year, month, day)) {
            let holiday = holidays.get(&date).map_or("", String::as_str);
            let open = holiday.is_empty()
                && !["土", "日"].contains(&date.weekday())
                && !is_new_years_leave(date);
            let fiscal_year = if date.month >= 4 { year } else { year - 1 };
            table.push(vec![
                date.to_string(),
                year.to_string(),
                date.month.to_string(),
                date.day.to_string(),
                date.weekday().to_owned(),
                fiscal_year.to_string(),
                holiday.to_owned(),
                open.to_string(),
            ])?;
        }
    }
    Ok(table)
}

/// 29 December to 3 January: no holidays but for 1 January, and closed by ordinances (地方自治法 第4条の2).
fn is_new_years_leave(date: Date) -> bool {
    matches!((date.month, date.day), (12, 29..) | (1, ..=3))
}
