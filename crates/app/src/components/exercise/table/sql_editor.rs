//! The SQL editor: CodeMirror, loaded when it is first needed; a plain text area until then and where it cannot load.

use std::rc::Rc;

use spec::Module;
use wasm_bindgen::prelude::*;
use web_sys::{HtmlElement, HtmlTextAreaElement};
use yew::prelude::*;

use crate::components::editor_script;
use crate::hooks::use_locale;

#[wasm_bindgen]
extern "C" {
    /// What `window.amaEditor.mount` gives back (web/editor/index.js).
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

    {
        let (node, is_mounted, mounted, present, label) = (
            node.clone(),
            is_mounted.setter(),
            mounted.clone(),
            present.clone(),
            label.clone(),
        );
        let (latest, module, lang) = (latest.clone(), module.clone(), words.lang().tag());
        use_effect_with((), move |()| {
            let slot = mounted.clone();
            wasm_bindgen_futures::spawn_local(async move {
                // Where the script does not come, the text area stays.
                if editor_script::load().await.is_none() {
                    return;
                }
                let Some(parent) = node.cast::<HtmlElement>() else {
                    return;
                };
                let closure = Closure::new(move |text: String| {
                    let on_change = latest.borrow().clone();
                    on_change.emit(text);
                });
                let doc = present.borrow().clone();
                if let Some(editor) = mount(&parent, &doc, &label, lang, &module, &closure) {
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
                <textarea id={id.clone()} class="sql-area" rows="8" spellcheck="false" autocapitalize="off" autocomplete="off" value={value.clone()} {oninput} />
            }
        </div>
    }
}

fn mount(
    parent: &HtmlElement,
    doc: &str,
    label: &str,
    lang: &str,
    module: &Module,
    on_change: &Closure<dyn FnMut(String)>,
) -> Option<Editor> {
    let set = |object: &js_sys::Object, key: &str, value: &JsValue| {
        js_sys::Reflect::set(object, &key.into(), value).ok()
    };
    let schema = js_sys::Object::new();
    for source in &module.data {
        let names: js_sys::Array = source
            .columns
            .iter()
            .map(|info| JsValue::from_str(&info.name))
            .collect();
        set(&schema, &source.name, &names)?;
    }
    let options = js_sys::Object::new();
    set(&options, "doc", &doc.into())?;
    set(&options, "label", &label.into())?;
    set(&options, "lang", &lang.into())?;
    set(&options, "schema", &schema)?;
    set(&options, "onChange", on_change.as_ref())?;
    editor_script::mount("mount", parent, &options).map(JsCast::unchecked_into)
}
