//! Solutions that keep the first (or last) rows of an order: do rows tie at the cut, and what would the others give?
//!
//! The solution is run once more with the tied rows in. Steps behind the cut that work row by row keep them apart; where
//! they do not, several results would be right and only one is known, which the author is told.

use std::collections::HashMap;

use engine::Engine;
use grade::table::Cut;
use spec::{Program, Step, StepEntry};
use sqlparser::ast::{Expr, Query, SelectItem, SetExpr, Statement, Value as Literal};
use sqlparser::dialect::GenericDialect;
use sqlparser::parser::Parser;
use table::compare::{Key, Tolerance};
use table::{Column, Table};

use crate::exercise::table::ROWS;
use crate::mutate::name_of;

/// Rows that tie at a solution's cut.
pub struct Ties {
    /// Rows that are kept.
    pub kept: usize,
    /// Rows that tie.
    pub tied: usize,
    /// All that may be right; `None` where it is not known.
    pub cut: Option<Cut>,
}

/// Rows that tie at the cut of a solution that gave this result.
pub(crate) fn ties(solution: &Program, result: &Table, engine: &Engine) -> Option<Ties> {
    match solution {
        Program::Steps(entries) => of_steps(entries, result, engine),
        Program::Sql(sql) => of_sql(sql, result, engine),
    }
}

fn run(program: &Program, engine: &Engine) -> Option<Table> {
    engine.evaluate(program).result.ok()?.table(ROWS).ok()
}

type Row<'a> = Vec<Key<'a>>;

fn row<'a>(columns: &[&'a Column], row: usize) -> Row<'a> {
    columns
        .iter()
        .map(|column| Tolerance::EXACT.key(column.cell(row)))
        .collect()
}

/// The run of rows with one key on both sides of a cut before row `at`: its first row and the one behind it.
fn tied_at(keys: &[&Column], height: usize, at: usize) -> Option<(usize, usize)> {
    let key = row(keys, at.checked_sub(1)?);
    if keys.is_empty() || at >= height || row(keys, at) != key {
        return None;
    }
    let above = (0..at).rev().take_while(|other| row(keys, *other) == key);
    let below = (at..height).take_while(|other| row(keys, *other) == key);
    Some((at - above.count(), at + below.count()))
}

fn of_steps(entries: &[StepEntry], result: &Table, engine: &Engine) -> Option<Ties> {
    let is_cut = |entry: &StepEntry| {
        entry.enabled && matches!(entry.step, Step::Head { .. } | Step::Tail { .. })
    };
    let at = entries.iter().rposition(is_cut)?;
    let (before, from) = entries.split_at_checked(at)?;
    let names = order_of(before)?;
    let sorted = run(&Program::Steps(before.to_vec()), engine)?;
    let keys: Vec<&Column> = names
        .iter()
        .map(|name| sorted.column(name))
        .collect::<Option<_>>()?;
    let height = sorted.height();
    let (kept, is_head) = match from.first()?.step {
        Step::Head { n } => (usize::try_from(n).ok()?, true),
        Step::Tail { n } => (usize::try_from(n).ok()?, false),
        _ => return None,
    };
    let place = if is_head {
        kept
    } else {
        height.checked_sub(kept)?
    };
    let (first, behind) = tied_at(&keys, height, place)?;
    // As many rows as are sure to be kept, and as may be.
    let (sure, all) = if is_head {
        (first, behind)
    } else {
        (height - behind, height - first)
    };
    let keeping = |rows: usize| -> Option<Table> {
        let n = u64::try_from(rows).ok()?;
        let mut entries = entries.to_vec();
        entries.get_mut(at)?.step = if is_head {
            Step::Head { n }
        } else {
            Step::Tail { n }
        };
        run(&Program::Steps(entries), engine)
    };
    let tied = behind - first;
    let cut = keeping(all).and_then(|rows| {
        let sure = if sure == 0 {
            rows.slice(0, 0)
        } else {
            keeping(sure).filter(|table| table.height() == sure)?
        };
        let tied_rows = without(&rows, &sure)?;
        let fits = rows.height() == all && tied_rows.len() == tied && holds(&rows, result);
        (fits && result.height() == kept).then_some(Cut {
            rows,
            tied: tied_rows,
            kept,
        })
    });
    Some(Ties { kept, tied, cut })
}

