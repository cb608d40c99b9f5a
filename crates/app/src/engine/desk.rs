//! Book-keeping of requests: which wait, which are being answered. Knows nothing of browsers.

use std::collections::VecDeque;

/// Requests (`P`, the parcel to post) and the askers (`T`) that wait for their answers.
///
/// Invariant: each asker stands in `askers` from [`Desk::submit`] until it is handed out exactly once.
#[derive(Debug)]
pub(crate) struct Desk<P, T> {
    last: u32,
    open: bool,
    waiting: VecDeque<(u32, P)>,
    /// Oldest first. Never many.
    askers: Vec<(u32, T)>,
}

impl<P, T> Default for Desk<P, T> {
    fn default() -> Self {
        Self {
            last: 0,
            open: false,
            waiting: VecDeque::new(),
            askers: Vec::new(),
        }
    }
}

impl<P, T> Desk<P, T> {
    /// A number not used before; 0 is never given out (it means «no request»).
    pub(crate) fn number(&mut self) -> u32 {
        self.last = self.last.checked_add(1).unwrap_or(1);
        self.last
    }

    /// Takes a request: back comes what to post now, or nothing while the desk is closed.
    pub(crate) fn submit(&mut self, id: u32, parcel: P, asker: T) -> Option<P> {
        self.askers.push((id, asker));
        if self.open {
            return Some(parcel);
        }
        self.waiting.push_back((id, parcel));
        None
    }

    /// Whether somebody waits for an answer.
    pub(crate) fn is_busy(&self) -> bool {
        !self.askers.is_empty()
    }

    /// Notes an asker whose request is posted past the queue.
    pub(crate) fn expect_answer(&mut self, id: u32, asker: T) {
        self.askers.push((id, asker));
    }

    /// Changes an asker that still waits.
    pub(crate) fn with_asker(&mut self, id: u32, change: impl FnOnce(&mut T)) {
        if let Some((_, asker)) = self.askers.iter_mut().find(|(of, _)| *of == id) {
            change(asker);
        }
    }

    /// Opens the desk: everything that waited is to be posted now, in order.
    pub(crate) fn open(&mut self) -> Vec<(u32, P)> {
        self.open = true;
        self.waiting.drain(..).collect()
    }

    /// Later requests wait again. What was posted already is still answered.
    pub(crate) fn close(&mut self) {
        self.open = false;
    }

    /// The asker of that request, once; `None` for an unknown or already answered one.
    pub(crate) fn answer(&mut self, id: u32) -> Option<T> {
        let at = self.askers.iter().position(|(of, _)| *of == id)?;
        Some(self.askers.remove(at).1)
    }

    /// Gives up: closes the desk and hands out all askers, oldest first.
    pub(crate) fn clear(&mut self) -> Vec<T> {
        self.open = false;
        self.waiting.clear();
        self.askers.drain(..).map(|(_, asker)| asker).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(
        desk: &mut Desk<&'static str, &'static str>,
        parcel: &'static str,
    ) -> (u32, Option<&'static str>) {
        let id = desk.number();
        (id, desk.submit(id, parcel, parcel))
    }

    #[test]
    fn requests_wait_until_the_desk_opens_and_keep_their_order() {
        let mut desk = Desk::default();
        assert_eq!(ask(&mut desk, "a"), (1, None));
        assert_eq!(ask(&mut desk, "b"), (2, None));
        assert_eq!(desk.open(), [(1, "a"), (2, "b")]);
        assert_eq!(ask(&mut desk, "c"), (3, Some("c")));
        desk.close();
        assert_eq!(ask(&mut desk, "d"), (4, None));
        assert_eq!(desk.answer(3), Some("c"));
        assert_eq!(desk.open(), [(4, "d")]);
    }

    #[test]
    fn each_asker_is_answered_once() {
        let mut desk = Desk::default();
        desk.open();
        let (id, _) = ask(&mut desk, "a");
        assert_eq!(desk.answer(id), Some("a"));
        assert_eq!(desk.answer(id), None);
        assert_eq!(desk.answer(99), None);
    }

    #[test]
    fn giving_up_hands_out_everybody_and_posts_nothing_later() {
        let mut desk = Desk::default();
        desk.open();
        ask(&mut desk, "posted");
        desk.close();
        ask(&mut desk, "waiting");
        assert_eq!(desk.clear(), ["posted", "waiting"]);
        assert_eq!(desk.open(), []);
        assert_eq!(ask(&mut desk, "next"), (3, Some("next")));
    }
}
