//! What is published: the same from sources as from what the site has of them, and asked for by message.

use authoring::Authoring;
use authoring::publish::{self, PublishError};
use pack::Files;
use pack::site::Material;
use protocol::{AuthorRequest, Response, concat, split};
use spec::site::{Form, Order, Report};
use spec::{ExerciseKind, Module};

#[path = "../../../../tests/fixtures/tiny_site.rs"]
mod tiny_site;

const TEXT: &str = r#"+++
format = 1
id = "a-01"
version = 1
track = "t"
title = "人口の多い市町"
minutes = { read = 1, practice = 2 }
audience = ["municipal"]
requires = []
plan = [15]
objectives = ["条件を作れる"]

[[data]]
name = "人口"
seed = "people"

[[data]]
name = "窓口"
file = "data/窓口.csv"
+++

# 人口の多い市町

この表を読みます。![海](images/sea.png)

## 多いところ {#ex1 .table points=10}

人口が 20,000 人より多い市町だけにしてください。

```steps starter
from 人口
```
```steps solution
from 人口
filter 人口 > 20000
sort 人口 desc
```
```check
```

> [!TIP]
> 条件を使います。

> [!IMPORTANT]
> 条件に合う行だけが残ります。
"#;

/// The smallest picture: one black point.
const PICTURE: &[u8] = &[
    137, 80, 78, 71, 13, 10, 26, 10, 0, 0, 0, 13, 73, 72, 68, 82, 0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0,
    0, 0, 58, 126, 155, 85, 0, 0, 0, 10, 73, 68, 65, 84, 120, 156, 99, 96, 0, 0, 0, 2, 0, 1, 72,
    175, 164, 113, 0, 0, 0, 0, 73, 69, 78, 68, 174, 66, 96, 130,
];

fn own() -> Files {
    let track = "format = 1\nid = \"t\"\norder = 1\ntitle = { ja = \"トラック\", en = \"トラック\" }\nsummary = { ja = \"まとめ\", en = \"まとめ\" }\naudience = [\"municipal\"]\nmodules = [\"a-01\"]\n";
    let terms = "attribution = \"出典：窓口\"\nlicence = \"自作\"\n";
    [
        ("track.toml", track.as_bytes()),
        ("a-01/module.md", TEXT.as_bytes()),
        ("a-01/data/窓口.csv", "日,人\n1,20\n".as_bytes()),
        ("a-01/data/窓口.toml", terms.as_bytes()),
        ("a-01/images/sea.png", PICTURE),
    ]
    .map(|(path, bytes)| (path.to_owned(), bytes.to_vec()))
    .into()
}

/// The module as a site's build makes it: with its own names for files, and without representers.
fn built() -> (Module, Vec<(String, Vec<u8>)>) {
    let seeds = tiny_site::seeds();
    let (module, diagnostics) = course::load_with_images(
        "m.md",
        TEXT,
        &mut |source| {
            let seed = seeds.seeds.iter().find(|seed| seed.id == source.seed);
            let (bytes, url) = match seed {
                Some(seed) => (tiny_site::PEOPLE.into(), seed.url.clone()),
                None => ("日,人\n1,20\n".into(), "data/counter.csv".to_owned()),
            };
            Some(course::TableFile {
                bytes,
                url,
                attribution: seed.map_or("出典：窓口".to_owned(), |seed| {
                    seed.attribution.clone()
                }),
                licence: seed.map_or("自作".to_owned(), |seed| seed.licence.clone()),
                columns: seed.map(|seed| seed.columns.clone()).unwrap_or_default(),
                ..course::TableFile::default()
            })
        },
        &mut |_| {
            Some(course::ImageFile {
                bytes: PICTURE.to_vec(),
                url: "images/some.png".to_owned(),
                ..course::ImageFile::default()
            })
        },
    );
    let told = course::to_text(&diagnostics);
    assert!(!told.contains("error["), "{told}");
    let files = vec![
        ("data/counter.csv".to_owned(), "日,人\n1,20\n".into()),
        ("images/some.png".to_owned(), PICTURE.to_vec()),
    ];
    (module, files)
}

fn site() -> Files {
    let (module, files) = built();
    tiny_site::site(&[module], &files)
}

fn order(form: Form) -> Order {
    Order {
        form,
        name: "t".to_owned(),
        tracks: Vec::new(),
        modules: Vec::new(),
    }
}

