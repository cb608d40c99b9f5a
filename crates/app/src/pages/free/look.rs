//! The look at a file before its table is used: the file as it stands beside the table that comes of it, what was found and can be
//! chosen otherwise, what may be about persons. Nothing is put on the desk before somebody says so, but for a file that is
//! picked again and is as it was.

mod choices;
mod privacy;
mod raw;

use std::rc::Rc;

use protocol::reading::{Answer, Ask, MOST_BYTES};
use spec::desk::OwnTable;
use spec::ingest::{Choice, Difference, PrivacyReport, Reading};
use spec::module::ColumnInfo;
use wasm_bindgen_futures::spawn_local;
use web_sys::{File, HtmlElement, HtmlInputElement};
use yew::prelude::*;

use self::choices::Choices;
use self::privacy::{first_dropped, notice};
use self::raw::RawRows;
use super::audit::AuditButton;
use super::own;
use crate::components::intake::reading::{self, Trouble};
use crate::components::intake::{Incoming, Shown, stem};
use crate::hooks::{Words, use_locale};

/// A file that is to be looked at.
#[derive(Clone, PartialEq)]
pub(super) struct Opening {
    /// The file; pasted text is one, too.
    pub(super) file: File,
    /// What it is called; nothing where it was pasted.
    pub(super) name: String,
    /// The table that it belongs to, where it is picked again or is to take its place.
    pub(super) of: Option<Rc<OwnTable>>,
    /// Whether it is to be looked at whatever is in it.
    pub(super) is_look: bool,
}

/// A table that is to be put on the desk.
pub(super) struct Used {
    /// What is kept of it.
    pub(super) table: OwnTable,
    /// Its CSV.
    pub(super) csv: Vec<u8>,
    /// Its file.
    pub(super) file: File,
}

/// A file as it is read with some choices.
struct Found {
    reading: Reading,
    /// Everything that was chosen or found, with the repairs that are not as proposed, which a recipe tells in another way.
    choice: Choice,
    csv: Vec<u8>,
    privacy: PrivacyReport,
    /// Where it is laid out otherwise than the one before.
    differences: Vec<Difference>,
}

/// How far reading is.
#[derive(Clone, PartialEq)]
enum Stage {
    /// The browser hands the file out.
    Fetching,
    /// The reader reads it.
    Reading,
    Done,
}

/// Why there is nothing to look at.
#[derive(Clone, PartialEq)]
enum Hindrance {
    /// The file has so many bytes, more than are read.
    TooLarge(f64),
    /// The browser does not hand it out.
    Gone(String),
    Reader(Trouble),
}

impl From<Trouble> for Hindrance {
    fn from(trouble: Trouble) -> Self {
        Self::Reader(trouble)
    }
}

impl Hindrance {
    fn message(&self, words: &Words) -> String {
        let megabytes = |bytes: f64| (bytes / f64::from(1 << 20)).ceil();
        match self {
            Self::TooLarge(bytes) => {
                let args = [
                    ("found", megabytes(*bytes).into()),
                    ("most", megabytes(MOST_BYTES as f64).into()),
                ];
                words.t_with("file-too-large", &args)
            }
            Self::Gone(detail) => words.t_with("file-gone", &[("detail", detail.into())]),
            Self::Reader(trouble) => trouble.message(words),
        }
    }
}

/// Properties of [`FileLook`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct FileLookProps {
    /// The file.
    pub(super) opening: Opening,
    /// Names that other tables have.
    pub(super) taken: Rc<Vec<String>>,
    /// Takes the table; `None`: it is left.
    pub(super) on_done: Callback<Option<Rc<Used>>>,
}

/// A file on its way in.
struct Intake {
    /// The file, once the browser has handed it out.
    incoming: Option<Incoming>,
    /// Raised at each wish: what was asked for before is of no interest then.
    turn: u32,
}

/// What is known of the file, and what is chosen.
struct Known {
    found: Option<Rc<Found>>,
    incoming: Option<Incoming>,
    stage: Stage,
    hindrance: Option<Hindrance>,
    /// Looks at it with other choices.
    choose: Callback<Choice>,
    /// Once more from the start.
    anew: Callback<()>,
}

async fn incoming(opening: &Opening) -> Result<Incoming, Hindrance> {
    let size = opening.file.size();
    if size > MOST_BYTES as f64 {
        return Err(Hindrance::TooLarge(size));
    }
    let bytes = own::bytes(&opening.file).await.map_err(Hindrance::Gone)?;
    // The reader tells text by its bytes; a name is for people.
    Ok(Incoming::new(opening.name.clone(), Rc::new(bytes)))
}

