//! From a sheet to a table, one repair after another. Each is proposed or not, can be switched, and shows what it does.

use std::collections::{BTreeMap, BTreeSet};

use spec::diagnostic::Bilingual;
use spec::ingest::{Choice, ColumnLook, Description, Look, Repair, RowRole};
use spec::module::ColumnInfo;
use table::Dtype;
use table::csv::{Fault, Guess, Reader};

use crate::Tidy;
use crate::column::{self, Findings};
use crate::grid::{Cell, Grid, Kind, Region, tidy};
use crate::refusal::words;
use crate::shape;

/// Most examples of a repair.
const EXAMPLES: usize = 3;
/// Rows that are shown of the table.
const SAMPLE: usize = 5;
/// Longest text that is shown.
const SHOWN: usize = 60;

/// What was found and what comes of it.
pub(crate) struct Plan {
    pub(crate) look: Look,
    pub(crate) tidy: Tidy,
    /// What rows of the sheet (from 0) are taken for, those of the table left out.
    pub(crate) roles: BTreeMap<usize, RowRole>,
    /// The columns of the sheet (from 0) that the table's are.
    pub(crate) kept: Vec<usize>,
}

/// How large a table may be.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    pub(crate) rows: usize,
    pub(crate) bytes: usize,
}

/// A row of the table with the row of the sheet that it came from.
struct Row {
    at: usize,
    cells: Vec<Cell>,
}

/// A column under way.
struct Column {
    at: usize,
    name: String,
    unit: String,
    is_text: bool,
}

/// What was proposed, and what was switched.
struct Repairs<'a> {
    switched: BTreeSet<&'a str>,
    list: Vec<Repair>,
}

impl Repairs<'_> {
    /// Whether a repair is to be done; it is listed where it is about anything.
    fn does(
        &mut self,
        id: &str,
        text: Bilingual,
        proposed: bool,
        count: usize,
        examples: Vec<(String, String)>,
    ) -> bool {
        if count == 0 {
            return false;
        }
        let is_on = proposed != self.switched.contains(id);
        let cut = |text: String| match text.char_indices().nth(SHOWN) {
            Some((at, _)) => format!("{}…", text.get(..at).unwrap_or_default()),
            None => text,
        };
        self.list.push(Repair {
            id: id.to_owned(),
            words: text,
            is_on,
            count: count as u64,
            examples: examples
                .into_iter()
                .take(EXAMPLES)
                .map(|(before, after)| (cut(before), cut(after)))
                .collect(),
        });
        is_on
    }
}

/// What a sheet's names say before its rows are looked at.
pub(crate) struct Heads {
    /// The rows of names, from 0.
    pub(crate) header: Option<(usize, usize)>,
    /// The column of the sheet (from 0), the name and the unit of each column.
    pub(crate) columns: Vec<(usize, String, String)>,
    /// What was proposed about them.
    pub(crate) repairs: Vec<Repair>,
    pub(crate) notes: Vec<Bilingual>,
    /// What stands above the names.
    pub(crate) titles: Vec<String>,
}

/// The names alone, of a sheet that is the beginning of a larger one.
pub(crate) fn heads(grid: &Grid, choice: &Choice) -> Heads {
    let mut repairs = Repairs {
        switched: choice.switched.iter().map(String::as_str).collect(),
        list: Vec::new(),
    };
    let mut notes = Vec::new();
    let header = header(grid, choice, &mut repairs, &mut notes);
    let (columns, title_rows) = columns(grid, header, false, &mut repairs);
    Heads {
        header,
        columns: columns
            .into_iter()
            .map(|column| (column.at, column.name, column.unit))
            .collect(),
        repairs: repairs.list,
        notes,
        titles: title_rows
            .iter()
            .map(|row| joined(grid.rows.get(*row)))
            .collect(),
    }
}

/// Makes the most of a sheet.
pub(crate) fn plan(grid: &Grid, choice: &Choice, limits: Limits) -> Plan {
    let mut repairs = Repairs {
        switched: choice.switched.iter().map(String::as_str).collect(),
        list: Vec::new(),
    };
    let mut notes = Vec::new();
    let header = header(grid, choice, &mut repairs, &mut notes);
    let (mut columns, title_rows) = columns(grid, header, true, &mut repairs);
    let from = header.map_or(0, |(_, last)| last + 1);
    let mut roles = BTreeMap::new();
    if let Some((first, last)) = header {
        roles.extend((0..first).map(|row| (row, RowRole::Above)));
        roles.extend((first..=last).map(|row| (row, RowRole::Header)));
    }
    let mut rows = body(grid, from, &columns, header, &mut repairs, &mut roles);
    let (title, note) = prose(
        grid,
        &title_rows,
        &mut rows,
        columns.len(),
        &mut repairs,
        &mut roles,
    );
    let uneven = uneven(grid, header, &rows, &mut repairs);
    cells(&mut columns, &mut rows, grid.has_kinds, &mut repairs);
    let looks = values(&mut columns, &mut rows, &mut repairs, &mut notes);
    let kept = columns.iter().map(|column| column.at).collect();
    let mut plan = finish(
        columns,
        &rows,
        Found {
            header,
            repairs,
            notes,
            looks,
            title,
            note,
            limits,
        },
    );
    if uneven.is_some() {
        plan.look.blocked = uneven;
    }
    plan.roles = roles;
    plan.kept = kept;
    plan
}

