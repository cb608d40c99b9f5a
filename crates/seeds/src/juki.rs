//! 住民基本台帳に基づく人口、人口動態及び世帯数: one file a year, with a title row and a header over three to five rows.
//!
//! A column is found by the words that stand above it, never by its position: 2022 has other columns than the years before.
//! Merged header cells hold their text in the first cell only, so words are carried to the right.

use anyhow::{Context, Result, anyhow, ensure};

use crate::place::{self, Municipality};
use crate::raw::{Raw, at};
use crate::value;

/// The years whose files exist. There is none for 2021.
pub const YEARS: [i32; 6] = [2016, 2017, 2018, 2019, 2020, 2022];

/// One year's file.
#[derive(Debug)]
pub struct Juki {
    headings: Vec<Vec<String>>,
    rows: Vec<Vec<String>>,
}

impl Juki {
    /// Reads the file of that year.
    ///
    /// # Errors
    /// When it is missing or has no row that begins with a code.
    pub fn read(raw: &Raw, year: i32) -> Result<Self> {
        Self::parse(raw.rows(&format!("jukikihon_{year}.csv"), b',')?)
    }

    fn parse(all: Vec<Vec<String>>) -> Result<Self> {
        // Data begins with the national total, which has no code but 合計 as its name.
        let first = all
            .iter()
            .position(|row| at(row, 1) == "合計")
            .ok_or_else(|| anyhow!("no row `合計`"))?;
        ensure!(first >= 3, "no header rows above `合計`");
        let mut all = all;
        let rows = all.split_off(first);
        let width = all.iter().map(Vec::len).max().unwrap_or(0);
        let mut headings = vec![Vec::new(); width];
        // The first row is the title of the sheet.
        for row in all.iter().skip(1) {
            let mut carried = String::new();
            for (index, heading) in headings.iter_mut().enumerate().skip(3) {
                let own = at(row, index);
                if !own.is_empty() {
                    carried = own.to_owned();
                }
                // A lower row's text stands for its own columns only.
                let carries = !own.is_empty() || row_is_merged(row);
                if carries && !carried.is_empty() {
                    heading.push(carried.clone());
                }
            }
        }
        Ok(Self { headings, rows })
    }

    /// The column above which all these words stand; `None` when this year's file has none.
    ///
    /// # Errors
    /// When several columns match.
    pub fn column(&self, words: &[&str]) -> Result<Option<usize>> {
        let mut found = self
            .headings
            .iter()
            .enumerate()
            .filter(|(_, heading)| words.iter().all(|word| heading.iter().any(|h| h == word)))
            .map(|(index, _)| index);
        let first = found.next();
        ensure!(found.next().is_none(), "several columns under {words:?}");
        Ok(first)
    }

    /// The year that stands above a column (the population's is a day in the file's year, the events' the year before).
    ///
    /// # Errors
    /// When there is none.
    pub fn year_of(&self, column: usize) -> Result<i32> {
        self.headings
            .get(column)
            .into_iter()
            .flatten()
            .find_map(|word| value::year(word).ok())
            .with_context(|| format!("no year above column {column}"))
    }

    /// The 29 municipalities with the numbers of these columns; 郡 subtotals are left out.
    ///
    /// # Errors
    /// When one is missing, a cell is not a number, or the 29 do not add up to the prefecture's own row.
    pub fn municipalities(
        &self,
        columns: &[usize],
    ) -> Result<Vec<(&'static Municipality, Vec<i64>)>> {
        let numbers = |row: &[String]| -> Result<Vec<i64>> {
            columns
                .iter()
                .map(|column| {
                    let text = at(row, *column);
                    value::int(text)?
                        .with_context(|| format!("no value in column {column} of {}", at(row, 2)))
                })
                .collect()
        };
        let mut result = Vec::new();
        let mut prefecture = None;
        for row in self.rows.iter().filter(|row| at(row, 1) == "三重県") {
            match place::find(at(row, 0)) {
                Some(municipality) => {
                    ensure!(
                        at(row, 2) == municipality.full_name(),
                        "code {} is `{}` in the file",
                        at(row, 0),
                        at(row, 2)
                    );
                    result.push((municipality, numbers(row)?));
                }
                None if at(row, 0) == "240001" => prefecture = Some(numbers(row)?),
                None => ensure!(at(row, 2).ends_with('郡'), "unknown row `{}`", at(row, 2)),
            }
        }
        ensure!(
            result
                .iter()
                .map(|(m, _)| m.code)
                .eq(place::MUNICIPALITIES.iter().map(|m| m.code)),
            "not the 29 municipalities in their order"
        );
        let prefecture = prefecture.ok_or_else(|| anyhow!("no row of the prefecture"))?;
        for (index, total) in prefecture.iter().enumerate() {
            let sum: i64 = result
                .iter()
                .filter_map(|(_, values)| values.get(index))
                .sum();
            ensure!(
                sum == *total,
                "the 29 add up to {sum}, the prefecture's row says {total}"
            );
        }
        Ok(result)
    }
}

/// Whether texts of this header row span the blank cells to their right. The row with the units and leaf names does not:
/// every column that has a leaf has its own.
fn row_is_merged(row: &[String]) -> bool {
    !at(row, 0).starts_with("団体コード") || at(row, 3).ends_with('年')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(text: &str) -> Juki {
        Juki::parse(crate::raw::delimited(text, b',').unwrap()).unwrap()
    }

    const SHEET: &str = "題名,,,,,,,\n\
        団体コード,都道府県名,市区町村名,令和2年,,,令和元年,\n\
        ,,,人口,,世帯数,住民票記載数,\n\
        団体コード,,,男,人,,転入者数（計）,出生者数\n\
        ,合計,,1,2,3,4,5\n";

    #[test]
    fn columns_are_found_under_merged_headings() {
        let juki = sheet(SHEET);
        assert_eq!(juki.column(&["人口", "男"]).unwrap(), Some(3));
        assert_eq!(juki.column(&["人口", "人"]).unwrap(), Some(4));
        assert_eq!(juki.column(&["世帯数"]).unwrap(), Some(5));
        assert_eq!(juki.column(&["住民票記載数", "出生者数"]).unwrap(), Some(7));
        assert_eq!(juki.column(&["死亡者数"]).unwrap(), None);
        assert!(juki.column(&["人口"]).is_err());
        assert_eq!(juki.year_of(4).unwrap(), 2020);
        assert_eq!(juki.year_of(7).unwrap(), 2019);
    }

    #[test]
    fn a_sheet_without_mie_is_refused() {
        assert!(sheet(SHEET).municipalities(&[4]).is_err());
        assert!(Juki::parse(vec![vec!["x".into()]]).is_err());
    }
}
