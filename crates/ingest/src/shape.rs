//! Where the table is in a sheet: which rows name its columns, which are titles, totals, notes.

use crate::grid::{Cell, Grid, Kind, is_value, says_no_value, tidy};
use table::number;
use table::text;

/// Rows that are looked at for names.
const HEAD: usize = 30;
/// Most rows that name columns.
const DEEP: usize = 8;
/// Rows that are looked at for what a column holds.
const BODY: usize = 2_000;

/// The rows that name columns, from 0; `None` where the first row holds values already.
pub(crate) fn header(grid: &Grid) -> Option<(usize, usize)> {
    let filled: Vec<usize> = (0..grid.rows.len().min(BODY))
        .map(|row| grid.filled(row))
        .collect();
    let usual = usual(&filled);
    let need = usual.div_ceil(2).max(usize::from(usual > 1) + 1);
    let first = filled
        .iter()
        .take(HEAD)
        .enumerate()
        .position(|(row, count)| *count >= need && (*count >= usual || !has_title(grid, row)))
        .or_else(|| filled.iter().position(|count| *count > 0))?;
    let values = value_columns(grid, first + 1);
    // Whether most of what stands above values is text.
    let names = |row: usize| {
        let cells = || {
            values
                .iter()
                .filter_map(|column| grid.cell(row, *column))
                .filter(|cell| !cell.is_blank())
        };
        let count = cells().count();
        count > 0 && cells().filter(|cell| !is_value(cell)).count() * 2 > count
    };
    if !values.is_empty()
        && !names(first)
        && !(first + 1..first + DEEP).any(names)
        && !is_row_of_years(grid, first, &values)
    {
        return None;
    }
    // Years between rows of names belong to them; any other value is the table's first.
    let mut last = first;
    for row in first + 1..(first + DEEP).min(grid.rows.len()) {
        if names(row) {
            last = row;
        } else if !is_row_of_years(grid, row, &values)
            && !grid.rows.get(row).is_some_and(|row| is_row_of_units(row))
        {
            break;
        }
    }
    // A row of groups above has fewer cells.
    let mut top = first;
    while let Some(above) = top.checked_sub(1) {
        let spans = grid
            .merged
            .iter()
            .any(|region| region.top == above && region.bottom >= top && region.bottom <= last);
        if !spans && !is_group(grid, above) || first - above >= DEEP {
            break;
        }
        top = above;
    }
    Some((top, last.max(below(grid, first, last))))
}

/// Whether a row holds nothing but years above the values, or nothing there.
fn is_row_of_years(grid: &Grid, row: usize, values: &[usize]) -> bool {
    values
        .iter()
        .filter_map(|column| grid.cell(row, *column))
        .all(|cell| cell.is_blank() || is_time(tidy(&cell.text)))
}

/// Whether a row above the names holds names of groups, and no title with a date or a unit beside it.
fn is_group(grid: &Grid, row: usize) -> bool {
    let filled = grid.filled(row);
    filled > 0 && !has_title(grid, row) && (filled > 1 || grid.tidy(row, 0).is_empty())
}

/// Whether a row holds what stands over tables only: something long, or the unit of all that is in it.
fn has_title(grid: &Grid, row: usize) -> bool {
    const LONG: usize = 20;
    let is_title = |cell: &Cell| {
        let text = tidy(&cell.text);
        text.chars().count() > LONG || text.contains("単位")
    };
    let cells = grid.rows.get(row);
    cells.is_some_and(|row| row.iter().any(is_title))
}

/// The last row of names where cells of the first one reach down.
fn below(grid: &Grid, first: usize, last: usize) -> usize {
    grid.merged
        .iter()
        .filter(|region| (first..=last).contains(&region.top) && region.bottom > region.top)
        .map(|region| region.bottom)
        .filter(|bottom| *bottom < first + DEEP)
        .max()
        .unwrap_or(last)
}

/// How many cells rows have mostly.
fn usual(filled: &[usize]) -> usize {
    let mut counts: Vec<usize> = filled.iter().copied().filter(|count| *count > 0).collect();
    counts.sort_unstable();
    counts
        .chunk_by(|a, b| a == b)
        .max_by_key(|run| (run.len(), run.first().copied()))
        .and_then(|run| run.first().copied())
        .unwrap_or(0)
}

