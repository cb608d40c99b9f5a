// Stands in for `style-mod` in the bundle (see `alias` in crates/xtask/src/build/editor.rs).
// The library writes a <style> element into documents, which `style-src 'self'` forbids; a constructed
// style sheet is allowed, so the rules go there instead. Everything else is the library's own.
import { StyleModule as Library } from "../../node_modules/style-mod/src/style-mod.js";

const mounted = new WeakMap();

export class StyleModule extends Library {
  static mount(root, modules) {
    let entry = mounted.get(root);
    if (!entry) {
      entry = { sheet: new CSSStyleSheet(), modules: [] };
      mounted.set(root, entry);
      // First in the list: the page's own rules win over the library's.
      root.adoptedStyleSheets = [entry.sheet, ...root.adoptedStyleSheets];
    }
    const list = Array.isArray(modules) ? modules : [modules];
    if (list.every((module) => entry.modules.includes(module))) return;
    entry.modules = entry.modules.filter((module) => !list.includes(module)).concat(list);
    entry.sheet.replaceSync(entry.modules.map((module) => module.getRules()).join("\n"));
  }
}
