//! Functions that are the same byte for byte become one.
//!
//! The compiler could do it, but then a shared function carries only one of its names, and names decide what may leave
//! the page. Here the one that lies nearest to the page is kept. Two on different branches of the tree stay two: one for
//! both would have to lie in a part that everybody loads.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use walrus::ir::{VisitorMut, dfs_pre_order_mut};
use walrus::{ConstExpr, ElementItems, ExportItem, FunctionId, FunctionKind, GlobalKind, Module};
use wasmparser::{Parser, Payload};

use super::tree::{PAGE, Part, Tree};

/// Merging one pair may make their callers alike: so often is looked again, at most.
const ROUNDS: usize = 20;

/// Merges, and gives the module back with the names it had: each function's is that of its part.
pub(super) fn merge(mut wasm: Vec<u8>, tree: &Tree) -> Result<Vec<u8>> {
    for _ in 0..ROUNDS {
        let mut module = super::parse(&wasm)?;
        let merged = merged(&module, &bodies(&wasm)?, tree)?;
        if merged.is_empty() {
            break;
        }
        replace(&mut module, &merged);
        walrus::passes::gc::run(&mut module);
        wasm = module.emit_wasm();
    }
    Ok(wasm)
}

/// Code of the functions that the module itself defines, in their order.
fn bodies(wasm: &[u8]) -> Result<Vec<&[u8]>> {
    let mut bodies = Vec::new();
    for payload in Parser::new(0).parse_all(wasm) {
        if let Payload::CodeSectionEntry(body) = payload? {
            bodies.push(
                wasm.get(body.range())
                    .context("a function lies outside the wasm")?,
            );
        }
    }
    Ok(bodies)
}

/// Which function stands for which.
fn merged(
    module: &Module,
    bodies: &[&[u8]],
    tree: &Tree,
) -> Result<BTreeMap<FunctionId, FunctionId>> {
    // A module just read has its functions in the order of the file, imported ones first.
    let functions: Vec<FunctionId> = module
        .funcs
        .iter()
        .filter(|function| matches!(function.kind, FunctionKind::Local(_)))
        .map(|function| function.id())
        .collect();
    anyhow::ensure!(
        functions.len() == bodies.len(),
        "{} functions, {} bodies",
        functions.len(),
        bodies.len()
    );
    let mut alike: BTreeMap<(usize, &[u8]), Vec<FunctionId>> = BTreeMap::new();
    for (id, body) in functions.into_iter().zip(bodies) {
        let ty = module.funcs.get(id).ty();
        alike.entry((ty.index(), body)).or_default().push(id);
    }
    let mut merged = BTreeMap::new();
    for group in alike.into_values() {
        let part = |id: FunctionId| {
            let name = module.funcs.get(id).name.as_deref().unwrap_or_default();
            tree.named(name).unwrap_or(PAGE)
        };
        // Whatever a part lies on comes before it.
        let mut first: BTreeMap<Part, FunctionId> = BTreeMap::new();
        for id in &group {
            first.entry(part(*id)).or_insert(*id);
        }
        for id in group {
            let mut kept = first.iter();
            let kept = kept.find(|(at, _)| tree.lies_on(part(id), **at));
            let (_, kept) = kept.context("a group has members")?;
            if *kept != id {
                merged.insert(id, *kept);
            }
        }
    }
    Ok(merged)
}

fn replace(module: &mut Module, merged: &BTreeMap<FunctionId, FunctionId>) {
    struct Replace<'a>(&'a BTreeMap<FunctionId, FunctionId>);
    impl Replace<'_> {
        fn one(&self, id: &mut FunctionId) {
            if let Some(kept) = self.0.get(id) {
                *id = *kept;
            }
        }
        fn in_expr(&self, expr: &mut ConstExpr) {
            if let ConstExpr::RefFunc(id) = expr {
                self.one(id);
            }
        }
    }
    impl VisitorMut for Replace<'_> {
        fn visit_function_id_mut(&mut self, id: &mut FunctionId) {
            self.one(id);
        }
    }
    let mut replace = Replace(merged);
    for (_, function) in module.funcs.iter_local_mut() {
        let entry = function.entry_block();
        dfs_pre_order_mut(&mut replace, function, entry);
    }
    for element in module.elements.iter_mut() {
        match &mut element.items {
            ElementItems::Functions(functions) => {
                functions.iter_mut().for_each(|id| replace.one(id));
            }
            ElementItems::Expressions(_, items) => {
                items.iter_mut().for_each(|item| replace.in_expr(item));
            }
        }
    }
    for export in module.exports.iter_mut() {
        if let ExportItem::Function(id) = &mut export.item {
            replace.one(id);
        }
    }
    let globals: Vec<_> = module.globals.iter().map(|global| global.id()).collect();
    for id in globals {
        if let GlobalKind::Local(expr) = &mut module.globals.get_mut(id).kind {
            replace.in_expr(expr);
        }
    }
    if let Some(start) = &mut module.start {
        replace.one(start);
    }
}

#[cfg(test)]
mod tests {
    use walrus::{FunctionBuilder, ModuleConfig, ValType};

    use super::*;

    fn tree() -> Tree {
        Tree::new(&[
            ("page", None),
            ("lms", Some("page")),
            ("rooms", Some("page")),
            ("studio", Some("rooms")),
        ])
        .unwrap()
    }

    /// A function in each of these parts, all alike, and a caller of each.
    fn module(parts: &[&str]) -> Vec<u8> {
        let mut module = Module::with_config(ModuleConfig::new());
        for (at, part) in parts.iter().enumerate() {
            let mut builder = FunctionBuilder::new(&mut module.types, &[], &[ValType::I32]);
            builder.name((*part).to_owned());
            builder
                .func_body()
                .i32_const(7)
                .i32_const(8)
                .binop(walrus::ir::BinaryOp::I32Add);
            let twin = builder.finish(vec![], &mut module.funcs);
            let mut builder = FunctionBuilder::new(&mut module.types, &[], &[ValType::I32]);
            builder.name((*part).to_owned());
            builder.func_body().call(twin);
            let id = builder.finish(vec![], &mut module.funcs);
            module.exports.add(&format!("caller{at}"), id);
        }
        module.emit_wasm()
    }

    /// The parts of the functions that are left, and how many exports there are.
    fn left(parts: &[&str]) -> (Vec<String>, usize) {
        let wasm = merge(module(parts), &tree()).unwrap();
        let module = super::super::parse(&wasm).unwrap();
        let names = module.funcs.iter().filter_map(|it| it.name.clone());
        let mut names: Vec<String> = names.collect();
        names.sort_unstable();
        (names, module.exports.iter().count())
    }

    #[test]
    fn twins_and_then_their_callers_become_one() {
        let (names, exports) = left(&["studio", "rooms", "rooms"]);
        assert_eq!(names, ["rooms", "rooms"]);
        assert_eq!(exports, 3);
    }

    #[test]
    fn twins_on_different_branches_stay_two() {
        let (names, _) = left(&["studio", "lms", "rooms"]);
        assert_eq!(names, ["lms", "lms", "rooms", "rooms"]);
        // One that all can call is enough for all.
        let (names, _) = left(&["studio", "lms", "page"]);
        assert_eq!(names, ["page", "page"]);
    }
}