struct Found<'a> {
    header: Option<(usize, usize)>,
    repairs: Repairs<'a>,
    notes: Vec<Bilingual>,
    looks: Vec<Bilingual>,
    title: String,
    note: String,
    limits: Limits,
}

/// Refuses rows of a text that have more or fewer cells than the others, unless somebody says that they end in blanks: a
/// comma too many or too few moves every value behind it.
fn uneven(
    grid: &Grid,
    header: Option<(usize, usize)>,
    rows: &[Row],
    repairs: &mut Repairs<'_>,
) -> Option<Bilingual> {
    // Workbooks and JSON say in which column a cell stands.
    if grid.has_kinds {
        return None;
    }
    let length = |row: usize| grid.rows.get(row).map_or(0, Vec::len);
    let mut lengths: Vec<usize> = rows.iter().map(|row| length(row.at)).collect();
    lengths.sort_unstable();
    let usual = lengths
        .chunk_by(|a, b| a == b)
        .max_by_key(|run| (run.len(), run.first().copied()))
        .and_then(|run| run.first().copied())?;
    // Names that go further than the values, or blanks behind the last name.
    let named = header.map_or(usual, |(_, last)| length(last));
    let holds = |row: usize| {
        let cells = grid.rows.get(row)?;
        cells.iter().rposition(|cell| !cell.is_blank())
    };
    let want = usual.max(named);
    let reach = rows.iter().filter_map(|row| holds(row.at)).max();
    let names_reach = header.and_then(|(first, last)| (first..=last).filter_map(holds).max());
    let reach = reach.max(names_reach).map_or(0, |last| last + 1);
    let odd: Vec<usize> = rows
        .iter()
        .map(|row| row.at)
        .filter(|row| {
            let own = length(*row);
            // What is blank anyway may be there or not.
            own < want.min(reach) || own > want && holds(*row).is_some_and(|last| last >= want)
        })
        .collect();
    let examples = odd
        .iter()
        .map(|row| {
            let line = grid.line(*row);
            (
                format!("{line} 行目：{} 個", length(*row)),
                format!("{} 個", length(*row).max(want)),
            )
        })
        .collect();
    let text = words(
        "セルの数が足りない行は、右の端のセルが空だとして読みます",
        "rows with too few cells are read as if the last ones were blank",
    );
    if repairs.does("uneven", text, false, odd.len(), examples) {
        return None;
    }
    let first = odd.first()?;
    let (line, own, count) = (grid.line(*first), length(*first), odd.len());
    Some(words(
        format!(
            "セルの数がほかの行とちがう行が {count} 行あります（{line} 行目は {own} 個、ほかは {want} 個）。区切りが足りないか多いと、値が別の列にずれます。ファイルのその行を直すか、右の端が空だと分かっていれば「セルの数が足りない行」の修正を入れてください。"
        ),
        format!(
            "{count} rows have another number of cells than the others (row {line} has {own}, others {want}); a separator too many or too few moves values into other columns. Put the row right, or have the last cells read as blank"
        ),
    ))
}

/// The rows of names: chosen, or found.
fn header(
    grid: &Grid,
    choice: &Choice,
    repairs: &mut Repairs<'_>,
    notes: &mut Vec<Bilingual>,
) -> Option<(usize, usize)> {
    let row = |line: u32| grid.lines.iter().position(|known| *known == line);
    if let Some((first, last)) = choice.header {
        let first_row = row(first);
        let last_row = row(last.max(first)).or(first_row);
        return first_row.zip(last_row);
    }
    let found = shape::header(grid);
    let Some((first, last)) = found else {
        if grid
            .rows
            .iter()
            .any(|row| row.iter().any(|cell| !cell.is_blank()))
        {
            notes.push(words(
                "列の名前の行が見つかりません。1行目から値のようです。列に名前を付けるか、見出しの行を番号で選んでください。",
                "no row names the columns: the first one seems to hold values; choose the row, or name the columns",
            ));
        }
        return None;
    };
    let above: Vec<usize> = (0..first).filter(|row| grid.filled(*row) > 0).collect();
    let examples = above
        .iter()
        .map(|row| (joined(grid.rows.get(*row)), String::new()))
        .collect();
    let (from, to) = (grid.line(first), grid.line(last));
    let place = if from == to {
        format!("{from}")
    } else {
        format!("{from}〜{to}")
    };
    let place_en = place.replace('〜', "–");
    let does = repairs.does(
        "above",
        words(
            format!("見出し（{place} 行目）より上の、表の題などの行を除きます"),
            format!(
                "rows above the names of the columns (row {place_en}), such as titles, are left out"
            ),
        ),
        true,
        above.len(),
        examples,
    );
    if above.is_empty() || does {
        Some((first, last))
    } else {
        above.first().map(|row| (*row, *row))
    }
}

