//! Text of millions of rows, row by row: nothing is laid out, so no more is kept than the file, its text and the table that
//! comes of it. Values stay as they are, and what is uneven is refused with its line; steps mend the rest.

use std::borrow::Cow;

use spec::diagnostic::Bilingual;
use spec::ingest::{
    Choice, ColumnLook, Description, Look, Quote, RawRow, RawSheet, Repair, RowRole, Separator,
};
use spec::module::ColumnInfo;
use table::Dtype;
use table::csv::{Guess, Rows};

use crate::grid::{Cell, Grid};
use crate::plan::{self, write_row};
use crate::refusal::{limit, words};
use crate::{COLUMNS, LARGE_ROWS, Tidy, bounds, text};

/// Rows that are looked at for names.
const HEAD: usize = 2_000;
/// Rows that are shown of the table.
const SAMPLE: usize = 5;

/// The beginning of a text, laid out.
pub(crate) fn head(text: &str, separator: u8, quote: Quote) -> Result<Grid, Bilingual> {
    let mut rows = Rows::new(text, separator);
    let mut grid = Grid::default();
    let mut cells = Vec::new();
    while grid.rows.len() < HEAD {
        let line = rows
            .next(&mut cells)
            .map_err(|fault| text::refused(&fault))?;
        let Some(line) = line else {
            break;
        };
        limit(cells.len(), COLUMNS, "列", "columns")?;
        grid.lines.push(u32::try_from(line).unwrap_or(u32::MAX));
        let row = cells.iter().map(|cell| Cell::text(text::undo(cell, quote)));
        grid.rows.push(row.collect());
    }
    Ok(grid)
}

/// Reads a text as a table.
///
/// # Errors
/// Where it is none, with the line, or larger than what can be held.
pub(crate) fn read(
    file: &str,
    separator: Separator,
    quote: Quote,
    choice: &Choice,
) -> Result<(Look, Tidy), Bilingual> {
    let text = text::with_double_quotes(file, quote);
    let separator = separator.byte();
    let (top, bottom) = bounds(choice);
    let columns = choice.columns.unwrap_or((1, u32::MAX));
    let left = columns.0.saturating_sub(1) as usize;
    let grid = head(&text, separator, quote)?.cut((top, bottom), columns);
    let heads = plan::heads(&grid, choice);
    let begins = heads
        .header
        .map_or(top, |(_, last)| grid.line(last).saturating_add(1));
    let kept: Vec<usize> = heads.columns.iter().map(|(at, ..)| at + left).collect();
    let reach = kept.iter().max().map_or(0, |last| last + 1);
    let switched = |id: &str| choice.switched.iter().any(|switched| switched == id);
    let without_blank = !switched("blank-rows");
    let without_notes = !switched("notes");
    let is_padded = switched("uneven");

    let mut csv = String::with_capacity(text.len() + (1 << 16));
    write_row(
        &mut csv,
        heads.columns.iter().map(|(_, name, _)| name.as_str()),
    );
    let mut guesses = vec![Guess::default(); kept.len()];
    let mut sample: Vec<Vec<String>> = Vec::new();
    let (mut count, mut blank, mut uneven) = (0_usize, 0_u64, 0_u64);
    let mut notes: Vec<String> = Vec::new();
    let mut want = None;
    let mut first_uneven = None;
    let mut rows = Rows::new(&text, separator);
    let mut cells: Vec<Cow<'_, str>> = Vec::new();
    while let Some(line) = rows
        .next(&mut cells)
        .map_err(|fault| text::refused(&fault))?
    {
        let line = u32::try_from(line).unwrap_or(u32::MAX);
        if line < begins {
            continue;
        }
        if line > bottom {
            break;
        }
        limit(cells.len(), COLUMNS, "列", "columns")?;
        if cells.iter().all(|cell| cell.trim().is_empty()) {
            blank += 1;
            if without_blank {
                continue;
            }
        } else if without_notes && is_note(&cells) && reach > 1 {
            notes.push(cells.join(" ").trim().to_owned());
            continue;
        }
        let own = cells.len();
        let want = *want.get_or_insert(own.max(reach));
        let goes_on = cells.iter().skip(want).any(|cell| !cell.trim().is_empty());
        if own < reach || goes_on {
            uneven += 1;
            first_uneven.get_or_insert((line, own, want));
            if !is_padded {
                continue;
            }
        }
        count += 1;
        limit(count, LARGE_ROWS, "行", "rows")?;
        let cell = |at: &usize| {
            let cell = cells.get(*at).map_or("", |cell| cell.as_ref());
            text::undo(cell, quote)
        };
        for (guess, at) in guesses.iter_mut().zip(&kept) {
            guess.add(&cell(at));
        }
        if sample.len() < SAMPLE {
            sample.push(kept.iter().map(|at| cell(at).into_owned()).collect());
        }
        if quote == Quote::Double {
            let plain = |at: &usize| cells.get(*at).map_or("", |cell| cell.as_ref());
            write_row(&mut csv, kept.iter().map(plain));
        } else {
            let own: Vec<Cow<'_, str>> = kept.iter().map(cell).collect();
            write_row(&mut csv, own.iter().map(Cow::as_ref));
        }
    }
    let mut repairs = heads.repairs;
    let mut repair = |id: &str, text: Bilingual, is_on: bool, count: u64, example: String| {
        if count > 0 {
            repairs.push(Repair {
                id: id.to_owned(),
                words: text,
                is_on,
                count,
                examples: vec![(example, String::new())],
            });
        }
    };
    repair(
        "blank-rows",
        words("空の行を除きます", "blank rows are left out"),
        without_blank,
        blank,
        format!("{blank} 行"),
    );
    repair(
        "notes",
        words(
            "注や資料名の行を除き、説明の注に移します",
            "rows with notes or sources go to the note of the description",
        ),
        without_notes,
        notes.len() as u64,
        notes.first().cloned().unwrap_or_default(),
    );
    let place = first_uneven.map_or_else(String::new, |(line, own, _)| {
        format!("{line} 行目：{own} 個")
    });
    repair(
        "uneven",
        words(
            "セルの数が足りない行は、右の端のセルが空だとして読みます",
            "rows with too few cells are read as if the last ones were blank",
        ),
        is_padded,
        uneven,
        place,
    );
    let mut blocked = None;
    if let Some((line, own, want)) = first_uneven.filter(|_| !is_padded) {
        blocked = Some(words(
            format!(
                "セルの数がほかの行とちがう行が {uneven} 行あります（{line} 行目は {own} 個、ほかは {want} 個）。区切りが足りないか多いと、値が別の列にずれます。ファイルのその行を直すか、右の端が空だと分かっていれば「セルの数が足りない行」の修正を入れてください。"
            ),
            format!(
                "{uneven} rows have another number of cells than the others (row {line} has {own}, others {want}); a separator too many or too few moves values into other columns. Put the row right, or have the last cells read as blank"
            ),
        ));
    } else if count == 0 {
        blocked = Some(words(
            "値のある行がありません。見出しの行を確かめてください。",
            "there is no row with values; see which row names the columns",
        ));
    } else if let Err(reason) = plan::named(&csv) {
        blocked = Some(reason);
    }
    let mut said = heads.notes;
    said.push(words(
        format!("{count} 行の大きなファイルなので、値は書いてあるまま読みました。数や日付の直しは、あとの手順でできます。"),
        format!("this is a large file of {count} rows: values are taken as they are, and steps put them right"),
    ));
    let infos: Vec<ColumnInfo> = heads
        .columns
        .into_iter()
        .zip(guesses)
        .map(|((_, name, unit), guess)| ColumnInfo {
            name,
            meaning: String::new(),
            unit,
            dtype: guess.dtype(),
        })
        .collect();
    let looks = infos.iter().map(|info| ColumnLook {
        name: info.name.clone(),
        words: kind(info.dtype),
    });
    let mut titles = heads.titles;
    let title = if titles.is_empty() {
        String::new()
    } else {
        titles.remove(0)
    };
    titles.extend(notes.into_iter().take(20));
    let look = Look {
        header: heads
            .header
            .map_or((0, 0), |(first, last)| (grid.line(first), grid.line(last))),
        notes: said,
        repairs,
        columns: looks.collect(),
        rows: count as u64,
        sample,
        blocked,
        ..Look::default()
    };
    let tidy = Tidy {
        csv: csv.into_bytes(),
        description: Description {
            title,
            note: titles.join("\n"),
            columns: infos,
            ..Description::default()
        },
    };
    Ok((look, tidy))
}

