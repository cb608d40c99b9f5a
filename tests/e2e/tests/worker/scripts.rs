//! The session's scripts, which hold every request: the same bytes here and in a fresh worker each.

use e2e::{Bench, Parcel, Stage};
use protocol::FromWorker;

pub(crate) fn scripts(stage: &Stage) -> String {
    let browser = stage.browser();
    let bench = Bench::start(stage, &browser);
    let scripts = authoring::script::all();
    let mut compared = 0;
    for script in &scripts {
        bench.restart();
        let messages = script.messages().unwrap();
        let asked: Vec<_> = messages
            .into_iter()
            .map(|message| {
                (
                    message.bytes,
                    message.attachment.map_or(Parcel::None, Parcel::Bytes),
                )
            })
            .collect();
        let expected = authoring::script::replies(script).unwrap();
        let answers = bench.ask_all(&asked);
        assert_eq!(
            answers.len(),
            expected.len(),
            "{}: every request has one reply",
            script.name
        );
        for ((answer, expected), (request, _)) in
            answers.into_iter().zip(&expected).zip(&script.calls)
        {
            let answer = answer.unwrap_or_else(|error| {
                panic!(
                    "{}: the worker broke down at {request:?}: {error}",
                    script.name
                )
            });
            if answer.bytes != expected.bytes || answer.attachment != expected.attachment {
                let read = |bytes: &[u8]| {
                    protocol::decode::<FromWorker>(bytes).map(|envelope| envelope.body)
                };
                let (there, here) = (read(&answer.bytes), read(&expected.bytes));
                panic!(
                    "{}: differs at {request:?}\nin the browser: {there:?}\nhere: {here:?}",
                    script.name
                );
            }
            compared += 1;
        }
    }
    // And once more after a trap: what a dead worker knew is not needed.
    let last_words = bench.trap();
    bench.restart();
    let script = &scripts[0];
    let asked: Vec<_> = script
        .messages()
        .unwrap()
        .into_iter()
        .map(|message| {
            (
                message.bytes,
                message.attachment.map_or(Parcel::None, Parcel::Bytes),
            )
        })
        .collect();
    let replies = authoring::script::replies(script).unwrap();
    for (answer, expected) in bench.ask_all(&asked).into_iter().zip(replies) {
        assert_eq!(
            answer.map(|answer| answer.bytes),
            Ok(expected.bytes),
            "after a trap"
        );
    }
    format!(
        "{compared} replies of {} scripts are the same bytes as natively; a trap is heard as «{last_words}», a new worker says the same again",
        scripts.len()
    )
}
