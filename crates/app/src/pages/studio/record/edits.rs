//! What was done in an exercise, as changes of the module's text. Nothing here knows a browser.

use std::rc::Rc;

use spec::answer::Mode;
use spec::step::text::{write_name, write_program};
use spec::{Answer, ChartSort, ChartSpec, Exercise, ExerciseKind, Step, TableAnswer};
use table::number::read;
use table::text::{format_number, normalise};

use crate::pages::studio::text::{self, Edit, answers, quoted};

/// What an answer is to become.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Part {
    /// The solution, and a check where there is none.
    Solution,
    /// What stands there at the start.
    Starter,
    /// An anticipated mistake and what is said about it.
    Wrong(String),
}

/// Something to write down.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Take {
    /// The exercise as it was read last.
    pub(crate) exercise: Rc<Exercise>,
    /// What was done.
    pub(crate) answer: Answer,
    /// What it becomes.
    pub(crate) part: Part,
}

/// A change of a text, if it has to be changed.
type Change<'a> = Box<dyn Fn(&str) -> Option<Edit> + 'a>;

/// The changes of the text, one after another: each is for the text after the one before.
pub(crate) fn edits(take: &Take) -> Vec<Change<'_>> {
    let id = &take.exercise.id.0;
    let written = written(&take.answer);
    let block = move |role: &'static str| {
        let written = written.clone();
        move |text: &str| {
            let (word, body) = written.as_ref()?;
            text::put_block(text, id, &format!("{word} {role}"), body)
        }
    };
    let check = move |text: &str| match text::check(text, id) {
        Some(_) => None,
        None => text::put_block(text, id, "check", &first_check(&take.answer)),
    };
    let wrong = move |text: &str| {
        let Part::Wrong(say) = &take.part else {
            return None;
        };
        let mut body = text::check(text, id).unwrap_or_default();
        if !body.is_empty() && !body.ends_with('\n') {
            body.push('\n');
        }
        body.push_str(&mistake(say, take)?);
        text::put_block(text, id, "check", &body)
    };
    match (&take.part, &take.answer, &take.exercise.kind) {
        (Part::Solution, Answer::Choice(picked), ExerciseKind::Choice(exercise)) => {
            let options = exercise.options.len();
            vec![Box::new(move |text| {
                answers::mark_options(text, id, options, picked)
            })]
        }
        (Part::Solution, Answer::Text(answer), ExerciseKind::Text(exercise)) => {
            // As answers are compared.
            let same = |text: &str| normalise(text).to_lowercase();
            if exercise
                .accept
                .iter()
                .any(|known| same(known) == same(answer))
            {
                return Vec::new();
            }
            vec![Box::new(move |text| {
                let check = text::check(text, id).unwrap_or_default();
                text::put_block(
                    text,
                    id,
                    "check",
                    &answers::accepted(&check, answer.trim())?,
                )
            })]
        }
        (Part::Solution, ..) => vec![Box::new(block("solution")), Box::new(check)],
        (Part::Starter, ..) => vec![Box::new(block("starter"))],
        (Part::Wrong(_), ..) => vec![Box::new(wrong)],
    }
}

/// What can be written down of an exercise: the solution, what stands there at the start, a mistake.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Offer {
    pub(crate) solution: bool,
    pub(crate) starter: bool,
    pub(crate) wrong: bool,
}

/// What can be written down of an exercise of that kind; `None` for nothing at all.
pub(crate) fn offer(kind: &ExerciseKind) -> Option<Offer> {
    let (solution, starter, wrong) = match kind {
        ExerciseKind::Table(_) | ExerciseKind::Chart(_) => (true, true, true),
        // What is said of a wrong option stands under it.
        ExerciseKind::Choice(_) => (true, false, false),
        // The right number is computed: one that was typed is wrong when the data change.
        ExerciseKind::Number(_) => (false, false, true),
        ExerciseKind::Text(_) => (true, false, true),
        ExerciseKind::Essay => return None,
    };
    Some(Offer {
        solution,
        starter,
        wrong,
    })
}

/// Whether there is something in an answer to this exercise that can be written down.
pub(crate) fn is_something(answer: &Answer, to: &ExerciseKind) -> bool {
    match answer {
        Answer::Table(_) | Answer::Chart(_) => true,
        Answer::Choice(picked) => !picked.is_empty(),
        Answer::Number(text) => number(text, to).is_some(),
        Answer::Text(text) => !text.trim().is_empty(),
        Answer::Essay(_) => false,
    }
}

/// A typed number as it will be graded.
fn number(text: &str, to: &ExerciseKind) -> Option<f64> {
    let unit = match to {
        ExerciseKind::Number(exercise) => exercise.unit.as_str(),
        _ => "",
    };
    read(text, unit).ok().map(|reading| reading.value)
}

/// An answer as a block of the file: the word behind the fence and the text.
fn written(answer: &Answer) -> Option<(&'static str, String)> {
    match answer {
        Answer::Table(TableAnswer {
            mode: Mode::Sql,
            sql,
            ..
        }) => Some(("sql", sql.clone())),
        Answer::Table(answer) => Some(("steps", write_program(&answer.steps))),
        Answer::Chart(chart) => Some(("chart", chart_lines(chart, None))),
        Answer::Choice(_) | Answer::Number(_) | Answer::Text(_) | Answer::Essay(_) => None,
    }
}

