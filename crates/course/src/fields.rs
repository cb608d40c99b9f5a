//! Reads TOML key by key: every missing, unknown or mistyped key is reported at its place, the rest is used.

use std::ops::Range;

use table::Value;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::fragment::Fragment;
use crate::problem::{self, toml::Want};
use crate::report::Diagnostics;

/// A text with its place in the file.
#[derive(Clone, Debug)]
pub(crate) struct Located<T> {
    pub(crate) value: T,
    pub(crate) at: Range<usize>,
}

/// A TOML document, as far as it could be read.
pub(crate) struct Document<'a> {
    table: DeTable<'a>,
    /// Whether it has syntax errors: then what seems to be missing or mistyped may only be unread.
    pub(crate) is_broken: bool,
}

/// Most syntax errors that are shown of one document; further ones mostly follow from them.
const MAX_SYNTAX_ERRORS: usize = 5;

/// Reads a fragment as TOML; what cannot be read is reported, the rest stays.
pub(crate) fn document<'a>(fragment: &'a Fragment, report: &mut Diagnostics<'_>) -> Document<'a> {
    let (table, mut errors) = DeTable::parse_recoverable(&fragment.text);
    errors.retain(|error| {
        // Column names as keys (`where = { 年 = 2020 }`) need no quotes here, although TOML wants them.
        let start = error.span().unwrap_or_default().start;
        let rest = fragment.text.get(start..).unwrap_or_default();
        !(error.message().starts_with("invalid unquoted key")
            && rest.starts_with(|c: char| c.is_alphanumeric()))
    });
    errors.sort_by_key(|error| error.span().unwrap_or_default().start);
    // Everything behind a bracket that is never closed is read as its inside: one error says it all.
    let unclosed = errors
        .iter()
        .find(|error| error.message().starts_with("unclosed"));
    let mut shown = 0;
    let mut before = None;
    for error in &errors {
        let at = error.span().unwrap_or_default();
        // One error a line.
        if let Some(before) = before.replace(at.start)
            && !fragment
                .text
                .get(before..at.start)
                .unwrap_or_default()
                .contains('\n')
        {
            continue;
        }
        if shown >= MAX_SYNTAX_ERRORS || (unclosed.is_some() && shown > 0) {
            break;
        }
        shown += 1;
        let message = unclosed
            .unwrap_or(error)
            .message()
            .lines()
            .next()
            .unwrap_or_default()
            .to_owned();
        let sign = sign(line_at(&fragment.text, at.start));
        report.add(
            fragment.file_range(&at),
            problem::toml::syntax(&message, sign),
        );
    }
    Document {
        table: table.into_inner(),
        is_broken: !errors.is_empty(),
    }
}

/// The line that a place stands on.
fn line_at(text: &str, at: usize) -> &str {
    let start = text
        .get(..at)
        .and_then(|before| before.rfind('\n'))
        .map_or(0, |end| end + 1);
    let rest = text.get(start..).unwrap_or_default();
    rest.split('\n').next().unwrap_or_default()
}

/// The first sign outside quotes that a Japanese keyboard or a word processor puts for one of TOML's, and that one.
fn sign(line: &str) -> Option<(char, &'static str)> {
    const DIGITS: [&str; 10] = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];
    let mut open = None;
    for c in line.chars() {
        match (open, c) {
            (None, '#') => return None,
            (None, '"' | '\'') => open = Some(c),
            (Some(quote), c) if quote == c => open = None,
            (Some(_), _) => {}
            (None, _) => {
                let want = match c {
                    '“' | '”' | '„' | '＂' | '「' | '」' | '『' | '』' | '‘' | '’' => {
                        "\""
                    }
                    '＝' => "=",
                    '［' => "[",
                    '］' => "]",
                    '｛' => "{",
                    '｝' => "}",
                    '，' | '、' => ",",
                    ':' | '：' => "=",
                    '/' => "#",
                    '＃' => "#",
                    '．' => ".",
                    '\u{3000}' | '\u{a0}' => " ",
                    '０'..='９' => DIGITS
                        .get((u32::from(c) - u32::from('０')) as usize)
                        .copied()
                        .unwrap_or_default(),
                    _ => continue,
                };
                return Some((c, want));
            }
        }
    }
    None
}

