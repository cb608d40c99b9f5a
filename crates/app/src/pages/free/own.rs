//! The learner's own tables while the page is open: in memory alone, under addresses by which the engine fetches them as any other
//! table. What this browser keeps of them on request lies in `crate::library`'s database.

use std::cell::{Cell, RefCell};
use std::pin::Pin;

use js_sys::{Array, Uint8Array};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, File};

use crate::browser::describe;
use crate::{library, shell};

/// Begins the addresses of tables that are here.
const PLACE: &str = "desk/";

/// A table that is here.
#[derive(Clone)]
pub(super) struct Held {
    /// Which one it is: another file under the same name has another number.
    number: u32,
    /// The table's CSV, outside of the wasm's memory.
    csv: Blob,
    /// The file that it came from, to be looked at again; a table that this browser kept has none.
    pub(super) file: Option<File>,
}

thread_local! {
    static HELD: RefCell<Vec<(String, Held)>> = const { RefCell::new(Vec::new()) };
    static LAST: Cell<u32> = const { Cell::new(0) };
}

/// Has the page's files asked for here, too.
pub(super) fn serve() {
    shell::serve_own(PLACE, fetch);
}

/// Puts a table there, in the place of one of that name.
///
/// # Errors
/// The browser's words where it has no room.
pub(super) fn put(name: &str, csv: &[u8], file: Option<File>) -> Result<(), String> {
    let parts = Array::of1(&Uint8Array::from(csv));
    let csv = Blob::new_with_u8_array_sequence(&parts).map_err(|error| describe(&error))?;
    let number = LAST.get().wrapping_add(1);
    LAST.set(number);
    let held = Held { number, csv, file };
    HELD.with_borrow_mut(|all| {
        all.retain(|(known, _)| known != name);
        all.push((name.to_owned(), held));
    });
    Ok(())
}

/// The table of that name, if it is here.
pub(super) fn held(name: &str) -> Option<Held> {
    HELD.with_borrow(|all| {
        let held = all.iter().find(|(known, _)| known == name);
        held.map(|(_, held)| held.clone())
    })
}

/// Lets a table go.
pub(super) fn forget(name: &str) {
    HELD.with_borrow_mut(|all| all.retain(|(known, _)| known != name));
}

impl Held {
    /// Where the engine finds it.
    pub(super) fn address(&self) -> String {
        format!("{PLACE}{}", self.number)
    }

    /// Its CSV.
    pub(super) async fn csv(&self) -> Result<Vec<u8>, String> {
        bytes(&self.csv).await
    }
}

/// All bytes of a file or blob.
///
/// # Errors
/// The browser's words: the file may be gone, or its folder out of reach.
pub(super) async fn bytes(blob: &Blob) -> Result<Vec<u8>, String> {
    let buffer = JsFuture::from(blob.array_buffer()).await;
    let buffer = buffer.map_err(|error| describe(&error))?;
    Ok(Uint8Array::new(&buffer).to_vec())
}

fn fetch(url: &str) -> Pin<Box<dyn Future<Output = Result<Vec<u8>, String>>>> {
    let number = url.strip_prefix(PLACE).and_then(|it| it.parse().ok());
    let held = HELD.with_borrow(|all| {
        let held = all.iter().find(|(_, held)| Some(held.number) == number);
        held.map(|(_, held)| held.clone())
    });
    let url = url.to_owned();
    Box::pin(async move {
        match held {
            Some(held) => held.csv().await,
            None => Err(format!("{url}: not here")),
        }
    })
}

/// Under which this browser keeps a table.
fn key(name: &str) -> String {
    format!("desk/{name}/")
}

/// Has this browser keep a table, until it is told otherwise.
///
/// # Errors
/// The browser's words where it does not.
pub(super) async fn keep(name: &str, csv: Vec<u8>) -> Result<(), String> {
    library::replace(&[key(name)], &[(format!("{}csv", key(name)), csv)]).await
}

/// Has this browser forget a table that it keeps.
///
/// # Errors
/// The browser's words where it does not.
pub(super) async fn unkeep(name: &str) -> Result<(), String> {
    library::replace(&[key(name)], &[]).await
}

/// A table that this browser keeps.
pub(super) async fn kept(name: &str) -> Option<Vec<u8>> {
    library::get(&format!("{}csv", key(name))).await.ok()?
}

/// A table without some columns, by their positions. `csv` is a table as the reader writes it.
pub(super) fn without(csv: &[u8], dropped: &[usize]) -> Vec<u8> {
    let mut left = Vec::with_capacity(csv.len());
    let (mut column, mut is_quoted, mut from) = (0, false, 0);
    let mut is_first = true;
    for (at, byte) in csv.iter().enumerate() {
        match byte {
            b'"' => is_quoted = !is_quoted,
            b',' | b'\n' if !is_quoted => {
                if !dropped.contains(&column) {
                    if !is_first {
                        left.push(b',');
                    }
                    left.extend(csv.get(from..at).unwrap_or_default());
                    is_first = false;
                }
                column += 1;
                from = at + 1;
                if *byte == b'\n' {
                    // A line with nothing in it would be no row.
                    if left.last().is_none_or(|last| *last == b'\n') {
                        left.extend(b"\"\"");
                    }
                    left.push(b'\n');
                    (column, is_first) = (0, true);
                }
            }
            _ => {}
        }
    }
    left
}

#[cfg(test)]
mod tests {
    use super::without;

    #[test]
    fn columns_go_and_all_else_stays() {
        let table = "氏名,市町,\"a,\"\"b\"\"\n\"\n山田,津市,1\n\"x\n,y\",,\n";
        let left =
            |dropped: &[usize]| String::from_utf8(without(table.as_bytes(), dropped)).unwrap();
        assert_eq!(left(&[]), table);
        assert_eq!(left(&[0]), "市町,\"a,\"\"b\"\"\n\"\n津市,1\n,\n");
        assert_eq!(left(&[1, 2]), "氏名\n山田\n\"x\n,y\"\n");
        assert_eq!(without(b"a,b\n1,\n", &[0]), b"b\n\"\"\n");
        assert_eq!(left(&[2]), "氏名,市町\n山田,津市\n\"x\n,y\",\n");
    }
}
