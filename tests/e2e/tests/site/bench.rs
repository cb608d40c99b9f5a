//! The workbench: a file of one's own is opened, seen, used, taken along, asked for again after a reload, and followed by
//! another year's. Nothing of it leaves, and nothing is kept that nobody asked for.

use std::time::Duration;

use e2e::{Browser, Exercise, Find as _, Key, LessonPage, Options, PATIENCE, Role, Stage};
use rust_xlsxwriter::{Format, Workbook};
use serde_json::json;

use crate::keyboard::tab_to;
use crate::narrow;

/// The reader may take this long to come on a slow machine.
const READ: Duration = Duration::from_secs(90);

/// A published sheet of some year: title, names over two rows, merged cells, numbers for people, a total, a source. From 2024 on it
/// has one column more.
fn library(year: i32, names: &[&str]) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("利用").unwrap();
    let plain = Format::new();
    sheet
        .write(0, 0, format!("図書館の利用（{year}年度）"))
        .unwrap();
    sheet.merge_range(2, 0, 3, 0, "地域", &plain).unwrap();
    sheet.merge_range(2, 1, 3, 1, "館名", &plain).unwrap();
    sheet.merge_range(2, 2, 2, 3, "利用者", &plain).unwrap();
    sheet.write(3, 2, "一般（人）").unwrap();
    sheet.write(3, 3, "児童（人）").unwrap();
    if year >= 2024 {
        sheet.merge_range(2, 4, 3, 4, "電子", &plain).unwrap();
    }
    let mut row = 4;
    for (at, name) in names.iter().enumerate() {
        sheet
            .write(row, 0, if at < 2 { "北勢" } else { "南勢" })
            .unwrap();
        sheet.write(row, 1, *name).unwrap();
        sheet.write(row, 2, format!("1,48{at}")).unwrap();
        sheet.write(row, 3, 7).unwrap();
        if year >= 2024 {
            sheet.write(row, 4, 3).unwrap();
        }
        row += 1;
    }
    sheet.write(row, 0, "合計").unwrap();
    sheet.write(row, 2, "4,443").unwrap();
    sheet.write(row + 2, 0, "資料：架空の図書館").unwrap();
    book.save_to_buffer().unwrap()
}

fn pick(browser: &Browser, label: &str, name: &str, bytes: &[u8]) {
    let path = browser.bring(name, bytes);
    let (input, _) = browser.wait("a place for files", PATIENCE, || browser.file_field(label));
    input.put(&path);
}

fn drop_file(browser: &Browser, name: &str, text: &str) {
    let source = "const data = new DataTransfer(); data.items.add(new File([arguments[1]], arguments[0]));\
        document.querySelector('article.lesson').dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: data }));";
    browser.script(source, &[json!(name), json!(text)]);
}

fn room(browser: &Browser) -> Exercise {
    Exercise {
        section: browser.get(Role::Region, "自由に試す"),
        browser: browser.clone(),
    }
}

fn free_of_barriers(stage: &Stage, browser: &Browser, what: &str) {
    let found = stage.barriers(browser);
    assert!(found.is_empty(), "{what}: {found:#?}");
}

/// Everything that this browser keeps, as text.
fn kept(browser: &Browser) -> String {
    let source = r#"
return (async () => {
  const all = [];
  for (const { name } of await indexedDB.databases()) {
    const opened = await new Promise((done) => { const asking = indexedDB.open(name); asking.onsuccess = () => done(asking.result); });
    for (const store of opened.objectStoreNames) {
      const read = (what) => new Promise((done) => { const asking = opened.transaction(store).objectStore(store)[what](); asking.onsuccess = () => done(asking.result); });
      const values = await read("getAll");
      all.push(...(await read("getAllKeys")), ...values.map((value) => value instanceof Uint8Array ? new TextDecoder().decode(value) : JSON.stringify(value)));
    }
    opened.close();
  }
  return all.join("\n");
})();
"#;
    browser
        .script(source, &[])
        .as_str()
        .unwrap_or_default()
        .to_owned()
}

