//! Records in IndexedDB: one object store, text by text key.

use futures_channel::oneshot;
use idb::{Query, TransactionMode, TransactionResult};
use std::future::pending;
use std::pin::Pin;
use std::rc::Rc;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;

use super::{Answer, Reconciled, Records, Saved, Storage, StorageError, reconcile};
use crate::database::Opened;
use crate::shell;

const STORE: &str = "work";

/// Records in IndexedDB.
#[derive(Clone)]
pub(crate) struct IndexedDb {
    database: Rc<Opened>,
    lasts: bool,
}

impl IndexedDb {
    /// Opens the database of that name, of this page's place; `lasts` says whether one can rely on it.
    ///
    /// # Errors
    /// [`StorageError`] where the browser refuses it (private windows, blocked storage).
    pub(crate) async fn open(name: &str, lasts: bool) -> Result<Self, StorageError> {
        let name = shell::own_database(name, STORE)
            .await
            .map_err(StorageError::Failed)?;
        let opened = Self {
            database: Opened::open(&name, STORE, || ()).await.map_err(failed)?,
            lasts,
        };
        // Some browsers open a database and refuse to use it.
        opened.read().await?;
        Ok(opened)
    }

    async fn read(&self) -> Result<Records, StorageError> {
        let transaction = self
            .database
            .transaction(&[STORE], TransactionMode::ReadOnly)
            .map_err(failed)?;
        let store = transaction.object_store(STORE).map_err(failed)?;
        let keys = store
            .get_all_keys(None, None)
            .map_err(failed)?
            .await
            .map_err(failed)?;
        let values = store
            .get_all(None, None)
            .map_err(failed)?
            .await
            .map_err(failed)?;
        let pairs = keys.iter().zip(&values);
        Ok(pairs
            .filter_map(|(key, value)| Some((key.as_string()?, value.as_string()?)))
            .collect())
    }

    async fn write(&self, mine: Records, seen: Records) -> Result<Saved, StorageError> {
        let transaction = self.database.writing(STORE).map_err(failed)?;
        let store = transaction.object_store(STORE).map_err(failed)?;
        // Still there when the other handle is gone: it knows why the browser gave up.
        let held = store.transaction();
        let mut saved = Saved::default();
        for (key, text) in mine {
            let place = JsValue::from_str(&key);
            let old = store
                .get(Query::Key(place.clone()))
                .map_err(failed)?
                .await
                .map_err(failed)?;
            let old = old.and_then(|old| old.as_string());
            match reconcile(
                old.as_deref(),
                seen.get(&key).map(String::as_str),
                &key,
                &text,
            ) {
                Reconciled::Write(new) if new.is_empty() => {
                    store
                        .delete(Query::Key(place))
                        .map_err(failed)?
                        .await
                        .map_err(failed)?;
                    saved.records.insert(key, new);
                }
                Reconciled::Write(new) => {
                    store
                        .put(&JsValue::from_str(&new), Some(&place))
                        .map_err(failed)?
                        .await
                        .map_err(failed)?;
                    saved.records.insert(key, new);
                }
                Reconciled::Same => {
                    saved.records.insert(key, old.unwrap_or_default());
                }
                Reconciled::Newer => saved.newer.push(key),
            }
        }
        match transaction
            .commit()
            .map_err(failed)?
            .await
            .map_err(failed)?
        {
            TransactionResult::Committed => Ok(saved),
            TransactionResult::Aborted => Err(held.error().map_or_else(
                || StorageError::Failed("transaction aborted".to_owned()),
                |why| failed(idb::Error::DomException(why)),
            )),
        }
    }
}

impl Storage for IndexedDb {
    fn lasts(&self) -> bool {
        self.lasts
    }

    fn name(&self) -> String {
        self.database.name()
    }

    fn load(&self) -> Answer<Records> {
        let (tell, answer) = oneshot::channel();
        let store = self.clone();
        spawn_local(async move {
            let read = store.database.unless_closed(store.read()).await;
            let _ = tell.send(read.unwrap_or_else(closed));
        });
        answer
    }

    fn save(&self, mine: Records, seen: Records) -> Answer<Saved> {
        let (tell, answer) = oneshot::channel();
        let store = self.clone();
        spawn_local(async move {
            let saved = store.database.unless_closed(store.write(mine, seen)).await;
            let _ = tell.send(saved.unwrap_or_else(closed));
        });
        answer
    }

    fn is_closed(&self) -> bool {
        self.database.is_closed()
    }

    fn closed(&self) -> Pin<Box<dyn Future<Output = ()>>> {
        let database = Rc::clone(&self.database);
        Box::pin(async move {
            database.unless_closed(pending::<()>()).await;
        })
    }
}

fn closed<T>() -> Result<T, StorageError> {
    Err(StorageError::Failed("database closed".to_owned()))
}

fn failed(error: idb::Error) -> StorageError {
    let text = format!("{error:?}");
    if text.contains("Quota") {
        StorageError::Full(text)
    } else {
        StorageError::Failed(text)
    }
}
