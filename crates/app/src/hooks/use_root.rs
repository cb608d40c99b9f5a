//! What the component stands in.

use yew::prelude::*;

use crate::root::Root;

/// The root of this page.
#[hook]
pub(crate) fn use_root() -> Root {
    use_context::<Root>().unwrap_or_else(Root::whole)
}
