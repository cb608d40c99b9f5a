//! «ことばを調べる»: looks a word up in the glossaries of all lessons, which are fetched for it.

use std::rc::Rc;

use spec::Module;
use spec::prose::Term;
use spec::town::Texts;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::courses::all::use_lessons;
use crate::hooks::{Words, use_locale, use_settings};
use crate::plain::{holds, plain};
use crate::route::Route;

/// Most words that are shown.
const MOST: usize = 8;

/// A word that was found, and the lesson that introduces it: the first with this meaning.
type Hit<'a> = (&'a Term, &'a Module);

/// The words that fit what somebody typed: first those that are called so, then those of which it is said.
fn find<'a>(lessons: &'a [Rc<Module>], typed: &str) -> Vec<Hit<'a>> {
    let typed = plain(typed);
    if typed.trim().is_empty() {
        return Vec::new();
    }
    let (mut called, mut said): (Vec<Hit<'a>>, Vec<Hit<'a>>) = (Vec::new(), Vec::new());
    for lesson in lessons {
        for term in &lesson.terms {
            let is_known = |(known, _): &Hit<'a>| *known == term;
            if called.iter().any(is_known) || said.iter().any(is_known) {
                continue;
            }
            if holds(&[&term.name, &term.reading], &typed) {
                called.push((term, lesson));
            } else if holds(&[&term.name, &term.reading, &term.meaning], &typed) {
                said.push((term, lesson));
            }
        }
    }
    called.append(&mut said);
    called
}

/// Properties of [`GlossaryHits`].
#[derive(Clone, PartialEq, Properties)]
pub(crate) struct GlossaryHitsProps {
    /// What somebody typed.
    pub(crate) typed: AttrValue,
}

/// What the glossaries say of a word; nothing before something is typed.
#[component]
pub(crate) fn GlossaryHits(props: &GlossaryHitsProps) -> Html {
    let words = use_locale();
    let town = use_settings().town;
    let is_typed = !props.typed.trim().is_empty();
    let lessons = use_lessons(is_typed);
    if !is_typed {
        return html! {};
    }
    let hits = find(&lessons.here.0, &props.typed);
    let said = match hits.len() {
        0 if lessons.is_coming => words.t("glossary-coming"),
        0 => words.t("glossary-nothing"),
        hits if hits > MOST => words.t_with(
            "glossary-many",
            &[("hits", hits.into()), ("shown", MOST.into())],
        ),
        hits => words.t_with("glossary-hits", &[("hits", hits.into())]),
    };
    html! {
        <div class="glossary">
            <p role="status">{ said }</p>
            if !lessons.missing.is_empty() {
                <p class="glossary-missing">
                    { words.t_with("glossary-missing", &[("titles", lessons.missing.join("・").into())]) }
                    <button type="button" class="button-quiet" onclick={lessons.retry.reform(|_: MouseEvent| ())}>{ words.t("retry") }</button>
                </p>
            }
            if !hits.is_empty() {
                <dl class="hits glossary-hits" lang="ja">{ for hits.iter().take(MOST).map(|hit| entry(hit, &town, &words)) }</dl>
            }
        </div>
    }
}

fn entry((term, lesson): &Hit<'_>, town: &str, words: &Words) -> Html {
    let meaning = term.meaning.clone().with_town(town);
    html! {
        <div>
            <dt>
                <b>{ &term.name }</b>
                if !term.reading.is_empty() {
                    <span class="term-reading">{ &term.reading }</span>
                }
            </dt>
            <dd>
                { meaning }
                <span class="glossary-lesson" lang={words.lang().tag()}>
                    { words.t("glossary-lesson") }
                    <a href={Route::lesson(&lesson.id).href()} lang="ja">{ &lesson.title }</a>
                </span>
            </dd>
        </div>
    }
}

/// A field for a word, and what the glossaries say of it.
#[component]
pub(crate) fn GlossarySearch() -> Html {
    let words = use_locale();
    let typed = use_state_eq(AttrValue::default);
    let oninput = {
        let typed = typed.setter();
        Callback::from(move |event: InputEvent| {
            let input: HtmlInputElement = event.target_unchecked_into();
            typed.set(input.value().into());
        })
    };
    html! {
        <div class="glossary-search" role="search" aria-labelledby="glossary-label">
            <label id="glossary-label" for="glossary-word">{ words.t("glossary-label") }</label>
            <input id="glossary-word" type="search" autocomplete="off" value={(*typed).clone()} {oninput} />
            <GlossaryHits typed={(*typed).clone()} />
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn term(name: &str, reading: &str, meaning: &str) -> Term {
        Term {
            name: name.into(),
            reading: reading.into(),
            meaning: meaning.into(),
        }
    }

    fn lesson(id: &str, terms: &[Term]) -> Rc<Module> {
        Rc::new(Module {
            id: id.into(),
            terms: terms.to_vec(),
            ..Module::default()
        })
    }

    #[test]
    fn a_word_is_found_by_its_name_before_those_that_mention_it() {
        let median = term(
            "中央値",
            "ちゅうおうち",
            "並べたときの真ん中の値。平均とちがい、外れ値に動かされません。",
        );
        let outlier = term("外れ値", "はずれち", "ほかから大きく離れた値。");
        let key = term("キー", "", "表と表をつなぐ列。");
        let lessons = [
            lesson("a", std::slice::from_ref(&median)),
            lesson("b", &[outlier, key, median]),
        ];
        let found = |typed: &str| -> Vec<(String, String)> {
            let hits = find(&lessons, typed).into_iter();
            hits.map(|(term, lesson)| (term.name.clone(), lesson.id.0.clone()))
                .collect()
        };
        let pair = |name: &str, id: &str| (name.to_owned(), id.to_owned());
        // It is introduced by the first of the lessons that have it.
        assert_eq!(found("外れ値"), [pair("外れ値", "b"), pair("中央値", "a")]);
        assert_eq!(found("ちゅうおう"), [pair("中央値", "a")]);
        // However it is typed.
        assert_eq!(found("きー"), [pair("キー", "b")]);
        assert_eq!(found("列　表"), [pair("キー", "b")]);
        assert_eq!(found(" 　"), []);
    }

    #[test]
    fn the_same_word_with_another_meaning_is_told_too() {
        let lessons = [
            lesson("a", &[term("キー", "", "表をつなぐ列。")]),
            lesson("b", &[term("キー", "", "押すもの。")]),
        ];
        assert_eq!(find(&lessons, "キー").len(), 2);
    }
}
