//! 自分の町: picked once, spoken of everywhere.

use web_sys::HtmlSelectElement;
use yew::prelude::*;

use crate::courses::Courses;
use crate::hooks::{use_locale, use_settings};

/// Picks the learner's own town from the catalogue's list.
#[component]
pub(crate) fn TownPicker() -> Html {
    let words = use_locale();
    let handle = use_settings();
    let courses = use_context::<Courses>();
    let is_coming = courses.as_ref().is_none_or(Courses::is_coming);
    let list = courses.and_then(|courses| courses.list());
    let towns = list.as_ref().map_or(&[][..], |catalogue| &catalogue.towns);
    // Its place is kept while the list is on its way: nothing beside it moves.
    if towns.is_empty() && !is_coming {
        return html! {};
    }
    let pick = {
        let handle = handle.clone();
        Callback::from(move |event: Event| {
            let select: HtmlSelectElement = event.target_unchecked_into();
            if !select.value().is_empty() {
                handle.pick_town(select.value());
            }
        })
    };
    html! {
        <label class="setting town-picker">
            <span>{ words.t("own-town") }</span>
            <select onchange={pick} disabled={is_coming}>
                if !handle.town_picked {
                    <option value="" selected=true>{ words.t("own-town-pick") }</option>
                }
                { for towns.iter().map(|town| html! {
                    <option key={town.clone()} value={town.clone()} lang="ja" selected={handle.town_picked && *town == *handle.town}>{ town }</option>
                }) }
            </select>
        </label>
    }
}
