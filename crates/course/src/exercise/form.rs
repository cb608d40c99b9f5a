//! How a kind is written: what may stand in its heading and below it, and what it adds when it is written out.

use spec::Block;

/// How a kind is written, beside a heading, prose and a check.
pub(super) struct Form {
    /// Attributes of its heading that no other kind has.
    pub(super) attributes: &'static [&'static str],
    /// Classes of its heading that no other kind has.
    pub(super) classes: &'static [&'static str],
    /// Whether a task list is its options.
    pub(super) has_options: bool,
    /// Whether steps without a role are its own; else they are shown as part of the task.
    pub(super) has_steps: bool,
    /// Whether the heading alone may be the task.
    pub(super) heading_asks: bool,
}

impl Form {
    /// Nothing but what every exercise has.
    pub(super) const PLAIN: Self = Self {
        attributes: &[],
        classes: &[],
        has_options: false,
        has_steps: false,
        heading_asks: false,
    };
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
