//! From sqlparser's tree to [`Node`]: every name becomes a column, every operation gets its types, and what is not
//! positively known to be answered right is refused.

use spec::{Failure, FailureKind};
use sqlparser::ast::{
    BinaryOperator, CastKind, CeilFloorKind, DataType, DateTimeField, DuplicateTreatment,
    ExactNumberInfo, Expr, Function as Call, FunctionArg, FunctionArgExpr, FunctionArgumentClause,
    FunctionArgumentList, FunctionArguments, Interval, NamedWindowDefinition, NamedWindowExpr,
    NullTreatment, ObjectName, OrderByExpr, TrimWhereField, UnaryOperator, Value as Literal,
    WindowFrame, WindowFrameBound, WindowFrameUnits, WindowSpec, WindowType,
};
use table::text::parse_date;
use table::{Dtype, Value};

use super::calls::bad;
use super::functions::{self, Argument, Form, Function, Returns, Row, Takes, What};
use super::nested::{Purpose, nested};
use super::scope::Scope;
use super::set::Set;
use super::tree::{
    Aggregate, Comparison, Distance, Frame, Key, Node, Operation, Ranking, Summary, Window,
    together,
};
use super::{Context, Env};
use crate::expr::{Shape, no_number, offending};
use crate::failure::{unknown_function, wrong_value};
use crate::sort::Direction;

/// Where an expression stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Clause {
    Select,
    Where,
    On,
    GroupBy,
    Having,
    Qualify,
    OrderBy,
    Limit,
}

impl Clause {
    fn word(self) -> &'static str {
        match self {
            Self::Select => "SELECT",
            Self::Where => "WHERE",
            Self::On => "ON",
            Self::GroupBy => "GROUP BY",
            Self::Having => "HAVING",
            Self::Qualify => "QUALIFY",
            Self::OrderBy => "ORDER BY",
            Self::Limit => "LIMIT",
        }
    }
}