/// Publishes with that site.
fn publish(order: &Order, own: &Files, site: Files) -> Result<(Files, Report), PublishError> {
    let site = publish::site(site, order.form, tiny_site::BUILD)?;
    publish::publish(order, own, site.as_ref())
}

#[test]
fn what_the_site_has_gives_the_same_bytes_as_its_sources() {
    for form in [Form::Folder, Form::Html] {
        let (of_sources, report) = publish(&order(form), &own(), site()).unwrap();
        let mut of_site = order(form);
        of_site.tracks.push("t".into());
        let (files, same) = publish(&of_site, &Files::new(), site()).unwrap();
        assert!(files == of_sources, "{form:?}: {:?}", files.keys());
        assert_eq!(same, report);
        let again = publish(&order(form), &own(), site()).unwrap();
        assert!(again.0 == of_sources, "{form:?}");
        assert_eq!(report.data[0].licence, "自作");
    }
}

#[test]
fn modules_are_shipped_with_the_causes_of_wrong_answers() {
    let (files, _) = publish(&order(Form::Folder), &own(), site()).unwrap();
    let material = Material::read(files, Form::Folder, tiny_site::BUILD).unwrap();
    let catalogue = material.catalogue().unwrap();
    let entry = &catalogue.tracks[0].modules[0];
    let module = pack::site::module(material.file(&entry.url).unwrap()).unwrap();
    let ExerciseKind::Table(table) = &module.exercises().next().unwrap().kind else {
        panic!("{module:?}");
    };
    assert!(!table.representers.is_empty());
    // The site's own build has no engine.
    assert!(built().0.exercises().all(|exercise| match &exercise.kind {
        ExerciseKind::Table(table) => table.representers.is_empty(),
        _ => true,
    }));
}

#[test]
fn it_is_asked_for_by_message() {
    for form in [Form::ModuleZip, Form::Folder, Form::Html] {
        let material = if form == Form::ModuleZip {
            Files::new()
        } else {
            site()
        };
        let (own_entries, mut bytes) = entries(&own());
        let (material_entries, rest) = entries(&material);
        bytes.extend(rest);
        let request = AuthorRequest::Pack {
            order: Box::new(order(form)),
            own: own_entries,
            material: material_entries,
        };
        let (reply, attachment) =
            Authoring::new(tiny_site::BUILD).handle(request.clone(), Some(bytes.clone()));
        let Ok(Response::Packed { files, report }) = reply else {
            panic!("{reply:?}");
        };
        let names: Vec<&str> = files.iter().map(|file| file.path.as_str()).collect();
        let expected: &[&str] = match form {
            Form::ModuleZip => &["t.zip"],
            Form::Folder => &["ama-t.zip"],
            Form::Html => &["ama-t-papers.zip", "ama-t.html"],
        };
        assert_eq!(names, expected);
        let came: Files = split(&files, &attachment.unwrap())
            .unwrap()
            .into_iter()
            .collect();
        let (made, same) = publish(&order(form), &own(), material).unwrap();
        let made = publish::downloads(&order(form), made).unwrap();
        assert!(came == made && *report == same);
        assert_eq!(report.modules.len(), 1);
        // A zip of many files is opened as one folder, as its text says.
        for (zip, folder) in [
            ("ama-t.zip", "ama-t/"),
            ("ama-t-papers.zip", "ama-t-papers/"),
        ] {
            if let Some(zip) = made.get(zip) {
                let inside = pack::unzip(zip).unwrap();
                assert!(inside.keys().all(|path| path.starts_with(folder)));
                let sums = &inside[&format!("{folder}SHA256SUMS")];
                for line in std::str::from_utf8(sums).unwrap().lines() {
                    let (hash, path) = line.split_once("  ").unwrap();
                    let bytes = match path.strip_prefix("../") {
                        Some(beside) => &made[beside],
                        None => &inside[&format!("{folder}{path}")],
                    };
                    assert_eq!(hash, pack::sha256(bytes), "{path}");
                }
            }
        }
        if form == Form::ModuleZip {
            assert_eq!(pack::unzip(&made["t.zip"]).unwrap(), own());
            assert!(
                report.data.iter().any(|terms| terms.licence == "自作"),
                "{report:?}"
            );
        }

        // Bytes that are not as long as told.
        bytes.pop();
        let (reply, _) = Authoring::new(tiny_site::BUILD).handle(request, Some(bytes));
        assert!(reply.is_err(), "{reply:?}");
    }
}

