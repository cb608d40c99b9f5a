//! What is being drawn: should the page stop while it is, the next start knows what not to draw.

use yew::prelude::*;

use crate::browser::note;

/// Says that something is being drawn until it stands there; `id` begins with the id of its exercise. For components that
/// take a learner's answer apart.
#[hook]
pub(crate) fn use_drawing(id: &str) {
    note(".drawing", id);
    use_effect(|| note(".drawing", ""));
}
