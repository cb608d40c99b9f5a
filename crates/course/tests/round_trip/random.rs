//! Modules put together at random: canonical (as a parse gives them) but full of signs that mean something in Markdown.

use spec::exercise::{
    AuditExercise, AuditFault, AuditWrong, ChartCheck, ChartExercise, ChartWrong, ChoiceExercise,
    ChoiceOption, EssayExercise, NumberExercise, NumberWrong, RuleWords, Rules, Spot, TableCheck,
    TableExercise, TableMode, TableWrong, TextExercise, TextWrong,
};
use spec::ingest::Rule;
use spec::module::{Minutes, Section};
use spec::prose::{AlertKind, DataView, Image, Term};
use spec::step::{NamedExpr, SortKey};
use spec::{
    Asks, Block, ChartFit, ChartKind, ChartSort, ChartSpec, ChartStack, DataSource, Exercise,
    ExerciseKind, Inline, Module, ModuleId, Program, Step, TrackId,
};
use table::Value;

use crate::dice::Dice;

impl Dice {
    fn pick<T: Clone>(&mut self, list: &[T]) -> T {
        list[self.roll(list.len())].clone()
    }

    fn coin(&mut self) -> bool {
        self.roll(2) == 0
    }

    fn some<T>(&mut self, most: usize, mut make: impl FnMut(&mut Self) -> T) -> Vec<T> {
        (0..self.roll(most + 1)).map(|_| make(self)).collect()
    }
}

const PIECES: [&str; 82] = [
    "人口",
    "は",
    "減った",
    "CSV",
    "open data",
    "カタカナ",
    "（人）",
    "、",
    "。",
    "「",
    "」",
    " ",
    "  ",
    "　",
    "*",
    "**",
    "_",
    "__",
    "`",
    "``",
    "[",
    "]",
    "(",
    ")",
    "[x]",
    "[!NOTE]",
    "<b>",
    "<!--",
    "-->",
    "&amp;",
    "&",
    "&#35;",
    "|",
    "||",
    "{",
    "}",
    "{#x}",
    "#",
    "##",
    "1.",
    "12)",
    "- ",
    "-",
    "---",
    "***",
    "+",
    "+++",
    "=",
    "===",
    ">",
    "~~~",
    "```",
    ":",
    ":--",
    "!",
    "\\",
    "\\\\",
    "《",
    "》",
    "｜",
    "《よみ》",
    "$",
    "^",
    "\"",
    "'",
    "/",
    "http://x.jp",
    "a@b.jp",
    "☐ ",
    "é",
    "\u{3099}",
    "😀",
    "km²",
    "100%",
    "𠮷",
    "・",
    "１．",
    "2、",
    "※",
    "？",
    "\t",
    "\n",
];

fn raw_text(dice: &mut Dice) -> String {
    (0..=dice.roll(4)).map(|_| dice.pick(&PIECES)).collect()
}

/// A text for TOML and titles: one line, no blank ends.
fn line(dice: &mut Dice) -> String {
    let text: String = raw_text(dice).replace(['\n', '\t'], " ");
    let text = text.trim();
    if text.is_empty() {
        "字".to_owned()
    } else {
        text.to_owned()
    }
}

/// Where words stand decides what may be among them.
#[derive(Clone, Copy)]
struct Room {
    breaks: bool,
    links: bool,
    depth: usize,
}

const LINE: Room = Room {
    breaks: true,
    links: true,
    depth: 2,
};
const CELL: Room = Room {
    breaks: false,
    links: true,
    depth: 2,
};

fn words(dice: &mut Dice, room: Room) -> Vec<Inline> {
    let mut words: Vec<Inline> = Vec::new();
    for _ in 0..=dice.roll(4) {
        let word = word(dice, room);
        let joins = matches!(
            (words.last(), &word),
            (Some(Inline::Text(_)), Inline::Text(_))
        );
        let hangs = word == Inline::Break && words.is_empty();
        if !joins && !hangs {
            words.push(word);
        }
    }
    if matches!(words.last(), None | Some(Inline::Break)) {
        words.push(Inline::Town);
    }
    words
}

