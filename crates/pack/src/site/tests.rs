//! Sites from a few small files.

use spec::catalogue::Catalogue;
use spec::prose::Image;
use spec::seed::SeedList;
use spec::site::{Form, Part};
use spec::{Block, DataSource, Inline, Module};

use super::*;
use crate::unzip;

#[path = "../../../../tests/fixtures/tiny_site.rs"]
mod tiny_site;

use tiny_site::{BUILD, kit, site, track};

const PICTURE: &[u8] = b"\x89PNG picture";

fn assets_of(site: &Files) -> Assets {
    assets(text(site, INDEX)).unwrap()
}

fn text<'a>(files: &'a Files, path: &str) -> &'a str {
    std::str::from_utf8(&files[path]).unwrap()
}

fn list_of(site: &Files) -> SiteList {
    serde_json::from_str(text(site, &assets_of(site).site)).unwrap()
}

fn module(id: &str) -> Module {
    let picture = Inline::Image(Image {
        alt: "海".to_owned(),
        caption: String::new(),
        file: "images/海 1.png".to_owned(),
        url: "somewhere".to_owned(),
        width: 2,
        height: 1,
    });
    let table = |name: &str, seed: &str, file: &str| DataSource {
        name: name.to_owned(),
        seed: seed.to_owned(),
        file: file.to_owned(),
        licence: if file.is_empty() { "" } else { "自作" }.to_owned(),
        ..DataSource::default()
    };
    Module {
        format: 1,
        id: id.into(),
        version: 2,
        track: "t".into(),
        title: format!("題 <{id}>"),
        plan: vec![15],
        data: vec![
            table("人口", "people", ""),
            table("窓口", "", "data/窓口.csv"),
        ],
        sections: vec![spec::module::Section::Prose(vec![Block::Paragraph(vec![
            picture,
        ])])],
        ..Module::default()
    }
}

fn course(ids: &[&str]) -> Course {
    let own = Files::from([
        ("data/窓口.csv".to_owned(), "日,人\n1,20\n".into()),
        ("images/海 1.png".to_owned(), PICTURE.to_vec()),
    ]);
    let modules: Vec<Module> = ids.iter().map(|id| module(id)).collect();
    Course {
        name: "t".to_owned(),
        tracks: vec![track(&modules)],
        lessons: modules
            .into_iter()
            .map(|module| CourseModule {
                module,
                files: own.clone(),
            })
            .collect(),
    }
}

fn material(form: Form) -> Material {
    Material::read(site(&[module("old")], &[]), form, BUILD).unwrap()
}

#[test]
fn a_site_is_finished() {
    let more = [("app-1.js", "a"), ("app-1.js.gz", "b")];
    let more = more.map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec()));
    let site = site(&[], &more);
    let assets = assets_of(&site);
    assert_eq!(assets.shell, ShellKind::Site);
    let list = list_of(&site);
    assert_eq!(list.build.len(), 16);
    let paths: Vec<&str> = list.files.iter().map(|file| file.path.as_str()).collect();
    assert!(
        paths.is_sorted() && paths.contains(&"app-1.js.gz"),
        "{paths:?}"
    );
    for made in [
        INDEX,
        SERVICE_WORKER,
        SUMS,
        SUMMARY,
        WEB_CONFIG,
        &assets.site,
        "added/courses.json",
    ] {
        assert!(!paths.contains(&made) && site.contains_key(made), "{made}");
    }

    // The worker keeps what the page asks for, and this very page.
    let worker = text(&site, SERVICE_WORKER);
    for kept in [
        "[\"app-1.js\",1,\"",
        &assets.engine,
        "\"index.html\"",
        &assets.site,
        &assets.kit,
    ] {
        assert!(worker.contains(kept), "{kept} in {worker}");
    }
    for left in ["app-1.js.gz", WEB_CONFIG, SUMMARY] {
        assert!(!worker.contains(left), "{left} in {worker}");
    }

    // Every line is true, every file has one but those that others change.
    let sums = text(&site, SUMS);
    for line in sums.lines() {
        let (hash, path) = line.split_once("  ").unwrap();
        assert_eq!(hash, sha256(&site[path]), "{path}");
    }
    assert_eq!(sums.lines().count(), site.len() - 2);
}

