//! The front matter as a form. It holds nothing of its own: what it shows was read from the text, and what is entered is
//! written into the text, in its place.

use std::rc::Rc;

use spec::Module;
use spec::author::FrontChange;
use spec::module::Minutes;
use web_sys::{HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement};
use yew::prelude::*;

use crate::hooks::use_locale;

/// For whom a module can be.
const AUDIENCES: [&str; 2] = ["municipal", "sme"];

/// Properties of [`Front`].
#[derive(Clone, Properties)]
pub(super) struct FrontProps {
    /// The module as it was read last.
    pub(super) frame: Rc<Module>,
    /// Tracks to choose from: ids and titles.
    pub(super) tracks: Vec<(String, String)>,
    /// Whether it was handed out under this id.
    pub(super) is_handed: bool,
    /// Writes a change.
    pub(super) on_change: Callback<FrontChange>,
}

impl PartialEq for FrontProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.frame, &other.frame)
            && self.tracks == other.tracks
            && self.is_handed == other.is_handed
            && self.on_change == other.on_change
    }
}

/// The form, closed until it is wanted.
#[component]
pub(super) fn Front(props: &FrontProps) -> Html {
    let words = use_locale();
    // Drawn when it is opened first; what is typed into a field that is left is written.
    let is_wanted = use_state_eq(|| false);
    let onclick = {
        let is_wanted = is_wanted.setter();
        Callback::from(move |_: MouseEvent| is_wanted.set(true))
    };
    let FrontProps {
        frame,
        on_change,
        is_handed,
        ..
    } = props;
    let line = |key: &'static str,
                value: String,
                locked: bool,
                change: fn(String) -> FrontChange| {
        let old = value.clone();
        let on_change = on_change.clone();
        let commit = Callback::from(move |typed: String| {
            let new = typed.trim().to_owned();
            let is_new = new != old && !new.is_empty();
            if is_new {
                on_change.emit(change(new));
            }
            is_new
        });
        let (id, note) = (format!("front-{key}"), format!("front-{key}-note"));
        let told = match (key, locked) {
            ("id", true) => words.t("front-id-handed"),
            ("id", false) => words.t("front-id-note"),
            _ => String::new(),
        };
        html! {
            <div class="front-field">
                <label for={id.clone()}>{ words.t(&id) }</label>
                <Field {id} {value} lang={(key == "title").then_some("ja")} readonly={locked} described_by={(!told.is_empty()).then(|| note.clone())} {commit} />
                if !told.is_empty() { <p class="field-note" id={note}>{ told }</p> }
            </div>
        }
    };
    let number = |key: &'static str, value: u32, least: u32, change: Callback<u32>| {
        let commit = Callback::from(move |typed: String| {
            // Full-width digits are digits here, too.
            let number = table::text::normalise(&typed).parse::<u32>().ok();
            let number = number.filter(|new| *new >= least && *new != value);
            if let Some(new) = number {
                change.emit(new);
            }
            number.is_some()
        });
        let id = format!("front-{key}");
        html! {
            <div class="front-number">
                <label for={id.clone()}>{ words.t(&id) }</label>
                <Field {id} value={value.to_string()} kind={FieldKind::Number} {commit} />
            </div>
        }
    };
    let minutes = |with: fn(Minutes, u32) -> Minutes| {
        let before = frame.minutes;
        on_change.reform(move |new| FrontChange::Minutes(with(before, new)))
    };
    let mut tracks: Vec<(String, String)> = props.tracks.clone();
    let track = frame.track.to_string();
    if !tracks.iter().any(|(id, _)| *id == track) {
        tracks.push((track.clone(), track.clone()));
    }
    let pick_track = on_change.reform(move |event: Event| {
        FrontChange::Track(event.target_unchecked_into::<HtmlSelectElement>().value())
    });
    let audience = |group: &'static str| {
        let checked = frame.audience.iter().any(|known| known == group);
        let before = frame.audience.clone();
        let onchange = on_change.reform(move |_: Event| {
            let kept = AUDIENCES.into_iter().filter(|known| {
                let was = before.iter().any(|other| other == known);
                if *known == group { !was } else { was }
            });
            FrontChange::Audience(kept.map(str::to_owned).collect())
        });
        html! {
            <label key={group}><input type="checkbox" {checked} {onchange} /><span>{ words.t(&format!("front-{group}")) }</span></label>
        }
    };
    let objectives = frame.objectives.join("\n");
    let on_objectives = {
        let (on_change, before) = (on_change.clone(), objectives.clone());
        Callback::from(move |typed: String| {
            let lines: Vec<String> = typed
                .lines()
                .map(|line| line.trim().to_owned())
                .filter(|line| !line.is_empty())
                .collect();
            let is_new = lines.join("\n") != before;
            if is_new {
                on_change.emit(FrontChange::Objectives(lines));
            }
            is_new
        })
    };
    let version = on_change.reform(FrontChange::Version);
    html! {
        <details class="studio-front">
            <summary {onclick}>{ words.t("front-title-all") }</summary>
            if *is_wanted {
            <div class="front-fields">
                { line("title", frame.title.clone(), false, FrontChange::Title) }
                <div class="front-field">
                    <label for="front-track">{ words.t("front-track") }</label>
                    <select id="front-track" onchange={pick_track}>
                        { for tracks.into_iter().map(|(id, title)| {
                            let selected = id == track;
                            html! { <option key={id.clone()} value={id} {selected}>{ title }</option> }
                        }) }
                    </select>
                </div>
                <div class="front-field front-wide">
                    <label for="front-objectives">{ words.t("front-objectives") }</label>
                    <Field id="front-objectives" value={objectives} kind={FieldKind::Lines} lang="ja" described_by="front-objectives-note" commit={on_objectives} />
                    <p class="field-note" id="front-objectives-note">{ words.t("front-objectives-note") }</p>
                </div>
                <div class="front-field front-row">
                    { number("read", frame.minutes.read, 0, minutes(|before, read| Minutes { read, ..before })) }
                    { number("practice", frame.minutes.practice, 0, minutes(|before, practice| Minutes { practice, ..before })) }
                    { number("version", frame.version, 1, version) }
                </div>
                <fieldset class="front-field front-audience">
                    <legend>{ words.t("front-audience") }</legend>
                    { for AUDIENCES.into_iter().map(audience) }
                </fieldset>
                { line("id", frame.id.to_string(), *is_handed, FrontChange::Id) }
            </div>
            <p class="field-note">{ words.t("front-note") }</p>
            }
        </details>
    }
}

