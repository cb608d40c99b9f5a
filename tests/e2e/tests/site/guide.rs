//! An author with nothing but the guide: its commands as they are printed, from an empty folder to the lesson in the
//! browser; then its own module in the place of the one that was made, in the page that is open.

use std::process::Command;

use e2e::{Find as _, LessonPage, Role, Site, Stage};

use crate::preview::{Preview, built};

/// Blocks of a text that begin with this line and end with that one, in order.
fn blocks<'a>(text: &'a str, begin: &str, end: &str) -> Vec<&'a str> {
    text.split(&format!("\n{begin}\n"))
        .skip(1)
        .map(|rest| rest.split(&format!("\n{end}\n")).next().unwrap())
        .collect()
}

pub(crate) fn guide(stage: &Stage) -> String {
    let program = built();
    let path = std::env::join_paths(
        program
            .parent()
            .map(std::path::Path::to_path_buf)
            .into_iter()
            .chain(std::env::split_paths(&std::env::var_os("PATH").unwrap())),
    )
    .unwrap();
    let guide = std::fs::read_to_string(Site::root().join("courses/README.md")).unwrap();
    let commands = blocks(&guide, "```sh", "```");
    let modules = blocks(&guide, "~~~text module", "~~~");
    assert_eq!((commands.len(), modules.len()), (2, 2), "one a language");
    let mut typed = 0;
    for (language, (commands, module)) in ["ja", "en"].iter().zip(commands.iter().zip(&modules)) {
        let folder = stage
            .site
            .folder()
            .with_file_name(format!("guide-{language}"));
        std::fs::create_dir_all(&folder).unwrap();
        // The last one goes on until it is ended.
        let (before, last) = commands.rsplit_once('\n').unwrap();
        assert!(last.starts_with("ama preview "), "{last}");
        typed += commands.lines().count();
        let shell = |script: &str| {
            let mut command = Command::new("sh");
            command
                .args(["-ec", script])
                .env("PATH", &path)
                .env("AMA_SITE", stage.site.folder())
                .env_remove("AMA_SEEDS")
                .env("AMA_LANG", language);
            command
        };
        let done = shell(before).current_dir(&folder).output().unwrap();
        assert!(done.status.success(), "{before}: {done:?}");
        let folder = folder.join("my-modules");
        assert!(folder.join("my-first-module.zip").is_file());
        // So that ending the shell ends the program.
        let mut command = shell(&format!("exec {last}"));
        command.current_dir(&folder);
        let preview = Preview::of(command);

        let browser = stage.browser();
        browser.open(&preview.address());
        let lesson = LessonPage::here(&browser);
        lesson.wait_for_engine();
        let exercise = lesson.exercise(1);
        exercise.write_sql("SELECT 課, SUM(件数) AS 合計 FROM 窓口 GROUP BY 課 ORDER BY 合計 DESC");
        exercise.check_says("できました");

        std::fs::write(folder.join("my-first-module/module.md"), module).unwrap();
        let title = module
            .lines()
            .find_map(|line| line.strip_prefix("# "))
            .unwrap();
        browser.get(Role::Heading, title);
        let lesson = LessonPage::here(&browser);
        lesson.wait_for_engine();
        let exercise = lesson.exercise(1);
        exercise.write_sql("SELECT 市町名, 人口 FROM 人口 WHERE 年 = 2020 ORDER BY 人口 LIMIT 3");
        let mut wrongs = module
            .lines()
            .filter_map(|line| line.strip_prefix("say = \""));
        exercise.check_says(wrongs.next_back().unwrap().trim_end_matches('"'));
        exercise.replace_sql(
            "SELECT 市町名, 人口 FROM 人口 WHERE 年 = 2020 ORDER BY 人口 DESC LIMIT 3",
        );
        exercise.check_says("できました");
        // The page would go on asking when the program has ended.
        browser.open("about:blank");
    }
    format!(
        "{typed} commands of the guide typed as printed, in two languages, up to the solved lesson in the browser"
    )
}
