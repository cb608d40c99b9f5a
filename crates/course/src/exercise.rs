//! Exercises: the common parts here, one file per kind below, the same stem in every crate. A kind's file reads and writes
//! it, and has its keys and a template.

mod form;
mod parts;

use std::ops::Range;

use spec::exercise::{EssayExercise, Kind};
use spec::prose::AlertKind;
use spec::{Asks, Exercise, ExerciseId, ExerciseKind};

use self::form::Form;
use self::parts::{Fence, Parts};
use crate::context::Context;
use crate::keys::key::Key;
use crate::markdown::{Heading, Node, NodeKind, plain_text};
use crate::problem;
use crate::prose;
use crate::template::subject::Subject;

pub(crate) use self::form::Written;

macro_rules! kinds {
    ($($stem:ident $Kind:ident $types:tt,)*) => {
        $(mod $stem;)*

        /// How a kind is written.
        fn form(kind: Kind) -> &'static Form {
            match kind {
                $(Kind::$Kind => &$stem::FORM,)*
            }
        }

        /// Reads what only that kind has.
        fn read_kind(
            kind: Kind,
            parts: &mut Parts,
            at: &Range<usize>,
            context: &mut Context<'_>,
        ) -> ExerciseKind {
            match kind {
                $(Kind::$Kind => ExerciseKind::$Kind($stem::read(parts, at, context)),)*
            }
        }

        /// Writes what only that kind has.
        pub(crate) fn write_kind(exercise: &ExerciseKind, written: &mut Written<'_>) {
            match exercise {
                $(ExerciseKind::$Kind(exercise) => $stem::write(exercise, written),)*
            }
        }

        /// The tables of keys of a kind, each with its place.
        pub(crate) fn keys(kind: Kind) -> Vec<(&'static str, Vec<Key>)> {
            match kind {
                $(Kind::$Kind => $stem::keys(),)*
            }
        }

        /// Texts of an exercise of that kind about a table, the best first: each is to be tried before it is taken.
        pub(crate) fn templates(kind: Kind, id: &str, subject: &Subject) -> Vec<String> {
            match kind {
                $(Kind::$Kind => $stem::templates(id, subject),)*
            }
        }
    };
}

spec::for_each_kind!(kinds);

/// Kinds of the format that come later.
pub(crate) const LATER_KINDS: [&str; 1] = ["flow"];

/// Points of an exercise whose heading names none.
pub(crate) const POINTS: u32 = 10;

/// The attribute of a heading that every exercise may have.
const POINTS_ATTRIBUTE: &str = "points";

/// Classes of a heading beside those kinds.
pub(crate) fn classes(kinds: &[Kind]) -> impl Iterator<Item = &'static str> {
    kinds.iter().flat_map(|kind| form(*kind).classes).copied()
}

/// An exercise's heading and what stands below it.
pub(crate) struct Draft {
    pub(crate) id: ExerciseId,
    pub(crate) kind: Kind,
    pub(crate) heading: Heading,
    pub(crate) at: Range<usize>,
    pub(crate) nodes: Vec<Node>,
}

/// Reads an exercise.
pub(crate) fn read(draft: Draft, context: &mut Context<'_>) -> Exercise {
    let Draft {
        id,
        kind,
        heading,
        at,
        nodes,
    } = draft;
    let mut parts = Parts {
        classes: heading.classes.clone(),
        ..Parts::default()
    };
    let mut exercise = Exercise {
        id,
        title: plain_text(&heading.text),
        points: POINTS,
        task: Vec::new(),
        hints: Vec::new(),
        explanation: Vec::new(),
        // Read last, when its parts are known.
        kind: ExerciseKind::Essay(EssayExercise {}),
        asks: Asks::default(),
    };
    attributes(kind, &heading, &at, &mut parts, &mut exercise, context);
    // The order of `Module::each_block_mut`, so that places of data views stay with their views.
    let mut nodes = nodes;
    nodes.sort_by_key(|node| match node.kind {
        NodeKind::Alert {
            kind: AlertKind::Tip,
            ..
        } => 1,
        NodeKind::Alert {
            kind: AlertKind::Important,
            ..
        } => 2,
        _ => 0,
    });
    for node in nodes {
        part(node, kind, &mut parts, &mut exercise, context);
    }
    let heading_asks = form(kind).heading_asks && !exercise.title.is_empty();
    if exercise.task.is_empty() && !heading_asks {
        context.add(at.clone(), problem::exercises::task_missing());
    }
    if exercise.hints.len() < 2 && kind.is_graded() {
        context.add(
            at.clone(),
            problem::exercises::few_hints(exercise.hints.len()),
        );
    }
    exercise.kind = read_kind(kind, &mut parts, &at, context);
    for fence in parts.fences {
        let block = format!("{} {}", fence.language, fence.role)
            .trim()
            .to_owned();
        let kind = kind.slug();
        context.add(fence.at, problem::exercises::block_not_here(&block, kind));
    }
    exercise.asks = Asks::of(&exercise);
    exercise
}

