//! Places in a module's text, by its lines: where an exercise stands, where its blocks are, where data are named. What
//! is written there is left as it is; nothing here decides whether it is right (the worker's parser does).

pub(super) mod answers;
pub(super) mod sections;

use std::ops::Range;

use spec::toml::quoted;

/// A change of whole lines: `text` in the place of `lines` (from 0; empty at one place: put in there).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Edit {
    /// The lines that go.
    pub(super) lines: Range<usize>,
    /// What comes; ends with a line break unless it is empty.
    pub(super) text: String,
}

impl Edit {
    /// One text in the place of another.
    pub(super) fn whole(now: &str, text: &str) -> Self {
        Self {
            lines: 0..now.lines().count() + 1,
            text: text.to_owned(),
        }
    }

    /// The text after it.
    pub(super) fn applied(&self, text: &str) -> String {
        let lines: Vec<&str> = text.split_inclusive('\n').collect();
        let part = |lines: Option<&[&str]>| lines.unwrap_or_default().concat();
        let mut out = part(lines.get(..self.lines.start.min(lines.len())));
        if !(out.is_empty() || out.ends_with('\n')) {
            out.push('\n');
        }
        out.push_str(&self.text);
        out.push_str(&part(lines.get(self.lines.end..)));
        out
    }
}

/// A fenced block: its lines with the fences, and the words behind the opening one.
#[derive(Clone, Debug, PartialEq, Eq)]
struct FencedBlock {
    lines: Range<usize>,
    info: String,
}

/// An exercise's lines and what is in them.
#[derive(Debug)]
struct ExerciseLines {
    lines: Range<usize>,
    blocks: Vec<FencedBlock>,
    /// The first line of its hints and explanations.
    hints: Option<usize>,
}

/// Fenced blocks of some lines; an open one ends with them.
fn blocks(lines: &[&str]) -> Vec<FencedBlock> {
    let mut found = Vec::new();
    let mut open: Option<(usize, &str, &str)> = None;
    for (at, line) in lines.iter().enumerate() {
        let fence = fence(line);
        match (open, fence) {
            (None, Some((mark, info))) => open = Some((at, mark, info)),
            (Some((start, mark, info)), Some((close, "")))
                if close.starts_with(mark) && close.len() >= mark.len() =>
            {
                found.push(FencedBlock {
                    lines: start..at + 1,
                    info: info.to_owned(),
                });
                open = None;
            }
            _ => {}
        }
    }
    if let Some((start, _, info)) = open {
        found.push(FencedBlock {
            lines: start..lines.len(),
            info: info.to_owned(),
        });
    }
    found
}

/// The signs and the words of a line that opens or closes a block.
fn fence(line: &str) -> Option<(&str, &str)> {
    let line = line.strip_suffix('\r').unwrap_or(line);
    let sign = line.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let len = line.chars().take_while(|c| *c == sign).count();
    (len >= 3).then(|| {
        let (mark, info) = line.split_at(len);
        (mark, info.trim())
    })
}

fn exercise(lines: &[&str], id: &str) -> Option<ExerciseLines> {
    let all = blocks(lines);
    let is_prose = |at: &usize| !all.iter().any(|block| block.lines.contains(at));
    let heading = |at: &usize| lines.get(*at).is_some_and(|line| line.starts_with("## "));
    let start = (0..lines.len())
        .filter(heading)
        .filter(is_prose)
        .find(|at| lines.get(*at).and_then(|line| id_of(line)) == Some(id))?;
    let end = (start + 1..lines.len())
        .filter(heading)
        .find(is_prose)
        .unwrap_or(lines.len());
    let hints = (start + 1..end)
        .filter(is_prose)
        .find(|at| lines.get(*at).is_some_and(|line| line.starts_with("> [!")));
    Some(ExerciseLines {
        lines: start..end,
        blocks: all
            .into_iter()
            .filter(|block| block.lines.start > start && block.lines.end <= end)
            .collect(),
        hints,
    })
}

