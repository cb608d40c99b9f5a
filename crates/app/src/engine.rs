//! The page's side of the engine: it owns the worker, brings it up, asks it, stops it, and brings it up again.
//!
//! The compiled wasm and the tables' bytes stay on the page, so that a fresh worker is ready in a moment. One task
//! ([`EngineClient::drive`]) leads from nothing to `Ready`; `epoch` tells it when what it works towards has changed.

pub(crate) mod link;
pub(crate) mod load;
mod queue;
pub(crate) mod state;

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use futures_channel::oneshot;
use gloo::timers::callback::Timeout;
use js_sys::WebAssembly;
use protocol::{
    AuthorRequest, Event, FromWorker, LessonId, LessonRequest, ProtocolError, Request, Response,
};
use spec::Module;
use wasm_bindgen_futures::spawn_local;
use yew::Callback;

use self::link::{Heard, Link};
use self::queue::RequestQueue;
use self::state::{EngineError, EngineResult, EngineState, LoadFailure, Waiting};
use crate::assets::Assets;
use crate::shell::{self, Cache, FetchError};

/// Id of the sources that the worker must be made from, told by whoever builds the page for the browser.
pub(crate) const BUILD: &str = match option_env!("AMA_BUILD") {
    Some(build) => build,
    None => "unknown",
};
/// A request may run this long before it is stopped; waiting for others does not count. A learner can stop it at any
/// time before.
const LIMIT_MS: u32 = 60_000;
/// Starting the worker, and each table that is put in, may take this long on a slow machine.
const START_LIMIT_MS: u32 = 120_000;

/// The lesson of the page: there is one.
const LESSON: LessonId = LessonId(1);

/// The engine. Cheap to clone; all clones are the same engine.
#[derive(Clone, Default)]
pub(crate) struct EngineClient(Rc<Inner>);

#[derive(Default)]
struct Inner {
    on_state: RefCell<Option<Callback<EngineState>>>,
    state: RefCell<EngineState>,
    compiled: RefCell<Option<WebAssembly::Module>>,
    /// Address of the worker's script in this page's own memory: replacing a worker needs no network.
    script: RefCell<Option<String>>,
    link: RefCell<Option<Link>>,
    lesson: RefCell<Option<OpenLesson>>,
    queue: RefCell<RequestQueue<Parcel, Asker>>,
    /// Of the request that runs. Cancelled when dropped.
    clock: RefCell<Option<Timeout>>,
    /// Told when the worker says `Ready`, or dropped when it breaks down first.
    ready: RefCell<Option<oneshot::Sender<()>>>,
    /// What the worker said when it broke down while being brought up.
    last_words: RefCell<String>,
    /// Raised whenever the worker or the lesson is replaced.
    epoch: Cell<u32>,
    driving: Cell<bool>,
    /// Whether what the browser kept of the engine and the tables is not to be trusted.
    anew: Cell<bool>,
}

struct Parcel {
    bytes: Vec<u8>,
    attachment: Option<Rc<Vec<u8>>>,
}

type Asker = oneshot::Sender<EngineResult>;

/// The lesson that the engine has open, or is to open.
#[derive(Clone)]
struct OpenLesson {
    module: Rc<Module>,
    town: String,
    /// Bytes of its tables in the order of `module.data`, once fetched.
    tables: Option<Vec<Rc<Vec<u8>>>>,
}

impl EngineClient {
    /// Calls back at every change of state.
    pub(crate) fn listen(&self, on_state: Callback<EngineState>) {
        *self.0.on_state.borrow_mut() = Some(on_state);
    }

    /// Whether both are the same engine.
    pub(crate) fn same(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }

    /// Takes over the compiled engine of another client, so that it is fetched and compiled once a page.
    pub(crate) fn take_over(&self, other: &Self) {
        if self.same(other) || self.0.compiled.borrow().is_some() {
            return;
        }
        let (compiled, script) = (
            other.0.compiled.borrow().clone(),
            other.0.script.borrow().clone(),
        );
        if compiled.is_some() && script.is_some() {
            *self.0.compiled.borrow_mut() = compiled;
            *self.0.script.borrow_mut() = script;
        }
    }

