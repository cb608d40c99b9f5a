//! Saves the learner's work at every change and brings in what other tabs saved. Where that is not possible, knows what
//! would be lost if the page were closed.
//!
//! A change comes here before it is drawn. `web/boot/page.js` is told of it at once, so that it is kept even where this page's
//! wasm stops in the next moment (`rescue`).

mod download;
mod filed;
mod rescue;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::Reflect;
use spec::work::Work;
use spec::{ExerciseId, ModuleId};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::{BroadcastChannel, MessageEvent};
use yew::prelude::*;

pub(crate) use self::download::download;
pub(crate) use self::rescue::{Aside, LastTouched};

use self::filed::Filed;
use self::rescue::{ASIDE, EARLIER, asides, back, last_touched, set_apart, take_up};
use crate::browser::{self, note};
use crate::host::{self, Loss};
use crate::shell;
use crate::state::progress::{Action, ProgressContext};
use crate::storage::{
    Key, Memory, Records, Storage, StorageError, Unread, records_of, records_since, work_of,
};

/// So long after a key an exercise is being typed in, in milliseconds.
const TYPING_MS: u64 = 5_000;

/// Name of the channel on which tabs tell each other that they saved something.
const CHANNEL: &str = "ama-work";

/// How saving goes.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct SaveState {
    /// What is happening.
    pub(crate) phase: SavePhase,
    /// When something was last saved, milliseconds since 1970.
    pub(crate) at: Option<u64>,
    /// Whether the store forgets when the page is closed.
    pub(crate) fleeting: bool,
    /// Why the browser keeps nothing, in its words; empty where it was not asked.
    pub(crate) refused: String,
    /// Exercises with work that would be lost if the page were closed now: neither the store nor a work file has it.
    pub(crate) at_risk: usize,
    /// When everything was last put into a work file, milliseconds since 1970.
    pub(crate) filed: Option<u64>,
    /// Whether some saved work was written by a newer version of ama and is left alone.
    pub(crate) newer: bool,
    /// Whether some saved work could not be read.
    pub(crate) damaged: bool,
    /// Work that is kept and not drawn, because it stopped the page or is larger than work can be.
    pub(crate) asides: Vec<Aside>,
    /// The exercise that was touched last in the work of an earlier opening that a copy has, until the learner takes or leaves it.
    pub(crate) earlier: Option<LastTouched>,
}

/// What is happening.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) enum SavePhase {
    /// Saved work is being read.
    #[default]
    Reading,
    /// Something is being written.
    Saving,
    /// Everything is written.
    Saved,
    /// The last attempt failed; the next change tries again.
    Failed {
        /// Whether for want of room.
        full: bool,
        /// The browser's words.
        detail: String,
    },
}

/// How saving goes, and whom to tell of work files.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Saving {
    /// How it goes.
    pub(crate) state: SaveState,
    /// Told what lies in a work file now, because it was saved into it or opened from it.
    pub(crate) on_file: Callback<(Filing, Rc<Work>)>,
    /// What to do with work that was put aside or left behind.
    pub(crate) on_choice: Callback<Choice>,
}

/// What the learner wants done with work that is not on the screen.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Choice {
    /// What was put aside under that key comes back.
    Restore(String),
    /// What was put aside under that key goes into a work file.
    Export(String),
    /// The copy of an earlier opening is gone on with.
    TakeEarlier,
    /// It is not wanted.
    LeaveEarlier,
}

/// The work has changed.
#[derive(Clone)]
pub(crate) struct Changed {
    /// All of it.
    pub(crate) work: Rc<Work>,
    /// Whether what this browser had saved is in it.
    pub(crate) loaded: bool,
    /// The exercise that somebody typed in.
    pub(crate) typed: Option<(ModuleId, ExerciseId)>,
}

/// Whom to tell of changes, before they are drawn.
pub(crate) type OnChanged = Rc<RefCell<Callback<Changed>>>;

/// What was done with a work file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Filing {
    /// Everything was put into it.
    Saved,
    /// It was opened.
    Opened,
}

/// Saves for one page. Cheap to clone; all clones are the same.
#[derive(Clone)]
struct Saver(Rc<Inner>);

