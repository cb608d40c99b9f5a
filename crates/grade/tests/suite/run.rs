//! Grades a case.

use grade::number::Known;
use serde::Deserialize;
use spec::chart::{ChartFit, ChartKind, ChartSort, ChartStack};
use spec::exercise::{
    AuditExercise, AuditFault, AuditMark, AuditWrong, ChartCheck, ChartWrong, ChoiceExercise,
    ChoiceOption, NumberExercise, RuleWords, Rules, Spot, TableCheck, TextExercise,
};
use spec::ingest::Rule;
use spec::step::JoinKind;
use spec::step::text::{parse_program, parse_sort_keys};
use spec::verdict::{NumberCause, Signature};
use spec::{
    Block, ChartSpec, Failure, FailureKind, Finding, Inline, MutantChange, Program, Representer,
    Verdict,
};
use table::Table;

use super::case::Case;
use super::show::show;

/// The verdict of a case in text.
pub(crate) fn run(kind: &str, case: &Case) -> Result<String, String> {
    let verdicts = match kind {
        "table" | "clean" => tables(case)?,
        "chart" => charts(case)?,
        "choice" => choices(case)?,
        "number" => numbers(case)?,
        "text" => texts(case)?,
        "essay" => essays(case),
        "audit" => audits(case)?,
        other => return Err(format!("unknown kind {other}")),
    };
    let alone = verdicts.len() == 1;
    let mut told = String::new();
    for (head, verdict) in verdicts {
        if !alone {
            told.push_str(&format!("[{head}]\n"));
        }
        told.push_str(&show(&verdict));
    }
    Ok(told)
}

fn attempts(case: &Case) -> Vec<u32> {
    if case.attempts.is_empty() {
        vec![1]
    } else {
        case.attempts.clone()
    }
}

fn toml_of<T: for<'a> Deserialize<'a> + Default>(case: &Case, block: &str) -> Result<T, String> {
    case.blocks.get(block).map_or_else(
        || Ok(T::default()),
        |text| toml::from_str(text).map_err(|problem| format!("{block}: {problem}")),
    )
}

/// A `table` check as authors write it.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct CheckText {
    key: Vec<String>,
    columns: Vec<String>,
    extra_columns: bool,
    column_order: bool,
    order: Vec<String>,
    abs_tol: Option<f64>,
    rel_tol: Option<f64>,
    trim: bool,
    must_use: Vec<String>,
    max_steps: Option<u32>,
    /// No key of authors': where the solution of the case rounds.
    rounds: Vec<i32>,
}

