"""The package of a Word file: its XML parts within limits, and what is asked of their elements.

Only the parts that hold text are read, straight from the zip file, with limits on their size and without entities or
network. Element names follow ECMA-376; a file in its strict dialect has other namespaces and the same names.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from argmap.diagnostics import ArgmapError
from argmap.manuscript.account import count_words

LARGEST_PART = 64_000_000
MOST_PARTS = 20_000
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_UNPRINTED = frozenset(("moveFrom", "del", "Fallback"))
_WHITE = frozenset(("tab", "br", "cr", "ptab"))


class Package:
    """The zip file, part by part and within limits."""

    def __init__(self, data: bytes, shown_as: str) -> None:
        self.shown_as = shown_as
        if data[:4] == b"\xd0\xcf\x11\xe0":
            raise ArgmapError(
                f"{shown_as} is encrypted or an old .doc file. Save it in Word as .docx without a password."
            )
        try:
            self.zip = zipfile.ZipFile(io.BytesIO(data))
            names = self.zip.namelist()
        except (zipfile.BadZipFile, OSError, ValueError, EOFError, NotImplementedError):
            raise ArgmapError(f"{shown_as} is not a Word file, or it is cut off. Save it again as .docx.") from None
        if len(names) > MOST_PARTS:
            raise ArgmapError(f"{shown_as} holds {len(names)} parts, more than any paper. It was not opened.")
        self.names = frozenset(names)

    def xml(self, name: str) -> Any | None:
        """The root element of a part, or None where there is no such part."""
        if name not in self.names:
            return None
        from lxml import etree

        data = self._bytes(name)
        parser = etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            root = etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError) as problem:
            reason = "it is nested too deep" if "depth" in str(problem) else "it is broken"
            raise ArgmapError(
                f"{self.shown_as}: the part {name} cannot be read, {reason}. Open the file in Word and save it again."
            ) from None
        information: Any = root.getroottree().docinfo
        if information.doctype:
            raise ArgmapError(
                f"{self.shown_as}: the part {name} declares a document type, which no Word file does. It was not read."
            )
        return root

    def _bytes(self, name: str) -> bytes:
        try:
            with self.zip.open(name) as part:
                data = part.read(LARGEST_PART + 1)
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, NotImplementedError, ValueError):
            raise ArgmapError(
                f"{self.shown_as}: the part {name} is damaged or encrypted. Open the file in Word and save it again."
            ) from None
        if len(data) > LARGEST_PART:
            raise ArgmapError(
                f"{self.shown_as}: the part {name} unpacks to more than {LARGEST_PART // 1_000_000} MB. It was not "
                f"read."
            )
        return data


def name_of(element: Any) -> str:
    """The name of an element without its namespace; empty for what is no element."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: Any, name: str) -> str | None:
    """An attribute of Word's namespace, in either dialect."""
    value: str | None = element.get(W + name)
    strict: str | None = element.get(STRICT + name)
    return strict if value is None else value


def child_of(element: Any, name: str) -> Any | None:
    """The first child of that name; None where there is none, or no element to begin with."""
    return next((c for c in element if name_of(c) == name), None) if element is not None else None


def printed_words(*roots: Any) -> int:
    """How many words the raw ``w:t`` of these parts hold, counted paragraph by paragraph.

    Text boxes, tables and content controls count; deleted and moved-away text, the second copy of a text box for old
    programs, and the instructions of fields do not. Headers and footers are parts of their own and are not given here.
    """
    words = 0
    inside = list(roots)
    while inside:
        element = inside.pop()
        name = name_of(element)
        if name in _UNPRINTED:
            continue
        if name == "p":
            words += count_words("".join(_raw_text(element)))
        inside.extend(element)
    return words


def _raw_text(paragraph: Any) -> Iterator[str]:
    """The text of a paragraph, without that of the paragraphs inside it (text boxes), which count by themselves."""
    inside = list(reversed(paragraph))
    while inside:
        element = inside.pop()
        name = name_of(element)
        if name == "p" or name in _UNPRINTED:
            continue
        if element.tag in (f"{W}t", f"{STRICT}t"):
            yield str(element.text or "")
        elif name in _WHITE:
            yield " "
        inside.extend(reversed(element))
