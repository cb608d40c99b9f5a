//! Settings of this browser: language, theme, text size. They are conveniences: where they cannot be saved, they last
//! as long as the page.

use locale::Lang;
use serde::{Deserialize, Serialize};
use yew::prelude::*;

use crate::local;

/// Key in `localStorage`.
const KEY: &str = "ama-settings";

/// Settings of this browser.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Settings {
    /// Language tag; empty until chosen: the browser's own.
    pub(crate) language: String,
    /// Theme.
    pub(crate) theme: Theme,
    /// Text size.
    pub(crate) text: TextSize,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            language: String::new(),
            theme: Theme::Auto,
            text: TextSize::Normal,
        }
    }
}

/// How the page looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Theme {
    /// As the system is set.
    Auto,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
    /// 投影: 125 %, high contrast.
    Projector,
}

impl Theme {
    /// All themes in menu order.
    pub(crate) const ALL: [Self; 4] = [Self::Auto, Self::Light, Self::Dark, Self::Projector];

    /// The word in styles and message ids.
    pub(crate) fn slug(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Light => "light",
            Self::Dark => "dark",
            Self::Projector => "projector",
        }
    }

    /// The theme of that word.
    pub(crate) fn of_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|theme| theme.slug() == slug)
    }
}

/// Size of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum TextSize {
    /// As the browser is set.
    Normal,
    /// 112.5 %.
    Large,
    /// 137.5 %.
    Huge,
}

impl TextSize {
    /// The word in styles and message ids.
    pub(crate) fn slug(self) -> &'static str {
        match self {
            Self::Normal => "normal",
            Self::Large => "large",
            Self::Huge => "huge",
        }
    }

    /// The next size, the first after the last.
    pub(crate) fn next(self) -> Self {
        match self {
            Self::Normal => Self::Large,
            Self::Large => Self::Huge,
            Self::Huge => Self::Normal,
        }
    }
}

impl Settings {
    /// The settings saved in this browser; the default where there are none.
    pub(crate) fn load() -> Self {
        local::get(KEY).unwrap_or_default()
    }

    /// Saves them where that is possible.
    pub(crate) fn save(&self) {
        local::put(KEY, self);
    }

    /// The language to speak: Japanese unless something else was chosen.
    pub(crate) fn lang(&self) -> Lang {
        Lang::of_tag(&self.language)
    }
}

/// The settings and how to change them.
#[derive(Clone, PartialEq)]
pub(crate) struct SettingsContext {
    /// As they are.
    pub(crate) settings: Settings,
    /// Changes them.
    pub(crate) change: Callback<Settings>,
}

impl Default for SettingsContext {
    fn default() -> Self {
        Self {
            settings: Settings::default(),
            change: Callback::noop(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_come_back_and_unknown_ones_are_no_error() {
        let settings = Settings {
            language: "en".into(),
            theme: Theme::Projector,
            text: TextSize::Huge,
        };
        let json = serde_json::to_string(&settings).unwrap();
        assert_eq!(serde_json::from_str::<Settings>(&json).unwrap(), settings);
        assert_eq!(
            serde_json::from_str::<Settings>(r#"{"tomorrow":1}"#).unwrap(),
            Settings::default()
        );
    }

    #[test]
    fn slugs_are_words_of_one_theme_each() {
        for theme in Theme::ALL {
            assert_eq!(Theme::of_slug(theme.slug()), Some(theme));
        }
        assert_eq!(Theme::of_slug("sepia"), None);
    }

    #[test]
    fn text_sizes_go_round() {
        assert_eq!(TextSize::Normal.next().next().next(), TextSize::Normal);
    }
}
