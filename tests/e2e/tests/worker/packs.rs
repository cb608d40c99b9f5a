//! What is published: the worker makes the very bytes of this process, of sources and of what the site has alike.

use authoring::publish::{publish, site};
use e2e::{Bench, Parcel, Site, Stage};
use pack::Files;
use protocol::{AuthorRequest, Request, Response, concat};
use sources::{Seeds, walk};
use spec::site::{Form, Order, SiteList};

use crate::{Both, version};

/// A course of the repository with tables of its own, and one with open data only.
const OWN_TABLES: &str = "rpa";
const OPEN_DATA: &str = "data-science";

pub(crate) fn packs(stage: &Stage) -> String {
    let browser = stage.browser();
    let mut both = Both::new(stage, Bench::start(stage, &browser));
    let mut made = 0;
    let version = version(stage);
    for track in [OWN_TABLES, OPEN_DATA] {
        let own = sources_of(track);
        for form in [Form::ModuleZip, Form::Folder, Form::Html] {
            // As the command line and an author's Studio make it: of sources.
            ask(&mut both, stage, &order(form, track), &own);
            made += 1;
            if form == Form::ModuleZip {
                continue;
            }
            // As whoever has the site alone makes it.
            let mut of_site = order(form, track);
            of_site.tracks.push(track.into());
            ask(&mut both, stage, &of_site, &Files::new());
            let site = site(material(stage, form), form, &version).unwrap();
            let (files, _) = publish(&of_site, &Files::new(), site.as_ref()).unwrap();
            let (same, _) = publish(&order(form, track), &own, site.as_ref()).unwrap();
            assert!(
                files == same,
                "{track} as {form:?}: of the site and of sources"
            );
            made += 1;
        }
    }
    format!("{made} zips, folders and HTML files are the same bytes in the browser as natively")
}

fn order(form: Form, name: &str) -> Order {
    Order {
        form,
        name: name.to_owned(),
        tracks: Vec::new(),
        modules: Vec::new(),
    }
}

fn ask(both: &mut Both, stage: &Stage, order: &Order, own: &Files) {
    let (own, mut bytes) = entries(own);
    let (mut material, mut urls) = (Vec::new(), Vec::new());
    if order.form != Form::ModuleZip {
        let files = self::material(stage, order.form);
        (material, _) = entries(&files);
        urls = files.into_keys().collect();
    }
    let request = Request::Author(AuthorRequest::Pack {
        order: Box::new(order.clone()),
        own,
        material,
    });
    let parcel = Parcel::Many(std::mem::take(&mut bytes), urls);
    let what = format!("{} as {:?}", order.name, order.form);
    let replies = both.ask_all(&stage.site, &what, &[(request, parcel)]);
    let [Ok(Response::Packed { files, report })] = replies.as_slice() else {
        panic!("{what}: {replies:?}");
    };
    assert!(!files.is_empty() && !report.modules.is_empty(), "{what}");
}

fn entries(files: &Files) -> (Vec<protocol::FileEntry>, Vec<u8>) {
    let files = files
        .iter()
        .map(|(path, bytes)| (path.as_str(), bytes.as_slice()));
    concat(files)
}

/// The site's files that are needed.
fn material(stage: &Stage, form: Form) -> Files {
    let address = stage.site.assets().site;
    let list = stage.site.read(&address);
    let parsed: SiteList = serde_json::from_slice(&list).unwrap();
    let needed = parsed.files.iter().filter(|file| form.needs(&file.path));
    let mut files: Files = needed
        .map(|file| (file.path.clone(), stage.site.read(&file.path)))
        .collect();
    files.insert(address, list);
    files
}

/// A track as it stands in a zip of its modules.
fn sources_of(track: &str) -> Files {
    let folder = Site::root().join("courses").join(track);
    let seeds = Seeds::at(Site::root().join("seeds"));
    let mut files = Files::new();
    for path in walk(&folder).unwrap() {
        let name = path
            .strip_prefix(&folder)
            .unwrap()
            .to_string_lossy()
            .replace('\\', "/");
        if name.ends_with("module.md") {
            let lesson = sources::lesson(&path, &name, &seeds, &mut |_, _| String::new()).unwrap();
            assert!(name.starts_with(lesson.module.id.as_str()), "{name}");
        }
        files.insert(name, std::fs::read(&path).unwrap());
    }
    files
}
