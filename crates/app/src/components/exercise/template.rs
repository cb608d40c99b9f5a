//! What the Studio's menu puts in: an exercise with the module's own first table in it. The words are Japanese, as the lessons
//! are; each kind has its text in its own file.

use spec::Module;
use spec::author::template::{HINT, NEXT_HINT, NO_COLUMN, NO_TABLE};
use spec::exercise::Kind;
use spec::module::ColumnInfo;

/// What a new exercise is about.
pub(crate) struct About<'a> {
    kind: Kind,
    id: &'a str,
    /// Name of the table.
    pub(super) table: &'a str,
    /// The first column that tells rows apart.
    pub(super) label: &'a str,
    /// The first column of numbers.
    pub(super) number: &'a str,
}

impl<'a> About<'a> {
    /// An exercise of that kind in that module.
    pub(crate) fn of(kind: Kind, id: &'a str, module: &'a Module) -> Self {
        let source = module.data.first();
        let columns = source
            .map(|source| source.columns.as_slice())
            .unwrap_or_default();
        let column = |wanted: fn(&ColumnInfo) -> bool| {
            columns
                .iter()
                .find(|column| wanted(column))
                .map_or(NO_COLUMN, |column| column.name.as_str())
        };
        Self {
            kind,
            id,
            table: source.map_or(NO_TABLE, |source| source.name.as_str()),
            label: column(|column| !column.dtype.is_number() && !column.name.ends_with("コード")),
            number: column(|column| column.dtype.is_number() && column.name != "年"),
        }
    }

    /// The heading's line.
    pub(super) fn head(&self, title: &str) -> String {
        let Self { kind, id, .. } = self;
        format!("## {title} {{#{id} .{} points=10}}\n", kind.slug())
    }

    /// The table's name as steps write it.
    pub(super) fn in_steps(&self) -> String {
        spec::step::text::write_name(self.table)
    }
}

/// Two hints to be filled in.
pub(super) fn hints() -> String {
    format!("> [!TIP]\n> {HINT}\n\n> [!TIP]\n> {NEXT_HINT}\n")
}

/// A name as SQL writes it.
pub(super) fn sql_name(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}