#[test]
fn an_address_cannot_end_the_element_that_it_stands_in() {
    let assets = Assets {
        editor_js: "</script>".to_owned(),
        ..Assets::default()
    };
    let html = index(&kit().index, &assets).unwrap();
    let read = super::assets(&html).unwrap();
    assert_eq!(read.editor_js, "</script>");
}

#[test]
fn any_change_is_another_build() {
    let worker = |text: &str, kit: &Kit| {
        let files = Files::from([("app-1.js".to_owned(), text.into())]);
        let site = finish(files, Assets::default(), kit, &Inside::default()).unwrap();
        site[SERVICE_WORKER].clone()
    };
    assert_eq!(worker("a", &kit()), worker("a", &kit()));
    assert_ne!(worker("a", &kit()), worker("b", &kit()));
    let mut other = kit();
    other.index = other.index.replace("<body>", "<body class=\"x\">");
    assert_ne!(worker("a", &other), worker("a", &kit()));
}

#[test]
fn the_real_template_names_no_absolute_place() {
    let html = index(&kit().index, &Assets::default()).unwrap();
    for attribute in ["src=\"", "href=\""] {
        for value in html.split(attribute).skip(1) {
            assert!(
                !value.starts_with('/') && !value.contains("://\""),
                "{attribute}{value}"
            );
        }
    }
    assert!(!html.contains("{{"), "{html}");
}

#[test]
fn a_folder_has_what_its_modules_need_and_no_more() {
    let (files, report) = folder(&material(Form::Folder), course(&["a", "b"])).unwrap();
    let assets = assets_of(&files);
    let catalogue: Catalogue = serde_json::from_str(text(&files, &assets.courses)).unwrap();
    let entries = &catalogue.tracks[0].modules;
    assert_eq!(entries.len(), 2);
    assert_eq!(catalogue.measures.len(), 1);
    // Nobody asks for the learner's own town.
    assert_eq!(catalogue.towns, Vec::<String>::new());
    for entry in entries {
        let mut built: Module = super::module(&files[&entry.url]).unwrap();
        assert_eq!(files[&built.data[0].url], tiny_site::PEOPLE.as_bytes());
        assert_eq!(files[&built.data[1].url], "日,人\n1,20\n".as_bytes());
        built.each_image_mut(&mut |image| {
            assert!(
                image.url.is_ascii() && !image.url.contains(' '),
                "{}",
                image.url
            );
            assert_eq!(files[&image.url], PICTURE);
        });
    }
    let seeds: SeedList = serde_json::from_str(text(&files, &assets.seeds)).unwrap();
    assert_eq!(seeds.seeds.len(), 1);
    let left = ["data/other", "courses/old"];
    let has = |start: &str| files.keys().any(|path| path.starts_with(start));
    assert!(!left.into_iter().any(has), "{:?}", files.keys());
    // What was compressed beforehand comes along, and papers are there.
    assert!(files.contains_key(&format!("{}.br", assets.style_css)));
    for path in [
        SBOM,
        LICENCES,
        SUMMARY,
        SUMS,
        WEB_CONFIG,
        "manifest.json",
        "added/courses.json",
    ] {
        assert!(files.contains_key(path), "{path}");
    }
    let ids: Vec<&str> = report
        .modules
        .iter()
        .map(|module| module.id.as_str())
        .collect();
    assert_eq!(ids, ["a", "b"]);
    let terms: Vec<(&str, &str)> = report
        .data
        .iter()
        .map(|terms| (terms.place.as_str(), terms.licence.as_str()))
        .collect();
    let own = |place| (place, "自作");
    assert_eq!(
        terms,
        [
            own("a/data/窓口.csv"),
            own("b/data/窓口.csv"),
            ("people", "CC BY 4.0")
        ]
    );
    assert_eq!(report.build, list_of(&files).build);
    assert_eq!(report.parts, [("MIT".to_owned(), 1)]);
}

#[test]
fn a_folder_is_made_of_a_folder_again() {
    let (first, _) = folder(&material(Form::Folder), course(&["a"])).unwrap();
    let again = Material::read(first.clone(), Form::Folder, BUILD).unwrap();
    let (second, _) = folder(&again, course(&["a"])).unwrap();
    assert_eq!(first, second);
}

