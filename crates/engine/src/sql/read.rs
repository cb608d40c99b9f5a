//! SQL text as a tree: one query or one expression, and where reading stopped.
//!
//! The dialect is sqlparser's general one and `FILTER (WHERE …)` behind aggregates. Text that is too long or too deeply
//! nested is refused before anything walks through its tree. What cannot be read as it is, is read as it is meant
//! ([`spec::sql::plain()`]), and Excel's names are written as SQL ([`excel`]); where that does not help either, [`stopped`]
//! says why.

use std::any::TypeId;

use spec::{Failure, FailureKind};
use sqlparser::ast::{Expr, Query, Statement, VisitMut};
use sqlparser::dialect::{Dialect, GenericDialect, Precedence};
use sqlparser::parser::{Parser, ParserError, ParserOptions};
use sqlparser::tokenizer::{Token, TokenWithSpan, Tokenizer};

use super::scope::WordSet;
use super::{excel, stopped};

/// Longest piece of SQL quoted in a message, in characters.
const QUOTE: usize = 20;
/// Most words and signs of a query.
const MOST_TOKENS: usize = 20_000;
/// Most operations that may stand in a row without brackets, other than AND and OR: each is a level of the tree.
const MOST_IN_A_ROW: usize = 100;
/// Most conditions in a row: they are a level of the parser's tree each, though computing them takes no depth.
const MOST_CONDITIONS: usize = 500;
/// Most brackets inside of each other.
const DEEPEST: usize = 30;

/// The general dialect and what is missing in it.
#[derive(Debug)]
struct Ama;

impl Dialect for Ama {
    fn dialect(&self) -> TypeId {
        TypeId::of::<GenericDialect>()
    }

    fn is_delimited_identifier_start(&self, c: char) -> bool {
        GenericDialect.is_delimited_identifier_start(c)
    }

    fn is_identifier_start(&self, c: char) -> bool {
        GenericDialect.is_identifier_start(c)
    }

    fn is_identifier_part(&self, c: char) -> bool {
        GenericDialect.is_identifier_part(c)
    }

    /// `a IS DISTINCT FROM b AND c`: the library reads `b AND c` as one.
    fn parse_infix(
        &self,
        parser: &mut Parser<'_>,
        expr: &Expr,
        _: u8,
    ) -> Option<Result<Expr, ParserError>> {
        use sqlparser::keywords::Keyword;
        let equal = if parser.parse_keywords(&[Keyword::IS, Keyword::DISTINCT, Keyword::FROM]) {
            false
        } else if parser.parse_keywords(&[
            Keyword::IS,
            Keyword::NOT,
            Keyword::DISTINCT,
            Keyword::FROM,
        ]) {
            true
        } else {
            return None;
        };
        let right = parser.parse_subexpr(self.prec_value(Precedence::Is));
        Some(right.map(|right| {
            let (left, right) = (Box::new(expr.clone()), Box::new(right));
            if equal {
                Expr::IsNotDistinctFrom(left, right)
            } else {
                Expr::IsDistinctFrom(left, right)
            }
        }))
    }

    /// `'a' || 1 + 2`: texts are put together behind sums and before comparisons. `2 * 3 ^ 2`: powers come first.
    fn get_next_precedence(&self, parser: &Parser<'_>) -> Option<Result<u8, ParserError>> {
        const JOINED: u8 = 25;
        const POWER: u8 = 45;
        match parser.peek_token().token {
            Token::StringConcat => Some(Ok(JOINED)),
            Token::Caret => Some(Ok(POWER)),
            _ => None,
        }
    }

    fn supports_filter_during_aggregation(&self) -> bool {
        true
    }

    fn supports_group_by_expr(&self) -> bool {
        true
    }

    fn supports_window_function_null_treatment_arg(&self) -> bool {
        true
    }

    fn supports_window_clause_named_window_reference(&self) -> bool {
        true
    }

