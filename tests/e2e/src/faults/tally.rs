//! What was typed, what was there afterwards, and what that comes to.

use std::collections::BTreeMap;

use super::plan::{Mishap, OpenedFrom, Person, Plan};

/// What the page's eyes noted, on the browser's clock.
#[derive(Clone, Debug, PartialEq)]
pub struct Note {
    /// Milliseconds since 1970.
    pub at: f64,
    /// `typed 5`, `given 5 3.1`, `done 5 7.4`, `store-busy`, `store-free`, `trapped`.
    pub words: String,
}

impl Note {
    /// The number of keys and the milliseconds of such a note.
    fn about(&self, what: &str) -> Option<(usize, f64)> {
        let mut words = self.words.split(' ');
        if words.next() != Some(what) {
            return None;
        }
        let keys = words.next()?.parse().ok()?;
        let ms = words.next().and_then(|ms| ms.parse().ok());
        Some((keys, ms.unwrap_or_default()))
    }
}

/// How old a key may be that the store has not confirmed when the page dies, in milliseconds, while the page waits for nothing:
/// older is a loss, the page sat on it. While the store opens or writes, a key waits as long as the browser takes (seconds,
/// where something else has the disc). Its age is stated either way.
const ON_ITS_WAY: f64 = 500.0;

/// What was seen of one run.
#[derive(Clone, Debug, Default)]
pub struct Seen {
    /// What the first window's page noted.
    pub notes: Vec<Note>,
    /// What the second window's page noted.
    pub second: Vec<Note>,
    /// When it went wrong, in milliseconds since 1970.
    pub at: f64,
    /// All texts that the next opening showed: fields, drafts, what was put aside, what was offered, and work files that
    /// the page had asked for.
    pub texts: Vec<String>,
}

/// What became of one run.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Loss {
    /// Keys that a field took.
    pub typed: usize,
    /// Keys that were there afterwards.
    pub kept: usize,
    /// Keys that are gone because they were still on their way into the store when the page died.
    pub on_way: usize,
    /// How old the oldest of them was then, in milliseconds.
    pub oldest: f64,
    /// Keys that are gone for no such reason.
    pub lost: usize,
    /// Milliseconds from the last key to the mishap.
    pub since_key: f64,
}

impl Seen {
    /// What is lost of a plan's keys.
    pub fn loss(&self, plan: &Plan) -> Loss {
        let letters = |strokes: &[super::Stroke]| -> Vec<char> {
            strokes.iter().map(|stroke| stroke.letter).collect()
        };
        let mut loss = self.of(plan, &letters(&plan.strokes), &self.notes);
        let second = self.of(plan, &letters(&plan.second), &self.second);
        loss.typed += second.typed;
        loss.kept += second.kept;
        loss.lost += second.lost;
        loss
    }

    fn of(&self, plan: &Plan, letters: &[char], notes: &[Note]) -> Loss {
        let most = |what: &str, until: f64| {
            let counts = notes
                .iter()
                .filter(|note| note.at <= until)
                .filter_map(|note| note.about(what));
            counts.map(|(keys, _)| keys).max().unwrap_or_default()
        };
        let typed = most("typed", f64::MAX).min(letters.len());
        let died = match plan.mishap {
            Mishap::TabKilled | Mishap::BrowserKilled => Some(self.at),
            Mishap::PageTraps => notes
                .iter()
                .find(|note| note.words == "trapped")
                .map(|note| note.at),
            _ => None,
        };
        // What the browser was doing for the page then.
        let store_is_busy = notes
            .iter()
            .filter(|note| died.is_none_or(|died| note.at <= died))
            .rfind(|note| note.words.starts_with("store-"))
            .is_some_and(|note| note.words == "store-busy");
        let oldest = if store_is_busy { f64::MAX } else { ON_ITS_WAY };
        // Between the order to die and death a key may still be typed. A page that has trapped takes none.
        let youngest = if plan.mishap.is_deadly() {
            f64::MIN
        } else {
            0.0
        };
        let typed_at = |key: usize| {
            let times = notes.iter().filter_map(|note| {
                let (keys, _) = note.about("typed")?;
                (keys >= key).then_some(note.at)
            });
            times.fold(f64::MAX, f64::min)
        };
        let mut loss = Loss {
            typed,
            ..Loss::default()
        };
        let before = (1..=typed).map(typed_at).filter(|at| *at <= self.at);
        loss.since_key = self.at - before.fold(f64::MIN, f64::max);
        let prefix = self.longest_prefix(&letters[..typed]);
        for (place, letter) in letters[..typed].iter().enumerate() {
            let key = place + 1;
            let is_kept = match plan.person {
                Person::Number => key <= prefix,
                _ => self.texts.iter().any(|text| text.contains(*letter)),
            };
            let age = died.map(|died| (died - typed_at(key), most("done", died)));
            match age {
                _ if is_kept => loss.kept += 1,
                // Not in the store yet, and typed a moment before the end.
                Some((age, done)) if key > done && (youngest..=oldest).contains(&age) => {
                    loss.on_way += 1;
                    loss.oldest = loss.oldest.max(age);
                }
                _ => loss.lost += 1,
            }
        }
        loss
    }

