//! Looking at SQL before it runs: where reading stops, which names and functions are unknown, which types do not fit.
//!
//! The engine would find most of this itself, but late and in words about its own insides; some of it (the mean of a
//! text column) it answers with nothing at all. Everything here works on sqlparser's tree, with [`Scope`] saying which
//! columns there are.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use polars::prelude::{DataFrame, DataType};
use spec::{Failure, FailureKind};
use sqlparser::ast::{
    BinaryOperator, Expr, Function, FunctionArg, FunctionArgExpr, FunctionArguments, UnaryOperator,
    Value, Visit, Visitor,
};
use sqlparser::dialect::GenericDialect;
use sqlparser::parser::{Parser, ParserError, ParserOptions};
use sqlparser::tokenizer::Token;
use table::{Dtype, text};

use crate::convert::near_dtype;
use crate::failure::{functions, unknown_column, unknown_function};

/// Functions that make one value of many.
const AGGREGATES: [&str; 21] = [
    "sum",
    "avg",
    "mean",
    "min",
    "max",
    "count",
    "median",
    "first",
    "last",
    "stddev",
    "stdev",
    "stddev_samp",
    "stdev_samp",
    "var",
    "variance",
    "var_samp",
    "quantile_cont",
    "quantile_disc",
    "corr",
    "covar",
    "array_agg",
];

/// Functions that need a number.
const NUMERIC: [&str; 24] = [
    "sum",
    "avg",
    "median",
    "stddev",
    "stdev",
    "stddev_samp",
    "stdev_samp",
    "var",
    "variance",
    "var_samp",
    "quantile_cont",
    "quantile_disc",
    "abs",
    "round",
    "sqrt",
    "ln",
    "log",
    "log2",
    "log10",
    "exp",
    "pow",
    "power",
    "sign",
    "mod",
];

/// Longest piece of SQL quoted in a message, in characters.
const QUOTE: usize = 20;

/// The columns that an expression may name.
#[derive(Default)]
pub(crate) struct Scope<'a> {
    /// Their types; `None` where several tables disagree.
    pub(crate) columns: BTreeMap<String, Option<Dtype>>,
    /// In their own order, for suggestions.
    pub(crate) names: Vec<String>,
    /// Whether there can be no others.
    pub(crate) complete: bool,
    /// Where the cells are, to say what keeps a text from being a number.
    pub(crate) frames: Vec<&'a DataFrame>,
}

impl<'a> Scope<'a> {
    /// The columns of one frame and no others.
    pub(crate) fn of(frame: &'a DataFrame) -> Self {
        let mut scope = Self {
            complete: true,
            ..Self::default()
        };
        scope.add(frame);
        scope
    }

    /// The columns of one more frame.
    pub(crate) fn add(&mut self, frame: &'a DataFrame) {
        for (name, dtype) in frame.schema().iter() {
            let dtype = near_dtype(dtype);
            let name = name.to_string();
            match self.columns.get_mut(&name) {
                Some(known) if *known != dtype => *known = None,
                Some(_) => {}
                None => {
                    self.columns.insert(name.clone(), dtype);
                    self.names.push(name);
                }
            }
        }
        self.frames.push(frame);
    }

    fn dtype(&self, name: &str) -> Option<Dtype> {
        self.columns.get(name).copied().flatten()
    }
}

/// A parser with the options that the engine's SQL front end uses.
fn parser(sql: &str) -> Result<Parser<'_>, Failure> {
    Parser::new(&GenericDialect)
        .with_options(ParserOptions {
            trailing_commas: true,
            ..ParserOptions::default()
        })
        .try_with_sql(sql)
        .map_err(|error| syntax(&error, sql))
}

/// Reads statements.
///
/// # Errors
/// [`FailureKind::Syntax`].
pub(crate) fn statements(sql: &str) -> Result<Vec<sqlparser::ast::Statement>, Failure> {
    parser(sql)?
        .parse_statements()
        .map_err(|error| syntax(&error, sql))
}

/// Reads one expression and nothing behind it.
///
/// # Errors
/// [`FailureKind::Syntax`].
pub(crate) fn expression(sql: &str) -> Result<Expr, Failure> {
    let mut parser = parser(sql)?;
    let expr = parser.parse_expr().map_err(|error| syntax(&error, sql))?;
    let next = parser.peek_token();
    if next.token == Token::EOF {
        return Ok(expr);
    }
    Err(Failure {
        kind: syntax_at(sql, next.span.start.line, next.span.start.column),
        detail: format!("expected the end of the expression, found {}", next.token),
    })
}

