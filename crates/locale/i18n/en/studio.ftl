### The Studio alone, where modules are written; what other screens say stands in added.ftl and the rest.

studio-elsewhere = This module was changed in another window, too. That text is kept under “Versions”.
studio-text-only = The page stopped again when this module was opened, so only its text is open, without the preview and the list of errors. Change the text, then press “Show the preview”.
studio-draw-again = Show the preview
studio-fleeting = This browser keeps nothing. Save a zip with “Hand out” before you close the page.
studio-new = Begin a module
studio-open-zip = Open a zip…
studio-reading = Reading.
studio-imported = { $count ->
    [one] One module was taken in.
   *[other] { $count } modules were taken in.
}
studio-mine = My modules
studio-from-site = Begin with a module of this site
studio-copy = Make a copy
studio-copy-of = Make a copy of { $title }
studio-copy-title = Copy of { $title }
studio-none-yet = None yet. Press “Begin a module”.
studio-changed = changed { $when }
studio-version = version { $version }
studio-remove = Delete
studio-remove-question = “{ $title }” will be deleted. This cannot be undone. To keep it, open it first and save a zip with “Hand out”.
studio-to-list = My modules
studio-no-draft = This module is not in this browser.

## Versions
past-title = Versions
past-lead = The module as you hand it out is kept here by itself. The last { $most } stay.
past-name = Name (such as “after the course”)
past-keep = Keep it as it is now
past-kept = Kept.
past-failed = That did not work ({ $detail }).
past-none = None yet.
past-handed-out = Handed out
past-asked = Kept
past-replaced = Before it was replaced
past-elsewhere = Written in another window
past-line = { $when } · version { $version }
past-compare = Compare with now
past-take = Go back to this
past-taken = Done. What was there before is kept as “Before it was replaced”.
past-since = What changed since
past-since-handed-out = What changed since it was handed out
past-changed = Since it was handed out, the question or the right answer of { $count ->
        [one] one exercise
       *[other] { $count } exercises
    } changed ({ $ids }). Handed out as version { $version } again, learners’ answers to these are put aside. Raise the version to have them answer the others anew too.
past-raise = Raise the version to { $version }
compare-nothing = Nothing differs.
compare-lines = What differs in the text
compare-gone = Line that went:
compare-come = Line that came:
compare-same = ({ $count } lines are the same)
compare-more = And { $count } more lines.
compare-file-gone = { $path } went
compare-file-come = { $path } came
compare-file-changed = { $path } changed
twin-note = There is another module with this id ({ $id }).
twin-compare = Compare with the other one
twin-lead = Lines that went are only in this module, lines that came only in the other one.
twin-take = Take the other one over into this module
twin-taken = Taken over. What was there before is kept among the versions of this module.

## Writing
studio-tools = Tools
studio-insert = Insert an exercise
studio-kind-table = Make a table (.table)
studio-kind-chart = Choose a chart (.chart)
studio-kind-choice = Pick an option (.choice)
studio-kind-number = Give a number (.number)
studio-kind-text = Answer in words (.text)
studio-kind-essay = Write freely (.essay)
studio-kind-clean = Clean a published table (.clean)
studio-kind-audit = Mark what machines cannot read (.audit)
studio-add-seed = Insert data
studio-add-file = Add files…
studio-remove-file = Delete { $path }
studio-file-size = { $kilobytes } kB
studio-file-kind = `{ $path }` is of no use here. Choose a table (Excel, CSV), the description of one (.toml) or a picture.
studio-picture-in = { $path } was put in ({ $after } KB).
studio-picture-smaller = { $path } was put in (made smaller, { $before } KB → { $after } KB; what the camera noted, such as the place, is gone).
studio-picture-words = Describe the picture between the brackets ![ ] in the text.
studio-pasted = The formatting of what you pasted became Markdown. Ctrl+Shift+V pastes plain letters, Ctrl+Z undoes it.
studio-file-gone = { $path } was removed.
studio-file-replaced = { $path } was replaced by the new one.
studio-undo-file = Undo
studio-view = View
front-title-all = About the module (title, track, objectives, time)
front-title = Title
front-track = Track
front-objectives = Objectives
front-objectives-note = What learners will be able to do, one a line.
front-read = Reading (min)
front-practice = Practice (min)
front-version = Version
front-audience = For
front-municipal = Municipal staff
front-sme = Small businesses
front-id = id
front-id-note = The name that learners’ work is kept under: ASCII letters, digits and hyphens, chosen before it is handed out (library-loans). It never changes afterwards.
front-id-handed = It was handed out, so it cannot be changed: learners’ work would no longer belong to it.
front-note = What is entered here is written between the +++ lines at the top of the text. Editing it there is the same.
front-unreadable = The lines between the +++ at the top of the text have an error, so nothing can be written from here. Mend the text first; see the list of problems.
studio-write = Write
studio-see = Look
studio-text = The module’s text (Markdown)
studio-preview = What learners will see
studio-first-look = Reading the module.

## Problems
studio-no-problems = No errors and no warnings
studio-problems = { $errors ->
    [one] 1 error
   *[other] { $errors } errors
}, { $warnings ->
    [one] 1 warning
   *[other] { $warnings } warnings
}
studio-error = Error
studio-warning = Warning
studio-line = line { $line }

