//! The page's wasm in parts: what the first paint needs, the *rooms* behind it (lessons, exercises, charts), and the
//! *Studio* behind those.
//!
//! The linker makes one module. A function leaves the page when nothing that stays can call it: it is in no export, no
//! function that stays calls it directly, and if the function table has it, its name says that it belongs elsewhere.
//! The table keeps its slot empty; the later part shares memory, table and globals with the page and fills the
//! slots when it is instantiated (`web/boot/parts.js`). Data stay with the page, but for the Studio's words ([`words`]). No byte of code is in two parts. The page asks for a part before it
//! makes anything of it (`app/src/parts.rs`).

mod glue;
mod merge;
mod words;

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result, bail};
use walrus::ir::{self, Visitor, dfs_in_order};
use walrus::{
    ConstExpr, ElementItems, ElementKind, ExportItem, FunctionId, FunctionKind, GlobalKind,
    ImportedFunction, LocalFunction, Module, ModuleConfig, TableId,
};

use super::bindgen;

/// Where a function goes. Every part may use those before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Room {
    /// Loaded first, with the start function and all exports.
    Page,
    /// What a lesson needs.
    Rooms,
    /// What the Studio needs beyond that.
    Studio,
}

impl Room {
    /// In the order of loading.
    const ALL: [Self; 3] = [Self::Page, Self::Rooms, Self::Studio];

    /// As a module name in imports, and as the name that a function carries while the wasm is taken apart.
    fn name(self) -> &'static str {
        match self {
            Self::Page => "page",
            Self::Rooms => "rooms",
            Self::Studio => "studio",
        }
    }

    fn of_name(name: &str) -> Self {
        let found = Self::ALL.into_iter().find(|room| room.name() == name);
        found.unwrap_or(Self::Page)
    }
}

/// All parts.
pub(crate) struct Split {
    /// The script of the first.
    pub(crate) script: Vec<u8>,
    /// For the first paint.
    pub(crate) page: Vec<u8>,
    /// For the rooms.
    pub(crate) rooms: Vec<u8>,
    /// For the Studio.
    pub(crate) studio: Vec<u8>,
}

