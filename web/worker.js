// Follows wasm-bindgen's script in the worker. The first worker compiles the engine and posts the module to the page, so that
// one that was stopped is replaced without compiling again. All meaning is in crates/worker: this only carries bytes.
(() => {
  "use strict";

  const post = (bytes, attachment) => {
    const message = { bytes: bytes.buffer };
    const transfer = [bytes.buffer];
    if (attachment) {
      message.attachment = attachment.buffer;
      transfer.push(attachment.buffer);
    }
    self.postMessage(message, transfer);
  };

  // A trap leaves as an error with the engine's own words where it has some; the page replaces this worker.
  const carried = (error) => {
    let text = "";
    try {
      text = wasm_bindgen.panic_text();
    } catch {
      // The engine cannot even say why.
    }
    return text ? new Error(text) : error;
  };

  const compile = async ({ bytes, gzipped }) => {
    const body = new Response(bytes).body;
    const raw = gzipped ? body.pipeThrough(new DecompressionStream("gzip")) : body;
    self.postMessage({ module: await WebAssembly.compile(await new Response(raw).arrayBuffer()) });
  };

  const handle = {
    compile(data) {
      compile(data).catch(reportError);
    },
    init({ module }) {
      wasm_bindgen.initSync({ module });
      post(wasm_bindgen.start());
    },
    request({ bytes, attachment }) {
      const answer = wasm_bindgen.handle(new Uint8Array(bytes), attachment && new Uint8Array(attachment));
      post(answer.bytes(), answer.attachment());
      answer.free();
    },
    trap() {
      wasm_bindgen.trap();
    },
  };

  self.addEventListener("message", ({ data }) => {
    try {
      handle[data.kind](data);
    } catch (error) {
      throw carried(error);
    }
  });
})();
