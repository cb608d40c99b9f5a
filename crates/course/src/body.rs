//! The body: title, prose, exercises and the closing sections.

use std::collections::BTreeSet;
use std::ops::Range;

use spec::module::Section;
use spec::{Block, ExerciseId, Module};

use crate::context::Context;
use crate::exercise::{self, Draft, KINDS, LATER_KINDS};
use crate::front_matter::is_id;
use crate::limits::{self, Limit};
use crate::markdown::{Heading, Node, NodeKind, plain_text};
use crate::problem::Problem;
use crate::prose;

/// Classes of the closing sections.
const AT_WORK: &str = "at-work";
const INSTRUCTOR: &str = "instructor";

/// What is being read.
enum Current {
    Prose(Vec<Block>),
    Exercise(Draft),
    AtWork,
    Instructor,
}

struct Reader<'m> {
    module: &'m mut Module,
    ids: BTreeSet<String>,
    title: Option<Range<usize>>,
    seen: Vec<&'static str>,
    level: u8,
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
) {
    let found = nodes.iter().filter(|node| is_exercise(node)).count();
    if found > limits::EXERCISES {
        context.add(title_at, Problem::Limit(Limit::Exercises { found }));
        return;
    }
    let mut reader = Reader {
        module,
        ids: BTreeSet::new(),
        title: None,
        seen: Vec::new(),
        level: 1,
        at_work_views: Vec::new(),
        instructor_views: Vec::new(),
    };
    let mut current = Current::Prose(Vec::new());
    for node in nodes {
        match node.kind {
            NodeKind::Heading(heading) if heading.level <= 2 => {
                reader.close(current, context);
                current = reader.open(heading, node.at, context);
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
        context.add(title_at.clone(), Problem::TitleMissing);
    }
    for class in [AT_WORK, INSTRUCTOR] {
        if !reader.seen.contains(&class) {
            context.add(title_at.clone(), Problem::SectionMissing { class });
        }
    }
    if reader.module.exercises().next().is_none() {
        context.add(title_at, Problem::NoExercise);
    }
}

fn is_exercise(node: &Node) -> bool {
    let NodeKind::Heading(heading) = &node.kind else {
        return false;
    };
    let mut classes = heading.classes.iter();
    heading.level == 2 && classes.any(|class| KINDS.contains(&class.as_str()))
}

impl Reader<'_> {
    fn add(&mut self, node: Node, current: &mut Current, context: &mut Context<'_>) {
        if self.title.is_none() && matches!(current, Current::Prose(blocks) if blocks.is_empty()) {
            context.add(node.at.clone(), Problem::TextBeforeTitle);
        }
        match current {
            Current::Exercise(draft) => draft.nodes.push(node),
            Current::Prose(blocks) => blocks.extend(prose::block(node, context)),
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
            Current::Exercise(draft) => {
                let exercise = exercise::read(draft, context);
                self.module
                    .sections
                    .push(Section::Exercise(Box::new(exercise)));
            }
            Current::AtWork | Current::Instructor => {}
        }
    }

    fn jump(&mut self, level: u8, at: &Range<usize>, context: &mut Context<'_>) {
        if level > self.level + 1 {
            context.add(
                at.clone(),
                Problem::HeadingJump {
                    from: self.level,
                    to: level,
                },
            );
        }
        self.level = level;
    }

    /// Notes a heading's own id.
    fn anchor(&mut self, heading: &Heading, at: &Range<usize>, context: &mut Context<'_>) {
        if let Some(id) = &heading.id {
            if !is_id(id) {
                context.add(at.clone(), Problem::BadId { id: id.clone() });
            } else if !self.ids.insert(id.clone()) {
                context.add(at.clone(), Problem::DuplicateId { id: id.clone() });
            }
        }
    }

    /// What begins with a heading of level 1 or 2.
    fn open(&mut self, heading: Heading, at: Range<usize>, context: &mut Context<'_>) -> Current {
        if heading.text.is_empty() {
            context.add(at.clone(), Problem::HeadingEmpty);
        }
        self.anchor(&heading, &at, context);
        self.jump(heading.level, &at, context);
        if heading.level == 1 {
            return self.open_title(&heading, at, context);
        }
        let kinds: Vec<&'static str> = KINDS
            .into_iter()
            .filter(|kind| heading.classes.iter().any(|class| class == kind))
            .collect();
        self.check_classes(&heading, &kinds, &at, context);
        if let Some(kind) = kinds.first().copied() {
            if kinds.len() > 1 {
                context.add(at.clone(), Problem::SeveralKinds);
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
            if heading.classes.iter().any(|found| found == class) {
                if self.seen.contains(&class) {
                    context.add(at, Problem::SectionTwice { class });
                }
                self.seen.push(class);
                return section;
            }
        }
        if !heading.attributes.is_empty() {
            context.add(at, Problem::KindMissing);
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
            context.add(at, Problem::TitleTwice);
            return Current::Prose(vec![Block::Heading {
                level: 2,
                id: heading.id.clone(),
                text: heading.text.clone(),
            }]);
        }
        if self.module.title.is_empty() {
            self.module.title = title;
        } else if title != self.module.title {
            context.add(
                at.clone(),
                Problem::TitleDiffers {
                    title: self.module.title.clone(),
                },
            );
        }
        self.title = Some(at);
        Current::Prose(Vec::new())
    }

    fn check_classes(
        &self,
        heading: &Heading,
        kinds: &[&str],
        at: &Range<usize>,
        context: &mut Context<'_>,
    ) {
        for class in &heading.classes {
            let is_known = KINDS.contains(&class.as_str())
                || [AT_WORK, INSTRUCTOR].contains(&class.as_str())
                || (class == "multiple" && kinds.contains(&"choice"));
            if is_known {
                continue;
            }
            if LATER_KINDS.contains(&class.as_str()) {
                context.add(
                    at.clone(),
                    Problem::KindNotYet {
                        kind: class.clone(),
                    },
                );
            } else {
                let near = table::text::nearest(
                    class,
                    KINDS
                        .into_iter()
                        .chain([AT_WORK, INSTRUCTOR, "multiple"])
                        .filter(|known| known != class),
                );
                context.add(
                    at.clone(),
                    Problem::UnknownClass {
                        found: class.clone(),
                        near,
                    },
                );
            }
        }
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
        context.add(
            at.clone(),
            Problem::IdMissing {
                suggestion: suggestion.clone(),
            },
        );
        ExerciseId(suggestion)
    }
}
