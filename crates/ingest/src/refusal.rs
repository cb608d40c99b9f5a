//! Words for what is not taken in.

use spec::diagnostic::Bilingual;

/// The same in both languages.
pub(crate) fn words(ja: impl Into<String>, en: impl Into<String>) -> Bilingual {
    Bilingual {
        ja: ja.into(),
        en: en.into(),
    }
}

/// Refuses more of something than is read.
pub(crate) fn limit(
    found: usize,
    most: usize,
    ja: &'static str,
    en: &'static str,
) -> Result<(), Bilingual> {
    if found <= most {
        return Ok(());
    }
    Err(words(
        format!(
            "大きすぎます。{found} {ja}ありますが、読めるのは {most} {ja}までです。使うところだけを別のファイルに写してから、もう一度選んでください。"
        ),
        format!(
            "the file is too large: {found} {en}, and at most {most} are read; copy what is needed to a file of its own"
        ),
    ))
}
