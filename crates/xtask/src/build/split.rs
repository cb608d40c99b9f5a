//! The page's wasm in two: what the first paint needs, and the *rooms* behind it (lessons, exercises, charts).
//!
//! The linker makes one module. A function goes to the rooms when nothing that stays can call it: it is in no export, no
//! function that stays calls it directly, and if the function table has it, its name says that it belongs to a room.
//! The table keeps its slot empty; the second module shares memory, table and globals with the first and fills the
//! slots when it is instantiated (`web/boot.js`). No byte of code is in both. The page asks for the rooms before it
//! makes anything of theirs (`app/src/rooms.rs`).

mod glue;
mod merge;

use std::collections::BTreeSet;

use anyhow::{Context, Result, bail};
use walrus::ir::{self, Visitor, dfs_in_order};
use walrus::{
    ConstExpr, ElementItems, ElementKind, ExportItem, FunctionId, FunctionKind, GlobalKind,
    ImportedFunction, LocalFunction, Module, ModuleConfig, TableId,
};

use super::bindgen;

/// The module name that the rooms import the first module's items from.
const PAGE: &str = "page";
/// The name of a function that leaves the page.
const ROOMS: &str = "rooms";

/// Both modules.
pub(crate) struct Split {
    /// The script of the first.
    pub(crate) script: Vec<u8>,
    /// For the first paint.
    pub(crate) page: Vec<u8>,
    /// For the rooms.
    pub(crate) rooms: Vec<u8>,
}

/// Splits a module. `in_rooms` says by its (demangled) name whether a function of the table belongs to a room.
pub(crate) fn split(page: &bindgen::Module, in_rooms: impl Fn(&str) -> bool) -> Result<Split> {
    let mut module = parse(&page.wasm)?;
    let script = std::str::from_utf8(&page.js).context("the page's script is not UTF-8")?;
    let script = glue::shorten(&mut module, script)?;
    // From here on a function's name says only where it goes.
    Plan::new(&module, in_rooms)?.mark(&mut module);
    let wasm = merge::merge(module.emit_wasm(), |name| name != ROOMS)?;

    let mut page = parse(&wasm)?;
    // The same bytes give the same order of everything: positions carry over from one to the other.
    let mut rooms = parse(&wasm)?;
    let plan = Plan::new(&page, |name| name == ROOMS)?;
    let shared = plan.rooms(&mut rooms)?;
    plan.page(&mut page, &shared)?;
    Ok(Split {
        script: script.into_bytes(),
        page: without_names(&mut page)?,
        rooms: without_names(&mut rooms)?,
    })
}

fn parse(wasm: &[u8]) -> Result<Module> {
    ModuleConfig::new()
        .generate_producers_section(false)
        .parse(wasm)
}

fn without_names(module: &mut Module) -> Result<Vec<u8>> {
    ModuleConfig::new()
        .generate_name_section(false)
        .generate_producers_section(false)
        .parse(&module.emit_wasm())
        .map(|mut module| module.emit_wasm())
}

/// What the rooms use of the page: positions in its lists.
#[derive(Default)]
struct Shared {
    functions: Vec<usize>,
    tables: Vec<usize>,
    globals: Vec<usize>,
    memories: Vec<usize>,
}

/// Which function goes where, and which slots of the table the rooms fill.
struct Plan {
    /// Positions of the functions that leave the page.
    moved: BTreeSet<usize>,
    /// Position of the table with the slots.
    table: usize,
    /// Slots and positions of the functions in them.
    slots: Vec<(i32, usize)>,
}

