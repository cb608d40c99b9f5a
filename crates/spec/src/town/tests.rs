//! The visitor reaches every text, and nothing that is not one.

use crate::exercise::{
    AuditExercise, AuditWrong, ChartCheck, ChartExercise, ChartWrong, ChoiceExercise, ChoiceOption,
    EssayExercise, NumberExercise, NumberWrong, TableCheck, TableExercise, TableWrong,
    TextExercise, TextWrong,
};
use crate::step::{JoinKey, NamedExpr, RenamePair};
use crate::{DataSource, ExerciseId, ExerciseKind, ModuleId};

use super::*;

fn named(text: &str) -> String {
    format!("{PLACE}{text}")
}

fn inlines() -> Vec<Inline> {
    vec![
        Inline::Text(named("本文")),
        Inline::Emphasis(vec![Inline::Code(named("式"))]),
        Inline::Strong(vec![Inline::Town]),
        Inline::Link {
            href: "#a".into(),
            text: vec![Inline::Text(named("先"))],
        },
        Inline::Figure {
            text: named("数"),
            sql: named("図"),
        },
        Inline::Ruby {
            base: named("字"),
            reading: named("読み"),
        },
        Inline::Term {
            text: vec![Inline::Text(named("語"))],
            term: Term {
                name: named("用語"),
                reading: named("ようご"),
                meaning: named("意味"),
            },
        },
        Inline::Image(Image {
            alt: named("代わり"),
            caption: named("説明"),
            file: "images/a.png".into(),
            ..Image::default()
        }),
    ]
}

fn blocks() -> Vec<Block> {
    vec![
        Block::Heading {
            level: 2,
            id: None,
            text: inlines(),
        },
        Block::List {
            start: None,
            items: vec![vec![Block::Quote(vec![Block::Paragraph(inlines())])]],
        },
        Block::Code {
            language: "sql".into(),
            text: named("例"),
        },
        Block::Table {
            header: vec![inlines()],
            rows: vec![vec![inlines()]],
        },
        Block::Data(DataView {
            table: "人口".into(),
            columns: Vec::new(),
            equals: Vec::new(),
            limit: None,
            caption: named("表の題"),
            rows: None,
        }),
        Block::Optional {
            id: None,
            title: inlines(),
            blocks: vec![Block::Paragraph(inlines())],
        },
    ]
}

/// Steps of every verb, with the town wherever a text stands.
fn steps() -> Vec<Step> {
    let name = || named("列");
    let names = || vec![named("列")];
    let exprs = || {
        vec![NamedExpr {
            name: named("名"),
            expr: format!("'{PLACE}'"),
        }]
    };
    let keys = || {
        vec![SortKey {
            column: name(),
            descending: true,
        }]
    };
    let steps = vec![
        Step::From { table: name() },
        Step::Select { columns: names() },
        Step::Rename {
            pairs: vec![RenamePair {
                from: name(),
                to: name(),
            }],
        },
        Step::Filter {
            predicate: format!("市町 = '{PLACE}'"),
        },
        Step::WithColumns { columns: exprs() },
        Step::GroupBy {
            keys: names(),
            aggs: exprs(),
        },
        Step::Sort {
            by: vec![SortKey {
                column: name(),
                descending: true,
            }],
        },
        Step::Unique { columns: names() },
        Step::Join {
            how: crate::step::JoinKind::Left,
            table: name(),
            on: vec![JoinKey {
                left: name(),
                right: name(),
            }],
        },
        Step::Union { table: name() },
        Step::Pivot {
            on: name(),
            index: names(),
            values: name(),
            agg: crate::step::Aggregate::Sum,
        },
        Step::Unpivot {
            columns: names(),
            index: names(),
            name: name(),
            value: name(),
        },
        Step::FillNull {
            columns: names(),
            value: format!("'{PLACE}'"),
        },
        Step::Cast {
            columns: names(),
            to: crate::step::CastTo::Text,
        },
        Step::Head { n: 1 },
        Step::Tail { n: 1 },
        Step::Header { first: 1, last: 2 },
        Step::Normalise { columns: names() },
        Step::FillDown { columns: names() },
        Step::DropTotals {
            column: name(),
            words: names(),
        },
        Step::Split {
            column: name(),
            how: crate::step::SplitAt::Separator,
            separator: name(),
            names: names(),
        },
        Step::KeyConversion {
            column: name(),
            from: crate::step::CodeForm::Code6,
            to: crate::step::CodeForm::Code5,
        },
        Step::Share {
            column: name(),
            within: names(),
            name: name(),
        },
        Step::Rank {
            by: keys(),
            within: names(),
            name: name(),
        },
        Step::CumSum {
            column: name(),
            by: keys(),
            within: names(),
            name: name(),
        },
        Step::Change {
            column: name(),
            how: crate::step::ChangeAs::Rate,
            by: name(),
            periods: 1,
            unit: crate::step::Unit::One,
            within: names(),
            name: name(),
        },
        Step::Rolling {
            column: name(),
            how: crate::step::Smooth::Mean,
            by: name(),
            periods: 3,
            unit: crate::step::Unit::One,
            within: names(),
            name: name(),
        },
        Step::Bins {
            column: name(),
            width: 10,
            edges: Vec::new(),
            name: name(),
        },
    ];
    let verbs: std::collections::BTreeSet<&str> = steps.iter().map(Step::verb).collect();
    assert_eq!(verbs.len(), Step::VERBS.len());
    steps
}

