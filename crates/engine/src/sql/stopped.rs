//! Why reading stopped where it stopped: the causes that can be named, from the words and signs around the place.
//!
//! It looks only at texts that cannot be read, and guesses at nothing: where no cause is plain, the place stays all that is
//! told. Start at [`why`].

use spec::failure::Misread;
use spec::{Failure, FailureKind};
use sqlparser::keywords::Keyword;
use sqlparser::tokenizer::{Token, TokenWithSpan};
use table::text::distance;

use super::excel;
use super::read::words_and_signs;

/// Longest word or text that is quoted, in characters.
const QUOTE: usize = 20;

/// Words of SQL that people write and misspell.
const WORDS: [&str; 21] = [
    "SELECT", "FROM", "WHERE", "GROUP", "ORDER", "HAVING", "LIMIT", "OFFSET", "JOIN", "LEFT",
    "INNER", "UNION", "DISTINCT", "BETWEEN", "LIKE", "CASE", "WHEN", "THEN", "ELSE", "DESC", "AND",
];

/// A failure to read a text, with its cause where that is plain. `names` are the columns and tables that there are.
pub(super) fn why(failure: Failure, sql: &str, names: &[&str], is_query: bool) -> Failure {
    let FailureKind::Syntax { line, column, .. } = failure.kind else {
        return failure;
    };
    let Some(tokens) = words_and_signs(sql) else {
        return match unclosed_quote(sql, line, column) {
            Some(mark) => misread(Misread::Unclosed { mark }, line, failure),
            None => failure,
        };
    };
    if let Some(kind) = step_instead(&tokens) {
        return Failure { kind, ..failure };
    }
    let at = tokens
        .iter()
        .position(|token| {
            let start = token.span.start;
            (start.line, start.column) >= (u64::from(line), u64::from(column))
        })
        .unwrap_or(tokens.len());
    let place = Place {
        tokens: &tokens,
        at,
        names,
    };
    let found = (place.slip())
        .or_else(|| place.no_query().filter(|_| is_query))
        .or_else(|| place.cells())
        .or_else(|| place.bracket())
        .or_else(|| place.nothing_behind())
        .or_else(|| place.nothing_between());
    match found {
        Some(why) => misread(why, line, failure),
        None => failure,
    }
}

fn misread(why: Misread, line: u32, failure: Failure) -> Failure {
    Failure {
        kind: FailureKind::Misread { why, line },
        ..failure
    }
}

/// A text that cannot be taken apart stops at a quotation mark.
fn unclosed_quote(sql: &str, line: u32, column: u32) -> Option<String> {
    let line = sql.split('\n').nth((line as usize).checked_sub(1)?)?;
    let mark = line.chars().nth((column as usize).checked_sub(1)?)?;
    matches!(mark, '\'' | '"' | '`').then(|| mark.to_string())
}

/// A function of spreadsheets for which there is a step, anywhere in the text.
fn step_instead(tokens: &[TokenWithSpan]) -> Option<FailureKind> {
    tokens.windows(2).find_map(|pair| match pair {
        [word, bracket] if bracket.token == Token::LParen => match &word.token {
            Token::Word(word) if word.quote_style.is_none() => excel::is_a_step(&word.value),
            _ => None,
        },
        _ => None,
    })
}

/// Where reading stopped.
struct Place<'a> {
    tokens: &'a [TokenWithSpan],
    at: usize,
    names: &'a [&'a str],
}

