//! The rows that are here, and how the ones in sight are asked for.

use std::rc::Rc;

use protocol::{LessonRequest, Page, Response, Window};
use spec::Program;
use table::{Field, Table, Value};
use yew::prelude::*;

use super::props::ResultTableProps;
use super::window::{CHUNK, Span, chunks};
use crate::hooks::use_engine;
use crate::state::engine::{EngineError, EngineState};

/// Chunks that are kept; the ones farthest from the box go first.
const KEPT: usize = 60;

/// Rows that are here.
#[derive(Clone, Default)]
pub(super) struct Rows {
    /// Raised at every change, so that nobody compares rows.
    pub(super) revision: u64,
    /// What they belong to.
    pub(super) source: Option<(Rc<Program>, Option<u32>)>,
    pub(super) schema: Vec<Field>,
    pub(super) total: u64,
    /// By their first row, in order. Never many.
    chunks: Vec<(u64, Rc<Table>)>,
}

impl Rows {
    pub(super) fn of_page(source: (Rc<Program>, Option<u32>), page: &Page) -> Self {
        let mut rows = Self {
            source: Some(source),
            schema: page.table.schema(),
            total: page.total,
            ..Self::default()
        };
        rows.keep(page);
        rows
    }

    /// Keeps a page cut into chunks; a page that starts or ends in the middle of one only fills whole ones.
    pub(super) fn keep(&mut self, page: &Page) {
        self.revision += 1;
        let end = page.offset + page.table.height() as u64;
        let mut offset = page.offset.div_ceil(CHUNK) * CHUNK;
        while offset < end && (offset + CHUNK <= end || end == page.total) {
            let chunk = page
                .table
                .slice((offset - page.offset) as usize, CHUNK as usize);
            let chunk = (offset, Rc::new(chunk));
            // One that is here already has the same rows.
            if let Err(at) = self.find(offset) {
                self.chunks.insert(at, chunk);
            }
            offset += CHUNK;
        }
        while self.chunks.len() > KEPT {
            let far_below = self
                .chunks
                .first()
                .is_some_and(|(first, _)| page.offset.abs_diff(*first) > CHUNK * KEPT as u64 / 2);
            if far_below {
                self.chunks.remove(0);
            } else {
                self.chunks.pop();
            }
        }
    }

    /// Where the chunk that begins with that row is, or would be.
    pub(super) fn find(&self, offset: u64) -> Result<usize, usize> {
        self.chunks
            .binary_search_by_key(&offset, |(first, _)| *first)
    }

    pub(super) fn cell(&self, row: u64, column: usize) -> Option<Value> {
        let at = self.find(row / CHUNK * CHUNK).ok()?;
        let (_, chunk) = self.chunks.get(at)?;
        chunk.columns().get(column)?.get((row % CHUNK) as usize)
    }
}

/// The rows of a table.
pub(super) struct Fetched {
    /// Those that are here; of the table before, as long as nothing of this one is.
    pub(super) rows: UseStateHandle<Rows>,
    /// Why rows could not be had.
    pub(super) failure: UseStateHandle<Option<EngineError>>,
    /// Asks for the chunk that begins with that row.
    pub(super) fetch: Callback<u64>,
}

impl Fetched {
    /// Whether what is here is of the table that is wanted.
    pub(super) fn is_current(&self, props: &ResultTableProps) -> bool {
        let source = self.rows.source.as_ref();
        source.is_some_and(|(program, after)| *program == props.program && *after == props.after)
    }
}

