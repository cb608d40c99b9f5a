//! Steps: what a learner does to a table, one verb a step, named as in polars.
//!
//! Expressions inside steps are SQL expressions; they stay text here and are parsed by the engine.
//! [`text`] is the text form in module files; it converts both ways without loss.

pub(crate) mod json;
pub mod limits;
mod slot;
pub mod text;

use serde::{Deserialize, Serialize};

use self::slot::Slot as _;
pub use self::slot::{Part, StepText, Word};
use crate::json::Node;

/// The verbs: name in Rust, word everywhere else, fields with their type and sort ([`slot`]). What follows from that alone
/// follows here; what each verb does stands where it is done: text form, engine, SQL, sentences, forms.
macro_rules! verbs {
    ($(
        $(#[$doc:meta])*
        $name:ident = $verb:literal {
            $($(#[$field_doc:meta])* $field:ident: $type:ty as $slot:ident $(= $blank:expr)?,)*
        },
    )*) => {
        /// One step. Empty strings and lists are «not filled in yet»; see [`Step::missing`].
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Step {
            $($(#[$doc])* $name { $($(#[$field_doc])* $field: $type,)* },)*
        }

        /// How many verbs there are.
        const VERB_COUNT: usize = [$($verb),*].len();

        impl Step {
            /// The verb: the same word in files, docs, message ids and polars.
            pub fn verb(&self) -> &'static str {
                match self {
                    $(Self::$name { .. } => $verb,)*
                }
            }

            /// A step of that verb with nothing filled in; `None` for an unknown verb.
            pub fn empty(verb: &str) -> Option<Self> {
                Some(match verb {
                    $($verb => Self::$name {
                        $($field: blank!($slot $(, $blank)?),)*
                    },)*
                    _ => return None,
                })
            }

            /// The first field that still has to be filled in (`predicate`, `columns`, …); `None` when the step can run.
            pub fn missing(&self) -> Option<&'static str> {
                match self {
                    $(Self::$name { $($field),* } => {
                        $(if slot::$slot::is_missing($field, self) {
                            return Some(stringify!($field));
                        })*
                    })*
                }
                None
            }

            /// Calls `change` for each text in it, with what the text means.
            pub fn change_texts(&mut self, change: &mut dyn FnMut(StepText, &mut String)) {
                match self {
                    $(Self::$name { $($field),* } => {
                        $(slot::$slot::each_text($field, change);)*
                    })*
                }
            }

            /// Its fields, in their order, for whoever treats all of them alike: forms, sentences, the text form.
            pub fn parts(&mut self) -> Vec<(&'static str, Part<'_>)> {
                match self {
                    $(Self::$name { $($field),* } => {
                        vec![$((stringify!($field), slot::$slot::part($field)),)*]
                    })*
                }
            }

            /// Whether an expression in it is nested deeper than [`limits::MAX_DEPTH`].
            pub fn is_too_deep(&self) -> bool {
                match self {
                    $(Self::$name { $($field),* } => false $(|| slot::$slot::is_too_deep($field))*,)*
                }
            }

            /// The step of that verb whose fields stand in `node`.
            fn read(verb: &str, node: &Node) -> Option<Self> {
                Some(match verb {
                    $($verb => Self::$name {
                        $($field: slot::$slot::read(node.get(stringify!($field))?)?,)*
                    },)*
                    _ => return None,
                })
            }
        }
    };
}

/// What stands in a field of a new step: what the row says, or what its sort begins with.
macro_rules! blank {
    ($slot:ident) => {
        slot::$slot::blank()
    };
    ($slot:ident, $blank:expr) => {
        $blank
    };
}

verbs! {
    /// Start from a table of the module.
    From = "from" {
        /// Table name.
        table: String as Table,
    },
    /// Keep these columns, in this order.
    Select = "select" {
        /// Column names.
        columns: Vec<String> as Columns,
    },
    /// Rename columns.
    Rename = "rename" {
        /// Old and new name.
        pairs: Vec<RenamePair> as Renames,
    },
    /// Keep the rows for which the SQL condition holds.
    Filter = "filter" {
        /// SQL condition.
        predicate: String as Sql,
    },
    /// Add or replace columns.
    WithColumns = "with_columns" {
        /// Names and SQL expressions.
        columns: Vec<NamedExpr> as Expressions,
    },
    /// One row a group, groups in order of first appearance.
    GroupBy = "group_by" {
        /// Columns that make a group; empty: one group of all rows.
        keys: Vec<String> as AnyColumns,
        /// Names and SQL aggregates.
        aggs: Vec<NamedExpr> as Aggregates,
    },
    /// Order rows; stable; missing values last.
    Sort = "sort" {
        /// Columns, most important first.
        by: Vec<SortKey> as SortKeys,
    },
    /// The first rows.
    Head = "head" {
        /// How many.
        n: u64 as Count,
    },
    /// The last rows.
    Tail = "tail" {
        /// How many.
        n: u64 as Count,
    },
    /// One row for each combination of values, the first one.
    Unique = "unique" {
        /// Columns that must differ; empty: all.
        columns: Vec<String> as AnyColumns,
    },
    /// Put another table's columns beside, row by matching row.
    Join = "join" {
        /// What happens to rows without a partner.
        how: JoinKind as How,
        /// The other table.
        table: String as Table,
        /// Columns here and there that must be equal; empty only for `cross`.
        on: Vec<JoinKey> as JoinKeys,
    },
    /// Put another table's rows underneath; columns by name.
    Union = "union" {
        /// The other table.
        table: String as Table,
    },
    /// Turn the values of one column into columns.
    Pivot = "pivot" {
        /// Column whose values become column names.
        on: String as Column,
        /// Columns that stay and identify a row.
        index: Vec<String> as AnyColumns,
        /// Column whose values fill the cells.
        values: String as Column,
        /// How several values in one cell are combined.
        agg: Aggregate as Aggregation,
    },
    /// Turn columns into rows.
    Unpivot = "unpivot" {
        /// Columns to turn.
        columns: Vec<String> as Columns,
        /// Columns that stay.
        index: Vec<String> as AnyColumns,
        /// Name of the new column of old names.
        name: String as NewColumn = "項目".into(),
        /// Name of the new column of values.
        value: String as NewColumn = "値".into(),
    },
    /// Replace missing values.
    FillNull = "fill_null" {
        /// Columns.
        columns: Vec<String> as Columns,
        /// SQL expression to put there (`0`, `'不明'`).
        value: String as Sql,
    },
    /// Read a column as another type.
    Cast = "cast" {
        /// Columns.
        columns: Vec<String> as Columns,
        /// To what.
        to: CastTo as Target,
    },
    /// Rows become the names of the columns ([`table::sheet::header_names`]); they and what stands above them go.
    Header = "header" {
        /// The first of these rows, from 1.
        first: u64 as HeaderRow,
        /// The last one.
        last: u64 as HeaderRow,
    },
    /// Write texts in one way: NFKC (width of letters, half-width kana), no blanks at the ends, one between words.
    Normalise = "normalise" {
        /// Columns.
        columns: Vec<String> as Columns,
    },
    /// Put the value above into cells that are missing, in the order of the rows.
    FillDown = "fill_down" {
        /// Columns.
        columns: Vec<String> as Columns,
    },
    /// Leave out rows that are totals of others.
    DropTotals = "drop_totals" {
        /// Column whose cells say so (`県計`, `小 計`).
        column: String as Column,
        /// Words of such rows, blanks and width apart, `*` for anything (`*郡`); none: those of [`table::text::names_total`].
        words: Vec<String> as Words,
    },
    /// Take a text apart. What has fewer pieces has missing ones; the last piece is all that is left.
    Split = "split" {
        /// The column; it stays.
        column: String as Column,
        /// Where it is cut.
        how: SplitAt as Cut,
        /// What stands between the pieces; only for [`SplitAt::Separator`].
        separator: String as Separator,
        /// Columns of the pieces.
        names: Vec<String> as Pieces,
    },
    /// Write codes of municipalities in another form. What is no code of the first form, a wrong check digit too, becomes missing.
    KeyConversion = "key_conversion" {
        /// The column.
        column: String as Column,
        /// The form that it has.
        from: CodeForm as CodeFrom,
        /// The form that it gets.
        to: CodeForm as CodeTo,
    },
    /// A number as a part of the sum of its group, between 0 and 1; missing where that is 0.
    Share = "share" {
        /// The column.
        column: String as Column,
        /// Columns that make a group; empty: all rows are one.
        within: Vec<String> as AnyColumns,
        /// The new column.
        name: String as NewColumn = "構成比".into(),
    },
    /// The place in an order: 1 for the first; equals have the same, and the next ones come after all of them (method «min»).
    Rank = "rank" {
        /// Columns, most important first. Where the first one is missing, there is no place.
        by: Vec<SortKey> as SortKeys,
        /// Columns that make a group; empty: all rows are one.
        within: Vec<String> as AnyColumns,
        /// The new column.
        name: String as NewColumn = "順位".into(),
    },
    /// The sum of a number and of those before it. Rows of equal order are summed together, so that it does not matter how they lie.
    CumSum = "cum_sum" {
        /// The column.
        column: String as Column,
        /// Order, most important first.
        by: Vec<SortKey> as SortKeys,
        /// Columns that make a group; empty: all rows are one.
        within: Vec<String> as AnyColumns,
        /// The new column.
        name: String as NewColumn = "累計".into(),
    },
    /// What changed since an earlier period; missing where that is not there. A period stands once in a group, else the step is refused.
    Change = "change" {
        /// The column.
        column: String as Column,
        /// How it is told.
        how: ChangeAs as Comparison,
        /// The period: a column of whole numbers (a year) or days.
        by: String as Column,
        /// How many periods lie between.
        periods: u64 as Periods = 1,
        /// What a period is.
        unit: Unit as PeriodUnit,
        /// Columns that make a group; empty: all rows are one.
        within: Vec<String> as AnyColumns,
        /// The new column.
        name: String as NewColumn = "増減".into(),
    },
    /// Mean or sum of a period and of those before it; missing where one of them is. A period stands once in a group, else the step
    /// is refused.
    Rolling = "rolling" {
        /// The column.
        column: String as Column,
        /// Mean or sum.
        how: Smooth as Smoothing,
        /// The period: a column of whole numbers (a year) or days.
        by: String as Column,
        /// How many periods in all.
        periods: u64 as Periods = 3,
        /// What a period is.
        unit: Unit as PeriodUnit,
        /// Columns that make a group; empty: all rows are one.
        within: Vec<String> as AnyColumns,
        /// The new column.
        name: String as NewColumn = "移動平均".into(),
    },
    /// Names for stretches of numbers (`0～9`, `10～19`).
    Bins = "bins" {
        /// The column.
        column: String as Column,
        /// How wide a stretch is; the first begins at 0. 0 only where there are edges.
        width: u64 as Width = 10,
        /// Where stretches begin, instead of a width; below the first and from the last on are stretches too.
        edges: Vec<String> as Edges,
        /// The new column.
        name: String as NewColumn = "区分".into(),
    },
}

/// Closed lists of words: each item with its word in files and message ids. The first is what a new step has.
macro_rules! word_lists {
    ($($(#[$doc:meta])* $name:ident { $($(#[$item_doc:meta])* $item:ident = $slug:literal,)* })*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $name {
            $($(#[$item_doc])* $item,)*
        }

        impl $name {
            /// All in menu order.
            pub const ALL: [Self; [$($slug),*].len()] = [$(Self::$item),*];

            /// The word in files and message ids.
            pub fn slug(self) -> &'static str {
                match self {
                    $(Self::$item => $slug,)*
                }
            }
        }
    )*};
}

word_lists! {
    /// Where a text is cut.
    SplitAt {
        /// At each separator.
        Separator = "separator",
        /// Before its first digit, into two.
        Digit = "digit",
    }

    /// A form of the codes of municipalities (全国地方公共団体コード).
    CodeForm {
        /// `242012`: with the check digit.
        Code6 = "code6",
        /// `24201`
        Code5 = "code5",
        /// `R24201`, as in SSDSE.
        R5 = "r5",
    }

    /// How a change is told.
    ChangeAs {
        /// Now less then.
        Difference = "difference",
        /// The difference as a part of what was then: 0.1 is 10 % more.
        Rate = "rate",
        /// Now as a part of what was then: 1.1 is 10 % more.
        Ratio = "ratio",
    }

    /// How periods are taken together.
    Smooth {
        /// Their mean.
        Mean = "mean",
        /// Their sum.
        Sum = "sum",
    }

    /// What lies between two periods.
    Unit {
        /// One, for whole numbers.
        One = "one",
        /// A day.
        Day = "day",
        /// A month.
        Month = "month",
        /// A year.
        Year = "year",
    }
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
    /// A day: 和暦 too. Days outside of their era (平成31年5月1日) are none.
    Date,
    /// Text.
    Text,
    /// 年度 of a day (April to March), which is read as above.
    FiscalYear,
}

impl CastTo {
    /// All in menu order.
    pub const ALL: [Self; 4] = [Self::Number, Self::Date, Self::FiscalYear, Self::Text];

    /// The word in files and message ids.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Date => "date",
            Self::Text => "text",
            Self::FiscalYear => "fiscal_year",
        }
    }
}

impl Step {
    /// All verbs in menu order.
    pub const VERBS: [&'static str; VERB_COUNT] = [
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
        "header",
        "normalise",
        "fill_down",
        "drop_totals",
        "split",
        "key_conversion",
        "share",
        "rank",
        "cum_sum",
        "change",
        "rolling",
        "bins",
    ];
}
