//! The text being written: CodeMirror where its script loads, a plain text area where not. The text stays there; the
//! page asks for it when the author pauses.

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::prelude::*;
use web_sys::{File, HtmlElement, HtmlTextAreaElement};
use yew::prelude::*;

use super::text::Edit;
use crate::browser;
use crate::components::editor_script;
use crate::hooks::use_locale;

#[wasm_bindgen]
extern "C" {
    /// What `window.amaTextEditor.mount` gives back (web/editor/text.js).
    type TextEditor;

    #[wasm_bindgen(method, js_name = getValue)]
    fn get_value(this: &TextEditor) -> String;

    #[wasm_bindgen(method, js_name = replaceLines)]
    fn replace_lines(this: &TextEditor, from: u32, to: u32, text: &str);

    #[wasm_bindgen(method, js_name = setMarks)]
    fn set_marks(this: &TextEditor, problems: &str);

    #[wasm_bindgen(method)]
    fn line(this: &TextEditor) -> u32;

    #[wasm_bindgen(method)]
    fn show(this: &TextEditor, line: u32, column: u32);

    #[wasm_bindgen(method)]
    fn destroy(this: &TextEditor);
}

enum Editor {
    Rich {
        editor: TextEditor,
        _on_edit: Closure<dyn FnMut()>,
        _on_move: Closure<dyn FnMut()>,
        _on_files: Closure<dyn FnMut(js_sys::Array)>,
        _on_pasted: Closure<dyn FnMut()>,
    },
    Plain(HtmlTextAreaElement),
    /// It left the page; what stood in it may still have to be saved.
    Gone(String),
}

/// The editor, for whoever wants to read or change what stands in it.
#[derive(Clone, Default)]
pub(super) struct Code(Rc<RefCell<Option<Editor>>>);

impl PartialEq for Code {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Code {
    /// The text; `None` before there is an editor.
    pub(super) fn text(&self) -> Option<String> {
        match &*self.0.borrow() {
            Some(Editor::Rich { editor, .. }) => Some(editor.get_value()),
            Some(Editor::Plain(area)) => Some(area.value()),
            Some(Editor::Gone(text)) => Some(text.clone()),
            None => None,
        }
    }

    /// Line of the cursor, from 0.
    pub(super) fn line(&self) -> usize {
        match &*self.0.borrow() {
            Some(Editor::Rich { editor, .. }) => (editor.line() as usize).saturating_sub(1),
            Some(Editor::Plain(area)) => {
                let at = area.selection_start().ok().flatten().unwrap_or_default() as usize;
                let before: Vec<u16> = area.value().encode_utf16().take(at).collect();
                before
                    .iter()
                    .filter(|unit| **unit == u16::from(b'\n'))
                    .count()
            }
            Some(Editor::Gone(_)) | None => 0,
        }
    }

    /// Changes whole lines.
    pub(super) fn apply(&self, edit: &Edit) {
        match &*self.0.borrow() {
            Some(Editor::Rich { editor, .. }) => {
                let line = |line: usize| u32::try_from(line + 1).unwrap_or(u32::MAX);
                editor.replace_lines(line(edit.lines.start), line(edit.lines.end), &edit.text);
            }
            Some(Editor::Plain(area)) => area.set_value(&edit.applied(&area.value())),
            Some(Editor::Gone(_)) | None => {}
        }
    }

    /// Underlines problems: JSON as web/editor/text.js reads it.
    pub(super) fn mark(&self, problems: &str) {
        if let Some(Editor::Rich { editor, .. }) = &*self.0.borrow() {
            editor.set_marks(problems);
        }
    }

    /// Puts the cursor at a place, from 1.
    pub(super) fn show(&self, line: u32, column: u32) {
        match &*self.0.borrow() {
            Some(Editor::Rich { editor, .. }) => editor.show(line, column),
            Some(Editor::Plain(area)) => {
                let before = area
                    .value()
                    .split_inclusive('\n')
                    .take((line as usize).saturating_sub(1))
                    .map(|line| line.encode_utf16().count())
                    .sum::<usize>();
                let at = u32::try_from(before)
                    .unwrap_or(u32::MAX)
                    .saturating_add(column.saturating_sub(1));
                // An area that cannot take the focus leaves it where it is.
                let _ = area.focus();
                let _ = area.set_selection_range(at, at);
            }
            Some(Editor::Gone(_)) | None => {}
        }
    }
}

/// Properties of [`CodeField`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct CodeFieldProps {
    /// Gets the editor.
    pub(super) code: Code,
    /// What stands there at first.
    pub(super) text: AttrValue,
    /// At every change.
    pub(super) on_edit: Callback<()>,
    /// When the cursor may stand elsewhere.
    pub(super) on_move: Callback<()>,
    /// Takes pictures that were pasted.
    pub(super) on_files: Callback<Vec<File>>,
    /// When it stands there: what is fetched from then on does not keep it waiting.
    pub(super) on_ready: Callback<()>,
    /// When formatted text was pasted and became Markdown.
    pub(super) on_pasted: Callback<()>,
}

