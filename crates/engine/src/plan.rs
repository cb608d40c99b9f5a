//! Makes the plans of the SQL front end keep this product's promises before they run.
//!
//! Groups and distinct rows come in order of first appearance and joins keep the order of their left table; small
//! whole numbers (counts, months) are widened so that computing with them cannot wrap around; joins are measured
//! before they run; ORDER BY … LIMIT looks for the first rows only, and finds the same ones every time.

use std::sync::Arc;

use polars::prelude::{
    Column, DataFrame, DataType, IntoColumn, IntoLazy, JoinType, LazyFrame, MaintainOrderJoin,
    NULL, PlSmallStr, PolarsResult, UniqueKeepStrategy, col, len, lit, when,
};
use polars_plan::dsl::{
    AggExpr, DslPlan, Expr, FunctionExpr, Operator, StringFunction, TemporalFunction,
};
use spec::{Failure, FailureKind};

use crate::failure::{Names, translate};
use crate::sort::{Direction, first_rows};

/// Most rows that a join may give.
pub(crate) const MOST_ROWS: u64 = 20_000_000;
/// Most cells that a join may give: what the browser's memory holds.
const MOST_CELLS: u64 = 300_000_000;

/// The plan with stable orders, wide numbers and measured joins. Parts of it may run to measure them.
///
/// # Errors
/// [`FailureKind::TooLarge`] for a join that explodes; any failure of a part that has to run.
pub(crate) fn tame(plan: &DslPlan) -> Result<DslPlan, Failure> {
    Tamer {}.plan(plan).map(|(plan, _)| plan)
}

/// Runs a plan.
pub(crate) fn collect(plan: DslPlan) -> PolarsResult<DataFrame> {
    LazyFrame::from(plan).collect()
}

/// Counts, lengths and parts of days as 64-bit whole numbers; division with a fraction; and the sum of nothing is
/// missing, not 0. `has_missing` tells columns that may hold missing values.
pub(crate) fn widen(expr: Expr, has_missing: &dyn Fn(&str) -> bool) -> Expr {
    expr.map_expr(|expr| match &expr {
        Expr::Agg(AggExpr::Sum(input)) if !matches!(input.as_ref(), Expr::Column(name) if !has_missing(name)) => {
            when(input.as_ref().clone().count().gt(lit(0))).then(expr.clone()).otherwise(lit(NULL))
        }
        // 7 / 2 is 3.5 for everybody who has used a spreadsheet; `//` and `div` are there for whole numbers.
        Expr::BinaryExpr { left, op: Operator::Divide, right } => Expr::BinaryExpr {
            left: Arc::clone(left),
            op: Operator::TrueDivide,
            right: Arc::clone(right),
        },
        Expr::Len | Expr::Agg(AggExpr::Count { .. } | AggExpr::NUnique(_)) => expr.cast(DataType::Int64),
        Expr::Function {
            function:
                FunctionExpr::StringExpr(
                    StringFunction::LenChars | StringFunction::LenBytes | StringFunction::Find { .. },
                )
                | FunctionExpr::TemporalExpr(
                    TemporalFunction::Year
                    | TemporalFunction::Month
                    | TemporalFunction::Day
                    | TemporalFunction::Quarter
                    | TemporalFunction::WeekDay
                    | TemporalFunction::Week
                    | TemporalFunction::OrdinalDay
                    | TemporalFunction::IsoYear,
                ),
            ..
        } => expr.cast(DataType::Int64),
        _ => expr,
    })
}

/// A tamed plan and the most rows that it can give, where known.
type Tamed = (DslPlan, Option<u64>);

struct Tamer {}

