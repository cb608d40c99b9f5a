//! A verdict as text: typed, and in the words that learners read.

use std::fmt::Write as _;

use locale::{Lang, Locale, Told};
use spec::{Block, Inline, Verdict};

/// The verdict, a line a thing, every line ended.
pub(crate) fn show(verdict: &Verdict) -> String {
    let languages = [Locale::new(Lang::Ja), Locale::new(Lang::En)];
    let mut told = String::new();
    match verdict {
        Verdict::Correct { notes } => {
            line(&mut told, "正解");
            for note in notes {
                line(&mut told, &format!("注意: {note:?}"));
                for locale in &languages {
                    line(&mut told, &format!("  {}", locale::note(locale, note)));
                }
            }
        }
        Verdict::NotYet(feedback) => {
            line(&mut told, "まだ");
            if !feedback.right.is_empty() {
                line(&mut told, &format!("合っている: {:?}", feedback.right));
            }
            if let Some(say) = &feedback.say {
                line(&mut told, &format!("講師のことば: {say}"));
            }
            for option in &feedback.options {
                let mark = if option.right { "○" } else { "×" };
                line(
                    &mut told,
                    &format!(
                        "選択肢 {} {mark} {}",
                        option.option + 1,
                        words(&option.feedback)
                    ),
                );
            }
            for (position, finding) in feedback.findings.iter().enumerate() {
                line(&mut told, &format!("所見: {finding:?}"));
                for locale in &languages {
                    let right = if position == 0 {
                        locale::right(locale, &feedback.right)
                    } else {
                        String::new()
                    };
                    let space = if right.is_empty() || locale.lang() == Lang::Ja {
                        ""
                    } else {
                        " "
                    };
                    line(
                        &mut told,
                        &format!(
                            "  {right}{space}{}",
                            told_line(&locale::finding(locale, finding))
                        ),
                    );
                }
            }
        }
        Verdict::Incomplete { .. } | Verdict::CannotGrade { .. } => {
            line(
                &mut told,
                if matches!(verdict, Verdict::Incomplete { .. }) {
                    "まだ答えがない"
                } else {
                    "採点できない"
                },
            );
            if let Verdict::CannotGrade { reason } = verdict {
                line(&mut told, &format!("理由: {:?}", reason.kind));
            }
            for locale in &languages {
                line(
                    &mut told,
                    &format!("  {}", told_line(&locale::verdict(locale, verdict))),
                );
            }
        }
    }
    told
}

fn line(told: &mut String, text: &str) {
    let _ = writeln!(told, "{text}");
}

fn told_line(told: &Told) -> String {
    match &told.next {
        Some(next) => format!("{} → {next}", told.text),
        None => told.text.clone(),
    }
}

fn words(blocks: &[Block]) -> String {
    let inline = |inline: &Inline| {
        if let Inline::Text(text) = inline {
            text.clone()
        } else {
            String::new()
        }
    };
    blocks
        .iter()
        .flat_map(|block| {
            if let Block::Paragraph(inlines) = block {
                inlines.iter().map(inline).collect()
            } else {
                Vec::new()
            }
        })
        .collect()
}
