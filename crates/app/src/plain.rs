//! Texts as a search compares them.

/// A text in small letters, half width, and with hiragana for katakana, as people type them.
pub(crate) fn plain(text: &str) -> String {
    let signs = text.chars().map(|sign| {
        let code = u32::from(sign);
        let code = match sign {
            '！'..='～' => code - 0xFEE0,
            'ァ'..='ヶ' => code - 0x60,
            _ => code,
        };
        char::from_u32(code).unwrap_or(sign).to_ascii_lowercase()
    });
    signs.collect()
}

/// Whether all the words of `wanted` stand in these texts, however they are typed; `wanted` is [`plain`].
pub(crate) fn holds(texts: &[&str], wanted: &str) -> bool {
    let texts = plain(&texts.join(" "));
    wanted.split_whitespace().all(|word| texts.contains(word))
}
