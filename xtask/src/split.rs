//! The module, cut in two: the first half, loaded at once, and the rest, loaded before a pass is sent.
//!
//! Owns the cut, made in what wasm-bindgen has written. The *doors* of wasm-pack.toml are the functions by
//! which the first half enters the rest; whatever is reached through them alone, by a call or by an address,
//! functions as well as data, belongs to the rest. So there is nothing that the first half could trip over
//! but a door that it opens too early. Started by the build; makes the module that it is given into the
//! first half and yields the rest.
//!
//! Both share memory, stack and table, and every address stays what it was. The first half exports what the
//! rest needs of it. In the first half a door is a stub, which calls through a new place at the end of the
//! table. The rest fills that place when it comes, and those of its functions that are called by their
//! address; until then they are empty.

mod cut;
mod graph;
mod linked;

use anyhow::{Context, Result, bail};
use cut::Cut;
use linked::Linked;
use std::collections::BTreeMap;
use walrus::ir::Value;
use walrus::{
    ConstExpr, DataKind, ElementItems, ElementKind, ExportItem, FunctionBuilder, FunctionId, FunctionKind,
    GlobalKind, ImportedFunction, Module, ModuleConfig, TableId,
};

/// All that decides how the cut is made.
pub(crate) const RECIPE: &str = concat!(
    include_str!("split.rs"),
    include_str!("split/cut.rs"),
    include_str!("split/graph.rs"),
    include_str!("split/linked.rs"),
    include_str!("split/rest.js"),
);

/// The name by which the rest knows the first half; `rest.js` has it too.
const FIRST: &str = "r";

/// Cuts `module`, which wasm-bindgen has made of `linked`.
pub(crate) fn split(module: &mut Module, linked: &[u8], doors: &[String]) -> Result<Vec<u8>> {
    let customs = module.customs.iter().map(|(_, custom)| custom.name().to_owned());
    for name in customs.collect::<Vec<_>>() {
        if name == "linking" || name.starts_with("reloc.") {
            module.customs.remove_raw(&name);
        }
    }
    let table = main_table(module)?;
    halve(module, table, &Linked::read(linked)?, doors)
}

fn halve(module: &mut Module, table: TableId, linked: &Linked, doors: &[String]) -> Result<Vec<u8>> {
    let cut = Cut::find(module, table, linked, doors)?;
    open(module, table, &cut)?;
    let rest = rest(&module.emit_wasm(), &cut)?;
    close(module, table, &cut)?;
    Ok(rest)
}

/// The script that loads the rest, which lies as `name` at the top of the folder in which the script has
/// this `place`.
pub(crate) fn loader(place: &str, name: &str) -> String {
    let up = "../".repeat(place.matches('/').count());
    include_str!("split/rest.js").replace("{{rest}}", &format!("{up}{name}"))
}

/// Makes room in the table for the doors, and exports what the rest uses.
fn open(module: &mut Module, table: TableId, cut: &Cut) -> Result<()> {
    for (shared, name) in &cut.shared {
        if !module.exports.iter().any(|export| export.name == *name) {
            module.exports.add(name, *shared);
        }
    }
    let mut places = places(module, table)?;
    places.extend(cut.doors.iter().map(|(door, place)| (*place, *door)));
    let it = module.tables.get_mut(table);
    it.initial += cut.doors.len() as u64;
    it.maximum = it.maximum.map(|maximum| maximum.max(it.initial));
    fill(module, table, &places)
}

