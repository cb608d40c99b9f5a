//! The top of every screen: name, own town, language, text size, theme.

use locale::Lang;
use spec::catalogue::Catalogue;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use crate::components::town_picker::TownPicker;
use crate::courses::Courses;
use crate::hooks::{use_locale, use_settings};
use crate::ids;
use crate::route::Route;
use crate::state::settings::{Settings, Theme};

/// Properties of [`Header`].
#[derive(Clone, PartialEq, Properties)]
pub(crate) struct HeaderProps {
    /// Whether a lesson puts its own line into it: then the settings are folded away where it is narrow.
    pub(crate) is_lesson: bool,
}

/// Name and settings; in a lesson also where she is in it.
#[component]
pub(crate) fn Header(props: &HeaderProps) -> Html {
    let words = use_locale();
    let is_unfolded = use_state_eq(|| false);
    let unfold = {
        let is_unfolded = is_unfolded.clone();
        Callback::from(move |_: MouseEvent| is_unfolded.set(!*is_unfolded))
    };
    let handle = use_settings();
    let change_language = {
        let handle = handle.clone();
        Callback::from(move |event: Event| {
            let select: HtmlSelectElement = event.target_unchecked_into();
            handle.change(Settings {
                language: select.value(),
                ..handle.settings.clone()
            });
        })
    };
    let change_theme = {
        let handle = handle.clone();
        Callback::from(move |event: Event| {
            let select: HtmlSelectElement = event.target_unchecked_into();
            if let Some(theme) = Theme::of_slug(&select.value()) {
                handle.change(Settings {
                    theme,
                    ..handle.settings.clone()
                });
            }
        })
    };
    let change_text = {
        let handle = handle.clone();
        Callback::from(move |_| {
            handle.change(Settings {
                text: handle.settings.text.next(),
                ..handle.settings.clone()
            })
        })
    };
    let courses = use_context::<Courses>().and_then(|courses| courses.list());
    let stays_japanese =
        words.lang() == Lang::En && courses.is_some_and(|list| is_in_japanese(&list));
    let lang = handle.settings.lang().tag();
    let languages = [("ja", "日本語"), ("en", "English")];
    let text = words.t(&format!("text-{}", handle.settings.text.slug()));
    html! {
        <header class={classes!("header", props.is_lesson.then_some("header-lesson"))}>
            <a class="brand" href={Route::Home.href()}>
                <span class="brand-pearl pearl pearl-done" aria-hidden="true" />
                <span class="brand-name" lang="ja">{ "ama" }</span>
                <span class="brand-line">{ words.t("tagline") }</span>
            </a>
            <div class="header-slot" id={ids::HEADER_SLOT}></div>
            if props.is_lesson {
                <button type="button" class="setting-button header-more" aria-expanded={is_unfolded.to_string()} aria-controls="settings" onclick={unfold}>{ words.t("settings") }</button>
            }
            <div class={classes!("header-settings", is_unfolded.then_some("header-settings-open"))} id="settings" role="group" aria-label={words.t("settings")}>
                <TownPicker />
                <label class="setting">
                    <span class="visually-hidden">{ words.t("language") }</span>
                    <select onchange={change_language}>
                        { for languages.map(|(tag, name)| html! {
                            <option value={tag} lang={tag} selected={tag == lang}>{ name }</option>
                        }) }
                    </select>
                </label>
                // Only the page speaks another language; what authors wrote does not.
                if stays_japanese {
                    <span class="header-note">{ words.t("home-course-language") }</span>
                }
                <button type="button" class="setting-button" onclick={change_text} aria-label={words.t_with("text-size", &[("size", text.clone().into())])} title={text}>
                    { words.t("text-size-short") }
                </button>
                <label class="setting">
                    <span class="visually-hidden">{ words.t("theme") }</span>
                    <select onchange={change_theme}>
                        { for Theme::ALL.map(|theme| html! {
                            <option value={theme.slug()} selected={theme == handle.settings.theme}>
                                { words.t(&format!("theme-{}", theme.slug())) }
                            </option>
                        }) }
                    </select>
                </label>
            </div>
        </header>
    }
}

/// Whether any lesson is in Japanese, told by the titles: a module does not name its language.
fn is_in_japanese(list: &Catalogue) -> bool {
    let mut modules = list.tracks.iter().flat_map(|track| &track.modules);
    modules.any(|module| !module.title.is_ascii())
}

#[cfg(test)]
mod tests {
    use spec::catalogue::TrackEntry;

    use super::*;
    use crate::pages::home::next::tests::module;

    #[test]
    fn english_lessons_need_no_note() {
        let list = |titles: &[&str]| Catalogue {
            tracks: vec![TrackEntry {
                id: "t".into(),
                title: Default::default(),
                summary: Default::default(),
                audience: vec![],
                modules: titles.iter().map(|title| module(title, &[])).collect(),
            }],
            ..Catalogue::default()
        };
        assert!(!is_in_japanese(&list(&["Reading tables"])));
        assert!(is_in_japanese(&list(&["Reading tables", "表を読む"])));
    }
}
