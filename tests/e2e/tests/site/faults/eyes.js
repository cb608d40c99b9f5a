// Before the page's own scripts: notes when keys arrive and when they are given to the store, and is told what is to go
// wrong. A note is a line of the console: it has left the page's process when the process dies.
(() => {
  const note = (words) => console.debug(`ama-eyes ${words}`);
  const clock = performance.now.bind(performance);

  // ---- Keys

  const times = [];
  addEventListener(
    "input",
    ({ inputType, data }) => {
      if (!inputType?.startsWith("insert") || !data) return;
      for (let n = 0; n < data.length; n += 1) times.push(clock());
      note(`typed ${times.length}`);
    },
    true,
  );
  // Nobody is there to answer whether the page may be left.
  addEventListener("beforeunload", (event) => event.isTrusted && event.stopImmediatePropagation());

  // ---- The store

  const text = (value) =>
    typeof value === "string" ? value
    : ArrayBuffer.isView(value) || value instanceof ArrayBuffer ? new TextDecoder().decode(value)
    : JSON.stringify(value ?? "");
  // How many keys of this page stand in what is written: letters that no other text has, or the digits of a number.
  const keysIn = (value) => {
    const letters = new Set(text(value).match(/[\u3400-\u39ff]/g)).size;
    return letters || (/"number":\s*"(\d+)"/.exec(text(value))?.[1].length ?? 0);
  };
  let pending = 0;
  let last = clock();
  // Whether the store opens, reads or writes something for the page.
  let asked = 0;
  const ask = (request, ends) => {
    asked += 1;
    if (asked === 1) note("store-busy");
    let over = false;
    const end = () => {
      if (over) return;
      over = true;
      asked -= 1;
      if (asked === 0) note("store-free");
    };
    for (const name of ends) request.addEventListener(name, end);
    return request;
  };
  const { open } = IDBFactory.prototype;
  IDBFactory.prototype.open = function (...given) {
    return ask(open.apply(this, given), ["success", "error"]);
  };
  const { transaction } = IDBDatabase.prototype;
  const { put } = IDBObjectStore.prototype;
  const eyes = { store: "well" };
  IDBDatabase.prototype.transaction = function (stores, mode, ...rest) {
    if (eyes.store === "refused") throw new DOMException("refused", "InvalidStateError");
    const made = ask(transaction.call(this, stores, mode, ...rest), ["complete", "abort"]);
    if (mode === "readwrite") {
      pending += 1;
      const over = () => {
        pending -= 1;
        last = clock();
      };
      for (const end of ["complete", "abort"]) made.addEventListener(end, over);
    }
    return made;
  };
  IDBObjectStore.prototype.put = function (value, ...rest) {
    if (eyes.store === "full") throw new DOMException("no room", "QuotaExceededError");
    const request = put.call(this, value, ...rest);
    const keys = Math.min(keysIn(value), times.length);
    if (keys > 0) {
      const since = () => (clock() - times[keys - 1]).toFixed(1);
      note(`given ${keys} ${since()}`);
      this.transaction.addEventListener("complete", () => note(`done ${keys} ${since()}`));
    }
    return request;
  };
  // Whether nothing is being written, and nothing was a moment ago.
  eyes.quiet = () => pending === 0 && clock() - Math.max(last, times.at(-1) ?? 0) > 150;

  // ---- Traps

  const workers = [];
  const Plain = Worker;
  window.Worker = class extends Plain {
    constructor(...given) {
      super(...given);
      workers.push(this);
    }
  };
  eyes.trapWorkers = () => workers.forEach((worker) => worker.postMessage({ kind: "trap" }));

  // A trap unwinds the page's wasm wherever it is just then, and leaves its memory as it was at that moment. So does an error
  // that comes out of one of its calls into JavaScript.
  let left = 0;
  const trapping = (call) =>
    function (...given) {
      if (left > 0) {
        left -= 1;
        if (left === 0) {
          note("trapped");
          throw new WebAssembly.RuntimeError("unreachable");
        }
      }
      return call.apply(this, given);
    };
  const { instantiate } = WebAssembly;
  WebAssembly.instantiate = (module, imports, ...rest) => {
    const wrapped = {};
    for (const [space, names] of Object.entries(imports ?? {})) {
      const glue = Object.keys(names).some((name) => name.startsWith("__wbg_"));
      wrapped[space] = !glue ? names : Object.fromEntries(
        Object.entries(names).map(([name, value]) => [name, typeof value === "function" ? trapping(value) : value]),
      );
    }
    return instantiate.call(WebAssembly, module, wrapped, ...rest);
  };
  eyes.trap = (calls) => {
    left = calls;
  };

  // ---- The clock

  const now = Date.now.bind(Date);
  let shift = 0;
  Date.now = () => now() + shift;
  eyes.setClock = (by) => {
    shift = by;
  };

  window.__amaEyes = eyes;
})();