/// The rest, from the whole module with its doors open: what it uses of the first half it imports.
fn rest(whole: &[u8], cut: &Cut) -> Result<Vec<u8>> {
    let mut config = ModuleConfig::new();
    config.generate_name_section(false).generate_producers_section(false);
    let mut module = config.parse(whole).context("cannot read the whole module again")?;
    let table = main_table(&module)?;
    let mut places = places(&module, table)?;
    places.retain(|place, _| cut.places.contains(place));

    let exports: Vec<_> =
        module.exports.iter().map(|export| (export.id(), export.name.clone(), export.item)).collect();
    for (export, name, item) in exports {
        if cut.shared.iter().any(|(_, shared)| *shared == name) {
            import(&mut module, &name, item);
        }
        module.exports.delete(export);
    }
    module.start = None;
    fill(&mut module, table, &places)?;
    let segments: Vec<_> = module.data.iter().map(walrus::Data::id).collect();
    let memory = module.memories.iter().next().context("the module has no memory")?.id();
    let data: Vec<_> = cut
        .data
        .iter()
        .map(|range| Ok((range.start, bytes(&mut module, range)?.to_vec())))
        .collect::<Result<_>>()?;
    for segment in segments {
        module.memories.get_mut(memory).data_segments.remove(&segment);
        module.data.delete(segment);
    }
    for (address, bytes) in data {
        let offset = number(address as u64)?;
        module.data.add(DataKind::Active { memory, offset }, bytes);
    }
    walrus::passes::gc::run(&mut module);
    if let Some(import) = module.imports.iter().find(|import| import.module != FIRST) {
        bail!("the rest wants {} of {}, and the first half does not give it", import.name, import.module);
    }
    Ok(module.emit_wasm())
}

/// Takes out of the module what is the rest's, and makes the doors stubs.
fn close(module: &mut Module, table: TableId, cut: &Cut) -> Result<()> {
    let mut places = places(module, table)?;
    places.retain(|place, _| !cut.places.contains(place));
    fill(module, table, &places)?;
    for range in &cut.data {
        bytes(module, range)?.fill(0);
    }
    for (door, place) in &cut.doors {
        let kind = module.funcs.get(*door).ty();
        let (params, results) = module.types.params_results(kind);
        let (params, results) = (params.to_vec(), results.to_vec());
        let mut stub = FunctionBuilder::new(&mut module.types, &params, &results);
        let params: Vec<_> = params.into_iter().map(|param| module.locals.add(param)).collect();
        let mut body = stub.func_body();
        for param in &params {
            body.local_get(*param);
        }
        body.i32_const(i32::try_from(*place)?).call_indirect(kind, table);
        module.funcs.get_mut(*door).kind = FunctionKind::Local(stub.local_func(params));
    }
    walrus::passes::gc::run(module);
    Ok(())
}

/// Makes what `name` exports an import from the first half.
fn import(module: &mut Module, name: &str, item: ExportItem) {
    match item {
        ExportItem::Function(id) => match module.funcs.get(id).kind {
            FunctionKind::Import(ImportedFunction { import, .. }) => {
                let import = module.imports.get_mut(import);
                FIRST.clone_into(&mut import.module);
                name.clone_into(&mut import.name);
            }
            FunctionKind::Local(_) | FunctionKind::Uninitialized(_) => {
                let import = module.imports.add(FIRST, name, id);
                let ty = module.funcs.get(id).ty();
                module.funcs.get_mut(id).kind = FunctionKind::Import(ImportedFunction { import, ty });
            }
        },
        ExportItem::Memory(id) => {
            module.memories.get_mut(id).import = Some(module.imports.add(FIRST, name, id));
        }
        ExportItem::Table(id) => {
            module.tables.get_mut(id).import = Some(module.imports.add(FIRST, name, id));
        }
        ExportItem::Global(id) => {
            module.globals.get_mut(id).kind = GlobalKind::Import(module.imports.add(FIRST, name, id));
        }
        ExportItem::Tag(_) => {}
    }
}

/// The table that functions are called by their address through.
fn main_table(module: &Module) -> Result<TableId> {
    module.tables.main_function_table()?.context("the module has no table of functions")
}

