//! What depends on the day: queries that say `CURRENT_DATE`.

use spec::Program;
use spec::step::text::write_program;

/// Whether a query says which day it is.
pub(crate) fn is_in_sql(sql: &str) -> bool {
    sql.to_ascii_lowercase().contains("current_date")
}

/// Whether a program gives another result on another day.
pub(crate) fn is_in(program: &Program) -> bool {
    match program {
        Program::Steps(entries) => is_in_sql(&write_program(entries)),
        Program::Sql(sql) => is_in_sql(sql),
    }
}
