//! The solution with one thing changed, as learners change it: a step left out, another year, another aggregate.
//! What such a solution gives, compared with the learner's result, tells what happened.
//!
//! Nothing runs here but the solution's own steps, to see which values and columns there are to mix up.

mod expr;
mod query;
mod steps;

use engine::Engine;
use spec::{MutantChange, Program, StepEntry};
use sqlparser::dialect::GenericDialect;
use sqlparser::keywords::Keyword;
use sqlparser::tokenizer::{Token, Tokenizer};
use table::{Dtype, Table, Value};

pub(crate) use self::expr::{columns_in, name_of, parse, rounding_of};

/// Most mutants of one solution: each of them runs.
const MOST: usize = 64;
/// Most rows that are looked through for values.
const ROWS: u64 = 50_000;
/// Most columns that a group is tried with.
const GROUPABLE: usize = 4;
/// More different values than this make no groups that anybody would ask for.
const GROUPS: usize = 60;

/// Most operators, brackets and words of SQL in a text that is walked through: each may lead one level deeper, and the
/// browser's stack is short.
const LEVELS: usize = 1_000;

/// Whether walking through this SQL comes to an end before the stack does. `1 + 1 + 1 + …` is a level for each sign.
pub(crate) fn is_shallow(sql: &str) -> bool {
    let leads_deeper = |token: &Token| match token {
        Token::Word(word) => word.keyword != Keyword::NoKeyword,
        Token::Whitespace(_) | Token::Comma | Token::Period => false,
        Token::Number(..) | Token::SingleQuotedString(_) => false,
        _ => true,
    };
    // What are no words and signs at all is no query either.
    Tokenizer::new(&GenericDialect, sql)
        .tokenize()
        .is_ok_and(|tokens| tokens.iter().filter(|token| leads_deeper(token)).count() <= LEVELS)
}

/// The solution with one thing changed.
#[derive(Clone, Debug, PartialEq)]
pub struct Mutant {
    /// What was changed.
    pub change: MutantChange,
    /// The changed solution.
    pub program: Program,
}

/// Programs that differ from this one in one thing, the likeliest mistakes first.
pub(crate) fn mutants(program: &Program, engine: &Engine) -> Vec<Mutant> {
    let mut found = match program {
        Program::Sql(sql) => {
            let tables: Vec<Table> = engine
                .table_names()
                .iter()
                .filter_map(|name| engine.table(name)?.table(ROWS).ok())
                .collect();
            let values = |column: &str| {
                tables
                    .iter()
                    .find_map(|table| Some(distinct(table, column)).filter(|v| !v.is_empty()))
                    .unwrap_or_default()
            };
            let groupable: Vec<String> = tables.first().map(groupable).unwrap_or_default();
            let data = query::Data {
                values: &values,
                groupable: &groupable,
            };
            query::changes(sql, &data)
                .into_iter()
                .map(|(change, sql)| Mutant {
                    change,
                    program: Program::Sql(sql),
                })
                .collect()
        }
        Program::Steps(entries) => of_steps(entries, engine),
    };
    found.retain(|mutant| mutant.program != *program);
    found.sort_by_key(|mutant| rank(&mutant.change));
    found.truncate(MOST);
    found
}

/// To how many decimals a program rounds, wherever it does; each once.
pub(crate) fn rounds(program: &Program) -> Vec<i32> {
    let mut found = match program {
        Program::Sql(sql) => query::decimals_in(sql),
        Program::Steps(entries) => entries
            .iter()
            .filter(|entry| entry.enabled)
            .flat_map(|entry| steps::decimals_in(&entry.step))
            .collect(),
    };
    found.sort_unstable();
    found.dedup();
    found
}

fn of_steps(entries: &[StepEntry], engine: &Engine) -> Vec<Mutant> {
    let mut found = Vec::new();
    for (position, entry) in entries.iter().enumerate().filter(|(_, e)| e.enabled) {
        if let Some(change) = steps::dropped(&entry.step) {
            let mut left = entries.to_vec();
            left.remove(position);
            found.push(Mutant {
                change,
                program: Program::Steps(left),
            });
        }
        let before = entries.get(..position).unwrap_or_default().to_vec();
        let table = engine
            .evaluate(&Program::Steps(before))
            .result
            .and_then(|frame| frame.table(ROWS))
            .unwrap_or_default();
        let values = |column: &str| distinct(&table, column);
        let groupable = groupable(&table);
        let before = steps::Before {
            values: &values,
            groupable: &groupable,
        };
        for (change, step) in steps::changes(&entry.step, &before) {
            let mut changed = entries.to_vec();
            if let Some(entry) = changed.get_mut(position) {
                *entry = StepEntry::on(step);
            }
            found.push(Mutant {
                change,
                program: Program::Steps(changed),
            });
        }
    }
    found
}

