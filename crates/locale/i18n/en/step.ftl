### Steps: label and example in the menu, and one sentence of what a step does (`…-words`).

step-from-label = Choose a table
step-from-example = Say which table to start from
step-from-words = Start from { $table }
step-filter-label = Keep rows
step-filter-example = Example: keep only rows where “年” is 2020
step-filter-words = Keep the rows with { $predicate }
step-select-label = Choose columns
step-select-example = Example: keep only “市町名” and “人口”
step-select-words = Keep only the columns { $columns }
step-sort-label = Sort
step-sort-example = Example: largest “人口” first
step-sort-words = Sort by { $by }
step-group-by-label = Summarise by group
step-group-by-example = Example: add up “人口” for each “地域”
step-group-by-words = For each { $keys }, find { $aggs }
step-group-by-words-all = For the whole table, find { $aggs }
step-group-by-words-keys = Keep one row for each { $keys }
step-with-columns-label = Add a calculated column
step-with-columns-example = Example: 人口 ÷ 世帯数 as “一世帯あたり”
step-with-columns-words = Add the columns { $columns }
step-head-label = Keep the first rows
step-head-example = Example: keep the top 10 rows
step-head-words = { $n ->
    [one] Keep the first row
   *[other] Keep the first { $n } rows
}
step-tail-label = Keep the last rows
step-tail-example = Example: keep the last 10 rows
step-tail-words = { $n ->
    [one] Keep the last row
   *[other] Keep the last { $n } rows
}
step-rename-label = Rename columns
step-rename-example = Example: turn “人口合計” into “人口”
step-rename-words = Rename { $pairs }
step-unique-label = Remove duplicates
step-unique-example = Example: one row for each “市町名”
step-unique-words = Keep one row for each { $columns }
step-unique-words-all = Keep one of rows that are the same
step-join-label = Join another table
step-join-example = Example: put the area beside each town by “市町コード”
step-join-words-left = Put “{ $table }” beside it by { $on }
step-join-words-inner = Put “{ $table }” beside it by { $on }, without rows that have no partner
step-join-words-semi = Keep the rows whose { $on } is in “{ $table }”
step-join-words-anti = Keep the rows whose { $on } is not in “{ $table }”
step-join-words-cross = Combine every row with every row of “{ $table }”
step-union-label = Add another table below
step-union-example = Example: put last year’s table underneath
step-union-words = Add “{ $table }” below
step-pivot-label = Spread out
step-pivot-example = Example: make a column for each “年”
step-pivot-words = Make a column for each “{ $on }” and fill in the { $agg } of “{ $values }”
step-unpivot-label = Stack columns
step-unpivot-example = Example: turn “男” and “女” into “項目” and “値”
step-unpivot-words = Turn the columns { $columns } into “{ $name }” and “{ $value }”
step-fill-null-label = Fill missing values
step-fill-null-example = Example: put 0 where a cell is empty
step-fill-null-words = Fill missing values of { $columns } with { $value }
step-cast-label = Turn into numbers (or dates, text)
step-cast-example = Example: make “1,234” or “▲５” a number
step-cast-words-number = Turn { $columns } into numbers
step-cast-words-date = Turn { $columns } into dates
step-cast-words-text = Turn { $columns } into text
step-header-label = Choose the header rows
step-header-example = Example: rows 3 to 5 become the names of the columns, and the title above them goes
step-header-words = Make row { $first } the names of the columns, and leave out what is above it
step-header-words-several = Join rows { $first } to { $last } to the names of the columns, and leave out what is above them
step-cast-words-fiscal_year = Turn { $columns } into fiscal years
step-normalise-label = Write texts in one way
step-normalise-example = Example: full-width letters, half-width kana, stray blanks
step-normalise-words = Write the texts of { $columns } in one way
step-fill-down-label = Fill from above
step-fill-down-example = Example: put the value above into blank cells
step-fill-down-words = Fill missing values of { $columns } from above
step-drop-totals-label = Leave out totals
step-drop-totals-example = Example: rows of “県計” and “小計”
step-drop-totals-words = Leave out rows whose { $columns } is a total
step-drop-totals-words-named = Leave out rows whose { $columns } is { $texts }
step-split-label = Split a column
step-split-example = Example: take “住所” apart
step-split-words = Split { $columns } into { $texts }
step-key-conversion-label = Convert municipality codes
step-key-conversion-example = Example: 242012 becomes 24201
step-key-conversion-words = Turn { $columns } from { $from } into { $to }
step-share-label = Find shares
step-share-example = Example: “人口” as a part of the whole
step-share-words = Find the share “{ $name }” of { $columns }{ $within }
step-rank-label = Rank
step-rank-example = Example: 1 for the largest “人口”
step-rank-words = Rank by { $by }, as “{ $name }”{ $within }
step-cum-sum-label = Find running totals
step-cum-sum-example = Example: add up “売上”, largest first
step-cum-sum-words = Find the running total “{ $name }” of { $columns } by { $by }{ $within }
step-change-label = Compare with before
step-change-example = Example: the change since the year before
step-change-words = Find the { $how } “{ $name }” of { $columns } since { $n } { $unit } before by { $by }{ $within }
step-rolling-label = Find moving averages
step-rolling-example = Example: the mean of 12 months
step-rolling-words = Find the { $how } “{ $name }” of { $columns } over { $n } { $unit } by { $by }{ $within }
step-bins-label = Name stretches of numbers
step-bins-example = Example: “年齢” as 0～9, 10～19
step-bins-words = Add “{ $name }”, the stretches of { $columns }
step-within = , for each { $keys }
step-words-unfinished = { $label } (not filled in yet: { $field })

