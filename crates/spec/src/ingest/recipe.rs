//! How a file was read, written down: the step `read`, by which next year's file is read with the same choices.

use serde::{Deserialize, Serialize};

use super::{Choice, Encoding, Quote, Separator};
use crate::diagnostic::Bilingual;
use crate::json::{FromNode, Node};

/// How a file was read. Its durable forms are JSON (what serde writes; [`FromNode`] reads it, and what is missing in it is as
/// found) and a line of text ([`Recipe::to_text`], [`Recipe::from_text`]); both are identities.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recipe {
    /// What the file was called.
    pub file: String,
    /// What the sheet was called; empty where it is text.
    pub sheet: String,
    /// Everything that was chosen or found, but for the repairs: those stand below.
    pub choice: Choice,
    /// Repairs that were made.
    pub on: Vec<String>,
    /// Repairs that were offered and not made.
    pub off: Vec<String>,
    /// The names of the columns that came of it.
    pub columns: Vec<String>,
}

/// A recipe tried on another file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Replay {
    /// What is to be chosen for this file, so that it is read as the other one was, as far as that goes.
    pub choice: Choice,
    /// Where this file is laid out otherwise; nothing where it is the same.
    pub differences: Vec<Difference>,
}

impl Replay {
    /// Whether every column that there was is there under its name. New columns and moved rows do not count.
    pub fn is_complete(&self) -> bool {
        !self.differences.iter().any(|difference| {
            matches!(
                difference.change,
                LayoutChange::ColumnMissing { .. }
                    | LayoutChange::ColumnRenamed { .. }
                    | LayoutChange::SheetMissing { .. }
                    | LayoutChange::ListMissing { .. }
            )
        })
    }
}

/// Something that is otherwise than it was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Difference {
    /// What.
    pub change: LayoutChange,
    /// The same for people, with what to do.
    pub words: Bilingual,
}

/// What may be otherwise in another year's file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LayoutChange {
    /// No sheet has that name; the proposed one is read.
    SheetMissing {
        /// The name.
        name: String,
    },
    /// The JSON has no list at that place.
    ListMissing {
        /// The place.
        path: String,
    },
    /// The encoding is another one.
    Encoding {
        /// The one that was.
        from: Encoding,
        /// The one that is.
        to: Encoding,
    },
    /// The names of the columns stand in other rows.
    HeaderMoved {
        /// Where they stood.
        from: (u32, u32),
        /// Where they stand.
        to: (u32, u32),
    },
    /// No column has that name, nor one like it.
    ColumnMissing {
        /// The name.
        name: String,
    },
    /// No column has that name, but one that is new has one like it.
    ColumnRenamed {
        /// The name that was.
        from: String,
        /// The name that may be meant.
        to: String,
    },
    /// A column is new.
    ColumnNew {
        /// Its name.
        name: String,
    },
    /// The same columns stand in another order.
    Reordered,
    /// Something can be put right that there was not in the other file; it is as proposed.
    Unseen {
        /// The repair's id.
        repair: String,
    },
}

impl FromNode for Recipe {
    fn from_node(node: &Node) -> Option<Self> {
        Some(Self {
            file: node.field_or_default("file")?,
            sheet: node.field_or_default("sheet")?,
            choice: node.field("choice")?,
            on: node.field_or_default("on")?,
            off: node.field_or_default("off")?,
            columns: node.field_or_default("columns")?,
        })
    }
}

impl FromNode for Choice {
    fn from_node(node: &Node) -> Option<Self> {
        if !matches!(node, Node::Map(_)) {
            return None;
        }
        let pair = |key: &str| match node.get(key) {
            None | Some(Node::Null) => Some(None),
            Some(Node::List(list)) => match list.as_slice() {
                [Node::Count(a), Node::Count(b)] => {
                    Some(Some((u32::try_from(*a).ok()?, u32::try_from(*b).ok()?)))
                }
                _ => None,
            },
            Some(_) => None,
        };
        Some(Self {
            sheet: node.field_or_default("sheet")?,
            header: pair("header")?,
            switched: node.field_or_default("switched")?,
            encoding: word(node, "encoding", &Encoding::ALL, Encoding::slug)?,
            separator: word(node, "separator", &Separator::ALL, Separator::slug)?,
            quote: word(node, "quote", &Quote::ALL, Quote::slug)?,
            skip: node.field_or_default("skip")?,
            last: node.field_or_default("last")?,
            columns: pair("columns")?,
            list: node.field_or_default("list")?,
        })
    }
}

