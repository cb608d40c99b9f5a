### The page around the exercises: header, home, lesson, saving, engine, work file.

tagline = dive into data
skip-to-main = Skip to the text
preview-report = Check of the module
settings = Display settings
language = Language
own-town = My town
own-town-pick = Choose
text-size-short = Text A⁺
text-size = Text A⁺ (size, now: { $size })
text-normal = normal
text-large = large
text-huge = very large
theme = Colours
theme-auto = Screen: automatic
theme-light = Screen: light
theme-dark = Screen: dark
theme-projector = Screen: projector
footer-promise = Your data never leaves this browser.
footer-sources = The source of each published table stands below it.

detail = Details
retry = Try again
reload = Reload
cancel = Cancel
to-home = All courses

## Home
home-lead = Learn by doing, with real open data of Mie Prefecture. Nothing to sign up for, nothing to install.
home-next = What to do next
home-start = Your first lesson: { $title } ({ $minutes } min)
home-continue = Where you left off: { $title } – exercise { $number }, “{ $exercise }” ({ $minutes } min left)
home-following = Next lesson: { $title } ({ $minutes } min)
start-button = Start
continue-button = Continue
courses-failed = The list of courses did not load. { $why }
minutes = { $minutes } min
home-minutes-left = { $minutes } min left
home-finished = Finished
home-stop-here = You are here
home-stop-begun = Begun
home-stop-next = Next
search-label = Search lessons and words
search-nothing = No lesson or exercise is called so. Try a shorter word.
search-hits = { $hits ->
    [one] One place found
   *[other] { $hits } places found
}
search-many = { $hits } places found; these are the first { $shown }.
search-exercise = exercise { $number } of “{ $title }”
home-course-language = The lessons here are written in Japanese.
home-before = First: { $titles }
home-more = More
home-audience = For
home-plan = Measures of the prefecture’s plan
audience-municipal = Municipal staff
audience-sme = People in small companies
pearls-label = { $done } of { $all } exercises done
pearls-nav = Exercises of this lesson
pearl-done = Exercise { $number }: { $title } (done)
pearl-open = Exercise { $number }: { $title } (open)

## What was added beside the site
added-mark = Added
added-reading = Reading the courses that were added.
added-trouble = Some of what was added cannot be used. The other courses work as they are.
added-no-index = added/courses.json could not be loaded.
added-index-unreadable = added/courses.json is not written as it should be.
added-index-format = added/courses.json has a format that this version cannot read: write "format": 1.
added-index-many = added/courses.json may name { $most } files at most; it names { $files }.
added-index-path = “{ $path }” in added/courses.json is no name of a file below added.
added-no-file = { $file } could not be loaded. Check its place and name.
added-mistake = { $file }, line { $line }: { $first }
added-mistakes = { $file }, line { $line }: { $first } (and { $more } more)
added-no-engine = What reads added courses could not be started ({ $detail }).

## Lesson
lesson-failed = The lesson did not load. { $why }

## Prose
prose-table = Table
prose-optional = You may skip this
alert-note = Note
alert-tip = Tip
alert-important = Important
alert-warning = Warning
alert-caution = Caution

## Saving
save-reading = Reading your saved work
save-saving = Saving
save-saved = Saved { $time }
save-kept = Saved automatically
save-failed-short = Not saved
save-fleeting-short = Not kept
save-at-risk = { $exercises ->
    [one] One exercise is not saved yet
   *[other] { $exercises } exercises are not saved yet
}
save-filed = Put into your work file { $time }
save-by-file = A work file keeps your answers
save-to-file = Keep in a work file
save-full = This browser has no room to save your work. “Save work file” keeps it on your computer.
save-failed = This browser could not save your work. “Save work file” keeps it on your computer.
save-fleeting = This browser keeps nothing (a private window, for example). Your work is gone when you close the page: use “Save work file” before you leave.
save-newer = Some work here was saved by a newer version of ama. It is left untouched; open the newer version to go on with it.
save-damaged = Some saved work could not be read. You can go on with the rest.
save-aside = Your answer to “{ $title }” in “{ $module }” was set apart, because it may stop the page. It is not lost: you can keep it in a file, or try it again.
save-aside-back = Put it back
save-earlier = There is work from an earlier time ({ $time }).
save-earlier-take = Go on with it
save-earlier-leave = Do not use it (remove the copy)

