//! The words of `--help`, in both languages, and examples.

use clap::Command;

use crate::words::Language;

/// Japanese and English.
type Both = (&'static str, &'static str);

const ABOUT: Both = (
    "ama の教材を作り、確かめ、配るための道具です。",
    "Write, check, test and hand out modules of ama.",
);

/// What a subcommand is for, and examples of it.
struct Sub {
    name: &'static str,
    about: Both,
    examples: Both,
}

const SUBS: [Sub; 6] = [
    Sub {
        name: "new",
        about: (
            "新しい教材のフォルダーを作ります。そのまま確認とテストに通ります。",
            "Makes the folder of a new module, which passes check and test as it is.",
        ),
        examples: (
            "  ama new                                        一つずつたずねます\n  ama new courses/rpa --id rpa1-02-mail --title \"メールの仕分け\" --track rpa\n  ama new --id ds1-05-age --title \"年齢で分ける\" --track data-science \\\n          --kind table,chart,number --seed mie-population-age\n  ama new --id my-01 --title \"うちの数字\" --data 人口.xlsx --sheet 令和5年   自分の表から",
            "  ama new                                        asks step by step\n  ama new courses/rpa --id rpa1-02-mail --title \"Sorting mail\" --track rpa\n  ama new --id ds1-05-age --title \"By age\" --track data-science \\\n          --kind table,chart,number --seed mie-population-age\n  ama new --id my-01 --title \"Our figures\" --data people.xlsx --sheet 2023   from a table of one's own",
        ),
    },
    Sub {
        name: "check",
        about: (
            "教材とトラックのまちがいを、行と列を付けてすべて知らせます。",
            "Shows everything that is wrong with modules and tracks, each with its place.",
        ),
        examples: (
            "  ama check courses                              すべての教材\n  ama check 人口.xlsx                              表のファイルの見立て\n  ama check courses/rpa/rpa1-01-ledger           一つの教材\n  ama check module.md --format json              機械が読む形\n  ama check courses --format github --strict     自動の検査（注意も不合格）",
            "  ama check courses                              all modules\n  ama check people.xlsx                          a look at a file with a table\n  ama check courses/rpa/rpa1-01-ledger           one module\n  ama check module.md --format json              for other programs\n  ama check courses --format github --strict     in automatic checks; warnings fail too",
        ),
    },
    Sub {
        name: "test",
        about: (
            "解答は正解になるか、初期状態は正解にならないか、想定誤答にその言葉が返るかを試します。",
            "Tries that solutions are right, starters are not, and each wrong answer gets its own words.",
        ),
        examples: (
            "  ama test courses/rpa/rpa1-01-ledger\n  ama test courses --format json",
            "  ama test courses/rpa/rpa1-01-ledger\n  ama test courses --format json",
        ),
    },
    Sub {
        name: "preview",
        about: (
            "教材を本物の画面で開きます。保存するたびに、その場で新しくなります。",
            "Opens a module in the real page, which is renewed in place at every save.",
        ),
        examples: (
            "  ama preview courses/rpa/rpa1-01-ledger\n  ama preview my-module --site ~/ama-site --port 9000\n  ama preview my-module --lan",
            "  ama preview courses/rpa/rpa1-01-ledger\n  ama preview my-module --site ~/ama-site --port 9000\n  ama preview my-module --lan",
        ),
    },
    Sub {
        name: "pack",
        about: (
            "教材（フォルダーならその中の教材すべて）を配る形にします。教材だけの zip、サーバーに置くフォルダー、ダブルクリックで開く HTML 1ファイルの三つがあります。",
            "Makes of a module, or of all modules in a folder, what is handed out: a zip of their sources, a folder for a server, or one HTML file that opens by a double click.",
        ),
        examples: (
            "  ama pack courses/rpa/rpa1-01-ledger --out ledger.zip     教材だけの zip\n  ama pack courses/data-science --as html                  HTML 1ファイル\n  ama pack courses --as folder --out ama-site              すべての教材のサイト\n  ama pack data-science --as html --site ~/ama-site        サイトにあるトラックから",
            "  ama pack courses/rpa/rpa1-01-ledger --out ledger.zip     a zip of the sources\n  ama pack courses/data-science --as html                  one HTML file\n  ama pack courses --as folder --out ama-site              a site of all modules\n  ama pack data-science --as html --site ~/ama-site        a track that the site has",
        ),
    },
    Sub {
        name: "completions",
        about: (
            "シェルの入力補完のための設定を書き出します。",
            "Prints what a shell needs to complete commands.",
        ),
        examples: (
            "  ama completions bash > ~/.local/share/bash-completion/completions/ama\n  ama completions powershell >> $PROFILE",
            "  ama completions bash > ~/.local/share/bash-completion/completions/ama\n  ama completions powershell >> $PROFILE",
        ),
    },
];

