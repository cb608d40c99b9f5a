//! What people know from Excel: its names of functions, `&` and `^`, as this SQL says them.
//!
//! One table says what a name is here: a function of SQL under another name, something that SQL writes otherwise, or
//! steps (`VLOOKUP` is a join), which an expression cannot take the place of. Functions that SQL has no like of are in the table of
//! all functions ([`super::functions`]) and computed below. Nothing here gives another meaning to what SQL knows: what is rewritten
//! would be an unknown function, one with the wrong number of arguments, or a sign that is not offered.

use std::ops::ControlFlow;

use spec::{Failure, FailureKind};
use sqlparser::ast::{
    BinaryOperator, Expr, Function as Call, FunctionArg, FunctionArgExpr, FunctionArgumentList,
    FunctionArguments, Ident, ObjectName, OrderByExpr, UnaryOperator, Value as Literal, VisitMut,
    VisitorMut, WindowSpec, WindowType,
};
use sqlparser::keywords::Keyword;
use sqlparser::tokenizer::{Token, TokenWithSpan};
use table::Value;
use table::look::narrow;
use table::text::civil_from_days;

use super::calls::{self, bad, cut, cut_whole, day, fifteen, number, text, whole_at};
use super::cells::{Cell, add_months, out_of_range};
use super::read::words_and_signs;

/// What a name of Excel's is here.
enum Here {
    /// A function of SQL.
    Named(&'static str),
    /// Something that SQL writes otherwise; `None` where the arguments do not fit.
    Written(fn(&[Expr]) -> Option<Expr>),
    /// These steps; in SQL, that.
    Steps(&'static [&'static str], &'static str),
}

use Here::{Named, Steps, Written};

/// Names of Excel's in lower case.
const NAMES: &[(&str, Here)] = &[
    ("average", Named("AVG")),
    ("counta", Named("COUNT")),
    ("stdev.s", Named("STDDEV_SAMP")),
    ("stdev.p", Named("STDDEV_POP")),
    ("stdevp", Named("STDDEV_POP")),
    ("var.s", Named("VAR_SAMP")),
    ("var.p", Named("VAR_POP")),
    ("varp", Named("VAR_POP")),
    ("correl", Named("CORR")),
    ("concatenate", Named("CONCAT")),
    ("substitute", Named("REPLACE")),
    ("rept", Named("REPEAT")),
    ("proper", Named("INITCAP")),
    ("value", Named("PARSE_NUMBER")),
    ("datevalue", Named("PARSE_DATE")),
    ("ifs", Written(ifs)),
    ("switch", Written(switch)),
    ("and", Written(|args| joined(args, BinaryOperator::And))),
    ("or", Written(|args| joined(args, BinaryOperator::Or))),
    ("isblank", Written(is_blank)),
    ("exact", Written(exact)),
    ("date", Written(date)),
    ("left", Written(|args| first_character("LEFT", args))),
    ("right", Written(|args| first_character("RIGHT", args))),
    ("trunc", Written(trunc)),
    ("rank", Written(rank)),
    ("rank.eq", Written(rank)),
    ("sumif", Steps(&["filter", "group_by"], "WHERE, SUM")),
    ("sumifs", Steps(&["filter", "group_by"], "WHERE, SUM")),
    ("sumproduct", Steps(&["with_columns", "group_by"], "SUM")),
    ("countif", Steps(&["filter", "group_by"], "WHERE, COUNT")),
    ("countifs", Steps(&["filter", "group_by"], "WHERE, COUNT")),
    ("countblank", Steps(&["filter", "group_by"], "WHERE, COUNT")),
    ("averageif", Steps(&["filter", "group_by"], "WHERE, AVG")),
    ("averageifs", Steps(&["filter", "group_by"], "WHERE, AVG")),
    ("maxifs", Steps(&["filter", "group_by"], "WHERE, MAX")),
    ("minifs", Steps(&["filter", "group_by"], "WHERE, MIN")),
    ("subtotal", Steps(&["filter", "group_by"], "GROUP BY")),
    ("aggregate", Steps(&["filter", "group_by"], "GROUP BY")),
    ("groupby", Steps(&["group_by"], "GROUP BY")),
    ("pivotby", Steps(&["pivot"], "GROUP BY")),
    ("pivot", Steps(&["pivot"], "GROUP BY")),
    ("transpose", Steps(&["pivot", "unpivot"], "GROUP BY")),
    ("vlookup", Steps(&["join"], "LEFT JOIN")),
    ("hlookup", Steps(&["join"], "LEFT JOIN")),
    ("xlookup", Steps(&["join"], "LEFT JOIN")),
    ("lookup", Steps(&["join"], "LEFT JOIN")),
    ("match", Steps(&["join"], "LEFT JOIN")),
    ("xmatch", Steps(&["join"], "LEFT JOIN")),
    ("index", Steps(&["join"], "LEFT JOIN")),
    ("vstack", Steps(&["union"], "UNION ALL")),
    ("hstack", Steps(&["join"], "JOIN")),
    ("sort", Steps(&["sort"], "ORDER BY")),
    ("sortby", Steps(&["sort"], "ORDER BY")),
    ("large", Steps(&["sort", "head"], "ORDER BY, LIMIT")),
    ("small", Steps(&["sort", "head"], "ORDER BY, LIMIT")),
    ("take", Steps(&["head"], "LIMIT")),
    ("filter", Steps(&["filter"], "WHERE")),
    ("unique", Steps(&["unique"], "SELECT DISTINCT")),
    ("choosecols", Steps(&["select"], "SELECT")),
];

fn here(name: &str) -> Option<&'static Here> {
    let name = name.to_lowercase();
    NAMES
        .iter()
        .find(|(known, _)| *known == name)
        .map(|(_, here)| here)
}

