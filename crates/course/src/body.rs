//! The body: title, prose, exercises and the closing sections.

use std::collections::BTreeSet;
use std::ops::Range;

use spec::exercise::Kind;
use spec::module::Section;
use spec::{Block, ExerciseId, Inline, Module};

use crate::context::Context;
use crate::exercise::{self, Draft, LATER_KINDS};
use crate::front_matter::is_id;
use crate::limits::{self, Limit};
use crate::markdown::{Heading, Node, NodeKind, plain_text};
use crate::problem;
use crate::prose;

/// Classes of the closing sections.
const AT_WORK: &str = "at-work";
const INSTRUCTOR: &str = "instructor";

/// Class of a section that may be skipped.
const OPTIONAL: &str = "optional";

/// What is being read.
enum Current {
    Prose(Vec<Block>),
    Optional {
        id: Option<String>,
        title: Vec<Inline>,
        blocks: Vec<Block>,
    },
    Exercise(Draft),
    /// An exercise of a kind that there is not: its blocks belong to it, but nobody knows what they mean.
    Unknown,
    AtWork,
    Instructor,
}

struct Reader<'m> {
    module: &'m mut Module,
    ids: BTreeSet<String>,
    title: Option<Range<usize>>,
    seen: Vec<&'static str>,
    level: u8,
    has_unknown: bool,
    /// Places of data views in the closing sections, which come last in `Module::each_block_mut` wherever they stand.
    at_work_views: Vec<Range<usize>>,
    instructor_views: Vec<Range<usize>>,
}

/// Reads the body into the module; `title_at` is where the front matter names the title.
pub(crate) fn read(
    nodes: Vec<Node>,
    module: &mut Module,
    context: &mut Context<'_>,
    title_at: Range<usize>,
) -> bool {
    let found = nodes.iter().filter(|node| is_exercise(node)).count();
    if found > limits::EXERCISES {
        context.add(title_at, Limit::Exercises { found }.problem());
        return false;
    }
    let mut reader = Reader {
        module,
        ids: BTreeSet::new(),
        title: None,
        seen: Vec::new(),
        level: 1,
        has_unknown: false,
        at_work_views: Vec::new(),
        instructor_views: Vec::new(),
    };
    let mut current = Current::Prose(Vec::new());
    let mut meant = meant_as_exercises(&nodes).into_iter();
    for node in nodes {
        let is_meant = meant.next().unwrap_or_default();
        match node.kind {
            NodeKind::Heading(heading) if opens(&heading) => {
                reader.close(current, context);
                current = reader.open(heading, is_meant, node.at, context);
            }
            NodeKind::Heading(ref heading) => {
                reader.anchor(heading, &node.at, context);
                reader.jump(heading.level, &node.at, context);
                reader.add(node, &mut current, context);
            }
            _ => reader.add(node, &mut current, context),
        }
    }
    reader.close(current, context);
    context.views.append(&mut reader.at_work_views);
    context.views.append(&mut reader.instructor_views);
    if reader.title.is_none() {
        context.add(title_at.clone(), problem::headings::title_missing());
    }
    for class in [AT_WORK, INSTRUCTOR] {
        if !reader.seen.contains(&class) {
            context.add(title_at.clone(), problem::headings::section_missing(class));
        }
    }
    if reader.module.exercises().next().is_none() && !reader.has_unknown {
        context.add(title_at, problem::headings::no_exercise());
    }
    true
}

fn is_exercise(node: &Node) -> bool {
    matches!(&node.kind, NodeKind::Heading(heading) if has_kind(heading))
}

fn has_kind(heading: &Heading) -> bool {
    let mut classes = heading.classes.iter();
    classes.any(|class| Kind::from_slug(class).is_some())
}

/// Whether a heading ends what stands before it. An exercise does so at any level, although only one is right.
fn opens(heading: &Heading) -> bool {
    heading.level <= 2 || has_kind(heading)
}