#[test]
fn towns_stay_where_the_learners_own_is_asked_for() {
    let towns = |change: &dyn Fn(&mut Module)| {
        let mut course = course(&["a"]);
        change(&mut course.lessons[0].module);
        let (files, _) = folder(&material(Form::Folder), course).unwrap();
        let catalogue: Catalogue =
            serde_json::from_str(text(&files, &assets_of(&files).courses)).unwrap();
        catalogue.towns.len()
    };
    assert_eq!(towns(&|_| {}), 0);
    assert_eq!(
        towns(&|module| module.at_work = vec![Block::Paragraph(vec![Inline::Town])]),
        2
    );
    // In steps, SQL and answers it is text.
    assert_eq!(towns(&|module| module.title = "{町}の人口".to_owned()), 2);
}

#[test]
fn one_file_has_everything_in_it_and_asks_for_nothing() {
    let (files, report) = html(&material(Form::Html), course(&["a"])).unwrap();
    let page = text(&files, "ama-t.html");
    let assets = super::assets(page).unwrap();
    assert_eq!((assets.shell, assets.site.as_str()), (ShellKind::File, ""));
    // Every script and style that may run is named by its hash.
    let policy = papers::policy(page);
    for (open, close) in [("<script>", "</script>"), ("<style>", "</style>")] {
        for rest in page.split(open).skip(1) {
            let content = rest.split_once(close).unwrap().0;
            assert!(policy.contains(&crate::hash::csp(content)), "{content}");
        }
    }
    for part in [
        "default-src 'none';",
        "connect-src 'none';",
        "worker-src blob:;",
    ] {
        assert!(policy.contains(part), "{policy}");
    }
    assert!(
        !policy.contains("unsafe-inline") && !policy.contains("'self'"),
        "{policy}"
    );
    // Nothing is fetched: no address but those of data and of places in the page.
    for attribute in [" src=\"", " href=\""] {
        for value in page.split(attribute).skip(1) {
            assert!(value.starts_with("data:"), "{value:.40}");
        }
    }
    // Blocks stand behind the scripts, first what paints first, the engine late and as it is.
    let place = |path: &str| page.find(&format!("data-file=\"{path}\"")).unwrap();
    assert!(page.rfind("<script>").unwrap() < place(&assets.app_wasm));
    assert!(place(&assets.app_wasm) < place(&assets.courses));
    assert!(place(&assets.courses) < place(&assets.engine));
    assert!(
        page.contains(&format!("data-file=\"{}\">H4sI", assets.engine)),
        "gzip as it is"
    );
    for path in [
        &assets.rooms_wasm,
        &assets.worker_js,
        &assets.editor_js,
        &assets.text_editor_js,
        &assets.maps,
        &assets.seeds,
    ] {
        place(path);
    }
    let summary = text(&files, SUMMARY);
    for part in [
        "content=\"default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\"",
        "ama-t.html",
        &sha256(page.as_bytes()),
        "通信をしません",
        "題 &lt;a&gt;",
        "CC BY 4.0",
    ] {
        assert!(summary.contains(part), "{part}");
    }
    assert_eq!(report.sizes[0].part, Part::Papers);
    assert_eq!(report.sizes[1].raw, page.len() as u64);
    for line in text(&files, SUMS).lines() {
        let (hash, path) = line.split_once("  ").unwrap();
        // The papers lie in a folder beside the file.
        let beside = path.strip_prefix("../");
        assert_eq!(beside.is_some(), path.ends_with("ama-t.html"), "{path}");
        assert_eq!(hash, sha256(&files[beside.unwrap_or(path)]));
    }
}

#[test]
fn the_same_course_gives_the_same_bytes() {
    let make = |form| {
        let material = material(form);
        let course = course(&["b", "a"]);
        if form == Form::Html {
            html(&material, course)
        } else {
            folder(&material, course)
        }
        .unwrap()
        .0
    };
    for form in [Form::Html, Form::Folder] {
        assert_eq!(make(form), make(form));
        let zip = crate::zip(&make(form)).unwrap();
        assert_eq!(unzip(&zip).unwrap(), make(form));
    }
}

