//! Book-keeping of requests: which wait, which are being answered. Knows nothing of browsers.

use std::collections::VecDeque;

/// Requests (`P`, the parcel to post) and the askers (`T`) that wait for their answers.
///
/// One request is with the worker at a time. So it is known which one runs for long or breaks the worker down, its clock
/// begins when it does, and what waits behind it loses nothing when the worker is replaced.
///
/// Invariant: each asker stands in `askers` from [`RequestQueue::submit`] until it is handed out exactly once.
#[derive(Debug)]
pub(crate) struct RequestQueue<P, T> {
    last: u32,
    open: bool,
    running: Option<Running>,
    /// What makes a worker ready. It goes first, and while the queue is closed too.
    first: VecDeque<(u32, P)>,
    waiting: VecDeque<(u32, P)>,
    /// Oldest first. Never many.
    askers: Vec<(u32, T)>,
}

/// The request that the worker has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Running {
    /// Its number.
    pub(crate) id: u32,
    /// Whether it makes the worker ready, and nobody but the engine's client asked for it.
    pub(crate) is_first: bool,
}

impl<P, T> Default for RequestQueue<P, T> {
    fn default() -> Self {
        Self {
            last: 0,
            open: false,
            running: None,
            first: VecDeque::new(),
            waiting: VecDeque::new(),
            askers: Vec::new(),
        }
    }
}

impl<P, T> RequestQueue<P, T> {
    /// A number not used before; 0 is never given out (it means «no request»).
    pub(crate) fn number(&mut self) -> u32 {
        self.last = self.last.checked_add(1).unwrap_or(1);
        self.last
    }

    /// Takes a request, which waits for its turn.
    pub(crate) fn submit(&mut self, id: u32, parcel: P, asker: T) {
        self.askers.push((id, asker));
        self.waiting.push_back((id, parcel));
    }

    /// Takes a request that makes the worker ready.
    pub(crate) fn submit_first(&mut self, id: u32, parcel: P, asker: T) {
        self.askers.push((id, asker));
        self.first.push_back((id, parcel));
    }

    /// What to post now: nothing while the worker has something to do. It runs from now on.
    pub(crate) fn next(&mut self) -> Option<(u32, P)> {
        if self.running.is_some() {
            return None;
        }
        let first = self.first.pop_front();
        let is_first = first.is_some();
        let next = match first {
            None if self.open => self.waiting.pop_front(),
            first => first,
        };
        self.running = next.as_ref().map(|(id, _)| Running { id: *id, is_first });
        next
    }

    /// What the worker has to do.
    pub(crate) fn running(&self) -> Option<Running> {
        self.running
    }

    /// Whether somebody waits for an answer.
    pub(crate) fn is_busy(&self) -> bool {
        !self.askers.is_empty()
    }

    /// Opens the queue: what waits is posted, one after another.
    pub(crate) fn open(&mut self) {
        self.open = true;
    }

    /// Requests wait again. What runs is still answered.
    pub(crate) fn close(&mut self) {
        self.open = false;
    }

    /// The asker of that request, once; `None` for an unknown or already answered one. What still waits waits no more.
    pub(crate) fn answer(&mut self, id: u32) -> Option<T> {
        if self.running.is_some_and(|running| running.id == id) {
            self.running = None;
        }
        self.waiting.retain(|(of, _)| *of != id);
        let at = self.askers.iter().position(|(of, _)| *of == id)?;
        Some(self.askers.remove(at).1)
    }

    /// The worker is no more: closes the queue and hands out the askers of what ran and of what was to make that worker
    /// ready. The others wait for the next one.
    pub(crate) fn interrupt(&mut self) -> Vec<T> {
        self.open = false;
        let ran = self.running.take().map(|running| running.id);
        let first = std::mem::take(&mut self.first);
        let ids: Vec<u32> = ran
            .into_iter()
            .chain(first.into_iter().map(|(id, _)| id))
            .collect();
        ids.into_iter().filter_map(|id| self.answer(id)).collect()
    }

