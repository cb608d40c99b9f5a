//! Tests: tracks and modules put in order.

use super::*;

fn file(id: &str, order: u32, modules: &[&str]) -> TrackFile {
    TrackFile {
        format: 1,
        id: id.into(),
        order,
        title: Bilingual {
            ja: id.to_uppercase(),
            en: id.to_uppercase(),
        },
        modules: modules.iter().map(|id| (*id).into()).collect(),
        ..TrackFile::default()
    }
}

fn module(track: &str, id: &str) -> (TrackId, ModuleEntry) {
    let module = Module {
        id: id.into(),
        title: format!("{id} です"),
        audience: vec![if id.contains('1') { "sme" } else { "municipal" }.into()],
        plan: vec![18, 15],
        ..Module::default()
    };
    (track.into(), ModuleEntry::of(&module, format!("{id}.bin")))
}

/// Tracks as `title: modules` lines.
fn shown(files: Vec<TrackFile>, modules: &[(TrackId, ModuleEntry)]) -> Vec<String> {
    arrange(files, modules)
        .iter()
        .map(|track| {
            let modules: Vec<&str> = track
                .modules
                .iter()
                .map(|module| module.id.as_str())
                .collect();
            format!("{}: {}", track.title.ja, modules.join(" "))
        })
        .collect()
}

#[test]
fn the_order_is_the_files() {
    let modules = [module("b", "b1"), module("b", "b2"), module("a", "a1")];
    let files = vec![file("a", 20, &["a1"]), file("b", 10, &["b2", "b1"])];
    assert_eq!(shown(files, &modules), ["B: b2 b1", "A: a1"]);
    let files = vec![file("b", 1, &["b2", "b1"]), file("a", 1, &["a1"])];
    assert_eq!(shown(files, &modules), ["A: a1", "B: b2 b1"]);
}

#[test]
fn a_track_may_take_modules_of_another() {
    let modules = [module("b", "b1"), module("b", "b2"), module("tsu", "t1")];
    let files = vec![
        file("b", 1, &["b1", "b2"]),
        file("tsu", 2, &["b2", "t1", "gone"]),
    ];
    assert_eq!(shown(files, &modules), ["B: b1 b2", "TSU: b2 t1"]);
}

#[test]
fn nothing_is_lost_that_no_file_lists() {
    let modules = [
        module("b", "b2"),
        module("b", "b1"),
        module("x", "x2"),
        module("x", "x1"),
    ];
    let files = vec![file("b", 1, &["b2"])];
    assert_eq!(shown(files, &modules), ["B: b2 b1", "x1 です: x1 x2"]);
    let tracks = arrange(Vec::new(), &modules);
    assert_eq!(tracks[0].audience, ["sme", "municipal"]);
    assert_eq!(tracks[0].plan(), [15, 18]);
}

#[test]
fn the_files_audience_comes_before_that_of_its_modules() {
    let mut named = file("b", 1, &["b1", "b2"]);
    named.audience = vec!["municipal".into()];
    let modules = [module("b", "b1"), module("b", "b2")];
    assert_eq!(arrange(vec![named], &modules)[0].audience, ["municipal"]);
    let tracks = arrange(vec![file("b", 1, &["b1", "b2"])], &modules);
    assert_eq!(tracks[0].audience, ["sme", "municipal"]);
}

#[test]
fn what_is_added_comes_behind_what_the_site_has() {
    let own = [module("b", "b1"), module("b", "b2"), module("a", "a1")];
    let site = Catalogue {
        format: 2,
        tracks: arrange(
            vec![file("b", 10, &["b2", "b1"]), file("a", 20, &["a1"])],
            &own,
        ),
        towns: vec!["津市".into()],
        measures: vec![],
    };
    let shown = |files: Vec<TrackFile>, modules: Vec<(TrackId, ModuleEntry)>| -> Vec<String> {
        let all = site.with(files, modules);
        assert_eq!(all.towns, site.towns);
        all.tracks
            .iter()
            .map(|track| {
                let modules: Vec<&str> = track
                    .modules
                    .iter()
                    .map(|module| module.id.as_str())
                    .collect();
                format!("{}: {}", track.title.ja, modules.join(" "))
            })
            .collect()
    };
    assert_eq!(shown(vec![], vec![]), ["B: b2 b1", "A: a1"]);
    assert_eq!(site.with(vec![], vec![]), site);
    // A low order does not put an added track before the site's; it may list the site's modules.
    let files = vec![file("tsu", 2, &["b1", "t1"]), file("iga", 1, &["i1"])];
    let modules = vec![
        module("tsu", "t1"),
        module("iga", "i1"),
        module("a", "a0"),
        module("nobody", "n1"),
    ];
    assert_eq!(
        shown(files, modules),
        [
            "B: b2 b1",
            "A: a1 a0",
            "IGA: i1",
            "TSU: b1 t1",
            "n1 です: n1"
        ]
    );
    // What the site has is not replaced.
    let files = vec![file("b", 1, &["b1"])];
    let modules = vec![module("elsewhere", "a1")];
    assert_eq!(shown(files, modules), ["B: b2 b1", "A: a1"]);
}