/// A chart as TOML; with another one: only what differs from it.
fn chart_lines(chart: &ChartSpec, other: Option<&ChartSpec>) -> String {
    let kind = |chart: &ChartSpec| {
        chart
            .kind
            .map(|kind| kind.slug())
            .unwrap_or_default()
            .to_owned()
    };
    let parts = |chart: &ChartSpec| {
        let mut parts = vec![
            ("kind", kind(chart)),
            ("x", chart.x.clone()),
            ("y", chart.y.clone()),
            ("color", chart.color.clone()),
            ("sort", chart.sort.slug().to_owned()),
        ];
        // A mistake in the title is found by the words that it needs.
        if other.is_none() {
            parts.push(("title", chart.title.clone()));
        }
        parts.push(("unit", chart.unit.clone()));
        parts
    };
    let right = other.map(parts);
    parts(chart)
        .into_iter()
        .enumerate()
        .filter(|(at, (_, value))| match &right {
            Some(right) => right.get(*at).is_some_and(|(_, other)| other != value),
            None => !value.is_empty() && value != "none",
        })
        .map(|(_, (key, value))| format!("{key} = {}\n", quoted(&value)))
        .collect()
}

/// A check for a first solution: the columns that its rows are told apart by, and its order.
fn first_check(answer: &Answer) -> String {
    match answer {
        Answer::Table(TableAnswer {
            mode: Mode::Steps,
            steps,
            ..
        }) => {
            let mut check = String::new();
            let steps = || {
                steps
                    .iter()
                    .filter(|entry| entry.enabled)
                    .map(|entry| &entry.step)
            };
            let list = |names: Vec<String>| names.join(", ");
            let mut keys = steps().filter_map(|step| match step {
                Step::GroupBy { keys, .. } => Some(keys),
                _ => None,
            });
            if let Some(keys) = keys.next_back().filter(|keys| !keys.is_empty()) {
                let keys = keys.iter().map(|key| quoted(key)).collect();
                check.push_str(&format!("key = [{}]\n", list(keys)));
            }
            // Only a sort that nothing behind it undoes.
            let last = steps().rfind(|step| {
                !matches!(
                    step,
                    Step::Select { .. } | Step::Head { .. } | Step::Tail { .. }
                )
            });
            if let Some(Step::Sort { by }) = last {
                let by = by
                    .iter()
                    .map(|key| {
                        let name = write_name(&key.column);
                        quoted(&if key.descending {
                            format!("{name} desc")
                        } else {
                            name
                        })
                    })
                    .collect();
                check.push_str(&format!("order = [{}]\n", list(by)));
            }
            check
        }
        Answer::Chart(chart) => {
            let mut check = String::new();
            if let Some(kind) = chart.kind {
                check.push_str(&format!("kind = {}\n", quoted(kind.slug())));
            }
            let mut put = |key: &str, value: &str| {
                if !value.is_empty() {
                    check.push_str(&format!("{key} = {}\n", quoted(value)));
                }
            };
            put("x", &chart.x);
            put("y", &chart.y);
            // The table's own order is nobody's choice.
            if chart.sort != ChartSort::None {
                put("sort", chart.sort.slug());
            }
            put("unit", &chart.unit);
            let words: Vec<String> = title_words(&chart.title).into_iter().map(quoted).collect();
            if !words.is_empty() {
                check.push_str(&format!("title_words = [{}]\n", words.join(", ")));
            }
            check
        }
        _ => String::new(),
    }
}

/// The words that a title cannot do without: what is written in kanji, katakana, letters or digits, without what only
/// joins them. 「地域別の人口（2020年）」: 地域, 人口, 2020.
fn title_words(title: &str) -> Vec<&str> {
    let script = |c: char| match c {
        '々' | '\u{3400}'..='\u{9fff}' => 1,
        '\u{30a1}'..='\u{30fa}' | 'ー' => 2,
        c if c.is_ascii_digit() || ('０'..='９').contains(&c) => 3,
        c if c.is_alphabetic() && !('\u{3041}'..='\u{309f}').contains(&c) => 4,
        _ => 0,
    };
    let mut words: Vec<&str> = Vec::new();
    let mut start = 0;
    let mut before = 0;
    for (at, now) in title
        .char_indices()
        .map(|(at, c)| (at, script(c)))
        .chain([(title.len(), 0)])
    {
        if now != before {
            let word = title.get(start..at).unwrap_or_default();
            let word = word.trim_end_matches(['別', '順', '毎']);
            if before != 0 && word.chars().nth(1).is_some() && !words.contains(&word) {
                words.push(word);
            }
            (start, before) = (at, now);
        }
    }
    words
}

/// An anticipated mistake as the check names it.
fn mistake(say: &str, take: &Take) -> Option<String> {
    let say = quoted(say);
    match (&take.answer, &take.exercise.kind) {
        (Answer::Chart(chart), ExerciseKind::Chart(exercise)) => Some(format!(
            "[[wrong]]\nsay = {say}\n{}",
            chart_lines(chart, Some(&exercise.solution))
        )),
        (Answer::Text(text), _) => Some(format!(
            "[[wrong]]\nsay = {say}\ntext = {}\n",
            quoted(text.trim())
        )),
        (Answer::Number(text), kind) => {
            let number = format_number(number(text, kind)?, 9).replace(',', "");
            Some(format!(
                "[[wrong]]\nsay = {say}\nsql = \"SELECT {number}\"\n"
            ))
        }
        (answer, _) => {
            let (word, body) = written(answer)?;
            // Between ''' nothing is an escape; three of them in a row would end it.
            let body = body.trim_end_matches('\n');
            let value = if body.contains("'''") {
                quoted(body)
            } else {
                format!("'''\n{body}\n'''")
            };
            Some(format!("[[wrong]]\nsay = {say}\n{word} = {value}\n"))
        }
    }
}

#[cfg(test)]
mod tests;