pub(crate) fn bench(stage: &Stage) -> String {
    let browser = stage.browser_with(Options {
        size: (1366, 650),
        ..Options::default()
    });
    let site = stage.server.url();
    browser.open(&site);
    browser.click(Role::Link, "自分のファイルを開く");
    browser.get(Role::Heading, "自分のファイルを開く");
    let fetched = || {
        browser
            .requested()
            .iter()
            .any(|url| url.contains("/reader-"))
    };
    assert!(!fetched(), "the reader is fetched when it is needed");

    // The look: raw cells beside the table, each proposal with a switch.
    let names = ["中央館", "東館", "南館"];
    pick(
        &browser,
        "ファイルを選ぶ",
        "図書館.xlsx",
        &library(2023, &names),
    );
    browser.sees_within("「図書館.xlsx」を表にする", READ);
    browser.sees_within("できる表：3 行 × 4 列", READ);
    assert!(fetched());
    browser.sees("図書館の利用（2023年度）");
    browser.sees("1,480 → 1480");
    free_of_barriers(stage, &browser, "the look");
    browser.click(Role::Checkbox, "合計・小計・平均の行を除きます");
    browser.sees_within("できる表：4 行 × 4 列", READ);
    browser.click(Role::Checkbox, "合計・小計・平均の行を除きます");
    browser.sees_within("できる表：3 行 × 4 列", READ);

    // The report on the file itself.
    browser.click(Role::Button, "この表は機械で読めますか");
    browser.sees_within("L1-12", READ);
    free_of_barriers(stage, &browser, "the report");
    browser.click(Role::Button, "閉じる");

    browser.fill(Role::Textbox, "表の名前", "利用");
    browser.click(Role::Button, "この表を使う");
    let bench = room(&browser);
    bench.sees_rows("3");

    // A step, a chart, the columns, the ways out.
    bench.add_filter("地域", "北勢");
    bench.sees_rows("2");
    bench.section.click(Role::Button, "グラフにする");
    bench.section.click(Role::Radio, "棒グラフ");
    bench.section.choose("項目", "館名");
    bench.section.choose("数", "利用者_一般");
    bench.section.sees("が最も");
    bench.section.click(Role::Button, "列のようす");
    bench.section.get(Role::Heading, "利用者_一般");
    bench.section.sees_within("値 2、空 0、種類 2", READ);
    free_of_barriers(stage, &browser, "the columns");
    bench.section.click(Role::Button, "持ち帰る");
    bench.section.click(Role::Button, "CSV（Shift_JIS）");
    let (name, csv) = browser.downloaded();
    assert_eq!(name, "結果.csv");
    let (text, _, is_damaged) = encoding_rs::SHIFT_JIS.decode(&csv);
    assert!(!is_damaged && text.contains("北勢,中央館,1480,7"), "{text}");
    bench.section.click(Role::Button, "Excel ブック");
    let (name, book) = browser.downloaded();
    assert!(name == "結果.xlsx" && book.starts_with(b"PK"), "{name}");
    bench.section.click(Role::Button, "手順を保存する");
    let (_, steps) = browser.downloaded();
    let steps_text = String::from_utf8(steps.clone()).unwrap();
    assert!(steps_text.contains("図書館.xlsx") && !steps_text.contains("中央館"));
    free_of_barriers(stage, &browser, "the ways out");
    LessonPage::here(&browser).wait_for_saving();

    // Nothing of the table is kept; after a reload its file is asked for, and read as before.
    assert!(!kept(&browser).contains("中央館"), "{}", kept(&browser));
    browser.reload();
    browser.sees("手順と読み方は残っています");
    pick(
        &browser,
        "「図書館.xlsx」をもう一度選んでください",
        "図書館.xlsx",
        &library(2023, &names),
    );
    room(&browser).sees_rows_within("2", READ);

    // Another year's file: what differs is said first.
    room(&browser).section.click(Role::Button, "表を選ぶ");
    let more = ["中央館", "東館", "南館", "西館"];
    pick(
        &browser,
        "別の年のファイルで同じ手順を",
        "図書館2024.xlsx",
        &library(2024, &more),
    );
    browser.sees_within("前のファイルとちがうところ", READ);
    browser.sees("電子");
    browser.sees("前が 3 行、今度が 4 行");
    browser.click(Role::Button, "この表に入れ替える");
    room(&browser).sees_rows("2");

    // Kept on request, and gone on request.
    room(&browser).section.click(Role::Button, "表を選ぶ");
    browser.click(Role::Checkbox, "このブラウザに「利用」の表も残す");
    browser.sees("このブラウザに残しました");
    assert!(kept(&browser).contains("西館"));
    LessonPage::here(&browser).wait_for_saving();
    browser.reload();
    room(&browser).sees_rows_within("2", READ);
    room(&browser).section.click(Role::Button, "表を選ぶ");
    browser.click(Role::Button, "「利用」を消す");
    browser.click(Role::Button, "消す");
    browser.sees("「利用」を消しました");
    assert!(!kept(&browser).contains("西館"));

    // The steps come back from their file, with how the table is read.
    pick(&browser, "手順のファイルを開く", "手順.json", &steps);
    browser.click(Role::Button, "置きかえる");
    pick(
        &browser,
        "「図書館.xlsx」をもう一度選んでください",
        "図書館.xlsx",
        &library(2023, &names),
    );
    room(&browser).sees_rows_within("2", READ);
    "an untidy workbook seen, used, charted, profiled, taken along in four forms; picked again after a reload, followed by another year's, kept and removed on request".to_owned()
}