impl Tamer {
    fn plan(&self, plan: &DslPlan) -> Result<Tamed, Failure> {
        Ok(match plan {
            DslPlan::IR { dsl, .. } => self.plan(dsl)?,
            DslPlan::DataFrameScan { df, .. } => (plan.clone(), Some(df.height() as u64)),
            DslPlan::Filter { input, predicate } => {
                let (input, rows) = self.plan(input)?;
                (
                    DslPlan::Filter {
                        input: Arc::new(input),
                        predicate: widen(predicate.clone(), &always),
                    },
                    rows,
                )
            }
            DslPlan::Select {
                expr,
                input,
                options,
            } => {
                let (input, rows) = self.plan(input)?;
                let plain = expr.iter().all(is_column);
                let expr = expr
                    .iter()
                    .cloned()
                    .map(|expr| widen(expr, &always))
                    .collect();
                let rows = if plain { rows } else { None };
                (
                    DslPlan::Select {
                        expr,
                        input: Arc::new(input),
                        options: *options,
                    },
                    rows,
                )
            }
            DslPlan::HStack {
                input,
                exprs,
                options,
            } => {
                let (input, rows) = self.plan(input)?;
                let exprs = exprs
                    .iter()
                    .cloned()
                    .map(|expr| widen(expr, &always))
                    .collect();
                (
                    DslPlan::HStack {
                        input: Arc::new(input),
                        exprs,
                        options: *options,
                    },
                    rows,
                )
            }
            DslPlan::GroupBy {
                input,
                keys,
                aggs,
                options,
                apply,
                ..
            } => {
                let (input, rows) = self.plan(input)?;
                let aggs = aggs
                    .iter()
                    .cloned()
                    .map(|agg| widen(agg, &|name| may_miss(&input, name)))
                    .collect();
                let plan = DslPlan::GroupBy {
                    input: Arc::new(input),
                    keys: keys
                        .iter()
                        .cloned()
                        .map(|key| widen(key, &always))
                        .collect(),
                    aggs,
                    maintain_order: true,
                    options: options.clone(),
                    apply: apply.clone(),
                };
                (plan, rows)
            }
            DslPlan::Distinct { input, options } => {
                let (input, rows) = self.plan(input)?;
                let mut options = options.clone();
                options.maintain_order = true;
                if matches!(options.keep_strategy, UniqueKeepStrategy::Any) {
                    options.keep_strategy = UniqueKeepStrategy::First;
                }
                (
                    DslPlan::Distinct {
                        input: Arc::new(input),
                        options,
                    },
                    rows,
                )
            }
            DslPlan::Sort {
                input,
                by_column,
                slice,
                sort_options,
            } => {
                let (input, rows) = self.plan(input)?;
                let by_column = by_column
                    .iter()
                    .cloned()
                    .map(|expr| widen(expr, &always))
                    .collect();
                let sort_options = sort_options.clone();
                (
                    DslPlan::Sort {
                        input: Arc::new(input),
                        by_column,
                        slice: *slice,
                        sort_options,
                    },
                    rows,
                )
            }
            DslPlan::Slice { input, offset, len } => {
                let input = self.ordered(input, *offset, u64::from(*len))?;
                (
                    DslPlan::Slice {
                        input: Arc::new(input),
                        offset: *offset,
                        len: *len,
                    },
                    Some(u64::from(*len)),
                )
            }
            DslPlan::Join {
                input_left,
                input_right,
                left_on,
                right_on,
                predicates,
                options,
            } => {
                let (mut left, left_rows) = self.plan(input_left)?;
                let (mut right, right_rows) = self.plan(input_right)?;
                let mut options = options.as_ref().clone();
                options.args.maintain_order = match options.args.how {
                    JoinType::Right => MaintainOrderJoin::RightLeft,
                    _ => MaintainOrderJoin::LeftRight,
                };
                let how = options.args.how.clone();
                let quick = match (left_rows, right_rows) {
                    (Some(left), Some(right)) => left.saturating_mul(right.max(1)),
                    _ => u64::MAX,
                };
                let mut rows = Some(quick);
                if quick > limit_rows(1) || (how == JoinType::Cross && quick > MOST_CELLS / 100) {
                    let left_frame = self.materialise(&mut left)?;
                    let right_frame = self.materialise(&mut right)?;
                    rows = Some(measure(&left_frame, &right_frame, left_on, right_on, &how)?);
                }
                let plan = DslPlan::Join {
                    input_left: Arc::new(left),
                    input_right: Arc::new(right),
                    left_on: left_on.clone(),
                    right_on: right_on.clone(),
                    predicates: predicates.clone(),
                    options: Arc::new(options),
                };
                (plan, rows)
            }
            DslPlan::MapFunction { input, function } => {
                let (input, _) = self.plan(input)?;
                (
                    DslPlan::MapFunction {
                        input: Arc::new(input),
                        function: function.clone(),
                    },
                    None,
                )
            }
            DslPlan::Union { inputs, args } => {
                let parts = inputs
                    .iter()
                    .map(|input| self.plan(input))
                    .collect::<Result<Vec<_>, _>>()?;
                let rows = parts
                    .iter()
                    .try_fold(0_u64, |sum, (_, rows)| Some(sum.saturating_add((*rows)?)));
                let inputs = same_names(parts.into_iter().map(|(plan, _)| plan).collect())?;
                (
                    DslPlan::Union {
                        inputs,
                        args: *args,
                    },
                    rows,
                )
            }
            DslPlan::HConcat { inputs, options } => {
                let inputs = inputs
                    .iter()
                    .map(|input| Ok(self.plan(input)?.0))
                    .collect::<Result<Vec<_>, Failure>>()?;
                (
                    DslPlan::HConcat {
                        inputs,
                        options: *options,
                    },
                    None,
                )
            }
            DslPlan::ExtContext { input, contexts } => {
                let (input, rows) = self.plan(input)?;
                let contexts = contexts
                    .iter()
                    .map(|plan| Ok(self.plan(plan)?.0))
                    .collect::<Result<Vec<_>, Failure>>()?;
                (
                    DslPlan::ExtContext {
                        input: Arc::new(input),
                        contexts,
                    },
                    rows,
                )
            }
            other => (other.clone(), None),
        })
    }

