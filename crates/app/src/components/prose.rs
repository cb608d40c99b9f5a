//! Prose of a lesson, block by block. There is no HTML in it to begin with.

mod foreign;
mod picture;
mod term;

use std::rc::Rc;

use spec::prose::{AlertKind, Image};
use spec::{Block, Inline, Module};
use yew::prelude::*;
use yew::virtual_dom::VTag;

use self::foreign::ForeignLink;
use self::picture::OwnPicture;
use self::term::TermTap;
use crate::components::data_table::DataTable;
use crate::hooks::{Words, use_locale, use_root, use_settings};
use crate::library;
use crate::root::Root;
use crate::shell;

/// Properties of [`Prose`].
#[derive(Clone, PartialEq, Properties)]
pub(crate) struct ProseProps {
    /// The lesson, for units and sources of its tables.
    pub(crate) module: Rc<Module>,
    /// What to say.
    pub(crate) blocks: Vec<Block>,
}

/// Prose in the author's language.
#[component]
pub(crate) fn Prose(props: &ProseProps) -> Html {
    let words = use_locale();
    let town = use_settings().town;
    let root = use_root();
    let scene = Scene {
        module: &props.module,
        words: &words,
        town: &town,
        root: &root,
    };
    html! { <div class="prose" lang="ja">{ blocks(&props.blocks, &scene) }</div> }
}

/// Properties of [`Phrase`].
#[derive(Clone, PartialEq, Properties)]
pub(crate) struct PhraseProps {
    /// What to say.
    pub(crate) inlines: Vec<Inline>,
}

/// Words within a label: nothing in them can be pressed.
#[component]
pub(crate) fn Phrase(props: &PhraseProps) -> Html {
    let town = use_settings().town;
    let root = use_root();
    let line = Line {
        town: &town,
        root: &root,
        taps: false,
    };
    html! { <span lang="ja">{ line.inlines(&props.inlines) }</span> }
}

struct Scene<'a> {
    module: &'a Rc<Module>,
    words: &'a Words,
    town: &'a str,
    root: &'a Root,
}

impl Scene<'_> {
    fn line(&self, taps: bool) -> Line<'_> {
        Line {
            town: self.town,
            root: self.root,
            taps,
        }
    }
}

/// What words in a line need to be shown.
#[derive(Clone, Copy)]
struct Line<'a> {
    town: &'a str,
    root: &'a Root,
    /// Whether the words of the glossary can be pressed: not where the line itself is pressed.
    taps: bool,
}

fn blocks(list: &[Block], scene: &Scene<'_>) -> Html {
    list.iter().map(|one| block(one, scene)).collect()
}

fn block(block: &Block, scene: &Scene<'_>) -> Html {
    let say = |text: &[Inline]| scene.line(true).inlines(text);
    match block {
        Block::Heading { level, id, text } => {
            let mut heading = VTag::new(format!("h{}", (*level).clamp(2, 6)));
            if let Some(id) = id {
                heading.add_attribute("id", id.clone());
                // The target of a link takes the focus.
                heading.add_attribute("tabindex", "-1");
            }
            heading.add_child(say(text));
            heading.into()
        }
        Block::Paragraph(text) => match text.as_slice() {
            [Inline::Image(image)] => html! {
                <figure class="picture">
                    { picture(image) }
                    if !image.caption.is_empty() {
                        <figcaption>{ &image.caption }</figcaption>
                    }
                </figure>
            },
            text => html! { <p>{ say(text) }</p> },
        },
        Block::List { start, items } => {
            let items = items
                .iter()
                .map(|item| html! { <li>{ item_blocks(item, scene) }</li> });
            match start {
                Some(start) => html! { <ol start={start.to_string()}>{ for items }</ol> },
                None => html! { <ul>{ for items }</ul> },
            }
        }
        Block::Quote(inner) => html! { <blockquote>{ blocks(inner, scene) }</blockquote> },
        Block::Alert {
            kind,
            blocks: inner,
        } => {
            let slug = alert_slug(*kind);
            html! {
                <div class={classes!("alert", format!("alert-{slug}"))} role="note">
                    <p class="alert-title">{ scene.words.t(&format!("alert-{slug}")) }</p>
                    { blocks(inner, scene) }
                </div>
            }
        }
        Block::Code { text, .. } => html! { <pre tabindex="0"><code>{ text }</code></pre> },
        Block::Table { header, rows } => html! {
            <div class="table-scroll" role="group" aria-label={scene.words.t("prose-table")} tabindex="0">
                <table class="prose-table">
                    <thead><tr>{ for header.iter().map(|cell| html! { <th scope="col">{ say(cell) }</th> }) }</tr></thead>
                    <tbody>
                        { for rows.iter().map(|row| html! {
                            <tr>{ for row.iter().map(|cell| html! { <td>{ say(cell) }</td> }) }</tr>
                        }) }
                    </tbody>
                </table>
            </div>
        },
        Block::Data(view) => {
            html! { <DataTable module={Rc::clone(scene.module)} view={view.clone()} /> }
        }
        Block::Rule => html! { <hr /> },
        Block::Optional {
            id,
            title,
            blocks: inner,
        } => html! {
            <details class="optional">
                <summary>
                    <h2 id={id.clone()} tabindex="-1">{ scene.line(false).inlines(title) }</h2>
                    <span class="optional-note" lang={scene.words.lang().tag()}>{ scene.words.t("prose-optional") }</span>
                </summary>
                { blocks(inner, scene) }
            </details>
        },
    }
}

