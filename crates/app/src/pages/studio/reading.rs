//! The worker that reads publishers' files: fetched when the first one is added, asked one thing at a time, ended when it
//! breaks down over a file or takes too long.

use std::cell::RefCell;
use std::rc::Rc;

use futures_channel::oneshot;
use gloo::timers::callback::Timeout;
use js_sys::WebAssembly;
use protocol::reading::{Answer, Ask, Told};
use spec::diagnostic::Bilingual;

use crate::assets::Assets;
use crate::engine::link::{Heard, Link};
use crate::engine::load;
use crate::hooks::Words;
use crate::shell::{Cache, Missed, current};
use crate::state::engine::LoadFailure;

/// A file may be read this long.
const LIMIT_MS: u32 = 120_000;

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Trouble {
    /// The reader did not come or does not start.
    Absent(Option<Missed>, String),
    /// It broke down over the file, or was too long about it.
    Broken,
    /// The file is not read, and why.
    Refused(Bilingual),
}

impl Trouble {
    /// What happened, for people.
    pub(super) fn message(&self, words: &Words) -> String {
        match self {
            Self::Absent(Some(missed), _) => words.t(current().why(*missed)),
            Self::Absent(None, detail) => {
                words.t_with("studio-fetch-failed", &[("detail", detail.into())])
            }
            Self::Broken => words.t("intake-broken"),
            Self::Refused(reason) => words.pick(reason),
        }
    }
}

impl From<LoadFailure> for Trouble {
    fn from(failure: LoadFailure) -> Self {
        match failure {
            LoadFailure::Fetch(error) | LoadFailure::Table(error) => {
                Self::Absent(Some(error.missed), error.detail)
            }
            LoadFailure::Browser(detail) | LoadFailure::Broken(detail) => {
                Self::Absent(None, detail)
            }
            LoadFailure::Version => Self::Absent(Some(Missed::Replaced), String::new()),
        }
    }
}

/// An answer with the file beside it.
pub(super) type Answered = Result<(Answer, Option<Vec<u8>>), Trouble>;

#[derive(Default)]
struct Reader {
    /// Wasm and script, once they are there.
    parts: RefCell<Option<(WebAssembly::Module, String)>>,
    link: RefCell<Option<Link>>,
    waiting: RefCell<Option<oneshot::Sender<Answered>>>,
}

thread_local! {
    static READER: Rc<Reader> = Rc::default();
}

/// Asks. Whoever asked before and has no answer yet gets none.
pub(super) async fn ask(ask: &Ask, attachment: Option<&[u8]>) -> Answered {
    let reader = READER.with(Rc::clone);
    reader.begin().await?;
    let bytes = protocol::encode(1, ask).map_err(|_| Trouble::Broken)?;
    let (tell, answer) = oneshot::channel();
    *reader.waiting.borrow_mut() = Some(tell);
    let posted = match &*reader.link.borrow() {
        Some(link) => link.post(&bytes, attachment),
        None => Err(String::new()),
    };
    posted.map_err(|_| Trouble::Broken)?;
    let _clock = {
        let reader = Rc::clone(&reader);
        Timeout::new(LIMIT_MS, move || reader.end())
    };
    answer.await.unwrap_or(Err(Trouble::Broken))
}

impl Reader {
    async fn begin(self: &Rc<Self>) -> Result<(), Trouble> {
        if self.link.borrow().is_some() {
            return Ok(());
        }
        if self.parts.borrow().is_none() {
            let assets = Assets::read();
            let script = load::script(&assets.reader_js, Cache::Kept);
            let wasm = load::Wasm {
                address: &assets.reader,
                bytes: 0,
                raw_bytes: 0,
            };
            let parts = load::load(&wasm, script, Cache::Kept, |_, _| {}).await?;
            *self.parts.borrow_mut() = Some(parts);
        }
        let parts = self.parts.borrow().clone();
        let Some((module, script)) = parts else {
            return Err(Trouble::Broken);
        };
        let weak = Rc::downgrade(self);
        let hear = move |heard| {
            if let Some(reader) = weak.upgrade() {
                reader.hear(heard);
            }
        };
        let link =
            Link::start(&script, &module, hear).map_err(|detail| Trouble::Absent(None, detail))?;
        *self.link.borrow_mut() = Some(link);
        Ok(())
    }

    fn hear(&self, heard: Heard) {
        let answer = match heard {
            Heard::Message { bytes, attachment } => {
                match protocol::decode::<Told>(&bytes).map(|envelope| envelope.body) {
                    Ok(Told::Ready) => return,
                    Ok(Told::Reply(Ok(answer))) => Ok((answer, attachment)),
                    Ok(Told::Reply(Err(reason))) => Err(Trouble::Refused(reason)),
                    Err(_) => Err(Trouble::Broken),
                }
            }
            Heard::Compiled(_) | Heard::Broken(_) => {
                self.end();
                return;
            }
        };
        if let Some(tell) = self.waiting.borrow_mut().take() {
            // The asker may have gone.
            let _ = tell.send(answer);
        }
    }

    /// Ends the worker; the next one starts from what was fetched.
    fn end(&self) {
        let waiting = self.waiting.borrow_mut().take();
        if let Some(tell) = waiting {
            let _ = tell.send(Err(Trouble::Broken));
        }
        // Not within the worker's own event.
        if let Some(link) = self.link.borrow_mut().take() {
            Timeout::new(0, move || drop(link)).forget();
        }
    }
}