    /// How many of these letters one of the texts begins with.
    fn longest_prefix(&self, letters: &[char]) -> usize {
        let common = |text: &String| {
            text.chars()
                .zip(letters)
                .take_while(|(a, b)| a == *b)
                .count()
        };
        self.texts.iter().map(common).max().unwrap_or_default()
    }
}

/// All runs.
#[derive(Debug, Default)]
pub struct Tally {
    rows: BTreeMap<(Mishap, OpenedFrom), (usize, Loss)>,
    /// Milliseconds from a key to its place in a request to the store.
    given: Vec<f64>,
    /// Milliseconds from a key to the end of its transaction.
    done: Vec<f64>,
    /// What was lost, one run a line.
    losses: Vec<String>,
    /// Runs that could not be played to their end.
    broken: Vec<String>,
}

impl Tally {
    /// Adds a run; gives its loss in words where there is one.
    pub fn add(&mut self, plan: &Plan, seen: &Seen) -> Option<String> {
        let loss = seen.loss(plan);
        for note in seen.notes.iter().chain(&seen.second) {
            self.given
                .extend(note.about("given").map(|(_, ms)| ms.max(0.0)));
            self.done
                .extend(note.about("done").map(|(_, ms)| ms.max(0.0)));
        }
        let words = (loss.lost > 0).then(|| {
            format!(
                "{} of {} keys lost: {}, {:.0} ms after a key; repeated by `cargo xtask faults 1 --seed {}`",
                loss.lost,
                loss.typed,
                plan.words(),
                loss.since_key,
                plan.seed
            )
        });
        self.losses.extend(words.clone());
        let (runs, sum) = self.rows.entry((plan.mishap, plan.place)).or_default();
        *runs += 1;
        sum.typed += loss.typed;
        sum.kept += loss.kept;
        sum.on_way += loss.on_way;
        sum.oldest = sum.oldest.max(loss.oldest);
        sum.lost += loss.lost;
        words
    }

    /// A run that could not be played to its end.
    pub fn add_broken(&mut self, plan: &Plan, why: &str) {
        self.broken
            .push(format!("{} (seed {}): {why}", plan.words(), plan.seed));
    }

    /// Whether nothing was lost and every run came to its end.
    pub fn is_clean(&self) -> bool {
        self.losses.is_empty() && self.broken.is_empty()
    }

    /// Runs that came to their end, and keys typed in them.
    pub fn size(&self) -> (usize, usize) {
        let rows = self.rows.values();
        rows.fold((0, 0), |(runs, keys), (more, loss)| {
            (runs + more, keys + loss.typed)
        })
    }

    /// What was lost, and what broke.
    pub fn faults(&self) -> String {
        let lines = self.losses.iter().chain(&self.broken);
        lines.fold(String::new(), |text, line| format!("{text}\n{line}"))
    }

    /// All of it as a table, with how long a key takes into the store.
    pub fn table(&self) -> String {
        let mut text = format!(
            "{:<22}{:<14}{:>6}{:>8}{:>8}{:>12}{:>8}\n",
            "mishap", "place", "runs", "typed", "kept", "on its way", "lost"
        );
        let mut line = |mishap: &str, place: &str, runs: usize, loss: &Loss| {
            let way = match loss.on_way {
                0 => String::new(),
                keys => format!("{keys} ≤{:.0} ms", loss.oldest),
            };
            text.push_str(&format!(
                "{mishap:<22}{place:<14}{runs:>6}{:>8}{:>8}{way:>12}{:>8}\n",
                loss.typed, loss.kept, loss.lost
            ));
        };
        let (mut runs, mut all) = (0, Loss::default());
        for ((mishap, place), (times, loss)) in &self.rows {
            line(mishap.words(), place.words(), *times, loss);
            runs += times;
            all.typed += loss.typed;
            all.kept += loss.kept;
            all.on_way += loss.on_way;
            all.oldest = all.oldest.max(loss.oldest);
            all.lost += loss.lost;
        }
        line("all", "", runs, &all);
        text.push_str(&spread("from a key to the store's request", &self.given));
        text.push_str(&spread(
            "from a key to the end of its transaction",
            &self.done,
        ));
        text
    }
}

