//! The lesson as its learners will see it, made by the same components. Only what is near the eye stands in the page.

use std::rc::Rc;

use js_sys::Array;
use spec::Module;
use spec::town::Texts;
use wasm_bindgen::prelude::*;
use web_sys::{
    Element, HtmlElement, IntersectionObserver, IntersectionObserverEntry, IntersectionObserverInit,
};
use yew::prelude::*;

use super::pieces::{Piece, Pieces};
use super::record::{Recorder, Take};
use super::text::sections::CursorPlace;
use crate::browser;
use crate::components::exercise::ExerciseCard;
use crate::components::prose::Prose;
use crate::fetched::Shared;
use crate::hooks::{use_engine, use_locale, use_root, use_settings};
use crate::root::Root;
use crate::state::engine::EngineState;
use crate::state::progress::{Action, Dated, Progress, ProgressContext};

/// Properties of [`Preview`].
#[derive(Clone, Properties)]
pub(super) struct PreviewProps {
    /// The lesson.
    pub(super) pieces: Rc<Pieces>,
    /// Where the author writes.
    pub(super) place: Option<CursorPlace>,
    /// Whether it is in sight; else it follows later.
    pub(super) seeing: bool,
    /// Writes down what the author did in an exercise.
    pub(super) on_take: Callback<Take>,
}

impl PartialEq for PreviewProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.pieces, &other.pieces)
            && self.place == other.place
            && self.seeing == other.seeing
            && self.on_take == other.on_take
    }
}

/// The lesson.
#[component]
pub(super) fn Preview(props: &PreviewProps) -> Html {
    let words = use_locale();
    let engine = use_engine();
    let town = use_settings().town;
    let pane = use_node_ref();
    let opened = use_mut_ref(Pieces::default);
    let progress = use_own_progress();
    {
        // Prose is no business of the engine's: most keys change nothing there.
        let engine = engine.clone();
        use_effect_with(
            (Shared(Rc::clone(&props.pieces)), town.clone()),
            move |(pieces, town)| {
                let mut opened = opened.borrow_mut();
                let changed = !pieces.0.same_for_engine(&opened);
                *opened = (*pieces.0).clone();
                if changed || engine.state == EngineState::Idle {
                    engine.open(Rc::new(pieces.0.for_engine()), town);
                }
            },
        );
    }
    use_following(&pane, props);
    let frame = Shared(Rc::clone(&props.pieces.frame));
    let frame = &use_memo((frame, town), |(frame, town)| {
        (*frame.0).clone().with_town(town)
    });
    html! {
        <ContextProvider<ProgressContext> context={progress}>
            <div class="studio-lesson" ref={pane.clone()} tabindex="0" role="group" aria-label={words.t("studio-preview")}>
                <h2 class="studio-title" lang="ja">{ &frame.title }</h2>
                { for props.pieces.pieces.iter().enumerate().map(|(at, piece)| html! {
                    <PieceView key={at} frame={Shared(Rc::clone(frame))} piece={piece.clone()} pane={pane.clone()} on_take={props.on_take.clone()} />
                }) }
                if !frame.at_work.is_empty() {
                    <div class="at-work"><h3>{ words.t("at-work") }</h3><Prose module={Rc::clone(frame)} blocks={frame.at_work.clone()} /></div>
                }
                if !frame.instructor_notes.is_empty() {
                    <details class="instructor"><summary>{ words.t("instructor-notes") }</summary><Prose module={Rc::clone(frame)} blocks={frame.instructor_notes.clone()} /></details>
                }
            </div>
        </ContextProvider<ProgressContext>>
    }
}

/// Brings the part that the author writes in into view when it becomes another one. Typing within a part moves nothing,
/// and neither does whatever happens while the author is in the preview.
#[hook]
fn use_following(pane: &NodeRef, props: &PreviewProps) {
    let shown = use_mut_ref(|| None::<usize>);
    let root = use_root();
    let pane = pane.clone();
    let pieces = Shared(Rc::clone(&props.pieces));
    use_effect_with(
        (pieces, props.place.clone(), props.seeing),
        move |(pieces, place, _)| {
            let part = place.as_ref().and_then(|place| pieces.0.part_of(place));
            if let (Some(part), Some(pane)) = (part, pane.cast::<Element>())
                && *shown.borrow() != Some(part)
                && pane.client_height() > 0
            {
                *shown.borrow_mut() = Some(part);
                reveal(&root, &pane, part);
            }
        },
    );
}

