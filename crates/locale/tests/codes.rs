//! Every code has its sentence in both languages, and every sentence its code.

#![expect(clippy::unwrap_used, reason = "tests may unwrap")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use fluent_syntax::ast::{Entry, PatternElement};
use locale::{Lang, Locale};
use spec::verdict::CODES;

/// The sentences of a language by id, as they stand in the file. A sentence with a parameter is none.
fn sentences(lang: Lang) -> BTreeMap<String, String> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("i18n")
        .join(lang.tag())
        .join("code.ftl");
    let resource = fluent_syntax::parser::parse(fs::read_to_string(file).unwrap()).unwrap();
    let messages = resource.body.into_iter().filter_map(|entry| match entry {
        Entry::Message(message) => Some(message),
        _ => None,
    });
    let text = |elements: &[PatternElement<String>]| match elements {
        [PatternElement::TextElement { value }] => value.clone(),
        other => panic!("a code's sentence needs no parameters: {other:?}"),
    };
    messages
        .map(|message| (message.id.name, text(&message.value.unwrap().elements)))
        .collect()
}

#[test]
fn every_code_has_its_own_sentence() {
    for lang in [Lang::Ja, Lang::En] {
        let locale = Locale::new(lang);
        let mut unused = sentences(lang);
        let mut said = BTreeMap::new();
        for code in CODES {
            let sentence = locale::code(&locale, code);
            let sentence = sentence.unwrap_or_else(|| panic!("{lang:?}: {code} has none"));
            let id = match code.split_once('/') {
                Some((family @ ("say" | "option"), _)) => format!("code-{family}"),
                _ => format!("code-{}", code.replace('/', "-")),
            };
            // The first of a family that is counted takes it out.
            if let Some(written) = unused.remove(&id) {
                assert_eq!(sentence, written);
                let before = said.insert(sentence, code);
                assert_eq!(before, None, "{lang:?}: {code} reads like another code");
            }
        }
        assert!(unused.is_empty(), "{lang:?}: of no code: {unused:#?}");
    }
}

#[test]
fn codes_of_later_versions_and_far_places() {
    let locale = Locale::new(Lang::Ja);
    let say = locale::code(&locale, "say/0");
    assert!(say.is_some());
    assert_eq!(locale::code(&locale, "say/300"), say);
    for unknown in ["", "values/telepathy", "code-values", "sayings/1"] {
        assert_eq!(locale::code(&locale, unknown), None, "{unknown}");
    }
    // No learner's page finds them by their ids: they would have to be sent to it.
    assert!(!locale.has("code-values"));
}
