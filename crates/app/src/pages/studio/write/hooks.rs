//! What the page of a module keeps and waits for.

use std::rc::Rc;

use spec::seed::SeedList;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::browser;
use crate::fetched::Shared;
use crate::hooks::{Words, use_engine};
use crate::library::author_worker::AuthorWorker;
use crate::library::drafts::{self, Draft};
use crate::pages::studio::writer::{Writer, WriterState};
use crate::route::Route;

/// The writer of a draft, and what it has read last, once it has.
#[hook]
pub(super) fn use_writer(
    id: &str,
    draft: &Draft,
    words: &Words,
) -> (Rc<Writer>, UseStateHandle<Option<WriterState>>) {
    let client = use_engine().client;
    let state = use_state(|| None::<WriterState>);
    let writer = {
        let on_state = {
            let state = state.setter();
            Callback::from(move |next| state.set(Some(next)))
        };
        let (id, draft) = (id.to_owned(), draft.clone());
        let english = words.lang() == locale::Lang::En;
        use_memo((), move |()| {
            let worker = AuthorWorker::get(Some(&client));
            Writer::new(&id, &draft, worker, english, on_state)
        })
    };
    ((*writer).clone(), state)
}

/// Has the draft read as soon as it may be; then the tables that the site has.
#[hook]
pub(super) fn use_first_reading(
    writer: &Rc<Writer>,
    draft: &Draft,
    may_read: bool,
) -> Rc<SeedList> {
    let engine = use_engine().client;
    let seeds = use_state_eq(|| Rc::new(SeedList::default()));
    let (writer, text, found) = (Rc::clone(writer), draft.text.clone(), seeds.setter());
    use_effect_with(may_read, move |may_read| {
        if !may_read {
            return;
        }
        writer.unread.set(false);
        spawn_local(async move {
            let text = writer.code.text().unwrap_or(text);
            writer.read(&text).await;
            // What the authors' worker has loaded is the preview's too.
            engine.take_over(AuthorWorker::get(None).client());
            if let Ok(list) = AuthorWorker::get(None).seeds().await {
                found.set(list);
            }
        });
    });
    (*seeds).clone()
}

/// Whether only the text is shown, because the page has stopped over this module; and the way back to all of it.
#[hook]
pub(super) fn use_text_only(id: &str) -> (bool, Callback<MouseEvent>) {
    let text_only = {
        let place = Route::Studio(Some(id.to_owned())).href();
        use_state_eq(move || browser::is_text_only(&place))
    };
    let draw_again = {
        let text_only = text_only.setter();
        Callback::from(move |_: MouseEvent| {
            browser::forget_text_only();
            text_only.set(false);
        })
    };
    (*text_only, draw_again)
}

/// The id under which the module was handed out. Asked again whenever something was read: it may have been meanwhile.
#[hook]
pub(super) fn use_handed(id: &str, state: Option<&WriterState>) -> Option<String> {
    let handed = use_state_eq(|| None::<String>);
    let (found, id) = (handed.setter(), id.to_owned());
    let read = state.map(|state| Shared(Rc::clone(&state.pieces)));
    use_effect_with(read, move |_| {
        spawn_local(async move { found.set(drafts::handed(&id).await) });
    });
    (*handed).clone()
}
