//! `text`: each of the texts that are accepted is right.

use session::cell;
use spec::author::AuthorFault;
use spec::exercise::TextExercise;
use spec::{Answer, Exercise};

use super::tester::{Tester, Trials};

impl Trials for TextExercise {
    fn try_out(&self, exercise: &Exercise, tester: &mut Tester) {
        let mut right = self.accept.clone();
        if !self.sql.trim().is_empty() {
            match cell::texts(tester.lesson.engine(), &self.sql) {
                Ok(found) => right.extend(found),
                Err(failure) => tester.find(AuthorFault::QueryFails {
                    sql: self.sql.clone(),
                    failure,
                }),
            }
        }
        for accepted in right {
            tester.solution(exercise, Answer::Text(accepted));
        }
        for wrong in &self.wrong {
            tester.wrong(exercise, &wrong.say, Answer::Text(wrong.text.clone()));
        }
    }
}
