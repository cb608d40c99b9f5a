//! What was typed wrongly, said in Japanese: the sentences of clap are English.

use clap::error::{ContextKind, ContextValue, ErrorKind};

/// The sentence for a mistake; `None` where it is no mistake (help was asked for) or clap's own words must do.
pub(crate) fn mistake(error: &clap::Error) -> Option<String> {
    let context = |kind| error.get(kind).map(words);
    let invalid = context(ContextKind::InvalidArg).unwrap_or_default();
    let value = context(ContextKind::InvalidValue).unwrap_or_default();
    let text = match error.kind() {
        ErrorKind::MissingRequiredArgument => format!("「{invalid}」が足りません"),
        ErrorKind::MissingSubcommand => "コマンドが足りません".to_owned(),
        ErrorKind::InvalidSubcommand => {
            let command = context(ContextKind::InvalidSubcommand).unwrap_or_default();
            format!("「{command}」というコマンドはありません")
        }
        ErrorKind::UnknownArgument => format!("「{invalid}」は使えません"),
        ErrorKind::InvalidValue if value.is_empty() => format!("「{invalid}」の値が足りません"),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            format!("「{invalid}」に「{value}」は使えません")
        }
        ErrorKind::ArgumentConflict => format!("「{invalid}」は、ほかのものといっしょに使えません"),
        _ => return None,
    };
    let near = [
        ContextKind::SuggestedSubcommand,
        ContextKind::SuggestedArg,
        ContextKind::SuggestedValue,
    ];
    let near = near
        .into_iter()
        .find_map(context)
        .filter(|near| !near.is_empty());
    let valid = context(ContextKind::ValidValue).filter(|valid| !valid.is_empty());
    let hint = match (near, valid) {
        (Some(near), _) => format!("\nhint: 「{near}」のことですか"),
        (None, Some(valid)) => format!("\nhint: 使えるもの: {valid}"),
        (None, None) => String::new(),
    };
    Some(format!(
        "エラー: {text}{hint}\n`--help` を付けると、使い方と例が出ます。"
    ))
}

fn words(value: &ContextValue) -> String {
    match value {
        ContextValue::String(text) => text.clone(),
        ContextValue::Strings(texts) => texts.join("、"),
        ContextValue::StyledStr(text) => text.to_string(),
        ContextValue::StyledStrs(texts) => {
            let texts: Vec<String> = texts.iter().map(ToString::to_string).collect();
            texts.join("、")
        }
        ContextValue::Number(number) => number.to_string(),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;
    use crate::args::Args;

    fn check(args: &[&str], parts: &[&str]) {
        let error = Args::command()
            .try_get_matches_from([&["ama"], args].concat())
            .unwrap_err();
        let said = mistake(&error).unwrap();
        for part in parts {
            assert!(said.contains(part), "{args:?}: {said}");
        }
        assert!(!said.contains("「」"), "{args:?}: {said}");
    }

    #[test]
    fn mistakes_are_said_with_what_to_do() {
        check(
            &["chek"],
            &[
                "「chek」というコマンドはありません",
                "「check」のことですか",
            ],
        );
        check(&["check"], &["「<PATHS>...」が足りません"]);
        check(
            &["check", "--format", "xml", "."],
            &["「xml」は使えません", "text、json、github"],
        );
        check(
            &["check", "--fomat", "json", "."],
            &["「--fomat」は使えません", "「--format」"],
        );
        check(&["preview", "a", "--port", "x"], &["「x」は使えません"]);
        check(&["pack", "a", "--out"], &["値が足りません"]);
        let help = Args::command()
            .try_get_matches_from(["ama", "--help"])
            .unwrap_err();
        assert_eq!(mistake(&help), None);
    }
}
