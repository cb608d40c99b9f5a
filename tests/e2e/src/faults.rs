//! What can go wrong while somebody types, chosen at random by a seed, and what is lost by it.
//!
//! Pure: a seed becomes a [`Plan`], what was seen becomes a [`Loss`], all of them a [`Tally`]. The scenario `faults`
//! plays the plans in a real browser.

mod plan;
mod tally;

pub use plan::{Mishap, OpenedFrom, Person, Plan, Stroke};
pub use tally::{Loss, Note, Seen, Tally};