    /// Runs a plan and puts its result in its place.
    fn materialise(&self, plan: &mut DslPlan) -> Result<Arc<DataFrame>, Failure> {
        if let DslPlan::DataFrameScan { df, .. } = plan {
            return Ok(Arc::clone(df));
        }
        let mut frame =
            collect(plan.clone()).map_err(|error| translate(&error, Names::default()))?;
        frame.as_single_chunk_par();
        let frame = Arc::new(frame);
        *plan = scan(Arc::clone(&frame));
        Ok(frame)
    }

    /// The input of a LIMIT: a sort below it gives only the rows wanted.
    fn ordered(&self, plan: &DslPlan, offset: i64, rows: u64) -> Result<DslPlan, Failure> {
        match plan {
            DslPlan::IR { dsl, .. } => self.ordered(dsl, offset, rows),
            DslPlan::Select {
                expr,
                input,
                options,
            } if expr.iter().all(is_column) => {
                let input = self.ordered(input, offset, rows)?;
                Ok(DslPlan::Select {
                    expr: expr.clone(),
                    input: Arc::new(input),
                    options: *options,
                })
            }
            DslPlan::Sort {
                input,
                by_column,
                sort_options,
                ..
            } => {
                let (mut input, _) = self.plan(input)?;
                let frame = self.materialise(&mut input)?;
                let by_column: Vec<Expr> = by_column
                    .iter()
                    .cloned()
                    .map(|expr| widen(expr, &always))
                    .collect();
                let wanted = u64::try_from(offset)
                    .ok()
                    .map(|offset| offset.saturating_add(rows));
                let sorted = wanted
                    .and_then(|wanted| usize::try_from(wanted).ok())
                    .and_then(|wanted| {
                        let keys = keys(
                            &frame,
                            &by_column,
                            &sort_options.descending,
                            &sort_options.nulls_last,
                        );
                        keys.and_then(|keys| {
                            keys.map_or(Ok(None), |keys| first_rows(&frame, &keys, wanted))
                        })
                        .transpose()
                    })
                    .transpose()
                    .map_err(|error| translate(&error, Names::default()))?;
                if let Some(sorted) = sorted {
                    return Ok(scan(Arc::new(sorted)));
                }
                let mut all = DslPlan::Sort {
                    input: Arc::new(input),
                    by_column,
                    slice: None,
                    sort_options: sort_options.clone(),
                };
                self.materialise(&mut all)?;
                Ok(all)
            }
            other => {
                let (mut tamed, _) = self.plan(other)?;
                // The engine would push the limit into the sort, which then is not stable any more.
                if sorts(other) {
                    self.materialise(&mut tamed)?;
                }
                Ok(tamed)
            }
        }
    }
}

