//! Random queries over the tables of a [`World`], in the words that courses teach, and a few beyond.
//!
//! A query never asks what SQL does not determine. Left out for that reason:
//!
//! - LIMIT, ROW_NUMBER, LAG, FIRST_VALUE and frames of rows over an order that is not total, STRING_AGG without one;
//! - floats whose last digit depends on the order of additions ([`Ty::Loose`]) anywhere but in the result, and what a
//!   division by zero gives in comparisons and orders;
//! - a bare name in ORDER BY or GROUP BY that is both a column of the tables and another one of the result;
//! - a bare name after USING when a later table has it once more, and `*` over tables that share names;
//! - a table's name where a column of an inner query is called the same (DuckDB looks inside the column);
//! - aggregates of outer columns, and values of different kinds beside each other (text and numbers).
//!
//! Start reading at [`Maker::query`].

mod group;
mod select;
mod value;
mod window;

use crate::compare::Order;
use crate::random::Random;
use crate::row;
use crate::tree::{Dialect, Tree};
use crate::world::{Col, Ty, World};

/// What a query is mostly about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Theme {
    /// Rows and columns of one table.
    Plain,
    /// Several tables.
    Join,
    /// Groups.
    Group,
    /// Windows.
    Window,
    /// Queries inside conditions and values.
    Sub,
    /// UNION, INTERSECT, EXCEPT.
    Set,
    /// WITH, and tables made on the spot.
    With,
    /// Days.
    Date,
    /// Text.
    Text,
    /// Numbers, rounding.
    Number,
}

impl Theme {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::Plain,
        Self::Join,
        Self::Group,
        Self::Window,
        Self::Sub,
        Self::Set,
        Self::With,
        Self::Date,
        Self::Text,
        Self::Number,
    ];

    /// The word for it.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Join => "join",
            Self::Group => "group",
            Self::Window => "window",
            Self::Sub => "sub",
            Self::Set => "set",
            Self::With => "with",
            Self::Date => "date",
            Self::Text => "text",
            Self::Number => "number",
        }
    }
}

/// A query with what is known about its result.
#[derive(Clone, Debug)]
pub struct Query {
    /// Its text.
    pub tree: Tree,
    /// What it says about the order of its rows.
    pub order: Order,
    /// Whether all columns have names that SQL determines.
    pub names: bool,
    /// Columns of the result.
    pub columns: Vec<Col>,
    /// Whether there are words in it that no course teaches.
    pub beyond: bool,
    /// Whether its words are written in small letters, as people do who type.
    pub small: bool,
}

impl Query {
    /// Its text for an engine.
    pub fn text(&self, dialect: Dialect) -> String {
        let text = self.tree.text(dialect);
        if self.small { in_small(&text) } else { text }
    }
}

/// Everything but what stands between quotation marks.
fn in_small(text: &str) -> String {
    let mut open = None;
    text.chars()
        .map(|c| {
            match open {
                None if c == '\'' || c == '"' => open = Some(c),
                Some(mark) if c == mark => open = None,
                _ => {}
            }
            if open.is_none() {
                c.to_ascii_lowercase()
            } else {
                c
            }
        })
        .collect()
}

/// A column that may be named where a value stands.
#[derive(Clone, Debug)]
struct Avail {
    /// Its name.
    name: String,
    /// Ways of writing it.
    forms: Vec<String>,
    ty: Ty,
}

/// What may be named at a place.
#[derive(Clone, Debug, Default)]
struct Scope {
    columns: Vec<Avail>,
    /// Columns of the query around this one.
    outer: Vec<Avail>,
    /// Names of the tables.
    aliases: Vec<String>,
    /// Columns that put all rows into one order.
    total: Vec<String>,
}

/// A table as it stands behind FROM.
#[derive(Clone, Debug)]
struct Source {
    alias: String,
    columns: Vec<Col>,
    /// The column that is different in every row; `None`: only all columns together are.
    key: Option<String>,
}

