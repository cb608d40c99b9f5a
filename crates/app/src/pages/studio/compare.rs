//! Two states of a module side by side: which lines of the text went and came, with the changed words marked, and which
//! files. What is the same is left out but for some lines around a change.

use similar::{Algorithm, DiffOp, capture_diff_slices};
use yew::prelude::*;

use crate::hooks::use_locale;
use crate::library::author_worker::Files;
use crate::library::drafts::Draft;

/// Lines that are shown around a change.
const AROUND: usize = 2;
/// Most lines that are shown; a text that is another one altogether is no comparison.
const SHOWN: usize = 400;
/// Longest line whose words are compared, in words.
const WORDS: usize = 2_000;

/// A segment of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Segment {
    text: String,
    changed: bool,
}

/// A line of a comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Line {
    /// In both.
    Both(String),
    /// Only in the first.
    Gone(Vec<Segment>),
    /// Only in the second.
    Come(Vec<Segment>),
    /// So many lines that are the same.
    Same(usize),
}

/// Compares two texts line by line.
fn lines(before: &str, after: &str) -> Vec<Line> {
    let (old, new): (Vec<&str>, Vec<&str>) = (before.lines().collect(), after.lines().collect());
    let part = |list: &[&str], from: usize, len: usize| -> Vec<String> {
        let lines = list.get(from..from + len).unwrap_or_default();
        lines.iter().map(|line| (*line).to_owned()).collect()
    };
    let ops = capture_diff_slices(Algorithm::Myers, &old, &new);
    let last = ops.len().saturating_sub(1);
    let mut found = Vec::new();
    for (at, op) in ops.iter().enumerate() {
        match *op {
            DiffOp::Equal { old_index, len, .. } => {
                let head = if at == 0 { 0 } else { AROUND };
                let tail = if at == last { 0 } else { AROUND };
                let all = part(&old, old_index, len);
                if len <= head + tail + 1 {
                    found.extend(all.into_iter().map(Line::Both));
                } else {
                    let (first, rest) = all.split_at(head);
                    let (same, end) = rest.split_at(rest.len() - tail);
                    found.extend(first.iter().cloned().map(Line::Both));
                    found.push(Line::Same(same.len()));
                    found.extend(end.iter().cloned().map(Line::Both));
                }
            }
            DiffOp::Delete {
                old_index, old_len, ..
            } => found.extend(part(&old, old_index, old_len).iter().map(|it| gone(it))),
            DiffOp::Insert {
                new_index, new_len, ..
            } => found.extend(part(&new, new_index, new_len).iter().map(|it| come(it))),
            DiffOp::Replace {
                old_index,
                old_len,
                new_index,
                new_len,
            } => {
                let (out, into) = (
                    part(&old, old_index, old_len),
                    part(&new, new_index, new_len),
                );
                let pairs = out.len().min(into.len());
                let marked: Vec<(Vec<Segment>, Vec<Segment>)> = out
                    .iter()
                    .zip(&into)
                    .map(|(out, into)| words(out, into))
                    .collect();
                let (outs, intos): (Vec<_>, Vec<_>) = marked.into_iter().unzip();
                found.extend(outs.into_iter().map(Line::Gone));
                found.extend(out.iter().skip(pairs).map(|it| gone(it)));
                found.extend(intos.into_iter().map(Line::Come));
                found.extend(into.iter().skip(pairs).map(|it| come(it)));
            }
        }
    }
    // Nothing to see where nothing changed.
    if found
        .iter()
        .all(|line| matches!(line, Line::Both(_) | Line::Same(_)))
    {
        return Vec::new();
    }
    found
}

fn whole(text: &str) -> Vec<Segment> {
    vec![Segment {
        text: text.to_owned(),
        changed: false,
    }]
}

fn gone(text: &str) -> Line {
    Line::Gone(whole(text))
}

fn come(text: &str) -> Line {
    Line::Come(whole(text))
}