/// A function of Excel's that is a step here, as a failure.
pub(super) fn is_a_step(name: &str) -> Option<FailureKind> {
    match here(name)? {
        Steps(verbs, sql) => Some(FailureKind::StepInstead {
            function: name.to_uppercase(),
            verbs: verbs.iter().map(|verb| (*verb).to_owned()).collect(),
            sql: (*sql).to_owned(),
        }),
        _ => None,
    }
}

/// Most conditions of a text with something of Excel's in it: walking through its tree takes a level for each.
const MOST_CONDITIONS: usize = 100;

/// Writes what is Excel's in the tree of a text as SQL.
///
/// # Errors
/// [`FailureKind::StepInstead`] and [`FailureKind::TooDeep`].
pub(super) fn rewrite<T: VisitMut>(tree: &mut T, sql: &str) -> Result<(), Failure> {
    let tokens = words_and_signs(sql).unwrap_or_default();
    if !tokens.windows(2).any(is_here) && !tokens.windows(4).any(is_here_with_point) {
        return Ok(());
    }
    let conditions = tokens.iter().filter(|token| {
        matches!(&token.token, Token::Word(word) if matches!(word.keyword, Keyword::AND | Keyword::OR))
    });
    if conditions.count() > MOST_CONDITIONS {
        return Err(Failure::of(FailureKind::TooDeep));
    }
    match tree.visit(&mut Rewriter) {
        ControlFlow::Continue(()) => Ok(()),
        ControlFlow::Break(kind) => Err(Failure::of(kind)),
    }
}

/// `AVERAGE(`, `&`, `^`, and names in full-width letters.
fn is_here(pair: &[TokenWithSpan]) -> bool {
    match pair {
        [first, second] => match (&first.token, &second.token) {
            (Token::Ampersand | Token::Caret, _) => true,
            (Token::Word(word), Token::LParen) => {
                here(&word.value).is_some() || word.value.chars().any(|c| narrow(c) != c)
            }
            _ => false,
        },
        _ => false,
    }
}

/// `STDEV.P(`.
fn is_here_with_point(tokens: &[TokenWithSpan]) -> bool {
    match tokens {
        [first, point, last, bracket] => {
            let name = format!("{}.{}", first.token, last.token);
            point.token == Token::Period && bracket.token == Token::LParen && here(&name).is_some()
        }
        _ => false,
    }
}

struct Rewriter;

impl VisitorMut for Rewriter {
    type Break = FailureKind;

