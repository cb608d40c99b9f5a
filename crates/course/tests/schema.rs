//! The JSON Schema of the front matter, made from [`course::keys`], and every module held against it.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use std::fs;
use std::path::{Path, PathBuf};

use course::keys::{Key, Shape};
use expect_test::expect_file;
use serde_json::{Value, json};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn shape(value: &Shape) -> Value {
    match value {
        Shape::Text => json!({ "type": "string" }),
        Shape::Id => json!({ "type": "string", "pattern": "^[A-Za-z][A-Za-z0-9-]*$" }),
        Shape::Word(words) => json!({ "enum": words }),
        Shape::Whole(from, None) => json!({ "type": "integer", "minimum": from }),
        Shape::Whole(from, Some(to)) => {
            json!({ "type": "integer", "minimum": from, "maximum": to })
        }
        Shape::Number => json!({ "type": "number", "minimum": 0 }),
        Shape::Flag => json!({ "type": "boolean" }),
        Shape::List(inner) => json!({ "type": "array", "items": shape(inner) }),
        Shape::OneOrMore(inner) => {
            let inner = shape(inner);
            json!({ "anyOf": [inner, { "type": "array", "items": inner }] })
        }
        Shape::Groups => json!({ "type": "array" }),
        Shape::Cells => json!({ "type": "object" }),
        Shape::Table(keys) => object(keys),
        Shape::Tables(keys) => json!({ "type": "array", "items": object(keys) }),
    }
}

fn object(keys: &[Key]) -> Value {
    let properties: serde_json::Map<String, Value> = keys
        .iter()
        .map(|key| {
            let mut value = shape(&key.value);
            value["description"] = json!(format!("{} / {}", key.meaning.0, key.meaning.1));
            (key.name.to_owned(), value)
        })
        .collect();
    let required: Vec<&str> = keys
        .iter()
        .filter(|key| key.required)
        .map(|key| key.name)
        .collect();
    json!({
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": false,
    })
}

fn schema() -> Value {
    let mut schema = object(&course::keys::front_matter());
    schema["$schema"] = json!("https://json-schema.org/draft/2020-12/schema");
    schema["title"] = json!("ama: 教材の前書き / front matter of a module");
    // What tables of keys cannot say: exactly one of the two.
    schema["properties"]["data"]["items"]["oneOf"] =
        json!([{ "required": ["seed"] }, { "required": ["file"] }]);
    schema
}

/// `cargo xtask bless` writes it.
#[test]
fn the_schema_is_current() {
    let text = serde_json::to_string_pretty(&schema()).unwrap() + "\n";
    expect_file!["../../../courses/schema/front-matter.json"].assert_eq(&text);
}

fn module_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            module_files(&path, found);
        } else if path.file_name().is_some_and(|name| name == "module.md") {
            found.push(path);
        }
    }
}

/// The front matter of a file as JSON.
fn front_matter(text: &str) -> Value {
    let toml = text
        .trim_start_matches("+++\n")
        .split("\n+++\n")
        .next()
        .unwrap();
    serde_json::to_value(toml::from_str::<toml::Value>(toml).unwrap()).unwrap()
}

