//! `chart`: choose how to draw a chart.

use std::ops::Range;

use spec::exercise::{ChartCheck, ChartExercise, ChartWrong};
use spec::step::text::write_steps;
use spec::toml::quoted;
use spec::{ChartFit, ChartKind, ChartSort, ChartSpec, ChartStack};

use super::form::{Form, Written};
use super::parts::{Parts, count_wrongs, say, words_of};
use crate::context::{Context, Filled};
use crate::fields::{Fields, document};
use crate::fragment::Fragment;
use crate::keys::key::{Key, Shape, key, one_or_more, say as say_key};
use crate::problem;
use crate::template::subject::{Column, Subject};
use crate::write::blocks::fence;
use crate::write::toml::{Toml, list};

/// How it is written.
pub(super) const FORM: Form = Form {
    has_steps: true,
    ..Form::PLAIN
};

pub(super) fn read(
    parts: &mut Parts,
    at: &Range<usize>,
    context: &mut Context<'_>,
) -> ChartExercise {
    let mut exercise = ChartExercise::default();
    match parts.take("steps", "", context) {
        Some(fragment) => exercise.steps = context.steps(&fragment, Filled::Fully),
        None => context.add(at.clone(), problem::toml::missing_key("steps")),
    }
    if let Some(fragment) = parts.take("chart", "starter", context) {
        exercise.starter = read_spec(&fragment, false, context);
    }
    match parts.take("chart", "solution", context) {
        Some(fragment) => {
            let before = context.report.len();
            exercise.solution = read_spec(&fragment, true, context);
            let is_read = context.report.len() == before;
            if exercise.solution == exercise.starter && is_read {
                context.add(fragment.range, problem::exercises::starter_is_solution());
            }
        }
        None => context.add(at.clone(), problem::exercises::solution_missing("chart")),
    }
    if let Some(fragment) = parts.check(at, context) {
        exercise.check = read_check(&fragment, context);
    }
    exercise
}

fn read_spec(fragment: &Fragment, complete: bool, context: &mut Context<'_>) -> ChartSpec {
    let toml = document(fragment, &mut context.report);
    let mut fields = Fields::new(&toml, fragment, fragment.range.clone());
    if complete {
        fields.require("kind");
    }
    let kind = kind(&mut fields, context);
    if complete && kind.is_none_or(ChartKind::needs_x) {
        fields.require("x");
    }
    if complete && kind.is_some_and(ChartKind::has_y) {
        fields.require("y");
    }
    if complete && kind.is_some_and(ChartKind::needs_color) {
        fields.require("color");
    }
    let sort = sort(&mut fields, context).unwrap_or_default();
    let stack = stack(&mut fields, context).unwrap_or_default();
    let fit = fit(&mut fields, context).unwrap_or_default();
    let mut text = |key| {
        fields
            .string(key, &mut context.report)
            .map(|text| text.value)
            .unwrap_or_default()
    };
    let (x, y, color, title, unit, facet) = (
        text("x"),
        text("y"),
        text("color"),
        text("title"),
        text("unit"),
        text("facet"),
    );
    fields.finish(&mut context.report);
    ChartSpec {
        kind,
        x,
        y,
        color,
        sort,
        title,
        unit,
        stack,
        fit,
        facet,
    }
}

fn read_check(fragment: &Fragment, context: &mut Context<'_>) -> ChartCheck {
    let toml = document(fragment, &mut context.report);
    let mut fields = Fields::new(&toml, fragment, fragment.range.clone());
    let kind = words_of(
        &mut fields,
        "kind",
        ChartKind::ALL,
        ChartKind::slug,
        context,
    );
    let sort = words_of(
        &mut fields,
        "sort",
        ChartSort::ALL,
        ChartSort::slug,
        context,
    );
    let stack = words_of(
        &mut fields,
        "stack",
        ChartStack::ALL,
        ChartStack::slug,
        context,
    );
    let fit = words_of(&mut fields, "fit", ChartFit::ALL, ChartFit::slug, context);
    let report = &mut context.report;
    let mut texts = |key| -> Vec<String> {
        fields
            .one_or_more(key, report)
            .into_iter()
            .map(|text| text.value)
            .collect()
    };
    let (x, y, color, unit) = (texts("x"), texts("y"), texts("color"), texts("unit"));
    let facet = texts("facet");
    let title = fields.flag("title", report).unwrap_or_default();
    let title_words = fields.groups("title_words", report);
    let mut wrong = Vec::new();
    for mut entry in fields.tables("wrong", report) {
        wrong.push(read_wrong(&mut entry, context));
        entry.finish(&mut context.report);
    }
    count_wrongs(&mut fields, context);
    fields.finish(&mut context.report);
    // Words can only be looked for where there is a title.
    let title = title || !title_words.is_empty();
    ChartCheck {
        kind,
        x,
        y,
        color,
        sort,
        title,
        title_words,
        unit,
        stack,
        fit,
        facet,
        wrong,
    }
}

