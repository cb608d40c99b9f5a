//! One case for each thing that can go wrong in a module file.

use std::collections::BTreeSet;

use expect_test::expect;

use super::{END, ESSAY, FRONT, check, check_file, check_front};
use crate::Code;

#[test]
fn files_without_front_matter() {
    check_file(
        "",
        expect![[r#"
            m.md:1:1: error[M001] 前書きがありません
              hint: 1行目を「+++」にして、id や title を書き、もう一度「+++」で閉じます
        "#]],
    );
    check_file(
        "# 題\n本文\n",
        expect![[r#"
        m.md:1:1: error[M001] 前書きがありません
          hint: 1行目を「+++」にして、id や title を書き、もう一度「+++」で閉じます
        m.md:1:1: warning[M217] .at-work の節がありません
          hint: 「## 職場で使うには {.at-work}」を最後に書きます
        m.md:1:1: warning[M217] .instructor の節がありません
          hint: 「## 講師メモ {.instructor}」を最後に書きます
        m.md:1:1: warning[M216] 練習が一つもありません
    "#]],
    );
    check_file(
        "+++\nformat = 1\ntitle = \"題\"\n# 題\n本文\n",
        expect![[r#"
            m.md:1:1: error[M002] 前書きが閉じられていません
              hint: 前書きの終わりに「+++」だけの行を入れます
        "#]],
    );
    check_file(
        "+++\n+++\n",
        expect![[r#"
            m.md:1:1: error[M103] 「format」がありません
              hint: 「format = 1」のように書きます
            m.md:1:1: error[M103] 「id」がありません
              hint: 「id = "ds1-03-group"」のように書きます
            m.md:1:1: error[M103] 「version」がありません
              hint: 「version = 1」のように書きます
            m.md:1:1: error[M103] 「track」がありません
              hint: 「track = "data-science"」のように書きます
            m.md:1:1: error[M103] 「title」がありません
              hint: 「title = "題名"」のように書きます
            m.md:1:1: error[M103] 「minutes」がありません
              hint: 「minutes = { read = 5, practice = 10 }」のように書きます
            m.md:1:1: error[M103] 「audience」がありません
              hint: 「audience = ["municipal"]」のように書きます
            m.md:1:1: error[M103] 「objectives」がありません
              hint: 「objectives = ["人口の多い市町を選べる"]」のように書きます
            m.md:1:1: error[M103] 「data」がありません
              hint: 「[[data]]」の下に name と、seed か file を書きます
            m.md:1:1: error[M201] 「# 題名」の見出しがありません
              hint: 前書きのすぐ下に「# 題名」を書きます
            m.md:1:1: warning[M217] .at-work の節がありません
              hint: 「## 職場で使うには {.at-work}」を最後に書きます
            m.md:1:1: warning[M217] .instructor の節がありません
              hint: 「## 講師メモ {.instructor}」を最後に書きます
            m.md:1:1: warning[M216] 練習が一つもありません
        "#]],
    );
}

#[test]
fn front_matter_values() {
    check_front(
        "format = 1",
        "format = 2",
        expect![[r#"
        m.md:2:10: error[M003] format = 2 は読めません
          hint: この版で読めるのは format = 1 です
    "#]],
    );
    check_front(
        "format = 1",
        "format = \"1\"",
        expect![[r#"
            m.md:2:10: error[M104] 「format」に書けるのは、0 以上の整数です
        "#]],
    );
    check_front(
        "id = \"m\"",
        "id = \"教材 1\"",
        expect![[r#"
        m.md:3:6: error[M004] id「教材 1」に使えない文字があります
          hint: 半角の英数字とハイフンだけを使い、英字で始めます（例: ds1-03-group）
    "#]],
    );
    check_front(
        "id = \"m\"\n",
        "",
        expect![[r#"
            m.md:1:1: error[M103] 「id」がありません
              hint: 「id = "ds1-03-group"」のように書きます
        "#]],
    );
    check_front(
        "version = 1",
        "version = 0",
        expect![[r#"
        m.md:4:11: error[M005] 「version」に「0」は使えません
          hint: 使えるのは 1, 2, 3 … です
    "#]],
    );
    check_front(
        "data-science",
        "data science",
        expect![[r#"
            m.md:5:9: error[M004] id「data science」に使えない文字があります
              hint: 半角の英数字とハイフンだけを使い、英字で始めます（例: ds1-03-group）
        "#]],
    );
    check_front(
        "title = \"題\"",
        "title = \" \"",
        expect![[r#"
        m.md:6:9: error[M006] 「title」が空です
    "#]],
    );
    check_front(
        "title = \"題\"",
        "title = \"別の題\"",
        expect![[r#"
        m.md:14:1: warning[M203] 前書きの title（別の題）と見出しがちがいます
    "#]],
    );
    check_front(
        "{ read = 1, practice = 2 }",
        "{ read = 1, practise = 2 }",
        expect![[r#"
            m.md:7:23: error[M102] 「practise」という項目はありません
              hint: 「practice」のことですか？
        "#]],
    );
    check_front(
        "{ read = 1, practice = 2 }",
        "15",
        expect![[r#"
            m.md:7:11: error[M104] 「minutes」に書けるのは、項目の組（{ … }）です
        "#]],
    );
    check_front(
        "[\"sme\"]",
        "[\"company\"]",
        expect![[r#"
        m.md:8:13: error[M005] 「audience」に「company」は使えません
          hint: 使えるのは municipal、sme です
    "#]],
    );
    check_front(
        "[\"sme\"]",
        "\"sme\"",
        expect![[r#"
            m.md:8:12: error[M104] 「audience」に書けるのは、文字のリスト（["…", "…"]）です
        "#]],
    );
    check_front(
        "[\"できる\"]",
        "[]",
        expect![[r#"
            m.md:9:14: error[M006] 「objectives」が空です
        "#]],
    );
    check_front(
        "",
        "requires = [\"m\", \"a b\"]\nplan = [33, 34]\nkeep = 1",
        expect![[r#"
            m.md:3:13: error[M007] requires に自分の id があります
            m.md:3:18: error[M004] id「a b」に使えない文字があります
              hint: 半角の英数字とハイフンだけを使い、英字で始めます（例: ds1-03-group）
            m.md:4:13: error[M712] 取組 34 は県の計画にありません
              hint: 番号は 1 から 33 までです（seeds/mie-plan）
            m.md:5:8: error[M104] 「keep」に書けるのは、true か false のどちらかです
        "#]],
    );
    check_front(
        "",
        "objectifs = []\nzzzzzz = 1",
        expect![[r#"
            m.md:3:1: error[M102] 「objectifs」という項目はありません
              hint: 「objectives」のことですか？
            m.md:4:1: error[M102] 「zzzzzz」という項目はありません
              hint: 使えるのは audience、data、format、id、keep、minutes、objectives、plan、requires、term、title、track、version です
        "#]],
    );
    check_front(
        "format = 1",
        "format = 1\nkeep = ",
        expect![[r#"
            m.md:3:8: error[M101] TOML として読めません（値が読めません。文字なら " で囲みます）
        "#]],
    );
    check_front(
        "format = 1",
        "format = 1\nkeep = yes\nplan = [1 2]\n年 度 = 1",
        expect![[r#"
            m.md:3:8: error[M101] TOML として読めません（値が読めません。文字なら " で囲みます）
            m.md:4:9: error[M101] TOML として読めません（値が読めません。文字なら " で囲みます）
            m.md:5:3: error[M101] TOML として読めません（「=」と値がありません）
        "#]],
    );
    check_front(
        "format = 1",
        "format = 1\nplan = [1,\n2",
        expect![[r#"
            m.md:5:1: error[M101] TOML として読めません（「[」が閉じられていません）
        "#]],
    );
}

#[test]
fn front_matter_data() {
    check_front(
        "[[data]]\nname = \"人口\"\nseed = \"mie-population\"\n",
        "",
        expect![[r#"
            m.md:1:1: error[M103] 「data」がありません
              hint: 「[[data]]」の下に name と、seed か file を書きます
        "#]],
    );
    check_front(
        "seed = \"mie-population\"\n",
        "",
        expect![[r#"
            m.md:10:1: error[M008] [[data]] には seed か file のどちらか一つを書きます
              hint: seeds の表なら seed = "mie-population"、自分の CSV なら file = "data/x.csv" です
        "#]],
    );
    check_front(
        "seed = ",
        "file = \"a.csv\"\nseed = ",
        expect![[r#"
            m.md:10:1: error[M008] [[data]] には seed か file のどちらか一つを書きます
              hint: seeds の表なら seed = "mie-population"、自分の CSV なら file = "data/x.csv" です
        "#]],
    );
    check_front(
        "seed = \"mie-population\"",
        "file = \"../a.csv\"",
        expect![[r#"
        m.md:12:8: error[M010] file「../a.csv」は教材のフォルダーの中を指していません
          hint: 「data/x.csv」のように、/ で区切って書きます
    "#]],
    );
    check_front(
        "[[data]]",
        "[[data]]\nname = \"人口\"\nseed = \"a\"\n[[data]]",
        expect![[r#"
        m.md:14:8: error[M009] 「人口」という表が二つあります
    "#]],
    );
    check_front(
        "[[data]]",
        "[[data]]\nname = \"面積\"\nseed = \"a\"\n[[data]]",
        expect![[r#"
        m.md:11:8: warning[M602] 表「面積」はどこでも使われていません
    "#]],
    );
    check_front(
        "[[data]]",
        "[data]",
        expect![[r#"
            m.md:10:1: error[M104] 「data」に書けるのは、[[data]] で始まる組です
        "#]],
    );
}

#[test]
fn titles_and_headings() {
    check_file(
        &format!("{FRONT}{ESSAY}{END}"),
        expect![[r#"
        m.md:6:9: error[M201] 「# 題名」の見出しがありません
          hint: 前書きのすぐ下に「# 題名」を書きます
    "#]],
    );
    check_file(
        &format!("{FRONT}前\n# 題\n{ESSAY}{END}"),
        expect![[r#"
        m.md:14:1: warning[M206] 「# 題名」より前に本文があります
    "#]],
    );
    check_file(
        &format!("{FRONT}# 題\n{END}"),
        expect![[r#"
        m.md:6:9: warning[M216] 練習が一つもありません
    "#]],
    );
    check_file(
        &format!("{FRONT}# 題\n{ESSAY}```steps\nfrom 人口\n```\n"),
        expect![[r#"
        m.md:6:9: warning[M217] .at-work の節がありません
          hint: 「## 職場で使うには {.at-work}」を最後に書きます
        m.md:6:9: warning[M217] .instructor の節がありません
          hint: 「## 講師メモ {.instructor}」を最後に書きます
    "#]],
    );
    check(
        "# もう一つ",
        expect![[r#"
        +6:1:1: error[M202] 「#」の見出しは一つだけです
          hint: 節の見出しは「##」にします
    "#]],
    );
    check(
        "##\n\n本文",
        expect![[r#"
        +2:1:1: error[M204] 見出しに文字がありません
    "#]],
    );
    check(
        "## 節\n\n#### 深い",
        expect![[r#"
        +7:3:1: warning[M205] 見出しの段が 2 から 4 に飛んでいます
    "#]],
    );
    check(
        "## もう一つ {.at-work}",
        expect![[r#"
        +21:5:1: error[M212] .at-work の節が二つあります
    "#]],
    );
}

#[test]
fn headings_of_exercises() {
    check(
        "## 練習 {#ex1 .tabel}\n課題",
        expect![[r#"
            +19:1:1: warning[M306] ヒントが 0 個です
              hint: 「> [!TIP]」で、広いものから具体的なものへ二つ以上書きます
            +19:1:1: error[M302] 解答がありません
              hint: ```steps solution のブロックを書きます
            +19:1:1: error[M303] check がありません
              hint: ```check のブロックを書きます（空でもかまわない種類もあります）
            +6:1:13: error[M207] 見出しの「.tabel」は知られていません
              hint: 「table」のことですか？
        "#]],
    );
    check(
        "## 練習 {#ex1 points=5}\n課題",
        expect![[r#"
            +21:1:1: error[M208] 練習の種類がありません
              hint: 見出しに .table .chart .choice .number .text .essay .clean .audit のどれかを付けます（例: {#ex1 .table}）
        "#]],
    );
    check(
        "## 練習 {.essay}\n課題",
        expect![[r#"
        +14:1:1: error[M209] 練習に id がありません
          hint: 見出しに #ex1 を付けます。一度決めた id は変えません
    "#]],
    );
    check(
        "## 練習 {#essay .essay}\n課題",
        expect![[r#"
            +6:3:8: error[M210] id「essay」が二度使われています
        "#]],
    );
    check(
        "## 練習 {#練習1 .essay}\n課題",
        expect![[r#"
            +4:1:8: error[M004] id「練習1」に使えない文字があります
              hint: 半角の英数字とハイフンだけを使い、英字で始めます（例: ds1-03-group）
        "#]],
    );
    check(
        "## 練習 {#ex1 .essay .text}\n課題",
        expect![[r#"
        +25:1:1: error[M214] 一つの練習に種類が二つ以上あります
        +25:1:1: warning[M306] ヒントが 0 個です
          hint: 「> [!TIP]」で、広いものから具体的なものへ二つ以上書きます
        +25:1:1: error[M303] check がありません
          hint: ```check のブロックを書きます（空でもかまわない種類もあります）
    "#]],
    );
    check(
        "## 練習 {#ex1 .essay .multiple}\n課題",
        expect![[r#"
            +9:1:20: error[M207] 見出しの「.multiple」は知られていません
              hint: 「multiple」は .choice の練習だけで使えます
        "#]],
    );
    check(
        "## 練習 {#ex1 .flow}\n課題",
        expect![[r#"
            +5:1:13: error[M215] 「.flow」の練習はまだ使えません
        "#]],
    );
    check(
        "## 練習 {#ex1 .essay points=many}\n課題",
        expect![[r#"
            +6:1:20: error[M005] 「points」に「many」は使えません
              hint: 使えるのは 0–1000 です
        "#]],
    );
    check(
        "## 練習 {#ex1 .essay point=5}\n課題",
        expect![[r#"
            +5:1:20: error[M211] 見出しの「point」は知られていません
              hint: 「points」のことですか？
        "#]],
    );
    check(
        "## 練習 {#ex1 .essay mode=sql}\n課題",
        expect![[r#"
            +4:1:20: error[M211] 見出しの「mode」は知られていません
              hint: 「mode」は .table の練習だけで使えます
        "#]],
    );
    check(
        "## 節\n### 練習 {#ex1 .essay}\n課題",
        expect![[r#"
        +20:2:1: error[M213] 練習の見出しは「##」にします
    "#]],
    );
    check(
        "## 練習 {#ex1 .essay}",
        expect![[r#"
        +19:1:1: error[M301] 課題の文がありません
          hint: 見出しの下に、何をするかを書きます
    "#]],
    );
    check(
        "## 話 {#talk}\n\n## 話 {#talk}",
        expect![[r#"
            +5:3:7: error[M210] id「talk」が二度使われています
        "#]],
    );
}

/// A table exercise of these blocks, with enough hints.
fn table(blocks: &str) -> String {
    format!("## 練習 {{#ex1 .table}}\n課題\n\n{blocks}\n\n> [!TIP]\n> 一\n\n> [!TIP]\n> 二\n")
}

const SOLUTION: &str = "```steps solution\nfrom 人口\nhead 3\n```\n";
const CHECK: &str = "```check\n[[wrong]]\nsay = \"a\"\nsql = \"SELECT 1\"\n[[wrong]]\nsay = \"b\"\nsteps = \"from 人口\"\n```";

#[test]
fn blocks_of_exercises() {
    check(
        &table(""),
        expect![[r#"
        +19:1:1: error[M302] 解答がありません
          hint: ```steps solution のブロックを書きます
        +19:1:1: error[M303] check がありません
          hint: ```check のブロックを書きます（空でもかまわない種類もあります）
    "#]],
    );
    check(&table(&format!("{SOLUTION}{CHECK}")), expect![[r#""#]]);
    check(
        &table(&format!("{SOLUTION}{CHECK}\n{CHECK}")),
        expect![[r#"
        +8:16:1: error[M304] 「check」が二つあります
    "#]],
    );
    check(
        &table(&format!(
            "{SOLUTION}```sql solution\nSELECT 1\n```\n{CHECK}"
        )),
        expect![[r#"
        +15:8:1: error[M304] 「solution」が二つあります
    "#]],
    );
    check(
        &table(&format!("{SOLUTION}```chart solution\n```\n{CHECK}")),
        expect![[r#"
        +17:8:1: error[M305] 「chart solution」は .table の練習では使いません
    "#]],
    );
    check(
        &table(&format!(
            "{SOLUTION}```steps startr\nfrom 人口\n```\n{CHECK}"
        )),
        expect![[r#"
        +15:8:1: error[M317] ブロックの「startr」は知られていません
          hint: 「starter」のことですか？
    "#]],
    );
    check(
        &table(&format!(
            "{SOLUTION}```chart\n```\n```check all\n```\n{CHECK}"
        )),
        expect![[r#"
            +8:8:1: error[M317] ブロックの役割がありません
              hint: 使えるのは starter、solution です
            +12:10:1: error[M317] ブロックの「all」は知られていません
              hint: この語を消します
        "#]],
    );
    check(
        &table(&format!(
            "{SOLUTION}```steps starter\nfrom 人口\nhead 3\n```\n{CHECK}"
        )),
        expect![[r#"
        +17:4:1: warning[M308] 初期状態がそのまま解答になっています
    "#]],
    );
    check(
        &table(&format!("```sql solution\n\n```\n{CHECK}")),
        expect![[r#"
        +15:4:1: error[M406] 中身が空です
    "#]],
    );
    check(
        "```steps solution\nfrom 人口\n```\n\n```check\n```",
        expect![[r#"
        +17:1:1: error[M318] 「steps solution」が練習の外にあります
          hint: 練習の見出し（## … {#ex1 .table}）の下に置きます
        +8:5:1: error[M318] 「check」が練習の外にあります
          hint: 練習の見出し（## … {#ex1 .table}）の下に置きます
    "#]],
    );
    check(
        "## 練習 {#ex1 .table mode=step}\n課題\n\n> [!TIP]\n\n```steps solution\nfrom 人口\nhead 3\n```\n```check\n```",
        expect![[r#"
            +29:1:1: warning[M306] ヒントが 0 個です
              hint: 「> [!TIP]」で、広いものから具体的なものへ二つ以上書きます
            +29:1:1: error[M005] 「mode」に「step」は使えません
              hint: 「steps」のことですか？
            +8:4:1: error[M319] ここに文字がありません
            +8:10:1: warning[M307] 想定誤答が 0 個です
              hint: check に [[wrong]] を二つ以上書きます
        "#]],
    );
}

#[test]
fn steps_in_blocks() {
    let steps = |lines: &str| table(&format!("```steps solution\n{lines}\n```\n{CHECK}"));
    check(
        &steps("from 人口\n# 注\nfliter 年 = 2020\nselect 市町名，人口"),
        expect![[r#"
        +6:7:1: error[M401] 「fliter」という手順はありません
          hint: 「filter」のことですか？
        +1:8:11: error[M402] 全角の「，」は区切りになりません
          hint: 半角の「,」にします。名前の一部なら、名前を " で囲みます
    "#]],
    );
    check(
        &steps("from 人口\nfilter"),
        expect![[r#"
            +6:6:1: error[M403] filter の「条件」が埋まっていません
        "#]],
    );
    check(
        &steps("filter 年 = 2020"),
        expect![[r#"
            +6:5:1: error[M404] 手順は from で始め、from は一度だけ書きます
              hint: 1行目に「from 表の名前」を書きます
        "#]],
    );
    check(
        &steps("from 人口\nfrom 人口"),
        expect![[r#"
        +4:6:1: error[M404] 手順は from で始め、from は一度だけ書きます
          hint: 表をつなぐには join か union を使います
    "#]],
    );
    check(
        &steps("from 人工\njoin left 面積 on a\nunion 人口"),
        expect![[r#"
        +2:5:6: error[M601] 「人工」という表は前書きにありません
          hint: 「人口」のことですか？
        +2:6:11: error[M601] 「面積」という表は前書きにありません
          hint: 使えるのは 人口 です
    "#]],
    );
    check(
        &steps("from 人口\noff head 3"),
        expect![[r#"
        +3:6:1: error[M405] ここでは手順を off にできません
    "#]],
    );
    check(
        &steps("from 人口\nhead 三\ncast 人口 to int\nfilter a = 'x\nselect a b"),
        expect![[r#"
        +1:6:6: error[M402] ここには行の数を書きます（「三」があります）
        +3:7:12: error[M402] ここには number か date か fiscal_year か text を書きます（「int」があります）
        +1:8:12: error[M402] 「'」が閉じられていません
        +1:9:10: error[M402] 「b」が余っています
          hint: 名前と名前の間は , で区切ります
    "#]],
    );
    check(
        &steps(""),
        expect![[r#"
        +17:4:1: error[M406] 中身が空です
    "#]],
    );
    // A starter may be half filled in.
    check(
        &table(&format!(
            "{SOLUTION}```steps starter\nfrom 人口\nfilter\n```\n{CHECK}"
        )),
        expect![[r#""#]],
    );
    // Blocks inside lists keep their places.
    check(
        "1. 例\n\n   ```steps\n   from 人口\n   heda 3\n   ```",
        expect![[r#"
        +4:5:4: error[M401] 「heda」という手順はありません
          hint: 「head」のことですか？
    "#]],
    );
}

#[test]
fn checks_of_tables() {
    let toml = |lines: &str| table(&format!("{SOLUTION}```check\n{lines}\n```"));
    check(
        &toml("kye = [\"a\"]\nabs_tol = -1\nkey = 3\ntrim = \"yes\""),
        expect![[r#"
            +8:8:1: warning[M307] 想定誤答が 0 個です
              hint: check に [[wrong]] を二つ以上書きます
            +3:9:1: error[M102] 「kye」という項目はありません
              hint: 「key」のことですか？
            +2:10:11: error[M104] 「abs_tol」に書けるのは、0 以上の数です
            +1:11:7: error[M104] 「key」に書けるのは、文字のリスト（["…", "…"]）です
            +5:12:8: error[M104] 「trim」に書けるのは、true か false のどちらかです
        "#]],
    );
    check(
        &toml("order = [\"人口 down\"]\nmust_use = [\"gruop_by\"]\nmax_steps = 1.5"),
        expect![[r#"
            +8:8:1: warning[M307] 想定誤答が 0 個です
              hint: check に [[wrong]] を二つ以上書きます
            +9:9:10: error[M402] 「down」が余っています
              hint: 名前と名前の間は , で区切ります
            +10:10:13: error[M401] 「gruop_by」という手順はありません
              hint: 「group_by」のことですか？
            +3:11:13: error[M104] 「max_steps」に書けるのは、0 以上の整数です
        "#]],
    );
    check(
        &toml("key = [\"a\""),
        expect![[r#"
            +0:9:11: error[M101] TOML として読めません（「[」が閉じられていません）
        "#]],
    );
    check(
        &toml("[[wrong]]\nsay = \"a\"\n[[wrong]]\nsteps = \"from 人口\"\nsql = \"SELECT 1\""),
        expect![[r#"
            +9:9:1: error[M314] [[wrong]] には steps か sql のどちらか一つを書きます
            +9:11:1: error[M314] [[wrong]] には steps か sql のどちらか一つを書きます
            +9:11:1: error[M103] 「say」がありません
              hint: 「say = "年で絞っていません。"」のように書きます
        "#]],
    );
    check(
        &toml(
            "[[wrong]]\nsay = \"a\"\nsteps = \"from 人口\\nhed 3\"\n[[wrong]]\nsay = \"b\"\nsteps = '''\nfrom 人口\nselect 人口、年\n'''",
        ),
        expect![[r#"
        +3:11:19: error[M401] 「hed」という手順はありません
          hint: 「head」のことですか？
        +1:16:10: error[M402] 全角の「、」は区切りになりません
          hint: 半角の「,」にします。名前の一部なら、名前を " で囲みます
    "#]],
    );
    check(
        &toml(
            "[[wrong]]\nsay = \"a\"\nsteps = \"\"\"\nfrom \\\n  人工\n\"\"\"\n[[wrong]]\nsay = \"\"\nsql = \" \"",
        ),
        expect![[r#"
        +2:13:3: error[M601] 「人工」という表は前書きにありません
          hint: 「人口」のことですか？
        +2:16:7: error[M006] 「say」が空です
        +3:17:7: error[M406] 中身が空です
    "#]],
    );
    check(
        &toml("wrong = \"x\""),
        expect![[r#"
            +8:8:1: warning[M307] 想定誤答が 0 個です
              hint: check に [[wrong]] を二つ以上書きます
            +3:9:9: error[M104] 「wrong」に書けるのは、[[wrong]] で始まる組です
        "#]],
    );
}

#[test]
fn charts() {
    let chart = |blocks: &str| {
        format!("## 練習 {{#ex1 .chart}}\n課題\n\n{blocks}\n\n> [!TIP]\n> 一\n\n> [!TIP]\n> 二\n")
    };
    check(
        &chart(""),
        expect![[r#"
            +19:1:1: error[M103] 「steps」がありません
              hint: グラフにする表を作る ```steps のブロックを書きます
            +19:1:1: error[M302] 解答がありません
              hint: ```chart solution のブロックを書きます
            +19:1:1: error[M303] check がありません
              hint: ```check のブロックを書きます（空でもかまわない種類もあります）
        "#]],
    );
    let good = "```steps\nfrom 人口\n```\n```chart solution\nkind = \"bar\"\nx = \"市町名\"\ny = \"人口\"\n```\n";
    check(
        &chart(&format!(
            "{good}```check\nkind = \"pie\"\nsort = [\"desc\"]\ntitle = \"yes\"\ntitle_words = [3, []]\n[[wrong]]\nsay = \"a\"\n[[wrong]]\nsay = \"b\"\nkind = \"line\"\n```"
        )),
        expect![[r#"
            +5:13:8: error[M005] 「kind」に「pie」は使えません
              hint: 使えるのは bar、line、scatter、histogram、box、heat、map です
            +6:14:9: error[M005] 「sort」に「desc」は使えません
              hint: 「descending」のことですか？
            +5:15:9: error[M104] 「title」に書けるのは、true か false のどちらかです
            +1:16:16: error[M104] 「title_words」に書けるのは、文字のリスト（["…", "…"]）です
            +2:16:19: error[M104] 「title_words」に書けるのは、文字のリスト（["…", "…"]）です
            +9:17:1: error[M315] [[wrong]] に、まちがいの形がありません
              hint: kind、x、y、color、sort、unit、stack、fit、facet のどれかを書きます
        "#]],
    );
    check(
        &chart(
            "```steps\nfrom 人口\n```\n```chart starter\n```\n```chart solution\n```\n```check\n[[wrong]]\nsay = \"a\"\nx = \"\"\n[[wrong]]\nsay = \"b\"\nunit = \"千人\"\n```",
        ),
        expect![[r#"
            +17:9:1: error[M103] 「kind」がありません
              hint: 「kind = "bar"」のように書きます
            +17:9:1: error[M103] 「x」がありません
              hint: 「x = "地域"」のように書きます
        "#]],
    );
    check(
        &chart(
            "```steps\nfrom 人口\n```\n```chart solution\nkind = \"scatter\"\nx = \"a\"\n```\n```check\ny = [\"人口\", 3]\n```",
        ),
        expect![[r#"
            +17:7:1: error[M103] 「y」がありません
              hint: 「y = "人口"」のように書きます
            +8:11:1: warning[M307] 想定誤答が 0 個です
              hint: check に [[wrong]] を二つ以上書きます
            +1:12:12: error[M104] 「y」に書けるのは、文字（"…"）です
        "#]],
    );
}

#[test]
fn choices() {
    let choice = |class: &str, options: &str| {
        format!(
            "## 問い {{#ex1 .choice{class}}}\n\n{options}\n\n> [!TIP]\n> 一\n\n> [!TIP]\n> 二\n"
        )
    };
    check(
        &choice("", ""),
        expect![[r#"
        +20:1:1: error[M309] 選択肢が二つ以上ありません
          hint: 「- [ ] …」「- [x] …」の形で書きます
    "#]],
    );
    check(
        &choice("", "- [ ] a\n  > x\n- [ ] b\n  > y"),
        expect![[r#"
        +20:1:1: error[M310] 正しい選択肢がありません
          hint: 正しいものを「- [x]」にします
    "#]],
    );
    check(
        &choice("", "- [x] a\n  > x\n- [x] b\n  > y"),
        expect![[r#"
        +20:1:1: error[M311] 正しい選択肢が二つ以上あります
          hint: いくつも選ぶ問題なら、見出しに .multiple を付けます
    "#]],
    );
    check(
        &choice(" .multiple", "- [x] a\n  > x\n- [x] b\n  > y"),
        expect![[r#""#]],
    );
    check(
        &choice("", "- [x] a\n- b\n  > y"),
        expect![[r#"
            +7:3:1: warning[M312] この選択肢を選んだ人に返す言葉がありません
              hint: 選択肢の下に字下げして「> …」を書きます
            +3:4:1: error[M313] 選択肢に [ ] か [x] がありません
              hint: 「- [ ] …」「- [x] …」の形で書きます
        "#]],
    );
    check(
        &choice("", "- [x] a\n  > x\n- [ ] \n"),
        expect![[r#"
        +6:5:1: error[M319] ここに文字がありません
        +6:5:1: warning[M312] この選択肢を選んだ人に返す言葉がありません
          hint: 選択肢の下に字下げして「> …」を書きます
    "#]],
    );
    check(
        &choice("", "- [x] a\n  > x\n- [ ] b\n  > y\n\n```check\n```"),
        expect![[r#"
        +8:8:1: error[M305] 「check」は .choice の練習では使いません
    "#]],
    );
}

#[test]
fn numbers_and_texts() {
    let question = |kind: &str, check: &str| {
        format!(
            "## 問い {{#ex1 .{kind}}}\n課題\n\n```check\n{check}\n```\n\n> [!TIP]\n> 一\n\n> [!TIP]\n> 二\n"
        )
    };
    check(
        &question("number", ""),
        expect![[r#"
            +8:4:1: warning[M307] 想定誤答が 0 個です
              hint: check に [[wrong]] を二つ以上書きます
            +8:4:1: error[M103] 「sql」がありません
              hint: 「sql = "SELECT …"」のように書きます
        "#]],
    );
    check(
        &question(
            "number",
            "sql = \"\"\ntolerance = 1\nabs_tol = 1\nunit = 3\n[[wrong]]\nsay = \"a\"\n[[wrong]]\nsql = \"SELECT 1\"",
        ),
        expect![[r#"
            +8:4:1: error[M304] 「tolerance」が二つあります
            +2:5:7: error[M406] 中身が空です
            +1:8:8: error[M104] 「unit」に書けるのは、文字（"…"）です
            +9:9:1: error[M103] 「sql」がありません
              hint: 「sql = "SELECT …"」のように書きます
            +9:11:1: error[M103] 「say」がありません
              hint: 「say = "年で絞っていません。"」のように書きます
        "#]],
    );
    check(
        &question("text", ""),
        expect![[r#"
        +8:4:1: error[M316] 正しい答えがありません
          hint: check に accept か sql を書きます
        +8:4:1: warning[M307] 想定誤答が 0 個です
          hint: check に [[wrong]] を二つ以上書きます
    "#]],
    );
    check(
        &question(
            "text",
            "accept = [\"\", \"津市\"]\n[[wrong]]\nsay = \"a\"\ntxt = \"b\"\n[[wrong]]\nsay = \"a\"\ntext = \"\"",
        ),
        expect![[r#"
            +2:5:11: error[M006] 「accept」が空です
            +3:8:1: error[M102] 「txt」という項目はありません
              hint: 「text」のことですか？
            +2:11:8: error[M006] 「text」が空です
        "#]],
    );
}

#[test]
fn prose() {
    check(
        "<div>HTML</div>\n\n文<br>文\n",
        expect![[r#"
        +15:1:1: warning[M501] HTML は取り除かれます
          hint: Markdown で書きます。行を改めるには行末に \ を置きます
        +4:3:2: warning[M501] HTML は取り除かれます
          hint: Markdown で書きます。行を改めるには行末に \ を置きます
    "#]],
    );
    check(
        "[1](figure) と [2](figure \" \")",
        expect![[r#"
        +11:1:1: error[M503] figure に SQL がありません
          hint: [274,537](figure "SELECT …") のように書きます
        +15:1:15: error[M503] figure に SQL がありません
          hint: [274,537](figure "SELECT …") のように書きます
    "#]],
    );
    check(
        "[押す](javascript:alert(1)) と [表](data/x.csv)",
        expect![[r#"
        +25:1:1: warning[M504] リンク先「javascript:alert(1)」は使えません。文だけが残ります
          hint: https:、http:、mailto:、# で始めます
        +15:1:29: warning[M504] リンク先「data/x.csv」は使えません。文だけが残ります
          hint: https:、http:、mailto:、# で始めます
    "#]],
    );
    check("a\\*\\*b 2 * 3", expect![[r#""#]]);
    check("**人口（人）**です。", expect![[""]]);
    check(
        "a**(b)**c と ** 人口 **",
        expect![[r#"
        +2:1:2: warning[M505] 「**」が強調になっていません
          hint: ** のすぐ内側の空白を消します。英字にはさまれた記号は ** の外に出します
        +2:1:7: warning[M505] 「**」が強調になっていません
          hint: ** のすぐ内側の空白を消します。英字にはさまれた記号は ** の外に出します
    "#]],
    );
    check(
        "図[^1]です。\n\n[^1]: 脚注の本文",
        expect![[r#"
        +4:1:2: warning[M504] 脚注（[^1]）は使えません
          hint: 本文にかっこで書き添えます
    "#]],
    );
    check(
        "![図](images/a#b.png)![図](images/a%3Fb.png)![図](images/%2e%2e/b.png)",
        expect![[r#"
            +20:1:1: error[M506] 画像の名前に「#」は使えません（images/a#b.png）
              hint: ファイルの名前を変えます
            +22:1:21: error[M506] 画像の名前に「?」は使えません（images/a?b.png）
              hint: ファイルの名前を変えます
            +25:1:43: error[M506] 画像「images/../b.png」は教材の images フォルダーの中にありません
              hint: ファイルを教材の images フォルダーに置き、「images/x.png」のように書きます。よそのサイトの画像は使えません
        "#]],
    );
}

#[test]
fn rows_with_too_many_cells() {
    check(
        "| 列 | 数 |\n|---|---|\n| a | 1 |\n| b | 2 | 3 |\nc | 4 | 5\n| d |\n| e \\| f | 6 |\n| `a || b` | つなぐ |",
        expect![[r#"
            +13:4:1: warning[M511] 表の行にセルが 3 個あります。見出しは 2 個なので、余りは消えます
              hint: 「|」を文字として書くときは、`…` の中でも「\|」と書きます
            +9:5:1: warning[M511] 表の行にセルが 3 個あります。見出しは 2 個なので、余りは消えます
              hint: 「|」を文字として書くときは、`…` の中でも「\|」と書きます
            +18:8:1: warning[M511] 表の行にセルが 4 個あります。見出しは 2 個なので、余りは消えます
              hint: 「|」を文字として書くときは、`…` の中でも「\|」と書きます
        "#]],
    );
    check(
        "｜列1｜列2｜\n｜---｜---｜\n｜a｜b｜",
        expect![[r#"
        +1:2:1: error[M912] 「｜」は記号として読まれません
          hint: 「|」と書きます
    "#]],
    );
}

#[test]
fn lists_as_people_type_them() {
    check(
        "次の二つです。\n・人口\n・世帯",
        expect![[r#"
        +1:2:1: warning[M510] 「・」で始まる行は箇条書きになりません。行を分けて示すだけです
          hint: 箇条書きは行の初めを「- 」、番号付きは「1. 」にします
    "#]],
    );
    check(
        "１．全角の番号\n２．次",
        expect![[r#"
        +2:1:1: warning[M510] 「１．」で始まる行は箇条書きになりません。行を分けて示すだけです
          hint: 箇条書きは行の初めを「- 」、番号付きは「1. 」にします
    "#]],
    );
    check(
        "1.一つ目\n2.二つ目",
        expect![[r#"
        +2:1:1: warning[M510] 「1.」で始まる行は箇条書きになりません。行を分けて示すだけです
          hint: 箇条書きは行の初めを「- 」、番号付きは「1. 」にします
    "#]],
    );
    // One line, an amount, a break of the author's own: nothing is said.
    check("・人口", expect![[""]]);
    check("人口の伸びは\n2.5 倍です\n3.1 倍です", expect![[""]]);
    check("・人口\\\n・世帯", expect![[""]]);
}

#[test]
fn data_blocks() {
    check(
        "```data\ntable = \"人工\"\ncolums = [\"a\"]\nlimit = \"5\"\nwhere = { 年 = [1] }\n```",
        expect![[r#"
            +4:2:9: error[M601] 「人工」という表は前書きにありません
              hint: 「人口」のことですか？
            +6:3:1: error[M102] 「colums」という項目はありません
              hint: 「columns」のことですか？
            +3:4:9: error[M104] 「limit」に書けるのは、0 以上の整数です
            +3:5:15: error[M104] 「年」に書けるのは、文字、数、日付、true、false のどれかです
        "#]],
    );
    check(
        "```data\nwhere = { 市町名 = \"{町}\" }\n```",
        expect![[r#"
            +7:1:1: error[M103] 「table」がありません
              hint: 「table = "人口"」のように書きます
            +5:2:17: error[M603] data の where では {町} を使えません
              hint: ここの行は教材を作るときに決まります。町の名前を書くか、練習で絞ってもらいます
        "#]],
    );
    check(
        "```data wide\ntable = \"人口\"\n```",
        expect![[r#"
            +12:1:1: error[M317] ブロックの「wide」は知られていません
              hint: この語を消します
        "#]],
    );
    check(
        "```data\ntable 人口\n```",
        expect![[r#"
            +0:2:7: error[M101] TOML として読めません（「=」と値がありません）
        "#]],
    );
}

#[test]
fn any_part_of_a_module_is_read_without_a_panic() {
    let text = include_str!("../../../../tests/fixtures/modules/all-kinds/module.md");
    let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    for end in ends.iter().step_by(7) {
        let (_, diagnostics) = crate::parse("m.md", &text[..*end]);
        let lines = text[..*end].split('\n').count() as u32;
        assert!(
            diagnostics
                .iter()
                .all(|d| d.span.line >= 1 && d.span.line <= lines && d.span.column >= 1)
        );
        crate::parse("m.md", &text[*end..]);
    }
}

#[test]
fn codes_are_unique_and_in_order() {
    let codes: Vec<&str> = Code::ALL.iter().map(|code| code.as_str()).collect();
    assert_eq!(codes.iter().collect::<BTreeSet<_>>().len(), codes.len());
    assert!(codes.is_sorted());
    assert!(
        Code::ALL
            .iter()
            .all(|code| !code.meaning().0.is_empty() && !code.meaning().1.is_empty())
    );
}

#[test]
fn every_code_has_a_case() {
    let cases = [
        include_str!("problems.rs"),
        include_str!("data.rs"),
        include_str!("../track/tests.rs"),
        include_str!("prose.rs"),
    ]
    .concat();
    let untested: Vec<&str> = Code::ALL
        .iter()
        .map(|code| code.as_str())
        // What is over a limit has a module in tests/fixtures/bad-modules.
        .filter(|code| !code.starts_with("M9") && !cases.contains(&format!("[{code}]")))
        .collect();
    assert_eq!(untested, Vec::<&str>::new());
}

/// The list in the author's guide is generated: `UPDATE_EXPECT=1 cargo test -p course` writes it.
#[test]
fn the_guide_lists_the_codes() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../courses/README.md");
    let guide = std::fs::read_to_string(&path).unwrap();
    let (begin, end) = ("<!-- codes: begin (generated) -->\n", "<!-- codes: end -->");
    let from = guide.find(begin).unwrap() + begin.len();
    let to = guide.find(end).unwrap();
    let list = format!("\n{}\n", crate::list_of_codes());
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        std::fs::write(path, format!("{}{list}{}", &guide[..from], &guide[to..])).unwrap();
    } else {
        assert_eq!(
            &guide[from..to],
            list,
            "run UPDATE_EXPECT=1 cargo test -p course"
        );
    }
}

#[test]
fn an_audit_names_rules_and_places() {
    check(
        "## 練習 {#ex1 .audit}\n課題\n```check\ntable = \"人口\"\nrules = [\"L1-12\", \"L9-01\"]\nleast = 5\n[[fault]]\nrule = \"L1-13\"\nat = \"A1\"\n[[fault]]\nrule = \"L1-12\"\nat = [\"A1\", \"a1\"]\n[[wrong]]\nsay = \"一\"\n[[wrong]]\nsay = \"二\"\nat = \"2:2\"\n```\n> [!TIP]\n> 一\n\n> [!TIP]\n> 二\n\n",
        expect![[r#"
            +7:5:19: error[M005] 「rules」に「L9-01」は使えません
              hint: 「L1-01」のことですか？
            +1:6:9: error[M005] 「least」に「5」は使えません
              hint: 使えるのは 1–1 です
            +7:8:8: error[M005] 「rule」に「L1-13」は使えません
              hint: 「L1-12」のことですか？
            +4:12:13: error[M005] 「at」に「a1」は使えません
              hint: 使えるのは B3、A1:C4、3:3、B:B、sheet です
            +9:13:1: error[M103] 「at」がありません
        "#]],
    );
}
