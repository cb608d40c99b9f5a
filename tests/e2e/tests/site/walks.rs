//! A whole module, from the first screen to its end, in one of three ways: by mouse, by keyboard alone, by touch on a
//! telephone. The same things are done in all of them, and axe-core looks at each stop.

use std::cell::RefCell;

use crate::keyboard;
use e2e::{Browser, Element, Find as _, Key, LessonPage, Options, PATIENCE, Role, Stage};

/// How things are reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    /// With a mouse, in what a browser leaves of an office PC's screen.
    Mouse,
    /// With Tab, Enter, Space and the arrows, there.
    Keys,
    /// With a finger, on a telephone.
    Touch,
}

/// Most presses of Tab between two things of one page.
const FAR: usize = 250;

/// Long tasks of the page, from its beginning.
const TASKS: &str = r#"
window.__tasks = [];
new PerformanceObserver((list) => { for (const task of list.getEntries()) window.__tasks.push(task.duration); })
  .observe({ type: "longtask", buffered: true });
"#;

/// Where an element stands in relation to the focus: on it, before it, behind it.
const RELATION: &str = r#"
const [wanted] = arguments;
const here = document.activeElement;
if (here === wanted) return "here";
// The buttons of one question are one stop.
if (here.type === "radio" && wanted.type === "radio" && here.name === wanted.name) return "group";
return here.compareDocumentPosition(wanted) & Node.DOCUMENT_POSITION_FOLLOWING ? "behind" : "before";
"#;

/// Brings an element into view; gives its middle, and whether a finger would meet it there.
const MIDDLE: &str = r#"
const [element] = arguments;
element.scrollIntoView({ block: "center", inline: "nearest", behavior: "instant" });
const box = element.getClientRects()[0];
if (!box) return null;
const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
const met = document.elementFromPoint(x, y);
const label = element.labels?.[0];
return { x, y, free: !!met && (element.contains(met) || met.contains(element) || !!label?.contains(met)), over: met?.outerHTML.slice(0, 120) };
"#;

/// Somebody in front of the page.
struct Hands<'a> {
    stage: &'a Stage,
    browser: Browser,
    way: Way,
    stops: RefCell<Vec<String>>,
    barriers: RefCell<Vec<String>>,
}

