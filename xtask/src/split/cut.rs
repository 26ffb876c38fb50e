//! Where the cut goes.
//!
//! Owns the decision, and changes nothing. Started by the split with the module and with what its linker
//! knows; yields [`Cut`].

use super::graph::Graph;
use super::linked::{Linked, Node};
use super::places;
use anyhow::{Context, Result, bail, ensure};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use walrus::ir::{Visitor, dfs_in_order};
use walrus::{ExportItem, FunctionId, FunctionKind, GlobalId, LocalFunction, MemoryId, Module, TableId};

/// Bytes between two pieces of data that are not worth a piece of their own.
const GAP: usize = 8;

/// Where it goes.
pub(super) struct Cut {
    /// The functions by which the first half enters the rest, each with its new place in the table.
    pub(super) doors: Vec<(FunctionId, u64)>,
    /// The places in the table that the rest fills, those of the doors among them.
    pub(super) places: BTreeSet<u64>,
    /// The addresses of the data that only the rest knows.
    pub(super) data: Vec<Range<usize>>,
    /// What the rest uses of the first half, with the names that it has in its exports.
    pub(super) shared: Vec<(ExportItem, String)>,
}

impl Cut {
    /// Finds it: `doors` are the names of the functions by which the first half enters the rest.
    pub(super) fn find(module: &Module, table: TableId, linked: &Linked, doors: &[String]) -> Result<Self> {
        let doors = doors.iter().map(|door| named(module, door)).collect::<Result<BTreeSet<_>>>()?;
        let in_table = places(module, table)?;
        let behind = behind(module, linked, &doors, in_table.values().copied());
        if let Some(unused) = doors.iter().find(|door| !behind.contains(&node(**door))) {
            bail!("wasm-pack.toml: nobody goes through the door {}", name(module, *unused));
        }
        // The page's own functions come in through the first half, whoever calls them.
        let is_own = |function| matches!(module.funcs.get(function).kind, FunctionKind::Local(_));
        let rest = |function| is_own(function) && behind.contains(&node(function));
        let doors: Vec<_> = doors.into_iter().zip(module.tables.get(table).initial..).collect();
        let filled = in_table.iter().filter(|(_, function)| rest(**function)).map(|(place, _)| *place);
        Ok(Self {
            places: filled.chain(doors.iter().map(|(_, place)| *place)).collect(),
            doors,
            data: alone(&linked.data, |symbol| behind.contains(&Node::Data(symbol))),
            shared: shared(module, table, rest),
        })
    }
}

/// What is reached through the doors alone.
fn behind(
    module: &Module,
    linked: &Linked,
    doors: &BTreeSet<FunctionId>,
    in_table: impl Iterator<Item = FunctionId>,
) -> BTreeSet<Node> {
    let calls = module.funcs.iter_local().flat_map(|(from, local)| {
        let called = Used::by(local).functions;
        called.into_iter().map(move |to| (node(from), node(to)))
    });
    let graph = Graph::of(linked.held.iter().copied().chain(calls));
    let exported = module.exports.iter().filter_map(|export| match export.item {
        ExportItem::Function(function) => Some(function),
        _ => None,
    });
    // Of what came after the linker nobody knows who holds its address.
    let later = in_table.filter(|function| function.index() >= linked.functions);
    let roots = exported.chain(later).chain(module.start).map(node);
    let roots = roots.chain(linked.held_by_nobody.iter().copied()).collect();
    graph.behind(&doors.iter().copied().map(node).collect(), &roots)
}

/// wasm-bindgen leaves functions their numbers and gives further ones to its own.
fn node(function: FunctionId) -> Node {
    Node::Function(function.index())
}

/// What the rest uses of the first half: under the name that it is exported by already, or else a short one.
fn shared(module: &Module, table: TableId, rest: impl Fn(FunctionId) -> bool) -> Vec<(ExportItem, String)> {
    let mut used = Used::default();
    for (_, local) in module.funcs.iter_local().filter(|(function, _)| rest(*function)) {
        dfs_in_order(&mut used, local, local.entry_block());
    }
    used.tables.insert(table);
    used.memories.extend(module.memories.iter().map(walrus::Memory::id));
    let items = used.functions.into_iter().filter(|function| !rest(*function)).map(ExportItem::Function);
    let items = items
        .chain(used.memories.into_iter().map(ExportItem::Memory))
        .chain(used.tables.into_iter().map(ExportItem::Table))
        .chain(used.globals.into_iter().map(ExportItem::Global));
    let mut numbers = 0..;
    let mut new_name = || {
        let names = numbers.by_ref().map(short);
        names.into_iter().find(|name| !module.exports.iter().any(|export| export.name == *name))
    };
    items
        .filter_map(|item| {
            let exported = module.exports.iter().find(|export| is_same(export.item, item));
            Some((item, exported.map(|export| export.name.clone()).or_else(&mut new_name)?))
        })
        .collect()
}

fn is_same(one: ExportItem, other: ExportItem) -> bool {
    match (one, other) {
        (ExportItem::Function(one), ExportItem::Function(other)) => one == other,
        (ExportItem::Memory(one), ExportItem::Memory(other)) => one == other,
        (ExportItem::Table(one), ExportItem::Table(other)) => one == other,
        (ExportItem::Global(one), ExportItem::Global(other)) => one == other,
        _ => false,
    }
}

