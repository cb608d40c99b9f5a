//! Painting on a canvas: as many pixels as the screen has, colours and fonts of the page, painted again when they change.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use chart::{ChartData, Drawn, DrawnWords, Palette, Plot, Rgb, Style, draw, preferred_height};
use gloo::events::EventListener;
use gloo::render::{AnimationFrame, request_animation_frame};
use plotters_canvas::CanvasBackend;
use plotters_svg::SVGBackend;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{
    CssStyleDeclaration, Element, HtmlCanvasElement, HtmlElement, MutationObserver,
    MutationObserverInit, ResizeObserver,
};

use yew::Callback;

use crate::browser;
use crate::root::Root;

/// Labels relative to the page's text.
const LABEL_SIZE: f64 = 0.875;
/// CSS pixels and scale of a saved picture: 1,920 device pixels wide, enough for a slide.
const PICTURE_WIDTH: f64 = 960.0;
const PICTURE_SCALE: f64 = 2.0;

/// The share of its height that several charts, cells and maps need at least.
const LEAST_SHARE: f64 = 0.75;

/// Width and height of a painting in CSS pixels.
type Size = (f64, f64);

/// A chart as it was painted.
pub(super) struct Painted {
    pub(super) size: Size,
    /// Size of its labels before lying bars made them smaller, in CSS pixels.
    pub(super) text_size: f64,
    pub(super) drawn: Drawn,
}

/// Paints the chart as wide as the canvas' parent, and as high as reads well or as its box allows: the parent is told
/// the height that is wanted and may have less (web/style/chart.css). `None` where there is nothing to paint on (not in
/// sight, no canvas).
pub(super) fn paint(
    canvas: &HtmlCanvasElement,
    data: &ChartData,
    words: DrawnWords,
) -> Option<Painted> {
    let window = browser::window()?;
    let frame: HtmlElement = canvas.parent_element()?.dyn_into().ok()?;
    let width = f64::from(frame.client_width());
    if width < 1.0 {
        return None;
    }
    let page = window.get_computed_style(canvas).ok()??;
    let text_size = (pixels(&page, "font-size").unwrap_or(16.0) * LABEL_SIZE).max(11.0);
    // By property and not by attribute: the page's security policy allows no style attributes.
    let wanted = preferred_height(data, width, text_size).round();
    let _ = frame.style().set_property("height", &format!("{wanted}px"));
    // These cannot be read in less, so that their box scrolls instead.
    let is_tall = data.panel_count() > 1 || matches!(data.plot, Plot::Heat(_) | Plot::Map(_));
    let least = if is_tall {
        format!("{}px", (wanted * LEAST_SHARE).round())
    } else {
        String::new()
    };
    let _ = frame.style().set_property("min-height", &least);
    let height = f64::from(frame.client_height()).max(1.0);
    let scale = window.device_pixel_ratio().clamp(1.0, 4.0);
    // Also clears the canvas and its state.
    canvas.set_width((width * scale).round() as u32);
    canvas.set_height((height * scale).round() as u32);
    let style = canvas.style();
    let _ = style.set_property("width", &format!("{width}px"));
    let _ = style.set_property("height", &format!("{height}px"));

    let text = color(&page, "color").unwrap_or(Palette::default().text);
    let mut palette = Palette::of(
        text,
        background(canvas).unwrap_or(Palette::default().background),
    );
    for (at, series) in palette.series.iter_mut().enumerate() {
        // A theme may bring series colours of its own.
        if let Some(color) = color(&page, &format!("--chart-{}", at + 1)) {
            *series = color;
        }
    }
    let default = Style::default();
    let font = page
        .get_property_value("font-family")
        .ok()
        .filter(|font| !font.is_empty())
        .unwrap_or(default.font);
    let style = Style {
        font,
        text_size,
        scale,
        palette,
        words,
        footer: String::new(),
    };
    let backend = CanvasBackend::with_canvas_object(canvas.clone())?;
    Some(Painted {
        size: (width, height),
        text_size,
        drawn: draw(data, &style, backend).ok()?,
    })
}

