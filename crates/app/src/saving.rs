//! Saves the learner's work at every change and brings in what other tabs saved. Where that is not possible, knows what
//! would be lost if the page were closed.

mod filed;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::Reflect;
use spec::work::Work;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::{BroadcastChannel, MessageEvent};
use yew::prelude::*;

use self::filed::Filed;
use crate::browser;
use crate::shell::{self, Report};
use crate::state::progress::{Action, ProgressContext};
use crate::storage::{
    Memory, Records, Storage, StorageError, Unread, records_of, records_since, work_of,
};

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
}

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
            busy: Cell::new(false),
            state: RefCell::default(),
            dispatch,
            on_state,
            channel,
        }))
    }

    /// Opens the store and reads what it holds.
    async fn begin(&self) {
        let opened = shell::current().storage().await;
        let read = opened.load().await;
        let read = read.unwrap_or_else(|_| Err(no_answer()));
        let (store, records): (Rc<dyn Storage>, Records) = match read {
            Ok(records) => (opened, records),
            Err(why) => (Rc::new(Memory::instead(why)), Records::new()),
        };
        let (fleeting, refused) = (!store.lasts(), store.refused());
        *self.0.store.borrow_mut() = Some(store);
        let (work, unread) = work_of(&records);
        *self.0.seen.borrow_mut() = records;
        self.note_unread(&unread);
        self.change(|state| {
            state.fleeting = fleeting;
            state.refused = refused;
            state.phase = SavePhase::Saved;
        });
        self.0.dispatch.emit(Action::Loaded(Some(work)));
        self.listen();
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
    fn changed(&self, work: Rc<Work>) {
        {
            let mut latest = self.0.latest.borrow_mut();
            let changed = records_since(&latest, &work);
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

    /// Counts what would be lost if the page were closed now, and tells the shell.
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
        shell::current().report(&Report { at_risk });
    }

    /// Writes whatever the store does not hold yet, until it holds everything.
    fn save(&self) {
        let store = self.0.store.borrow().clone();
        let Some(store) = store else { return };
        if self.0.busy.replace(true) {
            return;
        }
        let saver = self.clone();
        spawn_local(async move {
            loop {
                let mine = saver.unsaved();
                if mine.is_empty() {
                    break;
                }
                saver.change(|state| state.phase = SavePhase::Saving);
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
        self.0.seen.borrow_mut().extend(stored);
        let any_newer = self.note_newer(newer);
        self.change(|state| {
            state.phase = SavePhase::Saved;
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
        self.0.dispatch.emit(Action::Merge(work_of(&theirs).0));
        true
    }

    fn failed(&self, error: StorageError) {
        let (full, detail) = match error {
            StorageError::Full(detail) => (true, detail),
            StorageError::Failed(detail) => (false, detail),
        };
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
        let (mut untouched, mut both) = (Records::new(), Records::new());
        {
            let mine = self.0.records.borrow();
            let mut seen = self.0.seen.borrow_mut();
            for (key, text) in stored {
                if seen.get(&key) == Some(&text) {
                    continue;
                }
                let part = if mine.get(&key) == seen.get(&key) {
                    &mut untouched
                } else {
                    &mut both
                };
                part.insert(key.clone(), text.clone());
                seen.insert(key, text);
            }
        }
        let (theirs, unread) = work_of(&untouched);
        self.note_unread(&unread);
        if !untouched.is_empty() {
            self.0.dispatch.emit(Action::Adopt(theirs));
        }
        let (theirs, unread) = work_of(&both);
        self.note_unread(&unread);
        if !both.is_empty() {
            self.0.dispatch.emit(Action::Merge(theirs));
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
pub(crate) fn use_saving(progress: &ProgressContext) -> Saving {
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
        let saver = (*saver).clone();
        use_effect_with(
            (Rc::clone(&progress.work), progress.loaded),
            move |(work, loaded)| {
                // Before the store was read there is nothing to compare with; `Loaded` brings us here again.
                if *loaded {
                    saver.changed(Rc::clone(work));
                }
            },
        );
    }
    let on_file = {
        let saver = (*saver).clone();
        use_callback((), move |(filing, work): (Filing, Rc<Work>), ()| {
            saver.in_file(filing, &work)
        })
    };
    Saving {
        state: (*state).clone(),
        on_file,
    }
}
