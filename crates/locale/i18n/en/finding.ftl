### What the grader found, in words. What is right comes first, then one cause, then one next action (`…-next`).
### `$share` is `one` where there is one row, `all` where every compared row is wrong, else `some`.

## Building blocks

quoted = “{ $name }”
list-separator = { ", " }
key-separator = { ", " }
dtype-int = numbers
dtype-float = numbers
dtype-text = text
dtype-bool = yes or no
dtype-date = dates
value-missing = — (missing)
value-empty-text = (empty text)
value-true = yes
value-false = no
value-date = { $day } { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
} { $year }
value-infinite = not computable (divided by 0)
value-nan = not computable (such as 0 ÷ 0)
chars-full-width = full-width digits
chars-space = spaces

## What is right already

right-rows-columns = The rows and columns are as asked.
right-rows = { $rows ->
    [one] There is { $rows } row, as asked.
   *[other] There are { $rows } rows, as asked.
}
right-columns = The columns are as asked.
right-values = The values of { $columns } are right.
right-all-values = All rows and values are right.
right-parts = Right already: { $parts }.

## The verdict as a whole

verdict-correct = Right.
verdict-not-yet = Not right yet.
headline-not-yet = Not right yet (try { $attempt })
headline-unchanged = Nothing has changed yet (try { $attempt })
verdict-incomplete = There is no answer yet.
verdict-incomplete-next = Fill it in and press “Check”.
verdict-incomplete-field = Not filled in yet: { $field }.
verdict-incomplete-field-next = Fill it in and press “Check”.
verdict-cannot-grade = This exercise’s check does not work, so your answer could not be graded. It is not your fault.
verdict-cannot-grade-next = You can go on. Please tell your instructor what stands under “Details”.

## Remarks on a right answer

note-name-width = The column name “{ $got }” differs from “{ $want }” in the width of its characters or in spaces. Equal names save trouble when tables are joined later.
note-must-use = It can also be done with “{ $verb }”. Give it a try.
note-too-many-steps = { $got ->
    [one] Done in { $got } step.
   *[other] Done in { $got } steps.
} { $max ->
    [one] { $max } step is enough.
   *[other] { $max } steps are enough.
}

## Did it run

finding-broken-step = Step { $step } does not run.
finding-unchanged = This is still the original table.
finding-unchanged-next = Add a step and check again.
finding-empty = The result has no rows. { $want ->
    [one] { $want } row was asked for.
   *[other] { $want } rows were asked for.
}
finding-empty-next = Look at the condition of “Keep rows”. Full-width characters and stray spaces are common causes.

## Columns

finding-missing-column = There is no column “{ $want }”.
finding-missing-column-next = See whether the step that makes “{ $want }” is missing, or a step on the way has dropped it.
finding-missing-columns = The columns { $columns } are not there.
finding-missing-columns-next = See whether the steps that make them are missing, or a step on the way has dropped them.
finding-renamed-column = There is no column “{ $want }”. Do you mean “{ $near }”?
finding-renamed-column-next = Name the column “{ $want }”.
finding-alike-column = There is no column “{ $want }”. There is a column “{ $near }” that looks like it. { $how }
finding-alike-column-next = Rename the column to “{ $want }”.
finding-extra-column = The column “{ $got }” is not part of this question.
finding-extra-column-next = Keep only the columns you need with “Choose columns”.
finding-extra-columns = { $count } columns are not part of this question ({ $columns }{ $more ->
    [yes] {" "}and others
   *[no] {""}
}).
finding-extra-columns-next = Keep only the columns you need with “Choose columns”.
finding-column-order = The columns do not stand in the order asked for (now, from the left: { $columns }).
finding-column-order-next = With “Choose columns”, put them in the order of the question.
finding-text-number = “{ $column }” has been read as text.
finding-text-number-next = “Turn into numbers” makes it ready for calculation.
finding-text-number-chars = “{ $column }” has been read as text, because it contains { $chars }.
finding-text-number-chars-next = “Turn into numbers” makes it ready for calculation.
finding-text-date = “{ $column }” has been read as text.
finding-text-date-next = The step “Turn into numbers” also makes dates, Japanese eras included.
finding-text-date-chars = “{ $column }” has been read as text, because its dates are written as 年月日, in Japanese eras or the like.
finding-text-date-chars-next = The step “Turn into numbers” also makes dates, Japanese eras included.
finding-column-type = “{ $column }” holds { $got }; it should hold { $want }.
finding-column-type-next = Turn it into { $want } with the step “Turn into numbers”.
finding-column-words = “{ $column }” holds text that is not { $want }.
finding-column-words-next = Follow the steps: have two columns been mixed up?

