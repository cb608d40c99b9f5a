//! Every module under `courses/` is as its author meant it.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use authoring::check_module;
use course::TableFile;
use protocol::{LessonRequest, Response};
use seeds::dataset::{Dataset, Dtype};
use session::Lesson;
use spec::author::MutantFate;
use spec::module::ColumnInfo;
use spec::{
    Answer, ChartKind, ChartSort, ChartSpec, DataSource, Finding, Module, Program, Verdict,
};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn modules() -> Vec<PathBuf> {
    let folders = |path: &Path| -> Vec<PathBuf> {
        let mut found: Vec<PathBuf> = std::fs::read_dir(path)
            .into_iter()
            .flatten()
            .flatten()
            .map(|entry| entry.path())
            .collect();
        found.sort();
        found
    };
    folders(&root().join("courses"))
        .iter()
        .flat_map(|track| folders(track))
        .map(|module| module.join("module.md"))
        .filter(|file| file.is_file())
        .collect()
}

/// A module's table as the build finds it.
fn file(folder: &Path, source: &DataSource) -> Option<TableFile> {
    if source.seed.is_empty() {
        let path = folder.join(&source.file);
        let csv = std::fs::read(&path).ok()?;
        let description = std::fs::read(path.with_extension("toml")).ok();
        let named = description
            .as_deref()
            .map(|bytes| (source.file.as_str(), bytes));
        let (file, problems) = course::own_table(csv, named);
        assert!(problems.is_empty(), "{}: {problems:?}", path.display());
        return Some(file);
    }
    let seed = root().join("seeds").join(&source.seed);
    let dataset = Dataset::parse(&std::fs::read_to_string(seed.join("dataset.toml")).ok()?).ok()?;
    let columns = dataset
        .columns
        .into_iter()
        .map(|column| ColumnInfo {
            name: column.name,
            meaning: column.meaning,
            unit: column.unit.unwrap_or_default(),
            dtype: match column.dtype {
                Dtype::Int => table::Dtype::Int,
                Dtype::Float => table::Dtype::Float,
                Dtype::Text => table::Dtype::Text,
                Dtype::Date => table::Dtype::Date,
                Dtype::Bool => table::Dtype::Bool,
            },
        })
        .collect();
    let bytes = std::fs::read(seed.join(&dataset.file)).ok()?;
    Some(TableFile {
        bytes,
        columns,
        ..TableFile::default()
    })
}

/// A module with its tables and the problems of its file.
struct Loaded {
    name: String,
    module: Module,
    tables: BTreeMap<String, Vec<u8>>,
    problems: Vec<String>,
}

fn loaded() -> Vec<Loaded> {
    modules()
        .into_iter()
        .map(|path| {
            let text = std::fs::read_to_string(&path).unwrap();
            let folder = path.parent().unwrap();
            let name = path.strip_prefix(root()).unwrap().display().to_string();
            let (module, diagnostics) =
                course::load(&name, &text, &mut |source| file(folder, source));
            let problems = diagnostics
                .into_iter()
                .filter(|diagnostic| diagnostic.severity == spec::Severity::Error)
                .map(|diagnostic| format!("{name}: {diagnostic:?}"))
                .collect();
            let tables = module
                .data
                .iter()
                .filter_map(|source| Some((source.name.clone(), file(folder, source)?.bytes)))
                .collect();
            Loaded {
                name,
                module,
                tables,
                problems,
            }
        })
        .collect()
}

