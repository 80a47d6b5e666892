"""The tokens of Argdown, after its published grammar (argdown.org, "Syntax"; lexer of Argdown 1.7).

The grammar knows a line by how it begins: with a relation, a number, a heading or the mark of a list behind its
indentation, of which come the tokens INDENT and DEDENT. Everything else is content. Each search for a closing mark
remembers where it ended, so that a file of a million opening ones takes no longer than another one.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

NEWLINE, EMPTY_LINE, INDENT, DEDENT = "newline", "empty line", "indent", "dedent"
FRONT_MATTER, DATA = "front matter", "data"
RELATION, INFERENCE_START, INFERENCE_END, COMMA = "relation", "inference", "end of an inference", "comma"
HEADING, NUMBER, LIST_ITEM = "heading", "number", "list item"
STATEMENT_DEFINITION, STATEMENT, STATEMENT_MENTION = "statement definition", "statement", "statement mention"
ARGUMENT_DEFINITION, ARGUMENT, ARGUMENT_MENTION = "argument definition", "argument", "argument mention"
LINK, TAG, EMPHASIS, EMPHASIS_END, TEXT = "link", "tag", "emphasis", "end of emphasis", "text"
LINE_ENDS: Final = (NEWLINE, EMPTY_LINE)

_EMPTY_LINES = re.compile(r"(?:[ \t]*\n){2,}")
_LINE_END = re.compile(r"[ \t]*\n")
_LINE_ENDS = re.compile(r"(?:[ \t]*\n)*")
_SPACES = re.compile(r"[ \t]+")
_FRONT_MATTER = re.compile(r"={3,}(.*?)={3,}", re.DOTALL)
_LINE_START = re.compile(
    r"(?P<indent>[ \t]*)(?:(?P<inference>--)|(?P<relation>\+>|->|<?\+|<?-|><|_>|<_|_(?=\s))|(?P<number>\(\d+\))"
    r"|(?P<item>(?:\d+\.|\*)(?=\s)))"
)
_HEADING = re.compile(r"(#+) ")
_SHORTCODE = re.compile(r"\.[^\s.]+\.[ \t]?|:[^\s:]+:[ \t]?")
# with the signs between Z and a, as the grammar has it
_TAG = re.compile(r"[a-zA-z0-9\-\u00A0-\uD7FF\uF900-\uFDCF\uFDF0-\uFFEF]+")
_PLAIN = re.compile(r"[^\\@#*_\[\],.:;</>\-\n(){}]+")
_MARK = re.compile(r"[@#*_\[\],.:;</>\-(){}][ \t]?")
_DATA_ENDS = re.compile(r"\}(?!\s*[,}])")
_DATA_STOPS = re.compile(r"\}(?=\s[^,}])")
_BLANKS = re.compile(r" *")
_DASHES = re.compile(r"-+")
_EMPHASIS_CLOSES = re.compile(r"(?:[ \t]|(?=[\n)}_.,!?;:*-])|\Z)")
_NAMES: Final = {"[": (STATEMENT_DEFINITION, STATEMENT, "]"), "<": (ARGUMENT_DEFINITION, ARGUMENT, ">")}
_MENTIONS: Final = {"[": (STATEMENT_MENTION, "]"), "<": (ARGUMENT_MENTION, ">")}


@cache
def _shortcodes() -> Mapping[str, str]:
    with (Path(__file__).parent / "data" / "argdown.toml").open("rb") as stream:
        found: Mapping[str, str] = tomllib.load(stream)["shortcodes"]
    return found


class Token(NamedTuple):
    """A token of one of the kinds above, and where it begins. `text` is its content without the marks around it.

    Of a relation it is the sign, of a heading the level as ``##``, of a link its words. `more` is the address of a
    link, and the space behind a tag or a mention.
    """

    kind: str
    text: str
    at: int
    more: str = ""


class _Ahead:
    """Where marks stand in a text; asked from front to back, each is looked for once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._found: dict[str, int] = {}

    def next(self, mark: str, at: int) -> int:
        """Where `mark` stands next, from `at` on; the length of the text where it does not."""
        known = self._found.get(mark, -1)
        if known < at:
            known = self._text.find(mark, at)
            known = self._found[mark] = len(self._text) if known < 0 else known
        return known


