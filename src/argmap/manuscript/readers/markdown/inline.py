"""Reads the inline markup of a Markdown block: what is text, what is a note call, what cites a key.

One pass, left to right: at each special character the longest construct that fits is taken; what fits nothing is
text. Patterns have bounded reach, so that a hostile paragraph costs no more than a long one.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from argmap.manuscript.readers.markup import pieces_of
from argmap.manuscript.readers.tracing import SUPERSCRIPTS

_LONGEST_NOTE = 5000


@dataclass(frozen=True, slots=True)
class Inline:
    """Words that stand in the text, and the stretch of the file that they are read from."""

    words: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class NoteCall:
    """``[^label]``, or ``^[body]`` with the stretch of its body."""

    label: str
    start: int
    end: int
    body: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class KeyItem:
    """One key in a citation: the stretch of the file from ``@`` to the end of its locator."""

    key: str
    start: int
    end: int
    locator: str | None = None


@dataclass(frozen=True, slots=True)
class KeyMark:
    """A citation by key, ``[@a, p. 4; see @b]`` or ``@a [p. 4]``, or made by a shortcode, and the items in it."""

    start: int
    end: int
    items: tuple[KeyItem, ...]
    narrative: bool
    shortcode: bool = False


_SPECIAL = re.compile(r"[\\`*_\[\]!<&^@{~$]")
_CODE = re.compile(r"(`+)(?!`)(?s:(.{1,2000}?))(?<!`)\1(?!`)")
_COMPUTED = re.compile(r"(?:r|\{(?:r|python|julia|ojs)\})\s")
_BOOKDOWN_REFERENCE = re.compile(r"\\@ref\([^()\s]{1,100}\)")
_NOTE = re.compile(r"\[\^([^\]\s^]{1,80})\]")
_KEY = r"(?:\{[^{}\s]{1,200}\}|[^\W]\w*(?:(?:://|[:.#$%&\-+?<>~/])\w+){0,40})"
_CITED = re.compile(rf"(?<![\w@.])(-?)@({_KEY})")
_BRACKET = re.compile(r"\[((?:[^\[\]\\]|\\.|\[[^\[\]]{0,200}\]){1,2000})\]")
_LOCATOR_AFTER = re.compile(r"[ ]?\[([^\[\]@]{1,100})\](?![(\[])")
_LINK = re.compile(
    r"\[((?:[^\[\]\\]|\\.|\[[^\[\]]{0,500}\]){0,2000})\](?:\((?:[^()\s]|\([^()\s]{0,300}\)){0,2000}(?:\s+"
    r"(?:\"[^\"]{0,500}\"|'[^']{0,500}'))?\s*\)|\[[^\[\]]{0,200}\])(?:\{[^{}]{0,200}\})?"
)
_AUTOLINK = re.compile(r"<((?:https?|ftp|mailto):[^<>\s]{1,2000}|[\w.+-]{1,100}@[\w.-]{1,100})>")
_TAG = re.compile(r"<!--(?s:.{0,20000}?)-->|</?[A-Za-z][\w-]{0,30}(?:\s[^<>]{0,1000})?/?>")
_ATTRIBUTES = re.compile(r"\{[#.=][^{}]{0,200}\}|\{[a-z-]{1,30}=[^{}]{0,200}\}|\{:[^{}\n]{1,200}\}")  # kramdown's, too
# A link of a wiki, by the name of its page or by other words; with a mark before it the page stands here.
_WIKI_LINK = re.compile(r"!?\[\[(?=[^\]]{0,200}[^\W\d_])([^\[\]|@^\n]{1,200})(?:\|([^\[\]|\n]{1,200}))?\]\](?![(\[])")
_SPAN = re.compile(r"\[((?:[^\[\]\\]|\\.){1,2000})\]\{[^{}]{0,200}\}")
_MATH = re.compile(r"\$\$(?s:[^$]{1,2000})\$\$|\$(?=\S)(?:[^$\\\n]|\\.){1,400}(?<=\S)\$(?!\d)")
_SHORTCODE = re.compile(r"\{\{([<%])((?:[^\n{}]|\n(?!\n)){0,500}?)[>%]\}\}")
_CITING = re.compile(
    r"\s*(?:cite|citep|citet|citation)\s+(?:\"([^\"\n]{1,400})\"|([^\s\"=<>%]{1,100}))(?:\s+\"?([^\"\s]{1,40})\"?)?"
)
# A shortcode around a note: {{< sidenote >}}…{{< /sidenote >}}
_NOTE_OPENS = re.compile(r"\s*((?:foot|side|margin|end)-?notes?|fn)(?:\s|$)")
# Jekyll's: {% cite key other -l 12 %}
_LIQUID = re.compile(r"\{%-?\s*(\w+)((?:[^\n{}%]|\n(?!\n)){0,500})-?%\}")
_LIQUID_CITE = re.compile(r"(?:no)?cite\w*")
_LIQUID_KEY = re.compile(
    r"(?P<option>--?[\w-]+)(?:[ =](?P<value>\"[^\"]*\"|'[^']*'|\S+))?|(?P<key>[^\s\"',-][^\s\"',]*)"
)
# MyST's and Sphinx's: {cite:p}`a,b`
_ROLE = re.compile(
    r"\{(?P<name>[A-Za-z][\w:+.-]{0,40})\}(?P<ticks>`+)(?!`)(?P<words>(?s:.{1,1000}?))(?<!`)(?P=ticks)(?!`)"
)
_CITE_ROLE = re.compile(r"(?:foot)?cite(?:year|author)?(?:p|t|s|:\w+)?")
# What a notebook cites with, where its program has not yet written the citation: <cite data-cite="123/AB"></cite>
_EMPTY_CITE_TAG = re.compile(r"<cite\s+data-cite=\"([^\"<>\s]{1,100})\"[^<>]{0,100}>\s*</cite>", re.IGNORECASE)
_SUPERSCRIPT_TAG = re.compile(r"<sup>\s*(\d{1,4}(?:,\s?\d{1,4}){0,20})\s*</sup>", re.IGNORECASE)
# What TeX of its own a text that is set by TeX may hold.
_TEX_CITE = re.compile(
    r"\\(?P<name>(?:auto|paren|text|foot|full)?cite[a-z]{0,8})\*?(?:\[[^\[\]{}]{0,200}\])?(?:\[(?P<locator>[^\[\]{}]{0,200})\])?"
    r"\{(?P<keys>[^{}\s][^{}]{0,400})\}"
)
_TEX_NOTE = re.compile(r"\\footnote\{((?:[^{}]|\{[^{}]{0,500}\}){1,3000})\}")
_TEX_BREAK = re.compile(r"\\(?:newline|linebreak|par)(?![A-Za-z])")
# A number that leads to an entry, ^[1](#ref-a)^, is no note in the line.
_RAISED_LINK = re.compile(r"\^\[(\d{1,4})\]\([^()\s]{1,300}\)\^")
_NUMBERS = re.compile(r"\d{1,4}(?:[,–-]\d{1,4}){0,20}(?:,?\*)?")
_EMPHASIS = re.compile(r"\*{1,3}|_{1,3}|~~")
_SCRIPT = re.compile(r"\^([^\s^\[\]]{1,20})\^|~([^\s~]{1,20})~")


def inline_pieces(text: str, stretches: Sequence[tuple[int, int]]) -> Iterator[Inline | NoteCall | KeyMark]:
    """The pieces of a block that stands in these stretches of the file, one a line, in order."""
    if len(stretches) == 1 or all(text[a[1] : b[0]].strip(" \t\r\n") == "" for a, b in itertools.pairwise(stretches)):
        yield from _scan(text, stretches[0][0], stretches[-1][1], 0) if stretches else ()
        return
    # Quotations: the marks at the beginning of each line stand between the stretches.
    for index, (start, end) in enumerate(stretches):
        if index:
            yield Inline("\n", stretches[index - 1][1], start)
        yield from _scan(text, start, end, 0)


def _scan(text: str, start: int, end: int, depth: int) -> Iterator[Inline | NoteCall | KeyMark]:
    at = kept = start
    while match := _SPECIAL.search(text, at, end):
        found = match.start()
        pieces, after = _construct(text, found, start, end, depth)
        if after == found:
            at = found + 1
            continue
        if found > kept:
            yield Inline(text[kept:found], kept, found)
        yield from pieces
        at = kept = after
    if kept < end:
        yield Inline(text[kept:end], kept, end)


def _construct(
    text: str, at: int, start: int, end: int, depth: int
) -> tuple[Iterator[Inline | NoteCall | KeyMark] | tuple[()], int]:
    """What begins at `at`: its pieces and its end; the same offset where nothing begins there."""
    sign = text[at]
    if sign == "\\":
        return _escaped(text, at, end)
    if sign == "`":
        if match := _CODE.match(text, at, end):
            if _COMPUTED.match(match.group(2)):  # R Markdown and Quarto put here what they compute
                return iter((Inline("…", *match.span()),)), match.end()
            skip = _ATTRIBUTES.match(text, match.end(), end)
            return iter((Inline(match.group(2), *match.span(2)),)), skip.end() if skip else match.end()
        return (), at
    if sign in "*_~":
        return _emphasis(text, at, start, end)
    if sign == "&":
        pieces = tuple(Inline(*piece) for piece in pieces_of(text, at, min(end, at + 34)))
        return (iter(pieces[:1]), pieces[0].end) if pieces and pieces[0].words != text[at : pieces[0].end] else ((), at)
    if sign == "<":
        if match := _AUTOLINK.match(text, at, end):
            return iter((Inline(match.group(1), *match.span(1)),)), match.end()
        if match := _EMPTY_CITE_TAG.match(text, at, end):
            return _cited_by(match.span(), match[1], match.start(1), None), match.end()
        if match := _SUPERSCRIPT_TAG.match(text, at, end):
            return iter((_raised_words(match[1], *match.span(1)),)), match.end()
        return ((), match.end()) if (match := _TAG.match(text, at, end)) else ((), at)
    if sign == "$":
        match = _MATH.match(text, at, end)
        if match and match.group(0).startswith("$$"):  # a formula on a line of its own is no prose
            return (), match.end()
        return (iter((Inline(match.group(0), *match.span()),)), match.end()) if match else ((), at)
    if sign == "{":
        return _braced(text, at, end)
    if sign == "^":
        return _raised(text, at, end)
    if sign == "@":
        return _named(text, at, start, end) if not depth else ((), at)  # a handle is the text of its link
    return _bracketed(text, at, end, depth)


def _escaped(text: str, at: int, end: int) -> tuple[Iterator[Inline | NoteCall | KeyMark] | tuple[()], int]:
    """What a backslash makes of the sign behind it, or begins: a reference of bookdown's, TeX, a line break."""
    if found := _BOOKDOWN_REFERENCE.match(text, at, end):
        return iter((Inline("??", *found.span()),)), found.end()
    follows = text[at + 1 : min(at + 2, end)]
    if follows and not follows.isalnum() and not follows.isspace():
        return iter((Inline(follows, at + 1, at + 2),)), at + 2
    if follows == " ":
        return iter((Inline("\u00a0", at, at + 2),)), at + 2
    if follows.isalpha():
        return _tex(text, at, end)
    return (iter((Inline("\n", at, at + 1),)), at + 1) if follows in ("\n", "\r") else ((), at)


