//! What the packed catalogue is made of, known to the build script that writes it and to [`crate::packed`], which reads it.
//!
//! A message is its text with codes in it, all of them control characters that no catalogue may contain:
//!
//! ```text
//! words     = { text | variable | selector }
//! variable  = VARIABLE parameter
//! selector  = SELECT parameter { ( VARIANT | DEFAULT ) key KEY_END words } SELECT_END
//! parameter = the character FIRST_PARAMETER + number in the list of parameters
//! key       = an identifier, or a whole number
//! ```

/// Tags of the languages in the order in which they are packed; each is a folder of catalogue files.
pub(crate) const LANGUAGES: [&str; 2] = ["ja", "en"];

/// Ids of one block: the index holds only the first of each, the rest is looked for in turn.
pub(crate) const BLOCK: usize = 16;

/// Ends an id.
pub(crate) const ID_END: char = '\n';
/// Ends a message.
pub(crate) const END: char = '\0';
/// A parameter's value.
pub(crate) const VARIABLE: char = '\u{1}';
/// Begins a choice by a parameter's value.
pub(crate) const SELECT: char = '\u{2}';
/// Begins a variant.
pub(crate) const VARIANT: char = '\u{3}';
/// Begins the variant that is taken when none matches.
pub(crate) const DEFAULT: char = '\u{4}';
/// Ends a variant's key.
pub(crate) const KEY_END: char = '\u{5}';
/// Ends a choice.
pub(crate) const SELECT_END: char = '\u{6}';
/// Stands alone for a message that only another language has.
pub(crate) const ABSENT: char = '\u{7}';

/// The first parameter's character; the codes lie below it.
pub(crate) const FIRST_PARAMETER: char = ' ';

/// Whether a character means something else than itself.
pub(crate) fn is_code(c: char) -> bool {
    c <= ABSENT
}
