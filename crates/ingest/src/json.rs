//! JSON and NDJSON: which list in it is the table, and its rows.
//!
//! A list of objects is a table, and so are a list of lists, an object of equally long lists (one a column), and one object
//! alone. Objects inside of rows become columns of their own (`properties.name`), short lists inside of them too (`v_1`, `v_2`);
//! what lies deeper stays JSON in its cell.

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, SeqAccess, Visitor};
use spec::diagnostic::Bilingual;
use spec::ingest::ListLook;

use crate::grid::{Cell, Grid, Kind};
use crate::refusal::{limit, words};
use crate::{CELLS, COLUMNS, ROWS};

/// Levels in which lists are looked for.
const DEEP: usize = 4;
/// Most columns that a list inside of a row becomes.
const SPREAD: usize = 60;
/// Most lists that are offered.
const LISTS: usize = 30;

/// A piece of JSON. Numbers stand as they would be written again.
#[derive(Clone, Debug, PartialEq)]
enum Json {
    Null,
    Bool(bool),
    Number(String),
    Text(String),
    List(Vec<Json>),
    Map(Vec<(String, Json)>),
}

/// A file of JSON.
#[derive(Debug)]
pub(crate) struct Document {
    root: Json,
    /// Whether it is one value a line.
    pub(crate) is_lines: bool,
    /// Whether there are numbers with more digits than are kept.
    pub(crate) is_cut: bool,
    /// What may be the table, the largest first.
    pub(crate) lists: Vec<ListLook>,
}

/// Whether a text is JSON by its first character.
pub(crate) fn may_be(text: &str) -> bool {
    text.trim_start().starts_with(['{', '['])
}

/// Reads a text. `is_called` is whether the file's name says that it is JSON: if not, `None` says that it is none.
///
/// # Errors
/// Where it is called JSON and is none, with the line.
pub(crate) fn read(text: &str, is_called: bool) -> Result<Option<Document>, Bilingual> {
    let whole = serde_json::from_str::<Json>(text);
    let (root, is_lines) = match whole {
        Ok(root) => (root, false),
        Err(fault) => match lines(text) {
            Ok(rows) => (Json::List(rows), true),
            // A file of one value is wrong where that is, one of several in its line.
            Err(None) if is_called => return Err(broken(fault.line(), &fault)),
            Err(Some((line, fault))) if is_called => return Err(broken(line, &fault)),
            Err(_) => return Ok(None),
        },
    };
    let mut document = Document {
        is_cut: is_cut(&root),
        root,
        is_lines,
        lists: Vec::new(),
    };
    document.lists = document.candidates();
    // Words in brackets at the front of a text are no JSON.
    let is_found = !document.lists.is_empty();
    if is_found {
        Ok(Some(document))
    } else if is_called {
        Err(words(
            "この JSON には、表になる並び（項目の集まりの配列）がありません。データを配列で書き出したファイルを選んでください。",
            "this JSON holds no list that could be a table; choose a file in which the records are a list",
        ))
    } else {
        Ok(None)
    }
}

type LineFault = Option<(usize, serde_json::Error)>;

/// One value a line; the fault is `None` where already the first line is none.
fn lines(text: &str) -> Result<Vec<Json>, LineFault> {
    let mut rows = Vec::new();
    for (at, line) in text.lines().enumerate() {
        let line = line.trim();
        if line.is_empty() {
            continue;
        }
        match serde_json::from_str::<Json>(line) {
            Ok(row) => rows.push(row),
            Err(_) if rows.is_empty() => return Err(None),
            Err(fault) => return Err(Some((at + 1, fault))),
        }
    }
    if rows.is_empty() { Err(None) } else { Ok(rows) }
}

fn broken(line: usize, fault: &serde_json::Error) -> Bilingual {
    let column = fault.column();
    words(
        format!(
            "JSON として読めません。{line} 行目の {column} 文字目あたりで形がくずれています（途中で切れているか、カンマやかっこが足りません）。書き出し直したファイルを選んでください。"
        ),
        format!(
            "this is no JSON: near line {line}, column {column} something is cut off or a comma or bracket is missing; export it again and choose that"
        ),
    )
}

/// Whether a whole number has more digits than a program that reads JSON keeps.
fn is_cut(json: &Json) -> bool {
    match json {
        Json::Number(text) => {
            text.len() > 16
                && text
                    .bytes()
                    .all(|byte| byte.is_ascii_digit() || byte == b'-')
                && text.parse::<i64>().is_err()
                && text.parse::<u64>().is_err()
        }
        Json::List(list) => list.iter().any(is_cut),
        Json::Map(map) => map.iter().any(|(_, json)| is_cut(json)),
        _ => false,
    }
}