/// Whether a row is a note: its first cell says so, and hardly another one holds anything.
fn is_note(cells: &[Cow<'_, str>]) -> bool {
    let mut filled = cells.iter().filter(|cell| !cell.trim().is_empty());
    filled
        .next()
        .is_some_and(|first| table::text::begins_note(first))
        && filled.count() <= 1
}

fn kind(dtype: Dtype) -> Bilingual {
    match dtype {
        Dtype::Int | Dtype::Float => words("数", "numbers"),
        Dtype::Date => words("日付", "days"),
        Dtype::Bool => words("はい・いいえ", "yes and no"),
        Dtype::Text => words("文字", "texts"),
    }
}

/// Rows as they stand in the file.
pub(crate) fn raw(
    file: &str,
    separator: Separator,
    quote: Quote,
    from: u64,
    count: usize,
) -> Result<RawSheet, Bilingual> {
    /// Most columns and letters of a cell that are shown.
    const WIDE: usize = 200;
    let text = text::with_double_quotes(file, quote);
    let mut rows = Rows::new(&text, separator.byte());
    let mut cells = Vec::new();
    let mut found = RawSheet::default();
    while let Some(line) = rows
        .next(&mut cells)
        .map_err(|fault| text::refused(&fault))?
    {
        found.rows += 1;
        found.columns = found
            .columns
            .max(u32::try_from(cells.len()).unwrap_or(u32::MAX));
        if line < from || found.lines.len() >= count {
            continue;
        }
        let shown = |cell: &Cow<'_, str>| text::undo(cell, quote).chars().take(WIDE).collect();
        found.lines.push(RawRow {
            line: u32::try_from(line).unwrap_or(u32::MAX),
            role: RowRole::Body,
            cells: cells.iter().take(WIDE).map(shown).collect(),
        });
    }
    Ok(found)
}
