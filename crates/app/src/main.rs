//! The page.
//!
//! Start reading at [`app`]: it puts the contexts (`state`, `courses`, `saving`) around the pages. Components ask for
//! things through `hooks`. `engine` owns the worker, `storage` is what this browser keeps, `shell` is where the page lives.

mod app;
mod assets;
mod browser;
mod components;
mod courses;
mod database;
mod engine;
mod fetched;
mod hooks;
mod library;
mod local;
mod pages;
mod parts;
mod preview;
mod route;
mod saving;
mod shell;
mod state;
mod storage;

fn main() {
    let root = browser::document().and_then(|document| document.get_element_by_id("ama"));
    if let Some(root) = root {
        yew::Renderer::<app::App>::with_root(root).render();
    }
}