/// The columns by which the result of these steps is in order.
fn order_of(steps: &[StepEntry]) -> Option<Vec<String>> {
    let mut order: Option<Vec<String>> = None;
    for entry in steps.iter().filter(|entry| entry.enabled) {
        let is_kept = match &entry.step {
            Step::Sort { by } => {
                order = Some(by.iter().map(|key| key.column.clone()).collect());
                true
            }
            Step::Filter { .. }
            | Step::Select { .. }
            | Step::Unique { .. }
            | Step::Head { .. }
            | Step::Tail { .. } => true,
            Step::WithColumns { columns } => {
                stays(&order, columns.iter().map(|column| &column.name))
            }
            Step::Cast { columns, .. }
            | Step::FillNull { columns, .. }
            | Step::Normalise { columns }
            | Step::FillDown { columns } => stays(&order, columns),
            Step::DropTotals { .. } => true,
            Step::KeyConversion { column: made, .. }
            | Step::Share { name: made, .. }
            | Step::Rank { name: made, .. }
            | Step::CumSum { name: made, .. }
            | Step::Change { name: made, .. }
            | Step::Rolling { name: made, .. }
            | Step::Bins { name: made, .. } => stays(&order, [made]),
            Step::Split { names, .. } => stays(&order, names),
            Step::Rename { pairs } => {
                for name in order.iter_mut().flatten() {
                    if let Some(pair) = pairs.iter().find(|pair| pair.from == *name) {
                        name.clone_from(&pair.to);
                    }
                }
                true
            }
            _ => false,
        };
        if !is_kept {
            order = None;
        }
    }
    order
}

/// Whether what is sorted by is none of these columns.
fn stays<'a>(order: &Option<Vec<String>>, changed: impl IntoIterator<Item = &'a String>) -> bool {
    let names = order.as_deref().unwrap_or_default();
    changed.into_iter().all(|name| !names.contains(name))
}

/// Rows of a table that are not among those of the other, which must all be in it.
fn without(table: &Table, other: &Table) -> Option<Vec<usize>> {
    let mut times = counted(other);
    let columns: Vec<&Column> = table.columns().iter().collect();
    let rest = (0..table.height())
        .filter(|at| match times.get_mut(&row(&columns, *at)) {
            Some(times) if *times > 0 => {
                *times -= 1;
                false
            }
            _ => true,
        })
        .collect();
    times.values().all(|times| *times == 0).then_some(rest)
}

/// Whether all rows of the other table are in this one.
fn holds(table: &Table, other: &Table) -> bool {
    table
        .schema()
        .iter()
        .map(|field| &field.name)
        .eq(other.schema().iter().map(|field| &field.name))
        && without(table, other).is_some()
}

fn counted(table: &Table) -> HashMap<Row<'_>, usize> {
    let columns: Vec<&Column> = table.columns().iter().collect();
    let mut times = HashMap::new();
    for at in 0..table.height() {
        *times.entry(row(&columns, at)).or_default() += 1;
    }
    times
}

/// Name of a column that is added to see by what is sorted; a number follows.
const KEY: &str = "ama_order_";

fn of_sql(sql: &str, result: &Table, engine: &Engine) -> Option<Ties> {
    let statements = Parser::parse_sql(&GenericDialect, sql).ok()?;
    let [Statement::Query(query)] = statements.as_slice() else {
        return None;
    };
    if query.offset.is_some() || query.fetch.is_some() {
        return None;
    }
    let Some(Expr::Value(Literal::Number(limit, _))) = &query.limit else {
        return None;
    };
    let kept: usize = limit.parse().ok()?;
    let mut whole = Query {
        limit: None,
        ..(**query).clone()
    };
    let mut names = Vec::new();
    let mut added = Vec::new();
    for (at, key) in query.order_by.iter().flat_map(|by| &by.exprs).enumerate() {
        if let Some(name) = in_result(&key.expr, result) {
            names.push(name);
        } else {
            let name = format!("{KEY}{at}");
            added.push(SelectItem::ExprWithAlias {
                expr: key.expr.clone(),
                alias: name.as_str().into(),
            });
            names.push(name);
        }
    }
    if !added.is_empty() {
        let SetExpr::Select(select) = whole.body.as_mut() else {
            return None;
        };
        if select.distinct.is_some() {
            return None;
        }
        select.projection.extend(added);
    }
    let sorted = run(&Program::Sql(whole.to_string()), engine)?;
    let keys: Vec<&Column> = names
        .iter()
        .map(|name| sorted.column(name))
        .collect::<Option<_>>()?;
    let (first, behind) = tied_at(&keys, sorted.height(), kept)?;
    let shown = sorted
        .columns()
        .iter()
        .filter(|column| result.column(&column.name).is_some())
        .cloned()
        .collect();
    let rows = Table::new(shown).ok()?.slice(0, behind);
    let fits = holds(&rows, result) && result.height() == kept;
    Some(Ties {
        kept,
        tied: behind - first,
        cut: fits.then(|| Cut {
            rows,
            tied: (first..behind).collect(),
            kept,
        }),
    })
}

/// The column of the result that an expression of ORDER BY is, by name or by position.
fn in_result(expr: &Expr, result: &Table) -> Option<String> {
    let found = match expr {
        Expr::Value(Literal::Number(position, _)) => {
            let position: usize = position.parse().ok()?;
            result.columns().get(position.checked_sub(1)?)
        }
        Expr::Identifier(_) => result.column(&name_of(expr)?),
        _ => None,
    };
    found.map(|column| column.name.clone())
}

