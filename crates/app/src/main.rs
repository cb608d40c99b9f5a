//! The page.
//!
//! Start reading at [`app`]: it puts the contexts (`state`, `courses`, `saving`) around the pages. Components ask for
//! things through `hooks`. `engine` owns the worker, `storage` is what this browser keeps. Three things may differ from place
//! to place, apart from each other: `shell` is where files come from, `host` who is around the page and keeps the work, `root`
//! what its elements stand in.

mod app;
mod assets;
mod browser;
mod components;
mod courses;
mod database;
mod engine;
mod fetched;
mod hooks;
mod host;
mod ids;
mod library;
mod local;
mod pages;
mod parts;
mod plain;
mod preview;
mod root;
mod route;
mod saving;
mod shell;
mod state;
mod storage;

fn main() {
    shell::serve_own(library::PLACE, library::fetch);
    if let Some(place) = root::Root::whole().by_id("ama") {
        yew::Renderer::<app::App>::with_root(place).render();
    }
}