fn joined(row: Option<&Vec<Cell>>) -> String {
    let cells: Vec<&str> = row
        .into_iter()
        .flatten()
        .map(|cell| tidy(&cell.text))
        .filter(|text| !text.is_empty())
        .collect();
    cells.join(" ")
}

/// A name without line breaks, and without the blanks that only spread it out.
fn tidy_name(written: &str) -> String {
    let written = table::csv::title(&written.replace('\0', ""));
    let mut name = String::new();
    let mut words = written.split_whitespace().peekable();
    while let Some(word) = words.next() {
        name.push_str(word);
        if let Some(next) = words.peek() {
            let is_ascii = |c: Option<char>| c.is_some_and(|c| c.is_ascii());
            if is_ascii(word.chars().next_back()) && is_ascii(next.chars().next()) {
                name.push(' ');
            }
        }
    }
    name
}

/// The columns with their names, and the rows above that are titles.
fn columns(
    grid: &Grid,
    header: Option<(usize, usize)>,
    is_whole: bool,
    repairs: &mut Repairs<'_>,
) -> (Vec<Column>, Vec<usize>) {
    let width = grid.width();
    let from = header.map_or(0, |(_, last)| last + 1);
    let is_blank = |column: usize| {
        let below = (from..grid.rows.len()).all(|row| grid.tidy(row, column).is_empty());
        let named = header.is_some_and(|(first, last)| {
            (first..=last).any(|row| !grid.tidy(row, column).is_empty())
        });
        // Of the beginning of a file nobody knows what follows.
        is_whole && below && !named
    };
    let blank: Vec<usize> = (0..width).filter(|column| is_blank(*column)).collect();
    // What stands to the left and right of everything is no column of anybody.
    let inner = |column: &usize| {
        (0..*column).any(|other| !blank.contains(&other))
            && (column + 1..width).any(|other| !blank.contains(&other))
    };
    let between = blank.iter().filter(|column| inner(column)).count();
    let outer = blank.len() - between;
    let without = repairs.does(
        "blank-columns",
        words(
            "何も入っていない列を除きます",
            "columns with nothing in them are left out",
        ),
        true,
        blank.len(),
        vec![(words_of_blank(between, outer), String::new())],
    );
    let kept: Vec<usize> = (0..width)
        .filter(|column| !(without && blank.contains(column)))
        .collect();
    let (names, units) = names(grid, header, &kept, repairs);
    let mut columns: Vec<Column> = kept
        .iter()
        .zip(names)
        .zip(units)
        .map(|((at, name), unit)| Column {
            at: *at,
            name,
            unit,
            is_text: false,
        })
        .collect();
    name_all(&mut columns, header.is_some(), repairs);
    let titles = header.map_or_else(Vec::new, |(first, _)| {
        (0..first).filter(|row| grid.filled(*row) > 0).collect()
    });
    (columns, titles)
}

fn words_of_blank(between: usize, outer: usize) -> String {
    match (between, outer) {
        (0, outer) => format!("端の列 {outer}"),
        (between, 0) => format!("途中の列 {between}"),
        (between, outer) => format!("途中の列 {between}・端の列 {outer}"),
    }
}