/// A word under a key that may be left out.
fn word<T: Copy>(
    node: &Node,
    key: &str,
    all: &[T],
    slug: fn(T) -> &'static str,
) -> Option<Option<T>> {
    match node.get(key) {
        None | Some(Node::Null) => Some(None),
        Some(node) => node.word(all, slug).map(Some),
    }
}

impl Recipe {
    /// As one line: `read 人口.csv : encoding = cp932, header = 3-5, on = totals`. Texts that are no plain words stand between
    /// double quotes, with `""` for a quote and `\n` for a line end.
    pub fn to_text(&self) -> String {
        let mut out = format!("read {} :", quoted(&self.file));
        let mut add = |key: &str, value: String| {
            out.push_str(if out.ends_with(':') { " " } else { ", " });
            out.push_str(key);
            out.push_str(" = ");
            out.push_str(&value);
        };
        let pair = |(a, b): (u32, u32)| format!("{a}-{b}");
        let choice = &self.choice;
        if !self.sheet.is_empty() {
            add("sheet", quoted(&self.sheet));
        }
        if let Some(at) = choice.sheet {
            add("sheet_number", at.to_string());
        }
        if let Some(path) = &choice.list {
            add("list", quoted(path));
        }
        if let Some(encoding) = choice.encoding {
            add("encoding", encoding.slug().to_owned());
        }
        if let Some(separator) = choice.separator {
            add("separator", separator.slug().to_owned());
        }
        if let Some(quote) = choice.quote {
            add("quote", quote.slug().to_owned());
        }
        if let Some(rows) = choice.skip {
            add("skip", rows.to_string());
        }
        if let Some(rows) = choice.header {
            add("header", pair(rows));
        }
        if let Some(row) = choice.last {
            add("last", row.to_string());
        }
        if let Some(columns) = choice.columns {
            add("columns", pair(columns));
        }
        for (key, ids) in [
            ("switched", &choice.switched),
            ("on", &self.on),
            ("off", &self.off),
            ("column", &self.columns),
        ] {
            for id in ids {
                add(key, quoted(id));
            }
        }
        out
    }

    /// Reads what [`Recipe::to_text`] writes; `None` where it is anything else.
    pub fn from_text(text: &str) -> Option<Self> {
        let mut rest = text.trim().strip_prefix("read ")?.trim_start();
        let mut recipe = Self {
            file: value(&mut rest)?,
            ..Self::default()
        };
        rest = rest.trim_start().strip_prefix(':')?.trim_start();
        while !rest.is_empty() {
            let key;
            (key, rest) = rest.split_once(" = ")?;
            let value = value(&mut rest)?;
            let choice = &mut recipe.choice;
            let pair = |text: &str| {
                let (a, b) = text.split_once('-')?;
                Some((a.parse().ok()?, b.parse().ok()?))
            };
            match key {
                "sheet" => recipe.sheet = value,
                "sheet_number" => choice.sheet = Some(value.parse().ok()?),
                "list" => choice.list = Some(value),
                "encoding" => {
                    choice.encoding = Some(known(&value, &Encoding::ALL, Encoding::slug)?)
                }
                "separator" => {
                    choice.separator = Some(known(&value, &Separator::ALL, Separator::slug)?);
                }
                "quote" => choice.quote = Some(known(&value, &Quote::ALL, Quote::slug)?),
                "skip" => choice.skip = Some(value.parse().ok()?),
                "header" => choice.header = Some(pair(&value)?),
                "last" => choice.last = Some(value.parse().ok()?),
                "columns" => choice.columns = Some(pair(&value)?),
                "switched" => choice.switched.push(value),
                "on" => recipe.on.push(value),
                "off" => recipe.off.push(value),
                "column" => recipe.columns.push(value),
                _ => return None,
            }
            rest = rest.trim_start();
            if let Some(more) = rest.strip_prefix(',') {
                rest = more.trim_start();
            } else if !rest.is_empty() {
                return None;
            }
        }
        Some(recipe)
    }
}

