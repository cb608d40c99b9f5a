//! From an Excel file and a CSV as Excel saves it to three published forms, without leaving the page; and in the edition
//! that is one file, without any network.

use e2e::{Browser, Find as _, Key, PATIENCE, Role, Stage};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

use super::ENGINE;

/// A published sheet: title, names over two rows, merged cells, days as Excel in Japanese shows them, a total, a source.
fn library() -> Vec<u8> {
    let mut book = Workbook::new();
    book.add_worksheet().set_name("表紙").unwrap();
    let sheet = book.add_worksheet().set_name("利用").unwrap();
    let plain = Format::new();
    let day = Format::new().set_num_format_index(31);
    sheet.write(0, 0, "第1表　図書館の利用").unwrap();
    sheet.merge_range(2, 0, 3, 0, "地域", &plain).unwrap();
    sheet.merge_range(2, 1, 3, 1, "館名", &plain).unwrap();
    sheet.merge_range(2, 2, 2, 3, "利用者", &plain).unwrap();
    sheet.merge_range(2, 4, 3, 4, "開館日", &plain).unwrap();
    sheet.write(3, 2, "一般（人）").unwrap();
    sheet.write(3, 3, "児童（人）").unwrap();
    sheet.merge_range(4, 0, 5, 0, "北勢", &plain).unwrap();
    sheet.write(6, 0, "南勢").unwrap();
    for (row, name, adults, year) in [
        (4, "中央館", "1,480", 1998),
        (5, "東館", "△5", 2001),
        (6, "南館", "20", 2015),
    ] {
        sheet.write(row, 1, name).unwrap();
        sheet.write(row, 2, adults).unwrap();
        sheet.write(row, 3, 7).unwrap();
        let date = ExcelDateTime::from_ymd(year, 4, 1).unwrap();
        sheet.write_with_format(row, 4, &date, &day).unwrap();
    }
    sheet.write(7, 0, "合計").unwrap();
    sheet.write(7, 2, "1,495").unwrap();
    sheet.write(9, 0, "資料：架空の図書館").unwrap();
    book.save_to_buffer().unwrap()
}

fn rooms() -> Vec<u8> {
    let text = "会議室の使われ方\r\n\r\n部屋,回数,最後の日\r\n大会議室,\"4,134\",2023/4/1\r\n小会議室,52,令和5年4月2日\r\n";
    encoding_rs::SHIFT_JIS.encode(text).0.into_owned()
}

/// A module about both, as an instructor would write it.
const TEXT: &str = "+++\nformat = 1\nid = \"own-tables\"\nversion = 1\ntrack = \"data-science\"\ntitle = \"自分の表\"\nminutes = { read = 5, practice = 5 }\naudience = [\"municipal\"]\nobjectives = [\"自分の表を読めます\"]\n[[data]]\nname = \"図書館\"\nfile = \"data/図書館.csv\"\n[[data]]\nname = \"会議室\"\nfile = \"data/会議室.csv\"\n+++\n# 自分の表\n\n図書館は[3](figure \"SELECT COUNT(*) FROM 図書館\")館、会議室は[4,186](figure \"SELECT SUM(回数) FROM 会議室\")回です。\n\n## 一般の利用者の合計 {#ex1 .number points=10}\n一般の利用者は合わせて何人ですか。\n\n```check\nsql = 'SELECT SUM(利用者_一般) FROM 図書館'\n[[wrong]]\nsay = \"いちばん多い館だけの数です。\"\nsql = 'SELECT MAX(利用者_一般) FROM 図書館'\n[[wrong]]\nsay = \"児童の数です。\"\nsql = 'SELECT SUM(利用者_児童) FROM 図書館'\n```\n\n> [!TIP]\n> 列を足します。\n\n> [!TIP]\n> 利用者_一般の列を合計します。\n\n## 職場で使うには {.at-work}\n自分の表で試します。\n\n## 講師メモ {.instructor}\n表を見せてから始めます。\n";

fn add(browser: &Browser, name: &str, bytes: &[u8]) {
    let path = browser.bring(name, bytes);
    let (input, _) = browser.wait("a place for files", PATIENCE, || {
        browser.file_field("ファイルを足す")
    });
    input.put(&path);
}

fn begin(browser: &Browser, url: &str) {
    browser.open(&format!("{url}#/studio"));
    browser.click(Role::Button, "新しい教材を作る");
    browser.wait("the first look", ENGINE, || {
        browser.reads("誤り 0 件").then_some(())
    });
}

/// The checkbox of a repair is pressed and the table is made anew.
fn switch(browser: &Browser, words: &str, result: &str) {
    browser.click(Role::Checkbox, words);
    browser.sees_within(result, ENGINE);
}