impl Json {
    fn is_scalar(&self) -> bool {
        !matches!(self, Self::List(_) | Self::Map(_))
    }

    fn at(&self, key: &str) -> Option<&Self> {
        match self {
            Self::Map(map) => map
                .iter()
                .find_map(|(name, json)| (name == key).then_some(json)),
            _ => None,
        }
    }

    /// How many rows it has as a table; `None` where it is none.
    fn rows(&self) -> Option<usize> {
        match self {
            Self::List(list) => {
                let records = list
                    .iter()
                    .filter(|json| matches!(json, Self::Map(_)))
                    .count();
                let lists = list
                    .iter()
                    .filter(|json| matches!(json, Self::List(cells) if cells.iter().all(Json::is_scalar)))
                    .count();
                let all = list.len();
                (all > 0 && (records == all || lists == all && all > 1)).then_some(all)
            }
            Self::Map(map) => {
                // One column a list.
                let mut lengths = map.iter().map(|(_, json)| match json {
                    Self::List(list) if list.iter().all(Json::is_scalar) => Some(list.len()),
                    _ => None,
                });
                let first = lengths.next()??;
                (map.len() > 1 && first > 0 && lengths.all(|length| length == Some(first)))
                    .then_some(first)
            }
            _ => None,
        }
    }

    /// Its rows, each as names and values.
    fn table(&self) -> Grid {
        let mut names: Vec<String> = Vec::new();
        let mut rows: Vec<Vec<Cell>> = Vec::new();
        match self {
            Self::List(list) if list.iter().all(|json| matches!(json, Self::List(_))) => {
                // No names: the sheet is as a text's.
                for row in list {
                    if let Self::List(cells) = row {
                        rows.push(cells.iter().map(cell).collect());
                    }
                }
                return grid(rows);
            }
            Self::List(list) => {
                // Names are looked up in the order in which rows mostly have them.
                let mut known = std::collections::BTreeMap::new();
                for record in list {
                    let mut row: Vec<Cell> = Vec::new();
                    flatten(record, "", 0, &mut |name, value| {
                        let at = match known.get(name) {
                            Some(at) => *at,
                            None => {
                                let at = names.len();
                                names.push(name.to_owned());
                                known.insert(name.to_owned(), at);
                                at
                            }
                        };
                        if row.len() <= at {
                            row.resize_with(at + 1, Cell::default);
                        }
                        if let Some(place) = row.get_mut(at) {
                            *place = value;
                        }
                    });
                    rows.push(row);
                }
            }
            Self::Map(map) if self.rows().is_some() => {
                for (at, (name, list)) in map.iter().enumerate() {
                    names.push(name.clone());
                    if let Self::List(list) = list {
                        for (row, json) in list.iter().enumerate() {
                            if rows.len() <= row {
                                rows.resize_with(row + 1, Vec::new);
                            }
                            if let Some(row) = rows.get_mut(row) {
                                row.resize_with(at + 1, Cell::default);
                                if let Some(place) = row.get_mut(at) {
                                    *place = cell(json);
                                }
                            }
                        }
                    }
                }
            }
            other => {
                let mut row = Vec::new();
                flatten(other, "", 0, &mut |name, value| {
                    names.push(name.to_owned());
                    row.push(value);
                });
                rows.push(row);
            }
        }
        rows.insert(0, names.into_iter().map(Cell::text).collect());
        grid(rows)
    }
}

fn grid(rows: Vec<Vec<Cell>>) -> Grid {
    Grid {
        lines: (1..).take(rows.len()).collect(),
        rows,
        merged: Vec::new(),
        has_kinds: true,
    }
}

fn cell(json: &Json) -> Cell {
    let of = |text: String, kind: Kind| Cell { text, kind };
    match json {
        Json::Null => Cell::default(),
        Json::Bool(yes) => of(yes.to_string(), Kind::Bool),
        Json::Number(text) => of(text.clone(), Kind::Number),
        Json::Text(text) => Cell::text(text.clone()),
        other => Cell::text(written(other)),
    }
}

/// Hands out the values of a record, each with its name.
fn flatten(json: &Json, before: &str, level: usize, take: &mut dyn FnMut(&str, Cell)) {
    let Json::Map(map) = json else {
        take(before, cell(json));
        return;
    };
    for (key, value) in map {
        let name = if before.is_empty() {
            key.clone()
        } else {
            format!("{before}.{key}")
        };
        match value {
            Json::Map(inside) if level < DEEP && !inside.is_empty() => {
                flatten(value, &name, level + 1, take);
            }
            Json::List(list)
                if !list.is_empty() && list.len() <= SPREAD && list.iter().all(Json::is_scalar) =>
            {
                for (at, json) in list.iter().enumerate() {
                    take(&format!("{name}_{}", at + 1), cell(json));
                }
            }
            value => take(&name, cell(value)),
        }
    }
}

