//! What comes from elsewhere into the text: Word and PowerPoint as Markdown, hostile HTML as text, pictures upright, small
//! and without what a camera wrote into them.

use e2e::{Browser, Find as _, Key, Options, PATIENCE, Role, Site, Stage};
use serde_json::json;

use super::ENGINE;
use super::writing::{begin, focus_text};

/// A paste as the browser tells of it.
const PASTE: &str = "
const [html, text, keys] = arguments;
const place = document.querySelector('.cm-content');
place.focus();
if (keys) place.dispatchEvent(new KeyboardEvent('keydown', { key: 'V', code: 'KeyV', ctrlKey: true, shiftKey: true, bubbles: true, cancelable: true }));
const clipboardData = new DataTransfer();
if (html) clipboardData.setData('text/html', html);
clipboardData.setData('text/plain', text);
place.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));";

/// The text in the editor: short ones stand there whole.
fn text(browser: &Browser) -> String {
    let source = "return [...document.querySelectorAll('.cm-line')].map((line) => line.textContent).join('\\n');";
    let text = browser.script(source, &[]);
    text.as_str().unwrap_or_default().to_owned()
}

/// Puts HTML in the place of the whole text.
fn paste(browser: &Browser, html: &str, plain: &str, as_plain: bool) -> String {
    focus_text(browser);
    browser.press(Key::Ctrl('a'));
    browser.script(PASTE, &[json!(html), json!(plain), json!(as_plain)]);
    text(browser)
}

/// A photograph of 2400 × 1200 on its side, with the place where it was taken; put in as `DROP` or `PASTE` says.
const PHOTOGRAPH: &str = "
const [name, how] = arguments;
const canvas = document.createElement('canvas');
[canvas.width, canvas.height] = [2400, 1200];
const pen = canvas.getContext('2d');
let seed = 1;
for (let x = 0; x < 2400; x += 4) for (let y = 0; y < 1200; y += 4) {
  seed = (seed * 16807) % 2147483647;
  pen.fillStyle = `rgb(${seed % 256} ${(seed >> 8) % 256} ${(seed >> 16) % 256})`;
  pen.fillRect(x, y, 4, 4);
}
canvas.toBlob(async (blob) => {
  const drawn = new Uint8Array(await blob.arrayBuffer());
  const exif = [0x45, 0x78, 0x69, 0x66, 0, 0, 0x4d, 0x4d, 0, 0x2a, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0, ...new TextEncoder().encode('GPS-secret')];
  const segment = [0xff, 0xe1, 0, exif.length + 2, ...exif];
  const file = new File([drawn.slice(0, 2), new Uint8Array(segment), drawn.slice(2)], name, { type: 'image/jpeg' });
  const data = new DataTransfer();
  data.items.add(file);
  const event = how === 'drop'
    ? new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true })
    : new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true });
  document.querySelector('.cm-content').dispatchEvent(event);
}, 'image/jpeg', 0.98);";

pub(crate) fn pasting(stage: &Stage) -> String {
    let browser = begin(stage, Options::default());
    // The page's policy forbids the styles and handlers of what is pasted while it is read, and says so.
    for part in ["style-src", "script-src-attr", "inline event handler"] {
        browser.expect_in_console(part);
    }
    let before = text(&browser);
    let folder = Site::root().join("tests/fixtures/clipboard");
    let read = |name: &str| std::fs::read_to_string(folder.join(name)).unwrap();
    for case in ["word", "powerpoint", "hostile"] {
        let got = paste(&browser, &read(&format!("{case}.html")), "文字だけ", false);
        assert_eq!(got, read(&format!("{case}.md")).trim_end(), "{case}");
        browser.sees("書式を Markdown にしました");
        focus_text(&browser);
        browser.press(Key::Ctrl('z'));
        assert_eq!(text(&browser), before, "{case} is taken back");
    }
    assert_eq!(
        browser.script("return window.__ran ?? null;", &[]),
        json!(null)
    );
    // What a program for code copies is its letters; so is anything that is pasted so.
    let plain = "## 見出し\n- 一つ";
    assert_eq!(paste(&browser, &read("code.html"), plain, false), plain);
    assert_eq!(paste(&browser, &read("word.html"), plain, true), plain);
    focus_text(&browser);
    browser.press(Key::Ctrl('z'));
    browser.press(Key::Ctrl('z'));
    assert_eq!(text(&browser), before);

    // A photograph, dropped where the cursor stands.
    focus_text(&browser);
    browser.press(Key::Ctrl('\u{E010}'));
    browser.script(PHOTOGRAPH, &[json!("スマホ 写真 (1).JPG"), json!("drop")]);
    browser.sees_within("images/スマホ-写真-1.jpg を入れました", ENGINE);
    browser.sees("撮影場所などの記録を外しました");
    browser.wait("the picture in the text", ENGINE, || {
        text(&browser)
            .contains("![](images/スマホ-写真-1.jpg)")
            .then_some(())
    });
    // Its words are asked for, and the cursor waits where they go.
    browser.sees_within("画像に説明がありません", ENGINE);
    browser.paste("棒が三本あり、左ほど高い");
    browser.wait("the picture with its words", ENGINE, || {
        browser.reads("誤り 0 件").then_some(())
    });
    assert!(text(&browser).contains("![棒が三本あり、左ほど高い](images/スマホ-写真-1.jpg)"));
    let size = "
const picture = document.querySelector('.studio-lesson img');
return picture?.complete ? [picture.naturalWidth, picture.naturalHeight] : null;";
    let upright = browser.wait("the picture in the preview", ENGINE, || {
        let size = browser.script(size, &[]);
        (!size.is_null()).then_some(size)
    });
    assert_eq!(
        upright.0,
        json!([800, 1600]),
        "upright, and not longer than 1600"
    );
    // From the clipboard, twice: neither takes the place of the other.
    for name in ["images/image.jpg", "images/image-2.jpg"] {
        browser.script(PHOTOGRAPH, &[json!("image.jpg"), json!("paste")]);
        browser.sees_within(&format!("{name} を入れました"), ENGINE);
        browser.paste("図");
        browser.wait("its words", PATIENCE, || {
            text(&browser)
                .contains(&format!("![図]({name})"))
                .then_some(())
        });
    }
    browser.wait("the text to be read", ENGINE, || {
        browser.reads("誤り 0 件").then_some(())
    });
    let barriers = stage.barriers(&browser);
    assert!(barriers.is_empty(), "{barriers:#?}");

    // What is published says nothing of the place.
    browser.click(Role::Button, "配布");
    let dialog = browser.get(Role::Dialog, "配布");
    super::publishing::make_knowingly(&browser, &dialog);
    let (_, zip) = browser.downloaded();
    let files = pack::unzip(&zip).unwrap();
    let pictures: Vec<&Vec<u8>> = files
        .iter()
        .filter(|(path, _)| path.contains("/images/"))
        .map(|(_, bytes)| bytes)
        .collect();
    assert_eq!(pictures.len(), 3);
    for picture in &pictures {
        for words in [&b"GPS-secret"[..], b"Exif"] {
            assert!(!picture.windows(words.len()).any(|at| at == words));
        }
    }
    format!(
        "Word, PowerPoint and hostile HTML as Markdown, taken back; three photographs upright in {} KB without their place",
        pictures.iter().map(|picture| picture.len()).sum::<usize>() / 1000
    )
}
