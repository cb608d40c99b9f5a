//! What the kinds' readers share: the parts of an exercise that are no prose, and keys that several kinds have.

use std::ops::Range;

use spec::Block;

use crate::context::Context;
use crate::fields::Fields;
use crate::fragment::Fragment;
use crate::markdown::Item;
use crate::problem;

/// What of an exercise is no prose.
#[derive(Default)]
pub(super) struct Parts {
    /// Classes of its heading.
    pub(super) classes: Vec<String>,
    /// Attributes of its heading that only its kind has.
    pub(super) attributes: Vec<(String, String)>,
    pub(super) fences: Vec<Fence>,
    pub(super) options: Vec<Item>,
}

/// A fenced block with a meaning.
pub(super) struct Fence {
    /// `steps`, `sql`, `chart` or `check`.
    pub(super) language: String,
    /// `starter` or `solution`; empty for none.
    pub(super) role: String,
    pub(super) fragment: Fragment,
    pub(super) at: Range<usize>,
}

impl Parts {
    pub(super) fn has_class(&self, class: &str) -> bool {
        self.classes.iter().any(|found| found == class)
    }

    /// The value of an attribute; the last one counts.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        let mut found = self.attributes.iter().rev();
        found
            .find(|(found, _)| found == name)
            .map(|(_, value)| value.as_str())
    }

    /// The block of that meaning; a second one is reported.
    pub(super) fn take(
        &mut self,
        language: &str,
        role: &str,
        context: &mut Context<'_>,
    ) -> Option<Fragment> {
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
    pub(super) fn check(
        &mut self,
        at: &Range<usize>,
        context: &mut Context<'_>,
    ) -> Option<Fragment> {
        let check = self.take("check", "", context);
        if check.is_none() {
            context.add(at.clone(), problem::exercises::check_missing());
        }
        check
    }
}

/// Reports fewer than two anticipated mistakes in a check.
pub(super) fn count_wrongs(check: &mut Fields<'_>, context: &mut Context<'_>) {
    let count = check.count("wrong");
    if count < 2 && !check.is_broken() {
        context.add(check.at(), problem::exercises::few_wrongs(count));
    }
}

/// What an anticipated mistake tells the learner.
pub(super) fn say(wrong: &mut Fields<'_>, context: &mut Context<'_>) -> String {
    wrong
        .text("say", &mut context.report)
        .map(|say| say.value)
        .unwrap_or_default()
}

/// SQL that must be there; blank where it is not.
pub(super) fn required_sql(fields: &mut Fields<'_>, context: &mut Context<'_>) -> String {
    fields.require("sql");
    optional_sql(fields, context).unwrap_or_default()
}

/// SQL that may be there.
pub(super) fn optional_sql(fields: &mut Fields<'_>, context: &mut Context<'_>) -> Option<String> {
    let sql = fields.fragment("sql", &mut context.report)?;
    Some(context.use_sql(&sql.text, sql.range))
}

/// Values of a closed list of words, as texts of a key.
pub(super) fn words_of<T: Copy, const N: usize>(
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
pub(super) fn split_first_paragraph(mut blocks: Vec<Block>) -> (Vec<spec::Inline>, Vec<Block>) {
    match blocks.first() {
        Some(Block::Paragraph(_)) => match blocks.remove(0) {
            Block::Paragraph(text) => (text, blocks),
            _ => (Vec::new(), blocks),
        },
        _ => (Vec::new(), blocks),
    }
}