/// What may be about persons, what cannot be read, and a telephone.
pub(crate) fn careful(stage: &Stage) -> String {
    let browser = stage.browser();
    let site = stage.server.url();
    browser.open(&format!("{site}#/free"));
    browser.get(Role::Heading, "自分のファイルを開く");
    let people = "氏名,電話番号,町,回数\n架空 太郎,059-000-0001,津市,3\n架空 花子,059-000-0002,鳥羽市,5\n架空 次郎,090-0000-0003,津市,1\n";
    drop_file(&browser, "名簿.csv", people);
    browser.sees_within("個人についての情報が入っているようです", READ);
    browser.click(Role::Checkbox, "「氏名」の列を除いて使う");
    browser.click(Role::Checkbox, "「電話番号」の列を除いて使う");
    free_of_barriers(stage, &browser, "the notice");
    browser.click(Role::Button, "この表を使う");
    let bench = room(&browser);
    bench.sees_rows("3");
    assert!(!browser.reads("太郎"), "what was left out is on the desk");

    // Refusals say why, and the page goes on.
    bench.section.click(Role::Button, "表を選ぶ");
    let mut locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    locked.extend([0; 600]);
    locked.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    let garbage: Vec<u8> = (0..4000_u32).map(|at| (at * 193 % 251) as u8).collect();
    let refused: [(&str, &[u8]); 4] = [
        ("秘密.xlsx", &locked),
        ("ごみ.bin.csv", &garbage),
        ("空.csv", b""),
        ("途中.csv", "町,人口\n\"津市,1\n".as_bytes()),
    ];
    for (name, bytes) in refused {
        pick(&browser, "ファイルを選ぶ", name, bytes);
        browser.sees_within(&format!("「{name}」を表にする"), READ);
        let notice =
            "return document.querySelector('.file-look [role=status] .notice')?.textContent ?? '';";
        let (said, _) = browser.wait(name, READ, || {
            let said = browser.script(notice, &[]);
            said.as_str()
                .filter(|it| it.chars().count() > 10)
                .map(str::to_owned)
        });
        if name == "秘密.xlsx" {
            assert!(said.contains("パスワード"), "{said}");
        }
        assert!(
            browser
                .now(Role::Button, "この表を使う")
                .is_none_or(|it| it.attribute("disabled").is_some())
        );
        browser.click(Role::Button, "やめる");
    }
    browser.click(Role::Button, "試している画面にもどる");
    room(&browser).sees_rows("3");
    browser.close();

    let phone = stage.browser_with(Options {
        size: (390, 844),
        scale: 2.0,
        ..Options::default()
    });
    phone.open(&format!("{site}#/free"));
    phone.get(Role::Heading, "自分のファイルを開く");
    narrow::check(&phone, "the list with one's own files");
    let names = ["中央館", "東館", "南館"];
    pick(
        &phone,
        "ファイルを選ぶ",
        "図書館.xlsx",
        &library(2023, &names),
    );
    phone.sees_within("できる表：3 行 × 4 列", READ);
    narrow::check(&phone, "the look");
    phone.click(Role::Button, "この表を使う");
    let bench = room(&phone);
    bench.sees_rows("3");
    bench.section.click(Role::Button, "列のようす");
    bench.section.sees_within("種類", READ);
    narrow::check(&phone, "the columns");
    bench.section.click(Role::Button, "持ち帰る");
    narrow::check(&phone, "the ways out");
    "columns about persons left out before the table was used; four files refused with their reasons; at 390 px too".to_owned()
}