impl CheckText {
    fn check(self) -> TableCheck {
        let usual = TableCheck::default();
        TableCheck {
            key: self.key,
            columns: self.columns,
            extra_columns: self.extra_columns,
            column_order: self.column_order,
            order: self
                .order
                .iter()
                .flat_map(|key| parse_sort_keys(key).0)
                .collect(),
            abs_tol: self.abs_tol.unwrap_or(usual.abs_tol),
            rel_tol: self.rel_tol.unwrap_or(usual.rel_tol),
            trim: self.trim,
            rules: Rules {
                must_use: self.must_use,
                max_steps: self.max_steps,
            },
            wrong: Vec::new(),
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FailureText {
    #[serde(default)]
    step: u32,
    kind: FailureKind,
}

fn failure(case: &Case, block: &str) -> Result<Option<(u32, Failure)>, String> {
    let Some(text) = case.blocks.get(block) else {
        return Ok(None);
    };
    let text: FailureText =
        toml::from_str(text).map_err(|problem| format!("{block}: {problem}"))?;
    Ok(Some((text.step, Failure::of(text.kind))))
}

fn signature(words: &str) -> Result<Signature, String> {
    match words.split_whitespace().collect::<Vec<_>>().as_slice() {
        ["boundary"] => Ok(Signature::Boundary),
        ["join"] => Ok(Signature::JoinKind),
        [got, want] => Ok(Signature::Aggregate {
            got: (*got).to_owned(),
            want: (*want).to_owned(),
        }),
        _ => Err(format!("unknown change «{words}»")),
    }
}

/// What was changed in the solution, in the words of the cases.
fn change(words: &str) -> Result<MutantChange, String> {
    let words: Vec<&str> = words.split_whitespace().collect();
    let name = |text: &str| text.to_owned();
    let names = |texts: &[&str]| texts.iter().map(|text| name(text)).collect();
    let number = |text: &str| {
        text.parse::<u64>()
            .map_err(|_| format!("«{text}» is no number"))
    };
    Ok(match words.as_slice() {
        ["抜けた手順", verb, columns @ ..] => MutantChange::Dropped {
            verb: name(verb),
            columns: names(columns),
        },
        ["逆の並べ替え", column] => MutantChange::SortFlipped {
            column: name(column),
        },
        ["かつ", columns @ ..] => MutantChange::AndOr {
            and: true,
            columns: names(columns),
        },
        ["または", columns @ ..] => MutantChange::AndOr {
            and: false,
            columns: names(columns),
        },
        ["境目", column] => MutantChange::Boundary {
            column: name(column),
        },
        ["結合", table, how] => MutantChange::JoinKind {
            table: name(table),
            got: JoinKind::ALL
                .into_iter()
                .find(|kind| kind.slug() == *how)
                .ok_or_else(|| format!("unknown join «{how}»"))?,
        },
        ["集計", column, got, want] => MutantChange::Aggregate {
            column: name(column),
            got: name(got),
            want: name(want),
        },
        ["グループ", columns @ ..] => {
            let with = |sign: char| columns.iter().find_map(|text| text.strip_prefix(sign));
            MutantChange::GroupColumns {
                missing: with('-').map(name),
                extra: with('+').map(name),
            }
        }
        ["別の値", column, got] => MutantChange::FilterValue {
            column: name(column),
            got: name(got),
        },
        ["単位", column] => MutantChange::Unit {
            column: name(column),
            got: None,
        },
        ["単位", column, got] => MutantChange::Unit {
            column: name(column),
            got: Some(number(got)?),
        },
        ["丸め", column] => MutantChange::Rounding {
            column: name(column),
            got: None,
        },
        ["丸め", column, got] => MutantChange::Rounding {
            column: name(column),
            got: Some(got.parse().map_err(|_| format!("«{got}» is no number"))?),
        },
        ["行数", verb, got] => MutantChange::RowLimit {
            verb: name(verb),
            got: number(got)?,
        },
        ["埋める値", column, got] => MutantChange::FillValue {
            columns: names(&[column]),
            got: name(got),
        },
        _ => return Err(format!("unknown change «{}»", words.join(" "))),
    })
}

fn tables(case: &Case) -> Result<Vec<(String, Verdict)>, String> {
    let named = |name: &str| {
        case.tables
            .iter()
            .find(|(label, _)| label == name)
            .map(|(_, table)| table)
    };
    let reference = named("正解").ok_or("no «正解»")?;
    let check = toml_of::<CheckText>(case, "check")?;
    let rounds = check.rounds.clone();
    let check = check.check();
    let program = match (case.blocks.get("steps"), case.blocks.get("sql")) {
        (Some(steps), _) => Program::Steps(parse_program(steps).0),
        (None, Some(sql)) => Program::Sql(sql.clone()),
        (None, None) => Program::default(),
    };
    let mut wrongs: Vec<(String, Table)> = Vec::new();
    let mut alternatives = Vec::new();
    let mut representers = Vec::new();
    for (label, table) in &case.tables {
        if let Some(say) = label.strip_prefix("想定誤答") {
            wrongs.push((say.trim().to_owned(), table.clone()));
        } else if let Some(change) = label.strip_prefix("別の解") {
            alternatives.push((signature(change)?, table.clone()));
        } else if let Some(words) = label.strip_prefix("変えた解") {
            representers.push(Representer {
                hash: grade::table::fingerprint(&check, &rounds, reference, table),
                change: change(words)?,
            });
        }
    }
    let failed = failure(case, "failure")?;
    let broken = failure(case, "broken")?;
    let answer = match &failed {
        Some((_, failure)) => Err(failure),
        None => Ok(named("学習者").ok_or("no «学習者»")?),
    };
    let verdicts = attempts(case).into_iter().map(|attempt| {
        let verdict = grade::table::grade(&grade::table::Case {
            check: &check,
            reference,
            rounds: &rounds,
            input: named("元の表"),
            answer,
            broken: broken.as_ref().map(|(step, failure)| (*step, failure)),
            program: &program,
            wrongs: &wrongs,
            alternatives: &alternatives,
            representers: &representers,
            attempt,
        });
        (format!("試行 {attempt}"), verdict)
    });
    Ok(verdicts.collect())
}

/// A `chart` check as authors write it.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct ChartText {
    kind: Vec<ChartKind>,
    x: Vec<String>,
    y: Vec<String>,
    color: Vec<String>,
    sort: Vec<ChartSort>,
    title: bool,
    title_words: Vec<Vec<String>>,
    unit: Vec<String>,
    stack: Vec<ChartStack>,
    fit: Vec<ChartFit>,
    facet: Vec<String>,
    wrong: Vec<ChartWrongText>,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct ChartWrongText {
    say: String,
    kind: Option<ChartKind>,
    x: Option<String>,
    y: Option<String>,
    color: Option<String>,
    sort: Option<ChartSort>,
    unit: Option<String>,
    stack: Option<ChartStack>,
    fit: Option<ChartFit>,
    facet: Option<String>,
}

fn charts(case: &Case) -> Result<Vec<(String, Verdict)>, String> {
    let text: ChartText = toml_of(case, "check")?;
    let wrong = |wrong: ChartWrongText| ChartWrong {
        say: wrong.say,
        kind: wrong.kind,
        x: wrong.x,
        y: wrong.y,
        color: wrong.color,
        sort: wrong.sort,
        unit: wrong.unit,
        stack: wrong.stack,
        fit: wrong.fit,
        facet: wrong.facet,
    };
    let check = ChartCheck {
        kind: text.kind,
        x: text.x,
        y: text.y,
        color: text.color,
        sort: text.sort,
        title: text.title,
        title_words: text.title_words,
        unit: text.unit,
        stack: text.stack,
        fit: text.fit,
        facet: text.facet,
        wrong: text.wrong.into_iter().map(wrong).collect(),
    };
    let chart: ChartSpec = toml_of(case, "chart")?;
    Ok(attempts(case)
        .into_iter()
        .map(|attempt| {
            (
                format!("試行 {attempt}"),
                grade::chart::grade(&check, &chart, attempt),
            )
        })
        .collect())
}

fn choices(case: &Case) -> Result<Vec<(String, Verdict)>, String> {
    let words = |text: &str| vec![Inline::Text(text.to_owned())];
    let options: Vec<ChoiceOption> = case
        .options
        .iter()
        .map(|(correct, text, feedback)| ChoiceOption {
            text: words(text),
            correct: *correct,
            feedback: vec![Block::Paragraph(words(feedback))],
        })
        .collect();
    let multiple = options.iter().filter(|option| option.correct).count() > 1;
    let exercise = ChoiceExercise { multiple, options };
    case.answers
        .iter()
        .map(|answer| {
            // People count from 1.
            let picked: Vec<u32> = answer
                .split_whitespace()
                .map(|n| {
                    n.parse::<u32>()
                        .map(|n| n - 1)
                        .map_err(|_| format!("答え: {n}"))
                })
                .collect::<Result<_, _>>()?;
            Ok((
                format!("答え {answer}"),
                grade::choice::grade(&exercise, &picked),
            ))
        })
        .collect()
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct NumberText {
    right: f64,
    unit: String,
    abs_tol: f64,
    rel_tol: f64,
    wrong: Vec<NumberWrongText>,
    /// No keys of authors': what the page works out from the question.
    full: Option<f64>,
    decimals: Option<u8>,
    subtracts: bool,
    mistaken: Vec<MistakenText>,
}

/// A number that is mistaken for the right one, and what it is.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MistakenText {
    value: f64,
    cause: String,
}

impl MistakenText {
    fn read(self) -> Result<(Finding, f64), String> {
        let words: Vec<&str> = self.cause.split_whitespace().collect();
        let finding = match words.as_slice() {
            ["途中の丸め"] => Finding::NumberFrom(NumberCause::RoundedEarly),
            ["別の列", column] => Finding::NumberFrom(NumberCause::OtherColumn {
                column: (*column).to_owned(),
            }),
            ["別の表", table, column, want] => Finding::NumberFrom(NumberCause::OtherTable {
                table: (*table).to_owned(),
                column: (*column).to_owned(),
                want: (*want).to_owned(),
            }),
            _ => Finding::Change(change(&self.cause)?),
        };
        Ok((finding, self.value))
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NumberWrongText {
    say: String,
    value: f64,
}

fn numbers(case: &Case) -> Result<Vec<(String, Verdict)>, String> {
    let text: NumberText = toml_of(case, "check")?;
    let exercise = NumberExercise {
        abs_tol: text.abs_tol,
        rel_tol: text.rel_tol,
        unit: text.unit,
        ..NumberExercise::default()
    };
    let wrongs: Vec<(String, f64)> = text
        .wrong
        .into_iter()
        .map(|wrong| (wrong.say, wrong.value))
        .collect();
    let known = Known {
        full: text.full,
        decimals: text.decimals,
        subtracts: text.subtracts,
        mistaken: text
            .mistaken
            .into_iter()
            .map(MistakenText::read)
            .collect::<Result<_, _>>()?,
    };
    let mut verdicts = Vec::new();
    for answer in &case.answers {
        for attempt in attempts(case) {
            let verdict =
                grade::number::grade(&exercise, text.right, &wrongs, &known, answer, attempt);
            verdicts.push((format!("答え {answer}, 試行 {attempt}"), verdict));
        }
    }
    Ok(verdicts)
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct TextText {
    accept: Vec<String>,
    wrong: Vec<TextWrongText>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TextWrongText {
    say: String,
    text: String,
}

fn texts(case: &Case) -> Result<Vec<(String, Verdict)>, String> {
    let text: TextText = toml_of(case, "check")?;
    let exercise = TextExercise {
        accept: text.accept,
        ..TextExercise::default()
    };
    let wrongs: Vec<(String, String)> = text
        .wrong
        .into_iter()
        .map(|wrong| (wrong.say, wrong.text))
        .collect();
    let grade = |answer: &String| {
        (
            format!("答え {answer}"),
            grade::text::grade(&exercise, &[], &wrongs, answer),
        )
    };
    Ok(case.answers.iter().map(grade).collect())
}

fn essays(case: &Case) -> Vec<(String, Verdict)> {
    let grade = |answer: &String| (format!("答え {answer}"), grade::essay::grade(answer));
    case.answers.iter().map(grade).collect()
}

/// An `audit` check as authors write it, but for the table.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct AuditText {
    /// No key of authors': rows and columns of the sheet.
    size: (u32, u32),
    rules: Vec<Rule>,
    least: Option<u32>,
    fault: Vec<FaultText>,
    wrong: Vec<AuditWrongText>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FaultText {
    rule: Rule,
    at: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AuditWrongText {
    say: String,
    rule: Option<Rule>,
    #[serde(default)]
    at: Vec<String>,
}

fn audits(case: &Case) -> Result<Vec<(String, Verdict)>, String> {
    let text: AuditText = toml_of(case, "check")?;
    let spot = |name: &str| Spot::of(name).ok_or_else(|| format!("«{name}» is no place"));
    let spots = |names: &[String]| -> Result<Vec<Spot>, String> {
        names.iter().map(|name| spot(name)).collect()
    };
    let mut exercise = AuditExercise {
        rules: text.rules.into_iter().map(RuleWords::of).collect(),
        least: text.least,
        ..AuditExercise::default()
    };
    for FaultText { rule, at } in text.fault {
        let at = spots(&at)?;
        exercise.faults.push(AuditFault { rule, at });
    }
    for AuditWrongText { say, rule, at } in text.wrong {
        let at = spots(&at)?;
        exercise.wrong.push(AuditWrong { say, rule, at });
    }
    let mut verdicts = Vec::new();
    for answer in &case.answers {
        let mut marks = Vec::new();
        for mark in answer.split(',').filter(|mark| !mark.trim().is_empty()) {
            let (rule, place) = mark.trim().split_once(' ').ok_or(mark)?;
            marks.push(AuditMark {
                rule: Rule::of(rule).ok_or(rule)?,
                place: spot(place)?.place(),
            });
        }
        for attempt in attempts(case) {
            let verdict = grade::audit::grade(&exercise, &marks, text.size, attempt);
            verdicts.push((format!("答え {answer}, 試行 {attempt}"), verdict));
        }
    }
    Ok(verdicts)
}
