//! Real folders, and folders with something wrong in them.

use super::*;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// A folder of its own for a test.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str, files: &[(&str, &str)]) -> Self {
        let folder =
            std::env::temp_dir().join(format!("ama-sources-{name}-{}", std::process::id()));
        for (file, text) in files {
            let path = folder.join(file);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        Self(folder)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        std::fs::remove_dir_all(&self.0).unwrap();
    }
}

fn read_all(path: &Path, seeds: &Seeds) -> ModuleSource {
    lesson(path, "m/module.md", seeds, &mut |name, _| name.to_owned()).unwrap()
}

fn module(data: &str) -> String {
    format!(
        "+++\nformat = 1\nid = \"m\"\nversion = 1\ntrack = \"rpa\"\ntitle = \"題\"\nminutes = {{ read = 1, practice = 1 }}\naudience = [\"municipal\"]\nobjectives = [\"何か\"]\n[[data]]\nname = \"表\"\n{data}\n+++\n# 題\n\n[1](figure \"SELECT 1 FROM 表\")\n"
    )
}

fn codes(lesson: &ModuleSource) -> Vec<(&str, &str)> {
    lesson
        .diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.severity == Severity::Error)
        .map(|diagnostic| (diagnostic.code.as_str(), diagnostic.file.as_str()))
        .collect()
}

#[test]
fn a_real_module_comes_with_its_seeds() {
    let path = root().join("courses/data-science/ds1-03-group/module.md");
    let seeds = Seeds::near(std::slice::from_ref(&path));
    assert_eq!(seeds.folder(), Some(root().join("seeds").as_path()));
    let lesson = read_all(&path, &seeds);
    assert!(!lesson.has_errors(), "{:?}", lesson.diagnostics);
    for source in &lesson.module.data {
        assert!(source.rows > 0 && !source.attribution.is_empty());
        assert_eq!(source.url, format!("data/{}.csv", source.seed));
        assert!(!lesson.tables[&source.name].is_empty());
    }
    assert!(
        lesson
            .files
            .iter()
            .any(|file| file.ends_with("dataset.toml"))
    );
}

#[test]
fn an_own_table_may_be_described_beside_it() {
    let toml = "attribution = \"出典：自分\"\n[[column]]\nname = \"番号\"\nmeaning = \"x\"\ndtype = \"text\"\n";
    let folder = Folder::new(
        "own",
        &[
            ("m/module.md", &module("file = \"data/t.csv\"")),
            ("m/data/t.csv", "番号\n1\n"),
            ("m/data/t.toml", toml),
        ],
    );
    let lesson = read_all(&folder.0.join("m/module.md"), &Seeds::default());
    let source = &lesson.module.data[0];
    assert_eq!(source.attribution, "出典：自分");
    assert_eq!(source.columns[0].dtype, table::Dtype::Text);
    assert_eq!(source.url, "data/m-t.csv");

    std::fs::write(folder.0.join("m/data/t.toml"), "note = \n").unwrap();
    let lesson = read_all(&folder.0.join("m/module.md"), &Seeds::default());
    assert_eq!(codes(&lesson), [("M101", "m/data/t.toml")]);
    assert_eq!(lesson.text_of("m/data/t.toml"), "note = \n");
}

#[test]
fn files_from_a_mac_and_with_capital_endings_are_found() {
    let picture = "![海](images/海へ.png)\n";
    let text = module("file = \"data/データ.csv\"") + picture;
    let png = "\u{89}PNG";
    let folder = Folder::new(
        "mac",
        &[
            ("m/module.md", &text),
            ("m/data/テ\u{3099}ータ.CSV", "番号\n1\n"),
            (
                "m/data/テ\u{3099}ータ.TOML",
                "attribution = \"出典：自分\"\n",
            ),
            ("m/images/海へ\u{3099}.png", png),
            ("m/images/海へ.PNG", png),
        ],
    );
    let lesson = read_all(&folder.0.join("m/module.md"), &Seeds::default());
    let source = &lesson.module.data[0];
    assert_eq!(
        (source.rows, source.attribution.as_str()),
        (1, "出典：自分")
    );
    // It is found, and is no picture.
    assert_eq!(codes(&lesson), [("M610", "m/module.md")]);
    let folder = folder.0.join("m");
    for file in [
        "data/テ\u{3099}ータ.CSV",
        "data/テ\u{3099}ータ.TOML",
        "images/海へ.PNG",
    ] {
        assert!(
            lesson.files.contains(&folder.join(file)),
            "{:?}",
            lesson.files
        );
    }
}