/// What is typed into a field.
#[derive(Clone, Copy, Default, PartialEq)]
enum FieldKind {
    #[default]
    Line,
    Number,
    Lines,
}

impl FieldKind {
    /// What stands in the field that an event comes from.
    fn text_of(self, event: &Event) -> String {
        match self {
            Self::Lines => event.target_unchecked_into::<HtmlTextAreaElement>().value(),
            Self::Line | Self::Number => event.target_unchecked_into::<HtmlInputElement>().value(),
        }
    }
}

#[derive(Clone, PartialEq, Properties)]
struct FieldProps {
    id: AttrValue,
    /// As it stands in the text.
    value: String,
    #[prop_or_default]
    kind: FieldKind,
    #[prop_or_default]
    lang: Option<AttrValue>,
    #[prop_or_default]
    readonly: bool,
    #[prop_or_default]
    described_by: Option<AttrValue>,
    /// Takes what was entered; whether it will stand in the text.
    commit: Callback<String, bool>,
}

/// A field that keeps what is being typed until it stands in the text, whatever else is read of the text meanwhile.
#[component]
fn Field(props: &FieldProps) -> Html {
    let typed = use_state(|| None::<String>);
    {
        let typed = typed.setter();
        use_effect_with(props.value.clone(), move |_| typed.set(None));
    }
    let oninput = {
        let (typed, kind) = (typed.setter(), props.kind);
        Callback::from(move |event: InputEvent| typed.set(Some(kind.text_of(&event))))
    };
    let value = typed
        .as_ref()
        .cloned()
        .unwrap_or_else(|| props.value.clone());
    let onchange = {
        let (typed, commit, kind) = (typed.setter(), props.commit.clone(), props.kind);
        Callback::from(move |event: Event| {
            if !commit.emit(kind.text_of(&event)) {
                typed.set(None);
            }
        })
    };
    let (id, lang, readonly, note) = (
        props.id.clone(),
        props.lang.clone(),
        props.readonly,
        props.described_by.clone(),
    );
    match props.kind {
        FieldKind::Lines => html! {
            <textarea {id} rows="3" {lang} {value} {oninput} {onchange} aria-describedby={note} />
        },
        kind => html! {
            <input {id} type="text" inputmode={(kind == FieldKind::Number).then_some("numeric")} autocomplete="off" {lang} {value} {readonly} {oninput} {onchange} aria-describedby={note} />
        },
    }
}
