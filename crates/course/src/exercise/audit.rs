//! `audit`: mark on a sheet what breaks rules.

use std::ops::Range;

use spec::exercise::{AuditExercise, AuditFault, AuditWrong, RuleWords, Spot};
use spec::ingest::Rule;
use spec::toml::quoted;

use super::form::{Form, Written};
use super::parts::{Parts, count_wrongs, say, words_of};
use crate::context::Context;
use crate::fields::{Fields, Located, document};
use crate::keys::key::{Key, Shape, key, must, one_or_more, say as say_key};
use crate::problem;
use crate::template::subject::{Column, Subject};
use crate::write::blocks::fence;
use crate::write::toml::Toml;

/// How it is written.
pub(super) const FORM: Form = Form::PLAIN;

/// Ways of naming a place.
const PLACES: [&str; 5] = ["B3", "A1:C4", "3:3", "B:B", "sheet"];

pub(super) fn read(
    parts: &mut Parts,
    at: &Range<usize>,
    context: &mut Context<'_>,
) -> AuditExercise {
    let Some(fragment) = parts.check(at, context) else {
        return AuditExercise::default();
    };
    let toml = document(&fragment, &mut context.report);
    let mut fields = Fields::new(&toml, &fragment, fragment.range.clone());
    for key in ["table", "rules", "fault"] {
        fields.require(key);
    }
    let table = fields.text("table", &mut context.report);
    if let Some(table) = &table {
        context.use_table(&table.value, table.at.clone());
    }
    let rules = words_of(&mut fields, "rules", Rule::ALL, Rule::id, context);
    let least = fields.whole("least", &mut context.report);
    let mut faults = Vec::new();
    for mut entry in fields.tables("fault", &mut context.report) {
        entry.require("rule");
        entry.require("at");
        let rule = rule(&mut entry, &rules, context);
        let at = spots(&mut entry, context);
        if let Some(rule) = rule
            && !at.is_empty()
        {
            faults.push(AuditFault { rule, at });
        }
        entry.finish(&mut context.report);
    }
    let most = u32::try_from(faults.len()).unwrap_or(u32::MAX);
    if let Some(least) = &least
        && !(1..=most).contains(&least.value)
        && most > 0
    {
        let found = least.value.to_string();
        let allowed = [format!("1–{most}")];
        let problem = problem::front_matter::bad_value("least", &found, &allowed, &[]);
        context.add(least.at.clone(), problem);
    }
    let mut wrong = Vec::new();
    for mut entry in fields.tables("wrong", &mut context.report) {
        let say = say(&mut entry, context);
        let rule = rule(&mut entry, &rules, context);
        let at = spots(&mut entry, context);
        // A mistake is a place, a rule, or both.
        if !entry.has("rule") && !entry.has("at") {
            entry.require("at");
        }
        wrong.push(AuditWrong { say, rule, at });
        entry.finish(&mut context.report);
    }
    count_wrongs(&mut fields, context);
    fields.finish(&mut context.report);
    AuditExercise {
        table: table.map(|table| table.value).unwrap_or_default(),
        rules: rules.into_iter().map(RuleWords::of).collect(),
        least: least.map(|least| least.value),
        faults,
        wrong,
    }
}

/// The rule of an entry: one of those that are offered.
fn rule(fields: &mut Fields<'_>, offered: &[Rule], context: &mut Context<'_>) -> Option<Rule> {
    let Located { value, at } = fields.string("rule", &mut context.report)?;
    let found = offered.iter().copied().find(|rule| rule.id() == value);
    if found.is_none() {
        let ids = || offered.iter().map(|rule| rule.id());
        let near = ::table::text::nearest(&value, ids());
        let allowed: Vec<String> = ids().map(ToOwned::to_owned).collect();
        let problem = problem::front_matter::bad_value("rule", &value, &allowed, &near);
        context.add(at, problem);
    }
    found
}

/// The places of an entry.
fn spots(fields: &mut Fields<'_>, context: &mut Context<'_>) -> Vec<Spot> {
    let mut spots = Vec::new();
    for Located { value, at } in fields.one_or_more("at", &mut context.report) {
        match Spot::of(&value) {
            Some(spot) => spots.push(spot),
            None => {
                let allowed = PLACES.map(ToOwned::to_owned);
                let problem = problem::front_matter::bad_value("at", &value, &allowed, &[]);
                context.add(at, problem);
            }
        }
    }
    spots
}

