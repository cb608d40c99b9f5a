### A lesson: its text, its end, the record to print, notes and words; the free room. Comes with the rooms.

lesson-mistake = This lesson has a mistake in it and cannot be opened. Please tell its author what stands under “Details”.
lesson-unusable = This lesson could not be opened. See “Details”, and try again.
lesson-text = Text
lesson-count = Exercise { $number }/{ $count }
lesson-on = Next: exercise { $number }, { $title }
lesson-on-text = Next: on with the text
lesson-on-end = Next: end of this lesson
lesson-go = Open the exercise
lesson-again = Open it again
lesson-no-exercise = There is no exercise “{ $exercise }” in this lesson. You see it from the start.
lesson-minutes = Reading { $read } min, practice { $practice } min
objectives = What you will be able to do
end-done = You have finished this lesson
end-open = Summary of this lesson
end-left = { $open ->
    [one] One exercise is still open.
   *[other] { $open } exercises are still open.
}
end-can = What you can do now
end-will = What you will be able to do
end-back = Back to exercise { $number }, “{ $title }”
end-next = Next lesson: { $title } ({ $minutes } min)
end-next-track = Go on to “{ $track }”: { $title } ({ $minutes } min)
end-map = All courses, as a road
end-all-done = All lessons here are done.
at-work = At your workplace
instructor-notes = Notes for the instructor
instructor-show = For instructors: how to teach this
instructor-hide = Put the notes away
restart-module = Start this lesson afresh
restart-module-question = All answers and pearls of this lesson will be gone for good; the record of your checks stays. To keep them, save a work file first.
restart-yes = Start afresh

## Record of a lesson
record-text = What you did in this lesson fits on one sheet to print, for a report on a training, for example.
record-print = Print a record
record-title = Record of learning
record-name = Name
record-module = Lesson
record-days = Days
record-none = None yet
record-span = { $first } to { $last }
record-day = { $year }/{ $month }/{ $day }
record-done = Exercises
record-minutes = Time spent
record-about-minutes = { $minutes ->
    [one] About 1 minute at work on the exercises
   *[other] About { $minutes } minutes at work on the exercises
}
record-printed = Printed on
record-exercise = Exercise
record-when = Done on
record-open = Open
record-no-proof = Made from what this browser keeps. It proves neither who somebody is nor what they understood.
record-name-note = You may leave the name out. If you write it, it stays in this browser and in your work file.
record-print-now = Print
record-close = Close
data-size = { $rows } rows × { $columns } columns

## What stands by the way in a lesson: notes, words, an address
menu-open = Notes, words
note-title = Notes
note-exercise = Note on this exercise
note-text = Note on this lesson
note-about = For yourself alone. Nobody grades it. Up to { $most } characters ({ $left } left).
note-other = A note from another window or file
record-notes = Print my notes too ({ $notes })
link-copy = Copy the link to this exercise
link-copied = Copied.
link-by-hand = This browser did not let us copy. The text below is selected: press Ctrl+C to copy it.
link-address = Link to this exercise
glossary-label = Look up a word
glossary-coming = The glossary is on its way.
glossary-nothing = Not in the glossary. Try a shorter word.
glossary-hits = { $hits ->
    [one] One word is explained
   *[other] { $hits } words are explained
}
glossary-many = { $hits } words are explained; these are the first { $shown }.
glossary-missing = The words of these lessons did not load: { $titles }
glossary-lesson = Lesson:
free-chart-many = This table has { $rows } rows. A chart can show up to { $most }. Filter or group to get fewer rows.
