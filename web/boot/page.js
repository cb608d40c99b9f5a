// Starts the page, and says in plain words that it cannot start or has stopped; then it keeps what was written, since nothing
// else can.
//
// What it gives to the page's wasm: `ama_fetch(url, options)`, the one way to files for this script and for all else (see
// files.js), `ama_rooms(name)`, which loads a part of the wasm (see parts.js), and what must go on after the wasm has stopped.
import { MISSING, NETWORK, REPLACED, failure, fromFile, fromSite } from "./files.js";
import { paintFirst } from "./first.js";
import { compiled, lazyParts } from "./parts.js";

const assetsText = document.getElementById("ama-assets").textContent;
const assets = JSON.parse(assetsText);
const isFile = assets.shell === "file";

globalThis.ama_fetch = isFile ? fromFile : fromSite(document.baseURI, assetsText);

// ---- What the browser keeps

// All sites on one host shared a database once; each has its own now. The first time that one opens its own, all that lies
// in the shared one is copied into it, in the one step that makes it, and stays where it is for the others.
globalThis.ama_take_over = async (shared, own, store) => {
  const opened = (name) =>
    new Promise((done, refused) => {
      const asking = indexedDB.open(name);
      let isNew = false;
      asking.onupgradeneeded = () => {
        isNew = true;
        asking.transaction.abort();
      };
      asking.onerror = (event) => {
        event.preventDefault();
        isNew ? done(null) : refused(asking.error);
      };
      asking.onsuccess = () => done(asking.result);
    });
  const there = await opened(own);
  there?.close();
  const from = there ? null : await opened(shared);
  if (!from?.objectStoreNames.contains(store)) {
    from?.close();
    return;
  }
  const entries = await new Promise((done, refused) => {
    const reading = from.transaction(store);
    const [keys, values] = [reading.objectStore(store).getAllKeys(), reading.objectStore(store).getAll()];
    reading.oncomplete = () => done(keys.result.map((key, at) => [key, values.result[at]]));
    reading.onabort = () => refused(reading.error);
  }).finally(() => from.close());
  await new Promise((done, refused) => {
    const making = indexedDB.open(own, 1);
    making.onupgradeneeded = () => {
      const made = making.result.createObjectStore(store);
      entries.forEach(([key, value]) => made.put(value, key));
    };
    making.onerror = () => refused(making.error);
    making.onsuccess = () => done(making.result.close());
  });
};

// ---- The clipboard

// Where the page is not served safely, there is no `navigator.clipboard`: what is selected in a field can still be copied.
globalThis.ama_copy = async (text) => {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const here = document.activeElement;
    const field = document.createElement("textarea");
    field.className = "visually-hidden";
    field.value = text;
    // Beside what was pressed: a box that closes when the focus leaves it stays open.
    (here?.parentElement ?? document.body).append(field);
    field.select();
    const done = document.execCommand("copy");
    here?.focus();
    field.remove();
    return done;
  }
};

// ---- Start

const SAID = {
  [NETWORK]: [
    "ページの一部を読み込めませんでした。通信を確かめて、ページを読み込み直してください。",
    "Part of the page did not load. Check the connection and reload the page.",
  ],
  [MISSING]: [
    "ページの一部が置き場所にありません。ページを読み込み直しても同じときは、用意した人に知らせてください。",
    "Part of the page is not where it should be. If reloading does not help, tell whoever set it up.",
  ],
  [REPLACED]: [
    "新しい版に替わっています。ページを読み込み直してください。",
    "A newer version is here. Reload the page.",
  ],
  damaged: [
    "届いたファイルが途中で切れているか、壊れています。ページを読み込み直しても同じときは、用意した人に知らせてください。",
    "A file came cut off or damaged. If reloading does not help, tell whoever set it up.",
  ],
  file: [
    "この HTML ファイルは途中で切れているか、壊れています。もとの場所からコピーし直して、開いてください。",
    "This HTML file is cut off or damaged. Copy it again from where you got it, and open the copy.",
  ],
  folder: [
    "フォルダーの中の index.html をじかに開いても動きません。1 つの HTML ファイルになった版を開くか、このフォルダーをウェブサーバーに置いて「http」で始まるアドレスで開いてください。",
    "Opening index.html from its folder does not work. Open the version that is one HTML file, or put the folder on a web server and open it by an address that begins with “http”.",
  ],
  sandbox: [
    "ほかのページの枠の中に、制限付き（sandbox）で開かれているので動きません。このページだけを、新しいタブで開いてください。それでも同じときは、用意した人に知らせてください。",
    "It cannot work inside a frame of another page that is restricted (sandbox). Open this page by itself in a new tab. If that does not help, tell whoever set it up.",
  ],
  old: [
    "このブラウザでは計算のしくみ（WebAssembly）が使えません。Edge、Chrome、Firefox、Safari の新しい版で開いてください。",
    "This browser lacks WebAssembly. Open a recent Edge, Chrome, Firefox or Safari.",
  ],
  kept: [
    "ページが止まりました。止まるまでに書いたものは、このブラウザに残してあります。ページを読み込み直すと、続きができます。",
    "The page has stopped. What you wrote until then is kept in this browser. Reload the page to go on.",
  ],
  unkept: [
    "ページが止まりました。書いたものは、この画面にしか残っていません。「書いたものをファイルに保存」を押してから、ページを読み込み直してください。そのファイルは、作業ファイルとして読み込めます。",
    "The page has stopped. What you wrote is on this screen only. Press “Save what you wrote to a file”, then reload the page and open that file as a work file.",
  ],
};
const element = (name) => document.getElementById(`ama-boot-${name}`);
const show = (cause, detail) => {
  [element("cause").textContent, element("cause-en").textContent] = SAID[cause];
  element("detail").textContent = `${detail} / ${navigator.userAgent}`;
  element("reload").onclick = () => location.reload();
  element("failure").hidden = false;
};
const fail = (cause, detail) => {
  show(cause, detail);
  document.getElementById("ama").remove();
};

