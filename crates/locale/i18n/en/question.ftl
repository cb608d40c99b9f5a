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