/// An argument of a subcommand (an empty name: of all of them).
const ARGS: [(&str, &str, Both); 30] = [
    (
        "",
        "lang",
        (
            "表示の言葉（なければ AMA_LANG、LANG）",
            "Language (else AMA_LANG, LANG)",
        ),
    ),
    ("", "color", ("色を付けるか", "Whether to use colours")),
    (
        "new",
        "folder",
        (
            "作る場所（なければ courses/トラック、またはここ）",
            "Where to make it (else courses/TRACK, or here)",
        ),
    ),
    (
        "new",
        "id",
        (
            "教材の id。半角の英数字とハイフン。あとで変えません",
            "Id of the module: ASCII letters, digits, hyphens; never changed later",
        ),
    ),
    ("new", "title", ("教材の題名", "Title of the module")),
    (
        "new",
        "track",
        (
            "トラック（smart-talent、rpa、data-science など）",
            "Track (smart-talent, rpa, data-science, …)",
        ),
    ),
    (
        "new",
        "kind",
        (
            "練習の種類。コンマで区切って、いくつでも",
            "Kinds of exercises, separated by commas",
        ),
    ),
    (
        "new",
        "seed",
        (
            "使うオープンデータの id（なければ小さな表を作ります）",
            "Id of the open data to use (else a small table is made)",
        ),
    ),
    (
        "new",
        "data",
        (
            "表のファイル（Excel、CSV など）。見立てを示し、直した表を教材に入れます",
            "File with a table (Excel, CSV, …): shows what is there and puts the tidied table into the module",
        ),
    ),
    (
        "new",
        "sheet",
        (
            "そのシートの名前（なければ最初のもの）",
            "Name of its sheet (else the first one)",
        ),
    ),
    (
        "new",
        "seeds",
        (
            "オープンデータのフォルダー（なければ AMA_SEEDS、近くの seeds/）",
            "Folder of open data (else AMA_SEEDS, or seeds/ nearby)",
        ),
    ),
    (
        "check",
        "paths",
        ("ファイルまたはフォルダー", "Files or folders"),
    ),
    ("check", "format", ("出力の形", "Form of the output")),
    (
        "check",
        "strict",
        ("注意だけでも不合格にします", "Warnings fail too"),
    ),
    (
        "check",
        "seeds",
        ("オープンデータのフォルダー", "Folder of open data"),
    ),
    (
        "test",
        "paths",
        ("ファイルまたはフォルダー", "Files or folders"),
    ),
    ("test", "format", ("出力の形", "Form of the output")),
    (
        "test",
        "seeds",
        ("オープンデータのフォルダー", "Folder of open data"),
    ),
    (
        "preview",
        "path",
        (
            "教材のファイルまたはフォルダー",
            "File or folder of the module",
        ),
    ),
    (
        "preview",
        "site",
        (
            "できあがったサイトのフォルダー（なければ AMA_SITE、近くの site/ か target/site）",
            "Folder of the built site (else AMA_SITE, or site/ or target/site nearby)",
        ),
    ),
    ("preview", "port", ("ポート番号", "Port")),
    (
        "preview",
        "lan",
        (
            "同じネットワークのスマートフォンからも見られるようにする（番地を知っていれば誰でも見られます）",
            "Also for a telephone in the same network (anybody there who knows the address can look)",
        ),
    ),
    (
        "preview",
        "seeds",
        ("オープンデータのフォルダー", "Folder of open data"),
    ),
    (
        "pack",
        "path",
        (
            "教材のファイルまたはフォルダー、またはサイトにあるトラックや教材の id",
            "File or folder, or the id of a track or module of the site",
        ),
    ),
    (
        "pack",
        "form",
        (
            "配る形（順に、教材だけの zip、サーバーに置くフォルダー、ダブルクリックで開く HTML 1ファイル）",
            "What it becomes (in this order: a zip of the sources, a folder for a server, one HTML file)",
        ),
    ),
    (
        "pack",
        "site",
        (
            "できあがったサイトのフォルダー（なければ AMA_SITE、近くの site/、target/site）",
            "Folder of the built site (else AMA_SITE, site/ nearby, target/site)",
        ),
    ),
    (
        "pack",
        "out",
        (
            "作る場所（なければ id.zip、ama-id、ama-id.html）。folder でも名前が .zip で終われば zip にします",
            "Where to make it (else ID.zip, ama-ID, ama-ID.html); a folder becomes a zip when the name ends in .zip",
        ),
    ),
    (
        "pack",
        "seeds",
        ("オープンデータのフォルダー", "Folder of open data"),
    ),
    ("completions", "shell", ("シェルの名前", "Which shell")),
    ("", "version", ("版を表示します", "Shows the version")),
];