    /// Loads the engine, if need be, with no lesson in it.
    pub(crate) fn start(&self) {
        let idle = matches!(
            *self.0.state.borrow(),
            EngineState::Idle | EngineState::Failed(_)
        );
        if idle {
            *self.0.link.borrow_mut() = None;
            self.set_state(EngineState::Loading(Waiting::Start));
            self.again();
        }
    }

    /// Loads the engine, if need be, and opens that lesson in it.
    pub(crate) fn open(&self, module: Rc<Module>, town: &str) {
        let same_module = self
            .0
            .lesson
            .borrow()
            .as_ref()
            .is_some_and(|lesson| Rc::ptr_eq(&lesson.module, &module));
        let same_town = self
            .0
            .lesson
            .borrow()
            .as_ref()
            .is_some_and(|lesson| lesson.town == town);
        if same_module && same_town {
            return;
        }
        // Another town needs no other tables.
        let tables = self
            .0
            .lesson
            .borrow()
            .as_ref()
            .filter(|_| same_module)
            .and_then(|lesson| lesson.tables.clone());
        *self.0.lesson.borrow_mut() = Some(OpenLesson {
            module,
            town: town.to_owned(),
            tables,
        });
        if !same_module && self.0.queue.borrow().is_busy() {
            // Nobody looks at the other lesson's answers any more, and what runs may run for long.
            self.end_worker(&EngineError::Stopped);
        }
        self.0.queue.borrow_mut().close();
        self.again();
    }

    /// Asks the lesson. The future resolves exactly once, whatever happens to the worker. Beside it stands the request's
    /// number, by which it can be stopped; 0 where there is nothing to stop.
    pub(crate) fn ask(
        &self,
        request: LessonRequest,
    ) -> (u32, impl Future<Output = EngineResult> + use<>) {
        self.send(&Request::Lesson(LESSON, request), None)
    }

    /// Asks for whoever writes modules, with a file.
    pub(crate) fn ask_as_author(
        &self,
        request: AuthorRequest,
        attachment: Option<Vec<u8>>,
    ) -> impl Future<Output = EngineResult> + use<> {
        self.send(&Request::Author(request), attachment).1
    }

    fn send(
        &self,
        request: &Request,
        attachment: Option<Vec<u8>>,
    ) -> (u32, impl Future<Output = EngineResult> + use<>) {
        let (id, answer) = match self.submit(request, attachment.map(Rc::new)) {
            Ok((id, answer)) => (id, Ok(answer)),
            Err(error) => (0, Err(error)),
        };
        let answer = async move {
            match answer {
                Ok(answer) => answer.await.unwrap_or(Err(EngineError::Stopped)),
                Err(error) => Err(error),
            }
        };
        (id, answer)
    }

    /// Stops that request. Where it runs, a fresh worker takes over, and what waits behind it goes there; one that waits is
    /// taken back, and nobody else loses anything.
    pub(crate) fn stop(&self, id: u32) {
        let running = self.0.queue.borrow().running();
        if running.is_some_and(|running| running.id == id) {
            self.interrupt(&EngineError::Stopped);
            self.again();
        } else {
            self.answer(id, Err(EngineError::Stopped));
        }
    }

    /// Tries again after a failure.
    pub(crate) fn retry(&self) {
        if matches!(*self.0.state.borrow(), EngineState::Failed(_)) {
            *self.0.link.borrow_mut() = None;
            self.again();
        }
    }