#[test]
fn what_is_no_text_is_told_with_its_file() {
    let folder = Folder::new(
        "sjis",
        &[
            ("m/module.md", &module("file = \"data/t.csv\"")),
            ("m/data/t.csv", "番号\n1\n"),
        ],
    );
    std::fs::write(
        folder.0.join("m/data/t.toml"),
        b"note = \"\x90\x6c\x8c\xfb\"\n",
    )
    .unwrap();
    std::fs::write(
        folder.0.join("track.toml"),
        b"title = \"\x90\x6c\x8c\xfb\"\n",
    )
    .unwrap();
    let lesson = read_all(&folder.0.join("m/module.md"), &Seeds::default());
    assert_eq!(codes(&lesson), [("M910", "m/data/t.toml")]);
    let tree = Tree::of(&folder.0).unwrap();
    let sources = tree.track_sources(&|_| "track.toml".to_owned()).unwrap();
    let (found, diagnostics) = tracks(&sources, &[], &Known::default());
    assert!(found.is_empty());
    let told: Vec<(&str, &str)> = diagnostics
        .iter()
        .map(|diagnostic| (diagnostic.code.as_str(), diagnostic.file.as_str()))
        .collect();
    assert_eq!(told, [("M910", "track.toml")]);
}

#[cfg(unix)]
#[test]
fn links_out_of_the_module_are_told_and_not_followed() {
    use std::os::unix::fs::symlink;
    let picture = "![図](images/a.png)";
    for (data, links) in [
        ("file = \"data/a.csv\"", [("data/a.csv", "secret/a.csv")]),
        // A folder of it.
        ("file = \"data/a.csv\"", [("data", "secret")]),
        // What describes it.
        ("file = \"own.csv\"", [("own.toml", "secret/a.toml")]),
        (picture, [("images/a.png", "secret/a.png")]),
        (picture, [("images", "secret")]),
    ] {
        let folder = Folder::new(
            "links",
            &[
                ("m/own.csv", "a\n1\n"),
                ("secret/a.csv", "a\n1\n"),
                ("secret/a.toml", "title = \"x\"\n"),
                ("secret/a.png", "x"),
            ],
        );
        let text = if data == picture {
            format!("{}\n\n{picture}\n", module("file = \"own.csv\""))
        } else {
            module(data)
        };
        std::fs::write(folder.0.join("m/module.md"), text).unwrap();
        for (link, to) in links {
            let link = folder.0.join("m").join(link);
            std::fs::create_dir_all(link.parent().unwrap()).unwrap();
            symlink(folder.0.join(to), link).unwrap();
        }
        let lesson = read_all(&folder.0.join("m/module.md"), &Seeds::default());
        let told: Vec<&str> = lesson
            .diagnostics
            .iter()
            .filter(|found| found.code == "M010")
            .map(|found| found.message.ja.as_str())
            .collect();
        assert_eq!(told.len(), 1, "{links:?}: {:?}", codes(&lesson));
        assert!(told[0].contains("フォルダーの外を指すリンク"), "{told:?}");
        let secret = folder.0.join("secret").canonicalize().unwrap();
        for file in lesson.files.iter().filter(|file| file.exists()) {
            assert!(
                !file.canonicalize().unwrap().starts_with(&secret),
                "{file:?}"
            );
        }
        assert_eq!(lesson.tables.contains_key("表"), data == picture, "{data}");
    }
    // One that stays inside is a file like any other, and no module is found behind one that does not.
    let folder = Folder::new(
        "links-inside",
        &[
            ("m/module.md", &module("file = \"data/a.csv\"")),
            ("m/tables/a.csv", "a\n1\n"),
            ("elsewhere/module.md", ""),
        ],
    );
    symlink("tables", folder.0.join("m/data")).unwrap();
    std::fs::create_dir_all(folder.0.join("m/n")).unwrap();
    symlink(
        folder.0.join("elsewhere/module.md"),
        folder.0.join("m/n/module.md"),
    )
    .unwrap();
    let lesson = read_all(&folder.0.join("m/module.md"), &Seeds::default());
    assert_eq!(lesson.tables.len(), 1);
    assert!(codes(&lesson).iter().all(|(code, _)| *code != "M010"));
    let tree = Tree::of(&folder.0.join("m")).unwrap();
    assert_eq!(tree.modules, [folder.0.join("m/module.md")]);
}

#[test]
fn what_is_missing_is_told_and_nothing_outside_is_read() {
    let folder = Folder::new("missing", &[("m/module.md", ""), ("secret.csv", "a\n1\n")]);
    let path = folder.0.join("m/module.md");
    for (data, wanted) in [
        ("file = \"data/none.csv\"", "M604"),
        ("seed = \"none\"", "M604"),
        ("seed = \"../../secret\"", "M004"),
        ("file = \"../secret.csv\"", "M010"),
    ] {
        std::fs::write(&path, module(data)).unwrap();
        let lesson = read_all(&path, &Seeds::at(root().join("seeds")));
        let found = codes(&lesson);
        assert!(
            found.iter().any(|(code, _)| *code == wanted),
            "{data}: {found:?}"
        );
        assert!(lesson.tables.is_empty(), "{data}");
    }
    std::fs::write(&path, b"\x90\x6c\x8c\xfb").unwrap();
    assert_eq!(
        codes(&read_all(&path, &Seeds::default())),
        [("M910", "m/module.md")]
    );
    assert!(
        lesson(
            &folder.0.join("no.md"),
            "no.md",
            &Seeds::default(),
            &mut |_, _| String::new()
        )
        .is_err()
    );
}

