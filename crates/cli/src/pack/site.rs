//! The built site that everything is made of, from its folder.

use std::path::Path;

use anyhow::{Result, anyhow};
use pack::Files;
use pack::site::{INDEX, Material, SiteError, read_list};
use spec::site::{Form, Order};

use super::known;
use crate::BUILD;
use crate::out::Terminal;
use crate::words::say;

/// What is needed of a built site.
pub(super) fn read(folder: &Path, form: Form, terminal: &Terminal) -> Result<Material> {
    let fault = |error: SiteError| {
        let (shown, words) = (folder.display(), error.words());
        let words = terminal.lang.pick(&words);
        anyhow!("{shown}: {words}")
    };
    let index = sources::read(&folder.join(INDEX))?;
    let assets = pack::site::assets(&String::from_utf8_lossy(&index));
    let address = assets.map(|assets| assets.site).unwrap_or_default();
    if address.is_empty() {
        return Err(fault(SiteError::NoList));
    }
    let bytes = std::fs::read(folder.join(&address)).map_err(|_| fault(SiteError::NoList))?;
    let list = read_list(&address, &bytes, BUILD).map_err(fault)?;
    let mut files = Files::from([(address, bytes)]);
    for file in list.files.iter().filter(|file| form.needs(&file.path)) {
        // Whoever put the site there may have left the compressed copies out; all else is missed by whoever reads it.
        if let Ok(bytes) = std::fs::read(folder.join(&file.path)) {
            files.insert(file.path.clone(), bytes);
        }
    }
    Material::read(files, form, BUILD).map_err(fault)
}

/// Puts the track or module of that id into the order.
pub(super) fn choose(
    order: &mut Order,
    id: &str,
    site: &Material,
    terminal: &Terminal,
) -> Result<()> {
    let (tracks, modules) = known(&site.catalogue()?.tracks);
    if let Some(track) = tracks.iter().find(|track| track.as_str() == id) {
        order.tracks.push(track.clone());
    } else if let Some(module) = modules.iter().find(|module| module.as_str() == id) {
        order.modules.push(module.clone());
    } else {
        let tracks: Vec<&str> = tracks.iter().map(|track| track.as_str()).collect();
        let tracks = tracks.join(", ");
        return Err(anyhow!(say!(
            terminal.lang,
            "「{id}」というファイルもフォルダーもなく、教室にもその名前のトラックや教材がありません。教室にあるトラック: {tracks}",
            "there is no file or folder `{id}`, and the site has no track or module of that name; its tracks: {tracks}"
        )));
    }
    Ok(())
}
