//! One worker: posts to it, hears from it, ends it when dropped.

use js_sys::{Array, ArrayBuffer, Object, Reflect, Uint8Array, WebAssembly};
use wasm_bindgen::prelude::*;
use web_sys::{ErrorEvent, Event, MessageEvent, Worker};

use crate::browser::{absolute, describe};

/// What the worker says.
pub(crate) enum Heard {
    /// A message.
    Message {
        /// The envelope.
        bytes: Vec<u8>,
        /// What came with it.
        attachment: Option<Vec<u8>>,
    },
    /// What it was given to compile.
    Compiled(WebAssembly::Module),
    /// It broke down, in the browser's words.
    Broken(String),
}

/// A running worker. Dropping it ends the worker at once, whatever it is doing.
pub(crate) struct Link {
    worker: Worker,
    _message: Closure<dyn FnMut(MessageEvent)>,
    _error: Closure<dyn FnMut(ErrorEvent)>,
    _message_error: Closure<dyn FnMut(Event)>,
}

impl Link {
    /// Starts a worker and hands it the compiled engine.
    pub(crate) fn start(
        script: &str,
        module: &WebAssembly::Module,
        hear: impl Fn(Heard) + Clone + 'static,
    ) -> Result<Self, String> {
        let link = Self::open(script, hear)?;
        let begin = || {
            let init = object(&[("kind", &"init".into()), ("module", module)])?;
            link.worker.post_message(&init)
        };
        begin().map_err(|error| describe(&error))?;
        Ok(link)
    }

    /// Starts a worker and has it compile a wasm, which is handed over.
    pub(crate) fn compile(
        script: &str,
        wasm: &ArrayBuffer,
        is_gzipped: bool,
        hear: impl Fn(Heard) + Clone + 'static,
    ) -> Result<Self, String> {
        let link = Self::open(script, hear)?;
        let begin = || {
            let message = object(&[
                ("kind", &"compile".into()),
                ("bytes", wasm),
                ("gzipped", &is_gzipped.into()),
            ])?;
            link.worker
                .post_message_with_transfer(&message, &Array::of1(wasm))
        };
        begin().map_err(|error| describe(&error))?;
        Ok(link)
    }

    fn open(script: &str, hear: impl Fn(Heard) + Clone + 'static) -> Result<Self, String> {
        let worker = Worker::new(&absolute(script)).map_err(|error| describe(&error))?;
        let message = {
            let hear = hear.clone();
            Closure::new(move |event: MessageEvent| hear(read(&event.data())))
        };
        let error = {
            let hear = hear.clone();
            Closure::new(move |event: ErrorEvent| {
                // Handled here; the browser need not report it again.
                event.prevent_default();
                // A script that does not load is told without a message.
                let message = Reflect::get(&event, &"message".into())
                    .ok()
                    .and_then(|message| message.as_string());
                hear(Heard::Broken(message.unwrap_or_default()));
            })
        };
        let message_error =
            Closure::new(move |_: Event| hear(Heard::Broken("messageerror".to_owned())));
        worker.set_onmessage(Some(message.as_ref().unchecked_ref()));
        worker.set_onerror(Some(error.as_ref().unchecked_ref()));
        worker.set_onmessageerror(Some(message_error.as_ref().unchecked_ref()));
        Ok(Self {
            worker,
            _message: message,
            _error: error,
            _message_error: message_error,
        })
    }

    /// Posts an encoded request; the bytes are copied once into buffers that are then transferred.
    pub(crate) fn post(&self, bytes: &[u8], attachment: Option<&[u8]>) -> Result<(), String> {
        let buffer = Uint8Array::from(bytes).buffer();
        let post = || {
            let transfer = Array::of1(&buffer);
            let message = object(&[("kind", &"request".into()), ("bytes", &buffer)])?;
            if let Some(attachment) = attachment {
                let buffer = Uint8Array::from(attachment).buffer();
                Reflect::set(&message, &"attachment".into(), &buffer)?;
                transfer.push(&buffer);
            }
            self.worker.post_message_with_transfer(&message, &transfer)
        };
        post().map_err(|error| describe(&error))
    }
}

impl Drop for Link {
    fn drop(&mut self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.set_onmessageerror(None);
        self.worker.terminate();
    }
}

fn object(entries: &[(&str, &JsValue)]) -> Result<Object, JsValue> {
    let object = Object::new();
    for (name, value) in entries {
        Reflect::set(&object, &JsValue::from_str(name), value)?;
    }
    Ok(object)
}

fn read(data: &JsValue) -> Heard {
    let module = Reflect::get(data, &"module".into()).ok();
    if let Some(module) = module.and_then(|module| module.dyn_into().ok()) {
        return Heard::Compiled(module);
    }
    let buffer = |name: &str| {
        let value = Reflect::get(data, &name.into()).ok()?;
        value
            .dyn_into::<ArrayBuffer>()
            .ok()
            .map(|buffer| Uint8Array::new(&buffer).to_vec())
    };
    match buffer("bytes") {
        Some(bytes) => Heard::Message {
            bytes,
            attachment: buffer("attachment"),
        },
        None => Heard::Broken("a message without bytes".to_owned()),
    }
}
