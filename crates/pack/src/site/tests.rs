//! Sites from a few small files.

use super::*;

const INDEX_TEMPLATE: &str = include_str!("../../../../web/index.html");
const SW_TEMPLATE: &str = include_str!("../../../../web/sw.js");

pub(crate) fn kit() -> Kit {
    Kit {
        format: 1,
        index: INDEX_TEMPLATE.to_owned(),
        sw: SW_TEMPLATE.to_owned(),
        summary: include_str!("../../../../web/mochikomi.html").to_owned(),
        assets: Assets::default(),
        added: vec![("added/courses.json".to_owned(), "{\"format\":1}".to_owned())],
    }
}

fn assets() -> Assets {
    Assets {
        app_js: "app-1.js".to_owned(),
        app_wasm: "app-2.wasm".to_owned(),
        boot_js: "boot-3.js".to_owned(),
        style_css: "style-4.css".to_owned(),
        editor_js: "</script>".to_owned(),
        icon: "icon-7.svg".to_owned(),
        ..Assets::default()
    }
}

fn files(named: &[(&str, &str)]) -> Files {
    let owned = |(name, text): &(&str, &str)| ((*name).to_owned(), text.as_bytes().to_vec());
    named.iter().map(owned).collect()
}

fn text<'a>(files: &'a Files, path: &str) -> &'a str {
    std::str::from_utf8(&files[path]).unwrap()
}

#[test]
fn a_site_is_finished() {
    let parts = files(&[
        ("app-1.js", "a"),
        ("app-1.js.gz", "b"),
        ("engine-1.wasm.gz", "c"),
        ("web.config", "d"),
    ]);
    let site = finish(parts, assets(), &kit(), &Inside::default()).unwrap();
    let index = text(&site, INDEX);
    let assets = super::assets(index).unwrap();
    assert_eq!(assets.editor_js, "</script>");
    assert_eq!(assets.shell, ShellKind::Site);

    let list: SiteList = serde_json::from_str(text(&site, &assets.site)).unwrap();
    let paths = list.files.iter().map(|file| file.path.as_str());
    let paths: Vec<&str> = paths.filter(|path| *path != assets.kit).collect();
    assert_eq!(
        paths,
        ["app-1.js", "app-1.js.gz", "engine-1.wasm.gz", "web.config"]
    );
    assert_eq!((list.build.len(), list.files[0].bytes), (16, 1));

    // The worker keeps what the page asks for, and this very page.
    let worker = text(&site, SERVICE_WORKER);
    for kept in [
        "\"app-1.js\",1,",
        "\"engine-1.wasm.gz\"",
        "\"index.html\"",
        &assets.site,
    ] {
        assert!(worker.contains(kept), "{kept} in {worker}");
    }
    assert!(
        !worker.contains("app-1.js.gz") && !worker.contains("web.config\""),
        "{worker}"
    );

    // Every line is true, every file has one but those that others change.
    let sums = text(&site, SUMS);
    for line in sums.lines() {
        let (hash, path) = line.split_once("  ").unwrap();
        assert_eq!(hash, sha256(&site[path]), "{path}");
    }
    assert_eq!(sums.lines().count(), site.len() - 2);
    assert!(site.contains_key("added/courses.json"));
}

#[test]
fn any_change_is_another_build() {
    let worker = |text: &str, kit: &Kit| {
        let site = finish(
            files(&[("app-1.js", text)]),
            assets(),
            kit,
            &Inside::default(),
        )
        .unwrap();
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
    let html = index(INDEX_TEMPLATE, &assets()).unwrap();
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
