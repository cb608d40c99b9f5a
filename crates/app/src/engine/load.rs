//! The engine's wasm: fetched gzipped with a count of bytes, inflated and compiled while it comes.

use js_sys::{Array, Function, Object, Reflect, Uint8Array, WebAssembly};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, BlobPropertyBag, Headers, ReadableStream, ReadableWritablePair, Response, ResponseInit,
    TransformStream, TransformStreamDefaultController, Url,
};

use crate::assets::Assets;
use crate::browser::describe;
use crate::shell::{Cache, fetch, fetch_bytes};
use crate::state::engine::LoadFailure;

/// Bytes between two reports of progress: the page is drawn again at each.
const REPORT_EVERY: u64 = 128 * 1024;

/// Fetches and compiles the engine. `report` gets the bytes so far and in all.
pub(super) async fn load(
    assets: &Assets,
    report: impl Fn(u64, u64) + 'static,
) -> Result<WebAssembly::Module, LoadFailure> {
    if assets.engine.is_empty() {
        return Err(LoadFailure::Broken("index.html names no engine".to_owned()));
    }
    let response = fetch(&assets.engine, Cache::Kept)
        .await
        .map_err(|error| LoadFailure::Network(error.detail))?;
    // A host may send the file so that the browser inflates it already, or may have done it itself.
    let gzipped = response.headers().has("ama-gzip").unwrap_or(true);
    let total = if gzipped {
        assets.engine_bytes
    } else {
        assets.engine_raw_bytes
    };
    report(0, total);
    let body = response
        .body()
        .ok_or_else(|| LoadFailure::Network("no body".to_owned()))?;
    let counted = count(&body, move |loaded| report(loaded, total))
        .map_err(|error| LoadFailure::Browser(describe(&error)))?;
    let wasm = if gzipped { inflate(&counted)? } else { counted };
    compile(&wasm).await
}

/// Starts fetching the worker's script at once; the future is its address in this page's own memory.
pub(super) fn script(url: &str) -> impl Future<Output = Result<String, LoadFailure>> + use<> {
    let bytes = fetch_bytes(url);
    async move {
        let bytes = bytes
            .await
            .map_err(|error| LoadFailure::Network(error.detail))?;
        let properties = BlobPropertyBag::new();
        properties.set_type("text/javascript");
        let parts = Array::of1(&Uint8Array::from(bytes.as_slice()));
        // Never revoked: it is needed as long as the page.
        Blob::new_with_u8_array_sequence_and_options(&parts, &properties)
            .and_then(|blob| Url::create_object_url_with_blob(&blob))
            .map_err(|error| LoadFailure::Browser(describe(&error)))
    }
}

/// The same stream, with a look at how many bytes went through.
fn count(body: &ReadableStream, report: impl Fn(u64) + 'static) -> Result<ReadableStream, JsValue> {
    let mut loaded = 0_u64;
    let mut reported = 0_u64;
    let transform = Closure::<dyn FnMut(Uint8Array, TransformStreamDefaultController)>::new(
        move |chunk: Uint8Array, controller: TransformStreamDefaultController| {
            loaded += u64::from(chunk.byte_length());
            if loaded - reported >= REPORT_EVERY {
                reported = loaded;
                report(loaded);
            }
            // Fails only when the reader has gone: then nobody wants the rest.
            let _ = controller.enqueue_with_chunk(&chunk);
        },
    );
    let transformer = Object::new();
    // The stream outlives this function and says nowhere when it is done: JavaScript's collector frees the closure.
    Reflect::set(
        &transformer,
        &"transform".into(),
        &transform.into_js_value(),
    )?;
    let stream = TransformStream::new_with_transformer(&transformer)?;
    Ok(body.pipe_through(&ReadableWritablePair::new(
        &stream.readable(),
        &stream.writable(),
    )))
}

fn inflate(body: &ReadableStream) -> Result<ReadableStream, LoadFailure> {
    // web-sys counts DecompressionStream among its unstable types, though every current browser has it.
    let lacking =
        |error: JsValue| LoadFailure::Browser(format!("DecompressionStream: {}", describe(&error)));
    let class = Reflect::get(&js_sys::global(), &"DecompressionStream".into()).map_err(lacking)?;
    let class: Function = class
        .dyn_into()
        .map_err(|_| LoadFailure::Browser("no DecompressionStream".to_owned()))?;
    let stream = Reflect::construct(&class, &Array::of1(&"gzip".into())).map_err(lacking)?;
    Ok(body.pipe_through(stream.unchecked_ref::<ReadableWritablePair>()))
}

async fn compile(wasm: &ReadableStream) -> Result<WebAssembly::Module, LoadFailure> {
    let broken = |error: JsValue| LoadFailure::Broken(describe(&error));
    let headers = Headers::new().map_err(broken)?;
    headers
        .set("content-type", "application/wasm")
        .map_err(broken)?;
    let init = ResponseInit::new();
    init.set_headers(&headers);
    let response =
        Response::new_with_opt_readable_stream_and_init(Some(wasm), &init).map_err(broken)?;
    let streaming = Reflect::get(&js_sys::global(), &"WebAssembly".into())
        .and_then(|wasm| Reflect::get(&wasm, &"compileStreaming".into()))
        .is_ok_and(|function| function.is_instance_of::<Function>());
    let module = if streaming {
        let response: &JsValue = response.as_ref();
        JsFuture::from(WebAssembly::compile_streaming(&js_sys::Promise::resolve(
            response,
        )))
        .await
    } else {
        let body = response.array_buffer().map_err(broken)?;
        let bytes = JsFuture::from(body).await.map_err(stopped_half_way)?;
        JsFuture::from(WebAssembly::compile(&bytes)).await
    };
    module.map(JsCast::unchecked_into).map_err(stopped_half_way)
}

/// What went wrong while bytes were still coming: a `CompileError` is the file's fault, all else the network's.
fn stopped_half_way(error: JsValue) -> LoadFailure {
    let text = describe(&error);
    if text.starts_with("CompileError") {
        LoadFailure::Broken(text)
    } else {
        LoadFailure::Network(text)
    }
}
