//! The little of SQL's spelling that the step editor reads and writes: names, literals and tokens.
//!
//! Nothing here understands a whole query; the engine does. What a form cannot show stays a free expression.

use spec::sql::is_reserved;
use table::Dtype;

/// A value in an expression.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum Literal {
    /// Not filled in yet.
    #[default]
    Blank,
    /// A number in ASCII digits.
    Number(String),
    /// Text.
    Text(String),
    /// A day, `2020-04-01`.
    Date(String),
    /// True or false.
    Bool(bool),
}

impl Literal {
    /// What a person typed for a column of that type. Numbers and days are understood as offices write them;
    /// what cannot be read stays text, so that the engine can say what is wrong with it.
    pub(crate) fn typed(text: &str, dtype: Option<Dtype>) -> Self {
        if text.trim().is_empty() {
            return Self::Blank;
        }
        let number =
            || table::text::parse_number(text).map(|value| Self::Number(plain_number(value)));
        let date =
            || table::text::parse_date(text).map(|days| Self::Date(table::text::iso_date(days)));
        match dtype {
            Some(Dtype::Text) => Self::Text(text.to_owned()),
            Some(Dtype::Bool) => match text {
                "true" => Self::Bool(true),
                "false" => Self::Bool(false),
                _ => Self::Text(text.to_owned()),
            },
            Some(Dtype::Date) => date().unwrap_or_else(|| Self::Text(text.to_owned())),
            Some(Dtype::Int | Dtype::Float) | None => {
                number().unwrap_or_else(|| Self::Text(text.to_owned()))
            }
        }
    }

    /// As it stands in a field.
    pub(crate) fn shown(&self) -> String {
        match self {
            Self::Blank => String::new(),
            Self::Number(text) | Self::Text(text) | Self::Date(text) => text.clone(),
            Self::Bool(value) => value.to_string(),
        }
    }

    /// As it stands in an expression.
    pub(crate) fn sql(&self) -> String {
        match self {
            Self::Blank => String::new(),
            Self::Number(text) => text.clone(),
            Self::Text(text) => quoted(text),
            Self::Date(text) => format!("DATE {}", quoted(text)),
            Self::Bool(true) => "TRUE".to_owned(),
            Self::Bool(false) => "FALSE".to_owned(),
        }
    }

    /// Reads an expression that is nothing but one value; empty text is [`Literal::Blank`].
    pub(crate) fn parse(sql: &str) -> Option<Self> {
        let mut cursor = Cursor::new(sql)?;
        let literal = cursor.literal();
        cursor.at_end().then_some(literal)
    }
}

/// Text in single quotes.
pub(crate) fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

/// A number without exponent or needless fraction.
pub(crate) fn plain_number(value: f64) -> String {
    format!("{value}")
}

/// A word, sign or value of an expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Token {
    /// A bare word: a keyword or a name.
    Word(String),
    /// A name in double quotes.
    Name(String),
    /// Digits.
    Number(String),
    /// Text in single quotes.
    Text(String),
    /// Anything else: `=`, `<=`, `(`.
    Sign(&'static str),
}

const SIGNS: [&str; 17] = [
    "<>", "!=", "<=", ">=", "||", "::", "=", "<", ">", "(", ")", ",", "+", "-", "*", "/", "%",
];

/// Signs as they stand on paper and on our own buttons. Others that the engine understands (`／`, `（`) may as well be part of
/// a column's name, which only the engine can tell.
const ON_PAPER: [(char, &str); 4] = [('＋', "+"), ('−', "-"), ('×', "*"), ('÷', "/")];

/// Splits an expression; `None` for a sign that no form knows or an open quote.
fn tokens(sql: &str) -> Option<Vec<Token>> {
    let mut found = Vec::new();
    let mut rest = sql.trim_start();
    while !rest.is_empty() {
        let (token, after) = token(rest)?;
        found.push(token);
        rest = after.trim_start();
    }
    Some(found)
}

