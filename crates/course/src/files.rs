//! The file that a module names, among those that are there.

use std::collections::BTreeMap;

use table::text::composed;

/// Whether two paths name one file: they are the same, but for marks that macOS takes off their letters (`テ` and `゛`) and
/// for capital letters in the ending (`X.CSV`).
pub fn is_same_name(one: &str, other: &str) -> bool {
    one == other || folded(one) == folded(other)
}

fn folded(path: &str) -> String {
    let path = composed(path);
    match path.rsplit_once('.') {
        Some((stem, ending)) if !ending.contains('/') => {
            format!("{stem}.{}", ending.to_ascii_lowercase())
        }
        _ => path,
    }
}

/// The file of that path with the path that it really has. One whose path is the same to the letter goes before others.
pub fn find<'a, T>(files: &'a BTreeMap<String, T>, path: &str) -> Option<(&'a str, &'a T)> {
    let found = files.get_key_value(path).or_else(|| {
        let path = folded(path);
        files.iter().find(|(other, _)| folded(other) == path)
    });
    found.map(|(path, file)| (path.as_str(), file))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_and_endings_do_not_tell_files_apart() {
        let same = [
            ("data/データ.csv", "data/テ\u{3099}ータ.csv"),
            ("data/テ\u{3099}ータ.csv", "data/データ.CSV"),
            ("images/caf\u{e9}.png", "images/cafe\u{301}.PNG"),
        ];
        for (one, other) in same {
            assert!(is_same_name(one, other), "{one} {other}");
        }
        for (one, other) in [
            ("data/a.csv", "data/A.csv"),
            ("data.CSV/a", "data.csv/a"),
            ("data/はは.csv", "data/ぱは.csv"),
            ("data/\u{fa10}.csv", "data/塚.csv"),
        ] {
            assert!(!is_same_name(one, other), "{one} {other}");
        }
        let files = BTreeMap::from([
            ("data/テ\u{3099}ータ.csv".to_owned(), 1),
            ("data/X.CSV".to_owned(), 2),
            ("data/x.csv".to_owned(), 3),
        ]);
        let found = |path: &str| find(&files, path).map(|(path, file)| (path, *file));
        assert_eq!(
            found("data/データ.csv"),
            Some(("data/テ\u{3099}ータ.csv", 1))
        );
        assert_eq!(found("data/X.csv"), Some(("data/X.CSV", 2)));
        assert_eq!(found("data/x.csv"), Some(("data/x.csv", 3)));
        assert_eq!(found("data/y.csv"), None);
    }
}
