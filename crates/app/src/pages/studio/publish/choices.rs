//! The choices of the dialog: the form, one's own modules and tracks, tracks of the site.

use spec::TrackId;
use spec::site::Form;
use spec::track::TrackFile;
use yew::prelude::*;

use super::picked::Picked;
use crate::hooks::Words;

/// What the choices are drawn from.
pub(super) struct Choices<'a> {
    pub(super) words: &'a Words,
    pub(super) picked: &'a Picked,
    /// Takes what is picked then.
    pub(super) on_change: &'a Callback<Picked>,
    /// Whether something is being made.
    pub(super) is_busy: bool,
    /// Whether the page has what a whole site is made of.
    pub(super) has_material: bool,
}

impl Choices<'_> {
    /// A form.
    pub(super) fn form(&self, form: Form) -> Html {
        let words = self.words;
        let slug = slug(form);
        let note = format!("hand-note-{slug}");
        let checked = self.picked.form == form;
        let disabled = self.is_busy || form != Form::ModuleZip && !self.has_material;
        let onchange = self.changed(self.picked.in_form(form));
        html! {
            <div class="hand-form" key={slug}>
                <label><input type="radio" name="hand-form" {checked} {onchange} {disabled} aria-describedby={note.clone()} /><b>{ words.t(&format!("hand-form-{slug}")) }</b></label>
                <p id={note.clone()}>{ words.t(&note) }</p>
            </div>
        }
    }

    /// One of one's own modules, by its key and title.
    pub(super) fn own(&self, (key, title): &(String, String)) -> Html {
        let checked = self.picked.own.contains(key);
        let label = html! { <span lang="ja">{ title }</span> };
        self.check_box(key, label, checked, self.is_busy, self.picked.with_own(key))
    }

    /// One of one's own tracks.
    pub(super) fn own_track(&self, track: &TrackFile) -> Html {
        let checked = self.picked.own_tracks.contains(&track.id);
        let args = [("title", (&track.title.ja).into())];
        let label = html! { <span>{ self.words.t_with("hand-own-track", &args) }</span> };
        let next = self.picked.with_own_track(&track.id);
        self.check_box(&track.id.0, label, checked, self.is_busy, next)
    }

    /// A track of the site, by its id and title.
    pub(super) fn track(&self, (id, title): &(TrackId, String)) -> Html {
        let checked = self.picked.has_track(id);
        let disabled = self.is_busy || self.picked.is_zip();
        let args = [("title", title.into())];
        let label = html! { <span>{ self.words.t_with("hand-track", &args) }</span> };
        self.check_box(&id.0, label, checked, disabled, self.picked.with_track(id))
    }

    fn check_box(
        &self,
        key: &str,
        label: Html,
        checked: bool,
        disabled: bool,
        next: Picked,
    ) -> Html {
        let onchange = self.changed(next);
        html! {
            <label key={key.to_owned()}><input type="checkbox" {checked} {onchange} {disabled} />{ label }</label>
        }
    }

    fn changed(&self, next: Picked) -> Callback<Event> {
        self.on_change.reform(move |_: Event| next.clone())
    }
}

/// The word of a form in message ids.
fn slug(form: Form) -> &'static str {
    match form {
        Form::ModuleZip => "module-zip",
        Form::Html => "html",
        Form::Folder => "folder",
    }
}
