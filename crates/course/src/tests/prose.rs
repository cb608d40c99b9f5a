//! What can be wrong with readings, the glossary, pictures and sections that may be skipped.

use expect_test::{Expect, expect};

use super::{END, ESSAY, FRONT, check, check_file, check_front};
use crate::{ImageFile, load_with_images, to_text};

#[test]
fn readings() {
    check(
        "三重県《みえけん と そして《つよく》",
        expect![[r#"
        +1:1:4: warning[M509] 「《」はふりがなになっていません
          hint: 「｜言葉《よみ》」と書きます。ただの《 》なら、前に \ を置きます
        +5:1:15: warning[M509] 「《つよく》」はふりがなになっていません
          hint: 「｜言葉《よみ》」と書きます。ただの《 》なら、前に \ を置きます
    "#]],
    );
    check(
        "あの《よみ》と県《》と｜ことば",
        expect![[r#"
        +4:1:3: warning[M509] 「《よみ》」はふりがなになっていません
          hint: 「｜言葉《よみ》」と書きます。ただの《 》なら、前に \ を置きます
        +2:1:9: warning[M509] 「《》」はふりがなになっていません
          hint: 「｜言葉《よみ》」と書きます。ただの《 》なら、前に \ を置きます
    "#]],
    );
}

#[test]
fn glossaries() {
    check_front(
        "[[data]]",
        "[[term]]\nname = \"圏域\"\nmeaning = \"まとまり\"\n[[term]]\nname = \"圏域\"\nmeaning = \"別\"\n[[data]]",
        expect![[r#"
            m.md:11:8: warning[M012] 用語集の「圏域」が文章に出てきません
              hint: 漢字やカタカナの続きの一部は数えません。文章では [言葉](term) とも書けます
            m.md:14:8: error[M011] 用語集に「圏域」が二つあります
        "#]],
    );
    check_front(
        "[[data]]",
        "[[term]]\nname = \" \"\nmeening = \"まとまり\"\n[[term]]\nname = \"圏域\"\nmeaning = 1\n[[data]]",
        expect![[r#"
            m.md:11:8: error[M006] 「name」が空です
            m.md:12:1: error[M102] 「meening」という項目はありません
              hint: 「meaning」のことですか？
            m.md:14:8: warning[M012] 用語集の「圏域」が文章に出てきません
              hint: 漢字やカタカナの続きの一部は数えません。文章では [言葉](term) とも書けます
            m.md:15:11: error[M104] 「meaning」に書けるのは、文字（"…"）です
        "#]],
    );
    check(
        "[圏域](term)と[エリア](term \"圏域\")",
        expect![[r#"
        +10:1:1: error[M508] 「圏域」は用語集にありません
          hint: 前書きに [[term]] で name と meaning を書きます
        +16:1:12: error[M508] 「圏域」は用語集にありません
          hint: 前書きに [[term]] で name と meaning を書きます
    "#]],
    );
}

#[test]
fn the_nearest_word_of_the_glossary_is_named() {
    let front = FRONT.trim_end_matches("+++\n");
    check_file(
        &format!(
            "{front}[[term]]\nname = \"ピボット\"\nmeaning = \"向きを変えること\"\n+++\n# 題\n[ピポット](term)とピボット\n{ESSAY}{END}"
        ),
        expect![[r#"
            m.md:18:1: error[M508] 「ピポット」は用語集にありません
              hint: 「ピボット」のことですか？
        "#]],
    );
}

#[test]
fn sections_that_may_be_skipped() {
    check(
        "## 練習 {#ex1 .essay .optional}\n書く\n\n## 発展 {.optionnal}\n読む\n\n## 発展 {.optional points=3}\n読む",
        expect![[r#"
            +9:1:20: error[M207] 見出しの「.optional」は知られていません
              hint: 「.optional」は練習でない節だけで使えます
            +10:4:8: error[M207] 見出しの「.optionnal」は知られていません
              hint: 「optional」のことですか？
            +26:7:1: error[M208] 練習の種類がありません
              hint: 見出しに .table .chart .choice .number .text .essay .clean .audit のどれかを付けます（例: {#ex1 .table}）
        "#]],
    );
}

#[test]
fn pictures_that_markdown_does_not_read_as_such() {
    check(
        "![棒グラフ](images/棒グラフ 写真.png \"図\")\n\n文と![地図] (images/map.png)と\\![地図](images/)と`![a](images/a b.png)`と![ ]",
        expect![[r#"
            +31:1:1: warning[M512] 画像になっていません（![棒グラフ](images/棒グラフ 写真.png "図")）
              hint: 空白や半角のかっこのある名前は < > で囲みます（例: ![説明](<images/棒 写真.png> "題")）。] と ( の間には何も入れません
            +22:3:3: warning[M512] 画像になっていません（![地図] (images/map.png)）
              hint: 空白や半角のかっこのある名前は < > で囲みます（例: ![説明](<images/棒 写真.png> "題")）。] と ( の間には何も入れません
            +13:3:28: warning[M504] リンク先「images/」は使えません。文だけが残ります
              hint: https:、http:、mailto:、# で始めます
        "#]],
    );
}

#[test]
fn names_of_pictures() {
    check(
        "![地図](map.png)",
        expect![[r#"
        +14:1:1: error[M506] 画像「map.png」は教材の images フォルダーの中にありません
          hint: ファイルを教材の images フォルダーに置き、「images/x.png」のように書きます。よそのサイトの画像は使えません
    "#]],
    );
    check(
        "文と![地図](https://example.jp/images/map.png)",
        expect![[r#"
            +40:1:3: error[M506] 画像「https://example.jp/images/map.png」は教材の images フォルダーの中にありません
              hint: ファイルを教材の images フォルダーに置き、「images/x.png」のように書きます。よそのサイトの画像は使えません
        "#]],
    );
    check(
        "![地図](images/../../map.png)",
        expect![[r#"
        +27:1:1: error[M506] 画像「images/../../map.png」は教材の images フォルダーの中にありません
          hint: ファイルを教材の images フォルダーに置き、「images/x.png」のように書きます。よそのサイトの画像は使えません
    "#]],
    );
    check(
        "![](images/map.png)",
        expect![[r#"
        +19:1:1: error[M507] 画像に説明がありません
          hint: ![何が写っているか](images/x.png) のように、見えない人に伝わる文を書きます
    "#]],
    );
}

/// The first bytes of a PNG of that size.
fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
    bytes.extend(width.to_be_bytes());
    bytes.extend(height.to_be_bytes());
    bytes.extend([8, 2, 0, 0, 0]);
    bytes
}

/// Problems of pictures that name these files.
#[track_caller]
fn check_files(files: &[(&str, Vec<u8>)], expect: Expect) {
    let prose: String = files
        .iter()
        .map(|(name, _)| format!("![図](images/{name})\n\n"))
        .collect();
    let text = format!("{FRONT}# 題\n{prose}![図](images/none.png)\n\n{ESSAY}{END}");
    let mut tables = |_: &spec::DataSource| {
        Some(crate::TableFile {
            bytes: b"a\n1\n".to_vec(),
            ..crate::TableFile::default()
        })
    };
    let (mut module, diagnostics) = load_with_images("m.md", &text, &mut tables, &mut |path| {
        let (name, bytes) = files
            .iter()
            .find(|(name, _)| path == format!("images/{name}"))?;
        Some(ImageFile {
            bytes: bytes.clone(),
            url: format!("pictures/{name}"),
            ..ImageFile::default()
        })
    });
    let mut shown = to_text(&diagnostics);
    module.each_image_mut(&mut |image| {
        if !image.url.is_empty() {
            shown.push_str(&format!("{} {}x{}\n", image.url, image.width, image.height));
        }
    });
    expect.assert_eq(&shown);
}

#[test]
fn files_of_pictures() {
    let gif = b"GIF89a\x10\0\x20\0\0\0\0".to_vec();
    let mut large = png(10, 10);
    large.resize(2_000_001, 0);
    check_files(
        &[
            ("a.png", png(640, 480)),
            ("b.png", gif),
            (
                "c.svg",
                b"<?xml version=\"1.0\"?>\n<svg xmlns=\"x\"><script/></svg>".to_vec(),
            ),
            ("d.png", b"not a picture".to_vec()),
            ("e.png", large),
            ("f.png", png(20_000, 10)),
            ("g.png", b"\x89PNG\r\n\x1a\n".to_vec()),
        ],
        expect![[r#"
            m.md:19:1: error[M610] 画像「images/c.svg」は使えない形式です
              hint: SVG は中に命令を書けるので使えません。PNG に書き出します
            m.md:21:1: error[M610] 画像「images/d.png」は使えない形式です
              hint: PNG、JPEG、WebP、GIF が使えます
            m.md:23:1: error[M611] 画像「images/e.png」が大きすぎます（2.0 MB）
              hint: 2.0 MB までに縮めます
            m.md:25:1: error[M611] 画像「images/f.png」が大きすぎます（20000 × 10 px）
              hint: 8000 × 8000 px までに縮めます
            m.md:27:1: error[M610] 画像「images/g.png」は使えない形式です
              hint: PNG、JPEG、WebP、GIF が使えます
            m.md:29:1: error[M609] 画像「images/none.png」が見つかりません
            pictures/a.png 640x480
            pictures/b.png 16x32
        "#]],
    );
}
