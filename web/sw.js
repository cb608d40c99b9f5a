// Keeps the whole site in this browser, so that it opens without a network. Nothing needs it: where it does not run, the
// page asks the host as ever.
//
// One store for each place of the site (two of them on one host never meet). A file lies there under its path and its hash,
// and is looked at again each time it is handed out: what is damaged is fetched anew. Because of the hash, files of several
// builds lie side by side; a tab that shows an older build goes on getting its own. A worker that is ended half-way leaves
// whole files behind and goes on with the rest.
"use strict";

const BUILD = "{{build}}";
const LIST = "{{files}}";

const SCOPE = registration.scope;
const STORE = `ama ${new URL(SCOPE).pathname}`;
// What the build before consists of: kept for tabs that still show it.
const BEFORE = `${SCOPE}sw.js?before`;
const INDEX = "index.html";

const FILES = new Map(LIST.map(([path, bytes, sha256]) => {
  const url = SCOPE + path.split("/").map(encodeURIComponent).join("/");
  return [path, { path, bytes, sha256, url, key: `${url}?${sha256}` }];
}));
const TOTAL = LIST.reduce((sum, [, bytes]) => sum + bytes, 0);

// Hosts do not know all of these, and a page that is kept must not depend on what one of them said.
const TYPES = {
  html: "text/html; charset=utf-8", js: "text/javascript; charset=utf-8", css: "text/css; charset=utf-8",
  json: "application/json", wasm: "application/wasm", csv: "text/csv; charset=utf-8", svg: "image/svg+xml",
  png: "image/png", jpg: "image/jpeg", jpeg: "image/jpeg", webp: "image/webp", gif: "image/gif",
};

const DAMAGED = `<!doctype html><html lang="ja"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>ama — データに潜る</title><body style="max-width:40rem;margin:2rem auto;padding:0 1rem;font-family:sans-serif;line-height:1.75">
<h1>ama — データに潜る</h1>
<p>このブラウザに保存したページの一部が壊れていて、開けませんでした。答えと進み具合はそのままです。</p>
<p>通信できる所で、このページを読み込み直してください。壊れた所は自動で直ります。</p>
<p lang="en">A part of the page that this browser keeps is damaged. Your answers are safe. Reload this page where there is a
network: it mends itself.</p>`;

const answer = (file, bytes) => {
  const type = TYPES[file.path.split(".").pop().toLowerCase()] ?? "application/octet-stream";
  return new Response(bytes, { headers: { "content-type": type } });
};

const isWhole = async (file, bytes) => {
  if (bytes.byteLength === file.bytes) {
    const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
    if (Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("") === file.sha256) return true;
  }
  // Some hosts say that a gzipped file is a gzipped answer: then the browser has inflated it already.
  return file.path.endsWith(".wasm.gz") && WebAssembly.validate(bytes);
};

// After a reset there is no store, and none is made by handing out files.
const opened = async () => ((await caches.has(STORE)) ? caches.open(STORE) : null);

const kept = async (store, file) => {
  try {
    const bytes = await (await store.match(file.key)).arrayBuffer();
    return (await isWhole(file, bytes)) ? bytes : null;
  } catch {
    return null;
  }
};

const read = async (body, heard) => {
  const reader = body.getReader();
  const parts = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return new Blob(parts).arrayBuffer();
    parts.push(value);
    length += value.byteLength;
    heard(length);
  }
};

// The file from the host. What the browser has at hand will do, if it is right; then the host's own; then the gzipped
// copy beside it, for hosts that refuse what they do not know.
const fetched = async (file, heard = () => {}) => {
  let cause;
  for (const [suffix, cache] of [["", "default"], ["", "reload"], [".gz", "default"]]) {
    const response = await ask(file.url + suffix, { cache });
    cause = `HTTP ${response.status}`;
    if (!response.ok) continue;
    try {
      const body = suffix ? response.body.pipeThrough(new DecompressionStream("gzip")) : response.body;
      const bytes = await read(body, heard);
      if (await isWhole(file, bytes)) return bytes;
      cause = "not the file of this build";
    } catch (error) {
      cause = error;
    }
  }
  throw new Error(`${file.path}: ${cause}`);
};

// No policy of the page's binds this script: it asks its own host and nobody else, wherever that points.
const ask = (what, options) => fetch(what, { ...options, mode: "same-origin" });

const tell = async (news) => {
  const message = { scope: SCOPE, build: BUILD, total: TOTAL, ...news };
  for (const client of await clients.matchAll({ type: "window", includeUncontrolled: true })) client.postMessage(message);
};

