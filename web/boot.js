// Starts the page. Its one other job: when the page cannot start, to say so in plain words, since nothing else can.
(() => {
  "use strict";

  const fail = (cause, detail) => {
    document.getElementById("ama-boot-cause").textContent = cause;
    document.getElementById("ama-boot-detail").textContent = `${detail} / ${navigator.userAgent}`;
    document.getElementById("ama-boot-failure").hidden = false;
  };

  const OLD_BROWSER =
    "このブラウザでは計算のしくみ（WebAssembly）が使えません。Edge、Chrome、Firefox、Safari の新しい版で開いてください。";
  const NOT_LOADED = "ページの一部を読み込めませんでした。通信を確かめて、ページを読み込み直してください。";

  if (typeof WebAssembly !== "object" || typeof WebAssembly.instantiate !== "function") {
    fail(OLD_BROWSER, "no WebAssembly");
    return;
  }
  // A module that only uses one SIMD instruction: (func (result v128) i32.const 0 i8x16.splat).
  const simd = new Uint8Array([
    0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 8, 1, 6, 0, 65, 0, 253, 15, 11,
  ]);
  if (!WebAssembly.validate(simd)) {
    fail(OLD_BROWSER, "no WebAssembly SIMD");
    return;
  }
  if (typeof wasm_bindgen !== "function") {
    fail(NOT_LOADED, "app.js is missing");
    return;
  }

  const assets = JSON.parse(document.getElementById("ama-assets").textContent);
  const page = wasm_bindgen({ module_or_path: new URL(assets.app_wasm, document.baseURI) });
  page.catch((error) => fail(NOT_LOADED, String(error)));

  // The rooms (lessons and all that is in them) are a second module on top of the first, the Studio a third on top of both.
  // Each is loaded once. After a failure the next call tries again.
  const parts = { page };
  const part = (name, url, ...below) =>
    (parts[name] ??= (async () => {
      const imports = {};
      for (const lower of below) imports[lower] = await load[lower]();
      const response = await fetch(new URL(url, document.baseURI));
      if (!response.ok) {
        throw new Error(`${url}: ${response.status}`);
      }
      const { instance } = await WebAssembly.instantiate(await response.arrayBuffer(), imports);
      return instance.exports;
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
  page.then(() => requestAnimationFrame(() => setTimeout(() => globalThis.ama_rooms("rooms").catch(() => {}))));
})();
