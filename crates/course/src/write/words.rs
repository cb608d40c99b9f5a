//! Words as Markdown. Everything that could be read as a sign gets a backslash; where signs would run together, an
//! empty comment keeps them apart.

use spec::Inline;

use crate::markdown::{TOWN, is_japanese, is_kanji, is_other_sign};

/// Says nothing and is not kept; for the rules of emphasis it is punctuation.
const APART: &str = "<!-- -->";

/// Where words stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum InlineContext {
    /// In a paragraph.
    Line,
    /// In a heading, whose end may look like attributes.
    Heading,
    /// In a cell of a table.
    Cell,
    /// Between brackets or signs of emphasis.
    Inside,
    /// The same in a cell.
    InsideCell,
}

impl InlineContext {
    fn inside(self) -> Self {
        match self {
            Self::Cell | Self::InsideCell => Self::InsideCell,
            _ => Self::Inside,
        }
    }

    fn in_cell(self) -> bool {
        matches!(self, Self::Cell | Self::InsideCell)
    }
}

/// Words of a line.
pub(crate) fn inlines(list: &[Inline], place: InlineContext) -> String {
    Writer { place, depth: 0 }.list(list)
}

/// Plain text of a line; `{町}` stays the town.
pub(super) fn escaped(text: &str, place: InlineContext) -> String {
    let writer = Writer { place, depth: 0 };
    let mut line = writer.text(text, true, true);
    if place == InlineContext::Heading && line.ends_with('}') {
        line.push_str(APART);
    }
    line
}

#[derive(Clone, Copy)]
struct Writer {
    place: InlineContext,
    /// Signs of emphasis around this.
    depth: usize,
}

/// A written word and what its ends are.
struct Written {
    text: String,
    /// Whether it begins and ends with signs of emphasis, and which.
    sign: Option<char>,
}

impl Writer {
    fn list(self, list: &[Inline]) -> String {
        let mut line = String::new();
        let mut sign_before = None;
        for (position, word) in list.iter().enumerate() {
            let is_break = |word: Option<&Inline>| word.is_none_or(|word| *word == Inline::Break);
            let before = position.checked_sub(1).and_then(|before| list.get(before));
            let starts = is_break(before);
            let ends = is_break(list.get(position + 1));
            let after = list.get(position + 1);
            let written = self.word(word, &line, after, starts, ends);
            if must_part(&line, sign_before, &written) {
                line.push_str(APART);
            }
            line.push_str(&written.text);
            sign_before = written.sign;
        }
        line
    }

    fn word(
        self,
        word: &Inline,
        line: &str,
        after: Option<&Inline>,
        starts: bool,
        ends: bool,
    ) -> Written {
        let plain = |text: String| Written { text, sign: None };
        let inner = Self {
            place: self.place.inside(),
            depth: self.depth,
        };
        match word {
            Inline::Text(text) => {
                let before_bar =
                    matches!(after, Some(Inline::Ruby { base, .. }) if !base.chars().all(is_kanji));
                plain(self.signs(text, starts, ends, Some(before_bar)))
            }
            Inline::Emphasis(words) => self.emphasis(words, 1),
            Inline::Strong(words) => self.emphasis(words, 2),
            Inline::Code(code) => plain(self.code(code)),
            Inline::Link { href, text } => {
                plain(format!("[{}]({})", inner.list(text), self.address(href)))
            }
            Inline::Figure { text, sql } => plain(format!(
                "[{}](figure {})",
                inner.text(text, true, true),
                self.title(sql)
            )),
            Inline::Town => plain(TOWN.to_owned()),
            Inline::Break => plain("\\\n".to_owned()),
            Inline::Ruby { base, reading } => {
                let joins = line.ends_with(is_kanji);
                let bar = if joins || !base.chars().all(is_kanji) {
                    "｜"
                } else {
                    ""
                };
                plain(format!(
                    "{bar}{}《{}》",
                    self.signs(base, starts && bar.is_empty(), false, Some(true)),
                    self.signs(reading, false, false, None)
                ))
            }
            Inline::Term { text, term } => {
                let words = inner.list(text);
                plain(
                    if matches!(text.as_slice(), [Inline::Text(text)] if *text == term.name) {
                        format!("[{words}](term)")
                    } else {
                        format!("[{words}](term {})", self.title(&term.name))
                    },
                )
            }
            Inline::Image(image) => {
                let title = if image.caption.is_empty() {
                    String::new()
                } else {
                    format!(" {}", self.title(&image.caption))
                };
                plain(format!(
                    "![{}]({}{title})",
                    inner.text(&image.alt, true, true),
                    self.address(&image.file)
                ))
            }
        }
    }

    /// Signs change with depth: the same one twice would close what it should open.
    fn emphasis(self, words: &[Inline], count: usize) -> Written {
        let sign = if self.depth.is_multiple_of(2) {
            '*'
        } else {
            '_'
        };
        let inner = Self {
            place: self.place.inside(),
            depth: self.depth + 1,
        };
        let mut words = inner.list(words);
        if words.is_empty() {
            words.push_str(APART);
        }
        let signs = sign.to_string().repeat(count);
        Written {
            text: format!("{signs}{words}{signs}"),
            sign: Some(sign),
        }
    }

    fn code(self, code: &str) -> String {
        let longest = code
            .split(|c| c != '`')
            .map(str::len)
            .max()
            .unwrap_or_default();
        // The shortest fence that does not occur inside.
        let runs: Vec<usize> = code.split(|c| c != '`').map(str::len).collect();
        let length = (1..=longest + 1)
            .find(|length| !runs.contains(length))
            .unwrap_or(longest + 1);
        let fence = "`".repeat(length);
        let is_padded = code.starts_with('`')
            || code.ends_with('`')
            || (code.starts_with(' ') && code.ends_with(' ') && !code.trim_matches(' ').is_empty());
        let pad = if is_padded { " " } else { "" };
        let code = if self.place.in_cell() {
            code.replace('|', "\\|")
        } else {
            code.to_owned()
        };
        format!("{fence}{pad}{code}{pad}{fence}")
    }