    fn submit(
        &self,
        request: &Request,
        attachment: Option<Rc<Vec<u8>>>,
    ) -> Result<(u32, oneshot::Receiver<EngineResult>), EngineError> {
        match *self.0.state.borrow() {
            EngineState::Failed(LoadFailure::Version) => return Err(EngineError::Version),
            EngineState::Failed(_) => return Err(EngineError::Unavailable),
            _ => {}
        }
        let id = self.0.queue.borrow_mut().number();
        let bytes = protocol::encode(id, request).map_err(|error| EngineError::Crashed {
            detail: error.to_string(),
        })?;
        let (tell, answer) = oneshot::channel();
        let parcel = Parcel { bytes, attachment };
        self.0.queue.borrow_mut().submit(id, parcel, tell);
        self.post_next();
        Ok((id, answer))
    }

    /// Posts what is next, if the worker has nothing to do, and starts its clock.
    fn post_next(&self) {
        loop {
            let next = self.0.queue.borrow_mut().next();
            let Some((id, parcel)) = next else { return };
            let posted = match self.0.link.borrow().as_ref() {
                Some(link) => link.post(
                    &parcel.bytes,
                    parcel.attachment.as_ref().map(|bytes| bytes.as_slice()),
                ),
                None => Err("no worker".to_owned()),
            };
            match posted {
                Ok(()) => return self.start_clock(),
                Err(detail) => self.answer(id, Err(EngineError::Crashed { detail })),
            }
        }
    }

    /// Of what runs.
    fn start_clock(&self) {
        let running = self.0.queue.borrow().running();
        let limit = match running {
            Some(running) if running.is_first => START_LIMIT_MS,
            _ => LIMIT_MS,
        };
        let weak = Rc::downgrade(&self.0);
        let clock = Timeout::new(limit, move || with(&weak, EngineClient::time_is_up));
        *self.0.clock.borrow_mut() = Some(clock);
    }

    fn time_is_up(&self) {
        // The timeout that runs just now must not be cancelled.
        if let Some(clock) = self.0.clock.borrow_mut().take() {
            clock.forget();
        }
        let running = self.0.queue.borrow().running();
        match running {
            // The task on its way sees it and fails: trying again would take as long.
            Some(running) if running.is_first => {
                self.answer(running.id, Err(EngineError::TimedOut));
            }
            _ => {
                self.interrupt(&EngineError::TimedOut);
                self.again();
            }
        }
    }

    /// Hands an answer to whoever asked.
    fn answer(&self, id: u32, answer: EngineResult) {
        let asker = self.0.queue.borrow_mut().answer(id);
        if let Some(tell) = asker {
            // The asker may have gone; then nobody needs to know.
            let _ = tell.send(answer);
        }
    }

    /// Ends the worker and what runs in it; what waits goes to the next one.
    fn interrupt(&self, error: &EngineError) {
        self.drop_worker();
        let askers = self.0.queue.borrow_mut().interrupt();
        tell_all(askers, error);
        if self.0.lesson.borrow().is_none() {
            // Only a lesson is put into the next worker from here; what else this one had been given is gone.
            self.give_up(&EngineError::Stopped);
        }
    }

    /// Ends the worker; everybody who waits gets that error.
    fn end_worker(&self, error: &EngineError) {
        self.drop_worker();
        self.give_up(error);
    }

    fn drop_worker(&self) {
        self.0.epoch.set(self.0.epoch.get().wrapping_add(1));
        *self.0.link.borrow_mut() = None;
        *self.0.ready.borrow_mut() = None;
        *self.0.clock.borrow_mut() = None;
    }

    fn give_up(&self, error: &EngineError) {
        *self.0.clock.borrow_mut() = None;
        let askers = self.0.queue.borrow_mut().clear();
        tell_all(askers, error);
    }