/// Room that is left above a part, in pixels.
const ABOVE: f64 = 16.0;

/// Scrolls a pane, and nothing but it, so that the beginning of one of its parts can be read.
fn reveal(root: &Root, pane: &Element, part: usize) {
    let active = root.active_element();
    if pane.contains(active.as_deref()) {
        return;
    }
    let Some(part) = u32::try_from(part)
        .ok()
        .and_then(|part| pane.children().item(part))
    else {
        return;
    };
    let (view, part) = (
        pane.get_bounding_client_rect(),
        part.get_bounding_client_rect(),
    );
    // A third of the pane, so that more than a heading is seen.
    let is_seen = part.top() >= view.top() && part.top() < view.bottom() - view.height() / 3.0;
    if !is_seen {
        let top = f64::from(pane.scroll_top()) + part.top() - view.top() - ABOVE;
        pane.set_scroll_top(top.max(0.0) as i32);
    }
}

/// Answers given in the preview are tries: they live as long as it does, and not among the learner's work.
#[hook]
fn use_own_progress() -> ProgressContext {
    let progress = use_reducer_eq(|| Progress {
        loaded: true,
        ..Progress::default()
    });
    let dispatch = {
        let dispatcher = progress.dispatcher();
        use_callback((), move |action: Action, ()| {
            dispatcher.dispatch(Dated {
                action,
                now: browser::now(),
            })
        })
    };
    ProgressContext {
        work: Rc::clone(&progress.work),
        loaded: true,
        dispatch,
    }
}

#[derive(Clone, PartialEq, Properties)]
struct PieceViewProps {
    frame: Shared<Module>,
    piece: Piece,
    pane: NodeRef,
    on_take: Callback<Take>,
}

/// A piece while it is near what is seen; else a blank of its height.
#[component]
fn PieceView(props: &PieceViewProps) -> Html {
    let node = use_node_ref();
    let near = use_state_eq(|| false);
    {
        let (node, pane, near) = (node.clone(), props.pane.clone(), near.setter());
        use_effect_with((), move |()| {
            let watch = node
                .cast::<HtmlElement>()
                .and_then(|node| watch(&node, pane.cast::<Element>(), near));
            move || {
                if let Some((observer, _)) = watch {
                    observer.disconnect();
                }
            }
        });
    }
    let module = &props.frame.0;
    let town = use_settings().town;
    let shown = use_memo((props.piece.clone(), town), |(piece, town)| {
        piece.with_town(town)
    });
    html! {
        <div class={classes!("studio-piece", (!*near).then_some("studio-blank"))} ref={node}>
            if *near {
                { match (&*shown, &props.piece) {
                    (Piece::Exercise(number, exercise), Piece::Exercise(_, written)) => html! {
                        <div class="group group-single">
                            <ExerciseCard module={Rc::clone(module)} exercise={Rc::clone(exercise)} number={*number} />
                            <Recorder module={module.id.clone()} exercise={Rc::clone(written)} on_take={props.on_take.clone()} />
                        </div>
                    },
                    (Piece::Prose(blocks), _) => html! { <Prose module={Rc::clone(module)} blocks={(**blocks).clone()} /> },
                    (Piece::Exercise(..), _) => html! {},
                } }
            }
        </div>
    }
}

type Seen = Closure<dyn FnMut(Array)>;

/// Tells when an element comes near the pane's view and when it leaves; leaving, it keeps its height.
fn watch(
    node: &HtmlElement,
    pane: Option<Element>,
    near: UseStateSetter<bool>,
) -> Option<(IntersectionObserver, Seen)> {
    let element = node.clone();
    let seen = Closure::new(move |entries: Array| {
        let Some(entry) = entries.iter().last() else {
            return;
        };
        let is_near = entry
            .unchecked_into::<IntersectionObserverEntry>()
            .is_intersecting();
        let height = if is_near {
            String::new()
        } else {
            format!("{}px", element.offset_height().max(48))
        };
        // A blank without a height only makes the scroll bar jump.
        let _ = element.style().set_property("min-height", &height);
        near.set(is_near);
    });
    let options = IntersectionObserverInit::new();
    options.set_root(pane.as_ref());
    options.set_root_margin("600px 0px");
    let observer =
        IntersectionObserver::new_with_options(seen.as_ref().unchecked_ref(), &options).ok()?;
    observer.observe(node);
    Some((observer, seen))
}
