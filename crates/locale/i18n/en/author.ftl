### The author's own tests. `ama test` and the Studio's “Run tests” use the same words.
### `author-change-…` are not sentences but ways of changing a solution (no full stop).

## What has to be put right

author-table-missing = There is no file for the table “{ $table }”.
author-table-missing-next = See whether the name of its seed or file is right at the top of the module.
author-table-unreadable = The file of the table “{ $table }” cannot be read.
author-column-differs = The column “{ $column }” has another name or type than the data’s description says.
author-column-differs-next = Make the description (TOML) and the first line of the CSV file agree.
author-solution-fails = The solution does not run.
author-solution-not-correct = The solution is not found right.
author-solution-not-correct-next = Compare the check with what the solution gives.
author-starter-passes = The starter is found right as it is.
author-starter-passes-next = Take the steps that learners are to find out of the starter.
author-starter-fails = The starter does not run.
author-wrong-fails = The anticipated mistake “{ $say }” does not run.
author-wrong-passes = The anticipated mistake “{ $say }” is found right.
author-wrong-passes-next = Make the check stricter, or change the mistake.
author-wrong-silent = The anticipated mistake “{ $say }” does not get its message.
author-wrong-silent-next = See whether the mistake gives the result that you have in mind.
author-wrong-says-other = The anticipated mistake “{ $say }” gets another message: “{ $got }”.
author-wrong-says-other-next = Two anticipated mistakes give the same result: make them one.
author-query-fails = The SQL for the right answer does not run.
author-figure-fails = The SQL behind the figure “{ $text }” does not run.
author-figure-of-today = The SQL behind the figure “{ $text }” asks for CURRENT_DATE (today's date). On another day the text would be wrong.
author-figure-of-today-next = Write a fixed date in its place, such as DATE '2025-04-01'.
author-figure-of-town = The figure “{ $text }” in the text is that of 津市. For a reader whose own town is { $town } it is another one.
author-figure-of-town-next = Name a town in the text, or give only figures that are the same for every town. Own towns belong into exercises.
author-figure-differs = The text says “{ $text }”, but the data gives { $got }.
author-figure-differs-next = Put the figure or its SQL right.
author-sql-differs = The solution’s steps, put into SQL, are not found right.
author-sql-differs-next = Split a step, or write it so that SQL gives the same.

## What is good to know

author-ties-free = Where { $kept ->
    [one] { $kept } row is kept
   *[other] { $kept } rows are kept
}, { $tied } rows have the same value in the order. Any choice among them is found right.
author-ties-free-next = If there should be one answer, sort by one more column.
author-ties-fixed = Where { $kept ->
    [one] { $kept } row is kept
   *[other] { $kept } rows are kept
}, { $tied } rows have the same value in the order. What follows depends on the choice among them.
author-ties-fixed-next = Answers that keep other rows than the solution are not found right: sort by one more column.
author-rounding-hidden = The solution rounds “{ $column }” to { $place }, but the tolerance takes answers that do not round.
author-rounding-hidden-next = To check the rounding too, take abs_tol and rel_tol out of the check.

## Ways of changing a solution

author-change-dropped = { $named ->
    [yes] leave out “{ $verb }” ({ $columns })
   *[no] leave out “{ $verb }”
}
author-change-sort-flipped = sort { $columns } the other way round
author-change-and-or = { $joined ->
    [and] AND for OR between the conditions on { $columns }
   *[or] OR for AND between the conditions on { $columns }
}
author-change-boundary = { $named ->
    [yes] move the boundary of { $columns }
   *[no] move the boundary of a condition
}
author-change-join-kind = join { $columns } in another way ({ $got })
author-change-aggregate = { $named ->
    [yes] the { $got } for the { $want } in { $columns }
   *[no] the { $got } for the { $want }
}
author-change-group-missing = group without “{ $missing }”
author-change-group-extra = group by “{ $extra }” as well
author-change-group-swapped = group by “{ $extra }” for “{ $missing }”
author-change-filter-value = { $got } for { $columns }
author-change-unit-forgotten = { $named ->
    [yes] leave out the unit in { $columns }
   *[no] leave out the unit
}
author-change-unit-other = { $named ->
    [yes] divide by { $got } in { $columns }
   *[no] divide by { $got }
}
author-change-rounding-forgotten = { $named ->
    [yes] leave out the rounding in { $columns }
   *[no] leave out the rounding
}
author-change-rounding-other = { $named ->
    [yes] round { $columns } to { $place }
   *[no] round to { $place }
}
author-change-row-limit = { $got ->
    [one] keep { $got } row
   *[other] keep { $got } rows
}
author-change-fill-value = fill the missing values of { $columns } with { $got }

## What becomes of it

author-fate-told = Learners are told what differs.
author-fate-same-as-solution = It is found right: the check cannot tell it from the solution.
author-fate-same-as = It gives the same as “{ $change }”, and learners are told that.
author-fate-said = Learners are told the words of the anticipated mistake “{ $say }”.
author-fate-fails = It does not run, and learners are told why.

## The report

author-exercise-passed = { $wrongs ->
    [one] Solution, starter and { $wrongs } anticipated mistake
   *[other] Solution, starter and { $wrongs } anticipated mistakes
} are graded as written; { $hints ->
    [one] there is { $hints } hint
   *[other] there are { $hints } hints
}.
author-exercise-failed = Something is not graded as written.
author-wrong-told = The anticipated mistake “{ $say }” gets its message.
author-unseen = { $count ->
    [one] There is { $count } change
   *[other] There are { $count } changes
} of the solution that the check cannot tell from it.
author-unseen-next = If one is a mistake, look at the question and the check; if it is another right answer, leave it.
author-report-passed = { $exercises ->
    [one] The exercise is
   *[other] All { $exercises } exercises are
} graded as written.
author-report-failed = { $findings ->
    [one] There is { $findings } thing to put right.
   *[other] There are { $findings } things to put right.
}
