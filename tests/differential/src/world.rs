//! Small random tables: names shared between them, missing values everywhere, keys that fit and keys that do not.

use table::{Column, Table, Value, Values};

use crate::random::Random;

/// What a column holds, as far as a query has to know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ty {
    /// Whole numbers.
    Int,
    /// Floats that are multiples of a quarter: sums of them do not depend on their order.
    Float,
    /// Other floats, which are computed in one way only: quotients, averages.
    Quotient,
    /// Floats that may differ in the last digit, or be none: only to be shown.
    Loose,
    /// Text.
    Text,
    /// Days.
    Date,
    /// True or false.
    Bool,
}

impl Ty {
    /// Whether it is a number that may be compared.
    pub fn is_number(self) -> bool {
        matches!(self, Self::Int | Self::Float | Self::Quotient)
    }

    /// Whether sums of it are exact.
    pub fn is_exact(self) -> bool {
        matches!(self, Self::Int | Self::Float)
    }
}

/// A column by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Col {
    /// Its name.
    pub name: String,
    /// What it holds.
    pub ty: Ty,
}

/// A table; the first column is its key.
#[derive(Clone, Debug)]
pub struct Given {
    /// Its name.
    pub name: String,
    /// Its cells.
    pub table: Table,
    /// Its columns.
    pub columns: Vec<Col>,
}

/// The tables that queries are about.
#[derive(Clone, Debug)]
pub struct World {
    /// All tables.
    pub tables: Vec<Given>,
}

/// Names of tables. 人口 is a column's name as well.
const TABLES: [&str; 8] = ["県", "市", "町", "人口", "申請", "t1", "職員", "施設 一覧"];

/// Columns that tables may have besides their keys, and so share.
const COLUMNS: [(&str, Ty); 14] = [
    ("名前", Ty::Text),
    ("地域", Ty::Text),
    ("name", Ty::Text),
    ("区分", Ty::Text),
    ("年", Ty::Int),
    ("人口", Ty::Int),
    ("世帯", Ty::Int),
    ("人口（人）", Ty::Int),
    ("面積", Ty::Float),
    ("割合", Ty::Float),
    ("受付日", Ty::Date),
    ("完了日", Ty::Date),
    ("有効", Ty::Bool),
    ("order", Ty::Int),
];

const TEXTS: [&str; 16] = [
    "津市",
    "伊勢市",
    "四日市市",
    "栄町",
    "北勢",
    "南勢",
    "甲",
    "乙",
    "A",
    "a",
    "ab",
    "１２",
    "%",
    "it's",
    "",
    "東 京",
];

/// 2024-01-01.
const NEW_YEAR: i64 = 19723;

/// Key columns: a table's own, and one that may hold another table's.
pub const KEY: &str = "コード";
const PARENT: &str = "親コード";

impl World {
    /// The world of a seed.
    pub fn new(seed: u64) -> Self {
        let mut random = Random::new(seed);
        let mut names = TABLES;
        random.shuffle(&mut names);
        let tables = names[..4]
            .iter()
            .map(|name| given(&mut random, name))
            .collect();
        Self { tables }
    }

    /// The tables as small CSV, those that `mentions` is true of.
    pub fn csv(&self, mentions: impl Fn(&str) -> bool) -> String {
        self.tables
            .iter()
            .filter(|given| mentions(&given.name))
            .map(|given| format!("{}\n{}", given.name, csv(&given.table)))
            .collect()
    }
}