    /// `-2^2` is 4 in Excel: the sign belongs to the number.
    fn pre_visit_expr(&mut self, expr: &mut Expr) -> ControlFlow<FailureKind> {
        if let Expr::UnaryOp {
            op: UnaryOperator::Minus,
            expr: inner,
        } = expr
            && is_power(inner)
        {
            let mut power = std::mem::replace(&mut **inner, nothing());
            let mut first = &mut power;
            while let Expr::BinaryOp {
                left,
                op: BinaryOperator::BitwiseXor,
                ..
            } = first
            {
                first = left;
            }
            let base = std::mem::replace(first, nothing());
            *first = Expr::UnaryOp {
                op: UnaryOperator::Minus,
                expr: Box::new(base),
            };
            *expr = power;
        }
        ControlFlow::Continue(())
    }

    fn post_visit_expr(&mut self, expr: &mut Expr) -> ControlFlow<FailureKind> {
        let written = match expr {
            Expr::BinaryOp {
                left,
                op: BinaryOperator::BitwiseXor,
                right,
            } => Some(call("POWER", vec![take(left), take(right)])),
            Expr::BinaryOp {
                left,
                op: BinaryOperator::BitwiseAnd,
                right,
            } => {
                let mut parts = match called("CONCAT", left) {
                    Some(parts) => parts,
                    None => vec![take(left)],
                };
                parts.push(take(right));
                Some(call("CONCAT", parts))
            }
            Expr::Function(call) => match renamed(call) {
                ControlFlow::Continue(written) => written,
                ControlFlow::Break(kind) => return ControlFlow::Break(kind),
            },
            _ => None,
        };
        if let Some(written) = written {
            *expr = written;
        }
        ControlFlow::Continue(())
    }
}

/// Another name for a call, or something in its place.
fn renamed(call: &mut Call) -> ControlFlow<FailureKind, Option<Expr>> {
    // Full-width letters are letters, but no function has a name of them.
    for part in &mut call.name.0 {
        let folded: String = part.value.chars().map(narrow).collect();
        if part.quote_style.is_none() && folded != part.value {
            part.value = folded;
        }
    }
    if call.name.0.iter().any(|part| part.quote_style.is_some()) {
        return ControlFlow::Continue(None);
    }
    let name = call.name.to_string();
    if let Some(kind) = is_a_step(&name) {
        return ControlFlow::Break(kind);
    }
    match here(&name) {
        Some(Named(sql)) => {
            call.name = ObjectName(vec![Ident::new(*sql)]);
        }
        Some(Written(written)) if call.over.is_none() && call.filter.is_none() => {
            return ControlFlow::Continue(arguments(call).and_then(|args| written(&args)));
        }
        _ => {}
    }
    ControlFlow::Continue(None)
}

fn is_power(expr: &Expr) -> bool {
    matches!(
        expr,
        Expr::BinaryOp {
            op: BinaryOperator::BitwiseXor,
            ..
        }
    )
}

fn nothing() -> Expr {
    Expr::Value(Literal::Null)
}

fn take(expr: &mut Expr) -> Expr {
    std::mem::replace(expr, nothing())
}

fn nested(expr: &Expr) -> Expr {
    match expr {
        Expr::Identifier(_) | Expr::Value(_) | Expr::Function(_) | Expr::Nested(_) => expr.clone(),
        other => Expr::Nested(Box::new(other.clone())),
    }
}

fn call(name: &str, args: Vec<Expr>) -> Expr {
    Expr::Function(Call {
        name: ObjectName(vec![Ident::new(name)]),
        uses_odbc_syntax: false,
        parameters: FunctionArguments::None,
        args: FunctionArguments::List(FunctionArgumentList {
            duplicate_treatment: None,
            args: args
                .into_iter()
                .map(|arg| FunctionArg::Unnamed(FunctionArgExpr::Expr(arg)))
                .collect(),
            clauses: Vec::new(),
        }),
        filter: None,
        null_treatment: None,
        over: None,
        within_group: Vec::new(),
    })
}

/// The arguments of a call of that function.
fn called(name: &str, expr: &Expr) -> Option<Vec<Expr>> {
    match expr {
        Expr::Function(call) if call.name.to_string() == name => arguments(call),
        _ => None,
    }
}

