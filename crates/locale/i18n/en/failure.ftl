### Why something did not run. The engine's own words stand only under “Details”.

failure-unknown-column = There is no column “{ $name }”.
failure-unknown-column-next = Choose the column from the list.
failure-unknown-column-near = There is no column “{ $name }”. Do you mean { $near }?
failure-unknown-column-near-next = Correct the column’s name.
failure-unknown-table = There is no table “{ $name }”.
failure-unknown-table-next = Choose the table from the list.
failure-unknown-table-near = There is no table “{ $name }”. Do you mean { $near }?
failure-unknown-table-near-next = Correct the table’s name.
failure-unknown-function = There is no function “{ $name }”.
failure-unknown-function-next = See the list of functions that you can use.
failure-unknown-function-near = There is no function “{ $name }”. Do you mean { $near }?
failure-unknown-function-near-next = Correct the function’s name.
near-or = {" or "}
failure-syntax = The formula or SQL cannot be read at “{ $at }”.
failure-syntax-next = Look at commas, brackets and quotes around “{ $at }”.
failure-syntax-line = The formula or SQL cannot be read at “{ $at }” in line { $line }.
failure-syntax-line-next = Look at commas, brackets and quotes around “{ $at }”.
failure-syntax-end = The formula or SQL ends too early.
failure-syntax-end-next = Write the rest, or close brackets and quotes.
failure-type = “{ $column }” holds { $found }; here it should hold { $wanted }.
failure-type-next = Turn it into { $wanted } with the step “Turn into numbers”.
failure-type-chars = “{ $column }” has been read as text, because it contains { $chars }.
failure-type-chars-next = “Turn into numbers” makes it ready for calculation.
failure-type-text = “{ $column }” has been read as text.
failure-type-text-next = “Turn into numbers” makes it ready for calculation.
failure-type-column = “{ $column }” holds a kind of value that this calculation cannot use.
failure-type-column-next = See whether numbers, text and dates have been mixed up.
failure-type-unknown = Values of different kinds (numbers, text, dates) are used together.
failure-type-unknown-next = See what each column holds and make them the same.
failure-unreadable = { $count ->
    [one] { $count } value
   *[other] { $count } values
} of “{ $column }” cannot be read as { $wanted } ({ $samples }).
failure-unreadable-next = Remove those rows first, or rewrite the values.
failure-unreadable-bare = { $count ->
    [one] { $count } value
   *[other] { $count } values
} of “{ $column }” cannot be read as { $wanted }.
failure-unreadable-bare-next = Remove those rows first, or rewrite the values.
failure-duplicate-column = There would be two columns “{ $name }”.
failure-duplicate-column-next = Give one of them another name.
failure-schema = The two tables do not have the same columns.
failure-schema-next = Make the column names the same and stack again.
failure-schema-left = The table to add has no { $left }.
failure-schema-left-next = Make the column names the same and stack again.
failure-schema-right = Only the table to add has { $right }.
failure-schema-right-next = Make the column names the same and stack again.
failure-schema-both = Only the first table has { $left }; only the table to add has { $right }.
failure-schema-both-next = Make the column names the same and stack again.
failure-not-aggregated = “{ $column }” has no single value in a group.
failure-not-aggregated-next = Group by “{ $column }” as well, or take its sum, mean or the like.
failure-not-aggregated-unknown = A column has no single value in a group.
failure-not-aggregated-unknown-next = Group by it as well, or take its sum, mean or the like.
failure-incomplete = Not filled in yet: { $field }.
failure-incomplete-next = Fill it in and the step will run.
failure-incomplete-unknown = Something is not filled in yet.
failure-incomplete-unknown-next = Fill it in and the step will run.
failure-empty = There is no step or SQL yet.
failure-empty-next = Start with “＋ Add a step”.
failure-no-source = There is no table to start from.
failure-no-source-next = Choose a table in the first step.
failure-too-large = The result would have { $rows ->
    [one] { $rows } row
   *[other] { $rows } rows
}. This browser can handle up to { $limit }.
failure-too-large-next = Look at the columns of the join, or keep fewer rows first.
failure-too-large-unknown = The result is too large. This browser can handle up to { $limit ->
    [one] { $limit } row
   *[other] { $limit } rows
}.
failure-too-large-unknown-next = Look at the columns of the join, or keep fewer rows first.
failure-too-deep = Brackets and queries stand too deep inside one another in this formula or SQL to be read.
failure-too-deep-next = Use fewer brackets, or make a part of it first, in a step before or in a WITH, and use that.
failure-bad-file = The file of “{ $table }” cannot be read as a table.
failure-bad-file-next = Load the page again. If that does not help, tell your instructor.
failure-unsupported = “{ $what }” is not available here.
failure-unsupported-next = Write a single query that reads tables (SELECT).
failure-engine = The calculation stopped half-way. Your steps are still there.
failure-engine-next = Look at what you changed last, or tell your instructor what stands under “Details”.
failure-out-of-step = The page and its engine do not fit together.
failure-out-of-step-next = Load the page again. What you typed stays.

## Faults of a check, for the author

check-unknown-column = The check names a column “{ $name }” that the solution’s result does not have.
check-unknown-column-next = Correct the column’s name in the check.
check-unknown-column-near = The check names a column “{ $name }” that the solution’s result does not have. Do you mean { $near }?
check-unknown-column-near-next = Correct the column’s name in the check.
check-key-not-unique = { $key } does not identify a row of the solution’s result.
check-key-not-unique-next = Add a column to the key, or leave the key out.
check-repeated = “{ $name }” stands twice in the check.
check-repeated-next = Remove one of them.
check-not-in-order = The solution’s result is not ordered by “{ $column }” as the check demands.
check-not-in-order-next = Add a sort to the solution, or correct the order.
check-tolerance = A tolerance is negative or no number.
check-tolerance-next = Make abs_tol and rel_tol 0 or more.
check-no-columns = The solution’s result has no columns.
check-no-columns-next = Look at the solution’s steps.
check-no-right-answer = There is no right answer.
check-no-right-answer-next = Write a right option, an accepted answer, or SQL that gives one number.