impl Plan {
    fn new(module: &Module, in_rooms: impl Fn(&str) -> bool) -> Result<Self> {
        let functions: Vec<FunctionId> =
            module.funcs.iter().map(|function| function.id()).collect();
        let position = |id: FunctionId| functions.iter().position(|other| *other == id);
        let table = module
            .tables
            .main_function_table()?
            .context("the page's wasm has no function table")?;
        let slots = slots(module, table)?;

        let mut stays: Vec<FunctionId> = module.start.into_iter().collect();
        for export in module.exports.iter() {
            if let ExportItem::Function(id) = export.item {
                stays.push(id);
            }
        }
        for (_, id) in &slots {
            let name = module.funcs.get(*id).name.as_deref().unwrap_or_default();
            if !in_rooms(name) {
                stays.push(*id);
            }
        }
        for global in module.globals.iter() {
            if let GlobalKind::Local(ConstExpr::RefFunc(id)) = global.kind {
                stays.push(id);
            }
        }
        let mut seen = BTreeSet::new();
        while let Some(id) = stays.pop() {
            if !seen.insert(id) {
                continue;
            }
            if let FunctionKind::Local(function) = &module.funcs.get(id).kind {
                stays.extend(called(function));
            }
        }
        let moved: BTreeSet<usize> = functions
            .iter()
            .enumerate()
            .filter(|(_, id)| {
                !seen.contains(id) && matches!(module.funcs.get(**id).kind, FunctionKind::Local(_))
            })
            .map(|(at, _)| at)
            .collect();
        let mut moved_slots = Vec::new();
        for (slot, id) in slots {
            let at = position(id).context("a function of the table is in no list")?;
            if moved.contains(&at) {
                moved_slots.push((slot, at));
            }
        }
        if moved_slots.is_empty() {
            bail!("no function of the page belongs to a room: are the names in the wasm?");
        }
        Ok(Self {
            moved,
            table: at(module.tables.iter().map(|table| table.id()), table)?,
            slots: moved_slots,
        })
    }

    /// Gives every function the name of the half it goes to.
    fn mark(&self, module: &mut Module) {
        for (at, function) in module.funcs.iter_mut().enumerate() {
            let half = if self.moved.contains(&at) {
                ROOMS
            } else {
                PAGE
            };
            function.name = Some(half.to_owned());
        }
        // Names of anything else are of no use either.
        for local in module
            .locals
            .iter()
            .map(|local| local.id())
            .collect::<Vec<_>>()
        {
            module.locals.get_mut(local).name = None;
        }
    }

    /// Leaves the moved functions in a copy, as a module on top of the page, and says what it needs of the page.
    fn rooms(&self, module: &mut Module) -> Result<Shared> {
        let functions: Vec<FunctionId> =
            module.funcs.iter().map(|function| function.id()).collect();
        let id = |at: usize| functions.get(at).copied().context("a function is missing");
        for export in ids(module.exports.iter().map(|export| export.id())) {
            module.exports.delete(export);
        }
        module.start = None;
        for data in ids(module.data.iter().map(|data| data.id())) {
            module.data.delete(data);
        }
        let memories = ids(module.memories.iter().map(|memory| memory.id()));
        for (at, id) in memories.iter().enumerate() {
            let import = module.imports.add(PAGE, &format!("m{at}"), *id);
            let memory = module.memories.get_mut(*id);
            memory.import = Some(import);
            memory.data_segments.clear();
        }
        let tables = ids(module.tables.iter().map(|table| table.id()));
        for element in ids(module.elements.iter().map(|element| element.id())) {
            module.elements.delete(element);
        }
        for (at, id) in tables.iter().enumerate() {
            let import = module.imports.add(PAGE, &format!("t{at}"), *id);
            let table = module.tables.get_mut(*id);
            table.import = Some(import);
            table.init = None;
            table.elem_segments.clear();
        }
        let globals = ids(module.globals.iter().map(|global| global.id()));
        for (at, id) in globals.iter().enumerate() {
            let import = module.imports.add(PAGE, &format!("g{at}"), *id);
            module.globals.get_mut(*id).kind = GlobalKind::Import(import);
        }
        for (at, id) in functions.iter().enumerate() {
            if self.moved.contains(&at) {
                continue;
            }
            let name = format!("f{at}");
            match &module.funcs.get(*id).kind {
                FunctionKind::Import(imported) => {
                    let import = module.imports.get_mut(imported.import);
                    PAGE.clone_into(&mut import.module);
                    import.name = name;
                }
                _ => {
                    let ty = module.funcs.get(*id).ty();
                    let import = module.imports.add(PAGE, &name, *id);
                    module.funcs.get_mut(*id).kind =
                        FunctionKind::Import(ImportedFunction { import, ty });
                }
            }
        }
        let table = *tables.get(self.table).context("the table is missing")?;
        for (first, run) in runs(&self.slots) {
            let run = run.into_iter().map(id).collect::<Result<_>>()?;
            add_segment(module, table, first, run);
        }
        walrus::passes::gc::run(module);

        let mut shared = Shared::default();
        for import in module.imports.iter() {
            let (kind, number) = import.name.split_at(1);
            let number = number
                .parse()
                .with_context(|| format!("an import of the rooms is called {}", import.name))?;
            match kind {
                "f" => shared.functions.push(number),
                "t" => shared.tables.push(number),
                "g" => shared.globals.push(number),
                _ => shared.memories.push(number),
            }
        }
        Ok(shared)
    }

