//! What lies in work files: everything the learner saved into one or opened from one. Knows nothing of browsers.

use std::collections::BTreeSet;

use crate::storage::{Key, Records};

/// Records that lie in a work file.
#[derive(Clone, Debug, Default)]
pub(crate) struct Filed(BTreeSet<(String, String)>);

impl Filed {
    /// These lie in one now.
    pub(crate) fn note(&mut self, records: Records) {
        self.0.extend(records);
    }

    /// How many exercises have work that lies in none. Where she was and which town is hers is not worth a question.
    pub(crate) fn missing<'a>(
        &self,
        work: impl IntoIterator<Item = (&'a String, &'a String)>,
    ) -> usize {
        work.into_iter()
            .filter(|(key, text)| {
                !text.is_empty()
                    && matches!(Key::parse(key), Some(Key::Exercise(..)))
                    && !self.0.contains(&((*key).clone(), (*text).clone()))
            })
            .count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn records(list: &[(&str, &str)]) -> Records {
        list.iter()
            .map(|(key, text)| ((*key).to_owned(), (*text).to_owned()))
            .collect()
    }

    #[test]
    fn what_was_never_saved_is_missing() {
        let filed = Filed::default();
        assert_eq!(filed.missing(&Records::new()), 0);
        let work = records(&[
            ("settings", "津市"),
            ("module/m1", "place"),
            ("exercise/m1/ex1", "a"),
            ("exercise/m1/ex2", "b"),
        ]);
        assert_eq!(filed.missing(&work), 2);
    }

    #[test]
    fn a_saved_file_has_everything_until_something_changes() {
        let mut filed = Filed::default();
        let work = records(&[("exercise/m1/ex1", "a"), ("exercise/m1/ex2", "b")]);
        filed.note(work.clone());
        assert_eq!(filed.missing(&work), 0);
        let changed = records(&[
            ("exercise/m1/ex1", "a"),
            ("exercise/m1/ex2", "bb"),
            ("exercise/m2/ex1", "c"),
        ]);
        assert_eq!(filed.missing(&changed), 2);
        // Taken back: that lies in the file.
        assert_eq!(filed.missing(&work), 0);
    }

    #[test]
    fn what_came_from_a_file_lies_in_it_and_what_was_merged_does_not() {
        let mut filed = Filed::default();
        filed.note(records(&[
            ("exercise/m1/ex1", "a"),
            ("exercise/m1/ex2", "b"),
        ]));
        let merged = records(&[
            ("exercise/m1/ex1", "a"),
            ("exercise/m1/ex2", "b and b2"),
            ("exercise/m1/ex3", "c"),
        ]);
        assert_eq!(filed.missing(&merged), 2);
    }
}