// ---- When the page's wasm stops

// What the page has told: under a record's key the record, until the store has it; a draft of the Studio likewise. Keys
// with a dot: the names of the databases, and what is being drawn.
const told = new Map();
globalThis.ama_note = (key, text) => {
  text ? told.set(key, text) : told.delete(key);
};
const isDraft = (key) => key.startsWith("draft/");
const written = (ofDraft) => [...told].filter(([key]) => key[0] !== "." && isDraft(key) === ofDraft);

// A trap, or an exception that went through wasm and left it half-way.
const isTrap = (error) =>
  error instanceof WebAssembly.RuntimeError ||
  // What a browser refuses a promise with is no accident.
  (error instanceof Error && !(error instanceof DOMException) && /wasm-function\[/.test(error.stack));

// Into a database that the page has made.
const put = (name, store, entries) =>
  new Promise((done, refused) => {
    // What is never answered is refused.
    setTimeout(refused, 3000);
    const opening = indexedDB.open(name);
    opening.onupgradeneeded = () => opening.transaction.abort();
    opening.onerror = refused;
    opening.onsuccess = () => {
      const writing = opening.result.transaction(store, "readwrite", { durability: "strict" });
      writing.onabort = refused;
      writing.oncomplete = () => done(opening.result.close());
      for (const [key, value] of entries) {
        writing.objectStore(store).put(value, key);
      }
    };
  });

const offer = (text, name) => {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text]));
  link.download = name;
  link.click();
};

// The work file of what was written, as `spec::work` reads it.
const workFile = (records) => {
  const work = { kind: "ama-work", saved_at: Date.now(), settings: {}, modules: Object.create(null) };
  for (const [key, text] of records) {
    const [kind, id, exercise] = key.split("/");
    const { format, body } = JSON.parse(text);
    work.format = format;
    const part = body[kind];
    // What was put aside is no part of the work.
    if (!part) {
      continue;
    }
    if (!id) {
      work.settings = part;
      continue;
    }
    const module = (work.modules[id] ??= { exercises: Object.create(null) });
    if (exercise) {
      module.exercises[exercise] = part;
    } else {
      work.modules[id] = { ...part, exercises: module.exercises };
    }
  }
  return JSON.stringify(work);
};

const question = (event) => {
  event.preventDefault();
  // Older browsers ask for a text, which none of them shows.
  event.returnValue = true;
};
// Only while it must: browsers keep a page that asks out of their quick way back.
const askBeforeClosing = (asks) =>
  asks ? addEventListener("beforeunload", question) : removeEventListener("beforeunload", question);
globalThis.ama_ask_before_closing = askBeforeClosing;

let isStopped = false;

