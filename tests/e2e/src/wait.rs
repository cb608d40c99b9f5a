//! Waiting for a condition, with a limit.

use std::time::{Duration, Instant};

/// How long a person would wait for something that should be there at once, on a slow and busy machine.
pub const PATIENCE: Duration = Duration::from_secs(20);

/// How often to look.
const PAUSE: Duration = Duration::from_millis(15);

/// Looks again and again until there is something; gives it and the time that it took.
///
/// # Errors
/// The limit, when it has passed.
pub fn until<T>(
    limit: Duration,
    mut look: impl FnMut() -> Option<T>,
) -> Result<(T, Duration), Duration> {
    let began = Instant::now();
    loop {
        if let Some(found) = look() {
            return Ok((found, began.elapsed()));
        }
        if began.elapsed() > limit {
            return Err(limit);
        }
        std::thread::sleep(PAUSE);
    }
}
