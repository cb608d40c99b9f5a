//! Where a module is written: its files, the site's tables, and what was read last.

use std::collections::BTreeMap;

use course::track::{Gathered, Known};
use course::{ImageFile, TableFile};
use protocol::{FileEntry, Response, split};
use spec::author::TestReport;
use spec::catalogue::ModuleEntry;
use spec::seed::SeedEntry;
use spec::{DataSource, Diagnostic, Module};

/// What is kept of a module under way.
#[derive(Default)]
pub(crate) struct AuthorWorkspace {
    seeds: BTreeMap<String, TableFile>,
    files: BTreeMap<String, Vec<u8>>,
    module: Module,
    /// Tables of `module` by name.
    tables: BTreeMap<String, Vec<u8>>,
}

impl AuthorWorkspace {
    /// Keeps a table of the site.
    pub(crate) fn put_seed(&mut self, seed: SeedEntry, csv: Vec<u8>) {
        let file = TableFile {
            bytes: csv,
            url: seed.url,
            attribution: seed.attribution,
            licence: seed.licence,
            note: seed.note,
            columns: seed.columns,
            ..TableFile::default()
        };
        self.seeds.insert(seed.id, file);
    }

    /// Keeps the module's own files; those before are forgotten. `None` when the bytes are not as long as told.
    pub(crate) fn put_files(&mut self, entries: &[FileEntry], bytes: &[u8]) -> Option<()> {
        self.files = split(entries, bytes)?.into_iter().collect();
        Some(())
    }

    /// Reads a module with its data.
    pub(crate) fn check(&mut self, file: &str, text: &str, base: &str) -> Response {
        let mut missing = Vec::new();
        let mut problems = Vec::new();
        let mut tables = BTreeMap::new();
        let mut resolve = |source: &DataSource| {
            let found = self.resolve(source, base, &mut problems);
            match &found {
                Some(table) => {
                    tables.insert(source.name.clone(), table.bytes.clone());
                }
                None if !source.seed.is_empty() => missing.push(source.seed.clone()),
                None => {}
            }
            found
        };
        let mut picture = |path: &str| {
            course::find(&self.files, path).map(|(found, bytes)| ImageFile {
                bytes: bytes.clone(),
                url: format!("{base}{found}"),
                ..ImageFile::default()
            })
        };
        let (module, mut diagnostics) =
            course::load_with_images(file, text, &mut resolve, &mut picture);
        diagnostics.extend(problems);
        (self.module, self.tables) = (module, tables);
        Response::Checked {
            module: Box::new(self.module.clone()),
            diagnostics,
            missing,
        }
    }

    fn resolve(
        &self,
        source: &DataSource,
        base: &str,
        problems: &mut Vec<Diagnostic>,
    ) -> Option<TableFile> {
        if !source.seed.is_empty() {
            return self.seeds.get(&source.seed).cloned();
        }
        let (file, csv) = course::find(&self.files, &source.file)?;
        let description = course::find(&self.files, &source.description());
        let description = description.map(|(name, bytes)| (name, bytes.as_slice()));
        let (mut table, found) = course::own_table(csv.clone(), description);
        problems.extend(found);
        table.url = format!("{base}{file}");
        Some(table)
    }

    /// Runs the author's tests of the module read last.
    pub(crate) fn test(&self, clock: &dyn Fn() -> f64) -> TestReport {
        crate::test(&self.module, &self.tables, clock)
    }
}

/// Reads track and module files side by side. `None` when the bytes are not as long as told.
pub(crate) fn gather(entries: &[FileEntry], bytes: &[u8], known: &Known) -> Option<Response> {
    let Gathered {
        tracks,
        modules,
        diagnostics,
    } = course::track::gather(&split(entries, bytes)?, known);
    let modules = modules
        .into_iter()
        .map(|(file, module)| (module.track.clone(), ModuleEntry::of(&module, file)))
        .collect();
    Some(Response::Gathered {
        tracks,
        modules,
        diagnostics,
    })
}
