//! The page's settings and the learner's own town.

use spec::work::WorkSettings;
use yew::prelude::*;

use crate::state::progress::{Action, use_progress};
use crate::state::settings::{Settings, SettingsContext};

/// The settings and how to change them.
#[derive(Clone, PartialEq)]
pub(crate) struct SettingsHandle {
    /// Settings of this browser: language, theme, text size.
    pub(crate) settings: Settings,
    /// The learner's own town; 津市 until she picked one.
    pub(crate) town: AttrValue,
    /// Whether she picked it.
    pub(crate) town_picked: bool,
    change: Callback<Settings>,
    pick_town: Callback<String>,
}

impl SettingsHandle {
    /// Changes this browser's settings.
    pub(crate) fn change(&self, settings: Settings) {
        self.change.emit(settings);
    }

    /// Picks the learner's own town.
    pub(crate) fn pick_town(&self, town: String) {
        self.pick_town.emit(town);
    }
}

/// The town that examples speak of until one is picked: the prefecture's capital.
const DEFAULT_TOWN: &str = "津市";

/// The learner's own town.
pub(crate) fn town_of(settings: &WorkSettings) -> AttrValue {
    if settings.town.is_empty() {
        DEFAULT_TOWN.into()
    } else {
        settings.town.clone().into()
    }
}

/// Settings and own town.
#[hook]
pub(crate) fn use_settings() -> SettingsHandle {
    let context = use_context::<SettingsContext>().unwrap_or_default();
    let progress = use_progress();
    let pick_town = {
        let dispatch = progress.dispatch.clone();
        Callback::from(move |town| dispatch.emit(Action::PickTown { town }))
    };
    SettingsHandle {
        settings: context.settings,
        town_picked: !progress.work.settings.town.is_empty(),
        town: town_of(&progress.work.settings),
        change: context.change,
        pick_town,
    }
}
