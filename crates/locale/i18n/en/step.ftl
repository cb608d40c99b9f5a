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
step-field-name = Column of names
step-field-value = Value
step-field-kind = Kind of chart
step-field-sql = SQL
step-field-first = the first row of the header
step-field-last = the last row of the header

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