## Rows

finding-row-count = Your table has { $got ->
    [one] { $got } row
   *[other] { $got } rows
}; it should have { $want }.
finding-row-count-next = Look again at the steps that keep rows and that group them.
finding-same-count = The number of rows is right, but they are not the rows asked for.
finding-fan-out = The join found several partners, so the same row stands up to { $times } times.
finding-fan-out-next = Join by more columns, or reduce the other table to one row each first.
finding-total-row = The row “{ $label }” is still there.
finding-total-row-next = Remove it with “Keep rows”. Left in, everything is counted twice.
finding-total-row-unnamed = A total row is still there.
finding-total-row-unnamed-next = Remove it with “Keep rows”. Left in, everything is counted twice.
finding-note-row = The row “{ $text }” is a heading or a note.
finding-note-row-next = Remove rows that are not data with “Keep rows”.
finding-null-group-dropped = The group of missing values is not there.
finding-null-group-dropped-next = See whether missing values have been removed before.
finding-null-group-kept = The group of missing values is still there.
finding-null-group-kept-next = Remove the rows with missing values with “Keep rows”.
finding-not-filtered = { $extra ->
    [one] { $extra } row that should be gone is
   *[other] { $extra } rows that should be gone are
} still there.
finding-not-filtered-next = Look at the condition of “Keep rows”.
finding-filtered-too-much = { $missing ->
    [one] { $missing } row that is needed is
   *[other] { $missing } rows that are needed are
} gone.
finding-filtered-too-much-next = See whether the condition is too strict or too few rows are kept.
finding-duplicates = The same rows stand several times: { $extra ->
    [one] { $extra } row
   *[other] { $extra } rows
} too many.
finding-duplicates-next = Use “Remove duplicates”.
finding-boundary-rows = Rows exactly on the boundary are treated differently.
finding-boundary-rows-next = Compare “at least” and “more than”, “at most” and “less than” with the question.
finding-join-kind-rows = It is another kind of join.
finding-join-kind-rows-next = See in the question whether rows without a partner stay or go.
finding-keys-both = { $named ->
    [yes] By { $key },{" "}
   *[no] {""}
}{ $missing ->
    [one] { $missing } row is
   *[other] { $missing } rows are
} missing and { $extra ->
    [one] { $extra } row is
   *[other] { $extra } rows are
} not asked for.
finding-keys-missing = { $named ->
    [yes] By { $key },{" "}
   *[no] {""}
}{ $missing ->
    [one] { $missing } row is
   *[other] { $missing } rows are
} missing.
finding-keys-extra = { $named ->
    [yes] By { $key },{" "}
   *[no] {""}
}{ $extra ->
    [one] { $extra } row is
   *[other] { $extra } rows are
} not asked for.
finding-keys-repeated = { $named ->
    [yes] By { $key },{" "}
   *[no] {""}
}{ $repeated ->
    [one] { $repeated } entry stands
   *[other] { $repeated } entries stand
} more than once.
finding-keys-next = { $named ->
    [yes] Compare the values of { $key } with the original table.
   *[no] Compare row by row with the original table.
}
finding-sample-missing = For example, “{ $key }” is missing.
finding-sample-extra = For example, “{ $key }” is not asked for.
finding-sample-repeated = For example, “{ $key }” stands more than once.
finding-sample-value = For example, look at the row “{ $key }”.
finding-sample-cells = In the row “{ $key }” your table says { $got }; it should be { $want }.
finding-cells = Your table says { $got }; it should be { $want }.

## Values

