//! Whether files changed, and when they were saved.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::SystemTime;

/// Date and length of each file; `None` while it is not there.
type Marks = BTreeMap<PathBuf, Option<(SystemTime, u64)>>;

/// Files as they were at the last look.
#[derive(Debug)]
pub(crate) struct Watch(Marks);

impl Watch {
    pub(crate) fn new(files: &[PathBuf]) -> Self {
        Self(marks(files))
    }

    /// When the newest change happened since the last look, if any did. A file that came, went or is now among those
    /// that are watched is a change, too.
    pub(crate) fn changed(&mut self, files: &[PathBuf]) -> Option<SystemTime> {
        let now = marks(files);
        if now == self.0 {
            return None;
        }
        let saved = now
            .iter()
            .filter(|(path, mark)| self.0.get(*path) != Some(*mark))
            .filter_map(|(_, mark)| mark.map(|(date, _)| date))
            .max();
        self.0 = now;
        Some(saved.unwrap_or_else(SystemTime::now))
    }
}

fn marks(files: &[PathBuf]) -> Marks {
    files
        .iter()
        .map(|path| {
            let mark = std::fs::metadata(path)
                .ok()
                .and_then(|file| Some((file.modified().ok()?, file.len())));
            (path.clone(), mark)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_change_is_seen_once() {
        let folder = std::env::temp_dir().join(format!("ama-watch-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let (a, b) = (folder.join("a"), folder.join("b"));
        std::fs::write(&a, "1").unwrap();
        let files = [a.clone(), b.clone()];
        let mut watch = Watch::new(&files);
        assert_eq!(watch.changed(&files), None);
        std::fs::write(&a, "12").unwrap();
        let saved = std::fs::metadata(&a).unwrap().modified().unwrap();
        assert_eq!(watch.changed(&files), Some(saved));
        assert_eq!(watch.changed(&files), None);
        std::fs::write(&b, "1").unwrap();
        assert!(watch.changed(&files).is_some());
        std::fs::remove_file(&b).unwrap();
        assert!(watch.changed(&files).is_some());
        assert_eq!(watch.changed(&files), None);
        std::fs::remove_dir_all(folder).unwrap();
    }
}