/// Makes queries.
pub struct Maker<'a> {
    random: Random,
    world: &'a World,
    theme: Theme,
    /// Named parts (WITH) that are in reach.
    parts: Vec<(String, Vec<Col>)>,
    /// The last number that was given away.
    last: u32,
    beyond: bool,
    /// Whether both engines have to read the very same text.
    same_text: bool,
    /// How deep queries stand in one another.
    depth: usize,
}

impl<'a> Maker<'a> {
    /// A maker over these tables.
    pub fn new(seed: u64, world: &'a World) -> Self {
        let mut random = Random::new(seed);
        let theme = *random.pick(&Theme::ALL);
        Self {
            random,
            world,
            theme,
            parts: Vec::new(),
            last: 0,
            beyond: false,
            same_text: false,
            depth: 0,
        }
    }

    /// What its queries are about.
    pub fn theme(&self) -> Theme {
        self.theme
    }

    /// Whether to do something that is rare but under one theme.
    fn rather(&mut self, theme: Theme, there: usize, elsewhere: usize) -> bool {
        let percent = if self.theme == theme {
            there
        } else {
            elsewhere
        };
        self.random.chance(percent)
    }

    fn fresh(&mut self) -> u32 {
        self.last += 1;
        self.last
    }

    /// A query.
    pub fn query(&mut self) -> Query {
        let mut query = if self.rather(Theme::With, 80, 4) {
            self.with()
        } else {
            self.body(true)
        };
        query.beyond = self.beyond;
        query.small = self.random.chance(12);
        query
    }

    /// A query without WITH.
    fn body(&mut self, top: bool) -> Query {
        if self.rather(Theme::Set, 90, 3) {
            self.set(top)
        } else if self.rather(Theme::Group, 85, 25) {
            self.grouped(top)
        } else {
            self.plain(None, top)
        }
    }

    /// `WITH a AS (…), b AS (…) SELECT …`; a name may be that of a table, which is then out of reach.
    fn with(&mut self) -> Query {
        let count = self.random.between(1, 2);
        let mut parts = Vec::new();
        for _ in 0..count {
            self.depth += 1;
            let query = self.body(false);
            self.depth -= 1;
            let mut name = if self.random.chance(35) {
                self.random.pick(&self.world.tables).name.clone()
            } else {
                (*self.random.pick(&["表", "a", "集計", "x"])).to_owned()
            };
            while self.parts.iter().any(|(known, _)| *known == name) {
                name.push('2');
            }
            parts.push(row![format!("{} AS (", self.ident(&name)), query.tree, ")"]);
            self.parts.push((name, query.columns));
        }
        let mut query = self.body(true);
        query.tree = Tree::query(row!["WITH ", Tree::list(parts), " ", query.tree]);
        query
    }

    /// `SELECT … UNION SELECT …`. INTERSECT binds more tightly than the others, with brackets or without.
    fn set(&mut self, top: bool) -> Query {
        let width = self.random.between(1, 3) as usize;
        let types: Vec<Ty> = (0..width)
            .map(|_| {
                self.random.weighted(&[
                    (4, Ty::Text),
                    (4, Ty::Int),
                    (1, Ty::Float),
                    (2, Ty::Date),
                    (1, Ty::Bool),
                ])
            })
            .collect();
        let first = self.plain(Some(&types), false);
        let mut items = vec![first.tree];
        for _ in 0..self.random.weighted(&[(4, 1), (1, 2)]) {
            let word = self.random.weighted(&[
                (4, "UNION"),
                (4, "UNION ALL"),
                (3, "INTERSECT"),
                (3, "EXCEPT"),
                (1, "INTERSECT ALL"),
                (1, "EXCEPT ALL"),
            ]);
            self.beyond |= word.ends_with("T ALL");
            // In brackets it may have an order and a limit of its own.
            let brackets = self.random.chance(15);
            let query = self.plain(Some(&types), brackets);
            items.push(Tree::may(if brackets {
                row![format!(" {word} ("), query.tree, ")"]
            } else {
                row![format!(" {word} "), query.tree]
            }));
        }
        let mut order = Order::Any;
        if top && self.random.chance(50) {
            let mut positions: Vec<usize> = (1..=width).collect();
            self.random.shuffle(&mut positions);
            let keys: Vec<Tree> = positions
                .iter()
                .map(|position| {
                    let name = first.columns[position - 1].name.clone();
                    let key = if name.is_empty() || self.random.chance(50) {
                        position.to_string()
                    } else {
                        self.ident(&name)
                    };
                    self.direction(key.into())
                })
                .collect();
            items.push(self.ordered(Vec::new(), keys, true));
            order = Order::Total;
        }
        Query {
            tree: Tree::query(Tree::Row(items)),
            order,
            names: first.names,
            columns: first.columns,
            beyond: self.beyond,
            small: false,
        }
    }

