//! A module file's bytes to text.

use spec::Diagnostic;

use crate::encoding::utf8;
use crate::problem;
use crate::report::Diagnostics;

/// The text of a module file, or why it has none. `file` is the name that the diagnostic carries.
///
/// # Errors
///
/// The bytes are not UTF-8: one diagnostic, which says what they seem to be and how to save them.
pub fn decode<'b>(file: &str, bytes: &'b [u8]) -> Result<&'b str, Box<Diagnostic>> {
    let (foreign, good) = match utf8(bytes) {
        Ok(text) => return Ok(text),
        Err(fault) => fault,
    };
    // A person finds the place in the text as an editor shows it.
    let readable = bytes.get(..good).and_then(|good| str::from_utf8(good).ok());
    let mut report = Diagnostics::new(file, readable.unwrap_or_default());
    report.add(good..good, problem::reading::not_plain_text(foreign));
    report
        .finish()
        .pop()
        .map_or(Ok(""), |diagnostic| Err(Box::new(diagnostic)))
}
