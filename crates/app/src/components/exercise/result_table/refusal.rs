//! Why a table could not be had, in words.

use crate::components::exercise::words::failure_sentence;
use crate::hooks::Words;
use crate::state::engine::EngineError;

/// The sentence for a table that could not be had.
pub(crate) fn refusal(words: &Words, error: &EngineError) -> String {
    match error {
        EngineError::Failed(failure) => failure_sentence(words, failure),
        other => other.message(words),
    }
}