    /// ` ORDER BY … LIMIT … OFFSET …`: of `first` any may be left out, and LIMIT only stands where the order is total.
    fn ordered(&mut self, first: Vec<Tree>, rest: Vec<Tree>, total: bool) -> Tree {
        let mut keys = Tree::Row(
            first
                .into_iter()
                .map(|key| Tree::may(row![key, ", "]))
                .collect(),
        );
        if rest.is_empty() {
            // Without more behind them, the last comma has to go.
            if let Tree::Row(items) = &mut keys
                && let Some(Tree::May(last)) = items.pop()
                && let Tree::Row(mut last) = *last
            {
                last.pop();
                items.append(&mut last);
            }
        }
        let rest = Tree::List {
            between: ", ",
            least: rest.len(),
            items: rest,
        };
        let limit = if total && self.random.chance(45) {
            let offset = if self.random.chance(30) {
                Tree::may(format!(" OFFSET {}", self.random.between(0, 3)))
            } else {
                Tree::none()
            };
            let count = self.random.between(0, 5);
            if self.random.chance(4) {
                self.beyond = true;
                Tree::may(format!(" FETCH FIRST {count} ROWS ONLY"))
            } else {
                Tree::may(row![format!(" LIMIT {count}"), offset])
            }
        } else {
            Tree::none()
        };
        Tree::may(row![" ORDER BY ", keys, rest, limit])
    }

    /// A key of an order with its direction.
    fn direction(&mut self, key: Tree) -> Tree {
        let direction = self.random.weighted(&[
            (6, ""),
            (2, " ASC"),
            (5, " DESC"),
            (1, " NULLS FIRST"),
            (1, " NULLS LAST"),
            (1, " DESC NULLS LAST"),
            (1, " DESC NULLS FIRST"),
            (1, " ASC NULLS FIRST"),
        ]);
        if direction.is_empty() {
            key
        } else {
            row![key, Tree::may(direction)]
        }
    }

    /// A name as SQL reads it: in quotation marks where it has to be, sometimes where it need not.
    fn ident(&mut self, name: &str) -> String {
        let plain = name.chars().all(|c| c.is_alphanumeric() || c == '_') && name != "order";
        if plain && !self.random.chance(6) {
            name.to_owned()
        } else {
            format!("\"{name}\"")
        }
    }
}

/// Expressions of steps: one text for both engines, one table without a name, no queries inside.
impl<'a> Maker<'a> {
    /// A maker of expressions for steps.
    pub(crate) fn for_steps(seed: u64, world: &'a World) -> Self {
        let mut maker = Self::new(seed, world);
        maker.same_text = true;
        maker
    }

    pub(crate) fn random(&mut self) -> &mut Random {
        &mut self.random
    }

    fn of_columns(&mut self, columns: &[Col]) -> Scope {
        let mut scope = Scope::default();
        for column in columns {
            let form = self.ident(&column.name);
            if column.ty != Ty::Loose {
                scope.total.push(form.clone());
            }
            scope.columns.push(Avail {
                name: column.name.clone(),
                forms: vec![form],
                ty: column.ty,
            });
        }
        scope
    }