/// ` … at Line: 1, Column: 5`: where reading stopped. Without a place it stopped at the end.
fn syntax(error: &ParserError, sql: &str) -> Failure {
    let message = match error {
        ParserError::TokenizerError(message) | ParserError::ParserError(message) => message.clone(),
        ParserError::RecursionLimitExceeded => {
            return Failure::of(FailureKind::TooLarge { rows: 0, limit: 0 });
        }
    };
    let place = message.rsplit_once("at Line: ").and_then(|(_, rest)| {
        let (line, rest) = rest.split_once(',')?;
        let column = rest.rsplit_once(':').map_or(rest, |(_, column)| column);
        Some((
            line.trim().parse::<u64>().ok()?,
            column.trim().parse::<u64>().ok()?,
        ))
    });
    let kind = match place {
        Some((line, column)) if line > 0 => syntax_at(sql, line, column),
        _ => {
            let line = sql.lines().count().max(1);
            let column = sql.lines().last().map_or(0, |line| line.chars().count()) + 1;
            FailureKind::Syntax {
                at: String::new(),
                line: line as u32,
                column: column as u32,
            }
        }
    };
    Failure {
        kind,
        detail: message,
    }
}

fn syntax_at(sql: &str, line: u64, column: u64) -> FailureKind {
    let text: Vec<char> = sql
        .split('\n')
        .nth(line.saturating_sub(1) as usize)
        .unwrap_or_default()
        .chars()
        .collect();
    let rest = text
        .get(column.saturating_sub(1) as usize..)
        .unwrap_or_default();
    let word = |c: &char| c.is_alphanumeric() || *c == '_';
    let at: String = match rest.first() {
        Some(first) if word(first) => rest.iter().take_while(|c| word(c)).take(QUOTE).collect(),
        Some(quote @ ('\'' | '"' | '`')) => {
            let inner: String = rest
                .iter()
                .skip(1)
                .take_while(|c| *c != quote)
                .take(QUOTE)
                .collect();
            format!("{quote}{inner}")
        }
        Some(first) => first.to_string(),
        None => String::new(),
    };
    FailureKind::Syntax {
        at,
        line: line as u32,
        column: column as u32,
    }
}

/// Name of a called function in lower case.
pub(crate) fn function_name(call: &Function) -> String {
    call.name
        .0
        .iter()
        .map(|part| part.value.to_lowercase())
        .collect::<Vec<_>>()
        .join(".")
}

/// The plain arguments of a call.
fn arguments(call: &Function) -> Vec<&Expr> {
    match &call.args {
        FunctionArguments::List(list) => list
            .args
            .iter()
            .filter_map(|arg| match arg {
                FunctionArg::Unnamed(FunctionArgExpr::Expr(expr)) => Some(expr),
                _ => None,
            })
            .collect(),
        _ => Vec::new(),
    }
}

/// Whether that call makes one value of many (with `OVER` it does not).
pub(crate) fn is_aggregate(call: &Function) -> bool {
    call.over.is_none() && AGGREGATES.contains(&function_name(call).as_str())
}

/// What stands in an expression outside and inside of aggregates.
#[derive(Debug, Default)]
pub(crate) struct Shape {
    /// Columns named outside of aggregates, in order.
    pub(crate) bare: Vec<String>,
    /// Whether there is an aggregate.
    pub(crate) aggregates: bool,
    /// Whether there is a query inside.
    pub(crate) subquery: bool,
    /// Whether there is a function with `OVER`.
    pub(crate) windows: bool,
    depth: u32,
}

impl Shape {
    /// Looks at an expression.
    pub(crate) fn of(expr: &Expr) -> Self {
        let mut shape = Self::default();
        let _: ControlFlow<()> = expr.visit(&mut shape);
        shape
    }
}

impl Visitor for Shape {
    type Break = ();

    fn pre_visit_expr(&mut self, expr: &Expr) -> ControlFlow<()> {
        match expr {
            Expr::Identifier(ident) if self.depth == 0 => self.bare.push(ident.value.clone()),
            Expr::CompoundIdentifier(parts) if self.depth == 0 => {
                self.bare
                    .extend(parts.last().map(|part| part.value.clone()));
            }
            Expr::Subquery(_) | Expr::InSubquery { .. } | Expr::Exists { .. } => {
                self.subquery = true
            }
            Expr::Function(call) if is_aggregate(call) => {
                self.aggregates = true;
                self.depth += 1;
            }
            Expr::Function(call) if call.over.is_some() => {
                self.windows = true;
                self.depth += 1;
            }
            _ => {}
        }
        ControlFlow::Continue(())
    }

    fn post_visit_expr(&mut self, expr: &Expr) -> ControlFlow<()> {
        if let Expr::Function(call) = expr
            && (is_aggregate(call) || call.over.is_some())
        {
            self.depth = self.depth.saturating_sub(1);
        }
        ControlFlow::Continue(())
    }
}

