//! Changes of a module's front matter that a form makes: values are written in their places, everything else (comments,
//! order, what the form does not know) stays as it is, byte for byte.

use std::ops::Range;

use spec::author::FrontChange;
use spec::toml::quoted;

use crate::code::Code;
use crate::context::Context;
use crate::fields::{Fields, document};
use crate::fragment::Fragment;
use crate::front_matter::split;
use crate::problem;
use crate::report::Diagnostics;
use crate::write::toml::list;

/// The text with these changes made, one after another. `None` when its front matter cannot be read: a form that
/// wrote into what nobody understands would do harm.
pub fn amend(text: &str, changes: &[FrontChange]) -> Option<String> {
    let mut text = text.to_owned();
    for change in changes {
        for (range, new) in edits(&text, change)?.into_iter().rev() {
            if text.get(range.clone()).is_some() {
                text.replace_range(range, &new);
            }
        }
    }
    Some(text)
}

/// Stretches of the text and what comes in their places, ascending.
type Edits = Vec<(Range<usize>, String)>;

fn edits(text: &str, change: &FrontChange) -> Option<Edits> {
    let mut context = Context::new(Diagnostics::new("", text));
    let parts = split(text, &mut context);
    let fragment = parts.front_matter.filter(|_| context.report.len() == 0)?;
    let report = &mut context.report;
    let toml = document(&fragment, report);
    let mut fields = Fields::new(&toml, &fragment, 0..0);
    if fields.is_broken() {
        return None;
    }
    let place = TomlSource {
        text,
        fragment: &fragment,
    };
    let mut put = |key: &'static str, value: String| -> Edits {
        let found = fields.has(key).then(|| fields.place(key));
        place.put(key, found, value)
    };
    Some(match change {
        FrontChange::Title(title) => {
            let mut edits = put("title", quoted(title));
            edits.extend(heading(text, parts.body, title));
            edits
        }
        FrontChange::Id(id) => put("id", quoted(id)),
        FrontChange::Track(track) => put("track", quoted(track)),
        FrontChange::Version(version) => put("version", version.to_string()),
        FrontChange::Audience(groups) => {
            put("audience", list(groups.iter().map(|group| quoted(group))))
        }
        FrontChange::Minutes(minutes) => {
            let (read, practice) = (minutes.read.to_string(), minutes.practice.to_string());
            let whole = format!("{{ read = {read}, practice = {practice} }}");
            let mut table = match fields.table("minutes", report) {
                Some(table) => table,
                None => {
                    let found = fields.has("minutes").then(|| fields.place("minutes"));
                    return Some(place.put("minutes", found, whole));
                }
            };
            // Whichever way they are written: `{ … }`, `[minutes]` or `minutes.read`.
            if table.has("read") && table.has("practice") {
                let mut both = vec![
                    (table.place("read"), read),
                    (table.place("practice"), practice),
                ];
                both.sort_by_key(|(range, _)| range.start);
                both
            } else {
                let at = fields.place("minutes");
                if text.get(at.clone())?.starts_with('{') {
                    vec![(at, whole)]
                } else {
                    return None;
                }
            }
        }
        FrontChange::Objectives(lines) => {
            let before = fields.strings("objectives", report);
            if before.len() == lines.len() {
                // Line by line, so that comments between them stay.
                let changed = before
                    .into_iter()
                    .zip(lines)
                    .filter(|(old, new)| old.value != **new);
                changed.map(|(old, new)| (old.at, quoted(new))).collect()
            } else {
                let lines: Vec<String> = lines.iter().map(|line| quoted(line)).collect();
                let value = match lines.as_slice() {
                    [] | [_] => list(lines),
                    lines => format!("[\n  {},\n]", lines.join(",\n  ")),
                };
                let found = fields.has("objectives").then(|| fields.place("objectives"));
                place.put("objectives", found, value)
            }
        }
        FrontChange::DropFile(file) => {
            let unused = unused(text);
            let mut dropped = Vec::new();
            for mut entry in fields.tables("data", report) {
                let is_it = entry
                    .string("file", report)
                    .is_some_and(|found| found.value == *file);
                let name = entry.string("name", report);
                // What the lesson still uses is told as missing, where it can be mended.
                let is_used = name.is_none_or(|name| !unused.contains(&name.value));
                if is_it && !is_used {
                    dropped.extend(
                        place
                            .whole_table(&entry.at())
                            .map(|lines| (lines, String::new())),
                    );
                }
            }
            let is_last = fields.count("data") == dropped.len() && !dropped.is_empty();
            if is_last {
                // The key has to be there: a module without tables says so.
                let at = place.end_of_root();
                dropped.push((at..at, "data = []\n".to_owned()));
                dropped.sort_by_key(|(range, _)| (range.start, range.end));
            }
            dropped
        }
    })
}

