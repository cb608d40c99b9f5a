//! Small tables that the tests share.

use engine::{Engine, Outcome};
use spec::step::{Aggregate, CastTo, JoinKey, JoinKind, NamedExpr, RenamePair, SortKey};
use spec::{Failure, FailureKind, Program, Step};
use table::{Table, Value};

/// People by town and year; one year of 名張市 is missing.
pub(crate) const PEOPLE: &str = "\
コード,市町,圏域,年,人口,世帯
24201,津市,中南勢,2015,279886,114480
24201,津市,中南勢,2020,274537,118476
24202,四日市市,北勢,2015,311031,127483
24202,四日市市,北勢,2020,305424,131822
24203,伊勢市,伊勢志摩,2015,127817,49157
24203,伊勢市,伊勢志摩,2020,122765,49889
24208,名張市,伊賀,2015,78795,30040
24208,名張市,伊賀,2020,,31246
24211,鳥羽市,伊勢志摩,2015,19448,7763
24211,鳥羽市,伊勢志摩,2020,17525,7346
";

/// Area by town; 鳥羽市 is missing, 尾鷲市 is not among the people.
pub(crate) const AREA: &str = "\
町名,面積,備考
津市,711.18,
四日市市,206.5,本庁
伊勢市,208.37,
名張市,129.77,
尾鷲市,192.71,
";

/// As published: commas, 和暦, a note.
pub(crate) const RAW: &str = "\
市町,人口,調査日,世帯
津市,\"274,537\",令和2年10月1日,\"１１８,４７６\"
四日市市,\"305,424\",R2.10.1,131822
鳥羽市,－,2020/10/1,▲7346
";

/// More people, other order of columns.
pub(crate) const LATER: &str = "\
市町,コード,圏域,年,世帯,人口
津市,24201,中南勢,2025,119000,268000.5
鳥羽市,24211,伊勢志摩,2025,7000,16000
";

/// An engine with those tables.
pub(crate) fn engine() -> Engine {
    let mut engine = Engine::default();
    let text = |name: &str| spec::module::ColumnInfo {
        name: name.into(),
        meaning: String::new(),
        unit: String::new(),
        dtype: table::Dtype::Text,
    };
    engine
        .add_csv("人口", PEOPLE.as_bytes(), &[text("コード")])
        .unwrap();
    engine.add_csv("面積", AREA.as_bytes(), &[]).unwrap();
    engine.add_csv("原本", RAW.as_bytes(), &[]).unwrap();
    engine
        .add_csv("後年", LATER.as_bytes(), &[text("コード")])
        .unwrap();
    engine
}

/// Rows as texts, `|` between cells, `—` for missing.
pub(crate) fn rows(table: &Table) -> Vec<String> {
    (0..table.height())
        .map(|row| {
            table
                .columns()
                .iter()
                .map(|column| match column.get(row).unwrap() {
                    Value::Null => "—".to_owned(),
                    Value::Int(value) => value.to_string(),
                    Value::Float(value) => format!("{value:?}"),
                    Value::Text(value) => value,
                    Value::Bool(value) => value.to_string(),
                    Value::Date(days) => table::text::iso_date(days),
                })
                .collect::<Vec<_>>()
                .join("|")
        })
        .collect()
}

/// Header and rows of a result.
pub(crate) fn shown(table: &Table) -> String {
    let names: Vec<&str> = table
        .columns()
        .iter()
        .map(|column| column.name.as_str())
        .collect();
    format!("{}\n{}", names.join("|"), rows(table).join("\n"))
}

/// The result of steps, all of which must run.
pub(crate) fn steps(engine: &mut Engine, steps: &[Step]) -> Table {
    let run = engine.run(&Program::of_steps(steps.iter().cloned()));
    for (step, report) in steps.iter().zip(&run.steps) {
        assert_eq!(report.outcome, Outcome::Done, "{step:?}");
    }
    let frame = run.result.unwrap();
    let last = run.steps.last().unwrap();
    assert_eq!(
        (last.rows, last.schema.clone()),
        (frame.rows(), frame.schema())
    );
    frame.table(100_000).unwrap()
}

