//! The page.
//!
//! Start reading at [`app`]: it puts the contexts (`state`, `courses`, `saving`) around the pages. Components ask for
//! things through `hooks`. `engine` owns the worker, `storage` is what this browser keeps, `shell` is where the page lives,
//! `root` is what its elements stand in.

mod app;
mod assets;
mod browser;
mod components;
mod courses;
mod database;
mod engine;
mod fetched;
mod hooks;
mod ids;
mod library;
mod local;
mod pages;
mod parts;
mod preview;
mod root;
mod route;
mod saving;
mod shell;
mod state;
mod storage;

fn main() {
    if let Some(place) = root::Root::whole().by_id("ama") {
        yew::Renderer::<app::App>::with_root(place).render();
    }
}
