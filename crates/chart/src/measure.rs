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

/// Names that stand together, each at most `limit` em wide; different ones stay different where they can. Names that
/// begin alike are cut before the place where they differ: «三重県の…その2番目…».
pub(crate) fn shorten_all(names: &[&str], limit: f64) -> Vec<String> {
    /// How often names that still look the same are cut at a later place.
    const ROUNDS: usize = 4;
    let mut short: Vec<String> = names.iter().map(|name| shorten(name, limit)).collect();
    for _ in 0..ROUNDS {
        let mut order: Vec<usize> = (0..names.len()).collect();
        order.sort_by_key(|at| (short.get(*at), names.get(*at)));
        let mut again: Vec<(usize, String)> = Vec::new();
        for alike in order.chunk_by(|a, b| short.get(*a) == short.get(*b)) {
            let full: Vec<&str> = alike
                .iter()
                .filter_map(|at| names.get(*at).copied())
                .collect();
            // Sorted: what the first and the last begin with, all begin with.
            let (Some(first), Some(last)) = (full.first(), full.last()) else {
                continue;
            };
            let common = first.chars().zip(last.chars()).take_while(|(a, b)| a == b);
            let common = common.count();
            if first != last {
                let cut = full.iter().map(|name| cut_before(name, common, limit));
                again.extend(alike.iter().copied().zip(cut));
            }
        }
        if again.is_empty() {
            break;
        }
        for (at, cut) in again {
            if let Some(place) = short.get_mut(at) {
                *place = cut;
            }
        }
    }
    short
}

/// The beginning of a name, and what follows about `at` characters further on.
fn cut_before(name: &str, at: usize, limit: f64) -> String {
    let mut head = String::new();
    let mut width = 0.0;
    for c in name.chars().take(at.saturating_sub(2)) {
        width += glyph(c);
        if width > (limit - 2.0) * 0.4 {
            break;
        }
        head.push(c);
    }
    let rest: String = name.chars().skip(at.saturating_sub(2)).collect();
    let room = limit - ems(&head) - 1.0;
    format!("{head}…{}", shorten(&rest, room))
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
    fn names_that_begin_alike_stay_different() {
        let check = |names: &[&str], limit: f64, expected: &[&str]| {
            let short = shorten_all(names, limit);
            assert_eq!(short, expected);
            assert!(short.iter().all(|name| ems(name) <= limit), "{short:?}");
        };
        check(&["津市", "四日市市"], 5.0, &["津市", "四日市市"]);
        check(&["木曽岬町の人口", "津市"], 4.0, &["木曽岬…", "津市"]);
        check(
            &[
                "三重県の施設のとても長い名前その1番目（本館・別館）",
                "三重県の施設のとても長い名前その2番目（本館・別館）",
                "三重県の施設のとても長い名前その12番目（本館・別館）",
                "津市",
            ],
            12.0,
            &[
                "三重県の…その1番目（…",
                "三重県の…その2番目（…",
                "三重県の…その12番目…",
                "津市",
            ],
        );
        check(
            &["三重県津市A町一丁目の公園", "三重県津市B町一丁目の公園"],
            6.0,
            &["三…津市A…", "三…津市B…"],
        );
        // Alike up to two places: cut before the second one.
        check(
            &[
                "三重県津市北町の長い通りの一丁目",
                "三重県津市北町の長い通りの二丁目",
                "三重県津市南町の長い通りの二丁目",
            ],
            8.0,
            &["三重…りの一丁目", "三重…りの二丁目", "三重県津市南町…"],
        );
        // The same name twice is the same label.
        check(
            &["三重県津市の人口", "三重県津市の人口"],
            4.0,
            &["三重県…", "三重県…"],
        );
    }

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
