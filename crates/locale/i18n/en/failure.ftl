### Why something did not run. The engine's own words stand only under “Details”.

failure-unknown-column = There is no column “{ $name }”.
failure-unknown-column-next = Choose the column from the list.
failure-unknown-column-near = There is no column “{ $name }”. Do you mean { $near }?
failure-unknown-column-near-next = Correct the column’s name.
failure-unknown-column-alike = There is no column “{ $name }”. There is a column “{ $near }” that looks like it. { $how }
failure-unknown-column-alike-next = Choose the column’s name from the list.
failure-absent-dropped = Step { $step }, “{ $verb }”, has left the column “{ $name }” out.
failure-absent-dropped-next = Move this step before step { $step }, or keep “{ $name }” in step { $step }, too.
failure-absent-grouped = Step { $step }, “{ $verb }”, has left the column “{ $name }” out.
failure-absent-grouped-next = Move this step before step { $step }.
failure-absent-renamed = Step { $step } has renamed the column “{ $name }” to “{ $near }”.
failure-absent-renamed-next = Choose “{ $near }”.
failure-absent-later = The column “{ $name }” is made later, in step { $step }, “{ $verb }”.
failure-absent-later-next = Move this step behind step { $step }.
failure-absent-off = Step { $step }, which makes “{ $name }”, is switched off.
failure-absent-off-next = Switch step { $step } on, or choose another column.
failure-absent-broken = Step { $step }, which makes “{ $name }”, does not run.
failure-absent-broken-next = Mend step { $step } first.
failure-absent-same = “{ $name }” is a column that this step makes. Formulas of the same step cannot use it yet.
failure-absent-same-next = Make two steps of it and use the column in the second one.
failure-absent-table = The column “{ $name }” is not in this table but in the table “{ $table }”.
failure-absent-table-next = With “Join another table”, join “{ $table }” first.
failure-absent-nowhere = There is no column “{ $name }”, and no step that makes it.
failure-absent-nowhere-next = If you removed a step, undo that. Otherwise choose another column.
failure-ambiguous = A column “{ $name }” is in each of these tables: { $near }. It is not clear which one you mean.
failure-ambiguous-next = Write the table’s name before it, as in { $table }.{ $name }.
failure-alias-early = “{ $name }” is a name that AS gives in SELECT. It cannot be used yet in { $at }.
failure-alias-early-next = Write here what stands before AS { $name }. Or use WITH first to make a table that has “{ $name }”.
failure-unknown-table = There is no table “{ $name }”.
failure-unknown-table-next = Choose the table from the list.
failure-unknown-table-near = There is no table “{ $name }”. Do you mean { $near }?
failure-unknown-table-near-next = Correct the table’s name.
failure-unknown-table-alike = There is no table “{ $name }”. There is a table “{ $near }” that looks like it. { $how }
failure-unknown-table-alike-next = Choose the table’s name from the list.
failure-unknown-function = There is no function “{ $name }”.
failure-unknown-function-next = See the list of functions that you can use.
failure-unknown-function-near = There is no function “{ $name }”. Do you mean { $near }?
failure-unknown-function-near-next = Correct the function’s name.
failure-unknown-function-alike = There is no function “{ $name }”. There is a function “{ $near }” that looks like it. { $how }
failure-unknown-function-alike-next = Type the function’s name again in half-width letters.
failure-arguments = { $name } takes { $left ->
    [one] { $left } value
   *[other] { $left } values
} in its brackets. Now there { $found ->
    [one] is { $found }
   *[other] are { $found }
}.
failure-arguments-next = Write the right number of values, with commas (,) between them.
failure-arguments-range = { $name } takes from { $left } to { $right } values in its brackets. Now there { $found ->
    [one] is { $found }
   *[other] are { $found }
}.
failure-arguments-range-next = Look at the commas (,) and at where the brackets close.
failure-arguments-least = { $name } takes { $left ->
    [one] { $left } value
   *[other] { $left } values
} or more in its brackets. Now there { $found ->
    [one] is { $found }
   *[other] are { $found }
}.
failure-arguments-least-next = Add what is missing, with commas (,) between the values.
failure-arguments-none = { $name } takes nothing in its brackets. Now there { $found ->
    [one] is { $found } value
   *[other] are { $found } values
}.
failure-arguments-none-next = Leave the brackets empty: { $name }().
failure-argument = In the brackets of { $name }, what you wrote in place { $at } cannot be used.
failure-argument-next = Look at place { $at }. It may need a fixed value such as 1, not a column or a calculation.
failure-pattern = The pattern (regular expression) in { $name } is not written as one, or is too large.
failure-pattern-next = Look at its brackets and signs, or make it shorter. To see whether a text contains another, LIKE will do.
alike-blank-before = It begins with a blank.
alike-blank-after = It ends with a blank.
alike-blank = The blanks differ.
alike-marks = They look the same, but their voicing marks (゛ or ゜) are stored in another way.
alike-width = One has full-width characters where the other has half-width ones.
near-or = {" or "}
failure-syntax = The formula or SQL cannot be read at “{ $at }”.
failure-syntax-next = Look at commas, brackets and quotes around “{ $at }”.
failure-syntax-line = The formula or SQL cannot be read at “{ $at }” in line { $line }.
failure-syntax-line-next = Look at commas, brackets and quotes around “{ $at }”.
failure-syntax-end = The formula or SQL ends too early.
failure-syntax-end-next = Write the rest, or close brackets and quotes.
failure-comma = Things are separated by “,” in half-width, not by “、”.
failure-comma-next = Type “,” instead of “、”.
failure-keyword = “{ $found }”: do you mean “{ $want }”?
failure-keyword-next = Correct the spelling.
failure-no-query = SQL begins with SELECT. This begins with “{ $at }”.
failure-no-query-next = Write “SELECT columns FROM table”. A formula alone belongs into the step “Add a calculated column”.
failure-no-from = It does not say which table to read from.
failure-no-from-next = Write “FROM” and the table’s name behind the columns.
failure-nothing-behind = Behind “{ $what }” there is no column and no value.
failure-nothing-behind-next = Write what comes behind “{ $what }”, or delete “{ $what }”.
failure-nothing-between = Between “{ $left }” and “{ $right }” there is neither “,” nor a sign.
failure-nothing-between-next = Put “,” between things of a list, or a sign such as “+” or “=” where you calculate or compare.
failure-unclosed = “{ $mark }” is not closed.
failure-unclosed-next = Write “{ $want }” where it ends.
failure-unopened = There are more “{ $mark }” than opening brackets.
failure-unopened-next = Delete the “{ $mark }” that is too much, or write “(” where it begins.
failure-cells = There are no addresses of cells here, such as “{ $at }”.
failure-cells-next = Write the column’s name instead. A formula is calculated for every row.
failure-text-as-name = There is no column “{ $name }”. Text values stand in ' (half-width).
failure-text-as-name-next = Write '{ $name }'. If you mean a column, choose it from the list.
failure-text-quoted = In " it is the name of a column, and there is no column “{ $name }”. Text values stand in ' (half-width).
failure-text-quoted-next = Write '{ $name }'. If you mean a column, choose it from the list.
failure-step-instead = { $name } is a function of Excel. It cannot be used in a formula here, but these steps do the same: { $steps }.
failure-step-instead-next = Add the step { $first }. In SQL, use { $sql }.
failure-arguments-across = { $name } takes one column and goes down its rows. Only one column can stand in its brackets.
failure-arguments-across-next = To calculate across columns of a row, write a formula such as “column + column”.
failure-line = Something in line { $line } needs a correction.
failure-wide = “{ $at }” is full-width.
failure-wide-next = Type “{ $want }” in half-width instead.
failure-wide-part = “{ $at }” is full-width.
failure-wide-part-next = Type “{ $want }” in half-width instead. If it belongs to the name of a column, put " (half-width) around the whole name.
failure-wide-quote = “{ $at }” is no quotation mark of SQL.
failure-wide-quote-next = Put ' (half-width) around text, and " (half-width) around names of columns.
failure-wide-blank = There is a full-width blank.
failure-wide-blank-next = Type a half-width blank instead.
failure-wide-name = “{ $name }” begins with full-width digits or letters, so it cannot be read as a name.
failure-wide-name-next = If it is the name of a column or table, put " (half-width) around it: "{ $name }". If it is a number, type it in half-width.
failure-unseen = There is a character that cannot be seen.
failure-unseen-next = Delete what you pasted from elsewhere and type it again.
failure-type = “{ $column }” holds { $found }; here it should hold { $wanted }.
failure-type-next = Turn it into { $wanted } with the step “Turn into numbers”.
failure-type-condition = “{ $column }” alone does not say which rows to keep.
failure-type-condition-next = Compare it with something, as in “{ $column } > 100”.
failure-type-date = “{ $column }” is a column of dates, which this calculation cannot use.
failure-type-date-next = Choose a column of numbers.
failure-type-chars = “{ $column }” has been read as text, because it contains { $chars }.
failure-type-chars-next = “Turn into numbers” makes it ready for calculation.
failure-type-text = “{ $column }” has been read as text.
failure-type-text-next = If there are numbers in the column, “Turn into numbers” makes it ready for calculation.
failure-type-column = “{ $column }” holds a kind of value that this calculation cannot use.
failure-type-column-next = See whether numbers, text and dates have been mixed up.
failure-type-unknown = Values of different kinds (numbers, text, dates) are used together.
failure-type-unknown-next = See what each column holds and make them the same.
failure-no-numbers = “{ $column }” is a column of names, which cannot be calculated with.
failure-no-numbers-next = Choose a column of numbers.
failure-value-number = “{ $got }” cannot be read as a number.
failure-value-number-next = Type the digits alone, as in “{ $want }”.
failure-value-quoted = “{ $got }” stands between ', so it is read as text and not as a number.
failure-value-quoted-next = Take the ' away and write { $want }.
failure-value-date = “{ $got }” cannot be read as a date.
failure-value-date-next = Type year, month and day, as in “2020-04-01”.
failure-value-text = “{ $column }” is a column of text, so it cannot be compared with the number { $got }.
failure-value-text-next = To compare it as text, put ' around it: { $want }.
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
failure-no-code = { $count ->
    [one] { $count } value
   *[other] { $count } values
} of “{ $column }” are no codes of that form ({ $samples }); now missing.
failure-dropped = Left out { $count } rows of totals by “{ $column }” ({ $samples }).
failure-no-period = No row has rows before it by “{ $column }”, so all values are missing. Check how many, and for each what.
failure-repeated-period = { $count } rows have { $value } in “{ $column }”, so it is open which one to compare with.
failure-repeated-period-next = Add the column that tells the rows apart (such as 市町名) to “For each”.
failure-unquoted = “{ $name }” cannot be read as one name as it stands.
failure-unquoted-next = If it is the name of a column or table, put it in quotation marks: "{ $name }".
failure-out-of-range = The result of "{ $what }" is too large to be shown rightly.
failure-out-of-range-next = Look for very large numbers or far-away dates in the values that it starts from.
failure-too-deep = Brackets and queries stand too deep inside one another in this formula or SQL to be read.
failure-too-deep-next = Use fewer brackets, or make a part of it first, in a step before or in a WITH, and use that.
failure-no-such-row = This table has { $rows } rows: there is no row { $row }.
failure-no-such-row-next = Look at the numbers on the left, and give the row in which the columns are named.
failure-mixed-units = The values of “{ $column }” have different units ({ $samples }).
failure-mixed-units-next = Calculating with them would give wrong sizes. First filter to the rows that are written alike, or write the unit behind every value.
failure-mixed-units-sample = { $count } like “{ $sample }”
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
failure-aggregate-where = “{ $what }” cannot be used in WHERE. WHERE looks at one row after the other, before anything is summed or counted.
failure-aggregate-where-next = To keep groups by their result, write it after GROUP BY, as in HAVING { $what } > 100.
failure-aggregate-nested = “{ $what }” cannot be used inside a sum, count or the like, nor in GROUP BY.
failure-aggregate-nested-next = Use WITH first to make a table with “{ $what }”, and then aggregate that table.
failure-many-rows = One value is needed here, but the result of “{ $what }” has 2 rows or more.
failure-many-rows-next = Keep one row with WHERE, or make one value with SUM, MAX or the like.
failure-one-column = The result of “{ $what }” has { $count } columns. Only one can be used here.
failure-one-column-next = Write a single column in the SELECT in brackets.
failure-column-count = The two SELECTs have different numbers of columns: { $left } above, { $right } below.
failure-column-count-next = Write the same number of columns in both, in the same order.
failure-union-types = “{ $column }” holds { $left } in the SELECT above and { $right } in the one below. These cannot be one column.
failure-union-types-next = Look at the order of the columns. If it is right, make the kinds the same with CAST.
failure-union-types-bare = “{ $column }” holds different kinds of values (numbers, text, dates) in the two SELECTs.
failure-union-types-bare-next = Look at the order of the columns. If it is right, make the kinds the same with CAST.
failure-correlated = The SELECT in brackets looks with “{ $what }” at a row of the table outside. That form is not available here.
failure-correlated-next = Join the two tables with JOIN first, and then filter or aggregate.
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
failure-clause = “{ $what }” is not available here.
failure-clause-next = “{ $want }” does the same here. Use that instead.
failure-clause-alone = “{ $what }” is not available here.
failure-clause-alone-next = Take “{ $what }” out and run the query again.
failure-bad-file = The CSV file of “{ $table }” cannot be read as a table.
failure-bad-file-next = Put the file right and load it again. If the module is not yours, tell your instructor what it says here.
csv-not-utf8 = Line { $line } has something that is no character in UTF-8.
csv-nul = Line { $line } has a NUL, which is no character.
csv-empty = The first line names no columns.
csv-no-title = Column { $column } has no name.
csv-title-twice = There are two columns “{ $name }”.
csv-titles-alike = The columns “{ $name }” and “{ $other }” differ only in blanks or in width.
csv-separator = The values are not separated by commas but by another sign (tabs, semicolons).
csv-unclosed = The quotation mark in line { $line } is never closed.
csv-after-quote = Text follows the quotation mark in line { $line } that closes the value of line { $opened }.
csv-after-quote-there = Text follows a quotation mark that closes a value in line { $line }.
csv-uneven = Line { $line } has { $found } cells, the first line has { $want }.
csv-empty-row = Line { $line } has nothing but empty cells.
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
check-unknown-column-alike = The check names a column “{ $name }” that the solution’s result does not have. There is a column “{ $near }” that looks like it. { $how }
check-unknown-column-alike-next = Write the column’s name in the check with the same characters as in the solution’s result.
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
