//! What a person sees in a terminal.

use expect_test::{Expect, expect};
use spec::diagnostic::Bilingual;
use spec::{Diagnostic, Severity, Span};

use super::{Count, Language, Options, github, json, text};

fn diagnostic(line: u32, column: u32, len: u32) -> Diagnostic {
    Diagnostic {
        code: "M203".into(),
        severity: Severity::Warning,
        file: "教材/module.md".into(),
        span: Span { line, column, len },
        message: Bilingual {
            ja: "前書きの title と見出しがちがいます".into(),
            en: "the heading differs from `title`".into(),
        },
        hint: Some(Bilingual {
            ja: "どちらかに合わせます".into(),
            en: "make them the same".into(),
        }),
    }
}

#[track_caller]
fn check(source: &str, (line, column, len): (u32, u32, u32), expect: Expect) {
    let options = Options {
        width: 60,
        ..Options::default()
    };
    expect.assert_eq(&text(&[diagnostic(line, column, len)], source, &options));
}

#[test]
fn carets_stand_under_full_width_characters() {
    check(
        "+++\n+++\n# 題名がちがう見出し\n",
        (3, 3, 4),
        expect![[r#"
        warning[M203]: 前書きの title と見出しがちがいます
         --> 教材/module.md:3:3
          |
        3 | # 題名がちがう見出し
          |   ^^^^^^^^
          |
          = hint: どちらかに合わせます
    "#]],
    );
}

#[test]
fn half_width_kana_and_tabs() {
    check(
        "\tｱｲｳ\t人口\n",
        (1, 6, 2),
        expect![[r#"
        warning[M203]: 前書きの title と見出しがちがいます
         --> 教材/module.md:1:6
          |
        1 |     ｱｲｳ    人口
          |            ^^^^
          |
          = hint: どちらかに合わせます
    "#]],
    );
}

#[test]
fn a_point_behind_the_line() {
    check(
        "人口,\r\n",
        (1, 4, 0),
        expect![[r#"
        warning[M203]: 前書きの title と見出しがちがいます
         --> 教材/module.md:1:4
          |
        1 | 人口,
          |      ^
          |
          = hint: どちらかに合わせます
    "#]],
    );
}

#[test]
fn byte_order_mark() {
    check(
        "\u{feff}＋＋＋\n",
        (1, 1, 3),
        expect![[r#"
        warning[M203]: 前書きの title と見出しがちがいます
         --> 教材/module.md:1:1
          |
        1 | ＋＋＋
          | ^^^^^^
          |
          = hint: どちらかに合わせます
    "#]],
    );
}

#[test]
fn long_lines_are_cut_around_the_place() {
    let line = format!("{}年度{}", "人口".repeat(200), "世帯".repeat(200));
    check(
        &line,
        (1, 401, 2),
        expect![[r#"
        warning[M203]: 前書きの title と見出しがちがいます
         --> 教材/module.md:1:401
          |
        1 | ... 口人口人口人口人口人口年度世帯世帯世帯世帯世帯世...
          |                           ^^^^
          |
          = hint: どちらかに合わせます
    "#]],
    );
    check(
        &line,
        (1, 1, 2),
        expect![[r#"
        warning[M203]: 前書きの title と見出しがちがいます
         --> 教材/module.md:1:1
          |
        1 | 人口人口人口人口人口人口人口人口人口人口人口人口人口...
          | ^^^^
          |
          = hint: どちらかに合わせます
    "#]],
    );
    check(
        &line,
        (1, 801, 2),
        expect![[r#"
        warning[M203]: 前書きの title と見出しがちがいます
         --> 教材/module.md:1:801
          |
        1 | ... 帯世帯世帯世帯世帯世帯世帯
          |                           ^^^^
          |
          = hint: どちらかに合わせます
    "#]],
    );
    check(
        &line,
        (1, 100, 500),
        expect![[r#"
        warning[M203]: 前書きの title と見出しがちがいます
         --> 教材/module.md:1:100
          |
        1 | ... 人口人口人口人口人口人口人口人口人口人口人口人口...
          |           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
          |
          = hint: どちらかに合わせます
    "#]],
    );
}

#[test]
fn control_characters_are_shown() {
    check(
        "\u{1b}[31m赤\u{202e}\0\u{7}\u{9b}\n",
        (1, 6, 1),
        expect![[r#"
            warning[M203]: 前書きの title と見出しがちがいます
             --> 教材/module.md:1:6
              |
            1 | ␛[31m赤�␀␇�
              |      ^^
              |
              = hint: どちらかに合わせます
        "#]],
    );
}

#[test]
fn what_is_quoted_from_the_file_is_disarmed() {
    let quoted = |text: &str| Bilingual {
        ja: text.to_owned(),
        en: text.to_owned(),
    };
    let diagnostic = Diagnostic {
        message: quoted("「\u{1b}[31m\t\u{9b}」"),
        hint: Some(quoted(&"\u{1b}[31m\t".repeat(30))),
        ..diagnostic(1, 1, 1)
    };
    let shown = text(&[diagnostic], "x\n", &Options::default());
    let control = |c: char| c.is_control() && c != '\n';
    assert!(!shown.contains(control), "{shown:?}");
}

#[test]
fn nothing_to_show() {
    check(
        "",
        (1, 1, 0),
        expect![[r#"
        warning[M203]: 前書きの title と見出しがちがいます
        --> 教材/module.md:1:1
         = hint: どちらかに合わせます
    "#]],
    );
    check(
        "a",
        (9, 9, 9),
        expect![[r#"
        warning[M203]: 前書きの title と見出しがちがいます
         --> 教材/module.md:9:1
          |
        9 |
          | ^
          |
          = hint: どちらかに合わせます
    "#]],
    );
}

#[test]
fn english_and_colour() {
    let options = Options {
        language: Language::En,
        color: true,
        ..Options::default()
    };
    let shown = text(&[diagnostic(1, 1, 1)], "# 題", &options);
    assert!(shown.contains("\u{1b}[33mwarning"), "{shown:?}");
    assert!(shown.contains("make them the same"), "{shown:?}");
}

#[test]
fn summaries() {
    let error = Diagnostic {
        severity: Severity::Error,
        ..diagnostic(1, 1, 1)
    };
    let count = Count::of(&[error.clone(), diagnostic(1, 1, 1), error]);
    assert_eq!(count.summary(Language::Ja), "誤り 2、注意 1");
    assert_eq!(count.summary(Language::En), "2 errors, 1 warning");
    let none = Count::of(&[]);
    assert_eq!(none.summary(Language::Ja), "誤りも注意もありません");
    assert_eq!(none.summary(Language::En), "no errors, no warnings");
    assert_eq!((count + none).errors, 2);
}

#[test]
fn for_machines() {
    let mut diagnostic = diagnostic(3, 5, 2);
    diagnostic.file = "a,b:c.md".into();
    diagnostic.message.ja = "100%\n::error::".into();
    expect![[r#"
        ::warning file=a%2Cb%3Ac.md,line=3,endLine=3,col=5,endColumn=6,title=M203::100%25%0A::error::%0Ahint: どちらかに合わせます
    "#]].assert_eq(&github(std::slice::from_ref(&diagnostic), Language::Ja));
    let read: Vec<Diagnostic> =
        serde_json::from_str(&json(&[diagnostic.clone()]).unwrap()).unwrap();
    assert_eq!(read, [diagnostic]);
}
