//! The few options there are. A parser crate would be most of what xtask compiles.

use std::collections::VecDeque;

use anyhow::{Context, Result, bail};

/// What is left of the command line.
pub(crate) struct Args(VecDeque<String>);

impl Args {
    pub(crate) fn new(args: impl Iterator<Item = String>) -> Self {
        Self(args.collect())
    }

    pub(crate) fn command(&mut self) -> Option<String> {
        self.0.pop_front()
    }

    /// Takes `--name` away and says whether it was there.
    pub(crate) fn flag(&mut self, name: &str) -> bool {
        let before = self.0.len();
        self.0.retain(|arg| arg != name);
        self.0.len() != before
    }

    /// Takes every `--name VALUE` or `--name=VALUE` away.
    pub(crate) fn values(&mut self, name: &str) -> Result<Vec<String>> {
        let mut values = Vec::new();
        let mut rest = VecDeque::new();
        while let Some(arg) = self.0.pop_front() {
            if arg == name {
                values.push(
                    self.0
                        .pop_front()
                        .with_context(|| format!("`{name}` needs a value"))?,
                );
            } else if let Some(value) = arg
                .strip_prefix(name)
                .and_then(|rest| rest.strip_prefix('='))
            {
                values.push(value.to_owned());
            } else {
                rest.push_back(arg);
            }
        }
        self.0 = rest;
        Ok(values)
    }

    /// Takes the one `--name VALUE` away; the last wins.
    pub(crate) fn value(&mut self, name: &str) -> Result<Option<String>> {
        Ok(self.values(name)?.pop())
    }

    /// Whatever nobody asked for is a mistake worth telling.
    pub(crate) fn finish(self) -> Result<()> {
        match self.0.front() {
            Some(arg) => bail!("`{arg}` is not understood here; `cargo xtask help` lists what is"),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Args;

    fn args(line: &str) -> Args {
        Args::new(line.split_whitespace().map(str::to_owned))
    }

    #[test]
    fn options_are_taken_in_both_spellings() {
        let mut given = args("test --only fmt --list --only=tidy");
        assert_eq!(given.command().as_deref(), Some("test"));
        assert_eq!(given.values("--only").unwrap(), ["fmt", "tidy"]);
        assert!(given.flag("--list"));
        assert!(!given.flag("--list"));
        given.finish().unwrap();
    }

    #[test]
    fn leftovers_and_missing_values_are_told() {
        assert!(
            args("--prot 80")
                .finish()
                .unwrap_err()
                .to_string()
                .contains("--prot")
        );
        assert!(args("--port").value("--port").is_err());
    }
}
