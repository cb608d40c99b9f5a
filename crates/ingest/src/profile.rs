//! The columns of a table at a glance: what they hold and what is suspicious, each with the step that would mend it.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use spec::diagnostic::Bilingual;
use spec::ingest::{Bin, ColumnProfile, Numbers, Oddity, Profile, Suspicion};
use table::csv::{Guess, Rows};
use table::number::{self, Notation, ten_to};
use table::text::{civil_from_days, iso_date, names_total, normalise};

use crate::column::{self, Class};
use crate::grid::{Cell, tidy};
use crate::letters;
use crate::refusal::words;
use crate::tally::{self, Entry, Tally};

/// Most frequent values that are named.
const TOP: usize = 8;
/// Cells that are named of what is suspicious.
const EXAMPLES: usize = 5;
/// Most different values of which spellings are compared.
const SPELLINGS: usize = 100_000;
/// Most bars of a histogram.
const BARS: usize = 12;

/// Looks at every column of a table: CSV in UTF-8 with one row of names, of any size.
///
/// # Errors
/// When it is no table.
pub fn profile(csv: &[u8]) -> Result<Profile, Bilingual> {
    let mut columns = Vec::new();
    let rows = tally::each(csv, |tally| {
        let position = columns.len();
        columns.push(of(position, &tally));
    })?;
    Ok(Profile {
        rows,
        repeated: repeated(csv),
        columns,
    })
}

/// How many rows are as one before them.
fn repeated(csv: &[u8]) -> u64 {
    let text = std::str::from_utf8(csv).unwrap_or_default();
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut rows = Rows::new(text, b',');
    let mut cells = Vec::new();
    let _ = rows.next(&mut cells);
    let width = cells.len();
    // Two hashes of 64 bits: among millions of rows no two different ones have both alike.
    let mut seen: HashSet<(u64, u64)> = HashSet::new();
    let mut count = 0;
    while let Ok(Some(_)) = rows.next(&mut cells) {
        if !tally::is_row(&cells, width) {
            continue;
        }
        let (mut one, mut other) = (DefaultHasher::new(), DefaultHasher::new());
        other.write_u8(1);
        for cell in &cells {
            cell.hash(&mut one);
            cell.hash(&mut other);
        }
        count += u64::from(!seen.insert((one.finish(), other.finish())));
    }
    count
}

/// A value with what it is.
struct Value<'a> {
    entry: &'a Entry<'a>,
    class: Class,
}

/// A column's values and how many cells are of which kind.
struct Seen<'a> {
    tally: &'a Tally<'a>,
    values: Vec<Value<'a>>,
    /// Cells that say something else than that there is no value.
    telling: u64,
    numeric: u64,
}

impl Seen<'_> {
    fn cells(&self, is: impl Fn(&Class) -> bool) -> u64 {
        let those = self.values.iter().filter(|value| is(&value.class));
        those.map(|value| value.entry.count).sum()
    }

    /// Whether so many of the cells that say something are of a kind that the others are odd.
    fn mostly(&self, cells: u64) -> bool {
        cells > 0 && cells * 10 >= self.telling * 8
    }
}

fn is_numeric(class: &Class) -> bool {
    matches!(class, Class::Plain | Class::Written { .. })
}