def _braced(text: str, at: int, end: int) -> tuple[Iterator[Inline | NoteCall | KeyMark] | tuple[()], int]:
    """A shortcode, a tag of Liquid, a role of MyST, or attributes, which are no words."""
    if match := _SHORTCODE.match(text, at, end):
        if noted := _noted_by_shortcode(text, match, end):
            return iter((noted,)), noted.end
        return _by_shortcode(text, match), match.end()
    if match := _LIQUID.match(text, at, end):
        return _by_liquid(match), match.end()
    if match := _ROLE.match(text, at, end):
        return _by_role(match), match.end()
    match = _ATTRIBUTES.match(text, at, end)
    return ((), match.end()) if match else ((), at)


def _tex(text: str, at: int, end: int) -> tuple[Iterator[Inline | NoteCall | KeyMark] | tuple[()], int]:
    """What TeX cites, notes or breaks; its other commands are text as they stand."""
    if found := _TEX_CITE.match(text, at, end):
        narrative = found["name"].startswith(("text", "citet", "citea"))
        marks = _cited_by(found.span(), found["keys"], found.start("keys"), found["locator"] or None, narrative)
        return marks, found.end()
    if found := _TEX_NOTE.match(text, at, end):
        return iter((NoteCall("", at, found.end(), found.span(1)),)), found.end()
    if found := _TEX_BREAK.match(text, at, end):
        return iter((Inline("\n", *found.span()),)), found.end()
    return (), at


