//! What the Studio and the page rely on where modules are read.

use authoring::Authoring;
use protocol::{AuthorRequest, Response, concat};
use spec::Severity;

#[test]
fn what_was_added_beside_a_site_is_read_at_once() {
    let module = |id: &str, requires: &str| {
        format!(
            "+++\nformat = 1\nid = \"{id}\"\nversion = 1\ntrack = \"tsu\"\ntitle = \"窓口\"\nminutes = {{ read = 1, practice = 2 }}\n\
             audience = [\"municipal\"]\nrequires = [\"{requires}\"]\nobjectives = [\"できる\"]\ndata = []\n+++\n# 窓口\n\
             ## 書く {{#essay .essay}}\n書いてください。\n"
        )
    };
    let track = "format = 1\nid = \"tsu\"\norder = 1\ntitle = { ja = \"津市\", en = \"Tsu\" }\n\
                 summary = { ja = \"窓口\", en = \"Counter\" }\nmodules = [\"ds1-01-table\", \"tsu-01\"]\n";
    let (good, bad) = (
        module("tsu-01", "ds1-01-table"),
        module("tsu-02", "nothing"),
    );
    let (files, bytes) = concat([
        ("added/tsu/track.toml", track.as_bytes()),
        ("added/tsu/1/module.md", good.as_bytes()),
        ("added/tsu/2/module.md", bad.as_bytes()),
    ]);
    let gather = || AuthorRequest::Gather {
        files: files.clone(),
        tracks: vec!["data-science".into()],
        modules: vec!["ds1-01-table".into()],
    };
    let Response::Gathered {
        tracks,
        modules,
        diagnostics,
    } = Authoring::new("test")
        .handle(gather(), Some(bytes.clone()))
        .0
        .unwrap()
    else {
        panic!()
    };
    assert_eq!(tracks.len(), 1);
    assert_eq!(tracks[0].title.en, "Tsu");
    let [(track, entry)] = modules.as_slice() else {
        panic!("{modules:?}")
    };
    assert_eq!(
        (track.as_str(), entry.id.as_str(), entry.url.as_str()),
        ("tsu", "tsu-01", "added/tsu/1/module.md")
    );
    assert_eq!(entry.exercises.len(), 1);
    let errors = diagnostics
        .iter()
        .filter(|found| found.severity == Severity::Error);
    let errors: Vec<(&str, &str)> = errors
        .map(|found| (found.file.as_str(), found.code.as_str()))
        .collect();
    assert_eq!(errors, [("added/tsu/2/module.md", "M707")]);
    // Bytes that are not as many as told are a fault of the page, not of an author.
    assert!(
        Authoring::new("test")
            .handle(gather(), Some(bytes[1..].to_vec()))
            .0
            .is_err()
    );
}