fn of(position: usize, tally: &Tally<'_>) -> ColumnProfile {
    let values: Vec<Value<'_>> = tally
        .entries
        .iter()
        .map(|entry| Value {
            entry,
            class: column::class(&Cell::text(entry.text.as_ref())),
        })
        .collect();
    let mut seen = Seen {
        tally,
        values,
        telling: 0,
        numeric: 0,
    };
    seen.telling =
        seen.cells(|class| !matches!(class, Class::Missing | Class::Error | Class::Blank));
    seen.numeric = seen.cells(is_numeric);
    let mut guess = Guess::default();
    for entry in &tally.entries {
        guess.add(&entry.text);
    }
    let is_code = column::is_code_name(&tally.name);
    let numbers = sorted_numbers(&seen).filter(|_| !is_code && seen.mostly(seen.numeric));
    let days = seen.cells(|class| matches!(class, Class::Day(..)));
    let days = seen.mostly(days).then(|| sorted_days(&seen)).flatten();
    let histogram = match (&numbers, &days) {
        (Some(numbers), _) => histogram(numbers),
        (None, Some(days)) => histogram(&years(days)),
        (None, None) => Vec::new(),
    };
    let mut signs: Vec<(String, u64)> = Vec::new();
    for value in seen
        .values
        .iter()
        .filter(|value| value.class == Class::Missing)
    {
        let sign = tidy(&value.entry.text).to_owned();
        match signs.iter_mut().find(|(known, _)| *known == sign) {
            Some((_, count)) => *count += value.entry.count,
            None => signs.push((sign, value.entry.count)),
        }
    }
    let mut top: Vec<&Entry<'_>> = tally
        .entries
        .iter()
        .filter(|entry| entry.count > 1)
        .collect();
    top.sort_by_key(|entry| (std::cmp::Reverse(entry.count), entry.first));
    let mut suspicions = suspicions(position, &seen, is_code, numbers.as_deref());
    suspicions.sort_by_key(|suspicion| suspicion.oddity);
    ColumnProfile {
        name: tally.name.clone(),
        dtype: guess.dtype(),
        blank: tally.blank,
        signs,
        distinct: tally.entries.len() as u64,
        numbers: numbers.as_deref().and_then(figures),
        dates: days.as_deref().and_then(|days| {
            let (first, _) = days.first()?;
            let (last, _) = days.last()?;
            Some((iso_date(*first), iso_date(*last)))
        }),
        histogram,
        top: top
            .into_iter()
            .take(TOP)
            .map(|entry| (letters::shown(&entry.text), entry.count))
            .collect(),
        suspicions,
    }
}

/// The numbers with how often each is there, in their order; `None` where there are none.
fn sorted_numbers(seen: &Seen<'_>) -> Option<Vec<(f64, u64)>> {
    let mut numbers: Vec<(f64, u64)> = seen
        .values
        .iter()
        .filter_map(|value| {
            let number = match &value.class {
                Class::Plain => tidy(&value.entry.text).parse().ok()?,
                Class::Written { reading, .. } => reading.value,
                _ => return None,
            };
            Some((number, value.entry.count))
        })
        .collect();
    numbers.sort_by(|(a, _), (b, _)| a.total_cmp(b));
    (!numbers.is_empty()).then_some(numbers)
}

fn sorted_days(seen: &Seen<'_>) -> Option<Vec<(i32, u64)>> {
    let mut days: Vec<(i32, u64)> = seen
        .values
        .iter()
        .filter_map(|value| match value.class {
            Class::Day(day, _) => Some((day, value.entry.count)),
            _ => None,
        })
        .collect();
    days.sort_unstable();
    (!days.is_empty()).then_some(days)
}

/// The years of days, with how many there are.
fn years(days: &[(i32, u64)]) -> Vec<(f64, u64)> {
    let of = |(day, count): &(i32, u64)| (f64::from(civil_from_days(*day).0), *count);
    days.iter().map(of).collect()
}

fn figures(numbers: &[(f64, u64)]) -> Option<Numbers> {
    let count: u64 = numbers.iter().map(|(_, count)| count).sum();
    let sum: f64 = numbers
        .iter()
        .map(|(number, count)| number * *count as f64)
        .sum();
    let zeros = numbers.iter().filter(|(number, _)| *number == 0.0);
    Some(Numbers {
        count,
        min: numbers.first()?.0,
        q1: quantile(numbers, count, 1)?,
        median: quantile(numbers, count, 2)?,
        q3: quantile(numbers, count, 3)?,
        max: numbers.last()?.0,
        mean: sum / count as f64,
        zeros: zeros.map(|(_, count)| count).sum(),
    })
}

/// A quartile, linear between the two nearest values (method 7 of Hyndman and Fan, as `QUANTILE_CONT` has it).
fn quantile(numbers: &[(f64, u64)], count: u64, quarter: u64) -> Option<f64> {
    let steps = (count - 1) * quarter;
    let (whole, rest) = (steps / 4, steps % 4);
    let at = |wanted: u64| {
        let mut before = 0;
        let found = numbers.iter().find(|(_, count)| {
            before += count;
            before > wanted
        });
        found.or(numbers.last()).map(|(number, _)| *number)
    };
    let (low, high) = (at(whole)?, at(whole + 1)?);
    Some(if rest == 0 {
        low
    } else {
        low + (high - low) * (rest as f64 / 4.0)
    })
}

