//! Which language is spoken. Sentences of the command line stand where they are said, in both languages: the page's
//! catalogues (`locale`) travel to browsers and have no room for them.

use std::ffi::OsString;

pub(crate) use course::frame::Language;

/// The sentence in the language of the terminal: `say!(lang, "日本語 {x}", "English {x}")`.
macro_rules! say {
    ($lang:expr, $ja:literal, $en:literal $(,)?) => {
        match $lang {
            $crate::words::Language::Ja => format!($ja),
            $crate::words::Language::En => format!($en),
        }
    };
}
pub(crate) use say;

/// `--lang` as typed, else `AMA_LANG`, else what the system speaks; Japanese unless that is English.
pub(crate) fn language(args: &[OsString], variable: &dyn Fn(&str) -> Option<String>) -> Language {
    let mut typed = None;
    let mut args = args.iter().filter_map(|arg| arg.to_str());
    while let Some(arg) = args.next() {
        match arg.strip_prefix("--lang") {
            Some("") => typed = args.next().map(str::to_owned),
            Some(rest) => typed = rest.strip_prefix('=').map(str::to_owned).or(typed),
            None => {}
        }
    }
    let spoken = typed.or_else(|| {
        ["AMA_LANG", "LC_ALL", "LC_MESSAGES", "LANG"]
            .iter()
            .filter_map(|name| variable(name))
            .find(|value| !value.is_empty())
    });
    match locale::Lang::of_tag(&spoken.unwrap_or_default()) {
        locale::Lang::Ja => Language::Ja,
        locale::Lang::En => Language::En,
    }
}

/// The same language for what the page says too.
pub(crate) fn locale(lang: Language) -> locale::Locale {
    locale::Locale::new(match lang {
        Language::Ja => locale::Lang::Ja,
        Language::En => locale::Lang::En,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_counts_before_what_the_system_speaks() {
        let spoken = |args: &[&str], variables: &[(&str, &str)]| {
            let args: Vec<OsString> = args.iter().map(OsString::from).collect();
            language(&args, &|name| {
                let found = variables.iter().find(|(known, _)| *known == name);
                found.map(|(_, value)| (*value).to_owned())
            })
        };
        assert_eq!(spoken(&["ama"], &[]), Language::Ja);
        assert_eq!(spoken(&["ama"], &[("LANG", "C.UTF-8")]), Language::Ja);
        assert_eq!(spoken(&["ama"], &[("LANG", "en_US.UTF-8")]), Language::En);
        assert_eq!(
            spoken(&["ama"], &[("LANG", "en_US"), ("AMA_LANG", "ja")]),
            Language::Ja
        );
        assert_eq!(spoken(&["ama", "check", "--lang", "en"], &[]), Language::En);
        assert_eq!(
            spoken(&["ama", "--lang=ja"], &[("LANG", "en")]),
            Language::Ja
        );
    }
}
