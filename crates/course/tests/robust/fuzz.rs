//! Changed at random.
