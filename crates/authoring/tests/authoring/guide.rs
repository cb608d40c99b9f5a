//! The whole modules in the author's guide are as their author meant them, like those under `courses/`.

use std::collections::BTreeMap;
use std::path::Path;

use authoring::check_module;

#[test]
fn whole_modules_of_the_guide_pass_their_authors_tests() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let guide = std::fs::read_to_string(root.join("courses/README.md")).unwrap();
    let modules: Vec<&str> = guide
        .split("~~~text module\n")
        .skip(1)
        .map(|rest| rest.split("\n~~~\n").next().unwrap())
        .collect();
    assert_eq!(modules.len(), 2, "one in each language");
    for text in modules {
        let (module, diagnostics) = course::parse("README.md", text);
        assert_eq!(course::to_text(&diagnostics), "");
        let tables: BTreeMap<String, Vec<u8>> = module
            .data
            .iter()
            .map(|source| {
                let file = format!("seeds/{0}/{0}.csv", source.seed);
                (source.name.clone(), std::fs::read(root.join(file)).unwrap())
            })
            .collect();
        assert!(!tables.is_empty() && module.exercises().count() > 0);
        let findings = check_module(&module, &tables);
        assert!(findings.is_empty(), "{}: {findings:#?}", module.title);
    }
}
