//! Finding things as people and screen readers know them: by role and accessible name.
//!
//! A script in the page makes a short list (anything of the role whose text or label contains the name); the browser's
//! own accessibility tree then says which of them really have that role and name.

use std::time::Duration;

use fantoccini::error::CmdError;
use serde_json::{Value, json};

use crate::browser::Browser;
use crate::wait::PATIENCE;

/// What something is to a screen reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// A button.
    Button,
    /// A link.
    Link,
    /// A heading.
    Heading,
    /// A field for text.
    Textbox,
    /// A field for a number.
    Spinbutton,
    /// A check box.
    Checkbox,
    /// A radio button.
    Radio,
    /// A list to pick one thing from.
    Combobox,
    /// A thing to pick.
    Option,
    /// A list of such things that is open.
    Listbox,
    /// A tab of several.
    Tab,
    /// A dialog.
    Dialog,
    /// An entry of a menu.
    Menuitem,
    /// A table.
    Table,
    /// An item of a list.
    Listitem,
    /// A named part of the page.
    Region,
    /// Links that belong together.
    Navigation,
    /// A picture.
    Image,
    /// Where the page says what has just happened.
    Status,
    /// The same, urgently.
    Alert,
    /// How far something is.
    Progressbar,
    /// Fields that belong together.
    Group,
}

impl Role {
    /// Elements that may have that role, and the role's names in the accessibility tree.
    fn of(self) -> (&'static str, &'static [&'static str]) {
        match self {
            Self::Button => (
                "button,summary,input[type=submit],[role=button]",
                &["button", "DisclosureTriangle", "disclosuretriangle"],
            ),
            Self::Link => ("a[href],[role=link]", &["link"]),
            Self::Heading => ("h1,h2,h3,h4,h5,h6,[role=heading]", &["heading"]),
            Self::Textbox => (
                "input:not([type]),input[type=text],input[type=search],textarea,[role=textbox],[contenteditable=true]",
                &["textbox", "searchbox", "combobox"],
            ),
            Self::Spinbutton => ("input[type=number],[role=spinbutton]", &["spinbutton"]),
            Self::Checkbox => (
                "input[type=checkbox],[role=checkbox]",
                &["checkbox", "switch"],
            ),
            Self::Radio => ("input[type=radio],[role=radio]", &["radio"]),
            Self::Combobox => ("select,[role=combobox]", &["combobox", "listbox"]),
            Self::Option => ("option,[role=option]", &["option"]),
            Self::Listbox => ("[role=listbox]", &["listbox"]),
            Self::Tab => ("[role=tab]", &["tab"]),
            Self::Dialog => (
                "dialog,[role=dialog],[role=alertdialog]",
                &["dialog", "alertdialog"],
            ),
            Self::Menuitem => (
                "[role=menuitem],[role=menuitemradio]",
                &["menuitem", "menuitemradio"],
            ),
            Self::Table => ("table,[role=table],[role=grid]", &["table", "grid"]),
            Self::Listitem => ("li,[role=listitem]", &["listitem"]),
            Self::Region => (
                "section,[role=region],article,main,aside",
                &["region", "article", "main", "complementary"],
            ),
            Self::Navigation => ("nav,[role=navigation]", &["navigation"]),
            Self::Image => (
                "img,canvas,svg,[role=img]",
                &["img", "image", "graphics-document"],
            ),
            Self::Status => ("output,[role=status]", &["status"]),
            Self::Alert => ("[role=alert]", &["alert"]),
            Self::Progressbar => ("progress,[role=progressbar]", &["progressbar"]),
            Self::Group => ("fieldset,[role=group],details", &["group", "radiogroup"]),
        }
    }
}

/// Something in a page.
#[derive(Clone)]
pub struct Element {
    browser: Browser,
    id: String,
}

/// The key under which WebDriver hands out elements.
const REFERENCE: &str = "element-6066-11e4-a52e-4f735466cecf";

/// Elements of a role whose text or labels contain the name, in document order. Cheap and generous.
const SHORT_LIST: &str = r#"
const [css, name, root] = arguments;
const flat = (text) => (text ?? "").normalize("NFKC").replace(/\s+/g, " ").trim();
const wanted = flat(name);
const byId = (ids) => (ids ?? "").split(/\s+/).filter(Boolean).map((id) => document.getElementById(id)?.textContent ?? "").join(" ");
const named = (element) => {
  const words = [
    element.getAttribute("aria-label"), byId(element.getAttribute("aria-labelledby")), element.getAttribute("alt"),
    element.getAttribute("title"), element.getAttribute("placeholder"), element.textContent,
    ...Array.from(element.labels ?? [], (label) => label.textContent), element.value,
    element.querySelector?.(":scope > legend, :scope > caption, :scope > title, :scope > summary")?.textContent,
  ];
  return words.some((word) => typeof word === "string" && flat(word).includes(wanted));
};
const seen = (element) => {
  let box = element.tagName === "OPTION" ? element.closest("select") : element;
  // What has no box of its own is seen where its parent is.
  while (box && getComputedStyle(box).display === "contents") box = box.parentElement;
  return box && box.checkVisibility({ visibilityProperty: true }) && !element.closest("[inert]");
};
return Array.from((root ?? document).querySelectorAll(css)).filter((element) => seen(element) && (wanted === "" || named(element))).slice(0, 60);
"#;

fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Looking for things, in the whole page or inside something.
pub trait Find {
    /// Where commands go, and the element to look inside.
    fn place(&self) -> (Browser, Option<&Element>);

