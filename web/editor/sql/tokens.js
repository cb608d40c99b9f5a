// polars' SQL for colouring: names in double quotes, strings in single ones, `--` and `/* */` comments. Reading piece by
// piece is enough: nothing here needs a syntax tree.
import { languageMap } from "prism-code-editor";
import { Token, languages, tokenize } from "prism-code-editor/prism";

const words = (text) => new Set(text.split(" "));

const KEYWORDS = words(
  "select from where group by having order limit offset as and or not in between like ilike is distinct " +
    "join left right inner outer full cross semi anti on using union all except intersect case when then else end " +
    "asc desc nulls first last with cast",
);
const VALUES = words("true false null");
const FUNCTIONS = words(
  // Types are written like functions: CAST(a AS INT), DATE '2020-01-01'.
  "int integer bigint float double varchar text boolean date timestamp " +
    "sum avg count min max median stddev variance round abs floor ceil coalesce nullif length upper lower replace " +
    "substr starts_with ends_with strpos concat date_part strftime if",
);

// A doubled quote is a quote; what is not closed goes on to the end.
// Our columns are called 人口: words are those of any script. What is left of other scripts, such as the full-width space,
// comma and bracket of a Japanese keyboard, means nothing in SQL and looks like something that does.
const PIECES =
  /(?<comment>--.*|\/\*[^]*?(?:\*\/|$))|(?<string>'(?:[^']|'')*(?:'|$))|(?<name>"(?:[^"]|"")*(?:"|$))|(?<number>\d+(?:\.\d*)?(?:e[+-]?\d+)?)|(?<word>[\p{L}_][\p{L}\p{M}\p{N}_]*)|(?<punctuation>[()[\]])|(?<odd>[^\x00-\x7f])/giu;

function wordKind(word) {
  const lower = word.toLowerCase();
  if (KEYWORDS.has(lower)) return "keyword";
  if (VALUES.has(lower)) return "number";
  return FUNCTIONS.has(lower) ? "function" : "word";
}

function tokens(text) {
  const found = [];
  let at = 0;
  for (const { 0: piece, index, groups } of text.matchAll(PIECES)) {
    if (index > at) found.push(text.slice(at, index));
    let kind = Object.keys(groups).find((name) => groups[name] !== undefined);
    if (kind === "word") kind = wordKind(piece);
    // The library finds brackets by `punctuation`.
    found.push(new Token(kind === "punctuation" ? kind : `sql-${kind}`, piece, piece));
    at = index + piece.length;
  }
  if (at < text.length) found.push(text.slice(at));
  return found;
}

languages.sql = { [tokenize]: tokens };
// For the keys that make lines comments.
languageMap.sql = { comments: { line: "--", block: ["/*", "*/"] } };
