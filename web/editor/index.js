// The SQL editor: the page loads this file when a learner first opens SQL, and talks to it only through
// `window.amaEditor`. It knows nothing of lessons or the engine.
import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { HighlightStyle, bracketMatching, syntaxHighlighting } from "@codemirror/language";
import { Compartment, EditorState } from "@codemirror/state";
import { EditorView, drawSelection, highlightSpecialChars, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";

import { optionsOf, source } from "./completion.js";
import { ja } from "./phrases.js";
import { sql } from "./sql.js";

// Colours are the page's custom properties, so that dark and projector themes reach the editor too.
const highlight = syntaxHighlighting(
  HighlightStyle.define([
    { tag: tags.keyword, class: "ama-sql-keyword" },
    { tag: tags.string, class: "ama-sql-string" },
    { tag: [tags.number, tags.atom], class: "ama-sql-number" },
    { tag: tags.comment, class: "ama-sql-comment" },
    { tag: [tags.standard(tags.variableName), tags.typeName], class: "ama-sql-function" },
  ]),
);

function mount(parent, { doc = "", label = "SQL", readOnly = false, schema = {}, onChange, lang = "ja" } = {}) {
  let options = optionsOf(schema);
  const editable = new Compartment();
  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc,
      extensions: [
        lineNumbers(),
        highlightSpecialChars(),
        history(),
        drawSelection(),
        bracketMatching(),
        closeBrackets(),
        EditorView.lineWrapping,
        sql(),
        highlight,
        autocompletion({ override: [source(() => options)], icons: false }),
        // No binding for Tab: it moves the focus on, as everywhere else in the page.
        // Nor for Ctrl+Enter: the page runs the query with it.
        keymap.of(
          [...closeBracketsKeymap, ...completionKeymap, ...historyKeymap, ...defaultKeymap].filter(
            (binding) => binding.key !== "Mod-Enter",
          ),
        ),
        EditorView.contentAttributes.of({ "aria-label": label, spellcheck: "false", autocapitalize: "off" }),
        lang === "ja" ? EditorState.phrases.of(ja) : [],
        editable.of(readOnlyExtensions(readOnly)),
        EditorView.updateListener.of((update) => {
          if (update.docChanged && onChange) onChange(update.state.doc.toString());
        }),
      ],
    }),
  });
  return {
    getValue: () => view.state.doc.toString(),
    setValue(text) {
      if (text === view.state.doc.toString()) return;
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } });
    },
    setSchema(next) {
      options = optionsOf(next);
    },
    setReadOnly(value) {
      view.dispatch({ effects: editable.reconfigure(readOnlyExtensions(value)) });
    },
    focus: () => view.focus(),
    destroy: () => view.destroy(),
  };
}

// A read-only editor stays focusable, so that its text can be selected and copied by keyboard.
function readOnlyExtensions(readOnly) {
  return [EditorState.readOnly.of(readOnly), EditorView.contentAttributes.of(readOnly ? { "aria-readonly": "true" } : {})];
}

window.amaEditor = { mount };