/// What a character belongs to: Japanese has no blanks between words, and a change of the kind of letter is one.
fn kind(c: char) -> u8 {
    match c {
        'ー' | 'ァ'..='ヺ' => 1,
        '一'..='鿿' | '々' | '〆' => 2,
        c if c.is_alphanumeric() && !matches!(c, 'ぁ'..='ん') => 3,
        // Signs, blanks and hiragana stand alone.
        _ => 0,
    }
}

/// The words of a line.
fn cut(line: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut before = 0;
    for (at, c) in line.char_indices() {
        let now = kind(c);
        if at > start && (now == 0 || now != before) {
            found.extend(line.get(start..at));
            start = at;
        }
        before = now;
    }
    found.extend(line.get(start..).filter(|rest| !rest.is_empty()));
    found
}

/// Both lines with the words marked that the other has not; none where they have next to nothing in common.
fn words(before: &str, after: &str) -> (Vec<Segment>, Vec<Segment>) {
    let (old, new) = (cut(before), cut(after));
    if old.len().max(new.len()) > WORDS {
        return (whole(before), whole(after));
    }
    let ops = capture_diff_slices(Algorithm::Myers, &old, &new);
    let same: usize = ops
        .iter()
        .map(|op| match op {
            DiffOp::Equal { len, .. } => *len,
            _ => 0,
        })
        .sum();
    if same * 4 < old.len().max(new.len()) {
        return (whole(before), whole(after));
    }
    let (mut out, mut into) = (Vec::new(), Vec::new());
    for op in &ops {
        let changed = !matches!(op, DiffOp::Equal { .. });
        for (segments, words, range) in [
            (&mut out, &old, op.old_range()),
            (&mut into, &new, op.new_range()),
        ] {
            let text = words.get(range).unwrap_or_default().concat();
            if !text.is_empty() {
                segments.push(Segment { text, changed });
            }
        }
    }
    (out, into)
}

/// Which files went, came and changed.
fn files(before: &Files, after: &Files) -> Vec<(&'static str, String)> {
    let mut found = Vec::new();
    for (path, bytes) in before {
        match after.get(path) {
            None => found.push(("compare-file-gone", path.clone())),
            Some(now) if now != bytes => found.push(("compare-file-changed", path.clone())),
            Some(_) => {}
        }
    }
    let new = after.keys().filter(|path| !before.contains_key(*path));
    found.extend(new.map(|path| ("compare-file-come", path.clone())));
    found
}

/// Properties of [`Compare`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct CompareProps {
    /// The earlier state.
    pub(super) before: Draft,
    /// The later one.
    pub(super) after: Draft,
}

