//! Changes of a step list, and what of a step still has to be filled in.

use spec::step::{NamedExpr, StepText};
use spec::{Step, StepEntry};

use super::aggregate::Call;
use super::formula::Formula;
use super::predicate::Condition;
use super::sql::{self, Literal};

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
            let (first, last) = (at.min(to), at.max(to));
            if let Some(between) = steps.get_mut(first..=last) {
                if to > at {
                    between.rotate_left(1);
                } else {
                    between.rotate_right(1);
                }
            }
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

/// Puts a changed step in the place of the one before. Where a column that it makes got another name by itself, because
/// something else is computed, later steps go on with the new one.
pub(crate) fn edit(steps: &mut [StepEntry], at: usize, step: Step) {
    let Some(entry) = steps.get_mut(at) else {
        return;
    };
    let renamed = renamed(&entry.step, &step);
    entry.step = step;
    let Some((from, to)) = renamed else { return };
    for later in steps.iter_mut().skip(at + 1) {
        follow(&mut later.step, &from, &to);
        // From here on it is another column that happens to be called so.
        if made(&later.step).iter().any(|made| made.name == from) {
            break;
        }
    }
}

/// Columns that a step makes of expressions.
fn made(step: &Step) -> &[NamedExpr] {
    match step {
        Step::GroupBy { aggs: made, .. } | Step::WithColumns { columns: made } => made,
        _ => &[],
    }
}

/// Old and new name of the column whose expression and name changed at once: a name that is typed changes alone.
fn renamed(old: &Step, new: &Step) -> Option<(String, String)> {
    let (old, new) = (made(old), made(new));
    let mut changed = old
        .iter()
        .zip(new)
        .filter(|(old, new)| old.name != new.name && old.expr != new.expr);
    let (before, after) = changed.next()?;
    let is_one = old.len() == new.len() && changed.next().is_none();
    let are_named = !before.name.is_empty() && !after.name.is_empty();
    (is_one && are_named).then(|| (before.name.clone(), after.name.clone()))
}

/// Gives a column another name wherever a step uses it.
fn follow(step: &mut Step, from: &str, to: &str) {
    step.change_texts(&mut |means, text| match means {
        StepText::Column if text.as_str() == from => to.clone_into(text),
        StepText::Sql => {
            if let Some(other) = sql::renamed(text, from, to) {
                *text = other;
            }
        }
        StepText::Table
        | StepText::Column
        | StepText::OtherColumn
        | StepText::NewColumn
        | StepText::Words => {}
    });
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
    use spec::step::SortKey;
    use spec::step::text::{parse_steps, write_program};

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
        let before = list.clone();
        assert_eq!(shift(&mut list, 1, 2), 3, "over two others");
        assert_eq!(list[3], before[1]);
        assert_eq!(
            (&list[1], &list[2]),
            (&before[2], &before[3]),
            "which keep their order"
        );
        assert_eq!(shift(&mut list, 3, -2), 1);
        assert_eq!(list, before);
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
    fn later_steps_follow_a_column_that_was_named_by_itself() {
        let list = |text: &str| -> Vec<StepEntry> {
            let (steps, errors) = parse_steps(text);
            assert_eq!(errors, []);
            steps.into_iter().map(StepEntry::on).collect()
        };
        let check = |text: &str, at: usize, with: &str, expected: &str| {
            let mut steps = list(text);
            edit(&mut steps, at, list(with).remove(0).step);
            assert_eq!(write_program(&steps), expected);
        };
        let group = "group_by 地域 : 人口合計 = sum(人口)\n";
        let mean = "group_by 地域 : 人口平均 = avg(人口)\n";
        check(
            &format!(
                "from 人口\n{group}filter 人口合計 > 100\nwith_columns 千人 = 人口合計 / 1000\nsort 人口合計 desc\nselect 地域, 人口合計\nrename 人口合計 = 数\n"
            ),
            1,
            mean,
            &format!(
                "from 人口\n{mean}filter 人口平均 > 100\nwith_columns 千人 = 人口平均 / 1000\nsort 人口平均 desc\nselect 地域, 人口平均\nrename 人口平均 = 数\n"
            ),
        );
        // Earlier steps, and those behind one that makes a column of that name again, mean another one.
        check(
            &format!(
                "from 人口\nsort 人口合計\n{group}with_columns 人口合計 = 人口合計 * 2\nsort 人口合計\n"
            ),
            2,
            mean,
            &format!(
                "from 人口\nsort 人口合計\n{mean}with_columns 人口合計 = 人口平均 * 2\nsort 人口合計\n"
            ),
        );
        // A name that was typed is the learner's own business.
        check(
            &format!("from 人口\n{group}sort 人口合計\n"),
            1,
            "group_by 地域 : 合計 = sum(人口)\n",
            "from 人口\ngroup_by 地域 : 合計 = sum(人口)\nsort 人口合計\n",
        );
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
