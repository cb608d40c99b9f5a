### Choice, number, text and essay exercises.

question-pick-one = Pick one
question-pick-several = Pick all that apply
question-option-right = That is right
question-option-wrong = Think again
question-scratch = Work it out with steps
question-scratch-note = These steps are a scratch pad. They are not graded.
question-scratch-label = What comes of it
question-taken = “{ $value }” is in the answer field now.
question-number = Answer (a number)
question-read-as = Read as “{ $number }”.
question-read-about = Read as exactly “{ $number }”; “about” is not graded.
question-text = Answer
question-essay = Write freely
question-essay-note = { $letters } characters. Not graded; kept in this browser and in your work file.
question-essay-done = I have written
question-essay-kept = Your text is kept
question-incomplete-choice = Nothing is picked yet.
question-incomplete-number = There is no answer yet.
question-incomplete-text = Nothing is written yet.
question-solution-choice = Right options:
question-solution-text = One answer: { $text }
question-solution-value = Answer: { $value } { $unit }

## Marks on a sheet

audit-rule = The rule that is broken
audit-sheet = { $table } (as published)
audit-how = Choose a rule, then a place of the table, and press Enter or the button below. Numbers on the left are rows, letters above are columns, the corner is the sheet as a whole.
audit-mark = Mark { $place }
audit-unmark = Take the mark from { $place }
audit-no-rule = Choose a rule first.
audit-marked = { $rule } is marked: { $place }.
audit-unmarked = The mark of { $rule } is gone: { $place }.
audit-marks = Your marks ({ $count })
audit-none = None yet.
audit-remove = Remove { $rule } from { $place }
audit-has-marks = marked: { $rules }
audit-coloured = coloured
audit-bold = bold
audit-shown = The first { $rows } rows and { $columns } columns are shown.
question-incomplete-audit = Nothing is marked yet.
question-solution-audit = What breaks the rules:
