//! Where all of it is kept: bytes under text keys, in a database of their own or, where the browser keeps nothing, as long as
//! the page.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use idb::{KeyRange, ObjectStore, Query, TransactionMode, TransactionResult};
use js_sys::Uint8Array;
use wasm_bindgen::JsValue;

use crate::database::Opened;
use crate::{browser, shell};

/// Begins the addresses of things kept here.
pub(crate) const PLACE: &str = "own/";

const DATABASE: &str = "ama-modules";
const STORE: &str = "files";

/// Why nothing was kept, in the browser's words.
pub(crate) type LibraryError = String;

/// Where things are kept.
#[derive(Clone)]
enum Store {
    Lasting(Rc<Opened>),
    /// Where the browser keeps nothing: as long as the page.
    Fleeting(Rc<RefCell<BTreeMap<String, Vec<u8>>>>),
}

thread_local! {
    static OPENED: RefCell<Option<Store>> = const { RefCell::new(None) };
    /// Whether one that lasts was closed under the page.
    static WAS_CLOSED: Cell<bool> = const { Cell::new(false) };
    static ON_CLOSED: RefCell<Vec<Hears>> = const { RefCell::new(Vec::new()) };
}

/// Whether it still wants to hear more.
type Hears = Box<dyn Fn() -> bool>;

async fn store() -> Result<Store, LibraryError> {
    if let Some(store) = OPENED.with_borrow(Clone::clone) {
        return Ok(store);
    }
    let opened = match open().await {
        Ok(database) => Store::Lasting(database),
        // Nobody said that what is kept now would be gone with the page.
        Err(why) if WAS_CLOSED.get() => return Err(why),
        // Where nothing can be relied on, it is a copy against a crash.
        Err(_) => Store::Fleeting(Rc::default()),
    };
    // Somebody else may have opened it meanwhile: all use the same one.
    Ok(OPENED.with_borrow_mut(|store| store.get_or_insert(opened).clone()))
}

/// Has it called when the browser closes the database, perhaps because somebody deleted it, until it says no more. What is
/// kept afterwards is kept in a new one, and what somebody still has is best kept there again.
pub(crate) fn on_closed(hear: impl Fn() -> bool + 'static) {
    ON_CLOSED.with_borrow_mut(|all| all.push(Box::new(hear)));
}

fn closed() {
    OPENED.set(None);
    WAS_CLOSED.set(true);
    let all = ON_CLOSED.take();
    let all: Vec<Hears> = all.into_iter().filter(|hear| hear()).collect();
    ON_CLOSED.with_borrow_mut(|later| later.extend(all));
}

async fn open() -> Result<Rc<Opened>, LibraryError> {
    let name = shell::own_database(DATABASE, STORE).await?;
    let database = Opened::open(&name, STORE, closed).await.map_err(said)?;
    // Some browsers open a database and refuse to use it.
    database.writing(STORE).map_err(said)?;
    browser::note(".library", &name);
    Ok(database)
}

fn said(error: idb::Error) -> LibraryError {
    format!("{error:?}")
}

/// Whether what is kept here outlives the page.
pub(crate) async fn lasts() -> bool {
    shell::current().trusts_browser() && matches!(store().await, Ok(Store::Lasting(_)))
}

/// Waits for what comes of it, or says that the browser has closed the database meanwhile.
async fn answered<T>(
    database: &Opened,
    work: impl Future<Output = Result<T, LibraryError>>,
) -> Result<T, LibraryError> {
    let done = database.unless_closed(work).await;
    done.unwrap_or_else(|| Err("database closed".to_owned()))
}

/// The store, to be read from.
fn reading(database: &Opened) -> Result<ObjectStore, LibraryError> {
    database
        .transaction(&[STORE], TransactionMode::ReadOnly)
        .and_then(|transaction| transaction.object_store(STORE))
        .map_err(said)
}

/// The bytes under a key.
pub(crate) async fn get(key: &str) -> Result<Option<Vec<u8>>, LibraryError> {
    match store().await? {
        Store::Fleeting(kept) => Ok(kept.borrow().get(key).cloned()),
        Store::Lasting(database) => {
            answered(&database, async {
                let store = reading(&database)?;
                let value = store
                    .get(Query::Key(JsValue::from_str(key)))
                    .map_err(said)?
                    .await
                    .map_err(said)?;
                Ok(value.as_ref().map(bytes))
            })
            .await
        }
    }
}

