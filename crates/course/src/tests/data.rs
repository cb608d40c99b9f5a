//! Data put into a module.

use expect_test::{Expect, expect};
use spec::module::{ColumnInfo, Section};
use spec::{Block, DataSource, Module};
use table::{Dtype, Table};

use super::{END, ESSAY, FRONT};
use crate::{TableFile, attach, load, parse, to_text};

const TOWNS: &str = include_str!("../../../../tests/fixtures/modules/all-kinds/data/towns.csv");

fn info(name: &str, unit: &str, dtype: Dtype) -> ColumnInfo {
    ColumnInfo {
        name: name.into(),
        meaning: format!("{name}の意味"),
        unit: unit.into(),
        dtype,
    }
}

fn towns(source: &DataSource) -> Option<TableFile> {
    (source.seed == "mie-population").then(|| TableFile {
        bytes: TOWNS.into(),
        url: "data/towns.abc.csv".into(),
        attribution: "出典".into(),
        licence: "CC BY 4.0".into(),
        note: "注意".into(),
        columns: vec![
            info("市町コード", "", Dtype::Text),
            info("人口", "人", Dtype::Int),
        ],
        ..TableFile::default()
    })
}

fn text_of(table: &Table) -> String {
    let names: Vec<&str> = table
        .columns()
        .iter()
        .map(|column| column.name.as_str())
        .collect();
    let mut text = format!("{}\n", names.join(" "));
    for row in 0..table.height() {
        let cells: Vec<String> = table
            .columns()
            .iter()
            .map(|column| format!("{:?}", column.get(row).unwrap()))
            .collect();
        text.push_str(&format!("{}\n", cells.join(" ")));
    }
    text
}

/// The rows of the view in a `data` block, and what is wrong with it.
#[track_caller]
fn check(toml: &str, expect: Expect) {
    let text = format!("{FRONT}# 題\n```data\ntable = \"人口\"\n{toml}\n```\n\n{ESSAY}{END}");
    let (module, diagnostics) = load("m.md", &text, &mut towns);
    let Some(Section::Prose(blocks)) = module.sections.first() else {
        panic!()
    };
    let Some(Block::Data(view)) = blocks.first() else {
        panic!()
    };
    expect.assert_eq(&format!(
        "{}{}",
        to_text(&diagnostics),
        text_of(view.rows.as_ref().unwrap())
    ));
}

