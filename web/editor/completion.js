// Completion of table names, column names and the SQL that the courses use.
// Our columns are called 人口: words are those of any script.

const WORD = /[\p{L}\p{N}_]+/u;
const WORD_BEFORE = /[\p{L}\p{N}_]*$/u;

const KEYWORDS = [
  "SELECT", "FROM", "WHERE", "GROUP BY", "HAVING", "ORDER BY", "LIMIT", "AS", "AND", "OR", "NOT", "IN",
  "BETWEEN", "LIKE", "IS NULL", "IS NOT NULL", "DISTINCT", "JOIN", "LEFT JOIN", "INNER JOIN", "ON", "USING",
  "UNION ALL", "CASE", "WHEN", "THEN", "ELSE", "END", "ASC", "DESC", "WITH", "CAST",
].map((label) => ({ label, type: "keyword" }));

const FUNCTIONS = [
  "SUM", "AVG", "COUNT", "MIN", "MAX", "MEDIAN", "STDDEV", "ROUND", "ABS", "FLOOR", "CEIL", "COALESCE", "NULLIF",
  "LENGTH", "UPPER", "LOWER", "REPLACE", "SUBSTR", "STARTS_WITH", "STRPOS", "CONCAT", "DATE_PART", "STRFTIME",
].map((name) => ({ label: `${name}()`, apply: applyCall(name), type: "function" }));

function applyCall(name) {
  return (view, _completion, from, to) => {
    view.dispatch({
      changes: { from, to, insert: `${name}()` },
      selection: { anchor: from + name.length + 1 },
      userEvent: "input.complete",
    });
  };
}

/** `schema` is `{ table: ["column", …] }`. */
export function optionsOf(schema) {
  const options = [];
  const seen = new Set();
  for (const [table, columns] of Object.entries(schema ?? {})) {
    options.push({ label: table, apply: quoted(table), type: "class", boost: 1 });
    for (const column of columns) {
      if (seen.has(column)) continue;
      seen.add(column);
      options.push({ label: column, apply: quoted(column), detail: table, type: "property", boost: 2 });
    }
  }
  return options.concat(KEYWORDS, FUNCTIONS);
}

/** Only names that SQL would read as something else need quotes. */
export function quoted(name) {
  const plain = /^[\p{L}_][\p{L}\p{N}_]*$/u.test(name);
  const reserved = KEYWORDS.some((keyword) => keyword.label.split(" ").includes(name.toUpperCase()));
  return plain && !reserved ? name : `"${name.replaceAll('"', '""')}"`;
}

/** A completion source over `options()`, read anew each time so that the schema may change. */
export function source(options) {
  return (context) => {
    const word = context.matchBefore(WORD_BEFORE);
    if (!word || (word.from === word.to && !context.explicit)) return null;
    return { from: word.from, options: options(), validFor: WORD };
  };
}
