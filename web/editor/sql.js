// polars' SQL for colouring: identifiers in double quotes, strings in single ones, `--` and `/* */` comments. A tokenizer is
// enough: nothing here needs a syntax tree, and the parser with all dialects would be a sixth of this file.
import { LanguageSupport, StreamLanguage } from "@codemirror/language";

const words = (text) => new Set(text.split(" "));

const KEYWORDS = words(
  "select from where group by having order limit offset as and or not in between like ilike is distinct " +
    "join left right inner outer full cross semi anti on using union all except intersect case when then else end " +
    "asc desc nulls first last with cast",
);
const ATOMS = words("true false null");
const TYPES = words("int integer bigint float double varchar text boolean date timestamp");
const FUNCTIONS = words(
  "sum avg count min max median stddev variance round abs floor ceil coalesce nullif length upper lower replace " +
    "substr starts_with ends_with strpos concat date_part strftime if",
);

/** The rest of what began with `open`, over lines if need be. A doubled closing quote is a quote. */
function rest(stream, state) {
  const [close, name] = state.open;
  while (!stream.eol()) {
    if (stream.match(close)) {
      if (close !== "*/" && stream.match(close)) continue;
      state.open = null;
      break;
    }
    stream.next();
  }
  return name;
}

function token(stream, state) {
  if (state.open) return rest(stream, state);
  if (stream.eatSpace()) return null;
  if (stream.match("--")) {
    stream.skipToEnd();
    return "comment";
  }
  for (const [open, close, name] of [
    ["/*", "*/", "comment"],
    ["'", "'", "string"],
    ['"', '"', "variableName"],
  ]) {
    if (stream.match(open)) {
      state.open = [close, name];
      return rest(stream, state);
    }
  }
  if (stream.match(/^\d+(\.\d*)?(e[+-]?\d+)?/i)) return "number";
  const word = stream.match(/^[\p{L}_][\p{L}\p{M}\p{N}_]*/u);
  if (!word) {
    stream.next();
    return null;
  }
  const lower = word[0].toLowerCase();
  if (KEYWORDS.has(lower)) return "keyword";
  if (ATOMS.has(lower)) return "atom";
  if (TYPES.has(lower)) return "typeName";
  if (FUNCTIONS.has(lower)) return "variableName.standard";
  return "variableName";
}

const language = StreamLanguage.define({
  name: "sql",
  startState: () => ({ open: null }),
  copyState: (state) => ({ ...state }),
  token,
  languageData: {
    commentTokens: { line: "--", block: { open: "/*", close: "*/" } },
    closeBrackets: { brackets: ["(", "[", "{", "'", '"', "`"] },
  },
});

export const sql = () => new LanguageSupport(language);