## What people do in Excel for the same

step-excel = In Excel
step-excel-from = In Excel: open the sheet.
step-excel-filter = In Excel: pick values under ▼ in the heading (filter).
step-excel-select = In Excel: delete or hide the columns that you do not need.
step-excel-sort = In Excel: choose ascending or descending under ▼ in the heading (sort).
step-excel-group-by = In Excel: a pivot table, or SUMIF, COUNTIF, AVERAGEIF.
step-excel-with-columns = In Excel: write a formula such as =B2/C2 in the next column and copy it down.
step-excel-head = In Excel: sort, and keep only the rows at the top.
step-excel-tail = In Excel: sort, and keep only the rows at the bottom.
step-excel-rename = In Excel: type over the cell of the heading.
step-excel-unique = In Excel: “Remove Duplicates” on the “Data” tab.
step-excel-join = In Excel: VLOOKUP or XLOOKUP fetches values from another table.
step-excel-union = In Excel: copy the rows of the other table and paste them underneath.
step-excel-pivot = In Excel: a pivot table with that column under “Columns”.
step-excel-unpivot = In Excel: “Unpivot Columns” in Power Query.
step-excel-fill-null = In Excel: select blank cells with “Go To”, type the value and press Ctrl+Enter.
step-excel-cast = In Excel: the function VALUE, or “Text to Columns”, makes numbers or dates of text.
step-excel-header = In Excel: delete the title’s rows, and write the names into one row.
step-excel-normalise = In Excel: the functions ASC and TRIM.
step-excel-fill-down = In Excel: select blank cells with “Go To”, press = and ↑, then Ctrl+Enter.
step-excel-drop-totals = In Excel: untick the totals under ▼ in the heading (filter).
step-excel-split = In Excel: “Text to Columns” on the “Data” tab.
step-excel-key-conversion = In Excel: cut the code with =LEFT(A2,5).
step-excel-share = In Excel: divide as in =B2/SUM(B$2:B$30).
step-excel-rank = In Excel: the function RANK.EQ.
step-excel-cum-sum = In Excel: sort, and copy =SUM(B$2:B2) down.
step-excel-change = In Excel: sort, and calculate with the row above, as in =B3-B2.
step-excel-rolling = In Excel: sort, and copy =AVERAGE(B2:B4) down.
step-excel-bins = In Excel: the function IFS, or “Group” in a pivot table.

## Fields

step-field-table = Table
step-field-columns = Columns
step-field-pairs = Column names
step-field-predicate = Condition
step-field-keys = Columns to group by
step-field-aggs = Calculation
step-field-by = Columns to sort by
step-field-on = Columns to match
step-field-values = Column of values
step-field-name = Name of the new column
step-field-value = Value
step-field-kind = Kind of chart
step-field-sql = SQL
step-field-first = the first row of the header
step-field-last = the last row of the header
step-field-column = Column
step-field-within = For each (none: the whole table)
step-field-how = How
step-field-periods = How many
step-field-unit = Unit
step-field-words = Words to leave out (blank: “計” and the like; e.g. 県計, *郡)
step-field-separator = Separator
step-field-names = Names of the new columns (with commas)
step-field-from = Form now
step-field-to = New form
step-field-width = Width
step-field-edges = Edges instead of a width (e.g. 15, 65)
step-word-separator = at a separator
step-word-digit = before the first digit
step-word-code6 = 6 digits
step-word-code5 = 5 digits
step-word-r5 = R and 5 digits
step-word-difference = difference
step-word-rate = rate of change
step-word-ratio = ratio
step-word-one = steps
step-word-day = days
step-word-month = months
step-word-year = years

## Parts of sentences

expression-and = and
expression-or = or
expression-not = not
expression-is-null = is missing
expression-is-not-null = is not missing
expression-named = “{ $name }” = { $expr }
expression-renamed = “{ $from }” to “{ $to }”
expression-pair = “{ $left }” and “{ $right }”
aggregate-of = { $aggregate } of “{ $column }”
aggregate-rows = number of rows
aggregate-sum = sum
aggregate-mean = mean
aggregate-median = median
aggregate-min = smallest value
aggregate-max = largest value
aggregate-count = count
aggregate-first = first value
