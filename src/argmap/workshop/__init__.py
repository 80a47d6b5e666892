"""The live workshop behind `argmap serve`: a project in the browser, its files the only truth.

`session` holds one project and makes it anew after each change, `edits` says what a verb does to its files, `undo` how
that is taken back, `merge` what two people's changes of one text come to; none of them knows of HTTP. `server` and
`guard` are what a browser meets.
"""
