//! Looking at the expression of a step without computing it, and at what keeps a text from being a number.

use std::ops::ControlFlow;

use polars::prelude::{DataFrame, DataType};
use spec::{Failure, FailureKind};
use sqlparser::ast::{Expr, Function, Visit, Visitor};
use table::{Dtype, text};

use crate::sql::is_aggregate_name;

/// Name of a called function in lower case.
pub(crate) fn function_name(call: &Function) -> String {
    call.name
        .0
        .iter()
        .map(|part| part.value.to_lowercase())
        .collect::<Vec<_>>()
        .join(".")
}

/// Whether that call makes one value of many (with `OVER` it does not).
pub(crate) fn is_aggregate(call: &Function) -> bool {
    call.over.is_none() && is_aggregate_name(&function_name(call))
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

/// Why the text column cannot be calculated with: what stands in the way of its numbers, or that it has none.
pub(crate) fn no_number(frame: &DataFrame, column: &str, name: String, wanted: Dtype) -> Failure {
    let Some(chars) = read_as_numbers(frame, column) else {
        return Failure::of(FailureKind::NoNumbers { column: name });
    };
    Failure::of(FailureKind::TypeMismatch {
        column: name,
        found: Some(Dtype::Text),
        wanted: Some(wanted),
        chars,
    })
}

/// Characters that keep the cells of a text column from being numbers, when most of them would be numbers without.
pub(crate) fn offending(frame: &DataFrame, column: &str) -> Vec<char> {
    read_as_numbers(frame, column).unwrap_or_default()
}

/// The same; `None` where most cells are no numbers at all, and for a column of another type.
fn read_as_numbers(frame: &DataFrame, column: &str) -> Option<Vec<char>> {
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
    (numbers * 2 >= cells).then_some(chars)
}