/// The keys of one TOML table.
pub(crate) struct Fields<'a> {
    table: &'a DeTable<'a>,
    fragment: &'a Fragment,
    pub(crate) is_broken: bool,
    known: Vec<&'static str>,
    /// Required keys that are not there.
    missing: Vec<&'static str>,
    /// Where to point when a key is missing.
    at: Range<usize>,
}

impl<'a> Fields<'a> {
    /// The keys of a whole document; missing ones are shown at `at`.
    pub(crate) fn new(
        document: &'a Document<'a>,
        fragment: &'a Fragment,
        at: Range<usize>,
    ) -> Self {
        Self {
            table: &document.table,
            fragment,
            is_broken: document.is_broken,
            known: Vec::new(),
            missing: Vec::new(),
            at,
        }
    }

    fn inner(&self, table: &'a DeTable<'a>, at: Range<usize>) -> Self {
        Self {
            table,
            fragment: self.fragment,
            is_broken: self.is_broken,
            known: Vec::new(),
            missing: Vec::new(),
            at,
        }
    }

    /// Whether the document has syntax errors.
    pub(crate) fn is_broken(&self) -> bool {
        self.is_broken
    }

    /// Where the value of a key stands in the file; the table's own place when there is none.
    pub(crate) fn place(&self, key: &str) -> Range<usize> {
        self.table
            .get(key)
            .map_or(self.at(), |value| self.range(value))
    }

    /// Where the table stands in the file.
    pub(crate) fn at(&self) -> Range<usize> {
        self.at.clone()
    }

    fn get(&mut self, key: &'static str) -> Option<&'a Spanned<DeValue<'a>>> {
        self.known.push(key);
        self.table.get(key)
    }

    /// Whether the key is there.
    pub(crate) fn has(&mut self, key: &'static str) -> bool {
        self.get(key).is_some()
    }

    fn range(&self, value: &Spanned<DeValue<'_>>) -> Range<usize> {
        self.fragment.file_range(&value.span())
    }

    fn wrong_type(
        &self,
        key: &str,
        value: &Spanned<DeValue<'_>>,
        want: Want,
        report: &mut Diagnostics<'_>,
    ) {
        if !self.is_broken {
            report.add(self.range(value), problem::toml::wrong_type(key, want));
        }
    }

    /// Notes when a key is not there; [`Self::finish`] reports it unless it is only misspelt.
    pub(crate) fn require(&mut self, key: &'static str) {
        if self.get(key).is_none() && !self.is_broken {
            self.missing.push(key);
        }
    }

    pub(crate) fn string(
        &mut self,
        key: &'static str,
        report: &mut Diagnostics<'_>,
    ) -> Option<Located<String>> {
        let value = self.get(key)?;
        match value.get_ref() {
            DeValue::String(text) => Some(Located {
                value: text.to_string(),
                at: self.range(value),
            }),
            _ => {
                self.wrong_type(key, value, Want::Text, report);
                None
            }
        }
    }

    /// A string that must be there and not be blank.
    pub(crate) fn text(
        &mut self,
        key: &'static str,
        report: &mut Diagnostics<'_>,
    ) -> Option<Located<String>> {
        self.require(key);
        let text = self.string(key, report)?;
        if text.value.trim().is_empty() {
            report.add(text.at, problem::front_matter::empty_value(key));
            return None;
        }
        Some(text)
    }

    /// The inside of a string, with its places.
    pub(crate) fn fragment(
        &mut self,
        key: &'static str,
        report: &mut Diagnostics<'_>,
    ) -> Option<Fragment> {
        let value = self.get(key)?;
        match value.get_ref() {
            DeValue::String(text) => Some(self.fragment.toml_string(&value.span(), text)),
            _ => {
                self.wrong_type(key, value, Want::Text, report);
                None
            }
        }
    }

