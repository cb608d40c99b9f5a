//! The tables of the free room: all tables of the lessons, each once, and those that are on the desk.

use std::rc::Rc;

use spec::module::DataSource;
use spec::{Module, Step, TableAnswer};

/// All tables of these lessons in their order, each once and under a name of its own. Of two tables with one name the second is
/// called after its lesson too, so that a lesson that comes later on the site renames nothing.
pub(super) fn tables(lessons: &[Rc<Module>]) -> Vec<DataSource> {
    let mut tables: Vec<DataSource> = Vec::new();
    for lesson in lessons {
        for source in &lesson.data {
            if tables.iter().any(|known| known.url == source.url) {
                continue;
            }
            let mut source = source.clone();
            let is_taken = |name: &str| tables.iter().any(|known| known.name == name);
            if is_taken(&source.name) {
                source.name = format!("{}（{}）", source.name, lesson.title);
            }
            if is_taken(&source.name) {
                source.name = format!("{}（{}）", source.name, lesson.id);
            }
            if !is_taken(&source.name) {
                tables.push(source);
            }
        }
    }
    tables
}

/// Whether an answer reads that table, by steps or SQL. A name within a longer one counts too: a table more does no harm.
pub(super) fn reads(answer: &TableAnswer, name: &str) -> bool {
    let steps = answer.steps.iter().map(|entry| &entry.step);
    let mut named = steps.filter_map(|step| match step {
        Step::From { table } | Step::Join { table, .. } | Step::Union { table } => Some(table),
        _ => None,
    });
    named.any(|table| table == name) || answer.sql.contains(name)
}

#[cfg(test)]
mod tests {
    use spec::StepEntry;

    use super::*;

    fn lesson(id: &str, tables: &[(&str, &str)]) -> Rc<Module> {
        let data = tables.iter().map(|(name, url)| DataSource {
            name: (*name).into(),
            url: (*url).into(),
            ..DataSource::default()
        });
        Rc::new(Module {
            id: id.into(),
            title: format!("講座 {id}"),
            data: data.collect(),
            ..Module::default()
        })
    }

    #[test]
    fn each_table_is_there_once_and_no_two_share_a_name() {
        let lessons = [
            lesson("a", &[("人口", "p.csv"), ("売上", "s1.csv")]),
            // The same file under another name, another file under the same.
            lesson("b", &[("住民基本台帳", "p.csv"), ("売上", "s2.csv")]),
            lesson("c", &[("売上", "s2.csv"), ("予算", "b.csv")]),
        ];
        let names: Vec<String> = tables(&lessons).into_iter().map(|it| it.name).collect();
        assert_eq!(names, ["人口", "売上", "売上（講座 b）", "予算"]);
    }

    #[test]
    fn what_is_read_is_on_the_desk() {
        let from = |table: &str| {
            StepEntry::on(Step::From {
                table: table.into(),
            })
        };
        let mut answer = TableAnswer {
            steps: vec![from("人口")],
            ..TableAnswer::default()
        };
        assert!(reads(&answer, "人口") && !reads(&answer, "予算"));
        answer.sql = "SELECT * FROM 予算".into();
        assert!(reads(&answer, "予算"));
    }
}
