//! Asks both engines and tells what differs.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;

use engine::Engine;
use spec::{Failure, Program};

use crate::compare::{Difference, Order, compare, shown};
use crate::courses;
use crate::dialect;
use crate::duck::{Duck, Rows};
use crate::query::{Maker, Query};
use crate::shrink;
use crate::steps;
use crate::tally::{Came, Tally};
use crate::tree::Dialect;
use crate::world::World;

/// Results with more rows are not compared.
const MOST_ROWS: u64 = 20_000;

/// Cases over the same tables.
const OF_A_WORLD: u64 = 25;

/// What to run.
#[derive(Clone, Debug)]
pub struct Options {
    /// The Python that has DuckDB.
    pub python: PathBuf,
    /// How many random cases.
    pub count: u64,
    /// Repeats a run.
    pub seed: u64,
    /// Only this case of the seed.
    pub case: Option<u64>,
    /// Only cases about this: a theme, `steps` or `courses`.
    pub only: Option<String>,
    /// How many differences to show; all are counted.
    pub shown: usize,
    /// Whether to show examples of what was refused.
    pub examples: bool,
    /// Whether to show every query that is asked.
    pub every: bool,
}

/// Runs it all; false when something differs or too much is refused.
pub fn run(options: &Options) -> bool {
    let mut duck = Duck::start(&options.python);
    println!("  DuckDB {}, seed {}", duck.version, options.seed);
    let only = |kind: &str| options.only.as_deref().is_none_or(|only| only == kind);
    let mut tally = Tally::default();
    let mut differences: Vec<String> = Vec::new();
    std::panic::set_hook(Box::new(|_| {}));
    if only("courses") && options.case.is_none() {
        courses::run(&mut duck, &mut tally, &mut differences);
    }
    let cases = match options.case {
        Some(case) => case..case + 1,
        None => 0..options.count,
    };
    let mut both: Option<(u64, World, Engine)> = None;
    for case in cases {
        let number = case / OF_A_WORLD;
        if both.as_ref().is_none_or(|(known, ..)| *known != number) {
            let world = World::new(mix(options.seed, number, 1));
            let engine = load(&world, &mut duck);
            both = Some((number, world, engine));
        }
        let Some((_, world, engine)) = &mut both else {
            continue;
        };
        let seed = mix(options.seed, case, 2);
        let place = format!("seed {} case {case}", options.seed);
        let mut shrunk = false;
        let (theme, beyond, text, came) = if case % 6 == 5 {
            if !only("steps") {
                continue;
            }
            let program = steps::Program::new(seed, world);
            let text = spec::step::text::write_steps(&program.steps);
            if options.every {
                println!("-- {case}\n{text}");
            }
            let mut came = of_steps(engine, &mut duck, &program);
            if let Came::Different(why) = &came
                && differences.len() < options.shown
            {
                shrunk = true;
                came = Came::Different(small_steps(world, &mut duck, &program, why, &place));
            }
            ("steps", false, text, came)
        } else {
            let mut maker = Maker::new(seed, world);
            let theme = maker.theme().slug();
            if !only(theme) {
                continue;
            }
            let query = maker.query();
            let text = query.tree.text(Dialect::Ama);
            if options.every {
                println!("-- {case}\n{text}");
            }
            let mut came = of_query(engine, &mut duck, &query);
            if let Came::Different(_) = &came
                && differences.len() < options.shown
            {
                shrunk = true;
                came = Came::Different(small_query(world, &mut duck, &query, &place));
            }
            (theme, query.beyond, text, came)
        };
        tally.add(theme, beyond, &text, &came);
        if let Came::Different(told) = came {
            if differences.len() < options.shown {
                println!("{told}\n");
            }
            differences.push(told);
        }
        if shrunk {
            // Smaller tables were tried in the meantime.
            both = None;
        }
    }
    let _ = std::panic::take_hook();
    println!("{}", tally.summary(options.examples));
    if tally.refuses_too_much() {
        println!(
            "  more than {} % of what courses teach is refused",
            crate::tally::CEILING
        );
    }
    tally.different == 0 && !tally.refuses_too_much()
}