/// Reads a file with these choices, or as the one before it was read.
async fn found(
    file: &Incoming,
    choice: Option<Choice>,
    before: Option<&OwnTable>,
) -> Result<Found, Trouble> {
    let (choice, differences) = match (choice, before) {
        (Some(choice), _) => (choice, Vec::new()),
        (None, None) => (Choice::default(), Vec::new()),
        (None, Some(before)) => {
            let recipe = Box::new(before.recipe.clone());
            match reading::of(file, &Ask::Replay { recipe }).await? {
                (Answer::Replayed { replay }, _) => (replay.choice, replay.differences),
                _ => return Err(Trouble::Broken),
            }
        }
    };
    let ask = Ask::Read {
        choice: choice.clone(),
    };
    let (Answer::Read { reading }, csv) = reading::of(file, &ask).await? else {
        return Err(Trouble::Broken);
    };
    let chosen = Choice {
        switched: choice.switched.clone(),
        ..reading.recipe.choice.clone()
    };
    let privacy = if reading.look.blocked.is_none() {
        match reading::of(file, &Ask::Guard { choice }).await? {
            (Answer::Guarded { report }, _) => *report,
            _ => return Err(Trouble::Broken),
        }
    } else {
        PrivacyReport::default()
    };
    Ok(Found {
        reading: *reading,
        choice: chosen,
        csv: csv.unwrap_or_default(),
        privacy,
        differences,
    })
}

#[hook]
fn use_file(opening: &Opening) -> Known {
    let state = use_state(|| None::<Rc<Found>>);
    let stage = use_state_eq(|| Stage::Fetching);
    let hindrance = use_state_eq(|| None::<Hindrance>);
    let intake = use_mut_ref(|| Intake {
        incoming: None,
        turn: 0,
    });
    let read = {
        let (state, stage, hindrance) = (state.setter(), stage.setter(), hindrance.setter());
        let (opening, intake) = (opening.clone(), intake.clone());
        Callback::from(move |(choice, is_anew): (Option<Choice>, bool)| {
            let turn = {
                let mut intake = intake.borrow_mut();
                intake.turn = intake.turn.wrapping_add(1);
                intake.turn
            };
            let (state, stage, hindrance) = (state.clone(), stage.clone(), hindrance.clone());
            let (opening, intake) = (opening.clone(), intake.clone());
            spawn_local(async move {
                let is_latest = || intake.borrow().turn == turn;
                let here = intake.borrow().incoming.clone();
                let file = match here {
                    Some(file) => Ok(file),
                    None => {
                        stage.set(Stage::Fetching);
                        incoming(&opening).await
                    }
                };
                let before = opening.of.as_deref().filter(|_| !is_anew);
                let outcome = match file {
                    Err(why) => Err(why),
                    Ok(file) => {
                        intake.borrow_mut().incoming = Some(file.clone());
                        if !is_latest() {
                            return;
                        }
                        stage.set(Stage::Reading);
                        found(&file, choice, before).await.map_err(Hindrance::from)
                    }
                };
                if is_latest() {
                    stage.set(Stage::Done);
                    match outcome {
                        Ok(found) => {
                            state.set(Some(Rc::new(found)));
                            hindrance.set(None);
                        }
                        Err(why) => hindrance.set(Some(why)),
                    }
                }
            });
        })
    };
    {
        let (read, intake) = (read.clone(), intake.clone());
        use_effect_with((), move |()| {
            read.emit((None, false));
            // Whoever leaves waits for nothing any more.
            move || intake.borrow_mut().turn = u32::MAX
        });
    }
    let incoming = intake.borrow().incoming.clone();
    Known {
        found: (*state).clone(),
        incoming,
        stage: (*stage).clone(),
        hindrance: (*hindrance).clone(),
        choose: read.reform(|choice| (Some(choice), false)),
        anew: {
            // What is refused as the one before was read is read for itself.
            let is_refused = matches!(&*hindrance, Some(Hindrance::Reader(Trouble::Refused(_))));
            read.reform(move |()| (None, is_refused))
        },
    }
}