    /// Where a link or picture goes.
    fn address(self, address: &str) -> String {
        let bracketed = address.is_empty() || address.contains([' ', '(', ')', '<', '>']);
        let inside: String = address
            .chars()
            .map(|c| match c {
                '\\' | '<' | '>' | '&' => format!("\\{c}"),
                '|' if self.place.in_cell() => "\\|".to_owned(),
                c if c.is_control() => entity(c),
                c => c.to_string(),
            })
            .collect();
        if bracketed {
            format!("<{inside}>")
        } else {
            inside
        }
    }

    /// The text in quotes behind an address.
    fn title(self, title: &str) -> String {
        let inside: String = title
            .chars()
            .map(|c| match c {
                '\\' | '"' | '&' => format!("\\{c}"),
                '|' if self.place.in_cell() => "\\|".to_owned(),
                c if c.is_control() => entity(c),
                c => c.to_string(),
            })
            .collect();
        format!("\"{inside}\"")
    }

    /// Plain text.
    fn text(self, text: &str, starts: bool, ends: bool) -> String {
        self.signs(text, starts, ends, Some(false))
    }

    /// Text with a backslash before every sign. `readings`: before those of readings too, and whether one that keeps
    /// its meaning follows.
    fn signs(self, text: &str, starts: bool, ends: bool, readings: Option<bool>) -> String {
        let mut written = String::with_capacity(text.len());
        let last = text.chars().count().saturating_sub(1);
        let mut digits_only = true;
        let mut rest = text;
        let mut position = 0;
        while let Some(c) = rest.chars().next() {
            let behind = rest.get(c.len_utf8()..).unwrap_or_default();
            // Nothing follows a text but other signs, so its end is watched too.
            let is_edge = (position == 0 && starts) || (position == last && ends);
            let is_sign = match c {
                '\\' | '`' | '*' | '_' | '[' | ']' | '<' => true,
                '《' | '》' | '｜' => readings.is_some(),
                '|' => self.place.in_cell() || is_edge,
                '!' => behind.is_empty() || behind.starts_with('['),
                '&' => behind.starts_with(|c: char| c == '#' || c.is_ascii_alphabetic()),
                '#' => is_edge || self.place == InlineContext::Heading,
                '>' | '-' | '+' | '=' | ':' | '~' => position == 0 && starts,
                '.' | ')' => starts && digits_only && position > 0,
                '{' | '}' => {
                    self.place == InlineContext::Heading
                        && !rest.starts_with(TOWN)
                        && !written.ends_with("{町")
                }
                _ => false,
            };
            digits_only &= c.is_ascii_digit();
            if c == '\\' && readings.is_some_and(|follows| meets_sign(behind, follows)) {
                // Once for Markdown, once for the reading.
                written.push_str("\\\\");
            }
            if c.is_control() || (is_edge && c.is_whitespace()) {
                written.push_str(&entity(c));
            } else {
                if is_sign {
                    written.push('\\');
                }
                written.push(c);
            }
            rest = behind;
            position += 1;
        }
        written
    }
}

/// Whether nothing but backslashes stands before a sign of readings; `follows`: one stands behind the text.
fn meets_sign(text: &str, follows: bool) -> bool {
    let rest = text.trim_start_matches('\\');
    rest.starts_with(['《', '》', '｜']) || (rest.is_empty() && follows)
}

fn entity(c: char) -> String {
    format!("&#{};", u32::from(c))
}

/// Whether a comment has to stand between what is written and the next word.
fn must_part(line: &str, sign_before: Option<char>, next: &Written) -> bool {
    let (Some(last), Some(first)) = (line.chars().next_back(), next.text.chars().next()) else {
        return false;
    };
    if (last == '`' && first == '`') || (sign_before.is_some() && next.sign.is_some()) {
        return true;
    }
    // A sign opens or closes for certain where a letter is inside, or no letter outside, or where one of both is Japanese.
    let is_outside = |c: char| c.is_whitespace() || c.is_ascii_punctuation();
    let closes = sign_before.is_none_or(|sign| {
        let inside = line.trim_end_matches(sign);
        let is_clear = sign == '*' && is_clear(inside.chars().rev(), next.text.chars());
        (is_clear || is_outside(first)) && first != '*' && first != '_'
    });
    let opens = next.sign.is_none_or(|sign| {
        let inside = next.text.trim_start_matches(sign);
        let is_clear = sign == '*' && is_clear(inside.chars(), line.chars().rev().chain([' ']));
        (is_clear || is_outside(last)) && last != '*' && last != '_'
    });
    !closes || !opens
}

/// Whether a star is a sign for certain, with what stands inside and outside of it, from the star on.
fn is_clear(
    mut inside: impl Iterator<Item = char>,
    mut outside: impl Iterator<Item = char>,
) -> bool {
    let (Some(inner), Some(outer)) = (inside.next(), outside.next()) else {
        return false;
    };
    // A Japanese character between a star and `_` keeps the old rule, and alone between stars it may have to serve both.
    let is_apart = |next: Option<char>| !matches!(next, Some('_' | '*') | None);
    (inner.is_alphanumeric() && !is_japanese(inner))
        || (is_japanese(inner) && is_apart(inside.next()))
        || (is_other_sign(inner) && is_japanese(outer) && is_apart(outside.next()))
}
