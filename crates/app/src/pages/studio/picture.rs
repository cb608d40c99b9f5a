//! A picture on its way into a module: upright, not longer than a screen, and without what cameras and programs write
//! beside it (place, time, name). What to do is decided here; drawing it anew is the browser's part
//! (`web/editor/text/picture.js`). A picture that would only become bigger keeps its own drawing.

use js_sys::Uint8Array;
use wasm_bindgen::prelude::*;

use crate::library::author_worker::Files;

/// Longest side, in pixels: what a lesson shows on a large screen.
const LONGEST: u32 = 1_600;

#[wasm_bindgen]
extern "C" {
    /// `web/editor/text/picture.js`.
    #[wasm_bindgen(js_namespace = amaTextEditor, catch)]
    async fn redraw(bytes: &Uint8Array, kind: &str, longest: u32) -> Result<JsValue, JsValue>;

    /// What it gives.
    type Redrawn;

    #[wasm_bindgen(method, getter)]
    fn bytes(this: &Redrawn) -> Uint8Array;

    #[wasm_bindgen(method, getter, js_name = type)]
    fn kind(this: &Redrawn) -> String;

    #[wasm_bindgen(method, getter)]
    fn scaled(this: &Redrawn) -> bool;
}

/// What a picture is, by its first bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Jpeg,
    Png,
    WebP,
}

impl Kind {
    fn of(bytes: &[u8]) -> Option<Self> {
        match bytes {
            [0xFF, 0xD8, ..] => Some(Self::Jpeg),
            [0x89, b'P', b'N', b'G', ..] => Some(Self::Png),
            [
                b'R',
                b'I',
                b'F',
                b'F',
                _,
                _,
                _,
                _,
                b'W',
                b'E',
                b'B',
                b'P',
                ..,
            ] => Some(Self::WebP),
            _ => None,
        }
    }

    fn mime(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::WebP => "image/webp",
        }
    }

    fn of_mime(mime: &str) -> Option<Self> {
        let all = [Self::Jpeg, Self::Png, Self::WebP];
        all.into_iter().find(|kind| kind.mime() == mime)
    }

    fn ending(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::WebP => "webp",
        }
    }
}

/// A picture's own drawing without anything beside it.
#[derive(Debug, PartialEq)]
struct Bare {
    bytes: Vec<u8>,
    /// Whether it lies on its side, which was said beside it only.
    turned: bool,
    /// Whether it moves.
    moving: bool,
}

/// Takes out what is not the drawing; `None` for what cannot be read. Nothing of what stays is written anew, so no library
/// is needed for it (one that knows the three forms brings tables of 16 KB with it).
fn bare(kind: Kind, bytes: &[u8]) -> Option<Bare> {
    match kind {
        Kind::Jpeg => bare_jpeg(bytes),
        Kind::Png => bare_png(bytes),
        Kind::WebP => bare_webp(bytes),
    }
}

fn bare_jpeg(bytes: &[u8]) -> Option<Bare> {
    const SCAN: u8 = 0xDA;
    let mut out = bytes.get(..2)?.to_vec();
    let mut at = 2;
    let mut turned = false;
    loop {
        let [0xFF, marker] = *bytes.get(at..at + 2)? else {
            return None;
        };
        // Fill bytes, and marks without a length.
        if matches!(marker, 0x01 | 0xD0..=0xD7 | 0xFF) {
            at += if marker == 0xFF { 1 } else { 2 };
            continue;
        }
        let len = bytes.get(at + 2..at + 4)?;
        let len = usize::from(u16::from_be_bytes(len.try_into().ok()?));
        let end = at + 2 + len;
        let contents = bytes.get(at + 4..end)?;
        if marker == 0xE1
            && let Some(exif) = contents.strip_prefix(b"Exif\0\0")
        {
            turned |= orientation(exif) > 1;
        }
        let is_drawing = match marker {
            0xE2 => contents.starts_with(b"ICC_PROFILE\0"),
            0xE1..=0xED | 0xEF | 0xFE => false,
            _ => true,
        };
        if is_drawing {
            out.extend(bytes.get(at..end)?);
        }
        at = end;
        if marker == SCAN {
            break;
        }
    }
    // To the end of the first drawing: telephones put further pictures and films behind it, with their own places. Within
    // the drawing's data no such mark stands.
    let data = bytes.get(at..)?;
    let end = data.windows(2).position(|pair| pair == [0xFF, 0xD9])?;
    out.extend(data.get(..end + 2)?);
    Some(Bare {
        bytes: out,
        turned,
        moving: false,
    })
}

