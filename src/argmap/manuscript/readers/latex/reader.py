"""Reads LaTeX sources: the text with its files, notes, citations by key, and the works from `.bib`, `.bbl` or the text.

The source is read, never run: known commands mean what they mean, unknown ones vanish and their arguments stay as
text. Included files must lie in the paper's folder. Every character of the text knows its place in its own file.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from pathlib import Path

from argmap.ground.places import TextFile
from argmap.manuscript.document import BlockKind, Mark, Note, Reference
from argmap.manuscript.draft import Draft
from argmap.manuscript.readers.bibliographies import remarks_on
from argmap.manuscript.readers.latex.cited_works import works_of
from argmap.manuscript.readers.latex.citing import (
    CiteCommand,
    Quotation,
    cited_in_words,
    is_bibliography,
    read_cite,
    read_quotation,
)
from argmap.manuscript.readers.latex.context import as_latex
from argmap.manuscript.readers.latex.cover import title_on_cover
from argmap.manuscript.readers.latex.files import Folder, included_name
from argmap.manuscript.readers.latex.macros import Macros
from argmap.manuscript.readers.latex.printed_list import PrintedList, items_of
from argmap.manuscript.readers.latex.simple import simple_command
from argmap.manuscript.readers.latex.syntax import (
    ARGUMENTS,
    LISTS,
    MARKS,
    QUOTES,
    SECTIONS,
    SKIPPED,
    TABLES,
    TITLES,
    TOKEN,
    VERBATIM,
    Arguments,
    accent,
    after_comment,
)
from argmap.manuscript.readers.latex.unset import as_set
from argmap.manuscript.readers.printed import printed_in_latex
from argmap.manuscript.readers.stated import tied, with_works_cited
from argmap.manuscript.readers.tracing import SUPERSCRIPTS, TracedText
from argmap.sources.bibliography.latex_values import decode_latex
from argmap.tongues.encodings import decode

_DEEPEST = 40
_DEEPEST_PREAMBLE = 3
_MOST_FILES = 300
_LONGEST_FORMULA = 5000
_MOST_WITHIN = 20  # Dollar signs within a formula: each of them is looked at as the beginning of one, too.
_IN_MATH = re.compile(r"\\[\s\S]|%[^\n]*\n[ \t]*|(?P<blank>\n[ \t]*\r?\n)|(?P<math>\$\$?)|[{}]")
_LONG_QUOTATION = 250  # Letters: about three lines, from which on csquotes sets a block.
# of LaTeX, and of ConTeXt
_BEGINS = re.compile(r"\\begin\s*\{document\}|\\starttext\b")
_ENDS = re.compile(r"\\end\s*\{document\}|\\stoptext\b")
_END_OF_ENVIRONMENT = r"\\end\s*\{{{}\}}"
_ENTRIES = ("thebibliography", "CSLReferences")
_KINDS: dict[str, BlockKind] = {
    **dict.fromkeys(QUOTES, "quote"),
    **dict.fromkeys(LISTS, "item"),
    **dict.fromkeys(_ENTRIES, "reference"),
    **dict.fromkeys(TABLES, "table"),
}


def draft_latex(data: bytes, shown_as: str, path: Path | None = None) -> Draft:
    """Read the bytes of a LaTeX file. With `path`, included files and bibliographies are looked for in its folder."""
    text, remarks = decode(data, shown_as)
    text = as_latex(text)
    return _Reader(Folder(path, shown_as)).draft(TextFile(shown_as, text), remarks)


@dataclass(slots=True)
class _File:
    """A source file that is being read, or what a call in it stands for: `call` is the stretch of that call."""

    text: str
    number: int
    arguments: Arguments
    call: tuple[int, int] | None = None


@dataclass(slots=True)
class _Reader:
    """Walks the source once. `kinds` is the stack of block kinds that the environments around give."""

    folder: Folder
    out: TracedText = field(init=False)
    start: int = 0
    kinds: list[BlockKind] = field(default_factory=lambda: ["paragraph"])
    tables: int = 0
    notes: list[Note] = field(default_factory=list)
    waiting: list[tuple[_File, int, int, int] | tuple[_File, CiteCommand, int, int]] = field(default_factory=list)
    marks: list[tuple[Mark, str]] = field(default_factory=list)
    cited_at_end: dict[int, tuple[_File, CiteCommand, int]] = field(default_factory=dict)
    printed: PrintedList = field(default_factory=PrintedList)
    works: dict[str, Reference] = field(default_factory=dict)
    macros: Macros = field(default_factory=Macros)
    title: str | None = None
    kept: dict[str, int] = field(default_factory=dict)
    groups: int = 0
    calls: int = 0
    files: int = 0
    top_level: int = 2
    off: frozenset[str] = frozenset()
    cites_in_notes: bool = False
    cited: frozenset[str] = frozenset()
    has_generated_list: bool = False

    def draft(self, main: TextFile, remarks: tuple[str, ...]) -> Draft:
        self.out = TracedText(main)
        survey = self.folder.survey(main.text)
        self.off, self.macros, self.cites_in_notes = survey.off, survey.macros, survey.cites_in_notes
        self.cited = frozenset(survey.keys)
        self.top_level = 1 if survey.has_chapters else 2
        references, bibliographies = works_of(self.folder, survey, main.text)
        self.works = {reference.key or "": reference for reference in references}
        source = as_set(main.text, self.off)
        file = _File(source, 0, Arguments(source))
        begin = _BEGINS.search(source)
        if begin:
            self._preamble(file, begin.start())
        end = _ENDS.search(source)
        self._read(file, begin.end() if begin else 0, end.start() if end else len(source), 0)
        self._close()
        text, blocks, places = self.out.finish()
        by_key = {**{r.key or "": r for r in self.printed.listed}, **self.works}
        if self.has_generated_list:
            bibliographies = tuple(replace(named, unread=None) for named in bibliographies)
        texts = (source, *(as_set(text, self.off) for text in self.folder.texts))
        marks = tuple(tied(mark, by_key, key) if mark.kind == "key" else mark for mark, key in self.marks)
        return Draft(
            main.path,
            "latex",
            text,
            blocks,
            title=self.title or title_on_cover(self.folder.with_first_files(source), self.macros.words),
            notes=with_works_cited(self.notes, marks),
            marks=marks,
            marks_complete=any(mark.kind == "note" for mark in marks),
            references=(*references, *self.printed.listed),
            remarks=(*remarks, *self.folder.remarks, *remarks_on(bibliographies)),
            places=places,
            printed=(sum(printed_in_latex(text) for text in texts),),
            bibliographies=bibliographies,
        )

    def _preamble(self, file: _File, end: int, depth: int = 0) -> None:
        """From before the text only title and abstract are taken; what is defined there the survey has seen."""
        for match in re.finditer(r"%[^\n]*|\\([A-Za-z]+)", file.text[:end]):
            if match[1] == "abstract" or match[1] in TITLES:
                (self._title if match[1] in TITLES else self._abstract)(file, match.end(), 0)
            elif match[1] in ("input", "include") and depth < _DEEPEST_PREAMBLE:
                target, after = included_name(file.arguments, match[1], match.end())
                if text := self.folder.look_into(target):
                    text = as_set(text, self.off)
                    call = file.call or (match.start(), after)
                    self._preamble(_File(text, file.number, Arguments(text), call), len(text), depth + 1)

    def _title(self, file: _File, at: int, depth: int) -> int:
        argument = file.arguments.required(_after_option(file.arguments, at))
        if argument is None:
            return at
        self._close()
        self._read(file, argument[0], argument[1], depth + 1)
        self.title = " ".join(self.out.since(self.start).split()) or None
        self._close("title", 1)
        return argument[2]

    def _abstract(self, file: _File, at: int, depth: int) -> int:
        r"""``\abstract{…}``, as classes of publishers have it, where others have an environment of that name."""
        argument = file.arguments.required(at)
        if argument is None:
            return at
        self._close()
        self._put("Abstract", at, at, file)
        self._close("heading", 1)
        self._read(file, argument[0], argument[1], depth)
        self._close()
        return argument[2]

    def _close(self, kind: BlockKind | None = None, level: int = 0) -> None:
        """Ends the block that is being written, and writes the notes called in it."""
        self.out.block(kind or self.kinds[-1], self.start, level)
        if self.out.length > self.start:
            self.out.part()
        self.start = self.out.length
        waiting, self.waiting = self.waiting, []
        for file, what, end, number in waiting:
            self._note(file, what, end, number)

    def _put(self, words: str, start: int, end: int, file: _File) -> None:
        self.out.put(words, *(file.call or (start, end)), file.number)

    def _read(self, file: _File, at: int, end: int, depth: int) -> None:
        """Reads a stretch of a file into the block that is open."""
        text = file.text
        while match := TOKEN.search(text, at, end):
            if match.start() > at:
                self._put(text[at : match.start()], at, match.start(), file)
            at = match.end()
            if name := match.group("name"):
                at = self._command(file, name, match.start(), at, end, depth)
            elif match.group("sign") is not None:
                at = self._sign(file, match.group("sign"), match.start(), at)
            elif match.group("comment"):
                at = after_comment(text, at, end)
            elif match.group("blank"):
                if self.tables or depth:
                    self._put(" ", match.start(), match.end(), file)
                else:
                    self._close()
            elif math := match.group("math"):
                at = self._math(file, math, at, end)
            elif match.group("dash"):
                self._put("—" if len(match.group(0)) == 3 else "–", match.start(), at, file)
            elif quote := match.group("quote"):
                self._put({"``": "“", "''": "”", "`": "‘", ",,": "„"}[quote], match.start(), at, file)
            elif one := match.group("one"):
                self._put({"~": "\u00a0", "&": "\t" if self.tables else "&"}.get(one, ""), match.start(), at, file)
        if at < end:
            self._put(text[at:end], at, end, file)

    def _sign(self, file: _File, sign: str, start: int, at: int) -> int:
        if sign == "\\":
            found = file.arguments.optional(at) if file.text[at : at + 1] in "[*" else None
            if self.tables:
                self._close("table")
            else:
                self._put("\n", start, at, file)
            return found[2] if found else at + (file.text[at : at + 1] == "*")
        if sign == "[":
            close = file.text.find("\\]", at, at + _LONGEST_FORMULA)
            return close + 2 if close >= 0 else at
        if accented := accent(file.text, sign, at):
            self._put(accented[0], start, accented[1], file)
            return accented[1]
        self._put(MARKS.get(sign, sign if sign.isalnum() else ""), start, at, file)
        return at

    def _math(self, file: _File, sign: str, at: int, end: int) -> int:
        """Mathematics in the line stands as it is written; on a line of its own it is left out."""
        depth = within = 0
        for part in _IN_MATH.finditer(file.text, at, min(end, at + _LONGEST_FORMULA)):
            if part["blank"] or within > _MOST_WITHIN:  # TeX ends a formula with its paragraph
                return at
            depth += {"{": 1, "}": -1}.get(part[0], 0)
            if part["math"] and depth <= 0 and part[0].startswith(sign):
                break
            within += part["math"] is not None  # \text{… $x$ …} is math within math
        else:
            return at
        if sign == "$":
            for found in re.finditer(r"\\([%&#_])|(?:(?!\\[%&#_])[\s\S])+", file.text[at : part.start()]):
                self._put(found[1] or found[0], at + found.start(), at + found.end(), file)
        return part.start() + len(sign)

    def _command(self, file: _File, name: str, start: int, at: int, end: int, depth: int) -> int:
        arguments = file.arguments
        name = self.macros.aliases.get(name, name)
        if name in ("begin", "end"):
            found = arguments.required(at)
            if found is None:
                return at
            environment = file.text[found[0] : found[1]].strip()
            return (
                self._begin(file, environment, found[2], end) if name == "begin" else self._end(environment, found[2])
            )
        if depth < _DEEPEST and (written := self.macros.written_out(name, arguments, at)):
            words, after = written
            self._read(
                _File(words, file.number, Arguments(words), file.call or (start, after)), 0, len(words), depth + 1
            )
            return after
        if name in SECTIONS and depth < _DEEPEST:
            return self._section(file, name, at, depth)
        if name in ("footnote", "endnote", "footnotetext", "footnotemark", "sidenote"):
            return self._footnote(file, name, start, at)
        if name == "setcounter":
            self._keep_count(file, at)
        if self.macros.cites(name) and (cited := read_cite(arguments, name, at, self.cites_in_notes)):
            self._cite(file, cited, start)
            return cited.end
        if name == "citetext" and depth < _DEEPEST and (found := arguments.required(at)):
            self._put("(", start, found[0], file)
            self._read(file, found[0], found[1], depth + 1)
            self._put(")", found[1], found[2], file)
            return found[2]
        if depth < _DEEPEST and (quoted := read_quotation(arguments, name, at)):
            self._quotation(file, quoted, start, depth)
            return quoted.end
        if name in ("input", "include", "subfile", "subfileinclude", "import", "subimport"):
            return self._include(file, name, at, depth)
        if name == "abstract" or name in TITLES:
            return (self._title if name in TITLES else self._abstract)(file, at, depth)
        if (after_all := self.macros.after_definition(name, arguments, at)) is not None:
            return after_all
        if is_bibliography(name):
            found = arguments.required(at)
            if not name.startswith("add") and not self.cited <= self.works.keys():
                self._generated_list(depth)
            return found[2] if found else at
        if name == "bibitem":
            self._finish_entry()
            self._close()
            return self.printed.open(arguments, at, self.out.length)
        if name == "item" and "item" in self.kinds:
            self._close()
            if found := arguments.optional(at):
                self._read(file, found[0], found[1], depth + 1)
                self._put(" ", found[1], found[2], file)
                return found[2]
            return at
        if name == "caption" and depth < _DEEPEST and (found := arguments.required(_after_option(arguments, at))):
            self._close()
            self._read(file, found[0], found[1], depth + 1)
            self._close("caption")
            return found[2]
        if name == "par":
            self._close()
            return at
        reads = simple_command(arguments, self.macros, name, start, at)
        self._put(reads.words, reads.start, reads.end, file)
        return reads.after

    def _begin(self, file: _File, name: str, at: int, end: int) -> int:
        arguments = file.arguments
        base = name.rstrip("*")
        if name in VERBATIM or base in SKIPPED:
            close = re.compile(_END_OF_ENVIRONMENT.format(re.escape(name))).search(file.text, at, end)
            stop = close.start() if close else end
            if name in VERBATIM:
                self._close()
                self._put(file.text[at:stop].strip("\n"), at + (file.text[at : at + 1] == "\n"), stop, file)
                self._close("code")
            return close.end() if close else end
        self._close()
        if name == "displaycquote" and (cited := read_cite(arguments, "cite", at)):
            self.cited_at_end[len(self.kinds) + 1] = (file, cited, at)
            at = cited.end
        while file.text[at : at + 1] == "[" and (found := arguments.optional(at)):
            at = found[2]
        for _ in range(ARGUMENTS.get(name, 0)):
            if found := arguments.required(at):
                at = found[2]
            while file.text[at : at + 1] == "[" and (found := arguments.optional(at)):
                at = found[2]
        if name == "abstract":
            self._put("Abstract", at, at, file)
            self._close("heading", 1)
        kind = _KINDS.get(name, self.kinds[-1])
        if name == "thebibliography":
            self._put("References", at, at, file)
            self._close("heading", 1)
        if name in TABLES:
            self.tables += 1
        if len(self.kinds) < 1000:
            self.kinds.append(kind)
        return at

    def _end(self, name: str, at: int) -> int:
        if name.rstrip("*") in SKIPPED:
            return at
        if name in _ENTRIES:
            self._finish_entry()
        if called := self.cited_at_end.pop(len(self.kinds), None):
            self._put(" ", called[2], called[2], called[0])
            self._cite(*called)
        self._close()
        if len(self.kinds) > 1:
            self.kinds.pop()
        if name in TABLES:
            self.tables = max(0, self.tables - 1)
        return at

    def _section(self, file: _File, name: str, at: int, depth: int) -> int:
        argument = file.arguments.required(_after_option(file.arguments, at))
        if argument is None:
            return at
        self._close()
        self._read(file, argument[0], argument[1], depth + 1)
        self._close("heading", max(1, SECTIONS[name] - self.top_level + 1))
        return argument[2]

    def _footnote(self, file: _File, name: str, start: int, at: int) -> int:
        """A note call, a note body, or both. The body waits until the paragraph is written."""
        arguments = file.arguments
        given = arguments.optional(at)
        label = file.text[given[0] : given[1]].strip() if given else ""
        at = given[2] if given else at
        number = int(label) if label.isdigit() and len(label) < 6 else self.calls + (name != "footnotetext")
        if label.startswith("\\value{"):  # of a counter that kept the number of a note
            number = self.kept.get(label[len("\\value{") : -1], number)
        if name != "footnotetext":
            if not label:
                self.calls = number
            self._mark_note(file, number, start, at)
        body = arguments.required(at) if name != "footnotemark" else None
        if body is None:
            return at
        self.waiting.append((file, body[0], body[1], number))
        return body[2]

    def _keep_count(self, file: _File, at: int) -> None:
        r"""``\setcounter{x}{\value{footnote}}`` keeps the number of the note before, to call that note again."""
        name = file.arguments.required(at)
        value = file.arguments.required(name[2]) if name else None
        if name and value and file.text[value[0] : value[1]] == "\\value{footnote}":
            self.kept[file.text[name[0] : name[1]]] = self.calls

    def _mark_note(self, file: _File, number: int, start: int, end: int) -> None:
        begin = self.out.length
        self._put(str(number).translate(SUPERSCRIPTS), start, end, file)
        self.groups += 1
        self.marks.append((Mark("", str(number), "note", begin, self.out.length, number=number, group=self.groups), ""))

    def _note(self, file: _File, what: int | CiteCommand, end: int, number: int) -> None:
        kinds, self.kinds = self.kinds, ["note"]
        begin = self.out.length
        place = what if isinstance(what, int) else end
        self._put(f"{number}. ", place, place, file)
        body = self.out.length
        if isinstance(what, int):
            self._read(file, what, end, 1)
        else:
            self._cite_here(file, what, end)
        words = " ".join(self.out.since(body).split())
        block = self.out.block("note", begin)
        self.out.part()
        self.start = self.out.length
        if block:
            self.notes.append(Note(f"n{len(self.notes) + 1}", number, str(number), words, block.start, block.end))
        self.kinds = kinds

    def _cite(self, file: _File, cited: CiteCommand, start: int) -> None:
        if cited.shows == "none":
            return
        if cited.in_note and self.kinds[-1] != "note":
            self.calls += 1
            self._mark_note(file, self.calls, start, cited.end)
            self.waiting.append((file, cited, start, self.calls))
            return
        self._cite_here(file, cited, start)

    def _quotation(self, file: _File, quoted: Quotation, start: int, depth: int) -> None:
        """The words of a quotation, with marks around them or as a block of their own, and what it cites."""
        apart = quoted.is_block and quoted.stop - quoted.start > _LONG_QUOTATION and not self.tables and not depth
        kinds = self.kinds
        if apart:
            self._close()
            self.kinds = [*kinds, "quote"]
        else:
            self._put("“", start, quoted.start, file)
        self._read(file, quoted.start, quoted.stop, depth + 1)
        self._put("" if apart else "”", quoted.stop, quoted.end, file)
        self._put(" " if quoted.cited or quoted.source else "", quoted.stop, quoted.end, file)
        if quoted.cited:
            self._cite(file, quoted.cited, start)
        elif quoted.source:
            self._read(file, *quoted.source, depth + 1)
        if apart:
            self._close()
            self.kinds = kinds

    def _cite_here(self, file: _File, cited: CiteCommand, start: int) -> None:
        """Writes a citation as author and year where the work is known, else its key; a mark for each key."""
        self.groups += 1
        bracketed = not cited.narrative and not cited.shows and not cited.in_note
        self._put("(" if bracketed else "", start, start, file)
        for index, (key, before, after) in enumerate(cited.keys):
            self._put("; " if index else "", start, start, file)
            self._put(f"{decode_latex(before)} " if before else "", start, start, file)
            begin = self.out.length
            locator = decode_latex(after) if after else None
            self._put(cited_in_words(self.works.get(key), key, cited, locator), start, cited.end, file)
            told = Mark(
                "", f"\\cite{{{key}}}", "key", begin, self.out.length, locator=locator, narrative=cited.narrative
            )
            self.marks.append((replace(told, group=self.groups), key))
        self._put(")" if bracketed else "", cited.end, cited.end, file)

    def _include(self, file: _File, name: str, at: int, depth: int) -> int:
        target, at = included_name(file.arguments, name, at)
        self.files += 1
        if target and self.files <= _MOST_FILES and (opened := self.folder.open(target)):
            text = as_set(opened.text, self.off)
            number = self.out.add_source(opened)
            inner = _File(text, number, Arguments(text))
            begin, end = _BEGINS.search(text), _ENDS.search(text)
            self._close()
            if begin and not self.title:
                self._preamble(inner, begin.start())
            self._read(inner, begin.end() if begin else 0, end.start() if end else len(text), depth)
            self._close()
            self.folder.close()
        return at

    def _generated_list(self, depth: int) -> None:
        """What is cited and in no bibliography, from the list that BibTeX made (`.bbl`) and that is printed."""
        if opened := self.folder.generated():
            text = opened.text
            file = _File(text, self.out.add_source(opened), Arguments(text))
            listed = len(self.printed.listed)
            self._close()
            lacking = self.cited - self.works.keys()
            for begin, end in items_of(file.arguments, lacking) if self.works else [(0, len(text))]:
                self._read(file, begin, end, depth)
                self._finish_entry()
            self._close()
            self.has_generated_list = len(self.printed.listed) > listed

    def _finish_entry(self) -> None:
        if self.printed.close(self.out):
            if self.out.length > self.start:
                self.out.part()
            self.start = self.out.length


def _after_option(arguments: Arguments, at: int) -> int:
    found = arguments.optional(at)
    return found[2] if found else at