/// Names from one or several rows, with the units that stand in a row of their own.
fn names(
    grid: &Grid,
    header: Option<(usize, usize)>,
    kept: &[usize],
    repairs: &mut Repairs<'_>,
) -> (Vec<String>, Vec<String>) {
    let Some((first, last)) = header else {
        return (
            vec![String::new(); kept.len()],
            vec![String::new(); kept.len()],
        );
    };
    let mut lines: Vec<usize> = (first..=last).filter(|row| grid.filled(*row) > 0).collect();
    let mut units = vec![String::new(); kept.len()];
    if lines.len() > 1
        && let Some(row) = lines.iter().copied().find(|row| {
            *row > first
                && grid
                    .rows
                    .get(*row)
                    .is_some_and(|row| shape::is_row_of_units(row))
        })
    {
        lines.retain(|line| *line != row);
        for (unit, column) in units.iter_mut().zip(kept) {
            if let Some(found) = shape::bare_unit(grid.tidy(row, *column)) {
                found.clone_into(unit);
            }
        }
    }
    let written = |row: usize, column: usize| {
        let at = grid.region(row, column);
        let (row, column) = at.map_or((row, column), |region| (region.top, region.left));
        tidy_name(grid.tidy(row, column))
    };
    let single =
        |row: usize| -> Vec<String> { kept.iter().map(|column| written(row, *column)).collect() };
    let Some(bottom) = lines.last().copied() else {
        return (vec![String::new(); kept.len()], units);
    };
    let plain = single(bottom);
    if lines.len() == 1 {
        let changed: Vec<(String, String)> = kept
            .iter()
            .zip(&plain)
            .map(|(column, name)| (grid.tidy(bottom, *column).to_owned(), name.clone()))
            .filter(|(before, after)| before != after && grid.merged.is_empty())
            .collect();
        let does = repairs.does(
            "name-blanks",
            words(
                "列の名前の中の改行と、字の間の空白を取ります",
                "line breaks and blanks inside of names of columns are taken out",
            ),
            true,
            changed.len(),
            changed
                .iter()
                .map(|(before, after)| (before.replace('\n', "⏎"), after.clone()))
                .collect(),
        );
        if does || changed.is_empty() {
            return (plain, units);
        }
        let raw = kept
            .iter()
            .map(|column| grid.tidy(bottom, *column).replace(['\n', '\r'], " "));
        return (raw.collect(), units);
    }
    // The last row alone, where it names every column differently.
    let mut seen = BTreeSet::new();
    let is_unique = plain
        .iter()
        .all(|name| !name.is_empty() && seen.insert(name.as_str()));
    let upper = lines.get(..lines.len() - 1).unwrap_or_default();
    // Rows of groups have fewer cells, or such as are several wide.
    let has_groups = upper.iter().any(|row| grid.filled(*row) * 2 < kept.len())
        || grid
            .merged
            .iter()
            .any(|region| lines.contains(&region.top) && region.right > region.left);
    let is_enough = is_unique && !has_groups;
    let mut parts: Vec<Vec<String>> = vec![Vec::new(); kept.len()];
    for row in upper {
        let here = single(*row);
        let mut before: Option<String> = None;
        for (at, column) in kept.iter().enumerate() {
            let below = (row + 1..=bottom).any(|row| !grid.tidy(row, *column).is_empty());
            let own = here.get(at).cloned().unwrap_or_default();
            let name = if own.is_empty() && below {
                // A group's name stands over its first column only.
                before.clone().unwrap_or_default()
            } else {
                own
            };
            before = (below && !name.is_empty()).then(|| name.clone());
            if let Some(parts) = parts.get_mut(at) {
                parts.push(name);
            }
        }
    }
    let together: Vec<String> = parts
        .into_iter()
        .zip(&plain)
        .map(|(mut parts, last)| {
            parts.push(last.clone());
            parts.retain(|part| !part.is_empty());
            parts.dedup();
            parts.join("_")
        })
        .collect();
    let examples: Vec<(String, String)> = if is_enough {
        upper
            .iter()
            .map(|row| (joined(grid.rows.get(*row)), String::new()))
            .collect()
    } else {
        let of = |column: usize| {
            let parts: Vec<String> = lines.iter().map(|row| written(*row, column)).collect();
            parts.join(" / ")
        };
        kept.iter()
            .zip(&together)
            .filter(|(_, name)| name.contains('_'))
            .map(|(column, name)| (of(*column), name.clone()))
            .collect()
    };
    let count = lines.len();
    let text = if is_enough {
        words(
            format!("{count} 行の見出しのうち、いちばん下の行だけを列の名前にします"),
            format!("of {count} rows of names only the last one is used"),
        )
    } else {
        words(
            format!("{count} 行にわたる見出しを、一つの名前につなぎます"),
            format!("names over {count} rows are joined to one each"),
        )
    };
    let does = repairs.does("names", text, true, count, examples);
    // Switched, it is the other way.
    (if does == is_enough { plain } else { together }, units)
}

