//! Who types what where, how fast, and what happens at which key. The same seed is the same plan.

#[path = "../../../fixtures/dice.rs"]
mod dice;

use std::time::Duration;

use self::dice::Dice;

/// What goes wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mishap {
    /// The tab's process dies.
    TabKilled,
    /// The whole browser dies, as in a power cut.
    BrowserKilled,
    /// The page's wasm traps in the middle of something.
    PageTraps,
    /// The engine's worker traps.
    WorkerTraps,
    /// A calculation is stopped.
    Stopped,
    /// The store opens no transaction any more.
    StoreRefused,
    /// The store takes nothing more.
    StoreFull,
    /// The browser's settings delete the store under the open page.
    StoreDeleted,
    /// The browser gives the site no room.
    NoQuota,
    /// Two windows have the same text open, and both are typed in at once.
    TwoWindows,
    /// Another build stands on the host.
    OtherBuild,
    /// The network is gone.
    NetworkCut,
    /// The host answers everything with an error.
    HostWrong,
    /// The computer's clock is set back by three days.
    ClockBack,
}

impl Mishap {
    /// All of them.
    pub const ALL: [Self; 14] = [
        Self::TabKilled,
        Self::BrowserKilled,
        Self::PageTraps,
        Self::WorkerTraps,
        Self::Stopped,
        Self::StoreRefused,
        Self::StoreFull,
        Self::StoreDeleted,
        Self::NoQuota,
        Self::TwoWindows,
        Self::OtherBuild,
        Self::NetworkCut,
        Self::HostWrong,
        Self::ClockBack,
    ];

    /// Whether nobody can type any more afterwards.
    pub fn is_deadly(self) -> bool {
        matches!(self, Self::TabKilled | Self::BrowserKilled)
    }

    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Self::TabKilled => "tab killed",
            Self::BrowserKilled => "browser killed",
            Self::PageTraps => "page traps",
            Self::WorkerTraps => "worker traps",
            Self::Stopped => "calculation stopped",
            Self::StoreRefused => "store refused",
            Self::StoreFull => "store full",
            Self::StoreDeleted => "store deleted",
            Self::NoQuota => "no quota",
            Self::TwoWindows => "two windows",
            Self::OtherBuild => "other build",
            Self::NetworkCut => "network cut",
            Self::HostWrong => "host wrong",
            Self::ClockBack => "clock set back",
        }
    }
}

/// Where the page comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum OpenedFrom {
    /// A folder on some host.
    Folder,
    /// The same, kept in the browser for places without a network.
    Kept,
    /// One HTML file on a disc.
    File,
}

impl OpenedFrom {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Folder, Self::Kept, Self::File];

    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Folder => "folder",
            Self::Kept => "offline copy",
            Self::File => "HTML file",
        }
    }
}

/// Who types, and what.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Person {
    /// A learner, a text of her own.
    Essay,
    /// A learner, a number.
    Number,
    /// A learner, a query.
    Sql,
    /// A learner, the formula of a step.
    Steps,
    /// An author, the text of a module.
    Author,
}

impl Person {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::Essay,
        Self::Number,
        Self::Sql,
        Self::Steps,
        Self::Author,
    ];

    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Essay => "essay",
            Self::Number => "number",
            Self::Sql => "SQL",
            Self::Steps => "steps",
            Self::Author => "Studio",
        }
    }
}

/// A key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stroke {
    /// What it writes: each letter of a plan is another one, so that it is known again wherever it turns up. Digits are not.
    pub letter: char,
    /// Milliseconds that go by before it.
    pub pause: u16,
}

/// What happens in one run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// What repeats it.
    pub seed: u64,
    /// What goes wrong.
    pub mishap: Mishap,
    /// Where.
    pub place: OpenedFrom,
    /// To whom.
    pub person: Person,
    /// The keys.
    pub strokes: Vec<Stroke>,
    /// The keys of the second window.
    pub second: Vec<Stroke>,
    /// It goes wrong after so many of the first window's keys.
    pub at: usize,
    /// So long after that key.
    pub after: Duration,
    /// A page that traps does so at so many calls of its wasm into JavaScript from then on.
    pub depth: u32,
}

/// The first letter: CJK Extension A, which no text of ours has.
const LETTERS: u32 = 0x3400;
/// The second window's first letter.
const SECOND: u32 = 0x3a00;

impl Plan {
    /// The plan of a seed. Seeds that follow one another go through all mishaps in turn, and through all that each can happen to.
    pub fn of(seed: u64) -> Self {
        let mut random = Dice(seed);
        let (mishap, place, person) = turn(seed);
        let many = 8 + random.roll(9);
        let at = 1 + random.roll(many - 3);
        let after = match random.roll(10) {
            0..=4 => random.roll(20),
            5..=7 => 20 + random.roll(100),
            _ => 120 + random.roll(700),
        };
        let strokes = strokes(&mut random, person, LETTERS, many);
        let second = strokes_of_second(&mut random, mishap, person);
        Self {
            seed,
            mishap,
            place,
            person,
            strokes,
            second,
            at,
            after: Duration::from_millis(after as u64),
            depth: 1 + u32::try_from(random.roll(60)).unwrap_or_default(),
        }
    }