/// The command with its help in a language.
pub(crate) fn in_words(command: Command, lang: Language) -> Command {
    let pick = |(ja, en): Both| match lang {
        Language::Ja => ja,
        Language::En => en,
    };
    let (usage, commands, options, arguments, examples, codes) = match lang {
        Language::Ja => (
            "使い方",
            "コマンド",
            "オプション",
            "引数",
            "例",
            "終了コード: 0 問題なし、1 教材に直すところがある、2 実行できない",
        ),
        Language::En => (
            "Usage",
            "Commands",
            "Options",
            "Arguments",
            "Examples",
            "Exit codes: 0 all is well, 1 something in the modules has to be put right, 2 could not be carried out",
        ),
    };
    let template =
        format!("{{about-with-newline}}\n{usage}: {{usage}}\n\n{{all-args}}{{after-help}}");
    let help_text = match lang {
        Language::Ja => "この説明を表示します",
        Language::En => "Shows this help",
    };
    let dressed = |command: Command, name: &str| {
        // A subcommand does not know yet whose it is.
        let whole = match name {
            "" => "ama".to_owned(),
            sub => format!("ama {sub}"),
        };
        let usage = command.clone().bin_name(whole).render_usage().to_string();
        let command = match lang {
            // The rest of the line is clap's own words.
            Language::Ja => command.override_usage(in_japanese(&usage)),
            Language::En => command,
        };
        let command = command
            .disable_help_flag(true)
            .arg(
                clap::Arg::new("help")
                    .short('h')
                    .long("help")
                    .action(clap::ArgAction::Help)
                    .help(help_text),
            )
            .help_template(template.clone());
        command.mut_args(|arg| {
            let heading = if arg.is_positional() {
                arguments
            } else {
                options
            };
            let id = arg.get_id().to_string();
            let words = ARGS
                .iter()
                .find(|(of, known, _)| *known == id && (*of == name || of.is_empty()));
            let arg = arg.help_heading(heading);
            let arg = match words {
                Some((.., words)) => arg.help(pick(*words)),
                None => arg,
            };
            match lang {
                Language::Ja => values_in_japanese(arg),
                Language::En => arg,
            }
        })
    };
    let mut command = dressed(command, "")
        .about(pick(ABOUT))
        .after_help(codes)
        .subcommand_help_heading(commands)
        .disable_version_flag(true)
        .arg(
            clap::Arg::new("version")
                .short('V')
                .long("version")
                .action(clap::ArgAction::Version)
                .help_heading(options)
                .help(pick(
                    ARGS.iter()
                        .find(|(_, id, _)| *id == "version")
                        .map_or(("", ""), |(.., words)| *words),
                )),
        );
    for sub in &SUBS {
        let about = pick(sub.about);
        let after = format!("{examples}:\n{}\n\n{codes}", pick(sub.examples));
        command = command.mut_subcommand(sub.name, |sub_command| {
            dressed(sub_command, sub.name)
                .about(about)
                .after_help(after)
        });
    }
    command
}

