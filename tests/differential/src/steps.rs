//! Random steps: every verb, over the tables of a world.

use spec::Step;
use spec::step::{
    Aggregate, CastTo, ChangeAs, CodeForm, JoinKey, JoinKind, NamedExpr, RenamePair, Smooth,
    SortKey, SplitAt, Unit,
};

use crate::query::Maker;
use crate::world::{Col, Given, KEY, Ty, World};

/// A list of steps with what is known about its result.
#[derive(Clone, Debug)]
pub struct Program {
    /// The steps.
    pub steps: Vec<Step>,
    /// Whether SQL determines what the same steps as SQL give, and DuckDB has all functions in it.
    pub duck: bool,
}

/// The list so far.
struct Writer<'a, 'w> {
    maker: &'a mut Maker<'w>,
    world: &'w World,
    steps: Vec<Step>,
    columns: Vec<Col>,
    duck: bool,
    /// Whether the first column of the table is there and still tells each row from the others.
    keyed: bool,
    names: usize,
}

impl Program {
    /// A random list.
    pub fn new(seed: u64, world: &World) -> Self {
        let mut maker = Maker::for_steps(seed, world);
        let given = maker.random().pick(&world.tables).clone();
        let mut writer = Writer {
            maker: &mut maker,
            world,
            steps: vec![Step::From {
                table: given.name.clone(),
            }],
            columns: given.columns.clone(),
            duck: true,
            keyed: true,
            names: 0,
        };
        let length = writer.maker.random().between(1, 6);
        for _ in 0..length {
            if !writer.step(&given) {
                break;
            }
        }
        Self {
            steps: writer.steps,
            duck: writer.duck,
        }
    }
}

impl Writer<'_, '_> {
    fn fresh(&mut self) -> String {
        self.names += 1;
        let word = *self.maker.random().pick(&["新", "計", "x", "列 "]);
        format!("{word}{}", self.names)
    }

    /// Columns of these types.
    fn of(&self, fits: impl Fn(Ty) -> bool) -> Vec<Col> {
        let columns = self.columns.iter();
        columns.filter(|column| fits(column.ty)).cloned().collect()
    }

    fn some(&mut self, columns: &[Col], most: usize) -> Vec<Col> {
        let mut some = columns.to_vec();
        self.maker.random().shuffle(&mut some);
        let count = self.maker.random().between(1, most as i64) as usize;
        some.truncate(count);
        some
    }