def _emphasis(text: str, at: int, start: int, end: int) -> tuple[Iterator[Inline] | tuple[()], int]:
    """Marks of emphasis go; an underscore inside a word, or a star between spaces, is a character."""
    if (match := _SCRIPT.match(text, at, end)) and text[at] == "~" and not text.startswith("~~", at):
        return iter((Inline(match.group(2), *match.span(2)),)), match.end()
    match = _EMPHASIS.match(text, at, end)
    if match is None:
        return (), at
    before = text[at - 1] if at > start else " "
    after = text[match.end()] if match.end() < end else " "
    if before.isspace() and after.isspace():
        return (), at
    if text[at] == "_" and before.isalnum() and after.isalnum():
        return (), at
    # A lone star with a space on its open side and a digit or letter before it is a footnote sign, not emphasis.
    return (), match.end()


def _raised(text: str, at: int, end: int) -> tuple[Iterator[Inline | NoteCall] | tuple[()], int]:
    linked = _RAISED_LINK.match(text, at, end)
    if linked is None and text.startswith("^[", at) and (match := _BRACKET.match(text, at + 1, end)):
        return iter((NoteCall("", at, match.end(), match.span(1)),)), match.end()
    if match := linked or _SCRIPT.match(text, at, end):
        return iter((_raised_words(match[1], *match.span(1)),)), match.end()
    return (), at


