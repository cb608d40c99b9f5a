//! What can be done with a column at its header: sort, filter, group, keep, read as another type. Each adds a step. Above
//! that stands the column in short: how many values, how many blanks, smallest, largest, mean.

use std::rc::Rc;

use locale::{value, value_in};
use protocol::{LessonRequest, Response, Window};
use spec::step::{CastTo, NamedExpr, SortKey};
use spec::{Program, Step, StepEntry};
use table::{Dtype, Field, Table, Value};
use web_sys::{HtmlElement, HtmlInputElement};
use yew::prelude::*;

use super::aggregate::free_name;
use super::list::missing;
use super::predicate::{Condition, Op, Test, shown_value};
use super::values::MANY;
use crate::browser;
use crate::components::exercise::field::TextField;
use crate::hooks::{Words, use_engine, use_locale};
use crate::state::engine::EngineState;

/// What a table's headers offer.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Heads {
    /// The steps that made the table.
    pub(crate) before: Rc<Vec<StepEntry>>,
    /// Takes the step that was chosen.
    pub(crate) on_step: Callback<Step>,
}

/// Properties of [`HeadMenu`].
#[derive(Clone, PartialEq, Properties)]
pub(crate) struct HeadMenuProps {
    /// Prefix of element ids, unique in the page.
    pub(crate) id: AttrValue,
    /// The column.
    pub(crate) field: Field,
    /// What can be done.
    pub(crate) heads: Heads,
    /// Wishes to close.
    pub(crate) on_close: Callback<()>,
}