    /// Starts towards `Ready`, or makes the task that is on its way start afresh.
    fn again(&self) {
        self.0.epoch.set(self.0.epoch.get().wrapping_add(1));
        if self.0.driving.replace(true) {
            return;
        }
        let client = self.clone();
        spawn_local(async move {
            let outcome = client.drive().await;
            client.0.driving.set(false);
            if let Err(failure) = outcome {
                let error = if failure == LoadFailure::Version {
                    EngineError::Version
                } else {
                    EngineError::Unavailable
                };
                // What came and does not work is fetched anew at the next attempt.
                client.0.anew.set(true);
                match failure {
                    LoadFailure::Broken(_) => *client.0.compiled.borrow_mut() = None,
                    LoadFailure::Table(_) => {
                        if let Some(lesson) = client.0.lesson.borrow_mut().as_mut() {
                            lesson.tables = None;
                        }
                    }
                    _ => {}
                }
                *client.0.link.borrow_mut() = None;
                client.set_state(EngineState::Failed(failure));
                client.give_up(&error);
            }
        });
    }

    async fn drive(&self) -> Result<(), LoadFailure> {
        loop {
            let goal = self.0.epoch.get();
            if *self.0.state.borrow() == EngineState::Failed(LoadFailure::Version) {
                return Err(LoadFailure::Version);
            }
            // Begun before the engine's file, so that both come side by side.
            let tables = self.fetch_tables();
            self.compile().await?;
            self.start_worker().await?;
            let tables = tables.await?;
            if self.0.epoch.get() != goal {
                continue;
            }
            self.set_state(EngineState::Loading(Waiting::Tables));
            let opened = self.open_lesson(&tables).await;
            if self.0.epoch.get() != goal {
                continue;
            }
            opened?;
            self.0.anew.set(false);
            self.set_state(EngineState::Ready);
            self.0.queue.borrow_mut().open();
            self.post_next();
            return Ok(());
        }
    }

    fn cache(&self) -> Cache {
        if self.0.anew.get() {
            Cache::Anew
        } else {
            Cache::Kept
        }
    }

    async fn compile(&self) -> Result<(), LoadFailure> {
        if self.0.compiled.borrow().is_some() {
            return Ok(());
        }
        let assets = Assets::read();
        self.set_state(EngineState::Loading(Waiting::Fetch {
            loaded: 0,
            total: assets.engine_bytes,
        }));
        let weak = Rc::downgrade(&self.0);
        let report = move |loaded, total| {
            with(&weak, |client| {
                client.set_state(EngineState::Loading(Waiting::Fetch { loaded, total }))
            });
        };
        // Begun before the engine's file, so that both come side by side.
        let script = load::script(&assets.worker_js, self.cache());
        let wasm = load::Wasm {
            address: &assets.engine,
            bytes: assets.engine_bytes,
            raw_bytes: assets.engine_raw_bytes,
        };
        let (module, script) = load::load(&wasm, script, self.cache(), report).await?;
        *self.0.script.borrow_mut() = Some(script);
        *self.0.compiled.borrow_mut() = Some(module);
        Ok(())
    }

    async fn start_worker(&self) -> Result<(), LoadFailure> {
        if self.0.link.borrow().is_some() {
            return Ok(());
        }
        self.set_state(EngineState::Loading(Waiting::Start));
        let (tell, ready) = oneshot::channel();
        *self.0.ready.borrow_mut() = Some(tell);
        self.0.last_words.borrow_mut().clear();
        let limit = {
            let weak = Rc::downgrade(&self.0);
            Timeout::new(START_LIMIT_MS, move || {
                with(&weak, |client| *client.0.ready.borrow_mut() = None)
            })
        };
        let weak = Rc::downgrade(&self.0);
        let link = match (
            self.0.compiled.borrow().as_ref(),
            self.0.script.borrow().as_ref(),
        ) {
            (Some(module), Some(script)) => Link::start(script, module, move |heard| {
                with(&weak, |client| client.hear(heard))
            }),
            _ => Err("no engine".to_owned()),
        };
        *self.0.link.borrow_mut() = Some(link.map_err(LoadFailure::Broken)?);
        let started = ready.await;
        drop(limit);
        match (started, &*self.0.state.borrow()) {
            (_, EngineState::Failed(LoadFailure::Version)) => Err(LoadFailure::Version),
            // Stopped on purpose while starting: the caller sees the changed epoch and starts again.
            (Err(_), _) if self.0.link.borrow().is_none() => Ok(()),
            (Err(_), _) => Err(LoadFailure::Broken(self.0.last_words.borrow().clone())),
            (Ok(()), _) => Ok(()),
        }
    }

