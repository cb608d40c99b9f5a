### The exercise card and the bench of table exercises.

## Card
bench-exercise = Exercise { $number }
bench-solved = Done
bench-solved-before = You have solved this exercise. You can change your answer and check again.
bench-check = Check
bench-checking = Checking…
bench-undo = Undo
bench-redo = Redo
bench-restart = Start this exercise over
bench-restart-question = This clears what you entered here, the hints you opened and the number of checks; the record of your checks stays. Go on?
bench-restart-yes = Start over
bench-hint = Hint { $number }/{ $count }
bench-right = That is right
bench-verdict-old = This is the result of an earlier check. Your answer has changed since.
bench-what-was-seen = More about it
bench-others = Noticed as well ({ $count })
bench-hints-left = { $count ->
    [one] One more hint is waiting under the task.
   *[other] { $count } more hints are waiting under the task.
  }
bench-detail = Details
bench-checklist = What the check found
bench-check-rows = Rows
bench-check-columns = Columns
bench-check-values = Values
bench-check-order = Order
bench-check-right = : right
bench-check-open = : not yet
bench-doubted = look again
bench-fold = Fold
bench-unfold = Open the result of the check
bench-unfold-solved = Done: open the explanation
bench-task-more = See the whole task
bench-task-less = Fold the task
bench-tabs = Tables
bench-columns = What the columns mean
head-open = What can be done with “{ $column }”
head-title = What can be done with “{ $column }”
head-ascending = Sort, smallest first
head-descending = Sort, largest first
head-group = Group by this column
head-only = Keep this column only
head-number = Read as numbers
head-date = Read as dates
head-filter = Filter by value
head-apply = { $count ->
    [one] Filter by one value
   *[other] Filter by { $count } values
}
head-value = Value to compare with
head-blank = Only rows where it is blank
head-filled = Only rows where it is not blank
head-kinds = { $kinds } different values
head-blanks = { $blanks } blank
head-range = from { $least } to { $most }
head-mean = mean { $mean }
bench-step-more = More
bench-add-rest = Other operations
bench-cannot-grade = This exercise cannot be checked because of a mistake in the course, not in your answer. What you entered is still there.
bench-go-to-step = Open step { $number }
bench-look-at-unit = Look at the unit of the source table
bench-side-by-side = One row, side by side
bench-sample-row = Row
bench-sample-yours = Your “{ $column }”
bench-sample-right = Right value
bench-incomplete-steps = There are no steps yet. Begin with “＋ Add a step”.
bench-incomplete-step = Step { $number }, “{ $verb }”, is not finished. { $what }
bench-incomplete-sql = There is no SQL yet.
bench-incomplete-chart = Something is not picked yet.
bench-other-way = See another way
bench-worked-solution = See a worked solution
bench-your-way = Your way
bench-model-way = A worked solution
bench-shelf = { $count ->
    [one] There is another draft
   *[other] There are { $count } other drafts
  }
bench-shelf-note = It comes from another tab or a work file. If you take it, your present draft stays here instead.
bench-shelf-take = Take this one
bench-earlier = { $count ->
    [one] An answer to another question is kept here
   *[other] { $count } answers to other questions are kept here
  }
bench-earlier-note = What is asked here is not what it was when you answered. Those answers are kept apart from your answer to the present question; nothing is lost. Open the earlier question and you go on where you were. They are in your work file too.
bench-earlier-of = Answer to “{ $title }” in “{ $module }”
bench-earlier-older = Answer to an earlier version of the question
bench-earlier-option = Option number { $number }

## Table
bench-size = { $rows } rows × { $columns } columns
bench-rows = { $rows ->
    [one] 1 row
   *[other] { $rows } rows
  }
bench-rows-change = { $before } → { $after } rows
bench-unit = ({ $unit }){ " " }
bench-no-rows = There are no rows. No row seems to meet the condition.
bench-csv = Save as CSV
bench-csv-guarded = Texts that begin with “=” or a like sign were saved with a ' before them, so that Excel does not run them as formulas.
cells-hint = Select cells to see their value or sum here (Shift + arrow keys too)
cells-waiting = Loading…
cells-count = { $count } cells
cells-sum = sum { $sum }
cells-mean = mean { $mean }
cells-units = these columns have different units, so there is no sum
cells-most = at most { $rows } rows can be selected at once
cells-copy = Copy
cells-copy-all = Copy the table
cells-copied = Copied { $rows } rows × { $columns } columns. Paste them into Excel as they are.
cells-copied-all = Copied the header and { $rows } rows × { $columns } columns. Paste them into Excel as they are.
cells-copied-first = Copied the header and the first { $rows } rows × { $columns } columns. “Save as CSV” has the rest.
cells-guarded = Texts that begin with “=” and the like got a “'” in front, so that Excel does not run them as formulas.
cells-refused = Nothing was copied: the browser does not seem to allow it. Use “Save as CSV” instead.
cells-take = Use this value as the answer
bench-file = result
bench-result-label = Result
bench-after-label = Table after step { $number }
bench-source-label = Source table “{ $table }”
bench-no-table = The table appears here once the steps run.
bench-no-run = Press “Run” and the result appears here.
bench-note-missing-in = There is a missing value (NULL) behind NOT IN, so no row fits. Leave missing values out with WHERE column IS NOT NULL, then compare.
bench-note-not-finite = { $count } cells of “{ $column }” could not be computed because of a division by 0.
bench-source-columns = Columns of “{ $table }”
bench-column = Column
bench-column-unit = Unit
bench-column-type = Kind
bench-column-meaning = Meaning

