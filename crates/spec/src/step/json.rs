//! Reading a step of a saved answer from JSON.
//!
//! What serde derives for sixteen kinds of step is seven of the page's kilobytes, for each kind once from a list and once from an
//! object. Here the JSON becomes a small tree first, and the steps are looked up in it. Other formats, and writing,
//! stay with what is derived.

use serde::Deserialize;
use serde::de::{Deserializer, Error, MapAccess, SeqAccess, Visitor};

use super::Step;

/// For `#[serde(deserialize_with)]`: a step, in the form that serde derives for it.
pub(crate) fn step<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Step, D::Error> {
    if !deserializer.is_human_readable() {
        return Step::deserialize(deserializer);
    }
    let node = Node::deserialize(deserializer)?;
    read(&node).ok_or_else(|| D::Error::custom("this is no step"))
}

/// What a step is made of in JSON.
pub(super) enum Node {
    Text(String),
    Flag(bool),
    Count(u64),
    List(Vec<Node>),
    Map(Vec<(String, Node)>),
    /// Nothing that belongs into a step.
    Other,
}

impl Node {
    pub(super) fn get(&self, key: &str) -> Option<&Self> {
        match self {
            Self::Map(entries) => entries
                .iter()
                .find_map(|(name, node)| (name == key).then_some(node)),
            _ => None,
        }
    }

    pub(super) fn as_text(&self) -> Option<String> {
        match self {
            Self::Text(text) => Some(text.clone()),
            _ => None,
        }
    }

    pub(super) fn as_count(&self) -> Option<u64> {
        match self {
            Self::Count(count) => Some(*count),
            _ => None,
        }
    }

    pub(super) fn text(&self, key: &str) -> Option<String> {
        self.get(key)?.as_text()
    }

    pub(super) fn flag(&self, key: &str) -> Option<bool> {
        match self.get(key)? {
            Self::Flag(flag) => Some(*flag),
            _ => None,
        }
    }

    pub(super) fn list<T>(&self, item: fn(&Self) -> Option<T>) -> Option<Vec<T>> {
        match self {
            Self::List(items) => items.iter().map(item).collect(),
            _ => None,
        }
    }

    /// One of a closed list of words.
    pub(super) fn word<T: Copy>(&self, all: &[T], slug: fn(T) -> &'static str) -> Option<T> {
        let Self::Text(text) = self else {
            return None;
        };
        all.iter().copied().find(|one| slug(*one) == text)
    }
}

/// `{"filter": {"predicate": "…"}}`.
fn read(node: &Node) -> Option<Step> {
    let Node::Map(entries) = node else {
        return None;
    };
    let [(verb, node)] = entries.as_slice() else {
        return None;
    };
    Step::read(verb, node)
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Any;
        impl<'de> Visitor<'de> for Any {
            type Value = Node;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("a part of a step")
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
                Ok(Node::Other)
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
    use crate::StepEntry;
    use crate::step::{Aggregate, CastTo, JoinKey, JoinKind, NamedExpr, RenamePair, SortKey};

    fn text(text: &str) -> String {
        text.to_owned()
    }

    fn named(name: &str) -> NamedExpr {
        NamedExpr {
            name: text(name),
            expr: text("a + \"1\"\n"),
        }
    }

    /// Each kind, and each word that one can hold.
    fn steps() -> Vec<Step> {
        let mut steps = vec![
            Step::From {
                table: text("人口"),
            },
            Step::Select {
                columns: vec![text("a"), text("年")],
            },
            Step::Rename {
                pairs: vec![RenamePair {
                    from: text("a"),
                    to: text("b"),
                }],
            },
            Step::Filter {
                predicate: text("a = 'x'"),
            },
            Step::WithColumns {
                columns: vec![named("x"), named("y")],
            },
            Step::GroupBy {
                keys: vec![],
                aggs: vec![named("n")],
            },
            Step::Sort {
                by: vec![SortKey {
                    column: text("a"),
                    descending: true,
                }],
            },
            Step::Head { n: 0 },
            Step::Tail { n: u64::MAX },
            Step::Unique { columns: vec![] },
            Step::Union { table: text("t") },
            Step::Unpivot {
                columns: vec![text("a")],
                index: vec![text("b")],
                name: text("n"),
                value: text("v"),
            },
            Step::FillNull {
                columns: vec![text("a")],
                value: text("0"),
            },
        ];
        steps.extend(JoinKind::ALL.map(|how| Step::Join {
            how,
            table: text("t"),
            on: vec![JoinKey {
                left: text("a"),
                right: text("b"),
            }],
        }));
        steps.extend(Aggregate::ALL.map(|agg| Step::Pivot {
            on: text("a"),
            index: vec![text("b")],
            values: text("c"),
            agg,
        }));
        steps.extend(CastTo::ALL.map(|to| Step::Cast {
            columns: vec![text("a")],
            to,
        }));
        steps
    }

    #[test]
    fn every_step_is_read_as_what_is_derived_reads_it() {
        for step in steps() {
            let entry = StepEntry::on(step);
            let json = serde_json::to_string(&entry).unwrap();
            assert_eq!(
                serde_json::from_str::<StepEntry>(&json).unwrap(),
                entry,
                "{json}"
            );
            let step = serde_json::to_string(&entry.step).unwrap();
            assert_eq!(
                serde_json::from_str::<Step>(&step).unwrap(),
                entry.step,
                "{step}"
            );
        }
    }

    #[test]
    fn what_is_derived_is_no_laxer_or_stricter() {
        for json in [
            // What a later version may add.
            r#"{"head":{"n":3,"new":[1,-2,0.5,null]}}"#,
            r#"{"head":{}}"#,
            r#"{"head":{"n":-3}}"#,
            r#"{"head":{"n":"3"}}"#,
            r#"{"head":{"n":3},"tail":{"n":3}}"#,
            r#"{"Head":{"n":3}}"#,
            r#"{"sort":{"by":[{"column":"a"}]}}"#,
            r#"{"join":{"how":"outer","table":"t","on":[]}}"#,
            r#"{"select":{"columns":["a",1]}}"#,
            r#"{"select":{"columns":"a"}}"#,
            r#"{}"#,
            r#"[]"#,
            r#""head""#,
            r#"null"#,
        ] {
            let entry = format!(r#"{{"step":{json},"enabled":true}}"#);
            let read = serde_json::from_str::<StepEntry>(&entry).map(|entry| entry.step);
            let derived = serde_json::from_str::<Step>(json);
            assert_eq!(read.ok(), derived.ok(), "{json}");
        }
    }
}