class _Lexer:
    """The state of one run over a text, whose lines end with LF."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens: list[Token] = []
        self._at = 0
        self._indents = [0]
        self._emphasis: list[str] = []
        self._apart = False  # white space or a comment stands between the last token and this place
        self._in_inference = False
        self._ahead = _Ahead(text)
        self._tag_ahead = _Ahead(text)  # a link looks farther ahead for the same mark
        self._data_ends = [found.start() for found in _DATA_ENDS.finditer(text)] if "{" in text else []
        self._data_stops = [found.start() for found in _DATA_STOPS.finditer(text)] if "{" in text else []
        self.comments = 0

    def run(self) -> None:
        """Fill `tokens`."""
        text, size = self.text, len(self.text)
        while self._at < size:
            first = text[self._at]
            if not (
                (first in "/<" and self._comment())
                or (first == "=" and self._front_matter())
                or (first == "{" and self._data())
                or (first == "\\" and self._escaped())
                or (first in ".:" and self._shortcode())
                or (first in " \t\n" and self._line_end())
                or (self._in_inference and self._inference(first))
                or (not self._in_inference and self._content(first))
                or self._match(_PLAIN, TEXT)
                or self._match(_MARK, TEXT)
            ):
                self._add(TEXT, first, 1)  # a backslash at the very end
        if self.tokens and self.tokens[-1].kind == EMPTY_LINE:
            self.tokens.pop()
        self._dedent_all()

    def _add(self, kind: str, text: str, length: int, more: str = "") -> bool:
        self.tokens.append(Token(kind, text, self._at, more))
        self._at += length
        self._apart = False
        return True

    def _skip(self, length: int) -> bool:
        self._at += length
        self._apart = True
        return True

    def _match(self, pattern: re.Pattern[str], kind: str) -> bool:
        found = pattern.match(self.text, self._at)
        return self._add(kind, found[0], len(found[0])) if found else False

    @property
    def _last(self) -> str:
        return self.tokens[-1].kind if self.tokens else ""

    def _comment(self) -> bool:
        text, start = self.text, self._at
        if text.startswith("//", start):
            end = self._ahead.next("\n", start)
        elif text.startswith("/*", start):
            end = self._ahead.next("*/", start + 2) + 2
        elif text.startswith("<!--", start):
            end = self._ahead.next("-->", start + 4) + 3
        else:
            return False
        if end > len(text):
            return False
        if self._last in LINE_ENDS:  # a comment with a line of its own leaves no line end behind
            line_ends = _EMPTY_LINES.match(text, end) if self._last == NEWLINE else None
            after = (_LINE_ENDS if self._last == EMPTY_LINE else _LINE_END).match(text, end)
            end = end if line_ends or after is None else after.end()
        self.comments += 1
        return self._skip(end - start)

    def _front_matter(self) -> bool:
        if any(token.kind not in LINE_ENDS for token in self.tokens[:3]):
            return False
        found = _FRONT_MATTER.match(self.text, self._at)
        return self._add(FRONT_MATTER, found[1], len(found[0])) if found else False

    def _data(self) -> bool:
        """``{…}`` ends with the last brace before the first one that words follow."""
        start = self._at
        stop = bisect_right(self._data_stops, start)
        limit = self._data_stops[stop] if stop < len(self._data_stops) else len(self.text)
        end = bisect_right(self._data_ends, limit) - 1
        if end < 0 or self._data_ends[end] <= start:
            return False
        close = self._data_ends[end]
        return self._add(DATA, self.text[start + 1 : close], close + 1 - start)

    def _escaped(self) -> bool:
        after = self._at + 1
        if after >= len(self.text) or self.text[after] == "\n":
            return False
        blanks = _BLANKS.match(self.text, after + 1)
        end = blanks.end() if blanks else after + 1
        return self._add(TEXT, self.text[after:end], end - self._at)

    def _shortcode(self) -> bool:
        found = _SHORTCODE.match(self.text, self._at)
        if found is None:
            return False
        sign = _shortcodes().get(found[0].strip()[1:-1])
        space = found[0][-1] if found[0][-1].isspace() else ""
        return self._add(TEXT, found[0] if sign is None else sign + space, len(found[0]))

    def _line_end(self) -> bool:
        empty = _EMPTY_LINES.match(self.text, self._at)
        if empty and self._last != EMPTY_LINE and not self._in_inference:
            if empty.end() < len(self.text):
                self._dedent_all()
            return self._add(EMPTY_LINE, "", len(empty[0]))
        if found := _LINE_END.match(self.text, self._at):
            return self._add(NEWLINE, "", len(found[0]))
        return False

    def _inference(self, first: str) -> bool:
        if first == "-" and self.text.startswith("--", self._at):
            self._in_inference = False
            dashes = _DASHES.match(self.text, self._at)
            return self._add(INFERENCE_END, "", len(dashes[0]) if dashes else 2)
        if first == ",":
            return self._add(COMMA, ",", 1)
        return self._spaces()

    def _spaces(self) -> bool:
        found = _SPACES.match(self.text, self._at)
        return self._skip(len(found[0])) if found else False

    def _content(self, first: str) -> bool:
        if (not self.tokens or self._last in LINE_ENDS) and self._line_start():
            return True
        if first in "*_":
            return self._emphasis_mark(first)
        if first in _NAMES:
            return self._link() or self._name(first)
        if first == "@":
            return self._mention()
        if first == "#":
            return self._tag()
        return self._spaces()

    def _tag(self) -> bool:
        text, start = self.text, self._at
        if text.startswith("(", start + 1):
            close = self._tag_ahead.next(")", start + 3)
            name, end = text[start + 2 : close], close + 1
        else:
            found = _TAG.match(text, start + 1)
            name, end = (found[0], found.end()) if found else ("", start)
        if not name or end > len(text):
            return False
        space = " " if text[end : end + 1] in (" ", "\t") else ""
        return self._add(TAG, name, end + len(space) - start, space)

    def _line_start(self) -> bool:
        found = _LINE_START.match(self.text, self._at)
        if found is None:
            heading = _HEADING.match(self.text, self._at)
            return self._add(HEADING, heading[1], len(heading[0])) if heading else False
        length = len(found[0])
        if found["inference"] and self._last != EMPTY_LINE:
            self._dedent_all()
            self._in_inference = True
            return self._add(INFERENCE_START, "", length)
        if found["number"]:
            self._dedent_all()
            return self._add(NUMBER, found["number"], length)
        if found["item"]:
            self._indent(len(found["indent"]) + 1)
            return self._add(LIST_ITEM, "1" if found["item"][0].isdigit() else "*", length)
        self._indent(len(found["indent"]))
        if found["inference"]:
            return self._add(RELATION, "-", length - 1)
        return self._add(RELATION, found["relation"], length)

    def _indent(self, width: int) -> None:
        if width > self._indents[-1]:
            self._indents.append(width)
            self.tokens.append(Token(INDENT, "", self._at))
        while width < self._indents[-1]:
            self._dedent()

    def _dedent(self) -> None:
        self._indents.pop()
        self.tokens.append(Token(DEDENT, "", self._at))

    def _dedent_all(self) -> None:
        while len(self._indents) > 1:
            self._dedent()

    def _emphasis_mark(self, first: str) -> bool:
        for mark in (first * 2, first):
            if self._emphasis[-1:] == [mark] and not self._apart and self.text.startswith(mark, self._at):
                closes = _EMPHASIS_CLOSES.match(self.text, self._at + len(mark))
                if closes:
                    self._emphasis.pop()
                    return self._add(EMPHASIS_END, closes[0], len(mark) + len(closes[0]))
        for mark in (first * 2, first):
            end = self._at + len(mark)
            if self.text.startswith(mark, self._at) and not self.text[end : end + 1].isspace():
                self._emphasis.append(mark)
                return self._add(EMPHASIS, mark, len(mark))
        return False

    def _link(self) -> bool:
        text, start = self.text, self._at
        if text[start] != "[":
            return False
        middle = self._ahead.next("]", start + 2)
        if not text.startswith("](", middle):
            return False
        end = self._ahead.next(")", middle + 3)
        if end == len(text):
            return False
        space = 1 if text[end + 1 : end + 2] in (" ", "\t") else 0
        return self._add(LINK, text[start + 1 : middle] + " " * space, end + 1 + space - start, text[middle + 2 : end])

    def _name(self, first: str) -> bool:
        defines, refers, close = _NAMES[first]
        text, start = self.text, self._at
        line_end = self._ahead.next("\n", start)
        end = self._ahead.next(f"{close}:", start + 2)
        if end < line_end:
            return self._add(defines, text[start + 1 : end], end + 2 - start)
        end = self._ahead.next(close, start + 2)
        if end < line_end and text[start + 1] != "-":
            return self._add(refers, text[start + 1 : end], end + 1 - start)
        return False

    def _mention(self) -> bool:
        start = self._at
        kind, close = _MENTIONS.get(self.text[start + 1 : start + 2], ("", ""))
        if not kind:
            return False
        end = self._ahead.next(close, start + 3)
        if end >= self._ahead.next("\n", start):
            return False
        space = 1 if self.text[end + 1 : end + 2] in (" ", "\t") else 0
        return self._add(kind, self.text[start + 2 : end], end + 1 + space - start, " " * space)


def tokens_of(text: str) -> tuple[list[Token], int]:
    """The tokens of a text whose lines end with LF, and how many comments it has."""
    lexer = _Lexer(text)
    lexer.run()
    return lexer.tokens, lexer.comments
