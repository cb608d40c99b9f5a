//! `number`: give a number.

use std::ops::Range;

use spec::exercise::{NumberExercise, NumberWrong};
use spec::toml::quoted;

use super::form::{Form, Written};
use super::parts::{Parts, count_wrongs, required_sql, say};
use crate::context::Context;
use crate::fields::{Fields, document};
use crate::keys::key::{Key, Shape, key, must, say as say_key};
use crate::problem;
use crate::template::subject::{Column, Subject};
use crate::write::blocks::fence;
use crate::write::toml::Toml;

/// How it is written.
pub(super) const FORM: Form = Form::PLAIN;

/// Tolerance of a number for which the author gave none: only the noise of floating point.
const NOISE: f64 = 1e-9;

pub(super) fn read(
    parts: &mut Parts,
    at: &Range<usize>,
    context: &mut Context<'_>,
) -> NumberExercise {
    let Some(fragment) = parts.check(at, context) else {
        return NumberExercise::default();
    };
    let toml = document(&fragment, &mut context.report);
    let mut fields = Fields::new(&toml, &fragment, fragment.range.clone());
    let sql = required_sql(&mut fields, context);
    let report = &mut context.report;
    let tolerance = fields.tolerance("tolerance", report);
    let abs_tol = fields.tolerance("abs_tol", report);
    if tolerance.is_some() && abs_tol.is_some() {
        report.add(fields.at(), problem::exercises::block_twice("tolerance"));
    }
    let rel_tol = fields.tolerance("rel_tol", report).unwrap_or_default();
    let unit = fields
        .string("unit", report)
        .map(|unit| unit.value)
        .unwrap_or_default();
    let mut wrong = Vec::new();
    for mut entry in fields.tables("wrong", report) {
        let say = say(&mut entry, context);
        let sql = required_sql(&mut entry, context);
        wrong.push(NumberWrong { say, sql });
        entry.finish(&mut context.report);
    }
    count_wrongs(&mut fields, context);
    fields.finish(&mut context.report);
    NumberExercise {
        sql,
        abs_tol: abs_tol.or(tolerance).unwrap_or(NOISE),
        rel_tol,
        unit,
        wrong,
    }
}

pub(super) fn write(number: &NumberExercise, written: &mut Written<'_>) {
    written.parts.push(fence("check", &write_check(number)));
}

fn write_check(number: &NumberExercise) -> String {
    let mut toml = Toml::default();
    toml.program("sql", &number.sql);
    toml.number_unless("abs_tol", number.abs_tol, NOISE);
    toml.number_unless("rel_tol", number.rel_tol, 0.0);
    toml.text_if_any("unit", &number.unit);
    for wrong in &number.wrong {
        toml.table("wrong");
        toml.text("say", &wrong.say);
        toml.program("sql", &wrong.sql);
    }
    toml.finish()
}

/// Its tables of keys, each with its place.
pub(super) fn keys() -> Vec<(&'static str, Vec<Key>)> {
    vec![(".number check", check_keys())]
}

/// Keys of the `check` of a `.number`.
fn check_keys() -> Vec<Key> {
    use Shape::{Number, Tables, Text};
    vec![
        must(
            "sql",
            Text,
            "正しい数を1つ返す SQL",
            "SQL that gives the right number",
        ),
        key(
            "abs_tol",
            Number,
            "許容差（絶対）。書かなければ 1e-9",
            "absolute tolerance; default 1e-9",
        ),
        key(
            "tolerance",
            Number,
            "`abs_tol` の別名",
            "another name of `abs_tol`",
        ),
        key(
            "rel_tol",
            Number,
            "許容差（相対）。書かなければ 0",
            "relative tolerance; default 0",
        ),
        key("unit", Text, "欄のうしろの単位", "unit behind the field"),
        key(
            "wrong",
            Tables(vec![
                say_key(),
                must(
                    "sql",
                    Text,
                    "誤答の数を返す SQL",
                    "SQL that gives the mistake",
                ),
            ]),
            "想定誤答。二つ以上",
            "anticipated mistakes, two or more",
        ),
    ]
}

/// Texts of such an exercise about a table, the best first.
pub(super) fn templates(id: &str, subject: &Subject) -> Vec<String> {
    subject.of_pairs(|_, amount| Some(template(id, &subject.name, amount)))
}

fn template(id: &str, table: &str, amount: &Column) -> String {
    let (name, sql) = (&amount.name, amount.sql());
    let unit = quoted(&amount.unit);
    format!(
        r#"## いちばん大きい{name} {{#{id} .number points=5}}

「{name}」のいちばん大きい値を答えてください。

```check
sql = 'SELECT max({sql}) FROM {table}'
unit = {unit}
[[wrong]]
say = "いちばん小さい値です。"
sql = 'SELECT min({sql}) FROM {table}'
[[wrong]]
say = "行の数です。列の値を見ましょう。"
sql = 'SELECT count(*) FROM {table}'
```

> [!TIP]
> 「{name}」の列を見ます。

> [!TIP]
> 大きい順に並べると、いちばん上に来ます。

> [!IMPORTANT]
> （正解のあとに見せる説明を書きます。）
"#
    )
}
