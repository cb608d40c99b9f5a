//! `audit`: marks on a sheet against the faults that the author knows of.

use spec::exercise::{AuditExercise, AuditMark, SHOWN_COLUMNS, SHOWN_ROWS, Spot};
use spec::failure::CheckFault;
use spec::ingest::{AuditPlace, Rule};
use spec::verdict::{MarkFault, Note, Right};
use spec::{Area, Feedback, Finding, Verdict};

use crate::cannot_grade;

/// How large the sheet is: rows and columns.
pub type Size = (u32, u32);

/// Grades marks. A mark shows a fault of its rule in whose place it lies; two marks of one fault count once.
///
/// Where faults are not told before they are found, so are their places: what is missing is only counted.
pub fn grade(exercise: &AuditExercise, marks: &[AuditMark], size: Size, attempt: u32) -> Verdict {
    let sheet = Sheet::of(size);
    if exercise.faults.is_empty() {
        return cannot_grade(CheckFault::NoRightAnswer);
    }
    if marks.is_empty() {
        return Verdict::Incomplete {
            field: String::new(),
        };
    }
    let mut found = vec![false; exercise.faults.len()];
    let mut twice = 0;
    let mut astray: Vec<&AuditMark> = Vec::new();
    for mark in marks {
        let shows = |at: &usize| {
            let fault = exercise.faults.get(*at);
            fault.is_some_and(|fault| fault.rule == mark.rule && sheet.lies_in(mark, &fault.at))
        };
        let shown: Vec<usize> = (0..found.len()).filter(shows).collect();
        let is_new = |at: &&usize| found.get(**at) == Some(&false);
        match shown.iter().find(is_new).or(shown.first()) {
            None => astray.push(mark),
            Some(at) => {
                if let Some(found) = found.get_mut(*at) {
                    twice += u32::from(*found);
                    *found = true;
                }
            }
        }
    }
    let all = count(found.len());
    let here = count(found.iter().filter(|found| **found).count());
    let enough = exercise.least.map_or(all, |least| least.clamp(1, all));
    let missing = enough.saturating_sub(here);
    if astray.is_empty() && missing == 0 {
        let notes = (twice > 0).then_some(Note::MarkedTwice { marks: twice });
        return Verdict::Correct {
            notes: notes.into_iter().collect(),
        };
    }
    // The first of the author's mistakes that a mark is; of that mark nothing more has to be said.
    let foreseen = exercise.wrong.iter().enumerate().find_map(|(at, wrong)| {
        let fits = |mark: &&AuditMark| {
            wrong.rule.is_none_or(|rule| rule == mark.rule)
                && (wrong.at.is_empty() || sheet.lies_in(mark, &wrong.at))
        };
        Some((at, wrong, astray.iter().position(fits)?))
    });
    if let Some((_, _, mark)) = foreseen {
        astray.remove(mark);
    }
    let mut findings: Vec<Finding> = astray
        .into_iter()
        .map(|mark| Finding::AuditMark {
            rule: mark.rule,
            place: mark.place,
            why: sheet.why(mark, exercise),
        })
        .collect();
    if missing > 0 {
        let is_told = exercise.least.is_none() && attempt > 1;
        findings.push(Finding::AuditMissed {
            missing,
            least: exercise.least.map(|_| enough),
            rule: is_told
                .then(|| broken_elsewhere(exercise, &found))
                .flatten(),
        });
    }
    Verdict::NotYet(Feedback {
        right: (here > 0)
            .then_some(Right::Faults(here))
            .into_iter()
            .collect(),
        say: foreseen.map(|(_, wrong, _)| wrong.say.clone()),
        wrong: foreseen.map(|(at, ..)| count(at)),
        findings,
        ..Feedback::default()
    })
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// The first rule with faults that are not found, in the author's order, and how many.
fn broken_elsewhere(exercise: &AuditExercise, found: &[bool]) -> Option<(Rule, u32)> {
    let hidden = || {
        let faults = exercise.faults.iter().zip(found);
        faults
            .filter(|(_, found)| !**found)
            .map(|(fault, _)| fault.rule)
    };
    let first = hidden().next()?;
    Some((first, count(hidden().filter(|rule| *rule == first).count())))
}

/// The sheet, as far as places on it can be marked.
struct Sheet {
    rows: u32,
    columns: u32,
}

impl Sheet {
    fn of((rows, columns): Size) -> Self {
        Self {
            rows: rows.min(SHOWN_ROWS),
            columns: columns.min(SHOWN_COLUMNS),
        }
    }

    /// The cells of a place; `None` for one that is not there.
    fn cells(&self, place: AuditPlace) -> Option<Area> {
        let area = match place {
            AuditPlace::File | AuditPlace::Sheet { .. } => Area {
                right: Area::END,
                ..Area::column(1)
            },
            AuditPlace::Row { row, .. } => Area::row(row),
            AuditPlace::Column { column, .. } => Area::column(column),
            AuditPlace::Cell { row, column, .. } => Area::cell(row, column),
        };
        let area = area.within(self.rows, self.columns);
        (area.top >= 1 && area.left >= 1 && area.top <= area.bottom && area.left <= area.right)
            .then_some(area)
    }

    fn lies_in(&self, mark: &AuditMark, at: &[Spot]) -> bool {
        at.iter().any(|spot| match spot {
            Spot::Sheet => matches!(mark.place, AuditPlace::Sheet { .. } | AuditPlace::File),
            Spot::Cells(area) => {
                let area = area.within(self.rows, self.columns);
                self.cells(mark.place)
                    .is_some_and(|cells| area.holds(cells))
            }
        })
    }

    /// What is wrong with a mark that shows no fault.
    fn why(&self, mark: &AuditMark, exercise: &AuditExercise) -> MarkFault {
        let covers = |spot: &Spot| match (spot, self.cells(mark.place)) {
            (Spot::Cells(area), Some(cells)) => cells.holds(area.within(self.rows, self.columns)),
            _ => false,
        };
        let faults = || exercise.faults.iter();
        let own = || faults().filter(|fault| fault.rule == mark.rule);
        if own().any(|fault| fault.at.iter().any(covers)) {
            MarkFault::Wide
        } else if faults().any(|fault| self.lies_in(mark, &fault.at)) {
            MarkFault::OtherRule
        } else if own().next().is_some() {
            MarkFault::Elsewhere
        } else {
            MarkFault::NoFault
        }
    }
}

#[cfg(test)]
mod tests {
    use spec::exercise::{AuditFault, AuditWrong, RuleWords};

    use super::*;

    fn spots(names: &[&str]) -> Vec<Spot> {
        names.iter().map(|name| Spot::of(name).unwrap()).collect()
    }

    fn exercise() -> AuditExercise {
        let fault = |rule, at: &[&str]| AuditFault {
            rule,
            at: spots(at),
        };
        AuditExercise {
            table: "施設".into(),
            rules: [
                Rule::NotMerged,
                Rule::NotCut,
                Rule::OneTable,
                Rule::NoColour,
            ]
            .map(RuleWords::of)
            .to_vec(),
            least: None,
            faults: vec![
                fault(Rule::NotMerged, &["A1:C1"]),
                fault(Rule::NotMerged, &["B3:C3"]),
                fault(Rule::NotCut, &["5:5"]),
                fault(Rule::OneTable, &["sheet", "6:9"]),
            ],
            wrong: vec![AuditWrong {
                say: "太字だけです。".into(),
                rule: None,
                at: spots(&["A2:D2"]),
            }],
        }
    }

    fn marks(marks: &[(Rule, &str)]) -> Vec<AuditMark> {
        let place = |name: &str| match name {
            "sheet" => AuditPlace::Sheet { sheet: 0 },
            name => AuditPlace::of(0, name).unwrap(),
        };
        let marks = marks.iter();
        marks
            .map(|(rule, name)| AuditMark {
                rule: *rule,
                place: place(name),
            })
            .collect()
    }

    fn told(exercise: &AuditExercise, given: &[(Rule, &str)], attempt: u32) -> Verdict {
        grade(exercise, &marks(given), (9, 4), attempt)
    }

    const ALL: [(Rule, &str); 4] = [
        (Rule::NotMerged, "B1"),
        (Rule::NotMerged, "C3"),
        (Rule::NotCut, "5:5"),
        (Rule::OneTable, "sheet"),
    ];

    #[test]
    fn any_place_of_each_fault_will_do() {
        assert_eq!(
            told(&exercise(), &ALL, 1),
            Verdict::Correct { notes: Vec::new() }
        );
        let mut other = ALL;
        other[2].1 = "D5";
        other[3].1 = "7:7";
        assert!(told(&exercise(), &other, 1).is_correct());
        let mut twice = ALL.to_vec();
        twice.push((Rule::NotMerged, "A1"));
        assert_eq!(
            told(&exercise(), &twice, 1),
            Verdict::Correct {
                notes: vec![Note::MarkedTwice { marks: 1 }]
            }
        );
    }

    fn why(mark: (Rule, &str)) -> MarkFault {
        let mut given = ALL.to_vec();
        given.push(mark);
        match told(&exercise(), &given, 1) {
            Verdict::NotYet(feedback) => match feedback.findings.as_slice() {
                [Finding::AuditMark { why, .. }] => *why,
                other => panic!("{other:?}"),
            },
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_mark_astray_is_told_why() {
        assert_eq!(why((Rule::NotCut, "A1")), MarkFault::OtherRule);
        assert_eq!(why((Rule::NotMerged, "1:1")), MarkFault::Wide);
        assert_eq!(why((Rule::NotMerged, "sheet")), MarkFault::Wide);
        assert_eq!(why((Rule::NotMerged, "D4")), MarkFault::Elsewhere);
        assert_eq!(why((Rule::NoColour, "D4")), MarkFault::NoFault);
        // Not on the sheet at all.
        assert_eq!(why((Rule::NoColour, "Z99")), MarkFault::NoFault);
        assert_eq!(why((Rule::NotCut, "99:99")), MarkFault::Elsewhere);
    }

    #[test]
    fn what_the_author_foresaw_is_said() {
        let mut given = ALL.to_vec();
        given.push((Rule::NoColour, "A2"));
        let Verdict::NotYet(feedback) = told(&exercise(), &given, 1) else {
            panic!()
        };
        assert_eq!(feedback.say.as_deref(), Some("太字だけです。"));
        assert_eq!((feedback.wrong, feedback.findings.len()), (Some(0), 0));
        assert_eq!(feedback.right, [Right::Faults(4)]);
    }

    #[test]
    fn what_is_missing_is_counted_and_later_its_rule_is_told() {
        let missed = |exercise: &AuditExercise, attempt| match told(
            exercise,
            &[(Rule::NotMerged, "A1")],
            attempt,
        ) {
            Verdict::NotYet(feedback) => feedback.findings,
            other => panic!("{other:?}"),
        };
        let finding = |missing, least, rule| {
            [Finding::AuditMissed {
                missing,
                least,
                rule,
            }]
        };
        let exercise = exercise();
        assert_eq!(missed(&exercise, 1), finding(3, None, None));
        let rule = Some((Rule::NotMerged, 1));
        assert_eq!(missed(&exercise, 2), finding(3, None, rule));
        let any_two = AuditExercise {
            least: Some(2),
            ..exercise
        };
        assert_eq!(missed(&any_two, 2), finding(1, Some(2), None));
        let two = [(Rule::NotMerged, "A1"), (Rule::NotCut, "A5")];
        assert!(told(&any_two, &two, 1).is_correct());
    }

    #[test]
    fn nothing_and_an_exercise_without_faults() {
        assert!(matches!(
            told(&exercise(), &[], 1),
            Verdict::Incomplete { .. }
        ));
        let blank = AuditExercise::default();
        assert_eq!(
            told(&blank, &ALL, 1),
            cannot_grade(CheckFault::NoRightAnswer)
        );
    }
}