fn scan(df: Arc<DataFrame>) -> DslPlan {
    let schema = Arc::clone(df.schema());
    DslPlan::DataFrameScan { df, schema }
}

/// Columns of a union go by position and have the names of the first table.
fn same_names(plans: Vec<DslPlan>) -> Result<Vec<DslPlan>, Failure> {
    let mut first: Option<Vec<PlSmallStr>> = None;
    plans
        .into_iter()
        .map(|plan| {
            let schema = LazyFrame::from(plan.clone())
                .collect_schema()
                .map_err(|error| translate(&error, Names::default()))?;
            let names: Vec<PlSmallStr> = schema.iter_names().cloned().collect();
            let wanted = first.get_or_insert_with(|| names.clone());
            if *wanted == names || wanted.len() != names.len() {
                return Ok(plan);
            }
            let exprs: Vec<Expr> = names
                .into_iter()
                .zip(wanted)
                .map(|(name, wanted)| col(name).alias(wanted.clone()))
                .collect();
            Ok(LazyFrame::from(plan).select(exprs).logical_plan)
        })
        .collect()
}

/// Without groups there may be no rows at all, so any sum may be a sum of nothing.
fn always(_: &str) -> bool {
    true
}

/// Whether a column of a plan's result may hold missing values.
fn may_miss(plan: &DslPlan, name: &str) -> bool {
    match plan {
        DslPlan::DataFrameScan { df, .. } => df
            .column(name)
            .map_or(true, |column| column.null_count() > 0),
        DslPlan::Filter { input, .. }
        | DslPlan::Sort { input, .. }
        | DslPlan::Slice { input, .. }
        | DslPlan::Distinct { input, .. } => may_miss(input, name),
        _ => true,
    }
}

/// Whether rows come out of a sort with nothing but projections in between.
fn sorts(plan: &DslPlan) -> bool {
    match plan {
        DslPlan::Sort { .. } => true,
        DslPlan::IR { dsl: input, .. }
        | DslPlan::Select { input, .. }
        | DslPlan::HStack { input, .. }
        | DslPlan::Filter { input, .. }
        | DslPlan::MapFunction { input, .. }
        | DslPlan::Distinct { input, .. } => sorts(input),
        _ => false,
    }
}

/// A column under its own or another name.
fn is_column(expr: &Expr) -> bool {
    match expr {
        Expr::Column(_) => true,
        Expr::Alias(inner, _) => is_column(inner),
        _ => false,
    }
}

/// The key columns of a sort; `None` when one of them is no column as long as the frame.
fn keys(
    frame: &DataFrame,
    by: &[Expr],
    descending: &[bool],
    nulls_last: &[bool],
) -> PolarsResult<Option<Vec<(Column, Direction)>>> {
    let mut keys = Vec::with_capacity(by.len());
    for (position, expr) in by.iter().enumerate() {
        let column = match expr {
            Expr::Column(name) => frame.column(name)?.clone(),
            other => {
                let part = frame
                    .clone()
                    .lazy()
                    .select([other.clone().alias("key")])
                    .collect()?;
                part.column("key")?.clone()
            }
        };
        if column.len() != frame.height() {
            return Ok(None);
        }
        let column = if column.dtype().is_integer() {
            column.cast(&DataType::Int64)?
        } else {
            column
        };
        let flag = |flags: &[bool]| {
            flags
                .get(position)
                .or(flags.first())
                .copied()
                .unwrap_or(false)
        };
        let direction = Direction {
            descending: flag(descending),
            nulls_last: flag(nulls_last),
        };
        keys.push((column.rechunk().into_column(), direction));
    }
    Ok(Some(keys))
}

