// Starts the page and brings it its files, wherever they are. Its one other job: when the page cannot start or stops, to say
// so in plain words and to keep what was written, since nothing else can.
//
// `ama_fetch(url, options)` is the one way to files, for this script and for the page's wasm. Where they come from is chosen
// once: addresses beside index.html (*site*), or blocks of text in the same document (*file*). The answer is a good
// `Response`, whatever a host says about types; or an error whose name tells why not: see below.
(() => {
  "use strict";

  const assetsText = document.getElementById("ama-assets").textContent;
  const assets = JSON.parse(assetsText);
  const isFile = assets.shell === "file";

  // Names of errors.
  const NETWORK = "AmaNetwork"; // no answer, or the host has a trouble that may pass
  const MISSING = "AmaMissing"; // the host does not hand it out
  const REPLACED = "AmaReplaced"; // the same, because another version of the page stands there now
  const failure = (name, text) => Object.assign(new Error(text), { name });

  // ---- Files

  const inflated = (body) => body.pipeThrough(new DecompressionStream("gzip"));

  // The first bytes tell what a file is. A page stands for a file that is not there; something gzipped is inflated, unless
  // that is how the file is called: then a header, `gzipped`, says whether it is still so.
  const answer = async (url, response) => {
    const reader = (response.body ?? new Blob().stream()).getReader();
    let head = new Uint8Array();
    for (let next; head.length < 64 && !(next = await reader.read()).done; ) {
      const longer = new Uint8Array(head.length + next.value.length);
      longer.set(head);
      longer.set(next.value, head.length);
      head = longer;
    }
    if (/^\W*<(!doctype|html|head|!--|\?xml)/i.test(new TextDecoder().decode(head.subarray(0, 64)))) {
      reader.cancel().catch(() => {});
      throw failure(MISSING, `${url}: a page instead of the file`);
    }
    let body = new ReadableStream({
      start: (stream) => stream.enqueue(head),
      pull: async (stream) => {
        const { value, done } = await reader.read();
        done ? stream.close() : stream.enqueue(value);
      },
      cancel: (reason) => reader.cancel(reason),
    });
    const headers = { "content-type": /\.wasm$/.test(url) ? "application/wasm" : "application/octet-stream" };
    if (head[0] === 0x1f && head[1] === 0x8b) {
      if (url.endsWith(".gz")) {
        headers.gzipped = "1";
      } else {
        body = inflated(body);
      }
    }
    return new Response(body, { headers });
  };

  const ask = async (url, suffix, options) => {
    let response;
    try {
      response = await fetch(new URL(url + suffix, document.baseURI), options);
      if (response.ok) {
        return await answer(url, response);
      }
    } catch (error) {
      throw error.name === MISSING ? error : failure(NETWORK, `${url}: ${error.message}`);
    }
    throw failure(response.status < 500 ? MISSING : NETWORK, `${url}: HTTP ${response.status}`);
  };

  const isReplaced = async () => {
    try {
      const page = await (await fetch(document.baseURI, { cache: "no-cache" })).text();
      return page.includes('id="ama-assets"') && !page.includes(assetsText);
    } catch {
      return false;
    }
  };

  const fromSite = async (url, options) => {
    try {
      return await ask(url, "", options);
    } catch (error) {
      // Only what carries its hash has a gzipped copy, and is missed when it is not there.
      if (error.name !== MISSING || !/-[0-9a-f]{12}\.\w+(\.gz)?$/.test(url)) {
        throw error;
      }
      try {
        // Some hosts hand out no file whose ending they do not know.
        return await ask(url, ".gz", options);
      } catch {
        throw (await isReplaced()) ? failure(REPLACED, error.message) : error;
      }
    }
  };

  // Blocks may come after this script. One is whole when the parser has gone on to what follows it.
  const block = async (path) => {
    for (;;) {
      const over = document.readyState !== "loading";
      const found = [...document.querySelectorAll("script[data-file]")].find(({ dataset }) => dataset.file === path);
      if (over || found?.nextSibling) {
        return found;
      }
      await new Promise((grown) => {
        new MutationObserver((_, observer) => {
          observer.disconnect();
          grown();
        }).observe(document, { childList: true, subtree: true });
        document.addEventListener("DOMContentLoaded", grown);
      });
    }
  };

  const fromFile = async (url) => {
    const found = await block(url);
    if (!found) {
      throw failure(MISSING, url);
    }
    const text = atob(found.textContent);
    const bytes = new Uint8Array(text.length);
    for (let at = 0; at < text.length; at += 1) {
      bytes[at] = text.charCodeAt(at);
    }
    const whole = new Response(bytes);
    return answer(url, found.dataset.coding ? new Response(inflated(whole.body)) : whole);
  };

  globalThis.ama_fetch = isFile ? fromFile : fromSite;

  // What came short or damaged, or that it was not there, may have been kept so: it is asked for once more.
  const compiled = async (url) => {
    const once = async (options) => {
      const response = await ama_fetch(url, options);
      // Nothing comes slowly out of a document.
      const module = await (isFile
        ? WebAssembly.compile(await response.arrayBuffer())
        : WebAssembly.compileStreaming(response));
      // What is begun with it is another task: both at a stretch would keep keys waiting.
      await new Promise((done) => setTimeout(done));
      return module;
    };
    return once().catch((error) => {
      if (error.name === REPLACED) {
        throw error;
      }
      return once({ cache: "reload" });
    });
  };

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
      const place = `ama-stopped ${location.hash}`;
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

  const page = (async () => {
    if (typeof wasm_bindgen !== "function") {
      // It was fetched by the document itself: why it did not come is seen by asking again.
      await ama_fetch(assets.app_js);
      throw failure(NETWORK, assets.app_js);
    }
    return wasm_bindgen({ module_or_path: await compiled(assets.app_wasm) });
  })();

  // The rooms (lessons and all that is in them) are a second module on top of the first, the Studio a third on top of both.
  // Each is loaded once. After a failure the next call tries again.
  const parts = { page };
  const part = (name, url, ...below) =>
    (parts[name] ??= (async () => {
      const [module, ...lower] = await Promise.all([compiled(url), ...below.map((part) => load[part]())]);
      const imports = Object.fromEntries(below.map((part, at) => [part, lower[at]]));
      const { exports } = await WebAssembly.instantiate(module, imports);
      return exports;
    })().catch((error) => {
      delete parts[name];
      throw error;
    }));
  const load = {
    page: () => page,
    rooms: () => part("rooms", assets.rooms_wasm, "page"),
    studio: () => part("studio", assets.studio_wasm, "page", "rooms"),
  };
  globalThis.ama_rooms = async (name) => {
    await load[name]();
  };
  // Whoever reads the home page opens a lesson next. A failure is said when the lesson is opened.
  const rooms = () => globalThis.ama_rooms("rooms").catch(() => {});
  page.then(() => requestAnimationFrame(() => setTimeout(rooms)), failed);
})();