/// Bars of equal width on round numbers.
fn histogram(numbers: &[(f64, u64)]) -> Vec<Bin> {
    let (Some((min, _)), Some((max, _))) = (numbers.first(), numbers.last()) else {
        return Vec::new();
    };
    let is_whole = numbers.iter().all(|(number, _)| number.fract() == 0.0);
    let Some(step) = step(max - min, is_whole) else {
        let count = numbers.iter().map(|(_, count)| count).sum();
        return vec![Bin {
            from: *min,
            to: *max,
            count,
        }];
    };
    let first = (min / step).floor();
    let place = |number: f64| ((number / step).floor() - first).max(0.0) as usize;
    let mut bins: Vec<Bin> = (0..=place(*max).min(4 * BARS))
        .map(|at| Bin {
            from: (first + at as f64) * step,
            to: (first + at as f64 + 1.0) * step,
            count: 0,
        })
        .collect();
    for (number, count) in numbers {
        let last = bins.len().saturating_sub(1);
        if let Some(bin) = bins.get_mut(place(*number).min(last)) {
            bin.count += count;
        }
    }
    bins
}

/// A round width of which at most [`BARS`] fill a range; `None` where there is no range.
fn step(range: f64, is_whole: bool) -> Option<f64> {
    if !(range > 0.0 && range.is_finite()) {
        return None;
    }
    let most = BARS as f64 - 1.0;
    let from = number::magnitude(range / most) - 1;
    (from..from + 4)
        .flat_map(|power| [1.0, 2.0, 5.0].map(|round| round * ten_to(power)))
        .find(|step| range / step <= most && (!is_whole || *step >= 1.0))
}

/// What may be suspicious, collected.
struct Found<'a> {
    name: &'a str,
    list: Vec<Suspicion>,
}

impl Found<'_> {
    /// Notes something about cells that are of a kind; `text` is told how many.
    fn add<'a>(
        &mut self,
        oddity: Oddity,
        step: &str,
        cells: impl Iterator<Item = &'a Entry<'a>>,
        text: impl FnOnce(&str, u64) -> Bilingual,
    ) {
        let mut count = 0;
        let mut examples: Vec<(u64, String)> = Vec::new();
        for entry in cells {
            count += entry.count;
            examples.push((entry.first, String::new()));
            if let Some(last) = examples.last_mut() {
                last.1 = letters::shown(&entry.text);
            }
            if examples.len() > EXAMPLES {
                examples.truncate(EXAMPLES);
            }
        }
        self.put(oddity, step, count, examples, text);
    }

    fn put(
        &mut self,
        oddity: Oddity,
        step: &str,
        count: u64,
        examples: Vec<(u64, String)>,
        text: impl FnOnce(&str, u64) -> Bilingual,
    ) {
        if count > 0 {
            self.list.push(Suspicion {
                oddity,
                words: text(self.name, count),
                count,
                examples,
                step: step.to_owned(),
            });
        }
    }
}

