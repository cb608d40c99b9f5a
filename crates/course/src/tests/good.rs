//! A module with everything in it, and what becomes of small pieces of prose.

use expect_test::{Expect, expect};
use spec::exercise::EssayExercise;
use spec::module::Section;
use spec::step::text::write_program;
use spec::{Block, ExerciseKind, Inline, Module, Program};

use super::{END, ESSAY, FRONT};
use crate::{parse, to_text};

const ALL_KINDS: &str = include_str!("../../../../tests/fixtures/modules/all-kinds/module.md");

fn all_kinds() -> Module {
    let (module, diagnostics) = parse("module.md", ALL_KINDS);
    assert_eq!(to_text(&diagnostics), "");
    module
}

fn program(program: &Program) -> String {
    match program {
        Program::Steps(steps) => write_program(steps),
        Program::Sql(sql) => sql.clone(),
    }
}

#[test]
fn each_exercise_carries_what_it_asks() {
    let asks = |module: &Module| -> Vec<spec::Asks> {
        module.exercises().map(|exercise| exercise.asks).collect()
    };
    let before = asks(&all_kinds());
    assert!(before.iter().all(|asks| asks.is_known()));
    // Prose around them is no part of it.
    let more = ALL_KINDS.replacen("\n## ", "\nもう一つの段落です。\n\n## ", 1);
    assert_ne!(more, ALL_KINDS);
    assert_eq!(asks(&parse("module.md", &more).0), before);
    // No two of them are one question.
    for (at, one) in before.iter().enumerate() {
        let mut others = before.iter().skip(at + 1);
        assert!(!others.any(|other| one.is_like(*other, false)), "{at}");
    }
}

