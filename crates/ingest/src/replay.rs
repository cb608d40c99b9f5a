//! Next year's file, read as this year's was; and where it is laid out otherwise.

use std::collections::BTreeSet;

use spec::diagnostic::Bilingual;
use spec::ingest::{Choice, Difference, LayoutChange, Recipe, Replay};
use table::text::{nearest, normalise};

use crate::grid::Grid;
use crate::refusal::words;
use crate::{Book, Coding, Content, bounds, plan, text};

/// Rows up and down in which the names are looked for.
const NEAR: i64 = 10;
/// How often repairs that follow from each other are put as they were.
const ROUNDS: usize = 3;

/// See [`Book::replay`].
pub(crate) fn replay(book: &Book, recipe: &Recipe) -> Result<Replay, Bilingual> {
    let mut changes = Vec::new();
    let mut choice = Choice {
        switched: Vec::new(),
        ..recipe.choice.clone()
    };
    place(book, recipe, &mut choice, &mut changes);
    header(book, recipe, &mut choice, &mut changes);
    let mut names = Vec::new();
    let mut unseen = Vec::new();
    for _ in 0..ROUNDS {
        let (reading, _) = book.read(&choice)?;
        names = reading
            .look
            .columns
            .iter()
            .map(|column| column.name.clone())
            .collect();
        unseen.clear();
        let mut is_same = true;
        for repair in &reading.look.repairs {
            let was_on = recipe.on.contains(&repair.id);
            if !was_on && !recipe.off.contains(&repair.id) {
                unseen.push(repair.id.clone());
            } else if was_on != repair.is_on {
                is_same = false;
                // Switching twice is as proposed.
                match choice.switched.iter().position(|id| *id == repair.id) {
                    Some(at) => drop(choice.switched.remove(at)),
                    None => choice.switched.push(repair.id.clone()),
                }
            }
        }
        if is_same {
            break;
        }
    }
    columns(&recipe.columns, &names, &mut changes);
    changes.extend(
        unseen
            .into_iter()
            .map(|repair| LayoutChange::Unseen { repair }),
    );
    Ok(Replay {
        choice,
        differences: changes
            .into_iter()
            .map(|change| Difference {
                words: said(&change),
                change,
            })
            .collect(),
    })
}

/// Which sheet or list, in which encoding.
fn place(book: &Book, recipe: &Recipe, choice: &mut Choice, changes: &mut Vec<LayoutChange>) {
    choice.sheet = None;
    match &book.content {
        Content::Workbook { .. } => {
            let at = book
                .sheets()
                .iter()
                .position(|sheet| sheet.name == recipe.sheet);
            choice.sheet = at.and_then(|at| u32::try_from(at).ok());
            if at.is_none() && !recipe.sheet.is_empty() {
                changes.push(LayoutChange::SheetMissing {
                    name: recipe.sheet.clone(),
                });
            }
            (choice.encoding, choice.separator, choice.quote) = (None, None, None);
            choice.list = None;
        }
        Content::Json(document) => {
            (choice.encoding, choice.separator, choice.quote) = (None, None, None);
            if let Some(path) = choice.list.take() {
                if document.has(&path) {
                    choice.list = Some(path);
                } else {
                    changes.push(LayoutChange::ListMissing { path });
                }
            }
        }
        Content::Text {
            bytes,
            found,
            separator,
            ..
        } => {
            choice.list = None;
            if let Some(was) = choice.encoding {
                // Bytes that are UTF-8 or UTF-16 hardly look like anything else; of the others the one chosen is as good.
                let is_certain = matches!(found, Coding::Utf8 | Coding::Utf16Le | Coding::Utf16Be);
                let is_kept = was == *found || !is_certain && text::decode_as(bytes, was).is_some();
                if !is_kept {
                    choice.encoding = Some(*found);
                    changes.push(LayoutChange::Encoding {
                        from: was,
                        to: *found,
                    });
                }
            }
            // A separator that parts nothing any more.
            if choice.separator.is_some_and(|was| was != *separator) {
                let parts = |choice: &Choice| names(book, choice, &recipe.columns).1;
                let other = Choice {
                    separator: Some(*separator),
                    ..choice.clone()
                };
                if parts(&other) > parts(choice) {
                    *choice = other;
                }
            }
        }
    }
}

