//! A picture on its way into a module: upright, not longer than a screen, and without what cameras and programs write
//! beside it (place, time, name). What to do is decided here; drawing it anew is the browser's part
//! (`web/editor/text/picture.js`). A picture that would only become bigger keeps its own drawing.

use img_parts::jpeg::{Jpeg, JpegSegment};
use img_parts::png::Png;
use img_parts::webp::WebP;
use img_parts::{Bytes, ImageEXIF};
use js_sys::Uint8Array;
use wasm_bindgen::prelude::*;

use crate::library::desk::Files;

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

/// Takes out what is not the drawing; `None` for what cannot be read.
fn bare(kind: Kind, bytes: &[u8]) -> Option<Bare> {
    let all = Bytes::copy_from_slice(bytes);
    Some(match kind {
        Kind::Jpeg => {
            let mut jpeg = Jpeg::from_bytes(all).ok()?;
            let turned = jpeg.exif().is_some_and(|exif| orientation(&exif) > 1);
            jpeg.segments_mut().retain(is_drawing);
            let lines = jpeg.segments().last();
            let lines = lines.map_or(0, |last| last.len_with_entropy() - last.len());
            let mut bytes = jpeg.encoder().bytes().to_vec();
            // Telephones put further pictures and films behind the end of the first, with their own places.
            let start = bytes.len().saturating_sub(lines);
            if let Some(end) = bytes.get(start..).and_then(end_of_drawing) {
                bytes.truncate(start + end);
            }
            Bare {
                bytes,
                turned,
                moving: false,
            }
        }
        Kind::Png => {
            let mut png = Png::from_bytes(all).ok()?;
            let turned = png.exif().is_some_and(|exif| orientation(&exif) > 1);
            for beside in [*b"eXIf", *b"tEXt", *b"iTXt", *b"zTXt", *b"tIME"] {
                png.remove_chunks_by_type(beside);
            }
            let moving = png.chunk_by_type(*b"acTL").is_some();
            Bare {
                bytes: png.encoder().bytes().to_vec(),
                turned,
                moving,
            }
        }
        Kind::WebP => {
            let mut webp = WebP::from_bytes(all).ok()?;
            let turned = webp.exif().is_some_and(|exif| orientation(&exif) > 1);
            webp.remove_chunks_by_id(*b"XMP ");
            webp.set_exif(None);
            let moving = webp.has_chunk(*b"ANIM");
            Bare {
                bytes: webp.encoder().bytes().to_vec(),
                turned,
                moving,
            }
        }
    })
}

/// Whether a part of a JPEG belongs to the drawing or its colours.
fn is_drawing(segment: &JpegSegment) -> bool {
    match segment.marker() {
        0xE2 => segment.contents().starts_with(b"ICC_PROFILE\0"),
        0xE1..=0xED | 0xEF | 0xFE => false,
        _ => true,
    }
}

/// Behind the end mark: in a drawing's data no other byte but 0 follows 0xFF.
fn end_of_drawing(data: &[u8]) -> Option<usize> {
    let at = data.windows(2).position(|pair| pair == [0xFF, 0xD9])?;
    Some(at + 2)
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
            segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0secret"),
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
        let mut with = Png::from_bytes(png.into()).unwrap();
        let words = img_parts::png::PngChunk::new(*b"tEXt", Bytes::from_static(b"Author\0secret"));
        with.chunks_mut().insert(1, words);
        let with = with.encoder().bytes().to_vec();
        assert!(with.len() > clean.bytes.len());
        assert_eq!(bare(Kind::Png, &with), Some(clean));
        assert_eq!(bare(Kind::Png, b"\x89PNG\r\n\x1a\nrubbish"), None);
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