/// JSON again, for what lies too deep.
fn written(json: &Json) -> String {
    match json {
        Json::Null => "null".to_owned(),
        Json::Bool(yes) => yes.to_string(),
        Json::Number(text) => text.clone(),
        Json::Text(text) => serde_json::to_string(text).unwrap_or_default(),
        Json::List(list) => {
            let parts: Vec<String> = list.iter().map(written).collect();
            format!("[{}]", parts.join(","))
        }
        Json::Map(map) => {
            let parts: Vec<String> = map
                .iter()
                .map(|(key, json)| {
                    let key = serde_json::to_string(key).unwrap_or_default();
                    format!("{key}:{}", written(json))
                })
                .collect();
            format!("{{{}}}", parts.join(","))
        }
    }
}

impl Document {
    /// What may be the table, the one with most values first.
    fn candidates(&self) -> Vec<ListLook> {
        let mut found: Vec<(String, &Json, usize)> = Vec::new();
        gather(&self.root, "", 0, &mut found);
        if found.is_empty()
            && let Json::Map(map) = &self.root
            && !map.is_empty()
        {
            // One record.
            found.push((String::new(), &self.root, 1));
        }
        let mut looks: Vec<(usize, ListLook)> = found
            .into_iter()
            .map(|(path, json, rows)| {
                let names = names(json);
                let look = ListLook {
                    path,
                    rows: rows as u64,
                    names: names.iter().take(8).cloned().collect(),
                };
                (rows.saturating_mul(names.len().max(1)), look)
            })
            .collect();
        looks.sort_by_key(|(size, _)| std::cmp::Reverse(*size));
        looks.truncate(LISTS);
        looks.into_iter().map(|(_, look)| look).collect()
    }

    /// The sheet that a list is, and whether its first row names the columns.
    ///
    /// # Errors
    /// When there is none at that path, or it is too large.
    pub(crate) fn grid(&self, path: &str) -> Result<(Grid, bool), Bilingual> {
        let found = self.find(path).ok_or_else(|| {
            words(
                format!(
                    "この JSON には「{path}」という並びがありません。別の並びを選んでください。"
                ),
                format!("this JSON has no list `{path}`; choose another one"),
            )
        })?;
        limit(found.rows().unwrap_or(1), ROWS, "行", "rows")?;
        let grid = found.table();
        let cells: usize = grid.rows.iter().map(Vec::len).sum();
        limit(grid.width(), COLUMNS, "列", "columns")?;
        limit(cells, CELLS, "セル", "cells")?;
        let has_names = !matches!(found, Json::List(list) if list.iter().all(|json| matches!(json, Json::List(_))));
        Ok((grid, has_names))
    }

    /// Whether something stands at a path that may be a table.
    pub(crate) fn has(&self, path: &str) -> bool {
        self.find(path).is_some()
    }

    fn find(&self, path: &str) -> Option<&Json> {
        if !self.lists.iter().any(|list| list.path == path) {
            return None;
        }
        walk(&self.root, path)
    }
}

/// What stands at a path; keys may have points in them.
fn walk<'a>(json: &'a Json, path: &str) -> Option<&'a Json> {
    if path.is_empty() {
        return Some(json);
    }
    if let Some(found) = json.at(path) {
        return Some(found);
    }
    path.match_indices('.').find_map(|(at, _)| {
        let inside = json.at(path.get(..at)?)?;
        walk(inside, path.get(at + 1..)?)
    })
}

fn gather<'a>(
    json: &'a Json,
    path: &str,
    level: usize,
    found: &mut Vec<(String, &'a Json, usize)>,
) {
    if let Some(rows) = json.rows() {
        found.push((path.to_owned(), json, rows));
        return;
    }
    let Json::Map(map) = json else {
        return;
    };
    if level >= DEEP {
        return;
    }
    for (key, inside) in map {
        let path = if path.is_empty() {
            key.clone()
        } else {
            format!("{path}.{key}")
        };
        gather(inside, &path, level + 1, found);
    }
}

