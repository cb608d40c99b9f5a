//! A module being written: read with its data, tested, zipped and taken apart again.

use protocol::{AuthorRequest, Request, concat};
use session::script::Script;
use spec::author::FrontChange;
use spec::module::ColumnInfo;
use spec::seed::SeedEntry;
use table::Dtype;

const MODULE: &str = r#"+++
format = 1
id = "script-writing"
version = 1
track = "data-science"
title = "書きかけの教材"
minutes = { read = 1, practice = 2 }
audience = ["municipal"]
objectives = ["読める"]
[[data]]
name = "人口"
seed = "script-people"
[[data]]
name = "窓口"
file = "data/desk.csv"
+++
# 書きかけの教材

津市の人口は[274,537](figure "SELECT 人口 FROM 人口 WHERE 市町 = '津市'")人です。

```data
table = "窓口"
```

## 多い順に並べる {#ex1 .table points=10}
人口の多い順に並べてください。

```steps starter
from 人口
```
```steps solution
from 人口
sort 人口 desc
```
```check
order = ["人口 desc"]
[[wrong]]
say = "少ない順です。"
steps = "from 人口\nsort 人口"
[[wrong]]
say = "これは正解です。"
steps = "from 人口\nsort 人口 desc"
```
> [!TIP]
> 並べ替えます。

> [!TIP]
> 大きい順にします。

## 件数 {#ex2 .number points=10}
窓口の件数の合計は。

```check
sql = "SELECT SUM(件数) FROM 窓口"
[[wrong]]
say = "行の数です。"
sql = "SELECT COUNT(*) FROM 窓口"
```
"#;

const TRACK: &str = "format = 1\nid = \"tsu\"\norder = 1\ntitle = { ja = \"津市の研修\", en = \"Tsu\" }\nmodules = [\"script-writing\"]\n";

/// A request with its attachment.
type Call = (AuthorRequest, Option<Vec<u8>>);

fn call(request: AuthorRequest) -> Call {
    (request, None)
}

fn check(text: &str) -> Call {
    call(AuthorRequest::Check {
        file: "module.md".into(),
        text: text.into(),
        base: "own/draft/1/".into(),
    })
}

pub(super) fn writing() -> Script {
    let column = |name: &str, dtype| ColumnInfo {
        name: name.into(),
        meaning: format!("{name}のこと"),
        unit: String::new(),
        dtype,
    };
    let seed = Box::new(SeedEntry {
        id: "script-people".into(),
        title: "人口".into(),
        url: "data/people.csv".into(),
        rows: 2,
        attribution: "出典：台本".into(),
        licence: "CC BY 4.0".into(),
        note: String::new(),
        columns: vec![column("市町", Dtype::Text), column("人口", Dtype::Int)],
    });
    let people = "市町,人口\n津市,274537\n四日市市,305424\n";
    let files = [
        ("data/desk.csv", "月,件数\n1,3\n2,4\n".as_bytes()),
        ("data/desk.toml", "note = \"窓口だけの数です\"\n[[column]]\nname = \"月\"\nmeaning = \"月\"\ndtype = \"int\"\n[[column]]\nname = \"件数\"\nmeaning = \"件数\"\nunit = \"件\"\ndtype = \"int\"\n".as_bytes()),
    ];
    let put = |files: &[(&str, &[u8])]| {
        let (files, bytes) = concat(files.iter().copied());
        (AuthorRequest::PutFiles { files }, Some(bytes))
    };
    let (zipped, bytes) = concat([
        ("script-writing/module.md", MODULE.as_bytes()),
        ("script-writing/data/desk.csv", files[0].1),
    ]);
    // What the zip becomes is known natively; the worker is given the same bytes back.
    let zip = crate::archives::zip(&zipped, &bytes)
        .and_then(|(_, zip)| zip)
        .unwrap_or_default();
    let mut calls = vec![
        // Nothing is here yet: what is missing is named.
        check(MODULE),
        (AuthorRequest::PutSeed { seed }, Some(people.into())),
        put(&files),
        check(MODULE),
        call(AuthorRequest::Test { timed: false }),
        check("+++\nformat = 1\ntitle = ”全角”\n+++\n# 題名\n## 練習 {#ex1 .tabel}\n"),
        check(""),
        call(AuthorRequest::Amend {
            text: MODULE.into(),
            changes: vec![
                FrontChange::Title("別の題名".into()),
                FrontChange::Version(2),
                FrontChange::DropFile("data/desk.csv".into()),
            ],
        }),
        call(AuthorRequest::Amend {
            text: "# 題名".into(),
            changes: vec![FrontChange::Version(2)],
        }),
        call(AuthorRequest::ToSource {
            module: Box::new(course::parse("module.md", MODULE).0),
        }),
        call(AuthorRequest::Track {
            file: "track.toml".into(),
            text: TRACK.into(),
        }),
        call(AuthorRequest::Track {
            file: "track.toml".into(),
            text: "id = 3".into(),
        }),
        (AuthorRequest::Zip { files: zipped }, Some(bytes)),
        (AuthorRequest::Unzip, Some(zip.clone())),
        (AuthorRequest::Unzip, Some(b"no zip".to_vec())),
        call(AuthorRequest::Unzip),
    ];
    // Shorter than its entries say.
    let (entries, _) = concat(files);
    calls.push((
        AuthorRequest::PutFiles {
            files: entries.clone(),
        },
        Some(vec![1]),
    ));
    calls.push((AuthorRequest::Zip { files: entries }, Some(vec![1])));
    let (leads_out, bytes) = concat([("../module.md", &b"# a"[..])]);
    calls.push((AuthorRequest::Zip { files: leads_out }, Some(bytes)));
    // Cut off in the middle.
    let half = zip.get(..zip.len() / 2).unwrap_or_default().to_vec();
    calls.push((AuthorRequest::Unzip, Some(half)));
    let calls = calls
        .into_iter()
        .map(|(request, attachment)| (Request::Author(request), attachment))
        .collect();
    Script {
        name: "writing",
        calls,
    }
}