/// The id in a heading's attributes: `## Title {#ex1 .table}`.
fn id_of(heading: &str) -> Option<&str> {
    let (_, attributes) = heading.rsplit_once('{')?;
    attributes
        .trim_end()
        .strip_suffix('}')?
        .split_whitespace()
        .find_map(|word| word.strip_prefix('#'))
}

/// `ex1`, `ex2` …: the first that stands nowhere in the text.
pub(super) fn free_id(text: &str) -> String {
    let mut number = 1_u32;
    loop {
        let id = format!("ex{number}");
        let taken = [format!("#{id} "), format!("#{id}}}")];
        if !taken.iter().any(|taken| text.contains(taken.as_str())) {
            return id;
        }
        number += 1;
    }
}

/// Where a new part goes when the cursor stands on that line (from 0): behind the exercise or section, before the next
/// heading.
pub(super) fn behind(text: &str, line: usize) -> usize {
    let lines: Vec<&str> = text.lines().collect();
    let all = blocks(&lines);
    let mut from = line + 1;
    // Not into the front matter.
    if let Some(end) = front_matter(&lines)
        && from <= end
    {
        from = end + 1;
    }
    (from..lines.len())
        .filter(|at| !all.iter().any(|block| block.lines.contains(at)))
        .find(|at| lines.get(*at).is_some_and(|line| line.starts_with("## ")))
        .unwrap_or(lines.len())
}

/// A picture behind the paragraph in which the cursor stands, and the place (line and column from 1) of its words, which
/// are still to be written.
pub(super) fn picture(text: &str, line: usize, path: &str) -> (Edit, (u32, u32)) {
    let lines: Vec<&str> = text.lines().collect();
    let mut at = line.min(lines.len());
    if let Some(end) = front_matter(&lines)
        && at <= end
    {
        at = end + 1;
    }
    let inside = blocks(&lines);
    let is_blank = |at: usize| lines.get(at).is_none_or(|line| line.trim().is_empty());
    while at < lines.len()
        && (!is_blank(at) || inside.iter().any(|block| block.lines.contains(&at)))
    {
        at += 1;
    }
    let before = if at == 0 || is_blank(at - 1) {
        ""
    } else {
        "\n"
    };
    let after = if at + 1 < lines.len() && is_blank(at) {
        ""
    } else {
        "\n"
    };
    let row = u32::try_from(at + before.len() + 1).unwrap_or(u32::MAX);
    let edit = Edit {
        lines: at..at,
        text: format!("{before}![]({path})\n{after}"),
    };
    (edit, (row, 3))
}

/// The line of the closing `+++`.
fn front_matter(lines: &[&str]) -> Option<usize> {
    let is_mark = |line: &&str| line.trim_start_matches('\u{feff}').trim_end() == "+++";
    lines.first().filter(|line| is_mark(line))?;
    lines
        .iter()
        .skip(1)
        .position(is_mark)
        .map(|position| position + 1)
}

/// Names one table more in the front matter.
pub(super) fn add_data(text: &str, name: &str, key: &str, value: &str) -> Option<Edit> {
    let lines: Vec<&str> = text.lines().collect();
    let end = front_matter(&lines)?;
    // «No tables» is not true any more.
    let none = (0..end).find(|at| {
        let line = lines.get(*at).copied().unwrap_or_default();
        line.split_once('=')
            .is_some_and(|(key, value)| key.trim() == "data" && value.trim() == "[]")
    });
    let from = none.unwrap_or(end);
    let kept = lines.get(from + 1..end).unwrap_or_default();
    let mut text: String = kept.iter().map(|line| format!("{line}\n")).collect();
    text.push_str(&format!(
        "[[data]]\nname = {}\n{key} = {}\n",
        quoted(name),
        quoted(value)
    ));
    Some(Edit {
        lines: from..end,
        text,
    })
}