/// The menu of a header.
#[component]
pub(crate) fn HeadMenu(props: &HeadMenuProps) -> Html {
    let words = use_locale();
    let HeadMenuProps {
        id,
        field,
        heads,
        on_close,
    } = props;
    let picked = use_state(Vec::<String>::new);
    let typed = use_state_eq(String::new);
    let facts = use_rows(Some(facts_of(&heads.before, field)), 1);
    let values = use_rows(Some(values_of(&heads.before, field)), MANY as u64 + 1);
    let range = facts.as_ref().and_then(|(table, _)| range_of(table));
    let bins = use_rows(
        range.and_then(|range| bins_of(&heads.before, field, range)),
        BINS as u64 + 1,
    );
    let first = use_node_ref();
    {
        let first = first.clone();
        use_effect_with((), move |()| {
            if let Some(button) = first.cast::<HtmlElement>() {
                // A button can always take the focus.
                let _ = button.focus();
            }
        });
    }
    let onkeydown = {
        let on_close = on_close.clone();
        Callback::from(move |event: KeyboardEvent| {
            match browser::key_of(&event).as_str() {
                "Escape" => on_close.emit(()),
                "ArrowDown" => browser::step_focus(&event, ".head-menu", 1),
                "ArrowUp" => browser::step_focus(&event, ".head-menu", -1),
                _ => return,
            }
            event.stop_propagation();
        })
    };
    let act = |step: Step| {
        let (on_step, on_close) = (heads.on_step.clone(), on_close.clone());
        Callback::from(move |_: MouseEvent| {
            on_close.emit(());
            on_step.emit(step.clone());
        })
    };
    let name = || vec![field.name.clone()];
    let sort = |descending| Step::Sort {
        by: vec![SortKey {
            column: field.name.clone(),
            descending,
        }],
    };
    let filter = |op: Op, values: &[String]| {
        let empty = Test {
            column: field.name.clone(),
            op,
            values: Vec::new(),
        };
        let test = values.iter().enumerate().fold(empty, |test, (at, value)| {
            test.with_value(at, value, Some(field.dtype))
        });
        let condition = Condition {
            any: false,
            tests: vec![test],
        };
        Step::Filter {
            predicate: condition.sql(),
        }
    };
    let button = |id: &str, step: Step| {
        html! { <button type="button" class="head-item" onclick={act(step)}>{ words.t(id) }</button> }
    };
    let group = Step::GroupBy {
        keys: name(),
        aggs: vec![NamedExpr::default()],
    };
    let blanks = facts
        .as_ref()
        .and_then(|(table, _)| count_in(table, 1))
        .unwrap_or_default();
    let one_of = if picked.len() == 1 { Op::Eq } else { Op::In };
    let few = values.as_ref().filter(|(_, total)| *total <= MANY as u64);
    let most = few.map_or(0, |(table, _)| {
        (0..table.height())
            .filter_map(|row| count_in_row(table, 1, row))
            .max()
            .unwrap_or_default()
    });
    html! {
        <div class="head-menu" id={id.clone()} role="group" aria-label={words.t_with("head-title", &[("column", (&field.name).into())])} {onkeydown}>
            <div class="head-top">
                <strong>{ &field.name }</strong>
                <button type="button" class="button-quiet" onclick={on_close.reform(|_: MouseEvent| ())}>{ words.t("bench-close") }</button>
            </div>
            <p class="head-facts">{ facts_words(facts.as_ref().map(|(table, _)| &**table), values.as_ref().map(|(_, total)| *total), field, &words) }</p>
            { bins.map(|(table, _)| bars(&table)).unwrap_or_default() }
            <div class="head-items">
                <button type="button" class="head-item" ref={first} onclick={act(sort(false))}>{ words.t("head-ascending") }</button>
                { button("head-descending", sort(true)) }
                { button("head-group", group) }
                { button("head-only", Step::Select { columns: name() }) }
                if field.dtype == Dtype::Text {
                    { button("head-number", Step::Cast { columns: name(), to: CastTo::Number }) }
                    { button("head-date", Step::Cast { columns: name(), to: CastTo::Date }) }
                }
            </div>
            <p class="head-filter">{ words.t("head-filter") }</p>
            <div class="head-items">
                <TextField id={format!("{id}-value")} label={words.t("head-value")} value={(*typed).clone()} on_input={let typed = typed.clone(); Callback::from(move |text| typed.set(text))} />
                { for ops(field.dtype).iter().map(|op| {
                    let step = filter(*op, std::slice::from_ref(&*typed));
                    html! { <button type="button" class="head-item" disabled={typed.trim().is_empty()} onclick={act(step)}>{ words.t(&format!("bench-op-{}", op.slug())) }</button> }
                }) }
            </div>
            if let Some((table, _)) = few {
                <div class="head-values" role="group" aria-label={words.t("head-filter")}>
                    { for (0..table.height()).filter_map(|row| value_line(table, row, most, field, &picked, &words)) }
                </div>
            }
            <div class="head-items">
                if few.is_some() {
                    <button type="button" class="button head-apply" disabled={picked.is_empty()} onclick={act(filter(one_of, &picked))}>{ words.t_with("head-apply", &[("count", picked.len().into())]) }</button>
                }
                if blanks > 0 {
                    { button("head-blank", filter(Op::IsNull, &[])) }
                    { button("head-filled", filter(Op::IsNotNull, &[])) }
                }
            </div>
        </div>
    }
}

/// Comparisons with a value that is typed.
fn ops(dtype: Dtype) -> &'static [Op] {
    match dtype {
        Dtype::Text => &[Op::Eq, Op::Contains, Op::StartsWith],
        Dtype::Bool => &[],
        Dtype::Int | Dtype::Float | Dtype::Date => &[Op::Ge, Op::Le, Op::Gt, Op::Lt, Op::Eq],
    }
}

/// A value to tick, and how many rows have it; `most` is how many have the most frequent one.
fn value_line(
    table: &Table,
    row: usize,
    most: u64,
    field: &Field,
    picked: &UseStateHandle<Vec<String>>,
    words: &Words,
) -> Option<Html> {
    let cell = table.columns().first()?.get(row)?;
    let text = shown_value(&cell)?;
    let is_picked = picked.contains(&text);
    let onchange = {
        let (picked, text) = (picked.clone(), text);
        Callback::from(move |event: Event| {
            let mut next = (*picked).clone();
            next.retain(|other| *other != text);
            if event.target_unchecked_into::<HtmlInputElement>().checked() {
                next.push(text.clone());
            }
            picked.set(next);
        })
    };
    let count = count_in_row(table, 1, row).unwrap_or_default();
    let label = value_in(words, &field.name, &cell);
    Some(html! {
        <label class="check" key={row}>
            <input type="checkbox" checked={is_picked} {onchange} />
            <span>{ label }</span><meter class="head-bar" max={most.to_string()} value={count.to_string()} aria-hidden="true" /><span class="head-count">{ words.t_with("bench-rows", &[("rows", count.into())]) }</span>
        </label>
    })
}

