//! All lessons of the list of courses at once, for what looks through them: their words, their tables. They are fetched one
//! after another when somebody first asks, and kept as lessons that were opened are.

use std::rc::Rc;

use spec::Module;
use spec::catalogue::{Catalogue, ModuleEntry};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::{Courses, read_lesson};
use crate::fetched::Shared;
use crate::hooks::use_engine;

/// The lessons so far.
#[derive(Clone, PartialEq)]
pub(crate) struct Lessons {
    /// Those that are here, in the order of the home page; compared by pointer.
    pub(crate) here: Shared<Vec<Rc<Module>>>,
    /// Whether more may come.
    pub(crate) is_coming: bool,
    /// Titles of those that did not come.
    pub(crate) missing: Vec<String>,
    /// Asks for these again.
    pub(crate) retry: Callback<()>,
}

/// Each module of the list once, in its order: one may stand in two tracks.
pub(crate) fn modules(catalogue: &Catalogue) -> Vec<&ModuleEntry> {
    let mut modules: Vec<&ModuleEntry> = Vec::new();
    for module in catalogue.tracks.iter().flat_map(|track| &track.modules) {
        if !modules.iter().any(|known| known.id == module.id) {
            modules.push(module);
        }
    }
    modules
}

/// What came of asking for the lessons of a list.
#[derive(Clone, PartialEq)]
struct Came {
    here: Shared<Vec<Rc<Module>>>,
    missing: Vec<String>,
}

/// All lessons, fetched once they are `wanted`.
#[hook]
pub(crate) fn use_lessons(wanted: bool) -> Lessons {
    let courses = use_context::<Courses>();
    let list = courses.as_ref().and_then(Courses::list);
    let engine = use_engine().client;
    let came = use_state(|| None::<Came>);
    let attempt = use_state(|| 0_u32);
    {
        let (came, list) = (came.setter(), list.clone().map(Shared));
        let turn = use_mut_ref(|| 0_u32);
        use_effect_with((wanted, list, *attempt), move |(wanted, list, _)| {
            let Some(Shared(list)) = list.clone().filter(|_| *wanted) else {
                return;
            };
            *turn.borrow_mut() += 1;
            let mine = *turn.borrow();
            spawn_local(async move {
                let (mut here, mut missing) = (Vec::new(), Vec::new());
                for entry in modules(&list) {
                    match read_lesson(&entry.url, &engine).await {
                        Ok(module) => here.push(module),
                        Err(_) => missing.push(entry.title.clone()),
                    }
                    // Another list is asked for by now.
                    if *turn.borrow() != mine {
                        return;
                    }
                }
                let here = Shared(Rc::new(here));
                came.set(Some(Came { here, missing }));
            });
        });
    }
    let retry = {
        let (attempt, came) = (attempt.clone(), came.setter());
        Callback::from(move |()| {
            came.set(None);
            attempt.set(attempt.wrapping_add(1));
        })
    };
    let none = use_memo((), |()| Vec::new());
    match &*came {
        Some(Came { here, missing }) => Lessons {
            here: here.clone(),
            is_coming: false,
            missing: missing.clone(),
            retry,
        },
        None => Lessons {
            here: Shared(none),
            is_coming: courses.is_some_and(|it| it.is_coming() || it.list().is_some()),
            missing: Vec::new(),
            retry,
        },
    }
}