fn word(dice: &mut Dice, room: Room) -> Inline {
    let deeper = Room {
        depth: room.depth.saturating_sub(1),
        ..room
    };
    let linked = Room {
        links: false,
        ..deeper
    };
    match dice.roll(12) {
        1 if room.depth > 0 => Inline::Emphasis(inner(dice, deeper)),
        2 if room.depth > 0 => Inline::Strong(inner(dice, deeper)),
        3 => Inline::Code(code(dice)),
        4 if room.links && room.depth > 0 => Inline::Link {
            href: dice
                .pick(&[
                    "#x",
                    "https://x.jp/a(b)?c=d&e|f",
                    "http://x.jp/<a> b",
                    "mailto:a@b.jp",
                    "#/l/a\\b",
                ])
                .to_owned(),
            text: words(dice, linked),
        },
        5 if room.links => Inline::Figure {
            text: dice.pick(&["274,537", "*1*", "[x]", "38.2%"]).to_owned(),
            sql: dice
                .pick(&[
                    "SELECT 1",
                    "SELECT \"a b\" || 'x'\nFROM t",
                    "SELECT '\\\\' &amp; 1",
                ])
                .to_owned(),
        },
        6 => Inline::Town,
        7 if room.breaks => Inline::Break,
        8 => Inline::Ruby {
            base: dice
                .pick(&["海女", "三重県", "CSV", "a*b", "お茶", "々", "[x]"])
                .to_owned(),
            reading: dice.pick(&["あま", "a_b", "みえ けん", "\\"]).to_owned(),
        },
        9 if room.links && room.depth > 0 => {
            let term = dice.pick(&terms());
            Inline::Term {
                text: vec![Inline::Text(dice.pick(&[
                    term.name.clone(),
                    "その言葉".to_owned(),
                    "*".to_owned(),
                ]))],
                term,
            }
        }
        10 => Inline::Image(Image {
            alt: dice.pick(&["図", "a]b", "棒 *三本*"]).to_owned(),
            caption: dice.pick(&["", "図 \"1\" | &"]).to_owned(),
            file: dice
                .pick(&["images/a.png", "images/図 1.jpg", "images/a(1).webp"])
                .to_owned(),
            ..Image::default()
        }),
        _ => Inline::Text(text(dice)),
    }
}

fn inner(dice: &mut Dice, room: Room) -> Vec<Inline> {
    // Breaks at the ends of emphasis cannot be written.
    words(
        dice,
        Room {
            breaks: false,
            ..room
        },
    )
}

fn text(dice: &mut Dice) -> String {
    let text = raw_text(dice);
    if text.is_empty() {
        "字".to_owned()
    } else {
        text
    }
}

fn code(dice: &mut Dice) -> String {
    let code = raw_text(dice).replace('\n', " ");
    if code.is_empty() {
        "x".to_owned()
    } else {
        code
    }
}

/// Words that occur in no other piece.
fn terms() -> Vec<Term> {
    vec![
        Term {
            name: "圏域".to_owned(),
            reading: "けんいき".to_owned(),
            meaning: "まとまり \"x\"".to_owned(),
        },
        Term {
            name: "ピボット".to_owned(),
            reading: String::new(),
            meaning: "向きを\\変える\n二行".to_owned(),
        },
    ]
}

fn blocks(dice: &mut Dice, depth: usize) -> Vec<Block> {
    (0..=dice.roll(3)).map(|_| block(dice, depth)).collect()
}