/// Checks names, functions and types in anything that holds expressions.
///
/// # Errors
/// The first of [`FailureKind::UnknownColumn`], `UnknownFunction`, `TypeMismatch` in reading order.
pub(crate) fn check<V: Visit>(node: &V, scope: &Scope<'_>) -> Result<(), Failure> {
    match node.visit(&mut Checker { scope }) {
        ControlFlow::Continue(()) => Ok(()),
        ControlFlow::Break(failure) => Err(*failure),
    }
}

struct Checker<'a> {
    scope: &'a Scope<'a>,
}

impl Visitor for Checker<'_> {
    type Break = Box<Failure>;

    fn pre_visit_expr(&mut self, expr: &Expr) -> ControlFlow<Box<Failure>> {
        match self.look(expr) {
            Ok(()) => ControlFlow::Continue(()),
            Err(failure) => ControlFlow::Break(Box::new(failure)),
        }
    }
}

impl Checker<'_> {
    fn look(&self, expr: &Expr) -> Result<(), Failure> {
        match expr {
            Expr::Identifier(ident) => self.column(&ident.value),
            Expr::CompoundIdentifier(parts) => {
                parts.last().map_or(Ok(()), |part| self.column(&part.value))
            }
            Expr::Function(call) => self.call(call),
            Expr::BinaryOp { left, op, right } => self.operator(left, op, right),
            Expr::Between {
                expr, low, high, ..
            } => {
                self.comparable(expr, low)?;
                self.comparable(expr, high)
            }
            Expr::InList { expr, list, .. } => {
                list.iter().try_for_each(|item| self.comparable(expr, item))
            }
            Expr::UnaryOp {
                op: UnaryOperator::Minus | UnaryOperator::Plus,
                expr,
            } => self.number(expr),
            _ => Ok(()),
        }
    }

    fn column(&self, name: &str) -> Result<(), Failure> {
        // Words of the language that are read like names.
        let word = matches!(
            name.to_uppercase().as_str(),
            "ALL" | "NFC" | "NFD" | "NFKC" | "NFKD"
        );
        if self.scope.complete && !word && !self.scope.columns.contains_key(name) {
            return Err(unknown_column(
                name,
                self.scope.names.iter().map(String::as_str),
            ));
        }
        Ok(())
    }

    fn call(&self, call: &Function) -> Result<(), Failure> {
        let name = function_name(call);
        if !functions().contains(&name.as_str()) && !alias_of_known(&name) {
            let written = call.name.to_string();
            return Err(unknown_function(&written));
        }
        if NUMERIC.contains(&name.as_str())
            && let Some(first) = arguments(call).first()
        {
            return self.number(first);
        }
        Ok(())
    }

    fn operator(&self, left: &Expr, op: &BinaryOperator, right: &Expr) -> Result<(), Failure> {
        match op {
            BinaryOperator::Minus
            | BinaryOperator::Multiply
            | BinaryOperator::Divide
            | BinaryOperator::Modulo => {
                if matches!(right, Expr::Interval(_)) {
                    return Ok(());
                }
                self.number(left)?;
                self.number(right)
            }
            BinaryOperator::Plus => match (self.dtype(left), self.dtype(right)) {
                // Two texts are put together.
                (Some(Dtype::Text), Some(Dtype::Text)) => Ok(()),
                (Some(Dtype::Text), Some(_)) => self.number(left),
                (Some(_), Some(Dtype::Text)) => self.number(right),
                _ => Ok(()),
            },
            BinaryOperator::Eq
            | BinaryOperator::NotEq
            | BinaryOperator::Lt
            | BinaryOperator::LtEq
            | BinaryOperator::Gt
            | BinaryOperator::GtEq => self.comparable(left, right),
            _ => Ok(()),
        }
    }

    /// A known text where a number is needed.
    fn number(&self, expr: &Expr) -> Result<(), Failure> {
        match self.dtype(expr) {
            Some(Dtype::Text) => Err(self.mismatch(expr, Dtype::Text, Dtype::Float)),
            _ => Ok(()),
        }
    }

    fn comparable(&self, left: &Expr, right: &Expr) -> Result<(), Failure> {
        let (Some(a), Some(b)) = (self.dtype(left), self.dtype(right)) else {
            return Ok(());
        };
        let iso = |expr: &Expr| match expr {
            Expr::Value(Value::SingleQuotedString(text)) => {
                text.len() == 10
                    && text.is_char_boundary(4)
                    && text::parse_date(text).is_some()
                    && text.contains('-')
            }
            _ => false,
        };
        let fits = a == b
            || (a.is_number() && b.is_number())
            || (a == Dtype::Date && b == Dtype::Text && iso(right))
            || (a == Dtype::Text && b == Dtype::Date && iso(left));
        if fits {
            return Ok(());
        }
        // The column is named; a text column beside a number is the likelier culprit than the number.
        match (column_of(left), column_of(right)) {
            (Some(_), None) => Err(self.mismatch(left, a, b)),
            (None, Some(_)) => Err(self.mismatch(right, b, a)),
            _ if b == Dtype::Text => Err(self.mismatch(right, b, a)),
            _ => Err(self.mismatch(left, a, b)),
        }
    }

    fn mismatch(&self, expr: &Expr, found: Dtype, wanted: Dtype) -> Failure {
        let column = column_of(expr).unwrap_or_default();
        let chars = if found == Dtype::Text && wanted.is_number() {
            self.chars(&column)
        } else {
            Vec::new()
        };
        Failure::of(FailureKind::TypeMismatch {
            column,
            found: Some(found),
            wanted: Some(wanted),
            chars,
        })
    }

    fn chars(&self, column: &str) -> Vec<char> {
        self.scope
            .frames
            .iter()
            .find_map(|frame| offending(frame, column))
            .unwrap_or_default()
    }

    /// The type of an expression, where it is plain to see.
    fn dtype(&self, expr: &Expr) -> Option<Dtype> {
        match expr {
            Expr::Identifier(ident) => self.scope.dtype(&ident.value),
            Expr::CompoundIdentifier(parts) => {
                parts.last().and_then(|part| self.scope.dtype(&part.value))
            }
            Expr::Nested(inner) => self.dtype(inner),
            Expr::Value(Value::Number(digits, _)) => Some(if digits.contains('.') {
                Dtype::Float
            } else {
                Dtype::Int
            }),
            Expr::Value(Value::SingleQuotedString(_)) => Some(Dtype::Text),
            Expr::Value(Value::Boolean(_)) => Some(Dtype::Bool),
            Expr::UnaryOp {
                op: UnaryOperator::Minus,
                expr,
            } => self.dtype(expr),
            Expr::BinaryOp { left, op, right } => match op {
                BinaryOperator::Divide => Some(Dtype::Float),
                BinaryOperator::Minus | BinaryOperator::Multiply => {
                    match (self.dtype(left)?, self.dtype(right)?) {
                        (Dtype::Int, Dtype::Int) => Some(Dtype::Int),
                        (a, b) if a.is_number() && b.is_number() => Some(Dtype::Float),
                        _ => None,
                    }
                }
                BinaryOperator::StringConcat => Some(Dtype::Text),
                _ => None,
            },
            Expr::Function(call) => match function_name(call).as_str() {
                "count" | "length" | "strpos" => Some(Dtype::Int),
                "avg" | "median" | "parse_number" => Some(Dtype::Float),
                "substr" | "left" | "right" | "upper" | "lower" | "replace" | "concat"
                | "strftime" => Some(Dtype::Text),
                "parse_date" => Some(Dtype::Date),
                "sum" | "min" | "max" | "first" | "last" | "abs" | "round" => {
                    arguments(call).first().and_then(|first| self.dtype(first))
                }
                _ => None,
            },
            _ => None,
        }
    }
}

