//! Twice the text takes about twice the time.
