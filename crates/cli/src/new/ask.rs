//! What is missing on the command line is asked for, where somebody is there to answer.

use std::io::{self, BufRead, IsTerminal as _, Write};

use anyhow::{Context as _, Result, bail};
use clap::ValueEnum as _;
use spec::TrackId;

use super::Plan;
use crate::args::{Kind, New};
use crate::words::{Language, say};

/// What is to be made: from flags, and by asking on a terminal.
pub(crate) fn plan(args: &New, seeds: &[String], lang: Language) -> Result<Plan> {
    if args.id.is_some() && args.title.is_some() {
        return Ok(Plan {
            id: args.id.clone().unwrap_or_default(),
            title: args.title.clone().unwrap_or_default(),
            track: args
                .track
                .clone()
                .unwrap_or_else(|| first_track().to_owned()),
            kinds: kinds_or_default(&args.kind),
            seed: args.seed.clone(),
        });
    }
    if !io::stdin().is_terminal() {
        bail!(say!(
            lang,
            "--id と --title を書いてください。例: ama new --id ds1-05-age --title \"年齢で分ける\"",
            "give --id and --title: ama new --id ds1-05-age --title \"By age\""
        ));
    }
    ask(
        args,
        seeds,
        lang,
        &mut io::stdin().lock(),
        &mut io::stderr(),
    )
}

fn first_track() -> &'static str {
    TrackId::KNOWN.first().copied().unwrap_or_default()
}

fn kinds_or_default(kinds: &[Kind]) -> Vec<Kind> {
    if kinds.is_empty() {
        vec![Kind::Table]
    } else {
        kinds.to_vec()
    }
}

/// Asks for whatever is missing.
fn ask(
    args: &New,
    seeds: &[String],
    lang: Language,
    input: &mut dyn BufRead,
    output: &mut dyn Write,
) -> Result<Plan> {
    let mut question = |typed: &Option<String>, words: String, default: &str| -> Result<String> {
        if let Some(typed) = typed {
            return Ok(typed.clone());
        }
        let hint = if default.is_empty() {
            String::new()
        } else {
            format!(" [{default}]")
        };
        loop {
            write!(output, "{words}{hint}: ")?;
            output.flush()?;
            let mut line = String::new();
            if input.read_line(&mut line)? == 0 {
                return Err(io::Error::from(io::ErrorKind::UnexpectedEof))
                    .context("nobody answers");
            }
            let answer = line.trim();
            if !answer.is_empty() {
                return Ok(answer.to_owned());
            }
            if !default.is_empty() {
                return Ok(default.to_owned());
            }
        }
    };
    let title = question(&args.title, say!(lang, "題名", "Title"), "")?;
    let words = say!(
        lang,
        "id（半角の英数字とハイフン。あとで変えません）",
        "Id (ASCII letters, digits, hyphens; never changed later)"
    );
    let id = question(&args.id, words, "")?;
    let tracks = TrackId::KNOWN.join(", ");
    let words = say!(lang, "トラック（{tracks}）", "Track ({tracks})");
    let track = question(&args.track, words, first_track())?;
    let kinds = if args.kind.is_empty() {
        let known: Vec<&str> = spec::exercise::Kind::ALL
            .iter()
            .map(|kind| kind.slug())
            .collect();
        let known = known.join(",");
        let words = say!(
            lang,
            "練習の種類（{known} から、コンマで区切って）",
            "Kinds of exercises (of {known}, separated by commas)"
        );
        let answer = question(&None, words, "table,choice")?;
        answer
            .split([',', '、', ' '])
            .filter(|word| !word.is_empty())
            .map(|word| {
                Kind::from_str(word.trim(), true).map_err(|_| {
                    anyhow::anyhow!(say!(
                        lang,
                        "練習の種類「{word}」はありません",
                        "there is no kind `{word}`"
                    ))
                })
            })
            .collect::<Result<Vec<Kind>>>()?
    } else {
        args.kind.clone()
    };
    let seed = if args.seed.is_some() || seeds.is_empty() {
        args.seed.clone()
    } else {
        let list = seeds.join(", ");
        let words = say!(
            lang,
            "オープンデータ（{list}。「-」なら小さな表を作ります）",
            "Open data ({list}; `-` makes a small table)"
        );
        Some(question(&None, words, "-")?).filter(|seed| seed != "-")
    };
    Ok(Plan {
        id,
        title,
        track,
        kinds: kinds_or_default(&kinds),
        seed,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(args: &New, answers: &str) -> Result<(Plan, String)> {
        let mut said = Vec::new();
        let seeds = ["mie-population".to_owned()];
        let plan = ask(
            args,
            &seeds,
            Language::Ja,
            &mut answers.as_bytes(),
            &mut said,
        )?;
        Ok((plan, String::from_utf8(said).unwrap()))
    }

    #[test]
    fn what_is_missing_is_asked_for() {
        let (plan, said) = asked(
            &New::default(),
            "\n窓口の数\nw1-01\n\nchart、essay\nmie-population\n",
        )
        .unwrap();
        assert_eq!(
            plan,
            Plan {
                id: "w1-01".to_owned(),
                title: "窓口の数".to_owned(),
                track: "smart-talent".to_owned(),
                kinds: vec![Kind::Chart, Kind::Essay],
                seed: Some("mie-population".to_owned()),
            }
        );
        // An empty answer is asked for again where there is no default.
        assert_eq!(said.matches("題名").count(), 2);
    }

    #[test]
    fn what_was_typed_is_not_asked_for() {
        let args = New {
            id: Some("a".to_owned()),
            track: Some("rpa".to_owned()),
            kind: vec![Kind::Text],
            ..New::default()
        };
        let (plan, said) = asked(&args, "題\n\n").unwrap();
        assert_eq!((plan.id.as_str(), plan.seed), ("a", None));
        assert!(!said.contains("トラック"), "{said}");
        assert!(
            asked(&New::default(), "題\n").is_err(),
            "nobody answers any more"
        );
        assert!(
            asked(&New::default(), "題\na\n\nrobot\n\n").is_err(),
            "no such kind"
        );
    }
}