/// Names of the tables that nothing in the lesson names.
fn unused(text: &str) -> Vec<String> {
    let (module, found) = crate::parse("", text);
    let is_unused = |source: &spec::DataSource| {
        let name = source.name.clone();
        let told = problem::data::unused_data(&name);
        found.iter().any(|found| {
            found.code == Code::UnusedData.as_str() && found.message.ja == told.message.0
        })
    };
    let names = module.data.iter().filter(|source| is_unused(source));
    names.map(|source| source.name.clone()).collect()
}

/// The heading that says the title again.
fn heading(text: &str, body: usize, title: &str) -> Option<(Range<usize>, String)> {
    let mut at = body;
    for line in text.get(body..)?.split_inclusive('\n') {
        let words = line.trim_end_matches(['\n', '\r']);
        if words.starts_with("# ") {
            return Some((at..at + words.len(), crate::write::title(title)));
        }
        if !words.trim().is_empty() {
            return None;
        }
        at += line.len();
    }
    None
}

struct TomlSource<'a> {
    text: &'a str,
    fragment: &'a Fragment,
}

impl TomlSource<'_> {
    /// A value in the place of the one before, or as a new line of the document's own keys.
    fn put(&self, key: &str, found: Option<Range<usize>>, value: String) -> Edits {
        match found {
            Some(range) if self.text.get(range.clone()) == Some(value.as_str()) => Vec::new(),
            Some(range) => vec![(range, value)],
            None => {
                let at = self.end_of_root();
                let end = if self.fragment.text.contains("\r\n") {
                    "\r\n"
                } else {
                    "\n"
                };
                vec![(at..at, format!("{key} = {value}{end}"))]
            }
        }
    }

    /// Where a new key of the document itself goes: before the first `[table]` with the comments that stand over it.
    fn end_of_root(&self) -> usize {
        let mut at = self.fragment.range.start;
        let mut end = at;
        for line in self.fragment.text.split_inclusive('\n') {
            let words = line.trim();
            if words.starts_with('[') && words.ends_with(']') && !words.contains('"') {
                break;
            }
            at += line.len();
            if !words.is_empty() && !words.starts_with('#') {
                end = at;
            }
        }
        end
    }

    /// All lines of the `[[table]]` that begins there, up to the next one.
    fn whole_table(&self, at: &Range<usize>) -> Option<Range<usize>> {
        let start = self
            .text
            .get(..at.start)?
            .rfind('\n')
            .map_or(0, |end| end + 1);
        let mut end = start;
        for (position, line) in self
            .text
            .get(start..self.fragment.range.end)?
            .split_inclusive('\n')
            .enumerate()
        {
            let words = line.trim();
            // A comment over the next table is that one's.
            if position > 0 && (words.starts_with('[') || words.starts_with('#')) {
                break;
            }
            end += line.len();
        }
        Some(start..end)
    }
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};
    use spec::module::Minutes;

    use super::*;

    const TEXT: &str = "+++
