//! `clean`: tried as a table, since its exercise is one.
