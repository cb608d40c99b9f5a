//! A worker's wasm (the engine's most of all): fetched gzipped with a count of bytes, inflated while it comes, then compiled.

use std::cell::Cell;
use std::rc::Rc;

use js_sys::{Array, Function, Object, Reflect, Uint8Array, WebAssembly};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, BlobPropertyBag, ReadableStream, ReadableWritablePair, Response, TransformStream,
    TransformStreamDefaultController, Url,
};

use crate::browser::describe;
use crate::shell::{Cache, FetchError, Missed, fetch, fetch_again};
use crate::state::engine::LoadFailure;

/// Bytes between two reports of progress: the page is drawn again at each.
const REPORT_EVERY: u64 = 128 * 1024;

/// A worker's wasm, gzipped as a file.
pub(crate) struct Wasm<'a> {
    /// Where it is.
    pub(crate) address: &'a str,
    /// Its bytes, for the report.
    pub(crate) bytes: u64,
    /// Its bytes after inflating.
    pub(crate) raw_bytes: u64,
}

/// Fetches and compiles one. `report` gets the bytes so far and in all. What came short or damaged may have been
/// kept so by the browser: it is fetched once more.
pub(crate) async fn load(
    wasm: &Wasm<'_>,
    cache: Cache,
    report: impl Fn(u64, u64) + Clone + 'static,
) -> Result<WebAssembly::Module, LoadFailure> {
    if wasm.address.is_empty() {
        return Err(LoadFailure::Broken("index.html names no wasm".to_owned()));
    }
    match once(wasm, cache, report.clone()).await {
        Err(LoadFailure::Fetch(FetchError {
            missed: Missed::Network | Missed::Damaged,
            ..
        })) => once(wasm, Cache::Anew, report).await,
        outcome => outcome,
    }
}

async fn once(
    file: &Wasm<'_>,
    cache: Cache,
    report: impl Fn(u64, u64) + 'static,
) -> Result<WebAssembly::Module, LoadFailure> {
    let response = fetch(file.address, cache).await?;
    // A host may send the file so that the browser inflates it already, or may have done it itself.
    let gzipped = response.headers().has("gzipped").unwrap_or(true);
    let total = if gzipped { file.bytes } else { file.raw_bytes };
    report(0, total);
    let body = response
        .body()
        .ok_or_else(|| FetchError::damaged("no body"))?;
    let ended = Rc::new(Cell::new(false));
    let counted = count(
        &body,
        move |loaded| report(loaded, total),
        Rc::clone(&ended),
    )
    .map_err(|error| LoadFailure::Browser(describe(&error)))?;
    let wasm = if gzipped { inflate(&counted)? } else { counted };
    compile(&wasm).await.map_err(|error| {
        let missed = if ended.get() {
            Missed::Damaged
        } else {
            // It broke while bytes were still coming.
            Missed::Network
        };
        FetchError {
            missed,
            detail: format!("{}: {}", file.address, describe(&error)),
        }
        .into()
    })
}

/// Starts fetching the worker's script at once; the future is its address in this page's own memory.
pub(crate) fn script(
    url: &str,
    cache: Cache,
) -> impl Future<Output = Result<String, LoadFailure>> + use<> {
    let bytes = fetch_again(url, cache);
    async move {
        let bytes = bytes.await?;
        let properties = BlobPropertyBag::new();
        properties.set_type("text/javascript");
        let parts = Array::of1(&Uint8Array::from(bytes.as_slice()));
        // Never revoked: it is needed as long as the page.
        Blob::new_with_u8_array_sequence_and_options(&parts, &properties)
            .and_then(|blob| Url::create_object_url_with_blob(&blob))
            .map_err(|error| LoadFailure::Browser(describe(&error)))
    }
}

/// The same stream, with a look at how many bytes went through, and whether it came to its end.
fn count(
    body: &ReadableStream,
    report: impl Fn(u64) + 'static,
    ended: Rc<Cell<bool>>,
) -> Result<ReadableStream, JsValue> {
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
    let flush = Closure::<dyn FnMut()>::new(move || ended.set(true));
    let transformer = Object::new();
    // The stream outlives this function: JavaScript's collector frees the closures.
    for (name, closure) in [
        ("transform", transform.into_js_value()),
        ("flush", flush.into_js_value()),
    ] {
        Reflect::set(&transformer, &name.into(), &closure)?;
    }
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

/// Compiles what came, when all of it is there. While it comes would be a moment sooner; but where a page is left meanwhile,
/// Firefox keeps a thread waiting for the rest for ever, and the next page does not start.
async fn compile(wasm: &ReadableStream) -> Result<WebAssembly::Module, JsValue> {
    let body = Response::new_with_opt_readable_stream(Some(wasm))?.array_buffer()?;
    let bytes = JsFuture::from(body).await?;
    let module = JsFuture::from(WebAssembly::compile(&bytes)).await?;
    Ok(module.unchecked_into())
}
