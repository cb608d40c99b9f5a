//! A solution that keeps the first rows of an order in which rows tie at the cut: any choice among them is right.

use std::collections::HashSet;

use spec::exercise::TableCheck;
use table::Table;

use super::align;
use super::columns::Columns;
use super::tolerance::Tolerances;

/// What the solution's result would be with all rows that tie at its cut.
#[derive(Clone, Debug, PartialEq)]
pub struct Cut {
    /// Those rows, in order.
    pub rows: Table,
    /// Which of them tie, ascending.
    pub tied: Vec<usize>,
    /// How many rows the result has.
    pub kept: usize,
}

impl Cut {
    /// The result with the choice that the answer made, as far as it made one.
    pub fn choice(&self, check: &TableCheck, rounds: &[i32], answer: &Table) -> Table {
        let tolerance = Tolerances::of(check, rounds, &self.rows);
        let columns = Columns::matched(check, &self.rows, answer, &tolerance);
        let heights = (answer.height(), self.rows.height());
        let aligned = align::align(check, &columns, heights, &tolerance);
        let met: HashSet<usize> = aligned.rows.iter().map(|(_, want)| *want).collect();
        let (mut chosen, others): (Vec<usize>, Vec<usize>) =
            self.tied.iter().partition(|row| met.contains(row));
        chosen.extend(others);
        let sure = self.rows.height().saturating_sub(self.tied.len());
        let left_out: HashSet<usize> = chosen
            .into_iter()
            .skip(self.kept.saturating_sub(sure))
            .collect();
        let rows: Vec<usize> = (0..self.rows.height())
            .filter(|row| !left_out.contains(row))
            .collect();
        self.rows.take(&rows)
    }
}

#[cfg(test)]
mod tests {
    use table::{Column, Values};

    use super::*;

    fn towns(names: &[&str], counts: &[i64]) -> Table {
        let names = names.iter().map(|name| Some((*name).to_owned())).collect();
        let counts = counts.iter().copied().map(Some).collect();
        Table::new(vec![
            Column::new("町", Values::Text(names)),
            Column::new("件数", Values::Int(counts)),
        ])
        .unwrap()
    }

    #[test]
    fn the_answers_choice_is_taken() {
        let cut = Cut {
            rows: towns(&["a", "b", "c", "d"], &[9, 5, 5, 5]),
            tied: vec![1, 2, 3],
            kept: 3,
        };
        let check = |answer: &[&str], expected: &[&str]| {
            let answer = towns(answer, &vec![5; answer.len()]);
            let chosen = cut.choice(&TableCheck::default(), &[], &answer);
            let counts: Vec<i64> = expected
                .iter()
                .map(|n| if *n == "a" { 9 } else { 5 })
                .collect();
            assert_eq!(chosen, towns(expected, &counts), "{answer:?}");
        };
        check(&["a", "b", "c"], &["a", "b", "c"]);
        check(&["d", "a", "c"], &["a", "c", "d"]);
        check(&["a", "d"], &["a", "b", "d"]);
        check(&["x", "y", "z"], &["a", "b", "c"]);
        check(&["d", "c", "b", "a"], &["a", "b", "c"]);
    }
}