/// Names given by AS, and whether they may be used already.
#[derive(Clone, Copy, Default)]
pub(super) enum Aliases<'a> {
    #[default]
    None,
    /// They are known, but only later clauses may use them.
    Later(&'a [String]),
    /// They may be used where no column has the name.
    BehindColumns(&'a [(String, Node)]),
    /// They may be used, and nothing else may be meant by the name.
    Unmistakable(&'a [(String, Node)]),
}

/// Binds expressions of one clause.
pub(super) struct Binder<'a> {
    pub(super) context: &'a Context<'a>,
    pub(super) env: Env<'a>,
    pub(super) scope: &'a Scope,
    /// Where the cells are, to say what keeps a text from being a number.
    pub(super) frame: Option<&'a polars::prelude::DataFrame>,
    pub(super) clause: Clause,
    pub(super) aliases: Aliases<'a>,
    pub(super) windows: &'a [NamedWindowDefinition],
    /// In a step an aggregate looks at all rows, as with `OVER ()`.
    pub(super) totals: bool,
}

/// What is understood and not offered.
pub(super) fn unsupported(what: impl ToString) -> Failure {
    Failure::of(FailureKind::Unsupported {
        what: what.to_string(),
    })
}

/// A name that no column is like, where a text may have been meant.
fn text_as_name(failure: Failure, quoted: bool) -> Failure {
    // Names of one or two characters are near to anything.
    let is_like = |name: &str, near: &str| name.chars().any(|c| near.contains(c));
    match failure.kind {
        FailureKind::UnknownColumn { name, near }
            if !name.is_empty() && !near.iter().any(|near| is_like(&name, near)) =>
        {
            Failure {
                kind: FailureKind::TextAsName { name, quoted },
                detail: failure.detail,
            }
        }
        kind => Failure {
            kind,
            detail: failure.detail,
        },
    }
}

/// A clause that is understood and not offered, with what does the same here.
pub(super) fn no_clause(what: &str, instead: Option<&str>) -> Failure {
    Failure::of(FailureKind::Clause {
        what: what.to_owned(),
        instead: instead.map(str::to_owned),
    })
}

/// The column that an expression is about, for messages.
pub(super) fn label(node: &Node) -> String {
    match node {
        Node::Column(column) => column.name.clone(),
        other => other
            .parts()
            .into_iter()
            .map(label)
            .find(|label| !label.is_empty())
            .unwrap_or_default(),
    }
}

pub(super) fn inside(expr: &Expr) -> &Expr {
    match expr {
        Expr::Nested(inner) => inside(inner),
        other => other,
    }
}

impl Binder<'_> {
    /// One expression.
    ///
    /// # Errors
    /// Unknown and ambiguous names, types that do not fit, and everything that is not offered.
    pub(super) fn bind(&self, expr: &Expr) -> Result<Node, Failure> {
        match expr {
            Expr::Identifier(ident) => self.name(&ident.value).map_err(|failure| {
                // In Excel these are the quotation marks of texts. Forms write them only around names that need them.
                let quoted =
                    ident.quote_style == Some('"') && spec::sql::name(&ident.value) == ident.value;
                if quoted {
                    text_as_name(failure, true)
                } else {
                    failure
                }
            }),
            Expr::CompoundIdentifier(parts) => match parts.as_slice() {
                [table, column] => self
                    .scope
                    .column(&table.value, &column.value, self.env.outer),
                _ => Err(unsupported(expr)),
            },
            Expr::Nested(inner) => self.bind(inner),
            Expr::Value(literal) => self.literal(literal),
            Expr::TypedString { data_type, value } => match data_type {
                DataType::Date => match parse_date(value) {
                    Some(day) => Ok(Node::Value(Value::Date(day), Some(Dtype::Date))),
                    None => Err(unreadable(String::new(), Dtype::Date, value)),
                },
                other => Err(unsupported(other)),
            },
            Expr::BinaryOp { left, op, right } => self.binary(left, op, right, expr),
            Expr::UnaryOp { op, expr: inner } => match op {
                UnaryOperator::Plus => self.number(self.bind(inner)?),
                UnaryOperator::Minus => match inside(inner) {
                    // The smallest whole number has no positive twin.
                    Expr::Value(Literal::Number(digits, false)) => number(&format!("-{digits}")),
                    _ => {
                        let node = self.number(self.bind(inner)?)?;
                        let dtype = node.dtype();
                        Ok(Node::Operation {
                            what: Operation::Negate,
                            args: vec![node],
                            dtype,
                        })
                    }
                },
                UnaryOperator::Not | UnaryOperator::BangNot => {
                    let node = self.truth(self.bind(inner)?, expr)?;
                    Ok(not(node))
                }
                other => Err(unsupported(other)),
            },
            Expr::IsNull(inner) => self.is_null(inner, true),
            Expr::IsNotNull(inner) => self.is_null(inner, false),
            Expr::IsTrue(inner) => self.is(inner, true, false),
            Expr::IsNotTrue(inner) => self.is(inner, true, true),
            Expr::IsFalse(inner) => self.is(inner, false, false),
            Expr::IsNotFalse(inner) => self.is(inner, false, true),
            Expr::IsUnknown(inner) => self.is_null(inner, true),
            Expr::IsNotUnknown(inner) => self.is_null(inner, false),
            Expr::IsDistinctFrom(a, b) => self.distinct(a, b, false),
            Expr::IsNotDistinctFrom(a, b) => self.distinct(a, b, true),
            Expr::Between {
                expr,
                negated,
                low,
                high,
            } => {
                let item = self.bind(expr)?;
                let low =
                    self.compare(Comparison::GreaterOrEqual, item.clone(), self.bind(low)?)?;
                let high = self.compare(Comparison::LessOrEqual, item, self.bind(high)?)?;
                let both = Node::op(Operation::And, vec![low, high], Dtype::Bool);
                Ok(if *negated { not(both) } else { both })
            }
            Expr::InList {
                expr,
                list,
                negated,
            } => self.in_list(self.bind(expr)?, list, *negated),
            Expr::InSubquery {
                expr: item,
                subquery,
                negated,
            } => {
                if matches!(inside(item), Expr::Tuple(_)) {
                    return Err(Failure::of(FailureKind::Correlated {
                        what: expr.to_string(),
                    }));
                }
                let item = self.bind(item)?;
                nested(
                    self,
                    subquery,
                    Purpose::In { negated: *negated },
                    Some(item),
                )
            }
            Expr::AnyOp {
                left,
                compare_op,
                right,
                is_some: _,
            } => self.quantified(left, compare_op, right, false, expr),
            Expr::AllOp {
                left,
                compare_op,
                right,
            } => self.quantified(left, compare_op, right, true, expr),
            Expr::Exists { subquery, negated } => {
                nested(self, subquery, Purpose::Exists { negated: *negated }, None)
            }
            Expr::Subquery(query) => nested(self, query, Purpose::Value, None),
            Expr::Like {
                negated,
                any: false,
                expr: item,
                pattern,
                escape_char,
            } => self.like("like", item, pattern, escape_char.as_deref(), *negated),
            Expr::ILike {
                negated,
                any: false,
                expr: item,
                pattern,
                escape_char,
            } => self.like("ilike", item, pattern, escape_char.as_deref(), *negated),
            Expr::RLike {
                negated,
                expr: item,
                pattern,
                regexp: _,
            } => {
                let args = vec![self.bind(item)?, self.bind(pattern)?];
                let node = self.call_named("regexp_like", args)?;
                Ok(if *negated { not(node) } else { node })
            }
            Expr::Case {
                operand,
                conditions,
                results,
                else_result,
            } => self.case(
                operand.as_deref(),
                conditions,
                results,
                else_result.as_deref(),
            ),
            Expr::Cast {
                kind,
                expr: inner,
                data_type,
                format,
            } => {
                if format.is_some() {
                    return Err(unsupported("CAST … FORMAT"));
                }
                let lenient = match kind {
                    CastKind::Cast | CastKind::DoubleColon => false,
                    CastKind::TryCast | CastKind::SafeCast => true,
                };
                self.cast(self.bind(inner)?, data_type, lenient)
            }
            Expr::Extract {
                field,
                syntax: _,
                expr: inner,
            } => self.part(&field.to_string(), field, self.bind(inner)?),
            Expr::Ceil { expr: inner, field } => self.whole_number("ceil", inner, field, expr),
            Expr::Floor { expr: inner, field } => self.whole_number("floor", inner, field, expr),
            Expr::Position { expr: part, r#in } => {
                self.call_named("strpos", vec![self.bind(r#in)?, self.bind(part)?])
            }
            Expr::Substring {
                expr: inner,
                substring_from,
                substring_for,
                special: _,
            } => {
                let mut args = vec![self.bind(inner)?];
                args.push(match substring_from {
                    Some(from) => self.bind(from)?,
                    None => Node::int(1),
                });
                if let Some(length) = substring_for {
                    args.push(self.bind(length)?);
                }
                self.call_named("substr", args)
            }
            Expr::Trim {
                expr: inner,
                trim_where,
                trim_what,
                trim_characters,
            } => {
                let name = match trim_where {
                    None | Some(TrimWhereField::Both) => "trim",
                    Some(TrimWhereField::Leading) => "ltrim",
                    Some(TrimWhereField::Trailing) => "rtrim",
                };
                let mut args = vec![self.bind(inner)?];
                match (trim_what, trim_characters.as_deref()) {
                    (Some(what), None) => args.push(self.bind(what)?),
                    (None, Some([what])) => args.push(self.bind(what)?),
                    (None, None) => {}
                    _ => return Err(unsupported(expr)),
                }
                self.call_named(name, args)
            }
            Expr::Function(call) => self.call(call),
            Expr::Interval(_) => Err(unsupported(expr)),
            other => Err(unsupported(other)),
        }
    }

    /// What a value is compared with. A bare word beside texts that is no column was to be a text.
    fn beside(&self, value: &Node, expr: &Expr) -> Result<Node, Failure> {
        self.bind(expr).map_err(|failure| {
            let bare =
                matches!(inside(expr), Expr::Identifier(ident) if ident.quote_style.is_none());
            if bare && value.dtype() == Some(Dtype::Text) {
                text_as_name(failure, false)
            } else {
                failure
            }
        })
    }

    fn name(&self, name: &str) -> Result<Node, Failure> {
        let alias = |known: &[(String, Node)]| {
            known
                .iter()
                .find(|(alias, _)| alias == name)
                .map(|(_, node)| node.clone())
        };
        match self.aliases {
            Aliases::BehindColumns(known) => {
                if let Some(column) = self.scope.find(name)? {
                    return Ok(Node::Column(column));
                }
                if let Some(node) = alias(known) {
                    return Ok(node);
                }
            }
            Aliases::Unmistakable(known) => {
                if let Some(node) = alias(known) {
                    return match self.scope.find(name)? {
                        Some(column) if Node::Column(column.clone()) != node => {
                            Err(Failure::of(FailureKind::AmbiguousColumn {
                                name: name.to_owned(),
                                tables: vec!["SELECT".to_owned(), self.source_of(&column.inner)],
                            }))
                        }
                        _ => Ok(node),
                    };
                }
            }
            Aliases::None | Aliases::Later(_) => {}
        }
        self.scope.name(name, self.env.outer).map_err(|failure| {
            match (&failure.kind, self.aliases) {
                (FailureKind::UnknownColumn { .. }, Aliases::Later(known))
                    if known.iter().any(|alias| alias == name) =>
                {
                    Failure::of(FailureKind::AliasTooEarly {
                        name: name.to_owned(),
                        clause: self.clause.word().to_owned(),
                    })
                }
                _ => failure,
            }
        })
    }

    fn source_of(&self, inner: &str) -> String {
        self.scope
            .sources
            .iter()
            .find(|source| {
                source
                    .columns
                    .iter()
                    .any(|column| column.inner.as_str() == inner)
            })
            .map(|source| source.name.clone())
            .unwrap_or_default()
    }

    fn literal(&self, literal: &Literal) -> Result<Node, Failure> {
        match literal {
            Literal::Number(digits, false) => number(digits),
            Literal::SingleQuotedString(text) => {
                Ok(Node::Value(Value::Text(text.clone()), Some(Dtype::Text)))
            }
            Literal::Boolean(yes) => Ok(Node::Value(Value::Bool(*yes), Some(Dtype::Bool))),
            Literal::Null => Ok(Node::null()),
            other => Err(unsupported(other)),
        }
    }

    /// What is neither a number nor missing is a mistake.
    fn number(&self, node: Node) -> Result<Node, Failure> {
        match node.dtype() {
            Some(Dtype::Int | Dtype::Float) | None => Ok(node),
            Some(Dtype::Text) => Err(match (&node, self.frame) {
                (Node::Value(Value::Text(text), _), _) => {
                    wrong_value(String::new(), Dtype::Float, text)
                }
                (Node::Column(column), Some(frame)) => {
                    no_number(frame, &column.inner, label(&node), Dtype::Float)
                }
                _ => self.mismatch(&node, Dtype::Text, Dtype::Float),
            }),
            Some(found) => Err(self.mismatch(&node, found, Dtype::Float)),
        }
    }

    /// A condition.
    pub(super) fn truth(&self, node: Node, written: &Expr) -> Result<Node, Failure> {
        match node.dtype() {
            Some(Dtype::Bool) => Ok(node),
            None => Ok(Node::Value(Value::Null, Some(Dtype::Bool))),
            Some(found) => Err(Failure::of(FailureKind::TypeMismatch {
                column: written.to_string(),
                found: Some(found),
                wanted: Some(Dtype::Bool),
                chars: Vec::new(),
            })),
        }
    }

    /// A type that does not fit; names what keeps a text column from being a number.
    fn mismatch(&self, node: &Node, found: Dtype, wanted: Dtype) -> Failure {
        let chars = if found == Dtype::Text && wanted.is_number() {
            self.in_the_way(node)
        } else {
            Vec::new()
        };
        Failure::of(FailureKind::TypeMismatch {
            column: label(node),
            found: Some(found),
            wanted: Some(wanted),
            chars,
        })
    }

    /// What keeps the cells of a text column from being numbers.
    fn in_the_way(&self, node: &Node) -> Vec<char> {
        match (node, self.frame) {
            (Node::Column(column), Some(frame)) => offending(frame, &column.inner),
            _ => Vec::new(),
        }
    }

    fn binary(
        &self,
        left: &Expr,
        op: &BinaryOperator,
        right: &Expr,
        written: &Expr,
    ) -> Result<Node, Failure> {
        let comparison = comparison(op);
        if let Some(comparison) = comparison {
            let left = self.bind(left)?;
            let right = self.beside(&left, right)?;
            return self.compare(comparison, left, right);
        }
        match op {
            BinaryOperator::And | BinaryOperator::Or => {
                // A long chain leans to the left: it is walked, not descended into.
                let mut sides = vec![right];
                let mut rest = left;
                while let Expr::BinaryOp {
                    left,
                    op: same,
                    right,
                } = rest
                {
                    if same != op {
                        break;
                    }
                    sides.push(right);
                    rest = left;
                }
                sides.push(rest);
                let args = sides
                    .into_iter()
                    .rev()
                    .map(|side| self.truth(self.bind(side)?, side))
                    .collect::<Result<Vec<_>, _>>()?;
                let what = if *op == BinaryOperator::And {
                    Operation::And
                } else {
                    Operation::Or
                };
                Ok(Node::op(what, args, Dtype::Bool))
            }
            BinaryOperator::Plus | BinaryOperator::Minus
                if matches!(inside(right), Expr::Interval(_)) =>
            {
                let (months, days) = span(inside(right))?;
                let back = *op == BinaryOperator::Minus;
                self.add_span(self.bind(left)?, months, days, back)
            }
            BinaryOperator::Plus if matches!(inside(left), Expr::Interval(_)) => {
                let (months, days) = span(inside(left))?;
                self.add_span(self.bind(right)?, months, days, false)
            }
            BinaryOperator::Plus
            | BinaryOperator::Minus
            | BinaryOperator::Multiply
            | BinaryOperator::Divide
            | BinaryOperator::Modulo
            | BinaryOperator::DuckIntegerDivide
            | BinaryOperator::MyIntegerDivide => {
                self.arithmetic(op, self.bind(left)?, self.bind(right)?)
            }
            BinaryOperator::StringConcat => {
                self.call_named("||", vec![self.bind(left)?, self.bind(right)?])
            }
            BinaryOperator::PGRegexMatch
            | BinaryOperator::PGRegexNotMatch
            | BinaryOperator::PGRegexIMatch
            | BinaryOperator::PGRegexNotIMatch => {
                let name = match op {
                    BinaryOperator::PGRegexMatch | BinaryOperator::PGRegexNotMatch => "regexp_like",
                    _ => "regexp_ilike",
                };
                let node = self.call_named(name, vec![self.bind(left)?, self.bind(right)?])?;
                Ok(match op {
                    BinaryOperator::PGRegexMatch | BinaryOperator::PGRegexIMatch => node,
                    _ => not(node),
                })
            }
            BinaryOperator::PGOverlap => Err(unsupported("&&")),
            _ => Err(unsupported(match op {
                BinaryOperator::Custom(word) => word.clone(),
                _ => {
                    let all = written.to_string();
                    let op = op.to_string();
                    if op.is_empty() { all } else { op }
                }
            })),
        }
    }

    fn add_span(&self, node: Node, months: i64, days: i64, back: bool) -> Result<Node, Failure> {
        let node = self.day(node)?;
        let sign = if back { -1 } else { 1 };
        Ok(Node::op(
            Operation::AddSpan {
                months: months.saturating_mul(sign),
                days: days.saturating_mul(sign),
            },
            vec![node],
            Dtype::Date,
        ))
    }

    /// A date, or a text constant that is one.
    fn day(&self, node: Node) -> Result<Node, Failure> {
        match (&node, node.dtype()) {
            (_, Some(Dtype::Date)) => Ok(node),
            (_, None) => Ok(Node::Value(Value::Null, Some(Dtype::Date))),
            (Node::Value(Value::Text(text), _), _) => match parse_date(text) {
                Some(day) => Ok(Node::Value(Value::Date(day), Some(Dtype::Date))),
                None => Err(unreadable(String::new(), Dtype::Date, text)),
            },
            (_, Some(found)) => Err(self.mismatch(&node, found, Dtype::Date)),
        }
    }

    fn arithmetic(&self, op: &BinaryOperator, left: Node, right: Node) -> Result<Node, Failure> {
        use Dtype::{Date, Float, Int, Text};
        let what = match op {
            BinaryOperator::Plus => Operation::Add,
            BinaryOperator::Minus => Operation::Subtract,
            BinaryOperator::Multiply => Operation::Multiply,
            BinaryOperator::Divide => Operation::Divide,
            BinaryOperator::Modulo => Operation::Remainder,
            _ => Operation::DivideWhole,
        };
        let date_text = |a: &Node, b: &Node| {
            a.dtype() == Some(Date) && matches!(b, Node::Value(Value::Text(_), _))
        };
        match (&what, left.dtype(), right.dtype()) {
            (Operation::Subtract, Some(Date), Some(Date)) => {
                Ok(Node::op(Operation::DaysBetween, vec![left, right], Int))
            }
            (Operation::Subtract, _, _) if date_text(&left, &right) || date_text(&right, &left) => {
                let (left, right) = (self.day(left)?, self.day(right)?);
                Ok(Node::op(Operation::DaysBetween, vec![left, right], Int))
            }
            (Operation::Add | Operation::Subtract, Some(Date), Some(Int) | None) => Ok(Node::op(
                Operation::AddDays(what == Operation::Subtract),
                vec![left, typed(right, Int)],
                Date,
            )),
            (Operation::Add, Some(Int) | None, Some(Date)) => Ok(Node::op(
                Operation::AddDays(false),
                vec![right, typed(left, Int)],
                Date,
            )),
            // Two texts are put together.
            (Operation::Add, Some(Text), Some(Text)) => self.call_named("||", vec![left, right]),
            _ => {
                let (left, right) = (self.number(left)?, self.number(right)?);
                let dtype = match (left.dtype(), right.dtype()) {
                    (None, None) => None,
                    _ if what == Operation::Divide => Some(Float),
                    (Some(Float), _) | (_, Some(Float)) => Some(Float),
                    _ => Some(Int),
                };
                let args = match dtype {
                    Some(dtype) => {
                        let to = if what == Operation::Divide {
                            Float
                        } else {
                            dtype
                        };
                        vec![typed(left, to), typed(right, to)]
                    }
                    None => vec![left, right],
                };
                Ok(Node::Operation { what, args, dtype })
            }
        }
    }

    /// A comparison of two values of comparable types.
    pub(super) fn compare(
        &self,
        comparison: Comparison,
        left: Node,
        right: Node,
    ) -> Result<Node, Failure> {
        let (left, right) = self.comparable(left, right)?;
        Ok(Node::op(
            Operation::Compare(comparison),
            vec![left, right],
            Dtype::Bool,
        ))
    }

    /// Both sides in one type. A text constant beside a date is read as a date.
    pub(super) fn comparable(&self, left: Node, right: Node) -> Result<(Node, Node), Failure> {
        let (Some(a), Some(b)) = (left.dtype(), right.dtype()) else {
            let dtype = left.dtype().or(right.dtype()).unwrap_or(Dtype::Text);
            return Ok((typed(left, dtype), typed(right, dtype)));
        };
        if a == b {
            return Ok((left, right));
        }
        if a.is_number() && b.is_number() {
            return Ok((typed(left, Dtype::Float), typed(right, Dtype::Float)));
        }
        let constant = |node: &Node| match node {
            Node::Value(Value::Text(text), _) => Some(text.clone()),
            _ => None,
        };
        match (a, constant(&left), b, constant(&right)) {
            (Dtype::Date, _, Dtype::Text, Some(text)) if parse_date(&text).is_some() => {
                Ok((left, self.day(right)?))
            }
            (Dtype::Text, Some(text), Dtype::Date, _) if parse_date(&text).is_some() => {
                Ok((self.day(left)?, right))
            }
            _ => {
                let of_value = self.of_constant(&left, a, &right);
                if let Some(failure) = of_value.or_else(|| self.of_constant(&right, b, &left)) {
                    return Err(failure);
                }
                // The column is named; a text column beside a number is the likelier culprit than the number.
                let (named_left, named_right) =
                    (!label(&left).is_empty(), !label(&right).is_empty());
                Err(match (named_left, named_right) {
                    (true, false) => self.mismatch(&left, a, b),
                    (false, true) => self.mismatch(&right, b, a),
                    _ if b == Dtype::Text => self.mismatch(&right, b, a),
                    _ => self.mismatch(&left, a, b),
                })
            }
        }
    }

    /// What is wrong with a constant beside a column of another type: the constant, which somebody typed.
    fn of_constant(&self, node: &Node, dtype: Dtype, constant: &Node) -> Option<Failure> {
        let column = label(node);
        let Node::Value(value, _) = constant else {
            return None;
        };
        let written = match value {
            Value::Text(text) => text.clone(),
            Value::Int(number) => number.to_string(),
            Value::Float(number) => number.to_string(),
            Value::Null | Value::Bool(_) | Value::Date(_) => return None,
        };
        let is_told = match (dtype, value) {
            (Dtype::Int | Dtype::Float, Value::Text(_)) | (Dtype::Date, _) => true,
            // Numbers in disguise are to be turned into numbers; codes and names stay text.
            (Dtype::Text, Value::Int(_) | Value::Float(_)) => {
                matches!(node, Node::Column(_)) && self.in_the_way(node).is_empty()
            }
            _ => false,
        };
        (is_told && !column.is_empty()).then(|| wrong_value(column, dtype, &written))
    }

    /// Values in one type.
    fn alike(&self, nodes: Vec<Node>) -> Result<(Vec<Node>, Option<Dtype>), Failure> {
        let mut common: Option<Dtype> = None;
        for node in &nodes {
            common = match (together(common, node.dtype()), common, node.dtype()) {
                (Some(both), _, _) => both,
                (None, Some(a), Some(b)) => return Err(self.mismatch(node, b, a)),
                (None, _, _) => None,
            };
        }
        let nodes = match common {
            Some(dtype) => nodes.into_iter().map(|node| typed(node, dtype)).collect(),
            None => nodes,
        };
        Ok((nodes, common))
    }

    fn is_null(&self, inner: &Expr, null: bool) -> Result<Node, Failure> {
        Ok(Node::op(
            Operation::IsNull(null),
            vec![self.bind(inner)?],
            Dtype::Bool,
        ))
    }

    fn is(&self, inner: &Expr, wanted: bool, negated: bool) -> Result<Node, Failure> {
        let node = self.truth(self.bind(inner)?, inner)?;
        Ok(Node::op(
            Operation::Is(wanted, negated),
            vec![node],
            Dtype::Bool,
        ))
    }

    fn distinct(&self, a: &Expr, b: &Expr, equal: bool) -> Result<Node, Failure> {
        let (a, b) = self.comparable(self.bind(a)?, self.bind(b)?)?;
        Ok(Node::op(
            Operation::Distinct(equal),
            vec![a, b],
            Dtype::Bool,
        ))
    }

    fn in_list(&self, item: Node, list: &[Expr], negated: bool) -> Result<Node, Failure> {
        let mut item = item;
        let mut values: Vec<Value> = Vec::with_capacity(list.len());
        let mut others: Vec<Node> = Vec::new();
        let nodes = list
            .iter()
            .map(|expr| self.beside(&item, expr))
            .collect::<Result<Vec<_>, _>>()?;
        for node in &nodes {
            // A text beside dates is a date for all of them.
            let (like, _) = self.comparable(item.clone(), node.clone())?;
            if item.dtype().is_none() || like.dtype() == Some(Dtype::Date) {
                item = like;
            }
        }
        for node in nodes {
            let (_, node) = self.comparable(item.clone(), node)?;
            match node {
                Node::Value(value, _) => values.push(value),
                // A cast number keeps its value.
                Node::Operation {
                    what: Operation::Cast(Dtype::Float, _),
                    ref args,
                    ..
                } if matches!(args.as_slice(), [Node::Value(..)]) => match args.first() {
                    Some(Node::Value(value, _)) => values.push(value.clone()),
                    _ => others.push(node),
                },
                node => others.push(node),
            }
        }
        if values.contains(&Value::Null) && negated {
            self.context.remark_missing_in();
        }
        let mut sides: Vec<Node> = Vec::new();
        if !values.is_empty() {
            sides.push(Node::In {
                item: Box::new(item.clone()),
                set: std::rc::Rc::new(Set::of_values(&values)),
                negated: false,
            });
        }
        for other in others {
            sides.push(self.compare(Comparison::Equal, item.clone(), other)?);
        }
        let any = match (sides.pop(), sides.is_empty()) {
            (Some(one), true) => one,
            (Some(last), false) => {
                sides.push(last);
                Node::op(Operation::Or, sides, Dtype::Bool)
            }
            (None, _) => Node::Value(Value::Bool(false), Some(Dtype::Bool)),
        };
        Ok(if negated { not(any) } else { any })
    }

    /// `x > ALL (SELECT …)`, `x = ANY (SELECT …)`.
    fn quantified(
        &self,
        left: &Expr,
        op: &BinaryOperator,
        right: &Expr,
        all: bool,
        written: &Expr,
    ) -> Result<Node, Failure> {
        let (Some(comparison), Expr::Subquery(query)) = (comparison(op), inside(right)) else {
            return Err(unsupported(written));
        };
        let item = self.bind(left)?;
        let purpose = match (comparison, all) {
            (Comparison::Equal, false) => Purpose::In { negated: false },
            (Comparison::Unequal, true) => Purpose::In { negated: true },
            _ => Purpose::Quantified { comparison, all },
        };
        nested(self, query, purpose, Some(item))
    }

    fn like(
        &self,
        name: &str,
        item: &Expr,
        pattern: &Expr,
        escape: Option<&str>,
        negated: bool,
    ) -> Result<Node, Failure> {
        let item = self.bind(item)?;
        let pattern = self.beside(&item, pattern)?;
        let mut args = vec![item, pattern];
        if let Some(escape) = escape {
            args.push(Node::Value(
                Value::Text(escape.to_owned()),
                Some(Dtype::Text),
            ));
        }
        let node = self.call_named(name, args)?;
        Ok(if negated { not(node) } else { node })
    }

    fn case(
        &self,
        operand: Option<&Expr>,
        conditions: &[Expr],
        results: &[Expr],
        otherwise: Option<&Expr>,
    ) -> Result<Node, Failure> {
        let operand = operand.map(|operand| self.bind(operand)).transpose()?;
        let conditions: Vec<Node> = conditions
            .iter()
            .map(|condition| match &operand {
                Some(operand) => {
                    self.compare(Comparison::Equal, operand.clone(), self.bind(condition)?)
                }
                None => self.truth(self.bind(condition)?, condition),
            })
            .collect::<Result<_, _>>()?;
        let mut results: Vec<Node> = results
            .iter()
            .map(|result| self.bind(result))
            .collect::<Result<_, _>>()?;
        results.push(match otherwise {
            Some(otherwise) => self.bind(otherwise)?,
            None => Node::null(),
        });
        let (mut results, dtype) = self.alike(results)?;
        let last = results.pop();
        let mut args: Vec<Node> = conditions
            .into_iter()
            .zip(results)
            .flat_map(|(condition, result)| [condition, result])
            .collect();
        args.extend(last);
        Ok(Node::Operation {
            what: Operation::Case,
            args,
            dtype,
        })
    }

    fn cast(&self, node: Node, to: &DataType, lenient: bool) -> Result<Node, Failure> {
        let (dtype, digits) = match to {
            DataType::Int(_)
            | DataType::Int4(_)
            | DataType::Int8(_)
            | DataType::Int32
            | DataType::Int64
            | DataType::Integer(_)
            | DataType::BigInt(_) => (Dtype::Int, None),
            DataType::Float(_)
            | DataType::Float4
            | DataType::Float8
            | DataType::Float32
            | DataType::Float64
            | DataType::Real
            | DataType::Double
            | DataType::DoublePrecision => (Dtype::Float, None),
            DataType::Decimal(info) | DataType::Numeric(info) | DataType::Dec(info) => match info {
                ExactNumberInfo::None => (Dtype::Float, None),
                ExactNumberInfo::Precision(all) => (Dtype::Float, Some((*all, 0))),
                ExactNumberInfo::PrecisionAndScale(all, scale) => {
                    (Dtype::Float, Some((*all, *scale)))
                }
            },
            DataType::Varchar(None)
            | DataType::Text
            | DataType::String(None)
            | DataType::Char(None)
            | DataType::Nvarchar(None) => (Dtype::Text, None),
            DataType::Boolean | DataType::Bool => (Dtype::Bool, None),
            DataType::Date => (Dtype::Date, None),
            other => return Err(unsupported(other)),
        };
        let Some(from) = node.dtype() else {
            return Ok(Node::Value(Value::Null, Some(dtype)));
        };
        let fits = from == dtype
            || matches!(
                (from, dtype),
                (Dtype::Text, _)
                    | (_, Dtype::Text)
                    | (Dtype::Int, Dtype::Float | Dtype::Bool)
                    | (Dtype::Float, Dtype::Int)
                    | (Dtype::Bool, Dtype::Int | Dtype::Float)
            );
        if !fits {
            return Err(self.mismatch(&node, from, dtype));
        }
        let cast = if from == dtype {
            node
        } else {
            Node::op(Operation::Cast(dtype, lenient), vec![node], dtype)
        };
        match digits {
            Some((all, scale)) => {
                let whole = |digits: u64| Node::int(i64::try_from(digits).unwrap_or(i64::MAX));
                self.call_named("__decimal", vec![cast, whole(all), whole(scale)])
            }
            None => Ok(cast),
        }
    }

    /// `EXTRACT(field FROM date)`.
    fn part(&self, written: &str, field: &DateTimeField, node: Node) -> Result<Node, Failure> {
        let name = match field {
            DateTimeField::Year => "year",
            DateTimeField::Month => "month",
            DateTimeField::Day => "day",
            DateTimeField::Quarter => "quarter",
            DateTimeField::Week(None) | DateTimeField::IsoWeek => "week",
            DateTimeField::Isoyear => "isoyear",
            DateTimeField::Dow | DateTimeField::DayOfWeek => "dayofweek",
            DateTimeField::Isodow => "isodow",
            DateTimeField::Doy | DateTimeField::DayOfYear => "dayofyear",
            DateTimeField::Custom(word) => part_name(&word.value)
                .ok_or_else(|| unsupported(format!("EXTRACT({written} FROM …)")))?,
            _ => return Err(unsupported(format!("EXTRACT({written} FROM …)"))),
        };
        self.call_named(name, vec![node])
    }

    fn whole_number(
        &self,
        name: &str,
        inner: &Expr,
        field: &CeilFloorKind,
        written: &Expr,
    ) -> Result<Node, Failure> {
        match field {
            CeilFloorKind::DateTimeField(DateTimeField::NoDateTime) => {
                self.call_named(name, vec![self.bind(inner)?])
            }
            _ => Err(unsupported(written)),
        }
    }

    /// A call of a function of one row.
    pub(super) fn call_named(&self, name: &str, args: Vec<Node>) -> Result<Node, Failure> {
        let function = functions::find(name).ok_or_else(|| unknown_function(name))?;
        match &function.what {
            What::Row(row) | What::Operator(row) => self.call_row(name, function, row, args),
            _ => Err(unknown_function(name)),
        }
    }

    fn call_row(
        &self,
        name: &str,
        function: &Function,
        row: &'static Row,
        args: Vec<Node>,
    ) -> Result<Node, Failure> {
        function.check(name, args.len())?;
        let mut bound: Vec<Node> = Vec::with_capacity(args.len());
        for (at, node) in args.into_iter().enumerate() {
            bound.push(match (row.argument(at), node.dtype()) {
                (_, None) => node,
                (Argument::Number, _) => self.number(node)?,
                (Argument::Whole, Some(Dtype::Int))
                | (Argument::Text | Argument::Word, Some(Dtype::Text)) => node,
                (Argument::Whole, Some(_)) => {
                    return Err(bad(&name.to_uppercase(), at as u64 + 1));
                }
                (Argument::Text | Argument::Word, Some(found)) => {
                    return Err(self.mismatch(&node, found, Dtype::Text));
                }
                (Argument::Date, _) => self.day(node)?,
                (Argument::Shown | Argument::Any | Argument::Same, _) => node,
            });
        }
        let mut dtype = match row.returns {
            Returns::Fixed(dtype) => Some(dtype),
            Returns::Same => bound.first().and_then(Node::dtype),
        };
        if row.argument(0) == Argument::Same {
            (bound, dtype) = self.alike(bound)?;
        }
        Ok(Node::Operation {
            what: Operation::Call(row),
            args: bound,
            dtype,
        })
    }

    /// An argument of a function of one row.
    fn argument(&self, wanted: Argument, written: &Expr) -> Result<Node, Failure> {
        match (wanted, inside(written)) {
            (Argument::Word, Expr::Identifier(word)) => Ok(Node::Value(
                Value::Text(word.value.clone()),
                Some(Dtype::Text),
            )),
            _ => self.bind(written),
        }
    }

    /// A call as it was written.
    fn call(&self, call: &Call) -> Result<Node, Failure> {
        let Call {
            name: written,
            uses_odbc_syntax: _,
            parameters,
            args,
            filter,
            null_treatment,
            over,
            within_group,
        } = call;
        let name = function_name(written)?;
        if !matches!(parameters, FunctionArguments::None) || null_treatment.is_some() {
            return Err(unsupported(call));
        }
        if !within_group.is_empty() {
            return Err(unsupported("WITHIN GROUP"));
        }
        let list = match args {
            FunctionArguments::None => None,
            FunctionArguments::Subquery(_) => return Err(unsupported(call)),
            FunctionArguments::List(list) => Some(list),
        };
        let function = functions::find(&name);
        match function.map(|function| (function, &function.what)) {
            Some((function, What::Ranking(ranking))) => {
                if filter.is_some() {
                    return Err(unsupported("FILTER"));
                }
                self.ranking(*ranking, function, &name, list, call)
            }
            Some((function, What::Aggregate(summary, takes))) => {
                self.aggregate(*summary, takes, function, &name, list, call)
            }
            Some((_, What::Operator(_))) | None if filter.is_some() || over.is_some() => {
                Err(unknown_function(&written.to_string()))
            }
            Some(_) if filter.is_some() || over.is_some() => {
                Err(unsupported(format!("{written}(…) OVER")))
            }
            known => {
                let args = only_arguments(list, call)?;
                match known {
                    Some((function, What::Row(row))) => {
                        let args = args
                            .iter()
                            .enumerate()
                            .map(|(at, arg)| self.argument(row.argument(at), arg))
                            .collect::<Result<Vec<_>, _>>()?;
                        self.call_row(&name, function, row, args)
                    }
                    Some((function, What::Form(form))) => self.form(*form, function, &name, &args),
                    _ => Err(unknown_function(&written.to_string())),
                }
            }
        }
    }

    /// A function that needs the query's tree.
    fn form(
        &self,
        form: Form,
        function: &Function,
        name: &str,
        args: &[&Expr],
    ) -> Result<Node, Failure> {
        match (form, args) {
            (Form::Coalesce, _) => {
                function.check(name, args.len())?;
                let args = args
                    .iter()
                    .map(|arg| self.bind(arg))
                    .collect::<Result<Vec<_>, _>>()?;
                let (args, dtype) = self.alike(args)?;
                Ok(Node::Operation {
                    what: Operation::Coalesce,
                    args,
                    dtype,
                })
            }
            (Form::NullIf, [a, b]) => {
                let (a, b) = (self.bind(a)?, self.bind(b)?);
                let equal = self.compare(Comparison::Equal, a.clone(), b)?;
                let dtype = a.dtype();
                Ok(Node::Operation {
                    what: Operation::Case,
                    args: vec![equal, Node::Value(Value::Null, dtype), a],
                    dtype,
                })
            }
            (Form::If, [condition, yes, no]) => self.case(
                None,
                std::slice::from_ref(*condition),
                std::slice::from_ref(*yes),
                Some(no),
            ),
            (Form::Remainder | Form::DivideWhole, [a, b]) => {
                let op = if form == Form::Remainder {
                    BinaryOperator::Modulo
                } else {
                    BinaryOperator::DuckIntegerDivide
                };
                self.arithmetic(
                    &op,
                    self.number(self.bind(a)?)?,
                    self.number(self.bind(b)?)?,
                )
            }
            (Form::Date, [inner]) => self.cast(self.bind(inner)?, &DataType::Date, false),
            (Form::Today, []) => Ok(Node::Value(
                Value::Date(self.context.today),
                Some(Dtype::Date),
            )),
            (Form::DatePart, [field, day]) => match inside(field) {
                Expr::Value(Literal::SingleQuotedString(word)) => {
                    let part = part_name(word).ok_or_else(|| bad("DATE_PART", 1))?;
                    self.call_named(part, vec![self.bind(day)?])
                }
                _ => Err(bad("DATE_PART", 1)),
            },
            (Form::AddSpan(back), [day, amount]) => match inside(amount) {
                interval @ Expr::Interval(_) => {
                    let (months, days) = span(interval)?;
                    self.add_span(self.bind(day)?, months, days, back)
                }
                _ => Err(bad(&name.to_uppercase(), 2)),
            },
            _ => Err(function.miscounted(name, args.len())),
        }
    }

    fn aggregate(
        &self,
        what: Summary,
        takes: &[Takes],
        function: &Function,
        name: &str,
        list: Option<&FunctionArgumentList>,
        call: &Call,
    ) -> Result<Node, Failure> {
        let (filter, over) = (call.filter.as_deref(), call.over.as_ref());
        let FunctionArgumentList {
            duplicate_treatment,
            args,
            clauses,
        } = list.ok_or_else(|| function.miscounted(name, 0))?;
        let distinct = match duplicate_treatment {
            None | Some(DuplicateTreatment::All) => false,
            Some(DuplicateTreatment::Distinct) => true,
        };
        if distinct && !takes.contains(&Takes::Distinct) {
            return Err(unsupported(format!("{}(DISTINCT …)", name.to_uppercase())));
        }
        let mut order: Vec<Key> = Vec::new();
        let mut separator: Option<String> = None;
        for clause in clauses {
            match clause {
                FunctionArgumentClause::OrderBy(keys) if takes.contains(&Takes::Order) => {
                    order = self.keys(keys)?;
                }
                FunctionArgumentClause::Separator(Literal::SingleQuotedString(text))
                    if takes.contains(&Takes::Separator) =>
                {
                    separator = Some(text.clone());
                }
                other => return Err(unsupported(other)),
            }
        }
        let filter = filter
            .map(|filter| self.truth(self.bind(filter)?, filter))
            .transpose()?;
        if filter.is_some() && !takes.contains(&Takes::Filter) {
            return Err(unsupported("FILTER"));
        }
        let star = matches!(
            args.as_slice(),
            [FunctionArg::Unnamed(FunctionArgExpr::Wildcard)] | []
        ) && takes.contains(&Takes::Star);
        let (mut what, mut nodes) = if star {
            if distinct {
                return Err(unsupported("COUNT(DISTINCT *)"));
            }
            (Summary::Rows, Vec::new())
        } else {
            let exprs = plain(list, call)?;
            // Inside of an aggregate only columns can be meant.
            let columns = Binder {
                aliases: Aliases::None,
                ..*self
            };
            let nodes = exprs
                .iter()
                .map(|arg| columns.bind(arg))
                .collect::<Result<Vec<_>, _>>()?;
            let outside = |(expr, node): (&&Expr, &Node)| {
                !Shape::of(expr).bare.is_empty()
                    && !node.any(&|node| matches!(node, Node::Column(_)))
            };
            if exprs.iter().zip(&nodes).any(outside) {
                // Of which rows it would be, the query outside has to say.
                return Err(Failure::of(FailureKind::Correlated {
                    what: call.to_string(),
                }));
            }
            (what, nodes)
        };
        if let Some(filter) = filter {
            if what == Summary::Rows {
                what = Summary::Count;
                nodes = vec![Node::int(1)];
            }
            if let Some(first) = nodes.first_mut() {
                let value = std::mem::replace(first, Node::null());
                let dtype = value.dtype();
                *first = Node::Operation {
                    what: Operation::Case,
                    args: vec![filter, value, Node::Value(Value::Null, dtype)],
                    dtype,
                };
            }
        }
        if let Some(inner) = nodes
            .iter()
            .chain(order.iter().map(|key| &key.node))
            .find(|node| node.has_window() || (node.has_aggregate() && over.is_none()))
        {
            // In a step an aggregate is a window already.
            let _ = inner;
            return Err(Failure::of(FailureKind::NestedAggregate {
                what: call.to_string(),
            }));
        }
        if !star {
            function.check(name, nodes.len())?;
        }
        let dtype = self.summary(&mut what, name, &mut nodes, separator)?;
        let aggregate = Aggregate {
            what,
            args: nodes,
            distinct,
            order,
            dtype,
            text: call.to_string(),
        };
        match over {
            None if self.totals => Ok(over_all(aggregate)),
            None => Ok(Node::Aggregate(Box::new(aggregate))),
            Some(over) => {
                if aggregate.distinct || !aggregate.order.is_empty() {
                    return Err(unsupported(call));
                }
                let (partition, order, frame) = self.window(over, call, false)?;
                let Aggregate {
                    what, args, dtype, ..
                } = aggregate;
                Ok(Node::Window(Box::new(Window {
                    what: Ranking::Summary(what),
                    args,
                    partition,
                    order,
                    frame,
                    dtype,
                })))
            }
        }
    }

    /// Types of an aggregate's arguments and result.
    fn summary(
        &self,
        what: &mut Summary,
        name: &str,
        nodes: &mut Vec<Node>,
        separator: Option<String>,
    ) -> Result<Option<Dtype>, Failure> {
        use Dtype::{Bool, Float, Int, Text};
        let first = nodes.first().and_then(Node::dtype);
        let numbers = |nodes: &mut Vec<Node>, count: usize| -> Result<(), Failure> {
            for node in nodes.iter_mut().take(count) {
                let value = std::mem::replace(node, Node::null());
                *node = if value.dtype() == Some(Bool) {
                    Node::op(Operation::Cast(Int, false), vec![value], Int)
                } else {
                    self.number(value)?
                };
            }
            Ok(())
        };
        Ok(match what {
            Summary::Rows | Summary::Count => Some(Int),
            Summary::Min | Summary::Max | Summary::First | Summary::Last | Summary::Any => first,
            Summary::Sum => {
                numbers(nodes, 1)?;
                nodes.first().and_then(Node::dtype).or(Some(Int))
            }
            Summary::Mean | Summary::Median | Summary::Deviation(_) | Summary::Variance(_) => {
                numbers(nodes, 1)?;
                Some(Float)
            }
            Summary::Correlation | Summary::Covariance(_) => {
                numbers(nodes, 2)?;
                Some(Float)
            }
            Summary::QuantileContinuous | Summary::QuantileDiscrete => {
                numbers(nodes, 1)?;
                let share = match nodes.get(1) {
                    Some(Node::Value(value, _)) => value.as_f64(),
                    _ => None,
                };
                if !share.is_some_and(|share| (0.0..=1.0).contains(&share)) {
                    return Err(bad(&name.to_uppercase(), 2));
                }
                if *what == Summary::QuantileContinuous {
                    Some(Float)
                } else {
                    nodes.first().and_then(Node::dtype)
                }
            }
            Summary::Joined => {
                if let Some(separator) = separator {
                    nodes.push(Node::Value(Value::Text(separator), Some(Text)));
                }
                if nodes.len() == 1 {
                    nodes.push(Node::Value(Value::Text(",".into()), Some(Text)));
                }
                if !matches!(nodes.get(1), Some(Node::Value(Value::Text(_), _))) {
                    return Err(bad(&name.to_uppercase(), 2));
                }
                if let Some(node) = nodes.first_mut() {
                    let value = std::mem::replace(node, Node::null());
                    *node = typed_text(value);
                }
                Some(Text)
            }
            Summary::AllTrue | Summary::AnyTrue => {
                if let Some(node) = nodes.first()
                    && let Some(found) = node.dtype()
                    && found != Bool
                {
                    return Err(self.mismatch(node, found, Bool));
                }
                Some(Bool)
            }
        })
    }

    fn ranking(
        &self,
        what: Ranking,
        function: &Function,
        name: &str,
        list: Option<&FunctionArgumentList>,
        call: &Call,
    ) -> Result<Node, Failure> {
        let no_order = || unsupported(format!("{name}() OVER (ORDER BY …)"));
        let over = call.over.as_ref().ok_or_else(no_order)?;
        let takes_present = matches!(what, Ranking::FirstValue | Ranking::LastValue);
        let present = takes_present && list.is_some_and(ignores_nulls);
        let exprs = if present {
            plain(list, call)?
        } else {
            only_arguments(list, call)?
        };
        function.check(name, exprs.len())?;
        let nodes = exprs
            .iter()
            .map(|arg| self.bind(arg))
            .collect::<Result<Vec<_>, _>>()?;
        if nodes.iter().any(Node::has_window) {
            return Err(Failure::of(FailureKind::NestedAggregate {
                what: call.to_string(),
            }));
        }
        // The last value that was there goes by the order in which the rows lie, where no other one is written.
        let (partition, order, frame) = self.window(over, call, present)?;
        if order.is_empty() && !present {
            return Err(no_order());
        }
        let whole = |at: usize, absent: i64| match nodes.get(at) {
            None => Ok(absent),
            Some(Node::Value(Value::Int(value), _)) => Ok(*value),
            Some(Node::Operation {
                what: Operation::Negate,
                args,
                ..
            }) => match args.as_slice() {
                [Node::Value(Value::Int(value), _)] => Ok(value.saturating_neg()),
                _ => Err(bad(&name.to_uppercase(), at as u64 + 1)),
            },
            Some(_) => Err(bad(&name.to_uppercase(), at as u64 + 1)),
        };
        let what = match what {
            Ranking::Tiles(tiles) => match whole(0, tiles)? {
                tiles if tiles > 0 => Ranking::Tiles(tiles),
                _ => return Err(bad("NTILE", 1)),
            },
            Ranking::Shift(step) => Ranking::Shift(whole(1, 1)?.saturating_mul(step)),
            Ranking::FirstValue if present => Ranking::FirstPresent,
            Ranking::LastValue if present => Ranking::LastPresent,
            other => other,
        };
        let (args, dtype) = match what {
            Ranking::Shift(_) => {
                let mut values: Vec<Node> = Vec::new();
                values.extend(nodes.first().cloned());
                values.extend(nodes.get(2).cloned());
                self.alike(values)?
            }
            Ranking::FirstValue
            | Ranking::LastValue
            | Ranking::FirstPresent
            | Ranking::LastPresent => {
                let dtype = nodes.first().and_then(Node::dtype);
                (nodes, dtype)
            }
            Ranking::PercentRank | Ranking::CumeDist => (Vec::new(), Some(Dtype::Float)),
            _ => (Vec::new(), Some(Dtype::Int)),
        };
        Ok(Node::Window(Box::new(Window {
            what,
            args,
            partition,
            order,
            frame,
            dtype,
        })))
    }

    /// What stands behind `OVER`. Rows are counted only in an order, unless `as_they_lie`.
    fn window(
        &self,
        over: &WindowType,
        call: &Call,
        as_they_lie: bool,
    ) -> Result<(Vec<Node>, Vec<Key>, Frame), Failure> {
        let spec = match over {
            WindowType::WindowSpec(spec) => spec,
            WindowType::NamedWindow(name) => self
                .windows
                .iter()
                .find(|NamedWindowDefinition(known, _)| known.value == name.value)
                .and_then(|NamedWindowDefinition(_, window)| match window {
                    NamedWindowExpr::WindowSpec(spec) => Some(spec),
                    NamedWindowExpr::NamedWindow(_) => None,
                })
                .ok_or_else(|| unsupported(format!("OVER {name}")))?,
        };
        let WindowSpec {
            window_name,
            partition_by,
            order_by,
            window_frame,
        } = spec;
        if let Some(name) = window_name {
            return Err(unsupported(format!("OVER ({name})")));
        }
        let partition = partition_by
            .iter()
            .map(|expr| self.bind(expr))
            .collect::<Result<Vec<_>, _>>()?;
        let order = self.keys(order_by)?;
        if partition
            .iter()
            .chain(order.iter().map(|key| &key.node))
            .any(Node::has_window)
        {
            return Err(Failure::of(FailureKind::NestedAggregate {
                what: call.to_string(),
            }));
        }
        let frame = match window_frame {
            None if order.is_empty() => Frame::All,
            None => Frame::Peers,
            Some(frame) => self.frame(frame, &order, as_they_lie)?,
        };
        Ok((partition, order, frame))
    }

    fn frame(
        &self,
        frame: &WindowFrame,
        order: &[Key],
        as_they_lie: bool,
    ) -> Result<Frame, Failure> {
        let unordered = order.is_empty();
        let WindowFrame {
            units,
            start_bound,
            end_bound,
        } = frame;
        let here = WindowFrameBound::CurrentRow;
        let end_bound = end_bound.as_ref().unwrap_or(&here);
        let refuse = || unsupported(format!("{units} {start_bound}"));
        let all = matches!(start_bound, WindowFrameBound::Preceding(None))
            && matches!(end_bound, WindowFrameBound::Following(None));
        if all && *units != WindowFrameUnits::Groups {
            return Ok(Frame::All);
        }
        match units {
            WindowFrameUnits::Groups => Err(refuse()),
            WindowFrameUnits::Range => match (start_bound, end_bound) {
                (WindowFrameBound::Preceding(None), WindowFrameBound::CurrentRow) => {
                    Ok(if unordered { Frame::All } else { Frame::Peers })
                }
                _ => {
                    let [key] = order else {
                        return Err(unsupported("RANGE … (ORDER BY …, …)"));
                    };
                    let from = self.range_bound(start_bound, key, &refuse)?;
                    let to = self.range_bound(end_bound, key, &refuse)?;
                    if matches!(start_bound, WindowFrameBound::Following(None))
                        || matches!(end_bound, WindowFrameBound::Preceding(None))
                    {
                        return Err(refuse());
                    }
                    Ok(Frame::Range(from, to))
                }
            },
            WindowFrameUnits::Rows if unordered && !as_they_lie => {
                Err(unsupported("ROWS … (ORDER BY …)"))
            }
            WindowFrameUnits::Rows => {
                let distance = |bound: &WindowFrameBound| -> Result<Option<i64>, Failure> {
                    let whole = |expr: &Expr| match self.bind(expr)? {
                        Node::Value(Value::Int(value), _) if value >= 0 => Ok(value),
                        _ => Err(refuse()),
                    };
                    match bound {
                        WindowFrameBound::CurrentRow => Ok(Some(0)),
                        WindowFrameBound::Preceding(None) | WindowFrameBound::Following(None) => {
                            Ok(None)
                        }
                        WindowFrameBound::Preceding(Some(expr)) => {
                            Ok(Some(whole(expr)?.saturating_neg()))
                        }
                        WindowFrameBound::Following(Some(expr)) => Ok(Some(whole(expr)?)),
                    }
                };
                if matches!(start_bound, WindowFrameBound::Following(None))
                    || matches!(end_bound, WindowFrameBound::Preceding(None))
                {
                    return Err(refuse());
                }
                Ok(Frame::Rows(distance(start_bound)?, distance(end_bound)?))
            }
        }
    }

    /// One end of a frame by values: a whole number from a number, an `INTERVAL` from a day.
    fn range_bound(
        &self,
        bound: &WindowFrameBound,
        key: &Key,
        refuse: &dyn Fn() -> Failure,
    ) -> Result<Option<Distance>, Failure> {
        let (expr, sign) = match bound {
            WindowFrameBound::CurrentRow => {
                return Ok(Some(match key.node.dtype() {
                    Some(Dtype::Date) => Distance::Span { months: 0, days: 0 },
                    _ => Distance::Number(0),
                }));
            }
            WindowFrameBound::Preceding(None) | WindowFrameBound::Following(None) => {
                return Ok(None);
            }
            WindowFrameBound::Preceding(Some(expr)) => (expr, -1),
            WindowFrameBound::Following(Some(expr)) => (expr, 1),
        };
        Ok(Some(match (key.node.dtype(), inside(expr)) {
            (Some(Dtype::Date), interval @ Expr::Interval(_)) => {
                let (months, days) = span(interval)?;
                if months < 0 || days < 0 {
                    return Err(refuse());
                }
                Distance::Span {
                    months: months * sign,
                    days: days * sign,
                }
            }
            (Some(Dtype::Int | Dtype::Float), _) => match self.bind(expr)? {
                Node::Value(Value::Int(value), _) if value >= 0 => Distance::Number(value * sign),
                _ => return Err(refuse()),
            },
            _ => return Err(refuse()),
        }))
    }

    /// Columns to order by: missing values come last, both ways, unless the query says otherwise.
    pub(super) fn keys(&self, keys: &[OrderByExpr]) -> Result<Vec<Key>, Failure> {
        keys.iter()
            .map(|key| {
                Ok(Key {
                    direction: direction(key)?,
                    node: self.bind(&key.expr)?,
                })
            })
            .collect()
    }
}

/// How a column of ORDER BY orders.
///
/// # Errors
/// [`FailureKind::Clause`] for `WITH FILL`.
pub(super) fn direction(key: &OrderByExpr) -> Result<Direction, Failure> {
    let OrderByExpr {
        expr: _,
        asc,
        nulls_first,
        with_fill,
    } = key;
    if with_fill.is_some() {
        return Err(no_clause("WITH FILL", None));
    }
    Ok(Direction {
        descending: *asc == Some(false),
        nulls_last: !nulls_first.unwrap_or(false),
    })
}

/// An aggregate as a window over all rows.
fn over_all(aggregate: Aggregate) -> Node {
    let Aggregate {
        what,
        args,
        distinct,
        order,
        dtype,
        text,
    } = aggregate;
    if distinct || !order.is_empty() {
        // Computed once and repeated, as a plain aggregate.
        return Node::Aggregate(Box::new(Aggregate {
            what,
            args,
            distinct,
            order,
            dtype,
            text,
        }));
    }
    Node::Window(Box::new(Window {
        what: Ranking::Summary(what),
        args,
        partition: Vec::new(),
        order: Vec::new(),
        frame: Frame::All,
        dtype,
    }))
}

pub(super) fn not(node: Node) -> Node {
    Node::op(Operation::Not, vec![node], Dtype::Bool)
}

/// The node in a type that it fits.
pub(super) fn typed(node: Node, dtype: Dtype) -> Node {
    match (&node, node.dtype()) {
        (_, Some(same)) if same == dtype => node,
        (Node::Value(Value::Null, _), _) | (_, None) => Node::Value(Value::Null, Some(dtype)),
        (Node::Value(Value::Int(value), _), _) if dtype == Dtype::Float => {
            Node::Value(Value::Float(*value as f64), Some(Dtype::Float))
        }
        _ => Node::op(Operation::Cast(dtype, false), vec![node], dtype),
    }
}

fn typed_text(node: Node) -> Node {
    typed(node, Dtype::Text)
}

fn comparison(op: &BinaryOperator) -> Option<Comparison> {
    Some(match op {
        BinaryOperator::Eq => Comparison::Equal,
        BinaryOperator::NotEq => Comparison::Unequal,
        BinaryOperator::Lt => Comparison::Less,
        BinaryOperator::LtEq => Comparison::LessOrEqual,
        BinaryOperator::Gt => Comparison::Greater,
        BinaryOperator::GtEq => Comparison::GreaterOrEqual,
        _ => return None,
    })
}

/// A number as it is written: whole where it fits.
fn number(digits: &str) -> Result<Node, Failure> {
    if let Ok(value) = digits.parse::<i64>() {
        return Ok(Node::int(value));
    }
    match digits.parse::<f64>() {
        // A whole number that does not fit would be another one.
        Ok(value) if value.is_finite() && digits.contains(['.', 'e', 'E']) => {
            Ok(Node::Value(Value::Float(value), Some(Dtype::Float)))
        }
        _ => Err(super::cells::out_of_range(digits)),
    }
}

fn unreadable(column: String, wanted: Dtype, sample: &str) -> Failure {
    Failure::of(FailureKind::Unreadable {
        column,
        wanted,
        count: 1,
        samples: vec![sample.to_owned()],
    })
}

/// Name of a called function in lower case.
///
/// # Errors
/// [`FailureKind::UnknownFunction`] for a name with a dot.
fn function_name(name: &ObjectName) -> Result<String, Failure> {
    match name.0.as_slice() {
        [one] => Ok(one.value.to_lowercase()),
        _ => Err(unknown_function(&name.to_string())),
    }
}

/// The arguments of a call that has nothing else in its brackets.
fn only_arguments<'a>(
    list: Option<&'a FunctionArgumentList>,
    call: &Call,
) -> Result<Vec<&'a Expr>, Failure> {
    match list {
        Some(FunctionArgumentList {
            duplicate_treatment,
            args: _,
            clauses,
        }) if duplicate_treatment.is_some() || !clauses.is_empty() => Err(unsupported(call)),
        _ => plain(list, call),
    }
}

/// Whether `IGNORE NULLS` stands between the brackets, and nothing else but the arguments.
fn ignores_nulls(list: &FunctionArgumentList) -> bool {
    list.duplicate_treatment.is_none()
        && matches!(
            list.clauses.as_slice(),
            [FunctionArgumentClause::IgnoreOrRespectNulls(
                NullTreatment::IgnoreNulls
            )]
        )
}

/// The arguments of a call.
fn plain<'a>(
    list: Option<&'a FunctionArgumentList>,
    call: &Call,
) -> Result<Vec<&'a Expr>, Failure> {
    let Some(FunctionArgumentList {
        duplicate_treatment: _,
        args,
        clauses: _,
    }) = list
    else {
        return Ok(Vec::new());
    };
    args.iter()
        .map(|arg| match arg {
            FunctionArg::Unnamed(FunctionArgExpr::Expr(expr)) => Ok(expr),
            _ => Err(unsupported(call)),
        })
        .collect()
}

