//! What the page is answered: the site's own files, the newest edition, and news as soon as there are any.

use std::path::PathBuf;
use std::sync::{Condvar, Mutex, MutexGuard};
use std::time::{Duration, Instant, SystemTime};

use serve::{Answer, Asked, found, path_of, plain};

use super::edition::{Edition, PLACE};
use super::lan::Lan;
use crate::out::Terminal;
use crate::words::say;

/// A page that waits longer asks again: proxies and browsers give up on silent connections.
const PATIENCE: Duration = Duration::from_secs(20);

/// The newest edition and those who wait for the next.
pub(crate) struct PreviewServer {
    site: PathBuf,
    terminal: Terminal,
    now: Mutex<Now>,
    changed: Condvar,
    /// Where others may ask, too.
    lan: Option<Lan>,
}

struct Now {
    edition: Edition,
    /// When its newest file was saved, until a page has shown it.
    saved: Option<SystemTime>,
}

impl PreviewServer {
    pub(crate) fn new(
        site: PathBuf,
        edition: Edition,
        terminal: Terminal,
        lan: Option<Lan>,
    ) -> Self {
        Self {
            site,
            terminal,
            now: Mutex::new(Now {
                edition,
                saved: None,
            }),
            changed: Condvar::new(),
            lan,
        }
    }

    /// A new edition, made of files that were saved then.
    pub(crate) fn publish(&self, edition: Edition, saved: SystemTime) {
        let mut now = self.now();
        // A table that a page is just fetching for the edition before is still there.
        let mut files = std::mem::take(&mut now.edition.files);
        files.extend(edition.files);
        now.edition = Edition { files, ..edition };
        now.saved = Some(saved);
        self.changed.notify_all();
    }

    fn now(&self) -> MutexGuard<'_, Now> {
        self.now
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    /// The answer to a request, or `None` where the site's folder has it.
    pub(crate) fn answer(&self, asked: &Asked<'_>) -> Option<Answer> {
        // A page of another site that calls this machine by another name gets nothing.
        let Some(lan) = &self.lan else {
            if !is_local(&asked.host) {
                return Some(plain(403, "only for this machine"));
            }
            return self.answer_inside(asked);
        };
        if !lan.is_asked_by(&asked.host) {
            return Some(plain(403, "not by this name"));
        }
        let Some(url) = lan.inside(asked.url) else {
            return Some(plain(404, "no such page"));
        };
        let inside = Asked {
            url,
            ..asked.clone()
        };
        let answer = self.answer_inside(&inside);
        Some(answer.unwrap_or_else(|| serve::answer(&self.site, &inside)))
    }

    fn answer_inside(&self, asked: &Asked<'_>) -> Option<Answer> {
        if !["GET", "HEAD"].contains(&asked.method) {
            return None;
        }
        let path = path_of(asked.url)?.to_string_lossy().into_owned();
        if path.is_empty() || path == "index.html" {
            let html = std::fs::read_to_string(self.site.join("index.html")).ok()?;
            let html = with_preview(&html)?;
            return Some(found(
                asked,
                "text/html; charset=utf-8",
                html.into_bytes(),
                None,
            ));
        }
        let name = path.strip_prefix(PLACE)?;
        Some(match name {
            "news" => self.news(asked, number(asked.url, "after=")),
            "shown" => {
                self.was_shown(number(asked.url, "number="));
                plain(200, "thank you")
            }
            _ => match self.now().edition.files.get(&path) {
                Some(bytes) => found(asked, mime(&path), bytes.clone(), None),
                None => plain(404, "no such file"),
            },
        })
    }

    /// Waits until there is an edition after that one.
    fn news(&self, asked: &Asked<'_>, after: u64) -> Answer {
        let until = Instant::now() + PATIENCE;
        let mut now = self.now();
        while now.edition.number <= after {
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() {
                break;
            }
            now = self
                .changed
                .wait_timeout(now, left)
                .unwrap_or_else(std::sync::PoisonError::into_inner)
                .0;
        }
        match serde_json::to_vec(&now.edition.news) {
            Ok(json) => found(asked, "application/json", json, None),
            Err(error) => plain(500, &error.to_string()),
        }
    }

    /// A page shows that edition: how long it took since the save is printed, once.
    fn was_shown(&self, number: u64) {
        let mut now = self.now();
        if number != now.edition.number {
            return;
        }
        let Some(saved) = now.saved.take() else {
            return;
        };
        drop(now);
        if let Ok(took) = saved.elapsed() {
            let took = format!("{:.2}", took.as_secs_f64());
            self.terminal.note(&say!(
                self.terminal.lang,
                "保存から画面まで {took} 秒",
                "from save to page: {took} s"
            ));
        }
    }
}

fn is_local(host: &str) -> bool {
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    ["localhost", "127.0.0.1", "[::1]"].contains(&name)
}

/// A number of the query.
fn number(url: &str, key: &str) -> u64 {
    url.split_once(key)
        .map(|(_, rest)| rest.chars().take_while(char::is_ascii_digit).collect())
        .and_then(|digits: String| digits.parse().ok())
        .unwrap_or_default()
}

fn mime(path: &str) -> &'static str {
    match path.rsplit('.').next() {
        Some("json") => "application/json",
        Some("csv") => "text/csv; charset=utf-8",
        _ => "application/octet-stream",
    }
}

const ASSETS: &str = "id=\"ama-assets\">";

/// The JSON in which index.html names its files.
pub(crate) fn assets(html: &str) -> Option<&str> {
    let (_, rest) = html.split_once(ASSETS)?;
    Some(rest.split_once("</script>")?.0)
}

/// The site's index.html with the list of courses from here and a place to wait for news.
fn with_preview(html: &str) -> Option<String> {
    let json = assets(html)?;
    let mut assets: serde_json::Map<String, serde_json::Value> = serde_json::from_str(json).ok()?;
    assets.insert("courses".to_owned(), format!("{PLACE}courses.json").into());
    assets.insert("preview".to_owned(), PLACE.into());
    let changed = serde_json::to_string(&assets).ok()?.replace('<', "\\u003c");
    Some(html.replacen(json, &changed, 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_machine_is_answered() {
        for (host, wanted) in [
            ("localhost:8027", true),
            ("127.0.0.1:8027", true),
            ("localhost", true),
            ("evil.example:8027", false),
            ("localhost.evil.example", false),
            ("", false),
        ] {
            assert_eq!(is_local(host), wanted, "{host}");
        }
    }

    #[test]
    fn the_page_learns_where_to_wait() {
        let html = "<script type=\"application/json\" id=\"ama-assets\">{\"courses\":\"courses-1.json\",\"x\":\"\\u003c\"}</script><p>";
        let changed = with_preview(html).unwrap();
        let json: serde_json::Value = serde_json::from_str(assets(&changed).unwrap()).unwrap();
        assert_eq!(json["courses"], "preview/courses.json");
        assert_eq!(json["preview"], "preview/");
        assert_eq!(json["x"], "<");
        assert!(changed.ends_with("</script><p>"));
        assert!(with_preview("<p>").is_none());
    }

    #[test]
    fn numbers_of_a_query_are_read() {
        assert_eq!(number("/preview/news?after=12&x=3", "after="), 12);
        assert_eq!(number("/preview/news", "after="), 0);
    }
}
