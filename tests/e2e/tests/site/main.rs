//! Scenarios on the built site. `cargo test -p e2e --test site -- word` plays those whose name contains the word.
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on fails with the place where it stood"
)]

mod accidents;
mod barriers;
mod bench;
mod by_the_way;
mod clicks;
mod course;
mod faults;
mod free;
mod guide;
mod handling;
mod hosts;
mod keyboard;
mod late;
mod missing;
mod mistakes;
mod narrow;
mod offline;
mod place;
mod preview;
mod pwa;
mod replaced;
mod rooms;
mod saving;
mod scratch;
mod sql_editor;
mod stopping;
mod studio;
mod tracks;
mod walks;
mod watching;
mod workspace;
mod zoom;

use std::process::ExitCode;

use e2e::Kind;

fn main() -> ExitCode {
    // As many as one likes, by a command of its own.
    if faults::are_wanted() {
        return e2e::run(&[], &[("faults", faults::faults)]);
    }
    let side_by_side: &[(&str, e2e::Scenario)] = &[
        // The longest first, so that none is left at the end.
        ("barriers", barriers::barriers),
        ("faults", faults::faults),
        ("workspace", workspace::workspace),
        ("walk-keys", |stage| walks::walk(stage, walks::Way::Keys)),
        ("walk-mouse", |stage| walks::walk(stage, walks::Way::Mouse)),
        ("walk-touch", |stage| walks::walk(stage, walks::Way::Touch)),
        ("clicks", clicks::clicks),
        ("zoom", zoom::zoom),
        ("watching", |stage| {
            watching::watching(stage, Kind::Chromium)
        }),
        ("watching-firefox", |stage| {
            watching::watching(stage, Kind::Firefox)
        }),
        ("course", hosts::intranet),
        ("folder", |stage| hosts::folder(stage, Kind::Chromium)),
        ("folder-firefox", |stage| {
            hosts::folder(stage, Kind::Firefox)
        }),
        ("file", |stage| hosts::file(stage, Kind::Chromium)),
        ("file-firefox", |stage| hosts::file(stage, Kind::Firefox)),
        ("strict-host", hosts::strict),
        ("meddling-host", hosts::meddling),
        ("private", |stage| hosts::private(stage, Kind::Chromium)),
        ("private-firefox", |stage| {
            hosts::private(stage, Kind::Firefox)
        }),
        ("place", place::place),
        ("rooms", rooms::rooms),
        ("trap", stopping::trap),
        ("offline", offline::offline),
        ("late", late::late),
        ("mistakes", mistakes::mistakes),
        ("handling", handling::handling),
        ("keyboard", keyboard::keyboard),
        ("sql-editor", sql_editor::sql_editor),
        ("tabs", saving::tabs),
        ("scratch", scratch::scratch),
        ("storage-apart", saving::apart),
        ("storage-refused", saving::refused),
        ("storage-full", saving::full),
        ("storage-newer", saving::newer),
        ("work-file", saving::work_file),
        ("page-trap", accidents::trap),
        ("studio-trap", accidents::studio),
        ("hostile-work", accidents::hostile),
        ("file-crash", accidents::file),
        ("two-windows", accidents::windows),
        ("missing-files", missing::missing),
        ("engine-files", missing::engine),
        ("replaced", replaced::replaced),
        ("other-engine", replaced::other_engine),
        ("tracks", tracks::tracks),
        ("narrow", narrow::narrow),
        ("glossary", by_the_way::glossary),
        ("link", by_the_way::link),
        ("notes", by_the_way::notes),
        ("bench", bench::bench),
        ("bench-careful", bench::careful),
        ("bench-keys", bench::keys),
        ("bench-file", bench::in_a_file),
        ("free", free::free),
        ("free-file", free::in_a_file),
        ("preview", preview::preview),
        ("course-pwa", pwa::course),
        ("pwa-offline", pwa::offline),
        ("pwa-killed", pwa::killed::killed),
        ("pwa-damaged", pwa::damage::damaged),
        ("pwa-newer", pwa::newer::newer),
        ("pwa-beside", pwa::beside::beside),
        ("pwa-full", pwa::room::full),
        ("pwa-refused", pwa::room::refused),
        ("pwa-reset", pwa::room::reset),
        ("pwa-two", pwa::room::two),
        ("studio", studio::studio),
        ("studio-follow", studio::follow),
        ("studio-questions", studio::questions),
        ("studio-phone", studio::phone),
        ("studio-paste", studio::pasting),
        ("studio-versions", studio::versions),
        ("studio-excel", studio::bring),
        ("studio-hand-out", studio::publish),
        ("long-module", studio::long),
        ("guide", guide::guide),
    ];
    let alone: &[(&str, e2e::Scenario)] = &[
        ("stop", stopping::stop),
        ("memory", stopping::memory),
        ("exhausted", stopping::exhausted),
    ];
    e2e::run(side_by_side, alone)
}
