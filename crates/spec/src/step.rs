//! Steps: what a learner does to a table, one verb a step, named as in polars.
//!
//! Expressions inside steps are SQL expressions; they stay text here and are parsed by the engine.
//! [`text`] is the text form in module files; it converts both ways without loss.

pub(crate) mod json;
pub mod limits;
pub mod text;

use serde::{Deserialize, Serialize};

/// One step. Empty strings and lists are «not filled in yet»; see [`Step::missing`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// Start from a table of the module.
    From {
        /// Table name.
        table: String,
    },
    /// Keep these columns, in this order.
    Select {
        /// Column names.
        columns: Vec<String>,
    },
    /// Rename columns.
    Rename {
        /// Old and new name.
        pairs: Vec<RenamePair>,
    },
    /// Keep the rows for which the SQL condition holds.
    Filter {
        /// SQL condition.
        predicate: String,
    },
    /// Add or replace columns.
    WithColumns {
        /// Names and SQL expressions.
        columns: Vec<NamedExpr>,
    },
    /// One row a group, groups in order of first appearance.
    GroupBy {
        /// Columns that make a group; empty: one group of all rows.
        keys: Vec<String>,
        /// Names and SQL aggregates.
        aggs: Vec<NamedExpr>,
    },
    /// Order rows; stable; missing values last.
    Sort {
        /// Columns, most important first.
        by: Vec<SortKey>,
    },
    /// The first rows.
    Head {
        /// How many.
        n: u64,
    },
    /// The last rows.
    Tail {
        /// How many.
        n: u64,
    },
    /// One row for each combination of values, the first one.
    Unique {
        /// Columns that must differ; empty: all.
        columns: Vec<String>,
    },
    /// Put another table's columns beside, row by matching row.
    Join {
        /// What happens to rows without a partner.
        how: JoinKind,
        /// The other table.
        table: String,
        /// Columns here and there that must be equal; empty only for `cross`.
        on: Vec<JoinKey>,
    },
    /// Put another table's rows underneath; columns by name.
    Union {
        /// The other table.
        table: String,
    },
    /// Turn the values of one column into columns.
    Pivot {
        /// Column whose values become column names.
        on: String,
        /// Columns that stay and identify a row.
        index: Vec<String>,
        /// Column whose values fill the cells.
        values: String,
        /// How several values in one cell are combined.
        agg: Aggregate,
    },
    /// Turn columns into rows.
    Unpivot {
        /// Columns to turn.
        columns: Vec<String>,
        /// Columns that stay.
        index: Vec<String>,
        /// Name of the new column of old names.
        name: String,
        /// Name of the new column of values.
        value: String,
    },
    /// Replace missing values.
    FillNull {
        /// Columns.
        columns: Vec<String>,
        /// SQL expression to put there (`0`, `'不明'`).
        value: String,
    },
    /// Read a column as another type.
    Cast {
        /// Columns.
        columns: Vec<String>,
        /// To what.
        to: CastTo,
    },
}

/// Old and new column name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RenamePair {
    /// Present name.
    pub from: String,
    /// New name.
    pub to: String,
}

/// A new column.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamedExpr {
    /// Name.
    pub name: String,
    /// SQL expression.
    pub expr: String,
}

/// A column to sort by.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SortKey {
    /// Column name.
    pub column: String,
    /// Largest first.
    pub descending: bool,
}

/// Columns that must be equal in a join.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct JoinKey {
    /// Column of the table so far.
    pub left: String,
    /// Column of the other table.
    pub right: String,
}

/// Kind of join.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum JoinKind {
    /// Only rows with a partner.
    #[default]
    Inner,
    /// All rows of the table so far.
    Left,
    /// Rows that have a partner, without its columns.
    Semi,
    /// Rows that have no partner.
    Anti,
    /// Every row with every row.
    Cross,
}

impl JoinKind {
    /// All kinds in menu order.
    pub const ALL: [Self; 5] = [Self::Left, Self::Inner, Self::Semi, Self::Anti, Self::Cross];

    /// The word in files and message ids.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Inner => "inner",
            Self::Left => "left",
            Self::Semi => "semi",
            Self::Anti => "anti",
            Self::Cross => "cross",
        }
    }
}

/// How values are combined.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Aggregate {
    /// 合計
    #[default]
    Sum,
    /// 平均
    Mean,
    /// 中央値
    Median,
    /// 最小
    Min,
    /// 最大
    Max,
    /// 件数
    Count,
    /// 最初の値
    First,
}

impl Aggregate {
    /// All in menu order.
    pub const ALL: [Self; 7] = [
        Self::Sum,
        Self::Mean,
        Self::Median,
        Self::Min,
        Self::Max,
        Self::Count,
        Self::First,
    ];

    /// The word in files and message ids.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Sum => "sum",
            Self::Mean => "mean",
            Self::Median => "median",
            Self::Min => "min",
            Self::Max => "max",
            Self::Count => "count",
            Self::First => "first",
        }
    }

    /// The SQL function (`mean` is `avg` in SQL).
    pub fn sql(self) -> &'static str {
        match self {
            Self::Mean => "avg",
            other => other.slug(),
        }
    }
}

/// Target of a cast.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CastTo {
    /// A number, read as a typed one ([`table::number::read`]): 5千円 is 5,000 and 29.87% is 0.2987. A column in which some have a
    /// scale, percent sign or unit that others lack or have otherwise is refused.
    #[default]
    Number,
    /// A day: 和暦 too.
    Date,
    /// Text.
    Text,
}

impl CastTo {
    /// All in menu order.
    pub const ALL: [Self; 3] = [Self::Number, Self::Date, Self::Text];