/// Sees to it that each column has a name of its own.
fn name_all(columns: &mut [Column], has_header: bool, repairs: &mut Repairs<'_>) {
    let nameless: Vec<usize> = columns
        .iter()
        .enumerate()
        .filter(|(_, column)| column.name.is_empty())
        .map(|(at, _)| at)
        .collect();
    let text = if has_header {
        words(
            "名前のない列に「列1」などの名前を付けます",
            "columns without a name are called 列1 and so on",
        )
    } else {
        words(
            "見出しの行がないので、列に「列1」「列2」…の名前を付けます",
            "there is no row of names: the columns are called 列1, 列2 and so on",
        )
    };
    let examples = nameless
        .iter()
        .map(|at| (String::new(), format!("列{}", at + 1)))
        .collect();
    if repairs.does("nameless", text, true, nameless.len(), examples) {
        for at in nameless {
            if let Some(column) = columns.get_mut(at) {
                column.name = format!("列{}", at + 1);
            }
        }
    }
    // Units in names.
    let with_units: Vec<(usize, String, String)> = columns
        .iter()
        .enumerate()
        .filter_map(|(at, column)| {
            let (name, unit) = shape::unit(&column.name)?;
            Some((at, name.to_owned(), unit.to_owned()))
        })
        .collect();
    let after = |at: usize, column: &Column| {
        let found = with_units.iter().find(|(unit_at, ..)| *unit_at == at);
        found.map_or(column.name.clone(), |(_, name, _)| name.clone())
    };
    let mut names = BTreeSet::new();
    let stays_apart = columns
        .iter()
        .enumerate()
        .all(|(at, column)| names.insert(after(at, column)));
    if stays_apart {
        let examples = with_units
            .iter()
            .map(|(_, name, unit)| (format!("{name}（{unit}）"), name.clone()))
            .collect();
        let text = words(
            "列の名前の単位を、説明（.toml）の単位に移します",
            "units in names of columns go to the description (.toml)",
        );
        if repairs.does("unit:names", text, true, with_units.len(), examples) {
            for (at, name, unit) in with_units {
                if let Some(column) = columns.get_mut(at) {
                    (column.name, column.unit) = (name, unit);
                }
            }
        }
    }
    // Names that are there twice, also where only widths or blanks differ.
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let mut renamed = Vec::new();
    for (at, column) in columns.iter().enumerate() {
        let mut folded = table::text::normalise(&column.name);
        folded.retain(|c| !c.is_whitespace());
        let count = seen.entry(folded).or_default();
        *count += 1;
        if *count > 1 && !column.name.is_empty() {
            renamed.push((at, column.name.clone(), format!("{}_{count}", column.name)));
        }
    }
    let examples = renamed
        .iter()
        .map(|(_, before, after)| (before.clone(), after.clone()))
        .collect();
    let text = words(
        "同じ名前の列に番号を付けて区別します",
        "columns of the same name are told apart by a number",
    );
    if repairs.does("twice", text, true, renamed.len(), examples) {
        for (at, _, after) in renamed {
            if let Some(column) = columns.get_mut(at) {
                column.name = after;
            }
        }
    }
}

/// The rows below the names, without those that are none.
fn body(
    grid: &Grid,
    from: usize,
    columns: &[Column],
    header: Option<(usize, usize)>,
    repairs: &mut Repairs<'_>,
    roles: &mut BTreeMap<usize, RowRole>,
) -> Vec<Row> {
    let mut rows: Vec<Row> = (from..grid.rows.len())
        .map(|at| Row {
            at,
            cells: columns
                .iter()
                .map(|column| grid.cell(at, column.at).cloned().unwrap_or_default())
                .collect(),
        })
        .collect();
    let is_blank = |row: &Row| row.cells.iter().all(Cell::is_blank);
    while rows.last().is_some_and(is_blank) {
        roles.extend(rows.pop().map(|row| (row.at, RowRole::Blank)));
    }
    let last = rows.last().map_or(0, |row| row.at);
    fill_merged(grid, columns, &mut rows, (from, last), repairs);
    let blank: Vec<u32> = rows
        .iter()
        .filter(|row| is_blank(row))
        .map(|row| grid.line(row.at))
        .collect();
    let examples = blank
        .iter()
        .map(|line| (format!("{line} 行目"), String::new()))
        .collect();
    let text = words("空の行を除きます", "blank rows are left out");
    if repairs.does("blank-rows", text, true, blank.len(), examples) {
        drop_rows(&mut rows, RowRole::Blank, roles, is_blank);
    }
    if let Some((first, last)) = header {
        let names = |at: usize| -> Vec<&str> {
            columns
                .iter()
                .map(|column| grid.tidy(at, column.at))
                .collect()
        };
        let heads: Vec<Vec<&str>> = (first..=last).map(names).collect();
        let is_again = |row: &Row| {
            let cells: Vec<&str> = row.cells.iter().map(|cell| tidy(&cell.text)).collect();
            cells.iter().filter(|text| !text.is_empty()).count() > 1 && heads.contains(&cells)
        };
        let again: Vec<(String, String)> = rows
            .iter()
            .filter(|row| is_again(row))
            .map(|row| (joined(Some(&row.cells)), String::new()))
            .collect();
        let text = words(
            "途中でくり返される見出しの行を除きます",
            "rows that repeat the names are left out",
        );
        if repairs.does("again", text, true, again.len(), again) {
            drop_rows(&mut rows, RowRole::Again, roles, is_again);
        }
    }
    rows
}

