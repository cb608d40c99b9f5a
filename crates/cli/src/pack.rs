//! `ama pack`: modules as sources in a zip, or with the page and the engine as a folder or one HTML file.
//!
//! What is made comes from `authoring::publish`, the same function that the Studio asks. Here are the disk and the words: files
//! are read (`sources`, `site`), published, then written and told (`made`).

mod made;
mod site;
mod sources;

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use authoring::publish::{self, PublishError};
use spec::author::template;
use spec::site::{Form, Order};
use spec::{ModuleId, TrackId};

use crate::ExitStatus;
use crate::args::{Pack, PackAs};
use crate::out::Terminal;
use crate::reading::{self, Found};
use crate::words::{self, say};

use self::made::Made;

pub(crate) fn run(args: &Pack, terminal: &Terminal) -> Result<ExitStatus> {
    let form = match args.form {
        PackAs::ModuleZip => Form::ModuleZip,
        PackAs::Folder => Form::Folder,
        PackAs::Html => Form::Html,
    };
    // What is no path may be a track or module of the site.
    let found = if form != Form::ModuleZip && is_id(&args.path) {
        None
    } else {
        Some(reading::read(&args.path, args.seeds.as_deref(), terminal)?)
    };
    if let Some(found) = &found
        && (found.count().errors > 0 || found.lessons.is_empty())
    {
        terminal.line(&found.text(terminal))?;
        terminal.note(&say!(
            terminal.lang,
            "誤りがあるので、作りませんでした。",
            "there are errors, so nothing was made"
        ));
        return Ok(ExitStatus::Findings);
    }
    if let Some(found) = &found {
        unready(found, terminal)?;
    }
    match (form, &found) {
        (Form::ModuleZip, Some(found)) => sources::run(args, found, terminal)?,
        (form, found) => as_site(args, form, found.as_ref(), terminal)?,
    }
    Ok(ExitStatus::Fine)
}

/// Says what the authors' tests find and where a template's words stand still; it is made all the same.
fn unready(found: &Found, terminal: &Terminal) -> Result<()> {
    let locale = words::locale(terminal.lang);
    for lesson in &found.lessons {
        let report = authoring::test(&lesson.module, &lesson.tables, &|| 0.0);
        let shown = &lesson.file;
        for finding in &report.findings {
            let of = report
                .exercises
                .iter()
                .find(|exercise| Some(&exercise.id) == finding.exercise.as_ref());
            let title = of.map_or(String::new(), |exercise| format!("{}: ", exercise.title));
            let told = locale::author::finding(&locale, finding).text;
            terminal.note(&say!(
                terminal.lang,
                "{shown}: テストで見つかりました — {title}{told}",
                "{shown}: found by the tests — {title}{told}"
            ));
        }
        for left in template::left(&lesson.text) {
            let (line, words) = (left.line, left.words);
            terminal.note(&say!(
                terminal.lang,
                "{shown}:{line}: 「{words}」がひな形のままです",
                "{shown}:{line}: `{words}` still stands as in the template"
            ));
        }
    }
    Ok(())
}

/// Makes a site: a folder or one HTML file.
fn as_site(args: &Pack, form: Form, found: Option<&Found>, terminal: &Terminal) -> Result<()> {
    let folder = crate::preview::site(args.site.as_deref(), terminal)?;
    let material = site::read(&folder, form, terminal)?;
    let (own, left) = match found {
        Some(found) => sources::files(found, sources::Tracks::Any)?,
        None => Default::default(),
    };
    let mut order = Order {
        form,
        name: name(&args.path, found),
        tracks: Vec::new(),
        modules: Vec::new(),
    };
    if found.is_none() {
        site::choose(
            &mut order,
            &args.path.to_string_lossy(),
            &material,
            terminal,
        )?;
    }
    let (files, report) =
        publish::publish(&order, &own, Some(&material)).map_err(|error| told(&error, terminal))?;
    let made = Made {
        order: &order,
        files,
        report,
    };
    made.write(args.out.as_deref(), terminal)?;
    made.tell(terminal)?;
    sources::tell_left(&left, terminal);
    Ok(())
}

/// Why nothing was made, in words.
fn told(error: &PublishError, terminal: &Terminal) -> anyhow::Error {
    anyhow::anyhow!(terminal.lang.pick(&error.words()).to_owned())
}

/// Whether it can only be an id: nothing lies there, and it is one word.
fn is_id(path: &Path) -> bool {
    let text = path.to_string_lossy();
    let is_word = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    !path.exists() && !text.is_empty() && text.chars().all(is_word)
}

/// What the files are called after: the track, the only module, or the folder.
fn name(path: &Path, found: Option<&Found>) -> String {
    let of_folder = || {
        let path = std::path::absolute(path).ok();
        let name = path.as_deref().and_then(Path::file_name);
        name.map_or_else(String::new, |name| name.to_string_lossy().into_owned())
    };
    let name = match found {
        None => path.to_string_lossy().into_owned(),
        Some(found) => match (found.tracks.as_slice(), found.lessons.as_slice()) {
            ([track], _) => course::track::parse(&track.file, &track.text)
                .0
                .id
                .to_string(),
            ([], [lesson]) => lesson.module.id.to_string(),
            _ => of_folder(),
        },
    };
    let plain: String = name
        .chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() {
                c.to_ascii_lowercase()
            } else {
                '-'
            }
        })
        .collect();
    match plain.trim_matches('-') {
        "" => "courses".to_owned(),
        plain => plain.to_owned(),
    }
}

/// Whole or not at all: a file that is half written looks like one.
fn write(out: &Path, bytes: &[u8]) -> Result<()> {
    let mut beside = out.as_os_str().to_owned();
    beside.push(".part");
    let beside = PathBuf::from(beside);
    if let Some(folder) = out.parent() {
        std::fs::create_dir_all(folder)
            .with_context(|| format!("cannot make {}", folder.display()))?;
    }
    std::fs::write(&beside, bytes)
        .and_then(|()| std::fs::rename(&beside, out))
        .with_context(|| format!("cannot write {}", out.display()))
}

/// Ids from a list of courses, for a message.
fn known(tracks: &[spec::catalogue::TrackEntry]) -> (Vec<TrackId>, Vec<ModuleId>) {
    let modules = tracks.iter().flat_map(|track| &track.modules);
    (
        tracks.iter().map(|track| track.id.clone()).collect(),
        modules.map(|module| module.id.clone()).collect(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_word_that_is_no_file_can_be_an_id() {
        assert!(is_id(Path::new("data-science")));
        for path in ["", "src", "a/b", "a.md", "データ", "../x"] {
            assert!(!is_id(Path::new(path)), "{path}");
        }
    }

    #[test]
    fn names_are_made_of_letters_digits_and_hyphens() {
        let of = |path: &str| name(Path::new(path), Some(&Found::default()));
        assert_eq!(of("/x/My Course"), "my-course");
        assert_eq!(of("/x/教材"), "courses");
        assert_eq!(name(Path::new("data-science"), None), "data-science");
    }
}
