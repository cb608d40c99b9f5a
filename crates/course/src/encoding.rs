//! Only UTF-8 is read; for anything else a good guess is made at how it came about.

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