pub(super) fn write(audit: &AuditExercise, written: &mut Written<'_>) {
    written.parts.push(fence("check", &write_check(audit)));
}

fn write_check(audit: &AuditExercise) -> String {
    let places = |spots: &[Spot]| spots.iter().map(|spot| spot.name()).collect::<Vec<_>>();
    let mut toml = Toml::default();
    toml.text("table", &audit.table);
    toml.texts("rules", audit.rules.iter().map(|offered| offered.rule.id()));
    if let Some(least) = audit.least {
        toml.whole("least", least.into());
    }
    for fault in &audit.faults {
        toml.table("fault");
        toml.text("rule", fault.rule.id());
        toml.texts("at", places(&fault.at));
    }
    for wrong in &audit.wrong {
        toml.table("wrong");
        toml.text("say", &wrong.say);
        if let Some(rule) = wrong.rule {
            toml.text("rule", rule.id());
        }
        toml.texts_if_any("at", &places(&wrong.at));
    }
    toml.finish()
}

/// Its tables of keys, each with its place.
pub(super) fn keys() -> Vec<(&'static str, Vec<Key>)> {
    vec![(".audit check", check_keys())]
}

/// Keys of the `check` of an `.audit`.
fn check_keys() -> Vec<Key> {
    use Shape::{Tables, Text, Whole};
    vec![
        must(
            "table",
            Text,
            "印を付ける表。公表されたままの表（`raw = true`）",
            "the sheet to mark; a file as published (`raw = true`)",
        ),
        must(
            "rules",
            one_or_more(Text),
            "選べる規則の番号（例: `L1-12`）",
            "ids of the rules that are offered",
        ),
        key(
            "least",
            Whole(1, None),
            "いくつ見つければよいか。書かなければすべて",
            "how many faults are enough; default: all",
        ),
        must(
            "fault",
            Tables(vec![
                must("rule", Text, "破っている規則", "the rule that is broken"),
                must(
                    "at",
                    one_or_more(Text),
                    "場所（`B3` `A1:C4` `3:3` `B:B` `sheet`）。どれかの中に印があればよい",
                    "where; a mark inside of any of them counts",
                ),
            ]),
            "見つける所",
            "what is to be found",
        ),
        key(
            "wrong",
            Tables(vec![
                say_key(),
                key(
                    "rule",
                    Text,
                    "まちがえて選ぶ規則。書かなければどれでも",
                    "the rule of the mark; default: any",
                ),
                key(
                    "at",
                    one_or_more(Text),
                    "まちがえて印を付ける場所。書かなければどこでも",
                    "where the mark is; default: anywhere",
                ),
            ]),
            "想定誤答。二つ以上",
            "anticipated mistakes, two or more",
        ),
    ]
}

/// Texts of such an exercise about a table, the best first. What is wrong with it is the author's to say.
pub(super) fn templates(id: &str, subject: &Subject) -> Vec<String> {
    subject.of_pairs(|label, amount| {
        let place = |column: &Column| {
            let at = subject.columns.iter();
            let at = at.take_while(|other| other.name != column.name).count();
            ::table::sheet::letters(u32::try_from(at + 1).unwrap_or(u32::MAX))
        };
        Some(template(id, subject, &place(label), &place(amount), amount))
    })
}

fn template(id: &str, subject: &Subject, label: &str, at: &str, amount: &Column) -> String {
    let (table, name) = (quoted(&subject.name), &amount.name);
    format!(
        r#"## 機械が読みにくい所を指す {{#{id} .audit points=10}}

この表で、規則に反している所に印を付けてください。

```check
table = {table}
rules = ["L2-01", "L3-04"]
[[fault]]
rule = "L3-04"
at = ["{at}:{at}"]
[[wrong]]
say = "この列は名前です。単位はいりません。"
rule = "L3-04"
at = ["{label}:{label}"]
[[wrong]]
say = "「{name}」は数字だけです。足りないのは単位です。"
rule = "L2-01"
at = ["{at}:{at}"]
```

> [!TIP]
> 列を1つずつ、初めて見る人のつもりで読みます。

> [!TIP]
> 「{name}」は、何をいくつずつ数えた数でしょうか。

> [!IMPORTANT]
> （正解のあとに見せる説明を書きます。）
"#
    )
}
