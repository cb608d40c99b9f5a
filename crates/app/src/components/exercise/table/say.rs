//! A step in one line of words.

use spec::Step;
use spec::step::{NamedExpr, Part};

use super::aggregate::{Call, Function};
use super::formula::{Formula, Operand};
use super::predicate::{Condition, Op, Test};
use super::sql::Literal;
use crate::hooks::Words;

/// Names that a line shows before «ほか».
const SHOWN: usize = 4;

/// The verb in words (`行を絞る`).
pub(crate) fn verb(words: &Words, verb: &str) -> String {
    words.t(&format!("step-{}-label", verb.replace('_', "-")))
}

/// One line about what a verb is good for.
pub(crate) fn example(words: &Words, verb: &str) -> String {
    words.t(&format!("step-{}-example", verb.replace('_', "-")))
}

/// What the step does it to, in one line (`年 ＝ 2020`).
pub(crate) fn detail(words: &Words, step: &Step) -> String {
    let blank = || words.t("bench-blank");
    let or_blank = |text: &str| {
        if text.trim().is_empty() {
            blank()
        } else {
            text.to_owned()
        }
    };
    match step {
        Step::From { table } | Step::Union { table } => {
            words.t_with("bench-say-table", &[("table", or_blank(table).into())])
        }
        Step::Select { columns } => names(words, columns),
        Step::Rename { pairs } => {
            let pairs: Vec<String> = pairs
                .iter()
                .map(|pair| format!("{} → {}", or_blank(&pair.from), or_blank(&pair.to)))
                .collect();
            names(words, &pairs)
        }
        Step::Filter { predicate } => condition(words, predicate),
        Step::WithColumns { columns } => {
            let columns: Vec<String> = columns
                .iter()
                .map(|column| formula(words, column))
                .collect();
            names(words, &columns)
        }
        Step::GroupBy { keys, aggs } => {
            let aggs: Vec<String> = aggs.iter().map(|agg| aggregate(words, agg)).collect();
            let aggs = names(words, &aggs);
            if keys.is_empty() {
                words.t_with("bench-say-group-all", &[("aggs", aggs.into())])
            } else {
                words.t_with(
                    "bench-say-group",
                    &[("keys", names(words, keys).into()), ("aggs", aggs.into())],
                )
            }
        }
        Step::Sort { by } => {
            let keys: Vec<String> = by
                .iter()
                .map(|key| {
                    let id = if key.descending {
                        "bench-say-descending"
                    } else {
                        "bench-say-ascending"
                    };
                    words.t_with(id, &[("column", or_blank(&key.column).into())])
                })
                .collect();
            names(words, &keys)
        }
        Step::Head { n } => words.t_with("bench-say-head", &[("n", (*n).into())]),
        Step::Tail { n } => words.t_with("bench-say-tail", &[("n", (*n).into())]),
        Step::Header { first, last } => words.t_with(
            "bench-say-header",
            &[("first", (*first).into()), ("last", (*last).into())],
        ),
        Step::Unique { columns } if columns.is_empty() => words.t("bench-say-unique-all"),
        Step::Unique { columns } => words.t_with(
            "bench-say-unique",
            &[("columns", names(words, columns).into())],
        ),
        Step::Join { how, table, on } => {
            let keys: Vec<String> = on
                .iter()
                .map(|key| {
                    if key.left == key.right {
                        or_blank(&key.left)
                    } else {
                        format!("{} ＝ {}", or_blank(&key.left), or_blank(&key.right))
                    }
                })
                .collect();
            words.t_with(
                "bench-say-join",
                &[
                    ("table", or_blank(table).into()),
                    ("on", names(words, &keys).into()),
                    ("how", how.slug().into()),
                ],
            )
        }
        Step::Pivot {
            on, values, agg, ..
        } => words.t_with(
            "bench-say-pivot",
            &[
                ("on", or_blank(on).into()),
                ("values", or_blank(values).into()),
                (
                    "agg",
                    words.t(&format!("bench-function-{}", agg.slug())).into(),
                ),
            ],
        ),
        Step::Unpivot {
            columns,
            name,
            value,
            ..
        } => words.t_with(
            "bench-say-unpivot",
            &[
                ("columns", names(words, columns).into()),
                ("name", or_blank(name).into()),
                ("value", or_blank(value).into()),
            ],
        ),
        Step::FillNull { columns, value } => {
            let value = Literal::parse(value).map_or_else(|| value.clone(), |value| value.shown());
            words.t_with(
                "bench-say-fill-null",
                &[
                    ("columns", names(words, columns).into()),
                    ("value", or_blank(&value).into()),
                ],
            )
        }
        Step::Cast { columns, to } => words.t_with(
            "bench-say-cast",
            &[
                ("columns", names(words, columns).into()),
                ("to", words.t(&format!("bench-cast-{}", to.slug())).into()),
            ],
        ),
        Step::Normalise { .. }
        | Step::FillDown { .. }
        | Step::DropTotals { .. }
        | Step::Split { .. }
        | Step::KeyConversion { .. }
        | Step::Share { .. }
        | Step::Rank { .. }
        | Step::CumSum { .. }
        | Step::Change { .. }
        | Step::Rolling { .. }
        | Step::Bins { .. } => of_parts(words, step.clone()),
    }
}