/// What stands in the table.
fn places(module: &Module, table: TableId) -> Result<BTreeMap<u64, FunctionId>> {
    let mut places = BTreeMap::new();
    for element in module.elements.iter() {
        let ElementKind::Active { table: its, offset } = &element.kind else { continue };
        if *its != table {
            continue;
        }
        let ConstExpr::Value(Value::I32(offset)) = offset else {
            bail!("functions stand in the table from {offset:?} on, which is no number")
        };
        let offset = u64::try_from(*offset)?;
        match &element.items {
            ElementItems::Functions(functions) => places.extend((offset..).zip(functions.iter().copied())),
            ElementItems::Expressions(_, items) => {
                places.extend((offset..).zip(items).filter_map(|(place, item)| match item {
                    ConstExpr::RefFunc(function) => Some((place, *function)),
                    _ => None,
                }));
            }
        }
    }
    Ok(places)
}

/// Fills the table with these and nothing else.
fn fill(module: &mut Module, table: TableId, places: &BTreeMap<u64, FunctionId>) -> Result<()> {
    let is_its = |kind: &ElementKind| matches!(kind, ElementKind::Active { table: its, .. } if *its == table);
    let old = module.elements.iter().filter(|element| is_its(&element.kind)).map(walrus::Element::id);
    for element in old.collect::<Vec<_>>() {
        module.tables.get_mut(table).elem_segments.remove(&element);
        module.elements.delete(element);
    }
    let mut runs: Vec<(u64, Vec<FunctionId>)> = Vec::new();
    for (place, function) in places {
        match runs.last_mut() {
            Some((start, run)) if *start + run.len() as u64 == *place => run.push(*function),
            Some(_) | None => runs.push((*place, vec![*function])),
        }
    }
    for (start, run) in runs {
        let kind = ElementKind::Active { table, offset: number(start)? };
        let element = module.elements.add(kind, ElementItems::Functions(run));
        module.tables.get_mut(table).elem_segments.insert(element);
    }
    Ok(())
}

/// The bytes that stand at these addresses.
fn bytes<'a>(module: &'a mut Module, range: &std::ops::Range<usize>) -> Result<&'a mut [u8]> {
    let ids: Vec<_> = module.data.iter().map(walrus::Data::id).collect();
    let found = ids.into_iter().find_map(|id| {
        let data = module.data.get(id);
        let DataKind::Active { offset: ConstExpr::Value(Value::I32(offset)), .. } = data.kind else {
            return None;
        };
        let start = range.start.checked_sub(usize::try_from(offset).ok()?)?;
        (start + range.len() <= data.value.len()).then_some((id, start))
    });
    let (id, start) = found.context("data stands where the module has none")?;
    Ok(&mut module.data.get_mut(id).value[start..start + range.len()])
}

