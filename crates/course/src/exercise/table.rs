//! `table`: make a table with steps or SQL.

use std::ops::Range;

use spec::exercise::{Rules, TableCheck, TableExercise, TableMode, TableWrong};
use spec::step::SortKey;
use spec::step::text::{
    canonical_verb, near_verbs, parse_sort_keys, write_program, write_step, write_steps,
};
use spec::toml::quoted;
use spec::{Program, Step};

use super::form::{Form, Written};
use super::parts::{Parts, count_wrongs, optional_sql, say};
use crate::context::{Context, Filled};
use crate::fields::{Fields, document};
use crate::fragment::Fragment;
use crate::keys::key::{Key, Shape, key, one_or_more, say as say_key};
use crate::problem;
use crate::template::subject::{Column, Subject};
use crate::write::blocks::fence;
use crate::write::toml::Toml;

/// The attribute of a heading that says which ways are offered.
const MODE: &str = "mode";

/// How it is written.
pub(super) const FORM: Form = Form {
    attributes: &[MODE],
    ..Form::PLAIN
};

pub(super) fn read(
    parts: &mut Parts,
    at: &Range<usize>,
    context: &mut Context<'_>,
) -> TableExercise {
    let mut exercise = TableExercise {
        mode: read_mode(parts.attribute(MODE), at, context),
        ..TableExercise::default()
    };
    if let Some(fragment) = parts.take("steps", "starter", context) {
        exercise.starter = context.steps(&fragment, Filled::Partly);
    }
    if let Some(fragment) = parts.take("sql", "starter", context) {
        exercise.starter_sql = context.use_sql(&fragment.text, fragment.range);
    }
    let steps = parts.take("steps", "solution", context);
    let sql = parts.take("sql", "solution", context);
    exercise.solution = match (steps, sql) {
        (Some(steps), sql) => {
            if let Some(sql) = sql {
                context.add(sql.range, problem::exercises::block_twice("solution"));
            }
            let before = context.report.len();
            let solution = context.steps(&steps, Filled::Fully);
            // Steps that could not be read are left out: what is left says nothing.
            let is_read = context.report.len() == before;
            if solution == exercise.starter && !solution.is_empty() && is_read {
                context.add(steps.range, problem::exercises::starter_is_solution());
            }
            Program::of_steps(solution)
        }
        (None, Some(sql)) => {
            let solution = context.use_sql(&sql.text, sql.range.clone());
            if solution == exercise.starter_sql && !solution.is_empty() {
                context.add(sql.range, problem::exercises::starter_is_solution());
            }
            Program::Sql(solution)
        }
        (None, None) => {
            context.add(at.clone(), problem::exercises::solution_missing("steps"));
            Program::default()
        }
    };
    if let Some(fragment) = parts.check(at, context) {
        exercise.check = read_check(&fragment, context);
    }
    exercise
}

fn read_mode(mode: Option<&str>, at: &Range<usize>, context: &mut Context<'_>) -> TableMode {
    match mode {
        None | Some("both") => TableMode::Both,
        Some("steps") => TableMode::Steps,
        Some("sql") => TableMode::Sql,
        Some(found) => {
            let allowed = ["both", "steps", "sql"];
            let near = ::table::text::nearest(found, allowed);
            let allowed = allowed.map(ToOwned::to_owned).to_vec();
            context.add(
                at.clone(),
                problem::front_matter::bad_value(MODE, found, &allowed, &near),
            );
            TableMode::Both
        }
    }
}

