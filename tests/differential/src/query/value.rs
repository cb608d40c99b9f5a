//! Values and conditions.

use super::{Avail, Maker, Scope, Theme};
use crate::dialect;
use crate::row;
use crate::tree::{Differs, Tree};
use crate::world::{KEY, Ty};

/// In brackets where it is made of several words.
fn operand(tree: Tree) -> Tree {
    match &tree {
        Tree::Whole(_, inside) if matches!(**inside, Tree::Text(_)) => tree,
        _ => row!["(", tree, ")"],
    }
}

impl Maker<'_> {
    /// A value of that type.
    pub(super) fn value(&mut self, scope: &Scope, ty: Ty, depth: usize) -> Tree {
        if depth == 0 || self.random.chance(25) {
            return self.leaf(scope, ty);
        }
        let depth = depth - 1;
        match ty {
            Ty::Int => self.int(scope, depth),
            Ty::Float => self.float(scope, depth),
            Ty::Quotient => self.quotient(scope, depth),
            Ty::Loose => self.loose(scope),
            Ty::Text => self.words(scope, depth),
            Ty::Date => self.date(scope, depth),
            Ty::Bool => Tree::value(operand(self.condition(scope, depth))),
        }
    }

    /// A column, or a literal where there is none of that type, and at times anyway.
    pub(super) fn leaf(&mut self, scope: &Scope, ty: Ty) -> Tree {
        if !self.random.chance(6)
            && let Some(form) = self.column(scope, ty)
        {
            return Tree::value(form);
        }
        let literal = self.literal(ty);
        Tree::value(literal)
    }

    /// A column of that type as it may be written.
    pub(super) fn column(&mut self, scope: &Scope, ty: Ty) -> Option<String> {
        let fits = |avail: &&Avail| match ty {
            Ty::Quotient => avail.ty.is_number(),
            _ => avail.ty == ty,
        };
        let own: Vec<&Avail> = scope.columns.iter().filter(fits).collect();
        let outer: Vec<&Avail> = scope.outer.iter().filter(fits).collect();
        let pool = if !outer.is_empty() && (own.is_empty() || self.random.chance(12)) {
            self.beyond = true;
            outer
        } else {
            own
        };
        if pool.is_empty() {
            return None;
        }
        let avail = *self.random.pick(&pool);
        Some(self.random.pick(&avail.forms).clone())
    }

    pub(super) fn decimal(&mut self, text: impl Into<Tree>) -> Tree {
        Tree::Differs(dialect::DECIMALS, vec![text.into()])
    }

    pub(super) fn literal(&mut self, ty: Ty) -> Tree {
        match ty {
            Ty::Int => self
                .random
                .pick(&["0", "1", "2", "3", "5", "10", "100", "-1", "2023"])
                .to_string()
                .into(),
            Ty::Float | Ty::Quotient | Ty::Loose => {
                let text = *self.random.pick(&["0.5", "1.25", "2.5", "10.0", "-0.75"]);
                self.decimal(text)
            }
            Ty::Text => format!("'{}'", self.text()).into(),
            Ty::Date => {
                let day = self.random.pick(&DAYS);
                format!("DATE '{day}'").into()
            }
            Ty::Bool => self.random.pick(&["TRUE", "FALSE"]).to_string().into(),
        }
    }

    /// A text to compare with, its quotation marks doubled.
    fn text(&mut self) -> &'static str {
        self.random.pick::<&str>(&[
            "津市",
            "伊勢市",
            "栄町",
            "北勢",
            "甲",
            "乙",
            "A",
            "a",
            "ab",
            "市",
            "it''s",
            "",
            "%",
        ])
    }

    fn int(&mut self, scope: &Scope, depth: usize) -> Tree {
        let days = if self.theme == Theme::Date { 40 } else { 5 };
        let words = if self.theme == Theme::Text { 25 } else { 5 };
        let number = if self.theme == Theme::Number { 12 } else { 3 };
        let subs = if self.theme == Theme::Sub { 12 } else { 1 };
        let a = |maker: &mut Self| operand(maker.value(scope, Ty::Int, depth));
        Tree::value(
            match self.random.weighted(&[
                (14, 0),
                (6, 1),
                (3, 2),
                (2, 3),
                (9, 4),
                (5, 5),
                (words, 6),
                (number, 7),
                (2, 8),
                (days, 9),
                (number, 10),
                (2, 11),
                (subs, 12),
                (1, 13),
            ]) {
                0 => {
                    let sign = *self.random.pick(&[" + ", " - "]);
                    row![a(self), sign, a(self)]
                }
                1 => {
                    let factor = *self.random.pick(&["2", "3", "10", "-1"]);
                    row![a(self), " * ", Tree::value(factor)]
                }
                2 => row!["ABS(", self.value(scope, Ty::Int, depth), ")"],
                3 => row!["-", row!["(", self.value(scope, Ty::Int, depth), ")"]],
                4 => self.case(scope, Ty::Int, depth),
                5 => self.coalesce(scope, Ty::Int, depth),
                6 => self.measure(scope, depth),
                7 if !self.same_text => {
                    let by = *self.random.pick(&["2", "3", "7", "-3"]);
                    Tree::Differs(dialect::REST, vec![a(self), Tree::value(by)])
                }
                8 => {
                    let with = self.literal(Ty::Int);
                    row![
                        "NULLIF(",
                        self.value(scope, Ty::Int, depth),
                        ", ",
                        with,
                        ")"
                    ]
                }
                9 => self.days(scope, depth),
                10 => {
                    let digits = *self.random.pick(&["-1", "-2", "0", "1"]);
                    row![
                        "ROUND(",
                        self.value(scope, Ty::Int, depth),
                        ", ",
                        digits,
                        ")"
                    ]
                }
                11 => {
                    let name = *self.random.pick(&["GREATEST", "LEAST"]);
                    let (a, b) = (
                        self.value(scope, Ty::Int, depth),
                        self.value(scope, Ty::Int, depth),
                    );
                    row![name, "(", a, ", ", b, ")"]
                }
                12 if !self.same_text && self.depth < 2 => self.one(scope, Ty::Int),
                13 if !self.same_text => {
                    let value = self.value(scope, Ty::Float, depth);
                    Tree::Differs(dialect::WHOLE, vec![value])
                }
                _ => row!["SIGN(", self.value(scope, Ty::Int, depth), ")"],
            },
        )
    }

    /// A number of characters, or where some stand.
    fn measure(&mut self, scope: &Scope, depth: usize) -> Tree {
        let text = self.value(scope, Ty::Text, depth);
        let part = *self.random.pick(&["市", "a", "町", "勢"]);
        match self.random.below(4) {
            0 => row![format!("STRPOS("), text, format!(", '{part}')")],
            1 => row![format!("POSITION('{part}' IN "), operand(text), ")"],
            2 => row!["CHAR_LENGTH(", text, ")"],
            _ => row!["LENGTH(", text, ")"],
        }
    }

    /// A number about days.
    fn days(&mut self, scope: &Scope, depth: usize) -> Tree {
        let a = self.value(scope, Ty::Date, depth.min(1));
        match self.random.below(6) {
            0 | 1 => row![operand(a), " - ", operand(self.value(scope, Ty::Date, 0))],
            2 => {
                let name = *self.random.pick(&["YEAR", "MONTH", "DAY"]);
                row![name, "(", a, ")"]
            }
            3 | 4 => {
                let part = *self.random.pick(&[
                    "YEAR", "MONTH", "DAY", "QUARTER", "DOW", "ISODOW", "WEEK", "DOY",
                ]);
                row![format!("EXTRACT({part} FROM "), operand(a), ")"]
            }
            _ => {
                let part = *self.random.pick(&["day", "day", "month", "year"]);
                let b = self.value(scope, Ty::Date, 0);
                row![format!("DATEDIFF('{part}', "), a, ", ", b, ")"]
            }
        }
    }

    fn float(&mut self, scope: &Scope, depth: usize) -> Tree {
        let number = if self.theme == Theme::Number { 10 } else { 3 };
        Tree::value(
            match self.random.weighted(&[
                (8, 0),
                (4, 1),
                (2, 2),
                (4, 3),
                (3, 4),
                (number, 5),
                (number / 2, 6),
            ]) {
                0 => {
                    let sign = *self.random.pick(&[" + ", " - "]);
                    let other = *self.random.pick(&[Ty::Float, Ty::Int]);
                    let a = operand(self.value(scope, Ty::Float, depth));
                    row![a, sign, operand(self.value(scope, other, depth))]
                }
                1 => {
                    let factor = self.decimal("1.5");
                    let a = operand(self.value(scope, Ty::Float, depth));
                    row![a, " * ", Tree::value(factor)]
                }
                2 => row!["ABS(", self.value(scope, Ty::Float, depth), ")"],
                3 => self.case(scope, Ty::Float, depth),
                4 => self.coalesce(scope, Ty::Float, depth),
                5 => {
                    let digits = *self.random.pick(&["", ", 0", ", -1", ", -2"]);
                    row!["ROUND(", self.value(scope, Ty::Float, depth), digits, ")"]
                }
                _ => {
                    let name = *self.random.pick(&["FLOOR", "CEIL"]);
                    row![name, "(", self.value(scope, Ty::Float, depth), ")"]
                }
            },
        )
    }

    fn quotient(&mut self, scope: &Scope, depth: usize) -> Tree {
        Tree::value(
            match self
                .random
                .weighted(&[(5, 0), (6, 1), (4, 2), (5, 3), (3, 4)])
            {
                0 => {
                    let by = *self.random.pick(&["2", "3", "4", "7", "1000"]);
                    let a = operand(self.value(scope, Ty::Int, depth));
                    row![a, " / ", Tree::value(by)]
                }
                1 => {
                    let a = operand(self.value(scope, Ty::Int, depth));
                    let b = self.value(scope, Ty::Int, depth);
                    row![a, " / NULLIF(", b, ", 0)"]
                }
                2 => {
                    let hundred = self.decimal("100.0");
                    let a = operand(self.value(scope, Ty::Int, depth));
                    let b = self.value(scope, Ty::Int, depth);
                    row![a, " * ", hundred, " / NULLIF(", b, ", 0)"]
                }
                3 => {
                    let digits = *self.random.pick(&["", ", 1", ", 2", ", 0", ", -1"]);
                    let kind = *self.random.pick(&[Ty::Quotient, Ty::Float]);
                    row!["ROUND(", self.value(scope, kind, depth), digits, ")"]
                }
                _ => row!["CAST(", self.value(scope, Ty::Int, depth), " AS DOUBLE)"],
            },
        )
    }

    /// Floats that are only shown: infinite ones, roots.
    pub(super) fn loose(&mut self, scope: &Scope) -> Tree {
        let a = self.value(scope, Ty::Int, 1);
        let b = self.value(scope, Ty::Int, 0);
        Tree::value(match self.random.below(3) {
            0 => row![operand(a), " / ", operand(b)],
            1 => row!["SQRT(ABS(", a, "))"],
            _ => row!["POWER(", operand(a), ", 2)"],
        })
    }

    fn words(&mut self, scope: &Scope, depth: usize) -> Tree {
        let t = |maker: &mut Self| maker.value(scope, Ty::Text, depth);
        Tree::value(match self.random.below(19) {
            17 => row![
                "STRFTIME(",
                self.value(scope, Ty::Date, depth.min(1)),
                ", '%Y-%m')"
            ],
            18 => {
                let condition = self.condition(scope, depth.min(1));
                row!["IF(", condition, ", ", t(self), ", ", t(self), ")"]
            }
            0 => {
                let start = self.random.between(1, 3);
                let length = if self.random.chance(70) {
                    format!(", {}", self.random.between(0, 3))
                } else {
                    String::new()
                };
                row!["SUBSTR(", t(self), format!(", {start}{length})")]
            }
            1 => row!["UPPER(", t(self), ")"],
            2 => row!["LOWER(", t(self), ")"],
            3 => row!["TRIM(", t(self), ")"],
            4 => {
                let part = *self.random.pick(&["市", "a", "勢"]);
                let by = *self.random.pick(&["", "町", "ab"]);
                row!["REPLACE(", t(self), format!(", '{part}', '{by}')")]
            }
            5 => row!["CONCAT(", t(self), ", ", t(self), ")"],
            6 | 7 => row![operand(t(self)), " || ", operand(t(self))],
            8 => {
                let count = self.random.between(0, 3);
                row!["LEFT(", t(self), format!(", {count})")]
            }
            9 => {
                let count = self.random.between(0, 3);
                row!["RIGHT(", t(self), format!(", {count})")]
            }
            10 => {
                let name = *self.random.pick(&["LPAD", "LPAD", "RPAD"]);
                let with = *self.random.pick(&["0", "＊", "-"]);
                let width = self.random.between(1, 5);
                row![name, "(", t(self), format!(", {width}, '{with}')")]
            }
            11 => row!["REVERSE(", t(self), ")"],
            12 | 13 => self.case(scope, Ty::Text, depth),
            14 => self.coalesce(scope, Ty::Text, depth),
            15 => {
                let number = self.value(scope, Ty::Int, depth.min(1));
                row!["'第' || ", operand(number)]
            }
            _ => {
                let ty = *self.random.pick(&[Ty::Int, Ty::Date]);
                row!["CAST(", self.value(scope, ty, depth.min(1)), " AS VARCHAR)"]
            }
        })
    }

    fn date(&mut self, scope: &Scope, depth: usize) -> Tree {
        let d = |maker: &mut Self| maker.value(scope, Ty::Date, depth);
        Tree::value(match self.random.below(8) {
            0 | 1 => {
                let sign = *self.random.pick(&["+", "-"]);
                let days = *self.random.pick(&["1", "7", "30"]);
                row![operand(d(self)), format!(" {sign} {days}")]
            }
            2 if !self.same_text => {
                let part = *self.random.pick(&["month", "year", "quarter", "week"]);
                Tree::Differs(dialect::FIRST_DAY, vec![part.into(), d(self)])
            }
            3 if !self.same_text => {
                let later = *self.random.pick(&["1 month", "30 days", "1 year", "1 day"]);
                let value = operand(d(self));
                Tree::Differs(dialect::LATER, vec![value, later.into()])
            }
            4 => self.coalesce(scope, Ty::Date, depth),
            5 => {
                let day = *self.random.pick(&DAYS);
                Tree::from(format!("CAST('{day}' AS DATE)"))
            }
            _ => self.case(scope, Ty::Date, depth),
        })
    }

    fn case(&mut self, scope: &Scope, ty: Ty, depth: usize) -> Tree {
        let mut tree = vec![Tree::from("CASE")];
        if self.random.chance(10) {
            // One value beside several others.
            let of = *self.random.pick(&[Ty::Text, Ty::Int]);
            tree.push(row![" ", self.leaf(scope, of)]);
            for _ in 0..self.random.between(1, 3) {
                let with = self.literal(of);
                let value = self.value(scope, ty, depth);
                tree.push(row![" WHEN ", with, " THEN ", value]);
            }
            tree.push(Tree::may(row![" ELSE ", self.value(scope, ty, 0)]));
            tree.push(" END".into());
            return Tree::Row(tree);
        }
        for _ in 0..self.random.weighted(&[(3, 1), (1, 2)]) {
            let condition = self.condition(scope, depth.min(1));
            let value = self.value(scope, ty, depth);
            tree.push(row![" WHEN ", condition, " THEN ", value]);
        }
        if self.random.chance(70) {
            let other = if self.random.chance(15) {
                Tree::value("NULL")
            } else {
                self.value(scope, ty, depth)
            };
            tree.push(Tree::may(row![" ELSE ", other]));
        }
        tree.push(" END".into());
        Tree::Row(tree)
    }

    fn coalesce(&mut self, scope: &Scope, ty: Ty, depth: usize) -> Tree {
        let a = self.value(scope, ty, depth);
        let b = if self.random.chance(60) {
            Tree::value(self.literal(ty))
        } else {
            self.value(scope, ty, depth)
        };
        row!["COALESCE(", a, ", ", b, ")"]
    }

    /// A condition.
    pub(super) fn condition(&mut self, scope: &Scope, depth: usize) -> Tree {
        let deeper = if depth == 0 { 0 } else { 12 };
        let depth = depth.saturating_sub(1);
        let subs = match self.theme {
            _ if self.same_text || self.depth >= 2 => 0,
            Theme::Sub => 60,
            _ => 3,
        };
        let days = if self.theme == Theme::Date { 40 } else { 6 };
        Tree::value(
            match self.random.weighted(&[
                (24, 0),
                (12, 1),
                (10, 2),
                (9, 3),
                (8, 4),
                (7, 5),
                (days, 6),
                (2, 7),
                (deeper, 8),
                (deeper, 9),
                (deeper / 2, 10),
                (subs, 11),
                (1, 12),
            ]) {
                0 => {
                    let sign = *self.random.pick(&["=", "<>", "<", ">", "<=", ">=", "!="]);
                    let kinds = [Ty::Int, Ty::Int, Ty::Float, Ty::Quotient];
                    let (a, b) = (*self.random.pick(&kinds), *self.random.pick(&kinds));
                    let left = operand(self.value(scope, a, depth));
                    let right = if self.random.chance(70) {
                        Tree::value(self.literal(b))
                    } else {
                        operand(self.value(scope, b, 0))
                    };
                    row![left, format!(" {sign} "), right]
                }
                1 => {
                    let sign = *self.random.pick(&["=", "=", "<>", "<", ">="]);
                    let right = if self.random.chance(75) {
                        Tree::value(self.literal(Ty::Text))
                    } else {
                        self.leaf(scope, Ty::Text)
                    };
                    let left = operand(self.value(scope, Ty::Text, depth));
                    row![left, format!(" {sign} "), right]
                }
                2 => {
                    let ty = self.ty_of_some(scope);
                    let not = *self.random.pick(&["", "NOT "]);
                    row![
                        operand(self.value(scope, ty, depth.min(1))),
                        format!(" IS {not}NULL")
                    ]
                }
                3 => {
                    let ty = *self
                        .random
                        .pick(&[Ty::Int, Ty::Int, Ty::Float, Ty::Text, Ty::Date]);
                    let not = *self.random.pick(&["", "", "NOT "]);
                    let (a, b) = (self.literal(ty), self.literal(ty));
                    let left = operand(self.value(scope, ty, depth));
                    row![left, format!(" {not}BETWEEN "), a, " AND ", b]
                }
                4 => self.within(scope, depth),
                5 => {
                    let pattern = *self
                        .random
                        .pick(&["%市", "津%", "_", "%a%", "__市", "%", "a", "%勢", "四%市"]);
                    let not = *self.random.pick(&["", "", "NOT "]);
                    let left = operand(self.value(scope, Ty::Text, depth.min(1)));
                    row![left, format!(" {not}LIKE '{pattern}'")]
                }
                6 => {
                    let sign = *self.random.pick(&["=", "<>", "<", ">", "<=", ">="]);
                    let left = operand(self.value(scope, Ty::Date, depth.min(1)));
                    let right = if self.random.chance(70) {
                        // Written as people write days; with a column both engines know that it is one.
                        let day = *self.random.pick(&LOOSE_DAYS);
                        Tree::value(if Self::mentions(scope, &left) && !self.same_text {
                            Tree::Differs(AS_DAY, vec![day.into()])
                        } else {
                            self.literal(Ty::Date)
                        })
                    } else {
                        self.leaf(scope, Ty::Date)
                    };
                    row![left, format!(" {sign} "), right]
                }
                7 => match self.column(scope, Ty::Bool) {
                    Some(column) => column.into(),
                    None => Tree::from("TRUE"),
                },
                8 | 9 => {
                    let word = *self.random.pick(&[" AND ", " OR "]);
                    let (a, b) = (self.condition(scope, depth), self.condition(scope, depth));
                    row!["(", a, ")", word, "(", b, ")"]
                }
                10 => row!["NOT (", self.condition(scope, depth), ")"],
                11 => self.sub(scope),
                _ => {
                    self.beyond = true;
                    let not = *self.random.pick(&["", "NOT "]);
                    let (a, b) = (self.leaf(scope, Ty::Text), self.leaf(scope, Ty::Text));
                    row![a, format!(" IS {not}DISTINCT FROM "), b]
                }
            },
        )
    }

    /// The type of any column.
    fn ty_of_some(&mut self, scope: &Scope) -> Ty {
        let types: Vec<Ty> = scope
            .columns
            .iter()
            .map(|avail| avail.ty)
            .filter(|ty| *ty != Ty::Loose)
            .collect();
        match types.get(self.random.below(types.len())) {
            Some(ty) => *ty,
            None => Ty::Int,
        }
    }

    /// `x IN (…)`.
    fn within(&mut self, scope: &Scope, depth: usize) -> Tree {
        let ty = *self.random.pick(&[Ty::Text, Ty::Text, Ty::Int, Ty::Date]);
        let mut items: Vec<Tree> = (0..self.random.between(1, 4))
            .map(|_| self.literal(ty))
            .collect();
        if ty == Ty::Int && self.random.chance(10) {
            items.push(self.decimal("2.5"));
        }
        if self.random.chance(10) {
            items.push("NULL".into());
        }
        let not = *self.random.pick(&["", "", "NOT "]);
        let left = operand(self.value(scope, ty, depth.min(1)));
        row![left, format!(" {not}IN ("), Tree::list(items), ")"]
    }

    /// A condition with a query in it.
    fn sub(&mut self, scope: &Scope) -> Tree {
        match self.random.below(8) {
            0..=2 => {
                let ty = *self.random.pick(&[Ty::Text, Ty::Int, Ty::Int, Ty::Date]);
                let not = *self.random.pick(&["", "", "NOT "]);
                let left = operand(self.value(scope, ty, 0));
                let (from, inner) = self.inner(scope);
                let item = self.value(&inner, ty, 0);
                let filter = self.inner_filter(&inner, 30);
                let query = Tree::query(row!["SELECT ", item, from, filter]);
                if self.random.chance(5) {
                    self.beyond = true;
                    return row![left, " = ANY (", query, ")"];
                }
                row![left, format!(" {not}IN ("), query, ")"]
            }
            3..=5 => {
                let not = *self.random.pick(&["", "NOT "]);
                let (from, inner) = self.inner(scope);
                let item = *self.random.pick(&["1", "*"]);
                let filter = self.inner_filter(&inner, 85);
                let query = Tree::query(row!["SELECT ", item, from, filter]);
                row![format!("{not}EXISTS ("), query, ")"]
            }
            _ => {
                let sign = *self.random.pick(&["=", "<", ">", ">=", "<>"]);
                let ty = *self
                    .random
                    .pick(&[Ty::Int, Ty::Int, Ty::Quotient, Ty::Text]);
                let left = operand(self.value(scope, ty, 0));
                row![left, format!(" {sign} "), self.one(scope, ty)]
            }
        }
    }

    /// WHERE of an inner query: in so many of a hundred cases it looks at the outer one.
    fn inner_filter(&mut self, inner: &Scope, percent: usize) -> Tree {
        let mut items = Vec::new();
        if self.random.chance(percent)
            && let Some(pair) = self.pair(inner)
        {
            items.push(pair);
        }
        if self.random.chance(45) {
            let alone = Scope {
                outer: if self.random.chance(85) {
                    Vec::new()
                } else {
                    inner.outer.clone()
                },
                ..inner.clone()
            };
            self.depth += 1;
            let condition = self.condition(&alone, 1);
            self.depth -= 1;
            items.push(row!["(", condition, ")"]);
        }
        if items.is_empty() {
            return Tree::none();
        }
        Tree::may(row![
            " WHERE ",
            Tree::List {
                between: " AND ",
                least: 1,
                items
            }
        ])
    }

    /// `inner column = outer column`.
    fn pair(&mut self, inner: &Scope) -> Option<Tree> {
        let mut pairs = Vec::new();
        for a in &inner.columns {
            for b in &inner.outer {
                let weight = match (a.ty, b.ty) {
                    (Ty::Int, Ty::Int) if a.name == KEY && b.name.starts_with('親') => 20,
                    (Ty::Int, Ty::Int) if b.name == KEY && a.name.starts_with('親') => 20,
                    (Ty::Text, Ty::Text) | (Ty::Date, Ty::Date) | (Ty::Int, Ty::Int) => {
                        if a.name == b.name { 6 } else { 1 }
                    }
                    _ => 0,
                };
                if weight > 0 {
                    pairs.push((weight, (a, b)));
                }
            }
        }
        if pairs.is_empty() {
            return None;
        }
        let (a, b) = self.random.weighted(&pairs);
        let (a, b) = (
            self.random.pick(&a.forms).clone(),
            self.random.pick(&b.forms).clone(),
        );
        let sign = if self.random.chance(90) {
            "="
        } else {
            self.beyond = true;
            *self.random.pick(&["<", ">", "<>"])
        };
        Some(if self.random.chance(50) {
            Tree::value(format!("{a} {sign} {b}"))
        } else {
            Tree::value(format!("{b} {sign} {a}"))
        })
    }

    /// `(SELECT …)` that gives one value.
    fn one(&mut self, scope: &Scope, ty: Ty) -> Tree {
        let (from, inner) = self.inner(scope);
        // Only its own columns are combined: an aggregate of an outer column means something else.
        let own = Scope {
            outer: Vec::new(),
            ..inner.clone()
        };
        if self.random.chance(18) && !inner.total.is_empty() {
            let item = self.value(&own, ty, 0);
            let keys = self.total(&own);
            let filter = self.inner_filter(&inner, 15);
            let order = Tree::List {
                between: ", ",
                least: keys.len(),
                items: keys,
            };
            return row![
                "(",
                Tree::query(row![
                    "SELECT ",
                    item,
                    from,
                    filter,
                    " ORDER BY ",
                    order,
                    " LIMIT 1"
                ]),
                ")"
            ];
        }
        let item = match ty {
            Ty::Int => match self.random.below(5) {
                0 => row!["COUNT(*)"],
                1 => row!["COUNT(", self.leaf(&own, Ty::Text), ")"],
                2 => row!["SUM(", self.value(&own, Ty::Int, 1), ")"],
                3 => row!["MIN(", self.value(&own, Ty::Int, 0), ")"],
                _ => row!["MAX(", self.value(&own, Ty::Int, 0), ")"],
            },
            Ty::Text | Ty::Date | Ty::Bool => row!["MAX(", self.value(&own, ty, 0), ")"],
            _ => row!["AVG(", self.value(&own, Ty::Int, 0), ")"],
        };
        let filter = self.inner_filter(&inner, 45);
        row!["(", Tree::query(row!["SELECT ", item, from, filter]), ")"]
    }
}

/// Days to compare with.
const DAYS: [&str; 6] = [
    "2024-04-01",
    "2024-03-31",
    "2024-01-01",
    "2023-12-29",
    "2024-02-29",
    "2025-01-06",
];

/// The same as people write them.
const LOOSE_DAYS: [&str; 7] = [
    "2024-04-01",
    "2024-04-01",
    "2024/03/31",
    "2024/4/1",
    "2024-4-1",
    "2024-02-29",
    "2024/3/1",
];

/// A day that is written as text beside a day.
const AS_DAY: Differs = Differs {
    ama: "'$1'",
    duck: "DATE '$1'",
};
