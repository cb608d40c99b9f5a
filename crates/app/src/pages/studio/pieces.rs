//! A lesson under way in pieces that stay the same between two readings, so that a key pressed draws one of them anew
//! and not all.

use std::rc::Rc;

use spec::module::Section;
use spec::town::Texts;
use spec::{Asks, Block, Exercise, Module};

use super::text::sections::{CursorPlace, WrittenSection};

/// Blocks of prose in one piece at most.
const BLOCKS: usize = 12;

/// A lesson in pieces.
#[derive(Clone, Debug, Default)]
pub(super) struct Pieces {
    /// Everything but the sections.
    pub(super) frame: Rc<Module>,
    /// The sections, cut smaller.
    pub(super) pieces: Vec<Piece>,
    /// What each exercise asks.
    pub(super) asked: Rc<Vec<(String, Asks)>>,
}

/// A piece of a lesson; compared by pointer.
#[derive(Clone, Debug)]
pub(super) enum Piece {
    /// Some prose.
    Prose(Rc<Vec<Block>>),
    /// An exercise with its number, from 1.
    Exercise(usize, Rc<Exercise>),
}

impl PartialEq for Piece {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Prose(a), Self::Prose(b)) => Rc::ptr_eq(a, b),
            (Self::Exercise(n, a), Self::Exercise(m, b)) => n == m && Rc::ptr_eq(a, b),
            _ => false,
        }
    }
}

impl Piece {
    /// The piece as a learner of that town sees it.
    pub(super) fn with_town(&self, town: &str) -> Self {
        match self {
            Self::Prose(blocks) => Self::Prose(Rc::new((**blocks).clone().with_town(town))),
            Self::Exercise(number, exercise) => {
                Self::Exercise(*number, Rc::new((**exercise).clone().with_town(town)))
            }
        }
    }

    /// Whether both say the same, wherever they are kept.
    fn says_the_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Prose(a), Self::Prose(b)) => a == b,
            (Self::Exercise(n, a), Self::Exercise(m, b)) => n == m && a == b,
            _ => false,
        }
    }
}

impl Pieces {
    /// The pieces of a module; what was there before is kept where it says the same.
    pub(super) fn of(mut module: Module, before: &Self) -> Self {
        let (mut pieces, mut asked) = (Vec::new(), Vec::new());
        let mut number = 0;
        for section in std::mem::take(&mut module.sections) {
            match section {
                Section::Prose(blocks) => {
                    let mut piece = Vec::new();
                    for block in blocks {
                        let starts = matches!(block, Block::Heading { level: 2, .. });
                        if !piece.is_empty() && (starts || piece.len() >= BLOCKS) {
                            pieces.push(Piece::Prose(Rc::new(std::mem::take(&mut piece))));
                        }
                        piece.push(block);
                    }
                    if !piece.is_empty() {
                        pieces.push(Piece::Prose(Rc::new(piece)));
                    }
                }
                Section::Exercise(mut exercise) => {
                    number += 1;
                    asked.push((exercise.id.0.clone(), exercise.asks));
                    // A try stays in the bench while the author turns the question into another one.
                    exercise.asks = Asks::default();
                    pieces.push(Piece::Exercise(number, Rc::from(exercise)));
                }
            }
        }
        // What is typed changes one place: everything before and behind it is as it was.
        let old = &before.pieces;
        let mut front = 0;
        for (new, old) in pieces.iter_mut().zip(old) {
            if !new.says_the_same(old) {
                break;
            }
            *new = old.clone();
            front += 1;
        }
        let rest = pieces.len().min(old.len()) - front;
        for (new, old) in pieces.iter_mut().rev().zip(old.iter().rev()).take(rest) {
            if !new.says_the_same(old) {
                break;
            }
            *new = old.clone();
        }
        let frame = if *before.frame == module {
            Rc::clone(&before.frame)
        } else {
            Rc::new(module)
        };
        let asked = if *before.asked == asked {
            Rc::clone(&before.asked)
        } else {
            Rc::new(asked)
        };
        Self {
            frame,
            pieces,
            asked,
        }
    }

    /// Which of the parts in a row somebody writes in: the title, the pieces, «職場で使うには», the notes; `None` where it
    /// was not read yet.
    pub(super) fn part_of(&self, place: &CursorPlace) -> Option<usize> {
        let behind = 1 + self.pieces.len();
        let has_work = !self.frame.at_work.is_empty();
        let range = match &place.section {
            WrittenSection::AtWork => return has_work.then_some(behind),
            WrittenSection::Instructor => {
                let has_notes = !self.frame.instructor_notes.is_empty();
                return has_notes.then_some(behind + usize::from(has_work));
            }
            WrittenSection::Exercise(id) => {
                let is_it = |piece: &Piece| matches!(piece, Piece::Exercise(_, exercise) if exercise.id.0 == *id);
                let at = self.pieces.iter().position(is_it)?;
                at..at + 1
            }
            WrittenSection::Prose(wanted) => {
                let mut headings = 0;
                let mut of_it = self.pieces.iter().enumerate().filter_map(|(at, piece)| {
                    let Piece::Prose(blocks) = piece else {
                        return None;
                    };
                    headings += usize::from(matches!(
                        blocks.first(),
                        Some(Block::Heading { level: 2, .. } | Block::Optional { .. })
                    ));
                    (headings == *wanted).then_some(at)
                });
                let Some(first) = of_it.next() else {
                    // Nothing but the title stands there.
                    return (*wanted == 0).then_some(0);
                };
                first..of_it.last().unwrap_or(first) + 1
            }
        };
        Some(1 + range.start + range.len() * place.tenths / 10)
    }