    /// Gives up: closes the queue and hands out all askers, oldest first.
    pub(crate) fn clear(&mut self) -> Vec<T> {
        self.open = false;
        self.running = None;
        self.first.clear();
        self.waiting.clear();
        self.askers.drain(..).map(|(_, asker)| asker).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    type Words = RequestQueue<&'static str, &'static str>;

    fn ask(queue: &mut Words, parcel: &'static str) -> u32 {
        let id = queue.number();
        queue.submit(id, parcel, parcel);
        id
    }

    fn first(queue: &mut Words, parcel: &'static str) -> u32 {
        let id = queue.number();
        queue.submit_first(id, parcel, parcel);
        id
    }

    fn open() -> Words {
        let mut queue = RequestQueue::default();
        queue.open();
        queue
    }

    #[test]
    fn requests_wait_until_the_queue_opens_and_keep_their_order() {
        let mut queue = RequestQueue::default();
        assert_eq!((ask(&mut queue, "a"), ask(&mut queue, "b")), (1, 2));
        assert_eq!(queue.next(), None);
        queue.open();
        assert_eq!(queue.next(), Some((1, "a")));
        queue.close();
        assert_eq!(queue.answer(1), Some("a"));
        assert_eq!(queue.next(), None, "closed");
        queue.open();
        assert_eq!(queue.next(), Some((2, "b")));
    }

    #[test]
    fn the_clock_of_a_request_begins_when_the_one_before_is_answered() {
        let mut queue = open();
        let (slow, quick) = (ask(&mut queue, "slow"), ask(&mut queue, "quick"));
        assert_eq!(queue.next(), Some((slow, "slow")));
        // Nothing is posted, and so no clock runs, while the worker is at another one.
        assert_eq!(queue.next(), None);
        assert_eq!(queue.running().map(|running| running.id), Some(slow));
        assert_eq!(queue.answer(slow), Some("slow"));
        assert_eq!(queue.running(), None);
        assert_eq!(queue.next(), Some((quick, "quick")));
    }

    #[test]
    fn what_waits_behind_a_request_that_is_stopped_goes_to_the_next_worker() {
        let mut queue = open();
        let (_, quick) = (ask(&mut queue, "slow"), ask(&mut queue, "quick"));
        queue.next();
        assert_eq!(queue.interrupt(), ["slow"]);
        assert_eq!(queue.next(), None, "the next worker is not ready");
        let table = first(&mut queue, "table");
        assert_eq!(queue.next(), Some((table, "table")));
        assert_eq!(
            queue.running(),
            Some(Running {
                id: table,
                is_first: true
            })
        );
        assert_eq!(queue.answer(table), Some("table"));
        queue.open();
        assert_eq!(queue.next(), Some((quick, "quick")));
    }

    #[test]
    fn what_was_to_make_a_worker_ready_ends_with_it() {
        let mut queue = open();
        ask(&mut queue, "slow");
        queue.next();
        queue.close();
        first(&mut queue, "open");
        first(&mut queue, "table");
        let waits = ask(&mut queue, "waits");
        assert_eq!(queue.interrupt(), ["slow", "open", "table"]);
        queue.open();
        assert_eq!(queue.next(), Some((waits, "waits")));
    }

    #[test]
    fn a_request_that_waits_can_be_taken_back() {
        let mut queue = open();
        let (slow, quick) = (ask(&mut queue, "slow"), ask(&mut queue, "quick"));
        queue.next();
        assert_eq!(queue.answer(quick), Some("quick"));
        assert_eq!(queue.running().map(|running| running.id), Some(slow));
        assert_eq!(queue.answer(slow), Some("slow"));
        assert_eq!(queue.next(), None);
    }

    #[test]
    fn each_asker_is_answered_once() {
        let mut queue = open();
        let id = ask(&mut queue, "a");
        queue.next();
        assert_eq!(queue.answer(id), Some("a"));
        assert_eq!(queue.answer(id), None);
        assert_eq!(queue.answer(99), None);
    }

    #[test]
    fn giving_up_hands_out_everybody_and_posts_nothing_later() {
        let mut queue = open();
        ask(&mut queue, "posted");
        queue.next();
        queue.close();
        ask(&mut queue, "waiting");
        assert_eq!(queue.clear(), ["posted", "waiting"]);
        queue.open();
        assert_eq!(queue.next(), None);
        assert_eq!(ask(&mut queue, "next"), 3);
    }
}