/// The look at one file.
#[component]
pub(super) fn FileLook(props: &FileLookProps) -> Html {
    let words = use_locale();
    let FileLookProps {
        opening,
        taken,
        on_done,
    } = props;
    let Known {
        found,
        incoming,
        stage,
        hindrance,
        choose,
        anew,
    } = use_file(opening);
    let heading = use_node_ref();
    let shown_name = if opening.name.is_empty() {
        words.t("file-pasted")
    } else {
        opening.name.clone()
    };
    let name = use_state_eq(|| match &opening.of {
        Some(of) => of.name.clone(),
        None => free_name(&stem(&shown_name), taken),
    });
    let dropped = use_state_eq(Vec::<String>::new);
    let busy = stage != Stage::Done;
    let use_it = {
        let (found, opening, on_done) = (found.clone(), opening.clone(), on_done.clone());
        let name = (*name).clone();
        Callback::from(move |dropped: Vec<String>| {
            if let Some(found) = &found {
                on_done.emit(Some(Rc::new(used(found, &opening, &name, &dropped))));
            }
        })
    };
    {
        // What was left out the last time is left out again; else what is gravest.
        let (dropped, of) = (dropped.setter(), opening.of.clone());
        let use_it = use_it.clone();
        let (heading, opening, found) = (heading.clone(), opening.clone(), found.clone());
        let is_first = use_mut_ref(|| true);
        use_effect_with(found.as_ref().map(Rc::as_ptr), move |_| {
            let Some(found) = &found else { return };
            if !is_first.replace(false) {
                return;
            }
            match of {
                Some(of) if !opening.is_look && is_as_it_was(found, &of, &opening.name) => {
                    use_it.emit(of.dropped.clone())
                }
                Some(of) => dropped.set(of.dropped.clone()),
                None => dropped.set(first_dropped(&found.privacy)),
            }
            if let Some(heading) = heading.cast::<HtmlElement>() {
                // Nothing is lost where it cannot be focused.
                let _ = heading.focus();
            }
        });
    }
    let leave = on_done.reform(move |_: MouseEvent| {
        if busy {
            reading::stop();
        }
        None
    });
    let stop = Callback::from(|_: MouseEvent| reading::stop());
    let look = found.as_ref().map(|found| &found.reading.look);
    let blocked = look.and_then(|look| look.blocked.as_ref());
    let title = words.t_with("file-look-title", &[("name", (&shown_name).into())]);
    let is_taken = opening.of.is_none() && taken.contains(&*name);
    let onname = {
        let name = name.setter();
        Callback::from(move |event: Event| {
            let input: HtmlInputElement = event.target_unchecked_into();
            // The ending is no part of it.
            name.set(stem(&format!("{}.csv", input.value())));
        })
    };
    let ondrop = {
        let dropped = dropped.clone();
        Callback::from(move |column: String| {
            let mut next = (*dropped).clone();
            match next.iter().position(|it| *it == column) {
                Some(at) => drop(next.remove(at)),
                None => next.push(column),
            }
            dropped.set(next);
        })
    };
    let can_use = !busy && hindrance.is_none() && blocked.is_none() && !is_taken;
    html! {
        <div class="page file-look" aria-busy={busy.to_string()}>
            <h1 tabindex="-1" ref={heading}>{ title }</h1>
            <div role="status">
                if busy {
                    <p class="file-busy">
                        <progress aria-label={words.t("intake-reading")}></progress>
                        { words.t(if stage == Stage::Fetching { "file-fetching" } else { "intake-reading" }) }
                    </p>
                } else if let Some(why) = &hindrance {
                    <p class="notice">{ why.message(&words) }</p>
                } else if let Some(reason) = blocked {
                    <p class="notice">{ words.pick(reason) }</p>
                }
            </div>
            if busy {
                <p><button type="button" class="button-quiet" onclick={stop}>{ words.t("file-stop") }</button></p>
            } else if matches!(&hindrance, Some(Hindrance::Reader(_))) {
                <p><button type="button" class="button-quiet" onclick={anew.reform(|_: MouseEvent| ())}>{ words.t("file-anew") }</button></p>
            }
            if let (Some(found), Some(incoming)) = (&found, incoming) {
                if !found.differences.is_empty() {
                    <section class="notice file-differences" aria-labelledby="file-differences">
                        <h2 id="file-differences">{ words.t("file-differences") }</h2>
                        <ul>{ for found.differences.iter().map(|it| html! { <li>{ words.pick(&it.words) }</li> }) }</ul>
                    </section>
                }
                if let Some(of) = opening.of.as_ref().filter(|of| of.rows != found.reading.look.rows) {
                    <p>{ words.t_with("file-rows-before", &[("before", of.rows.into()), ("after", found.reading.look.rows.into())]) }</p>
                }
                { notice(&found.privacy, &dropped, &ondrop, &words) }
                <div class="file-sides">
                    <section aria-labelledby="file-raw">
                        <h2 id="file-raw">{ words.t("file-raw") }</h2>
                        <RawRows file={incoming.clone()} choice={found.choice.clone()} />
                    </section>
                    <section class="file-result" aria-labelledby="file-result">
                        <h2 id="file-result">{ words.t("file-result") }</h2>
                        { shown(found, &choose, busy, &words).result() }
                    </section>
                </div>
                <section class="file-choices" aria-labelledby="file-choices">
                    <h2 id="file-choices">{ words.t("file-found") }</h2>
                    { Choices { shown: shown(found, &choose, busy, &words), reading: &found.reading }.view() }
                </section>
                <AuditButton file={incoming} choice={found.choice.clone()} />
            }
            <div class="file-foot">
                if look.is_some() {
                    if let Some(of) = &opening.of {
                        <p>{ words.t_with("file-name-stays", &[("name", (&of.name).into())]) }</p>
                    } else {
                        <label class="intake-line"><span>{ words.t("intake-name") }</span><input type="text" value={(*name).clone()} onchange={onname} aria-invalid={is_taken.then_some("true")} aria-describedby={is_taken.then_some("file-name-taken")} /></label>
                        if is_taken { <p id="file-name-taken" role="alert">{ words.t_with("file-name-taken", &[("name", (&*name).into())]) }</p> }
                    }
                }
                <div class="dialog-buttons">
                    <button type="button" class="button-quiet" onclick={leave}>{ words.t("cancel") }</button>
                    if look.is_some() {
                        <button type="button" class="button" disabled={!can_use} onclick={let dropped = (*dropped).clone(); use_it.reform(move |_: MouseEvent| dropped.clone())}>{ words.t(if opening.of.is_some() { "file-replace" } else { "file-use" }) }</button>
                    }
                </div>
            </div>
        </div>
    }
}