/// The token that a text begins with, and what follows.
fn token(rest: &str) -> Option<(Token, &str)> {
    let first = rest.chars().next()?;
    Some(if first == '\'' {
        let (text, after) = until_quote(rest, '\'')?;
        (Token::Text(text), after)
    } else if first == '"' {
        let (text, after) = until_quote(rest, '"')?;
        (Token::Name(text), after)
    } else if first.is_ascii_digit() {
        let end = rest
            .find(|c: char| !(c.is_ascii_digit() || c == '.'))
            .unwrap_or(rest.len());
        let (digits, after) = rest.split_at(end);
        // `1e6` and `12人` are for the engine to judge.
        if after
            .chars()
            .next()
            .is_some_and(|c| c.is_alphabetic() || c == '_')
        {
            return None;
        }
        (Token::Number(digits.to_owned()), after)
    } else if first.is_alphabetic() || first == '_' {
        let end = rest
            .find(|c: char| !(c.is_alphabetic() || c.is_ascii_digit() || c == '_'))
            .unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        (Token::Word(word.to_owned()), after)
    } else if let Some((on_paper, sign)) = ON_PAPER.iter().find(|(on_paper, _)| *on_paper == first)
    {
        (Token::Sign(sign), rest.strip_prefix(*on_paper)?)
    } else {
        let sign = SIGNS.iter().find(|sign| rest.starts_with(**sign))?;
        (Token::Sign(sign), rest.strip_prefix(sign)?)
    })
}

/// An expression in which a column has another name; `None` where it cannot be split or does not name the column. In
/// an expression of a step there are no tables and no aliases: a name that is no call is a column.
pub(crate) fn renamed(sql: &str, from: &str, to: &str) -> Option<String> {
    let (mut done, mut rest) = (String::new(), sql);
    let mut found = false;
    loop {
        let start = rest.trim_start();
        done.push_str(rest.strip_suffix(start)?);
        if start.is_empty() {
            return found.then_some(done);
        }
        let (token, after) = token(start)?;
        let is_it = match &token {
            Token::Name(name) => name == from,
            Token::Word(word) => {
                word == from && !is_reserved(word) && !after.trim_start().starts_with('(')
            }
            _ => false,
        };
        if is_it {
            done.push_str(&spec::sql::name(to));
        } else {
            done.push_str(start.strip_suffix(after)?);
        }
        found |= is_it;
        rest = after;
    }
}

/// Text up to the closing quote, doubled quotes undone, and what follows.
fn until_quote(text: &str, quote: char) -> Option<(String, &str)> {
    let mut rest = text.strip_prefix(quote)?;
    let mut inner = String::new();
    loop {
        let (before, after) = rest.split_once(quote)?;
        inner.push_str(before);
        match after.strip_prefix(quote) {
            Some(more) => {
                inner.push(quote);
                rest = more;
            }
            None => return Some((inner, after)),
        }
    }
}

/// Reads tokens from left to right.
pub(crate) struct Cursor {
    tokens: Vec<Token>,
    at: usize,
}

impl Cursor {
    /// At the start of an expression; `None` when it cannot be split.
    pub(crate) fn new(sql: &str) -> Option<Self> {
        Some(Self {
            tokens: tokens(sql)?,
            at: 0,
        })
    }

    /// Whether everything was read.
    pub(crate) fn at_end(&self) -> bool {
        self.at >= self.tokens.len()
    }

