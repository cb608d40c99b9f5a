//! What of an answer an author can write down with the Studio's recorder. Each kind says in its own file what its answers
//! become; the Studio knows where that stands in a module's text.

/// Whether answers can become solutions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Solves {
    /// They cannot.
    Never,
    /// An answer takes the place of the solution.
    Alone,
    /// An answer joins those that are right already.
    Beside,
}

/// What can be written down of a kind of exercise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Offer {
    /// Whether the solution is.
    pub(crate) solution: Solves,
    /// Whether what stands there at the start is.
    pub(crate) starter: bool,
    /// Whether mistakes are.
    pub(crate) wrong: bool,
    /// Whether the Studio has a note about it: `studio-record-<kind>`, a message that only the Studio may name.
    pub(crate) has_note: bool,
}

impl Offer {
    /// Nothing at all.
    pub(crate) const NOTHING: Self = Self {
        solution: Solves::Never,
        starter: false,
        wrong: false,
        has_note: false,
    };

    /// Everything, as blocks of the file.
    pub(crate) const BLOCKS: Self = Self {
        solution: Solves::Alone,
        starter: true,
        wrong: true,
        has_note: false,
    };
}

/// How an answer becomes the solution.
#[derive(Debug)]
pub(crate) enum Solution<'a> {
    /// Not at all.
    Nothing,
    /// As a block of its own, with this check where there is none yet.
    Block(String),
    /// As marks of so many options, by the positions of the right ones.
    Options(usize, &'a [u32]),
    /// As a further right answer beside those before.
    Accepted(&'a str),
}

/// What an answer is in the text of a module.
#[derive(Debug)]
pub(crate) struct Recorded<'a> {
    /// As a block: the word behind the fence and its lines.
    pub(crate) block: Option<(&'static str, String)>,
    /// As the solution.
    pub(crate) solution: Solution<'a>,
    /// As an anticipated mistake: the keys below what is said of it.
    pub(crate) mistake: Option<String>,
}