/// What differs.
#[component]
pub(super) fn Compare(props: &CompareProps) -> Html {
    let words = use_locale();
    let lines = use_memo(
        (props.before.text.clone(), props.after.text.clone()),
        |(before, after)| lines(before, after),
    );
    let files = files(&props.before.files, &props.after.files);
    let segments = |segments: &[Segment]| -> Html {
        segments
            .iter()
            .map(|segment| {
                if segment.changed {
                    html! { <mark>{ &segment.text }</mark> }
                } else {
                    html! { { &segment.text } }
                }
            })
            .collect()
    };
    let line = |line: &Line| match line {
        Line::Both(text) => html! { <div class="compare-both">{ text }</div> },
        Line::Gone(gone) => html! {
            <del class="compare-gone"><span class="visually-hidden">{ words.t("compare-gone") }{ " " }</span>{ segments(gone) }</del>
        },
        Line::Come(come) => html! {
            <ins class="compare-come"><span class="visually-hidden">{ words.t("compare-come") }{ " " }</span>{ segments(come) }</ins>
        },
        Line::Same(count) => {
            let args = [("count", (*count).into())];
            html! { <div class="compare-same">{ words.t_with("compare-same", &args) }</div> }
        }
    };
    let more = lines.len().saturating_sub(SHOWN);
    html! {
        <div class="compare">
            if lines.is_empty() && files.is_empty() {
                <p>{ words.t("compare-nothing") }</p>
            }
            if !files.is_empty() {
                <ul class="compare-files">
                    { for files.iter().map(|(id, path)| html! { <li>{ words.t_with(id, &[("path", path.into())]) }</li> }) }
                </ul>
            }
            if !lines.is_empty() {
                <div class="compare-lines" role="group" aria-label={words.t("compare-lines")} tabindex="0" lang="ja">
                    { for lines.iter().take(SHOWN).map(line) }
                </div>
                if more > 0 {
                    <p>{ words.t_with("compare-more", &[("count", more.into())]) }</p>
                }
            }
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(lines: &[Line]) -> String {
        let segments = |segments: &[Segment]| -> String {
            let part = |part: &Segment| {
                if part.changed {
                    format!("[{}]", part.text)
                } else {
                    part.text.clone()
                }
            };
            segments.iter().map(part).collect()
        };
        let mut out = String::new();
        for line in lines {
            out.push_str(&match line {
                Line::Both(text) => format!(" {text}"),
                Line::Gone(gone) => format!("-{}", segments(gone)),
                Line::Come(come) => format!("+{}", segments(come)),
                Line::Same(count) => format!("~{count}"),
            });
            out.push('\n');
        }
        out
    }

    #[test]
    fn changed_words_of_a_line_are_marked() {
        let before = "# 題\n\n津市の人口は274,537人です。\n終わり\n";
        let after = "# 題\n\n津市の世帯は120,000人です。\n終わり\n";
        assert_eq!(
            shown(&lines(before, after)),
            " # 題\n \n-津市の[人口]は[274],[537]人です。\n+津市の[世帯]は[120],[000]人です。\n 終わり\n"
        );
    }

    #[test]
    fn what_is_the_same_is_left_out_but_for_what_is_near() {
        let text = |changed: &str| {
            (0..30)
                .map(|at| match at {
                    15 => format!("{changed}\n"),
                    _ => format!("行{at}\n"),
                })
                .collect::<String>()
        };
        assert_eq!(
            shown(&lines(&text("前の文"), &text("ほかの言葉です"))),
            "~13\n 行13\n 行14\n-前の文\n+ほかの言葉です\n 行16\n 行17\n~12\n"
        );
        assert!(lines(&text("a"), &text("a")).is_empty());
        assert_eq!(shown(&lines("", "一\n")), "+一\n");
        assert_eq!(shown(&lines("一\n二\n", "二\n")), "-一\n 二\n");
    }

    #[test]
    fn lines_of_other_lengths_are_paired_as_far_as_they_go() {
        assert_eq!(
            shown(&lines("a b c\n", "a b d\nneu\n")),
            "-a b [c]\n+a b [d]\n+neu\n"
        );
    }

    #[test]
    fn files_that_went_came_and_changed() {
        let files_of = |list: &[(&str, &[u8])]| -> Files {
            list.iter()
                .map(|(path, bytes)| ((*path).to_owned(), bytes.to_vec()))
                .collect()
        };
        let before = files_of(&[("a.csv", b"1"), ("b.csv", b"1"), ("c.csv", b"1")]);
        let after = files_of(&[("a.csv", b"1"), ("b.csv", b"2"), ("d.csv", b"1")]);
        let found = files(&before, &after);
        let found: Vec<(&str, &str)> = found
            .iter()
            .map(|(id, path)| (*id, path.as_str()))
            .collect();
        assert_eq!(
            found,
            [
                ("compare-file-changed", "b.csv"),
                ("compare-file-gone", "c.csv"),
                ("compare-file-come", "d.csv")
            ]
        );
    }

    #[test]
    fn words_are_cut_where_the_letters_change() {
        assert_eq!(
            cut("三重県のデータ12件"),
            ["三重県", "の", "データ", "12", "件"]
        );
        assert!(cut("").is_empty());
    }
}
