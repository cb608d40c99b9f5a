//! Names that are put into SQL mean the column and the table that they name.

use protocol::{LessonRequest, Response, Window};
use session::Lesson;
use spec::sql::name;
use spec::{Module, Program};
use sqlparser::keywords::ALL_KEYWORDS;

#[test]
fn a_name_is_read_as_that_name() {
    let words = [
        "人口１",
        "１月",
        "15歳未満",
        "人口（人）",
        "率％",
        "ア・イ",
        "延べ 泊",
        "a-b",
        "令和２年度",
    ];
    let keywords = ALL_KEYWORDS.iter().map(|word| word.to_lowercase());
    let mut wrong = Vec::new();
    for word in words.map(str::to_owned).into_iter().chain(keywords) {
        let mut lesson = Lesson::default();
        let open = LessonRequest::Open {
            module: Box::new(Module::default()),
            town: String::new(),
        };
        lesson.handle(open, None).0.unwrap();
        let csv = format!("\"{}\",他\n1,2\n", word.replace('"', "\"\""));
        let add = LessonRequest::AddTable { name: word.clone() };
        lesson.handle(add, Some(csv.into_bytes())).0.unwrap();
        let is = name(&word);
        let sql =
            format!("SELECT {is}.{is}, {is} + 1 AS 次 FROM {is} WHERE {is} = 1 ORDER BY {is}");
        let run = LessonRequest::Run {
            program: Program::Sql(sql.clone()),
            window: Window { offset: 0, len: 9 },
        };
        match lesson.handle(run, None).0 {
            Ok(Response::Ran(report)) => match report.result {
                Some(page) if page.total == 1 && page.table.columns().len() == 2 => {
                    let first = page
                        .table
                        .columns()
                        .first()
                        .map(|column| column.name.clone());
                    if first.as_deref() != Some(word.as_str()) {
                        wrong.push(format!("{sql}: {first:?}"));
                    }
                }
                _ => wrong.push(format!("{sql}: {:?}", report.failure)),
            },
            other => wrong.push(format!("{sql}: {other:?}")),
        }
    }
    assert!(wrong.is_empty(), "{}:\n{}", wrong.len(), wrong.join("\n"));
}