/// Takes rows out and notes what they were.
fn drop_rows(
    rows: &mut Vec<Row>,
    role: RowRole,
    roles: &mut BTreeMap<usize, RowRole>,
    is: impl Fn(&Row) -> bool,
) {
    rows.retain(|row| {
        let goes = is(row);
        if goes {
            roles.insert(row.at, role);
        }
        !goes
    });
}

/// Gives each of the cells that were made one the value that stands in the first.
fn fill_merged(
    grid: &Grid,
    columns: &[Column],
    rows: &mut [Row],
    (from, to): (usize, usize),
    repairs: &mut Repairs<'_>,
) {
    let regions: Vec<&Region> = grid
        .merged
        .iter()
        // A row that is one cell is a heading or a note.
        .filter(|region| region.bottom > region.top && region.top >= from && region.top <= to)
        .filter(|region| !grid.tidy(region.top, region.left).is_empty())
        .collect();
    let examples = regions
        .iter()
        .map(|region| {
            let text = grid.tidy(region.top, region.left);
            let height = region.bottom.min(to) + 1 - region.top;
            (
                format!("{text}（{height} 行の結合）"),
                format!("{text} × {height} 行"),
            )
        })
        .collect();
    let text = words(
        "結合されたセルの値を、結合されていたすべての行に入れます",
        "the value of merged cells is put into each of their rows",
    );
    if !repairs.does("merged", text, true, regions.len(), examples) {
        return;
    }
    for region in regions {
        let Some(value) = grid.cell(region.top, region.left) else {
            continue;
        };
        let places = columns
            .iter()
            .enumerate()
            .filter(|(_, column)| (region.left..=region.right).contains(&column.at));
        for (at, _) in places {
            let first = region.top.saturating_sub(from);
            let until = region.bottom.min(to) + 1 - from;
            for row in rows.iter_mut().take(until).skip(first) {
                if let Some(cell) = row.cells.get_mut(at).filter(|cell| cell.is_blank()) {
                    *cell = value.clone();
                }
            }
        }
    }
}

/// Takes titles, totals and notes out, and says what they said.
fn prose(
    grid: &Grid,
    title_rows: &[usize],
    rows: &mut Vec<Row>,
    wide: usize,
    repairs: &mut Repairs<'_>,
    roles: &mut BTreeMap<usize, RowRole>,
) -> (String, String) {
    let text_of = |row: &Row| joined(Some(&row.cells));
    let behind = rows
        .iter()
        .rposition(|row| row.cells.iter().filter(|cell| !cell.is_blank()).count() > 1)
        .map_or(0, |at| at + 1);
    let noted: BTreeSet<usize> = rows
        .iter()
        .enumerate()
        .filter(|(at, row)| shape::is_note(&row.cells, wide, *at >= behind))
        .map(|(_, row)| row.at)
        .collect();
    let notes: Vec<String> = rows
        .iter()
        .filter(|row| noted.contains(&row.at))
        .map(text_of)
        .collect();
    let examples = notes
        .iter()
        .map(|note| (note.clone(), String::new()))
        .collect();
    let text = words(
        "注や資料名の行を除き、説明（.toml）の注に移します",
        "rows with notes or sources go to the note of the description (.toml)",
    );
    let without_notes = repairs.does("notes", text, true, notes.len(), examples);
    if without_notes {
        drop_rows(rows, RowRole::Note, roles, |row| noted.contains(&row.at));
    }
    let totals: BTreeSet<usize> = rows
        .iter()
        .filter(|row| shape::is_total(&row.cells))
        .map(|row| row.at)
        .collect();
    // Where much is called so it is a kind of row and no sum of the others.
    if totals.len() * 2 <= rows.len() {
        let examples = rows
            .iter()
            .filter(|row| totals.contains(&row.at))
            .map(|row| (text_of(row), String::new()))
            .collect();
        let text = words(
            "合計・小計・平均の行を除きます（残すと、集計で二重に数えられます）",
            "rows of totals and averages are left out: they would be counted twice",
        );
        if repairs.does("totals", text, true, totals.len(), examples) {
            drop_rows(rows, RowRole::Total, roles, |row| totals.contains(&row.at));
        }
    }
    let mut titles: Vec<String> = title_rows
        .iter()
        .map(|row| joined(grid.rows.get(*row)))
        .collect();
    let title = if titles.is_empty() {
        String::new()
    } else {
        titles.remove(0)
    };
    if without_notes {
        titles.extend(notes);
    }
    (title, titles.join("\n"))
}

