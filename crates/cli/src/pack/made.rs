//! What was made: written to the disk, and told.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use authoring::publish::folder_zip;
use pack::Files;
use pack::site::{ADDED, HTML_LIMIT, INDEX, SUMS, part};
use serde::Deserialize;
use spec::site::{self, Form, Order, Part, Report, is_copy};

use super::write;
use crate::out::{Terminal, padded};
use crate::words::{Language, say};

/// What was published.
pub(super) struct Made<'a> {
    pub(super) order: &'a Order,
    pub(super) files: Files,
    pub(super) report: Report,
}

/// The budgets that the site itself is held to, in bytes after brotli.
#[derive(Deserialize)]
struct Budget {
    first_paint: u64,
    all_rooms: u64,
    ready_made_std: u64,
    studio: u64,
    engine: u64,
}

impl Made<'_> {
    /// Writes all files, and says where.
    pub(super) fn write(&self, out: Option<&Path>, terminal: &Terminal) -> Result<()> {
        match self.order.form {
            Form::Html => self.write_html(out, terminal),
            _ => self.write_folder(out, terminal),
        }
    }

    fn write_html(&self, out: Option<&Path>, terminal: &Terminal) -> Result<()> {
        let name = format!("ama-{}.html", self.order.name);
        let out = out.map_or_else(|| PathBuf::from(&name), Path::to_path_buf);
        // A folder gets both.
        let out = if out.extension().is_some_and(|ending| ending == "html") {
            out
        } else {
            out.join(&name)
        };
        let papers = out.with_file_name(format!(
            "{}-papers",
            out.file_stem().unwrap_or_default().to_string_lossy()
        ));
        for (path, bytes) in &self.files {
            if *path == name {
                write(&out, bytes)?;
            } else if path == SUMS {
                // It names the file beside the folder, as that is called now.
                let called = out.file_name().unwrap_or_default().to_string_lossy();
                let sums = String::from_utf8_lossy(bytes);
                let sums = sums.replace(&format!("../{name}\n"), &format!("../{called}\n"));
                write(&papers.join(path), sums.as_bytes())?;
            } else {
                write(&papers.join(path), bytes)?;
            }
        }
        let (shown, papers) = (out.display(), papers.display());
        terminal.line(&say!(
            terminal.lang,
            "{shown} を作りました。ダブルクリックで開きます。\n申請の書類は {papers} にあります（mochikomi.html を印刷できます）。",
            "made {shown}; a double click opens it\nits papers are in {papers} (mochikomi.html can be printed)"
        ))
    }

    fn write_folder(&self, out: Option<&Path>, terminal: &Terminal) -> Result<()> {
        let lang = terminal.lang;
        let name = format!("ama-{}", self.order.name);
        let out = out.map_or_else(|| PathBuf::from(name), Path::to_path_buf);
        let n = self.files.len();
        if out.extension().is_some_and(|ending| ending == "zip") {
            let folder = format!("ama-{}", self.order.name);
            write(&out, &folder_zip(&folder, self.files.clone())?)?;
        } else {
            self.renew(&out, lang)?;
        }
        let shown = out.display();
        terminal.line(&say!(
            lang,
            "{shown} を作りました（ファイル {n} 個）。サーバーのどこに置いても動きます。申請の書類は mochikomi.html です。",
            "made {shown} ({n} files); it works anywhere on a server. Its papers: mochikomi.html"
        ))
    }

    /// Makes the folder hold these files. Files of a site that was made there before are taken away; a folder of anything
    /// else is left alone.
    fn renew(&self, out: &Path, lang: Language) -> Result<()> {
        let before = std::fs::read_to_string(out.join(SUMS));
        let is_used = std::fs::read_dir(out).is_ok_and(|mut entries| entries.next().is_some());
        if is_used && (before.is_err() || !out.join(INDEX).is_file()) {
            let shown = out.display();
            bail!(say!(
                lang,
                "{shown} には別のファイルがあります。空のフォルダーか、新しい名前を --out で指定してください",
                "{shown} has other files in it; name an empty or new folder with --out"
            ));
        }
        for line in before.unwrap_or_default().lines() {
            let Some((_, path)) = line.split_once("  ") else {
                continue;
            };
            // Whoever edits that list moves nothing else.
            let stays = !path.starts_with('/') && !path.contains("..") && !path.contains('\\');
            if stays && !self.files.contains_key(path) {
                // What is gone already need not go.
                let _ = std::fs::remove_file(out.join(path));
            }
        }
        for (path, bytes) in &self.files {
            let place = out.join(path);
            let there = std::fs::read(&place);
            // What others put into their part of it stays.
            if there.is_ok_and(|there| there == *bytes || path.starts_with(ADDED)) {
                continue;
            }
            write(&place, bytes)?;
        }
        Ok(())
    }

    /// What is in it: modules, tables, parts, sizes.
    pub(super) fn tell(&self, terminal: &Terminal) -> Result<()> {
        let lang = terminal.lang;
        for module in &self.report.modules {
            let (id, version, title) = (&module.id, module.version, &module.title);
            terminal.line(&say!(
                lang,
                "  教材 {id}（版 {version}） {title}",
                "  module {id} (version {version}) {title}"
            ))?;
        }
        for terms in &self.report.data {
            let unknown = |text: &str| match text {
                "" => say!(lang, "書かれていません", "not stated"),
                text => text.to_owned(),
            };
            let (title, place) = (&terms.title, &terms.place);
            let (from, licence) = (unknown(terms.source()), unknown(&terms.licence));
            terminal.line(&say!(
                lang,
                "  データ「{title}」 {place}。出典: {from}。利用条件: {licence}",
                "  data `{title}` {place}; source: {from}; terms: {licence}"
            ))?;
        }
        let count: u32 = self.report.parts.iter().map(|(_, count)| count).sum();
        let parts: Vec<String> = self
            .report
            .parts
            .iter()
            .map(|(licence, count)| format!("{licence} {count}"))
            .collect();
        let parts = parts.join(", ");
        terminal.line(&say!(
            lang,
            "  ほかの人が作った部品 {count} 個の利用条件: {parts}",
            "  licences of {count} parts by others: {parts}"
        ))?;
        self.table(terminal)
    }

    /// Sizes against budgets.
    fn table(&self, terminal: &Terminal) -> Result<()> {
        let lang = terminal.lang;
        let budget: Budget =
            toml::from_str(include_str!("../../../xtask/budget.toml")).context("budgets")?;
        let rows = self.rows(&budget, lang)?;
        let head = [
            say!(lang, "大きさ", "size"),
            say!(lang, "そのまま", "raw"),
            "gzip".to_owned(),
            "brotli".to_owned(),
            say!(lang, "上限", "budget"),
        ];
        let mut over = Vec::new();
        terminal.line("")?;
        terminal.line(&line(&head))?;
        for row in rows {
            if row.is_over() {
                over.push(row.what.clone());
            }
            let limit = match row.limit {
                Some(Limit::Raw(limit)) => site::bytes(limit),
                Some(Limit::Brotli(limit)) => format!("{} br", site::bytes(limit)),
                None => String::new(),
            };
            terminal.line(&line(&[
                row.what,
                site::bytes(row.raw),
                site::bytes(row.gzip),
                site::bytes(row.brotli),
                limit,
            ]))?;
        }
        for what in over {
            terminal.note(&say!(
                lang,
                "  注意: {what} が上限を超えています",
                "  warning: {what} is over its budget"
            ));
        }
        Ok(())
    }

    fn rows(&self, budget: &Budget, lang: Language) -> Result<Vec<Row>> {
        let index = self
            .files
            .get(INDEX)
            .map(|html| String::from_utf8_lossy(html));
        let assets = index
            .and_then(|index| pack::site::assets(&index))
            .unwrap_or_default();
        let mut rows: Vec<Row> = Vec::new();
        // Kinds come in the order of loading.
        let mut first = 0;
        for kind in &self.report.sizes {
            let mut brotli = 0;
            for (path, bytes) in self.files.iter().filter(|(path, _)| !is_copy(path)) {
                if part(path, &assets) == kind.part {
                    brotli += self.brotli(path, bytes)?;
                }
            }
            if kind.part == Part::FirstPaint {
                first = brotli;
            }
            let (what, limit) = match kind.part {
                Part::FirstPaint => (
                    say!(lang, "最初の表示", "first paint"),
                    Some(Limit::Brotli(budget.first_paint)),
                ),
                // The budget is of both together; which standard library is in it nobody can tell any more.
                Part::Rooms => (
                    say!(lang, "学ぶ画面（続き）", "rooms of a learner"),
                    Some(Limit::Brotli(
                        (budget.all_rooms + budget.ready_made_std).saturating_sub(first),
                    )),
                ),
                Part::Studio => (
                    say!(lang, "教材を書く画面", "Studio"),
                    Some(Limit::Brotli(budget.studio)),
                ),
                Part::Engine => (
                    say!(lang, "計算のしくみ", "engine"),
                    Some(Limit::Brotli(budget.engine)),
                ),
                Part::Content => (say!(lang, "教材とデータ", "courses and data"), None),
                Part::Papers => (say!(lang, "書類と一覧", "papers and lists"), None),
                Part::OneFile => (
                    say!(lang, "HTML ファイル", "HTML file"),
                    Some(Limit::Raw(HTML_LIMIT)),
                ),
            };
            rows.push(Row {
                what,
                raw: kind.raw,
                gzip: kind.gzip,
                brotli,
                limit,
            });
        }
        let all = |of: fn(&Row) -> u64| rows.iter().map(of).sum();
        let total = Row {
            what: say!(lang, "合計", "total"),
            raw: all(|row| row.raw),
            gzip: all(|row| row.gzip),
            brotli: all(|row| row.brotli),
            limit: None,
        };
        rows.push(total);
        Ok(rows)
    }

    /// Bytes after brotli: of the copy that lies beside the file, else made here.
    fn brotli(&self, path: &str, bytes: &[u8]) -> Result<u64> {
        let copy = match path.strip_suffix(".wasm.gz") {
            Some(engine) => format!("{engine}.wasm.br"),
            None => format!("{path}.br"),
        };
        if let Some(copy) = self.files.get(&copy) {
            return Ok(copy.len() as u64);
        }
        let mut small = Vec::new();
        let params = brotli::enc::BrotliEncoderParams {
            // The last two steps take a minute for the HTML file, and gain nothing: most of it is compressed already.
            quality: 9,
            ..Default::default()
        };
        brotli::BrotliCompress(&mut &*bytes, &mut small, &params)?;
        Ok((small.len() as u64).min(bytes.len() as u64))
    }
}

/// A row of the table.
struct Row {
    what: String,
    raw: u64,
    gzip: u64,
    brotli: u64,
    limit: Option<Limit>,
}

/// Which size is held against what.
#[derive(Clone, Copy)]
enum Limit {
    Raw(u64),
    Brotli(u64),
}

impl Row {
    fn is_over(&self) -> bool {
        match self.limit {
            Some(Limit::Raw(limit)) => self.raw > limit,
            Some(Limit::Brotli(limit)) => self.brotli > limit,
            None => false,
        }
    }
}

fn line(cells: &[String; 5]) -> String {
    let [what, raw, gzip, brotli, limit] = cells;
    let right = |text: &str| {
        use unicode_width::UnicodeWidthStr as _;
        format!(
            "{}{text}",
            " ".repeat(12_usize.saturating_sub(text.width()))
        )
    };
    let line = format!(
        "{}{}{}{}{}",
        padded(what, 22),
        right(raw),
        right(gzip),
        right(brotli),
        right(limit)
    );
    line.trim_end().to_owned()
}
