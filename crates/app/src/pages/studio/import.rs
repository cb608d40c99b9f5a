//! Taking a handed-out zip in, for the home page: reads it, asks where it would replace something, keeps it, says what came
//! of it; and the list of what is here, by the zips that brought it.

use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;
use web_sys::File;
use yew::prelude::*;

use super::files;
use super::said::refused;
use crate::components::confirm::ConfirmButton;
use crate::courses::Courses;
use crate::hooks::{Words, use_engine, use_locale};
use crate::library::added::{self, Brought, Parcel, Replaced};
use crate::library::author_worker::AuthorWorker;
use crate::route::Route;

/// Titles that are said one by one.
const SAID: usize = 5;

/// Properties of [`Import`].
#[derive(Clone, PartialEq, Properties)]
pub(crate) struct ImportProps {
    /// The zip.
    pub(crate) file: File,
    /// Ids of the site's own modules.
    pub(crate) site: Vec<String>,
}

/// How far taking in is.
#[derive(Clone)]
enum ImportStatus {
    Said(String),
    Asking(Rc<Parcel>),
}

/// Takes one zip in, once.
#[component]
pub(crate) fn Import(props: &ImportProps) -> Html {
    let words = use_locale();
    let engine = use_engine();
    let courses = use_context::<Courses>();
    let status = use_state(|| ImportStatus::Said(words.t("zip-reading")));
    let keep = {
        let (status, words) = (status.setter(), words.clone());
        Callback::from(move |parcel: Rc<Parcel>| {
            let (status, words, courses) = (status.clone(), words.clone(), courses.clone());
            spawn_local(async move {
                status.set(ImportStatus::Said(match added::keep(&parcel).await {
                    Ok(()) => {
                        if let Some(courses) = courses {
                            courses.retry.emit(());
                        }
                        done(&words, &parcel.titles)
                    }
                    Err(refusal) => refused(&words, &refusal),
                }));
            });
        })
    };
    {
        let (status, props, words, keep) =
            (status.setter(), props.clone(), words.clone(), keep.clone());
        use_effect_with((), move |()| {
            spawn_local(async move {
                let worker = AuthorWorker::get(Some(&engine.client));
                let zip = files::read(&props.file).await.unwrap_or_default();
                match added::open(&worker, &props.file.name(), zip, &props.site).await {
                    Ok(parcel) if parcel.replaced.is_empty() => keep.emit(Rc::new(parcel)),
                    Ok(parcel) => status.set(ImportStatus::Asking(Rc::new(parcel))),
                    Err(refusal) => status.set(ImportStatus::Said(refused(&words, &refusal))),
                }
            });
        });
    }
    match &*status {
        ImportStatus::Said(text) => html! { <p>{ text }</p> },
        ImportStatus::Asking(parcel) => {
            let yes = {
                let parcel = Rc::clone(parcel);
                keep.reform(move |_: MouseEvent| Rc::clone(&parcel))
            };
            let no = {
                let (status, words) = (status.setter(), words.clone());
                Callback::from(move |_: MouseEvent| {
                    status.set(ImportStatus::Said(words.t("zip-left")));
                })
            };
            html! {
                <div class="notice">
                    <p>{ words.t("zip-replace") }</p>
                    <ul>{ for parcel.replaced.iter().map(|it| html! { <li>{ question(&words, it) }</li> }) }</ul>
                    <div class="work-buttons">
                        <button type="button" class="button-quiet" onclick={no}>{ words.t("zip-leave") }</button>
                        <button type="button" class="button" onclick={yes}>{ words.t("zip-replace-yes") }</button>
                    </div>
                </div>
            }
        }
    }
}

/// «「題名」版 1 → 「題名」版 1», and what becomes of the answers.
fn question(words: &Words, it: &Replaced) -> String {
    let args = [
        ("before", (&it.before.0).into()),
        ("old", it.before.1.into()),
        ("after", (&it.after.0).into()),
        ("new", it.after.1.into()),
    ];
    let modules = words.t_with("zip-replace-module", &args);
    let left = it.exercises.saturating_sub(it.same);
    let args = [("same", it.same.into()), ("left", left.into())];
    let answers = match (it.same, left) {
        (_, 0) => words.t("zip-answers-stay"),
        (0, _) => words.t("zip-answers-aside"),
        _ => words.t_with("zip-answers-some", &args),
    };
    format!("{modules}{answers}")
}

/// What was added: some titles, and how many more.
fn done(words: &Words, titles: &[String]) -> String {
    let said = titles.get(..SAID).unwrap_or(titles).join("、");
    let more = titles.len().saturating_sub(SAID);
    let args = [("titles", said.into()), ("more", more.into())];
    words.t_with(
        if more == 0 {
            "zip-done"
        } else {
            "zip-done-many"
        },
        &args,
    )
}

