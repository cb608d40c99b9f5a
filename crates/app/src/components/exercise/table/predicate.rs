//! A condition as people build it: column, comparison, value, several of them joined by «すべて» or «どれか».
//!
//! It is parsed from the SQL of a `filter` step and written back to it, so the step holds SQL and nothing else.
//! Half-filled tests are written too (`年 = `): they survive a reload, and [`Condition::is_complete`] tells them apart.

use table::Dtype;

use super::sql::{Cursor, Literal, quoted};

/// Tests and how they are joined.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Condition {
    /// Whether one passed test is enough (OR) or all are needed (AND).
    pub(crate) any: bool,
    /// The tests.
    pub(crate) tests: Vec<Test>,
}

/// One comparison.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Test {
    /// Column; empty until picked.
    pub(crate) column: String,
    /// Comparison.
    pub(crate) op: Op,
    /// Values: none, one, two (between) or any number (one of), as [`Op::arity`] tells.
    pub(crate) values: Vec<Literal>,
}

/// Comparison of a test.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Op {
    #[default]
    Eq,
    Ne,
    Gt,
    Ge,
    Lt,
    Le,
    Between,
    In,
    NotIn,
    Contains,
    NotContains,
    StartsWith,
    EndsWith,
    IsNull,
    IsNotNull,
}

/// How many values a comparison takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Arity {
    None,
    One,
    Two,
    Many,
}

impl Op {
    /// Comparisons that make sense for a column of that type, in menu order.
    pub(crate) fn offered(dtype: Option<Dtype>) -> &'static [Self] {
        match dtype {
            Some(Dtype::Text) => &[
                Self::Eq,
                Self::Ne,
                Self::In,
                Self::NotIn,
                Self::Contains,
                Self::NotContains,
                Self::StartsWith,
                Self::EndsWith,
                Self::IsNull,
                Self::IsNotNull,
            ],
            Some(Dtype::Bool) => &[Self::Eq, Self::IsNull, Self::IsNotNull],
            _ => &[
                Self::Eq,
                Self::Ne,
                Self::Ge,
                Self::Gt,
                Self::Le,
                Self::Lt,
                Self::Between,
                Self::In,
                Self::NotIn,
                Self::IsNull,
                Self::IsNotNull,
            ],
        }
    }

    /// All comparisons.
    pub(crate) const ALL: [Self; 15] = [
        Self::Eq,
        Self::Ne,
        Self::Gt,
        Self::Ge,
        Self::Lt,
        Self::Le,
        Self::Between,
        Self::In,
        Self::NotIn,
        Self::Contains,
        Self::NotContains,
        Self::StartsWith,
        Self::EndsWith,
        Self::IsNull,
        Self::IsNotNull,
    ];

    /// The word in message ids.
    pub(crate) fn slug(self) -> &'static str {
        match self {
            Self::Eq => "eq",
            Self::Ne => "ne",
            Self::Gt => "gt",
            Self::Ge => "ge",
            Self::Lt => "lt",
            Self::Le => "le",
            Self::Between => "between",
            Self::In => "in",
            Self::NotIn => "not-in",
            Self::Contains => "contains",
            Self::NotContains => "not-contains",
            Self::StartsWith => "starts-with",
            Self::EndsWith => "ends-with",
            Self::IsNull => "is-null",
            Self::IsNotNull => "is-not-null",
        }
    }

    /// How many values it takes.
    pub(crate) fn arity(self) -> Arity {
        match self {
            Self::IsNull | Self::IsNotNull => Arity::None,
            Self::Between => Arity::Two,
            Self::In | Self::NotIn => Arity::Many,
            _ => Arity::One,
        }
    }

    /// Whether it looks into text.
    fn is_textual(self) -> bool {
        matches!(
            self,
            Self::Contains | Self::NotContains | Self::StartsWith | Self::EndsWith
        )
    }

    fn sign(self) -> &'static str {
        match self {
            Self::Ne => "<>",
            Self::Gt => ">",
            Self::Ge => ">=",
            Self::Lt => "<",
            Self::Le => "<=",
            _ => "=",
        }
    }
}

