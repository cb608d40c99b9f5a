//! Looks for a word in what the list of courses says of all lessons: titles, what one learns, exercises. No lesson is fetched
//! for it; their glossaries are looked through beside it, when the rooms are here.

use spec::catalogue::{Catalogue, ExerciseEntry, ModuleEntry};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::components::glossary::GlossaryHits;
use crate::courses::all::modules;
use crate::fetched::{Fetched, Shared};
use crate::hooks::{Words, use_locale};
use crate::parts::{PagePart, use_part};
use crate::plain::{holds, plain};
use crate::route::Route;

/// Most hits that are shown.
const MOST: usize = 12;

/// Something that was found.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Hit<'a> {
    /// A lesson, by its title or by what one learns there.
    Module(&'a ModuleEntry),
    /// An exercise of a lesson, with its number, counted from 1.
    Exercise(&'a ModuleEntry, usize, &'a ExerciseEntry),
}

/// Everything in which all the words stand that somebody typed, in the order of the home page.
fn find<'a>(catalogue: &'a Catalogue, typed: &str) -> Vec<Hit<'a>> {
    let typed = plain(typed);
    if typed.trim().is_empty() {
        return Vec::new();
    }
    let fits = |texts: &[&str]| holds(texts, &typed);
    let mut hits = Vec::new();
    for module in modules(catalogue) {
        let mut about = vec![module.title.as_str()];
        about.extend(module.objectives.iter().map(String::as_str));
        if fits(&about) {
            hits.push(Hit::Module(module));
        }
        let exercises = module.exercises.iter().enumerate();
        hits.extend(
            exercises
                .filter(|(_, exercise)| fits(&[&exercise.title]))
                .map(|(at, exercise)| Hit::Exercise(module, at + 1, exercise)),
        );
    }
    hits
}

/// Properties of [`Search`].
#[derive(Clone, PartialEq, Properties)]
pub(crate) struct SearchProps {
    /// What is looked through.
    pub(crate) catalogue: Shared<Catalogue>,
}

/// A field for a word, and what was found.
#[component]
pub(crate) fn Search(props: &SearchProps) -> Html {
    let words = use_locale();
    let typed = use_state_eq(String::new);
    let oninput = {
        let typed = typed.setter();
        Callback::from(move |event: InputEvent| {
            let input: HtmlInputElement = event.target_unchecked_into();
            typed.set(input.value());
        })
    };
    // Where they do not come, opening a lesson says so.
    let (rooms, _) = use_part(PagePart::Rooms, !typed.trim().is_empty());
    let hits = find(&props.catalogue.0, &typed);
    let said = match hits.len() {
        0 if typed.trim().is_empty() => String::new(),
        0 => words.t("search-nothing"),
        hits if hits > MOST => words.t_with(
            "search-many",
            &[("hits", hits.into()), ("shown", MOST.into())],
        ),
        hits => words.t_with("search-hits", &[("hits", hits.into())]),
    };
    html! {
        <section class="search" role="search" aria-labelledby="search-label">
            <label id="search-label" for="search">{ words.t("search-label") }</label>
            <input id="search" type="search" autocomplete="off" value={(*typed).clone()} {oninput} />
            <p role="status">{ said }</p>
            if !hits.is_empty() {
                <ul class="hits">{ for hits.iter().take(MOST).map(|hit| line(*hit, &words)) }</ul>
            }
            if let Fetched::Here(_) = rooms {
                <GlossaryHits typed={(*typed).clone()} />
            }
        </section>
    }
}

fn line(hit: Hit<'_>, words: &Words) -> Html {
    match hit {
        Hit::Module(module) => html! { <li>{ link(module, None) }</li> },
        Hit::Exercise(module, number, exercise) => html! {
            <li>
                { link(module, Some(exercise)) }
                <span>{ words.t_with("search-exercise", &[("title", (&module.title).into()), ("number", number.into())]) }</span>
            </li>
        },
    }
}

/// Leads to a lesson, or to one of its exercises, by its title.
fn link(module: &ModuleEntry, exercise: Option<&ExerciseEntry>) -> Html {
    let title = exercise.map_or(&module.title, |exercise| &exercise.title);
    let route = Route::Lesson {
        module: module.id.clone(),
        exercise: exercise.map(|exercise| exercise.id.clone()),
    };
    html! { <a href={route.href()} lang="ja">{ title }</a> }
}

#[cfg(test)]
mod tests {
    use spec::catalogue::TrackEntry;

    use super::*;
    use crate::pages::home::next::tests::module;

    #[test]
    fn words_are_found_however_they_are_typed() {
        let mut join = module("join", &[]);
        join.title = "コードでつなぐ".into();
        join.objectives = vec!["2つの表を JOIN で結合できる".into()];
        join.exercises[1].title = "売上に商品名をつける".into();
        let track = |id: &str| TrackEntry {
            id: id.into(),
            title: Default::default(),
            summary: Default::default(),
            audience: vec![],
            modules: vec![join.clone()],
        };
        // It stands in two tracks and is found once.
        let catalogue = Catalogue {
            tracks: vec![track("a"), track("b")],
            ..Catalogue::default()
        };
        let found = |typed: &str| find(&catalogue, typed);
        let join = &catalogue.tracks[0].modules[0];
        for typed in ["こーど", "ｊｏｉｎ", "結合　表", " つなぐ できる "] {
            assert_eq!(found(typed), [Hit::Module(join)], "{typed}");
        }
        assert_eq!(
            found("商品名"),
            [Hit::Exercise(join, 2, &join.exercises[1])]
        );
        assert_eq!(found("結合 面積"), []);
        assert_eq!(found(" 　"), []);
    }
}