fn read_check(fragment: &Fragment, context: &mut Context<'_>) -> TableCheck {
    let toml = document(fragment, &mut context.report);
    let mut fields = Fields::new(&toml, fragment, fragment.range.clone());
    let report = &mut context.report;
    let plain = TableCheck::default();
    let names = |fields: &mut Fields<'_>, key, report: &mut _| -> Vec<String> {
        fields
            .one_or_more(key, report)
            .into_iter()
            .map(|name| name.value)
            .collect()
    };
    let key = names(&mut fields, "key", report);
    let columns = names(&mut fields, "columns", report);
    let extra_columns = fields
        .flag("extra_columns", report)
        .unwrap_or(plain.extra_columns);
    let column_order = fields
        .flag("column_order", report)
        .unwrap_or(plain.column_order);
    let abs_tol = fields.tolerance("abs_tol", report).unwrap_or(plain.abs_tol);
    let rel_tol = fields.tolerance("rel_tol", report).unwrap_or(plain.rel_tol);
    let trim = fields.flag("trim", report).unwrap_or(plain.trim);
    let max_steps = fields.whole("max_steps", report).map(|most| most.value);
    let mut must_use = Vec::new();
    for verb in fields.one_or_more("must_use", report) {
        match canonical_verb(&verb.value) {
            Some(known) => must_use.push(known.to_owned()),
            None => {
                let near = near_verbs(&verb.value);
                let kind = spec::step::text::StepErrorKind::UnknownVerb {
                    found: verb.value,
                    near,
                };
                report.add(verb.at, problem::steps::step(&kind));
            }
        }
    }
    let mut order: Vec<SortKey> = Vec::new();
    for entry in fields.one_or_more("order", report) {
        let (keys, errors) = parse_sort_keys(&entry.value);
        order.extend(keys);
        for error in errors {
            report.add(entry.at.clone(), problem::steps::step(&error.kind));
        }
    }
    let mut wrong = Vec::new();
    for mut entry in fields.tables("wrong", report) {
        wrong.extend(read_wrong(&mut entry, context));
        entry.finish(&mut context.report);
    }
    count_wrongs(&mut fields, context);
    fields.finish(&mut context.report);
    let rules = Rules {
        must_use,
        max_steps,
    };
    TableCheck {
        key,
        columns,
        extra_columns,
        column_order,
        order,
        abs_tol,
        rel_tol,
        trim,
        rules,
        wrong,
    }
}

fn read_wrong(fields: &mut Fields<'_>, context: &mut Context<'_>) -> Option<TableWrong> {
    let say = say(fields, context);
    let steps = fields.fragment("steps", &mut context.report);
    let sql = optional_sql(fields, context);
    let answer = match (steps, sql) {
        (Some(steps), None) => Program::of_steps(context.steps(&steps, Filled::Fully)),
        (None, Some(sql)) => Program::Sql(sql),
        _ => {
            context.add(fields.at(), problem::exercises::wrong_program());
            return None;
        }
    };
    Some(TableWrong { say, answer })
}

pub(super) fn write(table: &TableExercise, written: &mut Written<'_>) {
    let mode = match table.mode {
        TableMode::Both => None,
        TableMode::Steps => Some("steps"),
        TableMode::Sql => Some("sql"),
    };
    written.attributes.extend(mode.map(|mode| (MODE, mode)));
    let mut fences = Vec::new();
    if !table.starter.is_empty() {
        fences.push(fence("steps starter", &write_steps(&table.starter)));
    }
    if !table.starter_sql.is_empty() {
        fences.push(fence("sql starter", &format!("{}\n", table.starter_sql)));
    }
    match &table.solution {
        Program::Steps(steps) if steps.is_empty() => {}
        Program::Steps(steps) => fences.push(fence("steps solution", &write_program(steps))),
        Program::Sql(sql) => fences.push(fence("sql solution", &format!("{sql}\n"))),
    }
    fences.push(fence("check", &write_check(&table.check)));
    written.parts.push(fences.join("\n"));
}

fn write_check(check: &TableCheck) -> String {
    let usual = TableCheck::default();
    let mut toml = Toml::default();
    toml.texts_if_any("key", &check.key);
    toml.texts_if_any("columns", &check.columns);
    if check.extra_columns {
        toml.flag("extra_columns", true);
    }
    if check.column_order {
        toml.flag("column_order", true);
    }
    let order: Vec<String> = check
        .order
        .iter()
        .map(|key| {
            let by = vec![key.clone()];
            let step = write_step(&Step::Sort { by });
            step.trim_start_matches("sort ").to_owned()
        })
        .collect();
    toml.texts_if_any("order", &order);
    toml.number_unless("abs_tol", check.abs_tol, usual.abs_tol);
    toml.number_unless("rel_tol", check.rel_tol, usual.rel_tol);
    if check.trim {
        toml.flag("trim", true);
    }
    toml.texts_if_any("must_use", &check.rules.must_use);
    if let Some(most) = check.rules.max_steps {
        toml.whole("max_steps", most.into());
    }
    for wrong in &check.wrong {
        toml.table("wrong");
        toml.text("say", &wrong.say);
        match &wrong.answer {
            // More than one line is easier to read as lines.
            Program::Steps(steps) => toml.program("steps", &write_program(steps)),
            Program::Sql(sql) => toml.program("sql", sql),
        }
    }
    toml.finish()
}