finding-values = { $share ->
    [one] The value of “{ $column }” is wrong.
    [all] All { $of } values of “{ $column }” are wrong.
   *[some] { $bad ->
        [one] { $bad } of { $of } values of “{ $column }” is wrong.
       *[other] { $bad } of { $of } values of “{ $column }” are wrong.
    }
}
finding-values-next = Follow the steps: from which columns did “{ $column }” come, and how?
finding-factor = { $share ->
    [one] “{ $column }” is { $times } the right value.
    [all] Every value of “{ $column }” is { $times } the right one.
   *[some] “{ $column }” is { $times } the right value in { $bad } of { $of } rows.
}
finding-factor-unit-next = Look at the unit in the original table.
finding-factor-other-next = See whether something is counted twice, or multiplied or divided by the wrong number.
times-over = 1/{ $n } of
times = { $n } times
finding-offset = { $share ->
    [one] “{ $column }” is { $by } too { $direction ->
        [more] large
       *[less] small
    }.
    [all] Every value of “{ $column }” is { $by } too { $direction ->
        [more] large
       *[less] small
    }.
   *[some] “{ $column }” is { $by } too { $direction ->
        [more] large
       *[less] small
    } in { $bad } of { $of } rows.
}
finding-offset-next = Look at what is added or subtracted, and where counting starts.
finding-sign = { $share ->
    [one] The sign of “{ $column }” is the wrong way round.
    [all] The signs of “{ $column }” are all the wrong way round.
   *[some] The sign is the wrong way round in { $bad } of { $of } values of “{ $column }”.
}
finding-sign-next = Where something is subtracted, see what is taken from what.
finding-rounded = “{ $column }” is rounded to { $decimals ->
    [0] whole numbers
    [one] { $decimals } decimal
   *[other] { $decimals } decimals
}.
finding-rounded-next = Round last of all.
finding-not-rounded = “{ $column }” should be rounded to { $decimals ->
    [0] whole numbers
    [one] { $decimals } decimal
   *[other] { $decimals } decimals
}.
finding-not-rounded-next = Put ROUND into the formula.
finding-shifted-before = “{ $column }” has slipped by one row: each row has the value of the row before.
finding-shifted-before-next = Look at the order of rows and at how far they are shifted.
finding-shifted-after = “{ $column }” has slipped by one row: each row has the value of the next row.
finding-shifted-after-next = Look at the order of rows and at how far they are shifted.
finding-swapped = “{ $column }” holds the values of “{ $with }”.
finding-swapped-next = See in formulas and names whether two columns have been mixed up.
finding-missing-values = { $share ->
    [one] “{ $column }” is missing.
    [all] All of “{ $column }” is missing.
   *[some] { $bad } of { $of } values of “{ $column }” { $bad ->
        [one] is
       *[other] are
    } missing.
}
finding-missing-values-next = Look for text that cannot be read, or rows that found no partner in a join.
finding-zero-for-missing = { $bad ->
    [one] { $bad } missing value
   *[other] { $bad } missing values
} of “{ $column }” became 0.
finding-zero-for-missing-next = “Not known” and “0” are different things. Leave missing values missing.
finding-aggregate = “{ $column }” is the { $got }, not the { $want }.
finding-aggregate-next = Change the calculation in “Summarise by group” to “{ $want }”.
finding-boundary = For “{ $column }”, rows exactly on the boundary are treated differently.
finding-boundary-next = Compare “at least” and “more than”, “at most” and “less than” with the question.
finding-join-kind = The difference in “{ $column }” comes from the kind of join.
finding-join-kind-next = See in the question whether rows without a partner stay or go.
finding-spelling = { $share ->
    [one] “{ $column }” differs only in the width of characters or in spaces.
    [all] All of “{ $column }” differs only in the width of characters or in spaces.
   *[some] { $bad } of { $of } values of “{ $column }” { $bad ->
        [one] differs
       *[other] differ
    } only in the width of characters or in spaces.
}
finding-spelling-next = Write them as in the original table.
finding-share-for-amount = “{ $column }” is a share of the total{ $percent ->
    [yes] {" "}(%)
   *[no] {""}
}, not the amount.
finding-share-for-amount-next = Give the number before it is divided by the total.
finding-amount-for-share = “{ $column }” is still the amount, not a share of the total.
finding-amount-for-share-next = Divide by the total.

## Order

finding-order = The order is wrong from row { $at } on.
finding-order-next = Compare the columns and the order of “Sort” with the question.
finding-order-reversed = The order is reversed.
finding-order-reversed-next = See in the question whether the largest or the smallest comes first.
finding-order-told = The order is wrong from row { $at } on.
finding-order-told-next = With “Sort”, order by { $by }.
finding-order-reversed-told = The order is reversed.
finding-order-reversed-told-next = With “Sort”, order by { $by }.
order-descending = “{ $column }”, largest first
order-ascending = “{ $column }”, smallest first
order-then = {", then "}

