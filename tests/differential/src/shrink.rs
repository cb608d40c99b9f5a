//! Makes a difference as small as it goes, by leaving out and looking whether it is still there.

use spec::Step;
use table::Table;

use crate::tree::Tree;
use crate::world::{Given, World};

/// How often to look at most: each time both engines run.
const TRIES: usize = 500;

/// The smallest tree that is found for which `differs` holds.
pub fn tree(tree: &Tree, mut differs: impl FnMut(&Tree) -> bool) -> Tree {
    let mut smallest = tree.clone();
    let mut tries = 0;
    'again: loop {
        for candidate in smallest.smaller() {
            tries += 1;
            if tries > TRIES {
                return smallest;
            }
            if differs(&candidate) {
                smallest = candidate;
                continue 'again;
            }
        }
        return smallest;
    }
}

/// The fewest steps that are found for which `differs` holds.
pub fn steps(steps: &[Step], mut differs: impl FnMut(&[Step]) -> bool) -> Vec<Step> {
    let mut fewest = steps.to_vec();
    'again: loop {
        for left_out in (1..fewest.len()).rev() {
            let mut candidate = fewest.clone();
            candidate.remove(left_out);
            if differs(&candidate) {
                fewest = candidate;
                continue 'again;
            }
        }
        for position in 1..fewest.len() {
            for smaller in smaller_step(&fewest[position]) {
                let mut candidate = fewest.clone();
                candidate[position] = smaller;
                if differs(&candidate) {
                    fewest = candidate;
                    continue 'again;
                }
            }
        }
        return fewest;
    }
}

/// The step with one thing less.
fn smaller_step(step: &Step) -> Vec<Step> {
    fn without<T: Clone>(items: &[T], least: usize) -> Vec<Vec<T>> {
        if items.len() <= least {
            return Vec::new();
        }
        (0..items.len())
            .map(|left_out| {
                let mut items = items.to_vec();
                items.remove(left_out);
                items
            })
            .collect()
    }
    match step {
        Step::WithColumns { columns } => without(columns, 1)
            .into_iter()
            .map(|columns| Step::WithColumns { columns })
            .collect(),
        Step::GroupBy { keys, aggs } => without(aggs, 0)
            .into_iter()
            .map(|aggs| Step::GroupBy {
                keys: keys.clone(),
                aggs,
            })
            .chain(without(keys, 0).into_iter().map(|keys| Step::GroupBy {
                keys,
                aggs: aggs.clone(),
            }))
            .collect(),
        Step::Select { columns } => without(columns, 1)
            .into_iter()
            .map(|columns| Step::Select { columns })
            .collect(),
        Step::Join { how, table, on } => without(on, 1)
            .into_iter()
            .map(|on| Step::Join {
                how: *how,
                table: table.clone(),
                on,
            })
            .collect(),
        _ => Vec::new(),
    }
}

/// The fewest rows that are found for which `differs` holds; columns that `names` does not know go, too.
pub fn world(
    world: &World,
    mentions: impl Fn(&str) -> bool,
    mut differs: impl FnMut(&World) -> bool,
) -> World {
    let mut smallest = world.clone();
    smallest.tables.retain(|given| mentions(&given.name));
    if !differs(&smallest) {
        return world.clone();
    }
    for table in 0..smallest.tables.len() {
        let columns: Vec<_> = smallest.tables[table]
            .table
            .columns()
            .iter()
            .filter(|column| mentions(&column.name))
            .cloned()
            .collect();
        if !columns.is_empty()
            && let Ok(narrow) = Table::new(columns)
        {
            let candidate = with(&smallest, table, narrow);
            if differs(&candidate) {
                smallest = candidate;
            }
        }
        let mut row = 0;
        while row < smallest.tables[table].table.height() {
            let here = &smallest.tables[table].table;
            let rows: Vec<usize> = (0..here.height()).filter(|other| *other != row).collect();
            let candidate = with(&smallest, table, here.take(&rows));
            if differs(&candidate) {
                smallest = candidate;
            } else {
                row += 1;
            }
        }
    }
    smallest
}

fn with(world: &World, position: usize, table: Table) -> World {
    let mut changed = world.clone();
    let given = &changed.tables[position];
    changed.tables[position] = Given {
        name: given.name.clone(),
        columns: given.columns.clone(),
        table,
    };
    changed
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::row;
    use crate::tree::Dialect;

    #[test]
    fn what_does_not_matter_goes() {
        let given = row![
            "SELECT ",
            Tree::list(vec![
                Tree::value(row!["f(", Tree::value("bad"), ", ", Tree::value("1"), ")"]),
                "b".into()
            ]),
            " FROM t",
            Tree::may(" WHERE x"),
            Tree::may(" LIMIT 1"),
        ];
        let small = tree(&given, |tree| tree.text(Dialect::Ama).contains("bad"));
        assert_eq!(small.text(Dialect::Ama), "SELECT bad FROM t");
    }

    #[test]
    fn rows_that_do_not_matter_go() {
        let given = World::new(1);
        let small = world(
            &given,
            |_| true,
            |world| world.tables[1].table.height() >= 1,
        );
        assert_eq!(small.tables[0].table.height(), 0);
        assert_eq!(small.tables[1].table.height(), 1);
    }
}
