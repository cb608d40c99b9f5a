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

// In hexadecimal, as bytes of that text.
const sha256 = async (buffer) => {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", buffer));
  return new TextEncoder().encode(Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("")).buffer;
};

async function compile(url) {
  const response = await fetch(url);
  const wasm = response.body.pipeThrough(new DecompressionStream("gzip"));
  return WebAssembly.compileStreaming(new Response(wasm, { headers: { "content-type": "application/wasm" } }));
}

class Bench {
  #waiting = [];
  #digest = false;
  #worker;

  // Starts a worker; gives what it says first.
  async start(script, engine) {
    this.module ??= await compile(engine);
    this.#worker?.terminate();
    this.#worker = new Worker(script);
    this.#worker.onmessage = async ({ data: { bytes, attachment } }) => {
      const heard = this.#waiting.shift();
      if (attachment && this.#digest) attachment = await sha256(attachment);
      this.#digest = false;
      heard({ bytes: encode(bytes), attachment: encode(attachment) });
    };
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

  // Posts a request; gives the reply and how long it took. `file` is an address, `attachment` bytes. `files` are addresses of
  // what follows the bytes; then the reply's attachment is its SHA-256.
  async ask({ bytes, attachment, file, files }) {
    const message = { kind: "request", bytes: decode(bytes) };
    const transfer = [message.bytes];
    if (file) message.attachment = await (await fetch(file)).arrayBuffer();
    else if (attachment !== undefined) message.attachment = decode(attachment);
    if (files) {
      const parts = await Promise.all(files.map(async (url) => (await fetch(url)).arrayBuffer()));
      message.attachment = await new Blob([message.attachment, ...parts]).arrayBuffer();
      this.#digest = true;
    }
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
