// The list of completions at the cursor. The focus stays in the text; the list is what its `aria-activedescendant` points into.
import { insertText } from "prism-code-editor/utils";

import { fitting, typedAt } from "./completion.js";

// So far do Page Up and Page Down go.
const PAGE = 8;
const STEPS = { ArrowDown: 1, ArrowUp: -1, PageDown: PAGE, PageUp: -PAGE };
// With these the cursor leaves what is being typed.
const LEAVING = new Set(["ArrowLeft", "ArrowRight", "Home", "End", "Tab", "Delete"]);

let lists = 0;

export function completionList(host, editor, options, label) {
  const { textarea } = editor;
  const list = document.createElement("ul");
  list.id = `ama-completions-${++lists}`;
  list.className = "sql-completions";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", label);
  list.hidden = true;
  host.append(list);
  textarea.setAttribute("aria-autocomplete", "list");

  let found = [];
  let active = 0;
  let place = null;

  function close() {
    list.hidden = true;
    list.textContent = "";
    textarea.removeAttribute("aria-activedescendant");
    textarea.removeAttribute("aria-controls");
  }

  function select(index) {
    list.children[active]?.setAttribute("aria-selected", "false");
    active = Math.min(Math.max(index, 0), found.length - 1);
    const row = list.children[active];
    row.setAttribute("aria-selected", "true");
    row.scrollIntoView({ block: "nearest" });
    textarea.setAttribute("aria-activedescendant", row.id);
  }

  function accept(option) {
    close();
    const { from, to } = place;
    const cursor = from + option.text.length - (option.back ?? 0);
    insertText(editor, option.text, from, to, cursor);
  }

  function row(option, index) {
    const row = document.createElement("li");
    row.id = `${list.id}-${index}`;
    row.setAttribute("role", "option");
    // Never focused; but what scrolls has to hold something that could be.
    row.tabIndex = -1;
    row.setAttribute("aria-selected", "false");
    row.append(option.label);
    if (option.detail) {
      const detail = document.createElement("span");
      detail.append(option.detail);
      row.append(" ", detail);
    }
    row.addEventListener("click", () => accept(option));
    return row;
  }

  /** Shows what fits; `asked` when there may be nothing typed yet. */
  function open(asked) {
    close();
    const { selectionStart, selectionEnd } = textarea;
    place = selectionStart === selectionEnd ? typedAt(editor.tokens, selectionStart) : null;
    if (!place || (!place.typed && !asked)) return;
    found = fitting(options, place.typed);
    // What is there already needs no completing, and Enter is to begin a new line.
    // A name that SQL does not read as it stands is offered in its quotes still.
    const stands = (option) => option.label === place.typed && (option.text === place.typed || editor.value[place.from] === '"');
    if (found.length === 0 || stands(found[0])) return;
    list.append(...found.map(row));
    list.hidden = false;
    textarea.setAttribute("aria-controls", list.id);
    position();
    select(0);
  }

  /** Below what is being typed, or above where there is no room. */
  function position() {
    const word = boxAt(editor, place.from);
    const frame = host.getBoundingClientRect();
    const { offsetHeight: high, offsetWidth: wide } = list;
    const below = word.bottom + high <= innerHeight || word.top < high;
    list.style.top = `${(below ? word.bottom : word.top - high) - frame.top}px`;
    list.style.left = `${Math.max(Math.min(word.left, frame.right - wide) - frame.left, 0)}px`;
  }

  // Before the editor's own keys. What belongs to an input method (229) is neither the list's nor the editor's.
  host.addEventListener(
    "keydown",
    (event) => {
      const { key } = event;
      const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
      const step = STEPS[key];
      const isOpen = !list.hidden;
      if (event.isComposing || event.keyCode === 229) {
        event.stopPropagation();
        return;
      }
      if (key === " " && event.ctrlKey) open(true);
      else if (isOpen && plain && step) select(step * step === 1 ? (active + step + found.length) % found.length : active + step);
      else if (isOpen && plain && key === "Enter" && !event.shiftKey) accept(found[active]);
      else if (isOpen && key === "Escape") close();
      else {
        if (!plain || LEAVING.has(key)) close();
        return;
      }
      event.preventDefault();
      event.stopPropagation();
    },
    true,
  );
  textarea.addEventListener("input", ({ inputType, data, isComposing }) => {
    if (isComposing) return;
    // More than a letter at once was not typed.
    if (inputType === "insertText" && data?.length === 1) open(false);
    else if (inputType === "deleteContentBackward" && !list.hidden) open(false);
    else close();
  });
  textarea.addEventListener("compositionend", () => open(false));
  textarea.addEventListener("pointerdown", close);
  textarea.addEventListener("blur", close);
  // The focus stays in the text.
  list.addEventListener("pointerdown", (event) => event.preventDefault());
}

/** Where a letter of the text is on the screen. */
function boxAt(editor, place) {
  const before = editor.value.slice(0, place).split("\n");
  const walker = document.createTreeWalker(editor.lines[before.length], NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  let rest = before[before.length - 1].length;
  // Every line ends with a line break, so there always is a letter.
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (rest < node.length) {
      range.setStart(node, rest);
      range.setEnd(node, rest + 1);
      break;
    }
    rest -= node.length;
  }
  return range.getBoundingClientRect();
}
