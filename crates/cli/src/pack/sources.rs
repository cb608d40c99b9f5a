//! The sources of one module or of a whole course as one zip.
//!
//! Only what modules name goes in: their text, tables with descriptions, pictures. Open data is named by id and
//! stays out: every site has it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use authoring::publish;
use pack::Files;
use serde::Deserialize;
use sources::{MODULE, ModuleSource, Seeds, TRACK};
use spec::site::{self, Form, Order};

use crate::args::Pack;
use crate::out::Terminal;
use crate::reading::{self, Found};
use crate::words::{Language, say};

use super::{told, write};

/// Endings of files that may be pictures of a module.
const PICTURES: [&str; 5] = ["png", "jpg", "jpeg", "gif", "webp"];

/// How many track files may go in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tracks {
    /// A zip has one, at its root.
    One,
    /// A site has any number.
    Any,
}

/// Makes the zip and tells what is in it.
pub(super) fn run(args: &Pack, found: &Found, terminal: &Terminal) -> Result<()> {
    let (files, left) = files(found, Tracks::One)?;
    let name = default_name(&args.path, found);
    let order = Order {
        form: Form::ModuleZip,
        name: name.clone(),
        tracks: Vec::new(),
        modules: Vec::new(),
    };
    let (zips, _) =
        publish::publish(&order, &files, None).map_err(|error| told(&error, terminal))?;
    let zip = zips.into_values().next().unwrap_or_default();
    let out = args.out.clone();
    let out = out.unwrap_or_else(|| PathBuf::from(format!("{name}.zip")));
    write(&out, &zip)?;

    let lang = terminal.lang;
    let (size, n, shown) = (site::bytes(zip.len() as u64), files.len(), out.display());
    terminal.line(&say!(
        lang,
        "{shown}: {size}、ファイル {n} 個",
        "{shown}: {size}, {n} files"
    ))?;
    for lesson in &found.lessons {
        let (id, title, version) = (
            &lesson.module.id,
            &lesson.module.title,
            lesson.module.version,
        );
        terminal.line(&say!(
            lang,
            "  教材 {id}（版 {version}） {title}",
            "  module {id} (version {version}) {title}"
        ))?;
    }
    for line in data_lines(
        found,
        &reading::seeds(args.seeds.as_deref(), &args.path)?,
        lang,
    ) {
        terminal.line(&line)?;
    }
    tell_left(&left, terminal);
    Ok(())
}

/// Files that nobody asked for are named, so that a picture is not missed later.
pub(super) fn tell_left(left: &[String], terminal: &Terminal) {
    for file in left {
        terminal.note(&say!(
            terminal.lang,
            "  注意: {file} は教材から使われていないので、入れていません",
            "  warning: {file} is not used by the module and was left out"
        ));
    }
}

/// The files of the zip, and those of the modules' folders that are left out.
pub(super) fn files(found: &Found, most: Tracks) -> Result<(Files, Vec<String>)> {
    let mut files = Files::new();
    let mut left = Vec::new();
    for lesson in &found.lessons {
        let id = lesson.module.id.as_str();
        let folder = lesson.path.parent().unwrap_or(Path::new(""));
        files.insert(format!("{id}/{MODULE}"), sources::read(&lesson.path)?);
        let mut used = BTreeSet::from([lesson.path.clone()]);
        let own = lesson
            .files
            .iter()
            .filter(|file| file.starts_with(folder) && file.is_file());
        let pictures = pictures(folder)?;
        for file in own.chain(&pictures) {
            let name = below(folder, file)?;
            if file != &lesson.path {
                files.insert(format!("{id}/{name}"), sources::read(file)?);
            }
            used.insert(file.clone());
        }
        left.extend(unused(lesson, folder, &used)?);
    }
    match (found.tracks.as_slice(), most) {
        ([], _) => {}
        ([track], _) => {
            files.insert(TRACK.to_owned(), track.text.clone().into_bytes());
        }
        (tracks, Tracks::Any) => {
            for (n, track) in tracks.iter().enumerate() {
                files.insert(format!("{n}/{TRACK}"), track.text.clone().into_bytes());
            }
        }
        (_, Tracks::One) => {
            bail!("a zip holds one track; pack the folder of each track by itself")
        }
    }
    Ok((files, left))
}

