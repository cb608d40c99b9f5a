//! Something goes wrong at a random moment while somebody types: what was typed is compared with what the next opening
//! shows. `cargo xtask faults N` plays as many as one likes.

mod people;
mod room;

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use e2e::{Line, Mishap, Note, OpenedFrom, Plan, Seen, Stage, Stroke, Tally, until};
use serde_json::json;

use self::room::Room;
use crate::faults::people::Seat;

/// How many runs; nothing else is played then.
const RUNS: &str = "AMA_FAULTS_RUNS";

/// Whether `cargo xtask faults` asks for them.
pub(crate) fn are_wanted() -> bool {
    std::env::var_os(RUNS).is_some()
}

/// Three days.
const BACK_MS: i64 = -3 * 24 * 60 * 60 * 1000;

/// Waits no longer than this for a key to arrive.
const KEY: Duration = Duration::from_secs(20);

fn told(variable: &str, otherwise: u64) -> u64 {
    let text = std::env::var(variable).ok();
    text.map_or(otherwise, |text| text.parse().unwrap())
}

#[expect(
    clippy::print_stdout,
    reason = "a long run says what it finds as it finds it"
)]
pub(crate) fn faults(stage: &Stage) -> String {
    let (runs, seed) = (told(RUNS, 30), told("AMA_FAULTS_SEED", 1));
    let shown = told("AMA_FAULTS_SHOWN", 0) == 1;
    let mut tally = Tally::default();
    let plans: Vec<Plan> = (seed..seed + runs).map(Plan::of).collect();
    let wanted = std::env::var("AMA_FAULTS_PLACE").unwrap_or_default();
    for place in OpenedFrom::ALL {
        if !place.words().contains(&wanted) {
            continue;
        }
        let plans: Vec<&Plan> = plans.iter().filter(|plan| plan.place == place).collect();
        if plans.is_empty() {
            continue;
        }
        let mut room = Room::new(stage, place);
        for (number, plan) in plans.iter().enumerate() {
            let began = Instant::now();
            match catch_unwind(AssertUnwindSafe(|| play(&mut room, plan))) {
                Ok(seen) => {
                    if shown {
                        let (took, notes) = (began.elapsed(), seen.notes.last());
                        let last = notes.map_or("nothing noted", |note| note.words.as_str());
                        println!(
                            "  {:>5.1} s {}; seed {}; {last}; {:?}",
                            took.as_secs_f64(),
                            plan.words(),
                            plan.seed,
                            seen.loss(plan)
                        );
                    }
                    if let Some(loss) = tally.add(plan, &seen) {
                        println!("  {loss}");
                        for Note { at, words } in seen.notes.iter().rev().take(12).rev() {
                            println!("    {:>8.1} ms {words}", at - seen.at);
                        }
                    }
                }
                Err(why) => {
                    let why = why.downcast_ref::<String>().cloned();
                    let why = why.unwrap_or_else(|| "no words".to_owned());
                    println!("  not played: {} (seed {}): {why}", plan.words(), plan.seed);
                    room.souvenir(plan.seed);
                    tally.add_broken(plan, &why);
                    room.begin_anew();
                }
            }
            if (number + 1) % 50 == 0 {
                println!(
                    "  {}: {} of {} runs",
                    place.words(),
                    number + 1,
                    plans.len()
                );
                // What a browser remembers of its tabs grows.
                room.start_again();
            }
        }
        room.leave();
    }
    println!("{}", tally.table());
    assert!(tally.is_clean(), "{}", tally.faults());
    let (runs, keys) = tally.size();
    format!(
        "{runs} mishaps while {keys} keys were typed: nothing is lost but what the page died over"
    )
}

/// Milliseconds since 1970, as the browser counts them.
fn now() -> f64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.unwrap_or_default().as_secs_f64() * 1000.0
}

/// Plays one plan.
fn play(room: &mut Room<'_>, plan: &Plan) -> Seen {
    room.reset();
    let seat = room.sit(plan.person);
    let mut seen = match plan.mishap {
        Mishap::TwoWindows => two_windows(room, plan, &seat),
        Mishap::Stopped => stopped(plan, &seat),
        _ => struck(room, plan, &seat),
    };
    if plan.mishap == Mishap::BrowserKilled {
        room.start_again();
    } else {
        room.close(&seat);
    }
    if plan.place == OpenedFrom::Folder {
        room.heal_host();
    }
    room.give_room();
    seen.texts.extend(room.next_opening(&seat, plan));
    room.heal_host();
    seen
}

/// Types until it goes wrong, and on.
fn struck(room: &Room<'_>, plan: &Plan, seat: &Seat) -> Seen {
    let strike = room.strike(plan, &seat.line);
    let at = std::thread::scope(|scope| {
        let (line, key, after) = (&seat.line, plan.at, plan.after);
        let striking = scope.spawn(move || {
            wait_for_key(line, key);
            std::thread::sleep(after);
            let at = now();
            strike();
            at
        });
        seat.browser.type_strokes(&plan.strokes);
        // With its own words, should it have failed.
        striking.join().unwrap_or_else(|why| resume_unwind(why))
    });
    let mut seen = Seen {
        at,
        ..Seen::default()
    };
    if !plan.mishap.is_deadly() {
        // A page that has trapped asks for nothing that one could rely on.
        seen.texts = seat.leave(plan.mishap != Mishap::PageTraps);
    }
    seen.notes = seat.line.notes();
    seen
}

fn wait_for_key(line: &Line, key: usize) {
    let there = || {
        let notes = line.notes();
        let typed = notes.iter().filter_map(|note| {
            let keys = note.words.strip_prefix("typed ")?;
            keys.parse::<usize>().ok()
        });
        (typed.max() >= Some(key)).then_some(())
    };
    until(KEY, there).unwrap_or_else(|limit| panic!("key {key} did not arrive within {limit:?}"));
}

/// Both windows are typed in at once.
fn two_windows(room: &Room<'_>, plan: &Plan, first: &Seat) -> Seen {
    let (alone, together) = plan.strokes.split_at(plan.at);
    first.browser.type_strokes(alone);
    let second = room.sit_beside(first);
    for seat in [first, &second] {
        seat.line.order(
            "Emulation.setFocusEmulationEnabled",
            json!({ "enabled": true }),
        );
    }
    let at = now();
    std::thread::scope(|scope| {
        let line = &first.line;
        scope.spawn(move || {
            for Stroke { letter, pause } in together {
                std::thread::sleep(Duration::from_millis(u64::from(*pause)));
                line.press(*letter);
            }
        });
        second.browser.type_strokes(&plan.second);
    });
    wait_for_key(&first.line, plan.strokes.len());
    let mut texts = second.leave(true);
    room.switch(first);
    texts.extend(first.leave(true));
    let seen = Seen {
        notes: first.line.notes(),
        second: second.line.notes(),
        at,
        texts,
    };
    room.close(&second);
    seen
}

/// A calculation runs while somebody types, and is stopped.
fn stopped(plan: &Plan, seat: &Seat) -> Seen {
    seat.begin_to_calculate(plan.person);
    let (before, after) = plan.strokes.split_at(plan.at);
    seat.browser.type_strokes(before);
    std::thread::sleep(plan.after);
    let at = now();
    seat.stop_calculating(plan.person);
    seat.browser.type_strokes(after);
    let texts = seat.leave(true);
    Seen {
        notes: seat.line.notes(),
        at,
        texts,
        ..Seen::default()
    }
}
