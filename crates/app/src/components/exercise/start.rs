//! What stands in an exercise at the start, what of an answer is still blank, and which columns are behind a result.

use spec::exercise::TableMode;
use spec::{Answer, ExerciseKind, Mode, Module, Step, StepEntry, TableAnswer};

use super::table::list::first_missing;

/// Whether an answer is one to an exercise of that kind.
pub(crate) fn fits(answer: &Answer, kind: &ExerciseKind) -> bool {
    matches!(
        (answer, kind),
        (Answer::Table(_), ExerciseKind::Table(_))
            | (Answer::Chart(_), ExerciseKind::Chart(_))
            | (Answer::Choice(_), ExerciseKind::Choice(_))
            | (Answer::Number(_), ExerciseKind::Number(_))
            | (Answer::Text(_), ExerciseKind::Text(_))
            | (Answer::Essay(_), ExerciseKind::Essay)
    )
}

/// The answer as it stands at the start.
pub(crate) fn start(kind: &ExerciseKind) -> Answer {
    match kind {
        ExerciseKind::Table(exercise) => Answer::Table(TableAnswer {
            mode: if exercise.mode == TableMode::Sql {
                Mode::Sql
            } else {
                Mode::Steps
            },
            steps: exercise
                .starter
                .iter()
                .cloned()
                .map(StepEntry::on)
                .collect(),
            sql: exercise.starter_sql.clone(),
        }),
        ExerciseKind::Chart(exercise) => Answer::Chart(exercise.starter.clone()),
        ExerciseKind::Choice(_) => Answer::Choice(Vec::new()),
        ExerciseKind::Number(_) => Answer::Number(String::new()),
        ExerciseKind::Text(_) => Answer::Text(String::new()),
        ExerciseKind::Essay => Answer::Essay(String::new()),
    }
}

/// What is still blank in an answer: the step, if it is one, and the field (empty: everything).
pub(crate) fn blank_field(answer: &Answer) -> Option<(Option<usize>, String)> {
    let all = |is_blank: bool| is_blank.then(|| (None, String::new()));
    match answer {
        Answer::Table(TableAnswer {
            mode: Mode::Steps,
            steps,
            ..
        }) if !steps.is_empty() => {
            first_missing(steps).map(|(at, field)| (Some(at), field.to_owned()))
        }
        Answer::Table(TableAnswer {
            mode: Mode::Steps, ..
        }) => all(true),
        Answer::Table(TableAnswer { sql, .. }) => all(sql.trim().is_empty()),
        Answer::Choice(picked) => all(picked.is_empty()),
        Answer::Number(text) | Answer::Text(text) | Answer::Essay(text) => {
            all(text.trim().is_empty())
        }
        Answer::Chart(_) => None,
    }
}

/// A result column and the columns of the lesson's tables that it is made from, as far as the answer tells.
pub(crate) fn columns_behind(column: &str, module: &Module, answer: &Answer) -> Vec<String> {
    let mut names = vec![column.to_owned()];
    let known = |name: &&String| {
        module
            .data
            .iter()
            .any(|source| source.columns.iter().any(|info| info.name == **name))
    };
    let mut written = String::new();
    if let Answer::Table(answer) = answer {
        if answer.mode == Mode::Sql {
            written.push_str(&answer.sql);
        }
        for entry in answer.steps.iter().filter(|_| answer.mode == Mode::Steps) {
            match &entry.step {
                Step::WithColumns { columns: exprs } | Step::GroupBy { aggs: exprs, .. } => {
                    exprs
                        .iter()
                        .filter(|expr| expr.name == column)
                        .for_each(|expr| written.push_str(&expr.expr));
                }
                Step::Rename { pairs } => pairs
                    .iter()
                    .filter(|pair| pair.to == column)
                    .for_each(|pair| written.push_str(&pair.from)),
                _ => {}
            }
        }
    }
    if names.iter().find(known).is_none() {
        for info in module.data.iter().flat_map(|source| &source.columns) {
            if !info.unit.is_empty() && written.contains(&info.name) && !names.contains(&info.name)
            {
                names.push(info.name.clone());
            }
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use spec::DataSource;
    use spec::exercise::TableExercise;
    use spec::module::ColumnInfo;
    use spec::step::NamedExpr;
    use table::Dtype;

    use super::*;

    #[test]
    fn the_start_is_the_authors() {
        let filter = Step::Filter {
            predicate: "市町 = '鳥羽市'".into(),
        };
        let kind = ExerciseKind::Table(TableExercise {
            starter: vec![filter.clone()],
            starter_sql: "SELECT '鳥羽市'".into(),
            ..TableExercise::default()
        });
        let Answer::Table(answer) = start(&kind) else {
            panic!()
        };
        assert_eq!(answer.steps, [StepEntry::on(filter)]);
        assert_eq!(answer.sql, "SELECT '鳥羽市'");
        assert!(fits(&Answer::Table(answer), &kind) && !fits(&Answer::Text(String::new()), &kind));
    }

    #[test]
    fn blanks_are_found_before_anything_is_graded() {
        let steps = |steps: &[Step]| {
            Answer::Table(TableAnswer {
                steps: steps.iter().cloned().map(StepEntry::on).collect(),
                ..TableAnswer::default()
            })
        };
        let from = Step::From {
            table: "人口".into(),
        };
        assert_eq!(blank_field(&steps(&[])), Some((None, String::new())));
        assert_eq!(
            blank_field(&steps(&[
                from.clone(),
                Step::Filter {
                    predicate: "年 = ".into()
                }
            ])),
            Some((Some(1), "predicate".into()))
        );
        assert_eq!(blank_field(&steps(&[from])), None);
        assert_eq!(
            blank_field(&Answer::Number(" ".into())),
            Some((None, String::new()))
        );
        // An essay without a word is not done either.
        assert_eq!(
            blank_field(&Answer::Essay("　\n".into())),
            Some((None, String::new()))
        );
        assert_eq!(blank_field(&Answer::Choice(vec![0])), None);
    }

    #[test]
    fn a_sum_leads_to_the_column_with_the_unit() {
        let info = |name: &str, unit: &str| ColumnInfo {
            name: name.into(),
            meaning: String::new(),
            unit: unit.into(),
            dtype: Dtype::Int,
        };
        let module = Module {
            data: vec![DataSource {
                columns: vec![info("人口", "千人"), info("年", ""), info("世帯", "世帯")],
                ..DataSource::default()
            }],
            ..Module::default()
        };
        let answer = Answer::Table(TableAnswer {
            steps: vec![StepEntry::on(Step::GroupBy {
                keys: vec![],
                aggs: vec![NamedExpr {
                    name: "合計".into(),
                    expr: "SUM(人口)".into(),
                }],
            })],
            ..TableAnswer::default()
        });
        assert_eq!(columns_behind("合計", &module, &answer), ["合計", "人口"]);
        assert_eq!(columns_behind("人口", &module, &answer), ["人口"]);
    }
}