#[test]
fn a_tree_knows_modules_and_tracks() {
    let courses = root().join("courses");
    let tree = Tree::of(&courses).unwrap();
    assert!(
        tree.modules.len() >= 6 && tree.tracks.len() >= 3,
        "{tree:?}"
    );
    let one = Tree::of(&courses.join("rpa/track.toml")).unwrap();
    assert_eq!(
        (one.modules.len(), one.tracks.len(), one.is_file),
        (0, 1, true)
    );
    assert!(Tree::of(&courses.join("nowhere")).is_err());

    let relative = |path: &Path| path.strip_prefix(&courses).unwrap().display().to_string();
    let sources = tree.track_sources(&relative).unwrap();
    let seeds = Seeds::at(root().join("seeds"));
    let lessons: Vec<ModuleSource> = tree
        .modules
        .iter()
        .map(|path| lesson(path, &relative(path), &seeds, &mut |_, _| String::new()).unwrap())
        .collect();
    let lessons: Vec<&ModuleSource> = lessons.iter().collect();
    let (tracks, diagnostics) = tracks(&sources, &lessons, &Known::default());
    assert!(!has_errors(&diagnostics), "{diagnostics:?}");
    assert_eq!(tracks.len(), sources.len());
}

/// A repository with an engine of two crates, a page and a lock file.
const REPOSITORY: [(&str, &str); 9] = [
    ("Cargo.lock", "[[package]]\nname = \"a\"\n"),
    ("Cargo.toml", "[workspace]\n"),
    (
        "crates/worker/Cargo.toml",
        "[package]\nname = \"worker\"\n\n[dependencies]\nspec.workspace = true\nserde.workspace = true\n\n[dev-dependencies]\nlocale.workspace = true\n",
    ),
    ("crates/worker/src/lib.rs", "//! Worker.\n"),
    ("crates/spec/Cargo.toml", "[package]\nname = \"spec\"\n"),
    ("crates/spec/src/step/text.rs", "//! Steps.\n"),
    ("crates/locale/Cargo.toml", "[package]\nname = \"locale\"\n"),
    ("crates/locale/src/lib.rs", "//! Words.\n"),
    ("web/worker.js", "start();\n"),
];

#[test]
fn the_build_id_is_made_of_what_the_engine_is_made_of() {
    let here = Folder::new("build", &REPOSITORY);
    let before = build_id(&here.0).unwrap();
    assert_eq!(before.len(), 16);
    let with = |name: &str, changes: &[(&str, &str)]| {
        let mut files = REPOSITORY.to_vec();
        files.retain(|(path, _)| changes.iter().all(|(changed, _)| changed != path));
        files.extend(changes);
        build_id(&Folder::new(name, &files).0).unwrap()
    };
    // Another place, Windows' line ends, what an editor leaves, and what only tests or the page are made of.
    let other: Vec<(&str, String)> = REPOSITORY
        .iter()
        .map(|(path, text)| (*path, text.replace('\n', "\r\n")))
        .collect();
    let other: Vec<(&str, &str)> = other.iter().map(|(p, t)| (*p, t.as_str())).collect();
    assert_eq!(with("build-ends", &other), before);
    for same in [
        ("crates/spec/src/.lib.rs.swp", "x"),
        ("crates/spec/src/lib.rs~", "x"),
        ("crates/spec/tests/steps.rs", "x"),
        ("crates/locale/src/lib.rs", "//! Other words.\n"),
        ("crates/app/src/main.rs", "//! Page.\n"),
        ("web/style/a.css", "a{}"),
        ("courses/a/module.md", "# a"),
    ] {
        assert_eq!(with("build-same", &[same]), before, "{same:?}");
    }
    for another in [
        ("Cargo.lock", ""),
        ("Cargo.toml", "[workspace]\n[profile.wasm]\n"),
        (".cargo/config.toml", "[build]\n"),
        ("crates/worker/src/lib.rs", "//! Another.\n"),
        (
            "crates/spec/Cargo.toml",
            "[package]\nname = \"spec\"\n[dependencies]\nlocale.workspace = true\n",
        ),
        ("crates/spec/src/step/text.rs", "//! Other steps.\n"),
        ("crates/spec/src/new.rs", ""),
        ("web/worker.js", "start()\n"),
    ] {
        assert_ne!(with("build-another", &[another]), before, "{another:?}");
    }
}

#[test]
fn messages_grading_and_packs_count_in_our_own_build_id() {
    let inputs = crate::build_id::inputs(&root()).unwrap();
    let has = |input: &str| inputs.iter().any(|known| known == input);
    for part in [
        "worker",
        "protocol",
        "session",
        "authoring",
        "engine",
        "grade",
        "pack",
        "course",
        "spec",
        "table",
    ] {
        assert!(has(&format!("crates/{part}/src")), "{part} in {inputs:?}");
    }
    assert!(has("Cargo.lock") && has("web/worker.js") && has(".cargo/config.toml"));
    for part in ["app", "locale", "chart", "cli", "xtask", "sources"] {
        assert!(!has(&format!("crates/{part}/src")), "{part}");
    }
    assert_eq!(build_id(&root()).unwrap(), build_id(&root()).unwrap());
}
