//! Keys of a keyboard that are no letters.

/// A key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// Tab
    Tab,
    /// Shift and Tab
    BackTab,
    /// Enter
    Enter,
    /// Space bar
    Space,
    /// Esc
    Escape,
    /// ↓
    Down,
    /// Shift and ↓
    ShiftDown,
    /// ↑
    Up,
    /// →
    Right,
    /// ←
    Left,
    /// Delete
    Delete,
    /// Page Down
    PageDown,
    /// Home
    Home,
    /// End
    End,
    /// Control and this letter
    Ctrl(char),
    /// Control and Enter
    CtrlEnter,
}

const SHIFT: char = '\u{E008}';
const CONTROL: char = '\u{E009}';

impl Key {
    /// WebDriver's names of what is held and what is pressed.
    pub(crate) fn codes(self) -> (Option<char>, char) {
        match self {
            Self::Tab => (None, '\u{E004}'),
            Self::BackTab => (Some(SHIFT), '\u{E004}'),
            Self::Enter => (None, '\u{E007}'),
            Self::Space => (None, ' '),
            Self::Escape => (None, '\u{E00C}'),
            Self::Down => (None, '\u{E015}'),
            Self::ShiftDown => (Some(SHIFT), '\u{E015}'),
            Self::Up => (None, '\u{E013}'),
            Self::Right => (None, '\u{E014}'),
            Self::Left => (None, '\u{E012}'),
            Self::Delete => (None, '\u{E017}'),
            Self::PageDown => (None, '\u{E00F}'),
            Self::Home => (None, '\u{E011}'),
            Self::End => (None, '\u{E010}'),
            Self::Ctrl(letter) => (Some(CONTROL), letter),
            Self::CtrlEnter => (Some(CONTROL), '\u{E007}'),
        }
    }
}