    /// A list of strings.
    pub(crate) fn strings(
        &mut self,
        key: &'static str,
        report: &mut Diagnostics<'_>,
    ) -> Vec<Located<String>> {
        let Some(value) = self.get(key) else {
            return Vec::new();
        };
        let DeValue::Array(items) = value.get_ref() else {
            self.wrong_type(key, value, Want::Texts, report);
            return Vec::new();
        };
        let mut strings = Vec::new();
        for item in items.iter() {
            match item.get_ref() {
                DeValue::String(text) => strings.push(Located {
                    value: text.to_string(),
                    at: self.range(item),
                }),
                _ => self.wrong_type(key, item, Want::Text, report),
            }
        }
        strings
    }

    /// A string or a list of strings.
    pub(crate) fn one_or_more(
        &mut self,
        key: &'static str,
        report: &mut Diagnostics<'_>,
    ) -> Vec<Located<String>> {
        match self.get(key).map(Spanned::get_ref) {
            Some(DeValue::String(_)) => self.string(key, report).into_iter().collect(),
            _ => self.strings(key, report),
        }
    }

    /// A list whose items are strings or lists of strings.
    pub(crate) fn groups(
        &mut self,
        key: &'static str,
        report: &mut Diagnostics<'_>,
    ) -> Vec<Vec<String>> {
        let Some(value) = self.get(key) else {
            return Vec::new();
        };
        let DeValue::Array(items) = value.get_ref() else {
            self.wrong_type(key, value, Want::Texts, report);
            return Vec::new();
        };
        let mut groups = Vec::new();
        for item in items.iter() {
            let words = match item.get_ref() {
                DeValue::String(word) => Some(vec![word.to_string()]),
                DeValue::Array(words) => words
                    .iter()
                    .map(|word| match word.get_ref() {
                        DeValue::String(word) => Some(word.to_string()),
                        _ => None,
                    })
                    .collect(),
                _ => None,
            };
            match words {
                Some(words) if !words.is_empty() => groups.push(words),
                _ => self.wrong_type(key, item, Want::Texts, report),
            }
        }
        groups
    }

    fn integer(
        &self,
        key: &str,
        value: &Spanned<DeValue<'_>>,
        report: &mut Diagnostics<'_>,
    ) -> Option<u32> {
        let number = match value.get_ref() {
            DeValue::Integer(digits) => u32::from_str_radix(digits.as_str(), digits.radix()).ok(),
            _ => None,
        };
        if number.is_none() {
            self.wrong_type(key, value, Want::Whole, report);
        }
        number
    }

    /// A whole number of 0 or more.
    pub(crate) fn whole(
        &mut self,
        key: &'static str,
        report: &mut Diagnostics<'_>,
    ) -> Option<Located<u32>> {
        let value = self.get(key)?;
        Some(Located {
            value: self.integer(key, value, report)?,
            at: self.range(value),
        })
    }

    /// A list of whole numbers of 0 or more.
    pub(crate) fn wholes(
        &mut self,
        key: &'static str,
        report: &mut Diagnostics<'_>,
    ) -> Vec<Located<u32>> {
        let Some(value) = self.get(key) else {
            return Vec::new();
        };
        let DeValue::Array(items) = value.get_ref() else {
            self.wrong_type(key, value, Want::Wholes, report);
            return Vec::new();
        };
        let numbers = items.iter().filter_map(|item| {
            Some(Located {
                value: self.integer(key, item, report)?,
                at: self.range(item),
            })
        });
        numbers.collect()
    }

    /// A number of 0 or more.
    pub(crate) fn tolerance(
        &mut self,
        key: &'static str,
        report: &mut Diagnostics<'_>,
    ) -> Option<f64> {
        let value = self.get(key)?;
        let number = number(value.get_ref()).filter(|number| *number >= 0.0 && number.is_finite());
        if number.is_none() {
            self.wrong_type(key, value, Want::Number, report);
        }
        number
    }

    pub(crate) fn flag(&mut self, key: &'static str, report: &mut Diagnostics<'_>) -> Option<bool> {
        let value = self.get(key)?;
        match value.get_ref() {
            DeValue::Boolean(flag) => Some(*flag),
            _ => {
                self.wrong_type(key, value, Want::Flag, report);
                None
            }
        }
    }

