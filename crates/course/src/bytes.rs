//! Bytes to text: only UTF-8 is read, and for anything else a good guess is made at how it came about.

use crate::Diagnostic;
use crate::code::Code;
use crate::problem::{Problem, problem};
use crate::report::Report;

/// What a file seems to be that is no UTF-8 text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Foreign {
    /// A file of Word or Excel, or any zip.
    Office,
    /// «Unicode» in old editors.
    Utf16,
    /// «ANSI» in a Japanese Windows.
    ShiftJis,
    /// No idea.
    Unknown,
}

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
    let mut report = Report::new(file, readable.unwrap_or_default());
    report.add(good..good, foreign.problem());
    report
        .finish()
        .pop()
        .map_or(Ok(""), |diagnostic| Err(Box::new(diagnostic)))
}

/// The text, or what the bytes are instead and how many of them can be read.
pub(crate) fn utf8(bytes: &[u8]) -> Result<&str, (Foreign, usize)> {
    let fault = match str::from_utf8(bytes) {
        Ok(text) => return Ok(text),
        Err(error) => error.valid_up_to(),
    };
    let starts = |signs: &[&[u8]]| signs.iter().any(|sign| bytes.starts_with(sign));
    let foreign = if starts(&[b"PK\x03\x04", b"\xD0\xCF\x11\xE0"]) {
        Foreign::Office
    } else if starts(&[b"\xFF\xFE", b"\xFE\xFF"]) {
        Foreign::Utf16
    } else if is_shift_jis(bytes) {
        Foreign::ShiftJis
    } else {
        Foreign::Unknown
    };
    Err((foreign, fault))
}

/// Whether all bytes fall into Shift_JIS's pattern of single and double bytes.
fn is_shift_jis(bytes: &[u8]) -> bool {
    let mut bytes = bytes.iter();
    while let Some(byte) = bytes.next() {
        let is_good = match byte {
            0..=0x7F | 0xA1..=0xDF => true,
            0x81..=0x9F | 0xE0..=0xFC => {
                matches!(bytes.next(), Some(0x40..=0x7E | 0x80..=0xFC))
            }
            _ => false,
        };
        if !is_good {
            return false;
        }
    }
    true
}

impl Foreign {
    /// Code, message and hint for a module file.
    pub(crate) fn problem(self) -> Problem {
        let (ja, en) = self.name();
        problem(
            Code::NotPlainText,
            format!("UTF-8 の文章ではありません（{ja}）"),
            format!("this is no text in UTF-8: {en}"),
        )
        .hint(
            match self {
                Self::Office => {
                    "Word などから文章を写し、メモ帳などで「module.md」として保存します"
                }
                Self::Utf16 | Self::ShiftJis => {
                    "メモ帳なら「名前を付けて保存」で、文字コードを「UTF-8」にします"
                }
                Self::Unknown => "この字を打ち直し、文字コードを UTF-8 にして保存します",
            },
            match self {
                Self::Office => "copy the words into a text editor and save them as `module.md`",
                Self::Utf16 | Self::ShiftJis => "save it again with the encoding UTF-8",
                Self::Unknown => {
                    "type this character again and save the file with the encoding UTF-8"
                }
            },
        )
    }

    /// What it seems to be.
    pub(crate) fn name(self) -> (&'static str, &'static str) {
        match self {
            Self::Office => (
                "Word や Excel のファイルのようです",
                "it seems to be a file of Word or Excel",
            ),
            Self::Utf16 => ("UTF-16 のようです", "it seems to be UTF-16"),
            Self::ShiftJis => (
                "Shift_JIS、メモ帳の「ANSI」のようです",
                "it seems to be Shift_JIS (`ANSI`)",
            ),
            Self::Unknown => (
                "文字として読めないところがあります",
                "some bytes are no characters",
            ),
        }
    }
}