/// Saves the chart as an SVG on white, with its source underneath.
///
/// # Errors
///
/// Why there is none.
pub(super) fn save_drawing(
    data: &ChartData,
    title: &str,
    words: DrawnWords,
    source: &str,
) -> Result<(), String> {
    let style = Style {
        text_size: 16.0,
        words,
        footer: source.to_owned(),
        ..Style::default()
    };
    let height = preferred_height(data, PICTURE_WIDTH, style.text_size);
    let mut text = String::new();
    let backend = SVGBackend::with_string(&mut text, (PICTURE_WIDTH as u32, height as u32));
    draw(data, &style, backend).map_err(|error| error.to_string())?;
    browser::save_file(
        text.as_bytes(),
        "image/svg+xml",
        &format!("{}.svg", file_name(title)),
    )
}

/// Saves the chart as a PNG on white, with its source underneath; `failed` hears why there is none (empty: there is one).
pub(super) fn save_picture(
    data: &ChartData,
    title: &str,
    words: DrawnWords,
    source: &str,
    failed: Callback<String>,
) {
    let begun = begin_picture(data, title, words, source, failed.clone());
    failed.emit(begun.err().unwrap_or_default());
}

fn begin_picture(
    data: &ChartData,
    title: &str,
    words: DrawnWords,
    source: &str,
    failed: Callback<String>,
) -> Result<(), String> {
    let canvas: HtmlCanvasElement = browser::create("canvas").ok_or("no canvas")?;
    let style = Style {
        text_size: 16.0,
        scale: PICTURE_SCALE,
        words,
        footer: source.to_owned(),
        ..Style::default()
    };
    let height = preferred_height(data, PICTURE_WIDTH, style.text_size);
    canvas.set_width((PICTURE_WIDTH * PICTURE_SCALE) as u32);
    canvas.set_height((height * PICTURE_SCALE) as u32);
    let backend = CanvasBackend::with_canvas_object(canvas.clone()).ok_or("no canvas")?;
    draw(data, &style, backend).map_err(|error| error.to_string())?;
    let name = format!("{}.png", file_name(title));
    let give = Closure::once_into_js(move |blob: Option<web_sys::Blob>| {
        // None where there is no memory for it.
        let saved = blob.map_or(Err("no picture".to_owned()), |blob| {
            browser::save_blob(&blob, &name)
        });
        failed.emit(saved.err().unwrap_or_default());
    });
    canvas
        .to_blob(give.unchecked_ref())
        .map_err(|error| browser::describe(&error))
}

/// A title as a file name that every system takes, without its ending.
fn file_name(title: &str) -> String {
    let safe: String = title
        .chars()
        .map(|c| {
            if c.is_control() || "\\/:*?\"<>|".contains(c) {
                '_'
            } else {
                c
            }
        })
        .take(60)
        .collect();
    safe.trim().trim_matches('.').to_owned()
}

fn pixels(style: &CssStyleDeclaration, name: &str) -> Option<f64> {
    table::text::parse_number(style.get_property_value(name).ok()?.strip_suffix("px")?)
}

fn color(style: &CssStyleDeclaration, name: &str) -> Option<Rgb> {
    Rgb::parse(&style.get_property_value(name).ok()?)
}

/// The first background that is not transparent, from the element upwards.
fn background(element: &Element) -> Option<Rgb> {
    let window = browser::window()?;
    let mut element = Some(element.clone());
    while let Some(at) = element {
        let style = window.get_computed_style(&at).ok()??;
        if let Some(color) = color(&style, "background-color") {
            return Some(color);
        }
        element = at.parent_element();
    }
    None
}

/// Paints when asked, at most once a frame, and asks by itself when its box, theme, text size or zoom change.
#[derive(Default)]
pub(super) struct Watch(Option<Rc<Watching>>);

struct Watching {
    paint: Rc<dyn Fn() -> Option<Size>>,
    /// The frame that was asked for.
    frame: RefCell<Option<AnimationFrame>>,
    /// The size at which was painted last.
    size: Cell<Size>,
    observers: RefCell<Option<Observers>>,
}