fn read_wrong(fields: &mut Fields<'_>, context: &mut Context<'_>) -> ChartWrong {
    let say = say(fields, context);
    let kind = kind(fields, context);
    let sort = sort(fields, context);
    let (stack, fit) = (stack(fields, context), fit(fields, context));
    let mut text = |key| {
        fields
            .string(key, &mut context.report)
            .map(|text| text.value)
    };
    let (x, y, color, unit) = (text("x"), text("y"), text("color"), text("unit"));
    let facet = text("facet");
    let parts = [
        "kind", "sort", "x", "y", "color", "unit", "stack", "fit", "facet",
    ];
    if !parts.into_iter().any(|part| fields.has(part)) {
        context.add(fields.at(), problem::exercises::wrong_without_part());
    }
    ChartWrong {
        say,
        kind,
        x,
        y,
        color,
        sort,
        unit,
        stack,
        fit,
        facet,
    }
}

fn kind(fields: &mut Fields<'_>, context: &mut Context<'_>) -> Option<ChartKind> {
    words_of(fields, "kind", ChartKind::ALL, ChartKind::slug, context)
        .first()
        .copied()
}

fn sort(fields: &mut Fields<'_>, context: &mut Context<'_>) -> Option<ChartSort> {
    words_of(fields, "sort", ChartSort::ALL, ChartSort::slug, context)
        .first()
        .copied()
}

fn stack(fields: &mut Fields<'_>, context: &mut Context<'_>) -> Option<ChartStack> {
    words_of(fields, "stack", ChartStack::ALL, ChartStack::slug, context)
        .first()
        .copied()
}

fn fit(fields: &mut Fields<'_>, context: &mut Context<'_>) -> Option<ChartFit> {
    words_of(fields, "fit", ChartFit::ALL, ChartFit::slug, context)
        .first()
        .copied()
}

pub(super) fn write(chart: &ChartExercise, written: &mut Written<'_>) {
    let mut fences = Vec::new();
    if !chart.steps.is_empty() {
        fences.push(fence("steps", &write_steps(&chart.steps)));
    }
    for (role, spec) in [("starter", &chart.starter), ("solution", &chart.solution)] {
        if *spec != ChartSpec::default() {
            fences.push(fence(&format!("chart {role}"), &write_spec(spec)));
        }
    }
    fences.push(fence("check", &write_check(&chart.check)));
    written.parts.push(fences.join("\n"));
}

fn write_spec(spec: &ChartSpec) -> String {
    let mut toml = Toml::default();
    toml.text_if_any("kind", spec.kind.map_or("", ChartKind::slug));
    toml.text_if_any("x", &spec.x);
    toml.text_if_any("y", &spec.y);
    toml.text_if_any("color", &spec.color);
    if spec.sort != ChartSort::default() {
        toml.text("sort", spec.sort.slug());
    }
    toml.text_if_any("title", &spec.title);
    toml.text_if_any("unit", &spec.unit);
    if spec.stack != ChartStack::default() {
        toml.text("stack", spec.stack.slug());
    }
    if spec.fit != ChartFit::default() {
        toml.text("fit", spec.fit.slug());
    }
    toml.text_if_any("facet", &spec.facet);
    toml.finish()
}

fn write_check(check: &ChartCheck) -> String {
    let mut toml = Toml::default();
    let kinds: Vec<&str> = check.kind.iter().map(|kind| kind.slug()).collect();
    let sorts: Vec<&str> = check.sort.iter().map(|sort| sort.slug()).collect();
    toml.texts_if_any("kind", &kinds);
    toml.texts_if_any("x", &check.x);
    toml.texts_if_any("y", &check.y);
    toml.texts_if_any("color", &check.color);
    toml.texts_if_any("sort", &sorts);
    if check.title {
        toml.flag("title", true);
    }
    if !check.title_words.is_empty() {
        let groups = check
            .title_words
            .iter()
            .map(|group| match group.as_slice() {
                [word] => quoted(word),
                words => list(words.iter().map(|word| quoted(word))),
            });
        toml.raw("title_words", &list(groups));
    }
    toml.texts_if_any("unit", &check.unit);
    let stacks: Vec<&str> = check.stack.iter().map(|stack| stack.slug()).collect();
    let fits: Vec<&str> = check.fit.iter().map(|fit| fit.slug()).collect();
    toml.texts_if_any("stack", &stacks);
    toml.texts_if_any("fit", &fits);
    toml.texts_if_any("facet", &check.facet);
    for wrong in &check.wrong {
        toml.table("wrong");
        toml.text("say", &wrong.say);
        let parts = [
            ("kind", wrong.kind.map(ChartKind::slug)),
            ("x", wrong.x.as_deref()),
            ("y", wrong.y.as_deref()),
            ("color", wrong.color.as_deref()),
            ("sort", wrong.sort.map(ChartSort::slug)),
            ("unit", wrong.unit.as_deref()),
            ("stack", wrong.stack.map(ChartStack::slug)),
            ("fit", wrong.fit.map(ChartFit::slug)),
            ("facet", wrong.facet.as_deref()),
        ];
        for (key, part) in parts {
            if let Some(part) = part {
                toml.text(key, part);
            }
        }
    }
    toml.finish()
}