#[test]
fn every_module_is_as_its_author_meant_it() {
    let mut problems = Vec::new();
    for loaded in loaded() {
        problems.extend(loaded.problems);
        problems.extend(
            check_module(&loaded.module, &loaded.tables)
                .into_iter()
                .map(|finding| format!("{}: {finding:#?}", loaded.name)),
        );
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

/// Ticks once a call: time is the caller's.
fn ticks() -> impl Fn() -> f64 {
    let count = Cell::new(0.0);
    move || {
        count.set(count.get() + 1.0);
        count.get()
    }
}

#[test]
fn every_report_is_green_and_names_what_no_check_can_tell() {
    let mut tables_seen = 0;
    for loaded in loaded() {
        let report = authoring::test(&loaded.module, &loaded.tables, &ticks());
        assert!(report.passed(), "{}: {:#?}", loaded.name, report.findings);
        assert_eq!(
            report.exercises.len(),
            loaded.module.exercises().count(),
            "{}",
            loaded.name
        );
        let mut count: BTreeMap<&str, usize> = BTreeMap::new();
        for exercise in &report.exercises {
            let place = format!("{} {}", loaded.name, exercise.id);
            assert!(exercise.passed(), "{place}: {exercise:#?}");
            assert_eq!(exercise.millis, 1.0, "{place}");
            assert_eq!(exercise.solution.is_none(), exercise.kind == "essay");
            assert_eq!(
                exercise.mutants.is_empty(),
                exercise.kind != "table",
                "{place}"
            );
            for mutant in &exercise.mutants {
                let fate = match &mutant.fate {
                    MutantFate::Told => "told",
                    MutantFate::SameAsSolution => {
                        println!("{place}: {:?}\n{}", mutant.change, mutant.text);
                        "unseen"
                    }
                    MutantFate::SameAs(_) => "same as another",
                    MutantFate::SaidByWrong(_) => "said by a wrong",
                    MutantFate::Fails => "fails",
                };
                *count.entry(fate).or_default() += 1;
            }
            if exercise.kind == "table" {
                tables_seen += 1;
                assert!(
                    exercise.mutants.iter().any(|m| m.fate == MutantFate::Told),
                    "{place}: no mutant is told"
                );
            }
        }
        println!("{}: {count:?}", loaded.name);
    }
    assert!(tables_seen > 10);
}

/// With representers in the module or without, right or wrong: the verdict is the same.
#[test]
fn shipped_and_late_representers_tell_the_same() {
    let mut told = 0;
    for loaded in loaded() {
        let shipped = authoring::represented(loaded.module.clone(), &loaded.tables);
        let report = authoring::test(&loaded.module, &loaded.tables, &ticks());
        let mut lessons = [&loaded.module, &shipped].map(|module| {
            let mut lesson = Lesson::default();
            let open = LessonRequest::Open {
                module: Box::new(module.clone()),
                town: authoring::TOWN.into(),
            };
            lesson.handle(open, None).0.unwrap();
            for (name, bytes) in &loaded.tables {
                let add = LessonRequest::AddTable { name: name.clone() };
                lesson.handle(add, Some(bytes.clone())).0.unwrap();
            }
            lesson
        });
        for exercise in &report.exercises {
            for mutant in &exercise.mutants {
                let is_steps = mutant.text.trim_start().starts_with("from ");
                let program = if is_steps {
                    Program::Steps(spec::step::text::parse_program(&mutant.text).0)
                } else {
                    Program::Sql(mutant.text.clone())
                };
                let request = LessonRequest::Grade {
                    exercise: exercise.id.clone(),
                    answer: Answer::Table(program.into()),
                    attempt: 1,
                };
                let [late, early] =
                    lessons
                        .each_mut()
                        .map(|lesson| match lesson.handle(request.clone(), None).0 {
                            Ok(Response::Graded(verdict)) => verdict,
                            other => panic!("{other:?}"),
                        });
                let place = format!("{} {}: {:?}", loaded.name, exercise.id, mutant.change);
                assert_eq!(early, late, "{place}");
                match (&mutant.fate, &late) {
                    (MutantFate::SameAsSolution, verdict) => {
                        assert!(verdict.is_correct(), "{place}")
                    }
                    (MutantFate::SaidByWrong(say), Verdict::NotYet(feedback)) => {
                        assert_eq!(feedback.say.as_ref(), Some(say), "{place}");
                    }
                    (MutantFate::Told, Verdict::NotYet(feedback)) => {
                        assert_eq!(feedback.say, None, "{place}");
                        if let Some(Finding::Change(change)) = feedback.findings.first() {
                            assert_eq!(*change, mutant.change, "{place}");
                            told += 1;
                        }
                    }
                    (MutantFate::SameAs(_) | MutantFate::Fails, Verdict::NotYet(_)) => {}
                    (fate, verdict) => panic!("{place}: {fate:?} {verdict:?}"),
                }
            }
        }
    }
    println!("{told} changes told first");
    assert!(told > 100, "{told}");
}

/// What people really answered, and the codes of what they are told; `right` for nothing. Words stand in `tests/suite`.
#[test]
fn wrong_answers_that_people_gave_have_their_true_cause() {
    const TOWN: &str = "四日市市";
    let loaded = loaded();
    let told = |module: &str, exercise: &str, answer: Answer| -> String {
        let loaded = loaded
            .iter()
            .find(|loaded| loaded.module.id.as_str().starts_with(module))
            .unwrap();
        let mut lesson = Lesson::default();
        let open = LessonRequest::Open {
            module: Box::new(loaded.module.clone()),
            town: TOWN.into(),
        };
        lesson.handle(open, None).0.unwrap();
        for (name, bytes) in &loaded.tables {
            let add = LessonRequest::AddTable { name: name.clone() };
            lesson.handle(add, Some(bytes.clone())).0.unwrap();
        }
        let request = LessonRequest::Grade {
            exercise: exercise.into(),
            answer,
            attempt: 1,
        };
        match lesson.handle(request, None).0 {
            Ok(Response::Graded(Verdict::Correct { .. })) => "right".to_owned(),
            Ok(Response::Graded(Verdict::NotYet(feedback))) => feedback.found.join(" "),
            other => panic!("{other:?}"),
        }
    };
    let numbers = [
        ("st1-01", "ex1", "305,424", "right"),
        ("st1-01", "ex1", "約305,424", "right"),
        ("st1-01", "ex1", "274,537", "change/filter-value"),
        ("st1-01", "ex1", "-305,424", "number/sign"),
        ("st1-01", "ex3", "25.8％です", "right"),
        ("st1-01", "ex3", "25", "number/cut-off"),
        ("st1-01", "ex3", "25.7", "number/cut-off"),
        ("st1-01", "ex3", "26", "number/rounded"),
        ("ds1-01", "ex3", "305,424", "number/other-table"),
        ("rpa1-01", "ex5", "2,760", "number/rounded-early"),
    ];
    for (module, exercise, typed, expected) in numbers {
        let answer = Answer::Number(typed.into());
        assert_eq!(
            told(module, exercise, answer),
            expected,
            "{module} {exercise} {typed}"
        );
    }
    let steps = [
        (
            "ds1-01",
            "ex4",
            "from 人口\nselect 人口, 年, 市町名",
            "column-order",
        ),
        (
            "ds1-01",
            "ex4",
            "from 人口\nselect 市町名, 年, 人口",
            "right",
        ),
        (
            "ds1-03",
            "ex1",
            "from 人口\nfilter 年 = '令和2年'",
            "not-run/wrong-value",
        ),
        (
            "ds1-03",
            "ex1",
            "from 人口\ngroup_by 地域 : 人口合計 = sum(人口)\nfilter 年 = 2020",
            "not-run/absent-column",
        ),
        (
            "ds1-03",
            "ex1",
            "from 人口\nfilter 年 = 2020\nsort 人口合計 desc",
            "not-run/absent-column",
        ),
        (
            "ds1-03",
            "ex1",
            "from 人口\nwith_columns x = 市町名 / 人口",
            "not-run/no-numbers",
        ),
    ];
    for (module, exercise, text, expected) in steps {
        let program = Program::Steps(spec::step::text::parse_program(text).0);
        let answer = Answer::Table(program.into());
        assert_eq!(told(module, exercise, answer), expected, "{text}");
    }
    let rates = ChartSpec {
        kind: Some(ChartKind::Bar),
        x: "市町名".into(),
        y: "高齢化率".into(),
        sort: ChartSort::Descending,
        title: "三重県の市町の高齢化率".into(),
        unit: "%".into(),
        ..ChartSpec::default()
    };
    let upwards = ChartSpec {
        sort: ChartSort::Ascending,
        ..rates.clone()
    };
    let untitled = ChartSpec {
        title: "あああ".into(),
        ..rates.clone()
    };
    let hours = ChartSpec {
        x: "業務名".into(),
        y: "削減時間".into(),
        title: "業務ごとの削減時間".into(),
        unit: "時間／月".into(),
        ..rates.clone()
    };
    for (module, exercise, chart, expected) in [
        ("st1-01", "ex5", rates, "right"),
        ("st1-01", "ex5", upwards, "say/1 chart-part/sort"),
        ("st1-01", "ex5", untitled, "chart-part/title"),
        ("rpa1-01", "ex6", hours, "right"),
    ] {
        assert_eq!(told(module, exercise, Answer::Chart(chart)), expected);
    }
}
