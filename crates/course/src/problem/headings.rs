//! Headings, titles and ids.

use crate::code::Code;
use crate::problem::{Problem, kind_classes, kinds, owned, problem};

/// There is no `# title` heading.
pub(crate) fn title_missing() -> Problem {
    problem(
        Code::TitleMissing,
        "「# 題名」の見出しがありません",
        "there is no `# title`",
    )
    .hint(
        "前書きのすぐ下に「# 題名」を書きます",
        "write `# title` right below the front matter",
    )
}

/// There is more than one level-1 heading.
pub(crate) fn title_twice() -> Problem {
    problem(
        Code::TitleTwice,
        "「#」の見出しは一つだけです",
        "there is only one level-1 heading",
    )
    .hint("節の見出しは「##」にします", "use `##` for sections")
}

/// `title` and the `#` heading differ.
pub(crate) fn title_differs(title: &str) -> Problem {
    problem(
        Code::TitleDiffers,
        format!("前書きの title（{title}）と見出しがちがいます"),
        format!("the heading differs from `title` (`{title}`)"),
    )
}

/// A heading has no words.
pub(crate) fn empty() -> Problem {
    problem(
        Code::HeadingEmpty,
        "見出しに文字がありません",
        "the heading has no words",
    )
}

/// A heading skips a level.
pub(crate) fn jump(from: u8, to: u8) -> Problem {
    problem(
        Code::HeadingJump,
        format!("見出しの段が {from} から {to} に飛んでいます"),
        format!("heading level jumps from {from} to {to}"),
    )
}

/// There is text before the `# title`.
pub(crate) fn text_before_title() -> Problem {
    problem(
        Code::TextBeforeTitle,
        "「# 題名」より前に本文があります",
        "there is text before `# title`",
    )
}

/// A class of a heading is not known.
pub(crate) fn unknown_class(found: &str, near: &[String]) -> Problem {
    problem(
        Code::UnknownClass,
        format!("見出しの「.{found}」は知られていません"),
        format!("the class `.{found}` is not known"),
    )
    .near(near, &owned(&kinds().collect::<Vec<_>>()))
    .only_in(found, "multiple", "choice")
    .only_in(found, "optional", "")
}

/// A heading that looks like an exercise has no kind (`.table` …).
pub(crate) fn kind_missing() -> Problem {
    let kinds = kind_classes();
    problem(
        Code::KindMissing,
        "練習の種類がありません",
        "the kind of the exercise is missing",
    )
    .hint(
        format!("見出しに {kinds} のどれかを付けます（例: {{#ex1 .table}}）"),
        format!("add one of {kinds} to the heading ({{#ex1 .table}})"),
    )
}

/// An exercise has no id (`#ex1` …).
pub(crate) fn id_missing(suggestion: &str) -> Problem {
    problem(
        Code::IdMissing,
        "練習に id がありません",
        "the exercise has no id",
    )
    .hint(
        format!("見出しに #{suggestion} を付けます。一度決めた id は変えません"),
        format!("add `#{suggestion}` to the heading, and never change it"),
    )
}

/// An id is used twice.
pub(crate) fn duplicate_id(id: &str) -> Problem {
    problem(
        Code::DuplicateId,
        format!("id「{id}」が二度使われています"),
        format!("the id `{id}` is used twice"),
    )
}

/// An attribute of a heading is not known.
pub(crate) fn unknown_attribute(found: &str, near: &[String]) -> Problem {
    problem(
        Code::UnknownAttribute,
        format!("見出しの「{found}」は知られていません"),
        format!("the attribute `{found}` is not known"),
    )
    .near(near, &[])
    .only_in(found, "mode", "table")
}

/// There are two `.at-work` or two `.instructor` sections.
pub(crate) fn section_twice(class: &str) -> Problem {
    problem(
        Code::SectionTwice,
        format!(".{class} の節が二つあります"),
        format!("there are two `.{class}` sections"),
    )
}

/// An exercise's heading is not at level 2.
pub(crate) fn exercise_level() -> Problem {
    problem(
        Code::ExerciseLevel,
        "練習の見出しは「##」にします",
        "an exercise starts with a `##` heading",
    )
}

/// An exercise has several kinds.
pub(crate) fn several_kinds() -> Problem {
    problem(
        Code::SeveralKinds,
        "一つの練習に種類が二つ以上あります",
        "the exercise has several kinds",
    )
}

/// That kind of exercise does not exist in this build yet.
pub(crate) fn kind_not_yet(kind: &str) -> Problem {
    problem(
        Code::KindNotYet,
        format!("「.{kind}」の練習はまだ使えません"),
        format!("`.{kind}` exercises do not exist yet"),
    )
}

/// The module has no exercise.
pub(crate) fn no_exercise() -> Problem {
    problem(
        Code::NoExercise,
        "練習が一つもありません",
        "the module has no exercise",
    )
}

/// The `.at-work` or the `.instructor` section is missing.
pub(crate) fn section_missing(class: &str) -> Problem {
    problem(
        Code::SectionMissing,
        format!(".{class} の節がありません"),
        format!("there is no `.{class}` section"),
    )
    .hint(
        if class == "at-work" {
            "「## 職場で使うには {.at-work}」を最後に書きます"
        } else {
            "「## 講師メモ {.instructor}」を最後に書きます"
        },
        format!("end the module with a `## … {{.{class}}}` section"),
    )
}