fn spread(what: &str, times: &[f64]) -> String {
    let mut sorted = times.to_vec();
    sorted.sort_by(f64::total_cmp);
    let at = |share: f64| {
        let place = (sorted.len() as f64 * share) as usize;
        let time = sorted.get(place).or(sorted.last());
        time.copied().unwrap_or_default()
    };
    format!(
        "{what}: half within {:.1} ms, 90 % {:.1}, 99 % {:.1}, all {:.1} ({} requests)\n",
        at(0.5),
        at(0.9),
        at(0.99),
        at(1.0),
        sorted.len()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A plan of that mishap for somebody who types letters, and its letters.
    fn plan(mishap: Mishap) -> (Plan, Vec<char>) {
        let plan = (0..)
            .map(Plan::of)
            .find(|plan| plan.mishap == mishap && plan.person == Person::Essay);
        let plan = plan.unwrap();
        let letters = plan.strokes.iter().map(|stroke| stroke.letter).collect();
        (plan, letters)
    }

    fn note(at: f64, words: &str) -> Note {
        Note {
            at,
            words: words.to_owned(),
        }
    }

    /// Three keys of which two are in the store, and a death at 1,060.
    fn seen(letters: &[char], shown: usize) -> Seen {
        Seen {
            notes: vec![
                note(1000.0, "typed 1"),
                note(1005.0, "done 1 5"),
                note(1020.0, "typed 2"),
                note(1024.0, "given 2 4"),
                note(1030.0, "done 2 10"),
                note(1040.0, "typed 3"),
            ],
            at: 1060.0,
            texts: vec![letters[..shown].iter().collect()],
            ..Seen::default()
        }
    }

    #[test]
    fn what_was_on_its_way_is_told_from_what_is_lost() {
        let (plan, letters) = plan(Mishap::TabKilled);
        let all = seen(&letters, 3).loss(&plan);
        assert_eq!((all.typed, all.kept, all.lost), (3, 3, 0));
        assert_eq!(all.since_key, 20.0);
        let two = seen(&letters, 2).loss(&plan);
        assert_eq!(
            (two.kept, two.on_way, two.oldest, two.lost),
            (2, 1, 20.0, 0)
        );
        // The store had said that it has the second.
        let one = seen(&letters, 1).loss(&plan);
        assert_eq!((one.kept, one.on_way, one.lost), (1, 1, 1));
        // It was typed after the order to die.
        let mut after = seen(&letters, 2);
        after.at = 1035.0;
        let after = after.loss(&plan);
        assert_eq!((after.kept, after.on_way, after.lost), (2, 1, 0));
        // It had time enough.
        let mut late = seen(&letters, 2);
        late.at += 600.0;
        assert_eq!(late.loss(&plan).lost, 1);
        // The store had it in hand, or had long been done with it.
        late.notes.push(note(1041.0, "store-busy"));
        let waiting = late.loss(&plan);
        assert_eq!((waiting.on_way, waiting.oldest), (1, 620.0));
        late.notes.push(note(1300.0, "store-free"));
        assert_eq!(late.loss(&plan).lost, 1);
    }

    #[test]
    fn a_page_that_has_trapped_takes_no_key() {
        let (plan, letters) = plan(Mishap::PageTraps);
        let mut trapped = seen(&letters, 2);
        trapped.notes.insert(5, note(1035.0, "trapped"));
        assert_eq!(trapped.loss(&plan).lost, 1);
    }

    #[test]
    fn a_page_that_lives_loses_nothing_on_the_way() {
        let (plan, letters) = plan(Mishap::StoreFull);
        assert_eq!(seen(&letters, 2).loss(&plan).lost, 1);
    }

    #[test]
    fn keys_into_a_dead_page_are_lost() {
        let (plan, letters) = plan(Mishap::PageTraps);
        let mut seen = seen(&letters, 2);
        seen.notes.push(note(1041.0, "trapped"));
        seen.notes.push(note(1100.0, "typed 5"));
        let loss = seen.loss(&plan);
        assert_eq!(
            (loss.typed, loss.kept, loss.on_way, loss.lost),
            (5, 2, 1, 2)
        );
    }

    #[test]
    fn a_number_is_kept_as_far_as_it_begins_so() {
        let plan = (0..)
            .map(Plan::of)
            .find(|plan| plan.person == Person::Number && plan.mishap == Mishap::ClockBack);
        let plan = plan.unwrap();
        let digits: Vec<char> = plan.strokes.iter().map(|stroke| stroke.letter).collect();
        assert_eq!(seen(&digits, 3).loss(&plan).lost, 0);
        assert_eq!(seen(&digits, 1).loss(&plan).lost, 2);
    }

    #[test]
    fn the_table_has_every_kind_and_the_losses_their_seeds() {
        let mut tally = Tally::default();
        let (plan, letters) = plan(Mishap::StoreFull);
        assert_eq!(tally.add(&plan, &seen(&letters, 3)), None);
        assert!(tally.is_clean());
        let words = tally.add(&plan, &seen(&letters, 2)).unwrap();
        assert!(words.contains(&format!("--seed {}", plan.seed)), "{words}");
        assert!(!tally.is_clean());
        let table = tally.table();
        assert!(
            table.contains("store full") && table.contains("all"),
            "{table}"
        );
        assert!(table.contains("half within 10.0 ms"), "{table}");
        assert_eq!(tally.size(), (2, 6));
    }
}
