//! Which row of the answer belongs to which row of the reference: by key, never by position.
//!
//! The key is the declared one, else the smallest set of columns that is unique in the reference, where names
//! and dates go before measures: 市町名 and 年 identify a row even where no two populations happen to be equal.

use std::collections::{HashMap, HashSet, VecDeque};

use spec::exercise::TableCheck;
use table::compare::{Cell, Key, Tolerance};
use table::{Column, Dtype};

use super::columns::{Columns, Pair};
use super::tolerance::Tolerances;

/// Largest key that is looked for.
const MAX_KEY: usize = 4;
/// Only so many columns are combined; beyond them stand measures.
const MAX_CANDIDATES: usize = 12;
/// So many possible keys are tried on the answer.
const MAX_KEYS: usize = 6;
/// Rows left over are compared one by one only up to so many.
const MAX_LEFT_OVER: usize = 200;

/// Rows that belong together.
#[derive(Debug, Default)]
pub(super) struct Alignment {
    /// Positions in [`Columns::pairs`] of the key; empty: no key, whole rows were compared.
    pub(super) key: Vec<usize>,
    /// Row of the answer and row of the reference, in the reference's order.
    pub(super) rows: Vec<(usize, usize)>,
    /// Rows of the reference without partner.
    pub(super) missing: Vec<usize>,
    /// Rows of the answer whose key was not asked for.
    pub(super) extra: Vec<usize>,
    /// Rows of the answer whose key was asked for, but less often.
    pub(super) repeated: Vec<usize>,
    /// How many keys those are.
    pub(super) repeated_keys: usize,
    /// How often a key stands in the answer at most.
    pub(super) times: usize,
    /// Whether rows could be aligned at all.
    pub(super) possible: bool,
    /// Whether every row has its partner.
    pub(super) complete: bool,
}

/// An answer of more rows than this, and many times more than asked for, is not looked at row by row:
/// a join has gone wrong, and the browser's memory is for better things.
const MAX_ROWS: usize = 200_000;

/// Aligns the rows of an answer with those of the reference.
pub(super) fn align(
    check: &TableCheck,
    columns: &Columns<'_>,
    heights: (usize, usize),
    tolerance: &Tolerances,
) -> Alignment {
    let comparable: Vec<usize> = (0..)
        .zip(&columns.pairs)
        .filter(|(_, pair)| pair.got.is_some())
        .map(|(at, _)| at)
        .collect();
    if comparable.is_empty() || (heights.0 > MAX_ROWS && heights.0 / 2 > heights.1) {
        return Alignment::default();
    }
    let declared: Option<Vec<usize>> = check
        .key
        .iter()
        .map(|name| {
            comparable
                .iter()
                .copied()
                .find(|at| name_of(columns, *at) == Some(name))
        })
        .collect();
    let mut best = match declared {
        Some(key) if !key.is_empty() => by_key(columns, key, heights, tolerance),
        _ => by_found_key(columns, &comparable, heights, tolerance),
    };
    best.rows.sort_unstable_by_key(|(_, want)| *want);
    best.possible = true;
    best.complete = best.missing.is_empty() && best.extra.is_empty() && best.repeated.is_empty();
    best
}

fn name_of<'a>(columns: &'a Columns<'_>, at: usize) -> Option<&'a String> {
    columns.pairs.get(at).map(|pair| &pair.want.name)
}

/// The first unique set that fits at least half of the rows; else the first one that names things; else, as
/// measures name nothing, whole rows.
fn by_found_key(
    columns: &Columns<'_>,
    comparable: &[usize],
    heights: (usize, usize),
    tolerance: &Tolerances,
) -> Alignment {
    let mut first = None;
    for (key, holds_measure) in unique_sets(columns, comparable, heights.1) {
        let found = by_key(columns, key, heights, tolerance);
        if !found.rows.is_empty() && found.rows.len() * 2 >= heights.0.min(heights.1) {
            return found;
        }
        if !holds_measure {
            first.get_or_insert(found);
        }
    }
    first.unwrap_or_else(|| by_whole_row(columns, comparable, heights, tolerance))
}

