//! Exercises: the common parts here, one file per kind below, the same stem in every crate.

mod chart;
mod choice;
mod number;
mod table;
mod text;

use std::ops::Range;

use spec::prose::AlertKind;
use spec::{Asks, Block, Exercise, ExerciseId, ExerciseKind};

use crate::context::Context;
use crate::fields::Fields;
use crate::fragment::Fragment;
use crate::markdown::{Heading, Item, Node, NodeKind, plain_text};
use crate::problem;
use crate::prose;

/// Kinds that this build knows, as classes of a heading.
pub(crate) const KINDS: [&str; 6] = ["table", "chart", "choice", "number", "text", "essay"];

/// Kinds of the format that come later.
pub(crate) const LATER_KINDS: [&str; 3] = ["clean", "audit", "flow"];

/// Points of an exercise whose heading names none.
pub(crate) const POINTS: u32 = 10;

/// Tolerance of a number for which the author gave none: only the noise of floating point.
pub(crate) const NOISE: f64 = 1e-9;

/// Attributes of an exercise's heading.
const ATTRIBUTES: [&str; 2] = ["points", "mode"];

/// An exercise's heading and what stands below it.
pub(crate) struct Draft {
    pub(crate) id: ExerciseId,
    pub(crate) kind: &'static str,
    pub(crate) heading: Heading,
    pub(crate) at: Range<usize>,
    pub(crate) nodes: Vec<Node>,
}

/// The blocks of an exercise that are no prose.
#[derive(Default)]
struct Parts {
    fences: Vec<Fence>,
    options: Vec<Item>,
}

/// A fenced block with a meaning.
struct Fence {
    /// `steps`, `sql`, `chart` or `check`.
    language: String,
    /// `starter` or `solution`; empty for none.
    role: String,
    fragment: Fragment,
    at: Range<usize>,
}

impl Parts {
    /// The block of that meaning; a second one is reported.
    fn take(&mut self, language: &str, role: &str, context: &mut Context<'_>) -> Option<Fragment> {
        let mut found = None;
        let mut rest = Vec::new();
        for fence in std::mem::take(&mut self.fences) {
            if fence.language != language || fence.role != role {
                rest.push(fence);
            } else if found.is_none() {
                found = Some(fence.fragment);
            } else {
                context.add(
                    fence.at,
                    problem::exercises::block_twice(format!("{language} {role}").trim()),
                );
            }
        }
        self.fences = rest;
        found
    }

    /// The `check` block; reports when there is none.
    fn check(&mut self, at: &Range<usize>, context: &mut Context<'_>) -> Option<Fragment> {
        let check = self.take("check", "", context);
        if check.is_none() {
            context.add(at.clone(), problem::exercises::check_missing());
        }
        check
    }
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
    let mut parts = Parts::default();
    let mut exercise = Exercise {
        id,
        title: plain_text(&heading.text),
        points: POINTS,
        task: Vec::new(),
        hints: Vec::new(),
        explanation: Vec::new(),
        kind: ExerciseKind::Essay,
        asks: Asks::default(),
    };
    let mode = attributes(kind, &heading, &at, &mut exercise, context);
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
    if exercise.task.is_empty() && (kind != "choice" || exercise.title.is_empty()) {
        context.add(at.clone(), problem::exercises::task_missing());
    }
    if exercise.hints.len() < 2 && kind != "essay" {
        context.add(
            at.clone(),
            problem::exercises::few_hints(exercise.hints.len()),
        );
    }
    exercise.kind = match kind {
        "table" => ExerciseKind::Table(table::read(mode, &mut parts, &at, context)),
        "chart" => ExerciseKind::Chart(chart::read(&mut parts, &at, context)),
        "choice" => {
            let multiple = heading.classes.iter().any(|class| class == "multiple");
            ExerciseKind::Choice(choice::read(multiple, &mut parts, &at, context))
        }
        "number" => ExerciseKind::Number(number::read(&mut parts, &at, context)),
        "text" => ExerciseKind::Text(text::read(&mut parts, &at, context)),
        _ => ExerciseKind::Essay,
    };
    for fence in parts.fences {
        let block = format!("{} {}", fence.language, fence.role)
            .trim()
            .to_owned();
        context.add(fence.at, problem::exercises::block_not_here(&block, &kind));
    }
    exercise.asks = Asks::of(&exercise);
    exercise
}