/// Finds the rows of names that hold most of the names that there were.
fn header(book: &Book, recipe: &Recipe, choice: &mut Choice, changes: &mut Vec<LayoutChange>) {
    let Some(from) = choice.header.filter(|(first, _)| *first > 0) else {
        return;
    };
    let all = recipe.columns.len();
    let mut best = names(book, choice, &recipe.columns);
    if best.1 == all && all > 0 {
        return;
    }
    let mut to = from;
    let moved = |by: i64| {
        let row = |row: u32| {
            u32::try_from(i64::from(row) + by)
                .ok()
                .filter(|row| *row > 0)
        };
        row(from.0).zip(row(from.1))
    };
    let shifts = (1..=NEAR)
        .flat_map(|by| [by, -by])
        .filter_map(moved)
        .map(Some);
    // What would be found, and then the same rows further up or down.
    for header in std::iter::once(None).chain(shifts) {
        let other = Choice {
            header,
            ..choice.clone()
        };
        let found = names(book, &other, &recipe.columns);
        if found.1 > best.1
            && let Some(header) = found.0
        {
            (best, to) = (found, header);
        }
    }
    if to != from {
        choice.header = Some(to);
        changes.push(LayoutChange::HeaderMoved { from, to });
    }
}

/// The rows of names with a choice, and how many of the wanted names are in them.
fn names(book: &Book, choice: &Choice, wanted: &[String]) -> (Option<(u32, u32)>, usize) {
    /// Rows that are looked at.
    const HEAD: u32 = 200;
    let bounds = bounds(choice);
    let columns = choice.columns.unwrap_or((1, u32::MAX));
    let last = bounds.1.min(bounds.0.saturating_add(HEAD));
    let of = |grid: &Grid| {
        let cut = grid.cut((bounds.0, last), columns);
        let heads = plan::heads(&cut, choice);
        let header = heads
            .header
            .map(|(first, last)| (cut.line(first), cut.line(last)));
        let names: BTreeSet<String> = heads
            .columns
            .iter()
            .map(|(_, name, _)| folded(name))
            .collect();
        let found = wanted.iter().filter(|name| names.contains(&folded(name)));
        (header, found.count())
    };
    if book.is_large() {
        let head = book.with_text(choice, |text, separator, quote| {
            crate::large::head(text, separator.byte(), quote)
        });
        return match head {
            Ok(Ok(grid)) => of(&grid),
            _ => (None, 0),
        };
    }
    match book.laid(choice) {
        Ok(laid) => of(&laid.grid),
        Err(_) => (None, 0),
    }
}

fn folded(name: &str) -> String {
    let mut name = normalise(name);
    name.retain(|c| !c.is_whitespace());
    name
}

/// Which columns are missing, called otherwise, new, or elsewhere.
fn columns(were: &[String], are: &[String], changes: &mut Vec<LayoutChange>) {
    let missing: Vec<&String> = were.iter().filter(|name| !are.contains(name)).collect();
    let mut new: Vec<&String> = are.iter().filter(|name| !were.contains(name)).collect();
    for name in &missing {
        let same = new.iter().position(|other| folded(other) == folded(name));
        let near = || {
            let near = nearest(name, new.iter().map(|name| name.as_str()));
            let first = near.first()?;
            new.iter().position(|name| *name == first)
        };
        match same.or_else(near) {
            Some(at) => {
                let to = new.remove(at);
                changes.push(LayoutChange::ColumnRenamed {
                    from: (*name).clone(),
                    to: to.clone(),
                });
            }
            None => changes.push(LayoutChange::ColumnMissing {
                name: (*name).clone(),
            }),
        }
    }
    changes.extend(
        new.into_iter()
            .map(|name| LayoutChange::ColumnNew { name: name.clone() }),
    );
    let common = |names: &[String], others: &[String]| -> Vec<String> {
        let both = names.iter().filter(|name| others.contains(name));
        both.cloned().collect()
    };
    if common(were, are) != common(are, were) {
        changes.push(LayoutChange::Reordered);
    }
}