    fn supports_select_wildcard_except(&self) -> bool {
        true
    }

    fn allow_extract_custom(&self) -> bool {
        true
    }

    fn allow_extract_single_quotes(&self) -> bool {
        true
    }

    fn supports_limit_comma(&self) -> bool {
        true
    }
}

/// Words and signs, of a length and depth that can be worked with.
fn tokens(sql: &str) -> Result<Vec<TokenWithSpan>, Failure> {
    let tokens = Tokenizer::new(&Ama, sql)
        .tokenize_with_location()
        .map_err(|error| syntax(&ParserError::TokenizerError(error.to_string()), sql))?;
    let (mut depth, mut row) = (0_usize, vec![0_usize]);
    let mut conditions = vec![0_usize];
    let mut sets = 0_usize;
    let mut count = 0_usize;
    let mut before: Option<&Token> = None;
    for token in &tokens {
        // `1人当たり` would be read as the number 1 under the name 人当たり.
        if let (Some(Token::Number(digits, _)), Token::Word(word)) = (before, &token.token)
            && word.quote_style.is_none()
        {
            return Err(Failure::of(FailureKind::Unquoted {
                name: format!("{digits}{}", word.value),
            }));
        }
        before = Some(&token.token);
        match &token.token {
            Token::Whitespace(_) => continue,
            Token::LParen => {
                depth += 1;
                row.push(0);
                conditions.push(0);
            }
            Token::RParen => {
                depth = depth.saturating_sub(1);
                if row.len() > 1 {
                    row.pop();
                    conditions.pop();
                }
            }
            // A new list item or a new side of AND and OR begins anew.
            Token::Comma | Token::SemiColon => {
                if let Some(row) = row.last_mut() {
                    *row = 0;
                }
            }
            Token::Word(word) => {
                use sqlparser::keywords::Keyword;
                if let Some(row) = row.last_mut() {
                    match word.keyword {
                        Keyword::NOT
                        | Keyword::CASE
                        | Keyword::IS
                        | Keyword::IN
                        | Keyword::BETWEEN
                        | Keyword::LIKE
                        | Keyword::ILIKE
                        | Keyword::RLIKE
                        | Keyword::REGEXP => *row += 1,
                        Keyword::UNION | Keyword::EXCEPT | Keyword::INTERSECT | Keyword::JOIN => {
                            sets += 1;
                        }
                        Keyword::AND | Keyword::OR => {
                            *row = 0;
                            if let Some(conditions) = conditions.last_mut() {
                                *conditions += 1;
                            }
                        }
                        Keyword::SELECT
                        | Keyword::WHERE
                        | Keyword::WHEN
                        | Keyword::THEN
                        | Keyword::ELSE => *row = 0,
                        _ => {}
                    }
                }
            }
            Token::Plus
            | Token::Minus
            | Token::Mul
            | Token::Div
            | Token::Mod
            | Token::StringConcat
            | Token::DuckIntDiv
            | Token::DoubleColon
            | Token::Eq
            | Token::DoubleEq
            | Token::Neq
            | Token::Lt
            | Token::Gt
            | Token::LtEq
            | Token::GtEq
            | Token::Tilde
            | Token::TildeAsterisk
            | Token::ExclamationMarkTilde
            | Token::ExclamationMarkTildeAsterisk
            | Token::Ampersand
            | Token::Pipe
            | Token::Caret => {
                if let Some(row) = row.last_mut() {
                    *row += 1;
                }
            }
            _ => {}
        }
        count += 1;
        if count > MOST_TOKENS
            || depth > DEEPEST
            || sets > MOST_IN_A_ROW
            || row.last().is_some_and(|row| *row > MOST_IN_A_ROW)
            || conditions.last().is_some_and(|row| *row > MOST_CONDITIONS)
        {
            return Err(Failure::of(FailureKind::TooDeep));
        }
    }
    Ok(tokens)
}

