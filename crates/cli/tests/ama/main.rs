//! The program as it is typed, on real modules and on bad ones: what it prints, what it writes, how it ends.

mod bench;
mod check;
mod guide;
mod new;
mod pack;
mod preview;
mod test;
mod usage;