/// Where two changes give the same result the one with the lower rank is told: it is made more often.
fn rank(change: &MutantChange) -> u8 {
    match change {
        MutantChange::Dropped { .. } => 0,
        MutantChange::SortFlipped { .. } => 1,
        MutantChange::FilterValue { .. } => 2,
        MutantChange::Aggregate { .. } => 3,
        MutantChange::JoinKind { .. } => 4,
        MutantChange::Boundary { .. } => 5,
        MutantChange::Unit { .. } => 6,
        MutantChange::Rounding { .. } => 7,
        MutantChange::AndOr { .. } => 8,
        MutantChange::GroupColumns { .. } => 9,
        MutantChange::RowLimit { .. } => 10,
        MutantChange::FillValue { .. } => 11,
    }
}

/// The different values of a column in order of first appearance.
fn distinct(table: &Table, column: &str) -> Vec<Value> {
    let Some(column) = table.column(column) else {
        return Vec::new();
    };
    let mut seen = std::collections::HashSet::new();
    (0..column.len())
        .map(|row| column.cell(row))
        .filter(|cell| seen.insert(table::compare::Tolerance::EXACT.key(*cell)))
        .map(|cell| cell.to_value())
        .collect()
}

/// Columns that somebody may group by: few values, no measurements.
fn groupable(table: &Table) -> Vec<String> {
    table
        .columns()
        .iter()
        .filter(|column| matches!(column.dtype(), Dtype::Text | Dtype::Int | Dtype::Bool))
        .filter(|column| {
            let groups = distinct(table, &column.name).len();
            groups > 1 && groups <= GROUPS && groups * 2 <= column.len().max(4)
        })
        .map(|column| column.name.clone())
        .collect()
}

/// Keys of a group with one less, another or one more: what is missing, what is there instead, and the keys.
fn grouped(
    keys: &[String],
    groupable: &[String],
) -> Vec<(Option<String>, Option<String>, Vec<String>)> {
    let others: Vec<&String> = groupable
        .iter()
        .filter(|column| !keys.contains(column))
        .take(GROUPABLE)
        .collect();
    let mut found = Vec::new();
    for (position, key) in keys.iter().enumerate() {
        if keys.len() > 1 {
            let mut less = keys.to_vec();
            less.remove(position);
            found.push((Some(key.clone()), None, less));
        }
        for other in &others {
            let mut swapped = keys.to_vec();
            if let Some(key) = swapped.get_mut(position) {
                *key = (*other).clone();
            }
            found.push((Some(key.clone()), Some((*other).clone()), swapped));
        }
    }
    for other in others {
        let mut more = keys.to_vec();
        more.push(other.clone());
        found.push((None, Some(other.clone()), more));
    }
    found
}