impl Test {
    /// The same test with another comparison; values that still fit stay.
    pub(crate) fn with_op(mut self, op: Op) -> Self {
        self.op = op;
        match op.arity() {
            Arity::None => self.values.clear(),
            Arity::One => self.values.truncate(1),
            Arity::Two => self.values.truncate(2),
            Arity::Many => {}
        }
        if op.is_textual() {
            for value in &mut self.values {
                let shown = value.shown();
                *value = if shown.is_empty() {
                    Literal::Blank
                } else {
                    Literal::Text(shown)
                };
            }
        }
        self
    }

    /// The same test on another column; values are read anew for its type.
    pub(crate) fn with_column(mut self, column: String, dtype: Option<Dtype>) -> Self {
        if self.column != column {
            self.values = self
                .values
                .iter()
                .map(|value| Literal::typed(&value.shown(), dtype))
                .collect();
            self.column = column;
            if !Op::offered(dtype).contains(&self.op) {
                return self.with_op(Op::Eq);
            }
        }
        self
    }

    /// The same test with another value at that place.
    pub(crate) fn with_value(mut self, at: usize, text: &str, dtype: Option<Dtype>) -> Self {
        let dtype = if self.op.is_textual() {
            Some(Dtype::Text)
        } else {
            dtype
        };
        if self.values.len() <= at {
            self.values.resize(at + 1, Literal::Blank);
        }
        if let Some(value) = self.values.get_mut(at) {
            *value = Literal::typed(text, dtype);
        }
        self
    }

    /// The value at that place.
    pub(crate) fn value(&self, at: usize) -> Literal {
        self.values.get(at).cloned().unwrap_or_default()
    }

    /// Whether everything is filled in.
    pub(crate) fn is_complete(&self) -> bool {
        let filled = self
            .values
            .iter()
            .filter(|value| **value != Literal::Blank)
            .count();
        !self.column.trim().is_empty()
            && match self.op.arity() {
                Arity::None => true,
                Arity::One | Arity::Many => filled >= 1,
                Arity::Two => filled >= 2,
            }
    }

    fn is_blank(&self) -> bool {
        self.column.is_empty() && self.values.iter().all(|value| *value == Literal::Blank)
    }

    fn sql(&self) -> String {
        let column = spec::sql::name(&self.column);
        let value = |at: usize| self.value(at).sql();
        let text = self.value(0).shown();
        // A value with a wildcard of LIKE in it is looked for by function, so that it means itself.
        let plain = !text.is_empty() && !text.contains(['%', '_', '\\']);
        match self.op {
            Op::IsNull => format!("{column} IS NULL"),
            Op::IsNotNull => format!("{column} IS NOT NULL"),
            Op::Between => format!("{column} BETWEEN {} AND {}", value(0), value(1)),
            Op::In | Op::NotIn => {
                let values: Vec<String> = self
                    .values
                    .iter()
                    .filter(|value| **value != Literal::Blank)
                    .map(Literal::sql)
                    .collect();
                let not = if self.op == Op::NotIn { "NOT " } else { "" };
                format!("{column} {not}IN ({})", values.join(", "))
            }
            Op::Contains if plain => format!("{column} LIKE {}", quoted(&format!("%{text}%"))),
            Op::NotContains if plain => {
                format!("{column} NOT LIKE {}", quoted(&format!("%{text}%")))
            }
            Op::StartsWith if plain => format!("{column} LIKE {}", quoted(&format!("{text}%"))),
            Op::EndsWith if plain => format!("{column} LIKE {}", quoted(&format!("%{text}"))),
            Op::Contains => format!("STRPOS({column}, {}) > 0", quoted(&text)),
            Op::NotContains => format!("STRPOS({column}, {}) = 0", quoted(&text)),
            Op::StartsWith => format!("STARTS_WITH({column}, {})", quoted(&text)),
            Op::EndsWith => format!("ENDS_WITH({column}, {})", quoted(&text)),
            _ => format!("{column} {} {}", self.op.sign(), value(0)),
        }
    }
}

impl Condition {
    /// Reads SQL; `None` when a form cannot show it (mixed AND and OR, functions, columns on both sides).
    /// Empty text is one empty test.
    pub(crate) fn parse(sql: &str) -> Option<Self> {
        if sql.trim().is_empty() {
            return Some(Self {
                any: false,
                tests: vec![Test::default()],
            });
        }
        let mut cursor = Cursor::new(sql)?;
        let mut tests = vec![parse_test(&mut cursor)?];
        let mut joined_by = None;
        while !cursor.at_end() {
            let any = if cursor.word("and") {
                false
            } else if cursor.word("or") {
                true
            } else {
                return None;
            };
            if *joined_by.get_or_insert(any) != any {
                return None;
            }
            tests.push(parse_test(&mut cursor)?);
        }
        Some(Self {
            any: joined_by.unwrap_or(false),
            tests,
        })
    }

