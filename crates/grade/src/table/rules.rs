//! Rules on the way: remarks on a right answer.

use spec::Program;
use spec::exercise::Rules;
use spec::verdict::Note;

/// Rules that a step answer did not keep. SQL has no steps to count.
pub(super) fn notes(rules: &Rules, program: &Program) -> Vec<Note> {
    let Program::Steps(entries) = program else {
        return Vec::new();
    };
    let verbs: Vec<&str> = entries
        .iter()
        .filter(|entry| entry.enabled)
        .map(|entry| entry.step.verb())
        .collect();
    let mut notes: Vec<Note> = rules
        .must_use
        .iter()
        .filter(|verb| !verbs.contains(&verb.as_str()))
        .map(|verb| Note::MustUse { verb: verb.clone() })
        .collect();
    let got = u32::try_from(verbs.len()).unwrap_or(u32::MAX);
    if let Some(max) = rules.max_steps.filter(|max| got > *max) {
        notes.push(Note::TooManySteps { got, max });
    }
    notes
}
