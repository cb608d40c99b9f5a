//! What comes of a file in a module, and what its author says of it.

use protocol::reading::{Answer, Ask};
use spec::ingest::{Choice, Description, Look};

use crate::components::intake::reading::{self, Trouble};
use crate::components::intake::{Incoming, Seen, seen};

/// What comes of it.
#[derive(Clone, PartialEq)]
pub(in crate::pages::studio) struct Taken {
    /// What the table is called.
    pub(in crate::pages::studio) name: String,
    /// Its file.
    pub(in crate::pages::studio) csv: Vec<u8>,
    /// What is said of it; `None` where the file goes in as it is.
    pub(in crate::pages::studio) description: Option<String>,
}

/// A first look, to see whether there is anything to say.
pub(in crate::pages::studio) async fn look(file: &Incoming) -> Result<Look, Trouble> {
    seen(file, &Choice::default()).await.map(|seen| seen.look)
}

/// The table as it was seen, with what its author says of it.
pub(super) async fn taken(
    seen: &Seen,
    description: &Description,
    name: String,
) -> Result<Taken, Trouble> {
    let ask = Ask::Write {
        description: Box::new(description.clone()),
        before: String::new(),
    };
    match reading::ask(&ask, None).await? {
        (Answer::Written { text }, _) => Ok(Taken {
            name,
            csv: seen.csv.clone(),
            description: Some(text),
        }),
        _ => Err(Trouble::Broken),
    }
}

/// What was typed stays when the file is looked at in another way.
pub(super) fn kept(new: Description, typed: &Description) -> Description {
    let or = |typed: &String, new: String| if typed.is_empty() { new } else { typed.clone() };
    let columns = new.columns.into_iter().map(|mut column| {
        if let Some(known) = typed.columns.iter().find(|known| known.name == column.name) {
            column.meaning.clone_from(&known.meaning);
            column.unit = or(&known.unit, column.unit);
        }
        column
    });
    Description {
        columns: columns.collect(),
        title: or(&typed.title, new.title),
        publisher: typed.publisher.clone(),
        year: typed.year.clone(),
        url: typed.url.clone(),
        licence: typed.licence.clone(),
        attribution: typed.attribution.clone(),
        note: or(&typed.note, new.note),
    }
}

#[cfg(test)]
mod tests {
    use spec::module::ColumnInfo;

    use super::*;

    #[test]
    fn what_was_typed_stays() {
        let column = |name: &str, meaning: &str, unit: &str| ColumnInfo {
            name: name.to_owned(),
            meaning: meaning.to_owned(),
            unit: unit.to_owned(),
            dtype: table::Dtype::Int,
        };
        let typed = Description {
            title: "題".to_owned(),
            publisher: "県".to_owned(),
            columns: vec![column("人口", "人の数", "")],
            ..Description::default()
        };
        let new = Description {
            title: "file".to_owned(),
            note: "注".to_owned(),
            columns: vec![column("人口", "", "人"), column("世帯", "", "")],
            ..Description::default()
        };
        let kept = kept(new, &typed);
        assert_eq!(
            (
                kept.title.as_str(),
                kept.publisher.as_str(),
                kept.note.as_str()
            ),
            ("題", "県", "注")
        );
        assert_eq!(
            kept.columns,
            [column("人口", "人の数", "人"), column("世帯", "", "")]
        );
    }
}
