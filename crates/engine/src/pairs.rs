//! Which rows of two tables belong together: those with equal keys.
//!
//! How many pairs there are is known before any is made, so a join that explodes is refused in time. A row with a
//! missing key has no partner.

use polars::prelude::{Column, DataFrame, GroupsType, IdxSize};
use spec::{Failure, FailureKind};

use crate::Matches;
use crate::convert::engine;
use crate::memory::small_enough;

/// The partners of each left row.
pub(crate) struct Partners {
    /// The group of each left row; `None`: it has no key.
    left: Vec<Option<usize>>,
    /// Right rows, group by group.
    right: Vec<IdxSize>,
    /// Where each group begins in `right`; one more at the end.
    starts: Vec<usize>,
}

/// Finds the partners by keys: as many columns on both sides, of the same types.
///
/// # Errors
/// [`FailureKind::Engine`] when they are not.
pub(crate) fn partners(left: &[Column], right: &[Column]) -> Result<Partners, Failure> {
    let frame = |columns: &[Column]| -> Result<DataFrame, Failure> {
        let columns = columns
            .iter()
            .enumerate()
            .map(|(at, column)| column.clone().with_name(format!("k{at}").into()))
            .collect();
        DataFrame::new(columns).map_err(engine)
    };
    let (left, right) = (frame(left)?, frame(right)?);
    let height = left.height();
    let mut both = left.vstack(&right).map_err(engine)?;
    both.rechunk_mut();
    let names = both.get_column_names_owned();
    let mut missing = vec![false; both.height()];
    for column in both.get_columns() {
        if column.null_count() > 0 {
            for (missing, there) in missing.iter_mut().zip(column.is_not_null().iter()) {
                *missing |= there == Some(false);
            }
        }
    }
    let grouped = both.group_by_stable(names).map_err(engine)?;
    let groups: &GroupsType = grouped.get_groups();
    let mut of_left: Vec<Option<usize>> = vec![None; height];
    let mut of_right: Vec<IdxSize> = Vec::with_capacity(right.height());
    let mut starts: Vec<usize> = Vec::with_capacity(groups.len() + 1);
    let mut group = 0;
    let mut add = |rows: &mut dyn Iterator<Item = IdxSize>| {
        starts.push(of_right.len());
        for row in rows {
            let row = row as usize;
            if missing.get(row) == Some(&true) {
                continue;
            }
            match of_left.get_mut(row) {
                Some(place) => *place = Some(group),
                None => of_right.push((row - height) as IdxSize),
            }
        }
        group += 1;
    };
    match groups {
        GroupsType::Idx(groups) => {
            for (_, rows) in groups.iter() {
                add(&mut rows.iter().copied());
            }
        }
        GroupsType::Slice { groups, .. } => {
            for [first, len] in groups {
                add(&mut (*first..*first + *len));
            }
        }
    }
    starts.push(of_right.len());
    Ok(Partners {
        left: of_left,
        right: of_right,
        starts,
    })
}

impl Partners {
    /// The partners of a left row, in their order.
    pub(crate) fn of(&self, row: usize) -> &[IdxSize] {
        let Some(Some(group)) = self.left.get(row) else {
            return &[];
        };
        match (self.starts.get(*group), self.starts.get(group + 1)) {
            (Some(from), Some(to)) => self.right.get(*from..*to).unwrap_or_default(),
            _ => &[],
        }
    }

    /// How many rows have a partner, with so many rows on the right.
    pub(crate) fn matches(&self, right_rows: usize) -> Matches {
        let found = (0..self.left.len()).map(|row| self.of(row).len());
        let mut matches = Matches {
            left_rows: self.left.len() as u64,
            right_rows: right_rows as u64,
            ..Matches::default()
        };
        for partners in found {
            matches.left += u64::from(partners > 0);
            matches.most = matches.most.max(partners as u64);
        }
        // A group of right rows is matched as a whole, or not at all.
        let groups = self.starts.len().saturating_sub(1);
        let mut met = vec![false; groups];
        for group in self.left.iter().flatten() {
            if let Some(met) = met.get_mut(*group) {
                *met = true;
            }
        }
        let sizes = self.starts.iter().zip(self.starts.iter().skip(1));
        let sizes = sizes.map(|(from, to)| to - from);
        let of_met = sizes.zip(met).filter_map(|(size, met)| met.then_some(size));
        matches.right = of_met.sum::<usize>() as u64;
        matches
    }

    /// All pairs in the order of the left rows, of a table of so many columns.
    ///
    /// # Errors
    /// [`FailureKind::TooLarge`] when they are too many.
    pub(crate) fn pairs(&self, width: usize) -> Result<Vec<(IdxSize, IdxSize)>, Failure> {
        let count: u64 = (0..self.left.len())
            .map(|row| self.of(row).len() as u64)
            .sum();
        small_enough(count, width)?;
        let mut pairs = Vec::with_capacity(usize::try_from(count).unwrap_or(0));
        for row in 0..self.left.len() {
            let partners = self.of(row).iter();
            pairs.extend(partners.map(|partner| (row as IdxSize, *partner)));
        }
        Ok(pairs)
    }
}

/// Every left row with every right row.
///
/// # Errors
/// [`FailureKind::TooLarge`] when they are too many.
pub(crate) fn every_pair(
    left: usize,
    right: usize,
    width: usize,
) -> Result<Vec<(IdxSize, IdxSize)>, Failure> {
    small_enough((left as u64).saturating_mul(right as u64), width)?;
    let rows =
        |height: usize| IdxSize::try_from(height).map_err(|_| Failure::of(FailureKind::Engine));
    let (left, right) = (rows(left)?, rows(right)?);
    Ok((0..left)
        .flat_map(|row| (0..right).map(move |partner| (row, partner)))
        .collect())
}

/// Rows of a frame by number; a missing number gives missing cells.
///
/// # Errors
/// [`FailureKind::Engine`] for a row that is not there.
pub(crate) fn taken(
    frame: &DataFrame,
    rows: impl Iterator<Item = Option<IdxSize>>,
) -> Result<DataFrame, Failure> {
    frame
        .take(&rows.collect::<polars::prelude::IdxCa>())
        .map_err(engine)
}