#[test]
fn front_matter() {
    let module = all_kinds();
    expect![[r#"
        (
            ModuleId(
                "fixture-all-kinds",
            ),
            1,
            false,
            TrackId(
                "data-science",
            ),
            "すべての種類の練習",
            Minutes {
                read: 10,
                practice: 15,
            },
            [
                "municipal",
                "sme",
            ],
            [
                ModuleId(
                    "ds1-02-filter",
                ),
            ],
            [
                15,
                18,
            ],
            [
                "グループ集計ができる",
            ],
        )
    "#]]
    .assert_debug_eq(&(
        module.id,
        module.version,
        module.keep,
        module.track,
        module.title,
        module.minutes,
        module.audience,
        module.requires,
        module.plan,
        module.objectives,
    ));
    assert_eq!(
        (module.data[0].name.as_str(), module.data[0].file.as_str()),
        ("人口", "data/towns.csv")
    );
}

#[test]
fn every_kind_of_exercise() {
    let module = all_kinds();
    let kinds: Vec<String> = module
        .exercises()
        .map(|e| {
            format!(
                "{} {} {} h{} e{}",
                e.id,
                e.kind.slug(),
                e.points,
                e.hints.len(),
                e.explanation.len()
            )
        })
        .collect();
    assert_eq!(
        kinds,
        [
            "ex1 table 10 h2 e1",
            "ex2 chart 10 h2 e0",
            "ex3 choice 10 h2 e0",
            "ex4 number 10 h2 e0",
            "ex5 text 10 h2 e0",
            "ex6 essay 10 h0 e0",
        ]
    );
}

#[test]
fn table_exercise() {
    let module = all_kinds();
    let Some(ExerciseKind::Table(table)) = module.exercise(&"ex1".into()).map(|e| &e.kind) else {
        panic!()
    };
    assert_eq!(
        program(&table.solution),
        "from 人口\nfilter 年 = 2020\ngroup_by 地域 : 人口合計 = sum(人口)\nsort 人口合計 desc\n"
    );
    assert_eq!(table.starter.len(), 1);
    let check = &table.check;
    assert_eq!(
        (
            check.key.as_slice(),
            check.columns.len(),
            check.extra_columns
        ),
        (["地域".to_owned()].as_slice(), 2, false)
    );
    assert_eq!(
        (check.order[0].column.as_str(), check.order[0].descending),
        ("人口合計", true)
    );
    assert_eq!(
        (check.abs_tol, check.rel_tol, check.trim),
        (1e-9, 1e-6, false)
    );
    assert_eq!(
        (check.rules.must_use.as_slice(), check.rules.max_steps),
        (["group_by".to_owned()].as_slice(), Some(6))
    );
    assert_eq!(
        program(&check.wrong[0].answer),
        "from 人口\ngroup_by 地域 : 人口合計 = sum(人口)\nsort 人口合計 desc\n"
    );
    assert!(program(&check.wrong[1].answer).starts_with("SELECT 地域"));
}

#[test]
fn chart_exercise() {
    let module = all_kinds();
    let Some(ExerciseKind::Chart(chart)) = module.exercise(&"ex2".into()).map(|e| &e.kind) else {
        panic!()
    };
    expect![[r#"
        (
            3,
            ChartSpec {
                kind: Some(
                    Line,
                ),
                x: "地域",
                y: "",
                color: "",
                sort: None,
                title: "",
                unit: "",
                stack: None,
                fit: None,
                facet: "",
            },
            ChartSpec {
                kind: Some(
                    Bar,
                ),
                x: "地域",
                y: "人口合計",
                color: "",
                sort: Descending,
                title: "三重県の地域別人口（2020年）",
                unit: "人",
                stack: None,
                fit: None,
                facet: "",
            },
            ChartCheck {
                kind: [
                    Bar,
                ],
                x: [
                    "地域",
                ],
                y: [
                    "人口合計",
                ],
                color: [
                    "",
                ],
                sort: [
                    Descending,
                    Ascending,
                ],
                title: true,
                title_words: [
                    [
                        "人口",
                    ],
                    [
                        "2020",
                        "令和2",
                    ],
                ],
                unit: [
                    "人",
                ],
                stack: [],
                fit: [],
                facet: [],
                wrong: [
                    ChartWrong {
                        say: "地域には順番がないので、線でつなぐと変化のように見えます。",
                        kind: Some(
                            Line,
                        ),
                        x: None,
                        y: None,
                        color: None,
                        sort: None,
                        unit: None,
                        stack: None,
                        fit: None,
                        facet: None,
                    },
                    ChartWrong {
                        say: "並べ替えると、大小がひと目でわかります。",
                        kind: Some(
                            Bar,
                        ),
                        x: None,
                        y: None,
                        color: None,
                        sort: Some(
                            None,
                        ),
                        unit: None,
                        stack: None,
                        fit: None,
                        facet: None,
                    },
                ],
            },
        )
    "#]]
    .assert_debug_eq(&(
        chart.steps.len(),
        &chart.starter,
        &chart.solution,
        &chart.check,
    ));
}

#[test]
fn questions() {
    let module = all_kinds();
    let kind = |id: &str| module.exercise(&id.into()).map(|e| e.kind.clone());
    let Some(ExerciseKind::Choice(choice)) = kind("ex3") else {
        panic!()
    };
    assert!(!choice.multiple);
    let options: Vec<(bool, usize)> = choice
        .options
        .iter()
        .map(|o| (o.correct, o.feedback.len()))
        .collect();
    assert_eq!(options, [(false, 1), (true, 1), (false, 1)]);
    assert_eq!(
        choice.options[1].feedback,
        [Block::Paragraph(vec![Inline::Text(
            "そのとおりです。小計の行が二重に数えられます。".into()
        )])]
    );
    let Some(ExerciseKind::Number(number)) = kind("ex4") else {
        panic!()
    };
    assert_eq!(
        (
            number.abs_tol,
            number.rel_tol,
            number.unit.as_str(),
            number.wrong.len()
        ),
        (0.0, 0.0, "人", 2)
    );
    let Some(ExerciseKind::Text(text)) = kind("ex5") else {
        panic!()
    };
    assert_eq!(
        (text.accept.len(), text.wrong[0].text.as_str()),
        (2, "津市")
    );
    assert!(text.sql.starts_with("SELECT 市町名"));
    assert_eq!(kind("ex6"), Some(ExerciseKind::Essay(EssayExercise {})));
}

#[test]
fn closing_sections_stand_apart() {
    let module = all_kinds();
    assert_eq!(module.at_work.len(), 1);
    assert_eq!(module.instructor_notes.len(), 1);
    assert!(matches!(module.sections.first(), Some(Section::Prose(_))));
    assert_eq!(module.sections.len(), 8);
}

#[test]
fn a_module_survives_its_bytes() {
    let module = all_kinds();
    let json = serde_json::to_string(&module).unwrap();
    assert_eq!(serde_json::from_str::<Module>(&json).unwrap(), module);
}

/// Blocks of a piece of prose that nothing is wrong with.
#[track_caller]
fn check_prose(prose: &str, expect: Expect) {
    assert_eq!(to_text(&check_lines(prose, expect)), "");
}

/// Blocks of a piece of prose; what is wrong with it is handed back.
#[track_caller]
fn check_lines(prose: &str, expect: Expect) -> Vec<spec::Diagnostic> {
    let (module, diagnostics) = parse("m.md", &format!("{FRONT}# 題\n{prose}\n\n{ESSAY}{END}"));
    let Some(Section::Prose(blocks)) = module.sections.first() else {
        panic!("no prose")
    };
    let text: String = blocks.iter().map(|block| format!("{block:?}\n")).collect();
    expect.assert_eq(&text);
    diagnostics
}

#[test]
fn line_breaks() {
    check_prose(
        "人口は\n減って",
        expect![[r#"
        Paragraph([Text("人口は減って")])
    "#]],
    );
    check_prose(
        "open\ndata",
        expect![[r#"
        Paragraph([Text("open data")])
    "#]],
    );
    check_prose(
        "表は CSV\nです。\\\n次の行\n{町}の",
        expect![[r#"
        Paragraph([Text("表は CSVです。"), Break, Text("次の行"), Town, Text("の")])
    "#]],
    );
}

#[test]
fn words() {
    check_prose(
        "**強い**と*弱い*と`列`と[県](https://www.pref.mie.lg.jp/)",
        expect![[r#"
        Paragraph([Strong([Text("強い")]), Text("と"), Emphasis([Text("弱い")]), Text("と"), Code("列"), Text("と"), Link { href: "https://www.pref.mie.lg.jp/", text: [Text("県")] }])
    "#]],
    );
    check_prose(
        r#"[1](figure "SELECT \"a b\" FROM 人口") `{町}` {町}"#,
        expect![[r#"
        Paragraph([Figure { text: "1", sql: "SELECT \"a b\" FROM 人口" }, Text(" "), Code("{町}"), Text(" "), Town])
    "#]],
    );
    check_prose(
        "<!-- for authors -->\n\nx <!-- here too -->",
        expect![[r#"
        Paragraph([Text("x ")])
    "#]],
    );
}

#[test]
fn blocks() {
    check_prose(
        "- a\n- b\n  1. c\n\n> q\n\n---\n\n```text\nx\n```",
        expect![[r#"
        List { start: None, items: [[Paragraph([Text("a")])], [Paragraph([Text("b")]), List { start: Some(1), items: [[Paragraph([Text("c")])]] }]] }
        Quote([Paragraph([Text("q")])])
        Rule
        Code { language: "text", text: "x" }
    "#]],
    );
    check_prose(
        "- [ ] する\n- [x] した",
        expect![[r#"
        List { start: None, items: [[Paragraph([Text("☐ する")])], [Paragraph([Text("☑ した")])]] }
    "#]],
    );
    check_prose(
        "> [!WARNING]\n> 注意\n\n> [!TIP]\n> 練習の外",
        expect![[r#"
        Alert { kind: Warning, blocks: [Paragraph([Text("注意")])] }
        Alert { kind: Tip, blocks: [Paragraph([Text("練習の外")])] }
    "#]],
    );
    check_prose(
        "## {町}の話 {#talk}\n\n## 自分の {町}",
        expect![[r#"
        Heading { level: 2, id: Some("talk"), text: [Town, Text("の話")] }
    "#]],
    );
    check_prose(
        "```data\ntable = \"人口\"\nwhere = { 市町名 = \"津市\", 年 = 2020, 率 = 0.5, 日 = 2020-01-02, \"a b\" = true }\n```",
        expect![[r#"
        Data(DataView { table: "人口", columns: [], equals: [("市町名", Text("津市")), ("年", Int(2020)), ("率", Float(0.5)), ("日", Date(18263)), ("a b", Bool(true))], limit: None, caption: "", rows: None })
    "#]],
    );
}

#[test]
fn readings() {
    check_prose(
        "｜海女《あま》は三重県《みえけん》の｜CSV《シーエスブイ》で、\n伊\n勢《いせ》と｜よみ無し",
        expect![[r#"
            Paragraph([Ruby { base: "海女", reading: "あま" }, Text("は"), Ruby { base: "三重県", reading: "みえけん" }, Text("の"), Ruby { base: "CSV", reading: "シーエスブイ" }, Text("で、"), Ruby { base: "伊勢", reading: "いせ" }, Text("と｜よみ無し")])
        "#]],
    );
    check_prose(
        r"\《よみ\》と海女\《あま》と｜\｜《たて》と海\\《うみ》と「そして《強調》」",
        expect![[r#"
            Paragraph([Text("《よみ》と海女《あま》と"), Ruby { base: "｜", reading: "たて" }, Text("と海《うみ》と「そして《強調》」")])
        "#]],
    );
    check_prose(
        "**海女《あま》** [鳥羽《とば》](#toba)",
        expect![[r##"
        Paragraph([Strong([Ruby { base: "海女", reading: "あま" }]), Text(" "), Link { href: "#toba", text: [Ruby { base: "鳥羽", reading: "とば" }] }])
    "##]],
    );
}

#[test]
fn emphasis_beside_japanese_signs() {
    check_prose(
        "これは**「強調」**の例です。**人口（人）**は多い。**100%**です。値は**「A」「B」**で、**注意！**と書く。",
        expect![[r#"
            Paragraph([Text("これは"), Strong([Text("「強調」")]), Text("の例です。"), Strong([Text("人口（人）")]), Text("は多い。"), Strong([Text("100%")]), Text("です。値は"), Strong([Text("「A」「B」")]), Text("で、"), Strong([Text("注意！")]), Text("と書く。")])
        "#]],
    );
    check_prose(
        "*斜体（かっこ）*です。**太字。**続き。**OK?**です。私は**𠮷田(様)**𠮷と***「二重」***で",
        expect![[r#"
            Paragraph([Emphasis([Text("斜体（かっこ）")]), Text("です。"), Strong([Text("太字。")]), Text("続き。"), Strong([Text("OK?")]), Text("です。私は"), Strong([Text("𠮷田(様)")]), Text("𠮷と"), Emphasis([Strong([Text("「二重」")])]), Text("で")])
        "#]],
    );
    check_prose(
        "は**`code`**の、**[県](https://x.jp)**は、**{町}**の、の**(注)**を",
        expect![[r#"
            Paragraph([Text("は"), Strong([Code("code")]), Text("の、"), Strong([Link { href: "https://x.jp", text: [Text("県")] }]), Text("は、"), Strong([Town]), Text("の、の"), Strong([Text("(注)")]), Text("を")])
        "#]],
    );
    check_prose(
        "**(a)**「**(b)**」**c**、*「*「と`**「x」**`と\\*\\*「y」\\*\\*の、(*・*𠮷と[*・*a](#b)",
        expect![[r##"
            Paragraph([Strong([Text("(a)")]), Text("「"), Strong([Text("(b)")]), Text("」"), Strong([Text("c")]), Text("、"), Emphasis([Text("「")]), Text("「と"), Code("**「x」**"), Text("と**「y」**の、("), Emphasis([Text("・")]), Text("𠮷と"), Link { href: "#b", text: [Emphasis([Text("・")]), Text("a")] }])
        "##]],
    );
    check_prose(
        "| **「列」**の | 数 |\n|---|---|\n| は**(a)**は | [x](https://x.jp/**「a」**の \"**「t」**の\") |",
        expect![[r#"
            Table { header: [[Strong([Text("「列」")]), Text("の")], [Text("数")]], rows: [[[Text("は"), Strong([Text("(a)")]), Text("は")], [Link { href: "https://x.jp/**「a」**の", text: [Text("x")] }]]] }
        "#]],
    );
    check_prose(
        "## は**「見出し」**の {#x}",
        expect![[r#"
            Heading { level: 2, id: Some("x"), text: [Text("は"), Strong([Text("「見出し」")]), Text("の")] }
        "#]],
    );
    // Between Western letters, and for `_`, the rule is as ever.
    check_lines(
        "a**(b)**c と a*「b」*c と _「d」_の",
        expect![[r#"
        Paragraph([Text("a**(b)**c と a"), Emphasis([Text("「b」")]), Text("c と _「d」_の")])
    "#]],
    );
}

#[test]
fn lines_that_begin_like_items_stay_apart() {
    check_lines(
        "次の二つです。\n・人口は\n毎年の数\n・世帯",
        expect![[r#"
            Paragraph([Text("次の二つです。"), Break, Text("・人口は毎年の数"), Break, Text("・世帯")])
        "#]],
    );
    check_lines(
        "１．全角\n２．次",
        expect![[r#"
        Paragraph([Text("１．全角"), Break, Text("２．次")])
    "#]],
    );
    check_lines(
        "1.一つ目\n2.二つ目",
        expect![[r#"
        Paragraph([Text("1.一つ目"), Break, Text("2.二つ目")])
    "#]],
    );
    check_lines(
        "・**人口**\n・[県](https://x.jp)",
        expect![[r#"
        Paragraph([Text("・"), Strong([Text("人口")]), Break, Text("・"), Link { href: "https://x.jp", text: [Text("県")] }])
    "#]],
    );
    check_lines(
        "- ・中黒\n  ・次",
        expect![[r#"
        List { start: None, items: [[Paragraph([Text("・中黒"), Break, Text("・次")])]] }
    "#]],
    );
    check_lines(
        "> ① 甲\n> ② 乙",
        expect![[r#"
        Quote([Paragraph([Text("① 甲"), Break, Text("② 乙")])])
    "#]],
    );
    // No list: words that go on in the next line.
    check_lines(
        "津市\n・四日市市",
        expect![[r#"
        Paragraph([Text("津市・四日市市")])
    "#]],
    );
    check_lines(
        "伸びは\n2.5 倍と\n3.1 倍",
        expect![[r#"
        Paragraph([Text("伸びは2.5 倍と3.1 倍")])
    "#]],
    );
    check_lines(
        "（平成\n30）年と（令和\n2020）年",
        expect![[r#"
        Paragraph([Text("（平成30）年と（令和2020）年")])
    "#]],
    );
}

/// Front matter with a glossary of these words.
fn with_terms(names: &[&str]) -> String {
    let terms: String = names
        .iter()
        .map(|name| format!("[[term]]\nname = \"{name}\"\nmeaning = \"{name}の意味\"\n"))
        .collect();
    FRONT.trim_end_matches("+++\n").to_owned() + &terms + "+++\n"
}

/// Words of prose with a glossary, terms in brackets.
#[track_caller]
fn check_terms(names: &[&str], prose: &str, expected: &str) {
    let front = with_terms(names);
    let (module, diagnostics) = parse("m.md", &format!("{front}# 題\n{prose}\n\n{ESSAY}{END}"));
    assert_eq!(to_text(&diagnostics), "");
    fn shown(words: &[Inline]) -> String {
        words
            .iter()
            .map(|word| match word {
                Inline::Text(text) | Inline::Code(text) => text.clone(),
                Inline::Strong(inner) | Inline::Link { text: inner, .. } => shown(inner),
                Inline::Ruby { base, reading } => format!("{base}《{reading}》"),
                Inline::Term { text, term } => {
                    assert_eq!(term.meaning, format!("{}の意味", term.name));
                    let text = shown(text);
                    let reading = format!("《{}》", term.reading);
                    if text == term.name || !term.reading.is_empty() && text.ends_with(&reading) {
                        format!("[{text}]")
                    } else {
                        format!("[{text}={}]", term.name)
                    }
                }
                other => panic!("{other:?}"),
            })
            .collect()
    }
    let mut found = Vec::new();
    for section in &module.sections {
        let Section::Prose(blocks) = section else {
            continue;
        };
        for block in blocks {
            match block {
                Block::Paragraph(text) | Block::Heading { text, .. } => found.push(shown(text)),
                other => panic!("{other:?}"),
            }
        }
    }
    assert_eq!(found.join(" / "), expected);
}

#[test]
fn words_of_the_glossary() {
    check_terms(
        &["圏域"],
        "圏域と圏域。\n\n## 圏域とは\n\n北の圏域、南の圏域",
        "[圏域]と圏域。 / 圏域とは / 北の[圏域]、南の圏域",
    );
    // A part of a longer word is another word; the longest word counts.
    check_terms(
        &["人口", "人口密度", "CSV", "データ"],
        "総人口と人口密度と人口、CSVXとCSV、オープンデータのデータ",
        "総人口と[人口密度]と[人口]、CSVXと[CSV]、オープンデータの[データ]",
    );
    check_terms(
        &["圏域"],
        "`圏域`の[圏域](#x)は**圏域**です",
        "圏域の圏域は[圏域]です",
    );
    check_terms(
        &["圏域"],
        "[エリア](term \"圏域\")の圏域と[圏域](term)",
        "[エリア=圏域]の圏域と[圏域]",
    );
}

#[test]
fn words_of_the_glossary_with_their_readings() {
    check_terms(
        &["稼働率"],
        "稼働率《かどうりつ》は、稼働率を見ます",
        "[稼働率《かどうりつ》]は、稼働率を見ます",
    );
    // In parts, in bold, beside other words with readings, and never in the middle of what has one reading.
    check_terms(
        &["貸出冊数", "人口"],
        "三重県《みえけん》の貸出冊数《かしだしさっすう》と**人口《じんこう》**と総人口《そうじんこう》",
        "三重県《みえけん》の[貸出冊数《かしだしさっすう》]と[人口《じんこう》]と総人口《そうじんこう》",
    );
    // Written with a reading for a part of it only: the word all the same, and no reading of the whole.
    let (module, _) = parse(
        "m.md",
        &format!(
            "{}# 題\n海女《あま》漁の町\n\n{ESSAY}{END}",
            with_terms(&["海女漁"])
        ),
    );
    let Some(Section::Prose(blocks)) = module.sections.first() else {
        panic!("{:?}", module.sections);
    };
    expect![[r#"[Paragraph([Term { text: [Ruby { base: "海女", reading: "あま" }, Text("漁")], term: Term { name: "海女漁", reading: "", meaning: "海女漁の意味" } }, Text("の町")])]"#]]
        .assert_eq(&format!("{blocks:?}"));
}

#[test]
fn sections_that_may_be_skipped() {
    check_prose(
        "前\n\n## 発展 {#more .optional}\n\n- 読む\n\n### 小さく\n\n終わり\n\n## 次\n\n文",
        expect![[r#"
            Paragraph([Text("前")])
        "#]],
    );
    let (module, _) = parse(
        "m.md",
        &format!("{FRONT}# 題\n## 発展 {{#more .optional}}\n読む\n\n### 小\n## 次\n{ESSAY}{END}"),
    );
    expect![[r#"[Prose([Optional { id: Some("more"), title: [Text("発展")], blocks: [Paragraph([Text("読む")]), Heading { level: 3, id: None, text: [Text("小")] }] }]), Prose([Heading { level: 2, id: None, text: [Text("次")] }])]"#]].assert_eq(&format!("{:?}", &module.sections[..2]));
}

#[test]
fn pictures() {
    check_prose(
        "![棒が三本](images/bars.png \"図 1\")\n\n文の![印](<images/a b.png>)中",
        expect![[r#"
            Paragraph([Image(Image { alt: "棒が三本", caption: "図 1", file: "images/bars.png", url: "", width: 0, height: 0 })])
            Paragraph([Text("文の"), Image(Image { alt: "印", caption: "", file: "images/a b.png", url: "", width: 0, height: 0 }), Text("中")])
        "#]],
    );
}

#[test]
fn crlf_and_byte_order_mark_make_no_difference() {
    let (unix, _) = parse("m.md", ALL_KINDS);
    let (windows, diagnostics) = parse(
        "m.md",
        &format!("\u{feff}{}", ALL_KINDS.replace('\n', "\r\n")),
    );
    assert_eq!(to_text(&diagnostics), "");
    assert_eq!(windows, unix);
}