/// `使い方: ` is in the template; what clap calls options and a command is not.
fn in_japanese(usage: &str) -> String {
    let usage = usage.trim_start_matches("Usage:").trim_start();
    usage
        .replace("[OPTIONS]", "[オプション]")
        .replace("<COMMAND>", "<コマンド>")
}

/// The values that an option may have, behind its help and not in clap's English.
fn values_in_japanese(arg: clap::Arg) -> clap::Arg {
    let values: Vec<String> = arg
        .get_possible_values()
        .iter()
        .filter(|value| !value.is_hide_set())
        .map(|value| value.get_name().to_owned())
        .collect();
    let first = arg.get_default_values().first();
    let first = first.map(|value| value.to_string_lossy().into_owned());
    // Switches have the values true and false.
    if values.is_empty() || !arg.get_action().takes_values() {
        return arg;
    }
    let help = arg.get_help().map(ToString::to_string).unwrap_or_default();
    let values = values.join("、");
    let help = match first {
        Some(first) => format!("{help}（{values}。書かなければ {first}）"),
        None => format!("{help}（{values}）"),
    };
    arg.help(help)
        .hide_possible_values(true)
        .hide_default_value(true)
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;
    use crate::args::Args;

    #[test]
    fn everything_that_can_be_typed_is_explained_in_both_languages() {
        for lang in [Language::Ja, Language::En] {
            let mut command = in_words(Args::command(), lang);
            command.build();
            let subs: Vec<Command> = command.get_subcommands().cloned().collect();
            assert_eq!(subs.len(), SUBS.len());
            for sub in &subs {
                assert!(sub.get_about().is_some(), "{}", sub.get_name());
                for arg in sub.get_arguments() {
                    let help = arg.get_help().map(ToString::to_string).unwrap_or_default();
                    assert!(!help.is_empty(), "{} {}", sub.get_name(), arg.get_id());
                    let is_japanese = help.chars().any(|c| c >= '\u{3000}');
                    assert_eq!(is_japanese, lang == Language::Ja, "{help}");
                }
            }
        }
    }

    #[test]
    fn the_examples_can_be_typed() {
        for sub in &SUBS {
            for examples in [sub.examples.0, sub.examples.1] {
                let examples = examples.replace("\\\n", " ");
                for example in examples.lines() {
                    // Behind several blanks stands what the example does; `>` is the shell's.
                    let typed = example.trim().split("   ").next().unwrap_or_default();
                    let typed = typed.split('>').next().unwrap_or_default().replace('"', "");
                    let words: Vec<&str> = typed.split_whitespace().collect();
                    // Titles with blanks would need a shell to be taken apart.
                    let words: Vec<&str> = words
                        .iter()
                        .filter(|word| !["mail", "age"].contains(word))
                        .copied()
                        .collect();
                    let parsed = Args::command().try_get_matches_from(&words);
                    assert!(parsed.is_ok(), "{example}: {:?}", parsed.err());
                }
            }
        }
    }
}
