//! `ama test`: the author's own tests, with the same code that grades learners in the browser.

use std::fmt::Write as _;
use std::time::Instant;

use anyhow::Result;
use locale::Locale;
use serde::Serialize;
use sources::ModuleSource;
use spec::author::{AuthorFinding, ExerciseReport, TestReport};
use spec::{Diagnostic, ExerciseId};
use unicode_width::UnicodeWidthStr as _;

use crate::ExitStatus;
use crate::args::{Test, TestFormat};
use crate::out::{Terminal, cut, padded};
use crate::reading;
use crate::words::{self, say};

/// What the tests say about a module.
#[derive(Debug, Serialize)]
struct Tested {
    /// As typed.
    file: String,
    id: String,
    title: String,
    /// Whether everything is as the author meant it.
    passed: bool,
    /// What keeps it from being tested, and remarks.
    diagnostics: Vec<Diagnostic>,
    /// `None`: it has errors, which come first.
    report: Option<TestReport>,
}

pub(crate) fn run(args: &Test, terminal: &Terminal) -> Result<ExitStatus> {
    let locale = words::locale(terminal.lang);
    let mut all = Vec::new();
    let mut unfit = false;
    for path in &args.paths {
        let found = reading::read(path, args.seeds.as_deref(), terminal)?;
        // What keeps a module from being tested is shown as `ama check` would.
        let broken = found.lessons.iter().any(ModuleSource::has_errors)
            || sources::has_errors(&found.misfits);
        unfit |= sources::has_errors(&found.misfits);
        if broken && args.format == TestFormat::Text {
            terminal.line(&found.text(terminal))?;
        }
        for (done, lesson) in found.lessons.iter().enumerate() {
            terminal.progress(done, found.lessons.len(), &lesson.file);
            let tested = tested(lesson);
            terminal.progress_done();
            if args.format == TestFormat::Text {
                terminal.print(&shown(&tested, &locale, terminal))?;
            }
            all.push(tested);
        }
    }
    if args.format == TestFormat::Json {
        terminal.line(&serde_json::to_string_pretty(&all)?)?;
    }
    let passed = all.iter().all(|tested| tested.passed) && !unfit;
    Ok(if passed {
        ExitStatus::Fine
    } else {
        ExitStatus::Findings
    })
}

fn tested(lesson: &ModuleSource) -> Tested {
    let began = Instant::now();
    let clock = || began.elapsed().as_secs_f64() * 1e3;
    let report =
        (!lesson.has_errors()).then(|| authoring::test(&lesson.module, &lesson.tables, &clock));
    Tested {
        file: lesson.file.clone(),
        id: lesson.module.id.to_string(),
        title: lesson.module.title.clone(),
        passed: report.as_ref().is_some_and(TestReport::passed),
        diagnostics: lesson.diagnostics.clone(),
        report,
    }
}

/// Columns of a heading in the table; longer ones are cut.
const TITLE: usize = 36;

fn shown(tested: &Tested, locale: &Locale, terminal: &Terminal) -> String {
    let mut text = terminal.paint("1", &format!("{}  {}", tested.file, tested.title));
    text.push('\n');
    let Some(report) = &tested.report else {
        text.push_str(&terminal.paint(
            "31",
            &say!(
                terminal.lang,
                "  ✗ 誤りがあるので試せません\n\n",
                "  ✗ has errors and cannot be tested\n\n"
            ),
        ));
        return text;
    };
    text.push_str(&table(report, terminal));
    let about = |exercise: &Option<ExerciseId>| match exercise {
        Some(id) => format!("{id}: "),
        None => String::new(),
    };
    // Writing to a string cannot fail.
    for AuthorFinding { exercise, fault } in &report.findings {
        let told = locale::author::fault(locale, fault);
        let line = format!("  ✗ {}{}\n", about(exercise), told.text);
        text.push_str(&terminal.paint("31", &line));
        if let Some(next) = told.next {
            let _ = writeln!(text, "    hint: {next}");
        }
    }
    for exercise in &report.exercises {
        for remark in &exercise.remarks {
            let told = locale::author::remark(locale, remark);
            let _ = writeln!(text, "  · {}: {}", exercise.id, told.text);
            if let Some(next) = told.next {
                let _ = writeln!(text, "    hint: {next}");
            }
        }
        let Some(told) = locale::author::unseen(locale, exercise) else {
            continue;
        };
        let _ = writeln!(text, "  · {}: {}", exercise.id, told.text);
        for mutant in exercise.unseen() {
            let _ = writeln!(
                text,
                "      - {}",
                locale::author::change(locale, &mutant.change)
            );
        }
        if let Some(next) = told.next {
            let _ = writeln!(text, "    hint: {next}");
        }
    }
    let (sign, colour) = if report.passed() {
        ("✓", "32")
    } else {
        ("✗", "31")
    };
    let line = format!("  {sign} {}", locale::author::report(locale, report));
    let _ = writeln!(text, "{}\n", terminal.paint(colour, &line));
    text
}

/// One line an exercise.
fn table(report: &TestReport, terminal: &Terminal) -> String {
    let heads = match terminal.lang {
        words::Language::Ja => ["練習", "解答", "初期状態", "想定誤答", "ヒント", "時間"],
        words::Language::En => [
            "exercise", "solution", "starter", "mistakes", "hints", "time",
        ],
    };
    let mut rows = vec![heads.map(str::to_owned)];
    rows.extend(report.exercises.iter().map(row));
    let width = |column: usize| {
        rows.iter()
            .filter_map(|row| row.get(column))
            .map(|cell| cell.width())
            .max()
            .unwrap_or_default()
    };
    let widths: Vec<usize> = (0..heads.len()).map(width).collect();
    let mut text = String::new();
    for (at, row) in rows.iter().enumerate() {
        let cells: Vec<String> = row
            .iter()
            .zip(&widths)
            .map(|(cell, width)| padded(cell, *width))
            .collect();
        let line = format!("  {}", cells.join("  "));
        let line = line.trim_end();
        text.push_str(&if at == 0 {
            terminal.paint("2", line)
        } else {
            line.to_owned()
        });
        text.push('\n');
    }
    text
}

fn row(exercise: &ExerciseReport) -> [String; 6] {
    let sign = |fine: Option<bool>| match fine {
        Some(true) => "✓",
        Some(false) => "✗",
        None => "–",
    };
    let told = exercise.wrongs.iter().filter(|wrong| wrong.told).count();
    let wrongs = match exercise.wrongs.len() {
        0 => "–".to_owned(),
        all => format!("{told}/{all} {}", sign(Some(told == all))),
    };
    [
        cut(&format!("{} {}", exercise.id, exercise.title), TITLE),
        sign(exercise.solution).to_owned(),
        sign(exercise.starter).to_owned(),
        wrongs,
        exercise.hints.to_string(),
        format!("{:.2} s", exercise.millis / 1e3),
    ]
}