## Work file
sentence-separator = { " " }
work-title = Work file
work-text = Keep all answers and progress in one file, with the times of your checks and the time you took. Open it on another computer to go on there.
work-at-hand = This course runs from a single file. Press “Keep in a work file” before you leave; open that file next time to go on. The browser keeps a copy too, but may lose it.
work-at-hand-open = Go on from a work file
work-save = Save work file
work-open = Open work file
work-saved = “{ $name }” was saved at { $time }. It is in your browser’s downloads.
work-merged = { $exercises ->
    [one] Opened. One exercise was joined with what is here; the better answer stays.
   *[other] Opened. { $exercises } exercises were joined with what is here; the better answers stay.
}
work-unreadable = The file could not be opened. Your work here is unchanged.
work-damaged = This file is damaged and cannot be read. Your work here is unchanged. If you have another copy, try that one.
work-foreign = This is not a work file of ama. Pick a file that begins with “ama-work-”. Your work here is unchanged.
work-too-much = This file is more than a work file can be (8 MB, 500 modules, 200 steps in one answer, 100 brackets inside each other). Your work here is unchanged. Pick a file that “Save work file” made.
work-keeping = Saving what was opened.
work-unkept = It is on this screen, but this browser could not save it. Leave the page open, and keep the work file that you opened.
work-town = The town “{ $town }” is not on the list here and was left out.
work-newer = This file was saved by a newer version of ama. Open it there. Your work here is unchanged.
work-save-failed = The file could not be made. Check the browser’s download settings.

## Files that do not come
fetch-network = Check the connection and try again.
fetch-missing = A file that is needed is not where it should be. Tell whoever set up this course what “Details” says.
fetch-replaced = A newer version is here. Reload the page.
fetch-damaged = The file that came is cut off or damaged. If trying again does not help, tell whoever set up this course what “Details” says.
fetch-file = This HTML file is cut off or damaged. Copy it again from where you got it, and open the copy.

## Engine
engine-progress = Getting ready to compute
engine-fetch = Getting ready to compute ({ $loaded } / { $total } MB). You can read on meanwhile.
engine-start = Getting ready to compute. You can read on meanwhile.
engine-tables = Preparing the tables.
engine-no-file = The computing part did not load. { $why } You can still read the text.
engine-old-browser = The computing part does not run in this browser. Open a recent Edge, Chrome, Firefox or Safari. You can still read the text.
engine-broken = The computing part did not start. Try again. What you entered is unchanged.
engine-no-table = A table of this lesson did not load. { $why } You can still read the text.
engine-version = A newer version is here. Reload the page. What you entered stays.
engine-stopped = Stopped. Your steps are unchanged.
engine-crashed = The computing part broke down and was started again. Your steps are unchanged.
engine-out-of-memory = The result was too large for the memory there is. The computing part was started again. Filter rows and try again; your steps are unchanged.
engine-timed-out = That took too long and was stopped. Your steps are unchanged. Fewer rows make it faster.
engine-unavailable = The computing part is not ready.

## Kept for places without a network
offline-begin = Make it work offline
offline-starting = Getting ready to work offline.
offline-storing = Getting ready to work offline ({ $stored } / { $total } MB). You can go on meanwhile.
offline-ready = Ready to work offline ✔ { $stored }/{ $total } MB
offline-full = This browser has too little room to get ready for working offline. Where there is a network, everything works as before.
offline-stopped = Getting ready to work offline stopped half-way. This page goes on working. “Try again” continues from there.
offline-refused = This browser keeps nothing for sites, so it cannot get ready to work offline. Where there is a network, everything works as before.
offline-host = The server does not hand out sw.js as JavaScript, so this cannot get ready to work offline. Tell whoever set it up. Where there is a network, everything works as before.
offline-remove = Remove what is kept for offline use
offline-remove-question = Without it, this place does not open where there is no network. Your answers and progress stay.
offline-remove-yes = Remove
offline-removed = What was kept for offline use is removed. Your answers and progress stay.
offline-again = Get ready again
newer-title = There is a newer version.
newer-text = Switching loads this page again. No answer is lost: where a module has a higher version, earlier answers move to “other drafts”.
newer-switch = Switch to the newer version

## Unknown address
unknown-title = No such page
unknown-text = There is nothing at “{ $address }”. Choose again from all courses.

## The free room
free-title = Try things out
free-lead = Take any table of this site, or a file of your own, and do with it what you like. No task, no grading.
file-open = Open your own file
