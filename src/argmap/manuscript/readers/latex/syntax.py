"""What the LaTeX reader knows of LaTeX: its tokens, arguments, accents and signs, and the commands of `latex.toml`.

Nothing is executed: a command either is in these tables, or its name is left out and its arguments are read as text.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from importlib.resources import files
from typing import Any

TOKEN = re.compile(
    r"\\(?P<name>[A-Za-z@]+)(?P<star>\*?)|\\(?P<sign>[\s\S])|(?P<comment>%)|(?P<blank>\n[ \t]*(?:\r?\n[ \t]*)+"
    r"|\r\n[ \t]*(?:\r\n[ \t]*)+)"
    r"|(?P<math>\$\$?)|(?P<dash>---?)|(?P<quote>``|''|`|,,)|(?P<one>[{}~&])"
)
SECTIONS = {
    "part": 0,
    "chapter": 1,
    "section": 2,
    "subsection": 3,
    "subsubsection": 4,
    "paragraph": 5,
    "subparagraph": 6,
}


def _known() -> dict[str, Any]:
    """The words of `latex.toml`."""
    return tomllib.loads(files("argmap.manuscript.readers.latex").joinpath("latex.toml").read_text(encoding="utf-8"))


_KNOWN = _known()
QUOTES, LISTS, TABLES, VERBATIM, SKIPPED, REFERENCES, TITLES, NO_CONDITIONALS, FOOTNOTE_STYLES = (
    frozenset(_KNOWN[name])
    for name in (
        "quotes",
        "lists",
        "tables",
        "verbatim",
        "skipped",
        "references",
        "titles",
        "no_conditionals",
        "footnote_styles",
    )
)
ARGUMENTS: dict[str, int] = _KNOWN["arguments"]
CITING: dict[str, tuple[str, ...]] = {name: tuple(words) for name, words in _KNOWN["citing"].items()}
COMMENT = re.compile(r"(?<!\\)%[^\n]*\n?")
_COUNTS = ("none", "one", "two", "three", "four")
DROPPED = {name: count for count, key in enumerate(_COUNTS) for name in _KNOWN["dropped"][key]}
SIGNS: dict[str, str] = _KNOWN["signs"]
MARKS: dict[str, str] = _KNOWN["escapes"]
_TEX_COMMAND = re.compile(
    r"\\([A-Za-z]+)\*?(?:\[[^\[\]]{0,200}\]|\{[^{}]{0,200}\}|[ =]*-?\d*\.?\d+ ?[a-z]{2}\b){0,4}\s*"
)
_TEX_GROUPS = frozenset(("begin", "begingroup", "end", "endgroup", "pagebreak", "setlength"))
_ACCENTS = {
    "'": "\u0301",
    "`": "\u0300",
    "^": "\u0302",
    '"': "\u0308",
    "~": "\u0303",
    "=": "\u0304",
    ".": "\u0307",
    "c": "\u0327",
    "v": "\u030c",
    "u": "\u0306",
    "H": "\u030b",
    "k": "\u0328",
    "d": "\u0323",
    "b": "\u0331",
    "r": "\u030a",
}
_BLANK = re.compile(r"[ \t]*\r?\n")
_SPACES = re.compile(r"[ \t]*")
_ACCENTED = re.compile(
    r"\s*(?:\{\s*(?P<braced>\\[ij](?![A-Za-z])|[^\W\d_])?\s*\}|(?P<bare>\\[ij](?![A-Za-z])\s?|[^\W\d_]))"
)


def prints_nothing(words: str) -> bool:
    r"""A line with nothing but commands of TeX that leave nothing on the page: ``\newpage \vspace{2em}``."""
    at = len(words) - len(words.lstrip())
    if not words.startswith("\\", at):
        return False
    while found := _TEX_COMMAND.match(words, at):
        if found[1] not in DROPPED and found[1] not in _TEX_GROUPS:
            return False
        at = found.end()
    return at == len(words)


def matching_braces(text: str) -> dict[int, int]:
    """The offset of the closing brace for each opening one; escaped braces and comments do not count."""
    pairs: dict[int, int] = {}
    opened: list[int] = []
    for match in re.finditer(r"\\[\s\S]|%[^\n]*|[{}]", text):
        sign = match.group(0)
        if sign == "{":
            opened.append(match.start())
        elif sign == "}" and opened:
            pairs[opened.pop()] = match.start()
    return pairs


class Arguments:
    """Reads the arguments of commands in one file."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.braces = matching_braces(text)
        self._unclosed = 0

    def skip_space(self, at: int) -> int:
        """The offset after white space with at most one line end, and after comments."""
        match = re.compile(r"(?:[ \t]|%[^\n]*\n)*(?:\r?\n[ \t]*(?!\s*\n))?(?:%[^\n]*\n[ \t]*)*").match(self.text, at)
        return match.end() if match else at

    def required(self, at: int) -> tuple[int, int, int] | None:
        """Start and end of the inside of the braced argument at `at`, and the offset after it."""
        at = self.skip_space(at)
        close = self.braces.get(at)
        return (at + 1, close, close + 1) if close is not None else None

    def optional(self, at: int, opens: str = "[", closes: str = "]") -> tuple[int, int, int] | None:
        """The same for an argument in square brackets; braces inside it protect brackets."""
        begin = self.skip_space(at)
        if self.text[begin : begin + 1] != opens:
            return None
        at = begin + 1
        # A source full of brackets that never close must not be searched to the end for each of them.
        limit = min(len(self.text), begin + (3000 if self._unclosed < 100 else 60))
        while at < limit:
            sign = self.text[at]
            if sign == "\\":
                at += 1
            elif sign == "{":
                at = self.braces.get(at, at)
            elif sign == closes:
                return begin + 1, at, at + 1
            at += 1
        self._unclosed += 1
        return None


def after_comment(text: str, at: int, end: int) -> int:
    """The offset after a comment whose sign ends at `at`: with its line end, unless a blank line follows."""
    line_end = text.find("\n", at, end)
    if line_end < 0:
        return end
    if _BLANK.match(text, line_end + 1, end):
        return line_end
    return line_end + 1 + len(_SPACES.match(text, line_end + 1, end)[0])  # type: ignore[index]


def accent(text: str, sign: str, at: int) -> tuple[str, int] | None:
    """The accented letter that an accent command makes of what follows, and the offset after; None without letter."""
    mark = _ACCENTS.get(sign)
    match = _ACCENTED.match(text, at) if mark else None
    if match is None or mark is None:
        return None
    letter = match.group("braced") or match.group("bare") or ""
    if not letter:
        return "", match.end()
    plain = "i" if letter.startswith("\\i") else "j" if letter.startswith("\\j") else letter
    return unicodedata.normalize("NFC", plain + mark), match.end()