/// Reads points and mode; gives the mode as written.
fn attributes(
    kind: &str,
    heading: &Heading,
    at: &Range<usize>,
    exercise: &mut Exercise,
    context: &mut Context<'_>,
) -> Option<String> {
    let mut mode = None;
    for (name, value) in &heading.attributes {
        let at = &context.report.within(at, name);
        let value = value.as_deref().unwrap_or_default().trim_matches('"');
        match name.as_str() {
            "points" => match value.parse().ok().filter(|points| *points <= 1000) {
                Some(points) => exercise.points = points,
                None => {
                    let allowed = vec!["0–1000".to_owned()];
                    let problem = problem::front_matter::bad_value(&name, value, &allowed, &[]);
                    context.add(at.clone(), problem);
                }
            },
            "mode" if kind == "table" => mode = Some(value.to_owned()),
            _ => {
                let near = ::table::text::nearest(
                    name,
                    ATTRIBUTES.into_iter().filter(|known| known != name),
                );
                context.add(
                    at.clone(),
                    problem::headings::unknown_attribute(&name, &near),
                );
            }
        }
    }
    mode
}

/// Puts one node below an exercise's heading where it belongs.
fn part(
    node: Node,
    kind: &str,
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
            if kind == "choice" && items.iter().any(|item| item.checked.is_some()) =>
        {
            parts.options.extend(items);
        }
        NodeKind::Fence { info, fragment } => {
            let words: Vec<&str> = info.split_whitespace().collect();
            let language = words.first().copied().unwrap_or_default();
            let role = words.get(1).copied().unwrap_or_default();
            let is_shown = match language {
                "steps" => role.is_empty() && kind != "chart",
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
                    problem::exercises::unknown_block_word(found, &near, &allowed),
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

/// Reports fewer than two anticipated mistakes in a check.
fn count_wrongs(check: &mut Fields<'_>, context: &mut Context<'_>) {
    let count = check.count("wrong");
    if count < 2 && !check.is_broken() {
        context.add(check.at(), problem::exercises::few_wrongs(count));
    }
}

/// What an anticipated mistake tells the learner.
fn say(wrong: &mut Fields<'_>, context: &mut Context<'_>) -> String {
    wrong
        .text("say", &mut context.report)
        .map(|say| say.value)
        .unwrap_or_default()
}

/// SQL that must be there; blank where it is not.
fn required_sql(fields: &mut Fields<'_>, context: &mut Context<'_>) -> String {
    fields.require("sql");
    optional_sql(fields, context).unwrap_or_default()
}

/// SQL that may be there.
fn optional_sql(fields: &mut Fields<'_>, context: &mut Context<'_>) -> Option<String> {
    let sql = fields.fragment("sql", &mut context.report)?;
    Some(context.use_sql(&sql.text, sql.range))
}

/// Values of a closed list of words, as texts of a key.
fn words_of<T: Copy, const N: usize>(
    fields: &mut Fields<'_>,
    key: &'static str,
    all: [T; N],
    slug: fn(T) -> &'static str,
    context: &mut Context<'_>,
) -> Vec<T> {
    let mut values = Vec::new();
    for word in fields.one_or_more(key, &mut context.report) {
        match all.into_iter().find(|value| slug(*value) == word.value) {
            Some(value) => values.push(value),
            None => {
                let allowed: Vec<String> =
                    all.iter().map(|value| slug(*value).to_owned()).collect();
                let near = ::table::text::nearest(&word.value, all.map(slug));
                context.add(
                    word.at,
                    problem::front_matter::bad_value(key, &word.value, &allowed, &near),
                );
            }
        }
    }
    values
}

/// The words of an option or paragraph and the blocks behind it.
fn split_first_paragraph(mut blocks: Vec<Block>) -> (Vec<spec::Inline>, Vec<Block>) {
    match blocks.first() {
        Some(Block::Paragraph(_)) => match blocks.remove(0) {
            Block::Paragraph(text) => (text, blocks),
            _ => (Vec::new(), blocks),
        },
        _ => (Vec::new(), blocks),
    }
}