impl Hands<'_> {
    /// Where she is now: the exercise that is open, else the whole page.
    fn all(&self, role: Role, name: &str) -> Option<Element> {
        let exercise = self.browser.now(Role::Region, "練習 ");
        let here = exercise.and_then(|exercise| exercise.now(role, name));
        here.or_else(|| self.browser.now(role, name))
    }

    /// Reaches something and does what this way does with it, until that was possible.
    fn with(&self, role: Role, name: &str, act: impl Fn(&Element) -> Option<()>) {
        self.browser
            .wait(&format!("{role:?} «{name}»"), PATIENCE, || {
                let element = self.all(role, name)?;
                self.reach(&element, role, name)?;
                act(&element)
            });
    }

    /// Brings a pointer or the focus to an element.
    fn reach(&self, element: &Element, role: Role, name: &str) -> Option<()> {
        match self.way {
            Way::Mouse => Some(()),
            Way::Touch => self.middle(element).map(drop),
            Way::Keys => {
                for _ in 0..FAR {
                    let relation = self.browser.script(RELATION, &[element.reference()]);
                    match relation.as_str()? {
                        "here" | "group" => return Some(()),
                        "behind" => self.browser.press(Key::Tab),
                        _ => self.browser.press(Key::BackTab),
                    }
                    keyboard::focus_is_seen(&self.browser);
                }
                panic!("{role:?} «{name}» cannot be reached by Tab");
            }
        }
    }

    fn middle(&self, element: &Element) -> Option<(f64, f64)> {
        let middle = self.browser.script(MIDDLE, &[element.reference()]);
        if middle["free"] != true {
            return None;
        }
        Some((middle["x"].as_f64()?, middle["y"].as_f64()?))
    }

    /// A finger, down and up.
    fn tap(&self, element: &Element) -> Option<()> {
        let (x, y) = self.middle(element)?;
        self.browser.tap(x, y);
        Some(())
    }

    fn press(&self, role: Role, name: &str) {
        self.with(role, name, |element| match self.way {
            Way::Mouse => element.try_click().ok(),
            Way::Touch => self.tap(element),
            Way::Keys => {
                match role {
                    Role::Checkbox => self.browser.press(Key::Space),
                    Role::Radio => self.arrow_to(element),
                    _ => self.browser.press(Key::Enter),
                }
                Some(())
            }
        });
    }

    /// The arrows go through the options of a question.
    fn arrow_to(&self, element: &Element) {
        if self.browser.focused().property("checked") == false {
            self.browser.press(Key::Space);
        }
        for _ in 0..20 {
            let relation = self.browser.script(RELATION, &[element.reference()]);
            if relation == "here" {
                return;
            }
            self.browser.press(Key::Down);
        }
        panic!("the arrows do not reach «{}»", element.label());
    }

    /// Chooses from a list. What opens it is the browser's own and on a telephone the system's: it is only reached for, and
    /// the choice made.
    fn choose(&self, list: &str, option: &str) {
        self.with(Role::Combobox, list, |element| match self.way {
            Way::Keys => {
                keyboard::pick(&self.browser, option);
                Some(())
            }
            Way::Mouse | Way::Touch => element.now(Role::Option, option)?.try_click().ok(),
        });
    }

    fn write(&self, field: &str, text: &str) {
        self.with(Role::Textbox, field, |element| {
            match self.way {
                Way::Mouse => element.try_click().ok()?,
                Way::Touch => self.tap(element)?,
                Way::Keys => {}
            }
            self.browser
                .wait("the field to have the focus", PATIENCE, || {
                    let relation = self.browser.script(RELATION, &[element.reference()]);
                    (relation == "here").then_some(())
                });
            self.browser.press(Key::Ctrl('a'));
            match self.way {
                // Keyboards on glass put words in.
                Way::Touch => self.browser.paste(text),
                Way::Mouse | Way::Keys => self.browser.type_text(text),
            }
            Some(())
        });
    }

    fn add(&self, verb: &str) {
        self.press(Role::Button, "手順を追加");
        self.browser.get(Role::Region, "しますか");
        if self.all(Role::Button, verb).is_none() {
            self.press(Role::Button, "ほかの操作");
        }
        self.press(Role::Button, verb);
        self.browser.get(Role::Button, "消す");
    }

    fn only(&self, column: &str, value: &str) {
        self.add("行を絞る");
        self.choose("列", column);
        self.choose("値", value);
    }

    fn group(&self, key: &str, column: &str) {
        self.add("グループごとに集計する");
        self.press(Role::Checkbox, key);
        self.choose("どの列", column);
    }

    fn sort(&self, column: &str, order: &str) {
        self.add("並べ替える");
        self.choose("並べ替える列", column);
        self.choose("順", order);
    }

    /// Has the answer checked, and finds it right.
    fn check(&self) {
        self.press(Role::Button, "確認する");
        self.browser.sees("できました");
        self.stop("checked");
    }

    /// The way on, by way of the text where it leads there.
    fn on_to(&self, number: usize) {
        let name = format!("練習 {number} ");
        self.press(Role::Link, "次へ：");
        let arrived = || {
            let exercise = self.browser.now(Role::Region, &name).is_some();
            let link = self.browser.now(Role::Button, "確認する").is_none();
            (exercise || link).then_some(exercise)
        };
        let (there, _) = self.browser.wait("where the way leads", PATIENCE, arrived);
        if !there {
            self.stop("text");
            self.press(Role::Link, &name);
        }
        self.browser.get(Role::Region, &name);
        self.stop(&name);
    }

    /// Lets axe-core look round.
    fn stop(&self, what: &str) {
        let found = self.stage.barriers(&self.browser);
        let found = found.into_iter().map(|place| format!("{what}: {place}"));
        self.barriers.borrow_mut().extend(found);
        self.stops.borrow_mut().push(what.trim().to_owned());
    }
}

