### The Studio, where modules are written, and modules received as a zip.

studio-title = Write modules
studio-lead = Write, test and hand out modules with nothing but this browser.
studio-kept = { " " }What you write is kept in this browser.
studio-fleeting = This browser keeps nothing. Save a zip with “Hand out” before you close the page.
studio-new = Begin a module
studio-open-zip = Open a zip…
studio-reading = Reading.
studio-imported = { $count ->
    [one] One module was taken in.
   *[other] { $count } modules were taken in.
}
studio-mine = My modules
studio-none-yet = None yet. Press “Begin a module”.
studio-changed = changed { $when }
studio-remove = Delete
studio-remove-question = “{ $title }” will be deleted. This cannot be undone. To keep it, open it first and save a zip with “Hand out”.
studio-to-list = My modules
studio-no-draft = This module is not in this browser.

## Writing
studio-tools = Tools
studio-insert = Insert an exercise
studio-kind-table = Make a table (.table)
studio-kind-chart = Choose a chart (.chart)
studio-kind-choice = Pick an option (.choice)
studio-kind-number = Give a number (.number)
studio-kind-text = Answer in words (.text)
studio-kind-essay = Write freely (.essay)
studio-add-seed = Insert data
studio-add-file = Add files…
studio-remove-file = Delete { $path }
studio-file-size = { $kilobytes } kB
studio-file-kind = `{ $path }` is of no use here. Choose a table (Excel, CSV), the description of one (.toml) or a picture.
studio-view = View
studio-write = Write
studio-see = Look
studio-text = The module’s text (Markdown)
studio-preview = What learners will see
studio-first-look = Reading the module.
studio-fetch-failed = Could not be fetched ({ $detail }). Check the network.

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
studio-record-wrong = Add as an anticipated mistake

## Tests and handing out
studio-test = Run the tests
studio-testing = Testing.
studio-report-exercise = Exercise
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

## Modules received
zip-title = Added modules
zip-text = Drop a zip that you were given here, or pick it with “Open a module…”.
zip-open = Open a module…
zip-reading = Reading the module.
zip-done = “{ $titles }” was added.
zip-remove = Remove
zip-remove-question = “{ $title }” will be removed from this browser. Your answers stay.
zip-removed = Removed.
zip-no-module = There is no module (module.md) in this zip.
zip-not-text = { $path } is no readable text. Ask for it in UTF-8.
zip-mistakes = { $path } has { $count ->
    [one] an error
   *[other] { $count } errors
} and cannot be added (line { $line }: { $first }). Please tell its author.
zip-taken = This site has a module called “{ $id }” already. Please ask its author for another id.
zip-not-kept = This browser did not keep it ({ $detail }).

## Links that lead away
leave-title = A page elsewhere
leave-text = This page is outside of the site. Nothing of your work is sent there.
leave-go = Open

## A look at a file
intake-title = A look at this file: { $name }
intake-reading = Reading the file.
intake-broken = This file could not be read: it seems to be damaged or too large. See whether Excel opens it, save it again and choose that.
intake-size = {" "}with { $rows } rows × { $columns } columns
intake-sheet = Sheet
intake-sheet-of = { $name } ({ $rows } rows × { $columns } columns)
intake-header = Rows with the names
intake-header-first = First row with names
intake-header-last = Last row with names
intake-repairs = To put right
intake-count = ({ $count })
intake-blank = blank
intake-gone = goes
intake-result = The table: { $rows } rows × { $columns } columns
intake-table = First rows of the table
intake-about = About the table
intake-name = Name of the table
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
