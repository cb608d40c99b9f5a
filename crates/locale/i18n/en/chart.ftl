### chart

# What is picked (other labels are the part- messages of finding.ftl). Bars may lie, so theirs have no direction
chart-item = Category
chart-number = Number
chart-across = Horizontal axis
chart-up = Vertical axis
chart-place = Place (name or code)
chart-shade = Number as colour
chart-unit-example = people, cases, %
chart-pick = pick a column

# The chart
chart-preview = Chart
chart-tab = Chart
chart-tab-table = Table to draw
chart-waiting = The table for the chart is on its way. You can pick the kind and write the title already.
chart-retry = Load again
chart-lying = The names do not fit side by side, so the bars lie. The categories stand at the left.
chart-same-color = “{ $column }” already gives each mark a place of its own. Colouring by it changes nothing.
chart-keys = Values of the chart. The arrow keys read them one by one
chart-broken = This axis does not start at 0
chart-tip = { $name }: { $value }
chart-tip-series = { $name } ({ $series })
chart-tip-point = { $x } { $across }, { $y } { $up }
chart-tip-count = { $count }
chart-tip-panel = { $panel }, { $name }
chart-tip-share = { $share } ({ $amount })
chart-tip-box = median { $median }, middle half { $q1 } to { $q3 }, whiskers { $low } to { $high } ({ $count } values)
chart-tip-outlier = outlier { $value }
chart-own-town = my town
chart-own = { $name } ({ $own })
chart-save = Save as picture
chart-save-svg = Save as SVG (sharp at any size)
chart-map-waiting = The outlines of the map are on their way.
chart-map-failed = The outlines of the map could not be loaded. { $why }
chart-map-source = Outlines: { $source }
chart-table = Show the chart’s numbers as a table
chart-table-cut = Only the first { $shown } of { $rows } rows are shown.
chart-missing-cell = — (missing)
chart-untitled = chart
chart-label = { $kind } “{ $title }”. { $sentence }
chart-label-untitled = { $kind }. { $sentence }
chart-count = count
chart-bin-from = from
chart-bin-to = below
chart-share = , share
chart-box-low = lower whisker
chart-box-q1 = first quartile
chart-box-median = median
chart-box-q3 = third quartile
chart-box-high = upper whisker
chart-outliers = outliers
chart-blank = no value
chart-tiles = Each square is a prefecture. Form and size are not the real ones.

# What may mislead
chart-warn-cut = The scale of values does not start at 0. Differences may look larger than they are.
chart-warn-many = There are { $count } categories, more than people compare. Up to 30 read well.
chart-warn-unit = There is no unit. Write what the numbers count.
chart-warn-totals = “{ $unit }” counts totals, so the map mostly shows where many people live. A rate, such as per person or in %, shows the differences.

# What to do next
chart-next-kind = First, pick a kind of chart. There is no pie chart: shares are compared more easily in bars stacked to 100 %.
chart-next-x = Next, pick a column for “{ $field }”.
chart-next-x-histogram = Next, pick the column of numbers whose spread you want to see, for “{ $field }”.
chart-next-y = Next, pick a column of numbers for “{ $field }”.
chart-next-unknown-column = This table has no column “{ $column }”. Pick another one.
chart-next-number-x = “{ $column }” holds no numbers, so it cannot be a scale. Pick a column of numbers for “{ $field }”.
chart-next-number-y = “{ $column }” holds no numbers, so it cannot be a height or a length. Pick a column of numbers for “{ $field }”.
chart-next-no-rows = This table has no rows, so there is nothing to draw.
chart-next-all-missing = “{ $column }” has no values at all. Pick another column.
chart-next-repeated = Several rows have “{ $value }” in “{ $column }” and would cover each other. Pick a column for “{ $field }” that differs in every row, or split them by colour.
chart-next-repeated-colored = Even split by colour, rows with “{ $value }” in “{ $column }” cover each other. Pick another column for “{ $field }” or for the colour.
chart-next-too-many-colors = “{ $column }” would need { $count } colours, which nobody can tell apart. Pick a column with at most { $max } different values.
chart-next-too-many-bars = “{ $column }” as “{ $field }” would give { $count } bars, which nobody can read. Pick a column with fewer different values.
chart-next-too-many-values = “{ $column }” has { $count } different values, which nobody can read. Pick a column with fewer.
chart-next-too-many-panels = “{ $column }” would give { $count } small charts. Pick a column that gives at most { $max }.
chart-next-number-color = “{ $column }” holds no numbers, so it cannot be a shade. Pick a column of numbers for “{ $field }”.
chart-next-negative = “{ $column }” has numbers below 0, which cannot stand on each other. Choose “side by side” for the stacking.
chart-next-repeated-cell = Several rows are about “{ $x }” and “{ $y }”. Group them first, so that each pair has one row.
chart-next-repeated-place = Several rows are about “{ $place }”. Filter or group them first, or split them into small charts.
chart-next-no-places = “{ $column }” holds no place of a map (for example { $value }). Pick a column with names or codes of towns of Mie or of prefectures.
chart-next-failed = The chart could not be drawn. Try another kind or other columns.