fn number(number: u64) -> Result<ConstExpr> {
    Ok(ConstExpr::Value(Value::I32(i32::try_from(number)?)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use linked::Node;
    use walrus::ir::{LoadKind, MemArg};
    use walrus::{RefType, ValType};

    /// What a function of the module does: which it calls, and which bytes it reads.
    fn function(module: &mut Module, name: &str, calls: &[FunctionId], reads: Option<i32>) -> FunctionId {
        let memory = module.memories.iter().next().unwrap().id();
        let mut function = FunctionBuilder::new(&mut module.types, &[ValType::I32], &[ValType::I32]);
        let param = module.locals.add(ValType::I32);
        let mut body = function.name(name.to_owned()).func_body();
        body.local_get(param);
        for called in calls {
            body.call(*called);
        }
        if let Some(address) = reads {
            let at = MemArg { align: 1, offset: 0 };
            body.drop().i32_const(address).load(
                memory,
                LoadKind::I32_8 { kind: walrus::ir::ExtendedLoad::ZeroExtend },
                at,
            );
        }
        function.finish(vec![param], &mut module.funcs)
    }

    struct Sample {
        module: Module,
        table: TableId,
        linked: Linked,
    }

    /// `start` calls `door` and `both`; `door` calls `own`, `both` and the page's `host`, holds the address of
    /// `held` and reads "mine"; `start` holds that of `kept` and reads "ours".
    fn sample() -> Sample {
        let mut module = Module::default();
        let memory = module.memories.add_local(false, false, 1, None, None);
        let offset = number(100).unwrap();
        let data = module.data.add(DataKind::Active { memory, offset }, b"oursmine".to_vec());
        module.memories.get_mut(memory).data_segments.insert(data);
        let kind = module.types.add(&[ValType::I32], &[ValType::I32]);
        let (host, _) = module.add_import_func("./glue.js", "host", kind);
        let both = function(&mut module, "both", &[], None);
        let own = function(&mut module, "own", &[], None);
        let held = function(&mut module, "held", &[], None);
        let kept = function(&mut module, "kept", &[], None);
        let door = function(&mut module, "a::door", &[own, both, host], Some(104));
        let start = function(&mut module, "start", &[door, both], Some(100));
        module.exports.add("start", start);
        module.exports.add("memory", memory);
        let table = module.tables.add_local(false, 3, Some(3), RefType::FUNCREF);
        fill(&mut module, table, &BTreeMap::from([(1, held), (2, kept)])).unwrap();
        let of = |function: FunctionId| Node::Function(function.index());
        let linked = Linked {
            functions: module.funcs.iter().count(),
            data: vec![100..104, 104..108],
            held: vec![
                (of(start), Node::Data(0)),
                (of(door), Node::Data(1)),
                (of(start), of(kept)),
                (of(door), of(held)),
            ],
            held_by_nobody: Vec::new(),
        };
        Sample { module, table, linked }
    }

    fn imports(module: &Module) -> Vec<(&str, &str)> {
        module.imports.iter().map(|import| (&*import.module, &*import.name)).collect()
    }

    #[test]
    fn each_half_has_its_own_and_the_rest_borrows() {
        let Sample { mut module, table, linked } = sample();
        let rest = halve(&mut module, table, &linked, &["a::door".to_owned()]).unwrap();
        let rest = ModuleConfig::new().parse(&rest).unwrap();

        let exports: Vec<_> = module.exports.iter().map(|export| export.name.as_str()).collect();
        assert_eq!(exports, ["start", "memory", "0", "1", "2"], "the first half gives what is borrowed");
        assert_eq!(imports(&module), [("./glue.js", "host")]);
        let in_first = places(&module, table).unwrap();
        assert_eq!(
            in_first.keys().copied().collect::<Vec<_>>(),
            [2],
            "what only the rest calls is not there"
        );
        assert_eq!(module.tables.get(table).initial, 4);
        assert_eq!(module.data.iter().next().unwrap().value, b"ours\0\0\0\0");

        let borrowed = imports(&rest);
        assert!(borrowed.iter().all(|(module, _)| *module == FIRST), "{borrowed:?}");
        assert_eq!(borrowed.len(), 4, "memory, table, both and host: {borrowed:?}");
        assert_eq!(rest.exports.iter().count(), 0);
        let filled = places(&rest, main_table(&rest).unwrap()).unwrap();
        assert_eq!(filled.keys().copied().collect::<Vec<_>>(), [1, 3], "its own place, and the door's");
        assert_eq!(rest.funcs.iter_local().count(), 3, "door, own and held");
        let data: Vec<_> = rest.data.iter().map(|data| data.value.as_slice()).collect();
        assert_eq!(data, [b"mine"]);
    }

    #[test]
    fn a_cut_that_cannot_be_made_is_refused() {
        for (door, expected) in
            [("a::gate", "there is no door a::gate"), ("kept", "nobody goes through the door kept")]
        {
            let Sample { mut module, table, linked } = sample();
            let linked = Linked { held: Vec::new(), ..linked };
            let error = halve(&mut module, table, &linked, &[door.to_owned()]).unwrap_err();
            assert!(error.to_string().contains(expected), "{error}");
        }
    }
}