/// For each node: whether it is a heading with attributes above blocks that only exercises have.
fn meant_as_exercises(nodes: &[Node]) -> Vec<bool> {
    let mut meant = vec![false; nodes.len()];
    let mut has_blocks = false;
    for (node, meant) in nodes.iter().zip(&mut meant).rev() {
        match &node.kind {
            NodeKind::Fence { info, .. } => {
                let mut words = info.split_whitespace();
                has_blocks |= match words.next() {
                    Some("check" | "chart") => true,
                    Some("steps" | "sql") => words.next().is_some(),
                    _ => false,
                };
            }
            NodeKind::Heading(heading) if opens(heading) => {
                let has_attributes = heading.id.is_some()
                    || !heading.classes.is_empty()
                    || !heading.attributes.is_empty();
                *meant = has_blocks && has_attributes;
                has_blocks = false;
            }
            _ => {}
        }
    }
    meant
}

impl Reader<'_> {
    fn add(&mut self, node: Node, current: &mut Current, context: &mut Context<'_>) {
        if self.title.is_none() && matches!(current, Current::Prose(blocks) if blocks.is_empty()) {
            context.add(node.at.clone(), problem::headings::text_before_title());
        }
        match current {
            Current::Exercise(draft) => draft.nodes.push(node),
            Current::Prose(blocks) | Current::Optional { blocks, .. } => {
                blocks.extend(prose::block(node, context));
            }
            Current::Unknown => match node.kind {
                NodeKind::Fence { fragment, .. } => context.mention(&fragment.text),
                _ => {
                    // Its problems are told, and its data views have no place.
                    let before = context.views.len();
                    prose::block(node, context);
                    context.views.truncate(before);
                }
            },
            Current::AtWork | Current::Instructor => {
                let before = context.views.len();
                let block = prose::block(node, context);
                let views = context.views.split_off(before);
                if matches!(current, Current::AtWork) {
                    self.module.at_work.extend(block);
                    self.at_work_views.extend(views);
                } else {
                    self.module.instructor_notes.extend(block);
                    self.instructor_views.extend(views);
                }
            }
        }
    }

    fn close(&mut self, current: Current, context: &mut Context<'_>) {
        match current {
            Current::Prose(blocks) if blocks.is_empty() => {}
            Current::Prose(blocks) => self.module.sections.push(Section::Prose(blocks)),
            Current::Optional { id, title, blocks } => {
                let block = Block::Optional { id, title, blocks };
                self.module.sections.push(Section::Prose(vec![block]));
            }
            Current::Exercise(draft) => {
                let exercise = exercise::read(draft, context);
                self.module
                    .sections
                    .push(Section::Exercise(Box::new(exercise)));
            }
            Current::Unknown | Current::AtWork | Current::Instructor => {}
        }
    }

    fn jump(&mut self, level: u8, at: &Range<usize>, context: &mut Context<'_>) {
        if level > self.level + 1 {
            context.add(at.clone(), problem::headings::jump(self.level, level));
        }
        self.level = level;
    }

    /// Notes a heading's own id.
    fn anchor(&mut self, heading: &Heading, at: &Range<usize>, context: &mut Context<'_>) {
        if let Some(id) = &heading.id {
            let at = context.report.within(at, &format!("#{id}"));
            if !is_id(id) {
                context.add(at, problem::front_matter::bad_id(id));
            } else if !self.ids.insert(id.clone()) {
                context.add(at, problem::headings::duplicate_id(id));
            }
        }
    }

    /// What begins with a heading of level 1 or 2.
    fn open(
        &mut self,
        heading: Heading,
        is_meant: bool,
        at: Range<usize>,
        context: &mut Context<'_>,
    ) -> Current {
        if heading.text.is_empty() {
            context.add(at.clone(), problem::headings::empty());
        }
        self.anchor(&heading, &at, context);
        self.jump(heading.level, &at, context);
        if heading.level == 1 {
            return self.open_title(&heading, at, context);
        }
        let named = |classes: &[String]| -> Vec<Kind> {
            let all = Kind::ALL.iter().copied();
            all.filter(|kind| classes.iter().any(|class| class == kind.slug()))
                .collect()
        };
        let kinds = named(&heading.classes);
        let before = context.report.len();
        let meant = self.check_classes(&heading, &kinds, &at, context);
        let kinds = if kinds.is_empty() {
            named(&meant)
        } else {
            kinds
        };
        if let Some(kind) = kinds.first().copied() {
            if heading.level > 2 {
                context.add(at.clone(), problem::headings::exercise_level());
            }
            if kinds.len() > 1 {
                context.add(at.clone(), problem::headings::several_kinds());
            }
            let id = self.exercise_id(&heading, &at, context);
            return Current::Exercise(Draft {
                id,
                kind,
                heading,
                at,
                nodes: Vec::new(),
            });
        }
        for (class, section) in [
            (AT_WORK, Current::AtWork),
            (INSTRUCTOR, Current::Instructor),
        ] {
            if heading
                .classes
                .iter()
                .chain(&meant)
                .any(|found| found == class)
            {
                if self.seen.contains(&class) {
                    context.add(at, problem::headings::section_twice(class));
                }
                self.seen.push(class);
                return section;
            }
        }
        if heading
            .classes
            .iter()
            .chain(&meant)
            .any(|class| class == OPTIONAL)
        {
            if !heading.attributes.is_empty() {
                context.add(at, problem::headings::kind_missing());
            }
            return Current::Optional {
                id: heading.id,
                title: heading.text,
                blocks: Vec::new(),
            };
        }
        if is_meant {
            if context.report.len() == before {
                context.add(at, problem::headings::kind_missing());
            }
            self.has_unknown = true;
            return Current::Unknown;
        }
        if !heading.attributes.is_empty() {
            context.add(at, problem::headings::kind_missing());
        }
        Current::Prose(vec![Block::Heading {
            level: heading.level,
            id: heading.id,
            text: heading.text,
        }])
    }

    fn open_title(
        &mut self,
        heading: &Heading,
        at: Range<usize>,
        context: &mut Context<'_>,
    ) -> Current {
        let title = plain_text(&heading.text);
        if self.title.is_some() {
            context.add(at, problem::headings::title_twice());
            return Current::Prose(vec![Block::Heading {
                level: 2,
                id: heading.id.clone(),
                text: heading.text.clone(),
            }]);
        }
        if self.module.title.is_empty() {
            self.module.title = title;
        } else if title != self.module.title && context.tables.is_some() {
            context.add(
                at.clone(),
                problem::headings::title_differs(&self.module.title),
            );
        }
        self.title = Some(at);
        Current::Prose(Vec::new())
    }

    /// Reports classes that are not known, and gives those that they probably stand for.
    fn check_classes(
        &self,
        heading: &Heading,
        kinds: &[Kind],
        at: &Range<usize>,
        context: &mut Context<'_>,
    ) -> Vec<String> {
        let mut meant = Vec::new();
        for class in &heading.classes {
            let is_known = Kind::from_slug(class).is_some()
                || [AT_WORK, INSTRUCTOR].contains(&class.as_str())
                || exercise::classes(kinds).any(|known| known == class)
                || (class == OPTIONAL && kinds.is_empty());
            if is_known {
                continue;
            }
            let at = context.report.within(at, &format!(".{class}"));
            if LATER_KINDS.contains(&class.as_str()) {
                context.add(at, problem::headings::kind_not_yet(class));
            } else {
                let near = table::text::nearest(
                    class,
                    Kind::ALL
                        .iter()
                        .map(|kind| kind.slug())
                        .chain([AT_WORK, INSTRUCTOR, OPTIONAL])
                        .chain(exercise::classes(Kind::ALL))
                        .filter(|known| known != class),
                );
                meant.extend(near.first().cloned());
                context.add(at, problem::headings::unknown_class(class, &near));
            }
        }
        meant
    }

    /// The authored id, or the next free one where it is missing.
    fn exercise_id(
        &mut self,
        heading: &Heading,
        at: &Range<usize>,
        context: &mut Context<'_>,
    ) -> ExerciseId {
        if let Some(id) = &heading.id {
            return ExerciseId(id.clone());
        }
        let suggestion = (1..)
            .map(|number| format!("ex{number}"))
            .find(|id| !self.ids.contains(id))
            .unwrap_or_else(|| "ex".to_owned());
        self.ids.insert(suggestion.clone());
        context.add(at.clone(), problem::headings::id_missing(&suggestion));
        ExerciseId(suggestion)
    }
}
