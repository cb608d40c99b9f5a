//! What was done in an exercise, as changes of the module's text. Nothing here knows a browser.

use std::rc::Rc;

use spec::answer::Mode;
use spec::step::text::{write_name, write_program};
use spec::{Answer, ChartSpec, Exercise, ExerciseKind, Step, TableAnswer};
use table::text::{format_number, normalise, parse_number};

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

/// Whether there is something in an answer that can be written down.
pub(crate) fn is_something(answer: &Answer) -> bool {
    match answer {
        Answer::Table(_) | Answer::Chart(_) => true,
        Answer::Choice(picked) => !picked.is_empty(),
        Answer::Number(text) => parse_number(text).is_some(),
        Answer::Text(text) => !text.trim().is_empty(),
        Answer::Essay(_) => false,
    }
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
            for (key, value) in [("x", &chart.x), ("y", &chart.y)] {
                if !value.is_empty() {
                    check.push_str(&format!("{key} = {}\n", quoted(value)));
                }
            }
            check
        }
        _ => String::new(),
    }
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
        (Answer::Number(text), _) => {
            let number = format_number(parse_number(text)?, 9).replace(',', "");
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
mod tests {
    use spec::StepEntry;
    use spec::exercise::TableExercise;
    use spec::step::SortKey;

    use super::*;

    fn exercise(kind: ExerciseKind) -> Rc<Exercise> {
        Rc::new(Exercise {
            id: "ex1".into(),
            title: "並べる".into(),
            points: 10,
            task: vec![],
            hints: vec![],
            explanation: vec![],
            kind,
        })
    }

    fn taken(text: &str, take: &Take) -> String {
        edits(take).iter().fold(text.to_owned(), |text, edit| {
            edit(&text).map_or(text.clone(), |edit| edit.applied(&text))
        })
    }

    #[test]
    fn a_solution_brings_its_check_and_mistakes_join_it() {
        let steps = |descending| {
            Answer::Table(TableAnswer {
                steps: vec![
                    StepEntry::on(Step::From {
                        table: "人口".into(),
                    }),
                    StepEntry::on(Step::Sort {
                        by: vec![SortKey {
                            column: "人口".into(),
                            descending,
                        }],
                    }),
                ],
                ..TableAnswer::default()
            })
        };
        let take = |answer, part| Take {
            exercise: exercise(ExerciseKind::Table(TableExercise::default())),
            answer,
            part,
        };
        let text = "## 並べる {#ex1 .table}\n多い順に。\n";
        let text = taken(text, &take(steps(true), Part::Solution));
        let wrong = Part::Wrong("少ない順です。".into());
        let text = taken(&text, &take(steps(false), wrong));
        assert_eq!(
            text,
            "## 並べる {#ex1 .table}\n多い順に。\n\n```steps solution\nfrom 人口\nsort 人口 desc\n```\n\
             ```check\norder = [\"人口 desc\"]\n[[wrong]]\nsay = \"少ない順です。\"\nsteps = '''\nfrom 人口\nsort 人口\n'''\n```\n"
        );
        // Recorded again: the check stays.
        let again = taken(&text, &take(steps(true), Part::Solution));
        assert_eq!(again, text);
    }

    #[test]
    fn a_charts_mistake_is_what_differs() {
        let right = ChartSpec {
            kind: Some(spec::ChartKind::Bar),
            x: "市町".into(),
            y: "人口".into(),
            title: "人口".into(),
            ..ChartSpec::default()
        };
        let exercise = exercise(ExerciseKind::Chart(spec::exercise::ChartExercise {
            solution: right.clone(),
            ..Default::default()
        }));
        let line = ChartSpec {
            kind: Some(spec::ChartKind::Line),
            title: "別の題".into(),
            ..right.clone()
        };
        let take = Take {
            exercise,
            answer: Answer::Chart(line),
            part: Part::Wrong("線では".into()),
        };
        assert_eq!(
            mistake("線では", &take).as_deref(),
            Some("[[wrong]]\nsay = \"線では\"\nkind = \"line\"\n")
        );
        assert_eq!(
            chart_lines(&right, None),
            "kind = \"bar\"\nx = \"市町\"\ny = \"人口\"\ntitle = \"人口\"\n"
        );
        assert_eq!(
            first_check(&Answer::Chart(right)),
            "kind = \"bar\"\nx = \"市町\"\ny = \"人口\"\n"
        );
    }

    #[test]
    fn questions_are_recorded_as_far_as_they_can_be() {
        use spec::exercise::{ChoiceExercise, ChoiceOption, NumberExercise, TextExercise};
        let take = |kind, answer, part| Take {
            exercise: exercise(kind),
            answer,
            part,
        };
        let option = ChoiceOption {
            text: vec![],
            correct: false,
            feedback: vec![],
        };
        let choice = ExerciseKind::Choice(ChoiceExercise {
            multiple: false,
            options: vec![option.clone(), option],
        });
        let text = "## 選ぶ {#ex1 .choice}\n- [x] 一\n- [ ] 二\n";
        let picked = take(choice, Answer::Choice(vec![1]), Part::Solution);
        assert_eq!(
            taken(text, &picked),
            "## 選ぶ {#ex1 .choice}\n- [ ] 一\n- [x] 二\n"
        );

        let words = ExerciseKind::Text(TextExercise::default());
        let text = "## 答える {#ex1 .text}\nどこですか。\n";
        let right = take(words.clone(), Answer::Text(" 津市 ".into()), Part::Solution);
        let text = taken(text, &right);
        let wrong = take(
            words,
            Answer::Text("四日市".into()),
            Part::Wrong("人口の話です。".into()),
        );
        let text = taken(&text, &wrong);
        assert_eq!(
            text,
            "## 答える {#ex1 .text}\nどこですか。\n\n```check\naccept = [\"津市\"]\n[[wrong]]\nsay = \"人口の話です。\"\ntext = \"四日市\"\n```\n"
        );
        // Full width, and known already.
        let known = ExerciseKind::Text(TextExercise {
            accept: vec!["ＡＢＣ".into()],
            ..TextExercise::default()
        });
        let again = take(known, Answer::Text("abc".into()), Part::Solution);
        assert_eq!(taken(&text, &again), text);

        let number = ExerciseKind::Number(NumberExercise::default());
        let wrong = take(
            number,
            Answer::Number("▲１,２３４.5".into()),
            Part::Wrong("符号".into()),
        );
        assert_eq!(
            mistake("符号", &wrong).as_deref(),
            Some("[[wrong]]\nsay = \"符号\"\nsql = \"SELECT -1234.5\"\n")
        );
        assert!(!is_something(&Answer::Number("たくさん".into())));
        assert_eq!(offer(&ExerciseKind::Essay), None);
    }
}
