//! Texts as TOML writes them: one way for module files, track files and what the Studio puts into a text.

/// A text on one line, in quotes. Nothing of it is lost: control characters, which TOML takes in no text as they are, are
/// written by their numbers.
pub fn quoted(text: &str) -> String {
    let mut out = String::from('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\n' => out.push_str("\\n"),
            c => escape(&mut out, c),
        }
    }
    out.push('"');
    out
}

/// A text on lines of its own; its last line ends without a break.
pub fn quoted_lines(text: &str) -> String {
    let mut inside = String::new();
    for c in text.chars() {
        match c {
            '"' | '\n' => inside.push(c),
            c => escape(&mut inside, c),
        }
    }
    // Three of them would be the end.
    let inside = inside.replace("\"\"\"", "\\\"\\\"\\\"");
    format!("\"\"\"\n{inside}\n\"\"\"")
}

fn escape(out: &mut String, c: char) {
    match c {
        '\\' => out.push_str("\\\\"),
        // The highest is U+009F: two digits are enough.
        c if c.is_control() => {
            out.push_str("\\u00");
            for digit in [u32::from(c) / 16, u32::from(c) % 16] {
                let digit = char::from_digit(digit, 16).unwrap_or('0');
                out.push(digit.to_ascii_uppercase());
            }
        }
        c => out.push(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_a_text_is_lost() {
        assert_eq!(quoted("a\"b\\c\nd"), r#""a\"b\\c\nd""#);
        assert_eq!(
            quoted("津\t\u{0}\u{1b}\u{7f}\u{9f}市"),
            r#""津\u0009\u0000\u001B\u007F\u009F市""#
        );
        assert_eq!(quoted(""), "\"\"");
    }

    #[test]
    fn lines_stay_lines() {
        assert_eq!(
            quoted_lines("SELECT \"a\"\nFROM\tb \\ \"\"\""),
            "\"\"\"\nSELECT \"a\"\nFROM\\u0009b \\\\ \\\"\\\"\\\"\n\"\"\""
        );
    }
}
