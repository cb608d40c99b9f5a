//! The few things of the browser that several parts need, with errors as text for «詳細».

use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, BlobPropertyBag, Document, Element, HtmlAnchorElement, HtmlElement, HtmlScriptElement,
    KeyboardEvent, Url, Window,
};
use yew::TargetCast;

#[wasm_bindgen]
extern "C" {
    /// `web/boot/page.js`: what must not be lost should the page's wasm stop in the next moment. Under a record's key the
    /// record, until the store has it (then nothing); `draft/<key>` the text of a draft; `.work` and `.library` the
    /// databases' names; `.drawing` the id of what is being drawn.
    #[wasm_bindgen(js_name = ama_note)]
    pub(crate) fn note(key: &str, text: &str);

    /// `web/boot/page.js`: puts a text on the clipboard, and says whether the browser let it.
    #[wasm_bindgen(js_name = ama_copy)]
    async fn copied(text: &str) -> JsValue;
}

/// The window.
pub(crate) fn window() -> Option<Window> {
    web_sys::window()
}

/// The document, for what does not stand in it; all that does is the root's (`crate::root`).
fn document() -> Option<Document> {
    window()?.document()
}

/// A new element of that name, which has that class; it stands nowhere yet.
pub(crate) fn create<T: JsCast>(name: &str) -> Option<T> {
    Some(document()?.create_element(name).ok()?.unchecked_into())
}

/// Runs a script: it is put into the document.
pub(crate) fn run(script: &HtmlScriptElement) -> Option<()> {
    document()?.body()?.append_child(script).ok()?;
    Some(())
}

/// The key that was pressed; empty where it belongs to an input method, whose Enter ends a conversion and whose Escape
/// gives one up. Nothing may look at a key without asking this.
pub(crate) fn key_of(event: &KeyboardEvent) -> String {
    if is_of_input_method(event.is_composing(), event.key_code()) {
        String::new()
    } else {
        event.key()
    }
}

/// WebKit tells of the Enter that ends a conversion only when the conversion is over: by its code, as all browsers do for
/// whatever key an input method took.
fn is_of_input_method(is_composing: bool, key_code: u32) -> bool {
    const TAKEN: u32 = 229;
    is_composing || key_code == TAKEN
}

/// Milliseconds since 1970 in UTC.
pub(crate) fn now() -> u64 {
    js_sys::Date::now() as u64
}

/// The tab's note of the place that is to be opened without drawing what is written there; `web/boot/page.js` makes it when
/// the page has stopped there again.
const TEXT_ONLY: &str = "ama-text-only";

/// Whether this place is to be opened without drawing what is written there.
pub(crate) fn is_text_only(hash: &str) -> bool {
    let noted = session_storage().and_then(|tab| tab.get_item(TEXT_ONLY).ok().flatten());
    noted.as_deref() == Some(hash)
}

/// All is to be drawn again.
pub(crate) fn forget_text_only() {
    if let Some(tab) = session_storage() {
        // It can be read, so it can be written.
        let _ = tab.remove_item(TEXT_ONLY);
    }
}

/// What this tab keeps until it is closed; `None` where the browser refuses.
pub(crate) fn session_storage() -> Option<web_sys::Storage> {
    window()?.session_storage().ok().flatten()
}

/// An error of the browser in its own words.
pub(crate) fn describe(error: &JsValue) -> String {
    error.dyn_ref::<js_sys::Error>().map_or_else(
        || error.as_string().unwrap_or_else(|| format!("{error:?}")),
        |error| {
            format!(
                "{}: {}",
                String::from(error.name()),
                String::from(error.message())
            )
        },
    )
}

/// An address relative to the document, made absolute: a worker would resolve it against its own script.
pub(crate) fn absolute(url: &str) -> String {
    let base = document()
        .and_then(|document| document.base_uri().ok().flatten())
        .unwrap_or_default();
    web_sys::Url::new_with_base(url, &base).map_or_else(|_| url.to_owned(), |url| url.href())
}

/// Lets everything happen that is due: what was dispatched is drawn and its effects have run.
pub(crate) async fn breath() {
    let promise = js_sys::Promise::new(&mut |resolve, _| {
        let waits = window().and_then(|window| window.set_timeout_with_callback(&resolve).ok());
        if waits.is_none() {
            // Nothing to wait with: go on at once.
            let _ = resolve.call0(&JsValue::UNDEFINED);
        }
    });
    // Never rejected.
    let _ = JsFuture::from(promise).await;
}

