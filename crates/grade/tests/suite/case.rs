//! Reads cases out of Markdown, and puts verdicts back.

use std::collections::BTreeMap;
use std::ops::Range;

use table::text::parse_date;
use table::{Column, Table, Values};

/// One case as written.
#[derive(Clone, Debug, Default)]
pub(crate) struct Case {
    pub(crate) title: String,
    /// Line of the heading, from 1.
    pub(crate) line: usize,
    /// Tables by label (`正解`, `学習者`, `元の表`), in the order of the file.
    pub(crate) tables: Vec<(String, Table)>,
    /// Fenced blocks by their word (`check`, `steps`, `sql`, `chart`, `failure`, `broken`).
    pub(crate) blocks: BTreeMap<String, String>,
    /// `答え: …`
    pub(crate) answers: Vec<String>,
    /// `試行: 1 2 3`
    pub(crate) attempts: Vec<u32>,
    /// `- [x] text — feedback`
    pub(crate) options: Vec<(bool, String, String)>,
    /// Expected verdict.
    pub(crate) verdict: Option<String>,
    /// Bytes of the expected verdict in the file; the end of the case when there is none.
    place: Range<usize>,
}

/// What stands for «as in the case before».
const AS_BEFORE: &str = "前と同じ";

pub(crate) fn read(source: &str) -> Result<Vec<Case>, String> {
    let mut cases: Vec<Case> = Vec::new();
    let mut label: Option<String> = None;
    let mut rows: Vec<&str> = Vec::new();
    let mut fence: Option<(String, usize, String)> = None;
    let mut at = 0;
    for (number, line) in source.split_inclusive('\n').enumerate() {
        let start = at;
        at += line.len();
        let text = line.trim_end();
        if let Some((word, from, body)) = &mut fence {
            if text == "```" {
                let Some(case) = cases.last_mut() else {
                    return Err(format!(
                        "line {}: a block before the first case",
                        number + 1
                    ));
                };
                if word == "verdict" {
                    case.verdict = Some(body.clone());
                    case.place = *from..start;
                } else {
                    case.blocks.insert(word.clone(), body.clone());
                }
                fence = None;
            } else {
                body.push_str(line);
            }
            continue;
        }
        if text.starts_with('|') {
            rows.push(text);
            continue;
        }
        finish(&mut cases, &mut label, &mut rows)?;
        if let Some(title) = text.strip_prefix("## ") {
            cases.push(Case {
                title: title.trim().to_owned(),
                line: number + 1,
                ..Case::default()
            });
            continue;
        }
        let before = cases
            .len()
            .checked_sub(2)
            .and_then(|before| cases.get(before))
            .cloned();
        let Some(case) = cases.last_mut() else {
            continue;
        };
        if let Some(word) = text.strip_prefix("```") {
            fence = Some((word.trim().to_owned(), at, String::new()));
        } else if let Some(option) = text.strip_prefix("- [") {
            let (mark, rest) = option.split_once(']').ok_or("an option without ]")?;
            let (words, feedback) = rest.split_once('—').unwrap_or((rest, ""));
            case.options.push((
                mark == "x",
                words.trim().to_owned(),
                feedback.trim().to_owned(),
            ));
        } else if let Some((word, value)) = text.split_once(':') {
            let (word, value) = (word.trim(), value.trim());
            match word {
                "試行" => {
                    case.attempts = value
                        .split_whitespace()
                        .map(|n| n.parse().map_err(|_| format!("試行: {n}")))
                        .collect::<Result<_, _>>()?;
                }
                "答え" => case.answers.push(value.to_owned()),
                "採点" if value == AS_BEFORE => {
                    let check = before
                        .and_then(|before| before.blocks.get("check").cloned())
                        .ok_or("no check before")?;
                    case.blocks.insert("check".to_owned(), check);
                }
                "選択肢" if value == AS_BEFORE => {
                    case.options = before.ok_or("no case before")?.options
                }
                _ if value == AS_BEFORE => {
                    let tables = before.ok_or("no case before")?.tables;
                    let table = tables
                        .into_iter()
                        .find(|(name, _)| name == word)
                        .ok_or_else(|| format!("no «{word}» before"))?;
                    case.tables.push(table);
                }
                _ if value.is_empty() && is_label(word) => label = Some(word.to_owned()),
                _ => {}
            }
        }
    }
    finish(&mut cases, &mut label, &mut rows)?;
    let ends: Vec<usize> = cases
        .iter()
        .skip(1)
        .map(|case| line_start(source, case.line))
        .chain([source.len()])
        .collect();
    for (case, end) in cases.iter_mut().zip(ends) {
        if case.verdict.is_none() {
            case.place = end..end;
        }
    }
    Ok(cases)
}

