//! `ama preview`: the real built site on this machine, with the modules as they are on disk right now.
//!
//! Nothing of the site is changed: its index.html is served with one address more (`crates/app/src/preview.rs` waits
//! there), and the modules and their tables are served from memory. Files are watched by looking at them, which
//! works on network shares too.

mod edition;
mod lan;
mod server;
mod watch;

use std::net::{IpAddr, Ipv4Addr};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, Result, anyhow, bail};
use pack::site::{INDEX, read_list};

use crate::ExitStatus;
use crate::args::Preview;
use crate::out::Terminal;
use crate::reading;
use crate::words::{Language, say};

use self::edition::Maker;
use self::lan::Lan;
use self::server::PreviewServer;
use self::watch::Watch;

/// First port that is tried.
const PORT: u16 = 8027;

/// This machine, for itself.
const LOCALHOST: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);

/// How often files are looked at.
const LOOK: Duration = Duration::from_millis(100);

pub(crate) fn run(args: &Preview, terminal: &Terminal) -> Result<ExitStatus> {
    let lang = terminal.lang;
    let site = site(args.site.as_deref(), terminal)?;
    same_build(&site, lang)?;
    let seeds = reading::seeds(args.seeds.as_deref(), &args.path)?;
    let mut maker = Maker::new(&args.path, seeds, &site)?;
    let (first, mut files) = maker.edition(terminal)?;
    let open = first.open.clone();
    terminal.print(&first.shown)?;
    let lan = match args.lan {
        Some(typed) => Some(Lan::new(typed, terminal)?),
        None => None,
    };
    let address = lan.as_ref().map_or(LOCALHOST, |lan| lan.address);
    let server = PreviewServer::new(site.clone(), first, terminal.clone(), lan.clone());
    let server = Arc::new(server);

    let listener = serve::bind(address, args.port, PORT).with_context(|| match args.port {
        Some(port) => format!("port {port}"),
        None => format!("ports {PORT} to {}", PORT + 49),
    })?;
    let handler = {
        let server = Arc::clone(&server);
        Arc::new(move |asked: &serve::Asked<'_>| server.answer(asked))
    };
    let served = serve::Site::start(listener, &site, handler)?;
    let port = served.port;
    match &lan {
        None => terminal.line(&format!("http://localhost:{port}/#/m/{open}"))?,
        Some(lan) => {
            let url = format!("{}/#/m/{open}", lan.url(port));
            terminal.line(&url)?;
            if let Some(picture) = lan::picture(&url, terminal) {
                terminal.line(&picture)?;
            }
            terminal.line(&say!(
                lang,
                "この番地を知っている人は、同じネットワークの誰でも見られます（書き換えはできません）。番地は始めるたびに変わります。\nスマートフォンで上の四角い模様を読み取ると開きます。開かないときは、このパソコンのファイアウォールを確かめてください。",
                "Anybody in the same network who knows this address can look (and change nothing). It is another one each time.\nA telephone opens it by the square above. If it does not, look at this machine's firewall."
            ))?;
        }
    }
    terminal.line(&say!(
        lang,
        "保存するたびに画面が新しくなります。終えるには Ctrl+C を押します。",
        "The page is renewed at every save. Ctrl+C ends it."
    ))?;

    let mut watch = Watch::new(&files);
    loop {
        std::thread::sleep(LOOK);
        let Some(saved) = watch.changed(&maker.files().unwrap_or_else(|_| files.clone())) else {
            continue;
        };
        // A file that is being written may be away for a moment: the next look finds it.
        match maker.edition(terminal) {
            Ok((edition, read)) => {
                terminal.print(&edition.shown)?;
                files = read;
                server.publish(edition, saved);
            }
            Err(error) => terminal.complain(&error),
        }
    }
}

/// The built site: as typed, else `AMA_SITE`, else `site/` or `target/site` near the program or the working folder.
pub(crate) fn site(typed: Option<&Path>, terminal: &Terminal) -> Result<PathBuf> {
    let named = typed
        .map(Path::to_path_buf)
        .or_else(|| std::env::var_os("AMA_SITE").map(PathBuf::from));
    let starts = [std::env::current_exe().ok(), std::env::current_dir().ok()];
    let (found, looked) = match named {
        Some(named) => {
            let looked = reading::shown(&named);
            let is_there = named.join("index.html").is_file();
            (is_there.then_some(named), looked)
        }
        None => {
            let near = starts
                .iter()
                .flatten()
                .flat_map(|start| start.ancestors())
                .flat_map(|folder| ["site", "target/site"].map(|name| folder.join(name)))
                .find(|site| is_ours(site));
            (near, "site/, target/site".to_owned())
        }
    };
    if let Some(site) = found {
        return Ok(site);
    }
    bail!(say!(
        terminal.lang,
        "できあがったサイトが見つかりません（{looked}）。--site でフォルダーを指定するか、cargo xtask build で作ってください",
        "there is no built site ({looked}); name its folder with --site, or build it with cargo xtask build"
    ))
}

/// Modules go to the page as bytes that only a page of the same sources reads rightly.
fn same_build(site: &Path, lang: Language) -> Result<()> {
    let index = sources::read(&site.join(INDEX))?;
    let assets = pack::site::assets(&String::from_utf8_lossy(&index)).unwrap_or_default();
    // A site made by hand has no list.
    if let Ok(list) = std::fs::read(site.join(&assets.site)) {
        read_list(&assets.site, &list, crate::BUILD).map_err(|error| {
            let (shown, words) = (site.display(), error.words());
            anyhow!("{shown}: {}", lang.pick(&words))
        })?;
    }
    Ok(())
}

/// Whether a folder is this site, and not what somebody else calls `site`.
fn is_ours(site: &Path) -> bool {
    std::fs::read_to_string(site.join("index.html")).is_ok_and(|page| page.contains("ama-assets"))
}