/// The function that gives a part of a date.
fn part_name(word: &str) -> Option<&'static str> {
    Some(match word.to_lowercase().as_str() {
        "year" => "year",
        "month" => "month",
        "day" => "day",
        "quarter" => "quarter",
        "week" | "isoweek" => "week",
        "isoyear" => "isoyear",
        "dow" | "dayofweek" => "dayofweek",
        "isodow" => "isodow",
        "doy" | "dayofyear" => "dayofyear",
        _ => return None,
    })
}

/// Months and days of `INTERVAL '1 year 2 months'`, `INTERVAL 3 DAY`.
fn span(expr: &Expr) -> Result<(i64, i64), Failure> {
    let refuse = || unsupported(expr);
    let Expr::Interval(Interval {
        value,
        leading_field,
        leading_precision: None,
        last_field: None,
        fractional_seconds_precision: None,
    }) = expr
    else {
        return Err(refuse());
    };
    let text = match inside(value) {
        Expr::Value(Literal::SingleQuotedString(text)) => text.clone(),
        Expr::Value(Literal::Number(digits, false)) => digits.clone(),
        Expr::UnaryOp {
            op: UnaryOperator::Minus,
            expr,
        } => match inside(expr) {
            Expr::Value(Literal::Number(digits, false)) => format!("-{digits}"),
            _ => return Err(refuse()),
        },
        _ => return Err(refuse()),
    };
    let words: Vec<String> = match leading_field {
        Some(field) => vec![text, field.to_string()],
        None => text.split_whitespace().map(str::to_owned).collect(),
    };
    let (mut months, mut days) = (0_i64, 0_i64);
    if words.is_empty() || !words.len().is_multiple_of(2) {
        return Err(refuse());
    }
    for pair in words.chunks(2) {
        let [amount, unit] = pair else {
            return Err(refuse());
        };
        let amount: i64 = amount.trim().parse().map_err(|_| refuse())?;
        let (of_months, of_days) = match unit.to_lowercase().trim_end_matches('s') {
            "year" => (12, 0),
            "quarter" => (3, 0),
            "month" => (1, 0),
            "week" => (0, 7),
            "day" => (0, 1),
            _ => return Err(refuse()),
        };
        let add = |sum: i64, times: i64| {
            amount
                .checked_mul(times)
                .and_then(|part| sum.checked_add(part))
        };
        months = add(months, of_months).ok_or_else(refuse)?;
        days = add(days, of_days).ok_or_else(refuse)?;
    }
    Ok((months, days))
}