## The solution with one thing changed gives just this result. `$named` says whether `$columns` is there.

finding-dropped-filter = { $named ->
    [yes] A step that keeps rows by { $columns } seems to be missing.
   *[no] A step that keeps only some rows seems to be missing.
}
finding-dropped-filter-next = See in the question which rows to use and add that condition with “Keep rows”.
finding-dropped-select = The step that chooses columns seems to be missing.
finding-dropped-select-next = With “Choose columns”, keep only those in the question.
finding-dropped-sort = The step that sorts by { $columns } seems to be missing.
finding-dropped-sort-next = Add “Sort”, in the order that the question asks for.
finding-dropped-group-by = { $named ->
    [yes] The step that summarises for each { $columns } seems to be missing.
   *[no] The step that summarises the rows seems to be missing.
}
finding-dropped-group-by-next = Add “Summarise by group”.
finding-dropped-with-columns = The step that calculates { $columns } seems to be missing.
finding-dropped-with-columns-next = With “Add a calculated column”, do the calculation in the question.
finding-dropped-head = The step that keeps the first rows seems to be missing.
finding-dropped-head-next = See in the question how many rows to give and add “Keep the first rows”.
finding-dropped-tail = The step that keeps the last rows seems to be missing.
finding-dropped-tail-next = See in the question how many rows to give and add “Keep the last rows”.
finding-dropped-rename = The step that renames { $columns } seems to be missing.
finding-dropped-rename-next = With “Rename columns”, give the names in the question.
finding-dropped-unique = The step that removes duplicates seems to be missing.
finding-dropped-unique-next = Add “Remove duplicates”.
finding-dropped-join = The step that joins { $columns } seems to be missing.
finding-dropped-join-next = Add “Join another table”.
finding-dropped-union = The step that adds { $columns } below seems to be missing.
finding-dropped-union-next = Add “Add another table below”.
finding-dropped-pivot = The step that spreads out the table seems to be missing.
finding-dropped-pivot-next = Add “Spread out”.
finding-dropped-unpivot = The step that stacks columns seems to be missing.
finding-dropped-unpivot-next = Add “Stack columns”.
finding-dropped-fill-null = The step that fills the missing values of { $columns } seems to be missing.
finding-dropped-fill-null-next = Add “Fill missing values”.
finding-dropped-cast = The step that turns { $columns } into numbers or dates seems to be missing.
finding-dropped-cast-next = Add “Turn into numbers” before the calculation.
finding-dropped-header = The step that chooses the header rows seems to be missing.
finding-dropped-header-next = Add “Choose the header rows” first.
finding-dropped-other = The step “{ $step }” seems to be missing ({ $columns }).
finding-dropped-other-next = Add “{ $step }”.
finding-sort-flipped = “{ $column }” seems to be sorted the wrong way round.
finding-sort-flipped-next = See in the question whether the largest or the smallest comes first.
finding-and-or = { $joined ->
    [and] The conditions on { $columns } seem to be joined with AND.
   *[or] The conditions on { $columns } seem to be joined with OR.
}
finding-and-or-next = See in the question whether rows must meet both or either of them.
finding-boundary-moved = { $named ->
    [yes] The boundary of { $columns } seems to be in another place.
   *[no] The boundary of a condition seems to be in another place.
}
finding-boundary-moved-next = Compare “at least” and “more than”, “at most” and “less than” and the number with the question.
finding-join-kind-changed = { $columns } seems to be joined in another way (kind of join).
finding-join-kind-changed-next = See in the question whether rows without a partner stay or go.
finding-aggregate-changed = { $named ->
    [yes] { $columns } seems to be the { $got }, not the { $want }.
   *[no] It seems to be the { $got }, not the { $want }.
}
finding-aggregate-changed-next = Change the calculation to “{ $want }”.
finding-group-missing = “{ $missing }” does not seem to be among the columns that make a group.
finding-group-missing-next = See in the question for each of what to summarise.
finding-group-extra = “{ $extra }” seems to be among the columns that make a group.
finding-group-extra-next = See in the question for each of what to summarise.
finding-group-swapped = It seems to be summarised for each “{ $extra }”.
finding-group-swapped-next = See in the question for each of what to summarise.
finding-filter-value = The rows with { $got } in “{ $column }” seem to be used.
finding-filter-value-next = Compare it with the “{ $column }” in the question.
finding-unit-forgotten = { $named ->
    [yes] For { $columns }, the step from one unit to the other (dividing or multiplying) seems to be missing.
   *[no] The step from one unit to the other (dividing or multiplying) seems to be missing.
}
finding-unit-forgotten-next = Compare the unit of the original table with the one in the question.
finding-unit-other = { $named ->
    [yes] For { $columns }, the division seems to be by { $got }.
   *[no] The division seems to be by { $got }.
}
finding-unit-other-next = Compare the unit of the original table with the one in the question.
finding-rounding-forgotten = { $named ->
    [yes] The rounding (ROUND) of { $columns } seems to be missing.
   *[no] The rounding (ROUND) seems to be missing.
}
finding-rounding-forgotten-next = See in the question how exact to be, and put ROUND into the formula.
finding-rounding-other = { $named ->
    [yes] { $columns } seems to be rounded to { $place }.
   *[no] Numbers seem to be rounded to { $place }.
}
finding-rounding-other-next = See in the question how exact to be.
rounding-whole = whole numbers
rounding-decimals = { $number ->
    [one] { $number } decimal
   *[other] { $number } decimals
}
rounding-place = multiples of { $number }
finding-row-limit-head = { $got ->
    [one] The first row seems to be kept.
   *[other] The first { $got } rows seem to be kept.
}
finding-row-limit-head-next = See in the question how many rows to give.
finding-row-limit-tail = { $got ->
    [one] The last row seems to be kept.
   *[other] The last { $got } rows seem to be kept.
}
finding-row-limit-tail-next = See in the question how many rows to give.
finding-fill-value = The missing values of { $columns } seem to be filled with { $got }.
finding-fill-value-next = See in the question what to fill them with.