    /// Takes the moved functions out of the page and gives it the exports that the rooms need.
    fn page(&self, module: &mut Module, shared: &Shared) -> Result<()> {
        let functions: Vec<FunctionId> =
            module.funcs.iter().map(|function| function.id()).collect();
        let tables = ids(module.tables.iter().map(|table| table.id()));
        let globals = ids(module.globals.iter().map(|global| global.id()));
        let memories = ids(module.memories.iter().map(|memory| memory.id()));
        let missing = "the page and its copy differ";
        for at in &shared.functions {
            let id = *functions.get(*at).context(missing)?;
            module.exports.add(&format!("f{at}"), id);
        }
        for at in &shared.tables {
            let id = *tables.get(*at).context(missing)?;
            module.exports.add(&format!("t{at}"), id);
        }
        for at in &shared.globals {
            let id = *globals.get(*at).context(missing)?;
            module.exports.add(&format!("g{at}"), id);
        }
        for at in &shared.memories {
            let id = *memories.get(*at).context(missing)?;
            module.exports.add(&format!("m{at}"), id);
        }

        let table = *tables.get(self.table).context(missing)?;
        let left: BTreeSet<i32> = self.slots.iter().map(|(slot, _)| *slot).collect();
        let kept: Vec<(i32, FunctionId)> = slots(module, table)?
            .into_iter()
            .filter(|(slot, _)| !left.contains(slot))
            .collect();
        let of_table = |module: &Module, id| matches!(&module.elements.get(id).kind, ElementKind::Active { table: of, .. } if *of == table);
        for element in ids(module.elements.iter().map(|element| element.id())) {
            if of_table(module, element) {
                module.tables.get_mut(table).elem_segments.remove(&element);
                module.elements.delete(element);
            }
        }
        for (first, run) in runs(&kept) {
            add_segment(module, table, first, run);
        }
        walrus::passes::gc::run(module);
        Ok(())
    }
}

fn add_segment(module: &mut Module, table: TableId, first: i32, functions: Vec<FunctionId>) {
    let kind = ElementKind::Active {
        table,
        offset: ConstExpr::Value(ir::Value::I32(first)),
    };
    let element = module
        .elements
        .add(kind, ElementItems::Functions(functions));
    module.tables.get_mut(table).elem_segments.insert(element);
}

/// What the segments put into a table: slot and function.
fn slots(module: &Module, table: TableId) -> Result<Vec<(i32, FunctionId)>> {
    let mut found = Vec::new();
    for element in module.elements.iter() {
        match (&element.kind, &element.items) {
            (ElementKind::Active { table: of, .. }, _) if *of != table => {}
            (
                ElementKind::Active {
                    offset: ConstExpr::Value(ir::Value::I32(first)),
                    ..
                },
                ElementItems::Functions(functions),
            ) => found.extend((*first..).zip(functions.iter().copied())),
            _ => bail!("the function table is filled in a way that cannot be split"),
        }
    }
    found.sort_by_key(|(slot, _)| *slot);
    Ok(found)
}

/// Neighbouring slots together: the first slot of each run and what is in it.
fn runs<T: Copy>(slots: &[(i32, T)]) -> Vec<(i32, Vec<T>)> {
    let mut runs: Vec<(i32, Vec<T>)> = Vec::new();
    let mut next = None;
    for (slot, item) in slots {
        match runs.last_mut() {
            Some((_, run)) if next == Some(*slot) => run.push(*item),
            _ => runs.push((*slot, vec![*item])),
        }
        next = slot.checked_add(1);
    }
    runs
}

