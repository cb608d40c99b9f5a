//! `seeds.json`: every table under `seeds/`, for whoever writes a module in the browser.

use anyhow::{Context, Result, bail};
use serde::Deserialize;
use sources::Seeds;
use spec::seed::{SeedEntry, SeedList};

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
    for id in Seeds::at(folder.clone()).ids() {
        let path = folder.join(&id);
        let description = format!("seeds/{id}/dataset.toml");
        let bytes = sources::read(&path.join(format!("{id}.csv")))?;
        let text = std::fs::read_to_string(path.join("dataset.toml"))
            .with_context(|| format!("cannot read {description}"))?;
        let Titled { title } =
            toml::from_str(&text).with_context(|| format!("cannot read {description}"))?;
        let rows = sources::rows(&id, &bytes)?;
        let (file, problems) = course::describe(bytes, &description, &text);
        if !problems.is_empty() {
            bail!("{}", course::to_text(&problems));
        }
        let url = files.add_hashed(&format!("data/{id}.csv"), file.bytes);
        seeds.push(SeedEntry {
            id,
            title,
            url,
            rows,
            attribution: file.attribution,
            licence: file.licence,
            note: file.note,
            columns: file.columns,
        });
    }
    let list = SeedList { format: 1, seeds };
    Ok(files.add_hashed("data/seeds.json", serde_json::to_vec(&list)?))
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