    pub(crate) fn steps_condition(&mut self, columns: &[Col]) -> String {
        let scope = self.of_columns(columns);
        if self.random.chance(8)
            && let Some(column) = self.column(&scope, Ty::Int)
        {
            // An aggregate looks at all rows.
            return format!("{column} > avg({column})");
        }
        let depth = self.random.between(1, 2) as usize;
        let condition = self.condition(&scope, depth);
        condition.text(Dialect::Ama)
    }

    pub(crate) fn steps_value(&mut self, columns: &[Col]) -> (String, Ty) {
        let scope = self.of_columns(columns);
        let (tree, ty) = match self.random.below(10) {
            0 if scope.total.len() == scope.columns.len() && !scope.total.is_empty() => {
                self.window(&scope)
            }
            1 => match self.column(&scope, Ty::Int) {
                Some(column) => (
                    row![format!("{column} / NULLIF(sum({column}), 0)")],
                    Ty::Quotient,
                ),
                None => (self.literal(Ty::Int), Ty::Int),
            },
            _ => {
                let ty = match self.ty() {
                    Ty::Loose => Ty::Quotient,
                    ty => ty,
                };
                (self.value(&scope, ty, 2), ty)
            }
        };
        (tree.text(Dialect::Ama), ty)
    }

    pub(crate) fn steps_aggregate(&mut self, columns: &[Col]) -> (String, Ty) {
        let scope = self.of_columns(columns);
        let (tree, ty) = self.aggregate_item(&scope);
        (tree.text(Dialect::Ama), ty)
    }

    pub(crate) fn steps_literal(&mut self, ty: Ty) -> String {
        self.literal(ty).text(Dialect::Ama)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(seed: u64) -> Vec<String> {
        let world = World::new(seed);
        (0..50)
            .map(|case| Maker::new(case, &world).query().text(Dialect::Ama))
            .collect()
    }

    #[test]
    fn a_seed_repeats_its_queries() {
        assert_eq!(texts(3), texts(3));
        assert_ne!(texts(3), texts(4));
    }

    #[test]
    fn every_word_comes_up() {
        let all = (0..200).flat_map(texts).collect::<Vec<_>>().join("\n");
        for word in [
            "LEFT JOIN",
            "RIGHT JOIN",
            "FULL JOIN",
            "CROSS JOIN",
            "USING (",
            "GROUP BY",
            "HAVING",
            "COUNT(DISTINCT",
            "MEDIAN(",
            "STRING_AGG(",
            "NULLS FIRST",
            " OFFSET ",
            "DISTINCT ",
            "EXISTS (SELECT",
            "NOT IN (SELECT",
            "UNION ALL",
            "INTERSECT",
            "EXCEPT",
            "WITH ",
            "ROW_NUMBER()",
            "DENSE_RANK()",
            "LAG(",
            "LEAD(",
            "FIRST_VALUE(",
            "LAST_VALUE(",
            "ROWS 1 PRECEDING",
            "RANGE BETWEEN INTERVAL",
            "RANGE BETWEEN 1 PRECEDING",
            " IGNORE NULLS)",
            "CORR(",
            "COVAR_SAMP(",
            "QUANTILE_CONT(",
            "DATE_TRUNC(",
            "DATEDIFF(",
            "EXTRACT(",
            "'2024/4/1'",
            "BETWEEN",
            "NOT LIKE",
            "IS NOT NULL",
            ", -2)",
            "LPAD(",
            "STRPOS(",
            " || ",
            "NULLIF(",
            "QUALIFY",
        ] {
            assert!(all.contains(word), "{word}");
        }
    }

    #[test]
    fn small_letters_leave_texts_and_names_alone() {
        assert_eq!(
            in_small("SELECT \"A\" FROM T WHERE b = 'It''S'"),
            "select \"A\" from t where b = 'It''S'"
        );
    }
}
