//! What wrong values have in common. A signature must explain every wrong cell of its column, else there is none.

use spec::verdict::Signature;
use table::compare::{Cell, Tolerance, close, level};
use table::number::ten_to;
use table::{Column, Table};

use super::Case;
use super::align::{self, Alignment};
use super::columns::{Columns, Pair};
use super::tolerance::Tolerances;

/// Factors by which units differ: 百, 千, 万, 十万, 百万, 億 and their inverses.
pub(crate) const UNIT_FACTORS: [f64; 14] = [
    100.0, 0.01, 1000.0, 0.001, 1e4, 1e-4, 1e5, 1e-5, 1e6, 1e-6, 1e8, 1e-8, 1e9, 1e-9,
];
/// Factors and offsets that are no unit's need so many cells to be more than chance.
const MIN_CELLS: usize = 3;
/// Most decimals that are looked at as a rounding.
const MAX_DECIMALS: u8 = 6;

/// A column with wrong cells.
pub(super) struct Wrong<'a> {
    pub(super) column: &'a Column,
    /// Row of the reference, the answer's cell and the wanted one, in the reference's order.
    pub(super) cells: &'a [(usize, Cell<'a>, Cell<'a>)],
    /// Those that are wrong.
    pub(super) wrong: &'a [(usize, Cell<'a>, Cell<'a>)],
    pub(super) columns: &'a Columns<'a>,
    pub(super) aligned: &'a Alignment,
    pub(super) tolerance: &'a Tolerance,
}

/// The signature of an alternative solution whose column is the answer's.
pub(super) fn of_alternatives(
    case: &Case<'_>,
    answer: &Table,
    pair: &Pair<'_>,
    tolerance: &Tolerances,
) -> Option<Signature> {
    let got = pair.got.as_deref()?;
    let found = case
        .alternatives
        .iter()
        .find(|(_, table)| has_column(case, answer, got, &pair.want.name, table, tolerance))?;
    Some(found.0.clone())
}

/// Whether the alternative's column of that name has the answer's values, row by row.
fn has_column(
    case: &Case<'_>,
    answer: &Table,
    got: &Column,
    name: &str,
    other: &Table,
    tolerance: &Tolerances,
) -> bool {
    if other.height() != answer.height() || other.column(name).is_none() {
        return false;
    }
    let columns = Columns::matched(case.check, other, answer, tolerance);
    let aligned = align::align(
        case.check,
        &columns,
        (answer.height(), other.height()),
        tolerance,
    );
    let Some(column) = other.column(name) else {
        return false;
    };
    let reach = tolerance.column(name);
    aligned.complete
        && aligned
            .rows
            .iter()
            .all(|(row, want)| reach.same(got.cell(*row), column.cell(*want)))
}

/// The first signature that explains every wrong cell. A row too far comes last: in a running number it looks
/// just like an offset, and says less.
pub(super) fn of(wrong: &Wrong<'_>, reference: &Table) -> Option<Signature> {
    missing(wrong)
        .or_else(|| spelling(wrong))
        .or_else(|| swapped(wrong))
        .or_else(|| numeric(wrong, reference))
        .or_else(|| shifted(wrong))
}

fn all(wrong: &Wrong<'_>, holds: impl Fn(Cell<'_>, Cell<'_>) -> bool) -> bool {
    wrong.wrong.iter().all(|(_, got, want)| holds(*got, *want))
}

fn missing(wrong: &Wrong<'_>) -> Option<Signature> {
    if all(wrong, |got, want| got.is_null() && !want.is_null()) {
        return Some(Signature::MissingValues);
    }
    all(wrong, |got, want| {
        want.is_null() && got.as_f64() == Some(0.0)
    })
    .then_some(Signature::ZeroForMissing)
}

fn spelling(wrong: &Wrong<'_>) -> Option<Signature> {
    let only_spelling = |got: Cell<'_>, want: Cell<'_>| match (got, want) {
        (Cell::Text(got), Cell::Text(want)) => level(got) == level(want),
        _ => false,
    };
    all(wrong, only_spelling).then_some(Signature::Spelling)
}

/// The values stand in another column of the reference.
fn swapped(wrong: &Wrong<'_>) -> Option<Signature> {
    let kind = wrong.column.dtype();
    let belongs_to = |pair: &&Pair<'_>| {
        let other = pair.want;
        let alike = other.dtype() == kind || (other.dtype().is_number() && kind.is_number());
        // One row alone may be chance, unless the other column has changed too.
        let enough = wrong.cells.len() >= 2 || other_is_wrong(pair, wrong);
        alike
            && other.name != wrong.column.name
            && enough
            && wrong
                .cells
                .iter()
                .all(|(row, got, _)| !got.is_null() && wrong.tolerance.same(*got, other.cell(*row)))
    };
    let pair = wrong.columns.pairs.iter().find(belongs_to)?;
    Some(Signature::Swapped {
        with: pair.want.name.clone(),
    })
}

fn other_is_wrong(pair: &Pair<'_>, wrong: &Wrong<'_>) -> bool {
    let mut rows = wrong.aligned.rows.iter();
    rows.any(|(got, want)| pair.agrees(*got, *want) == Some(false))
}