/// Reads the points, and what only the kind has.
fn attributes(
    kind: Kind,
    heading: &Heading,
    at: &Range<usize>,
    parts: &mut Parts,
    exercise: &mut Exercise,
    context: &mut Context<'_>,
) {
    for (name, value) in &heading.attributes {
        let at = &context.report.within(at, name);
        let value = value.as_deref().unwrap_or_default().trim_matches('"');
        match name.as_str() {
            POINTS_ATTRIBUTE => match value.parse().ok().filter(|points| *points <= 1000) {
                Some(points) => exercise.points = points,
                None => {
                    let allowed = vec!["0–1000".to_owned()];
                    let problem = problem::front_matter::bad_value(name, value, &allowed, &[]);
                    context.add(at.clone(), problem);
                }
            },
            own if form(kind).attributes.contains(&own) => {
                parts.attributes.push((name.clone(), value.to_owned()));
            }
            _ => {
                let of_kinds = Kind::ALL.iter().flat_map(|kind| form(*kind).attributes);
                let known = std::iter::once(POINTS_ATTRIBUTE).chain(of_kinds.copied());
                let near = ::table::text::nearest(name, known.filter(|known| known != name));
                context.add(
                    at.clone(),
                    problem::headings::unknown_attribute(name, &near),
                );
            }
        }
    }
}

/// Puts one node below an exercise's heading where it belongs.
fn part(
    node: Node,
    kind: Kind,
    parts: &mut Parts,
    exercise: &mut Exercise,
    context: &mut Context<'_>,
) {
    match node.kind {
        NodeKind::Alert {
            kind: AlertKind::Tip,
            nodes,
        } => {
            let hint = prose::blocks(nodes, context);
            if hint.is_empty() {
                context.add(node.at, problem::exercises::empty_part());
            } else {
                exercise.hints.push(hint);
            }
        }
        NodeKind::Alert {
            kind: AlertKind::Important,
            nodes,
        } => {
            exercise.explanation.extend(prose::blocks(nodes, context));
        }
        NodeKind::List { items, .. }
            if form(kind).has_options && items.iter().any(|item| item.checked.is_some()) =>
        {
            parts.options.extend(items);
        }
        NodeKind::Fence { info, fragment } => {
            let words: Vec<&str> = info.split_whitespace().collect();
            let language = words.first().copied().unwrap_or_default();
            let role = words.get(1).copied().unwrap_or_default();
            let is_shown = match language {
                "steps" => role.is_empty() && !form(kind).has_steps,
                "sql" => role.is_empty(),
                "chart" | "check" => false,
                _ => true,
            };
            if is_shown {
                exercise.task.extend(prose::block(
                    Node {
                        at: node.at,
                        kind: NodeKind::Fence { info, fragment },
                    },
                    context,
                ));
                return;
            }
            let allowed: &'static [&'static str] = match language {
                "check" => &[],
                _ => &["starter", "solution"],
            };
            let unknown = match (words.get(1), words.get(2)) {
                (_, Some(third)) => Some(*third),
                (Some(second), _) if !allowed.contains(second) => Some(*second),
                (None, _) if language == "chart" => Some(""),
                _ => None,
            };
            if let Some(found) = unknown {
                let near = ::table::text::nearest(found, allowed.iter().copied());
                let near = if found.is_empty() { Vec::new() } else { near };
                context.add(
                    node.at.clone(),
                    problem::exercises::unknown_block_word(found, &near, allowed),
                );
                if words.len() != 3 {
                    return;
                }
            }
            parts.fences.push(Fence {
                language: language.to_owned(),
                role: role.to_owned(),
                fragment,
                at: node.at,
            });
        }
        _ => exercise.task.extend(prose::block(node, context)),
    }
}