/// The line (from 1) of an exercise's heading.
pub(super) fn line_of(text: &str, id: &str) -> Option<u32> {
    let lines: Vec<&str> = text.lines().collect();
    let place = exercise(&lines, id)?;
    u32::try_from(place.lines.start + 1).ok()
}

/// The line (from 1) on which some words stand first.
pub(super) fn line_with(text: &str, words: &str) -> Option<u32> {
    let at = text.lines().position(|line| line.contains(words))?;
    u32::try_from(at + 1).ok()
}

/// The lines that differ between two texts, as one change of the first.
pub(super) fn between(before: &str, after: &str) -> Option<Edit> {
    if before == after {
        return None;
    }
    let old: Vec<&str> = before.split_inclusive('\n').collect();
    let new: Vec<&str> = after.split_inclusive('\n').collect();
    let front = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let most = old.len().min(new.len()) - front;
    let back = old
        .iter()
        .rev()
        .zip(new.iter().rev())
        .take(most)
        .take_while(|(a, b)| a == b)
        .count();
    Some(Edit {
        lines: front..old.len() - back,
        text: new
            .get(front..new.len() - back)
            .unwrap_or_default()
            .concat(),
    })
}

/// Writes another version into the front matter.
pub(super) fn set_version(text: &str, version: u32) -> Option<Edit> {
    let lines: Vec<&str> = text.lines().collect();
    let end = front_matter(&lines)?;
    let is_key = |key: &str| {
        (1..end)
            .take_while(|at| lines.get(*at).is_some_and(|line| !line.starts_with('[')))
            .find(|at| {
                let line = lines.get(*at).and_then(|line| line.split_once('='));
                line.is_some_and(|(found, _)| found.trim() == key)
            })
    };
    let lines = match is_key("version") {
        Some(at) => at..at + 1,
        None => is_key("id").map_or(1..1, |at| at + 1..at + 1),
    };
    Some(Edit {
        lines,
        text: format!("version = {version}\n"),
    })
}

/// The order of an exercise's blocks.
const ROLES: [&str; 3] = ["starter", "solution", "check"];

fn role(info: &str) -> Option<&'static str> {
    let words: Vec<&str> = info.split_whitespace().collect();
    ROLES
        .into_iter()
        .find(|role| words.first() == Some(role) || words.get(1) == Some(role))
}

/// Writes a block of an exercise, in the place of the one with the same role. `info` is what stands behind the fence
/// (`steps solution`, `check`).
pub(super) fn put_block(text: &str, id: &str, info: &str, body: &str) -> Option<Edit> {
    let lines: Vec<&str> = text.lines().collect();
    let place = exercise(&lines, id)?;
    let wanted = role(info)?;
    let block = format!("```{info}\n{}\n```\n", body.trim_end_matches('\n'));
    if let Some(old) = place
        .blocks
        .iter()
        .find(|block| role(&block.info) == Some(wanted))
    {
        return Some(Edit {
            lines: old.lines.clone(),
            text: block,
        });
    }
    let rank = |found: &str| ROLES.iter().position(|role| *role == found);
    // Behind the last block that comes before it; the steps behind a chart stand first.
    let before = place.blocks.iter().rev().find(|block| {
        role(&block.info).map_or_else(
            || block.info.trim() == "steps",
            |role| rank(role) < rank(wanted),
        )
    });
    let after = place
        .blocks
        .iter()
        .find(|block| role(&block.info).is_some_and(|role| rank(role) > rank(wanted)));
    let (at, space) = match (before, after) {
        (Some(block), _) => (block.lines.end, false),
        (None, Some(block)) => (block.lines.start, false),
        (None, None) => (place.hints.unwrap_or_else(|| end(&lines, &place)), true),
    };
    let text = match (space, place.hints.is_some()) {
        (false, _) => block,
        (true, true) => format!("{block}\n"),
        (true, false) => format!("\n{block}"),
    };
    Some(Edit {
        lines: at..at,
        text,
    })
}