/// Splits a module. `room` says by its (demangled) name where a function of the table belongs.
pub(crate) fn split(page: &bindgen::Module, room: impl Fn(&str) -> Room) -> Result<Split> {
    let mut module = parse(&page.wasm)?;
    let script = std::str::from_utf8(&page.js).context("the page's script is not UTF-8")?;
    let script = glue::shorten(&mut module, script)?;
    // From here on a function's name says only where it goes.
    Plan::new(&module, room)?.mark(&mut module);
    let wasm = merge::merge(module.emit_wasm(), Room::of_name)?;

    // The same bytes give the same order of everything: positions carry over from one to the other.
    let mut parts = [parse(&wasm)?, parse(&wasm)?, parse(&wasm)?];
    let [first, rooms, studio] = &mut parts;
    let plan = Plan::new(first, Room::of_name)?;
    let of_studio = plan.part(studio, Room::Studio, &BTreeSet::new())?;
    words::give(studio, &words::take(first)?)?;
    let of_rooms = plan.part(rooms, Room::Rooms, &of_studio.rooms)?;
    let mut of_page = of_rooms.page;
    of_page.extend(of_studio.page);
    plan.page(first, &of_page)?;
    Ok(Split {
        script: script.into_bytes(),
        page: without_names(first)?,
        rooms: without_names(rooms)?,
        studio: without_names(studio)?,
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

/// What a part uses of those before it: a letter for the kind (function, table, global, memory) and the position in the
/// module's list of them.
#[derive(Default)]
struct Used {
    page: BTreeSet<String>,
    rooms: BTreeSet<String>,
}

/// Which function goes where, and which slots of the table the later parts fill.
struct Plan {
    /// The part of each function.
    rooms: Vec<Room>,
    /// Position of the table with the slots.
    table: usize,
    /// Slots and positions of the functions in them.
    slots: Vec<(i32, usize)>,
}

impl Plan {
    fn new(module: &Module, room: impl Fn(&str) -> Room) -> Result<Self> {
        let functions: Vec<FunctionId> =
            module.funcs.iter().map(|function| function.id()).collect();
        let positions: BTreeMap<FunctionId, usize> = functions
            .iter()
            .enumerate()
            .map(|(at, id)| (*id, at))
            .collect();
        let table = module
            .tables
            .main_function_table()?
            .context("the page's wasm has no function table")?;
        let slots = slots(module, table)?;

        let mut roots: Vec<(Room, FunctionId)> = Vec::new();
        roots.extend(module.start.map(|id| (Room::Page, id)));
        for export in module.exports.iter() {
            if let ExportItem::Function(id) = export.item {
                roots.push((Room::Page, id));
            }
        }
        for global in module.globals.iter() {
            if let GlobalKind::Local(ConstExpr::RefFunc(id)) = global.kind {
                roots.push((Room::Page, id));
            }
        }
        for (_, id) in &slots {
            let name = module.funcs.get(*id).name.as_deref().unwrap_or_default();
            roots.push((room(name), *id));
        }
        // What an earlier part reaches belongs to it, whatever its name.
        let mut found: BTreeMap<FunctionId, Room> = BTreeMap::new();
        for part in Room::ALL {
            let of_part = roots.iter().filter(|(room, _)| *room == part);
            let mut stack: Vec<FunctionId> = of_part.map(|(_, id)| *id).collect();
            while let Some(id) = stack.pop() {
                if found.contains_key(&id) {
                    continue;
                }
                found.insert(id, part);
                if let FunctionKind::Local(function) = &module.funcs.get(id).kind {
                    stack.extend(called(function));
                }
            }
        }
        let rooms: Vec<Room> = functions
            .iter()
            .map(|id| match module.funcs.get(*id).kind {
                // What the browser gives is the page's.
                FunctionKind::Import(_) => Room::Page,
                _ => found.get(id).copied().unwrap_or(Room::Page),
            })
            .collect();
        let mut placed = Vec::new();
        for (slot, id) in slots {
            let at = positions
                .get(&id)
                .context("a function of the table is in no list")?;
            placed.push((slot, *at));
        }
        for part in Room::ALL {
            if !rooms.contains(&part) {
                bail!(
                    "no function of the page belongs to `{}`: are the names in the wasm?",
                    part.name()
                );
            }
        }
        Ok(Self {
            rooms,
            table: at(module.tables.iter().map(|table| table.id()), table)?,
            slots: placed,
        })
    }

    fn room(&self, at: usize) -> Room {
        self.rooms.get(at).copied().unwrap_or(Room::Page)
    }

    /// Slots and functions of a part.
    fn slots_of(&self, part: Room, functions: &[FunctionId]) -> Result<Vec<(i32, FunctionId)>> {
        let of_part = self.slots.iter().filter(|(_, at)| self.room(*at) == part);
        of_part
            .map(|(slot, at)| {
                let id = functions.get(*at).context("a function is missing")?;
                Ok((*slot, *id))
            })
            .collect()
    }

    /// Gives every function the name of the part it goes to.
    fn mark(&self, module: &mut Module) {
        for (at, function) in module.funcs.iter_mut().enumerate() {
            function.name = Some(self.room(at).name().to_owned());
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

    /// Leaves one later part in a copy, as a module on top of those before it with exports for those after it, and says
    /// what it needs of those before.
    fn part(&self, module: &mut Module, part: Room, exports: &BTreeSet<String>) -> Result<Used> {
        let functions = ids(module.funcs.iter().map(|function| function.id()));
        for export in ids(module.exports.iter().map(|export| export.id())) {
            module.exports.delete(export);
        }
        self.export(module, exports)?;
        module.start = None;
        for data in ids(module.data.iter().map(|data| data.id())) {
            module.data.delete(data);
        }
        let page = Room::Page.name();
        let memories = ids(module.memories.iter().map(|memory| memory.id()));
        for (at, id) in memories.iter().enumerate() {
            let import = module.imports.add(page, &format!("m{at}"), *id);
            let memory = module.memories.get_mut(*id);
            memory.import = Some(import);
            memory.data_segments.clear();
        }
        let tables = ids(module.tables.iter().map(|table| table.id()));
        for element in ids(module.elements.iter().map(|element| element.id())) {
            module.elements.delete(element);
        }
        for (at, id) in tables.iter().enumerate() {
            let import = module.imports.add(page, &format!("t{at}"), *id);
            let table = module.tables.get_mut(*id);
            table.import = Some(import);
            table.init = None;
            table.elem_segments.clear();
        }
        let globals = ids(module.globals.iter().map(|global| global.id()));
        for (at, id) in globals.iter().enumerate() {
            let import = module.imports.add(page, &format!("g{at}"), *id);
            module.globals.get_mut(*id).kind = GlobalKind::Import(import);
        }
        for (at, id) in functions.iter().enumerate() {
            let owner = self.room(at);
            if owner == part {
                continue;
            }
            let name = format!("f{at}");
            match &module.funcs.get(*id).kind {
                FunctionKind::Import(imported) => {
                    let import = module.imports.get_mut(imported.import);
                    page.clone_into(&mut import.module);
                    import.name = name;
                }
                _ => {
                    let ty = module.funcs.get(*id).ty();
                    let import = module.imports.add(owner.name(), &name, *id);
                    module.funcs.get_mut(*id).kind =
                        FunctionKind::Import(ImportedFunction { import, ty });
                }
            }
        }
        let table = *tables.get(self.table).context("the table is missing")?;
        for (first, run) in runs(&self.slots_of(part, &functions)?) {
            add_segment(module, table, first, run);
        }
        walrus::passes::gc::run(module);

        let mut used = Used::default();
        for import in module.imports.iter() {
            let of = if import.module == page {
                &mut used.page
            } else {
                &mut used.rooms
            };
            of.insert(import.name.clone());
        }
        Ok(used)
    }

    /// Gives a part the exports that later ones need.
    fn export(&self, module: &mut Module, names: &BTreeSet<String>) -> Result<()> {
        let functions = ids(module.funcs.iter().map(|function| function.id()));
        let tables = ids(module.tables.iter().map(|table| table.id()));
        let globals = ids(module.globals.iter().map(|global| global.id()));
        let memories = ids(module.memories.iter().map(|memory| memory.id()));
        let missing = "the parts of the page differ";
        for name in names {
            let (kind, at) = name.split_at(1);
            let at: usize = at
                .parse()
                .with_context(|| format!("an import of a part is called {name}"))?;
            let item = match kind {
                "f" => functions.get(at).map(|id| ExportItem::Function(*id)),
                "t" => tables.get(at).map(|id| ExportItem::Table(*id)),
                "g" => globals.get(at).map(|id| ExportItem::Global(*id)),
                _ => memories.get(at).map(|id| ExportItem::Memory(*id)),
            };
            module.exports.add(name, item.context(missing)?);
        }
        Ok(())
    }

    /// Takes the moved functions out of the page and gives it the exports that the other parts need.
    fn page(&self, module: &mut Module, names: &BTreeSet<String>) -> Result<()> {
        self.export(module, names)?;
        let functions = ids(module.funcs.iter().map(|function| function.id()));
        let tables = ids(module.tables.iter().map(|table| table.id()));
        let table = *tables
            .get(self.table)
            .context("the page and its copy differ")?;
        let kept = self.slots_of(Room::Page, &functions)?;
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

    /// `main` calls `kept` and `room::called` directly and whatever stands in the table.
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
        let of_rooms = function(&mut module, "std::of_rooms", Some(shared));
        let room = function(&mut module, "room::a", Some(of_rooms));
        let called_room = function(&mut module, "room::called", None);
        let of_studio = function(&mut module, "std::of_studio", Some(of_rooms));
        let studio = function(&mut module, "studio::a", Some(of_studio));
        let main = function(&mut module, "main", Some(called_room));
        module.exports.add("main", main);
        let table = module.tables.add_local(false, 6, Some(6), RefType::FUNCREF);
        module.exports.add("table", table);
        add_segment(&mut module, table, 1, vec![kept, room, called_room, studio]);
        module.emit_wasm()
    }

    fn names(module: &Module) -> Vec<&str> {
        module
            .imports
            .iter()
            .map(|import| import.module.as_str())
            .collect()
    }

    fn filled(module: &Module) -> Vec<i32> {
        let table = module.tables.main_function_table().unwrap().unwrap();
        let slots = slots(module, table).unwrap();
        slots.into_iter().map(|(slot, _)| slot).collect()
    }

    fn of_prefix(name: &str) -> Room {
        match name.split_once("::") {
            Some(("room", _)) => Room::Rooms,
            Some(("studio", _)) => Room::Studio,
            _ => Room::Page,
        }
    }

    #[test]
    fn what_only_a_later_part_reaches_leaves_the_page() {
        let wasm = module();
        let split = split(&bindgen::Module { js: vec![], wasm }, of_prefix).unwrap();
        // All are valid modules of their own.
        let page = Module::from_buffer(&split.page).unwrap();
        let rooms = Module::from_buffer(&split.rooms).unwrap();
        let studio = Module::from_buffer(&split.studio).unwrap();
        // `main`, `kept`, `shared` and the room's function that `main` calls by name stay.
        assert_eq!(page.funcs.iter_local().count(), 4);
        // `room::a` and what it calls, which the Studio calls too.
        assert_eq!(rooms.funcs.iter_local().count(), 2);
        assert_eq!(names(&rooms), ["page", "page"]);
        assert_eq!(rooms.exports.iter().count(), 1);
        assert_eq!(studio.funcs.iter_local().count(), 2);
        assert_eq!(names(&studio), ["page", "rooms"]);
        // What the rooms import is there, and no slot of the table is filled twice or left empty.
        for import in rooms.imports.iter() {
            assert!(page.exports.iter().any(|export| export.name == import.name));
        }
        for import in studio
            .imports
            .iter()
            .filter(|import| import.module == "rooms")
        {
            assert!(
                rooms
                    .exports
                    .iter()
                    .any(|export| export.name == import.name)
            );
        }
        assert_eq!(filled(&page), [1, 3]);
        assert_eq!(filled(&rooms), [2]);
        assert_eq!(filled(&studio), [4]);
    }

    #[test]
    fn a_module_without_names_is_refused() {
        let page = bindgen::Module {
            js: vec![],
            wasm: module(),
        };
        assert!(
            split(&page, |_| Room::Page)
                .is_err_and(|error| error.to_string().contains("are the names in the wasm?"))
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
