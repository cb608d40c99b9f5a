//! What the person at the terminal reads: one line a step, and how long it took where that is worth knowing.

use std::time::{Duration, Instant};

/// Something that was found or needs no work.
pub(crate) fn line(what: &str, text: impl std::fmt::Display) {
    println!("  {what:<14} {text}");
}

/// A step that takes time. Its line is written before it starts; the time is added when it ends.
pub(crate) struct Step {
    what: String,
    began: Instant,
}

impl Step {
    pub(crate) fn start(what: &str, text: impl std::fmt::Display) -> Self {
        line(what, text);
        Self {
            what: what.to_owned(),
            began: Instant::now(),
        }
    }

    pub(crate) fn done(self, text: impl std::fmt::Display) {
        line(
            &self.what,
            format_args!("{text} ({})", seconds(self.began.elapsed())),
        );
    }
}

/// `0.4 s`, `41 s`, `6 min 05 s`
pub(crate) fn seconds(time: Duration) -> String {
    let all = time.as_secs();
    if all >= 60 {
        format!("{} min {:02} s", all / 60, all % 60)
    } else if all >= 10 {
        format!("{all} s")
    } else {
        format!("{:.1} s", time.as_secs_f64())
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    #[test]
    fn seconds_become_minutes() {
        assert_eq!(super::seconds(Duration::from_millis(420)), "0.4 s");
        assert_eq!(super::seconds(Duration::from_secs(365)), "6 min 05 s");
    }
}