    /// Adds a step; false when nothing may follow.
    fn step(&mut self, given: &Given) -> bool {
        let verb = self.maker.random().weighted(&[
            (7, "filter"),
            (3, "select"),
            (4, "sort"),
            (5, "group_by"),
            (7, "with_columns"),
            (4, "head"),
            (2, "tail"),
            (3, "rename"),
            (3, "unique"),
            (6, "join"),
            (3, "union"),
            (3, "pivot"),
            (3, "unpivot"),
            (4, "fill_null"),
            (2, "cast"),
            (1, "normalise"),
            (1, "fill_down"),
            (1, "drop_totals"),
            (2, "split"),
            (1, "key_conversion"),
            (3, "share"),
            (4, "rank"),
            (3, "cum_sum"),
            (4, "change"),
            (4, "rolling"),
            (3, "bins"),
        ]);
        if matches!(
            verb,
            "group_by" | "rename" | "join" | "union" | "pivot" | "unpivot"
        ) {
            self.keyed = false;
        }
        match verb {
            "filter" => {
                let predicate = self.maker.steps_condition(&self.columns);
                self.steps.push(Step::Filter { predicate });
            }
            "select" => {
                let kept = self.some(&self.columns.clone(), 5);
                self.steps.push(Step::Select {
                    columns: names(&kept),
                });
                self.columns = kept;
            }
            "sort" => self.sort(false),
            "group_by" => self.group_by(),
            "with_columns" => self.with_columns(),
            "head" | "tail" => {
                if self.maker.random().chance(75) {
                    self.sort(true);
                } else {
                    self.duck = false;
                }
                let n = self.maker.random().between(0, 6) as u64;
                self.steps.push(if verb == "head" {
                    Step::Head { n }
                } else {
                    Step::Tail { n }
                });
            }
            "rename" => self.rename(),
            "unique" => {
                let loose = self.columns.iter().any(|column| column.ty == Ty::Loose);
                let columns = if self.maker.random().chance(60) && !loose {
                    Vec::new()
                } else {
                    // The first row of each: SQL does not say which that is.
                    self.duck = false;
                    let usable = self.of(|ty| ty != Ty::Loose);
                    if usable.is_empty() {
                        return true;
                    }
                    names(&self.some(&usable, 2))
                };
                self.steps.push(Step::Unique { columns });
            }
            "join" => self.join(),
            "union" => {
                if self.columns == given.columns {
                    self.steps.push(Step::Union {
                        table: given.name.clone(),
                    });
                }
            }
            "pivot" => return self.pivot(),
            "unpivot" => self.unpivot(),
            "fill_null" => {
                let usable = self.of(|ty| ty != Ty::Loose);
                if usable.is_empty() {
                    return true;
                }
                let first = self.maker.random().pick(&usable).clone();
                let like = self.of(|ty| ty == first.ty);
                let columns = self.some(&like, 2);
                let value = self.maker.steps_literal(first.ty);
                self.steps.push(Step::FillNull {
                    columns: names(&columns),
                    value,
                });
            }
            "cast" => self.cast(),
            "normalise" | "fill_down" | "drop_totals" | "split" | "key_conversion" => {
                self.clean(verb);
            }
            _ => self.look_along(verb),
        }
        self.keyed &= self.columns.iter().any(|column| column.name == KEY);
        true
    }

    /// What puts texts in order.
    fn clean(&mut self, verb: &str) {
        let texts = self.of(|ty| ty == Ty::Text);
        if texts.is_empty() {
            return;
        }
        let column = self.maker.random().pick(&texts).name.clone();
        // Functions of our own, and the row above, which is not SQL's to say.
        self.duck &= verb == "split";
        let step = match verb {
            "normalise" => Step::Normalise {
                columns: names(&self.some(&texts, 2)),
            },
            "fill_down" => {
                let any = self.of(|ty| ty != Ty::Loose);
                let columns = names(&self.some(&any, 2));
                self.keyed &= !columns.iter().any(|column| column == KEY);
                Step::FillDown { columns }
            }
            "drop_totals" => {
                let words = *self.maker.random().pick(&["", "*市", "甲", "*i*", "四*"]);
                let words = (!words.is_empty()).then(|| words.to_owned());
                Step::DropTotals {
                    column,
                    words: words.into_iter().collect(),
                }
            }
            "key_conversion" => {
                for known in &mut self.columns {
                    if known.name == column {
                        known.ty = Ty::Text;
                    }
                }
                Step::KeyConversion {
                    column,
                    from: *self.maker.random().pick(&CodeForm::ALL),
                    to: *self.maker.random().pick(&CodeForm::ALL),
                }
            }
            _ => {
                let how = *self.maker.random().pick(&SplitAt::ALL);
                let separator = *self.maker.random().pick(&["市", "it", " ", "'", "町"]);
                let more = how == SplitAt::Separator && self.maker.random().chance(40);
                let pieces: Vec<String> =
                    (0..2 + usize::from(more)).map(|_| self.fresh()).collect();
                self.columns.extend(pieces.iter().map(|name| Col {
                    name: name.clone(),
                    ty: Ty::Text,
                }));
                Step::Split {
                    column,
                    how,
                    separator: separator.to_owned(),
                    names: pieces,
                }
            }
        };
        self.steps.push(step);
    }