    /// The token to be read next.
    pub(crate) fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at)
    }

    /// Where reading stands, to come back to with [`Cursor::back_to`].
    pub(crate) fn position(&self) -> usize {
        self.at
    }

    /// Goes back.
    pub(crate) fn back_to(&mut self, position: usize) {
        self.at = position;
    }

    /// Reads that sign, if it comes next.
    pub(crate) fn sign(&mut self, sign: &str) -> bool {
        let found = matches!(self.peek(), Some(Token::Sign(next)) if *next == sign);
        self.at += usize::from(found);
        found
    }

    /// Reads that keyword, if it comes next.
    pub(crate) fn word(&mut self, word: &str) -> bool {
        let found =
            matches!(self.peek(), Some(Token::Word(next)) if next.eq_ignore_ascii_case(word));
        self.at += usize::from(found);
        found
    }

    /// Reads a column name, if one comes next. `""` is a column that is not picked yet.
    pub(crate) fn name(&mut self) -> Option<String> {
        let name = match self.peek()? {
            Token::Name(name) => name.clone(),
            Token::Word(word) if !is_reserved(word) => word.clone(),
            _ => return None,
        };
        self.at += 1;
        Some(name)
    }

    /// Reads `name (`, the start of a call of that function.
    pub(crate) fn call(&mut self, function: &str) -> bool {
        let start = self.at;
        if self.word(function) && self.sign("(") {
            return true;
        }
        self.at = start;
        false
    }

    /// Reads a value; [`Literal::Blank`] when none comes next.
    pub(crate) fn literal(&mut self) -> Literal {
        let start = self.at;
        let negative = self.sign("-");
        match self.peek().cloned() {
            Some(Token::Number(digits)) => {
                self.at += 1;
                return Literal::Number(if negative {
                    format!("-{digits}")
                } else {
                    digits
                });
            }
            Some(Token::Text(text)) if !negative => {
                self.at += 1;
                return Literal::Text(text);
            }
            _ => self.at = start,
        }
        if self.word("true") {
            return Literal::Bool(true);
        }
        if self.word("false") {
            return Literal::Bool(false);
        }
        if self.word("date") {
            if let Some(Token::Text(text)) = self.peek().cloned() {
                self.at += 1;
                return Literal::Date(text);
            }
            self.at = start;
        }
        Literal::Blank
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_back() {
        for name in [
            "人口",
            "人口（人）",
            "人口１",
            "order",
            "a\"b",
            "",
            "延べ 泊",
        ] {
            let written = spec::sql::name(name);
            let mut cursor = Cursor::new(&written).unwrap();
            assert_eq!(
                cursor.name().as_deref(),
                Some(name),
                "{written} is read back"
            );
        }
    }

    #[test]
    fn columns_get_another_name() {
        let check = |sql: &str, expected: Option<&str>| {
            assert_eq!(
                renamed(sql, "人口合計", "人口平均").as_deref(),
                expected,
                "{sql}"
            )
        };
        check("人口合計  > 100", Some("人口平均  > 100"));
        check("\"人口合計\" / 面積 ", Some("人口平均 / 面積 "));
        check(
            "地域 = '人口合計' AND 人口合計 > 1",
            Some("地域 = '人口合計' AND 人口平均 > 1"),
        );
        check(
            "COALESCE(人口合計, 0) + 人口合計2",
            Some("COALESCE(人口平均, 0) + 人口合計2"),
        );
        check(
            "人口合計 ÷ 面積 − 人口合計",
            Some("人口平均 ÷ 面積 − 人口平均"),
        );
        // Not a column, not there, and what only the engine understands.
        check("人口合計(面積)", None);
        check("面積 > 1", None);
        check("人口合計 > 'open", None);
        assert_eq!(
            renamed("a > 1", "a", "延べ 泊").as_deref(),
            Some("\"延べ 泊\" > 1")
        );
    }

    #[test]
    fn values_as_typed() {
        let check = |text: &str, dtype: Option<Dtype>, sql: &str| {
            assert_eq!(Literal::typed(text, dtype).sql(), sql, "{text}")
        };
        check("津市", Some(Dtype::Text), "'津市'");
        check("2020", Some(Dtype::Text), "'2020'");
        check("O'Neil", Some(Dtype::Text), "'O''Neil'");
        check("１０，０００", Some(Dtype::Int), "10000");
        check("▲3.5", Some(Dtype::Float), "-3.5");
        check("たくさん", Some(Dtype::Int), "'たくさん'");
        check("令和2年4月1日", Some(Dtype::Date), "DATE '2020-04-01'");
        check("true", Some(Dtype::Bool), "TRUE");
        check("2020", None, "2020");
        check("津市", None, "'津市'");
        check("  ", Some(Dtype::Int), "");
    }

    #[test]
    fn values_are_read_back() {
        for literal in [
            Literal::Blank,
            Literal::Number("-3.5".into()),
            Literal::Text("O'Neil".into()),
            Literal::Date("2020-04-01".into()),
            Literal::Bool(false),
        ] {
            assert_eq!(Literal::parse(&literal.sql()), Some(literal));
        }
        assert_eq!(Literal::parse("1 + 1"), None);
        assert_eq!(Literal::parse("'open"), None);
    }
}
