//! How long somebody is at an exercise, told by signs of life: keys, presses, input, scrolling, and whether the page is seen.
//!
//! No clock of its own runs. At each sign, the time since the sign before is added, unless that is longer ago than a minute:
//! to the exercise that the sign comes from, or to the one that the last came from. Looking at the prose between two
//! exercises belongs to neither. What was counted goes into the work with the next change of that exercise; nothing is
//! drawn or written because seconds passed, so what follows the last change before the page is closed is left out.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

/// So long after the last sign nobody was at it, in milliseconds.
const IDLE_MS: u64 = 60_000;

/// The time at one exercise, in milliseconds.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Attention {
    /// Not in the work yet.
    new: Cell<u64>,
    /// Since the last try.
    of_try: Cell<u64>,
}

thread_local! {
    /// When the last sign came, and from which exercise; none before the first and while the page is out of sight.
    static LAST: RefCell<Option<(u64, Option<Rc<Attention>>)>> = const { RefCell::new(None) };
}

/// Somebody is here at that time (milliseconds since 1970): at that exercise, or elsewhere in the lesson.
pub(crate) fn sign(here: Option<&Rc<Attention>>, now: u64) {
    let last = LAST.replace(Some((now, here.cloned())));
    if let Some((at, there)) = last
        && let Some(Attention { new, of_try }) = here.or(there.as_ref()).map(Rc::as_ref)
    {
        let passed = now.saturating_sub(at);
        if passed <= IDLE_MS {
            new.set(new.get() + passed);
            of_try.set(of_try.get() + passed);
        }
    }
}

/// The page goes out of sight, or comes back.
pub(crate) fn turn_away(now: u64) {
    sign(None, now);
    LAST.take();
}

impl Attention {
    /// Whole seconds that are not in the work yet. They are, from now on.
    pub(crate) fn take_new(&self) -> u32 {
        let all = self.new.get();
        self.new.set(all % 1_000);
        u32::try_from(all / 1_000).unwrap_or(u32::MAX)
    }

    /// Whole seconds since the last try. The next one begins.
    pub(crate) fn take_try(&self) -> u32 {
        u32::try_from(self.of_try.take() / 1_000).unwrap_or(u32::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const S: u64 = 1_000;

    #[test]
    fn pauses_and_other_places_are_left_out() {
        let [a, b] = [(); 2].map(|()| Rc::new(Attention::default()));
        // The first sign says only that somebody is here now.
        sign(Some(&a), 100 * S);
        assert_eq!(a.take_new(), 0);
        sign(Some(&a), 130 * S);
        sign(Some(&a), 190 * S);
        assert_eq!(a.take_new(), 90);
        // A minute and a bit: nobody knows where she was.
        sign(Some(&a), 250 * S + 1);
        assert_eq!(a.take_new(), 0);
        // What came of a check is read, then she scrolls on, reads prose, comes to the next one and thinks about it.
        sign(None, 270 * S);
        sign(None, 300 * S);
        sign(Some(&b), 340 * S);
        assert_eq!((a.take_new(), b.take_new()), (19, 40));
        // The clock is put back.
        sign(Some(&b), 40 * S);
        sign(Some(&b), 41 * S);
        assert_eq!(b.take_new(), 1);
        turn_away(41 * S);
    }

    #[test]
    fn nothing_is_counted_while_the_page_is_out_of_sight() {
        let a = Rc::new(Attention::default());
        sign(Some(&a), 10 * S);
        turn_away(15 * S);
        turn_away(40 * S);
        sign(Some(&a), 50 * S);
        assert_eq!(a.take_new(), 5);
        sign(Some(&a), 52 * S);
        assert_eq!(a.take_new(), 2);
    }

    #[test]
    fn parts_of_seconds_add_up_and_a_try_has_its_own_count() {
        let a = Rc::new(Attention::default());
        for at in 0..8 {
            sign(Some(&a), at * 700);
        }
        assert_eq!(a.take_new(), 4);
        sign(Some(&a), 7 * 700 + 100);
        assert_eq!(a.take_new(), 1);
        assert_eq!((a.take_try(), a.take_try()), (5, 0));
    }
}