    /// What looks at other rows, and at stretches of numbers.
    fn look_along(&mut self, verb: &str) {
        let numbers = self.of(Ty::is_exact);
        let groups = self.of(|ty| matches!(ty, Ty::Text | Ty::Int | Ty::Bool | Ty::Date));
        let sortable = self.of(|ty| matches!(ty, Ty::Text | Ty::Date) || ty.is_exact());
        if numbers.is_empty() || (matches!(verb, "change" | "rolling") && !self.keyed) {
            return;
        }
        let number = self.maker.random().pick(&numbers).clone();
        let column = number.name.clone();
        let within = if groups.is_empty() || self.maker.random().chance(45) {
            Vec::new()
        } else {
            names(&self.some(&groups, 2))
        };
        let by: Vec<SortKey> = names(&self.some(&sortable, 2))
            .into_iter()
            .map(|column| SortKey {
                column,
                descending: self.maker.random().chance(50),
            })
            .collect();
        let name = self.fresh();
        let new = name.clone();
        let periods = self.maker.random().between(1, 3) as u64;
        let how = *self.maker.random().pick(&ChangeAs::ALL);
        let smooth = *self.maker.random().pick(&Smooth::ALL);
        let (step, ty) = match verb {
            "share" => (
                Step::Share {
                    column,
                    within,
                    name,
                },
                Ty::Quotient,
            ),
            "rank" => (Step::Rank { by, within, name }, Ty::Int),
            "cum_sum" => (
                Step::CumSum {
                    column,
                    by,
                    within,
                    name,
                },
                number.ty,
            ),
            "change" => (
                Step::Change {
                    column,
                    how,
                    by: KEY.to_owned(),
                    periods,
                    unit: Unit::One,
                    within,
                    name,
                },
                if how == ChangeAs::Difference {
                    number.ty
                } else {
                    Ty::Quotient
                },
            ),
            "rolling" => (
                Step::Rolling {
                    column,
                    how: smooth,
                    by: KEY.to_owned(),
                    periods,
                    unit: Unit::One,
                    within,
                    name,
                },
                if smooth == Smooth::Sum {
                    number.ty
                } else {
                    Ty::Quotient
                },
            ),
            _ => {
                let edges = *self
                    .maker
                    .random()
                    .pick(&["", "0", "-5,0,10", "2.5,1", "0,1"]);
                let edges: Vec<String> = edges
                    .split(',')
                    .filter(|edge| !edge.is_empty())
                    .map(str::to_owned)
                    .collect();
                let step = Step::Bins {
                    column,
                    width: *self.maker.random().pick(&[1, 5, 10, 100]),
                    edges,
                    name,
                };
                (step, Ty::Text)
            }
        };
        self.steps.push(step);
        self.columns.push(Col { name: new, ty });
    }

    /// Sorts by some columns; with `total`, by all of them, so that only equal rows may change places.
    fn sort(&mut self, total: bool) {
        let usable = self.of(|ty| ty != Ty::Loose);
        if usable.is_empty() {
            self.duck = false;
            return;
        }
        let most = if total {
            usable.len()
        } else {
            usable.len().min(3)
        };
        let mut by = usable.clone();
        self.maker.random().shuffle(&mut by);
        if !total {
            by.truncate(most);
        } else if by.len() < self.columns.len() {
            self.duck = false;
        }
        let by = by
            .iter()
            .map(|column| SortKey {
                column: column.name.clone(),
                descending: self.maker.random().chance(40),
            })
            .collect();
        self.steps.push(Step::Sort { by });
    }

    fn group_by(&mut self) {
        let usable = self.of(|ty| !matches!(ty, Ty::Loose | Ty::Quotient));
        let mut keys = if usable.is_empty() || self.maker.random().chance(10) {
            Vec::new()
        } else {
            self.some(&usable, 3)
        };
        let count = self.maker.random().between(i64::from(keys.is_empty()), 3);
        let mut aggs = Vec::new();
        let mut made = Vec::new();
        for _ in 0..count {
            let (expr, ty) = self.maker.steps_aggregate(&self.columns);
            let name = self.fresh();
            made.push(Col {
                name: name.clone(),
                ty,
            });
            aggs.push(NamedExpr { name, expr });
        }
        self.steps.push(Step::GroupBy {
            keys: names(&keys),
            aggs,
        });
        keys.append(&mut made);
        self.columns = keys;
    }