format = 1
id = \"a\"        # never changes
version = 1
track = \"data-science\"
# what it is called
title = \"題\"
minutes = { read = 5, practice = 10 }
audience = [\"municipal\"]
objectives = [
  \"一つ目\", # first
  \"二つ目\",
]

# their own figures
[[data]]
name = \"人口\"
seed = \"mie-population\"
[[data]]
name = \"窓口\"
file = \"data/窓口.csv\"

[[term]]
name = \"圏域\"
meaning = \"まとまり\"
+++

# 題
本文
";

    /// Lines that are not the same before and after.
    #[track_caller]
    fn check(text: &str, change: FrontChange, expected: Expect) {
        let after = amend(text, &[change]).unwrap();
        let mut shown = String::new();
        for (sign, a, b) in [('-', text, &*after), ('+', &*after, text)] {
            for line in a
                .lines()
                .filter(|line| !b.lines().any(|other| other == *line))
            {
                shown.push_str(&format!("{sign}{line}\n"));
            }
        }
        expected.assert_eq(&shown);
        let (_, before) = crate::parse("m.md", text);
        let (_, found) = crate::parse("m.md", &after);
        let syntax =
            |found: &[spec::Diagnostic]| found.iter().filter(|found| found.code == "M101").count();
        assert_eq!(syntax(&found), syntax(&before), "{after}");
    }

    #[test]
    fn values_change_in_their_places() {
        check(
            TEXT,
            FrontChange::Title("図書館の\"貸出\"".into()),
            expect![[r#"
                -title = "題"
                -# 題
                +title = "図書館の\"貸出\""
                +# 図書館の"貸出"
            "#]],
        );
        check(
            TEXT,
            FrontChange::Id("lib-loans".into()),
            expect![[r#"
            -id = "a"        # never changes
            +id = "lib-loans"        # never changes
        "#]],
        );
        check(
            TEXT,
            FrontChange::Track("smart-talent".into()),
            expect![[r#"
            -track = "data-science"
            +track = "smart-talent"
        "#]],
        );
        check(
            TEXT,
            FrontChange::Version(2),
            expect![[r#"
            -version = 1
            +version = 2
        "#]],
        );
        check(
            TEXT,
            FrontChange::Minutes(Minutes {
                read: 7,
                practice: 20,
            }),
            expect![[r#"
                -minutes = { read = 5, practice = 10 }
                +minutes = { read = 7, practice = 20 }
            "#]],
        );
        check(
            TEXT,
            FrontChange::Audience(vec!["municipal".into(), "sme".into()]),
            expect![[r#"
                -audience = ["municipal"]
                +audience = ["municipal", "sme"]
            "#]],
        );
        check(
            TEXT,
            FrontChange::Objectives(vec!["一つ目".into(), "別の二つ目".into()]),
            expect![[r#"
                -  "二つ目",
                +  "別の二つ目",
            "#]],
        );
        check(
            TEXT,
            FrontChange::Objectives(vec!["一つだけ".into()]),
            expect![[r#"
                -objectives = [
                -  "一つ目", # first
                -  "二つ目",
                -]
                +objectives = ["一つだけ"]
            "#]],
        );
    }

    #[test]
    fn what_is_not_there_comes_before_the_tables() {
        let text = TEXT
            .replace("version = 1\n", "")
            .replace("track = \"data-science\"\n", "");
        check(
            &text,
            FrontChange::Version(3),
            expect![[r#"
            +version = 3
        "#]],
        );
        let after = amend(&text, &[FrontChange::Track("rpa".into())]).unwrap();
        assert!(
            after.find("track = \"rpa\"\n") < after.find("# their own figures"),
            "{after}"
        );
    }

    #[test]
    fn minutes_are_found_however_they_are_written() {
        let dotted = TEXT.replace(
            "minutes = { read = 5, practice = 10 }",
            "minutes.practice = 10\nminutes.read = 5",
        );
        let minutes = FrontChange::Minutes(Minutes {
            read: 1,
            practice: 2,
        });
        check(
            &dotted,
            minutes.clone(),
            expect![[r#"
            -minutes.practice = 10
            -minutes.read = 5
            +minutes.practice = 2
            +minutes.read = 1
        "#]],
        );
        let none = TEXT.replace("minutes = { read = 5, practice = 10 }\n", "");
        check(
            &none,
            minutes,
            expect![[r#"
            +minutes = { read = 1, practice = 2 }
        "#]],
        );
    }

    #[test]
    fn a_file_goes_with_its_table() {
        check(
            TEXT,
            FrontChange::DropFile("data/窓口.csv".into()),
            expect![[r#"
            -name = "窓口"
            -file = "data/窓口.csv"
        "#]],
        );
        check(
            TEXT,
            FrontChange::DropFile("data/他.csv".into()),
            expect![[r#""#]],
        );
        let last = TEXT.replace("[[data]]\nname = \"人口\"\nseed = \"mie-population\"\n", "");
        check(
            &last,
            FrontChange::DropFile("data/窓口.csv".into()),
            expect![[r#"
            -[[data]]
            -name = "窓口"
            -file = "data/窓口.csv"
            +data = []
        "#]],
        );
    }

    #[test]
    fn nothing_is_written_into_what_cannot_be_read() {
        assert_eq!(amend("# 題\n", &[FrontChange::Version(2)]), None);
        assert_eq!(
            amend(
                "+++\ntitle = 「題」\n+++\n# 題\n",
                &[FrontChange::Version(2)]
            ),
            None
        );
    }

    #[test]
    fn line_ends_stay_as_they_are() {
        let windows = TEXT.replace('\n', "\r\n");
        let after = amend(
            &windows,
            &[FrontChange::Version(2), FrontChange::Title("別".into())],
        )
        .unwrap();
        assert_eq!(after.matches('\r').count(), windows.matches('\r').count());
        assert!(
            after.contains("version = 2\r\n") && after.contains("\r\n# 別\r\n"),
            "{after:?}"
        );
    }
}
