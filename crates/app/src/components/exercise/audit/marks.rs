//! Marks on a sheet: what becomes of them, and which rules a place is marked with.

use spec::exercise::AuditMark;
use spec::ingest::AuditPlace;

/// The marks with one more, or without one that was there.
pub(super) fn toggled(marks: &[AuditMark], mark: AuditMark) -> Vec<AuditMark> {
    let mut next: Vec<AuditMark> = marks.to_vec();
    next.retain(|other| *other != mark);
    if next.len() == marks.len() {
        next.push(mark);
    }
    next
}

/// Each marked place with the ids of its rules.
pub(super) fn names(marks: &[AuditMark]) -> Vec<(AuditPlace, String)> {
    let mut names: Vec<(AuditPlace, String)> = Vec::new();
    for mark in marks {
        match names.iter_mut().find(|(place, _)| *place == mark.place) {
            Some((_, rules)) => {
                rules.push(' ');
                rules.push_str(mark.rule.id());
            }
            None => names.push((mark.place, mark.rule.id().to_owned())),
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use spec::ingest::Rule;

    use super::*;

    #[test]
    fn a_mark_is_set_once_and_taken_away_again() {
        let place = AuditPlace::Row { sheet: 0, row: 3 };
        let mark = |rule| AuditMark { rule, place };
        let (cut, merged) = (mark(Rule::NotCut), mark(Rule::NotMerged));
        let both = toggled(&toggled(&[], cut), merged);
        assert_eq!(both, [cut, merged]);
        assert_eq!(names(&both), [(place, "L1-03 L1-12".to_owned())]);
        assert_eq!(toggled(&both, cut), [merged]);
    }
}
