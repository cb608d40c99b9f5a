//! What holds for every text whatsoever. The fuzz target uses this file too.

use course::frame::{self, Language, Options};
use course::{ImageFile, TableFile, decode, load_with_images};
use spec::Diagnostic;

/// Reads any bytes as a module, as its table and as its picture. Panics when something does not hold.
pub(crate) fn bytes(bytes: &[u8]) {
    match decode("m.md", bytes) {
        Ok(read) => text(read, bytes),
        Err(diagnostic) => {
            let shown = String::from_utf8_lossy(bytes);
            is_inside(&diagnostic, &shown);
            text(&shown, bytes);
        }
    }
}

fn text(text: &str, data: &[u8]) {
    let read = || {
        load_with_images(
            "m.md",
            text,
            &mut |_| {
                Some(TableFile {
                    bytes: data.to_vec(),
                    ..TableFile::default()
                })
            },
            &mut |_| {
                Some(ImageFile {
                    bytes: data.to_vec(),
                    url: String::new(),
                    ..ImageFile::default()
                })
            },
        )
    };
    let (module, diagnostics) = read();
    let (again, diagnostics_again) = read();
    // NaN is never a value in a module, so equal means equal.
    assert!(module == again, "the same text is read differently");
    assert!(
        diagnostics == diagnostics_again,
        "the same text is told differently"
    );
    assert!(
        diagnostics.len() <= course::limits::PROBLEMS + 1,
        "{} problems",
        diagnostics.len()
    );
    for diagnostic in &diagnostics {
        is_inside(diagnostic, text);
        assert!(
            !diagnostic.message.ja.is_empty() && !diagnostic.message.en.is_empty(),
            "{diagnostic:?}"
        );
    }
    for source in &module.data {
        let parts: Vec<&str> = source.file.split('/').collect();
        assert!(
            !parts.contains(&"..") && !source.file.starts_with('/') && !source.seed.contains('/'),
            "{source:?} leads out of the folder"
        );
    }
    // The first ones are enough to find a fault of the frame, and a few are quick.
    let first = diagnostics.get(..diagnostics.len().min(5)).unwrap_or(&[]);
    for language in [Language::Ja, Language::En] {
        let options = Options {
            language,
            width: 80,
            color: false,
        };
        let shown = frame::text(first, text, &options);
        assert!(
            !shown.contains(|c: char| c.is_control() && c != '\n'),
            "a control character reaches the terminal: {shown:?}"
        );
    }
}

fn is_inside(diagnostic: &Diagnostic, text: &str) {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let span = diagnostic.span;
    let line = span
        .line
        .checked_sub(1)
        .and_then(|line| text.split('\n').nth(line as usize));
    let inside = line.is_some_and(|line| {
        let characters = line.chars().count();
        let before = (span.column as usize).checked_sub(1);
        before.is_some_and(|before| before + span.len as usize <= characters)
    });
    assert!(inside, "{diagnostic:?} is outside the file");
}
