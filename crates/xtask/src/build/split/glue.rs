//! Short names between the page's wasm and the script that wasm-bindgen made for it: the long ones end in sixteen digits
//! each that no compression takes away, once in the wasm and once in the script.

use std::collections::BTreeMap;

use anyhow::{Result, ensure};
use walrus::Module;

/// Renames in both what the wasm imports, and gives the script.
pub(super) fn shorten(module: &mut Module, script: &str) -> Result<String> {
    let mut short = BTreeMap::new();
    for import in module.imports.iter_mut() {
        if !import.name.starts_with("__wb") {
            continue;
        }
        let name = format!("_{}", short.len());
        // Only the script knows it: a name that it does not have would be somebody else's.
        ensure!(
            script.contains(&import.name),
            "the script does not have {}",
            import.name
        );
        let long = std::mem::replace(&mut import.name, name.clone());
        short.insert(long, name);
    }
    let mut shortened = String::with_capacity(script.len());
    let mut rest = script;
    while let Some(at) = rest.find("__wb") {
        let (before, from) = rest.split_at(at);
        let end = from
            .find(|c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == '$'))
            .unwrap_or(from.len());
        let (word, after) = from.split_at(end);
        let whole = !before.ends_with(|c: char| c.is_ascii_alphanumeric() || c == '_' || c == '$');
        shortened.push_str(before);
        shortened.push_str(
            short
                .get(word)
                .filter(|_| whole)
                .map_or(word, String::as_str),
        );
        rest = after;
    }
    shortened.push_str(rest);
    Ok(shortened)
}

#[cfg(test)]
mod tests {
    use walrus::ModuleConfig;

    use super::*;

    #[test]
    fn whole_names_are_replaced_on_both_sides() {
        let mut module = Module::with_config(ModuleConfig::new());
        let ty = module.types.add(&[], &[]);
        module.add_import_func("./app_bg.js", "__wbg_get_1a", ty);
        module.add_import_func("./app_bg.js", "__wbg_get", ty);
        let script = "{ __wbg_get_1a: () => wasm.__wbindgen_malloc(x__wbg_get), __wbg_get() {} }";
        assert_eq!(
            shorten(&mut module, script).unwrap(),
            "{ _0: () => wasm.__wbindgen_malloc(x__wbg_get), _1() {} }"
        );
        let names: Vec<_> = module.imports.iter().map(|import| &import.name).collect();
        assert_eq!(names, ["_0", "_1"]);
    }

    #[test]
    fn a_script_of_another_wasm_is_refused() {
        let mut module = Module::with_config(ModuleConfig::new());
        let ty = module.types.add(&[], &[]);
        module.add_import_func("./app_bg.js", "__wbg_get_1a", ty);
        assert!(shorten(&mut module, "{}").is_err());
    }
}
