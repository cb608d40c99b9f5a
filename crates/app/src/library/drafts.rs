//! One's own modules under way: a text and the files beside it, saved at each change.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;

use super::author_worker::Files;
use super::draft::folder;
use super::past;
use super::store::{self, Entry, LibraryError, PLACE};
use crate::browser;
use crate::host::{self, Loss};

pub(crate) use super::draft::{About, Draft, load};

thread_local! {
    /// Keys of the drafts that would be lost if the page were closed now.
    static AT_RISK: RefCell<BTreeSet<String>> = const { RefCell::new(BTreeSet::new()) };
    /// Counts the texts that were held.
    static TURN: Cell<u32> = const { Cell::new(0) };
    /// A name that no other window has.
    static WINDOW: String = format!("{:x}", js_sys::Math::random().to_bits());
}

/// Id and version as the front matter says them, by its lines: a text that cannot be read has them too.
fn head(text: &str) -> (String, u32) {
    let (mut id, mut version) = (String::new(), 0);
    let lines = text.trim_start_matches('\u{feff}').lines();
    for line in lines.skip(1).take_while(|line| line.trim_end() != "+++") {
        if line.starts_with('[') {
            break;
        }
        let Some((key, value)) = line.split_once('=') else {
            continue;
        };
        let value = value.trim();
        match key.trim() {
            "id" => {
                id = value
                    .split(['"', '\''])
                    .nth(1)
                    .unwrap_or_default()
                    .to_owned()
            }
            "version" => {
                let digits: String = value.chars().take_while(char::is_ascii_digit).collect();
                version = digits.parse().unwrap_or_default();
            }
            _ => {}
        }
    }
    (id, version)
}

/// A key that no draft has: they are made one after another by one person.
pub(crate) fn new_key() -> String {
    format!("{:x}", browser::now())
}

/// What stands before the addresses of a draft's own files.
pub(crate) fn base(key: &str) -> String {
    format!("{PLACE}{}", folder(key))
}

/// All drafts, the one changed last first.
pub(crate) async fn list() -> Vec<(String, About)> {
    let mut drafts: Vec<(String, About)> = store::all("about/")
        .await
        .unwrap_or_default()
        .into_iter()
        .filter_map(|(key, json)| {
            let about = serde_json::from_str(std::str::from_utf8(&json).ok()?).ok()?;
            Some((key, about))
        })
        .collect();
    drafts.sort_by_key(|(_, about)| std::cmp::Reverse(about.updated));
    drafts
}

/// Has `web/boot/page.js` hold a text until it is saved: it keeps it should the page's wasm stop before.
pub(crate) fn hold(key: &str, text: &str) {
    TURN.set(TURN.get().wrapping_add(1));
    browser::note(folder(key).trim_end_matches('/'), text);
}

fn about(key: &str, title: &str, text: &str) -> Option<Entry> {
    let (id, version) = head(text);
    let about = About {
        title: title.to_owned(),
        updated: browser::now(),
        id,
        version,
        window: WINDOW.with(String::clone),
    };
    let json = serde_json::to_string_pretty(&about).ok()?;
    Some((format!("about/{key}"), json.into_bytes()))
}

/// Saves the text, and the files in the place of all that were there, if there are any to be saved. Where another text than
/// `seen` stands there, another window has written it: it is kept as a state of the draft's past. Whether that was so.
pub(crate) async fn save(
    key: &str,
    title: &str,
    text: &str,
    files: Option<&Files>,
    seen: &str,
) -> Result<bool, LibraryError> {
    let folder = folder(key);
    let place = format!("{folder}module.md");
    let mut values = vec![(place.clone(), text.as_bytes().to_vec())];
    let beside = files.into_iter().flatten();
    values.extend(beside.map(|(path, bytes)| (format!("{folder}{path}"), bytes.clone())));
    values.extend(about(key, title, text));
    let prefixes = if files.is_some() {
        vec![folder]
    } else {
        Vec::new()
    };
    let turn = TURN.get();
    let keys = [place, format!("about/{key}")];
    let any = Cell::new(false);
    let from_elsewhere = |before: &[Option<Vec<u8>>]| {
        let [Some(theirs), about] = before else {
            return None;
        };
        let theirs = String::from_utf8_lossy(theirs);
        let about: Option<About> = about
            .as_ref()
            .and_then(|json| serde_json::from_slice(json).ok());
        let window = about.as_ref().map_or("", |about| &about.window);
        if theirs == text || theirs == seen || WINDOW.with(|mine| mine == window) {
            return None;
        }
        any.set(true);
        past::from_elsewhere(key, window, about.as_ref(), theirs.into_owned())
    };
    let kept = store::replace_seeing(&keys, &from_elsewhere, &prefixes, &values).await;
    let is_safe = kept.is_ok() && store::lasts().await;
    note(key, !is_safe);
    // What was typed meanwhile is held until it is saved too.
    if is_safe && TURN.get() == turn {
        hold(key, "");
    }
    if any.get() && kept.is_ok() {
        past::tell();
    }
    kept.map(|()| any.get())
}

/// The draft as it stands lies in a file of its writer's.
pub(crate) fn in_file(key: &str) {
    note(key, false);
}

fn note(key: &str, at_risk: bool) {
    let any = AT_RISK.with_borrow_mut(|keys| {
        if at_risk {
            keys.insert(key.to_owned());
        } else {
            keys.remove(key);
        }
        !keys.is_empty()
    });
    host::current().at_risk(Loss::Drafts, any);
}

/// The id under which a draft was handed out, if it was: learners' work belongs to it.
pub(crate) async fn handed(key: &str) -> Option<String> {
    let id = store::get(&format!("handed/{key}")).await.ok().flatten()?;
    String::from_utf8(id).ok()
}

/// Notes that a draft was handed out under that id.
pub(crate) async fn hand(key: &str, id: &str) {
    let value = (format!("handed/{key}"), id.as_bytes().to_vec());
    // Where nothing is kept, the draft is not either.
    let _ = store::replace(&[], &[value]).await;
}

/// Forgets a draft.
pub(crate) async fn remove(key: &str) -> Result<(), LibraryError> {
    // Keys are of one length: none begins with another.
    let [states, files] = past::folders(key);
    let beside = [format!("about/{key}"), format!("handed/{key}")];
    let gone: Vec<String> = [folder(key), states, files]
        .into_iter()
        .chain(beside)
        .collect();
    store::replace(&gone, &[]).await?;
    note(key, false);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::head;

    #[test]
    fn id_and_version_are_found_in_what_is_still_being_written() {
        let text = "+++\nformat = 1\nid = \"a-01\" # so\nversion = 12 # raised\n[[data]]\nid = \"no\"\n+++\nversion = 3\n";
        assert_eq!(head(text), ("a-01".to_owned(), 12));
        assert_eq!(head("\u{feff}+++\nid = 'b'\n").0, "b");
        assert_eq!(head(""), (String::new(), 0));
        assert_eq!(head("+++\n[[data]]\nid = \"no\"\n+++\n").0, "");
    }
}