/// What is around cells and cannot be seen.
fn cells(columns: &mut [Column], rows: &mut [Row], has_kinds: bool, repairs: &mut Repairs<'_>) {
    let around = |cell: &Cell| {
        let text = cell.text.as_str();
        cell.kind == Kind::Text
            && tidy(text).trim_matches('\0').len() != text.trim_matches('\0').len()
    };
    let nul = |cell: &Cell| cell.text.contains('\0');
    let found = |is: &dyn Fn(&Cell) -> bool| -> (usize, Vec<(String, String)>) {
        let cells = || {
            rows.iter()
                .flat_map(|row| &row.cells)
                .filter(|cell| is(cell))
        };
        let shown = cells()
            .take(EXAMPLES)
            .map(|cell| {
                let before = cell
                    .text
                    .replace('\0', "␀")
                    .replace('\u{3000}', "□")
                    .replace(' ', "␣");
                (before, tidy(&cell.text).replace('\0', ""))
            })
            .collect();
        (cells().count(), shown)
    };
    let (count, examples) = found(&nul);
    let text = words(
        "見えない文字（NUL）を取ります",
        "unseen characters (NUL) are taken out",
    );
    let without_nul = repairs.does("nul", text, true, count, examples);
    let (count, examples) = found(&around);
    let text = words(
        "値の前後の空白を取ります",
        "blanks around values are taken away",
    );
    let without_blanks = repairs.does("blanks", text, true, count, examples);
    for cell in rows.iter_mut().flat_map(|row| &mut row.cells) {
        if without_nul && nul(cell) {
            cell.text = cell.text.replace('\0', "");
        }
        if without_blanks && around(cell) {
            cell.text = tidy(&cell.text).to_owned();
        }
        if cell.text.is_empty() {
            cell.kind = Kind::Blank;
        }
    }
    // Digits that somebody entered as text, all of one length: codes.
    if has_kinds {
        for (at, column) in columns.iter_mut().enumerate() {
            let mut length = None;
            let is_code = rows
                .iter()
                .filter_map(|row| row.cells.get(at))
                .filter(|cell| !cell.is_blank())
                .all(|cell| {
                    let text = tidy(&cell.text);
                    cell.kind == Kind::Text
                        && text.len() >= 4
                        && text.bytes().all(|byte| byte.is_ascii_digit())
                        && *length.get_or_insert(text.len()) == text.len()
                });
            column.is_text = is_code && length.is_some();
        }
    }
}

/// The values of each column.
fn values(
    columns: &mut [Column],
    rows: &mut [Row],
    repairs: &mut Repairs<'_>,
    notes: &mut Vec<Bilingual>,
) -> Vec<Bilingual> {
    let mut looks = Vec::new();
    for (at, column) in columns.iter_mut().enumerate() {
        let cells: Vec<Cell> = rows
            .iter()
            .map(|row| row.cells.get(at).cloned().unwrap_or_default())
            .collect();
        if column.is_text {
            let count = cells.iter().filter(|cell| !cell.is_blank()).count();
            let name = &column.name;
            notes.push(words(
                format!("「{name}」は、文字として入れられた番号なので、文字として読みます。"),
                format!("`{name}` holds codes that were entered as text; they stay text"),
            ));
            looks.push(words(format!("番号 {count}"), format!("{count} codes")));
            continue;
        }
        let Findings {
            fixes,
            notes: said,
            summary,
        } = column::look(&column.name, &cells);
        notes.extend(said);
        looks.push(summary);
        for fix in fixes {
            let id = format!("{}:{}", fix.kind, column.name);
            let examples = fix
                .cells
                .iter()
                .take(EXAMPLES)
                .filter_map(|(row, after)| {
                    let before = tidy(&cells.get(*row)?.text).to_owned();
                    let after = if fix.is_text {
                        before.clone()
                    } else {
                        after.clone()
                    };
                    Some((before, after))
                })
                .collect();
            let is_certain = fix.is_text && fix.cells.is_empty();
            if !is_certain && !repairs.does(&id, fix.words, fix.is_on, fix.cells.len(), examples) {
                continue;
            }
            if fix.is_text {
                column.is_text = true;
                continue;
            }
            if column.unit.is_empty() {
                column.unit = fix.unit;
            }
            for (row, text) in fix.cells {
                if let Some(cell) = rows.get_mut(row).and_then(|row| row.cells.get_mut(at)) {
                    cell.text = text;
                }
            }
        }
    }
    looks
}

