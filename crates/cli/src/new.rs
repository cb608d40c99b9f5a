//! `ama new`: the folder of a new module that passes `ama check` and `ama test` as it is.
//!
//! What is written was solved before: for each exercise columns are tried until the author's own tests pass.

mod ask;
mod subject;

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use course::template;
use spec::author::TestReport;
use spec::author::template::{NEW_AT_WORK, NEW_LEAD, NEW_NOTES, NEW_OBJECTIVE};
use table::text::format_number;

use crate::ExitStatus;
use crate::args::{Kind, New};
use crate::looked;
use crate::out::Terminal;
use crate::reading;
use crate::words::{Language, say};

use self::subject::Subject;

/// What is to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Plan {
    id: String,
    title: String,
    track: String,
    kinds: Vec<Kind>,
    seed: Option<String>,
}

pub(crate) fn run(args: New, terminal: &Terminal) -> Result<ExitStatus> {
    let lang = terminal.lang;
    let start = args.folder.clone().unwrap_or_else(|| PathBuf::from("."));
    let seeds = reading::seeds(args.seeds.as_deref(), &start)?;
    // Nobody is asked for open data who brings a file.
    let ids = if args.data.is_some() {
        Vec::new()
    } else {
        seeds.ids()
    };
    let plan = ask::plan(&args, &ids, lang)?;
    for (ja, en, id) in [("id", "id", &plan.id), ("トラック", "track", &plan.track)] {
        if !is_id(id) {
            bail!(say!(
                lang,
                "{ja}「{id}」は、半角の英数字とハイフンだけで書きます",
                "the {en} `{id}` may have ASCII letters, digits and hyphens only"
            ));
        }
    }
    let folder = args
        .folder
        .unwrap_or_else(|| default_folder(&plan.track))
        .join(&plan.id);
    if folder.exists() {
        let shown = folder.display();
        bail!(say!(
            lang,
            "{shown} はもうあります。上書きはしません",
            "{shown} exists already and is not overwritten"
        ));
    }
    let subject = match (&args.data, &plan.seed) {
        (Some(file), _) => {
            let (name, tidy) = looked::bring(file, args.sheet.as_deref(), terminal)?;
            Subject::of_table(&name, tidy)?
        }
        (None, Some(seed)) => Subject::of_seed(seed, &seeds, lang)?,
        (None, None) => Subject::own()?,
    };
    let text = module(&plan, &subject, lang)?;
    write(&folder, &text, &subject)?;

    let shown = reading::shown(&folder);
    terminal.line(&say!(
        lang,
        "{shown} を作りました。次は:",
        "made {shown}; next:"
    ))?;
    let next = [
        (
            "preview",
            say!(lang, "画面で見ながら書く", "write and watch the page"),
        ),
        ("check", say!(lang, "まちがいを探す", "look for mistakes")),
        (
            "test",
            say!(
                lang,
                "解答・初期状態・想定誤答を試す",
                "try solution, starter and anticipated mistakes"
            ),
        ),
        (
            "pack",
            say!(lang, "配るファイルを作る", "make a file to hand out"),
        ),
    ];
    for (command, what) in next {
        terminal.line(&format!("  ama {command:<7} {shown}    # {what}"))?;
    }
    Ok(ExitStatus::Fine)
}

/// What `course` takes for an id.
fn is_id(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
}

/// `courses/<track>` where there are courses, else here.
fn default_folder(track: &str) -> PathBuf {
    let courses = Path::new("courses").join(track);
    if courses.is_dir() {
        courses
    } else {
        PathBuf::from(".")
    }
}

/// The module's text, tried out.
fn module(plan: &Plan, subject: &Subject, lang: Language) -> Result<String> {
    let mut exercises = Vec::new();
    for (at, kind) in plan.kinds.iter().enumerate() {
        let id = format!("ex{}", at + 1);
        let found = template::exercises((*kind).into(), &id, &subject.table)
            .into_iter()
            .find(|text| passes(&page(plan, subject, std::slice::from_ref(text)), subject));
        let Some(text) = found else {
            let (kind, table) = (
                spec::exercise::Kind::from(*kind).slug(),
                &subject.table.name,
            );
            bail!(say!(
                lang,
                "「{table}」の表からは {kind} の練習を作れませんでした。別の --seed か --kind を選んでください",
                "no exercise of kind {kind} could be made from the table `{table}`; choose another --seed or --kind"
            ));
        };
        exercises.push(text);
    }
    let text = page(plan, subject, &exercises);
    // The parts were tried alone; the whole could still have a title that is no heading.
    let (_, diagnostics) = course::load("module.md", &text, &mut |_| Some(subject.file.clone()));
    if let Some(first) = diagnostics.first() {
        bail!("{}", lang.pick(&first.message));
    }
    Ok(text)
}

/// Whether there is nothing that `ama check` or `ama test` would say.
fn passes(text: &str, subject: &Subject) -> bool {
    let (module, diagnostics) =
        course::load("module.md", text, &mut |_| Some(subject.file.clone()));
    let tables = [(subject.table.name.clone(), subject.file.bytes.clone())].into();
    // A title that the parser remarks on is no matter of the exercise.
    let fits = diagnostics
        .iter()
        .all(|found| found.span.line < 3 || found.code.starts_with("M20"));
    fits && TestReport::passed(&authoring::test(&module, &tables, &|| 0.0))
}

fn page(plan: &Plan, subject: &Subject, exercises: &[String]) -> String {
    let Plan {
        id, title, track, ..
    } = plan;
    let quoted = spec::toml::quoted(title);
    let Subject { table, origin, .. } = subject;
    let name = &table.name;
    let rows = format_number(table.rows as f64, 0);
    let exercises = exercises.join("\n");
    let practice = 5 * plan.kinds.len().max(1);
    format!(
        r#"+++
format = 1
id = "{id}"
version = 1
track = "{track}"
title = {quoted}
minutes = {{ read = 5, practice = {practice} }}
audience = ["municipal", "sme"]
objectives = ["{NEW_OBJECTIVE}"]

[[data]]
name = "{name}"
{origin}
+++
# {title}

{NEW_LEAD}

次の表には[{rows}](figure "SELECT count(*) FROM {name}")件のデータがあります。

```data
table = "{name}"
limit = 5
caption = "はじめの5行"
```

{exercises}
## 職場で使うには {{.at-work}}

{NEW_AT_WORK}

## 講師メモ {{.instructor}}

{NEW_NOTES}
"#
    )
}

/// Makes the folder with everything in it; nothing that exists is written over.
fn write(folder: &Path, text: &str, subject: &Subject) -> Result<()> {
    if let Some(parent) = folder.parent() {
        std::fs::create_dir_all(parent)
            .with_context(|| format!("cannot make {}", parent.display()))?;
    }
    std::fs::create_dir(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    let mut files = vec![("module.md", text.as_bytes())];
    files.extend(
        subject
            .own_files
            .iter()
            .map(|(name, bytes)| (name.as_str(), bytes.as_slice())),
    );
    for (name, bytes) in files {
        let path = folder.join(name);
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent)?;
        }
        std::fs::write(&path, bytes).with_context(|| format!("cannot write {}", path.display()))?;
    }
    Ok(())
}
