//! What the insert menus write: a new module, and an exercise of each kind, with the module's own first table in them.
//! The words are Japanese, as the lessons are.

use spec::Module;
use spec::author::template::{
    AT_WORK, CHART_TASK, HINT, LEAD, NEXT_HINT, NO_COLUMN, NO_TABLE, NOTES, OBJECTIVE, OTHER_SAY,
    OTHER_TEXT, QUESTION, RIGHT_OPTION, TABLE_TASK, TITLE, WHY_WRONG, WRONG_OPTION, WRONG_SAY,
    WRONG_TEXT,
};

use super::text::quoted;

/// Kinds of exercise in the menu's order.
pub(super) const KINDS: [&str; 6] = ["table", "chart", "choice", "number", "text", "essay"];

/// The text of a new module about a table of the site, by its name and id, where there is one. `id` is unique enough to be
/// kept.
pub(super) fn module(id: &str, seed: Option<(&str, &str)>) -> String {
    let data = match seed {
        Some((name, seed)) => format!(
            "[[data]]\nname = {}\nseed = {}\n",
            quoted(name),
            quoted(seed)
        ),
        None => "data = []\n".to_owned(),
    };
    format!(
        "+++\nformat = 1\nid = \"{id}\"\nversion = 1\ntrack = \"data-science\"\ntitle = \"{TITLE}\"\n\
         minutes = {{ read = 5, practice = 10 }}\naudience = [\"municipal\"]\nobjectives = [\"{OBJECTIVE}\"]\n\
         {data}+++\n# {TITLE}\n\n{LEAD}\n\n\
         ## 職場で使うには {{.at-work}}\n{AT_WORK}\n\n\
         ## 講師メモ {{.instructor}}\n{NOTES}\n"
    )
}

/// An exercise of a kind, about the module's first table.
pub(super) fn exercise(kind: &str, id: &str, module: &Module) -> String {
    let hints = format!("> [!TIP]\n> {HINT}\n\n> [!TIP]\n> {NEXT_HINT}\n");
    let source = module.data.first();
    let table = source.map_or(NO_TABLE, |source| source.name.as_str());
    let written = spec::step::text::write_name(table);
    let columns = source
        .map(|source| source.columns.as_slice())
        .unwrap_or_default();
    let column = |wanted: fn(&spec::module::ColumnInfo) -> bool| {
        columns
            .iter()
            .find(|column| wanted(column))
            .map_or(NO_COLUMN, |column| column.name.as_str())
    };
    let label = column(|column| !column.dtype.is_number() && !column.name.ends_with("コード"));
    let number = column(|column| column.dtype.is_number() && column.name != "年");
    let sql_table = sql_name(table);
    let head = |title: &str| format!("## {title} {{#{id} .{kind} points=10}}\n");
    match kind {
        "table" => format!(
            "{}「{table}」{TABLE_TASK}\n\n```steps starter\nfrom {written}\n```\n\n{hints}\n",
            head("表を作る")
        ),
        "chart" => format!(
            "{}{CHART_TASK}\n\n```steps\nfrom {written}\nhead 10\n```\n\n{hints}\n",
            head("グラフにする")
        ),
        "choice" => format!(
            "{}{QUESTION}\n\n- [x] {RIGHT_OPTION}\n  > そのとおりです。\n- [ ] {WRONG_OPTION}\n  > {WHY_WRONG}\n\n{hints}\n",
            head("選ぶ")
        ),
        "number" => format!(
            "{}「{table}」の「{number}」でいちばん大きい値はいくつですか。\n\n```check\nsql = 'SELECT MAX({}) FROM {sql_table}'\n[[wrong]]\nsay = \"いちばん小さい値です。\"\nsql = 'SELECT MIN({}) FROM {sql_table}'\n[[wrong]]\nsay = \"行の数です。\"\nsql = 'SELECT COUNT(*) FROM {sql_table}'\n```\n\n{hints}\n",
            head("数を答える"),
            sql_name(number),
            sql_name(number),
        ),
        "text" => format!(
            "{}「{table}」の「{number}」がいちばん大きい「{label}」はどれですか。\n\n```check\nsql = 'SELECT {} FROM {sql_table} ORDER BY {} DESC NULLS LAST LIMIT 1'\n[[wrong]]\nsay = \"{WRONG_SAY}\"\ntext = \"{WRONG_TEXT}\"\n[[wrong]]\nsay = \"{OTHER_SAY}\"\ntext = \"{OTHER_TEXT}\"\n```\n\n{hints}\n",
            head("言葉で答える"),
            sql_name(label),
            sql_name(number),
        ),
        _ => format!(
            "{}自分の職場で使えそうなことを書いてください。\n\n",
            head("書いてみる")
        ),
    }
}

/// A table's title as its name in a module: what stands in brackets is the source's business.
pub(super) fn short(title: &str) -> &str {
    title.split(['（', '(']).next().unwrap_or(title).trim()
}

/// A name as SQL writes it.
fn sql_name(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use spec::author::template::{ALL, left};

    use super::*;

    #[test]
    fn each_kind_has_a_text_with_its_id() {
        for kind in KINDS {
            let text = exercise(kind, "ex3", &Module::default());
            assert!(
                text.contains(&format!("{{#ex3 .{kind} points=10}}")),
                "{text}"
            );
            assert!(
                text.ends_with("\n\n"),
                "{kind}: the next heading stands apart"
            );
        }
    }

    #[test]
    fn a_new_module_has_the_data_that_its_site_has() {
        let text = module("a-1", Some(("窓口", "tsu-desk")));
        assert!(
            text.contains("id = \"a-1\"") && text.contains("seed = \"tsu-desk\"\n+++"),
            "{text}"
        );
        let text = module("a-1", None);
        assert!(
            text.contains("data = []\n+++") && !text.contains("seed"),
            "{text}"
        );
    }

    #[test]
    fn the_words_of_templates_are_found_again() {
        let mut text = module("a-1", None);
        for kind in KINDS {
            text.push_str(&exercise(kind, "ex1", &Module::default()));
        }
        let left: std::collections::BTreeSet<&str> =
            left(&text).into_iter().map(|left| left.words).collect();
        // Those of `ama new` are its own.
        let own = ALL.into_iter().filter(|words| !words.starts_with('（'));
        let lost: Vec<&str> = own.filter(|words| !left.contains(words)).collect();
        assert_eq!(lost, Vec::<&str>::new(), "{text}");
    }
}