fn shown<'a>(
    found: &'a Found,
    choose: &'a Callback<Choice>,
    busy: bool,
    words: &'a Words,
) -> Shown<'a> {
    Shown {
        words,
        look: &found.reading.look,
        choice: &found.choice,
        on_choice: choose,
        busy,
    }
}

/// Whether a file that is picked again gives what it gave: then nobody has to look.
fn is_as_it_was(found: &Found, of: &OwnTable, name: &str) -> bool {
    let Reading { look, recipe, .. } = &found.reading;
    found.differences.is_empty()
        && look.blocked.is_none()
        && look.rows == of.rows
        && of.recipe.file == name
        && recipe.columns == of.recipe.columns
}

/// The name, or with a number behind it where another table has it.
fn free_name(name: &str, taken: &[String]) -> String {
    let mut free = name.to_owned();
    let mut number = 2;
    while taken.contains(&free) {
        free = format!("{name}-{number}");
        number += 1;
    }
    free
}

/// The table as it goes to the desk.
fn used(found: &Found, opening: &Opening, name: &str, dropped: &[String]) -> Used {
    let Found { reading, csv, .. } = found;
    let is_dropped = |column: &&str| dropped.iter().any(|it| it == column);
    let names = reading
        .look
        .columns
        .iter()
        .map(|column| column.name.as_str());
    let at: Vec<usize> = names
        .clone()
        .enumerate()
        .filter(|(_, name)| is_dropped(name))
        .map(|(at, _)| at)
        .collect();
    let csv = if at.is_empty() {
        csv.clone()
    } else {
        own::without(csv, &at)
    };
    let columns = reading.description.columns.iter();
    let columns: Vec<ColumnInfo> = columns
        .filter(|column| !is_dropped(&column.name.as_str()))
        .cloned()
        .collect();
    let mut recipe = reading.recipe.clone();
    recipe.file.clone_from(&opening.name);
    Used {
        table: OwnTable {
            name: name.to_owned(),
            recipe,
            dropped: names.filter(is_dropped).map(str::to_owned).collect(),
            columns,
            rows: reading.look.rows,
            kept: opening.of.as_ref().is_some_and(|of| of.kept),
        },
        csv,
        file: opening.file.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_taken_once() {
        let taken = ["人口".to_owned(), "人口-2".to_owned()];
        assert_eq!(free_name("人口", &taken), "人口-3");
        assert_eq!(free_name("世帯", &taken), "世帯");
    }
}