pub(crate) fn bring(stage: &Stage) -> String {
    let browser = stage.browser();
    begin(&browser, &stage.server.url());
    let fetched = || {
        let requested = browser.requested();
        requested.iter().any(|url| url.contains("/reader-"))
    };
    assert!(!fetched(), "the reader is fetched when it is needed");

    // What cannot be read safely is refused with the reason and what to do.
    let mut locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    locked.extend([0; 600]);
    locked.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    add(&browser, "秘密.xlsx", &locked);
    browser.sees_within("パスワードがかかっている", ENGINE);
    assert!(fetched());

    add(&browser, "図書館.xlsx", &library());
    browser.sees_within("このファイルの見立て：図書館.xlsx", ENGINE);
    browser.sees("Excel ブック（.xlsx）");
    browser.sees("できる表：3 行 × 5 列");
    assert_eq!(
        browser.get(Role::Spinbutton, "見出しの最初の行").value(),
        "3"
    );
    // Each repair shows what it does, and can be left out.
    browser.sees("1,480 → 1480");
    browser.sees("△5 → -5");
    switch(
        &browser,
        "合計・小計・平均の行を除きます",
        "できる表：4 行 × 5 列",
    );
    switch(
        &browser,
        "合計・小計・平均の行を除きます",
        "できる表：3 行 × 5 列",
    );
    browser.fill(Role::Textbox, "公表した人・組織", "架空市");
    browser.fill(Role::Textbox, "館名 意味", "図書館の名前");
    assert_eq!(browser.get(Role::Textbox, "利用者_一般 単位").value(), "人");
    assert!(
        stage.barriers(&browser).is_empty(),
        "{:#?}",
        stage.barriers(&browser)
    );
    browser.click(Role::Button, "この表を教材に入れる");
    browser.sees_within("「data/図書館.csv」を入れました", ENGINE);

    add(&browser, "会議室.csv", &rooms());
    browser.sees_within("このファイルの見立て：会議室.csv", ENGINE);
    browser.sees("Shift_JIS");
    browser.sees("4,134 → 4134");
    browser.sees("令和5年4月2日 → 2023-04-02");
    browser.click(Role::Button, "この表を教材に入れる");
    browser.sees_within("「data/会議室.csv」を入れました", ENGINE);

    // What was said of a table can be changed.
    browser.click(Role::Button, "data/会議室.csv の説明");
    browser.get(Role::Textbox, "回数 単位");
    browser.fill(Role::Textbox, "回数 単位", "回");
    browser.fill(Role::Textbox, "利用条件", "自由に利用できる");
    browser.click(Role::Button, "説明を保存");

    browser.script("document.querySelector('.cm-content').focus();", &[]);
    browser.press(Key::Ctrl('a'));
    browser.paste(TEXT);
    browser.wait("the module", ENGINE, || {
        (browser.reads("自分の表") && browser.reads("誤りも注意もありません")).then_some(())
    });
    browser.click(Role::Button, "テスト実行");
    browser.sees_within("書いたとおりに採点されます", ENGINE);

    // Three forms.
    browser.click(Role::Button, "配布");
    let (_, zip) = super::publishing::publish_finished(&browser, "教材だけの zip");
    let files = pack::unzip(&zip).unwrap();
    let text =
        |path: &str| String::from_utf8(files[&format!("own-tables/{path}")].clone()).unwrap();
    assert_eq!(
        text("data/図書館.csv"),
        "地域,館名,利用者_一般,利用者_児童,開館日\n北勢,中央館,1480,7,1998-04-01\n北勢,東館,-5,7,2001-04-01\n南勢,南館,20,7,2015-04-01\n"
    );
    let about = text("data/図書館.toml");
    for words in [
        "publisher = \"架空市\"",
        "meaning = \"図書館の名前\"",
        "unit = \"人\"",
        "資料：架空の図書館",
    ] {
        assert!(about.contains(words), "{about}");
    }
    assert_eq!(
        text("data/会議室.csv"),
        "部屋,回数,最後の日\n大会議室,4134,2023-04-01\n小会議室,52,2023-04-02\n"
    );
    assert!(text("data/会議室.toml").contains("licence = \"自由に利用できる\""));
    let (_, html) = super::publishing::publish_finished(&browser, "HTML 1ファイル");
    let (name, folder) = super::publishing::publish_finished(&browser, "フォルダー一式の zip");
    assert_eq!(name, "ama-own-tables.zip");

    // One file on a disc reads Excel too, without any network.
    let writer = stage.browser();
    let path = writer.bring("ama.html", &html);
    begin_in_file(&writer, &format!("file://{}", path.display()));
    add(&writer, "図書館.xlsx", &library());
    writer.sees_within("できる表：3 行 × 5 列", ENGINE);
    format!(
        "zip {} KB, HTML {} KB, folder {} KB",
        zip.len() / 1000,
        html.len() / 1000,
        folder.len() / 1000
    )
}

fn begin_in_file(browser: &Browser, url: &str) {
    browser.open(&format!("{url}#/studio"));
    browser.click(Role::Button, "新しい教材を作る");
    browser.wait("the first look", ENGINE, || {
        browser.reads("誤り").then_some(())
    });
}
