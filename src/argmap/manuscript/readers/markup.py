"""HTML and XML into a tree whose nodes know their offsets in the file, with nothing executed, expanded or fetched.

One scanner serves both. Entities are never declared from the file (only the named characters of HTML are known), so
that no file can grow when read; nesting is limited; a file that ends too early gives the tree as far as it goes. lxml
is not used here since it does not keep offsets.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

DEEPEST = 150
_TOKEN = re.compile(
    # A picture inside the page is one value of any length; other values may hold signs of markup where they are short.
    r"<!--|<!\[CDATA\[|<!DOCTYPE|<[?!]|<(?P<close>/?)(?P<tag>[A-Za-z_][\w.:-]{0,80})(?P<attributes>(?>[^<>\"']"
    r"|\"data:[^\"<>]*\"|'data:[^'<>]*'|\"[^\"<]{0,5000}\"|'[^'<]{0,5000}'|\"[^\"]{0,1000}\"|'[^']{0,1000}')"
    r"{0,400}?)(?P<empty>/?)>",
    re.IGNORECASE,
)
_ATTRIBUTE = re.compile(r"([A-Za-z_][\w.:-]*)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+)))?")
_ENTITY = re.compile(r"&(?:#[xX]?[0-9a-fA-F]{1,8}|[A-Za-z][A-Za-z0-9]{1,31});?")
_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)
_RAW = frozenset(["script", "style", "template", "noscript", "svg", "textarea"])
_CLOSED_BY = {
    "li": {"li"},
    "dt": {"dt", "dd"},
    "dd": {"dt", "dd"},
    "tr": {"tr", "td", "th"},
    "td": {"td", "th"},
    "th": {"td", "th"},
    "option": {"option"},
    "thead": {"tr"},
    "tbody": {"thead", "tr", "td", "th"},
}
_BREAKS_P = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "div",
        "dl",
        "fieldset",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "ul",
    ]
)


@dataclass(slots=True)
class Node:
    """An element: its tag in small letters without prefix, its attributes by their names without prefix, its children.

    A child is a node or a stretch of text `(start, end, is_cdata)` of the file.
    """

    tag: str
    attributes: dict[str, str]
    start: int
    end: int = 0
    parent: Node | None = None
    children: list[Node | tuple[int, int, bool]] = field(default_factory=list)

    def nodes(self) -> Iterator[Node]:
        """Its child elements."""
        return (child for child in self.children if isinstance(child, Node))

    def find_all(self, *tags: str) -> Iterator[Node]:
        """All elements below with one of these tags, in the order of the file."""
        stack = list(self.nodes())[::-1]
        while stack:
            node = stack.pop()
            if node.tag in tags:
                yield node
            stack.extend(reversed(list(node.nodes())))

    def first(self, *tags: str) -> Node | None:
        """The first element below with one of these tags."""
        return next(self.find_all(*tags), None)


@dataclass(frozen=True, slots=True)
class Tree:
    """A parsed file. `remarks` are sentences on what was wrong with it."""

    root: Node
    text: str
    remarks: tuple[str, ...]

    def words(self, node: Node | None, skip: frozenset[str] = frozenset()) -> str:
        """All text below a node with white space folded."""
        if node is None:
            return ""
        parts: list[str] = []
        stack: list[Node | tuple[int, int, bool]] = [node]
        while stack:
            item = stack.pop()
            if isinstance(item, tuple):
                parts.append(self.text[item[0] : item[1]] if item[2] else decoded(self.text[item[0] : item[1]]))
            elif item.tag not in skip or item is node:
                stack.extend(reversed(item.children))
        return " ".join("".join(parts).split())


def decoded(text: str) -> str:
    """Text with its character references read; unknown ones stay as they stand."""
    return _ENTITY.sub(lambda m: html.unescape(m.group(0)), text) if "&" in text else text


def pieces_of(text: str, start: int, end: int) -> Iterator[tuple[str, int, int]]:
    """A stretch of the file as `(words, start, end)`, character references read."""
    at = start
    for match in _ENTITY.finditer(text, start, end):
        if match.start() > at:
            yield text[at : match.start()], at, match.start()
        yield html.unescape(match.group(0)), match.start(), match.end()
        at = match.end()
    if at < end:
        yield text[at:end], at, end


class _Builder:
    def __init__(self, text: str, is_html: bool) -> None:
        self.text = text
        self.is_html = is_html
        self.root = Node("", {}, 0, len(text))
        self.open = [self.root]
        self.too_deep = False
        self.unclosed: str | None = None

    def add_text(self, start: int, end: int, is_cdata: bool = False) -> None:
        if end > start:
            self.open[-1].children.append((start, end, is_cdata))

    def start(self, tag: str, attributes: dict[str, str], start: int, end: int, empty: bool) -> None:
        if self.is_html:
            self._close_implied(tag, start)
        node = Node(tag, attributes, start, end, self.open[-1])
        self.open[-1].children.append(node)
        if empty or (self.is_html and tag in _VOID):
            return
        if len(self.open) > DEEPEST:
            self.too_deep = True
            return
        self.open.append(node)

    def _close_implied(self, tag: str, at: int) -> None:
        closes = {"p"} if tag in _BREAKS_P else _CLOSED_BY.get(tag)
        while closes and len(self.open) > 1 and self.open[-1].tag in closes:
            self.open.pop().end = at

    def end(self, tag: str, at: int) -> None:
        for depth in range(len(self.open) - 1, 0, -1):
            if self.open[depth].tag == tag:
                for node in self.open[depth:]:
                    node.end = at
                del self.open[depth:]
                return

    def finish(self) -> None:
        for node in self.open[1:]:
            node.end = len(self.text)
        if not self.is_html and len(self.open) > 1:
            self.unclosed = self.open[-1].tag


def parse_markup(text: str, *, is_html: bool) -> Tree:
    """The tree of an HTML or XML file. Never raises: what is broken is read as far as it goes and remarked on."""
    builder = _Builder(text, is_html)
    at = 0
    remarks: list[str] = []
    while match := _TOKEN.search(text, at):
        builder.add_text(at, match.start())
        at = match.end()
        opening = match.group(0)
        if match.group("tag"):
            tag = match.group("tag").rpartition(":")[2].lower()
            if match.group("close"):
                builder.end(tag, at)
                continue
            attributes = _attributes(match.group("attributes")) if match.group("attributes").strip() else {}
            builder.start(tag, attributes, match.start(), at, bool(match.group("empty")))
            if is_html and tag in _RAW and not match.group("empty"):
                at = _after(text, re.compile(rf"</{tag}\s*>", re.IGNORECASE), at)
                builder.end(tag, at)
        elif opening == "<!--":
            at = _after(text, re.compile("-->"), at)
        elif opening == "<![CDATA[":
            close = text.find("]]>", at)
            close = len(text) if close < 0 else close
            builder.add_text(at, close, is_cdata=True)
            at = min(len(text), close + 3)
        elif opening.upper() == "<!DOCTYPE":
            at, entities = _after_doctype(text, at)
            if entities:
                remarks.append("Entities that the file declares itself were not expanded.")
        else:
            at = _after(text, re.compile(">"), at)
    builder.add_text(at, len(text))
    builder.finish()
    if builder.too_deep:
        remarks.append(f"Elements nested more than {DEEPEST} deep were read as if they were not nested.")
    if builder.unclosed:
        remarks.append(f"The file ends inside <{builder.unclosed}>: it seems cut off, and was read as far as it goes.")
    return Tree(builder.root, text, tuple(remarks))


def _after(text: str, pattern: re.Pattern[str], at: int) -> int:
    match = pattern.search(text, at)
    return match.end() if match else len(text)


def _after_doctype(text: str, at: int) -> tuple[int, bool]:
    """The offset after a document type declaration with or without an internal subset, and whether it has entities."""
    match = re.compile(r"[^\[>]*(\[)?").match(text, at)
    if match and match.group(1):
        close = re.compile(r"\]\s*>").search(text, match.end())
        end = close.end() if close else len(text)
        return end, "<!ENTITY" in text[match.end() : end]
    return _after(text, re.compile(">"), at), False


def _attributes(text: str) -> dict[str, str]:
    return {
        m.group(1).rpartition(":")[2].lower(): html.unescape(m.group(2) or m.group(3) or m.group(4) or "")
        for m in _ATTRIBUTE.finditer(text)
    }