/// A column as small numbers, equal where its cells are equal.
struct Codes {
    position: usize,
    codes: Vec<u32>,
    distinct: usize,
    measure: bool,
}

/// Sets of columns that are unique in the reference, and whether measures are among them; best first: no
/// measures, few columns, left before right.
fn unique_sets(
    columns: &Columns<'_>,
    comparable: &[usize],
    height: usize,
) -> Vec<(Vec<usize>, bool)> {
    let mut coded: Vec<Codes> = comparable
        .iter()
        .filter_map(|at| Some(encode(*at, columns.pairs.get(*at)?.want, height)))
        .collect();
    coded.sort_by_key(|column| (column.measure, column.position));
    let names = coded.iter().filter(|column| !column.measure).count();
    let mut sets = Vec::new();
    // Names first, all sizes; then with measures among them.
    for limit in [names.min(MAX_CANDIDATES), coded.len()] {
        for size in 1..=MAX_KEY {
            let pool = if size == 1 {
                limit
            } else {
                limit.min(MAX_CANDIDATES)
            };
            let Some(pool) = coded.get(..pool) else {
                continue;
            };
            combine(pool, size, height, &mut Vec::new(), 0, &mut sets);
            if sets.len() >= MAX_KEYS {
                return sets;
            }
        }
    }
    sets
}

fn encode(position: usize, column: &Column, height: usize) -> Codes {
    let mut seen: HashMap<Key<'_>, u32> = HashMap::new();
    let codes = (0..height)
        .map(|row| {
            let next = u32::try_from(seen.len()).unwrap_or(u32::MAX);
            *seen
                .entry(Tolerance::EXACT.key(column.cell(row)))
                .or_insert(next)
        })
        .collect();
    let distinct = seen.len();
    // Whole numbers that repeat are years and codes; those that do not are counts of something.
    let measure = match column.dtype() {
        Dtype::Float => true,
        Dtype::Int => distinct * 2 > height,
        Dtype::Text | Dtype::Bool | Dtype::Date => false,
    };
    Codes {
        position,
        codes,
        distinct,
        measure,
    }
}

/// Adds every unique set of `size` columns of the pool that contains no smaller one found before.
fn combine(
    pool: &[Codes],
    size: usize,
    height: usize,
    chosen: &mut Vec<usize>,
    from: usize,
    sets: &mut Vec<(Vec<usize>, bool)>,
) {
    if sets.len() >= MAX_KEYS {
        return;
    }
    if size == 0 {
        let picked: Vec<&Codes> = chosen.iter().filter_map(|at| pool.get(*at)).collect();
        let mut set: Vec<usize> = picked.iter().map(|codes| codes.position).collect();
        set.sort_unstable();
        let holds_smaller = sets
            .iter()
            .any(|(smaller, _)| smaller.iter().all(|position| set.contains(position)));
        if !holds_smaller && is_unique(&picked, height) {
            let holds_measure = picked.iter().any(|codes| codes.measure);
            sets.push((set, holds_measure));
        }
        return;
    }
    for at in from..pool.len() {
        chosen.push(at);
        combine(pool, size - 1, height, chosen, at + 1, sets);
        chosen.pop();
    }
}

fn is_unique(columns: &[&Codes], height: usize) -> bool {
    let possible = columns.iter().fold(1usize, |product, column| {
        product.saturating_mul(column.distinct)
    });
    if possible < height {
        return false;
    }
    let mut seen = HashSet::with_capacity(height);
    (0..height).all(|row| {
        let code = columns.iter().fold(0u128, |code, column| {
            code << 32 | u128::from(column.codes.get(row).copied().unwrap_or(u32::MAX))
        });
        seen.insert(code)
    })
}

