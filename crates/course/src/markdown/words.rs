//! Words being put together: neighbouring texts become one, `{町}` becomes the town, `｜海女《あま》` gets its reading.

use std::ops::Range;

use spec::Inline;

use super::item;
use crate::fragment::Fragment;
use crate::problem::{self, Problem};

/// The word that stands for the learner's own town.
pub(crate) const TOWN: &str = "{町}";

/// Opens and closes a reading, and opens its base: the notation of 青空文庫.
const OPEN: char = '《';
const CLOSE: char = '》';
const BASE: char = '｜';

/// Words being put together.
#[derive(Default)]
pub(super) struct InlineBuilder {
    pieces: Vec<Piece>,
    pub(super) soft_break: bool,
}

enum Piece {
    Text(Fragment),
    Other(Inline),
}

impl InlineBuilder {
    pub(super) fn push(&mut self, inline: Inline) {
        if std::mem::take(&mut self.soft_break)
            && matches!(self.pieces.last(), Some(Piece::Text(text)) if ends_western(&text.text))
        {
            self.space();
        }
        self.pieces.push(Piece::Other(inline));
    }

    /// Whether a sentence ends here, or a list is announced.
    pub(super) fn ends_sentence(&self) -> bool {
        matches!(self.pieces.last(), Some(Piece::Text(text)) if item::ends_sentence(&text.text))
    }

    /// Text that stands at a place in the file.
    pub(super) fn text(&mut self, text: &str, at: Range<usize>) {
        // A line break in the file is a space only between Western words.
        if std::mem::take(&mut self.soft_break) {
            let before = match self.pieces.last() {
                Some(Piece::Text(before)) => ends_western(&before.text),
                Some(Piece::Other(Inline::Town | Inline::Break)) | None => false,
                Some(Piece::Other(_)) => true,
            };
            if before && text.starts_with(|c: char| c.is_ascii()) {
                self.space();
            }
        }
        self.append(text, at.start);
    }

    fn space(&mut self) {
        let at = match self.pieces.last() {
            Some(Piece::Text(text)) => text.file_range(&(text.text.len()..text.text.len())).start,
            _ => 0,
        };
        self.append(" ", at);
    }

    fn append(&mut self, text: &str, at: usize) {
        match self.pieces.last_mut() {
            Some(Piece::Text(before)) => before.push(text, at),
            _ => {
                let mut fragment = Fragment::empty(at..at + text.len());
                fragment.push(text, at);
                self.pieces.push(Piece::Text(fragment));
            }
        }
    }

    /// The words, and what is wrong with their readings.
    pub(super) fn finish(self) -> (Vec<Inline>, Vec<(Range<usize>, Problem)>) {
        let (mut inlines, mut problems) = (Vec::new(), Vec::new());
        for piece in self.pieces {
            match piece {
                Piece::Text(fragment) => {
                    let mut readings = Readings::default();
                    readings.read(&fragment.text);
                    inlines.append(&mut readings.inlines);
                    problems.extend(readings.odd.into_iter().map(|(at, found)| {
                        (
                            fragment.file_range(&at),
                            problem::prose::reading_odd(&found),
                        )
                    }));
                }
                Piece::Other(inline) => inlines.push(inline),
            }
        }
        (inlines, problems)
    }
}

fn ends_western(text: &str) -> bool {
    text.ends_with(|c: char| c.is_ascii())
}

/// Cuts text at readings and towns.
#[derive(Default)]
struct Readings {
    inlines: Vec<Inline>,
    /// Text not yet put out.
    pending: String,
    /// What looks like a reading and is none.
    odd: Vec<(Range<usize>, String)>,
}

impl Readings {
    fn read(&mut self, text: &str) {
        // Where in `pending` a base opened with `｜` begins, the bar included.
        let mut base: Option<usize> = None;
        // What stands behind a backslash is no base.
        let mut plain_to = 0;
        let mut at = 0;
        while let Some(c) = rest(text, at).chars().next() {
            let next = at + c.len_utf8();
            match c {
                '\\' => {
                    let run = rest(text, at);
                    let count = run.len() - run.trim_start_matches('\\').len();
                    at += count;
                    let sign = rest(text, at).chars().next();
                    match sign.filter(|sign| [OPEN, CLOSE, BASE].contains(sign)) {
                        // Before such a sign a backslash takes its meaning away, and two are one.
                        Some(sign) => {
                            self.pending.push_str(&"\\".repeat(count / 2));
                            if count % 2 == 1 {
                                self.pending.push(sign);
                                plain_to = self.pending.len();
                                at += sign.len_utf8();
                            }
                        }
                        None => self.pending.push_str(&"\\".repeat(count)),
                    }
                    continue;
                }
                BASE => {
                    base = Some(self.pending.len());
                    self.pending.push(c);
                }
                OPEN => {
                    let inside = rest(text, next);
                    let reading = inside.split([CLOSE, OPEN]).next().unwrap_or_default();
                    let close = next + reading.len();
                    let is_closed = rest(text, close).starts_with(CLOSE);
                    let start = base.take().unwrap_or_else(|| {
                        let tail = rest(&self.pending, plain_to);
                        plain_to + tail.trim_end_matches(is_kanji).len()
                    });
                    let bar = rest(&self.pending, start).strip_prefix(BASE);
                    let words = bar.unwrap_or(rest(&self.pending, start)).to_owned();
                    let is_reading = is_closed && !reading.trim().is_empty();
                    if is_reading && !words.trim().is_empty() {
                        self.pending.truncate(start);
                        self.flush();
                        self.inlines.push(Inline::Ruby {
                            base: words,
                            reading: reading.to_owned(),
                        });
                        plain_to = 0;
                        at = close + CLOSE.len_utf8();
                        continue;
                    }
                    // Such brackets may also just be brackets: kana inside them, or a base before them, are meant to
                    // be read otherwise.
                    if !words.trim().is_empty() || (is_reading && reading.chars().all(is_kana)) {
                        let end = if is_closed {
                            close + CLOSE.len_utf8()
                        } else {
                            next
                        };
                        self.odd.push((
                            at..end,
                            rest(text, at)
                                .get(..end - at)
                                .unwrap_or_default()
                                .to_owned(),
                        ));
                    }
                    self.pending.push(c);
                }
                _ => self.pending.push(c),
            }
            at = next;
        }
        self.flush();
    }

    fn flush(&mut self) {
        let text = std::mem::take(&mut self.pending);
        for (position, part) in text.split(TOWN).enumerate() {
            if position > 0 {
                self.inlines.push(Inline::Town);
            }
            if !part.is_empty() {
                self.inlines.push(Inline::Text(part.to_owned()));
            }
        }
    }
}

fn rest(text: &str, at: usize) -> &str {
    text.get(at..).unwrap_or_default()
}

/// Whether a character is a kanji, or one of the signs that stand among them.
pub(crate) fn is_kanji(c: char) -> bool {
    matches!(c, '々' | '〆' | '〇' | 'ヶ' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

/// Whether a character is a kana.
fn is_kana(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{30FF}' | ' ' | '　')
}
