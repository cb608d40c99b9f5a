//! What components ask for: words, settings, the learner's work on an exercise, the engine, what they stand in.

mod use_arrival;
mod use_dialog;
mod use_drawing;
mod use_engine;
mod use_exercise;
mod use_locale;
mod use_offline;
mod use_root;
mod use_settings;
mod use_title;
mod use_work_file;

pub(crate) use self::use_arrival::{focus_heading, use_arrival};
pub(crate) use self::use_dialog::use_dialog;
pub(crate) use self::use_drawing::use_drawing;
pub(crate) use self::use_engine::use_engine;
pub(crate) use self::use_exercise::{ExerciseHandle, use_exercise};
pub(crate) use self::use_locale::{Words, use_locale};
pub(crate) use self::use_offline::{OfflineHandle, use_keeping, use_offline};
pub(crate) use self::use_root::use_root;
pub(crate) use self::use_settings::{town_of, use_settings};
pub(crate) use self::use_title::use_title;
pub(crate) use self::use_work_file::{WorkFileHandle, use_work_file};
