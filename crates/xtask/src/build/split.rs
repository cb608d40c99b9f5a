//! The page's wasm in parts: what the first paint needs, and on top of it a tree of *lazy parts* (`PARTS` in `build.rs`).
//!
//! The linker makes one module. A function leaves the page when nothing that stays can call it: it is in no export, no
//! function that stays calls it directly, and if the function table has it, its name says that it belongs elsewhere. It
//! goes to the nearest part that lies below all parts from which it can be reached. The table keeps its slot empty; the
//! later part shares memory, table and globals with the page and fills the slots when it is instantiated
//! (`web/boot/parts.js`). Data stay with the page, but for words that a later part alone says ([`words`]). No function is in two parts. The
//! page asks for a part before it makes anything of it (`app/src/parts.rs`).

mod glue;
mod merge;
mod tree;
mod words;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result, bail};
use walrus::ir::{self, Visitor, dfs_in_order};
use walrus::{
    ConstExpr, ElementItems, ElementKind, ExportItem, FunctionId, FunctionKind, GlobalKind,
    ImportedFunction, LocalFunction, Module, ModuleConfig, TableId,
};

use self::tree::{PAGE, Part, Tree};
use super::bindgen;

pub(crate) use self::tree::Parts;

/// All parts.
pub(crate) struct Split {
    /// The script of the first.
    pub(crate) script: Vec<u8>,
    /// Their wasm, by their names.
    pub(crate) wasm: BTreeMap<&'static str, Vec<u8>>,
}

