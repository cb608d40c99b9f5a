//! Text form of steps: one step a line, as written in module files and shown to learners.
//!
//! ```text
//! from 人口
//! filter 年 = 2020 AND 人口 > 1000
//! off sort 人口 desc
//! group_by 地域 : 人口合計 = sum(人口), 件数 = count(*)
//! rank 人口合計 desc within 地域 name 順位
//! ```
//!
//! Reading never fails: [`parse_program`] gives every step that it understood and every place that it did not.
//! SQL expressions stay text; whether they run is the engine's to say. A line that ends with a backslash goes
//! on below it (the line break belongs to the step), a line that starts with `#` is a comment. Names that are not
//! plain words stand between double quotes, with `""` for a quote. Steps half filled in can be written and read
//! too; reading reports what is missing.
//!
//! What [`write_program`] writes, [`parse_program`] reads back as it was, as long as brackets and quotes in the SQL
//! are closed and the SQL has no white space around it: commas outside brackets separate expressions.

use crate::StepEntry;
use crate::step::{
    Aggregate, CastTo, JoinKey, JoinKind, NamedExpr, Part, RenamePair, SortKey, Step, Unit,
};

/// A place where steps cannot be read as they stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepError {
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
    /// Length in characters on that line; 0 for a point.
    pub len: u32,
    /// What is wrong.
    pub kind: StepErrorKind,
}

/// What is wrong at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StepErrorKind {
    /// The line starts with no verb that we know.
    UnknownVerb {
        /// As written.
        found: String,
        /// Similar verbs, nearest first.
        near: Vec<String>,
    },
    /// The step can be read but a field is not filled in (`columns`, as in [`Step::missing`]).
    Missing {
        /// The verb.
        verb: &'static str,
        /// The field.
        field: &'static str,
    },
    /// A column or table name has to stand here.
    ExpectedName {
        /// What stands there; empty at the end of the line.
        found: String,
    },
    /// One of these words or signs has to stand here.
    Expected {
        /// What may stand there.
        want: Vec<&'static str>,
        /// What stands there; empty at the end of the line.
        found: String,
    },
    /// `head` and `tail` need a whole number.
    ExpectedCount {
        /// What stands there; empty at the end of the line.
        found: String,
    },
    /// A number of rows beyond all that can be counted here.
    LargeCount {
        /// What stands there.
        found: String,
    },
    /// The step ends before this.
    Trailing {
        /// What stands there.
        found: String,
    },
    /// A quote or bracket is never closed.
    Unclosed {
        /// The opening sign.
        open: char,
    },
    /// A full-width sign stands where the half-width one is meant.
    FullWidth {
        /// As written (`，`).
        found: char,
        /// What is meant (`,`).
        want: char,
    },
    /// Steps cannot be switched off here.
    Off,
}

/// Reads steps; none of them may be switched off. Every step that could be read is given, with every problem.
pub fn parse_steps(text: &str) -> (Vec<Step>, Vec<StepError>) {
    let mut errors = Vec::new();
    let mut steps = Vec::new();
    for line in logical_lines(text) {
        let (entry, off) = parse_line(&line, &mut errors);
        if let Some(at) = off {
            errors.push(line.error(at, at + 3, StepErrorKind::Off));
        }
        steps.extend(entry.map(|entry| entry.step));
    }
    (steps, errors)
}

/// Reads steps of which some may be switched off (`off` before the verb).
pub fn parse_program(text: &str) -> (Vec<StepEntry>, Vec<StepError>) {
    let mut errors = Vec::new();
    let entries = logical_lines(text)
        .iter()
        .filter_map(|line| parse_line(line, &mut errors).0)
        .collect();
    (entries, errors)
}

/// Reads the keys of a sort (`人口 desc, 市町名`).
pub fn parse_sort_keys(text: &str) -> (Vec<SortKey>, Vec<StepError>) {
    let mut errors = Vec::new();
    let mut keys = Vec::new();
    for line in &logical_lines(text) {
        let mut cursor = Cursor {
            line,
            at: 0,
            errors: &mut errors,
        };
        keys.extend(cursor.sort_keys(&[]).unwrap_or_default());
        cursor.end();
    }
    (keys, errors)
}

/// Writes steps, one a line, each line ended.
pub fn write_steps(steps: &[Step]) -> String {
    steps
        .iter()
        .map(|step| format!("{}\n", write_step(step)))
        .collect()
}