    /// A table.
    pub(crate) fn table(
        &mut self,
        key: &'static str,
        report: &mut Diagnostics<'_>,
    ) -> Option<Fields<'a>> {
        let value = self.get(key)?;
        match value.get_ref() {
            DeValue::Table(table) => Some(self.inner(table, self.range(value))),
            _ => {
                self.wrong_type(key, value, Want::Table, report);
                None
            }
        }
    }

    /// A list of tables (`[[key]]`).
    pub(crate) fn tables(
        &mut self,
        key: &'static str,
        report: &mut Diagnostics<'_>,
    ) -> Vec<Fields<'a>> {
        let Some(value) = self.get(key) else {
            return Vec::new();
        };
        let DeValue::Array(items) = value.get_ref() else {
            self.wrong_type(key, value, Want::Tables(key), report);
            return Vec::new();
        };
        let mut tables = Vec::new();
        for item in items.iter() {
            match item.get_ref() {
                DeValue::Table(table) => tables.push(self.inner(table, self.range(item))),
                _ => self.wrong_type(key, item, Want::Tables(key), report),
            }
        }
        tables
    }

    /// How many items the list has; 0 where it is none.
    pub(crate) fn count(&mut self, key: &'static str) -> usize {
        match self.get(key).map(Spanned::get_ref) {
            Some(DeValue::Array(items)) => items.len(),
            _ => 0,
        }
    }

    /// A table whose keys are free and whose values are cells, in the order of the file.
    pub(crate) fn cells(
        &mut self,
        key: &'static str,
        report: &mut Diagnostics<'_>,
    ) -> Vec<(Located<String>, Located<Value>)> {
        let Some(value) = self.get(key) else {
            return Vec::new();
        };
        let DeValue::Table(table) = value.get_ref() else {
            self.wrong_type(key, value, Want::Table, report);
            return Vec::new();
        };
        let mut cells = Vec::new();
        for (name, item) in table {
            let name = Located {
                value: name.get_ref().to_string(),
                at: self.fragment.file_range(&name.span()),
            };
            let cell = match item.get_ref() {
                DeValue::String(text) => Some(Value::Text(text.to_string())),
                DeValue::Boolean(flag) => Some(Value::Bool(*flag)),
                DeValue::Datetime(day) => {
                    table::text::parse_date(&day.to_string()).map(Value::Date)
                }
                DeValue::Integer(digits) => i64::from_str_radix(digits.as_str(), digits.radix())
                    .ok()
                    .map(Value::Int),
                other => number(other).map(Value::Float),
            };
            match cell {
                Some(value) => cells.push((
                    name,
                    Located {
                        value,
                        at: self.range(item),
                    },
                )),
                None => self.wrong_type(&name.value, item, Want::Cell, report),
            }
        }
        cells.sort_by_key(|(name, _)| name.at.start);
        cells
    }

    /// Reports the keys that nobody asked for.
    pub(crate) fn finish(self, report: &mut Diagnostics<'_>) {
        let mut missing = self.missing;
        for (key, _) in self.table {
            let found = key.get_ref().to_string();
            if !self.known.iter().any(|known| *known == found) {
                let mut known = self.known.clone();
                known.sort_unstable();
                known.dedup();
                let near = table::text::nearest(&found, known.iter().copied());
                let at = self.fragment.file_range(&key.span());
                missing.retain(|key| near.first().is_none_or(|near| near != key));
                report.add(at, problem::toml::unknown_key(&found, &near, &known));
            }
        }
        for key in missing {
            report.add(self.at.clone(), problem::toml::missing_key(key));
        }
    }
}

fn number(value: &DeValue<'_>) -> Option<f64> {
    match value {
        DeValue::Integer(digits) => i64::from_str_radix(digits.as_str(), digits.radix())
            .ok()
            .map(|whole| whole as f64),
        DeValue::Float(digits) => digits.as_str().replace('_', "").parse().ok(),
        _ => None,
    }
}
