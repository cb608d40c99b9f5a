//! What an exercise asks, in two numbers: saved work carries them, so that it is never shown as the answer to something
//! else that has the same id (a later edition, another course, another site on the same host).
//!
//! Authors reword a task and correct a word without raising `version`, and work must survive that; yet another right answer
//! is another question. So there is one number for what is right, which must be equal, and one for the words,
//! which need only be near. Hints, explanations, tolerances, starters and the prose around are no part of the question.

use serde::{Deserialize, Serialize};

use crate::hash::Fnv1a;
use crate::json::{FromNode, Node};
use crate::prose::{each_block_mut, each_text_mut, plain_text};
use crate::step::text::write_program;
use crate::{Block, Exercise, Inline, Program};

/// What an exercise asks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Asks {
    /// Hash of kind and right answer, white space left out; 0: not known.
    #[serde(with = "exact")]
    pub answer: u64,
    /// Sketch of heading, task and options: texts that are alike differ in few bits.
    #[serde(with = "exact")]
    pub words: u64,
}

/// A number of 64 bits that comes back as it was: where people read it, its digits as a text. JavaScript, and with it half
/// of what reads JSON, knows whole numbers up to 2⁵³ only and rounds the others. Plain numbers are read, too.
mod exact {
    use serde::de::{Deserialize, Deserializer, Error};
    use serde::ser::{Serialize, Serializer};

    use crate::json::{FromNode, Node};

    pub(super) fn serialize<S: Serializer>(number: &u64, to: S) -> Result<S::Ok, S::Error> {
        if to.is_human_readable() {
            to.collect_str(number)
        } else {
            number.serialize(to)
        }
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<u64, D::Error> {
        if !from.is_human_readable() {
            return u64::deserialize(from);
        }
        read(&Node::deserialize(from)?)
            .ok_or_else(|| D::Error::custom("neither a whole number nor its digits as a text"))
    }

    pub(super) fn read(node: &Node) -> Option<u64> {
        match node {
            Node::Text(digits) => digits.parse().ok(),
            _ => u64::from_node(node),
        }
    }
}

impl FromNode for Asks {
    fn from_node(node: &Node) -> Option<Self> {
        let number = |key| node.get(key).map_or(Some(0), exact::read);
        matches!(node, Node::Map(_)).then_some(())?;
        Some(Self {
            answer: number("answer")?,
            words: number("words")?,
        })
    }
}

/// Words that differ in at most so many of 64 bits are the same question, reworded. In our own courses no two texts of
/// which one is the other reworded differ in more; texts without anything in common differ in 32 on average.
const NEAR: u32 = 24;

impl Asks {
    /// What that exercise asks.
    pub fn of(exercise: &Exercise) -> Self {
        let mut digest = Digest::default();
        digest.part(exercise.kind.slug());
        digest.words.push_str(&exercise.title);
        // A copy: the one walk over blocks is for those who change them.
        each_block_mut(&mut exercise.task.clone(), &mut |block| {
            if let Block::Code { text, .. } = block {
                digest.words.push_str(text);
            }
            each_text_mut(block, &mut |text| digest.words(text));
        });
        exercise.kind.asks(&mut digest);
        Self {
            answer: digest.hash.0,
            words: sketch(&digest.words),
        }
    }

    /// Whether both are known and ask the same; `promised` is the author's word that they do, and then one of what is
    /// right and the words may have changed altogether.
    pub fn is_like(self, other: Self, promised: bool) -> bool {
        let answer = self.answer == other.answer;
        let words = (self.words ^ other.words).count_ones() <= NEAR;
        if promised {
            answer || words
        } else {
            answer && words
        }
    }

    /// Whether it says anything.
    pub fn is_known(self) -> bool {
        self.answer != 0
    }
}

/// A question on the way to its two numbers.
#[derive(Debug, Default)]
pub struct Digest {
    hash: Fnv1a,
    words: String,
}

impl Digest {
    /// A part of what is right. White space does not count.
    pub(crate) fn part(&mut self, text: &str) {
        part(&mut self.hash, text);
    }

    /// A program that is right.
    pub(crate) fn program(&mut self, program: &Program) {
        match program {
            Program::Steps(steps) => self.part(&write_program(steps)),
            Program::Sql(sql) => self.part(sql),
        }
    }

    /// Words of the question.
    pub(crate) fn words(&mut self, words: &[Inline]) {
        self.words.push_str(&plain_text(words));
    }
}

/// A part of the question without its white space, and its end (a byte that is in no text). Nobody gains by two questions
/// whose hashes meet.
fn part(hash: &mut Fnv1a, text: &str) {
    let mut bytes = [0; 4];
    for c in text.chars().filter(|c| !c.is_whitespace()) {
        for byte in c.encode_utf8(&mut bytes).bytes() {
            hash.byte(byte);
        }
    }
    hash.byte(0xFF);
}

/// Each bit is what most pairs of neighbouring letters say (simhash): a changed word changes few of them.
fn sketch(words: &str) -> u64 {
    let mut votes = [0_i32; 64];
    let mut before = ' ';
    for c in words.chars().filter(|c| c.is_alphanumeric()) {
        let mut hash = Fnv1a::default();
        part(&mut hash, &format!("{before}{}", c.to_ascii_lowercase()));
        before = c.to_ascii_lowercase();
        // FNV leaves the upper bits of short texts alike.
        let mut bits = hash.0 ^ (hash.0 >> 33);
        bits = bits.wrapping_mul(0xFF51_AFD7_ED55_8CCD);
        bits ^= bits >> 33;
        for (at, vote) in votes.iter_mut().enumerate() {
            *vote += if bits >> at & 1 == 1 { 1 } else { -1 };
        }
    }
    let yes = votes.iter().enumerate().filter(|(_, vote)| **vote > 0);
    yes.fold(0, |sketch, (at, _)| sketch | 1 << at)
}

#[cfg(test)]
mod tests;
