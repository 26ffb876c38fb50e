//! What the linker knows: who names which function and which bytes by their address.
//!
//! Owns reading the relocations that `--emit-relocs` leaves in the module, by which an address can be told
//! from a number (<https://github.com/WebAssembly/tool-conventions/blob/main/Linking.md>). Started by the
//! split with the module as it came from the linker, before wasm-bindgen; yields [`Linked`].

use anyhow::{Context, Result, bail, ensure};
use std::ops::Range;
use wasmparser::{
    DataKind, KnownCustom, Linking, Operator, Parser, Payload, RelocationEntry, RelocationType, SymbolInfo,
};

/// A function or a piece of data of the linked module.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Node {
    /// A function, by its index.
    Function(usize),
    /// A symbol of data, by its place in [`Linked::data`].
    Data(usize),
}

/// What the linker knows.
#[derive(Debug, Default)]
pub(super) struct Linked {
    /// How many functions there are, imported ones first.
    pub(super) functions: usize,
    /// The addresses that each symbol of data covers.
    pub(super) data: Vec<Range<usize>>,
    /// Who holds whose address. Direct calls are not among them.
    pub(super) held: Vec<(Node, Node)>,
    /// Whose address is held by bytes that have no name.
    pub(super) held_by_nobody: Vec<Node>,
}

/// Of each symbol the place among those of data, if it is one.
type Places = Vec<Option<usize>>;

/// The module's sections, as far as relocations speak of them.
#[derive(Default)]
struct Sections<'a> {
    bytes: &'a [u8],
    functions: usize,
    /// Where the code section begins, and each function with its body.
    code: usize,
    bodies: Vec<(usize, Range<usize>)>,
    /// Where the data section begins, and each segment's bytes with their address.
    data: usize,
    segments: Vec<(usize, Range<usize>)>,
    symbols: Vec<SymbolInfo<'a>>,
    code_relocations: Vec<RelocationEntry>,
    data_relocations: Vec<RelocationEntry>,
}

impl Linked {
    /// Reads them, and refuses a module without.
    pub(super) fn read(bytes: &[u8]) -> Result<Self> {
        let sections = Sections::read(bytes).context("cannot read what the linker has left")?;
        ensure!(
            !sections.symbols.is_empty() && !sections.code_relocations.is_empty(),
            "the linked module has no relocations: it was not linked with --emit-relocs"
        );
        let (data, place) = sections.data_symbols()?;
        let mut linked = Self { functions: sections.functions, data, ..Self::default() };
        for entry in &sections.code_relocations {
            if let Some(held) = sections.held(entry, &linked.data, &place, sections.code)? {
                let at = sections.code + entry.offset as usize;
                let body = sections.bodies.iter().find(|(_, body)| body.contains(&at));
                let (function, _) = body.context("a relocation stands outside of every function")?;
                linked.held.push((Node::Function(*function), held));
            }
        }
        for entry in &sections.data_relocations {
            if let Some(held) = sections.held(entry, &linked.data, &place, sections.data)? {
                let at = sections.data + entry.offset as usize;
                let segment = sections.segments.iter().find(|(_, bytes)| bytes.contains(&at));
                let (address, bytes) = segment.context("a relocation stands outside of all data")?;
                let address = address + at - bytes.start;
                let holders = linked.data.iter().enumerate().filter(|(_, symbol)| symbol.contains(&address));
                let holders: Vec<_> = holders.map(|(symbol, _)| (Node::Data(symbol), held)).collect();
                if holders.is_empty() {
                    linked.held_by_nobody.push(held);
                }
                linked.held.extend(holders);
            }
        }
        Ok(linked)
    }
}