## Running
bench-running = Computing…
bench-stop = Stop
bench-run-again = Run again
bench-retry-engine = Load again
bench-modes = Way of answering
bench-mode-steps = Build with steps
bench-mode-sql = Write SQL
bench-run-sql = Run
bench-run-keys = Ctrl + Enter runs it too
bench-sql-label = SQL
bench-sql-completions = Suggestions
bench-sql-table = table
bench-show-sql = See the steps as SQL
bench-steps-as-sql = SQL that does the same as the steps
bench-take-sql = Answer with this SQL
bench-sql-later = The SQL appears here once the steps are complete.

## Steps
bench-steps = Steps
bench-add-step = ＋ Add a step
bench-add-title = What would you like to do?
bench-add-source = Which table do you start from?
bench-read-table = Start from “{ $table }”
bench-close = Close
bench-join-matches = { $matched } of { $rows } rows match (of the other table, { $other } of { $other-rows })
bench-join-none = The two have no value in common. Pick other columns to match by.
bench-join-many = Some rows have two or more partners, so there will be more rows.
bench-step-tools = Step { $number }: actions
bench-step-on = Use this step
bench-step-drag = Drag to change the order
bench-step-up = ↑ Up
bench-step-down = ↓ Down
bench-step-before = Add before
bench-step-after = Add after
bench-step-remove = Delete
bench-step-close = Close
bench-off = Not used
bench-mark-missing = Unfinished
bench-mark-broken = Stops here
bench-moved = Moved to step { $number }.
bench-removed = “{ $verb }” was deleted. “Undo” brings it back.

## What is to be filled in
bench-missing-table = Pick a table.
bench-missing-columns = Pick columns.
bench-missing-predicate = Fill in the column and the value of the condition.
bench-missing-derive = Fill in the name of the new column and what is still blank in its calculation.
bench-missing-rename = Fill in the old column and its new name.
bench-missing-sort = Pick a column to sort by.
bench-missing-keys = Pick the columns that make a group.
bench-missing-aggs = Fill in the column to compute with and the name of the new column.
bench-missing-join = Pick the matching columns of both tables.
bench-missing-pivot-on = Pick the column to spread out.
bench-missing-pivot-values = Pick the column of values.
bench-missing-header = Give the first and the last row of the header, counted from 1.
bench-missing-name = Fill in the names of the new columns.
bench-missing-value = Fill in the value to put there.

## Fields
bench-pick-table = Pick a table
bench-pick-column = Pick a column
bench-pick-value = Pick a value
bench-type-value = Type a value
bench-as-text = Write an expression
bench-pick-instead = Pick instead
bench-only-text = This expression has no form to pick from, so edit it as it is.
bench-column-option = { $column } ({ $type })
bench-column-order = Change the order of columns
bench-move-up-named = Move “{ $name }” forward
bench-move-down-named = Move “{ $name }” back
bench-remove = Remove
bench-remove-named = Remove “{ $name }”
bench-field-table = Table
bench-field-union-table = Table to put underneath
bench-field-select = Columns to keep
bench-field-unique = Columns to compare (none: all)
bench-field-fill = Columns with missing values
bench-field-fill-value = Value to put there
bench-field-cast = Columns
bench-field-cast-to = Read as
bench-field-rows = Rows
bench-field-header-first = First row of the header
bench-field-header-last = Last row of the header
bench-field-sort = Sort by
bench-field-sort-then = Then by
bench-field-order = Order
bench-ascending = Smallest first
bench-descending = Largest first
bench-add-sort = ＋ Add an order for ties
bench-field-rename-from = Column
bench-field-rename-to = New name
bench-add-rename = ＋ Add a column
bench-field-any = Rows that meet
bench-all = all conditions
bench-any = any condition
bench-add-test = ＋ Add a condition
bench-field-column = Column
bench-field-op = Comparison
bench-field-value = Value
bench-field-values = Values
bench-field-values-typed = Values (separated by commas)
bench-field-low = From
bench-field-high = To
bench-field-expression = Expression
bench-expression-example = Example: 年 = 2020 AND 人口 >= 10000
bench-expression-derive = Example: 人口 ÷ 世帯数
bench-chips = Columns and signs for the expression
bench-op-eq = equals (=)
bench-op-ne = differs from (≠)
bench-op-gt = greater than (>)
bench-op-ge = at least (≥)
bench-op-lt = less than (<)
bench-op-le = at most (≤)
bench-op-between = between
bench-op-in = one of
bench-op-not-in = none of
bench-op-contains = contains
bench-op-not-contains = does not contain
bench-op-starts-with = begins with
bench-op-ends-with = ends with
bench-op-is-null = is empty (missing)
bench-op-is-not-null = is not empty
bench-field-keys = One row for each
bench-field-function = Compute
bench-field-of = Of column
bench-field-name = Name of the new column
bench-add-agg = ＋ Add a computation
bench-function-sum = Sum
bench-function-mean = Mean
bench-function-median = Median
bench-function-min = Smallest
bench-function-max = Largest
bench-function-count = Number of values (without missing)
bench-function-first = First value
bench-function-rows = Number of rows
bench-function-distinct = Number of different values
bench-field-operand = Column or number
bench-field-number = Number
bench-field-sign = Sign
bench-field-round = Rounding
bench-a-number = A number
bench-decimals = { $decimals ->
    [0] to a whole number
    [one] to 1 decimal
   *[other] to { $decimals } decimals
  }
