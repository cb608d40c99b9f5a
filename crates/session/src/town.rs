//! Puts the learner's own town in the place of `{町}`: in what the author wrote and in what the learner typed.

use spec::exercise::{ChartWrong, NumberWrong, TableWrong, TextWrong};
use spec::module::Section;
use spec::step::{JoinKey, NamedExpr, RenamePair, SortKey};
use spec::{Answer, ChartSpec, ExerciseKind, Module, Program, Step, StepEntry, TableAnswer};

const PLACE: &str = "{町}";

/// A town's name cannot end a text in SQL early.
fn fill(text: &str, town: &str) -> String {
    if text.contains(PLACE) {
        text.replace(PLACE, &town.replace('\'', "''"))
    } else {
        text.to_owned()
    }
}

fn all(texts: &[String], town: &str) -> Vec<String> {
    texts.iter().map(|text| fill(text, town)).collect()
}

/// A program with the town in it.
pub(crate) fn program(program: &Program, town: &str) -> Program {
    match program {
        Program::Steps(entries) => Program::Steps(
            entries
                .iter()
                .map(|entry| self::entry(entry, town))
                .collect(),
        ),
        Program::Sql(sql) => Program::Sql(fill(sql, town)),
    }
}

fn entry(entry: &StepEntry, town: &str) -> StepEntry {
    StepEntry {
        step: step(&entry.step, town),
        enabled: entry.enabled,
    }
}

/// A step with the town in it.
pub(crate) fn step(step: &Step, town: &str) -> Step {
    let one = |text: &String| fill(text, town);
    let many = |texts: &Vec<String>| all(texts, town);
    let named = |columns: &Vec<NamedExpr>| {
        columns
            .iter()
            .map(|column| NamedExpr {
                name: one(&column.name),
                expr: one(&column.expr),
            })
            .collect()
    };
    match step {
        Step::From { table } => Step::From { table: one(table) },
        Step::Select { columns } => Step::Select {
            columns: many(columns),
        },
        Step::Rename { pairs } => Step::Rename {
            pairs: pairs
                .iter()
                .map(|pair| RenamePair {
                    from: one(&pair.from),
                    to: one(&pair.to),
                })
                .collect(),
        },
        Step::Filter { predicate } => Step::Filter {
            predicate: one(predicate),
        },
        Step::WithColumns { columns } => Step::WithColumns {
            columns: named(columns),
        },
        Step::GroupBy { keys, aggs } => Step::GroupBy {
            keys: many(keys),
            aggs: named(aggs),
        },
        Step::Sort { by } => Step::Sort {
            by: by
                .iter()
                .map(|key| SortKey {
                    column: one(&key.column),
                    descending: key.descending,
                })
                .collect(),
        },
        Step::Head { n } => Step::Head { n: *n },
        Step::Tail { n } => Step::Tail { n: *n },
        Step::Unique { columns } => Step::Unique {
            columns: many(columns),
        },
        Step::Join { how, table, on } => Step::Join {
            how: *how,
            table: one(table),
            on: on
                .iter()
                .map(|key| JoinKey {
                    left: one(&key.left),
                    right: one(&key.right),
                })
                .collect(),
        },
        Step::Union { table } => Step::Union { table: one(table) },
        Step::Pivot {
            on,
            index,
            values,
            agg,
        } => Step::Pivot {
            on: one(on),
            index: many(index),
            values: one(values),
            agg: *agg,
        },
        Step::Unpivot {
            columns,
            index,
            name,
            value,
        } => Step::Unpivot {
            columns: many(columns),
            index: many(index),
            name: one(name),
            value: one(value),
        },
        Step::FillNull { columns, value } => Step::FillNull {
            columns: many(columns),
            value: one(value),
        },
        Step::Cast { columns, to } => Step::Cast {
            columns: many(columns),
            to: *to,
        },
    }
}

/// An answer with the town in it.
pub(crate) fn answer(answer: &Answer, town: &str) -> Answer {
    match answer {
        Answer::Table(table) => Answer::Table(TableAnswer {
            mode: table.mode,
            steps: table
                .steps
                .iter()
                .map(|entry| self::entry(entry, town))
                .collect(),
            sql: fill(&table.sql, town),
        }),
        Answer::Chart(chart) => Answer::Chart(self::chart(chart, town)),
        other => other.clone(),
    }
}

fn chart(chart: &ChartSpec, town: &str) -> ChartSpec {
    ChartSpec {
        kind: chart.kind,
        x: fill(&chart.x, town),
        y: fill(&chart.y, town),
        color: fill(&chart.color, town),
        sort: chart.sort,
        title: fill(&chart.title, town),
        unit: fill(&chart.unit, town),
    }
}

/// A module with the town in everything that is run or compared. Prose keeps [`spec::Inline::Town`].
pub(crate) fn filled(mut module: Module, town: &str) -> Module {
    for section in &mut module.sections {
        let Section::Exercise(exercise) = section else {
            continue;
        };
        match &mut exercise.kind {
            ExerciseKind::Table(table) => {
                table.starter = table
                    .starter
                    .iter()
                    .map(|starter| step(starter, town))
                    .collect();
                table.starter_sql = fill(&table.starter_sql, town);
                table.solution = program(&table.solution, town);
                for TableWrong { say, answer } in &mut table.check.wrong {
                    *say = fill(say, town);
                    *answer = program(answer, town);
                }
            }
            ExerciseKind::Chart(exercise) => {
                exercise.steps = exercise.steps.iter().map(|one| step(one, town)).collect();
                exercise.starter = chart(&exercise.starter, town);
                exercise.solution = chart(&exercise.solution, town);
                exercise.check.title_words = exercise
                    .check
                    .title_words
                    .iter()
                    .map(|words| all(words, town))
                    .collect();
                for ChartWrong { say, .. } in &mut exercise.check.wrong {
                    *say = fill(say, town);
                }
            }
            ExerciseKind::Number(number) => {
                number.sql = fill(&number.sql, town);
                for NumberWrong { say, sql } in &mut number.wrong {
                    *say = fill(say, town);
                    *sql = fill(sql, town);
                }
            }
            ExerciseKind::Text(text) => {
                text.accept = all(&text.accept, town);
                text.sql = fill(&text.sql, town);
                for TextWrong { say, text } in &mut text.wrong {
                    *say = fill(say, town);
                    *text = fill(text, town);
                }
            }
            ExerciseKind::Choice(_) | ExerciseKind::Essay => {}
        }
    }
    module
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_town_stands_in_steps_and_sql() {
        let steps = Program::of_steps([Step::Filter {
            predicate: "市町 = '{町}'".into(),
        }]);
        assert_eq!(
            program(&steps, "鳥羽市"),
            Program::of_steps([Step::Filter {
                predicate: "市町 = '鳥羽市'".into()
            }])
        );
        let sql = Program::Sql("SELECT '{町}', '{町}' FROM t".into());
        assert_eq!(
            program(&sql, "津市"),
            Program::Sql("SELECT '津市', '津市' FROM t".into())
        );
        assert_eq!(
            program(&sql, "a' OR '"),
            Program::Sql("SELECT 'a'' OR ''', 'a'' OR ''' FROM t".into())
        );
    }
}
