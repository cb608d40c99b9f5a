//! Steps in words: «「年」= 2020 の行に絞る».
//!
//! SQL inside a step is told token by token: names in quotation marks, AND, OR and IS NULL in words, the rest as it
//! stands. Nothing is parsed here; what cannot be told stays SQL.

use spec::Step;
use spec::step::{Aggregate, JoinKind, NamedExpr, Part};

use crate::finding::{aggregate, order};
use crate::value::list;
use crate::{Arg, Locale, quoted};

/// Words of SQL that are no names.
const SQL_WORDS: [&str; 26] = [
    "and",
    "or",
    "not",
    "is",
    "null",
    "in",
    "between",
    "like",
    "ilike",
    "case",
    "when",
    "then",
    "else",
    "end",
    "true",
    "false",
    "as",
    "cast",
    "over",
    "partition",
    "by",
    "order",
    "asc",
    "desc",
    "distinct",
    "interval",
];

/// The name of a verb, as in menus.
pub(crate) fn step_label(locale: &Locale, verb: &str) -> String {
    locale.text(&format!("step-{}-label", verb.replace('_', "-")))
}

/// What people do in Excel for the step of that verb, in one sentence that begins with «Excel なら»; `verb` is one of
/// [`Step::VERBS`].
pub fn step_in_excel(locale: &Locale, verb: &str) -> String {
    locale.text(&format!("step-excel-{}", verb.replace('_', "-")))
}

/// A step in one short sentence, without a full stop.
pub fn step(locale: &Locale, step: &Step) -> String {
    if let Some(field) = step.missing() {
        let label = step_label(locale, step.verb());
        let field = step_field(locale, field).unwrap_or_default();
        return locale.text_with(
            "step-words-unfinished",
            &[("label", label.into()), ("field", field.into())],
        );
    }
    match step {
        Step::From { table } => locale.text_with(
            "step-from-words",
            &[("table", quoted(locale, table).into())],
        ),
        Step::Select { columns } => {
            locale.text_with("step-select-words", &[("columns", names(locale, columns))])
        }
        Step::Rename { pairs } => {
            let pairs = pairs.iter().map(|pair| {
                locale.text_with(
                    "expression-renamed",
                    &[("from", (&pair.from).into()), ("to", (&pair.to).into())],
                )
            });
            locale.text_with(
                "step-rename-words",
                &[("pairs", join(locale, pairs).into())],
            )
        }
        Step::Filter { predicate } => locale.text_with(
            "step-filter-words",
            &[("predicate", expression(locale, predicate).into())],
        ),
        Step::WithColumns { columns } => {
            let columns = columns
                .iter()
                .map(|column| named(locale, column, &expression(locale, &column.expr)));
            locale.text_with(
                "step-with-columns-words",
                &[("columns", join(locale, columns).into())],
            )
        }
        Step::GroupBy { keys, aggs } => {
            let id = match (keys.is_empty(), aggs.is_empty()) {
                (true, _) => "step-group-by-words-all",
                (false, true) => "step-group-by-words-keys",
                (false, false) => "step-group-by-words",
            };
            let aggs = aggs
                .iter()
                .map(|agg| named(locale, agg, &call(locale, &agg.expr)));
            locale.text_with(
                id,
                &[
                    ("keys", names(locale, keys)),
                    ("aggs", join(locale, aggs).into()),
                ],
            )
        }
        Step::Sort { by } => {
            locale.text_with("step-sort-words", &[("by", order(locale, by).into())])
        }
        Step::Head { n } => locale.text_with("step-head-words", &[("n", (*n).into())]),
        Step::Tail { n } => locale.text_with("step-tail-words", &[("n", (*n).into())]),
        Step::Unique { columns } if columns.is_empty() => locale.text("step-unique-words-all"),
        Step::Unique { columns } => {
            locale.text_with("step-unique-words", &[("columns", names(locale, columns))])
        }
        Step::Join { how, table, on } => {
            let id = match how {
                JoinKind::Left => "step-join-words-left",
                JoinKind::Inner => "step-join-words-inner",
                JoinKind::Semi => "step-join-words-semi",
                JoinKind::Anti => "step-join-words-anti",
                JoinKind::Cross => "step-join-words-cross",
            };
            let on = on.iter().map(|key| {
                if key.left == key.right {
                    quoted(locale, &key.left)
                } else {
                    locale.text_with(
                        "expression-pair",
                        &[("left", (&key.left).into()), ("right", (&key.right).into())],
                    )
                }
            });
            locale.text_with(
                id,
                &[("table", table.into()), ("on", join(locale, on).into())],
            )
        }
        Step::Union { table } => locale.text_with("step-union-words", &[("table", table.into())]),
        Step::Pivot {
            on, values, agg, ..
        } => {
            let agg = aggregate(locale, agg.slug());
            locale.text_with(
                "step-pivot-words",
                &[
                    ("on", on.into()),
                    ("values", values.into()),
                    ("agg", agg.into()),
                ],
            )
        }
        Step::Unpivot {
            columns,
            name,
            value,
            ..
        } => locale.text_with(
            "step-unpivot-words",
            &[
                ("columns", names(locale, columns)),
                ("name", name.into()),
                ("value", value.into()),
            ],
        ),
        Step::FillNull { columns, value } => locale.text_with(
            "step-fill-null-words",
            &[("columns", names(locale, columns)), ("value", value.into())],
        ),
        Step::Cast { columns, to } => locale.text_with(
            &format!("step-cast-words-{}", to.slug()),
            &[("columns", names(locale, columns))],
        ),
        Step::Header { first, last } if first == last => {
            locale.text_with("step-header-words", &[("first", (*first).into())])
        }
        Step::Header { first, last } => locale.text_with(
            "step-header-words-several",
            &[("first", (*first).into()), ("last", (*last).into())],
        ),
        Step::Normalise { .. }
        | Step::FillDown { .. }
        | Step::DropTotals { .. }
        | Step::Split { .. }
        | Step::KeyConversion { .. }
        | Step::Share { .. }
        | Step::Rank { .. }
        | Step::CumSum { .. }
        | Step::Change { .. }
        | Step::Rolling { .. }
        | Step::Bins { .. } => of_parts(locale, step.clone()),
    }
}

