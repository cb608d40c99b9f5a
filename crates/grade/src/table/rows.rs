//! The rows: how many there are, which ones, and why.

use std::collections::HashMap;

use spec::verdict::{RowCause, Signature};
use spec::{Finding, Program, Step};
use table::compare::{Cell, Key, level};
use table::{Column, Table, Value};

use super::align::{self, Alignment};
use super::columns::Columns;
use super::tolerance::Tolerances;
use super::values::key_pairs;
use super::{Case, TELLS_KEY, names_its_rows};

/// Words of total rows; a label also counts when it ends with one of [`TOTAL_ENDINGS`].
const TOTALS: [&str; 16] = [
    "計",
    "合計",
    "総計",
    "小計",
    "総数",
    "全体",
    "全県",
    "県計",
    "県",
    "三重県",
    "三重県計",
    "平均",
    "全国",
    "全国計",
    "total",
    "sum",
];
/// Ends of labels of total rows («計» alone would take in 家計 and 会計).
const TOTAL_ENDINGS: [&str; 9] = [
    "合計", "総計", "小計", "県計", "市計", "町計", "郡計", "部計", "郡",
];
/// Beginnings of note rows.
const NOTES: [&str; 9] = [
    "※", "*", "注", "(注", "備考", "資料", "出典", "出所", "単位",
];

/// What is wrong with the rows as such.
pub(super) fn findings(
    case: &Case<'_>,
    answer: &Table,
    columns: &Columns<'_>,
    aligned: &Alignment,
    tolerance: &Tolerances,
) -> Vec<Finding> {
    let (got, want) = (answer.height(), case.reference.height());
    let counts_differ = got != want;
    if !aligned.possible {
        // Too many rows to look at one by one: only a join makes so many.
        let cause = (got > want && joins(case.program) && !columns.pairs.is_empty())
            .then(|| RowCause::FanOut {
                times: got.div_ceil(want.max(1)) as u64,
            })
            .filter(|_| columns.findings.is_empty());
        let count = Finding::RowCount {
            got: got as u64,
            want: want as u64,
            cause,
        };
        return if counts_differ {
            vec![count]
        } else {
            Vec::new()
        };
    }
    if aligned.complete {
        return Vec::new();
    }
    // With a column missing and no row found, the rows have nothing of their own to say.
    let mute = aligned.rows.is_empty() && !columns.findings.is_empty();
    if mute && !counts_differ {
        return Vec::new();
    }
    let cause = cause(case, answer, columns, aligned, tolerance);
    let keys = Finding::Keys {
        key: aligned
            .key
            .iter()
            .filter_map(|at| columns.pairs.get(*at))
            .map(|pair| pair.want.name.clone())
            .collect(),
        missing: aligned.missing.len() as u64,
        extra: aligned.extra.len() as u64,
        repeated: aligned.repeated_keys as u64,
        cause: if counts_differ { None } else { cause.clone() },
        sample: (case.attempt >= TELLS_KEY)
            .then(|| sample(columns, aligned))
            .flatten(),
    };
    if !counts_differ {
        return vec![keys];
    }
    // The keys say more than the count where no cause is known, or once one of them may be told.
    let tells = match &cause {
        Some(cause) => case.attempt >= TELLS_KEY && !names_its_rows(cause),
        None => {
            case.attempt >= TELLS_KEY || (!aligned.missing.is_empty() && !aligned.extra.is_empty())
        }
    };
    let mut findings = vec![Finding::RowCount {
        got: got as u64,
        want: want as u64,
        cause,
    }];
    if tells && !mute {
        findings.push(keys);
    }
    findings
}

/// An extra key, else a missing one, else a repeated one.
fn sample(columns: &Columns<'_>, aligned: &Alignment) -> Option<Vec<Value>> {
    let given = |row: &usize| -> Vec<Value> {
        key_pairs(columns, aligned)
            .map(|pair| {
                pair.got
                    .as_deref()
                    .map_or(Value::Null, |column| column.cell(*row).to_value())
            })
            .collect()
    };
    let asked = |row: &usize| {
        key_pairs(columns, aligned)
            .map(|pair| pair.want.cell(*row).to_value())
            .collect()
    };
    let rows = [
        (aligned.extra.first(), true),
        (aligned.missing.first(), false),
        (aligned.repeated.first(), true),
    ];
    let (row, of_answer) = rows
        .into_iter()
        .find_map(|(row, of_answer)| Some((row?, of_answer)))?;
    let key: Vec<Value> = if of_answer { given(row) } else { asked(row) };
    (!key.is_empty()).then_some(key)
}

