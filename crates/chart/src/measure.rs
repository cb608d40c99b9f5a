//! How wide text is, without fonts: Japanese glyphs are one em, Latin ones about half.
//!
//! The estimate is a little generous, so labels that fit by it fit in every system font. It is the same natively
//! and in a browser, so a layout can be tested without one.

/// Width in em.
pub(crate) fn ems(text: &str) -> f64 {
    text.chars().map(glyph).sum()
}

fn glyph(c: char) -> f64 {
    match c {
        ',' | '.' | ':' | ';' | '\'' | '|' | 'i' | 'l' | 'I' => 0.32,
        'm' | 'w' | 'M' | 'W' | '%' | '@' => 0.95,
        ' '..='~' => 0.6,
        '\u{ff61}'..='\u{ff9f}' => 0.6,
        _ => 1.0,
    }
}

/// The text, cut with «…» where it is wider than `limit` em.
pub(crate) fn shorten(text: &str, limit: f64) -> String {
    if ems(text) <= limit {
        return text.to_owned();
    }
    let mut width = 1.0;
    let mut short = String::new();
    for c in text.chars() {
        width += glyph(c);
        if width > limit {
            break;
        }
        short.push(c);
    }
    short.push('…');
    short
}

/// Characters that no line may begin with.
const NO_START: &str =
    "）」』】〕)]、。，．,.:：;；!?！？%％ーゃゅょっャュョッぁぃぅぇぉァィゥェォ々";

/// Characters that no line may end with.
const NO_END: &str = "（「『【〔([";

/// Lines of at most `limit` em, at most `lines` of them and about equally long; the last one is cut with «…» when
/// text is left over. No line begins with a closing mark or ends with an opening one, as Japanese typesetting has it.
pub(crate) fn wrap(text: &str, limit: f64, lines: usize) -> Vec<String> {
    let needed = (ems(text) / limit.max(1.0)).ceil().max(1.0);
    // Half a line of slack would be ragged; one glyph is what a closing mark takes.
    let even = if needed <= lines as f64 {
        (ems(text) / needed + 1.0).min(limit)
    } else {
        limit
    };
    let mut done: Vec<String> = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        if done.len() + 1 >= lines || ems(rest) <= limit.min(even) {
            done.push(shorten(rest, limit));
            break;
        }
        let mut width = 0.0;
        let mut end = 0;
        let mut before = None;
        for (at, c) in rest.char_indices() {
            if before.is_some_and(|before| !NO_END.contains(before)) && !NO_START.contains(c) {
                end = at;
            }
            before = Some(c);
            width += glyph(c);
            if width > even && end > 0 {
                break;
            }
        }
        let (line, after) = rest.split_at(if end == 0 { rest.len() } else { end });
        done.push(line.to_owned());
        rest = after.trim_start();
    }
    done
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths() {
        assert_eq!(ems("津市"), 2.0);
        assert!(ems("274,537") < 4.5);
        assert_eq!(shorten("木曽岬町の人口", 4.0), "木曽岬…");
        assert_eq!(shorten("津市", 2.0), "津市");
        assert_eq!(
            wrap("三重県の市町ごとの人口", 5.0, 3),
            ["三重県の", "市町ごと", "の人口"]
        );
        assert_eq!(
            wrap("高齢化率（国勢調査）", 9.5, 2),
            ["高齢化率（国", "勢調査）"]
        );
        assert_eq!(
            wrap("人口と世帯（2020）", 8.0, 2),
            ["人口と世帯", "（2020）"]
        );
        assert_eq!(
            wrap("三重県の市町ごとの人口", 5.0, 2),
            ["三重県の市", "町ごとの…"]
        );
        assert_eq!(wrap("", 5.0, 2), Vec::<String>::new());
        assert_eq!(wrap("津市", 0.1, 2), ["津", "…"]);
    }
}