struct Inner {
    store: RefCell<Option<Rc<dyn Storage>>>,
    /// The store's records as this tab last saw them.
    seen: RefCell<Records>,
    /// Records of a newer version: never written.
    newer: RefCell<Vec<String>>,
    latest: RefCell<Rc<Work>>,
    /// The same in records.
    records: RefCell<Records>,
    filed: RefCell<Filed>,
    /// Key of the exercise that was typed in last, and when.
    typed: RefCell<(String, u64)>,
    /// The work of an earlier opening that a copy has, until it is taken or left.
    earlier: RefCell<Option<Work>>,
    busy: Cell<bool>,
    state: RefCell<SaveState>,
    dispatch: Callback<Action>,
    on_state: Callback<SaveState>,
    channel: Option<BroadcastChannel>,
}

impl Saver {
    fn new(dispatch: Callback<Action>, on_state: Callback<SaveState>, work: Rc<Work>) -> Self {
        // Where there is no channel, tabs still lose nothing: records are merged when they are written.
        let known = Reflect::has(&js_sys::global(), &CHANNEL_CLASS.into()).unwrap_or(false);
        let channel = known
            .then(|| BroadcastChannel::new(&shell::current().database(CHANNEL)).ok())
            .flatten();
        Self(Rc::new(Inner {
            store: RefCell::default(),
            seen: RefCell::default(),
            newer: RefCell::default(),
            records: RefCell::new(records_of(&work)),
            latest: RefCell::new(work),
            filed: RefCell::default(),
            typed: RefCell::default(),
            earlier: RefCell::default(),
            busy: Cell::new(false),
            state: RefCell::default(),
            dispatch,
            on_state,
            channel,
        }))
    }

    /// Opens the store and reads what it holds.
    async fn begin(&self) {
        let opened = host::current().storage().await;
        let read = opened.load().await;
        let read = read.unwrap_or_else(|_| Err(no_answer()));
        let (store, records): (Rc<dyn Storage>, Records) = match read {
            Ok(records) => (opened, records),
            // A copy that cannot be read is none.
            Err(_) if !opened.lasts() => (Rc::new(Memory::default()), Records::new()),
            Err(why) => (Rc::new(Memory::instead(why)), Records::new()),
        };
        let (fleeting, refused) = (!store.lasts(), store.refused());
        self.use_store(store);
        let taken = take_up(&records);
        let (mut work, mut earlier) = (None, None);
        if fleeting {
            earlier = last_touched(&taken.work);
            let changed = if earlier.is_some() {
                let (work, changed) = set_apart(taken, &records);
                *self.0.earlier.borrow_mut() = Some(work);
                changed
            } else {
                taken.changed
            };
            self.hold(&records, changed);
            *self.0.seen.borrow_mut() = records;
        } else {
            self.hold(&records, taken.changed);
            *self.0.seen.borrow_mut() = records;
            self.note_unread(&taken.unread);
            work = Some(taken.work);
        }
        self.change(|state| {
            state.fleeting = fleeting;
            state.refused = refused;
            state.phase = SavePhase::Saved;
            state.earlier = earlier;
        });
        self.name_asides();
        self.0.dispatch.emit(Action::Loaded(work));
        self.save();
        // A copy is nobody else's business.
        if !fleeting {
            self.listen();
        }
    }

    /// Saves into that store from now on. Should it be closed under the page, everything is written into a new one: nobody
    /// knows what is left of it.
    fn use_store(&self, store: Rc<dyn Storage>) {
        note(".work", &store.name());
        let (saver, closed) = (self.clone(), store.closed());
        *self.0.store.borrow_mut() = Some(store);
        spawn_local(async move {
            closed.await;
            saver.save();
        });
    }

    /// The store, another one in the place of one that was closed.
    ///
    /// # Errors
    /// The browser's, where it hands out none.
    async fn open_store(&self) -> Result<Rc<dyn Storage>, StorageError> {
        let store = self.0.store.borrow().clone();
        if let Some(store) = store.filter(|store| !store.is_closed()) {
            return Ok(store);
        }
        let opened = host::current().storage().await;
        if !opened.lasts() && !self.0.state.borrow().fleeting {
            return Err(StorageError::Failed(opened.refused()));
        }
        self.0.seen.borrow_mut().clear();
        self.use_store(Rc::clone(&opened));
        Ok(opened)
    }

