//! Publishing: a zip, a site or one HTML file, made of sources and of the site itself; the same by `ama pack` and by the
//! Studio. Start reading at [`publish()`].

use std::collections::BTreeMap;

use course::{ImageFile, TableFile};
use pack::Files;
use pack::site::{Course, CourseModule, Material, SiteError};
use spec::diagnostic::Bilingual;
use spec::seed::SeedList;
use spec::site::{Form, Order, Packed, Report};
use spec::{DataSource, Diagnostic, Module, Severity};

use crate::represented;

/// The file of a module in its folder, and that of a track.
const MODULE: &str = "module.md";
const TRACK: &str = "track.toml";

/// Why nothing is made.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum PublishError {
    /// The site or what is made of it.
    #[error(transparent)]
    Site(#[from] SiteError),
    /// The zip.
    #[error(transparent)]
    Zip(#[from] pack::PackError),
    /// A module or track of one's own is not right yet.
    #[error("{0:?}")]
    Mistake(Box<Diagnostic>),
}

impl PublishError {
    /// What happened and what to do next, for people.
    pub fn words(&self) -> Bilingual {
        match self {
            Self::Site(error) => error.words(),
            Self::Zip(pack::PackError::Refused(refusal)) => refusal.words(),
            // The writer writes to memory: what it says is all that can be said.
            Self::Zip(pack::PackError::Write(detail)) => Bilingual {
                ja: detail.clone(),
                en: detail.clone(),
            },
            Self::Mistake(diagnostic) => {
                let (file, line) = (&diagnostic.file, diagnostic.span.line);
                let Bilingual { ja, en } = &diagnostic.message;
                Bilingual {
                    ja: format!(
                        "「{file}」の {line} 行目を直してから、もう一度配ってください。{ja}"
                    ),
                    en: format!("Put line {line} of `{file}` right first. {en}"),
                }
            }
        }
    }
}

/// The site that a form is made of, from its files; `None` where a form needs none. `version` is one's own build id.
///
/// # Errors
///
/// As [`Material::read`].
pub fn site(files: Files, form: Form, version: &str) -> Result<Option<Material>, SiteError> {
    match form {
        Form::ModuleZip => Ok(None),
        Form::Folder | Form::Html => Material::read(files, form, version).map(Some),
    }
}

/// Makes it. `own` are the sources of one's own modules by their paths (`ID/module.md` with what is beside it, `track.toml`),
/// `site` what [`site()`] gives for that form. The files come out under their names.
///
/// # Errors
///
/// When something is missing, wrong or too big.
pub fn publish(
    order: &Order,
    own: &Files,
    site: Option<&Material>,
) -> Result<(Files, Report), PublishError> {
    if order.form == Form::ModuleZip {
        return module_zip(order, own);
    }
    let material = site.ok_or(SiteError::NoList)?;
    let course = course(order, own, material)?;
    if course.lessons.is_empty() {
        return Err(SiteError::Empty.into());
    }
    Ok(if order.form == Form::Html {
        pack::site::html(material, course)?
    } else {
        pack::site::folder(material, course)?
    })
}

/// What was published as few files that can be saved one by one: a folder and papers become zips.
///
/// # Errors
///
/// When a zip would be too big.
pub fn downloads(order: &Order, mut files: Files) -> Result<Files, pack::PackError> {
    let name = &order.name;
    let mut downloads = Files::new();
    match order.form {
        Form::ModuleZip => downloads = files,
        Form::Folder => {
            let folder = format!("ama-{name}");
            downloads.insert(format!("{folder}.zip"), folder_zip(&folder, files)?);
        }
        Form::Html => {
            let page = format!("ama-{name}.html");
            downloads.extend(files.remove(&page).map(|html| (page, html)));
            let papers = format!("ama-{name}-papers");
            downloads.insert(format!("{papers}.zip"), folder_zip(&papers, files)?);
        }
    }
    Ok(downloads)
}

/// A zip that opens as that folder.
///
/// # Errors
///
/// As [`pack::zip()`].
pub fn folder_zip(folder: &str, files: Files) -> Result<Vec<u8>, pack::PackError> {
    pack::zip(&pack::in_folder(folder, files))
}

/// Sources as they are.
fn module_zip(order: &Order, own: &Files) -> Result<(Files, Report), PublishError> {
    let mut modules = Vec::new();
    for Source { folder, text } in sources(own, MODULE)? {
        let mut resolve = |source: &DataSource| own_table(folder, source, own, &mut Vec::new());
        // With mistakes too: whoever takes it in may put them right.
        let (module, _) = course::load(&format!("{folder}{MODULE}"), text, &mut resolve);
        modules.push(module);
    }
    if modules.is_empty() {
        return Err(SiteError::Empty.into());
    }
    let packed = |module: &Module| Packed {
        id: module.id.clone(),
        version: module.version,
        title: module.title.clone(),
    };
    let report = Report {
        version: pack::site::VERSION.to_owned(),
        modules: modules.iter().map(packed).collect(),
        data: pack::site::terms(&modules.iter().collect::<Vec<_>>(), &SeedList::default()),
        ..Report::default()
    };
    let files = Files::from([(format!("{}.zip", order.name), pack::zip(own)?)]);
    Ok((files, report))
}

/// A source file: what stands before its name (`a-01/`) and its text.
struct Source<'a> {
    folder: &'a str,
    text: &'a str,
}