fn block(dice: &mut Dice, depth: usize) -> Block {
    match dice.roll(if depth > 0 { 12 } else { 7 }) {
        1 => Block::Code {
            language: dice.pick(&["", "text", "a`b", "sql"]).to_owned(),
            text: dice
                .pick(&[
                    "",
                    "x",
                    "```\n~~~",
                    "\n",
                    "a\n\n  b\n",
                    "    x\n> y",
                    "SELECT 1",
                ])
                .to_owned(),
        },
        2 => Block::Table {
            header: (0..2).map(|_| cell(dice)).collect(),
            rows: dice.some(2, |dice| (0..2).map(|_| cell(dice)).collect()),
        },
        3 => Block::Data(DataView {
            table: "人口".to_owned(),
            columns: dice.pick(&[vec![], vec!["市町名".to_owned(), "a \"b\"".to_owned()]]),
            equals: dice.pick(&[
                vec![],
                vec![
                    ("年".to_owned(), Value::Int(-2020)),
                    ("面積(km²)".to_owned(), Value::Float(1e-9)),
                    ("日".to_owned(), Value::Date(18_263)),
                    ("有".to_owned(), Value::Bool(true)),
                    ("名".to_owned(), Value::Text("a\n\"b\"\\".to_owned())),
                ],
            ]),
            limit: dice.pick(&[None, Some(5)]),
            caption: dice.pick(&["", "表 \"1\""]).to_owned(),
            rows: None,
        }),
        4 => Block::Rule,
        5 => Block::Heading {
            level: 3 + dice.roll(2) as u8,
            id: None,
            text: words(dice, CELL),
        },
        7 => Block::Quote(blocks(dice, depth - 1)),
        8 => Block::Alert {
            kind: dice.pick(&[AlertKind::Note, AlertKind::Warning, AlertKind::Caution]),
            blocks: blocks(dice, depth - 1),
        },
        9 | 10 => Block::List {
            start: dice.pick(&[None, None, Some(1), Some(7), Some(999_999_999)]),
            items: (0..=dice.roll(2))
                .map(|_| {
                    if dice.roll(6) == 0 {
                        Vec::new()
                    } else {
                        blocks(dice, depth - 1)
                    }
                })
                .collect(),
        },
        _ => Block::Paragraph(words(dice, LINE)),
    }
}

fn cell(dice: &mut Dice) -> Vec<Inline> {
    if dice.roll(5) == 0 {
        Vec::new()
    } else {
        words(dice, CELL)
    }
}

fn steps(dice: &mut Dice) -> Vec<Step> {
    let mut steps = vec![Step::From {
        table: "人口".to_owned(),
    }];
    steps.extend(dice.some(3, |dice| {
        match dice.roll(4) {
            0 => Step::Filter {
                predicate: dice
                    .pick(&["年 = 2020", "a = 'x'\nAND b", "\"a b\" = '\\'"])
                    .to_owned(),
            },
            1 => Step::Select {
                columns: vec!["総面積(km²)".to_owned(), "a".to_owned()],
            },
            2 => Step::Head { n: 5 },
            _ => Step::GroupBy {
                keys: vec!["地域".to_owned()],
                aggs: vec![NamedExpr {
                    name: "計".to_owned(),
                    expr: "sum(人口)".to_owned(),
                }],
            },
        }
    }));
    steps
}

fn sql(dice: &mut Dice) -> String {
    dice.pick(&[
        "SELECT 1",
        "SELECT a\nFROM \"b c\"\n  WHERE x = '```'",
        "SELECT '\"\"\"' || \"\\\"",
    ])
    .to_owned()
}

fn program(dice: &mut Dice) -> Program {
    if dice.coin() {
        Program::of_steps(steps(dice))
    } else {
        Program::Sql(sql(dice))
    }
}

fn names(dice: &mut Dice) -> Vec<String> {
    dice.pick(&[
        vec![],
        vec!["地域".to_owned()],
        vec!["a b".to_owned(), "\"".to_owned()],
    ])
}