    /// The bytes of the lesson's tables; those already here are not fetched again.
    fn fetch_tables(&self) -> impl Future<Output = Result<Vec<Rc<Vec<u8>>>, LoadFailure>> + use<> {
        let lesson = self.0.lesson.borrow().clone();
        let fetches: Vec<_> = match &lesson {
            Some(OpenLesson {
                module,
                tables: None,
                ..
            }) => module
                .data
                .iter()
                .map(|source| {
                    (
                        source.name.clone(),
                        shell::fetch_again(&source.url, self.cache()),
                    )
                })
                .collect(),
            _ => Vec::new(),
        };
        let inner = Rc::clone(&self.0);
        async move {
            let Some(lesson) = lesson else {
                return Ok(Vec::new());
            };
            if let Some(tables) = lesson.tables {
                return Ok(tables);
            }
            let mut tables = Vec::new();
            for (name, bytes) in fetches {
                tables.push(Rc::new(
                    bytes
                        .await
                        .map_err(|error| LoadFailure::Table(error.about(&name)))?,
                ));
            }
            if let Some(current) = inner.lesson.borrow_mut().as_mut()
                && Rc::ptr_eq(&current.module, &lesson.module)
            {
                current.tables = Some(tables.clone());
            }
            Ok(tables)
        }
    }

    async fn open_lesson(&self, tables: &[Rc<Vec<u8>>]) -> Result<(), LoadFailure> {
        let lesson = self.0.lesson.borrow().clone();
        let Some(lesson) = lesson else { return Ok(()) };
        let open = LessonRequest::Open {
            module: Box::new((*lesson.module).clone()),
            town: lesson.town,
        };
        // Asked for all together: they are answered in order.
        let mut answers = vec![("", self.put_in(open, None))];
        for (source, bytes) in lesson.module.data.iter().zip(tables) {
            let add = LessonRequest::AddTable {
                name: source.name.clone(),
            };
            answers.push((
                source.name.as_str(),
                self.put_in(add, Some(Rc::clone(bytes))),
            ));
        }
        for (name, answer) in answers {
            match answer.await {
                Ok(Ok((Response::Opened | Response::Added { .. }, _))) => {}
                Ok(Ok(_)) | Err(_) => {
                    return Err(LoadFailure::Broken(self.0.last_words.borrow().clone()));
                }
                Ok(Err(EngineError::Failed(failure))) => {
                    let error = FetchError::damaged(format!("{failure:?}"));
                    return Err(LoadFailure::Table(error.about(name)));
                }
                Ok(Err(EngineError::Version)) => return Err(LoadFailure::Version),
                Ok(Err(error)) => return Err(LoadFailure::Broken(format!("{error:?}"))),
            }
        }
        Ok(())
    }

    /// A request of our own while the queue is closed for others.
    fn put_in(
        &self,
        request: LessonRequest,
        attachment: Option<Rc<Vec<u8>>>,
    ) -> oneshot::Receiver<EngineResult> {
        let (tell, answer) = oneshot::channel();
        let id = self.0.queue.borrow_mut().number();
        match protocol::encode(id, &Request::Lesson(LESSON, request)) {
            Ok(bytes) => {
                let parcel = Parcel { bytes, attachment };
                self.0.queue.borrow_mut().submit_first(id, parcel, tell);
                self.post_next();
            }
            Err(error) => {
                let _ = tell.send(Err(EngineError::Crashed {
                    detail: error.to_string(),
                }));
            }
        }
        answer
    }

