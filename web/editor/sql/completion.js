// What can be completed: names of tables and columns, and the SQL that the courses use.

const KEYWORDS = [
  "SELECT", "FROM", "WHERE", "GROUP BY", "HAVING", "ORDER BY", "LIMIT", "AS", "AND", "OR", "NOT", "IN",
  "BETWEEN", "LIKE", "IS NULL", "IS NOT NULL", "DISTINCT", "JOIN", "LEFT JOIN", "INNER JOIN", "ON", "USING",
  "UNION ALL", "CASE", "WHEN", "THEN", "ELSE", "END", "ASC", "DESC", "WITH", "CAST",
];

const FUNCTIONS = [
  "SUM", "AVG", "COUNT", "MIN", "MAX", "MEDIAN", "STDDEV", "ROUND", "ABS", "FLOOR", "CEIL", "COALESCE", "NULLIF",
  "LENGTH", "UPPER", "LOWER", "REPLACE", "SUBSTR", "STARTS_WITH", "STRPOS", "CONCAT", "DATE_PART", "STRFTIME",
  "CORR", "RANK", "LAG", "PARSE_NUMBER", "PARSE_DATE", "FISCAL_YEAR",
];

/**
 * `schema` is `[{ label, text, columns: [{ label, text }, …] }, …]`, where `text` is the name as it stands in SQL. Columns come
 * first, they are what is typed most; their table stands beside them.
 */
export function optionsOf(schema, tableWord) {
  const columns = new Map();
  for (const table of schema) {
    for (const { label, text } of table.columns) {
      if (!columns.has(label)) columns.set(label, { label, text, detail: table.label });
    }
  }
  return [
    ...columns.values(),
    ...schema.map(({ label, text }) => ({ label, text, detail: tableWord })),
    ...KEYWORDS.map((label) => ({ label, text: label })),
    // The cursor goes between the brackets.
    ...FUNCTIONS.map((name) => ({ label: `${name}()`, text: `${name}()`, back: 1 })),
  ];
}

/** Those that begin with what was typed, then those that hold it, then those that hold its letters in that order. */
export function fitting(options, typed) {
  const wanted = typed.toLowerCase();
  const fits = (label) => {
    const at = label.indexOf(wanted);
    if (at >= 0) return at === 0 ? 0 : 1;
    let from = 0;
    const scattered = [...wanted].every((letter) => (from = label.indexOf(letter, from) + 1) > 0);
    return scattered && wanted.length > 2 ? 2 : 3;
  };
  const ranked = options.map((option) => [fits(option.label.toLowerCase()), option]);
  // Sorting keeps the order of what is equally good.
  return ranked
    .filter(([rank]) => rank < 3)
    .sort(([a], [b]) => a - b)
    .map(([, option]) => option);
}

/** What is being typed before the cursor: its place and its letters so far. `null` inside of strings and comments. */
export function typedAt(tokens, cursor) {
  let to = 0;
  for (const { type, content, length } of tokens) {
    const from = to;
    to += length;
    if (to < cursor) continue;
    const begun = content?.slice(0, cursor - from);
    const closed = to === cursor && length > 1;
    switch (type) {
      case "sql-word":
      case "sql-keyword":
      case "sql-function":
        return { from, to: cursor, typed: begun };
      case "sql-name":
        if (closed && begun.endsWith('"')) break;
        // The quote that was put behind the cursor goes with it.
        return { from, to: content[cursor - from] === '"' ? cursor + 1 : cursor, typed: begun.slice(1) };
      case "sql-string":
        if (closed && begun.endsWith("'")) break;
        return null;
      case "sql-comment":
        if (closed && begun.endsWith("*/")) break;
        return null;
    }
    break;
  }
  return { from: cursor, to: cursor, typed: "" };
}
