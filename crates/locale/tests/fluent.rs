//! The page's own reader of messages says, byte for byte, what Project Fluent's formatter says.

#![expect(clippy::unwrap_used, reason = "tests may unwrap")]

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use fluent_bundle::types::FluentNumber;
use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};
use fluent_syntax::ast::{
    Entry, Expression, InlineExpression, Pattern, PatternElement, VariantKey,
};
use locale::{Arg, Lang, Locale};

/// Values that any parameter may get.
const NUMBERS: [f64; 10] = [
    0.12345,
    0.0,
    1.0,
    2.0,
    1000.0,
    1.5,
    -1.0,
    1.0004,
    1234567.25,
    f64::INFINITY,
];
const TEXTS: [&str; 6] = ["", "海女", "1", "one", "other", "{$column}\u{1}"];

/// What a message may be asked with.
#[derive(Default)]
struct Message {
    parameters: BTreeSet<String>,
    /// Keys of the selectors of a parameter.
    keys: BTreeMap<String, BTreeSet<String>>,
}

impl Message {
    fn pattern(&mut self, pattern: &Pattern<String>) {
        for element in &pattern.elements {
            if let PatternElement::Placeable { expression } = element {
                self.expression(expression);
            }
        }
    }

    fn expression(&mut self, expression: &Expression<String>) {
        match expression {
            Expression::Inline(InlineExpression::Placeable { expression }) => {
                self.expression(expression);
            }
            Expression::Inline(InlineExpression::VariableReference { id }) => {
                self.parameters.insert(id.name.clone());
            }
            Expression::Inline(_) => {}
            Expression::Select { selector, variants } => {
                let InlineExpression::VariableReference { id } = selector else {
                    panic!("{selector:?}");
                };
                self.parameters.insert(id.name.clone());
                for variant in variants {
                    let (VariantKey::Identifier { name: key }
                    | VariantKey::NumberLiteral { value: key }) = &variant.key;
                    let keys = self.keys.entry(id.name.clone()).or_default();
                    keys.insert(key.clone());
                    self.pattern(&variant.value);
                }
            }
        }
    }

    /// Values of one parameter; `None` leaves it out.
    fn values(&self, name: &str) -> Vec<Option<Arg<'static>>> {
        let keys = self.keys.get(name).into_iter().flatten();
        let mut values = vec![None];
        values.extend(NUMBERS.map(|number| Some(Arg::Number(number))));
        values.extend(TEXTS.map(|text| Some(Arg::from(text))));
        for key in keys {
            values.push(Some(Arg::from(key.clone())));
            values.extend(key.parse().ok().map(|number| Some(Arg::Number(number))));
        }
        values
    }

    /// Sets of arguments: selectors with every value beside every other, the rest with each value once.
    fn args(&self) -> Vec<Vec<(&str, Arg<'static>)>> {
        let longest = self.parameters.iter().map(|name| self.values(name).len());
        let mut sets = vec![Vec::new(); longest.max().unwrap_or(1)];
        for name in &self.parameters {
            let values = self.values(name);
            if self.keys.contains_key(name) {
                let with = |value: &Option<Arg<'static>>| {
                    let add = |set: &Vec<_>| {
                        let mut set = set.clone();
                        set.extend(value.clone().map(|value| (name.as_str(), value)));
                        set
                    };
                    sets.iter().map(add).collect::<Vec<_>>()
                };
                sets = values.iter().flat_map(with).collect();
            } else {
                for (set, value) in sets.iter_mut().zip(values.into_iter().cycle()) {
                    set.extend(value.map(|value| (name.as_str(), value)));
                }
            }
        }
        sets
    }
}

/// Fluent as the page means it: no isolation marks, and numbers with thousands commas.
fn bundle(lang: Lang) -> (FluentBundle<FluentResource>, BTreeMap<String, Message>) {
    let mut bundle = FluentBundle::new(vec![lang.tag().parse().unwrap()]);
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(|value, _| match value {
        FluentValue::Number(FluentNumber { value, .. }) => {
            Some(table::text::format_number(*value, 3))
        }
        _ => None,
    }));
    let mut messages = BTreeMap::new();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("i18n")
        .join(lang.tag());
    for entry in fs::read_dir(folder).unwrap() {
        let source = fs::read_to_string(entry.unwrap().path()).unwrap();
        for entry in fluent_syntax::parser::parse(source.clone()).unwrap().body {
            if let Entry::Message(parsed) = entry {
                let mut message = Message::default();
                message.pattern(&parsed.value.unwrap());
                messages.insert(parsed.id.name, message);
            }
        }
        bundle
            .add_resource(FluentResource::try_new(source).unwrap())
            .unwrap();
    }
    (bundle, messages)
}

fn formatted(bundle: &FluentBundle<FluentResource>, id: &str, args: &[(&str, Arg<'_>)]) -> String {
    let mut fluent = FluentArgs::new();
    for (name, arg) in args {
        match arg {
            Arg::Text(text) => fluent.set(*name, text.to_string()),
            Arg::Number(number) => fluent.set(*name, *number),
        }
    }
    let pattern = bundle.get_message(id).unwrap().value().unwrap();
    let said: Cow<'_, str> = bundle.format_pattern(pattern, Some(&fluent), &mut Vec::new());
    said.into_owned()
}

#[test]
fn every_message_is_said_as_fluent_says_it() {
    for lang in [Lang::Ja, Lang::En] {
        let (bundle, messages) = bundle(lang);
        let locale = Locale::new(lang);
        let mut compared = 0;
        for (id, message) in &messages {
            // They have no parameters and are asked for by the code (`tests/codes.rs`).
            if id.starts_with("code-") {
                continue;
            }
            assert!(locale.has(id), "{lang:?}: {id}");
            for args in message.args() {
                let expected = formatted(&bundle, id, &args);
                assert_eq!(
                    locale.text_with(id, &args),
                    expected,
                    "{lang:?}: {id} {args:?}"
                );
                compared += 1;
            }
        }
        assert!(messages.len() > 500 && compared > 5 * messages.len());
    }
}

#[test]
fn an_unknown_id_is_shown_as_it_is() {
    let locale = Locale::new(Lang::Ja);
    for id in ["", "a", "zzz", "bench-", "bench-rows\n", "\n"] {
        assert!(!locale.has(id), "{id:?}");
        assert_eq!(locale.text(id), id);
    }
}