/// Writes steps with `off` before those that are switched off.
pub fn write_program(entries: &[StepEntry]) -> String {
    entries
        .iter()
        .map(|entry| {
            format!(
                "{}{}\n",
                if entry.enabled { "" } else { "off " },
                write_step(&entry.step)
            )
        })
        .collect()
}

/// Writes one step, without a line end. Line breaks inside names and SQL are written as `\` and a line break.
pub fn write_step(step: &Step) -> String {
    let fields = match step {
        Step::From { table } | Step::Union { table } => write_name(table),
        Step::Select { columns } | Step::Unique { columns } => write_names(columns),
        Step::Rename { pairs } => join(pairs, |pair| {
            format!("{} = {}", write_name(&pair.from), write_name(&pair.to))
        }),
        Step::Filter { predicate } => predicate.clone(),
        Step::WithColumns { columns } => write_exprs(columns),
        Step::GroupBy { keys, aggs } if aggs.is_empty() => write_names(keys),
        Step::GroupBy { keys, aggs } => {
            let space = if keys.is_empty() { "" } else { " " };
            format!("{}{space}: {}", write_names(keys), write_exprs(aggs))
        }
        Step::Sort { by } => write_keys(by),
        Step::Head { n } | Step::Tail { n } => n.to_string(),
        Step::Join { how, table, on } => {
            let keys = join(on, |key| {
                if key.left == key.right {
                    write_name(&key.left)
                } else {
                    format!("{} = {}", write_name(&key.left), write_name(&key.right))
                }
            });
            let on = if on.is_empty() {
                String::new()
            } else {
                format!(" on {keys}")
            };
            format!("{} {}{on}", how.slug(), write_name(table))
        }
        Step::Pivot {
            on,
            index,
            values,
            agg,
        } => {
            let index = if index.is_empty() {
                String::new()
            } else {
                format!(" index {}", write_names(index))
            };
            format!(
                "on {}{index} values {} agg {}",
                write_name(on),
                write_name(values),
                agg.slug()
            )
        }
        Step::Unpivot {
            columns,
            index,
            name,
            value,
        } => {
            let index = if index.is_empty() {
                String::new()
            } else {
                format!("index {} ", write_names(index))
            };
            let space = if columns.is_empty() { "" } else { " " };
            format!(
                "{}{space}{index}name {} value {}",
                write_names(columns),
                write_name(name),
                write_name(value)
            )
        }
        Step::FillNull { columns, value } => format!("{} with {value}", write_names(columns))
            .trim_start()
            .to_owned(),
        Step::Cast { columns, to } => format!("{} to {}", write_names(columns), to.slug())
            .trim_start()
            .to_owned(),
        Step::Header { first, last } if first == last => first.to_string(),
        Step::Header { first, last } => format!("{first} to {last}"),
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
        | Step::Bins { .. } => write_parts(step.clone()),
    };
    let line = format!("{} {fields}", step.verb());
    line.trim_end().replace('\n', "\\\n")
}

/// A name as it stands in steps: bare where it is a plain word and no keyword, else quoted.
pub fn write_name(name: &str) -> String {
    let plain = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '_');
    if plain
        && !KEYWORDS
            .iter()
            .any(|keyword| keyword.eq_ignore_ascii_case(name))
    {
        name.to_owned()
    } else {
        format!("\"{}\"", name.replace('"', "\"\""))
    }
}

/// Words with a meaning of their own between names; as names they are quoted.
const KEYWORDS: [&str; 26] = [
    "asc",
    "desc",
    "on",
    "index",
    "values",
    "agg",
    "name",
    "value",
    "with",
    "to",
    "inner",
    "left",
    "semi",
    "anti",
    "cross",
    "by",
    "within",
    "periods",
    "unit",
    "how",
    "words",
    "from",
    "names",
    "separator",
    "width",
    "edges",
];

/// Verbs with another name that is read too.
const ALIASES: [(&str, &str); 3] = [
    ("where", "filter"),
    ("group", "group_by"),
    ("derive", "with_columns"),
];

/// The verb that is meant by a word; `None` when it is none.
pub fn canonical_verb(word: &str) -> Option<&'static str> {
    let word = ALIASES
        .iter()
        .find(|(alias, _)| *alias == word)
        .map_or(word, |(_, verb)| verb);
    Step::VERBS.into_iter().find(|verb| *verb == word)
}

