//! Emphasis beside Japanese signs: `**「人口」**の` is strong, as in the CJK-friendly amendment to CommonMark.
//!
//! CommonMark asks for a blank or punctuation outside where punctuation stands inside, and Japanese has no blanks. The amendment
//! counts a Japanese character, signs included, neither as the one nor as the other. The parser has no such option, so it is
//! given a text in which characters beside `*` are exchanged for others of the same length that it takes as they should be
//! taken, and what it gives back is changed back: nothing else of a text depends on which character that is. `_` keeps
//! CommonMark's rule, as the amendment has it.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

use pulldown_cmark::{CodeBlockKind, CowStr, Event, Tag};

/// How the parser shall see a character.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Seen {
    Letter,
    Sign,
}

impl Seen {
    /// How a Japanese character beside `*` is to be seen, from what stands on the other side: as a sign where a sign stands
    /// there, so that this one opens or closes, and as a letter elsewhere, so that a Japanese sign does.
    fn beside(other_side: char) -> Self {
        if is_other_sign(other_side) {
            Self::Sign
        } else {
            Self::Letter
        }
    }

    /// Characters that the parser sees so, of three and of four bytes, and that hardly any text contains.
    fn stand_ins(self, bytes: usize) -> RangeInclusive<char> {
        match (self, bytes) {
            // Private use.
            (Self::Letter, 3) => '\u{e000}'..='\u{efff}',
            (Self::Letter, _) => '\u{f0000}'..='\u{f0fff}',
            // Braille patterns, musical symbols of Byzantium.
            (Self::Sign, 3) => '\u{2800}'..='\u{28ff}',
            (Self::Sign, _) => '\u{1d000}'..='\u{1d0f5}',
        }
    }
}

/// A text for the parser.
pub(super) struct Exchanged<'t> {
    pub(super) text: Cow<'t, str>,
    originals: BTreeMap<char, char>,
}

/// Exchanges what stands beside `*`; each character keeps its place and its length.
pub(super) fn exchange(text: &str) -> Exchanged<'_> {
    let mut exchanged = Exchanged {
        text: Cow::Borrowed(text),
        originals: BTreeMap::new(),
    };
    let wanted = wanted(text);
    if wanted.is_empty() {
        return exchanged;
    }
    let mut free = Free::of(text);
    let mut new = String::with_capacity(text.len());
    let mut from = 0;
    for (at, seen) in wanted {
        let Some(original) = text.get(at..).and_then(|rest| rest.chars().next()) else {
            continue;
        };
        if let Some(stand_in) = free.stand_in(original, seen) {
            new.push_str(text.get(from..at).unwrap_or_default());
            new.push(stand_in);
            from = at + original.len_utf8();
            exchanged.originals.insert(stand_in, original);
        }
    }
    new.push_str(text.get(from..).unwrap_or_default());
    exchanged.text = Cow::Owned(new);
    exchanged
}

/// Stand-ins not given out yet.
struct Free {
    taken: BTreeSet<char>,
    given: BTreeMap<(char, Seen), char>,
}

impl Free {
    fn of(text: &str) -> Self {
        let is_stand_in = |c: &char| {
            [Seen::Letter, Seen::Sign]
                .iter()
                .any(|seen| seen.stand_ins(c.len_utf8()).contains(c))
        };
        Self {
            taken: text.chars().filter(is_stand_in).collect(),
            given: BTreeMap::new(),
        }
    }

    /// The same one for the same character; `None` when there are no more.
    fn stand_in(&mut self, original: char, seen: Seen) -> Option<char> {
        if let Some(given) = self.given.get(&(original, seen)) {
            return Some(*given);
        }
        let stand_in = seen
            .stand_ins(original.len_utf8())
            .find(|c| !self.taken.contains(c))?;
        self.taken.insert(stand_in);
        self.given.insert((original, seen), stand_in);
        Some(stand_in)
    }
}