/// The rows of a table; `on_other` is told whenever it is another one.
#[hook]
pub(super) fn use_rows(props: &ResultTableProps, on_other: Callback<()>) -> Fetched {
    let engine = use_engine();
    let rows = use_state(Rows::default);
    let failure = use_state(|| None::<EngineError>);
    // Chunks on their way, and a number that tells answers for an older table apart.
    let asked = use_mut_ref(|| (0_u64, Vec::<u64>::new()));
    let latest = use_mut_ref(Rows::default);

    let fetch = {
        let (engine, rows, failure, asked, latest) = (
            engine.clone(),
            rows.clone(),
            failure.clone(),
            asked.clone(),
            latest.clone(),
        );
        let (program, after) = (props.program.clone(), props.after);
        Callback::from(move |offset: u64| {
            let turn = asked.borrow().0;
            if asked.borrow().1.contains(&offset) {
                return;
            }
            asked.borrow_mut().1.push(offset);
            let request = LessonRequest::Rows {
                program: (*program).clone(),
                after,
                window: Window { offset, len: CHUNK },
            };
            let answer = engine.request(request);
            let (rows, failure, asked, latest, source) = (
                rows.clone(),
                failure.clone(),
                asked.clone(),
                latest.clone(),
                (program.clone(), after),
            );
            wasm_bindgen_futures::spawn_local(async move {
                let answer = answer.await;
                if asked.borrow().0 != turn {
                    return;
                }
                asked.borrow_mut().1.retain(|other| *other != offset);
                match answer {
                    Ok((Response::Rows(page), _)) => {
                        let next = {
                            let mut latest = latest.borrow_mut();
                            if latest.source.as_ref() == Some(&source) {
                                latest.keep(&page);
                            } else {
                                let revision = latest.revision;
                                *latest = Rows::of_page(source, &page);
                                latest.revision += revision;
                            }
                            latest.clone()
                        };
                        failure.set(None);
                        rows.set(next);
                    }
                    Ok(_) => {}
                    Err(error) => failure.set(Some(error)),
                }
            });
        })
    };

    // Another table: forget what is on its way. The old rows stay until the new ones are here.
    {
        let (rows, failure, fetch) = (rows.clone(), failure.clone(), fetch.clone());
        use_effect_with(
            (
                props.program.clone(),
                props.after,
                props.first.clone(),
                props.stamp,
            ),
            move |(program, after, first, _)| {
                {
                    let mut asked = asked.borrow_mut();
                    asked.0 += 1;
                    asked.1.clear();
                }
                failure.set(None);
                match first {
                    Some(page) => {
                        let mut next = Rows::of_page((program.clone(), *after), page);
                        next.revision += latest.borrow().revision;
                        *latest.borrow_mut() = next.clone();
                        rows.set(next);
                    }
                    None => fetch.emit(0),
                }
                on_other.emit(());
            },
        );
    }

    // The engine was stopped, or opened the lesson meanwhile: ask again when it is there.
    {
        let fetch = fetch.clone();
        let is_ready = engine.state == EngineState::Ready;
        let waits = is_ready && *failure == Some(EngineError::Stopped);
        use_effect_with(waits, move |waits| {
            if *waits {
                fetch.emit(0);
            }
        });
    }
    Fetched {
        rows,
        failure,
        fetch,
    }
}

/// Asks for the rows in sight that are not here yet.
#[hook]
pub(super) fn use_sight(fetched: &Fetched, span: Span, is_current: bool) {
    let (rows, fetch) = (fetched.rows.clone(), fetched.fetch.clone());
    use_effect_with(
        (span.first, span.len, is_current, rows.revision),
        move |(first, len, is_current, _)| {
            if *is_current && rows.total > 0 {
                for offset in chunks(*first, *len)
                    .filter(|offset| *offset < rows.total && rows.find(*offset).is_err())
                {
                    fetch.emit(offset);
                }
            }
        },
    );
}

#[cfg(test)]
mod tests {
    use table::{Column, Values};

    use super::*;

    fn page(offset: u64, len: u64, total: u64) -> Page {
        let cells = (offset..offset + len).map(|row| Some(row as i64)).collect();
        Page {
            table: Table::new(vec![Column::new("n", Values::Int(cells))]).unwrap(),
            offset,
            total,
        }
    }

    #[test]
    fn pages_become_chunks() {
        let source = (Rc::new(Program::default()), None);
        let mut rows = Rows::of_page(source.clone(), &page(0, 230, 230));
        assert_eq!(
            rows.chunks
                .iter()
                .map(|(first, _)| *first)
                .collect::<Vec<_>>(),
            [0, 100, 200]
        );
        assert_eq!(rows.cell(229, 0), Some(Value::Int(229)));
        rows = Rows::of_page(source, &page(0, 50, 1000));
        assert!(rows.chunks.is_empty(), "half a chunk is asked for again");
        rows.keep(&page(900, 100, 1000));
        assert_eq!(rows.cell(950, 0), Some(Value::Int(950)));
        assert_eq!(rows.cell(0, 0), None);
    }

    #[test]
    fn far_chunks_are_let_go() {
        let mut rows = Rows::of_page((Rc::new(Program::default()), None), &page(0, 100, 100_000));
        for chunk in 1..200 {
            rows.keep(&page(chunk * 100, 100, 100_000));
        }
        assert_eq!(rows.chunks.len(), KEPT);
        assert!(rows.cell(19_950, 0).is_some() && rows.cell(0, 0).is_none());
        for chunk in (0..60).rev() {
            rows.keep(&page(chunk * 100, 100, 100_000));
        }
        assert!(rows.cell(0, 0).is_some());
    }
}
