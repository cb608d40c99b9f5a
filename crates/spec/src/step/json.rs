//! Reading a step of a saved answer from JSON: what serde derived for sixteen kinds of step was seven of the page's kilobytes.
//! Other formats, and writing, stay with what is derived.

use serde::Deserialize;
use serde::de::{Deserializer, Error};

use super::Step;
use crate::json::{FromNode, Node};

/// For `#[serde(deserialize_with)]`: a step, in the form that serde derives for it.
pub(crate) fn step<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Step, D::Error> {
    if !deserializer.is_human_readable() {
        return Step::deserialize(deserializer);
    }
    let node = Node::deserialize(deserializer)?;
    Step::from_node(&node).ok_or_else(|| D::Error::custom("this is no step"))
}

/// `{"filter": {"predicate": "…"}}`.
impl FromNode for Step {
    fn from_node(node: &Node) -> Option<Self> {
        let (verb, fields) = node.variant()?;
        Self::read(verb, fields)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::StepEntry;
    use crate::step::{
        Aggregate, CastTo, ChangeAs, CodeForm, JoinKey, JoinKind, NamedExpr, RenamePair, Smooth,
        SortKey, SplitAt, Unit,
    };

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
        steps.push(Step::Header { first: 2, last: 4 });
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
        let key = || SortKey {
            column: text("a"),
            descending: true,
        };
        steps.extend([
            Step::Normalise {
                columns: vec![text("a")],
            },
            Step::FillDown {
                columns: vec![text("a")],
            },
            Step::DropTotals {
                column: text("a"),
                words: vec![text("*郡")],
            },
            Step::Share {
                column: text("a"),
                within: vec![text("b")],
                name: text("n"),
            },
            Step::Rank {
                by: vec![key()],
                within: vec![],
                name: text("n"),
            },
            Step::CumSum {
                column: text("a"),
                by: vec![key(), SortKey::default()],
                within: vec![],
                name: text("n"),
            },
            Step::Bins {
                column: text("a"),
                width: 0,
                edges: vec![text("1.5"), text("-2")],
                name: text("n"),
            },
        ]);
        steps.extend(SplitAt::ALL.map(|how| Step::Split {
            column: text("a"),
            how,
            separator: text(" "),
            names: vec![text("x"), text("y")],
        }));
        steps.extend(CodeForm::ALL.map(|to| Step::KeyConversion {
            column: text("a"),
            from: CodeForm::R5,
            to,
        }));
        for unit in Unit::ALL {
            steps.extend(ChangeAs::ALL.map(|how| Step::Change {
                column: text("a"),
                how,
                by: text("b"),
                periods: 12,
                unit,
                within: vec![text("c")],
                name: text("n"),
            }));
            steps.extend(Smooth::ALL.map(|how| Step::Rolling {
                column: text("a"),
                how,
                by: text("b"),
                periods: 3,
                unit,
                within: vec![],
                name: text("n"),
            }));
        }
        let verbs: std::collections::BTreeSet<&str> = steps.iter().map(Step::verb).collect();
        assert_eq!(verbs.len(), Step::VERBS.len());
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