## Charts

finding-chart-missing = The { $part } is not there yet.
finding-chart-missing-next = Fill in the { $part } and check again.
finding-chart-part = “{ $got }” as the { $part } does not suit this question.
finding-chart-part-next = Think again about what is to be compared.
finding-chart-none = The { $part } does not suit this question.
finding-chart-none-next = Choose the { $part } again.
finding-chart-title = The title does not tell what the chart is about.
finding-chart-title-next = Say in the title what is shown, and of when.
finding-chart-want = “{ $want }” would suit.
finding-chart-want-title = Put in “{ $want }”.
part-kind = kind of chart
part-x = category (horizontal axis)
part-y = number (vertical axis)
part-color = colour
part-sort = order
part-title = title
part-unit = unit
part-stack = stacking of bars
part-fit = fitted line
part-facet = column for small charts
part-value-bar = bar chart
part-value-line = line chart
part-value-scatter = scatter chart
part-value-histogram = histogram
part-value-box = box plot
part-value-heat = heat map
part-value-map = shaded map
part-value-none = as in the table
part-value-ascending = smallest first
part-value-descending = largest first
part-value-no-color = none
part-value-stack-none = side by side
part-value-stack-stacked = stacked (as high as the total)
part-value-stack-share = stacked as shares (100 %)
part-value-fit-none = none
part-value-fit-line = a straight line

## Questions