/// Numbers of rows that are mixed up with this one.
fn limits(n: u64) -> Vec<u64> {
    let mut found = Vec::new();
    let near = [n.checked_sub(1), n.checked_add(1), Some(5), Some(10)];
    for other in near.into_iter().flatten() {
        if other > 0 && other != n && !found.contains(&other) {
            found.push(other);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use spec::Step;
    use spec::step::text::parse_program;

    fn engine() -> Engine {
        let mut engine = Engine::default();
        let towns = "町,圏域,年,人口\nA,北,2015,10\nA,北,2020,20\nB,南,2015,30\nB,南,2020,40\n";
        engine.add_csv("t", towns.as_bytes(), &[]).unwrap();
        engine
            .add_csv("u", "町,面積\nA,1\n".as_bytes(), &[])
            .unwrap();
        engine
    }

    fn families(program: &Program) -> BTreeMap<&'static str, usize> {
        let mut found = BTreeMap::new();
        for mutant in mutants(program, &engine()) {
            assert_ne!(mutant.program, *program);
            *found.entry(mutant.change.slug()).or_default() += 1;
        }
        found
    }

    #[test]
    fn steps_have_mutants_of_every_family() {
        let program = parse_program(
            "from t\nfilter 年 = 2020 AND 人口 >= 15\njoin left u on 町\nfill_null 面積 with 0\n\
             group_by 圏域 : 計 = sum(人口)\nwith_columns 千人 = round(計 / 1000, 1)\nsort 計 desc\nhead 2",
        );
        assert_eq!(program.1, []);
        assert_eq!(
            families(&Program::Steps(program.0)),
            BTreeMap::from([
                ("aggregate", 5),
                ("and-or", 1),
                ("boundary", 3),
                ("dropped", 9),
                ("fill-value", 2),
                ("filter-value", 1),
                ("group-columns", 6),
                ("join-kind", 1),
                ("rounding", 3),
                ("row-limit", 4),
                ("sort-flipped", 1),
                ("unit", 3),
            ])
        );
    }

    #[test]
    fn steps_along_rows_have_mutants() {
        let program = parse_program(
            "from t\nrank 人口 desc within 年 name 位\nrolling 人口 how mean by 年 periods 2 within 町 name 均",
        );
        assert_eq!(program.1, []);
        let program = Program::Steps(program.0);
        assert_eq!(
            families(&program),
            BTreeMap::from([
                ("aggregate", 1),
                ("dropped", 2),
                // None at all; another one instead or as well: 町 and 圏域, then 圏域, 年 and 位.
                ("group-columns", 12),
                ("sort-flipped", 1),
            ])
        );
        let forgotten = MutantChange::GroupColumns {
            missing: Some("年".into()),
            extra: None,
        };
        let found = mutants(&program, &engine());
        let mutant = found
            .iter()
            .find(|mutant| mutant.change == forgotten)
            .unwrap();
        let Program::Steps(steps) = &mutant.program else {
            panic!("steps stay steps");
        };
        assert!(matches!(&steps[1].step, Step::Rank { within, .. } if within.is_empty()));
    }

    #[test]
    fn roundings_of_a_program_are_listed_once() {
        let steps = parse_program(
            "from t\nwith_columns a = round(人口, 1), b = round(人口)\ngroup_by 圏域 : c = round(avg(人口), 1)",
        );
        assert_eq!(steps.1, []);
        assert_eq!(rounds(&Program::Steps(steps.0)), [0, 1]);
        let sql = "WITH x AS (SELECT ROUND(人口, -3) AS a FROM t) SELECT ROUND(a * 1.5, 2) FROM x";
        assert_eq!(rounds(&Program::Sql(sql.into())), [-3, 2]);
        assert!(rounds(&Program::Sql("SELECT 'ROUND(a, 1)'".into())).is_empty());
    }

    #[test]
    fn groups_change_by_what_the_data_has() {
        let program = parse_program("from t\ngroup_by 圏域 : 計 = sum(人口)").0;
        let found: Vec<String> = mutants(&Program::Steps(program), &engine())
            .iter()
            .filter_map(|mutant| match &mutant.change {
                MutantChange::GroupColumns { missing, extra } => {
                    Some(format!("-{missing:?} +{extra:?}"))
                }
                _ => None,
            })
            .collect();
        assert_eq!(
            found,
            [
                "-Some(\"圏域\") +Some(\"町\")",
                "-Some(\"圏域\") +Some(\"年\")",
                "-None +Some(\"町\")",
                "-None +Some(\"年\")",
            ]
        );
    }

    #[test]
    fn sql_has_the_same_families() {
        let sql = "SELECT DISTINCT 圏域, ROUND(SUM(人口) / 1000, 1) AS 千人 FROM t LEFT JOIN u USING (町) \
                   WHERE 年 = 2020 OR coalesce(面積, 0) > 1 GROUP BY 圏域 ORDER BY 千人 LIMIT 2";
        let families = families(&Program::Sql(sql.into()));
        let found: Vec<&str> = families.into_keys().collect();
        assert_eq!(
            found,
            [
                "aggregate",
                "and-or",
                "boundary",
                "dropped",
                "fill-value",
                "filter-value",
                "group-columns",
                "join-kind",
                "rounding",
                "row-limit",
                "sort-flipped",
                "unit",
            ]
        );
    }

    #[test]
    fn what_is_too_deep_is_left_alone() {
        let sum = vec!["人口"; 20_000].join(" + ");
        let brackets = format!("{}人口{}", "(".repeat(20_000), ")".repeat(20_000));
        for deep in [sum, brackets] {
            assert_eq!(expr::parse(&deep), None);
            let program = Program::Sql(format!("SELECT {deep} AS 計 FROM t"));
            assert_eq!(mutants(&program, &engine()), []);
        }
        // Wide is not deep.
        let columns = vec!["人口"; 20_000].join(", ");
        assert!(is_shallow(&format!("SELECT {columns} FROM t")));
    }

    #[test]
    fn every_mutant_reads_as_a_program() {
        let program =
            parse_program("from t\nfilter (年 = 2020 OR 人口 < 35) AND 町 <> 'C'\nselect 町, 人口")
                .0;
        let engine = engine();
        for mutant in mutants(&Program::Steps(program), &engine) {
            let run = engine.evaluate(&mutant.program);
            assert!(run.result.is_ok(), "{mutant:?}");
            assert!(
                run.steps
                    .iter()
                    .all(|step| step.outcome == engine::Outcome::Done),
                "{mutant:?}"
            );
        }
    }
}