fn bare_png(bytes: &[u8]) -> Option<Bare> {
    let mut out = bytes.get(..8)?.to_vec();
    let mut at = 8;
    let (mut turned, mut moving) = (false, false);
    loop {
        let len = u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?);
        // Its length, its kind, what is in it, its checksum.
        let end = at
            .checked_add(12)?
            .checked_add(usize::try_from(len).ok()?)?;
        let chunk = bytes.get(at..end)?;
        let kind = chunk.get(4..8)?;
        match kind {
            b"eXIf" => turned |= orientation(chunk.get(8..)?) > 1,
            b"tEXt" | b"iTXt" | b"zTXt" | b"tIME" => {}
            _ => out.extend(chunk),
        }
        moving |= kind == b"acTL";
        at = end;
        if kind == b"IEND" {
            break;
        }
    }
    Some(Bare {
        bytes: out,
        turned,
        moving,
    })
}

fn bare_webp(bytes: &[u8]) -> Option<Bare> {
    let mut out = bytes.get(..12)?.to_vec();
    let mut at = 12;
    let (mut turned, mut moving) = (false, false);
    while at < bytes.len() {
        let len = u32::from_le_bytes(bytes.get(at + 4..at + 8)?.try_into().ok()?);
        let len = usize::try_from(len).ok()?;
        let end = at.checked_add(8)?.checked_add(len)?;
        // Filled up to an even length; the last one may lack it.
        let next = end.checked_add(len % 2)?.min(bytes.len());
        let contents = bytes.get(at + 8..end)?;
        match bytes.get(at..at + 4)? {
            b"EXIF" => {
                let exif = contents.strip_prefix(b"Exif\0\0").unwrap_or(contents);
                turned |= orientation(exif) > 1;
            }
            b"XMP " => {}
            kind => {
                let start = out.len();
                out.extend(bytes.get(at..next)?);
                moving |= kind == b"ANIM";
                // The bits that promise both.
                if kind == b"VP8X"
                    && let Some(flags) = out.get_mut(start + 8)
                {
                    *flags &= !0b0000_1100;
                }
            }
        }
        at = next;
    }
    let len = u32::try_from(out.len() - 8).ok()?.to_le_bytes();
    out.get_mut(4..8)?.copy_from_slice(&len);
    Some(Bare {
        bytes: out,
        turned,
        moving,
    })
}

/// How a picture is to be turned, from 1 (not at all) to 8, by its Exif part.
fn orientation(exif: &[u8]) -> u16 {
    let read = || {
        let is_big = match exif.get(..4)? {
            b"MM\0*" => true,
            b"II*\0" => false,
            _ => return None,
        };
        let short = |at: usize| {
            let bytes: [u8; 2] = exif.get(at..at.checked_add(2)?)?.try_into().ok()?;
            Some(if is_big {
                u16::from_be_bytes(bytes)
            } else {
                u16::from_le_bytes(bytes)
            })
        };
        let bytes: [u8; 4] = exif.get(4..8)?.try_into().ok()?;
        let first = usize::try_from(if is_big {
            u32::from_be_bytes(bytes)
        } else {
            u32::from_le_bytes(bytes)
        })
        .ok()?;
        (0..usize::from(short(first)?))
            .filter_map(|tag| first.checked_add(2 + 12 * tag))
            .find(|at| short(*at) == Some(0x0112))
            .and_then(|at| short(at.checked_add(8)?))
    };
    read().unwrap_or(1)
}

/// A picture as it goes into the module.
#[derive(Debug, PartialEq)]
pub(super) struct Picture {
    /// Its bytes.
    pub(super) bytes: Vec<u8>,
    /// The ending of its name.
    pub(super) ending: &'static str,
}

/// What is drawn anew by the browser.
#[derive(Debug)]
struct Anew {
    bytes: Vec<u8>,
    kind: Kind,
    scaled: bool,
}