struct Observers {
    resize: Option<ResizeObserver>,
    page: Option<MutationObserver>,
    _on_resize: Closure<dyn FnMut()>,
    _on_page: Closure<dyn FnMut()>,
    _listeners: Vec<EventListener>,
}

impl Drop for Observers {
    fn drop(&mut self) {
        if let Some(observer) = &self.resize {
            observer.disconnect();
        }
        if let Some(observer) = &self.page {
            observer.disconnect();
        }
    }
}

impl Watch {
    /// Watches what the painting on this canvas depends on. `paint` gives the size at which it painted.
    pub(super) fn start(
        &mut self,
        root: &Root,
        canvas: &HtmlCanvasElement,
        paint: Rc<dyn Fn() -> Option<Size>>,
    ) {
        let watching = Rc::new(Watching {
            paint,
            frame: RefCell::new(None),
            size: Cell::new((0.0, 0.0)),
            observers: RefCell::new(None),
        });
        let frame = canvas.parent_element();
        let on_resize = {
            let (watching, frame) = (Rc::downgrade(&watching), frame.clone());
            Closure::<dyn FnMut()>::new(move || {
                let Some(watching) = watching.upgrade() else {
                    return;
                };
                // Painting may set the height; only another size than the painted one is news.
                let Some(frame) = &frame else { return };
                let (width, height) = watching.size.get();
                if (f64::from(frame.client_width()) - width).abs() >= 1.0
                    || (f64::from(frame.client_height()) - height).abs() >= 1.0
                {
                    watching.ask();
                }
            })
        };
        let resize = ResizeObserver::new(on_resize.as_ref().unchecked_ref()).ok();
        if let (Some(observer), Some(frame)) = (&resize, &frame) {
            observer.observe(frame);
        }

        let ask = {
            let watching = Rc::downgrade(&watching);
            move || {
                if let Some(watching) = watching.upgrade() {
                    watching.ask();
                }
            }
        };
        // The theme and the text size are attributes.
        let on_page = Closure::<dyn FnMut()>::new(ask.clone());
        let page = MutationObserver::new(on_page.as_ref().unchecked_ref()).ok();
        if let (Some(observer), Some(look)) = (&page, root.look()) {
            let options = MutationObserverInit::new();
            options.set_attributes(true);
            let _ = observer.observe_with_options(&look, &options);
        }
        let mut listeners = Vec::new();
        if let Some(window) = browser::window() {
            // Zooming changes the pixel ratio and comes as a resize.
            let ask_on_zoom = ask.clone();
            listeners.push(EventListener::new(&window, "resize", move |_| {
                ask_on_zoom()
            }));
            if let Ok(Some(dark)) = window.match_media("(prefers-color-scheme: dark)") {
                listeners.push(EventListener::new(&dark, "change", move |_| ask()));
            }
        }
        let observers = Observers {
            resize,
            page,
            _on_resize: on_resize,
            _on_page: on_page,
            _listeners: listeners,
        };
        *watching.observers.borrow_mut() = Some(observers);
        watching.ask();
        self.0 = Some(watching);
    }

    /// Asks for a frame.
    pub(super) fn ask(&self) {
        if let Some(watching) = &self.0 {
            watching.ask();
        }
    }
}

impl Watching {
    fn ask(self: &Rc<Self>) {
        let weak = Rc::downgrade(self);
        let frame = request_animation_frame(move |_| {
            let Some(watching) = weak.upgrade() else {
                return;
            };
            if let Some(size) = (watching.paint)() {
                watching.size.set(size);
            }
        });
        // Replacing cancels the one asked for before.
        *self.frame.borrow_mut() = Some(frame);
    }
}

#[cfg(test)]
mod tests {
    use super::file_name;

    #[test]
    fn titles_become_file_names() {
        assert_eq!(
            file_name("人口の多い10市町（2020年）"),
            "人口の多い10市町（2020年）"
        );
        assert_eq!(file_name("a/b:c?"), "a_b_c_");
        assert_eq!(file_name(&"長".repeat(100)).chars().count(), 60);
    }
}