/// Everything whose key begins so, by what follows.
pub(crate) async fn all(prefix: &str) -> Result<BTreeMap<String, Vec<u8>>, LibraryError> {
    let rest = |key: &str| key.strip_prefix(prefix).map(str::to_owned);
    match store().await? {
        Store::Fleeting(kept) => Ok(kept
            .borrow()
            .iter()
            .filter_map(|(key, value)| Some((rest(key)?, value.clone())))
            .collect()),
        Store::Lasting(database) => {
            answered(&database, async {
                let store = reading(&database)?;
                let keys = store
                    .get_all_keys(Some(below(prefix)?), None)
                    .map_err(said)?;
                let values = store.get_all(Some(below(prefix)?), None).map_err(said)?;
                let (keys, values) = (keys.await.map_err(said)?, values.await.map_err(said)?);
                Ok(keys
                    .iter()
                    .zip(&values)
                    .filter_map(|(key, value)| Some((rest(&key.as_string()?)?, bytes(value))))
                    .collect())
            })
            .await
        }
    }
}

/// A key and what is kept under it.
pub(crate) type Entry = (String, Vec<u8>);

/// Gives another entry by what stood under some keys.
type Also<'a> = dyn Fn(&[Option<Vec<u8>>]) -> Option<Entry> + 'a;

/// Forgets everything below these prefixes and keeps those values, all or nothing.
pub(crate) async fn replace(prefixes: &[String], values: &[Entry]) -> Result<(), LibraryError> {
    replace_seeing(&[], &|_| None, prefixes, values).await
}

/// The same, and what `also` gives when it has seen what stands under these keys before: nobody comes between.
pub(crate) async fn replace_seeing(
    keys: &[String],
    also: &Also<'_>,
    prefixes: &[String],
    values: &[Entry],
) -> Result<(), LibraryError> {
    match store().await? {
        Store::Fleeting(kept) => {
            let mut kept = kept.borrow_mut();
            let before: Vec<_> = keys.iter().map(|key| kept.get(key).cloned()).collect();
            kept.retain(|key, _| !prefixes.iter().any(|prefix| key.starts_with(prefix)));
            kept.extend(values.iter().cloned().chain(also(&before)));
            Ok(())
        }
        Store::Lasting(database) => {
            answered(&database, async {
                let transaction = database.writing(STORE).map_err(said)?;
                let store = transaction.object_store(STORE).map_err(said)?;
                // Still there when the other handle is gone: it knows why the browser gave up.
                let held = store.transaction();
                // All are asked for at once: what is typed waits for the answers.
                let asked: Vec<_> = keys
                    .iter()
                    .map(|key| store.get(Query::Key(JsValue::from_str(key))))
                    .collect::<Result<_, _>>()
                    .map_err(said)?;
                let mut before = Vec::new();
                for asked in asked {
                    before.push(asked.await.map_err(said)?.as_ref().map(bytes));
                }
                let also = also(&before);
                for prefix in prefixes {
                    store.delete(below(prefix)?).map_err(said)?;
                }
                for (key, value) in values.iter().chain(&also) {
                    let value = Uint8Array::from(value.as_slice());
                    store
                        .put(&value, Some(&JsValue::from_str(key)))
                        .map_err(said)?;
                }
                match transaction.commit().map_err(said)?.await.map_err(said)? {
                    TransactionResult::Committed => Ok(()),
                    TransactionResult::Aborted => Err(held.error().map_or_else(
                        || "transaction aborted".to_owned(),
                        |why| said(idb::Error::DomException(why)),
                    )),
                }
            })
            .await
        }
    }
}

fn below(prefix: &str) -> Result<Query, LibraryError> {
    KeyRange::bound(
        &JsValue::from_str(prefix),
        &JsValue::from_str(&format!("{prefix}\u{ffff}")),
        None,
        None,
    )
    .map(Query::from)
    .map_err(said)
}

fn bytes(value: &JsValue) -> Vec<u8> {
    Uint8Array::new(value).to_vec()
}