/// The characters to be seen otherwise, by their places.
fn wanted(text: &str) -> BTreeMap<usize, Seen> {
    let mut wanted = BTreeMap::new();
    let mut at = 0;
    // Stars open and close in turn, more or less; a blank line ends what is open.
    let mut opens = false;
    while let Some(found) = text.get(at..).and_then(|rest| rest.find('*')) {
        let start = at + found;
        let (before, rest) = text.split_at(start);
        let is_new = before
            .get(at..)
            .is_some_and(|between| between.contains("\n\n"));
        let behind = rest.trim_start_matches('*');
        at = text.len() - behind.len();
        // The first star behind a backslash is text.
        let is_text =
            rest.len() - behind.len() == 1 && before.ends_with('\\') && !before.ends_with("\\\\");
        if !is_text {
            opens = is_new || !opens;
        }
        let (mut left, mut right) = (before.chars().rev(), behind.chars());
        let (Some(last), Some(first)) = (left.next(), right.next()) else {
            continue;
        };
        // What stands beside `_` as well stays as it is, for `_` has the old rule.
        if is_japanese(last) && left.next() != Some('_') {
            let place = start - last.len_utf8();
            let seen = Seen::beside(first);
            // Alone between two runs of stars: inside them, a letter lets them open and close, and outside a sign does.
            match wanted.get(&place) {
                Some(before) if *before != seen && !opens => wanted.insert(place, Seen::Letter),
                Some(before) => wanted.insert(place, seen.max(*before)),
                None => wanted.insert(place, seen),
            };
        }
        if is_japanese(first) && right.next() != Some('_') {
            wanted.insert(at, Seen::beside(last));
        }
    }
    wanted.retain(|place, seen| {
        let c = text.get(*place..).and_then(|rest| rest.chars().next());
        *seen == Seen::Sign || c.is_some_and(|c| !c.is_alphanumeric())
    });
    wanted
}

/// Whether a character is one of the wide scripts' letters or signs; a full-width blank is a blank.
pub(crate) fn is_japanese(c: char) -> bool {
    matches!(c,
        '\u{1100}'..='\u{11ff}' | '\u{2e80}'..='\u{2fff}' | '\u{3001}'..='\u{a4cf}' | '\u{a960}'..='\u{a97f}'
        | '\u{ac00}'..='\u{d7ff}' | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe4f}' | '\u{ff01}'..='\u{ffee}'
        | '\u{1b000}'..='\u{1b16f}' | '\u{20000}'..='\u{3ffff}')
}

/// Whether a character is a sign, and no Japanese one.
pub(crate) fn is_other_sign(c: char) -> bool {
    !c.is_alphanumeric() && !c.is_whitespace() && !is_japanese(c)
}

impl Exchanged<'_> {
    /// An event with the characters of the file again.
    pub(super) fn restore<'t>(&self, event: Event<'t>) -> Event<'t> {
        if self.originals.is_empty() {
            return event;
        }
        let back = |text: CowStr<'t>| self.original(text);
        match event {
            Event::Text(text) => Event::Text(back(text)),
            Event::Code(text) => Event::Code(back(text)),
            Event::Html(text) => Event::Html(back(text)),
            Event::InlineHtml(text) => Event::InlineHtml(back(text)),
            Event::Start(Tag::Heading {
                level,
                id,
                classes,
                attrs,
            }) => Event::Start(Tag::Heading {
                level,
                id: id.map(back),
                classes: classes.into_iter().map(back).collect(),
                attrs: attrs
                    .into_iter()
                    .map(|(name, value)| (back(name), value.map(back)))
                    .collect(),
            }),
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
                Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(back(info))))
            }
            Event::Start(Tag::Link {
                link_type,
                dest_url,
                title,
                id,
            }) => Event::Start(Tag::Link {
                link_type,
                dest_url: back(dest_url),
                title: back(title),
                id: back(id),
            }),
            Event::Start(Tag::Image {
                link_type,
                dest_url,
                title,
                id,
            }) => Event::Start(Tag::Image {
                link_type,
                dest_url: back(dest_url),
                title: back(title),
                id: back(id),
            }),
            // The rest carries no text of the file.
            other => other,
        }
    }

    fn original<'t>(&self, text: CowStr<'t>) -> CowStr<'t> {
        if !text.chars().any(|c| self.originals.contains_key(&c)) {
            return text;
        }
        let original: String = text
            .chars()
            .map(|c| self.originals.get(&c).copied().unwrap_or(c))
            .collect();
        original.into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn back(text: &str) -> String {
        let exchanged = exchange(text);
        assert_eq!(exchanged.text.len(), text.len(), "{text}");
        exchanged
            .original(exchanged.text.to_string().into())
            .to_string()
    }

    #[test]
    fn what_is_exchanged_comes_back() {
        for text in [
            "",
            "人口",
            "**人口**",
            "これは**「強調」**の例です。",
            "**人口(人)**は**「a」**と*𠮷*(b)*",
            "\u{e000}**「\u{e001}」**\u{2800}の",
            "`**「`と\\*「*」",
        ] {
            assert_eq!(back(text), text);
        }
        // More of them than there are stand-ins: some stay.
        let many: String = ('\u{4e00}'..='\u{5fff}')
            .map(|c| format!("**(a)**{c} "))
            .collect();
        assert_eq!(back(&many), many);
    }

    #[test]
    fn only_what_stands_beside_stars_is_exchanged() {
        for text in ["「人口」の変化", "_「人口」_の", "**重要**です", "*a*「_b_"]
        {
            assert_eq!(exchange(text).text, text);
        }
        assert_ne!(exchange("**「人口」**の").text, "**「人口」**の");
    }
}
