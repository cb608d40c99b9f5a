//! One's own tracks: modules in the order of learning under one title, kept beside the drafts and written as `track.toml`
//! when they are handed out.

use std::fmt::Write as _;

use spec::diagnostic::Bilingual;
use spec::toml::quoted;
use spec::track::TrackFile;
use spec::{ModuleId, TrackId};

use super::store::{self, LibraryError};
use crate::browser;

/// Behind the tracks that ama brings.
const ORDER: u32 = 100;

fn key(id: &TrackId) -> String {
    format!("my-track/{id}")
}

/// All of them, the one begun first first.
pub(crate) async fn list() -> Vec<TrackFile> {
    // What cannot be read is not there.
    let all = store::all("my-track/").await.unwrap_or_default();
    all.values()
        .filter_map(|json| serde_json::from_str(std::str::from_utf8(json).ok()?).ok())
        .collect()
}

/// A new one, of which nothing is written yet.
pub(crate) fn begin() -> TrackFile {
    TrackFile {
        format: 1,
        id: TrackId(format!("my-track-{:x}", browser::now())),
        order: ORDER,
        ..TrackFile::default()
    }
}

/// Keeps one.
pub(crate) async fn save(track: &TrackFile) -> Result<(), LibraryError> {
    let json = serde_json::to_string_pretty(track).map_err(|error| error.to_string())?;
    store::replace(&[], &[(key(&track.id), json.into_bytes())]).await
}

/// Forgets one; its modules stay.
pub(crate) async fn remove(id: &TrackId) -> Result<(), LibraryError> {
    store::replace(&[key(id)], &[]).await
}

/// A module one place up or down; the same where it stands at the end already.
pub(crate) fn moved(modules: &[ModuleId], at: usize, down: bool) -> Vec<ModuleId> {
    let mut modules = modules.to_vec();
    let other = if down {
        at.checked_add(1)
    } else {
        at.checked_sub(1)
    };
    if let Some(other) = other.filter(|other| *other.max(&at) < modules.len()) {
        modules.swap(at, other);
    }
    modules
}

/// The file that says it.
pub(crate) fn toml(track: &TrackFile) -> String {
    let mut out = String::new();
    let strings = |list: &mut dyn Iterator<Item = &str>| {
        let list: Vec<String> = list.map(quoted).collect();
        format!("[{}]", list.join(", "))
    };
    let both = |text: &Bilingual| {
        let en = if text.en.trim().is_empty() {
            String::new()
        } else {
            format!(", en = {}", quoted(text.en.trim()))
        };
        format!("{{ ja = {}{en} }}", quoted(text.ja.trim()))
    };
    let TrackFile {
        format,
        id,
        order,
        title,
        summary,
        audience,
        modules,
    } = track;
    // Writing to a text never fails.
    let _ = writeln!(
        out,
        "format = {format}\nid = {}\norder = {order}",
        quoted(&id.0)
    );
    let _ = writeln!(out, "title = {}\nsummary = {}", both(title), both(summary));
    if !audience.is_empty() {
        let audience = strings(&mut audience.iter().map(String::as_str));
        let _ = writeln!(out, "audience = {audience}");
    }
    let modules = strings(&mut modules.iter().map(ModuleId::as_str));
    let _ = writeln!(out, "modules = {modules}");
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_track_is_written_as_the_sites_own_are() {
        let courses = concat!(env!("CARGO_MANIFEST_DIR"), "/../../courses");
        let file = std::fs::read_to_string(format!("{courses}/data-science/track.toml")).unwrap();
        let both = |ja: &str, en: &str| Bilingual {
            ja: ja.into(),
            en: en.into(),
        };
        let modules: Vec<ModuleId> = file
            .split_once("modules = [")
            .unwrap()
            .1
            .split('"')
            .skip(1)
            .step_by(2)
            .map(ModuleId::from)
            .collect();
        let track = TrackFile {
            format: 1,
            id: "data-science".into(),
            order: 30,
            title: both("データサイエンス", "Data science"),
            summary: both(
                "表を読み、しぼり、集計し、図にする。",
                "Read a table, filter it, sum it up, draw it.",
            ),
            audience: vec!["municipal".into(), "sme".into()],
            modules,
        };
        assert_eq!(toml(&track), file);
    }

    #[test]
    fn what_is_typed_stays_a_string() {
        let track = TrackFile {
            title: Bilingual {
                ja: "「\"x\\\n」".into(),
                en: " ".into(),
            },
            ..TrackFile::default()
        };
        assert!(toml(&track).contains(r#"title = { ja = "「\"x\\\n」" }"#));
    }

    #[test]
    fn modules_are_moved_one_place() {
        let ids = |list: &[&str]| -> Vec<ModuleId> { list.iter().map(|id| (*id).into()).collect() };
        let list = ids(&["a", "b", "c"]);
        assert_eq!(moved(&list, 0, true), ids(&["b", "a", "c"]));
        assert_eq!(moved(&list, 2, false), ids(&["a", "c", "b"]));
        assert_eq!(moved(&list, 0, false), list);
        assert_eq!(moved(&list, 2, true), list);
        assert_eq!(moved(&list, 9, false), list);
    }
}
