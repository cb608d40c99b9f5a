//! What is the same question and what is another.

use super::*;
use crate::ExerciseKind;
use crate::exercise::{
    ChoiceExercise, ChoiceOption, EssayExercise, NumberExercise, TableCheck, TableExercise,
    TextExercise,
};
use crate::step::text::parse_program;

fn exercise(title: &str, task: &str, kind: ExerciseKind) -> Exercise {
    Exercise {
        id: "ex1".into(),
        title: title.into(),
        points: 10,
        task: vec![Block::Paragraph(vec![Inline::Text(task.into())])],
        hints: vec![],
        explanation: vec![],
        kind,
        asks: Asks::default(),
    }
}

fn table(solution: &str) -> ExerciseKind {
    ExerciseKind::Table(TableExercise {
        solution: Program::Steps(parse_program(solution).0),
        ..TableExercise::default()
    })
}

fn accept(answer: &str) -> ExerciseKind {
    ExerciseKind::Text(TextExercise {
        accept: vec![answer.into()],
        ..TextExercise::default()
    })
}

#[track_caller]
fn same(a: &Exercise, b: &Exercise) {
    assert!(Asks::of(a).is_like(Asks::of(b), false), "{a:?}\n{b:?}");
}

#[track_caller]
fn other(a: &Exercise, b: &Exercise) {
    assert!(!Asks::of(a).is_like(Asks::of(b), false), "{a:?}\n{b:?}");
}

const TASK: &str =
    "2020年の人口を「地域」ごとに合計し、列の名前を「人口合計」にして、多い順に並べてください。";

#[test]
fn a_reworded_task_is_the_same_question() {
    let solution = "from 人口\nfilter 年 = 2020\ngroup_by 地域 : 人口合計 = sum(人口)";
    let before = exercise("地域ごとの人口", TASK, table(solution));
    for task in [
        // A slip corrected, white space, another turn of phrase, a sentence more.
        "2020年の人口を「地域」ごとに合計し、列の名まえを「人口合計」にして、多い順に並べて下さい。",
        " 2020年の人口を「地域」ごとに合計し、\n列の名前を「人口合計」にして、多い順に並べてください。",
        "「地域」ごとに2020年の人口を合計して、多い順に並べましょう。列の名前は「人口合計」にします。",
        "2020年の人口を「地域」ごとに合計し、列の名前を「人口合計」にして、多い順に並べてください。小数は出てきません。",
    ] {
        same(&before, &exercise("地域ごとの人口", task, table(solution)));
    }
    let spaced = "from 人口\nfilter   年=2020\n\ngroup_by 地域: 人口合計 = sum( 人口 )";
    same(&before, &exercise("地域ごとの人口", TASK, table(spaced)));
}

#[test]
fn help_and_tolerance_are_no_part_of_the_question() {
    let before = exercise("地域", TASK, table("from 人口\nhead 3"));
    let mut after = before.clone();
    after.hints = vec![vec![Block::Rule]];
    after.explanation = vec![Block::Rule];
    after.points = 25;
    if let ExerciseKind::Table(table) = &mut after.kind {
        table.starter_sql = "SELECT 1".into();
        table.check = TableCheck {
            abs_tol: 0.5,
            trim: true,
            ..TableCheck::default()
        };
    }
    assert_eq!(Asks::of(&before), Asks::of(&after));
}

#[test]
fn another_right_answer_is_another_question_however_it_is_worded() {
    let of = |kind| exercise("一つ目", "課題です。", kind);
    other(
        &of(table("from 人口\nfilter 年 = 2020")),
        &of(table("from 人口\nfilter 年 = 2015")),
    );
    other(&of(accept("津市")), &of(accept("四日市市")));
    other(
        &of(accept("2020")),
        &of(ExerciseKind::Essay(EssayExercise {})),
    );
    let number = |sql: &str, unit: &str| {
        of(ExerciseKind::Number(NumberExercise {
            sql: sql.into(),
            unit: unit.into(),
            ..NumberExercise::default()
        }))
    };
    other(&number("SELECT 1", "人"), &number("SELECT 2", "人"));
    other(&number("SELECT 1", "人"), &number("SELECT 1", "千人"));
    let ordered = |column: &str| {
        of(ExerciseKind::Table(TableExercise {
            check: TableCheck {
                columns: vec![column.into()],
                ..TableCheck::default()
            },
            ..TableExercise::default()
        }))
    };
    other(&ordered("人口"), &ordered("世帯数"));
}