    /// Does what the learner wants with work that is not on the screen.
    fn choose(&self, choice: Choice) {
        let record = |key: &str| self.0.records.borrow().get(key).cloned();
        match choice {
            Choice::Restore(key) => {
                let Some(work) = record(&key).and_then(|text| back(&key, &text)) else {
                    return;
                };
                self.0.records.borrow_mut().insert(key, String::new());
                self.0.dispatch.emit(Action::Import(work));
            }
            Choice::Export(key) => {
                if let Some(work) = record(&key).and_then(|text| back(&key, &text)) {
                    // Where the browser refuses, the learner sees that no file comes; it is kept here all the same.
                    let _ = download(&work);
                }
                return;
            }
            Choice::TakeEarlier => {
                let Some(work) = self.0.earlier.take() else {
                    return;
                };
                self.0.dispatch.emit(Action::Merge(work));
                self.forget(EARLIER);
            }
            Choice::LeaveEarlier => {
                self.0.earlier.take();
                self.forget(EARLIER);
                self.forget(ASIDE);
            }
        }
        self.change(|state| state.earlier = None);
        self.name_asides();
        self.save();
    }

    /// Holds the records that are not the work's own: those in the store and what changes of them.
    fn hold(&self, stored: &Records, changed: Records) {
        let others = stored.iter().filter(|(key, _)| Key::parse(key).is_none());
        let mut mine = self.0.records.borrow_mut();
        mine.extend(others.map(|(key, text)| (key.clone(), text.clone())));
        for (key, text) in &changed {
            note(key, text);
        }
        mine.extend(changed);
    }

    /// Has the records go whose keys begin so.
    fn forget(&self, prefix: &str) {
        let mut records = self.0.records.borrow_mut();
        for (key, text) in records.iter_mut() {
            if key.starts_with(prefix) {
                text.clear();
            }
        }
    }

    fn name_asides(&self) {
        // They belong to what the learner is asked about.
        if self.0.earlier.borrow().is_some() {
            return;
        }
        let asides = asides(&self.0.records.borrow());
        self.change(|state| state.asides = asides);
    }

    /// Whether somebody types in that exercise just now.
    fn is_typed_in(&self, key: &str) -> bool {
        let (typed, at) = &*self.0.typed.borrow();
        typed == key && browser::now().saturating_sub(*at) < TYPING_MS
    }

    fn note_unread(&self, unread: &[(String, Unread)]) {
        let newer = unread
            .iter()
            .filter(|(_, why)| *why == Unread::Newer)
            .map(|(key, _)| key.clone());
        let any_newer = self.note_newer(newer);
        let damaged = unread.iter().any(|(_, why)| *why == Unread::Damaged);
        self.change(|state| {
            state.newer |= any_newer;
            state.damaged |= damaged;
        });
    }

    /// The work is this now.
    fn changed(&self, Changed { work, typed, .. }: Changed) {
        if let Some((module, exercise)) = typed {
            let key = Key::Exercise(module, exercise).text();
            *self.0.typed.borrow_mut() = (key, browser::now());
        }
        {
            let mut latest = self.0.latest.borrow_mut();
            let changed = records_since(&latest, &work);
            let seen = self.0.seen.borrow();
            for (key, text) in &changed {
                if seen.get(key) != Some(text) {
                    note(key, text);
                }
            }
            self.0.records.borrow_mut().extend(changed);
            *latest = work;
        }
        self.save();
        self.weigh();
    }

    /// That work lies in a file.
    fn in_file(&self, filing: Filing, work: &Work) {
        self.0.filed.borrow_mut().note(records_of(work));
        if filing == Filing::Saved {
            self.change(|state| state.filed = Some(browser::now()));
        }
        self.weigh();
    }

    /// Counts what would be lost if the page were closed now, and tells the host.
    fn weigh(&self) {
        let at_risk = {
            let (state, filed) = (self.0.state.borrow(), self.0.filed.borrow());
            if state.fleeting {
                filed.missing(&*self.0.records.borrow())
            } else if matches!(state.phase, SavePhase::Failed { .. }) {
                filed.missing(&self.unsaved())
            } else {
                // On its way into the store in a moment.
                0
            }
        };
        self.change(|state| state.at_risk = at_risk);
        host::current().at_risk(Loss::Answers, at_risk > 0);
    }

