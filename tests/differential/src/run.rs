//! Asks both engines and tells what differs.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

use engine::Engine;
use spec::{Failure, Program};

use crate::compare::{Difference, Order, compare, shown};
use crate::courses;
use crate::dialect;
use crate::duck::{Duck, Rows};
use crate::query::{Maker, Query};
use crate::shrink;
use crate::steps;
use crate::tally::{CEILING, Came, Tally};
use crate::tree::Dialect;
use crate::world::World;

/// Results with more rows are not compared.
const MOST_ROWS: u64 = 20_000;

/// Code without optimisation needs a deep stack for the deepest queries.
const STACK: usize = 128 << 20;

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
    /// How many differences to make small and show; all are counted.
    pub shown: usize,
    /// Whether to show examples of what was refused.
    pub examples: bool,
    /// Whether to show every query that is asked.
    pub every: bool,
    /// How many cases run at the same time.
    pub jobs: usize,
    /// A file that always says what is being asked: an engine that takes the whole process with it cannot.
    pub mark: Option<PathBuf>,
}

impl Options {
    fn wants(&self, kind: &str) -> bool {
        self.only.as_deref().is_none_or(|only| only == kind)
    }
}

/// What the workers share.
struct Shared<'a> {
    options: &'a Options,
    next: AtomicU64,
    shown: AtomicUsize,
    tally: Mutex<Tally>,
    /// By worker, what it asks.
    asked: Mutex<Vec<String>>,
}

impl Shared<'_> {
    fn add(&self, theme: &'static str, beyond: bool, text: &str, came: &Came) {
        if let Ok(mut tally) = self.tally.lock() {
            tally.add(theme, beyond, text, came);
        }
    }

    /// Whether one more difference is to be shown.
    fn show(&self) -> bool {
        self.shown.fetch_add(1, Ordering::Relaxed) < self.options.shown
    }

    fn ask(&self, worker: usize, place: &str, text: &str) {
        if self.options.every {
            println!("-- {place}\n{text}");
        }
        if let (Some(mark), Ok(mut asked)) = (&self.options.mark, self.asked.lock()) {
            asked[worker] = format!("{place}\n{text}");
            std::fs::write(mark, asked.join("\n")).expect("what is asked can be written down");
        }
    }
}

/// Runs it all; false when something differs or too much is refused.
pub fn run(options: &Options) -> bool {
    let mut duck = Duck::start(&options.python);
    println!("  DuckDB {}, seed {}", duck.version, options.seed);
    let mut tally = Tally::default();
    let hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        // A panic of the engine is a difference like any other; its words are told there.
        if !ASKING.get() {
            hook(panic);
        }
    }));
    if options.wants("courses") && options.case.is_none() {
        courses::run(&mut duck, &mut tally);
    }
    let shared = Shared {
        options,
        next: AtomicU64::new(0),
        shown: AtomicUsize::new(0),
        tally: Mutex::new(tally),
        asked: Mutex::new(vec![String::new(); options.jobs]),
    };
    let mut whole = true;
    if let Some(case) = options.case {
        Worker::new(&shared, 0, duck).cases(case..case + 1);
    } else {
        drop(duck);
        whole = std::thread::scope(|scope| {
            let workers: Vec<_> = (0..options.jobs)
                .map(|number| {
                    let shared = &shared;
                    std::thread::Builder::new()
                        .stack_size(STACK)
                        .spawn_scoped(scope, move || {
                            let duck = Duck::start(&shared.options.python);
                            Worker::new(shared, number, duck).all();
                        })
                        .expect("a thread starts")
                })
                .collect();
            // Every one is waited for, whatever came of another.
            let ended: Vec<bool> = workers
                .into_iter()
                .map(|worker| worker.join().is_ok())
                .collect();
            ended.into_iter().all(|whole| whole)
        });
    }
    let _ = std::panic::take_hook();
    let tally = shared.tally.into_inner().unwrap_or_default();
    println!("{}", tally.summary(options.examples));
    if tally.refuses_too_much() {
        println!("  more than {CEILING} % of what courses teach is refused");
    }
    if !whole {
        println!("  a part of the cases did not run to its end");
    }
    if tally.asks_in_vain() {
        println!("  more than 2 % is nothing that DuckDB answers");
    }
    whole && tally.different == 0 && !tally.refuses_too_much() && !tally.asks_in_vain()
}

/// Asks one case after another.
struct Worker<'a> {
    shared: &'a Shared<'a>,
    number: usize,
    duck: Duck,
    /// The tables that both engines have now.
    world: Option<(u64, World, Engine)>,
}

impl<'a> Worker<'a> {
    fn new(shared: &'a Shared<'a>, number: usize, duck: Duck) -> Self {
        Self {
            shared,
            number,
            duck,
            world: None,
        }
    }