    /// Writes SQL; empty when nothing is filled in at all.
    pub(crate) fn sql(&self) -> String {
        if let [only] = self.tests.as_slice()
            && only.is_blank()
        {
            return String::new();
        }
        let tests: Vec<String> = self.tests.iter().map(Test::sql).collect();
        tests.join(if self.any { " OR " } else { " AND " })
    }

    /// Whether every test is filled in.
    pub(crate) fn is_complete(&self) -> bool {
        !self.tests.is_empty() && self.tests.iter().all(Test::is_complete)
    }
}

/// A test, in brackets or not. Counted, not followed: text from a file may hold any number of them.
fn parse_test(cursor: &mut Cursor) -> Option<Test> {
    let mut open = 0_usize;
    while cursor.sign("(") {
        open += 1;
    }
    let test = parse_bare(cursor)?;
    (0..open).all(|_| cursor.sign(")")).then_some(test)
}

fn parse_bare(cursor: &mut Cursor) -> Option<Test> {
    for (function, op) in [("starts_with", Op::StartsWith), ("ends_with", Op::EndsWith)] {
        if cursor.call(function) {
            return parse_call(cursor, op);
        }
    }
    if cursor.call("strpos") {
        let mut test = parse_call(cursor, Op::Contains)?;
        let found = cursor.sign(">");
        if !found && !cursor.sign("=") {
            return None;
        }
        if !found {
            test.op = Op::NotContains;
        }
        return (cursor.literal() == Literal::Number("0".into())).then_some(test);
    }
    let column = cursor.name()?;
    let test = |op, values| {
        Some(Test {
            column: column.clone(),
            op,
            values,
        })
    };
    if cursor.word("is") {
        let op = if cursor.word("not") {
            Op::IsNotNull
        } else {
            Op::IsNull
        };
        return cursor.word("null").then(|| Test {
            column: column.clone(),
            op,
            values: Vec::new(),
        });
    }
    let not = cursor.word("not");
    if cursor.word("in") {
        let values = parse_list(cursor)?;
        return test(if not { Op::NotIn } else { Op::In }, values);
    }
    if cursor.word("like") {
        let Literal::Text(pattern) = cursor.literal() else {
            return None;
        };
        let (op, text) = of_pattern(&pattern)?;
        let op = match (op, not) {
            (op, false) => op,
            (Op::Contains, true) => Op::NotContains,
            _ => return None,
        };
        return test(op, vec![Literal::Text(text)]);
    }
    if not {
        return None;
    }
    if cursor.word("between") {
        let low = cursor.literal();
        if !cursor.word("and") {
            return None;
        }
        let high = cursor.literal();
        return ends_here(cursor).then(|| Test {
            column: column.clone(),
            op: Op::Between,
            values: vec![low, high],
        });
    }
    let signs = [
        ("=", Op::Eq),
        ("<>", Op::Ne),
        ("!=", Op::Ne),
        (">=", Op::Ge),
        (">", Op::Gt),
        ("<=", Op::Le),
        ("<", Op::Lt),
    ];
    let (_, op) = signs.into_iter().find(|(sign, _)| cursor.sign(sign))?;
    let value = cursor.literal();
    ends_here(cursor).then(|| Test {
        column: column.clone(),
        op,
        values: if value == Literal::Blank {
            Vec::new()
        } else {
            vec![value]
        },
    })
}

/// Whether a test may end here: `年 = 人口` and `年 > 2000 + 10` are for free expressions.
fn ends_here(cursor: &mut Cursor) -> bool {
    let position = cursor.position();
    let ends = cursor.at_end() || cursor.word("and") || cursor.word("or") || cursor.sign(")");
    cursor.back_to(position);
    ends
}

/// The rest of `FUNCTION(column, 'text')`.
fn parse_call(cursor: &mut Cursor, op: Op) -> Option<Test> {
    let column = cursor.name()?;
    if !cursor.sign(",") {
        return None;
    }
    let Literal::Text(text) = cursor.literal() else {
        return None;
    };
    let value = if text.is_empty() {
        Literal::Blank
    } else {
        Literal::Text(text)
    };
    cursor.sign(")").then(|| Test {
        column,
        op,
        values: vec![value],
    })
}