fn suspicions(
    position: usize,
    seen: &Seen<'_>,
    is_code: bool,
    numbers: Option<&[(f64, u64)]>,
) -> Vec<Suspicion> {
    let tally = seen.tally;
    let mut found = Found {
        name: &tally.name,
        list: Vec::new(),
    };
    let of = |is: fn(&Class) -> bool| {
        let those = seen.values.iter().filter(move |value| is(&value.class));
        those.map(|value| value.entry)
    };
    let is_numeric_column = seen.mostly(seen.numeric);
    if is_numeric_column {
        as_numbers(seen, &mut found);
    }
    dates(seen, &mut found);
    if is_code {
        lost_zeros(tally, &mut found);
    }
    if let Some(numbers) = numbers
        && is_zero_odd(numbers)
    {
        let zeros = seen.values.iter().filter(|value| {
            is_numeric(&value.class) && number::parse_number(&value.entry.text) == Some(0.0)
        });
        found.add(
            Oddity::ZeroForMissing,
            "",
            zeros.map(|value| value.entry),
            |name, count| {
                words(
                    format!("「{name}」に 0 が {count} 個ありますが、ほかに 0 に近い値がありません。値がないことを 0 で書いたのかもしれません。元の資料を確かめてください。"),
                    format!("`{name}` has {count} zeros and no other value near 0; they may stand for missing values. See the source"),
                )
            },
        );
    }
    let step = if is_numeric_column {
        "parse_number"
    } else {
        "read"
    };
    found.add(
        Oddity::MissingSigns,
        step,
        of(|class| *class == Class::Missing),
        |name, count| {
            words(
                format!("「{name}」の {count} 個は、値がないしるし（- や … など）です。空にすると、数や日付の列になります。"),
                format!("{count} cells of `{name}` are signs for no value (- or …); blank, they let the column be numbers or days"),
            )
        },
    );
    keys(position, seen, is_code, &mut found);
    texts(position, seen, &mut found);
    found.list
}

/// Numbers that are text, odd ones among them, and units.
fn as_numbers(seen: &Seen<'_>, found: &mut Found<'_>) {
    let written = || {
        let those = seen.values.iter();
        those.filter(|value| matches!(value.class, Class::Written { .. }))
    };
    let mut signs: Vec<char> = Vec::new();
    for value in written() {
        for c in tidy(&value.entry.text).chars() {
            let is_own = c.is_ascii_digit() || matches!(c, '.' | '-');
            if !is_own && !signs.contains(&c) && signs.len() < 8 {
                signs.push(c);
            }
        }
    }
    let list: Vec<String> = signs
        .iter()
        .map(|c| {
            if c.is_whitespace() {
                "空白".to_owned()
            } else {
                format!("「{c}」")
            }
        })
        .collect();
    let list_en: Vec<String> = signs.iter().map(|c| format!("`{c}`")).collect();
    found.add(
        Oddity::NumberAsText,
        "parse_number",
        written().map(|value| value.entry),
        |name, count| {
            words(
                format!("「{name}」の {count} 個は、{}があるため数として読めません。数に直すと計算できます。", list.join("")),
                format!("{count} cells of `{name}` are no numbers because of {}; made numbers, they can be computed with", list_en.join(", ")),
            )
        },
    );
    let odd = seen.values.iter().filter(|value| {
        !is_numeric(&value.class)
            && !matches!(value.class, Class::Missing | Class::Error | Class::Blank)
    });
    found.add(
        Oddity::MixedTypes,
        "parse_number",
        odd.map(|value| value.entry),
        |name, count| {
            words(
                format!("「{name}」はほとんどが数ですが、数でない値が {count} 個あります。その値の意味を確かめてください。"),
                format!("`{name}` is mostly numbers, and {count} cells are none; see what they mean"),
            )
        },
    );
    let mut notation = Notation::default();
    for value in &seen.values {
        if let Ok(reading) = number::read(&value.entry.text, "") {
            for _ in 0..value.entry.count.min(1_000) {
                notation.add(&value.entry.text, &reading);
            }
        }
    }
    let ways = notation.mixed();
    let count = ways.iter().map(|(_, count)| count).sum();
    let first = |text: &str| {
        let same = seen
            .values
            .iter()
            .find(|value| tidy(&value.entry.text) == text);
        same.map_or(0, |value| value.entry.first)
    };
    let examples = ways
        .iter()
        .take(EXAMPLES)
        .map(|(text, _)| (first(text), letters::shown(text)))
        .collect();
    found.put(Oddity::MixedUnits, "", count, examples, |name, _| {
        words(
            format!("「{name}」には、単位や % の付き方がちがう数が混ざっています。同じ単位の数かどうかを確かめてください。"),
            format!("`{name}` mixes numbers with different units, or with and without %; see whether they count the same"),
        )
    });
}

/// A day's form, so that equal ones are written in one way: `9/9/9`, `令和9年9月9日`.
fn form(text: &str) -> String {
    let mut form = String::new();
    for c in normalise(text).chars() {
        let c = if c.is_ascii_digit() || c == '元' {
            '9'
        } else {
            c
        };
        if c != '9' || !form.ends_with('9') {
            form.push(c);
        }
    }
    form
}