/// Verbs near a word that is none.
pub fn near_verbs(word: &str) -> Vec<String> {
    table::text::nearest(
        word,
        Step::VERBS
            .into_iter()
            .chain(ALIASES.map(|(alias, _)| alias)),
    )
}

fn join<T>(items: &[T], write: impl Fn(&T) -> String) -> String {
    items.iter().map(write).collect::<Vec<_>>().join(", ")
}

fn write_names(names: &[String]) -> String {
    join(names, |name| write_name(name))
}

fn write_keys(by: &[SortKey]) -> String {
    join(by, |key| {
        format!(
            "{}{}",
            write_name(&key.column),
            if key.descending { " desc" } else { "" }
        )
    })
}

/// The form of verbs that have none of their own: the first field, then each other one behind its name. What is empty is left
/// out, and a unit of one goes without saying.
fn write_parts(mut step: Step) -> String {
    let mut text = String::new();
    for (at, (field, part)) in step.parts().into_iter().enumerate() {
        let value = match part {
            Part::Column(text) | Part::NewColumn(text) | Part::Text(text) if text.is_empty() => {
                continue;
            }
            Part::Column(text) | Part::NewColumn(text) | Part::Text(text) => write_name(text),
            Part::Columns(names) | Part::Texts(names) => write_names(names),
            Part::Keys(by) => write_keys(by),
            Part::Number(number) => number.to_string(),
            Part::Word(word) if word.word() == Unit::One.slug() => continue,
            Part::Word(word) => word.word().to_owned(),
            Part::Other => continue,
        };
        if !value.is_empty() {
            if at > 0 {
                text.push_str(field);
                text.push(' ');
            }
            text.push_str(&value);
            text.push(' ');
        }
    }
    text
}

fn write_exprs(exprs: &[NamedExpr]) -> String {
    join(exprs, |item| {
        format!("{} = {}", write_name(&item.name), item.expr)
            .trim_end()
            .to_owned()
    })
}

/// One step's characters, with the place of each in the file.
struct Line {
    chars: Vec<char>,
    /// Line and column of each character and of the end.
    places: Vec<(u32, u32)>,
}

impl Line {
    fn error(&self, from: usize, to: usize, kind: StepErrorKind) -> StepError {
        let place = |at: usize| {
            self.places
                .get(at)
                .or(self.places.last())
                .copied()
                .unwrap_or((1, 1))
        };
        let (line, column) = place(from);
        // A problem that runs over a continued line is marked on its first line only.
        let len = (from..to).take_while(|at| place(*at).0 == line).count();
        StepError {
            line,
            column,
            len: u32::try_from(len).unwrap_or(u32::MAX),
            kind,
        }
    }

    fn text(&self, from: usize, to: usize) -> String {
        self.chars
            .get(from..to)
            .unwrap_or_default()
            .iter()
            .collect()
    }
}

/// Lines with continued ones put together; blank lines and comments are left out.
fn logical_lines(text: &str) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut open: Option<Line> = None;
    for (number, raw) in (1_u32..).zip(text.split('\n')) {
        let raw = raw.strip_suffix('\r').unwrap_or(raw);
        if open.is_none() && (raw.trim().is_empty() || raw.trim_start().starts_with('#')) {
            continue;
        }
        let mut line = open.take().unwrap_or(Line {
            chars: Vec::new(),
            places: Vec::new(),
        });
        // The place of the end is pushed last and gives way when the line goes on.
        line.places.truncate(line.chars.len());
        let mut column = 1;
        for c in raw.chars() {
            line.chars.push(c);
            line.places.push((number, column));
            column += 1;
        }
        let goes_on = line.chars.last() == Some(&'\\');
        if goes_on {
            line.chars.pop();
            line.chars.push('\n');
        }
        line.places.push((number, column));
        if goes_on {
            open = Some(line);
        } else {
            lines.push(line);
        }
    }
    lines.extend(open);
    lines
}