/// The functions that a function names: calls, and references to functions.
fn called(function: &LocalFunction) -> Vec<FunctionId> {
    struct Called(Vec<FunctionId>);
    impl<'a> Visitor<'a> for Called {
        fn visit_function_id(&mut self, id: &FunctionId) {
            self.0.push(*id);
        }
    }
    let mut called = Called(Vec::new());
    dfs_in_order(&mut called, function, function.entry_block());
    called.0
}

fn ids<T>(all: impl Iterator<Item = T>) -> Vec<T> {
    all.collect()
}

fn at<T: PartialEq>(mut all: impl Iterator<Item = T>, one: T) -> Result<usize> {
    all.position(|other| other == one)
        .context("an item is in no list of its module")
}

#[cfg(test)]
mod tests {
    use walrus::{FunctionBuilder, RefType, ValType};

    use super::*;

    /// `main` calls `kept` directly and whatever stands in slot 2; the table has `kept`, `room`, `also`.
    fn module() -> Vec<u8> {
        let mut module = Module::with_config(ModuleConfig::new());
        let memory = module.memories.add_local(false, false, 1, None, None);
        module.exports.add("memory", memory);
        let mut different = 0;
        let mut function = |module: &mut Module, name: &str, callee: Option<FunctionId>| {
            let mut builder = FunctionBuilder::new(&mut module.types, &[], &[ValType::I32]);
            builder.name(name.to_owned());
            // What is alike would become one.
            different += 1;
            let mut body = builder.func_body();
            match callee {
                Some(callee) => body
                    .call(callee)
                    .i32_const(different)
                    .binop(ir::BinaryOp::I32Add),
                None => body.i32_const(different),
            };
            builder.finish(vec![], &mut module.funcs)
        };
        let shared = function(&mut module, "std::shared", None);
        let kept = function(&mut module, "shell::kept", Some(shared));
        let only_rooms = function(&mut module, "std::only_rooms", Some(shared));
        let room = function(&mut module, "room::a", Some(only_rooms));
        let called_room = function(&mut module, "room::called", None);
        let main = function(&mut module, "main", Some(called_room));
        module.exports.add("main", main);
        let table = module.tables.add_local(false, 5, Some(5), RefType::FUNCREF);
        module.exports.add("table", table);
        add_segment(&mut module, table, 1, vec![kept, room, called_room]);
        module.emit_wasm()
    }

    fn names(module: &Module) -> Vec<String> {
        module
            .imports
            .iter()
            .map(|import| format!("{}.{}", import.module, import.name))
            .collect()
    }

    #[test]
    fn what_only_rooms_reach_leaves_the_page() {
        let wasm = module();
        let split = split(&bindgen::Module { js: vec![], wasm }, |name| {
            name.starts_with("room::")
        })
        .unwrap();
        // Both are valid modules of their own.
        let page = Module::from_buffer(&split.page).unwrap();
        let rooms = Module::from_buffer(&split.rooms).unwrap();
        // `main`, `kept`, `shared` and the room's function that `main` calls by name stay.
        assert_eq!(page.funcs.iter_local().count(), 4);
        // `room::a` and what only it calls have left.
        assert_eq!(rooms.funcs.iter_local().count(), 2);
        assert_eq!(names(&rooms), ["page.t0", "page.f4"]);
        let exports: Vec<&str> = page
            .exports
            .iter()
            .map(|export| export.name.as_str())
            .collect();
        assert_eq!(exports, ["memory", "main", "table", "f4", "t0"]);

        let filled = |module: &Module| {
            let table = module.tables.main_function_table().unwrap().unwrap();
            slots(module, table)
                .unwrap()
                .into_iter()
                .map(|(slot, _)| slot)
                .collect::<Vec<_>>()
        };
        assert_eq!(filled(&page), [1, 3]);
        assert_eq!(filled(&rooms), [2]);
    }

    #[test]
    fn a_module_without_names_is_refused() {
        assert!(
            split(
                &bindgen::Module {
                    js: vec![],
                    wasm: module()
                },
                |_| false
            )
            .is_err_and(|error| { error.to_string().contains("are the names in the wasm?") })
        );
    }

    #[test]
    fn neighbours_make_runs() {
        assert_eq!(
            runs(&[(1, 'a'), (2, 'b'), (5, 'c')]),
            [(1, vec!['a', 'b']), (5, vec!['c'])]
        );
        assert_eq!(runs::<u8>(&[]), []);
    }
}