impl<'a> Place<'a> {
    fn stop(&self) -> Option<&'a Token> {
        self.tokens.get(self.at).map(|token| &token.token)
    }

    fn before(&self) -> Option<&'a Token> {
        let before = self.tokens.get(self.at.checked_sub(1)?)?;
        Some(&before.token)
    }

    /// A misspelt word: the one before, which was taken for a name, or the one at which reading stopped.
    fn slip(&self) -> Option<Misread> {
        let by = |word: &str| match self.before() {
            Some(Token::Word(before))
                if matches!(before.keyword, Keyword::GROUP | Keyword::ORDER) =>
            {
                (distance(&word.to_uppercase(), "BY") <= 1).then_some("BY")
            }
            _ => None,
        };
        let slip = |token: &Token| match token {
            Token::Word(word) if word.quote_style.is_none() => {
                let upper = word.value.to_uppercase();
                if WORDS.contains(&upper.as_str()) || self.names.contains(&word.value.as_str()) {
                    return None;
                }
                let like = WORDS.iter().find(|known| is_slip(&upper, known));
                Some((word.value.clone(), (*like?).to_owned()))
            }
            _ => None,
        };
        let next = self.tokens.get(self.at + 1).map(|token| &token.token);
        let stop_by = match (self.stop(), next) {
            // `ORDER` was taken for something else before anybody looked at the next word.
            (Some(Token::Word(order)), Some(Token::Word(word)))
                if matches!(order.keyword, Keyword::GROUP | Keyword::ORDER)
                    && word.keyword != Keyword::BY
                    && distance(&word.value.to_uppercase(), "BY") == 1 =>
            {
                Some((word.value.clone(), "BY".to_owned()))
            }
            (Some(Token::Word(word)), _) if word.keyword != Keyword::BY => {
                by(&word.value).map(|want| (word.value.clone(), want.to_owned()))
            }
            _ => None,
        };
        let (found, want) = stop_by
            .or_else(|| slip(self.before()?))
            .or_else(|| slip(self.stop()?))?;
        Some(Misread::Keyword { found, want })
    }

    fn no_query(&self) -> Option<Misread> {
        let begins = |token: &Token| match token {
            Token::Word(word) => matches!(word.keyword, Keyword::SELECT | Keyword::WITH),
            Token::LParen => true,
            _ => false,
        };
        let first = self.stop().filter(|_| self.at == 0)?;
        (!begins(first)).then(|| Misread::NoQuery { at: shown(first) })
    }

    /// `A1:A5`.
    fn cells(&self) -> Option<Misread> {
        let parts = self.tokens.get(self.at.checked_sub(1)?..=self.at + 1)?;
        let [from, colon, to] = parts else {
            return None;
        };
        (colon.token == Token::Colon && is_cell(&from.token) && is_cell(&to.token)).then(|| {
            Misread::Cells {
                at: format!("{}:{}", shown(&from.token), shown(&to.token)),
            }
        })
    }

    fn bracket(&self) -> Option<Misread> {
        let mut open = 0_usize;
        for token in self.tokens.get(..self.at)? {
            match token.token {
                Token::LParen => open += 1,
                Token::RParen => open = open.saturating_sub(1),
                _ => {}
            }
        }
        let later: isize = (self.tokens.get(self.at..)?.iter())
            .map(|token| match token.token {
                Token::LParen => 1,
                Token::RParen => -1,
                _ => 0,
            })
            .sum();
        match self.stop() {
            Some(Token::RParen) if open == 0 => Some(Misread::Unopened { mark: ")".into() }),
            stop if open as isize + later > 0 && stop.is_none_or(is_clause) => {
                Some(Misread::Unclosed { mark: "(".into() })
            }
            _ => None,
        }
    }

    fn nothing_behind(&self) -> Option<Misread> {
        let (before, stop) = (self.before()?, self.stop()?);
        let ends = is_operator(stop)
            || is_clause(stop)
            || matches!(stop, Token::RParen | Token::Comma | Token::SemiColon);
        let wants = match before {
            Token::Word(word) => matches!(
                word.keyword,
                Keyword::SELECT
                    | Keyword::FROM
                    | Keyword::WHERE
                    | Keyword::HAVING
                    | Keyword::BY
                    | Keyword::ON
                    | Keyword::JOIN
                    | Keyword::AND
                    | Keyword::OR
                    | Keyword::NOT
                    | Keyword::LIKE
                    | Keyword::BETWEEN
                    | Keyword::WHEN
                    | Keyword::THEN
                    | Keyword::ELSE
            ),
            // `*` may be all columns.
            Token::Mul => false,
            Token::Comma => matches!(stop, Token::Comma | Token::RParen),
            other => is_operator(other),
        };
        (wants && ends).then(|| Misread::NothingBehind {
            what: shown(before),
        })
    }

    fn nothing_between(&self) -> Option<Misread> {
        let is_thing = |token: &Token| match token {
            Token::Word(word) => {
                word.quote_style.is_some()
                    || word.keyword == Keyword::NoKeyword
                    || self.names.contains(&word.value.as_str())
            }
            Token::Number(..) | Token::SingleQuotedString(_) => true,
            _ => false,
        };
        let (before, stop) = (self.before()?, self.stop()?);
        let left = is_thing(before) || *before == Token::RParen;
        (left && is_thing(stop)).then(|| Misread::NothingBetween {
            left: shown(before),
            right: shown(stop),
        })
    }
}

