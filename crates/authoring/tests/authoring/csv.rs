//! One reading of CSV: what the author's check is content with, the engine reads, and as the same table.

use course::{TableFile, load};
use engine::Engine;
use spec::module::ColumnInfo;
use spec::{DataSource, FailureKind, Severity};
use table::Field;

use crate::dice::Dice;

const MODULE: &str = "+++\nformat = 1\nid = \"m\"\nversion = 1\ntrack = \"t\"\ntitle = \"題\"\nminutes = { read = 1, practice = 1 }\naudience = [\"municipal\"]\nobjectives = [\"何か\"]\n[[data]]\nname = \"表\"\nfile = \"data/t.csv\"\n+++\n# 題\n\n```data\ntable = \"表\"\n```\n\n## 考える {#e1 .essay}\n書いてください。\n\n## 職場 {.at-work}\n一つ。\n\n## メモ {.instructor}\n一つ。\n";

/// Rows and columns as the check sees them; `None` when it refuses the file.
fn checked(csv: &[u8]) -> Option<(DataSource, table::Table)> {
    let mut resolve = |_: &DataSource| Some(TableFile::of(csv.to_vec()));
    let (module, diagnostics) = load("m.md", MODULE, &mut resolve);
    let refused: Vec<&str> = diagnostics
        .iter()
        .filter(|problem| problem.severity == Severity::Error)
        .map(|problem| problem.code.as_str())
        .collect();
    if !refused.is_empty() {
        assert!(
            refused.iter().all(|code| code.starts_with("M6")),
            "{refused:?}"
        );
        return None;
    }
    let mut shown = None;
    let mut module = module;
    let source = module.data.remove(0);
    module.each_block_mut(&mut |block| {
        if let spec::Block::Data(view) = block {
            shown = view.rows.take();
        }
    });
    Some((source, shown.unwrap()))
}

/// Compares both; says whether the file is read.
fn same(csv: &[u8]) -> bool {
    let told = String::from_utf8_lossy(csv);
    let checked = checked(csv);
    let mut engine = Engine::default();
    let read = engine.add_csv("表", csv, &[]);
    match (checked, read) {
        (None, Err(failure)) => {
            assert!(
                matches!(failure.kind, FailureKind::BadFile { .. }),
                "{told:?}: {failure:?}"
            );
            false
        }
        (Some((source, table)), Ok(frame)) => {
            let columns = source.columns.iter();
            let fields: Vec<Field> = columns
                .map(|ColumnInfo { name, dtype, .. }| Field {
                    name: name.clone(),
                    dtype: *dtype,
                })
                .collect();
            assert_eq!(frame.schema(), fields, "{told:?}");
            assert_eq!(frame.rows(), source.rows, "{told:?}");
            assert_eq!(frame.window(0, 1000).unwrap(), table, "{told:?}");
            true
        }
        (checked, read) => panic!(
            "{told:?}: {} by the check, {:?} by the engine",
            if checked.is_some() { "read" } else { "refused" },
            read.map(|frame| frame.schema())
        ),
    }
}

#[test]
fn what_people_hand_over_is_read_the_same() {
    let good: [&[u8]; 13] = [
        b"\xef\xbb\xbfa,b\n1,x\n",
        b"a,b\r\n1,\"x\r\ny\"\r\n2,\"a,\"\"b\"\"\"\r\n",
        b"a,b\n01100,x\n24201,y\n",
        b"a\nx\n\ny\n",
        b"a,2020,2021\nx,1,2",
        b"d\n2024-02-30\n2024-03-01\n",
        b"d,e\n2024-02-29,2024-4-1\n2024-03-01,2024-04-02\n",
        b"a,b\r1,x\r2,y\r",
        b"a,b\n1,5\"x\n2,y\n",
        b"\"a\",\"b \"\"c\"\"\"\n1,2\n",
        b" a ,b\n-05,+5\n.5,5.\n",
        b"a,b\n1e3,inf\n0.5,1\n",
        b"a,b\n",
    ];
    for csv in good {
        assert!(same(csv), "{:?}", String::from_utf8_lossy(csv));
    }
    let bad: [&[u8]; 14] = [
        b"",
        b"\n\n",
        b"a,b\n1,\"x\n2,y\n",
        b"a,b\n\"1\"2,y\n",
        b"a,b\n1\n",
        b"a,b\n1,2,\n",
        b"a,b\n1,2\n,\n",
        b"a,,b\n1,2,3\n",
        b"a,a \n1,2\n",
        b"a;b\n1;2\n",
        b"a\tb\n1\t2\n",
        b"a,b\n1,\x002\n",
        b"\x83R\x81[\x83h,b\n1,2\n",
        b"\xff\xfea\x00,\x00b\x00\n\x00",
    ];
    for csv in bad {
        assert!(!same(csv), "{:?}", String::from_utf8_lossy(csv));
    }
}

/// Whatever is put together of the signs that matter.
#[test]
fn anything_is_read_the_same() {
    const SIGNS: [&str; 16] = [
        "a",
        "あ",
        "1",
        "0",
        "-",
        ".",
        "2024-04-01",
        "true",
        ",",
        ",",
        ",",
        "\"",
        "\n",
        "\n",
        "\r\n",
        "\r",
    ];
    let mut dice = Dice(0x00c5);
    let mut read = 0;
    for _ in 0..3000 {
        let mut csv = ["a,b\n", "a\n", "a,b,c\r\n", ""][dice.roll(4)].to_owned();
        for _ in 0..dice.roll(12) {
            csv.push_str(SIGNS[dice.roll(SIGNS.len())]);
        }
        read += usize::from(same(csv.as_bytes()));
    }
    assert!((200..2900).contains(&read), "{read} of 3000 are read");
}
