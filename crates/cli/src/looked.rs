//! A look at a publisher's file, in words, and the table that comes of it.

use std::path::Path;

use anyhow::{Result, bail};
use ingest::{Book, ENDINGS, Tidy};
use spec::ingest::{Choice, Look, Repair};

use crate::out::Terminal;
use crate::reading;
use crate::words::{Language, say};

/// Whether a path is a file with a table, by its ending.
pub(crate) fn is_table(path: &Path) -> bool {
    let ending = path.extension().and_then(|ending| ending.to_str());
    let ending = ending.unwrap_or_default().to_ascii_lowercase();
    path.is_file() && (ENDINGS.contains(&ending.as_str()) || ending == "xlsb")
}

/// Shows what a file is and what would be put right; whether there was nothing to say.
pub(crate) fn check(path: &Path, terminal: &Terminal) -> Result<bool> {
    let lang = terminal.lang;
    let book = open(path, lang)?;
    let look = book
        .look(&Choice::default())
        .map_err(|reason| anyhow::anyhow!("{}", lang.pick(&reason)))?;
    show(path, &look, terminal)?;
    if look.is_tidy {
        terminal.line(&say!(
            lang,
            "このままで教材の表になります。",
            "A module can have it as it is."
        ))?;
        return Ok(true);
    }
    let shown = reading::shown(path);
    let quoted = if shown.contains([' ', '(', ')', '\'', '&']) {
        format!("\"{shown}\"")
    } else {
        shown
    };
    terminal.line(&say!(
        lang,
        "直して新しい教材に入れるには:\n  ama new --data {quoted}\n一つずつ選んで直すには、「教材を作る」の「ファイルを足す」に入れます。",
        "to put it right and into a new module:\n  ama new --data {quoted}\nto choose what is put right, add it to a module in the Studio"
    ))?;
    Ok(false)
}

/// A file's table and a name for it, with the look shown.
pub(crate) fn bring(
    path: &Path,
    sheet: Option<&str>,
    terminal: &Terminal,
) -> Result<(String, Tidy)> {
    let lang = terminal.lang;
    let told = |reason: spec::diagnostic::Bilingual| anyhow::anyhow!("{}", lang.pick(&reason));
    let book = open(path, lang)?;
    let mut choice = Choice::default();
    if let Some(name) = sheet {
        let at = book.sheets().iter().position(|sheet| sheet.name == name);
        let Some(at) = at else {
            let names: Vec<&str> = book
                .sheets()
                .iter()
                .map(|sheet| sheet.name.as_str())
                .collect();
            let names = names.join(", ");
            bail!(say!(
                lang,
                "シート「{name}」がありません（{names}）",
                "there is no sheet `{name}` ({names})"
            ));
        };
        choice.sheet = u32::try_from(at).ok();
    }
    let look = book.look(&choice).map_err(told)?;
    show(path, &look, terminal)?;
    let tidy = book.tidy(&choice).map_err(told)?;
    Ok((name(path), tidy))
}

fn open(path: &Path, lang: Language) -> Result<Book> {
    let shown = reading::shown(path);
    let length = std::fs::metadata(path).map(|found| found.len());
    if length.is_ok_and(|length| length > 4 * ingest::BYTES as u64) {
        bail!(say!(
            lang,
            "{shown}: ファイルが大きすぎます",
            "{shown}: the file is too large"
        ));
    }
    let bytes = sources::read(path)?;
    Book::open(&shown, &bytes).map_err(|reason| {
        let reason = lang.pick(&reason);
        anyhow::anyhow!("{shown}: {reason}")
    })
}

/// A table's name that steps and SQL can write without quotes.
fn name(path: &Path) -> String {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let stem: String = stem.chars().filter(|c| c.is_alphanumeric()).collect();
    if stem.is_empty() || stem.starts_with(|c: char| c.is_numeric()) {
        format!("表{stem}")
    } else {
        stem
    }
}

fn show(path: &Path, look: &Look, terminal: &Terminal) -> Result<()> {
    let lang = terminal.lang;
    let (shown, kind) = (reading::shown(path), lang.pick(&look.kind));
    terminal.line(&say!(
        lang,
        "このファイルの見立て：{shown}",
        "A look at {shown}"
    ))?;
    terminal.line(&format!("  {kind}"))?;
    for (at, sheet) in look.sheets.iter().enumerate() {
        let (name, rows, columns) = (&sheet.name, sheet.rows, sheet.columns);
        let here = if at == look.sheet as usize { "*" } else { " " };
        terminal.line(&say!(
            lang,
            "  {here} {name} {rows} 行 × {columns} 列",
            "  {here} {name} {rows} rows × {columns} columns"
        ))?;
    }
    let (first, last) = look.header;
    if first > 0 {
        terminal.line(&say!(
            lang,
            "  見出しの行：{first}〜{last}",
            "  rows with names: {first}–{last}"
        ))?;
    }
    for note in &look.notes {
        terminal.line(&format!("  ! {}", lang.pick(note)))?;
    }
    for repair in &look.repairs {
        for line in in_words(repair, lang) {
            terminal.line(&line)?;
        }
    }
    let (rows, columns) = (look.rows, look.columns.len());
    terminal.line(&say!(
        lang,
        "  できる表：{rows} 行 × {columns} 列",
        "  the table: {rows} rows × {columns} columns"
    ))?;
    for column in &look.columns {
        let words = lang.pick(&column.words);
        terminal.line(&format!("    {} — {words}", column.name))?;
    }
    if let Some(reason) = &look.blocked {
        terminal.line(&format!("  ✗ {}", lang.pick(reason)))?;
    }
    Ok(())
}

fn in_words(repair: &Repair, lang: Language) -> Vec<String> {
    let mark = if repair.is_on { "✓" } else { "–" };
    let (words, count) = (lang.pick(&repair.words), repair.count);
    let mut lines = vec![say!(
        lang,
        "  {mark} {words}（{count} 個）",
        "  {mark} {words} ({count})"
    )];
    let gone = say!(lang, "なくなる", "goes");
    for (before, after) in &repair.examples {
        let after = if after.is_empty() { &gone } else { after };
        lines.push(format!("      {before} → {after}"));
    }
    lines
}
