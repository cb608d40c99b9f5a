//! The one table of functions: what each is called, how many arguments it has, what kind of function it is and what else
//! may stand in a call of it. Binding, suggestions and the question whether a name is an aggregate's follow from it.
//!
//! It says nothing of how they are computed: functions of one row are in [`super::calls`] and [`super::excel`], aggregates in
//! [`super::group`], rankings in [`super::window`], forms in [`super::bind`].

use spec::sql::is_reserved;
use spec::{Failure, FailureKind};
use table::{Dtype, Value};

use super::cells::Cell;
use super::tree::{Ranking, Summary};
use super::{calls, excel};

/// A function.
pub(super) struct Function {
    /// Its name in lower case.
    pub(super) name: &'static str,
    /// Other names of the same.
    aliases: &'static [&'static str],
    /// Names under which people know it from spreadsheets and other dialects, and which are none here.
    elsewhere: &'static [&'static str],
    /// Fewest arguments.
    least: usize,
    /// Most arguments; [`MANY`]: any number.
    most: usize,
    pub(super) what: What,
}

/// Its kind.
pub(super) enum What {
    /// Computed from arguments of the same row. Neither `FILTER` nor `OVER` may follow.
    Row(Row),
    /// The same, but an operator: nobody calls it by its name.
    Operator(Row),
    /// Put together from the query's tree. Neither `FILTER` nor `OVER` may follow.
    Form(Form),
    /// The parser reads it as something of its own; a plain call of it is none.
    Syntax,
    /// One value of many rows; with `OVER` one for each row, of the rows of its frame.
    Aggregate(Summary, &'static [Takes]),
    /// Exists only with `OVER (… ORDER BY …)`.
    Ranking(Ranking),
}

/// What may stand in a call of an aggregate besides its arguments.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Takes {
    /// `(*)` and nothing at all: rows are meant.
    Star,
    Distinct,
    /// `ORDER BY` between the brackets.
    Order,
    /// `SEPARATOR '…'` between the brackets.
    Separator,
    /// `FILTER (WHERE …)` behind them.
    Filter,
}

/// A function that needs the query's tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Coalesce,
    NullIf,
    If,
    /// `a % b`
    Remainder,
    /// `a // b`
    DivideWhole,
    /// `CAST(a AS DATE)`
    Date,
    Today,
    DatePart,
    /// A date and an `INTERVAL`; `true`: backwards.
    AddSpan(bool),
}

/// How a function of one row is computed.
#[derive(Debug)]
pub(super) struct Row {
    /// What its arguments have to be; the last one stands for those behind it.
    args: &'static [Argument],
    pub(super) returns: Returns,
    /// Whether a missing argument gives a missing result without asking.
    pub(super) strict: bool,
    /// Whether what a text means can only be told of all texts of the column together.
    pub(super) whole_column: bool,
    pub(super) run: Run,
}

type Run = fn(&[Cell<'_>]) -> Result<Value, Failure>;

/// Each stands in the table once.
impl PartialEq for Row {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}

/// What an argument has to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Argument {
    Number,
    Whole,
    Text,
    /// A text, or a bare word that stands for it.
    Word,
    Date,
    /// Anything; it is looked at as text.
    Shown,
    /// Anything of one type with the other such arguments.
    Same,
    /// Anything.
    Any,
}

/// Type of the result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Returns {
    Fixed(Dtype),
    /// That of the arguments that are of one type.
    Same,
}

impl Function {
    /// Refuses a wrong number of arguments; `name` is how it was called.
    ///
    /// # Errors
    /// [`FailureKind::ArgumentCount`].
    pub(super) fn check(&self, name: &str, found: usize) -> Result<(), Failure> {
        if (self.least..=self.most).contains(&found) {
            Ok(())
        } else {
            Err(self.miscounted(name, found))
        }
    }

    /// So many arguments are the wrong number of them.
    pub(super) fn miscounted(&self, name: &str, found: usize) -> Failure {
        Failure::of(FailureKind::ArgumentCount {
            function: name.to_uppercase(),
            least: self.least as u64,
            most: (self.most != MANY).then_some(self.most as u64),
            found: found as u64,
        })
    }

