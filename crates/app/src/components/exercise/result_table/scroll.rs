//! The box in which a table is scrolled: how far, how high, and how high its rows are.

use gloo::render::AnimationFrame;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{HtmlElement, ResizeObserver};
use yew::prelude::*;

use super::window::{Span, Viewport};

/// Until the first row is drawn and measured.
const ROW_HEIGHT: f64 = 34.0;

/// A box with a table.
pub(super) struct ScrollBox {
    /// The box.
    pub(super) node: NodeRef,
    /// Blank space above the rows that are drawn.
    pub(super) above: NodeRef,
    /// Blank space below them.
    pub(super) below: NodeRef,
    /// How far it is scrolled, and how high it is.
    scroll: UseStateHandle<(f64, f64)>,
    row_height: UseStateHandle<f64>,
}

impl ScrollBox {
    /// The rows of `total` to draw.
    pub(super) fn span(&self, total: u64) -> Span {
        let viewport = Viewport {
            total,
            row_height: *self.row_height,
            height: self.scroll.1,
            scroll_top: self.scroll.0,
        };
        viewport.span()
    }

    /// The height of a row, as it was measured last.
    pub(super) fn row_height(&self) -> f64 {
        *self.row_height
    }

    /// Scrolls to the top.
    pub(super) fn on_top(&self) -> Callback<()> {
        let (node, scroll) = (self.node.clone(), self.scroll.clone());
        Callback::from(move |()| {
            if let Some(element) = node.cast::<HtmlElement>() {
                element.set_scroll_top(0);
                scroll.set((0.0, f64::from(element.client_height()).max(100.0)));
            }
        })
    }
}

/// A box, as high as its pane is now, whatever changes that.
#[hook]
pub(super) fn use_scroll_box() -> ScrollBox {
    let scroll = use_state(|| (0.0_f64, 320.0_f64));
    let row_height = use_state(|| ROW_HEIGHT);
    let node = use_node_ref();
    let above = use_node_ref();
    let below = use_node_ref();
    {
        let (node, scroll) = (node.clone(), scroll.setter());
        use_effect_with((), move |()| {
            let watch = node.cast::<HtmlElement>().and_then(|element| {
                let seen = element.clone();
                let resized = Closure::<dyn FnMut()>::new(move || {
                    let height = f64::from(seen.client_height());
                    if height > 0.0 {
                        scroll.set((f64::from(seen.scroll_top()), height));
                    }
                });
                let observer = ResizeObserver::new(resized.as_ref().unchecked_ref()).ok()?;
                observer.observe(&element);
                Some((observer, resized))
            });
            move || {
                if let Some((observer, _)) = watch {
                    observer.disconnect();
                }
            }
        });
    }
    ScrollBox {
        node,
        above,
        below,
        scroll,
        row_height,
    }
}

/// Gives the blank spaces their heights, and measures a row. Heights are set on the elements themselves: the page's policy
/// forbids style attributes.
#[hook]
pub(super) fn use_heights(of: &ScrollBox, span: Span) {
    let (node, above, below, row_height) = (
        of.node.clone(),
        of.above.clone(),
        of.below.clone(),
        of.row_height.clone(),
    );
    use_effect_with(
        (span.above, span.below, span.len),
        move |(blank_above, blank_below, _)| {
            for (spacer, height) in [(above, blank_above), (below, blank_below)] {
                if let Some(element) = spacer.cast::<HtmlElement>() {
                    // Refused only for a property that does not exist.
                    let _ = element
                        .style()
                        .set_property("height", &format!("{height}px"));
                }
            }
            let row = node
                .cast::<HtmlElement>()
                .and_then(|node| node.query_selector("tbody tr.row").ok().flatten());
            if let Some(row) = row {
                let height = row.get_bounding_client_rect().height();
                if height > 8.0 && (height - *row_height).abs() > 0.5 {
                    row_height.set(height);
                }
            }
        },
    );
}

/// Follows the box as it is scrolled, while `span` is drawn.
#[hook]
pub(super) fn use_onscroll(of: &ScrollBox, span: Span) -> Callback<Event> {
    let frame = use_mut_ref(|| None::<AnimationFrame>);
    let (node, scroll, row_height) = (of.node.clone(), of.scroll.clone(), *of.row_height);
    Callback::from(move |_: Event| {
        let (node, scroll) = (node.clone(), scroll.clone());
        // One look a frame is enough.
        *frame.borrow_mut() = Some(gloo::render::request_animation_frame(move |_| {
            if let Some(element) = node.cast::<HtmlElement>() {
                let (top, height) = (
                    f64::from(element.scroll_top()),
                    f64::from(element.client_height()),
                );
                if leaves(span, row_height, top, height) {
                    scroll.set((top, height));
                }
            }
        }));
    })
}

/// Whether the box scrolled so far that other rows have to be drawn.
fn leaves(drawn: Span, row_height: f64, top: f64, height: f64) -> bool {
    let (start, end) = (drawn.above, drawn.above + drawn.len as f64 * row_height);
    let margin = 3.0 * row_height;
    (drawn.above > 0.0 && top < start + margin)
        || (drawn.below > 0.0 && top + height > end - margin)
}

/// Scrolls a table's box up or down so that a row is seen below the headers.
pub(super) fn show_row(node: &HtmlElement, row: u64, row_height: f64) {
    let head = node.query_selector("thead").ok().flatten();
    let head = head.map_or(0.0, |head| head.get_bounding_client_rect().height());
    let room = f64::from(node.client_height()) - head - row_height;
    let (top, at) = (f64::from(node.scroll_top()), row as f64 * row_height);
    if at < top {
        node.set_scroll_top(at as i32);
    } else if at > top + room {
        node.set_scroll_top((at - room).ceil() as i32);
    }
}

/// Scrolls a table's box sideways, and nothing else, so that a column is seen beside the one that stays.
pub(super) fn reveal(node: &HtmlElement, column: usize) {
    let header = |selector: &str| {
        let header = node.query_selector(selector).ok().flatten()?;
        Some(header.get_bounding_client_rect())
    };
    let Some(column) = header(&format!("thead th:nth-child({})", column + 1)) else {
        return;
    };
    let view = node.get_bounding_client_rect();
    let start = header("thead th.row-name").map_or(view.left(), |name| {
        view.left()
            + if name.left() < column.left() {
                name.width()
            } else {
                0.0
            }
    });
    let by = if column.right() > view.right() {
        (column.right() - view.right() + 4.0).min(column.left() - start)
    } else if column.left() < start {
        column.left() - start
    } else {
        return;
    };
    node.set_scroll_left(node.scroll_left() + by.round() as i32);
}
