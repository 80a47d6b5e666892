"""The definitions of a LaTeX source that matter for reading it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from argmap.manuscript.readers.latex.citing import is_cite, may_cite
from argmap.manuscript.readers.latex.syntax import DROPPED, SECTIONS, Arguments
from argmap.sources.bibliography.latex_values import decode_latex

_DEFINES = (
    "newcommand",
    "renewcommand",
    "providecommand",
    "DeclareRobustCommand",
    "NewDocumentCommand",
    "RenewDocumentCommand",
    "DeclareDocumentCommand",
    "def",
    "gdef",
    "edef",
)
_DEFINITION = re.compile(rf"\\(?:{'|'.join(_DEFINES)})(?![A-Za-z])\*?")
_IS_NEW = re.compile(r"[nN]ew|[pP]rovide")
_RENEWS = re.compile(r"\\(?:renew|Renew|DeclareRobust)")
_NEW_NAME = re.compile(r"\s{0,9}\\([A-Za-z@]+)\s{0,9}=?\s{0,9}(\\[A-Za-z@]+)")
_LET = re.compile(rf"\\let{_NEW_NAME.pattern}")
_NAME = re.compile(r"\s*\{?\\([A-Za-z@]+)\}?")
_COUNT = re.compile(r"\s*\[([1-9])\]")
_PARAMETERS = re.compile(r"(?:#[1-9]){1,9}")
_ARGUMENT_KINDS = re.compile(r"[mo]|O\{([^{}]*)\}")
_DOES_MORE = re.compile(r"\\(?:begin|end|input|include|footnote|[A-Za-z]*cite|[A-Za-z]*@)|[#$]")
_NOTES = re.compile(r"(?:foot|end|side)note(?:mark|text)?")
_LAYOUT = re.compile(r"\\([A-Za-z]+)\*?((?:\[[^\[\]]{0,100}\]|\{[^{}]{0,100}\}){1,8})")
_HEADING_OR_LEGEND = re.compile(
    rf"\\(?:caption|{'|'.join(SECTIONS)})\*?\s{{0,9}}(?:\[[^\[\]]{{0,200}}\]\s{{0,9}})?\{{[^{{}}]{{0,200}}#[1-9]"
)
_COMMAND = re.compile(r"\\([A-Za-z]+)")
_STARTS_SECTION = re.compile(r"\\@startsection\s{0,9}\{[^{}]{0,100}\}\s{0,9}\{([0-5])\}")
_BY_LEVEL = dict(enumerate(list(SECTIONS)[1:]))
# Branches, and notes without a number.
_UNDECIDED = re.compile(r"\\[iI]f|\\thefootnote")
_LONGEST = 300
_MOST_WRITTEN = 1_000_000


@dataclass(frozen=True, slots=True)
class _Definition:
    """A body with ``#1`` …, and for each argument its default; None where the argument must be given."""

    body: str
    defaults: tuple[str | None, ...]


