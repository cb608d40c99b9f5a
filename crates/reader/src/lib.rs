//! The wasm that reads publishers' files: bytes in and out of [`ingest`] inside a Web Worker of its own. It is loaded only
//! when somebody brings such a file. Nothing else is decided here.
//!
//! `web/worker.js` drives it as it drives the engine: [`start`] once, then [`handle`] for each message.
//!
//! # Invariants
//!
//! - May use `ingest`, `protocol` and `spec`; decides nothing, keeps one file at a time and asks nobody for anything.
//! - Each message is answered with its id, unreadable ones too. A trap ends this worker alone.

use std::cell::RefCell;

use ingest::Book;
use protocol::reading::{Ask, Reply, Told};
use protocol::{decode, encode};
use spec::diagnostic::Bilingual;
use spec::ingest::Choice;
use wasm_bindgen::prelude::wasm_bindgen;

thread_local! {
    static BOOK: RefCell<Option<Book>> = const { RefCell::new(None) };
}

/// A message to the page: its bytes and, for files, an attachment.
#[wasm_bindgen]
pub struct Answer {
    bytes: Vec<u8>,
    attachment: Option<Vec<u8>>,
}

#[wasm_bindgen]
impl Answer {
    /// The envelope. Taken out: a second call gives nothing.
    pub fn bytes(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.bytes)
    }

    /// The file beside it, if any. Taken out.
    pub fn attachment(&mut self) -> Option<Vec<u8>> {
        self.attachment.take()
    }
}

/// Makes ready; gives the first message to post.
#[wasm_bindgen]
pub fn start() -> Vec<u8> {
    encode(0, &Told::Ready).unwrap_or_default()
}

/// Answers one message of the page.
#[wasm_bindgen]
pub fn handle(bytes: &[u8], attachment: Option<Vec<u8>>) -> Answer {
    let (id, reply, attachment) = match decode::<Ask>(bytes) {
        Ok(envelope) => {
            let answer =
                BOOK.with(|book| answer(&mut book.borrow_mut(), envelope.body, attachment));
            match answer {
                Ok((told, attachment)) => (envelope.id, Ok(told), attachment),
                Err(reason) => (envelope.id, Err(reason), None),
            }
        }
        Err(error) => {
            let detail = error.to_string();
            let reason = Bilingual {
                ja: detail.clone(),
                en: detail,
            };
            (0, Err(reason), None)
        }
    };
    let reply: Reply = reply;
    Answer {
        bytes: encode(id, &Told::Reply(reply)).unwrap_or_default(),
        attachment,
    }
}

/// There are no words for a trap: the library's panics are about broken files, which the page says in its own.
#[wasm_bindgen]
pub fn panic_text() -> String {
    String::new()
}

type Answered = (protocol::reading::Answer, Option<Vec<u8>>);

fn answer(
    book: &mut Option<Book>,
    ask: Ask,
    attachment: Option<Vec<u8>>,
) -> Result<Answered, Bilingual> {
    use protocol::reading::Answer;
    match ask {
        Ask::Open { name } => {
            // What was open before is let go first: both need not fit.
            *book = None;
            *book = Some(Book::open_large(&name, attachment.unwrap_or_default())?);
            Ok((Answer::Opened, None))
        }
        Ask::Look { choice } => {
            let (look, tidy) = opened(book)?.look_and_tidy(&choice)?;
            let answer = Answer::Looked {
                look: Box::new(look),
                description: Box::new(tidy.description),
            };
            Ok((answer, Some(tidy.csv)))
        }
        Ask::Describe { text } => {
            let description = Box::new(ingest::read_description(&text)?);
            Ok((Answer::Described { description }, None))
        }
        Ask::Write {
            description,
            before,
        } => {
            let text = ingest::write_description(&description, &before);
            Ok((Answer::Written { text }, None))
        }
        Ask::Read { choice } => {
            let (reading, csv) = opened(book)?.read(&choice)?;
            let reading = Box::new(reading);
            Ok((Answer::Read { reading }, csv))
        }
        Ask::Raw {
            choice,
            from,
            count,
        } => {
            let sheet = Box::new(opened(book)?.raw(&choice, from, count as usize)?);
            Ok((Answer::Raw { sheet }, None))
        }
        Ask::Profile { choice } => {
            let csv = table(book, &choice, attachment)?;
            let profile = Box::new(ingest::profile(&csv)?);
            Ok((Answer::Profiled { profile }, None))
        }
        Ask::Audit { choice } => {
            let report = Box::new(opened(book)?.audit(&choice)?);
            Ok((Answer::Audited { report }, None))
        }
        Ask::Guard { choice } => {
            let csv = table(book, &choice, attachment)?;
            let report = Box::new(ingest::guard(&csv)?);
            Ok((Answer::Guarded { report }, None))
        }
        Ask::Replay { recipe } => {
            let replay = Box::new(opened(book)?.replay(&recipe)?);
            Ok((Answer::Replayed { replay }, None))
        }
        Ask::Export { export } => {
            let csv = attachment.unwrap_or_default();
            let (exported, bytes) = ingest::export(&csv, &export)?;
            let exported = Box::new(exported);
            Ok((Answer::Exported { exported }, Some(bytes)))
        }
    }
}

fn opened(book: &Option<Book>) -> Result<&Book, Bilingual> {
    // The page opens a file before it asks about it.
    book.as_ref().ok_or_else(Bilingual::default)
}