/// The line behind the last one of an exercise with words on it.
fn end(lines: &[&str], place: &ExerciseLines) -> usize {
    place
        .lines
        .clone()
        .rev()
        .find(|at| lines.get(*at).is_some_and(|line| !line.trim().is_empty()))
        .map_or(place.lines.end, |at| at + 1)
}

/// The text of an exercise's check; `None` when it has none.
pub(super) fn check(text: &str, id: &str) -> Option<String> {
    let lines: Vec<&str> = text.lines().collect();
    let place = exercise(&lines, id)?;
    let block = place.blocks.iter().find(|block| block.info == "check")?;
    let inside = block.lines.start + 1..block.lines.end.saturating_sub(1);
    Some(lines.get(inside).unwrap_or_default().join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "+++\nid = \"a\"\n+++\n# 題名\n\n## 一つ目 {#ex1 .table points=10}\n課題\n\n```steps starter\nfrom 人口\n## 見出しではない {#ex9}\n```\n\n> [!TIP]\n> ヒント\n\n## 終わり {.at-work}\n月曜\n";

    fn check_put(info: &str, body: &str, expected: &[&str]) {
        let edit = put_block(TEXT, "ex1", info, body).unwrap();
        let after = edit.applied(TEXT);
        let lines: Vec<&str> = after.lines().collect();
        let shown: Vec<&str> = lines[7..lines.len() - 6].to_vec();
        assert_eq!(shown, expected, "{after}");
    }

    #[test]
    fn blocks_go_where_they_belong() {
        check_put(
            "steps starter",
            "from 面積\n",
            &["", "```steps starter", "from 面積", "```"],
        );
        check_put(
            "steps solution",
            "from 人口",
            &[
                "",
                "```steps starter",
                "from 人口",
                "## 見出しではない {#ex9}",
                "```",
                "```steps solution",
                "from 人口",
                "```",
            ],
        );
    }

    #[test]
    fn the_first_block_stands_before_the_hints() {
        let text = "## a {#ex1 .table}\n課題\n\n> [!TIP]\n> b\n";
        let edit = put_block(text, "ex1", "check", "key = []").unwrap();
        assert_eq!(
            edit.applied(text),
            "## a {#ex1 .table}\n課題\n\n```check\nkey = []\n```\n\n> [!TIP]\n> b\n"
        );
        let text = "## a {#ex1 .table}\n課題\n\n## b\n";
        let edit = put_block(text, "ex1", "steps solution", "from a").unwrap();
        assert_eq!(
            edit.applied(text),
            "## a {#ex1 .table}\n課題\n\n```steps solution\nfrom a\n```\n\n## b\n"
        );
    }

    #[test]
    fn exercises_are_found_by_their_ids_outside_blocks() {
        assert_eq!(put_block(TEXT, "ex9", "check", ""), None);
        assert_eq!(free_id(TEXT), "ex2");
        assert_eq!(free_id(""), "ex1");
    }

    #[test]
    fn new_parts_go_before_the_next_heading() {
        assert_eq!(behind(TEXT, 0), 5);
        assert_eq!(behind(TEXT, 5), 16);
        assert_eq!(behind(TEXT, 17), 18);
        assert_eq!(behind("", 0), 0);
    }

    #[test]
    fn a_picture_stands_by_itself_behind_the_paragraph() {
        let after = |text: &str, line| {
            let (edit, place) = picture(text, line, "images/a.png");
            let after = edit.applied(text);
            let row = after.lines().nth(place.0 as usize - 1).map(str::to_owned);
            assert_eq!(row.as_deref(), Some("![](images/a.png)"), "{after}");
            assert_eq!(place.1, 3);
            after
        };
        assert_eq!(
            after("+++\nid\n+++\n# 題\n\n一\n二\n\n三\n", 5),
            "+++\nid\n+++\n# 題\n\n一\n二\n\n![](images/a.png)\n\n三\n"
        );
        assert_eq!(
            after("+++\nid\n+++\n# 題\n\n一\n", 0),
            "+++\nid\n+++\n# 題\n\n![](images/a.png)\n\n一\n"
        );
        // Not into a block, at the end of a text, into nothing.
        assert_eq!(
            after("```steps\nfrom a\n\nsort a\n```\n", 2),
            "```steps\nfrom a\n\nsort a\n```\n\n![](images/a.png)\n\n"
        );
        assert_eq!(after("一", 0), "一\n\n![](images/a.png)\n\n");
        after("", 0);
    }

    #[test]
    fn data_are_named_in_the_front_matter() {
        let edit = add_data(TEXT, "人口", "seed", "mie-population").unwrap();
        assert!(edit.applied(TEXT).starts_with(
            "+++\nid = \"a\"\n[[data]]\nname = \"人口\"\nseed = \"mie-population\"\n+++\n"
        ));
        assert_eq!(add_data("# a\n", "a", "file", "b"), None);
    }

    #[test]
    fn the_version_is_raised_where_it_stands() {
        let raised = |text: &str| set_version(text, 2).map(|edit| edit.applied(text));
        assert_eq!(
            raised("+++\nid = \"a\"\nversion = 1\n[[data]]\nversion = 9\n+++\n").as_deref(),
            Some("+++\nid = \"a\"\nversion = 2\n[[data]]\nversion = 9\n+++\n")
        );
        assert_eq!(
            raised("+++\nid = \"a\"\n+++\n").as_deref(),
            Some("+++\nid = \"a\"\nversion = 2\n+++\n")
        );
        assert_eq!(raised("# a\n"), None);
    }

    #[test]
    fn one_text_goes_into_the_place_of_another() {
        for now in ["", "a", "a\n", "a\nb\n\n"] {
            assert_eq!(Edit::whole(now, "新\n").applied(now), "新\n");
        }
    }

    #[test]
    fn the_first_table_takes_the_place_of_none() {
        let text = "+++\nid = \"a\"\ndata = []\n# last\n+++\n# 題\n";
        let edit = add_data(text, "a", "file", "data/a.csv").unwrap();
        assert_eq!(
            edit.applied(text),
            "+++\nid = \"a\"\n# last\n[[data]]\nname = \"a\"\nfile = \"data/a.csv\"\n+++\n# 題\n"
        );
    }

    #[test]
    fn a_change_is_the_lines_that_differ() {
        let check = |before: &str, after: &str, lines: Range<usize>| {
            let edit = between(before, after).unwrap();
            assert_eq!(
                (edit.lines.clone(), edit.applied(before)),
                (lines, after.to_owned())
            );
        };
        check("a\nb\nc\n", "a\nx\nc\n", 1..2);
        check("a\nb\nc\n", "a\nc\n", 1..2);
        check("a\nc\n", "a\nb\nb\nc\n", 1..1);
        check("a\na\n", "a\na\na\n", 2..2);
        assert_eq!(between("a", "a"), None);
    }

    #[test]
    fn places_of_a_report_are_found() {
        assert_eq!(line_of(TEXT, "ex1"), Some(6));
        assert_eq!(line_of(TEXT, "ex9"), None);
        assert_eq!(line_with(TEXT, "> ヒント"), Some(15));
    }

    #[test]
    fn a_check_is_given_as_it_is() {
        let text = "## a {#e .table}\n```check\nkey = [\"a\"]\n\n[[wrong]]\n```\n";
        assert_eq!(
            check(text, "e").as_deref(),
            Some("key = [\"a\"]\n\n[[wrong]]")
        );
        assert_eq!(check(TEXT, "ex1"), None);
    }

    #[test]
    fn an_open_block_swallows_the_rest() {
        let text = "## a {#e .table}\n```steps starter\nfrom a\n## b\n";
        assert_eq!(
            put_block(text, "e", "steps starter", "from b").map(|edit| edit.lines),
            Some(1..4)
        );
    }
}