/// The arguments of a call that has nothing else in its brackets.
fn arguments(call: &Call) -> Option<Vec<Expr>> {
    let FunctionArguments::List(list) = &call.args else {
        return None;
    };
    if list.duplicate_treatment.is_some() || !list.clauses.is_empty() {
        return None;
    }
    list.args
        .iter()
        .map(|arg| match arg {
            FunctionArg::Unnamed(FunctionArgExpr::Expr(expr)) => Some(expr.clone()),
            _ => None,
        })
        .collect()
}

fn case(operand: Option<&Expr>, pairs: &[Expr], otherwise: Option<&Expr>) -> Expr {
    let (conditions, results) = pairs
        .chunks_exact(2)
        .filter_map(|pair| match pair {
            [condition, result] => Some((condition.clone(), result.clone())),
            _ => None,
        })
        .unzip();
    Expr::Case {
        operand: operand.cloned().map(Box::new),
        conditions,
        results,
        else_result: otherwise.cloned().map(Box::new),
    }
}

fn ifs(args: &[Expr]) -> Option<Expr> {
    (args.len() >= 2 && args.len().is_multiple_of(2)).then(|| case(None, args, None))
}

fn switch(args: &[Expr]) -> Option<Expr> {
    let (operand, rest) = args.split_first()?;
    let otherwise = if rest.len().is_multiple_of(2) {
        None
    } else {
        rest.last()
    };
    (rest.len() >= 2).then(|| case(Some(operand), rest, otherwise))
}

fn joined(args: &[Expr], op: BinaryOperator) -> Option<Expr> {
    let all = args
        .iter()
        .map(nested)
        .reduce(|left, right| Expr::BinaryOp {
            left: Box::new(left),
            op: op.clone(),
            right: Box::new(right),
        })?;
    Some(Expr::Nested(Box::new(all)))
}

fn is_blank(args: &[Expr]) -> Option<Expr> {
    match args {
        [one] => Some(Expr::Nested(Box::new(Expr::IsNull(Box::new(nested(one)))))),
        _ => None,
    }
}

fn exact(args: &[Expr]) -> Option<Expr> {
    match args {
        [left, right] => Some(Expr::Nested(Box::new(Expr::BinaryOp {
            left: Box::new(nested(left)),
            op: BinaryOperator::Eq,
            right: Box::new(nested(right)),
        }))),
        _ => None,
    }
}

fn date(args: &[Expr]) -> Option<Expr> {
    (args.len() == 3).then(|| call("MAKE_DATE", args.to_vec()))
}

fn first_character(name: &str, args: &[Expr]) -> Option<Expr> {
    match args {
        [text] => Some(call(
            name,
            vec![
                text.clone(),
                Expr::Value(Literal::Number("1".into(), false)),
            ],
        )),
        _ => None,
    }
}

fn trunc(args: &[Expr]) -> Option<Expr> {
    (args.len() == 2).then(|| call("ROUNDDOWN", args.to_vec()))
}

/// `RANK(人口, 人口)` or `RANK(人口)`: the place of a row among all of them, the largest first; 1 behind it: the smallest.
fn rank(args: &[Expr]) -> Option<Expr> {
    let (by, rest) = args.split_first()?;
    let ascending = match rest {
        [] => false,
        [all] if all == by => false,
        [all, Expr::Value(Literal::Number(order, _))] if all == by => order != "0",
        _ => return None,
    };
    let key = OrderByExpr {
        expr: by.clone(),
        asc: Some(ascending),
        nulls_first: Some(false),
        with_fill: None,
    };
    let mut place = call("RANK", Vec::new());
    if let Expr::Function(place) = &mut place {
        place.over = Some(WindowType::WindowSpec(WindowSpec {
            window_name: None,
            partition_by: Vec::new(),
            order_by: vec![key],
            window_frame: None,
        }));
    }
    let known = Expr::IsNotNull(Box::new(nested(by)));
    Some(case(None, &[known, place], None))
}