fn dates(seen: &Seen<'_>, found: &mut Found<'_>) {
    let is_day = |class: &Class| matches!(class, Class::Day(..));
    let days = || seen.values.iter().filter(|value| is_day(&value.class));
    if seen.mostly(seen.cells(is_day)) {
        let mut forms: Vec<String> = days().map(|value| form(&value.entry.text)).collect();
        forms.sort_unstable();
        forms.dedup();
        let several = forms.len() > 1;
        let written = days().filter(|value| !matches!(value.class, Class::Day(_, true)));
        found.add(
            Oddity::DateForms,
            "parse_date",
            written.map(|value| value.entry),
            |name, count| {
                let (ja, en) = if several {
                    ("いくつかの形の日付が混ざっています", "days are written in several forms")
                } else {
                    ("日付として計算できない形です", "days are written in a form that is not computed with")
                };
                words(
                    format!("「{name}」：{ja}（{count} 個）。2024-04-01 の形にそろえると、並べ替えや期間の計算ができます。"),
                    format!("`{name}`: {en} ({count} cells); as 2024-04-01 they can be sorted and computed with"),
                )
            },
        );
    }
    let doubtful = seen.cells(|class| *class == Class::Ambiguous);
    if doubtful * 2 >= seen.telling {
        let those = seen
            .values
            .iter()
            .filter(|value| value.class == Class::Ambiguous);
        found.add(
            Oddity::AmbiguousDates,
            "",
            those.map(|value| value.entry),
            |name, count| {
                words(
                    format!("「{name}」には、年・月・日の順や元号が分からない日付が {count} 個あります。どの順かを元の資料で確かめてください。"),
                    format!("`{name}` has {count} dates that do not say which part is the year; see the source"),
                )
            },
        );
    }
    let years = seen.cells(|class| matches!(class, Class::Year(_)));
    if seen.mostly(years) {
        let those = seen
            .values
            .iter()
            .filter(|value| matches!(value.class, Class::Year(_)));
        found.add(
            Oddity::EraYears,
            "parse_date",
            those.map(|value| value.entry),
            |name, count| {
                words(
                    format!("「{name}」は和暦の年です（{count} 個）。西暦の数にすると、並べ替えや引き算ができます。"),
                    format!("`{name}` holds years of an era ({count} cells); as Western years they can be sorted and subtracted"),
                )
            },
        );
    }
}

/// Codes of one length, and some that are shorter by what a spreadsheet drops.
fn lost_zeros(tally: &Tally<'_>, found: &mut Found<'_>) {
    let digits = |entry: &&Entry<'_>| {
        !entry.text.is_empty() && entry.text.bytes().all(|byte| byte.is_ascii_digit())
    };
    let all = tally.entries.iter().filter(digits).count();
    if all != tally.entries.len() {
        return;
    }
    let Some(longest) = tally.entries.iter().map(|entry| entry.text.len()).max() else {
        return;
    };
    let short = || {
        let those = tally.entries.iter();
        those.filter(move |entry| entry.text.len() < longest)
    };
    // Numbers from 1 on have all lengths; a code that lost its zero lacks one or two of many digits.
    let is_code = longest >= 4 && short().all(|entry| entry.text.len() + 2 >= longest);
    if !is_code || short().count() * 2 > all {
        return;
    }
    found.add(Oddity::LostZeros, "key_conversion", short(), |name, count| {
        words(
            format!("「{name}」は {longest} 桁の番号ですが、桁の少ないものが {count} 個あります。Excel などで先頭の 0 が消えたようです。"),
            format!("`{name}` holds codes of {longest} digits, and {count} are shorter: leading zeros seem to be lost"),
        )
    });
}