pub(crate) fn walk(stage: &Stage, way: Way) -> String {
    let is_phone = way == Way::Touch;
    let browser = stage.browser_with(Options {
        size: if is_phone { (390, 844) } else { (1366, 650) },
        scale: if is_phone { 2.0 } else { 1.0 },
        scripts: vec![TASKS.to_owned()],
        ..Options::default()
    });
    if is_phone {
        browser.be_a_phone();
    }
    browser.open(&stage.server.url());
    let hands = Hands {
        stage,
        browser: browser.clone(),
        way,
        stops: RefCell::default(),
        barriers: RefCell::default(),
    };
    browser.get(Role::Link, "はじめる");
    if is_phone {
        let coarse = browser.script("return matchMedia('(pointer: coarse)').matches;", &[]);
        assert_eq!(coarse, true, "the page knows that it is a finger");
    }
    hands.stop("home");
    hands.press(Role::Link, "グループごとに集計する");
    let lesson = LessonPage::here(&browser);
    lesson.is_open();
    lesson.wait_for_engine();
    hands.stop("text");

    hands.press(Role::Link, "練習 1 ");
    browser.get(Role::Region, "練習 1 ");
    hands.stop("練習 1");
    hands.only("年（", "2020");
    hands.group("地域（", "人口（");
    hands.sort("人口合計（", "大きい順");
    hands.check();

    hands.on_to(2);
    hands.only("年（", "2020");
    hands.add("グループごとに集計する");
    hands.press(Role::Checkbox, "地域（");
    hands.choose("計算", "件数");
    hands.write("新しい列の名前", "市町数");
    hands.check();

    hands.on_to(3);
    hands.write("答え", "1,813,859");
    hands.check();

    hands.on_to(4);
    hands.group("年（", "人口（");
    hands.sort("年（", "小さい順");
    hands.check();

    hands.on_to(5);
    hands.add("グループごとに集計する");
    hands.press(Role::Checkbox, "地域（");
    hands.choose("どの列", "人口（");
    hands.press(Role::Button, "計算を加える");
    hands.write("新しい列の名前", "総人口");
    second_sum(&hands);
    hands.add("計算した列を足す");
    hands.write("式", "総人口 ÷ 世帯数合計");
    hands.write("新しい列の名前", "世帯人員");
    hands.add("列を選ぶ");
    hands.press(Role::Checkbox, "地域（");
    hands.press(Role::Checkbox, "世帯人員（");
    hands.check();

    hands.on_to(6);
    hands.only("年（", "2021");
    hands.group("産業（", "従業者数（");
    hands.write("新しい列の名前", "従業者合計");
    hands.sort("従業者合計（", "大きい順");
    hands.add("上から数行を残す");
    hands.write("行数", "3");
    hands.check();

    hands.on_to(7);
    hands.press(Role::Radio, "中央値");
    hands.check();

    hands.press(Role::Link, "次へ：この講座のまとめ");
    browser.sees("この講座を終えました");
    hands.stop("end");

    let barriers = hands.barriers.into_inner();
    assert!(
        barriers.is_empty(),
        "axe-core objects:\n{}",
        barriers.join("\n")
    );
    let longest = browser.script("return Math.max(0, ...window.__tasks);", &[]);
    format!(
        "a whole module by {way:?}, {} stops without an objection of axe-core; longest task of the page {:.0} ms",
        hands.stops.borrow().len(),
        longest.as_f64().unwrap_or_default()
    )
}

/// The second calculation of a group: its list is the one in which nothing is chosen yet.
fn second_sum(hands: &Hands<'_>) {
    let browser = &hands.browser;
    let (list, _) = browser.wait("a second list", PATIENCE, || {
        let lists = browser.all(Role::Combobox, "どの列");
        lists.into_iter().find(|list| list.value().is_empty())
    });
    browser.wait("to reach the second list", PATIENCE, || {
        hands.reach(&list, Role::Combobox, "どの列")
    });
    match hands.way {
        Way::Keys => keyboard::pick(browser, "世帯数（"),
        Way::Mouse | Way::Touch => list.get(Role::Option, "世帯数（").press(),
    }
}
