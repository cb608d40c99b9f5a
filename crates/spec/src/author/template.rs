//! Words that templates put where the author's own are to stand, and where they were left. The Studio's menus and `ama
//! new` write these very constants, so that none is overlooked.

/// Title of a new module.
pub const TITLE: &str = "新しい教材";
/// An objective.
pub const OBJECTIVE: &str = "できるようになることを書きます";
/// What the module is about.
pub const LEAD: &str = "何を学ぶかを、一つか二つの文で書きます。";
/// What can be done at work.
pub const AT_WORK: &str = "月曜日にすぐできることを一つ書きます。";
/// Notes for instructors.
pub const NOTES: &str = "進め方と、つまずきやすいところを書きます。";
/// A broad hint.
pub const HINT: &str = "広いヒントを書きます。";
/// A close hint.
pub const NEXT_HINT: &str = "具体的なヒントを書きます。";
/// The task of a table.
pub const TABLE_TASK: &str = "の表から何を作るかを書きます。";
/// The task of a chart.
pub const CHART_TASK: &str = "どんなグラフにするかを書きます。";
/// A question.
pub const QUESTION: &str = "問いを書きます。";
/// An option.
pub const RIGHT_OPTION: &str = "正しい選択肢";
/// Another one.
pub const WRONG_OPTION: &str = "まちがった選択肢";
/// What is said of an option.
pub const WHY_WRONG: &str = "なぜちがうかを書きます。";
/// What is said of a mistake.
pub const WRONG_SAY: &str = "よくあるまちがいと、その理由を書きます。";
/// A mistake.
pub const WRONG_TEXT: &str = "まちがいの例";
/// What is said of another mistake.
pub const OTHER_SAY: &str = "もう一つ書きます。";
/// Another mistake.
pub const OTHER_TEXT: &str = "別の例";
/// A table that is not there yet.
pub const NO_TABLE: &str = "表の名前";
/// A column that is not there yet.
pub const NO_COLUMN: &str = "列の名前";
/// An objective of `ama new`.
pub const NEW_OBJECTIVE: &str = "（この教材を終えるとできることを書きます）";
/// What a module of `ama new` is about.
pub const NEW_LEAD: &str =
    "（この教材で何を学ぶか、仕事のどんな場面で役に立つかを、2、3文で書きます。）";
/// What can be done at work, of `ama new`.
pub const NEW_AT_WORK: &str = "（月曜日にすぐできることを一つ書きます。）";
/// Notes for instructors, of `ama new`.
pub const NEW_NOTES: &str = "（進め方、つまずきやすいところを書きます。）";

/// All of them.
pub const ALL: [&str; 23] = [
    TITLE,
    OBJECTIVE,
    LEAD,
    AT_WORK,
    NOTES,
    HINT,
    NEXT_HINT,
    TABLE_TASK,
    CHART_TASK,
    QUESTION,
    RIGHT_OPTION,
    WRONG_OPTION,
    WHY_WRONG,
    WRONG_SAY,
    WRONG_TEXT,
    OTHER_SAY,
    OTHER_TEXT,
    NO_TABLE,
    NO_COLUMN,
    NEW_OBJECTIVE,
    NEW_LEAD,
    NEW_AT_WORK,
    NEW_NOTES,
];

/// A template's words that were left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Left {
    /// The line, from 1.
    pub line: u32,
    /// The words.
    pub words: &'static str,
}

/// Where a module's text still says what its template said, one a line: as a whole line, or between signs. A sentence
/// that happens to hold such words is the author's own.
pub fn left(text: &str) -> Vec<Left> {
    text.lines()
        .zip(1..)
        .filter_map(|(line, number)| {
            // Some stand in brackets what others say without.
            let found = ALL.into_iter().filter(|words| stands_alone(line, words));
            let words = found.max_by_key(|words| words.len())?;
            Some(Left {
                line: number,
                words,
            })
        })
        .collect()
}

fn stands_alone(line: &str, words: &str) -> bool {
    let is_letter = |c: char| c.is_alphanumeric() || matches!(c, '、' | '。' | 'ー');
    line.match_indices(words).any(|(at, _)| {
        let before = line.get(..at).and_then(|before| before.chars().next_back());
        let after = line
            .get(at + words.len()..)
            .and_then(|after| after.chars().next());
        // «「人口」の表から何を…» is a task that begins with the table's own name.
        let begins = words.starts_with('の') || !before.is_some_and(is_letter);
        begins && !after.is_some_and(is_letter)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_template_said_is_found_where_it_stands() {
        let check = |line: &str, expected: Option<&str>| {
            let found = left(&format!("# 題\n{line}\n"));
            let found: Vec<_> = found.iter().map(|left| (left.line, left.words)).collect();
            let expected: Vec<_> = expected.map(|words| (2, words)).into_iter().collect();
            assert_eq!(found, expected, "{line}");
        };
        check("> 広いヒントを書きます。", Some(HINT));
        check("- [x] 正しい選択肢", Some(RIGHT_OPTION));
        check("text = \"まちがいの例\"", Some(WRONG_TEXT));
        check(
            "objectives = [\"できるようになることを書きます\"]",
            Some(OBJECTIVE),
        );
        check("「人口」の表から何を作るかを書きます。", Some(TABLE_TASK));
        check("# 新しい教材", Some(TITLE));
        check(NEW_AT_WORK, Some(NEW_AT_WORK));
        // The author's own sentences.
        check("新しい教材の作り方を学びます。", None);
        check("正しい選択肢を一つ選びます。", None);
        check("よくあるまちがいの例です。", None);
        check("列の名前を直します。", None);
    }
}
