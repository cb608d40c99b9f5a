//! TOML, key by key, in the author's order.

use spec::toml::{quoted, quoted_lines};
use table::Value;

/// A TOML document being written.
#[derive(Default)]
pub(crate) struct Toml(String);

impl Toml {
    /// A key with a value that is TOML already.
    pub(crate) fn raw(&mut self, key: &str, value: &str) {
        self.0.push_str(&format!("{key} = {value}\n"));
    }

    pub(crate) fn text(&mut self, key: &str, text: &str) {
        self.raw(key, &quoted(text));
    }

    /// A text that is there only where it says something.
    pub(crate) fn text_if_any(&mut self, key: &str, text: &str) {
        if !text.is_empty() {
            self.text(key, text);
        }
    }

    pub(crate) fn texts<T: AsRef<str>>(&mut self, key: &str, texts: impl IntoIterator<Item = T>) {
        self.raw(
            key,
            &list(texts.into_iter().map(|text| quoted(text.as_ref()))),
        );
    }

    /// A list that is there only where it has something.
    pub(crate) fn texts_if_any<T: AsRef<str>>(&mut self, key: &str, texts: &[T]) {
        if !texts.is_empty() {
            self.texts(key, texts);
        }
    }

    /// Steps or SQL: on lines of their own where there are several.
    pub(crate) fn program(&mut self, key: &str, program: &str) {
        let program = program.trim_end();
        if program.contains('\n') {
            self.raw(key, &quoted_lines(program));
        } else {
            self.text(key, program);
        }
    }

    pub(crate) fn whole(&mut self, key: &str, number: u64) {
        self.raw(key, &number.to_string());
    }

    /// A number where it is not the one that holds anyway.
    pub(crate) fn number_unless(&mut self, key: &str, number: f64, usual: f64) {
        if number.to_bits() != usual.to_bits() {
            self.raw(key, &format!("{number:?}"));
        }
    }

    pub(crate) fn flag(&mut self, key: &str, flag: bool) {
        self.raw(key, if flag { "true" } else { "false" });
    }

    /// Begins the next table of a list.
    pub(crate) fn table(&mut self, key: &str) {
        self.0.push_str(&format!("[[{key}]]\n"));
    }

    pub(crate) fn finish(self) -> String {
        self.0
    }
}

/// A list of values that are TOML already.
pub(crate) fn list(items: impl IntoIterator<Item = String>) -> String {
    let items: Vec<String> = items.into_iter().collect();
    format!("[{}]", items.join(", "))
}

/// A key: column names need quotes only where they are more than one plain word.
pub(super) fn key(name: &str) -> String {
    let plain = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '_');
    if plain { name.to_owned() } else { quoted(name) }
}

/// A cell.
pub(super) fn value(value: &Value) -> String {
    match value {
        Value::Null => quoted(""),
        Value::Bool(flag) => flag.to_string(),
        Value::Int(number) => number.to_string(),
        Value::Float(number) => format!("{number:?}"),
        Value::Date(day) => table::text::iso_date(*day),
        Value::Text(text) => quoted(text),
    }
}
