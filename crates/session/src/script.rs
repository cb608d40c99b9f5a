//! Request sequences whose replies must be the same bytes natively and in the browser's worker.
//!
//! These are of lessons, and `authoring` adds those of authors and answers them all: a native test there holds hashes of the
//! replies, and the browser tests post the same requests to the real worker. Between them the scripts hold every request,
//! failures, Japanese, floats, days, joins and pivots.

use protocol::{LessonId, LessonRequest, ProtocolError, Request, Window, encode};
use spec::chart::{ChartKind, ChartSort};
use spec::exercise::{
    ChartCheck, ChartExercise, ChoiceExercise, ChoiceOption, EssayExercise, NumberExercise,
    NumberWrong, TableCheck, TableExercise, TableWrong, TextExercise, TextWrong,
};
use spec::module::{ColumnInfo, Section};
use spec::step::text::parse_steps;
use spec::step::{Aggregate, CastTo, JoinKey, JoinKind, NamedExpr, RenamePair, SortKey};
use spec::{
    Answer, Block, ChartSpec, DataSource, Exercise, ExerciseKind, Inline, Module, ModuleId,
    MutantChange, Program, Representer, Step, StepEntry,
};
use table::Dtype;

/// A sequence of requests to a fresh worker.
#[derive(Clone, Debug)]
pub struct Script {
    /// What it is about.
    pub name: &'static str,
    /// Requests with their attachments.
    pub calls: Vec<(Request, Option<Vec<u8>>)>,
}

impl Script {
    /// The requests as the page posts them: envelope bytes with ids from 1, and attachments.
    ///
    /// # Errors
    /// [`ProtocolError`] when a message cannot be encoded.
    pub fn messages(&self) -> Result<Vec<Message>, ProtocolError> {
        (1_u32..)
            .zip(&self.calls)
            .map(|(id, (request, attachment))| {
                Ok(Message {
                    bytes: encode(id, request)?,
                    attachment: attachment.clone(),
                })
            })
            .collect()
    }
}

/// One posted message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// The envelope.
    pub bytes: Vec<u8>,
    /// The file beside it.
    pub attachment: Option<Vec<u8>>,
}

/// All scripts about lessons.
pub fn all() -> Vec<Script> {
    vec![
        steps(),
        sql(),
        mistakes(),
        grading(),
        out_of_step(),
        lessons(),
    ]
}

/// The lesson that the scripts work on.
pub const LESSON: LessonId = LessonId(1);

/// A request to a lesson with its attachment.
type Call = (LessonRequest, Option<Vec<u8>>);

impl Script {
    fn of_lesson(name: &'static str, calls: Vec<Call>) -> Self {
        let calls = calls
            .into_iter()
            .map(|(request, attachment)| (Request::Lesson(LESSON, request), attachment))
            .collect();
        Self { name, calls }
    }
}

const PEOPLE: &str = "\u{feff}コード,市町,圏域,年,人口,世帯\r\n\
24201,津市,中南勢,2015,279886,114480\r\n\
24201,津市,中南勢,2020,274537,118476\r\n\
24202,四日市市,北勢,2015,311031,127483\r\n\
24202,四日市市,北勢,2020,305424,131822\r\n\
24208,名張市,伊賀,2015,78795,30040\r\n\
24208,名張市,伊賀,2020,,31246\r\n\
24211,鳥羽市,伊勢志摩,2015,19448,7763\r\n\
24211,鳥羽市,伊勢志摩,2020,17525,7346\r\n";

const AREA: &str = "町名,面積,開始日,\"注, 記\"\n津市,711.18,2006-01-01,\"\"\"本庁\"\"\"\n四日市市,206.5,2005-02-07,\n尾鷲市,192.71,,\n";

const RAW: &str = "市町,人口,調査日\n津市,\"274,537\",令和2年10月1日\n四日市市,３０５４２４人,R2.10.1\n鳥羽市,－,2020/10/1\n";

