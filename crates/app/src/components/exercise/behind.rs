//! Which columns are behind a result.

use spec::{Answer, Mode, Module, Step};

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
    if let Some(answer) = answer.table() {
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
                Step::CumSum {
                    column: from, name, ..
                }
                | Step::Change {
                    column: from, name, ..
                }
                | Step::Rolling {
                    column: from, name, ..
                } if name == column => written.push_str(from),
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
    use spec::module::ColumnInfo;
    use spec::step::NamedExpr;
    use spec::{DataSource, StepEntry, TableAnswer};
    use table::Dtype;

    use super::*;

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