fn csv(table: &Table) -> String {
    let cell = |value: Value| match value {
        // A row of one missing cell would be no line at all.
        Value::Null => "NULL".to_owned(),
        Value::Int(number) => number.to_string(),
        Value::Float(number) => format!("{number:?}"),
        Value::Text(text) if text.is_empty() || text.contains([',', '"']) => {
            format!("\"{}\"", text.replace('"', "\"\""))
        }
        Value::Text(text) => text,
        Value::Bool(is) => is.to_string(),
        Value::Date(day) => table::text::iso_date(day),
    };
    let mut lines = vec![
        table
            .schema()
            .iter()
            .map(|field| format!("{}:{:?}", field.name, field.dtype))
            .collect::<Vec<_>>()
            .join(","),
    ];
    lines.extend((0..table.height()).map(|row| {
        let columns = table.columns().iter();
        let cells = columns.map(|column| cell(column.get(row).unwrap_or(Value::Null)));
        cells.collect::<Vec<_>>().join(",")
    }));
    lines.iter().map(|line| format!("  {line}\n")).collect()
}

fn given(random: &mut Random, name: &str) -> Given {
    let height = if random.chance(4) {
        0
    } else {
        random.between(1, 9) as usize
    };
    let mut keys: Vec<i64> = (1..=height as i64).collect();
    random.shuffle(&mut keys);
    let mut columns = vec![Column::new(
        KEY,
        Values::Int(keys.into_iter().map(Some).collect()),
    )];
    let mut cols = vec![col(KEY, Ty::Int)];
    columns.push(Column::new(
        PARENT,
        Values::Int(cells(random, height, 20, |random| random.between(1, 6))),
    ));
    cols.push(col(PARENT, Ty::Int));
    let mut others = COLUMNS;
    random.shuffle(&mut others);
    let count = random.between(4, 8) as usize;
    for (name, ty) in &others[..count] {
        // Some columns miss nothing, some nearly everything.
        let missing = random.weighted(&[(4, 0), (6, 20), (1, 90), (1, 100)]);
        let few = random.chance(50);
        columns.push(Column::new(
            *name,
            match ty {
                Ty::Text => Values::Text(cells(random, height, missing, |random| {
                    let end = if few { 4 } else { TEXTS.len() };
                    TEXTS[random.below(end)].to_owned()
                })),
                Ty::Date => Values::Date(cells(random, height, missing, |random| {
                    let from = NEW_YEAR + if few { 88 } else { -40 };
                    (from + random.between(0, if few { 5 } else { 420 })) as i32
                })),
                Ty::Bool => {
                    Values::Bool(cells(random, height, missing, |random| random.chance(50)))
                }
                Ty::Int if *name == "年" => {
                    Values::Int(cells(random, height, missing, |random| {
                        random.between(2022, 2024)
                    }))
                }
                Ty::Int => Values::Int(cells(random, height, missing, |random| {
                    if few {
                        random.between(-2, 3)
                    } else {
                        random.between(-20, 400)
                    }
                })),
                _ => Values::Float(cells(random, height, missing, |random| {
                    random.between(-20, if few { 20 } else { 2000 }) as f64 / 4.0
                })),
            },
        ));
        cols.push(col(name, *ty));
    }
    Given {
        name: name.to_owned(),
        table: Table::new(columns).expect("columns are equally long"),
        columns: cols,
    }
}

fn col(name: &str, ty: Ty) -> Col {
    Col {
        name: name.to_owned(),
        ty,
    }
}

fn cells<T>(
    random: &mut Random,
    height: usize,
    missing: usize,
    mut cell: impl FnMut(&mut Random) -> T,
) -> Vec<Option<T>> {
    (0..height)
        .map(|_| {
            if random.chance(missing) {
                None
            } else {
                Some(cell(random))
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn worlds_share_names_and_miss_values() {
        let mut missing = 0;
        for seed in 0..20 {
            let world = World::new(seed);
            assert_eq!(world.csv(|_| true), World::new(seed).csv(|_| true));
            for given in &world.tables {
                assert_eq!(given.columns[0].name, KEY);
                assert_eq!(given.table.width(), given.columns.len());
                missing += given
                    .table
                    .columns()
                    .iter()
                    .map(Column::null_count)
                    .sum::<usize>();
            }
        }
        assert!(missing > 100, "{missing}");
    }
}
