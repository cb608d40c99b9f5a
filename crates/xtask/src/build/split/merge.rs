//! Functions that are the same byte for byte become one.
//!
//! The compiler could do it, but then a shared function carries only one of its names, and names decide what may leave
//! the page. Here the one that stays with the page is kept.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use walrus::ir::{VisitorMut, dfs_pre_order_mut};
use walrus::{ConstExpr, ElementItems, ExportItem, FunctionId, FunctionKind, GlobalKind, Module};
use wasmparser::{Parser, Payload};

/// Merging one pair may make their callers alike: so often is looked again, at most.
const ROUNDS: usize = 20;

/// Merges, and gives the module back with the names it had. Of several, the one whose
/// name has the lowest `rank` is kept.
pub(super) fn merge<R: Ord>(mut wasm: Vec<u8>, rank: impl Fn(&str) -> R) -> Result<Vec<u8>> {
    for _ in 0..ROUNDS {
        let mut module = super::parse(&wasm)?;
        let merged = merged(&module, &bodies(&wasm)?, &rank)?;
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
fn merged<R: Ord>(
    module: &Module,
    bodies: &[&[u8]],
    rank: impl Fn(&str) -> R,
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
        let name = |id: FunctionId| module.funcs.get(id).name.as_deref().unwrap_or_default();
        let kept = group
            .iter()
            .copied()
            .min_by_key(|id| rank(name(*id)))
            .context("a group has members")?;
        merged.extend(
            group
                .into_iter()
                .filter(|id| *id != kept)
                .map(|id| (id, kept)),
        );
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

    /// Two twins, and a caller of each: after the twins are one, so are the callers.
    fn module() -> Vec<u8> {
        let mut module = Module::with_config(ModuleConfig::new());
        for (twin, caller) in [("room::twin", "room::caller"), ("twin", "caller")] {
            let mut builder = FunctionBuilder::new(&mut module.types, &[], &[ValType::I32]);
            builder.name(twin.to_owned());
            builder
                .func_body()
                .i32_const(7)
                .i32_const(8)
                .binop(walrus::ir::BinaryOp::I32Add);
            let twin = builder.finish(vec![], &mut module.funcs);
            let mut builder = FunctionBuilder::new(&mut module.types, &[], &[ValType::I32]);
            builder.name(caller.to_owned());
            builder.func_body().call(twin);
            let id = builder.finish(vec![], &mut module.funcs);
            module.exports.add(caller, id);
        }
        module.emit_wasm()
    }

    #[test]
    fn twins_and_then_their_callers_become_one() {
        let wasm = merge(module(), |name| name.starts_with("room::")).unwrap();
        let module = super::super::parse(&wasm).unwrap();
        let mut names: Vec<_> = module
            .funcs
            .iter()
            .filter_map(|function| function.name.as_deref())
            .collect();
        names.sort_unstable();
        assert_eq!(names, ["caller", "twin"]);
        assert_eq!(module.exports.iter().count(), 2);
    }
}
