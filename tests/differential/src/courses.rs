//! All queries and steps of the courses: solutions, wrong answers, figures in the prose.

use std::path::{Path, PathBuf};

use engine::Engine;
use sources::{Seeds, Tree};
use spec::prose::{Inline, each_text_mut};
use spec::{Module, Program};

use crate::compare::{Order, compare, shown};
use crate::duck::{Duck, Rows};
use crate::run::{ask, of_steps};
use crate::steps;
use crate::tally::{Came, Tally};

/// The town of whoever reads.
const TOWN: &str = "津市";

/// A table of a course has at most so many rows.
const MOST_ROWS: u64 = 1_000_000;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Runs them all.
pub fn run(duck: &mut Duck, tally: &mut Tally) {
    let seeds = Seeds::at(root().join("seeds"));
    let courses = Tree::of(&root().join("courses")).expect("there are courses");
    let mut asked = 0;
    for path in &courses.modules {
        let name = path.display().to_string();
        let lesson = sources::lesson(path, &name, &seeds, &mut |_, _| String::new())
            .expect("the module can be read");
        let mut engine = Engine::default();
        let mut tables = Vec::new();
        for source in &lesson.module.data {
            let bytes = lesson
                .tables
                .get(&source.name)
                .map_or(&[][..], Vec::as_slice);
            let table = engine
                .add_csv(&source.name, bytes, &source.columns)
                .and_then(|frame| frame.table(MOST_ROWS));
            match table {
                Ok(table) => tables.push((source.name.clone(), table)),
                Err(failure) => tally.add("courses", false, &name, &Came::Refused(failure)),
            }
        }
        duck.load(tables.iter().map(|(name, table)| (name.as_str(), table)));
        let programs = programs(lesson.module);
        asked += programs.len();
        for (place, program) in programs {
            let (text, came) = match program {
                Program::Sql(sql) => {
                    let came = of_sql(&engine, duck, &sql);
                    (sql, came)
                }
                Program::Steps(entries) => {
                    let steps: Vec<_> = entries.into_iter().map(|entry| entry.step).collect();
                    let text = spec::step::text::write_steps(&steps);
                    let program = steps::Program {
                        duck: determined(&text),
                        steps,
                    };
                    let came = of_steps(&mut engine, duck, &program);
                    (text, came)
                }
            };
            if let Came::Different(why) = &came {
                println!("=== {why}: {name} {place}\n{text}\n");
            }
            tally.add("courses", false, &text, &came);
        }
    }
    assert!(asked > 0, "no course computes anything");
}

/// Whether DuckDB can run the SQL that steps become, and SQL says what they give: readers of text are our own,
/// and the first rows are anybody's guess.
fn determined(text: &str) -> bool {
    !["cast ", "parse_", "head ", "tail ", "unique ", " agg first"]
        .iter()
        .any(|word| text.contains(word))
}

fn of_sql(engine: &Engine, duck: &mut Duck, sql: &str) -> Came {
    let there = match duck.run(sql) {
        Ok(rows) => rows,
        Err(error) => return Came::NotDuck(error),
    };
    match ask(engine, &Program::Sql(sql.to_owned())) {
        Err(panic) => Came::Different(format!("panic: {panic}")),
        Ok(Err(failure)) => Came::Refused(failure),
        Ok(Ok(here)) => match compare(&here, &there, &Order::Any, named(&here)) {
            None => Came::Same,
            Some(difference) => Came::Different(format!(
                "{difference:?}\n--- ama\n{}\n--- DuckDB\n{}\n---",
                shown(&here),
                shown(&there)
            )),
        },
    }
}

/// Whether all columns have a name that SQL determines.
fn named(rows: &Rows) -> bool {
    rows.names.iter().all(|name| !name.contains('('))
}

/// What a module computes, each with its place.
fn programs(mut module: Module) -> Vec<(String, Program)> {
    let mut found: Vec<(String, Program)> = Vec::new();
    for exercise in module.exercises() {
        let id = exercise.id.to_string();
        let programs = exercise.kind.programs().into_iter();
        found.extend(programs.map(|(what, program)| (format!("{id} {what}"), program)));
    }
    module.each_block_mut(&mut |block| {
        each_text_mut(block, &mut |words| {
            for word in words {
                if let Inline::Figure { text, sql } = word {
                    found.push((format!("figure {text}"), Program::Sql(sql.clone())));
                }
            }
        });
    });
    for (_, program) in &mut found {
        *program = of_town(program);
    }
    found.retain(|(_, program)| match program {
        Program::Sql(sql) => !sql.trim().is_empty(),
        Program::Steps(steps) => !steps.is_empty(),
    });
    found
}

fn of_town(program: &Program) -> Program {
    match program {
        Program::Sql(sql) => Program::Sql(sql.replace("{町}", TOWN)),
        Program::Steps(entries) => {
            let text = spec::step::text::write_program(entries).replace("{町}", TOWN);
            Program::Steps(spec::step::text::parse_program(&text).0)
        }
    }
}