    fn with_columns(&mut self) {
        let count = self.maker.random().weighted(&[(3, 1), (1, 2)]);
        let mut columns = Vec::new();
        let mut made: Vec<Col> = Vec::new();
        for _ in 0..count {
            let (expr, ty) = self.maker.steps_value(&self.columns);
            let name = if self.maker.random().chance(25) {
                let columns = self.columns.clone();
                self.maker.random().pick(&columns).name.clone()
            } else {
                self.fresh()
            };
            if made.iter().any(|column| column.name == name) {
                continue;
            }
            self.keyed &= name != KEY;
            made.push(Col {
                name: name.clone(),
                ty,
            });
            columns.push(NamedExpr { name, expr });
        }
        for new in made {
            match self.columns.iter_mut().find(|old| old.name == new.name) {
                Some(old) => old.ty = new.ty,
                None => self.columns.push(new),
            }
        }
        self.steps.push(Step::WithColumns { columns });
    }

    fn rename(&mut self) {
        let old = self.some(&self.columns.clone(), 2);
        let pairs: Vec<RenamePair> = if old.len() == 2 && self.maker.random().chance(20) {
            // Two names change places.
            vec![
                RenamePair {
                    from: old[0].name.clone(),
                    to: old[1].name.clone(),
                },
                RenamePair {
                    from: old[1].name.clone(),
                    to: old[0].name.clone(),
                },
            ]
        } else {
            old.iter()
                .map(|column| RenamePair {
                    from: column.name.clone(),
                    to: self.fresh(),
                })
                .collect()
        };
        for column in &mut self.columns {
            if let Some(pair) = pairs.iter().find(|pair| pair.from == column.name) {
                column.name = pair.to.clone();
            }
        }
        self.steps.push(Step::Rename { pairs });
    }

    fn join(&mut self) {
        let other = self.maker.random().pick(&self.world.tables).clone();
        let how = self.maker.random().weighted(&[
            (6, JoinKind::Left),
            (5, JoinKind::Inner),
            (3, JoinKind::Semi),
            (3, JoinKind::Anti),
            (1, JoinKind::Cross),
        ]);
        let mut on: Vec<JoinKey> = Vec::new();
        if how != JoinKind::Cross {
            let mut pairs = Vec::new();
            for a in &self.columns {
                for b in &other.columns {
                    let weight = match (a.ty, b.ty) {
                        (Ty::Int, Ty::Int)
                            if a.name.contains("コード") && b.name.contains("コード") =>
                        {
                            20
                        }
                        (Ty::Text, Ty::Text) | (Ty::Date, Ty::Date) | (Ty::Int, Ty::Int) => 2,
                        (Ty::Int, Ty::Float) | (Ty::Float, Ty::Int) => 1,
                        _ => 0,
                    };
                    if weight > 0 {
                        pairs.push((weight, (a, b)));
                    }
                }
            }
            if pairs.is_empty() {
                return;
            }
            for _ in 0..self.maker.random().weighted(&[(4, 1), (1, 2)]) {
                let (a, b) = self.maker.random().weighted(&pairs);
                let fits = |key: &JoinKey| key.left == a.name || key.right == b.name;
                if !on.iter().any(fits) {
                    on.push(JoinKey {
                        left: a.name.clone(),
                        right: b.name.clone(),
                    });
                }
            }
        }
        let mut columns = self.columns.clone();
        if matches!(how, JoinKind::Left | JoinKind::Inner | JoinKind::Cross) {
            for column in &other.columns {
                if on.iter().any(|key| key.right == column.name) {
                    continue;
                }
                // As the engine names them; a name that is still taken is refused.
                let name = if self.columns.iter().any(|c| c.name == column.name) {
                    format!("{}_{}", column.name, other.name)
                } else {
                    column.name.clone()
                };
                if columns.iter().any(|c| c.name == name) {
                    return;
                }
                columns.push(Col {
                    name,
                    ty: column.ty,
                });
            }
        }
        self.columns = columns;
        self.steps.push(Step::Join {
            how,
            table: other.name,
            on,
        });
    }

