//! The table that exercises are to be made from.

use table::Dtype;

/// Each of them may have to be solved.
const MOST_PAIRS: usize = 24;

/// A table to make exercises from.
#[derive(Clone, Debug)]
pub struct Subject {
    /// Its name in steps and SQL.
    pub name: String,
    /// Number of rows.
    pub rows: u64,
    /// Its columns.
    pub columns: Vec<Column>,
}

/// A column.
#[derive(Clone, Debug)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// Its unit; may be empty.
    pub unit: String,
    /// Its type.
    pub dtype: Dtype,
    /// Cells as they stand in the file.
    pub cells: Vec<String>,
}

impl Subject {
    /// What `template` makes of the most telling pairs of a column to group by and one to compute with, those that are any good.
    pub(crate) fn of_pairs(
        &self,
        template: impl Fn(&Column, &Column) -> Option<String>,
    ) -> Vec<String> {
        let pairs = self.pairs().into_iter();
        pairs
            .filter_map(|(group, amount)| template(group, amount))
            .collect()
    }

    /// Columns to group by, few groups first, with columns to compute with; the most telling pairs first.
    fn pairs(&self) -> Vec<(&Column, &Column)> {
        // What says which or when is no amount.
        let is_name = |name: &str| {
            [
                "年",
                "月",
                "日",
                "コード",
                "番号",
                "緯度",
                "経度",
                "輪",
                "点",
            ]
            .iter()
            .any(|word| name == *word || name.ends_with("コード") || name.ends_with("番号"))
        };
        let numbers: Vec<&Column> = self
            .columns
            .iter()
            .filter(|column| matches!(column.dtype, Dtype::Int | Dtype::Float))
            .collect();
        let (amounts, names): (Vec<_>, Vec<_>) = numbers
            .into_iter()
            .partition(|column| !is_name(&column.name));
        let mut groups: Vec<&Column> = self
            .columns
            .iter()
            .filter(|column| column.dtype == Dtype::Text && column.distinct() > 1)
            .collect();
        groups.sort_by_key(|column| (column.distinct() < 3, column.distinct()));
        amounts
            .iter()
            .chain(&names)
            .flat_map(|amount| groups.iter().map(move |group| (*group, *amount)))
            .take(MOST_PAIRS)
            .collect()
    }
}

impl Column {
    fn distinct(&self) -> usize {
        let cells: std::collections::BTreeSet<&str> =
            self.cells.iter().map(String::as_str).collect();
        cells.len()
    }

    /// The name as it stands in steps and SQL.
    pub(crate) fn sql(&self) -> String {
        spec::sql::name(&self.name)
    }
}
