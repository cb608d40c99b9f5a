//! Exercises: the common parts here, one file per kind below, the same stem in every crate. A kind's file reads and writes
//! it, and has its keys and a template.

use std::ops::Range;

use spec::exercise::{EssayExercise, Kind};
use spec::prose::AlertKind;
use spec::{Asks, Block, Exercise, ExerciseId, ExerciseKind};

use crate::context::Context;
use crate::fields::Fields;
use crate::fragment::Fragment;
use crate::keys::Key;
use crate::markdown::{Heading, Item, Node, NodeKind, plain_text};
use crate::problem;
use crate::prose;
use crate::template::Subject;

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
pub(crate) const LATER_KINDS: [&str; 3] = ["clean", "audit", "flow"];

/// Points of an exercise whose heading names none.
pub(crate) const POINTS: u32 = 10;

/// The attribute of a heading that every exercise may have.
const POINTS_ATTRIBUTE: &str = "points";

/// How a kind is written, beside a heading, prose and a check.
struct Form {
    /// Attributes of its heading that no other kind has.
    attributes: &'static [&'static str],
    /// Classes of its heading that no other kind has.
    classes: &'static [&'static str],
    /// Whether a task list is its options.
    has_options: bool,
    /// Whether steps without a role are its own; else they are shown as part of the task.
    has_steps: bool,
    /// Whether the heading alone may be the task.
    heading_asks: bool,
}

impl Form {
    /// Nothing but what every exercise has.
    const PLAIN: Self = Self {
        attributes: &[],
        classes: &[],
        has_options: false,
        has_steps: false,
        heading_asks: false,
    };
}

/// The kinds as classes of a heading.
pub(crate) fn slugs() -> impl Iterator<Item = &'static str> {
    Kind::ALL.iter().map(|kind| kind.slug())
}

/// Whether a class says of which kind an exercise is.
pub(crate) fn is_kind(class: &str) -> bool {
    Kind::from_slug(class).is_some()
}

/// Classes of a heading beside those kinds.
pub(crate) fn classes(kinds: &[Kind]) -> impl Iterator<Item = &'static str> {
    kinds.iter().flat_map(|kind| form(*kind).classes).copied()
}

/// What a kind adds to the text of an exercise.
pub(crate) struct Written<'a> {
    /// The task, behind which it stands.
    pub(crate) task: &'a [Block],
    /// Further classes of the heading.
    pub(crate) classes: Vec<&'static str>,
    /// Further attributes of the heading.
    pub(crate) attributes: Vec<(&'static str, &'static str)>,
    /// Blocks behind the task.
    pub(crate) parts: Vec<String>,
}

impl<'a> Written<'a> {
    /// Nothing yet, behind that task.
    pub(crate) fn before(task: &'a [Block]) -> Self {
        Self {
            task,
            classes: Vec::new(),
            attributes: Vec::new(),
            parts: Vec::new(),
        }
    }
}

/// An exercise's heading and what stands below it.
pub(crate) struct Draft {
    pub(crate) id: ExerciseId,
    pub(crate) kind: Kind,
    pub(crate) heading: Heading,
    pub(crate) at: Range<usize>,
    pub(crate) nodes: Vec<Node>,
}

/// What of an exercise is no prose.
#[derive(Default)]
struct Parts {
    /// Classes of its heading.
    classes: Vec<String>,
    /// Attributes of its heading that only its kind has.
    attributes: Vec<(String, String)>,
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
    fn has_class(&self, class: &str) -> bool {
        self.classes.iter().any(|found| found == class)
    }

    /// The value of an attribute; the last one counts.
    fn attribute(&self, name: &str) -> Option<&str> {
        let mut found = self.attributes.iter().rev();
        found
            .find(|(found, _)| found == name)
            .map(|(_, value)| value.as_str())
    }

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
