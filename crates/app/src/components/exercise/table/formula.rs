//! A calculation as people write it on paper: columns and numbers with ＋ − × ÷ between them, rounded or not.
//!
//! Times and divided bind stronger than plus and minus, as at school; anything else is a free expression.

use super::sql::{Cursor, Literal};

/// A chain of operands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Formula {
    /// The first operand.
    pub(crate) first: Operand,
    /// The others, each with the sign before it.
    pub(crate) rest: Vec<(Sign, Operand)>,
    /// Decimals to round to.
    pub(crate) round: Option<u8>,
}

/// A column or a number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum Operand {
    /// Not picked yet.
    #[default]
    Blank,
    /// A column.
    Column(String),
    /// A number.
    Number(String),
}

/// Sign between operands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Sign {
    /// ＋
    Plus,
    /// −
    Minus,
    /// ×
    Times,
    /// ÷
    #[default]
    Divided,
}

impl Sign {
    /// All in menu order.
    pub(crate) const ALL: [Self; 4] = [Self::Plus, Self::Minus, Self::Times, Self::Divided];

    /// As it stands in SQL.
    pub(crate) fn sql(self) -> &'static str {
        match self {
            Self::Plus => "+",
            Self::Minus => "-",
            Self::Times => "*",
            Self::Divided => "/",
        }
    }

    /// As it stands on paper.
    pub(crate) fn shown(self) -> &'static str {
        match self {
            Self::Plus => "＋",
            Self::Minus => "−",
            Self::Times => "×",
            Self::Divided => "÷",
        }
    }

    /// The sign of that SQL.
    pub(crate) fn of_sql(sql: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sign| sign.sql() == sql)
    }
}

impl Operand {
    fn sql(&self) -> String {
        match self {
            Self::Blank => "\"\"".to_owned(),
            Self::Column(name) => spec::sql::name(name),
            Self::Number(text) => text.clone(),
        }
    }

    fn parse(cursor: &mut Cursor) -> Option<Self> {
        match cursor.literal() {
            Literal::Number(text) => Some(Self::Number(text)),
            Literal::Blank => cursor.name().map(|name| {
                if name.is_empty() {
                    Self::Blank
                } else {
                    Self::Column(name)
                }
            }),
            _ => None,
        }
    }
}

impl Formula {
    /// Reads SQL; `None` when a form cannot show it. Empty text is an operand not picked yet, and so is what has still to
    /// follow a sign at the end.
    pub(crate) fn parse(sql: &str) -> Option<Self> {
        if sql.trim().is_empty() {
            return Some(Self::default());
        }
        let mut cursor = Cursor::new(sql)?;
        let rounded = cursor.call("round");
        let mut formula = Self {
            first: Operand::parse(&mut cursor)?,
            ..Self::default()
        };
        while let Some(sign) = Sign::ALL.into_iter().find(|sign| cursor.sign(sign.sql())) {
            let next = if cursor.at_end() {
                Operand::Blank
            } else {
                Operand::parse(&mut cursor)?
            };
            formula.rest.push((sign, next));
        }
        if rounded {
            let decimals = if cursor.sign(",") {
                let Literal::Number(text) = cursor.literal() else {
                    return None;
                };
                text.parse().ok()?
            } else {
                0
            };
            formula.round = Some(decimals);
            if !cursor.sign(")") {
                return None;
            }
        }
        cursor.at_end().then_some(formula)
    }

    /// Writes SQL; empty when nothing is picked at all.
    pub(crate) fn sql(&self) -> String {
        if self.first == Operand::Blank && self.rest.is_empty() && self.round.is_none() {
            return String::new();
        }
        let mut sql = self.first.sql();
        for (sign, operand) in &self.rest {
            sql.push_str(&format!(" {} {}", sign.sql(), operand.sql()));
        }
        match self.round {
            Some(decimals) => format!("ROUND({sql}, {decimals})"),
            None => sql,
        }
    }

    /// Whether every operand is picked.
    pub(crate) fn is_complete(&self) -> bool {
        self.first != Operand::Blank
            && self
                .rest
                .iter()
                .all(|(_, operand)| *operand != Operand::Blank)
    }

    /// The operand at that place, the first one being 0.
    pub(crate) fn operand_mut(&mut self, at: usize) -> Option<&mut Operand> {
        match at {
            0 => Some(&mut self.first),
            at => self.rest.get_mut(at - 1).map(|(_, operand)| operand),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_read_back() {
        for sql in [
            "",
            "人口",
            "人口 / 世帯数",
            "ROUND(人口 / 世帯数, 2)",
            "人口 - \"前年 人口\" + 5",
            "人口 / 面積 * 100",
            "\"\" / 100",
            "人口 / \"\"",
            "ROUND(\"\", 1)",
            "人口 * -1",
        ] {
            let formula = Formula::parse(sql).unwrap_or_else(|| panic!("{sql}"));
            assert_eq!(formula.sql(), sql);
        }
        assert_eq!(
            Formula::parse("人口÷世帯数 × 100 − 1").unwrap().sql(),
            "人口 / 世帯数 * 100 - 1"
        );
        assert_eq!(
            Formula::parse("round(人口/世帯数)").unwrap().sql(),
            "ROUND(人口 / 世帯数, 0)"
        );
    }

    #[test]
    fn other_expressions_are_left_alone() {
        for sql in [
            "(a + b) / c",
            "a || b",
            "CAST(a AS INT)",
            "CASE WHEN a > 1 THEN 2 END",
            "a + + b",
            "'x'",
            "round(a, 1) * 2",
        ] {
            assert_eq!(Formula::parse(sql), None, "{sql}");
        }
    }

    #[test]
    fn blanks_are_told() {
        assert!(!Formula::parse("人口 / \"\"").unwrap().is_complete());
        assert!(Formula::parse("人口 / 2").unwrap().is_complete());
        assert!(!Formula::parse("人口 ÷").unwrap().is_complete());
    }
}
