//! Exercises of every kind about a table, each to be tried before it is taken.

use clap::ValueEnum as _;

use super::subject::{Column, Subject};
use crate::args::Kind;

/// The word in module files.
pub(crate) fn slug(kind: Kind) -> String {
    kind.to_possible_value()
        .map_or_else(String::new, |value| value.get_name().to_owned())
}

/// Texts of an exercise of that kind, the best first.
pub(crate) fn candidates(kind: Kind, id: &str, subject: &Subject) -> Vec<String> {
    let table = &subject.name;
    match kind {
        Kind::Table => subject
            .pairs()
            .into_iter()
            .map(|(group, amount)| table_exercise(id, table, group, amount))
            .collect(),
        Kind::Chart => subject
            .pairs()
            .into_iter()
            .map(|(group, amount)| chart(id, table, group, amount))
            .collect(),
        Kind::Choice => vec![choice(id, subject)],
        Kind::Number => subject
            .pairs()
            .into_iter()
            .map(|(_, amount)| number(id, table, amount))
            .collect(),
        Kind::Text => subject
            .pairs()
            .into_iter()
            .filter_map(|(name, amount)| text(id, name, amount))
            .collect(),
        Kind::Essay => vec![essay(id, table)],
    }
}

fn table_exercise(id: &str, table: &str, group: &Column, amount: &Column) -> String {
    let (group_name, amount_name) = (&group.name, &amount.name);
    let (group_sql, amount_sql) = (group.sql(), amount.sql());
    let key = toml_text(group_name);
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

fn chart(id: &str, table: &str, group: &Column, amount: &Column) -> String {
    let (group_name, amount_name) = (&group.name, &amount.name);
    let (group_sql, amount_sql) = (group.sql(), amount.sql());
    let (x, unit) = (toml_text(group_name), toml_text(&amount.unit));
    let title = toml_text(&format!("{group_name}ごとの{amount_name}"));
    format!(
        r#"## {group_name}ごとの{amount_name}をグラフにする {{#{id} .chart points=10}}

どこが大きいかがひと目でわかる図にしてください。

```steps
from {table}
group_by {group_sql} : 合計 = sum({amount_sql})
```
```chart solution
kind = "bar"
x = {x}
y = "合計"
sort = "descending"
title = {title}
unit = {unit}
```
```check
kind = ["bar"]
x = {x}
y = "合計"
sort = ["descending"]
title = true
[[wrong]]
say = "線でつなぐと、変化のように見えます。くらべるときは棒にします。"
kind = "line"
[[wrong]]
say = "大きい順に並べると、大小がひと目でわかります。"
sort = "none"
```

> [!TIP]
> くらべたいのは大きさです。大きさをくらべる図は何でしょうか。

> [!TIP]
> 大きい順に並べ、題名を付けましょう。

> [!IMPORTANT]
> （正解のあとに見せる説明を書きます。）
"#
    )
}

fn choice(id: &str, subject: &Subject) -> String {
    let rows = subject.rows;
    let more = rows + 1;
    let mut columns = subject.columns.len() as u64;
    // Three different numbers.
    while columns == rows || columns == more {
        columns += 1;
    }
    format!(
        r#"## 件数を数える {{#{id} .choice points=5}}

上の表には、何件のデータがありますか。

- [x] {rows}件
  > そのとおりです。1行が1件です。
- [ ] {more}件
  > 見出しの行はデータに数えません。
- [ ] {columns}件
  > 横に並ぶ列ではなく、縦に並ぶ行を数えます。

> [!TIP]
> 1行が1件を表します。

> [!TIP]
> 見出しの行は数えません。

> [!IMPORTANT]
> （正解のあとに見せる説明を書きます。）
"#
    )
}

fn number(id: &str, table: &str, amount: &Column) -> String {
    let (name, sql) = (&amount.name, amount.sql());
    let unit = toml_text(&amount.unit);
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

/// `None` where the largest or the smallest is not one alone.
fn text(id: &str, name: &Column, amount: &Column) -> Option<String> {
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
    let (right, least, other) = (toml_text(right), toml_text(least), toml_text(other));
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

fn essay(id: &str, table: &str) -> String {
    format!(
        r"## 自分の仕事で考える {{#{id} .essay points=5}}

「{table}」のような表は、あなたの職場のどこにありますか。だれが、何のために見ているかも書いてください。
"
    )
}

/// Text as TOML writes it.
fn toml_text(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}