/// Functions that the front end knows but does not list.
fn alias_of_known(name: &str) -> bool {
    matches!(
        name,
        "array_agg"
            | "bitand"
            | "bitor"
            | "bitxor"
            | "datetime"
            | "div"
            | "normalize"
            | "split_part"
            | "string_to_array"
            | "time"
            | "timestamp"
            | "xor"
    )
}

fn column_of(expr: &Expr) -> Option<String> {
    match expr {
        Expr::Identifier(ident) => Some(ident.value.clone()),
        Expr::CompoundIdentifier(parts) => parts.last().map(|part| part.value.clone()),
        Expr::Nested(inner) => column_of(inner),
        Expr::UnaryOp { expr, .. } => column_of(expr),
        Expr::Function(call) => arguments(call).first().and_then(|first| column_of(first)),
        _ => None,
    }
}

/// Characters that keep the cells of a text column from being numbers, when most of them would be numbers without.
/// `None` when there is no such text column.
pub(crate) fn offending(frame: &DataFrame, column: &str) -> Option<Vec<char>> {
    const CELLS: usize = 10_000;
    let column = frame.column(column).ok()?;
    if column.dtype() != &DataType::String {
        return None;
    }
    let mut chars = Vec::new();
    let (mut numbers, mut cells) = (0_usize, 0_usize);
    for cell in column.str().ok()?.iter().flatten().take(CELLS) {
        cells += 1;
        if text::parse_number(cell).is_none() {
            continue;
        }
        numbers += 1;
        for c in cell
            .chars()
            .filter(|c| !c.is_ascii_digit() && !matches!(c, '.' | '-'))
        {
            if chars.len() < 8 && !chars.contains(&c) {
                chars.push(c);
            }
        }
    }
    if numbers * 2 < cells {
        chars.clear();
    }
    Some(chars)
}