/// The cells of a row's key, in comparable form.
fn key_of<'a>(
    pairs: &[&'a Pair<'_>],
    row: usize,
    of_answer: bool,
    tolerance: &Tolerances,
) -> Vec<Key<'a>> {
    pairs
        .iter()
        .map(|pair| {
            let column = if of_answer {
                pair.got.as_deref()
            } else {
                Some(pair.want)
            };
            tolerance.key(column.map_or(Cell::Null, |column| column.cell(row)))
        })
        .collect()
}

fn by_key(
    columns: &Columns<'_>,
    key: Vec<usize>,
    heights: (usize, usize),
    tolerance: &Tolerances,
) -> Alignment {
    let pairs: Vec<&Pair<'_>> = key.iter().filter_map(|at| columns.pairs.get(*at)).collect();
    let mut found = meet(columns, &pairs, heights, tolerance);
    found.key = key;
    if !found.missing.is_empty() && !found.extra.is_empty() {
        meet_levelled(&pairs, &mut found, tolerance);
        meet_near(&pairs, &mut found);
    }
    found
}

/// Brings rows of equal keys together, the k-th with the k-th, or the best fitting one where there are too many.
fn meet(
    columns: &Columns<'_>,
    pairs: &[&Pair<'_>],
    (got, want): (usize, usize),
    tolerance: &Tolerances,
) -> Alignment {
    let mut found = Alignment::default();
    let mut asked: HashMap<Vec<Key<'_>>, Vec<usize>> = HashMap::with_capacity(want);
    for row in 0..want {
        asked
            .entry(key_of(pairs, row, false, tolerance))
            .or_default()
            .push(row);
    }
    let mut given: HashMap<Vec<Key<'_>>, Vec<usize>> = HashMap::with_capacity(got);
    for row in 0..got {
        let key = key_of(pairs, row, true, tolerance);
        if !asked.contains_key(&key) {
            found.extra.push(row);
        }
        let rows = given.entry(key).or_default();
        rows.push(row);
        found.times = found.times.max(rows.len());
    }
    let mut done: HashSet<usize> = HashSet::new();
    for row in 0..want {
        if done.contains(&row) {
            continue;
        }
        let key = key_of(pairs, row, false, tolerance);
        let wanted = asked.get(&key).map(Vec::as_slice).unwrap_or_default();
        done.extend(wanted);
        let rest = given.remove(&key).unwrap_or_default();
        if rest.len() > wanted.len() {
            found.repeated_keys += 1;
        }
        found.pair(columns, rest, wanted, tolerance);
    }
    found.missing.sort_unstable();
    found.repeated.sort_unstable();
    found
}

impl Alignment {
    /// Brings rows of one key together: the best fitting one where one is wanted; of several, first those that are equal
    /// in every cell, then the k-th with the k-th. Looking for the best fit of each would take the square of their number.
    fn pair(
        &mut self,
        columns: &Columns<'_>,
        mut given: Vec<usize>,
        wanted: &[usize],
        tolerance: &Tolerances,
    ) {
        if let [wanted] = wanted {
            match best(columns, &given, *wanted) {
                Some(at) => self.rows.push((given.remove(at), *wanted)),
                None => self.missing.push(*wanted),
            }
            self.repeated.extend(given);
            return;
        }
        let comparable = columns.pairs.iter().filter(|pair| pair.got.is_some());
        let pairs: Vec<&Pair<'_>> = comparable.collect();
        let mut free: HashMap<Vec<Key<'_>>, VecDeque<usize>> = HashMap::new();
        for row in &given {
            free.entry(key_of(&pairs, *row, true, tolerance))
                .or_default()
                .push_back(*row);
        }
        let mut taken = HashSet::new();
        let mut open = Vec::new();
        for want in wanted {
            let equal = free
                .get_mut(&key_of(&pairs, *want, false, tolerance))
                .and_then(VecDeque::pop_front);
            match equal {
                Some(row) => {
                    taken.insert(row);
                    self.rows.push((row, *want));
                }
                None => open.push(*want),
            }
        }
        let mut rest = given.into_iter().filter(|row| !taken.contains(row));
        for want in open {
            match rest.next() {
                Some(row) => self.rows.push((row, want)),
                None => self.missing.push(want),
            }
        }
        self.repeated.extend(rest);
    }
}

/// Position of the row that has most cells in common with the wanted one, the first of them.
fn best(columns: &Columns<'_>, rows: &[usize], want: usize) -> Option<usize> {
    if rows.len() <= 1 {
        return (!rows.is_empty()).then_some(0);
    }
    let scored = rows
        .iter()
        .enumerate()
        .map(|(at, row)| (in_common(columns.pairs.iter(), *row, want), at));
    scored
        .max_by(|a, b| a.0.cmp(&b.0).then(b.1.cmp(&a.1)))
        .map(|(_, at)| at)
}

fn in_common<'a, 'b: 'a>(
    pairs: impl Iterator<Item = &'a Pair<'b>>,
    got: usize,
    want: usize,
) -> usize {
    pairs
        .filter(|pair| pair.agrees(got, want) == Some(true))
        .count()
}

