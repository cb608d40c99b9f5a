//! The words of the page's language.

use std::ops::Deref;
use std::rc::Rc;

use locale::{Arg, Lang, Locale};
use spec::diagnostic::Bilingual;
use yew::prelude::*;

/// The words of one language; compared by pointer.
#[derive(Clone)]
pub(crate) struct Words(pub(crate) Rc<Locale>);

impl Words {
    /// The message of that id.
    pub(crate) fn t(&self, id: &str) -> String {
        self.0.text(id)
    }

    /// The message of that id with parameters: `words.t_with("bench-rows", &[("rows", 29_u64.into())])`.
    pub(crate) fn t_with(&self, id: &str, args: &[(&str, Arg<'_>)]) -> String {
        self.0.text_with(id, args)
    }
}

impl Words {
    /// The text of the page's language.
    pub(crate) fn pick(&self, text: &Bilingual) -> String {
        match self.0.lang() {
            Lang::Ja => text.ja.clone(),
            Lang::En => text.en.clone(),
        }
    }
}

impl PartialEq for Words {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Deref for Words {
    type Target = Locale;

    fn deref(&self) -> &Locale {
        &self.0
    }
}

/// The words of the page's language. The component is drawn again when the language changes.
#[hook]
pub(crate) fn use_locale() -> Words {
    use_context::<Words>().unwrap_or_else(|| Words(Rc::new(Locale::new(Lang::default()))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::settings::{TextSize, Theme};

    #[test]
    fn ids_that_are_put_together_have_words() {
        let sizes = [TextSize::Normal, TextSize::Large, TextSize::Huge]
            .map(|size| format!("text-{}", size.slug()));
        let themes = Theme::ALL.map(|theme| format!("theme-{}", theme.slug()));
        let ids: Vec<String> = sizes.into_iter().chain(themes).collect();
        for lang in [Lang::Ja, Lang::En] {
            let locale = Locale::new(lang);
            for id in &ids {
                assert!(locale.has(id), "{id} in {}", lang.tag());
            }
        }
    }
}
