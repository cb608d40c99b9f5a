//! Reading JSON by way of a small tree.
//!
//! What serde derives for reading a type from JSON costs the page two ways of reading it, from a list and from an object, for
//! each type once. Here the JSON becomes a [`Node`] first, and types are looked up in it ([`FromNode`]); it is read as what
//! serde derives would be (tests here and in `step/json.rs` hold the two against each other). Writing stays with serde, and so do
//! other formats.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, SeqAccess, Visitor};

/// A piece of JSON.
#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    /// A text.
    Text(String),
    /// `true` or `false`.
    Flag(bool),
    /// A whole number of 0 or more.
    Count(u64),
    /// A list.
    List(Vec<Node>),
    /// An object, in its own order.
    Map(Vec<(String, Node)>),
    /// `null`.
    Null,
    /// A number of another kind: nothing that is read here has one.
    Other,
}

impl Node {
    /// What stands under a key; `None` where nothing does, or this is no object.
    pub fn get(&self, key: &str) -> Option<&Self> {
        match self {
            Self::Map(entries) => entries
                .iter()
                .find_map(|(name, node)| (name == key).then_some(node)),
            _ => None,
        }
    }

    /// What stands under a key that has to be there.
    pub fn field<T: FromNode>(&self, key: &str) -> Option<T> {
        T::from_node(self.get(key)?)
    }

    /// What stands under a key that may be left out.
    pub fn field_or_default<T: FromNode + Default>(&self, key: &str) -> Option<T> {
        self.get(key)
            .map_or_else(|| Some(T::default()), T::from_node)
    }

    /// The only entry of an object: a variant and what is in it.
    pub fn variant(&self) -> Option<(&str, &Self)> {
        match self {
            Self::Map(entries) => match entries.as_slice() {
                [(name, node)] => Some((name, node)),
                _ => None,
            },
            _ => None,
        }
    }

    /// A list of what `item` reads.
    pub(crate) fn list<T>(&self, item: fn(&Self) -> Option<T>) -> Option<Vec<T>> {
        match self {
            Self::List(items) => items.iter().map(item).collect(),
            _ => None,
        }
    }

    /// One of a closed list of words.
    pub(crate) fn word<T: Copy>(&self, all: &[T], slug: fn(T) -> &'static str) -> Option<T> {
        let Self::Text(text) = self else {
            return None;
        };
        all.iter().copied().find(|one| slug(*one) == text)
    }
}

/// What can be looked up in a [`Node`].
pub trait FromNode: Sized {
    /// The value; `None` where the JSON is of another form.
    fn from_node(node: &Node) -> Option<Self>;
}

impl FromNode for String {
    fn from_node(node: &Node) -> Option<Self> {
        match node {
            Node::Text(text) => Some(text.clone()),
            _ => None,
        }
    }
}

impl FromNode for bool {
    fn from_node(node: &Node) -> Option<Self> {
        match node {
            Node::Flag(flag) => Some(*flag),
            _ => None,
        }
    }
}

impl FromNode for u64 {
    fn from_node(node: &Node) -> Option<Self> {
        match node {
            Node::Count(count) => Some(*count),
            _ => None,
        }
    }
}

impl FromNode for u32 {
    fn from_node(node: &Node) -> Option<Self> {
        u64::from_node(node)?.try_into().ok()
    }
}

impl<T: FromNode> FromNode for Option<T> {
    fn from_node(node: &Node) -> Option<Self> {
        match node {
            Node::Null => Some(None),
            _ => T::from_node(node).map(Some),
        }
    }
}

impl<T: FromNode> FromNode for Vec<T> {
    fn from_node(node: &Node) -> Option<Self> {
        node.list(T::from_node)
    }
}

impl<K: for<'a> From<&'a str> + Ord, T: FromNode> FromNode for BTreeMap<K, T> {
    fn from_node(node: &Node) -> Option<Self> {
        match node {
            Node::Map(entries) => entries
                .iter()
                .map(|(key, node)| Some((key.as_str().into(), T::from_node(node)?)))
                .collect(),
            _ => None,
        }
    }
}