/// The table that is handed over, or that of the open file.
fn table(
    book: &Option<Book>,
    choice: &Choice,
    attachment: Option<Vec<u8>>,
) -> Result<Vec<u8>, Bilingual> {
    if let Some(csv) = attachment {
        return Ok(csv);
    }
    let (reading, csv) = opened(book)?.read(choice)?;
    csv.ok_or_else(|| reading.look.blocked.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use protocol::reading::Answer as Told_;
    use spec::ingest::{Export, Recipe};

    fn ask(ask: &Ask, attachment: Option<Vec<u8>>) -> (Reply, Option<Vec<u8>>) {
        let mut answer = handle(&encode(7, ask).unwrap(), attachment);
        let envelope = decode::<Told>(&answer.bytes()).unwrap();
        assert_eq!(envelope.id, 7);
        match envelope.body {
            Told::Reply(reply) => (reply, answer.attachment()),
            Told::Ready => panic!("ready"),
        }
    }

    #[test]
    fn a_file_is_opened_looked_at_and_described() {
        assert_eq!(decode::<Told>(&start()).unwrap().body, Told::Ready);
        let look = Ask::Look {
            choice: Choice::default(),
        };
        assert!(ask(&look, None).0.is_err());
        let open = Ask::Open {
            name: "人口.csv".to_owned(),
        };
        let file = "市町;人口\n津市;4,134\n桑名市;5\n".as_bytes().to_vec();
        assert_eq!(ask(&open, Some(file)).0, Ok(Told_::Opened));
        let (reply, csv) = ask(&look, None);
        assert!(matches!(reply, Ok(Told_::Looked { .. })));
        assert_eq!(csv.unwrap(), "市町,人口\n津市,4134\n桑名市,5\n".as_bytes());
        let text = "title = \"a\"\n".to_owned();
        let Ok(Told_::Described { description }) = ask(&Ask::Describe { text }, None).0 else {
            panic!("not described");
        };
        let write = Ask::Write {
            description,
            before: String::new(),
        };
        assert!(
            matches!(ask(&write, None).0, Ok(Told_::Written { text }) if text.starts_with("title = \"a\"\n"))
        );
        // A file that is none leaves nothing open.
        let pdf = Ask::Open {
            name: "a.pdf".to_owned(),
        };
        assert!(ask(&pdf, Some(b"%PDF-1.7".to_vec())).0.is_err());
        assert!(ask(&look, None).0.is_err());
    }

    #[test]
    fn the_workbench_asks_for_everything_else() {
        let choice = Choice::default();
        let read = Ask::Read {
            choice: choice.clone(),
        };
        assert!(ask(&read, None).0.is_err());
        let open = Ask::Open {
            name: "人口.csv".to_owned(),
        };
        let file = "市町,人口\n津市,\"4,134\"\n桑名市,5\n".as_bytes().to_vec();
        assert_eq!(ask(&open, Some(file)).0, Ok(Told_::Opened));
        let (Ok(Told_::Read { reading }), Some(csv)) = ask(&read, None) else {
            panic!("not read");
        };
        assert_eq!(csv, "市町,人口\n津市,4134\n桑名市,5\n".as_bytes());
        assert_eq!(reading.recipe.columns, ["市町", "人口"]);
        let raw = Ask::Raw {
            choice: choice.clone(),
            from: 2,
            count: 1,
        };
        let Ok(Told_::Raw { sheet }) = ask(&raw, None).0 else {
            panic!("not shown");
        };
        assert_eq!(sheet.lines[0].cells, ["津市", "4,134"]);
        // Of the file, and of a table that is handed over.
        for (attachment, rows) in [(None, 2), (Some(b"a\n1\n".to_vec()), 1)] {
            let profile = Ask::Profile {
                choice: choice.clone(),
            };
            assert!(matches!(
                ask(&profile, attachment.clone()).0,
                Ok(Told_::Profiled { profile }) if profile.rows == rows
            ));
            let guard = Ask::Guard {
                choice: choice.clone(),
            };
            assert!(matches!(
                ask(&guard, attachment).0,
                Ok(Told_::Guarded { report }) if report.findings.is_empty()
            ));
        }
        let audit = Ask::Audit { choice };
        assert!(matches!(
            ask(&audit, None).0,
            Ok(Told_::Audited { report }) if report.rules.len() == 30
        ));
        let replay = Ask::Replay {
            recipe: Box::new(Recipe {
                columns: vec!["市町".to_owned(), "世帯".to_owned()],
                ..reading.recipe
            }),
        };
        assert!(matches!(
            ask(&replay, None).0,
            Ok(Told_::Replayed { replay }) if !replay.is_complete()
        ));
        let export = Ask::Export {
            export: Export::CsvUtf8,
        };
        let (reply, bytes) = ask(&export, Some(b"a\n1\n".to_vec()));
        assert!(matches!(reply, Ok(Told_::Exported { .. })));
        assert_eq!(bytes.unwrap(), b"\xef\xbb\xbfa\r\n1\r\n");
    }

    #[test]
    fn another_version_is_answered() {
        let mut answer = handle(&[99, 1, 2], None);
        assert!(matches!(
            decode::<Told>(&answer.bytes()).unwrap().body,
            Told::Reply(Err(_))
        ));
    }
}