// Most files beside the site: the index, and as many as it may name.
const MOST_BESIDE = 501;
const isBeside = (path) =>
  typeof path === "string" && path.startsWith("added/") && path.trim() === path && !/[\\:%?#\u0000-\u001f\u007f-\u009f]/.test(path) &&
  path.split("/").every((part) => part !== "" && part !== "." && part !== "..");

// What others put beside the site, as the page has read it there: this script reads no list, and looks at each path once
// more. From then on it is kept as the page asks for it.
const fillBeside = async (paths) => {
  const store = await opened();
  if (!store || !Array.isArray(paths)) return;
  for (const path of paths.filter(isBeside).slice(0, MOST_BESIDE)) {
    try {
      const { href } = new URL(path, SCOPE);
      if (!href.startsWith(`${SCOPE}added/`) || (await store.match(href))) continue;
      const response = await ask(href, { cache: "no-cache", redirect: "error" });
      if (response.ok) await store.put(href, response);
    } catch {
      // Nobody can vouch for these; the page says what does not work of them.
    }
  }
};

let filling = null;
// Fetches what is not there yet. `told` hears how it goes.
const fill = (told) => (filling ??= (async () => {
  let last = 0;
  const report = (stored) => {
    if (stored - last >= 65536) told({ state: "storing", stored: (last = stored) });
  };
  try {
    const store = await caches.open(STORE);
    let stored = 0;
    for (const file of FILES.values()) {
      if (!(await kept(store, file))) {
        const bytes = await fetched(file, (length) => report(stored + Math.min(length, file.bytes)));
        await store.put(file.key, answer(file, bytes));
      }
      stored += file.bytes;
    }
  } catch (error) {
    await told({ state: error.name === "QuotaExceededError" ? "full" : "failed", detail: String(error) });
    throw error;
  } finally {
    filling = null;
  }
})());

// Removes what neither this build nor the one before needs; nothing while another tab may show a still older one.
const tidy = async () => {
  const store = await caches.open(STORE);
  const keys = Array.from(FILES.values(), (file) => file.key);
  const before = await store.match(BEFORE).then((list) => list.json()).catch(() => []);
  const windows = await clients.matchAll({ type: "window", includeUncontrolled: true });
  if (windows.filter((client) => client.url.startsWith(SCOPE)).length < 2) {
    const needed = new Set([...keys, ...before]);
    for (const { url } of await store.keys()) {
      if (!needed.has(url) && !url.startsWith(`${SCOPE}added/`)) await store.delete(url);
    }
  }
  await store.put(BEFORE, new Response(JSON.stringify(keys)));
};

// A file of this build: what is kept, else the host's, which is then kept.
const served = async (file, request) => {
  const store = await opened();
  const bytes = store && (await kept(store, file));
  // The page asks for the host's own after it got nonsense.
  if (bytes && request.cache !== "reload") return answer(file, bytes);
  try {
    const fresh = await fetched(file);
    // Where there is no room it is fetched again next time.
    await store?.put(file.key, answer(file, fresh)).catch(() => {});
    return answer(file, fresh);
  } catch {
    if (bytes) return answer(file, bytes);
    // No longer counts as kept; and the host has the last word, as it would without us.
    await store?.delete(file.key);
    return ask(request);
  }
};

const isComplete = async (store) => {
  const there = new Set((await store.keys()).map(({ url }) => url));
  return Array.from(FILES.values()).every((file) => there.has(file.key));
};

// The document. Where something of this build is missing, a host that has a newer one helps better than we can.
const page = async (request) => {
  const file = FILES.get(INDEX);
  const store = await opened();
  if (!store || !(await isComplete(store))) {
    const response = await fetch(request).catch(() => null);
    if (response?.ok || response?.type === "opaqueredirect") return response;
  }
  return served(file, request).catch(() => answer(file, DAMAGED));
};

// What others put beside the site: the host's, else what it had the last time.
const added = async (request) => {
  const store = await opened();
  try {
    const response = await ask(request, { redirect: "error" });
    if (response.ok) await store?.put(request.url, response.clone()).catch(() => {});
    if (response.status < 500) return response;
  } catch {
    // No network: see below.
  }
  return (await store?.match(request.url)) ?? Response.error();
};

// Files of other builds, for tabs that show them; all else is the host's.
const other = async (request) => {
  const store = await opened();
  return (await store?.match(request, { ignoreSearch: true })) ?? ask(request);
};

// Nobody waits for the next build while this one works: it comes quietly.
addEventListener("install", (event) => event.waitUntil(fill(registration.active ? async () => {} : tell)));

addEventListener("activate", (event) => event.waitUntil((async () => {
  // What stays too long costs room and nothing else.
  await tidy().catch(() => {});
  await clients.claim();
  await tell({ state: "ready" });
})()));

addEventListener("message", (event) => {
  // The reader's click.
  if (event.data === "switch") skipWaiting();
  // A page of this place has looked at what lies beside the site.
  if (event.data?.scope === SCOPE) event.waitUntil(fillBeside(event.data.beside));
  // A page that wants to know, once it has all that it needs itself. A failure was told already.
  if (event.data === "fill") event.waitUntil(fill(tell).then(() => tell({ state: "ready" }), () => {}));
});

addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || !request.url.startsWith(SCOPE)) return;
  const path = decodeURIComponent(new URL(request.url).pathname.slice(new URL(SCOPE).pathname.length));
  if (path === "" || path === INDEX) {
    // The page reads it, too, to know what the host has now.
    if (request.mode === "navigate") event.respondWith(page(request));
  } else if (request.mode === "navigate") {
    // Papers beside the page.
  } else if (FILES.has(path)) {
    event.respondWith(served(FILES.get(path), request));
  } else if (path.startsWith("added/")) {
    event.respondWith(added(request));
  } else {
    event.respondWith(other(request));
  }
});
