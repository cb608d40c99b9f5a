//! `table`: program, starters and mistakes run as learners run them; the solution is looked at from all sides.

use protocol::{LessonRequest, Response};
use session::refer;
use spec::author::{AuthorFault, AuthorRemark, MutantReport};
use spec::exercise::TableExercise;
use spec::{Answer, Exercise, Failure, FailureKind, Program, Step};

use super::mutants;
use super::tester::{Tester, Trials};

impl Trials for TableExercise {
    fn try_out(&self, exercise: &Exercise, tester: &mut Tester) {
        if let Err(failure) = tester.run(&self.solution) {
            tester.find(AuthorFault::SolutionFails { failure });
            return;
        }
        tester.solution(exercise, answer_of(exercise, &self.solution));
        as_sql(tester, exercise, &self.solution);
        for starter in [
            Program::of_steps(self.starter.iter().cloned()),
            Program::Sql(self.starter_sql.clone()),
        ] {
            match tester.run(&starter) {
                // What is left open is for the learner to fill in.
                Err(Failure {
                    kind: FailureKind::Empty | FailureKind::Incomplete { .. },
                    ..
                }) => {}
                Err(failure) => tester.find(AuthorFault::StarterFails { failure }),
                Ok(())
                    if tester
                        .grade(exercise, answer_of(exercise, &starter))
                        .is_correct() =>
                {
                    tester.find(AuthorFault::StarterPasses);
                }
                Ok(()) => {}
            }
        }
        for wrong in &self.check.wrong {
            match tester.run(&wrong.answer) {
                Ok(()) => {
                    let answer = answer_of(exercise, &wrong.answer);
                    tester.wrong(exercise, &wrong.say, answer);
                }
                Err(failure) => tester.wrong_fails(&wrong.say, failure),
            }
        }
    }

    fn look_through(&self, tester: &Tester) -> (Vec<AuthorRemark>, Vec<MutantReport>) {
        let reference = refer(self, tester.lesson.engine());
        let ties = reference.ties.as_ref().map(|ties| AuthorRemark::TiesAtCut {
            kept: ties.kept as u64,
            tied: ties.tied as u64,
            free: ties.cut.is_some(),
        });
        let hidden = match &reference.solution {
            Ok(solution) => grade::table::hidden(&self.check, &reference.rounds, solution),
            Err(_) => Vec::new(),
        };
        let hidden = hidden
            .into_iter()
            .map(|(column, decimals)| AuthorRemark::RoundingHidden { column, decimals });
        (
            ties.into_iter().chain(hidden).collect(),
            mutants::reports(self, &reference, tester.lesson.engine()),
        )
    }
}

/// The solution as SQL, as the page shows it, is right too.
fn as_sql(tester: &mut Tester, exercise: &Exercise, solution: &Program) {
    let Program::Steps(entries) = solution else {
        return;
    };
    let steps: Vec<Step> = entries
        .iter()
        .filter(|entry| entry.enabled)
        .map(|entry| entry.step.clone())
        .collect();
    match tester.lesson.handle(LessonRequest::ToSql { steps }, None).0 {
        Ok(Response::Sql(sql)) => {
            if !tester
                .grade(exercise, answer_of(exercise, &Program::Sql(sql.clone())))
                .is_correct()
            {
                tester.find(AuthorFault::SqlDiffers { sql });
            }
        }
        Ok(_) => {}
        Err(failure) => tester.find(AuthorFault::SolutionFails { failure }),
    }
}

fn answer_of(exercise: &Exercise, program: &Program) -> Answer {
    exercise.kind.table_answer(program.clone().into())
}