fn parse_list(cursor: &mut Cursor) -> Option<Vec<Literal>> {
    if !cursor.sign("(") {
        return None;
    }
    let mut values = Vec::new();
    while !cursor.sign(")") {
        if !values.is_empty() && !cursor.sign(",") {
            return None;
        }
        match cursor.literal() {
            Literal::Blank => return None,
            value => values.push(value),
        }
    }
    Some(values)
}

fn of_pattern(pattern: &str) -> Option<(Op, String)> {
    let (op, text) = match (pattern.strip_prefix('%'), pattern.strip_suffix('%')) {
        (Some(after), Some(_)) => (Op::Contains, after.strip_suffix('%')?),
        (Some(after), None) => (Op::EndsWith, after),
        (None, Some(before)) => (Op::StartsWith, before),
        (None, None) => return None,
    };
    (!text.is_empty() && !text.contains(['%', '_', '\\'])).then(|| (op, text.to_owned()))
}

/// A value as the engine gave it, for a list to pick from.
pub(crate) fn shown_value(value: &table::Value) -> Option<String> {
    Some(match value {
        table::Value::Null => return None,
        table::Value::Int(value) => value.to_string(),
        table::Value::Float(value) => super::sql::plain_number(*value),
        table::Value::Text(text) => text.clone(),
        table::Value::Bool(value) => value.to_string(),
        table::Value::Date(days) => table::text::iso_date(*days),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn test(column: &str, op: Op, values: &[Literal]) -> Test {
        Test {
            column: column.into(),
            op,
            values: values.to_vec(),
        }
    }

    fn number(text: &str) -> Literal {
        Literal::Number(text.into())
    }

    fn text(text: &str) -> Literal {
        Literal::Text(text.into())
    }

    #[test]
    fn what_is_written_is_read_back() {
        let check = |any: bool, tests: &[Test], sql: &str| {
            let condition = Condition {
                any,
                tests: tests.to_vec(),
            };
            assert_eq!(condition.sql(), sql);
            assert_eq!(Condition::parse(sql), Some(condition), "{sql}");
        };
        check(false, &[test("年", Op::Eq, &[number("2020")])], "年 = 2020");
        check(
            false,
            &[
                test("年", Op::Eq, &[number("2020")]),
                test("圏域", Op::Ne, &[text("北勢")]),
            ],
            "年 = 2020 AND 圏域 <> '北勢'",
        );
        check(
            true,
            &[
                test("人口", Op::Lt, &[number("10000")]),
                test("人口", Op::Ge, &[number("100000")]),
            ],
            "人口 < 10000 OR 人口 >= 100000",
        );
        check(
            false,
            &[
                test("年", Op::Between, &[number("2010"), number("2020")]),
                test("市町", Op::Contains, &[text("市")]),
            ],
            "年 BETWEEN 2010 AND 2020 AND 市町 LIKE '%市%'",
        );
        check(
            false,
            &[test("市町", Op::In, &[text("津市"), text("伊勢市")])],
            "市町 IN ('津市', '伊勢市')",
        );
        check(
            false,
            &[test("市町", Op::NotIn, &[text("津市")])],
            "市町 NOT IN ('津市')",
        );
        check(
            false,
            &[test("市町", Op::NotContains, &[text("市")])],
            "市町 NOT LIKE '%市%'",
        );
        check(
            false,
            &[test("市町", Op::StartsWith, &[text("東")])],
            "市町 LIKE '東%'",
        );
        check(
            false,
            &[test("市町", Op::EndsWith, &[text("町")])],
            "市町 LIKE '%町'",
        );
        check(
            false,
            &[test("割合", Op::Contains, &[text("50%")])],
            "STRPOS(割合, '50%') > 0",
        );
        check(
            false,
            &[test("割合", Op::NotContains, &[text("a_b")])],
            "STRPOS(割合, 'a_b') = 0",
        );
        check(
            false,
            &[test("割合", Op::EndsWith, &[text("%")])],
            "ENDS_WITH(割合, '%')",
        );
        check(
            false,
            &[test("人口（人）", Op::IsNull, &[])],
            "\"人口（人）\" IS NULL",
        );
        check(false, &[test("x", Op::IsNotNull, &[])], "x IS NOT NULL");
        check(
            false,
            &[test("日", Op::Le, &[Literal::Date("2020-04-01".into())])],
            "日 <= DATE '2020-04-01'",
        );
        check(
            false,
            &[test("済", Op::Eq, &[Literal::Bool(true)])],
            "済 = TRUE",
        );
        check(
            false,
            &[test("気温", Op::Lt, &[number("-2.5")])],
            "気温 < -2.5",
        );
    }

    #[test]
    fn half_filled_tests_survive() {
        let check = |tests: &[Test], sql: &str| {
            let condition = Condition {
                any: false,
                tests: tests.to_vec(),
            };
            assert_eq!(condition.sql(), sql);
            assert_eq!(Condition::parse(sql).unwrap(), condition);
            assert!(!condition.is_complete(), "{sql}");
        };
        check(&[Test::default()], "");
        check(&[test("年", Op::Eq, &[])], "年 = ");
        check(
            &[test("年", Op::Eq, &[number("2020")]), Test::default()],
            "年 = 2020 AND \"\" = ",
        );
        check(
            &[test("年", Op::Between, &[Literal::Blank, number("2020")])],
            "年 BETWEEN  AND 2020",
        );
        check(
            &[test("年", Op::Between, &[Literal::Blank, Literal::Blank])],
            "年 BETWEEN  AND ",
        );
        check(&[test("年", Op::In, &[])], "年 IN ()");
        check(
            &[test("市町", Op::Contains, &[Literal::Blank])],
            "STRPOS(市町, '') > 0",
        );
        check(
            &[test("市町", Op::StartsWith, &[Literal::Blank])],
            "STARTS_WITH(市町, '')",
        );
        check(&[test("", Op::Gt, &[number("5")])], "\"\" > 5");
    }

    #[test]
    fn other_spellings_are_understood() {
        let check = |sql: &str, canonical: &str| {
            assert_eq!(Condition::parse(sql).unwrap().sql(), canonical)
        };
        check("(年=2020)and( 人口>1 )", "年 = 2020 AND 人口 > 1");
        check("((年 = 2020)) OR (人口 > 1)", "年 = 2020 OR 人口 > 1");
        check("\"年\" != 2020", "年 <> 2020");
        check("市町 is not null", "市町 IS NOT NULL");
    }

    #[test]
    fn what_no_form_shows_is_left_alone() {
        for sql in [
            "年 = 2020 AND 人口 > 1 OR x = 1",
            "人口 > 世帯数",
            "人口 > 100 + 1",
            "LENGTH(市町) = 2",
            "NOT 年 = 2020",
            "市町 LIKE '津_'",
            "市町 NOT LIKE '津%'",
            "年 = 2020 AND",
            "'open",
            "(年 = 2020",
            "((年 = 2020)",
        ] {
            assert_eq!(Condition::parse(sql), None, "{sql}");
        }
    }

    #[test]
    fn any_number_of_brackets_needs_no_stack() {
        let sql = |open: usize, close: usize| {
            format!("{}年 = 2020{}", "(".repeat(open), ")".repeat(close))
        };
        // On a stack much smaller than the page's.
        let small = std::thread::Builder::new().stack_size(256 << 10);
        let read = small.spawn(move || {
            let flat = Condition::parse("年 = 2020");
            assert_eq!(Condition::parse(&sql(200_000, 200_000)), flat);
            assert_eq!(Condition::parse(&sql(200_000, 199_999)), None);
        });
        read.unwrap().join().unwrap();
    }

    #[test]
    fn values_follow_the_column_and_the_comparison() {
        let test = Test::default()
            .with_column("年".into(), Some(Dtype::Int))
            .with_value(0, "２０２０", Some(Dtype::Int));
        assert_eq!(test.sql(), "年 = 2020");
        let test = test.with_column("市町".into(), Some(Dtype::Text));
        assert_eq!(test.sql(), "市町 = '2020'");
        let test = test
            .with_op(Op::Contains)
            .with_column("人口".into(), Some(Dtype::Int));
        assert_eq!((test.op, test.sql()), (Op::Eq, "人口 = 2020".to_owned()));
        assert_eq!(test.with_op(Op::IsNull).values, []);
    }
}