fn table(dice: &mut Dice) -> TableExercise {
    TableExercise {
        mode: dice.pick(&[TableMode::Both, TableMode::Steps, TableMode::Sql]),
        starter: if dice.coin() { steps(dice) } else { Vec::new() },
        starter_sql: if dice.coin() {
            sql(dice)
        } else {
            String::new()
        },
        solution: program(dice),
        check: TableCheck {
            key: names(dice),
            columns: names(dice),
            extra_columns: dice.coin(),
            column_order: dice.coin(),
            order: dice.some(2, |dice| SortKey {
                column: line(dice),
                descending: dice.coin(),
            }),
            abs_tol: dice.pick(&[1e-9, 0.0, 0.5]),
            rel_tol: dice.pick(&[1e-6, 0.0, 100.0]),
            trim: dice.coin(),
            rules: Rules {
                must_use: dice.pick(&[vec![], vec!["group_by".to_owned()]]),
                max_steps: dice.pick(&[None, Some(6)]),
            },
            wrong: dice.some(2, |dice| TableWrong {
                say: line(dice),
                answer: program(dice),
            }),
        },
        // Worked out, never written.
        representers: Vec::new(),
    }
}

fn audit(dice: &mut Dice) -> AuditExercise {
    let rule = |dice: &mut Dice| dice.pick(&[Rule::NotMerged, Rule::Units]);
    let spots = |dice: &mut Dice| {
        let names = dice.pick(&[vec!["A1"], vec!["sheet", "3:5"], vec!["B:B", "C2:D9"]]);
        names.into_iter().filter_map(Spot::of).collect::<Vec<_>>()
    };
    let faults: Vec<AuditFault> = (0..=dice.roll(2))
        .map(|_| AuditFault {
            rule: rule(dice),
            at: spots(dice),
        })
        .collect();
    AuditExercise {
        table: line(dice),
        rules: [Rule::NotMerged, Rule::Units].map(RuleWords::of).to_vec(),
        least: dice.pick(&[None, Some(1)]),
        faults,
        wrong: dice.some(2, |dice| AuditWrong {
            say: line(dice),
            rule: dice.pick(&[None, Some(Rule::Units)]),
            at: spots(dice),
        }),
    }
}

fn kind(dice: &mut Dice) -> ExerciseKind {
    match dice.roll(8) {
        0 => ExerciseKind::Table(table(dice)),
        6 => ExerciseKind::Clean(table(dice)),
        7 => ExerciseKind::Audit(audit(dice)),
        1 => ExerciseKind::Chart(ChartExercise {
            steps: steps(dice),
            starter: ChartSpec {
                x: line(dice),
                ..ChartSpec::default()
            },
            solution: ChartSpec {
                kind: Some(dice.pick(&ChartKind::ALL)),
                x: line(dice),
                y: line(dice),
                color: line(dice),
                sort: dice.pick(&ChartSort::ALL),
                title: line(dice),
                unit: "人".to_owned(),
                stack: dice.pick(&ChartStack::ALL),
                fit: dice.pick(&ChartFit::ALL),
                facet: dice.pick(&[String::new(), "年".to_owned()]),
            },
            check: ChartCheck {
                kind: dice.some(2, |dice| dice.pick(&ChartKind::ALL)),
                x: names(dice),
                y: names(dice),
                color: dice.pick(&[vec![], vec![String::new()]]),
                sort: dice.some(2, |dice| dice.pick(&ChartSort::ALL)),
                title: true,
                title_words: dice.pick(&[
                    vec![],
                    vec![vec!["a".to_owned()], vec!["b".to_owned(), "c".to_owned()]],
                ]),
                unit: names(dice),
                stack: dice.some(2, |dice| dice.pick(&ChartStack::ALL)),
                fit: dice.some(2, |dice| dice.pick(&ChartFit::ALL)),
                facet: dice.pick(&[vec![], vec![String::new()]]),
                wrong: dice.some(2, |dice| ChartWrong {
                    say: line(dice),
                    kind: dice.pick(&[None, Some(ChartKind::Line)]),
                    x: dice.pick(&[None, Some("x".to_owned())]),
                    sort: dice.pick(&[None, Some(ChartSort::None)]),
                    stack: dice.pick(&[None, Some(ChartStack::Stacked)]),
                    fit: dice.pick(&[None, Some(ChartFit::Line)]),
                    facet: dice.pick(&[None, Some("年".to_owned())]),
                    color: Some(String::new()),
                    ..ChartWrong::default()
                }),
            },
        }),
        2 => ExerciseKind::Choice(ChoiceExercise {
            multiple: dice.coin(),
            options: (0..2 + dice.roll(2))
                .map(|_| ChoiceOption {
                    text: words(dice, LINE),
                    correct: dice.coin(),
                    feedback: if dice.coin() {
                        blocks(dice, 1)
                    } else {
                        Vec::new()
                    },
                })
                .collect(),
        }),
        3 => ExerciseKind::Number(NumberExercise {
            sql: sql(dice),
            abs_tol: dice.pick(&[1e-9, 0.0, 2.5]),
            rel_tol: dice.pick(&[0.0, 0.01]),
            unit: dice.pick(&["", "%"]).to_owned(),
            wrong: dice.some(2, |dice| NumberWrong {
                say: line(dice),
                sql: sql(dice),
            }),
        }),
        4 => ExerciseKind::Text(TextExercise {
            accept: dice.some(2, line),
            sql: if dice.coin() {
                sql(dice)
            } else {
                String::new()
            },
            wrong: dice.some(2, |dice| TextWrong {
                say: line(dice),
                text: line(dice),
            }),
        }),
        _ => ExerciseKind::Essay(EssayExercise {}),
    }
}

