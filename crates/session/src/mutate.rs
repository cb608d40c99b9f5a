//! The solution with one thing changed, as learners change it: another aggregate, a boundary in or out, another join.
//! What such a solution gives, compared with the learner's result, tells what happened.

use spec::step::{Aggregate, JoinKind, NamedExpr};
use spec::verdict::Signature;
use spec::{Program, Step, StepEntry};

/// Most mutants of one solution: each of them runs.
const MOST: usize = 40;

/// Programs that differ from this one in one thing, with what that is.
pub(crate) fn mutants(program: &Program) -> Vec<(Signature, Program)> {
    let mut found = match program {
        Program::Sql(sql) => {
            let mut found: Vec<(Signature, Program)> = Vec::new();
            found.extend(
                aggregates(sql)
                    .into_iter()
                    .map(|(signature, sql)| (signature, Program::Sql(sql))),
            );
            found.extend(
                boundaries(sql)
                    .into_iter()
                    .map(|sql| (Signature::Boundary, Program::Sql(sql))),
            );
            found.extend(
                joins(sql)
                    .into_iter()
                    .map(|sql| (Signature::JoinKind, Program::Sql(sql))),
            );
            found
        }
        Program::Steps(entries) => entries
            .iter()
            .enumerate()
            .filter(|(_, entry)| entry.enabled)
            .flat_map(|(position, entry)| {
                steps(&entry.step)
                    .into_iter()
                    .map(move |(signature, step)| {
                        let mut changed = entries.clone();
                        if let Some(entry) = changed.get_mut(position) {
                            *entry = StepEntry::on(step);
                        }
                        (signature, Program::Steps(changed))
                    })
            })
            .collect(),
    };
    found.truncate(MOST);
    found
}

fn steps(step: &Step) -> Vec<(Signature, Step)> {
    let columns = |columns: &[NamedExpr], make: &dyn Fn(Vec<NamedExpr>) -> Step| {
        let mut found = Vec::new();
        for (position, column) in columns.iter().enumerate() {
            let changed = |expr: String| {
                let mut columns = columns.to_vec();
                if let Some(column) = columns.get_mut(position) {
                    column.expr = expr;
                }
                make(columns)
            };
            found.extend(
                aggregates(&column.expr)
                    .into_iter()
                    .map(|(signature, expr)| (signature, changed(expr))),
            );
            found.extend(
                boundaries(&column.expr)
                    .into_iter()
                    .map(|expr| (Signature::Boundary, changed(expr))),
            );
        }
        found
    };
    match step {
        Step::Filter { predicate } => boundaries(predicate)
            .into_iter()
            .map(|predicate| (Signature::Boundary, Step::Filter { predicate }))
            .collect(),
        Step::WithColumns { columns: named } => {
            columns(named, &|columns| Step::WithColumns { columns })
        }
        Step::GroupBy { keys, aggs } => columns(aggs, &|aggs| Step::GroupBy {
            keys: keys.clone(),
            aggs,
        }),
        Step::Pivot {
            on,
            index,
            values,
            agg,
        } => Aggregate::ALL
            .into_iter()
            .filter(|other| other != agg && *other != Aggregate::First)
            .map(|other| {
                let signature = Signature::Aggregate {
                    got: other.slug().into(),
                    want: agg.slug().into(),
                };
                let step = Step::Pivot {
                    on: on.clone(),
                    index: index.clone(),
                    values: values.clone(),
                    agg: other,
                };
                (signature, step)
            })
            .collect(),
        Step::Join { how, table, on } => match how {
            JoinKind::Inner => vec![JoinKind::Left],
            JoinKind::Left => vec![JoinKind::Inner],
            _ => Vec::new(),
        }
        .into_iter()
        .map(|how| {
            (
                Signature::JoinKind,
                Step::Join {
                    how,
                    table: table.clone(),
                    on: on.clone(),
                },
            )
        })
        .collect(),
        _ => Vec::new(),
    }
}

/// The aggregates that are mixed up with one another.
const MIXED_UP: [Aggregate; 6] = [
    Aggregate::Sum,
    Aggregate::Mean,
    Aggregate::Median,
    Aggregate::Count,
    Aggregate::Min,
    Aggregate::Max,
];

fn aggregates(sql: &str) -> Vec<(Signature, String)> {
    let mut found = Vec::new();
    for (start, end) in words(sql) {
        let (before, word, after) = (sql.get(..start), sql.get(start..end), sql.get(end..));
        let (Some(before), Some(word), Some(after)) = (before, word, after) else {
            continue;
        };
        // COUNT(*) has no column to combine in another way.
        let rest = after.trim_start();
        if !rest.starts_with('(') || rest.trim_start_matches('(').trim_start().starts_with('*') {
            continue;
        }
        let Some(want) = MIXED_UP
            .into_iter()
            .find(|aggregate| aggregate.sql().eq_ignore_ascii_case(word))
        else {
            continue;
        };
        found.extend(
            MIXED_UP
                .into_iter()
                .filter(|other| *other != want)
                .map(|other| {
                    let signature = Signature::Aggregate {
                        got: other.slug().into(),
                        want: want.slug().into(),
                    };
                    (signature, format!("{before}{}{after}", other.sql()))
                }),
        );
    }
    found
}