/// Splits a module. `part` names the part where a function of the table belongs, by the function's (demangled) name.
pub(crate) fn split(
    page: &bindgen::Module,
    parts: &Parts,
    part: impl Fn(&str) -> &str,
) -> Result<Split> {
    let tree = Tree::new(parts)?;
    let mut module = parse(&page.wasm)?;
    let script = std::str::from_utf8(&page.js).context("the page's script is not UTF-8")?;
    let script = glue::shorten(&mut module, script)?;
    // From here on a function's name says only where it goes.
    Plan::new(&module, &tree, part)?.mark(&mut module);
    let wasm = merge::merge(module.emit_wasm(), &tree)?;

    // The same bytes give the same order of everything: positions carry over from one to the other.
    let mut first = parse(&wasm)?;
    let plan = Plan::new(&first, &tree, |name| name)?;
    let mut cut = BTreeMap::new();
    // What each part must export. Whatever lies on a part comes after it and has said so before.
    let mut used: BTreeMap<Part, BTreeSet<String>> = BTreeMap::new();
    for part in tree.parts().rev().filter(|part| *part != PAGE) {
        let mut module = parse(&wasm)?;
        let exports = used.remove(&part).unwrap_or_default();
        for (owner, name) in plan.part(&mut module, part, &exports)? {
            used.entry(owner).or_default().insert(name);
        }
        words::give(&mut module, &words::take(&mut first, tree.name(part))?)?;
        cut.insert(tree.name(part), without_names(&mut module)?);
    }
    plan.page(&mut first, &used.remove(&PAGE).unwrap_or_default())?;
    cut.insert(tree.name(PAGE), without_names(&mut first)?);
    Ok(Split {
        script: script.into_bytes(),
        wasm: cut,
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

/// Which function goes where, and which slots of the table the later parts fill.
struct Plan<'a> {
    tree: &'a Tree,
    /// The part of each function.
    parts: Vec<Part>,
    /// Position of the table with the slots.
    table: usize,
    /// Slots and positions of the functions in them.
    slots: Vec<(i32, usize)>,
}

impl<'a> Plan<'a> {
    fn new(module: &Module, tree: &'a Tree, part: impl Fn(&str) -> &str) -> Result<Self> {
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

        let found = places(module, tree, roots(module, tree, &slots, part));
        let parts: Vec<Part> = functions
            .iter()
            .map(|id| match module.funcs.get(*id).kind {
                // What the browser gives is the page's.
                FunctionKind::Import(_) => PAGE,
                _ => found.get(id).copied().unwrap_or(PAGE),
            })
            .collect();
        let mut placed = Vec::new();
        for (slot, id) in slots {
            let at = positions
                .get(&id)
                .context("a function of the table is in no list")?;
            placed.push((slot, *at));
        }
        for part in tree.parts() {
            if !parts.contains(&part) {
                bail!(
                    "no function of the page belongs to `{}`: are the names in the wasm?",
                    tree.name(part)
                );
            }
        }
        Ok(Self {
            tree,
            parts,
            table: at(module.tables.iter().map(|table| table.id()), table)?,
            slots: placed,
        })
    }

    fn part_of(&self, at: usize) -> Part {
        self.parts.get(at).copied().unwrap_or(PAGE)
    }

    /// Slots and functions of a part.
    fn slots_of(&self, part: Part, functions: &[FunctionId]) -> Result<Vec<(i32, FunctionId)>> {
        let of_part = self
            .slots
            .iter()
            .filter(|(_, at)| self.part_of(*at) == part);
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
            function.name = Some(self.tree.name(self.part_of(at)).to_owned());
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

    /// Leaves one later part in a copy, as a module on top of those that it lies on with exports for those that lie on it.
    /// Says what it uses of which part: a letter for the kind (function, table, global, memory) and the position in the
    /// module's list of them.
    fn part(
        &self,
        module: &mut Module,
        part: Part,
        exports: &BTreeSet<String>,
    ) -> Result<Vec<(Part, String)>> {
        let functions = ids(module.funcs.iter().map(|function| function.id()));
        for export in ids(module.exports.iter().map(|export| export.id())) {
            module.exports.delete(export);
        }
        self.export(module, exports)?;
        module.start = None;
        for data in ids(module.data.iter().map(|data| data.id())) {
            module.data.delete(data);
        }
        let page = self.tree.name(PAGE);
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
            let owner = self.part_of(at);
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
                    let import = module.imports.add(self.tree.name(owner), &name, *id);
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

        let mut used = Vec::new();
        for import in module.imports.iter() {
            let owner = self.tree.named(&import.module);
            let owner = owner.filter(|owner| self.tree.lies_on(part, *owner));
            let owner = owner.with_context(|| {
                let part = self.tree.name(part);
                format!(
                    "`{part}` uses something of `{}`, which it does not lie on",
                    import.module
                )
            })?;
            used.push((owner, import.name.clone()));
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
        let kept = self.slots_of(PAGE, &functions)?;
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

/// What is called from outside or by way of the table, and the part that each belongs to.
fn roots(
    module: &Module,
    tree: &Tree,
    slots: &[(i32, FunctionId)],
    part: impl Fn(&str) -> &str,
) -> Vec<(Part, FunctionId)> {
    let mut roots: Vec<(Part, FunctionId)> = Vec::new();
    roots.extend(module.start.map(|id| (PAGE, id)));
    for export in module.exports.iter() {
        if let ExportItem::Function(id) = export.item {
            roots.push((PAGE, id));
        }
    }
    for global in module.globals.iter() {
        if let GlobalKind::Local(ConstExpr::RefFunc(id)) = global.kind {
            roots.push((PAGE, id));
        }
    }
    for (_, id) in slots {
        let name = module.funcs.get(*id).name.as_deref().unwrap_or_default();
        roots.push((tree.named(part(name)).unwrap_or(PAGE), *id));
    }
    roots
}

/// The part of each function that can be reached from these: the nearest one below all parts that reach it, whatever its
/// name.
fn places(
    module: &Module,
    tree: &Tree,
    mut roots: Vec<(Part, FunctionId)>,
) -> BTreeMap<FunctionId, Part> {
    // The last one is taken first, and what lies in the page already is not looked at again.
    roots.sort_by_key(|(part, _)| Reverse(*part));
    let mut found: BTreeMap<FunctionId, Part> = BTreeMap::new();
    while let Some((part, id)) = roots.pop() {
        let before = found.get(&id).copied();
        let place = before.map_or(part, |before| tree.common(before, part));
        if before == Some(place) {
            continue;
        }
        found.insert(id, place);
        if let FunctionKind::Local(function) = &module.funcs.get(id).kind {
            roots.extend(called(function).into_iter().map(|id| (place, id)));
        }
    }
    found
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

    /// As the page has it.
    const CHAIN: &Parts = &[
        ("page", None),
        ("rooms", Some("page")),
        ("studio", Some("rooms")),
    ];

    /// A module in the making, with a memory and a table that is called by nobody knows whom.
    struct Made {
        module: Module,
        table: TableId,
        /// What is alike would become one.
        different: i32,
    }

    impl Made {
        fn new() -> Self {
            let mut module = Module::with_config(ModuleConfig::new());
            let memory = module.memories.add_local(false, false, 1, None, None);
            module.exports.add("memory", memory);
            let table = module
                .tables
                .add_local(false, 16, Some(16), RefType::FUNCREF);
            module.exports.add("table", table);
            Self {
                module,
                table,
                different: 0,
            }
        }

        /// A function that calls these.
        fn function(&mut self, name: &str, callees: &[FunctionId]) -> FunctionId {
            self.different += 1;
            self.like(self.different, name, callees)
        }

        /// The same, alike all of that number that call the same.
        fn like(&mut self, number: i32, name: &str, callees: &[FunctionId]) -> FunctionId {
            let mut builder = FunctionBuilder::new(&mut self.module.types, &[], &[ValType::I32]);
            builder.name(name.to_owned());
            let mut body = builder.func_body();
            body.i32_const(number);
            for callee in callees {
                body.call(*callee).binop(ir::BinaryOp::I32Add);
            }
            builder.finish(vec![], &mut self.module.funcs)
        }

        /// Its bytes, with these in the table from the first slot on and one exported as `main`.
        fn wasm(mut self, main: FunctionId, table: Vec<FunctionId>) -> Vec<u8> {
            self.module.exports.add("main", main);
            add_segment(&mut self.module, self.table, 1, table);
            self.module.emit_wasm()
        }
    }

    /// `main` calls `kept` and `room::called` directly and whatever stands in the table.
    fn module() -> Vec<u8> {
        let mut made = Made::new();
        let shared = made.function("std::shared", &[]);
        let kept = made.function("shell::kept", &[shared]);
        let of_rooms = made.function("std::of_rooms", &[shared]);
        let room = made.function("room::a", &[of_rooms]);
        let called_room = made.function("room::called", &[]);
        let of_studio = made.function("std::of_studio", &[of_rooms]);
        let studio = made.function("studio::a", &[of_studio]);
        let main = made.function("main", &[called_room]);
        made.wasm(main, vec![kept, room, called_room, studio])
    }

    fn cut(wasm: Vec<u8>, parts: &Parts) -> Result<BTreeMap<&'static str, Module>> {
        let split = split(&bindgen::Module { js: vec![], wasm }, parts, of_prefix)?;
        // All are valid modules of their own.
        let parts = split.wasm.into_iter();
        parts
            .map(|(name, wasm)| Ok((name, Module::from_buffer(&wasm)?)))
            .collect()
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

    fn of_prefix(name: &str) -> &str {
        match name.split_once("::") {
            Some(("room", _)) => "rooms",
            Some(("studio", _)) => "studio",
            Some(("class", _)) => "class",
            Some(("lms", _)) => "lms",
            _ => "page",
        }
    }

    /// What a part imports is exported by the part that it names.
    fn check_imports(parts: &BTreeMap<&str, Module>) {
        for (name, part) in parts {
            for import in part.imports.iter() {
                let owner = &parts[import.module.as_str()];
                assert!(
                    owner
                        .exports
                        .iter()
                        .any(|export| export.name == import.name),
                    "{name}: {} of {}",
                    import.name,
                    import.module
                );
            }
        }
    }

    #[test]
    fn what_only_a_later_part_reaches_leaves_the_page() {
        let parts = cut(module(), CHAIN).unwrap();
        let [page, rooms, studio] = ["page", "rooms", "studio"].map(|name| &parts[name]);
        // `main`, `kept`, `shared` and the room's function that `main` calls by name stay.
        assert_eq!(page.funcs.iter_local().count(), 4);
        // `room::a` and what it calls, which the Studio calls too.
        assert_eq!(rooms.funcs.iter_local().count(), 2);
        assert_eq!(names(rooms), ["page", "page"]);
        assert_eq!(rooms.exports.iter().count(), 1);
        assert_eq!(studio.funcs.iter_local().count(), 2);
        assert_eq!(names(studio), ["page", "rooms"]);
        // No slot of the table is filled twice or left empty.
        check_imports(&parts);
        assert_eq!(filled(page), [1, 3]);
        assert_eq!(filled(rooms), [2]);
        assert_eq!(filled(studio), [4]);
    }

    #[test]
    fn what_two_branches_reach_lies_in_the_part_below_both() {
        let mut made = Made::new();
        let deep = made.function("std::deep", &[]);
        let of_all = made.function("std::of_all", &[deep]);
        let of_lessons = made.function("std::of_lessons", &[]);
        let of_class = made.function("std::of_class", &[of_lessons]);
        // Named for one branch and called by the other one.
        let named = made.function("class::named", &[]);
        let room = made.function("room::a", &[]);
        let lms = made.function("lms::a", &[of_all]);
        let class = made.function("class::a", &[of_all, of_class, of_lessons]);
        let studio = made.function("studio::a", &[of_lessons, named]);
        // Alike, and neither branch is there when the other one is.
        let twins = [
            made.like(99, "lms::twin", &[]),
            made.like(99, "class::twin", &[]),
        ];
        let main = made.function("main", &[]);
        let mut table = vec![room, lms, class, studio, named];
        table.extend(twins);
        let wasm = made.wasm(main, table);

        let parts = cut(
            wasm,
            &[
                ("page", None),
                ("lms", Some("page")),
                ("rooms", Some("page")),
                ("studio", Some("rooms")),
                ("class", Some("rooms")),
            ],
        )
        .unwrap();
        check_imports(&parts);
        for (name, functions, slots, below) in [
            // `main`, `of_all`, `deep`.
            ("page", 3, vec![], vec![]),
            // `lms::a` and its twin.
            ("lms", 2, vec![2, 6], vec!["page"]),
            // `room::a`, `of_lessons`, `class::named`.
            ("rooms", 3, vec![1, 5], vec!["page"]),
            ("studio", 1, vec![4], vec!["page", "rooms"]),
            // `class::a`, `of_class` and the other twin.
            ("class", 3, vec![3, 7], vec!["page", "rooms"]),
        ] {
            let part = &parts[name];
            assert_eq!(part.funcs.iter_local().count(), functions, "{name}");
            assert_eq!(filled(part), slots, "{name}");
            // No part needs another one than those that it lies on.
            let mut used = names(part);
            used.sort_unstable();
            used.dedup();
            assert_eq!(used, below, "{name}");
        }
    }

    #[test]
    fn a_module_without_names_is_refused() {
        let page = bindgen::Module {
            js: vec![],
            wasm: module(),
        };
        assert!(
            split(&page, CHAIN, |_| "page")
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