/// The files of that name. One that is no text is a mistake like any other: nothing that was to be published is left out
/// without a word.
fn sources<'a>(own: &'a Files, name: &str) -> Result<Vec<Source<'a>>, PublishError> {
    let mut found = Vec::new();
    for (path, bytes) in own {
        let Some(folder) = path.strip_suffix(name) else {
            continue;
        };
        if folder.is_empty() || folder.ends_with('/') {
            let text = course::decode(path, bytes).map_err(PublishError::Mistake)?;
            let text = text.trim_start_matches('\u{feff}');
            found.push(Source { folder, text });
        }
    }
    Ok(found)
}

/// One's own modules, then those of the site that are wanted.
fn course(order: &Order, own: &Files, material: &Material) -> Result<Course, PublishError> {
    let seeds = material.seeds()?;
    let mut tracks = Vec::new();
    for Source { folder, text } in sources(own, TRACK)? {
        let (track, diagnostics) = course::track::parse(&format!("{folder}{TRACK}"), text);
        no_errors(diagnostics)?;
        tracks.push(track);
    }
    let mut lessons: Vec<CourseModule> = Vec::new();
    for Source { folder, text } in sources(own, MODULE)? {
        lessons.push(own_lesson(folder, text, own, material, &seeds)?);
    }

    let catalogue = material.catalogue()?;
    let mut wanted = order.modules.clone();
    for id in &order.tracks {
        let found = catalogue
            .tracks
            .iter()
            .enumerate()
            .find(|(_, track)| track.id == *id);
        let (at, track) = found.ok_or_else(|| SiteError::Unknown { id: id.to_string() })?;
        wanted.extend(track.modules.iter().map(|module| module.id.clone()));
        if tracks.iter().all(|known| known.id != *id) {
            tracks.push(track.file(at));
        }
    }
    for id in &wanted {
        if lessons.iter().any(|lesson| lesson.module.id == *id) {
            continue;
        }
        let mut entries = catalogue.tracks.iter().flat_map(|track| &track.modules);
        let entry = entries.find(|entry| entry.id == *id);
        let entry = entry.ok_or_else(|| SiteError::Unknown { id: id.to_string() })?;
        lessons.push(site_lesson(&entry.url, material)?);
    }
    lessons.sort_by(|a, b| a.module.id.cmp(&b.module.id));
    Ok(Course {
        name: order.name.clone(),
        tracks,
        lessons,
    })
}

