// What was copied in Word, PowerPoint, Excel or a browser, as Markdown: headings, lists, bold, links, tables, breaks,
// readings; nothing else. The HTML is read into a document that runs and fetches nothing, and what is left of it is
// text. turndown writes the Markdown; what is done here before it is what only office programs do.
import TurndownService from "turndown/lib/turndown.browser.es.js";

const DROPPED = "script, style, title, meta, link, head, template, noscript, iframe, object, embed, svg, math, form, input, button, img, picture, video, audio, canvas, rp, xml, del";
// Without one of these there is nothing that plain text would lose. Editors put colours and spaces of code into HTML.
const WORTH = "h1, h2, h3, h4, h5, h6, ul, ol, table, strong, em, a[href], ruby";
// Neighbours between which Word breaks a line of its source, and a browser would show a blank.
const WIDE = "[\\u3000-\\u30ff\\u3400-\\u9fff\\uf900-\\ufaff\\uff00-\\uffef]";
const BREAK = new RegExp(`(${WIDE})[ \\t]*\\r?\\n[ \\t]*(?=${WIDE})`, "g");

// A letter alone is a bullet of a font of pictures.
const NUMBER = /^[(（]?([0-9０-９]+|[①-⑳ⅰ-ⅻ]|[a-zａ-ｚ一二三四五六七八九十]{1,5}(?=[.)）．、]))[.)）．、]?$/i;
// Most columns that a cell is taken to be wide.
const WIDEST = 50;

const style = (node) => (node.getAttribute("style") ?? "").toLowerCase();

function renamed(node, name) {
  const other = node.ownerDocument.createElement(name);
  other.append(...node.childNodes);
  node.replaceWith(other);
  return other;
}

/** Bold and slanting as office programs say it: in styles, and `<b>` around a whole document that is not bold. */
function emphasis(body) {
  for (const node of body.querySelectorAll("b, strong")) {
    if (/font-weight:\s*(normal|[1-5]00)/.test(style(node))) node.replaceWith(...node.childNodes);
    else if (node.localName === "b") renamed(node, "strong");
  }
  for (const node of body.querySelectorAll("i")) renamed(node, "em");
  for (const node of body.querySelectorAll("span, font")) {
    if (/font-weight:\s*(bold|[6-9]00)/.test(style(node)) && !node.closest("strong, h1, h2, h3, h4, h5, h6")) renamed(node, "strong");
  }
  // A blank that happens to be bold.
  for (const node of body.querySelectorAll("strong, em")) if (!node.textContent.trim()) node.replaceWith(...node.childNodes);
  for (const node of body.querySelectorAll("h1 strong, h2 strong, h3 strong, h4 strong, h5 strong, h6 strong, th strong, strong strong")) node.replaceWith(...node.childNodes);
}

/** A bullet or number that stands in the text, taken out of it; `null` where the paragraph is none of a list. */
function marker(paragraph) {
  const all = [...paragraph.querySelectorAll("span")];
  const found = all.find((span) => /mso-(list:\s*ignore|special-format:\s*\w*bullet)/.test(style(span)));
  if (!found && !/mso-list:\s*l\d/.test(style(paragraph))) return null;
  const text = found?.textContent.trim() ?? "";
  found?.remove();
  return text;
}

/** Lists that are paragraphs with a bullet in them, as Word and PowerPoint copy them. */
function lists(body) {
  let open = [];
  const indents = [];
  for (const paragraph of body.querySelectorAll("p, div")) {
    if (paragraph.querySelector("p, div")) continue;
    const text = marker(paragraph);
    if (text === null) continue;
    const said = /mso-list:\s*l\d+\s+level(\d+)/.exec(style(paragraph));
    const indent = Number.parseFloat(/margin-left:\s*([\d.]+)/.exec(style(paragraph))?.[1] ?? "0");
    if (!said && !indents.includes(indent)) indents.push(indent);
    const level = said ? Number(said[1]) : indents.sort((a, b) => a - b).indexOf(indent) + 1;
    // Only what follows at once goes on.
    if (paragraph.previousElementSibling !== open[0]) open = [];
    open.length = Math.min(open.length, level);
    const item = paragraph.ownerDocument.createElement("li");
    while (open.length < level) {
      const list = paragraph.ownerDocument.createElement(NUMBER.test(text) ? "ol" : "ul");
      const above = open[open.length - 1];
      if (above) (above.lastElementChild ?? above.appendChild(paragraph.ownerDocument.createElement("li"))).append(list);
      else paragraph.before(list);
      open.push(list);
    }
    open[open.length - 1].append(item);
    item.append(...paragraph.childNodes);
    paragraph.remove();
  }
}

