//! The author's test report in words: what has to be put right, and what learners are told.

use spec::MutantChange;
use spec::author::{
    AuthorFault, AuthorFinding, AuthorRemark, ExerciseReport, MutantFate, TestReport, WrongReport,
};

use crate::finding::aggregate;
use crate::told::Told;
use crate::value::list;
use crate::{Arg, Locale, failure, verdict};

/// What is not as its author meant it.
pub fn finding(locale: &Locale, finding: &AuthorFinding) -> Told {
    fault(locale, &finding.fault)
}

/// What is not as its author meant it, without the exercise.
pub fn fault(locale: &Locale, fault: &AuthorFault) -> Told {
    let because = |id: &str, args: &[(&str, Arg<'_>)], why: &spec::Failure| {
        let why = failure(locale, why);
        Told {
            next: why.next,
            ..Told::of(locale, id, args).and(locale, Some(why.text))
        }
    };
    match fault {
        AuthorFault::TableMissing { table } => {
            Told::of(locale, "author-table-missing", &[("table", table.into())])
        }
        AuthorFault::TableUnreadable { table, failure } => because(
            "author-table-unreadable",
            &[("table", table.into())],
            failure,
        ),
        AuthorFault::ColumnDiffers { column } => Told::of(
            locale,
            "author-column-differs",
            &[("column", column.into())],
        ),
        AuthorFault::SolutionFails { failure } => because("author-solution-fails", &[], failure),
        AuthorFault::SolutionNotCorrect { verdict: found } => {
            Told::of(locale, "author-solution-not-correct", &[])
                .and(locale, Some(verdict(locale, found).text))
        }
        AuthorFault::StarterPasses => Told::of(locale, "author-starter-passes", &[]),
        AuthorFault::StarterFails { failure } => because("author-starter-fails", &[], failure),
        AuthorFault::WrongFails { say, failure } => {
            because("author-wrong-fails", &[("say", say.into())], failure)
        }
        AuthorFault::WrongPasses { say } => {
            Told::of(locale, "author-wrong-passes", &[("say", say.into())])
        }
        AuthorFault::WrongSaysOther { say, got: None } => {
            Told::of(locale, "author-wrong-silent", &[("say", say.into())])
        }
        AuthorFault::WrongSaysOther {
            say,
            got: Some(got),
        } => Told::of(
            locale,
            "author-wrong-says-other",
            &[("say", say.into()), ("got", got.into())],
        ),
        AuthorFault::QueryFails { failure, .. } => because("author-query-fails", &[], failure),
        AuthorFault::FigureFails { text, failure, .. } => {
            because("author-figure-fails", &[("text", text.into())], failure)
        }
        AuthorFault::FigureOfToday { text, .. } => {
            Told::of(locale, "author-figure-of-today", &[("text", text.into())])
        }
        AuthorFault::FigureOfTown { text, town, .. } => Told::of(
            locale,
            "author-figure-of-town",
            &[("text", text.into()), ("town", town.into())],
        ),
        AuthorFault::FigureDiffers { text, got, .. } => Told::of(
            locale,
            "author-figure-differs",
            &[("text", text.into()), ("got", got.into())],
        ),
        AuthorFault::SqlDiffers { .. } => Told::of(locale, "author-sql-differs", &[]),
    }
}

/// What its author should know of an exercise, though it is not wrong.
pub fn remark(locale: &Locale, remark: &AuthorRemark) -> Told {
    match remark {
        AuthorRemark::TiesAtCut { kept, tied, free } => {
            let id = if *free {
                "author-ties-free"
            } else {
                "author-ties-fixed"
            };
            Told::of(
                locale,
                id,
                &[("kept", (*kept).into()), ("tied", (*tied).into())],
            )
        }
        AuthorRemark::RoundingHidden { column, decimals } => Told::of(
            locale,
            "author-rounding-hidden",
            &[
                ("column", column.into()),
                ("place", crate::change::place(locale, *decimals).into()),
            ],
        ),
    }
}

/// What was changed in the solution: a phrase, no sentence. For authors: it says what would be right, too.
pub fn change(locale: &Locale, change: &MutantChange) -> String {
    let with = |id: &str, columns: &[String], more: &[(&str, Arg<'_>)]| {
        let named = columns.iter().any(|column| !column.is_empty());
        let mut args = vec![
            (
                "columns",
                Arg::from(list(locale, columns.iter().map(String::as_str))),
            ),
            ("named", if named { "yes" } else { "no" }.into()),
        ];
        args.extend(more.iter().cloned());
        locale.text_with(id, &args)
    };
    let one = |column: &String| vec![column.clone()];
    match change {
        MutantChange::Dropped { verb, columns } => {
            let label = format!("step-{}-label", verb.replace('_', "-"));
            let verb = if locale.has(&label) {
                locale.text(&label)
            } else {
                verb.clone()
            };
            with("author-change-dropped", columns, &[("verb", verb.into())])
        }
        MutantChange::SortFlipped { column } => {
            with("author-change-sort-flipped", &one(column), &[])
        }
        MutantChange::AndOr { and, columns } => with(
            "author-change-and-or",
            columns,
            &[("joined", if *and { "and" } else { "or" }.into())],
        ),
        MutantChange::Boundary { column } => with("author-change-boundary", &one(column), &[]),
        MutantChange::JoinKind { table, got } => with(
            "author-change-join-kind",
            &one(table),
            &[("got", got.slug().into())],
        ),
        MutantChange::Aggregate { column, got, want } => with(
            "author-change-aggregate",
            &one(column),
            &[
                ("got", aggregate(locale, got).into()),
                ("want", aggregate(locale, want).into()),
            ],
        ),
        MutantChange::GroupColumns { missing, extra } => {
            let id = match (missing, extra) {
                (Some(_), None) => "author-change-group-missing",
                (None, _) => "author-change-group-extra",
                (Some(_), Some(_)) => "author-change-group-swapped",
            };
            let name = |name: &Option<String>| Arg::from(name.clone().unwrap_or_default());
            with(
                id,
                &[],
                &[("missing", name(missing)), ("extra", name(extra))],
            )
        }
        MutantChange::FilterValue { column, got } => with(
            "author-change-filter-value",
            &one(column),
            &[("got", crate::change::value(locale, got).into())],
        ),
        MutantChange::Unit { column, got: None } => {
            with("author-change-unit-forgotten", &one(column), &[])
        }
        MutantChange::Unit {
            column,
            got: Some(got),
        } => with(
            "author-change-unit-other",
            &one(column),
            &[("got", (*got).into())],
        ),
        MutantChange::Rounding { column, got: None } => {
            with("author-change-rounding-forgotten", &one(column), &[])
        }
        MutantChange::Rounding {
            column,
            got: Some(got),
        } => with(
            "author-change-rounding-other",
            &one(column),
            &[("place", crate::change::place(locale, *got).into())],
        ),
        MutantChange::RowLimit { got, .. } => {
            with("author-change-row-limit", &[], &[("got", (*got).into())])
        }
        MutantChange::FillValue { columns, got } => with(
            "author-change-fill-value",
            columns,
            &[("got", crate::change::value(locale, got).into())],
        ),
    }
}

/// What becomes of a learner who changed that.
pub fn fate(locale: &Locale, fate: &MutantFate) -> String {
    match fate {
        MutantFate::Told => locale.text("author-fate-told"),
        MutantFate::SameAsSolution => locale.text("author-fate-same-as-solution"),
        MutantFate::SameAs(other) => locale.text_with(
            "author-fate-same-as",
            &[("change", change(locale, other).into())],
        ),
        MutantFate::SaidByWrong(say) => {
            locale.text_with("author-fate-said", &[("say", say.into())])
        }
        MutantFate::Fails => locale.text("author-fate-fails"),
    }
}

/// What became of an anticipated mistake.
pub fn wrong(locale: &Locale, wrong: &WrongReport) -> String {
    let id = if wrong.told {
        "author-wrong-told"
    } else {
        "author-wrong-silent"
    };
    locale.text_with(id, &[("say", (&wrong.say).into())])
}

/// An exercise in one sentence.
pub fn exercise(locale: &Locale, exercise: &ExerciseReport) -> String {
    if exercise.passed() {
        locale.text_with(
            "author-exercise-passed",
            &[
                ("wrongs", exercise.wrongs.len().into()),
                ("hints", exercise.hints.into()),
            ],
        )
    } else {
        locale.text("author-exercise-failed")
    }
}

/// How many changes of the solution nothing tells from it; `None` where there are none.
pub fn unseen(locale: &Locale, exercise: &ExerciseReport) -> Option<Told> {
    let count = exercise.unseen().count();
    (count > 0).then(|| Told::of(locale, "author-unseen", &[("count", count.into())]))
}

/// The whole report in one sentence.
pub fn report(locale: &Locale, report: &TestReport) -> String {
    if report.passed() {
        locale.text_with(
            "author-report-passed",
            &[("exercises", report.exercises.len().into())],
        )
    } else {
        locale.text_with(
            "author-report-failed",
            &[("findings", report.findings.len().into())],
        )
    }
}