/// Reads these types field by field: those before the `;` have to be there, those behind it may be left out.
macro_rules! by_fields {
    ($($name:ident { $($field:ident),*; $($optional:ident),* })*) => {$(
        impl $crate::json::FromNode for $name {
            fn from_node(node: &$crate::json::Node) -> Option<Self> {
                if !matches!(node, $crate::json::Node::Map(_)) {
                    return None;
                }
                Some(Self {
                    $($field: node.field(stringify!($field))?,)*
                    $($optional: node.field_or_default(stringify!($optional))?,)*
                })
            }
        }
    )*};
}

pub(crate) use by_fields;

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Any;
        impl<'de> Visitor<'de> for Any {
            type Value = Node;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("JSON")
            }

            fn visit_bool<E>(self, flag: bool) -> Result<Node, E> {
                Ok(Node::Flag(flag))
            }

            fn visit_u64<E>(self, count: u64) -> Result<Node, E> {
                Ok(Node::Count(count))
            }

            fn visit_i64<E>(self, _: i64) -> Result<Node, E> {
                Ok(Node::Other)
            }

            fn visit_f64<E>(self, _: f64) -> Result<Node, E> {
                Ok(Node::Other)
            }

            fn visit_unit<E>(self) -> Result<Node, E> {
                Ok(Node::Null)
            }

            fn visit_str<E>(self, text: &str) -> Result<Node, E> {
                Ok(Node::Text(text.to_owned()))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Node, A::Error> {
                let mut list = Vec::new();
                while let Some(item) = items.next_element()? {
                    list.push(item);
                }
                Ok(Node::List(list))
            }

            fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Node, A::Error> {
                let mut map = Vec::new();
                while let Some(entry) = entries.next_entry()? {
                    map.push(entry);
                }
                Ok(Node::Map(map))
            }
        }
        deserializer.deserialize_any(Any)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Answer;

    #[test]
    fn answers_are_read_as_what_serde_derives_reads_them() {
        let step = r#"{"step":{"join":{"how":"left","table":"t","on":[{"left":"a","right":"b"}]}},"enabled":false}"#;
        let whole = [
            format!(r#"{{"table":{{"mode":"sql","steps":[{step}],"sql":"SELECT 1"}}}}"#),
            r#"{"table":{"mode":"steps","steps":[],"sql":"","new":[1,-2,0.5,null]}}"#.to_owned(),
            r#"{"chart":{"kind":"bar","x":"a","y":"b","color":"c","sort":"descending","title":"題","unit":"人"}}"#.to_owned(),
            r#"{"chart":{"kind":"bar","stack":"share","fit":"line","facet":"年"}}"#.to_owned(),
            r#"{"chart":{"kind":null}}"#.to_owned(),
            r#"{"chart":{}}"#.to_owned(),
            r#"{"choice":[0,4294967295]}"#.to_owned(),
            r#"{"number":"1,2"}"#.to_owned(),
            r#"{"text":"津\"市\n"}"#.to_owned(),
            r#"{"essay":""}"#.to_owned(),
        ];
        let broken = [
            r#"{"table":{"mode":"steps","steps":[]}}"#,
            r#"{"table":{"mode":"both","steps":[],"sql":""}}"#,
            r#"{"table":{"mode":"steps","steps":[{"step":{"head":{"n":3}}}],"sql":""}}"#,
            r#"{"chart":{"kind":"pie"}}"#,
            r#"{"chart":{"x":null}}"#,
            r#"{"chart":{"stack":"both"}}"#,
            r#"{"choice":[-1]}"#,
            r#"{"choice":[4294967296]}"#,
            r#"{"choice":[1.0]}"#,
            r#"{"number":5}"#,
            r#"{"essay":"a","text":"b"}"#,
            r#"{"robot":"a"}"#,
            r#"{}"#,
            r#"[]"#,
            r#""number""#,
            r#"null"#,
        ];
        let read = |json: &str| {
            let node: Node = serde_json::from_str(json).unwrap();
            let read = Answer::from_node(&node);
            assert_eq!(read, serde_json::from_str(json).ok(), "{json}");
            read
        };
        assert!(whole.iter().all(|json| read(json).is_some()));
        assert!(broken.into_iter().all(|json| read(json).is_none()));
    }
}