    /// The word in files and message ids.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Date => "date",
            Self::Text => "text",
        }
    }
}

impl Step {
    /// All verbs in menu order.
    pub const VERBS: [&'static str; 16] = [
        "from",
        "filter",
        "select",
        "sort",
        "group_by",
        "with_columns",
        "head",
        "tail",
        "rename",
        "unique",
        "join",
        "union",
        "pivot",
        "unpivot",
        "fill_null",
        "cast",
    ];

    /// The verb: the same word in files, docs, message ids and polars.
    pub fn verb(&self) -> &'static str {
        match self {
            Self::From { .. } => "from",
            Self::Select { .. } => "select",
            Self::Rename { .. } => "rename",
            Self::Filter { .. } => "filter",
            Self::WithColumns { .. } => "with_columns",
            Self::GroupBy { .. } => "group_by",
            Self::Sort { .. } => "sort",
            Self::Head { .. } => "head",
            Self::Tail { .. } => "tail",
            Self::Unique { .. } => "unique",
            Self::Join { .. } => "join",
            Self::Union { .. } => "union",
            Self::Pivot { .. } => "pivot",
            Self::Unpivot { .. } => "unpivot",
            Self::FillNull { .. } => "fill_null",
            Self::Cast { .. } => "cast",
        }
    }

    /// A step of that verb with nothing filled in; `None` for an unknown verb.
    pub fn empty(verb: &str) -> Option<Self> {
        Some(match verb {
            "from" => Self::From {
                table: String::new(),
            },
            "select" => Self::Select {
                columns: Vec::new(),
            },
            "rename" => Self::Rename {
                pairs: vec![RenamePair::default()],
            },
            "filter" => Self::Filter {
                predicate: String::new(),
            },
            "with_columns" => Self::WithColumns {
                columns: vec![NamedExpr::default()],
            },
            "group_by" => Self::GroupBy {
                keys: Vec::new(),
                aggs: vec![NamedExpr::default()],
            },
            "sort" => Self::Sort {
                by: vec![SortKey::default()],
            },
            "head" => Self::Head { n: 10 },
            "tail" => Self::Tail { n: 10 },
            "unique" => Self::Unique {
                columns: Vec::new(),
            },
            "join" => Self::Join {
                how: JoinKind::Left,
                table: String::new(),
                on: vec![JoinKey::default()],
            },
            "union" => Self::Union {
                table: String::new(),
            },
            "pivot" => Self::Pivot {
                on: String::new(),
                index: Vec::new(),
                values: String::new(),
                agg: Aggregate::Sum,
            },
            "unpivot" => Self::Unpivot {
                columns: Vec::new(),
                index: Vec::new(),
                name: "項目".into(),
                value: "値".into(),
            },
            "fill_null" => Self::FillNull {
                columns: Vec::new(),
                value: String::new(),
            },
            "cast" => Self::Cast {
                columns: Vec::new(),
                to: CastTo::Number,
            },
            _ => return None,
        })
    }

    /// The first field that still has to be filled in (`predicate`, `columns`, …); `None` when the step can run.
    pub fn missing(&self) -> Option<&'static str> {
        let blank = |text: &String| text.trim().is_empty();
        let unnamed = |columns: &[String]| columns.is_empty() || columns.iter().any(blank);
        match self {
            Self::From { table } | Self::Union { table } => blank(table).then_some("table"),
            Self::Select { columns } => unnamed(columns).then_some("columns"),
            Self::Rename { pairs } => (pairs.is_empty()
                || pairs.iter().any(|p| blank(&p.from) || blank(&p.to)))
            .then_some("pairs"),
            Self::Filter { predicate } => blank(predicate).then_some("predicate"),
            Self::WithColumns { columns } => (columns.is_empty()
                || columns.iter().any(|c| blank(&c.name) || blank(&c.expr)))
            .then_some("columns"),
            Self::GroupBy { keys, aggs } => {
                if keys.iter().any(blank) {
                    Some("keys")
                } else if aggs.iter().any(|a| blank(&a.name) || blank(&a.expr))
                    || (keys.is_empty() && aggs.is_empty())
                {
                    Some("aggs")
                } else {
                    None
                }
            }
            Self::Sort { by } => {
                (by.is_empty() || by.iter().any(|key| blank(&key.column))).then_some("by")
            }
            Self::Head { .. } | Self::Tail { .. } => None,
            // No column at all means every column.
            Self::Unique { columns } => columns.iter().any(blank).then_some("columns"),
            Self::Join { how, table, on } => {
                if blank(table) {
                    Some("table")
                } else if *how != JoinKind::Cross
                    && (on.is_empty() || on.iter().any(|k| blank(&k.left) || blank(&k.right)))
                {
                    Some("on")
                } else {
                    None
                }
            }
            Self::Pivot {
                on, index, values, ..
            } => {
                if blank(on) {
                    Some("on")
                } else if index.iter().any(blank) {
                    Some("index")
                } else if blank(values) {
                    Some("values")
                } else {
                    None
                }
            }
            Self::Unpivot {
                columns,
                index,
                name,
                value,
            } => {
                if unnamed(columns) {
                    Some("columns")
                } else if index.iter().any(blank) {
                    Some("index")
                } else if blank(name) {
                    Some("name")
                } else if blank(value) {
                    Some("value")
                } else {
                    None
                }
            }
            Self::FillNull { columns, value } => {
                if unnamed(columns) {
                    Some("columns")
                } else if blank(value) {
                    Some("value")
                } else {
                    None
                }
            }
            Self::Cast { columns, .. } => unnamed(columns).then_some("columns"),
        }
    }
}
