//! The built site in a real browser: what drives it, what serves it, and what a learner does with it.
//!
//! Scenarios stand in `tests/site/`; they speak as a person would (`click(Button, "確認する")`) and know neither
//! class names nor the page's insides. Nothing here sleeps for a guessed time: everything waits for a condition,
//! with a limit. Start reading at [`Stage`], which a scenario gets, and [`Browser`].
#![expect(
    clippy::expect_used,
    reason = "a test that cannot go on fails with the place where it stood"
)]
#![expect(
    clippy::missing_panics_doc,
    reason = "everything here panics when what it asks for is not so: that is a test's verdict"
)]

mod axe;
mod bench;
mod bidi;
mod browser;
mod driver;
mod element;
mod faults;
mod keys;
mod learner;
mod line;
mod machine;
mod manners;
mod server;
mod site;
mod stage;
mod trap;
mod wait;
mod watch;

pub use axe::Axe;
pub use bench::{Answer, Bench, Parcel};
pub use browser::{Browser, Kind, Network, Options, Tab};
pub use driver::Driver;
pub use element::{Element, Find, Role};
pub use faults::{Loss, Mishap, Note, OpenedFrom, Person, Plan, Seen, Stroke, Tally};
pub use keys::Key;
pub use learner::{Exercise, LessonPage, is_sql_editor, sql_editor};
pub use line::Line;
pub use machine::machine;
pub use manners::Manners;
pub use server::{Fault, Server};
pub use site::{Assets, Site};
pub use stage::{Scenario, Stage, all, run};
pub use trap::Trap;
pub use wait::{PATIENCE, until};