fn parser(tokens: Vec<TokenWithSpan>) -> Parser<'static> {
    Parser::new(&Ama)
        .with_options(ParserOptions {
            trailing_commas: true,
            ..ParserOptions::default()
        })
        .with_tokens_with_locations(tokens)
}

/// Words and signs without blanks and comments; `None` where a quotation mark is not closed.
pub(super) fn words_and_signs(sql: &str) -> Option<Vec<TokenWithSpan>> {
    let mut tokens = Tokenizer::new(&Ama, sql).tokenize_with_location().ok()?;
    tokens.retain(|token| !matches!(token.token, Token::Whitespace(_) | Token::EOF));
    Some(tokens)
}

/// Reads a text as it is, or else as it is meant, with Excel's names written as SQL.
fn meant<T: VisitMut>(
    typed: &str,
    names: &[&str],
    is_query: bool,
    read: impl Fn(&str) -> Result<T, Failure>,
) -> Result<T, Failure> {
    let why = |failure: Failure, text: &str| {
        let failure = unquoted(failure, text, names);
        stopped::why(failure, text, names, is_query)
    };
    let first = read(typed);
    // Brackets are lists in SQL, of which there are none here; in Excel they are columns.
    let (mut tree, text) = match first {
        Ok(tree) if !typed.contains(['[', '［']) => (tree, typed.to_owned()),
        Err(failure) if failure.kind == FailureKind::TooDeep => return Err(failure),
        first => {
            let plain = spec::sql::plain(typed, names);
            if plain.text == typed {
                (first.map_err(|failure| why(failure, typed))?, plain.text)
            } else {
                let tree = read(&plain.text).map_err(|failure| {
                    let mut failure = why(failure, &plain.text);
                    if let FailureKind::Syntax { line, column, .. } = &mut failure.kind {
                        (*line, *column) = plain.typed_at(typed, *line, *column);
                    }
                    failure
                })?;
                (tree, plain.text)
            }
        }
    };
    excel::rewrite(&mut tree, &text)?;
    Ok(tree)
}

/// Reads one query and refuses everything else; gives the words in it too. `names` are the columns and tables that
/// there are.
///
/// # Errors
/// [`FailureKind::Empty`], [`FailureKind::Syntax`] and its causes, [`FailureKind::TooDeep`] and
/// [`FailureKind::Unsupported`].
pub(super) fn query(sql: &str, names: &[&str]) -> Result<(Query, WordSet), Failure> {
    let words = std::cell::RefCell::new(WordSet::default());
    let query = meant(sql, names, true, |sql| {
        let (query, there) = one_query(sql)?;
        words.replace(there);
        Ok(query)
    })?;
    Ok((query, words.into_inner()))
}

fn one_query(sql: &str) -> Result<(Query, WordSet), Failure> {
    let tokens = tokens(sql)?;
    if tokens.iter().all(|token| {
        matches!(
            token.token,
            Token::Whitespace(_) | Token::SemiColon | Token::EOF
        )
    }) {
        return Err(Failure::of(FailureKind::Empty));
    }
    let words = WordSet::of(tokens.iter().filter_map(|token| match &token.token {
        Token::Word(word) => Some(word.value.clone()),
        _ => None,
    }));
    let mut statements = parser(tokens)
        .parse_statements()
        .map_err(|error| syntax(&error, sql))?;
    if statements.len() > 1 {
        return Err(Failure::of(FailureKind::Unsupported { what: ";".into() }));
    }
    match statements.pop() {
        Some(Statement::Query(query)) => Ok((*query, words)),
        Some(other) => {
            let what = other
                .to_string()
                .split_whitespace()
                .next()
                .unwrap_or_default()
                .to_uppercase();
            Err(Failure::of(FailureKind::Unsupported { what }))
        }
        None => Err(Failure::of(FailureKind::Empty)),
    }
}