/** What a title is in a document is a section in a module: the uppermost heading becomes `##`. */
function headings(body) {
  for (const node of body.querySelectorAll("p[class*='MsoTitle' i]")) renamed(node, "h1");
  const all = [...body.querySelectorAll("h1, h2, h3, h4, h5, h6")];
  const top = Math.min(...all.map((node) => Number(node.localName[1])));
  for (const node of all) renamed(node, `h${Math.min(Number(node.localName[1]) - top + 2, 6)}`);
}

const service = new TurndownService({ headingStyle: "atx", hr: "", bulletListMarker: "-", codeBlockStyle: "fenced", br: "\\" });
const escape = service.escape.bind(service);
// What a module reads besides: tags (dropped there), and readings.
service.escape = (text) => escape(text).replaceAll("<", "\\<").replaceAll("《", "\\《").replace(/^\+(?=\+\+)/, "\\+");
const span = (one) => Math.min(one.colSpan, WIDEST);
const cell = (text) => text.trim().replace(/\\?\s*\n\s*/g, " ").replaceAll(/(?<!\\)\|/g, "\\|");
service.addRule("row", {
  filter: "tr",
  replacement(_, node) {
    const cells = [...node.cells].flatMap((one) => [cell(service.turndown(one.cloneNode(true))), ...Array(span(one) - 1).fill("")]);
    return `| ${cells.join(" | ")} |\n`;
  },
});
service.addRule("table", {
  filter: "table",
  replacement(content, node) {
    const rows = content.split("\n").filter((row) => row.startsWith("|"));
    const wide = Math.max(0, ...[...node.rows].map((row) => [...row.cells].reduce((sum, one) => sum + span(one), 0)));
    // A box around a text.
    if (node.rows.length === 1 && node.rows[0].cells.length === 1) return `\n\n${service.turndown(node.rows[0].cells[0].cloneNode(true))}\n\n`;
    const title = node.caption ? `${service.turndown(node.caption.cloneNode(true))}\n\n` : "";
    return rows.length > 0 ? `\n\n${title}${[rows[0], `|${" --- |".repeat(wide)}`, ...rows.slice(1)].join("\n")}\n\n` : "";
  },
});
service.addRule("parts", { filter: ["thead", "tbody", "tfoot", "td", "th"], replacement: (content) => content });
service.addRule("caption", { filter: "caption", replacement: () => "" });
service.addRule("item", {
  filter: "li",
  replacement(content, node, options) {
    const list = node.parentNode;
    const at = [...list.children].indexOf(node) + (Number(list.getAttribute("start")) || 1);
    const mark = list.localName === "ol" ? `${at}. ` : `${options.bulletListMarker} `;
    const text = content.trim().replace(/\n{2,}/g, "\n").replaceAll("\n", `\n${" ".repeat(mark.length)}`);
    return `${mark}${text}${node.nextElementSibling ? "\n" : ""}`;
  },
});
service.addRule("link", {
  filter: "a",
  // Places inside the document it came from lead nowhere here.
  replacement(content, node) {
    const href = (node.getAttribute("href") ?? "").trim();
    return content.trim() && /^(https?:\/\/|mailto:)[^\s<>]+$/i.test(href) ? `[${content}](${href.replace(/[()\\]/g, "\\$&")})` : content;
  },
});
service.addRule("reading", {
  filter: "ruby",
  replacement(_, node) {
    const reading = [...node.querySelectorAll("rt")].map((rt) => rt.textContent.trim()).join("");
    const word = node.cloneNode(true);
    for (const rt of word.querySelectorAll("rt, rtc")) rt.remove();
    return reading ? `｜${word.textContent.trim()}《${reading}》` : word.textContent;
  },
});
service.addRule("break", { filter: "br", replacement: (_, node) => (node.nextSibling && node.parentNode.localName !== "td" ? "\\\n" : " ") });
service.addRule("code", { filter: ["code", "pre", "kbd", "samp"], replacement: (content) => content });

/** Markdown of copied HTML; `null` where it says nothing that its plain text does not. */
export function markdown(html) {
  // Word says with comments of its own where a bullet stands; they would only be in the way.
  const parsed = new DOMParser().parseFromString(html.replace(/<!\[(if|endif)[^>]*>/gi, ""), "text/html");
  const { body } = parsed;
  for (const node of body.querySelectorAll(DROPPED)) node.remove();
  for (const node of body.querySelectorAll("*")) if (node.localName.includes(":")) node.replaceWith(...node.childNodes);
  const walker = parsed.createTreeWalker(body, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_COMMENT);
  const comments = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.nodeType === Node.COMMENT_NODE) comments.push(node);
    else node.data = node.data.replace(BREAK, "$1");
  }
  for (const node of comments) node.remove();
  emphasis(body);
  headings(body);
  lists(body);
  if (!body.querySelector(WORTH)) return null;
  return service
    .turndown(body)
    .replaceAll("\u00a0", " ")
    .replace(/[ \t]+$/gm, "")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}