/// Whether zeros stand apart from all other values as nothing that was measured does.
fn is_zero_odd(numbers: &[(f64, u64)]) -> bool {
    let zeros: u64 = numbers
        .iter()
        .filter(|(number, _)| *number == 0.0)
        .map(|(_, count)| count)
        .sum();
    let others: Vec<f64> = numbers
        .iter()
        .map(|(number, _)| *number)
        .filter(|number| *number != 0.0)
        .collect();
    let (Some(min), Some(max)) = (others.first(), others.last()) else {
        return false;
    };
    if zeros < 2 || others.len() < 10 || *min < 0.0 && *max > 0.0 {
        return false;
    }
    let near = if *min > 0.0 { *min } else { -*max };
    let mut gaps: Vec<f64> = others
        .windows(2)
        .filter_map(|pair| Some(pair.last()? - pair.first()?))
        .collect();
    gaps.sort_by(f64::total_cmp);
    let usual = gaps.get(gaps.len() / 2).copied().unwrap_or(0.0);
    near > 5.0 * usual && near * 20.0 > max - min
}

/// Values that name rows and are there twice.
fn keys(position: usize, seen: &Seen<'_>, is_code: bool, found: &mut Found<'_>) {
    let tally = seen.tally;
    let filled = tally.filled();
    let distinct = tally.entries.len() as u64;
    // Nearly all different: the few that are not stand out. Figures may well be equal.
    let is_key = (is_code || position == 0 && !seen.mostly(seen.numeric))
        && filled >= 10
        && distinct < filled
        && distinct * 100 >= filled * 95;
    if !is_key {
        return;
    }
    let twice = tally.entries.iter().filter(|entry| entry.count > 1);
    let examples = twice
        .clone()
        .take(EXAMPLES)
        .map(|entry| {
            (
                entry.second.unwrap_or(entry.first),
                letters::shown(&entry.text),
            )
        })
        .collect();
    let count = twice.map(|entry| entry.count - 1).sum();
    found.put(Oddity::DuplicateKey, "unique", count, examples, |name, count| {
        words(
            format!("「{name}」は行を見分ける値のようですが、同じ値が {count} 回くり返されています。同じ行が二度入っていないかを確かめてください。"),
            format!("`{name}` seems to tell rows apart, and {count} cells repeat a value; see whether rows are in it twice"),
        )
    });
}