@dataclass(slots=True)
class Macros:
    r"""What the commands that a source defines stand for.

    `words`: those that stand for words, ``\newcommand{\eu}{European Union}``. `swallows`: how many arguments are made
    nothing of, ``\newcommand{\hide}[1]{}``. `wrappers`: those that cite or make a note,
    ``\newcommand{\see}[2]{\footcite[#1]{#2}}``, a heading, or a legend; `aliases`: those that are a command by another
    name, ``\let\zit\footcite``; `cites_nothing`: those that are named like a citation and are none,
    ``\newcommand{\captionwithcite}[2]{\caption[#1]{#1 #2}}``. All others are unknown commands. No more than a million
    letters are written out, so that definitions by definitions come to an end.
    """

    words: dict[str, str] = field(default_factory=dict)
    swallows: dict[str, int] = field(default_factory=dict)
    wrappers: dict[str, _Definition] = field(
        default_factory=lambda: {"texorpdfstring": _Definition("#1", (None, None))}
    )
    aliases: dict[str, str] = field(default_factory=dict)
    cites_nothing: set[str] = field(default_factory=set)
    written: int = 0

    def take(self, texts: Iterable[str]) -> None:
        """Takes in all definitions of some sources."""
        for text in texts:
            arguments = Arguments(text)
            for match in _DEFINITION.finditer(text):
                after = self.define(text, arguments, match.end(), _IS_NEW.match(match[0], 1) is not None)
                name = _NAME.match(text, match.end())
                if name and not _RENEWS.match(match[0]) and "cite" not in text[name.end() : after].lower():
                    self.cites_nothing.add(name[1])
            for match in _LET.finditer(text):
                self._wrap(match[1], match[2], ())

    def after_definition(self, name: str, arguments: Arguments, at: int) -> int | None:
        """The offset after a definition whose command, `name`, ends at `at`; None where it defines nothing."""
        if name in _DEFINES:
            return self.define(arguments.text, arguments, at, _IS_NEW.match(name) is not None)
        same = _NEW_NAME.match(arguments.text, at) if name == "let" else None
        return same.end() if same else None

    def define(self, text: str, arguments: Arguments, at: int, is_new: bool = False) -> int:
        """Takes in the definition whose command ends at `at`, and gives back the offset after it.

        `is_new`: whether it can define no command that there was before.
        """
        name = _NAME.match(text, at)
        if name is None:
            return at
        body = arguments.required(name.end())
        defaults = _by_kinds(text[body[0] : body[1]]) if body else None
        if body and defaults and (second := arguments.required(body[2])):  # \NewDocumentCommand{\see}{o m}{…}
            self._wrap(name.group(1), text[second[0] : second[1]], defaults)
            return second[2]
        if body and body[1] - body[0] < _LONGEST:
            words = text[body[0] : body[1]]
            if not _DOES_MORE.search(words) and "\\" not in (read := decode_latex(_LAYOUT.sub(_kept, words))):
                self.words[name.group(1)] = read
            one = _COMMAND.fullmatch(words.strip()) if is_new else None
            if one and one[1] not in self.aliases:  # \newcommand{\lat}{\emph}
                self.aliases[name.group(1)] = one[1]
            self._wrap(name.group(1), words, ())
            return body[2]
        at = name.end()
        count = _COUNT.match(text, at)
        given: list[str] = []
        while found := arguments.optional(at):
            given.append(text[found[0] : found[1]])
            at = found[2]
        parameters = _PARAMETERS.match(text, at)
        if parameters:
            at = parameters.end()
        elif text[at : at + 1] == "#":
            at = text.find("{", at, at + 200)
        final = arguments.required(at) if at >= 0 else None
        if final and count and not text[final[0] : final[1]].strip():
            self.swallows[name.group(1)] = int(count.group(1))
        elif final and (count or parameters) and final[1] - final[0] < _LONGEST:
            length = int(count[1]) if count else len(parameters[0]) // 2 if parameters else 0
            first = given[1:2] if count else []
            self._wrap(name.group(1), text[final[0] : final[1]], (*first, *[None] * (length - len(first))))
        return final[2] if final else name.end()

    def _wrap(self, name: str, body: str, defaults: tuple[str | None, ...]) -> None:
        # What a body decides at its call is not decided here, and what calls itself has no end.
        calls_itself = f"\\{name}" in body and re.search(rf"\\{name}(?![A-Za-z])", body)
        if calls_itself:
            return
        cites = any(map(_cites_or_notes, _COMMAND.findall(body)))
        if not defaults and cites and _COMMAND.fullmatch(body.strip()):
            self.aliases[name] = body.strip()[1:]
        elif not defaults and name not in SECTIONS and (level := _STARTS_SECTION.search(body)):
            self.aliases[name] = _BY_LEVEL[int(level[1])]
        elif (cites or _HEADING_OR_LEGEND.search(body)) and not _UNDECIDED.search(body):
            self.wrappers[name] = _Definition(body, defaults)

    def cites(self, name: str) -> bool:
        """Whether a command cites: one of the citing families that the source does not define to do without."""
        return is_cite(name) and name not in self.cites_nothing

    def written_out(self, name: str, arguments: Arguments, at: int) -> tuple[str, int] | None:
        """What a call of a wrapper that ends at `at` stands for, and the offset after its arguments."""
        definition = self.wrappers.get(name)
        if definition is None or self.written > _MOST_WRITTEN:
            return None
        given: list[str] = []
        for default in definition.defaults:
            found = arguments.required(at) if default is None else arguments.optional(at)
            if found is None and default is None:
                return None
            given.append(arguments.text[found[0] : found[1]] if found else default or "")
            at = found[2] if found else at
        places = re.split(r"#([1-9])", definition.body)
        filled = [
            (given[int(part) - 1] if int(part) <= len(given) else "") if place % 2 else part
            for place, part in enumerate(places)
        ]
        words = "".join(filled)
        self.written += len(words)
        return words, at


def _cites_or_notes(name: str) -> bool:
    return may_cite(name) or _NOTES.fullmatch(name) is not None


def _kept(call: re.Match[str]) -> str:
    r"""What of a call in a body are words: nothing of ``\rule{1cm}{2pt}``, the last of ``\textcolor{red}{EU}``."""
    count = DROPPED.get(call[1], 0)
    return "".join(re.findall(r"\{[^{}]*\}", call[2])[count:]) if count else call[0]


def _by_kinds(kinds: str) -> tuple[str | None, ...] | None:
    """The defaults of the arguments that ``o m O{x}`` describes; None where it describes anything else."""
    bare = _ARGUMENT_KINDS.sub("", kinds)
    if bare.strip() or not kinds.strip():
        return None
    return tuple(None if found[0] == "m" else found[1] or "" for found in _ARGUMENT_KINDS.finditer(kinds))