fn mix(seed: u64, number: u64, what: u64) -> u64 {
    seed.wrapping_mul(0x0001_0000_01b3)
        .wrapping_add(number.wrapping_mul(0x9e37_79b1))
        .wrapping_add(what << 56)
}

fn load(world: &World, duck: &mut Duck) -> Engine {
    let mut engine = Engine::default();
    for given in &world.tables {
        engine
            .add_table(&given.name, &given.table)
            .expect("a plain table is taken");
    }
    duck.load(
        world
            .tables
            .iter()
            .map(|given| (given.name.as_str(), &given.table)),
    );
    engine
}

/// What the engine says to a program; a panic is the worst it can say.
pub(crate) fn ask(engine: &Engine, program: &Program) -> Result<Result<Rows, Failure>, String> {
    let run = || {
        let run = engine.evaluate(program);
        let failed = run.steps.iter().find_map(|step| match &step.outcome {
            engine::Outcome::Failed(failure) => Some(failure.clone()),
            _ => None,
        });
        match failed {
            Some(failure) => Err(failure),
            None => run.result.and_then(|frame| frame.table(MOST_ROWS)),
        }
    };
    match catch_unwind(AssertUnwindSafe(run)) {
        Ok(result) => Ok(result.map(|table| Rows::of(&table))),
        Err(panic) => Err(panic
            .downcast_ref::<String>()
            .cloned()
            .or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned()))
            .unwrap_or_default()),
    }
}

fn of_query(engine: &Engine, duck: &mut Duck, query: &Query) -> Came {
    let there = match duck.run(&query.tree.text(Dialect::Duck)) {
        Ok(rows) => rows,
        Err(error) => return Came::NotDuck(error),
    };
    let sql = Program::Sql(query.tree.text(Dialect::Ama));
    match ask(engine, &sql) {
        Err(panic) => Came::Different(format!("panic: {panic}")),
        Ok(Err(failure)) => Came::Refused(failure),
        Ok(Ok(here)) => match compare(&here, &there, &query.order, query.names) {
            None => Came::Same,
            Some(difference) => Came::Different(format!("{difference:?}")),
        },
    }
}

/// The difference with a query and tables that are as small as they go.
fn small_query(world: &World, duck: &mut Duck, query: &Query, place: &str) -> String {
    let engine = load(world, duck);
    let Came::Different(kind) = of_query(&engine, duck, query) else {
        return format!("=== a difference that comes and goes: {place}");
    };
    let mut small = query.clone();
    if kind != format!("{:?}", Difference::Names) {
        small.names = false;
    }
    let by_total = query.order == Order::Total && kind == format!("{:?}", Difference::Order);
    small.order = if by_total { Order::Total } else { Order::Any };
    let is_panic = kind.starts_with("panic");
    let same_kind = |came: Came| match came {
        Came::Different(this) if is_panic => this.starts_with("panic"),
        Came::Different(this) => this == kind,
        _ => false,
    };
    if matches!(query.order, Order::By(_)) && kind == format!("{:?}", Difference::Order) {
        small = query.clone();
    } else {
        small.tree = shrink::tree(&query.tree, |tree| {
            let candidate = Query {
                tree: tree.clone(),
                ..small.clone()
            };
            same_kind(of_query(&engine, duck, &candidate))
        });
    }
    let text = small.tree.text(Dialect::Ama);
    let mentions = |name: &str| text.contains(name) || text.contains('*');
    let tables = shrink::world(world, mentions, |world| {
        let engine = load(world, duck);
        same_kind(of_query(&engine, duck, &small))
    });
    let engine = load(&tables, duck);
    let duck_text = small.tree.text(Dialect::Duck);
    let there = duck.run(&duck_text);
    let here = ask(&engine, &Program::Sql(text.clone()));
    let mut told = format!(
        "=== {kind}: {place} ({} characters before)\n{}{text}\n",
        query.tree.text(Dialect::Ama).len(),
        tables.csv(|_| true)
    );
    if duck_text != text {
        told.push_str(&format!("for DuckDB:\n{duck_text}\n"));
    }
    told.push_str(&both(&here, &there));
    told
}

