//! What depends on the day: queries that say `CURRENT_DATE` or `TODAY()`.

use engine::asks_for_day;
use spec::Program;
use spec::step::text::write_program;

/// The day of whatever is computed for everybody (figures, authors' tests, representers), 2025-04-01, so that it comes out
/// alike on every day.
pub const TODAY: i32 = 20_179;

/// Whether a program gives another result on another day.
pub fn is_in(program: &Program) -> bool {
    match program {
        Program::Steps(entries) => asks_for_day(&write_program(entries)),
        Program::Sql(sql) => asks_for_day(sql),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_is_the_one_that_is_said() {
        assert_eq!(table::text::parse_date("2025-04-01"), Some(TODAY));
    }
}