fn texts(position: usize, seen: &Seen<'_>, found: &mut Found<'_>) {
    let tally = seen.tally;
    let entries = || tally.entries.iter();
    let is_text = !seen.mostly(seen.numeric);
    if is_text && tally.entries.len() <= SPELLINGS {
        let odd = letters::minorities(
            entries()
                .filter(|entry| entry.text.trim() == entry.text.as_ref())
                .map(|entry| (entry.text.as_ref(), entry.count)),
        );
        let those = entries().filter(|entry| odd.contains_key(entry.text.as_ref()));
        found.add(Oddity::Spellings, "normalise", those, |name, count| {
            words(
                format!("「{name}」には、同じものをちがう書き方にした値が {count} 個あるようです（全角と半角、空白、髙と高など）。そろえないと別のものとして数えられます。"),
                format!("`{name}` seems to spell one value in several ways ({count} cells); they are counted as different ones"),
            )
        });
    }
    let has = |is: fn(char) -> bool| entries().any(|entry| entry.text.contains(is));
    let narrow = |c: char| c.is_ascii_alphanumeric();
    let mut mixed: Vec<fn(char) -> bool> = Vec::new();
    if is_text && has(letters::is_wide) && has(narrow) {
        mixed.push(letters::is_wide);
    }
    if has(letters::is_half_kana) && has(letters::is_full_kana) {
        mixed.push(letters::is_half_kana);
    }
    let those = entries().filter(|entry| mixed.iter().any(|is| entry.text.contains(*is)));
    found.add(Oddity::MixedWidth, "normalise", those, |name, count| {
        words(
            format!("「{name}」には全角と半角が混ざっています（{count} 個）。そろえると、同じ値が同じものとして数えられます。"),
            format!("`{name}` mixes full and half width ({count} cells); folded, equal values count as equal"),
        )
    });
    let outer = entries().filter(|entry| tidy(&entry.text).len() != entry.text.len());
    found.add(Oddity::OuterBlanks, "normalise", outer, |name, count| {
        words(
            format!("「{name}」の {count} 個は、前か後ろに空白があります。見た目が同じでも別の値になります。"),
            format!("{count} cells of `{name}` have blanks around them, so that they differ from what looks the same"),
        )
    });
    let strange = entries().filter(|entry| entry.text.contains(letters::is_unseen));
    found.add(Oddity::StrangeCharacters, "normalise", strange, |name, count| {
        words(
            format!("「{name}」の {count} 個に、ほかの機械では見えない文字（外字や制御文字）があります。"),
            format!("{count} cells of `{name}` have characters that others do not see"),
        )
    });
    if position > 2 || !is_text {
        return;
    }
    let totals = || entries().filter(|entry| names_total(&entry.text));
    let share: u64 = totals().map(|entry| entry.count).sum();
    // Where much is called so it is a kind of row.
    if share * 2 <= tally.rows {
        found.add(Oddity::Totals, "drop_totals", totals(), |name, count| {
            words(
                format!("「{name}」に合計や小計の行が {count} 行あるようです。集計に入れると二重に数えられます。"),
                format!("{count} rows seem to be totals by `{name}`; they would be counted twice"),
            )
        });
    }
    // Each value once, and blanks below it.
    let is_down = tally.below * 5 >= tally.rows
        && tally.entries.iter().all(|entry| entry.count == 1)
        && tally.entries.first().is_some_and(|entry| entry.first == 1);
    if is_down {
        let first = tally.first_below.map(|row| (row, String::new()));
        found.put(
            Oddity::FilledDown,
            "fill_down",
            tally.below,
            first.into_iter().collect(),
            |name, count| {
                words(
                    format!("「{name}」は、上と同じ値を空けて書いているようです（空のセル {count} 個）。上の値で埋めないと、行ごとの集計ができません。"),
                    format!("`{name}` seems to leave cells blank that mean the value above ({count}); filled down, each row can be counted"),
                )
            },
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use table::Dtype;

    fn column(name: &str, cells: &[&str]) -> ColumnProfile {
        let mut csv = format!("{name},その他の列\n");
        for cell in cells {
            csv.push_str(&format!("\"{}\",1\n", cell.replace('"', "\"\"")));
        }
        let mut profile = profile(csv.as_bytes()).unwrap();
        assert_eq!(profile.rows, cells.len() as u64);
        profile.columns.remove(0)
    }

    fn odd(name: &str, cells: &[&str]) -> Vec<(Oddity, u64)> {
        let column = column(name, cells);
        for suspicion in &column.suspicions {
            assert!(!suspicion.words.ja.is_empty() && !suspicion.words.en.is_empty());
            assert!(!suspicion.examples.is_empty(), "{suspicion:?}");
        }
        let of = |suspicion: &Suspicion| (suspicion.oddity, suspicion.count);
        column.suspicions.iter().map(of).collect()
    }

    #[test]
    fn figures_are_those_of_a_statistics_book() {
        let column = column("数", &["1", "2", "3", "4", "10", "", "2"]);
        assert_eq!(column.dtype, Dtype::Int);
        assert_eq!((column.blank, column.distinct), (1, 5));
        let numbers = column.numbers.unwrap();
        assert_eq!(numbers.count, 6);
        // 1 2 2 3 4 10: positions 1.25, 2.5 and 3.75.
        assert_eq!(
            (
                numbers.min,
                numbers.q1,
                numbers.median,
                numbers.q3,
                numbers.max
            ),
            (1.0, 2.0, 2.5, 3.75, 10.0)
        );
        assert_eq!(numbers.mean, 22.0 / 6.0);
        assert_eq!(column.top, [("2".to_owned(), 2)]);
        assert_eq!(column.histogram.iter().map(|bin| bin.count).sum::<u64>(), 6);
        assert!(column.histogram.len() <= BARS);
        let edges: Vec<f64> = column
            .histogram
            .iter()
            .map(|bin| bin.to - bin.from)
            .collect();
        assert!(edges.iter().all(|width| *width == 1.0), "{edges:?}");
    }

    #[test]
    fn days_are_counted_by_year() {
        let column = column("日", &["2023-04-01", "2022-01-01", "2023-12-31"]);
        assert_eq!(column.dtype, Dtype::Date);
        assert_eq!(
            column.dates,
            Some(("2022-01-01".to_owned(), "2023-12-31".to_owned()))
        );
        let counts: Vec<(f64, u64)> = column
            .histogram
            .iter()
            .map(|bin| (bin.from, bin.count))
            .collect();
        assert_eq!(counts, [(2022.0, 1), (2023.0, 2)]);
        assert_eq!(column.suspicions, []);
    }

    #[test]
    fn each_trouble_is_seen() {
        assert_eq!(
            odd("人口", &["4,134", "５", "△3", "7"]),
            [(Oddity::NumberAsText, 3)]
        );
        assert_eq!(
            odd("人口", &["1", "2", "3", "4", "不明"]),
            [(Oddity::MixedTypes, 1)]
        );
        assert_eq!(
            odd("率", &["12%", "0.5", "3%"]),
            [(Oddity::NumberAsText, 2), (Oddity::MixedUnits, 3)]
        );
        assert_eq!(
            odd("日", &["2023/4/1", "令和5年4月2日", "2023-04-03"]),
            [(Oddity::DateForms, 2)]
        );
        assert_eq!(
            odd("日", &["01/04/2023", "02/03/2023"]),
            [(Oddity::AmbiguousDates, 2)]
        );
        assert_eq!(
            odd("年度", &["平成30年度", "令和元年度"]),
            [(Oddity::EraYears, 2)]
        );
        assert_eq!(
            odd("人口", &["1", "－", "***"]),
            [(Oddity::MissingSigns, 2)]
        );
        assert_eq!(
            odd("団体コード", &["24201", "1100", "13101", "27100"]),
            [(Oddity::LostZeros, 1)]
        );
        assert_eq!(
            odd("市町", &["津市", "津市", "津 市", "桑名市"]),
            [(Oddity::Spellings, 1)]
        );
        assert_eq!(odd("名", &["１階", "2階"]), [(Oddity::MixedWidth, 1)]);
        assert_eq!(odd("名", &["津市 ", "桑名市"]), [(Oddity::OuterBlanks, 1)]);
        assert_eq!(
            odd("市町", &["津市", "桑名市", "合計"]),
            [(Oddity::Totals, 1)]
        );
        assert_eq!(
            odd("圏域", &["北勢", "", "", "南勢", ""]),
            [(Oddity::FilledDown, 3)]
        );
        assert_eq!(
            odd("名", &["\u{e000}田", "桑名"]),
            [(Oddity::StrangeCharacters, 1)]
        );
        let keys: Vec<String> = (0..30).map(|at| format!("K{at:03}")).collect();
        let mut keys: Vec<&str> = keys.iter().map(String::as_str).collect();
        assert_eq!(odd("管理番号", &keys), []);
        keys.push("K003");
        assert_eq!(odd("管理番号", &keys), [(Oddity::DuplicateKey, 1)]);
        let mut degrees: Vec<String> = (0..60)
            .map(|at| format!("{}.{}", 3 + at / 10, at % 10))
            .collect();
        degrees.extend(["0.0".to_owned(), "0.0".to_owned()]);
        let degrees: Vec<&str> = degrees.iter().map(String::as_str).collect();
        assert_eq!(odd("気温", &degrees), [(Oddity::ZeroForMissing, 2)]);
        // Counts begin at 0.
        let counts = ["0", "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10"];
        assert_eq!(odd("件数", &counts), []);
        assert_eq!(odd("名", &["津市", "桑名市"]), []);
    }

    #[test]
    fn rows_that_are_there_twice_are_counted() {
        let profile = profile("a,b\n1,2\n1,2\n1,3\n".as_bytes()).unwrap();
        assert_eq!((profile.rows, profile.repeated), (3, 1));
        assert!(super::profile(b"a,b\n\"1,2\n").is_err());
        assert_eq!(super::profile(b"a,b\n").unwrap().rows, 0);
    }

    #[test]
    fn round_widths() {
        for (range, is_whole, want) in [
            (1.0, false, 0.1),
            (1.0, true, 1.0),
            (100.0, true, 10.0),
            (290_000.0, true, 50_000.0),
            (0.003, false, 0.0005),
        ] {
            assert_eq!(step(range, is_whole), Some(want), "{range}");
        }
        assert_eq!(step(0.0, false), None);
    }
}