fn cause(
    case: &Case<'_>,
    answer: &Table,
    columns: &Columns<'_>,
    aligned: &Alignment,
    tolerance: &Tolerances,
) -> Option<RowCause> {
    stray_rows(case, answer, columns, aligned, tolerance)
        .or_else(|| null_group(columns, aligned))
        .or_else(|| of_alternatives(case, answer, tolerance))
        .or_else(|| repeated(case, answer, columns, aligned, tolerance))
        .or_else(|| filter(case, answer, columns, aligned, tolerance))
}

/// Totals, headers and notes among the extra rows.
fn stray_rows(
    case: &Case<'_>,
    answer: &Table,
    columns: &Columns<'_>,
    aligned: &Alignment,
    tolerance: &Tolerances,
) -> Option<RowCause> {
    let most = |count: usize| count > 0 && count * 2 >= aligned.extra.len();
    let labels: Vec<String> = aligned
        .extra
        .iter()
        .filter_map(|row| total_label(answer, *row))
        .collect();
    if most(labels.len()) {
        return labels
            .into_iter()
            .next()
            .map(|label| RowCause::TotalRow { label });
    }
    let notes: Vec<String> = aligned
        .extra
        .iter()
        .filter_map(|row| note_text(answer, *row))
        .collect();
    if most(notes.len()) {
        return notes
            .into_iter()
            .next()
            .map(|text| RowCause::NoteRow { text });
    }
    match aligned.extra.as_slice() {
        [row] if is_sum(case.reference, columns, *row, tolerance) => Some(RowCause::TotalRow {
            label: String::new(),
        }),
        _ => None,
    }
}

fn texts(answer: &Table, row: usize) -> impl Iterator<Item = (&Column, &str)> {
    answer
        .columns()
        .iter()
        .filter_map(move |column| match column.cell(row) {
            Cell::Text(text) => Some((column, text)),
            _ => None,
        })
}

fn total_label(answer: &Table, row: usize) -> Option<String> {
    let is_total = |text: &str| {
        let text = level(text);
        TOTALS.contains(&text.as_str()) || TOTAL_ENDINGS.iter().any(|ending| text.ends_with(ending))
    };
    texts(answer, row)
        .find(|(_, text)| is_total(text))
        .map(|(_, text)| text.trim().to_owned())
}

fn note_text(answer: &Table, row: usize) -> Option<String> {
    let mut texts = texts(answer, row);
    let is_note = |text: &str| NOTES.iter().any(|note| level(text).starts_with(note));
    texts
        .find(|(column, text)| is_note(text) || level(text) == level(&column.name))
        .map(|(_, text)| text.trim().to_owned())
}

/// Whether the row holds the sums of the reference's number columns.
fn is_sum(reference: &Table, columns: &Columns<'_>, row: usize, tolerance: &Tolerances) -> bool {
    let mut sums = columns
        .pairs
        .iter()
        .filter(|pair| pair.want.dtype().is_number())
        .filter_map(|pair| {
            let got = pair.got.as_deref()?.cell(row);
            let sum: f64 = (0..reference.height())
                .filter_map(|row| pair.want.cell(row).as_f64())
                .sum();
            Some(sum != 0.0 && tolerance.base.same(got, Cell::Float(sum)))
        });
    reference.height() > 1 && sums.any(|is_sum| is_sum)
}

/// The group of missing keys.
fn null_group(columns: &Columns<'_>, aligned: &Alignment) -> Option<RowCause> {
    if aligned.key.is_empty() {
        return None;
    }
    let holds_null = |row: usize, of_answer: bool| {
        key_pairs(columns, aligned).any(|pair| {
            let column = if of_answer {
                pair.got.as_deref()
            } else {
                Some(pair.want)
            };
            column.is_some_and(|column| column.cell(row).is_null())
        })
    };
    let all = |rows: &[usize], of_answer: bool| {
        !rows.is_empty() && rows.iter().all(|row| holds_null(*row, of_answer))
    };
    if all(&aligned.missing, false) && aligned.extra.is_empty() && aligned.repeated.is_empty() {
        return Some(RowCause::NullGroupDropped);
    }
    (all(&aligned.extra, true) && aligned.missing.is_empty() && aligned.repeated.is_empty())
        .then_some(RowCause::NullGroupKept)
}

/// The alternative solution that has exactly the answer's rows.
fn of_alternatives(case: &Case<'_>, answer: &Table, tolerance: &Tolerances) -> Option<RowCause> {
    let is_it = |other: &Table| {
        if other.height() != answer.height() {
            return false;
        }
        let columns = Columns::matched(case.check, other, answer, tolerance);
        align::align(
            case.check,
            &columns,
            (answer.height(), other.height()),
            tolerance,
        )
        .complete
    };
    case.alternatives
        .iter()
        .find_map(|(signature, other)| match signature {
            Signature::Boundary if is_it(other) => Some(RowCause::Boundary),
            Signature::JoinKind if is_it(other) => Some(RowCause::JoinKind),
            _ => None,
        })
}

