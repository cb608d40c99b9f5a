//! What follows what on an x axis: only over years and dates does a line rise or fall.

use table::text::{era_year, normalise, parse_date};
use table::{Column, Dtype};

use crate::scale::Scale;

/// What the places on the x axis of a line are to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// Years or dates, ascending.
    Time,
    /// Names, of which none comes before another.
    Names,
    /// Another order, or none that is certain.
    Other,
}

/// Years that offices count in: 明治 begins in 1868.
const YEARS: std::ops::RangeInclusive<i32> = 1868..=2100;

/// Parts of names of columns whose values have an order even where they are words: 月, 曜日, 四半期, 学年, 年代.
const ORDERED: [&str; 16] = [
    "年", "月", "日", "曜", "週", "季", "期", "時", "分", "歳", "齢", "代", "順", "級", "段", "回",
];

/// What the places mean to each other.
pub(crate) fn order_of(x: &Column, scale: &Scale) -> Order {
    let named = names_years(&x.name);
    match scale {
        Scale::Date => Order::Time,
        Scale::Number { whole: true, .. } if named => {
            let is_year = |number: f64| YEARS.contains(&(number as i32));
            let mut numbers = x.iter().filter_map(|value| value.as_f64());
            if numbers.all(is_year) {
                Order::Time
            } else {
                Order::Other
            }
        }
        Scale::Number { .. } => Order::Other,
        Scale::Text(names) => of_names(x, names, named),
    }
}

fn of_names(x: &Column, names: &[String], named: bool) -> Order {
    let times: Option<Vec<i32>> = names
        .iter()
        .map(|name| year_in(name, named).map_or_else(|| day_in(name), Some))
        .collect();
    if let Some(times) = times {
        let ascends = times.iter().zip(times.iter().skip(1)).all(|(a, b)| a < b);
        return if ascends { Order::Time } else { Order::Other };
    }
    let counts = |name: &String| normalise(name).contains(|c: char| c.is_ascii_digit());
    if x.dtype() == Dtype::Text
        && !ORDERED.iter().any(|part| x.name.contains(part))
        && !names.iter().any(counts)
    {
        Order::Names
    } else {
        Order::Other
    }
}

/// Whether a column of this name holds years.
fn names_years(name: &str) -> bool {
    let name = normalise(name).to_ascii_lowercase();
    name.ends_with('年')
        || name.ends_with("年度")
        || name.starts_with("年(")
        || name.contains("西暦")
        || name.contains("year")
}

/// The day on which the year of a text begins: «2020年», «令和2年度»; «2020» and «R2» where the column's name says what they are.
fn year_in(text: &str, named: bool) -> Option<i32> {
    let text = normalise(text);
    let year = text.trim_end_matches('度').strip_suffix('年');
    if year.is_none() && !named {
        return None;
    }
    let year = year.unwrap_or(&text).trim_end();
    let (era, number) = year.split_at(year.find(|c: char| c.is_ascii_digit() || c == '元')?);
    let number: i32 = if number == "元" {
        1
    } else {
        number.parse().ok()?
    };
    let year = if era.is_empty() {
        number
    } else {
        era_year(era.trim_end(), number)?
    };
    let year = YEARS.contains(&year).then_some(year)?;
    parse_date(&format!("{year}-1-1"))
}

/// The day of a text: `2020-04-01`, «令和2年4月1日»; the first of the month of `2020/4` and «2020年4月».
fn day_in(text: &str) -> Option<i32> {
    let month = || parse_date(&format!("{}-1", normalise(text).trim_end_matches('月')));
    parse_date(text).or_else(month)
}

#[cfg(test)]
mod tests {
    use super::*;
    use table::{Value, Values};

    fn check(name: &str, values: Values, expected: Order) {
        let column = Column::new(name, values);
        let numbers: Vec<f64> = column.iter().filter_map(|value| value.as_f64()).collect();
        let text = |value| match value {
            Value::Text(text) => text,
            _ => String::new(),
        };
        let scale = match column.dtype() {
            Dtype::Date => Scale::Date,
            Dtype::Text => Scale::Text(column.iter().map(text).collect()),
            _ => Scale::Number {
                whole: numbers.iter().all(|number| number.fract() == 0.0),
                year: false,
            },
        };
        assert_eq!(order_of(&column, &scale), expected, "{name}: {column:?}");
    }

    fn texts(values: &[&str]) -> Values {
        Values::Text(values.iter().map(|text| Some((*text).into())).collect())
    }

    fn ints(values: &[i64]) -> Values {
        Values::Int(values.iter().copied().map(Some).collect())
    }

    #[test]
    fn only_years_and_dates_are_time() {
        check("日", Values::Date(vec![Some(0), Some(9)]), Order::Time);
        check("年", ints(&[2016, 2020]), Order::Time);
        check("会計年度", ints(&[1868, 2100]), Order::Time);
        check("年", Values::Float(vec![Some(2016.0), None]), Order::Time);
        check("年", ints(&[1, 2]), Order::Other);
        check("年", ints(&[1867, 2020]), Order::Other);
        check("人口", ints(&[2016, 2020]), Order::Other);
        check("月", ints(&[1, 12]), Order::Other);
        for (name, values) in [
            ("年", ["2016", "2020"]),
            ("年度", ["平成30年度", "令和元年度"]),
            ("年", ["H30", "R2"]),
            ("時点", ["２０１６年", "2020年"]),
            ("時点", ["2016-04-01", "令和2年4月1日"]),
            ("時点", ["2020/4", "2020/10"]),
            ("時点", ["2020年4月", "2020年10月"]),
        ] {
            check(name, texts(&values), Order::Time);
        }
    }

    #[test]
    fn names_have_no_order_and_what_is_uncertain_is_not_called_so() {
        check("市町名", texts(&["津市", "四日市市"]), Order::Names);
        check("業務", texts(&["受付", "照会"]), Order::Names);
        for (name, values) in [
            // Years in another order than that of time.
            ("年", ["2020", "2016"]),
            ("年度", ["令和2年度", "平成30年度"]),
            ("月", ["四月", "五月"]),
            ("曜日", ["月", "火"]),
            ("区分", ["0〜14歳", "15〜64歳"]),
            ("地点", ["H1", "S2"]),
            ("四半期", ["第一", "第二"]),
        ] {
            check(name, texts(&values), Order::Other);
        }
    }
}
