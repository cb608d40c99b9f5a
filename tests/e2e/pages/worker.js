// Talks to the real worker as the page does, with bytes that the test brings along.
"use strict";

const encode = (buffer) => {
  if (!buffer) return null;
  const bytes = new Uint8Array(buffer);
  let text = "";
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(text);
};
const decode = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)).buffer;

async function compile(url) {
  const response = await fetch(url);
  const wasm = response.body.pipeThrough(new DecompressionStream("gzip"));
  return WebAssembly.compileStreaming(new Response(wasm, { headers: { "content-type": "application/wasm" } }));
}

class Bench {
  #waiting = [];
  #worker;

  // Starts a worker; gives what it says first.
  async start(script, engine) {
    this.module ??= await compile(engine);
    this.#worker?.terminate();
    this.#worker = new Worker(script);
    this.#worker.onmessage = ({ data }) => this.#waiting.shift()({ bytes: encode(data.bytes), attachment: encode(data.attachment) });
    this.#worker.onerror = (event) => {
      event.preventDefault();
      this.#waiting.shift()?.({ error: event.message });
    };
    const first = this.#next();
    this.#worker.postMessage({ kind: "init", module: this.module });
    return first;
  }

  #next() {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  // Posts a request; gives the reply and how long it took. `file` is an address, `attachment` bytes.
  async ask({ bytes, attachment, file }) {
    const message = { kind: "request", bytes: decode(bytes) };
    const transfer = [message.bytes];
    if (file) message.attachment = await (await fetch(file)).arrayBuffer();
    else if (attachment !== undefined) message.attachment = decode(attachment);
    if (message.attachment) transfer.push(message.attachment);
    const began = performance.now();
    const reply = this.#next();
    this.#worker.postMessage(message, transfer);
    return { ...(await reply), ms: performance.now() - began };
  }

  async askAll(requests) {
    const replies = [];
    for (const request of requests) replies.push(await this.ask(request));
    return replies;
  }

  // Makes the worker run into a trap.
  async trap() {
    const end = this.#next();
    this.#worker.postMessage({ kind: "trap" });
    return end;
  }
}

window.bench = new Bench();
