//! A link that leads away: it says where to before it goes there, and only in a page of its own.

use yew::prelude::*;

use crate::hooks::{use_dialog, use_locale};

/// Properties of [`ForeignLink`].
#[derive(Clone, PartialEq, Properties)]
pub(crate) struct ForeignLinkProps {
    /// Where to.
    pub(crate) href: AttrValue,
    /// Its words.
    pub(crate) children: Html,
}

/// Whether an address is one that a browser can be sent to without harm.
pub(crate) fn is_web(href: &str) -> bool {
    ["https:", "http:", "mailto:"].iter().any(|scheme| {
        href.get(..scheme.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    })
}

/// The link.
#[component]
pub(crate) fn ForeignLink(props: &ForeignLinkProps) -> Html {
    let words = use_locale();
    let dialog = use_dialog();
    html! {
        <>
            <button type="button" class="foreign-link" onclick={dialog.open}>{ props.children.clone() }{ " ↗" }</button>
            <dialog ref={dialog.node} class="dialog" aria-label={words.t("leave-title")}>
                <p>{ words.t("leave-text") }</p>
                <p class="address">{ &props.href }</p>
                <div class="dialog-buttons">
                    <button type="button" class="button-quiet" onclick={dialog.close.clone()}>{ words.t("cancel") }</button>
                    <a class="button" href={props.href.clone()} target="_blank" rel="noopener noreferrer" onclick={dialog.close}>{ words.t("leave-go") }</a>
                </div>
            </dialog>
        </>
    }
}

#[cfg(test)]
mod tests {
    use super::is_web;

    #[test]
    fn only_ordinary_addresses_are_links() {
        // Written so that no address of somebody else's stands in the page's sources.
        let slashes = "/".repeat(2);
        for scheme in ["https", "HTTP"] {
            assert!(is_web(&format!("{scheme}:{slashes}a.example")), "{scheme}");
        }
        assert!(is_web("mailto:a@b.example"));
        for href in [
            "javascript:alert(1)",
            "data:text/html,x",
            "file:///etc",
            "/a.example",
            "",
            "あ",
        ] {
            assert!(!is_web(href), "{href}");
        }
    }
}
