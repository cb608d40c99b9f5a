//! Tests of the text form: cases by hand, then many generated steps there and back.

use super::*;
use crate::dice::Dice;

/// What is read, written again, and what is reported.
fn check(text: &str, canonical: &str, errors: &[&str]) {
    let (entries, found) = parse_program(text);
    let found: Vec<String> = found
        .iter()
        .map(|e| format!("{}:{}+{} {:?}", e.line, e.column, e.len, e.kind))
        .collect();
    assert_eq!(found, errors, "problems in {text}");
    assert_eq!(write_program(&entries), canonical, "steps in {text}");
}

#[test]
fn every_verb() {
    for line in [
        "from 人口",
        "select 市町名, 人口",
        "rename 人口 = 人口総数, b = c",
        "filter 年 = 2020 AND 人口 > 1000",
        "with_columns 密度 = 人口 / 面積, x = round(a, 1)",
        "group_by 圏域, 年 : 人口合計 = sum(人口), 件数 = count(*)",
        "group_by : n = count(*)",
        "group_by 圏域",
        "sort 人口合計 desc, 市町名",
        "head 5",
        "tail 5",
        "unique",
        "unique 市町名, 年",
        "join left 面積 on 市町コード",
        "join inner 面積 on a = b, c",
        "join cross x",
        "union 人口2",
        "pivot on 年 index 市町名, 地域 values 人口 agg mean",
        "pivot on 年 values 人口 agg sum",
        "unpivot 男, 女 index 市町名 name 性別 value 人数",
        "unpivot 男, 女 name 性別 value 人数",
        "fill_null 人口, 世帯数 with coalesce(a, 0)",
        "cast 人口 to number",
        "cast 日付 to date",
        "cast 市町コード to text",
        "off filter 年 = 2020",
    ] {
        check(line, &format!("{line}\n"), &[]);
    }
}

#[test]
fn other_spellings() {
    let same = |text: &str, canonical: &str| check(text, &format!("{canonical}\n"), &[]);
    same("where a = 1", "filter a = 1");
    same("group a:n=count(*)", "group_by a : n = count(*)");
    same("derive x=1", "with_columns x = 1");
    same("sort a asc, b DESC", "sort a, b desc");
    same("  from　人口  ", "from 人口");
    same("head ５", "head 5");
    same(
        "# note\n\nfrom a\r\n  # more\r\nhead 1\r\n",
        "from a\nhead 1",
    );
    same(
        "select 65歳以上, 年齢（3区分）",
        "select 65歳以上, \"年齢（3区分）\"",
    );
    same("pivot on a values b", "pivot on a values b agg sum");
    same(
        "filter a = 1 \\\n  AND b = 2",
        "filter a = 1 \\\n  AND b = 2",
    );
    same(
        "with_columns a = CASE WHEN x = ',' THEN f(1, (2), ')') ELSE \",\" END, b = 1",
        "with_columns a = CASE WHEN x = ',' THEN f(1, (2), ')') ELSE \",\" END, b = 1",
    );
    same(
        "group_by \"a:b\" : n = x::int",
        "group_by \"a:b\" : n = x::int",
    );
    same("filter 市町名 = '{町}'", "filter 市町名 = '{町}'");
    same("select value, name", "select \"value\", \"name\"");
    same("from off", "from off");
}