fn boundaries(sql: &str) -> Vec<String> {
    let mut found = Vec::new();
    let bytes = sql.as_bytes();
    let outside = outside_quotes(sql);
    let at = |position: usize| bytes.get(position).copied();
    let mut position = 0;
    while position < bytes.len() {
        let here = at(position);
        if !outside.get(position).copied().unwrap_or(false) || !matches!(here, Some(b'<' | b'>')) {
            position += 1;
            continue;
        }
        let (old, new) = match (here, at(position + 1)) {
            (Some(b'<'), Some(b'>' | b'<')) | (Some(b'>'), Some(b'>')) => {
                position += 2;
                continue;
            }
            (Some(b'<'), Some(b'=')) => (2, "<"),
            (Some(b'>'), Some(b'=')) => (2, ">"),
            (Some(b'<'), _) => (1, "<="),
            _ => (1, ">="),
        };
        if let (Some(before), Some(after)) = (sql.get(..position), sql.get(position + old..)) {
            found.push(format!("{before}{new}{after}"));
        }
        position += old;
    }
    found
}

fn joins(sql: &str) -> Vec<String> {
    let words: Vec<(usize, usize)> = words(sql);
    let mut found = Vec::new();
    for (position, (start, end)) in words.iter().enumerate() {
        if !sql
            .get(*start..*end)
            .is_some_and(|word| word.eq_ignore_ascii_case("join"))
        {
            continue;
        }
        let before = position
            .checked_sub(1)
            .and_then(|position| words.get(position));
        let word = before
            .and_then(|(start, end)| sql.get(*start..*end))
            .unwrap_or_default()
            .to_lowercase();
        let (from, new) = match (word.as_str(), before) {
            ("left", Some((left, _))) => (*left, "INNER JOIN"),
            ("inner", Some((inner, _))) => (*inner, "LEFT JOIN"),
            ("outer" | "right" | "full" | "cross" | "semi" | "anti" | "natural", _) => continue,
            _ => (*start, "LEFT JOIN"),
        };
        if let (Some(before), Some(after)) = (sql.get(..from), sql.get(*end..)) {
            found.push(format!("{before}{new}{after}"));
        }
    }
    found
}

/// For each byte whether it stands outside of quotation marks.
fn outside_quotes(sql: &str) -> Vec<bool> {
    let mut quote: Option<u8> = None;
    sql.bytes()
        .map(|byte| match quote {
            Some(open) => {
                if byte == open {
                    quote = None;
                }
                false
            }
            None if matches!(byte, b'\'' | b'"' | b'`') => {
                quote = Some(byte);
                false
            }
            None => true,
        })
        .collect()
}

/// Places of the words outside of quotation marks.
fn words(sql: &str) -> Vec<(usize, usize)> {
    let outside = outside_quotes(sql);
    let mut found = Vec::new();
    let mut start: Option<usize> = None;
    for (position, c) in sql.char_indices().chain([(sql.len(), ' ')]) {
        let inside =
            (c.is_alphanumeric() || c == '_') && outside.get(position).copied().unwrap_or(false);
        match (inside, start) {
            (true, None) => start = Some(position),
            (false, Some(from)) => {
                found.push((from, position));
                start = None;
            }
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boundaries_move_one_at_a_time_outside_of_quotes() {
        assert_eq!(
            boundaries("a >= 1 AND b < '<' AND c <> 2"),
            [
                "a > 1 AND b < '<' AND c <> 2",
                "a >= 1 AND b <= '<' AND c <> 2"
            ]
        );
        assert!(boundaries("町 = '>='").is_empty());
    }

    #[test]
    fn aggregates_are_swapped() {
        let found = aggregates("SUM(人口) / count(*)");
        assert_eq!(found.len(), 5);
        assert_eq!(found[0].1, "avg(人口) / count(*)");
        assert_eq!(
            found[0].0,
            Signature::Aggregate {
                got: "mean".into(),
                want: "sum".into()
            }
        );
        assert!(aggregates("sum_of(人口) + \"sum\"(1)").is_empty());
    }

    #[test]
    fn joins_change_their_kind() {
        assert_eq!(
            joins("SELECT * FROM a LEFT JOIN b USING (k)"),
            ["SELECT * FROM a INNER JOIN b USING (k)"]
        );
        assert_eq!(
            joins("SELECT * FROM a JOIN b USING (k)"),
            ["SELECT * FROM a LEFT JOIN b USING (k)"]
        );
        assert!(joins("SELECT * FROM a CROSS JOIN b").is_empty());
    }

    #[test]
    fn steps_have_mutants() {
        let program = Program::of_steps([
            Step::From { table: "t".into() },
            Step::Filter {
                predicate: "年 >= 2015".into(),
            },
            Step::GroupBy {
                keys: vec!["町".into()],
                aggs: vec![NamedExpr {
                    name: "計".into(),
                    expr: "sum(人口)".into(),
                }],
            },
            Step::Join {
                how: JoinKind::Left,
                table: "u".into(),
                on: Vec::new(),
            },
        ]);
        let found = mutants(&program);
        assert_eq!(found.len(), 1 + 5 + 1);
        assert!(found.iter().all(|(_, mutant)| *mutant != program));
    }
}
