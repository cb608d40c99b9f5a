//! The top of every screen: name, own town, language, text size, theme.

use web_sys::HtmlSelectElement;
use yew::prelude::*;

use crate::components::town_picker::TownPicker;
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