/// The editor's place in the page.
#[component]
pub(super) fn CodeField(props: &CodeFieldProps) -> Html {
    let words = use_locale();
    let (host, area) = (use_node_ref(), use_node_ref());
    let plain = use_state_eq(|| false);
    let label = words.t("studio-text");
    {
        let (host, plain, props, label, lang) = (
            host.clone(),
            plain.setter(),
            props.clone(),
            label.clone(),
            words.lang().tag(),
        );
        use_effect_with((), move |()| {
            let code = props.code.clone();
            wasm_bindgen_futures::spawn_local(async move {
                if editor_script::load(editor_script::Editor::Text)
                    .await
                    .is_none()
                {
                    plain.set(true);
                    return;
                }
                // Reading the script and laying out the text are long enough each.
                browser::breath().await;
                if let Some(host) = host.cast::<HtmlElement>() {
                    *props.code.0.borrow_mut() = mount(&host, &props, &label, lang);
                    props.on_ready.emit(());
                }
            });
            move || {
                let text = code.text();
                let left = std::mem::replace(&mut *code.0.borrow_mut(), text.map(Editor::Gone));
                if let Some(Editor::Rich { editor, .. }) = left {
                    editor.destroy();
                }
            }
        });
    }
    {
        let (area, code, text) = (area.clone(), props.code.clone(), props.text.clone());
        let on_ready = props.on_ready.clone();
        use_effect_with(*plain, move |_| {
            if let Some(area) = area.cast::<HtmlTextAreaElement>() {
                area.set_value(&text);
                *code.0.borrow_mut() = Some(Editor::Plain(area));
                on_ready.emit(());
            }
        });
    }
    let oninput = props.on_edit.reform(|_: InputEvent| ());
    let onclick = props.on_move.reform(|_: MouseEvent| ());
    let onkeyup = props.on_move.reform(|_: KeyboardEvent| ());
    html! {
        <div class="studio-code" ref={host}>
            if *plain {
                <textarea ref={area} aria-label={label} class="studio-area" spellcheck="false" {oninput} {onclick} {onkeyup} />
            }
        </div>
    }
}

fn mount(host: &HtmlElement, props: &CodeFieldProps, label: &str, lang: &str) -> Option<Editor> {
    let on_edit = {
        let on_edit = props.on_edit.clone();
        Closure::<dyn FnMut()>::new(move || on_edit.emit(()))
    };
    let on_move = {
        let on_move = props.on_move.clone();
        Closure::<dyn FnMut()>::new(move || on_move.emit(()))
    };
    let on_files = {
        let on_files = props.on_files.clone();
        Closure::<dyn FnMut(js_sys::Array)>::new(move |files: js_sys::Array| {
            on_files.emit(
                files
                    .iter()
                    .filter_map(|file| file.dyn_into().ok())
                    .collect(),
            );
        })
    };
    let on_pasted = {
        let on_pasted = props.on_pasted.clone();
        Closure::<dyn FnMut()>::new(move || on_pasted.emit(()))
    };
    let options = js_sys::Object::new();
    let texts = [("doc", &*props.text), ("label", label), ("lang", lang)];
    for (key, value) in texts.map(|(key, value)| (key, JsValue::from_str(value))) {
        js_sys::Reflect::set(&options, &key.into(), &value).ok()?;
    }
    js_sys::Reflect::set(&options, &"onEdit".into(), on_edit.as_ref()).ok()?;
    js_sys::Reflect::set(&options, &"onMove".into(), on_move.as_ref()).ok()?;
    js_sys::Reflect::set(&options, &"onFiles".into(), on_files.as_ref()).ok()?;
    js_sys::Reflect::set(&options, &"onPasted".into(), on_pasted.as_ref()).ok()?;
    let editor = editor_script::mount(editor_script::Editor::Text, host, &options)?;
    Some(Editor::Rich {
        editor: editor.unchecked_into(),
        _on_edit: on_edit,
        _on_move: on_move,
        _on_files: on_files,
        _on_pasted: on_pasted,
    })
}
