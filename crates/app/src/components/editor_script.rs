//! The editors' script (web/editor), loaded once when an editor is first needed.

use wasm_bindgen::prelude::*;
use web_sys::HtmlScriptElement;

use crate::assets::Assets;
use crate::browser;
use crate::shell;

/// Which editor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Editor {
    /// For queries (web/editor/sql.js).
    Sql,
    /// For module files, in the Studio (web/editor/text.js).
    Text,
}

/// What its script gives to the page, if it is here.
fn given(editor: Editor) -> Option<JsValue> {
    let name = match editor {
        Editor::Sql => "amaSqlEditor",
        Editor::Text => "amaTextEditor",
    };
    let window = browser::window()?;
    let object = js_sys::Reflect::get(&window, &name.into()).ok()?;
    object.is_object().then_some(object)
}

/// Loads its script once; `None` when it cannot be had.
pub(crate) async fn load(editor: Editor) -> Option<()> {
    if given(editor).is_some() {
        return Some(());
    }
    let assets = Assets::read();
    let address = match editor {
        Editor::Sql => assets.editor_js,
        Editor::Text => assets.text_editor_js,
    };
    if address.is_empty() {
        return None;
    }
    let script: HtmlScriptElement = browser::create("script")?;
    if !shell::current().has_addresses() {
        // The policy of that page names the hash of this text. It runs when it is put in.
        let text = String::from_utf8(shell::fetch_bytes(&address).await.ok()?).ok()?;
        script.set_text(&text).ok()?;
        browser::run(&script)?;
        return given(editor).map(|_| ());
    }
    script.set_src(&browser::absolute(&address));
    let promise = js_sys::Promise::new(&mut |resolve, _| {
        for event in ["load", "error"] {
            // Both end the wait; whether the editor is there is looked at afterwards.
            let _ = script.add_event_listener_with_callback(event, &resolve);
        }
    });
    browser::run(&script)?;
    wasm_bindgen_futures::JsFuture::from(promise).await.ok()?;
    given(editor).map(|_| ())
}

/// Puts an editor into an element.
pub(crate) fn mount(editor: Editor, parent: &JsValue, options: &JsValue) -> Option<JsValue> {
    let object = given(editor)?;
    let mount: js_sys::Function = js_sys::Reflect::get(&object, &"mount".into())
        .ok()?
        .dyn_into()
        .ok()?;
    mount.call2(&object, parent, options).ok()
}