fn line_start(source: &str, line: usize) -> usize {
    source
        .split_inclusive('\n')
        .take(line - 1)
        .map(str::len)
        .sum()
}

/// Words that announce a table.
fn is_label(word: &str) -> bool {
    ["正解", "学習者", "元の表", "想定誤答", "別の解", "変えた解"]
        .iter()
        .any(|label| word.starts_with(label))
}

fn finish(
    cases: &mut [Case],
    label: &mut Option<String>,
    rows: &mut Vec<&str>,
) -> Result<(), String> {
    if rows.is_empty() {
        return Ok(());
    }
    let table = table(&std::mem::take(rows))?;
    if let (Some(label), Some(case)) = (label.take(), cases.last_mut()) {
        case.tables.push((label, table));
    }
    Ok(())
}

fn cells(row: &str) -> Vec<&str> {
    row.trim()
        .trim_start_matches('|')
        .trim_end_matches('|')
        .split('|')
        .map(str::trim)
        .collect()
}

fn table(rows: &[&str]) -> Result<Table, String> {
    let [header, _, body @ ..] = rows else {
        return Err("a table without a header".into());
    };
    let body: Vec<Vec<&str>> = body.iter().map(|row| cells(row)).collect();
    let columns = cells(header)
        .into_iter()
        .enumerate()
        .map(|(position, head)| {
            let column: Vec<Option<String>> = body
                .iter()
                .map(|row| cell(row.get(position).copied().unwrap_or("—")))
                .collect();
            let (name, kind) = match head.rsplit_once(" (") {
                Some((name, kind)) if kind.ends_with(')') => (name, kind.trim_end_matches(')')),
                _ => (head, ""),
            };
            // Full-width names and outer spaces are part of some cases.
            let name = name.trim_matches('`');
            values(kind, column)
                .map(|values| Column::new(name, values))
                .map_err(|problem| format!("{name}: {problem}"))
        });
    Table::new(columns.collect::<Result<_, _>>()?).map_err(|problem| format!("{problem:?}"))
}

/// `—` is missing; backquotes keep spaces and stand for empty text.
fn cell(text: &str) -> Option<String> {
    match text {
        "—" => None,
        "``" => Some(String::new()),
        _ => Some(text.trim_matches('`').to_owned()),
    }
}

fn values(kind: &str, cells: Vec<Option<String>>) -> Result<Values, String> {
    let filled = || cells.iter().flatten();
    let kind = match kind {
        "" if filled().next().is_none() => "文字",
        "" if filled().all(|cell| cell.parse::<i64>().is_ok()) => "整数",
        "" if filled().all(|cell| cell.parse::<f64>().is_ok()) => "小数",
        "" if filled().all(|cell| {
            cell.len() == 10 && cell.chars().nth(4) == Some('-') && parse_date(cell).is_some()
        }) =>
        {
            "日付"
        }
        "" => "文字",
        kind => kind,
    };
    fn each<T>(
        cells: &[Option<String>],
        read: impl Fn(&str) -> Option<T>,
    ) -> Result<Vec<Option<T>>, String> {
        cells
            .iter()
            .map(|cell| {
                cell.as_deref()
                    .map(|cell| read(cell).ok_or_else(|| format!("cannot read {cell}")))
                    .transpose()
            })
            .collect()
    }
    Ok(match kind {
        "整数" => Values::Int(each(&cells, |cell| cell.parse().ok())?),
        "小数" => Values::Float(each(&cells, |cell| cell.parse().ok())?),
        "日付" => Values::Date(each(&cells, parse_date)?),
        "はい・いいえ" => Values::Bool(each(&cells, |cell| match cell {
            "はい" => Some(true),
            "いいえ" => Some(false),
            _ => None,
        })?),
        "文字" => Values::Text(cells),
        other => return Err(format!("unknown type {other}")),
    })
}

/// Writes a verdict into the file's text, in the place of the old one or at the end of the case.
pub(crate) fn put_verdict(source: &mut String, case: &Case, verdict: &str) {
    if case.verdict.is_some() {
        source.replace_range(case.place.clone(), verdict);
        return;
    }
    let head = source[..case.place.start].trim_end().len();
    source.replace_range(
        head..case.place.start,
        &format!("\n\n```verdict\n{verdict}```\n\n"),
    );
    let trimmed = source.trim_end().len();
    source.truncate(trimmed);
    source.push('\n');
}