    fn pivot(&mut self) -> bool {
        let texts = self.of(|ty| matches!(ty, Ty::Text | Ty::Int | Ty::Bool | Ty::Date));
        let numbers = self.of(Ty::is_exact);
        if texts.is_empty() || numbers.is_empty() {
            return true;
        }
        let on = self.maker.random().pick(&texts).clone();
        let values = self.maker.random().pick(&numbers).clone();
        let usable: Vec<Col> = self
            .of(|ty| !matches!(ty, Ty::Loose | Ty::Quotient))
            .into_iter()
            .filter(|column| *column != on && *column != values)
            .collect();
        let index = if usable.is_empty() || self.maker.random().chance(15) {
            Vec::new()
        } else {
            self.some(&usable, 2)
        };
        let agg = *self.maker.random().pick(&Aggregate::ALL);
        // Which row is the first is not SQL's to say.
        self.duck &= agg != Aggregate::First;
        self.steps.push(Step::Pivot {
            on: on.name,
            index: names(&index),
            values: values.name,
            agg,
        });
        // Its columns depend on the cells.
        false
    }

    fn unpivot(&mut self) {
        let numbers = self.of(Ty::is_exact);
        if numbers.is_empty() {
            return;
        }
        let columns = self.some(&numbers, 3);
        let index: Vec<Col> = self
            .columns
            .iter()
            .filter(|column| !columns.contains(column))
            .take(3)
            .cloned()
            .collect();
        let (name, value) = (self.fresh(), self.fresh());
        self.steps.push(Step::Unpivot {
            columns: names(&columns),
            index: names(&index),
            name: name.clone(),
            value: value.clone(),
        });
        let ty = if columns.iter().all(|column| column.ty == Ty::Int) {
            Ty::Int
        } else {
            Ty::Float
        };
        self.columns = index;
        self.columns.push(Col { name, ty: Ty::Text });
        self.columns.push(Col { name: value, ty });
    }

    fn cast(&mut self) {
        let usable =
            self.of(|ty| matches!(ty, Ty::Int | Ty::Float | Ty::Date | Ty::Text | Ty::Bool));
        if usable.is_empty() {
            return;
        }
        let column = self.maker.random().pick(&usable).clone();
        let to = match column.ty {
            Ty::Text => CastTo::Number,
            Ty::Date => {
                *self
                    .maker
                    .random()
                    .pick(&[CastTo::Text, CastTo::Date, CastTo::FiscalYear])
            }
            Ty::Bool => CastTo::Text,
            _ => *self.maker.random().pick(&[CastTo::Text, CastTo::Number]),
        };
        let ty = match (to, column.ty) {
            (CastTo::Text, _) => Ty::Text,
            (CastTo::Date, _) => Ty::Date,
            (CastTo::FiscalYear, _) => Ty::Int,
            (CastTo::Number, Ty::Int) => Ty::Int,
            // All whole or not: the cells decide.
            (CastTo::Number, _) => Ty::Loose,
        };
        self.keyed &= column.name != KEY || to == CastTo::Number;
        // `parse_number` and `parse_date` are our own.
        self.duck &= to == CastTo::Text || (to == CastTo::Number && column.ty == Ty::Int);
        for known in &mut self.columns {
            if known.name == column.name {
                known.ty = ty;
            }
        }
        self.steps.push(Step::Cast {
            columns: vec![column.name],
            to,
        });
    }
}

fn names(columns: &[Col]) -> Vec<String> {
    columns.iter().map(|column| column.name.clone()).collect()
}