#[cfg(test)]
mod tests {
    use spec::step::text::parse_program;

    use super::*;

    const COUNTS: &str = "町,圏域,件数\nA,北,9\nB,北,5\nC,南,5\nD,南,5\nE,南,1\nF,北,\nG,南,\n";

    fn engine() -> Engine {
        let mut engine = Engine::default();
        engine.add_csv("t", COUNTS.as_bytes(), &[]).unwrap();
        engine
    }

    /// How many are kept, how many tie, and the towns that may be in the result (tied ones in brackets).
    fn found(program: &Program) -> Option<(usize, usize, Option<String>)> {
        let engine = engine();
        let result = run(program, &engine).unwrap();
        let ties = ties(program, &result, &engine)?;
        let towns = ties.cut.map(|cut| {
            assert_eq!(cut.kept, result.height());
            let towns = cut.rows.column("町").unwrap();
            (0..towns.len())
                .map(|at| {
                    let town = match towns.get(at) {
                        Some(table::Value::Text(town)) => town,
                        other => panic!("{other:?}"),
                    };
                    if cut.tied.contains(&at) {
                        format!("({town})")
                    } else {
                        town
                    }
                })
                .collect()
        });
        Some((ties.kept, ties.tied, towns))
    }

    fn steps(text: &str, expected: Option<(usize, usize, Option<&str>)>) {
        let (entries, problems) = parse_program(text);
        assert_eq!(problems, []);
        let expected = expected.map(|(kept, tied, towns)| (kept, tied, towns.map(str::to_owned)));
        assert_eq!(found(&Program::Steps(entries)), expected, "{text}");
    }

    fn sql(text: &str, expected: Option<(usize, usize, Option<&str>)>) {
        let expected = expected.map(|(kept, tied, towns)| (kept, tied, towns.map(str::to_owned)));
        assert_eq!(found(&Program::Sql(text.into())), expected, "{text}");
    }

    #[test]
    fn ties_at_the_cut_of_steps() {
        let all = Some((2, 3, Some("A(B)(C)(D)")));
        steps("from t\nsort 件数 desc\nhead 2", all);
        steps("from t\nsort 件数 desc\nhead 2\nselect 町", all);
        steps("from t\nsort 件数 desc\nselect 町, 件数\nhead 2", all);
        steps("from t\nsort 件数 desc\nrename 数 = 件数\nhead 2", all);
        steps(
            "from t\nsort 件数 desc\nhead 2\nsort 町 desc",
            Some((2, 3, Some("(D)(C)(B)A"))),
        );
        steps(
            "from t\nfilter 件数 IS NOT NULL\nsort 件数 desc\ntail 2",
            Some((2, 3, Some("(B)(C)(D)E"))),
        );
        // No tie at the cut, or no cut.
        steps("from t\nsort 件数 desc\nhead 1", None);
        steps("from t\nsort 件数 desc\nhead 4", None);
        steps("from t\nsort 件数 desc\nhead 50", None);
        steps("from t\nsort 件数 desc, 町\nhead 2", None);
        steps("from t\nhead 2", None);
        steps("from t\nsort 件数 desc\nselect 町, 件数", None);
        // A group takes the order away.
        steps(
            "from t\nsort 件数 desc\ngroup_by 町 : n = count(*)\nhead 2",
            None,
        );
    }

    #[test]
    fn what_follows_from_the_choice_is_not_known() {
        steps(
            "from t\nsort 件数 desc\nhead 2\ngroup_by 圏域 : 町 = first(町)",
            Some((2, 3, None)),
        );
    }

    #[test]
    fn ties_at_a_limit() {
        let all = Some((2, 3, Some("A(B)(C)(D)")));
        sql(
            "SELECT 町, 件数 FROM t ORDER BY 件数 DESC NULLS LAST LIMIT 2",
            all,
        );
        // Sorted by what is not in the result, by a calculation, a position, another name.
        sql(
            "SELECT 町 FROM t ORDER BY 件数 DESC NULLS LAST LIMIT 2",
            all,
        );
        sql(
            "SELECT 町 FROM t ORDER BY 件数 * 2 DESC NULLS LAST LIMIT 2",
            all,
        );
        sql(
            "SELECT 町, 件数 FROM t ORDER BY 2 DESC NULLS LAST LIMIT 2",
            all,
        );
        sql(
            "SELECT 町, 件数 AS 数 FROM t ORDER BY 数 DESC NULLS LAST LIMIT 2",
            all,
        );
        sql(
            "SELECT 町 FROM t ORDER BY 件数 DESC NULLS LAST, 町 LIMIT 2",
            None,
        );
        sql(
            "SELECT 町 FROM t ORDER BY 件数 DESC NULLS LAST LIMIT 4",
            None,
        );
        sql("SELECT 町 FROM t ORDER BY 件数 DESC NULLS LAST", None);
        sql("SELECT 町 FROM t LIMIT 2", None);
    }
}