fn said(change: &LayoutChange) -> Bilingual {
    let rows = |(first, last): &(u32, u32)| {
        if first == last {
            format!("{first}")
        } else {
            format!("{first}〜{last}")
        }
    };
    match change {
        LayoutChange::SheetMissing { name } => words(
            format!(
                "シート「{name}」がありません。最初の表のシートを読みました。使うシートを選び直してください。"
            ),
            format!(
                "there is no sheet `{name}`; the first one with a table is read. Choose the one you need"
            ),
        ),
        LayoutChange::ListMissing { path } => words(
            format!(
                "JSON に「{path}」という並びがありません。いちばん大きい並びを読みました。使う並びを選び直してください。"
            ),
            format!(
                "the JSON has no list `{path}`; the largest one is read. Choose the one you need"
            ),
        ),
        LayoutChange::Encoding { from, to } => words(
            format!(
                "文字コードが {} から {} に変わっています。{} で読みました。",
                from.name(),
                to.name(),
                to.name()
            ),
            format!(
                "the encoding is {} and no longer {}; it is read so",
                to.name(),
                from.name()
            ),
        ),
        LayoutChange::HeaderMoved { from, to } => words(
            format!(
                "見出しの行が {} 行目から {} 行目に動いています。動いた先を読みました。",
                rows(from),
                rows(to)
            ),
            format!(
                "the names stand in row {} and no longer in {}; they are read there",
                rows(to).replace('〜', "–"),
                rows(from).replace('〜', "–")
            ),
        ),
        LayoutChange::ColumnMissing { name } => words(
            format!(
                "「{name}」という列がありません。この列を使う手順は止まります。ファイルを確かめるか、別の列を選んでください。"
            ),
            format!(
                "there is no column `{name}`; steps that use it will stop. See the file, or choose another column"
            ),
        ),
        LayoutChange::ColumnRenamed { from, to } => words(
            format!(
                "「{from}」という列がありません。「{to}」に変わったようです。同じものなら、列の名前を変える手順を最初に入れてください。"
            ),
            format!(
                "there is no column `{from}`; it seems to be `{to}` now. If it is the same, rename it in a first step"
            ),
        ),
        LayoutChange::ColumnNew { name } => words(
            format!("「{name}」という列がふえています。"),
            format!("the column `{name}` is new"),
        ),
        LayoutChange::Reordered => words(
            "列の順番が変わっています。名前で読むので、手順はそのまま使えます。",
            "the columns stand in another order; steps go by their names and still work",
        ),
        LayoutChange::Unseen { repair } => words(
            format!("前のファイルにはなかった直し（{repair}）があります。内容を確かめてください。"),
            format!(
                "there is something to put right that there was not before ({repair}); have a look at it"
            ),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_compared_by_their_names() {
        let list = |names: &[&str]| -> Vec<String> {
            names.iter().map(|name| (*name).to_owned()).collect()
        };
        let mut changes = Vec::new();
        columns(
            &list(&["市町", "人口（人）", "世帯数", "面積"]),
            &list(&["世帯数", "市町", "人口(人)", "出生"]),
            &mut changes,
        );
        assert_eq!(
            changes,
            [
                LayoutChange::ColumnRenamed {
                    from: "人口（人）".to_owned(),
                    to: "人口(人)".to_owned()
                },
                LayoutChange::ColumnMissing {
                    name: "面積".to_owned()
                },
                LayoutChange::ColumnNew {
                    name: "出生".to_owned()
                },
                LayoutChange::Reordered,
            ]
        );
        let mut changes = Vec::new();
        columns(&list(&["a", "b"]), &list(&["a", "b"]), &mut changes);
        assert_eq!(changes, []);
    }
}
