//! Which section of a module a line stands in, so that the preview can show it.

use spec::exercise::Kind;

use super::{blocks, front_matter, id_of};

/// A section, as the preview can find it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::pages::studio) enum WrittenSection {
    /// Prose: behind that many headings of prose; 0 is what stands before the first.
    Prose(usize),
    /// An exercise, by its id.
    Exercise(String),
    /// «職場で使うには».
    AtWork,
    /// «講師メモ».
    Instructor,
}

/// Where in a module somebody writes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::pages::studio) struct CursorPlace {
    /// The section.
    pub(in crate::pages::studio) section: WrittenSection,
    /// How far down in it, in tenths.
    pub(in crate::pages::studio) tenths: usize,
}

/// The place of a line, from 0.
pub(in crate::pages::studio) fn place(text: &str, line: usize) -> CursorPlace {
    let lines: Vec<&str> = text.lines().collect();
    let begin = front_matter(&lines).map_or(0, |end| end + 1);
    let fenced = blocks(&lines);
    let mut fenced = fenced.iter().map(|block| &block.lines).peekable();
    let mut section = WrittenSection::Prose(0);
    let (mut start, mut end, mut plain) = (begin, lines.len(), 0);
    for (at, heading) in lines.iter().enumerate().skip(begin) {
        while fenced.next_if(|block| block.end <= at).is_some() {}
        let is_fenced = fenced.peek().is_some_and(|block| block.contains(&at));
        if is_fenced || !heading.starts_with("## ") {
            continue;
        }
        if at > line {
            end = at;
            break;
        }
        start = at;
        let has = |class: &str| attributes(heading).any(|word| word == class);
        let is_kind = |word: &str| {
            word.strip_prefix('.')
                .is_some_and(|it| Kind::from_slug(it).is_some())
        };
        section = if has(".at-work") {
            WrittenSection::AtWork
        } else if has(".instructor") {
            WrittenSection::Instructor
        } else if attributes(heading).any(is_kind) {
            WrittenSection::Exercise(id_of(heading).unwrap_or_default().to_owned())
        } else {
            plain += 1;
            WrittenSection::Prose(plain)
        };
    }
    let all = end.saturating_sub(start).max(1);
    CursorPlace {
        section,
        tenths: (line.saturating_sub(start) * 10 / all).min(9),
    }
}

/// The words of a heading's attributes.
fn attributes(heading: &str) -> impl Iterator<Item = &str> {
    let (_, attributes) = heading.rsplit_once('{').unwrap_or_default();
    attributes
        .trim_end()
        .trim_end_matches('}')
        .split_whitespace()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "+++\nid = \"a\"\n## no heading\n+++\n# 題名\n前置き\n\n## 話 {#talk}\n文\n\n## 練習 {#ex1 .table points=10}\n```steps starter\n## 見出しではない\n```\n## くわしく {.optional}\n文\n## 職場で {.at-work}\n月曜\n## メモ {.instructor}\n10分";

    #[test]
    fn a_line_stands_in_a_section() {
        let check = |line, section: WrittenSection, tenths| {
            assert_eq!(place(TEXT, line), CursorPlace { section, tenths }, "{line}");
        };
        check(0, WrittenSection::Prose(0), 0);
        check(5, WrittenSection::Prose(0), 3);
        check(7, WrittenSection::Prose(1), 0);
        check(9, WrittenSection::Prose(1), 6);
        check(10, WrittenSection::Exercise("ex1".into()), 0);
        check(12, WrittenSection::Exercise("ex1".into()), 5);
        check(15, WrittenSection::Prose(2), 5);
        check(17, WrittenSection::AtWork, 5);
        check(19, WrittenSection::Instructor, 5);
        check(99, WrittenSection::Instructor, 9);
        assert_eq!(
            place("", 0),
            CursorPlace {
                section: WrittenSection::Prose(0),
                tenths: 0
            }
        );
    }
}
