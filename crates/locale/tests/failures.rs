//! What is said about SQL that does not run, word for word: it is read by people who never saw SQL before.

use expect_test::{Expect, expect};
use locale::{Lang, Locale};
use spec::failure::{Absence, Misread};
use spec::{Failure, FailureKind, Step};
use table::Dtype;

/// What is so and what to do next, in Japanese and in English.
fn said(kinds: Vec<FailureKind>) -> String {
    let mut said = String::new();
    for kind in kinds {
        let failure = Failure::of(kind);
        for lang in [Lang::Ja, Lang::En] {
            let told = locale::failure(&Locale::new(lang), &failure);
            said += &format!("{}\n  {}\n", told.text, told.next.unwrap_or_default());
        }
    }
    said
}

fn check(kinds: Vec<FailureKind>, expected: Expect) {
    expected.assert_eq(&said(kinds));
}

fn name(text: &str) -> String {
    text.to_owned()
}

fn syntax(at: &str, line: u32) -> FailureKind {
    FailureKind::Syntax {
        at: name(at),
        line,
        column: 8,
    }
}

#[test]
fn full_width_signs_are_named_with_the_half_width_one() {
    check(
        vec![syntax("，", 1), syntax("２０２０", 3)],
        expect![[r#"
        「，」は全角の文字です。
          半角の「,」に直しましょう。
        “，” is full-width.
          Type “,” in half-width instead.
        3 行目に直すところがあります。「２０２０」は全角の文字です。
          半角の「2020」に直しましょう。
        Something in line 3 needs a correction. “２０２０” is full-width.
          Type “2020” in half-width instead.
    "#]],
    );
    check(
        vec![syntax("ＳＥＬＥＣＴ 市町", 1)],
        expect![[r#"
        「ＳＥＬＥＣＴ」は全角の文字です。
          半角の「SELECT」に直しましょう。
        “ＳＥＬＥＣＴ” is full-width.
          Type “SELECT” in half-width instead.
    "#]],
    );
    check(
        vec![syntax("’津市’", 1)],
        expect![[r#"
        「’」は、SQL の引用符ではありません。
          文字の値は半角の「'」で、列の名前は半角の「"」で囲みましょう。
        “’” is no quotation mark of SQL.
          Put ' (half-width) around text, and " (half-width) around names of columns.
    "#]],
    );
    check(
        vec![syntax("\u{3000}", 1), syntax("\u{200b}人口", 2)],
        expect![[r#"
            全角の空白があります。
              半角の空白に直しましょう。
            There is a full-width blank.
              Type a half-width blank instead.
            2 行目に直すところがあります。目に見えない文字が入っています。
              ほかの画面から写したところを消して、打ち直しましょう。
            Something in line 2 needs a correction. There is a character that cannot be seen.
              Delete what you pasted from elsewhere and type it again.
        "#]],
    );
    check(
        vec![syntax("１人当たり", 1)],
        expect![[r#"
        「１人当たり」は全角の数字や英字で始まるので、そのままでは名前として読めません。
          列や表の名前なら、"１人当たり" のように半角の「"」で囲みましょう。数なら半角で書きましょう。
        “１人当たり” begins with full-width digits or letters, so it cannot be read as a name.
          If it is the name of a column or table, put " (half-width) around it: "１人当たり". If it is a number, type it in half-width.
    "#]],
    );
    for (at, want) in [
        ("＝ 2020", "="),
        ("；", ";"),
        ("＊", "*"),
        ("＜", "<"),
        ("＞", ">"),
        ("！", "!"),
    ] {
        let first: String = at.chars().take(1).collect();
        let expected = format!(
            "「{first}」は全角の文字です。\n  半角の「{want}」に直しましょう。\n\
             “{first}” is full-width.\n  Type “{want}” in half-width instead.\n"
        );
        assert_eq!(said(vec![syntax(at, 1)]), expected);
    }
    // These stand in names of columns as well: 世帯（数）.
    check(
        vec![syntax("（数） FROM n", 1)],
        expect![[r#"
        「（」は全角の文字です。
          半角の「(」に直しましょう。列の名前の一部なら、名前全体を半角の「"」で囲みましょう。
        “（” is full-width.
          Type “(” in half-width instead. If it belongs to the name of a column, put " (half-width) around the whole name.
    "#]],
    );
    for (at, want) in [
        ("）", ")"),
        ("．", "."),
        ("＋", "+"),
        ("－", "-"),
        ("／", "/"),
        ("％", "%"),
    ] {
        let expected =
            format!("「{at}」は全角の文字です。\n  半角の「{want}」に直しましょう。列の名前");
        assert!(said(vec![syntax(at, 1)]).starts_with(&expected));
    }
    // Where nothing is full-width, the words are as ever.
    assert!(said(vec![syntax("FORM", 1)]).starts_with("式または SQL が「FORM」"));
}

#[test]
fn a_suggestion_that_looks_like_what_was_typed_says_what_differs() {
    let column = |written: &str, near: &str| FailureKind::UnknownColumn {
        name: name(written),
        near: vec![name(near)],
    };
    check(
        vec![
            column("人口", "人口 "),
            column("人口", "\u{3000}人口"),
            column("人口 ", "人口"),
        ],
        expect![[r#"
            「人口」という列はありません。よく似た「人口 」という列があります。末尾に空白があります。
              列名を一覧から選んで入れてください。
            There is no column “人口”. There is a column “人口 ” that looks like it. It ends with a blank.
              Choose the column’s name from the list.
            「人口」という列はありません。よく似た「　人口」という列があります。先頭に空白があります。
              列名を一覧から選んで入れてください。
            There is no column “人口”. There is a column “　人口” that looks like it. It begins with a blank.
              Choose the column’s name from the list.
            「人口 」という列はありません。よく似た「人口」という列があります。空白の入れ方がちがいます。
              列名を一覧から選んで入れてください。
            There is no column “人口 ”. There is a column “人口” that looks like it. The blanks differ.
              Choose the column’s name from the list.
        "#]],
    );
    check(
        vec![
            column("データ", "テ\u{3099}ータ"),
            column("人口1", "人口１"),
            column("データ", "テ\u{3099}ータ "),
        ],
        expect![[r#"
            「データ」という列はありません。よく似た「データ」という列があります。見た目は同じですが、濁点や半濁点の文字の作りがちがいます。
              列名を一覧から選んで入れてください。
            There is no column “データ”. There is a column “データ” that looks like it. They look the same, but their voicing marks (゛ or ゜) are stored in another way.
              Choose the column’s name from the list.
            「人口1」という列はありません。よく似た「人口１」という列があります。全角と半角がちがいます。
              列名を一覧から選んで入れてください。
            There is no column “人口1”. There is a column “人口１” that looks like it. One has full-width characters where the other has half-width ones.
              Choose the column’s name from the list.
            「データ」という列はありません。よく似た「データ 」という列があります。末尾に空白があります。見た目は同じですが、濁点や半濁点の文字の作りがちがいます。
              列名を一覧から選んで入れてください。
            There is no column “データ”. There is a column “データ ” that looks like it. It ends with a blank. They look the same, but their voicing marks (゛ or ゜) are stored in another way.
              Choose the column’s name from the list.
        "#]],
    );
    check(
        vec![FailureKind::UnknownTable {
            name: name("人口"),
            near: vec![name("人口 ")],
        }],
        expect![[r#"
            「人口」という表はありません。よく似た「人口 」という表があります。末尾に空白があります。
              表の名前を一覧から選んで入れてください。
            There is no table “人口”. There is a table “人口 ” that looks like it. It ends with a blank.
              Choose the table’s name from the list.
        "#]],
    );
    // What differs to the eye is suggested as ever.
    assert!(said(vec![column("人工", "人口")]).contains("「人口」のことですか？"));
    assert!(said(vec![column("name", "Name")]).contains("「Name」のことですか？"));
}

#[test]
fn names_that_cannot_be_told() {
    check(
        vec![
            FailureKind::AmbiguousColumn {
                name: name("名前"),
                tables: vec![name("町"), name("市")],
            },
            FailureKind::AliasTooEarly {
                name: name("率"),
                clause: name("WHERE"),
            },
        ],
        expect![[r#"
            「名前」という列は、いくつかの表（「町」、「市」）にあります。どの表の「名前」かが決まりません。
              町.名前 のように、前に表の名前を付けて書いてください。
            A column “名前” is in each of these tables: “町”, “市”. It is not clear which one you mean.
              Write the table’s name before it, as in 町.名前.
            「率」は、SELECT の中で AS を使って付けた名前です。WHERE では、まだ使えません。
              ここには「率」のもとの式を書いてください。先に WITH で「率」のある表を作っておくこともできます。
            “率” is a name that AS gives in SELECT. It cannot be used yet in WHERE.
              Write here what stands before AS 率. Or use WITH first to make a table that has “率”.
        "#]],
    );
}

#[test]
fn aggregates_where_none_can_be() {
    check(
        vec![
            FailureKind::AggregateInWhere {
                what: name("SUM(世帯)"),
            },
            FailureKind::NestedAggregate {
                what: name("SUM(世帯)"),
            },
        ],
        expect![[r#"
            WHERE では、「SUM(世帯)」のような集計は使えません。WHERE は、集計の前に 1 行ずつ見て絞るところだからです。
              集計した結果で絞るには、GROUP BY の後に、HAVING SUM(世帯) > 100 のように書きましょう。
            “SUM(世帯)” cannot be used in WHERE. WHERE looks at one row after the other, before anything is summed or counted.
              To keep groups by their result, write it after GROUP BY, as in HAVING SUM(世帯) > 100.
            集計の中と GROUP BY では、「SUM(世帯)」のような集計は使えません。
              先に WITH で「SUM(世帯)」を求めた表を作り、その表をもう一度集計しましょう。
            “SUM(世帯)” cannot be used inside a sum, count or the like, nor in GROUP BY.
              Use WITH first to make a table with “SUM(世帯)”, and then aggregate that table.
        "#]],
    );
}

#[test]
fn queries_in_brackets() {
    check(
        vec![
            FailureKind::ManyRows {
                what: name("(SELECT 人口 FROM 人口)"),
            },
            FailureKind::OneColumn {
                what: name("(SELECT 市町, 人口 FROM 人口)"),
                columns: 2,
            },
            FailureKind::Correlated {
                what: name("市.コード"),
            },
        ],
        expect![[r#"
            値が 1 つ必要なところですが、「(SELECT 人口 FROM 人口)」の結果は 2 行以上あります。
              WHERE で 1 行に絞るか、SUM や MAX などで 1 つの値にまとめましょう。
            One value is needed here, but the result of “(SELECT 人口 FROM 人口)” has 2 rows or more.
              Keep one row with WHERE, or make one value with SUM, MAX or the like.
            「(SELECT 市町, 人口 FROM 人口)」の結果には列が 2 列あります。ここでは 1 列だけ使えます。
              カッコの中の SELECT には、列を 1 つだけ書きましょう。
            The result of “(SELECT 市町, 人口 FROM 人口)” has 2 columns. Only one can be used here.
              Write a single column in the SELECT in brackets.
            カッコの中の SELECT が、「市.コード」で外の表の行を見ています。この形は、ここでは使えません。
              JOIN で 2 つの表をつないでから、絞ったり集計したりしましょう。
            The SELECT in brackets looks with “市.コード” at a row of the table outside. That form is not available here.
              Join the two tables with JOIN first, and then filter or aggregate.
        "#]],
    );
}

#[test]
fn queries_put_together() {
    let types = |left, right| FailureKind::UnionTypes {
        column: name("年"),
        left,
        right,
    };
    check(
        vec![
            FailureKind::ColumnCount { left: 1, right: 2 },
            types(Some(Dtype::Int), Some(Dtype::Text)),
            types(Some(Dtype::Int), None),
        ],
        expect![[r#"
            上と下の SELECT で、列の数がちがいます。上は 1 列、下は 2 列です。
              上と下の SELECT に、同じ数の列を同じ順に書きましょう。
            The two SELECTs have different numbers of columns: 1 above, 2 below.
              Write the same number of columns in both, in the same order.
            「年」は、上の SELECT では数、下の SELECT では文字です。種類がちがうので、1 つの列にできません。
              列の順を見直しましょう。順が正しいときは、CAST で種類をそろえましょう。
            “年” holds numbers in the SELECT above and text in the one below. These cannot be one column.
              Look at the order of the columns. If it is right, make the kinds the same with CAST.
            「年」の種類（数、文字、日付）が、上と下の SELECT でちがいます。
              列の順を見直しましょう。順が正しいときは、CAST で種類をそろえましょう。
            “年” holds different kinds of values (numbers, text, dates) in the two SELECTs.
              Look at the order of the columns. If it is right, make the kinds the same with CAST.
        "#]],
    );
}

#[test]
fn functions_and_clauses() {
    let count = |function: &str, least, most, found| FailureKind::ArgumentCount {
        function: name(function),
        least,
        most,
        found,
    };
    check(
        vec![
            count("SUM", 1, Some(1), 2),
            count("ROUND", 1, Some(2), 3),
            count("COALESCE", 2, None, 1),
            count("ROW_NUMBER", 0, Some(0), 1),
            FailureKind::BadArgument {
                function: name("LAG"),
                position: 2,
            },
        ],
        expect![[r#"
            SUM は、1 つの列をたてに集計します。カッコの中に書ける列は 1 つです。
              横に並んだ列どうしを計算するなら、「列 + 列」のような式を書きましょう。
            SUM takes one column and goes down its rows. Only one column can stand in its brackets.
              To calculate across columns of a row, write a formula such as “column + column”.
            ROUND のカッコの中には、値を 1 個から 2 個まで書けます。いまは 3 個です。
              コンマ（,）の数とカッコの位置を見直してください。
            ROUND takes from 1 to 2 values in its brackets. Now there are 3.
              Look at the commas (,) and at where the brackets close.
            COALESCE のカッコの中には、値を 2 個以上書きます。いまは 1 個です。
              足りない値を、コンマ（,）で区切って書き足してください。
            COALESCE takes 2 values or more in its brackets. Now there is 1.
              Add what is missing, with commas (,) between the values.
            ROW_NUMBER のカッコの中には、何も書きません。いまは 1 個の値があります。
              カッコの中を空にして、ROW_NUMBER() と書いてください。
            ROW_NUMBER takes nothing in its brackets. Now there is 1 value.
              Leave the brackets empty: ROW_NUMBER().
            LAG のカッコの中で、2 番目に書いたものは使えません。
              2 番目を見直してください。列や計算ではなく、1 のような決まった値を書くところかもしれません。
            In the brackets of LAG, what you wrote in place 2 cannot be used.
              Look at place 2. It may need a fixed value such as 1, not a column or a calculation.
        "#]],
    );
    check(
        vec![
            FailureKind::Clause {
                what: name("FETCH"),
                instead: Some(name("LIMIT")),
            },
            FailureKind::Clause {
                what: name("FOR UPDATE"),
                instead: None,
            },
        ],
        expect![[r#"
            「FETCH」はここでは使えません。
              代わりに「LIMIT」を使うと、同じことができます。
            “FETCH” is not available here.
              “LIMIT” does the same here. Use that instead.
            「FOR UPDATE」はここでは使えません。
              「FOR UPDATE」のところを消して、もう一度実行しましょう。
            “FOR UPDATE” is not available here.
              Take “FOR UPDATE” out and run the query again.
        "#]],
    );
}

#[test]
fn what_is_misread_is_told_with_its_cause() {
    let misread = |why: Misread| FailureKind::Misread { why, line: 1 };
    check(
        vec![
            misread(Misread::Keyword {
                found: name("SELEC"),
                want: name("SELECT"),
            }),
            syntax("、人口", 1),
            misread(Misread::NoQuery { at: name("人口") }),
            FailureKind::NoFrom,
        ],
        expect![[r#"
            「SELEC」は、「SELECT」のことですか？
              つづりを直しましょう。
            “SELEC”: do you mean “SELECT”?
              Correct the spelling.
            区切りは「、」ではなく、半角の「,」です。
              「、」を「,」に直しましょう。
            Things are separated by “,” in half-width, not by “、”.
              Type “,” instead of “、”.
            SQL は SELECT から書き始めます。いまは「人口」から始まっています。
              「SELECT 列の名前 FROM 表の名前」の形で書きましょう。計算の式だけなら、「計算した列を足す」の手順に書けます。
            SQL begins with SELECT. This begins with “人口”.
              Write “SELECT columns FROM table”. A formula alone belongs into the step “Add a calculated column”.
            どの表から読むかが書かれていません。
              列の名前のあとに「FROM 表の名前」を書き足しましょう。
            It does not say which table to read from.
              Write “FROM” and the table’s name behind the columns.
        "#]],
    );
    check(
        vec![
            FailureKind::Misread {
                why: Misread::NothingBehind { what: name("＝") },
                line: 3,
            },
            misread(Misread::NothingBetween {
                left: name("人口"),
                right: name("世帯"),
            }),
            misread(Misread::Unclosed { mark: name("(") }),
            misread(Misread::Unopened { mark: name(")") }),
        ],
        expect![[r#"
            3 行目に直すところがあります。「＝」のあとに、列の名前も値もありません。
              「＝」のあとを書くか、「＝」を消しましょう。
            Something in line 3 needs a correction. Behind “＝” there is no column and no value.
              Write what comes behind “＝”, or delete “＝”.
            「人口」と「世帯」のあいだに、「,」も計算の記号もありません。
              並べるなら「,」で区切り、計算したり比べたりするなら「+」「=」などの記号を書きましょう。
            Between “人口” and “世帯” there is neither “,” nor a sign.
              Put “,” between things of a list, or a sign such as “+” or “=” where you calculate or compare.
            「(」が閉じられていません。
              終わりのところに「)」を書き足しましょう。
            “(” is not closed.
              Write “)” where it ends.
            「)」が、開くカッコより多くなっています。
              余分な「)」を消すか、始まりのところに「(」を書き足しましょう。
            There are more “)” than opening brackets.
              Delete the “)” that is too much, or write “(” where it begins.
        "#]],
    );
    check(
        vec![
            FailureKind::TextAsName {
                name: name("津市"),
                quoted: false,
            },
            FailureKind::TextAsName {
                name: name("津市"),
                quoted: true,
            },
        ],
        expect![[r#"
            「津市」という列はありません。文字の値なら、半角の「'」で囲みます。
              '津市' と書きましょう。列のつもりなら、列名を一覧から選びましょう。
            There is no column “津市”. Text values stand in ' (half-width).
              Write '津市'. If you mean a column, choose it from the list.
            「"」で囲むと列の名前になりますが、「津市」という列はありません。文字の値は、半角の「'」で囲みます。
              '津市' と書きましょう。列のつもりなら、列名を一覧から選びましょう。
            In " it is the name of a column, and there is no column “津市”. Text values stand in ' (half-width).
              Write '津市'. If you mean a column, choose it from the list.
        "#]],
    );
}

#[test]
fn what_people_know_from_spreadsheets_is_answered() {
    let steps = |function: &str, verbs: &[&str], sql: &str| FailureKind::StepInstead {
        function: name(function),
        verbs: verbs.iter().map(|verb| name(verb)).collect(),
        sql: name(sql),
    };
    check(
        vec![
            steps("SUMIF", &["filter", "group_by"], "WHERE"),
            steps("VLOOKUP", &["join"], "LEFT JOIN"),
            FailureKind::Misread {
                why: Misread::Cells { at: name("A1:A5") },
                line: 1,
            },
            FailureKind::AbsentColumn {
                name: name("B2"),
                why: Absence::Nowhere,
            },
            FailureKind::ArgumentCount {
                function: name("SUM"),
                least: 1,
                most: Some(1),
                found: 2,
            },
        ],
        expect![[r#"
            SUMIF は Excel の関数です。式の中では使えませんが、「行を絞る」、「グループごとに集計する」の手順で同じことができます。
              「行を絞る」の手順を足しましょう。SQL で書くなら WHERE を使います。
            SUMIF is a function of Excel. It cannot be used in a formula here, but these steps do the same: “Keep rows”, “Summarise by group”.
              Add the step “Keep rows”. In SQL, use WHERE.
            VLOOKUP は Excel の関数です。式の中では使えませんが、「別の表とつなぐ」の手順で同じことができます。
              「別の表とつなぐ」の手順を足しましょう。SQL で書くなら LEFT JOIN を使います。
            VLOOKUP is a function of Excel. It cannot be used in a formula here, but these steps do the same: “Join another table”.
              Add the step “Join another table”. In SQL, use LEFT JOIN.
            「A1:A5」のようなセルの番地は、ここにはありません。
              番地の代わりに、列の名前を書きましょう。式はすべての行で計算されます。
            There are no addresses of cells here, such as “A1:A5”.
              Write the column’s name instead. A formula is calculated for every row.
            「B2」のようなセルの番地は、ここにはありません。
              番地の代わりに、列の名前を書きましょう。式はすべての行で計算されます。
            There are no addresses of cells here, such as “B2”.
              Write the column’s name instead. A formula is calculated for every row.
            SUM は、1 つの列をたてに集計します。カッコの中に書ける列は 1 つです。
              横に並んだ列どうしを計算するなら、「列 + 列」のような式を書きましょう。
            SUM takes one column and goes down its rows. Only one column can stand in its brackets.
              To calculate across columns of a row, write a formula such as “column + column”.
        "#]],
    );
    // Names of columns that are no addresses.
    let unknown = |written: &str| FailureKind::UnknownColumn {
        name: name(written),
        near: Vec::new(),
    };
    for written in ["B", "2020", "ABCD2", "b2", "B2a", "B0", "人口2"] {
        assert!(said(vec![unknown(written)]).starts_with(&format!("「{written}」という列")));
    }
}

#[test]
fn every_step_says_what_people_do_in_excel() {
    for (lang, beginning, end) in [
        (Lang::Ja, "Excel なら：", "。"),
        (Lang::En, "In Excel: ", "."),
    ] {
        let locale = Locale::new(lang);
        for verb in Step::VERBS {
            let told = locale::step_in_excel(&locale, verb);
            assert!(
                told.starts_with(beginning) && told.ends_with(end),
                "{verb}: {told}"
            );
            assert!(
                told.chars().count() <= 90,
                "{verb} is told at length: {told}"
            );
        }
    }
}