    /// Everything of that role whose name contains these words, as it is now. No words: any name.
    fn all(&self, role: Role, name: &str) -> Vec<Element> {
        let (browser, root) = self.place();
        let (css, roles) = role.of();
        let root = root.map_or(Value::Null, Element::reference);
        let Ok(Value::Array(short)) =
            browser.try_script(SHORT_LIST, &[json!(css), json!(name), root])
        else {
            return Vec::new();
        };
        let elements = short
            .iter()
            .filter_map(|found| Element::of_json(&browser, found));
        elements
            .filter(|element| {
                let role = element.role();
                role.is_ok_and(|role| roles.contains(&role.as_str()))
                    && (name.is_empty()
                        || element
                            .name()
                            .is_ok_and(|found| flat(&found).contains(&flat(name))))
            })
            .collect()
    }

    /// The one that is named exactly so, else the first that contains the words; nothing if it is not there now.
    fn now(&self, role: Role, name: &str) -> Option<Element> {
        let mut found = self.all(role, name);
        let exact = found
            .iter()
            .position(|element| element.name().is_ok_and(|found| flat(&found) == flat(name)));
        (!found.is_empty()).then(|| found.swap_remove(exact.unwrap_or(0)))
    }

    /// Waits for it.
    fn get(&self, role: Role, name: &str) -> Element {
        let browser = self.place().0;
        browser
            .wait(&format!("{role:?} «{name}»"), PATIENCE, || {
                self.now(role, name)
            })
            .0
    }

    /// Waits until it can be clicked, and clicks it.
    fn click(&self, role: Role, name: &str) {
        self.doing(role, name, "click", Element::try_click);
    }

    /// Waits for a field and makes this its text.
    fn fill(&self, role: Role, name: &str, text: &str) {
        self.doing(role, name, "fill in", |element| element.try_fill(text));
    }

    /// Waits for a list to pick from and picks the first option that contains these words.
    fn choose(&self, name: &str, option: &str) {
        self.doing(
            Role::Combobox,
            name,
            &format!("choose «{option}» in"),
            |element| {
                let found = element.now(Role::Option, option);
                found
                    .ok_or(CmdError::NotJson(format!("no option «{option}»")))?
                    .try_click()
            },
        );
    }

    /// Does something as soon as it is possible: the page may just be drawing itself anew.
    fn doing(
        &self,
        role: Role,
        name: &str,
        verb: &str,
        act: impl Fn(&Element) -> Result<(), CmdError>,
    ) {
        let mut last = String::from("it is not there");
        let mut look = || {
            let element = self.now(role, name)?;
            act(&element).map_err(|error| last = error.to_string()).ok()
        };
        if crate::wait::until(PATIENCE, &mut look).is_err() {
            panic!("could not {verb} {role:?} «{name}»: {last}");
        }
    }

    /// Waits until these words can be read.
    fn sees(&self, words: &str) {
        self.sees_within(words, PATIENCE);
    }

    /// Waits until these words can be read; gives how long that took.
    fn sees_within(&self, words: &str, limit: Duration) -> Duration {
        let browser = self.place().0;
        browser
            .wait(&format!("the words «{words}»"), limit, || {
                self.reads(words).then_some(())
            })
            .1
    }

