//! Why no site is made.

use spec::diagnostic::Bilingual;

use super::{FILE_LIMIT, HTML_LIMIT, TemplateError};

/// Why no site is made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SiteError {
    /// There is no list of the site's files.
    #[error("there is no list of the site's files")]
    NoList,
    /// The site's engine is made from other sources.
    #[error("the site is of version {found}, this is {own}")]
    Version {
        /// The site's build id.
        found: String,
        /// One's own.
        own: String,
    },
    /// A file of the site, or one that a module names, is not there.
    #[error("{path} is missing")]
    Missing {
        /// Which.
        path: String,
    },
    /// A file of the site is not what its list says.
    #[error("{path} is not what the site's list says")]
    Changed {
        /// Which.
        path: String,
    },
    /// A module names open data that the site does not have.
    #[error("{module} names the open data `{seed}`, which the site does not have")]
    NoSeed {
        /// Which module.
        module: String,
        /// Which data.
        seed: String,
    },
    /// The site has no such track or module.
    #[error("the site has no `{id}`")]
    Unknown {
        /// What was asked for.
        id: String,
    },
    /// There is nothing to publish.
    #[error("there is no module")]
    Empty,
    /// A file is bigger than several hosts allow.
    #[error("{path} has {bytes} bytes, more than {FILE_LIMIT}")]
    FileTooBig {
        /// Which.
        path: String,
        /// Its bytes.
        bytes: u64,
    },
    /// The HTML file would be too big.
    #[error("the HTML file has {bytes} bytes, more than {HTML_LIMIT}")]
    HtmlTooBig {
        /// Its bytes.
        bytes: u64,
    },
    /// A script of the site cannot stand in a page.
    #[error("{path} cannot stand inside a page")]
    Unfit {
        /// Which.
        path: String,
    },
    /// A template and what is put into it do not fit together.
    #[error(transparent)]
    Template(#[from] TemplateError),
    /// Something cannot be written.
    #[error("cannot write {0}")]
    Json(String),
}

impl SiteError {
    /// What happened and what to do next, for people.
    pub fn words(&self) -> Bilingual {
        let (ja, en) = match self {
            Self::NoList => (
                "教室のファイルの一覧（site-….json）がありません。もう一度ビルドしたサイトを使ってください。".to_owned(),
                "The list of the site's files (site-….json) is missing. Use a site that was built anew.".to_owned(),
            ),
            Self::Version { found, own } => (
                format!("この教室は版 {found}、こちらは版 {own} のプログラムなので、いっしょに使えません。同じ版の教室を使うか、教室をビルドし直してください。"),
                format!("The site is of version {found} and this is {own}, so they do not work together. Use a site of the same version, or build the site anew."),
            ),
            Self::Missing { path } => (
                format!("「{path}」がありません。教室のフォルダーをまるごと置き直してください。"),
                format!("`{path}` is missing. Put the whole folder of the site there again."),
            ),
            Self::Changed { path } => (
                format!("「{path}」の中身が、作られたときとちがいます。教室のフォルダーをまるごと置き直してください。"),
                format!("`{path}` is not what it was when the site was made. Put the whole folder of the site there again."),
            ),
            Self::NoSeed { module, seed } => (
                format!("教材「{module}」のオープンデータ「{seed}」が、この教室にありません。その表を教材のフォルダーに入れて file で指すか、表のある教室を使ってください。"),
                format!("Module `{module}` needs the open data `{seed}`, which this site does not have. Put the table beside the module and name it with `file`, or use a site that has it."),
            ),
            Self::Unknown { id } => (
                format!("「{id}」という教材もトラックも、この教室にありません。つづりを確かめてください。"),
                format!("This site has neither a module nor a track `{id}`. Check the spelling."),
            ),
            Self::Empty => (
                "配る教材がありません。教材を一つ以上選んでください。".to_owned(),
                "There is nothing to hand out. Choose at least one module.".to_owned(),
            ),
            Self::FileTooBig { path, bytes } => (
                format!("「{path}」は {} で、一つのファイルの上限 {} を超えます。表を小さくするか、分けてください。", mega(*bytes), mega(FILE_LIMIT)),
                format!("`{path}` has {}, more than the {} that one file may have. Make the table smaller or split it.", mega(*bytes), mega(FILE_LIMIT)),
            ),
            Self::HtmlTooBig { bytes } => (
                format!("一つの HTML ファイルにすると {} になり、上限 {} を超えます。教材を減らすか、フォルダーの形で配ってください。", mega(*bytes), mega(HTML_LIMIT)),
                format!("As one HTML file this has {}, more than the limit of {}. Take fewer modules, or hand it out as a folder.", mega(*bytes), mega(HTML_LIMIT)),
            ),
            Self::Unfit { path } => (
                format!("「{path}」は、一つの HTML ファイルに入れられない文字を含んでいます。フォルダーの形で配ってください。"),
                format!("`{path}` has characters that cannot stand in one HTML file. Hand it out as a folder."),
            ),
            Self::Template(error) => (
                format!("教室のひな形に誤りがあります（{error}）。もう一度ビルドしたサイトを使ってください。"),
                format!("A template of the site is broken ({error}). Use a site that was built anew."),
            ),
            Self::Json(what) => (
                format!("「{what}」を書き出せませんでした。"),
                format!("`{what}` could not be written."),
            ),
        };
        Bilingual { ja, en }
    }
}

/// In megabytes of the decimal kind, as sizes of files are shown everywhere.
fn mega(bytes: u64) -> String {
    let tenths = bytes.div_ceil(100_000);
    format!("{}.{} MB", tenths / 10, tenths % 10)
}
