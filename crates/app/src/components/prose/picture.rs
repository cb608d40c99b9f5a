//! A picture without an address that a browser could load: of a module that came from no site, or in a page that is one
//! file.

use wasm_bindgen_futures::spawn_local;
use web_sys::{Blob, BlobPropertyBag, Url};
use yew::prelude::*;

use crate::shell;

/// Properties of [`OwnPicture`].
#[derive(Clone, PartialEq, Properties)]
pub(crate) struct OwnPictureProps {
    /// Where it is kept.
    pub(crate) url: AttrValue,
    /// What it shows.
    pub(crate) alt: AttrValue,
    /// Its size in pixels, if known: it keeps the place while the picture comes.
    #[prop_or_default]
    pub(crate) size: (Option<String>, Option<String>),
}

/// The picture, once it is there; until then and without it, its description.
#[component]
pub(crate) fn OwnPicture(props: &OwnPictureProps) -> Html {
    let address = use_state_eq(|| None::<String>);
    {
        let address = address.setter();
        use_effect_with(props.url.clone(), move |url| {
            let url = url.clone();
            spawn_local(async move {
                if let Ok(bytes) = shell::fetch_bytes(&url).await {
                    address.set(object_url(&bytes, &url));
                }
            });
        });
    }
    {
        // The browser keeps the bytes as long as the address.
        use_effect_with((*address).clone(), |address| {
            let address = address.clone();
            move || {
                if let Some(address) = address {
                    // An address of ours: never refused.
                    let _ = Url::revoke_object_url(&address);
                }
            }
        });
    }
    match &*address {
        Some(address) => {
            let (width, height) = props.size.clone();
            html! { <img src={address.clone()} alt={props.alt.clone()} {width} {height} /> }
        }
        None => html! { <span class="picture-missing">{ &props.alt }</span> },
    }
}

/// Only pictures made of pixels: a drawing could carry a script.
fn object_url(bytes: &[u8], url: &str) -> Option<String> {
    let ending = url.rsplit_once('.')?.1.to_ascii_lowercase();
    let kind = match ending.as_str() {
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "gif" => "image/gif",
        _ => return None,
    };
    let properties = BlobPropertyBag::new();
    properties.set_type(kind);
    let parts = js_sys::Array::of1(&js_sys::Uint8Array::from(bytes));
    let blob = Blob::new_with_u8_array_sequence_and_options(&parts, &properties).ok()?;
    Url::create_object_url_with_blob(&blob).ok()
}