    /// Waits until these words are gone.
    fn sees_no(&self, words: &str) {
        let browser = self.place().0;
        browser.wait(&format!("«{words}» to go"), PATIENCE, || {
            (!self.reads(words)).then_some(())
        });
    }

    /// Whether these words can be read now.
    fn reads(&self, words: &str) -> bool {
        flat(&self.says()).contains(&flat(words))
    }

    /// The text that can be read now.
    fn says(&self) -> String;
}

impl Find for Browser {
    fn place(&self) -> (Browser, Option<&Element>) {
        (self.clone(), None)
    }

    fn says(&self) -> String {
        self.text()
    }
}

impl Find for Element {
    fn place(&self) -> (Browser, Option<&Element>) {
        (self.browser.clone(), Some(self))
    }

    fn says(&self) -> String {
        self.text()
    }
}

impl Element {
    pub(crate) fn of_json(browser: &Browser, value: &Value) -> Option<Self> {
        let id = value.get(REFERENCE)?.as_str()?.to_owned();
        Some(Self {
            browser: browser.clone(),
            id,
        })
    }

    /// To be handed to a script.
    pub fn reference(&self) -> Value {
        json!({ REFERENCE: self.id })
    }

    fn ask(&self, what: &str) -> Result<String, CmdError> {
        let answer = self
            .browser
            .command(&format!("element/{}/{what}", self.id), None)?;
        Ok(answer.as_str().unwrap_or_default().to_owned())
    }

    /// Its role in the accessibility tree.
    pub(crate) fn role(&self) -> Result<String, CmdError> {
        self.ask("computedrole")
    }

    /// Its name in the accessibility tree.
    pub(crate) fn name(&self) -> Result<String, CmdError> {
        self.ask("computedlabel")
    }

    /// Its name in the accessibility tree; empty when it is gone.
    pub fn label(&self) -> String {
        self.name().unwrap_or_default()
    }

    /// Its text; empty when it is gone.
    pub fn text(&self) -> String {
        let text = self.browser.try_script(
            "return arguments[0].innerText ?? arguments[0].textContent;",
            &[self.reference()],
        );
        text.ok()
            .and_then(|text| text.as_str().map(str::to_owned))
            .unwrap_or_default()
    }

    /// A property of it, as JavaScript sees it.
    pub fn property(&self, name: &str) -> Value {
        let source = "return arguments[0][arguments[1]];";
        self.browser
            .try_script(source, &[self.reference(), json!(name)])
            .unwrap_or_default()
    }

    /// What stands in a field.
    pub fn value(&self) -> String {
        match self.property("value") {
            Value::String(text) => text,
            _ => self.text(),
        }
    }

    /// An attribute of it.
    pub fn attribute(&self, name: &str) -> Option<String> {
        let source = "return arguments[0].getAttribute(arguments[1]);";
        let value = self
            .browser
            .try_script(source, &[self.reference(), json!(name)])
            .ok()?;
        value.as_str().map(str::to_owned)
    }

    /// Clicks it.
    pub fn press(&self) {
        self.try_click()
            .unwrap_or_else(|error| panic!("click: {error}"));
    }

    /// Clicks it, where it is still there.
    ///
    /// # Errors
    /// The driver's: the page has drawn itself anew, or something lies above it.
    pub fn try_click(&self) -> Result<(), CmdError> {
        // What moves while somebody reaches for it is reached for again.
        self.reach().or_else(|_| self.reach())
    }

    fn reach(&self) -> Result<(), CmdError> {
        // The middle of the window is free of sticky bars.
        self.browser.try_script(
            "arguments[0].scrollIntoView({ block: 'center', behavior: 'instant' });",
            &[self.reference()],
        )?;
        self.browser
            .command(&format!("element/{}/click", self.id), Some(json!({})))
            .map(drop)
    }

    /// Puts a file in.
    pub fn put(&self, path: &std::path::Path) {
        let text = path.display().to_string();
        let sent = self.browser.command(
            &format!("element/{}/value", self.id),
            Some(json!({ "text": text })),
        );
        sent.unwrap_or_else(|error| panic!("put a file in: {error}"));
    }

    pub(crate) fn try_fill(&self, text: &str) -> Result<(), CmdError> {
        self.try_click()?;
        self.browser.press(crate::Key::Ctrl('a'));
        if text.is_empty() {
            self.browser.press(crate::Key::Delete);
        } else {
            self.browser.type_text(text);
        }
        Ok(())
    }
}