fn is_operator(token: &Token) -> bool {
    matches!(
        token,
        Token::Plus
            | Token::Minus
            | Token::Mul
            | Token::Div
            | Token::Mod
            | Token::Eq
            | Token::DoubleEq
            | Token::Neq
            | Token::Lt
            | Token::Gt
            | Token::LtEq
            | Token::GtEq
            | Token::StringConcat
            | Token::Ampersand
            | Token::Caret
    )
}

/// Words with which something new begins.
fn is_clause(token: &Token) -> bool {
    let Token::Word(word) = token else {
        return *token == Token::SemiColon;
    };
    matches!(
        word.keyword,
        Keyword::FROM
            | Keyword::WHERE
            | Keyword::GROUP
            | Keyword::HAVING
            | Keyword::ORDER
            | Keyword::LIMIT
            | Keyword::UNION
            | Keyword::JOIN
            | Keyword::ON
            | Keyword::AND
            | Keyword::OR
            | Keyword::WHEN
            | Keyword::THEN
            | Keyword::ELSE
            | Keyword::END
    )
}

fn is_cell(token: &Token) -> bool {
    let Token::Word(word) = token else {
        return false;
    };
    let digits = word
        .value
        .trim_start_matches(|c: char| c.is_ascii_alphabetic());
    let letters = word.value.len() - digits.len();
    // A whole column is `A:A`.
    (1..=3).contains(&letters) && digits.chars().all(|c| c.is_ascii_digit())
}

/// Whether one slip of the fingers makes one word of the other: a letter more, less or another, or two that changed places.
fn is_slip(word: &str, known: &str) -> bool {
    if !word.is_ascii() || word.len() < 3 {
        return false;
    }
    let (a, b) = (word.as_bytes(), known.as_bytes());
    let differing: Vec<usize> = (0..a.len().min(b.len()))
        .filter(|at| a.get(*at) != b.get(*at))
        .collect();
    let swapped = match differing.as_slice() {
        [i, j] => {
            a.len() == b.len() && i + 1 == *j && a.get(*i) == b.get(*j) && a.get(*j) == b.get(*i)
        }
        _ => false,
    };
    swapped || distance(word, known) == 1
}

/// A word or sign as it stands, cut where it is long.
fn shown(token: &Token) -> String {
    token.to_string().chars().take(QUOTE).collect()
}

#[cfg(test)]
mod tests {
    use super::is_slip;

    #[test]
    fn slips_of_the_fingers() {
        for (word, known) in [
            ("SELEC", "SELECT"),
            ("SELCET", "SELECT"),
            ("SLECT", "SELECT"),
            ("FORM", "FROM"),
            ("FRM", "FROM"),
            ("WERE", "WHERE"),
            ("ODER", "ORDER"),
            ("DESK", "DESC"),
            ("ADN", "AND"),
        ] {
            assert!(is_slip(word, known), "{word}");
        }
        for (word, known) in [
            ("SELECT", "SELECT"),
            ("AN", "AND"),
            ("人口", "FROM"),
            ("FARM", "FROM"),
        ] {
            assert!(!is_slip(word, known), "{word}");
        }
    }
}