/// The step on a line and where `off` stands, if it does.
fn parse_line(line: &Line, errors: &mut Vec<StepError>) -> (Option<StepEntry>, Option<usize>) {
    let mut cursor = Cursor {
        line,
        at: 0,
        errors,
    };
    cursor.space();
    let start = cursor.at;
    let mut word = cursor.verb_word();
    let mut off = None;
    if word == "off" {
        off = Some(start);
        cursor.space();
        word = cursor.verb_word();
    }
    let from = cursor.at.saturating_sub(word.chars().count());
    let to = cursor.at;
    let Some(verb) = canonical_verb(&word) else {
        let near = near_verbs(&word);
        cursor.report(from, to, StepErrorKind::UnknownVerb { found: word, near });
        return (None, None);
    };
    let before = cursor.errors.len();
    let step = cursor.step(verb);
    if let Some(step) = &step
        && cursor.errors.len() == before
    {
        cursor.end();
        if let Some(field) = step.missing() {
            cursor.report(
                from,
                line.chars.len(),
                StepErrorKind::Missing { verb, field },
            );
        }
    }
    (
        step.map(|step| StepEntry {
            step,
            enabled: off.is_none(),
        }),
        off,
    )
}

/// A place in a line. Functions that give `None` have reported why.
struct Cursor<'a> {
    line: &'a Line,
    at: usize,
    errors: &'a mut Vec<StepError>,
}

