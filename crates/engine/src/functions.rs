//! SQL functions of our own, for what Japanese published data needs: `parse_number` and `parse_date`.

use polars::prelude::{
    Column, DataType, Field, Int32Chunked, IntoColumn, IntoSeries, PolarsError, PolarsResult,
};
use polars_plan::dsl::{BaseColumnUdf, UserDefinedFunction};
use polars_plan::prelude::FunctionOptions;
use polars_sql::function_registry::FunctionRegistry;
use table::text;

use crate::over;

/// Names of the functions that learners may call.
pub(crate) const NAMES: [&str; 2] = ["parse_number", "parse_date"];

/// The registry handed to every SQL context.
pub(crate) struct Functions;

impl FunctionRegistry for Functions {
    fn register(&mut self, name: &str, _: UserDefinedFunction) -> PolarsResult<()> {
        Err(PolarsError::InvalidOperation(
            format!("function '{name}' cannot be registered").into(),
        ))
    }

    fn get_udf(&self, name: &str) -> PolarsResult<Option<UserDefinedFunction>> {
        Ok(match name {
            "parse_number" => Some(elementwise(name, DataType::Float64, number_of)),
            "parse_date" => Some(elementwise(name, DataType::Date, date_of)),
            _ => over::udf(name),
        })
    }

    fn contains(&self, name: &str) -> bool {
        NAMES.contains(&name) || over::is_name(name)
    }
}

fn elementwise(
    name: &str,
    to: DataType,
    function: fn(&Column) -> PolarsResult<Column>,
) -> UserDefinedFunction {
    let called = name.to_owned();
    let run = move |columns: &mut [Column]| match columns {
        [column] => function(column),
        _ => Err(PolarsError::SQLSyntax(
            format!("{called} expects 1 argument").into(),
        )),
    };
    let called = name.to_owned();
    let field = move |_: &polars::prelude::Schema, fields: &[Field]| match fields {
        [field] => Ok(Field::new(field.name().clone(), to.clone())),
        _ => Err(PolarsError::SQLSyntax(
            format!("{called} expects 1 argument").into(),
        )),
    };
    let mut udf = UserDefinedFunction::new(name.into(), BaseColumnUdf::new(run, field));
    udf.options = FunctionOptions::elementwise();
    udf
}

/// Numbers as they are; text read as people write numbers; what is no number becomes missing. Mixed units are an error.
pub(crate) fn number_of(column: &Column) -> PolarsResult<Column> {
    match column.dtype() {
        DataType::String => crate::numbers::read(column.str()?),
        _ => column.cast(&DataType::Float64),
    }
}

/// Days as they are; text read as a day, 和暦 too; whole numbers read as `20200401`; the rest becomes missing.
pub(crate) fn date_of(column: &Column) -> PolarsResult<Column> {
    let text;
    let source = match column.dtype() {
        DataType::Date | DataType::Datetime(..) => return column.cast(&DataType::Date),
        DataType::String => column,
        _ => {
            text = column.cast(&DataType::String)?;
            &text
        }
    };
    let cells: Int32Chunked = source
        .str()?
        .iter()
        .map(|cell| cell.and_then(text::parse_date))
        .collect();
    cells
        .with_name(column.name().clone())
        .into_series()
        .cast(&DataType::Date)
        .map(IntoColumn::into_column)
}