/// Each row has its neighbour's value; at the ends of the table or of its groups anything may stand.
fn shifted(wrong: &Wrong<'_>) -> Option<Signature> {
    let height = wrong.column.len();
    if wrong.cells.len() < MIN_CELLS
        || wrong.wrong.len() < MIN_CELLS
        || wrong.aligned.rows.len() != height
    {
        return None;
    }
    [-1i8, 1].into_iter().find_map(|by| {
        let mut hits = 0usize;
        let mut told_apart = 0usize;
        for (row, got, want) in wrong.cells {
            let neighbour = row
                .checked_add_signed(isize::from(by))
                .filter(|row| *row < height);
            match neighbour.map(|row| wrong.column.cell(row)) {
                Some(value) if wrong.tolerance.same(*got, value) => {
                    hits += 1;
                    told_apart += usize::from(!wrong.tolerance.same(value, *want));
                }
                // An end, or the first row of a group.
                None => {}
                Some(_) if got.is_null() => {}
                Some(_) => return None,
            }
        }
        (hits * 3 >= wrong.cells.len() * 2 && told_apart >= 2).then_some(Signature::Shifted(by))
    })
}

fn numeric(wrong: &Wrong<'_>, reference: &Table) -> Option<Signature> {
    let pairs: Vec<(f64, f64)> = wrong
        .wrong
        .iter()
        .map(|(_, got, want)| Some((got.as_f64()?, want.as_f64()?)))
        .collect::<Option<_>>()?;
    if pairs
        .iter()
        .any(|(got, want)| !got.is_finite() || !want.is_finite())
    {
        return None;
    }
    let near = |got: f64, want: f64| {
        close(
            got,
            want,
            wrong
                .tolerance
                .abs
                .max(wrong.tolerance.rel.max(1e-9) * want.abs()),
        )
    };
    let by = |factor: f64| {
        pairs
            .iter()
            .all(|(got, want)| *want != 0.0 && near(*got, want * factor))
    };
    if by(-1.0) {
        return Some(Signature::Sign);
    }
    if let Some(factor) = UNIT_FACTORS.into_iter().find(|factor| by(*factor)) {
        return Some(Signature::Factor(factor));
    }
    if let Some(signature) = share(wrong, reference, &pairs, near) {
        return Some(signature);
    }
    if let Some(signature) = rounding(wrong, &pairs) {
        return Some(signature);
    }
    if pairs.len() < MIN_CELLS {
        return None;
    }
    let (got, want) = *pairs.first()?;
    if want != 0.0 && got != 0.0 && by(got / want) {
        return Some(Signature::Factor(got / want));
    }
    let offset = got - want;
    let reach = |want: f64| 1e-9 * want.abs().max(offset.abs()) + wrong.tolerance.abs;
    pairs
        .iter()
        .all(|(got, want)| close(got - want, offset, reach(*want)))
        .then_some(Signature::Offset(offset))
}

/// A share for an amount or the reverse, seen by the column's total.
fn share(
    wrong: &Wrong<'_>,
    reference: &Table,
    pairs: &[(f64, f64)],
    near: impl Fn(f64, f64) -> bool,
) -> Option<Signature> {
    if pairs.len() < 2 {
        return None;
    }
    let sum =
        |cells: &mut dyn Iterator<Item = Cell<'_>>| cells.filter_map(Cell::as_f64).sum::<f64>();
    let wanted = sum(&mut (0..reference.height()).map(|row| wrong.column.cell(row)));
    let given = sum(&mut wrong.cells.iter().map(|(_, got, _)| *got));
    for (scale, percent) in [(1.0, false), (100.0, true)] {
        if wanted != 0.0
            && pairs
                .iter()
                .all(|(got, want)| near(*got, want / wanted * scale))
        {
            return Some(Signature::ShareForAmount { percent });
        }
        // The wanted column is itself a share of what was given.
        if given != 0.0
            && pairs
                .iter()
                .all(|(got, want)| near(got / given * scale, *want))
        {
            return Some(Signature::AmountForShare);
        }
    }
    None
}

fn rounding(wrong: &Wrong<'_>, pairs: &[(f64, f64)]) -> Option<Signature> {
    if let Some(decimals) = (0..=MAX_DECIMALS).find(|decimals| fits(pairs, *decimals)) {
        return Some(Signature::Rounded { decimals });
    }
    // The reverse: everything that is asked for has few decimals, and the answer rounds to it.
    let all: Vec<(f64, f64)> = wrong
        .cells
        .iter()
        .filter_map(|(_, got, want)| Some((got.as_f64()?, want.as_f64()?)))
        .collect();
    (0..=MAX_DECIMALS)
        .find(|decimals| {
            all.iter()
                .all(|(got, want)| *got == *want || is_rounded_to(*want, *got, *decimals))
        })
        .map(|decimals| Signature::NotRounded { decimals })
}

fn fits(pairs: &[(f64, f64)], decimals: u8) -> bool {
    pairs
        .iter()
        .all(|(got, want)| is_rounded_to(*got, *want, decimals))
}

/// Whether a number is another one rounded (or cut off) to so many decimals, and not just nothing of it.
pub(crate) fn is_rounded_to(rounded: f64, full: f64, decimals: u8) -> bool {
    let step = ten_to(-i32::from(decimals));
    let steps = rounded / step;
    rounded != 0.0
        && close(steps, steps.round(), 1e-6)
        && (rounded - full).abs() < step * (1.0 - 1e-9)
        && rounded != full
}