/// Gives an element the focus.
pub(crate) fn focus(element: Element) {
    if let Ok(element) = element.dyn_into::<HtmlElement>() {
        // An element that cannot take the focus leaves it where it is.
        let _ = element.focus();
    }
}

/// Scrolls a box, and nothing around it, so that an element in it is seen: whole, or else from its top.
pub(crate) fn show_within(view: &HtmlElement, element: &Element) {
    let (outer, inner) = (
        view.get_bounding_client_rect(),
        element.get_bounding_client_rect(),
    );
    let above = inner.top() - outer.top();
    let below = inner.bottom() - outer.bottom();
    let by = if above < 0.0 {
        above
    } else {
        below.clamp(0.0, above)
    };
    view.set_scroll_top(view.scroll_top() + by.round() as i32);
}

/// Moves the focus so many buttons on, among those in the nearest element around the key's target that `within` fits; stays at
/// both ends.
pub(crate) fn step_focus(event: &KeyboardEvent, within: &str, by: i32) {
    let Some(here) = event.target_dyn_into::<Element>() else {
        return;
    };
    // Selectors are our own: never refused.
    let around = here.closest(within).ok().flatten();
    let list = around.and_then(|around| around.query_selector_all("button, summary").ok());
    let Some(list) = list else { return };
    let all: Vec<HtmlElement> = (0..list.length())
        .filter_map(|at| list.get(at)?.dyn_into().ok())
        .filter(|button: &HtmlElement| button.offset_parent().is_some())
        .collect();
    let at = all.iter().position(|button| {
        let button: &Element = button.as_ref();
        *button == here
    });
    let next = at.and_then(|at| at.checked_add_signed(by as isize));
    if let Some(button) = next.and_then(|next| all.get(next)) {
        event.prevent_default();
        focus(button.clone().into());
    }
}

/// Hours and minutes on the learner's clock.
pub(crate) fn clock(at: u64) -> String {
    let date = js_sys::Date::new(&JsValue::from_f64(at as f64));
    format!("{}:{:02}", date.get_hours(), date.get_minutes())
}

/// Loads the page anew.
pub(crate) fn reload() {
    if let Some(window) = window() {
        // Where reloading is refused, the learner can still do it by hand.
        let _ = window.location().reload();
    }
}

/// Opens the browser's own dialog for printing.
pub(crate) fn print() {
    if let Some(window) = window() {
        // Refused in a frame that may not; the browser's own menu is left.
        let _ = window.print();
    }
}

/// Puts a text on the clipboard; says whether the browser let it. Browsers do within a moment after a key or a click.
pub(crate) async fn copy(text: &str) -> bool {
    copied(text).await.is_truthy()
}

/// Offers bytes as a file to keep.
///
/// # Errors
/// The browser's words where it refuses.
pub(crate) fn save_file(bytes: &[u8], kind: &str, name: &str) -> Result<(), String> {
    let properties = BlobPropertyBag::new();
    properties.set_type(kind);
    let parts = js_sys::Array::of1(&js_sys::Uint8Array::from(bytes));
    Blob::new_with_u8_array_sequence_and_options(&parts, &properties)
        .and_then(|blob| offer(&blob, name))
        .map_err(|error| describe(&error))
}

/// Offers a blob as a file to keep; see [`save_file`].
pub(crate) fn save_blob(blob: &Blob, name: &str) -> Result<(), String> {
    offer(blob, name).map_err(|error| describe(&error))
}

fn offer(blob: &Blob, name: &str) -> Result<(), JsValue> {
    let url = Url::create_object_url_with_blob(blob)?;
    let link: HtmlAnchorElement = create("a").ok_or("no document")?;
    link.set_href(&url);
    link.set_download(name);
    link.click();
    // The download has its own hold on the blob once it began; a moment's grace for slow browsers.
    gloo::timers::callback::Timeout::new(10_000, move || {
        let _ = Url::revoke_object_url(&url);
    })
    .forget();
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn enter_of_a_conversion_is_no_key_of_ours() {
        const ENTER: u32 = 13;
        assert!(!is_of_input_method(false, ENTER));
        // Chromium and Firefox while it lasts, WebKit when it has ended.
        assert!(is_of_input_method(true, ENTER));
        assert!(is_of_input_method(true, 229));
        assert!(is_of_input_method(false, 229));
    }
}