#[test]
fn problems_have_their_place() {
    check(
        "from 人口\nfliter a = 1\nhead 3",
        "from 人口\nhead 3\n",
        &[r#"2:1+6 UnknownVerb { found: "fliter", near: ["filter"] }"#],
    );
    check(
        "selct a",
        "",
        &[r#"1:1+5 UnknownVerb { found: "selct", near: ["select", "split"] }"#],
    );
    check(
        "select a，b",
        "",
        &["1:9+1 FullWidth { found: '，', want: ',' }"],
    );
    check(
        "group_by a ： n = count(*)",
        "",
        &["1:12+1 FullWidth { found: '：', want: ':' }"],
    );
    check(
        "group_by a n = count(*)",
        "",
        &[r#"1:12+1 Expected { want: [",", ":"], found: "n" }"#],
    );
    check(
        "select a b",
        "select a\n",
        &[r#"1:10+1 Trailing { found: "b" }"#],
    );
    check("select a,", "", &[r#"1:10+0 ExpectedName { found: "" }"#]);
    check(
        "select 総面積(km²), b",
        "",
        &[r#"1:8+8 ExpectedName { found: "総面積(km²)" }"#],
    );
    check("select \"a", "", &["1:8+2 Unclosed { open: '\"' }"]);
    check(
        "filter a = 'x",
        "filter a = 'x\n",
        &["1:12+1 Unclosed { open: '\\'' }"],
    );
    check(
        "with_columns a = f(1, b = 2",
        "with_columns a = f(1, b = 2\n",
        &["1:19+1 Unclosed { open: '(' }"],
    );
    check(
        "rename a b",
        "",
        &[r#"1:10+1 Expected { want: ["="], found: "b" }"#],
    );
    check(
        "head many",
        "",
        &[r#"1:6+4 ExpectedCount { found: "many" }"#],
    );
    check("head -1", "", &[r#"1:6+2 ExpectedCount { found: "-1" }"#]);
    check(
        "head 99999999999999999999\ntail 18446744073709551615\nhead １８４４６７４４０７３７０９５５１６１６",
        "tail 18446744073709551615\n",
        &[
            r#"1:6+20 LargeCount { found: "99999999999999999999" }"#,
            r#"3:6+20 LargeCount { found: "１８４４６７４４０７３７０９５５１６１６" }"#,
        ],
    );
    check(
        "head 5 rows",
        "head 5\n",
        &[r#"1:8+4 Trailing { found: "rows" }"#],
    );
    check(
        "join outer x on a",
        "",
        &[r#"1:6+5 Expected { want: ["left", "inner", "semi", "anti", "cross"], found: "outer" }"#],
    );
    check(
        "join left x by a",
        "",
        &[r#"1:13+2 Expected { want: ["on"], found: "by" }"#],
    );
    check(
        "cast a as number",
        "",
        &[r#"1:8+2 Expected { want: ["to"], found: "as" }"#],
    );
    check(
        "cast a to int",
        "",
        &[r#"1:11+3 Expected { want: ["number", "date", "fiscal_year", "text"], found: "int" }"#],
    );
    check("header 2 to 4\nheader 3", "header 2 to 4\nheader 3\n", &[]);
    check("header a", "", &[r#"1:8+1 ExpectedCount { found: "a" }"#]);
    check(
        "header 4 to 2",
        "header 4 to 2\n",
        &[r#"1:1+13 Missing { verb: "header", field: "first" }"#],
    );
    check(
        "pivot on a agg sum values b",
        "",
        &[r#"1:20+6 Expected { want: ["on", "index", "values", "agg"], found: "values" }"#],
    );
    // Half filled in: the step is there, and what is missing is said.
    check(
        "filter",
        "filter\n",
        &[r#"1:1+6 Missing { verb: "filter", field: "predicate" }"#],
    );
    check(
        "with_columns a = , b = 1",
        "with_columns a =, b = 1\n",
        &[r#"1:1+24 Missing { verb: "with_columns", field: "columns" }"#],
    );
    check(
        "join left x",
        "join left x\n",
        &[r#"1:1+11 Missing { verb: "join", field: "on" }"#],
    );
    check(
        "filter a = \\\n 'x",
        "filter a = \\\n 'x\n",
        &["2:2+1 Unclosed { open: '\\'' }"],
    );
}

#[test]
fn steps_cannot_be_off_where_only_steps_are_read() {
    let (steps, errors) = parse_steps("from a\noff head 3");
    assert_eq!(steps.len(), 2);
    assert_eq!(
        errors,
        [StepError {
            line: 2,
            column: 1,
            len: 3,
            kind: StepErrorKind::Off
        }]
    );
}

#[test]
fn sort_keys_alone() {
    let (keys, errors) = parse_sort_keys("人口合計 desc, \"a b\"");
    assert!(errors.is_empty());
    assert_eq!(
        keys,
        [
            SortKey {
                column: "人口合計".into(),
                descending: true
            },
            SortKey {
                column: "a b".into(),
                descending: false
            }
        ]
    );
    assert_eq!(parse_sort_keys("a down").1.len(), 1);
}

#[test]
fn sort_keys_on_several_lines_are_all_read() {
    let key = |column: &str, descending| SortKey {
        column: column.into(),
        descending,
    };
    let (keys, errors) = parse_sort_keys("\n人口 desc\n市町, 年 desc\n");
    assert_eq!(errors, []);
    assert_eq!(
        keys,
        [key("人口", true), key("市町", false), key("年", true)]
    );
    // A fault below the first line is told, with its line.
    let (keys, errors) = parse_sort_keys("人口 desc\n市町 down");
    assert_eq!(keys.len(), 2);
    assert_eq!(
        errors.iter().map(|error| error.line).collect::<Vec<_>>(),
        [2]
    );
    assert_eq!(parse_sort_keys("").0, []);
}

impl Dice {
    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.roll(from.len())]
    }

    fn name(&mut self) -> String {
        let known = [
            "人口",
            "a b",
            "a,b",
            "x:y",
            "総面積(km²)",
            "年齢（3区分）",
            "say \"hi\"",
            "\"",
            "'",
            "off",
            "desc",
            "ON",
            "index",
            "values",
            "with",
            "to",
            "name",
            "left",
            "from",
            "65歳以上",
            "Ａ＝Ｂ",
            "，",
            "{町}",
            "#",
            "a\\",
            "\\",
            "人口\n総数",
            "\r\n",
            " lead",
            "trail ",
            "=",
            "-",
            "_",
            "é",
            "🦪",
            "人　口",
            "\\\n",
        ];
        if self.roll(3) > 0 {
            return self.pick(&known).to_owned();
        }
        let letters = [
            "人", "a", " ", ",", "\"", "'", "(", ")", "\n", "\\", "=", ":", "#", "１", "　", "\t",
        ];
        (0..=self.roll(6)).map(|_| self.pick(&letters)).collect()
    }

    fn filled_name(&mut self) -> String {
        loop {
            let name = self.name();
            if !name.trim().is_empty() {
                return name;
            }
        }
    }

    fn names(&mut self, least: usize) -> Vec<String> {
        (0..least + self.roll(3))
            .map(|_| self.filled_name())
            .collect()
    }

    fn sql(&mut self) -> String {
        let parts = [
            "人口 / 面積",
            "round(a, 1)",
            "'a,b'",
            "'it''s'",
            "\"a,b\"",
            "sum(CASE WHEN x IN (1, 2) THEN 1 ELSE 0 END)",
            "count(*)",
            "x::int",
            "'('",
            "a = 1\nAND b = 2",
            "'#'",
            "'\\\n'",
            "{町}",
            "a # b",
            "'x\r\ny'",
            "- 1",
        ];
        let mut sql = self.pick(&parts).to_owned();
        for _ in 0..self.roll(3) {
            sql = format!(
                "{sql} {} {}",
                self.pick(&["+", "AND", "OR", "=", ">="]),
                self.pick(&parts)
            );
        }
        sql
    }

    fn exprs(&mut self, least: usize) -> Vec<NamedExpr> {
        (0..least + self.roll(3))
            .map(|_| NamedExpr {
                name: self.filled_name(),
                expr: self.sql(),
            })
            .collect()
    }

    fn step(&mut self) -> Step {
        match self.roll(16) {
            0 => Step::From {
                table: self.filled_name(),
            },
            1 => Step::Select {
                columns: self.names(1),
            },
            2 => Step::Rename {
                pairs: (0..=self.roll(3))
                    .map(|_| RenamePair {
                        from: self.filled_name(),
                        to: self.filled_name(),
                    })
                    .collect(),
            },
            3 => Step::Filter {
                predicate: self.sql(),
            },
            4 => Step::WithColumns {
                columns: self.exprs(1),
            },
            5 => Step::GroupBy {
                keys: self.names(0),
                aggs: self.exprs(1),
            },
            6 => Step::Sort {
                by: (0..=self.roll(3))
                    .map(|_| SortKey {
                        column: self.filled_name(),
                        descending: self.roll(2) == 0,
                    })
                    .collect(),
            },
            7 => Step::Head {
                n: self.roll(1000) as u64,
            },
            8 => Step::Tail {
                n: u64::MAX - self.roll(3) as u64,
            },
            9 => Step::Unique {
                columns: self.names(0),
            },
            10 => Step::Join {
                how: JoinKind::ALL[self.roll(5)],
                table: self.filled_name(),
                on: (0..=self.roll(2))
                    .map(|_| {
                        let left = self.filled_name();
                        let right = if self.roll(2) == 0 {
                            left.clone()
                        } else {
                            self.filled_name()
                        };
                        JoinKey { left, right }
                    })
                    .collect(),
            },
            11 => Step::Union {
                table: self.filled_name(),
            },
            12 => Step::Pivot {
                on: self.filled_name(),
                index: self.names(0),
                values: self.filled_name(),
                agg: Aggregate::ALL[self.roll(7)],
            },
            13 => Step::Unpivot {
                columns: self.names(1),
                index: self.names(0),
                name: self.filled_name(),
                value: self.filled_name(),
            },
            14 => Step::FillNull {
                columns: self.names(1),
                value: self.sql(),
            },
            _ => Step::Cast {
                columns: self.names(1),
                to: CastTo::ALL[self.roll(CastTo::ALL.len())],
            },
        }
    }

    /// A step of a verb whose text form follows from its fields, with anything in them.
    fn step_of_parts(&mut self, verb: &str) -> Step {
        let mut step = Step::empty(verb).unwrap();
        for (_, part) in step.parts() {
            match part {
                Part::Column(text) | Part::NewColumn(text) | Part::Text(text) => {
                    *text = self.name();
                }
                Part::Columns(names) | Part::Texts(names) => *names = self.names(0),
                Part::Keys(by) => {
                    *by = (0..self.roll(3))
                        .map(|_| SortKey {
                            column: self.name(),
                            descending: self.roll(2) > 0,
                        })
                        .collect();
                }
                Part::Number(number) => *number = self.roll(1000) as u64,
                Part::Word(word) => {
                    let all = word.all();
                    word.pick(all[self.roll(all.len())]);
                }
                Part::Other => unreachable!("{verb}"),
            }
        }
        step
    }
}

/// The verbs whose text form follows from their fields.
const OF_PARTS: [&str; 11] = [
    "normalise",
    "fill_down",
    "drop_totals",
    "split",
    "key_conversion",
    "share",
    "rank",
    "cum_sum",
    "change",
    "rolling",
    "bins",
];

#[test]
fn any_step_of_parts_comes_back_as_it_was() {
    let mut dice = Dice(13);
    for round in 0..4000 {
        let step = dice.step_of_parts(OF_PARTS[round % OF_PARTS.len()]);
        let text = write_steps(std::slice::from_ref(&step));
        let (read, errors) = parse_steps(&text);
        assert_eq!(read, std::slice::from_ref(&step), "{text}");
        let missing = usize::from(step.missing().is_some());
        assert_eq!(errors.len(), missing, "{text}{errors:?}");
    }
}

#[test]
fn steps_of_parts_read_well() {
    for line in [
        "normalise 施設名, 住所",
        "fill_down 地域",
        "drop_totals 市町名",
        "drop_totals 市町名 words \"*郡\", 県計",
        "split 住所 how digit names 町名, 番地",
        "split 氏名 how separator separator \"　\" names 姓, 名",
        "key_conversion 団体コード from code6 to code5",
        "share 人口 within 年 name 構成比",
        "rank 人口 desc within 年 name 順位",
        "cum_sum 売上 by 売上 desc, 商品 name 累計",
        "change 人口 how rate by 年 periods 5 within 市町名 name 増減率",
        "rolling 発生件数 how mean by 年月 periods 12 unit month name 移動平均",
        "bins 年齢 width 10 name 年代",
        "bins 年齢 width 0 edges 15, 65 name 区分",
    ] {
        let (steps, errors) = parse_steps(line);
        assert_eq!(errors, [], "{line}");
        assert_eq!(write_steps(&steps), format!("{line}\n"));
    }
    // In any order, and a name that is a word of the form.
    let (steps, errors) = parse_steps("share \"within\" name x within \"by\", 年");
    assert_eq!(errors, []);
    assert_eq!(
        write_steps(&steps),
        "share \"within\" within \"by\", 年 name x\n"
    );
    for (line, field) in [
        ("share within 年 name x", "column"),
        ("rank name x", "by"),
        ("split 住所 how separator names a, b", "separator"),
        ("split 住所 how digit names a, b, c", "names"),
        ("change 人口 by 年 periods 0 name x", "periods"),
        ("bins 年齢 width 0 name x", "width"),
        ("bins 年齢 width 0 edges 15, 老人 name x", "edges"),
    ] {
        let (steps, errors) = parse_steps(line);
        assert_eq!(steps[0].missing(), Some(field), "{line}");
        assert!(matches!(
            errors.as_slice(),
            [StepError {
                kind: StepErrorKind::Missing { .. },
                ..
            }]
        ));
    }
    let (steps, errors) = parse_steps("change 人口 how percent by 年");
    assert_eq!(steps, []);
    assert!(matches!(errors[0].kind, StepErrorKind::Expected { .. }));
}

#[test]
fn generated_steps_come_back_as_they_were() {
    let mut dice = Dice(2026);
    for _ in 0..4000 {
        let steps: Vec<StepEntry> = (0..dice.roll(6))
            .map(|_| StepEntry {
                step: dice.step(),
                enabled: dice.roll(4) > 0,
            })
            .collect();
        let text = write_program(&steps);
        let (read, errors) = parse_program(&text);
        assert_eq!(errors, [], "{text}");
        assert_eq!(read, steps, "{text}");
    }
}

#[test]
fn generated_steps_get_through_crlf() {
    let mut dice = Dice(7);
    for _ in 0..300 {
        let steps: Vec<Step> = (0..4).map(|_| dice.step()).collect();
        let text = write_steps(&steps);
        if text.contains('\r') {
            continue;
        }
        assert_eq!(parse_steps(&text.replace('\n', "\r\n")).0, steps);
    }
}

#[test]
fn a_blank_name_in_any_list_is_missing() {
    for (text, field) in [
        ("select a, \"\"", "columns"),
        ("unique a, \" \"", "columns"),
        ("unpivot a, \"\" name n value v", "columns"),
        ("unpivot a index b, \"\" name n value v", "index"),
        ("fill_null a, \"\" with 0", "columns"),
        ("cast a, \"　\" to number", "columns"),
        ("pivot on a index b, \"\" values c agg sum", "index"),
    ] {
        let (steps, _) = parse_steps(text);
        let missing: Vec<_> = steps.iter().map(Step::missing).collect();
        assert_eq!(missing, [Some(field)], "{text}");
        let whole = parse_steps(
            &text
                .replace("\"\"", "z")
                .replace("\" \"", "z")
                .replace("\"　\"", "z"),
        )
        .0;
        let missing: Vec<_> = whole.iter().map(Step::missing).collect();
        assert_eq!(missing, [None], "{text}");
    }
}

#[test]
fn blank_steps_come_back_with_what_is_missing() {
    for verb in Step::VERBS {
        let step = Step::empty(verb).unwrap();
        let text = write_steps(std::slice::from_ref(&step));
        let (read, errors) = parse_steps(&text);
        assert_eq!(read, std::slice::from_ref(&step), "{text}");
        assert_eq!(
            errors.len(),
            usize::from(step.missing().is_some()),
            "{text}{errors:?}"
        );
    }
}

#[test]
fn any_text_is_read_without_a_panic() {
    let mut dice = Dice(3);
    let bits = [
        "from",
        "select",
        "rename",
        "filter",
        "with_columns",
        "group_by",
        "sort",
        "head",
        "join",
        "pivot",
        "unpivot",
        "fill_null",
        "cast",
        "off",
        "unique",
        "union",
        "on",
        "index",
        "with",
        "to",
        " ",
        "　",
        ",",
        ":",
        "=",
        "\"",
        "'",
        "(",
        ")",
        "\\",
        "\n",
        "\r\n",
        "人口",
        "#",
        "5",
        "，",
        "left",
        "values",
    ];
    for _ in 0..20_000 {
        let text: String = (0..dice.roll(12))
            .flat_map(|_| [dice.pick(&bits), dice.pick(&["", " "])])
            .collect();
        let (entries, errors) = parse_program(&text);
        let lines = text.split('\n').count() as u32;
        assert!(
            errors
                .iter()
                .all(|e| e.line >= 1 && e.line <= lines && e.column >= 1),
            "{text}"
        );
        // A line gives a step, a problem or both, never nothing.
        let steps = logical_lines(&text).len();
        assert!(entries.len() + errors.len() >= steps, "{text}");
    }
}
