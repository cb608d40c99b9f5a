//! The engine in the browser says, byte for byte, what it says in this process.
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on fails with the place where it stood"
)]

mod authors;
mod packs;
mod scripts;
mod verdicts;

use std::process::ExitCode;

use authoring::script::Native;
use e2e::{Answer, Bench, Parcel, Stage};
use protocol::{FromWorker, Reply, Request};
use spec::site::SiteList;

fn main() -> ExitCode {
    e2e::run(
        &[
            ("scripts", scripts::scripts),
            ("verdicts", verdicts::verdicts),
            ("authors", authors::authors),
            ("packs", packs::packs),
        ],
        &[],
    )
}

/// The site's build id, which its worker has too.
fn version(stage: &Stage) -> String {
    let list = stage.site.read(&stage.site.assets().site);
    let list: SiteList = serde_json::from_slice(&list).unwrap();
    list.version
}

/// The engine here and the one in the browser, asked the same.
struct Both {
    here: Native,
    bench: Bench,
    compared: usize,
}

impl Both {
    fn new(stage: &Stage, bench: Bench) -> Self {
        Self {
            here: Native::new(version(stage)),
            bench,
            compared: 0,
        }
    }

    /// Asks both all of it and fails at the first difference. Gives the replies.
    fn ask_all(
        &mut self,
        site: &e2e::Site,
        what: &str,
        requests: &[(Request, Parcel)],
    ) -> Vec<Reply> {
        let mut there = Vec::new();
        let mut expected = Vec::new();
        for (request, parcel) in requests {
            let (id, bytes) = self.bench.envelope(request);
            let attachment = match parcel {
                Parcel::None => None,
                Parcel::File(url) => Some(site.read(url)),
                Parcel::Bytes(bytes) => Some(bytes.clone()),
                Parcel::Many(bytes, urls) => {
                    let files = urls.iter().flat_map(|url| site.read(url));
                    Some(bytes.iter().copied().chain(files).collect())
                }
            };
            let (reply, attachment) = self.here.handle(request.clone(), attachment);
            let attachment = match parcel {
                Parcel::Many(..) => attachment.map(|bytes| pack::sha256(&bytes).into_bytes()),
                _ => attachment,
            };
            expected.push((
                protocol::encode(id, &FromWorker::Reply(reply.clone())).unwrap(),
                attachment,
                reply,
            ));
            there.push((bytes, parcel.clone()));
        }
        let answers = self.bench.ask_all(&there);
        assert_eq!(
            answers.len(),
            expected.len(),
            "{what}: every request has one reply"
        );
        let pairs = answers.into_iter().zip(expected).zip(requests);
        pairs
            .map(|((answer, (bytes, attachment, reply)), (request, _))| {
                let Answer {
                    bytes: found,
                    attachment: came,
                    ..
                } = answer.unwrap_or_else(|error| {
                    panic!("{what}: the worker broke down at {request:?}: {error}")
                });
                if found != bytes || came != attachment {
                    let found =
                        protocol::decode::<FromWorker>(&found).map(|envelope| envelope.body);
                    panic!(
                        "{what}: differs at {request:?}\nin the browser: {found:?}\nhere: {reply:?}"
                    );
                }
                self.compared += 1;
                reply
            })
            .collect()
    }
}
