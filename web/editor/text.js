// The text editor of the Studio: plain CodeMirror with the few colours that a module file needs. Every character of
// 300 KB is not looked at when one is typed: only what is on the screen is coloured, and the text is handed over when
// the page asks for it. The page loads this file when the Studio is first opened, and talks to it only through
// `window.amaTextEditor`.
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { EditorState, StateEffect, StateField } from "@codemirror/state";
import { Decoration, EditorView, ViewPlugin, drawSelection, highlightSpecialChars, keymap, lineNumbers } from "@codemirror/view";

import { markdown } from "./text/paste.js";
import { ja } from "./text/phrases.js";
import { redraw } from "./text/picture.js";

const KINDS = [
  [/^#{1,6} /, "ama-md-heading"],
  [/^(```|~~~)/, "ama-md-fence"],
  [/^\+\+\+\s*$/, "ama-md-fence"],
  [/^\s*> \[!/, "ama-md-alert"],
];
const LINES = Object.fromEntries(KINDS.map(([, name]) => [name, Decoration.line({ class: name })]));

function coloured(view) {
  const found = [];
  for (const { from, to } of view.visibleRanges) {
    for (let at = from; at <= to; ) {
      const line = view.state.doc.lineAt(at);
      const kind = KINDS.find(([pattern]) => pattern.test(line.text));
      if (kind) found.push(LINES[kind[1]].range(line.from));
      at = line.to + 1;
    }
  }
  return Decoration.set(found);
}

const colours = ViewPlugin.fromClass(
  class {
    constructor(view) {
      this.decorations = coloured(view);
    }
    update(update) {
      if (update.docChanged || update.viewportChanged) this.decorations = coloured(update.view);
    }
  },
  { decorations: (plugin) => plugin.decorations },
);

// Problems found in the text: they move with it until the next look.
const setMarks = StateEffect.define();
const marks = StateField.define({
  create: () => Decoration.none,
  update(value, transaction) {
    let next = value.map(transaction.changes);
    for (const effect of transaction.effects) if (effect.is(setMarks)) next = effect.value;
    return next;
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** A position from line and column (in characters, from 1). */
function position(doc, line, column) {
  if (line > doc.lines) return doc.length;
  const { text, from, to } = doc.line(Math.max(line, 1));
  // Columns count characters; JavaScript counts UTF-16 units.
  return Math.min(from + Array.from(text).slice(0, Math.max(column - 1, 0)).join("").length, to);
}

function decorations(doc, problems) {
  const ranges = problems.map(({ line, column, len, error, text }) => {
    const from = position(doc, line, column);
    const to = position(doc, line, column + Math.max(len, 1));
    const mark = { class: error ? "ama-mark-error" : "ama-mark-warning", attributes: { title: text } };
    return from < to ? Decoration.mark(mark).range(from, to) : Decoration.line(mark).range(doc.lineAt(from).from);
  });
  return Decoration.set(ranges, true);
}

/** Pasting: pictures go to the page, formatted text becomes Markdown; with Shift it is the letters alone. */
function pasting({ onFiles, onPasted }) {
  let plain = false;
  return EditorView.domEventHandlers({
    keydown(event) {
      if (event.key !== "Shift" && event.key !== "Control" && event.key !== "Meta") plain = event.shiftKey && event.key.toLowerCase() === "v";
      return false;
    },
    // Files are the page's: the library would write what is in them into the text.
    drop: (event) => (event.dataTransfer?.files.length ?? 0) > 0,
    paste(event, view) {
      const { clipboardData } = event;
      const wanted = !plain;
      plain = false;
      if (!clipboardData || view.state.readOnly) return false;
      const html = wanted ? clipboardData.getData("text/html") : "";
      const text = clipboardData.getData("text/plain");
      const files = [...clipboardData.files].filter((file) => file.type.startsWith("image/"));
      // Office programs put a picture of the text beside the text.
      if (files.length > 0 && !text.trim()) {
        event.preventDefault();
        onFiles?.(files);
        return true;
      }
      const written = html && markdown(html);
      if (!written) return false;
      event.preventDefault();
      view.dispatch(view.state.replaceSelection(written), { userEvent: "input.paste", scrollIntoView: true });
      onPasted?.();
      return true;
    },
  });
}

function mount(parent, { doc = "", label = "", lang = "ja", onEdit, onMove, onFiles, onPasted } = {}) {
  let quiet = false;
  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc,
      extensions: [
        lineNumbers(),
        highlightSpecialChars(),
        history(),
        drawSelection(),
        EditorView.lineWrapping,
        colours,
        marks,
        pasting({ onFiles, onPasted }),
        // No binding for Tab: it moves the focus on, as everywhere else in the page.
        keymap.of([...historyKeymap, ...defaultKeymap]),
        EditorView.contentAttributes.of({ "aria-label": label, "aria-multiline": "true", tabindex: "0", spellcheck: "false", autocapitalize: "off" }),
        lang === "ja" ? EditorState.phrases.of(ja) : [],
        EditorView.updateListener.of((update) => {
          if (update.docChanged && !quiet) onEdit?.();
          if (update.docChanged || update.selectionSet) onMove?.();
        }),
      ],
    }),
  });
  return {
    getValue: () => view.state.doc.toString(),
    setValue(text) {
      if (text === view.state.doc.toString()) return;
      quiet = true;
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } });
      quiet = false;
    },
    // In the place of lines `from .. to` (from 1, `to` not included), so that the rest keeps its undo and its place.
    replaceLines(from, to, text) {
      const { doc } = view.state;
      const start = from > doc.lines ? doc.length : doc.line(from).from;
      const end = to > doc.lines ? doc.length : doc.line(to).from;
      const insert = start === doc.length && doc.length > 0 && doc.line(doc.lines).length > 0 ? `\n${text}` : text;
      const anchor = start + (insert === text ? 0 : 1);
      // With some lines below it: what was put in is to be read.
      view.dispatch({ changes: { from: start, to: Math.max(start, end), insert }, selection: { anchor }, effects: EditorView.scrollIntoView(anchor, { y: "nearest", yMargin: 120 }) });
    },
    setMarks(problems) {
      view.dispatch({ effects: setMarks.of(decorations(view.state.doc, JSON.parse(problems))) });
    },
    line: () => view.state.doc.lineAt(view.state.selection.main.head).number,
    show(line, column) {
      const anchor = position(view.state.doc, line, column);
      view.dispatch({ selection: { anchor }, effects: EditorView.scrollIntoView(anchor, { y: "center" }) });
      view.focus();
    },
    focus: () => view.focus(),
    destroy: () => view.destroy(),
  };
}

window.amaTextEditor = { mount, redraw };