/// Its tables of keys, each with its place.
pub(super) fn keys() -> Vec<(&'static str, Vec<Key>)> {
    vec![
        ("chart starter | solution", spec_keys()),
        (".chart check", check_keys()),
    ]
}

/// Keys of `chart starter` and `chart solution`; a solution needs `kind`, `x` (but for box plots), `y` (but for histograms) and,
/// for a heat map, `color`.
fn spec_keys() -> Vec<Key> {
    use Shape::{Text, Word};
    vec![
        key(
            "kind",
            Word(ChartKind::ALL.map(ChartKind::slug).to_vec()),
            "グラフの種類",
            "kind of chart",
        ),
        key(
            "x",
            Text,
            "横軸の列（地図では場所の名前かコード。箱ひげ図ではなくてもよい）",
            "column on x; of a map, names or codes of places; may be left out for a box plot",
        ),
        key(
            "y",
            Text,
            "縦軸の列（ヒストグラムにはない）",
            "column on y; none for a histogram",
        ),
        key(
            "color",
            Text,
            "色分けの列（ヒートマップでは色にする数）",
            "column for colour; of a heat map, the values",
        ),
        key(
            "sort",
            Word(ChartSort::ALL.map(ChartSort::slug).to_vec()),
            "並べ方",
            "order of the categories",
        ),
        key("title", Text, "題名", "title"),
        key("unit", Text, "単位", "unit"),
        key(
            "stack",
            Word(ChartStack::ALL.map(ChartStack::slug).to_vec()),
            "棒の積み上げ。`share` は 100 %",
            "stacking of bars; `share`: to 100 %",
        ),
        key(
            "fit",
            Word(ChartFit::ALL.map(ChartFit::slug).to_vec()),
            "散布図に当てはめる線",
            "what is fitted to a scatter plot",
        ),
        key(
            "facet",
            Text,
            "小さなグラフに分ける列",
            "column for small charts",
        ),
    ]
}

/// Keys of the `check` of a `.chart`.
fn check_keys() -> Vec<Key> {
    use Shape::{Flag, Groups, Tables, Text, Word};
    let kinds = || Word(ChartKind::ALL.map(ChartKind::slug).to_vec());
    let sorts = || Word(ChartSort::ALL.map(ChartSort::slug).to_vec());
    let stacks = || Word(ChartStack::ALL.map(ChartStack::slug).to_vec());
    let fits = || Word(ChartFit::ALL.map(ChartFit::slug).to_vec());
    let mut wrong = vec![say_key()];
    wrong.extend([
        key("kind", kinds(), "グラフの種類", "kind of chart"),
        key("x", Text, "横軸の列", "column on x"),
        key("y", Text, "縦軸の列", "column on y"),
        key("color", Text, "色分けの列", "column for colour"),
        key("sort", sorts(), "並べ方", "order"),
        key("unit", Text, "単位", "unit"),
        key("stack", stacks(), "積み上げ", "stacking"),
        key("fit", fits(), "当てはめる線", "fit"),
        key(
            "facet",
            Text,
            "小さなグラフに分ける列",
            "column for small charts",
        ),
    ]);
    vec![
        key(
            "kind",
            one_or_more(kinds()),
            "許す種類。書かなければ問わない（以下も同じ）",
            "kinds that suit; left out: free (so for all below)",
        ),
        key("x", one_or_more(Text), "許す横軸", "columns that suit on x"),
        key("y", one_or_more(Text), "許す縦軸", "columns that suit on y"),
        key(
            "color",
            one_or_more(Text),
            "許す色分け。`\"\"` は色分けなし",
            "columns that suit for colour; `\"\"` for none",
        ),
        key(
            "sort",
            one_or_more(sorts()),
            "許す並べ方",
            "orders that suit",
        ),
        key(
            "title",
            Flag,
            "題名が必要か",
            "whether a title must be there",
        ),
        key(
            "title_words",
            Groups,
            "題名に必要な語。中のリストはどれか一つ",
            "words the title needs; of an inner list, one",
        ),
        key(
            "unit",
            one_or_more(Text),
            "許す単位",
            "units that are right",
        ),
        key(
            "stack",
            one_or_more(stacks()),
            "許す積み上げ",
            "ways of stacking that suit",
        ),
        key("fit", one_or_more(fits()), "許す線", "fits that suit"),
        key(
            "facet",
            one_or_more(Text),
            "許す分け方。`\"\"` は分けない",
            "columns that suit for small charts; `\"\"` for none",
        ),
        key(
            "wrong",
            Tables(wrong),
            "想定誤答。書いた部分がすべてそのとおりなら返す",
            "anticipated mistakes: told when all given parts are so",
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
    let (x, unit) = (quoted(group_name), quoted(&amount.unit));
    let title = quoted(&format!("{group_name}ごとの{amount_name}"));
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