/// A number in 36 digits.
fn short(number: u32) -> String {
    let digit = char::from_digit(number % 36, 36).unwrap_or_default();
    if number < 36 { digit.to_string() } else { format!("{}{digit}", short(number / 36 - 1)) }
}

/// The one function of a name as its source has it.
fn named(module: &Module, door: &str) -> Result<FunctionId> {
    let mut found =
        module.funcs.iter().map(walrus::Function::id).filter(|id| is_named(&name(module, *id), door));
    let function = found.next().with_context(|| {
        format!("wasm-pack.toml: there is no door {door}; is it inlined? It wants #[inline(never)]")
    })?;
    ensure!(found.next().is_none(), "wasm-pack.toml: there is more than one door {door}");
    Ok(function)
}

fn name(module: &Module, function: FunctionId) -> String {
    let name = module.funcs.get(function).name.as_deref().unwrap_or_default();
    format!("{:#}", rustc_demangle::demangle(name))
}

/// Whether a function's name is this one, whatever it is generic over.
fn is_named(name: &str, door: &str) -> bool {
    name.strip_prefix(door).is_some_and(|rest| rest.is_empty() || rest.starts_with("::<"))
}

/// The addresses that are covered by the chosen ones of `symbols` and by no other.
fn alone(symbols: &[Range<usize>], is_chosen: impl Fn(usize) -> bool) -> Vec<Range<usize>> {
    let mut chosen = BTreeMap::new();
    for (symbol, addresses) in symbols.iter().enumerate() {
        for address in addresses.clone() {
            *chosen.entry(address).or_insert(true) &= is_chosen(symbol);
        }
    }
    let mut pieces: Vec<Range<usize>> = Vec::new();
    let mut is_open = false;
    for (address, chosen) in chosen {
        match pieces.last_mut() {
            Some(piece) if chosen && is_open && address - piece.end < GAP => piece.end = address + 1,
            _ if chosen => pieces.push(address..address + 1),
            _ => {}
        }
        is_open = chosen;
    }
    pieces
}

/// What functions use by its number.
#[derive(Default)]
struct Used {
    functions: BTreeSet<FunctionId>,
    memories: BTreeSet<MemoryId>,
    tables: BTreeSet<TableId>,
    globals: BTreeSet<GlobalId>,
}

impl Used {
    fn by(function: &LocalFunction) -> Self {
        let mut used = Self::default();
        dfs_in_order(&mut used, function, function.entry_block());
        used
    }
}

impl Visitor<'_> for Used {
    fn visit_function_id(&mut self, function: &FunctionId) {
        self.functions.insert(*function);
    }

    fn visit_memory_id(&mut self, memory: &MemoryId) {
        self.memories.insert(*memory);
    }

    fn visit_table_id(&mut self, table: &TableId) {
        self.tables.insert(*table);
    }

    fn visit_global_id(&mut self, global: &GlobalId) {
        self.globals.insert(*global);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_door_is_known_by_its_whole_name() {
        for (name, door, expected) in [
            ("doorkey::flow::visit::step", "doorkey::flow::visit::step", true),
            ("doorkey::flow::visit::step::<u8>", "doorkey::flow::visit::step", true),
            ("doorkey::flow::visit::steps", "doorkey::flow::visit::step", false),
            ("doorkey::flow::visit::step::{{closure}}", "doorkey::flow::visit::step", false),
            ("core::ptr::drop_in_place<doorkey::flow::visit::step>", "doorkey::flow::visit::step", false),
        ] {
            assert_eq!(is_named(name, door), expected, "{name}");
        }
    }

    #[test]
    fn numbers_get_short_and_none_twice() {
        assert_eq!([0, 9, 10, 35, 36, 37, 71, 72].map(short), ["0", "9", "a", "z", "00", "01", "0z", "10"]);
        let many: BTreeSet<String> = (0..5_000).map(short).collect();
        assert_eq!(many.len(), 5_000);
    }

    #[test]
    fn data_is_moved_where_nobody_else_has_it() {
        let check = |case: &str, symbols: &[(usize, usize)], chosen: &str, expected: &[(usize, usize)]| {
            let symbols: Vec<_> = symbols.iter().map(|(start, end)| *start..*end).collect();
            let found = alone(&symbols, |symbol| chosen.contains(&symbol.to_string()));
            let found: Vec<_> = found.into_iter().map(|piece| (piece.start, piece.end)).collect();
            assert_eq!(found, expected, "{case}");
        };
        check("one", &[(10, 20)], "0", &[(10, 20)]);
        check("none", &[(10, 20)], "", &[]);
        check("neighbours", &[(10, 20), (20, 30)], "01", &[(10, 30)]);
        check("with padding between", &[(10, 17), (20, 30)], "01", &[(10, 30)]);
        check("far apart", &[(10, 20), (40, 50)], "01", &[(10, 20), (40, 50)]);
        check("with another between", &[(10, 20), (20, 22), (22, 30)], "02", &[(10, 20), (22, 30)]);
        check("with another in it", &[(10, 30), (12, 14)], "0", &[(10, 12), (14, 30)]);
        check("shared at its end", &[(10, 30), (25, 40)], "0", &[(10, 25)]);
        check("twice the same", &[(10, 30), (10, 30)], "0", &[]);
        check("empty", &[(10, 10)], "0", &[]);
    }
}