fn entries(files: &Files) -> (Vec<protocol::FileEntry>, Vec<u8>) {
    concat(
        files
            .iter()
            .map(|(path, bytes)| (path.as_str(), bytes.as_slice())),
    )
}

#[test]
fn what_cannot_be_made_is_told() {
    let refused = |own: &Files, order: &Order| match publish(order, own, site()) {
        Ok(_) => panic!("made"),
        Err(error) => {
            let words = error.words();
            assert!(!words.ja.is_empty() && !words.en.is_empty());
            (error, words.ja)
        }
    };
    let mut broken = own();
    let text = TEXT.replace("id = \"a-01\"", "id = \"あ\"");
    broken.insert("a-01/module.md".to_owned(), text.into());
    let (error, words) = refused(&broken, &order(Form::Html));
    assert!(matches!(error, PublishError::Mistake(_)), "{error}");
    assert!(
        words.contains("a-01/module.md") && words.contains("行目"),
        "{words}"
    );

    let mut elsewhere = own();
    let text = TEXT.replace("seed = \"people\"", "seed = \"stars\"");
    elsewhere.insert("a-01/module.md".to_owned(), text.into());
    let (_, words) = refused(&elsewhere, &order(Form::Folder));
    assert!(words.contains("stars"), "{words}");

    let mut unknown = order(Form::Folder);
    unknown.tracks.push("rpa-x".into());
    let (_, words) = refused(&Files::new(), &unknown);
    assert!(words.contains("rpa-x"), "{words}");
    let (_, words) = refused(&Files::new(), &order(Form::Html));
    assert!(words.contains("配る教材がありません"), "{words}");
}

/// Nothing that was to be published is left out without a word.
#[test]
fn what_is_no_text_is_told_with_its_file() {
    const SHIFT_JIS: &[u8] = b"+++\ntitle = \"\x90\x6c\x8c\xfb\"\n";
    for path in ["b-02/module.md", "b/track.toml", "a-01/data/窓口.toml"] {
        let mut broken = own();
        broken.insert(path.to_owned(), SHIFT_JIS.to_vec());
        for form in [Form::Folder, Form::Html, Form::ModuleZip] {
            // A zip of sources is for whoever puts them right: descriptions and tracks go along as they are.
            if form == Form::ModuleZip && !path.ends_with("module.md") {
                continue;
            }
            match publish(&order(form), &broken, site()) {
                Err(PublishError::Mistake(problem)) => {
                    assert_eq!(
                        (problem.code.as_str(), problem.file.as_str()),
                        ("M910", path)
                    );
                }
                other => panic!("{path} {form:?}: {other:?}"),
            }
        }
    }
}

#[test]
fn a_table_that_the_engine_cannot_read_is_not_published() {
    for (csv, code) in [
        ("日,人\n1,\"20\n", "M612"),
        ("日,人\n\"1\"日,20\n", "M613"),
        ("日\t人\n1\t20\n", "M614"),
        ("日,人\n1,20\n,\n", "M615"),
        ("人1,人１\n1,20\n", "M616"),
        ("日,人\n1,20,\n", "M605"),
    ] {
        let mut broken = own();
        broken.insert("a-01/data/窓口.csv".to_owned(), csv.into());
        for form in [Form::Folder, Form::Html] {
            match publish(&order(form), &broken, site()) {
                Err(PublishError::Mistake(problem)) => assert_eq!(problem.code, code),
                other => panic!("{csv:?} {form:?}: {other:?}"),
            }
        }
    }
}

#[test]
fn files_from_a_mac_and_with_capital_endings_are_published() {
    let mut mac = own();
    let mut rename = |from: &str, to: &str| {
        let bytes = mac.remove(from).unwrap();
        mac.insert(to.to_owned(), bytes);
    };
    let text = TEXT
        .replace("data/窓口", "data/ガス")
        .replace("images/sea", "images/ぱ");
    rename("a-01/data/窓口.csv", "a-01/data/カ\u{3099}ス.CSV");
    rename("a-01/data/窓口.toml", "a-01/data/カ\u{3099}ス.toml");
    rename("a-01/images/sea.png", "a-01/images/は\u{309a}.PNG");
    mac.insert("a-01/module.md".to_owned(), text.into());
    for form in [Form::Folder, Form::Html, Form::ModuleZip] {
        let (_, report) = publish(&order(form), &mac, site()).unwrap();
        assert!(
            report.data.iter().any(|terms| terms.licence == "自作"),
            "{report:?}"
        );
    }
}
