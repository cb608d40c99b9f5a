// The page's wasm in parts: what paints first, and lazy parts that lie on it and on each other. They share its memory and
// its functions (crates/xtask/src/build/split.rs), so that each is loaded with all below it.
import { REPLACED } from "./files.js";

// What each lies on: the tree that the wasm was cut by.
const ON = { rooms: "page", bench: "rooms", studio: "bench" };

// What came short or damaged, or that it was not there, may have been kept so: it is asked for once more.
export const compiled = async (url, isFile) => {
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

// Loads parts by their names. Each is loaded once; after a failure the next call tries again.
export const lazyParts = (page, assets, isFile) => {
  const parts = { page };
  const load = (name) =>
    (parts[name] ??= (async () => {
      const below = [];
      for (let on = ON[name]; on; on = ON[on]) {
        below.push(on);
      }
      const [module, ...lower] = await Promise.all([compiled(assets[`${name}_wasm`], isFile), ...below.map(load)]);
      const imports = Object.fromEntries(below.map((part, at) => [part, lower[at]]));
      const { exports } = await WebAssembly.instantiate(module, imports);
      return exports;
    })().catch((error) => {
      delete parts[name];
      throw error;
    }));
  return load;
};