    /// Writes whatever the store does not hold yet, until it holds everything.
    fn save(&self) {
        let Some(store) = self.0.store.borrow().clone() else {
            return;
        };
        if store.is_closed() {
            self.0.seen.borrow_mut().clear();
        }
        self.weigh_phase();
        if self.0.busy.replace(true) {
            return;
        }
        let saver = self.clone();
        spawn_local(async move {
            loop {
                let store = match saver.open_store().await {
                    Ok(store) => store,
                    Err(error) => {
                        saver.failed(error);
                        break;
                    }
                };
                let mine = saver.unsaved();
                if mine.is_empty() {
                    saver.weigh_phase();
                    break;
                }
                let seen: Records = {
                    let seen = saver.0.seen.borrow();
                    mine.keys()
                        .filter_map(|key| Some((key.clone(), seen.get(key)?.clone())))
                        .collect()
                };
                match store.save(mine.clone(), seen).await {
                    Ok(Ok(saved)) => {
                        if saver.written(&mine, saved.records, saved.newer) {
                            // What another tab wrote must be in our own work before that is written again.
                            browser::breath().await;
                        }
                    }
                    // Once more, into another one.
                    Ok(Err(_)) if store.is_closed() => {}
                    Ok(Err(error)) => {
                        saver.failed(error);
                        break;
                    }
                    Err(_) => {
                        saver.failed(no_answer());
                        break;
                    }
                }
            }
            saver.0.busy.set(false);
        });
    }

    /// Whether everything is in the store, or on its way: what came meanwhile is written next.
    fn weigh_phase(&self) {
        let phase = if self.unsaved().is_empty() {
            SavePhase::Saved
        } else {
            SavePhase::Saving
        };
        self.change(|state| state.phase = phase);
    }

    /// Says whether there are any.
    fn note_newer(&self, keys: impl IntoIterator<Item = String>) -> bool {
        let mut newer = self.0.newer.borrow_mut();
        for key in keys {
            if !newer.contains(&key) {
                newer.push(key);
            }
        }
        !newer.is_empty()
    }

    fn unsaved(&self) -> Records {
        let seen = self.0.seen.borrow();
        let newer = self.0.newer.borrow();
        let records = self.0.records.borrow();
        let unsaved = records
            .iter()
            .filter(|(key, text)| seen.get(*key) != Some(*text) && !newer.contains(key));
        unsaved
            .map(|(key, text)| (key.clone(), text.clone()))
            .collect()
    }

    /// Takes note of what stands in the store now; says whether something of another tab joins in.
    fn written(&self, mine: &Records, stored: Records, newer: Vec<String>) -> bool {
        let theirs: Records = stored
            .iter()
            .filter(|(key, text)| mine.get(*key) != Some(*text))
            .map(|(key, text)| (key.clone(), text.clone()))
            .collect();
        if !self.0.state.borrow().fleeting {
            // What one can rely on needs no second keeper.
            let now = self.0.records.borrow();
            for key in stored
                .keys()
                .filter(|key| stored.get(*key) == now.get(*key))
            {
                note(key, "");
            }
        }
        self.0.seen.borrow_mut().extend(stored);
        let any_newer = self.note_newer(newer);
        self.weigh_phase();
        self.change(|state| {
            state.at = Some(browser::now());
            state.newer |= any_newer;
        });
        self.weigh();
        if let Some(channel) = &self.0.channel {
            // Best effort: see `new`.
            let _ = channel.post_message(&JsValue::from_str("saved"));
        }
        if theirs.is_empty() {
            return false;
        }
        let (beside, theirs): (Records, Records) = theirs
            .into_iter()
            .partition(|(key, _)| self.is_typed_in(key));
        self.join(&beside, Action::MergeBeside);
        self.join(&theirs, Action::Merge);
        true
    }

    fn join(&self, theirs: &Records, action: fn(Work) -> Action) {
        if !theirs.is_empty() {
            let (work, unread) = work_of(theirs);
            self.note_unread(&unread);
            self.0.dispatch.emit(action(work));
        }
    }