impl Cursor<'_> {
    fn peek(&self) -> Option<char> {
        self.line.chars.get(self.at).copied()
    }

    fn report(&mut self, from: usize, to: usize, kind: StepErrorKind) {
        self.errors.push(self.line.error(from, to, kind));
    }

    fn space(&mut self) {
        while self.peek().is_some_and(char::is_whitespace) {
            self.at += 1;
        }
    }

    fn verb_word(&mut self) -> String {
        let from = self.at;
        while self.peek().is_some_and(|c| !c.is_whitespace() && c != ':') {
            self.at += 1;
        }
        self.line.text(from, self.at)
    }

    /// Where the word or sign after white space ends, without moving.
    fn word_end(&self, from: usize) -> usize {
        let rest = self.line.chars.get(from..).unwrap_or_default();
        let length = rest
            .iter()
            .take_while(|c| !c.is_whitespace() && !DELIMITERS.contains(c))
            .count();
        from + if rest.is_empty() { 0 } else { length.max(1) }
    }

    /// The next word or sign and its place, without moving.
    fn found(&mut self) -> (usize, usize, String) {
        self.space();
        let end = self.word_end(self.at);
        (self.at, end, self.line.text(self.at, end))
    }

    /// Whether the line ends here.
    fn at_end(&mut self) -> bool {
        self.space();
        self.peek().is_none()
    }

    /// Reports what is left on the line.
    fn end(&mut self) {
        if !self.at_end() {
            let (from, to) = (self.at, self.line.chars.len());
            let found = self.line.text(from, to).trim_end().to_owned();
            if !self.full_width(from, to) {
                self.report(from, to, StepErrorKind::Trailing { found });
            }
        }
    }

    /// Goes over a sign if it is next.
    fn eat(&mut self, sign: char) -> bool {
        self.space();
        let is_next = self.peek() == Some(sign);
        self.at += usize::from(is_next);
        is_next
    }

    /// Whether one of these bare words is next; does not move.
    fn is_keyword(&mut self, words: &[&str]) -> bool {
        let (.., word) = self.found();
        words
            .iter()
            .any(|keyword| keyword.eq_ignore_ascii_case(&word))
    }

    /// Goes over a bare word if it is next.
    fn eat_keyword(&mut self, keyword: &str) -> bool {
        let is_next = self.is_keyword(&[keyword]);
        if is_next {
            self.at = self.word_end(self.at);
        }
        is_next
    }

    fn expected(&mut self, want: Vec<&'static str>) {
        let (from, to, found) = self.found();
        if !self.full_width(from, to) {
            self.report(from, to, StepErrorKind::Expected { want, found });
        }
    }

    fn keyword(&mut self, keyword: &'static str) -> Option<()> {
        if self.eat_keyword(keyword) {
            return Some(());
        }
        self.expected(vec![keyword]);
        None
    }

    /// Reports the first full-width sign in a stretch that a half-width one is meant for.
    fn full_width(&mut self, from: usize, to: usize) -> bool {
        let signs = self.line.chars.get(from..to).unwrap_or_default();
        let hit = signs.iter().enumerate().find_map(|(offset, c)| {
            FULL_WIDTH
                .iter()
                .find(|(wide, _)| wide == c)
                .map(|(wide, half)| (from + offset, *wide, *half))
        });
        if let Some((at, found, want)) = hit {
            self.report(at, at + 1, StepErrorKind::FullWidth { found, want });
        }
        hit.is_some()
    }

    /// A name, bare or quoted.
    fn name(&mut self) -> Option<String> {
        self.space();
        let from = self.at;
        if self.peek() == Some('"') {
            self.at += 1;
            let mut name = String::new();
            while let Some(c) = self.peek() {
                self.at += 1;
                if c != '"' {
                    name.push(c);
                } else if self.peek() == Some('"') {
                    self.at += 1;
                    name.push('"');
                } else {
                    return Some(name);
                }
            }
            self.report(
                from,
                self.line.chars.len(),
                StepErrorKind::Unclosed { open: '"' },
            );
            return None;
        }
        let (from, to, found) = self.found();
        if self.full_width(from, to) {
            return None;
        }
        if found.is_empty() || found.starts_with(DELIMITERS) {
            self.report(from, to, StepErrorKind::ExpectedName { found });
            return None;
        }
        self.at = to;
        // A bracket that touches the name belongs to it in the author's mind.
        if matches!(self.peek(), Some('(' | ')' | '\'')) {
            let rest = self.line.chars.get(self.at..).unwrap_or_default();
            let to = self.at
                + rest
                    .iter()
                    .take_while(|c| !c.is_whitespace() && **c != ',')
                    .count();
            let found = self.line.text(from, to);
            self.report(from, to, StepErrorKind::ExpectedName { found });
            return None;
        }
        Some(found)
    }

    /// Names separated by commas, up to one of the keywords, `:` or the end; may be none.
    fn names(&mut self, stop: &[&str]) -> Option<Vec<String>> {
        let mut names = Vec::new();
        if self.at_end() || self.is_keyword(stop) || self.peek() == Some(':') {
            return Some(names);
        }
        loop {
            names.push(self.name()?);
            if !self.eat(',') {
                return Some(names);
            }
        }
    }

    /// Columns with their directions, up to one of the keywords or the end; may be none.
    fn sort_keys(&mut self, stop: &[&str]) -> Option<Vec<SortKey>> {
        let mut by = Vec::new();
        if self.at_end() || self.is_keyword(stop) {
            return Some(by);
        }
        loop {
            let column = self.name()?;
            let descending = self.eat_keyword("desc");
            if !descending {
                self.eat_keyword("asc");
            }
            by.push(SortKey { column, descending });
            if !self.eat(',') {
                return Some(by);
            }
        }
    }

    /// `a = b, c = d`; a lone name stands for itself on both sides where `alone` allows it.
    fn pairs(&mut self, alone: bool) -> Option<Vec<(String, String)>> {
        let mut pairs = Vec::new();
        if self.at_end() {
            return Some(pairs);
        }
        loop {
            let left = self.name()?;
            if self.eat('=') {
                let right = self.name()?;
                pairs.push((left, right));
            } else if alone {
                pairs.push((left.clone(), left));
            } else {
                self.expected(vec!["="]);
                return None;
            }
            if !self.eat(',') {
                return Some(pairs);
            }
        }
    }

    /// SQL up to the end of the line or, where `list` says so, to a comma outside brackets and quotes.
    fn sql(&mut self, list: bool) -> Option<String> {
        self.space();
        let from = self.at;
        let mut open: Vec<usize> = Vec::new();
        let mut quote: Option<(char, usize)> = None;
        while let Some(c) = self.peek() {
            match (quote, c) {
                (Some((sign, _)), _) if c == sign => quote = None,
                (Some(_), _) => {}
                (None, '\'' | '"') => quote = Some((c, self.at)),
                (None, '(') => open.push(self.at),
                (None, ')') => {
                    open.pop();
                }
                (None, ',') if list && open.is_empty() => break,
                (None, _) => {}
            }
            self.at += 1;
        }
        let unclosed = quote.or(open.first().map(|at| ('(', *at)));
        if let Some((sign, at)) = unclosed {
            self.report(at, at + 1, StepErrorKind::Unclosed { open: sign });
        }
        Some(self.line.text(from, self.at).trim().to_owned())
    }

    /// `name = SQL, …`
    fn exprs(&mut self) -> Option<Vec<NamedExpr>> {
        let mut exprs = Vec::new();
        if self.at_end() {
            return Some(exprs);
        }
        loop {
            let name = self.name()?;
            if !self.eat('=') {
                self.expected(vec!["="]);
                return None;
            }
            let expr = self.sql(true)?;
            exprs.push(NamedExpr { name, expr });
            if !self.eat(',') {
                return Some(exprs);
            }
        }
    }

    fn count(&mut self) -> Option<u64> {
        let (from, to, found) = self.found();
        let digits = table::text::normalise(&found);
        let is_number = !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit());
        let count = digits.parse().ok();
        match count {
            Some(_) => self.at = to,
            None if is_number => self.report(from, to, StepErrorKind::LargeCount { found }),
            None => self.report(from, to, StepErrorKind::ExpectedCount { found }),
        }
        count
    }

    /// One of a closed list of words.
    fn choice<T: Copy, const N: usize>(
        &mut self,
        all: [T; N],
        slug: fn(T) -> &'static str,
    ) -> Option<T> {
        let (_, to, found) = self.found();
        let hit = all
            .into_iter()
            .find(|item| slug(*item).eq_ignore_ascii_case(&found));
        if hit.is_some() {
            self.at = to;
        } else {
            self.expected(all.map(slug).to_vec());
        }
        hit
    }

    /// A name that may still be missing: empty at the end of the line or before one of the keywords.
    fn name_or_blank(&mut self, stop: &[&str]) -> Option<String> {
        if self.at_end() || self.is_keyword(stop) {
            Some(String::new())
        } else {
            self.name()
        }
    }

    fn step(&mut self, verb: &'static str) -> Option<Step> {
        // An empty step of the verb, so that a verb without a text form does not compile.
        Some(match Step::empty(verb)? {
            Step::From { .. } => Step::From {
                table: self.name_or_blank(&[])?,
            },
            Step::Union { .. } => Step::Union {
                table: self.name_or_blank(&[])?,
            },
            Step::Select { .. } => Step::Select {
                columns: self.names(&[])?,
            },
            Step::Unique { .. } => Step::Unique {
                columns: self.names(&[])?,
            },
            Step::Rename { .. } => {
                let pairs = self.pairs(false)?;
                Step::Rename {
                    pairs: pairs
                        .into_iter()
                        .map(|(from, to)| RenamePair { from, to })
                        .collect(),
                }
            }
            Step::Filter { .. } => Step::Filter {
                predicate: self.sql(false)?,
            },
            Step::WithColumns { .. } => Step::WithColumns {
                columns: self.exprs()?,
            },
            Step::GroupBy { .. } => {
                let keys = self.names(&[])?;
                let aggs = if self.eat(':') {
                    self.exprs()?
                } else if self.at_end() {
                    Vec::new()
                } else {
                    self.expected(vec![",", ":"]);
                    return None;
                };
                Step::GroupBy { keys, aggs }
            }
            Step::Sort { .. } => Step::Sort {
                by: self.sort_keys(&[])?,
            },
            Step::Head { .. } => Step::Head { n: self.count()? },
            Step::Tail { .. } => Step::Tail { n: self.count()? },
            Step::Join { .. } => {
                let how = self.choice(JoinKind::ALL, JoinKind::slug)?;
                let table = self.name_or_blank(&["on"])?;
                let on = if self.at_end() {
                    Vec::new()
                } else {
                    self.keyword("on")?;
                    self.pairs(true)?
                        .into_iter()
                        .map(|(left, right)| JoinKey { left, right })
                        .collect()
                };
                Step::Join { how, table, on }
            }
            Step::Pivot { .. } => {
                let (mut on, mut index, mut values, mut agg) =
                    (String::new(), Vec::new(), String::new(), Aggregate::Sum);
                if self.eat_keyword("on") {
                    on = self.name_or_blank(&["index", "values", "agg"])?;
                }
                if self.eat_keyword("index") {
                    index = self.names(&["values", "agg"])?;
                }
                if self.eat_keyword("values") {
                    values = self.name_or_blank(&["agg"])?;
                }
                if self.eat_keyword("agg") {
                    agg = self.choice(Aggregate::ALL, Aggregate::slug)?;
                }
                self.end_of_clauses(&["on", "index", "values", "agg"])?;
                Step::Pivot {
                    on,
                    index,
                    values,
                    agg,
                }
            }
            Step::Unpivot { .. } => {
                let columns = self.names(&["index", "name", "value"])?;
                let (mut index, mut name, mut value) = (Vec::new(), String::new(), String::new());
                if self.eat_keyword("index") {
                    index = self.names(&["name", "value"])?;
                }
                if self.eat_keyword("name") {
                    name = self.name_or_blank(&["value"])?;
                }
                if self.eat_keyword("value") {
                    value = self.name_or_blank(&[])?;
                }
                self.end_of_clauses(&["index", "name", "value"])?;
                Step::Unpivot {
                    columns,
                    index,
                    name,
                    value,
                }
            }
            Step::FillNull { .. } => {
                let columns = self.names(&["with"])?;
                if self.at_end() {
                    return Some(Step::FillNull {
                        columns,
                        value: String::new(),
                    });
                }
                self.keyword("with")?;
                Step::FillNull {
                    columns,
                    value: self.sql(false)?,
                }
            }
            Step::Cast { .. } => {
                let columns = self.names(&["to"])?;
                self.keyword("to")?;
                Step::Cast {
                    columns,
                    to: self.choice(CastTo::ALL, CastTo::slug)?,
                }
            }
            Step::Header { .. } => {
                let first = self.count()?;
                let last = if self.eat_keyword("to") {
                    self.count()?
                } else {
                    first
                };
                Step::Header { first, last }
            }
            mut step @ (Step::Normalise { .. }
            | Step::FillDown { .. }
            | Step::DropTotals { .. }
            | Step::Split { .. }
            | Step::KeyConversion { .. }
            | Step::Share { .. }
            | Step::Rank { .. }
            | Step::CumSum { .. }
            | Step::Change { .. }
            | Step::Rolling { .. }
            | Step::Bins { .. }) => {
                self.parts(&mut step)?;
                step
            }
        })
    }

    /// What [`write_parts`] writes. Behind the first field the others may come in any order; what is not there is not filled in.
    fn parts(&mut self, step: &mut Step) -> Option<()> {
        let mut parts = step.parts();
        // The first field stands without its name.
        let clauses: Vec<&'static str> = parts.iter().skip(1).map(|(field, _)| *field).collect();
        for (_, part) in &mut parts {
            match part {
                Part::Column(text) | Part::NewColumn(text) | Part::Text(text) => text.clear(),
                Part::Columns(names) | Part::Texts(names) => names.clear(),
                Part::Keys(by) => by.clear(),
                Part::Number(_) | Part::Word(_) | Part::Other => {}
            }
        }
        let mut at = 0;
        while let Some((_, part)) = parts.get_mut(at) {
            match part {
                Part::Column(text) | Part::NewColumn(text) | Part::Text(text) => {
                    **text = self.name_or_blank(&clauses)?;
                }
                Part::Columns(names) | Part::Texts(names) => **names = self.names(&clauses)?,
                Part::Keys(by) => **by = self.sort_keys(&clauses)?,
                Part::Number(number) => **number = self.count()?,
                Part::Word(word) => {
                    let all = word.all();
                    let (_, to, found) = self.found();
                    match all.iter().find(|one| one.eq_ignore_ascii_case(&found)) {
                        Some(one) => {
                            word.pick(one);
                            self.at = to;
                        }
                        None => {
                            self.expected(all);
                            return None;
                        }
                    }
                }
                Part::Other => {}
            }
            match clauses.iter().position(|field| self.eat_keyword(field)) {
                Some(next) => at = next + 1,
                None => break,
            }
        }
        self.end_of_clauses(&clauses)
    }

    /// The end of a line made of clauses in a fixed order.
    fn end_of_clauses(&mut self, clauses: &[&'static str]) -> Option<()> {
        if self.at_end() {
            return Some(());
        }
        self.expected(clauses.to_vec());
        None
    }
}

/// Signs that end a bare name.
const DELIMITERS: [char; 7] = [',', ':', '=', '"', '(', ')', '\''];

/// Full-width signs typed by mistake for the half-width ones that have a meaning.
const FULL_WIDTH: [(char, char); 7] = [
    ('，', ','),
    ('、', ','),
    ('：', ':'),
    ('＝', '='),
    ('＂', '"'),
    ('“', '"'),
    ('”', '"'),
];

#[cfg(test)]
mod tests;