    /// In a line.
    pub fn words(&self) -> String {
        format!(
            "{}, {}, {}: {} keys, at key {} and {} ms",
            self.mishap.words(),
            self.place.words(),
            self.person.words(),
            self.strokes.len() + self.second.len(),
            self.at,
            self.after.as_millis()
        )
    }
}

fn strokes_of_second(random: &mut Dice, mishap: Mishap, person: Person) -> Vec<Stroke> {
    if mishap != Mishap::TwoWindows {
        return Vec::new();
    }
    let many = 6 + random.roll(8);
    strokes(random, person, SECOND, many)
}

fn strokes(random: &mut Dice, person: Person, first: u32, many: usize) -> Vec<Stroke> {
    let letters = (0..many).map(|number| match person {
        Person::Number => char::from_digit(1 + random.roll(9) as u32, 10),
        _ => char::from_u32(first + number as u32),
    });
    let letters: Vec<char> = letters.map(Option::unwrap_or_default).collect();
    let stroke = |letter| Stroke {
        letter,
        // Mostly as fast as two hands are, now and then a thought.
        pause: match random.roll(12) {
            0 => 150 + random.roll(250),
            _ => random.roll(60),
        } as u16,
    };
    letters.into_iter().map(stroke).collect()
}

/// What happens where and to whom: seeds in a row have one mishap after the other, and with each round another place or
/// person.
fn turn(seed: u64) -> (Mishap, OpenedFrom, Person) {
    let all = Mishap::ALL.len() as u64;
    let number = usize::try_from(seed % all).unwrap_or_default();
    let mishap = Mishap::ALL[number];
    let possible: Vec<(OpenedFrom, Person)> = OpenedFrom::ALL
        .into_iter()
        .flat_map(|place| Person::ALL.map(|person| (place, person)))
        .filter(|(place, person)| makes_sense(mishap, *place, *person))
        .collect();
    let round = usize::try_from(seed / all % possible.len() as u64).unwrap_or_default();
    // Seven has no factor in common with any of the lengths, so all have their turn.
    let (place, person) = possible[(round * 7 + number * 4) % possible.len()];
    (mishap, place, person)
}

/// Whether that can happen there to such a person.
fn makes_sense(mishap: Mishap, place: OpenedFrom, person: Person) -> bool {
    match mishap {
        // A file on a disc has no host.
        Mishap::OtherBuild | Mishap::NetworkCut | Mishap::HostWrong => place != OpenedFrom::File,
        // The Studio's text calculates nothing that could be stopped.
        Mishap::Stopped => person != Person::Author,
        // Digits of two windows cannot be told apart, and a step has to be there in both.
        Mishap::TwoWindows => !matches!(person, Person::Number | Person::Steps),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn a_seed_is_a_plan() {
        assert_eq!(Plan::of(7), Plan::of(7));
        assert_ne!(Plan::of(7).strokes, Plan::of(21).strokes);
    }

    #[test]
    fn thirty_seeds_have_every_mishap_twice_and_a_thousand_everything() {
        let kinds = |seeds: std::ops::Range<u64>| {
            let kinds: BTreeSet<Mishap> = seeds.map(|seed| Plan::of(seed).mishap).collect();
            kinds.len()
        };
        assert_eq!(kinds(1..15), Mishap::ALL.len());
        assert_eq!(kinds(15..29), Mishap::ALL.len());
        let all: BTreeSet<_> = (0..1000)
            .map(Plan::of)
            .map(|plan| (plan.mishap, plan.place, plan.person))
            .collect();
        let mut possible = 0;
        for mishap in Mishap::ALL {
            for place in OpenedFrom::ALL {
                for person in Person::ALL {
                    possible += usize::from(makes_sense(mishap, place, person));
                }
            }
        }
        assert_eq!(all.len(), possible);
    }

    #[test]
    fn letters_are_known_again_and_the_mishap_comes_while_somebody_types() {
        for plan in (0..500).map(Plan::of) {
            assert!(plan.at >= 1 && plan.at + 2 < plan.strokes.len(), "{plan:?}");
            let letters = plan.strokes.iter().chain(&plan.second);
            let different: BTreeSet<char> = letters.clone().map(|stroke| stroke.letter).collect();
            if plan.person != Person::Number {
                assert_eq!(different.len(), letters.count());
            }
            assert_eq!(plan.second.is_empty(), plan.mishap != Mishap::TwoWindows);
        }
    }
}
