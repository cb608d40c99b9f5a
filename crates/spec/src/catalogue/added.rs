//! What a school, town or company put beside the built site: `added/courses.json`.
//!
//! The index names sources by their place below `added/`. A place that leads out of it is refused, not mended, and the
//! others are used all the same.

use serde::{Deserialize, Serialize};

/// The index of an `added/` folder.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Added {
    /// Version of this format; 1 today.
    pub format: u32,
    /// Module files below `added/` (`tsu/m1/module.md`).
    #[serde(default)]
    pub modules: Vec<String>,
    /// Track files below `added/` (`tsu/track.toml`).
    #[serde(default)]
    pub tracks: Vec<String>,
    /// Further files beside the modules that nothing in them names: descriptions of tables (`tsu/m1/data/x.toml`).
    #[serde(default)]
    pub files: Vec<String>,
}

/// Why an index cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AddedError {
    /// It is no such JSON.
    #[error("not readable: {0}")]
    Unreadable(String),
    /// It is of a version of tomorrow.
    #[error("format {0} is not known")]
    Format(u32),
    /// It names more files than any classroom has.
    #[error("{0} files are too many")]
    TooMany(usize),
    /// An entry does not stay below `added/` or is no such file.
    #[error("`{0}` is no file below `added/`")]
    Path(String),
}

impl Added {
    /// Most files that an index may name.
    pub const MAX: usize = 500;

    /// Reads an index and looks at every place that it names. Those that are none are taken out and given beside it.
    ///
    /// # Errors
    /// Why nothing of it can be used.
    pub fn parse(text: &str) -> Result<(Self, Vec<AddedError>), AddedError> {
        let text = text.trim_start_matches('\u{feff}');
        let mut added: Self = serde_json::from_str(text)
            .map_err(|error| AddedError::Unreadable(error.to_string()))?;
        if added.format != 1 {
            return Err(AddedError::Format(added.format));
        }
        let files = added.modules.len() + added.tracks.len() + added.files.len();
        if files > Self::MAX {
            return Err(AddedError::TooMany(files));
        }
        let mut wrong = Vec::new();
        for (paths, ending) in [
            (&mut added.modules, ".md"),
            (&mut added.tracks, ".toml"),
            (&mut added.files, ""),
        ] {
            paths.retain(|path| {
                let is_right = stays_below(path) && path.ends_with(ending);
                if !is_right {
                    wrong.push(AddedError::Path(path.clone()));
                }
                is_right
            });
        }
        Ok((added, wrong))
    }

    /// Every place that it names.
    pub fn paths(&self) -> impl Iterator<Item = &String> {
        self.tracks.iter().chain(&self.modules).chain(&self.files)
    }
}

/// Whether a path is relative, in forward slashes, and never leads up or elsewhere.
pub fn stays_below(path: &str) -> bool {
    let is_plain = |part: &str| !part.is_empty() && part != "." && part != "..";
    // A `%` could hide a dot or a slash, `?` and `#` would end the path, `:` could name another host.
    // Blanks at the ends are none of an address: `.. ` would be `..`.
    path.trim() == path
        && !path.contains(['\\', ':', '%', '?', '#'])
        && !path.contains(char::is_control)
        && path.split('/').all(is_plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_index_is_read() {
        let text = "\u{feff}{\"format\":1,\"modules\":[\"tsu/m1/module.md\"],\"tracks\":[\"tsu/track.toml\"]}";
        let (added, wrong) = Added::parse(text).unwrap();
        assert_eq!(wrong, []);
        assert_eq!(added.modules, ["tsu/m1/module.md"]);
        assert_eq!(added.tracks, ["tsu/track.toml"]);
        assert_eq!(
            Added::parse("{\"format\":1}").unwrap().0.modules,
            Vec::<String>::new()
        );
        // Japanese names of folders are ordinary ones.
        let (_, wrong) =
            Added::parse("{\"format\":1,\"modules\":[\"津市/窓口/module.md\"]}").unwrap();
        assert_eq!(wrong, []);
    }

    #[test]
    fn what_leads_elsewhere_is_named_and_takes_nothing_else_with_it() {
        for path in [
            "../m/module.md",
            "/m/module.md",
            "a//module.md",
            "./module.md",
            "a/../../module.md",
            "https://example.com/module.md",
            "//example.com/module.md",
            "javascript:alert(1)//module.md",
            "a\\module.md",
            "\\\\host\\module.md",
            "a/%2e%2e/module.md",
            "a/module.md?x",
            "a/module.md#x.md",
            "?/module.md",
            "a/\u{0}module.md",
            "a/\tmodule.md",
            "a/\nmodule.md",
            " //example.com/module.md",
            "../module.md ",
            "a/module.txt",
            "",
        ] {
            let index = Added {
                format: 1,
                modules: vec!["a/module.md".into(), path.to_owned(), "b/module.md".into()],
                ..Added::default()
            };
            let text = serde_json::to_string(&index).unwrap();
            let (added, wrong) = Added::parse(&text).unwrap();
            assert_eq!(added.modules, ["a/module.md", "b/module.md"], "{path:?}");
            assert_eq!(wrong, [AddedError::Path(path.to_owned())]);
        }
        let wrong = |text: &str| Added::parse(text).unwrap().1;
        assert_eq!(wrong("{\"format\":1,\"files\":[\"a/x.toml\"]}"), []);
        assert_eq!(
            wrong("{\"format\":1,\"files\":[\"../x.toml\"],\"tracks\":[\"tsu/module.md\"]}"),
            [
                AddedError::Path("tsu/module.md".into()),
                AddedError::Path("../x.toml".into())
            ]
        );
    }

    #[test]
    fn an_index_of_another_kind_is_refused() {
        assert_eq!(Added::parse("{\"format\":2}"), Err(AddedError::Format(2)));
        for text in [
            "",
            "<!doctype html>",
            "[]",
            "{}",
            "{\"format\":1,\"modules\":1}",
        ] {
            assert!(
                matches!(Added::parse(text), Err(AddedError::Unreadable(_))),
                "{text}"
            );
        }
        let many = vec!["a.md"; Added::MAX + 1];
        let text = serde_json::json!({ "format": 1, "modules": many }).to_string();
        assert_eq!(
            Added::parse(&text),
            Err(AddedError::TooMany(Added::MAX + 1))
        );
    }
}