    fn all(mut self) {
        loop {
            let first = self.shared.next.fetch_add(OF_A_WORLD, Ordering::Relaxed);
            if first >= self.shared.options.count {
                return;
            }
            self.cases(first..(first + OF_A_WORLD).min(self.shared.options.count));
        }
    }

    fn cases(&mut self, cases: std::ops::Range<u64>) {
        for case in cases {
            self.case(case);
        }
    }

    fn case(&mut self, case: u64) {
        let options = self.shared.options;
        let number = case / OF_A_WORLD;
        let (world, mut engine) = match self.world.take() {
            Some((known, world, engine)) if known == number => (world, engine),
            _ => {
                let world = World::new(mix(options.seed, number, 1));
                let engine = load(&world, &mut self.duck);
                (world, engine)
            }
        };
        let seed = mix(options.seed, case, 2);
        let place = format!("--seed {} --case {case}", options.seed);
        let shrunk = if case % 6 == 5 {
            options.wants("steps") && self.steps(seed, &place, &world, &mut engine)
        } else {
            self.query(seed, &place, &world, &engine)
        };
        // Smaller tables were tried in the meantime.
        if !shrunk {
            self.world = Some((number, world, engine));
        }
    }

    fn query(&mut self, seed: u64, place: &str, world: &World, engine: &Engine) -> bool {
        let mut maker = Maker::new(seed, world);
        let theme = maker.theme().slug();
        if !self.shared.options.wants(theme) {
            return false;
        }
        let query = maker.query();
        let text = query.text(Dialect::Ama);
        self.shared.ask(self.number, place, &text);
        let came = of_query(engine, &mut self.duck, &query);
        self.shared.add(theme, query.beyond, &text, &came);
        let shrinks = matches!(came, Came::Different(_)) && self.shared.show();
        if shrinks {
            println!("{}\n", small_query(world, &mut self.duck, &query, place));
        }
        shrinks
    }

    fn steps(&mut self, seed: u64, place: &str, world: &World, engine: &mut Engine) -> bool {
        let program = steps::Program::new(seed, world);
        let text = spec::step::text::write_steps(&program.steps);
        self.shared.ask(self.number, place, &text);
        let came = of_steps(engine, &mut self.duck, &program);
        self.shared.add("steps", false, &text, &came);
        let Came::Different(why) = &came else {
            return false;
        };
        let shrinks = self.shared.show();
        if shrinks {
            println!(
                "{}\n",
                small_steps(world, &mut self.duck, &program, why, place)
            );
        }
        shrinks
    }
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
    caught(run).map(|result| result.map(|table| Rows::of(&table)))
}

thread_local! {
    /// Whether the engine is running.
    static ASKING: Cell<bool> = const { Cell::new(false) };
}

/// What it gives, or the words of its panic.
fn caught<T>(run: impl FnOnce() -> T) -> Result<T, String> {
    ASKING.set(true);
    let result = catch_unwind(AssertUnwindSafe(run));
    ASKING.set(false);
    result.map_err(|panic| {
        let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
        let text = text.or_else(|| panic.downcast_ref::<String>().cloned());
        text.unwrap_or_default()
    })
}

fn of_query(engine: &Engine, duck: &mut Duck, query: &Query) -> Came {
    let there = match duck.run(&query.text(Dialect::Duck)) {
        Ok(rows) => rows,
        Err(error) => return Came::NotDuck(error),
    };
    let sql = Program::Sql(query.text(Dialect::Ama));
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
    let text = small.text(Dialect::Ama);
    let mentions =
        |name: &str| text.contains(name) || text.contains("SELECT *") || text.contains(".*");
    let tables = shrink::world(world, mentions, |world| {
        let engine = load(world, duck);
        same_kind(of_query(&engine, duck, &small))
    });
    let engine = load(&tables, duck);
    let duck_text = small.text(Dialect::Duck);
    let there = duck.run(&duck_text);
    let here = ask(&engine, &Program::Sql(text.clone()));
    let mut told = format!(
        "=== {kind}: `cargo xtask fuzz sql {place}` ({} characters before)\n{}{text}\n",
        query.text(Dialect::Ama).len(),
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
    let sql = match caught(|| engine.to_sql(&program.steps)) {
        Err(panic) => return Came::Different(format!("panic: {panic}")),
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
    let mut told = format!(
        "=== {kind}: `cargo xtask fuzz sql {place}`\n{}{text}",
        tables.csv(|_| true)
    );
    let here = ask(&engine, &done);
    match caught(|| engine.to_sql(&small.steps)) {
        Ok(Ok(sql)) => {
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
        Ok(Err(failure)) => told.push_str(&format!("--- as SQL: {failure:?}")),
        Err(panic) => told.push_str(&format!("--- as SQL: panic: {panic}")),
    }
    told
}
