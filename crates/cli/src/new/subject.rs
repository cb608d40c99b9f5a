//! The table that a new module is about.

use anyhow::{Context as _, Result, anyhow, bail};
use course::TableFile;
use course::template::{self, Column};
use sources::Seeds;
use table::csv::{Fault, Reader};

use crate::words::{Language, say};

/// The table that a new module is about, with its files.
#[derive(Clone, Debug)]
pub(crate) struct Subject {
    /// What exercises are made from.
    pub(crate) table: template::Subject,
    /// The line of the front matter that says where it comes from.
    pub(crate) origin: String,
    /// The file with the meaning of its columns.
    pub(crate) file: TableFile,
    /// Files to write beside the module.
    pub(crate) own_files: Vec<(String, Vec<u8>)>,
}

/// Made up, so that a module can be begun without any data.
// The largest group does not come first: else leaving out a sort would change nothing.
const OWN_CSV: &str = "課,曜日,件数,所要分\n税務課,月,27,12\n税務課,火,22,11\n税務課,水,19,13\n税務課,木,24,12\n税務課,金,31,14\n福祉課,月,18,25\n福祉課,火,21,28\n福祉課,水,16,24\n福祉課,木,20,27\n福祉課,金,15,26\n市民課,月,64,7\n市民課,火,41,7\n市民課,水,38,6\n市民課,木,45,8\n市民課,金,58,7\n建設課,月,6,18\n建設課,火,9,15\n建設課,水,7,16\n建設課,木,8,19\n建設課,金,5,17\n";
const OWN_TOML: &str = "attribution = \"この教材のために作った架空の表\"\nlicence = \"自由に利用できる\"\n\n[[column]]\nname = \"課\"\nmeaning = \"窓口のある課\"\ndtype = \"text\"\n\n[[column]]\nname = \"曜日\"\nmeaning = \"曜日\"\ndtype = \"text\"\n\n[[column]]\nname = \"件数\"\nmeaning = \"その曜日に受け付けた件数\"\nunit = \"件\"\ndtype = \"int\"\n\n[[column]]\nname = \"所要分\"\nmeaning = \"1件にかかった時間の平均\"\nunit = \"分\"\ndtype = \"int\"\n";

impl Subject {
    /// A small table that comes with the module.
    pub(crate) fn own() -> Result<Self> {
        let mut subject = Self::new(
            "窓口",
            "file = \"data/counter.csv\"".to_owned(),
            OWN_CSV.into(),
            OWN_TOML,
        )?;
        subject.own_files = vec![
            ("data/counter.csv".to_owned(), OWN_CSV.into()),
            ("data/counter.toml".to_owned(), OWN_TOML.into()),
        ];
        Ok(subject)
    }

    /// Open data of the site.
    pub(crate) fn of_seed(id: &str, seeds: &Seeds, lang: Language) -> Result<Self> {
        let ids = seeds.ids();
        let Some(folder) = seeds
            .folder()
            .filter(|_| ids.iter().any(|known| known == id))
        else {
            let near = table::text::nearest(id, ids.iter().map(String::as_str)).join(", ");
            let near = if near.is_empty() {
                ids.join(", ")
            } else {
                near
            };
            bail!(say!(
                lang,
                "オープンデータ「{id}」がありません（{near}）",
                "there is no open data `{id}` ({near})"
            ));
        };
        let folder = folder.join(id);
        let csv = sources::read(&folder.join(format!("{id}.csv")))?;
        let description = std::fs::read_to_string(folder.join("dataset.toml"))
            .with_context(|| format!("dataset.toml of {id}"))?;
        Self::new("データ", format!("seed = \"{id}\""), csv, &description)
    }

    /// A publisher's file, put right as proposed.
    pub(crate) fn of_table(name: &str, tidy: ingest::Tidy) -> Result<Self> {
        let toml = ingest::write_description(&tidy.description, "");
        let path = format!("data/{name}");
        let origin = format!("file = \"{path}.csv\"");
        let mut subject = Self::new(name, origin, tidy.csv.clone(), &toml)?;
        subject.own_files = vec![
            (format!("{path}.csv"), tidy.csv),
            (format!("{path}.toml"), toml.into_bytes()),
        ];
        Ok(subject)
    }

    fn new(name: &str, origin: String, csv: Vec<u8>, description: &str) -> Result<Self> {
        let (file, problems) = course::describe(csv, "dataset.toml", description);
        if let Some(first) = problems.first() {
            return Err(anyhow!("{}: {}", first.file, first.message.en));
        }
        let fault = |fault: Fault| anyhow!("{name}: {fault:?}");
        let mut reader = Reader::new(&file.bytes).map_err(fault)?;
        let mut columns: Vec<Column> = file
            .columns
            .iter()
            .map(|info| Column {
                name: info.name.clone(),
                unit: info.unit.clone(),
                dtype: info.dtype,
                cells: Vec::new(),
            })
            .collect();
        let places: Vec<Option<usize>> = columns
            .iter()
            .map(|column| reader.position(&column.name))
            .collect();
        let mut rows = 0;
        loop {
            let is_row = reader.row(|at, cell| {
                for (column, place) in columns.iter_mut().zip(&places) {
                    if *place == Some(at) {
                        column.cells.push(cell.to_owned());
                    }
                }
            });
            if !is_row.map_err(fault)? {
                break;
            }
            rows += 1;
        }
        Ok(Self {
            table: template::Subject {
                name: name.to_owned(),
                rows,
                columns,
            },
            origin,
            file,
            own_files: Vec::new(),
        })
    }
}