/// The table's file, read again as modules read it.
fn finish(columns: Vec<Column>, rows: &[Row], found: Found<'_>) -> Plan {
    let Found {
        header,
        repairs,
        notes,
        looks,
        title,
        note,
        limits,
    } = found;
    let mut csv = String::new();
    let names = columns.iter().map(|column| column.name.as_str());
    write_row(&mut csv, names);
    let mut guesses = vec![Guess::default(); columns.len()];
    let mut sample = Vec::new();
    for row in rows {
        for (guess, cell) in guesses.iter_mut().zip(&row.cells) {
            guess.add(&cell.text);
        }
        if sample.len() < SAMPLE {
            sample.push(row.cells.iter().map(|cell| cell.text.clone()).collect());
        }
        write_row(&mut csv, row.cells.iter().map(|cell| cell.text.as_str()));
    }
    let infos: Vec<ColumnInfo> = columns
        .into_iter()
        .zip(guesses)
        .map(|(column, guess)| ColumnInfo {
            name: column.name,
            meaning: String::new(),
            unit: column.unit,
            dtype: if column.is_text {
                Dtype::Text
            } else {
                guess.dtype()
            },
        })
        .collect();
    let looked = infos
        .iter()
        .zip(looks)
        .map(|(info, words)| ColumnLook {
            name: info.name.clone(),
            words,
        })
        .collect();
    let blocked = blocked(csv.as_bytes(), rows.len(), limits);
    let line = |row: usize| u32::try_from(row + 1).unwrap_or(0);
    Plan {
        look: Look {
            header: header.map_or((0, 0), |(first, last)| (line(first), line(last))),
            notes,
            repairs: repairs.list,
            columns: looked,
            rows: rows.len() as u64,
            sample,
            blocked,
            ..Look::default()
        },
        tidy: Tidy {
            csv: csv.into_bytes(),
            description: Description {
                title,
                note,
                columns: infos,
                ..Description::default()
            },
        },
        roles: BTreeMap::new(),
        kept: Vec::new(),
    }
}

/// Why what would be written is no table.
fn blocked(csv: &[u8], rows: usize, limits: Limits) -> Option<Bilingual> {
    if rows == 0 {
        return Some(words(
            "値のある行がありません。別のシートを選ぶか、見出しの行を確かめてください。",
            "there is no row with values; choose another sheet, or see which row names the columns",
        ));
    }
    let most = limits.rows;
    if rows > most {
        return Some(words(
            format!("行が多すぎます（{rows} 行）。{most} 行までです。"),
            format!("there are too many rows: {rows}, and at most {most} are allowed"),
        ));
    }
    let most = limits.bytes >> 20;
    if csv.len() > limits.bytes {
        return Some(words(
            format!("表が大きすぎます（{most} MB まで）。使う列や行だけにしてください。"),
            format!(
                "the table is larger than {most} MB; keep the columns and rows that are needed"
            ),
        ));
    }
    read(csv).err().map(|fault| no_table(&fault))
}

/// Whether the first row of a table names its columns as it must.
pub(crate) fn named(csv: &str) -> Result<(), Bilingual> {
    Reader::new(csv.as_bytes())
        .map(drop)
        .map_err(|fault| no_table(&fault))
}

fn no_table(fault: &Fault) -> Bilingual {
    let (ja, en) = match fault {
        Fault::Empty | Fault::NoTitle { .. } => ("名前のない列があります", "a column has no name"),
        Fault::TitleTwice { .. } | Fault::TitlesAlike { .. } => {
            ("同じ名前の列があります", "two columns have the same name")
        }
        Fault::EmptyRow { .. } => ("空の行があります", "there is a blank row"),
        Fault::Nul { .. } => (
            "見えない文字（NUL）があります",
            "there is an unseen character (NUL)",
        ),
        _ => ("表の形になっていません", "this is no table"),
    };
    words(
        format!("{ja}。切った修正を戻すか、見出しの行を選び直してください。"),
        format!("{en}; switch the repair on again, or choose the row of names"),
    )
}

/// Whether a file is a table as modules read it.
pub(crate) fn is_table(csv: &[u8]) -> bool {
    read(csv).is_ok()
}

fn read(csv: &[u8]) -> Result<(), Fault> {
    let mut reader = Reader::new(csv)?;
    while reader.row(|_, _| {})? {}
    Ok(())
}

pub(crate) fn write_row<'a>(out: &mut String, cells: impl Iterator<Item = &'a str>) {
    let start = out.len();
    for (at, cell) in cells.enumerate() {
        if at > 0 {
            out.push(',');
        }
        let quotes = cell.contains([',', '"', '\n', '\r']) || cell.starts_with('\u{feff}');
        if quotes {
            out.push('"');
            out.push_str(&cell.replace('"', "\"\""));
            out.push('"');
        } else {
            out.push_str(cell);
        }
    }
    // A row of one blank cell: an empty line is one too, but not at the end.
    if out.len() == start {
        out.push_str("\"\"");
    }
    out.push('\n');
}