fn section(dice: &mut Dice, number: usize) -> Section {
    match dice.roll(3) {
        0 => {
            let title = words(dice, LINE);
            let mut list = vec![Block::Heading {
                level: 2,
                id: dice.pick(&[None, Some(format!("s{number}"))]),
                text: title,
            }];
            list.extend(blocks(dice, 2));
            Section::Prose(list)
        }
        1 => Section::Prose(vec![Block::Optional {
            id: dice.pick(&[None, Some(format!("s{number}"))]),
            title: words(dice, LINE),
            blocks: blocks(dice, 2),
        }]),
        _ => Section::Exercise(Box::new(asked(Exercise {
            id: format!("ex{number}").as_str().into(),
            title: line(dice),
            points: dice.pick(&[10, 0, 25]),
            task: blocks(dice, 2),
            hints: dice.some(2, |dice| blocks(dice, 1)),
            explanation: if dice.coin() {
                blocks(dice, 1)
            } else {
                Vec::new()
            },
            kind: kind(dice),
            asks: Asks::default(),
        }))),
    }
}

fn asked(mut exercise: Exercise) -> Exercise {
    exercise.asks = Asks::of(&exercise);
    exercise
}

/// A module with a bit of everything.
pub(crate) fn module(dice: &mut Dice) -> Module {
    let mut sections = Vec::new();
    if dice.coin() {
        sections.push(Section::Prose(blocks(dice, 2)));
    }
    for number in 1..=dice.roll(4) {
        sections.push(section(dice, number));
    }
    Module {
        format: 1,
        id: ModuleId::from("m"),
        version: 1 + dice.roll(3) as u32,
        keep: dice.coin(),
        track: TrackId(dice.pick(&TrackId::KNOWN).to_owned()),
        title: line(dice),
        minutes: Minutes {
            read: 1,
            practice: dice.roll(30) as u32,
        },
        audience: vec!["sme".to_owned()],
        requires: dice.pick(&[vec![], vec![ModuleId::from("a-1")]]),
        plan: dice.pick(&[vec![], vec![1, 33]]),
        objectives: vec![line(dice)],
        data: dice.pick(&[
            vec![],
            vec![
                DataSource {
                    name: "人口".to_owned(),
                    seed: "mie-population".to_owned(),
                    ..DataSource::default()
                },
                DataSource {
                    name: "a \"b\"".to_owned(),
                    file: "data/x y.csv".to_owned(),
                    ..DataSource::default()
                },
            ],
        ]),
        terms: terms(),
        sections,
        at_work: if dice.roll(4) == 0 {
            blocks(dice, 2)
        } else {
            Vec::new()
        },
        instructor_notes: if dice.roll(4) == 0 {
            blocks(dice, 2)
        } else {
            Vec::new()
        },
    }
}
