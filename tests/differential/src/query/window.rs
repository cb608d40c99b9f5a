//! Windows: numbers, ranks, running sums, neighbours.

use super::{Maker, Scope};
use crate::row;
use crate::tree::Tree;
use crate::world::Ty;

impl Maker<'_> {
    /// A window function with its type.
    pub(super) fn window(&mut self, scope: &Scope) -> (Tree, Ty) {
        let kind = self.random.below(13);
        let number = *self.random.pick(&[Ty::Int, Ty::Int, Ty::Float]);
        let shown = *self.random.pick(&[Ty::Int, Ty::Text, Ty::Float, Ty::Date]);
        let (tree, ty) = match kind {
            0 => (row!["ROW_NUMBER()", self.over(scope, true, "")], Ty::Int),
            1 | 2 => {
                let name = *self.random.pick(&["RANK()", "DENSE_RANK()"]);
                (row![name, self.over(scope, false, "")], Ty::Int)
            }
            3 | 4 => {
                // Over the whole part.
                let (call, ty) = self.combined(scope, number);
                (row![call, " OVER (", self.partition(scope, 60), ")"], ty)
            }
            5 => {
                // Up to this row and its equals.
                let (call, ty) = self.combined(scope, number);
                (row![call, self.over(scope, false, "")], ty)
            }
            6 => {
                let frame = *self.random.pick(&[
                    " ROWS BETWEEN 2 PRECEDING AND CURRENT ROW",
                    " ROWS 1 PRECEDING",
                    " ROWS UNBOUNDED PRECEDING",
                    " ROWS BETWEEN 1 PRECEDING AND 1 FOLLOWING",
                    " ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING",
                ]);
                let (call, ty) = self.combined(scope, number);
                (row![call, self.over(scope, true, frame)], ty)
            }
            7 | 8 => {
                let name = *self.random.pick(&["LAG", "LEAD"]);
                let value = self.value(scope, shown, 0);
                let more = match self.random.below(4) {
                    0 => Tree::may(", 2"),
                    1 => Tree::may(row![", 1, ", self.literal(shown)]),
                    _ => Tree::none(),
                };
                (
                    row![name, "(", value, more, ")", self.over(scope, true, "")],
                    shown,
                )
            }
            9 => {
                let name = *self.random.pick(&["FIRST_VALUE", "LAST_VALUE"]);
                let value = self.value(scope, shown, 0);
                let nulls = *self.random.pick(&["", " IGNORE NULLS"]);
                (
                    row![name, "(", value, nulls, ")", self.over(scope, true, "")],
                    shown,
                )
            }
            10 | 11 => {
                // Rows by how far their values lie apart.
                let of = *self.random.pick(&[Ty::Int, Ty::Int, Ty::Float, Ty::Date]);
                let Some(key) = self.column(scope, of) else {
                    return self.window(scope);
                };
                let frame = *self.random.pick(if of == Ty::Date {
                    &[
                        " RANGE BETWEEN INTERVAL '1' MONTH PRECEDING AND CURRENT ROW",
                        " RANGE BETWEEN INTERVAL '3' DAY PRECEDING AND INTERVAL '3' DAY FOLLOWING",
                        " RANGE BETWEEN INTERVAL '1' YEAR PRECEDING AND INTERVAL '1' DAY PRECEDING",
                    ]
                } else {
                    &[
                        " RANGE BETWEEN 1 PRECEDING AND 1 PRECEDING",
                        " RANGE BETWEEN 2 PRECEDING AND CURRENT ROW",
                        " RANGE BETWEEN 1 PRECEDING AND UNBOUNDED FOLLOWING",
                    ]
                });
                let (call, ty) = self.combined(scope, number);
                let partition = match self.partition(scope, 45) {
                    Tree::May(item) => Tree::may(row![*item, " "]),
                    other => other,
                };
                let direction = *self.random.pick(&["", " DESC"]);
                (
                    row![
                        call,
                        " OVER (",
                        partition,
                        "ORDER BY ",
                        key,
                        direction,
                        frame,
                        ")"
                    ],
                    ty,
                )
            }
            _ => {
                let value = self.leaf(scope, Ty::Int);
                let hundred = self.decimal("100.0");
                let part = self.partition(scope, 50);
                let sum = row!["SUM(", value.clone(), ") OVER (", part, ")"];
                (
                    row![value, " * ", hundred, " / NULLIF(", sum, ", 0)"],
                    Ty::Quotient,
                )
            }
        };
        (Tree::value(tree), ty)
    }

    /// `ROW_NUMBER() OVER (…)`.
    pub(super) fn numbered(&mut self, scope: &Scope) -> Tree {
        row!["ROW_NUMBER()", self.over(scope, true, "")]
    }

    /// An aggregate for a window.
    fn combined(&mut self, scope: &Scope, number: Ty) -> (Tree, Ty) {
        let value = self.value(scope, number, 0);
        match self.random.below(6) {
            0 | 1 => (row!["SUM(", value, ")"], number),
            2 => (row!["AVG(", value, ")"], Ty::Quotient),
            3 => (row!["COUNT(*)"], Ty::Int),
            4 => (row!["COUNT(", value, ")"], Ty::Int),
            _ => {
                let name = *self.random.pick(&["MIN", "MAX"]);
                (row![name, "(", value, ")"], number)
            }
        }
    }

    fn partition(&mut self, scope: &Scope, percent: usize) -> Tree {
        if !self.random.chance(percent) {
            return Tree::none();
        }
        let ty = *self.random.pick(&[Ty::Text, Ty::Text, Ty::Int, Ty::Bool]);
        match self.column(scope, ty) {
            Some(column) => Tree::may(format!("PARTITION BY {column}")),
            None => Tree::none(),
        }
    }

    /// ` OVER (… ORDER BY …)`: with `total`, rows have one order only.
    fn over(&mut self, scope: &Scope, total: bool, frame: &'static str) -> Tree {
        let partition = match self.partition(scope, 45) {
            Tree::May(item) => Tree::may(row![*item, " "]),
            other => other,
        };
        let mut keys = Vec::new();
        let count = if total { self.random.below(2) } else { 1 };
        for _ in 0..count {
            let ty = *self
                .random
                .pick(&[Ty::Int, Ty::Int, Ty::Float, Ty::Text, Ty::Date]);
            if let Some(column) = self.column(scope, ty) {
                let key = self.direction(column.into());
                keys.push(Tree::may(row![key, ", "]));
            }
        }
        let rest = if total || keys.is_empty() {
            self.total(scope)
        } else {
            // Its comma goes.
            match keys.pop() {
                Some(Tree::May(last)) => match *last {
                    Tree::Row(mut last) => {
                        last.truncate(1);
                        last
                    }
                    _ => Vec::new(),
                },
                _ => Vec::new(),
            }
        };
        row![
            " OVER (",
            partition,
            "ORDER BY ",
            Tree::Row(keys),
            Tree::List {
                between: ", ",
                least: rest.len(),
                items: rest
            },
            frame,
            ")"
        ]
    }
}
