"""What is asked of the elements of a Word file: attributes in either dialect, what is not printed, how many words are.

Element names follow ECMA-376; a file in its strict dialect has other namespaces and the same names.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from argmap.ground.packed import child_of, name_of
from argmap.manuscript.account import count_words

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_UNPRINTED = frozenset(("moveFrom", "del", "Fallback"))
_WHITE = frozenset(("tab", "br", "cr", "ptab"))


def attribute(element: Any, name: str) -> str | None:
    """An attribute of Word's namespace, in either dialect."""
    value: str | None = element.get(W + name)
    strict: str | None = element.get(STRICT + name)
    return strict if value is None else value


def value_of(element: Any | None, name: str) -> str | None:
    """What the child of that name is set to; None where there is no such child."""
    found = child_of(element, name)
    return attribute(found, "val") if found is not None else None


def is_on(properties: Any | None, name: str) -> bool | None:
    """Whether a property that is on or off is on; None where nothing is said of it."""
    found = child_of(properties, name)
    return None if found is None else attribute(found, "val") not in ("0", "false", "off", "none")


def is_hidden(run: Any) -> bool:
    """Whether a run is hidden text, which Word does not print."""
    return name_of(run) == "r" and bool(is_on(child_of(run, "rPr"), "vanish"))


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
        if name == "p" or name in _UNPRINTED or is_hidden(element):
            continue
        if element.tag in (f"{W}t", f"{STRICT}t"):
            yield str(element.text or "")
        elif name in _WHITE:
            yield " "
        inside.extend(reversed(element))