def _raised_words(words: str, start: int, end: int) -> Inline:
    """Raised numbers stay raised: without that ``dance^1^`` would be a word with a digit."""
    numbers = re.sub(r"[\\ ]", "", words)
    return Inline(numbers.translate(SUPERSCRIPTS) if _NUMBERS.fullmatch(numbers) else words, start, end)


def _named(text: str, at: int, start: int, end: int) -> tuple[Iterator[KeyMark] | tuple[()], int]:
    """``@key`` in the running text, with a locator in brackets behind it."""
    first = at - 1 if at > start and text[at - 1] == "-" else at
    match = _CITED.match(text, at, end)
    if match is None or (at > start and (text[at - 1].isalnum() or text[at - 1] in "@.")):
        return (), at
    stop, locator = match.end(), None
    if after := _LOCATOR_AFTER.match(text, stop, end):
        stop, locator = after.end(), after.group(1).strip()
    del first
    item = KeyItem(match.group(2).strip("{}"), at, stop, locator)
    return iter((KeyMark(at, stop, (item,), True),)), stop


def _bracketed(
    text: str, at: int, end: int, depth: int
) -> tuple[Iterator[Inline | NoteCall | KeyMark] | tuple[()], int]:
    """Notes, citations, links, pictures and spans; a picture reads as its caption."""
    if text[at] == "]":
        return (), at
    if match := _WIKI_LINK.match(text, at, end):
        group = 2 if match[2] else 1
        return iter((Inline(match[group], *match.span(group)),) if text[at] != "!" else ()), match.end()
    if text[at] == "!":
        match = _LINK.match(text, at + 1, end)
        return (_scan(text, *match.span(1), depth + 1), match.end()) if match and depth < 3 else ((), at)
    if match := _NOTE.match(text, at, end):
        return iter((NoteCall(match.group(1), *match.span()),)), match.end()
    bracket = _BRACKET.match(text, at, end)
    cites = bracket and "@" in bracket.group(1) and not text.startswith("(", bracket.end())
    if bracket and cites and (items := _items(text, *bracket.span(1))):
        return iter((KeyMark(at, bracket.end(), items, False),)), bracket.end()
    for pattern in (_LINK, _SPAN):
        if (match := pattern.match(text, at, end)) and depth < 3:
            return _scan(text, *match.span(1), depth + 1), match.end()
    return (), at


