//! How much steps from elsewhere may hold: a work file, a module, a record of another build.
//!
//! The limits lie far above anything that is made by hand. What is over one is refused with words before anybody reads it
//! by calling itself.

/// Most steps of an answer, and lines of a block of steps.
pub const MAX_STEPS: usize = 200;

/// How deep brackets stand inside each other in an expression.
pub const MAX_DEPTH: usize = 100;

/// How deep brackets stand inside each other in SQL, those in quotes apart.
pub fn depth(sql: &str) -> usize {
    let (mut open, mut deepest, mut quote) = (0_usize, 0, None);
    for c in sql.chars() {
        match (quote, c) {
            (Some(sign), _) if c == sign => quote = None,
            (Some(_), _) => {}
            (None, '\'' | '"') => quote = Some(c),
            (None, '(' | '[') => {
                open += 1;
                deepest = deepest.max(open);
            }
            (None, ')' | ']') => open = open.saturating_sub(1),
            (None, _) => {}
        }
    }
    deepest
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::step::{NamedExpr, Step};

    fn nested(times: usize) -> String {
        format!("{}年 = 2020{}", "(".repeat(times), ")".repeat(times))
    }

    #[test]
    fn depth_counts_open_brackets_outside_quotes() {
        assert_eq!(depth(""), 0);
        assert_eq!(depth("(a + (b)) * (c)"), 2);
        assert_eq!(depth("a = '((((' AND \"((\" = 1"), 0);
        assert_eq!(depth(")))(("), 2);
        assert_eq!(depth(&nested(200_000)), 200_000);
    }

    #[test]
    fn every_expression_of_a_step_is_looked_at() {
        let named = |expr: String| {
            vec![NamedExpr {
                name: "x".into(),
                expr,
            }]
        };
        let steps = |times: usize| {
            [
                Step::Filter {
                    predicate: nested(times),
                },
                Step::FillNull {
                    columns: vec![],
                    value: nested(times),
                },
                Step::WithColumns {
                    columns: named(nested(times)),
                },
                Step::GroupBy {
                    keys: vec![],
                    aggs: named(nested(times)),
                },
            ]
        };
        assert!(!steps(MAX_DEPTH).iter().any(Step::is_too_deep));
        assert!(steps(MAX_DEPTH + 1).iter().all(Step::is_too_deep));
    }
}
