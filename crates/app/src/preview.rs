//! `ama preview`: renews the open lesson in place when its author saves, and shows what is wrong with it.
//!
//! Only where the served index.html names an address for it; a site that was handed out never does. News are waited
//! for with plain requests to the same origin, and the lesson is fetched before the list names it, so that the page
//! never shows anything between the old one and the new one.

use std::rc::Rc;

use futures_channel::oneshot;
use gloo::timers::callback::Timeout;
use serde::Deserialize;
use spec::catalogue::Catalogue;
use spec::diagnostic::Bilingual;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::assets::Assets;
use crate::browser;
use crate::courses::{Courses, fetch_ahead};
use crate::hooks::use_locale;
use crate::shell::{self, Cache};

/// After a failure (the author ended the program), so long until the next try.
const PAUSE_MS: u32 = 2_000;

/// What the program says about an edition of the modules.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub(crate) struct News {
    number: u64,
    lessons: Vec<String>,
    errors: usize,
    warnings: usize,
    summary: Text,
    problems: Text,
}

/// In both languages.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
struct Text {
    ja: String,
    en: String,
}

impl Text {
    fn both(&self) -> Bilingual {
        Bilingual {
            ja: self.ja.clone(),
            en: self.en.clone(),
        }
    }
}

/// Renews lessons as their author saves; gives the newest news. `None` anywhere else.
#[hook]
pub(crate) fn use_preview(courses: &Courses) -> Option<Rc<News>> {
    let news = use_state_eq(|| None::<Rc<News>>);
    {
        let setter = news.setter();
        use_effect_with((), move |()| {
            let place = Assets::read().preview;
            if !place.is_empty() {
                spawn_local(listen(place, setter));
            }
        });
    }
    let number = news.as_ref().map(|news| news.number);
    let is_listed = news
        .as_ref()
        .zip(courses.list())
        .is_some_and(|(news, list)| news.lessons.iter().all(|url| lists(&list, url)));
    {
        // That of this very drawing: an older one would ask for what was asked for already.
        let retry = courses.retry.clone();
        use_effect_with(number, move |number| {
            if number.is_some() && !is_listed {
                retry.emit(());
            }
        });
    }
    use_effect_with((number, is_listed), |(number, is_listed)| {
        if let (Some(number), true) = (*number, *is_listed) {
            spawn_local(async move {
                browser::breath().await;
                let url = format!("{}shown?number={number}", Assets::read().preview);
                // Only a figure for the author's terminal.
                let _ = shell::fetch(&url, Cache::Asked).await;
            });
        }
    });
    (*news).clone()
}

/// Whether the list names that address of a lesson.
fn lists(list: &Catalogue, url: &str) -> bool {
    list.tracks
        .iter()
        .flat_map(|track| &track.modules)
        .any(|module| module.url == url)
}

async fn listen(place: String, setter: UseStateSetter<Option<Rc<News>>>) {
    let mut number = 0;
    loop {
        match next(&place, number).await {
            Ok(news) if news.number != number => {
                for lesson in &news.lessons {
                    // What does not come is fetched again, and its failure shown, when the lesson is drawn.
                    let _ = fetch_ahead(lesson).await;
                }
                number = news.number;
                setter.set(Some(Rc::new(news)));
            }
            Ok(_) => {}
            Err(_) => pause().await,
        }
    }
}

async fn next(place: &str, number: u64) -> Result<News, String> {
    let news = shell::fetch_again(&format!("{place}news?after={number}"), Cache::Asked);
    let bytes = news.await?;
    let text = String::from_utf8(bytes).map_err(|error| error.to_string())?;
    serde_json::from_str(&text).map_err(|error| error.to_string())
}

async fn pause() {
    let (tell, over) = oneshot::channel();
    Timeout::new(PAUSE_MS, move || {
        // The page may be gone.
        let _ = tell.send(());
    })
    .forget();
    let _ = over.await;
}

/// Properties of [`PreviewReport`].
#[derive(Clone, PartialEq, Properties)]
pub(crate) struct PreviewReportProps {
    /// What the program says.
    pub(crate) news: Rc<News>,
}

/// What is wrong with the modules, below everything else.
#[component]
pub(crate) fn PreviewReport(props: &PreviewReportProps) -> Html {
    let words = use_locale();
    let News {
        errors,
        warnings,
        summary,
        problems,
        ..
    } = &*props.news;
    let state = match (errors, warnings) {
        (0, 0) => "preview-fine",
        (0, _) => "preview-warnings",
        _ => "preview-errors",
    };
    let problems = words.pick(&problems.both());
    html! {
        <aside class={classes!("preview-report", state)} aria-label={words.t("preview-report")}>
            <p role="status">{ words.pick(&summary.both()) }</p>
            if !problems.is_empty() {
                <pre tabindex="0">{ problems }</pre>
            }
        </aside>
    }
}

#[cfg(test)]
mod tests {
    use super::News;

    #[test]
    fn news_are_read_as_the_program_writes_them() {
        let json = r#"{"number":3,"lessons":["preview/a-1.bin"],"errors":1,"warnings":0,"summary":{"ja":"誤り 1、注意 0","en":"1 error, 0 warnings"},"problems":{"ja":"x","en":"y"}}"#;
        let news: News = serde_json::from_str(json).unwrap();
        assert_eq!((news.number, news.errors, news.lessons.len()), (3, 1, 1));
        assert_eq!(news.summary.both().ja, "誤り 1、注意 0");
    }
}