def _by_shortcode(text: str, found: re.Match[str]) -> Iterator[KeyMark]:
    """A shortcode of Hugo or Quarto is nothing of the text, unless it cites: ``{{< cite "a;b" 12 >}}``."""
    if cited := _CITING.match(text, found.start(2), found.end(2)):
        group = 1 if cited[1] else 2
        yield from _cited_by(found.span(), cited[group], cited.start(group), cited[3])


def _cited_by(
    span: tuple[int, int], keys: str, start: int, locator: str | None, narrative: bool = False
) -> Iterator[KeyMark]:
    """The citation that a shortcode, a tag or a role makes with a list of keys that begins at `start`."""
    items = [KeyItem(m[1], start + m.start(1), start + m.end(1)) for m in re.finditer(r"-?([^\s;,]+)", keys)]
    if items:
        last = replace(items[-1], locator=locator)
        yield KeyMark(*span, (*items[:-1], last), narrative, True)


def _noted_by_shortcode(text: str, found: re.Match[str], end: int) -> NoteCall | None:
    """The note that a pair of shortcodes around its body makes."""
    opens = _NOTE_OPENS.match(text, found.start(2), found.end(2))
    if opens is None:
        return None
    closes = re.compile(rf"\{{\{{[<%]\s*/\s*{re.escape(opens[1])}\s*[%>]\}}\}}").search(
        text, found.end(), found.end() + _LONGEST_NOTE
    )
    if closes is None or closes.end() > end:
        return None
    return NoteCall("", found.start(), closes.end(), (found.end(), closes.start()))


def _by_liquid(found: re.Match[str]) -> Iterator[KeyMark]:
    """A tag of Jekyll is nothing of the text, unless it cites: ``{% cite a b --locator 12 %}``."""
    if not _LIQUID_CITE.fullmatch(found[1]) or found[1].startswith("no"):
        return
    items: list[KeyItem] = []
    locator = None
    for word in _LIQUID_KEY.finditer(found.string, *found.span(2)):
        if word["key"]:
            items.append(KeyItem(word["key"], *word.span("key")))
        elif word["option"] in ("-l", "--locator") and word["value"]:
            locator = word["value"].strip("\"'")
    if items:
        yield KeyMark(*found.span(), (*items[:-1], replace(items[-1], locator=locator)), False, True)


def _by_role(found: re.Match[str]) -> Iterator[Inline | KeyMark]:
    """A role of MyST reads as its words, unless it cites: ``{cite:t}`a,b` ``, ``{cite:p}`{see}a{p. 3}` ``."""
    name = found["name"]
    if not _CITE_ROLE.fullmatch(name):
        yield Inline(found["words"], *found.span("words"))
        return
    words = re.sub(r"\{[^{}]*\}", lambda aside: " " * len(aside[0]), found["words"])
    if re.search(r"[^\s;,]\s+[^\s;,]", words.strip()):  # no list of keys
        yield Inline(found["words"], *found.span("words"))
        return
    locator = re.search(r"\S\{([^{}]+)\}\s*$", found["words"])
    narrative = name.rpartition(":")[2] in ("t", "ct", "citet") or name == "citet"
    yield from _cited_by(found.span(), words, found.start("words"), locator[1] if locator else None, narrative)


def _items(text: str, start: int, end: int) -> tuple[KeyItem, ...]:
    """The keys in a bracket, parted by semicolons, each with its locator."""
    items: list[KeyItem] = []
    at = start
    for part in re.split(r"(;)", text[start:end]):
        if part != ";" and (match := _CITED.search(text, at, at + len(part))):
            tail = text[match.end() : at + len(part)]
            locator = tail.strip(" ,\t\r\n") or None
            stop = at + len(part.rstrip()) if locator else match.end()
            items.append(
                KeyItem(match.group(2).strip("{}"), match.start(), stop, " ".join(locator.split()) if locator else None)
            )
        at += len(part)
    return tuple(items)
