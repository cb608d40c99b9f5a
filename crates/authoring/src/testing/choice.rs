//! `choice`: all that is right together is, each of the others alone is not.

use spec::author::AuthorFault;
use spec::exercise::ChoiceExercise;
use spec::prose::plain_text;
use spec::town::PLACE;
use spec::{Answer, Exercise};

use super::tester::{TOWN, Tester, Trials};

impl Trials for ChoiceExercise {
    fn try_out(&self, exercise: &Exercise, tester: &mut Tester) {
        let right: Vec<u32> = (0_u32..)
            .zip(&self.options)
            .filter(|(_, option)| option.correct)
            .map(|(at, _)| at)
            .collect();
        tester.solution(exercise, Answer::Choice(right));
        for (at, option) in (0_u32..).zip(&self.options) {
            if option.correct {
                continue;
            }
            let before = tester.findings.len();
            let say = plain_text(&option.text).replace(PLACE, TOWN);
            if tester
                .grade(exercise, Answer::Choice(vec![at]))
                .is_correct()
            {
                tester.find(AuthorFault::WrongPasses { say: say.clone() });
            }
            tester.wronged(&say, before);
        }
    }
}
