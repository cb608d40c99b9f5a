//! What the insert menus write: a new module, and an exercise of each kind. The words are Japanese, as the lessons are.

use spec::Module;
use spec::author::template::{AT_WORK, LEAD, NOTES, OBJECTIVE, TITLE};
use spec::exercise::Kind;
use spec::toml::quoted;

use crate::components::exercise::template;
use crate::components::exercise::template::About;

/// The text of a new module about a table of the site, by its name and id, where there is one. `id` is unique enough to be
/// kept.
pub(super) fn module(id: &str, seed: Option<(&str, &str)>) -> String {
    let data = match seed {
        Some((name, seed)) => format!(
            "[[data]]\nname = {}\nseed = {}\n",
            quoted(name),
            quoted(seed)
        ),
        None => "data = []\n".to_owned(),
    };
    format!(
        "+++\nformat = 1\nid = \"{id}\"\nversion = 1\ntrack = \"data-science\"\ntitle = \"{TITLE}\"\n\
         minutes = {{ read = 5, practice = 10 }}\naudience = [\"municipal\"]\nobjectives = [\"{OBJECTIVE}\"]\n\
         {data}+++\n# {TITLE}\n\n{LEAD}\n\n\
         ## 職場で使うには {{.at-work}}\n{AT_WORK}\n\n\
         ## 講師メモ {{.instructor}}\n{NOTES}\n"
    )
}

/// An exercise of a kind, about the module's first table.
pub(super) fn exercise(kind: Kind, id: &str, module: &Module) -> String {
    template(kind, &About::of(kind, id, module))
}

/// A table's title as its name in a module: what stands in brackets is the source's business.
pub(super) fn short(title: &str) -> &str {
    title.split(['（', '(']).next().unwrap_or(title).trim()
}

#[cfg(test)]
mod tests {
    use spec::author::template::{ALL, left};

    use super::*;

    #[test]
    fn each_kind_has_a_text_with_its_id() {
        for kind in Kind::ALL {
            let text = exercise(*kind, "ex3", &Module::default());
            let kind = kind.slug();
            assert!(
                text.contains(&format!("{{#ex3 .{kind} points=10}}")),
                "{text}"
            );
            assert!(
                text.ends_with("\n\n"),
                "{kind}: the next heading stands apart"
            );
        }
    }

    #[test]
    fn a_new_module_has_the_data_that_its_site_has() {
        let text = module("a-1", Some(("窓口", "tsu-desk")));
        assert!(
            text.contains("id = \"a-1\"") && text.contains("seed = \"tsu-desk\"\n+++"),
            "{text}"
        );
        let text = module("a-1", None);
        assert!(
            text.contains("data = []\n+++") && !text.contains("seed"),
            "{text}"
        );
    }

    #[test]
    fn the_words_of_templates_are_found_again() {
        let mut text = module("a-1", None);
        for kind in Kind::ALL {
            text.push_str(&exercise(*kind, "ex1", &Module::default()));
        }
        let left: std::collections::BTreeSet<&str> =
            left(&text).into_iter().map(|left| left.words).collect();
        // Those of `ama new` are its own.
        let own = ALL.into_iter().filter(|words| !words.starts_with('（'));
        let lost: Vec<&str> = own.filter(|words| !left.contains(words)).collect();
        assert_eq!(lost, Vec::<&str>::new(), "{text}");
    }
}