fn known<T: Copy>(text: &str, all: &[T], slug: fn(T) -> &'static str) -> Option<T> {
    all.iter().copied().find(|one| slug(*one) == text)
}

fn quoted(text: &str) -> String {
    let is_plain = !text.is_empty()
        && text
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '.' | '_' | '-'));
    if is_plain {
        return text.to_owned();
    }
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\"\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// Takes a value from the front of a text.
fn value(rest: &mut &str) -> Option<String> {
    let Some(mut inside) = rest.strip_prefix('"') else {
        let end = rest
            .find(|c: char| c == ',' || c.is_whitespace())
            .unwrap_or(rest.len());
        let (word, behind) = rest.split_at(end);
        *rest = behind;
        return (!word.is_empty()).then(|| word.to_owned());
    };
    let mut out = String::new();
    loop {
        let mut chars = inside.chars();
        let c = chars.next()?;
        let behind = chars.as_str();
        inside = match c {
            '"' => match behind.strip_prefix('"') {
                Some(behind) => {
                    out.push('"');
                    behind
                }
                None => {
                    *rest = behind;
                    return Some(out);
                }
            },
            '\\' => {
                out.push(match chars.next()? {
                    'n' => '\n',
                    'r' => '\r',
                    c => c,
                });
                chars.as_str()
            }
            c => {
                out.push(c);
                behind
            }
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn full() -> Recipe {
        Recipe {
            file: "R5 人口.csv".to_owned(),
            sheet: "第1表, \"a\"".to_owned(),
            choice: Choice {
                sheet: Some(2),
                header: Some((3, 5)),
                switched: vec!["totals".to_owned(), "numbers:率 (%)".to_owned()],
                encoding: Some(Encoding::Cp932),
                separator: Some(Separator::Tab),
                quote: Some(Quote::None),
                skip: Some(2),
                last: Some(60),
                columns: Some((1, 12)),
                list: Some("a.b".to_owned()),
            },
            on: vec!["notes".to_owned()],
            off: vec!["unit:names".to_owned()],
            columns: vec!["市町".to_owned(), "人口\n計\\".to_owned(), String::new()],
        }
    }

    #[test]
    fn both_forms_are_identities() {
        for recipe in [full(), Recipe::default()] {
            let json = serde_json::to_string(&recipe).unwrap();
            let node: Node = serde_json::from_str(&json).unwrap();
            assert_eq!(Recipe::from_node(&node).as_ref(), Some(&recipe), "{json}");
            let text = recipe.to_text();
            assert!(!text.contains('\n'));
            assert_eq!(Recipe::from_text(&text).as_ref(), Some(&recipe), "{text}");
        }
        // Every word is the one that serde writes.
        for encoding in Encoding::ALL {
            let written = serde_json::to_string(&encoding).unwrap();
            assert_eq!(written, format!("\"{}\"", encoding.slug()));
        }
        for separator in Separator::ALL {
            let written = serde_json::to_string(&separator).unwrap();
            assert_eq!(written, format!("\"{}\"", separator.slug()));
        }
        for quote in Quote::ALL {
            let written = serde_json::to_string(&quote).unwrap();
            assert_eq!(written, format!("\"{}\"", quote.slug()));
        }
    }

    #[test]
    fn what_is_missing_is_as_found_and_what_is_wrong_is_refused() {
        let read = |json: &str| {
            let node: Node = serde_json::from_str(json).unwrap();
            Recipe::from_node(&node)
        };
        assert_eq!(read(r#"{"choice":{}}"#), Some(Recipe::default()));
        for wrong in [
            r#"{}"#,
            r#"{"choice":[]}"#,
            r#"{"choice":{"header":3}}"#,
            r#"{"choice":{"header":[1,2,3]}}"#,
            r#"{"choice":{"encoding":"latin1"}}"#,
        ] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
        for wrong in [
            "",
            "read",
            "filter a",
            "read a.csv",
            "read a.csv : header = x",
            "read a.csv : color = red",
            "read a.csv : skip = 1 2",
            "read \"a.csv : skip = 1",
        ] {
            assert_eq!(Recipe::from_text(wrong), None, "{wrong}");
        }
    }
}