fn module() -> Module {
    let source = |name: &str, text: &[&str]| DataSource {
        name: name.into(),
        columns: text
            .iter()
            .map(|name| ColumnInfo {
                name: (*name).into(),
                meaning: String::new(),
                unit: String::new(),
                dtype: Dtype::Text,
            })
            .collect(),
        ..DataSource::default()
    };
    let exercise = |id: &str, kind: ExerciseKind| {
        Section::Exercise(Box::new(Exercise {
            id: id.into(),
            title: id.into(),
            points: 10,
            task: Vec::new(),
            hints: Vec::new(),
            explanation: Vec::new(),
            kind,
            asks: spec::Asks::default(),
        }))
    };
    let group = |aggregate: &str| {
        Program::of_steps([
            from("人口"),
            filter("年 >= 2020"),
            Step::GroupBy {
                keys: vec!["圏域".into()],
                aggs: vec![named("人口合計", aggregate)],
            },
            Step::Sort {
                by: vec![down("人口合計")],
            },
        ])
    };
    Module {
        format: 1,
        id: ModuleId::from("script"),
        version: 1,
        title: "台本".into(),
        data: vec![
            source("人口", &["コード"]),
            source("面積", &[]),
            source("原本", &["人口", "調査日"]),
        ],
        sections: vec![
            exercise(
                "table",
                ExerciseKind::Table(TableExercise {
                    solution: group("sum(人口)"),
                    check: TableCheck {
                        key: vec!["圏域".into()],
                        order: vec![down("人口合計")],
                        wrong: vec![TableWrong {
                            say: "{町}の年を絞っていません。".into(),
                            answer: Program::Sql(
                                "SELECT 圏域, SUM(人口) AS 人口合計 FROM 人口 GROUP BY 圏域".into(),
                            ),
                        }],
                        ..TableCheck::default()
                    },
                    // Read from a run: the browser must come to the same number.
                    representers: vec![Representer {
                        hash: 9139353589458519469,
                        change: MutantChange::Unit {
                            column: "人口合計".into(),
                            got: Some(7),
                        },
                    }],
                    ..TableExercise::default()
                }),
            ),
            exercise(
                "chart",
                ExerciseKind::Chart(ChartExercise {
                    steps: vec![from("人口"), filter("年 = 2020 AND 人口 IS NOT NULL")],
                    solution: chart(),
                    check: ChartCheck {
                        kind: vec![ChartKind::Bar],
                        x: vec!["市町".into()],
                        y: vec!["人口".into()],
                        title: true,
                        ..ChartCheck::default()
                    },
                    ..ChartExercise::default()
                }),
            ),
            exercise(
                "choice",
                ExerciseKind::Choice(ChoiceExercise {
                    multiple: false,
                    options: [("はい", true), ("いいえ", false)]
                        .into_iter()
                        .map(|(text, correct)| ChoiceOption {
                            text: vec![Inline::Text(text.into())],
                            correct,
                            feedback: vec![Block::Paragraph(vec![Inline::Town])],
                        })
                        .collect(),
                }),
            ),
            exercise(
                "number",
                ExerciseKind::Number(NumberExercise {
                    sql: "SELECT 人口 FROM 人口 WHERE 市町 = '{町}' AND 年 = 2020".into(),
                    unit: "人".into(),
                    wrong: vec![NumberWrong {
                        say: "2015年の人口です。".into(),
                        sql: "SELECT 人口 FROM 人口 WHERE 市町 = '{町}' AND 年 = 2015".into(),
                    }],
                    ..NumberExercise::default()
                }),
            ),
            exercise(
                "text",
                ExerciseKind::Text(TextExercise {
                    accept: vec!["四日市".into()],
                    sql: "SELECT 市町 FROM 人口 ORDER BY 人口 DESC NULLS LAST LIMIT 1".into(),
                    wrong: vec![TextWrong {
                        say: "県庁所在地です。".into(),
                        text: "津市".into(),
                    }],
                }),
            ),
            exercise("essay", ExerciseKind::Essay(EssayExercise {})),
        ],
        ..Module::default()
    }
}

fn chart() -> ChartSpec {
    ChartSpec {
        kind: Some(ChartKind::Bar),
        x: "市町".into(),
        y: "人口".into(),
        color: String::new(),
        sort: ChartSort::Descending,
        title: "人口".into(),
        unit: "人".into(),
        ..ChartSpec::default()
    }
}

fn named(name: &str, expr: &str) -> NamedExpr {
    NamedExpr {
        name: name.into(),
        expr: expr.into(),
    }
}

fn down(column: &str) -> SortKey {
    SortKey {
        column: column.into(),
        descending: true,
    }
}

fn from(table: &str) -> Step {
    Step::From {
        table: table.into(),
    }
}

