//! The catalogue that the build script packed, and messages from it.
//!
//! Nothing is unpacked at the start: an id is looked for in the packed text, and its message is read in place.
//! Starts at [`Catalogue::find`] and [`Catalogue::say`]; `codes.rs` tells the form.

use table::text::format_number;

use crate::codes::{
    ABSENT, BLOCK, DEFAULT, END, FIRST_PARAMETER, ID_END, KEY_END, LANGUAGES, SELECT, SELECT_END,
    VARIABLE, VARIANT, is_code,
};
use crate::{Arg, Lang};

/// Digits after the point of a number in a message, at most.
const DECIMALS: usize = 3;

/// The catalogues of all languages.
pub(crate) struct Catalogue<'a> {
    /// Names of parameters.
    parameters: &'a [&'a str],
    /// Ids, in order.
    ids: &'a str,
    /// Each language's messages, in the order of the ids.
    words: [&'a str; LANGUAGES.len()],
    /// Where each block of [`BLOCK`] ids begins: in the ids, then in each language's words.
    blocks: &'a [[u32; LANGUAGES.len() + 1]],
}

/// The catalogues under `i18n/` that everybody reads.
pub(crate) static CATALOGUE: Catalogue<'static> =
    include!(concat!(env!("OUT_DIR"), "/catalogue.rs"));

/// Those that come with a lazy part of the page: the rooms', the workbench's, and the Studio's, which the command line reads too. Before the part is
/// here their ids and words are not.
pub(crate) static LAZY: [Catalogue<'static>; 3] = [
    include!(concat!(env!("OUT_DIR"), "/rooms.rs")),
    include!(concat!(env!("OUT_DIR"), "/bench.rs")),
    include!(concat!(env!("OUT_DIR"), "/studio.rs")),
];

/// Those that only `code` reads: whoever names this brings all of its words along.
pub(crate) static INSTRUCTORS: Catalogue<'static> =
    include!(concat!(env!("OUT_DIR"), "/instructors.rs"));