/// Pictures of a module lie in its folder `images`.
fn pictures(folder: &Path) -> Result<Vec<PathBuf>> {
    let images = folder.join("images");
    if !images.is_dir() || sources::leads_out(folder, &images) {
        return Ok(Vec::new());
    }
    let mut found = sources::walk(&images)?;
    found.retain(|file| {
        let ending = file.extension().map(|ending| ending.to_ascii_lowercase());
        ending.is_some_and(|ending| PICTURES.iter().any(|known| ending == *known))
    });
    Ok(found)
}

/// Files of a module's own folder that it does not use. The folder of a module that is named by its file alone may be
/// anything, so nothing is said about that.
fn unused(lesson: &ModuleSource, folder: &Path, used: &BTreeSet<PathBuf>) -> Result<Vec<String>> {
    if !lesson.path.ends_with(MODULE) || folder.as_os_str().is_empty() {
        return Ok(Vec::new());
    }
    let hidden = |file: &Path| {
        file.file_name()
            .is_some_and(|name| name.to_string_lossy().starts_with('.'))
    };
    Ok(sources::walk(folder)?
        .iter()
        .filter(|file| !used.contains(*file) && !hidden(file))
        .map(|file| reading::shown(file))
        .collect())
}

/// A file's place below the folder, with `/`.
fn below(folder: &Path, file: &Path) -> Result<String> {
    let name = file
        .strip_prefix(folder)
        .with_context(|| format!("{} is not below {}", file.display(), folder.display()))?;
    let parts: Vec<_> = name.iter().map(|part| part.to_string_lossy()).collect();
    Ok(parts.join("/"))
}

/// What the zip is called after: the only module, or the folder of a course.
fn default_name(path: &Path, found: &Found) -> String {
    match found.lessons.as_slice() {
        [lesson] => lesson.module.id.to_string(),
        _ => std::path::absolute(path)
            .ok()
            .and_then(|path| Some(path.file_name()?.to_string_lossy().into_owned()))
            .unwrap_or_else(|| "course".to_owned()),
    }
}

/// Terms of a dataset, as far as they are printed.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Terms {
    licence: String,
    attribution: String,
}

/// A line for each table: where it comes from and on which terms.
fn data_lines(found: &Found, seeds: &Seeds, lang: Language) -> Vec<String> {
    let mut lines = BTreeMap::new();
    for lesson in &found.lessons {
        for source in &lesson.module.data {
            let description = if source.seed.is_empty() {
                let folder = lesson.path.parent().unwrap_or(Path::new(""));
                Some(folder.join(&source.file).with_extension("toml"))
            } else {
                seeds
                    .folder()
                    .map(|folder| folder.join(&source.seed).join("dataset.toml"))
            };
            let terms: Terms = description
                .and_then(|path| std::fs::read_to_string(path).ok())
                .and_then(|text| toml::from_str(&text).ok())
                .unwrap_or_default();
            let unknown = || say!(lang, "書かれていません", "not stated");
            let licence = Some(terms.licence)
                .filter(|text| !text.is_empty())
                .unwrap_or_else(unknown);
            // The word stands before it already.
            let from = Some(terms.attribution.trim_start_matches("出典：").to_owned())
                .filter(|text| !text.is_empty())
                .unwrap_or_else(unknown);
            let name = &source.name;
            let line = if source.seed.is_empty() {
                let (id, file) = (&lesson.module.id, &source.file);
                say!(
                    lang,
                    "  データ「{name}」 {id}/{file}（zip の中）。出典: {from}。利用条件: {licence}",
                    "  data `{name}` {id}/{file} (in the zip); source: {from}; terms: {licence}"
                )
            } else {
                let seed = &source.seed;
                say!(
                    lang,
                    "  データ「{name}」 {seed}（サイトのものを使います）。出典: {from}。利用条件: {licence}",
                    "  data `{name}` {seed} (the site's own); source: {from}; terms: {licence}"
                )
            };
            lines.insert(
                (
                    source.seed.clone(),
                    source.file.clone(),
                    lesson_key(lesson, &source.seed),
                ),
                line,
            );
        }
    }
    lines.into_values().collect()
}

/// An own table belongs to its module; open data is told once.
fn lesson_key(lesson: &ModuleSource, seed: &str) -> String {
    if seed.is_empty() {
        lesson.module.id.to_string()
    } else {
        String::new()
    }
}
