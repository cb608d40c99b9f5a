//! The author's guide and the README, followed to the letter: every command as it is printed there, in a folder where
//! there is nothing, and then the guide's own module in the place of the one that was made.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use std::io::{BufRead as _, BufReader};
use std::path::PathBuf;
use std::process::Stdio;

use crate::bench::{Done, Folder, ama, command, root};

/// Blocks of a text that begin with this line and end with that one, in order.
fn blocks(text: &str, begin: &str, end: &str) -> Vec<String> {
    text.split(&format!("\n{begin}\n"))
        .skip(1)
        .map(|rest| rest.split(&format!("\n{end}\n")).next().unwrap().to_owned())
        .collect()
}

/// The words of a line as a shell takes it apart; what stands behind `#` is for the reader.
fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote = false;
    for c in line.chars() {
        match c {
            '"' => {
                quote = !quote;
                word.get_or_insert_default();
            }
            ' ' if !quote => words.extend(word.take()),
            '#' if !quote && word.is_none() => break,
            c => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    words
}

/// Somebody who types what is printed.
struct Reader {
    folder: Folder,
    /// Where they are.
    at: PathBuf,
    /// The commands that have been typed.
    typed: Vec<String>,
}

impl Reader {
    fn new() -> Self {
        let folder = Folder::new();
        let at = folder.0.clone();
        Self {
            folder,
            at,
            typed: Vec::new(),
        }
    }

    fn type_line(&mut self, line: &str) {
        let words = words(line);
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        match words.as_slice() {
            [] => {}
            ["mkdir", name] => std::fs::create_dir(self.at.join(name)).unwrap(),
            ["cd", name] => {
                self.at.push(name);
                assert!(self.at.is_dir(), "{line}");
            }
            ["ama", "preview", rest @ ..] => {
                self.preview(rest);
                self.typed.push("preview".to_owned());
            }
            ["ama", rest @ ..] => {
                let done = ama(&self.at, rest);
                assert_eq!(done.code, 0, "{line}: {done:?}");
                self.typed.push(rest[0].to_owned());
            }
            _ => panic!("the guide has a command that this test does not know: {line}"),
        }
    }

    /// Starts it and ends it when it has given an address.
    fn preview(&self, rest: &[&str]) {
        // A site that is just enough to be served.
        self.folder.write(
            "site/index.html",
            "<script type=\"application/json\" id=\"ama-assets\">{\"courses\":\"courses-1.json\"}</script>",
        );
        let list = serde_json::to_vec(&spec::catalogue::Catalogue::default()).unwrap();
        self.folder.write("site/courses-1.json", list);
        let mut child = command(&self.at)
            .arg("preview")
            .args(rest)
            .args(["--port", "0", "--site"])
            .arg(self.folder.0.join("site"))
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let address = BufReader::new(child.stdout.take().unwrap())
            .lines()
            .map_while(Result::ok)
            .find(|line| line.starts_with("http://localhost:"));
        child.kill().unwrap();
        child.wait().unwrap();
        assert!(address.is_some(), "preview {rest:?} gives an address");
    }

    fn done(&self, args: &[&str]) -> Done {
        let done = ama(&self.at, args);
        assert_eq!(done.code, 0, "{args:?}: {done:?}");
        done
    }
}

fn guide() -> String {
    std::fs::read_to_string(root().join("courses/README.md")).unwrap()
}

#[test]
fn the_guide_can_be_followed_to_the_letter() {
    let guide = guide();
    let commands = blocks(&guide, "```sh", "```");
    let modules = blocks(&guide, "~~~text module", "~~~");
    assert_eq!((commands.len(), modules.len()), (2, 2), "one a language");
    for (commands, module) in commands.iter().zip(&modules) {
        let mut reader = Reader::new();
        for line in commands.lines() {
            reader.type_line(line);
        }
        assert_eq!(reader.typed, ["new", "check", "test", "pack", "preview"]);
        let zip = reader.at.join("my-first-module.zip");
        assert!(zip.is_file(), "the zip lies where the guide says");

        // «It works as it is», with nothing to put right at all.
        let file = reader.at.join("my-first-module/module.md");
        assert!(file.is_file());
        std::fs::write(&file, module).unwrap();
        // The seeds lie near the program, as the guide tells to put them.
        reader.done(&["check", "--strict", "my-first-module"]);
        reader.done(&["test", "my-first-module"]);
        reader.done(&["pack", "my-first-module"]);
        reader.preview(&["my-first-module"]);
    }
}

#[test]
fn the_five_minutes_of_the_readme_can_be_followed_to_the_letter() {
    let readme = std::fs::read_to_string(root().join("README.md")).unwrap();
    let section = readme
        .split("\n## Write a module in five minutes\n")
        .nth(1)
        .unwrap();
    let section = section.split("\n## ").next().unwrap();
    let mut reader = Reader::new();
    // As in the repository: the courses are here.
    std::fs::create_dir_all(reader.at.join("courses/data-science")).unwrap();
    for code in section.split('`').skip(1).step_by(2) {
        let code = code.replace("\n", " ");
        let Some(rest) = code.strip_prefix("cargo ama ") else {
            continue;
        };
        // Those are named in passing.
        if !rest.starts_with("--") && !rest.starts_with("completions") {
            reader.type_line(&format!("ama {rest}"));
        }
    }
    assert_eq!(reader.typed, ["new", "preview", "check", "test", "pack"]);
    assert!(reader.at.join("age.zip").is_file());
}

#[test]
fn a_line_is_taken_apart_as_a_shell_does() {
    assert_eq!(
        words("ama new --title \"窓口の # 数\"  # 作る"),
        ["ama", "new", "--title", "窓口の # 数"]
    );
    assert!(words("# only words").is_empty());
}