finding-choice = Something that you picked is not right.
finding-choice-next = Read what is said below and choose again.
finding-choice-missed = What you picked is right, but there is more.
finding-choice-missed-next = Read the other options, too.
finding-other-option = It is not this option.
finding-other-option-next = Read what is said below and choose again.
finding-number = The number is not right.
finding-number-next = See in the question which rows and which column to use.
finding-number-larger = The number is not right. The right one is larger.
finding-number-larger-next = See in the question which rows and which column to use.
finding-number-smaller = The number is not right. The right one is smaller.
finding-number-smaller-next = See in the question which rows and which column to use.
finding-number-factor = That is { $times } the right number.
finding-number-factor-next = Look at the unit.
finding-number-sign = The sign (+ or −) is the wrong way round.
finding-number-sign-next = Look at the “−” in front of the number.
finding-number-turned = The sign (+ or −) is the wrong way round.
finding-number-turned-next = Look at the order of the subtraction.
finding-number-decimals = That is given to { $decimals ->
    [0] a whole number
    [one] { $decimals } decimal
   *[other] { $decimals } decimals
}.
finding-number-decimals-next = Give { $number ->
    [one] { $number } decimal
   *[other] { $number } decimals
}.
finding-number-decimals-many = That is given to { $decimals ->
    [one] { $decimals } decimal
   *[other] { $decimals } decimals
}.
finding-number-decimals-many-next = Round it to { $number ->
    [0] a whole number
    [one] { $number } decimal
   *[other] { $number } decimals
}.
finding-number-decimals-few = That is given to { $decimals ->
    [0] a whole number
    [one] { $decimals } decimal
   *[other] { $decimals } decimals
}.
finding-number-decimals-few-next = Give a little more detail.
finding-number-cut = That is cut off to { $decimals ->
    [0] a whole number
    [one] { $decimals } decimal
   *[other] { $decimals } decimals
}.
finding-number-cut-next = Round instead of cutting off, to { $number ->
    [0] a whole number
    [one] { $number } decimal
   *[other] { $number } decimals
}.
finding-number-cut-few = That is cut off to { $decimals ->
    [0] a whole number
    [one] { $decimals } decimal
   *[other] { $decimals } decimals
}.
finding-number-cut-few-next = Do not cut it off; give a little more detail.
finding-number-early = That is the number if something is rounded on the way.
finding-number-early-next = Calculate without rounding and round once, at the end.
finding-number-other-column = That is the number of the column “{ $column }”.
finding-number-other-column-next = See in the question which column to use.
finding-number-other-table = That is the number of “{ $column }” in the table “{ $table }”.
finding-number-other-table-next = The question asks for “{ $column }” in the table “{ $want }”.
finding-not-a-number = “{ $got }” cannot be read as a number.
finding-not-a-number-next = Type digits, as in 12,345.
finding-not-a-number-commas = “{ $got }” cannot be read as a number: its commas do not stand before every three digits.
finding-not-a-number-commas-next = Write it as in 12,345, or without commas. The decimal point is “.”.
finding-not-a-number-several = “{ $got }” cannot be read as one number.
finding-not-a-number-several-next = Type one number only, as in 12,345.
finding-not-a-number-sign = Whether “{ $got }” is plus or minus cannot be told.
finding-not-a-number-sign-next = Write a negative number with one “-” in front, as in -12, and without words for rising or falling.
finding-not-a-number-bound = “{ $got }” is a limit and not one number.
finding-not-a-number-bound-next = Type the number alone.
finding-not-a-number-scale = How large “{ $got }” is cannot be told, because it has no unit.
finding-not-a-number-scale-next = Write the unit too, or only the digits in the unit of the answer.
finding-not-a-number-unit = “{ $found }” in “{ $got }” cannot be read as the unit of this answer.
finding-not-a-number-unit-next = Type the digits alone.
finding-text = It is not “{ $got }”.
finding-text-next = Look at the question and the table once more.
finding-text-close = “{ $got }” is very similar to the right answer, but not the same.
finding-text-close-next = Look for a slip of the keyboard and compare with the table.

## Marks on a sheet

place-cell = cell { $name }
place-row = row { $name }
place-column = column { $name }
place-sheet = the sheet as a whole
right-faults = Right so far: { $count }.
note-marked-twice = Marks that show what another one shows already: { $marks }.
finding-audit-other-rule = What you marked ({ $place }) goes against another rule than { $rule }.
finding-audit-other-rule-next = Think about what a machine cannot do there, and choose the rule again.
finding-audit-wide = Not all that you marked ({ $place }) goes against { $rule }.
finding-audit-wide-next = Mark only what does.
finding-audit-elsewhere = { $rule } is broken, but not here: { $place }.
finding-audit-elsewhere-next = Take the mark away and look at other places.
finding-audit-no-fault = This does not go against { $rule }: { $place }.
finding-audit-no-fault-next = Take the mark away.
finding-audit-missed = Still to be found: { $missing }.
finding-audit-missed-next = Look at one row after another, then at one column after another.
finding-audit-missed-rule = Still to be found: { $missing }. Against { $rule }: { $count }.
finding-audit-missed-rule-next = See whether { $rule } is broken elsewhere, too.
finding-audit-few = { $missing } more and you have { $least }.
finding-audit-few-next = Look at one row after another, then at one column after another.