    /// The exercises in order.
    pub(super) fn exercises(&self) -> impl Iterator<Item = &Rc<Exercise>> {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::Exercise(_, exercise) => Some(exercise),
            Piece::Prose(_) => None,
        })
    }

    /// The module that the engine opens: data and exercises, no prose.
    pub(super) fn for_engine(&self) -> Module {
        Module {
            sections: self
                .exercises()
                .map(|exercise| Section::Exercise(Box::new((**exercise).clone())))
                .collect(),
            ..(*self.frame).clone()
        }
    }

    /// Whether the engine has the same to do with both.
    pub(super) fn same_for_engine(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.frame, &other.frame)
            && self.exercises().count() == other.exercises().count()
            && self
                .exercises()
                .zip(other.exercises())
                .all(|(a, b)| Rc::ptr_eq(a, b))
    }
}

#[cfg(test)]
mod tests {
    use spec::exercise::EssayExercise;
    use spec::{ExerciseKind, Inline};

    use super::*;

    fn paragraph(text: &str) -> Block {
        Block::Paragraph(vec![Inline::Text(text.into())])
    }

    fn exercise(id: &str) -> Section {
        Section::Exercise(Box::new(Exercise {
            id: id.into(),
            title: id.into(),
            points: 10,
            task: vec![],
            hints: vec![],
            explanation: vec![],
            kind: ExerciseKind::Essay(EssayExercise {}),
            asks: Asks::default(),
        }))
    }

    fn module(first: &str, ids: &[&str]) -> Module {
        let mut sections = vec![Section::Prose(vec![paragraph(first)])];
        sections.extend(ids.iter().map(|id| exercise(id)));
        sections.push(Section::Prose(vec![paragraph("last")]));
        Module {
            sections,
            ..Module::default()
        }
    }

    fn kept(before: &Pieces, after: &Pieces) -> Vec<bool> {
        after
            .pieces
            .iter()
            .map(|piece| before.pieces.contains(piece))
            .collect()
    }

    #[test]
    fn one_change_makes_one_new_piece() {
        let before = Pieces::of(module("a", &["x", "y"]), &Pieces::default());
        let after = Pieces::of(module("b", &["x", "y"]), &before);
        assert_eq!(kept(&before, &after), [false, true, true, true]);
        assert!(Rc::ptr_eq(&before.frame, &after.frame) && before.same_for_engine(&after));
        // A number is part of an exercise: those behind a new one are drawn again.
        let more = Pieces::of(module("b", &["x", "z", "y"]), &after);
        assert_eq!(kept(&after, &more), [true, true, false, false, true]);
        assert!(!after.same_for_engine(&more));
        let same = Pieces::of(module("b", &["x", "z", "y"]), &more);
        assert_eq!(kept(&more, &same), [true; 5]);
        assert_eq!(same.for_engine().exercises().count(), 3);
    }

    #[test]
    fn long_prose_is_cut() {
        let blocks = (0..30).map(|n| paragraph(&n.to_string())).collect();
        let module = Module {
            sections: vec![Section::Prose(blocks)],
            ..Module::default()
        };
        assert_eq!(Pieces::of(module, &Pieces::default()).pieces.len(), 3);
    }

    #[test]
    fn the_part_that_is_written_is_found() {
        let heading = |text: &str| Block::Heading {
            level: 2,
            id: None,
            text: vec![Inline::Text(text.into())],
        };
        let mut long = vec![heading("b")];
        long.extend((0..30).map(|n| paragraph(&n.to_string())));
        let module = Module {
            sections: vec![
                Section::Prose(vec![paragraph("a")]),
                Section::Prose(long),
                exercise("x"),
                Section::Prose(vec![heading("c")]),
            ],
            instructor_notes: vec![paragraph("d")],
            ..Module::default()
        };
        let pieces = Pieces::of(module, &Pieces::default());
        assert_eq!(pieces.pieces.len(), 6);
        let part = |section, tenths| pieces.part_of(&CursorPlace { section, tenths });
        assert_eq!(part(WrittenSection::Prose(0), 9), Some(1));
        assert_eq!(part(WrittenSection::Prose(1), 0), Some(2));
        assert_eq!(part(WrittenSection::Prose(1), 9), Some(4));
        assert_eq!(part(WrittenSection::Exercise("x".into()), 9), Some(5));
        assert_eq!(part(WrittenSection::Prose(2), 9), Some(6));
        assert_eq!(part(WrittenSection::Instructor, 0), Some(7));
        // Not read yet.
        assert_eq!(part(WrittenSection::AtWork, 0), None);
        assert_eq!(part(WrittenSection::Prose(3), 0), None);
        assert_eq!(part(WrittenSection::Exercise("y".into()), 0), None);
        let empty = Pieces::of(Module::default(), &Pieces::default());
        let top = CursorPlace {
            section: WrittenSection::Prose(0),
            tenths: 0,
        };
        assert_eq!(empty.part_of(&top), Some(0));
    }
}
