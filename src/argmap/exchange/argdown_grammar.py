"""Argdown documents as blocks of members and relations, after the published grammar (argdown.org, "Syntax").

What Argdown itself refuses is refused, with the place and what to write instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from argmap.exchange import argdown_tokens as kinds
from argmap.exchange.argdown_tokens import Token
from argmap.exchange.foreign import folded
from argmap.ground.diagnostics import ArgmapError
from argmap.ground.places import TextFile
from argmap.ground.yaml_text import NotYaml, load_yaml

_CONTENT: Final = frozenset(
    (
        kinds.TEXT,
        kinds.LINK,
        kinds.TAG,
        kinds.EMPHASIS,
        kinds.EMPHASIS_END,
        kinds.STATEMENT_MENTION,
        kinds.ARGUMENT_MENTION,
        kinds.NEWLINE,
    )
)
_MENTIONS: Final = (kinds.STATEMENT_MENTION, kinds.ARGUMENT_MENTION)
_DEFINES: Final = {kinds.STATEMENT_DEFINITION: False, kinds.ARGUMENT_DEFINITION: True}
_REFERS: Final = {kinds.STATEMENT: False, kinds.ARGUMENT: True}
_NO_SPACE: Final = re.compile(r"(?<=[\w\"']):(?=[\[{\"'])")
_UNDERCUTS: Final = ("_", "<_")


class Places(TextFile):
    """A document, and errors that name a place in it."""

    def error(self, at: int, problem: str) -> ArgmapError:
        """An error that names the place."""
        line, column = self.position(at)
        return ArgmapError(f"{self.path}:{line}:{column}: {problem}")


@dataclass(slots=True)
class Content:
    """What is said: `words` without marks, folded; links are words and address."""

    words: str = ""
    tags: tuple[str, ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    mentions: tuple[str, ...] = ()


@dataclass(slots=True, eq=False)
class Member:
    """A statement or an argument where it stands: defined, referred to, or without a title (`title` is empty).

    `number` is what a premise or conclusion is numbered as.
    """

    at: int
    argument: bool = False
    title: str = ""
    reference: bool = False
    content: Content = field(default_factory=Content)
    data: Mapping[str, Any] = field(default_factory=dict)
    relations: list[tuple[str, Member]] = field(default_factory=list)
    number: str = ""


@dataclass(slots=True, eq=False)
class Inference:
    """The line between premises and a conclusion: its rules, data, and what undercuts it."""

    at: int
    rules: tuple[str, ...] = ()
    data: Mapping[str, Any] = field(default_factory=dict)
    relations: list[tuple[str, Member]] = field(default_factory=list)


@dataclass(slots=True)
class Heading:
    """The heading of a section; `level` from 1."""

    at: int
    level: int
    content: Content
    data: Mapping[str, Any]


@dataclass(slots=True)
class Pcs:
    """A premise-conclusion structure: statements, and an inference before each conclusion."""

    at: int
    lines: list[Member | Inference]


Block = Heading | Member | Pcs


@dataclass(slots=True)
class Document:
    """A whole file. The members of a list are blocks of their own."""

    blocks: list[Block]
    front_matter: Mapping[str, Any]
    comments: int
    places: Places


def parse(text: str, name: str) -> Document:
    """Read a document whose lines end with LF. Raises ArgmapError with line, column and remedy."""
    return _Parser(text, name).document()


class _Parser:
    def __init__(self, text: str, name: str) -> None:
        self._tokens, self._comments = kinds.tokens_of(text)
        self._places = Places(name, text)
        self._next = 0
        self._end = Token("", "", len(text))

    @property
    def _token(self) -> Token:
        return self._tokens[self._next] if self._next < len(self._tokens) else self._end

    def _take(self, *wanted: str) -> Token | None:
        if self._token.kind in wanted:
            self._next += 1
            return self._tokens[self._next - 1]
        return None

    def document(self) -> Document:
        self._take(kinds.NEWLINE)
        self._take(kinds.EMPTY_LINE)
        front: Mapping[str, Any] = {}
        if found := self._take(kinds.FRONT_MATTER):
            front = self._yaml(found, found.text)
            self._take(kinds.NEWLINE)
            self._take(kinds.EMPTY_LINE)
        blocks: list[Block] = []
        while self._token.kind:
            blocks += self._block()
            if self._token.kind and not self._take(kinds.EMPTY_LINE):
                raise self._unexpected()
        return Document(blocks, front, self._comments, self._places)

    def _block(self) -> Iterator[Block]:
        token = self._token
        if token.kind == kinds.HEADING:
            self._next += 1
            content = self._content("A heading has no words. Write them behind it, or `\\#` for the sign itself.")
            yield Heading(token.at, len(token.text), content, self._data())
        elif token.kind == kinds.NUMBER:
            yield self._pcs()
        elif token.kind == kinds.INDENT and self._kind_after(1) == kinds.LIST_ITEM:
            yield from self._list()
        else:
            yield self._tree()

    def _kind_after(self, number: int) -> str:
        at = self._next + number
        return self._tokens[at].kind if at < len(self._tokens) else ""

    def _list(self) -> Iterator[Member]:
        """The items of a list, also of those inside of it; all of one list are of the same kind."""
        self._next += 1
        sort = self._token.text
        while self._token.kind == kinds.LIST_ITEM and self._token.text == sort:
            self._next += 1
            yield self._tree()
        if not self._take(kinds.DEDENT):
            raise self._unexpected()

    def _tree(self) -> Member:
        """A member with all that is below it."""
        root = self._member()
        open_ = [root] if self._relations_begin() else []
        while open_:
            if self._take(kinds.DEDENT):
                open_.pop()
                continue
            sign = self._take(kinds.RELATION)
            if sign is None:
                raise self._unexpected()
            member = self._member()
            if sign.text == "><" and member.argument:
                raise self._places.error(
                    sign.at, "Only statements contradict each other: name one in [brackets], or attack with `-`."
                )
            open_[-1].relations.append((sign.text, member))
            if self._relations_begin():
                open_.append(member)
        return root

    def _relations_begin(self) -> bool:
        if self._token.kind == kinds.INDENT and self._kind_after(1) == kinds.RELATION:
            self._next += 1
            return True
        return False

    def _member(self) -> Member:
        token = self._token
        if token.kind in _REFERS:
            self._next += 1
            tags = []
            while found := self._take(kinds.TAG):
                tags.append(found.text)
            self._take(kinds.NEWLINE)
            member = Member(token.at, _REFERS[token.kind], token.text, True, Content(tags=tuple(tags)))
        elif token.kind in _DEFINES:
            self._next += 1
            missing = "There are no words behind the title. Write what it says, or leave the colon out to refer to it."
            member = Member(token.at, _DEFINES[token.kind], token.text, content=self._content(missing))
        elif token.kind in _CONTENT:
            member = Member(token.at, content=self._content(""))
        else:
            raise self._unexpected()
        member.data = self._data()
        return member

    def _data(self) -> Mapping[str, Any]:
        found = self._take(kinds.DATA)
        if found is None:
            return {}
        self._take(kinds.NEWLINE)
        # over several lines it may be written in either style of YAML
        first, _, rest = found.text.partition("\n")
        return self._yaml(found, f"\n{rest}" if rest and not first.strip() else f"{{{found.text}}}")

    def _yaml(self, token: Token, text: str) -> Mapping[str, Any]:
        try:
            try:
                found = load_yaml(text)
            except NotYaml:  # Argdown takes a value in marks right behind its colon, too
                found = load_yaml(_NO_SPACE.sub(": ", text))
        except NotYaml as error:
            raise self._places.error(token.at, f"The data here are not YAML: {error}.") from error
        return {str(key): value for key, value in found.items()} if isinstance(found, dict) else {}

    def _content(self, missing: str) -> Content:
        first = self._next
        opened: list[Token] = []
        while self._token.kind in _CONTENT:
            token = self._token
            if token.kind == kinds.EMPHASIS:
                opened.append(token)
            elif token.kind == kinds.EMPHASIS_END and opened:
                opened.pop()
            self._next += 1
        if opened:
            mark = opened[-1].text
            escaped = mark.replace("*", "\\*").replace("_", "\\_")
            raise self._places.error(
                opened[-1].at, f"`{mark}` begins words that stand out, and nothing ends them. Write `{escaped}`."
            )
        if self._next == first:
            raise self._places.error(self._token.at, missing)
        return _content_of(self._tokens[first : self._next])

    def _pcs(self) -> Pcs:
        lines: list[Member | Inference] = []
        start = self._token.at
        while number := self._take(kinds.NUMBER):
            lines.append(self._statement(number.text))
            if self._token.kind == kinds.INFERENCE_START:
                lines.append(self._inference())
                if self._token.kind != kinds.NUMBER:
                    raise self._places.error(
                        self._token.at, "An inference needs its conclusion, such as `(3) Words`, on the next line."
                    )
        if not any(isinstance(line, Inference) for line in lines) or isinstance(lines[-2], Member):
            raise self._places.error(
                start,
                "These numbered statements end without a conclusion. Write `----` and the conclusion on the lines "
                "below, with no empty line between.",
            )
        return Pcs(start, lines)

    def _statement(self, number: str) -> Member:
        if self._token.kind in (kinds.ARGUMENT, kinds.ARGUMENT_DEFINITION):
            raise self._places.error(
                self._token.at, "Premises and conclusions are statements: write [brackets] in place of <these>."
            )
        made = self._tree()
        made.number = number[1:-1].lstrip("0")
        return made

    def _inference(self) -> Inference:
        start = self._token
        self._next += 1
        self._take(kinds.NEWLINE)
        rules: list[str] = []
        while self._token.kind == kinds.TEXT:
            words = []
            while found := self._take(kinds.TEXT):
                words.append(found.text)
            rules.append("".join(words))
            if not self._take(kinds.COMMA):
                break
        self._take(kinds.NEWLINE)
        made = Inference(start.at, tuple(rule for rule in map(folded, rules) if rule), self._data())
        ends = self._take(kinds.INFERENCE_END)
        if ends and self._token.kind in ("", kinds.EMPTY_LINE):
            raise self._places.error(
                self._token.at, "An inference needs its conclusion, such as `(3) Words`, on the next line."
            )
        if not ends or not self._take(kinds.NEWLINE):
            raise self._places.error(
                start.at, "This inference does not end. Write `----`, or `-- a rule --`, on a line of its own."
            )
        if self._relations_begin():
            while sign := self._take(kinds.RELATION):
                if sign.text not in _UNDERCUTS:
                    raise self._places.error(
                        sign.at, "What is said of an inference undercuts it: write `<_`, or say it of the conclusion."
                    )
                made.relations.append((sign.text, self._tree()))
            if not self._take(kinds.DEDENT):
                raise self._unexpected()
        return made

    def _unexpected(self) -> ArgmapError:
        token = self._token
        kind = token.kind
        if kind == kinds.INDENT and self._kind_after(1) == kinds.RELATION:
            kind = kinds.RELATION
        return self._places.error(token.at, _REMEDIES.get(kind, _REMEDIES[kinds.TEXT]))


_REMEDIES: Final = {
    "": "The file ends where something is still to come.",
    kinds.TEXT: "A title without a colon only refers to what has it. Write `[Title]: words` to say what it is, or "
    "begin a paragraph of its own for these words.",
    kinds.RELATION: "A relation must follow what it is said of, one step further in, with no empty line between.",
    kinds.INDENT: "What is indented here belongs to nothing. A list stands in a paragraph of its own, all of its marks "
    "are of one kind, and it holds no other lists.",
    kinds.DEDENT: "What is indented here belongs to nothing.",
    kinds.LIST_ITEM: "A list stands in a paragraph of its own: write an empty line before it. All of its marks are "
    "of one kind, and it holds no other lists.",
    kinds.STATEMENT: "A title in brackets stands at the beginning of a statement. For words in brackets write `\\[`, "
    "to mention a statement `@[Title]`.",
    kinds.STATEMENT_DEFINITION: "A statement begins with its title: write an empty line before it. For words in "
    "brackets write `\\[`.",
    kinds.ARGUMENT: "A title in angle brackets stands at the beginning of an argument. For the sign itself write "
    "`\\<`, to mention an argument `@<Title>`.",
    kinds.ARGUMENT_DEFINITION: "An argument begins with its title: write an empty line before it. For the sign itself "
    "write `\\<`.",
    kinds.DATA: "Data in braces stand at the end of a statement. For the sign itself write `\\{`.",
    kinds.NUMBER: "A premise must begin a paragraph: write an empty line before the first one.",
    kinds.INFERENCE_START: "An inference stands between premises and a conclusion, numbered as `(1) Words`.",
    kinds.HEADING: "A heading stands in a paragraph of its own: write an empty line before it.",
    kinds.FRONT_MATTER: "Settings between `===` stand at the beginning of the file, before an empty line.",
    kinds.EMPTY_LINE: "Something is still to come before this empty line.",
}


_SENTENCE_ENDED: Final = re.compile(r"[.!?…][\"'”’»)\]]*\s*\Z")


def _content_of(tokens: Sequence[Token]) -> Content:
    """The words, in which a tag is one where the sentence goes on behind it, without its mark.

    It is none at the end, nor behind a sentence's end where a line ends or a link stands next.
    """
    last = max((n for n, token in enumerate(tokens) if token.kind not in (kinds.TAG, kinds.NEWLINE)), default=-1)
    words: list[str] = []
    for number, token in enumerate(tokens):
        if token.kind == kinds.NEWLINE:
            words.append(" ")
        elif token.kind == kinds.TAG:
            behind = next((other.kind for other in tokens[number:] if other.kind != kinds.TAG), kinds.NEWLINE)
            stands_alone = behind in (kinds.NEWLINE, kinds.LINK) and _SENTENCE_ENDED.search("".join(words[-4:]))
            words.append(" " if number > last or stands_alone else token.text + token.more)
        elif token.kind in _MENTIONS:
            words.append(token.text + token.more)
        elif token.kind != kinds.EMPHASIS:
            words.append(token.text)
    return Content(
        folded("".join(words)),
        tuple(dict.fromkeys(token.text for token in tokens if token.kind == kinds.TAG)),
        tuple((token.text.strip(), token.more) for token in tokens if token.kind == kinds.LINK),
        tuple(token.text for token in tokens if token.kind in _MENTIONS),
    )