/// Its tables of keys, each with its place.
pub(super) fn keys() -> Vec<(&'static str, Vec<Key>)> {
    vec![(".table check", check_keys())]
}

/// Keys of the `check` of a `.table`.
fn check_keys() -> Vec<Key> {
    use Shape::{Flag, Number, Tables, Text, Whole};
    vec![
        key(
            "key",
            one_or_more(Text),
            "行を見分ける列。書かなければ自動",
            "columns that identify a row; default: found",
        ),
        key(
            "columns",
            one_or_more(Text),
            "必要な列。書かなければ解答の列すべて",
            "columns that must be there; default: the solution's",
        ),
        key(
            "extra_columns",
            Flag,
            "余分な列を許すか",
            "whether further columns are welcome",
        ),
        key(
            "column_order",
            Flag,
            "列の並びも解答と同じでなければならないか（「この順に」と書いたとき）",
            "whether the columns must stand in the solution's order (where the task says «in this order»)",
        ),
        key(
            "order",
            one_or_more(Text),
            "行の順（例: `人口 desc`）。書かなければ問わない",
            "order of the rows; default: any",
        ),
        key(
            "abs_tol",
            Number,
            "小数の許容差（絶対）。書かなければ 1e-9",
            "absolute tolerance; default 1e-9",
        ),
        key(
            "rel_tol",
            Number,
            "小数の許容差（相対）。書かなければ 1e-6。ただし解答が四捨五入する列は、その位まで見る",
            "relative tolerance; default 1e-6, but to the last digit where the solution rounds",
        ),
        key(
            "trim",
            Flag,
            "文字の前後の空白を無視するか",
            "whether outer white space is ignored",
        ),
        key(
            "must_use",
            one_or_more(Text),
            "使ってほしい手順（正誤は変わらない）",
            "verbs that should be used; never turns right into wrong",
        ),
        key(
            "max_steps",
            Whole(0, None),
            "手順の数の目安（正誤は変わらない）",
            "most steps; never turns right into wrong",
        ),
        key(
            "wrong",
            Tables(vec![
                say_key(),
                key("steps", Text, "誤答の手順", "the mistake as steps"),
                key(
                    "sql",
                    Text,
                    "誤答の SQL。`steps` か `sql` のどちらか一つ",
                    "the same as SQL; either `steps` or `sql`",
                ),
            ]),
            "想定誤答。二つ以上",
            "anticipated mistakes, two or more",
        ),
    ]
}

/// Texts of such an exercise about a table, the best first.
pub(super) fn templates(id: &str, subject: &Subject) -> Vec<String> {
    subject.of_pairs(|group, amount| Some(template(id, &subject.name, group, amount)))
}

fn template(id: &str, table: &str, group: &Column, amount: &Column) -> String {
    let (group_name, amount_name) = (&group.name, &amount.name);
    let (group_sql, amount_sql) = (group.sql(), amount.sql());
    let key = quoted(group_name);
    format!(
        r#"## {group_name}ごとに{amount_name}を合計する {{#{id} .table points=10}}

{group_name}ごとに「{amount_name}」を合計し、大きい順に並べてください。列は「{group_name}」と「合計」です。

```steps starter
from {table}
```
```steps solution
from {table}
group_by {group_sql} : 合計 = sum({amount_sql})
sort 合計 desc
```
```check
key = [{key}]
order = ["合計 desc"]
[[wrong]]
say = "平均になっています。ここでは合計を求めます。"
steps = '''
from {table}
group_by {group_sql} : 合計 = avg({amount_sql})
sort 合計 desc
'''
[[wrong]]
say = "行の数を数えています。列の値を足してみましょう。"
steps = '''
from {table}
group_by {group_sql} : 合計 = count(*)
sort 合計 desc
'''
```

> [!TIP]
> まず「グループごとに集計する」で、{group_name}ごとにまとめます。

> [!TIP]
> 次に「並べ替える」で、合計の大きい順にします。

> [!IMPORTANT]
> （正解のあとに見せる説明を書きます。この結果から何が言えるでしょうか。）
"#
    )
}