# In words
chart-said-extremes = { $how ->
    [count] { $most } has the most, { $largest }; { $least } has the fewest, { $smallest }.
   *[size] { $most } is the largest, { $largest }; { $least } is the smallest, { $smallest }.
}
chart-said-only = { $most }: { $largest }.
chart-said-all-equal = All are { $value }.
chart-said-series = { $series }: { $sentence }
chart-said-trend = { $direction ->
    [up] From { $first } in { $from } to { $last } in { $to }: up by { $change }.
    [down] From { $first } in { $from } to { $last } in { $to }: down by { $change }.
   *[level] From { $first } in { $from } to { $last } in { $to }: hardly any change.
}
chart-said-no-order = “{ $x }” has no order, so a line between its values tells of no rise or fall. Compare them in a bar chart.
chart-said-rank = { $name } is number { $rank } of these { $of } { $towns ->
   *[other] towns
}, counted from the { $how ->
    [count] most
   *[size] largest
}.
chart-said-correlation = { $strength ->
    [strong] The larger “{ $x }”, the { $sign ->
        [positive] larger
       *[negative] smaller
    } “{ $y }”: a strong tendency (correlation { $r }).
    [medium] The larger “{ $x }”, the { $sign ->
        [positive] larger
       *[negative] smaller
    } “{ $y }”: a tendency (correlation { $r }).
    [weak] The larger “{ $x }”, the { $sign ->
        [positive] larger
       *[negative] smaller
    } “{ $y }”: a weak tendency (correlation { $r }).
   *[none] No clear tendency between “{ $x }” and “{ $y }” (correlation { $r }).
}
chart-said-totals = The bars are as high as the sums of their colours.
chart-said-shares = Every bar is 100 %; its colours are shares.
chart-said-medians = The thick line in a box is the median. Medians are compared.
chart-said-box = The median is { $median }; the middle half lies between { $q1 } and { $q3 } ({ $count } values).
chart-said-outliers = { $count } values lie far from their box (outliers).
chart-said-outliers-named = { $count } values lie far from their box (outliers): { $names }.
chart-said-classes = The shades are { $count } classes of about equally many places, from the smallest values.
chart-said-unknown = Not on the map, so not shaded: { $names }.
chart-said-blank = { $count } places without a value are hatched: { $names }.
chart-said-line = The fitted line is { $y } = { $slope } × { $x } { $sign } { $intercept } (correlation r = { $r }, points n = { $count }; coefficients are rounded).
chart-said-line-no-r = none (all vertical values are equal)
chart-said-line-few = There are fewer than 3 points, so no line is drawn.
chart-said-line-same = All horizontal values are equal, so there is no line.
chart-said-line-dates = The horizontal axis has dates, so no line is drawn. Pick a column of numbers such as years.
chart-said-line-large = The numbers are too large to calculate a line.
chart-said-few-points = { $count ->
    [one] There is one point.
   *[other] There are { $count } points.
}
chart-said-bin = { $from } to below { $to }
chart-said-modal = Most values, { $count }, are in { $bins }.
chart-said-spread = All lie from { $from } to below { $to }.
chart-said-missing = { $count ->
    [one] One row without a value is left out.
   *[other] { $count } rows without a value are left out.
}
chart-said-and = {", "}
chart-said-and-more = { $names } and others, { $count } in all
chart-said-value = { $value } { $unit }
chart-said-points = { $value } points