/// Why the last of these steps does not run.
pub(crate) fn broken(engine: &mut Engine, steps: &[Step]) -> FailureKind {
    let run = engine.run(&Program::of_steps(steps.iter().cloned()));
    match run.steps.last().unwrap().outcome.clone() {
        Outcome::Failed(failure) => failure.kind,
        other => panic!(
            "{other:?}: {}",
            shown(&run.result.unwrap().table(1000).unwrap())
        ),
    }
}

/// The result of a query.
pub(crate) fn sql(engine: &Engine, sql: &str) -> Result<Table, Failure> {
    engine
        .evaluate(&Program::Sql(sql.to_owned()))
        .result?
        .table(100_000)
}

pub(crate) fn from(table: &str) -> Step {
    Step::From {
        table: table.into(),
    }
}

pub(crate) fn filter(predicate: &str) -> Step {
    Step::Filter {
        predicate: predicate.into(),
    }
}

pub(crate) fn select(columns: &[&str]) -> Step {
    Step::Select {
        columns: strings(columns),
    }
}

pub(crate) fn rename(pairs: &[(&str, &str)]) -> Step {
    Step::Rename {
        pairs: pairs
            .iter()
            .map(|(from, to)| RenamePair {
                from: (*from).into(),
                to: (*to).into(),
            })
            .collect(),
    }
}

pub(crate) fn derive(columns: &[(&str, &str)]) -> Step {
    Step::WithColumns {
        columns: named(columns),
    }
}

pub(crate) fn group(keys: &[&str], aggs: &[(&str, &str)]) -> Step {
    Step::GroupBy {
        keys: strings(keys),
        aggs: named(aggs),
    }
}

/// `-` before a name: largest first.
pub(crate) fn sort(by: &[&str]) -> Step {
    Step::Sort {
        by: by
            .iter()
            .map(|key| match key.strip_prefix('-') {
                Some(column) => SortKey {
                    column: column.into(),
                    descending: true,
                },
                None => SortKey {
                    column: (*key).into(),
                    descending: false,
                },
            })
            .collect(),
    }
}

pub(crate) fn unique(columns: &[&str]) -> Step {
    Step::Unique {
        columns: strings(columns),
    }
}

pub(crate) fn join(how: JoinKind, table: &str, on: &[(&str, &str)]) -> Step {
    Step::Join {
        how,
        table: table.into(),
        on: on
            .iter()
            .map(|(left, right)| JoinKey {
                left: (*left).into(),
                right: (*right).into(),
            })
            .collect(),
    }
}

pub(crate) fn union(table: &str) -> Step {
    Step::Union {
        table: table.into(),
    }
}

pub(crate) fn pivot(on: &str, index: &[&str], values: &str, agg: Aggregate) -> Step {
    Step::Pivot {
        on: on.into(),
        index: strings(index),
        values: values.into(),
        agg,
    }
}

pub(crate) fn unpivot(columns: &[&str], index: &[&str]) -> Step {
    Step::Unpivot {
        columns: strings(columns),
        index: strings(index),
        name: "項目".into(),
        value: "値".into(),
    }
}

pub(crate) fn fill(columns: &[&str], value: &str) -> Step {
    Step::FillNull {
        columns: strings(columns),
        value: value.into(),
    }
}

pub(crate) fn cast(columns: &[&str], to: CastTo) -> Step {
    Step::Cast {
        columns: strings(columns),
        to,
    }
}

fn strings(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

fn named(columns: &[(&str, &str)]) -> Vec<NamedExpr> {
    columns
        .iter()
        .map(|(name, expr)| NamedExpr {
            name: (*name).into(),
            expr: (*expr).into(),
        })
        .collect()
}
