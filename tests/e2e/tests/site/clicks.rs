//! Clicks: seven tasks of the courses by mouse, none with many more than a spreadsheet asks for.
//!
//! Counted is what a person decides: a press is one, typing into a field is one, choosing from a list is two (it opens, it
//! closes). Scrolling is not counted.

use std::time::Duration;

use e2e::{Exercise, Find as _, LessonPage, Options, PATIENCE, Role, Stage, until};

/// How many clicks more than a spreadsheet's usual way a task may take.
const MORE: u32 = 2;

/// A task: where it is, what a spreadsheet's usual way takes, and ours.
type Task = (&'static str, usize, u32, fn(&mut Mouse));

const TASKS: [Task; 7] = [
    ("ds1-01-table", 4, 5, keep_three_columns),
    ("ds1-01-table", 5, 4, keep_missing_rows),
    ("st1-01-mytown", 2, 8, density),
    ("ds1-03-group", 1, 11, sum_by_region),
    ("ds1-03-group", 5, 14, ratio_of_sums),
    ("ds1-03-group", 6, 14, first_three),
    ("rpa1-01-ledger", 3, 11, three_conditions),
];

/// Somebody at an exercise who counts.
struct Mouse {
    exercise: Exercise,
    clicks: u32,
}

impl Mouse {
    fn press(&mut self, name: &str) {
        self.exercise.section.click(Role::Button, name);
        self.clicks += 1;
    }

    fn tick(&mut self, name: &str) {
        self.exercise.section.click(Role::Checkbox, name);
        self.clicks += 1;
    }

    fn choose(&mut self, list: &str, option: &str) {
        self.exercise.section.choose(list, option);
        self.clicks += 2;
    }

    fn write(&mut self, field: &str, text: &str) {
        self.exercise.section.fill(Role::Textbox, field, text);
        self.clicks += 1;
    }

    /// A verb of «＋ 手順を追加» that stands there at once.
    fn add(&mut self, verb: &str) {
        self.press("手順を追加");
        let menu = self.exercise.section.get(Role::Region, "しますか");
        menu.click(Role::Button, verb);
        self.clicks += 1;
    }

    /// Something that a column's header offers.
    fn head(&mut self, column: &str, item: &str) {
        self.open_head(column);
        self.press(item);
    }

    fn open_head(&mut self, column: &str) {
        let what = format!("「{column}」でできること");
        let section = &self.exercise.section;
        // A column that comes meanwhile moves the headers away: people press again, which is no decision.
        let opened = || {
            section.now(Role::Button, &what)?.try_click().ok()?;
            let menu = until(Duration::from_secs(2), || section.now(Role::Group, &what));
            menu.ok().map(drop)
        };
        self.exercise.browser.wait(&what, PATIENCE, opened);
        self.clicks += 1;
    }

    /// Rows with that value, by the header.
    fn only(&mut self, column: &str, value: &str) {
        self.open_head(column);
        self.tick(value);
        self.press("選んだ 1 つの値で絞る");
    }
}

fn keep_three_columns(mouse: &mut Mouse) {
    mouse.head("市町名", "この列だけ残す");
    mouse.tick("年（");
    mouse.tick("人口（");
}

fn keep_missing_rows(mouse: &mut Mouse) {
    mouse.head("男", "空（欠測）の行だけ");
}

fn density(mouse: &mut Mouse) {
    mouse.add("計算した列を足す");
    mouse.write("式", "人口 ÷ 総面積");
    mouse.write("新しい列の名前", "人口密度");
    mouse.head("人口密度", "大きい順に並べる");
    mouse.head("市町名", "この列だけ残す");
    mouse.tick("人口密度（");
}

fn sum_by_region(mouse: &mut Mouse) {
    mouse.only("年", "2020");
    mouse.head("地域", "この列ごとに集計する");
    mouse.choose("どの列", "人口（");
    mouse.head("人口合計", "大きい順に並べる");
}

fn ratio_of_sums(mouse: &mut Mouse) {
    mouse.head("地域", "この列ごとに集計する");
    mouse.choose("どの列", "人口（");
    mouse.press("計算を加える");
    // The second calculation's list is the one without a column.
    let lists = mouse.exercise.section.all(Role::Combobox, "どの列");
    let blank = lists.iter().find(|list| list.value().is_empty());
    let option = blank.and_then(|list| list.now(Role::Option, "世帯数（"));
    option.unwrap().press();
    mouse.clicks += 2;
    mouse.add("計算した列を足す");
    mouse.write("式", "人口合計 ÷ 世帯数合計");
    mouse.write("新しい列の名前", "世帯人員");
    mouse.head("地域", "この列だけ残す");
    mouse.tick("世帯人員（");
}

fn first_three(mouse: &mut Mouse) {
    mouse.only("年", "2021");
    mouse.head("産業", "この列ごとに集計する");
    mouse.choose("どの列", "従業者数（");
    mouse.write("新しい列の名前", "従業者合計");
    mouse.head("従業者合計", "大きい順に並べる");
    mouse.press("手順を追加");
    mouse.press("ほかの操作");
    mouse.press("上から数行を残す");
    mouse.write("行数", "3");
}

fn three_conditions(mouse: &mut Mouse) {
    mouse.only("手順", "決まっている");
    mouse.only("入力元", "電子");
    mouse.open_head("例外率");
    mouse.write("くらべる値", "10");
    mouse.press("以下");
}

pub(crate) fn clicks(stage: &Stage) -> String {
    let browser = stage.browser_with(Options {
        size: (1366, 650),
        ..Options::default()
    });
    let site = stage.server.url();
    let mut table = vec!["| task | clicks | Excel |\n|---|---|---|".to_owned()];
    let mut many = Vec::new();
    for (module, number, excel, way) in TASKS {
        browser.open("about:blank");
        let lesson = LessonPage::open(&browser, &site, module);
        lesson.wait_for_engine();
        let exercise = lesson.exercise(number);
        exercise.section.get(Role::Table, " 行 ×");
        let mut mouse = Mouse {
            exercise,
            clicks: 0,
        };
        way(&mut mouse);
        mouse.press("確認する");
        mouse.exercise.section.sees("できました");
        let row = format!("| {module} ex{number} | {} | {excel} |", mouse.clicks);
        if mouse.clicks > excel + MORE {
            many.push(row.clone());
        }
        table.push(row);
    }
    let out = e2e::Site::root().join("target/e2e");
    std::fs::create_dir_all(&out).unwrap();
    let table = table.join("\n");
    std::fs::write(out.join("clicks.md"), &table).unwrap();
    assert!(
        many.is_empty(),
        "more than {MORE} clicks above Excel:\n{}",
        many.join("\n")
    );
    format!("seven tasks by mouse, none with more than {MORE} clicks above Excel:\n{table}")
}
