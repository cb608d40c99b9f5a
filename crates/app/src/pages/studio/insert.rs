//! What the insert menus write: a new module, and an exercise of each kind, with the module's own first table in them.
//! The words are Japanese, as the lessons are.

use spec::Module;

/// Kinds of exercise in the menu's order.
pub(super) const KINDS: [&str; 6] = ["table", "chart", "choice", "number", "text", "essay"];

const HINTS: &str =
    "> [!TIP]\n> 広いヒントを書きます。\n\n> [!TIP]\n> 具体的なヒントを書きます。\n";

/// The text of a new module. `id` is unique enough to be kept.
pub(super) fn module(id: &str) -> String {
    format!(
        "+++\nformat = 1\nid = \"{id}\"\nversion = 1\ntrack = \"data-science\"\ntitle = \"新しい教材\"\n\
         minutes = {{ read = 5, practice = 10 }}\naudience = [\"municipal\"]\nobjectives = [\"できるようになることを書きます\"]\n\
         [[data]]\nname = \"人口\"\nseed = \"mie-population\"\n+++\n# 新しい教材\n\n\
         何を学ぶかを、一つか二つの文で書きます。\n\n\
         ## 職場で使うには {{.at-work}}\n月曜日にすぐできることを一つ書きます。\n\n\
         ## 講師メモ {{.instructor}}\n進め方と、つまずきやすいところを書きます。\n"
    )
}

/// An exercise of a kind, about the module's first table.
pub(super) fn exercise(kind: &str, id: &str, module: &Module) -> String {
    let source = module.data.first();
    let table = source.map_or("表の名前", |source| source.name.as_str());
    let written = spec::step::text::write_name(table);
    let columns = source
        .map(|source| source.columns.as_slice())
        .unwrap_or_default();
    let column = |wanted: fn(&spec::module::ColumnInfo) -> bool| {
        columns
            .iter()
            .find(|column| wanted(column))
            .map_or("列の名前", |column| column.name.as_str())
    };
    let label = column(|column| !column.dtype.is_number() && !column.name.ends_with("コード"));
    let number = column(|column| column.dtype.is_number() && column.name != "年");
    let sql_table = sql_name(table);
    let head = |title: &str| format!("## {title} {{#{id} .{kind} points=10}}\n");
    match kind {
        "table" => format!(
            "{}「{table}」の表から何を作るかを書きます。\n\n```steps starter\nfrom {written}\n```\n\n{HINTS}\n",
            head("表を作る")
        ),
        "chart" => format!(
            "{}どんなグラフにするかを書きます。\n\n```steps\nfrom {written}\nhead 10\n```\n\n{HINTS}\n",
            head("グラフにする")
        ),
        "choice" => format!(
            "{}問いを書きます。\n\n- [x] 正しい選択肢\n  > そのとおりです。\n- [ ] まちがった選択肢\n  > なぜちがうかを書きます。\n\n{HINTS}\n",
            head("選ぶ")
        ),
        "number" => format!(
            "{}「{table}」の「{number}」でいちばん大きい値はいくつですか。\n\n```check\nsql = 'SELECT MAX({}) FROM {sql_table}'\n[[wrong]]\nsay = \"いちばん小さい値です。\"\nsql = 'SELECT MIN({}) FROM {sql_table}'\n[[wrong]]\nsay = \"行の数です。\"\nsql = 'SELECT COUNT(*) FROM {sql_table}'\n```\n\n{HINTS}\n",
            head("数を答える"),
            sql_name(number),
            sql_name(number),
        ),
        "text" => format!(
            "{}「{table}」の「{number}」がいちばん大きい「{label}」はどれですか。\n\n```check\nsql = 'SELECT {} FROM {sql_table} ORDER BY {} DESC NULLS LAST LIMIT 1'\n[[wrong]]\nsay = \"よくあるまちがいと、その理由を書きます。\"\ntext = \"まちがいの例\"\n[[wrong]]\nsay = \"もう一つ書きます。\"\ntext = \"別の例\"\n```\n\n{HINTS}\n",
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

/// A name as SQL writes it.
fn sql_name(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
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
        assert!(module("a-1").contains("id = \"a-1\""));
    }
}