/// A pasted table, without a mouse.
pub(crate) fn keys(stage: &Stage) -> String {
    let browser = stage.browser();
    browser.open(&format!("{}#/free", stage.server.url()));
    browser.get(Role::Heading, "自分のファイルを開く");
    tab_to(&browser, "表を貼り付ける");
    browser.press(Key::Enter);
    tab_to(&browser, "ここに貼り付けます");
    browser.paste("町\t人口\n津市\t270000\n鳥羽市\t17000\n");
    tab_to(&browser, "貼り付けた表を読む");
    browser.press(Key::Enter);
    browser.sees_within("できる表：2 行 × 2 列", READ);
    tab_to(&browser, "この表を使う");
    browser.press(Key::Enter);
    let bench = room(&browser);
    bench.sees_rows("2");
    tab_to(&browser, "列のようす");
    browser.press(Key::Enter);
    bench.section.sees_within("値 2、空 0、種類 2", READ);
    tab_to(&browser, "持ち帰る");
    browser.press(Key::Enter);
    tab_to(&browser, "CSV（UTF-8）");
    browser.press(Key::Enter);
    let (_, csv) = browser.downloaded();
    let text = String::from_utf8(csv).unwrap();
    assert!(
        text.starts_with('\u{feff}') && text.contains("津市,270000"),
        "{text}"
    );
    "a pasted table seen, used, looked at and saved by keys alone".to_owned()
}

/// The workbench in one HTML file, without any host: nothing is asked of a network.
pub(crate) fn in_a_file(stage: &Stage) -> String {
    let html = crate::hosts::packed(stage, "html", "ama-bench.html");
    let browser = stage.browser();
    browser.open(&format!("file://{}", html.display()));
    browser.click(Role::Link, "自分のファイルを開く");
    let names = ["中央館", "東館", "南館"];
    pick(
        &browser,
        "ファイルを選ぶ",
        "図書館.xlsx",
        &library(2023, &names),
    );
    browser.sees_within("できる表：3 行 × 4 列", READ);
    browser.click(Role::Button, "この表を使う");
    room(&browser).sees_rows_within("3", READ);
    // What a browser keeps for files is not offered.
    room(&browser).section.click(Role::Button, "表を選ぶ");
    assert!(browser.now(Role::Checkbox, "このブラウザに").is_none());
    let is_local = browser.requested().iter().all(|it| !it.starts_with("http"));
    assert!(is_local, "{:?}", browser.requested());
    "a workbook opened and used in one HTML file".to_owned()
}
