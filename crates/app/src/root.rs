//! What the page's elements stand in: today the document; later also the shadow root of one element in somebody else's page,
//! which has no title, no address and no window of its own.
//!
//! Whoever looks for an element, moves the focus, scrolls, sets title or look or follows the address asks the root, and
//! nobody else knows the document (`tidy` sees to it). Components have theirs from `hooks::use_root` and hand it on.

use gloo::events::EventListener;
use web_sys::{Document, Element, HtmlElement};
use yew::Callback;

use crate::browser;
use crate::route::Route;

/// What the elements of a page stand in. There is one document, so this one holds nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Root(());

impl Root {
    /// That of a page that has the document to itself: for whatever is no component and lies in index.html.
    pub(crate) fn whole() -> Self {
        Self(())
    }

    fn document(&self) -> Option<Document> {
        browser::window()?.document()
    }

    /// The element with that id.
    pub(crate) fn by_id(&self, id: &str) -> Option<Element> {
        self.document()?.get_element_by_id(id)
    }

    /// The first element that a CSS selector fits.
    pub(crate) fn query(&self, selector: &str) -> Option<Element> {
        self.document()?.query_selector(selector).ok().flatten()
    }

    /// The element that has the focus.
    pub(crate) fn active_element(&self) -> Option<Element> {
        self.document()?.active_element()
    }

    /// The element that everything stands in: it grows with what is shown.
    pub(crate) fn body(&self) -> Option<HtmlElement> {
        self.document()?.body()
    }

    /// The element whose attributes tell the stylesheet and assistive technology how the page is set; see [`Root::set_look`].
    pub(crate) fn look(&self) -> Option<Element> {
        self.document()?.document_element()
    }

    /// Sets the language by its tag, theme and text size by their words.
    pub(crate) fn set_look(&self, lang: &str, theme: &str, text: &str) {
        let Some(element) = self.look() else {
            return;
        };
        for (name, value) in [("lang", lang), ("data-theme", theme), ("data-text", text)] {
            // Fixed names of attributes: never refused.
            let _ = element.set_attribute(name, value);
        }
    }

    /// Sets what the browser shows of the page in its tab.
    pub(crate) fn set_title(&self, title: &str) {
        if let Some(document) = self.document() {
            document.set_title(title);
        }
    }

    /// Gives the element with that id the focus.
    pub(crate) fn focus(&self, id: &str) {
        if let Some(element) = self.by_id(id) {
            browser::focus(element);
        }
    }

    /// Scrolls to an element and gives it the focus, as following a link to it would.
    pub(crate) fn jump_to(&self, id: &str) {
        if let Some(element) = self.by_id(id) {
            element.scroll_into_view();
            browser::focus(element);
        }
    }

    /// Scrolls to that many pixels from the top of the page.
    pub(crate) fn scroll_to(&self, top: f64) {
        if let Some(window) = browser::window() {
            window.scroll_to_with_x_and_y(0.0, top);
        }
    }

    /// Scrolls so many pixels further down.
    pub(crate) fn scroll_by(&self, down: f64) {
        let top = browser::window().and_then(|window| window.scroll_y().ok());
        self.scroll_to(top.unwrap_or(0.0) + down);
    }

    /// The screen that the address names.
    pub(crate) fn route(&self) -> Route {
        let hash = browser::window().and_then(|window| window.location().hash().ok());
        Route::parse(&hash.unwrap_or_default())
    }

    /// The whole address of a screen, to give to somebody else.
    pub(crate) fn address(&self, route: &Route) -> String {
        let here = browser::window().and_then(|window| window.location().href().ok());
        let here = here.unwrap_or_default();
        let page = here.split('#').next().unwrap_or_default();
        format!("{page}{}", route.href())
    }

    /// Tells of every other screen that the address names, as long as the listener lives.
    pub(crate) fn on_route(&self, hear: Callback<Route>) -> Option<EventListener> {
        let window = browser::window()?;
        let root = self.clone();
        let tell = move |_: &web_sys::Event| hear.emit(root.route());
        Some(EventListener::new(&window, "hashchange", tell))
    }

    /// Opens another screen in the place of this one: «back» leads to what was before both.
    pub(crate) fn replace(&self, route: &Route) {
        if let Some(window) = browser::window() {
            // Within the page: never refused.
            let _ = window.location().replace(&route.href());
        }
    }

    /// Opens another screen.
    pub(crate) fn go(&self, route: &Route) {
        if let Some(window) = browser::window() {
            // Within the page: never refused.
            let _ = window.location().set_hash(&route.href());
        }
    }
}
