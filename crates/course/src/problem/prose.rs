//! Prose: links, pictures, emphasis, the glossary.

use crate::code::Code;
use crate::problem::{Problem, problem};

/// Raw HTML is dropped.
pub(crate) fn html_dropped() -> Problem {
    problem(
        Code::HtmlDropped,
        "HTML は取り除かれます",
        "raw HTML is dropped",
    )
    .hint(
        "Markdown で書きます。行を改めるには行末に \\ を置きます",
        "use Markdown; `\\` at a line's end breaks the line",
    )
}

/// A picture does not stand in the module's `images/` folder.
pub(crate) fn image_path(path: &str) -> Problem {
    if image_sign(path).is_some() {
        let sign = image_sign(path).unwrap_or_default();
        problem(
            Code::ImagePath,
            format!("画像の名前に「{sign}」は使えません（{path}）"),
            format!("the name of a picture cannot have `{sign}` in it (`{path}`)"),
        )
        .hint("ファイルの名前を変えます", "give the file another name")
    } else {
        problem(
                Code::ImagePath,
                format!("画像「{path}」は教材の images フォルダーの中にありません"),
                format!("the picture `{path}` is not in the module's `images` folder"),
            )
            .hint(
                "ファイルを教材の images フォルダーに置き、「images/x.png」のように書きます。よそのサイトの画像は使えません",
                "put the file there and write `images/x.png`; pictures of other sites are never fetched",
            )
    }
}

/// A picture has no description.
pub(crate) fn image_without_words() -> Problem {
    problem(
        Code::ImageWithoutWords,
        "画像に説明がありません",
        "the picture has no description",
    )
    .hint(
        "![何が写っているか](images/x.png) のように、見えない人に伝わる文を書きます",
        "say what it shows: `![what it shows](images/x.png)`",
    )
}

/// A picture is not read as one by Markdown.
pub(crate) fn image_unread(found: &str) -> Problem {
    problem(
                Code::ImageUnread,
                format!("画像になっていません（{found}）"),
                format!("this is not read as a picture (`{found}`)"),
            )
            .hint(
                "空白や半角のかっこのある名前は < > で囲みます（例: ![説明](<images/棒 写真.png> \"題\")）。] と ( の間には何も入れません",
                "put a name with blanks or brackets between `<` and `>`: `![what it shows](<images/a b.png> \"caption\")`; nothing stands between `]` and `(`",
            )
}

/// The glossary has no such word.
pub(crate) fn unknown_term(found: &str, near: &[String], known: &[String]) -> Problem {
    problem(
        Code::UnknownTerm,
        format!("「{found}」は用語集にありません"),
        format!("the glossary has no `{found}`"),
    )
    .near_to(found, near, known)
    .or_hint(
        "前書きに [[term]] で name と meaning を書きます",
        "add it to the front matter as `[[term]]`",
    )
}

/// `《》` is not read as a reading.
pub(crate) fn reading_odd(found: &str) -> Problem {
    problem(
        Code::ReadingOdd,
        format!("「{found}」はふりがなになっていません"),
        format!("`{found}` is not read as a reading"),
    )
    .hint(
        "「｜言葉《よみ》」と書きます。ただの《 》なら、前に \\ を置きます",
        "write `｜言葉《よみ》`; where plain brackets are meant, put `\\` before them",
    )
}

/// A figure has no SQL.
pub(crate) fn figure_without_sql() -> Problem {
    problem(
        Code::FigureWithoutSql,
        "figure に SQL がありません",
        "the figure has no SQL",
    )
    .hint(
        "[274,537](figure \"SELECT …\") のように書きます",
        "write it as [274,537](figure \"SELECT …\")",
    )
}

/// A link goes to something other than `https:`, `http:`, `mailto:` or `#`.
pub(crate) fn link_dropped(href: &str) -> Problem {
    problem(
        Code::LinkDropped,
        format!("リンク先「{href}」は使えません。文だけが残ります"),
        format!("the link to `{href}` is dropped; its words stay"),
    )
    .hint(
        "https:、http:、mailto:、# で始めます",
        "start it with https:, http:, mailto: or #",
    )
}

/// Lines with `・` or `１．` are no list in Markdown.
pub(crate) fn dotted_list(found: &str) -> Problem {
    problem(
        Code::DottedList,
        format!("「{found}」で始まる行は箇条書きになりません。行を分けて示すだけです"),
        format!("lines that begin with `{found}` are no list; they are only kept apart"),
    )
    .hint(
        "箇条書きは行の初めを「- 」、番号付きは「1. 」にします",
        "begin the items of a list with `- `, or with `1. ` where they are numbered",
    )
}

/// A row of a table has more cells than the head.
pub(crate) fn table_cells(found: usize, want: usize) -> Problem {
    problem(
        Code::TableCells,
        format!("表の行にセルが {found} 個あります。見出しは {want} 個なので、余りは消えます"),
        format!("the row has {found} cells and the head {want}: those beyond are dropped"),
    )
    .hint(
        "「|」を文字として書くときは、`…` の中でも「\\|」と書きます",
        "write `\\|` for a bar that is text, inside `…` too",
    )
}

/// Footnotes do not exist.
pub(crate) fn footnote() -> Problem {
    problem(
        Code::LinkDropped,
        "脚注（[^1]）は使えません",
        "there are no footnotes (`[^1]`)",
    )
    .hint(
        "本文にかっこで書き添えます",
        "put the words into the text, in brackets",
    )
}

/// `**` is not read as strong.
pub(crate) fn strong_broken() -> Problem {
    problem(
        Code::StrongBroken,
        "「**」が強調になっていません",
        "`**` is not read as strong",
    )
    .hint(
        "** のすぐ内側の空白を消します。英字にはさまれた記号は ** の外に出します",
        "no space directly inside the `**`; between Western letters, move signs out of it",
    )
}

/// A sign in the name of a picture in its right place that means something else in addresses.
fn image_sign(path: &str) -> Option<char> {
    let name = path.strip_prefix("images/")?;
    name.chars()
        .find(|c| matches!(c, '#' | '?' | '%' | '*' | ':'))
}