/// What a value breaks of a schema: the few rules of JSON Schema that ours is made of, and no other.
///
/// A library for all of them would switch on features of `serde_json` and `num-traits` in every native build, so that
/// the engine under test would no longer be the one that browsers get.
fn faults(schema: &Value, value: &Value, at: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut fault = |rule: &str| found.push(format!("{at}: {rule}"));
    for (rule, wanted) in schema.as_object().unwrap() {
        let holds = match rule.as_str() {
            "description" | "title" | "$schema" => true,
            "properties" | "items" => continue,
            "type" => match wanted.as_str().unwrap() {
                "string" => value.is_string(),
                "integer" => value.is_i64(),
                "number" => value.is_number(),
                "boolean" => value.is_boolean(),
                "array" => value.is_array(),
                "object" => value.is_object(),
                other => panic!("the schema has the type {other}"),
            },
            "enum" => wanted.as_array().unwrap().contains(value),
            "minimum" => value.as_f64() >= wanted.as_f64(),
            "maximum" => value.as_f64() <= wanted.as_f64(),
            "pattern" => {
                assert_eq!(wanted, "^[A-Za-z][A-Za-z0-9-]*$");
                value.as_str().is_some_and(|id| {
                    id.starts_with(|c: char| c.is_ascii_alphabetic())
                        && id.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
                })
            }
            "required" => wanted
                .as_array()
                .unwrap()
                .iter()
                .all(|key| value.get(key.as_str().unwrap()).is_some()),
            "additionalProperties" => {
                assert_eq!(wanted, false);
                let known = schema["properties"].as_object().unwrap();
                value
                    .as_object()
                    .is_none_or(|keys| keys.keys().all(|key| known.contains_key(key)))
            }
            "oneOf" => {
                let fits = |one: &&Value| faults(one, value, at).is_empty();
                wanted.as_array().unwrap().iter().filter(fits).count() == 1
            }
            other => panic!("the schema has the rule {other}"),
        };
        if !holds {
            fault(rule);
        }
    }
    if let (Some(properties), Some(keys)) = (schema.get("properties"), value.as_object()) {
        for (key, value) in keys {
            if let Some(schema) = properties.get(key) {
                found.extend(faults(schema, value, &format!("{at}.{key}")));
            }
        }
    }
    if let (Some(schema), Some(items)) = (schema.get("items"), value.as_array()) {
        for item in items {
            found.extend(faults(schema, item, &format!("{at}[]")));
        }
    }
    found
}

#[test]
fn every_front_matter_fits_the_schema() {
    let text = fs::read_to_string(root().join("courses/schema/front-matter.json")).unwrap();
    let schema: Value = serde_json::from_str(&text).unwrap();
    let mut files = Vec::new();
    module_files(&root().join("courses"), &mut files);
    module_files(&root().join("tests/fixtures/modules"), &mut files);
    assert!(files.len() >= 8);
    for file in files {
        let value = front_matter(&fs::read_to_string(&file).unwrap());
        let faults = faults(&schema, &value, "");
        assert_eq!(faults, Vec::<String>::new(), "{}", file.display());
    }
}

/// What the parser refuses in the front matter, the schema refuses too.
#[test]
fn the_schema_refuses_what_the_parser_refuses() {
    let schema = schema();
    let file = root().join("tests/fixtures/modules/all-kinds/module.md");
    let good = fs::read_to_string(file).unwrap();
    for (line, by) in [
        ("format = 1\n", "format = 2\n"),
        ("version = 1\n", ""),
        ("version = 1\n", "version = 0\n"),
        ("practice = 15", "practise = 15"),
        ("\"sme\"]", "\"smes\"]"),
        ("plan = [15, 18]", "plan = [34]"),
        (
            "objectives = [\"グループ集計ができる\"]",
            "objectives = \"できる\"",
        ),
        (
            "file = \"data/towns.csv\"",
            "file = \"data/towns.csv\"\nseed = \"x\"",
        ),
        ("file = \"data/towns.csv\"", ""),
        ("id = \"fixture-all-kinds\"", "id = \"1 2\""),
        ("[[data]]", "[[term]]\nname = \"x\"\n[[data]]"),
        ("version = 1", "version = 1\nversoin = 1"),
    ] {
        assert!(good.contains(line), "{line}");
        let bad = good.replacen(line, by, 1);
        let (_, diagnostics) = course::parse("m.md", &bad);
        let is_refused = diagnostics
            .iter()
            .any(|d| d.severity == spec::Severity::Error);
        assert!(is_refused, "{by}");
        assert_ne!(
            faults(&schema, &front_matter(&bad), ""),
            Vec::<String>::new(),
            "{by}"
        );
    }
    assert_eq!(
        faults(&schema, &front_matter(&good), ""),
        Vec::<String>::new()
    );
}