impl<'a> Sections<'a> {
    fn read(bytes: &'a [u8]) -> Result<Self> {
        let mut sections = Self { bytes, ..Self::default() };
        let (mut order, mut code, mut data) = (0, None, None);
        for payload in Parser::new(0).parse_all(bytes) {
            let payload = payload?;
            // Relocations name their section by its place among all.
            let place = order;
            order += u32::from(payload.as_section().is_some());
            match payload {
                Payload::ImportSection(imports) => {
                    let kinds = imports.into_imports().map(|import| Ok(import?.ty));
                    let kinds = kinds.collect::<Result<Vec<_>>>()?;
                    let is_function =
                        |kind: &&wasmparser::TypeRef| matches!(kind, wasmparser::TypeRef::Func(_));
                    sections.functions += kinds.iter().filter(is_function).count();
                }
                Payload::CodeSectionStart { range, .. } => {
                    code = Some(place);
                    sections.code = range.start;
                }
                Payload::CodeSectionEntry(body) => {
                    sections.bodies.push((sections.functions, body.range()));
                    sections.functions += 1;
                }
                Payload::DataSection(segments) => {
                    data = Some(place);
                    sections.data = segments.range().start;
                    for segment in segments {
                        let segment = segment?;
                        let DataKind::Active { offset_expr, .. } = segment.kind else {
                            bail!("a segment of data has no address")
                        };
                        let Operator::I32Const { value } = offset_expr.get_operators_reader().read()? else {
                            bail!("a segment of data has an address that is no number")
                        };
                        let range = segment.range.end - segment.data.len()..segment.range.end;
                        sections.segments.push((usize::try_from(value)?, range));
                    }
                }
                Payload::CustomSection(custom) => match custom.as_known() {
                    KnownCustom::Linking(linking) => {
                        for part in linking.subsections() {
                            if let Linking::SymbolTable(symbols) = part? {
                                sections.symbols = symbols.into_iter().collect::<Result<_, _>>()?;
                            }
                        }
                    }
                    KnownCustom::Reloc(relocations) => {
                        let entries = relocations.entries().into_iter().collect::<Result<Vec<_>, _>>()?;
                        if Some(relocations.section_index()) == code {
                            sections.code_relocations = entries;
                        } else if Some(relocations.section_index()) == data {
                            sections.data_relocations = entries;
                        }
                    }
                    _ => {}
                },
                _ => {}
            }
        }
        Ok(sections)
    }

    /// The addresses of each symbol of data, and the place among them of each symbol of any kind.
    fn data_symbols(&self) -> Result<(Vec<Range<usize>>, Places)> {
        let mut data = Vec::new();
        let place = self.symbols.iter().map(|symbol| {
            let SymbolInfo::Data { symbol: Some(defined), .. } = symbol else { return Ok(None) };
            // What is all zeros stands behind the last segment and has no bytes.
            let Some((address, _)) = self.segments.get(defined.index as usize) else { return Ok(None) };
            let start = address + defined.offset as usize;
            data.push(start..start + defined.size as usize);
            Ok(Some(data.len() - 1))
        });
        let place = place.collect::<Result<_>>()?;
        Ok((data, place))
    }

    /// What a relocation says is held there, if anything that can be loaded later. Makes sure that the module
    /// holds just that, so that nothing is concluded from a misunderstanding.
    fn held(
        &self,
        entry: &RelocationEntry,
        data: &[Range<usize>],
        place: &[Option<usize>],
        section: usize,
    ) -> Result<Option<Node>> {
        use RelocationType::{
            FunctionIndexLeb, GlobalIndexLeb, MemoryAddrI32, MemoryAddrLeb, MemoryAddrSleb, TableIndexI32,
            TableIndexSleb, TableNumberLeb, TypeIndexLeb,
        };
        let symbol = || self.symbols.get(entry.index as usize).context("a relocation names no symbol");
        match entry.ty {
            // Direct calls are read where they stand, after wasm-bindgen has changed what it changes.
            FunctionIndexLeb | TypeIndexLeb | GlobalIndexLeb | TableNumberLeb => Ok(None),
            TableIndexSleb | TableIndexI32 => match symbol()? {
                SymbolInfo::Func { index, .. } => Ok(Some(Node::Function(*index as usize))),
                other => bail!("a place of the table is said to be {other:?}"),
            },
            MemoryAddrLeb | MemoryAddrSleb | MemoryAddrI32 => {
                let SymbolInfo::Data { .. } = symbol()? else {
                    bail!("an address is said to be {:?}", symbol()?)
                };
                let Some(place) = place[entry.index as usize] else { return Ok(None) };
                let there = section + entry.offset as usize;
                let there = self.bytes.get(there..there + entry.ty.extent()).context("a cut module")?;
                let found = if entry.ty == MemoryAddrI32 { fixed(there) } else { padded(there) };
                let expected = data[place].start as i64 + entry.addend;
                ensure!(
                    found == expected as u32,
                    "an address is {found:#x} where the linker says {expected:#x}"
                );
                Ok(Some(Node::Data(place)))
            }
            other => bail!("a relocation of an unknown kind: {other:?}"),
        }
    }
}

/// Four bytes, the least first.
fn fixed(bytes: &[u8]) -> u32 {
    bytes.iter().rev().fold(0, |number, byte| number << 8 | u32::from(*byte))
}

/// Five bytes of seven bits each, the least first.
fn padded(bytes: &[u8]) -> u32 {
    bytes.iter().rev().fold(0, |number, byte| number << 7 | u32::from(byte & 0x7f))
}