impl<'a> Catalogue<'a> {
    /// The packed words of a message; `None` for an id that the language does not have.
    pub(crate) fn find(&self, lang: Lang, id: &str) -> Option<&'a str> {
        let ids = |block: &[u32; LANGUAGES.len() + 1]| {
            let [at, ..] = *block;
            let ids = self.ids.get(at as usize..).unwrap_or_default();
            ids.split(ID_END).take(BLOCK)
        };
        let after = self
            .blocks
            .partition_point(|block| ids(block).next().is_some_and(|first| first <= id));
        let block = self.blocks.get(after.checked_sub(1)?)?;
        let number = ids(block).position(|other| other == id)?;
        let language = language(lang);
        let at = *block.get(1 + language)? as usize;
        let words = self.words.get(language)?.get(at..)?;
        let words = words.split(END).nth(number)?;
        (!words.starts_with(ABSENT)).then_some(words)
    }

    /// Packed words with values for their parameters. A missing parameter is shown by its name, as Fluent does it.
    pub(crate) fn say(&self, lang: Lang, words: &str, args: &[(&str, Arg<'_>)]) -> String {
        let mut said = String::with_capacity(words.len());
        self.write(lang, words, args, &mut said);
        said
    }

    fn write(&self, lang: Lang, mut words: &str, args: &[(&str, Arg<'_>)], said: &mut String) {
        while let Some((text, code, rest)) = next_code(words) {
            said.push_str(text);
            let mut rest = rest.chars();
            let name = rest.next().map_or("", |c| self.parameter(c));
            // Of two of one name, the last counts.
            let arg = args
                .iter()
                .rev()
                .find(|(other, _)| *other == name)
                .map(|(_, arg)| arg);
            words = rest.as_str();
            match (code, arg) {
                (SELECT, _) => {
                    let (chosen, rest) = choose(lang, words, arg);
                    self.write(lang, chosen, args, said);
                    words = rest;
                }
                (VARIABLE, Some(Arg::Text(text))) => said.push_str(text),
                (VARIABLE, Some(Arg::Number(number))) => {
                    said.push_str(&format_number(*number, DECIMALS));
                }
                (VARIABLE, None) => {
                    said.push_str("{$");
                    said.push_str(name);
                    said.push('}');
                }
                // The build script puts nothing else here.
                _ => {}
            }
        }
        said.push_str(words);
    }

    fn parameter(&self, c: char) -> &'a str {
        let number = u32::from(c).checked_sub(u32::from(FIRST_PARAMETER));
        number
            .and_then(|number| self.parameters.get(number as usize).copied())
            .unwrap_or_default()
    }
}

fn language(lang: Lang) -> usize {
    match lang {
        Lang::Ja => 0,
        Lang::En => 1,
    }
}

/// The text before the next code, the code, and what follows it.
fn next_code(words: &str) -> Option<(&str, char, &str)> {
    let at = words.find(is_code)?;
    let (text, rest) = words.split_at_checked(at)?;
    let mut rest = rest.chars();
    let code = rest.next()?;
    Some((text, code, rest.as_str()))
}

/// The variant that a value chooses, and what follows the selector. The first match counts, else the default.
fn choose<'w>(lang: Lang, mut words: &'w str, arg: Option<&Arg<'_>>) -> (&'w str, &'w str) {
    let mut matching = None;
    let mut default = "";
    while let Some(variant) = words.strip_prefix([VARIANT, DEFAULT]) {
        let (key, rest) = variant.split_once(KEY_END).unwrap_or_default();
        let (value, rest) = rest
            .split_at_checked(end_of_variant(rest))
            .unwrap_or_default();
        if words.starts_with(DEFAULT) {
            default = value;
        }
        if matching.is_none() && arg.is_some_and(|arg| matches(lang, key, arg)) {
            matching = Some(value);
        }
        words = rest;
    }
    let rest = words.strip_prefix(SELECT_END).unwrap_or(words);
    (matching.unwrap_or(default), rest)
}

/// Where the words of a variant end: before the next variant or the selector's end, over selectors inside.
fn end_of_variant(words: &str) -> usize {
    let mut depth = 0_usize;
    for (at, c) in words.char_indices() {
        match c {
            SELECT => depth += 1,
            VARIANT | DEFAULT | SELECT_END if depth == 0 => return at,
            SELECT_END => depth -= 1,
            _ => {}
        }
    }
    words.len()
}

/// Whether a variant is meant by a value: the same text, the same number, or the number's plural category.
fn matches(lang: Lang, key: &str, arg: &Arg<'_>) -> bool {
    match arg {
        // A key that is a number never equals a text.
        Arg::Text(text) => key == text && !is_number(key),
        Arg::Number(number) if is_number(key) => key
            .parse::<i32>()
            .is_ok_and(|key| f64::from(key) == *number),
        Arg::Number(number) => key == plural(lang, *number),
    }
}

/// Identifiers begin with a letter.
fn is_number(key: &str) -> bool {
    !key.starts_with(|c: char| c.is_ascii_alphabetic())
}

/// The plural category (CLDR, cardinal) of a number without trailing zeros.
fn plural(lang: Lang, number: f64) -> &'static str {
    match lang {
        Lang::En if number.abs() == 1.0 => "one",
        Lang::Ja | Lang::En => "other",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::{Source, pack};

    /// What a message `a` says in a language when it alone is packed.
    fn check(lang: Lang, text: &str, args: &[(&str, Arg<'_>)], expected: &str) {
        let mut languages: [Vec<Source>; LANGUAGES.len()] = Default::default();
        languages[language(lang)].push(Source {
            file: "a.ftl".to_owned(),
            text: text.to_owned(),
        });
        let packed = pack(&languages).unwrap();
        let parameters: Vec<&str> = packed.parameters.iter().map(String::as_str).collect();
        let blocks: Vec<_> = packed
            .blocks
            .iter()
            .map(|block| block.map(|at| at as u32))
            .collect();
        let catalogue = Catalogue {
            parameters: &parameters,
            ids: &packed.ids,
            words: packed.words.each_ref().map(String::as_str),
            blocks: &blocks,
        };
        let words = catalogue.find(lang, "a").unwrap();
        assert_eq!(
            catalogue.say(lang, words, args),
            expected,
            "{text} {args:?}"
        );
        let other = if lang == Lang::Ja { Lang::En } else { Lang::Ja };
        assert_eq!(catalogue.find(other, "a"), None);
        assert_eq!(catalogue.find(lang, ""), None);
        assert_eq!(catalogue.find(lang, "b"), None);
    }

    #[test]
    fn languages_are_packed_in_the_order_of_their_tags() {
        for lang in [Lang::Ja, Lang::En] {
            assert_eq!(LANGUAGES[language(lang)], lang.tag());
        }
    }

    #[test]
    fn values_are_put_in_and_missing_ones_are_named() {
        let text = "a = { $n } / { $s }{ \" \" }\n";
        let args = [("n", Arg::Number(1234.5)), ("s", Arg::from("\u{1} {$n}"))];
        check(Lang::Ja, text, &args, "1,234.5 / \u{1} {$n} ");
        check(Lang::Ja, text, &args[..1], "1,234.5 / {$s} ");
    }

    #[test]
    fn the_first_match_counts_wherever_the_default_stands() {
        let text = "a = <{ $n ->\n    [-1] minus\n    [one] one\n   *[other] many\n    [5] five\n    [x] ex\n}>\n";
        for (value, expected) in [
            (Arg::Number(-1.0), "<minus>"),
            (Arg::Number(1.0), "<one>"),
            (Arg::Number(1.5), "<many>"),
            (Arg::Number(5.0), "<many>"),
            (Arg::from("x"), "<ex>"),
            (Arg::from("-1"), "<many>"),
            (Arg::from("one"), "<one>"),
        ] {
            check(Lang::En, text, &[("n", value)], expected);
        }
        check(Lang::Ja, text, &[("n", Arg::Number(1.0))], "<many>");
        check(Lang::En, text, &[], "<many>");
    }

    #[test]
    fn selectors_stand_in_selectors() {
        let text = "a = { $x ->\n    [p] P{ $y ->\n        [q] Q{ $z ->\n            [r] R\n           *[s] S\n        }\n       *[t] T\n    }{ $x }\n   *[u] U\n}.\n";
        let said = |x: &str, y: &str, z: &str, expected: &str| {
            let args = [("x", x.into()), ("y", y.into()), ("z", z.into())];
            check(Lang::Ja, text, &args, expected);
        };
        said("p", "q", "r", "PQRp.");
        said("p", "q", "-", "PQSp.");
        said("p", "-", "r", "PTp.");
        said("-", "q", "r", "U.");
    }
}