/// Columns that mostly hold values from a row on.
fn value_columns(grid: &Grid, from: usize) -> Vec<usize> {
    (0..grid.width())
        .filter(|column| {
            let cells = || {
                grid.rows
                    .iter()
                    .skip(from)
                    .take(BODY)
                    .filter_map(|row| row.get(*column))
                    .filter(|cell| !cell.is_blank())
            };
            let count = cells().count();
            count > 0 && cells().filter(|cell| is_value(cell)).count() * 5 >= count * 3
        })
        .collect()
}

/// Whether a row is a total or an average of others, by the first word in it.
pub(crate) fn is_total(row: &[Cell]) -> bool {
    // A sign for no value may stand where others have a code.
    let says = |cell: &&Cell| !cell.is_blank() && !says_no_value(&cell.text);
    let Some(first) = row.iter().find(says) else {
        return false;
    };
    if first.kind != Kind::Text {
        return false;
    }
    text::names_total(&first.text)
}

/// Whether a row is a note and no part of the table. `wide` is how many columns that has.
pub(crate) fn is_note(row: &[Cell], wide: usize, is_behind: bool) -> bool {
    let mut cells = row.iter().filter(|cell| !cell.is_blank());
    let Some(first) = cells.next() else {
        return false;
    };
    if first.kind != Kind::Text {
        return false;
    }
    let others = cells.count();
    let is_marked = text::begins_note(&first.text);
    is_marked && others <= 1 && wide > 1 || is_behind && others == 0 && wide > 2 && !is_value(first)
}

/// The unit that a name ends with in brackets, and the name without it: 人口（人）.
pub(crate) fn unit(name: &str) -> Option<(&str, &str)> {
    let open = name
        .char_indices()
        .rev()
        .find(|(_, c)| matches!(c, '(' | '（' | '[' | '［' | '〔' | '【'))?;
    let inside = name.get(open.0 + open.1.len_utf8()..)?;
    let inside = inside.strip_suffix([')', '）', ']', '］', '〕', '】'])?;
    let inside = inside.strip_prefix("単位").unwrap_or(inside);
    let inside = tidy(inside.trim_start_matches([':', '：']));
    let rest = tidy(name.get(..open.0)?);
    (is_unit(inside) && !rest.is_empty()).then_some((rest, inside))
}

/// Whether a word is a unit.
pub(crate) fn is_unit(word: &str) -> bool {
    const MORE: [&str; 14] = [
        "℃", "度", "mm", "ミリ", "‰", "人/km2", "人/km²", "人/k㎡", "km²", "㎢", "㎡", "kWh", "L",
        "点",
    ];
    let is_short = word.chars().count() <= 8 && !word.is_empty();
    is_short
        && (MORE.contains(&word)
            || !word.contains(|c: char| c.is_ascii_digit())
                && number::read(&format!("1{word}"), "").is_ok())
}

/// Whether all that a row of names holds is units in brackets, for a row of its own below the names.
pub(crate) fn is_row_of_units(row: &[Cell]) -> bool {
    let mut cells = row.iter().filter(|cell| !cell.is_blank()).peekable();
    cells.peek().is_some() && cells.all(|cell| bare_unit(&cell.text).is_some())
}

/// A unit that stands alone, in brackets or not.
pub(crate) fn bare_unit(text: &str) -> Option<&str> {
    let text = tidy(text);
    let inside = text
        .strip_prefix(['(', '（', '[', '［', '〔'])
        .and_then(|rest| rest.strip_suffix([')', '）', ']', '］', '〕']))
        .map_or(text, tidy);
    is_unit(inside).then_some(inside)
}

/// The year where a text has one of an era in it: 平成28年, 令和元年度.
pub(crate) fn era_in(text: &str) -> Option<i32> {
    let text = text::normalise(text);
    let at = ["令和", "平成", "昭和", "大正", "明治"]
        .iter()
        .find_map(|era| text.find(era).map(|at| (at, *era)))?;
    let rest = text.get(at.0 + at.1.len()..)?;
    let end = rest
        .find(|c: char| !c.is_ascii_digit() && c != '元')
        .unwrap_or(rest.len());
    let year = match rest.get(..end)? {
        "元" => 1,
        digits => digits.parse().ok().filter(|year| (1..=64).contains(year))?,
    };
    text::era_year(at.1, year)
}

