//! Tracks and what stands between modules.

use crate::code::Code;
use crate::problem::{Problem, problem};

/// A track's title or summary has no Japanese (`ja`).
pub(crate) fn track_text_missing(key: &str) -> Problem {
    problem(
        Code::TrackTextMissing,
        format!("「{key}」に日本語（ja）がありません"),
        format!("`{key}` has no Japanese (`ja`)"),
    )
    .hint(
        format!("{key} = {{ ja = \"…\", en = \"…\" }} のように書きます"),
        format!("write it as {key} = {{ ja = \"...\", en = \"...\" }}"),
    )
}

/// A track's title or summary has no English (`en`); Japanese stands in for it.
pub(crate) fn track_english_missing(key: &str) -> Problem {
    problem(
        Code::TrackEnglishMissing,
        format!("「{key}」に英語（en）がないので、英語の画面にも日本語が出ます"),
        format!("`{key}` has no English (`en`), so Japanese is shown in its place"),
    )
}

/// A track lists a module twice.
pub(crate) fn listed_twice(id: &str) -> Problem {
    problem(
        Code::ListedTwice,
        format!("教材「{id}」が modules に二度あります"),
        format!("the module `{id}` is listed twice"),
    )
}

/// A track lists a module that does not exist.
pub(crate) fn unknown_module(found: &str, near: &[String]) -> Problem {
    problem(
        Code::UnknownModule,
        format!("「{found}」という教材はありません"),
        format!("there is no module `{found}`"),
    )
    .near(near, &[])
}

/// A module names a track that does not list it.
pub(crate) fn module_not_listed(id: &str) -> Problem {
    problem(
        Code::ModuleNotListed,
        format!("教材「{id}」はこのトラックに属していますが、modules にありません"),
        format!("the module `{id}` belongs to this track but is not listed"),
    )
    .hint(
        format!("学ぶ順の場所に \"{id}\" を書きます。書かなければ最後に並びます"),
        format!("put `{id}` where it is to be learned; unlisted modules come last"),
    )
}

/// No `track.toml` defines the track that a module names.
pub(crate) fn unknown_track(found: &str, near: &[String]) -> Problem {
    problem(
        Code::UnknownTrack,
        format!("「{found}」というトラックの track.toml がありません"),
        format!("no `track.toml` defines the track `{found}`"),
    )
    .near(near, &[])
}

/// A module requires one that does not exist.
pub(crate) fn requires_unknown(found: &str, near: &[String]) -> Problem {
    problem(
        Code::RequiresUnknown,
        format!("requires の「{found}」という教材はありません"),
        format!("the required module `{found}` does not exist"),
    )
    .near(near, &[])
}

/// Following `requires` leads back to the module itself.
pub(crate) fn requires_cycle(way: &[String]) -> Problem {
    problem(
        Code::RequiresCycle,
        format!("requires が一回りしています（{}）", way.join(" → ")),
        format!(
            "`requires` leads back to the module itself: {}",
            way.join(" > ")
        ),
    )
    .hint(
        "どれか一つの requires から外します",
        "take one of them out of a `requires`",
    )
}

/// A module comes before one that it requires, in the same track.
pub(crate) fn required_later(id: &str, required: &str) -> Problem {
    problem(
        Code::RequiredLater,
        format!("「{id}」より先に済ませる「{required}」が、後ろに並んでいます"),
        format!("`{id}` comes before `{required}`, which it requires"),
    )
}

/// Two modules have the same id.
pub(crate) fn duplicate_module(id: &str, other: &str) -> Problem {
    problem(
        Code::DuplicateModule,
        format!("教材の id「{id}」は {other} でも使われています"),
        format!("the module id `{id}` is used by {other} as well"),
    )
}

/// Two tracks have the same id.
pub(crate) fn duplicate_track(id: &str, other: &str) -> Problem {
    problem(
        Code::DuplicateTrack,
        format!("トラックの id「{id}」は {other} でも使われています"),
        format!("the track id `{id}` is used by {other} as well"),
    )
}

/// `plan` names a measure that the prefecture's plan does not have.
pub(crate) fn unknown_measure(found: u32) -> Problem {
    problem(
        Code::UnknownMeasure,
        format!("取組 {found} は県の計画にありません"),
        format!("the plan has no measure {found}"),
    )
    .hint(
        "番号は 1 から 33 までです（seeds/mie-plan）",
        "measures are numbered 1 to 33 (seeds/mie-plan)",
    )
}