    fn hear(&self, heard: Heard) {
        match heard {
            Heard::Message { bytes, attachment } => match protocol::decode::<FromWorker>(&bytes) {
                Ok(envelope) => match envelope.body {
                    FromWorker::Event(Event::Ready { build }) => self.worker_is_ready(&build),
                    // The worker could not read who asked: it speaks another version.
                    FromWorker::Reply(_) if envelope.id == 0 => self.out_of_date(),
                    FromWorker::Reply(reply) => {
                        *self.0.clock.borrow_mut() = None;
                        let answer = reply
                            .map(|response| (response, attachment))
                            .map_err(EngineError::Failed);
                        self.answer(envelope.id, answer);
                        self.post_next();
                    }
                },
                Err(ProtocolError::Version { .. }) => self.out_of_date(),
                Err(ProtocolError::Malformed(detail)) => self.broke_down(detail),
            },
            Heard::Compiled(_) => self.broke_down("a module".to_owned()),
            Heard::Broken(detail) => self.broke_down(detail),
        }
    }

    fn worker_is_ready(&self, build: &str) {
        if build != BUILD {
            return self.out_of_date();
        }
        let ready = self.0.ready.borrow_mut().take();
        if let Some(ready) = ready {
            let _ = ready.send(());
        }
    }

    /// Page and engine are of different builds: only reloading helps.
    fn out_of_date(&self) {
        self.set_state(EngineState::Failed(LoadFailure::Version));
        *self.0.compiled.borrow_mut() = None;
        self.end_worker(&EngineError::Version);
    }

    /// A trap or a lost worker. While it was being brought up that is a failure to load; later a fresh one takes over.
    fn broke_down(&self, detail: String) {
        *self.0.last_words.borrow_mut() = detail.clone();
        let error = if speaks_of_memory(&detail) {
            EngineError::OutOfMemory { detail }
        } else {
            EngineError::Crashed { detail }
        };
        let running = self.0.queue.borrow().running();
        if self.0.driving.get() && running.is_none_or(|running| running.is_first) {
            // The epoch stays: the task on its way must fail and not go round for ever.
            *self.0.ready.borrow_mut() = None;
            self.give_up(&EngineError::Unavailable);
            return;
        }
        self.interrupt(&error);
        self.again();
    }

    fn set_state(&self, state: EngineState) {
        if *self.0.state.borrow() == state {
            return;
        }
        *self.0.state.borrow_mut() = state.clone();
        let on_state = self.0.on_state.borrow().clone();
        if let Some(on_state) = on_state {
            on_state.emit(state);
        }
    }
}

fn tell_all(askers: Vec<Asker>, error: &EngineError) {
    for tell in askers {
        // The asker may have gone; then nobody needs to know.
        let _ = tell.send(Err(error.clone()));
    }
}

/// Calls with the client, if it still exists.
fn with(weak: &Weak<Inner>, call: impl FnOnce(&EngineClient)) {
    if let Some(inner) = weak.upgrade() {
        call(&EngineClient(inner));
    }
}

/// Whether the browser's words about a broken worker are about memory.
fn speaks_of_memory(detail: &str) -> bool {
    let detail = detail.to_ascii_lowercase();
    [
        "out of memory",
        "memory allocation",
        "allocation failed",
        "capacity overflow",
        "memory access out of bounds",
    ]
    .iter()
    .any(|words| detail.contains(words))
}

#[cfg(test)]
mod tests {
    use super::speaks_of_memory;

    #[test]
    fn memory_is_told_from_other_break_downs() {
        assert!(speaks_of_memory(
            "Uncaught Error: memory allocation of 4294967296 bytes failed"
        ));
        assert!(speaks_of_memory(
            "Uncaught RangeError: WebAssembly.Memory.grow(): Out of memory"
        ));
        assert!(speaks_of_memory("capacity overflow"));
        assert!(!speaks_of_memory("Uncaught RuntimeError: unreachable"));
        assert!(!speaks_of_memory(""));
    }
}
