//! Changes of a step list, and what of a step still has to be filled in.

use spec::{Step, StepEntry};

use super::aggregate::Call;
use super::formula::Formula;
use super::predicate::Condition;
use super::sql::Literal;

/// Puts a step at that place (at the end when the place is beyond it) and tells where it stands.
pub(crate) fn insert(steps: &mut Vec<StepEntry>, at: usize, step: Step) -> usize {
    let at = at.min(steps.len());
    steps.insert(at, StepEntry::on(step));
    at
}

/// Takes the step at that place away.
pub(crate) fn remove(steps: &mut Vec<StepEntry>, at: usize) {
    if at < steps.len() {
        steps.remove(at);
    }
}

/// Moves the step at `at` up (`-1`) or down (`1`) and tells where it stands then.
/// Nothing moves above the `from` at the top, and that one stays.
pub(crate) fn shift(steps: &mut [StepEntry], at: usize, by: isize) -> usize {
    match target(steps, at, by) {
        Some(to) => {
            steps.swap(at, to);
            to
        }
        None => at,
    }
}

/// Whether [`shift`] would move the step.
pub(crate) fn can_shift(steps: &[StepEntry], at: usize, by: isize) -> bool {
    target(steps, at, by).is_some()
}

fn target(steps: &[StepEntry], at: usize, by: isize) -> Option<usize> {
    let first = usize::from(matches!(
        steps.first().map(|entry| &entry.step),
        Some(Step::From { .. })
    ));
    let to = at.checked_add_signed(by)?;
    (at >= first && at < steps.len() && to >= first && to < steps.len()).then_some(to)
}

/// The first field that still has to be filled in: [`Step::missing`], and half-filled forms behind an expression.
pub(crate) fn missing(step: &Step) -> Option<&'static str> {
    if let Some(field) = step.missing() {
        return Some(field);
    }
    match step {
        Step::Filter { predicate } => Condition::parse(predicate)
            .is_some_and(|condition| !condition.is_complete())
            .then_some("predicate"),
        Step::GroupBy { aggs, .. } => aggs
            .iter()
            .any(|agg| Call::parse(&agg.expr).is_some_and(|call| !call.is_complete()))
            .then_some("aggs"),
        Step::WithColumns { columns } => columns
            .iter()
            .any(|column| {
                Formula::parse(&column.expr).is_some_and(|formula| !formula.is_complete())
            })
            .then_some("columns"),
        Step::FillNull { value, .. } => {
            (Literal::parse(value) == Some(Literal::Blank)).then_some("value")
        }
        _ => None,
    }
}

/// Position and field of the first enabled step that still has to be filled in.
pub(crate) fn first_missing(steps: &[StepEntry]) -> Option<(usize, &'static str)> {
    steps
        .iter()
        .enumerate()
        .filter(|(_, entry)| entry.enabled)
        .find_map(|(at, entry)| Some((at, missing(&entry.step)?)))
}

#[cfg(test)]
mod tests {
    use spec::step::{NamedExpr, SortKey};

    use super::*;

    fn steps() -> Vec<StepEntry> {
        ["from", "filter", "sort", "head"]
            .into_iter()
            .filter_map(Step::empty)
            .map(StepEntry::on)
            .collect()
    }

    fn verbs(steps: &[StepEntry]) -> Vec<&'static str> {
        steps.iter().map(|entry| entry.step.verb()).collect()
    }

    #[test]
    fn steps_move_below_their_source() {
        let mut list = steps();
        assert_eq!(shift(&mut list, 2, -1), 1);
        assert_eq!(verbs(&list), ["from", "sort", "filter", "head"]);
        assert_eq!(shift(&mut list, 1, -1), 1, "not above the source");
        assert_eq!(shift(&mut list, 0, 1), 0, "the source stays");
        assert_eq!(shift(&mut list, 3, 1), 3, "not below the end");
        assert!(!can_shift(&list, 0, 1) && can_shift(&list, 1, 1));
    }

    #[test]
    fn steps_come_and_go() {
        let mut list = steps();
        assert_eq!(insert(&mut list, 1, Step::Head { n: 3 }), 1);
        assert_eq!(insert(&mut list, 99, Step::Tail { n: 3 }), 5);
        remove(&mut list, 0);
        remove(&mut list, 99);
        assert_eq!(verbs(&list), ["head", "filter", "sort", "head", "tail"]);
    }

    #[test]
    fn half_filled_forms_are_found() {
        let check =
            |step: Step, expected: Option<&str>| assert_eq!(missing(&step), expected, "{step:?}");
        let named = |name: &str, expr: &str| {
            vec![NamedExpr {
                name: name.into(),
                expr: expr.into(),
            }]
        };
        check(
            Step::Filter {
                predicate: "年 = ".into(),
            },
            Some("predicate"),
        );
        check(
            Step::Filter {
                predicate: "年 = 2020".into(),
            },
            None,
        );
        check(
            Step::Filter {
                predicate: "LENGTH(a) = 2".into(),
            },
            None,
        );
        check(
            Step::GroupBy {
                keys: vec!["a".into()],
                aggs: named("b", "SUM(\"\")"),
            },
            Some("aggs"),
        );
        check(
            Step::GroupBy {
                keys: vec!["a".into()],
                aggs: named("b", "SUM(c)"),
            },
            None,
        );
        check(
            Step::WithColumns {
                columns: named("b", "a / \"\""),
            },
            Some("columns"),
        );
        check(
            Step::Sort {
                by: vec![SortKey::default()],
            },
            Some("by"),
        );
        check(
            Step::FillNull {
                columns: vec!["a".into()],
                value: " ".into(),
            },
            Some("value"),
        );
    }

    #[test]
    fn steps_that_are_off_need_nothing() {
        let mut list = vec![
            StepEntry::on(Step::From { table: "a".into() }),
            StepEntry::on(Step::Filter {
                predicate: String::new(),
            }),
        ];
        assert_eq!(first_missing(&list), Some((1, "predicate")));
        list[1].enabled = false;
        assert_eq!(first_missing(&list), None);
    }
}