fn filter(predicate: &str) -> Step {
    Step::Filter {
        predicate: predicate.into(),
    }
}

fn strings(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

/// Opens the module and loads its tables.
pub(crate) fn opened() -> Vec<Call> {
    let mut calls = vec![(
        LessonRequest::Open {
            module: Box::new(module()),
            town: "津市".into(),
        },
        None,
    )];
    for (name, csv) in [("人口", PEOPLE), ("面積", AREA), ("原本", RAW)] {
        calls.push((
            LessonRequest::AddTable { name: name.into() },
            Some(csv.as_bytes().to_vec()),
        ));
    }
    calls
}

fn run(program: Program) -> Call {
    (
        LessonRequest::Run {
            program,
            window: Window { offset: 0, len: 50 },
        },
        None,
    )
}

/// Steps that look at other rows.
const ALONG_ROWS: &str = "\
from 人口
rank 人口 desc within 年 name 順位
share 人口 within 年 name 構成比
cum_sum 人口 by 人口 desc within 年 name 累計
change 人口 how rate by 年 periods 5 within 市町 name 増減率
rolling 人口 how mean by 年 periods 1 within 市町 name 平均
bins 人口 width 100000 name 区分
";

/// Steps for a table as it is published.
const CLEANED: &str = "\
from 原本
normalise 市町
fill_down 市町, 人口
drop_totals 市町
split 調査日 how digit names 元号, 残り
key_conversion 残り from code5 to code6
cast 調査日 to fiscal_year
";

fn steps() -> Script {
    let programs = vec![
        vec![
            from("人口"),
            filter("市町 = '{町}' OR 人口 < 20000"),
            Step::Select {
                columns: strings(&["年", "市町", "人口"]),
            },
        ],
        vec![
            from("人口"),
            Step::WithColumns {
                columns: vec![
                    named("一世帯", "人口 / 世帯"),
                    named("割合", "round(人口 * 100.0 / sum(人口), 1)"),
                ],
            },
            Step::Sort {
                by: vec![down("一世帯")],
            },
            Step::Head { n: 5 },
        ],
        vec![
            from("人口"),
            Step::GroupBy {
                keys: strings(&["圏域"]),
                aggs: vec![
                    named("計", "sum(人口)"),
                    named("平均", "avg(人口)"),
                    named("中央", "median(世帯)"),
                    named("件数", "count(*)"),
                ],
            },
            Step::Tail { n: 3 },
        ],
        vec![
            from("人口"),
            Step::Join {
                how: JoinKind::Left,
                table: "面積".into(),
                on: vec![JoinKey {
                    left: "市町".into(),
                    right: "町名".into(),
                }],
            },
            Step::WithColumns {
                columns: vec![
                    named("密度", "人口 / 面積"),
                    named("開始年", "extract(year from 開始日)"),
                ],
            },
        ],
        vec![
            from("人口"),
            Step::Pivot {
                on: "年".into(),
                index: strings(&["市町"]),
                values: "人口".into(),
                agg: Aggregate::Sum,
            },
            Step::Rename {
                pairs: vec![RenamePair {
                    from: "2020".into(),
                    to: "令和2年".into(),
                }],
            },
        ],
        vec![
            from("人口"),
            Step::Unpivot {
                columns: strings(&["人口", "世帯"]),
                index: strings(&["市町", "年"]),
                name: "項目".into(),
                value: "値".into(),
            },
            Step::FillNull {
                columns: strings(&["値"]),
                value: "0".into(),
            },
            Step::Unique {
                columns: strings(&["項目"]),
            },
        ],
        vec![
            from("原本"),
            Step::Cast {
                columns: strings(&["人口"]),
                to: CastTo::Number,
            },
            Step::Cast {
                columns: strings(&["調査日"]),
                to: CastTo::Date,
            },
            Step::Union {
                table: "原本".into(),
            },
        ],
        vec![
            from("面積"),
            Step::Join {
                how: JoinKind::Cross,
                table: "原本".into(),
                on: Vec::new(),
            },
        ],
        parse_steps(ALONG_ROWS).0,
        parse_steps(CLEANED).0,
    ];
    let mut calls = opened();
    for steps in programs {
        let program = Program::of_steps(steps.clone());
        calls.push(run(program.clone()));
        calls.push((
            LessonRequest::Rows {
                program: program.clone(),
                after: Some(0),
                window: Window { offset: 1, len: 2 },
            },
            None,
        ));
        calls.push((
            LessonRequest::Rows {
                program: program.clone(),
                after: None,
                window: Window { offset: 2, len: 9 },
            },
            None,
        ));
        calls.push((LessonRequest::ToSql { steps }, None));
        calls.push((
            LessonRequest::ToCsv {
                program,
                for_sheet: true,
            },
            None,
        ));
    }
    let off = vec![
        StepEntry::on(from("人口")),
        StepEntry {
            step: filter("年 = 2020"),
            enabled: false,
        },
    ];
    calls.push(run(Program::Steps(off)));
    Script::of_lesson("steps", calls)
}

fn sql() -> Script {
    let queries = [
        "SELECT * FROM 人口",
        "SELECT 市町, 人口 / 世帯 AS 一世帯 FROM 人口 WHERE 市町 = '{町}'",
        "SELECT 圏域, SUM(人口) AS 計, COUNT(*) FROM 人口 GROUP BY 圏域 HAVING COUNT(*) > 1 ORDER BY SUM(人口) DESC NULLS LAST",
        "SELECT p.市町, a.面積, p.人口 / a.面積 AS 密度 FROM 人口 AS p LEFT JOIN 面積 AS a ON p.市町 = a.町名",
        "WITH x AS (SELECT * FROM 人口 WHERE 年 = 2020) SELECT AVG(人口) AS 平均, STDDEV(世帯) AS 散らばり FROM x",
        "SELECT 市町, RANK() OVER (PARTITION BY 年 ORDER BY 人口 DESC NULLS LAST) AS 順位, SUM(世帯) OVER (ORDER BY 世帯) AS 累計 FROM 人口",
        "SELECT 市町, 人口 FROM 人口 UNION ALL SELECT 町名, 面積 FROM 面積 ORDER BY 人口 LIMIT 5",
        "SELECT parse_date('令和元年5月1日') AS 日, parse_number('▲１，２００円') AS 数, 0.1 + 0.2 AS 和, 人口 / (年 - 2020) AS 無限 FROM 人口",
        "SELECT * FROM 人口 AS a CROSS JOIN 面積 AS b ORDER BY a.世帯, b.面積 DESC LIMIT 3 OFFSET 2",
        "SELECT a.市町, b.人口 AS 前, c.面積 FROM 人口 AS a JOIN 人口 AS b ON a.コード = b.コード AND b.年 = 2015 LEFT JOIN 面積 AS c ON c.町名 = a.市町 WHERE a.年 = 2020 ORDER BY b.人口 DESC",
        "SELECT 市町, 年 FROM 人口 AS p WHERE 人口 > (SELECT AVG(人口) FROM 人口 WHERE 年 = p.年) AND NOT EXISTS (SELECT 1 FROM 面積 WHERE 町名 = p.市町 AND 面積 > 500)",
        "SELECT 市町 FROM 人口 WHERE 市町 NOT IN (SELECT 町名 FROM 面積 UNION SELECT NULL)",
        "SELECT ROUND(2.5) AS 四捨五入, ROUND(-1.005, 2) AS 負, ROUND(12345, -3) AS 千, CAST(2.5 AS INTEGER) AS 整数, STRPOS('四日市市', '市') AS 位置, LPAD('7', 3, '0') AS 番号",
        "SELECT 町名, YEAR(開始日) AS 年, 年度(開始日) AS 年度, 開始日 - DATE '2005-01-01' AS 日数, DATE_TRUNC('month', 開始日) AS 月, DATEDIFF('month', 開始日, '2006/4/1') AS 月数 FROM 面積",
        "SELECT EXP(1.5) AS e, LN(3) AS l, POWER(1.07, 10) AS p, SIN(1) AS s, STDDEV(人口) AS d, MEDIAN(世帯) AS m FROM 人口",
        "SELECT 年, STRING_AGG(市町, '、' ORDER BY 人口 DESC) AS 町, COUNT(*) FILTER (WHERE 人口 > 100000) AS 大 FROM 人口 GROUP BY 1 QUALIFY ROW_NUMBER() OVER (ORDER BY 年) = 1",
        "SELECT 市町 FROM 人口 WHERE 市町 ~ '^[津四]' EXCEPT ALL SELECT 町名 FROM 面積",
    ];
    // As deep and as long as it may be: what a browser's stack has to hold.
    let deep = [
        format!("SELECT {}1{} AS x", "(".repeat(25), ")".repeat(25)),
        format!("SELECT 1{} AS x", " + 1".repeat(95)),
        format!("SELECT 1 AS x{}", " UNION SELECT 1".repeat(95)),
        format!(
            "SELECT COUNT(*) AS n FROM 人口 WHERE 年 = 1{}",
            " OR 年 = 2020".repeat(450)
        ),
    ];
    let mut calls = opened();
    for query in queries.map(str::to_owned).into_iter().chain(deep) {
        let program = Program::Sql(query);
        calls.push(run(program.clone()));
        calls.push((
            LessonRequest::ToCsv {
                program,
                for_sheet: true,
            },
            None,
        ));
    }
    Script::of_lesson("sql", calls)
}

fn mistakes() -> Script {
    let mut calls = opened();
    for query in [
        "",
        "SELECT 人工 FROM 人口",
        "SELECT 市町 FROM 人工",
        "SELECT MEAN(人口) FROM 人口",
        "SELECT 市町 FROM 人口 WHERE 年 ＝ 2020",
        "SELECT SUM(人口) FROM 原本",
        "SELECT 市町, SUM(人口) FROM 人口",
        "DROP TABLE 人口",
        "SELECT * FROM 人口 WHERE 年 = '2020'",
        "SELECT CAST(市町 AS INT) AS x FROM 人口",
        "SELECT 市町 FROM 人口 AS a JOIN 人口 AS b ON a.コード = b.コード",
        "SELECT 人口 / 世帯 AS 率 FROM 人口 WHERE 率 > 2",
        "SELECT 圏域 FROM 人口 WHERE SUM(人口) > 1 GROUP BY 圏域",
        "SELECT TOP 3 市町 FROM 人口",
        "SELECT 9223372036854775807 * 2 AS x",
    ] {
        calls.push(run(Program::Sql(query.into())));
    }
    for n in [60, 5_000] {
        let (open, close) = ("(".repeat(n), ")".repeat(n));
        calls.push(run(Program::Sql(format!("SELECT {open}1{close} AS x"))));
    }
    for steps in [
        vec![],
        vec![filter("年 = 2020")],
        vec![from("人口"), filter("人工 > 1"), filter("")],
        vec![from("原本"), filter("人口 > 100"), Step::Head { n: 1 }],
        vec![
            from("人口"),
            Step::Union {
                table: "面積".into(),
            },
        ],
        vec![
            from("人口"),
            Step::GroupBy {
                keys: strings(&["圏域"]),
                aggs: vec![named("人口", "人口")],
            },
        ],
    ] {
        calls.push(run(Program::of_steps(steps.clone())));
        calls.push((LessonRequest::ToSql { steps }, None));
    }
    calls.push((
        LessonRequest::AddTable {
            name: "人口".into(),
        },
        Some(vec![0x83, 0x65, 0x83, 0x58, 0x0a]),
    ));
    calls.push((
        LessonRequest::AddTable {
            name: "人口".into(),
        },
        Some(Vec::new()),
    ));
    Script::of_lesson("mistakes", calls)
}

fn grading() -> Script {
    let mut calls = opened();
    let mut grade = |exercise: &str, answer: Answer, attempt: u32| {
        calls.push((
            LessonRequest::Grade {
                exercise: exercise.into(),
                answer,
                attempt,
            },
            None,
        ));
    };
    let by_steps = |steps: Vec<Step>| Answer::Table(Program::of_steps(steps).into());
    let by_sql = |sql: &str| Answer::Table(Program::Sql(sql.into()).into());
    let total = |expr: &str| Step::GroupBy {
        keys: strings(&["圏域"]),
        aggs: vec![named("人口合計", expr)],
    };
    let sorted = || Step::Sort {
        by: vec![down("人口合計")],
    };
    grade(
        "table",
        by_steps(vec![
            from("人口"),
            filter("年 = 2020"),
            total("sum(人口)"),
            sorted(),
        ]),
        1,
    );
    grade("table", by_steps(vec![from("人口"), total("sum(人口)")]), 1);
    grade(
        "table",
        by_steps(vec![
            from("人口"),
            filter("年 > 2020"),
            total("sum(人口)"),
            sorted(),
        ]),
        1,
    );
    for attempt in 1..4 {
        grade(
            "table",
            by_steps(vec![
                from("人口"),
                filter("年 = 2020"),
                total("avg(人口) / 1000"),
                sorted(),
            ]),
            attempt,
        );
    }
    grade(
        "table",
        by_steps(vec![
            from("人口"),
            filter("年度 = 2020"),
            total("sum(人口)"),
        ]),
        1,
    );
    grade("table", by_steps(vec![]), 1);
    grade(
        "table",
        by_sql("SELECT 圏域, SUM(人口) AS 人口合計 FROM 人口 WHERE 年 = 2020 GROUP BY 圏域"),
        2,
    );
    grade("table", by_sql("SELECT 圏域 FROM"), 1);
    // Known by the hash that the module carries.
    grade(
        "table",
        by_steps(vec![
            from("人口"),
            filter("年 = 2020"),
            total("sum(世帯) / 7"),
            sorted(),
        ]),
        1,
    );
    grade("chart", Answer::Chart(chart()), 1);
    grade(
        "chart",
        Answer::Chart(ChartSpec {
            kind: Some(ChartKind::Line),
            ..chart()
        }),
        3,
    );
    grade("choice", Answer::Choice(vec![0]), 1);
    grade("choice", Answer::Choice(vec![1]), 1);
    grade("number", Answer::Number("２７４，５３７人".into()), 1);
    grade("number", Answer::Number("279886".into()), 2);
    grade("text", Answer::Text(" 四日市市 ".into()), 1);
    grade("text", Answer::Text("津市".into()), 1);
    grade("essay", Answer::Essay("書いた".into()), 1);
    calls.push((
        LessonRequest::ChartData {
            exercise: "chart".into(),
        },
        None,
    ));
    Script::of_lesson("grading", calls)
}

fn out_of_step() -> Script {
    let program = Program::of_steps([from("人口")]);
    Script::of_lesson(
        "out-of-step",
        vec![
            (
                LessonRequest::Grade {
                    exercise: "table".into(),
                    answer: Answer::Choice(vec![0]),
                    attempt: 1,
                },
                None,
            ),
            (
                LessonRequest::Open {
                    module: Box::new(module()),
                    town: "津市".into(),
                },
                None,
            ),
            (
                LessonRequest::AddTable {
                    name: "人口".into(),
                },
                None,
            ),
            run(program.clone()),
            (
                LessonRequest::Rows {
                    program,
                    after: Some(7),
                    window: Window { offset: 0, len: 1 },
                },
                None,
            ),
            (
                LessonRequest::Grade {
                    exercise: "table".into(),
                    answer: Answer::Choice(vec![0]),
                    attempt: 1,
                },
                None,
            ),
            (
                LessonRequest::Grade {
                    exercise: "none".into(),
                    answer: Answer::Choice(vec![0]),
                    attempt: 1,
                },
                None,
            ),
            (
                LessonRequest::ChartData {
                    exercise: "table".into(),
                },
                None,
            ),
        ],
    )
}

/// Two lessons side by side: tables of one name do not meet, an opening replaces its own lesson alone, and one that was
/// not opened answers nothing.
fn lessons() -> Script {
    let other = LessonId(7);
    let people = || run(Program::Sql("SELECT 市町 FROM 人口".into()));
    let table = |csv: &str| {
        let name = "人口".into();
        (
            LessonRequest::AddTable { name },
            Some(csv.as_bytes().to_vec()),
        )
    };
    let open = || {
        let town = "四日市市".into();
        let module = Box::new(module());
        (LessonRequest::Open { module, town }, None)
    };
    let own = run(Program::Sql("SELECT '{町}' AS 町".into()));
    let calls = [
        (other, people()),
        (LESSON, open()),
        (LESSON, table("市町\n津市\n")),
        (other, people()),
        (other, open()),
        (other, people()),
        (other, table("市町\n鳥羽市\n")),
        (LESSON, people()),
        (other, people()),
        (LESSON, own),
        (LESSON, open()),
        (LESSON, people()),
        (other, people()),
        (LessonId(u32::MAX), people()),
    ];
    let calls = calls
        .into_iter()
        .map(|(id, (request, attachment))| (Request::Lesson(id, request), attachment))
        .collect();
    Script {
        name: "lessons",
        calls,
    }
}