    fn failed(&self, error: StorageError) {
        let (full, detail) = match error {
            StorageError::Full(detail) => (true, detail),
            StorageError::Failed(detail) => (false, detail),
        };
        if self.0.state.borrow().fleeting {
            // A copy that the browser does not want any more; nobody was promised one.
            *self.0.store.borrow_mut() = Some(Rc::new(Memory::default()));
            self.change(|state| state.phase = SavePhase::Saved);
            return;
        }
        self.change(|state| state.phase = SavePhase::Failed { full, detail });
        self.weigh();
    }

    /// Brings in what other tabs save from now on.
    fn listen(&self) {
        let Some(channel) = &self.0.channel else {
            return;
        };
        let saver = self.clone();
        let heard = Closure::<dyn FnMut(MessageEvent)>::new(move |_: MessageEvent| {
            let saver = saver.clone();
            spawn_local(async move { saver.bring_in().await });
        });
        channel.set_onmessage(Some(heard.as_ref().unchecked_ref()));
        // As long as the page.
        heard.forget();
    }

    async fn bring_in(&self) {
        let store = self.0.store.borrow().clone();
        let Some(store) = store else { return };
        let Ok(Ok(stored)) = store.load().await else {
            return;
        };
        let (mut untouched, mut both, mut beside) =
            (Records::new(), Records::new(), Records::new());
        let mut quiet = Vec::new();
        {
            let mine = self.0.records.borrow();
            let mut seen = self.0.seen.borrow_mut();
            for (key, text) in stored {
                if seen.get(&key) == Some(&text) {
                    continue;
                }
                let is_kept = mine.get(&key) == seen.get(&key);
                let part = if self.is_typed_in(&key) {
                    if is_kept {
                        quiet.push(key.clone());
                    }
                    &mut beside
                } else if is_kept {
                    &mut untouched
                } else {
                    &mut both
                };
                part.insert(key.clone(), text.clone());
                seen.insert(key, text);
            }
        }
        self.join(&untouched, Action::Adopt);
        self.join(&both, Action::Merge);
        self.join(&beside, Action::MergeBeside);
        // Both texts are in the store already. Two windows that are typed in would go on telling each other so for ever;
        // the next key has it written.
        let mine = self.0.records.borrow();
        let mut seen = self.0.seen.borrow_mut();
        for key in quiet {
            if let Some(text) = mine.get(&key) {
                seen.insert(key, text.clone());
            }
        }
    }

    fn change(&self, change: impl FnOnce(&mut SaveState)) {
        let changed = {
            let mut state = self.0.state.borrow_mut();
            let before = state.clone();
            change(&mut state);
            (before != *state).then(|| state.clone())
        };
        if let Some(state) = changed {
            self.0.on_state.emit(state);
        }
    }
}

/// The store was dropped before it answered.
fn no_answer() -> StorageError {
    StorageError::Failed("no answer".to_owned())
}

/// JavaScript's name of the channel's class.
const CHANNEL_CLASS: &str = "BroadcastChannel";

/// Saves the work at every change; says how that goes.
#[hook]
pub(crate) fn use_saving(progress: &ProgressContext, changed: &OnChanged) -> Saving {
    let state = use_state_eq(SaveState::default);
    let saver = {
        let state = state.setter();
        let on_state = Callback::from(move |next| state.set(next));
        let (dispatch, work) = (progress.dispatch.clone(), Rc::clone(&progress.work));
        use_memo((), move |()| Saver::new(dispatch, on_state, work))
    };
    {
        let saver = (*saver).clone();
        use_effect_with((), move |()| {
            spawn_local(async move { saver.begin().await })
        });
    }
    {
        let (saver, changed) = ((*saver).clone(), Rc::clone(changed));
        use_memo((), move |()| {
            *changed.borrow_mut() = Callback::from(move |changed: Changed| {
                // Before the store was read there is nothing to compare with; `Loaded` brings us here again.
                if changed.loaded {
                    saver.changed(changed);
                }
            });
        });
    }
    let doors = {
        let saver = (*saver).clone();
        use_memo((), move |()| {
            let chooser = saver.clone();
            Saving {
                on_file: Callback::from(move |(filing, work): (Filing, Rc<Work>)| {
                    saver.in_file(filing, &work)
                }),
                on_choice: Callback::from(move |choice| chooser.choose(choice)),
                ..Saving::default()
            }
        })
    };
    Saving {
        state: (*state).clone(),
        ..(*doors).clone()
    }
}
