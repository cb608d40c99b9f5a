//! The worker that reads publishers' files: fetched when the first one is added, asked one thing after another, ended when it
//! breaks down over a file, takes too long or is stopped. It keeps one file open; [`of`] sees to it that it is the right one.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use futures_channel::oneshot;
use gloo::timers::callback::Timeout;
use js_sys::WebAssembly;
use protocol::reading::{Answer, Ask, Told};
use spec::diagnostic::Bilingual;

use super::Incoming;
use crate::assets::Assets;
use crate::engine::link::{Heard, Link};
use crate::engine::load;
use crate::hooks::Words;
use crate::shell::{Cache, Missed, current};
use crate::state::engine::LoadFailure;

/// One thing may take this long.
const LIMIT_MS: u32 = 120_000;

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Trouble {
    /// The reader did not come or does not start.
    Absent(Option<Missed>, String),
    /// It broke down over the file, or was too long about it.
    Broken,
    /// Somebody stopped it.
    Stopped,
    /// The file is not read, and why.
    Refused(Bilingual),
}

impl Trouble {
    /// What happened, for people.
    pub(crate) fn message(&self, words: &Words) -> String {
        match self {
            Self::Absent(Some(missed), _) => words.t(current().why(*missed)),
            Self::Absent(None, detail) => {
                words.t_with("studio-fetch-failed", &[("detail", detail.into())])
            }
            Self::Broken => words.t("intake-broken"),
            Self::Stopped => words.t("intake-stopped"),
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
pub(crate) type Answered = Result<(Answer, Option<Vec<u8>>), Trouble>;

#[derive(Default)]
struct Reader {
    /// Wasm and script, once they are there.
    parts: RefCell<Option<(WebAssembly::Module, String)>>,
    link: RefCell<Option<Link>>,
    /// Who waits for which answer.
    waiting: RefCell<Vec<(u32, oneshot::Sender<Answered>)>>,
    /// The number of the last question.
    asked: Cell<u32>,
    /// The file that this worker has open.
    open: Cell<Option<u32>>,
}

thread_local! {
    static READER: Rc<Reader> = Rc::default();
}

/// Asks something that needs no file but what goes along.
pub(crate) async fn ask(ask: &Ask, attachment: Option<&[u8]>) -> Answered {
    let reader = READER.with(Rc::clone);
    reader.begin().await?;
    reader.ask(ask, attachment).await
}

/// Asks about a file, which is opened first where the worker has another one or none.
pub(crate) async fn of(file: &Incoming, ask: &Ask) -> Answered {
    let reader = READER.with(Rc::clone);
    reader.begin().await?;
    if reader.open.get() != Some(file.number) {
        reader.open.set(None);
        let name = file.name.clone();
        match reader.ask(&Ask::Open { name }, Some(&file.bytes)).await? {
            (Answer::Opened, _) => reader.open.set(Some(file.number)),
            _ => return Err(Trouble::Broken),
        }
    }
    reader.ask(ask, None).await
}

/// Stops whatever it is doing. Whoever waits is told so; the next question finds a new worker.
pub(crate) fn stop() {
    READER.with(|reader| reader.end(&Trouble::Stopped));
}

impl Reader {
    async fn ask(self: &Rc<Self>, ask: &Ask, attachment: Option<&[u8]>) -> Answered {
        let number = self.asked.get().wrapping_add(1);
        self.asked.set(number);
        let bytes = protocol::encode(number, ask).map_err(|_| Trouble::Broken)?;
        let (tell, answer) = oneshot::channel();
        self.waiting.borrow_mut().push((number, tell));
        let posted = match &*self.link.borrow() {
            Some(link) => link.post(&bytes, attachment),
            None => Err(String::new()),
        };
        if posted.is_err() {
            self.end(&Trouble::Broken);
        }
        let _clock = {
            let reader = Rc::clone(self);
            Timeout::new(LIMIT_MS, move || reader.end(&Trouble::Broken))
        };
        answer.await.unwrap_or(Err(Trouble::Broken))
    }

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
        // Somebody else may have begun it meanwhile.
        if self.link.borrow().is_some() {
            return Ok(());
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
        let Heard::Message { bytes, attachment } = heard else {
            return self.end(&Trouble::Broken);
        };
        let Ok(envelope) = protocol::decode::<Told>(&bytes) else {
            return self.end(&Trouble::Broken);
        };
        let answer = match envelope.body {
            Told::Ready => return,
            Told::Reply(Ok(answer)) => Ok((answer, attachment)),
            Told::Reply(Err(reason)) => Err(Trouble::Refused(reason)),
        };
        if envelope.id == 0 {
            // It could not read who asked: it speaks another version.
            return self.end(&Trouble::Absent(Some(Missed::Replaced), String::new()));
        }
        let mut waiting = self.waiting.borrow_mut();
        if let Some(at) = waiting
            .iter()
            .position(|(number, _)| *number == envelope.id)
        {
            let (_, tell) = waiting.swap_remove(at);
            // The asker may have gone.
            let _ = tell.send(answer);
        }
    }

    /// Ends the worker; the next one starts from what was fetched.
    fn end(&self, why: &Trouble) {
        self.open.set(None);
        for (_, tell) in self.waiting.take() {
            // The asker may have gone.
            let _ = tell.send(Err(why.clone()));
        }
        // Not within the worker's own event.
        if let Some(link) = self.link.borrow_mut().take() {
            Timeout::new(0, move || drop(link)).forget();
        }
    }
}
