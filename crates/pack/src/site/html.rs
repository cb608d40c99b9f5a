//! A site as one HTML file: scripts and style stand in it, all else in blocks of text that `web/boot/files.js` reads.

use spec::site::{Assets, Report, ShellKind};

use super::course::Contents;
use super::{Course, Edition, Material, SiteError, fill, inline_json, papers};
use crate::hash::csp;
use crate::{Files, base64, gzip};

/// Most bytes of the file: what opens at once from a USB stick and passes most mail servers' doors.
pub const HTML_LIMIT: u64 = 12_000_000;

/// The course as one HTML file `ama-NAME.html`, with its papers beside it, and what was made.
///
/// # Errors
///
/// When something is missing or too big.
pub fn html(material: &Material, course: Course) -> Result<(Files, Report), SiteError> {
    let name = format!("ama-{}.html", course.name);
    let contents = Contents::of(material, course, Edition::File)?;
    let assets = Assets {
        courses: contents.courses.clone(),
        seeds: contents.seeds.clone(),
        // Nothing can be made of this edition.
        kit: String::new(),
        site: String::new(),
        shell: ShellKind::File,
        ..material.assets.clone()
    };
    let html = page(material, &assets, &contents.files)?;
    if html.len() as u64 > HTML_LIMIT {
        return Err(SiteError::HtmlTooBig {
            bytes: html.len() as u64,
        });
    }
    let mut files = Files::from([(name.clone(), html.into_bytes())]);
    papers::beside(&mut files, &name, material, &contents.inside)?;
    let mut report = papers::report(&files, contents.inside);
    report.build = material.build.clone();
    Ok((files, report))
}

fn page(material: &Material, assets: &Assets, content: &Files) -> Result<String, SiteError> {
    let style = text(material, &assets.style_css)?;
    let app = text(material, &assets.app_js)?;
    let boot = text(material, &assets.boot_js)?;
    let icon = material.file(&assets.icon)?;
    let icon = format!("data:image/svg+xml;base64,{}", base64::encode(icon));
    // The editors' scripts are put into the page when they are first opened.
    let editors = [&assets.editor_js, &assets.text_editor_js];
    let mut scripts = vec![csp(app), csp(boot)];
    for editor in editors {
        scripts.push(csp(text(material, editor)?));
    }
    let policy = format!(
        "default-src 'none'; script-src '{}' 'wasm-unsafe-eval'; style-src '{}'; worker-src blob:; img-src data: blob:; connect-src 'none'; base-uri 'none'; form-action 'none'",
        scripts.join("' '"),
        csp(style),
    );
    let assets_json = inline_json(assets)?;
    // What paints first comes first.
    let page = [&assets.app_wasm, &assets.rooms_wasm, &assets.courses];
    let later = [
        &assets.seeds,
        &assets.worker_js,
        &assets.engine,
        &assets.editor_js,
        &assets.bench_wasm,
        &assets.maps,
        &assets.studio_wasm,
        &assets.text_editor_js,
        &assets.reader_js,
        &assets.reader,
    ];
    let licences = papers::LICENCES.to_owned();
    let mut blocks = String::new();
    let mut written: Vec<&str> = Vec::new();
    let lessons = content.keys().filter(|path| path.starts_with("courses/"));
    let paths = page
        .into_iter()
        .chain(lessons)
        .chain(content.keys())
        .chain(later)
        .chain([&licences]);
    for path in paths {
        if written.contains(&path.as_str()) {
            continue;
        }
        written.push(path);
        let bytes = match content.get(path) {
            Some(bytes) => bytes.as_slice(),
            None => material.file(path)?,
        };
        blocks.push_str(&block(path, bytes));
    }
    Ok(fill(
        &material.kit.index,
        Edition::File,
        &[
            ("policy", &policy),
            ("icon", &icon),
            ("style_css", style),
            ("assets", &assets_json),
            ("app_js", app),
            ("boot_js", boot),
            ("data", blocks.trim_end()),
        ],
    )?)
}

/// A file as an element that no browser runs. It is compressed where that helps; the engine is so already.
fn block(path: &str, bytes: &[u8]) -> String {
    let small = gzip(bytes);
    let (coding, bytes) = if small.len() < bytes.len() {
        (" data-coding=\"gzip\"", small.as_slice())
    } else {
        ("", bytes)
    };
    format!(
        "<script type=\"text/plain\" data-file=\"{path}\"{coding}>{}</script>\n",
        base64::encode(bytes)
    )
}

/// A script or stylesheet that can stand in the page as it is.
fn text<'a>(material: &'a Material, path: &str) -> Result<&'a str, SiteError> {
    let unfit = || SiteError::Unfit {
        path: path.to_owned(),
    };
    let text = std::str::from_utf8(material.file(path)?).map_err(|_| unfit())?;
    let folded = text.to_ascii_lowercase();
    // Any of these would end the element early or swallow its end; a carriage return would change the hash.
    let ends = ["</script", "</style", "<!--", "\r", "\0"];
    if ends.iter().any(|end| folded.contains(end)) {
        return Err(unfit());
    }
    Ok(text)
}
