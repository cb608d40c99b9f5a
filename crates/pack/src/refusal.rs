//! Why an archive is not opened, or not made.

use serde::{Deserialize, Serialize};
use spec::diagnostic::Bilingual;

/// Why an archive is not opened. Nothing of it is used then.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// It is no zip, or a broken one.
    #[error("not a zip file: {detail}")]
    NotAZip {
        /// What the reader says.
        detail: String,
    },
    /// A file in it is damaged.
    #[error("`{name}` is damaged: {detail}")]
    Damaged {
        /// Which.
        name: String,
        /// What the reader says.
        detail: String,
    },
    /// A file in it is packed in a way that is not supported.
    #[error("`{name}` is packed in an unknown way: {detail}")]
    Unsupported {
        /// Which.
        name: String,
        /// What the reader says.
        detail: String,
    },
    /// It is protected by a password.
    #[error("`{name}` needs a password")]
    Password {
        /// Which file.
        name: String,
    },
    /// All files together are too big.
    #[error("more than {limit} bytes unpacked")]
    TooBig {
        /// Bytes that are allowed.
        limit: u64,
    },
    /// There are too many files.
    #[error("more than {limit} files")]
    TooManyFiles {
        /// How many are allowed.
        limit: u64,
    },
    /// A small archive gives a huge file.
    #[error("`{name}` grows more than {limit} times")]
    Bomb {
        /// Which file.
        name: String,
        /// How many times it may grow.
        limit: u64,
    },
    /// A path begins at the root of a disk.
    #[error("`{name}` is an absolute path")]
    AbsolutePath {
        /// As written.
        name: String,
    },
    /// A path leads out of its folder.
    #[error("`{name}` leads out of its folder")]
    ParentPath {
        /// As written.
        name: String,
    },
    /// A path has `\` in it.
    #[error("`{name}` has a backslash")]
    Backslash {
        /// As written.
        name: String,
    },
    /// A path is too long or too deep.
    #[error("`{name}` is too long or too deep")]
    PathTooLong {
        /// Its beginning.
        name: String,
    },
    /// A name cannot be used on every system.
    #[error("`{name}` is no name on every system")]
    StrangeName {
        /// As written.
        name: String,
    },
    /// A name is not UTF-8: Shift_JIS names of older Windows tools, for example.
    #[error("`{name}` is not in UTF-8")]
    NameEncoding {
        /// As far as it can be read.
        name: String,
    },
    /// Two files have the same name, at least where upper and lower case are one.
    #[error("`{name}` stands there twice")]
    Duplicate {
        /// The second one.
        name: String,
    },
    /// An entry is a link to elsewhere.
    #[error("`{name}` is a link")]
    Link {
        /// Which.
        name: String,
    },
}

impl Refusal {
    /// What happened and what to do next, for people.
    pub fn words(&self) -> Bilingual {
        let (ja, en) = match self {
            Self::NotAZip { .. } => (
                "zip ファイルとして読めません。もう一度受け取るか、作り直してください。".to_owned(),
                "This is not a readable zip file. Fetch it again or make it anew.".to_owned(),
            ),
            Self::Damaged { name, .. } => (
                format!("zip の中の「{name}」が壊れています。もう一度受け取ってください。"),
                format!("`{name}` in the zip is damaged. Fetch the zip again."),
            ),
            Self::Unsupported { name, .. } => (
                format!(
                    "zip の中の「{name}」は、対応していない方法で圧縮されています。標準の方法（Deflate）で作り直してください。"
                ),
                format!(
                    "`{name}` is compressed in a way that is not supported. Make the zip with the usual method (deflate)."
                ),
            ),
            Self::Password { name } => (
                format!(
                    "zip の中の「{name}」にパスワードがかかっています。パスワードなしで作り直してください。"
                ),
                format!("`{name}` in the zip needs a password. Make the zip without one."),
            ),
            Self::TooBig { limit } => {
                let megabytes = limit >> 20;
                (
                    format!(
                        "ファイルの合計が {megabytes} MB を超えています。データを小さくしてください。"
                    ),
                    format!(
                        "The files are more than {megabytes} MB together. Make the data smaller."
                    ),
                )
            }
            Self::TooManyFiles { limit } => (
                format!("ファイルが {limit} 個を超えています。教材を分けてください。"),
                format!("There are more than {limit} files. Split the course."),
            ),
            Self::Bomb { name, limit } => (
                format!(
                    "zip の中の「{name}」は、開くと {limit} 倍を超える大きさになります。安全のため開きません。"
                ),
                format!(
                    "`{name}` in the zip would grow more than {limit} times. It is not opened, to be safe."
                ),
            ),
            Self::AbsolutePath { name } => (
                format!(
                    "「{name}」は、ディスクの先頭から書かれた場所です。フォルダーを選んで zip にしてください。"
                ),
                format!(
                    "`{name}` is a place counted from the root of a disk. Zip the folder itself."
                ),
            ),
            Self::ParentPath { name } => (
                format!(
                    "「{name}」は、フォルダーの外を指しています。`..` のない名前にしてください。"
                ),
                format!("`{name}` leads out of its folder. Use names without `..`."),
            ),
            Self::Backslash { name } => (
                format!("「{name}」に `\\` があります。フォルダーの区切りは `/` にしてください。"),
                format!("`{name}` has a `\\`. Folders are separated by `/`."),
            ),
            Self::PathTooLong { name } => (
                format!(
                    "「{name}…」は、名前が長すぎるか、フォルダーが深すぎます。短くしてください。"
                ),
                format!("`{name}…` is too long or too deep. Use shorter names."),
            ),
            Self::StrangeName { name } => (
                format!(
                    "「{name}」は、使えない文字や名前を含んでいます。文字、数字、ハイフンの名前にしてください。"
                ),
                format!(
                    "`{name}` cannot be a file name everywhere. Use letters, digits and hyphens."
                ),
            ),
            Self::NameEncoding { name } => (
                format!(
                    "「{name}」の文字コードが UTF-8 ではありません。ファイル名を半角英数字にして作り直してください。"
                ),
                format!(
                    "The name `{name}` is not in UTF-8. Use ASCII letters in names and make the zip again."
                ),
            ),
            Self::Duplicate { name } => (
                format!(
                    "「{name}」が二つあります（大文字と小文字は区別しません）。名前を変えてください。"
                ),
                format!("`{name}` stands there twice (upper and lower case are one). Rename one."),
            ),
            Self::Link { name } => (
                format!(
                    "「{name}」はリンク（ショートカット）です。ファイルそのものを入れてください。"
                ),
                format!("`{name}` is a link. Put in the file itself."),
            ),
        };
        Bilingual { ja, en }
    }
}

/// Why an archive is not made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PackError {
    /// It could not be opened again.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The writer failed.
    #[error("cannot write the zip: {0}")]
    Write(String),
}
