//! The link to what comes after an exercise.

use yew::prelude::*;

/// A link to what comes next.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct WayLink {
    /// The address.
    pub(crate) href: String,
    /// What it says.
    pub(crate) label: String,
    /// Before it is followed.
    pub(crate) onfollow: Callback<MouseEvent>,
}

impl WayLink {
    /// The link.
    pub(crate) fn link(&self, class: &'static str) -> Html {
        html! { <a {class} href={self.href.clone()} title={self.label.clone()} onclick={self.onfollow.clone()}>{ &self.label }</a> }
    }
}