/// Most rows for a table of so many columns.
pub(crate) fn limit_rows(width: usize) -> u64 {
    MOST_ROWS.min(MOST_CELLS / (width.max(1) as u64))
}

/// How many rows a join gives.
///
/// # Errors
/// [`FailureKind::TooLarge`] when they are more than the browser bears.
pub(crate) fn measure(
    left: &DataFrame,
    right: &DataFrame,
    left_on: &[Expr],
    right_on: &[Expr],
    how: &JoinType,
) -> Result<u64, Failure> {
    let width = left.width() + right.width();
    let limit = limit_rows(width);
    let (left_rows, right_rows) = (left.height() as u64, right.height() as u64);
    let rows = match how {
        JoinType::Semi | JoinType::Anti => return Ok(left_rows),
        JoinType::Cross => left_rows.saturating_mul(right_rows),
        _ if left_rows.saturating_mul(right_rows) <= limit => {
            return Ok(left_rows.saturating_mul(right_rows));
        }
        _ => match matches(left, right, left_on, right_on, limit) {
            // The real join says better what is wrong with its keys.
            Err(_) => return Ok(0),
            Ok(pairs) => match how {
                JoinType::Left => pairs.saturating_add(left_rows),
                JoinType::Right => pairs.saturating_add(right_rows),
                JoinType::Full => pairs.saturating_add(left_rows).saturating_add(right_rows),
                _ => pairs,
            },
        },
    };
    if rows > limit {
        Err(Failure::of(FailureKind::TooLarge { rows, limit }))
    } else {
        Ok(rows)
    }
}

/// How many pairs of rows have equal keys: exactly, or an upper bound within the limit.
fn matches(
    left: &DataFrame,
    right: &DataFrame,
    left_on: &[Expr],
    right_on: &[Expr],
    limit: u64,
) -> PolarsResult<u64> {
    let (small, small_on, large, large_on) = if left.height() < right.height() {
        (left, left_on, right, right_on)
    } else {
        (right, right_on, left, left_on)
    };
    let counts = |frame: &DataFrame, on: &[Expr], count: &str| -> PolarsResult<DataFrame> {
        let keys: Vec<Expr> = on
            .iter()
            .enumerate()
            .map(|(position, key)| key.clone().alias(format!("k{position}")))
            .collect();
        frame
            .clone()
            .lazy()
            .group_by(keys)
            .agg([len().cast(DataType::Int64).alias(count)])
            .collect()
    };
    let small_counts = counts(small, small_on, "n")?;
    let most = small_counts
        .column("n")?
        .as_materialized_series()
        .max::<i64>()?
        .unwrap_or(0);
    let bound = (large.height() as u64).saturating_mul(u64::try_from(most).unwrap_or(0));
    if bound <= limit {
        return Ok(bound);
    }
    let large_counts = counts(large, large_on, "m")?;
    let keys: Vec<Expr> = (0..small_on.len())
        .map(|position| col(format!("k{position}")))
        .collect();
    let product = small_counts
        .lazy()
        .join(
            large_counts.lazy(),
            keys.clone(),
            keys,
            polars::prelude::JoinArgs::new(JoinType::Inner),
        )
        .select([
            (col("n").cast(DataType::Float64) * col("m").cast(DataType::Float64))
                .sum()
                .alias("pairs"),
        ])
        .collect()?;
    let pairs = product
        .column("pairs")?
        .as_materialized_series()
        .f64()?
        .get(0)
        .unwrap_or(0.0);
    Ok(pairs as u64)
}