/// From which columns to which.
fn of_parts(words: &Words, mut step: Step) -> String {
    let (mut from, mut to) = (Vec::new(), Vec::new());
    for (at, (field, part)) in step.parts().into_iter().enumerate() {
        match part {
            Part::Column(column) if at == 0 => from.push(column.clone()),
            Part::Columns(columns) if at == 0 => from.clone_from(columns),
            Part::Keys(by) if at == 0 => from.extend(by.iter().map(|key| key.column.clone())),
            Part::NewColumn(name) => to.push(name.clone()),
            Part::Texts(made) if field == "names" => to.clone_from(made),
            _ => {}
        }
    }
    from.retain(|column| !column.is_empty());
    let from = names(words, &from);
    if to.is_empty() {
        from
    } else {
        format!("{from} → {}", names(words, &to))
    }
}

fn names(words: &Words, names: &[String]) -> String {
    let blank = words.t("bench-blank");
    if names.is_empty() {
        return blank;
    }
    let shown: Vec<&str> = names
        .iter()
        .take(SHOWN)
        .map(|name| {
            if name.is_empty() {
                blank.as_str()
            } else {
                name
            }
        })
        .collect();
    let shown = shown.join(&words.t("list-separator"));
    match names.len() - names.len().min(SHOWN) {
        0 => shown,
        more => words.t_with(
            "bench-say-more",
            &[("names", shown.into()), ("more", more.into())],
        ),
    }
}

/// A condition in words; what no form shows stays SQL.
pub(crate) fn condition(words: &Words, predicate: &str) -> String {
    if predicate.trim().is_empty() {
        return words.t("bench-blank");
    }
    let Some(condition) = Condition::parse(predicate) else {
        return predicate.to_owned();
    };
    let tests: Vec<String> = condition
        .tests
        .iter()
        .map(|test| say_test(words, test))
        .collect();
    tests.join(&words.t(if condition.any {
        "bench-say-or"
    } else {
        "bench-say-and"
    }))
}

fn say_test(words: &Words, test: &Test) -> String {
    let blank = words.t("bench-blank");
    let shown = |at: usize| match test.value(at) {
        Literal::Blank => blank.clone(),
        value => value.shown(),
    };
    let column = if test.column.is_empty() {
        blank.clone()
    } else {
        test.column.clone()
    };
    let values: Vec<String> = test.values.iter().map(Literal::shown).collect();
    let values = match test.op {
        Op::In | Op::NotIn => names(words, &values),
        _ => String::new(),
    };
    words.t_with(
        &format!("bench-say-{}", test.op.slug()),
        &[
            ("column", column.into()),
            ("value", shown(0).into()),
            ("other", shown(1).into()),
            ("values", values.into()),
        ],
    )
}

fn aggregate(words: &Words, agg: &NamedExpr) -> String {
    let name = if agg.name.trim().is_empty() {
        words.t("bench-blank")
    } else {
        agg.name.clone()
    };
    let Some(call) = Call::parse(&agg.expr) else {
        return format!("{name} ＝ {}", agg.expr);
    };
    if agg.name == default_name(words, &call) {
        return name;
    }
    let column = if call.column.is_empty() {
        words.t("bench-blank")
    } else {
        call.column.clone()
    };
    format!(
        "{name} ＝ {}",
        words.t_with(
            &format!("bench-agg-say-{}", call.function.slug()),
            &[("column", column.into())]
        )
    )
}

fn formula(words: &Words, column: &NamedExpr) -> String {
    let blank = words.t("bench-blank");
    let name = if column.name.trim().is_empty() {
        blank.clone()
    } else {
        column.name.clone()
    };
    let Some(formula) = Formula::parse(&column.expr) else {
        return format!("{name} ＝ {}", column.expr);
    };
    let operand = |operand: &Operand| match operand {
        Operand::Blank => blank.clone(),
        Operand::Column(text) | Operand::Number(text) => text.clone(),
    };
    let mut text = operand(&formula.first);
    for (sign, next) in &formula.rest {
        text.push_str(&format!(" {} {}", sign.shown(), operand(next)));
    }
    format!("{name} ＝ {text}")
}

/// The name that a new aggregate gets (`人口合計`); empty until its column is picked.
pub(crate) fn default_name(words: &Words, call: &Call) -> String {
    if !call.is_complete() {
        return String::new();
    }
    let id = format!("bench-agg-name-{}", call.function.slug());
    match call.function {
        Function::Rows => words.t(&id),
        _ => words.t_with(&id, &[("column", (&call.column).into())]),
    }
}

/// Message id of what is to be filled in.
pub(super) fn missing_id(verb: &str, field: &str) -> String {
    let field = match (verb, field) {
        ("from" | "union" | "join", "table") => "table",
        ("filter", _) => "predicate",
        ("with_columns", _) => "derive",
        ("rename", _) => "rename",
        ("sort", _) => "sort",
        ("group_by", "keys") => "keys",
        ("group_by", _) => "aggs",
        ("join", _) => "join",
        ("pivot", "on") => "pivot-on",
        ("pivot", "index") => "columns",
        ("pivot", _) => "pivot-values",
        ("unpivot", "name" | "value") => "name",
        ("header", _) => "header",
        ("fill_null", "value") | (_, "separator" | "words" | "periods" | "width" | "edges") => {
            "value"
        }
        ("rank" | "cum_sum", "by") => "sort",
        (_, "name" | "names") => "name",
        _ => "columns",
    };
    format!("bench-missing-{field}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_missing_field_has_words() {
        let locale = locale::Locale::new(locale::Lang::Ja);
        for verb in Step::VERBS {
            for field in [
                "table",
                "columns",
                "pairs",
                "predicate",
                "keys",
                "aggs",
                "by",
                "on",
                "index",
                "values",
                "name",
                "value",
                "column",
                "names",
                "separator",
                "words",
                "periods",
                "width",
                "edges",
            ] {
                let id = missing_id(verb, field);
                assert!(locale.has(&id), "{id}");
            }
        }
    }
}