/// Brings rows together whose keys differ only in width of characters or white space.
fn meet_levelled(pairs: &[&Pair<'_>], found: &mut Alignment, tolerance: &Tolerances) {
    let level = |row: usize, of_answer: bool| -> Vec<Key<'static>> {
        key_of(pairs, row, of_answer, tolerance)
            .iter()
            .map(Key::levelled)
            .collect()
    };
    let mut free: HashMap<Vec<Key<'static>>, usize> = HashMap::new();
    for row in found.extra.iter().rev() {
        free.insert(level(*row, true), *row);
    }
    let rows = &mut found.rows;
    let mut taken = HashSet::new();
    found.missing.retain(|want| {
        let Some(got) = free.remove(&level(*want, false)) else {
            return true;
        };
        rows.push((got, *want));
        taken.insert(got);
        false
    });
    found.extra.retain(|row| !taken.contains(row));
}

/// Brings rows together whose keys are numbers that rounding put apart.
fn meet_near(pairs: &[&Pair<'_>], found: &mut Alignment) {
    let holds_float = pairs.iter().any(|pair| pair.want.dtype() == Dtype::Float);
    if holds_float && found.missing.len() <= MAX_LEFT_OVER && found.extra.len() <= MAX_LEFT_OVER {
        pair_up(found, |got, want| {
            in_common(pairs.iter().copied(), got, want) == pairs.len()
        });
    }
}

/// No key: equal rows meet, then rows that have at least half of their cells in common.
fn by_whole_row(
    columns: &Columns<'_>,
    comparable: &[usize],
    heights: (usize, usize),
    tolerance: &Tolerances,
) -> Alignment {
    let pairs: Vec<&Pair<'_>> = comparable
        .iter()
        .filter_map(|at| columns.pairs.get(*at))
        .collect();
    let mut found = meet(columns, &pairs, heights, tolerance);
    // A row that stands too often may be the wrong form of one that is missing.
    if found.missing.len() <= MAX_LEFT_OVER
        && found.extra.len() + found.repeated.len() <= MAX_LEFT_OVER
    {
        for least in [
            pairs.len().saturating_sub(1).max(1),
            pairs.len().div_ceil(2),
        ] {
            pair_up(&mut found, |got, want| {
                in_common(pairs.iter().copied(), got, want) >= least
            });
        }
    }
    // The last two left over can only mean one another.
    if let ([got], [want]) = (found.extra.as_slice(), found.missing.as_slice())
        && found.repeated.is_empty()
    {
        found.rows.push((*got, *want));
        found.extra.clear();
        found.missing.clear();
    }
    found
}

/// Moves missing and extra rows for which `fits` holds into the aligned ones, first come first served.
fn pair_up(found: &mut Alignment, fits: impl Fn(usize, usize) -> bool) {
    let (rows, extra) = (&mut found.rows, &mut found.extra);
    found.missing.retain(|want| {
        let Some(at) = extra.iter().position(|got| fits(*got, *want)) else {
            return true;
        };
        rows.push((extra.remove(at), *want));
        false
    });
}