/// A module from its source.
fn own_lesson(
    folder: &str,
    text: &str,
    own: &Files,
    material: &Material,
    seeds: &SeedList,
) -> Result<CourseModule, PublishError> {
    let mut files = Files::new();
    let mut tables = BTreeMap::new();
    let mut problems = Vec::new();
    let mut missing = None;
    let mut resolve = |source: &DataSource| {
        let table = if source.seed.is_empty() {
            let table = own_table(folder, source, own, &mut problems)?;
            files.insert(source.file.clone(), table.bytes.clone());
            table
        } else {
            let seed = seeds.seeds.iter().find(|seed| seed.id == source.seed);
            let Some(seed) = seed else {
                missing = Some(source.seed.clone());
                return None;
            };
            TableFile {
                bytes: material.file(&seed.url).ok()?.to_vec(),
                url: seed.url.clone(),
                attribution: seed.attribution.clone(),
                licence: seed.licence.clone(),
                note: seed.note.clone(),
                columns: seed.columns.clone(),
                ..TableFile::default()
            }
        };
        tables.insert(source.name.clone(), table.bytes.clone());
        Some(table)
    };
    let mut pictures = Files::new();
    let mut picture = |path: &str| {
        let (_, bytes) = course::find(own, &format!("{folder}{path}"))?;
        pictures.insert(path.to_owned(), bytes.clone());
        Some(ImageFile {
            bytes: bytes.clone(),
            url: String::new(),
            ..ImageFile::default()
        })
    };
    let file = format!("{folder}{MODULE}");
    let (module, diagnostics) = course::load_with_images(&file, text, &mut resolve, &mut picture);
    if let Some(seed) = missing {
        let module = module.id.to_string();
        return Err(SiteError::NoSeed { module, seed }.into());
    }
    no_errors(diagnostics)?;
    no_errors(problems)?;
    files.extend(pictures);
    Ok(CourseModule {
        module: represented(module, &tables),
        files,
    })
}

fn own_table(
    folder: &str,
    source: &DataSource,
    own: &Files,
    problems: &mut Vec<Diagnostic>,
) -> Option<TableFile> {
    let (_, bytes) = course::find(own, &format!("{folder}{}", source.file))?;
    let description = course::find(own, &format!("{folder}{}", source.description()));
    let description = description.map(|(name, text)| (name, text.as_slice()));
    let (table, found) = course::own_table(bytes.clone(), description);
    problems.extend(found);
    Some(table)
}

/// A module of the site as it was built, with its tables and pictures under their own names again.
fn site_lesson(url: &str, material: &Material) -> Result<CourseModule, SiteError> {
    let changed = || SiteError::Changed {
        path: url.to_owned(),
    };
    let mut module = pack::site::module(material.file(url)?).ok_or_else(changed)?;
    let mut files = Files::new();
    let mut tables = BTreeMap::new();
    for source in &mut module.data {
        let bytes = material.file(&source.url)?.to_vec();
        if source.seed.is_empty() {
            files.insert(source.file.clone(), bytes.clone());
        }
        tables.insert(source.name.clone(), bytes);
    }
    let mut missing = None;
    module.each_image_mut(&mut |image| {
        if image.url.is_empty() {
            return;
        }
        match material.file(&image.url) {
            Ok(bytes) => {
                files.insert(image.file.clone(), bytes.to_vec());
            }
            Err(error) => missing = Some(error),
        }
    });
    match missing {
        Some(error) => Err(error),
        None => Ok(CourseModule {
            module: represented(module, &tables),
            files,
        }),
    }
}

fn no_errors(diagnostics: Vec<Diagnostic>) -> Result<(), PublishError> {
    let mut errors = diagnostics
        .into_iter()
        .filter(|diagnostic| diagnostic.severity == Severity::Error);
    match errors.next() {
        Some(error) => Err(PublishError::Mistake(Box::new(error))),
        None => Ok(()),
    }
}
