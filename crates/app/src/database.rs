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
use idb::Database;

/// An open database.
pub(crate) struct Opened {
    database: Database,
    end: End,
}

impl Opened {
    /// A database that was just opened.
    pub(crate) fn new(mut database: Database) -> Rc<Self> {
        let end = End::default();
        let closing = end.clone();
        database.on_close(move |_| closing.comes());
        let opened = Rc::new(Self { database, end });
        // Never let go: a browser tells of the end of a database that nobody holds any more, or tells it to what is just being
        // let go, and what it calls has to be there.
        std::mem::forget(Rc::clone(&opened));
        opened
    }

    /// What comes of it; `None` where the database is closed before.
    pub(crate) async fn unless_closed<T>(&self, work: impl Future<Output = T>) -> Option<T> {
        self.end.or(work).await
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
