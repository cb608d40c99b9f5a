//! What was done in an exercise, as changes of the module's text. Nothing here knows a browser.

use std::rc::Rc;

use spec::toml::quoted;
use spec::{Answer, Exercise};

use crate::components::exercise::record;
use crate::components::exercise::record::{Recorded, Solution};
use crate::pages::studio::text::{self, Edit, answers};

/// What an answer is to become.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Target {
    /// The solution, and a check where there is none.
    Solution,
    /// What stands there at the start.
    Starter,
    /// An anticipated mistake and what is said about it.
    Wrong(String),
}

/// Something to write down.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Take {
    /// The exercise as it was read last.
    pub(crate) exercise: Rc<Exercise>,
    /// What was done.
    pub(crate) answer: Answer,
    /// What it becomes.
    pub(crate) target: Target,
}

/// A change of a text, if it has to be changed.
type Change<'a> = Box<dyn Fn(&str) -> Option<Edit> + 'a>;

/// The changes of the text, one after another: each is for the text after the one before.
pub(crate) fn edits(take: &Take) -> Vec<Change<'_>> {
    let id = &take.exercise.id.0;
    let pair = take.exercise.kind.with(&take.answer);
    let Some(recorded) = pair.and_then(record) else {
        return Vec::new();
    };
    let Recorded {
        block,
        solution,
        mistake,
    } = recorded;
    let block = move |role: &'static str| {
        move |text: &str| {
            let (word, body) = block.as_ref()?;
            text::put_block(text, id, &format!("{word} {role}"), body)
        }
    };
    match (&take.target, solution) {
        (Target::Solution, Solution::Nothing) => Vec::new(),
        (Target::Solution, Solution::Block(first)) => {
            let check = move |text: &str| match text::check(text, id) {
                Some(_) => None,
                None => text::put_block(text, id, "check", &first),
            };
            vec![Box::new(block("solution")), Box::new(check)]
        }
        (Target::Solution, Solution::Options(options, picked)) => vec![Box::new(move |text| {
            answers::mark_options(text, id, options, picked)
        })],
        (Target::Solution, Solution::Accepted(answer)) => vec![Box::new(move |text| {
            let check = text::check(text, id).unwrap_or_default();
            text::put_block(text, id, "check", &answers::accepted(&check, answer)?)
        })],
        (Target::Starter, _) => vec![Box::new(block("starter"))],
        (Target::Wrong(say), _) => vec![Box::new(move |text| {
            let mut body = text::check(text, id).unwrap_or_default();
            if !body.is_empty() && !body.ends_with('\n') {
                body.push('\n');
            }
            let mistake = mistake.as_ref()?;
            body.push_str(&format!("[[wrong]]\nsay = {}\n{mistake}", quoted(say)));
            text::put_block(text, id, "check", &body)
        })],
    }
}

#[cfg(test)]
mod tests;
