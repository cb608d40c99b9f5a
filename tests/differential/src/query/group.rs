//! GROUP BY, aggregates, HAVING.

use super::{Avail, Maker, Query, Scope, Theme};
use crate::compare::Order;
use crate::dialect;
use crate::row;
use crate::tree::{Dialect, Tree};
use crate::world::{Col, Ty};

/// A key of a group.
struct Key {
    tree: Tree,
    ty: Ty,
    /// The column that it is.
    column: Option<Avail>,
    tie: u32,
    /// Position in the result, from 1.
    position: Option<usize>,
    /// Name in the result where it is a new one.
    alias: Option<String>,
}

impl Maker<'_> {
    /// A query with groups, or with one group of all rows.
    pub(super) fn grouped(&mut self, top: bool) -> Query {
        let (from, scope) = self.from();
        let filter = self.filter(&scope);
        let mut keys = self.keys(&scope);
        let mut columns: Vec<Col> = Vec::new();
        let mut items = Vec::new();
        let mut names = true;
        for key in &mut keys {
            if !self.random.chance(92) {
                continue;
            }
            let tree = match &key.column {
                Some(column) => Tree::value(self.random.pick(&column.forms).clone()),
                None => key.tree.clone(),
            };
            let before = columns.len();
            let item = self.named(
                tree.clone(),
                key.ty,
                &scope,
                &mut columns,
                &mut names,
                false,
            );
            let item_is_new = item.text(Dialect::Ama) != tree.text(Dialect::Ama);
            if item_is_new && columns.len() > before {
                key.alias = columns.last().map(|column| column.name.clone());
            }
            key.position = Some(columns.len());
            items.push(Tree::Tied(key.tie, Box::new(item)));
        }
        let ranked = !keys.is_empty() && self.random.chance(4);
        let count = if items.is_empty() {
            self.random.between(1, 3)
        } else {
            self.random.between(0, 3)
        };
        let mut aggregates: Vec<(Tree, Ty, String)> = Vec::new();
        for _ in 0..count {
            let (tree, ty) = self.aggregate_item(&scope);
            let item = self.named(tree.clone(), ty, &scope, &mut columns, &mut names, false);
            let name = columns.last().map(|c| c.name.clone()).unwrap_or_default();
            aggregates.push((tree, ty, name));
            items.push(item);
        }
        if ranked {
            // A window over groups.
            self.beyond = true;
            let name = format!("順位{}", columns.len() + 1);
            let (tree, _) = self.number_aggregate(&scope);
            items.push(row![
                "RANK() OVER (ORDER BY ",
                tree,
                " DESC)",
                format!(" AS {name}")
            ]);
            columns.push(Col { name, ty: Ty::Int });
        }
        let letters = if self.random.chance(4) {
            self.column(&scope, Ty::Text)
        } else {
            None
        };
        let group = self.group_by(&keys);
        let having = if let (Some(column), false) = (letters, keys.is_empty()) {
            // Two aggregates that differ in one letter of a text.
            let name = format!("字{}", columns.len() + 1);
            let call =
                |letter: &str| format!("SUM(CASE WHEN {column} = '{letter}' THEN 1 ELSE 0 END)");
            items.push(row![call("a"), format!(" AS {name}")]);
            columns.push(Col { name, ty: Ty::Int });
            Tree::may(row![" HAVING ", call("A"), " > 0"])
        } else if (!keys.is_empty() && self.random.chance(30)) || self.random.chance(3) {
            self.having(&scope, &keys, &aggregates)
        } else {
            Tree::none()
        };
        let mut order = Order::Any;
        let mut ordering = Tree::none();
        if top && !keys.is_empty() && self.random.chance(50) {
            (ordering, order) = self.order_groups(&scope, &keys, &aggregates, &columns);
        }
        Query {
            tree: Tree::query(row![
                "SELECT ",
                Tree::list(items),
                from,
                filter,
                group,
                having,
                ordering
            ]),
            order,
            names,
            columns,
            beyond: self.beyond,
            small: false,
        }
    }

    fn keys(&mut self, scope: &Scope) -> Vec<Key> {
        let count = self.random.weighted(&[(2, 0), (8, 1), (5, 2), (1, 3)]);
        let mut keys: Vec<Key> = Vec::new();
        for _ in 0..count {
            let tie = self.fresh();
            let ty =
                *self
                    .random
                    .pick(&[Ty::Text, Ty::Text, Ty::Text, Ty::Int, Ty::Date, Ty::Bool]);
            let pool: Vec<&Avail> = scope
                .columns
                .iter()
                .filter(|avail| avail.ty == ty)
                .collect();
            if !pool.is_empty() && self.random.chance(75) {
                let avail = (*self.random.pick(&pool)).clone();
                let form = self.random.pick(&avail.forms).clone();
                if keys.iter().any(|key| {
                    key.column
                        .as_ref()
                        .is_some_and(|other| other.name == avail.name && other.forms == avail.forms)
                }) {
                    continue;
                }
                keys.push(Key {
                    tree: Tree::value(form),
                    ty,
                    column: Some(avail),
                    tie,
                    position: None,
                    alias: None,
                });
            } else {
                let depth = self.depth;
                // No queries inside keys: the same text stands in several places.
                self.depth = 2;
                let tree = self.value(scope, ty, 1);
                self.depth = depth;
                // A literal would be a position, or a group of everything.
                if !Self::mentions(scope, &tree)
                    || !matches!(&tree, Tree::Whole(_, inside) if !matches!(**inside, Tree::Text(_)))
                {
                    continue;
                }
                keys.push(Key {
                    tree,
                    ty,
                    column: None,
                    tie,
                    position: None,
                    alias: None,
                });
            }
        }
        keys
    }

    /// ` GROUP BY …`: by name, by position, by alias, by the same expression.
    fn group_by(&mut self, keys: &[Key]) -> Tree {
        if keys.is_empty() {
            return Tree::none();
        }
        let items = keys
            .iter()
            .map(|key| {
                let way = self.random.below(10);
                let tree = match (way, key.position, &key.alias) {
                    (0 | 1, Some(position), _) => position.to_string().into(),
                    (2 | 3, _, Some(alias)) => {
                        let alias = alias.clone();
                        self.ident(&alias).into()
                    }
                    _ => match &key.column {
                        Some(column) => Tree::value(self.random.pick(&column.forms).clone()),
                        None => key.tree.clone(),
                    },
                };
                Tree::Tied(key.tie, Box::new(tree))
            })
            .collect();
        row![" GROUP BY ", Tree::list(items)]
    }

    fn having(&mut self, scope: &Scope, keys: &[Key], aggregates: &[(Tree, Ty, String)]) -> Tree {
        let sign = *self.random.pick(&[">", ">=", "<", "=", "<>"]);
        let usable: Vec<&(Tree, Ty, String)> = aggregates
            .iter()
            .filter(|(_, ty, name)| ty.is_number() && !name.is_empty())
            .collect();
        let condition = match self.random.below(6) {
            0 if !usable.is_empty() => {
                let name = self.random.pick(&usable).2.clone();
                row![
                    self.ident(&name),
                    format!(" {sign} "),
                    self.literal(Ty::Int)
                ]
            }
            1 if !keys.is_empty() => {
                let key = &keys[self.random.below(keys.len())];
                let not = *self.random.pick(&["", "NOT "]);
                let tree = match &key.column {
                    Some(column) => Tree::value(self.random.pick(&column.forms).clone()),
                    None => row!["(", key.tree.clone(), ")"],
                };
                row![tree, format!(" IS {not}NULL")]
            }
            2 if !usable.is_empty() => {
                let tree = self.random.pick(&usable).0.clone();
                row![tree, format!(" {sign} "), self.literal(Ty::Int)]
            }
            3 => {
                let (a, _) = self.aggregate(scope);
                row!["COUNT(*) > 1 AND ", row!["(", a, " IS NOT NULL)"]]
            }
            _ => {
                let (tree, ty) = self.number_aggregate(scope);
                let with = self.literal(if ty == Ty::Float { Ty::Float } else { Ty::Int });
                row![tree, format!(" {sign} "), with]
            }
        };
        Tree::may(row![" HAVING ", condition])
    }

    fn order_groups(
        &mut self,
        scope: &Scope,
        keys: &[Key],
        aggregates: &[(Tree, Ty, String)],
        columns: &[Col],
    ) -> (Tree, Order) {
        let mut first = Vec::new();
        let skip = keys.iter().filter(|key| key.position.is_some()).count();
        for (position, (tree, ty, name)) in aggregates.iter().enumerate() {
            if *ty == Ty::Loose || !self.random.chance(50) {
                continue;
            }
            let way = self.random.below(3);
            let key = if way == 0 {
                tree.clone()
            } else if way == 1 && !name.is_empty() {
                let name = name.clone();
                self.ident(&name).into()
            } else {
                (skip + position + 1).to_string().into()
            };
            first.push(self.direction(key));
        }
        if self.random.chance(15) {
            let (tree, _) = self.number_aggregate(scope);
            first.push(self.direction(tree));
        }
        let rest = keys
            .iter()
            .map(|key| {
                let way = self.random.below(3);
                let hidden = |name: &str| {
                    columns
                        .iter()
                        .enumerate()
                        .any(|(at, column)| column.name == name && Some(at + 1) != key.position)
                };
                let tree = match (way, key.position, &key.alias, &key.column) {
                    (0, Some(position), _, _) => position.to_string().into(),
                    (1, _, Some(alias), _) => {
                        let alias = alias.clone();
                        self.ident(&alias).into()
                    }
                    (_, _, _, Some(column)) => {
                        let forms: Vec<&String> = column
                            .forms
                            .iter()
                            .filter(|form| form.contains('.') || !hidden(&column.name))
                            .collect();
                        match forms.get(self.random.below(forms.len())) {
                            Some(form) => Tree::from(form.as_str()),
                            None => key.tree.clone(),
                        }
                    }
                    _ => key.tree.clone(),
                };
                self.direction(tree)
            })
            .collect();
        (self.ordered(first, rest, true), Order::Total)
    }

    /// An aggregate, or something computed from aggregates.
    pub(super) fn aggregate_item(&mut self, scope: &Scope) -> (Tree, Ty) {
        if self.random.chance(78) {
            return self.aggregate(scope);
        }
        let (a, _) = self.number_aggregate(scope);
        let (b, _) = self.number_aggregate(scope);
        match self.random.below(5) {
            0 => {
                let hundred = self.decimal("100.0");
                (
                    Tree::value(row![a, " * ", hundred, " / NULLIF(", b, ", 0)"]),
                    Ty::Quotient,
                )
            }
            1 => (Tree::value(row![a, " - ", b]), Ty::Quotient),
            2 => (Tree::value(row!["COALESCE(", a, ", 0)"]), Ty::Quotient),
            3 => (
                Tree::value(row!["CASE WHEN ", a, " > 2 THEN '多' ELSE '少' END"]),
                Ty::Text,
            ),
            _ => {
                let digits = *self.random.pick(&[", 1", "", ", 2"]);
                let value = self.value(scope, Ty::Int, 0);
                (
                    Tree::value(row!["ROUND(AVG(", value, ")", digits, ")"]),
                    Ty::Quotient,
                )
            }
        }
    }

    /// An aggregate that may be compared with a number.
    fn number_aggregate(&mut self, scope: &Scope) -> (Tree, Ty) {
        let depth = self.random.weighted(&[(4, 0), (1, 1)]);
        let (tree, ty) = match self.random.below(8) {
            0 | 1 => (row!["COUNT(*)"], Ty::Int),
            2 | 3 => (
                row!["SUM(", self.value(scope, Ty::Int, depth), ")"],
                Ty::Int,
            ),
            4 => (
                row!["AVG(", self.value(scope, Ty::Int, depth), ")"],
                Ty::Quotient,
            ),
            5 => (
                row!["MAX(", self.value(scope, Ty::Float, depth), ")"],
                Ty::Float,
            ),
            6 => {
                let condition = self.condition(scope, 0);
                (
                    row!["SUM(CASE WHEN ", condition, " THEN 1 ELSE 0 END)"],
                    Ty::Int,
                )
            }
            _ => (
                row!["MIN(", self.value(scope, Ty::Int, depth), ")"],
                Ty::Int,
            ),
        };
        (Tree::value(tree), ty)
    }

    fn aggregate(&mut self, scope: &Scope) -> (Tree, Ty) {
        let depth = self.random.weighted(&[(4, 0), (2, 1)]);
        let any = *self
            .random
            .pick(&[Ty::Int, Ty::Text, Ty::Float, Ty::Date, Ty::Bool]);
        let ordered = *self.random.pick(&[Ty::Int, Ty::Text, Ty::Float, Ty::Date]);
        let number = *self.random.pick(&[Ty::Int, Ty::Int, Ty::Float]);
        let (tree, ty) = match self.random.below(18) {
            0 | 1 => (row!["COUNT(*)"], Ty::Int),
            2 => (row!["COUNT(", self.value(scope, any, depth), ")"], Ty::Int),
            3 | 4 => (
                row!["COUNT(DISTINCT ", self.value(scope, any, depth), ")"],
                Ty::Int,
            ),
            5 | 6 => (row!["SUM(", self.value(scope, number, depth), ")"], number),
            7 => (
                row!["AVG(", self.value(scope, number, depth), ")"],
                Ty::Quotient,
            ),
            8 => (
                row!["MIN(", self.value(scope, ordered, depth), ")"],
                ordered,
            ),
            9 => (
                row!["MAX(", self.value(scope, ordered, depth), ")"],
                ordered,
            ),
            10 => (
                row!["MEDIAN(", self.value(scope, number, depth), ")"],
                Ty::Quotient,
            ),
            11 | 16 | 17 if self.depth == 0 => {
                self.beyond = true;
                let name = *self.random.pick(&[
                    "STDDEV",
                    "VARIANCE",
                    "STDDEV_SAMP",
                    "STDDEV_POP",
                    "VAR_SAMP",
                    "VAR_POP",
                    "CORR",
                    "COVAR_SAMP",
                    "COVAR_POP",
                    "QUANTILE_CONT",
                ]);
                let value = self.value(scope, number, 0);
                let tree = match name {
                    "CORR" | "COVAR_SAMP" | "COVAR_POP" => {
                        let other = self.value(scope, Ty::Int, 0);
                        if name == "CORR" && !self.same_text {
                            Tree::Differs(dialect::CORRELATION, vec![value, other])
                        } else {
                            let name = if name == "CORR" { "COVAR_POP" } else { name };
                            row![name, "(", value, ", ", other, ")"]
                        }
                    }
                    "QUANTILE_CONT" => {
                        let share = *self.random.pick(&["0.25", "0.5", "0.9", "0", "1"]);
                        row![name, "(", value, ", ", share, ")"]
                    }
                    _ => row![name, "(", value, ")"],
                };
                (tree, Ty::Loose)
            }
            12 => {
                let condition = self.condition(scope, depth);
                (row!["COUNT(CASE WHEN ", condition, " THEN 1 END)"], Ty::Int)
            }
            13 if self.theme == Theme::Text => {
                // Ordered by a literal it would have no order.
                let value = match self.column(scope, Ty::Text) {
                    Some(column) => Tree::value(column),
                    None => row!["UPPER(", self.value(scope, Ty::Text, 0), ")"],
                };
                (
                    row!["STRING_AGG(", value.clone(), ", '、' ORDER BY ", value, ")"],
                    Ty::Text,
                )
            }
            14 => (
                row!["SUM(DISTINCT ", self.value(scope, number, depth), ")"],
                number,
            ),
            15 if self.random.chance(40) => {
                self.beyond = true;
                let condition = self.condition(scope, 0);
                let value = self.value(scope, Ty::Int, 0);
                (
                    row!["SUM(", value, ") FILTER (WHERE ", condition, ")"],
                    Ty::Int,
                )
            }
            _ => {
                let condition = self.condition(scope, depth);
                let value = self.value(scope, Ty::Int, 0);
                (
                    row!["SUM(CASE WHEN ", condition, " THEN ", value, " END)"],
                    Ty::Int,
                )
            }
        };
        (Tree::value(tree), ty)
    }
}
