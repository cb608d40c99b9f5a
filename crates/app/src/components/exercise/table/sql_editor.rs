//! The SQL editor: a text area with colours and completion, whose script is loaded when it is first needed; a plain text area
//! until then and where it cannot load.

use std::rc::Rc;

use spec::Module;
use wasm_bindgen::prelude::*;
use web_sys::{HtmlElement, HtmlTextAreaElement};
use yew::prelude::*;

use crate::components::editor_script;
use crate::hooks::{Words, use_locale, use_root};
use crate::root::Root;

#[wasm_bindgen]
extern "C" {
    /// What `window.amaSqlEditor.mount` gives back (web/editor/sql.js).
    type Editor;

    #[wasm_bindgen(method, js_name = setValue)]
    fn set_value(this: &Editor, text: &str);

    #[wasm_bindgen(method)]
    fn destroy(this: &Editor);
}

/// An editor that stands in the page; it goes with its component.
struct Mounted {
    editor: Editor,
    _on_change: Closure<dyn FnMut(String)>,
}

impl Drop for Mounted {
    fn drop(&mut self) {
        self.editor.destroy();
    }
}

/// Properties of [`SqlEditor`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct SqlEditorProps {
    /// Element id, unique in the page.
    pub(super) id: AttrValue,
    /// The lesson, for completion.
    pub(super) module: Rc<Module>,
    /// What stands there.
    pub(super) value: String,
    /// At every keystroke.
    pub(super) on_change: Callback<String>,
}

/// The SQL editor.
#[component]
pub(super) fn SqlEditor(props: &SqlEditorProps) -> Html {
    let words = use_locale();
    let root = use_root();
    let SqlEditorProps {
        id,
        module,
        value,
        on_change,
    } = props;
    let node = use_node_ref();
    let is_mounted = use_state(|| false);
    let mounted = use_mut_ref(|| None::<Mounted>);
    // What the editor calls: always the present callback, though it is mounted once.
    let latest = use_mut_ref(|| on_change.clone());
    *latest.borrow_mut() = on_change.clone();
    let present = use_mut_ref(String::new);
    present.borrow_mut().clone_from(value);
    let label = words.t("bench-sql-label");
    let area = use_node_ref();

    {
        let (node, area, is_mounted, mounted, present) = (
            node.clone(),
            area.clone(),
            is_mounted.setter(),
            mounted.clone(),
            present.clone(),
        );
        let (latest, module, words) = (latest.clone(), module.clone(), words.clone());
        use_effect_with((), move |()| {
            let slot = mounted.clone();
            wasm_bindgen_futures::spawn_local(async move {
                // Where the script does not come, the text area stays.
                if editor_script::load(editor_script::Editor::Sql)
                    .await
                    .is_none()
                {
                    return;
                }
                let Some(parent) = node.cast::<HtmlElement>() else {
                    return;
                };
                let closure = Closure::new(move |text: String| {
                    let on_change = latest.borrow().clone();
                    on_change.emit(text);
                });
                let options = options(&present.borrow(), &words, &module, &closure);
                // Whoever is typing already goes on where she is.
                if let Some(at) = cursor(&root, &area) {
                    set(&options, "cursor", &at.into());
                }
                let editor = editor_script::mount(editor_script::Editor::Sql, &parent, &options);
                if let Some(editor) = editor.map(JsCast::unchecked_into) {
                    *slot.borrow_mut() = Some(Mounted {
                        editor,
                        _on_change: closure,
                    });
                    is_mounted.set(true);
                }
            });
            move || drop(mounted.borrow_mut().take())
        });
    }
    {
        // Undo, restoring and «この SQL から書く» change the text from outside; the editor's own keystrokes are equal already.
        let mounted = mounted.clone();
        use_effect_with((value.clone(), *is_mounted), move |(value, _)| {
            if let Ok(mounted) = mounted.try_borrow()
                && let Some(mounted) = &*mounted
            {
                mounted.editor.set_value(value);
            }
        });
    }
    let oninput = on_change
        .reform(|event: InputEvent| event.target_unchecked_into::<HtmlTextAreaElement>().value());
    html! {
        <div class="sql-editor">
            <div ref={node} class="sql-host"></div>
            if !*is_mounted {
                <label class="visually-hidden" for={id.clone()}>{ label }</label>
                <textarea ref={area} id={id.clone()} class="sql-area" rows="8" spellcheck="false" autocapitalize="off" autocomplete="off" value={value.clone()} {oninput} />
            }
        </div>
    }
}

/// Where the cursor is in the plain field, if that has the focus.
fn cursor(root: &Root, area: &NodeRef) -> Option<u32> {
    let area = area.cast::<HtmlTextAreaElement>()?;
    let focused = root.active_element()?;
    if focused.is_same_node(Some(&area)) {
        area.selection_end().ok().flatten()
    } else {
        None
    }
}

/// What web/editor/sql.js is told.
fn options(
    doc: &str,
    words: &Words,
    module: &Module,
    on_change: &Closure<dyn FnMut(String)>,
) -> js_sys::Object {
    let schema = js_sys::Array::new();
    for source in &module.data {
        let columns = source.columns.iter();
        let columns: js_sys::Array = columns.map(|info| named(&info.name)).collect();
        let table = named(&source.name);
        set(&table, "columns", &columns);
        schema.push(&table);
    }
    let texts = js_sys::Object::new();
    for (name, text) in [
        ("label", words.t("bench-sql-label")),
        ("completions", words.t("bench-sql-completions")),
        ("table", words.t("bench-sql-table")),
    ] {
        set(&texts, name, &text.into());
    }
    let options = js_sys::Object::new();
    set(&options, "doc", &doc.into());
    set(&options, "words", &texts);
    set(&options, "schema", &schema);
    set(&options, "onChange", on_change.as_ref());
    options
}

/// A name with how it stands in SQL.
fn named(name: &str) -> js_sys::Object {
    let object = js_sys::Object::new();
    set(&object, "label", &name.into());
    set(&object, "text", &spec::sql::name(name).into());
    object
}

fn set(object: &js_sys::Object, key: &str, value: &JsValue) {
    // A plain object takes every property.
    let _ = js_sys::Reflect::set(object, &key.into(), value);
}
