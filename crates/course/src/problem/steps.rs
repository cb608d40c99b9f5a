//! Steps, in exercises and checks.

use spec::step::text::StepErrorKind;

use crate::code::Code;
use crate::problem::{Problem, owned, problem};

/// A step cannot be read.
pub(crate) fn step(kind: &StepErrorKind) -> Problem {
    let at_end = ("行の終わり", "the end of the line");
    let shown = |found: &str| {
        if found.is_empty() {
            (at_end.0.to_owned(), at_end.1.to_owned())
        } else {
            (format!("「{found}」"), format!("`{found}`"))
        }
    };
    match kind {
        StepErrorKind::UnknownVerb { found, near } => problem(
            Code::UnknownVerb,
            format!("「{found}」という手順はありません"),
            format!("there is no step `{found}`"),
        )
        .near(
            &verb_meant(found).map_or_else(|| near.clone(), |verb| vec![verb.to_owned()]),
            &owned(&spec::Step::VERBS),
        ),
        StepErrorKind::Missing { verb, field } => problem(
            Code::StepIncomplete,
            format!("{verb} の「{}」が埋まっていません", field_ja(field)),
            format!("`{field}` of `{verb}` is not filled in"),
        ),
        StepErrorKind::ExpectedName { found } => {
            let (ja, en) = shown(found);
            problem(
                Code::StepSyntax,
                format!("ここには列か表の名前を書きます（{ja}があります）"),
                format!("a name has to stand here, found {en}"),
            )
            .hint(
                "空白や記号のある名前は \" で囲みます（例: \"総面積(km²)\"）",
                "put names with spaces or signs between quotes (`\"総面積(km²)\"`)",
            )
        }
        StepErrorKind::Expected { want, found } => {
            let (ja, en) = shown(found);
            problem(
                Code::StepSyntax,
                format!(
                    "ここには {} を書きます（{ja}があります）",
                    want.join(" か ")
                ),
                format!("expected `{}`, found {en}", want.join("` or `")),
            )
        }
        StepErrorKind::ExpectedCount { found } => {
            let (ja, en) = shown(found);
            problem(
                Code::StepSyntax,
                format!("ここには行の数を書きます（{ja}があります）"),
                format!("a number of rows has to stand here, found {en}"),
            )
        }
        StepErrorKind::LargeCount { found } => problem(
            Code::StepSyntax,
            format!("行の数「{found}」は大きすぎて読めません"),
            format!("`{found}` rows are more than can be read"),
        )
        .hint(
            "表の行の数までで足ります",
            "the number of rows of the table is enough",
        ),
        StepErrorKind::Trailing { found } => {
            let told = problem(
                Code::StepSyntax,
                format!("「{found}」が余っています"),
                format!("the step ends before `{found}`"),
            );
            let is_direction = |names: [&str; 4]| names.iter().any(|name| found.starts_with(name));
            if is_direction(["descending", "降順", "大きい", "多い"]) {
                told.hint("大きい順は desc と書きます", "write `desc` for descending")
            } else if is_direction(["ascending", "昇順", "小さい", "少ない"]) {
                told.hint("小さい順なら何も付けません", "ascending needs no word")
            } else {
                told.hint("名前と名前の間は , で区切ります", "separate names with `,`")
            }
        }
        StepErrorKind::Unclosed { open } => problem(
            Code::StepSyntax,
            format!("「{open}」が閉じられていません"),
            format!("`{open}` is never closed"),
        ),
        StepErrorKind::FullWidth { found, want } => problem(
            Code::StepSyntax,
            format!("全角の「{found}」は区切りになりません"),
            format!("the full-width `{found}` does not separate"),
        )
        .hint(
            format!("半角の「{want}」にします。名前の一部なら、名前を \" で囲みます"),
            format!("write `{want}`; if it belongs to a name, put the name between quotes"),
        ),
        StepErrorKind::Off => problem(
            Code::StepOff,
            "ここでは手順を off にできません",
            "steps cannot be switched off here",
        ),
    }
}

/// Steps start with `from`, and only there.
pub(crate) fn from_first(first: bool) -> Problem {
    problem(
        Code::FromFirst,
        "手順は from で始め、from は一度だけ書きます",
        "steps start with `from`, and only there",
    )
    .hint(
        if first {
            "1行目に「from 表の名前」を書きます"
        } else {
            "表をつなぐには join か union を使います"
        },
        if first {
            "write `from` and the table's name first"
        } else {
            "use `join` or `union` for a second table"
        },
    )
}

/// Steps or SQL are empty.
pub(crate) fn empty_program() -> Problem {
    problem(Code::EmptyProgram, "中身が空です", "it is empty")
}

/// What a field of a step holds.
fn field_ja(field: &str) -> &str {
    match field {
        "table" => "表",
        "columns" => "列",
        "predicate" => "条件",
        "by" => "並べ替える列",
        "keys" => "まとめる列",
        "aggs" => "集計",
        "pairs" => "新しい名前",
        "n" => "行の数",
        "on" => "つなぐ列",
        "index" => "残す列",
        "values" => "値の列",
        "value" => "値",
        "name" => "名前",
        other => other,
    }
}

/// The verb for what somebody wrote in Japanese.
fn verb_meant(found: &str) -> Option<&'static str> {
    [
        ("絞", "filter"),
        ("抽出", "filter"),
        ("並", "sort"),
        ("集計", "group_by"),
        ("グループ", "group_by"),
        ("選", "select"),
        ("結合", "join"),
        ("重複", "unique"),
        ("先頭", "head"),
        ("末尾", "tail"),
        ("計算", "with_columns"),
        ("追加", "with_columns"),
    ]
    .into_iter()
    .find_map(|(part, verb)| found.contains(part).then_some(verb))
}