const stop = async (error) => {
  if (isStopped) {
    return;
  }
  isStopped = true;
  const page = document.getElementById("ama");
  const field = document.activeElement ?? page;
  page.inert = true;
  const records = written(false);
  const drafts = written(true);
  const rescue = new Map([
    ...records,
    [".at", String(Date.now())],
    [".hash", location.hash],
    [".drawing", told.get(".drawing") ?? ""],
    // The SQL editor's text area has no name of its own.
    [".field", field.id || `${field.closest(".exercise")?.id}-editor`],
    [".text", String(field.value ?? "")],
  ]);
  // What lies somewhere needs no question before the page is closed.
  let isSafe = false;
  const keep = () => put(told.get(".work"), "work", [...rescue].map(([key, text]) => [`rescue/${key}`, text]));
  try {
    if (!told.has(".work")) {
      throw error;
    }
    await keep();
    if (drafts.length) {
      const bytes = new TextEncoder();
      await put(told.get(".library"), "files", drafts.map(([key, text]) => [`${key}/module.md`, bytes.encode(text)]));
    }
    // What a browser keeps for a file is a copy, and no more.
    isSafe = !isFile;
  } catch {
    // It is not kept.
  }
  isSafe ||= !records.length && !drafts.length;
  if (!isSafe) {
    element("save").hidden = false;
    element("save").onclick = () => {
      if (records.length) {
        offer(workFile(records), "ama-work-rescued.json");
      }
      drafts.forEach(([, text]) => offer(text, "module.md"));
      askBeforeClosing(false);
    };
  }
  askBeforeClosing(!isSafe);
  element("home").hidden = false;
  element("home").onclick = () => {
    location.hash = "#/";
    location.reload();
  };
  // The second time at one place: it may be what was written there.
  try {
    const place = `ama-stopped ${location.hash.split("/", 3).join("/")}`;
    const isAgain = sessionStorage.getItem(place) !== null;
    const ofStudio = location.hash.startsWith("#/studio/");
    element("text").hidden = !isAgain || !ofStudio;
    element("text").onclick = () => {
      sessionStorage.setItem("ama-text-only", location.hash);
      location.reload();
    };
    element("without").hidden = !isAgain || ofStudio || !told.has(".work");
    element("without").onclick = async () => {
      rescue.set(".all", "1");
      await keep().catch(() => {});
      location.reload();
    };
    sessionStorage.setItem(place, "1");
  } catch {
    // Where a browser keeps nothing, nothing comes back that could stop the page again.
  }
  show(isSafe ? "kept" : "unkept", `${error.name}: ${error.message}`);
  element("reload").focus();
};
addEventListener("error", ({ error }) => isTrap(error) && stop(error));
addEventListener("unhandledrejection", ({ reason }) => isTrap(reason) && stop(reason));

const start = () => {
  if (typeof WebAssembly !== "object" || typeof WebAssembly.compileStreaming !== "function") {
    fail("old", "no WebAssembly");
    return;
  }
  // A module that only uses one SIMD instruction: (func (result v128) i32.const 0 i8x16.splat).
  const simd = new Uint8Array([
    0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 8, 1, 6, 0, 65, 0, 253, 15, 11,
  ]);
  if (!WebAssembly.validate(simd)) {
    fail("old", "no WebAssembly SIMD");
    return;
  }
  if (!isFile && location.protocol === "file:") {
    fail("folder", location.protocol);
    return;
  }
  // There nothing is handed out, and nothing can be kept: the browser gives the page no origin.
  if (!isFile && self.origin === "null") {
    fail("sandbox", `${location.origin}, sandbox`);
    return;
  }
  const failed = (error) => {
    if (isTrap(error)) {
      stop(error);
      return;
    }
    const cause = isFile ? "file" : SAID[error.name] ? error.name : error.name === "CompileError" ? "damaged" : NETWORK;
    fail(cause, `${error.name}: ${error.message}`);
  };

  // Browsers refuse a stylesheet that its host calls something else, and leave an empty one; as a text they take it.
  const link = document.querySelector("link[rel=stylesheet]");
  if (link && !link.sheet?.cssRules.length) {
    ama_fetch(link.getAttribute("href")).then(async (response) => {
      document.adoptedStyleSheets = [await new CSSStyleSheet().replace(await response.text())];
    }, () => {});
  }

  // Nothing comes slowly out of a document.
  if (!isFile) {
    paintFirst(assets.courses);
  }

  const page = (async () => {
    if (typeof wasm_bindgen !== "function") {
      // It was fetched by the document itself: why it did not come is seen by asking again.
      await ama_fetch(assets.app_js);
      throw failure(NETWORK, assets.app_js);
    }
    return wasm_bindgen({ module_or_path: await compiled(assets.app_wasm, isFile) });
  })();

  const load = lazyParts(page, assets, isFile);
  globalThis.ama_rooms = async (name) => {
    await load(name);
  };
  // Whoever reads the home page opens a lesson next. A failure is said when the lesson is opened.
  const rooms = () => globalThis.ama_rooms("rooms").catch(() => {});
  page.then(() => requestAnimationFrame(() => setTimeout(rooms)), failed);
};
start();
