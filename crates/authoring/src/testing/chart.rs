//! `chart`: its steps run, and its table can be had.

use protocol::LessonRequest;
use spec::author::AuthorFault;
use spec::exercise::ChartExercise;
use spec::{Answer, ChartSpec, Exercise, Program};

use super::tester::{Tester, Trials};

impl Trials for ChartExercise {
    fn try_out(&self, exercise: &Exercise, tester: &mut Tester) {
        if let Err(failure) = tester.run(&Program::of_steps(self.steps.iter().cloned())) {
            tester.find(AuthorFault::SolutionFails { failure });
        }
        if let (Err(failure), _) = tester.lesson.handle(
            LessonRequest::ChartData {
                exercise: exercise.id.clone(),
            },
            None,
        ) {
            tester.find(AuthorFault::SolutionFails { failure });
        }
        tester.solution(exercise, Answer::Chart(self.solution.clone()));
        if tester
            .grade(exercise, Answer::Chart(self.starter.clone()))
            .is_correct()
        {
            tester.find(AuthorFault::StarterPasses);
        }
        for wrong in &self.check.wrong {
            let part = |part: &Option<String>, right: &str| {
                part.clone().unwrap_or_else(|| right.to_owned())
            };
            let mistaken = ChartSpec {
                kind: wrong.kind.or(self.solution.kind),
                x: part(&wrong.x, &self.solution.x),
                y: part(&wrong.y, &self.solution.y),
                color: part(&wrong.color, &self.solution.color),
                sort: wrong.sort.unwrap_or(self.solution.sort),
                title: self.solution.title.clone(),
                unit: part(&wrong.unit, &self.solution.unit),
                stack: wrong.stack.unwrap_or(self.solution.stack),
                fit: wrong.fit.unwrap_or(self.solution.fit),
                facet: part(&wrong.facet, &self.solution.facet),
            };
            tester.wrong(exercise, &wrong.say, Answer::Chart(mistaken));
        }
    }
}
