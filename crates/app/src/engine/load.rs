//! A worker's wasm (the engine's most of all): fetched gzipped with a count of bytes, inflated and compiled by a worker.

use std::cell::Cell;
use std::rc::Rc;

use futures_channel::oneshot;
use js_sys::{Array, ArrayBuffer, Object, Reflect, Uint8Array, WebAssembly};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, BlobPropertyBag, ReadableStream, ReadableWritablePair, Response, TransformStream,
    TransformStreamDefaultController, Url,
};

use super::link::{Heard, Link};
use super::state::LoadFailure;
use crate::browser::describe;
use crate::shell::{Cache, FetchError, Missed, fetch, fetch_again};

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

/// Fetches one and has it compiled; gives the address of its worker's script, too, which came meanwhile. `report` gets the
/// bytes so far and in all. What came short or damaged may have been kept so by the browser: it is fetched once more.
pub(crate) async fn load(
    wasm: &Wasm<'_>,
    script: impl Future<Output = Result<String, LoadFailure>>,
    cache: Cache,
    report: impl Fn(u64, u64) + Clone + 'static,
) -> Result<(WebAssembly::Module, String), LoadFailure> {
    if wasm.address.is_empty() {
        return Err(LoadFailure::Broken("index.html names no wasm".to_owned()));
    }
    let came = fetched(wasm, cache, report.clone()).await;
    let script = script.await?;
    let module = match came {
        Ok(came) => compile(&script, wasm, came).await,
        Err(failure) => Err(failure),
    };
    let module = match module {
        Err(LoadFailure::Fetch(FetchError {
            missed: Missed::Network | Missed::Damaged,
            ..
        })) => compile(&script, wasm, fetched(wasm, Cache::Anew, report).await?).await,
        outcome => outcome,
    };
    Ok((module?, script))
}

/// What came.
struct Came {
    bytes: ArrayBuffer,
    is_gzipped: bool,
}

async fn fetched(
    file: &Wasm<'_>,
    cache: Cache,
    report: impl Fn(u64, u64) + 'static,
) -> Result<Came, LoadFailure> {
    let response = fetch(file.address, cache).await?;
    // A host may send the file so that the browser inflates it already, or may have done it itself.
    let is_gzipped = response.headers().has("gzipped").unwrap_or(true);
    let total = if is_gzipped {
        file.bytes
    } else {
        file.raw_bytes
    };
    report(0, total);
    let body = response
        .body()
        .ok_or_else(|| FetchError::damaged("no body"))?;
    let counted = count(&body, move |loaded| report(loaded, total))
        .map_err(|error| LoadFailure::Browser(describe(&error)))?;
    let bytes = async {
        let body = Response::new_with_opt_readable_stream(Some(&counted))?.array_buffer()?;
        JsFuture::from(body).await
    };
    // It broke while bytes were still coming.
    let bytes = bytes.await.map_err(|error| FetchError {
        missed: Missed::Network,
        detail: format!("{}: {}", file.address, describe(&error)),
    })?;
    Ok(Came {
        bytes: bytes.unchecked_into(),
        is_gzipped,
    })
}

/// Has a worker inflate and compile what came, when all of it is there: on the page's own thread that would keep keys waiting.
/// While it comes would be a moment sooner; but where a page is left meanwhile, Firefox keeps a thread waiting for the rest for
/// ever, and the next page does not start.
async fn compile(
    script: &str,
    file: &Wasm<'_>,
    came: Came,
) -> Result<WebAssembly::Module, LoadFailure> {
    const CLASS: &str = "DecompressionStream";
    if !Reflect::has(&js_sys::global(), &CLASS.into()).unwrap_or(false) {
        return Err(LoadFailure::Browser(format!("no {CLASS}")));
    }
    let (tell, heard) = oneshot::channel();
    let tell = Rc::new(Cell::new(Some(tell)));
    let link = Link::compile(script, &came.bytes, came.is_gzipped, move |heard| {
        if let Some(tell) = tell.take() {
            // Nobody waits any more.
            let _ = tell.send(heard);
        }
    })
    .map_err(LoadFailure::Broken)?;
    let heard = heard.await;
    drop(link);
    let detail = match heard {
        Ok(Heard::Compiled(module)) => return Ok(module),
        Ok(Heard::Broken(detail)) => detail,
        Ok(Heard::Message { .. }) | Err(_) => "no module".to_owned(),
    };
    Err(FetchError {
        missed: Missed::Damaged,
        detail: format!("{}: {detail}", file.address),
    }
    .into())
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
    // The stream outlives this function: JavaScript's collector frees the closure.
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