/// The names of the columns, from the first row.
fn names(json: &Json) -> Vec<String> {
    let mut names = Vec::new();
    match json {
        Json::List(list) => {
            if let Some(first @ Json::Map(_)) = list.first() {
                flatten(first, "", 0, &mut |name, _| names.push(name.to_owned()));
            } else if let Some(Json::List(cells)) = list.first() {
                names.extend(cells.iter().map(|json| cell(json).text));
            }
        }
        Json::Map(map) => names.extend(map.iter().map(|(name, _)| name.clone())),
        _ => {}
    }
    names
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Any;
        impl<'de> Visitor<'de> for Any {
            type Value = Json;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("JSON")
            }

            fn visit_bool<E>(self, yes: bool) -> Result<Json, E> {
                Ok(Json::Bool(yes))
            }

            fn visit_u64<E>(self, number: u64) -> Result<Json, E> {
                Ok(Json::Number(number.to_string()))
            }

            fn visit_i64<E>(self, number: i64) -> Result<Json, E> {
                Ok(Json::Number(number.to_string()))
            }

            fn visit_f64<E>(self, number: f64) -> Result<Json, E> {
                Ok(Json::Number(number.to_string()))
            }

            fn visit_unit<E>(self) -> Result<Json, E> {
                Ok(Json::Null)
            }

            fn visit_str<E>(self, text: &str) -> Result<Json, E> {
                Ok(Json::Text(text.to_owned()))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Json, A::Error> {
                let mut list = Vec::new();
                while let Some(item) = items.next_element()? {
                    list.push(item);
                }
                Ok(Json::List(list))
            }

            fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Json, A::Error> {
                let mut map = Vec::new();
                while let Some(entry) = entries.next_entry()? {
                    map.push(entry);
                }
                Ok(Json::Map(map))
            }
        }
        deserializer.deserialize_any(Any)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str, path: &str) -> Vec<String> {
        let document = read(text, true).unwrap().unwrap();
        let (grid, _) = document.grid(path).unwrap();
        grid.rows
            .iter()
            .map(|row| {
                let cells: Vec<&str> = row.iter().map(|cell| cell.text.as_str()).collect();
                cells.join("|")
            })
            .collect()
    }

    #[test]
    fn tables_of_all_forms_are_found() {
        let records =
            r#"[{"市":"津","数":1,"率":0.10,"済":true},{"市":"桑名","数":null,"別":"x"}]"#;
        assert_eq!(
            rows(records, ""),
            ["市|数|率|済|別", "津|1|0.1|true", "桑名||||x"]
        );
        assert_eq!(
            rows(r#"{"市":["津","桑名"],"数":[1,2]}"#, ""),
            ["市|数", "津|1", "桑名|2"]
        );
        assert_eq!(rows(r#"[["市","数"],["津",1]]"#, ""), ["市|数", "津|1"]);
        assert_eq!(rows(r#"{"市":"津","数":1}"#, ""), ["市|数", "津|1"]);
        let lines = "{\"市\":\"津\",\"v\":[1,2]}\n\n{\"市\":\"桑名\",\"v\":[3,4]}\n";
        assert_eq!(rows(lines, ""), ["市|v_1|v_2", "津|1|2", "桑名|3|4"]);
        let map = r#"{"type":"FeatureCollection","features":[{"properties":{"名":"津"},"geometry":{"c":[[1,2],[3,4]]}}]}"#;
        assert_eq!(
            rows(map, "features"),
            ["properties.名|geometry.c", "津|[[1,2],[3,4]]"]
        );
    }

    #[test]
    fn the_largest_list_is_proposed_and_each_can_be_chosen() {
        let text = r#"{"a":[{"x":1}],"b":{"c":[{"x":1},{"x":2}]},"d":"e"}"#;
        let document = read(text, true).unwrap().unwrap();
        let paths: Vec<&str> = document
            .lists
            .iter()
            .map(|list| list.path.as_str())
            .collect();
        assert_eq!(paths, ["b.c", "a"]);
        assert_eq!(rows(text, "a"), ["x", "1"]);
        assert!(document.grid("d").is_err());
        assert!(document.has("b.c") && !document.has("b"));
    }

    #[test]
    fn what_is_no_json_is_told_with_its_line() {
        let told = |text: &str| read(text, true).unwrap_err().ja;
        assert!(told("[{\"a\":1},\n{\"a\":}]").contains("2 行目"));
        assert!(told("{\"a\":1}\n{\"a\":2}\n{\"a\":").contains("3 行目"));
        assert!(told("[1,2]").contains("並び"));
        assert!(told(&"[".repeat(5_000)).contains("JSON"));
        // A text that only begins so is a text.
        assert!(read("[注]\na,b\n", false).unwrap().is_none());
        assert!(read("{}", false).unwrap().is_none());
        assert!(read("[1]", false).unwrap().is_none());
    }

    #[test]
    fn digits_that_are_lost_are_noticed() {
        let cut = |text: &str| read(text, true).unwrap().unwrap().is_cut;
        assert!(cut(r#"[{"a":123456789012345678901234}]"#));
        assert!(!cut(r#"[{"a":9007199254740993}]"#));
        assert!(!cut(r#"[{"a":0.1234567890123456789}]"#));
    }
}