/// Properties of [`Remove`].
#[derive(Clone, PartialEq, Properties)]
pub(crate) struct RemoveProps {
    /// The modules.
    pub(crate) ids: Vec<String>,
}

/// Forgets modules, once.
#[component]
pub(crate) fn Remove(props: &RemoveProps) -> Html {
    let words = use_locale();
    let courses = use_context::<Courses>();
    let outcome = use_state_eq(String::new);
    {
        let (outcome, ids, words) = (outcome.setter(), props.ids.clone(), words.clone());
        use_effect_with((), move |()| {
            spawn_local(async move {
                outcome.set(match added::remove(&ids).await {
                    Ok(()) => words.t("zip-removed"),
                    Err(detail) => words.t_with("zip-not-kept", &[("detail", detail.into())]),
                });
                if let Some(courses) = courses {
                    courses.retry.emit(());
                }
            });
        });
    }
    html! { <p>{ &*outcome }</p> }
}

/// Properties of [`AddedList`].
#[derive(Clone, PartialEq, Properties)]
pub(crate) struct AddedListProps {
    /// Ids of the modules that the courses have: the list is read again when they change.
    pub(crate) ids: Vec<String>,
    /// Takes out modules.
    pub(crate) on_remove: Callback<Vec<String>>,
}

/// What is here, by the zips that brought it.
#[component]
pub(crate) fn AddedList(props: &AddedListProps) -> Html {
    let words = use_locale();
    let groups = use_state_eq(Vec::<Brought>::new);
    {
        let groups = groups.setter();
        use_effect_with(props.ids.clone(), move |_| {
            spawn_local(async move { groups.set(added::brought().await) });
        });
    }
    let button = |label: &str, question: String, ids: Vec<String>| {
        let onconfirm = props.on_remove.reform(move |()| ids.clone());
        html! { <ConfirmButton label={words.t(label)} {question} yes={words.t("zip-remove")} {onconfirm} /> }
    };
    let group = |group: &Brought| {
        let one = |module: &spec::catalogue::ModuleEntry| {
            let question =
                words.t_with("zip-remove-question", &[("title", (&module.title).into())]);
            html! {
                <li key={module.id.0.clone()} class="module">
                    <a href={Route::lesson(&module.id).href()} lang="ja">{ &module.title }</a>
                    { button("zip-remove", question, vec![module.id.0.clone()]) }
                </li>
            }
        };
        let count = group.modules.len();
        let first = group.modules.first();
        let key = first.map_or_else(String::new, |module| module.id.0.clone());
        let args = [("name", (&group.zip.name).into()), ("count", count.into())];
        html! {
            <section {key}>
                if count > 1 {
                    <h3>{ words.t_with("zip-of", &args) }</h3>
                    { button("zip-remove-all", words.t_with("zip-remove-all-question", &args), group.modules.iter().map(|module| module.id.0.clone()).collect()) }
                }
                <ul class="modules">{ for group.modules.iter().map(one) }</ul>
            </section>
        }
    };
    html! { <div class="added-groups">{ for groups.iter().map(group) }</div> }
}

#[cfg(test)]
mod tests {
    use locale::{Lang, Locale};

    use super::*;

    #[test]
    fn a_question_names_both_and_says_what_becomes_of_the_answers() {
        let words = Words(Rc::new(Locale::new(Lang::Ja)));
        let mut it = Replaced {
            before: ("窓口".into(), 1),
            after: ("窓口の数".into(), 1),
            exercises: 3,
            same: 1,
        };
        let said = question(&words, &it);
        assert!(
            said.starts_with(
                "版 1「窓口」→ 版 1「窓口の数」。同じ問いの 1 問の答えはそのまま使えます。"
            ),
            "{said}"
        );
        it.same = 3;
        assert!(question(&words, &it).ends_with("答えはそのまま使えます。"));
        it.same = 0;
        assert!(question(&words, &it).contains("消えません"));
    }

    #[test]
    fn many_titles_do_not_fill_the_screen() {
        let words = Words(Rc::new(Locale::new(Lang::Ja)));
        let titles: Vec<String> = (0..50).map(|at| format!("教材{at}")).collect();
        let said = done(&words, &titles);
        assert!(
            said.contains("教材4") && !said.contains("教材5、"),
            "{said}"
        );
        assert!(said.contains("ほか 45 件"), "{said}");
        assert_eq!(done(&words, &titles[..1]), "「教材0」を追加しました。");
    }
}
