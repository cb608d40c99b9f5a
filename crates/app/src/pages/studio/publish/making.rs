//! One press of «作る»: what is picked is made and saved.

use std::rc::Rc;

use spec::ModuleId;
use spec::site::{Form, Order};
use spec::track::TrackFile;
use yew::prelude::*;

use super::made;
use super::status::PublishStatus;
use super::why::why;
use crate::hooks::Words;
use crate::library::author_worker::AuthorWorker;
use crate::library::drafts;
use crate::library::publish::{self, Own, PublishError};

/// What is to be made.
pub(super) struct Making {
    pub(super) order: Order,
    /// One's own modules in it.
    pub(super) own: Vec<Own>,
    /// One's own tracks in it.
    pub(super) tracks: Vec<TrackFile>,
    /// The modules that the site has.
    pub(super) site: Rc<Vec<ModuleId>>,
    /// Whether it is made in spite of what was told.
    pub(super) anyway: bool,
}

impl Making {
    /// Makes it, saves what is handed out and tells how it goes.
    pub(super) async fn run(
        self,
        worker: &AuthorWorker,
        words: &Words,
        tell: &Callback<PublishStatus>,
    ) {
        let Self {
            order,
            own,
            tracks,
            site,
            anyway,
        } = self;
        let is_zip = order.form == Form::ModuleZip;
        let keys: Vec<String> = own.iter().map(|own| own.key.clone()).collect();
        let under = tell.reform(PublishStatus::Under);
        let made = publish::publish(worker, order, own, &tracks, &site, anyway, &under).await;
        tell.emit(match made {
            Ok(made) => {
                // A zip of the module can be opened again; what is built of it cannot.
                if made::save_first(&made) && is_zip {
                    keys.iter().for_each(|key| drafts::in_file(key));
                }
                PublishStatus::Made(Rc::new(made))
            }
            Err(PublishError::Unready(modules)) => PublishStatus::Unready(Rc::new(modules)),
            Err(error) => PublishStatus::Said(why(words, &error)),
        });
    }
}