#[test]
fn the_same_answer_to_other_words_is_another_question() {
    other(
        &exercise(
            "県庁",
            "三重県の県庁はどの市町にありますか。",
            accept("津市"),
        ),
        &exercise(
            "いちばん広い市",
            "面積の表を大きい順に並べ、先頭に来るものの名前を書いてください。",
            accept("津市"),
        ),
    );
    other(
        &exercise(
            "ふり返り",
            "今日わかったことを書いてください。",
            ExerciseKind::Essay(EssayExercise {}),
        ),
        &exercise(
            "職場の表",
            "手もとの Excel から直したい点を一つ選び、理由もあげましょう。",
            ExerciseKind::Essay(EssayExercise {}),
        ),
    );
}

#[test]
fn options_may_be_corrected_but_not_exchanged() {
    let choice = |options: [&str; 3], right: usize| {
        let options = options.iter().enumerate().map(|(at, text)| ChoiceOption {
            text: vec![Inline::Text((*text).into())],
            correct: at == right,
            feedback: vec![],
        });
        let kind = ExerciseKind::Choice(ChoiceExercise {
            multiple: false,
            options: options.collect(),
        });
        exercise("正しいもの", "正しいものを選んでください。", kind)
    };
    let before = choice(
        [
            "合計は足した数です",
            "平均は真ん中の数です",
            "件数は列の数です",
        ],
        0,
    );
    same(
        &before,
        &choice(
            [
                "合計は足した数です。",
                "平均は真ん中の数です。",
                "件数は列の個数です。",
            ],
            0,
        ),
    );
    // The picked place would mean something else.
    other(
        &before,
        &choice(
            [
                "平均は真ん中の数です",
                "合計は足した数です",
                "件数は列の数です",
            ],
            1,
        ),
    );
    other(
        &before,
        &choice(
            [
                "結合すると横に広がる",
                "絞り込むと行が減る",
                "並べ替えると値が変わる",
            ],
            0,
        ),
    );
}

#[test]
fn a_promise_lets_either_change() {
    let before = exercise("地域ごとの人口", TASK, table("from 人口\nhead 3"));
    let rewritten = exercise(
        "地域ごとの人口",
        TASK,
        table("from 人口\nsort 人口\nhead 3"),
    );
    let reworded = exercise(
        "Population",
        "Add up everybody who lives there.",
        table("from 人口\nhead 3"),
    );
    let neither = exercise(
        "Population",
        "Add up everybody.",
        table("from 人口\ntail 3"),
    );
    for (exercise, promised) in [(&rewritten, true), (&reworded, true), (&neither, false)] {
        other(&before, exercise);
        assert_eq!(
            Asks::of(&before).is_like(Asks::of(exercise), true),
            promised,
            "{exercise:?}"
        );
    }
}

#[test]
fn the_numbers_never_change() {
    // They lie in saved work: other numbers would set the work of everybody aside.
    let asks = Asks::of(&exercise(
        "地域ごとの人口",
        TASK,
        table("from 人口\nhead 3"),
    ));
    let known = Asks {
        answer: 4_973_697_319_780_797_969,
        words: 16_705_736_292_711_029_746,
    };
    assert_eq!(asks, known);
    assert!(asks.is_known() && !Asks::default().is_known());
}

#[test]
fn the_numbers_come_back_from_readers_that_round() {
    let asks = Asks {
        answer: u64::MAX,
        words: (1 << 53) + 1,
    };
    let json = serde_json::to_string(&asks).unwrap();
    assert_eq!(
        json,
        r#"{"answer":"18446744073709551615","words":"9007199254740993"}"#
    );
    assert_eq!(serde_json::from_str::<Asks>(&json).unwrap(), asks);
    // As it was written first.
    let plain = r#"{"answer":18446744073709551615,"words":9007199254740993}"#;
    assert_eq!(serde_json::from_str::<Asks>(plain).unwrap(), asks);
    for bad in [
        r#"{"answer":"12x"}"#,
        r#"{"answer":-1}"#,
        r#"{"answer":1.5}"#,
    ] {
        assert!(serde_json::from_str::<Asks>(bad).is_err(), "{bad}");
    }
}
