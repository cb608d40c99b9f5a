//! How the name of a column or table stands in SQL: the one rule for steps, queries and what is completed while typing.
//! What people type where SQL stands is written as SQL writes it by [`plain()`].

mod plain;

pub use self::plain::{Plain, plain};

/// Words that SQL reads as something else than a name where a name may stand.
const RESERVED: [&str; 89] = [
    "all",
    "analyze",
    "and",
    "anti",
    "any",
    "array",
    "as",
    "asc",
    "between",
    "by",
    "case",
    "cast",
    "cluster",
    "cross",
    "current_catalog",
    "current_date",
    "current_time",
    "current_timestamp",
    "current_user",
    "date",
    "desc",
    "distinct",
    "distribute",
    "drop",
    "else",
    "end",
    "except",
    "exclude",
    "exists",
    "explain",
    "false",
    "fetch",
    "first",
    "for",
    "from",
    "full",
    "group",
    "having",
    "if",
    "ilike",
    "in",
    "inner",
    "intersect",
    "interval",
    "into",
    "is",
    "join",
    "last",
    "lateral",
    "left",
    "like",
    "limit",
    "localtime",
    "localtimestamp",
    "natural",
    "not",
    "null",
    "offset",
    "on",
    "or",
    "order",
    "outer",
    "qualify",
    "replace",
    "returning",
    "right",
    "rlike",
    "select",
    "semi",
    "session_user",
    "set",
    "some",
    "sort",
    "struct",
    "table",
    "then",
    "time",
    "timestamp",
    "top",
    "trim",
    "true",
    "union",
    "unnest",
    "user",
    "using",
    "view",
    "when",
    "where",
    "with",
];

/// Whether a bare word is no name in SQL.
pub fn is_reserved(word: &str) -> bool {
    word.is_ascii() && RESERVED.contains(&word.to_ascii_lowercase().as_str())
}

/// A name as it stands in SQL: bare where it is read so, else in double quotes.
///
/// A word begins with a letter and goes on with letters and ASCII digits. Full-width digits end it, as brackets and signs do.
pub fn name(name: &str) -> String {
    let begins = |c: char| c.is_alphabetic() || c == '_';
    let is_bare = name.starts_with(begins)
        && name.chars().all(|c| begins(c) || c.is_ascii_digit())
        && !is_reserved(name);
    if is_bare {
        name.to_owned()
    } else {
        format!("\"{}\"", name.replace('"', "\"\""))
    }
}

#[cfg(test)]
mod tests {
    use super::name;

    #[test]
    fn names_are_quoted_only_where_needed() {
        for bare in ["人口", "人口2020", "a1", "_x", "サービス業", "々", "year"] {
            assert_eq!(name(bare), bare);
        }
        for quoted in [
            "人口１",
            "１月",
            "15歳未満",
            "2020",
            "人口（人）",
            "率％",
            "ア・イ",
            "延べ 泊",
            "a-b",
            "x.y",
            "order",
            "Date",
            "CURRENT_DATE",
            "",
        ] {
            assert_eq!(name(quoted), format!("\"{quoted}\""));
        }
        assert_eq!(name("a\"b"), "\"a\"\"b\"");
    }
}