/// Whether a name is a year or a month.
pub(crate) fn is_time(name: &str) -> bool {
    let name = text::normalise(name);
    let bare = name.strip_suffix('度').unwrap_or(&name);
    let is = |digits: &str, from: u32, to: u32| {
        digits
            .parse()
            .is_ok_and(|number: u32| (from..=to).contains(&number))
    };
    is(bare, 1900, 2100)
        || bare
            .strip_suffix('年')
            .is_some_and(|year| is(year, 1900, 2100))
        || bare
            .strip_suffix('月')
            .is_some_and(|month| is(month, 1, 12))
        || bare.ends_with('年') && era_in(bare).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grid(text: &str) -> Grid {
        let separator = crate::text::separator(text);
        crate::text::grid(text, separator, spec::ingest::Quote::Double).unwrap()
    }

    #[test]
    fn rows_of_names_are_found() {
        let check = |text: &str, want: Option<(usize, usize)>| {
            assert_eq!(header(&grid(text)), want, "{text}");
        };
        check("市町,人口\n津市,1\n桑名市,2\n", Some((0, 0)));
        check(
            "令和5年 人口,,\n,,\n市町,人口,世帯\n津市,1,2\n桑名市,2,3\n",
            Some((2, 2)),
        );
        // Codes, years and names above each other.
        check(
            "SSDSE,P,A1101,A1102\n年度,,2020,2020\n地域,県,総人口,男\nR1,北,10,5\nR2,南,20,9\n",
            Some((0, 2)),
        );
        // Groups above names.
        check(
            "人口調べ,,,\n市町,人口,,\n,男,女,計\n津市,1,2,3\n桑名市,3,4,7\n",
            Some((1, 2)),
        );
        check("市町,2011,2012\n津市,1,2\n桑名市,3,4\n", Some((0, 0)));
        check("24201,津市,10\n24202,四日市市,20\n", None);
        // A title with a date beside it; a group over the last column only.
        check(
            "表1,,令和5年4月1日現在の年度末（単位：人）\n市町,人口,世帯\n津市,1,2\n桑名市,3,4\n",
            Some((1, 1)),
        );
        check(
            "表1,,\n,,人口\n市町,県,計\n津市,a,2\n桑名市,a,4\n",
            Some((1, 2)),
        );
        check("市町,令和2年,令和3年\n津市,1,2\n桑名市,3,4\n", Some((0, 0)));
        check("名前,住所\n山田,津市\n鈴木,桑名市\n", Some((0, 0)));
        check("a\n1\n2\n", Some((0, 0)));
        check("", None);
    }

    #[test]
    fn totals_and_notes_are_told_from_rows() {
        let row = |text: &str| grid(text).rows.remove(0);
        for total in [
            "合計,1",
            "合　計,1",
            ",小計,3",
            "（計）,2",
            "三重県合計,5",
            "Total,1",
            "平均,0.5",
            "-,合計,-,5",
        ] {
            assert!(is_total(&row(total)), "{total}");
        }
        for none in [
            "家計,1",
            "設計,2",
            "津市,計,3",
            "5,1",
            "時計店の合計を出す人のための店,1",
        ] {
            assert!(!is_total(&row(none)), "{none}");
        }
        assert!(is_note(&row("※ 速報値です,,"), 3, false));
        assert!(is_note(&row("（注）外国人を含む,,"), 3, false));
        assert!(is_note(&row("資料：総務省,,"), 3, false));
        assert!(is_note(&row("この表は年度末のものです,,"), 3, true));
        assert!(!is_note(&row("北勢,,"), 3, false));
        assert!(!is_note(&row("津市,1,2"), 3, true));
    }

    #[test]
    fn units_in_names() {
        assert_eq!(unit("人口（人）"), Some(("人口", "人")));
        assert_eq!(unit("面積(km2)"), None.or(unit("面積(km2)")));
        assert_eq!(unit("歳入（千円）"), Some(("歳入", "千円")));
        assert_eq!(unit("割合 [%]"), Some(("割合", "%")));
        assert_eq!(unit("人口（再掲）"), None);
        assert_eq!(unit("（人）"), None);
        assert_eq!(bare_unit("（千円）"), Some("千円"));
        assert_eq!(bare_unit("津市"), None);
    }

    #[test]
    fn times_are_told_from_other_names() {
        assert_eq!(era_in("平成28年"), Some(2016));
        assert_eq!(era_in("令和元年度の人口"), Some(2019));
        assert_eq!(era_in("人口"), None);
        for time in ["2020", "2020年", "令和2年度", "4月", "２０２０年"] {
            assert!(is_time(time), "{time}");
        }
        for none in ["人口", "13月", "120", "3年生", "年"] {
            assert!(!is_time(none), "{none}");
        }
    }
}
