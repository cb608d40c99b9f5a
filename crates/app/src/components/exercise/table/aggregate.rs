//! An aggregate as people pick it: what to do, with which column, under which name.

use spec::step::Aggregate;

use super::sql::Cursor;

/// What is computed for each group.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Call {
    /// The function.
    pub(crate) function: Function,
    /// The column; empty until picked, and for [`Function::Rows`].
    pub(crate) column: String,
}

/// Function of an aggregate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Function {
    /// One of the aggregates of one column.
    Of(Aggregate),
    /// Number of rows.
    Rows,
    /// Number of different values.
    Distinct,
}

impl Default for Function {
    fn default() -> Self {
        Self::Of(Aggregate::Sum)
    }
}

impl Function {
    /// All in menu order.
    pub(crate) const ALL: [Self; 9] = [
        Self::Of(Aggregate::Sum),
        Self::Of(Aggregate::Mean),
        Self::Rows,
        Self::Of(Aggregate::Max),
        Self::Of(Aggregate::Min),
        Self::Of(Aggregate::Median),
        Self::Of(Aggregate::Count),
        Self::Distinct,
        Self::Of(Aggregate::First),
    ];

    /// The word in message ids.
    pub(crate) fn slug(self) -> &'static str {
        match self {
            Self::Of(aggregate) => aggregate.slug(),
            Self::Rows => "rows",
            Self::Distinct => "distinct",
        }
    }

    /// The function of that word.
    pub(crate) fn of_slug(slug: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|function| function.slug() == slug)
    }

    /// Whether it needs a column.
    pub(crate) fn takes_column(self) -> bool {
        self != Self::Rows
    }
}

impl Call {
    /// Reads SQL; `None` when a form cannot show it. Empty text is the sum of a column not picked yet.
    pub(crate) fn parse(sql: &str) -> Option<Self> {
        if sql.trim().is_empty() {
            return Some(Self::default());
        }
        let mut cursor = Cursor::new(sql)?;
        let aggregate = Aggregate::ALL
            .into_iter()
            .find(|aggregate| cursor.call(aggregate.sql()) || cursor.call(aggregate.slug()))?;
        let mut function = Function::Of(aggregate);
        let column = if aggregate == Aggregate::Count && cursor.sign("*") {
            function = Function::Rows;
            String::new()
        } else {
            if aggregate == Aggregate::Count && cursor.word("distinct") {
                function = Function::Distinct;
            }
            cursor.name()?
        };
        (cursor.sign(")") && cursor.at_end()).then_some(Self { function, column })
    }

    /// Writes SQL.
    pub(crate) fn sql(&self) -> String {
        let column = spec::sql::name(&self.column);
        match self.function {
            Function::Of(aggregate) => {
                format!("{}({column})", aggregate.sql().to_ascii_uppercase())
            }
            Function::Rows => "COUNT(*)".to_owned(),
            Function::Distinct => format!("COUNT(DISTINCT {column})"),
        }
    }

    /// Whether everything is picked.
    pub(crate) fn is_complete(&self) -> bool {
        !self.function.takes_column() || !self.column.trim().is_empty()
    }
}

/// A name that is not taken yet: `wanted`, or `wanted2`, `wanted3` and so on.
pub(crate) fn free_name(wanted: &str, taken: &[String]) -> String {
    let is_taken = |name: &String| taken.contains(name);
    if !is_taken(&wanted.to_owned()) {
        return wanted.to_owned();
    }
    (2..)
        .map(|number| format!("{wanted}{number}"))
        .find(|name| !is_taken(name))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calls_are_read_back() {
        for function in Function::ALL {
            for column in ["人口", "人口（人）", ""] {
                let column = if function.takes_column() {
                    column.to_owned()
                } else {
                    String::new()
                };
                let call = Call { function, column };
                assert_eq!(Call::parse(&call.sql()), Some(call));
            }
        }
    }

    #[test]
    fn spellings_of_authors_are_understood() {
        let check =
            |sql: &str, canonical: &str| assert_eq!(Call::parse(sql).unwrap().sql(), canonical);
        check("sum(人口)", "SUM(人口)");
        check("mean( 人口 )", "AVG(人口)");
        check("avg(\"人口\")", "AVG(人口)");
        check("count(*)", "COUNT(*)");
        check("count(distinct 市町)", "COUNT(DISTINCT 市町)");
    }

    #[test]
    fn other_expressions_are_left_alone() {
        for sql in [
            "sum(人口) / 1000",
            "sum(a * b)",
            "人口",
            "sum(",
            "stddev(人口)",
        ] {
            assert_eq!(Call::parse(sql), None, "{sql}");
        }
    }

    #[test]
    fn names_do_not_collide() {
        let taken = ["人口合計".to_owned(), "人口合計2".to_owned()];
        assert_eq!(free_name("人口合計", &taken), "人口合計3");
        assert_eq!(free_name("件数", &taken), "件数");
    }
}