fn both(here: &Result<Result<Rows, Failure>, String>, there: &Result<Rows, String>) -> String {
    let here = match here {
        Ok(Ok(rows)) => shown(rows),
        Ok(Err(failure)) => format!("{failure:?}"),
        Err(panic) => format!("panic: {panic}"),
    };
    let there = match there {
        Ok(rows) => shown(rows),
        Err(error) => error.clone(),
    };
    format!("--- ama\n{here}\n--- DuckDB\n{there}")
}

/// Steps, their text, and the SQL that is made of them, here and in DuckDB.
pub(crate) fn of_steps(engine: &mut Engine, duck: &mut Duck, program: &steps::Program) -> Came {
    let text = spec::step::text::write_steps(&program.steps);
    let (read, errors) = spec::step::text::parse_steps(&text);
    if read != program.steps || !errors.is_empty() {
        return Came::Different("the text of the steps is read as other steps".to_owned());
    }
    let done = Program::of_steps(program.steps.iter().cloned());
    let here = match ask(engine, &done) {
        Err(panic) => return Came::Different(format!("panic: {panic}")),
        Ok(Err(failure)) => return Came::Refused(failure),
        Ok(Ok(rows)) => rows,
    };
    let sql = match catch_unwind(AssertUnwindSafe(|| engine.to_sql(&program.steps))) {
        Err(_) => return Came::Different("panic: to_sql".to_owned()),
        Ok(Err(failure)) => return Came::Refused(failure),
        Ok(Ok(sql)) => sql,
    };
    match ask(engine, &Program::Sql(sql.clone())) {
        Err(panic) => return Came::Different(format!("panic: {panic}")),
        Ok(Err(failure)) => {
            return Came::Different(format!(
                "the SQL of the steps is refused: {:?}",
                failure.kind
            ));
        }
        Ok(Ok(rows)) => {
            if let Some(difference) = compare(&here, &rows, &Order::Total, true) {
                return Came::Different(format!("the SQL of the steps: {difference:?}"));
            }
        }
    }
    if !program.duck {
        return Came::Same;
    }
    match duck.run(&for_duck(&sql)) {
        Err(error) => Came::NotDuck(error),
        Ok(there) => match compare(&here, &there, &Order::Any, true) {
            None => Came::Same,
            Some(difference) => Came::Different(format!("DuckDB: {difference:?}")),
        },
    }
}

fn for_duck(sql: &str) -> String {
    let mut sql = sql.to_owned();
    for (ama, duck) in dialect::EXPORTED {
        sql = sql.replace(ama, duck);
    }
    sql
}

fn small_steps(
    world: &World,
    duck: &mut Duck,
    program: &steps::Program,
    kind: &str,
    place: &str,
) -> String {
    let mut engine = load(world, duck);
    // What stands behind the colon names columns.
    let head = |text: &str| text.split(" { ").next().unwrap_or_default().to_owned();
    let same_kind = |came: Came| matches!(came, Came::Different(this) if head(&this) == head(kind));
    let few = shrink::steps(&program.steps, |steps| {
        let candidate = steps::Program {
            steps: steps.to_vec(),
            duck: program.duck,
        };
        same_kind(of_steps(&mut engine, duck, &candidate))
    });
    let small = steps::Program {
        steps: few,
        duck: program.duck,
    };
    let text = spec::step::text::write_steps(&small.steps);
    let tables = shrink::world(
        world,
        |name| text.contains(name),
        |world| {
            let mut engine = load(world, duck);
            same_kind(of_steps(&mut engine, duck, &small))
        },
    );
    let mut engine = load(&tables, duck);
    let done = Program::of_steps(small.steps.iter().cloned());
    let mut told = format!("=== {kind}: {place}\n{}{text}", tables.csv(|_| true));
    let here = ask(&engine, &done);
    match engine.to_sql(&small.steps) {
        Ok(sql) => {
            let exported = ask(&engine, &Program::Sql(sql.clone()));
            let there = duck.run(&for_duck(&sql));
            told.push_str(&format!("--- as SQL\n{sql}\n--- which gives\n"));
            told.push_str(&match exported {
                Ok(Ok(rows)) => shown(&rows),
                other => format!("{other:?}"),
            });
            told.push('\n');
            told.push_str(&both(&here, &there));
        }
        Err(failure) => told.push_str(&format!("--- as SQL: {failure:?}")),
    }
    told
}
