//! What is picked to be handed out, and in which form.

use spec::TrackId;
use spec::site::{Form, Order};

/// What is picked.
#[derive(Clone, PartialEq)]
pub(super) struct Picked {
    pub(super) form: Form,
    /// Keys of one's own modules.
    pub(super) own: Vec<String>,
    pub(super) tracks: Vec<TrackId>,
    /// One's own tracks.
    pub(super) own_tracks: Vec<TrackId>,
}

impl Picked {
    /// Whether it is a zip of modules, which has no track of the site in it.
    pub(super) fn is_zip(&self) -> bool {
        self.form == Form::ModuleZip
    }

    /// Whether nothing would be in it.
    pub(super) fn is_empty(&self) -> bool {
        self.own.is_empty()
            && self.own_tracks.is_empty()
            && (self.is_zip() || self.tracks.is_empty())
    }

    /// Whether a track of the site is in it.
    pub(super) fn has_track(&self, id: &TrackId) -> bool {
        !self.is_zip() && self.tracks.contains(id)
    }

    /// Another form.
    pub(super) fn in_form(&self, form: Form) -> Self {
        Self {
            form,
            ..self.clone()
        }
    }

    /// With or without one of one's own modules.
    pub(super) fn with_own(&self, key: &str) -> Self {
        let mut next = self.clone();
        toggle(&mut next.own, key.to_owned());
        next
    }

    /// With or without a track of the site.
    pub(super) fn with_track(&self, id: &TrackId) -> Self {
        let mut next = self.clone();
        toggle(&mut next.tracks, id.clone());
        next
    }

    /// With or without one of one's own tracks.
    pub(super) fn with_own_track(&self, id: &TrackId) -> Self {
        let mut next = self.clone();
        toggle(&mut next.own_tracks, id.clone());
        next
    }

    /// What the worker is told of it.
    pub(super) fn order(&self) -> Order {
        Order {
            form: self.form,
            name: String::new(),
            tracks: if self.is_zip() {
                Vec::new()
            } else {
                self.tracks.clone()
            },
            modules: Vec::new(),
        }
    }
}

/// Puts something in, or takes it out.
fn toggle<T: PartialEq>(list: &mut Vec<T>, one: T) {
    match list.iter().position(|known| *known == one) {
        Some(at) => drop(list.remove(at)),
        None => list.push(one),
    }
}
