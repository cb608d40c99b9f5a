//! What an exercise is made of.

use crate::code::Code;
use crate::problem::{Problem, owned, problem};

/// An exercise has no task text.
pub(crate) fn task_missing() -> Problem {
    problem(
        Code::TaskMissing,
        "課題の文がありません",
        "the exercise has no task text",
    )
    .hint(
        "見出しの下に、何をするかを書きます",
        "say below the heading what to do",
    )
}

/// An exercise has no solution.
pub(crate) fn solution_missing(block: &str) -> Problem {
    problem(
        Code::SolutionMissing,
        "解答がありません",
        "the exercise has no solution",
    )
    .hint(
        format!("```{block} solution のブロックを書きます"),
        format!("add a ```{block} solution block"),
    )
}

/// An exercise has no `check` block.
pub(crate) fn check_missing() -> Problem {
    problem(
        Code::CheckMissing,
        "check がありません",
        "the exercise has no `check` block",
    )
    .hint(
        "```check のブロックを書きます（空でもかまわない種類もあります）",
        "add a ```check block",
    )
}

/// A block stands twice in an exercise.
pub(crate) fn block_twice(block: &str) -> Problem {
    problem(
        Code::BlockTwice,
        format!("「{block}」が二つあります"),
        format!("`{block}` stands there twice"),
    )
}

/// A block does not belong to this kind of exercise.
pub(crate) fn block_not_here(block: &str, kind: &str) -> Problem {
    problem(
        Code::BlockNotHere,
        format!("「{block}」は .{kind} の練習では使いません"),
        format!("`{block}` does not belong to a `.{kind}` exercise"),
    )
}

/// There are fewer than two hints.
pub(crate) fn few_hints(count: usize) -> Problem {
    problem(
        Code::FewHints,
        format!("ヒントが {count} 個です"),
        format!("there are {count} hints"),
    )
    .hint(
        "「> [!TIP]」で、広いものから具体的なものへ二つ以上書きます",
        "write two or more `> [!TIP]`, from general to specific",
    )
}

/// There are fewer than two anticipated mistakes.
pub(crate) fn few_wrongs(count: usize) -> Problem {
    problem(
        Code::FewWrongs,
        format!("想定誤答が {count} 個です"),
        format!("there are {count} anticipated mistakes"),
    )
    .hint(
        "check に [[wrong]] を二つ以上書きます",
        "write two or more `[[wrong]]` in the check",
    )
}

/// The starter is the solution already.
pub(crate) fn starter_is_solution() -> Problem {
    problem(
        Code::StarterIsSolution,
        "初期状態がそのまま解答になっています",
        "the starter is the solution already",
    )
}

/// There are fewer than two options.
pub(crate) fn options_missing() -> Problem {
    problem(
        Code::OptionsMissing,
        "選択肢が二つ以上ありません",
        "there are fewer than two options",
    )
    .hint(
        "「- [ ] …」「- [x] …」の形で書きます",
        "write them as `- [ ] …` and `- [x] …`",
    )
}

/// No option is right.
pub(crate) fn no_right_option() -> Problem {
    problem(
        Code::NoRightOption,
        "正しい選択肢がありません",
        "no option is marked as right",
    )
    .hint(
        "正しいものを「- [x]」にします",
        "mark the right one with `- [x]`",
    )
}

/// Several options are right without `.multiple`.
pub(crate) fn several_right() -> Problem {
    problem(
        Code::SeveralRight,
        "正しい選択肢が二つ以上あります",
        "several options are marked as right",
    )
    .hint(
        "いくつも選ぶ問題なら、見出しに .multiple を付けます",
        "add `.multiple` to the heading if several may be picked",
    )
}

/// An option has no feedback.
pub(crate) fn option_without_feedback() -> Problem {
    problem(
        Code::OptionWithoutFeedback,
        "この選択肢を選んだ人に返す言葉がありません",
        "this option has no feedback",
    )
    .hint(
        "選択肢の下に字下げして「> …」を書きます",
        "write `> …` indented below it",
    )
}

/// An option has neither `[ ]` nor `[x]`.
pub(crate) fn option_not_marked() -> Problem {
    problem(
        Code::OptionNotMarked,
        "選択肢に [ ] か [x] がありません",
        "the option has neither `[ ]` nor `[x]`",
    )
    .hint(
        "「- [ ] …」「- [x] …」の形で書きます",
        "write it as `- [ ] …` or `- [x] …`",
    )
}

/// An anticipated mistake needs exactly one of `steps` and `sql`.
pub(crate) fn wrong_program() -> Problem {
    problem(
        Code::WrongProgram,
        "[[wrong]] には steps か sql のどちらか一つを書きます",
        "a `[[wrong]]` needs either `steps` or `sql`",
    )
}

/// An anticipated mistake of a chart names no part.
pub(crate) fn wrong_without_part() -> Problem {
    problem(
        Code::WrongWithoutPart,
        "[[wrong]] に、まちがいの形がありません",
        "the `[[wrong]]` does not say what the mistake looks like",
    )
    .hint(
        "kind、x、y、color、sort、unit、stack、fit、facet のどれかを書きます",
        "give kind, x, y, color, sort, unit, stack, fit or facet",
    )
}

/// There is no right answer (`accept` or `sql`).
pub(crate) fn answer_missing() -> Problem {
    problem(
        Code::AnswerMissing,
        "正しい答えがありません",
        "there is no right answer",
    )
    .hint(
        "check に accept か sql を書きます",
        "give `accept` or `sql` in the check",
    )
}

/// A word behind a fence is not known.
pub(crate) fn unknown_block_word(found: &str, near: &[String], allowed: &[&str]) -> Problem {
    let told = if found.is_empty() {
        problem(
            Code::UnknownBlockWord,
            "ブロックの役割がありません",
            "the block's role is missing",
        )
    } else {
        problem(
            Code::UnknownBlockWord,
            format!("ブロックの「{found}」は知られていません"),
            format!("`{found}` behind the fence is not known"),
        )
    };
    if allowed.is_empty() {
        told.hint("この語を消します", "take this word out")
    } else {
        told.near(near, &owned(allowed))
    }
}

/// A block of an exercise stands outside any exercise.
pub(crate) fn block_outside(block: &str) -> Problem {
    problem(
        Code::BlockOutside,
        format!("「{block}」が練習の外にあります"),
        format!("`{block}` stands outside any exercise"),
    )
    .hint(
        "練習の見出し（## … {#ex1 .table}）の下に置きます",
        "put it below an exercise's heading (`## … {#ex1 .table}`)",
    )
}

/// A hint or option has no words.
pub(crate) fn empty_part() -> Problem {
    problem(
        Code::EmptyPart,
        "ここに文字がありません",
        "there are no words here",
    )
}
