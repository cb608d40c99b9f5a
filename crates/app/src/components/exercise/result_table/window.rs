//! Which rows of a long table stand in its box, and which windows to ask the engine for.

/// Rows asked for at once; a multiple of what fits in a box.
pub(crate) const CHUNK: u64 = 100;
/// Browsers draw nothing below some height (Firefox stops at 17.8 million pixels); beyond this the scroll bar is scaled.
const MAX_HEIGHT: f64 = 8_000_000.0;
/// Rows drawn above and below the box, so that a small scroll shows no blank.
const MARGIN: u64 = 12;

/// A box that shows a part of `total` rows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Viewport {
    /// Rows of the table.
    pub(crate) total: u64,
    /// Height of a row in pixels.
    pub(crate) row_height: f64,
    /// Height of the box in pixels.
    pub(crate) height: f64,
    /// How far it is scrolled, in pixels.
    pub(crate) scroll_top: f64,
}

/// Rows to draw and the blank space above and below them, in pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Span {
    /// First row drawn.
    pub(crate) first: u64,
    /// How many.
    pub(crate) len: u64,
    /// Blank above.
    pub(crate) above: f64,
    /// Blank below.
    pub(crate) below: f64,
}

impl Viewport {
    /// What to draw.
    pub(crate) fn span(&self) -> Span {
        let full = self.total as f64 * self.row_height;
        let height = full.min(MAX_HEIGHT);
        let room = (height - self.height).max(1.0);
        let top = self.scroll_top.clamp(0.0, room);
        // The row at the top edge: exact while the scroll bar is unscaled, else by share of the way.
        let at = if full <= MAX_HEIGHT {
            top
        } else {
            top / room * (full - self.height).max(0.0)
        };
        let visible = (self.height / self.row_height).ceil().max(1.0) as u64 + 1;
        let first = ((at / self.row_height).floor() as u64)
            .saturating_sub(MARGIN)
            .min(self.total);
        let len = (visible + 2 * MARGIN).min(self.total - first);
        let drawn = len as f64 * self.row_height;
        // Scaled, the rows are laid where the box is; unscaled that is the same place.
        let above =
            (top - (at - first as f64 * self.row_height)).clamp(0.0, (height - drawn).max(0.0));
        Span {
            first,
            len,
            above,
            below: (height - above - drawn).max(0.0),
        }
    }
}

/// Offsets of the chunks that hold rows `first .. first + len`.
pub(crate) fn chunks(first: u64, len: u64) -> impl Iterator<Item = u64> {
    let end = first + len.max(1) - 1;
    (first / CHUNK..=end / CHUNK).map(|chunk| chunk * CHUNK)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn viewport(total: u64, scroll_top: f64) -> Viewport {
        Viewport {
            total,
            row_height: 32.0,
            height: 320.0,
            scroll_top,
        }
    }

    #[test]
    fn short_tables_are_drawn_whole() {
        assert_eq!(
            viewport(5, 0.0).span(),
            Span {
                first: 0,
                len: 5,
                above: 0.0,
                below: 0.0
            }
        );
        assert_eq!(
            viewport(0, 0.0).span(),
            Span {
                first: 0,
                len: 0,
                above: 0.0,
                below: 0.0
            }
        );
    }

    #[test]
    fn spaces_and_rows_fill_the_height() {
        for (total, scroll_top) in [
            (1000, 0.0),
            (1000, 12_345.0),
            (1000, 32_000.0),
            (1000, 1e9),
            (200_000, 3_000_000.0),
        ] {
            let span = viewport(total, scroll_top).span();
            assert_eq!(
                span.above + span.len as f64 * 32.0 + span.below,
                total as f64 * 32.0,
                "{total} {scroll_top}"
            );
            assert_eq!(span.above, span.first as f64 * 32.0);
        }
    }

    #[test]
    fn both_ends_of_a_huge_table_can_be_reached() {
        let total = 5_000_000;
        let top = viewport(total, 0.0).span();
        assert_eq!((top.first, top.above), (0, 0.0));
        let bottom = viewport(total, MAX_HEIGHT - 320.0).span();
        assert_eq!(bottom.first + bottom.len, total);
        assert_eq!(bottom.below, 0.0);
        let middle = viewport(total, MAX_HEIGHT / 2.0).span();
        assert!(middle.first > total / 2 - 2000 && middle.first < total / 2 + 2000);
        assert_eq!(
            middle.above + middle.len as f64 * 32.0 + middle.below,
            MAX_HEIGHT
        );
    }

    #[test]
    fn rows_at_the_edge_of_the_box_are_drawn() {
        for scroll_top in [0.0, 1.0, 31.9, 32.0, 5_000.5] {
            let span = viewport(1000, scroll_top).span();
            assert!(span.first as f64 * 32.0 <= scroll_top);
            assert!((span.first + span.len) as f64 * 32.0 >= scroll_top + 320.0);
        }
    }

    #[test]
    fn chunks_cover_the_rows() {
        let check = |first, len, expected: &[u64]| {
            assert_eq!(chunks(first, len).collect::<Vec<_>>(), expected)
        };
        check(0, 30, &[0]);
        check(90, 30, &[0, 100]);
        check(100, 100, &[100]);
        check(199, 2, &[100, 200]);
        check(0, 0, &[0]);
    }
}