    /// All names by which it may be called.
    fn names(&self) -> impl Iterator<Item = &'static str> {
        std::iter::once(self.name).chain(self.aliases.iter().copied())
    }
}

impl Row {
    /// What the argument at a place has to be.
    pub(super) fn argument(&self, at: usize) -> Argument {
        let argument = self.args.get(at).or(self.args.last());
        argument.copied().unwrap_or(Argument::Any)
    }
}

/// A function by one of its names, in lower case.
pub(super) fn find(name: &str) -> Option<&'static Function> {
    FUNCTIONS
        .iter()
        .find(|function| function.name == name || function.aliases.contains(&name))
}

/// Whether that is the name of an aggregate, in lower case.
pub(crate) fn is_aggregate_name(name: &str) -> bool {
    find(name).is_some_and(|function| matches!(function.what, What::Aggregate(..)))
}

/// What does here what a function of that name does elsewhere; in lower case.
pub(crate) fn known_elsewhere(name: &str) -> Option<&'static str> {
    FUNCTIONS
        .iter()
        .find(|function| function.elsewhere.contains(&name))
        .map(|function| function.name)
}

/// All names by which functions may be called, for suggestions.
pub(crate) fn function_names() -> Vec<&'static str> {
    let mut names: Vec<&'static str> = FUNCTIONS
        .iter()
        .filter(|function| !matches!(function.what, What::Operator(_)))
        .flat_map(Function::names)
        .collect();
    names.sort_unstable();
    names
}

/// Whether SQL asks for the day on which it runs. Only its words are looked at: one within a text counts too.
pub fn asks_for_day(sql: &str) -> bool {
    let sql = sql.to_lowercase();
    let goes_on = |c: char| c.is_alphanumeric() || c == '_';
    let stands = |name: &str, at: usize| {
        let before = sql.get(..at).unwrap_or_default();
        let rest = sql.get(at + name.len()..).unwrap_or_default();
        // A word of SQL needs no brackets; another one would be a column.
        let is_called = if is_reserved(name) {
            !rest.starts_with(goes_on)
        } else {
            rest.trim_start().starts_with('(')
        };
        is_called && !before.ends_with(goes_on)
    };
    FUNCTIONS
        .iter()
        .filter(|function| matches!(function.what, What::Form(Form::Today)))
        .flat_map(Function::names)
        .any(|name| sql.match_indices(name).any(|(at, _)| stands(name, at)))
}

const MANY: usize = usize::MAX;

const fn function(name: &'static str, least: usize, most: usize, what: What) -> Function {
    Function {
        name,
        aliases: &[],
        elsewhere: &[],
        least,
        most,
        what,
    }
}

impl Function {
    const fn also(mut self, aliases: &'static [&'static str]) -> Self {
        self.aliases = aliases;
        self
    }

    const fn elsewhere(mut self, names: &'static [&'static str]) -> Self {
        self.elsewhere = names;
        self
    }
}

const fn strict(args: &'static [Argument], returns: Returns, run: Run) -> Row {
    Row {
        args,
        returns,
        strict: true,
        whole_column: false,
        run,
    }
}

const fn row(
    name: &'static str,
    args: &'static [Argument],
    least: usize,
    most: usize,
    returns: Returns,
    run: Run,
) -> Function {
    function(name, least, most, What::Row(strict(args, returns, run)))
}

/// One that is asked about missing arguments too.
const fn lenient(
    name: &'static str,
    args: &'static [Argument],
    least: usize,
    returns: Returns,
    run: Run,
) -> Function {
    let row = Row {
        strict: false,
        ..strict(args, returns, run)
    };
    function(name, least, MANY, What::Row(row))
}

const fn operator(
    name: &'static str,
    args: &'static [Argument],
    least: usize,
    most: usize,
    returns: Returns,
    run: Run,
) -> Function {
    function(
        name,
        least,
        most,
        What::Operator(strict(args, returns, run)),
    )
}

const fn form(name: &'static str, least: usize, most: usize, form: Form) -> Function {
    function(name, least, most, What::Form(form))
}

const fn syntax(name: &'static str) -> Function {
    function(name, 0, MANY, What::Syntax)
}

const fn aggregate(
    name: &'static str,
    args: usize,
    summary: Summary,
    takes: &'static [Takes],
) -> Function {
    function(name, args, args, What::Aggregate(summary, takes))
}

