//! 教育用標準データセット (SSDSE): a row of item codes, for the municipal series a row of survey years, a row of names.
//!
//! Columns are found by item code. Names changed over the editions (22 of them in 2024), codes did not.

use std::collections::BTreeSet;

use anyhow::{Context, Result, anyhow, ensure};

use crate::place::{self, Municipality};
use crate::raw::{Raw, at};
use crate::value;

/// Editions of 「SSDSE-市区町村」. An edition is not a year: all of these carry the census of 2020.
pub const MUNICIPAL_EDITIONS: [i32; 4] = [2022, 2023, 2024, 2026];

/// A municipality and the values of the items asked for.
pub type MunicipalValues = (&'static Municipality, Vec<Option<f64>>);

/// A municipality anywhere in the country and the values of the items asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct Anywhere {
    /// Five digits.
    pub code: String,
    /// With 都, 道, 府 or 県.
    pub prefecture: String,
    /// 市, 区, 町 or 村 without its 郡; not unique in the country.
    pub name: String,
    /// The items asked for.
    pub values: Vec<Option<f64>>,
}

/// One edition of 「SSDSE-市区町村」 (A).
#[derive(Debug)]
pub struct Municipal {
    codes: Vec<String>,
    years: Vec<String>,
    /// Every municipality of the country, in the publisher's order.
    rows: Vec<Vec<String>>,
}

impl Municipal {
    /// Reads an edition.
    ///
    /// # Errors
    /// When it is missing or has no header rows.
    pub fn read(raw: &Raw, edition: i32) -> Result<Self> {
        let mut all = raw.rows(&format!("SSDSE-A-{edition}.csv"), b',')?;
        ensure!(all.len() > 3, "no rows");
        let rows = all.split_off(3);
        let years = all.swap_remove(1);
        let codes = all.swap_remove(0);
        ensure!(
            at(&years, 2) == "年度",
            "the second row does not hold survey years"
        );
        Ok(Self { codes, years, rows })
    }

    /// The survey year of an item in this edition.
    ///
    /// # Errors
    /// When there is no such item.
    pub fn year(&self, item: &str) -> Result<i32> {
        Ok(value::year(at(&self.years, column(&self.codes, item)?))?)
    }

    /// The items' values for each municipality of Mie, in the order asked for.
    ///
    /// # Errors
    /// When an item is unknown, a cell is not a number, or the rows of Mie are not the 29 municipalities in their order.
    pub fn values(&self, items: &[&str]) -> Result<Vec<MunicipalValues>> {
        let mut result = Vec::new();
        for found in self.nationwide(items)? {
            if found.prefecture != "三重県" {
                continue;
            }
            let municipality =
                place::find(&found.code).ok_or_else(|| anyhow!("unknown `{}`", found.code))?;
            ensure!(
                found.name == municipality.name,
                "code {} is `{}`",
                found.code,
                found.name
            );
            result.push((municipality, found.values));
        }
        ensure!(
            result
                .iter()
                .map(|(m, _)| m.code)
                .eq(place::MUNICIPALITIES.iter().map(|m| m.code)),
            "not the 29 municipalities in their order"
        );
        Ok(result)
    }

    /// The items' values for every municipality of the country, in the publisher's order.
    ///
    /// # Errors
    /// When an item or a code is unknown or a cell is not a number.
    pub fn nationwide(&self, items: &[&str]) -> Result<Vec<Anywhere>> {
        let columns = columns(&self.codes, items)?;
        self.rows
            .iter()
            .map(|row| {
                let code = at(row, 0).strip_prefix('R').filter(|code| {
                    code.len() == 5 && code.bytes().all(|digit| digit.is_ascii_digit())
                });
                Ok(Anywhere {
                    code: code
                        .with_context(|| format!("unknown `{}`", at(row, 0)))?
                        .to_owned(),
                    prefecture: at(row, 1).to_owned(),
                    name: at(row, 2).to_owned(),
                    values: values(row, &columns)?,
                })
            })
            .collect()
    }
}

/// Where the item stands in a row of item codes.
///
/// # Errors
/// When there is no such item.
pub fn column(codes: &[String], item: &str) -> Result<usize> {
    codes
        .iter()
        .position(|code| code.trim() == item)
        .with_context(|| format!("no item `{item}`"))
}

/// Where each of the items stands in a row of item codes.
///
/// # Errors
/// As [`fn@column`].
pub fn columns(codes: &[String], items: &[&str]) -> Result<Vec<usize>> {
    items.iter().map(|item| column(codes, item)).collect()
}

/// The values of a row at these places.
///
/// # Errors
/// When a cell is not a number.
pub fn values(row: &[String], columns: &[usize]) -> Result<Vec<Option<f64>>> {
    let read = |column: &usize| Ok(value::float(at(row, *column))?);
    columns.iter().map(read).collect()
}

/// 「SSDSE-県別推移」 (B): a prefecture and a year a row.
#[derive(Debug)]
pub struct Prefectural {
    codes: Vec<String>,
    rows: Vec<Vec<String>>,
}

/// One prefecture's year.
#[derive(Debug, Clone, PartialEq)]
pub struct PrefectureYear {
    /// Two digits.
    pub code: String,
    /// With 都, 道, 府 or 県.
    pub name: String,
    /// Calendar or fiscal year, as the item has it.
    pub year: i32,
    /// The items asked for.
    pub values: Vec<Option<f64>>,
}

impl Prefectural {
    /// Reads an edition.
    ///
    /// # Errors
    /// When it is missing or has no header rows.
    pub fn read(raw: &Raw, edition: i32) -> Result<Self> {
        let mut all = raw.rows(&format!("SSDSE-B-{edition}.csv"), b',')?;
        ensure!(all.len() > 2, "no rows");
        let rows = all.split_off(2);
        let codes = all.swap_remove(0);
        Ok(Self { codes, rows })
    }

    /// The items of every prefecture and year, by code and then by year.
    ///
    /// # Errors
    /// When an item is unknown, a cell is not a number, or a year does not hold 47 prefectures.
    pub fn values(&self, items: &[&str]) -> Result<Vec<PrefectureYear>> {
        let columns = columns(&self.codes, items)?;
        let mut result: Vec<PrefectureYear> = self
            .rows
            .iter()
            .map(|row| {
                let code = at(row, 1)
                    .strip_prefix('R')
                    .and_then(|c| c.strip_suffix("000"));
                Ok(PrefectureYear {
                    code: code
                        .with_context(|| format!("unknown `{}`", at(row, 1)))?
                        .to_owned(),
                    name: at(row, 2).to_owned(),
                    year: value::year(at(row, 0))?,
                    values: values(row, &columns)?,
                })
            })
            .collect::<Result<_>>()?;
        result.sort_by(|a, b| (&a.code, a.year).cmp(&(&b.code, b.year)));
        let years: BTreeSet<i32> = result.iter().map(|row| row.year).collect();
        ensure!(
            result.len() == 47 * years.len(),
            "not 47 prefectures a year"
        );
        Ok(result)
    }
}