/// The sentence of a verb into which its fields go as they are.
fn of_parts(locale: &Locale, mut step: Step) -> String {
    let mut id = format!("step-{}-words", step.verb().replace('_', "-"));
    let mut args: Vec<(&str, Arg<'_>)> = Vec::new();
    for (field, part) in step.parts() {
        match part {
            Part::Column(column) if field == "by" => {
                args.push(("by", quoted(locale, column).into()));
            }
            Part::Column(column) => args.push(("columns", quoted(locale, column).into())),
            Part::Columns(within) if field == "within" => {
                let keys = names(locale, within);
                let told = if within.is_empty() {
                    String::new()
                } else {
                    locale.text_with("step-within", &[("keys", keys)])
                };
                args.push(("within", told.into()));
            }
            Part::Columns(columns) => args.push(("columns", names(locale, columns))),
            Part::Texts(texts) => {
                if field == "words" && !texts.is_empty() {
                    id = "step-drop-totals-words-named".to_owned();
                }
                args.push(("texts", names(locale, texts)));
            }
            Part::NewColumn(name) => args.push(("name", name.clone().into())),
            Part::Keys(by) => args.push(("by", order(locale, by).into())),
            Part::Number(n) => args.push(("n", (*n).into())),
            Part::Word(word) => args.push((field, step_word(locale, word.word()).into())),
            Part::Text(_) | Part::Other => {}
        }
    }
    locale.text_with(&id, &args)
}

/// One of the words that a field of a step may hold, in the language.
pub fn step_word(locale: &Locale, word: &str) -> String {
    let id = format!("step-word-{word}");
    if locale.has(&id) {
        locale.text(&id)
    } else {
        aggregate(locale, word)
    }
}

/// A field's name as in [`Step::missing`], in words; `None` for an unknown one.
pub fn step_field(locale: &Locale, field: &str) -> Option<String> {
    let id = format!("step-field-{field}");
    locale.has(&id).then(|| locale.text(&id))
}

fn names<'a>(locale: &Locale, names: &[String]) -> Arg<'a> {
    list(locale, names.iter().map(String::as_str)).into()
}

fn join(locale: &Locale, parts: impl Iterator<Item = String>) -> String {
    parts
        .collect::<Vec<_>>()
        .join(&locale.text("list-separator"))
}

fn named(locale: &Locale, column: &NamedExpr, words: &str) -> String {
    locale.text_with(
        "expression-named",
        &[("name", (&column.name).into()), ("expr", words.into())],
    )
}

/// One aggregate of one column in words; anything more stays an expression.
fn call(locale: &Locale, expr: &str) -> String {
    let Some((function, inner)) = expr
        .trim()
        .strip_suffix(')')
        .and_then(|expr| expr.split_once('('))
    else {
        return expression(locale, expr);
    };
    let function = function.trim().to_ascii_lowercase();
    let inner = inner.trim();
    if function == "count" && inner == "*" {
        return locale.text("aggregate-rows");
    }
    let column = inner
        .strip_prefix('"')
        .and_then(|inner| inner.strip_suffix('"'))
        .unwrap_or(inner);
    let is_name = !column.is_empty()
        && !column.starts_with(|c: char| c.is_ascii_digit())
        && column.chars().all(is_name_char);
    match Aggregate::ALL
        .into_iter()
        .find(|agg| agg.sql() == function || agg.slug() == function)
    {
        Some(agg) if is_name => {
            let agg = aggregate(locale, agg.slug());
            locale.text_with(
                "aggregate-of",
                &[("column", column.into()), ("aggregate", agg.into())],
            )
        }
        _ => expression(locale, expr),
    }
}

fn is_name_char(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// A piece of SQL.
#[derive(Clone, Debug, PartialEq)]
enum Token {
    Name(String),
    Word(String),
    Other(String),
}

fn tokens(sql: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut rest = sql.trim_start();
    while let Some(first) = rest.chars().next() {
        let end_of =
            |is_part: &dyn Fn(char) -> bool| rest.find(|c| !is_part(c)).unwrap_or(rest.len());
        let end = match first {
            '"' | '\'' => closing(rest, first),
            _ if is_name_char(first) => end_of(&|c| is_name_char(c) || c == '.'),
            '<' | '>' | '=' | '!' | '|' => end_of(&|c| matches!(c, '<' | '>' | '=' | '!' | '|')),
            _ => first.len_utf8(),
        };
        let (text, after) = rest.split_at(end);
        let follows_call = after.trim_start().starts_with('(');
        tokens.push(match first {
            '"' => Token::Name(text.trim_matches('"').replace("\"\"", "\"")),
            _ if SQL_WORDS.contains(&text.to_ascii_lowercase().as_str()) => {
                Token::Word(text.to_ascii_lowercase())
            }
            _ if is_name_char(first) && !first.is_ascii_digit() && !follows_call => {
                Token::Name(text.to_owned())
            }
            _ => Token::Other(text.to_owned()),
        });
        rest = after.trim_start();
    }
    tokens
}

/// Where the quoted piece at the beginning ends; a doubled quote belongs to it.
fn closing(text: &str, quote: char) -> usize {
    let mut chars = text.char_indices().skip(1).peekable();
    while let Some((at, c)) = chars.next() {
        if c == quote {
            if chars.peek().is_some_and(|(_, next)| *next == quote) {
                chars.next();
            } else {
                return at + c.len_utf8();
            }
        }
    }
    text.len()
}

/// SQL with names in quotation marks and its small words in the language.
fn expression(locale: &Locale, sql: &str) -> String {
    let tokens = tokens(sql);
    let mut told = String::new();
    let mut at = 0;
    let mut tight = true;
    while let Some(token) = tokens.get(at) {
        let before = at.checked_sub(1).and_then(|before| tokens.get(before));
        let is_word = |ahead: usize, word: &str| matches!(tokens.get(at + ahead), Some(Token::Word(next)) if next == word);
        let (text, taken) = match token {
            Token::Name(name) => (quoted(locale, name), 1),
            Token::Word(word) => match word.as_str() {
                "and" => (locale.text("expression-and"), 1),
                "or" => (locale.text("expression-or"), 1),
                "is" if is_word(1, "null") => (locale.text("expression-is-null"), 2),
                "is" if is_word(1, "not") && is_word(2, "null") => {
                    (locale.text("expression-is-not-null"), 3)
                }
                "not" if !is_word(1, "in") && !is_word(1, "like") && !is_word(1, "between") => {
                    (locale.text("expression-not"), 1)
                }
                other => (other.to_ascii_uppercase(), 1),
            },
            Token::Other(text) => (text.clone(), 1),
        };
        // A bracket after a word (IN, AND) stands apart, after a function's name it does not.
        let closes = matches!(text.as_str(), ")" | ",")
            || (text == "(" && !matches!(before, Some(Token::Word(_))));
        let is_operator =
            matches!(token, Token::Other(text) if text.starts_with(['<', '>', '=', '!']));
        let is_particle = taken > 1 || is_operator;
        let joins = tight || closes || (is_particle && told.ends_with('」'));
        if !joins {
            told.push(' ');
        }
        told.push_str(&text);
        tight = text == "(";
        at += taken;
    }
    told
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Lang;
    use spec::step::{CastTo, JoinKey, RenamePair, SortKey};

    fn check(given: Step, ja: &str, en: &str) {
        assert_eq!(step(&Locale::new(Lang::Ja), &given), ja);
        assert_eq!(step(&Locale::new(Lang::En), &given), en);
    }

    #[test]
    fn filters() {
        let filter = |predicate: &str| Step::Filter {
            predicate: predicate.into(),
        };
        check(
            filter("年 = 2020"),
            "「年」= 2020 の行に絞る",
            "Keep the rows with “年” = 2020",
        );
        check(
            filter("\"年\" >= 2018 AND 地域='北勢'"),
            "「年」>= 2018 かつ 「地域」= '北勢' の行に絞る",
            "Keep the rows with “年” >= 2018 and “地域” = '北勢'",
        );
        check(
            filter("男 IS NOT NULL"),
            "「男」が欠測でない の行に絞る",
            "Keep the rows with “男” is not missing",
        );
        check(
            filter("地域 IN ('北勢', '伊賀')"),
            "「地域」 IN ('北勢', '伊賀') の行に絞る",
            "Keep the rows with “地域” IN ('北勢', '伊賀')",
        );
        check(
            filter(" "),
            "行を絞る（条件がまだ入っていません）",
            "Keep rows (not filled in yet: Condition)",
        );
    }

    #[test]
    fn verbs_of_parts() {
        let read = |line: &str| {
            let (steps, errors) = spec::step::text::parse_steps(line);
            assert_eq!(errors, []);
            steps[0].clone()
        };
        for (line, ja, en) in [
            (
                "normalise 施設名, 住所",
                "「施設名」、「住所」の文字をそろえる",
                "Write the texts of “施設名”, “住所” in one way",
            ),
            (
                "drop_totals 市町名",
                "「市町名」が計の行を除く",
                "Leave out rows whose “市町名” is a total",
            ),
            (
                "drop_totals 市町名 words 県計",
                "「市町名」が「県計」の行を除く",
                "Leave out rows whose “市町名” is “県計”",
            ),
            (
                "key_conversion 団体コード from code6 to r5",
                "「団体コード」を6 けたからR と 5 けたに直す",
                "Turn “団体コード” from 6 digits into R and 5 digits",
            ),
            (
                "rank 人口 desc within 年 name 順位",
                "「年」ごとに、「人口」の大きい順に順位「順位」を付ける",
                "Rank by “人口”, largest first, as “順位”, for each “年”",
            ),
            (
                "share 人口 name 構成比",
                "「人口」の構成比「構成比」を出す",
                "Find the share “構成比” of “人口”",
            ),
            (
                "change 人口 how rate by 年 periods 5 within 市町名 name 増減率",
                "「市町名」ごとに、「人口」の、「年」で 5 つ前との増減率「増減率」を出す",
                "Find the rate of change “増減率” of “人口” since 5 steps before by “年”, for each “市町名”",
            ),
            (
                "rolling 件数 how mean by 年月 periods 12 unit month name 移動平均",
                "「件数」の、「年月」で 12 か月分の平均「移動平均」を出す",
                "Find the mean “移動平均” of “件数” over 12 months by “年月”",
            ),
        ] {
            check(read(line), ja, en);
        }
    }

    #[test]
    fn other_verbs() {
        let named = |name: &str, expr: &str| NamedExpr {
            name: name.into(),
            expr: expr.into(),
        };
        check(
            Step::From {
                table: "人口".into(),
            },
            "「人口」から始める",
            "Start from “人口”",
        );
        check(
            Step::GroupBy {
                keys: vec!["地域".into()],
                aggs: vec![named("人口合計", "sum(人口)"), named("件数", "count(*)")],
            },
            "「地域」ごとに、「人口合計」＝ 「人口」の合計、「件数」＝ 件数を求める",
            "For each “地域”, find “人口合計” = sum of “人口”, “件数” = number of rows",
        );
        check(
            Step::WithColumns {
                columns: vec![named("一世帯あたり", "round(人口 / 世帯数, 2)")],
            },
            "「一世帯あたり」＝ round(「人口」 / 「世帯数」, 2)の列を足す",
            "Add the columns “一世帯あたり” = round(“人口” / “世帯数”, 2)",
        );
        check(
            Step::Sort {
                by: vec![
                    SortKey {
                        column: "人口".into(),
                        descending: true,
                    },
                    SortKey {
                        column: "年".into(),
                        descending: false,
                    },
                ],
            },
            "「人口」の大きい順、同じなら「年」の小さい順に並べ替える",
            "Sort by “人口”, largest first, then “年”, smallest first",
        );
        check(
            Step::Join {
                how: JoinKind::Left,
                table: "面積".into(),
                on: vec![JoinKey {
                    left: "市町コード".into(),
                    right: "コード".into(),
                }],
            },
            "「市町コード」と「コード」を手がかりに「面積」を横につなぐ",
            "Put “面積” beside it by “市町コード” and “コード”",
        );
        check(
            Step::Rename {
                pairs: vec![RenamePair {
                    from: "jinko".into(),
                    to: "人口".into(),
                }],
            },
            "列名を「jinko」から「人口」に変える",
            "Rename “jinko” to “人口”",
        );
        check(
            Step::Head { n: 1 },
            "上から 1 行を残す",
            "Keep the first row",
        );
        check(
            Step::Cast {
                columns: vec!["世帯数".into()],
                to: CastTo::Number,
            },
            "「世帯数」を数に直す",
            "Turn “世帯数” into numbers",
        );
    }
}
