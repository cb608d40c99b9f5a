//! `choice`: pick one or several options, written as a task list.

use std::ops::Range;

use spec::Block;
use spec::exercise::{ChoiceExercise, ChoiceOption};

use super::form::{Form, Written};
use super::parts::{Parts, split_first_paragraph};
use crate::context::Context;
use crate::keys::key::Key;
use crate::problem;
use crate::prose;
use crate::template::subject::Subject;
use crate::write::blocks::{blocks, quote, under};
use crate::write::words::{InlineContext, inlines};

/// The class of a heading below which several options may be right.
const MULTIPLE: &str = "multiple";

/// How it is written.
pub(super) const FORM: Form = Form {
    classes: &[MULTIPLE],
    has_options: true,
    heading_asks: true,
    ..Form::PLAIN
};

pub(super) fn read(
    parts: &mut Parts,
    at: &Range<usize>,
    context: &mut Context<'_>,
) -> ChoiceExercise {
    let multiple = parts.has_class(MULTIPLE);
    let mut options = Vec::new();
    for item in std::mem::take(&mut parts.options) {
        if item.checked.is_none() {
            context.add(item.at.clone(), problem::exercises::option_not_marked());
        }
        let (text, rest) = split_first_paragraph(prose::blocks(item.nodes, context));
        if text.is_empty() {
            context.add(item.at.clone(), problem::exercises::empty_part());
        }
        // The quote marks the feedback in the file; on the page it is plain.
        let feedback: Vec<Block> = rest
            .into_iter()
            .flat_map(|block| match block {
                Block::Quote(inner) => inner,
                other => vec![other],
            })
            .collect();
        if feedback.is_empty() {
            context.add(item.at, problem::exercises::option_without_feedback());
        }
        options.push(ChoiceOption {
            text,
            correct: item.checked.unwrap_or_default(),
            feedback,
        });
    }
    if options.len() < 2 {
        context.add(at.clone(), problem::exercises::options_missing());
    } else {
        match options.iter().filter(|option| option.correct).count() {
            0 => context.add(at.clone(), problem::exercises::no_right_option()),
            1 => {}
            _ if !multiple => context.add(at.clone(), problem::exercises::several_right()),
            _ => {}
        }
    }
    ChoiceExercise { multiple, options }
}

pub(super) fn write(choice: &ChoiceExercise, written: &mut Written<'_>) {
    if choice.multiple {
        written.classes.push(MULTIPLE);
    }
    if matches!(written.task.last(), Some(Block::List { .. })) {
        // Else the options would be read as further items.
        written.parts.push("<!-- -->".to_owned());
    }
    written.parts.push(options(choice));
}

fn options(choice: &ChoiceExercise) -> String {
    let options: Vec<String> = choice
        .options
        .iter()
        .map(|option| {
            let mut body = inlines(&option.text, InlineContext::Line);
            if !option.feedback.is_empty() {
                body.push('\n');
                body.push_str(&quote(&blocks(&option.feedback)));
            }
            let mark = if option.correct { "- [x] " } else { "- [ ] " };
            // Feedback is set in below the words, not below the box.
            let lines = under("- ", &body);
            format!("{mark}{}", lines.get(2..).unwrap_or_default())
        })
        .collect();
    options.join("\n")
}

/// Its tables of keys: options are Markdown.
pub(super) fn keys() -> Vec<(&'static str, Vec<Key>)> {
    Vec::new()
}

/// Texts of such an exercise about a table, the best first.
pub(super) fn templates(id: &str, subject: &Subject) -> Vec<String> {
    vec![template(id, subject)]
}

fn template(id: &str, subject: &Subject) -> String {
    let rows = subject.rows;
    let more = rows + 1;
    let mut columns = subject.columns.len() as u64;
    // Three different numbers.
    while columns == rows || columns == more {
        columns += 1;
    }
    format!(
        r#"## 件数を数える {{#{id} .choice points=5}}

上の表には、何件のデータがありますか。

- [x] {rows}件
  > そのとおりです。1行が1件です。
- [ ] {more}件
  > 見出しの行はデータに数えません。
- [ ] {columns}件
  > 横に並ぶ列ではなく、縦に並ぶ行を数えます。

> [!TIP]
> 1行が1件を表します。

> [!TIP]
> 見出しの行は数えません。

> [!IMPORTANT]
> （正解のあとに見せる説明を書きます。）
"#
    )
}