const fn ranking(name: &'static str, least: usize, most: usize, ranking: Ranking) -> Function {
    function(name, least, most, What::Ranking(ranking))
}

/// A function of one number.
macro_rules! real {
    ($name:literal, $run:expr) => {
        row($name, &[Number], 1, 1, FLOAT, |args| {
            let run: fn(f64) -> f64 = $run;
            Ok(calls::real(args, run))
        })
    };
}

/// A part of a date.
macro_rules! part {
    ($name:literal, $run:expr) => {
        row($name, &[Date], 1, 1, INT, |args| {
            let run: fn(i32) -> i64 = $run;
            Ok(calls::part(args, run))
        })
    };
}

use Argument::{Any, Date, Number, Same, Shown, Text, Whole, Word};
use Takes::{Distinct, Filter, Order, Separator, Star};

const INT: Returns = Returns::Fixed(Dtype::Int);
const FLOAT: Returns = Returns::Fixed(Dtype::Float);
const TEXT: Returns = Returns::Fixed(Dtype::Text);
const BOOL: Returns = Returns::Fixed(Dtype::Bool);
const DATE: Returns = Returns::Fixed(Dtype::Date);
const SAME: Returns = Returns::Same;

static FUNCTIONS: &[Function] = &[
    // Numbers.
    row("abs", &[Number], 1, 1, SAME, calls::abs),
    row("ceil", &[Number], 1, 1, SAME, |args| {
        Ok(calls::float(args, f64::ceil))
    })
    .also(&["ceiling"]),
    row("floor", &[Number], 1, 1, SAME, |args| {
        Ok(calls::float(args, f64::floor))
    }),
    row("trunc", &[Number], 1, 1, SAME, |args| {
        Ok(calls::float(args, f64::trunc))
    }),
    row("round", &[Number, Whole], 1, 2, SAME, calls::rounded),
    row("sign", &[Number], 1, 1, INT, |args| Ok(calls::sign(args))),
    real!("sqrt", f64::sqrt),
    real!("cbrt", libm::cbrt),
    real!("exp", libm::exp),
    real!("ln", libm::log),
    real!("log", libm::log10).also(&["log10"]),
    real!("log2", libm::log2),
    real!("log1p", libm::log1p),
    real!("sin", libm::sin),
    real!("cos", libm::cos),
    real!("tan", libm::tan),
    real!("asin", libm::asin),
    real!("acos", libm::acos),
    real!("atan", libm::atan),
    real!("degrees", f64::to_degrees),
    real!("radians", f64::to_radians),
    row("atan2", &[Number], 2, 2, FLOAT, |args| {
        Ok(calls::two(args, libm::atan2))
    }),
    row("pow", &[Number], 2, 2, FLOAT, |args| {
        Ok(calls::two(args, libm::pow))
    })
    .also(&["power"]),
    row("pi", &[], 0, 0, FLOAT, |_| {
        Ok(Value::Float(std::f64::consts::PI))
    }),
    lenient("greatest", &[Same], 1, SAME, |args| {
        Ok(calls::extreme(args, std::cmp::Ordering::Greater))
    }),
    lenient("least", &[Same], 1, SAME, |args| {
        Ok(calls::extreme(args, std::cmp::Ordering::Less))
    }),
    form("mod", 2, 2, Form::Remainder),
    form("div", 2, 2, Form::DivideWhole),
    // `CAST(… AS DECIMAL(4, 2))`
    operator("__decimal", &[Number, Whole], 3, 3, FLOAT, calls::decimal),
    // Text.
    row("upper", &[Text], 1, 1, TEXT, |args| {
        Ok(calls::on_text(args, str::to_uppercase))
    }),
    row("lower", &[Text], 1, 1, TEXT, |args| {
        Ok(calls::on_text(args, str::to_lowercase))
    }),
    row("initcap", &[Text], 1, 1, TEXT, |args| {
        Ok(calls::on_text(args, calls::initcap))
    }),
    row("reverse", &[Text], 1, 1, TEXT, |args| {
        Ok(calls::on_text(args, |text| text.chars().rev().collect()))
    }),
    row("length", &[Text], 1, 1, INT, |args| {
        Ok(calls::size(args, |text| text.chars().count()))
    })
    .also(&["len", "char_length", "character_length"])
    .elsewhere(&["char_count", "lenb"]),
    row("octet_length", &[Text], 1, 1, INT, |args| {
        Ok(calls::size(args, str::len))
    }),
    row("substr", &[Text, Whole], 2, 3, TEXT, calls::substr).also(&["substring"]),
    row("left", &[Text, Whole], 2, 2, TEXT, |args| {
        Ok(calls::side(args, true))
    }),
    row("right", &[Text, Whole], 2, 2, TEXT, |args| {
        Ok(calls::side(args, false))
    }),
    row("trim", &[Text], 1, 2, TEXT, |args| {
        Ok(calls::trim(args, true, true))
    })
    .also(&["btrim"]),
    row("ltrim", &[Text], 1, 2, TEXT, |args| {
        Ok(calls::trim(args, true, false))
    }),
    row("rtrim", &[Text], 1, 2, TEXT, |args| {
        Ok(calls::trim(args, false, true))
    }),
    row("replace", &[Text], 3, 3, TEXT, calls::replace),
    row("repeat", &[Text, Whole], 2, 2, TEXT, calls::repeat),
    row("lpad", &[Text, Whole, Text], 2, 3, TEXT, |args| {
        calls::pad(args, "LPAD", true)
    }),
    row("rpad", &[Text, Whole, Text], 2, 3, TEXT, |args| {
        calls::pad(args, "RPAD", false)
    }),
    row("strpos", &[Text], 2, 2, INT, |args| Ok(calls::place(args))).also(&["instr"]),
    row("starts_with", &[Text], 2, 2, BOOL, |args| {
        Ok(calls::test(args, |all, part| all.starts_with(part)))
    }),
    row("ends_with", &[Text], 2, 2, BOOL, |args| {
        Ok(calls::test(args, |all, part| all.ends_with(part)))
    }),
    row("contains", &[Text], 2, 2, BOOL, |args| {
        Ok(calls::test(args, |all, part| all.contains(part)))
    }),
    row(
        "split_part",
        &[Text, Text, Whole],
        3,
        3,
        TEXT,
        calls::split_part,
    ),
    lenient("concat", &[Shown], 1, TEXT, |args| Ok(calls::concat(args))),
    lenient("concat_ws", &[Text, Shown], 2, TEXT, |args| {
        Ok(calls::concat_ws(args))
    }),
    // Missing when a part is.
    operator("||", &[Shown], 2, MANY, TEXT, |args| {
        Ok(calls::concat(args))
    }),
    row("normalize", &[Text, Word], 1, 2, TEXT, calls::normalize),
    row("like", &[Text], 2, 3, BOOL, |args| calls::like(args, false)),
    row("ilike", &[Text], 2, 3, BOOL, |args| calls::like(args, true)),
    row("regexp_like", &[Text], 2, 2, BOOL, |args| {
        calls::matches(args, "")
    }),
    row("regexp_ilike", &[Text], 2, 2, BOOL, |args| {
        calls::matches(args, "(?i)")
    }),
    row("regexp_replace", &[Text], 3, 4, TEXT, calls::regexp_replace),
    row(
        "regexp_extract",
        &[Text, Text, Whole],
        2,
        3,
        TEXT,
        calls::regexp_extract,
    ),
    // What Japanese published data needs.
    // Whether a cell names a total: by the words that are known, or by those that are given.
    lenient("is_total", &[Shown], 1, BOOL, |args| {
        Ok(calls::is_total(args))
    }),
    // A municipality's code in another form: `code6`, `code5` or `r5`.
    row(
        "municipality_code",
        &[Shown, Word],
        3,
        3,
        TEXT,
        calls::municipality_code,
    ),
    function(
        "parse_number",
        1,
        1,
        What::Row(Row {
            whole_column: true,
            ..strict(&[Any], FLOAT, |args| Ok(calls::number_of(args)))
        }),
    )
    .elsewhere(&["to_number"]),
    row("parse_date", &[Any], 1, 1, DATE, |args| {
        Ok(calls::date_of(args))
    })
    .elsewhere(&["to_date"]),
    // Dates.
    part!("year", calls::year),
    part!("month", calls::month),
    part!("day", calls::day_of_month),
    part!("quarter", |day| (calls::month(day) - 1) / 3 + 1),
    part!("week", |day| calls::week(day).1),
    part!("isoyear", |day| calls::week(day).0),
    // Sunday is 0.
    part!("dayofweek", |day| calls::weekday(day) % 7),
    part!("isodow", calls::weekday),
    part!("dayofyear", calls::day_of_year),
    // 年度: from April to March.
    part!("fiscal_year", calls::fiscal_year).also(&["年度"]),
    row("last_day", &[Date], 1, 1, DATE, |args| {
        Ok(calls::last_day(args))
    }),
    row("make_date", &[Whole], 3, 3, DATE, calls::make_date),
    row("date_trunc", &[Text, Date], 2, 2, DATE, calls::date_trunc),
    row("datediff", &[Text, Date], 3, 3, INT, |args| {
        calls::date_difference(args, "DATEDIFF")
    }),
    row("date_diff", &[Text, Date], 3, 3, INT, |args| {
        calls::date_difference(args, "DATE_DIFF")
    }),
    row("strftime", &[Date, Text], 2, 2, TEXT, calls::strftime)
        .elsewhere(&["to_char", "date_format"]),
    // What Excel has and SQL has not.
    row("roundup", &[Number, Whole], 1, 2, SAME, excel::rounded_up),
    row(
        "rounddown",
        &[Number, Whole],
        1,
        2,
        SAME,
        excel::rounded_down,
    ),
    row("int", &[Number], 1, 1, SAME, |args| Ok(excel::int(args))),
    row("mid", &[Text, Whole], 3, 3, TEXT, excel::mid),
    row("find", &[Text, Text, Whole], 2, 3, INT, excel::find),
    row("search", &[Text, Text, Whole], 2, 3, INT, excel::search),
    function(
        "iferror",
        2,
        2,
        What::Row(Row {
            strict: false,
            ..strict(&[Same], SAME, |args| Ok(excel::if_error(args)))
        }),
    ),
    row("text", &[Shown, Text], 2, 2, TEXT, excel::shown_as),
    row("weekday", &[Date, Whole], 1, 2, INT, excel::weekday),
    row("edate", &[Date, Whole], 2, 2, DATE, excel::months_later),
    row("eomonth", &[Date, Whole], 2, 2, DATE, excel::end_of_month),
    row(
        "datedif",
        &[Date, Date, Text],
        3,
        3,
        INT,
        excel::whole_between,
    ),
    form("date", 1, 1, Form::Date),
    form("date_part", 2, 2, Form::DatePart),
    form("date_add", 2, 2, Form::AddSpan(false)),
    form("date_sub", 2, 2, Form::AddSpan(true)),
    form("today", 0, 0, Form::Today)
        .also(&["current_date"])
        .elsewhere(&["now", "getdate"]),
    syntax("extract"),
    // Any type.
    form("coalesce", 1, MANY, Form::Coalesce).elsewhere(&["isnull", "nvl"]),
    form("ifnull", 2, 2, Form::Coalesce),
    form("nullif", 2, 2, Form::NullIf),
    form("if", 3, 3, Form::If).elsewhere(&["iif"]),
    syntax("cast"),
    // Of many rows.
    aggregate("sum", 1, Summary::Sum, &[Distinct, Filter]),
    aggregate("avg", 1, Summary::Mean, &[Distinct, Filter]).elsewhere(&["mean"]),
    aggregate("min", 1, Summary::Min, &[Distinct, Filter]),
    aggregate("max", 1, Summary::Max, &[Distinct, Filter]),
    aggregate("count", 1, Summary::Count, &[Star, Distinct, Filter]),
    aggregate("median", 1, Summary::Median, &[Filter]),
    aggregate("first", 1, Summary::First, &[Order]),
    aggregate("last", 1, Summary::Last, &[Order]),
    aggregate("any_value", 1, Summary::Any, &[Filter]),
    aggregate("stddev", 1, Summary::Deviation(false), &[Filter]).also(&[
        "stdev",
        "stddev_samp",
        "stdev_samp",
    ]),
    aggregate("stddev_pop", 1, Summary::Deviation(true), &[Filter]),
    aggregate("variance", 1, Summary::Variance(false), &[Filter]).also(&["var", "var_samp"]),
    aggregate("var_pop", 1, Summary::Variance(true), &[Filter]),
    aggregate("quantile_cont", 2, Summary::QuantileContinuous, &[Filter]),
    aggregate("quantile_disc", 2, Summary::QuantileDiscrete, &[Filter]),
    aggregate("corr", 2, Summary::Correlation, &[Filter]),
    aggregate("covar_samp", 2, Summary::Covariance(false), &[Filter]),
    aggregate("covar_pop", 2, Summary::Covariance(true), &[Filter]),
    function(
        "string_agg",
        1,
        2,
        What::Aggregate(Summary::Joined, &[Distinct, Order, Separator, Filter]),
    )
    .also(&["group_concat"])
    .elsewhere(&["textjoin", "listagg"]),
    aggregate("bool_and", 1, Summary::AllTrue, &[Filter]),
    aggregate("bool_or", 1, Summary::AnyTrue, &[Filter]),
    // Only with OVER. Of those with a number, what stands here is meant where none is written.
    ranking("row_number", 0, 0, Ranking::RowNumber),
    ranking("rank", 0, 0, Ranking::Rank),
    ranking("dense_rank", 0, 0, Ranking::DenseRank),
    ranking("percent_rank", 0, 0, Ranking::PercentRank),
    ranking("cume_dist", 0, 0, Ranking::CumeDist),
    ranking("ntile", 1, 1, Ranking::Tiles(1)),
    ranking("lag", 1, 3, Ranking::Shift(1)),
    ranking("lead", 1, 3, Ranking::Shift(-1)),
    ranking("first_value", 1, 1, Ranking::FirstValue),
    ranking("last_value", 1, 1, Ranking::LastValue),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_means_one_function() {
        let mut names: Vec<&str> = FUNCTIONS
            .iter()
            .flat_map(|function| function.names().chain(function.elsewhere.iter().copied()))
            .collect();
        names.sort_unstable();
        for pair in names.windows(2) {
            assert_ne!(pair[0], pair[1]);
        }
        for name in names {
            assert_eq!(name, name.to_lowercase());
        }
    }

    #[test]
    fn arguments_fit_their_number() {
        for function in FUNCTIONS {
            let Function {
                name, least, most, ..
            } = function;
            assert!(least <= most, "{name}");
            if let What::Row(row) | What::Operator(row) = &function.what {
                assert!(row.args.len() <= *most, "{name}");
                assert_eq!(row.args.is_empty(), *most == 0, "{name}");
            }
            assert!(function.check(name, *least).is_ok(), "{name}");
            if *most != MANY {
                assert!(function.check(name, most + 1).is_err(), "{name}");
            }
        }
    }

    #[test]
    fn the_day_is_asked_for_by_each_name() {
        for sql in [
            "SELECT CURRENT_DATE",
            "select Current_Date - 日 from t",
            "SELECT TODAY()",
            "SELECT today (), 1",
        ] {
            assert!(asks_for_day(sql), "{sql}");
        }
        for sql in [
            "SELECT today FROM t",
            "SELECT yesterday_today(1)",
            "SELECT current_dates",
            "",
        ] {
            assert!(!asks_for_day(sql), "{sql}");
        }
    }

    /// What the SQL editor offers is a function here.
    #[test]
    fn completed_functions_are_known() {
        let script = include_str!("../../../../web/editor/sql/completion.js");
        let (_, list) = script.split_once("const FUNCTIONS = [").unwrap();
        let (list, _) = list.split_once(']').unwrap();
        let offered: Vec<String> = list
            .split(',')
            .map(|name| name.trim().trim_matches('"').to_lowercase())
            .filter(|name| !name.is_empty())
            .collect();
        assert!(offered.len() > 20);
        let names = function_names();
        for name in offered {
            assert!(names.contains(&name.as_str()), "{name}");
        }
    }

    #[test]
    fn operators_are_not_suggested() {
        let names = function_names();
        assert!(!names.contains(&"||") && !names.contains(&"__decimal"));
        for name in ["年度", "len", "group_concat", "current_date", "cast", "lag"] {
            assert!(names.contains(&name), "{name}");
        }
        assert!(!names.contains(&"mean"));
    }
}
