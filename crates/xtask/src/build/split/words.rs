//! Words that a lazy part of the page says lie among the page's data, between marks that name the part (`locale/build/pack.rs`).
//! They leave the page and come with the part, which writes them to the same place in memory when it is instantiated, before
//! anything of it runs.

use anyhow::{Context, Result, bail};
use walrus::ir::Value;
use walrus::{ConstExpr, DataKind, MemoryId, Module};

const BEGIN: &str = "«ama: words of ";
const NAMED: &str = "»";
const END: &str = "«ama: end of these words»";

/// Bytes and where they lie in memory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Run {
    part: String,
    at: i32,
    bytes: Vec<u8>,
}

/// Takes them out of the page.
pub(super) fn take(module: &mut Module) -> Result<Vec<Run>> {
    let mut taken = Vec::new();
    let segments: Vec<_> = module.data.iter().map(|data| data.id()).collect();
    for id in segments {
        let data = module.data.get_mut(id);
        let DataKind::Active { memory, offset } = &data.kind else {
            continue;
        };
        let memory = *memory;
        let ConstExpr::Value(Value::I32(start)) = *offset else {
            continue;
        };
        let runs = runs(&data.value)?;
        if runs.is_empty() {
            continue;
        }
        let bytes = std::mem::take(&mut data.value);
        let mut from = 0;
        let mut kept = Vec::new();
        for (part, run) in runs {
            kept.push((from, bytes.get(from..run.start).unwrap_or_default()));
            from = run.end;
            taken.push(Run {
                part,
                at: place(start, run.start)?,
                bytes: bytes.get(run).unwrap_or_default().to_vec(),
            });
        }
        kept.push((from, bytes.get(from..).unwrap_or_default()));
        module.memories.get_mut(memory).data_segments.remove(&id);
        module.data.delete(id);
        for (from, bytes) in kept.into_iter().filter(|(_, bytes)| !bytes.is_empty()) {
            add(module, memory, place(start, from)?, bytes.to_vec());
        }
    }
    Ok(taken)
}

/// Gives the part of that name its own. It shares the page's memory.
pub(super) fn give(module: &mut Module, part: &str, runs: &[Run]) -> Result<()> {
    let runs: Vec<&Run> = runs.iter().filter(|run| run.part == part).collect();
    if runs.is_empty() {
        return Ok(());
    }
    let memory = module
        .memories
        .iter()
        .next()
        .context("a part has no memory")?;
    let memory = memory.id();
    for run in runs {
        add(module, memory, run.at, run.bytes.clone());
    }
    Ok(())
}

fn place(start: i32, at: usize) -> Result<i32> {
    let at = i32::try_from(at).context("the page has more data than its memory")?;
    Ok(start.wrapping_add(at))
}

fn add(module: &mut Module, memory: MemoryId, at: i32, bytes: Vec<u8>) {
    let offset = ConstExpr::Value(Value::I32(at));
    let id = module.data.add(DataKind::Active { memory, offset }, bytes);
    module.memories.get_mut(memory).data_segments.insert(id);
}

/// Whose words stand where, with their marks.
fn runs(data: &[u8]) -> Result<Vec<(String, std::ops::Range<usize>)>> {
    let find = |mark: &str, from: usize| {
        let rest = data.get(from..)?;
        let found = rest
            .windows(mark.len())
            .position(|at| at == mark.as_bytes());
        found.map(|at| from + at)
    };
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(begin) = find(BEGIN, from) {
        let name = begin + BEGIN.len();
        let (Some(named), Some(end)) = (find(NAMED, name), find(END, begin)) else {
            bail!("words of a lazy part of the page have no end");
        };
        let part = data.get(name..named).unwrap_or_default();
        from = end + END.len();
        found.push((String::from_utf8(part.to_vec())?, begin..from));
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_go_from_the_page_to_the_part_and_stay_at_their_place() {
        let mut page = Module::default();
        let memory = page.memories.add_local(false, false, 1, None, None);
        let text =
            format!("before{BEGIN}rooms{NAMED}words{END}between{BEGIN}studio{NAMED}more{END}");
        add(&mut page, memory, 1_000, text.clone().into_bytes());
        let taken = take(&mut page).unwrap();
        let left: Vec<(i32, String)> = segments(&page);
        assert_eq!(left.len(), 2);
        assert_eq!(left[0], (1_000, "before".to_owned()));
        assert_eq!(left[1].1, "between");
        let mut all = left;
        for name in ["rooms", "studio"] {
            let mut part = Module::default();
            part.memories.add_local(false, false, 1, None, None);
            give(&mut part, name, &taken).unwrap();
            assert_eq!(segments(&part).len(), 1, "{name}");
            all.extend(segments(&part));
        }
        all.sort();
        let mut at = 1_000;
        let mut whole = String::new();
        for (start, bytes) in all {
            assert_eq!(start, at);
            at += i32::try_from(bytes.len()).unwrap();
            whole.push_str(&bytes);
        }
        assert_eq!(whole, text);
        assert!(take(&mut page).unwrap().is_empty());
        assert!(runs(format!("{BEGIN}no end").as_bytes()).is_err());
    }

    fn segments(module: &Module) -> Vec<(i32, String)> {
        let read = |data: &walrus::Data| {
            let DataKind::Active { offset, .. } = &data.kind else {
                return None;
            };
            let ConstExpr::Value(Value::I32(at)) = *offset else {
                return None;
            };
            Some((at, String::from_utf8(data.value.clone()).unwrap()))
        };
        let mut found: Vec<(i32, String)> = module.data.iter().filter_map(read).collect();
        found.sort();
        found
    }
}