/// A column in a sentence.
fn facts_words(facts: Option<&Table>, kinds: Option<u64>, field: &Field, words: &Words) -> String {
    let Some(facts) = facts else {
        return String::new();
    };
    let cell = |at: usize| {
        let cell = facts.columns().get(at).and_then(|column| column.get(0));
        cell.unwrap_or(Value::Null)
    };
    let blanks = ("blanks", count_in(facts, 1).unwrap_or_default().into());
    let kinds = kinds.filter(|kinds| *kinds <= MANY as u64).map(|kinds| {
        // A blank is no value.
        let is_blank = u64::from(count_in(facts, 1) > Some(0));
        words.t_with(
            "head-kinds",
            &[("kinds", (kinds - is_blank.min(kinds)).into())],
        )
    });
    let range = (cell(2) != Value::Null).then(|| {
        let [least, most] = [2, 3].map(|at| value_in(words, &field.name, &cell(at)));
        words.t_with(
            "head-range",
            &[("least", least.into()), ("most", most.into())],
        )
    });
    let mean = (field.dtype.is_number() && cell(4) != Value::Null)
        .then(|| words.t_with("head-mean", &[("mean", value(words, &cell(4)).into())]));
    let parts = [
        kinds,
        Some(words.t_with("head-blanks", &[blanks])),
        range,
        mean,
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    parts.join(&words.t("list-separator"))
}

fn count_in(table: &Table, column: usize) -> Option<u64> {
    count_in_row(table, column, 0)
}

fn count_in_row(table: &Table, column: usize, row: usize) -> Option<u64> {
    match table.columns().get(column)?.get(row)? {
        Value::Int(count) => u64::try_from(count).ok(),
        _ => None,
    }
}

/// The steps that run, and one more.
fn and_then(before: &[StepEntry], steps: impl IntoIterator<Item = Step>) -> Program {
    let runs = |entry: &&StepEntry| entry.enabled && missing(&entry.step).is_none();
    let before = before.iter().filter(runs).cloned();
    Program::Steps(before.chain(steps.into_iter().map(StepEntry::on)).collect())
}

/// One row: rows, blanks, smallest, largest, mean.
fn facts_of(before: &[StepEntry], field: &Field) -> Program {
    let column = spec::sql::name(&field.name);
    let mean = if field.dtype.is_number() {
        format!("AVG({column})")
    } else {
        format!("COUNT({column})")
    };
    let calls = [
        "COUNT(*)".to_owned(),
        format!("COUNT(*) - COUNT({column})"),
        format!("MIN({column})"),
        format!("MAX({column})"),
        mean,
    ];
    let aggs = calls.into_iter().enumerate().map(|(at, expr)| NamedExpr {
        name: format!("c{at}"),
        expr,
    });
    and_then(
        before,
        [Step::GroupBy {
            keys: Vec::new(),
            aggs: aggs.collect(),
        }],
    )
}

/// Bars of the small picture of a column of numbers.
const BINS: usize = 12;

/// Smallest and largest number in the facts, where there are two.
fn range_of(facts: &Table) -> Option<(f64, f64)> {
    let number = |at: usize| match facts.columns().get(at)?.get(0)? {
        Value::Int(number) => Some(number as f64),
        Value::Float(number) => Some(number),
        _ => None,
    };
    let (least, most) = (number(2)?, number(3)?);
    (least < most).then_some((least, most))
}

/// How many rows lie in each of [`BINS`] parts of the range, of equal width; parts without rows are left out, blanks are
/// counted without a part.
fn bins_of(before: &[StepEntry], field: &Field, (least, most): (f64, f64)) -> Option<Program> {
    if !field.dtype.is_number() {
        return None;
    }
    let own = std::slice::from_ref(&field.name);
    let (bin, count) = (free_name("bin", own), free_name("n", own));
    let column = spec::sql::name(&field.name);
    let expr = format!(
        "LEAST(FLOOR(({column} - ({least})) * {BINS} / ({most} - ({least}))), {})",
        BINS - 1
    );
    let steps = [
        Step::WithColumns {
            columns: vec![NamedExpr {
                name: bin.clone(),
                expr,
            }],
        },
        Step::GroupBy {
            keys: vec![bin],
            aggs: vec![NamedExpr {
                name: count,
                expr: "COUNT(*)".to_owned(),
            }],
        },
    ];
    Some(and_then(before, steps))
}

/// The small picture: bars from the smallest number on the left to the largest.
fn bars(bins: &Table) -> Html {
    let rows: Vec<(f64, u64)> = (0..bins.height())
        .filter_map(|row| match bins.columns().first()?.get(row)? {
            Value::Float(bin) => Some((bin, count_in_row(bins, 1, row)?)),
            Value::Int(bin) => Some((bin as f64, count_in_row(bins, 1, row)?)),
            _ => None,
        })
        .collect();
    let most = rows.iter().map(|(_, count)| *count).max().unwrap_or(1) as f64;
    html! {
        <svg class="head-bars" viewBox={format!("0 0 {BINS} 10")} preserveAspectRatio="none" aria-hidden="true">
            { for rows.iter().map(|(bin, count)| {
                let height = *count as f64 * 10.0 / most;
                html! { <rect x={(bin + 0.05).to_string()} y={(10.0 - height).to_string()} width="0.9" height={height.to_string()} /> }
            }) }
        </svg>
    }
}

/// Each value once, ascending, and how many rows have it.
fn values_of(before: &[StepEntry], field: &Field) -> Program {
    let count = NamedExpr {
        name: free_name("n", std::slice::from_ref(&field.name)),
        expr: "COUNT(*)".to_owned(),
    };
    let sort = Step::Sort {
        by: vec![SortKey {
            column: field.name.clone(),
            descending: false,
        }],
    };
    let group = Step::GroupBy {
        keys: vec![field.name.clone()],
        aggs: vec![count],
    };
    and_then(before, [group, sort])
}

/// The first rows of what a program gives, and how many it has; `None` while they are not known, or no program is.
#[hook]
fn use_rows(program: Option<Program>, len: u64) -> Option<(Rc<Table>, u64)> {
    let engine = use_engine();
    let rows = use_state(|| None::<(Rc<Table>, u64)>);
    let turn = use_mut_ref(|| 0_u32);
    let ready = engine.state == EngineState::Ready;
    {
        let rows = rows.setter();
        use_effect_with((program, ready), move |(program, ready)| {
            *turn.borrow_mut() += 1;
            rows.set(None);
            let Some(program) = program.clone().filter(|_| *ready) else {
                return;
            };
            let answer = engine.request(LessonRequest::Rows {
                program,
                after: None,
                window: Window { offset: 0, len },
            });
            let mine = *turn.borrow();
            wasm_bindgen_futures::spawn_local(async move {
                let answer = answer.await;
                // Steps that do not run have no values; they say so themselves.
                if let (Ok((Response::Rows(page), _)), true) = (answer, *turn.borrow() == mine) {
                    rows.set(Some((Rc::new(page.table), page.total)));
                }
            });
        });
    }
    (*rows).clone()
}

#[cfg(test)]
mod tests {
    use table::{Column, Values};

    use super::*;

    #[test]
    fn a_column_is_told_in_short() {
        let words = Words(Rc::new(locale::Locale::new(locale::Lang::Ja)));
        let int = |name: &str, value: i64| Column::new(name, Values::Int(vec![Some(value)]));
        let table = Table::new(vec![
            int("c0", 29),
            int("c1", 2),
            int("c2", 10),
            int("c3", 300),
            Column::new("c4", Values::Float(vec![Some(55.5)])),
        ])
        .unwrap();
        let field = |name: &str, dtype| Field {
            name: name.to_owned(),
            dtype,
        };
        let said = facts_words(Some(&table), Some(6), &field("人口", Dtype::Int), &words);
        assert_eq!(said, "5 種類、空 2、最小 10、最大 300、平均 55.5");
        let said = facts_words(Some(&table), Some(999), &field("年", Dtype::Int), &words);
        assert_eq!(said, "空 2、最小 10、最大 300、平均 55.5");
    }
}
