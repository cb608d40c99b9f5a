//! What can be typed. The words of `--help` stand in `help.rs`, in both languages.

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

#[derive(Debug, Parser)]
#[command(name = "ama", version, disable_help_subcommand = true)]
pub(crate) struct Args {
    /// Read by `words::language` before everything else, because help is in that language too.
    #[arg(long, global = true, value_enum)]
    pub(crate) lang: Option<Lang>,
    #[arg(long, global = true, value_enum, default_value_t = Color::Auto)]
    pub(crate) color: Color,
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    New(New),
    Check(Check),
    Test(Test),
    Preview(Preview),
    Pack(Pack),
    Completions(Completions),
}

#[derive(Clone, Debug, Default, clap::Args)]
pub(crate) struct New {
    pub(crate) folder: Option<PathBuf>,
    #[arg(long)]
    pub(crate) id: Option<String>,
    #[arg(long)]
    pub(crate) title: Option<String>,
    #[arg(long)]
    pub(crate) track: Option<String>,
    #[arg(long, value_enum, value_delimiter = ',')]
    pub(crate) kind: Vec<Kind>,
    #[arg(long)]
    pub(crate) seed: Option<String>,
    #[arg(long, conflicts_with = "seed")]
    pub(crate) data: Option<PathBuf>,
    #[arg(long, requires = "data")]
    pub(crate) sheet: Option<String>,
    #[arg(long)]
    pub(crate) seeds: Option<PathBuf>,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Check {
    #[arg(required = true)]
    pub(crate) paths: Vec<PathBuf>,
    #[arg(long, value_enum, default_value_t = CheckFormat::Text)]
    pub(crate) format: CheckFormat,
    #[arg(long)]
    pub(crate) strict: bool,
    #[arg(long)]
    pub(crate) seeds: Option<PathBuf>,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Test {
    #[arg(required = true)]
    pub(crate) paths: Vec<PathBuf>,
    #[arg(long, value_enum, default_value_t = TestFormat::Text)]
    pub(crate) format: TestFormat,
    #[arg(long)]
    pub(crate) seeds: Option<PathBuf>,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Preview {
    pub(crate) path: PathBuf,
    #[arg(long)]
    pub(crate) site: Option<PathBuf>,
    #[arg(long)]
    pub(crate) port: Option<u16>,
    #[arg(long, num_args = 0..=1, require_equals = true, value_name = "ADDRESS")]
    pub(crate) lan: Option<Option<std::net::IpAddr>>,
    #[arg(long)]
    pub(crate) seeds: Option<PathBuf>,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Pack {
    pub(crate) path: PathBuf,
    #[arg(long = "as", value_enum, default_value_t = PackAs::ModuleZip)]
    pub(crate) form: PackAs,
    #[arg(long)]
    pub(crate) out: Option<PathBuf>,
    #[arg(long)]
    pub(crate) seeds: Option<PathBuf>,
    #[arg(long)]
    pub(crate) site: Option<PathBuf>,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Completions {
    #[arg(value_enum)]
    pub(crate) shell: Shell,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Lang {
    Ja,
    En,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    Auto,
    Always,
    Never,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum CheckFormat {
    Text,
    Json,
    Github,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum TestFormat {
    Text,
    Json,
}

/// What a course is handed out as, as [`spec::site::Form`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum PackAs {
    ModuleZip,
    Folder,
    Html,
}

macro_rules! kinds {
    ($($stem:ident $Kind:ident $types:tt,)*) => {
        /// A kind of exercise as it is typed.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
        pub(crate) enum Kind {
            $(#[value(name = stringify!($stem))] $Kind,)*
        }

        impl From<Kind> for spec::exercise::Kind {
            fn from(kind: Kind) -> Self {
                match kind {
                    $(Kind::$Kind => Self::$Kind,)*
                }
            }
        }
    };
}

spec::for_each_kind!(kinds);
