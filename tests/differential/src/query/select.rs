//! FROM with joins, WHERE, plain columns, ORDER BY.

use super::{Avail, Maker, Query, Scope, Source, Theme};
use crate::compare::Order;
use crate::row;
use crate::tree::Tree;
use crate::world::{Col, KEY, Ty};

/// Names that results may give to their columns; none is a table's column.
const NAMES: [&str; 8] = ["c", "計", "結果", "x", "名", "比", "n", "値 1"];

impl Maker<'_> {
    /// A query of columns and values, of these types where they are given.
    pub(super) fn plain(&mut self, types: Option<&[Ty]>, top: bool) -> Query {
        let (from, scope) = self.from();
        let filter = self.filter(&scope);
        let star = types.is_none() && self.random.chance(8) && scope.aliases.len() == 1;
        if star {
            return self.star(from, filter, &scope, top);
        }
        let qualify = if types.is_none() && self.rather(Theme::Window, 4, 0) {
            self.beyond = true;
            let call = self.numbered(&scope);
            let most = self.random.between(1, 3);
            Tree::may(row![" QUALIFY ", call, format!(" <= {most}")])
        } else {
            Tree::none()
        };
        let wanted: Vec<Ty> = match types {
            Some(types) => types.to_vec(),
            None => (0..self.random.between(1, 4)).map(|_| self.ty()).collect(),
        };
        let mut columns: Vec<Col> = Vec::new();
        let mut items = Vec::new();
        let mut names = true;
        let mut loose = false;
        for ty in wanted {
            let windows = types.is_none();
            let (tree, ty) = if windows && self.rather(Theme::Window, 55, 4) {
                self.window(&scope)
            } else if ty == Ty::Loose && self.depth == 0 {
                (self.loose(&scope), ty)
            } else if ty == Ty::Loose {
                (self.value(&scope, Ty::Quotient, 1), Ty::Quotient)
            } else {
                let depth = self.random.weighted(&[(3, 0), (4, 1), (2, 2)]);
                (self.value(&scope, ty, depth), ty)
            };
            loose |= ty == Ty::Loose;
            items.push(self.named(tree, ty, &scope, &mut columns, &mut names, true));
        }
        // A result that is built upon has names for all of its columns.
        let distinct = !loose && self.rather(Theme::Set, 10, 12);
        let mut order = Order::Any;
        let mut ordering = Tree::none();
        if top && self.random.chance(45) {
            (ordering, order) = self.order_plain(&scope, &columns, distinct);
        }
        let distinct = if distinct {
            Tree::may("DISTINCT ")
        } else {
            Tree::none()
        };
        Query {
            tree: Tree::query(row![
                "SELECT ",
                distinct,
                Tree::list(items),
                from,
                filter,
                qualify,
                ordering
            ]),
            order,
            names,
            columns,
            beyond: self.beyond,
            small: false,
        }
    }

    fn star(&mut self, from: Tree, filter: Tree, scope: &Scope, top: bool) -> Query {
        let columns = scope
            .columns
            .iter()
            .map(|avail| Col {
                name: avail.name.clone(),
                ty: avail.ty,
            })
            .collect();
        let mut order = Order::Any;
        let mut ordering = Tree::none();
        if top && self.random.chance(50) {
            let first = self.order_keys(scope, 1);
            let rest = self.total(scope);
            ordering = self.ordered(first, rest, true);
            order = Order::Total;
        }
        let star = match scope.aliases.first() {
            Some(alias) if self.random.chance(30) => {
                let alias = alias.clone();
                format!("{}.*", self.ident(&alias))
            }
            _ => "*".to_owned(),
        };
        Query {
            tree: Tree::query(row!["SELECT ", star, from, filter, ordering]),
            order,
            names: true,
            columns,
            beyond: self.beyond,
            small: false,
        }
    }

    /// An item with its name: its own where it is a column, an alias, or at times none.
    pub(super) fn named(
        &mut self,
        tree: Tree,
        ty: Ty,
        scope: &Scope,
        columns: &mut Vec<Col>,
        names: &mut bool,
        renames: bool,
    ) -> Tree {
        let text = tree.text(crate::tree::Dialect::Ama);
        let own = scope
            .columns
            .iter()
            .find(|avail| avail.forms.contains(&text))
            .map(|avail| avail.name.clone())
            .filter(|name| !columns.iter().any(|column| column.name == *name));
        if let Some(name) = own
            && self.random.chance(60)
        {
            columns.push(Col { name, ty });
            return tree;
        }
        // At the top a value may stay without a name; what the engines call it is their own affair.
        let is_column = scope
            .columns
            .iter()
            .any(|avail| avail.forms.contains(&text));
        if self.depth == 0 && !is_column && self.random.chance(8) {
            *names = false;
            columns.push(Col {
                name: String::new(),
                ty,
            });
            return tree;
        }
        let others: Vec<&Avail> = scope
            .columns
            .iter()
            .filter(|avail| columns.iter().all(|column| column.name != avail.name))
            .collect();
        let name = if renames && !others.is_empty() && self.random.chance(6) {
            // The name of another column of the tables.
            self.random.pick(&others).name.clone()
        } else {
            let mut name = format!("{}{}", self.random.pick(&NAMES), columns.len() + 1);
            while Self::names_column(scope, &name) || columns.iter().any(|c| c.name == name) {
                name.push('_');
            }
            name
        };
        let alias = self.ident(&name);
        columns.push(Col { name, ty });
        let word = if self.random.chance(90) { " AS " } else { " " };
        row![tree, word, alias]
    }

    fn order_plain(&mut self, scope: &Scope, columns: &[Col], distinct: bool) -> (Tree, Order) {
        let mut keys = Vec::new();
        let mut known = Vec::new();
        for (position, column) in columns.iter().enumerate() {
            if column.ty == Ty::Loose || !self.random.chance(50) {
                continue;
            }
            let key = if column.name.is_empty() || self.random.chance(40) {
                (position + 1).to_string()
            } else {
                let name = column.name.clone();
                if Self::names_column(scope, &name) {
                    // Whether a bare name means the result's or the table's column is only clear where they are one.
                    (position + 1).to_string()
                } else {
                    self.ident(&name)
                }
            };
            keys.push(self.direction(key.into()));
            known.push(position);
        }
        if distinct {
            let rest = (1..=columns.len())
                .map(|position| Tree::from(position.to_string()))
                .collect();
            return (self.ordered(keys, rest, true), Order::Total);
        }
        if !keys.is_empty() && self.random.chance(25) {
            let last = keys.pop().into_iter().collect();
            return (self.ordered(keys, last, false), Order::By(known));
        }
        let visible = Self::behind(scope, columns);
        let count = self.random.below(2);
        keys.extend(self.order_keys(&visible, count));
        self.random.shuffle(&mut keys);
        let rest = self.total(&visible);
        (self.ordered(keys, rest, true), Order::Total)
    }

    /// What ORDER BY may name: a name of the result hides the bare name of another column.
    fn behind(scope: &Scope, columns: &[Col]) -> Scope {
        let mut visible = scope.clone();
        for avail in &mut visible.columns {
            if columns.iter().any(|column| column.name == avail.name) {
                avail.forms.retain(|form| form.contains('.'));
            }
        }
        visible.columns.retain(|avail| !avail.forms.is_empty());
        visible
    }

    fn names_column(scope: &Scope, name: &str) -> bool {
        scope.columns.iter().any(|avail| avail.name == name)
    }

    fn order_keys(&mut self, scope: &Scope, count: usize) -> Vec<Tree> {
        (0..count)
            .map(|_| {
                let ty = self.random.weighted(&[
                    (4, Ty::Int),
                    (3, Ty::Text),
                    (2, Ty::Float),
                    (2, Ty::Date),
                    (1, Ty::Bool),
                ]);
                let depth = self.random.weighted(&[(3, 0), (1, 1)]);
                let mut key = self.value(scope, ty, depth);
                if !Self::mentions(scope, &key) {
                    // A bare number would be a position.
                    key = match scope.total.first() {
                        Some(column) => column.as_str().into(),
                        None => row!["COALESCE(", key, ", NULL)"],
                    };
                }
                self.direction(key)
            })
            .collect()
    }

    /// Whether a column stands in it.
    pub(super) fn mentions(scope: &Scope, tree: &Tree) -> bool {
        let text = tree.text(crate::tree::Dialect::Ama);
        let columns = scope.columns.iter().flat_map(|avail| &avail.forms);
        columns.into_iter().any(|form| text.contains(form))
    }

    pub(super) fn total(&mut self, scope: &Scope) -> Vec<Tree> {
        scope.total.iter().map(|key| key.as_str().into()).collect()
    }

    /// ` WHERE …`, or nothing.
    pub(super) fn filter(&mut self, scope: &Scope) -> Tree {
        let percent = if self.theme == Theme::Sub { 85 } else { 50 };
        if !self.random.chance(percent) {
            return Tree::none();
        }
        let depth = self.random.weighted(&[(3, 1), (2, 2), (1, 3)]);
        Tree::may(row![" WHERE ", self.condition(scope, depth)])
    }

    /// A type for a column of the result.
    pub(super) fn ty(&mut self) -> Ty {
        let (date, text, number) = match self.theme {
            Theme::Date => (12, 2, 8),
            Theme::Text => (1, 14, 3),
            Theme::Number => (1, 1, 12),
            _ => (3, 6, 8),
        };
        self.random.weighted(&[
            (number, Ty::Int),
            (number / 2, Ty::Float),
            (number / 2, Ty::Quotient),
            (1, Ty::Loose),
            (text, Ty::Text),
            (date, Ty::Date),
            (2, Ty::Bool),
        ])
    }

    /// ` FROM …` with joins.
    pub(super) fn from(&mut self) -> (Tree, Scope) {
        let tables = match self.theme {
            Theme::Join => self.random.weighted(&[(5, 2), (5, 3), (2, 4)]),
            Theme::Group | Theme::Sub | Theme::Window => {
                self.random.weighted(&[(6, 1), (3, 2), (1, 3)])
            }
            _ => self.random.weighted(&[(12, 1), (3, 2), (1, 3)]),
        };
        let mut sources: Vec<Source> = Vec::new();
        // Columns that USING has made one.
        let mut merged: Vec<String> = Vec::new();
        let mut items = Vec::new();
        for position in 0..tables {
            let (tree, source) = self.table(&sources);
            if position == 1 && tables == 2 && self.random.chance(3) {
                // With WHERE instead of ON; more than two would be too many rows.
                self.beyond = true;
                items.push(row![", ", tree]);
                sources.push(source);
                continue;
            }
            if position == 0 {
                items.push(row![" FROM ", tree]);
                sources.push(source);
                continue;
            }
            let kind = self.random.weighted(&[
                (10, "JOIN"),
                (2, "INNER JOIN"),
                (9, "LEFT JOIN"),
                (3, "RIGHT JOIN"),
                (2, "FULL JOIN"),
                (1, "LEFT OUTER JOIN"),
                (1, "CROSS JOIN"),
            ]);
            if kind == "CROSS JOIN" {
                items.push(row![" CROSS JOIN ", tree]);
                sources.push(source);
                continue;
            }
            if let Some(name) = self.using(&sources, &source, &merged) {
                let column = self.ident(&name);
                items.push(row![
                    format!(" {kind} "),
                    tree,
                    format!(" USING ({column})")
                ]);
                // The merged column of outer joins is neither table's own.
                merged.push(name);
                sources.push(source);
                continue;
            }
            let mut left = self.scope(&sources, &merged);
            sources.push(source.clone());
            let mut right = self.scope(std::slice::from_ref(&source), &[]);
            let both = self.scope(&sources, &merged);
            // A bare name has to be the only one among all tables so far.
            for scope in [&mut left, &mut right] {
                for avail in &mut scope.columns {
                    avail.forms.retain(|form| {
                        let mut columns = both.columns.iter();
                        form.contains('.') || columns.any(|avail| avail.forms.contains(form))
                    });
                }
                scope.columns.retain(|avail| !avail.forms.is_empty());
            }
            let on = self.on(&left, &right, &both, kind);
            items.push(row![format!(" {kind} "), tree, " ON ", on]);
        }
        let scope = self.scope(&sources, &merged);
        let tree = Tree::List {
            between: "",
            least: 1,
            items,
        };
        (tree, scope)
    }

    /// A column that both sides have, and the left side once.
    fn using(&mut self, left: &[Source], right: &Source, merged: &[String]) -> Option<String> {
        if !self.random.chance(15) {
            return None;
        }
        let count = |name: &str| {
            left.iter()
                .filter(|source| source.columns.iter().any(|column| column.name == name))
                .count()
        };
        let merges = |name: &str| merged.iter().filter(|merged| *merged == name).count();
        let both: Vec<&Col> = right
            .columns
            .iter()
            .filter(|column| {
                matches!(column.ty, Ty::Int | Ty::Text | Ty::Date)
                    && count(&column.name) == merges(&column.name) + 1
                    && left.iter().all(|source| {
                        source
                            .columns
                            .iter()
                            .all(|other| other.name != column.name || other.ty == column.ty)
                    })
            })
            .collect();
        if both.is_empty() {
            return None;
        }
        Some(self.random.pick(&both).name.clone())
    }

    /// A condition between two tables: keys that are equal, and at times more.
    fn on(&mut self, left: &Scope, right: &Scope, both: &Scope, kind: &str) -> Tree {
        let mut pairs: Vec<(usize, String, String)> = Vec::new();
        for a in &left.columns {
            for b in &right.columns {
                let weight = match (a.ty, b.ty) {
                    (Ty::Int, Ty::Int) if a.name == KEY && b.name.starts_with('親') => 30,
                    (Ty::Int, Ty::Int) if b.name == KEY && a.name.starts_with('親') => 30,
                    (Ty::Text, Ty::Text) | (Ty::Date, Ty::Date) if a.name == b.name => 10,
                    (Ty::Int, Ty::Int) if a.name == b.name => 10,
                    (Ty::Text, Ty::Text) => 2,
                    (Ty::Int, Ty::Int | Ty::Float) => 1,
                    _ => 0,
                };
                let qualified = |avail: &Avail| {
                    let full = avail.forms.iter().find(|form| form.contains('.'));
                    full.or(avail.forms.first()).cloned().unwrap_or_default()
                };
                if weight > 0 {
                    pairs.push((weight, qualified(a), qualified(b)));
                }
            }
        }
        let outer = ["RIGHT JOIN", "FULL JOIN"].contains(&kind);
        let mut items = Vec::new();
        let weights: Vec<(usize, usize)> = pairs
            .iter()
            .enumerate()
            .map(|(position, (weight, ..))| (*weight, position))
            .collect();
        if weights.is_empty() {
            // Nothing fits: whatever may be compared.
            self.beyond = true;
            return self.condition(both, 0);
        }
        let (_, a, b) = pairs[self.random.weighted(&weights)].clone();
        let (a, b) = if self.random.chance(50) {
            (a, b)
        } else {
            (b, a)
        };
        if self.random.chance(6) {
            self.beyond = true;
            let sign = *self.random.pick(&["<", ">=", "<>"]);
            items.push(Tree::value(format!("{a} {sign} {b}")));
        } else {
            items.push(Tree::value(format!("{a} = {b}")));
        }
        if self.random.chance(12) {
            let (_, a, b) = pairs[self.random.weighted(&weights)].clone();
            items.push(Tree::value(format!("{a} = {b}")));
        }
        if self.random.chance(20) {
            let scope = if self.random.chance(80) { right } else { both };
            let more = self.condition(scope, 0);
            self.beyond |= outer || more.text(crate::tree::Dialect::Ama).contains("(SELECT");
            items.push(row!["(", more, ")"]);
        }
        if items.len() > 1 && self.random.chance(8) {
            self.beyond = true;
            return Tree::value(Tree::List {
                between: " OR ",
                least: 1,
                items,
            });
        }
        Tree::List {
            between: " AND ",
            least: 1,
            items,
        }
    }

    /// A table, a named part or a query in brackets, with an alias where it needs one.
    fn table(&mut self, sources: &[Source]) -> (Tree, Source) {
        let derived = self.depth < 2 && self.rather(Theme::With, 30, 6);
        if derived {
            self.depth += 1;
            let ordered = self.random.chance(15);
            let query = self.body(ordered);
            self.depth -= 1;
            let alias = self.alias(sources);
            let written = self.ident(&alias);
            let source = Source {
                alias,
                columns: query.columns,
                key: None,
            };
            return (row!["(", query.tree, ") AS ", written], source);
        }
        let (name, columns, key) = if !self.parts.is_empty() && self.random.chance(75) {
            let (name, columns) = self.random.pick(&self.parts).clone();
            (name, columns, None)
        } else {
            let free: Vec<&crate::world::Given> = self
                .world
                .tables
                .iter()
                .filter(|given| !self.parts.iter().any(|(name, _)| *name == given.name))
                .collect();
            match free.get(self.random.below(free.len())) {
                Some(given) => (
                    given.name.clone(),
                    given.columns.clone(),
                    Some(KEY.to_owned()),
                ),
                None => {
                    let (name, columns) = self.random.pick(&self.parts).clone();
                    (name, columns, None)
                }
            }
        };
        let taken = sources.iter().any(|source| source.alias == name);
        let written = self.ident(&name);
        if taken || self.random.chance(40) {
            let alias = self.alias(sources);
            let word = if self.random.chance(80) { " AS " } else { " " };
            let tree = Tree::from(format!("{written}{word}{alias}"));
            let source = Source {
                alias,
                columns,
                key,
            };
            return (tree, source);
        }
        let source = Source {
            alias: name,
            columns,
            key,
        };
        (written.into(), source)
    }

    pub(super) fn alias(&mut self, sources: &[Source]) -> String {
        let letters = ["a", "b", "p", "q", "左", "右"];
        let mut alias = (*self.random.pick(&letters)).to_owned();
        // Different at every depth, so that nothing is hidden by accident.
        if self.depth > 0 {
            alias.push_str(&self.depth.to_string());
        }
        while sources.iter().any(|source| source.alias == alias)
            || self.parts.iter().any(|(name, _)| *name == alias)
        {
            alias.push('_');
        }
        alias
    }

    /// What may be named behind these tables.
    pub(super) fn scope(&mut self, sources: &[Source], merged: &[String]) -> Scope {
        let mut scope = Scope::default();
        let mut bare_done: Vec<&str> = Vec::new();
        for source in sources {
            scope.aliases.push(source.alias.clone());
            let alias = self.ident(&source.alias);
            for column in &source.columns {
                let written = self.ident(&column.name);
                let full = format!("{alias}.{written}");
                let owners = sources
                    .iter()
                    .filter(|source| source.columns.iter().any(|c| c.name == column.name))
                    .count();
                // A table that came later without USING has the name once more.
                let joined = merged.iter().filter(|name| **name == column.name).count();
                let is_merged = joined > 0 && owners == joined + 1;
                let is_key = source.key.as_ref().is_none_or(|key| *key == column.name);
                if is_key && column.ty != Ty::Loose {
                    scope.total.push(full.clone());
                }
                let mut forms = vec![full];
                if owners == 1 {
                    forms.extend([written.clone(), written]);
                } else if is_merged && !bare_done.contains(&column.name.as_str()) {
                    bare_done.push(&column.name);
                    scope.columns.push(Avail {
                        name: column.name.clone(),
                        forms: vec![written],
                        ty: column.ty,
                    });
                }
                scope.columns.push(Avail {
                    name: column.name.clone(),
                    forms,
                    ty: column.ty,
                });
            }
        }
        scope
    }

    /// A table inside another query: its FROM, and what may be named there.
    pub(super) fn inner(&mut self, outer: &Scope) -> (Tree, Scope) {
        self.depth += 1;
        let taken: Vec<Source> = outer
            .aliases
            .iter()
            .map(|alias| Source {
                alias: alias.clone(),
                columns: Vec::new(),
                key: None,
            })
            .collect();
        let (tree, source) = self.table(&taken);
        let mut scope = self.scope(std::slice::from_ref(&source), &[]);
        self.depth -= 1;
        for avail in &outer.columns {
            let mut avail = avail.clone();
            // A bare name is the inner table's where it has one.
            let hidden = source.columns.iter().any(|c| c.name == avail.name);
            // A table that is called as a column here: DuckDB looks inside the column.
            let inside = |form: &String| {
                let owner = form.split('.').next().unwrap_or_default().trim_matches('"');
                source.columns.iter().any(|c| c.name == owner)
            };
            avail.forms.retain(|form| {
                if form.contains('.') {
                    !inside(form)
                } else {
                    !hidden
                }
            });
            if !avail.forms.is_empty() {
                scope.outer.push(avail);
            }
        }
        (row![" FROM ", tree], scope)
    }
}