pub(super) fn rounded_up(args: &[Cell<'_>]) -> Result<Value, Failure> {
    rounded("ROUNDUP", args, true)
}

pub(super) fn rounded_down(args: &[Cell<'_>]) -> Result<Value, Failure> {
    rounded("ROUNDDOWN", args, false)
}

/// The next whole number below, as Excel's 15 digits say it.
pub(super) fn int(args: &[Cell<'_>]) -> Value {
    match args.first() {
        Some(Cell::Int(value)) => Value::Int(*value),
        Some(Cell::Float(value)) => Value::Float(fifteen(*value).floor() + 0.0),
        _ => Value::Null,
    }
}

pub(super) fn mid(args: &[Cell<'_>]) -> Result<Value, Failure> {
    let (Some(all), Some(start), Some(count)) =
        (text(args, 0), whole_at(args, 1), whole_at(args, 2))
    else {
        return Ok(Value::Null);
    };
    let (Ok(start), Ok(count)) = (usize::try_from(start), usize::try_from(count)) else {
        return Err(bad("MID", if start < 1 { 2 } else { 3 }));
    };
    let before = start.checked_sub(1).ok_or_else(|| bad("MID", 2))?;
    Ok(Value::Text(all.chars().skip(before).take(count).collect()))
}

pub(super) fn find(args: &[Cell<'_>]) -> Result<Value, Failure> {
    place("FIND", args, str::to_owned)
}

/// Without regard to large and small letters.
pub(super) fn search(args: &[Cell<'_>]) -> Result<Value, Failure> {
    // `?` and `*` stand for other characters there.
    if text(args, 0).is_some_and(|part| part.contains(['?', '*', '~'])) {
        return Err(bad("SEARCH", 1));
    }
    place("SEARCH", args, str::to_lowercase)
}

/// Where Excel has an error there is nothing here, or no finite number.
pub(super) fn if_error(args: &[Cell<'_>]) -> Value {
    let fine = |cell: &&Cell<'_>| match cell {
        Cell::Null => false,
        Cell::Float(value) => value.is_finite(),
        _ => true,
    };
    args.first()
        .filter(fine)
        .or(args.get(1))
        .map_or(Value::Null, |cell| cell.to_value())
}

pub(super) fn shown_as(args: &[Cell<'_>]) -> Result<Value, Failure> {
    let Some(form) = text(args, 1) else {
        return Ok(Value::Null);
    };
    let shown = match args.first() {
        Some(Cell::Date(day)) => day_as(*day, form),
        Some(Cell::Text(text)) => Some((*text).to_owned()),
        _ => match number(args, 0) {
            Some(value) => number_as(value, form),
            None => return Ok(Value::Null),
        },
    };
    shown.map(Value::Text).ok_or_else(|| bad("TEXT", 2))
}

/// Sunday is 1, or as the second argument says.
pub(super) fn weekday(args: &[Cell<'_>]) -> Result<Value, Failure> {
    let Some(day) = day(args, 0) else {
        return Ok(Value::Null);
    };
    let from_monday = calls::weekday(day);
    Ok(Value::Int(match whole_at(args, 1).unwrap_or(1) {
        1 => from_monday % 7 + 1,
        2 => from_monday,
        3 => from_monday - 1,
        _ => return Err(bad("WEEKDAY", 2)),
    }))
}

pub(super) fn months_later(args: &[Cell<'_>]) -> Result<Value, Failure> {
    let (Some(day), Some(months)) = (day(args, 0), whole_at(args, 1)) else {
        return Ok(Value::Null);
    };
    add_months(day, months)
        .map(Value::Date)
        .ok_or_else(|| out_of_range("EDATE"))
}

pub(super) fn end_of_month(args: &[Cell<'_>]) -> Result<Value, Failure> {
    let (Some(day), Some(months)) = (day(args, 0), whole_at(args, 1)) else {
        return Ok(Value::Null);
    };
    let later = add_months(day, months).ok_or_else(|| out_of_range("EOMONTH"))?;
    Ok(calls::last_day(&[Cell::Date(later)]))
}

pub(super) fn whole_between(args: &[Cell<'_>]) -> Result<Value, Failure> {
    let (Some(from), Some(to), Some(unit)) = (day(args, 0), day(args, 1), text(args, 2)) else {
        return Ok(Value::Null);
    };
    if from > to {
        return Err(bad("DATEDIF", 2));
    }
    let (a, b) = (civil_from_days(from), civil_from_days(to));
    let months = (i64::from(b.0) - i64::from(a.0)) * 12 + i64::from(b.1)
        - i64::from(a.1)
        - i64::from(b.2 < a.2);
    Ok(Value::Int(match unit.to_uppercase().as_str() {
        "Y" => months / 12,
        "M" => months,
        "D" => i64::from(to) - i64::from(from),
        "YM" => months % 12,
        _ => return Err(bad("DATEDIF", 3)),
    }))
}

fn rounded(name: &str, args: &[Cell<'_>], away: bool) -> Result<Value, Failure> {
    let digits = whole_at(args, 1).unwrap_or(0).clamp(-400, 400) as i32;
    match args.first() {
        Some(Cell::Int(value)) => cut_whole(*value, digits, away)
            .map(Value::Int)
            .ok_or_else(|| out_of_range(name)),
        Some(Cell::Float(value)) => Ok(Value::Float(cut(*value, digits, away))),
        _ => Ok(Value::Null),
    }
}

/// Where a text begins in another one, from 1, looked for from a place on; nothing where it is not there.
fn place(name: &str, args: &[Cell<'_>], fold: fn(&str) -> String) -> Result<Value, Failure> {
    let (Some(part), Some(all)) = (text(args, 0), text(args, 1)) else {
        return Ok(Value::Null);
    };
    let from = whole_at(args, 2).unwrap_or(1);
    let before = usize::try_from(from)
        .ok()
        .and_then(|from| from.checked_sub(1))
        .ok_or_else(|| bad(name, 3))?;
    let rest: String = all.chars().skip(before).collect();
    let (rest, part) = (fold(&rest), fold(part));
    Ok(rest.find(&part).map_or(Value::Null, |at| {
        let passed = rest.get(..at).map_or(0, |passed| passed.chars().count());
        Value::Int((before + passed) as i64 + 1)
    }))
}

/// A number in a form of `TEXT`: `0`, `0.0`, `#,##0`, `0%`, `000`, each with words around it; `None` for other forms.
fn number_as(value: f64, form: &str) -> Option<String> {
    let is_digit = |c: char| matches!(c, '0' | '#' | ',' | '.' | '%');
    let from = form.find(is_digit)?;
    let (head, rest) = form.split_at(from);
    let (digits, tail) = rest.split_at(rest.find(|c| !is_digit(c)).unwrap_or(rest.len()));
    // Other signs mean something: dates, fractions, a second form for negative numbers.
    let is_plain = |text: &str| {
        !text.contains(is_digit)
            && !text.contains(['?', ';', '/', '@', '_', '*', '\\', '[', '"'])
            && !text.chars().any(|c| c.is_ascii_alphabetic())
    };
    let percents = digits.matches('%').count();
    let figures = digits.trim_end_matches('%');
    if percents > 1 || figures.contains('%') || !is_plain(head) || !is_plain(tail) {
        return None;
    }
    let (whole, decimals) = figures.split_once('.').unwrap_or((figures, ""));
    if decimals.chars().any(|c| !matches!(c, '0' | '#')) {
        return None;
    }
    let least = whole.matches('0').count();
    let fixed = decimals.matches('0').count();
    if !value.is_finite() {
        return None;
    }
    let value = if percents == 1 { value * 100.0 } else { value };
    let rounded = calls::round(value, i32::try_from(decimals.len()).ok()?);
    let written = format!("{:.*}", decimals.len(), rounded.abs());
    let (mut all, mut part) = match written.split_once('.') {
        Some((all, part)) => (all.to_owned(), part.to_owned()),
        None => (written, String::new()),
    };
    while part.len() > fixed && part.ends_with('0') {
        part.pop();
    }
    if least == 0 && all == "0" {
        all.clear();
    }
    while all.len() < least {
        all.insert(0, '0');
    }
    if whole.contains(',') {
        all = thousands(&all);
    }
    let minus = if rounded < 0.0 { "-" } else { "" };
    let dot = if part.is_empty() { "" } else { "." };
    let percent = if percents == 1 { "%" } else { "" };
    Some(format!("{minus}{head}{all}{dot}{part}{percent}{tail}"))
}

/// Digits with a comma before each three.
fn thousands(digits: &str) -> String {
    let mut made = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            made.push(',');
        }
        made.push(digit);
    }
    made
}

/// A day in a form of `TEXT`: `yyyy/mm/dd`, `m月d日`, `aaa`; `None` for other forms.
fn day_as(day: i32, form: &str) -> Option<String> {
    const DAYS: [char; 7] = ['日', '月', '火', '水', '木', '金', '土'];
    let (year, month, date) = civil_from_days(day);
    let mut made = String::new();
    let mut rest = form;
    while let Some(first) = rest.chars().next() {
        let length = rest.chars().take_while(|c| *c == first).count();
        match (first.to_ascii_lowercase(), length) {
            ('y', 4) => made.push_str(&format!("{year:04}")),
            ('y', 2) => made.push_str(&format!("{:02}", year.rem_euclid(100))),
            ('m', 1) => made.push_str(&month.to_string()),
            ('m', 2) => made.push_str(&format!("{month:02}")),
            ('d', 1) => made.push_str(&date.to_string()),
            ('d', 2) => made.push_str(&format!("{date:02}")),
            ('a', 3 | 4) => {
                let at = usize::try_from((day + 4).rem_euclid(7)).ok()?;
                made.push(*DAYS.get(at)?);
                if length == 4 {
                    made.push_str("曜日");
                }
            }
            (letter, _) if letter.is_ascii_alphabetic() => return None,
            _ => (0..length).for_each(|_| made.push(first)),
        }
        rest = rest.get(first.len_utf8() * length..)?;
    }
    Some(made)
}

#[cfg(test)]
mod tests {
    use table::text::days_from_civil;

    use super::*;

    #[test]
    fn numbers_are_shown_in_the_form_that_is_asked_for() {
        for (value, form, wanted) in [
            (1234567.0, "#,##0", "1,234,567"),
            (1234.5, "#,##0.0", "1,234.5"),
            (0.0, "#,##0", "0"),
            (-1234.0, "#,##0", "-1,234"),
            (0.2987, "0.0%", "29.9%"),
            (0.5, "0%", "50%"),
            (7.0, "000", "007"),
            (2.675, "0.00", "2.68"),
            (12.5, "0.##", "12.5"),
            (12.0, "0.0", "12.0"),
            (0.5, "#.0", ".5"),
            (1234.0, "#,##0人", "1,234人"),
            (3.0, "約0件", "約3件"),
            (-0.4, "0", "0"),
        ] {
            assert_eq!(number_as(value, form).as_deref(), Some(wanted), "{form}");
        }
        for form in ["", "人", "yyyy", "0;-0", "0.0.0", "0%%", "0 0", "0E+00"] {
            assert_eq!(number_as(1.0, form), None, "{form}");
        }
        assert_eq!(number_as(f64::INFINITY, "0"), None);
    }

    #[test]
    fn days_are_shown_in_the_form_that_is_asked_for() {
        let day = days_from_civil(2024, 4, 1).unwrap();
        for (form, wanted) in [
            ("yyyy/mm/dd", "2024/04/01"),
            ("yyyy年m月d日", "2024年4月1日"),
            ("yy-mm", "24-04"),
            ("m/d(aaa)", "4/1(月)"),
            ("aaaa", "月曜日"),
        ] {
            assert_eq!(day_as(day, form).as_deref(), Some(wanted), "{form}");
        }
        for form in ["ggge年", "mmm", "h:mm"] {
            assert_eq!(day_as(day, form), None, "{form}");
        }
    }

    #[test]
    fn each_name_stands_once_and_takes_no_name_of_sql() {
        let functions = super::super::function_names();
        for (at, (name, here)) in NAMES.iter().enumerate() {
            assert_eq!(name.to_lowercase(), *name);
            assert!(
                !NAMES[..at].iter().any(|(other, _)| other == name),
                "{name} stands twice"
            );
            match here {
                Named(sql) => {
                    let sql = sql.to_lowercase();
                    assert!(functions.contains(&sql.as_str()), "{sql}");
                    assert!(!functions.contains(name), "{name}");
                }
                Steps(verbs, _) => {
                    assert!(!functions.contains(name), "{name}");
                    for verb in *verbs {
                        assert!(spec::Step::VERBS.contains(verb), "{name}: {verb}");
                    }
                }
                // Names of SQL among them are written otherwise only with arguments that SQL refuses.
                Written(_) => {}
            }
        }
    }
}
