//! Under the tracks: that courses beside the site are being read, and what does not work of them.

use spec::catalogue::{Added, AddedError};
use yew::prelude::*;

use crate::components::trouble::detail;
use crate::courses::Courses;
use crate::courses::added::Fault;
use crate::hooks::Words;

/// Nothing where nothing was added, or all of it works.
pub(crate) fn added_line(courses: &Courses, words: &Words) -> Html {
    html! {
        <>
            // Announced when it changes, so it stands there when it is empty too.
            <p class="added-line" role="status">
                if courses.reading {
                    { words.t("added-reading") }
                }
            </p>
            if !courses.faults.is_empty() {
                <section class="trouble" aria-labelledby="added-trouble">
                    <p id="added-trouble">{ words.t("added-trouble") }</p>
                    <ul>
                        { for courses.faults.iter().map(|fault| {
                            let (text, why) = said(fault, words);
                            html! { <li>{ text }{ detail(why, words) }</li> }
                        }) }
                    </ul>
                </section>
            }
        </>
    }
}

/// What is wrong, in words, and in those of the browser or the parser; empty where they say no more.
pub(crate) fn said<'a>(fault: &'a Fault, words: &Words) -> (String, &'a str) {
    match fault {
        Fault::NoIndex(why) => (words.t("added-no-index"), why),
        Fault::Index(AddedError::Unreadable(why)) => (words.t("added-index-unreadable"), why),
        _ => (plainly(fault, words), ""),
    }
}

fn plainly(fault: &Fault, words: &Words) -> String {
    match fault {
        Fault::NoIndex(_) => words.t("added-no-index"),
        Fault::Index(AddedError::Unreadable(_)) => words.t("added-index-unreadable"),
        Fault::Index(AddedError::Format(_)) => words.t("added-index-format"),
        Fault::Index(AddedError::TooMany(files)) => {
            let args = [("files", (*files).into()), ("most", Added::MAX.into())];
            words.t_with("added-index-many", &args)
        }
        Fault::Index(AddedError::Path(path)) => {
            words.t_with("added-index-path", &[("path", path.into())])
        }
        Fault::NoFile { file } => words.t_with("added-no-file", &[("file", file.into())]),
        Fault::Mistakes {
            file,
            line,
            first,
            more,
        } => {
            let first = words.pick(first);
            let mut args = vec![
                ("file", file.into()),
                ("line", (*line).into()),
                ("first", (&first).into()),
            ];
            if *more == 0 {
                return words.t_with("added-mistake", &args);
            }
            args.push(("more", (*more).into()));
            words.t_with("added-mistakes", &args)
        }
        Fault::NoEngine(error) => words.t_with(
            "added-no-engine",
            &[("detail", error.message(words).into())],
        ),
    }
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use locale::{Lang, Locale};
    use spec::diagnostic::Bilingual;

    use super::*;

    #[test]
    fn faults_are_said_with_their_place() {
        let words = |lang| Words(Rc::new(Locale::new(lang)));
        let mistakes = |more| Fault::Mistakes {
            file: "added/tsu/module.md".into(),
            line: 12,
            first: Bilingual {
                ja: "「title」がありません".into(),
                en: "`title` is missing".into(),
            },
            more,
        };
        assert_eq!(
            said(&mistakes(0), &words(Lang::Ja)).0,
            "added/tsu/module.md の 12 行目: 「title」がありません"
        );
        assert_eq!(
            said(&mistakes(2), &words(Lang::En)).0,
            "added/tsu/module.md, line 12: `title` is missing (and 2 more)"
        );
        let path = Fault::Index(AddedError::Path("../x.md".into()));
        assert!(said(&path, &words(Lang::Ja)).0.contains("「../x.md」"));
        // What a parser says is English in every language: it stands apart.
        let why = "invalid type: integer `5`, expected a string at line 1 column 9";
        for fault in [
            Fault::Index(AddedError::Unreadable(why.into())),
            Fault::NoIndex(why.into()),
        ] {
            let (text, detail) = said(&fault, &words(Lang::Ja));
            assert!(!text.contains("invalid") && detail == why, "{text}");
        }
    }
}