/// Keys that stand too often: a join that found several partners, the same rows twice, or a filter that is missing.
fn repeated(
    case: &Case<'_>,
    answer: &Table,
    columns: &Columns<'_>,
    aligned: &Alignment,
    tolerance: &Tolerances,
) -> Option<RowCause> {
    if aligned.repeated.is_empty() || !aligned.extra.is_empty() {
        return None;
    }
    let extra = aligned.repeated.len() as u64;
    let same_rows = are_copies(answer, &aligned.repeated, tolerance);
    let before = times_in_input(case, columns, aligned, tolerance);
    if joins(case.program) && before.is_none_or(|before| before < aligned.times) {
        return Some(RowCause::FanOut {
            times: aligned.times as u64,
        });
    }
    if same_rows {
        return Some(RowCause::Duplicates { extra });
    }
    (before.is_none_or(|before| before >= aligned.times) && aligned.missing.is_empty())
        .then_some(RowCause::NotFiltered { extra })
}

/// Whether each of these rows stands elsewhere in the table, cell by cell.
fn are_copies(answer: &Table, rows: &[usize], tolerance: &Tolerances) -> bool {
    let whole = |row: usize| -> Vec<Key<'_>> {
        answer
            .columns()
            .iter()
            .map(|column| tolerance.key(column.cell(row)))
            .collect()
    };
    let mut times: HashMap<Vec<Key<'_>>, usize> = HashMap::new();
    for row in 0..answer.height() {
        *times.entry(whole(row)).or_default() += 1;
    }
    rows.iter()
        .all(|row| times.get(&whole(*row)).is_some_and(|times| *times > 1))
}

/// How often a key stands in the input at most; `None` where the input has no such columns.
fn times_in_input(
    case: &Case<'_>,
    columns: &Columns<'_>,
    aligned: &Alignment,
    tolerance: &Tolerances,
) -> Option<usize> {
    let input = case.input?;
    let key: Vec<&Column> = key_in(input, columns, aligned)?;
    let mut times: HashMap<Vec<Key<'_>>, usize> = HashMap::new();
    let mut most = 0;
    for row in 0..input.height() {
        let count = times
            .entry(
                key.iter()
                    .map(|column| tolerance.key(column.cell(row)))
                    .collect(),
            )
            .or_default();
        *count += 1;
        most = most.max(*count);
    }
    Some(most)
}

fn key_in<'a>(
    input: &'a Table,
    columns: &Columns<'_>,
    aligned: &Alignment,
) -> Option<Vec<&'a Column>> {
    if aligned.key.is_empty() {
        return None;
    }
    key_pairs(columns, aligned)
        .map(|pair| input.column(&pair.want.name))
        .collect()
}

fn joins(program: &Program) -> bool {
    match program {
        Program::Steps(steps) => steps
            .iter()
            .any(|entry| entry.enabled && matches!(entry.step, Step::Join { .. })),
        Program::Sql(sql) => sql
            .to_lowercase()
            .split(|c: char| !c.is_alphanumeric())
            .any(|word| word == "join"),
    }
}

/// Rows that a condition should have removed, or that it removed wrongly.
fn filter(
    case: &Case<'_>,
    answer: &Table,
    columns: &Columns<'_>,
    aligned: &Alignment,
    tolerance: &Tolerances,
) -> Option<RowCause> {
    let (got, want) = (answer.height(), case.reference.height());
    if aligned.missing.is_empty()
        && got > want
        && (!aligned.extra.is_empty() || aligned.key.is_empty())
    {
        return stand_in_input(case, columns, aligned, tolerance).then_some(
            RowCause::NotFiltered {
                extra: (got - want) as u64,
            },
        );
    }
    (aligned.extra.is_empty() && aligned.repeated.is_empty() && got < want).then_some(
        RowCause::FilteredTooMuch {
            missing: aligned.missing.len() as u64,
        },
    )
}

/// Whether the extra rows were in the input; yes where the input cannot tell.
fn stand_in_input(
    case: &Case<'_>,
    columns: &Columns<'_>,
    aligned: &Alignment,
    tolerance: &Tolerances,
) -> bool {
    let Some(input) = case.input else { return true };
    let Some(key) = key_in(input, columns, aligned) else {
        return true;
    };
    let mut seen = std::collections::HashSet::new();
    for row in 0..input.height() {
        seen.insert(
            key.iter()
                .map(|column| tolerance.key(column.cell(row)))
                .collect::<Vec<_>>(),
        );
    }
    aligned.extra.iter().all(|row| {
        let key: Vec<Key<'_>> = key_pairs(columns, aligned)
            .map(|pair| {
                tolerance.key(
                    pair.got
                        .as_deref()
                        .map_or(Cell::Null, |column| column.cell(*row)),
                )
            })
            .collect();
        seen.contains(&key)
    })
}
