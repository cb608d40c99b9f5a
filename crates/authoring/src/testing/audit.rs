//! `audit`: a mark on each fault is right, and a mark on each anticipated mistake is told so.

use spec::exercise::{AuditExercise, AuditMark, Spot};
use spec::ingest::Rule;
use spec::{Answer, Exercise};

use super::tester::{Tester, Trials};

impl Trials for AuditExercise {
    fn try_out(&self, exercise: &Exercise, tester: &mut Tester) {
        // Every place that counts by itself does.
        let most = self.faults.iter().map(|fault| fault.at.len()).max();
        for at in 0..most.unwrap_or_default() {
            let marks = self.faults.iter().filter_map(|fault| {
                let spot = fault.at.get(at).or(fault.at.first())?;
                Some(mark(fault.rule, *spot))
            });
            let before = tester.findings.len();
            tester.solution(exercise, Answer::Audit(marks.collect()));
            if tester.findings.len() > before {
                break;
            }
        }
        for wrong in &self.wrong {
            let spot = wrong.at.first().copied().unwrap_or(Spot::Sheet);
            let is_fault = |rule: &Rule| {
                let faults = self.faults.iter();
                let mut faults = faults.filter(|fault| fault.rule == *rule);
                faults.any(|fault| fault.at.contains(&spot))
            };
            let rules = self.rules.iter().map(|offered| offered.rule);
            let rule = wrong
                .rule
                .or_else(|| rules.clone().find(|rule| !is_fault(rule)));
            if let Some(rule) = rule.or_else(|| rules.clone().next()) {
                let answer = Answer::Audit(vec![mark(rule, spot)]);
                tester.wrong(exercise, &wrong.say, answer);
            }
        }
    }
}

fn mark(rule: Rule, spot: Spot) -> AuditMark {
    AuditMark {
        rule,
        place: spot.place(),
    }
}
