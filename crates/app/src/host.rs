//! Who is around the page: who keeps the learner's work, and who hears what would be lost.
//!
//! Apart from `shell`, which says where files come from and what the browser may keep: one HTML file may lie in an LMS, and a
//! site's lesson in somebody else's page. Today the page is always by itself ([`alone`]). Another host is an
//! implementation of [`Host`], and the trait grows with the first one that has more to say or to hear: what of the site it
//! opens and hides, and how the learner stands after each try.

mod alone;
mod guard;
mod interface;

pub(crate) use self::guard::Loss;
pub(crate) use self::interface::{Host, Kept};

/// Who is around this page.
pub(crate) fn current() -> &'static dyn Host {
    &alone::Alone
}