#[test]
fn what_is_missing_changed_or_of_another_version_is_told() {
    let good = site(&[module("old")], &[]);
    let read = |files: Files| Material::read(files, Form::Folder, BUILD).map(drop);
    assert_eq!(read(good.clone()), Ok(()));
    let engine = assets_of(&good).engine;

    let mut missing = good.clone();
    missing.remove(&engine);
    assert_eq!(
        read(missing),
        Err(SiteError::Missing {
            path: engine.clone()
        })
    );
    let mut changed = good.clone();
    changed.get_mut(&engine).unwrap().push(0);
    assert_eq!(read(changed), Err(SiteError::Changed { path: engine }));
    // A copy that is compressed beforehand may be missing, or be unpacked on the way.
    let copy = format!("{}.br", assets_of(&good).style_css);
    let mut unpacked = good.clone();
    unpacked.insert(copy.clone(), b"body".to_vec());
    let material = Material::read(unpacked, Form::Folder, BUILD).unwrap();
    assert!(!material.files.contains_key(&copy));

    // So may the engine, which is gzipped again under a name of its own.
    let mut unpacked = good.clone();
    let wasm = b"\0asm engine".repeat(40);
    unpacked.insert(assets_of(&good).engine, wasm.clone());
    let material = Material::read(unpacked, Form::Folder, BUILD).unwrap();
    assert_eq!(material.files[&material.assets.engine], gzip(&wasm));
    let (files, _) = folder(&material, course(&["a"])).unwrap();
    assert_eq!(assets_of(&files).engine, material.assets.engine);

    let list = assets_of(&good).site;
    let mut other = good.clone();
    other.insert(
        list.clone(),
        text(&good, &list).replace(BUILD, "another").into_bytes(),
    );
    let version = SiteError::Version {
        found: "another".to_owned(),
        own: BUILD.to_owned(),
    };
    assert_eq!(read(other), Err(version.clone()));
    let words = version.words();
    for part in ["another", BUILD] {
        assert!(
            words.ja.contains(part) && words.en.contains(part),
            "{words:?}"
        );
    }
    // What is made of a site is of its version.
    let mut other = kit();
    other.version = "another".to_owned();
    let made = finish(Files::new(), assets_of(&good), &other, &Inside::default()).unwrap();
    assert_eq!(list_of(&made).version, "another");
    assert_eq!(read(made), Err(version));
    let mut none = good;
    none.remove(&list);
    assert_eq!(read(none), Err(SiteError::NoList));
}

#[test]
fn what_is_too_big_or_names_nothing_is_told() {
    let mut unknown = course(&["a"]);
    unknown.lessons[0].module.data[0].seed = "none".to_owned();
    let refusal = folder(&material(Form::Folder), unknown).unwrap_err();
    let (module, seed) = ("a".to_owned(), "none".to_owned());
    assert_eq!(refusal, SiteError::NoSeed { module, seed });

    // Noise that does not compress.
    let mut state = 1_u32;
    let noise: Vec<u8> = std::iter::repeat_with(|| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 24) as u8
    })
    .take(26_000_000)
    .collect();
    let big = |len: usize| {
        let mut course = course(&["a"]);
        let own = &mut course.lessons[0].files;
        own.insert("images/海 1.png".to_owned(), noise[..len].to_vec());
        course
    };
    let refusal = html(&material(Form::Html), big(10_000_000)).unwrap_err();
    assert!(matches!(refusal, SiteError::HtmlTooBig { .. }), "{refusal}");
    assert!(refusal.words().ja.contains("フォルダーの形"), "{refusal:?}");
    let refusal = folder(&material(Form::Folder), big(26_000_000)).unwrap_err();
    assert!(matches!(refusal, SiteError::FileTooBig { .. }), "{refusal}");
}

#[test]
fn a_script_that_would_end_its_element_is_refused() {
    let mut material = material(Form::Html);
    let path = material.assets.app_js.clone();
    material
        .files
        .insert(path.clone(), b"x='</SCRIPT>'".to_vec());
    let refusal = html(&material, course(&["a"])).unwrap_err();
    assert_eq!(refusal, SiteError::Unfit { path });
}