/// The better of the two: an upright one, else the smaller one. What costs its sharpness has to save something.
fn better(kind: Kind, bare: Bare, anew: Option<Anew>) -> Picture {
    let worth = |anew: &Anew| {
        let most = if anew.scaled {
            bare.bytes.len()
        } else {
            bare.bytes.len() / 10 * 9
        };
        bare.turned || anew.bytes.len() < most
    };
    match anew {
        Some(anew) if worth(&anew) => Picture {
            bytes: anew.bytes,
            ending: anew.kind.ending(),
        },
        _ => Picture {
            bytes: bare.bytes,
            ending: kind.ending(),
        },
    }
}

/// Makes a picture ready. One of another kind (GIF), or that cannot be read, is given as it is (`None`).
pub(super) async fn prepared(bytes: &[u8]) -> Option<Picture> {
    let kind = Kind::of(bytes)?;
    let bare = bare(kind, bytes)?;
    let anew = if bare.moving {
        None
    } else {
        // Without the editor's script, or where the browser cannot draw it, there is no other drawing.
        redraw(&Uint8Array::from(bytes), kind.mime(), LONGEST)
            .await
            .ok()
            .filter(JsValue::is_object)
            .map(|drawn| drawn.unchecked_into::<Redrawn>())
    };
    let anew = anew.and_then(|drawn| {
        Some(Anew {
            kind: Kind::of_mime(&drawn.kind())?,
            bytes: drawn.bytes().to_vec(),
            scaled: drawn.scaled(),
        })
    });
    Some(better(kind, bare, anew))
}

/// Whether a file is taken as a picture, by its name.
pub(super) fn is_picture(name: &str) -> bool {
    super::files::place(name).is_some_and(|place| place.starts_with("images/"))
}

