//! What is written of answers of each kind.

use spec::exercise::{Kind, TableExercise};
use spec::step::SortKey;
use spec::{ExerciseKind, Step, StepEntry, TableAnswer};

use super::*;
use crate::components::exercise::offer;
use crate::components::exercise::record::Offer;

fn exercise(kind: ExerciseKind) -> Rc<Exercise> {
    Rc::new(Exercise {
        id: "ex1".into(),
        title: "並べる".into(),
        points: 10,
        task: vec![],
        hints: vec![],
        explanation: vec![],
        kind,
        asks: spec::Asks::default(),
    })
}

/// An anticipated mistake as the check names it.
fn mistake(take: &Take) -> Option<String> {
    record(take.exercise.kind.with(&take.answer)?)?.mistake
}

fn taken(text: &str, take: &Take) -> String {
    edits(take).iter().fold(text.to_owned(), |text, edit| {
        edit(&text).map_or(text.clone(), |edit| edit.applied(&text))
    })
}

#[test]
fn a_solution_brings_its_check_and_mistakes_join_it() {
    let steps = |descending| {
        Answer::Table(TableAnswer {
            steps: vec![
                StepEntry::on(Step::From {
                    table: "人口".into(),
                }),
                StepEntry::on(Step::Sort {
                    by: vec![SortKey {
                        column: "人口".into(),
                        descending,
                    }],
                }),
            ],
            ..TableAnswer::default()
        })
    };
    let take = |answer, target| Take {
        exercise: exercise(ExerciseKind::Table(TableExercise::default())),
        answer,
        target,
    };
    let text = "## 並べる {#ex1 .table}\n多い順に。\n";
    let text = taken(text, &take(steps(true), Target::Solution));
    let wrong = Target::Wrong("少ない順です。".into());
    let text = taken(&text, &take(steps(false), wrong));
    assert_eq!(
        text,
        "## 並べる {#ex1 .table}\n多い順に。\n\n```steps solution\nfrom 人口\nsort 人口 desc\n```\n\
         ```check\norder = [\"人口 desc\"]\n[[wrong]]\nsay = \"少ない順です。\"\nsteps = '''\nfrom 人口\nsort 人口\n'''\n```\n"
    );
    // Recorded again: the check stays.
    let again = taken(&text, &take(steps(true), Target::Solution));
    assert_eq!(again, text);
}

#[test]
fn questions_are_recorded_as_far_as_they_can_be() {
    use spec::exercise::{ChoiceExercise, ChoiceOption, NumberExercise, TextExercise};
    let take = |kind, answer, target| Take {
        exercise: exercise(kind),
        answer,
        target,
    };
    let option = ChoiceOption {
        text: vec![],
        correct: false,
        feedback: vec![],
    };
    let choice = ExerciseKind::Choice(ChoiceExercise {
        multiple: false,
        options: vec![option.clone(), option],
    });
    let text = "## 選ぶ {#ex1 .choice}\n- [x] 一\n- [ ] 二\n";
    let picked = take(choice, Answer::Choice(vec![1]), Target::Solution);
    assert_eq!(
        taken(text, &picked),
        "## 選ぶ {#ex1 .choice}\n- [ ] 一\n- [x] 二\n"
    );

    let words = ExerciseKind::Text(TextExercise::default());
    let text = "## 答える {#ex1 .text}\nどこですか。\n";
    let right = take(
        words.clone(),
        Answer::Text(" 津市 ".into()),
        Target::Solution,
    );
    let text = taken(text, &right);
    let wrong = take(
        words,
        Answer::Text("四日市".into()),
        Target::Wrong("人口の話です。".into()),
    );
    let text = taken(&text, &wrong);
    assert_eq!(
        text,
        "## 答える {#ex1 .text}\nどこですか。\n\n```check\naccept = [\"津市\"]\n[[wrong]]\nsay = \"人口の話です。\"\ntext = \"四日市\"\n```\n"
    );
    // Full width, and known already.
    let known = ExerciseKind::Text(TextExercise {
        accept: vec!["ＡＢＣ".into()],
        ..TextExercise::default()
    });
    let again = take(known, Answer::Text("abc".into()), Target::Solution);
    assert_eq!(taken(&text, &again), text);

    let number = ExerciseKind::Number(NumberExercise::default());
    let wrong = take(
        number,
        Answer::Number("▲１,２３４.5".into()),
        Target::Wrong("符号".into()),
    );
    assert_eq!(
        mistake(&wrong).as_deref(),
        Some("sql = \"SELECT -1234.5\"\n")
    );
    let number = ExerciseKind::Number(NumberExercise {
        unit: "千円".into(),
        ..NumberExercise::default()
    });
    let is_something = |text: &str| {
        let answer = Answer::Number(text.into());
        record(number.with(&answer).unwrap()).is_some()
    };
    assert!(!is_something("たくさん") && !is_something("5kg") && !is_something(""));
    let wrong = take(
        number,
        Answer::Number("5000円".into()),
        Target::Wrong("千円で".into()),
    );
    assert_eq!(mistake(&wrong).as_deref(), Some("sql = \"SELECT 5\"\n"));
    assert_eq!(offer(Kind::Essay), Offer::NOTHING);
}