#[test]
fn views() {
    check(
        "",
        expect![[r#"
        市町コード 市町名 地域 年 人口 世帯数 公表日
        Text("01201") Text("あさり市") Text("北") Int(2019) Int(1000) Int(400) Date(17897)
        Text("01201") Text("あさり市") Text("北") Int(2020) Int(990) Null Date(18262)
        Text("01202") Text("はまぐり町") Text("北") Int(2020) Int(500) Int(210) Date(18262)
        Text("01203") Text("さざえ村") Text("南") Int(2020) Int(80) Int(41) Date(18262)
    "#]],
    );
    check(
        "columns = [\"人口\", \"市町名\", \"人口\"]\nwhere = { 年 = 2020, 地域 = \"北\" }",
        expect![[r#"
        人口 市町名
        Int(990) Text("あさり市")
        Int(500) Text("はまぐり町")
    "#]],
    );
    check(
        "columns = [\"市町名\"]\nwhere = { 公表日 = 2020-01-01, 人口 = 500.0 }",
        expect![[r#"
        市町名
        Text("はまぐり町")
    "#]],
    );
    check(
        "columns = [\"市町名\"]\nwhere = { 公表日 = \"2019/1/1\" }",
        expect![[r#"
        市町名
        Text("あさり市")
    "#]],
    );
    check(
        "columns = [\"市町名\"]\nlimit = 2",
        expect![[r#"
        市町名
        Text("あさり市")
        Text("あさり市")
    "#]],
    );
    check(
        "columns = [\"市町\", \"人口\"]\nwhere = { 年度 = 2020 }\nlimit = 1",
        expect![[r#"
            m.md:17:13: error[M607] 表「人口」に「市町」という列はありません
              hint: 「市町コード」のことですか？
            m.md:18:11: error[M607] 表「人口」に「年度」という列はありません
              hint: 「年」のことですか？
            人口
            Int(1000)
        "#]],
    );
    check(
        "columns = [\"市町名 \", \"人口\"]\nlimit = 1",
        expect![[r#"
            m.md:17:13: error[M607] 表「人口」に「市町名 」という列はありません
              hint: よく似た「市町名」があります。空白の入れ方がちがいます
            人口
            Int(1000)
        "#]],
    );
    check(
        "columns = [\"市町名\"]\nwhere = { 市町コード = 1201 }",
        expect![[r#"
        m.md:15:1: warning[M608] 条件に合う行がありません
        市町名
    "#]],
    );
}

#[test]
fn sources_are_described() {
    let (mut module, _) = parse("m.md", &format!("{FRONT}# 題\n{ESSAY}{END}"));
    assert_eq!(attach(&mut module, &mut towns), []);
    let source = &module.data[0];
    assert_eq!(
        (source.rows, source.url.as_str()),
        (4, "data/towns.abc.csv")
    );
    assert_eq!(
        (source.attribution.as_str(), source.note.as_str()),
        ("出典", "注意")
    );
    let columns: Vec<String> = source
        .columns
        .iter()
        .map(|c| format!("{} {} {:?}", c.name, c.unit, c.dtype))
        .collect();
    assert_eq!(
        columns,
        [
            "市町コード  Text",
            "市町名  Text",
            "地域  Text",
            "年  Int",
            "人口 人 Int",
            "世帯数  Int",
            "公表日  Date"
        ]
    );
}

/// Problems of a file given for the table.
#[track_caller]
fn check_file(bytes: &[u8], columns: &[ColumnInfo], expect: Expect) -> Module {
    let (module, told) = with_file(bytes, columns);
    expect.assert_eq(&told);
    module
}

/// What is told of a module with this file.
fn told(bytes: &[u8]) -> String {
    with_file(bytes, &[]).1
}

fn with_file(bytes: &[u8], columns: &[ColumnInfo]) -> (Module, String) {
    let mut resolve = |_: &DataSource| {
        Some(TableFile {
            bytes: bytes.to_vec(),
            columns: columns.to_vec(),
            ..TableFile::default()
        })
    };
    let (module, diagnostics) = load("m.md", &format!("{FRONT}# 題\n{ESSAY}{END}"), &mut resolve);
    (module, to_text(&diagnostics))
}

#[test]
fn files() {
    check_file(
        b"a,b\n1,2\n3\n",
        &[],
        expect![[r#"
            m.md:11:8: error[M605] 表「人口」のファイル「mie-population」を CSV として読めません（3 行目は 1 列ですが、1行目は 2 列です）
              hint: 値の中の「,」は " で囲みます。題や合計だけの行は消します
        "#]],
    );
    check_file(
        b"a,a\n1,2\n",
        &[],
        expect![[r#"
            m.md:11:8: error[M605] 表「人口」のファイル「mie-population」を CSV として読めません（「a」という列が二つあります）
              hint: 1行目に列の名前だけを、一つずつちがう名前で書きます
        "#]],
    );
    check_file(
        b"a\n\x83\x84\n",
        &[],
        expect![[r#"
            m.md:11:8: error[M605] 表「人口」のファイル「mie-population」を CSV として読めません（Shift_JIS、メモ帳の「ANSI」のようです）
              hint: 「教材を作る」の「ファイルを足す」か ama new --data に渡すと、そのまま読んで直せます。Excel なら「CSV UTF-8（コンマ区切り）」で保存し直します
        "#]],
    );
    check_file(
        "人口\n10\n\"1,000\"\nx\n".as_bytes(),
        &[info("人口", "人", Dtype::Int)],
        expect![[r#"
        m.md:11:8: error[M606] 表「人口」の 3 行目、「人口」の「1,000」は列の種類に合いません
    "#]],
    );
    check_file(
        "人口\n10\n".as_bytes(),
        &[info("人工", "人", Dtype::Int)],
        expect![[r#"
            m.md:11:8: error[M607] 表「人口」の説明（.toml）にある列「人工」が、CSV にありません
              hint: 「人口」のことですか？
        "#]],
    );
    check_file(
        "テ\u{3099}ータ, 人口\n1,2\n".as_bytes(),
        &[
            info("データ", "", Dtype::Text),
            info("人口", "人", Dtype::Int),
        ],
        expect![[r#"
            m.md:11:8: warning[M617] 表「人口」のファイル「mie-population」の列の名前を、字から離れた濁点などを字につけて「データ」と読みます
              hint: 1行目の名前を「データ」と打ち直します
            m.md:11:8: warning[M617] 表「人口」のファイル「mie-population」の列の名前を、前後の空白を除いて「人口」と読みます
              hint: 1行目の名前を「人口」と打ち直します
        "#]],
    );
    let module = check_file(
        "\u{feff}a,b,c,d,e\n1,1.5,true,,007\n,2,false,,8\n".as_bytes(),
        &[],
        expect![[r#""#]],
    );
    let types: Vec<Dtype> = module.data[0]
        .columns
        .iter()
        .map(|column| column.dtype)
        .collect();
    assert_eq!(
        types,
        [
            Dtype::Int,
            Dtype::Float,
            Dtype::Bool,
            Dtype::Text,
            Dtype::Text
        ]
    );
}

#[test]
fn what_is_no_csv_is_told_with_its_line() {
    check_file(
        "a,b\n1,\"2\n3,4\n".as_bytes(),
        &[],
        expect![[r#"
        m.md:11:8: error[M612] 表「人口」のファイル「mie-population」の 2 行目で始まる「"」が閉じられていません
          hint: 値の終わりに「"」を足します。値の中の「"」は「""」と書きます
    "#]],
    );
    check_file(
        "a,b\n1,\"2\"x\n".as_bytes(),
        &[],
        expect![[r#"
        m.md:11:8: error[M613] 表「人口」のファイル「mie-population」の 2 行目に、「"」で囲んだ値のあとに続く文字があります
          hint: 値の中の「"」は「""」と書きます。その前の「"」の閉じ忘れも確かめます
    "#]],
    );
    check_file(
        "a,b\n1,\"2\n3,\"4\"\n".as_bytes(),
        &[],
        expect![[r#"
        m.md:11:8: error[M613] 表「人口」のファイル「mie-population」の 2 行目で始まる「"」が 3 行目で閉じたあとに、文字があります
          hint: 値の中の「"」は「""」と書きます。その前の「"」の閉じ忘れも確かめます
    "#]],
    );
    for (line, said) in [
        ("合計,1", "合計"),
        ("※ 速報,", "※ 速報"),
        ("合　計,1", "合　計"),
    ] {
        let file = format!("課,数\n税務,1\n{line}\n");
        let expected = format!(
            "m.md:11:8: warning[M618] 表「人口」のファイル「mie-population」の 3 行目は、「{said}」で始まります。合計や注の行のようです\n  hint: 値の行でなければ消します。残すと、集計で二重に数えられます\n"
        );
        assert_eq!(told(file.as_bytes()), expected);
    }
    // A word that ends like one, and a total that is a kind of row.
    assert_eq!(told("店,数\n時計,1\n家計,2\n".as_bytes()), "");
    check_file(
        "a\tb\n1\t2\n".as_bytes(),
        &[],
        expect![[r#"
        m.md:11:8: error[M614] 表「人口」のファイル「mie-population」は「,」でなく、タブで区切られています
          hint: 「教材を作る」の「ファイルを足す」か ama new --data に渡すと、そのまま読んで直せます。Excel なら「CSV UTF-8（コンマ区切り）」で保存し直します
    "#]],
    );
    check_file(
        "a,b\n1,2\n,\n".as_bytes(),
        &[],
        expect![[r#"
        m.md:11:8: error[M615] 表「人口」のファイル「mie-population」の 3 行目は、値がすべて空です
          hint: この行を消します。Excel なら、表の下の行を「削除」してから保存し直します
    "#]],
    );
    check_file(
        "a1,a１\n1,2\n".as_bytes(),
        &[],
        expect![[r#"
        m.md:11:8: error[M616] 表「人口」のファイル「mie-population」の列「a1」と「a１」は、空白か全角・半角しかちがいません
          hint: 片方を、見てちがいの分かる名前にします
    "#]],
    );
}

/// Lines are those of the file, not rows: a cell may hold several.
#[test]
fn a_cell_that_does_not_fit_is_told_with_its_line() {
    check_file(
        "人口,メモ\n1,\"a\nb\"\n\nx,c\n".as_bytes(),
        &[info("人口", "人", Dtype::Int)],
        expect![[r#"
            m.md:11:8: error[M606] 表「人口」の 5 行目、「人口」の「x」は列の種類に合いません
        "#]],
    );
    // What the engine takes for text is no day here either.
    check_file(
        "日\n2024-04-01\n2024-4-2\n".as_bytes(),
        &[info("日", "", Dtype::Date)],
        expect![[r#"
            m.md:11:8: error[M606] 表「人口」の 3 行目、「日」の「2024-4-2」は列の種類に合いません
        "#]],
    );
}

#[test]
fn a_source_that_is_not_there() {
    let (_, diagnostics) = load("m.md", &format!("{FRONT}# 題\n{ESSAY}{END}"), &mut |_| {
        None
    });
    expect![[r#"
        m.md:11:8: error[M604] 表「人口」のデータ「mie-population」が見つかりません
          hint: 名前のつづりと、CSV が教材のフォルダーの中にあるかを確かめます
    "#]]
    .assert_eq(&to_text(&diagnostics));
}

#[test]
fn problems_stay_with_their_view_wherever_it_stands() {
    let view = |column: &str| {
        format!("```data\ntable = \"人口\"\ncolumns = [\"{column}\", \"人口\"]\n```\n\n")
    };
    let hint = |column: &str| {
        format!(
            "> [!TIP]\n> ```data\n> table = \"人口\"\n> columns = [\"{column}\", \"人口\"]\n> ```\n\n"
        )
    };
    let option = |column: &str| {
        format!("  ```data\n  table = \"人口\"\n  columns = [\"{column}\", \"人口\"]\n  ```\n")
    };
    let body = format!(
        "## 先 {{.instructor}}\n{}## 職場 {{.at-work}}\n{}## 問い {{#q .choice}}\n- [x] a\n{}- [ ] b\n  > x\n\n{}{}## 後\n{}",
        view("い"),
        view("ろ"),
        option("は"),
        hint("に"),
        view("ほ"),
        view("へ"),
    );
    let (_, diagnostics) = load("m.md", &format!("{FRONT}# 題\n{body}"), &mut towns);
    let unknown: Vec<_> = diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.code == "M607")
        .collect();
    let told: String = unknown
        .iter()
        .map(|d| format!("{} {}\n", d.span.line, d.message.ja))
        .collect();
    expect![[r#"
        18 表「人口」に「い」という列はありません
        24 表「人口」に「ろ」という列はありません
        31 表「人口」に「は」という列はありません
        39 表「人口」に「に」という列はありません
        44 表「人口」に「ほ」という列はありません
        50 表「人口」に「へ」という列はありません
    "#]]
    .assert_eq(&told);
}

#[test]
fn what_a_description_lacks_is_said_without_english_inside_japanese() {
    let said = |text: &str| {
        let (_, found) = crate::describe(Vec::new(), "x.toml", text);
        let told = found
            .iter()
            .map(|one| format!("{}\n{}\n", one.message.ja, one.message.en));
        told.collect::<String>()
    };
    let mut all = String::new();
    for text in [
        "[[column]]\nname = \"人口\"\ndtype = \"int\"\n",
        "[[column]]\nname = 5\nmeaning = \"人\"\ndtype = \"int\"\n",
        "[[column]]\nname = \"人口\"\nmeaning = \"人\"\ndtype = \"number\"\n",
        "column = \"人口\"\n",
        "note = [1]\n",
        "note = true\n",
        "note = 1979-05-27\n",
    ] {
        all.push_str(&said(text));
    }
    expect![[r#"
        「meaning」がありません
        not readable as TOML: missing field `meaning`
        ここには " で囲んだ文字を書きます。いまは数です
        not readable as TOML: invalid type: integer `5`, expected a string
        「number」は書けません。int、float、text、bool、date のどれかを書きます
        not readable as TOML: unknown variant `number`, expected one of `int`, `float`, `text`, `bool`, `date`
        ここには「[」で始まる並びを書きます。いまは文字です
        not readable as TOML: invalid type: string "人口", expected a sequence
        ここには " で囲んだ文字を書きます。いまは「[」で始まる並びです
        not readable as TOML: invalid type: sequence, expected a string
        ここには " で囲んだ文字を書きます。いまは true か false です
        not readable as TOML: invalid type: boolean `true`, expected a string
        ここには " で囲んだ文字を書きます。いまは項目の組です
        not readable as TOML: invalid type: map, expected a string
    "#]].assert_eq(&all);
}

#[test]
fn a_file_as_published_keeps_its_rows_and_has_letters() {
    let text = format!("{FRONT}# 題\n```data\ntable = \"人口\"\n```\n\n{ESSAY}{END}");
    let mut file = |_: &DataSource| {
        Some(TableFile {
            bytes: "一覧\n\n市町,人口\n津,1\n合計,1\n".into(),
            raw: Some(spec::module::Published::default()),
            ..TableFile::default()
        })
    };
    let (module, diagnostics) = load("m.md", &text, &mut file);
    assert_eq!(to_text(&diagnostics), "");
    let source = module.data.first().unwrap();
    assert_eq!((source.rows, source.raw.is_some()), (5, true));
    let names: Vec<&str> = source.columns.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(names, ["A", "B"]);
    assert!(source.columns.iter().all(|it| it.dtype == Dtype::Text));
}
