//! `text`: give a short text.

use std::ops::Range;

use spec::exercise::{TextExercise, TextWrong};
use spec::toml::quoted;

use super::form::{Form, Written};
use super::parts::{Parts, count_wrongs, optional_sql, say};
use crate::context::Context;
use crate::fields::{Fields, document};
use crate::keys::key::{Key, Shape, key, must, one_or_more, say as say_key};
use crate::problem;
use crate::template::subject::{Column, Subject};
use crate::write::blocks::fence;
use crate::write::toml::Toml;

/// How it is written.
pub(super) const FORM: Form = Form::PLAIN;

pub(super) fn read(
    parts: &mut Parts,
    at: &Range<usize>,
    context: &mut Context<'_>,
) -> TextExercise {
    let Some(fragment) = parts.check(at, context) else {
        return TextExercise::default();
    };
    let toml = document(&fragment, &mut context.report);
    let mut fields = Fields::new(&toml, &fragment, fragment.range.clone());
    let sql = optional_sql(&mut fields, context).unwrap_or_default();
    let mut accept = Vec::new();
    for answer in fields.one_or_more("accept", &mut context.report) {
        if answer.value.trim().is_empty() {
            context.add(answer.at, problem::front_matter::empty_value("accept"));
        } else {
            accept.push(answer.value);
        }
    }
    if accept.is_empty() && sql.is_empty() {
        context.add(fields.at(), problem::exercises::answer_missing());
    }
    let mut wrong = Vec::new();
    for mut entry in fields.tables("wrong", &mut context.report) {
        let say = say(&mut entry, context);
        let text = entry
            .text("text", &mut context.report)
            .map(|text| text.value)
            .unwrap_or_default();
        wrong.push(TextWrong { say, text });
        entry.finish(&mut context.report);
    }
    count_wrongs(&mut fields, context);
    fields.finish(&mut context.report);
    TextExercise { accept, sql, wrong }
}

pub(super) fn write(text: &TextExercise, written: &mut Written<'_>) {
    written.parts.push(fence("check", &write_check(text)));
}

fn write_check(text: &TextExercise) -> String {
    let mut toml = Toml::default();
    toml.texts_if_any("accept", &text.accept);
    if !text.sql.is_empty() {
        toml.program("sql", &text.sql);
    }
    for wrong in &text.wrong {
        toml.table("wrong");
        toml.text("say", &wrong.say);
        toml.text("text", &wrong.text);
    }
    toml.finish()
}

/// Its tables of keys, each with its place.
pub(super) fn keys() -> Vec<(&'static str, Vec<Key>)> {
    vec![(".text check", check_keys())]
}

/// Keys of the `check` of a `.text`.
fn check_keys() -> Vec<Key> {
    use Shape::{Tables, Text};
    vec![
        key(
            "accept",
            one_or_more(Text),
            "正しい答え。全角と半角、大文字と小文字、前後の空白は区別しない",
            "right answers; width, case and outer space do not count",
        ),
        key(
            "sql",
            Text,
            "1列目のすべての行が正しい答えになる SQL。`accept` か `sql` が必要",
            "SQL whose first column holds right answers; `accept` or `sql` is needed",
        ),
        key(
            "wrong",
            Tables(vec![say_key(), must("text", Text, "誤答", "the mistake")]),
            "想定誤答。二つ以上",
            "anticipated mistakes, two or more",
        ),
    ]
}

/// Texts of such an exercise about a table, the best first.
pub(super) fn templates(id: &str, subject: &Subject) -> Vec<String> {
    subject.of_pairs(|name, amount| template(id, name, amount))
}

/// `None` where the largest or the smallest is not one alone.
fn template(id: &str, name: &Column, amount: &Column) -> Option<String> {
    let mut rows: Vec<(f64, &str)> = amount
        .cells
        .iter()
        .zip(&name.cells)
        .filter_map(|(number, name)| Some((number.parse().ok()?, name.as_str())))
        .collect();
    rows.sort_by(|a, b| b.0.total_cmp(&a.0));
    let [(most, right), (next, _), ..] = rows.as_slice() else {
        return None;
    };
    let (_, least) = rows.last()?;
    let other = rows
        .iter()
        .map(|(_, name)| name)
        .find(|name| *name != right && *name != least)?;
    if most == next || right == least {
        return None;
    }
    let (name, amount) = (&name.name, &amount.name);
    let (right, least, other) = (quoted(right), quoted(least), quoted(other));
    Some(format!(
        r#"## {amount}がいちばん大きい{name} {{#{id} .text points=5}}

「{amount}」がいちばん大きい行の「{name}」を書いてください。

```check
accept = [{right}]
[[wrong]]
say = "いちばん小さいほうです。"
text = {least}
[[wrong]]
say = "もう一度、大きい順に並べて確かめましょう。"
text = {other}
```

> [!TIP]
> 「{amount}」の列を見ます。

> [!TIP]
> 大きい順に並べると、いちばん上に来ます。

> [!IMPORTANT]
> （正解のあとに見せる説明を書きます。）
"#
    ))
}