/// Reads one expression and nothing behind it. `names` are the columns that there are.
///
/// # Errors
/// [`FailureKind::Syntax`] and its causes, and [`FailureKind::TooDeep`].
pub(crate) fn expression(sql: &str, names: &[&str]) -> Result<Expr, Failure> {
    meant(sql, names, false, one_expression)
}

fn one_expression(sql: &str) -> Result<Expr, Failure> {
    let mut parser = parser(tokens(sql)?);
    let expr = parser.parse_expr().map_err(|error| syntax(&error, sql))?;
    let next = parser.peek_token();
    if next.token == Token::EOF {
        return Ok(expr);
    }
    Err(Failure {
        kind: syntax_at(sql, next.span.start.line, next.span.start.column),
        detail: format!("expected the end of the expression, found {}", next.token),
    })
}

/// Where reading stopped inside of a name that is known, that name is what has to be mended.
fn unquoted(failure: Failure, sql: &str, names: &[&str]) -> Failure {
    let FailureKind::Syntax { line, column, .. } = failure.kind else {
        return failure;
    };
    let line = sql
        .split('\n')
        .nth((line as usize).saturating_sub(1))
        .unwrap_or_default();
    let at = line
        .char_indices()
        .nth((column as usize).saturating_sub(1))
        .map_or(line.len(), |(at, _)| at);
    let name = names
        .iter()
        .filter(|name| spec::sql::name(name) != **name)
        .filter(|name| {
            line.match_indices(*name)
                .any(|(from, _)| from <= at && at < from + name.len())
        })
        .max_by_key(|name| name.len());
    match name {
        Some(name) => Failure {
            kind: FailureKind::Unquoted {
                name: (*name).to_owned(),
            },
            detail: failure.detail,
        },
        None => failure,
    }
}

/// ` … at Line: 1, Column: 5`: where reading stopped. Without a place it stopped at the end.
fn syntax(error: &ParserError, sql: &str) -> Failure {
    let message = match error {
        ParserError::TokenizerError(message) | ParserError::ParserError(message) => message.clone(),
        ParserError::RecursionLimitExceeded => return Failure::of(FailureKind::TooDeep),
    };
    let place = message.rsplit_once("at Line: ").and_then(|(_, rest)| {
        let (line, rest) = rest.split_once(',')?;
        let column = rest.rsplit_once(':').map_or(rest, |(_, column)| column);
        Some((
            line.trim().parse::<u64>().ok()?,
            column.trim().parse::<u64>().ok()?,
        ))
    });
    let kind = match place {
        Some((line, column)) if line > 0 => syntax_at(sql, line, column),
        _ => {
            let line = sql.lines().count().max(1);
            let column = sql.lines().last().map_or(0, |line| line.chars().count()) + 1;
            FailureKind::Syntax {
                at: String::new(),
                line: line as u32,
                column: column as u32,
            }
        }
    };
    Failure {
        kind,
        detail: message,
    }
}

fn syntax_at(sql: &str, line: u64, column: u64) -> FailureKind {
    let text: Vec<char> = sql
        .split('\n')
        .nth(line.saturating_sub(1) as usize)
        .unwrap_or_default()
        .chars()
        .collect();
    let rest = text
        .get(column.saturating_sub(1) as usize..)
        .unwrap_or_default();
    let word = |c: &char| c.is_alphanumeric() || *c == '_';
    let at: String = match rest.first() {
        Some(first) if word(first) => rest.iter().take_while(|c| word(c)).take(QUOTE).collect(),
        Some(quote @ ('\'' | '"' | '`')) => {
            let inner: String = rest
                .iter()
                .skip(1)
                .take_while(|c| *c != quote)
                .take(QUOTE)
                .collect();
            format!("{quote}{inner}")
        }
        Some(first) => first.to_string(),
        None => String::new(),
    };
    FailureKind::Syntax {
        at,
        line: line as u32,
        column: column as u32,
    }
}