/// An item that is one paragraph needs no paragraph around it.
fn item_blocks(item: &[Block], scene: &Scene<'_>) -> Html {
    match item {
        [Block::Paragraph(text), rest @ ..] => {
            html! { <>{ scene.line(true).inlines(text) }{ blocks(rest, scene) }</> }
        }
        other => blocks(other, scene),
    }
}

fn alert_slug(kind: AlertKind) -> &'static str {
    match kind {
        AlertKind::Note => "note",
        AlertKind::Tip => "tip",
        AlertKind::Important => "important",
        AlertKind::Warning => "warning",
        AlertKind::Caution => "caution",
    }
}

fn picture(image: &Image) -> Html {
    if image.url.is_empty() {
        // Not found when the course was built: its description does the work.
        return html! { <span class="picture-missing">{ &image.alt }</span> };
    }
    // The size keeps the place while the picture comes.
    let size = |pixels: u32| (pixels > 0).then(|| pixels.to_string());
    let (width, height) = (size(image.width), size(image.height));
    if image.url.starts_with(library::PLACE) || !shell::current().has_addresses() {
        return html! { <OwnPicture url={image.url.clone()} alt={image.alt.clone()} size={(width, height)} /> };
    }
    html! {
        <img src={image.url.clone()} alt={image.alt.clone()} {width} {height} loading="lazy" />
    }
}

impl Line<'_> {
    fn inlines(&self, list: &[Inline]) -> Html {
        list.iter().map(|one| self.inline(one)).collect()
    }

    fn inline(&self, inline: &Inline) -> Html {
        match inline {
            Inline::Text(text) => html! { text },
            Inline::Emphasis(inner) => html! { <em>{ self.inlines(inner) }</em> },
            Inline::Strong(inner) => html! { <strong>{ self.inlines(inner) }</strong> },
            Inline::Code(text) => html! { <code>{ text }</code> },
            Inline::Link { href, text } => link(self.root, href, self.inlines(text)),
            // The SQL behind a figure is the author's proof; the reader sees the number.
            Inline::Figure { text, .. } => html! { <span class="figure">{ text }</span> },
            Inline::Town => html! { <span class="own-town">{ self.town }</span> },
            Inline::Break => html! { <br /> },
            Inline::Ruby { base, reading } => html! {
                <ruby>{ base }<rp>{ "（" }</rp><rt>{ reading }</rt><rp>{ "）" }</rp></ruby>
            },
            Inline::Term { text, term } if self.taps => {
                html! { <TermTap label={self.inlines(text)} term={term.clone()} /> }
            }
            Inline::Term { text, .. } => self.inlines(text),
            Inline::Image(image) => picture(image),
        }
    }
}

/// A link within the site works; a foreign one asks first; anything else is text.
fn link(root: &Root, href: &str, label: Html) -> Html {
    if href.starts_with("#/") {
        return html! { <a href={href.to_owned()}>{ label }</a> };
    }
    if let Some(anchor) = href.strip_prefix('#') {
        let (root, anchor) = (root.clone(), anchor.to_owned());
        // The address bar is the router's: the jump is made here.
        let onclick = Callback::from(move |event: MouseEvent| {
            event.prevent_default();
            root.jump_to(&anchor);
        });
        return html! { <a href={href.to_owned()} {onclick}>{ label }</a> };
    }
    if foreign::is_web(href) {
        return html! { <ForeignLink href={href.to_owned()}>{ label }</ForeignLink> };
    }
    html! { <>{ label }{ "（" }<span class="address">{ href }</span>{ "）" }</> }
}