## Recording
studio-record = Recorder
studio-record-first = Answer this exercise, and your answer can be written into the file.
studio-record-text = Write the present answer into the file.
studio-record-solution = Make it the solution
studio-record-starter = Make it the starter
studio-record-accept = Add as a right answer
studio-record-choice = What is said of each option is written in the text.
studio-record-number = The right number is computed from the data by the SQL of the check in the text. Only mistakes can be recorded here.
studio-record-say = What to say to whoever answers so
studio-record-broken = Step { $number } does not run, so nothing was written. Mend the step, then press again.
studio-record-broken-query = The SQL does not run, so nothing was written. Mend it, then press again.
studio-record-right = This answer counts as right, so it was not added as a mistake. Change it, or make the check in the text stricter.
studio-record-incomplete = Something is not chosen yet, so nothing was written.
studio-record-wrong = Add as an anticipated mistake

## Tests and handing out
studio-test = Run the tests
studio-testing = Testing.
studio-report-exercise = Exercise
studio-report-stale = The text has changed. Press “Run the tests” again.
studio-report-place = Go there
studio-report-solution = Solution
studio-report-starter = Starter
studio-report-wrongs = Mistakes
studio-report-hints = Hints
studio-report-time = Time
studio-report-millis = { $millis } ms
studio-good = good
studio-bad = needs work
studio-none = none
studio-hand-out = Hand out

## Handing out
hand-form = Form
hand-form-module-zip = A zip of the modules
hand-note-module-zip = Whoever gets it drops it on the first screen of the site.
hand-form-html = One HTML file
hand-note-html = Opens by double click. It needs no site and no network.
hand-form-folder = A whole folder, as a zip
hand-note-folder = Open it and put it on a web server, for many people at one address.
hand-no-material = This page is the edition in one HTML file and has nothing to make HTML and folders of. “Write modules” on a site can. A zip of modules can be made here too.
hand-what = What is in it
hand-track = Track “{ $title }” of the site
hand-no-tracks = The site’s own modules stay out of the zip: whoever gets it has them on their site.
hand-make = Make it
hand-progress = Share of the parts that are here
hand-make-anyway = Make it all the same
hand-unready = Please look at these before you hand it out. It can be made as it is, too.
hand-left = Line { $line }: “{ $words }” still stands as in the template.
hand-reading = Reading the modules.
hand-fetching = Gathering the parts ({ $loaded } / { $total } MB).
hand-making = Putting it together.
hand-made = It is ready. If saving does not begin by itself, press the button below.
hand-next-module-zip = Give this file to your learners.
hand-next-html = Give this file away, or put it on a USB stick.
hand-next-folder = Open the zip and put the folder in it on a web server as it is. The papers for whoever must allow it (mochikomi.html) are in it.
hand-save = Save { $name } ({ $size })
hand-save-papers = Save the papers for whoever must allow it, { $name } ({ $size })
hand-inside = Modules in it
hand-module = { $title } ({ $id }, version { $version })
hand-data = Sources and terms of the data
hand-datum = { $title } — source: { $attribution }; terms: { $licence }
hand-unknown = not stated
hand-parts = Licences of parts made by others
hand-part = { $licence }: { $count }
hand-sizes = Sizes
hand-size = { $raw } ({ $gzip } compressed)
hand-megabytes = { $megabytes } MB
hand-part-first-paint = The first screen
hand-part-rooms = Lessons and exercises
hand-part-studio = Writing modules
hand-part-engine = The engine
hand-part-content = Modules, tables, pictures
hand-part-papers = Lists and papers
hand-part-one-file = The one HTML file
hand-mistakes = “{ $title }” has errors left and cannot be handed out yet. Open it and see the list of problems.
hand-twice = Two modules have the id “{ $id }”. Change one of the ids, or pick only one of them.
hand-gone = A module could not be read ({ $detail }).
hand-own-track = Your track “{ $title }” (with its modules)
hand-track-unfinished = The track still lacks a name, a description or modules. Write them in the list of your modules.
hand-track-away = “{ $id }” of the track “{ $track }” is neither one of your modules nor the site’s. Take it out of the track, or open that module.

## Your tracks
tracks-title = Your tracks
tracks-lead = Modules in the order of learning under one title. Picked when you hand out, it brings its modules along.
tracks-new = New track
tracks-unnamed = A track without a name
tracks-name = Name of the track (Japanese)
tracks-about = What one can do after it, in a sentence (Japanese)
tracks-english = Name and description in English (may be left out)
tracks-name-en = Name in English
tracks-about-en = Description in English
tracks-add = Put a module in
tracks-up = “{ $title }” up
tracks-down = “{ $title }” down
tracks-out = Take “{ $title }” out of the track
tracks-away = This module is not here now
tracks-remove = Remove the track
tracks-remove-question = “{ $title }” will be removed. Its modules stay.

## A look at a file
intake-title = A look at this file: { $name }
intake-about = About the table
intake-leave = Leave it
intake-as-it-is = Put it in as it is
intake-put = Put this table into the module
intake-done = `{ $name }` is in the module.
describe-button = About { $path }
describe-short = About
describe-title-of = About the table
describe-title = Title
describe-publisher = Published by
describe-year = Of when
describe-url = Address
describe-licence = Terms
describe-attribution = Attribution
describe-note = Note
describe-columns = About the columns
describe-column = Column
describe-meaning = Meaning
describe-unit = Unit
describe-type = Type
describe-text = text
describe-int = whole number
describe-float = number
describe-date = day
describe-bool = yes or no
describe-save = Save
