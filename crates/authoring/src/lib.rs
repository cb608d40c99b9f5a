//! What whoever writes modules asks for: requests in, replies out; no browser in it, and no lesson of a learner's.
//!
//! [`Authoring::handle`] answers the Studio. The same functions are called by `ama`: [`test()`] runs an author's own tests
//! with the code that grades learners, [`publish`] makes what is given to others. [`script`] holds what must be answered
//! with the same bytes natively and in the browser.
//!
//! # Invariants
//!
//! - May use whatever stands below it but the page; it is never asked by a learner's page.
//! - Pure but for the clock that measures how long tests take: files come in and go out as bytes, and what is published has
//!   the same bytes natively and in the browser.
//! - Authors' tests grade by the code that grades learners; there is no second one.
//! - Only modules without an error are published, and only with a site of the same build.
//! - What comes from elsewhere (zips, sites) is data: it is unpacked within `pack::limits`.

mod archives;
pub mod publish;
mod represented;
pub mod script;
mod testing;
mod workspace;

use course::track::Known;
use protocol::{AuthorRequest, Reply, Response, replied};
use spec::{Failure, FailureKind};

pub use crate::represented::{represented, representers};
pub use crate::testing::{TOWN, check_module, test};

use crate::workspace::AuthorWorkspace;

/// The authors' side of a page.
pub struct Authoring {
    build: String,
    workspace: AuthorWorkspace,
    clock: Box<dyn Fn() -> f64>,
}

impl Authoring {
    /// One that was given nothing yet. `build` is the id of the sources that it is made from: what it publishes is made of a
    /// site with the same.
    pub fn new(build: impl Into<String>) -> Self {
        Self {
            build: build.into(),
            workspace: AuthorWorkspace::default(),
            clock: Box::new(|| 0.0),
        }
    }

    /// The same with a clock in milliseconds, for the times in a report of tests.
    #[must_use]
    pub fn with_clock(self, clock: impl Fn() -> f64 + 'static) -> Self {
        Self {
            clock: Box::new(clock),
            ..self
        }
    }

    /// Answers one request. Bytes of files come and go beside the messages.
    pub fn handle(
        &mut self,
        request: AuthorRequest,
        attachment: Option<Vec<u8>>,
    ) -> (Reply, Option<Vec<u8>>) {
        replied(self.answer(request, attachment))
    }

    fn answer(
        &mut self,
        request: AuthorRequest,
        attachment: Option<Vec<u8>>,
    ) -> Result<(Response, Option<Vec<u8>>), Failure> {
        let response = match request {
            AuthorRequest::PutSeed { seed } => {
                let csv = attachment.ok_or_else(out_of_step)?;
                self.workspace.put_seed(*seed, csv);
                Response::Put
            }
            AuthorRequest::PutFiles { files } => {
                let bytes = attachment.unwrap_or_default();
                let put = self.workspace.put_files(&files, &bytes);
                put.ok_or_else(out_of_step)?;
                Response::Put
            }
            AuthorRequest::Check { file, text, base } => self.workspace.check(&file, &text, &base),
            AuthorRequest::Amend { text, changes } => Response::Amended {
                text: course::amend(&text, &changes),
            },
            AuthorRequest::ToSource { module } => Response::Source {
                text: course::to_markdown(&module),
                descriptions: course::descriptions(&module),
            },
            AuthorRequest::Track { file, text } => {
                let (track, diagnostics) = course::track::parse(&file, &text);
                Response::Track {
                    track: Box::new(track),
                    diagnostics,
                }
            }
            AuthorRequest::Gather {
                files,
                tracks,
                modules,
            } => {
                let known = Known { tracks, modules };
                let bytes = attachment.unwrap_or_default();
                workspace::gather(&files, &bytes, &known).ok_or_else(out_of_step)?
            }
            AuthorRequest::Test { timed } => Response::Tested(Box::new(if timed {
                self.workspace.test(&*self.clock)
            } else {
                self.workspace.test(&|| 0.0)
            })),
            AuthorRequest::Zip { files } => {
                let bytes = attachment.unwrap_or_default();
                return archives::zip(&files, &bytes).ok_or_else(out_of_step);
            }
            AuthorRequest::Unzip => return Ok(archives::unzip(&attachment.unwrap_or_default())),
            AuthorRequest::Pack {
                order,
                own,
                material,
            } => {
                let bytes = attachment.unwrap_or_default();
                let packed = archives::pack(&order, &own, &material, bytes, &self.build);
                return packed.ok_or_else(out_of_step);
            }
        };
        Ok((response, None))
    }
}

fn out_of_step() -> Failure {
    Failure::of(FailureKind::OutOfStep)
}
