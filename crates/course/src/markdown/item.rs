//! Lines that people begin like items of a list although Markdown has no such list, and where sentences end.

/// Whether a line begins like an item of a list that is none in Markdown.
pub(crate) fn begins(line: &str) -> bool {
    sign(line).is_some()
}

/// Whether a line is a whole sentence, or says that something follows.
pub(crate) fn ends_sentence(line: &str) -> bool {
    line.trim_end().ends_with(['。', '：', ':', '！', '？'])
}

/// `・`, `●`, `①`, `１．`, `1、`, `（１）`: what people begin items with. `1. ` is Markdown's and no such sign.
pub(crate) fn sign(line: &str) -> Option<&str> {
    let first = line.chars().next()?;
    if matches!(
        first,
        '・' | '•' | '●' | '○' | '■' | '□' | '◆' | '◇' | '※' | '①'..='⑳'
    ) {
        return line.get(..first.len_utf8());
    }
    let inner = line.strip_prefix(['（', '(']);
    let number = inner.unwrap_or(line);
    let behind =
        number.trim_start_matches(|c: char| c.is_ascii_digit() || ('０'..='９').contains(&c));
    let digits = number.len() - behind.len();
    // A year or an amount begins no item.
    if digits == 0 || number.get(..digits)?.chars().count() > 2 {
        return None;
    }
    let end = behind.chars().next()?;
    let closes = match inner {
        Some(_) => matches!(end, '）' | ')'),
        None => matches!(end, '．' | '.' | '、' | '）' | ')'),
    };
    // `2.5` is a number.
    let next = behind.chars().nth(1);
    let is_number = next.is_some_and(|c| c.is_ascii_digit() || ('０'..='９').contains(&c));
    (closes && !is_number)
        .then(|| line.get(..line.len() - behind.len() + end.len_utf8()))
        .flatten()
}
