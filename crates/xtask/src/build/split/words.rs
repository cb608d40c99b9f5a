//! Words that only a lazy part reads lie among the page's data, between marks that name it (`locale/build/pack.rs`). They leave
//! the page and come with that part, which writes them to the same place in memory when it is instantiated, before anything
//! of it runs.

use anyhow::{Context, Result, bail};
use walrus::ir::Value;
use walrus::{ConstExpr, DataKind, MemoryId, Module};

const END: &str = "«ama: end of these words»";

/// What stands before the words of a part.
fn begin(part: &str) -> String {
    format!("«ama: words of {part}»")
}

/// Bytes and where they lie in memory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Run {
    at: i32,
    bytes: Vec<u8>,
}

/// Takes those of a part out of the page.
pub(super) fn take(module: &mut Module, part: &str) -> Result<Vec<Run>> {
    let begin = begin(part);
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
        let runs = runs(&data.value, &begin)?;
        if runs.is_empty() {
            continue;
        }
        let bytes = std::mem::take(&mut data.value);
        let mut from = 0;
        let mut kept = Vec::new();
        for run in runs {
            kept.push((from, bytes.get(from..run.start).unwrap_or_default()));
            from = run.end;
            taken.push(Run {
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

/// Gives them to a part that shares the page's memory.
pub(super) fn give(module: &mut Module, runs: &[Run]) -> Result<()> {
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

/// Where the words stand that begin so, with their marks.
fn runs(data: &[u8], begin: &str) -> Result<Vec<std::ops::Range<usize>>> {
    let find = |mark: &str, from: usize| {
        let rest = data.get(from..)?;
        let found = rest
            .windows(mark.len())
            .position(|at| at == mark.as_bytes());
        found.map(|at| from + at)
    };
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(begin) = find(begin, from) {
        let Some(end) = find(END, begin) else {
            bail!("words of a later part of the page have no end");
        };
        from = end + END.len();
        found.push(begin..from);
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
        let (own, other) = (begin("studio"), begin("bench"));
        let text = format!("before{own}words{END}between{own}more{END}{other}others{END}");
        add(&mut page, memory, 1_000, text.clone().into_bytes());
        let taken = take(&mut page, "studio").unwrap();
        let left: Vec<(i32, String)> = segments(&page);
        assert_eq!(left.len(), 3);
        assert_eq!(left[0], (1_000, "before".to_owned()));
        assert_eq!(left[1].1, "between");
        assert_eq!(left[2].1, format!("{other}others{END}"));
        let mut part = Module::default();
        part.memories.add_local(false, false, 1, None, None);
        give(&mut part, &taken).unwrap();
        let mut all = left;
        all.extend(segments(&part));
        all.sort();
        let mut at = 1_000;
        let mut whole = String::new();
        for (start, bytes) in all {
            assert_eq!(start, at);
            at += i32::try_from(bytes.len()).unwrap();
            whole.push_str(&bytes);
        }
        assert_eq!(whole, text);
        assert!(take(&mut part, "studio").unwrap().len() == 2 && segments(&part).is_empty());
        assert_eq!(take(&mut page, "bench").unwrap().len(), 1);
        assert!(runs(format!("{own}no end").as_bytes(), &own).is_err());
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
