"""The program's sentences as they stand on the page: ids of claims become links, `code` is set as code.

Labels and findings name claims by their ids, as a terminal must; on the page a reader can follow them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from argmap.findings.message import Message, Name, parts_of

if TYPE_CHECKING:
    from markupsafe import Markup

_CODE = re.compile(r"`(?P<code>[^`\n]{1,200})`")
# why a claim has its label, and how to mend a finding, are not yet told in parts
_TOKEN = re.compile(r"`(?P<code>[^`\n]{1,200})`|(?P<id>[a-z0-9]+(?:-[a-z0-9]+)+)(?:/[a-z]+-\d+)?")


def set_sentence(text: str, claims: Mapping[str, str], own: str = "", in_full: bool = False) -> Markup:
    """The sentence as markup, begun with a capital and closed with a stop.

    `claims` gives the text of each claim by its id; `own` is the claim on whose card the sentence stands, which needs
    no link to itself. `in_full` puts the claims' own words, in quotation marks, where the sentence has their ids.
    """
    from markupsafe import Markup, escape

    if not text.strip():
        return Markup()
    parts: list[Markup] = []
    for part in parts_of(text):
        if isinstance(part, Name):
            parts += [Markup(), _link(str(part), claims, own, in_full) if part.kind != "work" else escape(part)]
            continue
        at = 0
        for found in (_CODE if isinstance(text, Message) else _TOKEN).finditer(part):
            code = found["code"]
            shown = Markup("<code>{}</code>").format(code) if code else _link(found[0], claims, own, in_full)
            parts += [escape(part[at : found.start()]), shown]
            at = found.end()
        parts.append(escape(part[at:]))
    first = parts[0].lstrip()
    parts[0] = first[:1].upper() + first[1:]
    return Markup("").join(parts).rstrip() + ("" if text.rstrip()[-1] in ".?!:…" else ".")


def _link(handle: str, claims: Mapping[str, str], own: str, in_full: bool) -> Markup:
    """A claim, or an item under it, by what it is called: a link to the claim's card, if there is one."""
    from markupsafe import Markup, escape

    claim, _, item = handle.partition("/")
    if claim not in claims:
        return escape(handle)
    if claim == own:
        return escape(item or handle)
    if item or not in_full:
        link = Markup('<a class="id" href="#claim-{}" title="{}">{}</a>')
        return link.format(claim, claims[claim], item if in_full else handle)
    return Markup('“<a class="c" href="#claim-{}">{}</a>”').format(claim, claims[claim].removesuffix("."))
