// The SQL editor: a text area that colours what stands in it and completes names. The page loads this file when an exercise
// is first answered with SQL, and talks to it only through `window.amaSqlEditor`. It knows nothing of lessons or the engine.
import { createEditor } from "prism-code-editor";
import {
  copySelectedLines,
  deleteSelectedLines,
  editHistory,
  editorCommands,
  indentSelectedLines,
  insertLineAndIndent,
  moveSelectedLines,
  toggleComment,
} from "prism-code-editor/commands";
import { matchBrackets } from "prism-code-editor/match-brackets";
import { highlightBracketPairs } from "prism-code-editor/highlight-brackets";

import { optionsOf } from "./sql/completion.js";
import { completionList } from "./sql/list.js";
import "./sql/tokens.js";

// No key for Tab: it moves the focus on, as everywhere else in the page. Nor for Ctrl+Enter: the page runs the query with it.
const KEYS = {
  Enter: (editor) => insertLineAndIndent(editor),
  "alt+ArrowDown": (editor) => moveSelectedLines(editor),
  "alt+ArrowUp": (editor) => moveSelectedLines(editor, true),
  "shift+alt+ArrowDown": (editor) => copySelectedLines(editor),
  "shift+alt+ArrowUp": (editor) => copySelectedLines(editor, true),
  "shift+mod+k": deleteSelectedLines,
  "mod+]": (editor) => indentSelectedLines(editor),
  "mod+[": (editor) => indentSelectedLines(editor, true),
  "mod+/": (editor) => toggleComment(editor),
};
const PAIRS = ['""', "''", "()", "[]"];

/** `words` are what the field, its list of completions and a table are called; with a `cursor` the field takes the focus. */
function mount(parent, { doc, words, schema, cursor, onChange }) {
  const editor = createEditor(
    parent,
    { language: "sql", lineNumbers: true, wordWrap: true, value: doc },
    matchBrackets(false),
    highlightBracketPairs(),
    editHistory(),
    editorCommands(KEYS, PAIRS),
  );
  const { container, textarea } = editor;
  // The library would leave the text at Escape, and close tags.
  delete editor.keyCommandMap.Escape;
  delete editor.inputCommandMap["<"];
  delete editor.inputCommandMap[">"];
  textarea.setAttribute("aria-label", words.label);
  textarea.setAttribute("autocorrect", "off");
  completionList(parent, editor, optionsOf(schema, words.table), words.completions);
  // An input method underlines what it has not settled yet; that can be seen only in the text area's own letters.
  for (const [event, composing] of [["compositionstart", true], ["compositionend", false]]) {
    textarea.addEventListener(event, () => parent.classList.toggle("sql-composing", composing));
  }
  editor.on("update", (text) => onChange(text));
  if (cursor !== undefined) {
    textarea.focus();
    textarea.setSelectionRange(cursor, cursor);
  }

  return {
    /** From outside; undone like what was typed. */
    setValue(text) {
      if (text === editor.value) return;
      const inputType = "insertReplacementText";
      textarea.dispatchEvent(new InputEvent("beforeinput", { inputType }));
      textarea.value = text;
      textarea.dispatchEvent(new InputEvent("input", { inputType }));
    },
    destroy() {
      editor.remove();
      parent.replaceChildren();
    },
  };
}

window.amaSqlEditor = { mount };
