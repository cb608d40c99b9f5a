//! What the reader says of a file, and what comes of the file then.

use std::rc::Rc;

use protocol::reading::{Answer, Ask};
use spec::ingest::{Choice, Description, Look};

use crate::pages::studio::reading::{self, Trouble};

/// A file on its way into a module.
#[derive(Clone, PartialEq)]
pub(in crate::pages::studio) struct Incoming {
    pub(in crate::pages::studio) name: String,
    pub(in crate::pages::studio) bytes: Rc<Vec<u8>>,
}

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

/// A file as it is read with some choices.
pub(super) struct Seen {
    /// What it looks like.
    pub(super) look: Look,
    /// What it says of itself.
    pub(super) description: Description,
    /// Its table.
    pub(super) csv: Vec<u8>,
}

/// A first look, to see whether there is anything to say.
pub(in crate::pages::studio) async fn look(file: &Incoming) -> Result<Look, Trouble> {
    seen(file, &Choice::default()).await.map(|seen| seen.look)
}

/// Reads a file. The worker may have ended over another one meanwhile, so it is opened each time.
pub(super) async fn seen(file: &Incoming, choice: &Choice) -> Result<Seen, Trouble> {
    let name = file.name.clone();
    match reading::ask(&Ask::Open { name }, Some(&file.bytes)).await? {
        (Answer::Opened, _) => {}
        _ => return Err(Trouble::Broken),
    }
    let choice = choice.clone();
    match reading::ask(&Ask::Look { choice }, None).await? {
        (Answer::Looked { look, description }, csv) => Ok(Seen {
            look: *look,
            description: *description,
            csv: csv.unwrap_or_default(),
        }),
        _ => Err(Trouble::Broken),
    }
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