bench-no-round = None
bench-add-operand = ＋ Go on calculating
bench-remove-operand = Remove the last term
bench-add-column = ＋ Another calculation
bench-field-join-table = Table to join
bench-field-join-how = How to join
bench-field-join-left = Column here
bench-field-join-right = Column of “{ $table }”
bench-join-shared = Columns of the same name:
bench-add-key = ＋ Add a matching column
bench-join-left = Keep rows without a partner (values are missing)
bench-join-inner = Drop rows without a partner
bench-join-semi = Keep only rows with a partner, add no columns
bench-join-anti = Keep only rows without a partner
bench-join-cross = Make every combination
bench-field-pivot-on = Column to spread out
bench-field-pivot-values = Column of values
bench-field-pivot-agg = Several values in one cell
bench-field-pivot-index = Columns that name the rows
bench-field-unpivot-columns = Columns to stack
bench-field-unpivot-index = Columns to keep
bench-field-unpivot-name = Name of the column of names
bench-field-unpivot-value = Name of the column of values
bench-cast-number = a number
bench-cast-date = a date
bench-cast-text = text
bench-cast-fiscal_year = a fiscal year

## A step in one line
bench-blank = ＿＿
bench-say-more = { $names } and { $more } more
bench-say-table = “{ $table }”
bench-say-and = { " " }and{ " " }
bench-say-or = { " " }or{ " " }
bench-say-eq = { $column } = { $value }
bench-say-ne = { $column } ≠ { $value }
bench-say-gt = { $column } > { $value }
bench-say-ge = { $column } ≥ { $value }
bench-say-lt = { $column } < { $value }
bench-say-le = { $column } ≤ { $value }
bench-say-between = { $column } from { $value } to { $other }
bench-say-in = { $column } is one of { $values }
bench-say-not-in = { $column } is none of { $values }
bench-say-contains = { $column } contains “{ $value }”
bench-say-not-contains = { $column } does not contain “{ $value }”
bench-say-starts-with = { $column } begins with “{ $value }”
bench-say-ends-with = { $column } ends with “{ $value }”
bench-say-is-null = { $column } is missing
bench-say-is-not-null = { $column } is not missing
bench-say-group = { $keys }: { $aggs }
bench-say-group-all = All rows: { $aggs }
bench-say-ascending = { $column }, smallest first
bench-say-descending = { $column }, largest first
bench-say-head = { $n } rows
bench-say-tail = { $n } rows
bench-say-unique = same { $columns }
bench-say-unique-all = same in all columns
bench-say-join = { $how ->
    [left] “{ $table }” by { $on } (keep rows without a partner)
    [inner] “{ $table }” by { $on } (drop rows without a partner)
    [semi] “{ $table }” by { $on } (keep only rows with a partner)
    [anti] “{ $table }” by { $on } (keep only rows without a partner)
   *[cross] every combination with “{ $table }”
  }
bench-say-pivot = { $on } across, values: { $agg } of { $values }
bench-say-unpivot = { $columns } into “{ $name }” and “{ $value }”
bench-say-fill-null = missing { $columns } become { $value }
bench-say-cast = { $columns } as { $to }
bench-say-header = rows { $first } to { $last } as names
bench-agg-say-sum = sum of { $column }
bench-agg-say-mean = mean of { $column }
bench-agg-say-median = median of { $column }
bench-agg-say-min = smallest { $column }
bench-agg-say-max = largest { $column }
bench-agg-say-count = count of { $column }
bench-agg-say-first = first { $column }
bench-agg-say-rows = { $column ->
   *[other] number of rows
  }
bench-agg-say-distinct = number of different { $column }
bench-agg-name-sum = { $column } sum
bench-agg-name-mean = { $column } mean
bench-agg-name-median = { $column } median
bench-agg-name-min = { $column } min
bench-agg-name-max = { $column } max
bench-agg-name-count = { $column } count
bench-agg-name-first = first { $column }
bench-agg-name-rows = rows
bench-agg-name-distinct = different { $column }
