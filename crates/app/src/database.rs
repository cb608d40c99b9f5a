//! A database of the browser's that may be closed under the page: somebody deletes the site's data, or the browser gives it
//! up. Chromium then leaves transactions that are on their way without an answer, for ever. Whoever waits for one waits
//! through [`Opened::unless_closed`], so that it is said and nobody waits for ever.

use std::cell::RefCell;
use std::future::poll_fn;
use std::ops::Deref;
use std::pin::Pin;
use std::rc::Rc;
use std::task::Poll;

use futures_channel::oneshot;
use idb::{Database, DatabaseEvent, Error, Factory, ObjectStoreParams, Transaction};
use js_sys::{Function, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// Version of a database's own layout; what lies in it carries its own.
const LAYOUT: u32 = 1;

/// An open database.
pub(crate) struct Opened {
    database: Database,
    /// The same, as the browser knows it.
    raw: JsValue,
    end: End,
}

impl Opened {
    /// Opens a database of one object store, and makes it where there is none. `gone` hears that it is closed: the browser has
    /// done that, or somebody deletes it or a newer build in another tab wants to change its layout and it must not stand in
    /// the way.
    ///
    /// # Errors
    /// The browser's, where it hands out no database (private windows, blocked storage).
    pub(crate) async fn open(
        name: &str,
        store: &'static str,
        gone: impl Fn() + 'static,
    ) -> Result<Rc<Self>, Error> {
        let mut request = Factory::new()?.open(name, Some(LAYOUT))?;
        request.on_upgrade_needed(move |event| {
            // Where this fails, no transaction can be opened later and the caller hears of it then.
            if let Ok(database) = event.database() {
                let _ = database.create_object_store(store, ObjectStoreParams::new());
            }
        });
        let raw = JsValue::from(request.await?);
        let mut database = Database::try_from(raw.clone())?;
        let end = End::default();
        let closing = {
            let end = end.clone();
            Rc::new(move || {
                gone();
                end.comes();
            })
        };
        let stepping_aside = Rc::clone(&closing);
        database.on_version_change(move |event| {
            if let Ok(database) = event.database() {
                database.close();
            }
            stepping_aside();
        });
        database.on_close(move |_| closing());
        let opened = Rc::new(Self { database, raw, end });
        // Never let go: a browser tells of the end of a database that nobody holds any more, or tells it to what is just being
        // let go, and what it calls has to be there.
        std::mem::forget(Rc::clone(&opened));
        Ok(opened)
    }

    /// A transaction that writes into that store. What it calls done lies on the disc: as browsers do it unless told, a power
    /// cut takes the last moments with it.
    ///
    /// # Errors
    /// The browser's, where it opens none.
    pub(crate) fn writing(&self, store: &str) -> Result<Transaction, Error> {
        let options = Object::new();
        // `idb` has no word for it.
        let open = || -> Result<JsValue, JsValue> {
            Reflect::set(&options, &"durability".into(), &"strict".into())?;
            let transaction: Function =
                Reflect::get(&self.raw, &"transaction".into())?.dyn_into()?;
            transaction.call3(&self.raw, &store.into(), &"readwrite".into(), &options)
        };
        Transaction::try_from(open().map_err(Error::TransactionOpenFailed)?)
    }

    /// What comes of it; `None` where the database is closed before.
    pub(crate) async fn unless_closed<T>(&self, work: impl Future<Output = T>) -> Option<T> {
        self.end.or(work).await
    }

    /// Whether it is closed.
    pub(crate) fn is_closed(&self) -> bool {
        self.end.0.borrow().has_come
    }
}

impl Deref for Opened {
    type Target = Database;

    fn deref(&self) -> &Database {
        &self.database
    }
}

/// The end of something, for those who wait. Clones are the same.
#[derive(Clone, Default)]
struct End(Rc<RefCell<State>>);

#[derive(Default)]
struct State {
    has_come: bool,
    /// Dropped when it comes.
    waiting: Vec<oneshot::Sender<()>>,
}

impl End {
    fn comes(&self) {
        let waiting = {
            let mut state = self.0.borrow_mut();
            state.has_come = true;
            std::mem::take(&mut state.waiting)
        };
        drop(waiting);
    }

    async fn or<T>(&self, work: impl Future<Output = T>) -> Option<T> {
        let (tell, mut told) = oneshot::channel();
        {
            let mut state = self.0.borrow_mut();
            state.waiting.retain(|waiting| !waiting.is_canceled());
            if state.has_come {
                drop(tell);
            } else {
                state.waiting.push(tell);
            }
        }
        let mut work = Box::pin(work);
        let done = poll_fn(|context| match work.as_mut().poll(context) {
            Poll::Ready(done) => Poll::Ready(Some(done)),
            Poll::Pending => Pin::new(&mut told).poll(context).map(|_| None),
        })
        .await;
        if done.is_none() {
            // The browser may still answer some of its requests, and what they call then has to be there.
            std::mem::forget(work);
        }
        done
    }
}

#[cfg(test)]
mod tests {
    use std::future::{pending, ready};
    use std::pin::pin;
    use std::task::{Context, Waker};

    use super::*;

    fn poll<T>(future: &mut Pin<&mut impl Future<Output = T>>) -> Poll<T> {
        future
            .as_mut()
            .poll(&mut Context::from_waker(Waker::noop()))
    }

    #[test]
    fn what_never_comes_is_not_waited_for_after_the_end() {
        let end = End::default();
        let mut first = pin!(end.or(pending::<()>()));
        let mut second = pin!(end.or(pending::<()>()));
        assert_eq!(poll(&mut first), Poll::Pending);
        assert_eq!(poll(&mut second), Poll::Pending);
        end.comes();
        assert_eq!(poll(&mut first), Poll::Ready(None));
        assert_eq!(poll(&mut second), Poll::Ready(None));
        assert_eq!(poll(&mut pin!(end.or(pending::<()>()))), Poll::Ready(None));
    }

    #[test]
    fn what_is_not_waited_for_any_more_stays() {
        // Events may still call what belongs to it.
        let held = Rc::new(());
        let watched = Rc::downgrade(&held);
        let end = End::default();
        let work = async move {
            pending::<()>().await;
            drop(held);
        };
        let mut waiting = Box::pin(end.or(work));
        assert_eq!(poll(&mut waiting.as_mut()), Poll::Pending);
        end.comes();
        assert_eq!(poll(&mut waiting.as_mut()), Poll::Ready(None));
        drop(waiting);
        assert!(watched.upgrade().is_some());
    }

    #[test]
    fn what_comes_counts() {
        let end = End::default();
        assert_eq!(poll(&mut pin!(end.or(ready(1)))), Poll::Ready(Some(1)));
        end.comes();
        assert_eq!(poll(&mut pin!(end.or(ready(2)))), Poll::Ready(Some(2)));
    }

    #[test]
    fn nobody_is_remembered_who_has_what_they_wanted() {
        let end = End::default();
        for _ in 0..100 {
            assert_eq!(poll(&mut pin!(end.or(ready(1)))), Poll::Ready(Some(1)));
        }
        assert_eq!(end.0.borrow().waiting.len(), 1);
    }
}
