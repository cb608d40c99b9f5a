//! 教育用標準データセット (SSDSE): a row of item codes, for the municipal series a row of survey years, a row of names.
//!
//! Columns are found by item code. Names changed over the editions (22 of them in 2024), codes did not.

use anyhow::{Context, Result, anyhow, ensure};

use crate::place::{self, Municipality};
use crate::raw::{Raw, at};
use crate::value;

/// Editions of 「SSDSE-市区町村」. An edition is not a year: all of these carry the census of 2020.
pub const MUNICIPAL_EDITIONS: [i32; 4] = [2022, 2023, 2024, 2026];

/// A municipality and the values of the items asked for.
pub type MunicipalValues = (&'static Municipality, Vec<Option<f64>>);

/// One edition of 「SSDSE-市区町村」 (A).
#[derive(Debug)]
pub struct Municipal {
    codes: Vec<String>,
    years: Vec<String>,
    rows: Vec<(&'static Municipality, Vec<String>)>,
}

impl Municipal {
    /// Reads an edition.
    ///
    /// # Errors
    /// When it is missing or does not hold the 29 municipalities in their order.
    pub fn read(raw: &Raw, edition: i32) -> Result<Self> {
        let all = raw.rows(&format!("SSDSE-A-{edition}.csv"), b',')?;
        let [codes, years, ..] = all.as_slice() else {
            anyhow::bail!("no header rows")
        };
        ensure!(
            at(years, 2) == "年度",
            "the second row does not hold survey years"
        );
        let rows: Vec<_> = all
            .iter()
            .filter(|row| at(row, 1) == "三重県")
            .map(|row| {
                let municipality =
                    place::find(at(row, 0)).ok_or_else(|| anyhow!("unknown `{}`", at(row, 0)))?;
                ensure!(
                    at(row, 2) == municipality.name,
                    "code {} is `{}`",
                    at(row, 0),
                    at(row, 2)
                );
                Ok((municipality, row.clone()))
            })
            .collect::<Result<_>>()?;
        ensure!(
            rows.iter()
                .map(|(m, _)| m.code)
                .eq(place::MUNICIPALITIES.iter().map(|m| m.code)),
            "not the 29 municipalities in their order"
        );
        Ok(Self {
            codes: codes.clone(),
            years: years.clone(),
            rows,
        })
    }

    fn column(&self, item: &str) -> Result<usize> {
        self.codes
            .iter()
            .position(|code| code.trim() == item)
            .with_context(|| format!("no item `{item}`"))
    }

    /// The survey year of an item in this edition.
    ///
    /// # Errors
    /// When there is no such item.
    pub fn year(&self, item: &str) -> Result<i32> {
        Ok(value::year(at(&self.years, self.column(item)?))?)
    }

    /// The items' values for each municipality, in the order asked for.
    ///
    /// # Errors
    /// When an item is unknown or a cell is not a number.
    pub fn values(&self, items: &[&str]) -> Result<Vec<MunicipalValues>> {
        let columns: Vec<usize> = items
            .iter()
            .map(|item| self.column(item))
            .collect::<Result<_>>()?;
        self.rows
            .iter()
            .map(|(municipality, row)| {
                let values = columns
                    .iter()
                    .map(|column| Ok(value::float(at(row, *column))?))
                    .collect::<Result<_>>()?;
                Ok((*municipality, values))
            })
            .collect()
    }
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
    /// When an item is unknown or a cell is not a number.
    pub fn values(&self, items: &[&str]) -> Result<Vec<PrefectureYear>> {
        let columns: Vec<usize> = items
            .iter()
            .map(|item| {
                self.codes
                    .iter()
                    .position(|code| code.trim() == *item)
                    .with_context(|| format!("no item `{item}`"))
            })
            .collect::<Result<_>>()?;
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
                    values: columns
                        .iter()
                        .map(|c| Ok(value::float(at(row, *c))?))
                        .collect::<Result<_>>()?,
                })
            })
            .collect::<Result<_>>()?;
        result.sort_by(|a, b| (&a.code, a.year).cmp(&(&b.code, b.year)));
        Ok(result)
    }
}