/// The keys that the parser asks for: it lists them when it meets one that is like none of them.
fn known(text: &str) -> Vec<String> {
    let (_, diagnostics) = course::parse("m.md", text);
    let hint = diagnostics
        .iter()
        .find(|d| d.code == "M102" && d.message.en.contains("zzzzzzzz"))
        .and_then(|d| d.hint.clone())
        .unwrap_or_else(|| panic!("{}", course::to_text(&diagnostics)));
    let list = hint.en.trim_start_matches("known here: ").replace('`', "");
    list.split(", ").map(ToOwned::to_owned).collect()
}

#[track_caller]
fn check_keys(text: &str, at: &str, keys: &[Key]) {
    assert!(text.contains(at), "{at}");
    let found = known(&text.replacen(at, &format!("{at}\nzzzzzzzz = 1"), 1));
    let mut names: Vec<&str> = keys.iter().map(|key| key.name).collect();
    names.sort_unstable();
    assert_eq!(found, names);
}

fn inner(keys: &[Key], name: &str) -> Vec<Key> {
    match keys
        .iter()
        .find(|key| key.name == name)
        .map(|key| &key.value)
    {
        Some(Shape::Table(inner) | Shape::Tables(inner)) => inner.clone(),
        other => panic!("{name}: {other:?}"),
    }
}

#[test]
fn the_tables_of_keys_are_what_the_parser_asks_for() {
    use course::keys::{all, data_block, front_matter};
    let of = |place: &str| {
        let mut tables = all().into_iter();
        tables.find(|(found, _)| *found == place).unwrap().1
    };
    let file = root().join("tests/fixtures/modules/all-kinds/module.md");
    let text = fs::read_to_string(file).unwrap();
    let section = |id: &str| {
        let at = text.find(&format!("{{#{id} ")).unwrap();
        (text[..at].to_owned(), text[at..].to_owned())
    };
    check_keys(&text, "format = 1", &front_matter());
    check_keys(&text, "[[data]]", &inner(&front_matter(), "data"));
    let glossary = text.replacen("[[data]]", "[[term]]\n[[data]]", 1);
    check_keys(&glossary, "[[term]]", &inner(&front_matter(), "term"));
    check_keys(&text, "```data", &data_block());
    for (id, check) in [
        ("ex1", of(".table check")),
        ("ex2", of(".chart check")),
        ("ex4", of(".number check")),
        ("ex5", of(".text check")),
    ] {
        let (before, after) = section(id);
        for (at, keys) in [
            ("```check", check.clone()),
            ("[[wrong]]", inner(&check, "wrong")),
        ] {
            let marked = after.replacen(at, &format!("{at}\nzzzzzzzz = 1"), 1);
            let mut names: Vec<&str> = keys.iter().map(|key| key.name).collect();
            names.sort_unstable();
            assert_eq!(known(&format!("{before}{marked}")), names, "{id} {at}");
        }
    }
    let published = root().join("tests/fixtures/modules/as-published/module.md");
    let published = fs::read_to_string(published).unwrap();
    let at = published.find("{#ex2 .audit}").unwrap();
    let (before, after) = published.split_at(at);
    let audit = of(".audit check");
    for (at, keys) in [
        ("```check", audit.clone()),
        ("[[fault]]", inner(&audit, "fault")),
        ("[[wrong]]", inner(&audit, "wrong")),
    ] {
        let marked = after.replacen(at, &format!("{at}\nzzzzzzzz = 1"), 1);
        let mut names: Vec<&str> = keys.iter().map(|key| key.name).collect();
        names.sort_unstable();
        assert_eq!(known(&format!("{before}{marked}")), names, "{at}");
    }
    check_keys(&text, "```chart solution", &of("chart starter | solution"));
}
