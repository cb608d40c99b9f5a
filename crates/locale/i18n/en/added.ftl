### Words for modules that were handed out, and what is said outside the Studio too.

studio-title = Write modules
studio-lead = Write, test and hand out modules with nothing but this browser.
studio-kept = { " " }What you write is kept in this browser.
studio-fetch-failed = Could not be fetched ({ $detail }). Check the network.
zip-title = Added modules
zip-text = Drop a zip that you were given here, or pick it with “Open a module…”.
zip-open = Open a module…
zip-reading = Reading the module.
zip-done = “{ $titles }” was added.
zip-done-many = “{ $titles }” and { $more } more were added.
zip-of = { $name } ({ $count } modules)
zip-remove-all = Remove all of this zip
zip-remove-all-question = The { $count } modules that came with “{ $name }” will be removed from this browser. Your answers stay.
zip-replace = A module of this id is here already. Replace it?
zip-replace-module = Version { $old } “{ $before }” → version { $new } “{ $after }”.{" "}
zip-answers-stay = Answers stay as they are.
zip-answers-some = Answers to { $same } of the same questions stay. Those to the other { $left } are put aside, not lost.
zip-answers-aside = The questions are others, so answers are put aside, not lost.
zip-replace-yes = Replace
zip-leave = Leave as it is
zip-left = Nothing was replaced.
zip-too-many = This zip has { $count } modules; { $most } are the most that one may have. Please ask its author to divide it.
zip-remove = Remove
zip-remove-question = “{ $title }” will be removed from this browser. Your answers stay.
zip-removed = Removed.
zip-is-site = This zip is a site for a web server. Open it and put the folder in it on a web server.
zip-html = Do not drop “{ $name }” here; open it with a double click.
zip-other = “{ $name }” cannot be read here. Drop modules as the zip you were given, and a work file onto “Work file”. Tables are used in “Write modules”.
zip-no-module = There is no module (module.md) in this zip.
zip-not-text = { $path } is no readable text. Ask for it in UTF-8.
zip-mistakes = { $path } has { $count ->
    [one] an error
   *[other] { $count } errors
} and cannot be added (line { $line }: { $first }). Please tell its author.
zip-taken = This site has a module called “{ $id }” already. Please ask its author for another id.
zip-not-kept = This browser did not keep it ({ $detail }).
leave-title = A page elsewhere
leave-text = This page is outside of the site. Nothing of your work is sent there.
leave-go = Open