fn chart() -> ChartSpec {
    ChartSpec {
        x: named("x"),
        y: named("y"),
        color: named("色"),
        title: named("題"),
        unit: named("単位"),
        facet: named("分ける列"),
        ..ChartSpec::default()
    }
}

fn kinds() -> Vec<ExerciseKind> {
    let sql = || format!("SELECT '{PLACE}'");
    vec![
        ExerciseKind::Table(TableExercise {
            starter: steps(),
            starter_sql: sql(),
            solution: Program::of_steps(steps()),
            check: TableCheck {
                key: vec![named("鍵")],
                columns: vec![named("列")],
                order: vec![SortKey {
                    column: named("順"),
                    descending: false,
                }],
                wrong: vec![
                    TableWrong {
                        say: named("言葉"),
                        answer: Program::Sql(sql()),
                    },
                    TableWrong {
                        say: named("言葉"),
                        answer: Program::of_steps(steps()),
                    },
                ],
                ..TableCheck::default()
            },
            ..TableExercise::default()
        }),
        ExerciseKind::Chart(ChartExercise {
            steps: steps(),
            starter: chart(),
            solution: chart(),
            check: ChartCheck {
                x: vec![named("x")],
                y: vec![named("y")],
                color: vec![named("色")],
                title_words: vec![vec![named("題")]],
                unit: vec![named("人")],
                facet: vec![named("分ける列")],
                wrong: vec![ChartWrong {
                    say: named("言葉"),
                    x: Some(named("x")),
                    y: Some(named("y")),
                    color: Some(named("色")),
                    unit: Some(named("人")),
                    facet: Some(named("分ける列")),
                    ..ChartWrong::default()
                }],
                ..ChartCheck::default()
            },
        }),
        ExerciseKind::Choice(ChoiceExercise {
            multiple: false,
            options: vec![ChoiceOption {
                text: inlines(),
                correct: true,
                feedback: blocks(),
            }],
        }),
        ExerciseKind::Number(NumberExercise {
            sql: sql(),
            unit: named("人"),
            wrong: vec![NumberWrong {
                say: named("言葉"),
                sql: sql(),
            }],
            ..NumberExercise::default()
        }),
        ExerciseKind::Text(TextExercise {
            accept: vec![named("答え")],
            sql: sql(),
            wrong: vec![TextWrong {
                say: named("言葉"),
                text: named("答え"),
            }],
        }),
        ExerciseKind::Essay(EssayExercise {}),
        ExerciseKind::Audit(AuditExercise {
            wrong: vec![AuditWrong {
                say: named("言葉"),
                rule: None,
                at: Vec::new(),
            }],
            ..AuditExercise::default()
        }),
    ]
}

fn module() -> Module {
    let exercise = |kind: ExerciseKind| {
        Section::Exercise(Box::new(Exercise {
            id: kind.slug().into(),
            asks: crate::Asks::default(),
            title: named("練習"),
            points: 10,
            task: blocks(),
            hints: vec![blocks()],
            explanation: blocks(),
            kind,
        }))
    };
    Module {
        title: named("題"),
        objectives: vec![named("めあて")],
        terms: vec![Term {
            name: named("用語"),
            reading: named("ようご"),
            meaning: named("意味"),
        }],
        sections: std::iter::once(Section::Prose(blocks()))
            .chain(kinds().into_iter().map(exercise))
            .collect(),
        at_work: blocks(),
        instructor_notes: blocks(),
        ..Module::default()
    }
}

#[test]
fn the_town_stands_everywhere() {
    let filled = module().with_town("鳥羽市");
    // No field is left out: the place is not to be found in all that is stored.
    let stored = serde_json::to_string(&filled).unwrap();
    assert!(!stored.contains(PLACE), "{stored}");
    assert!(stored.contains("鳥羽市練習") && stored.contains("市町 = '鳥羽市'"));
    // Prose keeps the marks by which the page shows it in its own way.
    assert!(stored.contains("\"Town\""));
    assert!(module().has_place() && !filled.clone().has_place());
    assert_eq!(filled.clone().with_town("津市"), filled);
}

#[test]
fn a_name_cannot_end_a_text_in_sql() {
    let sql = Program::Sql("SELECT '{町}', '{町}' FROM t".into());
    assert_eq!(
        sql.with_town("a' OR '"),
        Program::Sql("SELECT 'a'' OR ''', 'a'' OR ''' FROM t".into())
    );
    assert_eq!(
        "{町}の人口".to_owned().with_town("l'Aquila"),
        "l'Aquilaの人口"
    );
}

#[test]
fn what_things_are_found_by_stays() {
    let id = "{町}";
    let module = Module {
        id: ModuleId(id.into()),
        data: vec![DataSource {
            name: id.into(),
            ..DataSource::default()
        }],
        sections: vec![Section::Exercise(Box::new(Exercise {
            id: ExerciseId(id.into()),
            asks: crate::Asks::default(),
            title: String::new(),
            points: 10,
            task: Vec::new(),
            hints: Vec::new(),
            explanation: Vec::new(),
            kind: ExerciseKind::Essay(EssayExercise {}),
        }))],
        ..Module::default()
    };
    assert_eq!(module.clone().with_town("津市"), module);
}
