//! `seeds.json`: every table under `seeds/`, for whoever writes a module in the browser.

use anyhow::{Context, Result};
use serde::Deserialize;
use spec::seed::{SeedEntry, SeedList};

use super::dataset;
use crate::build::site::Files;
use crate::paths;

#[derive(Deserialize)]
struct Titled {
    title: String,
}

/// Adds all tables and their list, and gives its address.
pub(crate) fn add(files: &mut Files) -> Result<String> {
    let folder = paths::root().join("seeds");
    let mut seeds = Vec::new();
    for entry in std::fs::read_dir(&folder)? {
        let path = entry?.path();
        let description = path.join("dataset.toml");
        if !description.is_file() {
            continue;
        }
        let id = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let table = path.join(format!("{id}.csv"));
        let bytes =
            std::fs::read(&table).with_context(|| format!("cannot read {}", table.display()))?;
        let Titled { title } = toml::from_str(&std::fs::read_to_string(&description)?)
            .with_context(|| format!("cannot read {}", description.display()))?;
        let rows = dataset::rows(&bytes)?;
        let file = dataset::describe(bytes, Some(&description))?;
        let url = files.add_hashed(&format!("data/{id}.csv"), file.bytes);
        seeds.push(SeedEntry {
            id,
            title,
            url,
            rows,
            attribution: file.attribution,
            note: file.note,
            columns: file.columns,
        });
    }
    seeds.sort_by(|a, b| a.id.cmp(&b.id));
    let list = SeedList { format: 1, seeds };
    Ok(files.add_hashed("seeds.json", serde_json::to_vec(&list)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_seed_is_listed_with_its_columns() {
        let mut files = Files::default();
        let address = add(&mut files).unwrap();
        let list: SeedList = serde_json::from_slice(files.get(&address).unwrap()).unwrap();
        let seed = list
            .seeds
            .iter()
            .find(|seed| seed.id == "mie-population")
            .unwrap();
        assert!(seed.rows > 100 && seed.columns.len() > 3, "{seed:?}");
        assert!(files.get(&seed.url).is_some());
    }
}
