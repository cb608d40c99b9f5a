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
studio-from-site = Begin with a module of this site
studio-copy = Make a copy
studio-copy-of = Make a copy of { $title }
studio-copy-title = Copy of { $title }
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
studio-file-kind = “{ $path }” cannot be used. Pick a CSV or an image.
studio-file-gone = { $path } was removed.
studio-file-replaced = { $path } was replaced by the new one.
studio-undo-file = Undo
studio-view = View
front-title-all = About the module (title, track, objectives, time)
front-title = Title
front-track = Track
front-objectives = Objectives
front-objectives-note = What learners will be able to do, one a line.
front-read = Minutes of reading
front-practice = Minutes of practice
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