/// Where a picture goes: its name without blanks and signs that Markdown reads. A pasted one, whose name says nothing,
/// takes the place of no other.
pub(super) fn place(name: &str, ending: &str, pasted: bool, files: &Files) -> String {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let mut clean = String::new();
    for c in stem.chars() {
        if c.is_alphanumeric() || c == '_' {
            clean.push(c);
        } else if !(clean.is_empty() || clean.ends_with('-')) {
            clean.push('-');
        }
    }
    let clean = match clean.trim_end_matches('-') {
        "" => "picture",
        clean => clean,
    };
    let mut place = format!("images/{clean}.{ending}");
    let mut number = 1;
    while pasted && files.contains_key(&place) {
        number += 1;
        place = format!("images/{clean}-{number}.{ending}");
    }
    place
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A segment of a JPEG.
    fn segment(marker: u8, contents: &[u8]) -> Vec<u8> {
        let len = u16::try_from(contents.len() + 2).unwrap().to_be_bytes();
        [&[0xFF, marker], &len[..], contents].concat()
    }

    fn exif(orientation: u8) -> Vec<u8> {
        let tiff = [
            &b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0"[..],
            &[orientation],
            &b"\0\0\0\0\0\0GPS-secret"[..],
        ]
        .concat();
        segment(0xE1, &tiff)
    }

    fn jpeg(beside: &[Vec<u8>], behind: &[u8]) -> Vec<u8> {
        let mut all = vec![0xFF, 0xD8];
        all.extend(beside.concat());
        all.extend(segment(0xDB, &[0; 65]));
        all.extend(segment(0xDA, &[1, 1, 0, 0, 63, 0]));
        all.extend([1, 2, 0xFF, 0, 3, 0xFF, 0xD9]);
        all.extend(behind);
        all
    }

    #[test]
    fn nothing_is_left_of_what_a_camera_wrote() {
        let beside = [
            exif(1),
            segment(0xE1, b"http:/\x2Fns.adobe.com/xap/1.0/\0secret"),
            segment(0xED, b"Photoshop 3.0\0secret"),
            segment(0xFE, b"secret"),
            segment(0xE2, b"MPF\0secret"),
            segment(0xE2, b"ICC_PROFILE\0colours"),
        ];
        let all = jpeg(&beside, b"\xFF\xD8film with GPS-secret");
        let bare = bare(Kind::Jpeg, &all).unwrap();
        assert!(!bare.turned && !bare.moving);
        let has = |words: &[u8]| bare.bytes.windows(words.len()).any(|at| at == words);
        assert!(!has(b"secret") && has(b"colours"));
        assert_eq!(bare.bytes, jpeg(&beside[5..], b""));
        // What has nothing beside it is the same afterwards.
        assert_eq!(super::bare(Kind::Jpeg, &bare.bytes).unwrap(), bare);
    }

    #[test]
    fn a_picture_on_its_side_is_known() {
        for (told, turned) in [(1, false), (3, true), (6, true), (8, true)] {
            let bare = bare(Kind::Jpeg, &jpeg(&[exif(told)], b"")).unwrap();
            assert_eq!(bare.turned, turned, "{told}");
        }
        assert_eq!(orientation(b"MM\0*\xFF\xFF\xFF\xFF"), 1);
        assert_eq!(orientation(b""), 1);
    }

    #[test]
    fn words_in_a_png_go_and_its_drawing_stays() {
        let png = std::fs::read(concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/../../web/icons/192.png"
        ))
        .unwrap();
        let clean = bare(Kind::Png, &png).unwrap();
        let mut with = png.clone();
        // Behind the head of 8 + 25 bytes: 13 bytes of text and their checksum.
        let words = b"\0\0\0\x0dtEXtAuthor\0secret\x01\x02\x03\x04";
        with.splice(33..33, words.iter().copied());
        assert!(with.len() > clean.bytes.len());
        assert_eq!(bare(Kind::Png, &with), Some(clean));
        assert_eq!(bare(Kind::Png, b"\x89PNG\r\n\x1a\nrubbish"), None);
    }

    #[test]
    fn a_webp_keeps_its_drawing_and_says_no_more_that_there_is_a_place() {
        let chunk = |kind: &[u8; 4], contents: &[u8]| {
            let len = u32::try_from(contents.len()).unwrap().to_le_bytes();
            let filled = &[0][..contents.len() % 2];
            [&kind[..], &len[..], contents, filled].concat()
        };
        let webp = |chunks: &[Vec<u8>]| {
            let all = chunks.concat();
            let len = u32::try_from(all.len() + 4).unwrap().to_le_bytes();
            [&b"RIFF"[..], &len[..], b"WEBP", &all].concat()
        };
        let head = |flags: u8| chunk(b"VP8X", &[flags, 0, 0, 0, 9, 0, 0, 9, 0, 0]);
        let exif = &exif(6)[4..];
        let drawing = chunk(b"VP8 ", b"odd");
        let all = webp(&[
            head(0b0001_1100),
            drawing.clone(),
            chunk(b"EXIF", exif),
            chunk(b"XMP ", b"secret"),
        ]);
        let bare = bare(Kind::WebP, &all).unwrap();
        assert_eq!(bare.bytes, webp(&[head(0b0001_0000), drawing]));
        assert!(bare.turned && !bare.moving);
        let moving = webp(&[head(2), chunk(b"ANIM", b"123456")]);
        assert!(super::bare(Kind::WebP, &moving).unwrap().moving);
        assert_eq!(super::bare(Kind::WebP, &all[..all.len() - 3]), None);
    }

    #[test]
    fn a_picture_that_would_become_bigger_stays_as_it_is() {
        let bare = |turned| Bare {
            bytes: vec![0; 1_000],
            turned,
            moving: false,
        };
        let anew = |len, scaled| {
            Some(Anew {
                bytes: vec![1; len],
                kind: Kind::WebP,
                scaled,
            })
        };
        let took = |turned, anew| better(Kind::Png, bare(turned), anew).ending == "webp";
        assert!(!took(false, None));
        assert!(!took(false, anew(1_200, false)));
        assert!(!took(false, anew(950, false)), "not worth it");
        assert!(took(false, anew(800, false)));
        assert!(took(false, anew(950, true)));
        assert!(!took(false, anew(1_200, true)));
        assert!(took(true, anew(1_200, false)), "upright before small");
    }

    #[test]
    fn names_have_no_blanks_and_pasted_ones_take_no_place_of_another() {
        let mut files = Files::new();
        let at = |name: &str| place(name, "png", false, &Files::new());
        assert_eq!(at("棒グラフ 写真.PNG"), "images/棒グラフ-写真.png");
        assert_eq!(at("a (1)　b.png"), "images/a-1-b.png");
        assert_eq!(at("(…).png"), "images/picture.png");
        let pasted = place("image.png", "png", true, &files);
        assert_eq!(pasted, "images/image.png");
        files.insert(pasted, vec![1]);
        let pasted = place("image.png", "png", true, &files);
        assert_eq!(pasted, "images/image-2.png");
        assert_eq!(place("image.png", "png", false, &files), "images/image.png");
    }
}
